"""Files of labelled responses: read whole, each line checked before anything is judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any

from gonogo.cli.files import Lines
from gonogo.compat import REGISTRIES, load
from gonogo.constraint import Constraint, parse, parse_set
from gonogo.errors import RowError, SpecError, UnknownValue
from gonogo.testing.labelled import Labelled

_SHAPE = '{"constraint": {"kind": ...}, "response": "...", "label": true}'


def read_labelled(file: str) -> list[Labelled]:
    """Return the labelled responses of a JSON Lines file.

    A line is ``{"constraint" or "constraints" or ("instruction_id", "kwargs", "registry"), "response", "label"}``, and
    may have ``id``, ``prompt``, ``group`` and ``sure`` (default true) besides. Lines with the same
    ``group``, or else the same prompt, belong together.

    Raises:
        RowError: a line cannot be read; names it and says what a line looks like.
    """
    with ExitStack() as stack:
        found = list(_read(file, Lines(file, stack, "reading")))
    if not found:
        raise RowError(f"{file} holds no labelled responses; a line is {_SHAPE}")
    return found


def _read(file: str, lines: Lines) -> Iterator[Labelled]:
    for number, row in lines:
        if isinstance(row, RowError):
            raise row
        try:
            yield _labelled(row, number)
        except SpecError as error:
            raise RowError(f"{file}:{number}: {error}") from None


def _labelled(row: Mapping[str, Any], number: int) -> Labelled:
    response, label, sure = row.get("response"), row.get("label"), row.get("sure", True)
    if response is None and "text" in row:
        raise SpecError(f"the text that was read stands in 'response', not in 'text'; a line is {_SHAPE}")
    if not isinstance(response, str):
        raise SpecError(f"'response' is a text, not {response!r:.60}; a line is {_SHAPE}")
    if not isinstance(label, bool):
        raise SpecError(f"'label' is true or false (does the response satisfy it?), not {label!r:.60}")
    if not isinstance(sure, bool):
        raise SpecError(f"'sure' is true or false, not {sure!r:.60}")
    name = str(row.get("id", f"line {number}"))
    prompt = row.get("prompt")
    group = row.get("group", prompt)
    return Labelled(name, _constraint(row), response, label, f"line {number}" if group is None else str(group), sure)


def _constraint(row: Mapping[str, Any]) -> Constraint:
    given = [key for key in ("constraint", "constraints", "instruction_id") if row.get(key) is not None]
    if len(given) != 1:
        many = f"has {' and '.join(given)}; keep one" if given else "has none; give one"
        raise SpecError(f"a line names what it was read for by 'constraint', 'constraints' or 'instruction_id': {many}")
    if given == ["instruction_id"]:
        registry, prompt = row.get("registry", "ifeval"), row.get("prompt")
        if registry not in REGISTRIES:
            raise UnknownValue("registry", str(registry), REGISTRIES)
        return load(registry, row["instruction_id"], row.get("kwargs"), prompt if isinstance(prompt, str) else None)
    if given == ["constraint"]:
        return parse(row["constraint"])
    parts = parse_set(row["constraints"])
    if not parts:
        raise SpecError("'constraints' is empty: there is nothing to judge")
    return parts[0] if len(parts) == 1 else parse({"kind": "all", "constraints": [part.to_dict() for part in parts]})
