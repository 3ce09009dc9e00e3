"""TRL's call, as recorded from GRPOTrainer: every argument by keyword, every column a list as long as the batch."""

from __future__ import annotations

import asyncio
import copy
import inspect
import json
import math
import multiprocessing
import pickle
import subprocess
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from gonogo.adapters import trl
from gonogo.errors import BatchError, SpecError

SEA = json.dumps([{"kind": "keywords.include", "keywords": ["sea"]}])
SEA_SHORT = json.dumps(
    [{"kind": "keywords.include", "keywords": ["sea"]}, {"kind": "count.words", "amount": {"high": 3}}]
)


class Logs:
    """What TRL's trainer does with ``log_metric`` and ``log_extra``."""

    def __init__(self) -> None:
        self.metrics: dict[str, list[float]] = defaultdict(list)
        self.extra: dict[str, list[Any]] = defaultdict(list)

    def log_metric(self, name: str, value: float) -> None:
        self.metrics[name].append(value)

    def log_extra(self, column: str, values: list[Any]) -> None:
        self.extra[column].extend(values)


def call(texts: list[str], logs: Logs | None = None, *, chat: bool = True, **columns: Any) -> dict[str, Any]:
    """Return the keyword arguments of one call: ``texts`` are the completions of one prompt."""
    n = len(texts)
    prompts: list[Any] = [[{"role": "user", "content": "Write about the sea."}] for _ in texts]
    completions: list[Any] = [[{"role": "assistant", "content": text}] for text in texts]
    logs = logs or Logs()
    return {
        "prompts": prompts if chat else ["Write about the sea:"] * n,
        "completions": completions if chat else texts,
        "completion_ids": [[1, 2, 3]] * n,
        "kind": [{"a": 1, "b": None}] * n,
        "trainer_state": object(),
        "log_metric": logs.log_metric,
        "log_extra": logs.log_extra,
        **columns,
    }


@pytest.fixture(autouse=True)
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORLD_SIZE", raising=False)


@pytest.mark.parametrize("chat", [True, False])
def test_one_reward_per_completion(chat: bool) -> None:
    texts = ["The sea.", "The seaside.", "Sea", ""]
    rewards = trl.reward(**call(texts, chat=chat, constraints=[SEA] * 4))
    assert rewards == [1.0, 0.0, 1.0, 0.0]
    assert all(type(value) is float for value in rewards)


def test_a_single_sample() -> None:
    assert trl.reward(**call(["A long walk by the sea"], constraints=[SEA_SHORT])) == [0.0]


def test_the_last_assistant_turn_is_judged_after_tool_calls() -> None:
    given = call([""], constraints=[SEA])
    given["completions"] = [
        [
            {"role": "assistant", "content": "Let me look.", "tool_calls": [{"function": {"name": "look"}}]},
            {"role": "tool", "name": "look", "content": "A forest."},
            {"role": "assistant", "content": "I see the sea."},
        ]
    ]
    assert trl.reward(**given) == [1.0]


def test_without_the_loggers() -> None:
    """AsyncGRPO passes no trainer_state, log_metric or log_extra."""
    given = call(["The sea."], constraints=[SEA])
    for name in ("trainer_state", "log_metric", "log_extra"):
        del given[name]
    assert trl.reward(**given) == [1.0]


def test_the_call_leaves_its_arguments_alone() -> None:
    given = call(["The sea.", "No."], constraints=[SEA, SEA_SHORT])
    data = {name: value for name, value in given.items() if isinstance(value, list)}
    before = copy.deepcopy(data)
    trl.reward(**given)
    assert data == before


def test_none_only_without_a_verdict(crash: str) -> None:
    texts = ["The sea.", "The sea.", "The sea.", "The sea."]
    assert trl.reward(**call(texts, constraints=[SEA, crash, None, "[]"])) == [1.0, None, None, None]


