"""ms-swift's call, as recorded from its compute_rewards_per_func: completions by position, columns by keyword."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any

import pytest
from tests.adapters.rows import HALF, MET, SEA_SHORT, drop, fake

from gonogo.adapters import swift
from gonogo.errors import SpecError


class ORM:
    """As much of ms-swift's as there is."""

    def __init__(self, args: Any = None, **kwargs: Any) -> None:
        self.args = args

    def __call__(self, **kwargs: Any) -> list[float]:
        raise NotImplementedError


@pytest.fixture
def orms(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    drop(swift)
    found: dict[str, Any] = {}
    fake(monkeypatch, "swift.rewards", ORM=ORM, orms=found)
    yield found
    drop(swift)


def columns(n: int, specs: list[Any]) -> dict[str, Any]:
    return {
        "messages": [[{"role": "user", "content": "w"}, {"role": "assistant", "content": "x"}]] * n, "constraints": specs,
        "prompt_id": ["a"] * n, "finish_reason": [None] * n, "is_truncated": [False] * n, "trainer_state": object(),
    }  # fmt: skip


def test_as_a_plugin_registers_it(orms: dict[str, Any]) -> None:
    swift.register("gonogo")
    swift.register("soft", policy="mean")
    assert [made.__name__ for made in orms.values()] == ["gonogo", "soft"]  # ms-swift logs the class's name
    texts, specs = [MET, HALF, "", "x"], [SEA_SHORT, SEA_SHORT, SEA_SHORT, None]
    assert orms["gonogo"](args=object())(texts, **columns(4, specs)) == [1.0, 0.0, 0.0, None]
    assert orms["soft"](args=None)(texts, **columns(4, specs)) == [1.0, 0.5, 0.0, None]


def test_no_verdict_is_none(orms: dict[str, Any], crash: str) -> None:
    assert swift.ConstraintReward()([MET, MET], **columns(2, [crash, SEA_SHORT])) == [None, 1.0]


def test_ifeval_columns(orms: dict[str, Any]) -> None:
    given = columns(2, [])
    given["constraints"] = None
    ids = {"instruction_id_list": [["punctuation:no_comma"]] * 2, "kwargs": [[{}]] * 2}
    assert swift.ConstraintReward()(["a b", "a, b"], **{**given, **ids}) == [1.0, 0.0]


def test_a_missing_column(orms: dict[str, Any]) -> None:
    with pytest.raises(SpecError, match="needs a column 'constraints'"):
        swift.ConstraintReward()(["a"], messages=[[]])


def test_the_class_pickles(orms: dict[str, Any]) -> None:
    assert pickle.loads(pickle.dumps(swift.ConstraintReward)) is swift.ConstraintReward
