"""Dates, numbers and links, case by case; the labels were given by reading, before the checker ran."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo.constraint import parse
from gonogo.errors import SpecError

COUNTED = [
    ("%Y-%m-%d", "2024-02-29", 1),
    ("%Y-%m-%d", "2023-02-29 and 2024-13-01 and 2024-00-10", 0),
    ("%Y-%m-%d", "(2024-02-29), **2024-03-01**; `2024-03-02`.", 3),
    ("%Y-%m-%d", "12024-02-29 2024-02-291 x2024-02-29 2024-02-29-1", 0),
    ("%Y-%m-%d", "2024/02/29", 0),
    ("%Y-%m-%d", "2024-2-9", 0),
    ("%-d/%-m/%Y", "9/2/2024 and 09/02/2024", 1),
    ("%d/%m/%Y", "31/12/2024 and 12/31/2024", 1),
    ("%B %d, %Y", "March 5, 2024; march 05, 2024; Mar 5, 2024; March 5 2024; March 35, 2024", 2),
    ("%B %d, %Y", "March\n5, 2024", 1),
    ("%b %-d", "Mar 5 and Mar. 6 and March 7", 2),
    ("%A, %d %B %Y", "Monday, 5 March 2024", 1),
    ("%H:%M", "00:00 23:59 24:00 7:30 12:60 10:30:15", 2),
    ("%H:%M:%S", "10:30:15 and 10:30", 1),
    ("%-I:%M %p", "7:30 pm, 07:30 PM, 7:30 p.m., 13:00 pm", 2),
    ("%Y", "In 2024 and 1999, not 20245 or 199", 2),
]


@pytest.mark.parametrize(("form", "text", "n"), COUNTED)
def test_counted(form: str, text: str, n: int) -> None:
    verdict = parse({"kind": "count.dates", "format": form, "amount": {"low": 0}}).score
    assert verdict(text) == 1.0
    assert parse({"kind": "count.dates", "format": form, "amount": n}).check(text)


ONLY = [
    ({"format": "%Y-%m-%d"}, "On 2024-01-05.", True),
    ({"format": "%Y-%m-%d"}, "On 2024-01-05 at 10:30.", True),
    ({"format": "%Y-%m-%d"}, "On 2024-01-05 and 5 January.", True),  # without a year it is no date in another form
    ({"format": "%Y-%m-%d"}, "On 2024-01-05 and 5 January 2024.", False),
    ({"format": "%Y-%m-%d"}, "On 2024-01-05 and 01/05/2024.", False),
    ({"format": "%Y-%m-%d"}, "On 2024-01-05 and 2024-1-6.", False),
    ({"format": "%Y-%m-%d"}, "On 2024-01-05 and 2024-01-35.", False),
    ({"format": "%Y-%m-%d"}, "In 2024.", False),
    ({"format": "%B %-d, %Y"}, "On January 5, 2024, and on January 6, 2024.", True),
    ({"format": "%B %-d, %Y"}, "On January 5, 2024, and on Jan 6, 2024.", False),
    ({"format": "%Y-%m-%d", "earliest": "2024-01-05", "latest": "2024-01-07"}, "2024-01-05, 2024-01-07", True),
    ({"format": "%Y-%m-%d", "earliest": "2024-01-05", "latest": "2024-01-07"}, "2024-01-04, 2024-01-07", False),
    ({"format": "%Y-%m-%d", "earliest": "2024-01-05", "latest": "2024-01-07"}, "2024-01-08", False),
    ({"format": "%H:%M"}, "At 10:30 on 1/2/2024.", True),
    ({"format": "%H:%M"}, "At 10:30 and 7 pm.", False),
    ({"format": "%H:%M"}, "At 10:30 and 7:45.", False),
    ({"format": "%d/%m/%Y"}, "On 12/31/2024.", False),
]


@pytest.mark.parametrize(("params", "text", "passes"), ONLY)
def test_only(params: dict[str, Any], text: str, passes: bool) -> None:
    assert parse({"kind": "dates.only", **params}).check(text) is passes


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"format": "YYYY-MM-DD"}, "holds none"),
        ({"format": "%Q"}, "unknown directive"),
        ({"format": "%Y %Y"}, "twice"),
        ({"format": "%d %-d"}, "one thing twice"),
        ({"format": "%I:%M"}, "half of the day"),
        ({"format": "%Y-%m-%d", "earliest": "5 May"}, "no date in the format"),
        ({"format": "%Y-%m-%d", "earliest": "2024-02-30"}, "no date in the format"),
        ({"format": "%Y-%m-%d", "earliest": "2024-02-02", "latest": "2024-01-02"}, "later than"),
    ],
)
def test_what_is_no_format(params: dict[str, Any], said: str) -> None:
    with pytest.raises(SpecError, match=said):
        parse({"kind": "dates.only", **params})


NUMBERS = [
    ({"low": 0, "high": 10}, "Take 3 or 10.", True),
    ({"low": 0, "high": 10}, "Take 3 or 10.5.", False),
    ({"low": 0, "high": 10}, "Take -1.", False),
    ({"low": 0, "high": 10}, "Take 3-4.", True),
    ({"low": 0, "high": 10}, "Take 3 - 4.", True),
    ({"low": 0, "high": 10}, "It is 1,000.", False),
    ({"low": 0, "high": 10}, "It is 5, 6, 7.", True),
    ({"low": 0, "high": 10}, "11. Eleven\n12. Twelve 2", True),  # numbers of items
    ({"low": 0, "high": 10}, "11. Eleven\n12. Twelve", False),  # and nothing else
    ({"low": 0, "high": 10}, "In the 21st century, 5 of us.", True),
    ({"low": 0, "high": 10}, "On 12/25/2024 at 10:30, 5 of us.", True),
    ({"low": 0, "high": 10}, "Version 1.22.33 has 5 bugs.", True),
    ({"low": 0, "high": 10}, "MP3, H2O, B52 and COVID-19: 5.", True),
    ({"low": 0, "high": 10}, "It grew by 50%.", False),
    ({"low": 0, "high": 10}, "It costs **$5**.", True),
    ({"low": 0, "high": 10}, "It weighs 15kg.", False),
    ({"low": 0, "high": 10}, "Take three.", False),
    ({"low": 0}, "Take −5.", False),
    ({"decimals": 2}, "3.14 and 2.72.", True),
    ({"decimals": 2}, "3.14 and 2.7.", False),
    ({"decimals": 2}, "3.14 and 3.", False),
    ({"decimals": 2}, "$1,234.50", True),
    ({"decimals": 0}, "1,234 and 5.", True),
    ({"decimals": 0}, "5.0", False),
    ({"low": 0}, "1" * 500, True),
    ({"high": 0}, "1" * 500, False),
]


@pytest.mark.parametrize(("params", "text", "passes"), NUMBERS)
def test_numbers(params: dict[str, Any], text: str, passes: bool) -> None:
    assert parse({"kind": "numbers.only", **params}).check(text) is passes


@pytest.mark.parametrize("params", [{}, {"low": 3, "high": 2}, {"decimals": -1}, {"low": float("nan")}])
def test_what_is_no_range(params: dict[str, Any]) -> None:
    with pytest.raises(SpecError, match=r"numbers\.only"):
        parse({"kind": "numbers.only", **params})


PYTHON = {"domains": ["python.org"]}
HTTPS = {"schemes": ["https"]}
LINKS = [
    (PYTHON, "https://python.org", True),
    (PYTHON, "<https://docs.python.org/3/>, (see https://python.org/a_(b)).", True),
    (PYTHON, "[a](http://PYTHON.org:80/x)", True),
    (PYTHON, "www.python.org.", True),
    (PYTHON, "https://python.org and https://a.b", False),
    (PYTHON, "https://python.org.a.b", False),
    (PYTHON, "https://a.b/python.org", False),
    (PYTHON, "https://a.b?x=python.org", False),
    (PYTHON, "https://a.b#@python.org", False),
    (PYTHON, "https://python.org:x@a.b/", False),
    (PYTHON, "https://xpython.org", False),
    (PYTHON, "https://рython.org", False),  # a Cyrillic letter
    (PYTHON, "https://pyt\u200bhon.org", True),  # nothing is seen of it
    (PYTHON, "https://python.org./a", True),
    (PYTHON, "python.org", False),  # a name, no link
    (PYTHON, "mailto:a@python.org", True),
    (PYTHON, "mailto:a@b.c", False),
    (HTTPS, "https://a.b", True),
    (HTTPS, "HTTPS://a.b", True),
    (HTTPS, "http://a.b", False),
    (HTTPS, "https://a.b, www.c.d", False),
    (HTTPS, "ftp://a.b", False),
    (HTTPS, "https://", False),
    (HTTPS, "", False),
    ({**HTTPS, "amount": {"low": 0}}, "", True),
    ({**HTTPS, "amount": {"low": 0}}, "http://a.b", False),
    ({**HTTPS, "amount": 2}, "https://a.b https://c.d", True),
    ({**HTTPS, "amount": 2}, "https://a.b", False),
    ({**HTTPS, **PYTHON}, "http://python.org", False),
]


@pytest.mark.parametrize(("params", "text", "passes"), LINKS)
def test_links(params: dict[str, Any], text: str, passes: bool) -> None:
    assert parse({"kind": "links.only", **params}).check(text) is passes


@pytest.mark.parametrize(
    "params", [{}, {"domains": []}, {"domains": ["https://a.b"]}, {"domains": ["A.b"]}, {"schemes": ["https:"]}]
)
def test_what_is_no_link(params: dict[str, Any]) -> None:
    with pytest.raises(SpecError, match=r"links\.only"):
        parse({"kind": "links.only", **params})


@pytest.mark.parametrize(
    ("text", "reason"),
    [("3", "1 number as asked for"), ("7", "1 of 1 number not as asked for, such as 7"), ("3 4", "2 numbers as asked")],
)
def test_one_number_is_one_number(text: str, reason: str) -> None:
    assert f"({reason}" in parse({"kind": "numbers.only", "low": 1, "high": 5}).explain(text)
