"""The unit of end marks."""

from __future__ import annotations

import re
from random import Random

from gonogo.amount import Amount, at_least
from gonogo.draft import Draft, Grain
from gonogo.errors import CannotConstruct
from gonogo.examples import Fails, Passes, Source
from gonogo.text.segment import Span
from gonogo.text.sentence_ends import ELLIPSIS, end_marks, kinds
from gonogo.text.view import View
from gonogo.units.base import Unit


class EndMarks(Unit):
    """Number of different marks with which sentences end: full stop, exclamation or question mark, ellipsis.

    Two dots are a full stop, three an ellipsis; ``?!`` is a question mark and an exclamation mark. A quoted sentence
    ends with its question or exclamation mark, whatever follows (“Who is it?” she asked).
    """

    NAME, ONE, MANY = "end_marks", "kind of sentence end mark", "different kinds of sentence end marks"
    GRAIN = Grain.SENTENCE
    VERSION = 2
    EXAMPLES = (
        Passes({"amount": {"low": 3, "high": 3}}, "It rains. Really? Yes! It does."),
        Passes({"amount": {"low": 2, "high": 2}}, "What?! “Yes!”"),
        Passes({"amount": {"low": 3, "high": 3}}, "Well?..! “Yes!”"),
        Passes({"amount": {"low": 2, "high": 2}}, "He waited… Dr. Lee came at 3.15."),
        Passes({"amount": {"low": 3, "high": 3}}, "“Who is it?” whispered Maya. “Stop!” It was the cat.", "in speech"),
        Fails({"amount": {"low": 3}}, "One here. Two here.. Three here...", "dots only"),
        Fails({"amount": {"low": 2}}, "Is it? said Dr. Lee", "no other sentence has a mark"),
        Fails({"amount": {"low": 1}}, "nothing at all here"),
    )
    SOURCES = (
        Source("verifif", "detectable_format:sentence_endings", same=False,
               note="the published checker takes runs of one mark for different ones"),
    )  # fmt: skip

    def spans(self, view: View) -> list[Span]:
        text = view.text
        seen: set[str] = set()
        runs: set[str] = set()
        found = []
        for at, stop in sorted({*end_marks(view), *(match.span() for match in _SPOKEN.finditer(text))}):
            run = text[at:stop]
            if run in runs:
                continue
            runs.add(run)
            for kind, (a, b) in kinds(run).items():
                if kind not in seen:
                    seen.add(kind)
                    found.append((at + a, at + b))
        return found

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        if n > len(_MARKS):
            raise CannotConstruct(f"{n} different end marks are more than there are")
        while len(list(draft.sentences())) < n or not list(draft.sentences()):
            draft.add_sentence(rng)
        marks = rng.sample(_MARKS[: max(n, 4)], n) or [""]
        for i, sentence in enumerate(draft.sentences()):
            sentence.end = marks[i % len(marks)]

    def amounts(self, rng: Random) -> Amount:
        return at_least(rng.randint(2, 3))


_SPOKEN = re.compile(r"(?<=[^\W_])[!?！？]+(?=[\"”»」]+[,.]?[ \t]+[^\W\d_])")
_MARKS = (".", "!", "?", ELLIPSIS, "।", "॥", "۔")
