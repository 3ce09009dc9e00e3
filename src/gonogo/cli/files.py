"""JSON Lines in and out, with progress: what the commands on whole files share."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, TypeVar

import click
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from gonogo.cli.look import dumps, err, numbered
from gonogo.cli.rows import AUTO, LAYOUTS, NotLines, read_object
from gonogo.compat.records import FORMATS
from gonogo.errors import RowError, SpecError

PATIENCE = 0.7  # seconds of work before a progress bar is worth its place
_F = TypeVar("_F", bound=Callable[..., Any])
EVERY = 64  # rows between two looks at the clock


def format_option(
    name: str = "--format", into: str = "layout", said: str = "What the rows look like"
) -> Callable[[_F], _F]:
    """Return the option that takes a record format; its help lists them, for the usage line has no room."""
    return click.option(
        name, into, type=click.Choice(LAYOUTS), default=AUTO, show_default=True, metavar="FORMAT",
        help=f"{said}: {', '.join(FORMATS)}; or auto, which looks at each row.",
    )  # fmt: skip


class Lines:
    """Iterates over the rows of a JSON Lines file, each with its line number; a bad line is its :class:`RowError`.

    Raises :class:`RowError` where the first line shows that the file is of another kind.

    Args:
        file: a path, or ``-`` for standard input.
        stack: closes the file.
        doing: what the progress bar says.
        quiet: show no progress.
    """

    def __init__(self, file: str, stack: ExitStack, doing: str, *, quiet: bool = False) -> None:
        self.name = "standard input" if file == "-" else file
        path = Path(file)
        self._stream: IO[bytes] = sys.stdin.buffer if file == "-" else stack.enter_context(path.open("rb"))
        self._size = path.stat().st_size if file != "-" and path.is_file() else None
        self._doing = doing
        self._screen = err().console
        self._quiet = quiet or not self._screen.is_terminal
        self._bar: Progress | None = None
        stack.callback(self._stop)
        self.rows = 0

    def __iter__(self) -> Iterator[tuple[int, dict[str, Any] | RowError]]:
        began, done = time.perf_counter(), 0
        for number, line in enumerate(self._stream, 1):
            done += len(line)
            if not line.strip():
                continue
            self.rows += 1
            try:
                yield number, read_object(line, first=number == 1)
            except NotLines as error:
                raise RowError(f"{self.name}:{number}: {error}") from None
            except SpecError as error:
                yield number, RowError(f"{self.name}:{number}: {error}")
            if not self._quiet and self.rows % EVERY == 0 and time.perf_counter() - began > PATIENCE:
                self._show(done)

    def _show(self, done: int) -> None:
        if self._bar is None:
            self._bar = Progress(
                TextColumn(self._doing), BarColumn(bar_width=24), TextColumn("{task.fields[told]}"),
                TimeRemainingColumn(), console=self._screen, transient=True,
            )  # fmt: skip
            self._bar.add_task(self._doing, total=self._size, told="")
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=done, told=numbered(self.rows, "row"))

    def _stop(self) -> None:
        if self._bar is not None:
            self._bar.stop()


class Written:
    """Rows written as JSON Lines; the file is made with the first row, so a command that fails leaves an old one alone.

    Args:
        target: a path, or ``-`` for standard output.
        source: the file that is read, which may not be overwritten.
        stack: closes the file.
    """

    def __init__(self, target: str, source: str, stack: ExitStack) -> None:
        if "-" not in (target, source) and Path(target).exists() and Path(target).samefile(source):
            raise click.UsageError(f"--out {target} is the file that is read; write to another one.")
        self._target = target
        self._stack = stack
        self._file: IO[bytes] | None = None
        self.rows = 0

    def write(self, row: dict[str, Any]) -> None:
        """Write one row."""
        if self._file is None:
            if self._target == "-":
                self._file = sys.stdout.buffer
            else:
                self._file = self._stack.enter_context(Path(self._target).open("wb"))  # noqa: SIM115 (closed by it)
        self._file.write(f"{dumps(row)}\n".encode())
        self.rows += 1

    def flush(self) -> None:
        """Let what was written reach its reader."""
        if self._file is not None:
            self._file.flush()
