"""Units of characters, letters and marks, on awkward texts; labelled by hand."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo.constraint import parse
from gonogo.errors import SpecError
from gonogo.text.view import View

COUNTS: list[tuple[str, dict[str, Any], str, int]] = [
    ("marks", {"marks": ["!"]}, "Wow!! **No!**\r\n```\nx!\n```", 4),
    ("marks", {"marks": ["!"]}, "Stop❗ ‼", 2),
    ("marks", {"marks": ["."]}, "Dr. Lee paid 3.50… e.g. here。", 6),
    ("marks", {"marks": ["."], "inside": False}, "1. Pay 3.50 at example.com. End.", 2),
    ("marks", {"marks": ["."], "inside": False}, "> - **2.** two", 0),
    ("marks", {"marks": ["?!", "?", "!"]}, "What?! No! Why?", 3),
    ("marks", {"marks": ["…"]}, "Well... and … and 。。。", 3),
    ("marks", {"marks": [","]}, "甲、乙，c, 1,000", 4),
    ("marks", {"marks": [","], "inside": False}, "甲、乙，c, 1,000", 3),
    ("marks", {"marks": ['"']}, "“a” «b» \"c\"", 6),
    ("marks", {"marks": [";"]}, "a; b；c\u200b;", 3),
    ("marks", {"marks": ["¿"]}, "¿Qué? ¿Cómo?", 2),
    ("marks", {"marks": [":"], "inside": False}, "At 10:30: now", 1),
    ("mark_kinds", {}, "Hi, there! (Yes.) “No.” No？", 7),
    ("mark_kinds", {}, "- one\n- two\n\n***\n\n# Head\n\n* x", 0),
    ("mark_kinds", {}, "well-known, re-do", 2),
    ("mark_kinds", {}, "1. a; b; c", 2),
    ("mark_kinds", {}, "👍 **bold** `code`", 0),
    ("questions", {}, "Why? Who?? What?! I ask.", 3),
    ("questions", {}, "- Why?\n- Who？", 2),
    ("questions", {}, "https://a.b/?q=1 is a link.", 0),
    ("questions", {}, "“Why?” he asked.", 1),
    ("questions", {}, "?\n\n?? !?", 0),
    ("questions", {"inverted": True}, "¿Qué? Cómo? ¿Y tú?", 2),
    ("questions", {"inverted": True}, "Pero **¿por qué no?**", 1),
    ("questions", {"inverted": True}, "¿Vive el Sr. López en la calle 3.5?", 1),
    ("exclamations", {}, "Oh! No!!! ¡Sí!", 3),
    ("exclamations", {}, "!important; x != y", 0),
    ("exclamations", {"inverted": True}, "¡Ay! Ay! ¡¡Olé!!", 2),
    ("characters", {}, "a b\u200b\nc\r\n", 3),
    ("characters", {"blanks": True}, "a b\r\nc\n", 5),
    ("characters", {}, "**bold** _it_ snake_case `x`", 17),
    ("characters", {}, "👩‍👩‍👧‍👦🇩🇪👍🏽 e\u0301", 4),
    ("characters", {}, "今日は。", 4),
    ("characters", {}, "한글", 2),
    ("letters", {}, "Año 2024, été! 今日", 8),
    ("letters", {"which": "vowel"}, "Queue ÉTÉ yes", 7),
    ("letters", {"which": "vowel"}, "Привет, мир", 3),
    ("letters", {"which": "consonant"}, "Queue ÉTÉ yes", 4),
    ("letters", {"which": "consonant"}, "今日は 123", 0),
    ("letters", {"which": "vowel"}, "**a**e\u0301\u200b", 2),
    ("digits", {}, "٣ ７ ① ² ½ 10", 7),
    ("digits", {}, "Ⅳ ten 三 ㊂ IV", 0),
    ("digits", {"roman": True}, "Ⅳ ⅷ IV", 2),
    ("digits", {}, "1️⃣ ❶", 2),
    ("script", {"script": "kanji"}, "人々は〇から𠮷へ", 4),
    ("script", {"script": "Katakana"}, "カ ｶ ㌔ ー ・ ヴ", 4),
    ("script", {"script": "hiragana"}, "ひらがな、ゝ ー ゔ", 6),
    ("script", {"script": "cyrillic"}, "Hеllo мир", 4),
    ("accented_letters", {}, "E\u0301té œuvre ça ø й ñ", 4),
    ("accented_letters", {}, "plain ascii", 0),
    ("words_with", {"letters": "ñ"}, "Ñandú, **a**ño; nino, mañana-mañana", 3),
    ("words_with", {"letters": "áéíóú"}, "Él está aquí; pingüino el", 3),
    ("words_with", {"letters": "ü"}, "u\u0308 agua lingüística", 2),
    ("words_starting", {"letters": "B"}, "“Big” **bears** be-bop about, Bob's", 4),
    ("words_starting", {"letters": "e"}, "Été effet", 1),
    ("lowercase_words", {}, "I don't KNOW iPhone été 3rd 42 **ok**", 4),
    ("lowercase_words", {}, "# Title\n\n- item one", 2),
    ("nominal_endings", {}, "夜の静寂。猫だ。響く鐘の音…", 2),
    ("nominal_endings", {}, "**忘れられない夏**。それは昨日のこと！", 2),
    ("nominal_endings", {}, "# 見出し\n\n・項目\n・項目", 0),
    ("nominal_endings", {}, "行きます。行こう。美しい。静かです。", 0),
    ("numbered_items", {}, "1. a\n2. b\n   1. c", 3),
    ("numbered_items", {}, "In 2024. Then\n10:30 start\n3.5 kg", 0),
    ("numbered_items", {}, "**1.** a\r\n**2.** b", 2),
    ("numbered_items", {}, "1．日本\n2．中国\n①韓国", 3),
    ("numbered_items", {}, "1.日本\n2.中国", 2),
]  # fmt: skip


@pytest.mark.parametrize(("unit", "params", "text", "n"), COUNTS)
def test_counts(unit: str, params: dict[str, Any], text: str, n: int) -> None:
    constraint = parse({"kind": f"count.{unit}", **params, "amount": n})
    verdict = constraint.judge(View(text))
    assert verdict.passed, f"{text!r}: {verdict.measured}, wanted {n}"
    assert len(verdict.spans) == n


@pytest.mark.parametrize(
    "spec",
    [
        {"kind": "count.marks", "marks": ["a"]},
        {"kind": "count.marks", "marks": []},
        {"kind": "count.marks", "marks": ["\u200b"]},
        {"kind": "count.script", "script": "klingon"},
        {"kind": "count.words_with", "letters": "a b"},
        {"kind": "count.letters", "which": "vowels"},
        {"kind": "count.highlights", "brackets": "《"},
        {"kind": "count.bullets", "signs": "x"},
    ],
)
def test_what_cannot_be_counted_is_an_error(spec: dict[str, Any]) -> None:
    with pytest.raises(SpecError):
        parse({**spec, "amount": 1})
