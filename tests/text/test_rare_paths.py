"""Texts that only rare branches of the readers know: each with what a reader says of it."""

from __future__ import annotations

import re

import pytest

from gonogo import View, parse
from gonogo.text import (
    casing,
    dates,
    fixed_forms,
    french,
    links,
    loose_ends,
    records,
    sentence_ends,
    syllables,
    theses,
    verbs,
)


def holds(spec: dict[str, object], text: str) -> bool:
    return parse(spec).check(text)


def test_a_sentence_of_figures_begins_with_a_figure() -> None:
    assert holds({"kind": "case", "case": "sentence"}, "It is so. 12 34.")
    assert list(casing._firsts(View("It is so. 12 34."))) == [(0, 0), (10, 10)]


def test_inline_code_inside_a_block_is_part_of_it() -> None:
    text = "```\n`a` b\n```\nand `c`"
    assert [text[a:b] for a, b in casing._code(text)] == ["```\n`a` b\n```", "`c`"]


@pytest.mark.parametrize(("two", "year"), [("69", 1969), ("99", 1999), ("00", 2000), ("68", 2068), (None, 2000)])
def test_two_figures_of_a_year(two: str | None, year: int) -> None:
    assert dates._century(two) == year


def test_a_sentence_without_words_has_no_end() -> None:
    assert [last for last, _, _ in sentence_ends._ends("a. !! b.", [(0, 1), (6, 7)], [(0, 2), (3, 5), (6, 8)])] == [
        1,
        7,
    ]


@pytest.mark.parametrize(("text", "noun"), [("c'est le tien", False), ("un tien vaut mieux", True), ("tien", True)])
def test_a_noun_of_thine(text: str, noun: bool) -> None:
    match = re.search("tien", text)
    assert match is not None
    assert french._is_noun(text, match) is noun


def test_an_address_ends_a_text() -> None:
    text = "There is more of it to be read at https://example.com/a"
    assert loose_ends._needs_no_mark(View(text), text)


def test_hosts() -> None:
    assert list(links.links("See http://... now")) == []
    assert [link.host for link in links.links("http://[::1]/a and https://u@Example.com:80/b.")] == [
        "[::1]",
        "example.com",
    ]


@pytest.mark.parametrize(
    ("text", "balanced"),
    [
        ('He said "Go,"she left.', True),
        ("“It ’is so” then", True),
        ("“It 'is so” then", True),
        ("“It ‘is so” then", True),
        ("«It is “so» then", False),
        ("“It is «so” then", False),
    ],
)
def test_quotation_marks_that_close_too_much(text: str, balanced: bool) -> None:
    assert holds({"kind": "balanced"}, text) is balanced


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("is the eagle is here", "it begins with 'is'"),
        ("the is eagle here", "'the' stands before 'is'"),
        ("eagle of is it here", "'of' stands before 'is'"),
        ("eagle is is here", "'is' stands before 'is'"),
        ("the eagle is here", ""),
    ],
)
def test_words_in_no_english_order(words: str, why: str) -> None:
    assert fixed_forms.sentence_fault(words.split()) == why


def test_a_text_in_parts_is_no_sentence() -> None:
    assert fixed_forms.stops_inside("the answer: an eagle") == "it is in several parts"


def test_a_reading_without_kana_reads_nothing() -> None:
    assert not holds({"kind": "furigana"}, "漢字（abc）")
    assert not holds({"kind": "furigana"}, "漢字（ー）")
    assert not holds({"kind": "furigana"}, "漢字（12）")
    assert not holds({"kind": "furigana"}, "食べる（のむ）")
    assert not holds({"kind": "furigana"}, "漢字（かんじ）と食べ物（ぬ）と木")


@pytest.mark.parametrize("text", ['"x"y,z', 'a,"b'])
def test_a_broken_field(text: str) -> None:
    assert None in list(records.rows(text, ","))


def test_syllables_of_forms() -> None:
    assert ("d", "hurry") in syllables._stems("hurried")
    assert [
        syllables._added(stem, ending)
        for stem, ending in (("want", "ed"), ("jump", "ed"), ("hurry", "d"), ("sing", "ing"))
    ] == [1, 0, 0, 1]
    assert syllables._by_rule("possibly") == 3


def test_theses_of_odd_texts() -> None:
    led = "Here is what you asked for:\n\n<i>Salt is old.</i> It dries.\n\n<i>The sea is older.</i> It stays."
    assert holds({"kind": "sections.thesis"}, led)
    long = "word " * 40 + "\n\n# One\n\n<i>Salt.</i> It dries.\n\n# Two\n\n<i>Sea.</i> It stays."
    assert not holds({"kind": "sections.thesis"}, long)
    assert theses._apart([(0, 5), (3, 6), (7, 9)]) == [(0, 5), (7, 9)]


def test_forms_of_verbs() -> None:
    assert ("fly", "s") in list(verbs._stems("flies"))
    assert verbs.strength("resing") in (verbs.NONE, verbs.SURE)


def test_figures_have_no_case_to_alternate() -> None:
    assert holds({"kind": "case", "case": "alternating"}, "sO iT iS 12 tImEs.")
    assert not holds({"kind": "case", "case": "alternating"}, "So it is 12 times.")
