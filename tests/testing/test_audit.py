"""An audit measures what is known of bad checkers, clears sound ones, and says what it cannot show."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from tests.testing.peer_zoo import DEFECTS, right

from gonogo.errors import SpecError
from gonogo.testing.audit import KindReport, audit, audit_kind
from gonogo.testing.audit_pool import Plan, audit_all, compared
from gonogo.testing.bars import Bars, cases_needed
from gonogo.testing.stats import clopper_pearson

SOUND = ("zoo:sound", "zoo:sound_count", "zoo:sound_prohibition")
SPOILED = (
    "zoo:always_true", "zoo:substring", "zoo:sees_invisibles", "zoo:off_by_one", "zoo:crash_on_empty", "zoo:random",
    "zoo:vacuous", "zoo:score_upside_down", "zoo:silent_parameter", "zoo:wrong_example", "zoo:remembers",
    "zoo:early_differs", "zoo:false_lemma", "zoo:wrong_evidence", "zoo:cannot_write", "zoo:writes_wrong",
    "zoo:forgetful", "zoo:draws_by_chance", "count.zoo_ants",
)  # fmt: skip


def quick(kind: str, n: int = 40, **more: Any) -> KindReport:
    return audit_kind(kind, n, timing=False, **more)


# ---------------------------------------------------------------------- the self-test
@pytest.mark.parametrize("name", SOUND)
def test_a_sound_checker_is_not_flagged(zoo: ModuleType, name: str) -> None:
    report = quick(name)
    assert report.found == []
    assert report.n_true == report.n_false == 40
    for rate in (report.precision, report.recall, report.false_recall):
        assert rate.value == 1.0
        assert (rate.low, rate.high) == clopper_pearson(40, 40)


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_checker_is_caught(zoo: ModuleType, name: str) -> None:
    assert not quick(name).passed


def test_the_list_of_spoiled_checkers_is_whole(zoo: ModuleType) -> None:
    assert set(zoo.OWNERS) == {*SOUND, *SPOILED, "zoo:hash_order", "zoo:quadratic"}  # these two have their own tests


@pytest.mark.parametrize("name", [name for name in DEFECTS if name != "quadratic"])
def test_a_defect_of_published_checkers_is_caught(name: str) -> None:
    kind, decide = DEFECTS[name]
    report = quick(kind, decide=lambda constraint, text: (decide(constraint, text), name))
    assert not report.passed
    assert len(DEFECTS) >= 30


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in DEFECTS.values()} - {"copy.span"}))
def test_the_right_checker_of_the_same_kinds_is_not_flagged(kind: str) -> None:
    assert quick(kind, decide=lambda constraint, text: (right(constraint, text), "")).found == []


def test_another_hash_seed_finds_what_one_process_cannot(zoo: ModuleType) -> None:
    reports = [quick(name, 5) for name in ("zoo:sound", "zoo:hash_order")]
    assert all(report.passed for report in reports)
    sound, spoiled = compared(reports, ["tests.testing.zoo"])
    assert sound.passed
    assert spoiled.of("differs-by-process")


# ---------------------------------------------------------------------- figures
def test_always_true_has_full_recall_and_refuses_nothing(zoo: ModuleType) -> None:
    report = quick("zoo:always_true", 30)
    assert (report.recall.value, report.false_recall.value, report.precision.value) == (1.0, 0.0, 0.5)
    assert report.junk is not None
    assert report.junk.value == 1.0
    assert {failure["label"] for failure in report.failures} == {False}
    assert report.vacuous


def test_a_substring_checker_loses_precision_not_recall(zoo: ModuleType) -> None:
    report = quick("zoo:substring")
    assert report.recall.value == 1.0
    assert report.precision.value < 0.9
    assert report.families["near_miss"].fp


def test_what_an_edit_flips_is_found_apart(zoo: ModuleType) -> None:
    report = quick("zoo:sees_invisibles")
    assert report.families["edit"].fn
    assert any(one.origin and one.origin.startswith("edit:") for one in report.of("wrong-verdict"))


def test_a_crash_is_neither_passed_nor_refused(zoo: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(self: object, view: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(zoo.Sound, "judge", crash)
    report = quick("zoo:sound", 10, laws=False)
    assert "RuntimeError: broken" in report.errors[0]["error"]
    assert report.recall.value == report.false_recall.value == 0.0
    assert report.precision.n == 0
    assert not report.passed


def test_the_same_seed_judges_the_same_texts(zoo: ModuleType) -> None:
    one, again, other = (quick("zoo:substring", 25, seed=seed, laws=False) for seed in (3, 3, 4))
    assert one.found == again.found
    assert {**one.to_dict(), "seconds": 0} == {**again.to_dict(), "seconds": 0}
    assert one.found != other.found


def test_ordinary_cases_stand_alone() -> None:
    report = quick("count.commas", 50, laws=False)
    assert report.precision.groups == report.precision.n == 50
    assert report.precision.method == "clopper-pearson"
    assert {"ordinary", "amount", "near_miss", "edit", "composition"} <= set(report.families)
    assert report.hostile > 100


def test_progress_is_told_up_to_the_end(zoo: ModuleType) -> None:
    told: list[tuple[str, int, int]] = []
    reports = audit(["zoo:sound", "zoo:substring"], n=5, progress=lambda kind, done, of: told.append((kind, done, of)))
    assert list(reports) == ["zoo:sound", "zoo:substring"]
    assert {kind for kind, done, of in told if done == of} == {"zoo:sound", "zoo:substring"}


def test_a_report_is_plain_data(zoo: ModuleType) -> None:
    data = json.loads(json.dumps(quick("zoo:sound", 5).to_dict(), allow_nan=False))
    assert (data["kind"], data["passed"], data["family"]) == ("zoo:sound", True, "zoo")
    assert {"value", "low", "high", "n", "wilson"} <= set(data["precision"])


# ---------------------------------------------------------------------- bars
def test_how_many_cases_a_bar_needs() -> None:
    assert cases_needed(0.99) == 368
    assert clopper_pearson(368, 368)[0] >= 0.99 > clopper_pearson(367, 367)[0]


def test_few_cases_are_said_to_be_few(zoo: ModuleType) -> None:
    report = quick("zoo:sound", 30, laws=False)
    told = report.held_to(Bars())
    assert {one.rule for one in told} == {"too-few-cases"}
    assert not any(one.fails for one in told)
    assert "30 cases can show 0.884 at most, 368 are needed for 0.99" in told[0].message
    assert any(one.fails for one in report.held_to(Bars(given=True)))
    assert not any(one.fails for one in report.held_to(Bars(0.85, 0.85, given=True)))


def test_bars_set_by_hand_decide_on_wrong_verdicts(zoo: ModuleType) -> None:
    report = quick("zoo:substring", 60, laws=False)
    low = report.precision.low
    strict, loose = Bars(min(0.99, low + 0.05), 0.05, given=True), Bars(low / 2, 0.05, given=True)
    assert [one.rule for one in report.held_to(strict) if one.fails] == ["below-bar"]
    assert not any(one.fails for one in report.held_to(loose))
    assert report.held_to(loose)
    assert any(one.fails and one.rule == "wrong-verdict" for one in report.held_to(Bars(low / 2, 0.05)))


def test_the_verdict_is_told_in_words(zoo: ModuleType) -> None:
    told = quick("zoo:sound", 30, laws=False).verdict(Bars())
    assert (
        "Zeng et al. (arXiv 2601.04954) reach a precision of 0.960; this kind: 1.000, interval 0.884 to 1.000, n = 30"
        in told
    )
    assert "Held against it: 2 below-bar" in quick("zoo:substring", 30, laws=False).verdict(Bars())


@pytest.mark.parametrize("bar", [0.0, 1.0, 1.5])
def test_a_bar_nobody_can_reach_is_refused(bar: float) -> None:
    with pytest.raises(SpecError, match="lies between 0 and 1"):
        Bars(precision=bar)


# ---------------------------------------------------------------------- processes
def test_processes_find_what_one_process_finds() -> None:
    plan = Plan(n=10, timing=False, laws=False)
    heard: list[str] = []
    many = audit_all(["title", "count.commas", "json"], plan, 2, lambda report: heard.append(report.kind))
    one = audit_all(["title", "count.commas", "json"], plan)
    assert [{**report.to_dict(), "seconds": 0} for report in many] == [
        {**report.to_dict(), "seconds": 0} for report in one
    ]
    assert sorted(heard) == ["count.commas", "json", "title"]


def test_a_checker_that_hangs_or_kills_its_process_is_a_finding(zoo: ModuleType) -> None:
    plan = Plan(n=2, timing=False, laws=False, modules=("tests.testing.deadly",), per_kind=6.0)
    import tests.testing.deadly as deadly

    try:
        hangs, exits, sound = audit_all(["deadly:hangs", "deadly:exits", "title"], plan, 2)
    finally:
        deadly.forget()
    assert "a verdict hangs" in hangs.found[0].message
    assert "exit code 7" in exits.found[0].message
    assert sound.passed


def test_time_that_grows_too_fast_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    from gonogo.testing import growth, speed

    def clocked(cost: Callable[[int], float]) -> str | None:
        now = 0.0

        def run(text: str) -> None:
            nonlocal now
            now += cost(len(text))

        monkeypatch.setattr(growth, "process_time", lambda: now)
        return speed.measure_speed(run).steep

    assert clocked(lambda n: n * 1e-6) is None
    assert "16 times as long" in (clocked(lambda n: n * n * 1e-9) or "")
