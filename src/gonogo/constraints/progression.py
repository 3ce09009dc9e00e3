"""Progressions: what grows from sentence to sentence, from line to line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from random import Random
from typing import Literal, Self

from pydantic import Field

from gonogo.amount import Amount, at_least, exactly
from gonogo.constraint import Bound, Constraint, Fails, Passes, Source, Verdict
from gonogo.constraints.sequence import ALPHABET, Successive, write
from gonogo.draft import Draft, Grain
from gonogo.text.parts import base, beginning, longest_run, parts, untagged, word_counts, words_of_parts
from gonogo.text.patterned import BY_LETTER
from gonogo.text.segment import Span
from gonogo.text.view import View, plain
from gonogo.units import Words


class Progression(Successive):
    """Each sentence, line or paragraph has more of something than the one before it, by an amount.

    The amount is how much it grows: exactly 3, at least 1 (growing at all), exactly 0 (all equal). What is measured:
    ``words``, ``characters`` (blanks count, runs of blanks once, markup not), or ``alliteration``: the longest run of
    consecutive words with the same first letter. There must be two parts at least; headings are none.
    """

    kind: Literal["progression"] = "progression"
    of: Literal["sentence", "line", "paragraph"] = "sentence"
    measure: Literal["words", "characters", "alliteration"] = Field(default="words", description="what grows")
    amount: Amount = Field(description="by how much each part exceeds the one before it")

    VERSION = 2
    EXAMPLES = (
        Passes(
            {"of": "sentence", "measure": "words", "amount": 1},
            " ".join("Salt " * n + "dries." for n in range(1, 24)),
            "long",
        ),
        Fails(
            {"of": "sentence", "measure": "words", "amount": 1},
            "One two. One two three. One. " * 40,
            "long: told by its beginning",
        ),
        Passes({"amount": 1}, "# A title\n\nI run. You run too. “She” is — too — slow."),
        Passes({"amount": 2, "of": "line"}, "So\nSo it is\nSo it is for me"),
        Passes({"amount": {"low": 1}, "measure": "alliteration"}, "A dog ran. Big bears sat. Tall tan trees told it."),
        Passes({"amount": 0, "measure": "characters", "of": "line"}, "One two\nTwo *one*"),
        Passes({"amount": 1}, "<i>We ran.</i> They ran too.", "tags are no words"),
        Fails({"amount": 1}, "I run. You run. She ran too.", "two of two words"),
        Fails({"amount": {"low": 1}, "measure": "alliteration"}, "Big bears. Tall trees cat cow.", "two runs of two"),
        Fails({"amount": 1}, "One sentence only."),
        Fails({"amount": {"low": 1}}, "I really ran. You ran.", "it shrinks"),
    )
    SOURCES = (
        Source("IFBench", "sentence:increment", same=False,
               note="the published checker passes a single sentence, fails on an empty response and on dashes"),
        Source("IFBench", "sentence:alliteration_increment", same=False,
               note="the published checker adds up all runs of a sentence, and passes one sentence without any"),
    )  # fmt: skip

    def describe(self) -> str:
        if self.measure == "alliteration":
            what = "the longest run of consecutive words with the same first letter must be longer"
            return f"In each {self.of}, {what} than in the {self.of} before it, by {self._grown('word')}."
        if self.amount.high == 0:
            return f"Every {self.of} must have the same number of {self.measure}."
        return f"Each {self.of} must have {self._grown('more ' + self.measure[:-1])} than the {self.of} before it."

    def _grown(self, noun: str) -> str:
        one = 1 in (self.amount.high, self.amount.low if self.amount.high is None else 0)
        return f"{self.amount.wording()} {noun}{'' if one else 's'}"

    def judge(self, view: View) -> Verdict:
        shown = untagged(view)
        begun = beginning(shown, self.of)
        if begun is not None:
            sizes = self._sizes(*begun)
            if not all(self.amount.holds(other - one) for one, other in pairwise(sizes)):
                return Verdict(self, view, False, complete=lambda: self._full(view, shown))
        return self._full(view, shown)

    def _full(self, view: View, shown: View) -> Verdict:
        spans = parts(shown, self.of)
        if len(spans) < 2:
            return self.failed(view, f"there is no second {self.of}", [])
        sizes = self._sizes(shown, spans)
        steps = [other - one for one, other in pairwise(sizes)]
        bad = [i for i, step in enumerate(steps, 1) if not self.amount.holds(step)]
        if bad:
            near = _nearness(self.amount, steps)
            return self.failed(view, f"sizes {_few(sizes)}", sizes, [spans[i] for i in bad], near)
        return self.passed(view, sizes, f"sizes {_few(sizes)}", spans)

    def _sizes(self, view: View, spans: list[Span]) -> list[int]:
        if self.measure == "characters":
            return [len(plain(view.text[a:b])) for a, b in spans]
        if self.measure == "words":
            return word_counts(view, spans)
        words = words_of_parts(view, spans)
        hay = view.folded
        return [longest_run([base(hay[start]) for start, _ in inner]) for inner in words]

    def implies(self) -> Iterator[Bound]:
        # the first part may be the number of an item, which is no word; the last has so many more
        if self.measure != "characters" and self.amount.low:
            yield Bound(Words(), at_least(self.amount.low))

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(draft, [self.amount.pick_inside(rng) for _ in range(rng.randint(1, 4))], rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        steps = [self.amount.pick_inside(rng) for _ in range(rng.randint(1, 4))]
        wrong = self.amount.pick_outside(rng)
        if wrong is None or rng.random() < 0.3:
            steps, wrong = steps[: rng.randint(0, 1)], -rng.randint(1, 2)
        steps.insert(rng.randint(0, len(steps)), wrong)
        if rng.random() < 0.15:
            steps = []
        self._write(draft, steps, rng)

    def _write(self, draft: Draft, steps: list[int], rng: Random) -> None:
        size = {"words": 3, "characters": 24, "alliteration": 3}[self.measure] + rng.randint(0, 3)
        rows = []
        for step in (0, *steps):
            size += step
            rows.append(_sized(self.measure, size, draft, rng))
        write(draft, self.of, rows)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        n = rng.randint(1, 5)
        return cls(
            of=rng.choice(("sentence", "sentence", "line", "paragraph")),
            measure=rng.choice(("words", "words", "characters", "alliteration")),
            amount=rng.choice((exactly(n), at_least(n), Amount(low=1, high=n + 1))),
        )


def _nearness(amount: Amount, steps: list[int]) -> float:
    return sum(amount.closeness(step) if step >= 0 else 0.0 for step in steps) / len(steps)


def _few(sizes: list[int]) -> str:
    return ", ".join(map(str, sizes[:12])) + (", …" if len(sizes) > 12 else "")


def _sized(measure: str, size: int, draft: Draft, rng: Random) -> list[str]:
    """Return a sentence's words that measure ``size``."""
    if measure == "words":
        return [draft.word(rng) for _ in range(size)]
    if measure == "alliteration":
        letter, other = rng.sample(ALPHABET, 2)
        run = [rng.choice(BY_LETTER[letter]) for _ in range(size)]
        return [rng.choice(BY_LETTER[other]), *run, rng.choice(BY_LETTER[other])]
    words: list[str] = []
    left = size - 1  # the full stop
    while left > 14:
        words.append(rng.choice(("river", "stone", "maple")))
        left -= 6
    return [*words, ("wandering" * 2)[:left]]


