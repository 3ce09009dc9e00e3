"""Whether an instruction says what the checker will ask for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from random import Random
from typing import Any

from gonogo.amount import Amount
from gonogo.constraint import Constraint, parse
from gonogo.constraints import Kind
from gonogo.scopes import Scope

_RESIDUE = re.compile(r"[{}]|%[sd]|\b(?:None|True|False|nan)\b|(?<=\S)[ ]{2,}| [.,;:](?:\s|$)|\bobject at 0x|\w+\(\w+=")
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NONE = re.compile(r"\b(?:no|not|none|never|without|avoid)\b", re.IGNORECASE)
_LONGEST = 800
_PARTS = ("constraints", "constraint", "condition", "then")  # fields whose values are constraints themselves


def faults(kind: Kind, constraint: Constraint) -> list[str]:
    """Return what is wrong with the instruction of ``constraint``, in sentences."""
    said = constraint.describe()
    spec = constraint.to_dict()
    where = f"{constraint.to_json()} is described as {said!r}"
    if not said.strip() or len(said) > _LONGEST:
        return [f"{where}: {len(said)} characters, wanted 1 to {_LONGEST}"]
    chosen = set(_choices(kind.schema()))
    unnamed = [(key, value) for key, value in leaves(spec) if not _named(value, said, chosen)]
    found = [f"{where}: {key} = {value!r} is not named" for key, value in unnamed]
    rest = said
    for _, value in leaves(spec):
        if isinstance(value, str) and value:
            rest = rest.replace(value, "X")
    residue = _RESIDUE.search(rest)
    if residue:
        found.append(f"{where}: residue of a template {residue.group()!r}")
    if not said[0].isupper():
        found.append(f"{where}: it begins with a small letter")
    return found


def confusable(kind: Kind, draws: int = 80) -> str | None:
    """Return two constraints of ``kind`` that differ but are described alike, or None."""
    drawn = [kind.sample(Random(seed)) for seed in range(draws)]
    drawn += [kind.make(dict(example.params)) for example in kind.examples]
    seen: dict[str, Constraint] = {}
    for constraint in drawn:
        other = seen.setdefault(constraint.describe(), constraint)
        if other != constraint:
            return f"{other.to_json()} and {constraint.to_json()} are both described as {constraint.describe()!r}"
    return None


def leaves(spec: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the parameters of a constraint as ``(path, value)``; an amount, a scope and a part are one each."""
    if isinstance(spec, dict):
        if key.rsplit(".", 1)[-1] == "amount":
            yield key, Amount(**spec)
            return
        for name, value in spec.items():
            if name in _PARTS:
                for i, part in enumerate(value if isinstance(value, list) else [value]):
                    yield f"{name}.{i}" if isinstance(value, list) else name, parse(part)
            elif name == "scope" and isinstance(value, dict):
                yield name, Scope(**value)
            elif name == "schema":  # a JSON Schema is named as a whole, as the JSON text of it
                yield name, json.dumps(value, ensure_ascii=False)
            elif name != "kind":
                yield from leaves(value, f"{key}.{name}" if key else name)
    elif isinstance(spec, list):
        for i, value in enumerate(spec):
            yield from leaves(value, f"{key}.{i}")
    elif key == "letters":  # several letters in one text: each is named by itself
        yield from ((key, letter) for letter in spec)
    elif not isinstance(spec, bool) and spec is not None:
        yield key, spec


def _named(value: Any, said: str, chosen: set[str]) -> bool:
    if isinstance(value, Constraint):
        return value.describe() in said
    if isinstance(value, Amount):
        return value.wording() in said or (value.high == 0 and bool(_NONE.search(said)))
    if isinstance(value, Scope):
        return value.wording() in said
    if isinstance(value, int | float):
        ordinal = _ORDINALS[int(value)] if 0 < value < len(_ORDINALS) and value == int(value) else ""
        if value < 0 and isinstance(value, int):  # a position counted from the end
            return _named(-value, said, chosen) or (value == -1 and " last " in said)
        return bool(re.search(rf"(?<![\w.-]){re.escape(str(value))}(?:\b|th|st|nd|rd)", said)) or (
            bool(ordinal) and ordinal in said
        )
    if value in chosen:
        return True  # one of a fixed choice may be said in other words; that they differ is a law of its own
    return str(value) in said or repr(value)[1:-1] in said


def _choices(schema: Any) -> Iterator[str]:
    """Yield the values of every fixed choice in a JSON Schema."""
    if isinstance(schema, dict):
        yield from (value for value in schema.get("enum", ()) if isinstance(value, str))
        for value in schema.values():
            yield from _choices(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _choices(value)
