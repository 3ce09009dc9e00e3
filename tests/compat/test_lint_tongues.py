"""Lint on prompts that are not in English: what each says, what is checked, and whether a reader sees them disagree."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gonogo.compat import load, numerals
from gonogo.compat.lint import lint
from gonogo.compat.tongues import TONGUES, Tongue
from gonogo.text.language import LANGUAGES

Spec = dict[str, Any]


def _count(unit: str, low: int = 0, high: int | None = None, **more: Any) -> Spec:
    return {"kind": f"count.{unit}", "amount": {"low": low, "high": high}, **more}


def _words(low: int = 0, high: int | None = None) -> Spec:
    return _count("words", low, high)


def _times(keyword: str, low: int = 0, high: int | None = None) -> Spec:
    return _count("keyword", low, high, keyword=keyword)


def _answer(language: str) -> Spec:
    return {"kind": "language", "language": language}


def _sections(label: str, n: int) -> Spec:
    return {"kind": "sections", "label": label, "amount": n}


# A prompt, what is checked, and the code of the finding, "" where the two agree.
SITUATIONS: dict[str, list[tuple[str, Spec, str]]] = {
    "es": [
        ("Escribe un ensayo sobre el mar con al menos 400 palabras.", _words(336), "GG301"),
        ("Escribe un ensayo sobre el mar con al menos 400 palabras.", _words(400), ""),
        ("Resume el libro en un máximo de ciento veinte palabras.", _words(0, 210), "GG301"),
        ("Resume el libro en un máximo de ciento veinte palabras.", _words(0, 120), ""),
        ("Escribe una carta de 1.200 palabras.", _words(1200, 1200), ""),
        ("Escribe una carta de 1.200 palabras.", _words(1500, 1500), "GG301"),
        ("Escribe al menos 100 palabras sobre el otoño.", _words(0, 100), "GG302"),
        ("No superes las 9 frases en tu respuesta.", _count("sentences", 9), "GG302"),
        ("No superes las 9 frases en tu respuesta.", _count("sentences", 0, 9), ""),
        ("Responde con no menos de 110 palabras.", _words(110), ""),
        ("Responde con no menos de 110 palabras.", _words(0, 110), "GG302"),
        ("Tu respuesta debe tener dos párrafos.", _count("paragraphs", 3, 3), "GG301"),
        ("La palabra «mar» debe aparecer al menos tres veces.", _times("mar", 5), "GG301"),
        ("La palabra «mar» debe aparecer al menos tres veces.", _times("mar", 3), ""),
        ("Escribe entre 200 y 300 palabras sobre el mar.", _words(200, 400), "GG301"),
        ("Escribe entre 200 y 300 palabras sobre el mar.", _words(200, 300), ""),
        ("Escribe 100 palabras como mínimo.", _words(0, 100), "GG302"),
        ("Escribe 100 palabras o más.", _words(100), ""),
        ("Incluye dos palabras clave y escribe un mínimo de cien palabras.", _words(100), ""),
        ("Resume las 400 palabras siguientes en tres frases.", _words(50), ""),
        ("No olvides escribir más de 300 palabras.", _words(301), ""),
        ("Separa los párrafos con dos saltos de línea.", _count("lines", 8, 8), ""),
        ("Tu respuesta debe incluir 5 secciones, cada una marcada con Sección X.", _sections("Sección", 4), "GG301"),
        ("Por favor, responde en francés.", _answer("de"), "GG304"),
        ("Por favor, responde en francés.", _answer("fr"), ""),
        ("Responde en francés.", _answer("es"), "GG304"),
        ("Explica cómo se dice «mar» en alemán.", _answer("es"), ""),
        ("Traduce del inglés al italiano: the sea.", _answer("it"), ""),
        ("Explica por qué once jugadores forman un equipo; usa al menos 50 palabras.", _words(50), ""),
        ("Escribe un artículo sobre películas en francés.", _answer("es"), ""),
        ("En 1984 palabras como «libertad» cambiaron. Escribe como mínimo 60 palabras.", _words(60), ""),
        ("No uses más de dos frases por párrafo y escribe al menos cinco frases.", _count("sentences", 5), ""),
        ("Redacta tres párrafos de al menos 100 palabras cada uno.", _words(300), ""),
        ("Escribe 100 palabras por favor, como mínimo.", _words(100), ""),
        ("Tu respuesta no debe exceder las 1,200 palabras.", _words(0, 1200), ""),
        ("Escribe exactamente treinta y cinco palabras.", _words(35, 35), ""),
        ("Escribe exactamente treinta y cinco palabras.", _words(30, 30), "GG301"),
        ("Escribe mil doscientas palabras.", _words(1200, 1200), ""),
    ],
    "fr": [
        ("Écrivez un texte d'au moins 400 mots sur la mer.", _words(336), "GG301"),
        ("Écrivez un texte d'au moins 400 mots sur la mer.", _words(400), ""),
        ("Écrivez au moins deux cent cinquante mots.", _words(300), "GG301"),
        ("Écrivez au moins deux cent cinquante mots.", _words(250), ""),
        ("Écrivez quatre-vingt-quinze mots au maximum.", _words(0, 95), ""),
        ("Écrivez quatre-vingt-quinze mots au maximum.", _words(0, 80), "GG301"),
        ("Écrivez quatre-vingt-quinze mots au maximum.", _words(95), "GG302"),
        ("Votre réponse ne doit pas dépasser 460 mots.", _words(460), "GG302"),
        ("Votre réponse ne doit pas dépasser 460 mots.", _words(0, 460), ""),
        ("Votre texte doit dépasser 397 mots.", _words(397), ""),
        ("Votre texte doit dépasser 397 mots.", _words(0, 397), "GG302"),
        ("La réponse doit comporter trois paragraphes.", _count("paragraphs", 4, 4), "GG301"),
        ("Le mot « mer » doit apparaître au minimum trois fois.", _times("mer", 2), "GG301"),
        ("Le mot « mer » doit apparaître au minimum trois fois.", _times("mer", 3), ""),
        ("Le mot « mer » doit apparaître moins de 2 fois.", _times("mer", 0, 1), ""),
        ("Rédigez entre 5 et 7 phrases.", _count("sentences", 4, 6), "GG301"),
        ("Rédigez de 5 à 7 phrases.", _count("sentences", 5, 7), ""),
        ("Écrivez un texte avec au moins 11 mots écrits en majuscules.", _words(40), ""),
        ("Résumez les 400 mots ci-dessous en un paragraphe.", _words(50), ""),
        ("N'oubliez pas d'écrire plus de 300 mots.", _words(301), ""),
        ("Écrivez six phrases ou plus.", _count("sentences", 6), ""),
        ("Écrivez six phrases ou moins.", _count("sentences", 6), "GG302"),
        ("Votre texte doit être divisé en 3 parties, chacune commençant par Section X.", _sections("Section", 5), "GG301"),
        ("Votre réponse doit être entièrement en allemand.", _answer("es"), "GG304"),
        ("Votre réponse doit être entièrement en allemand.", _answer("de"), ""),
        ("Répondez en anglais, s'il vous plaît.", _answer("fr"), "GG304"),
        ("Expliquez le mot anglais « sea ».", _answer("fr"), ""),
        ("Parlez de la vie en Allemagne, en italien.", _answer("it"), ""),
        ("Décrivez les sept merveilles du monde en 3 paragraphes.", _count("paragraphs", 3, 3), ""),
        ("Écrivez une histoire sur les mots anglais en français.", _answer("fr"), ""),
        ("Écrivez trois paragraphes de 100 mots chacun.", _words(300), ""),
        ("De plus, 3 phrases suffisent.", _count("sentences", 0, 3), ""),
        ("Les trois premières phrases doivent être courtes ; huit phrases en tout.", _count("sentences", 8, 8), ""),
        ("Écrivez mille deux cents mots.", _words(1200, 1200), ""),
        ("Écrivez vingt et un mots.", _words(21, 21), ""),
        ("Écrivez 1 000 mots.", _words(1000, 1000), ""),
        ("Séparez les paragraphes par deux sauts de ligne.", _count("lines", 8, 8), ""),
    ],
    "ca": [
        ("Escriu una redacció sobre el mar d'almenys 400 paraules.", _words(336), "GG301"),
        ("Escriu una redacció sobre el mar d'almenys 400 paraules.", _words(400), ""),
        ("Respon amb un màxim de vint-i-cinc paraules.", _words(0, 52), "GG301"),
        ("Respon amb un màxim de vint-i-cinc paraules.", _words(0, 25), ""),
        ("La teva resposta no pot superar les 100 paraules.", _words(100), "GG302"),
        ("La teva resposta no pot superar les 100 paraules.", _words(0, 100), ""),
        ("La teva resposta ha de tenir menys de 6 frases.", _count("sentences", 0, 5), ""),
        ("La teva resposta ha de tenir menys de 6 frases.", _count("sentences", 9), "GG301"),
        ("La paraula «mar» ha d'aparèixer almenys dues vegades.", _times("mar", 4), "GG301"),
        ("La paraula «mar» ha d'aparèixer 10 o més vegades.", _times("mar", 10), ""),
        ("La paraula «mar» ha d'aparèixer 10 o més vegades.", _times("mar", 0, 10), "GG302"),
        ("Escriu un text d'entre 5 i 7 frases.", _count("sentences", 5, 9), "GG301"),
        ("Escriu una història de tres paràgrafs.", _count("paragraphs", 3, 3), ""),
        ("Escriu una història de tres paràgrafs.", _count("paragraphs", 5, 5), "GG301"),
        ("Inclou les dues paraules clau i escriu almenys 50 paraules.", _words(50), ""),
        ("Respon només en gal·lès, no pots fer servir cap altre idioma.", _answer("kn"), "GG304"),
        ("Respon només en grec.", _answer("el"), ""),
        ("Respon en anglès.", _answer("ca"), "GG304"),
        ("Escriu un article sobre pel·lícules en francès.", _answer("ca"), ""),
        ("Escriu dos-cents cinquanta mots, és a dir, almenys 250 paraules.", _words(250), ""),
        ("Escriu un text de 4 seccions per al meu germà, cada una amb Secció X.", _sections("Secció", 6), "GG301"),
    ],
    "it": [
        ("Scrivi un saggio sul mare di almeno 400 parole.", _words(336), "GG301"),
        ("Scrivi un saggio sul mare di almeno 400 parole.", _words(400), ""),
        ("Rispondi con almeno duecentocinquanta parole.", _words(300), "GG301"),
        ("Rispondi con almeno duecentocinquanta parole.", _words(250), ""),
        ("La risposta non deve superare le 100 parole.", _words(100), "GG302"),
        ("La risposta non deve superare le 100 parole.", _words(0, 100), ""),
        ("Scrivi esattamente tre paragrafi.", _count("paragraphs", 4, 4), "GG301"),
        ("La parola «mare» deve comparire almeno due volte.", _times("mare", 5), "GG301"),
        ("Scrivi tra 5 e 7 frasi.", _count("sentences", 5, 7), ""),
        ("Scrivi tra 5 e 7 frasi.", _count("sentences", 5, 9), "GG301"),
        ("Scrivi ventuno frasi.", _count("sentences", 21, 21), ""),
        ("Scrivi dieci frasi o più.", _count("sentences", 0, 10), "GG302"),
        ("Rispondi in tedesco.", _answer("fr"), "GG304"),
        ("Rispondi in tedesco.", _answer("de"), ""),
        ("Parla del cinema francese, in spagnolo.", _answer("es"), ""),
        ("Descrivi le sette meraviglie in tre paragrafi.", _count("paragraphs", 3, 3), ""),
        ("Scrivi un articolo sui film in francese.", _answer("it"), ""),
        ("Non dimenticare di usare più di 300 parole.", _words(301), ""),
        ("Scrivi tre paragrafi di 100 parole ciascuno.", _words(300), ""),
    ],
    "pt": [
        ("Escreva uma redação sobre o mar com pelo menos 400 palavras.", _words(336), "GG301"),
        ("Escreva uma redação sobre o mar com pelo menos 400 palavras.", _words(400), ""),
        ("Responda com no mínimo duzentas e cinquenta palavras.", _words(300), "GG301"),
        ("Responda com no mínimo duzentas e cinquenta palavras.", _words(250), ""),
        ("A resposta não deve ultrapassar 100 palavras.", _words(100), "GG302"),
        ("A resposta não deve ultrapassar 100 palavras.", _words(0, 100), ""),
        ("Escreva exatamente três parágrafos.", _count("paragraphs", 4, 4), "GG301"),
        ("A palavra “mar” deve aparecer pelo menos duas vezes.", _times("mar", 5), "GG301"),
        ("Escreva entre 5 e 7 frases.", _count("sentences", 5, 7), ""),
        ("Escreva entre 5 e 7 frases.", _count("sentences", 5, 9), "GG301"),
        ("Escreva dez frases ou mais.", _count("sentences", 0, 10), "GG302"),
        ("Use duas palavras-chave e no mínimo 40 palavras.", _words(40), ""),
        ("Responda em alemão.", _answer("fr"), "GG304"),
        ("Responda em alemão.", _answer("de"), ""),
        ("Escreva um artigo sobre filmes em francês.", _answer("pt"), ""),
        ("Não se esqueça de usar mais de 300 palavras.", _words(301), ""),
        ("Escreva três parágrafos de 100 palavras cada.", _words(300), ""),
        ("Escreva trinta e cinco palavras.", _words(35, 35), ""),
    ],
    "de": [
        ("Schreibe einen Aufsatz über das Meer mit mindestens 400 Wörtern.", _words(336), "GG301"),
        ("Schreibe einen Aufsatz über das Meer mit mindestens 400 Wörtern.", _words(400), ""),
        ("Antworte mit mindestens zweihundertfünfzig Wörtern.", _words(300), "GG301"),
        ("Antworte mit mindestens zweihundertfünfzig Wörtern.", _words(250), ""),
        ("Antworte mit höchstens fünfundzwanzig Wörtern.", _words(0, 25), ""),
        ("Antworte mit höchstens fünfundzwanzig Wörtern.", _words(25), "GG302"),
        ("Die Antwort darf nicht mehr als 100 Wörter haben.", _words(100), "GG302"),
        ("Die Antwort darf nicht mehr als 100 Wörter haben.", _words(0, 100), ""),
        ("Schreibe genau drei Absätze.", _count("paragraphs", 4, 4), "GG301"),
        ("Das Wort „Meer“ soll mindestens zweimal vorkommen.", _times("Meer", 5), "GG301"),
        ("Das Wort „Meer“ soll mindestens zweimal vorkommen.", _times("Meer", 2), ""),
        ("Schreibe zwischen 5 und 7 Sätzen.", _count("sentences", 5, 9), "GG301"),
        ("Schreibe fünf bis sieben Sätze.", _count("sentences", 5, 7), ""),
        ("Schreibe zehn Sätze oder mehr.", _count("sentences", 0, 10), "GG302"),
        ("Schreibe über elf Elfen in mindestens 5 Sätzen.", _count("sentences", 5), ""),
        ("Antworte auf Französisch.", _answer("es"), "GG304"),
        ("Antworte bitte in italienischer Sprache.", _answer("it"), ""),
        ("Erzähle vom Leben in deutschen Städten, auf Englisch.", _answer("en"), ""),
        ("Beschreibe die sieben Weltwunder in drei Absätzen.", _count("paragraphs", 3, 3), ""),
        ("Vergiss nicht, mehr als 300 Wörter zu schreiben.", _words(301), ""),
        ("Schreibe drei Absätze mit je 100 Wörtern.", _words(300), ""),
        ("Schreibe eintausendzweihundert Wörter.", _words(1200, 1200), ""),
        ("Die ersten zwei Sätze sollen kurz sein, insgesamt acht Sätze.", _count("sentences", 8, 8), ""),
    ],
    "ru": [
        ("Напишите сочинение о море объёмом не менее 400 слов.", _words(336), "GG301"),
        ("Напишите сочинение о море объёмом не менее 400 слов.", _words(400), ""),
        ("Напишите рассказ о море более чем из трёхсот слов.", _words(500), "GG301"),
        ("Напишите рассказ о море более чем из трёхсот слов.", _words(301), ""),
        ("Ответ должен быть коротким — не более 40 слов.", _words(40), "GG302"),
        ("Ответ должен быть коротким — не более 40 слов.", _words(0, 40), ""),
        ("Напишите рассказ ровно из двух абзацев.", _count("paragraphs", 3, 3), "GG301"),
        ("Напишите рассказ ровно из двух абзацев.", _count("paragraphs", 2, 2), ""),
        ("Слово «море» должно встречаться не менее восьми раз.", _times("море", 5), "GG301"),
        ("Используйте слово «море» как минимум дважды.", _times("море", 2), ""),
        ("Используйте слово «море» как минимум дважды.", _times("море", 4), "GG301"),
        ("Напиши песню о море объёмом от 20 до 25 предложений.", _count("sentences", 20, 25), ""),
        ("Напиши песню о море объёмом от 20 до 25 предложений.", _count("sentences", 20, 30), "GG301"),
        ("Ответ должен содержать 17 или более предложений.", _count("sentences", 17), ""),
        ("Ответ должен содержать 17 или более предложений.", _count("sentences", 0, 17), "GG302"),
        ("Составьте список ровно из четырёх маркированных пунктов.", _count("bullets", 6, 6), "GG301"),
        ("Напишите не менее двадцати пяти предложений.", _count("sentences", 25), ""),
        ("Не забудьте написать более 300 слов.", _words(301), ""),
        ("Ответьте только на французском языке.", _answer("de"), "GG304"),
        ("Ответьте только на французском языке.", _answer("fr"), ""),
        ("Напишите весь ответ на телугу.", _answer("te"), ""),
        ("Напишите весь ответ на телугу.", _answer("kn"), "GG304"),
        ("Ответьте по-немецки, как на французском радио.", _answer("de"), ""),
        ("Опишите семь чудес света в трёх абзацах.", _count("paragraphs", 3, 3), ""),
        ("Напишите три абзаца, в каждом не менее 100 слов.", _words(300), ""),
        ("Напишите тысячу двести слов.", _words(1200, 1200), ""),
        ("Ответьте ровно четырьмя абзацами.", _count("paragraphs", 4, 4), ""),
        ("Ответьте ровно четырьмя абзацами.", _count("paragraphs", 5, 5), "GG301"),
        ("Эти 400 слов сократите до 50 слов.", _words(0, 50), ""),
    ],
    "ja": [
        ("海についての作文を400文字以上で書いてください。", _count("characters", 336), "GG301"),
        ("海についての作文を400文字以上で書いてください。", _count("characters", 400), ""),
        ("海についての作文を四百文字以上で書いてください。", _count("characters", 336), "GG301"),
        ("海についての作文を四百文字以上で書いてください。", _count("characters", 400), ""),
        ("４００文字以内で要約してください。", _count("characters", 0, 400), ""),
        ("４００文字以内で要約してください。", _count("characters", 400), "GG302"),
        ("500文字未満で答えてください。", _count("characters", 0, 499), ""),
        ("500文字を超えないでください。", _count("characters", 500), "GG302"),
        ("3つの段落で説明してください。", _count("paragraphs", 4, 4), "GG301"),
        ("三つの段落で説明してください。", _count("paragraphs", 3, 3), ""),
        ("海という単語を5回以上使ってください。", _times("海", 3), "GG301"),
        ("海という単語を5回以上は使わないでください。", _times("海", 0, 4), ""),
        ("海という単語を5回以上は使わないでください。", _times("海", 5), "GG302"),
        ("少なくとも3個のプレースホルダーを含めてください。", _count("placeholders", 5), "GG301"),
        ("プレースホルダーを3個は含めてください。", _count("placeholders", 5), "GG301"),
        ("プレースホルダーを3個は含めてください。", _count("placeholders", 3), ""),
        ("300文字から500文字で書いてください。", _count("characters", 300, 500), ""),
        ("300〜500文字で書いてください。", _count("characters", 300, 600), "GG301"),
        ("4段落目は「海」で始めて、全部で5段落にしてください。", _count("paragraphs", 5, 5), ""),
        ("段落を2つの改行で区切り、8行以上書いてください。", _count("lines", 8), ""),
        ("フランス語で答えてください。", _answer("de"), "GG304"),
        ("フランス語で答えてください。", _answer("fr"), ""),
        ("英語で答えてください。", _answer("ja"), "GG304"),
        ("5人の登場人物がいる物語を3段落で書いてください。", _count("paragraphs", 3, 3), ""),
        ("英語で書かれた本について日本語で答えてください。", _answer("ja"), ""),
        ("各段落は3文で、全体を5段落にしてください。", _count("sentences", 15, 15), ""),
        ("1200文字以上書いてください。", _count("characters", 1200), ""),
        ("1,200文字以上書いてください。", _count("characters", 1200), ""),
    ],
    "zh": [
        ("写一篇关于大海的文章，至少400字。", _count("characters", 336), "GG301"),
        ("写一篇关于大海的文章，至少400字。", _count("characters", 400), ""),
        ("写一篇关于大海的文章，不少于四百字。", _count("characters", 336), "GG301"),
        ("写一篇关于大海的文章，不少于四百字。", _count("characters", 400), ""),
        ("你的回答共计不能超过300字。", _count("characters", 300), "GG302"),
        ("你的回答共计不能超过300字。", _count("characters", 0, 300), ""),
        ("300字以内。请介绍大海。", _count("characters", 300), "GG302"),
        ("请写三个段落。", _count("paragraphs", 4, 4), "GG301"),
        ("请写三个段落。", _count("paragraphs", 3, 3), ""),
        ("你的回答中有且只能包含3段。", _count("paragraphs", 5, 5), "GG301"),
        ("“大海”一词至少出现两次。", _times("大海", 5), "GG301"),
        ("“大海”一词至少出现两次。", _times("大海", 2), ""),
        ("你的回答必须在300字到500字的范围内。", _count("characters", 300, 500), ""),
        ("你的回答必须在300字到500字的范围内。", _count("characters", 300, 600), "GG301"),
        ("第3段不能超过100字，全文共5段。", _count("paragraphs", 5, 5), ""),
        ("请用法语回答。", _answer("de"), "GG304"),
        ("请用法语回答。", _answer("fr"), ""),
        ("用三句话介绍五个城市。", _count("sentences", 3, 3), ""),
        ("把下面的英文翻译成中文：the sea", _answer("zh"), ""),
        ("不要忘记写至少400字。", _count("characters", 400), ""),
        ("每段不少于100字，一共三段。", _count("characters", 300), ""),
    ],
    "en": [
        ("Do not forget to write more than 300 words.", _words(301), ""),
        ("Don't forget to use more than 5 sentences.", _count("sentences", 6), ""),
        ("Respond in Spanish with at least 400 words: «hola, qué tal, ¿cómo estás, amigo mío?»", _words(336), "GG301"),
        ("Respond in Spanish with at least 400 words: «hola, qué tal, ¿cómo estás, amigo mío?»", _words(400), ""),
    ],
}  # fmt: skip
_CASES = [(tongue, *case) for tongue, cases in SITUATIONS.items() for case in cases]


def found(prompt: str, spec: Spec) -> list[str]:
    rows = [(1, {"prompt": prompt, "constraints": json.dumps([spec])})]
    return sorted(one.code for one in lint(rows) if one.code.startswith("GG3"))


@pytest.mark.parametrize(("tongue", "prompt", "spec", "code"), _CASES)
def test_what_a_prompt_says(tongue: str, prompt: str, spec: Spec, code: str) -> None:
    assert found(prompt, spec) == ([code] if code else [])


@pytest.mark.parametrize(
    ("prompt", "sign", "code"),
    [
        ("В ответе должно быть не менее шести восклицательных знаков.", "!", ""),
        ("В ответе должно быть не менее шести вопросительных знаков.", "!", "GG303"),
        ("Utiliza al menos seis signos de exclamación en tu respuesta.", "!", ""),
        ("Utilisez au moins six points d'interrogation dans la réponse.", "?", ""),
        ("Utilisez au moins six points d'interrogation dans la réponse.", "#", "GG303"),
        ("感嘆符を6回以上使ってください。", "!", ""),
        ("请至少使用六个问号。", "?", ""),
        ("Verwende mindestens sechs Ausrufezeichen in der Antwort.", "!", ""),
    ],
)
def test_signs_are_shown_by_their_names(prompt: str, sign: str, code: str) -> None:
    assert found(prompt, _count("letter", 6, letter=sign)) == ([code] if code else [])


# ---------------------------------------------------------------------- numbers in words
PARAGRAPHS = {"es": "párrafos", "fr": "paragraphes", "ca": "paràgrafs", "it": "paragrafi", "pt": "parágrafos",
              "de": "absätze", "ru": "абзацев", "ja": "段落", "zh": "段落"}  # fmt: skip
NUMBERS: dict[str, list[tuple[str, int]]] = {
    "es": [("dos", 2), ("once", 11), ("veintidós", 22), ("treinta y cinco", 35), ("cien", 100), ("ciento veinte", 120),
           ("doscientas cincuenta", 250), ("mil", 1000), ("mil doscientas", 1200), ("dos mil", 2000), ("2 mil", 2000),
           ("media docena", 6), ("dos docenas", 24), ("1.200", 1200), ("1,200", 1200)],
    "fr": [("deux", 2), ("onze", 11), ("vingt et un", 21), ("vingt-deux", 22), ("soixante-dix", 70),
           ("soixante et onze", 71), ("quatre-vingts", 80), ("quatre-vingt-dix-sept", 97), ("cent", 100),
           ("deux cent cinquante", 250), ("mille deux cents", 1200), ("trois mille", 3000), ("1 200", 1200)],
    "ca": [("dues", 2), ("onze", 11), ("vint-i-dos", 22), ("trenta-cinc", 35), ("cent", 100), ("dos-cents", 200),
           ("dos-cents cinquanta", 250), ("mil", 1000), ("una dotzena", 12)],
    "it": [("due", 2), ("undici", 11), ("ventuno", 21), ("ventidue", 22), ("trentotto", 38), ("cento", 100),
           ("duecentocinquanta", 250), ("mille", 1000), ("duemila", 2000)],
    "pt": [("duas", 2), ("onze", 11), ("vinte e dois", 22), ("cem", 100), ("cento e vinte", 120),
           ("duzentas e cinquenta", 250), ("mil e duzentas", 1200), ("meia dúzia", 6)],
    "de": [("zwei", 2), ("elf", 11), ("sechzehn", 16), ("einundzwanzig", 21), ("fünfundzwanzig", 25), ("hundert", 100),
           ("zweihundertfünfzig", 250), ("eintausendzweihundert", 1200), ("dreißigtausend", 30_000)],
    "ru": [("двух", 2), ("одиннадцать", 11), ("двадцать пять", 25), ("сорока", 40), ("сто", 100), ("трёхсот", 300),
           ("двухсот пятидесяти", 250), ("тысячу двести", 1200), ("пять тысяч", 5000)],
    "ja": [("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("三百五十", 350), ("千二百", 1200), ("二〇二四", 2024),
           ("一万", 10_000), ("３", 3), ("1万", 10_000)],
    "zh": [("两", 2), ("十二", 12), ("四百", 400), ("一千二百", 1200), ("二百五十", 250)],
}  # fmt: skip


@pytest.mark.parametrize(
    ("tongue", "said", "n"), [(tongue, *case) for tongue, cases in NUMBERS.items() for case in cases]
)
def test_numbers_in_words(tongue: str, said: str, n: int) -> None:
    one = TONGUES[tongue]
    noun = PARAGRAPHS[tongue]
    assert n in numerals.numbers(f"({said})", [one])
    gap = "" if one.closed else " "
    assert [told.n for told in numerals.told(f": {said}{gap}{noun}", one.nouns["paragraphs"], one)] == [n]


@pytest.mark.parametrize("tongue", TONGUES.values(), ids=list(TONGUES))
def test_the_table_is_whole(tongue: Tongue) -> None:
    """Each language names every language, the units that prompts ask for most, and relations of both sides."""
    assert set(tongue.names) == set(LANGUAGES)
    wanted = {"words", "sentences", "paragraphs", "bullets", "placeholders", "highlights", "sections", "parts", "times"}
    assert wanted <= set(tongue.nouns)
    assert tongue.lower
    assert tongue.upper
    assert tongue.after_lower
    assert tongue.after_upper
    assert tongue.tells
    assert tongue.each
    assert tongue.closed or (len(tongue.units.split()) == 20 and len(tongue.tens.split()) == 8)
    assert all(name == name.lower() for name in tongue.names.values())


@pytest.mark.parametrize("tongue", [one for one in TONGUES.values() if one.code != "en"], ids=lambda one: one.code)
def test_every_language_is_found_and_told_apart(tongue: Tongue) -> None:
    """Whoever asks for a language by its first name in the table has asked for that one, and for no other."""
    forms = {"es": "Responde en {}.", "fr": "Répondez en {}.", "ca": "Respon en {}.", "it": "Rispondi in {}.",
             "pt": "Responda em {}.", "de": "Antworte auf {}.", "ja": "{}で答えてください。", "zh": "请用{}回答。"}  # fmt: skip
    for code, names in tongue.names.items():
        if tongue.code == "ru":
            stem = names.split("|")[0]
            prompt = (
                f"Ответьте на {stem}ом языке."
                if stem.endswith("ск") or stem.endswith("цк")
                else f"Ответьте на языке {stem}."
            )
        else:
            prompt = forms[tongue.code].format(names.split("|")[0])
        assert found(prompt, _answer(code)) == [], prompt
        other = "cy" if code != "cy" else "fi"
        assert found(prompt, _answer(other)) == ["GG304"], prompt


@pytest.mark.parametrize(
    ("prompt", "low", "high"),
    [
        ("Напишите рассказ, в котором как минимум два раздела, каждый с пометкой РАЗДЕЛ X.", 2, None),
        ("Напишите рассказ, в котором два раздела, каждый с пометкой РАЗДЕЛ X.", 2, 2),
        ("Escribe un cuento de al menos dos secciones, marcadas con Sección X.", 2, None),
        ("Escribe un cuento de exactamente dos secciones, marcadas con Sección X.", 2, 2),
        ("Écrivez un conte en deux parties ou plus, chacune commençant par Section X.", 2, None),
        ("Écrivez un conte en deux parties, chacune commençant par Section X.", 2, 2),
    ],
)
def test_loaders_read_how_many_sections_a_prompt_asks_for(prompt: str, low: int, high: int | None) -> None:
    """The arguments hold a number and no relation, in every language."""
    kwargs = {"section_spliter": "Section", "num_sections": 2}
    made = load("ifeval", "detectable_format:multiple_sections", kwargs, prompt).to_dict()
    assert (made["amount"]["low"], made["amount"]["high"]) == (low, high)
