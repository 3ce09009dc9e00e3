"""NeMo Gym's format_verification and citation_if as rows: read, written, and what they cannot say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gonogo.compat.records import FORMATS, detect
from gonogo.constraint import parse
from gonogo.constraints.citations import Citations, NoCitations

AGENT = {"type": "responses_api_agents", "name": "an_agent"}
ASKED = [{"role": "user", "content": "Name three boats, each after a dash."}]
SEARCHED: list[dict[str, Any]] = [
    {"role": "system", "content": "Cite the page as [citation_xmpl]."},
    {"role": "user", "content": "When did the ferry sink?"},
    {"type": "function_call", "name": "search", "call_id": "c1", "arguments": "{}"},
    {"type": "function_call_output", "call_id": "c1", "output": "The ferry sank in 1911 (citation_a1b2)."},
    {"role": "user", "content": "Answer now."},
]


def _row(verifier: dict[str, Any], chat: list[dict[str, Any]] = ASKED, **more: Any) -> dict[str, Any]:
    return {"responses_create_params": {"input": chat}, "verifier": verifier, "agent_ref": AGENT, **more}


CITE = {
    "type": "citation_if", "mode": "cite", "grammar": "ascii_brackets", "id_kind": "full_source",
    "id_regex": "citation_[a-z0-9]{4}", "valid_id_set": ["citation_a1b2", "citation_c3d4"],
    "expected_ids": ["citation_a1b2"], "expected_slack": 0, "min_valid_citations": 1,
}  # fmt: skip
# row, a response that its instruction accepts, one that it refuses
ROWS: dict[str, tuple[dict[str, Any], str, str]] = {
    "regex": (
        _row({"type": "regex", "pattern_id": "bullet_dash", "verify_regex": ["^- .+"], "verify_min_matches": 3}),
        "- Ketch\n- Yawl\n- Sloop", "- Ketch\n- Yawl\nSloop",
    ),
    "inline_prose": (
        _row({"type": "inline_prose", "verify_regex": [r"\d+\) .+"], "verify_min_matches": 1}),
        "There are 1) a ketch and 2) a yawl.", "There are a ketch and a yawl.",
    ),
    "string_match": (
        _row({"type": "string_match", "patterns": [r"\[ref:2\]"], "expected_markers": ["[ref:2]"]}),
        "It sank in 1911 [ref:2].", "It sank in 1911.",
    ),
    "cite": (_row(CITE, SEARCHED, _gen_config={"variant": 0}), "In 1911 [citation_a1b2].", "In 1911 [citation_c3d4]."),
    "no_cite": (
        _row({**CITE, "mode": "no_cite", "expected_ids": None}, SEARCHED), "The pages do not say.",
        "In 1911 [citation_a1b2].",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_rows_are_recognised_judge_and_go_round_unchanged(name: str) -> None:
    row, good, bad = ROWS[name]
    row = json.loads(json.dumps(row))
    assert detect(row).NAME == "nemo-verifier"
    record = detect(row).read(row)
    assert record.prompt == row["responses_create_params"]["input"][-1]["content"]
    assert record.messages == row["responses_create_params"]["input"]
    assert [one.check(good) for one in record.constraints] == [True]
    assert [one.check(bad) for one in record.constraints] == [False]
    assert FORMATS["nemo-verifier"].write(record) == row
    for goal in ("native", "verl", "openrlhf", "trl"):
        written = FORMATS[goal].write(record)
        assert isinstance(written, dict)
        back = detect(written).read(written)
        assert back.constraints == record.constraints
        again = FORMATS["nemo-verifier"].write(back)
        assert isinstance(again, dict)
        assert {key: again[key] for key in row} == row


@pytest.mark.parametrize("name", ROWS)
def test_a_constraint_without_its_published_form_finds_one_that_means_the_same(name: str) -> None:
    made = FORMATS["nemo-verifier"].read(ROWS[name][0]).constraints
    native = {"prompt": "Go on.", "constraints": json.dumps([one.to_dict() for one in made])}
    written = FORMATS["nemo-verifier"].write(FORMATS["native"].read(native))
    assert isinstance(written, dict)
    assert detect(written).read(written).constraints == made
    assert written["responses_create_params"]["input"] == [{"role": "user", "content": "Go on."}]


@pytest.mark.parametrize(
    ("constraint", "verifier"),
    [
        (
            Citations(form="(Part ID)", sources=("1", "4"), required=("1", "4"), extra=0, least=2),
            {"type": "string_match", "expected_markers": ["(Part 1)", "(Part 4)"],
             "patterns": [r"\(Part\ ([0-9]+)\)"]},
        ),
        (
            Citations(form="<<ID>>", sources=("doc_a7", "doc_k2"), least=2),
            {"type": "citation_if", "mode": "cite", "grammar": "double_angle", "id_regex": r"doc_[\w:.-]*\w",
             "valid_id_set": ["doc_a7", "doc_k2"], "expected_ids": None, "expected_slack": 0, "min_valid_citations": 2},
        ),
        (
            NoCitations(form="[ref:ID]", prefix="citation_"),
            {"type": "citation_if", "mode": "no_cite", "grammar": "ref_colon", "id_regex": "citation_[A-Za-z0-9_:]+"},
        ),
        (Citations(form="(Part ID)", sources=("1", "4"), least=1), None),
        (Citations(form="«ID»", sources=("a1", "b2")), None),
        (NoCitations(form="«ID»", prefix="doc_"), None),
    ],
)  # fmt: skip
def test_what_the_servers_read_by_themselves_is_written_out(
    constraint: Citations | NoCitations, verifier: dict[str, Any] | None
) -> None:
    native = {"prompt": "Go on.", "constraints": json.dumps([constraint.to_dict()])}
    written = FORMATS["nemo-verifier"].write(FORMATS["native"].read(native))
    assert (written["verifier"] if isinstance(written, dict) else None) == verifier


def test_the_server_gets_patterns_not_names_of_forms() -> None:
    row = _row({"type": "regex", "pattern_id": "bullet_dash", "verify_regex": ["bullet_dash"], "verify_min_matches": 2})
    written = FORMATS["nemo-verifier"].write(FORMATS["nemo-verifier"].read(row))
    assert isinstance(written, dict)
    assert written["verifier"] == {
        "type": "regex", "pattern_id": "bullet_dash", "verify_regex": ["^- .+"], "verify_min_matches": 2}  # fmt: skip


@pytest.mark.parametrize(
    ("verifier", "cause", "said"),
    [
        ({"type": "citation"}, "id", "unknown verifier type 'citation'; did you mean 'citation_if'"),
        ({"type": None}, "id", "unknown verifier type"),
        ({"type": "regex", "verify_regex": ["(a"]}, "arguments", "cannot be read"),
        ({"type": "regex"}, "arguments", "'pattern_id' .*is missing"),
        ({"type": "string_match", "expected_markers": []}, "arguments", "list of texts"),
        ({**CITE, "grammar": "brackets"}, "arguments", "unknown grammar 'brackets'"),
        ({**CITE, "expected": []}, "arguments", "unknown argument 'expected'"),
    ],
)
def test_a_faulty_verifier_is_a_fault_of_its_row(verifier: dict[str, Any], cause: str, said: str) -> None:
    assert detect(_row(verifier)).NAME == "nemo-verifier"
    record = FORMATS["nemo-verifier"].read(_row(verifier))
    (item,) = record.items
    assert (item.constraint, item.cause) == (None, cause)
    with pytest.raises(ValueError, match=said):
        _ = record.constraints


def test_a_row_holds_one_constraint() -> None:
    two = {"prompt": "x", "constraints": [{"kind": "count.words", "amount": {"low": n}} for n in (3, 4)]}
    lost = FORMATS["nemo-verifier"].write(FORMATS["native"].read(two))
    assert isinstance(lost, list)
    assert [(one.index, "one constraint, not 2" in one.why) for one in lost] == [(0, True), (1, True)]
    one = {"prompt": "x", "constraints": [parse({"kind": "count.words", "amount": {"low": 3}}).to_dict()]}
    lost = FORMATS["nemo-verifier"].write(FORMATS["native"].read(one))
    assert isinstance(lost, list)
    assert "no id of nemo means" in lost[0].why
