"""Lint for datasets of constraints: rows that cannot be read, met, told apart or trusted.

::

    for finding in lint(rows):      # (line, row) pairs
        print(finding.code, finding.line, finding.message)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gonogo.compat.lint.finding import CODES, Finding, baseline, read_baseline
from gonogo.compat.lint.prompts import Prompt, mismatches
from gonogo.compat.lint.sarif import sarif
from gonogo.compat.lint.sets import JUNK, conflicts, duplicates, passed_by_junk
from gonogo.compat.load import ids, load
from gonogo.compat.records import FORMATS, Item, Record, detect
from gonogo.compat.records.native import PUBLISHED
from gonogo.compat.records.record import said
from gonogo.errors import GonogoError, SpecError, nearest

__all__ = ["CODES", "JUNK", "Finding", "Linter", "baseline", "lint", "read_baseline", "sarif"]

_ALIKE = ("ifeval", "ifbench", "iftrain")  # catalogues whose rows look alike, so that only the id tells them apart
_REFERENCES = ("prompt_to_repeat", "original_prompt", "reference_text")


def lint(rows: Iterable[tuple[int, Mapping[str, Any] | GonogoError]], layout: str = "auto") -> Iterator[Finding]:
    """Yield what is wrong with rows.

    Args:
        rows: each with its line number; an error stands for a line that holds no row.
        layout: the name of their format; "auto" looks at each row.
    """
    linter = Linter(layout)
    for line, row in rows:
        yield from linter.row(line, row)


class Linter:
    """Lints rows one at a time; remembers keys and rows, to find those that occur twice."""

    def __init__(self, layout: str = "auto") -> None:
        self._layout = layout
        self._keys: dict[str, int] = {}
        self._rows: dict[str, int] = {}

    def row(self, line: int, row: Mapping[str, Any] | GonogoError) -> Iterator[Finding]:
        """Yield what is wrong with one row."""
        if isinstance(row, GonogoError):
            why = str(row).partition(f":{line}: ")[2] or str(row)  # without the name of the file, which may change
            yield Finding("GG001", line, "", why, "write one JSON object per line, in UTF-8")
            return
        name = _name(row)
        try:
            record = (detect(row) if self._layout == "auto" else FORMATS[self._layout]).read(row)
        except SpecError as error:
            empty = row.get("instruction_id_list") == []
            yield Finding("GG002" if empty else "GG001", line, name, str(error), "correct the row, or leave it out")
            return
        if not record.items:
            yield Finding("GG002", line, name, "there is nothing to check", "add a constraint, or leave the row out")
        yield from _misspelt(line, name, row, record)
        yield from _single(line, name, record)
        yield from _together(line, name, record)
        yield from _against_prompt(line, name, record)
        yield from self._repeated(line, name, row, record)

    def _repeated(self, line: int, name: str, row: Mapping[str, Any], record: Record) -> Iterator[Finding]:
        told = json.dumps([record.messages, [_identity(item) for item in record.items]], sort_keys=True, default=str)
        first = self._rows.setdefault(told, line)
        if first != line and record.prompt.strip():
            why = f"prompt and constraints are those of line {first}"
            yield Finding("GG502", line, name, why, "leave one of them out")
        elif name and self._keys.setdefault(name, line) != line:
            why = f"line {self._keys[name]} has the key {name}, too"
            yield Finding("GG501", line, name, why, "give each row a key of its own")
        if record.prompt != record.prompt.strip():
            why = "the prompt begins or ends with blanks"
            yield Finding("GG503", line, name, why, "strip the prompt, here and where responses are joined")


def _misspelt(line: int, name: str, row: Mapping[str, Any], record: Record) -> Iterator[Finding]:
    """Yield the fields that a row lacks and has another of nearly that name: what they say would not be read."""
    needed = [field for field in FORMATS[record.format].OWN if field not in row and field != PUBLISHED]
    for field in needed:
        if field == "prompt" and record.prompt:
            continue
        close = nearest(field, map(str, record.rest), 1)
        if close and len(field) - 2 < len(close[0]) < len(field) + 2:
            why = f"there is no {field!r}, and {close[0]!r} means nothing here"
            yield Finding("GG003", line, name, why, f"call it {field!r}")


def _name(row: Mapping[str, Any]) -> str:
    for key in ("key", "id"):
        if isinstance(row.get(key), str | int):
            return str(row[key])
    return ""


def _identity(item: Item) -> Any:
    if item.constraint is not None:
        return item.constraint.to_dict()
    return item.published.to_dict() if item.published is not None else item.fault


# ---------------------------------------------------------------------- single constraints
def _single(line: int, name: str, record: Record) -> Iterator[Finding]:
    for item in record.items:
        if item.constraint is None:
            yield _faulty(line, name, item)
        elif item.published is not None and (other := _other_meaning(item, record.prompt)):
            why = f"{item.name} means “{item.constraint.describe()}” here, and in {other}"
            fix = "say with --registry whose ids these are, or convert the rows to native ones"
            yield Finding("GG103", line, name, why, fix, item.name)


def _faulty(line: int, name: str, item: Item) -> Finding:
    if item.cause == "id":
        return Finding("GG101", line, name, item.fault, "correct the id, or install what knows it", item.name)
    if item.cause == "shape":
        fix = "write it as a constraint, or leave it to a judge"
        return Finding("GG105", line, name, item.fault, fix, item.name)
    missing = "is missing" in item.fault and next((field for field in _REFERENCES if f"'{field}'" in item.fault), None)
    if missing:
        return Finding("GG104", line, name, item.fault, f"give {missing}: the text that is to be repeated", item.name)
    return Finding("GG102", line, name, item.fault, "correct the arguments", item.name)


def _other_meaning(item: Item, prompt: str) -> str | None:
    """Return how another catalogue of this layout reads the id, where it reads it otherwise."""
    kept = item.published
    if kept is None or kept.registry not in _ALIKE:
        return None
    for registry in _ALIKE:
        if registry == kept.registry or kept.id not in ids(registry):
            continue
        try:
            other = load(registry, kept.id, kept.kwargs, prompt or None)
        except SpecError:
            continue
        if other != item.constraint:
            return f"{registry} “{other.describe()}”"
    return None


# ---------------------------------------------------------------------- sets and prompts
def _together(line: int, name: str, record: Record) -> Iterator[Finding]:
    read = [(item.name, item.constraint) for item in record.items if item.constraint is not None]
    constraints = [constraint for _, constraint in read]
    for conflict in conflicts(constraints):
        names = " and ".join(dict.fromkeys(read[place][0] for place in conflict.places))
        why = f"no response can satisfy {names}: {conflict.why}"
        yield Finding("GG201", line, name, why, "drop or change one of them", names)
    for first, second in duplicates(constraints):
        why = f"constraints {first + 1} and {second + 1} are the same: {constraints[first].describe()}"
        yield Finding("GG202", line, name, why, "leave one of them out", read[second][0])
    if len(read) == len(record.items) and (junk := passed_by_junk(constraints)) is not None:
        why = (
            f"{junk!r} passes all {len(read)} constraints" if len(read) > 1 else f"{junk!r} passes the only constraint"
        )
        yield Finding(
            "GG401", line, name, why, "add a constraint that asks for something, e.g. a least number of words"
        )


def _against_prompt(line: int, name: str, record: Record) -> Iterator[Finding]:
    if not record.prompt.strip():
        return
    prompt = Prompt("\n".join(said(part.get("content")) for part in record.messages))
    for item in record.items:
        if item.constraint is not None:
            for found in mismatches(item.constraint, prompt):
                yield Finding(found.code, line, name, f"{item.name}: {found.why}", found.fix, item.name)
