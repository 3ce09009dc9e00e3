"""Quotations: which quotation marks open and close, and what stands in which; and pairs of brackets.

Straight marks are told by what stands beside them: one that opens has a blank or a bracket before it and text after it.
Apostrophes are no quotation marks, whatever their shape.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from gonogo.text.segment import Span, fenced

# marks in a run are told by what stands beside the run; emphasis and escapes among them are looked through
_MARKS = re.compile("[*_`~\\\\\"“”„‟＂'‘’‚‛＇]+|[«»‹›「」『』]")
_KINDS = {
    **dict.fromkeys('"“”„‟＂', '"'), **dict.fromkeys("'‘’‚‛＇", "'"), **dict.fromkeys("«»", "«"),
    **dict.fromkeys("‹›", "‹"), **dict.fromkeys("「」", "「"), **dict.fromkeys("『』", "『"),
}  # fmt: skip
MARKS = "".join(_KINDS)
_OPEN, _CLOSE = frozenset("“„«‹「『"), frozenset("»›」』’”")
_STRAIGHT = frozenset(_KINDS) - _OPEN - _CLOSE  # all that may open or close
_BEFORE = frozenset("([{<—–-―…:=/|>,.;!?")
_AFTER = frozenset(".,;:!?)]}>—–-―…/|")
# words that begin with an apostrophe
_ELIDED = re.compile(
    r"(?:tis|twas|twere|twill|em|cause|til|till|bout|round|cos|cuz|n|er|im|neath|nuff|gainst|\d\ds?)\b", re.IGNORECASE
)
_LONG = 12  # marks in a row
_WORDY = re.compile(r"[^\W_]")
_QUOTES = re.compile(  # any mark but an apostrophe inside a word
    "[\"“”„‟＂'‘’‚‛＇«»‹›「」『』](?:(?<=[^'‘’‚‛＇])|(?![^\\W_])|(?<![^\\W_].))"
)
_PARAGRAPH = re.compile(r"\n[ \t]*(?:\n[ \t]*)+(\S?)")


def quotes_nothing(text: str) -> bool:
    """Return whether the only marks of quotation in ``text`` are apostrophes inside words, if there are any."""
    return _QUOTES.search(text) is None


class Pair(NamedTuple):
    """A pair of brackets or marks: where it is, how many are nested from it inwards (0 if nothing is in them)."""

    start: int
    end: int
    depth: int


class Quotation(NamedTuple):
    """A quotation with its marks: where it is, which marks (the kind of the opening one), how deep it nests.

    ``depth`` counts this quotation and those in it, as long as the kind of marks changes from one to the next; a
    quotation with nothing to read in it has depth 0. ``outer`` says whether it stands in no other.
    """

    start: int
    end: int
    mark: str
    depth: int
    outer: bool


# An open mark: where it is, its kind, whether there is something to read in it, and how deep what has closed in it
# nests, by kind of mark. (A list: there may be hundreds of thousands.)
_START, _KIND, _SAYS, _BEST = range(4)


class Quotations:
    """The quotations of a text in the order of their ends, and what is left over.

    Attributes:
        unclosed: where marks open that never close.
        stray: where double marks close what was never opened (inches apart).
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: list[tuple[int, int, str, int]] = []
        self.unclosed: list[int] = []
        self.stray: list[int] = []
        self._stack: list[list[Any]] = []
        self._held = dict.fromkeys(_KINDS.values(), 0)
        stack, size, kinds, read = self._stack, len(text), _KINDS.get, 0
        for match in _MARKS.finditer(text):
            start, end = match.span()
            if read < start and stack and not stack[-1][_SAYS]:
                stack[-1][_SAYS] = _WORDY.search(text, read, start) is not None
            before = text[start - 1] if start else " "
            after = text[end] if end < size else " "
            if end - start == 1 and kinds(text[start]) == "'" and before.isalnum() and after.isalnum():
                read = end
                continue  # don't
            at = start
            if end - start > _LONG and text[start] in _KINDS and text.count(text[start], start, end) == end - start:
                at = self._read_run(start, end, before, after)
            for place in range(at, end):
                kind = kinds(text[place])
                if kind is not None:
                    self._read(place, kind, before, after)
            read = end
        self.unclosed += [one[_START] for one in stack if one[_KIND] != "'"]

    def _read_run(self, start: int, end: int, before: str, after: str) -> int:
        """Read most of a long run of one mark; return where the rest of it begins.

        What a mark amid such a run does depends on what is open only, so once two in a row have been read, all that
        follow do the same by turns: they open, they are stray, they are nothing, or each pair is an empty quotation.
        """
        kind, last = _KINDS[self._text[start]], end - 2
        seen = [(len(self._stack), len(self.stray))]
        for at in range(start, last):
            self._read(at, kind, before, after)
            seen = [*seen[-2:], (len(self._stack), len(self.stray))]
            (was, _), (between, lost), (now, more) = seen if len(seen) == 3 else (*seen, *seen)[:3]
            if at < start + 3 or between < was or (now != was and not now > between > was):
                continue  # no turn of two is seen yet
            left = range(at + 1, last)
            if now > between > was:
                self._stack += [[place, kind, False, None] for place in left]
                self._held[kind] += len(left)
                return last
            if now == between == was:
                self.stray += left if more > lost else ()
                return last
            return last - len(left) % 2
        return last

    def left_open(self) -> list[int]:
        """Return where marks open that never close, save where the next paragraph opens a quotation anew."""
        if not self.unclosed:
            return []
        anew = {match.start(): match.group(1) for match in _PARAGRAPH.finditer(self._text)}
        breaks = list(anew)
        found = []
        for at in sorted(self.unclosed):
            i = bisect_right(breaks, at)
            if i == len(breaks) or anew[breaks[i]] != self._text[at]:
                found.append(at)
        return found

    def _read(self, at: int, kind: str, before: str, after: str) -> None:
        text, char = self._text, self._text[at]
        held = self._held[kind]
        if char in _STRAIGHT:  # told by what stands beside it
            left, right, alike = _sides(before, after)
            same = bool(self._stack) and self._stack[-1][_KIND] == kind
            if left and right:
                opens = not same and (alike or before.isspace())
            elif left == right:
                opens = not same and not held
            else:  # held: the end of what was quoted, "Go."she said
                opens = left and not (held and before in ",.;:!?…")
        elif char in _OPEN:
            opens = not (char == "“" and held and not before.isspace() and (after.isspace() or after in _AFTER))
        else:
            opens = False
        if kind == "'" and self._is_apostrophe(at, opens, held):
            return
        if opens:
            self._stack.append([at, kind, False, None])
            self._held[kind] = held + 1
        elif held:
            self._close(at, kind)
        elif kind != "'" and not _is_inch(text, at):
            self.stray.append(at)

    def _is_apostrophe(self, at: int, opens: bool, held: int) -> bool:
        """Return whether the single mark at ``at``, which does not stand between letters, opens and closes nothing."""
        text = self._text
        last, next_ = text[at - 1 : at], text[at + 1 : at + 2]
        if opens or (not last.strip() and next_.isalnum() and text[at] in "’'"):
            elided = next_.isalnum() and _ELIDED.match(text, at + 1) is not None
            return text[at] != "‘" and (elided or text[at] == "’")
        return not held

    def _close(self, at: int, kind: str) -> None:
        stack = self._stack
        while True:
            start, opened, says, best = stack.pop()
            self._held[opened] -= 1
            if opened == kind:
                break
            if opened != "'":  # an apostrophe may have been taken for a mark
                self.unclosed.append(start)
            stack[-1][_SAYS] |= says  # the one that closes is still there
        depth = 1
        if best is not None:
            depth += max((n for other, n in best.items() if other != kind), default=0)
        if depth == 1 and not says:
            depth = 0
        if stack:
            outer = stack[-1]
            outer[_SAYS] |= says
            if depth:
                deep = outer[_BEST]
                if deep is None:
                    outer[_BEST] = {kind: depth}
                elif deep.get(kind, 0) < depth:
                    deep[kind] = depth
        self._found.append((start, at + 1, kind, depth))

    def deepest(self, marks: str) -> Pair | None:
        """Return the quotation by ``marks`` that nests deepest, of several the first that ends; None without any."""
        found = (one for one in self._found if one[2] in marks)
        start, end, _, depth = max(found, key=itemgetter(3), default=(0, 0, "", -1))
        return None if depth < 0 else Pair(start, end, depth)

    @cached_property
    def found(self) -> list[Quotation]:
        """The quotations; of empty ones in a long run of marks only some."""
        reach = len(self._text) + 1
        found = []
        for one in reversed(self._found):  # ends ascend, so one pass from the right tells which stand in no other
            outer = one[0] < reach
            reach = one[0] if outer else reach
            found.append(Quotation(*one, outer))
        found.reverse()
        return found


