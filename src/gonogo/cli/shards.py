"""Files of any size, shard by shard: what ``gonogo score --ray`` runs, here and in Ray's workers.

A shard is a stretch of lines of a JSON Lines file, or a row group of a parquet file. Each is scored by whoever comes to
it and written to a file of its own, under a temporary name first; what is there when a run begins again is not scored
again. The parts, one after the other, are what one process would have written.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from gonogo import __version__
from gonogo.cli.look import dumps
from gonogo.cli.rows import Reader, Row
from gonogo.cli.show import Tally, told
from gonogo.errors import RowError, SpecError
from gonogo.reward import Reward, Score

LINES = 20_000  # of a shard: some seconds of work, some tens of MB
BATCH = 256
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Shard:
    """A stretch of a file.

    Attributes:
        number: of the shard, from 0.
        file: the file.
        start: offset of the first byte; of parquet, the number of the row group.
        size: number of bytes; of parquet, of rows.
        line: number of the first line (or row) in the file, from 1.
    """

    number: int
    file: str
    start: int
    size: int
    line: int


@dataclass(frozen=True)
class Settings:
    """How shards are scored: the same for all, and part of the manifest."""

    policy: str = "all"
    weights: Any = None
    layout: str = "auto"
    skip_bad: bool = False
    out: str = ""


# ---------------------------------------------------------------------- parting
def parted(files: list[str], lines: int = LINES) -> list[Shard]:
    """Return the shards of ``files``; JSON Lines are read once for their line breaks, parquet only for its footer."""
    found: list[Shard] = []
    for file in files:
        stretches = _row_groups(file) if file.endswith(".parquet") else _stretches(file, lines)
        for start, size, line in stretches:
            found.append(Shard(len(found), file, start, size, line))
    return found


def _stretches(file: str, lines: int) -> Iterator[tuple[int, int, int]]:
    start = at = 0
    first = number = 1
    with Path(file).open("rb") as stream:
        for text in stream:
            at += len(text)
            number += 1
            if number - first == lines:
                yield start, at - start, first
                start, first = at, number
    if at > start:
        yield start, at - start, first


def _row_groups(file: str) -> Iterator[tuple[int, int, int]]:
    line = 1
    meta = _parquet(file).metadata
    for group in range(meta.num_row_groups):
        size = meta.row_group(group).num_rows
        yield group, size, line
        line += size


def _parquet(file: str) -> Any:
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise SpecError("parquet needs pyarrow; install it with: pip install 'gonogo[ray]'") from error
    return parquet.ParquetFile(file)


# ---------------------------------------------------------------------- beginning, and beginning again
def prepare(shards: list[Shard], settings: Settings) -> list[Shard]:
    """Make the folder for the parts, or check that it belongs to this run; return the shards that are left to score.

    Raises:
        SpecError: the folder holds the parts of another run.
    """
    out = Path(settings.out)
    told = {"gonogo": __version__, "settings": asdict(settings), "shards": [asdict(shard) for shard in shards]}
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]
    manifest = out / MANIFEST
    if manifest.exists():
        if json.loads(manifest.read_text("utf-8"))["digest"] != digest:
            raise SpecError(
                f"{out} holds the parts of another run (other files, options, or version of gonogo); "
                "give another --out, or remove it"
            )
    else:
        if out.exists() and any(out.iterdir()):
            raise SpecError(f"{out} is not empty and holds no {MANIFEST}; give another --out")
        out.mkdir(parents=True, exist_ok=True)
        _write(manifest, json.dumps({"digest": digest, **told}, indent=1))
    return [shard for shard in shards if not report_of(shard, out).exists()]


def part_of(shard: Shard, out: Path) -> Path:
    """Return the file that the scored rows of a shard go to."""
    return out / f"part-{shard.number:05d}.jsonl"


def report_of(shard: Shard, out: Path) -> Path:
    """Return the file that says how a shard went; it is written last, so where it is, the part is whole."""
    return out / f"part-{shard.number:05d}.report.json"


def _write(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)


# ---------------------------------------------------------------------- scoring
def score(shard: Shard, settings: Settings) -> dict[str, Any]:
    """Score one shard and write its part; return the report on it.

    Raises:
        RowError: a row cannot be read, and ``skip_bad`` was not asked for.
    """
    out = Path(settings.out)
    reward = Reward(settings.policy, weights=settings.weights)  # type: ignore[arg-type]  # checked when parsed
    tally = Tally()
    errors: list[str] = []
    part = part_of(shard, out)
    beside = part.with_name(f"{part.name}.{os.getpid()}.tmp")
    with beside.open("w", encoding="utf-8", newline="\n") as stream:
        for batch in _batches(shard, settings, errors):
            for row, results in _judged(reward, batch):
                tally.add(results)
                scores = [told(result, response) for result, response in zip(results, row.responses, strict=True)]
                stream.write(dumps({**row.data, "scores": scores}) + "\n")
    os.replace(beside, part)
    tally.skipped = len(errors)
    report = {"shard": shard.number, "errors": errors[:5], **tally.state()}
    _write(report_of(shard, out), json.dumps(report))
    return report


def _batches(shard: Shard, settings: Settings, errors: list[str]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    waiting = 0
    for row in _rows(shard, settings.layout):
        if isinstance(row, RowError):
            if not settings.skip_bad:
                raise row
            errors.append(str(row))
            continue
        batch.append(row)
        waiting += len(row.responses)
        if waiting >= BATCH:
            yield batch
            batch, waiting = [], 0
    if batch:
        yield batch


def _rows(shard: Shard, layout: str) -> Iterator[Row | RowError]:
    if shard.file.endswith(".parquet"):
        table = _parquet(shard.file).read_row_group(shard.start)
        data = "".join(json.dumps(row) + "\n" for row in table.to_pylist()).encode()
    else:
        with Path(shard.file).open("rb") as stream:
            stream.seek(shard.start)
            data = stream.read(shard.size)
    yield from Reader(io.BytesIO(data), shard.file, layout, first=shard.line)


def _judged(reward: Reward, batch: list[Row]) -> Iterator[tuple[Row, list[Score]]]:
    responses = [response for row in batch for response in row.responses]
    scores = reward(responses, [row.constraints for row in batch for _ in row.responses])
    each = iter(range(len(scores)))
    for row in batch:
        yield row, [scores[next(each)] for _ in row.responses]
