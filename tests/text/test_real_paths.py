"""Paths that a real response showed: short English, stars between words, reversed sentences."""

from __future__ import annotations

import pytest

from gonogo.amount import Amount, at_least
from gonogo.constraints.backwards import Reversed
from gonogo.constraints.language import Case, Language
from gonogo.text.language_evidence import is_english
from gonogo.text.palindromes import _Joined
from gonogo.text.parts import first_words
from gonogo.text.view import View


@pytest.mark.parametrize(
    ("word", "english"),
    [("carvings", True), ("Innovate", True), ("rainfall", True), ("painter", True), ("Schmetterling", False),
     ("qzxv", False), ("sea" * 11, False)],
)  # fmt: skip
def test_is_english(word: str, english: bool) -> None:
    assert is_english(word) is english


@pytest.mark.parametrize(
    ("text", "english"),
    [("carvings", True), ("rainfall painters", True), ("Schmetterling", False), ("carvings 奢居", False)],
)
def test_a_short_answer_of_english_words_is_english(text: str, english: bool) -> None:
    assert Language(language="en").check(text) is english


@pytest.mark.parametrize(
    ("text", "parts"),
    [("One.\n******\nTwo.", False), ("One ****** two", False), ("sea****salt", True), ("a\n****\nsea*****salt", True),
     ("sea`salt", True), ("sea~~salt", True), ("~ about", False), ("plain", False)],
)  # fmt: skip
def test_markers_that_part_words(text: str, parts: bool) -> None:
    assert View(text).markers_part_words is parts


def test_names_of_code_and_addresses_are_no_prose() -> None:
    title = Case(case="title")
    assert title.check("The snake_case Rule of a@b.org at www.example.com")
    assert title.check("Edit main.py and Run It")
    assert not title.check("The snake Rule")


def test_of_a_very_long_text_the_beginning_is_read_for_palindromes() -> None:
    letters = _Joined(["salt", "and", "sea"] * 4_000).letters
    assert letters.startswith("saltandsea")
    assert len(letters) == 20_000


def test_a_part_without_a_word_has_no_first_one() -> None:
    view = View("One two. *** Three.")
    assert first_words(view, [(0, 8), (9, 12), (13, 19)]) == [0, 13]


def test_an_amount_is_read_as_it_is() -> None:
    assert Amount._whole_numbers(at_least(2)) == at_least(2)  # older versions of pydantic hand over what is one already


def test_said_to_have_may_stand_in_a_reversed_sentence() -> None:
    text = "eagle bald the is animal the that written have to said is He"
    assert Reversed(phrases=("bald eagle",)).check(text), Reversed(phrases=("bald eagle",)).explain(text)
