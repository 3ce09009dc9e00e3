"""The registries open-instruct-legacy, ifeval-pp and verifif: every id loads, and means what its instruction asks."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo.compat import ids, load
from gonogo.compat.legacy import around
from gonogo.errors import SpecError

TEN = "one two three four five six seven eight nine ten"

# id, arguments, a response that follows the instruction, one that does not (labels by reading the instruction)
LEGACY: list[tuple[str, dict[str, Any], str, str]] = [
    ("verify_keywords", {"keyword_list": ["art", "salt"]}, "Salt is art.", "The party, with salt."),
    ("verify_keyword_frequency", {"word": "cat", "N": 2}, "A cat saw a cat.", "cat cat cat"),
    ("validate_forbidden_words", {"forbidden_words": ["art"]}, "The party.", "Art is long."),
    ("verify_letter_frequency", {"letter": "z", "N": 2}, "zoo, zebra", "zoo"),
    ("validate_response_language", {"language": "de"}, "Heute gehen wir auf den Markt und kaufen Brot.", "We buy bread."),
    ("verify_paragraph_count", {"N": 2}, "One.\n\n* * *\n\nTwo.", "One.\n\nTwo."),
    ("validate_word_constraint", {"N": 10, "quantifier": "around"}, TEN, "one two three"),
    ("validate_word_constraint", {"N": 10, "quantifier": "at most"}, TEN, TEN + " eleven"),
    ("verify_sentence_constraint", {"N": 2, "quantifier": "at least"}, "It rains. It pours.", "It rains."),
    ("validate_paragraphs", {"N": 2, "first_word": "crash", "i": 2}, "It is.\n\nCrash it came.", "It is.\n\nCrashing."),
    ("verify_postscript", {"postscript_marker": "P.S."}, "Hello there.\n\nP.S. Bring salt.", "He is a U.P.S. driver."),
    ("validate_placeholders", {"N": 2}, "Dear [name], at [address].", "Dear [name]."),
    ("verify_bullet_points", {"N": 2}, "* a\n* b", "* a\n* b\n* c"),
    ("validate_title", {}, "<<Joy>>\n\nRoses.", "<<>>\n\nRoses."),
    ("validate_choice", {"options": ["yes", "no"]}, "Yes.", "I know nothing."),
    ("validate_highlighted_sections", {"N": 2}, "*One part* and *another*.", "** ** and *one*"),
    ("validate_sections", {"N": 2, "section_splitter": "Part"}, "Part 1\nSalt.\n\nPart 2\nSea.", "See Part 1 and Part 2."),
    ("validate_json_format", {}, '{"a": 1}', "Here: {}"),
    ("validate_repeat_prompt", {"original_prompt": "Say it."}, "Say it. It is said.", "Sure. Say it. Said."),
    ("validate_two_responses", {}, "Yes.\n******\nNo.", "Yes.\n******\n"),
    ("validate_uppercase", {}, "WE WALK TO THE MARKET.", "12345"),
    ("validate_lowercase", {}, "we walk to the market.", "We walk."),
    ("validate_frequency_capital_words", {"N": 2, "quantifier": "at least"}, "NASA and ESA.", "I am A."),
    ("validate_end", {"end_phrase": "Bye now."}, "Well. Bye now.\n", "Bye now. Or not."),
    ("validate_quotation", {}, '"All of it."', '"'),
    ("validate_no_commas", {}, "None here.", "One, here."),
]  # fmt: skip

VERIFIF: list[tuple[str, dict[str, Any], str, str]] = [
    ("change_case:all_caps", {}, "ALL 3.", "All."),
    ("change_case:all_caps_target", {"target_string": "nasa"}, "We saw NASA.", "We saw Nasa."),
    ("change_case:case_ratio", {"min_fraction": "1/2", "max_fraction": "2"}, "Ab cD.", "AB cD."),
    ("change_case:alternating", {}, "aLtEr iT", "alter it"),
    ("change_case:alternating_target", {"target_string": "later"}, "See you lAtEr.", "See you later."),
    ("change_case:capital_word_frequency", {"capital_relation": "equal to", "capital_frequency": 1}, "NASA flew.", "I flew."),
    ("change_case:first_letter_cap", {}, "Every Word Here", "Every word here"),
    ("change_case:first_letter_cap_target", {"target_string": "rome"}, "In Rome.", "In rome."),
    ("change_case:first_letter_sentence", {}, "It rains. We stay.", "It rains. we stay."),
    ("change_case:last_letter", {"case": "digit"}, "It was in 1999.", "It was long ago."),
    ("change_case:lowercase", {}, "all 3.", "All."),
    ("change_case:lowercase_target", {"target_string": "Rome"}, "In rome.", "In Rome."),
    ("change_case:lowercase_word_frequency", {"lowercase_relation": "less than", "lowercase_frequency": 2}, "We SAW it", "we saw it"),
    ("change_case:vowel_consonant_balance", {"min_fraction": "1/2", "max_fraction": "2/1"}, "Banana area", "Rhythm strengths"),
    ("detectable_content:number_placeholders", {"relation": "less than", "num_placeholders": 2}, "Dear [name].", "[a name] [an address]"),
    ("detectable_content:numeric_inclusion", {"relation": "equal to", "num_numbers": 1}, "In 1999 it was.", "1 or 2"),
    ("detectable_content:postscript", {"postscript_marker": "PS:"}, "Well then.\n\nPS: Bring salt.", "Well then."),
    ("detectable_format:heading_depth", {"levels": [1, 2]}, "# A\n\nText.\n\n## B\n\nText.", "# A\n\nText."),
    ("detectable_format:indentation", {"indent_type": "spaces", "size": 2}, "A list:\n  one\n  two", "A list:\none"),
    ("detectable_format:json_format", {}, '{"a": 1}', "Here: {}"),
    ("detectable_format:max_paragraph_length", {"max_chars": 20}, "Short one.\n\nAnother.", "This paragraph is far too long."),
    ("detectable_format:multiple_sections", {"section_splitter": "Part", "relation": "at least", "num_sections": 1}, "## Part 1\nSalt.", "Salt."),
    ("detectable_format:nested_list", {"min_depth": 2, "num_subitems": 2}, "- a\n  - b\n  - c", "- a\n- b\n- c"),
    ("detectable_format:number_bullet_lists", {"relation": "less than", "num_bullets": 3}, "* a\n* b", "* a\n* b\n* c"),
    ("detectable_format:number_paragraphs", {"relation": "equal to", "num_paragraphs": 2}, "One.\n\n\nTwo.", "One."),
    ("detectable_format:numbered_list", {"relation": "at least", "num_numbered_items": 2}, "1. Salt\n2. Sea", "1. Salt"),
    ("detectable_format:section_balance", {"element_type": "bullets", "count": 1}, "# A\n- a b\n\n# B\n- c d", "# A\n- a b\n- b c\n\n# B\n- c d"),
    ("detectable_format:sentence_count", {"relation": "equal to", "num_sentences": 2}, "Dr. Lee left. He ran.", "He ran."),
    ("detectable_format:sentence_endings", {"min_variants": 2}, "It rains. Why?", "It rains. It pours."),
    ("detectable_format:sentences_per_paragraph", {"relation": "equal to", "num_sentences": 2}, "It is. It was.\n\nI am. I was.", "It is. It was.\n\nI am."),
    ("detectable_format:table", {"min_rows": 1, "min_cols": 2}, "| a | b |\n|---|---|\n| 1 | 2 |", "a | b"),
    ("detectable_format:title", {}, "<<Joy>>\n\nRoses.", "Joy\n\nRoses."),
    ("keywords:alliteration", {"target_letter": "s", "relation": "at least", "num_alliteration": 2}, "Salt and sea.", "Salt and water."),
    ("keywords:consonant_count", {"relation": "less than", "num_consonants": 3}, "A bay, oui.", "Strong winds."),
    ("keywords:existence", {"keywords": ["cat"]}, "The cat's nap.", "The catalogue."),
    ("keywords:forbidden_words", {"forbidden_words": ["cat"]}, "The catalogue.", "The cat's nap."),
    ("keywords:frequency", {"keyword": "cat", "relation": "equal to", "frequency": 1}, "A cat.", "A cat, a cat."),
    ("keywords:letter_frequency", {"letter": "Z", "let_relation": "equal to", "let_frequency": 1}, "A zoo.", "Zany zoo."),
    ("keywords:palindrome_word", {"min_length": 5}, "We took the kayak.", "We took the boat."),
    ("keywords:positioning", {"keyword": "dog", "position": 1}, "The dog runs.", "Dog that runs."),
    ("keywords:vowel_count", {"relation": "equal to", "num_vowels": 2}, "Salt bed.", "Salt."),
    ("length:max_word_count", {"max_words": 3}, "one two three", "one two three four"),
    ("length_constraints:avg_word_length", {"min_ratio": 3, "max_ratio": 5.0}, "Salt and sea.", "I am so in."),
    ("length_constraints:number_characters", {"relation": "less than", "num_chars": 10}, "So it is.", "So it really is."),
    ("length_constraints:number_words", {"relation": "equal to", "num_words": 2.0}, "Don't go.", "Go."),
    ("length_constraints:paragraph_length", {"relation": "at least", "words_per_paragraph": 2}, "So it is.\n\nWell then.", "So it is.\n\nWell."),
    ("length_constraints:sentence_length", {"max_words": 3}, "So it is. Go on.", "So it really is. Go on."),
    ("length_constraints:unique_words", {"relation": "equal to", "num_unique": 2}, "Go on, go on.", "Go."),
    ("length_constraints:word_length", {"min_length": 2, "max_length": 4}, "Salt and sea.", "Seaweed and I."),
    ("length_constraints:word_repetition", {"max_repeats": 1}, "So it is.", "So it is so."),
    ("punctuation:balance", {}, "It is (so) “said”.", "It is (so."),
    ("punctuation:end_rule", {"allowed": [".", "?"]}, "It is. Why?", "It is! Why?"),
    ("punctuation:frequency", {"punctuation": ";", "relation": "equal to", "frequency": 1}, "So; it is.", "So it is."),
    ("punctuation:no_comma", {}, "None here.", "One, here."),
    ("punctuation:no_period", {}, "None here!", "One here."),
    ("punctuation:question_exclaim", {"relation": "at least", "num_marks": 2}, "Why? Go!", "Why? Go."),
    ("punctuation:variety", {"min_types": 3}, "So, it is: well.", "So it is."),
    ("startend:end_checker", {"end_phrase": "Bye now."}, "Well. Bye now.", "Bye now. Or not."),
    ("startend:quotation", {}, '"All of it."', '"'),
    ("startend:start_checker", {"start_phrase": "Well then"}, "Well then, it is so.", "So it is, well then."),
    ("startend:wrap_checker", {"wrap_phrase": "Amen."}, "Amen. So be it. Amen.", "Amen. So be it."),
]  # fmt: skip


@pytest.mark.parametrize(("id", "kwargs", "good", "bad"), LEGACY, ids=[case[0] for case in LEGACY])
def test_legacy_ids(id: str, kwargs: dict[str, Any], good: str, bad: str) -> None:
    constraint = load("open-instruct-legacy", id, {**kwargs, "language": kwargs.get("language"), "zzz": None})
    assert constraint.check(good)
    assert not constraint.check(bad)


@pytest.mark.parametrize(("id", "kwargs", "good", "bad"), VERIFIF, ids=[case[0] for case in VERIFIF])
def test_verifif_ids(id: str, kwargs: dict[str, Any], good: str, bad: str) -> None:
    constraint = load("verifif", id, kwargs)
    assert constraint.check(good)
    assert not constraint.check(bad)


def test_every_id_is_a_case_here() -> None:
    assert {case[0] for case in LEGACY} == set(ids("open-instruct-legacy"))
    assert len(ids("open-instruct-legacy")) == 25
    assert {case[0] for case in VERIFIF} == set(ids("verifif"))
    assert set(ids("ifeval-pp")) == set(ids("ifeval"))


@pytest.mark.parametrize("name", ["open-instruct-legacy", "verifif"])
def test_missing_and_unknown_arguments_raise_one_clear_error(name: str) -> None:
    for id, kwargs, _, _ in LEGACY if name == "open-instruct-legacy" else VERIFIF:
        constraint = load(name, id, kwargs)
        if constraint is None:
            continue
        with pytest.raises(SpecError, match=rf"^{name} {id}: unknown argument 'zzz'"):
            load(name, id, {**kwargs, "zzz": 1})
        for field in kwargs:
            with pytest.raises(SpecError, match=rf"^{name} {id}: argument '{field}' .*is missing"):
                load(name, id, {key: value for key, value in kwargs.items() if key != field})


# ---------------------------------------------------------------------- around
@pytest.mark.parametrize(
    ("n", "low", "high"), [(0, 0, 1), (1, 0, 2), (5, 4, 6), (10, 9, 11), (100, 90, 110), (336, 302, 370)]
)
def test_around_is_a_tenth_and_at_least_one(n: int, low: int, high: int) -> None:
    assert (around(n).low, around(n).high) == (low, high)


@pytest.mark.parametrize(
    ("id", "kwargs", "good", "bad"),
    [
        ("length_constraints:number_words", {"relation": "around", "num_words": 10}, TEN + " eleven", ""),
        ("length_constraints:number_words", {"relation": "at most", "num_words": 10}, TEN, TEN + " eleven"),
        ("length_constraints:number_words", {"relation": "less than", "num_words": 11}, TEN, TEN + " eleven"),
        ("length_constraints:number_sentences", {"relation": "around", "num_sentences": 3}, "A b. C d.", "A b."),
        ("keywords:frequency", {"keyword": "cat", "relation": "at most", "frequency": 1}, "A cat.", "cat cat"),
        ("keywords:letter_frequency", {"letter": "z", "let_relation": "around", "let_frequency": 3}, "zz", "z"),
        ("change_case:capital_word_frequency", {"capital_relation": "around", "capital_frequency": 2}, "NASA", "nasa"),
        ("punctuation:no_comma", {}, "None.", "One, here."),
    ],
)
def test_ifeval_pp_relations(id: str, kwargs: dict[str, Any], good: str, bad: str) -> None:
    constraint = load("ifeval-pp", id, kwargs)
    assert constraint.check(good)
    assert not constraint.check(bad)


def test_relations_of_other_registries_are_refused() -> None:
    with pytest.raises(SpecError, match="unknown relation 'around'"):
        load("ifeval", "length_constraints:number_words", {"relation": "around", "num_words": 10})
    with pytest.raises(SpecError, match="unknown relation 'at most'; did you mean 'at least'"):
        load("verifif", "length_constraints:number_words", {"relation": "at most", "num_words": 10})
    with pytest.raises(SpecError, match="unknown quantifier 'less than'"):
        load("open-instruct-legacy", "validate_word_constraint", {"quantifier": "less than", "N": 10})


def test_the_prompt_says_which_divider_the_legacy_function_means() -> None:
    kwargs = {"N": 2}
    assert load("open-instruct-legacy", "verify_paragraph_count", kwargs, "Use the markdown divider: ***").check(
        "A.\n***\nB."
    )
    starred = load("open-instruct-legacy", "verify_paragraph_count", kwargs, "Use the markdown divider: * * *")
    assert not starred.check("A.\n***\nB.")


def test_nth_paragraph_beyond_the_last_is_refused() -> None:
    with pytest.raises(SpecError, match="i = 3 is beyond N = 2"):
        load("open-instruct-legacy", "validate_paragraphs", {"N": 2, "i": 3, "first_word": "so"})


def test_ratios_take_numbers_texts_and_infinity() -> None:
    for high in ("inf", 2, 2.5, "5/2"):
        assert load("verifif", "change_case:vowel_consonant_balance", {"min_fraction": "1/3", "max_fraction": high})
