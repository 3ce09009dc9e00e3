"""An audit measures what is known of the zoo, and clears the sound ones."""

from __future__ import annotations

import json
from types import ModuleType

import pytest

from gonogo.testing.audit import audit, audit_kind
from gonogo.testing.stats import clopper_pearson


@pytest.mark.parametrize("name", ["zoo:sound", "zoo:sound_count", "zoo:sound_prohibition"])
def test_a_sound_checker_passes(zoo: ModuleType, name: str) -> None:
    report = audit_kind(name, n=30)
    assert report.passed, report
    assert report.n_true == report.n_false == 30
    for rate in (report.precision, report.recall, report.false_recall):
        assert rate.value == 1.0
        assert (rate.low, rate.high) == clopper_pearson(30, 30)


def test_always_true_has_full_recall_and_refuses_nothing(zoo: ModuleType) -> None:
    report = audit_kind("zoo:always_true", n=30)
    assert not report.passed
    assert report.recall.value == 1.0
    assert report.false_recall.value == 0.0
    assert report.precision.value == 0.5
    assert report.vacuous
    assert {failure["label"] for failure in report.failures} == {False}


def test_a_substring_checker_loses_precision_not_recall(zoo: ModuleType) -> None:
    report = audit_kind("zoo:substring", n=40)
    assert report.recall.value == 1.0
    assert report.precision.value < 0.9
    assert not report.passed
    assert {failure["origin"] for failure in report.failures} <= {"violate", "near_miss"}


@pytest.mark.parametrize("name", ["zoo:off_by_one", "zoo:random", "zoo:wrong_example"])
def test_a_defect_fails_an_audit(zoo: ModuleType, name: str) -> None:
    report = audit_kind(name, n=60)
    assert not report.passed
    assert report.failures


def test_junk_that_passes_fails_an_audit(zoo: ModuleType) -> None:
    report = audit_kind("zoo:vacuous", n=20)
    assert not report.failures
    assert not report.passed
    assert {found["text"] for found in report.vacuous} >= {"", "...!!!", "Hello!"}


def test_a_crash_is_an_error_and_neither_passed_nor_refused(zoo: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(self: object, view: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(zoo.Sound, "judge", crash)
    report = audit_kind("zoo:sound", n=10)
    assert report.errors
    assert "RuntimeError: broken" in report.errors[0]["error"]
    assert report.recall.value == 0.0
    assert report.false_recall.value == 0.0
    assert report.precision.n == 0
    assert not report.passed


def test_the_same_seed_judges_the_same_texts(zoo: ModuleType) -> None:
    one, again, other = (audit_kind("zoo:substring", n=25, seed=seed) for seed in (3, 3, 4))
    assert one == again
    assert one.failures != other.failures


def test_progress_is_told_up_to_the_end(zoo: ModuleType) -> None:
    told: list[tuple[str, int, int]] = []
    reports = audit(["zoo:sound", "zoo:substring"], n=5, progress=lambda kind, done, of: told.append((kind, done, of)))
    assert list(reports) == ["zoo:sound", "zoo:substring"]
    assert told[-1] == ("zoo:substring", 10, 10)
    assert ("zoo:sound", 10, 10) in told


def test_a_report_is_plain_data(zoo: ModuleType) -> None:
    data = json.loads(json.dumps(audit_kind("zoo:sound", n=5).to_dict()))
    assert data["kind"] == "zoo:sound"
    assert data["passed"] is True
    assert set(data["precision"]) == {"value", "low", "high", "n"}
