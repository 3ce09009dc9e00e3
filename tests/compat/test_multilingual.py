"""The ids of M-IFEval, lm-eval and Russian IFEval, and those of IFTrain and IFBench on characters and marks."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo.compat import load
from gonogo.constraint import parse
from gonogo.errors import SpecError, UnknownValue

TU = "Je t'écris pour te raconter mon voyage."
# registry, id, kwargs, a fair response, responses that do not do what is asked
CASES: list[tuple[str, str, dict[str, Any], str, tuple[str, ...]]] = [
    ("ifbench", "count:punctuation", {}, "Oh, no! Why?! Well: yes; it is.", ("Oh, no! Why? Well: yes; it is.", "Hi.", "")),
    ("iftrain", "punctuation:punctuation_dot", {}, "Done!", ("Wait… yes。", "It is 3.5", "a.b")),
    ("iftrain", "punctuation:punctuation_exclamation", {}, "Done.", ("¡Hola！", "Wow!", "Stop ❗")),
    ("iftrain", "count:lowercase_counting", {"N": 2.0}, "I don't KNOW", ("été déjà über große ñandú", "one two three")),
    ("iftrain", "letters:letter_counting", {"N": 5, "relation": "at least"}, "Привет мир", ("abc", "12345 !!!")),
    ("iftrain", "letters:letter_counting2", {"letter": "e", "let_frequency": 2, "let_relation": "less than"}, "Hey you",
     ("Here we", "see")),
    ("m-ifeval", "ja:length_constraints:number_letters", {"num_letters": 5, "relation": "以上"}, "あいうえお。",
     ("あ    ", "**あ**い**う**え")),
    ("m-ifeval", "ja:detectable_format:number_numbered_lists", {"num_items": 2}, "１．あ\n２．い", ("1. あ", "・あ\n・い")),
    ("m-ifeval", "ja:startend:sentence_unified_end", {"ending": "です"}, "これは本です。\nあれは猫です!\n",
     ("。。。", "これは本です。猫だ。", "これは本でした。")),
    ("m-ifeval", "ja:detectable_format:nominal_ending", {"count": 1.0}, "美しい海\n", ("海は美しい。", "The sea.")),
    ("m-ifeval", "ja:letters:furigana", {}, "人々（ひとびと）と漢字(カンジ)", ("漢字", "かな（かな）", "漢字（かんじ）と漢字")),
    ("m-ifeval", "ja:letters:kansuuji", {}, "三つの海", ("①②Ⅲ", "3つの海", "３つ")),
    ("m-ifeval", "ja:letters:no_katakana", {}, "らーめん", ("㌔です", "ﾗ", "ラーメン")),
    ("m-ifeval", "ja:letters:katakana_only", {}, "ヴァイオリン・ラーメン！", ("42", "ラーメンです", "")),
    ("m-ifeval", "ja:letters:no_hiragana", {}, "憲法九条", ("ゝ", "憲法の九条")),
    ("m-ifeval", "ja:letters:hiragana_only", {}, "ゔぁいおりん ゝ", ("123 !!", "", "きょうはOK", "今日は")),
    ("m-ifeval", "ja:letters:kanji", {"kanji_limit": 3, "relation": "未満"}, "人々が", ("人々の海", "山川草木")),
    ("m-ifeval", "ja:punctuation:no_period", {}, "1. 値段は3.5ドル！", ("おわり．.", "はい。", "はい｡")),
    ("m-ifeval", "ja:punctuation:no_comma", {}, "1,000円です。", ("りんご，みかん, なし", "甲、乙")),
    ("m-ifeval", "ja:startend:quotation", {}, "「彼は「はい」と言った。」", ("「あ」と「い」", '"あ"', "「」")),
    ("m-ifeval", "ja:detectable_format:title", {}, "# 『喜びの詩』\n\n春。", ("『坊っちゃん』は小説です。", "<<詩>>", "『』\n春")),
    ("m-ifeval", "ja:detectable_format:number_highlighted_sections", {"num_highlights": 2}, "《海》と《山》",
     ("**海**と**山**", "《》《 》")),
    ("m-ifeval", "ja:detectable_format:number_bullet_lists", {"num_bullets": 2}, "・海\n・山", ("海・山", "・海\n・山\n・川")),
    ("m-ifeval", "ja:detectable_format:multiple_sections", {"section_spliter": "章", "num_sections": 2},
     "第1章\n春。\n\n第二章：夏\n夏。", ("第1章では第2章を語る。", "第1章\n春。", "章 1\n春\n章 2\n夏")),
    ("m-ifeval", "ja:detectable_content:postscript", {"postscript_marker": "追伸"}, "元気です。\n\n追伸：また。",
     ("元気です。", "追伸：また。")),
    ("m-ifeval", "ja:detectable_format:constrained_response", {}, "「はい、そうです。」", ("はい、そうです。いいえ、違います。", "はい")),
    ("m-ifeval", "ja:length_constraints:number_sentences", {"num_sentences": 2, "relation": "未満"}, "はい。", ("はい。ええ。",)),
    ("m-ifeval", "ja:keywords:letter_frequency", {"letter": "か", "let_frequency": 2, "let_relation": "以上"}, "かか",
     ("か", "がが")),
    ("m-ifeval", "ja:length_constraints:nth_paragraph_first_word",
     {"num_paragraphs": 2, "nth_paragraph": 2, "first_word": "代謝"}, "春。\n\n代謝は下がる。", ("春。\n\n冬に代謝は。", "代謝。")),
    ("m-ifeval", "es:special_character:enie", {"let_frequency": 2}, "El nin\u0303o y el AÑO.", ("El niño.", "nino ano")),
    ("m-ifeval", "es:special_character:dieresis", {"let_frequency": 1}, "La cigüeña.", ("agua", "cigüeña, pingüino")),
    ("m-ifeval", "es:special_character:tildes", {"num_words": 1, "relation": "como máximo"}, "La canción.",
     ("La canción está aquí.",)),
    ("m-ifeval", "es:punctuation:question_marks", {}, "¿Cómo estás?", ("¿Hola. Esto no es\n\nOtra línea?", "¿?", "Cómo?")),
    ("m-ifeval", "es:punctuation:exclamation_marks", {}, "¡Qué bien!", ("Qué bien!", "¡!")),
    ("m-ifeval", "es:detectable_content:postscript", {"postscript_marker": "P.D."}, "Hola.\n\nP. D. Trae sal.",
     ("Hola.\n\nP.D.", "P.D. Hola.")),
    ("m-ifeval", "es:detectable_content:number_placeholders", {"num_placeholders": 1, "relation": "al menos"}, "[dirección]",
     ("dirección", "[]")),
    ("m-ifeval", "es:detectable_format:multiple_sections",
     {"num_sections": 2, "section_spliter": "SECCIÓN", "relation": "al menos"}, "SECCIÓN 1\nA b.\nSECCIÓN 2\nC d.\nSECCIÓN 3\nE.",
     ("SECCIÓN 1\nA b.",)),
    ("m-ifeval", "es:detectable_format:constrained_response", {}, "Quizás.", ("Quizás. Sí.", "Nada.")),
    ("m-ifeval", "fr:special_character:ethel_or_cedilla", {"forbidden_char": "ç"}, "Un cœur.", ("c\u0327a", "FAÇADE")),
    ("m-ifeval", "fr:special_character:no_accents", {}, "Un cœur sans rien.", ("été", "e\u0301te", "Ça")),
    ("m-ifeval", "fr:special_character:accents", {"word_to_accentuate": {"lecon": "leçon", "a": "à", "x": None}},
     "La leçon a commencé.", ("Rien à voir ici.", "La lecon.", "Une leçon, des lecons.")),
    ("m-ifeval", "fr:detectable_content:informal_address", {}, TU,
     ("Il y a un ton rouge. Vous êtes là.", TU + " Prenez soin.", "Il pleut.")),
    ("m-ifeval", "fr:detectable_content:no_digits", {}, "En dix jours.", ("chapitre Ⅳ ①", "10 jours", "x²")),
    ("m-ifeval", "fr:startend:quotation", {}, "« Oui, “oui”. »", ("'C'est l'", "« A » et « B »", "Oui")),
    ("m-ifeval", "fr:detectable_format:title", {}, "##hymne à la joie##\n\nOh.", ("## hymne\n\nOh.", "####\n\nOh.", "<<a>>")),
    ("m-ifeval", "fr:detectable_content:postscript", {"postscript_marker": "P.-S."}, "Salut.\n\nP.-S. À demain.",
     ("Salut.\n\nP.-S.", "Salut. À demain.")),
    ("m-ifeval", "fr:length_constraints:number_words", {"num_words": 3, "relation": "moins de"}, "Deux mots.", ("Un deux trois",)),
    ("m-ifeval", "en:length_constraints:number_words", {"num_words": 3, "relation": "less than"}, "Two words.", ("One two three",)),
    ("lm-eval", "ca:punctuation:question_marks", {}, "Com estàs?", ("Bé.", "?")),
    ("lm-eval", "ca:special_character:tildes", {"num_words": 1, "relation": "at least"}, "Això.", ("Aixo.",)),
    ("lm-eval", "es:change_case:spanish_lowercase", {}, "esta mañana hemos ido al mercado con nuestros amigos.",
     ("Esta mañana hemos ido al mercado.", "we went to the market this morning with our friends.")),
    ("lm-eval", "ca:change_case:catalan_capital", {}, "AQUEST MATÍ HEM ANAT AL MERCAT AMB ELS NOSTRES AMICS PER COMPRAR PA.",
     ("Aquest matí hem anat al mercat.",)),
    ("m-ifeval", "fr:change_case:french_capital", {}, "CE MATIN NOUS SOMMES ALLÉS AU MARCHÉ AVEC NOS AMIS.",
     ("Ce matin nous sommes allés au marché.",)),
    ("lm-eval", "punctuation:no_comma", {}, "No pause.", ("Well, no.",)),
    ("ru-ifeval", "keywords:frequency", {"keyword": "море", "frequency": 2, "relation": "не менее"}, "Море и море.",
     ("Море и моря.", "Приморье, море.")),
    ("ru-ifeval", "length_constraints:number_words", {"num_words": 3, "relation": "less than"}, "Два слова.", ("Раз два три",)),
]  # fmt: skip


@pytest.mark.parametrize(("registry", "id", "kwargs", "fair", "unfair"), CASES, ids=[f"{c[0]}-{c[1]}" for c in CASES])
def test_what_an_id_asks(registry: str, id: str, kwargs: dict[str, Any], fair: str, unfair: tuple[str, ...]) -> None:
    padded = {**dict.fromkeys(("num_sentences", "nth_paragraph", "keywords")), **kwargs}
    constraint = load(registry, id, padded)
    assert parse(constraint.to_dict()) == constraint
    assert constraint.check(fair), constraint.explain(fair)
    for response in unfair:
        assert not constraint.check(response), f"{response!r}: {constraint.explain(response)}"


@pytest.mark.parametrize(
    ("registry", "id", "kwargs"),
    [
        ("m-ifeval", "ja:letters:kanji", {"kanji_limit": 3, "relation": "at mots"}),
        ("m-ifeval", "ja:letters:kanji", {"relation": "以上"}),
        ("m-ifeval", "ja:letters:furigana", {"kanji": 3}),
        ("m-ifeval", "fr:special_character:accents", {"word_to_accentuate": ["leçon"]}),
        ("m-ifeval", "fr:special_character:accents", {"word_to_accentuate": {"mur": "mur"}}),
        ("m-ifeval", "es:special_character:enie", {"let_frequency": 2.5}),
        ("iftrain", "count:lowercase_counting", {"N": -1}),
        ("ifbench", "count:punctuation", {"N": 1}),
    ],
)
def test_wrong_arguments_are_one_clear_error(registry: str, id: str, kwargs: dict[str, Any]) -> None:
    with pytest.raises(SpecError) as caught:
        load(registry, id, kwargs)
    assert "\n" not in str(caught.value)


def test_ids_stand_with_their_language_and_bare_where_one_language_has_them() -> None:
    assert load("m-ifeval", "letters:furigana") == load("m-ifeval", "ja:letters:furigana")
    assert load("m-ifeval", "special_character:no_accents") == load("m-ifeval", "fr:special_character:no_accents")
    with pytest.raises(UnknownValue):
        load("m-ifeval", "startend:quotation")  # in which language?
    with pytest.raises(UnknownValue):
        load("m-ifeval", "ja:change_case:english_capital")


def test_a_phrase_with_vous_that_the_prompt_asks_for_breaks_no_tutoiement() -> None:
    prompt = 'Utilise le tutoiement. Termine par "Que puis-je faire pour vous ?".'
    response = TU + "\n\nQue puis-je faire pour vous ?"
    assert load("m-ifeval", "fr:detectable_content:informal_address", {}, prompt).check(response)
    assert not load("m-ifeval", "fr:detectable_content:informal_address").check(response)


def test_sections_may_be_more_where_the_prompt_says_so() -> None:
    kwargs = {"section_spliter": "Partie", "num_sections": 2}
    three = "Partie 1\nA b.\nPartie 2\nC d.\nPartie 3\nE f."
    assert load("m-ifeval", "fr:detectable_format:multiple_sections", kwargs, "au moins 2 parties").check(three)
    assert not load("m-ifeval", "fr:detectable_format:multiple_sections", kwargs, "en 2 parties").check(three)


RUSSIAN: list[tuple[str, dict[str, Any], str | None, str, str]] = [
    ("detectable_format:constrained_response", {}, None, "Мой ответ — возможно", "Мой ответ может быть."),
    ("detectable_format:constrained_response", {}, None, "Пудель меньше. Мой ответ – нет.", "Мой ответ нет"),
    ("change_case:english_capital", {}, None, "МЫ СЕГОДНЯ ИДЁМ НА РЫНОК ЗА ХЛЕБОМ.", "WE WALK TO THE MARKET TODAY."),
    ("change_case:english_capital", {}, "Ответ заглавными буквами.", "WE WALK TO THE MARKET.", "Мы идём на рынок."),
    ("change_case:english_lowercase", {}, "Весь ответ на русском языке строчными буквами.",
     "мы сегодня идём на рынок за хлебом.", "we walk to the market today."),
    ("detectable_content:postscript", {"postscript_marker": "P. S."}, None, "Всё хорошо.\n\nP.S. Соль.", "Всё. PS."),
    ("detectable_content:postscript", {"postscript_marker": "P.P.S"}, None, "Всё.\n\nP. P. S. Соль.", "Всё.\n\nP. S. Соль."),
    ("length_constraints:number_paragraphs", {"num_paragraphs": 2}, "Две части, между ними три звёздочки: ***.",
     "Да. *** Нет.", "Да. *** Нет. *** Да."),
    ("length_constraints:number_paragraphs", {"num_paragraphs": 2}, "Поставьте разделитель markdown: ***.",
     "Да.\n***\nНет.", "Да. *** Нет."),
    ("length_constraints:number_paragraphs", {"num_paragraphs": 2}, "Не менее двух абзацев, между ними ***.",
     "Да.\n***\nНет.\n***\nДа.", "Да."),
    ("length_constraints:number_paragraphs", {"num_paragraphs": 2}, "Ровно два абзаца; выделите не менее трёх разделов.",
     "Да.\n***\nНет.", "Да.\n***\nНет.\n***\nДа."),
    ("detectable_format:multiple_sections", {"num_sections": 2, "section_spliter": "Раздел"},
     "История как минимум из двух разделов, помеченных Раздел X.",
     "Раздел 1\nСоль.\n\nРаздел 2\nМоре.\n\nРаздел 3\nДень.", "Раздел 1\nСоль."),
    ("detectable_format:multiple_sections", {"num_sections": 2, "section_spliter": "Раздел"},
     "Выделите хотя бы три раздела. Пишите: Раздел 1, Раздел 2.",
     "Раздел 1\nСоль.\n\nРаздел 2\nМоре.", "Раздел 1\nСоль.\n\nРаздел 2\nМоре.\n\nРаздел 3\nДень."),
]  # fmt: skip


@pytest.mark.parametrize(("id", "kwargs", "prompt", "good", "bad"), RUSSIAN)
def test_ids_in_russian(id: str, kwargs: dict[str, Any], prompt: str | None, good: str, bad: str) -> None:
    constraint = load("ru-ifeval", id, kwargs, prompt)
    assert constraint.check(good), constraint.explain(good)
    assert not constraint.check(bad)


@pytest.mark.parametrize(
    ("prompt", "high"),
    [("Escribe al menos 2 secciones.", None), ("Escribe al menos dos secciones.", None),
     ("Escribe 2 secciones y resalta al menos 3 partes.", 2)],
)  # fmt: skip
def test_the_parts_to_highlight_are_no_sections(prompt: str, high: int | None) -> None:
    kwargs = {"section_spliter": "PARTE", "num_sections": 2}
    made = load("lm-eval", "es:detectable_format:multiple_sections", kwargs, prompt).to_dict()
    assert (made["amount"]["low"], made["amount"]["high"]) == (2, high)
