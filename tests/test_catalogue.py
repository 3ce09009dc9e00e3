"""Every kind under every law. One test is ``kind::law::case``."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gonogo import compat
from gonogo.constraints import Kind, catalogue
from gonogo.testing.cases import Case
from gonogo.testing.laws import LAWS, Law, every_case
from gonogo.testing.processes import differences

KINDS = list(catalogue(plugins=False).values())
LABELLED = Path(__file__).parent / "data" / "labelled"
SEGMENTED = Path(__file__).parent / "text" / "segment_cases.jsonl"
COUNTED = Path(__file__).parent / "text" / "counted_cases.jsonl"


def together(kind: Kind) -> pytest.MarkDecorator:
    """All tests of a kind go to one process, which then builds its cases once."""
    return pytest.mark.xdist_group(kind.name)


@pytest.mark.parametrize(
    ("kind", "law", "case"),
    [pytest.param(*rest, id=name, marks=together(rest[0])) for name, *rest in every_case(KINDS, slow=False)],
)
def test_law(kind: Kind, law: Law, case: Any) -> None:
    law.check(kind, case)


def slow_marks(kind: Kind, law: Law) -> list[pytest.MarkDecorator]:
    return [together(kind), pytest.mark.timing if law.timed else pytest.mark.slow]


@pytest.mark.parametrize(
    ("kind", "law", "case"),
    [pytest.param(*rest, id=name, marks=slow_marks(rest[0], rest[1])) for name, *rest in every_case(KINDS, slow=True)],
)
def test_slow_law(kind: Kind, law: Law, case: Any) -> None:
    law.check(kind, labelled(kind.name) if law is LAWS["mutants"] else case)


def test_another_process_with_another_hash_seed_agrees() -> None:
    assert differences(KINDS) == []


@cache
def labelled(kind: str) -> tuple[Case, ...]:
    """Return the responses that were labelled by hand, for this kind."""
    found = []
    for path in sorted(LABELLED.glob("*.jsonl")):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if not row.get("sure", True):
                continue
            registry = row.get("registry", "ifeval")
            constraint = compat.load(registry, row["instruction_id"], row["kwargs"], row.get("prompt"))
            found.append(Case(constraint.kind, constraint, row["response"], row["label"], "labelled"))
    return (*(case for case in found if case.kind == kind), *segmented(kind))


def segmented(kind: str) -> list[Case]:
    """Return the awkward cases of reading (two tables in ``tests/text``) as cases of ``kind``."""
    part = kind.removeprefix("count.")
    found = []
    for path in (SEGMENTED, COUNTED):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if row["kind"] == part:
                n = row["count"] if "count" in row else len(row["expected"])
                exact = catalogue(plugins=False)[kind].make({**row.get("params", {}), "amount": {"low": n, "high": n}})
                found.append(Case(kind, exact, row["text"], True, "labelled"))
    return found


@pytest.mark.parametrize("kind", ["count.words", "count.sentences", "count.paragraphs", "count.lines"])
def test_awkward_cases_are_counted_as_a_reader_counts_them(kind: str) -> None:
    cases = segmented(kind)
    assert cases
    assert [case.show() for case in cases if not case.judge()] == []
