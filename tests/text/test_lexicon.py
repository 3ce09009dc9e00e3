"""Word lists."""

from __future__ import annotations

import pytest

from gonogo.text.language import LANGUAGES, entirely_in
from gonogo.text.lexicon import FILLER, SAMPLES, words_of
from gonogo.text.words import count_words


def test_filler_is_plain_lower_case_english() -> None:
    assert len(set(FILLER)) == len(FILLER) >= 150
    assert all(word.isascii() and word.isalpha() and word.islower() for word in FILLER)
    assert all(count_words(word) == 1 for word in FILLER)


def test_english_words_are_the_filler() -> None:
    assert words_of("en") is FILLER


@pytest.mark.parametrize("code", ["de", "fr", "ru"])
def test_words_of_a_listed_language(code: str) -> None:
    words = words_of(code)
    assert len(words) >= 20
    assert all(len(word) > 1 and not word.startswith(("#", "[")) for word in words)
    assert words_of(code) is words


@pytest.mark.parametrize("code", sorted(SAMPLES))
def test_samples_are_in_their_language(code: str) -> None:
    assert code in LANGUAGES
    assert words_of(code) == SAMPLES[code]
    assert entirely_in(" ".join(SAMPLES[code]), code).holds


def test_an_unlisted_language_has_no_words() -> None:
    assert words_of("xx") == ()
