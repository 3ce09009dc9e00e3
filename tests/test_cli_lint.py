"""`gonogo lint`: exit codes, the table, JSON, SARIF, baselines."""

from __future__ import annotations

import json
from pathlib import Path

from tests.command_line import run, write

GOOD = {"key": 1, "prompt": "Write at least 60 words.", "instruction_id_list": ["length_constraints:number_words"],
        "kwargs": [{"relation": "at least", "num_words": 60}]}  # fmt: skip
BAD = {"key": 2, "prompt": "Write at least 400 words.", "instruction_id_list": ["length_constraints:number_words", "punctuation:no_coma"],
       "kwargs": [{"relation": "at least", "num_words": 336}, {}]}  # fmt: skip


def test_clean(tmp_path: Path) -> None:
    source = write(tmp_path / "a", GOOD)
    result = run("lint", source)
    assert (result.exit_code, result.stdout) == (0, f"no findings in 1 row of {source}\n")


def test_findings_exit_1_and_say_what_where_and_how_to_mend(tmp_path: Path) -> None:
    result = run("lint", write(tmp_path / "a", GOOD, BAD, "{oops"), COLUMNS="120")
    assert result.exit_code == 1
    text = " ".join(result.stdout.split())
    assert "2 (2) GG101 error unknown published id 'punctuation:no_coma'; did you mean 'punctuation:no_comma'" in text
    assert "2 (2) GG301 warning length_constraints:number_words: the prompt says “400 words”" in text
    assert "set the number to 400" in text
    assert "3 GG001 error" in text
    assert "3 findings in 3 rows" in text


def test_as_json(tmp_path: Path) -> None:
    result = run("lint", write(tmp_path / "a", GOOD, BAD), "--json")
    data = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (data["rows"], data["known"], data["by_code"]) == (2, 0, {"GG101": 1, "GG301": 1})
    assert set(data["findings"][0]) == {"code", "severity", "line", "row", "subject", "message", "fix", "fingerprint"}


def test_codes_can_be_ignored(tmp_path: Path) -> None:
    source = write(tmp_path / "a", BAD)
    assert json.loads(run("lint", source, "--json", "--ignore", "GG101").stdout)["by_code"] == {"GG301": 1}
    assert run("lint", source, "--ignore", "GG101", "--ignore", "GG301").exit_code == 0
    refused = run("lint", source, "--ignore", "GG999")
    assert (refused.exit_code, "GG101" in refused.stderr) == (2, True)


def test_a_baseline_accepts_what_is_known(tmp_path: Path) -> None:
    source, known = write(tmp_path / "a", BAD), str(tmp_path / "known.json")
    assert run("lint", source, "--write-baseline", known).exit_code == 0
    clean = run("lint", source, "--baseline", known)
    told = " ".join(clean.stdout.split())
    assert (clean.exit_code, "no findings in 1 row" in told, "2 in the baseline" in told) == (0, True, True)
    moved = write(tmp_path / "b", GOOD, BAD, {**BAD, "key": 3})
    data = json.loads(run("lint", moved, "--baseline", known, "--json").stdout)
    assert {one["row"] for one in data["findings"]} == {"3"}
    for text in ("{oops", "[]", '{"version": 9}'):
        (tmp_path / "bad").write_text(text)
        refused = run("lint", source, "--baseline", str(tmp_path / "bad"))
        assert refused.exit_code == 2
        assert str(tmp_path / "bad") in refused.stderr
    assert run("lint", source, "--baseline", str(tmp_path / "none")).exit_code == 2


def test_sarif(tmp_path: Path) -> None:
    source, known, log = write(tmp_path / "a", BAD), str(tmp_path / "known"), tmp_path / "log.sarif"
    run("lint", source, "--ignore", "GG301", "--write-baseline", known)
    result = run("lint", source, "--baseline", known, "--sarif", str(log))
    assert result.exit_code == 1
    results = json.loads(log.read_text("utf-8"))["runs"][0]["results"]
    assert {(one["ruleId"], "suppressions" in one) for one in results} == {("GG101", True), ("GG301", False)}
    shown = run("lint", source, "--sarif", "-")
    assert json.loads(shown.stdout)["version"] == "2.1.0"
    assert run("lint", source, "--sarif", "-", "--json").exit_code == 2


def test_empty_file_is_bad_input(tmp_path: Path) -> None:
    result = run("lint", write(tmp_path / "a", ""))
    assert (result.exit_code, "holds no rows" in result.stderr) == (2, True)
