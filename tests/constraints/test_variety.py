"""Words that do not repeat, words of another language in their places, sentences of one size."""

from __future__ import annotations

import pytest

from gonogo.constraints.variety import Alike, EveryNth, Repeats
from gonogo.errors import SpecError
from gonogo.text.view import View


@pytest.mark.parametrize(
    ("most", "text", "passed"),
    [
        (1, "I eat rice. You drink water.", True),
        (1, "The dog saw the cat", False),
        (1, "It's John's", True),
        (1, "salt **Salt**", False),
        (1, "“salt” 'salt'", False),
        (1, "don't don’t", False),
        (1, "- a\n- b\n- c", True),
        (1, "1. a\n2. b\n3. c", True),
        (1, "", False),
        (1, "!!!", False),
        (2, "we're were were", True),
        (2, "a b a b a", False),
        (2, "ro\u200bck rock ROCK", False),
        (3, "```\nx x x x\n```", False),
        (5, "word " * 5, True),
        (5, "word " * 6, False),
    ],
)
def test_repeats(most: int, text: str, passed: bool) -> None:
    assert Repeats(most=most).check(text) is passed


def test_what_is_repeated_is_shown() -> None:
    verdict = Repeats(most=1).judge(View("Salt and salt."))
    assert (verdict.reason, verdict.spans) == ("'salt' is used 2 times", [(0, 4), (9, 13)])


@pytest.mark.parametrize(
    ("n", "language", "text", "passed"),
    [
        (2, "ja", "hello 42 world 7", False),
        (2, "ja", "a 中文 b 汉字", False),
        (100, "ja", "no japanese", False),
        (3, "ja", "I drink ありがとう, you like お茶.", True),
        (3, "ja", "I drink **お茶** and eat **すし**", True),
        (3, "ja", "I drink arigatou and eat sushi", False),
        (3, "ja", "I お茶 drink", False),
        (2, "ja", "1. Red 犬\n2. Blue 猫", True),
        (2, "ja", "Red 「犬」, blue（猫）.", True),
        (1, "ja", "これは、とても、いい。", True),
        (2, "ru", "Say да, then да.", True),
        (2, "ko", "Say 감사 you 물", True),
        (2, "zh", "Say 谢谢 you ありがとう", False),
        (2, "ja", "", False),
    ],
)
def test_every_nth(n: int, language: str, text: str, passed: bool) -> None:
    assert EveryNth(n=n, language=language).check(text) is passed


def test_ordinals() -> None:
    said = [EveryNth(n=n, language="ja").describe().split()[1] for n in (1, 2, 3, 5, 11, 12, 21, 29, 112)]
    assert said == ["1st", "2nd", "3rd", "5th", "11th", "12th", "21st", "29th", "112th"]


def test_a_language_that_letters_do_not_tell() -> None:
    with pytest.raises(SpecError, match="unknown language 'de'"):
        EveryNth(n=2, language="de")


@pytest.mark.parametrize(
    ("by", "text", "passed"),
    [
        ("characters", "I am a cat. I am a dog. I am a pig.", True),
        ("characters", "I am a cat. I am a dog. I am an ox too.", False),
        ("characters", "I am **a** cat.\r\n\r\nI am a dog!", True),
        ("characters", "I can’t. You did so.", False),
        ("characters", "I can’t. I don't.", True),
        ("characters", "One sentence only.", False),
        ("characters", "", False),
        ("words", "Salt dries. Gulls can't!", True),
        ("words", "Salt dries. State-of-the-art it is.", False),
    ],
)
def test_alike(by: str, text: str, passed: bool) -> None:
    assert Alike(by=by).check(text) is passed  # type: ignore[arg-type]
