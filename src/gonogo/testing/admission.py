"""Whether a judge may enter a reward: a stated rule, and the published figures it is held against.

The rule. A judge may decide **at most one soft constraint of a prompt**, and only on responses that meet every hard
constraint of it (the hard ones gate). It may do so if, in the mode in which it will be asked, the *lower ends* of the
intervals of its precision, of its false-response recall and of the share it decides reach the thresholds of
:class:`Rule`. Soft cases decide where there are any. On hard cases alone the outcome is provisional: published judges
catch fewer violations of soft constraints than of hard ones (see :data:`PUBLISHED`).

The thresholds. The best false-response recall that the seed paper reports is 65.7 %. Its reward model, Qwen3-32B,
catches 54.7 to 59.3 % when asked pointwise, and its rewards fell behind training on hard constraints alone. 80 % lies
clearly above both. Precision 90 % stands between that of the rule-based checkers there (96.0 %) and a level at which
more than every tenth credit is wrong. They are conventions: state your own with ``Rule(...)``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from gonogo.testing.intervals import Measure
from gonogo.testing.stats import clopper_pearson

Mode = Literal["pointwise", "all-at-once"]
Outcome = Literal["may enter", "provisional", "undecided", "keep out"]
SEED_PAPER = "Zeng et al., arXiv 2601.04954 (2026)"
PUBLISHED_CHECKERS_PRECISION = 0.960
"""Precision of the rule-based checkers of the seed paper, against people."""


@dataclass(frozen=True, slots=True)
class Published:
    """A published false-response recall: of the violating responses, the share that a judge caught."""

    judge: str
    mode: Mode
    type: Literal["hard", "soft"]
    false_recall: float
    source: str = SEED_PAPER


PUBLISHED = (
    Published("Qwen3-32B", "all-at-once", "hard", 0.306),
    Published("Qwen3-32B", "all-at-once", "soft", 0.209),
    Published("Qwen3-32B", "pointwise", "hard", 0.593),
    Published("Qwen3-32B", "pointwise", "soft", 0.547),
    Published("QwQ-32B", "all-at-once", "hard", 0.441),
    Published("QwQ-32B", "all-at-once", "soft", 0.331),
    Published("Gemini-2.5-pro", "all-at-once", "hard", 0.657),
    Published("Gemini-2.5-pro", "all-at-once", "soft", 0.638),
)
"""What the seed paper measured, on data of its own: a yardstick, not the same test."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What the lower ends of a judge's intervals must reach.

    Attributes:
        precision: of the responses it credits, the share that deserve it.
        false_recall: of the violating responses, the share that it catches.
        decided: of all questions, the share it answers Yes or No.
    """

    precision: float = 0.90
    false_recall: float = 0.80
    decided: float = 0.95

    def __post_init__(self) -> None:
        for name in ("precision", "false_recall", "decided"):
            if not 0 < getattr(self, name) < 1:
                raise ValueError(f"{name}={getattr(self, name)!r}: a threshold is a share between 0 and 1, e.g. 0.9")


@dataclass(frozen=True, slots=True)
class Condition:
    """One threshold: the measure, what its lower end must reach, whether it does, and whether it still could."""

    name: str
    needed: float
    measured: Measure
    held: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Admission:
    """What the rule says of one mode.

    Attributes:
        mode: in which the judge was asked.
        basis: the cases that decided: ``soft`` where there are any, else ``hard``.
        outcome: ``may enter``; ``provisional`` (all thresholds reached, but on hard cases only); ``undecided`` (the
            measured figures reach them, the lower ends do not: more cases may settle it); ``keep out``.
        conditions: each threshold.
        how: what to do, in a sentence or two.
    """

    mode: Mode
    basis: Literal["hard", "soft"]
    outcome: Outcome
    conditions: tuple[Condition, ...]
    how: str


def admit(
    mode: Mode, basis: Literal["hard", "soft"], measures: Mapping[str, Measure], rule: Rule, confidence: float
) -> Admission:
    """Apply ``rule`` to the measures called ``precision``, ``false_recall`` and ``decided``."""
    conditions = tuple(
        _condition(name, getattr(rule, name), measures[name]) for name in ("precision", "false_recall", "decided")
    )
    short = [condition for condition in conditions if not condition.held]
    if not short:
        outcome: Outcome = "may enter" if basis == "soft" else "provisional"
    else:
        outcome = "undecided" if all(condition.open for condition in short) else "keep out"
    return Admission(mode, basis, outcome, conditions, _how(outcome, mode, short, confidence))


def _condition(name: str, needed: float, measured: Measure) -> Condition:
    held = measured.n > 0 and measured.low >= needed
    still = not held and (measured.n == 0 or measured.value >= needed)
    return Condition(name, needed, measured, held, still)


def _how(outcome: Outcome, mode: Mode, short: list[Condition], confidence: float) -> str:
    asked = "one constraint per call" if mode == "pointwise" else "all constraints of a prompt in one call"
    if outcome == "may enter":
        return (
            f"It may decide one soft constraint per prompt, asked {asked}, and only where every hard constraint is met."
        )
    if outcome == "provisional":
        return (
            f"On hard constraints it reaches the thresholds, asked {asked}. Soft ones are what it is for, and there "
            "published judges catch less: measure it on labelled soft cases before it enters a reward."
        )
    said = [condition.name.replace("_", " ").replace("decided", "share decided") for condition in short]
    names = " and ".join(filter(None, (", ".join(said[:-1]), said[-1])))
    if outcome == "undecided":
        more = [needed_cases(condition.measured.value, condition.needed, confidence) for condition in short]
        known = [n for n in more if n is not None]
        hint = f": about {max(known):,} independent cases may settle it" if known and len(known) == len(more) else ""
        return f"Too few cases to tell: the measured {names} would do, the lower end of the interval does not{hint}."
    return f"Keep it out of the reward: {names} fall{'s' if len(short) == 1 else ''} short. Use hard constraints only."


def needed_cases(value: float, needed: float, confidence: float = 0.95, most: int = 1_000_000) -> int | None:
    """Return about how many independent cases would lift the lower end to ``needed`` if ``value`` stayed as it is."""
    if not math.isfinite(value) or value <= needed:
        return None
    low, high = 1, 2
    while clopper_pearson(round(value * high), high, confidence)[0] < needed:
        low, high = high, high * 2
        if high > most:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        if clopper_pearson(round(value * middle), middle, confidence)[0] < needed:
            low = middle
        else:
            high = middle
    return high
