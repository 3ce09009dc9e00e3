"""``gonogo score``: a file of responses in, rewards and reasons out; batch by batch, never the whole file in memory."""

from __future__ import annotations

import csv
import json
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from importlib import resources
from multiprocessing import get_context
from pathlib import Path
from typing import IO, Any, Literal, cast

import click
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from gonogo import cluster
from gonogo.cli import shards
from gonogo.cli.catalogue import named
from gonogo.cli.files import format_option
from gonogo.cli.look import dumps, emit, err, json_option, numbered, out, printable
from gonogo.cli.rows import Answers, Reader, Row
from gonogo.cli.show import Tally, show_row, show_summary, told
from gonogo.errors import RowError
from gonogo.reward import Reward, Score

BATCH = 256  # responses judged at a time
SHOWN = 120  # up to so many responses, each is shown
PATIENCE = 0.7  # seconds of work before a progress bar is worth its place
WARNED = 5  # skipped rows that are named; the rest is counted
FINDINGS = 1

_SAMPLE = "sample_rollouts.jsonl"


@dataclass
class _Job:
    """What the options of one run say."""

    reader: Reader
    reward: Reward
    target: str | None
    limit: int | None
    skip_bad: bool
    keep: int | None  # responses to show; None: all of them if they are few
    tally: Tally = field(default_factory=Tally)
    kept: list[tuple[Row, list[Score]]] = field(default_factory=list)


@click.command(short_help="Score the responses of a JSON Lines file.")
@click.argument("file", required=False, type=click.Path(dir_okay=False))
@click.option("-o", "--out", "target", type=click.Path(), help="Write each row with its scores here.")
@click.option("--policy", type=click.Choice(["all", "mean", "weighted"]), default="all", show_default=True,
              help="How verdicts become one reward.")  # fmt: skip
@click.option("--weights", metavar="W",
              help="For --policy weighted: by kind (json=2,title=1; other kinds 1), or in order (2,1).")  # fmt: skip
@format_option()
@click.option("--responses", type=click.Path(dir_okay=False),
              help="JSON Lines of prompt and response, joined by prompt.")  # fmt: skip
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Score the first N rows only.")
@click.option("--show", type=click.IntRange(min=0), metavar="N",
              help=f"Show the first N responses one by one. Without it: all, if they are at most {SHOWN}.")  # fmt: skip
@click.option("--skip-bad", is_flag=True, help="Leave out rows that cannot be read, and count them.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--ray", "on_ray", is_flag=True,
              help="Score shard by shard on Ray: JSON Lines or parquet of any size; -o is then a folder.")  # fmt: skip
@click.option("--workers", type=click.IntRange(min=1), metavar="N",
              help="Score shard by shard in N processes of this machine; -o is then a folder.")  # fmt: skip
@json_option
def score(
    file: str | None, target: str | None, policy: str, weights: str | None, layout: str, responses: str | None,
    limit: int | None, show: int | None, skip_bad: bool, quiet: bool, on_ray: bool, workers: int | None, as_json: bool,
) -> int:  # fmt: skip
    """Score the responses in FILE (JSON Lines; - for standard input).

    Without FILE, the sample rollouts that come with gonogo are scored: real answers of a small model.

    \b
    A row is one of
      {"prompt": ..., "constraints": "[...]", "response": ...}
      {"prompt": ..., "instruction_id_list": [...], "kwargs": [...], ...}
      or of another record format (see --format), with "response" beside it
    Instead of "response" it may have "responses", a list.

    Exit codes: 0 every row was scored, 1 a checker broke or rows were skipped, 2 bad input.
    """  # noqa: D301 (click reads \b as "keep these lines")
    if as_json and target == "-":
        raise click.UsageError("--json and --out - both want standard output; write the rows to a file.")
    if on_ray or workers is not None:
        given = {"--responses": responses, "--limit": limit, "--show": show}
        return _sharded(file, target, policy, weights, layout, skip_bad, quiet, on_ray, workers, as_json, given)
    with ExitStack() as stack:
        reward = _reward(policy, weights)
        _refuse_overwriting(target, file, responses)
        stream, name, length = _opened(file, stack)
        answers = _answers(responses, stack)
        reader = Reader(stream, name, layout, answers, size=_size(reward))
        job = _Job(reader, reward, target, limit, skip_bad, keep=0 if quiet or as_json or target == "-" else show)
        _run(job, stack, _Bar(length, enabled=not quiet))
    if not job.tally.rows and not job.tally.skipped:
        raise RowError(f"{name} holds no rows")
    if as_json:
        emit({"file": name, "policy": policy, **job.tally.to_dict()})
    elif not quiet:
        _show(job, name if file is not None else "the sample rollouts that come with gonogo")
    if reader.unused and limit is None:
        _say(f"{numbered(reader.unused, 'prompt')} of {responses} matched no row")
    return FINDINGS if job.tally.skipped or job.tally.broken else 0


