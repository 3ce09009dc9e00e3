"""Successive parts of a text: words, sentences, lines or paragraphs in order, and what they begin with."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from gonogo import deferred
from gonogo.text.segment import Span, _line_role
from gonogo.text.view import View

if TYPE_CHECKING:
    import numpy as np
else:
    np = deferred.module("numpy")

Part = Literal["word", "sentence", "line", "paragraph"]

_TAG = re.compile(
    r"</?(?:i|b|u|s|em|strong|mark|small|sub|sup|span|p|br|hr|div|h[1-6]|ul|ol|li|dl|dt|dd|code|pre|q|cite|blockquote|font"
    r"|section|article|header|footer|main|body|html|head|title|center|table|thead|tbody|tr|td|th|a)(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)


def untagged(view: View) -> View:
    """Return ``view`` with its HTML tags masked by asterisks, so that ``<i>`` is no word; offsets stay."""
    if "<" not in view.text:
        return view
    shown = _TAG.sub(lambda match: "*" * len(match.group()), view.text)
    return view if shown == view.text else view.masked(shown)


def parts(view: View, of: Part) -> list[Span]:
    """Return the parts in order, only those that hold a letter or digit.

    * sentences: as everywhere, and also what follows a sentence on its line without an end mark;
    * lines and paragraphs: without headings, rules, lines of a table and the fences of code.
    """
    if of == "word":
        return view.words.offsets
    if of == "sentence":
        return _sentences(view)
    text = view.text
    if of == "line":
        return [(a, b) for a, b in view.lines.offsets if _says(text, a, b) and not _is_markup(text, a, b)]
    found = ((_after_headings(text, a, b), b) for a, b in view.paragraphs.offsets)
    return [(a, b) for a, b in found if a < b and _says(text, a, b)]


def beginning(view: View, of: Part) -> tuple[View, list[Span]] | None:
    """Return the opening of a long text with the first parts that stand in it whole, None if there are not two."""
    head = view.opening
    if head is None:
        return None
    if of == "word":
        spans = head.words.offsets
    elif of == "sentence":
        known = view.first_sentences(_FIRST)
        spans = _spoken(view.text, known, known[-1][0] if len(known) >= _FIRST else len(view.text))
        spans = [span for span in spans if span[1] <= len(head.text)]
    else:
        spans = parts(head, of)[:-1]  # the last one may go on
    return (head, spans) if len(spans) > 1 else None


_FIRST = 4  # sentences


def _sentences(view: View) -> list[Span]:
    return _spoken(view.text, view.sentences.offsets, len(view.text))


def _spoken(text: str, known: list[Span], limit: int) -> list[Span]:
    """Return the sentences that begin before ``limit``, and what follows them on their line without an end mark."""
    found: list[Span] = []
    for i, (start, end) in enumerate(known):
        if start >= limit:
            break
        found.append((start, end))
        stop = known[i + 1][0] if i + 1 < len(known) else len(text)
        if stop - end > 1:
            line_end = text.find("\n", end, stop)
            stop = stop if line_end < 0 else line_end
            if _says(text, end, stop):
                found.append((end, stop))
    return found


_WORDY = re.compile(r"[^\W_]")


def _says(text: str, start: int, end: int) -> bool:
    return text[start].isalnum() or _WORDY.search(text, start, end) is not None


def _is_markup(text: str, start: int, end: int) -> bool:
    if text[start].isalpha():
        return False
    return _line_role(text, start, end)[0] == "markup" or _is_fence(text[start:end])


def _is_fence(line: str) -> bool:
    return line.startswith("~~~") or (line.startswith("```") and "`" not in line.lstrip("`"))


def _after_headings(text: str, start: int, end: int) -> int:
    """Return where the paragraph begins, after the headings at its top."""
    while start < end:
        line_end = text.find("\n", start, end)
        line_end = end if line_end < 0 else line_end
        if not _is_markup(text, start, line_end):
            return start
        start = line_end + 1
    return end


def words_of_parts(view: View, spans: list[Span]) -> list[list[Span]]:
    """Return the words of each part, for parts in order that do not overlap."""
    words = view.words.offsets
    at = _words_before(view, spans)
    return [words[first:last] for first, last in zip(at[::2], at[1::2], strict=True)]


def word_counts(view: View, spans: list[Span]) -> list[int]:
    """Return how many words each part has."""
    at = _words_before(view, spans)
    return [last - first for first, last in zip(at[::2], at[1::2], strict=True)]


def _words_before(view: View, spans: list[Span]) -> list[int]:
    """Return how many words begin before each part, and before its end, by turns."""
    starts, _ = view.word_mask.offsets()
    found: list[int] = np.searchsorted(starts, np.array(spans, dtype=np.int64).reshape(-1)).tolist()
    return found


def first_words(view: View, spans: list[Span]) -> list[int]:
    """Return where the first word of each part begins; a part without a word is left out."""
    words = view.words.offsets
    found: list[int] = []
    at = 0
    for start, end in spans:
        while at < len(words) and words[at][0] < start:
            at += 1
        if at < len(words) and words[at][0] < end:
            found.append(words[at][0])
    return found


def initials(view: View, of: Part) -> tuple[list[int], list[str]]:
    """Return where the parts begin and with which letters: lower case, without accents, "" where it is no letter."""
    spans = parts(view, of)
    starts = [start for start, _ in spans] if of == "word" else first_words(view, spans)
    hay = view.folded
    return starts, [char if "a" <= (char := hay[start]) <= "z" else base(char) for start in starts]


@lru_cache(maxsize=4096)
def base(char: str) -> str:
    """Return a letter without its accent, "" for what is no letter: é is e, ß is s, 5 and Ⅳ are nothing."""
    if not char.isalpha():
        return ""
    known = _BASES.get(char)
    if known is not None:
        return known
    plain = unicodedata.normalize("NFKD", char)[:1].lower()
    return plain if plain.isalpha() else ""


_BASES = {"ß": "s", "æ": "a", "œ": "o", "ø": "o", "ı": "i", "đ": "d", "ð": "d", "ł": "l", "þ": "t"}


def said(view: View, span: Span) -> str:
    """Return a word as it is compared: lower case, look-alikes made one, without markers inside."""
    word = view.folded[span[0] : span[1]]
    return word if word.isalnum() else word.replace("*", "").replace("`", "")


def longest_run(letters: list[str]) -> int:
    """Return the length of the longest run of equal letters; what is no letter ends a run."""
    best = now = 0
    before = ""
    for letter in letters:
        now = now + 1 if letter and letter == before else 1
        before = letter
        if now > best:
            best = now
    return best
