"""`gonogo judge-audit` and `gonogo audit --as`: what they measure, print, and refuse."""

from __future__ import annotations

import json
import re
import socket
from pathlib import Path
from typing import Any

import pytest
from tests.command_line import run, spawn, write
from tests.testing.fake_endpoint import completion, serving

from gonogo.constraints import catalogue
from gonogo.testing.judges import constructed

JUDGES = """
def yes(instruction, response): return True
def no(instruction, response): return False
def silent(instruction, response): return None
def good(instruction, response): return response.startswith("good")
def joint(instructions, response): return [True] * len(instructions)
def short(response, amount): return amount.get("low", 0) <= len(response.split()) <= amount.get("high", 10 ** 9)
"""
SMALL = ("--kind", "title", "--kind", "count.commas", "--n", "4", "--prompts", "6")


@pytest.fixture
def judges(tmp_path: Path) -> str:
    path = tmp_path / "judges.py"
    path.write_text(JUDGES)
    return str(path)


def rows(tmp_path: Path, n: int = 120) -> str:
    made = [
        {"instruction": "Be good.", "response": f"{'good' if i % 2 else 'bad'} {i}", "label": bool(i % 2)}
        for i in range(n)
    ]
    return write(tmp_path / "rows.jsonl", *made)


# ---------------------------------------------------------------------- functions
def test_a_judge_that_says_yes_is_kept_out(judges: str) -> None:
    result = run("judge-audit", f"{judges}::yes", "--all-at-once", f"{judges}::joint", *SMALL, "--json")
    data = json.loads(result.stdout)
    assert result.exit_code == 1
    assert data["admitted"] is False
    for mode in ("pointwise", "all_at_once"):
        assert data[mode]["total"]["false_recall"]["value"] == 0.0
        assert data[mode]["total"]["recall"]["value"] == 1.0
        assert data[mode]["admission"]["outcome"] == "keep out"
    assert data["all_at_once"]["cost"]["calls"] == 6
    assert set(data["pointwise"]["by_kind"]) == {"title", "count.commas"}
    assert set(data["pointwise"]["by_family"]) == {"layout", "characters"}


@pytest.mark.parametrize("columns", ["80", "120"])
def test_the_report_fits_the_terminal(judges: str, columns: str) -> None:
    result = run("judge-audit", f"{judges}::yes", "--all-at-once", f"{judges}::joint", *SMALL, COLUMNS=columns)
    lines = result.stdout.splitlines()
    assert max(map(len, lines)) <= int(columns)
    flat = " ".join(result.stdout.split())
    for text in (
        "pointwise all-at-once difference", "false recall 0.000", "By family", "Qwen3-32B 0.593 this one is below",
        "arXiv 2601.04954", "credited though violated:", "May it enter a reward?", "keep out, by the hard cases",
        "not held: lower end of false recall 0.000, needed 0.800",
    ):  # fmt: skip
        assert text in flat, text


def test_a_good_judge_of_labelled_soft_cases_may_enter(judges: str, tmp_path: Path) -> None:
    file = rows(tmp_path)
    result = run("judge-audit", f"{judges}::good", "--labelled", file, "--n", "0", "--prompts", "0")
    assert result.exit_code == 0, result.output
    flat = " ".join(result.stdout.split())
    assert "120 cases" in flat
    assert "pointwise: may enter, by the soft cases. It may decide one soft constraint per prompt" in flat
    strict = run(
        "judge-audit", f"{judges}::good", "--labelled", file, "--n", "0", "--prompts", "0", "--min-precision", "0.99"
    )
    assert strict.exit_code == 1
    flat = " ".join(strict.stdout.split())
    assert "undecided" in flat
    assert "about 368 independent cases may settle it" in flat  # 0.025 ** (1 / 368) = 0.99


def test_silence_is_told(judges: str) -> None:
    result = run("judge-audit", f"{judges}::silent", *SMALL)
    assert result.exit_code == 1
    assert "abstained" in result.stdout
    assert "not measured" in result.stdout


