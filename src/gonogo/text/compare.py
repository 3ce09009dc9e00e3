"""Comparing texts word for word: what counts as the same text, and which part of a text a span of indices is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gonogo.text.chars import looks, lower, visible
from gonogo.text.comments import without_comments
from gonogo.text.view import View, bare

_MARKERS = "*_`~"


def flowing(text: str) -> str:
    """Return ``text`` as it is compared word for word: visible, look-alikes made one, single blanks; markers stay."""
    return " ".join(looks(without_comments(visible(text))).split())


def same(shown: str, wanted: str) -> bool:
    """Return whether two texts (see :func:`flowing`) are the same to a reader.

    Markers of emphasis and inline code may be added to what is wanted; those that it holds itself must be there. A run
    of asterisks that stands alone emphasises nothing: it is there, or it is not.
    """
    if shown == wanted:
        return True
    if "*" in shown and _lone(shown) != _lone(wanted):
        return False
    if any(marker in shown for marker in _MARKERS) and bare_of(shown) == bare_of(wanted):
        return all(shown.count(marker) >= wanted.count(marker) for marker in _MARKERS)
    return False


def _lone(text: str) -> list[str]:
    return [word for word in text.split() if not word.strip("*")]


def bare_of(text: str) -> str:
    """Return ``text`` (see :func:`flowing`) without markers of emphasis."""
    return " ".join(bare(text).split())


def parts(text: str, divider: str) -> list[str]:
    """Return what stands between dividers; of a divider like ``***`` neither more nor fewer marks are one."""
    mark = re.escape(divider)
    if len(set(divider)) == 1:
        mark = rf"(?<!{re.escape(divider[0])}){mark}(?!{re.escape(divider[0])})"
    return re.split(mark, text)


def copies(text: str, divider: str, each: int) -> list[str]:
    """Return what stands between dividers; ``each`` dividers belong to a copy itself and part nothing."""
    pieces = parts(text, divider)
    size = each + 1
    return [divider.join(pieces[i : i + size]) for i in range(0, len(pieces), size)]


def span(text: str, first: int, last: int, unit: str) -> str:
    """Return the words or characters of ``text`` from index ``first`` to ``last``, both included; "" if there are none.

    Indices start at 0. Words are parted by blanks, so that marks stay with their word.
    """
    if unit == "character":
        return text[first : last + 1]
    return " ".join(text.split()[first : last + 1])


def length(text: str, unit: str) -> int:
    """Return how many words (parted by blanks) or characters ``text`` has."""
    return len(text) if unit == "character" else len(text.split())


def head_and_rest(text: str) -> tuple[str, str]:
    """Return the first word of a flowing text, up to the first blank, and what follows the blank."""
    first, _, rest = text.partition(" ")
    return first, rest


def letters(text: str) -> str:
    """Return the letters and digits of ``text`` in lower case: what makes two words different words."""
    return "".join(filter(str.isalnum, lower(text)))


def starred(text: str) -> list[str]:
    """Return the stretches between asterisks of a flowing text: outside, inside and so on."""
    return [" ".join(piece.split()) for piece in text.split("*")]


def misses(words: Sequence[str], at: int, wanted: Sequence[str], most: int) -> list[int]:
    """Return the places where ``words[at:]`` differ from ``wanted``, the first ``most + 1`` of them."""
    found = []
    for i, word in enumerate(wanted):
        if words[at + i] != word:
            found.append(i)
            if len(found) > most:
                break
    return found


def word_keys(view: View) -> list[str]:
    """Return the words of a text as they are compared: look-alikes made one, no case, no emphasis."""
    folded = view.folded
    found = [folded[start:end] for start, end in view.words.offsets]
    return [bare(word) if "*" in word or "_" in word else word for word in found]
