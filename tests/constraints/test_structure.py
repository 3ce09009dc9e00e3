"""Tables, levels of headings, nested lists, odd bullets. The labels were written by hand before the checkers ran."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo.constraint import parse
from gonogo.errors import SpecError

CASES: list[tuple[str, dict[str, Any], str, bool]] = [
    ("table", {"rows": 2, "columns": 2}, "| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n| 3 | 4 |\r\n", True),
    ("table", {"rows": 2, "columns": 2}, "Here:\n\n|a|b|\n|:-:|-|\n|1|2|\n|3|\n\nDone.", True),
    ("table", {"rows": 1, "columns": 2}, "```\n|a|b|\n|-|-|\n|1|2|\n```", False),
    ("table", {"rows": 1, "columns": 2}, "a, b\n1, 2", False),
    ("table", {"rows": 1, "columns": 2}, "<table><tr><td>1</td><td>2</td></tr></table>", False),
    ("table", {"rows": 1, "columns": 1}, "| a |\n|---|", False),
    ("table", {"rows": 1, "columns": 1}, "| a |\n| --- |\n| 数据 🎉 |", True),
    ("table", {"rows": 1, "columns": 2, "headers": ["Price (€)", "name"]}, "|**Name**|Price (€)|x|\n|-|-|-|\n|a|1|2|", True),
    ("table", {"rows": 1, "columns": 2, "headers": ["Name"]}, "|Surname|x|\n|-|-|\n|Name|1|", False),
    ("headings.levels", {"levels": [1, 2]}, "# A\n\n## B\n\n### C", True),
    ("headings.levels", {"levels": [1, 2]}, "# A\n\n### C", False),
    ("headings.levels", {"levels": [2]}, "text ## no heading", False),
    ("headings.levels", {"levels": [2]}, "##No blank", False),
    ("headings.levels", {"levels": [2]}, "**## bold**\n\n```\n## code\n```", False),
    ("headings.levels", {"levels": [6]}, "###### six", True),
    ("list.nested", {"depth": 2, "items": 2}, "1. a\n   - b\n   - c\n2. d", True),
    ("list.nested", {"depth": 2, "items": 2}, "* a\n    1. b\n    2. c", True),
    ("list.nested", {"depth": 2, "items": 2}, "• a\n\t• b\n\t• c", True),
    ("list.nested", {"depth": 3, "items": 1}, "- a\n  - b\n- c\n  - d", False),
    ("list.nested", {"depth": 2, "items": 1}, "- a\n - b", False),
    ("list.nested", {"depth": 2, "items": 1}, "1. a\n2. b\n\n- c", False),
    ("list.nested", {"depth": 2, "items": 1}, "No list - just - dashes", False),
    ("list.nested", {"depth": 3, "items": 2}, "1. a\n   a) b\n      - c\n\n      text\n\n      - d", True),
    ("list.sub_bullets", {}, "* a\n    - b\n* c\n    - d\n    - e", True),
    ("list.sub_bullets", {}, "* a\r\n  - b\r\n", True),
    ("list.sub_bullets", {}, "# H\n\n* **a**\n  - b\n\n## H\n\n* c\n  - d\n\nThe end - really.", True),
    ("list.sub_bullets", {}, "*a*\n- b", False),
    ("list.sub_bullets", {}, "* a\n  - b\n* c\n  * d", False),
    ("list.sub_bullets", {}, "* a\n  • b", False),
    ("list.sub_bullets", {}, "- a\n  - b", False),
    ("list.sub_bullets", {}, "* a\n  1. b - c", False),
    ("list.sub_bullets", {}, "* a\n- \n* b\n- c", False),
    ("list.sub_bullets", {}, "* a\n  - b\n* c", False),
    ("list.sub_bullets", {}, "```\n* a\n  - b\n```", False),
    ("list.marked", {"marker": "!?!?", "amount": {"low": 2}}, "!?!? a\n\n!?!? b", True),
    ("list.marked", {"marker": "!?!?", "amount": {"low": 2}}, "!?!?a\n!?!?b", True),
    ("list.marked", {"marker": "!?!?", "amount": {"low": 2}}, "!?!?! a\n!?!?! b", True),
    ("list.marked", {"marker": "!?!?", "amount": {"low": 2}}, "Really!?!? Yes!?!? No.", False),
    ("list.marked", {"marker": "!?!?", "amount": {"low": 2}}, "!?!? only one", False),
    ("list.marked", {"marker": "!?!?", "amount": {"low": 2}}, "- !?!? a\n- !?!? b", False),
    ("list.marked", {"marker": "SEPARATOR", "amount": {"low": 2}}, "SEPARATOR a\nSEPARATOR b\nSEPARATOR", True),
    ("list.marked", {"marker": "SEPARATOR", "amount": {"low": 2}}, "The SEPARATOR is used as a SEPARATOR.", False),
    ("list.marked", {"marker": "SEPARATOR", "amount": {"low": 2}}, "SEPARATORS a\nSEPARATORS b", False),
    ("list.marked", {"marker": "SEPARATOR", "amount": {"low": 2}}, "SEPARATOR: a\r\nSEPARATOR: b\r\n", True),
    ("list.marked", {"marker": "...", "amount": {"low": 2}}, "... a\n... b", True),
    ("list.marked", {"marker": "...", "amount": {"low": 2}}, ".... a\n.... b", False),
    ("list.marked", {"marker": "...", "amount": {"low": 2}}, "I wonder...\nMaybe...\n", False),
    ("list.marked", {"marker": "-", "amount": {"low": 2}}, "- a\n- b\n- c", True),
    ("list.marked", {"marker": "-", "amount": {"low": 2}}, "* a - b\n* c - d", False),
    ("list.marked", {"marker": "-", "amount": {"low": 2}}, "a\n---\nb\n---\nc", False),
    ("list.marked", {"marker": "-", "amount": {"low": 2}}, "- **Name**: x\n- **Age**: y", True),
    ("prose_then_bullets", {}, "One is. Two is.\n\n* a\n* b", True),
    ("prose_then_bullets", {}, "# Title\n\nOne is. Two is.\n\n## More\n\n* a\n* b\n\nThe end!", True),
    ("prose_then_bullets", {}, "**One is.** *Two is.*\r\n\r\n* a\r\n* b\r\n", True),
    ("prose_then_bullets", {}, "One is (two, too).\nTwo is “old.”\n* a\n* b", True),
    ("prose_then_bullets", {}, "One is. Two is?\n* a\n* b", False),
    ("prose_then_bullets", {}, "One is. Two is.\n* a", False),
    ("prose_then_bullets", {}, "One is. Two is.\n1. a\n2. b", False),
    ("prose_then_bullets", {}, "One is. Two is.\n*a\n*b", False),
    ("prose_then_bullets", {}, "One is.\n* a\n* b\n\nTwo is.", False),
    ("prose_then_bullets", {}, "It costs 3.50 by Dr. Lee\n* a\n* b", False),
    ("prose_then_bullets", {}, "1. One is.\n2. Two is.\n\n* a\n* b", False),
    ("prose_then_bullets", {}, "One is. Two is.\n```\n* a\n* b\n```", False),
    ("prose_then_bullets", {}, "它很老。盐很老。\n\n* 甲\n* 乙", True),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "params", "text", "passes"), CASES)
def test_decided_as_a_reader_decides(kind: str, params: dict[str, Any], text: str, passes: bool) -> None:
    constraint = parse({"kind": kind, **params})
    assert constraint.check(text) is passes, constraint.explain(text)


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ({"kind": "table", "headers": ["a|b"]}, "header"),
        ({"kind": "table", "rows": 0}, "rows"),
        ({"kind": "headings.levels", "levels": [7]}, "from 1 to 6"),
        ({"kind": "headings.levels", "levels": []}, "levels"),
        ({"kind": "list.sub_bullets", "marker": "-", "sub": "-"}, "differ"),
        ({"kind": "list.marked", "marker": " ", "amount": 2}, "visible"),
        ({"kind": "list.nested", "depth": 1}, "depth"),
    ],
)
def test_what_cannot_be_is_refused(spec: dict[str, Any], said: str) -> None:
    with pytest.raises(SpecError, match=said):
        parse(spec)


def test_a_nearer_table_scores_higher() -> None:
    wanted = parse({"kind": "table", "rows": 3, "columns": 2})
    none, one, two = (wanted.score("|a|b|\n|-|-|\n" + "|1|2|\n" * n) for n in (0, 1, 2))
    assert none < one < two < 1.0
