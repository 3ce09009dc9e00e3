"""Record formats: what is read, what is written, what goes round unchanged, what cannot be expressed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gonogo.amount import at_most, exactly
from gonogo.compat import load
from gonogo.compat.records import FORMATS, Loss, Record, detect, inverse
from gonogo.constraint import Constraint, parse
from gonogo.constraints.counting import Count
from gonogo.constraints.keywords import Include
from gonogo.errors import SpecError
from gonogo.units import Words

PROMPT = "Say it in at least 3 words without commas."
IDS = ["punctuation:no_comma", "length_constraints:number_words"]
KWARGS: list[dict[str, Any]] = [{}, {"relation": "at least", "num_words": 3}]
CHAT = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": PROMPT}]
NATIVE = '[{"kind": "count.commas", "amount": {"high": 0}}, {"kind": "count.words", "amount": {"low": 3}}]'
PUBLISHED = json.dumps([{"registry": "ifeval", "id": id, "kwargs": one} for id, one in zip(IDS, KWARGS, strict=True)])
SAME = [load("ifeval", id, one) for id, one in zip(IDS, KWARGS, strict=True)]
PADDED = {key: None for key in "N capital_frequency capital_relation end_phrase first_word forbidden_words frequency keyword "
          "keyword1 keyword2 keyword3 keyword4 keyword5 keywords language let_frequency let_relation letter m max_words "
          "min_words n n_end n_start nth_paragraph num_bullets num_highlights num_paragraphs num_placeholders num_sections "
          "num_sentences num_words options percentage postscript_marker prompt_to_repeat reference_text relation "
          "section_spliter sep small_n word".split()}  # fmt: skip
PARAMS = {"input": CHAT, "tools": [], "parallel_tool_calls": False}

# Rows as they are published, one or two of each format; all of them say the two constraints of SAME.
ROWS: dict[str, list[dict[str, Any]]] = {
    "native": [
        {"prompt": PROMPT, "constraints": NATIVE, "published": PUBLISHED, "id": "a", "response": "So it is."},
        {"prompt": CHAT, "constraints": NATIVE, "responses": ["So it is.", "No."]},
    ],
    "ifeval": [
        {"key": 7, "prompt": PROMPT, "instruction_id_list": IDS, "kwargs": KWARGS, "response": "So it is."},
        {"prompt": PROMPT, "instruction_id_list": IDS, "kwargs": KWARGS, "messages": CHAT},
    ],
    "ifbench": [
        {
            "key": "7", "prompt": PROMPT, "instruction_id_list": IDS,
            "kwargs": [PADDED, {**PADDED, "relation": "at least", "num_words": 3.0}],
        }
    ],
    "open-instruct": [
        {
            "messages": CHAT, "dataset": "ifeval", "source": "x",
            "ground_truth": repr([{"instruction_id": IDS, "kwargs": [None, KWARGS[1]]}]),
        }
    ],
    "nemo": [
        {
            "id": 3, "responses_create_params": PARAMS,
            "verifier_metadata": {"prompt": PROMPT, "instruction_id_list": IDS, "kwargs": KWARGS, "grading_mode": "fraction"},
        }
    ],
    "nemo-flat": [
        {"id": 3, "instruction_id_list": IDS, "prompt": PROMPT, "kwargs": KWARGS, "responses_create_params": PARAMS},
        {
            "id": 3, "instruction_id_list": IDS, "prompt": PROMPT, "kwargs": KWARGS, "grading_mode": "binary",
            "responses_create_params": PARAMS,
        },
    ],
    "nemo-iheval": [
        {
            "responses_create_params": {"input": CHAT}, "id": 3, "task": "single-turn", "domain": "rule-following",
            "setting": "aligned/default", "instruction": PROMPT,
            "answer": json.dumps({"instruction_id_list": IDS, "kwargs": KWARGS}), "agent_ref": {"name": "an_agent"},
        },
        {
            "responses_create_params": {"input": [*CHAT, {"role": "assistant", "content": "No."}, CHAT[1]]}, "id": "3",
            "task": "multi-turn", "domain": "rule-following", "setting": "conflict/default_system_prompt",
            "instruction": PROMPT, "answer": json.dumps({"instruction_id_list": IDS, "kwargs": KWARGS, "level": 2}),
        },
    ],
    "verifif": [
        {
            "id": 5, "language": "en", "responses_create_params": PARAMS,
            "instructions": [
                {"instruction_id": IDS[0], "uid": 4, "source": "system", "is_misalignment_check": False},
                {"instruction_id": IDS[1], "uid": 9, "source": "user", "is_misalignment_check": False, **KWARGS[1]},
            ],
            "llm_judge": [{"uid": 1, "content": "Is it polite?", "source": "user", "is_misalignment_check": False}],
        }
    ],
    "slime": [
        {"prompt": CHAT, "metadata": {"instruction_id_list": IDS, "kwargs": KWARGS, "prompt_text": PROMPT, "record_id": 1}}
    ],
    "verinstruct": [
        {
            "id": 1, "prompt": PROMPT, "checkers": ["[rule] no commas", "[llm] polite", "[rule] length"],
            "functions": [
                "def check_following(instruction, response):\n    return ',' not in response",
                "from llm_call import llm_judge\ndef check_following(instruction, response):\n    return llm_judge('?')",
                "def check_following(instruction, response):\n    return len(response.split()) >= 3",
            ],
        }
    ],
    "verl": [
        {
            "data_source": "x", "prompt": CHAT, "ability": "if", "reward_model": {"style": "rule", "ground_truth": NATIVE},
            "extra_info": {"split": "train", "index": 0},
        }
    ],
    "openrlhf": [{"input": CHAT, "label": NATIVE, "source": "x"}],
}  # fmt: skip
# Formats that hold one constraint a row, or only what was read from them.
ONE_OR_OWN = ("m-ifeval", "nemo-verifier", "open-instruct-legacy", "verinstruct")
CASES = [(name, row) for name, rows in ROWS.items() for row in rows]


def _read(name: str, row: dict[str, Any]) -> Record:
    return FORMATS[name].read(json.loads(json.dumps(row)))


@pytest.mark.parametrize(("name", "row"), CASES)
def test_rows_are_recognised_and_say_what_they_say(name: str, row: dict[str, Any]) -> None:
    assert name == detect(row).NAME
    record = _read(name, row)
    assert record.constraints == SAME
    assert record.prompt == PROMPT
    assert record.format == name


@pytest.mark.parametrize(("name", "row"), CASES)
def test_rows_go_round_unchanged(name: str, row: dict[str, Any]) -> None:
    assert FORMATS[name].write(_read(name, row)) == row


@pytest.mark.parametrize("goal", [name for name in FORMATS if name not in ONE_OR_OWN])
@pytest.mark.parametrize(("name", "row"), CASES)
def test_rows_go_to_every_format_and_say_the_same_there(name: str, row: dict[str, Any], goal: str) -> None:
    written = FORMATS[goal].write(_read(name, row))
    assert isinstance(written, dict), written
    json.dumps(written, allow_nan=False)
    assert detect(written).read(written).constraints == SAME  # also where fields of the first format travel on
    back = FORMATS[goal].read(written)
    assert back.constraints == SAME
    assert back.prompt == PROMPT
    assert back.messages == _read(name, row).messages


def test_fields_without_a_meaning_travel_and_published_ids_come_back() -> None:
    row = ROWS["ifeval"][0]
    for goal in ("native", "openrlhf", "slime", "trl", "verl"):
        written = FORMATS[goal].write(_read("ifeval", row))
        assert isinstance(written, dict)
        assert (written["key"], written["response"]) == (7, "So it is.")
        assert (
            FORMATS[goal].read(written).items[1].published == _read("ifeval", row).items[1].published or goal == "slime"
        )
        back = FORMATS["ifeval"].write(FORMATS[goal].read(written))
        assert isinstance(back, dict)
        assert {key: back[key] for key in row} == row


def test_an_id_is_kept_although_another_one_means_the_same() -> None:
    row = {"prompt": PROMPT, "instruction_id_list": ["keywords:forbidden_words", "keywords:frequency"],
           "kwargs": [{"forbidden_words": ["sea"]}, {"keyword": "sea", "relation": "less than", "frequency": 1}]}  # fmt: skip
    native = FORMATS["native"].write(_read("ifeval", row))
    assert isinstance(native, dict)
    assert FORMATS["ifeval"].write(FORMATS["native"].read(native)) == row


def test_ids_beside_that_say_something_else_than_the_constraints_do_not_count() -> None:
    row = {"prompt": PROMPT, "constraints": '[{"kind": "count.words", "amount": {"low": 5}}]',
           "published": json.dumps([{"registry": "ifeval", "id": IDS[1], "kwargs": KWARGS[1]}])}  # fmt: skip
    written = FORMATS["ifeval"].write(_read("native", row))
    assert isinstance(written, dict)
    assert written["kwargs"] == [{"relation": "at least", "num_words": 5}]


@pytest.mark.parametrize(
    "published",
    [
        "{oops",
        "[]",
        "[1, 2]",
        '[{"registry": 1}, null]',
        '[{"registry": "a", "id": "b", "kwargs": 3}, null]',
        "[" * 99_999,
    ],
)
def test_broken_ids_beside_the_constraints_are_left_out(published: str) -> None:
    record = _read("native", {"prompt": PROMPT, "constraints": NATIVE, "published": published})
    assert [item.published for item in record.items] == [None, None]


def test_order_and_duplicates_are_kept() -> None:
    ids, kwargs = [*IDS, *IDS[::-1]], [*KWARGS, *KWARGS[::-1]]
    row = {"key": 1, "prompt": PROMPT, "instruction_id_list": ids, "kwargs": kwargs}
    for goal in ("native", "verl", "openrlhf", "nemo", "slime", "open-instruct"):
        written = FORMATS[goal].write(_read("ifeval", row))
        assert isinstance(written, dict)
        assert FORMATS[goal].read(written).constraints == [*SAME, *SAME[::-1]]


# ---------------------------------------------------------------------- what cannot be expressed
def test_a_row_with_something_inexpressible_is_a_list_of_losses() -> None:
    row = {"prompt": PROMPT, "constraints": json.dumps([
        {"kind": "count.commas", "amount": {"high": 0}}, {"kind": "count.words", "amount": {"low": 3, "high": 3}},
        {"kind": "count.words", "amount": {"low": 3}, "scope": {"where": "first", "of": "sentence"}},
    ])}  # fmt: skip
    lost = FORMATS["ifeval"].write(_read("native", row))
    assert isinstance(lost, list)
    assert [(one.index, one.name) for one in lost] == [(1, "count.words"), (2, "count.words")]
    assert "no id of ifeval means: Use exactly 3 words." in lost[0].why
    lost = FORMATS["verifif"].write(_read("native", row))
    assert isinstance(lost, list)
    assert [one.index for one in lost] == [2]


def test_what_cannot_be_read_cannot_be_written() -> None:
    row = {"prompt": PROMPT, "instruction_id_list": ["nobody:knows", IDS[0]], "kwargs": [{}, {}]}
    record = _read("ifeval", row)
    assert [(item.constraint is None, item.cause) for item in record.items] == [(True, "id"), (False, "")]
    for name, one in FORMATS.items():
        lost = one.write(record)
        assert isinstance(lost, list), name
        assert lost[0].name == "nobody:knows" or name in ONE_OR_OWN
    with pytest.raises(SpecError, match="unknown published id 'nobody:knows'"):
        _ = record.constraints


def test_formats_that_write_only_what_was_read_from_them() -> None:
    for name in ("m-ifeval", "verinstruct"):
        lost = FORMATS[name].write(_read("ifeval", ROWS["ifeval"][0]))
        assert isinstance(lost, list)
        assert len(lost) == 2


# ---------------------------------------------------------------------- the inverse
@pytest.mark.parametrize(
    ("registry", "id", "kwargs"),
    [
        ("ifeval", "keywords:existence", {"keywords": ["sea", "salt"]}),
        ("ifeval", "keywords:letter_frequency", {"letter": "#", "let_relation": "less than", "let_frequency": 4}),
        ("ifeval", "length_constraints:nth_paragraph_first_word", {"num_paragraphs": 3, "nth_paragraph": 2, "first_word": "sea"}),
        ("ifeval", "detectable_format:multiple_sections", {"section_spliter": "Part", "num_sections": 3}),
        ("ifeval", "change_case:english_capital", {}),
        ("ifeval", "combination:repeat_prompt", {"prompt_to_repeat": "Say it."}),
        ("ifeval", "detectable_format:constrained_response", {}),
        ("ifeval", "startend:end_checker", {"end_phrase": "Bye."}),
        ("open-instruct-legacy", "validate_word_constraint", {"N": 100, "quantifier": "around"}),
        ("open-instruct-legacy", "validate_choice", {"options": ["yes", "no"]}),
        ("open-instruct-legacy", "verify_paragraph_count", {"N": 4}),
        ("ifeval-pp", "length_constraints:number_sentences", {"relation": "at most", "num_sentences": 4}),
        ("verifif", "length_constraints:paragraph_length", {"relation": "equal to", "words_per_paragraph": 30}),
        ("verifif", "length_constraints:sentence_length", {"max_words": 30}),
    ],
)  # fmt: skip
def test_constraints_find_an_id_that_means_them(registry: str, id: str, kwargs: dict[str, Any]) -> None:
    wanted = load(registry, id, kwargs)
    found = inverse(parse(wanted.to_dict()), (registry,))
    assert found is not None
    assert load(registry, found.id, found.kwargs) == wanted


def test_ids_of_ifeval_are_all_found_again() -> None:
    from tests.compat.test_ifeval import KWARGS as EVERY

    for id, kwargs in EVERY.items():
        found = inverse(load("ifeval", id, kwargs), ("ifeval",))
        assert found is not None, id
        assert load("ifeval", found.id, found.kwargs) == load("ifeval", id, kwargs)


@pytest.mark.parametrize(
    "constraint",
    [Count(unit=Words(), amount=at_most(0)), Count(unit=Words(), amount=exactly(7)), Include(keywords=("a", "b"))],
)
def test_only_relations_that_the_published_checker_knows_are_written(constraint: Constraint) -> None:
    found = inverse(constraint, ("ifeval",))
    assert found is None or found.kwargs.get("relation") in (None, "at least", "less than")
    assert (found is None) == (constraint == Count(unit=Words(), amount=exactly(7)))


def test_the_prompt_counts_in_the_inverse_too() -> None:
    prompt = "Write at least 3 sections, each beginning with Part X."
    item = {"prompt": prompt, "constraints": '[{"kind": "sections", "label": "Part", "amount": {"low": 3}}]'}
    written = FORMATS["ifeval"].write(_read("native", item))
    assert isinstance(written, dict)
    assert written["kwargs"] == [{"section_spliter": "Part", "num_sections": 3}]
    assert isinstance(FORMATS["ifeval"].write(_read("native", {**item, "prompt": "Write 3 sections: Part X."})), list)


# ---------------------------------------------------------------------- labels of open-instruct
@pytest.mark.parametrize(
    "truth",
    [
        repr([{"instruction_id": IDS, "kwargs": [None, KWARGS[1]]}]),
        json.dumps([{"instruction_id": IDS, "kwargs": [None, KWARGS[1]]}]),
        repr([json.dumps({"instruction_id": IDS, "kwargs": [None, KWARGS[1]]})]),
        repr({"instruction_id": IDS, "kwargs": [{"num_words": None}, KWARGS[1]]}),
        [{"instruction_id": IDS, "kwargs": [None, KWARGS[1]]}],
    ],
)
def test_labels_are_literals_or_json(truth: Any) -> None:
    row = {"messages": CHAT, "ground_truth": truth, "dataset": "ifeval"}
    assert detect(row).NAME == "open-instruct"
    assert _read("open-instruct", row).constraints == SAME


@pytest.mark.parametrize(
    ("truth", "said"),
    [
        ("__import__('os').system('instruction_id')", "neither a Python literal nor JSON"),
        ("[{'instruction_id': [" + "x" * 300_000, "at most 200,000 are read"),
        ("(" * 5000 + "'instruction_id'" + ")" * 5000, "neither a Python literal nor JSON"),
        ("-" * 50_000 + "1 instruction_id", "neither a Python literal nor JSON"),
        ("[" * 100_000 + "'instruction_id'", "neither a Python literal nor JSON"),
        (repr([{"instruction_id": IDS}, {"instruction_id": IDS}]), "holds 2 items"),
        (repr([{"instruction_id": IDS, "kwargs": [{}]}]), "one object per id"),
        (repr(["instruction_id"]), "neither a Python literal nor JSON"),
    ],
)
def test_labels_that_cannot_be_read(truth: str, said: str) -> None:
    with pytest.raises(SpecError, match=said):
        FORMATS["open-instruct"].read({"messages": CHAT, "ground_truth": truth})


def test_the_legacy_form_goes_round() -> None:
    label = {"func_name": "validate_word_constraint", "N": 30, "quantifier": "around", "word": None, "letter": None}
    row = {"messages": CHAT, "ground_truth": json.dumps(label), "dataset": "ifeval_old", "constraint": "Answer with…"}
    assert detect(row).NAME == "open-instruct-legacy"
    record = _read("open-instruct-legacy", row)
    assert [one.to_dict()["amount"] for one in record.constraints] == [{"low": 27, "high": 33}]
    written = FORMATS["open-instruct-legacy"].write(record)
    assert isinstance(written, dict)
    assert {key: value for key, value in json.loads(written["ground_truth"]).items() if value is not None} == {
        "func_name": "validate_word_constraint", "N": 30, "quantifier": "around"}  # fmt: skip
    assert {**written, "ground_truth": ""} == {**row, "ground_truth": ""}
    two = FORMATS["open-instruct-legacy"].write(_read("ifeval", ROWS["ifeval"][0]))
    assert isinstance(two, list)
    assert "holds one constraint, not 2" in two[0].why


# ---------------------------------------------------------------------- what is not a row
@pytest.mark.parametrize(
    ("name", "row", "said"),
    [
        ("ifeval", {"prompt": "x"}, "has no 'instruction_id_list'"),
        ("ifeval", {"instruction_id_list": "punctuation:no_comma"}, "must be a list of ids"),
        ("ifeval", {"instruction_id_list": IDS, "kwargs": [{}]}, r"one object per id \(2\)"),
        ("native", {"prompt": "x"}, "has no 'constraints'"),
        ("native", {"constraints": "{oops"}, "not JSON"),
        ("verl", {"reward_model": "x"}, "'reward_model' must be an object"),
        ("verl", {"reward_model": {}}, "has no 'ground_truth'"),
        ("openrlhf", {"input": "x"}, "has no 'label'"),
        ("slime", {"metadata": 3}, "'metadata' must be an object"),
        ("verifif", {"instructions": [3]}, "'instructions' must be a list of objects"),
        ("verinstruct", {"functions": "def f(): pass"}, "must be a list of Python sources"),
        ("nemo", {"verifier_metadata": 3}, "'verifier_metadata' must be an object"),
    ],
)
def test_rows_that_cannot_be_read_say_why(name: str, row: dict[str, Any], said: str) -> None:
    with pytest.raises(SpecError, match=said):
        FORMATS[name].read(row)


def test_a_row_of_no_format_names_its_fields() -> None:
    with pytest.raises(SpecError, match="looks like no other format; its fields are a, b"):
        detect({"a": 1, "b": 2})


@pytest.mark.parametrize("id", [3, None, ["punctuation:no_comma"], "", "ja:letters:nothing"])
def test_strange_ids_are_faults_of_their_own(id: Any) -> None:
    record = _read("ifeval", {"prompt": "x", "instruction_id_list": [id, IDS[0]], "kwargs": [{}, {}]})
    assert record.items[0].cause == "id"
    assert record.items[1].constraint == SAME[0]


@pytest.mark.parametrize("kwargs", [3, "x", [], {"zzz": 1}])
def test_strange_arguments_are_faults_of_their_own(kwargs: Any) -> None:
    record = _read("ifeval", {"prompt": "x", "instruction_id_list": [IDS[1], IDS[0]], "kwargs": [kwargs, None]})
    assert record.items[0].cause == "arguments"
    assert record.items[1].constraint == SAME[0]


def test_top_level_fields_stand_in_for_metadata_that_lacks_them() -> None:
    row = {"id": 1, "prompt": PROMPT, "verifier_metadata": {"instruction_id_list": IDS, "kwargs": KWARGS}}
    assert _read("nemo", row).prompt == PROMPT
    assert _read("nemo", {**row, "kwargs": [{}, {}]}).constraints == SAME  # explicit metadata wins


def test_a_users_instruction_against_the_system_is_the_contrary() -> None:
    one = {"instruction_id": IDS[0], "uid": 1, "source": "user", "is_misalignment_check": True}
    record = _read("verifif", {**ROWS["verifif"][0], "instructions": [one]})
    item = record.items[0]
    if item.constraint is None:  # there is no kind yet that negates another: then it is no constraint, and says so
        assert (item.cause, "asks for the contrary" in item.fault) == ("shape", True)
    else:
        assert item.constraint.check("One, two.")
        assert not item.constraint.check("One two.")
        written = FORMATS["verifif"].write(record)
        assert isinstance(written, dict)
        assert written["instructions"] == [one]
    system = _read("verifif", {**ROWS["verifif"][0], "instructions": [{**one, "source": "system"}]})
    assert system.constraints == [SAME[0]]


def test_verl_fields_that_are_taken_are_losses() -> None:
    row = {"prompt": PROMPT, "constraints": NATIVE, "extra_info": "x"}
    assert FORMATS["verl"].write(_read("native", row)) == [
        Loss(0, "extra_info", "'extra_info' is taken by another field of the row: 'x'; rename it")
    ]


# ---------------------------------------------------------------------- fields that stand in the way
@pytest.mark.parametrize(
    ("name", "goal", "more"),
    [
        ("native", "openrlhf", {"label": "joy"}),
        ("native", "openrlhf", {"input": "other"}),
        ("ifeval", "openrlhf", {"label": 1}),
        ("native", "ifeval", {"kwargs": {}}),
        ("slime", "ifeval", {"kwargs": {}}),
        ("native", "open-instruct", {"ground_truth": "42"}),
        ("native", "open-instruct", {"messages": "none"}),
        ("native", "open-instruct", {"dataset": "gsm8k"}),
        ("native", "verifif", {"instructions": "be brief"}),
        ("native", "nemo", {"responses_create_params": "x"}),
        ("native", "nemo", {"verifier_metadata": {"kwargs": [1]}}),
        ("native", "nemo", {"verifier_metadata": "x"}),
        ("native", "nemo-flat", {"responses_create_params": ["x"]}),
        ("native", "verifif", {"responses_create_params": 3}),
        ("native", "slime", {"metadata": {"prompt_text": "other"}}),
        ("native", "slime", {"metadata": "x"}),
        ("verifif", "native", {"prompt": "another prompt"}),
        ("verifif", "slime", {"prompt": "another prompt"}),
        ("verifif", "verl", {"prompt": "another prompt"}),
        ("openrlhf", "native", {"prompt": "another prompt"}),
        ("native", "verl", {"reward_model": "x"}),
    ],
)
def test_a_field_of_the_row_is_never_overwritten_and_overwrites_nothing(
    name: str, goal: str, more: dict[str, Any]
) -> None:
    lost = FORMATS[goal].write(_read(name, {**ROWS[name][0], **more}))
    assert isinstance(lost, list)
    assert [one.name for one in lost] == list(more)
    assert "is taken by another field of the row" in lost[0].why


def test_a_field_that_says_the_same_is_not_in_the_way() -> None:
    written = FORMATS["native"].write(_read("verifif", {**ROWS["verifif"][0], "prompt": PROMPT}))
    assert isinstance(written, dict)
    assert FORMATS["native"].read(written).constraints == SAME
    row = {**ROWS["ifeval"][0], "messages": "a text"}
    assert FORMATS["ifeval"].write(_read("ifeval", row)) == row
    row = {**ROWS["nemo"][0], "prompt": PROMPT, "kwargs": [{}, {}]}  # the kwargs beside do not count, and stay
    again = FORMATS["nemo"].write(_read("nemo", row))
    assert again == {key: value for key, value in row.items() if key != "prompt"}


def test_the_two_forms_of_open_instruct_name_their_own_verifier() -> None:
    label = {"func_name": "validate_no_commas", "N": None}
    old = {"messages": CHAT, "ground_truth": json.dumps(label), "dataset": "ifeval_old"}
    new = FORMATS["open-instruct"].write(_read("open-instruct-legacy", old))
    assert isinstance(new, dict)
    assert new["dataset"] == "ifeval"
    back = FORMATS["open-instruct-legacy"].write(_read("open-instruct", new))
    assert isinstance(back, dict)
    assert back["dataset"] == "ifeval_old"
    mine = {**ROWS["open-instruct"][0], "dataset": "my_mix"}
    assert FORMATS["open-instruct"].write(_read("open-instruct", mine)) == mine


def test_functions_of_verinstruct_travel_beside_the_constraints_read_from_them() -> None:
    truth = json.dumps({key: ROWS["verinstruct"][0][key] for key in ("checkers", "functions")})
    row = {"prompt": CHAT, "reward_model": {"style": "rm", "ground_truth": truth}, "extra_info": {"index": 3}}
    assert detect(row).NAME == "verinstruct"
    written = FORMATS["verl"].write(_read("verinstruct", row))
    assert isinstance(written, dict)
    assert detect(written).NAME == "verl"
    assert FORMATS["verl"].read(written).constraints == SAME
    assert written["extra_info"]["ground_truth"] == truth  # what a model judges stands only there
    assert written["extra_info"]["index"] == 3


def test_rows_with_a_field_of_another_format_are_still_recognised() -> None:
    assert detect({**ROWS["verinstruct"][0], "metadata": "x"}).NAME == "verinstruct"
    assert detect({**ROWS["ifeval"][0], "constraints": "no commas"}).NAME == "ifeval"
    assert detect({**ROWS["ifeval"][0], "constraints": NATIVE}).NAME == "native"
    assert detect({"prompt": "x", "constraints": "{oops"}).NAME == "native"
