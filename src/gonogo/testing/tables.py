"""Awkward texts that a person read, with what they hold or whether they pass (the files in ``reading``).

``segment_cases`` says what the words, sentences, paragraphs and lines of a text are, ``counted_cases`` how many of
something it holds, ``judged_cases`` whether it satisfies a constraint. They are not part of the pool that every law
runs over; mutants of a checker must get past them, and a test judges each.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from gonogo.constraints import Kind
from gonogo.testing.cases import Case

_SEGMENTED, _COUNTED, _JUDGED = "segment_cases", "counted_cases", "judged_cases"


@cache
def rows(table: str) -> tuple[dict[str, Any], ...]:
    """Return the rows of a table, as they stand in its file."""
    page = files("gonogo.testing").joinpath(f"reading/{table}.jsonl").read_text(encoding="utf-8")
    return tuple(json.loads(line) for line in page.split("\n") if line)


def read_cases(kind: Kind) -> list[Case]:
    """Return the texts that a person read for ``kind``."""
    found = []
    for row in (*rows(_SEGMENTED), *rows(_COUNTED)):
        if f"count.{row['kind']}" == kind.name:
            n = row["count"] if "count" in row else len(row["expected"])
            exact = kind.make({**row.get("params", {}), "amount": {"low": n, "high": n}})
            pieces = tuple(row["expected"]) if "expected" in row else None
            found.append(Case(kind.name, exact, row["text"], True, "read", pieces=pieces))
    for row in rows(_JUDGED):
        if row["constraint"]["kind"] == kind.name:
            params = {name: value for name, value in row["constraint"].items() if name != "kind"}
            found.append(Case(kind.name, kind.make(params), row["text"], row["label"], "read"))
    return found
