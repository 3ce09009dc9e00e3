"""What a checker's right and wrong verdicts add up to: precision, recall, false-response recall, F1, Matthews.

Each figure has an interval: that of Clopper and Pearson where every case stands alone (Wilson's is given beside it),
Korn and Graubard's where cases share a parent, and for F1 and Matthews' coefficient a bootstrap over whole groups.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from gonogo.testing.intervals import Counts, Measure, bootstrapped, drawn_totals, matthews, percentiles, share
from gonogo.testing.stats import clopper_pearson, wilson

Statistic: TypeAlias = Callable[[Counts], Counts]
DRAWS = 1000
CONFIDENCE = 0.95
_TP, _FP, _FN, _TN, _LOST_TRUE, _LOST_FALSE = range(6)


class Trial(NamedTuple):
    """One verdict beside the truth.

    Attributes:
        label: whether the text satisfies the constraint.
        said: what the checker says; None where it crashed.
        group: cases with the same group belong together: they come from one draft, one prompt, one text.
    """

    label: bool
    said: bool | None
    group: str


@dataclass(frozen=True)
class Measures:
    """The figures of a number of trials; a crash counts as neither passed nor refused.

    Attributes:
        tp: texts that satisfy and passed.
        fp: texts that violate and passed.
        fn: texts that satisfy and were refused.
        tn: texts that violate and were refused.
        lost: crashes.
        n_true: texts that satisfy their constraint.
        n_false: texts that violate it.
        precision: of the texts that passed, the share that truly satisfies.
        recall: of the texts that satisfy, the share that passed.
        false_recall: of the texts that violate, the share that was refused.
        f1: the harmonic mean of precision and recall.
        matthews: Matthews' correlation coefficient, -1 to 1.
    """

    tp: int
    fp: int
    fn: int
    tn: int
    lost: int
    n_true: int
    n_false: int
    precision: Measure
    recall: Measure
    false_recall: Measure
    f1: Measure
    matthews: Measure

    @property
    def wrong(self) -> int:
        """Verdicts that differ from the truth; crashes are counted apart."""
        return self.fp + self.fn

    @property
    def n(self) -> int:
        """All trials."""
        return self.n_true + self.n_false

    def to_dict(self) -> dict[str, Any]:
        """Return plain data, without nan."""
        counts = {key: getattr(self, key) for key in ("tp", "fp", "fn", "tn", "lost", "n_true", "n_false")}
        figures = ("precision", "recall", "false_recall", "f1", "matthews")
        return {**counts, **{key: plain_measure(getattr(self, key)) for key in figures}}


def plain_measure(measure: Measure) -> dict[str, Any]:
    """Return a figure as plain data; None where nothing could be measured."""

    def known(value: float) -> float | None:
        return None if math.isnan(value) else value

    return {
        "value": known(measure.value), "low": known(measure.low), "high": known(measure.high), "n": measure.n,
        "groups": measure.groups, "method": measure.method,
        "wilson": None if measure.wilson is None else list(measure.wilson),
    }  # fmt: skip


def measure(trials: Iterable[Trial], *, draws: int = DRAWS, seed: int = 0) -> Measures:
    """Return the figures of ``trials``.

    Args:
        trials: the verdicts beside the truth.
        draws: bootstrap draws for F1 and Matthews' coefficient.
        seed: the same seed draws the same.
    """
    groups: dict[str, list[int]] = {}
    for trial in trials:
        groups.setdefault(trial.group, [0] * 6)[_cell(trial)] += 1
    return from_counts(groups.values(), draws=draws, seed=seed)


def pooled(parts: Iterable[Measures], *, alone: bool = False, draws: int = DRAWS, seed: int = 0) -> Measures:
    """Return the figures of several measurements together.

    Args:
        parts: the measurements, one per kind.
        alone: whether each case stands alone: then figures are about these kinds. Without, each measurement is one
            group, since a checker's faults repeat, and figures are about kinds like these.
        draws: bootstrap draws.
        seed: the same seed draws the same.
    """
    rows = [_cells(one) for one in parts]
    if not alone:
        return from_counts(rows, draws=draws, seed=seed)
    cells = np.array(rows, dtype=np.float64).reshape(-1, 6).sum(axis=0)
    n = int(cells.sum())
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(n, cells / n, size=draws).astype(np.float64) if n else cells.reshape(1, 6)

    def rate(hit: int, *among: int) -> Measure:
        size, hits = int(cells[list(among)].sum()), int(cells[hit])
        low, high = clopper_pearson(hits, size)
        value = hits / size if size else math.nan
        return Measure(value, low, high, size, size, "clopper-pearson", wilson(hits, size))

    def boot(statistic: Statistic) -> Measure:
        with np.errstate(invalid="ignore", divide="ignore"):
            low, high = percentiles(statistic(drawn), CONFIDENCE)
            return Measure(float(statistic(cells.reshape(1, 6))[0]), low, high, n, n, "bootstrap")

    return _assembled(cells, rate, boot)


def _cells(one: Measures) -> list[int]:
    lost_true = one.n_true - one.tp - one.fn
    return [one.tp, one.fp, one.fn, one.tn, lost_true, one.lost - lost_true]


def from_counts(rows: Iterable[list[int]], *, draws: int = DRAWS, seed: int = 0) -> Measures:
    """Return the figures of groups given as counts: tp, fp, fn, tn, crashes on true, crashes on false texts."""
    counts = np.array([row for row in rows if any(row)], dtype=np.float64).reshape(-1, 6)
    totals = counts.sum(axis=0)
    drawn = drawn_totals(counts, draws, seed) if len(counts) else counts
    n = int(totals.sum())

    def rate(hit: int, *among: int) -> Measure:
        sizes = counts[:, list(among)].sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = drawn[:, hit] / drawn[:, list(among)].sum(axis=1)
        return share(counts[:, hit], sizes, shares, CONFIDENCE)

    def boot(statistic: Statistic) -> Measure:
        with np.errstate(invalid="ignore", divide="ignore"):
            return bootstrapped(statistic, counts, drawn, n, CONFIDENCE)

    return _assembled(totals, rate, boot)


def _assembled(cells: Counts, rate: Callable[..., Measure], boot: Callable[[Statistic], Measure]) -> Measures:
    tp, fp, fn, tn, lost_true, lost_false = (int(cell) for cell in cells)
    shares = (rate(_TP, _TP, _FP), rate(_TP, _TP, _FN, _LOST_TRUE), rate(_TN, _TN, _FP, _LOST_FALSE))
    faultless = not (fp or fn or lost_true or lost_false)
    both = (_faultless(tp, tn, *shares) if faultless else None) or (boot(_f1), boot(_mcc))
    return Measures(
        tp, fp, fn, tn, lost_true + lost_false, tp + fn + lost_true, fp + tn + lost_false, *shares, *both
    )  # fmt: skip


def _faultless(
    tp: int, tn: int, precision: Measure, recall: Measure, refused: Measure
) -> tuple[Measure, Measure] | None:
    """Return F1 and Matthews' coefficient where no verdict is wrong.

    A bootstrap can draw no fault there and would claim certainty; their lower ends are what the lower ends of the
    shares would make of them.
    """
    if not (tp and tn):
        return None
    sides = precision.low + recall.low
    low = 2 * precision.low * recall.low / sides if sides else 0.0
    hit, kept = tp * recall.low, tn * refused.low
    mcc = matthews(hit, tn - kept, tp - hit, kept) if hit and kept else 0.0
    groups = max(recall.groups, refused.groups)
    f1, coefficient = (Measure(1.0, end, 1.0, tp + tn, groups, recall.method) for end in (low, mcc))
    return f1, coefficient


def _cell(trial: Trial) -> int:
    if trial.said is None:
        return _LOST_TRUE if trial.label else _LOST_FALSE
    if trial.said:
        return _TP if trial.label else _FP
    return _FN if trial.label else _TN


def _f1(totals: Counts) -> Counts:
    tp, fp = totals[:, _TP], totals[:, _FP]
    found: Counts = 2 * tp / (2 * tp + fp + totals[:, _FN] + totals[:, _LOST_TRUE])
    return found


def _mcc(totals: Counts) -> Counts:
    tp, fp, tn = totals[:, _TP], totals[:, _FP], totals[:, _TN]
    fn = totals[:, _FN] + totals[:, _LOST_TRUE]
    fp = fp + totals[:, _LOST_FALSE]
    below = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
    found: Counts = (tp * tn - fp * fn) / np.sqrt(below)
    return found
