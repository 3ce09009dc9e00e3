"""Palindromes: words, and phrases, that read the same backwards."""

from __future__ import annotations

import re

from gonogo.text.segment import Span
from gonogo.text.view import View

_NO_LETTER = re.compile(r"['\-&.]")
# No word lacks vowels, begins with two such consonants, or holds three around one that does not flow (abcba).
_UNREADABLE = re.compile(
    r"[^aeiouy]+$|(?!bl|br|ch|cl|cr|dr|dw|fl|fr|gh|gl|gn|gr|kh|kl|kn|kr|ll|ph|pl|pn|pr|ps|rh|s[chklmnpqtw]|th|tr|ts|tw|wh|wr|zh)"
    r"[bcdfghjklmnpqrstvwxz]{2}"
    r"|.*[bcdfghjklmnpqrstvwxz][bcghjkqvwxz][bcdfghjklmnpqrstvwxz]"
)
_CENTRE = re.compile(r"(?=(.)\1|(.).\2)")
_LONGEST = 60  # letters on each side of the middle of a phrase
_READ = 20_000  # letters in which phrases are looked for
_SHORTEST = 7  # letters: shorter runs of words read the same backwards by chance (on no)


def palindrome(word: str, least: int) -> str:
    """Return the letters of a folded word if they read the same backwards, else "".

    A possessive is the word (``hannah's``); hyphens and apostrophes are left out (``pull-up``). Figures, one letter
    over and over (``aaa``), and letters that nobody can read as a word (``abcba``) are no palindromes.
    """
    word = word.removesuffix("'s")
    if not word.isalpha():
        word = _NO_LETTER.sub("", word)
    if word != word[::-1] or len(word) < least or not word.isalpha() or len(set(word)) < 2:
        return ""
    return "" if word.isascii() and _UNREADABLE.match(word) else word


def palindromes(view: View, least: int) -> list[tuple[Span, str]]:
    """Return where words that are palindromes of at least ``least`` letters are, each with its letters."""
    words = view.vocabulary
    may = [i for i, word in enumerate(words) if len(word) >= least and (word[:1] == word[-1:] or word[-2:] == "'s")]
    found = [(i, letters) for i in may if (letters := palindrome(words[i], least))]
    return [(view.words.offsets[i], letters) for i, letters in found]


def phrases(view: View) -> list[Span]:
    """Return where runs of words read the same backwards, blanks and punctuation left out ("Never odd or even").

    Of runs that overlap the first is kept. Each has two words, seven letters and three different ones at least, and
    is no single word over and over.
    """
    starts: dict[int, int] = {}  # offsets in the joined letters -> offsets in the text
    ends: dict[int, int] = {}
    pieces = []
    at = 0
    for (start, end), word in zip(view.words.offsets, view.vocabulary, strict=True):
        letters = _NO_LETTER.sub("", word)
        if not letters.isalpha():
            letters = "\n"  # nothing reads the same across a figure
        starts[at] = start
        at += len(letters)
        ends[at] = end
        pieces.append(letters)
    joined = "".join(pieces)[:_READ]
    found: list[Span] = []
    for match in _CENTRE.finditer(joined):
        left = match.start()
        right = left + 2 if match.group(1) else left + 3
        if (span := _widest(joined, left, right, starts, ends)) and (not found or span[0] >= found[-1][1]):
            found.append(span)
    return found


def _widest(joined: str, left: int, right: int, starts: dict[int, int], ends: dict[int, int]) -> Span | None:
    """Widen a palindrome as far as it goes; return the widest run of whole words on the way."""
    best: tuple[int, int] | None = None
    for _ in range(_LONGEST):
        if left in starts and right in ends and right - left >= _SHORTEST:
            best = left, right
        left, right = left - 1, right + 1
        if left < 0 or right > len(joined) or joined[left] != joined[right - 1]:
            break
    if best is None or len(set(joined[best[0] : best[1]])) < 3 or not _several_words(best, ends, joined):
        return None
    return starts[best[0]], ends[best[1]]


def _several_words(best: tuple[int, int], ends: dict[int, int], joined: str) -> bool:
    """Return whether at least two different words are in a run: "noon noon" is no phrase."""
    left, words = best[0], set()
    for end in range(best[0] + 1, best[1] + 1):
        if end in ends:
            words.add(joined[left:end])
            left = end
    return len(words) > 1
