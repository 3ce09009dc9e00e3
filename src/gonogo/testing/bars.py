"""What an audit asks for, and its verdict on a kind in words."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gonogo.amount import numbered
from gonogo.errors import SpecError
from gonogo.testing.intervals import Measure
from gonogo.testing.measures import CONFIDENCE, Measures

SEED_PAPER = "Zeng et al. (arXiv 2601.04954)"
SEED_PRECISION = 0.960
"""Agreement with people that the seed paper reports for its rule checkers."""


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
                told.append(f"{name} is {in_figures(found)}; its lower end is below {bar:g}")
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
                    f"{name}: {numbered(found.n, 'case')} can show {_rounded(found.low)} at most, "
                    f"{cases_needed(bar):,} are needed for {bar:g}"
                )
        return told


def cases_needed(bar: float) -> int:
    """Return how many cases without a miss put the lower end of the exact interval at ``bar``."""
    return math.ceil(math.log((1 - CONFIDENCE) / 2) / math.log(bar))


def in_figures(found: Measure) -> str:
    """Return a share as ``0.997, interval 0.991 to 0.999, n = 400``."""
    if not found.n or math.isnan(found.value):
        return "not measured (no cases)"
    value, low, high = (_rounded(number) for number in (found.value, found.low, found.high))
    return f"{value}, interval {low} to {high}, n = {found.n:,}"


def _rounded(number: float) -> str:
    """Return a share with three digits; one that is not 1 is never shown as 1.000."""
    shown = f"{number:.3f}"
    return f"{math.floor(number * 10_000) / 10_000:.4f}" if shown == "1.000" and number < 1 else shown


def in_words(measures: Measures) -> str:
    """Return the verdict on precision and false-response recall, beside what those of the seed paper reach."""
    return (
        f"The rule checkers of {SEED_PAPER} reach a precision of {SEED_PRECISION:.3f}; "
        f"this kind: {in_figures(measures.precision)}. "
        f"False-response recall: {in_figures(measures.false_recall)}."
    )
