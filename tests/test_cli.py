"""The command line but for `gonogo score`: exit codes, what is printed where, what terminals can show."""

from __future__ import annotations

import io
import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

import click
import pytest
from tests.command_line import environment, row, run, spawn, write

import gonogo
from gonogo import Constraint, registry
from gonogo.cli import app, look
from gonogo.cli import check as check_module
from gonogo.cli.check import shorthand
from gonogo.cli.parameters import type_words
from gonogo.constraints import catalogue
from gonogo.constraints.families import FAMILIES, Family
from gonogo.errors import BrokenPlugin, CannotConstruct, SpecError


# ---------------------------------------------------------------------- the group
def test_version() -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"gonogo {gonogo.__version__}\n")


def test_help_names_every_command() -> None:
    result = run("--help")
    assert result.exit_code == 0
    for name in ("list", "explain", "check", "score", "audit"):
        assert f"\n  {name} " in result.stdout
        assert run(name, "--help").exit_code == 0


def test_help_keeps_the_lines_of_its_examples() -> None:
    assert "\n    gonogo check title " in run("check", "--help").stdout


def test_unknown_command_is_bad_input() -> None:
    assert run("scroe").exit_code == 2


def test_fault_of_gonogo_is_one_line_and_exit_3(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("gonogo.cli.catalogue.catalogue", broken)
    result = run("list")
    assert result.exit_code == 3
    assert result.stdout == ""
    assert result.stderr.startswith("gonogo: internal error: ZeroDivisionError: oops\n")
    assert "report" in result.stderr
    assert "Traceback" not in result.stderr
    assert "Traceback" in run("--debug", "list").stderr


def test_fault_without_a_message_is_named_by_its_type(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise AssertionError

    monkeypatch.setattr("gonogo.cli.catalogue.catalogue", broken)
    assert run("list").stderr.startswith("gonogo: internal error: AssertionError\n")


@pytest.mark.parametrize(
    ("urls", "said"),
    [
        (
            ["Home, https://example.org", "Issues, https://example.org/issues"],
            "report it at https://example.org/issues with",
        ),
        (["Home, https://example.org"], "report it with"),
        (None, "report it with"),
    ],
)
def test_report_names_the_tracker_of_the_package(
    monkeypatch: pytest.MonkeyPatch, urls: list[str] | None, said: str
) -> None:
    from email.message import Message

    def metadata(_name: str) -> Message:
        message = Message()
        for url in urls or ():
            message["Project-URL"] = url
        return message

    def broken(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("gonogo.cli.metadata.metadata", metadata)
    monkeypatch.setattr("gonogo.cli.catalogue.catalogue", broken)
    assert said in run("list").stderr


def test_broken_plugin_is_bad_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise BrokenPlugin("plugin 'acme' cannot be imported")

    monkeypatch.setattr("gonogo.cli.catalogue.catalogue", broken)
    result = run("list")
    assert (result.exit_code, result.stderr) == (2, "gonogo: plugin 'acme' cannot be imported\n")


def test_interrupt_exits_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gonogo.cli.catalogue.catalogue", interrupted)
    result = run("list")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "gonogo: interrupted\n")


# ---------------------------------------------------------------------- list
def test_list_names_every_kind_once() -> None:
    result = run("list")
    assert result.exit_code == 0
    starts = [line.partition(" ")[0] for line in result.stdout.splitlines()]
    for name in catalogue():
        assert starts.count(name) == 1
    for family in FAMILIES:
        assert f"{family.title}  {family.name}, {len(family.kinds)} kinds" in result.stdout


@pytest.mark.parametrize("columns", [80, 120])
def test_list_is_a_line_for_each_kind(columns: int) -> None:
    lines = run("list", COLUMNS=str(columns)).stdout.splitlines()
    assert len(lines) == len(catalogue()) + 2 * len(FAMILIES) + 1  # a heading and an empty line a family, and the foot
    beside = [line for line in lines if line.startswith("count.conjunctions ") and line.endswith("  ifbench")]
    assert len(beside) == (columns > 100)


def test_list_as_json() -> None:
    data = json.loads(run("list", "--json").stdout)
    assert [item["kind"] for item in data["kinds"]] == list(catalogue())
    commas = next(item for item in data["kinds"] if item["kind"] == "count.commas")
    assert commas["sources"] == ["IFEval punctuation:no_comma"]
    assert commas["family"] == "characters"
    assert "ifbench punctuation:no_comma" in commas["published"]
    assert "comma" in commas["sentence"]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_list_of_a_family(family: Family) -> None:
    kinds = [item["kind"] for item in json.loads(run("list", "--family", family.name, "--json").stdout)["kinds"]]
    assert kinds == list(family.kinds)
    assert f"{len(kinds)} kinds." in run("list", "--family", family.name).stdout


def test_unknown_family_names_the_nearest() -> None:
    result = run("list", "--family", "keyword")
    assert result.exit_code == 2
    assert "did you mean 'keywords' or 'words'? See `gonogo list`." in result.stderr


def test_a_family_that_is_like_none_names_them_all_once() -> None:
    result = run("list", "--family", "zzz")
    assert result.exit_code == 2
    assert "unknown family 'zzz'; allowed: characters, copying, data, " in result.stderr
    assert result.stderr.count("layout") == 1


@pytest.mark.parametrize("args", [("explain",), ("check", "text", "--file", "-")])
@pytest.mark.parametrize(("id", "where"), [("punctuation:no_comma", "ifeval"), ("es:punctuation:no_comma", "lm-eval")])
def test_a_published_id_in_the_place_of_a_kind(args: tuple[str, ...], id: str, where: str) -> None:
    result = run(args[0], id, *args[1:])
    assert result.exit_code == 2
    assert f"{id!r} is no kind but a published id" in result.stderr
    assert where in result.stderr
    assert f"gonogo list --published {id}" in result.stderr


def test_a_published_id_without_its_first_part_is_found() -> None:
    result = run("list", "--published", "no_comma")
    assert result.exit_code == 2
    assert "did you mean 'punctuation:no_comma'" in result.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("count.words", "lo=5", "x y"), "unknown parameter of count.words 'lo'; did you mean 'low'?\n"),
        (("count.words", "min=5", "x y"), "unknown parameter of count.words 'min'; did you mean 'low'?\n"),
        (("count.words", "zz=5", "x y"), "allowed: amount, high, low, scope, step. A text that begins like KEY=VALUE"),
        (("title", "a=b is a title"), "unknown parameter of title 'a'; allowed: closing, opening. A text that begins "
                                      "like KEY=VALUE is given with --file FILE, or on standard input (-)."),
        (("json", "a=b"), "unknown parameter of json 'a'; allowed: none. A text"),
    ],
)  # fmt: skip
def test_check_names_the_parameters_it_takes(args: tuple[str, ...], said: str) -> None:
    result = run("check", *args)
    assert result.exit_code == 2
    assert said in result.stderr


