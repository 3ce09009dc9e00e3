"""TRL for real: whole runs of ``GRPOTrainer.train()`` on a CPU, with our functions in ``reward_funcs``."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

trl = pytest.importorskip("trl", reason="TRL is not installed here; tests/trainers/trainers.sh runs this test")

from gonogo.adapters.trl import make, reward, reward_async  # noqa: E402
from trainers import tiny  # noqa: E402

EASY = json.dumps([{"kind": "count.words", "amount": {"high": 500}}])
MIXED = json.dumps([{"kind": "count.words", "amount": {"high": 500}}, {"kind": "json"}])
MOSTLY = json.dumps([{"kind": "count.letter", "letter": "e", "amount": {"low": 1}}])


def rows(*sets: str | None, chat: bool = True) -> list[dict[str, Any]]:
    made = []
    for i, constraints in enumerate(sets):
        text = f"Write something, number {i}."
        made.append({"prompt": [{"role": "user", "content": text}] if chat else text, "constraints": constraints})
    return made


def trained(
    tmp_path: Path, rewards: Any, data: list[dict[str, Any]], steps: int = 3, **settings: Any
) -> tuple[Any, list[dict[str, Any]]]:
    """Train, and return the trainer with what it logged at each step."""
    from datasets import Dataset

    tokenizer = tiny.tokenizer()
    arguments = trl.GRPOConfig(
        output_dir=str(tmp_path), per_device_train_batch_size=4, num_generations=4, max_completion_length=16,
        max_steps=steps, logging_steps=1, report_to=[], use_cpu=True, bf16=False, save_strategy="no",
        learning_rate=1e-3, disable_tqdm=True, seed=0, **settings,
    )  # fmt: skip
    trainer = trl.GRPOTrainer(
        model=tiny.model(tokenizer), processing_class=tokenizer, reward_funcs=rewards, args=arguments,
        train_dataset=Dataset.from_list(data),
    )  # fmt: skip
    trainer.train()
    return trainer, [entry for entry in trainer.state.log_history if "reward" in entry]


def test_a_whole_run(tmp_path: Path) -> None:
    _, logged = trained(tmp_path, reward, rows(EASY, MIXED, MOSTLY, EASY))
    assert len(logged) == 3
    for step in logged:
        assert step["rewards/gonogo/mean"] == pytest.approx(step["gonogo/acc"])
        assert step["gonogo/no_verdict_rate"] == 0
        assert 0 <= step["reward"] <= 1


def test_the_reward_is_that_of_the_constraints(tmp_path: Path) -> None:
    easy, impossible = (trained(tmp_path / name, reward, rows(*[spec] * 4))[1] for name, spec in
                        (("easy", EASY), ("hard", json.dumps([{"kind": "count.words", "amount": {"low": 900}}]))))  # fmt: skip
    assert {step["reward"] for step in easy} == {1.0}
    assert {step["reward"] for step in impossible} == {0.0}


def test_metrics_per_constraint(tmp_path: Path) -> None:
    _, logged = trained(tmp_path, make("mean"), rows(*[MIXED] * 4))
    for step in logged:
        assert step["gonogo_mean/by_id/count.words/pass_rate"] == 1.0
        assert step["gonogo_mean/by_id/json/pass_rate"] == 0.0
        assert step["rewards/gonogo_mean/mean"] == 0.5


def test_asynchronous_and_plain_prompts(tmp_path: Path) -> None:
    _, logged = trained(tmp_path, [reward_async, make("mean")], rows(MIXED, EASY, MIXED, EASY, chat=False),
                        reward_weights=[1.0, 0.5])  # fmt: skip
    assert all({"rewards/gonogo/mean", "rewards/gonogo_mean/mean"} <= set(step) for step in logged)


def test_none_only_where_there_is_no_verdict(tmp_path: Path) -> None:
    """A row of another task has no constraints: our reward is None there, and another reward decides."""

    def other(completions: list[Any], **columns: Any) -> list[float]:
        return [0.25] * len(completions)

    _, logged = trained(tmp_path, [reward, other], rows(EASY, None, "[]", ""), steps=4)
    means = sorted(step["reward"] for step in logged)
    assert means == pytest.approx([0.25, 0.25, 0.25, 1.25])
    assert sum(step["gonogo/acc"] is not None and not math.isnan(step["gonogo/acc"]) for step in logged) == 1


def test_the_table_of_completions_says_what_was_missed(tmp_path: Path) -> None:
    trainer, _ = trained(tmp_path, reward, rows(*[MIXED] * 4), steps=1, log_completions=True)
    extra = trainer._logs["extra"]
    assert set(extra["gonogo/not_passed"]) == {"json"}
    assert set(extra["gonogo/acc"]) == {0.0}


def test_ifeval_columns(tmp_path: Path) -> None:
    data = [{"prompt": [{"role": "user", "content": "Hi."}], "instruction_id_list": ["punctuation:no_comma"],
             "kwargs": "[{}]", "key": i} for i in range(4)]  # fmt: skip
    _, logged = trained(tmp_path, reward, data)
    assert all("gonogo/by_id/count.commas/pass_rate" in step for step in logged)


def test_an_unreadable_row_stops_the_run_and_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"row 0: unknown kind 'count\.wrds'; did you mean 'count\.words'"):
        trained(tmp_path, reward, rows(*['[{"kind": "count.wrds"}]'] * 4))


def test_the_command_line_takes_the_dotted_path(tmp_path: Path) -> None:
    tokenizer = tiny.tokenizer()
    tokenizer.save_pretrained(tmp_path / "model")
    tiny.model(tokenizer).save_pretrained(tmp_path / "model")
    (tmp_path / "data").mkdir()
    lines = "".join(json.dumps(row) + "\n" for row in rows(EASY, MIXED, EASY, MIXED))
    (tmp_path / "data" / "train.jsonl").write_text(lines, encoding="utf-8")
    command = [
        str(Path(sys.executable).with_name("trl")), "grpo", "--model_name_or_path", str(tmp_path / "model"),
        "--dataset_name", str(tmp_path / "data"), "--reward_funcs", "gonogo.adapters.trl.reward",
        "--output_dir", str(tmp_path / "out"), "--per_device_train_batch_size", "4", "--num_generations", "4",
        "--max_completion_length", "8", "--max_steps", "1", "--logging_steps", "1", "--report_to", "none",
        "--use_cpu", "true", "--bf16", "false", "--save_strategy", "no", "--dtype", "float32",
    ]  # fmt: skip
    found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert found.returncode == 0, found.stderr[-3000:]
    assert "rewards/gonogo/mean" in found.stdout + found.stderr
