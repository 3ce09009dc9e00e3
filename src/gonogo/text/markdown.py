"""Markdown: blocks and emphasis with spans, from a native CommonMark parser, and what a line of a list looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from gonogo import deferred
from gonogo.text.code import programs
from gonogo.text.segment import Span, Stretches

if TYPE_CHECKING:
    import numpy as np
else:
    np = deferred.module("numpy")


_EMPHASES = ("Emphasis", "Strong")
_BLOCKS = {
    "Paragraph": "paragraph",
    "Item": "item",
    "List": "list",
    "Heading": "heading",
    "CodeBlock": "code",
    "BlockQuote": "quote",
    "Table": "table",
    "HtmlBlock": "html",
}
_BULLET_RULE = re.compile(r"(?:[-*_+][ \t]*)+$")
# A line break first: the pattern then costs nothing where there is none.
_BULLET = re.compile(r"\n[ \t>\"]*[*+-][ \t]+(?=\S)[^\n]*")
_ODD_BULLETS = "•‣◦▪●·“"
_ODD_BULLET = re.compile(r"\n[ \t>\"“]*[*+•‣◦▪●·-][ \t]+(?=\S)[^\n]*")


class Block(NamedTuple):
    """A block of markdown: ``kind`` is one of paragraph, item, list, heading, code, quote, table, html, rule."""

    kind: str
    start: int
    end: int
    level: int = 0
    info: str = ""


class Markdown:
    """The markdown structure of one visible text, in offsets of it. Parsed when first asked for."""

    def __init__(self, text: str, *, whole: bool = True) -> None:
        self._text = text
        self._whole = whole  # see gonogo.text.code.programs

    @cached_property
    def _events(self) -> list[tuple[Any, int, int]]:
        import pyromark  # a native module; not needed by most constraints

        found = pyromark.events_with_range(_encodable(self._text), options=pyromark.Options.ENABLE_TABLES)
        if self._text.isascii():
            return [(event, at["start"], at["end"]) for event, at in found]
        data = np.frombuffer(_encodable(self._text).encode(), dtype=np.uint8)
        index = np.concatenate(([0], np.cumsum((data & 0xC0) != 0x80))).tolist()
        return [(event, index[at["start"]], index[at["end"]]) for event, at in found]

    @cached_property
    def blocks(self) -> list[Block]:
        """Blocks in order of their start, outer before inner; rules (``---``) are blocks, too."""
        found = []
        for event, start, end in self._events:
            if event == "Rule":
                found.append(Block("rule", start, end))
            elif isinstance(event, dict) and "Start" in event:
                name, detail = _name(event["Start"])
                if name in _BLOCKS:
                    found.append(Block(_BLOCKS[name], start, end, *_detail(name, detail)))
        return found

    @cached_property
    def emphases(self) -> list[Span]:
        """The spans of ``*emphasis*`` and ``**strong**`` text (also with ``_``), markers included, outermost only."""
        return list(self.find_emphases())

    def find_emphases(self) -> Iterator[Span]:
        """Yield :attr:`emphases` as they are found, for who needs only some.

        Emphasis does not cross a blank line, so only stretches with a marker that touches text are parsed, and of
        those the first 100,000 characters: no sensible response is that long, and parsing it would stall a batch.
        """
        text = self._text[:_PARSED]
        fences = programs(text, whole=self._whole)
        at = 0
        while marker := _MARKER.search(text, at):
            code = fences.around(marker.start())
            if code is not None:
                at = code[1]
                continue
            blank = text.rfind("\n\n", at, marker.start())
            start = at if blank < 0 else blank + 2
            end = text.find("\n\n", marker.end())
            end = len(text) if end < 0 else end
            if end - start > _PIECE:  # a very long one: part it at a blank, which keeps the time linear
                start = max(start, marker.start() - _PIECE // 4)
                cut = text.rfind(" ", marker.end(), start + _PIECE)
                end = min(end, cut if cut > marker.end() else start + _PIECE)
            for a, b in Markdown(text[start:end])._outermost():
                yield start + a, start + b
            at = end

    def _outermost(self) -> list[Span]:
        found: list[Span] = []
        for event, start, end in self._events:
            if isinstance(event, dict) and event.get("Start") in _EMPHASES and (not found or start >= found[-1][1]):
                found.append((start, end))
        return found

    @cached_property
    def headings(self) -> list[Block]:
        """The headings (``#`` and underlined)."""
        return [block for block in self.blocks if block.kind == "heading"]

    @cached_property
    def code(self) -> list[Span]:
        """The fenced and indented code blocks, fences included."""
        return [(block.start, block.end) for block in self.blocks if block.kind == "code"]

    @cached_property
    def bullets(self) -> list[Span]:
        """The bullet points: see :func:`bullets`."""
        return bullets(self._text, whole=self._whole)


def bullets(text: str, *, whole: bool = True) -> list[Span]:
    """Return the lines that a reader sees as bullet points, from the bullet to the end of the line.

    A bullet point is a line that starts with ``*``, ``-``, ``+`` or a bullet character, then a blank and something to
    read, at any depth. Rules (``---``, ``* * *``), a lone bullet, ``-5 degrees``, ``*emphasis*`` and lines inside a
    fenced block of code are none.
    """
    odd = not text.isascii() and any(char in text for char in _ODD_BULLETS)
    pattern = _ODD_BULLET if odd else _BULLET
    found = [(match.start() + 1, match.end()) for match in pattern.finditer(text)]
    line_end = text.find("\n")
    line_end = len(text) if line_end < 0 else line_end
    if pattern.match("\n" + text[:line_end]):
        found.insert(0, (0, line_end))
    kept = []
    fences = programs(text, whole=whole) if found else Stretches([])
    for start, end in found:
        while text[start] in ' \t>"“':
            start += 1
        if not _BULLET_RULE.match(text, start, end) and not fences.hold(start):
            kept.append((start, end))
    return kept


_MARKER = re.compile(r"[*_][^\s*_]")  # a marker that may open emphasis
_PIECE = 20_000
_PARSED = 100_000


def _name(start: Any) -> tuple[str, Any]:
    if isinstance(start, str):
        return start, None
    name, detail = next(iter(start.items()))
    return name, detail


def _detail(name: str, detail: Any) -> tuple[int, str]:
    if name == "Heading" and isinstance(detail, dict):
        return int(str(detail["level"])[1:]), ""
    if name == "CodeBlock" and isinstance(detail, dict):
        return 0, str(detail.get("Fenced", ""))
    return 0, ""


def _encodable(text: str) -> str:
    """Replace lone surrogates, which the parser cannot read, one for one in width of three bytes."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", "\ufffd", text)
    return text


def outside(spans: list[Span], size: int) -> Iterator[Span]:
    """Yield the stretches of ``0:size`` that ``spans`` (sorted, not overlapping) leave."""
    at = 0
    for start, end in spans:
        if start > at:
            yield at, start
        at = max(at, end)
    if at < size:
        yield at, size
