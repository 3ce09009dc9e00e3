"""Palindromes: words, and phrases, that read the same backwards."""

from __future__ import annotations

import re
from itertools import groupby

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
    joined = _Joined([_NO_LETTER.sub("", word) for word in view.vocabulary])
    offsets = view.words.offsets
    found: list[Span] = []
    done = 0  # letters: up to there a run was found
    for match in _CENTRE.finditer(joined.letters):
        left = match.start()
        if left < done:
            continue
        run = joined.widest(left, left + 2 if match.group(1) else left + 3)
        if run is not None and run[0] >= done:
            first, last = joined.starts[run[0]], joined.ends[run[1]]
            found.append((offsets[first][0], offsets[last][1]))
            done = run[1]
    return found


class _Joined:
    """The letters of words one after the other, and where each word starts and ends among them.

    Attributes:
        letters: all of them, of a long text the first.
        starts: the words by where they start.
        ends: the words by where they end.
    """

    def __init__(self, words: list[str]) -> None:
        self.starts: dict[int, int] = {}
        self.ends: dict[int, int] = {}
        pieces = [word if word.isalpha() else "\n" for word in words]  # nothing reads the same across a figure
        self._runs: list[Span] = []  # of each letter: where the run of one word over and over is
        i = at = 0
        for word, run in groupby(pieces):
            begun = at
            for _ in run:
                self.starts[at] = i
                at += len(word)
                self.ends[at] = i
                i += 1
            self._runs += [(begun, at)] * (at - begun)
            if at > _READ:
                break
        self.letters = "".join(pieces[:i])[:_READ]
        self._backwards = self.letters[::-1]
        begin = bytearray(at + 1)
        close = bytearray(at + 1)
        for at in self.starts:
            begin[at] = 1
        for at in self.ends:
            close[at] = 1
        self._begin, self._close = bytes(begin), bytes(close)

    def widest(self, left: int, right: int) -> tuple[int, int] | None:
        """Widen a palindrome as far as it goes; return the widest run of whole words on the way."""
        begun, stopped = self._runs[left]
        if begun <= left - _LONGEST and right + _LONGEST <= stopped:
            return None  # one word over and over
        most = self._radius(left, right)
        if right - left + 2 * most < _SHORTEST:
            return None
        # byte k is 1 where a word starts k letters further left, and one ends k letters further right
        starting = int.from_bytes(self._begin[left - most : left + 1], "big")
        ending = int.from_bytes(self._close[right : right + most + 1], "little")
        wide = ((starting & ending).bit_length() - 1) // 8
        left, right = left - wide, right + wide
        if wide < 0 or right - left < _SHORTEST or right <= self._runs[left][1]:
            return None
        return None if len(set(self.letters[left:right])) < 3 else (left, right)

    def _radius(self, left: int, right: int) -> int:
        """Return by how many letters ``left:right`` can be widened on both sides and read the same backwards."""
        size = len(self.letters)
        most = min(_LONGEST - 1, left, size - right)
        mirrored = size - right
        low, step = 0, 1
        while low < most:  # in steps that double while it goes on, then halve
            to = min(low + step, most)
            if self.letters[left - to : left - low] == self._backwards[mirrored - to : mirrored - low]:
                low, step = to, 2 * step
            elif step == 1:
                break
            else:
                most, step = to - 1, 1
        return low
