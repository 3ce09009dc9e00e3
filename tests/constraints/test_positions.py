"""Positions: words at a place, beginnings, wrapping."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo.constraint import parse
from gonogo.constraints.positions import StartsWith, WordAt, Wrapped
from gonogo.errors import SpecError
from gonogo.text.view import View

EACH = {"where": "each", "of": "sentence"}
SECOND = {"where": "nth", "of": "sentence", "n": 2}


@pytest.mark.parametrize(
    ("word", "n", "scope", "text", "passed"),
    [
        ("dog", 2, None, "a dog", True),
        ("dog", 2, None, "1. My dog", True),
        ("dog", 2, None, "My—dog", True),
        ("dog", 2, None, "Well, «DOG»!", True),
        ("dog", 2, None, "My dogs", False),
        ("dog", 2, None, "My dog's bone", False),
        ("dog", 2, None, "My hot-dog", False),
        ("dog", 2, None, "My\u200b do\u200bg", True),
        ("dog", 2, None, "🎉 My 🎉 `dog`", True),
        ("dog", 2, None, "dog", False),
        ("dog", 2, None, "", False),
        ("dog", -2, None, "My dog saw a dog today?!", True),
        ("dog", -2, None, 'My dog saw a dog today..."', True),
        ("dog", -2, None, "a dog.", False),
        ("dog", -2, None, "dog", False),
        ("end", -1, EACH, "The end? “This end.” (The end)", True),
        ("end", -1, EACH, "- One end\n- Two end", True),
        ("end", -1, EACH, "The end. No.", False),
        ("end", -1, EACH, "This is the (end). We see the e-n-d!", False),
        ("end", -1, EACH, "", False),
        ("don't", -1, EACH, "No I don’t. Yes you don't.", True),
        ("well-being", -1, None, "I care for well-being.", True),
        ("x", -1, None, "   ", False),
        ("dog", 2, SECOND, "Hi there. My dog barks.", True),
        ("dog", 2, SECOND, "Hi there. Don't dog me. My dog.", True),
        ("dog", 1, SECOND, "Hi dog.", False),
        ("C++", -1, None, "I like C++.", True),
        ("C++", -1, None, "I like C.", False),
        ("C++", 1, None, "C C++", False),
        ("ice cream", 2, None, "Cold ice, cream", False),
        ("です", -1, EACH, "これは本です。あれは猫です!", True),
    ],
)
def test_word_at(word: str, n: int, scope: Any, text: str, passed: bool) -> None:
    constraint = WordAt(word=word, n=n, scope=scope)
    assert constraint.check(text) is passed, constraint.explain(text)


def test_word_at_is_told() -> None:
    assert WordAt(word="dog", n=33).describe() == 'The 33rd word of your response must be "dog".'
    assert WordAt(word="dog", n=-1, scope=EACH).describe() == 'The last word of every sentence must be "dog".'  # type: ignore[arg-type]
    assert WordAt(word="dog", n=-2).describe() == 'The second to last word of your response must be "dog".'
    verdict = WordAt(word="dog", n=-1, scope=EACH).judge(View("A dog. A **dog**. A cat."))  # type: ignore[arg-type]
    assert verdict.reason == "the last word is 'cat', not 'dog'"
    assert verdict.score == pytest.approx(2 / 3)
    assert WordAt(word="dog", n=9).judge(View("A dog.")).reason == "the 9th word does not exist, not 'dog'"
    assert WordAt(word="dog", n=2, scope=SECOND).judge(View("A.")).reason == "there is no second sentence"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ({"kind": "word_at", "word": "**", "n": 1}, "shows nothing"),
        ({"kind": "word_at", "word": "!", "n": 1}, "holds no word"),
        ({"kind": "word_at", "word": "a", "n": 0}, "the first word is 1"),
        ({"kind": "starts_with", "phrase": "\u200b"}, "shows nothing"),
        ({"kind": "starts_with_word", "word": " "}, "shows nothing"),
        ({"kind": "wrapped", "phrase": " "}, "shows nothing"),
    ],
)
def test_what_shows_nothing_is_refused(spec: dict[str, Any], told: str) -> None:
    with pytest.raises(SpecError, match=told):
        parse(spec)


@pytest.mark.parametrize(
    ("phrase", "text", "passed"),
    [
        ("My answer is", "My answer is: yes", True),
        ("My answer is", "* My answer is yes", True),
        ("My answer is", "> “My **answer** is”", True),
        ("My answer is", "(My answer is no)", True),
        ("My answer is", "My\nanswer is", True),
        ("My answer is", "MY ANSWER IS NO.", True),
        ("My answer is", "My answer isn't", False),
        ("My answer is", "Well, my answer is", False),
        ("My answer is", "", False),
        ('"Hello', '"Hello" world', True),
        ('"Hello', "Hello world", False),
        ("the", "Then we go", False),
        ("# Title", "# Title", True),
        ("I don't", "I don’t.", True),
        ("今天", "今天天气", True),
    ],
)
def test_starts_with(phrase: str, text: str, passed: bool) -> None:
    assert StartsWith(phrase=phrase).check(text) is passed, StartsWith(phrase=phrase).explain(text)


@pytest.mark.parametrize(
    ("phrase", "text", "passed"),
    [
        ("Good day", "Good day! All is well. Good day.", True),
        ("Good day", "# Good day\n\nAll is well.\n\n**Good day**", True),
        ("Good day", "Good day", False),
        ("Good day", "Good day. Good day.", True),
        ("Good day", "Good day! All is well.", False),
        ("Good day", "All is well. Good day", False),
        ("***", "***", False),
        ("***", "***\n***", False),
        ("***", "*** All is well. ***", True),
        ("***", "*** All is well.", False),
        ("end", "end of it, the weekend", False),
    ],
)
def test_wrapped(phrase: str, text: str, passed: bool) -> None:
    assert Wrapped(phrase=phrase).check(text) is passed, Wrapped(phrase=phrase).explain(text)
