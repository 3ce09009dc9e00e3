"""The published ids of structure: they load, a fair response passes, known hacks do not."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo import compat
from gonogo.errors import SpecError

LIST = {"sep": "!?!?", "max_words": None}
CASES: list[tuple[str, str, dict[str, Any], str, bool]] = [
    ("ifbench", "format:list", LIST, "!?!? Salt\n!?!? Sea", True),
    ("ifbench", "format:list", LIST, "Salt!?!? Sea!?!?", False),
    ("ifbench", "format:list", {"sep": "-"}, "- Salt\n- Sea", True),
    ("ifbench", "format:list", {"sep": "-"}, "well-known state-of-the-art", False),
    ("ifbench", "format:list", {"sep": "..."}, "Wait... what......", False),
    ("ifbench", "format:list", {"sep": "SEPARATOR"}, "SEPARATOR Salt\nSEPARATOR Sea", True),
    ("ifbench", "format:newline", {"sep": None}, "One\n \nTwo", True),
    ("ifbench", "format:newline", {}, "One two\n \nThree", False),
    ("ifbench", "format:no_bullets_bullets", {}, "One. Two.\n* a\nmore text of item\n* b\n", True),
    ("ifbench", "format:no_bullets_bullets", {}, "Hello! Really?\n* a\n* b", False),
    ("ifbench", "format:no_whitespace", {}, "SetsAreClasses.\n", True),
    ("ifbench", "format:no_whitespace", {}, "Sets are classes.", False),
    ("ifbench", "format:parentheses", {}, "(a [b {c (d [e])}])", True),
    ("ifbench", "format:parentheses", {}, "(((((a)", False),
    ("ifbench", "format:quote_unquote", {}, "“Salt” is what we eat.", True),
    ("ifbench", "format:quote_unquote", {}, "“A” “B”", False),
    ("ifbench", "format:quotes", {}, "“Outer ‘mid “in” mid’ outer”", True),
    ("ifbench", "format:quotes", {}, "\"I don't think 'so'\"", False),
    ("ifbench", "format:sub-bullets", {}, "**Bold** text\n* a\n - b", True),
    ("ifbench", "format:sub-bullets", {}, "* well-known", False),
    ("ifbench", "format:thesis", {}, "## A\n<i>Salt is old.</i> It lies.", True),
    ("ifbench", "format:thesis", {}, "<i>T</i> text. Section 2 no italics. Section 3", False),
    ("iftrain", "detectable_format:bigram_wrapping", {}, "<<I am>>, <<at home>>.", True),
    ("iftrain", "detectable_format:bigram_wrapping", {}, "<<I am>> <<at home>> dangling", False),
    ("iftrain", "detectable_format:sentence_hyphens", {}, "A well-known fact.-Yes.", True),
    ("iftrain", "detectable_format:sentence_hyphens", {}, "Only one sentence.", False),
    ("iftrain", "detectable_format:square_brackets", {}, "[Hello] [world].", True),
    ("iftrain", "detectable_format:square_brackets", {}, "[a]b[c]", False),
    ("iftrain", "paragraphs:paragraphs", {}, "One.\n\n***\n\nTwo.", True),
    ("iftrain", "paragraphs:paragraphs", {}, "One ***bold*** two.", False),
    ("iftrain", "paragraphs:paragraphs2", {}, "# Title\n\nA\n\n\n\nB", True),
    ("iftrain", "paragraphs:paragraphs2", {}, "A\nB", False),
]


@pytest.mark.parametrize(("registry", "id", "kwargs", "text", "passes"), CASES)
def test_an_id_means_what_its_instruction_asks(
    registry: str, id: str, kwargs: dict[str, Any], text: str, passes: bool
) -> None:
    constraint = compat.load(registry, id, kwargs)
    assert constraint.check(text) is passes, constraint.explain(text)


@pytest.mark.parametrize("id", sorted({id for registry, id, *_ in CASES if registry == "ifbench"}))
def test_bad_arguments_are_one_clear_error(id: str) -> None:
    with pytest.raises(SpecError, match=id):
        compat.load("ifbench", id, {"sep": "-", "separator": 3} if id == "format:list" else {"sep": "-"})


@pytest.mark.parametrize("kwargs", [{}, {"sep": None}, {"sep": " "}, {"sep": 3.0}])
def test_a_list_needs_its_marker(kwargs: dict[str, Any]) -> None:
    with pytest.raises(SpecError, match="sep"):
        compat.load("ifbench", "format:list", kwargs)
