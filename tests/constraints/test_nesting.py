"""Nested brackets and quotes, explained quotes, balance. The labels were written by hand before the checkers ran."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonogo.constraint import parse
from gonogo.text.quotations import Quotations, quotes_nothing

FIVE = {"depth": 5}
THREE = {"depth": 3}
CASES: list[tuple[str, dict[str, Any], str, bool]] = [
    ("brackets.nested", FIVE, "(a [b {c (d [e])}])", True),
    ("brackets.nested", FIVE, "(((((a)))))", True),
    ("brackets.nested", FIVE, "1) First (a [b {c (d [e **f**])}]).\n2) Second.", True),
    ("brackets.nested", FIVE, "(one\n(two\n\n(three (four (five)))))", True),
    ("brackets.nested", FIVE, "（甲（乙（丙（丁（戊）））））", True),
    ("brackets.nested", FIVE, "f(g(h(i(j(x)))))", True),
    ("brackets.nested", FIVE, "Oops ( left open. (a [b {c (d [e])}])", True),
    ("brackets.nested", FIVE, "(a [b {c (d)}])", False),
    ("brackets.nested", FIVE, "((((()))))", False),
    ("brackets.nested", FIVE, "(a [b {c (d [e}]))", False),
    ("brackets.nested", FIVE, "(a) (b) (c) (d) (e)", False),
    ("brackets.nested", FIVE, "(a (b (c (d (e", False),
    ("brackets.nested", FIVE, ") ) ) ) ) a ( ( ( ( (", False),
    ("quotes.nested", THREE, "“He said, ‘She told me, “Go.”’”", True),
    ("quotes.nested", THREE, "\"He said, 'She told me, \"Go.\"'\"", True),
    ("quotes.nested", THREE, "'He said, \"She told me, 'Go.'\"'", True),
    ("quotes.nested", THREE, "**\"He said, *'She told me, \"Go.\"'*\"**", True),
    ("quotes.nested", THREE, "It's John's: \"I don't 'think \"so\", do you', Ann?\"", True),
    ("quotes.nested", THREE, "“It’s ‘what “they” call’ it”", True),
    ("quotes.nested", THREE, "\"a 'b \"c 'd' c\" b' a\"", True),
    ("quotes.nested", THREE, "\"He said, 'It's \"fine\".'\"\n\nIt's 6'2\" tall.", True),
    ("quotes.nested", THREE, "\"Students' work is 'good \"stuff\"' here\"", True),
    ("quotes.nested", THREE, "\"He said 'no'.\"", False),
    ("quotes.nested", THREE, "“‘Go,’ she said, and ‘he said “no” twice’ I heard.”", True),
    ("quotes.nested", THREE, "“‘He said “no” twice,’ she said, and ‘so.’ I heard.”", True),
    ("quotes.nested", THREE, "“‘Go,’ she said, and ‘he said no’ I heard.”", False),
    ("quotes.nested", THREE, "\"a\" then 'b' then \"c\"", False),
    ("quotes.nested", THREE, "\"Don't say 'it's \"fine", False),
    ("quotes.nested", THREE, "\"\"\"triple\"\"\"", False),
    ("quotes.nested", THREE, "\"\"\"'''x'''\"\"\"", False),
    ("quotes.nested", THREE, "It's Bob's and Ann's. Don't.", False),
    ("quotes.nested", THREE, "“a “b “c” b” a”", False),
    ("quotes.nested", THREE, "", False),
    ("quotes.explained", {}, '"Carpe diem" means seize the day. "Memento mori" reminds us of death.', True),
    ("quotes.explained", {}, "“Carpe diem” (seize the day).", True),
    ("quotes.explained", {}, "- “A b”: first\r\n- “C d”: second\r\n", True),
    ("quotes.explained", {}, '"Carpe diem"\n\nThat is to say, seize the day.', True),
    ("quotes.explained", {}, "«Carpe diem» veut dire : cueille le jour.", True),
    ("quotes.explained", {}, "「一期一会」は一度きりの出会いです。", True),
    ("quotes.explained", {}, '"Don\'t" means do not. It\'s short.', True),
    ("quotes.explained", {}, '"A" "B" are letters.', False),
    ("quotes.explained", {}, 'He said "go".', False),
    ("quotes.explained", {}, "“All of it is quoted, explanation and all.”", False),
    ("quotes.explained", {}, '- "A b"\n- "C d" is explained', False),
    ("quotes.explained", {}, "Nothing is quoted here, isn't it?", False),
    ("quotes.explained", {}, 'A 5" nail and a 6" nail.', False),
    ("balanced", {}, "Fine (really) [yes] {ok} “so” \"too\".", True),
    ("balanced", {}, "Plain words, don't worry.", True),
    ("balanced", {}, "a) one\nb) two :-) (three)", True),
    ("balanced", {}, "The pipe is 6\" wide.", True),
    ("balanced", {}, "f(x) = [0, 1) and `(`", True),
    ("balanced", {}, "Fine (really.", False),
    ("balanced", {}, "Fine really).", False),
    ("balanced", {}, "“Fine, he said.", False),
    ("balanced", {}, "(a [b) c]", False),
    ("balanced", {}, '"One" and "two', False),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "params", "text", "passes"), CASES)
def test_decided_as_a_reader_decides(kind: str, params: dict[str, Any], text: str, passes: bool) -> None:
    constraint = parse({"kind": kind, **params})
    assert constraint.check(text) is passes, constraint.explain(text)


@given(st.text(alphabet="a '’‘\"“”«*_`.\n5s", max_size=24))
def test_where_nothing_can_quote_there_is_no_quotation(text: str) -> None:
    found = Quotations(text)
    if quotes_nothing(text):
        assert (found.found, found.unclosed, found.stray) == ([], [], [])


def test_what_can_quote_is_seen() -> None:
    assert quotes_nothing("It's the Boys’n’girls of don't")
    for text in ("'so'", "a 'b", "boys' hats", "a ’b", 'a"b', "«a", "a'"):
        assert not quotes_nothing(text)
