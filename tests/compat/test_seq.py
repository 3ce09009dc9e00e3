"""Published ids about sequences and spelling: they load, pass fair responses, and refuse the known hacks."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo.compat import load
from gonogo.errors import SpecError

STORY = " ".join(
    f"{word} came home{end}"
    for word, end in zip(
        "Amy Ben Carl Dan Eve Finn Gus Hal Ida Jim Kim Lee Max Ned Ola Pam Quin Ron Sue Tom Una Val Wim Xena Yul Zoe".split(),
        ".!?." * 6 + "..",
        strict=True,
    )
)
COMPOSED = "I eat fish. We eat rice.\n{0}\nI see it. We see it.\n{0}\nI run far. We run far."
THREE = {"n_sent": 2.0, "n_words": 3}

CASES: list[tuple[str, str, dict[str, Any], str, bool]] = [
    ("iftrain", "count:counting_composition", THREE, COMPOSED.format("* * *"), True),
    ("iftrain", "count:counting_composition", THREE, COMPOSED.format("\n***\n"), True),
    ("iftrain", "count:counting_composition", THREE, COMPOSED.format("---"), False),
    ("iftrain", "count:counting_composition", {"n_sent": 2, "n_words": 4}, COMPOSED.format("***"), False),
    ("iftrain", "count:counting_composition", {"n_sent": 2, "n_words": 4}, COMPOSED.format("* * *"), False),
    ("iftrain", "count:counting_composition", THREE, "Part one:\n" + COMPOSED.format("***"), False),
    ("iftrain", "count:counting_composition", THREE, COMPOSED.format("***") + "\n***\nWe go now. We go on.", False),
    ("iftrain", "count:counting_composition", THREE, COMPOSED.format("***").replace(". We eat", ".\n\nWe eat"), False),
    ("iftrain", "keywords:no_adjacent_consecutive", {}, 'apple "banana"', False),
    ("iftrain", "keywords:no_adjacent_consecutive", {}, "Apple. 1 2 3", True),
    ("iftrain", "keywords:no_adjacent_consecutive", {}, "İstanbul city", True),
    ("iftrain", "keywords:no_adjacent_consecutive", {}, "- . x", True),
    ("iftrain", "keywords:start_end", {}, "gonna go to gonna", True),
    ("iftrain", "keywords:start_end", {}, "Water is life, so guard your water", True),
    ("iftrain", "keywords:start_end", {}, "Water is life, so guard your water.", False),
    ("iftrain", "keywords:start_end", {}, "Water", False),
    ("ifbench", "custom:sentence_alphabet", {}, STORY, True),
    ("ifbench", "custom:sentence_alphabet", {}, STORY.replace("Ben came home!", "“Ben came home!”"), True),
    ("ifbench", "custom:sentence_alphabet", {}, "**Home**\n\n" + STORY, True),
    ("ifbench", "custom:sentence_alphabet", {}, STORY + " Amy slept.", False),
    ("ifbench", "custom:sentence_alphabet", {}, STORY.replace("Quin", "Karl"), False),
    ("ifbench", "custom:sentence_alphabet", {}, STORY.replace(" Zoe came home.", ""), False),
    ("ifbench", "format:line_indent", {}, "a\n\n\n b", True),
    ("ifbench", "format:line_indent", {}, "a\n\n\n\n b", True),
    ("ifbench", "format:line_indent", {}, "a\n\tb\n\t\tc", True),
    ("ifbench", "format:line_indent", {}, "a\n b\nc", False),
    ("ifbench", "format:line_indent", {}, "a", False),
    ("ifbench", "sentence:alliteration_increment", {}, "Cats run.", False),
    ("ifbench", "sentence:alliteration_increment", {}, "Big bears. Tall trees cat cow.", False),
    ("ifbench", "sentence:alliteration_increment", {}, "Big bears ran. Tall tan trees hid them.", True),
    ("ifbench", "sentence:increment", {"small_n": 1.0}, "", False),
    ("ifbench", "sentence:increment", {"small_n": 1.0}, "I ran.", False),
    ("ifbench", "sentence:increment", {"small_n": 1.0}, "I ran. You — too — ran.", True),
    (
        "ifbench",
        "sentence:increment",
        {"small_n": 3.0},
        "# Space\n\n<i>We chose the moon.</i> Others chose to stay at home then.\n",
        True,
    ),
    ("ifbench", "words:alphabet", {}, "apple — banana", True),
    ("ifbench", "words:alphabet", {}, "Yes, zebras — all brave.", True),
    ("ifbench", "words:alphabet", {}, "Apple", False),
    ("ifbench", "words:vowel", {}, "Why my myth éàôü aei", False),
    ("ifbench", "words:vowel", {}, "Tall trees stand in ranks.", True),
    ("ifbench", "words:vowel", {}, "Tall trees.\n\nIn ranks.", False),
    ("ifbench", "words:vowel", {}, "Shh, my crypt", False),
    ("ifbench", "words:consonants", {}, "Strong plants — grow", True),
    ("ifbench", "words:consonants", {}, "", False),
    ("ifbench", "words:consonants", {}, "Strong plants are grown", False),
    ("ifbench", "words:prime_lengths", {}, "is — the", True),
    ("ifbench", "words:prime_lengths", {}, "", False),
    ("ifbench", "words:prime_lengths", {}, "is this", False),
    ("ifbench", "words:odd_even_syllables", {}, "The river runs under cold mountains.", True),
    ("ifbench", "words:odd_even_syllables", {}, "The river running under cold mountains.", False),
    ("ifbench", "words:last_first", {}, 'I like "cats". "Cats" rule', True),
    ("ifbench", "words:last_first", {}, "I like cats”. “Cats rule", True),
    ("ifbench", "words:last_first", {}, "I like cats.", False),
    ("ifbench", "words:paragraph_last_first", {}, "Dog, this is a dog.", True),
    ("ifbench", "words:paragraph_last_first", {}, "", False),
    ("ifbench", "words:paragraph_last_first", {}, "Dog, this is a dog.\nCats are no dog.", False),
    ("ifbench", "words:no_consecutive", {}, "Cat “car", False),
    ("ifbench", "words:no_consecutive", {}, "Cats eat fish.", True),
]


@pytest.mark.parametrize(("registry", "id", "kwargs", "text", "label"), CASES)
def test_a_reader_agrees(registry: str, id: str, kwargs: dict[str, Any], text: str, label: bool) -> None:
    padded = {**dict.fromkeys(("num_words", "keyword", "prompt_to_repeat")), **kwargs}
    constraint = load(registry, id, padded)
    assert constraint.check(text) is label, constraint.explain(text)


def test_every_id_is_seen_to_pass_and_to_fail() -> None:
    for registry, id in {case[:2] for case in CASES}:
        assert {case[4] for case in CASES if case[:2] == (registry, id)} == {True, False}, id


@pytest.mark.parametrize(
    ("registry", "id", "kwargs", "message"),
    [
        ("ifbench", "sentence:increment", {}, "small_n"),
        ("ifbench", "sentence:increment", {"small_n": 1.5}, "small_n"),
        ("ifbench", "sentence:increment", {"small_n": "many"}, "small_n"),
        ("ifbench", "words:alphabet", {"letter": "a"}, "unknown argument 'letter'"),
        ("iftrain", "count:counting_composition", {"n_sent": 2}, "n_words"),
        ("iftrain", "count:counting_composition", {"n_sent": 0, "n_words": 2}, "at least 1"),
        ("iftrain", "keywords:start_end", {"word": "so"}, "unknown argument 'word'"),
    ],
)
def test_wrong_arguments_raise_one_clear_error(registry: str, id: str, kwargs: dict[str, Any], message: str) -> None:
    with pytest.raises(SpecError, match=message):
        load(registry, id, kwargs)
