"""Outline: what a line of markdown is: heading, list item, table, block quote, link. Read line by line, in one pass.

A reader decides what counts, so these readers are a little wider than CommonMark where people write otherwise (``1)``,
``１．``, a nested list indented by two blanks) and narrower where markup shows nothing (an empty heading).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from gonogo.text.segment import Span, Stretches, fenced, strip


class Heading(NamedTuple):
    """A heading: its lines, its level (1 to 6) and the text it shows."""

    start: int
    end: int
    level: int
    title: str


class Item(NamedTuple):
    """A line of a list: from its marker to its end; ``indent`` in columns, ``marker`` as written (``*``, ``1.``)."""

    start: int
    end: int
    indent: int
    marker: str
    text: int

    @property
    def numbered(self) -> bool:
        """Whether the marker is a number."""
        return any(map(str.isdigit, self.marker))


class Table(NamedTuple):
    """A table: where it is, its header cells, and the number of rows below the header."""

    start: int
    end: int
    header: tuple[str, ...]
    rows: int


class Code(NamedTuple):
    """A fenced code block: where it is, the language after the fence (lower case), where its content stands."""

    start: int
    end: int
    language: str
    inside: Span


class Fences(Stretches):
    """Where code blocks are."""

    def __init__(self, text: str) -> None:
        super().__init__(fenced(text))


# ---------------------------------------------------------------------- headings
_SHARP = re.compile(r"\n {0,3}(#{1,6})[ \t]+([^\n]*)")
_UNDERLINE = re.compile(r"\n {0,3}([^\s>|#][^\n]*)\n {0,3}(=+|-+)[ \t]*(?=\n|$)")


def headings(text: str) -> list[Heading]:
    """Return the markdown headings that show something: ``# Title`` (one to six marks, a blank) or an underlined one.

    ``#tag``, seven marks, an empty heading and lines in code blocks are none. A line over ``---`` is a heading when it
    stands alone and is no sentence or list item: else the dashes are a rule.
    """
    sharp = "#" in text
    lined = "==" in text or "--" in text or "\n=" in text or "\n-\n" in text
    if not sharp and not lined:
        return []
    code = Fences(text)
    led = "\n" + text
    found = []
    for match in _SHARP.finditer(led) if sharp else ():
        title = match.group(2).strip(" \t#")
        if _shows(title) and not code.hold(match.start(1) - 1):
            found.append(
                Heading(match.start(1) - 1, strip(led, match.start(1), match.end())[1] - 1, len(match.group(1)), title)
            )
    for match in _UNDERLINE.finditer(led) if lined else ():
        at = match.start(1) - 1
        title = match.group(1).strip()
        before = text[:at].rstrip(" ") if at < 4 else text[at - 4 : at].rstrip(" ")
        alone = not before.strip() or before.endswith("\n\n")
        plain = match.group(2)[0] == "=" or (title[-1] not in ".!?:;," and not _ITEM.match("\n" + title))
        if alone and plain and _shows(title) and not code.hold(at):
            found.append(Heading(at, match.end(2) - 1, 1 if match.group(2)[0] == "=" else 2, title))
    found.sort()
    return found


def _shows(title: str) -> bool:
    return any(not char.isspace() and char not in "*_#`~-=" for char in title)


class Section(NamedTuple):
    """A heading (None before the first one) and what stands below it, up to the next heading."""

    heading: Heading | None
    start: int
    end: int


def sections(text: str, found: list[Heading]) -> list[Section]:
    """Return the stretches of ``text`` that headings part, the one before the first heading included."""
    first = found[0].start if found else len(text)
    made = [Section(None, *strip(text, 0, first))]
    for i, heading in enumerate(found):
        stop = found[i + 1].start if i + 1 < len(found) else len(text)
        made.append(Section(heading, *strip(text, heading.end, stop)))
    return made


# ---------------------------------------------------------------------- lists
_BULLETS = "*+•‣◦▪●·・-"
# A line break first: the pattern then costs nothing where there is none.
_ITEM = re.compile(
    rf"\n([ \t>]*)([{_BULLETS}](?=[ \t])|・|[*_]{{0,2}}\(?(?:[0-9０-９]{{1,3}}|[a-z]|[ivx]{{1,5}})[.)．）、]"
    r"|[\u2460-\u2473](?=[ \t]*\S))(?:(?<=[\u2460-\u2473])[ \t]*"
    r"|[*_]{0,2}[ \t]+(?=\S)|(?<=[０-９．）、・])(?=[^\s0-9０-９・])|(?<=[0-9][.)])(?=[^\W\d_a-z]))"
)
_RULE = re.compile(r"(?:[-*_+][ \t]*)+$")


def items(text: str) -> list[Item]:
    """Return the lines of lists: bullet points (as :func:`gonogo.text.markdown.bullets`), numbers, letters.

    A number has up to three digits, in ASCII or full width, and ``.`` or ``)`` behind it, perhaps in bold or after
    ``(``; a blank follows, or a capital letter or an ideograph. ``①`` is one, too. ``3.14 is``, ``2024. A`` and code
    are none.
    """
    found = []
    led = "\n" + text
    first = len(text) - len(text.lstrip())
    code: Fences | None = None
    for match in _ITEM.finditer(led):
        blanks, marker = match.groups()
        start = match.start(2) - 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if _RULE.match(text, start, end):
            continue
        code = code or Fences(text)
        if code.hold(start):
            continue
        indent = _columns(blanks)
        if indent <= 3 and start == first:
            indent = 0  # blanks before a response say nothing
        while text[end - 1].isspace():
            end -= 1
        found.append(Item(start, end, indent, marker, match.end() - 1))
    return found


def _columns(blanks: str) -> int:
    columns = 0
    for char in blanks:
        if char == "\t":
            columns += 4 - columns % 4
        else:
            columns = 0 if char == ">" else columns + 1
    return columns


def levels(found: list[Item], ends: list[int]) -> list[int]:
    """Return how deep each item is nested, from 1. An item is below another if it is indented by two columns more.

    Args:
        found: the items.
        ends: where something stands that ends a list, such as a heading.
    """
    open_: list[int] = []
    deep = []
    passed = 0  # of the ends
    for item in found:
        before = bisect_right(ends, item.start)
        if before > passed:
            open_.clear()
            passed = before
        while open_ and item.indent < open_[-1]:
            open_.pop()
        if not open_ or item.indent >= open_[-1] + 2:
            open_.append(item.indent)
        deep.append(len(open_))
    return deep


# ---------------------------------------------------------------------- tables
_DELIMITER = re.compile(r"\n[ \t>]*[|:-][-|: \t]*(?=\n|$)")
_CELL_END = re.compile(r"(?<!\\)\|")


def tables(text: str) -> list[Table]:
    """Return the markdown tables: a header line, a line of dashes with as many cells, rows up to a line without ``|``.

    An empty cell is a cell. A row whose cells are all empty is none; tables in code blocks are none.
    """
    if "|" not in text or "-" not in text:
        return []
    found: list[Table] = []
    code: Fences | None = None
    for match in _DELIMITER.finditer(text):
        line = match.group()
        if "|" not in line or "-" not in line or (found and match.start() < found[-1].end):
            continue
        left = text.rfind("\n", 0, match.start()) + 1
        head = text[left : match.start()]
        header, marks = cells(head), cells(line)
        if "|" not in head or len(header) != len(marks) or not all(map(_is_dashes, marks)):
            continue
        code = code or Fences(text)
        if not code.hold(match.start()):
            rows, end = _rows(text, match.end())
            start = strip(text, left, match.start())[0]
            found.append(Table(start, strip(text, start, end)[1], tuple(header), rows))
    return found


def _is_dashes(cell: str) -> bool:
    return cell.strip(":").strip("-") == "" and "-" in cell


def _rows(text: str, end: int) -> tuple[int, int]:
    n = 0
    while end < len(text):
        stop = text.find("\n", end + 1)
        stop = len(text) if stop < 0 else stop
        line = text[end + 1 : stop]
        if "|" not in line:
            break
        n += any(cells(line))
        end = stop
    return n, end


def cells(line: str) -> list[str]:
    """Return the cells of a table's line, without the blanks around them."""
    inner = line.strip(" \t\n>")
    inner = inner[1:] if inner.startswith("|") else inner
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.strip() for cell in _CELL_END.split(inner)]


