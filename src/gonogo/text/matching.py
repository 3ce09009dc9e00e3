"""Matching: where a word or phrase occurs in a text. A keyword is a word; letters inside another word do not count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from gonogo import deferred
from gonogo.text.chars import CONTINUES, CORE, EACH, MARK, classify, looks, lower
from gonogo.text.segment import Span
from gonogo.text.view import View, plain


def needle(keyword: str) -> str:
    """Return ``keyword`` as it is compared with :attr:`View.bare`: visible, look-alikes made one, lower case."""
    return lower(plain(keyword)) or lower(keyword)


def occurrences(view: View, wanted: str, stop: int | None = None) -> int:
    """Return how often ``wanted`` (see :func:`needle`) occurs as a word or run of words."""
    form = _byte_form(wanted)
    if form is not None:
        data = view.skeleton
        if data is not None and (form.simple or not view.foreign):
            return _in_bytes(data, form, stop) if form.run in data else 0
    if view.markers_part_words:
        return sum(1 for _ in islice(_standing_alone(view, wanted), stop))
    hay = view.flowing if " " in wanted else view.bare
    n = 0
    at = hay.find(wanted)
    size = len(wanted)
    while at >= 0:
        if stands_alone(hay, at, at + size):
            n += 1
            if n == stop:
                return n
            at = hay.find(wanted, at + size)
        else:
            at = hay.find(wanted, at + 1)
    return n


def lacks(view: View, wanted: str) -> bool:
    """Return whether ``wanted`` (see :func:`needle`) certainly occurs in no part of the text; False: it may."""
    form = _byte_form(wanted)
    return form is not None and view.lacks(form.run)


def rare(view: View, wanted: Sequence[str]) -> list[str]:
    """Return those of ``wanted`` that may occur: of many, most are ruled out by one look at the words of the text."""
    if len(wanted) < _MANY or view.skeleton is None:
        return list(wanted)
    runs = view.runs
    return [one for one in wanted if (form := _byte_form(one)) is None or not form.run or form.run in runs]


_MANY = 8


class _ByteForm(NamedTuple):
    """A needle of ASCII characters, for searching the skeleton of a text."""

    run: bytes  # the longest run of letters and digits: where it is absent, so is the needle
    pattern: re.Pattern[bytes]
    simple: bool  # holds no quote or hyphen, of which there are look-alikes


@lru_cache(maxsize=65_536)
def _byte_form(wanted: str) -> _ByteForm | None:
    if not wanted.isascii() or any(char in wanted for char in "*`~_"):
        return None
    words = [re.escape(word).encode() for word in wanted.split()]
    run = max(re.findall(r"[a-z0-9]+", wanted), key=len, default="").encode()
    return _ByteForm(run, re.compile(rb"_*\s[_\s]*".join(words)), not any(char in wanted for char in "'\"-"))


def _in_bytes(data: bytes, form: _ByteForm, stop: int | None) -> int:
    """Count as :func:`occurrences` does, in the skeleton of a text."""
    n = at = 0
    while match := form.pattern.search(data, at):
        start, end = match.span()
        # a few characters around the match are enough to tell whether it stands alone
        before = looks(data[max(0, start - 4 * _NEAR) : start].decode("utf-8", "ignore")[-_NEAR:])
        after = looks(data[end : end + 12].decode("utf-8", "ignore")[:2])
        if stands_alone(before + match.group().decode() + after, len(before), len(before) + end - start):
            n += 1
            if n == stop:
                break
            at = end
        else:
            at = start + 1
    return n


def marked_up(wanted: str) -> Any:
    """Return the pattern of ``wanted`` with markers of emphasis wherever they may stand."""
    gap = r"[*_`~]*"
    pieces = [gap.join(re.escape(char) for char in word) for word in wanted.split()]
    return deferred.pattern(r"[*_`~]*\s[*_`~\s]*".join(pieces))


def after_phrase(view: View, wanted: str) -> int | None:
    """Return where ``wanted`` (see :func:`needle`) ends, if the view begins with it as a word or words, else None."""
    if wanted[:1].isascii() and view.folded[:1] != wanted[:1]:
        return None
    hay, at = view.bare_with_places
    match = _phrase(wanted).match(hay)
    if match is None or not _alone_unmarked(view.folded, hay, at, *match.span()):
        return None
    return at[match.end() - 1] + 1


def keyword_spans(view: View, wanted: str) -> list[Span]:
    """Return where ``wanted`` occurs, in offsets of ``view.text``."""
    return list(_standing_alone(view, wanted))


def _standing_alone(view: View, wanted: str) -> Iterator[Span]:
    """Yield where ``wanted`` stands in the text as a word or words, whatever markers of emphasis stand inside."""
    pattern = _phrase(wanted)
    text = view.folded
    hay, at = view.bare_with_places
    start = 0
    while match := pattern.search(hay, start):
        first, last = match.start(), match.end() - 1
        alone = _alone_unmarked(text, hay, at, first, last + 1)
        if alone:
            yield at[first], at[last] + 1
        start = last + 1 if alone else first + 1


@lru_cache(maxsize=4096)
def _phrase(wanted: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, wanted.split())))


_JOINING = ("", "*", "**", "***")
_NEAR = 8  # characters around a match that tell whether it stands alone


def _alone_unmarked(text: str, hay: str, at: Sequence[int], start: int, end: int) -> bool:
    """:func:`stands_alone` in ``hay``, whose characters stand in ``text`` at the offsets ``at``.

    Emphasis may begin inside a word: ``un**salt**`` is one word. What parts words everywhere parts them here, too: the
    backquotes of code, and strikethrough.
    """
    left, right = start, end
    while left and start - left < _NEAR and text[at[left - 1] + 1 : at[left]] in _JOINING:
        left -= 1
    while right < len(hay) and right - end < _NEAR and text[at[right - 1] + 1 : at[right]] in _JOINING:
        right += 1
    return stands_alone(hay[left:right], start - left, end - left)


def simple(pattern: str) -> bool:
    """Return whether a regular expression has no group, and one repetition at most.

    Then no more is tried than each place with each length: on 4,000 characters that takes a moment, and who watches
    the clock waits several times as long for it as for the search.
    """
    return "(" not in pattern and sum(map(pattern.count, "*+?{")) <= 1


def stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether ``text[start:end]`` is a word or words, not letters inside a longer word.

    Hyphens and apostrophes bound a word (``cat's``, ``cat-like``), but ``n't`` belongs to its verb (``don`` is not in
    ``don't``), and a number's separators to the number. Ideographs and kana are written without bounds, and Korean
    particles are put behind Latin words without any.
    """
    first, last = text[start], text[end - 1]
    if start:
        before = text[start - 1]
        if first.isalnum() and _goes_on(text, start) and not _each(first):
            return False
        if first.isdigit() and before in ".," and start > 1 and text[start - 2].isdigit():
            return False
    if end < len(text):
        after = text[end]
        if (_continues(after) and last.isalnum() and not _each(last)) or unicodedata.combining(after):
            return last.isascii() and "가" <= after <= "힣"  # a particle: "indicator를"
        if last == "n" and text.startswith("'t", end):
            return False
        if last.isdigit() and after in ".," and text[end + 1 : end + 2].isdigit():
            return False
    return True


def _continues(char: str) -> bool:
    """Return whether ``char`` goes on with the word before it."""
    return char.isalnum() if char < "\u0300" else classify(char) & (CORE | EACH) == CORE


def _goes_on(text: str, start: int) -> bool:
    """Return whether a word before ``start`` goes on there; a mark belongs to the letter before it, if there is one."""
    at = start - 1
    while text[at] >= "\u0300" and classify(text[at]) & MARK:
        if at == 0 or start - at == _NEAR:
            return at > 0
        at -= 1
    return _continues(text[at])


def _each(char: str) -> bool:
    """Return whether ``char`` is a word by itself, or lengthens or repeats one (the last of ``メーカー``)."""
    return char in CONTINUES or bool(classify(char) & EACH)
