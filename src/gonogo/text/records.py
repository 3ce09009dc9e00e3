"""Records: texts that are data by their separators. Delimited rows (CSV), items of a list, a fenced block."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gonogo.text.chars import looks, lower
from gonogo.text.segment import fenced, lines
from gonogo.text.view import bare

_DOUBLE_QUOTES = str.maketrans(dict.fromkeys("“”„‟＂", '"'))


class Cell(NamedTuple):
    """A field of a row: its text, and whether quotation marks enclose it."""

    text: str
    quoted: bool


@lru_cache(maxsize=16)
def _cell_pattern(delimiter: str) -> re.Pattern[str]:
    pad = "[ ]*" if delimiter == "\t" else r"[ \t]*"
    end = rf"(?={re.escape(delimiter)}|\n|\Z)"
    return re.compile(rf'{pad}"((?:[^"]|"")*+)"{pad}{end}|([^{re.escape(delimiter)}\n]*){end}')


def rows(text: str, delimiter: str) -> Iterator[list[Cell] | None]:
    """Yield the rows of delimited text (RFC 4180; blanks around a field do not matter), None for one that is broken.

    A field is broken if it begins with a quotation mark and no mark ends it. Blank lines are left out.
    """
    text = text.translate(_DOUBLE_QUOTES)
    pattern = _cell_pattern(delimiter)
    at, row = 0, []
    while at <= len(text):
        match = pattern.match(text, at)
        if match is None:  # pragma: no cover  (the pattern takes any field; were it not to, the row is broken)
            yield None
            return
        quoted = match.group(1) is not None
        cell = match.group(1).replace('""', '"') if quoted else match.group(2).strip()
        if not quoted and cell.startswith('"'):
            yield None
            return
        row.append(Cell(cell, quoted))
        at = match.end()
        if text[at : at + 1] != delimiter:
            if len(row) > 1 or row[0].quoted or row[0].text:
                yield row
            row = []
        at += 1


def only_fence(text: str) -> str | None:
    """Return what is inside the one fenced code block of ``text``; None if there is none, or several."""
    blocks = fenced(text)
    if len(blocks) != 1:
        return None
    start, end = blocks[0]
    first = text.find("\n", start, end)
    last = text.rfind("\n", start, end)
    return text[first + 1 : last] if 0 <= first < last else None


def unfenced_whole(text: str) -> str:
    """Return what is inside the code fence that is all of ``text``, else ``text``."""
    stripped = text.strip()
    blocks = fenced(stripped)
    inner = only_fence(stripped) if blocks == [(0, len(stripped))] else None
    return text if inner is None else inner


_LINE = re.compile(r"[^\n]+")


def whole_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the non-empty lines are, with the blanks at both their ends."""
    for match in _LINE.finditer(text):
        if not match.group().isspace():
            yield match.span()


# ---------------------------------------------------------------------- items of a list
_SPLIT = {
    "comma": re.compile(r"[,，、]"),
    "line": re.compile(r"\n"),
    "any": re.compile(r"[\s,;，、•·・|→/]+(?:[-*+–—]\s+)?"),
}
_LIST_MARK = re.compile(r"[ \t>]*(?:[-*+•‣◦–—][ \t]+|\(?\d{1,3}[.):][ \t]*)?")
_AND = re.compile(r"(?:and|&)\b\s*", re.IGNORECASE)
_LEAD = re.compile(r"\s*[-*+•]\s+")


def items(text: str, separator: str) -> list[str]:
    """Return the pieces of a list, in order.

    ``comma``: what stands between commas, an "and" before the last one left out. ``line``: the lines without list
    markers. ``any``: what stands between commas, semicolons, blanks, lines or bullets, without "and".
    """
    if separator == "line":
        return [text[_LIST_MARK.match(text, a, b).end() : b] for a, b in lines(text)]  # type: ignore[union-attr]  # its lines begin so
    marked = _LEAD.match(text)
    found = _SPLIT[separator].split(text[marked.end() :] if marked and separator == "any" else text)
    pieces = [piece.strip() for piece in found]
    if pieces and not pieces[-1]:
        pieces.pop()
    if separator == "any":
        return [piece for piece in pieces if piece and piece.lower() not in ("and", "&")]
    if len(pieces) > 1:
        pieces[-1] = _AND.sub("", pieces[-1], count=1) if _AND.match(pieces[-1]) else pieces[-1]
    return pieces


def joined(piece: str) -> list[str]:
    """Return what "and" joins in the last piece of a list: of "Bern and Rome" both."""
    return _JOINED.split(piece, maxsplit=1)


_JOINED = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
_ROUND = re.compile(r"\([^()]*\)")


@lru_cache(maxsize=4096)
def name_key(text: str) -> str:
    """Return a name as names are compared: no accents, no case, marks as blanks, "&" as "and"."""
    plain = unicodedata.normalize("NFKD", lower(looks(bare(text))).replace("&", " and "))
    shown = "".join(
        char if char.isalnum() else "" if unicodedata.category(char) == "Mn" or char == "'" else " " for char in plain
    )
    return " ".join(shown.split())


def without_brackets(text: str) -> str:
    """Return ``text`` without what stands in round brackets."""
    return _ROUND.sub(" ", text)


def is_remark(line: str) -> bool:
    """Return whether a line before or after a list is a heading or a sentence rather than an item."""
    core = bare(line).strip()
    return line.lstrip().startswith("#") or core[-1:] in ".!?:…)" or line.lstrip().startswith("**") or core == "---"
