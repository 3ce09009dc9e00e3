"""Strategies give texts whose truth is known without asking a checker, and shrink to short ones."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

from gonogo import parse
from gonogo.constraint import Constraint
from gonogo.constraints import catalogue
from gonogo.errors import SpecError, UnknownValue
from gonogo.testing.strategies import constraints, near_miss, satisfying, sets, violating

NO_COMMA = parse({"kind": "count.commas", "amount": {"high": 0}})
FORTY_WORDS = parse({"kind": "count.words", "amount": {"low": 40}})
quick = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


def my_reward(text: str) -> float:
    """Stand for a reward under test, written without gonogo."""
    return 0.0 if "," in text else 1.0


@quick
@given(satisfying(NO_COMMA), violating(NO_COMMA), near_miss(NO_COMMA))
def test_a_reward_of_ones_own_against_texts_with_known_truth(good: str, bad: str, nearly: str) -> None:
    assert my_reward(good) > my_reward(bad) == my_reward(nearly)


@quick
@given(st.data())
def test_what_satisfies_passes_and_what_violates_fails(data: st.DataObject) -> None:
    constraint = data.draw(constraints(data.draw(st.sampled_from(("acrostic", "title", "keywords.include", "json")))))
    assert constraint.check(data.draw(satisfying(constraint)))
    assert not constraint.check(data.draw(violating(constraint)))
    assert not constraint.check(data.draw(near_miss(constraint)))


def test_a_defect_is_found_and_shrinks_to_a_short_text(zoo: ModuleType) -> None:
    broken = parse({"kind": "zoo:off_by_one", "amount": {"high": 1}})
    shortest = find(violating(broken), broken.check, settings=settings(database=None, deadline=None))
    assert shortest.count("~") == 2
    assert len(shortest.split()) == 5, shortest


def test_texts_shrink_to_one_short_sentence() -> None:
    text = find(satisfying(NO_COMMA), lambda text: True, settings=settings(database=None))
    assert len(text.split()) == 3


@quick
@given(satisfying(FORTY_WORDS, edits=False))
def test_without_edits_texts_are_plain(text: str) -> None:
    assert "\u200b" not in text
    assert "\r" not in text


@quick
@given(constraints())
def test_constraints_of_any_kind_are_read_back(constraint: Constraint) -> None:
    assert parse(constraint.to_json()) == constraint


@quick
@given(sets(3))
def test_sets_hold_different_kinds(drawn: tuple[Any, ...]) -> None:
    assert len({one.kind for one in drawn}) == 3


def test_what_is_wrong_is_said() -> None:
    with pytest.raises(UnknownValue, match=r"did you mean 'count\.words'"):
        constraints("count.wordz")
    with pytest.raises(SpecError, match=rf"there are 1 to {len(catalogue())} kinds"):
        sets(0)


def test_only_this_module_imports_hypothesis() -> None:
    code = "import sys, gonogo.testing.fuzz, gonogo.testing.laws, gonogo.cli; print('hypothesis' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
