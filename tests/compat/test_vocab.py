"""Published ids of vocabulary, numbers, types of sentences and ratios: fair responses pass, known hacks do not."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo.compat import load
from gonogo.constraint import parse
from gonogo.errors import SpecError

FIVE = {f"keyword{i}": word for i, word in enumerate(("cat", "cats", "dog", "hen", "cow"), 1)}
TIMES = "cat cats cats dog dog dog hen hen hen hen hen cow cow cow cow cow cow cow"
PALINDROMES = "level radar kayak civic madam refer rotor stats tenet racecar"
NAMES = "With grace, in the joseph... Grace period; Mason jar"
REFERENCE = {"reference_text": "the cat sat on the mat today", "percentage": 100.0}
RELATION = {"keyword": "cat", "frequency": 2.0, "relation": "at least"}
TWO_OF = {"key_sentences": ["The sea is wide.", "Gulls dive.", "Salt dries."], "num_sentences": 2.0}

CASES: list[tuple[str, str, dict[str, Any], str, bool]] = [
    ("iftrain", "keywords:word_once", {"keyword": "art"}, "The art party.", True),
    ("iftrain", "keywords:word_once", {"keyword": "art"}, "Art is **art**.", True),
    ("iftrain", "keywords:word_once", {"keyword": "art"}, "The party.", False),
    ("iftrain", "keywords:word_count_different_numbers", RELATION, "A cat, two Cats, one CAT.", True),
    ("iftrain", "keywords:word_count_different_numbers", RELATION, "cat cat cat cat", False),
    ("iftrain", "keywords:word_count_different_numbers", {"keyword": "cat", "frequency": 1}, "A cat.", True),
    ("iftrain", "keywords:exclude_word_harder", {"keyword": "sea"}, "Sea, sea. The sea! sea", False),
    ("iftrain", "keywords:exclude_word_harder", {"keyword": "sea,"}, "The sea", False),
    ("iftrain", "keywords:exclude_word_harder", {"keyword": "sea"}, "A search by the seaside.", True),
    ("iftrain", "keywords:palindrome", {}, "I saw a cat", False),
    ("iftrain", "keywords:palindrome", {}, "... -- 11", False),
    ("iftrain", "keywords:palindrome", {}, "Racecar! Madam, level.", True),
    ("iftrain", "keywords:palindrome", {}, "They say: a man, a plan, a canal, Panama!", True),
    ("iftrain", "count:count_unique", {}, "I eat rice. You drink water.", True),
    ("iftrain", "count:count_unique", {}, "The dog saw the cat", False),
    ("iftrain", "count:count_unique", {}, "", False),
    ("iftrain", "count:count_increment_word", {"keyword1": "sun", "keyword2": "moon"}, "Sun, moon, **moon**.", True),
    ("iftrain", "count:count_increment_word", {"keyword1": "sun", "keyword2": "moon"},
     "sunshine moonlight honeymoon", False),
    ("ifbench", "count:word_count_range", {"min_words": 3.0, "max_words": 3.0}, "I don't know", True),
    ("ifbench", "count:word_count_range", {"min_words": 3.0, "max_words": 4.0}, "- I — know *", False),
    ("ifbench", "count:unique_word_count", {"N": 3.0}, "- cat -- dog", False),
    ("ifbench", "count:unique_word_count", {"N": 2.0}, "cat “cat”", False),
    ("ifbench", "count:unique_word_count", {"N": 2.0}, "cat “dog”", True),
    ("ifbench", "count:conjunctions", {"small_n": 2.0}, "And and AND", False),
    ("ifbench", "count:conjunctions", {"small_n": 2.0}, "but, but.", False),
    ("ifbench", "count:conjunctions", {"small_n": 4.0}, "Tea and milk, but no oil or salt, so we left.", True),
    ("ifbench", "count:person_names", {"N": 2.0}, NAMES, False),
    ("ifbench", "count:person_names", {"N": 2.0}, "Grace’s friend **Mason** left.", True),
    ("ifbench", "count:person_names", {"N": 2.0}, "Emma, Emma, Emma and Jonathans.", False),
    ("ifbench", "count:numbers", {"N": 2.0}, "The range is 10-20.", True),
    ("ifbench", "count:numbers", {"N": 1.0}, "I have A4 paper and COVID19 and 3 pens", True),
    ("ifbench", "count:numbers", {"N": 2.0}, "1. One\n2. Two", False),
    ("ifbench", "count:pronouns", {"N": 3.0}, "that that that book", False),
    ("ifbench", "count:pronouns", {"N": 1.0}, "No one came; one another helped.", True),
    ("ifbench", "count:pronouns", {"N": 1.0}, "All dogs bark; any cat; each man", False),
    ("ifbench", "count:keywords_multiple", FIVE, TIMES, True),
    ("ifbench", "count:keywords_multiple", FIVE, TIMES + " cow", False),
    ("ifbench", "count:keywords_multiple", {**FIVE, "keyword5": "par"}, TIMES.replace("cow", "part"), False),
    ("ifbench", "count:words_japanese", {"N": 2.0}, "hello 42 world 7", False),
    ("ifbench", "count:words_japanese", {"N": 2.0}, "a 中文 b 汉字", False),
    ("ifbench", "count:words_japanese", {"N": 100.0}, "no japanese", False),
    ("ifbench", "count:words_japanese", {"N": 5.0}, "We all like to ありがとう, and so on.", True),
    ("ifbench", "ratio:stop_words", {"percentage": 40.0}, "Salt and water, the sea.", True),
    ("ifbench", "ratio:stop_words", {"percentage": 39.0}, "Salt and water, the sea.", False),
    ("ifbench", "ratio:stop_words", {"percentage": 39.0}, "", False),
    ("ifbench", "ratio:sentence_type", {}, "It rains. Why? It does.", True),
    ("ifbench", "ratio:sentence_type", {}, "Hello!", False),
    ("ifbench", "ratio:sentence_type", {}, "No punctuation at all", False),
    ("ifbench", "ratio:sentence_balance", {}, "It rains. Why? Run!", True),
    ("ifbench", "ratio:sentence_balance", {}, "It rains. Why? Run! It pours.", False),
    ("ifbench", "ratio:sentence_balance", {}, "A plain list without punctuation", False),
    ("ifbench", "ratio:sentence_balance", {}, "", False),
    ("ifbench", "ratio:overlap", REFERENCE, "The cat **sat** on the mat today.", True),
    ("ifbench", "ratio:overlap", REFERENCE, "the mat", False),
    ("ifbench", "ratio:sentence_words", {}, "I am a cat. I am a dog. I am a pig.", False),
    ("ifbench", "ratio:sentence_words", {}, "I am a cat. You do see! Let us run?", True),
    ("ifbench", "ratio:sentence_words", {}, "I am a cat. You do see!", False),
    ("ifbench", "words:palindrome", {}, "level " * 10, False),
    ("ifbench", "words:palindrome", {}, "11111 22222 33333 44444 55555 66666 77777 88888 99999 aaaaa", False),
    ("ifbench", "words:palindrome", {}, PALINDROMES, True),
    ("ifbench", "words:palindrome", {}, PALINDROMES.replace("radar", "noon"), False),
    ("ifbench", "words:repeats", {"small_n": 2.0}, "we're were were", True),
    ("ifbench", "words:repeats", {"small_n": 2.0}, "A cat, a dog, **A** hen.", False),
    ("ifeval", "keywords:key_sentences", TWO_OF, "The sea is wide. And **Gulls dive.**", True),
    ("ifeval", "keywords:key_sentences", TWO_OF, "The sea is wide. Gulls dive. Salt dries.", False),
    ("ifeval", "keywords:key_sentences", TWO_OF, "I doubt that the sea is wide. Gulls dive.", False),
]  # fmt: skip


@pytest.mark.parametrize(("registry", "id", "kwargs", "response", "label"), CASES)
def test_verdicts(registry: str, id: str, kwargs: dict[str, Any], response: str, label: bool) -> None:
    padded = dict.fromkeys(("N", "small_n", "keyword1", "percentage", "options"), None) | kwargs
    constraint = load(registry, id, padded)
    assert constraint.check(response) is label, constraint.explain(response)
    assert parse(constraint.to_json()) == constraint


def test_every_id_is_seen_on_both_sides() -> None:
    seen = {(registry, id, label) for registry, id, _, _, label in CASES}
    ids = {(registry, id) for registry, id, _ in seen}
    assert len(ids) == 22
    assert seen == {(*name, label) for name in ids for label in (True, False)}


@pytest.mark.parametrize(
    ("registry", "id", "kwargs", "said"),
    [
        ("ifbench", "count:numbers", {}, "argument 'N' .* is missing"),
        ("ifbench", "count:numbers", {"N": 2.5}, "no whole number"),
        ("ifbench", "count:words_japanese", {"N": 0}, "at least 1"),
        ("ifbench", "words:repeats", {"small_n": 0}, "at least 1"),
        ("ifbench", "ratio:stop_words", {"percentage": 120}, "between 0 and 100"),
        ("ifbench", "ratio:overlap", {"reference_text": "...", "percentage": 5}, "no word"),
        ("ifbench", "count:word_count_range", {"min_words": 9, "max_words": 3}, "leaves nothing"),
        ("ifbench", "count:keywords_multiple", {**FIVE, "keyword2": "Cat"}, "listed twice"),
        ("ifbench", "count:person_names", {"N": 2, "names": ["Emma"]}, "unknown argument 'names'"),
        ("iftrain", "count:count_increment_word", {}, "'keyword1' .* is missing"),
        ("iftrain", "keywords:exclude_word_harder", {}, "'keyword' .* is missing"),
        ("iftrain", "keywords:word_count_different_numbers", {**RELATION, "relation": "about"}, "relation"),
        ("ifeval", "keywords:key_sentences", {**TWO_OF, "num_sentences": 4}, "more than the 3"),
    ],
)
def test_bad_arguments(registry: str, id: str, kwargs: dict[str, Any], said: str) -> None:
    with pytest.raises(SpecError, match=said):
        load(registry, id, kwargs)
