"""What every command shares: the console, ticks and crosses, bars, text made safe to show, JSON on stdout."""

from __future__ import annotations

import json
import math
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, TextIO, TypeVar

import click
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gonogo.amount import numbered as numbered  # for the commands, which say everything by this module

MOST_COLUMNS = 120  # longer lines are hard to read
NARROW = 110  # below this, tables stack what they else put side by side

_SYMBOLS = {"pass": "✓", "fail": "✗", "no_answer": "∅", "error": "!", "timeout": "!"}
_WORDS = {"pass": "pass", "fail": "FAIL", "no_answer": "none", "error": "ERR", "timeout": "TIME"}
_STYLES = {"pass": "green", "fail": "red", "no_answer": "yellow", "error": "magenta", "timeout": "magenta"}

_TRAILING = re.compile(r" (?= *(?:\x1b\[[0-9;]*m *)*$)", re.MULTILINE)  # only blanks and styles follow on the line

_F = TypeVar("_F", bound=Callable[..., Any])


class Look:
    """How to print on one stream.

    ``symbols`` says whether ticks and bars can be shown; else words and ``#`` stand in (no UTF-8, or ``NO_COLOR``).

    Args:
        stream: where to print; its current value is looked up late, so that tests may redirect it.
    """

    def __init__(self, stream: TextIO) -> None:
        encoding = (getattr(stream, "encoding", None) or "").lower().replace("-", "").replace("_", "")
        utf8 = encoding.startswith("utf")
        if not utf8 and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
        self.utf8 = utf8
        self.symbols = utf8 and not os.environ.get("NO_COLOR")
        self.stream = stream
        self.console = Console(file=stream, highlight=False, markup=False, emoji=False)
        self.console.width = min(self.console.width, MOST_COLUMNS)
        self.ellipsis = "…" if utf8 else "..."

    @property
    def width(self) -> int:
        """Columns to print in."""
        return self.console.width

    def show(self, what: RenderableType, indent: int = 0) -> None:
        """Print a text or table, wrapped under its indent, without blanks at the ends of lines.

        Raises:
            BrokenPipeError: the reader went away.
        """
        with self.console.capture() as captured:
            self.console.print(Padding(what, (0, 0, 0, indent)))
        self.stream.write(_TRAILING.sub("", captured.get()))
        self.stream.flush()

    def line(self, *parts: str | Text | tuple[str, str], indent: int = 0) -> None:
        """Print one logical line of texts and ``(text, style)`` pairs."""
        self.show(Text.assemble(*parts, overflow="fold"), indent)

    def gap(self) -> None:
        """Print an empty line."""
        self.stream.write("\n")

    @property
    def marks(self) -> int:
        """Columns that the widest mark takes."""
        return max(map(len, (_SYMBOLS if self.symbols else _WORDS).values()))

    def mark(self, status: str) -> Text:
        """Return the tick, cross or word for a status."""
        return Text((_SYMBOLS if self.symbols else _WORDS)[status], style=_STYLES[status])

    def bar(self, share: float, width: int) -> Text:
        """Return a bar of ``width`` columns, ``share`` of it filled; full only at 1, empty only at 0."""
        full, empty = ("█", "░") if self.symbols else ("#", ".")
        filled = round(share * width) if share in (0, 1) else min(width - 1, max(1, round(share * width)))
        return Text.assemble((full * filled, "green"), (empty * (width - filled), "dim"))

    def clip(self, text: str, most: int) -> str:
        """Return ``text`` as one line of at most ``most`` characters, safe to print."""
        flat = " ".join(printable(text[: most * 4]).split())
        if len(flat) <= most and len(text) <= most * 4:
            return flat
        return flat[: most - len(self.ellipsis)].rstrip() + self.ellipsis


def out() -> Look:
    """Return the look of standard output."""
    return Look(sys.stdout)


def err() -> Look:
    """Return the look of standard error."""
    return Look(sys.stderr)


def grid(*ratios: int | None, fill: bool = False) -> Table:
    """Return a table without lines: a column per ratio (None: as wide as its content, never wrapped).

    With ``fill`` it takes the whole width, so that tables under each other line up.
    """
    table = Table.grid(padding=(0, 2, 0, 0), pad_edge=False, expand=fill)
    for ratio in ratios:
        table.add_column(ratio=ratio, overflow="fold", no_wrap=ratio is None)
    return table


def printable(text: str) -> str:
    """Return ``text`` with nothing in it that could steer the terminal; every character keeps its place.

    Line breaks and tabs stay; other control characters, direction overrides and lone surrogates become a visible
    stand-in, so offsets into ``text`` hold in the result.
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_shown, text))


def _shown(char: str) -> str:
    if char in "\n\t" or " " <= char < "\x7f":
        return char
    if char == "\r":
        return " "
    category = unicodedata.category(char)
    if category in ("Cc", "Cs", "Zl", "Zp") or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
        return "\N{REPLACEMENT CHARACTER}"
    return char


def plain(value: Any) -> Any:
    """Return ``value`` as data that JSON can hold: NaN and infinities become None, unknown things their text."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence | set | frozenset):
        return [plain(item) for item in value]
    item = getattr(value, "item", None)  # numpy's scalars
    return plain(item()) if callable(item) else str(value)


def dumps(value: Any, *, indent: int | None = None) -> str:
    """Return the JSON text of ``value``: never NaN, and escaped where it holds what UTF-8 cannot."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
        text.encode()
    except UnicodeEncodeError:  # lone surrogates
        return json.dumps(plain(value), allow_nan=False, indent=indent)
    except (TypeError, ValueError):  # what JSON has no word for
        return dumps(plain(value), indent=indent)
    return text


def emit(value: Any) -> None:
    """Print ``value`` as the one JSON object on stdout."""
    look = out()
    click.echo(dumps(value, indent=2) if look.utf8 else json.dumps(plain(value), allow_nan=False, indent=2))


def json_option(command: _F) -> _F:
    """Add ``--json`` to a command."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")(command)


def silence_stdout() -> None:
    """Let nothing more be written to a stdout whose reader went away (Python flushes it once more at exit)."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # a stdout without a file descriptor has no reader to lose
        return
