"""THE definitions of sentence, paragraph and line. Nothing outside this package splits a text.

The rules in prose are in :func:`sentences`, :func:`paragraphs` and :func:`lines`, those of words in
:mod:`gonogo.text.words`; the awkward cases of all four are a table of examples that is read by a test and printed in
the documentation (``testing/reading/segment_cases.jsonl``).

All functions take the *visible* text (see :mod:`gonogo.text.chars`) and speak in offsets of it.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from gonogo import deferred
from gonogo.text.abbreviations import (
    BEFORE_SMALL,
    MAY_END,
    MONTHS,
    MONTHS_DE,
    NEVER_END,
    NUMBERED,
    REPORTING,
    STARTERS,
    TITLES,
)
from gonogo.text.chars import CORE, EACH, MARK, RUN, classify, foreign_characters
from gonogo.text.words import count_words, few_words

Span = tuple[int, int]

# ---------------------------------------------------------------------- lines and paragraphs
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_WORDY = re.compile(r"[^\W_]")
_FENCE = re.compile(r"\n[ \t>]*(`{3,}|~{3,})")


def lines(text: str) -> list[Span]:
    """Return the non-empty lines, without surrounding blanks."""
    found = []
    start = 0
    for piece in text.split("\n"):
        inner = piece.strip()
        size, shown = len(piece), len(inner)
        if shown:
            left = start if shown == size else start + size - len(piece.lstrip())
            found.append((left, left + shown))
        start += size + 1
    return found


def paragraphs(text: str) -> list[Span]:
    """Return the paragraphs: blocks with at least one letter or digit, parted by blank lines.

    Lines that hold only blanks are blank; blank lines inside a fenced code block part nothing.
    """
    code = Stretches(fenced(text))
    found = []
    start = 0
    for match in _BLANK_LINES.finditer(text):
        end = match.start()
        if code.hold(end):
            continue
        found.append((start, end))
        start = match.end()
    found.append((start, len(text)))
    return [
        (a, b) if text[a].isalnum() and not text[b - 1].isspace() else strip(text, a, b)
        for a, b in found
        if a < b and (text[a].isalnum() or _WORDY.search(text, a, b))
    ]


def fenced(text: str) -> list[Span]:
    """Return the fenced code blocks, fences included (an unclosed fence runs to the end)."""
    if "```" not in text and "~~~" not in text:
        return []
    found: list[Span] = []
    opened: tuple[int, str] | None = None
    size = len(text)
    for match in _FENCE.finditer("\n" + text):
        start, mark, after = match.start(), match.group(1), match.end() - 1
        end = text.find("\n", after)
        end = size if end < 0 else end
        if opened is None:
            if mark[0] == "~" or "`" not in text[after:end]:
                opened = (start, mark)
        elif mark.startswith(opened[1]) and not text[after:end].strip():
            found.append((opened[0], end))
            opened = None
    if opened is not None:
        found.append((opened[0], len(text)))
    return found


class Stretches:
    """Stretches of a text (sorted, not overlapping), for asking which of them holds an offset, in any order."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans
        self._starts = [start for start, _ in spans]

    def around(self, at: int) -> Span | None:
        """Return the stretch that holds ``at``, None if none does."""
        i = bisect_right(self._starts, at) - 1
        return self.spans[i] if i >= 0 and at < self.spans[i][1] else None

    def hold(self, at: int) -> bool:
        """Return whether ``at`` is inside a stretch."""
        i = bisect_right(self._starts, at) - 1
        return i >= 0 and at < self.spans[i][1]


def strip(text: str, start: int, end: int) -> Span:
    """Return ``start:end`` without the blanks around it."""
    if start < end and not text[start].isspace() and not text[end - 1].isspace():
        return start, end
    inner = text[start:end]
    left = start + len(inner) - len(inner.lstrip())
    return left, max(left, end - len(inner) + len(inner.rstrip()))


