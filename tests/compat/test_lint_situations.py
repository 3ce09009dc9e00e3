"""Lint on situations that a reader would call wrong, and on those that only look so; labels by reading."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gonogo.compat import load, numerals
from gonogo.compat.lint import lint

Spec = dict[str, Any]


def _codes(prompt: str, *specs: Spec) -> list[str]:
    rows = [(1, {"prompt": prompt, "constraints": json.dumps(specs)})]
    return sorted(one.code for one in lint(rows) if one.code != "GG401")


def _count(unit: str, low: int = 0, high: int | None = None, **more: Any) -> Spec:
    return {"kind": f"count.{unit}", "amount": {"low": low, "high": high}, **more}


def _words(low: int = 0, high: int | None = None, **more: Any) -> Spec:
    return _count("words", low, high, **more)


def _include(*keywords: str) -> Spec:
    return {"kind": "keywords.include", "keywords": keywords}


def _exclude(*keywords: str) -> Spec:
    return {"kind": "keywords.exclude", "keywords": keywords}


# ---------------------------------------------------------------------- GG301
NUMBERS: list[tuple[str, list[Spec], bool]] = [
    ("Write at least two hundred and fifty words.", [_words(300)], True),
    ("Please write a story of at least 1,000 words.", [_words(500)], True),
    ("Your essay should have at least 1000 words about the 1990s.", [_words(100)], True),
    ("Write exactly twenty-five words.", [_words(20, 20)], True),
    ("Answer with at least 12 sentences.", [_count("sentences", 21)], True),
    ("Write a speech between 200 and 300 words.", [_words(200, 400)], True),
    ("Write between 5 and 7 sentences.", [_count("sentences", 4, 6)], True),
    ("The word 'sea' should appear at least 3 times.", [_count("keyword", 5, keyword="sea")], True),
    ("Include at least three placeholders, such as [address].", [_count("placeholders", 5)], True),
    ("Use at least half a dozen bullet points.", [_count("bullets", 8, 8)], True),
    ("Answer in no more than 50 words.", [_words(0, 80)], True),
    ("Keep it under 100 words; mention 1984.", [_words(0, 150)], True),
    ("Highlight at least 3 sections.", [_count("highlights", 6)], True),
    ("Write at least five hundred words.", [_words(400)], True),
    ("Write a 500-word essay.", [_words(600)], True),
    ("Use at least two exclamation marks.", [_count("exclamations", 4)], True),
    ("Write 4 lines.", [_count("lines", 5, 5)], True),
    ("Use at least 100 unique words.", [_count("unique_words", 150)], True),
    ("Use at least 10 numbers.", [_count("numbers", 5, 5)], True),
    ("The letter q should appear 3 times.", [_count("letter", 6, 6, letter="q")], True),
    ("Write at least two hundred and fifty words.", [_words(250)], False),
    ("Write at least two hundred fifty words.", [_words(250)], False),
    ("Write at least one thousand words.", [_words(1000)], False),
    ("Write at least a thousand words.", [_words(1000)], False),
    ("Write at least a hundred words.", [_words(100)], False),
    ("Write a hundred-word story.", [_words(100, 100)], False),
    ("At least one thousand two hundred words please.", [_words(1200)], False),
    ("Write at least 1k words.", [_words(1000)], False),
    ("Write at least 1.5k words.", [_words(1500)], False),
    ("Write exactly twenty-five words.", [_words(25, 25)], False),
    ("Write exactly twenty five words.", [_words(25, 25)], False),
    ("Write at least 1 000 words.", [_words(1000)], False),
    ("Write at least 1.000 words.", [_words(1000)], False),
    ("Write at least 1,000 words.", [_words(1000)], False),
    ("Write 200 to 300 words.", [_words(200, 300)], False),
    ("Write 200\u2013300 words.", [_words(200, 300)], False),
    ("Write from two hundred to three hundred words.", [_words(200, 300)], False),
    ("Summarize the 400 words below in at most 50 words.", [_words(0, 50)], False),
    ("In 1984 words were dangerous. Write at least 60 words.", [_words(60)], False),
    ("On 12 March 2020 words failed us. Use at least 40 words.", [_words(40)], False),
    ("Rewrite this 3 sentence text as at least 5 sentences.", [_count("sentences", 5)], False),
    ("Summarise this 10 paragraph article in 2 paragraphs.", [_count("paragraphs", 2, 2)], False),
    ("Write about the 7 words you cannot say on television.", [_words(60)], False),
    ("Write a poem of 4 stanzas with 4 lines each.", [_count("lines", 16, 16)], False),
    ("Write five paragraphs. Each paragraph must have at least 100 words.", [_count("paragraphs", 5, 5), _words(100, scope={"where": "each", "of": "paragraph"})], False),
    ("Write five paragraphs with two sentences each.", [_count("sentences", 10, 10)], False),
    ("Use the word sea at least twice and the word salt 5 times.", [_count("keyword", 2, keyword="sea"), _count("keyword", 5, keyword="salt")], False),
    ("Use more than 99 words.", [_words(100)], False),
    ("Use fewer than 101 words.", [_words(0, 100)], False),
    ("Use at least a dozen bullet points.", [_count("bullets", 12)], False),
    ("Use a couple of bullet points.", [_count("bullets", 2, 2)], False),
    ("Do it in a single sentence.", [_count("sentences", 1, 1)], False),
    ("No more than one paragraph.", [_count("paragraphs", 0, 1)], False),
    ("Use at least 10 % of 300 words? No: at least 30 words.", [_words(30)], False),
    ("A tweet (about 280 characters) in 2 sentences.", [_count("sentences", 2, 2)], False),
    ("Write 3 x 100 words: 300 words.", [_words(300)], False),
    ("The first 2 sentences must be short; 8 sentences in all.", [_count("sentences", 8, 8)], False),
    ("Each of the two sentences must be short. Write at least forty words.", [_words(40)], False),
    ("Don't use 2 words where one will do. Write at least forty-five words.", [_words(45)], False),
    ("Use 120 words maximum, and not a word over 12 letters.", [_words(0, 120)], False),
    ("Provide exactly 3 bullet points, each with 10 words.", [_count("bullets", 3, 3)], False),
    ("Include a keyword 5 times: sea.", [_count("keyword", 5, 5, keyword="sea")], False),
    ("Mention the sea four times.", [_count("keyword", 4, 4, keyword="sea")], False),
    ("Write at least (60) words.", [_words(60)], False),
    ("Write at least sixty (60) words.", [_words(60)], False),
    ("Escribe al menos 60 palabras.", [_words(60)], False),
    ("Write a paragraph with three lines.", [_count("lines", 3, 3)], False),
    ("Write exactly half a dozen sentences.", [_count("sentences", 6, 6)], False),
    ("Write nine or more sentences.", [_count("sentences", 9)], False),
]  # fmt: skip


@pytest.mark.parametrize(("prompt", "specs", "wrong"), NUMBERS)
def test_other_numbers(prompt: str, specs: list[Spec], wrong: bool) -> None:
    assert _codes(prompt, *specs) == (["GG301"] if wrong else [])


# ---------------------------------------------------------------------- GG302
RELATIONS: list[tuple[str, list[Spec], bool]] = [
    ("Use at most two hundred words.", [_words(200)], True),
    ("Write at least 5 sentences.", [_count("sentences", 0, 5)], True),
    ("Write no more than 5 sentences.", [_count("sentences", 5)], True),
    ("Keep it to 100 words or fewer.", [_words(100)], True),
    ("Keep it to a maximum of 100 words.", [_words(100)], True),
    ("A minimum of 100 words is required.", [_words(0, 100)], True),
    ("The word sea must appear at most 3 times.", [_count("keyword", 3, keyword="sea")], True),
    ("The word sea must appear at least 3 times.", [_count("keyword", 0, 3, keyword="sea")], True),
    ("Write more than 100 words.", [_words(0, 99)], True),
    ("Write upwards of 100 words.", [_words(0, 100)], True),
    ("Do not exceed 100 words.", [_words(100)], True),
    ("Your response must not exceed 100 words.", [_words(0, 100)], False),
    ("Your answer should not be longer than 100 words.", [_words(0, 100)], False),
    ("Your answer should not be shorter than 100 words.", [_words(100)], False),
    ("Your answer should be no shorter than 100 words.", [_words(100)], False),
    ("Your answer should be no longer than 100 words.", [_words(0, 100)], False),
    ("At least 100 words, but no more than 200 words.", [_words(100, 200)], False),
    ("Minimum 100 words.", [_words(100)], False),
    ("100 words minimum.", [_words(100)], False),
    ("100 words max.", [_words(0, 100)], False),
    ("100 words at most.", [_words(0, 100)], False),
    ("100 words at least.", [_words(100)], False),
    ("100 words at least.", [_words(0, 100)], True),
    ("100 words at most.", [_words(100)], True),
    ("100 words or less.", [_words(100)], True),
    ("100 words or more.", [_words(0, 100)], True),
    ("Limit your answer to 100 words.", [_words(0, 100)], False),
    ("Avoid using the letter i more than 2 times.", [_count("letter", 0, 2, letter="i")], False),
    ("It is not allowed to use less than 100 words.", [_words(100)], False),
    ("You may not use fewer than 100 words.", [_words(100)], False),
    ("Never write less than 100 words.", [_words(100)], False),
    ("Without going over 100 words, explain it.", [_words(0, 100)], False),
    ("The sea under 3 moons: use at least 3 sentences.", [_count("sentences", 3)], False),
    ("Over 100 words.", [_words(100)], False),
    ("The word sea should appear less than 3 times.", [_count("keyword", 0, 2, keyword="sea")], False),
    ("Less than 5 sentences about the more than 100 words in it, at least 100 words.", [_words(100)], False),
    ("More than 100 words are too many: use at most 100 words.", [_words(0, 100)], False),
]  # fmt: skip


@pytest.mark.parametrize(("prompt", "specs", "wrong"), RELATIONS)
def test_other_relations(prompt: str, specs: list[Spec], wrong: bool) -> None:
    assert _codes(prompt, *specs) == (["GG302"] if wrong else [])


# ---------------------------------------------------------------------- GG303
TEXTS: list[tuple[str, list[Spec], bool]] = [
    ("Include the word ocean.", [_include("sea")], True),
    ("Do not use the words ocean and bay.", [_exclude("sea", "bay")], True),
    ("Finish with: Any other questions?", [{"kind": "ends_with", "phrase": "Is there anything else I can help with?"}], True),
    ("The letter q should appear 3 times.", [_count("letter", 3, 3, letter="z")], True),
    ("Add a postscript starting with P.P.S", [{"kind": "postscript", "marker": "P.S."}], True),
    ("Write about cats. Use 3 sections.", [{"kind": "sections", "label": "SECTION", "amount": 3}], False),
    ("Write about cats. Use 3 parts, each beginning with PART 1.", [{"kind": "sections", "label": "SECTION", "amount": 3}], True),
    ("Include keywords 'Sea' & \"salt\".", [_include("sea", "salt")], False),
    ("Include the words ocean\nand  sea breeze.", [_include("sea breeze")], False),
    ("Include the words ocean and sea\nbreeze.", [_include("sea breeze")], False),
    ("Exclude na\u00efve.", [_exclude("nai\u0308ve")], False),
    ("Do not use the \ufb01nal word.", [_exclude("final")], False),
    ("Include the seaside.", [_include("sea")], True),
    ("Write about parties.", [_exclude("art")], True),
    ("Use the letter A twice.", [_count("letter", 2, 2, letter="a")], False),
    ("Use the exclamation mark at least 4 times.", [_count("letter", 4, letter="!")], False),
    ("Use at least 4 hashtags.", [_count("letter", 4, letter="#")], False),
    ("Use at least 4 question marks.", [_count("letter", 4, letter="?")], False),
    ("Start with the word Well.", [{"kind": "starts_with_word", "word": "well"}], False),
    ("Start with the word So.", [{"kind": "starts_with_word", "word": "well"}], True),
    ("Answer with yes, no or maybe.", [{"kind": "choice", "options": ["yes", "no", "perhaps"]}], True),
    ("Answer with 'My answer is yes.' or 'My answer is no.'", [{"kind": "choice", "options": ["My answer is yes.", "My answer is no."]}], False),
]  # fmt: skip


@pytest.mark.parametrize(("prompt", "specs", "wrong"), TEXTS)
def test_texts_that_are_not_shown(prompt: str, specs: list[Spec], wrong: bool) -> None:
    assert _codes(prompt, *specs) == (["GG303"] if wrong else [])


# ---------------------------------------------------------------------- GG304
LANGUAGES: list[tuple[str, list[Spec], bool]] = [
    ("Please respond in Italian.", [{"kind": "language", "language": "es"}], True),
    ("Your ENTIRE response should be in spanish language.", [{"kind": "language", "language": "fr"}], True),
    ("Answer only in Hindi, no other language is allowed.", [{"kind": "language", "language": "mr"}], True),
    ("Use only Kannada.", [{"kind": "language", "language": "ta"}], True),
    ("Write about a man born in English Bay in the German language.", [{"kind": "language", "language": "de"}], False),
    ("Explain the plot of 'Lost in Translation', in Portuguese.", [{"kind": "language", "language": "pt"}], False),
    ("Translate from English into German: hi.", [{"kind": "language", "language": "de"}], False),
    ("What is a trip in Polish called? Answer in polish.", [{"kind": "language", "language": "pl"}], False),
    ("R\u00e9ponds en fran\u00e7ais.", [{"kind": "language", "language": "fr"}], False),
    ("Explain how the verb works in Latin grammar. Reply in French.", [{"kind": "language", "language": "fr"}], False),
    ("Write about women in English literature.", [{"kind": "language", "language": "de"}], False),
]  # fmt: skip


@pytest.mark.parametrize(("prompt", "specs", "wrong"), LANGUAGES)
def test_other_languages(prompt: str, specs: list[Spec], wrong: bool) -> None:
    assert _codes(prompt, *specs) == (["GG304"] if wrong else [])


# ---------------------------------------------------------------------- GG201
SETS: list[tuple[str, list[Spec], bool]] = [
    ("", [_count("sentences", 3), _count("sentences", 0, 2)], True),
    ("", [_include("sea"), _count("keyword", 0, 0, keyword="sea")], True),
    ("", [{"kind": "case", "case": "upper"}, _count("lowercase_words", 3)], True),
    ("", [_count("bullets", 3), _count("list_items", 0, 2)], True),
    ("", [{"kind": "json"}, {"kind": "title"}, _words(1, 1)], False),
    ("", [{"kind": "no_markdown"}, _count("highlights", 2)], True),
    ("", [{"kind": "no_markdown"}, _count("bullets", 2)], False),
    ("", [{"kind": "choice", "options": ["Yes.", "No."], "alone": True}, _words(20)], True),
    ("", [{"kind": "echo", "text": "Say the sea"}, _exclude("sea")], True),
    ("", [_include("a", "b", "c", "d"), _words(0, 3)], True),
    ("", [_include("sea breeze", "salt"), _words(0, 2)], True),
    ("", [_count("unique_words", 50), _words(0, 40)], True),
    ("", [_count("characters", 0, 20), _words(30)], True),
    ("", [_count("letter", 10, letter="e"), _count("letters", 0, 5)], True),
    ("", [_count("paragraphs", 3), _count("sentences", 0, 2)], False),
    ("", [_count("keyword", 2, keyword="sea"), _count("keyword", 2, keyword="salt"), _words(0, 3)], True),
    ("", [_count("keyword", 2, keyword="sea"), _count("keyword", 2, keyword="sea breeze"), _words(0, 4)], False),
    ("", [{"kind": "starts_with_word", "word": "well"}, _exclude("well")], True),
    ("", [{"kind": "case", "case": "upper"}, _include("sea")], False),
    ("", [{"kind": "language", "language": "ja"}, {"kind": "case", "case": "upper"}], False),
    ("", [_words(10, 10), _words(10)], False),
    ("", [_words(0, 10, scope={"where": "first", "of": "sentence"}), _words(100)], False),
]  # fmt: skip


@pytest.mark.parametrize(("prompt", "specs", "wrong"), SETS)
def test_sets_that_nothing_satisfies(prompt: str, specs: list[Spec], wrong: bool) -> None:
    assert _codes(prompt, *specs) == (["GG201"] if wrong else [])


# ---------------------------------------------------------------------- GG202
TWICE: list[tuple[str, list[Spec], bool]] = [
    ("", [_words(10), _words(10)], True),
    ("", [_include("sea", "salt"), _include("salt", "sea")], True),
    ("", [_exclude("sea"), _count("keyword", 0, 0, keyword="sea")], True),
    ("", [_exclude("Sea"), _exclude("sea")], True),
    ("", [_words(10), _words(20)], False),
    ("", [_include("sea"), _include("sea", "salt")], False),
    ("", [_count("keyword", 1, keyword="sea"), _count("keyword", 1, keyword="salt")], False),
]  # fmt: skip


@pytest.mark.parametrize(("prompt", "specs", "wrong"), TWICE)
def test_the_same_twice(prompt: str, specs: list[Spec], wrong: bool) -> None:
    assert _codes(prompt, *specs) == (["GG202"] if wrong else [])


# ---------------------------------------------------------------------- numbers in words
@pytest.mark.parametrize(
    ("said", "n"),
    [
        ("zero", 0), ("nineteen", 19), ("twenty", 20), ("twenty-five", 25), ("ninety nine", 99), ("a hundred", 100),
        ("two hundred and fifty", 250), ("two hundred fifty", 250), ("one thousand two hundred", 1200),
        ("twelve hundred", 1200), ("a thousand", 1000), ("twenty thousand and one", 20_001), ("half a dozen", 6),
        ("a dozen", 12), ("two dozen", 24), ("a couple", 2), ("1,200", 1200), ("1 200", 1200), ("1k", 1000),
        ("1.5k", 1500), ("007", 7), ("9" * 40, 999_999_999_999),
    ],
)  # fmt: skip
def test_numbers_in_words(said: str, n: int) -> None:
    assert n in numerals.numbers(f"write {said}.")
    (told,) = (
        numerals.told(f"write {said} words.", "words?") if said != "a couple" else [numerals.Told(2, "", False, "")]
    )
    assert told.n == n


def test_a_prompt_that_says_exactly_is_not_taken_for_at_least() -> None:
    """Of the real rows 67 and 450 of IFEval: the sections to highlight are no paragraphs."""
    prompt = "Advise me in exactly 5 paragraphs, parted by ***, and highlight at least three sections."
    made = load("ifeval", "length_constraints:number_paragraphs", {"num_paragraphs": 5}, prompt).to_dict()
    assert (made["amount"]["low"], made["amount"]["high"]) == (5, 5)
    for said in ("at least 5 paragraphs", "five or more paragraphs", "no fewer than 5 sections", "5+ paragraphs"):
        made = load("ifeval", "length_constraints:number_paragraphs", {"num_paragraphs": 5}, f"Write {said}.").to_dict()
        assert (made["amount"]["low"], made["amount"]["high"]) == (5, None), said
    same = "Write exactly 3 paragraphs and highlight at least 3 sections."
    made = load("ifeval", "length_constraints:number_paragraphs", {"num_paragraphs": 3}, same).to_dict()
    assert made["amount"]["high"] == 3


def test_rows_with_another_history_are_others() -> None:
    def row(key: int, system: str) -> dict[str, Any]:
        chat = [
            {"role": "system", "content": system},
            {"role": "user", "content": [{"type": "text", "text": "Go on."}]},
        ]
        return {"key": key, "prompt": chat, "constraints": [_words(60)]}

    found = [one.code for one in lint([(1, row(1, "Be brief.")), (2, row(2, "Be long.")), (3, row(3, "Be long."))])]
    assert found == ["GG502"]


def test_texts_in_parts_of_a_message_are_shown() -> None:
    parts = [{"type": "text", "text": "Include “ocean”\n"}, {"type": "text", "text": "and the line\tbreak."}]
    row = {"prompt": [{"role": "user", "content": parts}], "constraints": [_include("ocean", "line break"), _words(9)]}
    assert list(lint([(1, row)])) == []
