"""verifiers before 0.4 for real: its SingleTurnEnv and its Rubric, one rollout and a group."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

vf = pytest.importorskip(
    "verifiers", reason="verifiers is not installed here; tests/trainers/trainers.sh runs this test"
)
if not hasattr(vf, "SingleTurnEnv"):
    pytest.skip("this verifiers has no SingleTurnEnv (0.4 removed it)", allow_module_level=True)

from gonogo.adapters import verifiers as adapter  # noqa: E402
from trainers.specs import SHARE, SHORT, STRICT, TEXTS  # noqa: E402

ROWS = [{"prompt": "say", "constraints": SHORT}]


def state(row: dict[str, Any], text: str, info: Any = None) -> Any:
    made = vf.State(input={**row})
    for key, value in {
        "prompt": row["prompt"], "answer": "", "info": info or row["info"], "task": "default", "trajectory": [],
        "completion": [{"role": "assistant", "content": text}], "timing": {"scoring_ms": 0, "total_ms": 0},
    }.items():  # fmt: skip
        made[key] = value
    return made


@pytest.mark.parametrize(("settings", "expected"), [({}, STRICT), ({"policy": "mean"}, SHARE)])
def test_rollouts_one_by_one_and_in_a_group(settings: dict[str, Any], expected: list[float]) -> None:
    env = adapter.environment(ROWS, **settings)
    row = env.get_dataset()[0]
    alone, group = ([state(row, text) for text in TEXTS] for _ in range(2))

    async def score() -> None:
        for one in alone:
            await env.rubric.score_rollout(one)
        await env.rubric.score_group(group)

    asyncio.run(score())
    for states in (alone, group):
        assert [one["reward"] for one in states] == expected
        assert [one["metrics"]["gonogo"] for one in states] == expected
        assert [one["metrics"]["n_pass"] for one in states] == [2.0, 0.0, 1.0, 0.0]
        assert [one["metrics"]["no_verdict"] for one in states] == [0.0] * 4


def test_a_group_reward_is_recognised() -> None:
    rubric = vf.Rubric(funcs=[adapter.reward_group])
    states = [state(adapter.environment(ROWS).get_dataset()[0], text) for text in TEXTS]
    asyncio.run(rubric.score_group(states))
    assert [one["reward"] for one in states] == STRICT


def test_a_row_that_cannot_be_read_is_counted() -> None:
    env = adapter.environment(ROWS)
    one = state(env.get_dataset()[0], "a", {"constraints": "nope"})
    asyncio.run(env.rubric.score_rollout(one))
    assert (one["reward"], one["metrics"]["no_verdict"]) == (0.0, 1.0)
