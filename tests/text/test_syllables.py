"""Syllables: against a list written by hand before anything counted it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gonogo.text.syllables import syllables

LISTED = Path(__file__).parent / "syllable_cases.txt"


def listed() -> list[tuple[str, frozenset[int]]]:
    found = []
    for line in LISTED.read_text("utf-8").splitlines():
        counts, _, words = line.partition(": ")
        if not line.startswith("#"):
            found += [(word, frozenset(map(int, counts.split("-")))) for word in words.split()]
    return found


def test_the_list_is_long_enough_to_say_something() -> None:
    assert len(listed()) >= 400


@pytest.mark.parametrize(("word", "counts"), listed())
def test_common_words(word: str, counts: frozenset[int]) -> None:
    found = syllables(word)
    if len(counts) == 1:
        assert counts <= found
        assert len(found) <= 2
    else:
        assert found == counts


@pytest.mark.parametrize(
    ("word", "counts"),
    [
        ("7", {2}), ("12", {1}), ("21", {3}), ("70", {3}), ("77", {5}), ("1999", {1, 2}), ("3.14", {1, 2}), ("10th", {1, 2}),
        ("GPS", {3}), ("WWW", {9}), ("DVDs", {3}), ("NASA", {2, 4}), ("USA", {3}), ("AI", {2}), ("state-of-the-art", {4}),
        ("don’t", {1}), ("didn't", {2}), ("cats'", {1}), ("boss's", {2}), ("it'll", {1, 2}), ("o'clock", {2}), ("café", {2}),
        ("naïve", {2}), ("天", set()), ("кот", set()), ("", set()), ("'", set()),
    ],
)  # fmt: skip
def test_other_tokens(word: str, counts: set[int]) -> None:
    assert syllables(word) == counts
