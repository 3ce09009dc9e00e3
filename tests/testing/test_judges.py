"""An audit of judges finds what is known of them by design, and its intervals hold the truth as often as they say."""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np
import pytest
from tests.testing.binomial import most_misses

from gonogo.errors import SpecError
from gonogo.testing.admission import PUBLISHED, Rule, needed_cases
from gonogo.testing.intervals import Measure, matthews
from gonogo.testing.judge_cases import JudgeCase
from gonogo.testing.judges import Answer, JudgeUnavailable, audit_judge

TRUE, FALSE = "kept", "broken"


def cases(n_true: int, n_false: int, per_group: int = 1, **more: Any) -> list[JudgeCase]:
    labels = [True] * n_true + [False] * n_false
    return [
        JudgeCase(
            "do it",
            f"{TRUE if label else FALSE} {i}",
            label,
            group=f"{i // per_group}" if per_group > 1 else "",
            **more,
        )
        for i, label in enumerate(labels)
    ]


def right(instruction: str, response: str) -> bool:
    return response.startswith(TRUE)


def fake(recall: float, false_recall: float, rng: Random, abstains: float = 0.0) -> Callable[[str, str], bool | None]:
    """Return a judge of this quality."""

    def judge(instruction: str, response: str) -> bool | None:
        if rng.random() < abstains:
            return None
        hit = rng.random() < (recall if right(instruction, response) else false_recall)
        return right(instruction, response) is hit

    return judge


# ---------------------------------------------------------------------- figures by hand
def test_figures_by_hand() -> None:
    """6 satisfied: 4 yes, 1 no, 1 none. 4 violated: 1 yes, 2 no, 1 none."""
    said = dict(
        zip((case.response for case in cases(6, 4)), [True] * 4 + [False, None, True, False, False, None], strict=True)
    )
    report = audit_judge(lambda instruction, response: said[response], cases(6, 4))
    assert report.pointwise is not None
    total = report.pointwise.total
    assert (total.n_true, total.n_false) == (6, 4)
    assert total.counts == {"true_yes": 4, "true_no": 1, "true_none": 1, "false_yes": 1, "false_no": 2, "false_none": 1}
    expected = {
        "precision": 4 / 5, "recall": 4 / 6, "false_recall": 2 / 4, "incorrect_credit": 1 / 4, "agreement": 6 / 10,
        "decided": 8 / 10, "f1": 2 * 0.8 * (4 / 6) / (0.8 + 4 / 6), "matthews": matthews(4, 1, 1, 2),
    }  # fmt: skip
    for name, value in expected.items():
        measured = getattr(total, name)
        assert measured.value == pytest.approx(value), name
        assert measured.low <= measured.value <= measured.high
    assert report.pointwise.answers == {"answered": 8, "abstained": 2}


def test_silence_is_never_a_catch() -> None:
    report = audit_judge(lambda instruction, response: None, cases(5, 5))
    assert report.pointwise is not None
    assert report.pointwise.total.false_recall.value == 0.0
    assert report.pointwise.total.incorrect_credit.value == 0.0
    assert report.pointwise.total.precision.n == 0
    assert report.pointwise.admission.outcome == "keep out"
    assert not report.admitted


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (True, "answered"),
        (np.bool_(False), "answered"),
        (None, "abstained"),
        ("No", "unparsed"),
        (0, "unparsed"),
        (1.0, "unparsed"),
    ],
)
def test_only_a_bool_is_an_answer(said: object, why: str) -> None:
    report = audit_judge(lambda instruction, response: said, cases(1, 1))
    assert report.pointwise is not None
    assert report.pointwise.answers == {why: 2}


def test_a_judge_that_breaks_is_counted_and_stops_nothing() -> None:
    def judge(instruction: str, response: str) -> bool:
        if response.endswith("1"):
            raise RuntimeError("out of memory")
        return right(instruction, response)

    report = audit_judge(judge, cases(2, 2))
    assert report.pointwise is not None
    assert report.pointwise.answers == {"answered": 3, "error": 1}
    assert "RuntimeError: out of memory" in report.pointwise.mistakes[0]["note"]


