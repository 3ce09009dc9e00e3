"""verl's calls, as recorded from its reward managers: one sample by keyword from pool threads, or a batch by keyword."""

from __future__ import annotations

import asyncio
import copy
import functools
import inspect
import json
import multiprocessing
import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

from gonogo.adapters import verl
from gonogo.errors import BatchError, RowError

SEA = json.dumps([{"kind": "keywords.include", "keywords": ["sea"]}])
SEA_SHORT = json.dumps(
    [{"kind": "keywords.include", "keywords": ["sea"]}, {"kind": "count.words", "amount": {"high": 3}}]
)
KEYS = ["score", "acc", "n_pass", "n_total", "no_answer", "no_verdict"]


def call(text: str, ground_truth: Any = SEA, **kw: Any) -> dict[str, Any]:
    """Return the keyword arguments of one call of the reward loop's managers."""
    extra = {"split": "train", "index": 3, "num_turns": None, "rollout_reward_scores": {}}
    return {
        "data_source": "gonogo",
        "solution_str": text,
        "ground_truth": ground_truth,
        "extra_info": extra,
        **kw,
    }


def batch(texts: list[str], specs: list[Any]) -> dict[str, Any]:
    """Return the keyword arguments of the ``batch`` manager's one call."""
    n = len(texts)
    return {
        "data_sources": np.array(["gonogo"] * n, dtype=object),
        "solution_strs": texts,
        "ground_truths": specs,
        "extra_infos": np.array([{"index": i, "rollout_reward_scores": {}} for i in range(n)], dtype=object),
    }


def stacked(infos: list[dict[str, float]]) -> dict[str, np.ndarray]:
    """Stack as the reward loop does: by the first sample's keys."""
    return {key: np.array([info[key] for info in infos]) for key in list(infos[0])}


def test_a_response_that_passes_and_one_that_fails() -> None:
    passed = verl.compute_score(**call("The sea.", SEA_SHORT))
    assert passed == dict(zip(KEYS, [1.0, 1.0, 2.0, 2.0, 0.0, 0.0], strict=True))
    failed = verl.compute_score(**call("The wide blue sea.", SEA_SHORT))
    assert failed == dict(zip(KEYS, [0.0, 0.0, 1.0, 2.0, 0.0, 0.0], strict=True))


def test_an_empty_response_is_no_answer() -> None:
    info = verl.compute_score(**call(""))
    assert (info["score"], info["no_answer"], info["no_verdict"]) == (0.0, 1.0, 0.0)


def test_same_numeric_keys_for_ragged_sets(crash: str) -> None:
    cases = [("The sea.", SEA), ("x", SEA_SHORT), ("", SEA), ("The sea.", crash)]
    infos = [verl.compute_score(**call(*case)) for case in cases]
    assert all(list(info) == KEYS for info in infos)
    assert all(type(value) is float for info in infos for value in info.values())
    assert all(column.dtype == np.float64 for column in stacked(infos).values())


def test_a_crashing_checker_is_no_verdict(crash: str) -> None:
    info = verl.compute_score(**call("The sea.", crash))
    assert (info["score"], info["acc"], info["no_verdict"]) == (0.0, 0.0, 1.0)
    assert (info["n_pass"], info["n_total"]) == (1.0, 2.0)


def test_extra_info_is_not_changed() -> None:
    given = call("The sea.")
    before = copy.deepcopy(given["extra_info"])
    verl.compute_score(**given)
    assert given["extra_info"] == before


@pytest.mark.parametrize("extra_info", [None, {}])
def test_without_extra_info(extra_info: Any) -> None:
    assert verl.compute_score("gonogo", "The sea.", SEA, extra_info)["score"] == 1.0


def test_unknown_keywords_are_ignored() -> None:
    """With a reward model verl passes the router's address and a tokenizer."""
    given = call("The sea.", reward_router_address="10.0.0.1:8000", reward_model_tokenizer=object())
    assert verl.compute_score(**given)["score"] == 1.0


def test_settings_come_through_reward_kwargs() -> None:
    """verl binds reward_kwargs with functools.partial; hydra makes lists of its own kind."""
    text = "The wide blue sea."
    assert functools.partial(verl.compute_score, policy="mean")(**call(text, SEA_SHORT))["score"] == 0.5
    assert verl.compute_score(**call(text, SEA_SHORT, policy="weighted", weights=[3, 1]))["score"] == 0.75
    by_kind = {"keywords.include": 1, "count.words": 3}
    assert verl.compute_score(**call(text, SEA_SHORT, policy="weighted", weights=by_kind))["score"] == 0.25
    assert verl.compute_score(**call(text, SEA_SHORT, policy=None, strict=False))["score"] == 0.0


