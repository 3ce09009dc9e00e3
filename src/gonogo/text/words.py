"""THE definition of a word, as a mask over the characters of a text. Nothing outside this package splits a text.

Every answer about words (how many, where, which) is read off one :class:`WordMask`, which costs a few passes over
bytes, in C. All functions take the *visible* text (see :mod:`gonogo.text.chars`) and speak in offsets of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from gonogo import deferred
from gonogo.text.chars import CORE, DIGIT, DIGIT_JOINER, EACH, JOINER, MARK, RUN, Bytes, classes, classify

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
else:
    np = deferred.module("numpy")

Offsets: TypeAlias = "npt.NDArray[np.int64]"
_Mask: TypeAlias = "npt.NDArray[np.bool_]"

_ADDRESS = deferred.pattern(r"(?:[a-zA-Z][a-zA-Z0-9+.-]{0,15}://|www\.)[^\s<>\"“”\])|]+(?<![.,;:!?'*_])")
_LIST_NUMBER = re.compile(r"\n[ \t>]*(?:[-+*][ \t]+)?(\d{1,3}[.)])(?=[ \t])")
_FIRST_NUMBER = re.compile(r"[ \t>]*(?:[-+*][ \t]+)?(\d{1,3}[.)])(?=[ \t])")
_LINK_TARGET = deferred.pattern(r"(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:[ \t]+\"[^\"\n]*\")?\)")
_FENCE_INFO = re.compile(r"^[ \t]*(?:`{3,}|~{3,})([^\n`]+)$", re.MULTILINE)
_STARRED = deferred.pattern(r"(?<=[^\W_])\*{2,3}(?=[\p{Lu}\p{Ll}\p{Lt}\p{Lo}\p{Nd}\p{Nl}])")
_KEYCAP = re.compile("[0-9#*]\ufe0f?\u20e3")
_STOP_BETWEEN = re.compile(r"\.(?=[^\W_]\S)")
# Of scripts written without blanks. Weighted by frequency, the words of the Thai National Corpus (33 million tokens;
# the list in PyPI's pythainlp) have 3.2 letters; the other scripts are taken to be alike.
_LETTERS_A_WORD = 3
_NO_BLANKS = deferred.pattern(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{M}]+")


class WordMask:
    """Which characters of a text stand in words, and where words start.

    A word is a run of letters, digits and marks, together with what joins them:

    * apostrophes, hyphens, underscores, ``& @ + *`` and full stops between two letters or digits (``don't``,
      ``state-of-the-art``, ``e.g``, ``example.com``, ``R&D``), but not a stop between a lower and an upper case letter
      (``end.Next`` is two words that lack a blank);
    * commas, colons, slashes and en dashes between two digits (``1,234``, ``10:30``, ``12/25``, ``10–20``).

    A web address is one word. Han ideographs and kana are a word each, which nothing joins to what stands beside it;
    Thai, Lao, Khmer and Burmese, which are written without blanks, count one word per three letters, about the usual
    length there (an estimate). Numbers of list items, targets of links and the language of a code fence are markup and
    count as none; so do dashes, bullets, emoji and other symbols.
    """

    __slots__ = ("_inside", "_starts")

    def __init__(self, text: str) -> None:
        kinds = classes(text)
        present = 0 if text.isascii() else int(np.bitwise_or.reduce(kinds))
        inside = _letters(text, kinds)
        if present & MARK:
            _drop_lone_marks(kinds, inside)
        addresses = _apply_markup(text, inside[1:-1])
        self._inside = inside  # with one more element before and after, False, so that each word starts and ends
        self._starts: _Mask | None = None  # None where a word starts wherever one can: after what is in none
        if present & (EACH | RUN):
            self._starts = _start_each(text, kinds, inside)
        elif addresses:
            self._starts = inside[1:-1] & ~inside[:-2]  # their words may hold characters that part others

    def count(self) -> int:
        """Return the number of words."""
        starts = self._inside[1:] > self._inside[:-1] if self._starts is None else self._starts
        return int(np.count_nonzero(starts))

    def offsets(self) -> tuple[Offsets, Offsets]:
        """Return where words start and end."""
        inside = self._inside
        if self._starts is None:
            edges = np.flatnonzero(inside[1:] != inside[:-1])
            return edges[::2], edges[1::2]
        # a word ends where the mask falls, or where the next word starts at once (ideographs)
        last = inside[1:-1] & ~inside[2:]
        last[:-1] |= inside[1:-2] & self._starts[1:]
        return np.flatnonzero(self._starts), np.flatnonzero(last) + 1

    def cut(self, text: str) -> list[str]:
        """Return the words of ``text``, without emphasis inside them.

        Each character of it stands where it does in the text of this mask.
        """
        if self._starts is not None:
            starts, ends = self.offsets()
            return [text[a:b].replace("*", "") for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
        # all else made blank, the words are what stands between blanks
        if text.isascii():
            codes = np.frombuffer(text.encode("ascii"), dtype=np.uint8)
            return _blanked(codes, self._inside).decode("ascii").replace("*", "").split()
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        return _blanked(codes, self._inside).decode("utf-32-le", "surrogatepass").replace("*", "").split()


def _blanked(codes: npt.NDArray[Any], inside: _Mask) -> bytes:
    shown = codes ^ 32  # so that nothing becomes a blank
    shown *= inside.view(np.uint8)[1:-1]
    shown ^= 32
    return shown.tobytes()


def words(text: str) -> tuple[Offsets, Offsets]:
    """Return where words start and end; what a word is, :class:`WordMask` says."""
    return WordMask(text).offsets()


def count_words(text: str, stop: int | None = None) -> int:
    """Return the number of words; counting may end once ``stop`` is reached."""
    early = counted_early(text, stop)
    return WordMask(text).count() if early is None else early


def counted_early(text: str, stop: int | None = None) -> int | None:
    """Return the number of words, or one from ``stop`` on, where less than a mask tells it; else None."""
    return few_words(text) if len(text) <= _SHORT else None if stop is None else many_words(text, stop)


_SHORT = 100  # characters: a sentence or a line, for which the arrays of a mask cost more than the words
_PLAIN_WORD = re.compile(
    r"[A-Za-z0-9]+(?:(?:['_&@+*-]|(?<=[0-9])[,:/](?=[0-9])|\.(?!(?<=[a-z]\.)[A-Z][a-z]))[A-Za-z0-9]+)*"
)
_MARKED_UP = re.compile(
    r"[A-Za-z0-9]\*\*+[A-Za-z0-9]|://|www\.|\]\(|(?:```|~~~)[^\n`]*[A-Za-z0-9]|(?:\A|\n)[ \t>*+-]*[0-9]{1,3}[.)][ \t]"
)
_UNKNOWN = "\0"


class _StandIns(dict[int, str]):
    """For each character above ASCII one of ASCII that does the same in words, ``_UNKNOWN`` where none does."""

    def __missing__(self, code: int) -> str:
        char, bits = chr(code), classify(chr(code))
        if bits == CORE and char.isalpha() and (char.islower() or char.isupper()):
            same = "a" if char.islower() else "A"
        else:
            same = {JOINER: "-", DIGIT_JOINER: ","}.get(bits, _UNKNOWN if bits or char.isalnum() else "#")
        self[code] = same
        return same


_stand_ins = _StandIns({code: chr(code) for code in range(1, 128)})


def few_words(text: str) -> int | None:
    """Return what :class:`WordMask` counts in a short text of cased letters without markup; None for another text."""
    if len(text) > _SHORT:
        return None
    if not text.isascii():
        text = text.translate(_stand_ins)
        if _UNKNOWN in text:
            return None
    return None if _MARKED_UP.search(text) else len(_PLAIN_WORD.findall(text))


def many_words(text: str, stop: int) -> int | None:
    """Return a number of words, at least ``stop``, that the beginning of a long text holds; None: count them all."""
    if len(text) <= 16 * stop + 400:
        return None
    cut = text.rfind("\n", 8 * stop, 12 * stop + 200)
    if cut < 0 and not any(mark in text for mark in _ACROSS):
        cut = text.rfind(" ", 0, 12 * stop + 200)
    seen = WordMask(text[:cut]).count() if cut > 0 else 0
    return seen if seen > stop + 1 else None  # one to spare: the cut may have parted an address or a link


_ACROSS = ("](", "```", "~~~")  # blanks within a link or behind a fence part no words


def places(words: list[str], wanted: str) -> Iterator[int]:
    """Yield which of ``words`` are ``wanted``; where few are, this is much faster than looking at each."""
    at = -1
    for _ in range(words.count(wanted)):
        at = words.index(wanted, at + 1)
        yield at


def _letters(text: str, kinds: Bytes) -> _Mask:
    """Return which characters are letters, digits or marks, or join two of them; one element more on either side."""
    # JOINER >> 2 is CORE and DIGIT_JOINER >> 2 is DIGIT: one expression finds the joiners that join
    joined = kinds[1:-1] >> 2
    joined &= kinds[:-2]
    joined &= kinds[2:]
    for match in _STOP_BETWEEN.finditer(text) if "." in text else ():
        # a stop between a small letter and a capitalised word joins nothing ("end.Next"); "Ph.D" stays one
        at = match.start()
        if text[at - 1 : at].islower() and text[at + 1].isupper() and text[at + 2].islower():
            joined[at] = 0
    bits = kinds & CORE
    bits[1:-1] |= joined & (CORE | DIGIT)
    inside: _Mask = bits != 0
    return inside


def _apply_markup(text: str, shown: _Mask) -> bool:
    """Make addresses one word, and let list numbers, link targets and fence info be no words.

    Returns whether there are addresses. (A single character is looked for much faster than several.)
    """
    if "*" in text and "**" in text:
        for match in _STARRED.finditer(text):
            if shown[match.start() - 1]:  # not behind a mark that belongs to nothing
                shown[match.start() : match.end()] = True
    addresses = ("/" in text and "://" in text) or "www." in text
    if addresses:
        for match in _ADDRESS.finditer(text):
            shown[match.start() : match.end()] = True
    for match in _LIST_NUMBER.finditer(text):
        shown[match.start(1) : match.end(1)] = False
    first = _FIRST_NUMBER.match(text)
    if first:
        shown[first.start(1) : first.end(1)] = False
    if "\u20e3" in text:
        for match in _KEYCAP.finditer(text):
            shown[match.start() : match.end()] = False
    if "]" in text and "](" in text:
        for match in _LINK_TARGET.finditer(text):
            shown[match.start() : match.end()] = False
    if ("`" in text and "```" in text) or ("~" in text and "~~~" in text):
        for match in _FENCE_INFO.finditer(text):
            shown[match.start(1) : match.end(1)] = False
    return addresses


def _drop_lone_marks(kinds: Bytes, inside: _Mask) -> None:
    """A mark that follows no letter (a variation selector after an emoji) is no part of a word, and joins to none."""
    marks = (kinds & MARK) != 0
    lone = np.flatnonzero(marks[1:] & ((kinds[:-1] & CORE) == 0)) + 1
    for start in lone.tolist():
        end = start
        while marks[end]:
            inside[end] = False
            end += 1
        for beside in (start - 1, end):
            inside[beside] &= bool(kinds[beside] & CORE)


def _start_each(text: str, kinds: Bytes, inside: _Mask) -> _Mask:
    """Start a word at each ideograph and kana, and every few letters of scripts written without blanks."""
    starts = inside.copy()
    starts[1:] &= ~inside[:-1]
    each = ((kinds & EACH) != 0) & inside
    starts |= each
    _part_ideographs(kinds, each, inside, starts)
    begun = starts[1:-1]
    marks = kinds[1:-1] & MARK
    for match in _NO_BLANKS.finditer(text) if (kinds & RUN).any() else ():
        letters = [i for i in range(match.start(), match.end()) if not marks[i]]
        # the last word has two letters or more
        begun[letters[_LETTERS_A_WORD : len(letters) - 1 : _LETTERS_A_WORD]] = True
    begun &= inside[1:-1]  # what is markup stays no word in a script without blanks, too
    return begun


def _part_ideographs(kinds: Bytes, each: _Mask, inside: _Mask, starts: _Mask) -> None:
    """Nothing joins an ideograph or kana: what stands beside it is another word, a joiner or asterisks are none."""
    near = (kinds & (EACH | MARK)) != 0
    other = inside & ~near
    for at in (np.flatnonzero(other[1:] & near[:-1]) + 1).tolist():
        base = at - 1
        while kinds[base] & MARK:  # marks belong to the letter before them: サーバーGPU
            base -= 1
        if each[base]:
            follow = at
            while inside[follow] and not kinds[follow] & CORE:
                inside[follow] = False
                follow += 1
            starts[follow] = True
    for at in np.flatnonzero(other[:-1] & each[1:]).tolist():
        while not kinds[at] & CORE:  # a word begins with a letter or digit
            inside[at] = False
            at -= 1
