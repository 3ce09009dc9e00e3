"""Intervals where cases hang together, and for measures that are no simple share.

Cases made from one draft, or taken from one prompt, are not independent: a judge that misreads the prompt is wrong on
all of them. Such cases are one *group*. Shares get the exact interval of Clopper and Pearson where every group has one
case, else that of Korn and Graubard, which takes as many cases as the groups are worth. F1 is such a share in disguise.
Matthews' coefficient and differences get a percentile bootstrap that draws whole groups; where a judge never errs in
some way, no draw errs so either, and the coefficient gets wider limits from those of the two recalls.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from gonogo.testing.stats import beta_quantile, clopper_pearson, wilson

Counts: TypeAlias = "npt.NDArray[np.float64]"
Method = Literal["clopper-pearson", "korn-graubard", "bootstrap", "limits"]
_CHUNK = 4_000_000  # numbers held at a time while drawing


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that was measured, with its intervals.

    Attributes:
        value: the figure; nan where nothing could be measured.
        low: lower end of the interval that decisions rest on.
        high: upper end of it.
        n: cases that the figure rests on.
        groups: groups of cases that belong together; equal to ``n`` where each case stands alone.
        method: how ``low`` and ``high`` were found.
        wilson: for a share, Wilson's interval, as if the cases were independent; else None.
        bootstrap: the interval of the bootstrap over groups; None where cases are independent shares.
    """

    value: float
    low: float
    high: float
    n: int
    groups: int
    method: Method
    wilson: tuple[float, float] | None = None
    bootstrap: tuple[float, float] | None = None

    def __str__(self) -> str:
        if not self.n or math.isnan(self.value):
            return "no cases"
        return f"{self.value:.4f} [{self.low:.4f}, {self.high:.4f}] (n={self.n})"


def matthews(tp: float, fp: float, fn: float, tn: float) -> float:
    """Return Matthews' correlation coefficient of a 2x2 table, -1 to 1; nan where a row or column is empty.

    Source: B. W. Matthews, Biochimica et Biophysica Acta 405 (1975), 442-451.
    """
    bottom = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
    return (tp * tn - fp * fn) / math.sqrt(bottom) if bottom > 0 else math.nan


@lru_cache(maxsize=4096)
def student_quantile(q: float, degrees: float) -> float:
    """Return the quantile of Student's t distribution, by the beta distribution it is related to."""
    if q == 0.5:
        return 0.0
    tail = min(q, 1 - q)
    x = beta_quantile(2 * tail, degrees / 2, 0.5)
    size = math.sqrt(degrees * (1 / x - 1)) if x > 0 else math.inf
    return size if q > 0.5 else -size


def korn_graubard(hits: Sequence[float], sizes: Sequence[float], confidence: float = 0.95) -> tuple[float, float]:
    """Return the interval of a share whose cases come in groups: Clopper and Pearson's, at the effective sample size.

    The effective size is ``n`` over the design effect, shrunk for the few degrees of freedom that few groups leave. A
    design effect below 1 counts as 1. To it one imagined group of mean size, wholly of the rarer outcome, is added:
    without it nothing could be said where no case, or one, is of that outcome.

    Args:
        hits: the hits of each group.
        sizes: the cases of each group, same length.
        confidence: of the interval.

    Source: E. L. Korn and B. I. Graubard, Survey Methodology 24 (1998), 193-201 (but for the imagined group).
    """
    pairs = [(hit, size) for hit, size in zip(hits, sizes, strict=True) if size]
    groups, n, hit_all = len(pairs), sum(size for _, size in pairs), sum(hit for hit, _ in pairs)
    if groups < 2:
        return 0.0, 1.0
    if n == groups:
        return clopper_pearson(round(hit_all), groups, confidence)
    mean = n / groups
    imagined = (mean if 2 * hit_all < n else 0.0, mean)
    wider = [*pairs, imagined]
    total = n + mean
    share = (hit_all + imagined[0]) / total
    between = sum((hit - share * size) ** 2 for hit, size in wider) * (groups + 1) / groups
    effect = max(1.0, between / (total * share * (1 - share))) if 0 < share < 1 else mean
    tail = (1 - confidence) / 2
    shrink = (student_quantile(tail, n - 1) / student_quantile(tail, groups - 1)) ** 2
    worth = n / effect * min(1.0, shrink)
    x = worth * hit_all / n
    low = 0.0 if hit_all == 0 else beta_quantile(tail, x, worth - x + 1)
    high = 1.0 if hit_all == n else beta_quantile(1 - tail, x + 1, worth - x)
    return low, high


