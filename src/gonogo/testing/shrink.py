"""Making what fails smaller: fewer and plainer characters that still show the fault."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

Fails = Callable[[str], bool]


def shrunk(text: str, fails: Fails, seconds: float = 10.0) -> str:
    """Return a text that is no longer than ``text`` and still fails.

    Pieces are left out, large ones first, until no character can be left out (delta debugging: Zeller and Hildebrandt,
    *Simplifying and isolating failure-inducing input*, 2002); then characters are replaced by plainer ones. What came
    out by the time limit is returned.

    Args:
        text: a text that fails.
        fails: whether a text shows the same fault; an exception counts as no.
        seconds: when to stop.
    """
    end = monotonic() + seconds

    def still(candidate: str) -> bool:
        try:
            return fails(candidate)
        except Exception:  # another fault than the one that is followed
            return False

    while monotonic() < end:
        smaller = _plainer(_shorter(text, still, end), still, end)
        if smaller == text:
            break
        text = smaller
    return text


def _shorter(text: str, still: Fails, end: float) -> str:
    size = max(1, len(text) // 2)
    while True:
        start = 0
        while start < len(text) and monotonic() < end:
            candidate = text[:start] + text[start + size :]
            if still(candidate):
                text = candidate
            else:
                start += size
        if size == 1 or monotonic() >= end:
            return text
        size = max(1, min(size, len(text)) // 2)


def _plainer(text: str, still: Fails, end: float) -> str:
    for i, char in enumerate(text):
        for plain in _plain(char):
            if monotonic() >= end:
                return text
            candidate = text[:i] + plain + text[i + 1 :]
            if still(candidate):
                text = candidate
                break
    return text


def _plain(char: str) -> str:
    """Return the characters that say less than ``char``, the plainest first."""
    if char in "a ":
        return ""
    if char.isalpha():
        return "a" if char.isascii() and char.islower() else "aA" if char != "A" else "a"
    return "a " if char.isspace() or not char.isascii() else "a"
