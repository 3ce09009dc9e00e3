"""`gonogo audit` and `gonogo report`: what they measure, print, write and refuse."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.command_line import read, run, spawn, write
from tests.testing.test_measures import trials

from gonogo.testing.audit import Finding, KindReport
from gonogo.testing.measures import measure

QUICK = ("--n", "20", "--no-timing", "--no-laws", "--workers", "0")
LABELLED = {"constraint": {"kind": "title"}, "response": "<<Salt>>\n\nIt dries.", "label": True}


# ---------------------------------------------------------------------- audit
def test_audit_measures_and_repeats_itself() -> None:
    result = run("audit", "title", "count.commas", "title", *QUICK, "--json")
    data = json.loads(result.stdout)
    assert result.exit_code == 0
    assert [item["kind"] for item in data["kinds"]] == ["title", "count.commas"]
    for item in data["kinds"]:
        assert item["precision"]["low"] <= item["precision"]["value"] <= item["precision"]["high"]
        assert item["n_true"] == item["n_false"] == 20
    again = json.loads(run("audit", "title", "count.commas", *QUICK, "--json").stdout)
    assert [{**item, "seconds": 0} for item in again["kinds"]] == [{**item, "seconds": 0} for item in data["kinds"]]


def found(kind: str, *findings: Finding, wrong: int = 0) -> KindReport:
    counts = {one.rule: sum(other.rule == one.rule for other in findings) for one in findings}
    return KindReport(kind, measure(trials(50, wrong, 0, 50 - wrong)), found=list(findings), counts=counts)


@pytest.mark.parametrize("columns", ["80", "120"])
def test_audit_shows_findings_and_exits_1(monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    wrong = Finding("wrong-verdict", "found", True, {"kind": "title"}, "x\x1b", False, "violate")
    made = {
        "title": found(
            "title", wrong, wrong, wrong, wrong, wrong, Finding("not-built", "CannotConstruct: no text"), wrong=1
        ),
        "json": found("json", Finding("junk-passes", "met", True, {"kind": "json"}, "")),
        "echo": found("echo"),
    }
    monkeypatch.setattr("gonogo.testing.audit_pool.audit_all", lambda names, *_: [made[name] for name in names])
    monkeypatch.setattr("gonogo.testing.audit_pool.compared", lambda reports: reports)
    result = run("audit", *made, COLUMNS=columns)
    assert result.exit_code == 1
    flat = " ".join(result.stdout.split())
    assert "3 kinds audited: findings in 2 kinds" in flat
    assert "wrong-verdict (violates it by violate): found" in flat
    assert "and 2 more wrong-verdict" in flat
    assert "not-built: CannotConstruct: no text" in flat
    assert "junk-passes: met" in flat
    assert "this kind: 0.980, interval" in flat
    assert ("texts" in result.stdout.splitlines()[0]) is (columns == "120")
    assert max(map(len, result.stdout.splitlines())) <= int(columns)
    assert "\x1b" not in result.stdout


def test_too_few_texts_are_said_to_be_too_few() -> None:
    result = run("audit", "title", *QUICK)
    assert result.exit_code == 0
    assert "--n 20 is too few to show these bars, which were not judged: --n 368 can." in " ".join(
        result.stdout.split()
    )


def test_every_report_is_written_by_its_suffix(tmp_path: Path) -> None:
    names = [str(tmp_path / f"out{suffix}") for suffix in (".html", ".md", ".xml", ".sarif", ".json")]
    result = run("audit", "title", *QUICK, *(part for name in names for part in ("--report", name)))
    assert result.exit_code == 0
    starts = ["<!doctype html>", "# Audit of checkers: passed", "<?xml", "{", "{"]
    for name, start in zip(names, starts, strict=True):
        assert Path(name).read_text("utf-8").startswith(start)
        assert f"report written to {name}" in result.stderr
    assert json.loads(Path(names[4]).read_text("utf-8"))["made"] is None


def test_labelled_responses(tmp_path: Path) -> None:
    rows: list[Any] = [
        LABELLED, {**LABELLED, "response": "No title."}, {**LABELLED, "response": "None.", "label": False},
        {**LABELLED, "response": "None.", "sure": False},
        {"instruction_id": "punctuation:no_comma", "kwargs": {}, "response": "a b", "label": True, "prompt": "p"},
        {"constraints": [{"kind": "title"}, {"kind": "count.words", "amount": 1}], "response": "<<a>>", "label": True},
    ]  # fmt: skip
    file = write(tmp_path / "labelled.jsonl", *rows)
    result = run("audit", "--no-constructed", "--labelled", file, "--json")
    data = json.loads(result.stdout)
    assert result.exit_code == 1
    assert data["kinds"] == []
    labelled = data["labelled"]
    assert (labelled["tp"], labelled["fn"], labelled["tn"], labelled["unsure"]) == (3, 1, 1, 1)
    assert set(labelled["kinds"]) == {"all", "count.commas", "title"}
    (wrong,) = labelled["findings"]
    assert (wrong["origin"], wrong["label"]) == ("labelled:line 2", True)
    only = json.loads(run("audit", "count.commas", "--no-constructed", "--labelled", file, "--json").stdout)
    assert only["labelled"]["n_true"] == 1
    shown = run("audit", "--no-constructed", "--labelled", file)
    assert "labelled responses: 1 of 5 judged otherwise" in " ".join(shown.stdout.split())
    eased = run("audit", "--no-constructed", "--labelled", file, "--min-precision", "0.2", "--min-false-recall", "0.02")
    assert eased.exit_code == 0, eased.stdout


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("titel",), "did you mean 'title'"),
        (("title", "--report", "out.pdf"), "one of .html, .json, .md, .sarif, .xml"),
        (("title", "--n", "50", "--min-precision", "0.99"), "take --n 368 or more, or a lower bar"),
        (("title", "--min-precision", "1"), "0<x<1"),
        (("--no-constructed",), "give --labelled FILE with it"),
        (("json", "--labelled", "{}"), "no labelled response is about json; the files hold title"),
    ],
)
def test_audit_refuses(tmp_path: Path, args: tuple[str, ...], why: str) -> None:
    file = write(tmp_path / "labelled.jsonl", LABELLED)
    result = run("audit", *(arg.replace("{}", file) for arg in args), COLUMNS="200")
    assert result.exit_code == 2
    assert why in result.stderr


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"response": "x", "label": True}, "has none; give one"),
        ({**LABELLED, "instruction_id": "a"}, "has constraint and instruction_id; keep one"),
        ({**LABELLED, "label": "yes"}, "'label' is true or false"),
        ({**LABELLED, "response": None}, "'response' is a text"),
        ({"instruction_id": "punctuation:no_coma", "response": "x", "label": True}, "punctuation:no_comma"),
        ({"instruction_id": "a", "registry": "ifevall", "response": "x", "label": True}, "did you mean 'ifeval'"),
        ({"constraint": {"kind": "titel"}, "response": "x", "label": True}, "did you mean 'title'"),
        ("[1]", "a row is a JSON object"),
    ],
)
def test_a_labelled_line_that_cannot_be_read(tmp_path: Path, row: Any, why: str) -> None:
    file = write(tmp_path / "labelled.jsonl", LABELLED, row)
    result = run("audit", "--no-constructed", "--labelled", file)
    assert result.exit_code == 2
    assert f"{file}:2: " in result.stderr
    assert why in result.stderr


def test_audit_in_processes_of_its_own(tmp_path: Path) -> None:
    done = spawn("audit", "title", "json", "--n", "10", "--no-timing", "--workers", "2", "--json", NO_COLOR="1")
    assert done.returncode == 0, done.stderr
    assert [kind["kind"] for kind in json.loads(done.stdout)["kinds"]] == ["title", "json"]


# ---------------------------------------------------------------------- report
def scored(tmp_path: Path) -> str:
    file = tmp_path / "scored.jsonl"
    assert run("score", "--limit", "3", "-q", "-o", str(file)).exit_code == 0
    return str(file)


def test_report_of_what_score_wrote(tmp_path: Path) -> None:
    file = scored(tmp_path)
    page = tmp_path / "out.html"
    result = run("report", file, "-o", str(page))
    assert result.exit_code == 0
    assert "12 responses in 3 rows" in result.stdout
    assert "page written to" in result.stdout
    made = page.read_text("utf-8")
    assert "What is the sea?" in made
    assert made.count("<details") == 12
    data = json.loads(run("report", file, "--json").stdout)
    assert (data["format"], data["version"], data["responses"]) == ("gonogo-rollouts", 1, 12)
    assert max(map(len, run("report", file, COLUMNS="80").stdout.splitlines())) <= 80


def test_report_counts_a_single_group_as_one(tmp_path: Path) -> None:
    assert run("score", "--limit", "1", "-q", "-o", str(tmp_path / "one.jsonl")).exit_code == 0
    assert re.search(r"\(equal rewards in [01] of 1 group\)", run("report", str(tmp_path / "one.jsonl")).stdout)


def test_report_reads_step_and_group(tmp_path: Path) -> None:
    rows = [{**one, "at": i, "q": "same"} for i, one in enumerate(read(Path(scored(tmp_path))))]
    file = write(tmp_path / "steps.jsonl", *rows)
    data = json.loads(run("report", file, "--step", "at", "--group", "q", "--json").stdout)
    assert [one["step"] for one in data["steps"]] == [0, 1, 2]
    assert data["groups"] == 3


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("{raw}",), "score the file first: gonogo score FILE -o scored.jsonl"),
        (("{raw}", "-o", "page.pdf"), "the page is HTML; name it page.html"),
        (("{empty}",), "holds no rows"),
        (("{scored}", "--step", "nowhere"), "has no 'nowhere' (--step); its fields are"),
        (("missing.jsonl",), "missing.jsonl: No such file"),
    ],
)
def test_report_refuses(tmp_path: Path, args: tuple[str, ...], why: str) -> None:
    files = {
        "raw": write(tmp_path / "raw.jsonl", {"prompt": "p", "response": "x"}), "empty": write(tmp_path / "empty.jsonl"),
        "scored": scored(tmp_path),
    }  # fmt: skip
    result = run("report", *(arg.format(**files) for arg in args), COLUMNS="200")
    assert result.exit_code == 2
    assert why in result.stderr