@lru_cache(maxsize=4096)
def _sides(before: str, after: str) -> tuple[bool, bool, bool]:
    """Return whether a mark may open after ``before``, may close before ``after``; whether both or neither is blank."""
    blank, blank_after = before.isspace(), after.isspace()
    return blank or before in _BEFORE, blank_after or after in _AFTER, blank == blank_after


def _is_inch(text: str, at: int) -> bool:
    return text[at] in "\"”'’" and text[at - 1 : at].isalnum()


# ---------------------------------------------------------------------- brackets
_PAIRS = {")": "(", "]": "[", "}": "{", "）": "（", "］": "［", "｝": "｛", "】": "【", "〕": "〔"}
OPENING = "".join(_PAIRS.values())
_BRACKETS = re.compile("[()\\[\\]{}（）［］｛｝【】〔〕]")
_SMILEY = re.compile(r"(?<![^\s(])[:;=8xX]['’]?[-^o]?$")
_FROWN = re.compile(r"(?<![^\s(])[:;=]['’]?[-^o]?\((?![^\s.,!?)])")
_SMILES = "8xX:;='’-^o\n"  # what a smiley may end with before its mouth; most brackets are told by that at once
_ENUMERATOR = re.compile(r"(?:^|[\s(\[*_])(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})$")


