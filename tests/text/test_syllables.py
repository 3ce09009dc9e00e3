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
