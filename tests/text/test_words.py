"""Words are what one character at a time says; what decides without reading everything agrees with what does."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import ascii_prose, pieces, texts

from gonogo.text.chars import CORE, DIGIT, DIGIT_JOINER, EACH, JOINER, MARK, RUN, classify
from gonogo.text.parts import Part, beginning, parts, word_counts, words_of_parts
from gonogo.text.view import View
from gonogo.text.words import count_words, places

long_texts = st.lists(st.one_of(pieces, ascii_prose), min_size=8, max_size=30).map(" and so on. ".join)


def one_by_one(text: str) -> list[str] | None:
    """Return the words, each character looked at by itself; None where the text holds something rare."""
    bits = [classify(char) for char in text]
    rare = ("](", "```", "~~~", "://", "www.", "**")
    if any(mark in text for mark in rare) or any(b & (EACH | RUN | MARK) for b in bits):
        return None
    shown = list(text)
    for i, char in enumerate(text):
        around = bits[max(0, i - 1)] & (bits[i + 1] if i + 1 < len(text) else 0) if i else 0
        joins = (bits[i] & JOINER and around & CORE) or (bits[i] & DIGIT_JOINER and around & DIGIT)
        if (
            char == "."
            and text[i - 1 : i].islower()
            and text[i + 1 : i + 2].isupper()
            and text[i + 2 : i + 3].islower()
        ):
            joins = False
        if not (bits[i] & CORE or joins):
            shown[i] = " "
    return [word for line in _lines(shown, text) for word in line.split()]


def _lines(shown: list[str], text: str) -> list[str]:
    """Return the lines of ``shown`` without the numbers of list items in ``text``."""
    found, start = [], 0
    for line in text.split("\n"):
        item = re.match(r"[ \t>]*(?:[-+*][ \t]+)?(\d{1,3}[.)])(?=[ \t])", line)
        found.append("".join(shown[start + (item.end() if item else 0) : start + len(line)]))
        start += len(line) + 1
    return found


@given(st.one_of(texts, ascii_prose))
@example("1. one, 1,234 10:30\n > - 12) end.Next Ph.D don't- R&D x_ 1,2,a")
@example("a.B.c aa.Bb.cc ½·x é’s")
def test_words_are_those_read_one_character_at_a_time(text: str) -> None:
    view = View(text)
    known = one_by_one(view.text)
    if known is not None:
        assert list(view.words) == known


@given(st.one_of(texts, ascii_prose))
@example("See http://a.b/\x1cc now and\x1cthen")
def test_the_vocabulary_is_the_words_folded(text: str) -> None:
    view = View(text)
    assert view.vocabulary == [view.folded[a:b].replace("*", "") for a, b in view.words.offsets]
    assert view.count_words() == len(view.words) == count_words(view.text)


@given(long_texts)
@example("So *it* (is): [a](b c d) and so on. " * 9)
def test_the_lead_holds_words_that_follow_each_other(text: str) -> None:
    view = View(text)
    words, at = list(view.words), 0
    for before, word in pairwise(["", *view.lead]):
        if before and word:
            assert words[at] == word
        elif word:
            at = words.index(word, at)
        at += bool(word)


def test_the_lead_says_nothing_of_what_is_rare() -> None:
    rest = " and so on" * 20
    assert View("Salt, (sea) don't" + rest).lead[:4] == ["Salt", "sea", "", "and"]
    assert View("Salt" + rest).lead[:2] == ["Salt", "and"]
    for start in ("`a b", "~~~ sh", "[a](b c", "é"):
        assert View(start + rest).lead == []
    assert View("Salt and so on").lead == []


def test_places() -> None:
    assert list(places(["a", "b", "a"], "a")) == [0, 2]
    assert list(places(["a"], "b")) == []


@given(long_texts)
def test_an_opening_has_the_first_words_of_the_whole(text: str) -> None:
    view = View(text)
    head = view.opening
    if head is not None:
        n = len(head.words)
        assert head.words.offsets == View(text).words.offsets[:n]
        assert head.vocabulary == View(text).vocabulary[:n]
        assert list(View(text).each_word()) == View(text).words.offsets


@given(long_texts, st.integers(1, 2000))
def test_words_before_a_place_are_those_of_the_whole(text: str, end: int) -> None:
    view, whole = View(text), View(text).words.offsets
    for place in (end, end // 2, end + 100):
        found = view.words_before(place)
        assert found == whole[: len(found)]
        assert [span for span in found if span[0] < place] == [span for span in whole if span[0] < place]


@given(texts, st.lists(st.integers(1, 6), min_size=1, max_size=3))
def test_first_sentences_are_those_of_the_whole(text: str, sizes: list[int]) -> None:
    view, whole = View(text), View(text).sentences.offsets
    for n in sizes:
        found = view.first_sentences(n)
        assert found == whole[: len(found)]
        assert len(found) >= min(n, len(whole))


@pytest.mark.parametrize("of", ["word", "sentence", "line", "paragraph"])
@given(text=long_texts)
def test_a_beginning_holds_the_first_parts_and_their_words(of: Part, text: str) -> None:
    begun = beginning(View(text), of)
    if begun is not None:
        head, spans = begun
        view = View(text)
        assert spans == parts(view, of)[: len(spans)]
        assert words_of_parts(head, spans) == words_of_parts(view, spans)
        assert word_counts(view, spans) == list(map(len, words_of_parts(view, spans)))
