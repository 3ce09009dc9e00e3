"""Logic: constraints made of constraints."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Literal, Self

from pydantic import Field

from gonogo.amount import at_least
from gonogo.constraint import AnyConstraint, Bound, Constraint, Fails, Passes, Verdict
from gonogo.constraints.counting import Count
from gonogo.constraints.language import Case
from gonogo.draft import Draft, Grain
from gonogo.errors import CannotConstruct
from gonogo.text.view import View
from gonogo.units import Commas, Words


class All(Constraint):
    """Every one of several constraints holds.

    The score of a response that fails is the mean of the parts' scores.
    """

    kind: Literal["all"] = "all"
    constraints: tuple[AnyConstraint, ...] = Field(min_length=1, description="the parts")

    GRAIN = Grain.SHAPE
    EXAMPLES = (
        Passes(
            {"constraints": [{"kind": "case", "case": "lower"}, {"kind": "count.words", "amount": {"low": 2}}]},
            "so it is.",
        ),
        Passes({"constraints": [{"kind": "title"}]}, "<<Salt>>"),
        Fails(
            {"constraints": [{"kind": "case", "case": "lower"}, {"kind": "count.words", "amount": {"low": 2}}]},
            "So it is.",
        ),
        Fails(
            {"constraints": [{"kind": "case", "case": "lower"}, {"kind": "count.words", "amount": {"low": 2}}]}, "so"
        ),
    )

    def describe(self) -> str:
        return " ".join(part.describe() for part in self.constraints)

    def judge(self, view: View) -> Verdict:
        for part in self.constraints:
            if not part.judge(view).passed:
                return Verdict(self, view, False, complete=lambda: self._full(view))
        return Verdict(self, view, True, complete=lambda: self._full(view))

    def _full(self, view: View) -> Verdict:
        verdicts = [part.judge(view) for part in self.constraints]
        failed = [verdict for verdict in verdicts if not verdict.passed]
        n = len(verdicts) - len(failed)
        spans = [span for verdict in verdicts for span in verdict.local_spans()]
        if not failed:
            return self.passed(view, n, "; ".join(verdict.reason for verdict in verdicts), spans)
        closeness = sum(verdict.score for verdict in verdicts) / len(verdicts)
        return self.failed(view, "; ".join(verdict.reason for verdict in failed), n, spans, closeness)

    def implies(self) -> Iterator[Bound]:
        for part in self.constraints:
            yield from part.implies()

    def satisfy(self, draft: Draft, rng: Random) -> None:
        for part in sorted(self.constraints, key=lambda part: part.grain):
            part.satisfy(draft, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        for broken in rng.sample(self.constraints, len(self.constraints)):
            try:
                broken.violate(draft, rng)
            except CannotConstruct:  # locked by a part written before: break another part
                continue
            return
        raise CannotConstruct("all: no part can be broken in this draft")

    @classmethod
    def sample(cls, rng: Random) -> Self:
        parts: tuple[Constraint, ...] = (
            Count(unit=Words(), amount=at_least(rng.randint(2, 30))),
            Count(unit=Commas(), amount=Commas().amounts(rng)),
            Case.sample(rng),
        )
        return cls(constraints=tuple(rng.sample(parts, 2)))
