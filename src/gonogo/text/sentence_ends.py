"""Ends of sentences: which marks stand there, and what else stands before the next sentence begins."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from gonogo.text.segment import Span
from gonogo.text.view import View

_RUN = re.compile(r"[.!?…‽⁇⁈⁉؟。！？｡．۔।॥‼]+")
_SAME = {
    "。": ".", "｡": ".", "．": ".", "！": "!", "‼": "!", "？": "?", "؟": "?", "‽": "?", "⁇": "?", "⁈": "?", "⁉": "?",
}  # fmt: skip
ELLIPSIS = "…"


def ends(view: View) -> Iterator[Span]:
    """Yield the end of each sentence that holds a word: from its last word to where its line ends or the next begins.

    Words that are left over after a sentence on its line end there, too.
    """
    for last, stop, _ in _ends(view.text, view.words.offsets, view.sentences.offsets):
        yield last, stop


def first_end(view: View) -> Span | None:
    """Return the end of the first sentence of a long text; None where only the whole text tells."""
    head = view.opening
    if head is None:
        return None
    sentences = view.first_sentences(2)
    if len(sentences) < 2 or sentences[1][1] > len(head.text) or head.words.offsets[-1][0] < sentences[1][0]:
        return None
    return next(((last, stop) for last, stop, _ in _ends(view.text, head.words.offsets, sentences)), None)


def end_marks(view: View) -> Iterator[Span]:
    """Yield the last run of end marks of each sentence that has one behind its last word."""
    text = view.text
    for last, _, end in _ends(text, view.words.offsets, view.sentences.offsets):
        if end - last == 1:
            if _RUN.match(text, last, end):
                yield last, end
        elif last < end:
            marks = None
            for match in _RUN.finditer(text, last, end):
                marks = match.span()
            if marks is not None:
                yield marks


def _ends(text: str, words: list[Span], sentences: list[Span]) -> Iterator[tuple[int, int, int]]:
    """Yield where the last word of each sentence ends, how far its end reaches, and where the sentence ends."""
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
        yield last, stop if stop < line else line, b
        limit = line if line < next_ else next_
        if stop < limit:
            rest = words[bisect_left(starts, limit, 0, len(words)) - 1][1]
            yield rest, max(rest, limit), rest


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
