"""Ratios and overlap."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from gonogo.constraint import parse
from gonogo.constraints.ratios import Overlap, Ratio, fraction, written
from gonogo.errors import SpecError, UnknownValue
from gonogo.text.view import View

STOPS = {"of": "stop_words", "to": "words"}
TYPES = {"of": {"kind": "count.sentences_of", "type": "declarative"},
         "to": {"kind": "count.sentences_of", "type": "interrogative"}}  # fmt: skip


@pytest.mark.parametrize(
    ("given", "value", "shown"),
    [(2, Fraction(2), "2"), (0.23, Fraction(23, 100), "23%"), ("23%", Fraction(23, 100), "23%"),
     ("2/3", Fraction(2, 3), "2/3"), (4.5, Fraction(9, 2), "4.5"), ("1.02", Fraction(51, 50), "1.02"),
     (0, Fraction(0), "0"), ("12.5%", Fraction(1, 8), "0.125")],
)  # fmt: skip
def test_a_fraction_is_exact(given: Any, value: Fraction, shown: str) -> None:
    assert fraction(given) == value
    assert written(value) == shown
    assert fraction(shown) == value


@pytest.mark.parametrize("given", ["", "x", "1/0", "-1", True, [], "nan", float("inf")])
def test_what_is_no_fraction(given: Any) -> None:
    with pytest.raises(SpecError, match="ratio: "):
        fraction(given)


@pytest.mark.parametrize(
    ("params", "text", "passed"),
    [
        ({**STOPS, "high": "2/3"}, "The cat IS **on** the mat.", True),
        ({**STOPS, "high": "66%"}, "The cat IS on the mat.", False),
        ({**STOPS, "high": "50%"}, "Don’t run", True),
        ({**STOPS, "high": "100%"}, "", False),
        ({**STOPS, "high": "100%"}, "... — ***", False),
        ({**TYPES, "low": 2, "high": 2}, "It rains. Why? It does.", True),
        ({**TYPES, "low": 2, "high": 2}, "It rains. Why? It does. So?", False),
        ({**TYPES, "low": 2, "high": 2}, "A b c. D e f. G h i? J k l! M n o.", False),
        ({**TYPES, "low": 2, "high": 2}, "Hello!", False),
        ({**TYPES, "low": 2, "high": 2}, "No punctuation at all", False),
        ({**TYPES, "low": 2, "high": 2}, 'He sang. "Why?" She sang.', True),
        ({"of": "commas", "to": "words", "low": "1/2"}, "a, b", True),
    ],
)  # fmt: skip
def test_ratio(params: dict[str, Any], text: str, passed: bool) -> None:
    constraint = Ratio(**params)
    assert constraint.check(text) is passed
    assert parse(constraint.to_json()) == constraint


@pytest.mark.parametrize(
    ("params", "said"),
    [
        (STOPS, 'needs "low", "high" or both'),
        ({**STOPS, "low": 2, "high": 1}, "low 2 is above high 1"),
        ({"of": "words", "to": "words", "low": 1}, "always 1"),
        ({"of": 3, "to": "words", "low": 1}, "a unit is written like"),
        ({"of": "title", "to": "words", "low": 1}, "count.title"),
    ],
)
def test_ratios_that_say_nothing(params: dict[str, Any], said: str) -> None:
    with pytest.raises((SpecError, UnknownValue), match=said):
        Ratio(**params)


def test_a_ratio_says_what_it_found() -> None:
    verdict = Ratio(**STOPS, high="50%").judge(View("It is salt"))
    assert verdict.reason == "2 stop words, 3 words; wanted at most 50%"
    assert verdict.spans == [(0, 2), (3, 5)]
    assert 0 < verdict.score < 1


REFERENCE = "the cat sat on the mat today"


@pytest.mark.parametrize(
    ("low", "high", "text", "passed"),
    [
        ("98%", "102%", "The **cat** sat, on the mat today!", True),
        ("98%", "102%", "the mat", False),
        ("98%", "102%", "", False),
        ("98%", "102%", "A dog ran off with a bone.", False),
        ("0", "2%", "A dog ran off with a bone.", True),
        ("38%", "42%", "The cat sat on a mat today.", True),  # 2 of 5
        ("48%", "52%", "the cat sat on my lap. ", True),  # 2 of 4
        ("98%", "102%", "today mat the on sat cat the", False),
        ("98%", "102%", "thecatsatonthemattoday", False),
    ],
)
def test_overlap(low: str, high: str, text: str, passed: bool) -> None:
    assert Overlap(reference=REFERENCE, low=low, high=high).check(text) is passed


def test_a_reference_holds_words() -> None:
    with pytest.raises(SpecError, match="no word"):
        Overlap(reference="...", low=1)
