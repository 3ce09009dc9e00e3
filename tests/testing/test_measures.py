"""Figures of a confusion table, by hand; and their intervals where cases hang together."""

from __future__ import annotations

import json
import math

import pytest

from gonogo.testing.measures import Trial, measure, pooled
from gonogo.testing.stats import clopper_pearson, wilson


def trials(tp: int, fp: int, fn: int, tn: int, lost_true: int = 0, lost_false: int = 0) -> list[Trial]:
    cells = (
        (tp, True, True), (fp, False, True), (fn, True, False), (tn, False, False), (lost_true, True, None),
        (lost_false, False, None),
    )  # fmt: skip
    made = [(label, said) for n, label, said in cells for _ in range(n)]
    return [Trial(label, said, str(i)) for i, (label, said) in enumerate(made)]


def test_figures_by_hand() -> None:
    found = measure(trials(8, 2, 2, 88))
    assert found.precision.value == pytest.approx(0.8)
    assert found.recall.value == pytest.approx(0.8)
    assert found.false_recall.value == pytest.approx(88 / 90)
    assert found.f1.value == pytest.approx(0.8)
    assert found.matthews.value == pytest.approx((8 * 88 - 2 * 2) / math.sqrt(10 * 10 * 90 * 90))
    assert (found.precision.low, found.precision.high) == clopper_pearson(8, 10)
    assert found.precision.wilson == wilson(8, 10)
    assert found.f1.low < 0.8 < found.f1.high
    assert (found.wrong, found.n) == (4, 100)


def test_a_crash_is_neither() -> None:
    found = measure(trials(4, 0, 0, 4, lost_true=1, lost_false=1))
    assert found.recall.value == pytest.approx(0.8)
    assert found.false_recall.value == pytest.approx(0.8)
    assert found.precision.value == 1.0
    assert found.lost == 2
    assert found.f1.value == pytest.approx(8 / 9)


def test_no_fault_is_no_certainty() -> None:
    found = measure(trials(30, 0, 0, 30))
    assert found.f1.value == found.matthews.value == 1.0
    assert 0.7 < found.matthews.low < found.f1.low < 0.95


def test_cases_of_one_parent_are_worth_less() -> None:
    alone = [Trial(True, i % 10 > 0, str(i)) for i in range(100)] + [Trial(False, False, f"f{i}") for i in range(100)]
    together = [trial._replace(group=str(i // 10 if trial.said else 99)) for i, trial in enumerate(alone)]
    assert measure(together).recall.value == measure(alone).recall.value
    assert measure(together).recall.low < measure(alone).recall.low
    assert measure(together).recall.method == "korn-graubard"


def test_pooled_counts_add_up() -> None:
    whole = pooled([measure(trials(8, 2, 2, 88)), measure(trials(5, 0, 0, 5, 1, 2))])
    assert (whole.tp, whole.fp, whole.fn, whole.tn, whole.lost) == (13, 2, 2, 93, 3)
    assert (whole.n_true, whole.n_false) == (16, 97)


def test_pooled_alone_is_the_whole_measured_at_once() -> None:
    apart, at_once = (
        pooled([measure(trials(8, 2, 2, 88)), measure(trials(30, 0, 1, 5))], alone=True),
        trials(38, 2, 3, 93),
    )
    whole = measure(at_once)
    for key in ("precision", "recall", "false_recall"):
        one, other = getattr(apart, key), getattr(whole, key)
        assert (one.value, one.low, one.high, one.wilson) == (other.value, other.low, other.high, other.wilson)
    assert apart.matthews.value == pytest.approx(whole.matthews.value)
    assert apart.f1.low == pytest.approx(whole.f1.low, abs=0.03)
    assert pooled([], alone=True).n == 0


def test_nothing_is_nothing() -> None:
    found = measure([])
    assert found.n == 0
    assert json.loads(json.dumps(found.to_dict(), allow_nan=False))["precision"]["value"] is None
    assert measure(trials(3, 0, 0, 0)).matthews.n == 3
    assert math.isnan(measure(trials(3, 0, 0, 0)).matthews.value)
