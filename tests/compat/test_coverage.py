"""Which published id is loaded as which kinds."""

from __future__ import annotations

import pytest
from tests.compat.test_formats import LEGACY, VERIFIF
from tests.compat.test_ifeval import KWARGS

from gonogo.compat import REGISTRIES, ids, load
from gonogo.compat import coverage as module
from gonogo.compat.coverage import OFF, SUITES, TITLES, bare, covered, covering, notes, places, shared
from gonogo.constraint import kinds_of
from gonogo.constraints import catalogue
from gonogo.errors import SpecError, UnknownValue

GIVEN = {
    "ifeval": [(id, kwargs) for id, kwargs in KWARGS.items()],
    "open-instruct-legacy": [(case[0], case[1]) for case in LEGACY],
    "verifif": [(case[0], case[1]) for case in VERIFIF],
}


def one_of(registry: str, id: str) -> module.Covered:
    return next(one for one in covered(registry) if one.id == id)


@pytest.mark.parametrize("registry", REGISTRIES)
def test_every_id_is_there_once_and_its_kinds_exist(registry: str) -> None:
    found = [one.id for one in covered(registry)]
    assert len(found) == len(set(found))
    assert {bare(id) for id in found} == {bare(id) for id in ids(registry)}
    for one in covered(registry):
        assert set(one.alone) <= set(one.kinds) <= set(catalogue())
        assert one.alone


@pytest.mark.parametrize("registry", GIVEN)
def test_rows_are_loaded_as_what_is_said(registry: str) -> None:
    for id, kwargs in GIVEN[registry]:
        made = load(registry, id, kwargs)
        one = one_of(registry, id)
        assert made.kind in one.alone
        assert set(kinds_of(made.to_dict())) <= set(one.kinds)
        assert set(kwargs) <= set(one.arguments)


@pytest.mark.parametrize(
    ("registry", "id", "kinds", "alone"),
    [
        ("ifeval", "change_case:english_capital", {"all", "case", "language"}, {"all"}),
        ("ifbench", "ratio:stop_words", {"ratio", "count.stop_words", "count.words"}, {"ratio"}),
        ("nemo", "citation_if:cite", {"citations", "citations.none"}, {"citations", "citations.none"}),
        ("verifif", "detectable_format:heading_depth", {"headings.levels"}, {"headings.levels"}),
        ("m-ifeval", "ja:letters:no_katakana", {"count.script"}, {"count.script"}),
    ],
)
def test_kinds_of_an_id(registry: str, id: str, kinds: set[str], alone: set[str]) -> None:
    one = one_of(registry, id)
    assert (set(one.kinds), set(one.alone)) == (kinds, alone)
    for kind in kinds:
        assert one in covering(kind)


def test_an_id_with_two_names_stands_once() -> None:
    assert "letters:kanji" in ids("m-ifeval")
    assert [one.id for one in covered("m-ifeval") if one.bare == "letters:kanji"] == ["ja:letters:kanji"]
    english = [one.id for one in covered("lm-eval") if one.bare == "punctuation:no_comma"]
    assert english == ["ca:punctuation:no_comma", "es:punctuation:no_comma", "punctuation:no_comma"]


def test_what_is_taken_over_from_ifeval() -> None:
    assert shared("ifbench", "punctuation:no_comma")
    assert shared("m-ifeval", "es:startend:end_checker")
    assert not shared("m-ifeval", "ja:punctuation:no_comma")
    assert not shared("ifeval", "punctuation:no_comma")
    assert notes(one_of("ifbench", "punctuation:no_comma")) == notes(one_of("ifeval", "punctuation:no_comma")) != ()
    assert notes(one_of("ru-ifeval", "keywords:frequency")) == ()


@pytest.mark.parametrize("name", sorted(catalogue(plugins=False)))
def test_every_source_names_an_id_that_is_loaded_as_the_kind(name: str) -> None:
    for source in catalogue()[name].sources:
        found = [one for one in covering(name) if one.registry == SUITES[source.suite] and bare(source.id) == one.bare]
        assert found, f"{source.suite} {source.id} is not loaded as {name}"


def test_what_is_switched_off_loads() -> None:
    for registry, off in OFF.items():
        assert set(off) <= {one.id for one in covered(registry)}
        assert registry in TITLES
    assert set(TITLES) == set(REGISTRIES) >= set(SUITES.values())
    assert len(covered("ifeval")) - len(OFF["ifeval"]) == len(KWARGS)


def test_places_name_registries_and_languages() -> None:
    found = [one for one in covering("quoted") if one.bare == "startend:quotation"]
    assert places(found) == (
        "ifbench, ifeval, ifeval-pp, iftrain, verifif, lm-eval (ca, en, es), m-ifeval (en, es, fr, ja), ru-ifeval"
    )


def test_unknown_registry_and_an_id_without_arguments() -> None:
    with pytest.raises(UnknownValue, match="did you mean 'ifbench'"):
        covered("ifbnch")

    def strict(kwargs: module.Kwargs) -> module.Constraint:
        raise SpecError("never")

    with pytest.raises(SpecError, match=r"acme id: no arguments could be made up for it; add them"):
        module._covered("acme", "id", strict)
