"""`gonogo fuzz` and `gonogo audit --mutants`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.command_line import read, run, write

from gonogo.constraint import Verdict
from gonogo.constraints.placement import EndsWith
from gonogo.text.view import View

WRONG = {
    "check": "construction",
    "constraint": {"kind": "count.words", "amount": 1},
    "text": "Two words.",
    "label": True,
}


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def judge(self: EndsWith, view: View) -> Verdict:
        return self.passed(view, None, "always")

    monkeypatch.setattr(EndsWith, "judge", judge)


def test_a_sound_kind_comes_through(tmp_path: Path) -> None:
    result = run("fuzz", "title", "--cases", "60", "--save", str(tmp_path / "f.jsonl"))
    assert result.exit_code == 0, result.output
    assert "on 1 kind: no findings" in result.stdout
    assert not (tmp_path / "f.jsonl").exists()


@pytest.mark.parametrize("columns", ["80", "120"])
def test_findings_are_shown_saved_and_asked_again(broken: None, tmp_path: Path, columns: str) -> None:
    file = str(tmp_path / "f.jsonl")
    result = run("fuzz", "ends_with", "--cases", "60", "--save", file, COLUMNS=columns)
    assert result.exit_code == 1, result.output
    assert "violates it by construction" in " ".join(result.stdout.split())
    commands = [line for line in result.stdout.split("\n") if line.startswith(("gonogo check", "python -c"))]
    assert len(commands) == len(read(Path(file)))
    assert all('"ends_with"' in line or "'ends_with'" in line.replace("'\"'\"'", "'") for line in commands)
    assert "added to" in result.stdout
    again = run("fuzz", "--replay", file, COLUMNS=columns)
    assert again.exit_code == 1
    assert "still wrong" in " ".join(again.stdout.split())


def test_a_mended_fault_is_replayed_as_right(tmp_path: Path) -> None:
    file = write(tmp_path / "f.jsonl", {**WRONG, "text": "One."})
    result = run("fuzz", "--replay", file)
    assert result.exit_code == 0
    assert "all as they should be" in " ".join(result.stdout.split())


def test_json(broken: None, tmp_path: Path) -> None:
    file = str(tmp_path / "f.jsonl")
    told = json.loads(run("fuzz", "ends_with", "--cases", "40", "--save", file, "--json").stdout)
    assert not told["passed"]
    assert told["saved"] == {"file": file, "added": len(told["findings"])}
    assert told["kinds"]["ends_with"]["cases"] >= 40
    again = json.loads(run("fuzz", "--replay", file, "--json").stdout)
    assert again["open"] == again["cases"] == len(told["findings"])


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["fuzz"], "name the kinds to fuzz, or all"),
        (["fuzz", "count.wordz"], "did you mean 'count.words'"),
        (["fuzz", "all", "title"], "'all' is every kind"),
        (["fuzz", "title", "--replay", __file__], "give no kinds"),
        (["fuzz", "--replay", "missing.jsonl"], "does not exist"),
        (["fuzz", "title", "--cases", "0"], "0 is not in the range"),
    ],
)
def test_bad_input(args: list[str], said: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_a_file_that_holds_no_cases_is_bad_input(tmp_path: Path) -> None:
    result = run("fuzz", "--replay", write(tmp_path / "f.jsonl", {"check": "construction"}))
    assert result.exit_code == 2
    assert "case 1" in result.stderr


@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_an_empty_file_is_bad_input(tmp_path: Path, as_json: tuple[str, ...]) -> None:
    file = write(tmp_path / "f.jsonl")
    result = run("fuzz", "--replay", file, *as_json)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"gonogo: {file} holds no cases\n"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"prompt": 'It\'s "long". ' * 20, "response": "x"}, "saves it; this one has prompt, response\n"),
        ([1], "saves it, not [1]\n"),
    ],
)
def test_a_row_that_is_no_case_says_what_it_has(tmp_path: Path, row: object, said: str) -> None:
    assert run("fuzz", "--replay", write(tmp_path / "f.jsonl", row)).stderr.endswith(said)


def test_all_is_every_kind_and_one_kind_can_be_named(tmp_path: Path) -> None:
    file = str(tmp_path / "f.jsonl")
    told = json.loads(run("fuzz", "all:", "--cases", "10", "--save", file, "--json").stdout)
    assert list(told["kinds"]) == ["all"]
    told = json.loads(run("fuzz", "all", "--cases", "30", "--save", file, "--json").stdout)
    assert len(told["kinds"]) > 1


# ---------------------------------------------------------------------- gonogo audit --mutants
def test_mutants_are_listed_with_the_share_killed() -> None:
    result = run("audit", "--mutants", "title", "not")
    assert result.exit_code == 0, result.output
    assert "mutants killed (100.0%)" in result.stdout


def test_survivors_are_listed_as_json_and_labelled_texts_kill_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gonogo.testing.mutate.cases_of", lambda kind: [])  # so that none is killed before
    told = json.loads(run("audit", "--mutants", "count.commas", "--json").stdout)
    assert told["killed"] == 0
    assert len(told["kinds"][0]["survivors"]) == told["total"] > 0
    assert told["equivalent"] == told["kinds"][0]["equivalent"] > 0
    fails = {"instruction_id": "punctuation:no_comma", "kwargs": {}, "response": "a, b", "label": False}
    passes = {"constraint": {"kind": "count.commas", "amount": 1}, "response": "a, b", "label": True}
    doubtful = {**passes, "sure": False}
    other = {"constraint": {"kind": "title"}, "response": "<<Salt>>", "label": True}
    for rows, killed in (((doubtful, other), False), ((fails, passes, doubtful, other), True)):
        file = write(tmp_path / "more.jsonl", *rows)
        again = json.loads(run("audit", "--mutants", "count.commas", "--labelled", file, "--json").stdout)
        assert (again["killed"] > 0) is killed


@pytest.mark.parametrize(
    ("args", "line", "said"),
    [
        (["title"], "{}", "is a text, not None"),
        (["title", "--mutants"], "{}", ":1: 'response' is a text, not None"),
        (["title", "--mutants"], '{"constraint": {"kind": "title"}, "response": 1, "label": true}', "is a text, not 1"),
        (["title", "--mutants"], '{"constraint": {"kind": "title"}, "text": "a", "label": true}', "not in 'text'"),
        (["title", "--no-constructed"], '{"constraint": {"kind": "title"}, "text": "a"}', "not in 'text'"),
    ],
)
def test_bad_labelled_texts_are_bad_input(tmp_path: Path, args: list[str], line: str, said: str) -> None:
    result = run("audit", *args, "--labelled", write(tmp_path / "more.jsonl", line))
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