# ---------------------------------------------------------------------- shard by shard
def _sharded(
    file: str | None, target: str | None, policy: str, weights: str | None, layout: str, skip_bad: bool, quiet: bool,
    on_ray: bool, workers: int | None, as_json: bool, given: dict[str, Any],
) -> int:  # fmt: skip
    """Score a file of any size in many processes; resume where an earlier run stopped."""
    unfit = [name for name, value in given.items() if value is not None]
    if unfit:
        raise click.UsageError(f"{', '.join(unfit)} cannot be used with --ray or --workers.")
    if file is None or file == "-" or target is None or target == "-":
        raise click.UsageError("--ray and --workers need a FILE, and -o with a folder for the parts.")
    reward = _reward(policy, weights)
    settings = shards.Settings(policy, reward.weights, layout, skip_bad, target)
    all_shards = shards.parted([file])
    left = shards.prepare(all_shards, settings)
    if len(left) < len(all_shards) and not quiet:
        _say(f"{len(all_shards) - len(left)} of {numbered(len(all_shards), 'shard')} scored already")
    tally = Tally()
    for shard in all_shards:
        if shard not in left:
            tally.add_state(json.loads(shards.report_of(shard, Path(target)).read_text("utf-8")))
    began, before = time.perf_counter(), tally.responses
    with _Bar(sum(shard.size for shard in left), enabled=not quiet) as bar:
        done = 0
        for report in _reports(left, settings, on_ray, workers):
            tally.add_state(report)
            for error in report["errors"]:
                _say(f"skipped {error}")
            done += next(shard.size for shard in left if shard.number == report["shard"])
            bar.update(tally.responses - before, done)
    tally.seconds = time.perf_counter() - began
    if not tally.rows and not tally.skipped:
        raise RowError(f"{file} holds no rows")
    if as_json:
        emit({"file": file, "policy": policy, "shards": len(all_shards), "out": target, **tally.to_dict()})
    elif not quiet:
        show_summary(out(), tally, file)
        out().line((f"{numbered(len(all_shards), 'part')} written to {target}", "dim"))
    return FINDINGS if tally.skipped or tally.broken else 0


def _reports(
    left: list[shards.Shard], settings: shards.Settings, on_ray: bool, workers: int | None
) -> Iterator[dict[str, Any]]:
    if on_ray:
        yield from cluster.run(left, partial(shards.score, settings=settings), concurrency=workers)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(shards.score, shard, settings) for shard in left]
        for future in as_completed(futures):
            yield future.result()


# ---------------------------------------------------------------------- opening
def _opened(file: str | None, stack: ExitStack) -> tuple[IO[bytes], str, int | None]:
    """Return the stream of rows, its name and its size in bytes where that is known."""
    if file is None:
        shipped = resources.files("gonogo") / "data" / _SAMPLE
        return stack.enter_context(shipped.open("rb")), _SAMPLE, None
    if file == "-":
        return sys.stdin.buffer, "standard input", None
    path = Path(file)
    stream = stack.enter_context(path.open("rb"))
    return stream, file, path.stat().st_size if path.is_file() else None


def _answers(responses: str | None, stack: ExitStack) -> Answers | None:
    return None if responses is None else Answers.read(stack.enter_context(Path(responses).open("rb")), responses)


def _reward(policy: str, weights: str | None) -> Reward:
    if (policy == "weighted") != (weights is not None):
        example = "--policy weighted --weights json=2,title=1"
        raise click.UsageError(f"--policy weighted and --weights go together, e.g. {example}.")
    chosen = cast("Literal['all', 'mean', 'weighted']", policy)
    return Reward(policy=chosen, weights=None if weights is None else _weights(weights))


def _weights(text: str) -> dict[str, float] | list[float]:
    """Read ``--weights``: ``json=2,title=1`` by kind, or ``2,1`` by position."""
    pairs = [part.rpartition("=") for part in next(csv.reader([text]))]
    try:
        numbers = [float(number) for _, _, number in pairs]
    except ValueError:
        raise click.UsageError(f"--weights takes numbers, e.g. json=2,title=1 or 2,1; given: {text!r}") from None
    kinds = [kind.strip() for kind, _, _ in pairs if kind]
    if not kinds:
        return numbers
    if len(set(kinds)) != len(numbers):
        raise click.UsageError(f"--weights names each kind once, or none at all; given: {text!r}")
    return dict(zip((named(kind).name for kind in kinds), numbers, strict=True))


def _size(reward: Reward) -> int | None:
    """How many constraints each row must have: as many as there are weights by position, else any number."""
    return len(reward.weights) if isinstance(reward.weights, list) else None


def _refuse_overwriting(target: str | None, *sources: str | None) -> None:
    if target is not None and Path(target).is_dir():
        raise click.UsageError(f"--out {target} is a folder; give a file (folders go with --ray and --workers).")
    for source in sources:
        if target is not None and source not in (None, "-") and Path(target).exists() and Path(target).samefile(source):
            raise click.UsageError(f"--out {target} is the file that is read; write to another one.")


