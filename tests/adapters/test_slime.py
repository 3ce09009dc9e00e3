"""slime's call, as recorded from its reward hub: awaited on the event loop, with one sample or with a list."""

from __future__ import annotations

import asyncio
import inspect
import pickle
from types import SimpleNamespace
from typing import Any

import pytest
from tests.adapters.rows import HALF, MET, SEA, SEA_SHORT

from gonogo.adapters import slime
from gonogo.adapters.judging import NAMES
from gonogo.errors import RowError

ARGS = SimpleNamespace(custom_rm_path="gonogo.adapters.slime.custom_rm", reward_key="score", rm_type=None)


def sample(response: str, label: Any = SEA_SHORT, prompt: Any = "p") -> Any:
    return SimpleNamespace(
        prompt=prompt, response=response, label=label, metadata={}, index=7, reward=None, remove_sample=False
    )


def test_one_sample_and_a_group() -> None:
    one = asyncio.run(slime.custom_rm(ARGS, sample(MET)))
    assert list(one) == list(NAMES)
    assert one["score"] == 1.0
    group = asyncio.run(slime.custom_rm(ARGS, [sample(MET), sample(HALF), sample("")]))
    assert [found["score"] for found in group] == [1.0, 0.0, 0.0]
    assert [found["no_answer"] for found in group] == [0.0, 0.0, 1.0]
    assert asyncio.run(slime.custom_rm(ARGS, [])) == []


def test_it_must_be_a_coroutine_function() -> None:
    assert inspect.iscoroutinefunction(slime.custom_rm)
    assert pickle.loads(pickle.dumps(slime.custom_rm)) is slime.custom_rm


def test_the_policy_among_the_arguments() -> None:
    args = SimpleNamespace(**vars(ARGS), gonogo_policy="mean")
    assert asyncio.run(slime.custom_rm(args, sample(HALF)))["score"] == 0.5


def test_without_a_verdict_the_sample_is_not_trained_on(crash: str) -> None:
    group = [sample(MET, crash), sample(MET)]
    found = asyncio.run(slime.custom_rm(ARGS, group))
    assert [(one["score"], one["no_verdict"]) for one in found] == [(0.0, 1.0), (1.0, 0.0)]
    assert [one.remove_sample for one in group] == [True, False]


def test_an_unreadable_label_names_the_sample() -> None:
    with pytest.raises(RowError, match=r"slime sample 7: label \(--label-key\)"):
        asyncio.run(slime.custom_rm(ARGS, sample(MET, None)))


def test_reasoning_that_the_template_opens() -> None:
    cut = asyncio.run(slime.custom_rm(ARGS, sample("The sea", SEA, prompt="<|im_start|>assistant\n<think>\n")))
    assert cut["no_answer"] == 1.0
    whole = asyncio.run(slime.custom_rm(ARGS, sample("Hm.</think>The sea", SEA, prompt="assistant\n<think>\n")))
    assert whole["score"] == 1.0


def test_many_at_once() -> None:
    async def rollout() -> list[dict[str, float]]:
        return await asyncio.gather(*(slime.custom_rm(ARGS, sample(text)) for text in [MET, HALF] * 20))

    assert [one["score"] for one in asyncio.run(rollout())] == [1.0, 0.0] * 20
