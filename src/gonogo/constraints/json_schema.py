"""JSON that conforms to a JSON Schema. The schema library is an extra; decision 11 says why."""

from __future__ import annotations

import importlib.util
import json
import math
import re
import threading
from collections.abc import Iterator
from fractions import Fraction
from functools import cache, lru_cache
from random import Random
from typing import Annotated, Any, Literal, Self

import regex
from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_serializer

from gonogo.constraint import Constraint, Fails, Passes, Verdict
from gonogo.constraints.data import json_fault, unfenced
from gonogo.constraints.patterns import compiled
from gonogo.draft import Draft, Grain
from gonogo.errors import CannotConstruct, SpecError, UnknownValue
from gonogo.text.view import View

DIALECTS = {
    "https://json-schema.org/draft/2020-12/schema": "Draft202012Validator",
    "http://json-schema.org/draft-07/schema": "Draft7Validator",
}
LONGEST = 20_000  # characters of a schema as JSON
DEEPEST = 100  # levels of nesting that a document or a schema may have
STEPS = 100_000  # keywords applied in one verdict; a sensible schema needs some dozens
SECONDS = 0.5  # for one pattern on one string


def _as_text(value: Any) -> str:
    """Return a schema, given as plain data or as JSON text, as JSON text: hashable, and in one writing."""
    if isinstance(value, str):
        fault = json_fault(value)
        if fault is not None:
            raise SpecError(f"json.schema: the schema is no JSON ({fault})")
        value = json.loads(value)
    if not isinstance(value, dict) or not value:
        raise SpecError(f"json.schema: a schema is an object such as {{'type': 'object'}}, not {str(value)[:60]!r}")
    if _depth(value) > DEEPEST:
        raise SpecError(f"json.schema: the schema is nested more than {DEEPEST} levels deep")
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise SpecError(f"json.schema: the schema is no JSON ({error})") from None
    if len(text) > LONGEST:
        raise SpecError(f"json.schema: the schema has {len(text)} characters; at most {LONGEST} are allowed")
    _check(text)
    return text


SchemaText = Annotated[
    str,
    BeforeValidator(_as_text),
    PlainSerializer(json.loads),
    WithJsonSchema({"anyOf": [{"type": "object", "minProperties": 1}, {"type": "string", "minLength": 1}]}),
]