def test_a_batch_without_any_verdict(crash: str) -> None:
    logs = Logs()
    assert trl.reward(**call(["a", "b"], logs, constraints=[None, None])) == [None, None]
    assert trl.reward(**call(["The sea.", "The sea."], logs, constraints=[crash] * 2)) == [None, None]
    assert logs.metrics["gonogo/no_verdict_rate"][1] == 1.0


# ---------------------------------------------------------------------- columns
def test_a_missing_column_names_those_seen() -> None:
    with pytest.raises(SpecError, match=r"'constraints'.*columns seen: constraint, kind\.") as caught:
        trl.reward(**call(["The sea."], constraint=[SEA]))
    assert "log_metric" not in str(caught.value)


def test_columns_of_another_length() -> None:
    with pytest.raises(BatchError, match="2 completions but 1 rows"):
        trl.reward(**call(["a", "b"], constraints=[SEA]))


def test_an_unreadable_row_raises() -> None:
    with pytest.raises(SpecError, match=r"keywords\.includ"):
        trl.reward(**call(["a"], constraints=[SEA.replace("include", "includ")]))


@pytest.mark.parametrize("as_text", [True, False])
def test_ifeval_columns(as_text: bool) -> None:
    kwargs: list[dict[str, Any]] = [{"num_words": None}, {"num_words": 3, "relation": "at least"}]
    ids = ["punctuation:no_comma", "length_constraints:number_words"]
    columns = {"instruction_id_list": [ids] * 3, "kwargs": [json.dumps(kwargs) if as_text else kwargs] * 3}
    assert trl.reward(**call(["One two three", "One, two, three", "One"], **columns)) == [1.0, 0.0, 0.0]


def test_ifeval_rows_without_instructions_have_no_verdict() -> None:
    columns = {"instruction_id_list": [None, [], ["punctuation:no_comma"]], "kwargs": [None, [], [{}]]}
    assert trl.reward(**call(["a", "a", "a"], **columns)) == [None, None, 1.0]


# ---------------------------------------------------------------------- logs
def test_metrics_of_one_process() -> None:
    logs = Logs()
    trl.reward(**call(["The sea.", "No.", "By the wide sea."], logs, constraints=[SEA, SEA_SHORT, SEA_SHORT]))
    assert logs.metrics["gonogo/acc"] == [pytest.approx(1 / 3)]
    assert logs.metrics["gonogo/by_id/keywords.include/pass_rate"] == [pytest.approx(2 / 3)]
    assert logs.metrics["gonogo/by_id/count.words/pass_rate"] == [pytest.approx(1 / 2)]
    assert logs.metrics["gonogo/no_verdict_rate"] == [0.0]


def test_the_completions_table() -> None:
    logs = Logs()
    trl.reward(**call(["The sea.", "I ran to the hills", "x"], logs, constraints=[SEA, SEA_SHORT, None]))
    acc = logs.extra["gonogo/acc"]
    assert acc[:2] == [1.0, 0.0]
    assert math.isnan(acc[2])
    assert logs.extra["gonogo/not_passed"] == ["", "keywords.include; count.words", ""]


def test_all_processes_log_the_same_names(monkeypatch: pytest.MonkeyPatch, crash: str) -> None:
    """TRL gathers per metric name: two processes with different names would hang."""
    monkeypatch.setenv("WORLD_SIZE", "2")
    batches = [
        [SEA],
        [SEA_SHORT],
        [None],
        [crash],
        [json.dumps([{"kind": "count.words", "amount": {"low": 1}}])],
    ]
    names = set()
    for batch in batches:
        logs = Logs()
        trl.reward(**call(["The sea."], logs, constraints=batch))
        names.add((frozenset(logs.metrics), frozenset(logs.extra)))
        assert {len(values) for values in logs.metrics.values()} == {1}
    assert len(names) == 1


