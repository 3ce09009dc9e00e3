"""verl for real: its reward managers, its reward loop on Ray, its dataset class, and its older batched manager."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

verl = pytest.importorskip("verl", reason="verl is not installed here; tests/trainers/trainers.sh runs this test")

import numpy as np  # noqa: E402
import ray  # noqa: E402
import torch  # noqa: E402
from omegaconf import OmegaConf  # noqa: E402
from verl import DataProto  # noqa: E402

from gonogo.adapters import verl as adapter  # noqa: E402
from trainers import tiny  # noqa: E402

TEXTS = ["a b", "a, b", "a b c d", ""]
SPECS = [
    [{"kind": "count.commas", "amount": 0}],
    [{"kind": "count.commas", "amount": 0}],
    [{"kind": "count.commas", "amount": 0}, {"kind": "count.words", "amount": {"high": 3}}],
    [{"kind": "count.commas", "amount": 0}],
]
STRICT = [1.0, 0.0, 0.0, 0.0]  # every constraint is met, by reading
SHARE = [1.0, 0.0, 0.5, 0.0]
KEYS = {"acc", "n_pass", "n_total", "no_answer", "no_verdict", "score"}


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Any:
    made = tiny.tokenizer()
    made.folder = str(tmp_path_factory.mktemp("tokenizer"))
    made.save_pretrained(made.folder)
    return made


def batch(tokenizer: Any, prompts: int = 12, responses: int = 16) -> DataProto:
    """Return a batch as verl's rollout leaves it: padded prompts and responses, and the rows' columns."""
    columns: dict[str, list[list[int]]] = {"prompts": [], "responses": [], "attention_mask": []}
    for i, text in enumerate(TEXTS):
        prompt = tokenizer(f"say {i}", add_special_tokens=False)["input_ids"]
        answer = [*tokenizer(text, add_special_tokens=False)["input_ids"], tokenizer.eos_token_id]
        before, after = prompts - len(prompt), responses - len(answer)
        columns["prompts"].append([tokenizer.pad_token_id] * before + prompt)
        columns["responses"].append(answer + [tokenizer.pad_token_id] * after)
        columns["attention_mask"].append([0] * before + [1] * (len(prompt) + len(answer)) + [0] * after)
    tensors = {name: torch.tensor(rows) for name, rows in columns.items()}
    tensors["input_ids"] = torch.cat([tensors["prompts"], tensors["responses"]], 1)
    n = len(TEXTS)
    plain: dict[str, list[Any]] = {
        "data_source": ["verifiable_if"] * n,
        "reward_model": [{"style": "rule", "ground_truth": json.dumps(spec)} for spec in SPECS],
        "extra_info": [{"index": i} for i in range(n)],
        "raw_prompt": [[{"role": "user", "content": f"say {i}"}] for i in range(n)],
    }
    return DataProto.from_dict(
        tensors=tensors, non_tensors={name: np.array(rows, dtype=object) for name, rows in plain.items()}
    )


def settings(tokenizer: Any, manager: str, function: str = "compute_score", **kwargs: Any) -> Any:
    return OmegaConf.create({
        "trainer": {"experiment_name": "test"},
        "actor_rollout_ref": {"model": {"path": tokenizer.folder, "tokenizer_path": tokenizer.folder}},
        "reward": {
            "num_workers": 2, "max_concurrent": 4, "timeout": 60,
            "custom_reward_function": {"path": "pkg://gonogo.adapters.verl", "name": function, "reward_kwargs": kwargs},
            "reward_manager": {"source": "register", "name": manager, "module": {"path": None, "name": None}},
            "reward_model": {"enable": False}, "sandbox_fusion": {"url": None},
        },
        "algorithm": {"gdpo_reward_keys": ["score"]},
    })  # fmt: skip


# ---------------------------------------------------------------------- the reward managers, in this process
@pytest.mark.parametrize("function", ["compute_score", "compute_score_async"])
@pytest.mark.parametrize("manager", ["naive", "dapo", "gdpo", "rate_limited"])
def test_managers(tokenizer: Any, manager: str, function: str) -> None:
    from verl.trainer.ppo.reward import load_reward_manager

    async def scored() -> list[dict[str, Any]]:
        made = load_reward_manager(settings(tokenizer, manager, function), tokenizer)
        data = batch(tokenizer)
        return [await made.run_single(data[i : i + 1]) for i in range(len(data))]

    loop = asyncio.new_event_loop()  # verl's managers ask for the thread's loop when they are made
    asyncio.set_event_loop(loop)
    try:
        found = loop.run_until_complete(scored())
    finally:
        asyncio.set_event_loop(None)
        loop.close()
    assert [one["reward_score"] for one in found] == STRICT
    for one in found:
        assert set(one["reward_extra_info"]) >= KEYS
        assert all(isinstance(value, float) for key, value in one["reward_extra_info"].items() if key in KEYS)
    assert [one["reward_extra_info"]["no_answer"] for one in found] == [0.0, 0.0, 0.0, 1.0]


def test_the_older_batched_manager(tokenizer: Any) -> None:
    import verl.workers.reward_manager as older

    made = older.get_reward_manager_cls("batch")(
        tokenizer=tokenizer, num_examine=0, compute_score=adapter.compute_score_batch
    )
    found = made(batch(tokenizer), return_dict=True)
    assert found["reward_tensor"].sum(1).tolist() == STRICT
    assert found["reward_extra_info"]["n_total"] == [1.0, 1.0, 2.0, 1.0]


# ---------------------------------------------------------------------- on Ray
@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    found_at = os.pathsep.join(path for path in sys.path if path)
    ray.init(
        num_cpus=4, include_dashboard=False, _node_ip_address="127.0.0.1", log_to_driver=False,
        runtime_env={"env_vars": {"PYTHONPATH": found_at, "HF_HUB_OFFLINE": "1"}},
    )  # fmt: skip
    yield
    ray.shutdown()


@pytest.mark.parametrize(
    ("manager", "kwargs", "expected"),
    [("naive", {}, STRICT), ("dapo", {"policy": "mean"}, SHARE), ("remote", {}, STRICT)],
)
def test_the_reward_loop_on_ray(
    tokenizer: Any, cluster: None, manager: str, kwargs: dict[str, Any], expected: list[float]
) -> None:
    from verl.experimental.reward_loop import RewardLoopManager

    made = RewardLoopManager(settings(tokenizer, manager, **kwargs))
    try:
        found = made.compute_rm_score(batch(tokenizer))
        assert found.batch["rm_scores"].sum(1).tolist() == expected
        assert set(found.meta_info["reward_extra_keys"]) >= KEYS
        assert found.non_tensor_batch["acc"].tolist() == STRICT
    finally:
        for worker in made.reward_loop_workers:
            ray.kill(worker)


# ---------------------------------------------------------------------- the dataset
def test_rows_go_through_parquet_and_verls_dataset(tokenizer: Any, tmp_path: Path) -> None:
    import pandas as pd
    from verl.utils.dataset.rl_dataset import RLHFDataset, collate_fn

    rows = [
        {"data_source": "verifiable_if", "prompt": [{"role": "user", "content": f"say {i}"}], "ability": "if",
         "reward_model": {"style": "rule", "ground_truth": json.dumps(spec)}, "extra_info": {"index": i}}
        for i, spec in enumerate(SPECS)
    ]  # fmt: skip
    pd.DataFrame(rows).to_parquet(tmp_path / "train.parquet")
    config = OmegaConf.create({"max_prompt_length": 64, "prompt_key": "prompt", "filter_overlong_prompts": False,
                               "cache_dir": str(tmp_path / "cache"), "return_raw_chat": True})  # fmt: skip
    data = RLHFDataset(data_files=str(tmp_path / "train.parquet"), tokenizer=tokenizer, config=config)
    collated = collate_fn([data[i] for i in range(len(data))])
    found = [
        adapter.compute_score(source, text, truth["ground_truth"], info)
        for source, text, truth, info in zip(
            collated["data_source"], TEXTS, collated["reward_model"], collated["extra_info"], strict=True
        )
    ]
    assert [one["score"] for one in found] == STRICT