def drawn_totals(counts: Counts, draws: int, seed: int) -> Counts:
    """Return the column totals of ``draws`` resamples of whole groups: ``counts`` is (groups, columns)."""
    groups = len(counts)
    rng = np.random.default_rng(seed)
    at_once = max(1, _CHUNK // max(1, groups))
    parts = []
    for start in range(0, draws, at_once):
        size = min(at_once, draws - start)
        times = rng.multinomial(groups, np.full(groups, 1 / groups), size=size)
        parts.append(times @ counts)
    return np.concatenate(parts)


def percentiles(values: Counts, confidence: float) -> tuple[float, float]:
    """Return the ends of the percentile interval; draws in which the figure is not defined are left out.

    Draws that are all alike have seen no variation: they tell nothing, and the ends are nan.
    """
    known = values[np.isfinite(values)]
    if not known.size or known.min() == known.max():
        return math.nan, math.nan
    low, high = np.quantile(known, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)


def bootstrapped(
    statistic: Callable[[Counts], Counts], counts: Counts, totals: Counts, n: int, confidence: float
) -> Measure:
    """Return a figure with its bootstrap interval.

    Args:
        statistic: from totals (draws, columns) to the figure of each draw (draws,).
        counts: shape (groups, columns).
        totals: what :func:`drawn_totals` drew from ``counts``.
        n: cases that the figure rests on.
        confidence: of the interval.
    """
    groups = len(counts)
    value = float(statistic(counts.sum(axis=0, keepdims=True))[0]) if groups else math.nan
    low, high = percentiles(statistic(totals), confidence) if groups > 1 else (math.nan, math.nan)
    return Measure(value, low, high, n, groups, "bootstrap", None, (low, high))


def share(hits: Counts, sizes: Counts, drawn: Counts, confidence: float) -> Measure:
    """Return a share with its intervals.

    Args:
        hits: hits of each group, shape (groups,).
        sizes: cases of each group, shape (groups,).
        drawn: the share in each bootstrap draw, shape (draws,).
        confidence: of the intervals.
    """
    kept = sizes > 0
    n, groups, hit = int(sizes.sum()), int(kept.sum()), int(hits.sum())
    if not n:
        return Measure(math.nan, 0.0, 1.0, 0, 0, "clopper-pearson", (0.0, 1.0))
    if n == groups:
        low, high = clopper_pearson(hit, n, confidence)
        return Measure(hit / n, low, high, n, groups, "clopper-pearson", wilson(hit, n, confidence))
    low, high = korn_graubard(hits[kept].tolist(), sizes[kept].tolist(), confidence)
    ends = percentiles(drawn, confidence)
    return Measure(hit / n, low, high, n, groups, "korn-graubard", wilson(hit, n, confidence), ends)


def as_f1(measure: Measure) -> Measure:
    """Return F1 from the share ``tp / (tp + fp + fn)``, of which it is a rising function."""

    def f1(part: float) -> float:
        return 2 * part / (1 + part)

    ends = [None if pair is None else (f1(pair[0]), f1(pair[1])) for pair in (measure.wilson, measure.bootstrap)]
    low, high = f1(measure.low), f1(measure.high)
    return Measure(f1(measure.value), low, high, measure.n, measure.groups, measure.method, *ends)


def matthews_limits(
    recall: tuple[float, float], false_recall: tuple[float, float], n_true: int, n_false: int
) -> tuple[float, float]:
    """Return the least and the greatest Matthews coefficient that the ends of the two recalls allow, at this mix."""
    ends = []
    for caught, refused in zip(recall, false_recall, strict=True):
        tp, tn = caught * n_true, refused * n_false
        found = matthews(tp, n_false - tn, n_true - tp, tn)
        ends.append(0.0 if math.isnan(found) else found)
    return min(ends), max(ends)
