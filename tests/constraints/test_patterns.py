"""Patterns of the user, case by case; the labels were given by reading, before the checker ran."""

from __future__ import annotations

import pytest

from gonogo.constraint import parse
from gonogo.errors import SpecError
from gonogo.reward import Reward, Status

COUNTED = [
    (r"\d+", {"low": 2}, "1 and 22", True),
    (r"\d+", 2, "1 and 22 and 3", False),
    (r"a|b", 0, "ccc", True),
    (r"(?i)sea", 2, "Sea, SEA", True),
    (r"^Dear", {"low": 1}, "Dear all", True),
    (r"^Dear", {"low": 1}, "Hi.\nDear all", False),
    (r"(?m)^Dear", {"low": 1}, "Hi.\r\nDear all", True),
    (r"so$", {"low": 1}, "It is so", True),
    (r"\bcafé\b", 1, "the cafe\u0301", True),  # composed or not
    (r"won der|wonder", 1, "won\u200bder", True),  # what is not seen is not there
    (r"x*", {"low": 1}, "aaa", False),
    (r"\*\*\w+\*\*", 1, "**so** it is", True),
]


@pytest.mark.parametrize(("pattern", "amount", "text", "passes"), COUNTED)
def test_counted(pattern: str, amount: object, text: str, passes: bool) -> None:
    assert parse({"kind": "count.regex", "pattern": pattern, "amount": amount}).check(text) is passes


def test_counted_within_a_scope() -> None:
    spec = {"kind": "count.regex", "pattern": r"\d", "amount": {"low": 1}, "scope": {"where": "each", "of": "line"}}
    assert parse(spec).check("a 1\nb 2")
    assert not parse(spec).check("a 1\nb")


WHOLE = [
    (r"yes|no", "yes", True),
    (r"yes|no", "  no \n", True),
    (r"yes|no", "yes no", False),
    (r"yes|no", "nope", False),
    (r"(?s).+end", "a\nend", True),
    (r".+end", "a\nend", False),
    (r"\d{3}", "123", True),
    (r"\d{3}", "1234", False),
    (r".*", "", True),
]


@pytest.mark.parametrize(("pattern", "text", "passes"), WHOLE)
def test_whole(pattern: str, text: str, passes: bool) -> None:
    assert parse({"kind": "regex", "pattern": pattern}).check(text) is passes


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(a", "no regular expression"),
        ("a**", "no regular expression"),
        ("[z-a]", "no regular expression"),
        ("", "pattern"),
        ("a" * 1001, "at most 1000"),
        ("(?R)", "calls itself"),
        ("(a|b(?1))", "calls itself"),
        ("(?P<x>a(?&x)?)", "calls itself"),
        ("(?:foo){e<=3}", "matches approximately"),
        ("(?:foo){1<=e<=3}", "matches approximately"),
        ("((a{1000}){1000}){1000}", "multiply to more than"),
        (r"a{99999}", "multiply to more than"),
        (r"\L<names>", "names a list"),
    ],
)
@pytest.mark.parametrize("kind", ["regex", "count.regex"])
def test_what_is_no_pattern(kind: str, pattern: str, said: str) -> None:
    amount = {"amount": {"low": 1}} if kind == "count.regex" else {}
    with pytest.raises(SpecError, match=said):
        parse({"kind": kind, "pattern": pattern, **amount})


@pytest.mark.parametrize(("pattern", "text"), [(r"(a|aa)+$", "a" * 90 + "b"), (r"(a|aa|aaa)+b?$", "a" * 90 + "c")])
def test_a_pattern_that_takes_too_long_is_a_timeout_and_no_verdict(pattern: str, text: str) -> None:
    counted = parse({"kind": "count.regex", "pattern": pattern, "amount": {"low": 1}})
    whole = parse({"kind": "regex", "pattern": pattern})
    with pytest.raises(TimeoutError):
        counted.check(text)
    scores = Reward()([text], [[whole, counted]])
    assert Status.TIMEOUT in scores.status[0]
    assert Status.PASS not in scores.status[0]