def test_kinds_of_a_plugin_are_a_family() -> None:
    class Tabs(Constraint):
        """No tab characters."""

        kind: Literal["tabular:no_tabs"] = "tabular:no_tabs"

    try:
        shown = run("list", "--family", "tabular")
        assert "Plugin tabular  tabular, 1 kind\n" in shown.stdout
        assert "tabular:no_tabs  No tab characters." in shown.stdout
    finally:
        del registry._owners["tabular:no_tabs"]


def test_list_finds_a_published_id() -> None:
    shown = " ".join(run("list", "--published", "punctuation:no_comma").stdout.split())
    assert "punctuation:no_comma ifbench, ifeval, ifeval-pp," in shown
    assert "loaded as count.commas arguments: none differs: the published checker knows the ASCII comma only" in shown
    assert "count.marks arguments: none" in shown  # the Japanese one
    assert "2 kinds." in shown
    data = json.loads(run("list", "--published", "change_case:english_capital", "--json").stdout)
    assert [item["kind"] for item in data["kinds"]] == ["all", "case", "language"]
    first = data["published"][0]
    assert (first["registry"], first["alone"], first["arguments"]) == ("ifbench", ["all"], [])
    assert first["differs"][0]["kind"] == "case"


def test_list_finds_an_id_with_its_language() -> None:
    one = json.loads(run("list", "--published", "ja:letters:kanji", "--json").stdout)["published"]
    both = json.loads(run("list", "--published", "letters:kanji", "--json").stdout)["published"]
    assert one == both
    assert one[0]["arguments"] == ["kanji_limit", "relation"]