def test_a_dry_run_asks_nothing(judges: str) -> None:
    result = run("judge-audit", f"{judges}::nothing_of_this_name", "--dry-run")
    assert result.exit_code == 2
    result = run("judge-audit", f"{judges}::yes", "--all-at-once", f"{judges}::joint", *SMALL, "--dry-run", "--json")
    plan = json.loads(result.stdout)
    cases = constructed(["title", "count.commas"], 4, 6)
    assert result.exit_code == 0
    assert plan["cases"] == len(cases)
    assert plan["calls"] == len(cases) + 6
    shown = run("judge-audit", f"{judges}::yes", *SMALL, "--dry-run")
    assert "nothing was asked" in shown.stdout


def test_a_family(judges: str) -> None:
    result = run("judge-audit", f"{judges}::no", "--family", "sequence", "--n", "1", "--prompts", "0", "--json")
    asked = json.loads(result.stdout)["pointwise"]["by_kind"]
    assert asked
    assert {catalogue(plugins=False)[kind].family for kind in asked} == {"sequence"}


@pytest.mark.parametrize(
    ("args", "why"),
    [
        ((), "nothing to audit: give FILE.py::function, or --endpoint URL --model NAME"),
        (("{}::yes", "--model", "m"), "--model is for an endpoint"),
        (("{}::yes", "--prompt-all", "{}"), "--prompt-all is for an endpoint"),
        (("{}::yes", "--endpoint", "http://x/v1", "--model", "m"), "leave one of them out"),
        (("--endpoint", "http://x/v1"), "--endpoint needs --model NAME"),
        (("--endpoint", "x", "--model", "m"), "an address like http://localhost:8000/v1"),
        (("--endpoint", "http://x/v1", "--model", "m", "--extra", "[1]"), "is a JSON object"),
        (("--endpoint", "http://x/v1", "--model", "m", "--extra", "{{"), "--extra is not JSON"),
        (("{}::yes", "--n", "0", "--prompts", "0"), "there is nothing to ask"),
        (("{}::yes", "--kind", "titel"), "did you mean 'title'"),
        (("{}::yes", "--family", "sequenze"), "did you mean 'sequence'"),
        (("{}::yess",), "did you mean 'yes'"),
        (("--all-at-once", "{}::joint", "--kind", "title"), "give --prompts 100 and two kinds or more"),
        (("{}::yes", "--labelled", "{}"), "judges.py:2: not JSON"),
        (("{}::yes", "--labelled", "nowhere.jsonl"), "nowhere.jsonl: No such file"),
    ],
)
def test_bad_input(judges: str, args: tuple[str, ...], why: str) -> None:
    result = run("judge-audit", *(arg.format(judges) for arg in args))
    assert result.exit_code == 2
    assert why in " ".join(result.stderr.split())


# ---------------------------------------------------------------------- an endpoint
def test_an_endpoint_is_asked_both_ways_and_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("MY_KEY", "s3cret")
    cache = str(tmp_path / "answers.jsonl")

    def answer(number: int, body: dict[str, Any]) -> tuple[int, bytes, dict[str, str]]:
        listed = body["messages"][0]["content"].partition("<instructions>\n")[2].partition("\n</instructions>")[0]
        n = sum(line[:1].isdigit() and ". " in line[:4] for line in listed.splitlines())
        said = "\n".join(f"{i}. Yes" for i in range(1, n + 1)) or "Yes"
        return completion(said, prompt_tokens=50, completion_tokens=2)

    with serving(answer) as fake:
        args = ("judge-audit", "--endpoint", fake.url, "--model", "m", "--cache", cache, "--key-env", "MY_KEY", *SMALL)
        first = run(*args, "--json")
        asked = len(fake.asked)
        again = run(*args)
        assert len(fake.asked) == asked
        assert {headers["Authorization"] for headers in fake.headers} == {"Bearer s3cret"}
    data = json.loads(first.stdout)
    assert data["pointwise"]["cost"]["calls"] + data["all_at_once"]["cost"]["calls"] == asked
    assert data["pointwise"]["cost"]["tokens_in"] == 50 * data["pointwise"]["cost"]["calls"]
    for mode in ("pointwise", "all_at_once"):
        assert data[mode]["total"]["recall"]["value"] == 1.0
        assert set(data[mode]["answers"]) == {"answered"}
    assert again.exit_code == 1
    assert "from the cache" in again.stdout
    assert "s3cret" not in first.stdout + again.stdout + Path(cache).read_text()


