"""``gonogo score --workers`` and ``--ray``: shard by shard, resumed, and the same as in one process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gonogo.cli import app, shards
from gonogo.errors import RowError, SpecError

NO_COMMAS = '[{"kind": "count.commas", "amount": 0}]'


@pytest.fixture
def rows(tmp_path: Path) -> str:
    path = tmp_path / "rows.jsonl"
    lines = [
        json.dumps({"id": i, "constraints": NO_COMMAS, "responses": ["a b", "a, b"][: 1 + i % 2]}) for i in range(25)
    ]
    path.write_text("\ufeff" + "\n".join(lines[:10]) + "\n\n" + "\n".join(lines[10:]), encoding="utf-8")
    return str(path)


def invoke(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["score", *arguments])


def whole(folder: Path) -> str:
    return "".join(path.read_text("utf-8") for path in sorted(folder.glob("part-*.jsonl")))


def settings(folder: Path, **more: Any) -> shards.Settings:
    return shards.Settings(out=str(folder), **more)


# ---------------------------------------------------------------------- parting
@pytest.mark.parametrize("lines", [1, 4, 7, 1000])
def test_shards_cover_the_file_once(rows: str, lines: int) -> None:
    found = shards.parted([rows, rows], lines)
    data = Path(rows).read_bytes()
    assert b"".join(data[one.start : one.start + one.size] for one in found) == data + data
    assert [one.number for one in found] == list(range(len(found)))
    half = found[: len(found) // 2]
    assert [one.line for one in half] == [1 + lines * i for i in range(len(half))]


def test_an_empty_file_has_no_shards(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("")
    assert shards.parted([str(tmp_path / "none.jsonl")]) == []
    found = invoke(str(tmp_path / "none.jsonl"), "--workers", "1", "-o", str(tmp_path / "out"))
    assert found.exit_code == 2
    assert "holds no rows" in found.output


# ---------------------------------------------------------------------- the same as in one process
def test_parts_are_what_one_process_writes(rows: str, tmp_path: Path) -> None:
    assert invoke(rows, "-o", str(tmp_path / "one.jsonl"), "-q").exit_code == 0
    out = tmp_path / "parts"
    for shard in shards.prepare(shards.parted([rows], 4), settings(out)):
        shards.score(shard, settings(out))
    assert whole(out) == (tmp_path / "one.jsonl").read_text("utf-8")


def test_the_command_with_processes(rows: str, tmp_path: Path) -> None:
    out = tmp_path / "parts"
    one = json.loads(invoke(rows, "--json").output)
    found = invoke(rows, "--workers", "1", "-o", str(out), "--json")
    assert found.exit_code == 0, found.output
    told = json.loads(found.output)
    for name in ("rows", "responses", "acc", "mean_reward", "statuses", "by_kind"):
        assert told[name] == one[name]
    again = invoke(rows, "--workers", "1", "-o", str(out))
    assert again.exit_code == 0
    assert "1 of 1 shard scored already" in again.output
    assert "part" in again.output


# ---------------------------------------------------------------------- resuming
def test_what_is_scored_is_not_scored_again(rows: str, tmp_path: Path) -> None:
    out = tmp_path / "parts"
    every = shards.parted([rows], 10)
    assert shards.prepare(every, settings(out)) == every
    shards.score(every[1], settings(out))
    (out / "part-00000.jsonl.77.tmp").write_text("half a part")
    left = shards.prepare(every, settings(out))
    assert left == [every[0], every[2]]
    for shard in left:
        shards.score(shard, settings(out))
    assert shards.prepare(every, settings(out)) == []
    assert len(whole(out).splitlines()) == 25


def test_a_folder_of_another_run_is_left_alone(rows: str, tmp_path: Path) -> None:
    out = tmp_path / "parts"
    shards.prepare(shards.parted([rows]), settings(out))
    with pytest.raises(SpecError, match="another run"):
        shards.prepare(shards.parted([rows]), settings(out, policy="mean"))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("dear")
    with pytest.raises(SpecError, match="not empty"):
        shards.prepare(shards.parted([rows]), settings(tmp_path / "mine"))


# ---------------------------------------------------------------------- bad rows and bad options
def test_a_bad_row_is_named_by_its_line_in_the_file(rows: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(Path(rows).read_text("utf-8") + "\nnot JSON\n", encoding="utf-8")
    every = shards.parted([str(path)], 10)
    shards.prepare(every, settings(tmp_path / "strict"))
    with pytest.raises(RowError, match=r"bad\.jsonl:27: not JSON"):
        shards.score(every[-1], settings(tmp_path / "strict"))
    lenient = settings(tmp_path / "lenient", skip_bad=True)
    shards.prepare(every, lenient)
    report = shards.score(every[-1], lenient)
    assert report["skipped"] == 1
    assert "bad.jsonl:27" in report["errors"][0]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--workers", "1"], "-o with a folder"),
        (["--ray"], "-o with a folder"),
        (["--ray", "-o", "x", "--limit", "3"], "--limit cannot be used"),
        (["--workers", "1", "-o", "x", "--show", "3", "--responses", "y"], "--responses, --show cannot be used"),
    ],
)
def test_options_that_do_not_fit(rows: str, options: list[str], says: str) -> None:
    found = invoke(rows, *options)
    assert found.exit_code == 2
    assert says in found.output


def test_parquet_is_read_by_row_groups(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed here")
    from pyarrow import parquet

    table = pyarrow.table({"constraints": [NO_COMMAS] * 5, "response": ["a", "b", "c, d", "e", "f"]})
    path = tmp_path / "rows.parquet"
    parquet.write_table(table, path, row_group_size=2)
    every = shards.parted([str(path)])
    assert [(one.start, one.size, one.line) for one in every] == [(0, 2, 1), (1, 2, 3), (2, 1, 5)]
    out = settings(tmp_path / "parts")
    for shard in shards.prepare(every, out):
        shards.score(shard, out)
    accs = [json.loads(line)["scores"][0]["acc"] for line in whole(tmp_path / "parts").splitlines()]
    assert accs == [1.0, 1.0, 0.0, 1.0, 1.0]
