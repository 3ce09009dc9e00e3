"""NeMo RL's calls, as recorded from its calculate_rewards: a batch of message logs and of metadata, by position."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from tests.adapters.rows import HALF, MET, SEA_SHORT, drop, fake

from gonogo.adapters import nemo_rl
from gonogo.adapters.judging import NAMES
from gonogo.errors import BatchError, RowError


class EnvironmentReturn(NamedTuple):
    observations: list[dict[str, str]]
    metadata: list[Any]
    next_stop_strings: list[Any]
    rewards: Any
    terminateds: Any
    answers: Any = None


@pytest.fixture(autouse=True)
def package(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    drop(nemo_rl)
    base = type("EnvironmentInterface", (), {})
    fake(monkeypatch, "nemo_rl.environments.interfaces", EnvironmentInterface=base, EnvironmentReturn=EnvironmentReturn)
    fake(monkeypatch, "torch", tensor=lambda values, dtype: (dtype, values), ones=lambda n: [1.0] * n, float32="f32")
    fake(monkeypatch, "ray", remote=lambda cls: ("actor of", cls))
    yield
    drop(nemo_rl)


def log(text: str) -> list[dict[str, Any]]:
    return [
        {"role": "user", "content": "w", "token_ids": object()},
        {"role": "assistant", "content": text, "token_ids": object(), "generation_logprobs": object()},
    ]


def test_a_step() -> None:
    rows = [{"constraints": SEA_SHORT}, {"ground_truth": SEA_SHORT, "other": 3}]
    found = nemo_rl.ConstraintEnvironment({"policy": "mean"}).step([log(MET), log(HALF)], rows)
    assert found.rewards == ("f32", [1.0, 0.5])
    assert found.terminateds == [1.0, 1.0]
    assert found.next_stop_strings == [None, None]
    assert found.observations == [{"role": "environment", "content": ""}] * 2
    assert [sorted(row) for row in found.metadata] == [["constraints", "gonogo"], ["gonogo", "ground_truth", "other"]]
    assert "gonogo" not in rows[0]  # the rows themselves are left alone


def test_metrics(crash: str) -> None:
    env = nemo_rl.ConstraintEnvironment()
    done = env.step(
        [log(MET), log(HALF), log(""), log(MET)], [{"constraints": SEA_SHORT}] * 3 + [{"constraints": crash}]
    )
    assert done.rewards[1] == [1.0, 0.0, 0.0, 0.0]
    batch = {"extra_env_info": done.metadata}
    same, metrics = env.global_post_process_and_metrics(batch)
    assert same is batch
    assert list(metrics) == list(NAMES)
    assert (metrics["acc"], metrics["no_answer"], metrics["no_verdict"]) == (0.25, 0.25, 0.25)
    assert env.global_post_process_and_metrics({})[1] == {}


@pytest.mark.parametrize("row", [{}, {"constraints": "{"}, None])
def test_a_row_that_cannot_be_read(row: Any) -> None:
    with pytest.raises(RowError, match=r"^row 1: .*extra_env_info"):
        nemo_rl.ConstraintEnvironment().step([log(MET), log(MET)], [{"constraints": SEA_SHORT}, row])


def test_lengths() -> None:
    with pytest.raises(BatchError, match="1 message logs but 0 rows"):
        nemo_rl.ConstraintEnvironment().step([log(MET)], [])


def test_the_actor() -> None:
    assert nemo_rl.ConstraintActor == ("actor of", nemo_rl.ConstraintEnvironment)
    assert pickle.loads(pickle.dumps(nemo_rl.ConstraintEnvironment)) is nemo_rl.ConstraintEnvironment
