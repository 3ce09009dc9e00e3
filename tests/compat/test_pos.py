"""Published ids of positions, beginnings, endings and case: they load, and judge as a reader does."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo.compat import load
from gonogo.compat.options import options_of
from gonogo.errors import SpecError

TEMPLATE = "My Answer: a\n\nMy Conclusion: b\n\nFuture Outlook: c"
CASES: list[tuple[str, str, dict[str, Any], str, bool]] = [
    ("iftrain", "first_word:first_word_answer", {"first_word": "hello", "n": None}, "**Hello**, world", True),
    ("iftrain", "first_word:first_word_answer", {"first_word": "hello"}, "Hellos", False),
    ("iftrain", "first_word:first_word_sent", {"first_word": "Dog"}, '"Dog, sit." Dog stays.', True),
    ("iftrain", "first_word:first_word_sent", {"first_word": "Dog"}, "Dog, sit. A dog stays.", False),
    ("iftrain", "first_word:first_word_sent", {"first_word": "Dog"}, "", False),
    ("iftrain", "last_word:last_word_answer", {"last_word": "well-being"}, "I care for well-being!", True),
    ("iftrain", "last_word:last_word_answer", {"last_word": "x"}, "   ", False),
    ("iftrain", "last_word:last_word_sent", {"last_word": "don't"}, "No I don’t. Yes you don't.", True),
    ("iftrain", "last_word:last_word_sent", {"last_word": "end"}, "The (end). We see the e-n-d!", False),
    ("iftrain", "keywords:keyword_specific_position", {"keyword": "dog", "n": 1.0, "m": 2.0}, "Well, dog runs.", True),
    ("iftrain", "keywords:keyword_specific_position", {"keyword": "Dog", "n": 1, "m": 1}, "dog runs.", True),
    ("iftrain", "keywords:keyword_specific_position", {"keyword": "dog", "n": 1, "m": 3}, "Well, dog runs.", False),
    ("ifbench", "words:keywords_specific_position", {"keyword": "dog", "n": 1.0, "m": 2.0}, "Don't dog me.", True),
    ("ifbench", "words:keywords_specific_position", {"keyword": "dog", "n": 2, "m": 2}, "Don't dog me.", False),
    ("ifbench", "words:words_position", {"keyword": "dog"}, "My, dog saw a dog today?!", True),
    ("ifbench", "words:words_position", {"keyword": "dog"}, "My dog saw a cat today.", False),
    ("ifbench", "sentence:keyword", {"word": "C++", "N": 2.0}, "Hello there. I use C++ now.", True),
    ("ifbench", "sentence:keyword", {"word": "eat", "N": 1}, "A great day. We eat.", False),
    ("ifbench", "sentence:keyword", {"word": "eat", "N": 3}, "We eat.", False),
    ("ifbench", "words:start_verb", {}, "Run home now.", True),
    ("ifbench", "words:start_verb", {}, "The run was long.", False),
    ("ifbench", "format:emoji", {}, "Go 🇫🇷! I won 1️⃣.", True),
    ("ifbench", "format:emoji", {}, "Hi ©.", False),
    ("ifbench", "format:title_case", {}, "The Lord of the Rings", True),
    ("ifbench", "format:title_case", {}, "THE LORD OF THE RINGS", False),
    ("ifbench", "format:output_template", {}, TEMPLATE, True),
    ("ifbench", "format:output_template", {}, "x My Conclusion: My Answer: Future Outlook:", False),
    ("ifbench", "format:options", {"options": "yes/no/maybe"}, "Yes.\n", True),
    ("ifbench", "format:options", {"options": "yes/no/maybe"}, "Yes, because it is so.", False),
    ("ifbench", "format:options", {"options": "yes/no/maybe"}, "yes/no/maybe", False),
    ("ifbench", "format:options", {"options": "I know or I don't know"}, "I\ndon’t\nknow", True),
    ("ifbench", "format:options", {"options": "I know or I don't know"}, "I do know", False),
    ("ifbench", "format:options", {"options": "a), b), c), d)"}, "(a)\n", True),
    ("ifbench", "format:options", {"options": "a), b), c), d)"}, "a", True),
    ("ifbench", "format:options", {"options": "a), b), c), d)"}, "a) b)", False),
    ("ifbench", "format:options", {"options": "more or fewer, for now"}, "m", False),
    ("ifeval", "multi-turn:constrained_start", {"starter": "I would say"}, "I would say: no.", True),
    ("ifeval", "multi-turn:constrained_start", {"starter": "I would say"}, "No.\nI would say no.", False),
]


@pytest.mark.parametrize(("registry", "id", "kwargs", "text", "passed"), CASES)
def test_judged_as_a_reader_does(registry: str, id: str, kwargs: dict[str, Any], text: str, passed: bool) -> None:
    constraint = load(registry, id, kwargs)
    assert constraint.check(text) is passed, constraint.explain(text)


@pytest.mark.parametrize(
    ("registry", "id", "kwargs", "told"),
    [
        ("iftrain", "first_word:first_word_answer", {}, "'first_word'"),
        ("iftrain", "first_word:first_word_sent", {"first_word": "**"}, "shows nothing"),
        ("iftrain", "last_word:last_word_sent", {"last_word": 3}, "last_word = '3'"),
        ("iftrain", "keywords:keyword_specific_position", {"keyword": "a", "n": 0, "m": 1}, "at least 1"),
        ("ifbench", "words:keywords_specific_position", {"keyword": "a", "n": 1, "m": 1.5}, "no whole number"),
        ("ifbench", "sentence:keyword", {"word": "a", "N": 0}, "at least 1"),
        ("ifbench", "format:options", {"options": "yes"}, "fewer than two"),
        ("ifbench", "format:emoji", {"emoji": "x"}, "unknown argument 'emoji'"),
    ],
)
def test_bad_arguments_raise_one_clear_error(registry: str, id: str, kwargs: dict[str, Any], told: str) -> None:
    with pytest.raises(SpecError, match=told) as caught:
        load(registry, id, kwargs)
    assert f"{registry} {id}" in str(caught.value)


def test_a_prompt_may_allow_an_explanation() -> None:
    kwargs = {"options": "yes/no/maybe"}
    open_ = load("ifbench", "format:options", kwargs, "Answer with one of the following options: yes/no/maybe. Why?")
    assert open_.check("Yes. It is so.")
    closed = load("ifbench", "format:options", kwargs, "Options: yes/no/maybe. Do not give any explanation. Is it?")
    assert not closed.check("Yes. It is so.")


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("yes/no/maybe", ("yes", "no", "maybe")),
        ("I know or I don't know", ("I know", "I don't know")),
        ("a), b), c), d)", ("a)", "b)", "c)", "d)")),
        ("a, b, or c", ("a", "b", "c")),
        ("a, b or c", ("a", "b", "c")),
        ("more or fewer, for now", ("more", "fewer, for now")),
        ("red; green", ("red", "green")),
        ("red\ngreen\n", ("red", "green")),
    ],
)
def test_options(text: str, options: tuple[str, ...]) -> None:
    assert options_of(text) == options
