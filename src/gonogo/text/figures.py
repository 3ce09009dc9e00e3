"""Numbers written in figures, as a reader sees them."""

from __future__ import annotations

import re
from bisect import bisect_right

from gonogo.text.segment import Span
from gonogo.text.view import View

_DIGIT = re.compile(r"\d|[¼-¾⅐-⅞↉]")
_NUMBER = re.compile(
    r"(?<![\d.])\d{1,3}(?:\.\d{3})+,\d+(?![\d,.])"  # 1.234,5
    r"|(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2}){1,4},\d{3})(?!\d)(?:\.\d+)?"  # 1,234.5  1,00,000
    r"|(?<![\d,])\d+,\d+(?!,?\d)"  # 3,5
    r"|\d{1,2}:\d{2}(?::\d{2})?(?!\d)"  # 10:30
    r"|(?<![/\d])\d+/\d+(?![/\d])"  # 1/2
    r"|\d+(?:\.\d+)*[¼-¾⅐-⅞]?"  # 3  3.5  1.2.3  1½
    r"|[¼-¾⅐-⅞↉]"
)
# "5." alone is an answer
_ITEM_NUMBER = re.compile(r"\n([#*_> \t\-+(\"']*)(\d{1,3})([.):])[*_]*[ \t]")
_PREFIXES = frozenset(("mid", "top", "pre", "post", "non", "under", "over", "sub"))
_NAMES = frozenset(("covid", "sars-cov", "cov"))  # names that are often written small


def digits(text: str) -> int:
    """Return how many digits and fractions there are: each number holds one."""
    return len(_DIGIT.findall(text))


def numbers(view: View) -> list[Span]:
    """Return where numbers in figures are.

    One number each: 2024, 1,234.5, 1.234,5, 3.5, 3,5, 1.2.3, 10:30, 1/2, ½, and the figure that begins 3rd, 5kg,
    1990s or 50%. A range (10-20) is two, a date in figures (12/25/2024, 2024-01-15) three. None: figures inside a name
    (A4, H2O, COVID-19, GPT-4), numbers of list items and headings, figures of an address, and numbers written as words.
    """
    text = view.text
    if not _DIGIT.search(text):
        return []
    found: list[Span] = []
    items = {match.start(2) - 1 for match in _ITEM_NUMBER.finditer("\n" + text) if _counts_items(match)}
    words = view.words.offsets
    at = -1
    for digit in _DIGIT.finditer(text):
        last, at = at, bisect_right(words, (digit.start(), len(text))) - 1
        if at == last:  # another figure of the same word, or no word before this one
            continue
        start, end = words[at]
        if start in items or _address(text, start, end):
            continue
        for match in _NUMBER.finditer(text, start, end):
            if not _in_name(text, start, match.start()):
                found.append(match.span())
    return found


def _address(text: str, start: int, end: int) -> bool:
    return text.find("://", start, end) >= 0 or text.startswith("www.", start) or text.find("@", start, end) >= 0


def _counts_items(match: re.Match[str]) -> bool:
    """Return whether it is the number of a heading or of an item in emphasis: ``## 1. Start``, ``**2)** Go``."""
    lead, _, mark = match.groups()
    return mark != ":" or "#" in lead or "*" in lead


def _in_name(text: str, start: int, at: int) -> bool:
    """Return whether the figure at ``at`` goes on with letters of its word: A4, COVID-19, but not mid-1990 or 10-20."""
    if at == start:
        return False
    before = text[at - 1]
    if before.isalpha() or before == "_":
        return True
    if before not in "-‐‑–" or not text[at - 2].isalpha():
        return False
    name = text[start : at - 1]
    return (not name.islower() and name.lower() not in _PREFIXES) or name in _NAMES
