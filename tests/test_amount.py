"""Amount: deciding, combining, wording, and what is refused."""

from __future__ import annotations

import math
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gonogo.amount import (
    LARGE,
    Amount,
    at_least,
    at_most,
    between,
    exactly,
    less_than,
    more_than,
    multiple_of,
    whole,
)
from gonogo.constraint import parse
from gonogo.errors import AmountError, SpecError

counts = st.integers(0, 60)


@st.composite
def amounts(draw: st.DrawFn, steps: tuple[int, ...] = (1, 1, 2, 3, 7)) -> Amount:
    low, high = draw(st.integers(0, 30)), draw(st.none() | st.integers(0, 45))
    step = draw(st.sampled_from(steps))
    if high is not None and -(-low // step) * step > high:
        high = None
    return Amount(low=low, high=high, step=step)


# ---------------------------------------------------------------------- building
@pytest.mark.parametrize(
    ("amount", "allowed", "refused"),
    [
        (at_least(3), [3, 4, 999], [0, 2]),
        (at_most(3), [0, 3], [4]),
        (exactly(0), [0], [1]),
        (between(2, 4), [2, 3, 4], [1, 5]),
        (less_than(3), [0, 2], [3]),
        (more_than(3), [4], [3]),
        (multiple_of(5), [0, 5, 10], [1, 4, 6]),
        (Amount(low=1, step=5), [5, 10], [0, 1, 6]),
        (Amount(low=3, high=11, step=4), [4, 8], [3, 5, 11, 12]),
    ],
    ids=str,
)
def test_holds(amount: Amount, allowed: list[int], refused: list[int]) -> None:
    assert all(map(amount.holds, allowed))
    assert not any(map(amount.holds, refused))


@pytest.mark.parametrize(
    ("given_data", "meant"),
    [
        (3, exactly(3)),
        (0, exactly(0)),
        ({"low": 3.0}, at_least(3)),
        ({"low": "3", "high": "7"}, between(3, 7)),
        ({"low": None, "high": 2, "step": None}, at_most(2)),
        ({"low": 2, "high": None}, at_least(2)),
        (between(1, 2), between(1, 2)),
    ],
    ids=str,
)
def test_data_that_says_an_amount(given_data: Any, meant: Amount) -> None:
    assert Amount.model_validate(given_data) == meant


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"low": -1}, "negative"),
        ({"high": -1}, "negative"),
        ({"low": 5, "high": 3}, "at least 5 and at most 3 leaves nothing"),
        ({"step": 0}, "step 0 must be 1 or more"),
        ({"low": 6, "high": 9, "step": 5}, "no multiple of 5 lies between 6 and 9"),
        ({"low": 2.5}, "amount.low: 2.5 is no whole number"),
        ({"low": True}, "True is no whole number"),
        ({"high": "many"}, "'many' is no whole number"),
        ({"high": [3]}, "no whole number"),
        ({"low": math.nan}, "no whole number"),
        ({"low": math.inf}, "no whole number"),
        ({"high": -math.inf}, "no whole number"),
        ({"low": LARGE + 1}, "larger than"),
        ({"lo": 3}, "did you mean 'low'"),
        ({"lo": None}, "did you mean 'low'"),
    ],
    ids=str,
)
def test_data_that_says_none(data: dict[str, Any], said: str) -> None:
    with pytest.raises(AmountError, match=said):
        Amount(**data)


@pytest.mark.parametrize("data", [True, "at least 3", None, [1, 2]])
def test_what_is_no_amount_at_all(data: object) -> None:
    with pytest.raises(ValueError, match="Amount"):
        Amount.model_validate(data)


def test_less_than_nothing_leaves_nothing() -> None:
    with pytest.raises(AmountError, match="less than 0 leaves nothing"):
        less_than(0)


def test_the_largest_bound_is_allowed() -> None:
    assert whole(LARGE, "n") == LARGE
    assert at_least(LARGE).holds(LARGE)


# ---------------------------------------------------------------------- deciding
@given(amounts(), counts)
def test_closeness_is_one_iff_allowed(amount: Amount, n: int) -> None:
    closeness = amount.closeness(n)
    assert (closeness == 1.0) is amount.holds(n)
    assert 0 < closeness <= 1