# ---------------------------------------------------------------------- sentences
_STOPS = ".!?…‽⁇⁈⁉。！？｡؟۔।॥"
_CLOSERS = "\"'”’»)\\]}*_`」』）】~®™"
# A run of marks and what closes there. Whether a sentence may end behind it is asked of each match, not in the pattern:
# a pattern that fails at the end of a long run would start again at each of its marks.
# (The last repetition is possessive: nothing follows it, and what could be undone would be remembered at great cost.)
_MORE = r"(?:[ \t\u00a0\u202f]+(?:[.!?]+[{0}]*|»|\d{{1,2}}\.(?=[ \t]+\d{{1,2}}\.)))*+"
_END = deferred.pattern(rf"[.!?…‽⁇⁈⁉؟۔।॥]+[{_CLOSERS}]*{_MORE.format(_CLOSERS)}|[。！？｡]+[{_CLOSERS}]*")
# The same for texts without stops and emoji above ASCII, four times as fast.
_CLOSERS_PLAIN = "\"'”’»)\\]}*_`~®™"
_END_PLAIN = re.compile(rf"[.!?]+[{_CLOSERS_PLAIN}]*{_MORE.format(_CLOSERS_PLAIN)}")
_PICTOGRAPH = deferred.pattern(r"\p{Extended_Pictographic}")
_MARKER = deferred.pattern(
    r"[ \t>]*(?:[-+*•‣◦▪●·–][ \t]+(?:\[[ xX]\][ \t]+)?)?(?:\(?(?:\d{1,3}[.)]|[a-z][.)]|[A-Z]\))[ \t]+)?"
)
_HEADING = deferred.pattern(r"[ \t>]*#{1,6}(?:[ \t]|$)")
_NUMBER_ALONE = re.compile(r"(\d{1,3})[.)][ \t]*\Z")
_NUMBERED_LINE = re.compile(r"^[ \t>]*(\d{1,3})[.)](?=\s|\Z)", re.MULTILINE)
_NEAR = 400  # characters
_LONE_BRACKETS = deferred.pattern(
    r"(?:\[[^\[\]\n.!?…。！？]{1,120}\](?:\([^()\s]*\))?[,;:]?|</?[A-Za-z][^<>\n]{0,200}>)[ \t]*$"
)
_BOLD_LINE = deferred.pattern(r"(\*\*|__)(?!\s)[^*\n]+?\1:?$")
_INLINE_CODE = re.compile(r"(?<!`)(`{1,2})(?!`)[^\n]*?[^`]\1(?!`)")
_TAIL = r"(?![©®™])[\p{Extended_Pictographic}\p{Emoji_Modifier}\u200d\ufe0f]"
_TAIL_PART = deferred.pattern(_TAIL)
_EMOJI_TAIL = deferred.pattern(rf"(?:\s*{_TAIL})+(?=\s|$)")
_BEFORE_EMOJI = "※"  # the character before the first of them, ‼
_LONE_WORDS = re.compile(r"(?:[A-Za-z]{1,20}\n[ \t]*\n+(?=[A-Za-z]{1,20}\n[ \t]*\n[A-Za-z]{1,20}(?:\n|$)))+")
_NEWLINES = re.compile(r"\n+")
_LONGEST = 40  # no abbreviation, address part or number before a full stop is longer
_ABBREVIATED = NEVER_END | NUMBERED | MAY_END | TITLES | BEFORE_SMALL
_LONGEST_KNOWN = max(map(len, _ABBREVIATED))
_MARKED_LINE = re.compile(r"[.!?…][\"'”’)*_]*[ \t]*(?:\n|\Z)")
_PARAGRAPH_ENDS = ("", "\n", "\n\n")
_SHORT_LINE = 60
_FEW_WORDS = 3
_LOOK = 100  # characters
_AFTER_LETTER = (" ", "'", "’")  # behind a word of one letter: "I am", "I'm"
_LONGEST_ADDRESS = 200  # characters
_IN_ADDRESS = re.compile(r"(?::/|www\.)\S*\Z")
_RARE = ("](", "```", "~~~", "://", "www.")
_bits = lru_cache(maxsize=65_536)(classify)


