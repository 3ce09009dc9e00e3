"""The parameters of a kind in words, from its JSON Schema: for ``gonogo explain`` and the pages of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_TYPES = {
    "integer": "whole number", "number": "number", "string": "text", "boolean": "true | false", "object": "object",
}  # fmt: skip
_LIMITS = {"minimum": "at least", "maximum": "at most", "exclusiveMinimum": "above", "exclusiveMaximum": "below"}
_SIZES = {"string": ("minLength", "maxLength", " characters"), "array": ("minItems", "maxItems", "")}


def parameters(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the parameters that a JSON Schema describes: name, type in words, required, default, description."""
    needed = set(schema.get("required", ()))
    defs = schema.get("$defs", {})
    found = []
    for name, field in schema.get("properties", {}).items():
        if name == "kind":
            continue
        row = {"name": name, "type": type_words(field, defs), "required": name in needed}
        if name not in needed and field.get("default") is not None:
            row["default"] = field["default"]
        found.append({**row, "description": field.get("description", "")})
    return found


def type_words(field: dict[str, Any], defs: dict[str, Any]) -> str:
    """Say a JSON Schema in words: ``whole number, at least 1``, ``list (at least 1) of text``, ``upper | lower``."""
    if "const" in field:
        return str(field["const"])
    if "enum" in field:
        return " | ".join(map(str, field["enum"]))
    if "$ref" in field:
        return _referred(field["$ref"].rpartition("/")[2], defs)
    for union in ("anyOf", "oneOf", "allOf"):
        if union in field:
            parts = [type_words(part, defs) for part in field[union] if part.get("type") != "null"]
            return " | ".join(dict.fromkeys(parts))
    if isinstance(field.get("type"), list):
        return " | ".join(type_words({**field, "type": one}, defs) for one in field["type"] if one != "null")
    if field.get("type") == "array":
        return _list(field, defs)
    return _scalar(field)


def _list(field: dict[str, Any], defs: dict[str, Any]) -> str:
    if "prefixItems" in field:
        return f"list of {', then '.join(type_words(item, defs) for item in field['prefixItems'])}"
    size = _size(field).removeprefix(", ")
    return f"list{f' ({size})' if size else ''} of {type_words(field.get('items', {}), defs)}"


def _referred(name: str, defs: dict[str, Any]) -> str:
    """Say a definition by its name, with the names of its fields."""
    target = defs.get(name, {})
    shapes = [target, *target.get("anyOf", ())]
    inner = next((list(shape["properties"]) for shape in shapes if shape.get("properties")), [])
    if inner == ["kind"]:  # what any kind has: its other fields are its own
        return name.lower()
    if "enum" in target or not inner:
        return type_words(target, {}) if target and "$ref" not in target else name.lower()
    return f"{name.lower()} {{{', '.join(inner)}}}"


def _scalar(field: dict[str, Any]) -> str:
    shown = _TYPES.get(str(field.get("type")), "any value")
    if "format" in field:
        shown = str(field["format"]) if field["format"] == "date" else f"{shown} ({field['format']})"
    shown += "".join(_limits(field)) + _size(field)
    return f"{shown} like {field['pattern']}" if "pattern" in field else shown


def _limits(field: dict[str, Any]) -> Iterator[str]:
    for key, said in _LIMITS.items():
        if key in field:
            yield f", {said} {field[key]:g}"


def _size(field: dict[str, Any]) -> str:
    """Say how long a text or list may be; that a text is not empty goes without saying."""
    if field.get("type") not in _SIZES:
        return ""
    lower, upper, noun = _SIZES[field["type"]]
    low, high = field.get(lower, 0), field.get(upper)
    least = 0 if noun and low == 1 else low
    if not least and high is None:
        return ""
    said = f"at least {least}" if high is None else f"{least} to {high}" if least else f"at most {high}"
    return f", {high if low == high else said}{noun}"
