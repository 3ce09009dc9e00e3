"""Words in brackets, joined sentences, words on lines, no blanks. The labels were written by hand beforehand."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo.constraint import parse
from gonogo.errors import SpecError
from gonogo.text.wrappings import crowded

PAIRS = {"left": "<<", "right": ">>", "size": 2}
CASES: list[tuple[str, dict[str, Any], str, bool]] = [
    ("words.wrapped", {}, "[It] [is] [old].", True),
    ("words.wrapped", {}, "[It]\r\n[is]\r\n\r\n[old]!", True),
    ("words.wrapped", {}, "[Don’t] [state-of-the-art] [1,234.5] [U.S.A.] [naïve]", True),
    ("words.wrapped", {}, "- [It] [is]\n- **[old]** 🎉", True),
    ("words.wrapped", {}, "[[It]] [is]", True),
    ("words.wrapped", {}, "[and/or] [both]", True),
    ("words.wrapped", {}, "[one—two]", False),
    ("words.wrapped", {}, "[It] is [old].", False),
    ("words.wrapped", {}, "[It is old].", False),
    ("words.wrapped", {}, "[It][is]old", False),
    ("words.wrapped", {}, "It is old.", False),
    ("words.wrapped", {}, "[ ] [...]", False),
    ("words.wrapped", {}, "(It) (is)", False),
    ("words.wrapped", {}, "[It] [is", False),
    ("words.wrapped", {}, "[x](http://a.b)", False),
    ("words.wrapped", {}, "Here: [It] [is]", False),
    ("words.wrapped", PAIRS, "<<I am>> <<at home>> <<with my>> <<cute dog>>", True),
    ("words.wrapped", PAIRS, "<<I am>>, <<at home>>!\n\n<<It rains>>…", True),
    ("words.wrapped", PAIRS, "<<I, am>>", True),
    ("words.wrapped", PAIRS, "<<I am>> <<at home>> <<now>>", False),
    ("words.wrapped", PAIRS, "<I am> <at home>", False),
    ("words.wrapped", PAIRS, "<<I am at home>>", False),
    ("words.wrapped", PAIRS, "<<>> <<>>", False),
    ("sentences.joined", {}, "It is old.-It dries.-It waits.", True),
    ("sentences.joined", {}, "Is it?-Yes!-“It is.”-So be it.", True),
    ("sentences.joined", {}, "A well-known fact.-Dr. Lee paid 3.50.-End.\n", True),
    ("sentences.joined", {}, "It is old.‐It dries.", True),
    ("sentences.joined", {}, "One.-Two.-", True),
    ("sentences.joined", {}, "It is old. It dries.", False),
    ("sentences.joined", {}, "It is old. - It dries.", False),
    ("sentences.joined", {}, "It is old.- It dries.", False),
    ("sentences.joined", {}, "It is old.-It dries.\n\nIt waits.", False),
    ("sentences.joined", {}, "- It is old.\n- It dries.", False),
    ("sentences.joined", {}, "It-is-old-and-dry.", False),
    ("sentences.joined", {}, "It is old.—It dries.", False),
    ("lines.one_word", {}, "Salt\r\nis\r\n\r\nold.\r\n", True),
    ("lines.one_word", {}, "I\nknow", True),
    ("lines.one_word", {}, "1. Salt\n2. is\n3. **well-known**,\n- isn't\n- it?", True),
    ("lines.one_word", {}, "Salt\n🎉\nis\n—\nold", True),
    ("lines.one_word", {}, "Salt is\nold", False),
    ("lines.one_word", {}, "Salt\nis-a-very-old-and-plain-rock", False),
    ("lines.one_word", {}, "Salt\nhttps://salt.org/a-b-c-d-e-f-g", True),
    ("lines.one_word", {}, "Salt\tis\nold", False),
    ("lines.one_word", {}, "Salt\u00a0is\nold", False),
    ("lines.one_word", {}, "Salt,is\nold", False),
    ("lines.one_word", {}, "I know", False),
    ("lines.one_word", {}, "# The title\nSalt", False),
    ("lines.one_word", {}, "\n\n", False),
    ("unspaced", {}, "Yes,SetsAreClasses.\n", True),
    ("unspaced", {}, "Glow-Sign,NeonNest,LumiMark", True),
    ("unspaced", {}, "是的，集合都是类。", True),
    ("unspaced", {}, "Yes.\u200bNo.", True),
    ("unspaced", {}, "Yes, it is.", False),
    ("unspaced", {}, "Yes.\nNo.", False),
    ("unspaced", {}, "Yes.\u00a0No.", False),
    ("unspaced", {}, "是的。\u3000不是。", False),
    ("unspaced", {}, "Yes.\u2800No.", False),
    ("unspaced", {}, " \n", False),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "params", "text", "passes"), CASES)
def test_decided_as_a_reader_decides(kind: str, params: dict[str, Any], text: str, passes: bool) -> None:
    constraint = parse({"kind": kind, **params})
    assert constraint.check(text) is passes, constraint.explain(text)


@pytest.mark.parametrize(
    "spec",
    [
        {"kind": "words.wrapped", "left": "a"},
        {"kind": "words.wrapped", "right": " "},
        {"kind": "sentences.joined", "joiner": "."},
        {"kind": "sentences.joined", "joiner": "and"},
    ],
)
def test_what_cannot_be_is_refused(spec: dict[str, Any]) -> None:
    with pytest.raises(SpecError, match="must be marks"):
        parse(spec)


def test_each_crowded_line_is_found() -> None:
    text = "Salt\nis-a-very-old-and-plain-rock\nSalt is\nold"
    assert [text[slice(*span)] for span in crowded(text)] == ["is-a-very-old-and-plain-rock", "Salt is"]
