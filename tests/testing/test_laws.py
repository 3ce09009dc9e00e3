"""The laws catch checkers with known defects, and let sound ones pass."""

from __future__ import annotations

from random import Random
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gonogo.constraints import catalogue
from gonogo.testing.cases import Case, build, kind_of, pool
from gonogo.testing.edits import EDITS
from gonogo.testing.hostile import AWKWARD, HOSTILE, JUNK
from gonogo.testing.laws import LAWS, _sound, break_laws, every_case
from gonogo.testing.processes import differences

DEFECTS = {
    "zoo:always_true": "violate",
    "zoo:substring": "violate",
    "zoo:sees_invisibles": "unseen",
    "zoo:off_by_one": "amounts",
    "zoo:crash_on_empty": "total",
    "zoo:random": "repeats",
    "zoo:vacuous": "vacuous",
    "zoo:score_upside_down": "nearer",
    "zoo:silent_parameter": "describe",
    "zoo:wrong_example": "examples",
    "zoo:remembers": "repeats",
    "zoo:early_differs": "early",
    "zoo:false_lemma": "implies",
    "zoo:wrong_evidence": "score",
    "zoo:cannot_write": "satisfy",
    "zoo:writes_wrong": "satisfy",
    "zoo:forgetful": "round_trip",
    "zoo:draws_by_chance": "sample",
    "count.zoo_ants": "count_spans",
}


@pytest.mark.parametrize("name", ["zoo:sound", "zoo:sound_count", "zoo:sound_prohibition"])
def test_a_sound_checker_breaks_no_law(zoo: ModuleType, name: str) -> None:
    assert break_laws(name) == []


@pytest.mark.parametrize(("name", "law"), DEFECTS.items())
def test_a_defect_breaks_the_law_it_should(zoo: ModuleType, name: str, law: str) -> None:
    breaches = break_laws(name, [law])
    assert breaches
    assert all(breach.kind == name and breach.law == law and breach.message for breach in breaches)


@pytest.mark.parametrize("name", ["zoo:always_true", "zoo:off_by_one", "zoo:wrong_example"])
def test_a_breach_shows_constraint_and_text(zoo: ModuleType, name: str) -> None:
    message = break_laws(name, [DEFECTS[name]])[0].message
    assert f'"kind": "{name}"' in message
    assert "text: '" in message


def test_a_quadratic_checker_is_caught_by_its_growth(zoo: ModuleType) -> None:
    law = LAWS["linear"].check
    with pytest.raises(AssertionError, match="times as long"):
        law(kind_of("zoo:quadratic"), "one_word")


@pytest.mark.slow
def test_a_linear_checker_is_not_steep(zoo: ModuleType) -> None:
    assert break_laws("zoo:sound", ["linear"]) == []


def test_a_checker_that_depends_on_the_hash_seed_is_caught(zoo: ModuleType) -> None:
    found = differences([kind_of("zoo:hash_order"), kind_of("zoo:sound")], modules=["tests.testing.zoo"])
    assert found
    assert all("zoo:hash_order" in line for line in found)


def test_the_zoo_is_no_part_of_the_table_of_defects_by_accident(zoo: ModuleType) -> None:
    elsewhere = {"zoo:quadratic", "zoo:hash_order", *zoo.SOUND}
    assert set(zoo.OWNERS) == set(DEFECTS) | elsewhere


def test_cases_are_the_same_for_the_same_seed_and_differ_for_another() -> None:
    kind = catalogue()["count.commas"]
    one, again, other = build(kind, 4, 0), build(kind, 4, 0), build(kind, 4, 1)
    assert one.cases == again.cases
    assert {case.text for case in one.of("satisfy")} != {case.text for case in other.of("satisfy")}


def test_every_origin_is_there_and_an_edit_keeps_the_label() -> None:
    cases = pool(catalogue()["count.commas"]).cases
    origins = {case.origin.split(":")[0] for case in cases}
    assert origins == {"example", "satisfy", "near_miss", "violate", "amount", "edit"}
    for case in cases:
        if case.parent is not None:
            assert case.label is case.parent.label
            assert case.text != case.parent.text


def test_no_text_stands_twice_under_one_constraint() -> None:
    cases = pool(catalogue()["count.words"]).cases
    assert len({(case.constraint.fingerprint, case.text) for case in cases}) == len(cases)


def test_ids_are_unique_and_every_kind_meets_every_law_of_one_case() -> None:
    kinds = [catalogue()[name] for name in ("count.words", "title")]
    ids = [name for name, *_ in every_case(kinds)]
    assert len(set(ids)) == len(ids)
    for kind in kinds:
        for law in ("satisfy", "score", "early", "implies", "both_verdicts", "mutants"):
            assert f"{kind.name}::{law}::all" in ids


def test_hostile_texts_have_about_the_length_asked_for() -> None:
    for name, make in HOSTILE.items():
        assert 0.9 * 10_000 <= len(make(10_000)) <= 1.1 * 10_000, name


def test_edits_change_only_what_they_say() -> None:
    text = 'Café people say "well, don\'t" often enough.\nSome plain words stand here.'
    edited = {edit.name: edit.apply(text, Random(1)) for edit in EDITS}
    assert edited["crlf"] == text.replace("\n", "\r\n")
    assert edited["curly"].split("\n")[0] == "Café people say “well, don’t” often enough."
    assert edited["straight"] == text
    assert edited["nfd"].startswith("Cafe\u0301 people")
    assert edited["emphasis"].count("*") == 2
    assert edited["strong"].count("*") == 4
    assert edited["surrounding_blanks"].strip() == text


@pytest.mark.parametrize("kind", [name for name in catalogue(plugins=False) if "zoo" not in name])
@settings(max_examples=25, deadline=None, derandomize=True)
@given(text=st.one_of(
    st.text(st.characters(), max_size=80),
    st.text(st.sampled_from(list("aA1 \n\t*_#->.,!?\"'`[](){}<>|~:\\\u200b\u0301\ud800“”今é🎉")), max_size=120),
    st.lists(st.sampled_from([*AWKWARD.values(), *JUNK]), max_size=4).map("\n".join),
))  # fmt: skip
def test_any_text_gets_a_verdict(kind: str, text: str) -> None:
    entry = catalogue()[kind]
    for seed in range(2):
        _sound(entry.sample(Random(seed)), text)


def test_a_case_shows_what_it_is() -> None:
    kind = catalogue()["title"]
    case = Case("title", kind.make({}), "text", False, "example")
    assert "truth: fail" in case.show()
    assert '"kind": "title"' in case.show()