@given(amounts(steps=(1,)), counts)
def test_closeness_falls_with_distance(amount: Amount, n: int) -> None:
    if n > amount.nearest(n):
        assert amount.closeness(n + 1) < amount.closeness(n)
    elif 0 < n < amount.nearest(n):
        assert amount.closeness(n - 1) < amount.closeness(n)


@given(amounts(), counts)
def test_nearest_is_allowed_and_nothing_allowed_is_nearer(amount: Amount, n: int) -> None:
    found = amount.nearest(n)
    assert amount.holds(found)
    allowed = [other for other in range(120) if amount.holds(other)]
    assert abs(found - n) == min(abs(other - n) for other in allowed)
    assert found == min(other for other in allowed if abs(other - n) == abs(found - n))


@given(amounts(), counts)
def test_counting_may_end_at_stop(amount: Amount, n: int) -> None:
    stop = amount.stop
    if stop is None:
        assert amount.high is None
        assert amount.step > 1
    elif n >= stop:
        assert amount.holds(n) is amount.holds(stop)


@given(amounts())
def test_first_and_last_are_the_ends(amount: Amount) -> None:
    allowed = [n for n in range(100) if amount.holds(n)]
    assert amount.first() == allowed[0]
    assert amount.last() == (allowed[-1] if amount.high is not None else None)


# ---------------------------------------------------------------------- combining
@given(amounts(), amounts(), counts)
def test_intersection_allows_what_both_allow(one: Amount, other: Amount, n: int) -> None:
    both = one.intersect(other)
    assert (both is not None and both.holds(n)) is (one.holds(n) and other.holds(n))
    assert both == other.intersect(one)


@given(amounts(steps=(1,)), counts)
def test_an_amount_and_its_complement_part_all_counts(amount: Amount, n: int) -> None:
    assert [amount.holds(n), *(part.holds(n) for part in amount.complement())].count(True) == 1


def test_multiples_have_no_complement() -> None:
    with pytest.raises(AmountError, match="negate the constraint instead"):
        multiple_of(3).complement()


@given(amounts(), st.integers(0, 2**32))
def test_pick_inside_is_allowed_and_repeatable(amount: Amount, seed: int) -> None:
    picked = amount.pick_inside(Random(seed))
    assert amount.holds(picked)
    assert picked == amount.pick_inside(Random(seed))


@given(amounts(), st.integers(0, 2**32))
def test_pick_outside_is_refused(amount: Amount, seed: int) -> None:
    picked = amount.pick_outside(Random(seed))
    if picked is None:
        assert amount == at_least(0)
    else:
        assert picked >= 0
        assert not amount.holds(picked)


def test_pick_inside_a_wide_range_is_most_often_a_bound() -> None:
    picked = [between(10, 90).pick_inside(Random(seed)) for seed in range(200)]
    assert {10, 90} < set(picked)
    assert sum(n in (10, 90) for n in picked) > 100


# ---------------------------------------------------------------------- wording and identity
@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (at_least(3), "at least 3"),
        (at_least(0), "at least 0"),
        (at_most(4), "at most 4"),
        (exactly(0), "exactly 0"),
        (between(5, 9), "between 5 and 9"),
        (multiple_of(4), "a multiple of 4"),
        (Amount(low=8, step=4), "a multiple of 4 and at least 8"),
        (Amount(high=8, step=4), "a multiple of 4 and at most 8"),
    ],
    ids=str,
)
def test_wording(amount: Amount, words: str) -> None:
    assert amount.wording() == str(amount) == words


@given(amounts())
@settings(max_examples=50)
def test_round_trip_equality_and_hash(amount: Amount) -> None:
    again = Amount.model_validate_json(amount.model_dump_json())
    assert again == amount
    assert hash(again) == hash(amount)


def test_an_amount_is_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        at_least(3).low = 4


def test_an_amount_error_is_a_spec_error() -> None:
    assert issubclass(AmountError, SpecError)
    assert issubclass(AmountError, ValueError)


@pytest.mark.parametrize("given", [10**400, 1e400, float("nan"), 1.5, "3", True, [1]])
def test_what_is_no_amount_is_one_clear_error(given: object) -> None:
    with pytest.raises(SpecError, match=r"^amount: "):
        parse({"kind": "count.words", "amount": given})


def test_an_integral_float_is_an_amount() -> None:
    assert parse({"kind": "count.words", "amount": 3.0}) == parse({"kind": "count.words", "amount": 3})
