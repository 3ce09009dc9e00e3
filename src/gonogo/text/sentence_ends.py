"""Ends of sentences: which marks stand there, and what else stands before the next sentence begins."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from gonogo.text.segment import Span
from gonogo.text.view import View

_RUN = re.compile(r"[.!?…‽⁇⁈⁉؟。！？｡．۔।॥‼]+")
_SAME = {
    "。": ".", "｡": ".", "．": ".", "！": "!", "‼": "!", "？": "?", "؟": "?", "‽": "?", "⁇": "?", "⁈": "?", "⁉": "?",
}  # fmt: skip
ELLIPSIS = "…"


class End(NamedTuple):
    """How one sentence ends: from its last word to where its line ends or the next word begins."""

    start: int
    stop: int
    marks: Span | None  # the last run of end marks


def ends(view: View) -> Iterator[End]:
    """Yield how each sentence ends, of those that hold a word; words left over after one on its line end, too."""
    yield from _ends(view.text, view.words.offsets, view.sentences.offsets)


def first_end(view: View) -> End | None:
    """Return how the first sentence of a long text ends; None where only the whole text tells."""
    head = view.opening
    if head is None:
        return None
    sentences = view.first_sentences(2)
    if len(sentences) < 2 or sentences[1][1] > len(head.text) or head.words.offsets[-1][0] < sentences[1][0]:
        return None
    return next(_ends(view.text, head.words.offsets, sentences), None)


def _ends(text: str, words: list[Span], sentences: list[Span]) -> Iterator[End]:
    size = len(text)
    starts = [start for start, _ in words]
    starts.append(size)
    following = iter([start for start, _ in sentences[1:]] + [size])
    for a, b in sentences:
        next_ = next(following)
        after = bisect_left(starts, b, 0, len(words))
        if after == 0 or starts[after - 1] < a:
            continue
        last = words[after - 1][1]
        stop = starts[after]
        line = text.find("\n", last, stop if stop > next_ else next_)  # no further: the time stays linear
        line = size if line < 0 else line
        marks = None
        if b - last == 1:
            marks = (last, b) if _RUN.match(text, last, b) else None
        elif last < b:
            for match in _RUN.finditer(text, last, b):
                marks = match.span()
        yield End(last, stop if stop < line else line, marks)
        limit = line if line < next_ else next_
        if stop < limit:
            rest = words[bisect_left(starts, limit, 0, len(words)) - 1][1]
            yield End(rest, max(rest, limit), None)


def kinds(run: str) -> dict[str, Span]:
    """Return the different marks of a run, each with where it first stands there.

    ``?!`` has two, ``..`` one, and three dots are an ellipsis.
    """
    found: dict[str, Span] = {}
    for match in _MARK.finditer(run):
        mark = match.group()
        found.setdefault(ELLIPSIS if len(mark) > 1 else _SAME.get(mark, mark), match.span())
    return found


_MARK = re.compile(r"\.{3,}|.")