def test_unknown_published_id_names_the_nearest() -> None:
    result = run("list", "--published", "punctuation:no_coma")
    assert result.exit_code == 2
    assert "did you mean 'punctuation:no_comma'" in result.stderr
    assert "The registries are ifbench, ifeval," in result.stderr


def test_family_and_published_id_together_leave_what_is_in_both() -> None:
    data = json.loads(run("list", "--published", "change_case:english_capital", "--family", "logic", "--json").stdout)
    assert [item["kind"] for item in data["kinds"]] == ["all"]


@pytest.mark.parametrize("columns", [40, 80, 120, 200])
@pytest.mark.parametrize("args", [("list",), ("explain", "divided"), ("score", "--limit", "2")])
def test_nothing_is_wider_than_the_terminal(args: tuple[str, ...], columns: int) -> None:
    lines = run(*args, COLUMNS=str(columns)).stdout.splitlines()
    assert max(map(len, lines)) <= min(columns, look.MOST_COLUMNS)
    assert not [line for line in lines if line != line.rstrip()]


def test_kind_that_draws_nothing_is_listed_by_its_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    def draws_nothing(*_: Any) -> Constraint:
        raise CannotConstruct("no parameters to draw")

    title = catalogue()["title"]
    monkeypatch.setattr(title.owner, "sample", classmethod(draws_nothing))
    listed = json.loads(run("list", "--family", "layout", "--json").stdout)["kinds"]
    item = next(one for one in listed if one["kind"] == "title")
    assert item["sentence"] == title.summary
    shown = run("explain", "title")
    assert shown.exit_code == 0
    assert "In a prompt" not in shown.stdout


# ---------------------------------------------------------------------- explain
@pytest.mark.parametrize("kind", sorted(catalogue()))
def test_explain_every_kind(kind: str) -> None:
    entry = catalogue()[kind]
    shown = run("explain", kind)
    assert shown.exit_code == 0
    for part in ("Parameters", "In a prompt", "Examples", "Published ids", f"version {entry.version}"):
        assert part in shown.stdout
    data = json.loads(run("explain", kind, "--json").stdout)
    assert gonogo.parse(data["constraint"]).describe() == data["sentence"]
    assert len(data["examples"]) == len(entry.examples)
    assert [source["id"] for source in data["sources"]] == [source.id for source in entry.sources]


def test_explain_says_parameters_rules_and_differences() -> None:
    shown = " ".join(run("explain", "keywords.include").stdout.split())
    assert "keywords list (at least 1) of text (required)" in shown
    assert "letters inside another word do not count" in shown
    assert "IFEval keywords:existence differs: " in shown


def test_explain_says_every_published_id() -> None:
    shown = " ".join(run("explain", "count.paragraphs").stdout.split())
    assert "length_constraints:nth_paragraph_first_word ifbench, ifeval, ifeval-pp, iftrain," in shown
    assert "count:counting_composition iftrain; a part" in shown
    assert "detectable_format:number_paragraphs verifif length" not in shown
    assert "detectable_format:number_paragraphs verifif" in shown
    data = json.loads(run("explain", "count.paragraphs", "--json").stdout)
    assert {"registry": "verifif", "id": "detectable_format:number_paragraphs", "arguments": ["num_paragraphs", "relation"],
            "kinds": ["count.paragraphs"], "alone": ["count.paragraphs"]} in data["published"]  # fmt: skip
    assert data["family"] == "words"


def test_explain_unknown_kind_names_the_nearest() -> None:
    result = run("explain", "count.wrds")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "did you mean 'count.words'" in result.stderr