# ---------------------------------------------------------------------- what TRL asks of the object
def test_names_differ_where_settings_do() -> None:
    settings: list[dict[str, Any]] = [
        {},
        {"policy": "mean"},
        {"policy": "weighted", "weights": [1, 2]},
        {"policy": "weighted", "weights": [2, 1]},
        {"policy": "weighted", "weights": {"json": 2.0}},
        {"strict": True},
        {"reading": "raw"},
    ]
    names = [trl.make(**one).__name__ for one in settings]
    assert len(set(names)) == len(settings)
    assert trl.make(name="mine").__name__ == "mine"
    assert trl.reward.__name__ == "gonogo"


def test_a_named_reward_logs_under_its_name() -> None:
    logs = Logs()
    trl.make("mean", name="soft")(**call(["No sea, no sun, no sand."], logs, constraints=[SEA_SHORT]))
    assert {name.partition("/")[0] for name in [*logs.metrics, *logs.extra]} == {"soft"}


def test_policies() -> None:
    given = call(["No sea, no sun, no sand."], constraints=[SEA_SHORT])
    assert trl.make("mean")(**given) == [0.5]
    assert trl.make("weighted", weights=[3, 1])(**given) == [0.75]
    assert trl.make("weighted", weights={"count.words": 3})(**given) == [0.25]
    assert trl.reward(**given) == [0.0]


def test_strict_raises(crash: str) -> None:
    with pytest.raises(Exception, match=r"broken|crash"):
        trl.make(strict=True)(**call(["The sea."], constraints=[crash]))


@pytest.mark.parametrize("function", [trl.reward, trl.make("mean")])
def test_synchronous_and_two_named_parameters(function: Any) -> None:
    """TRL asks for a coroutine function, axolotl counts parameters, unsloth reads the name."""
    assert not inspect.iscoroutinefunction(function)
    assert list(inspect.signature(function).parameters)[:2] == ["prompts", "completions"]
    assert function.__name__


def test_async_is_a_real_coroutine_function() -> None:
    assert inspect.iscoroutinefunction(trl.reward_async)


def test_async_gathered() -> None:
    logs = Logs()

    async def batch() -> list[list[float | None]]:
        calls = [call(["The sea.", str(i)], logs, constraints=[SEA, SEA]) for i in range(20)]
        return await asyncio.gather(*(trl.reward_async(**one) for one in calls))

    assert asyncio.run(batch()) == [[1.0, 0.0]] * 20
    assert len(logs.metrics["gonogo/acc"]) == 20


def test_threads() -> None:
    calls = [call([f"The sea {i}."], constraints=[[SEA, SEA_SHORT][i % 2]]) for i in range(200)]
    calls[7] = call(["The wide blue sea."], constraints=[SEA_SHORT])
    with ThreadPoolExecutor(8) as pool:
        rewards = list(pool.map(lambda one: trl.reward(**one), calls))
    assert [i for i, value in enumerate(rewards) if value != [1.0]] == [7]


def test_pickled_into_a_spawned_process() -> None:
    """AsyncGRPO scores in a spawned child."""
    given = {"prompts": ["p"] * 2, "completions": ["The sea.", "No."], "completion_ids": [[1]] * 2}
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        for function in (trl.reward, trl.make("mean", name="soft")):
            assert pool.apply(function, (), {**given, "constraints": [SEA] * 2}) == [1.0, 0.0]


@pytest.mark.parametrize("function", [trl.reward, trl.reward_async])
def test_functions_pickle_by_reference(function: Any) -> None:
    assert pickle.loads(pickle.dumps(function)) is function


def test_instances_keep_their_name_and_policy() -> None:
    copied = pickle.loads(pickle.dumps(trl.make("mean", name="soft")))
    assert copied.__name__ == "soft"
    assert copied(**call(["No sea, no sun, no sand."], constraints=[SEA_SHORT])) == [0.5]


def test_no_trainer_is_imported() -> None:
    code = (
        "import sys, gonogo.adapters.trl, gonogo.adapters.verl, gonogo.adapters.openrlhf; "
        "print(sorted({'torch', 'trl', 'verl', 'openrlhf', 'ray', 'transformers', 'datasets'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
