"""Markdown: prose and code that show what they hold, tables, links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

GENERATED = "<!-- Written by docs/make.py. Change the code it is made from, then run: python docs/make.py -->"

_ROLE = re.compile(r":[a-z]+:`~?(?:[\w.]+\.)?(\w+)`")
_MARKERS = re.compile(r"[\\*_<\[]")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\xa0\xad\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\ufeff]")


def prose(text: str) -> str:
    """Return a docstring as Markdown: roles and double backticks become code, all else is shown as it is."""
    pieces = re.split("(`[^`]+`)", _ROLE.sub(r"`\1`", text).replace("``", "`"))
    return "".join(piece if i % 2 else _MARKERS.sub(r"\\\g<0>", piece) for i, piece in enumerate(pieces))


def code(text: str) -> str:
    """Return ``text`` as inline code on one line; what cannot be seen is escaped."""
    shown = _UNSEEN.sub(lambda match: _escaped(match.group()), text)
    if not shown.strip():
        return "(empty)" if not shown else f"{len(shown)} blanks"
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    blank = " " if longest or shown[0] == " " == shown[-1] else ""
    return f"{fence}{blank}{shown}{blank}{fence}"


def _escaped(char: str) -> str:
    return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(char) or f"\\u{ord(char):04x}"


def grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def link(kind: str, folder: str = "") -> str:
    """Return a link to the page of a kind; ``folder`` leads there."""
    return f"[`{kind}`]({folder}{kind}.md)"
