"""Quotations: which quotation marks open and close, and what stands in which; and pairs of brackets.

Straight marks are told by what stands beside them: one that opens has a blank or a bracket before it and text after it.
Apostrophes are no quotation marks, whatever their shape.
"""

from __future__ import annotations

import re
from bisect import bisect_right
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
_OPEN, _CLOSE = frozenset("“„«‹「『"), frozenset("»›」』")
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


class _Open:
    """An open mark; what has closed in it so far is kept by kind of mark."""

    __slots__ = ("best", "kind", "says", "start")

    def __init__(self, start: int, kind: str) -> None:
        self.start, self.kind, self.says = start, kind, False
        self.best: dict[str, int] | None = None


class Quotations:
    """The quotations of a text in the order of their ends, and what is left over.

    Attributes:
        found: the quotations; of empty ones in a long run of marks only some.
        unclosed: where marks open that never close.
        stray: where double marks close what was never opened (inches apart).
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self.found: list[Quotation] = []
        self.unclosed: list[int] = []
        self.stray: list[int] = []
        self._stack: list[_Open] = []
        self._held = dict.fromkeys(_KINDS.values(), 0)
        read = 0
        for match in _MARKS.finditer(text):
            start, end = match.span()
            if read < start and self._stack and not self._stack[-1].says:
                self._stack[-1].says = _WORDY.search(text, read, start) is not None
            before = text[start - 1] if start else " "
            after = text[end] if end < len(text) else " "
            at = start
            if end - start > _LONG and text[start] in _KINDS and text.count(text[start], start, end) == end - start:
                at = self._read_run(start, end, before, after)
            while at < end:
                if text[at] in _KINDS:
                    self._read(at, before, after)
                at += 1
            read = end
        self.unclosed += [one.start for one in self._stack if one.kind != "'"]
        self._mark_outer()

    def _read_run(self, start: int, end: int, before: str, after: str) -> int:
        """Read most of a long run of one mark; return where the rest of it begins.

        What a mark amid such a run does depends on what is open only, so once two in a row have been read, all that
        follow do the same by turns: they open, they are stray, they are nothing, or each pair is an empty quotation.
        """
        kind, last = _KINDS[self._text[start]], end - 2
        seen = [(len(self._stack), len(self.stray))]
        for at in range(start, last):
            self._read(at, before, after)
            seen = [*seen[-2:], (len(self._stack), len(self.stray))]
            (was, _), (between, lost), (now, more) = seen if len(seen) == 3 else (*seen, *seen)[:3]
            if at < start + 3 or between < was or (now != was and not now > between > was):
                continue  # no turn of two is seen yet
            left = range(at + 1, last)
            if now > between > was:
                self._stack += [_Open(place, kind) for place in left]
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

    def _read(self, at: int, before: str, after: str) -> None:
        text, char = self._text, self._text[at]
        kind = _KINDS[char]
        held = self._held[kind]
        if char in _CLOSE:
            opens = False
        elif char == '"' or char == "'":
            opens = self._straight(kind, before, after)
        elif char in _OPEN:
            opens = not (char == "“" and held and not before.isspace() and (after.isspace() or after in _AFTER))
        elif char == "’" or char == "”":
            opens = False
        else:
            opens = self._straight(kind, before, after)
        if kind == "'" and self._is_apostrophe(at, opens, held):
            return
        if opens:
            self._stack.append(_Open(at, kind))
            self._held[kind] = held + 1
        elif held:
            self._close(at, kind)
        elif kind != "'" and not _is_inch(text, at):
            self.stray.append(at)

    def _straight(self, kind: str, before: str, after: str) -> bool:
        """Return whether a straight mark opens."""
        left = before.isspace() or before in _BEFORE
        right = after.isspace() or after in _AFTER
        same = bool(self._stack) and self._stack[-1].kind == kind
        if left and right:
            return not same if before.isspace() == after.isspace() else before.isspace() and not same
        if left == right:
            return False if same else not self._held[kind]
        if left and before in ",.;:!?…" and self._held[kind]:
            return False  # the end of what was quoted: "Go."she said
        return left

    def _is_apostrophe(self, at: int, opens: bool, held: int) -> bool:
        text = self._text
        last, next_ = text[at - 1 : at], text[at + 1 : at + 2]
        if next_.isalnum() and last.isalnum():
            return True
        if opens or (not last.strip() and next_.isalnum() and text[at] in "’'"):
            elided = next_.isalnum() and _ELIDED.match(text, at + 1) is not None
            return text[at] != "‘" and (elided or text[at] == "’")
        return not held

    def _close(self, at: int, kind: str) -> None:
        while True:
            one = self._stack.pop()
            self._held[one.kind] -= 1
            if one.kind == kind:
                break
            if one.kind != "'":  # an apostrophe may have been taken for a mark
                self.unclosed.append(one.start)
            if self._stack:  # pragma: no branch  (the one that closes is still there)
                self._stack[-1].says |= one.says
        depth = 1
        if one.best is not None:
            depth += max((n for other, n in one.best.items() if other != kind), default=0)
        if depth == 1 and not one.says:
            depth = 0
        if self._stack:
            outer = self._stack[-1]
            outer.says |= one.says
            if depth:
                outer.best = outer.best or {}
                outer.best[kind] = max(outer.best.get(kind, 0), depth)
        self.found.append(Quotation(one.start, at + 1, kind, depth, True))

    def _mark_outer(self) -> None:
        """Say of each quotation whether another one holds it. Ends ascend, so one pass from the right does."""
        reach = len(self._text) + 1
        for i in range(len(self.found) - 1, -1, -1):
            one = self.found[i]
            if one.start >= reach:
                self.found[i] = Quotation(*one[:4], False)
            else:
                reach = one.start


def _is_inch(text: str, at: int) -> bool:
    return text[at] in "\"”'’" and text[at - 1 : at].isalnum()


# ---------------------------------------------------------------------- brackets
_PAIRS = {")": "(", "]": "[", "}": "{", "）": "（", "］": "［", "｝": "｛", "】": "【", "〕": "〔"}
OPENING = "".join(_PAIRS.values())
_BRACKETS = re.compile("[()\\[\\]{}（）［］｛｝【】〔〕]")
_SMILEY = re.compile(r"(?<![^\s(])[:;=8xX]['’]?[-^o]?$")
_SMILES = "8xX:;='’-^o\n"  # what a smiley may end with before its mouth
_ENUMERATOR = re.compile(r"(?:^|[\s(\[*_])(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})$")


class Pair(NamedTuple):
    """A pair of brackets: where it is, and how many pairs are nested from it inwards (0 if nothing is in them)."""

    start: int
    end: int
    depth: int


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
                stack.append([at, 0, False])
                kinds.append(char)
                held[char] += 1
                continue
            opener = _PAIRS[char]
            if not (kinds and kinds[-1] == opener) and _says_otherwise(text, at):
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
    return any(text.count(opener) > n for opener, n in closing.items())


def _says_otherwise(text: str, at: int) -> bool:
    """Return whether the closing bracket at ``at`` belongs to the number of an item or to a smiley."""
    last = text[at - 1 : at]
    if not last.isalnum() and last not in _SMILES:
        return False  # most are told at once
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
