"""Wrappings: words put into brackets, sentences put together by a joiner, one word to a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from gonogo.text.segment import Span, lines, sentences
from gonogo.text.words import count_words

_PLAIN = re.compile(r"[^\w<>]*[A-Za-z]+(?:['’-][A-Za-z]+)*[^\w\s]*")
_OUTSIDE = re.compile(r"[^\W_]|\\[A-Za-z]")
_NUMBERS = re.compile(r"\n[ \t>]*\d{1,3}[.)](?=[ \t])")


@lru_cache(maxsize=256)
def _groups(left: str, right: str) -> re.Pattern[str]:
    shut = re.escape(left[0] + right[0])
    return re.compile(rf"{re.escape(left)}([^{shut}]*){re.escape(right)}")


def wrapped(text: str, left: str, right: str) -> tuple[list[Span], str]:
    """Return where something stands between ``left`` and ``right``, and the rest without the numbers of list items."""
    pattern = _groups(left, right)
    found = [match.span(1) for match in pattern.finditer(text)]
    return found, _NUMBERS.sub("\n", "\n" + pattern.sub(" ", text))


def says(rest: str) -> bool:
    """Return whether there is a letter or digit in ``rest``."""
    return _OUTSIDE.search(rest) is not None


def words_in(text: str, start: int, end: int) -> int:
    """Return the number of words in ``text[start:end]``; what a slash or an operator joins is one."""
    inner = text[start:end]
    if not inner:
        return 0
    if _PLAIN.fullmatch(inner):
        return 1
    if "/" not in inner:
        return count_words(inner)
    return sum(1 if _one(piece) and count_words(piece) else count_words(piece) for piece in inner.split())


@lru_cache(maxsize=256)
def _joints(joiner: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=[.!?…。！？\"'”’)\]*_])[ \t]*(?:{re.escape(joiner)})+[ \t]*(?=[\"'“‘(\[*_]*[^\W_]|\s*\Z)")


def joints(text: str, joiner: str) -> Iterator[str]:
    """Yield what stands between each sentence and the next; ``joiner`` after an end mark parts them, too."""
    parted = _joints(joiner).sub(lambda match: " " * len(match.group()), text) if joiner in text else text
    found = sentences(parted)
    for (_, before), (after, _) in pairwise(found):
        yield text[before:after]


_TWO_RUNS = re.compile("[A-Za-z0-9][^A-Za-z0-9]+[A-Za-z0-9]")  # two words of ASCII hold that
_PLAINLY_ONE = re.compile(r"[-*+> \t]*[^\w\s]*[A-Za-z]+(?:['-][A-Za-z]+)*[^\w\s]*[ \t]*")
_GLUED = re.compile(r"(?<![^\W_])(?:[^\W\d_]+[-_‐‑]){5,}[^\W\d_]")
_PIECES = re.compile(r"[^\s/=^+×÷·|]+")


def crowded(text: str) -> Iterator[Span]:
    """Yield the lines that hold more than one word; what a slash or an operator joins without blanks is one.

    More than five words that hyphens or underscores join are several ("The-cat-sleeps-on-the-mat").
    """
    for start, end in lines(text):
        line = text[start:end]
        if _GLUED.search(line) and "://" not in line:
            yield start, end
            continue
        if line.isascii() and (not _TWO_RUNS.search(line) or _PLAINLY_ONE.fullmatch(line)):
            continue
        if count_words(line, 2) > 1 and not _one(line):
            yield start, end


def _one(line: str) -> bool:
    line = line.lstrip("-*+•> \t")
    return not any(map(str.isspace, line)) and all(count_words(piece) <= 1 for piece in _PIECES.findall(line))


_GAP = re.compile("[\\s\u2800\u115f\u1160\u3164\uffa0]+")


def has_gap(text: str) -> bool:
    """Return whether there is white space, or what shows as a blank."""
    return _GAP.search(text) is not None


def gaps(text: str) -> tuple[int, int]:
    """Return how many runs of white space there are (of what shows as a blank, too), and where the first one is."""
    first = _GAP.search(text)
    return (0, -1) if first is None else (sum(1 for _ in _GAP.finditer(text)), first.start())
