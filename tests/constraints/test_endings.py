"""Endings: marks and emoji at the ends of sentences, the last character."""

from __future__ import annotations

import pytest

from gonogo.amount import exactly
from gonogo.constraint import parse
from gonogo.constraints.counting import Count
from gonogo.constraints.endings import EmojiEnds, LastCharacter, SentenceMarks
from gonogo.errors import SpecError
from gonogo.text.view import View
from gonogo.units import EndMarks, LowercaseWords


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("Hi there 😀", True),
        ("Hi there. 😀\n\nBye now! 👋🏽", True),
        ("Hi there 😀.\r\nBye 👨‍👩‍👧.", True),
        ("Go 🇫🇷!", True),
        ("I won 1️⃣.", True),
        ("One. 🇫🇷 Two. 1️⃣", True),
        ("Hi ❤.", True),
        ("Hi ©.", False),
        ("Hi ™.", False),
        ("Hi ©️.", True),
        ("Hi :smile:.", False),
        ("1. Buy milk 🥛\n2. Eat 🍞", True),
        ("1. Buy milk\n2. 🍞 Eat 🍞", False),
        ("## A title\n\nText here 🎉", True),
        ("Text. 🎉 More text", False),
        ("Text is “here 🎉”", True),
        ("**Bold one. 🎉** Then two. 🎉", True),
        ("He is well.\n\n🎉", True),
        ("He is well.\n\n🎉 So is she. 🎉", False),
        ("😀", False),
        ("No emoji.", False),
        ("", False),
        ("Really? 🤔 Yes! 💯 OK 🆗", True),
    ],
)
def test_emoji_ends(text: str, passed: bool) -> None:
    assert EmojiEnds().check(text) is passed, EmojiEnds().explain(text)


def test_sentences_without_emoji_are_told() -> None:
    verdict = EmojiEnds().judge(View("One here. 🎉 Two here. Three here."))
    assert verdict.reason == "2 of 3 sentences end without an emoji"
    assert verdict.score == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("marks", "text", "passed"),
    [
        ((".",), "Pi is 3.14. Done...", True),
        ((".",), "Pi is 3.14. Done…", True),
        ((".",), "Really?", False),
        ((".", "!"), "no punctuation whatsoever", False),
        (("?!",), "What?! No! Why?", True),
        ((".",), "- milk\n- bread\n\nThat is all.", True),
        ((".",), "“Why?” he asked.", True),
        ((".",), "He asked “Why?”", False),
        (("!",), "行こう！", True),
        (("...",), "Done.", False),
        ((".",), "", False),
    ],
)
def test_sentence_marks(marks: tuple[str, ...], text: str, passed: bool) -> None:
    assert SentenceMarks(marks=marks).check(text) is passed, SentenceMarks(marks=marks).explain(text)


@pytest.mark.parametrize("mark", ["a", " ", "", ". !"])
def test_what_is_no_end_mark_is_refused(mark: str) -> None:
    with pytest.raises(SpecError, match="marks"):
        parse({"kind": "sentences.end_marks", "marks": [mark]})


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("One here. Two here! Three here?", 3),
        ("One here. Two here.. Three here...", 2),
        ("What?! Is it? Yes!", 2),
        ("Wait… No...", 1),
        ("nothing at all", 0),
        ("3.14 is pi, Dr. Lee said!", 1),
    ],
)
def test_end_marks(text: str, n: int) -> None:
    assert EndMarks().count(View(text)) == n
    assert Count(unit=EndMarks(), amount=exactly(n)).check(text)


@pytest.mark.parametrize(
    ("text", "n"), [("A small dog Barks", 2), ("don't GO", 1), ("3rd 12 X", 1), ("iPhone", 0), ("一 é", 1)]
)
def test_lowercase_words(text: str, n: int) -> None:
    assert LowercaseWords().count(View(text)) == n


@pytest.mark.parametrize(
    ("character", "text", "passed"),
    [
        ("lower", "ok.", True),
        ("lower", "**ok**!”", True),
        ("lower", 'ok ""', False),
        ("upper", "the (USA).", True),
        ("digit", "a 5 ?", True),
        ("digit", "٥", True),
        ("symbol", "45%", True),
        ("symbol", "well 🎉", True),
        ("symbol", "...", False),
        ("upper", "", False),
        ("lower", "今天", False),
    ],
)
def test_last_character(character: str, text: str, passed: bool) -> None:
    constraint = LastCharacter(character=character)  # type: ignore[arg-type]
    assert constraint.check(text) is passed, constraint.explain(text)
