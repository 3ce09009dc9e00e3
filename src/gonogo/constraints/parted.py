"""Parts between dividers, each of which must satisfy constraints of its own."""

from __future__ import annotations

import re
from functools import cached_property
from random import Random
from typing import Literal, Self

from pydantic import Field, field_validator

from gonogo.amount import Amount, at_least, exactly, numbered
from gonogo.constraint import AnyConstraint, Constraint, Fails, Passes, Source, Verdict
from gonogo.constraints.counting import Count
from gonogo.draft import Block, Draft, Grain
from gonogo.errors import SpecError
from gonogo.scopes import Scope
from gonogo.text.segment import Span, strip
from gonogo.text.view import View
from gonogo.units import Paragraphs, Sentences, Words

_WORDY = re.compile(r"[^\W_]")


class DividedEach(Constraint):
    """Parts separated by a divider on a line of its own, each of which satisfies every one of some constraints.

    Blanks inside the divider do not matter: ``***`` and ``* * *`` are one rule. A divider before the first or after
    the last part is let pass; between two dividers there must be something to read.
    """

    kind: Literal["divided.each"] = "divided.each"
    divider: str = Field(default="* * *", min_length=1, max_length=40, description="what stands between the parts")
    amount: Amount = Field(description="how many parts")
    constraints: tuple[AnyConstraint, ...] = Field(min_length=1, description="what each part must satisfy")

    GRAIN = Grain.SHAPE
    ABOUT = frozenset(("edges", "emphasis"))
    EXAMPLES = (
        Passes({"amount": 2, "constraints": [{"kind": "count.words", "amount": 2}]}, "I am.\n***\nOne two."),
        Passes(
            {"amount": 2, "constraints": [{"kind": "count.sentences", "amount": 1}]},
            "* * *\nOne.\n\n* * *\n\nTwo is.\n\n***",
            "dividers at the edges",
        ),
        Fails(
            {"amount": 2, "constraints": [{"kind": "count.words", "amount": 2}]},
            "One two.\n* * *\nOne.",
            "one word",
        ),
        Fails(
            {"amount": 2, "constraints": [{"kind": "count.words", "amount": 2}]},
            "One two. *** One two.",
            "inside a line",
        ),
        Fails({"amount": 2, "constraints": [{"kind": "count.words", "amount": 2}]}, "One two.\n***\n***\nOne two."),
        Fails({"amount": 3, "constraints": [{"kind": "count.words", "amount": 2}]}, "One two.\n***\nOne two."),
        Fails({"amount": 2, "constraints": [{"kind": "count.words", "amount": 2}]}, "One two.\n****\nOne two."),
    )
    SOURCES = (
        Source("IFTrain", "count:counting_composition", same=False,
               note="the published checker counts punctuation as words, and does not know the divider of the prompt"),
    )  # fmt: skip

    @field_validator("divider")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if not value.strip() or "\n" in value or _WORDY.search(value):
            raise SpecError(f"divided.each: divider {value!r} must be visible marks on one line")
        return value.strip()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        marks = "[ \t]*".join(re.escape(char) for char in self.divider if not char.isspace())
        return re.compile(rf"^[ \t]*{marks}[ \t]*$", re.MULTILINE)

    def describe(self) -> str:
        each = " ".join(part.describe() for part in self.constraints)
        how = f"separated by {self.divider} on a line of its own"
        return f"Write {self.amount.wording()} parts, {how}. In each part: {each}"

    def judge(self, view: View) -> Verdict:
        text = view.text
        spans = self._parts(text)
        wordy = [_WORDY.search(text, *span) is not None for span in spans]
        filled = [span for span, says in zip(spans, wordy, strict=True) if says]
        if not all(wordy[1:-1]):
            return self.failed(view, "there is nothing between two dividers", len(filled), filled)
        n = len(filled)
        if not self.amount.holds(n):
            reason = f"{numbered(n, 'part')}, wanted {self.amount.wording()}"
            return self.failed(view, reason, n, filled, self.amount.closeness(n))
        for start, end in filled:
            part = view.part(*strip(text, start, end))
            wrong = next((verdict for c in self.constraints if not (verdict := c.judge(part)).passed), None)
            if wrong is not None:
                return self.failed(view, f"in a part: {wrong.reason}", n, [(start, end)], 0.5)
        return self.passed(view, n, numbered(n, "part"), filled)

    def _parts(self, text: str) -> list[Span]:
        found, at = [], 0
        for match in self._pattern.finditer(text):
            found.append((at, match.start()))
            at = match.end()
        found.append((at, len(text)))
        return found

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(draft, self._made(draft, max(1, self.amount.pick_inside(rng)), rng))

    def violate(self, draft: Draft, rng: Random) -> None:
        n = self.amount.pick_outside(rng)
        if n is None or n < 1 or rng.random() < 0.6:
            made = self._made(draft, max(1, self.amount.pick_inside(rng)), rng)
            part = rng.choice(made)
            rng.choice(self.constraints).violate(part, rng)
            if not part.render().strip():  # nothing at an end is no part at all; between two parts it is one too few
                one, other = self._made(draft, 2, rng)
                made = [one, part, other]
        else:
            made = self._made(draft, n, rng)
        self._write(draft, made)

    def _made(self, draft: Draft, n: int, rng: Random) -> list[Draft]:
        made = []
        for _ in range(n):
            part = Draft(blocks=[Block(sentences=[draft.sentence(rng)])], avoided=draft.avoided)
            for constraint in sorted(self.constraints, key=lambda constraint: constraint.grain):
                constraint.satisfy(part, rng)
            made.append(part)
        return made

    def _write(self, draft: Draft, made: list[Draft]) -> None:
        draft.verbatim = f"\n\n{self.divider}\n\n".join(part.render() for part in made)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        each = Scope(where="each", of="sentence")
        n = rng.randint(2, 4)
        return cls(
            divider=rng.choice(("* * *", "***", "---")),
            amount=rng.choice((exactly(n), at_least(n))),
            constraints=rng.choice((
                (Count(unit=Sentences(), amount=exactly(2)), Count(unit=Words(), amount=exactly(n), scope=each)),
                (Count(unit=Words(), amount=at_least(4)),),
                (Count(unit=Paragraphs(), amount=exactly(1)), Count(unit=Words(), amount=exactly(n + 4))),
            )),
        )  # fmt: skip
