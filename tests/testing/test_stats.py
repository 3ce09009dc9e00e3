"""Intervals against published or hand-worked values."""

from __future__ import annotations

import math

import pytest

from gonogo.testing.stats import Rate, beta_quantile, clopper_pearson, incomplete_beta, wilson


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.3085), (10, 10, 0.6915, 1.0), (5, 10, 0.1871, 0.8129), (1, 10, 0.0025, 0.4450),
        (0, 1, 0.0, 0.975), (81, 263, 0.2527, 0.3676),
    ],
)  # fmt: skip
def test_clopper_pearson(hits: int, n: int, low: float, high: float) -> None:
    assert clopper_pearson(hits, n) == pytest.approx((low, high), abs=6e-5)


@pytest.mark.parametrize(("n"), [1, 10, 500, 100_000])
def test_the_end_of_an_interval_without_misses_has_a_closed_form(n: int) -> None:
    assert clopper_pearson(n, n)[0] == pytest.approx(0.025 ** (1 / n), rel=1e-9)
    assert clopper_pearson(0, n)[1] == pytest.approx(1 - 0.025 ** (1 / n), rel=1e-9)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(5, 10, 0.2366, 0.7634), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_wilson(hits: int, n: int, low: float, high: float) -> None:
    assert wilson(hits, n) == pytest.approx((low, high), abs=6e-5)


def test_nothing_measured_tells_nothing() -> None:
    assert clopper_pearson(0, 0) == (0.0, 1.0)
    assert wilson(0, 0) == (0.0, 1.0)
    rate = Rate.of(0, 0)
    assert math.isnan(rate.value)
    assert str(rate) == "no cases"


def test_a_rate_shows_its_interval() -> None:
    rate = Rate.of(5, 10)
    assert rate == Rate(0.5, *clopper_pearson(5, 10), 10)
    assert str(rate) == "0.5000 [0.1871, 0.8129] (n=10)"


@pytest.mark.parametrize(("hits", "n", "confidence"), [(-1, 5, 0.95), (6, 5, 0.95), (1, 5, 0.0), (1, 5, 1.0)])
def test_impossible_counts_are_refused(hits: int, n: int, confidence: float) -> None:
    with pytest.raises(ValueError, match="must lie between"):
        clopper_pearson(hits, n, confidence)
    with pytest.raises(ValueError, match="must lie between"):
        wilson(hits, n, confidence)


@pytest.mark.parametrize(("a", "b"), [(1, 1), (2, 3), (0.5, 0.5), (30, 70), (5_000, 5)])
def test_the_quantile_inverts_the_incomplete_beta(a: float, b: float) -> None:
    for q in (0.025, 0.5, 0.975):
        assert incomplete_beta(beta_quantile(q, a, b), a, b) == pytest.approx(q, abs=1e-9)


def test_incomplete_beta_by_hand() -> None:
    assert incomplete_beta(0.3, 1, 1) == pytest.approx(0.3)
    assert incomplete_beta(0.5, 2, 3) == pytest.approx(11 / 16)  # 1 - P(at most one of four coins)
    assert incomplete_beta(0.25, 0.5, 0.5) == pytest.approx(1 / 3)  # the arcsine law
    assert incomplete_beta(0.0, 2, 3) == 0.0
    assert incomplete_beta(1.0, 2, 3) == 1.0


def test_a_higher_confidence_is_wider_and_exact_is_wider_than_wilson() -> None:
    narrow, wide = clopper_pearson(3, 40, 0.9), clopper_pearson(3, 40, 0.99)
    assert wide[0] < narrow[0] < 3 / 40 < narrow[1] < wide[1]
    exact, score = clopper_pearson(20, 40), wilson(20, 40)
    assert exact[1] - exact[0] > score[1] - score[0]