class Stairs(Constraint):
    """Each line is indented more than the line before it, by an amount of blanks.

    Blank lines and the fences of a code block are left out; a tab goes on to the next multiple of four, ``&nbsp;`` and
    ``&emsp;`` are blanks. There must be two lines at least.
    """

    kind: Literal["stairs"] = "stairs"
    amount: Amount = Field(default=at_least(1), description="by how many blanks each line is indented further")

    GRAIN = Grain.SHAPE
    ABOUT = frozenset(("blanks",))
    EXAMPLES = (
        Passes({}, "a\n\n\n b\n   c"),
        Passes({}, "a\n\tb\n\t\tc", "tabs"),
        Passes({"amount": 2}, "```\na\n  b\n    c\n```", "in a code block"),
        Passes({}, "a\n&nbsp;&nbsp;b"),
        Fails({}, "a\n b\n b", "two of one indent"),
        Fails({"amount": 2}, "a\n b\n   c"),
        Fails({}, "one line"),
        Fails({}, "- a\n- b"),
        Passes({}, "\n  a\n   b", "an empty line before it"),
    )
    SOURCES = (
        Source("IFBench", "format:line_indent", same=False,
               note="the published checker trips over two blank lines in a row, does not see tabs, and passes one"),
    )  # fmt: skip

    def describe(self) -> str:
        return (
            f"Create stairs: indent each new line further than the one before, by {self.amount.wording()} (in blanks)."
        )

    def judge(self, view: View) -> Verdict:
        text = view.text
        lines = [(a, b) for a, b in view.lines.offsets if not text.startswith(("```", "~~~"), a)]
        for one, other in pairwise(lines[:_FEW]):  # most texts that fail do so at once
            if not self.amount.holds(_indent(text, other) - _indent(text, one)):
                return Verdict(self, view, False, complete=lambda: self._full(view, lines))
        return self._full(view, lines)

    def _full(self, view: View, lines: list[Span]) -> Verdict:
        text = view.text
        if len(lines) < 2:
            return self.failed(view, "there is no second line", [])
        widths = [_indent(text, line) for line in lines]
        steps = [other - one for one, other in pairwise(widths)]
        bad = [i for i, step in enumerate(steps, 1) if not self.amount.holds(step)]
        if bad:
            near = _nearness(self.amount, steps)
            return self.failed(view, f"indents {_few(widths)}", widths, [lines[i] for i in bad], near)
        return self.passed(view, widths, f"indents {_few(widths)}", lines)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(draft, [self.amount.pick_inside(rng) for _ in range(rng.randint(1, 5))], rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        steps = [self.amount.pick_inside(rng) for _ in range(rng.randint(1, 4))]
        wrong = self.amount.pick_outside(rng)
        if wrong is None or rng.random() < 0.2:
            steps, wrong = [*steps, 3 + self.amount.low], -1
        steps.append(wrong)
        self._write(draft, steps if rng.random() < 0.85 else [], rng)

    def _write(self, draft: Draft, steps: list[int], rng: Random) -> None:
        width, lines = 0, []
        for step in (0, *steps):
            width += step
            lines.append(" " * width + draft.sentence(rng).render())
        draft.verbatim = rng.choice(("\n", "\n", "\n\n")).join(lines)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        n = rng.randint(1, 4)
        return cls(amount=rng.choice((at_least(n), exactly(n), at_least(1))))


_BLANK = re.compile("&(?:nbsp|e[mn]sp|#160);")
_TAB = 4
_FEW = 8


def _indent(text: str, line: Span) -> int:
    return _width(text[text.rfind("\n", 0, line[0]) + 1 : line[1]])


def _width(line: str) -> int:
    shown = _BLANK.sub(" ", line)
    return len(shown[: len(shown) - len(shown.lstrip())].expandtabs(_TAB))