def test_strict_raises(crash: str) -> None:
    with pytest.raises(Exception, match=r"broken|crash"):
        verl.compute_score(**call("The sea.", crash, strict=True))


def test_an_unreadable_row_names_itself() -> None:
    with pytest.raises(RowError, match=r"data_source 'gonogo', extra_info\.index 3"):
        verl.compute_score(**call("The sea.", "[{]"))


def test_the_struct_that_parquet_makes_of_a_list() -> None:
    """Arrow turns a list of structs into an object array and fills absent fields with None."""
    filled = [
        {"kind": "keywords.include", "keywords": ["sea"], "amount": None},
        {"kind": "count.words", "keywords": None, "amount": {"high": 3}},
    ]
    assert verl.compute_score(**call("The sea.", np.array(filled, dtype=object)))["n_pass"] == 2.0
    assert verl.compute_score(**call("The sea.", filled))["n_pass"] == 2.0


# ---------------------------------------------------------------------- asynchronous, batch, processes
def test_async_is_a_real_coroutine_function() -> None:
    assert inspect.iscoroutinefunction(verl.compute_score_async)
    assert not inspect.iscoroutinefunction(verl.compute_score)


def test_async_on_one_loop() -> None:
    async def step() -> list[dict[str, float]]:
        texts = ["The sea.", "No."] * 10
        return await asyncio.gather(*(verl.compute_score_async(**call(text)) for text in texts))

    infos = asyncio.run(step())
    assert stacked(infos)["score"].tolist() == [1.0, 0.0] * 10


def test_async_takes_settings() -> None:
    given = call("The wide blue sea.", SEA_SHORT, policy="mean", reward_router_address=None)
    assert asyncio.run(verl.compute_score_async(**given))["score"] == 0.5


def test_the_executor_of_the_naive_manager() -> None:
    async def run_single(text: str) -> dict[str, float]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(None, lambda: verl.compute_score(**call(text)))

    async def step() -> list[dict[str, float]]:
        return await asyncio.gather(*(run_single(text) for text in ["The sea.", "No."] * 50))

    assert stacked(asyncio.run(step()))["score"].tolist() == [1.0, 0.0] * 50


def test_batch_agrees_with_single_calls(crash: str) -> None:
    texts = ["The sea.", "The wide blue sea.", "", "The sea."]
    specs = [SEA, SEA_SHORT, SEA, crash]
    together = verl.compute_score_batch(**batch(texts, specs))
    assert together == [verl.compute_score(**call(*case)) for case in zip(texts, specs, strict=True)]


def test_batch_of_one_and_settings() -> None:
    given = batch(["The wide blue sea."], [SEA_SHORT])
    assert [info["score"] for info in verl.compute_score_batch(**given, policy="mean", num_examine=0)] == [0.5]
    before = copy.deepcopy(given["extra_infos"].tolist())
    verl.compute_score_batch(**given)
    assert given["extra_infos"].tolist() == before


def test_batch_of_unequal_lengths() -> None:
    with pytest.raises(BatchError):
        verl.compute_score_batch(**batch(["a", "b"], [SEA]))


def test_threads_share_the_reward_of_their_settings() -> None:
    policies = ["all", "mean"] * 100
    with ThreadPoolExecutor(8) as pool:
        scores = list(
            pool.map(
                lambda policy: verl.compute_score(**call("The wide blue sea.", SEA_SHORT, policy=policy))["score"],
                policies,
            )
        )
    assert scores == [0.0, 0.5] * 100


def test_pickled_into_a_spawned_process() -> None:
    function = functools.partial(verl.compute_score, policy="mean")
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(function, (), call("The wide blue sea.", SEA_SHORT))["score"] == 0.5
    assert pickle.loads(pickle.dumps(verl.compute_score_async)) is verl.compute_score_async


def test_a_row_of_the_documented_dataset() -> None:
    row = {
        "data_source": "gonogo",
        "prompt": [{"role": "user", "content": "Mention the sea in at most 3 words."}],
        "ability": "instruction_following",
        "reward_model": {"style": "rule", "ground_truth": SEA_SHORT},
        "extra_info": {"split": "train", "index": 0},
    }
    row = json.loads(json.dumps(row))
    info = verl.compute_score(
        data_source=row["data_source"],
        solution_str="The sea.",
        ground_truth=row["reward_model"]["ground_truth"],
        extra_info=row["extra_info"],
    )
    assert info["acc"] == 1.0
