"""Lists, dates, reversed sentences and quizzes: awkward cases, labelled before they were judged."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo.compat import facts
from gonogo.constraint import parse
from gonogo.errors import SpecError

TWO = {"kind": "listing", "items": ["14", "21"], "separator": "any"}
DAYS = {"kind": "dates", "amount": {"low": 2}, "first": "1793-01-01", "last": "1815-12-31"}
EAGLE = {"kind": "reversed", "phrases": ["bald eagle"]}
LETTERS = {**EAGLE, "unit": "letter"}
QUIZ = {"kind": "quiz", "questions": 1, "options": 3}

FOLLOWS: list[tuple[dict[str, Any], str]] = [
    (TWO, "14;21"), (TWO, "14\r\n21"), (TWO, "• 14\n• 21"), (TWO, "１４, ２１"), (TWO, "14 | 21"), (TWO, "14,\n21"),
    ({**TWO, "order": "any"}, "21 and 14"),
    (DAYS, "**1796-05-10**, 1800-06-14"), (DAYS, "1796‑05‑10, 1800‑06‑14"), (DAYS, "1796-05-10, and 1800-06-14"),
    (DAYS, "```\n1796-05-10, 1800-06-14\n```"),
    (EAGLE, "“eagle bald the is US the of animal national The”"),
    (EAGLE, "America. of States United the of symbol national the is eagle bald The"),
    (EAGLE, "eagle bald majestic the is symbol national the, US the In"),
    (EAGLE, "Eagle Bald The Is States United The Of Animal National The"),
    (LETTERS, "“.elgae dlab eht si lamina lanoitan ehT”"), (LETTERS, ".elgaE dlaB eht si lamina lanoitan ehT"),
    (QUIZ, "Question 1\n\nWho?\n\nA. a\n\nB. b\n\nC. c"), (QUIZ, "Question #1: Who?\n* A) a\n* B) b\n* C) c"),
    (QUIZ, "**Question 1: Who?**\n\nA) a  \nB) b  \nC) c"), (QUIZ, "Question One: Who?\na. x\nb. y\nc. z"),
    (QUIZ, "Question 1: Who?\r\nA) 今天\r\nB) b\r\nC) c"), (QUIZ, "Question: Who?\n- a\n- b\n- c"),
    (QUIZ, "Question 1. Which of these began in 1905?\nA) 1\nB) 2\nC) 3\n\n**Correct Answer: B) 2**"),
]  # fmt: skip
VIOLATES: list[tuple[dict[str, Any], str]] = [
    (TWO, "14.21"), (TWO, "1421"), (TWO, "fourteen, twenty-one"), (TWO, "14, 21!!! done"), (TWO, "14 (2*7), 21 (3*7)"),
    (TWO, "14, 21, 14"), (TWO, "14, 21, …, 28"), (TWO, "14 " * 2000),
    (DAYS, "1796-05-10, 1800-06-14,,"), (DAYS, "1796-05-10–1796-05-12, 1800-06-14"), (DAYS, "- 1796-05-10\n- 1800-06-14"),
    (DAYS, "1796-05-10. 1800-06-14"), (DAYS, "1792-12-31, 1800-06-14"), (DAYS, "1796-05-10, 1800-6-14"),
    (EAGLE, "eagle bald the\nis animal\nnational The"), (EAGLE, "1. eagle bald the is It"), (EAGLE, "eagle bald of the is"),
    (EAGLE, "is eagle bald the"), (EAGLE, "The bald eagle."), (EAGLE, "eagle bald: animal national the is"),
    (LETTERS, "e l g a e d l a b"), (LETTERS, "elgae dlab eht si"), (LETTERS, "elgae-dlab eht"),
    (QUIZ, "Question 1: Who?\nA) a\nB) b\nC) c\n\nNote: made up."), (QUIZ, "Quiz\n\nQuestion 1: Who?\nA) a\nB) b\nC) c"),
    (QUIZ, "Question 1: Who?\nA) a\nA) b\nA) c"), (QUIZ, "Questions: Who?\nA) a\nB) b\nC) c"),
    (QUIZ, "Question 1: Who?\nA) a B) b C) c"),
    (QUIZ, "Question 1: Who?\nA) a\nB) b\nC) c\nAnswer: B, because he painted it in the year 1907 in his studio in Paris, in oil"),
]  # fmt: skip


@pytest.mark.parametrize(("spec", "text"), FOLLOWS)
def test_it_follows(spec: dict[str, Any], text: str) -> None:
    assert parse(spec).check(text), parse(spec).explain(text)


@pytest.mark.parametrize(("spec", "text"), VIOLATES)
def test_it_violates(spec: dict[str, Any], text: str) -> None:
    assert not parse(spec).check(text)


@pytest.mark.parametrize("spec", [
    {"kind": "listing", "items": []}, {"kind": "listing", "items": ["a", "A"]}, {"kind": "listing", "items": ["..."]},
    {"kind": "listing", "items": ["a"], "optional": ["b"]}, {**DAYS, "first": "1816-01-01"}, {**DAYS, "among": ["1700-01-01"]},
    {**EAGLE, "phrases": ["?"]}, {**QUIZ, "label": "**"}, {**QUIZ, "options": 1},
])  # fmt: skip
def test_what_cannot_be_meant_is_refused(spec: dict[str, Any]) -> None:
    with pytest.raises(SpecError):
        parse(spec)


def test_the_facts_are_whole() -> None:
    assert len(facts.AFRICA) - len(facts.AFRICA_OPTIONAL) == 54
    assert len(facts.CAPITALS) - len(facts.CAPITALS_OPTIONAL) == 28
    assert sorted(set(facts.BATTLES)) == list(facts.BATTLES)
    parse({"kind": "listing", "items": facts.CAPITALS})
    parse({**DAYS, "among": facts.BATTLES})
