"""SkyRL's calls, as recorded from skyrl-gym: an environment per episode, one step, then its metrics."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from tests.adapters.rows import HALF, MET, SEA_SHORT, drop, fake

from gonogo.adapters import skyrl
from gonogo.adapters.judging import NAMES
from gonogo.errors import SpecError


class BaseTextEnv:
    """As much of skyrl-gym's as an environment uses."""

    def __init__(self) -> None:
        self.turns = 0


@pytest.fixture(autouse=True)
def gym(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    drop(skyrl)
    known: dict[str, Any] = {}
    top = fake(monkeypatch, "skyrl_gym", register=lambda id, entry_point: known.__setitem__(id, entry_point))
    top.__path__ = []
    fake(monkeypatch, "skyrl_gym.envs.registration", registry=known)
    fake(monkeypatch, "skyrl_gym.envs.base_text_env", BaseTextEnv=BaseTextEnv, BaseTextEnvStepOutput=dict)
    yield known
    drop(skyrl)


def extras(label: Any = SEA_SHORT) -> dict[str, Any]:
    return {"reward_spec": {"method": "rule", "ground_truth": label}, "extra_info": {"index": 0}}


@pytest.mark.parametrize(
    ("config", "reward"),
    [(None, 0.0), ({}, 0.0), ({"policy": "mean"}, 0.5), (SimpleNamespace(policy="mean"), 0.5)],
)
def test_an_episode(config: Any, reward: float) -> None:
    env = skyrl.ConstraintEnv(env_config=config, extras=extras())
    out = env.step(HALF)
    assert (out["reward"], out["done"], out["observations"]) == (reward, True, [])
    assert list(env.get_metrics()) == list(NAMES)
    assert (env.get_metrics()["n_pass"], out["metadata"]["n_total"]) == (1.0, 2.0)


def test_other_responses() -> None:
    assert skyrl.ConstraintEnv(extras=extras()).step(MET)["reward"] == 1.0
    env = skyrl.ConstraintEnv(extras=extras())
    assert (env.step("<think>the sea")["reward"], env.get_metrics()["no_answer"]) == (0.0, 1.0)


def test_no_verdict_is_a_metric(crash: str) -> None:
    env = skyrl.ConstraintEnv(extras=extras(crash))
    assert (env.step(MET)["reward"], env.get_metrics()["no_verdict"]) == (0.0, 1.0)


@pytest.mark.parametrize("given", [None, {}, {"reward_spec": {"method": "rule"}}, extras("")])
def test_a_row_without_constraints(given: Any) -> None:
    with pytest.raises(SpecError, match=r"reward_spec"):
        skyrl.ConstraintEnv(extras=given)


def test_registered_once(gym: dict[str, Any]) -> None:
    skyrl.register()
    skyrl.register()
    assert gym == {"gonogo": "gonogo.adapters.skyrl:ConstraintEnv"}
    assert pickle.loads(pickle.dumps(skyrl.ConstraintEnv)) is skyrl.ConstraintEnv
