"""Every kind under every law. One test is ``kind::law::case``."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gonogo import compat
from gonogo.constraint import parse
from gonogo.constraints import Kind, catalogue
from gonogo.testing.cases import Case
from gonogo.testing.laws import LAWS, Law, every_case
from gonogo.testing.processes import differences
from gonogo.testing.tables import read_cases, rows

KINDS = list(catalogue(plugins=False).values())
LABELLED = Path(__file__).parent / "data" / "labelled"


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
        for row in map(json.loads, path.read_text(encoding="utf-8").strip().split("\n")):
            if not row.get("sure", True):
                continue
            if "constraint" in row:
                constraint = parse(row["constraint"])
            else:
                registry = row.get("registry", "ifeval")
                constraint = compat.load(registry, row["instruction_id"], row["kwargs"], row.get("prompt"))
            found.append(Case(constraint.kind, constraint, row["response"], row["label"], "labelled"))
    return tuple(case for case in found if case.kind == kind)


READ = {kind.name: cases for kind in KINDS if (cases := read_cases(kind))}


@pytest.mark.parametrize("kind", list(READ))
def test_what_a_person_read_is_judged_so(kind: str) -> None:
    assert [case.show() for case in READ[kind] if case.judge() is not case.label] == []


def test_every_text_that_a_person_read_is_of_a_kind() -> None:
    tables = ("segment_cases", "counted_cases", "judged_cases")
    assert sum(map(len, READ.values())) == sum(len(rows(table)) for table in tables)
