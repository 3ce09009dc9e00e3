"""Copies, exact or with one stated change: awkward cases, labelled before they were judged."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo.constraint import parse
from gonogo.errors import SpecError

GOOD = 'Explain (a) C++ & $5: is it "good"?'
USE = {"kind": "copy.changed", "text": "“Use” Python code: build it."}
TWICE = {"kind": "copy", "text": "Hi there.", "times": 2, "divider": "******"}
ARROWS = {"kind": "copy", "text": "Hi there.", "times": 2, "divider": "<->"}  # of several marks
SPEAK = {"kind": "variants", "phrase": "Actions speak louder than words", "times": 2}
GLAD = {"kind": "rephrase", "text": "I am *very glad* to *see* you."}

FOLLOWS: list[tuple[dict[str, Any], str]] = [
    ({"kind": "copy", "text": GOOD}, "Explain (a) C++ & $5: is it “good”?"),
    ({"kind": "copy", "text": GOOD}, 'Explain  (a) C++ & $5:\r\nis it "good"?'),
    ({"kind": "copy", "text": GOOD}, '**Explain** (a) `C++` & $5: is it "good"?'),
    ({"kind": "copy", "text": GOOD}, f"~~~\n{GOOD}\n~~~"),
    ({"kind": "copy", "text": "今天天气很好。"}, "**今天天气很好。**"),
    ({"kind": "copy", "text": "Look 👩‍👩‍👧 here"}, "Look 👩‍👩‍👧 here\n"),
    ({"kind": "copy", "text": "a * b = c_d"}, "a * b = c_d"),
    ({"kind": "copy", "text": "```python\nx = 1\n```\nFix it"}, "```python\nx = 1\n```\nFix it"),
    ({"kind": "copy", "text": "Go."}, "\n" * 2000 + "Go."),
    (TWICE, "**Hi there.**\n******\n**Hi there.**"),
    (TWICE, "```\nHi there.\n******\nHi there.\n```"),
    (ARROWS, "Hi there. <-> Hi there."),
    ({"kind": "copy", "text": "Hi", "times": 3}, "Hi\n\nHi Hi"),
    ({"kind": "copy.span", "text": "a (b) c, d", "start": 1, "end": 2}, "(b) c,"),
    ({"kind": "copy.span", "text": "näive", "start": 1, "end": 2, "unit": "character"}, "a\u0308i"),
    (USE, "Take Python code: build it."),
    (USE, "“Take” Python code: build it."),
    ({"kind": "copy.changed", "text": "Write a poem"}, "写 a poem"),
    ({"kind": "copy.changed", "text": "Write"}, "Read"),
    (SPEAK, "Actions speak **softer** than words.\nActions speak _quieter_ than words."),
    (SPEAK, "| 1 | Actions speak softer than words |\n|---|---|\n| 2 | ACTIONS SPEAK FASTER THAN WORDS |"),
    (GLAD, "I am *delighted* to *meet* you."),
    (GLAD, "I am *very glad* to *meet* you.\n"),
]
VIOLATES: list[tuple[dict[str, Any], str]] = [
    ({"kind": "copy", "text": GOOD}, GOOD.replace('"', "")),
    ({"kind": "copy", "text": GOOD}, f"# {GOOD}"),
    ({"kind": "copy", "text": GOOD}, f"- {GOOD}"),
    ({"kind": "copy", "text": GOOD}, f"{GOOD} 🙂"),
    ({"kind": "copy", "text": GOOD}, GOOD.replace("&", "and")),
    ({"kind": "copy", "text": "a * b = c_d"}, "a b = c_d"),
    ({"kind": "copy", "text": "Look 👩‍👩‍👧 here"}, "Look 👩 here"),
    ({"kind": "copy", "text": "```python\nx = 1\n```\nFix it"}, "x = 1\nFix it"),
    (TWICE, "Hi there.\n*******\nHi there."),
    (TWICE, "Hi there.\n*****\nHi there."),
    (TWICE, "******\nHi there.\n******\nHi there."),
    (ARROWS, "Hi there. <-> Hi there. <->"),
    (ARROWS, "Hi there. -> Hi there."),
    (TWICE, "Hi there.\n************\nHi there."),
    ({"kind": "copy.span", "text": "a (b) c, d", "start": 1, "end": 2}, "b c"),
    (USE, "'Use' Python code: build it."),
    (USE, "USE Python code: build it."),
    ({"kind": "copy.changed", "text": "Write a poem"}, "😀 a poem"),
    ({"kind": "copy.changed", "text": "Write a poem"}, "1. Compose a poem"),
    ({"kind": "copy.changed", "text": "Write a poem"}, "W\u200brite a poem"),
    (SPEAK, "Actions speak much louder than words. Actions speak even louder than words."),
    (SPEAK, "Actions speak softer than words. Words speak louder than actions."),
    (GLAD, "I am *glad* to *see* you, *friend*."),
    (GLAD, "I am **delighted** to *see* you."),
]


@pytest.mark.parametrize(("spec", "text"), FOLLOWS)
def test_it_follows(spec: dict[str, Any], text: str) -> None:
    assert parse(spec).check(text), parse(spec).explain(text)


@pytest.mark.parametrize(("spec", "text"), VIOLATES)
def test_it_violates(spec: dict[str, Any], text: str) -> None:
    assert not parse(spec).check(text)


@pytest.mark.parametrize("spec", [
    {"kind": "copy", "text": "**"}, {"kind": "copy", "text": "x", "divider": " "}, {"kind": "copy", "text": "x", "times": 0},
    {"kind": "copy.span", "text": "a b", "start": 0, "end": 2}, {"kind": "copy.span", "text": "a b", "start": 1, "end": 0},
    {"kind": "variants", "phrase": "two words", "times": 1}, {"kind": "rephrase", "text": "none"},
    {"kind": "rephrase", "text": "one *open"}, {"kind": "rephrase", "text": "** nothing"},
])  # fmt: skip
def test_what_cannot_be_meant_is_refused(spec: dict[str, Any]) -> None:
    with pytest.raises(SpecError):
        parse(spec)