# ---------------------------------------------------------------------- the run
def _run(job: _Job, stack: ExitStack, bar: _Bar) -> None:
    writer: _Writer | None = None
    began = time.perf_counter()
    try:
        with bar:
            for batch in _batches(job):
                scored = _judge(job, batch)
                if job.target is not None:
                    writer = writer or _Writer(job.target, stack)  # not before a first row could be scored
                    writer.write(scored)
                _keep(job, scored)
                bar.update(job.tally.responses, job.reader.done)
    except RowError as error:
        raise RowError(f"{error}\n{_so_far(job)} (--skip-bad leaves such rows out)") from None
    job.tally.seconds = time.perf_counter() - began


def _so_far(job: _Job) -> str:
    if not job.tally.rows:
        return "nothing was scored before it"
    what = f"{numbered(job.tally.rows, 'row')} before it {'was' if job.tally.rows == 1 else 'were'} scored"
    return f"{what} and written to {job.target}" if job.target is not None else what


def _batches(job: _Job) -> Iterator[list[Row]]:
    """Yield rows by about :data:`BATCH` responses; what stands before a bad row is yielded before it raises."""
    batch: list[Row] = []
    waiting = taken = 0
    for row in job.reader:
        if isinstance(row, RowError):
            if job.skip_bad:
                _skip(job, row)
                continue
            if batch:
                yield batch
            raise row
        batch.append(row)
        taken += 1
        waiting += len(row.responses)
        if taken == job.limit:
            break
        if waiting >= BATCH:
            yield batch
            batch, waiting = [], 0
    if batch:
        yield batch


def _skip(job: _Job, error: RowError) -> None:
    job.tally.skipped += 1
    if job.tally.skipped <= WARNED:
        _say(f"skipped {error}")


def _judge(job: _Job, batch: list[Row]) -> list[tuple[Row, list[Score]]]:
    """Judge a batch in one call; return each row with the scores of its responses."""
    responses = [response for row in batch for response in row.responses]
    constraints = [row.constraints for row in batch for _ in row.responses]
    scores = job.reward(responses, constraints)
    each = iter(range(len(scores)))
    scored = [(row, [scores[next(each)] for _ in row.responses]) for row in batch]
    for _, results in scored:
        job.tally.add(results)
    return scored


def _keep(job: _Job, scored: list[tuple[Row, list[Score]]]) -> None:
    """Keep what is to be shown; where nobody said how many, drop all of it once there are too many."""
    if job.keep is None and job.tally.responses > SHOWN:
        job.kept, job.keep = [], 0
    room = SHOWN if job.keep is None else job.keep
    for row, results in scored:
        left = room - sum(len(kept) for _, kept in job.kept)
        if left <= 0:
            break
        job.kept.append((row, results[:left]))


class _Writer:
    """Writes scored rows as JSON Lines; whole batches, so that what is there stays readable after an error."""

    def __init__(self, target: str, stack: ExitStack) -> None:
        self._file: IO[bytes] = sys.stdout.buffer
        if target != "-":
            self._file = stack.enter_context(Path(target).open("wb"))  # noqa: SIM115 (the stack closes it)

    def write(self, scored: list[tuple[Row, list[Score]]]) -> None:
        lines = [dumps({**row.data, "scores": _told(row, results)}) for row, results in scored]
        self._file.write("".join(f"{line}\n" for line in lines).encode())
        self._file.flush()


def _told(row: Row, results: list[Score]) -> list[dict[str, Any]]:
    return [told(result, response) for result, response in zip(results, row.responses, strict=True)]


class _Bar:
    """A progress bar on stderr; only on a terminal, and only once the work has lasted a moment."""

    def __init__(self, size: int | None, *, enabled: bool) -> None:
        self._screen = err().console
        self._size = size
        self._enabled = enabled and self._screen.is_terminal
        self._progress: Progress | None = None
        self._began = time.perf_counter()

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()

    def update(self, responses: int, read: int) -> None:
        """Show how many responses are scored and how much of the file is read."""
        spent = time.perf_counter() - self._began
        if not self._enabled or spent < PATIENCE:
            return
        if self._progress is None:
            self._progress = Progress(
                TextColumn("scoring"), BarColumn(bar_width=24), TextColumn("{task.fields[told]}"),
                TimeRemainingColumn(), console=self._screen, transient=True,
            )  # fmt: skip
            self._progress.add_task("scoring", total=self._size, told="")
            self._progress.start()
        told = f"{numbered(responses, 'response')}, {responses / spent:,.0f}/s"
        self._progress.update(self._progress.task_ids[0], completed=read, told=told)


def _show(job: _Job, name: str) -> None:
    look = err() if job.target == "-" else out()
    for row, results in job.kept:
        show_row(look, row, results)
    show_summary(look, job.tally, name)
    if job.target not in (None, "-"):
        look.line((f"scores written to {job.target}", "dim"))


def _say(message: str) -> None:
    click.echo(f"gonogo: {printable(message)}", err=True)
