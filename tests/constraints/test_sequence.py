"""Sequences: labels by hand, by a reader of the instruction."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo.constraint import parse
from gonogo.errors import SpecError
from gonogo.text.view import View

ALPHABET = "A boy can dance. Every friend goes home. I just know little movies now, or plays."


def check(kind: str, params: dict[str, Any], text: str) -> bool:
    return parse({"kind": kind, **params}).check(text)


ORDER = [
    ({}, ALPHABET, True),
    ({}, "Xylophones yield zen, and bring calm.", True),
    ({}, "# Aha\n\nBig cats.\n\n* Dogs\n* Eat", True),  # headings and list items go on with it
    ({}, "1. Apples\n2. Bananas\n3. Cherries", True),  # numbers of a list are no words
    ({}, "“Ah,” Bob cried — “don’t enter!”", True),
    ({}, "**A**pple _banana_ `cherry`", True),
    ({}, "Être français", True),
    ({}, "Well-x yes zebra-like apes", False),  # w, y
    ({}, "A brave cat ate.", False),
    ({}, "Amy brings cake.\n\n(Note: each word follows.)", False),  # a note after it counts
    ({}, "Äpfel Birnen Citronen Datteln", True),
    ({}, "Amy built 2 dens", False),
    ({}, "今天天气", False),
    ({}, "", False),
    ({}, "а б в", False),  # Cyrillic
    ({"first": "b"}, "Bob can.", True),
    ({"first": "B"}, "Can dogs.", False),
    ({"order": "same"}, "Peter Piper picked 9 pecks", False),
    ({"order": "same"}, "Peter Piper picked, Éva?", False),
    ({"order": "same"}, "Peter “Piper” picked", True),
    ({"order": "same"}, "今 今", True),
    ({"order": "reverse"}, "Cats bark at zoos", True),
    ({"order": "reverse"}, "At zoos you", True),
    ({"order": "reverse"}, "At bars", False),
    ({"of": "sentence"}, "Amy ran. Bob sat. Carl", True),  # what follows without a mark counts, too
    ({"of": "sentence"}, "Amy ran. Bob sat. Dan", False),
    ({"of": "line"}, "Ant\r\n\r\n---\r\nBee\r\nCat", True),
    ({"of": "line"}, "Ant | x\n|a|b|\nBee", True),  # a row of a table is no line of text
    ({"of": "paragraph"}, "Ant. Zoo.\n\n## Head\nBee.\n\nCat.", True),
    ({"of": "paragraph"}, "Ant. Zoo.\n\nCat.", False),
]


@pytest.mark.parametrize(("params", "text", "label"), ORDER)
def test_initials_in_order(params: dict[str, Any], text: str, label: bool) -> None:
    assert check("initials.order", params, text) is label


APART = [
    ("same", "One two one two.", True),
    ("same", "Big bear.", False),
    ("same", "Big 'bear'.", False),
    ("same", "Big — bear", False),  # a dash is no word between them
    ("same", "Big 7 bear", True),  # a number is one
    ("same", "2020 2021", True),  # no letters
    ("same", "We ate.\n\nEvery day", True),
    ("same", "We ate every\n\nEgg", False),
    ("same", "I'm iPhone", False),
    ("same", "state-of-the-art sea", False),
    ("same", "Кот кит", False),
    ("same", "He <b>had</b>", False),
    ("same", "Ｂig bear", False),  # a full-width letter
    ("next", "A cat", True),
    ("next", "A *bat*", False),
    ("next", "Zoo animals", True),
    ("next", "Bat ate", True),
    ("next", "(A) “B”", False),
    ("next", "Man's neck", False),
    ("next", "5 6 7", True),
    ("next", "", False),
]


@pytest.mark.parametrize(("relation", "text", "label"), APART)
def test_initials_apart(relation: str, text: str, label: bool) -> None:
    assert check("initials.apart", {"relation": relation}, text) is label


ACROSTIC = [
    ({"word": "cat"}, "Come in.\nAnd sit.\nTea?", True),
    ({"word": "cat"}, "C - come in\nA - and sit\nT - tea", True),
    ({"word": "cat"}, "**C**ome in.\n\n> **A**nd sit.\n\n3. **T**ea?", True),
    ({"word": "cat"}, "Come in.\nAnd sit.\nTea?\nYes.", False),
    ({"word": "cat", "exact": False}, "Come in.\nAnd sit.\nTea?\nYes.", True),
    ({"word": "cat"}, "# Cat\n\nCome\nAnd\nTea", True),
    ({"word": "cat"}, "Come and take", False),
    ({"word": "cat", "of": "word"}, "Come and take", True),
    ({"word": "ice cream", "of": "word"}, "I can eat cold rice every afternoon, mother", True),
    ({"word": "cat", "of": "paragraph"}, "Come in.\nBut why?\n\nAnd sit.\n\nTea?", True),
    ({"word": "cat", "of": "sentence"}, "Come. And.", False),
    ({"word": "Été"}, "Elle\nTient\nÉva", True),
    ({"word": "cat"}, "", False),
]


@pytest.mark.parametrize(("params", "text", "label"), ACROSTIC)
def test_acrostic(params: dict[str, Any], text: str, label: bool) -> None:
    assert check("acrostic", params, text) is label


def test_acrostic_needs_letters() -> None:
    with pytest.raises(SpecError, match="two letters"):
        parse({"kind": "acrostic", "word": "4 2"})


PROGRESSION = [
    ({"amount": 2}, "I ran. You ran home quickly. So he ran home with no shoes.", False),  # 2, 4, 7
    ({"amount": 2}, "I ran. You ran home quickly. So he ran home without shoes.", True),
    ({"amount": 2}, "- I ran.\n- You ran — home quickly.", True),
    ({"amount": 2}, "**Title Here**\n\nI ran. You ran home quickly.", True),
    ({"amount": 2}, "I ran. You ran home quickly.\n\n(Two, then four words.)", False),
    ({"amount": 2}, "I ran. You ran home quickly", True),  # the last mark is missing
    ({"amount": 2}, "I ran.", False),
    ({"amount": 2}, "", False),
    ({"amount": 1}, "Dr. Lee left. He left at 3.50.", True),
    ({"amount": 1}, "“Go!” he said. Then we all left.", True),
    ({"amount": 1}, "我走。我走了。", True),  # ideographs are a word each
    ({"amount": {"low": 1}}, "I ran. You ran home. He ran home.", False),
    ({"amount": {"low": 1}}, "He ran home. I ran.", False),
    ({"amount": {"low": 1}, "of": "paragraph"}, "One. Two.\n\nOne two three.", True),
    ({"amount": 1, "of": "line"}, "# Head of it all\nOne\nOne two\n\n---\n\nOne two three", True),
    ({"amount": 1, "measure": "characters", "of": "line"}, "abc\nab c", True),
    ({"amount": 1, "measure": "characters", "of": "line"}, "abc\nabc", False),
    ({"amount": 1, "measure": "characters", "of": "line"}, "abc\n*ab*\u200b  c", True),
    ({"amount": {"low": 1}, "measure": "alliteration"}, "Big bad dog cat cow. Run rabbit run raw ron.", True),
    ({"amount": {"low": 1}, "measure": "alliteration"}, "Cats run.", False),
    ({"amount": {"low": 1}, "measure": "alliteration"}, "Cats can. Dogs “do” dig.", True),
    ({"amount": {"low": 1}, "measure": "alliteration"}, "Cats run. Dogs eat.", False),
    ({"amount": {"low": 1}, "measure": "alliteration"}, "Cats can. Dogs do the digging.", False),
    ({"amount": {"low": 1}, "measure": "alliteration"}, "I 1 2 3 run. Dogs do it.", True),  # digits do not alliterate
]


@pytest.mark.parametrize(("params", "text", "label"), PROGRESSION)
def test_progression(params: dict[str, Any], text: str, label: bool) -> None:
    assert check("progression", params, text) is label


STAIRS = [
    ({}, "One\n Two\n  Three", True),
    ({}, "One\n  Two\n  Three", False),
    ({}, "One\n\n\n\n Two", True),
    ({}, "One\r\n \r\n  Two", True),
    ({}, "```\nOne\n  Two\n```", True),
    ({}, "```text\nOne\n```", False),
    ({}, "Here you go:\n\n```\nOne\n  Two\n```", False),  # the first line of the code is not indented further
    ({}, "One\n\tTwo\n\t  Three\n\t\tFour", True),
    ({}, "\tOne\n    Two", False),  # a tab is four wide
    ({}, "- One\n  - Two\n    - Three", True),
    ({}, "One\n&nbsp;&nbsp;Two\n&nbsp;&nbsp;&emsp;Three", True),
    ({}, "One\n\u00a0Two\n\u2003\u2003Three", True),
    ({}, "One\n.Two\n..Three", False),
    ({}, "    One\n  Two\nThree", False),
    ({}, "One", False),
    ({}, "", False),
    ({"amount": 2}, "One\n  Two\n    Three", True),
    ({"amount": 2}, "One\n  Two\n     Three", False),
]


@pytest.mark.parametrize(("params", "text", "label"), STAIRS)
def test_stairs(params: dict[str, Any], text: str, label: bool) -> None:
    assert check("stairs", params, text) is label


CHAIN = [
    ({}, "I love tea. Tea is warm. Warm is good!", True),
    ({}, "I love tea. “Tea,” he said, is *warm*. Warm is good!", True),
    ({}, "I love tea.\n\nTea is warm.", True),
    ({}, "# Tea time\n\nI love tea. Tea is warm.", True),
    ({}, "1. I love tea.\n2. Tea is warm.", True),
    ({}, "I love teas. Tea is warm.", False),
    ({}, "I love tea. The tea is warm.", False),
    ({}, "I love tea. Tea is warm. Cold", False),
    ({}, "I love tea.", False),
    ({}, "", False),
    ({}, "We met at 5 p.m. today. Today was cold.", True),
    ({}, "I don’t. Don't!", True),
    ({"of": "paragraph"}, "I love tea. So do you.\n\nYou are kind.", True),
    ({"of": "line"}, "I love tea\ntea is you", True),
    ({"of": "line"}, "I love tea\nyou", False),
]


@pytest.mark.parametrize(("params", "text", "label"), CHAIN)
def test_chain(params: dict[str, Any], text: str, label: bool) -> None:
    assert check("chain", params, text) is label


FRAMED = [
    ({"of": "line"}, "Tea is tea.\nNow is now.", True),
    ({"of": "line"}, "Tea is tea.\n\n## Of other things\n\nNow is now!", True),
    ({"of": "line"}, "Tea is tea.\n\nNow it goes on.", False),
    ({"of": "line"}, "Tea is tea.\n\n(Tea is the frame.)", False),
    ({"of": "line"}, "“Tea,” he said, “is tea”.", True),
    ({"of": "line"}, "Tea.", False),
    ({"of": "line"}, "**Tea** is good **tea**", True),
    ({"of": "line"}, "", False),
    ({"of": "line"}, "---\n***", False),
    ({"of": "line"}, "```python\nx = x\n```", True),
    ({"of": "paragraph"}, "Tea is.\nIt is tea.", True),
    ({"of": "paragraph"}, "Tea is tea.\n\nIt.", False),
    ({"of": "sentence"}, "Tea is tea. It is it.", True),
    ({}, "Tea is warm. So is my tea.", True),
    ({}, "Tea is warm. So are my teas.", False),
    ({"bare": True}, "Tea is warm. So is my tea", True),
    ({"bare": True}, "Tea is warm. So is my _tea_\n\n", True),
    ({"bare": True}, "Tea is warm. So is my tea.", False),
    ({"bare": True}, "“Tea is warm, like tea”", False),
    ({"bare": True}, "Tea is warm. So is my tea 🍵", False),
    ({"bare": True}, "cannot you or I cannot", True),
    ({"bare": True}, "Tea", False),
    ({"bare": True}, "", False),
    ({"bare": True}, "茶は茶", True),
]


@pytest.mark.parametrize(("params", "text", "label"), FRAMED)
def test_framed(params: dict[str, Any], text: str, label: bool) -> None:
    assert check("framed", params, text) is label


def test_verdicts_point_at_the_fault() -> None:
    text = "A big cat“e”"
    verdict = parse({"kind": "initials.order"}).judge(View(text))
    assert (verdict.passed, [text[a:b] for a, b in verdict.spans]) == (False, ["e"])
    text = "<i>I ran.</i> He ran."
    verdict = parse({"kind": "progression", "amount": 1}).judge(View(text))
    assert (verdict.measured, [text[a:b] for a, b in verdict.spans]) == ([2, 2], ["He ran."])