class Brackets:
    """The pairs of brackets in a text, and what is left over.

    Attributes:
        unclosed: where brackets open that do not close in order.
        stray: where brackets close what was not open, numbers of items (``1)``) and smileys apart.
    """

    def __init__(self, text: str) -> None:
        self.unclosed: list[int] = []
        self.stray: list[int] = []
        self._pairs: list[tuple[int, int, int]] = []
        stack: list[list[Any]] = []  # start, depth of the deepest pair inside, whether there is something to read
        read = 0
        kinds: list[str] = []
        held = dict.fromkeys(_PAIRS.values(), 0)
        for match in _BRACKETS.finditer(text):
            at, char = match.start(), match.group()
            if read < at and stack and not stack[-1][2]:
                stack[-1][2] = _WORDY.search(text, read, at) is not None
            read = at + 1
            if char in held:
                if char == "(" and at and text[at - 1] in ":;=-^'’" and _FROWN.search(text, max(0, at - 4), at + 2):
                    continue
                stack.append([at, 0, False])
                kinds.append(char)
                held[char] += 1
                continue
            opener = _PAIRS[char]
            if not (kinds and kinds[-1] == opener):
                last = text[at - 1 : at]
                if (last.isalnum() or last in _SMILES) and _says_otherwise(text, at):
                    continue
                if not held[opener]:
                    self.stray.append(at)
                    continue
            while kinds[-1] != opener:  # what was open inside is no pair
                held[kinds.pop()] -= 1
                loose, _, says = stack.pop()
                self.unclosed.append(loose)
                stack[-1][2] |= says
            kinds.pop()
            held[opener] -= 1
            start, inner, says = stack.pop()
            depth = inner + 1 if inner or says else 0
            if stack:
                outer = stack[-1]
                outer[1] = depth if depth > outer[1] else outer[1]
                outer[2] |= says
            self._pairs.append((start, at + 1, depth))
        self.unclosed += [start for start, _, _ in stack]

    def deepest(self) -> Pair | None:
        """Return the pair from which most are nested inwards, of several the first that ends; None without pairs."""
        pair = max(self._pairs, key=itemgetter(2), default=None)
        return None if pair is None else Pair(*pair)


def opens_more(text: str) -> bool:
    """Return whether more brackets of some kind open than close: then one is left open for certain."""
    closing = dict.fromkeys(_PAIRS.values(), 0)
    for closer, opener in _PAIRS.items():
        closing[opener] += text.count(closer)
    more = any(text.count(opener) > n for opener, n in closing.items())
    return more and ("(" not in text or _FROWN.search(text) is None)


def _says_otherwise(text: str, at: int) -> bool:
    """Return whether the closing bracket at ``at`` belongs to the number of an item or to a smiley."""
    before = text[max(0, at - 6) : at]
    if text[at] in ")）" and _ENUMERATOR.search(before):
        return True
    return text[at] in ")]" and _SMILEY.search(before) is not None


_INTERVAL = re.compile(r"[\[(][^()\[\]{}\n]{1,30},[^()\[\]{}\n]{1,30}[\])]")
_INLINE_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)[^`\n]{1,2000}(?<!`)\1(?!`)")


def without_code_and_intervals(text: str) -> str:
    """Return ``text`` with code and half-open intervals (``[0, 1)``) made blank, offsets unchanged."""
    text = _blank(text, fenced(text))
    if "`" in text:
        text = _INLINE_CODE.sub(_as_blanks, text)
    return _INTERVAL.sub(_as_blanks, text)


def _as_blanks(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _blank(text: str, spans: list[Span]) -> str:
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*parts, text[at:]])
