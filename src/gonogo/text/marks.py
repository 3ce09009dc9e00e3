"""Punctuation marks: which characters show as the same mark, and where marks stand in a text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from gonogo.text.segment import Span

# The same mark as it is written in other scripts, widths and fonts (Unicode's names say which is which).
_SAME = {
    ".": "。．｡﹒․۔܁܂",
    ",": "，、､،؍﹐﹑︐︑‚⸲⸴⹁᠂᠈꓾꘍߸፣⸒",
    "!": "！﹗︕¡ǃ❗❕",
    "?": "？﹖︖¿؟❓❔⸮",
    ";": "；﹔؛︔",
    ":": "：﹕︓∶",
    "…": "⋯︙",
    "—": "―⸺﹘︱",
    '"': "“”„‟＂«»″",
    "'": "’‘ʼ＇‛`´",
    "-": "‐‑－﹣",
}
# Characters that hold a mark among others.
_HOLDS = {".": "…‥⋯", "!": "‼⁉⁈‽", "?": "⁇⁉⁈‽"}
# Marks of several characters that can be written in several ways.
_RUNS = (("?!", "!?", "‽", "⁈", "⁉"), ("…", "...", "。。。"), ("—", "--"))
_FULL_WIDTH = 0xFEE0  # from an ASCII character to its full-width form


@lru_cache(maxsize=1024)
def spellings(mark: str, *, holding: bool = True) -> tuple[str, ...]:
    """Return the ways to write ``mark``, itself first: ``?!`` is also ``!?`` and ``‽``, ``.`` is also ``。``.

    With ``holding``, characters that hold the mark among others count as it: ``…`` holds dots.
    """
    shown = unicodedata.normalize("NFC", mark)
    if shown in "¿¡":  # forms of ? and !, but not the other way round
        return (shown,)
    found = [shown]
    for run in _RUNS:
        if shown in run:
            found += run
    base = canonical(shown) if len(shown) == 1 else shown
    if len(base) == 1:
        found += [base, *_SAME.get(base, ""), *(_HOLDS.get(base, "") if holding else "")]
        if base.isascii():
            found.append(chr(ord(base) + _FULL_WIDTH))
    else:
        found += ["".join(chr(ord(c) + _FULL_WIDTH) if "!" <= c <= "~" else c for c in way) for way in found]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=65_536)
def canonical(char: str) -> str:
    """Return the ordinary form of a mark: ``，`` is a comma, ``。`` a full stop."""
    for base, same in _SAME.items():
        if char in same:
            return base
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char


@lru_cache(maxsize=1024)
def pattern(marks: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that finds each of ``marks``, however written; the longest first."""
    ways = dict.fromkeys(way for mark in marks for way in spellings(mark))
    return re.compile("|".join(map(re.escape, sorted(ways, key=lambda way: (-len(way), way)))))


_LIST_NUMBER = re.compile(r"[ \t>]*(?:[-+*][ \t]+)?[*_]*\d{1,3}")


def is_inside(text: str, start: int, end: int) -> bool:
    """Return whether the mark at ``start:end`` is inside a number or word (3.5, 10:30, e.g, a.b) or a list number."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isdigit() and after.isdigit():
        return True
    if before.isascii() and before.isalnum() and after.isascii() and after.isalnum():
        return text[start:end].isascii()
    if before.isdigit() and text[start:end] in ".．)":
        line = text.rfind("\n", max(0, start - 80), start) + 1
        return _LIST_NUMBER.fullmatch(text, line, start) is not None
    return False


_TABLE_RULE = re.compile(r"^[ \t>]*(?:\|[ \t]*)?(?::?-+:?[ \t]*\|[ \t]*)+(?::?-+:?[ \t]*)?$", re.MULTILINE)
_BULLET = re.compile(r"^[ \t>]*(?:[-+•‣◦▪●·–・][ \t]+|>+)", re.MULTILINE)
_RULE = re.compile(r"^[ \t>]*(?:[-=]{2,}|(?:-[ \t]*){3,})[ \t]*$", re.MULTILINE)


def kinds(text: str, foreign: str) -> dict[str, Span]:
    """Return the different punctuation marks of a text, each with its first place.

    Bullets, rules and the signs of markdown are none; the forms of one mark are one.
    """
    found: dict[str, Span] = {}
    present = set(foreign) if foreign else set()
    for char in _ASCII_MARKS:
        if char in text:
            present.add(char)
    if not present:
        return found
    lines = ("-" in present or ">" in text or any(sign in present for sign in "•‣◦▪●·–・")) and "\n" + text
    shown = _blanked(text) if lines else text
    for char in present:
        if unicodedata.category(char)[0] != "P":
            continue
        at = shown.find(char)
        if at < 0:
            continue
        name = canonical(char)
        if name not in found or at < found[name][0]:
            found[name] = (at, at + 1)
    return found


_ASCII_MARKS = "!\"%&'(),-./:;?@[]{}"


def _blanked(text: str) -> str:
    """Return ``text`` with bullets and rules blanked out; offsets stay."""
    text = without_table_rules(text)
    text = _RULE.sub(lambda match: " " * len(match.group()), text)
    return _BULLET.sub(lambda match: " " * len(match.group()), text)


def without_table_rules(text: str) -> str:
    """Return ``text`` with the rules between the head and the rows of tables blanked out; offsets stay."""
    if "|" not in text:
        return text
    return _TABLE_RULE.sub(lambda match: " " * len(match.group()), text)
