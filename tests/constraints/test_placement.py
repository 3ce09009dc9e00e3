"""Placement: endings, first words, quotation marks around everything."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from gonogo.constraint import Constraint
from gonogo.constraints.placement import EndsWith, Quoted, StartsWithWord
from gonogo.draft import Block, Draft, Sentence, Token
from gonogo.errors import SpecError
from gonogo.text.view import View

NTH = {"where": "nth", "of": "paragraph", "n": 2}


@pytest.mark.parametrize(
    ("phrase", "text", "passed"),
    [
        ("Bye now.", "Well. **Bye now.**\n", True),
        ("Bye now.", "Well. bye  NOW.", True),
        ("Bye now", "Well. Bye now.", True),
        ("Bye now", "Well. “Bye now.”", True),
        ("Bye now", 'Well. "Bye now".', True),
        ("Bye now", "Well. (Bye now)", True),
        ("Bye now", "Well. Bye now…", False),
        ("Bye now", "Well. Bye now..", False),
        ("Bye now", "Well. Bye now!", False),
        ("Bye now.", "Well. Bye now", False),
        ("the end", "We liked the lathe end", False),
        ("the end", "bathe end", False),
        ("Any questions?", "Any questions? Let me know.", False),
        ('He said "go"', "And: He said “go”", True),
        ("it's so", "it’s so.", True),
        ("end", "", False),
        ("end", " \n", False),
        ("a very long phrase to end with", "short", False),
        ("今天", "我们今天", True),
        ("!", "Well!", True),
        ("Bye\u200b now", "Bye now", True),
    ],
)
def test_ends_with(phrase: str, text: str, passed: bool) -> None:
    verdict = EndsWith(phrase=phrase).judge(View(text))
    assert verdict.passed is passed
    assert verdict.reason.startswith("ends with")


def test_an_ending_is_told_with_what_is_there_instead() -> None:
    verdict = EndsWith(phrase="that is all").judge(View("Salt and sea, this is all"))
    assert "…" in verdict.reason
    assert "this is all" in verdict.reason
    assert verdict.score == pytest.approx(2 / 3)
    assert EndsWith(phrase="that is all").score("Nothing alike here") == 0.0
    assert EndsWith(phrase="that is all").score("") == 0.0


def test_the_end_is_shown() -> None:
    text = "Well then. Bye\u200b now.\r\n"
    (span,) = EndsWith(phrase="bye now.").judge(View(text)).spans
    assert text[slice(*span)] == "Bye\u200b now."


@pytest.mark.parametrize("phrase", ["", " ", "\u200b", "**"])
def test_a_phrase_shows_something(phrase: str) -> None:
    with pytest.raises(SpecError, match="phrase"):
        EndsWith(phrase=phrase)


# ---------------------------------------------------------------------- first words
@pytest.mark.parametrize(
    ("word", "scope", "text", "passed", "reason"),
    [
        ("crash", None, "**Crash** came.", True, "starts with 'crash'"),
        ("crash", None, "# Crash\n\nIt came.", True, "starts with 'crash'"),
        ("crash", None, "Crash-test came.", False, "starts with 'crash-test'"),
        ("don't", None, "Don’t go.", True, 'starts with "don\'t"'),
        ("ice cream", None, "Ice\ncream melts.", True, "starts with 'ice cream'"),
        ("ice cream", None, "Ice.", False, "starts with 'ice'"),
        ("salt", None, "***", False, "starts with ''"),
        ("salt", None, "", False, "starts with ''"),
        ("salt", NTH, "Sea.\n\nSalt it is.", True, "starts with 'salt'"),
        ("salt", NTH, "Salt.\n\nSea it is.", False, "starts with 'sea'"),
        ("salt", NTH, "Salt.", False, "there is no second paragraph"),
        ("salt", {"where": "each", "of": "line"}, "Salt a\n* salt b\n> salt c", True, "starts with 'salt'"),
        ("salt", {"where": "each", "of": "line"}, "", False, "there is no line"),
    ],
)
def test_starts_with_word(word: str, scope: Any, text: str, passed: bool, reason: str) -> None:
    verdict = StartsWithWord(word=word, scope=scope).judge(View(text))
    assert (verdict.passed, verdict.reason) == (passed, reason)


def test_starts_with_word_is_described() -> None:
    assert StartsWithWord(word="salt").describe() == 'Start your response with the word "salt".'
    assert StartsWithWord(word="salt", scope=NTH).describe() == 'Start the second paragraph with the word "salt".'  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "draft",
    [
        Draft(),
        Draft(blocks=[Block()]),
        Draft(blocks=[Block(sentences=[Sentence([Token("un", locked=True), Token("b"), Token("c")])])]),
    ],
    ids=["empty", "no sentence", "locked start"],
)
def test_a_first_word_is_written_anywhere(draft: Draft) -> None:
    StartsWithWord(word="salt").satisfy(draft, Random(0))
    assert StartsWithWord(word="salt").check(draft.render()), draft.render()


# ---------------------------------------------------------------------- quotes
@pytest.mark.parametrize(
    ("text", "passed", "reason"),
    [
        ('"All of it."', True, "wrapped"),
        ("“All of it.”\n", True, "wrapped"),
        ('**"All of it."**', True, "wrapped"),
        ('"He said "hi" to me."', True, "wrapped"),
        ("“He said “hi” to me.”", True, "wrapped"),
        ('"She is 5\'10" tall."', True, "wrapped"),
        ('"Escaped \\"quote\\" inside."', True, "wrapped"),
        ('"He said" and then "she said"', False, "the first quotation closes before the end"),
        ("“He said” and “she said”", False, "the first quotation closes before the end"),
        ('"Yes," she said. "No."', False, "the first quotation closes before the end"),
        ('All of it."', False, "does not begin and end with a double quotation mark"),
        ('"All of it.', False, "does not begin and end with a double quotation mark"),
        ("'All of it.'", False, "does not begin and end with a double quotation mark"),
        ("", False, "does not begin and end with a double quotation mark"),
        ('"', False, "there is nothing between the quotation marks"),
        ('""', False, "there is nothing between the quotation marks"),
        ('"..."', False, "there is nothing between the quotation marks"),
    ],
)
def test_quoted(text: str, passed: bool, reason: str) -> None:
    verdict = Quoted().judge(View(text))
    assert (verdict.passed, verdict.reason) == (passed, reason)


def test_the_marks_are_shown() -> None:
    text = ' "He said" and "she said" '
    assert [text[a:b] for a, b in Quoted().judge(View(text)).spans] == ['"']
    assert Quoted().judge(View(text)).spans == [(9, 10)]
    assert Quoted().judge(View('"Salt"')).spans == [(0, 1), (5, 6)]


# ---------------------------------------------------------------------- drafts
@pytest.mark.parametrize("kind", [EndsWith, StartsWithWord, Quoted])
def test_drafts(kind: type[Constraint]) -> None:
    for seed in range(40):
        rng = Random(seed)
        constraint = kind.sample(rng)
        good, bad = Draft.filler(rng), Draft.filler(rng)
        constraint.satisfy(good, rng)
        constraint.violate(bad, rng)
        assert constraint.check(good.render()), good.render()
        assert not constraint.check(bad.render()), bad.render()
        assert constraint.describe().endswith((".", '"'))


def test_a_one_word_ending_is_broken_too() -> None:
    for seed in range(10):
        draft = Draft.filler(Random(seed))
        EndsWith(phrase="salt").violate(draft, Random(seed))
        assert not EndsWith(phrase="salt").check(draft.render())