def test_mistakes_show_credited_violations_first() -> None:
    report = audit_judge(lambda instruction, response: not right(instruction, response), cases(30, 5))
    assert report.pointwise is not None
    mistakes = report.pointwise.mistakes
    assert len(mistakes) == 20
    assert [one["said"] for one in mistakes[:6]] == [True] * 5 + [False]


# ---------------------------------------------------------------------- coverage
@pytest.mark.slow
@pytest.mark.parametrize(("recall", "false_recall", "abstains"), [(0.9, 0.6, 0.0), (0.97, 0.9, 0.05)])
def test_intervals_hold_the_known_truth(recall: float, false_recall: float, abstains: float) -> None:
    """400 audits of a judge of known quality: no measure's interval misses more often than a 95 % interval may."""
    rng = Random(f"{recall}/{false_recall}")
    kept = 1 - abstains
    tp, fp = recall * kept, (1 - false_recall) * kept  # of 60 satisfied and 60 violated each
    truth = {
        "precision": tp / (tp + fp), "recall": tp, "false_recall": false_recall * kept, "incorrect_credit": fp,
        "agreement": (tp + false_recall * kept) / 2, "decided": kept, "f1": 2 * tp / (tp + fp + 1),
        "matthews": matthews(recall, 1 - false_recall, 1 - recall, false_recall),
    }  # fmt: skip
    missed = dict.fromkeys(truth, 0)
    excluded = 0
    asked = cases(60, 60)
    for seed in range(400):
        report = audit_judge(fake(recall, false_recall, rng, abstains), asked, draws=200, seed=seed)
        assert report.pointwise is not None
        total = report.pointwise.total
        for name, value in truth.items():
            measured = getattr(total, name)
            missed[name] += not measured.low <= value <= measured.high
        low, high = total.false_recall.low, total.false_recall.high
        excluded += not low <= truth["false_recall"] - 0.25 <= high
    assert {name: n for name, n in missed.items() if n > most_misses(400)} == {}
    assert excluded > 300  # and they are not so wide that they hold anything


def test_grouped_cases_widen_the_interval() -> None:
    """A judge that errs on whole groups: as 40 groups of 5 know as much as 40 cases."""

    def judge(instruction: str, response: str) -> bool:
        group = int(response.rpartition(" ")[2]) // 5
        return right(instruction, response) is (group % 4 != 0)

    alone, grouped = (audit_judge(judge, cases(200, 200, per_group=size)) for size in (1, 5))
    assert alone.pointwise is not None
    assert grouped.pointwise is not None
    narrow, wide = alone.pointwise.total.false_recall, grouped.pointwise.total.false_recall
    assert narrow.value == wide.value == 0.75
    assert (wide.method, wide.groups, wide.n) == ("korn-graubard", 40, 200)
    assert wide.high - wide.low > 1.8 * (narrow.high - narrow.low)
    assert wide.bootstrap is not None
    assert wide.bootstrap[0] < narrow.low


# ---------------------------------------------------------------------- both modes
def prompts(n: int, size: int = 3) -> list[JudgeCase]:
    found = []
    for i in range(n):
        response = f"response {i}"
        found += [
            JudgeCase(
                f"part {j} of {i}: {TRUE if (i + j) % 2 else FALSE}",
                response,
                bool((i + j) % 2),
                group=f"p{i}",
                prompt=f"p{i}",
            )
            for j in range(size)
        ]
    return found


