"""Links: the addresses that a response shows or points to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gonogo.text.chars import lower

_ADDRESS = re.compile(
    # up to the address behind a link's text, or behind a comma
    r"(?<![^\W_])(?:([A-Za-z][A-Za-z0-9+.-]{1,20})://|(mailto):|(www)\.)"
    r"(?:[^\s<>\"'“”‘’`|\\^{}\],;]++|\](?!\()|[,;](?![A-Za-z]{2,9}://))+",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[()\[\]]")
_AFTER = ".,;:!?*_~…。，、！？"


class Link(NamedTuple):
    """An address in a text: its scheme in lower case (``""`` for ``www.``), its host in lower case, and where it is."""

    scheme: str
    host: str
    start: int
    end: int


def links(text: str) -> Iterator[Link]:
    """Yield the addresses with a scheme (``https://…``, ``mailto:…``) or ``www.``, bare or as a link's destination.

    Marks that end a sentence, and a closing bracket whose opening one stands before the address, belong to the text.
    """
    if "://" not in text and "www." not in (low := lower(text)) and "mailto:" not in low:
        return
    for match in _ADDRESS.finditer(text):
        end = _end(text, match.start(), match.end())
        rest = text[match.end(1) + 3 : end] if match[1] else text[match.start() : end]
        if match[2]:
            yield Link("mailto", _host(text[match.end(2) + 1 : end]), match.start(), end)
        elif rest.strip(_AFTER):
            yield Link(lower(match[1] or ""), _host(rest), match.start(), end)


def _end(text: str, start: int, end: int) -> int:
    depth = 0
    for bracket in _BRACKETS.finditer(text, start, end):  # one that closes more than was opened ends the address
        depth += 1 if bracket.group() in "([" else -1
        if depth < 0:
            end = bracket.start()
            break
    while end > start and text[end - 1] in _AFTER:
        end -= 1
    return end


_HOST_ENDS = re.compile(r"[/?#]")


def _host(rest: str) -> str:
    """Return the host of what follows the scheme: without user, port, path and a full stop at its end."""
    cut = _HOST_ENDS.search(rest)
    authority = rest[: cut.start()] if cut else rest
    host = authority[authority.rfind("@") + 1 :]
    if not host.startswith("["):
        host = host[: host.find(":")] if ":" in host else host
    return lower(host).rstrip(".")
