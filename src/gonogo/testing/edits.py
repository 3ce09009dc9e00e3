"""Edits that a reader cannot see, or that change nothing said: the truth of a constraint survives them.

Edits of encoding (normal forms, zero-width characters, line ends) are tried on every kind. Each other edit belongs to
one of :data:`gonogo.constraint.DIFFERENCES`; a kind that is about such a difference names it in ``ABOUT`` and is spared
the edit: ``count.highlights`` is about ``emphasis``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import regex

from gonogo.constraint import Constraint


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit that must flip no verdict.

    Attributes:
        name: names it in a case's origin.
        aspects: which of :data:`gonogo.constraint.DIFFERENCES` it makes; none for an edit of the encoding.
        apply: gives the edited text, which may be the same when there is nothing to edit.
    """

    name: str
    aspects: tuple[str, ...]
    apply: Callable[[str, Random], str]


def about(constraint: Constraint, owner: type[object] | None = None) -> frozenset[str]:
    """Return the differences that ``constraint`` is about: the ``ABOUT`` of its class and of its owner (its unit)."""
    return frozenset(getattr(constraint, "ABOUT", ())) | frozenset(getattr(owner, "ABOUT", ()))


def applicable(constraint: Constraint, owner: type[object] | None = None) -> list[Edit]:
    """Return the edits that must flip no verdict on ``constraint``."""
    spared = about(constraint, owner)
    return [edit for edit in EDITS if spared.isdisjoint(edit.aspects)]


_BETWEEN_LETTERS = regex.compile(r"(?<=\p{Latin})(?=\p{Latin})")
_MIDDLE_WORD = regex.compile(r"(?<=[a-z] )[A-Za-z]{2,}(?= [A-Za-z])")
_MIDDLE_BLANK = regex.compile(r"(?<=[a-z]) (?=[a-z])")
_MARKED_LINE = regex.compile(r"[*_`<>\[\]{}|#=\\\"“”]")
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_ZERO_WIDTHS = "\u200b\u2060\ufeff\u00ad"


def _insert_everywhere(text: str, rng: Random) -> str:
    return str(_BETWEEN_LETTERS.sub(lambda _: rng.choice(_ZERO_WIDTHS), text))


def _insert_one(text: str, rng: Random) -> str:
    places = [match.start() for match in _BETWEEN_LETTERS.finditer(text)]
    if not places:
        return text
    at = rng.choice(places)
    return text[:at] + rng.choice(_ZERO_WIDTHS) + text[at:]


def _curl(text: str, rng: Random) -> str:
    """Curl apostrophes and quotation marks as a typesetter would: open after a blank or a bracket, else closed."""
    text = regex.sub(r"(?<=\p{L})'(?=\p{L})", "’", text)
    return str(regex.sub(r'(?<![^\s(\[{"—])"(?=\S)', "“", text)).replace('"', "”")


def _blank_kind(text: str, rng: Random) -> str:
    places = [match.start() for match in _MIDDLE_BLANK.finditer(text)]
    if not places:
        return text
    at = rng.choice(places)
    return text[:at] + rng.choice("\u00a0\u202f\u2009") + text[at + 1 :]


def _emphasize(text: str, rng: Random, marker: str = "*") -> str:
    """Emphasize a word with words around it, on a line that has no other markup or quotation."""
    places = []
    start = 0
    for line in text.split("\n"):
        if not _MARKED_LINE.search(line):
            places += [(start + match.start(), start + match.end()) for match in _MIDDLE_WORD.finditer(line)]
        start += len(line) + 1
    if not places:
        return text
    begin, end = rng.choice(places)
    return f"{text[:begin]}{marker}{text[begin:end]}{marker}{text[end:]}"


_FIRST_WORD = regex.compile(r"[A-Za-z]{2,}(?= [A-Za-z])")


def _emphasize_first(text: str, rng: Random) -> str:
    match = _FIRST_WORD.match(text)
    if match is None or _MARKED_LINE.search(text.split("\n", 1)[0]):
        return text
    return f"**{match.group()}**{text[match.end() :]}"


EDITS: tuple[Edit, ...] = (
    Edit("nfd", (), lambda text, rng: unicodedata.normalize("NFD", text)),
    Edit("nfc", (), lambda text, rng: unicodedata.normalize("NFC", text)),
    Edit("zero_width", (), _insert_one),
    Edit("zero_widths", (), _insert_everywhere),
    Edit("bom", (), lambda text, rng: "\ufeff" + text + "\u200b"),
    Edit("crlf", (), lambda text, rng: text.replace("\r\n", "\n").replace("\n", "\r\n")),
    Edit("line_separator", ("separators",), lambda text, rng: text.replace("\r\n", "\n").replace("\n", "\u2028")),
    Edit("html_comment", ("blanks", "edges"), lambda text, rng: "<!-- salt -->\n" + text),
    Edit("surrounding_blanks", ("blanks",), lambda text, rng: "\n\n " + text + " \n \n"),
    Edit("line_end_blank", ("blanks",), lambda text, rng: text.replace("\n", " \n")),
    Edit("blank_kind", ("blanks",), _blank_kind),
    Edit("curly", ("quotes",), _curl),
    Edit("straight", ("quotes",), lambda text, rng: text.translate(_STRAIGHT)),
    Edit("emphasis", ("emphasis",), _emphasize),
    Edit("strong", ("emphasis",), lambda text, rng: _emphasize(text, rng, "**")),
    Edit("underscores", ("emphasis",), lambda text, rng: _emphasize(text, rng, "_")),
    Edit("first_word", ("emphasis", "edges"), _emphasize_first),
)