def test_explain_a_kind_that_says_little(monkeypatch: pytest.MonkeyPatch) -> None:
    owner = catalogue()["json"].owner
    monkeypatch.setattr(owner, "EXAMPLES", ())
    monkeypatch.setattr(owner, "SOURCES", ())
    monkeypatch.setattr("gonogo.cli.catalogue.covering", lambda kind: ())
    monkeypatch.setattr(owner, "__doc__", "A title.\n\nProse over\ntwo ``lines``.\n\n    kept = 1\n      as is")
    shown = run("explain", "json")
    assert shown.exit_code == 0
    assert "\n  Prose over two `lines`.\n" in shown.stdout
    assert "\n      kept = 1\n        as is\n" in shown.stdout
    assert "Parameters\n  none\n" in shown.stdout
    assert "Examples\n  none\n" in shown.stdout
    assert "Published ids\n  none\n" in shown.stdout


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "integer", "minimum": 1, "maximum": 9}, "whole number, at least 1, at most 9"),
        ({"type": "string", "pattern": "^a+$"}, "text like ^a+$"),
        ({"enum": ["upper", "lower"], "type": "string"}, "upper | lower"),
        ({"const": "title"}, "title"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "text"),
        ({"anyOf": [{"type": "string"}, {"type": "number"}]}, "text | number"),
        ({"type": "array", "items": {"type": "string"}}, "list of text"),
        ({"type": "array"}, "list of any value"),
        ({"type": "array", "items": {"type": "string"}, "minItems": 2}, "list (at least 2) of text"),
        ({"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 3}, "list (1 to 3) of text"),
        (
            {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}]},
            "list of text, then whole number",
        ),
        ({"type": "string", "minLength": 1}, "text"),
        ({"type": "string", "minLength": 1, "maxLength": 8}, "text, at most 8 characters"),
        ({"type": "string", "minLength": 2, "maxLength": 60}, "text, 2 to 60 characters"),
        ({"type": "string", "minLength": 2, "maxLength": 2}, "text, 2 characters"),
        ({"type": "string", "format": "date"}, "date"),
        ({"type": "string", "format": "uri"}, "text (uri)"),
        ({"type": ["string", "null"]}, "text"),
        ({"type": "number", "exclusiveMinimum": 0.5}, "number, above 0.5"),
        ({"$ref": "#/$defs/Bounds"}, "bounds {low}"),
        ({"$ref": "#/$defs/Constraint"}, "constraint"),
        ({"$ref": "#/$defs/Amount"}, "amount {low, high}"),
        ({"$ref": "#/$defs/Case"}, "upper | lower"),
        ({"$ref": "#/$defs/Elsewhere"}, "elsewhere"),
        ({}, "any value"),
    ],
)
def test_schema_types_in_words(schema: dict[str, Any], words: str) -> None:
    defs = {
        "Amount": {"type": "object", "properties": {"low": {"type": "integer"}, "high": {"type": "integer"}}},
        "Case": {"enum": ["upper", "lower"]},
        "Bounds": {"anyOf": [{"type": "integer"}, {"type": "object", "properties": {"low": {"type": "integer"}}}]},
        "Constraint": {"type": "object", "properties": {"kind": {"type": "string"}}},
    }
    assert type_words(schema, defs) == words


# ---------------------------------------------------------------------- check
def test_check_passes_and_fails() -> None:
    passed = run("check", '{"kind": "count.words", "amount": {"low": 3}}', "Salt dries slowly.")
    assert passed.exit_code == 0
    assert "✓ pass" in passed.stdout
    assert "measured  3, wanted at least 3" in passed.stdout
    failed = run("check", '{"kind": "count.words", "amount": {"low": 4}}', "Salt dries slowly.")
    assert failed.exit_code == 1
    assert "✗ FAIL" in failed.stdout
    assert "3 words, wanted at least 4" in failed.stdout
    assert "Salt dries slowly." in failed.stdout


