"""Spelling: labels by hand, by a reader of the instruction."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo.constraint import parse
from gonogo.errors import SpecError


def check(kind: str, params: dict[str, Any], text: str) -> bool:
    return parse({"kind": kind, **params}).check(text)


LENGTH = [
    ({"prime": True}, "We see the moons in the cold sky", False),
    ({"prime": True}, "We see the moons in the sky — or three", True),
    ({"prime": True}, "It's the 365", True),
    ({"prime": True}, "It's 2024", False),
    ({"prime": True}, "don't", False),
    ({"prime": True}, "I", False),
    ({"prime": True}, "...!!!", False),
    ({"prime": True}, "**The** _sky_\n\n1. is red <b>now</b>", True),
    ({"prime": True}, "the café", False),
    ({"prime": True}, "cafe\u0301s", True),
    ({"prime": True}, "天", False),
    ({"prime": True}, "the end. (Note: all words prime.)", False),
    ({"amount": {"low": 2, "high": 5}}, "These are fine", True),
    ({"amount": {"low": 2, "high": 5}}, "A tale", False),
    ({"amount": {"low": 2, "high": 5}}, "Longer tale", False),
    ({"amount": {"low": 3}}, "a", False),
    ({"amount": 4, "prime": False}, "Four tens — I-am", False),
]


@pytest.mark.parametrize(("params", "text", "label"), LENGTH)
def test_word_length(params: dict[str, Any], text: str, label: bool) -> None:
    assert check("words.length", params, text) is label


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({}, "give an amount"),
        ({"amount": 0}, "length of a word"),
        ({"amount": {"low": 8, "high": 10}, "prime": True}, "no prime"),
        ({"amount": {"high": 1}, "prime": True}, "no prime"),
    ],
)
def test_lengths_that_no_word_has(params: dict[str, Any], message: str) -> None:
    with pytest.raises(SpecError, match=message):
        parse({"kind": "words.length", **params})


CLUSTERS = [
    ("Bright stars glow.", True),
    ("Bright stars glow. They shine.", True),
    ("The bells ring.", True),
    ("Bright star above", False),
    ("The very best", False),  # y ends a syllable there: no two consonants
    ("By the lake", False),
    ("Beyond", True),
    ("Ñandú", True),
    ("GRAND LANDS", True),
    ("Plants don't", False),
    ("Plants don’t", False),
    ("Plants - spring", True),
    ("Plants 🌱 spring 1", False),
    ("1. Plants\n2. Springs", True),
    ("re**mark**", True),
    ("a**b**c", True),  # abc
    ("", False),
    ("植物", False),
    ("Größe", True),
    ("<i>Plants</i>", True),
]


@pytest.mark.parametrize(("text", "label"), CLUSTERS)
def test_word_clusters(text: str, label: bool) -> None:
    assert check("words.clusters", {}, text) is label


ALTERNATE = [
    ({}, "The cat", False),
    ({}, "The kitten sat under trees.", True),  # 1 2 1 2 1
    ({}, "Under trees, kittens sat.", True),
    ({}, "**Under** trees — kittens sat.", True),
    ({}, "1. Under trees\n2. Kittens sat", True),
    ({}, "Banana kitten", True),
    ({}, "Banana cat", False),
    ({}, "Every kitten", True),
    ({}, "Every cat", True),
    ({}, "Every fire", False),  # most words are uncertain
    ({}, "The 12 kittens", False),
    ({}, "Kittens 12 kittens", True),
    ({}, "GPS cat kittens", False),
    ({}, "Kittens GPS", True),
    ({}, "well-known cats", True),
    ({}, "Kittens", False),
    ({}, "", False),
    ({}, "小猫 cat", False),
    ({}, "didn’t work", True),
    ({}, "café’s best", True),
    ({"measure": "letters"}, "I am my cook", False),
    ({"measure": "letters"}, "I am the baker’s", True),
]


@pytest.mark.parametrize(("params", "text", "label"), ALTERNATE)
def test_word_alternate(params: dict[str, Any], text: str, label: bool) -> None:
    assert check("words.alternate", params, text) is label


VOWELS = [
    (3, "Cats sit on rocks.", True),
    (3, "Cats sit.", False),
    (3, "Cats sit on red rocks.", False),
    (3, "Çats sît ön", True),
    (2, "Why my cat is", True),
    (0, "", True),
    (3, "ａ ｅ ｉ", True),
    (3, "a e æ ı", True),
    (1, "а", False),  # a purely Cyrillic text has no Latin vowel
]


@pytest.mark.parametrize(("n", "text", "label"), VOWELS)
def test_vowel_kinds(n: int, text: str, label: bool) -> None:
    assert check("count.vowel_kinds", {"amount": n}, text) is label
