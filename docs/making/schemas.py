"""The JSON Schemas: one file per kind, and ``constraint-set.json`` for the constraints of a row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from gonogo.constraints import Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SET = "constraint-set.json"
ANY = f"{SET}#/$defs/constraint"


def schema_files(kinds: Sequence[Kind]) -> dict[str, str]:
    """Return every schema by its path below ``docs``."""
    made = {f"schema/{kind.name}.json": kind_schema(kind) for kind in kinds}
    made[f"schema/{SET}"] = set_schema(kinds)
    return {path: json.dumps(schema, indent=1, ensure_ascii=False) + "\n" for path, schema in made.items()}


def kind_schema(kind: Kind) -> dict[str, Any]:
    """Return the schema of a constraint of one kind; where a constraint is nested, it is one of any kind."""
    schema = _plain(kind.schema())
    definitions = {name: body for name, body in schema.pop("$defs", {}).items() if name != "Constraint"}
    head = {"$schema": DIALECT, "$id": f"{kind.name}.json", "title": kind.name, "description": _summary(kind.summary)}
    return {**head, **{key: value for key, value in schema.items() if key not in head},
            **({"$defs": definitions} if definitions else {})}  # fmt: skip


def set_schema(kinds: Sequence[Kind]) -> dict[str, Any]:
    """Return the schema of a set of constraints: a list of them, or one alone.

    The kind decides which schema holds, so that a fault is told of that kind, not of each of the others.
    """
    names = [kind.name for kind in kinds]
    cases = [{"if": {"properties": {"kind": {"const": name}}, "required": ["kind"]}, "then": {"$ref": f"{name}.json"}}
             for name in names]  # fmt: skip
    one = {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": names}}, "allOf": cases}
    return {
        "$schema": DIALECT, "$id": SET, "title": "constraint set",
        "description": "The constraints of a response: a list of them, or one alone. Built-in kinds only.",
        "anyOf": [{"$ref": "#/$defs/constraint"},
                  {"type": "array", "items": {"$ref": "#/$defs/constraint"}}],
        "$defs": {"constraint": one},
    }  # fmt: skip


def _summary(text: str) -> str:
    return text.replace("``", "`").replace("*", "")


def _plain(value: Any, key: str = "") -> Any:
    """Return a schema without titles that repeat names; nested constraints refer to the set's schema."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("$ref") == "#/$defs/Constraint":
        return {**{name: item for name, item in value.items() if name != "$ref"}, "$ref": ANY}
    names = key in ("properties", "$defs")  # below these, a key is a name and no keyword
    kept = {name: _plain(item, name) for name, item in value.items() if names or name != "title"}
    if not names and isinstance(kept.get("description"), str):
        kept["description"] = _summary(kept["description"].split("\n", 1)[0])
    return kept
