"""Delimited data: awkward cases, labelled before they were judged."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo.constraint import parse
from gonogo.errors import SpecError

CITIES: dict[str, Any] = {"kind": "csv", "header": ["ID", "City"], "amount": {"low": 2, "high": 2}}
ALL, SPECIAL, TABS = {**CITIES, "quotes": "all"}, {**CITIES, "quotes": "special"}, {**CITIES, "delimiter": "tab"}

FOLLOWS: list[tuple[dict[str, Any], str]] = [
    (CITIES, "\ufeffID,City\r\n1,Rome\r\n2,Oslo\r\n"),
    (CITIES, '"ID","City"\n"1","New ""Rome"""\n2,Oslo'),
    (CITIES, 'ID,City\n1,"Rome\nItaly"\n2,Oslo'),
    (CITIES, "ID,City\n\n1,東京\n2,Oslo"),
    (CITIES, "ID,City\n1,\n2,Oslo"),
    (CITIES, 'ID,City\n1,12" pizza\n2,Oslo'),
    (ALL, '“ID”, “City”\n"1", "Rome"\n"2", "Oslo"'),
    (SPECIAL, 'ID,City\n1,"Köln"\n2,Oslo'),
    (SPECIAL, 'ID,City\n"#1",Rome\n2,Oslo'),
    (TABS, "ID\tCity\n1\t Rome\n2\t\n"),
    ({**CITIES, "delimiter": "semicolon"}, "ID;City\n1;Rome, Italy\n2;Oslo"),
    ({**CITIES, "amount": {"low": 1}}, "~~~\nID,City\n1,Rome\n~~~"),
]
VIOLATES: list[tuple[dict[str, Any], str]] = [
    (CITIES, ""),
    (CITIES, "ID,City"),
    (CITIES, "ID,City\n1,Rome\n2,Oslo\n\nThat is all."),
    (CITIES, "**ID,City**\n1,Rome\n2,Oslo"),
    (CITIES, "- ID,City\n- 1,Rome\n- 2,Oslo"),
    (CITIES, "ID，City\n1，Rome\n2，Oslo"),
    (CITIES, 'ID,City\n1,"Rome\n2,Oslo'),
    (CITIES, 'ID,City\n1,"Ro"me\n2,Oslo'),
    (CITIES, "ID,City\n,\n2,Oslo"),
    (CITIES, "```csv\nID,City\n1,Rome\n```\n```csv\nID,City\n2,Oslo\n```"),
    (ALL, '"ID","City"\n"1",""\n"2",Oslo'),
    (SPECIAL, 'ID,"Ci-ty"\n1,Rome\n2,"Oslo"'),
    (SPECIAL, 'ID,City\n"1,000",Rome\n2,Oslo'),
    (TABS, "ID    City\n1    Rome\n2    Oslo"),
]


@pytest.mark.parametrize(("spec", "text"), FOLLOWS)
def test_it_follows(spec: dict[str, Any], text: str) -> None:
    assert parse(spec).check(text), parse(spec).explain(text)


@pytest.mark.parametrize(("spec", "text"), VIOLATES)
def test_it_violates(spec: dict[str, Any], text: str) -> None:
    assert not parse(spec).check(text)


@pytest.mark.parametrize("header", [["ID"], ["ID", "a,b"], ["ID", " City"], ["ID", 'a"b'], ["ID", ""]])
def test_a_header_that_cannot_be_written_is_refused(header: list[str]) -> None:
    with pytest.raises(SpecError):
        parse({**CITIES, "header": header})
