"""``gonogo score``: a file of responses in, rewards and reasons out; batch by batch, never the whole file in memory."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, cast

import click
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from gonogo.cli.look import dumps, emit, err, json_option, numbered, out, printable
from gonogo.cli.show import Tally, show_row, show_summary
from gonogo.errors import GonogoError, RowError

if TYPE_CHECKING:
    from gonogo.cli.rows import Answers, Format, Row
    from gonogo.reward import Judged, Reward, Scores

BATCH = 256  # responses judged at a time
SHOWN = 120  # up to so many responses, each is shown
PATIENCE = 0.7  # seconds of work before a progress bar is worth its place
WARNED = 5  # skipped rows that are named; the rest is counted
FINDINGS = 1

_SAMPLE = "sample_rollouts.jsonl"


@dataclass
class _Job:
    """What the options of one run say."""

    reader: Iterable[Row | RowError]
    reward: Reward
    target: Path | None
    limit: int | None
    skip_bad: bool
    keep: int | None  # responses to show; None: all of them if they are few
    tally: Tally = field(default_factory=Tally)
    kept: list[tuple[Row, Scores]] = field(default_factory=list)


@click.command(short_help="Score the responses of a JSON Lines file.")
@click.argument("file", required=False, type=click.Path(dir_okay=False))
@click.option("-o", "--out", "target", type=click.Path(dir_okay=False), help="Write each row with its scores here.")
@click.option("--policy", type=click.Choice(["all", "mean", "weighted"]), default="all", show_default=True,
              help="How verdicts become one reward.")  # fmt: skip
@click.option("--weights", metavar="W,W,...", help="For --policy weighted: a weight per constraint, in order.")
@click.option("--format", "layout", type=click.Choice(["auto", "native", "ifeval"]), default="auto", show_default=True,
              help="What the rows look like.")  # fmt: skip
@click.option("--responses", type=click.Path(dir_okay=False), help="JSON Lines of prompt and response, joined by prompt.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Score the first N rows only.")
@click.option("--show", type=click.IntRange(min=0), metavar="N",
              help=f"Show the first N responses one by one. Without it: all, if they are at most {SHOWN}.")  # fmt: skip
@click.option("--skip-bad", is_flag=True, help="Leave out rows that cannot be read, and count them.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@json_option
def score(
    file: str | None, target: str | None, policy: str, weights: str | None, layout: str, responses: str | None,
    limit: int | None, show: int | None, skip_bad: bool, quiet: bool, as_json: bool,
) -> int:  # fmt: skip
    """Score the responses in FILE (JSON Lines; - for standard input).

    Without FILE, the sample rollouts that come with gonogo are scored: real answers of a small model.

    \b
    A row is one of
      {"prompt": ..., "constraints": "[...]", "response": ...}      or "responses": [...]
      {"prompt": ..., "instruction_id_list": [...], "kwargs": [...], "response": ...}   (IFEval)

    Exit codes: 0 every row was scored, 1 a checker broke or rows were skipped, 2 bad input.
    """
    with ExitStack() as stack:
        stream, name, size = _opened(file, stack)
        reader = _reader(stream, name, layout, responses, stack)
        _refuse_overwriting(target, file, responses)
        job = _Job(
            reader=reader, reward=_reward(policy, weights), limit=limit, skip_bad=skip_bad,
            target=Path(target) if target is not None else None,
            keep=0 if quiet or as_json else show,
        )  # fmt: skip
        _run(job, size, reader, quiet=quiet, stack=stack)
    if not job.tally.rows and not job.tally.skipped:
        raise RowError(f"{name} holds no rows")
    if as_json:
        emit({"file": name, "policy": policy, **job.tally.to_dict()})
    elif not quiet:
        _show(job, name if file is not None else f"the sample rollouts of gonogo ({name})")
    if reader.answers is not None and reader.answers.unused and limit is None:
        _say(f"{numbered(reader.answers.unused, 'prompt')} of {responses} matched no row")
    return FINDINGS if job.tally.skipped or job.tally.broken else 0


# ---------------------------------------------------------------------- opening
def _opened(file: str | None, stack: ExitStack) -> tuple[IO[bytes], str, int | None]:
    """Return the stream of rows, its name and its size in bytes where that is known."""
    if file is None:
        shipped = resources.files("gonogo") / "data" / _SAMPLE
        return stack.enter_context(shipped.open("rb")), _SAMPLE, None
    if file == "-":
        return click.get_binary_stream("stdin"), "standard input", None
    path = Path(file)
    stream = stack.enter_context(path.open("rb"))
    return stream, file, path.stat().st_size if path.is_file() else None


def _reader(stream: IO[bytes], name: str, layout: str, responses: str | None, stack: ExitStack) -> Any:
    from gonogo.cli.rows import Answers, Reader

    answers: Answers | None = None
    if responses is not None:
        answers = Answers.read(stack.enter_context(Path(responses).open("rb")), responses)
    return Reader(stream, name, cast("Format", layout), answers)


def _reward(policy: str, weights: str | None) -> Reward:
    from gonogo.reward import Reward

    if (policy == "weighted") != (weights is not None):
        raise click.UsageError("--policy weighted and --weights go together, e.g. --policy weighted --weights 2,1")
    chosen = cast("Literal['all', 'mean', 'weighted']", policy)
    return Reward(policy=chosen, weights=None if weights is None else _numbers(weights))


def _numbers(text: str) -> list[float]:
    try:
        return [float(part) for part in text.split(",")]
    except ValueError:
        raise click.UsageError(f"--weights takes numbers with commas, e.g. 2,1,0.5; given: {text!r}") from None


def _refuse_overwriting(target: str | None, *sources: str | None) -> None:
    for source in sources:
        if target is not None and source not in (None, "-") and Path(target).exists() and Path(target).samefile(source):
            raise click.UsageError(f"--out {target} is the file that is read; write to another one.")


# ---------------------------------------------------------------------- the run
def _run(job: _Job, size: int | None, reader: Any, *, quiet: bool, stack: ExitStack) -> None:
    bar = _Bar(size, enabled=not quiet)
    stack.callback(bar.close)
    began = time.perf_counter()
    try:
        for batch in _batches(job):
            scores = _judge(job.reward, batch)
            _take(job, batch, scores, stack)
            bar.update(job.tally.responses, reader.done)
    except RowError as error:
        so_far = f"; {numbered(job.tally.rows, 'row')} before it {'was' if job.tally.rows == 1 else 'were'} scored"
        where = f" and written to {job.target}" if job.target is not None and job.tally.rows else ""
        raise RowError(f"{error}\n{so_far[2:]}{where}. --skip-bad leaves such rows out.") from None
    finally:
        bar.close()
        job.tally.seconds = time.perf_counter() - began


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


def _judge(reward: Reward, batch: list[Row]) -> list[Scores]:
    """Return the scores of each row's responses, judged in one call."""
    responses = [response for row in batch for response in row.responses]
    constraints = [row.constraints for row in batch for _ in row.responses]
    return _cut(reward(responses, constraints), [len(row.responses) for row in batch])


def _take(job: _Job, batch: list[Row], scores: Any, stack: ExitStack) -> None:
    raise NotImplementedError


def _say(message: str) -> None:
    click.echo(f"gonogo: {printable(message)}", err=True)
