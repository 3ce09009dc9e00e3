"""Paths that a real response showed: short English, stars between words, reversed sentences."""

from __future__ import annotations

import pytest

from gonogo.constraints.backwards import Reversed
from gonogo.constraints.language import Language
from gonogo.text.language_evidence import is_english
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
    ("text", "ticked"),
    [("One.\n******\nTwo.", False), ("One ****** two", False), ("sea****salt", True), ("a\n****\nsea*****salt", True),
     ("sea`salt", True), ("sea~~salt", True), ("~ about", False), ("plain", False)],
)  # fmt: skip
def test_markers_that_part_words(text: str, ticked: bool) -> None:
    assert View(text).ticked is ticked


def test_said_to_have_may_stand_in_a_reversed_sentence() -> None:
    text = "eagle bald the is animal the that written have to said is He"
    assert Reversed(phrases=("bald eagle",)).check(text), Reversed(phrases=("bald eagle",)).explain(text)