def sentences(text: str, stop: int | None = None, foreign: str | None = None) -> list[Span]:
    """Return the sentences; finding them may end once ``stop`` are found.

    ``foreign`` may hold the characters above ASCII of the text (or of a longer one), where they are known.

    A sentence ends at ``. ! ? …`` or a stop of another script, with the quotes and brackets that close there, before
    a blank or the end of its block; the blank may be missing (``end.Next``, ``great!I am``). It does not end

    * after an abbreviation (``Dr.``, ``e.g.``), an initial, a number that counts items, inside a number or an address;
    * at an ellipsis, or a mark inside closing quotes, that goes on in lower case (``"Why?" he asked.``).

    Blank lines, list items, headings and table rows end a sentence whatever stands there; so does a line break after
    a short line (under 60 characters) that does not end in a comma, colon or dash, when the next line starts with a
    capital or a digit and no later line of the paragraph has an end mark (a poem without punctuation, an address).
    Where lines do have end marks, one without goes on in the next; a longer line is taken as wrapped.

    Headings, rules, tables, code blocks and empty items hold no sentences. A block without an end mark is one if it is
    a list item or has three words; shorter ones (a salutation, a title) are none unless nothing else is there.
    """
    found: list[Span] = []
    leftovers: list[Span] = []
    foreign = foreign_characters(text) if foreign is None else foreign
    plain = not any(map(_is_special, set(foreign)))
    pictured = not plain and _TAIL_PART.search(foreign) is not None
    ticked = "`" in text
    for start, end, item in _prose(text):
        code = inline_code(text, start, end) if ticked else None
        _split(text, start, end, item, plain, pictured, code, found, leftovers, stop)
        if stop is not None and len(found) >= stop:
            return found
    if not found and len(leftovers) == 1:
        return leftovers
    return found


def inline_code(text: str, start: int = 0, end: int = sys.maxsize) -> Stretches:
    """Return the inline code between two places of a text, with its backticks."""
    return Stretches([match.span() for match in _INLINE_CODE.finditer(text, start, end)])


