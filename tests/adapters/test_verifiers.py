"""verifiers' calls, as recorded from v1's Task.score and from the Rubric before 0.4: awaited, parameters by name."""

from __future__ import annotations

import asyncio
import inspect
import json
import pickle
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.adapters.rows import HALF, MET, SEA_SHORT, fake

from gonogo.adapters import verifiers
from gonogo.adapters.judging import NoVerdict
from gonogo.errors import RowError, SpecError


class Trace:
    """What v1 hands to a reward, as far as it is used."""

    def __init__(self, reply: str) -> None:
        self.last_reply = reply
        self.metrics: dict[str, float] = {}

    def record_metrics(self, values: dict[str, float]) -> None:
        self.metrics.update(values)


# ---------------------------------------------------------------------- v1: the plugged reward
def plugged(reply: str, constraints: Any = SEA_SHORT) -> tuple[float, dict[str, float]]:
    trace = Trace(reply)
    score = asyncio.run(verifiers.reward(task=SimpleNamespace(constraints=constraints), trace=trace))
    return score, trace.metrics


def test_a_rollout_of_v1() -> None:
    assert plugged(MET) == (1.0, {"acc": 1.0, "n_pass": 2.0, "n_total": 2.0, "no_answer": 0.0})
    assert plugged(HALF) == (0.0, {"acc": 0.0, "n_pass": 1.0, "n_total": 2.0, "no_answer": 0.0})
    assert plugged("")[1]["no_answer"] == 1.0


def test_v1_awaits_rewards_and_passes_by_name() -> None:
    assert inspect.iscoroutinefunction(verifiers.reward)
    assert list(inspect.signature(verifiers.reward).parameters) == ["task", "trace"]


def test_without_a_verdict_the_rollout_is_an_error(crash: str) -> None:
    with pytest.raises(NoVerdict, match="test:crash"):
        plugged(MET, crash)


@pytest.mark.parametrize("constraints", [None, ""])
def test_a_task_without_constraints(constraints: Any) -> None:
    with pytest.raises(SpecError, match="SimpleNamespace needs a field 'constraints'"):
        plugged(MET, constraints)


# ---------------------------------------------------------------------- rows
def test_rows(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"prompt": "p", "constraints": SEA_SHORT}) + "\n\n", encoding="utf-8")
    assert verifiers.read_rows(path) == [{"id": "1", "prompt": "p", "constraints": SEA_SHORT}]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "holds no rows"),
        ("{", r"rows\.jsonl:1: "),
        ('{"prompt": "p"}', r"rows\.jsonl:1: a row is an object with 'prompt' and 'constraints'"),
        ('{"prompt": "p", "constraints": "[{\\"kind\\": \\"count.wrds\\"}]"}', r"rows\.jsonl:1: .*count\.words"),
    ],
)
def test_faulty_rows(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RowError, match=says):
        verifiers.read_rows(path)


# ---------------------------------------------------------------------- before 0.4
def chat(text: str) -> list[dict[str, str]]:
    return [{"role": "assistant", "content": text}]


INFO = {"constraints": SEA_SHORT}
METRICS = (verifiers.acc, verifiers.n_pass, verifiers.no_answer, verifiers.no_verdict)


@pytest.mark.parametrize("info", [INFO, json.dumps(INFO)])
def test_a_rollout_of_the_older_api(info: Any) -> None:
    state: dict[str, Any] = {}
    assert asyncio.run(verifiers.reward_single(completion=chat(HALF), info=info, state=state)) == 0.0
    assert [metric(state) for metric in METRICS] == [0.0, 1.0, 0.0, 0.0]
    assert asyncio.run(verifiers.reward_single(MET, info, state)) == 1.0
    assert [metric(state) for metric in METRICS] == [1.0, 2.0, 0.0, 0.0]


def test_a_group_of_the_older_api() -> None:
    states: list[dict[str, Any]] = [{}, {}, {}]
    given = {"completions": [chat(MET), chat(HALF), chat("")], "infos": [INFO] * 3, "states": states}
    assert asyncio.run(verifiers.reward_group(**given)) == [1.0, 0.0, 0.0]
    assert [verifiers.no_answer(state) for state in states] == [0.0, 0.0, 1.0]


def test_what_was_not_judged_is_counted(crash: str) -> None:
    state: dict[str, Any] = {}
    assert asyncio.run(verifiers.reward_single(chat(MET), {"constraints": crash}, state)) == 0.0
    assert verifiers.no_verdict(state) == 1.0
    asyncio.run(verifiers.reward_single(chat(MET), INFO, state))
    with pytest.raises(SpecError, match="'info' needs 'constraints'"):  # the older API logs this, and counts 0.0
        asyncio.run(verifiers.reward_single(chat(MET), {}, state))
    assert (verifiers.no_verdict(state), verifiers.acc(state)) == (1.0, 0.0)  # nothing is left of the rollout before


def test_the_rubric(monkeypatch: pytest.MonkeyPatch) -> None:
    fake(monkeypatch, "verifiers", Rubric=lambda funcs, weights: (funcs, weights))
    funcs, weights = verifiers.rubric()
    assert [one.__name__ for one in funcs] == ["gonogo", "acc", "n_pass", "no_answer", "no_verdict"]
    assert weights == [1.0, 0.0, 0.0, 0.0, 0.0]
    soft = verifiers.rubric(policy="mean")[0][0]
    assert soft.__name__ == "gonogo"
    assert asyncio.run(soft(completion=chat(HALF), info=INFO, state={})) == 0.5
    fake(monkeypatch, "verifiers")
    with pytest.raises(ImportError, match=r"pip install 'verifiers<0\.4'"):
        verifiers.rubric()


def test_they_pickle() -> None:
    for one in (verifiers.reward, verifiers.reward_single, verifiers.reward_group, *METRICS):
        assert pickle.loads(pickle.dumps(one)) is one
