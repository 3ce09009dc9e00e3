"""Language identification: hand-written sentences, mixtures of them, and what must not matter."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gonogo.errors import UnknownValue
from gonogo.text.language import LANGUAGES, entirely_in, identify, normalise_code

CASES = json.loads((Path(__file__).parent / "language_cases.json").read_text(encoding="utf-8"))["cases"]

GERMAN = (
    "Gestern sind wir mit dem Zug ans Meer gefahren und haben den ganzen Tag gebadet. "
    "Am Abend gab es Suppe und frisches Brot, danach gingen alle früh schlafen."
)
ENGLISH = (
    "Yesterday we took the train to the sea and swam all day long. "
    "In the evening there was soup and fresh bread, and then everyone went to bed early."
)
KANNADA = "ನಿನ್ನೆ ನಾವು ರೈಲಿನಲ್ಲಿ ಸಮುದ್ರ ತೀರಕ್ಕೆ ಹೋಗಿದ್ದೆವು. ಮಕ್ಕಳು ಮರಳಿನಲ್ಲಿ ಆಡಿದರು ಮತ್ತು ಸಂಜೆ ಎಲ್ಲರೂ ಬೇಗ ಮಲಗಿದರು. ನನ್ನ ಕೀಲಿಗಳು ಎಲ್ಲಿವೆ ಎಂದು ನನಗೆ ಗೊತ್ತಿಲ್ಲ."
RUSSIAN = "Вчера мы ездили на поезде к морю, и дети весь день играли в песке. Вечером все рано легли спать."
UKRAINIAN = "Учора ми їздили потягом до моря, і діти цілий день гралися в піску. Увечері всі рано лягли спати."
JAPANESE = "昨日は電車で海へ行って、子どもたちは一日中砂で遊んでいました。夜はみんな早く寝ました。"
CHINESE = "昨天我们坐火车去了海边，孩子们在沙滩上玩了一整天。晚上大家很早就睡了。"
FINNISH = "Eilen menimme junalla rannalle, ja lapset leikkivät koko päivän hiekassa."
ROMAN_HINDI = "Kal hum train se samundar ke kinare gaye aur bachche din bhar ret mein khelte rahe."

HOLDS = [
    (ENGLISH, "en"),
    (ENGLISH.upper(), "en"),
    ("OK", "en"),
    ("No.", "en"),
    ("Ja.", "de"),
    ("Oui", "fr"),
    ("# Introduction to Machine Learning\n\n" + GERMAN, "de"),
    ("Getting Started with Amazon Web Services\n\n" + GERMAN, "de"),
    (GERMAN + " Wir nutzen Google Cloud Platform, Microsoft Excel und Apple Music.", "de"),
    (KANNADA + " Google Cloud Platform (GCP) ಮತ್ತು Machine Learning.", "kn"),
    (GERMAN + " Mehr unter https://www.example.com/this/is/the/way oder info@example.com.", "de"),
    ("```python\nprint('hello world')\nfor i in range(10):\n    x = f(i)\n```\n" + GERMAN, "de"),
    ("```json\n" + json.dumps({"answer": ENGLISH}) + "\n```", "en"),
    (ENGLISH + ' The word Schadenfreude and the phrase "je ne sais quoi" are loans.', "en"),
    (ENGLISH + " We saw Los Angeles, Rio de Janeiro and Santa Cruz de la Sierra.", "en"),
    (ENGLISH + " She said 你好 to him.", "en"),
    (ENGLISH + " Guests: Anna, Carlos, Dmitri, Elena, Francesca, Giorgio, Hans, Ingrid and Luis.", "en"),
    ("• First point: café culture is growing.\n• Second — naïve ideas fail.\n• Third “quote” here…", "en"),
    ("H\u200be\u200bllo eve\u00adryone, this is a test of the thing", "en"),
    ("Gu\u0308nther mo\u0308chte fru\u0308h zu Hause sein und u\u0308ber die Straße gehen.", "de"),
]
FAILS = [
    (GERMAN + "\n\n" + ENGLISH, "de"),
    (GERMAN + "\n\n" + ENGLISH, "en"),
    (ENGLISH + " " + GERMAN, "en"),
    (ENGLISH + " " + GERMAN, "de"),
    ("Sure! Here is the answer in German:\n\n" + GERMAN, "de"),
    ("Sure! Here is the answer in Kannada:\n\n" + KANNADA, "kn"),
    (KANNADA + "\n\nI hope this helps you with your question!", "kn"),
    ("```python\n" + ENGLISH + "\n```\n" + KANNADA, "kn"),
    (ENGLISH + " Er ist ein guter Freund von mir, aber nicht sehr klug. " + ENGLISH, "en"),
    (ENGLISH + "\n" + FINNISH, "en"),
    (ENGLISH + "\n\n" + ROMAN_HINDI, "en"),
    (ENGLISH + " " + CHINESE, "en"),
    (RUSSIAN + "\n\n" + UKRAINIAN, "ru"),
    (UKRAINIAN + "\n" + RUSSIAN, "uk"),
    (JAPANESE + "\n" + CHINESE, "ja"),
    (CHINESE + "\n" + JAPANESE, "zh"),
    (RUSSIAN + " This is a short sentence in the other language. " + RUSSIAN, "ru"),
    ("OK", "kn"),
]
UNDECIDED = ["", "12345 !!!", "🎉🎉🎉", "asdf qwer zxcv"]


def _label(value: object) -> str:
    return str(value)[:30]


@pytest.mark.parametrize(("code", "text"), CASES, ids=_label)
def test_hand_written_sentences(code: str, text: str) -> None:
    assert identify(text).language == code
    assert identify(text.upper()).language == code
    assert entirely_in(text, code).holds


def test_no_sentence_passes_for_another_language() -> None:
    wrong = [(code, other) for code, text in CASES for other in LANGUAGES
             if other != code and entirely_in(text, other).holds]  # fmt: skip
    assert wrong == []


def test_cases_cover_every_language_twice() -> None:
    labels = [code for code, _ in CASES]
    assert {code for code in LANGUAGES if labels.count(code) < 2} == set()


@pytest.mark.parametrize(("text", "code"), HOLDS, ids=_label)
def test_entirely_in_holds(text: str, code: str) -> None:
    verdict = entirely_in(text, code)
    assert verdict.decided, verdict
    assert verdict.holds, verdict
    assert verdict.span is None


@pytest.mark.parametrize(("text", "code"), FAILS, ids=_label)
def test_entirely_in_fails(text: str, code: str) -> None:
    verdict = entirely_in(text, code)
    assert verdict.decided, verdict
    assert not verdict.holds, verdict
    assert verdict.span is not None
    assert text[slice(*verdict.span)].strip()


@pytest.mark.parametrize("text", UNDECIDED)
@pytest.mark.parametrize("code", ["en", "de", "ja"])
def test_undecided_is_neither(text: str, code: str) -> None:
    verdict = entirely_in(text, code)
    assert not verdict.holds
    assert identify(text).language is None
    assert code == "ja" or not verdict.decided


def test_span_points_at_the_foreign_sentence() -> None:
    foreign = "Er ist ein guter Freund von mir, aber nicht sehr klug."
    text = f"{ENGLISH}\n\n{foreign}\n\n{ENGLISH}"
    span = entirely_in(text, "en").span
    assert span is not None
    assert text[slice(*span)] == foreign


@pytest.mark.parametrize(
    ("given", "code"),
    [("zh-cn", "zh"), ("zh-tw", "zh"), ("zh-Hans", "zh"), ("pt-BR", "pt"), ("en-US", "en"), ("en_GB", "en"),
     ("nb", "no"), ("iw", "he"), ("fil", "tl"), ("DE", "de")],
)  # fmt: skip
def test_aliases(given: str, code: str) -> None:
    assert normalise_code(given) == code


@pytest.mark.parametrize(("given", "near"), [("german", "'de'"), ("xx", "ISO 639-1"), ("", "ISO 639-1")])
def test_unknown_code_says_what_to_give(given: str, near: str) -> None:
    with pytest.raises(UnknownValue, match=near):
        entirely_in("text", given)


def test_same_answer_in_every_process_thread_and_hash_seed() -> None:
    doubtful = [
        "zon vel tarim oska pelu dramit holen",
        "mi sono la del te nu per",
        "Hva skjer der nede hos de andre",
    ]
    script = (
        "import json, sys; from gonogo.text.language import identify; "
        "print(json.dumps([identify(text) for text in json.loads(sys.argv[1])]))"
    )
    runs = set()
    for seed in ("0", "1"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-c", script, json.dumps(doubtful)]
        runs.add(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(identify, doubtful * 4))
    assert len(runs) == 1
    assert [list(answer) for answer in answers] == json.loads(runs.pop()) * 4


@pytest.mark.parametrize(
    "text",
    ["a" * 10**6, "😀" * 10**6, "a" + "\u0301\u0316" * 10**5, "aбकע漢" * 10**5,
     "`" * 10**5, "a@" * 10**5, "a.\n" * 10**5,
     "\ud800 lone surrogate", "\x00\x01", "\u0301"],
    ids=_label,
)  # fmt: skip
@pytest.mark.parametrize("code", ["en", "de", "kn", "ja", "ru"])
def test_any_text_gets_an_answer(text: str, code: str) -> None:
    verdict = entirely_in(text, code)
    assert verdict.reason
    assert not (verdict.holds and not verdict.decided)
    assert verdict.span is None or 0 <= verdict.span[0] < verdict.span[1] <= len(text)
    assert identify(text).reason
