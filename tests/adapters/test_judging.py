"""The numbers that all adapters tell, and classes that are made when they are asked for."""

from __future__ import annotations

import asyncio
import json
import logging
import math
import pickle
import threading
from typing import Any

import numpy as np
import pytest
from tests.adapters.rows import HALF, MET, SEA_SHORT

from gonogo.adapters import judging
from gonogo.adapters.judging import beside
from gonogo.errors import SpecError
from gonogo.reward import Reward


def test_numbers(crash: str) -> None:
    scores = Reward("mean")([MET, HALF, "", MET], [SEA_SHORT, SEA_SHORT, SEA_SHORT, crash])
    found = judging.numbers(scores)
    assert [list(one) for one in found] == [list(judging.NAMES)] * 4
    assert [list(one.values()) for one in found[:3]] == [
        [1.0, 1.0, 2.0, 2.0, 0.0, 0.0],
        [0.5, 0.0, 1.0, 2.0, 0.0, 0.0],
        [0.0, 0.0, 0.0, 2.0, 1.0, 0.0],
    ]
    assert math.isnan(found[3]["score"])
    assert (found[3]["no_verdict"], found[3]["n_pass"]) == (1.0, 1.0)
    assert judging.numbers(scores, 0.0)[3]["score"] == 0.0
    assert all(type(value) is float for one in found for value in one.values())


def test_what_cannot_be_judged(crash: str, caplog: pytest.LogCaptureFixture) -> None:
    judging.complain.cache_clear()
    with pytest.raises(judging.NoVerdict, match=r"test:crash: ZeroDivisionError: the checker is broken"):
        judging.certain(Reward(), MET, crash)
    assert judging.certain(Reward(), "No.", crash)["score"] == 0.0  # a clear failure decides
    with caplog.at_level(logging.ERROR, "gonogo.adapters"):
        found = judging.zeroed(Reward(), [MET, MET, MET], [crash, crash, SEA_SHORT])
    assert [(one["score"], one["no_verdict"]) for one in found] == [(0.0, 1.0), (0.0, 1.0), (1.0, 0.0)]
    assert len(caplog.records) == 1  # the same fault once


def test_rewards_are_made_once_per_settings() -> None:
    assert judging.reward_of({}) is judging.reward_of({"policy": None, "other": 3})
    assert judging.reward_of({"policy": "mean"}) is judging.reward_of({"policy": "mean", "strict": None})
    assert judging.reward_of({"policy": "weighted", "weights": (3, 1)})([HALF], [SEA_SHORT]).reward[0] == 0.75


WORDS = '[{"kind": "count.words", "amount": {"low": 1}}]'


@pytest.mark.parametrize(
    ("text", "spec", "at_once"),
    [
        ("short", WORDS, True),
        ("x" * 4_001, WORDS, False),
        ("short", '[{"kind": "regex", "pattern": "(a+)+$"}]', False),
        ("short", '[{"kind": "not", "constraint": {"kind": "regex", "pattern": "(a+)+$"}}]', False),
        ("short", '[{"kind": "r\\u0065gex", "pattern": "(a+)+$"}]', False),
        ("short", '[{"kind": "json.schema", "schema": {"pattern": "(a+)+$"}}]', False),
        ("short", '[{"kind": "test:crash"}]', False),
        ("short", json.loads(WORDS), False),
        ([{"role": "assistant", "content": "short"}], WORDS, False),
        ("short", "no JSON", True),
    ],
)
def test_only_what_is_sure_to_be_quick_holds_up_the_loop(text: Any, spec: Any, at_once: bool, crash: str) -> None:
    async def where() -> bool:
        return await beside(threading.get_ident, text=text, spec=spec) == threading.get_ident()

    assert asyncio.run(where()) is at_once


@pytest.mark.parametrize("label", [None, "", [], np.array([])])
def test_a_label_that_is_not_there(label: Any) -> None:
    with pytest.raises(SpecError, match=r"label \(--x\) is empty; it holds the JSON string"):
        judging.read_label(label, "label (--x)")


def test_labels() -> None:
    assert len(judging.read_label(SEA_SHORT, "x")) == 2
    assert judging.read_label(np.array([{"kind": "count.commas", "amount": 0}], dtype=object), "x")[0].check("a")
    with pytest.raises(SpecError, match=r"^x: constraints are not JSON"):
        judging.read_label("{", "x")


@pytest.mark.parametrize(
    ("prompt", "response", "expected"),
    [
        ("Q <think>\n", "a</think>b", "<think>\na</think>b"),
        ("Q", "a", "a"),
        ("<think> Q", "a", "a"),
        (None, "a", "a"),
        ([{"role": "user", "content": "<think>"}], "a", "a"),
    ],
)
def test_reasoning_that_the_template_opens(prompt: Any, response: str, expected: str) -> None:
    assert judging.reopened(prompt, response) == expected


def test_a_missing_trainer_says_how_to_install_it() -> None:
    with pytest.raises(ImportError, match=r"needs no_such_trainer\.rewards.*install it with: pip install no-such"):
        judging.needed("no_such_trainer.rewards", "install it with: pip install no-such")


def test_a_class_is_made_once_whoever_asks() -> None:
    made = []

    def make() -> object:
        made.append(1)
        return object()

    namespace: dict[str, Any] = {"__name__": "here"}
    get = judging.lazily(namespace, {"Thing": make})
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(get("Thing"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert set(map(id, found)) == {id(namespace["Thing"])}
    with pytest.raises(AttributeError, match="module 'here' has no attribute 'Other'"):
        get("Other")


ADAPTERS = {
    "verifiers": ("ConstraintTaskset", "pip install verifiers"),
    "nemo_gym": ("ConstraintServer", "pip install nemo-gym"),
    "nemo_rl": ("ConstraintEnvironment", "an installation of NeMo RL"),
    "swift": ("ConstraintReward", "pip install ms-swift"),
    "skyrl": ("ConstraintEnv", "pip install skyrl-gym"),
    "open_instruct": ("ConstraintVerifier", "a checkout of open-instruct"),
    "openenv": ("ConstraintEnvironment", "pip install openenv-core"),
}
ROOTS = {"openenv": "openenv", "skyrl": "skyrl_gym"}


@pytest.mark.parametrize("name", ADAPTERS)
def test_every_adapter_says_what_it_needs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib
    import sys

    adapter = importlib.import_module(f"gonogo.adapters.{name}")
    monkeypatch.setitem(sys.modules, ROOTS.get(name, name), None)  # as if it were not installed
    wanted, says = ADAPTERS[name]
    monkeypatch.delitem(vars(adapter), wanted, raising=False)
    with pytest.raises(ImportError, match=says):
        getattr(adapter, wanted)
    with pytest.raises(AttributeError, match="has no attribute 'Other'"):
        _ = adapter.Other


def test_no_verdict_pickles() -> None:
    error = pickle.loads(pickle.dumps(judging.NoVerdict("no verdict (x)")))
    assert str(error) == "no verdict (x)"
