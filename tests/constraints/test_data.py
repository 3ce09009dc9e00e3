"""Data formats: strict JSON, at any depth."""

from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gonogo.constraints.data import Json, _deep_fault, json_fault, unfenced
from gonogo.draft import Draft
from gonogo.text.view import View

scalars = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8)
)
documents = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
)

GOOD = (
    "{}",
    "[]",
    '{"a": [1, -2.5e3, 0, true, false, null, "x\\u00e9\\n"]}',
    "[[], [[]], {}, [ ]]",
    " [1 , 2 ] ",
    "[[[1]], [[2]]]",
)
BAD = {
    '{"a": NaN}': "NaN is no JSON value",
    "[Infinity]": "Infinity is no JSON value",
    '{"a": 1, "a": 2}': "the name 'a' stands twice in one object",
    '[{"a": {"b": 1, "b": 1}}]': "the name 'b' stands twice",
    "[1, 2,]": "",
    '{"a": 1,}': "",
    "{'a': 1}": "",
    "{a: 1}": "",
    "[1 2]": "",
    '{"a" 1}': "",
    '{"a": }': "",
    "[": "",
    "[[1]": "",
    '{"a": 1': "",
    "[1]]": "",
    "[1] 2": "",
    "[1}": "",
    '{"a": 1]': "",
    "[01]": "",
    '["a\nb"]': "",
    '["\\x"]': "",
    "[,1]": "",
    "{,}": "",
    "[1,,2]": "",
    "]": "",
    "[[1}]": "",
    "[[]": "",
    '{"a": [[}': "",
    '{"a": 1}{"b": 2}': "",
    "[[1]][[2]]": "",
    "{[[1]]}": "",
    "[[1]]]]": "",
    "{]}": "",
}


@pytest.mark.parametrize("text", GOOD)
def test_good_json(text: str) -> None:
    assert json_fault(text) is None
    assert _deep_fault(text) is None
    assert Json().judge(View(text)).reason == "valid JSON"


@pytest.mark.parametrize("text", BAD)
def test_bad_json(text: str) -> None:
    fault = json_fault(text)
    assert fault is not None
    assert BAD[text] in fault
    if text not in ('{"a": NaN}', "[Infinity]") and BAD[text]:
        assert BAD[text] in (_deep_fault(text) or "")
    assert _deep_fault(text) is not None


@given(documents)
@settings(max_examples=100, deadline=None)
def test_both_readers_accept_what_is_written_as_json(document: object) -> None:
    for text in (json.dumps(document), json.dumps(document, indent=1, ensure_ascii=False)):
        text = text.replace("\\u2028", " ")
        assert json_fault(text) is None
        assert _deep_fault(text) is None


@given(documents.filter(lambda document: isinstance(document, list | dict)), st.data())
@settings(max_examples=200, deadline=None)
def test_both_readers_refuse_the_same_broken_texts(document: object, data: st.DataObject) -> None:
    text = json.dumps(document)
    at = data.draw(st.integers(0, len(text) - 1))
    broken = (
        text[:at] + data.draw(st.sampled_from(["", ",", "}", "]", "[", "{", ":", '"', "1", " ", "[["])) + text[at + 1 :]
    )
    assert (json_fault(broken) is None) is (_deep_fault(broken) is None), broken


@pytest.mark.parametrize("depth", [60_000, 150_000])
def test_nesting_of_any_depth(depth: int) -> None:
    assert Json().check("[" * depth + "]" * depth)
    assert Json().check('{"a":' * depth + "1" + "}" * depth)
    assert Json().check('[{"a":' * depth + "[]" + "}]" * depth)
    for text, said in (
        ("[" * depth + "]" * (depth - 1), "it ends too early"),
        ("[" * depth + "]" * depth + "]", ""),
        ("[" * depth + "]" * depth + " 1", "extra data at"),
        ('{"a":' * depth + "1" + "}" * depth + "1", "extra data at"),
        ('{"a":' * depth + '{"b":1,"b":2}' + "}" * depth, "the name 'b' stands twice"),
        ('{"a":' * depth + "NaN" + "}" * depth, "unexpected character at"),
        ('{"a":' * depth + "1" + "]" * depth, ""),
        ('{"a":' * depth + "1}" + "]" + "}" * (depth - 1), ""),
        ('{"a":' * depth + "}" * depth, "unexpected bracket at"),
        ("[" * depth + "1" + "}" * depth, ""),
    ):
        verdict = Json().judge(View(text))
        assert not verdict.passed
        assert verdict.reason.startswith("invalid JSON: ")
        assert said in verdict.reason
        assert 0 < verdict.score < 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("42", "is not a JSON object or array"),
        ('"text"', "is not a JSON object or array"),
        ("", "is not a JSON object or array"),
        ('Here: {"a": 1}', "is not a JSON object or array"),
        ('{"a": 1} there', "invalid JSON: Extra data"),
        ('```json\n{"a": 1}', "is not a JSON object or array"),
        ('```json\n{"a": 1}\n```\nDone.', "is not a JSON object or array"),
    ],
)
def test_what_is_no_document(text: str, reason: str) -> None:
    verdict = Json().judge(View(text))
    assert not verdict.passed
    assert verdict.reason.startswith(reason)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("```json\n[1]\n```", "[1]"), ("~~~\n[1]\n~~~", "[1]"), ("````\n[1]\n````", "[1]"), ("``` [1]```", "[1]"),
        ("[1]", "[1]"), ("```\n[1]", "```\n[1]"), ("```", "```"), ("````", "````"), ("``````", "``````"),
    ],
)  # fmt: skip
def test_unfenced(text: str, inside: str) -> None:
    assert unfenced(text) == inside


def test_drafts() -> None:
    for seed in range(60):
        rng = Random(seed)
        good, bad = Draft.filler(rng), Draft.filler(rng)
        Json.sample(rng).satisfy(good, rng)
        Json().violate(bad, rng)
        assert Json().check(good.render()), good.render()
        assert not Json().check(bad.render()), bad.render()
    assert "JSON" in Json().describe()
