"""NeMo Gym's iheval as rows: which of its tasks hold constraints, where its fields may stand, what it cannot say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gonogo.compat.records import FORMATS, Loss, detect
from gonogo.errors import SpecError

ASKED = [
    {"role": "system", "content": "Use no commas."},
    {"role": "user", "content": "Name three boats."},
]
ANSWER = json.dumps({"instruction_id_list": ["punctuation:no_comma"], "kwargs": [{}]})
FIELDS = {"task": "single-turn", "domain": "rule-following", "setting": "aligned/default",
          "instruction": "Name three boats.", "answer": ANSWER}  # fmt: skip
PARAMS = {"responses_create_params": {"input": ASKED}}
IHEVAL = FORMATS["nemo-iheval"]


def test_the_fields_may_stand_in_the_metadata() -> None:
    row = {**PARAMS, "verifier_metadata": {**FIELDS, "seed": 1}}
    assert detect(row).NAME == "nemo-iheval"
    record = IHEVAL.read(row)
    assert record.prompt == "Name three boats."
    assert [one.check("A ketch a yawl a sloop") for one in record.constraints] == [True]
    assert [one.check("A ketch, a yawl") for one in record.constraints] == [False]
    assert IHEVAL.write(record) == {**PARAMS, **FIELDS, "verifier_metadata": {"seed": 1}}


def test_the_top_level_counts_where_both_speak() -> None:
    other = json.dumps({"instruction_id_list": ["detectable_format:title"], "kwargs": [{}]})
    record = IHEVAL.read({**PARAMS, **FIELDS, "verifier_metadata": {**FIELDS, "answer": other}})
    assert [item.name for item in record.items] == ["punctuation:no_comma"]


def test_an_answer_may_be_an_object() -> None:
    record = IHEVAL.read({**PARAMS, **FIELDS, "answer": json.loads(ANSWER)})
    assert IHEVAL.write(record) == {**PARAMS, **FIELDS}


@pytest.mark.parametrize("task", ["verb-extract", "lang-detect", "get-webpage", None])
def test_tasks_that_compare_with_a_text_hold_no_constraints(task: str | None) -> None:
    row = {**PARAMS, **FIELDS, "task": task, "answer": json.dumps("added, watched")}
    with pytest.raises(SpecError, match="compares with a text; only single-turn and multi-turn rows hold constraints"):
        detect(row).read(row)


@pytest.mark.parametrize("answer", ["{oops", "[1]", "3", None])
def test_answers_that_cannot_be_read(answer: str | None) -> None:
    with pytest.raises(SpecError, match="'answer'"):
        IHEVAL.read({**PARAMS, **FIELDS, "answer": answer})


def test_without_an_instruction_the_last_message_counts() -> None:
    record = IHEVAL.read({**PARAMS, **FIELDS, "instruction": ""})
    assert record.prompt == "Name three boats."


def test_rows_of_other_formats_become_rows_of_one_or_more_turns() -> None:
    turns = [*ASKED, {"role": "assistant", "content": "A ketch."}, {"role": "user", "content": "Go on."}]
    for chat, task in ((ASKED, "single-turn"), (turns, "multi-turn")):
        native = FORMATS["native"].read(
            {"prompt": chat, "constraints": [{"kind": "count.commas", "amount": {"high": 0}}]}
        )
        written = IHEVAL.write(native)
        assert isinstance(written, dict)
        assert (written["task"], written["instruction"]) == (task, chat[-1]["content"])
        assert IHEVAL.read(written).constraints == native.constraints


@pytest.mark.parametrize(
    "beside", [{"task": "math"}, {"answer": "42"}, {"instruction": "x"}, {"responses_create_params": 3}]
)
def test_fields_of_another_meaning_are_not_overwritten(beside: dict[str, Any]) -> None:
    row = {"prompt": "Go on.", "constraints": [{"kind": "count.commas", "amount": {"high": 0}}], **beside}
    lost = IHEVAL.write(FORMATS["native"].read(row))
    assert isinstance(lost, list)
    assert [one.name for one in lost if isinstance(one, Loss)] == list(beside)


def test_what_ifeval_has_no_id_for_is_a_loss() -> None:
    native = FORMATS["native"].read(
        {"prompt": "Go on.", "constraints": [{"kind": "count.words", "amount": {"low": 3, "high": 3}}]}
    )
    lost = IHEVAL.write(native)
    assert isinstance(lost, list)
    assert lost[0].name == "count.words"