class JsonSchema(Constraint):
    """The whole response is one JSON value that conforms to a JSON Schema, bare or in one code fence.

    Strict JSON as for ``json``, but any value that the schema allows. The schema is of draft 2020-12 (or 07, if its
    ``$schema`` says so); ``$ref`` may point only into the schema itself (``#/…``), nothing is fetched; ``format`` is a
    note and decides nothing, as the drafts have it. Documents may be nested 100 levels deep. A schema that takes
    too many steps, or whose pattern takes too long, is a timeout and no verdict. Needs jsonschema
    (``pip install 'gonogo[json-schema]'``).
    """

    kind: Literal["json.schema"] = "json.schema"
    schema_: SchemaText = Field(alias="schema", description="a JSON Schema, as an object or as its JSON text")

    GRAIN = Grain.SHAPE
    ABOUT = frozenset(("emphasis", "quotes", "edges", "blanks"))
    VERSION = 2
    EXAMPLES = (
        Passes({"schema": {"type": "object", "required": ["a"]}}, '```json\n{"a": 1, "b": []}\n```'),
        Passes({"schema": {"type": "array", "items": {"type": "integer"}, "uniqueItems": True}}, "[1, 2.0, 3]"),
        Passes({"schema": {"enum": ["yes", "no"]}}, '"yes"', "a value that is no object, where the schema allows it"),
        Fails({"schema": {"type": "object", "required": ["a"]}}, '{"b": 1}', "a name is missing"),
        Fails({"schema": {"type": "array", "items": {"type": "integer"}}}, "[1, true]", "true is no integer"),
        Fails({"schema": {"type": "array", "items": {"type": "integer"}}}, "[1, 2,]", "no JSON"),
        Fails({"schema": {"type": "object", "required": ["a"]}}, 'Here it is: {"a": 1}', "text before it"),
        Fails({"schema": {"properties": {"a": {"pattern": "^x+$"}}}}, '{"a": "y"}', "a pattern"),
        Fails({"schema": {"uniqueItems": True}}, "[1, 1.0]", "equal numbers"),
        Fails({"schema": {"required": ["a"]}}, '{"a": 1, "a": 2}', "one name twice"),
        Fails({"schema": {"type": "number"}}, "NaN", "no JSON"),
        Fails({"schema": {"type": "integer"}}, "1" * 5000, "an integer that Python does not read"),
        Passes({"schema": {"type": "array"}}, "[" * DEEPEST + "]" * DEEPEST, "as deep as may be"),
        Fails({"schema": {"type": "array"}}, "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "one level too deep"),
    )

    @model_serializer
    def _flat(self) -> dict[str, Any]:
        return {"kind": self.kind, "schema": json.loads(self.schema_)}

    def describe(self) -> str:
        return (
            "Your entire response must be one JSON value that conforms to this JSON Schema. "
            f"You may put it in a markdown code fence. {self.schema_}"
        )

    def judge(self, view: View) -> Verdict:
        body = unfenced(view.data)
        fault = json_fault(body)
        if fault is not None:
            return self.failed(view, f"invalid JSON: {fault}", False)
        try:
            value = json.loads(body)
        except (RecursionError, ValueError) as error:  # ValueError: an integer of more digits than Python reads
            return self.failed(view, str(error), False)
        if _depth(value) > DEEPEST:
            return self.failed(view, f"nested more than {DEEPEST} levels deep", False)
        wrong = _first_error(_reader(self.schema_), value)
        if wrong is None:
            return self.passed(view, True, "conforms to the schema")
        return self.failed(view, f"does not conform: {wrong}", False, closeness=0.5)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        text = json.dumps(_instance(json.loads(self.schema_), draft, rng), indent=rng.choice((None, 2)))
        draft.verbatim = rng.choice((text, f"```json\n{text}\n```"))

    def violate(self, draft: Draft, rng: Random) -> None:
        schema = json.loads(self.schema_)
        value = _instance(schema, draft, rng)
        text = json.dumps(value)
        broken = [text[:-1], f"Here it is: {text}", text[:-1] + ",}", "null", "[[1]]"]
        for name in schema["required"]:
            broken.append(json.dumps({key: value[key] for key in value if key != name}))
            broken.append(json.dumps({**value, name: None}))
        draft.verbatim = rng.choice(broken)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        names = rng.sample(("title", "name", "age", "tags", "score", "done"), rng.randint(1, 3))
        kinds: tuple[dict[str, Any], ...] = (
            {"type": "integer", "minimum": rng.randint(0, 5)}, {"type": "string", "minLength": rng.randint(1, 4)},
            {"type": "array", "items": {"type": "string"}, "minItems": rng.randint(1, 3)}, {"type": "boolean"},
            {"enum": ["low", "high"]},
        )  # fmt: skip
        properties = {name: rng.choice(kinds) for name in names}
        schema: Any = {"type": "object", "properties": properties, "required": sorted(names)}
        return cls(schema=schema)


def _instance(schema: dict[str, Any], draft: Draft, rng: Random) -> Any:
    """Return a value that conforms to a schema of the simple sort that ``sample`` draws."""
    known = {"type", "properties", "required", "items", "minimum", "minLength", "minItems", "enum"}
    if set(schema) <= known and "enum" in schema:
        return rng.choice(schema["enum"])
    kind = schema.get("type")
    if set(schema) <= known and kind == "object" and set(schema.get("required", ())) <= set(schema["properties"]):
        return {name: _instance(part, draft, rng) for name, part in schema["properties"].items()}
    if set(schema) <= known and kind == "array":
        return [_instance(schema["items"], draft, rng) for _ in range(max(1, schema.get("minItems", 0)))]
    if set(schema) <= known and kind in ("integer", "string", "boolean"):
        word = draft.word(rng)
        low, least = schema.get("minimum", 0), schema.get("minLength", 0)
        return {"integer": low + rng.randint(0, 3), "string": word.ljust(least, "a"), "boolean": True}[kind]
    raise CannotConstruct("json.schema: documents are written only for schemas of plain objects, lists and scalars")


# ---------------------------------------------------------------------- the library, on a leash
_left = threading.local()  # steps that the verdict under way may still take


def _first_error(reader: Any, value: Any) -> str | None:
    """Return the first fault, None if there is none.

    Raises:
        TimeoutError: the schema takes too many steps on this value, or refers to itself without end.
    """
    _left.steps = STEPS
    try:
        error = next(reader.iter_errors(value), None)
    except RecursionError:
        raise TimeoutError("json.schema: the schema refers to itself without end") from None
    if error is None:
        return None
    place = "/".join(map(str, error.absolute_path))
    return f"{error.message[:200]}" + (f" at {place[:80]}" if place else "")


@lru_cache(maxsize=4096)
def _reader(text: str) -> Any:
    schema = json.loads(text)
    return _dialect(schema.get("$schema", "").rstrip("#") or next(iter(DIALECTS)))(schema)


@cache
def _dialect(name: str) -> Any:
    """Return the library's validator of a dialect, with every keyword counted and patterns under a time limit."""
    import jsonschema

    base = getattr(jsonschema, DIALECTS[name])
    own = {
        "pattern": _pattern, "patternProperties": _pattern_properties, "uniqueItems": _unique_items,
        "multipleOf": _multiple_of, "additionalProperties": _additional_properties,
    }  # fmt: skip
    return jsonschema.validators.extend(base, {key: _counted(made) for key, made in {**base.VALIDATORS, **own}.items()})


def _counted(keyword: Any) -> Any:
    def counted(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[Any]:
        _left.steps -= 1
        if _left.steps < 0:
            raise TimeoutError(f"json.schema: the schema takes more than {STEPS} steps on this document")
        yield from keyword(validator, value, instance, schema) or ()

    return counted


_DOLLAR = re.compile(r"\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|(\$)")


@cache
def _ecma(pattern: str) -> regex.Pattern[str]:
    """Return a pattern whose ``$`` is the very end, as JSON Schema has it; Python's lets a line break stand behind."""
    return compiled(_DOLLAR.sub(lambda match: r"\Z" if match[1] else match[0], pattern))


def _matches(pattern: str, text: str) -> bool:
    return _ecma(pattern).search(text, timeout=SECONDS) is not None


def _error(message: str) -> Any:
    from jsonschema import ValidationError

    return ValidationError(message)


def _pattern(validator: Any, pattern: str, instance: Any, schema: Any) -> Iterator[Any]:
    if isinstance(instance, str) and not _matches(pattern, instance):
        yield _error(f"{instance[:60]!r} does not match {pattern!r}")


def _pattern_properties(validator: Any, patterns: dict[str, Any], instance: Any, schema: Any) -> Iterator[Any]:
    for pattern, part in patterns.items() if isinstance(instance, dict) else ():
        for name, value in instance.items():
            if _matches(pattern, name):
                yield from validator.descend(value, part, path=name, schema_path=pattern)


def _additional_properties(validator: Any, allowed: Any, instance: Any, schema: Any) -> Iterator[Any]:
    patterns, known = schema.get("patternProperties", {}), schema.get("properties", {})
    for name in instance if isinstance(instance, dict) else ():
        if name not in known and not any(_matches(pattern, name) for pattern in patterns):
            if allowed is False:
                yield _error(f"{name[:60]!r} is no name that the schema allows")
            else:
                yield from validator.descend(instance[name], allowed, path=name)


def _multiple_of(validator: Any, step: Any, instance: Any, schema: Any) -> Iterator[Any]:
    """By the digits as they are written: of floats, 19.99 would be no multiple of 0.01."""
    if type(instance) in (int, float) and math.isfinite(instance) and Fraction(repr(instance)) % Fraction(repr(step)):
        yield _error(f"{instance!r} is no multiple of {step!r}")


def _unique_items(validator: Any, wanted: bool, instance: Any, schema: Any) -> Iterator[Any]:
    """In linear time: the library compares every item with every other."""
    if wanted and isinstance(instance, list):
        seen: set[Any] = set()
        for item in instance:
            key = _key(item)
            if key in seen:
                yield _error("an item stands twice")
                return
            seen.add(key)


def _key(item: Any) -> Any:
    """Return what equal JSON values share: 1 and 1.0 are equal, 1 and true are not."""
    if isinstance(item, dict):
        return "{", frozenset((name, _key(value)) for name, value in item.items())
    if isinstance(item, list):
        return "[", tuple(map(_key, item))
    return type(item) is bool, item


# ---------------------------------------------------------------------- reading a schema
def _check(text: str) -> None:
    """Refuse a schema that is none, refers outside of itself or holds a pattern that cannot be used."""
    schema = json.loads(text)
    if importlib.util.find_spec("jsonschema") is None:
        raise SpecError(
            "json.schema: JSON Schemas need jsonschema, which is not installed; pip install 'gonogo[json-schema]'"
        )
    dialect = schema.get("$schema", "")
    if not isinstance(dialect, str) or (dialect and dialect.rstrip("#") not in DIALECTS):
        raise UnknownValue("$schema", dialect, DIALECTS, "Leave it out for draft 2020-12.")
    for name, value in _members(schema):
        if name in ("$ref", "$dynamicRef") and isinstance(value, str) and not value.startswith("#"):
            raise SpecError(f"json.schema: {name} {value[:80]!r} points outside of the schema; only '#/…' is allowed")
        if name == "pattern" and isinstance(value, str):
            compiled(value)
        if name == "patternProperties" and isinstance(value, dict):
            for pattern in value:
                compiled(pattern)
    if '"unevaluatedProperties"' in text and '"patternProperties"' in text:
        raise SpecError("json.schema: unevaluatedProperties beside patternProperties is not supported")
    _check_form(schema)


def _check_form(schema: dict[str, Any]) -> None:
    from jsonschema import SchemaError

    try:
        _reader(json.dumps(schema)).check_schema(schema)
    except SchemaError as error:
        place = "/".join(map(str, error.absolute_path))
        raise SpecError(f"json.schema: no JSON Schema ({error.message[:200]} at {place or 'the top'})") from None


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    open_ = [value]
    while open_:
        top = open_.pop()
        if isinstance(top, dict):
            yield from top.items()
            open_ += top.values()
        elif isinstance(top, list):
            open_ += top


def _depth(value: Any) -> int:
    deepest = 0
    open_ = [(value, 1)]
    while open_ and deepest <= DEEPEST:
        top, depth = open_.pop()
        if isinstance(top, dict | list):
            deepest = max(deepest, depth)
            open_ += [(inner, depth + 1) for inner in (top.values() if isinstance(top, dict) else top)]
    return deepest