def test_both_modes_and_their_difference() -> None:
    calls: list[list[str]] = []

    def joint(instructions: list[str], response: str) -> list[bool]:
        calls.append(instructions)
        return [True] * len(instructions)  # credits everything

    report = audit_judge(
        lambda instruction, response: TRUE in instruction, [*prompts(30), *cases(4, 4)], all_at_once=joint
    )
    assert report.pointwise is not None
    assert report.all_at_once is not None
    assert [len(call) for call in calls] == [3] * 30
    assert report.pointwise.cost.calls == 98
    assert (report.all_at_once.cost.calls, report.all_at_once.cost.questions) == (30, 90)
    assert report.all_at_once.total.false_recall.value == 0.0
    assert report.difference is not None
    assert report.difference.n == 90
    assert report.difference.false_recall.value == 1.0
    assert report.difference.agreement.value == 0.5


@pytest.mark.parametrize("said", [[True], [True] * 4, "yes", None, 3])
def test_a_joint_answer_of_the_wrong_shape_is_unparsed(said: object) -> None:
    report = audit_judge(None, prompts(2), all_at_once=lambda instructions, response: said)
    assert report.all_at_once is not None
    assert report.all_at_once.answers == {"unparsed": 6}


def test_a_joint_judge_that_breaks_is_counted_for_each_question() -> None:
    def joint(instructions: list[str], response: str) -> list[bool]:
        raise ValueError("no")

    report = audit_judge(None, prompts(2), all_at_once=joint)
    assert report.all_at_once is not None
    assert report.all_at_once.answers == {"error": 6}


def test_calls_at_a_time_keep_their_places_and_are_so_many() -> None:
    together = threading.Barrier(4, timeout=60)

    def judge(instruction: str, response: str) -> bool:
        together.wait()  # passes only when four calls are under way
        return right(instruction, response)

    report = audit_judge(judge, cases(10, 10), concurrency=4)
    assert report.pointwise is not None
    assert report.pointwise.total.agreement.value == 1.0


def test_an_unreachable_judge_stops_the_audit() -> None:
    asked = []

    def judge(instruction: str, response: str) -> bool:
        asked.append(response)
        raise JudgeUnavailable("no such host")

    with pytest.raises(JudgeUnavailable, match="no such host"):
        audit_judge(judge, cases(500, 500), concurrency=2)
    assert len(asked) < 1000


def test_what_it_cost() -> None:
    report = audit_judge(
        lambda instruction, response: Answer(True, tokens=(100, 1), cached=response.endswith("0")), cases(2, 2)
    )
    assert report.pointwise is not None
    cost = report.pointwise.cost
    assert (cost.calls, cost.cached, cost.tokens_in, cost.tokens_out) == (4, 1, 400, 4)
    assert audit_judge(right, cases(1, 1)).pointwise.cost.tokens_in is None  # type: ignore[union-attr]


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[str, int, int]] = []
    audit_judge(right, cases(2, 1), progress=lambda *one: told.append(one))
    assert told == [("pointwise", 1, 3), ("pointwise", 2, 3), ("pointwise", 3, 3)]


# ---------------------------------------------------------------------- the rule
@pytest.mark.parametrize(
    ("recall", "false_recall", "n", "kind", "outcome"),
    [
        (1.0, 1.0, 200, "soft", "may enter"),
        (1.0, 1.0, 200, "hard", "provisional"),
        (1.0, 1.0, 12, "soft", "undecided"),
        (1.0, 0.55, 200, "soft", "keep out"),
        (0.0, 1.0, 200, "soft", "undecided"),  # it credits nothing: its precision is not known
    ],
)
def test_the_rule(recall: float, false_recall: float, n: int, kind: Any, outcome: str) -> None:
    report = audit_judge(fake(recall, false_recall, Random(0)), cases(n, n, type=kind))
    assert report.pointwise is not None
    assert report.pointwise.admission.outcome == outcome
    assert report.admitted is (outcome in ("may enter", "provisional"))


