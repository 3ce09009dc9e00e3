"""JSON Schemas, case by case; the labels were given by reading, before the checker ran."""

from __future__ import annotations

import importlib.util
import json
from typing import Any

import pytest

from gonogo.constraint import parse
from gonogo.errors import SpecError
from gonogo.reward import Reward, Status

PERSON = {
    "type": "object",
    "properties": {"name": {"type": "string", "pattern": "^[A-Z]"}, "age": {"type": "integer", "minimum": 0}},
    "required": ["name"],
    "additionalProperties": False,
}
TREE = {"$defs": {"t": {"type": "array", "items": {"$ref": "#/$defs/t"}}}, "$ref": "#/$defs/t"}
OLD = {"$schema": "http://json-schema.org/draft-07/schema#", "definitions": {"n": {"type": "number"}},
       "items": [{"$ref": "#/definitions/n"}], "additionalItems": False}  # fmt: skip
TAGS = {"patternProperties": {"^x-": {"type": "string"}}, "additionalProperties": {"type": "integer"}}
CASES = [
    (PERSON, '{"name": "Ada", "age": 36}', True),
    (PERSON, ' ```json\n{"name": "Ada"}\n``` ', True),
    (PERSON, '{"name": "ada"}', False),
    (PERSON, '{"name": "Ada", "age": -1}', False),
    (PERSON, '{"name": "Ada", "age": "36"}', False),
    (PERSON, '{"name": "Ada", "mail": "a@b"}', False),
    (PERSON, '{"age": 36}', False),
    (PERSON, "[]", False),
    (PERSON, '{"name": "Ada", "age": 36.0}', True),
    (PERSON, '{"name": "Ada", "name": "Bob"}', False),
    (PERSON, 'Sure: {"name": "Ada"}', False),
    (PERSON, "", False),
    (TREE, "[[], [[]]]", True),
    (TREE, "[[], [1]]", False),
    (TREE, "[" * 200 + "]" * 200, False),
    (TREE, "[" * 200_000 + "]" * 200_000, False),
    (OLD, "[1]", True),
    (OLD, '["a"]', False),
    (OLD, "[1, 2]", False),
    (TAGS, '{"x-a": "b", "c": 1}', True),
    (TAGS, '{"x-a": 1}', False),
    (TAGS, '{"c": "d"}', False),
    ({"uniqueItems": True}, "[1, true, [1], [true], {}]", True),
    ({"uniqueItems": True}, '[{"a": 1, "b": 2}, {"b": 2.0, "a": 1}]', False),
    ({"uniqueItems": True}, json.dumps(list(range(5000))), True),
    ({"const": None}, "null", True),
    ({"const": None}, "0", False),
    ({"anyOf": [{"type": "string"}, {"type": "null"}]}, '"a"', True),
    ({"not": {"type": "string"}}, '"a"', False),
    ({"format": "date", "type": "string"}, '"tomorrow"', True),  # format is a note
]


@pytest.mark.parametrize(("schema", "text", "passes"), CASES)
def test_conforms(schema: dict[str, Any], text: str, passes: bool) -> None:
    constraint = parse({"kind": "json.schema", "schema": schema})
    assert constraint.check(text) is passes
    assert parse(constraint.to_json()) == constraint
    assert parse({"kind": "json.schema", "schema": json.dumps(schema)}) == constraint


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({}, "is an object such as"),
        ([1], "is an object such as"),
        ("{", "no JSON"),
        ({"type": "objekt"}, "no JSON Schema"),
        ({"$ref": "https://a.b/c.json"}, "points outside"),
        ({"items": {"$ref": "other.json#/a"}}, "points outside"),
        ({"$schema": "https://a.b"}, "unknown \\$schema"),
        ({"pattern": "(a"}, "no regular expression"),
        ({"patternProperties": {"(a": {}}}, "no regular expression"),
        ({"description": "a" * 30_000}, "at most 20000"),
        ({"const": float("nan")}, "no JSON"),
    ],
)
def test_what_is_no_schema(schema: object, said: str) -> None:
    with pytest.raises(SpecError, match=said):
        parse({"kind": "json.schema", "schema": schema})


def test_a_schema_nested_without_measure() -> None:
    schema: dict[str, Any] = {"type": "object"}
    for _ in range(5000):
        schema = {"not": schema}
    with pytest.raises(SpecError, match="levels deep"):
        parse({"kind": "json.schema", "schema": schema})


BLOWN_UP = {
    "$defs": {f"d{i}": {"allOf": [{"$ref": f"#/$defs/d{i + 1}"}] * 2} for i in range(40)} | {"d40": {"type": "array"}},
    "$ref": "#/$defs/d0",
}


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        (BLOWN_UP, "[]"),
        ({"$ref": "#"}, "[]"),
        ({"items": {"pattern": "^(a|aa)+$"}}, json.dumps(["a" * 80 + "b"])),
    ],
)
def test_what_never_ends_is_a_timeout_and_no_verdict(schema: dict[str, Any], text: str) -> None:
    constraint = parse({"kind": "json.schema", "schema": schema})
    with pytest.raises(TimeoutError):
        constraint.check(text)
    scores = Reward()([text], [[constraint]])
    assert scores.status == [[Status.TIMEOUT]]
    assert constraint.check("{") is False  # and what is no JSON is judged nevertheless


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    found: Any = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "jsonschema" else found(name))
    with pytest.raises(SpecError, match=r"gonogo\[json-schema\]"):
        parse({"kind": "json.schema", "schema": {"type": "null"}})
