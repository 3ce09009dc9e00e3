"""Intervals of grouped cases, against published values, closed forms, and how often they hold the truth."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest
from tests.testing.binomial import most_misses

from gonogo.testing.intervals import (
    as_f1,
    bootstrapped,
    drawn_totals,
    korn_graubard,
    matthews,
    matthews_limits,
    percentiles,
    share,
    student_quantile,
)
from gonogo.testing.stats import clopper_pearson


@pytest.mark.parametrize(
    ("q", "degrees", "value"),
    [(0.975, 1, 12.7062), (0.975, 10, 2.2281), (0.95, 30, 1.6973), (0.995, 5, 4.0321), (0.975, 1e6, 1.95997)],
)
def test_student_quantile_as_tables_have_it(q: float, degrees: float, value: float) -> None:
    assert student_quantile(q, degrees) == pytest.approx(value, abs=1e-4)
    assert student_quantile(1 - q, degrees) == pytest.approx(-value, abs=1e-4)


def test_the_median_of_student_is_zero() -> None:
    assert student_quantile(0.5, 3) == 0.0


def test_matthews_by_hand() -> None:
    assert matthews(6, 1, 2, 3) == pytest.approx(16 / math.sqrt(7 * 8 * 4 * 5))
    assert matthews(5, 0, 0, 5) == 1.0
    assert matthews(0, 5, 5, 0) == -1.0
    assert matthews(2, 2, 2, 2) == 0.0
    assert math.isnan(matthews(3, 3, 0, 0))


def test_f1_follows_from_the_share_it_is_made_of() -> None:
    measured = as_f1(share(np.ones(10), np.full(10, 1.0), np.zeros(0), 0.95))
    assert measured.value == 1.0
    assert measured.low == pytest.approx(2 * 0.6915 / 1.6915, abs=1e-4)  # tp = 6, fp + fn = 4: F1 = 12 / 16
    hits = np.array([1.0] * 6 + [0.0] * 4)
    assert as_f1(share(hits, np.ones(10), np.zeros(0), 0.95)).value == pytest.approx(12 / 16)


# ---------------------------------------------------------------------- groups
def test_groups_of_one_are_clopper_and_pearson() -> None:
    assert korn_graubard([1] * 30 + [0] * 10, [1] * 40) == clopper_pearson(30, 40)


def test_groups_that_are_of_one_mind_count_about_once() -> None:
    low, high = korn_graubard([5] * 30 + [0] * 10, [5] * 40)
    exact = clopper_pearson(30, 40)
    assert low == pytest.approx(exact[0], abs=0.02)
    assert high == pytest.approx(exact[1], abs=0.02)


def test_groups_of_independent_cases_lose_little() -> None:
    rng = Random(1)
    hits = [sum(rng.random() < 0.5 for _ in range(2)) for _ in range(200)]
    low, high = korn_graubard(hits, [2] * 200)
    exact = clopper_pearson(sum(hits), 400)
    assert exact[1] - exact[0] < high - low < 1.2 * (exact[1] - exact[0])


def test_without_a_miss_the_groups_are_what_counts() -> None:
    low, high = korn_graubard([4] * 50, [4] * 50)
    assert high == 1.0
    assert low <= clopper_pearson(50, 50)[0]
    one_miss = korn_graubard([4] * 49 + [3], [4] * 50)
    assert one_miss[0] < clopper_pearson(199, 200)[0]


def test_one_group_tells_nothing() -> None:
    assert korn_graubard([5], [9]) == (0.0, 1.0)
    assert korn_graubard([], []) == (0.0, 1.0)
    assert korn_graubard([5, 0], [9, 0]) == (0.0, 1.0)


@pytest.mark.slow
@pytest.mark.parametrize("share_true", [0.5, 0.9, 0.98])
def test_grouped_intervals_hold_the_truth_as_often_as_they_say(share_true: float) -> None:
    """Groups of 4 whose cases often agree: 400 audits, and no more misses than 95 % intervals may have."""
    rng = Random(f"coverage/{share_true}")
    missed = naive = 0
    for _ in range(400):
        hits = []
        for _ in range(60):
            common = rng.random() < share_true
            hits.append(sum(common if rng.random() < 0.7 else rng.random() < share_true for _ in range(4)))
        low, high = korn_graubard(hits, [4] * 60)
        missed += not low <= share_true <= high
        low, high = clopper_pearson(sum(hits), 240)
        naive += not low <= share_true <= high
    assert missed <= most_misses(400)
    assert naive > most_misses(400)  # without regard to the groups they would not: the test can fail


# ---------------------------------------------------------------------- the bootstrap
def test_the_bootstrap_finds_the_standard_error_of_a_share() -> None:
    counts = np.array([[1.0, 1.0]] * 300 + [[0.0, 1.0]] * 100)
    totals = drawn_totals(counts, 1500, seed=0)
    found = bootstrapped(lambda table: table[:, 0] / table[:, 1], counts, totals, 400, 0.95)
    half = 1.96 * math.sqrt(0.75 * 0.25 / 400)
    assert found.value == 0.75
    assert found.low == pytest.approx(0.75 - half, abs=0.005)
    assert found.high == pytest.approx(0.75 + half, abs=0.005)


def test_the_bootstrap_draws_whole_groups() -> None:
    alike = np.array([[4.0, 4.0]] * 50 + [[0.0, 4.0]] * 50)
    totals = drawn_totals(alike, 2000, seed=1)
    assert set(np.unique(totals[:, 0] % 4)) == {0.0}
    assert (totals[:, 1] == 400).all()
    assert (totals[:, 0] / 400).std() == pytest.approx(0.05, abs=0.004)


def test_the_same_seed_draws_the_same() -> None:
    counts = np.arange(20.0).reshape(10, 2)
    assert (drawn_totals(counts, 7, 3) == drawn_totals(counts, 7, 3)).all()
    assert not (drawn_totals(counts, 7, 3) == drawn_totals(counts, 7, 4)).all()


def test_draws_that_are_all_alike_tell_nothing() -> None:
    assert all(map(math.isnan, percentiles(np.ones(50), 0.95)))
    assert all(map(math.isnan, percentiles(np.full(50, np.nan), 0.95)))
    assert percentiles(np.array([0.0, 1.0, np.nan]), 0.5) == (0.25, 0.75)


def test_a_share_has_the_interval_that_fits() -> None:
    alone = share(np.ones(5), np.ones(5), np.zeros(0), 0.95)
    assert (alone.method, alone.bootstrap) == ("clopper-pearson", None)
    grouped = share(np.array([3.0, 1.0]), np.array([3.0, 3.0]), np.array([0.5, 1.0]), 0.95)
    assert (grouped.method, grouped.n, grouped.groups) == ("korn-graubard", 6, 2)
    assert grouped.bootstrap is not None
    nothing = share(np.zeros(3), np.zeros(3), np.zeros(0), 0.95)
    assert str(nothing) == "no cases"
    assert (nothing.low, nothing.high) == (0.0, 1.0)


def test_limits_of_matthews_lie_around_it() -> None:
    low, high = matthews_limits((0.8, 1.0), (0.9, 1.0), 50, 50)
    assert high == 1.0
    assert low == pytest.approx(matthews(40, 5, 10, 45))
    assert matthews_limits((0.0, 1.0), (0.0, 0.0), 5, 5)[1] == 0.0
