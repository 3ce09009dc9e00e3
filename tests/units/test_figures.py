"""Numbers, emoji and types of sentences: cases that were counted by hand."""

from __future__ import annotations

import pytest

from gonogo.text.view import View
from gonogo.units import Emoji, Numbers, SentencesOf


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The range is 10-20.", ["10", "20"]),
        ("From 10–20, 10 to 20", ["10", "20", "10", "20"]),
        ("I have A4 paper and COVID19 and 3 pens", ["3"]),
        ("In 2024 it cost $1,234.56, up 5%.", ["2024", "1,234.56", "5"]),
        ("1. One\n2. Two\n10) Ten", []),
        ("**1.** One\n### 2. Two\n(3) Three", []),
        ("- 5 apples\n* 6 pears", ["5", "6"]),
        ("On 12/25/2024 at 10:30", ["12", "25", "2024", "10:30"]),
        ("a ratio of 3:2, or ½, or 1/2, or 1½", ["3", "2", "½", "1/2", "1½"]),
        ("GPT-4, COVID-19, H2O, MP3, B2B, x_2", []),
        ("the mid-1990s, a top-10 list, Mid-2020", ["1990", "10", "2020"]),
        ("the 3rd of 5kg, 3D", ["3", "5", "3"]),
        ("version 1.2.3", ["1.2.3"]),
        ("three hundred and two", []),
        ("[see 7](http://a.b/123) www.c.d/9 mail4@e.f", ["7"]),
        ("```py3\nx = 42\n```", ["42"]),
        ("1️⃣ first", []),
        ("5.", ["5"]),
        ("1,2,3", ["1", "2", "3"]),
        ("2\u200b0\u200b2\u200b4", ["2\u200b0\u200b2\u200b4"]),
        ("-5 and +3", ["5", "3"]),
    ],
)
def test_numbers(text: str, numbers: list[str]) -> None:
    view = View(text)
    assert [text[slice(*view.origin(*span))] for span in Numbers().spans(view)] == numbers


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("", 0),
        (":-) ;) <3", 0),
        ("👩‍👩‍👧‍👦", 1),
        ("🇩🇪🇫🇷", 2),
        ("👍🏽👍", 2),
        ("1️⃣ #️⃣", 2),
        ("© ® ™ → ½ ★", 0),
        ("❤ ❤️ ☀️", 3),
        ("🏳️‍🌈", 1),
        ("Done ✅!", 1),
    ],
)
def test_emoji(text: str, n: int) -> None:
    assert len(Emoji().spans(View(text))) == n


@pytest.mark.parametrize(
    ("text", "declarative", "interrogative", "exclamatory"),
    [
        ("It rains. Why? Run!", 1, 1, 1),
        ('He asked, "Why?" "Go!" he said. (Really?)', 1, 2, 0),
        ("What?! No!! Well... Dr. Lee paid 3.50.", 2, 1, 1),
        ("今天好。你呢？好！", 1, 1, 1),
        ("**Is it?** 😀\n\n*It is.* 👍\n\nGreat! 🎉", 1, 1, 1),
        ("A plain list without punctuation", 0, 0, 0),
        ("- red apples\n- green pears\n\nNice.", 1, 0, 0),
        ("# Why?\n\nNo heading is a sentence.", 1, 0, 0),
        ("", 0, 0, 0),
    ],
)
def test_types_of_sentences(text: str, declarative: int, interrogative: int, exclamatory: int) -> None:
    assert SentencesOf(type="declarative").count(View(text)) == declarative
    assert SentencesOf(type="interrogative").count(View(text)) == interrogative
    assert SentencesOf(type="exclamatory").count(View(text)) == exclamatory
