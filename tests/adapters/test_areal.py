"""AReaL's call, as recorded from its AsyncRewardWrapper: one sample by position and by column, in a pool of processes."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any

import pytest
from tests.adapters.rows import HALF, MET, SEA, SEA_SHORT

from gonogo.adapters import areal
from gonogo.adapters.judging import NoVerdict
from gonogo.errors import SpecError

ROW: dict[str, Any] = {"messages": [{"role": "user", "content": "p"}], "constraints": SEA_SHORT}


def test_a_sample() -> None:
    assert areal.reward("p", f"{MET}<|im_end|>", [1], [2], **ROW) == 1.0
    assert areal.reward("p", HALF, [1], [2], **ROW) == 0.0
    assert areal.reward_mean("p", HALF, [1], [2], **ROW) == 0.5
    assert areal.reward("p", "", [1], [2], **ROW) == 0.0


def test_the_answer_stands_in_for_constraints() -> None:
    assert areal.reward("p", MET, [1], [2], answer=SEA) == 1.0


def test_what_cannot_be_judged_raises(crash: str) -> None:
    with pytest.raises(NoVerdict, match="test:crash"):
        areal.reward("p", MET, [1], [2], constraints=crash)
    with pytest.raises(SpecError, match="column 'constraints' is empty"):
        areal.reward("p", MET, [1], [2])


def test_reasoning_that_the_template_opens() -> None:
    assert areal.reward("p<think>\n", "The sea", [1], [2], constraints=SEA) == 0.0
    assert areal.reward("p<think>\n", "Hm</think>The sea", [1], [2], constraints=SEA) == 1.0


def test_in_a_pool_of_processes() -> None:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert pool.submit(partial(areal.reward, "p", MET, [1], [2], **ROW)).result(60) == 1.0