# ---------------------------------------------------------------------- code blocks, quotes, links
def code_blocks(text: str) -> list[Code]:
    """Return the fenced code blocks with something in them."""
    found = []
    for start, end in fenced(text):
        start, end = strip(text, start, end)
        first = text.find("\n", start, end)
        if first < 0:
            continue
        mark = text[start : start + 3]
        last = text.rfind("\n", first, end)
        tail = text[last + 1 : end].strip()
        inside = strip(text, first, last if last > first and tail.startswith(mark) else end)
        if inside[0] == inside[1] or (last == first and tail == mark):
            continue
        info = text[start:first].strip("`~ \t{.}").lower()
        language = info if info.isalpha() else _FIRST.match(info).group()  # type: ignore[union-attr]  # it matches nothing, too
        found.append(Code(start, end, language, inside))
    return found


_FIRST = re.compile(r"[^\s,:{]*")
_QUOTE = re.compile(r"(?:\n {0,3}>[^\n]*)+")


def block_quotes(text: str) -> list[Span]:
    """Return the block quotes: runs of lines that start with ``>`` and show something, outside code blocks."""
    if ">" not in text:
        return []
    led = "\n" + text
    code: Fences | None = None
    found = []
    for match in _QUOTE.finditer(led):
        start, end = strip(led, *match.span())
        if any(char not in "> \t\n" for char in match.group()):
            code = code or Fences(text)
            if not code.hold(start - 1):
                found.append((start - 1, end - 1))
    return found


