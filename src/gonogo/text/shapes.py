"""Words by the shapes of characters, all in C: for texts in which nothing rare stands.

The definition of a word is in :mod:`gonogo.text.segment`, as masks over arrays. Most texts hold nothing that needs
them (no link, no address, no code fence, no letter above Latin-1); there the same words come out of a few passes over
bytes, several times as fast, and without an object for each. A law of the test-suite holds both equal.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gonogo import deferred
from gonogo.text.chars import CORE, DIGIT_JOINER, JOINER, classify
from gonogo.text.segment import _APOSTROPHES, _COARSE, _FINE, _LIST_NUMBER, Offsets, _bits

if TYPE_CHECKING:
    import numpy as np
else:
    np = deferred.module("numpy")


def _kept(also: int) -> bytes:
    """Return the table of what words may hold, in lower case; everything else is a blank."""
    chars = map(chr, range(256))
    low = (char.lower() if classify(char) & (CORE | JOINER | also) else " " for char in chars)
    return "".join(low).encode("latin-1")


def _all(bits: int) -> bytes:
    return re.escape(bytes(code for code in range(256) if classify(chr(code)) & bits))


_KEPT, _KEPT_JOINED = _kept(0), _kept(DIGIT_JOINER)
_DIGIT_JOINER_ALONE = re.compile(rb"(?<![0-9])[,:/]|[,:/](?![0-9])")
_ITEM = re.compile(_LIST_NUMBER.pattern.encode())
_JOINS_NOTHING = re.compile(b"[" + _all(JOINER) + b"](?![" + _all(CORE) + b"])")
_BEGINS = re.compile(b" [" + _all(JOINER) + b"]")


def _latin(text: str, foreign: str) -> bytes | None:
    """Return ``text`` in Latin-1, character for character; None if a letter above Latin-1, or markup, stands in it."""
    # a single character is looked for much faster than several
    if ("]" in text and "](" in text) or ("`" in text and "```" in text) or ("~" in text and "~~~" in text):
        return None
    if ("/" in text and "://" in text) or "www." in text:
        return None
    if not foreign or text.isascii():
        return text.encode("ascii")
    for char in set(foreign):
        if char in _APOSTROPHES:
            text = text.replace(char, "'")
        elif char >= "\u0100" and (char in "\ufe0f\u20e3" or _bits(char)):
            return None
    return text.encode("latin-1", "replace")  # what Latin-1 lacks becomes "?", like it no part of a word


def spaced(text: str, foreign: str) -> bytes | None:
    """Return the words of ``text``, each where it stands and in lower case, with nothing but blanks between them.

    Latin-1, one byte for each character; apostrophes are straight. None if something rare is in the text.

    Args:
        text: the visible text.
        foreign: the characters above ASCII of the text, or of a longer one.
    """
    data = _latin(text, foreign)
    if data is None:
        return None
    fine = data.translate(_FINE)
    coarse = data.translate(_COARSE)
    if b"lou" in fine or (b"wjj" in coarse and (b"wjjw" in coarse or b"wjjjw" in coarse)):
        return None
    if b"do " in fine:  # numbers of list items are no words
        data = _ITEM.sub(lambda match: b" " * len(match.group()), b"\n" + data)[1:]
    if b"dpd" in fine:  # 1,234 is one word
        kept = _DIGIT_JOINER_ALONE.sub(b" ", data.translate(_KEPT_JOINED))
    else:
        kept = data.translate(_KEPT)
    # of a run of joiners at most the last is left before a letter, and goes where no letter is before it
    return _BEGINS.sub(b"  ", b" " + _JOINS_NOTHING.sub(b" ", kept))[1:]


def spans(words: bytes) -> tuple[Offsets, Offsets]:
    """Return where the words of :func:`spaced` start and end."""
    inside = np.frombuffer(b" " + words + b" ", dtype=np.uint8) != 32
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    return edges[::2], edges[1::2]
