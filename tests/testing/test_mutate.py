"""Mutants are made where it is decided, put in place, told apart, and taken away again."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

import pytest

from gonogo.constraints import catalogue
from gonogo.testing import mutate
from gonogo.testing.cases import kind_of, pool
from gonogo.testing.mutate import mutate_kind, targets
from gonogo.units import Keyword, Placeholders


def test_the_mutants_of_a_sound_checker_are_killed(zoo: ModuleType) -> None:
    kind = kind_of("zoo:sound_prohibition")
    report = mutate_kind(kind, pool(kind).cases)
    assert report.total >= 4
    assert report.killed == report.total, report.survivors
    assert report.share == 1.0


def test_without_cases_nothing_is_killed(zoo: ModuleType) -> None:
    report = mutate_kind(kind_of("zoo:sound_prohibition"), [])
    assert report.killed == 0
    assert len(report.survivors) == report.total > 0


def test_weak_cases_leave_survivors(zoo: ModuleType) -> None:
    kind = kind_of("zoo:off_by_one")
    passing = [case for case in pool(kind).cases if case.label]
    report = mutate_kind(kind, passing)
    assert 0 < report.killed < report.total


def test_the_checker_is_as_it_was_afterwards(zoo: ModuleType) -> None:
    before = zoo.SoundProhibition.judge
    kind = kind_of("zoo:sound_prohibition")
    mutate_kind(kind, pool(kind).cases[:5], helpers=True)
    assert zoo.SoundProhibition.judge is before
    assert all(case.judge() is case.label for case in pool(kind).cases)


def test_helpers_are_followed_within_the_module_only_on_request() -> None:
    assert [target.label for target in targets(Placeholders)] == ["Placeholders.spans"]
    names = [target.label for target in targets(Placeholders, helpers=True)]
    assert "_names_something" in names
    assert "fenced" not in names


@pytest.mark.parametrize("kind", list(catalogue(plugins=False)))
def test_every_kind_has_something_to_mutate(kind: str) -> None:
    """Also one whose unit leaves the decision to the functions that read a text."""
    assert next(mutants_of(kind), None) is not None


@pytest.mark.parametrize("kind", list(mutate.EQUIVALENT))
def test_each_mutant_called_equivalent_is_one(kind: str) -> None:
    stale = set(mutate.EQUIVALENT[kind]) - set(mutants_of(kind))
    assert not stale, "the code has changed: look at these anew, and drop or restate them in testing/equivalent"


def mutants_of(name: str) -> Iterator[str]:
    kind = catalogue(plugins=False)[name]
    for target in targets(kind.owner, delegates=mutate.DELEGATES.get(name, ())):
        yield from (str(mutant) for mutant, _ in target.mutants())


def test_a_function_is_replaced_wherever_it_was_imported() -> None:
    found = targets(Keyword, delegates=mutate.DELEGATES["count.keyword"])
    (target,) = [one for one in found if one.name == "occurrences"]
    with target.replaced(lambda *args: 7):
        assert kind_of("keywords.include").make({"keywords": ["sea"]}).check("no such word")
    assert not kind_of("keywords.include").make({"keywords": ["sea"]}).check("no such word")


def test_nothing_to_mutate_is_not_called_everything() -> None:
    report = mutate.MutationReport("acme:none", 0, 0, ())
    assert report.share is None
    assert str(report) == "acme:none: nothing to mutate"


def test_equivalent_mutants_are_not_counted(zoo: ModuleType) -> None:
    kind = kind_of("zoo:sound_prohibition")
    before = mutate_kind(kind, [])
    known = str(before.survivors[0])
    mutate.EQUIVALENT[kind.name] = {known: "for the sake of the test"}
    try:
        after = mutate_kind(kind, [])
    finally:
        del mutate.EQUIVALENT[kind.name]
    assert after.total == before.total - 1
    assert known not in map(str, after.survivors)


def test_reasons_and_evidence_are_left_alone() -> None:
    for kind in catalogue(plugins=False).values():
        for target in targets(kind.owner):
            for mutant, _ in target.mutants():
                assert "closeness" not in mutant.before
                assert not mutant.before.startswith(("f'", 'f"'))


def test_a_mutant_that_never_ends_is_killed(zoo: ModuleType) -> None:
    kind = catalogue()["title"]
    report = mutate_kind(kind, pool(kind).cases)  # `while at >= 0` has mutants that never leave the loop
    assert report.killed > 0