def test_check_names_the_evidence() -> None:
    result = run("check", "keywords.exclude", "keywords=snow", "Fog, then snow.")
    assert result.exit_code == 1
    assert "1 place: 10-14 'snow'" in result.stdout


def test_check_counts_what_it_does_not_name() -> None:
    result = run("check", "count.words", "low=1", " ".join(["tide"] * 11))
    assert "11 places: 0-4 'tide'" in result.stdout
    assert "and 3 more" in " ".join(result.stdout.split())


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("count.words", "low=2", "high=3", "one two three"), 0),
        (("count.words low=2 high=3", "one"), 1),
        (("count.words", "amount=3", "one two three"), 0),
        (("count.words", 'amount={"low": 4}', "one two three"), 1),
        (("keywords.include", "keywords=sea,ice cream", "Ice cream by the sea."), 0),
        (("keywords.include", 'keywords="sea, salt",fog', "The sea, salt and fog."), 0),
        (("keywords.include", 'keywords=["sea"]', "The fog."), 1),
        (("count.keyword", "keyword=5", "low=1", "Room 5."), 0),
        (("case", "case=lower", "all of it low"), 0),
        (("title", "no title here"), 1),
        (("title", "<<Tides>> They go."), 0),
    ],
)
def test_check_shorthand(args: tuple[str, ...], code: int) -> None:
    result = run("check", *args)
    assert result.exit_code == code, result.output


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("count.words", "low=2", "low=3", "x"), "'low' is given twice"),
        (("count.words", "amount=2", "low=3", "x"), "'low' is given twice"),
        (("count.wrds", "low=2", "x"), "did you mean 'count.words'"),
        (("count.words", "lo=2", "x"), "'lo'"),
        (("count.words", "low=many", "x"), "'many' is no whole number"),
        (("{oops", "x"), "not JSON"),
        (("[]", "x"), "the list of constraints is empty"),
        (("title", "one", "two"), "one text is checked at a time"),
        (("title", "one", "--file", "other"), "not both"),
        (("title", "--file", "there is no such file"), "there is no such file: No such file or directory"),
    ],
)
def test_check_refuses_bad_input(args: tuple[str, ...], said: str) -> None:
    result = run("check", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_shorthand_refuses_a_second_value() -> None:
    with pytest.raises(SpecError, match="given twice"):
        shorthand("title", ["opening=1", "opening=2"])


def test_check_reads_the_text_from_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "answer.txt"
    path.write_bytes("\ufeff<<Tides>>\n".encode())
    assert run("check", "title", "--file", str(path)).exit_code == 0
    assert run("check", "title", stdin="<<Tides>>\n").exit_code == 0
    assert run("check", "title", "-", stdin="<<Tides>>\n").exit_code == 0
    assert run("check", "title", "--file", "-", stdin="nothing\n").exit_code == 1
    assert run("check", "title", "-", stdin=b"\xff\xfe<<Tides>>").exit_code == 2


def test_check_without_text_on_a_terminal_asks_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal(io.BytesIO()))
    with pytest.raises(click.UsageError, match="no text"):
        check_module._text([], None)


def test_check_an_empty_text() -> None:
    result = run("check", "count.commas", "high=0", "")
    assert "(the text is empty)" in result.stdout


def test_check_several_constraints_needs_all() -> None:
    spec = '[{"kind": "title"}, {"kind": "count.commas", "amount": {"high": 0}}]'
    data = json.loads(run("check", spec, "<<A>> b, c", "--json").stdout)
    assert data["passed"] is False
    assert [verdict["passed"] for verdict in data["verdicts"]] == [True, False]
    assert data["verdicts"][1]["measured"] == 1
    assert data["verdicts"][1]["wanted"] == "exactly 0"
    assert data["verdicts"][1]["spans"] == [[7, 8]]
    assert run("check", spec, "<<A>> b, c", "--json").exit_code == 1


