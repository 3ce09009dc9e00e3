"""Rates with confidence intervals: Wilson's and the exact one of Clopper and Pearson. Standard library only."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

_TINY = 1e-300
_TERMS = 500


@dataclass(frozen=True, slots=True)
class Rate:
    """A share that was measured, with its confidence interval.

    Attributes:
        value: the share; nan when ``n`` is 0.
        low: lower end of the interval.
        high: upper end of the interval.
        n: how many were looked at.
    """

    value: float
    low: float
    high: float
    n: int

    @classmethod
    def of(cls, hits: int, n: int, confidence: float = 0.95) -> Rate:
        """Return the rate of ``hits`` in ``n`` with its Clopper-Pearson interval."""
        low, high = clopper_pearson(hits, n, confidence)
        return cls(hits / n if n else math.nan, low, high, n)

    def __str__(self) -> str:
        if not self.n:
            return "no cases"
        return f"{self.value:.4f} [{self.low:.4f}, {self.high:.4f}] (n={self.n})"


def wilson(hits: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return Wilson's score interval of ``hits`` in ``n``; (0, 1) when ``n`` is 0.

    Source: E. B. Wilson, *Probable inference, the law of succession, and statistical inference*, JASA 22 (1927).

    Raises:
        ValueError: ``hits`` is not within 0..n, or ``confidence`` not within (0, 1).
    """
    _check(hits, n, confidence)
    if n == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share = hits / n
    middle = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low = 0.0 if hits == 0 else (middle - half) / scale
    high = 1.0 if hits == n else (middle + half) / scale
    return low, high


@lru_cache(maxsize=16_384)  # a report has the same counts many times, and an end costs some 50 bisections
def clopper_pearson(hits: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the exact (conservative) interval of ``hits`` in ``n``; (0, 1) when ``n`` is 0.

    Source: C. J. Clopper and E. S. Pearson, *The use of confidence or fiducial limits*, Biometrika 26 (1934).

    Raises:
        ValueError: ``hits`` is not within 0..n, or ``confidence`` not within (0, 1).
    """
    _check(hits, n, confidence)
    tail = (1 - confidence) / 2
    low = 0.0 if hits == 0 else beta_quantile(tail, hits, n - hits + 1)
    high = 1.0 if hits == n else beta_quantile(1 - tail, hits + 1, n - hits)
    return low, high


def beta_quantile(q: float, a: float, b: float) -> float:
    """Return x such that a Beta(a, b) variable lies below x with probability ``q``."""
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if incomplete_beta(middle, a, b) < q:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def incomplete_beta(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b)."""
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    if x > (a + 1) / (a + b + 2):  # where the fraction converges slowly, use the symmetry
        return 1.0 - incomplete_beta(1 - x, b, a)
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(log_front) * _continued_fraction(x, a, b) / a


def _continued_fraction(x: float, a: float, b: float) -> float:
    """Evaluate the continued fraction of I_x(a, b) by Lentz's method (DLMF 8.17.22)."""
    c = 1.0
    d = 1.0 / _away_from_zero(1.0 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _TERMS + int(8 * math.sqrt(a + b))):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 / _away_from_zero(1.0 + step * d)
            c = _away_from_zero(1.0 + step / c)
            value *= c * d
        if abs(c * d - 1.0) < 1e-15:
            break
    return value


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def _check(hits: int, n: int, confidence: float) -> None:
    if not 0 <= hits <= n:
        raise ValueError(f"{hits} hits in {n}: hits must lie between 0 and n")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence {confidence} must lie between 0 and 1, e.g. 0.95")
