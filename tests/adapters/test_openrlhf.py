"""OpenRLHF's call, as recorded from its SingleTurnAgentExecutor: three lists of one, by position, from a pool thread."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import logging
import multiprocessing
import sys
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from gonogo.adapters import openrlhf
from gonogo.reward import Reward

SEA = json.dumps([{"kind": "keywords.include", "keywords": ["sea"]}])
SEA_SHORT = json.dumps(
    [{"kind": "keywords.include", "keywords": ["sea"]}, {"kind": "count.words", "amount": {"high": 3}}]
)
PROMPT = "<|im_start|>user\nWrite a few words about the sea.<|im_end|>\n<|im_start|>assistant\n"


class FakeTensor:
    """As much of a torch tensor as OpenRLHF uses of a reward."""

    def __init__(self, values: list[float], dtype: str) -> None:
        assert isinstance(values, list)
        self.array = np.asarray(values, dtype=np.float32)
        self.dtype = dtype
        self.shape = self.array.shape

    def tolist(self) -> list[float]:
        return self.array.tolist()


@pytest.fixture
def fake_torch(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    torch = ModuleType("torch")
    torch.float32 = "float32"  # type: ignore[attr-defined]
    torch.tensor = lambda values, dtype: FakeTensor(values, dtype)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "torch", torch)
    return torch


@pytest.fixture
def no_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)  # makes `import torch` fail


@pytest.fixture(autouse=True)
def fresh_log() -> None:
    openrlhf._complain.cache_clear()


def judge(response: str, label: Any = SEA, prompt: str = PROMPT, query: str | None = None) -> dict[str, float]:
    """Call as OpenRLHF does, and return every number of the one sample."""
    result = openrlhf.reward_func([prompt + response if query is None else query], [prompt], [label])
    logs = {name: column.tolist() for name, column in result["extra_logs"].items()}
    columns = {"rewards": result["rewards"].tolist(), "scores": result["scores"].tolist(), **logs}
    assert all(len(column) == 1 for column in columns.values())
    return {name: column[0] for name, column in columns.items()}


def all_vectors(result: dict[str, Any]) -> list[Any]:
    assert list(result) == ["rewards", "scores", "extra_logs"]
    assert list(result["extra_logs"]) == ["n_pass", "n_total", "no_answer", "no_verdict"]
    return [result["rewards"], result["scores"], *result["extra_logs"].values()]


@pytest.mark.parametrize("n", [0, 1, 3])
def test_one_dimensional_tensors(fake_torch: ModuleType, n: int) -> None:
    result = openrlhf.reward_func([PROMPT + "The sea.<|im_end|>"] * n, [PROMPT] * n, [SEA] * n)
    for vector in all_vectors(result):
        assert isinstance(vector, FakeTensor)
        assert (vector.shape, vector.dtype) == ((n,), "float32")


@pytest.mark.parametrize("n", [0, 1, 3])
def test_arrays_without_torch(no_torch: None, n: int) -> None:
    result = openrlhf.reward_func([PROMPT + "The sea.<|im_end|>"] * n, [PROMPT] * n, [SEA] * n)
    for vector in all_vectors(result):
        assert isinstance(vector, np.ndarray)
        assert (vector.shape, vector.dtype) == ((n,), np.float32)


def test_the_prompt_and_the_special_tokens_are_not_judged(no_torch: None) -> None:
    assert judge("The sea.<|im_end|>", SEA_SHORT)["rewards"] == 1.0
    assert judge("The hills.<|im_end|>")["rewards"] == 0.0  # "sea" is in the prompt
    assert judge("The wide sea air.<|im_end|>", SEA_SHORT)["n_pass"] == 1.0


def test_an_empty_answer(no_torch: None) -> None:
    assert judge("<|im_end|>") == {
        "rewards": 0.0, "scores": 0.0, "n_pass": 0.0, "n_total": 1.0, "no_answer": 1.0, "no_verdict": 0.0,
    }  # fmt: skip


def test_an_own_begin_token_before_the_prompt(no_torch: None) -> None:
    assert judge("", query="<s>" + PROMPT + "The sea.", label=SEA_SHORT)["rewards"] == 1.0
    assert judge("", prompt="Say a word: ", query="<|begin_of_text|>Say a word: sea", label=SEA)["rewards"] == 1.0


def test_a_prompt_that_was_cut_at_its_beginning(no_torch: None) -> None:
    """OpenRLHF keeps the last tokens of a prompt that is too long."""
    assert judge("", query=PROMPT[9:] + "The sea.", label=SEA_SHORT)["rewards"] == 1.0
    assert judge("", query=PROMPT[30:] + "The hills.")["rewards"] == 0.0


def test_a_prompt_that_is_not_there_is_no_verdict(no_torch: None, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        numbers = judge("", query="An entirely different text about the sea.")
    assert (numbers["rewards"], numbers["no_verdict"]) == (0.0, 1.0)
    assert "does not begin with its prompt" in caplog.text


def test_reasoning_that_the_template_opens(no_torch: None) -> None:
    prompt = PROMPT + "<think>\n"
    answered = "They want the sea. Let me think about it a little more.\n</think>\n\nThe sea.<|im_end|>"
    assert judge(answered, SEA_SHORT, prompt)["rewards"] == 1.0
    cut_off = judge("They want the sea", SEA_SHORT, prompt)
    assert (cut_off["rewards"], cut_off["no_answer"]) == (0.0, 1.0)


def test_a_raw_reading_gets_the_response_as_it_is(no_torch: None) -> None:
    raw = partial(openrlhf.reward_func, reward=Reward(reading="raw"))
    result = raw([PROMPT + "<think>\nThe sea."], [PROMPT + "<think>\n"], [SEA_SHORT])
    assert result["rewards"].tolist() == [1.0]


def test_scores_are_accuracies_whatever_the_policy(no_torch: None) -> None:
    """Dynamic filtering goes by the scores."""
    reward_func = partial(openrlhf.reward_func, reward=Reward("mean"))
    result = reward_func([PROMPT + "No sea, no sun, no sand."], [PROMPT], [SEA_SHORT])
    assert (result["rewards"].tolist(), result["scores"].tolist()) == ([0.5], [0.0])


# ---------------------------------------------------------------------- never raises
@pytest.mark.parametrize(
    "label",
    ["", None, "not JSON", "[{]", "{}", '[{"kind": "count.wrods"}]', 17, ["x"], float("nan")],
    ids=repr,
)
def test_unreadable_labels(no_torch: None, caplog: pytest.LogCaptureFixture, label: Any) -> None:
    with caplog.at_level(logging.ERROR):
        numbers = judge("The sea.", label)
    assert (numbers["rewards"], numbers["scores"], numbers["no_verdict"]) == (0.0, 0.0, 1.0)
    assert len(caplog.records) == 1


def test_a_crashing_checker(no_torch: None, crash: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        numbers = judge("The sea.", crash)
    assert (numbers["rewards"], numbers["no_verdict"]) == (0.0, 1.0)
    assert (numbers["n_pass"], numbers["n_total"]) == (1.0, 2.0)
    assert "test:crash" in caplog.text


def test_a_strict_reward(no_torch: None, crash: str) -> None:
    reward_func = partial(openrlhf.reward_func, reward=Reward(strict=True))
    assert reward_func([PROMPT + "The sea."], [PROMPT], [crash])["extra_logs"]["no_verdict"].tolist() == [1.0]


@pytest.mark.parametrize("query", [None, 3, b"bytes"])
def test_queries_that_are_no_text(no_torch: None, query: Any) -> None:
    result = openrlhf.reward_func([query], [PROMPT], [SEA])
    assert result["extra_logs"]["no_verdict"].tolist() == [1.0]


def test_one_bad_row_does_not_spoil_the_others(no_torch: None) -> None:
    result = openrlhf.reward_func([PROMPT + "The sea."] * 3, [PROMPT] * 3, [SEA, "[{]", SEA])
    assert result["rewards"].tolist() == [1.0, 0.0, 1.0]
    assert result["extra_logs"]["no_verdict"].tolist() == [0.0, 1.0, 0.0]


def test_lists_of_unequal_length(no_torch: None) -> None:
    result = openrlhf.reward_func([PROMPT + "The sea."] * 2, [PROMPT] * 2, [SEA])
    assert result["rewards"].tolist() == [1.0, 0.0]
    assert result["extra_logs"]["no_verdict"].tolist() == [0.0, 1.0]


def test_the_same_fault_is_logged_once(no_torch: None, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        for _ in range(5):
            judge("The sea.", "[{]")
    assert len(caplog.records) == 1


# ---------------------------------------------------------------------- where it runs
def test_the_two_line_file(no_torch: None, tmp_path: Path) -> None:
    """OpenRLHF loads a file by its path and takes its ``reward_func``."""
    path = tmp_path / "my_reward.py"
    path.write_text("from gonogo.adapters.openrlhf import reward_func\n", encoding="utf-8")
    spec = importlib.util.spec_from_file_location("reward_func", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.reward_func([PROMPT + "The sea."], [PROMPT], [SEA])["rewards"].tolist() == [1.0]


def test_threads_of_the_event_loop(no_torch: None) -> None:
    async def rollouts() -> list[dict[str, Any]]:
        texts = ["The sea.", "The hills."] * 50
        calls = ([[PROMPT + text + "<|im_end|>"], [PROMPT], [SEA]] for text in texts)
        return await asyncio.gather(*(asyncio.to_thread(openrlhf.reward_func, *one) for one in calls))

    assert [result["rewards"].tolist()[0] for result in asyncio.run(rollouts())] == [1.0, 0.0] * 50


def test_pickled_into_a_spawned_process() -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        for function, expected in (
            (openrlhf.reward_func, 0.0),
            (partial(openrlhf.reward_func, reward=Reward("mean")), 0.5),
        ):
            result = pool.apply(function, ([PROMPT + "No sea, no sun, no sand."], [PROMPT], [SEA_SHORT]))
            assert result["rewards"].tolist() == [expected]


def test_a_row_of_the_documented_dataset(no_torch: None) -> None:
    row = json.loads(json.dumps({"prompt": "Mention the sea in at most 3 words.", "constraints": SEA_SHORT}))
    assert judge("The sea.", row["constraints"], PROMPT + row["prompt"])["scores"] == 1.0
