"""Words shared with a text, lines of a given form: awkward cases, labelled before they were counted."""

from __future__ import annotations

import pytest

from gonogo.constraint import parse
from gonogo.errors import SpecError
from gonogo.text.view import View
from gonogo.units import MatchingLines, SharedWords

TEXT = "Don't stop: the well-known mayor saw the ships."


@pytest.mark.parametrize(("response", "n"), [
    ("", 0), ("DON’T STOP!", 2), ("The the the the", 2), ("The **mayor's** ship", 1), ("A _mayor_, well-known, saw **the** ships", 5),
    ("well known", 0), ("mayormayor", 0), (TEXT, 8), ("sаw the", 2), ("ma\u200byor", 1),
])  # fmt: skip
def test_shared_words(response: str, n: int) -> None:
    unit = SharedWords(text=TEXT)
    assert len(unit.spans(View(response))) == n


@pytest.mark.parametrize(("patterns", "response", "n"), [
    (["^- .+"], "- a\n- b", 2), (["^- .+"], "  - a\n\t- b", 2), (["^- .+"], "- a\r\n- a", 1), (["^- .+"], "-a\n-", 0),
    (["^- .+", r"^\d+\. .+"], "- a\n1. b\nso", 2), (["^---$"], "---\na\n---", 2), (["^→ .+"], "→ a\n-> b", 1),
    (['^".+": .+'], "“a”: b", 1), (["^  - .+"], "  - a", 1), ([r"\d{4}-\d\d"], "on 2023‑05 here", 1), (["x$"], "y" * 3000 + "x", 0),
])  # fmt: skip
def test_matching_lines(patterns: list[str], response: str, n: int) -> None:
    unit = MatchingLines(patterns=tuple(patterns))
    assert len(unit.spans(View(response))) == n


def test_a_pattern_that_never_ends_is_given_up() -> None:
    unit = MatchingLines(patterns=("^(a|aa)+$",))
    with pytest.raises(TimeoutError):
        unit.count(View("a" * 60 + "!"))


@pytest.mark.parametrize("spec", [
    {"kind": "count.shared_words", "text": "...", "amount": {"low": 1}},
    {"kind": "count.matching_lines", "patterns": ["(a"], "amount": {"low": 1}},
    {"kind": "count.matching_lines", "patterns": ["a" * 501], "amount": {"low": 1}},
    {"kind": "count.matching_lines", "patterns": [], "amount": {"low": 1}},
])  # fmt: skip
def test_what_cannot_be_meant_is_refused(spec: dict[str, object]) -> None:
    with pytest.raises(SpecError):
        parse(spec)
