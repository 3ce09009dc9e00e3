"""`gonogo convert`, and other record formats in `gonogo score` and `gonogo check`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.command_line import NO_COMMA, read, row, run, write

IFEVAL = {
    "key": 7, "prompt": "Say it in at least 3 words without commas.",
    "instruction_id_list": ["punctuation:no_comma", "length_constraints:number_words"],
    "kwargs": [{}, {"relation": "at least", "num_words": 3}],
}  # fmt: skip
EXACT = {"id": "e", "prompt": "Say it.", "constraints": '[{"kind": "count.words", "amount": {"low": 3, "high": 3}}]'}


def test_there_and_back(tmp_path: Path) -> None:
    source, there, back = write(tmp_path / "a", IFEVAL, {**IFEVAL, "key": 8}), tmp_path / "b", tmp_path / "c"
    result = run("convert", source, "--to", "native", "-o", str(there))
    assert result.exit_code == 0, result.output
    assert "2 rows of 2 written as native (read: 2 ifeval)" in result.stdout
    assert "left out" not in result.stdout
    assert run("convert", str(there), "--from", "native", "--to", "ifeval", "-o", str(back)).exit_code == 0
    assert read(back) == [IFEVAL, {**IFEVAL, "key": 8}]


def test_what_cannot_be_expressed_is_listed_and_not_written(tmp_path: Path) -> None:
    source, target = write(tmp_path / "a", EXACT, row(), EXACT), tmp_path / "b"
    result = run("convert", source, "--to", "ifeval", "-o", str(target))
    assert result.exit_code == 1
    assert "1 row of 3 written" in result.stdout
    assert "2 rows left out" in result.stdout
    text = " ".join(result.stdout.split())
    assert "line 1 e count.words no id of ifeval means: Use exactly 3 words." in text
    assert "line 3" in text
    assert [one["instruction_id_list"] for one in read(target)] == [["punctuation:no_comma"]]


def test_as_json(tmp_path: Path) -> None:
    result = run("convert", write(tmp_path / "a", EXACT, row()), "--to", "ifeval", "-o", str(tmp_path / "b"), "--json")
    data = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (data["rows"], data["written"], data["left_out"], data["constraints"]) == (2, 1, 1, 1)
    assert data["from"] == {"native": 2}
    assert [(one["line"], one["row"], one["id"], one["place"]) for one in data["losses"]] == [
        (1, "e", "count.words", 0)
    ]


def test_rows_on_stdout_and_the_rest_on_stderr() -> None:
    result = run("convert", "-", "--to", "trl", "-o", "-", stdin=json.dumps(IFEVAL))
    assert result.exit_code == 0
    assert json.loads(result.stdout)["prompt"] == [{"role": "user", "content": IFEVAL["prompt"]}]
    assert "1 row of 1 written as trl" in result.stderr
    assert run("convert", "-", "--to", "trl", "-o", "-", "--json", stdin="{}").exit_code == 2


def test_a_row_that_cannot_be_read_ends_the_run_unless_skipped(tmp_path: Path) -> None:
    source, target = write(tmp_path / "a", IFEVAL, "{oops", {"a": 1}, IFEVAL), tmp_path / "b"
    result = run("convert", source, "--to", "native", "-o", str(target))
    assert result.exit_code == 2
    assert f"{source}:2: not JSON" in result.stderr
    assert "1 row before it written (--skip-bad leaves such rows out)" in result.stderr
    assert len(read(target)) == 1
    skipped = run("convert", source, "--to", "native", "-o", str(target), "--skip-bad", "--json")
    assert skipped.exit_code == 1
    data = json.loads(skipped.stdout)
    assert (data["written"], data["left_out"]) == (2, 2)
    assert [one["line"] for one in data["losses"]] == [2, 3]


def test_rows_without_constraints_are_left_out(tmp_path: Path) -> None:
    judged = {"prompt": "x", "checkers": ["[llm] polite"], "functions": ["..."]}
    result = run("convert", write(tmp_path / "a", judged), "--to", "native", "-o", str(tmp_path / "b"))
    assert result.exit_code == 1
    assert "no constraints that can be checked (verinstruct)" in " ".join(result.stdout.split())
    assert not (tmp_path / "b").exists()


def test_bad_input(tmp_path: Path) -> None:
    source = write(tmp_path / "a", IFEVAL)
    assert run("convert", source, "--to", "native", "-o", source).exit_code == 2
    assert read(tmp_path / "a") == [IFEVAL]
    assert run("convert", source, "--to", "nativ", "-o", "x").exit_code == 2
    assert run("convert", source, "-o", "x").exit_code == 2
    assert run("convert", str(tmp_path / "none"), "--to", "native", "-o", "x").exit_code == 2
    empty = run("convert", write(tmp_path / "e", ""), "--to", "native", "-o", str(tmp_path / "x"))
    assert (empty.exit_code, "holds no rows" in empty.stderr) == (2, True)


# ---------------------------------------------------------------------- other formats elsewhere
def test_score_reads_every_format(tmp_path: Path) -> None:
    source = write(tmp_path / "a", {**IFEVAL, "response": "so it is"}, {**IFEVAL, "response": "so, it is"})
    for goal in ("native", "verl", "openrlhf", "open-instruct", "nemo", "nemo-flat", "slime", "verifif", "ifbench"):
        target = tmp_path / goal
        assert run("convert", source, "--to", goal, "-o", str(target)).exit_code == 0, goal
        for layout in ("auto", goal):
            data = json.loads(run("score", str(target), "--format", layout, "--json").stdout)
            assert (data["rows"], data["acc"]) == (2, 0.5), (goal, layout)


def test_score_names_a_constraint_that_cannot_be_read(tmp_path: Path) -> None:
    bad: dict[str, Any] = {"input": "x", "label": '[{"kind": "count.wrds"}]', "response": "y"}
    result = run("score", write(tmp_path / "a", bad))
    assert result.exit_code == 2
    assert "did you mean 'count.words'" in result.stderr


def test_check_takes_a_row() -> None:
    assert run("check", json.dumps(IFEVAL), "so it is").exit_code == 0
    assert run("check", json.dumps(IFEVAL), "so, it").exit_code == 1
    assert run("check", json.dumps({"prompt": "x", "constraints": NO_COMMA}), "so, it").exit_code == 1
    refused = run("check", json.dumps({"a": 1}), "so it is")
    assert refused.exit_code == 2


def test_lines_that_would_be_misread_are_told(tmp_path: Path) -> None:
    twice = '{"prompt": "one", "prompt": "two", "constraints": [{"kind": "title"}]}'
    source = write(tmp_path / "a", row(), twice, '{"prompt": "x", "constraints": [{"kind": "title", "kind": "json"}]}')
    result = run("convert", source, "--to", "verl", "-o", str(tmp_path / "b"), "--skip-bad", "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert [(one["line"], one["why"][:23]) for one in told["losses"]] == [
        (2, "the field 'prompt' stan"),
        (3, "the field 'kind' stands"),
    ]
    (found, _) = json.loads(run("lint", source, "--json", "--ignore", "GG401").stdout)["findings"]
    assert (found["code"], found["line"], found["message"][:18]) == ("GG001", 2, "the field 'prompt'")


def test_other_kinds_of_files_are_named(tmp_path: Path) -> None:
    for begins, said in ((b"\x1f\x8b\x08", "gzip data"), (b"PAR1\x15", "a Parquet file"), (b"\xff\xfe{\x00", "UTF-16")):
        (tmp_path / "a").write_bytes(begins)
        for command in (("convert", "--to", "trl", "-o", str(tmp_path / "b")), ("score",)):
            result = run(command[0], str(tmp_path / "a"), *command[1:])
            assert result.exit_code == 2
            assert f":1: {said}" in " ".join(result.output.split())
    assert not (tmp_path / "b").exists()


def test_line_ends_blank_lines_and_marks_of_order_do_not_matter(tmp_path: Path) -> None:
    lines = [json.dumps({**IFEVAL, "key": n, "note": "海 \U0001f30a"}, ensure_ascii=False) for n in (1, 2, 2)]
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbf" + "\r\n\r\n \r\n".join(lines).encode())
    for goal in ("native", "verl", "nemo", "open-instruct", "slime", "openrlhf"):
        assert run("convert", str(tmp_path / "a"), "--to", goal, "-o", str(tmp_path / "b")).exit_code == 0
        assert run("convert", str(tmp_path / "b"), "--to", "ifeval", "-o", str(tmp_path / "c")).exit_code == 0
        back = read(tmp_path / "c")
        assert [(one["key"], one["note"], one["kwargs"]) for one in back] == [
            (n, "海 \U0001f30a", IFEVAL["kwargs"]) for n in (1, 2, 2)]  # fmt: skip


def test_numbers_that_are_no_json_become_null(tmp_path: Path) -> None:
    line = (
        '{"prompt": "x", "constraints": [{"kind": "title"}], "y": NaN, "z": 1e400, "n": 123456789012345678901234567890}'
    )
    result = run("convert", write(tmp_path / "a", line), "--to", "trl", "-o", str(tmp_path / "b"))
    assert result.exit_code == 0
    (back,) = read(tmp_path / "b")
    assert (back["y"], back["z"], back["n"]) == (None, None, 123456789012345678901234567890)


def test_baselines_do_not_depend_on_the_name_of_the_file(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path / name, "{oops", row())
    known = str(tmp_path / "known")
    assert run("lint", str(tmp_path / "a"), "--write-baseline", known).exit_code == 0
    assert run("lint", str(tmp_path / "b"), "--baseline", known).exit_code == 0


def test_huge_numbers_are_faults_of_their_row(tmp_path: Path) -> None:
    many = "9" * 600
    kwargs = f'[{{"relation": "at least", "num_words": {many}}}, {{"percentage": {many}}}]'
    line = f'{{"prompt": "x", "instruction_id_list": ["length_constraints:number_words", "ratio:stop_words"], "kwargs": {kwargs}}}'
    source = write(tmp_path / "a", line, f'{{"prompt": "x", "constraints": [{{"kind": "title"}}], "n": {many * 10}}}')
    result = run("convert", source, "--to", "verl", "-o", str(tmp_path / "b"), "--skip-bad", "--json")
    assert result.exit_code == 1
    assert [(one["line"], one["id"]) for one in json.loads(result.stdout)["losses"]] == [
        (1, "length_constraints:number_words"), (1, "ratio:stop_words"), (2, "-")]  # fmt: skip
    findings = json.loads(run("lint", source, "--json").stdout)["findings"]
    assert [one["code"] for one in findings] == ["GG102", "GG102", "GG001"]


@pytest.mark.parametrize("columns", ["80", "120"])
def test_an_id_that_is_left_out_is_shown_whole(tmp_path: Path, columns: str) -> None:
    bad = {**IFEVAL, "instruction_id_list": ["length_constraints:number_of_nonexistent_paragraph_first_words"],
           "kwargs": [{}]}  # fmt: skip
    result = run("convert", write(tmp_path / "a", bad), "--to", "trl", "-o", str(tmp_path / "b"), COLUMNS=columns)
    assert result.exit_code == 1
    assert "length_constraints:number_of_nonexistent_paragraph_first" in result.stdout
    assert max(map(len, result.stdout.split("\n"))) <= int(columns)


# ---------------------------------------------------------------------- files that are not what they should be
ONE = json.dumps(IFEVAL)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x28\xb5\x2f\xfd\x00\n\x00\n", "zstd data (zstdcat FILE | gonogo … -)"),
        (b"BZh9\n1", "bzip2 data"),
        (b"\xfd7zXZ\x00\n1", "xz data"),
        (b"ARROW1\x00\x00\n\xff", "an Arrow file"),
        (b"\xff\xfe{\x00\n\x00", "UTF-16"),
        (f"[{ONE}, {ONE}]".encode(), "a JSON array of 2 rows; one JSON object per line is read (jq -c '.[]' FILE"),
        (f"[{ONE}]".encode(), "a JSON array of 1 row; one JSON object per line is read"),
        (json.dumps([IFEVAL], indent=1).encode(), "this looks like JSON over several lines (jq -c '.[]' FILE"),
        (b"\xef\xbb\xbf" + json.dumps(IFEVAL, indent=1).encode(), "this looks like JSON over several lines"),
    ],
)
def test_a_file_of_another_kind_is_told_once(tmp_path: Path, data: bytes, said: str) -> None:
    """Not once for each of its lines: lint refuses it as convert does."""
    (tmp_path / "a").write_bytes(data)
    for command in (["lint"], ["convert", "--to", "trl", "--skip-bad", "-o", str(tmp_path / "b")]):
        result = run(command[0], str(tmp_path / "a"), *command[1:])
        assert result.exit_code == 2
        told = " ".join(result.output.split())
        assert said in told
        assert told.count(":1: ") == 1
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (repr(IFEVAL).encode(), "this looks like Python, not JSON: write rows with json.dumps"),
        (f"{ONE}{ONE}".encode(), "only one JSON object per line is read"),
        (f"{ONE}\r{ONE}".encode(), "the lines end with CR only, write LF"),
        (b"\x00\x00\x00", "the line holds NUL bytes"),
        (b"key,prompt,instruction_id_list", "is this JSON Lines? It begins with 'key,prompt,instruction_id_list'"),
        (b'{"prompt": "x', "Unterminated string starting at column 12; the line ends in the middle of a row"),
        (b'{"prompt": "x",', "the line ends in the middle of a row"),
        (json.dumps({"data": [IFEVAL, IFEVAL]}).encode(), "'data' looks like a list of rows: write each on a line"),
        (
            b'{"prompt": "x", "instruction_id_lst": [], "kwargs": []}',
            "is 'instruction_id_lst' meant as 'instruction_id_list'?",
        ),
        (b'{"prompt": "x", "constraint": "[]"}', "is 'constraint' meant as 'constraints'?"),
        (b'{"a": [{"b": 1, "c": 2}], "d": 1}', "its fields are a, d"),
    ],
)
def test_lines_that_cannot_be_read_say_what_they_look_like(tmp_path: Path, line: bytes, said: str) -> None:
    (tmp_path / "a").write_bytes(line + b"\n" + ONE.encode() + b"\n")
    (found, *_) = json.loads(run("lint", str(tmp_path / "a"), "--json").stdout)["findings"]
    assert (found["code"], found["line"]) == ("GG001", 1)
    assert said in found["message"]
    result = run("convert", str(tmp_path / "a"), "--to", "native", "-o", str(tmp_path / "b"), "--skip-bad", "--json")
    assert [said in one["why"] for one in json.loads(result.stdout)["losses"]] == [True]
    assert len(read(tmp_path / "b")) == 1


def test_joined_files_with_a_mark_of_order_each_lose_no_row(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(f"\ufeff{ONE}\n\ufeff{ONE}\n".encode())
    assert run("convert", str(tmp_path / "a"), "--to", "native", "-o", str(tmp_path / "b")).exit_code == 0
    assert len(read(tmp_path / "b")) == 2
