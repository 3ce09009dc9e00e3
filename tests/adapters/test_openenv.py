"""OpenEnv's calls: reset, step with an action, state; rubrics called with action and observation."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict
from tests.adapters.rows import HALF, MET, SEA, SEA_SHORT, drop, fake

from gonogo.adapters import openenv

ROWS = [{"prompt": "p1", "constraints": SEA_SHORT}, {"prompt": "p2", "constraints": SEA}]


class Action(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Observation(BaseModel):
    done: bool = False
    reward: bool | int | float | None = None


class Rubric:
    """As much of OpenEnv's as a rubric uses."""

    def __call__(self, action: Any, observation: Any) -> float:
        return self.forward(action, observation)  # type: ignore[attr-defined,no-any-return]


class WeightedSum(Rubric):
    def __init__(self, rubrics: list[Rubric], weights: list[float]) -> None:
        self.rubrics, self.weights = rubrics, weights

    def forward(self, action: Any, observation: Any) -> float:
        return sum(one(action, observation) * weight for one, weight in zip(self.rubrics, self.weights, strict=True))


@pytest.fixture(autouse=True)
def package(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    drop(openenv)
    fake(monkeypatch, "openenv.core.rubrics", Rubric=Rubric, WeightedSum=WeightedSum)
    fake(monkeypatch, "openenv.core.env_server.types", Action=Action, Observation=Observation, State=SimpleNamespace)
    environment = type("Environment", (), {"__init__": lambda self: None})
    fake(monkeypatch, "openenv.core.env_server.interfaces", Environment=environment)
    fake(monkeypatch, "openenv.core.env_server.http_server", create_app=lambda *args, **kwargs: (args, kwargs))
    yield
    drop(openenv)


def test_an_episode() -> None:
    env = openenv.ConstraintEnvironment(ROWS, policy="mean")
    asked = env.reset(index=0)
    assert (asked.prompt, asked.done, asked.reward) == ("p1", False, None)
    seen = env.step(openenv.ConstraintAction(text=HALF))
    assert (seen.reward, seen.done, seen.numbers["n_pass"], env.state.step_count) == (0.5, True, 1.0, 1)
    assert [one["status"] for one in seen.judged] == ["pass", "fail"]


def test_which_row() -> None:
    env = openenv.ConstraintEnvironment(ROWS)
    assert [env.reset().prompt for _ in range(3)] == ["p1", "p2", "p1"]
    assert {env.reset(seed=seed).prompt for seed in range(20)} == {"p1", "p2"}
    assert env.reset(seed=5).prompt == env.reset(seed=5).prompt
    with pytest.raises(RuntimeError, match="step before reset"):
        openenv.ConstraintEnvironment(ROWS).step(openenv.ConstraintAction(text=MET))


def test_without_a_verdict_there_is_no_reward(crash: str) -> None:
    env = openenv.ConstraintEnvironment([{"prompt": "p", "constraints": crash}])
    env.reset()
    seen = env.step(openenv.ConstraintAction(text=MET))
    assert (seen.reward, seen.numbers["score"], seen.numbers["no_verdict"]) == (None, None, 1.0)
    assert seen.model_dump_json()


def test_a_rubric_has_a_child_per_constraint() -> None:
    whole = openenv.rubric(SEA_SHORT)
    assert [whole(openenv.ConstraintAction(text=text), None) for text in (MET, HALF, "x " * 9)] == [1.0, 0.5, 0.0]
    assert [one.constraint.kind for one in whole.rubrics] == ["keywords.include", "count.words"]


@pytest.mark.parametrize(
    "action",
    ["a b", SimpleNamespace(text="a b"), SimpleNamespace(messages=[{"role": "assistant", "content": "a b"}])],
)
def test_the_text_of_an_action(action: Any) -> None:
    assert openenv.text_of(action) == "a b"


def test_an_action_without_text() -> None:
    with pytest.raises(TypeError, match="SimpleNamespace has no text"):
        openenv.text_of(SimpleNamespace(x=1))


def test_the_application() -> None:
    (make, action, observation), kwargs = openenv.application(ROWS, policy="mean")
    assert make().reset(index=1).prompt == "p2"
    assert (action, observation) == (openenv.ConstraintAction, openenv.ConstraintObservation)
    assert kwargs == {"env_name": "gonogo"}
