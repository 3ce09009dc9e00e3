"""Marks to include, scripts, furigana, endings and French style, on awkward texts; labelled by hand."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo.constraint import parse
from gonogo.errors import SpecError

STANDARD = [".", ",", "!", "?", ";", ":", "?!"]
CASES: list[tuple[str, dict[str, Any], str, bool]] = [
    ("marks.include", {"marks": STANDARD}, "**Really?!** Yes, of course! Why? It is so: a; b.", True),
    ("marks.include", {"marks": STANDARD}, "Really‽ Yes, of course! Why? It is so: a; b.", True),
    ("marks.include", {"marks": STANDARD}, "Really! ? Yes, of course! Why? It is so: a; b.", False),
    ("marks.include", {"marks": STANDARD}, "Really?! Yes, of course! Why? It is 10:30; done.", False),
    ("marks.include", {"marks": STANDARD}, "Really！？ Yes，of course！ Why？ So： a； b。", True),
    ("marks.include", {"marks": ["."]}, "1. one\n2. two", False),
    ("marks.include", {"marks": [":"]}, "See https://a.b now", False),
    ("marks.include", {"marks": [";"]}, "```\nx;\n```", True),
    ("marks.include", {"marks": [";"]}, "", False),
    ("scripts.only", {"scripts": ["hiragana"]}, "**きょう**は、いいてんき！\r\n\r\n1. らーめん 👍", True),
    ("scripts.only", {"scripts": ["hiragana"]}, "きょうは「晴」です", False),
    ("scripts.only", {"scripts": ["hiragana"]}, "きょうはラーメン", False),
    ("scripts.only", {"scripts": ["hiragana"]}, "Ｏｋです", False),
    ("scripts.only", {"scripts": ["hiragana"]}, "か\u3099く", True),
    ("scripts.only", {"scripts": ["katakana"]}, "トウキョウ・オオサカ〜", True),
    ("scripts.only", {"scripts": ["katakana"]}, "ー・、。", False),
    ("scripts.only", {"scripts": ["katakana"]}, "トウキョウへ", False),
    ("scripts.only", {"scripts": ["katakana"]}, "トウキョウⅣ", False),
    ("scripts.only", {"scripts": ["latin"]}, "Plain text, été.", True),
    ("scripts.only", {"scripts": ["Cyrillic"]}, "Привет, Bob", False),
    ("furigana", {}, "**東京**（とうきょう）と「京都」（きょうと）", True),
    ("furigana", {}, "東京 (トウキョウ) です", True),
    ("furigana", {}, "東京（とうきょう）の東京", False),
    ("furigana", {}, "東京（首都）", False),
    ("furigana", {}, "取り扱い（とりあつかい）に注意（ちゅうい）", True),
    ("furigana", {}, "お茶を飲む（のむ）", False),
    ("furigana", {}, "10歳（さい）、3月（がつ）、第1章（だい1しょう）", True),
    ("furigana", {}, "<ruby>東京<rt>とうきょう</rt></ruby>", False),
    ("furigana", {}, "とうきょう（東京）", False),
    ("furigana", {}, "", False),
    ("sentences.end_with", {"endings": ["です"]}, "**これは本です。**\r\n\r\n楽しいです😊", True),
    ("sentences.end_with", {"endings": ["です"]}, "「本です」。", True),
    ("sentences.end_with", {"endings": ["です"]}, "本ですか？", False),
    ("sentences.end_with", {"endings": ["です"]}, "本ですよ。", False),
    ("sentences.end_with", {"endings": ["です"]}, "- 本です。\n- 猫です。", True),
    ("sentences.end_with", {"endings": ["です"]}, "- 本です。\n- 猫だった。", False),
    ("sentences.end_with", {"endings": ["です"]}, "", False),
    ("sentences.end_with", {"endings": ["ます"]}, "行きます！飲みます。", True),
    ("sentences.end_with", {"endings": ["right"]}, "It is *right*. All right?!", True),
    ("sentences.end_with", {"endings": ["right"]}, "It is bright.", False),
    ("address.informal", {}, "Salut ! Comment vas-tu ? Et ta sœur ?", True),
    ("address.informal", {}, "**T’as** raison.", True),
    ("address.informal", {}, "Regarde : c'est beau.", True),
    ("address.informal", {}, "Tu sais, le rendez-vous est à midi.", True),
    ("address.informal", {}, "Pense à toi, pas à VOUS.", False),
    ("address.informal", {}, "Ajoutez le sel.", False),
    ("address.informal", {}, "Le chat dort.", False),
    ("address.informal", {}, "Il regarde un ton bleu.", False),
    ("address.informal", {}, "Tu as assez mangé chez Mme Lopez.", True),
    ("accents.restored", {"words": ["déjà"]}, "DE\u0301JA\u0300 vu", True),
    ("accents.restored", {"words": ["déjà"]}, "deja vu", False),
    ("accents.restored", {"words": ["école"]}, "L’**école** ouvre.", True),
    ("accents.restored", {"words": ["école"]}, "Des écoliers.", False),
    ("accents.restored", {"words": ["école"]}, "", False),
    ("title", {"opening": "『", "closing": "』"}, "**『喜びの詩』**\r\n\r\n春。", True),
    ("title", {"opening": "『", "closing": "』"}, "題名：『喜びの詩』\n春。", True),
    ("title", {"opening": "##", "closing": "##"}, "**##Mon titre##**\n\nTexte.", True),
    ("title", {"opening": "##", "closing": "##"}, "## Titre\n\nTexte ##", False),
    ("quoted", {"marks": "corner brackets"}, "「はい。\n\n『本』と「海」。」", True),
    ("quoted", {"marks": "corner brackets"}, "「はい。」\n\nそれだけ。", False),
    ("quoted", {"marks": "guillemets"}, '"Oui."', True),
    ("quoted", {"marks": "guillemets"}, "«Oui.» dit-elle. «Non.»", False),
    ("sections", {"label": "章", "before": "第", "amount": 2}, "## 第1章：春\n花。\n\n## 第2章：夏\n海。", True),
    ("sections", {"label": "章", "before": "第", "amount": 2}, "第1章\n第2章\n海。", False),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "params", "text", "passed"), CASES)
def test_awkward_cases(kind: str, params: dict[str, Any], text: str, passed: bool) -> None:
    constraint = parse({"kind": kind, **params})
    assert constraint.check(text) is passed, constraint.explain(text)


@pytest.mark.parametrize(
    "spec",
    [
        {"kind": "marks.include", "marks": ["x"]},
        {"kind": "scripts.only", "scripts": ["runes"]},
        {"kind": "sentences.end_with", "endings": ["!!"]},
        {"kind": "accents.restored", "words": ["mur"]},
        {"kind": "title", "opening": "a"},
        {"kind": "quoted", "marks": "brackets"},
    ],
)
def test_what_makes_no_sense_is_an_error(spec: dict[str, Any]) -> None:
    with pytest.raises(SpecError):
        parse(spec)