_TARGET = (
    r"\((?:<[^<>\n]{1,2000}>|[^()\s<>]{1,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,500})?)"
    r"(?:[ \t]+(?:[\"“”][^\"“”\n]{0,300}[\"“”]|['‘’][^'‘’\n]{0,300}['‘’]|\([^()\n]{0,300}\)))?[ \t]*\)"
)
_IMAGE = re.compile(rf"(?<!\\)!\[[^\[\]\n]{{0,300}}\]{_TARGET}")
_LINK = re.compile(rf"(?:(?<![!\\])|(?<=\\!))\[(?=[^\[\]\n]{{0,300}}[^\s\[\]])[^\[\]\n]{{1,300}}\]{_TARGET}")
_ADDRESS = re.compile(r"(?:https?://|www\.)(?:[^\s<>()\[\]\"“”`|,;]|[,;](?!https?://)){2,2000}")
_SPAN_OF_CODE = re.compile(r"(?<!`)`[^`\n]{1,500}`(?!`)")


def images(text: str) -> list[Span]:
    """Return the images, ``![text](target)``, outside code."""
    return _outside_code(text, [match.span() for match in _IMAGE.finditer(text)]) if "![" in text else []


def links(text: str) -> list[Span]:
    """Return the links: ``[text](target)``, and web addresses that stand by themselves. Images and code are none."""
    found = [match.span() for match in _LINK.finditer(text)] if "](" in text else []
    if "://" in text or "www." in text:
        taken = found + [match.span() for match in _IMAGE.finditer(text)]
        taken.sort()
        starts = [start for start, _ in taken]
        for match in _ADDRESS.finditer(text):
            i = bisect_right(starts, match.start()) - 1
            if i < 0 or match.start() >= taken[i][1]:
                found.append(match.span())
    found.sort()
    return _outside_code(text, found)


def _outside_code(text: str, found: list[Span]) -> list[Span]:
    if not found or ("`" not in text and "~~~" not in text):
        return found
    code = Fences(text)
    inline = [match.span() for match in _SPAN_OF_CODE.finditer(text)]
    starts = [start for start, _ in inline]
    kept = []
    for span in found:
        i = bisect_right(starts, span[0]) - 1
        if not code.hold(span[0]) and (i < 0 or span[0] >= inline[i][1]):
            kept.append(span)
    return kept


_HEADING_LINE = re.compile(r"[ \t]*(?:#{1,6}[ \t]|(\*\*|__)(?!\s)[^*_\n]+\1:?[ \t]*$|<<[^<>\n]*>>[ \t]*$)")


def only_headings(text: str, start: int, end: int) -> bool:
    """Return whether a block is nothing but headings: ``# Title``, a line in bold, ``<<title>>``, underlined."""
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if not _HEADING_LINE.match(text, at, stop):
            found = headings(text[start:end]) if end - start < 400 else []
            return len(found) == 1 and found[0].end == end - start and found[0].start == 0
        at = stop + 1
    return True
