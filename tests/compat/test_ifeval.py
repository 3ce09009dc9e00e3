"""IFEval: every id loads, kwargs are read strictly, and hand-made labels decide what a verdict should be."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo import compat
from gonogo.amount import Amount, at_least, at_most, exactly, less_than
from gonogo.compat import ids, load, load_row
from gonogo.compat.kwargs import Kwargs
from gonogo.constraint import parse
from gonogo.errors import AmountError, RowError, SpecError, UnknownValue

KWARGS: dict[str, dict[str, Any]] = {
    "change_case:capital_word_frequency": {"capital_relation": "at least", "capital_frequency": 3},
    "change_case:english_capital": {},
    "change_case:english_lowercase": {},
    "combination:repeat_prompt": {"prompt_to_repeat": "Write a poem."},
    "combination:two_responses": {},
    "detectable_content:number_placeholders": {"num_placeholders": 3},
    "detectable_content:postscript": {"postscript_marker": "P.S."},
    "detectable_format:constrained_response": {},
    "detectable_format:json_format": {},
    "detectable_format:multiple_sections": {"section_spliter": "Section", "num_sections": 2},
    "detectable_format:number_bullet_lists": {"num_bullets": 3},
    "detectable_format:number_highlighted_sections": {"num_highlights": 2},
    "detectable_format:title": {},
    "keywords:existence": {"keywords": ["salt", "sea"]},
    "keywords:forbidden_words": {"forbidden_words": ["salt"]},
    "keywords:frequency": {"keyword": "salt", "relation": "at least", "frequency": 2},
    "keywords:letter_frequency": {"letter": "e", "let_relation": "less than", "let_frequency": 5},
    "language:response_language": {"language": "de"},
    "length_constraints:nth_paragraph_first_word": {"num_paragraphs": 3, "nth_paragraph": 2, "first_word": "salt"},
    "length_constraints:number_paragraphs": {"num_paragraphs": 3},
    "length_constraints:number_sentences": {"relation": "at least", "num_sentences": 3},
    "length_constraints:number_words": {"relation": "less than", "num_words": 100},
    "punctuation:no_comma": {},
    "startend:end_checker": {"end_phrase": "The end."},
    "startend:quotation": {},
}


# ---------------------------------------------------------------------- ids
def test_the_25_ids() -> None:
    # a few more are written but switched off in the published registry
    off = {"detectable_content:rephrase_paragraph", "detectable_format:rephrase", "keywords:key_sentences",
           "multi-turn:constrained_start"}  # fmt: skip
    assert set(ids("ifeval")) - off == set(KWARGS)
    assert off <= set(ids("ifeval"))
    assert len(KWARGS) == 25
    assert compat.load is load


@pytest.mark.parametrize("id", KWARGS)
def test_every_id_loads_and_goes_round(id: str) -> None:
    constraint = load("ifeval", id, KWARGS[id])
    assert parse(constraint.to_dict()) == constraint
    assert constraint.describe()
    assert isinstance(constraint.check("Any text."), bool)


@pytest.mark.parametrize("id", KWARGS)
def test_null_is_padding_and_integral_floats_are_integers(id: str) -> None:
    padded = dict.fromkeys((key for kwargs in KWARGS.values() for key in kwargs), None) | {
        key: float(value) if isinstance(value, int) else value for key, value in KWARGS[id].items()
    }
    assert load("ifeval", id, padded) == load("ifeval", id, KWARGS[id])


@pytest.mark.parametrize("id", [id for id, kwargs in KWARGS.items() if not kwargs])
def test_ids_without_arguments_need_none(id: str) -> None:
    assert load("ifeval", id) == load("ifeval", id, None) == load("ifeval", id, {})


@pytest.mark.parametrize(("id", "field"), [(id, field) for id, kwargs in KWARGS.items() for field in kwargs])
def test_a_missing_argument_is_named(id: str, field: str) -> None:
    kwargs = {key: value for key, value in KWARGS[id].items() if key != field}
    with pytest.raises(SpecError, match=rf"^ifeval {id}: argument '{field}' \(.*\) is missing"):
        load("ifeval", id, kwargs)
    with pytest.raises(SpecError, match=rf"'{field}' \(.*\) is missing; did you mean it by '{field}s'"):
        load("ifeval", id, {**kwargs, f"{field}s": KWARGS[id][field]})


@pytest.mark.parametrize("id", KWARGS)
def test_an_unknown_argument_is_named(id: str) -> None:
    with pytest.raises(SpecError, match=rf"^ifeval {id}: unknown argument 'zzz'; it takes (.*)$") as caught:
        load("ifeval", id, {**KWARGS[id], "zzz": 1})
    assert set(str(caught.value).split("it takes ")[1].split(", ")) == set(KWARGS[id] or ["none"])


def test_an_unknown_argument_that_looks_like_a_known_one() -> None:
    with pytest.raises(SpecError, match="unknown argument 'relations'; did you mean 'relation'"):
        load(
            "ifeval",
            "length_constraints:number_words",
            {"relation": "at least", "num_words": 3, "relations": "at most"},
        )


@pytest.mark.parametrize(
    ("id", "kwargs", "error", "said"),
    [
        ("detectable_format:number_bullet_lists", {"num_bullets": "3"}, SpecError, "num_bullets = '3' is not a whole number"),
        ("detectable_format:number_bullet_lists", {"num_bullets": 2.5}, AmountError, "2.5 is no whole number"),
        ("detectable_format:number_bullet_lists", {"num_bullets": True}, AmountError, "True is no whole number"),
        ("detectable_format:number_bullet_lists", {"num_bullets": -1}, SpecError, "'-1' is not a whole number of at least 0"),
        ("detectable_format:multiple_sections", {"section_spliter": "Part", "num_sections": 0}, SpecError, "at least 1"),
        ("keywords:frequency", {"keyword": "a", "relation": "more", "frequency": 1}, SpecError, "relation 'more'; did you mean 'more than'"),
        ("keywords:frequency", {"keyword": "a", "relation": "less then", "frequency": 1}, SpecError, "did you mean 'less than'"),
        ("keywords:frequency", {"keyword": "a", "relation": "less than", "frequency": 0}, SpecError, "less than 0 leaves nothing"),
        ("keywords:frequency", {"keyword": " ", "relation": "at least", "frequency": 1}, SpecError, "not a text that is not blank"),
        ("keywords:frequency", {"keyword": 5, "relation": "at least", "frequency": 1}, SpecError, "not a text that is not blank"),
        ("keywords:existence", {"keywords": "salt"}, SpecError, "is not a list of texts"),
        ("keywords:existence", {"keywords": []}, SpecError, "is not a list of texts"),
        ("keywords:existence", {"keywords": 3}, SpecError, "is not a list of texts"),
        ("keywords:existence", {"keywords": ["salt", " "]}, SpecError, "list of texts that are not blank"),
        ("keywords:existence", {"keywords": ["salt", 3]}, SpecError, "list of texts that are not blank"),
        ("keywords:existence", {"keywords": ["\u200b"]}, SpecError, "ifeval keywords:existence: .*shows nothing"),
        ("language:response_language", {"language": "german"}, SpecError, "ifeval language:response_language: .*'de'"),
        ("keywords:letter_frequency", {"letter": "ab", "let_relation": "at least", "let_frequency": 1}, SpecError, "one visible character"),
        ("length_constraints:nth_paragraph_first_word", {"num_paragraphs": 2, "nth_paragraph": 3, "first_word": "a"}, SpecError,
         "nth_paragraph 3 is beyond num_paragraphs 2"),
        ("punctuation:no_comma", [1], SpecError, "kwargs must be an object; found list"),
    ],
)  # fmt: skip
def test_ill_typed_arguments(id: str, kwargs: Any, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said) as caught:
        load("ifeval", id, kwargs)
    assert str(caught.value).count(f"ifeval {id}") == 1, "the id is named once"


@pytest.mark.parametrize(
    ("registry", "id", "said"),
    [
        ("ifeva", "punctuation:no_comma", "unknown registry 'ifeva'; did you mean 'ifeval'"),
        (
            "ifeval",
            "punctuation:no_commas",
            "unknown ifeval id 'punctuation:no_commas'; did you mean 'punctuation:no_comma'",
        ),
        ("ifeval", "nothing:like_it", "unknown ifeval id 'nothing:like_it'"),
    ],
)
def test_unknown_ids(registry: str, id: str, said: str) -> None:
    with pytest.raises(UnknownValue, match=said):
        load(registry, id, {})


@pytest.mark.parametrize(
    ("relation", "amount"),
    [("at least", at_least(4)), ("less than", less_than(4)), ("at most", at_most(4)), ("exactly", exactly(4))],
)
def test_relations(relation: str, amount: Amount) -> None:
    assert Kwargs("x", {"relation": relation, "n": 4.0}).amount("relation", "n") == amount


@pytest.mark.parametrize(
    ("id", "prompt", "lowest"),
    [
        ("detectable_format:multiple_sections", None, exactly),
        ("detectable_format:multiple_sections", "Write 3 sections.", exactly),
        ("detectable_format:multiple_sections", "Your answer has at least 3 sections.", at_least),
        ("detectable_format:multiple_sections", "There must be at least three different sections here.", at_least),
        ("length_constraints:number_paragraphs", "Use at least 3 paragraphs.", at_least),
        ("length_constraints:number_paragraphs", "Use AT LEAST three parts.", at_least),
        ("length_constraints:number_paragraphs", "There should be 3 paragraphs with at least 5 words.", exactly),
    ],
)
def test_the_prompt_settles_what_the_arguments_leave_open(id: str, prompt: str | None, lowest: Any) -> None:
    kwargs = {"section_spliter": "Section", "num_sections": 3} if "sections" in id else {"num_paragraphs": 3}
    assert load("ifeval", id, kwargs, prompt).amount == lowest(3)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("prompt", "per"),
    [
        (None, None),
        ("Separate the two versions by ******. Each version must have 3 sections.", "******"),
        ("Each version must have 3 sections.", None),
        ("Separate the two versions by ******. Write 3 sections.", None),
    ],
)
def test_each_of_two_versions_may_have_its_sections(prompt: str | None, per: str | None) -> None:
    kwargs = {"section_spliter": "Section", "num_sections": 3}
    assert load("ifeval", "detectable_format:multiple_sections", kwargs, prompt).per == per  # type: ignore[attr-defined]


# ---------------------------------------------------------------------- rows
def test_a_row_loads() -> None:
    row = {
        "key": 1000, "prompt": "Write at least 3 sections, no comma.",
        "instruction_id_list": ["punctuation:no_comma", "detectable_format:multiple_sections"],
        "kwargs": [{"num_words": None}, {"section_spliter": "Part", "num_sections": 3}],
    }  # fmt: skip
    commas, sections = load_row(row)
    assert commas.kind == "count.commas"
    assert sections.amount == at_least(3)  # type: ignore[attr-defined]
    assert load_row({**row, "prompt": None})[1].amount == exactly(3)  # type: ignore[attr-defined]


def test_a_row_without_kwargs() -> None:
    assert [one.kind for one in load_row({"instruction_id_list": ["punctuation:no_comma"]})] == ["count.commas"]


@pytest.mark.parametrize(
    ("row", "index", "said"),
    [
        ({"key": 7}, None, "^row 7: 'instruction_id_list' must be a list of ids; found None"),
        ({"key": 7, "instruction_id_list": "punctuation:no_comma"}, 3, "^row 7: 'instruction_id_list' must be"),
        ({"instruction_id_list": []}, 3, "^row 3: 'instruction_id_list' must be"),
        ({}, None, "^row: 'instruction_id_list' must be"),
        ({"key": 0, "instruction_id_list": ["a:b"]}, None, "^row 0: unknown ifeval id 'a:b'"),
        (
            {"instruction_id_list": ["a:b"], "kwargs": []},
            0,
            r"^row 0: 'kwargs' must be a list with one object per id \(1\); found \[\]",
        ),
        ({"instruction_id_list": ["a:b"], "kwargs": "x"}, 0, "^row 0: 'kwargs' must be a list"),
        ({"instruction_id_list": ["a:b"], "kwargs": {"a": 1}}, 0, "^row 0: 'kwargs' must be a list"),
        (
            {"key": "k", "instruction_id_list": ["keywords:existence"], "kwargs": [{}]},
            0,
            "^row k: ifeval keywords:existence: argument",
        ),
    ],
)
def test_rows_that_cannot_be_read_are_named(row: dict[str, Any], index: int | None, said: str) -> None:
    with pytest.raises(RowError, match=said):
        load_row(row, index=index)
