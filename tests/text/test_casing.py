"""Letter case: title case, capitalized words, alternating case, sentence case."""

from __future__ import annotations

import pytest

from gonogo.constraints.language import Case
from gonogo.text.casing import restyle
from gonogo.text.view import View


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("The Lord Of The Rings", True),
        ("The Lord of the Rings", True),
        ("THE LORD OF THE RINGS", False),
        ("The Lord of the rings", False),
        ("the Lord of the Rings", False),
        ("Don’t Stop", True),
        ("My iPhone and eBay", False),
        ("It's McDonald's Burger", True),
        ("# The Quest for Peace\n\nIt Is a Long Story, and We Tell It Here.", True),
        ("**The Old Guard:** A Faction\n\n- They Fight With Honor\n- of the Old Guard They Speak", False),
        ("This Is **bold** Text", False),
        ("Mother-in-Law and Well-known", True),
        ("The WHO and the UN Met; COVID-19 Is Real", True),
        ("This Is VERY Loud", False),
        ("INT. HOSPITAL ROOM - NIGHT\n\nThe Doctor Walks In.", False),
        ("A 127-year-old Man in the 1990s", True),
        ("Visit https://example.com/foo or `run it` Today", True),
        ("Here Is Code:\n\n```python\nprint(x)\n```", True),
        ("Jean de la Fontaine vs. the World, etc.", True),
        ("i Am Here", False),
        ("Vitamin C and x + y", True),
        ("The Man is Here", False),
        ("élan Vital", False),
        ("U.S. Policy and E.U. Law", True),
        ("The Man\r\nof the House", True),
        ("今天 123", False),
        ("", False),
    ],
)
def test_title_case(text: str, passed: bool) -> None:
    assert Case(case="title").check(text) is passed, Case(case="title").explain(text)


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("hElLo WoRlD", True),
        ("HeLlO wOrLd!", True),
        ("hello", False),
        ("hElLo world", False),
        ("I", False),
        ("", False),
        ("**hElLo** _wOrLd_", True),
        ("h**E**lLo", True),
        ("dOn’T", True),
        ("éTé", True),
        ("éte", False),
        ("wElL-kNoWn", True),
        ("hELlo", False),
        ("aB c", True),
    ],
)
def test_alternating_case(text: str, passed: bool) -> None:
    assert Case(case="alternating").check(text) is passed, Case(case="alternating").explain(text)


@pytest.mark.parametrize(
    ("case", "text", "passed"),
    [
        ("capitalized", "McDonald Rules", True),
        ("capitalized", "The 3rd USA Trip", True),
        ("capitalized", "The Lord of Rings", False),
        ("capitalized", "HELLO WORLD", False),
        ("capitalized", "“Yes,” He Said — Twice", True),
        ("sentence", "3 apples fell.", True),
        ("sentence", "Version 3.5 works.", True),
        ("sentence", '"" Ok.', True),
        ("sentence", "- Milk is good\n- bread is good", False),
        ("sentence", "“quote here.”", False),
        ("sentence", "**bold** start.", False),
        ("sentence", "He said: “go.” Then he left.", True),
        ("sentence", "今天很好。", True),
        ("sentence", "", False),
    ],
)
def test_other_cases(case: str, text: str, passed: bool) -> None:
    constraint = Case(case=case)  # type: ignore[arg-type]
    assert constraint.check(text) is passed, constraint.explain(text)


def test_the_words_off_are_shown() -> None:
    text = "The Old\u200b man and his dog"
    verdict = Case(case="title").judge(View(text))
    assert [text[a:b] for a, b in verdict.spans] == ["man", "his", "dog"]
    assert verdict.reason == "3 of 6 words not in title case, the first at 'man'"
    assert verdict.score == pytest.approx(0.5)
    assert Case(case="title").judge(View("123")).reason == "there is no word to judge"


@pytest.mark.parametrize(
    ("style", "written"),
    [
        ("title", "So It Is. Don't Go!"),
        ("capitalized", "So It Is. Don't Go!"),
        ("alternating", "sO iT iS. dOn'T gO!"),
        ("sentence", "So it is. Don't go!"),
    ],
)
def test_restyle(style: str, written: str) -> None:
    assert restyle("so it is. don't go!", style) == written  # type: ignore[arg-type]