def test_a_prompt_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    template = tmp_path / "mine.txt"
    template.write_text("MINE {instruction} / {response}")
    with serving(lambda number, body: completion("No")) as fake:
        args = ("--endpoint", fake.url, "--model", "m", "--mode", "pointwise", "--kind", "title", "--n", "2")
        result = run("judge-audit", *args, "--prompt", str(template))
        assert result.exit_code == 1, result.output
        assert all(body["messages"][0]["content"].startswith("MINE ") for body in fake.asked)
        template.write_text("no places")
        refused = run("judge-audit", *args, "--prompt", str(template))
    assert refused.exit_code == 2
    assert "must hold {instruction} and {response}" in refused.stderr


def test_an_endpoint_that_refuses_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving(lambda number, body: (401, b"bad key", {})) as fake:
        result = run("judge-audit", "--endpoint", fake.url, "--model", "m", *SMALL)
    assert result.exit_code == 2
    assert "the key is missing or wrong" in result.stderr


@pytest.mark.parametrize("mode", ["pointwise", "both"])
def test_an_endpoint_that_nobody_answers_at(mode: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening: a connection is refused
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        args = ("--endpoint", url, "--model", "m", "--mode", mode, "--retries", "0")
        result = run("judge-audit", *args, "--kind", "title", "--kind", "json", "--n", "1", "--prompts", "1")
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.search(r"failed \d calls in a row; last: no connection: ", result.stderr)


def test_an_endpoint_that_answers_once_is_reported_on() -> None:
    with serving(lambda number, body: completion("No") if number == 0 else (500, b"", {})) as fake:
        args = ("--endpoint", fake.url, "--model", "m", "--mode", "pointwise", "--retries", "0", "--kind", "title")
        result = run("judge-audit", *args, "--n", "2", no_proxy="127.0.0.1")
    assert result.exit_code == 1
    assert "pointwise: 4 calls for 4 questions" in result.stdout


# ---------------------------------------------------------------------- audit --as
def test_a_function_is_audited_as_a_kind(judges: str) -> None:
    result = run("audit", f"{judges}::short", "--as", "count.words", "--n", "30", "--json")
    data = json.loads(result.stdout)
    assert result.exit_code == 1
    (report,) = data["kinds"]
    assert report["kind"] == f"{judges}::short as count.words"
    assert {one["rule"] for one in report["findings"] if one["fails"]} >= {"wrong-verdict"}
    assert "it takes no 'scope'" in result.stderr


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("{}::short",), "say which kind it stands for"),
        (("--as", "count.words"), "--as takes one function, FILE.py::fn or module:fn; given: none"),
        (("{}::short", "--as", "count.wrds"), "did you mean 'count.words'"),
        (("{}::short", "--as", "title"), "short cannot stand in for title"),
    ],
)
def test_audit_as_refuses(judges: str, args: tuple[str, ...], why: str) -> None:
    result = run("audit", *(arg.format(judges) for arg in args))
    assert result.exit_code == 2
    assert why in " ".join(result.stderr.split())


def test_a_real_process_tells_without_colour(judges: str) -> None:
    done = spawn("judge-audit", f"{judges}::yes", "--kind", "title", "--n", "3", NO_COLOR="1")
    assert done.returncode == 1
    assert b"\x1b" not in done.stdout
    assert b"FAIL pointwise: keep out" in done.stdout
