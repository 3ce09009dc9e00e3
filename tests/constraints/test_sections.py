"""Theses, sections alike, indents. The labels were written by hand before the checkers ran."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo.constraint import parse

SALT = "<i>Salt is old.</i> It lies in the sea."
THESES: list[tuple[str, bool]] = [
    (SALT, True),
    (SALT.replace("<i>", "<em>").replace("</i>", "</em>"), True),
    (f"## A\r\n\r\n{SALT}\r\n\r\n## B\r\n\r\n{SALT}", True),
    (f"# Title\n\n## A\n{SALT}\n\nMore text.\n\n### Deeper\n\nText.\n\n## B\n{SALT}", True),
    (f"# Title\n\nA short line that leads in.\n\n## A\n{SALT}\n\n## B\n{SALT}", True),
    (f"Sure! Here is the answer:\n\n## A\n{SALT}", True),
    (f"**Part one**\n\n{SALT}\n\n**Part two**\n{SALT}", True),
    (f"Section 1\n{SALT}\n\nSection 2: More\n{SALT}", True),
    (f"{SALT}\n\n---\n\n{SALT}", True),
    (f"Introduction\n\n{SALT}\n\nMore text here.\n\nConclusion\n\n{SALT}", True),
    (f"<h2>A</h2>\n<p>{SALT}</p>\n<h2>B</h2>\n<p><em class='t'>Salt.</em></p><p>It lies.</p>", True),
    (f"```html\n<h1>T</h1>\n<h2>A</h2>\n{SALT}\n<h2>B</h2>\n{SALT}\n```", True),
    (f"## A\n**{SALT[:22]}** It lies.", True),
    ("<i>Salt is\nold.</i>\n\nIt lies in the sea.", True),
    ("<I>SALT IS OLD.</I> IT LIES.", True),
    (f"1. {SALT}\n2. {SALT}", True),
    (f"## A\n{SALT}\n\n## B\n\nNo thesis.", False),
    (f"## A\n\nSo it is. {SALT}", False),
    (f"## A\n{SALT}\n\n## B", False),
    ("## A\n*Salt is old.* It lies.", False),
    ("## <i>Salt is old</i>\n\nIt lies in the sea.", False),
    ("<i>Salt is old. It lies.", False),
    ("<i>Salt is old.</i>\n", False),
    ("<i></i> It lies.", False),
    ("<b>Salt is old.</b> It lies.", False),
    (f"{SALT}\n\nSo does sand. It is everywhere.\n\nAnd so on.", False),
    (f"{SALT}\n\n---\n\nSo does sand.", False),
    ("Salt is old. It lies in the sea.", False),
    ("a < b and b > c", False),
    ("", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "passes"), THESES)
def test_theses(text: str, passes: bool) -> None:
    constraint = parse({"kind": "sections.thesis"})
    assert constraint.check(text) is passes, constraint.explain(text)


OTHERS: list[tuple[str, dict[str, Any], str, bool]] = [
    ("sections.balanced", {"element": "bullets", "amount": 2}, "# A\n* a\n* b\n# B\n* c\n* d", True),
    ("sections.balanced", {"element": "bullets", "amount": 2}, "# A\n* a\n* b\n# B\n* c", False),
    ("sections.balanced", {"element": "bullets", "amount": 2}, "* a\n* b", False),
    ("sections.balanced", {"element": "bullets", "amount": 2}, "# T\n\n## A\n* a\n* b\n\n## B\n* c\n* d", True),
    ("sections.balanced", {"element": "bullets", "amount": 1}, "# A\n* a\n\n# B\n```\n* c\n```", False),
    ("sections.balanced", {"element": "sentences", "amount": 1}, "A\n===\nIt is.\n\nB\n===\nIt was.", True),
    ("sections.balanced", {"element": "sentences", "amount": 2}, "# A\nIt is. It was.\n# B\nIt is.", False),
    ("sections.balanced", {"element": "paragraphs", "amount": 2}, "# A\n\na\n\nb\n\n# B\n\nc\n\nd", True),
    ("sections.balanced", {"element": "list items", "amount": 2}, "# A\n1. a\n2. b\n# B\n- c\n- d", True),
    ("indentation", {"size": 4}, "a:\n    b\n        c", True),
    ("indentation", {"size": 4}, "a:\n   b", False),
    ("indentation", {"character": "tab"}, "a:\r\n\tb\r\n", True),
    ("indentation", {"character": "tab"}, "a:\n\t b", False),
    ("indentation", {"size": 2}, "a:\n  \nb", False),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "params", "text", "passes"), OTHERS)
def test_decided_as_a_reader_decides(kind: str, params: dict[str, Any], text: str, passes: bool) -> None:
    constraint = parse({"kind": kind, **params})
    assert constraint.check(text) is passes, constraint.explain(text)