def _prose(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the stretches in which sentences are looked for, and whether each is a list item."""
    found = [span for span in fenced(text) if not is_document(text, span[0])]
    fences_left = bool(found)
    fences = iter(found)
    fence = next(fences, None)
    open_at: int | None = None
    close_at = 0
    item = blank_before = False
    marks = _Marks(text)
    at = 0
    size = len(text)
    while at <= size:
        if fence is not None and at >= fence[0]:
            if open_at is not None:
                yield open_at, close_at, item
                open_at = None
            at = fence[1] + 1
            fence = next(fences, None)
            continue
        brk = text.find("\n", at)
        brk = size if brk < 0 else brk
        if brk == at and text.startswith("\n\n\n", at):  # many empty lines are as good as one
            at = brk = _NEWLINES.match(text, at).end() - 1  # type: ignore[union-attr]  # stands at one
        if (
            open_at is None
            and not fences_left
            and text[at : at + 2].isalpha()
            and text[brk : brk + 2] in _PARAGRAPH_ENDS
            and (brk - at >= 24 or not _LONE_WORDS.match(text, at))
        ):  # a paragraph of one line that begins with a word: by far the most usual stretch
            yield at, brk, False
            blank_before, item = True, False
            at = brk + 2
            continue
        if brk - at < 24 and open_at is None and (lone := _LONE_WORDS.match(text, at)):
            # words alone between blank lines hold no sentence; skip a run of them, but leave the last two to be seen
            at = brk = lone.end()
            continue
        role, start = _line_role(text, at, brk)
        if role == "prose" and blank_before and not item and text.startswith(("    ", "\t"), at):
            role = "markup"  # indented code
        blank_before = role == "blank" or (blank_before and role == "markup")
        joins = open_at is not None and role == "prose" and _wraps(text, open_at, close_at, start, item, marks)
        if not joins:
            if open_at is not None:
                yield open_at, close_at, item
                open_at = None
            if role in ("prose", "item"):
                open_at, item = start, role == "item"
        if open_at is not None:
            close_at = brk
        at = brk + 1
    if open_at is not None:
        yield open_at, close_at, item


DOCUMENTS = frozenset("text txt plaintext plain markdown md html htm xml xhtml svg latex tex rst email mail".split())
"""Labels of fenced blocks that hold what is read, not run."""
_LABEL = re.compile(r"[ \t]*(?:`{3,}|~{3,})[ \t]*([^\s`{]*)")


def is_document(text: str, start: int) -> bool:
    """Return whether the fenced block at ``start`` is labelled as a document: something to read."""
    label = _LABEL.match(text, start)
    return label is not None and label[1].lower() in DOCUMENTS


def _line_role(text: str, at: int, brk: int) -> tuple[str, int]:
    """Say what a line is (blank, prose, item, markup) and where its text starts."""
    start = at
    while start < brk and text[start] in " \t>":
        start += 1
    if start == brk:
        return "blank", start
    first = text[start]
    if first.isalpha() and not (brk - start > 1 and text[start + 1] in ".)"):
        return "prose", start
    if first in "-*+" and start + 3 < brk and text[start + 1] == " " and text[start + 2 : start + 4].isalpha():
        return "item", start + 2  # a bullet and a word: by far the most usual item
    if first == "|" or (first == "#" and _HEADING.match(text, start, brk)):
        return "markup", start
    if first == "<" and text.startswith("<<", start) and text[start:brk].rstrip().endswith(">>"):
        return "markup", start  # a title in double angular brackets, as IFEval's prompts ask for
    if first in "-*_=~" and not text[start:brk].strip("-*_=~ \t"):
        return "markup", start  # a rule, or a lone bullet
    if first in "`~" and text.startswith((first * 3), start):
        return "markup", start  # the fence of a document
    if first in "[<" and _LONE_BRACKETS.match(text, start, brk):
        return "markup", start  # a placeholder, or a tag, alone on its line
    if first in "*_" and text.startswith(first * 2, start):
        line = text[start:brk].rstrip()
        if _BOLD_LINE.match(line) and not _punctuated(line):
            return "markup", start
    marker = _MARKER.match(text, start, brk)
    if marker is not None and start < marker.end() < brk:
        if text[marker.end()] in "[<" and _LONE_BRACKETS.match(text, marker.end(), brk):
            return "markup", start
        return "item", marker.end()
    return ("markup" if first.isdigit() and _is_empty_item(text, start, brk) else "prose"), start


def _punctuated(line: str) -> bool:
    return line.rstrip(" \t*_\"'”’)")[-1:] in _STOPS


def _is_empty_item(text: str, start: int, brk: int) -> bool:
    """Return whether the line is only the number of a list item: the item before or after it has the next number."""
    alone = _NUMBER_ALONE.match(text, start, brk)
    if alone is None:
        return False
    following = _NUMBERED_LINE.search(text, brk, brk + _NEAR)
    if following is not None and int(following[1]) - int(alone[1]) == 1:
        return True
    low = max(0, start - _NEAR)
    line = text.rfind("\n", low, start)
    while line > low:
        begins = text.rfind("\n", low, line)
        before = _NUMBERED_LINE.match(text, max(low, begins + 1))
        if before is not None:
            return int(alone[1]) - int(before[1]) == 1
        line = begins
    return False


class _Marks:
    """Whether an end mark closes a line further down in a paragraph. Asked in order, so all answers cost one pass."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._mark = self._blank = -1

    def ahead(self, start: int) -> bool:
        """Return whether a line between ``start`` and the next blank line ends with an end mark."""
        text = self._text
        if self._mark < start:
            found = _MARKED_LINE.search(text, start)
            self._mark = found.start() if found else len(text) + 1
        if self._blank < start:
            self._blank = text.find("\n\n", start)
            self._blank = len(text) if self._blank < 0 else self._blank
        return self._mark <= self._blank


def _wraps(text: str, open_at: int, close_at: int, start: int, item: bool, marks: _Marks) -> bool:
    """Return whether the line at ``start`` goes on with the stretch before it."""
    last = text.rfind("\n", open_at, close_at) + 1 or open_at
    line = text[max(last, open_at) : close_at].rstrip()
    ending = line[-1:]
    if ending in _STOPS or line.rstrip(_CLOSERS)[-1:] in _STOPS:
        return False
    if ending in ",;:–—-" and not item:
        return ending != ":"
    begins = text[start : start + 8].lstrip("\"'“‘*_([")[:1]
    if not (begins.isupper() or begins.isdigit()):
        return True
    return len(line) >= _SHORT_LINE or (not item and marks.ahead(start))


def _split(
    text: str,
    start: int,
    end: int,
    item: bool,
    plain: bool,
    pictured: bool,
    code: Stretches | None,
    found: list[Span],
    leftovers: list[Span],
    stop: int | None,
) -> None:
    begin = seen = start  # up to `seen` there is nothing to read after `begin`
    for match in (_END_PLAIN if plain else _END).finditer(text, start, end):
        at, after = match.span()
        if at < begin:
            continue  # "⁉" is a mark and an emoji; this one was taken as the emoji behind another mark
        plainly = after >= end
        if not plainly:
            if text[after].isspace():
                plainly = after - at == 1 and _ends_plainly(text, begin, at)
            elif not _may_follow(text[after], text[at]):
                continue
        if code is not None and code.hold(at):
            continue
        if pictured and _may_be_emoji(text, after) and (tail := _EMOJI_TAIL.match(text, after, end)):
            after = tail.end()
        if not plainly and _goes_on(text, begin, at, after, end):
            continue
        while begin < after and text[begin].isspace():
            begin += 1
        if text[begin].isalnum() or _WORDY.search(text, max(begin, seen), after):
            found.append((begin, after))
            if len(found) == stop:
                return
            begin = after
        seen = after
    if begin < end and _WORDY.search(text, max(begin, seen), end):
        begin, end = strip(text, begin, end)
        (found if item or _has_words(text[begin:end], _FEW_WORDS) else leftovers).append((begin, end))


def _may_follow(char: str, mark: str) -> bool:
    """Return whether a sentence may end right before ``char``, without a blank."""
    return char.isupper() or mark in "。！？｡" or (char >= "©" and _PICTOGRAPH.match(char) is not None)


def _may_be_emoji(text: str, after: int) -> bool:
    """Return whether emoji may stand at ``after``, perhaps behind blanks."""
    first = text[after : after + 2].lstrip()
    return not first or first >= _BEFORE_EMOJI


_ASIDE = ("—", "–", "-", "»")  # behind a mark and a blank the sentence may go on


def _ends_plainly(text: str, begin: int, at: int) -> bool:
    """Return whether the mark at ``at``, before a blank, ends an ordinary word: by far the most usual end.

    Whatever follows the blank, the sentence is over: :func:`_goes_on` would say so, too.
    """
    if text[at] != ".":
        return text[at] in "!?" and not text[at - 1].isdigit() and text[at + 2 : at + 3] not in _ASIDE
    if at > begin and text[at - 1] in "`)]}":  # no abbreviation ends so
        return True
    word = text[max(text.rfind(" ", begin, at) + 1, begin) : at]
    if len(word) < 3 or not word.isalpha():
        return False
    return len(word) > _LONGEST_KNOWN or (word.lower() not in _ABBREVIATED and word not in _ABBREVIATED)


def _is_special(char: str) -> bool:
    return char in _STOPS or char >= _BEFORE_EMOJI


def _has_words(text: str, few: int) -> bool:
    if len(text) < 2 * few and sum(map(str.isalnum, text)) < few:  # each word holds a letter or digit
        return False
    if not text.isascii():
        n = few_words(text)
        known = n >= few if n is not None else _begins_with_words(text, few)
        return count_words(text) >= few if known is None else known
    return sum(any(map(str.isalnum, piece)) for piece in text.split()) >= few


def _begins_with_words(text: str, few: int) -> bool | None:
    """Decide :func:`_has_words` by a look at the first characters, None where that does not settle it.

    Each ideograph is a word, and so are letters between blanks; every word begins with a letter or digit, and
    where there are blanks between words, it begins where a run of letters, digits and marks does.
    """
    head = text[:_LOOK]
    if any(mark in head for mark in _RARE):
        return None
    kinds = list(map(_bits, head))
    if sum(kind & EACH for kind in kinds) >= few * EACH:
        return True
    marked = any(kind & MARK for kind in kinds)
    if not marked and "ʼ" not in head and sum(map(str.isalpha, head.split())) >= few:
        return True
    if len(text) > _LOOK:
        return None
    if any(kind & (EACH | RUN) for kind in kinds):
        most = sum(kind & (CORE | MARK) == CORE for kind in kinds)
    else:
        most = sum(kind & CORE > before & CORE for before, kind in pairwise((0, *kinds)))
    return False if most < few else None


def _goes_on(text: str, begin: int, at: int, after: int, end: int) -> bool:
    """Return whether the mark at ``at:after`` is not the end of a sentence."""
    follow = after
    while follow < end and text[follow].isspace():
        follow += 1
    if follow >= end:
        return False
    mark = text[at]
    if mark in "。！？｡؟۔।॥":
        return text[after - 1] in "」』" and text[after : after + 1] in ("と", "っ")
    if follow == after and text[follow].isalpha():
        return not _lacks_blank(text, at, follow)
    opener = text[follow]
    if opener in "—–-" and (mark in "!?…" or text[after - 1] in "\"'”’»"):  # «Кто там?» — спросила она.
        begins = text[follow + 1 : follow + 4].lstrip()[:1]
        if begins.islower():
            return True
    following = opener if opener.isalnum() else text[follow : follow + 8].lstrip("\"'“‘(*_[«")[:1]
    closed = text[after - 1] in "\"'”’»)]®™"
    if following.islower() and (closed or mark == "…" or text.startswith("..", at)):
        return True
    if closed and mark in "!?" and following.isupper():
        return _reports(text, follow)
    if mark == "!" and text[at - 1].isdigit() and (following.islower() or opener in "=+*/×<>"):
        return True  # a factorial
    if mark != "." or closed or (after - at > 1 and text[at + 1] in ".!?"):
        return False
    return _abbreviated(text, begin, at, follow, following)


def _lacks_blank(text: str, at: int, follow: int) -> bool:
    """Return whether only the blank before a sentence is missing: "end.Next", "great!I am", not "U.S.A", "Node.JS"."""
    if not (text[at - 2 : at].isalpha() and text[at - 1].islower()):
        return False
    second = text[follow + 1 : follow + 2]
    if not second.islower() and (text[at] == "." or second not in _AFTER_LETTER):
        return False
    return _IN_ADDRESS.search(text, at - _LONGEST_ADDRESS, follow) is None


def _abbreviated(text: str, begin: int, at: int, follow: int, following: str) -> bool:
    """Return whether the full stop at ``at`` belongs to an abbreviation, initial or item number."""
    left = at
    while (
        at - left < _LONGEST and left > begin and not text[left - 1].isspace() and text[left - 1] not in "(\"'“‘[*_—–"
    ):
        left -= 1
    token = text[left:at]
    low = token.lower()
    if not token:
        return following.islower()
    if token.isdigit() and len(token) <= 2:
        return _counts_items(text, begin, left, follow, following)
    if low in NEVER_END or token in TITLES:
        return True
    if token in BEFORE_SMALL:
        return following.islower() or following.isdigit()
    if token in ("b", "d") and (following.isdigit() or _next_word(text, follow) in MONTHS):  # born, died
        return True
    if low in NUMBERED and following.isdigit():
        return True
    if len(token) <= 2:
        if len(token) == 1 and token.islower() and _FIRST_OF_TWO.match(text, at):
            return True
        if following.islower() and _SECOND_OF_TWO.match(text, left):
            return True
    if len(token) == 1 and token.isalpha():
        if not token.isupper() or not following.isupper():
            return False
        return _next_word(text, follow) not in STARTERS and not (token == "I" and left > begin)
    if low in NUMBERED:
        return False
    if low in MAY_END or ("." in token and low.replace(".", "").isalpha() and _dotted(low)):
        if following.islower() or following.isdigit():
            return True
        return _next_word(text, follow) not in STARTERS and low not in ("etc",)
    return False


def _counts_items(text: str, begin: int, left: int, follow: int, following: str) -> bool:
    """Return whether a number before a full stop counts items ("1. Mix. 2. Bake.") or days ("3. Mai")."""
    if following.islower() or _next_word(text, follow) in MONTHS_DE:
        return True
    before = text[max(begin, left - 80) : left].rstrip(" \t\"'“‘(*_")
    if not before:
        return True
    if before[-1] == "." and before.rsplit(None, 1)[-1][:-1].lower() in NUMBERED:
        return False  # "Sept. 3. Be on time."
    return before[-1] in ".:;!?,"


def _reports(text: str, follow: int) -> bool:
    """Return whether a name and a verb of speaking follow closing quotes."""
    said = _NAME_AND_VERB.match(text, follow)
    return said is not None and said[1] not in STARTERS and (said[2] in REPORTING or said[3] in REPORTING)


def _dotted(low: str) -> bool:
    return all(len(part) == 1 for part in low.split("."))


_NAME_AND_VERB = re.compile(r"(\w+) (\w+)(?: (\w+))?")  # "Anna said so", "Anna Lee said"
# "z. B.", "p. ej.", "и т. д."
_FIRST_OF_TWO = re.compile(r"\.[ \u00a0\u202f]?(?:[^\W\d_]|[a-zà-ÿа-я]{2})\.(?!\w)")
_SECOND_OF_TWO = re.compile(r"(?<=(?<![^\W_])[^\W\d_]\.)|(?<=(?<![^\W_])[^\W\d_]\.[ \u00a0\u202f])")
_OPENING_WORD = re.compile(r"[\"'“‘(*_\[]*([^\W_]+(?:['’][^\W_]+)?)")


def _next_word(text: str, follow: int) -> str:
    match = _OPENING_WORD.match(text, follow)
    return str(match.group(1)).replace("’", "'") if match else ""
