"""Units of vocabulary: cases that were counted by hand."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest

from gonogo.constraint import parse
from gonogo.draft import Draft
from gonogo.errors import SpecError
from gonogo.text.view import View
from gonogo.units import Conjunctions, Listed, Palindromes, Pronouns, StopWords, UniqueWords, Unit


def found(unit: Unit, text: str) -> list[str]:
    view = View(text)
    spans = unit.spans(view)
    assert unit.count(View(text)) == len(spans)
    return [text[slice(*view.origin(*span))] for span in spans]


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("", 0),
        ("... -- *** 🎉", 0),
        ("Salt SALT salt", 1),
        ("cat “cat” 'cat' **cat** `cat`", 1),
        ("don't don’t DON'T", 1),
        ("cat cats cat's", 3),
        ("un**salt**ed unsalted", 1),
        ("well-known, well known", 3),
        ("1. a\n2. a\n3. b", 2),
        ("caf\u00e9 cafe\u0301 CAF\u00c9", 1),
        ("r\u200bock rock", 1),
        ("one\r\ntwo\r\none", 2),
        ("pаypаl paypal", 1),
    ],
)
def test_unique_words(text: str, n: int) -> None:
    assert len(found(UniqueWords(), text)) == n


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The cat is on THE mat.", ["The", "is", "on", "THE"]),
        ("Don’t we all? It's **there**!", ["Don’t", "we", "all", "It's", "there"]),
        ("Gulls, seas: island; thesis", []),
        ("and/or", ["and", "or"]),
        ("state-of-the-art", []),
    ],
)
def test_stop_words(text: str, words: list[str]) -> None:
    assert found(StopWords(), text) == words


@pytest.mark.parametrize(
    ("params", "text", "words"),
    [
        ({}, "I saw a cat", []),
        ({}, "... -- 11", []),
        ({}, "Racecar! Madam, level.", ["Racecar", "Madam", "level"]),
        ({"min_letters": 5}, "level " * 10, ["level"]),
        ({"min_letters": 5, "repeats": True}, "level Level “level”", ["level", "Level", "level"]),
        ({"min_letters": 5}, "11111 22222 aaaaa bbbbb zzzzz", []),
        ({"min_letters": 5}, "**kayak** _civic_ `radar` (refer) ~rotor~", ["kayak", "civic", "radar", "refer", "rotor"]),
        ({"min_letters": 5}, "noon Otto stats", ["stats"]),
        ({"min_letters": 5}, "abcba cdedc bcdcb fghgf", []),
        ({}, "ra\u200bdar", ["ra\u200bdar"]),
        ({}, "Rentner reconocer ressasser шалаш", ["Rentner", "reconocer", "ressasser", "шалаш"]),
        ({}, "levelled radars civics", []),
        ({"phrases": True}, "Was it a car or a cat I saw?", ["Was it a car or a cat I saw"]),
        ({"phrases": True}, "He said: “No lemon, no melon!”", ["No lemon, no melon"]),
        ({"phrases": True}, "This is not one, nor is it anything else.", []),
        ({"phrases": True}, "ha ha ha ha ha ha ha", []),
    ],
)  # fmt: skip
def test_palindromes(params: dict[str, Any], text: str, words: list[str]) -> None:
    assert found(Palindromes(**params), text) == words


@pytest.mark.parametrize(
    ("params", "text", "n"),
    [
        ({"items": ["Emma", "Noah"]}, "emma, EMMA", 1),
        ({"items": ["Emma", "Noah"], "repeats": True}, "emma, EMMA", 2),
        ({"items": ["Nathan", "Jonathan"]}, "Jonathan", 1),
        ({"items": ["Grace", "Mason", "Joseph"], "case": "capital", "besides": ["grace period", "mason jar"]},
         "With grace, in the joseph... Grace period; Mason jar", 0),
        ({"items": ["Grace", "Mason"], "case": "capital", "besides": ["grace period"]}, "Grace’s Mason-like GRACE", 2),
        ({"items": ["The sea is wide.", "Gulls dive."], "case": "exact"}, "**The sea\nis wide.** Gulls dive!", 1),
        ({"items": ["New York", "York"]}, "New York", 2),
        ({"items": ["C++", "$5"]}, "c++ costs $5", 2),
        ({"items": ["art"]}, "The party started.", 0),
    ],
)  # fmt: skip
def test_listed(params: dict[str, Any], text: str, n: int) -> None:
    assert len(found(Listed(**params), text)) == n


@pytest.mark.parametrize("items", [(), ("",), ("\u200b",), ("Emma", "Emma"), ("Emma", "**Emma**")])
def test_items_must_show_and_differ(items: tuple[str, ...]) -> None:
    with pytest.raises(SpecError, match="item"):
        Listed(items=items)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("that that that book", []),
        ("No one came; one another helped.", ["No one", "one another"]),
        ("All dogs bark; any cat; each man", []),
        ("It is what it is.", ["It", "what", "it"]),
        ("She’s sure **we** saw ourselves.", ["She’s", "we", "ourselves"]),
        ("Those who wait win.", ["Those", "who"]),
        ("Many are called; few were chosen.", ["Many", "few"]),
        ("That is all. This book is that.", ["That", "all", "that"]),
        ("Everyone gave me theirs, nothing else.", ["Everyone", "me", "theirs", "nothing"]),
        ("The US economy, the IT staff and the WHO.", []),
        ("World War I, part I, a gold mine.", []),
        ("Its tail hurts its owner.", ["Its", "its"]),
        ("I know that he knew that.", ["I", "he", "that"]),
        ("Hits, meat, usher, whom-ever.", []),
        ("", []),
    ],
)
def test_pronouns(text: str, words: list[str]) -> None:
    assert found(Pronouns(), text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("And and AND", ["And"]),
        ("but, but.", ["but"]),
        ("Tea and **coffee**, but no milk or sugar.", ["and", "but", "or"]),
        ("Neither he nor she", ["nor"]),
        ("A gift for you, for the most part.", []),
        ("He slept, for he was tired.", ["for"]),
        ("It was late, so we left.", ["so"]),
        ("So much, so that it hurt so badly.", []),
        ("Simple yet elegant; not yet done, yet to come.", ["yet"]),
        ("andy, button, fork, order, soap", []),
        ("and/or", ["and", "or"]),
    ],
)
def test_conjunctions(text: str, words: list[str]) -> None:
    assert found(Conjunctions(), text) == words


def test_filler_makes_no_phrase_in_which_an_item_does_not_count() -> None:
    spec = {"kind": "count.listed", "items": ["Lily", "Grace"], "case": "capital", "amount": 2}
    names = parse({**spec, "besides": ["water lily", "grace story"]})
    for seed in range(100):
        draft = Draft.filler(Random(seed), 1, 2)
        names.satisfy(draft, Random(seed))
        assert not {"water", "story"} & set(re.findall("[a-z]+", draft.render().casefold()))