def test_text_cannot_steer_the_terminal() -> None:
    result = run("check", "title", "<<A\x1b[2J\u202e>> \ud800 \r\x07")
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
    assert result.exit_code == 0
    kept = "a\tb\n\x1b\u2028c"
    assert look.printable(kept) == "a\tb\n\ufffd\ufffdc"
    assert len(look.printable(kept)) == len(kept)


# ---------------------------------------------------------------------- look
def test_words_stand_in_for_ticks(tmp_path: Path) -> None:
    source = write(tmp_path / "in", row(), row("a, b"))
    assert "✓" in run("score", source).stdout
    plain = run("score", source, NO_COLOR="1").stdout
    assert "✓" not in plain
    assert "pass  " in plain
    assert "FAIL  " in plain
    assert "#" in plain


def test_bar_is_full_only_at_one() -> None:
    shown = look.Look(io.TextIOWrapper(io.BytesIO(), "utf-8"))
    assert [shown.bar(share, 4).plain for share in (0.0, 0.01, 0.5, 0.99, 1.0)] == [
        "░░░░",
        "█░░░",
        "██░░",
        "███░",
        "████",
    ]


def test_clip_keeps_to_its_length() -> None:
    shown = look.Look(io.TextIOWrapper(io.BytesIO(), "ascii"))
    assert shown.clip("one\n two", 20) == "one two"
    assert shown.clip("one two three", 9) == "one tw..."
    assert len(shown.clip(" " * 50 + "x" * 50, 9)) <= 9


def test_plain_data() -> None:
    import numpy as np

    given = {1: np.float64("nan"), "b": {"x"}, "c": (1, np.int64(2)), "d": Path("p"), "e": [math.inf, True, None]}
    assert look.plain(given) == {"1": None, "b": ["x"], "c": [1, 2], "d": "p", "e": [None, True, None]}
    assert json.loads(look.dumps(given)) == look.plain(given)


# ---------------------------------------------------------------------- real processes
def test_module_runs_and_tells_the_sample() -> None:
    done = spawn("score", "--limit", "2")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "8 responses to 2 prompts" in done.stdout.decode()
    assert b"\x1b" not in done.stdout


def test_terminal_without_utf8_gets_ascii() -> None:
    done = spawn("check", "count.words", "low=9", "naïve – café", PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert done.stdout.decode("ascii").startswith("FAIL")
    listed = spawn("list", "--json", PYTHONIOENCODING="ascii")
    assert "kinds" in json.loads(listed.stdout.decode("ascii"))


@pytest.mark.skipif(os.name != "posix", reason="pipes and signals of POSIX")
@pytest.mark.parametrize("args", [["list", "--json"], ["score"], ["score", "-o", "-"], ["explain", "title"]])
def test_reader_that_goes_away_ends_it_quietly(args: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        command = [sys.executable, "-m", "gonogo", *args]
        done = subprocess.run(
            command, stdout=writing, stderr=subprocess.PIPE, env=environment(), timeout=120, check=False
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("command", sorted(app.commands))
def test_help_fits_the_terminal(command: str) -> None:
    shown = run(command, "--help", COLUMNS="80").stdout
    assert [line for line in shown.split("\n") if len(line) > 80] == []


@pytest.mark.parametrize("command", ["convert", "diff", "export-env", "lint", "score"])
def test_help_lists_the_record_formats_once(command: str) -> None:
    shown = " ".join(run(command, "--help", COLUMNS="80").stdout.split())
    assert shown.count("nemo-verifier") == 1
    assert "FORMAT" in shown


def test_list_says_where_the_registries_are() -> None:
    assert "The registries are shown in 110 columns or more, and by --json." in run("list", "--help").stdout
    assert "iftrain" not in run("list", COLUMNS="109").stdout
    assert "iftrain" in run("list", COLUMNS="110").stdout


def test_a_long_example_is_shown_in_part() -> None:
    shown = run("explain", "json.schema").stdout
    assert "… [5,000 characters in all] …" in " ".join(shown.split())
    assert len(shown.split("\n")) < 90
    texts = [item["text"] for item in json.loads(run("explain", "json.schema", "--json").stdout)["examples"]]
    assert "1" * 5000 in texts