def test_soft_cases_decide_where_there_are_any() -> None:
    asked = cases(200, 200, type="hard") + [
        JudgeCase("be kind", f"{TRUE if i % 2 else FALSE} soft {i}", bool(i % 2), type="soft") for i in range(100)
    ]
    report = audit_judge(lambda instruction, response: "soft" in response or right(instruction, response), asked)
    assert report.pointwise is not None
    assert report.pointwise.admission.basis == "soft"
    assert report.pointwise.admission.outcome == "keep out"
    assert set(report.pointwise.by_type) == {"hard", "soft"}


def test_a_rule_of_ones_own() -> None:
    judge = fake(1.0, 0.7, Random(1))
    strict, lenient = (audit_judge(judge, cases(300, 300), rule=rule) for rule in (Rule(), Rule(0.6, 0.5, 0.9)))
    assert not strict.admitted
    assert lenient.admitted
    with pytest.raises(ValueError, match="between 0 and 1"):
        Rule(precision=90)


def test_how_many_cases_would_do() -> None:
    needed = needed_cases(1.0, 0.9)
    assert needed == 36  # 0.025 ** (1 / n) >= 0.9
    assert needed_cases(0.85, 0.9) is None
    assert needed_cases(math.nan, 0.9) is None


def test_published_figures_stand_beside_the_measured_one() -> None:
    report = audit_judge(fake(1.0, 0.57, Random(2)), [*cases(300, 300), *cases(300, 300, type="soft")])
    assert report.pointwise is not None
    found = {(one.published.type, one.published.judge): one.relation for one in report.pointwise.comparisons}
    assert set(found) == {("hard", "Qwen3-32B"), ("soft", "Qwen3-32B")}
    assert all(0 < one.false_recall < 1 and "2601.04954" in one.source for one in PUBLISHED)
    perfect = audit_judge(right, cases(300, 300)).pointwise
    assert perfect is not None
    assert [one.relation for one in perfect.comparisons] == ["above"]


# ---------------------------------------------------------------------- what is refused, and the report as data
@pytest.mark.parametrize(
    ("judge", "joint", "asked", "why"),
    [
        (None, None, cases(1, 1), "there is no judge"),
        (right, None, [], "no cases"),
        (None, right, cases(3, 3), "no two cases share a prompt"),
    ],
)
def test_nothing_to_ask(judge: Any, joint: Any, asked: list[JudgeCase], why: str) -> None:
    with pytest.raises(SpecError, match=why):
        audit_judge(judge, asked, all_at_once=joint)


def test_an_async_judge_is_refused() -> None:
    async def judge(instruction: str, response: str) -> bool:
        return True

    with pytest.raises(SpecError, match=r"is async; wrap it"):
        audit_judge(judge, cases(1, 1))


def test_the_report_is_plain_data_of_a_stated_schema() -> None:
    report = audit_judge(
        right, prompts(4), all_at_once=lambda instructions, response: [TRUE in one for one in instructions]
    )
    data = json.loads(json.dumps(report.to_dict(), allow_nan=False))
    assert (data["schema"], data["schema_version"]) == ("gonogo/judge-report", 1)
    assert data["all_at_once"]["total"]["false_recall"]["value"] == 1.0
    assert data["all_at_once"]["admission"]["conditions"][0]["name"] == "precision"
    assert data["pointwise"]["cost"]["tokens_in"] is None
    assert data["admitted"] is report.admitted


def test_the_same_audit_twice_is_the_same() -> None:
    one, again = (audit_judge(fake(0.8, 0.6, Random(3)), cases(40, 40, per_group=2)).to_dict() for _ in range(2))
    for data in (one, again):
        data["pointwise"].pop("cost")
    assert one == again


def test_measures_without_cases_say_so() -> None:
    assert str(Measure(math.nan, 0.0, 1.0, 0, 0, "bootstrap")) == "no cases"
    assert str(Measure(0.5, 0.25, 0.75, 4, 4, "bootstrap")) == "0.5000 [0.2500, 0.7500] (n=4)"
