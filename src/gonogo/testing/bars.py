"""What an audit asks for, and its verdict on a kind in words."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gonogo.errors import SpecError
from gonogo.testing.intervals import Measure
from gonogo.testing.measures import CONFIDENCE, Measures

SEED_PRECISION = 96.0
"""Per cent: agreement with people that the seed paper reports for its rule checkers (arXiv 2601.04954)."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars for the *lower* ends of the 95 % intervals, on ordinary constructed cases.

    Attributes:
        precision: for precision.
        false_recall: for false-response recall.
        given: whether somebody set them by hand. Then they alone decide on wrong verdicts; else any wrong verdict
            fails an audit.
    """

    precision: float = 0.99
    false_recall: float = 0.99
    given: bool = False

    def __post_init__(self) -> None:
        for name in ("precision", "false_recall"):
            if not 0 < getattr(self, name) < 1:
                raise SpecError(
                    f"the bar for {name.replace('_', ' ')} lies between 0 and 1, e.g. 0.99; given: "
                    f"{getattr(self, name)} (no number of cases shows 1)"
                )

    @property
    def needed(self) -> int:
        """Cases of each truth value that can show these bars when no verdict is wrong."""
        return cases_needed(max(self.precision, self.false_recall))

    def missed(self, measures: Measures) -> list[str]:
        """Say which bars are missed though there are cases enough to reach them."""
        told = []
        for name, bar, found in (
            ("precision", self.precision, measures.precision),
            ("false-response recall", self.false_recall, measures.false_recall),
        ):
            if found.n and found.low < bar and (found.value < 1 or found.n >= cases_needed(bar)):
                told.append(f"{name} is {percent(found)}; its lower end is below {100 * bar:g}")
        return told

    def unproven(self, measures: Measures) -> list[str]:
        """Say which bars could not be judged: nothing is wrong, but there are too few cases."""
        told = []
        for name, bar, found in (
            ("precision", self.precision, measures.precision),
            ("false-response recall", self.false_recall, measures.false_recall),
        ):
            if found.low < bar and (not found.n or (found.value == 1 and found.n < cases_needed(bar))):
                told.append(
                    f"{name}: {found.n:,} cases show {100 * found.low:.1f} at most, "
                    f"{cases_needed(bar):,} are needed for {100 * bar:g}"
                )
        return told


def cases_needed(bar: float) -> int:
    """Return how many cases without a miss put the lower end of the exact interval at ``bar``."""
    return math.ceil(math.log((1 - CONFIDENCE) / 2) / math.log(bar))


def percent(found: Measure) -> str:
    """Return a share as ``99.7, interval 99.1 to 99.9, n = 400`` (per cent)."""
    if not found.n or math.isnan(found.value):
        return "not measured (no cases)"
    value, low, high = (_rounded(100 * number) for number in (found.value, found.low, found.high))
    return f"{value}, interval {low} to {high}, n = {found.n:,}"


def _rounded(number: float) -> str:
    """Return a percentage with one digit; one that is not 100 is never shown as 100.0."""
    shown = f"{number:.1f}"
    return f"{math.floor(number * 100) / 100:.2f}" if shown == "100.0" and number < 100 else shown


def in_words(measures: Measures) -> str:
    """Return the verdict on precision and false-response recall, beside what the seed paper's checkers reach."""
    return (
        f"Precision {SEED_PRECISION} is what the seed paper's checkers reach; "
        f"this kind: {percent(measures.precision)}. "
        f"False-response recall: {percent(measures.false_recall)}."
    )
