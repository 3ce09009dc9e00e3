"""Numbers in prompts: which value is said, of what, and with which relation ("no more than fifty words").

One reader for every language of :mod:`gonogo.compat.tongues`; texts are in lower case. What cannot be told for certain
is left out, or has no relation: a lint finding that is false costs more than one that is missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from gonogo.compat.tongues import EN, TIMES, TONGUES, Tongue, cells
from gonogo.text.language import identify

__all__ = ["EN", "TIMES", "Told", "numbers", "ranges", "spoken", "told", "told_in"]

Relation = Literal["lower", "upper", "exact", ""]

_LETTER = r"[^\W\d_]"
_READ = 2_000  # characters by which the language of a prompt is told…
_LAST = 300  # …and of its last words, where the instructions stand
_SHORT = 1_000  # characters of a prompt that may be too short to tell
_BRIEF = 60  # characters of a prompt that may be told wrongly


def spoken(text: str) -> tuple[Tongue, ...]:
    """Return the languages that a prompt may be in, the likeliest first; English always is one of them.

    A short prompt whose language cannot be told may be in any that parts its words by blanks.
    """
    parts = (text[:_READ], text[-_LAST:]) if len(text) > _LAST else (text,)
    found = [TONGUES[code] for part in parts if (code := identify(part).language) in TONGUES and code is not None]
    if len(text) <= (_BRIEF if found else _SHORT) and not any(one.closed for one in found):
        found += [one for one in TONGUES.values() if not one.closed]
    return tuple(dict.fromkeys((*found, EN)))


def _either(*patterns: str) -> str:
    return "|".join(pattern for pattern in patterns if pattern) or "(?!)"


# ---------------------------------------------------------------------- the reader of one language
class _Reader:
    """The patterns of a language, each made when it is first asked for: few processes need them."""

    def __init__(self, tongue: Tongue) -> None:
        self.tongue = tongue
        self._edge = "" if tongue.closed else r"\b"

    # -------------------------------------------------- numbers
    @cached_property
    def _cells(self) -> list[tuple[str, int, bool]]:
        """Each number word, its value, and whether it multiplies what stands before it."""
        one = self.tongue
        found = [(sign, n, n > 9) for sign, n in one.numerals.items()]
        for words, first, step in ((one.units, 0, 1), (one.tens, 20, 10), (one.hundreds, 200, 100)):
            for place, forms in enumerate(cells(words)):
                found += [(form, first + step * place, False) for form in forms]
        for words, n, scales in (
            (one.articles, 1, False), (one.hundred, 100, True), (one.thousand, 1000, True), (one.dozen, 12, True),
        ):  # fmt: skip
            found += [(form, n, scales) for forms in cells(words) for form in forms]
        return sorted(found, key=lambda cell: len(cell[0]), reverse=True)

    @cached_property
    def number(self) -> str:
        """A pattern for a number, in digits or words."""
        one = self.tongue
        digits = (
            rf"\d{{1,3}}(?:{one.group}\d{{3}})+(?!\d)|\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?!\d)"
            r"|\d+(?:\.\d)?k(?![a-z])|\d+"
        )
        if one.closed:
            return rf"(?:(?:{digits})[百千万萬]?|[{''.join(one.numerals)}]+)"
        whole = _either(*map(re.escape, sorted({**one.alone, **one.often}, key=len, reverse=True)))
        return rf"(?:\d+ (?:{one.thousand})(?!{_LETTER})|{digits}|(?:{whole}|{self._spelled()})(?!{_LETTER}))"

    def _spelled(self) -> str:
        """Return a pattern for a number in words below a million."""
        one = self.tongue
        gap = "" if one.glued else "[ -]"
        articles = [form for forms in cells(one.articles) for form in forms]

        def said(low: int, high: int) -> str:
            return f"(?:{_either(*(form for form, n, scales in self._cells if low <= n <= high and not scales))})"

        def then(words: str, what: str) -> str:
            return rf"(?:{f'(?:{gap}(?:{words}))?' if words else ''}{gap}(?:{what}))?"

        def times(what: str, scale: str) -> str:
            return rf"(?:(?:{_either(one.articles, what)}){gap}){'?' if one.bare else ''}(?:{scale})"

        units, tens = said(1, 19 if one.teens else 9), said(20, 90)
        first = f"{units}{one.inverted}{tens}" if one.inverted else ""
        every = _either(*(form for form, n, scales in self._cells if n < 20 and not scales and form not in articles))
        small = f"(?:{_either(first, tens + then(one.joins, units), every)})"
        direct = said(200, 900) + then(one.adds, small)
        hundreds = rf"(?:{direct}|{times(small, one.hundred)}{then(one.adds, small)}|{small})"
        comma = rf"(?:,{gap}{hundreds}|{then(one.adds, hundreds)})"
        thousands = rf"{times(hundreds, one.thousand)}{comma}"
        return _either(times(small, one.dozen) if one.dozen else "", thousands, hundreds)

    @cached_property
    def _words(self) -> re.Pattern[str]:
        edge = "" if self.tongue.glued else self._edge
        return re.compile(rf"(\d+)|{'|'.join(f'{edge}({form}){edge}' for form, _, _ in self._cells)}")

    def value(self, said: str) -> int:
        """Return the number that a match of :attr:`number` says."""
        if said[:1].isdigit():
            if said.endswith("k"):
                return round(float(said[:-1][:12]) * 1000)
            if (digits := re.sub(r"[\s.,]", "", said)).isdigit():
                return int(digits[:12])
        whole = {**self.tongue.alone, **self.tongue.often}
        if said in whole:
            return whole[said]
        total = part = last = 0
        for match in self._words.finditer(said):
            if match.group(1):
                last = int(match.group(1)[:12])
                continue
            _, n, scales = self._cells[(match.lastindex or 2) - 2]
            if not scales:
                last = 10 * last + n if self.tongue.closed else last + n
            elif n >= (10_000 if self.tongue.closed else 1000):
                total, part, last = total + (part + last or 1) * n, 0, 0
            else:
                part, last = part + (last or 1) * n, 0
        return total + part + last

    @cached_property
    def any(self) -> re.Pattern[str]:
        """A pattern for a number anywhere, with a dot between groups of digits, too."""
        start = r"(?<!\d)" if self.tongue.closed else r"(?<![^\W_])"
        return re.compile(rf"{start}(?:\d{{1,3}}(?:\.\d{{3}})+(?!\d)|{self.number})")

    @cached_property
    def numbered(self) -> re.Pattern[str]:
        """A pattern for a number that may count something."""
        start = r"(?<![第\d.,$%/#])" if self.tongue.closed else rf"(?<!{_LETTER})(?<![\d.,$%/#–-])(?<!\d )"
        return re.compile(rf"{start}(?P<n>{self.number})(?P<plus>\+)?\)?")

    @cached_property
    def ranged(self) -> re.Pattern[str]:
        """A pattern for two numbers with a range between them: two groups for each way to say it."""
        one, edge = self.tongue, self._edge
        counted = r"[^\W\d]{0,3}?" if one.closed else ""
        plain = r"(?<![\d.,$%/#–-])" + ("" if one.closed else rf"(?<!{_LETTER})")
        tries = []
        for start, mid in (("", "-|–|—"), *one.between):
            opened = rf"{edge}(?:{start})\s+" if start else plain
            inner = rf"{edge}(?:{mid}){edge}" if mid[0].isalpha() else f"(?:{mid})"
            tries.append(rf"{opened}({self.number}){counted}\s*{inner}\s*({self.number})")
        return re.compile("|".join(tries))

    # -------------------------------------------------- nouns
    @lru_cache(maxsize=256)  # noqa: B019 (there is one reader for each language, for ever)
    def noun(self, noun: str) -> re.Pattern[str]:
        """Return a pattern for what stands behind a number of ``noun``."""
        one = self.tongue
        after = _either(one.after_lower, one.after_upper, one.after_more, one.after_less)
        if one.closed:
            return re.compile(rf"\s?(?:{one.counter})?(?P<mid>{after})?[の的]?\s?(?:{noun})")
        between = rf"(?:[ -]+(?!(?:{one.stops})\b){_LETTER}+){{0,2}}"
        if noun == one.nouns.get("words"):
            between = rf"(?:[ -]+(?:{one.tight}))?" if one.tight else ""
        return re.compile(rf"(?:[ -]+(?P<mid>{after})\b)?{between}[ -]+(?:{noun})\b")

    @lru_cache(maxsize=256)  # noqa: B019
    def ahead(self, noun: str) -> re.Pattern[str]:
        """Return a pattern for a noun that stands before its number ("段落を3つ"), at the end of a text."""
        before = _either(self.tongue.lower, self.tongue.upper, self.tongue.exact)
        return re.compile(rf"(?:{noun})(?:を|は|が)?(?:{before})?\s?$")

    @cached_property
    def behind(self) -> re.Pattern[str]:
        """A pattern for what stands behind a number whose noun stands before it."""
        one = self.tongue
        used = "[ぁ-んァ-ン一-龥]{0,3}(?:含|入|使|書|用)"
        ends = _either("は|も|ほど|程度|[、。]", one.after_lower, one.after_upper, one.after_less, used)
        return re.compile(rf"(?:{one.counter})(?={ends})")

    # -------------------------------------------------- relations
    def _pattern(self, words: str, end: str = "") -> re.Pattern[str]:
        edge = self._edge if words else ""
        return re.compile(rf"{edge}(?:{words or '(?!)'}){edge}{end}")

    @cached_property
    def says(self) -> re.Pattern[str]:
        """Relations before a number."""
        one, edge = self.tongue, self._edge
        ways = {"lower": one.lower, "upper": one.upper, "more": one.more, "less": one.less, "exact": one.exact}
        return re.compile(rf"{edge}(?:{'|'.join(f'(?P<{way}>{words})' for way, words in ways.items() if words)}){edge}")

    @cached_property
    def after(self) -> re.Pattern[str]:
        """Relations behind a number and its noun."""
        one, edge = self.tongue, self._edge
        ways = {"lower": one.after_lower, "upper": one.after_upper, "more": one.after_more, "less": one.after_less}
        said = "|".join(f"(?P<{way}>{words})" for way, words in ways.items() if words)
        of = _either("of" if one is EN else "d[eio]|von|из", self.number)
        return re.compile(rf"\s*[,(]?\s*の?(?:{said}){edge}" + ("" if one.closed else rf"(?!\s+(?:{of})\b)"))

    @cached_property
    def refused(self) -> re.Pattern[str]:
        """What turns a relation around, behind it."""
        return self._pattern(self.tongue.refused)

    @cached_property
    def negated(self) -> re.Pattern[str]:
        """What turns a relation around, before it."""
        return re.compile(self.tongue.negated or "(?!)")

    @cached_property
    def cut(self) -> re.Pattern[str]:
        """Where a clause ends."""
        return re.compile(rf"[,:;()—、，：；（）]|{self._pattern(self.tongue.cuts).pattern}")

    @cached_property
    def given(self) -> re.Pattern[str]:
        """What stands before a number of things that are there already, at the end of a text."""
        return self._pattern(self.tongue.given, r"\s*$" if self.tongue.closed else r"\s+$")

    @cached_property
    def article(self) -> re.Pattern[str]:
        """An article at the end of a text."""
        return self._pattern(self.tongue.article, r"\s+$")

    @cached_property
    def dated(self) -> re.Pattern[str]:
        """What stands before a year, at the end of a text."""
        return self._pattern(self.tongue.dated, r"\s+$")

    @cached_property
    def each(self) -> re.Pattern[str]:
        """What says that every part is meant, before a number."""
        return self._pattern(self.tongue.each, r"\s?$" if self.tongue.closed else "")

    @cached_property
    def each_after(self) -> re.Pattern[str]:
        """What says that every part is meant, behind a noun."""
        return re.compile(rf"\s*{self._pattern(self.tongue.each_after).pattern.removeprefix(self._edge)}")


@lru_cache(maxsize=32)
def _reader(tongue: Tongue) -> _Reader:
    return _Reader(tongue)


# ---------------------------------------------------------------------- what a prompt says
def numbers(text: str, tongues: Sequence[Tongue] = (EN,)) -> frozenset[int]:
    """Return every number that a text names; where it can be read in two ways, both."""
    found = set()
    for tongue in tongues:
        reader = _reader(tongue)
        for match in reader.any.finditer(text):
            said = match.group()
            found.add(reader.value(said))
            if said[0].isdigit() and (tongue is not EN or "," not in said):
                # "3 100" may be two numbers, and "1.200" a decimal
                found.update(int(match.group()[:12]) for match in re.finditer(r"\d+", said))
    return frozenset(found)


class Told(NamedTuple):
    """A number that a prompt asks for, of a noun.

    Attributes:
        n: the number.
        relation: which bound it is, "" where that is not said for certain.
        each: it holds in every part ("two sentences each").
        shown: the words of the prompt.
    """

    n: int
    relation: Relation
    each: bool
    shown: str


def told(text: str, noun: str, tongue: Tongue = EN) -> Iterator[Told]:
    """Yield the numbers that a prompt asks for of ``noun``: a pattern, in the language of the prompt."""
    for _, one in _tellings(text, noun, tongue):
        if one is not None:
            yield one


def told_in(text: str, nouns: Sequence[tuple[Tongue, str]]) -> Iterator[Told]:
    """Yield the numbers that a prompt asks for, read in several languages, each place in the first that knows it.

    Args:
        text: the prompt.
        nouns: each language with a pattern for the noun in it, the likeliest first.
    """
    taken: set[int] = set()
    values: dict[int, int] = {}
    for tongue, noun in nouns:
        for at, one in _tellings(text, noun, tongue):
            # "once" is eleven in Spanish: what two languages read otherwise is nothing certain
            if at not in taken and (one is None or values.get(at, one.n) == one.n):
                taken.add(at)
                if one is not None:
                    yield one
        if len(nouns) > 1:
            reader = _reader(tongue)
            for match in reader.numbered.finditer(text):
                values.setdefault(match.start(), reader.value(match.group("n")))


def _tellings(text: str, noun: str, tongue: Tongue) -> Iterator[tuple[int, Told | None]]:
    """Yield where each number of a noun begins, and what it says; None where it is not asked for."""
    reader = _reader(tongue)
    pattern = reader.noun(noun)
    often = tongue.often if noun == tongue.nouns.get(TIMES) else {}
    for match in reader.numbered.finditer(text):
        at, said = match.start(), match.group("n")
        after = pattern.match(text, match.end())
        end = match.end() if after is None else after.end()
        if after is None and said not in often:
            ahead = tongue.closed and noun != tongue.nouns.get(TIMES) and reader.behind.match(text, end)
            if not ahead or not reader.ahead(noun).search(text, max(0, at - 24), at):
                continue
            end = ahead.end()
        mid = "" if after is None else after.group("mid") or ""
        n = reader.value(said)
        sentence = _sentence(text, at)
        relation = _relation(reader, text, "+" if match.group("plus") else mid, end, sentence)
        there = reader.given.search(sentence) or (not relation and reader.article.search(sentence))
        if relation is None or there or (1400 < n < 2100 and reader.dated.search(sentence)):
            yield at, None
            continue
        each = bool(reader.each.search(sentence) or reader.each_after.match(text, end))
        yield at, Told(n, relation, each, text[at:end])


def ranges(text: str, noun: str, tongue: Tongue = EN) -> set[tuple[int, int]]:
    """Return the ranges that a prompt names before ``noun`` ("between 3 and 5 bullets")."""
    reader = _reader(tongue)
    found = set()
    for match in reader.ranged.finditer(text):
        low, high = (reader.value(said) for said in match.groups() if said)
        if low < high and reader.noun(noun).match(text, match.end()):
            found.add((low, high))
    return found


# ---------------------------------------------------------------------- relations
_REACH = 160  # characters before a number that are looked at
_ENDED = re.compile(r"[.!?;][\"'»”’)\]]*(?=\s)|[\n。！？]")
_NEAR = 24  # characters between a relation and its number


def _sentence(text: str, at: int) -> str:
    """Return what stands before ``at`` in its sentence."""
    start = max(0, at - _REACH)
    cut = max((match.end() for match in _ENDED.finditer(text, start, at)), default=start)
    return text[cut:at]


def _relation(reader: _Reader, text: str, mid: str, end: int, sentence: str) -> Relation | None:
    """Return the bound that the words around a number say, "" for none, None where the number is not asked for.

    Args:
        reader: the language.
        text: the prompt.
        mid: what stands between the number and its noun ("or more"), or a plus.
        end: where the noun ends.
        sentence: what stands before the number in its sentence.
    """
    found = None
    for found in reader.says.finditer(sentence):  # noqa: B007 (the last one counts)
        pass
    if found is not None and (len(sentence) - found.end() > _NEAR or reader.any.search(sentence, found.end())):
        found = None  # it belongs to another number
    if found is None:
        return _behind(reader, text, mid, end, sentence)
    negated = reader.negated.search(_clause(reader, sentence, found.start())) is not None
    if not negated and reader.negated.search(sentence, 0, found.start()):
        return ""  # it may reach as far as here
    way = found.lastgroup
    if way in ("lower", "upper", "exact"):
        return "" if negated else way  # type: ignore[return-value]  # the names of groups
    return "lower" if (way == "more") != negated else "upper"


def _behind(reader: _Reader, text: str, mid: str, end: int, sentence: str) -> Relation | None:
    """Return the bound that is said behind a number that has none before it."""
    negated = reader.negated.search(_clause(reader, sentence, len(sentence))) is not None
    if mid == "+":
        return "" if negated else "lower"
    said = reader.after.match(f" {mid}" if mid else text, 0 if mid else end)
    if said is None:
        return None if negated else ""
    if negated:
        return ""
    lower = said.lastgroup in ("lower", "more")
    if not mid and reader.refused.match(text, said.end()):
        lower = not lower
    return "lower" if lower else "upper"


def _clause(reader: _Reader, sentence: str, at: int) -> str:
    """Return what stands before ``at`` in its clause."""
    cut = max((match.end() for match in reader.cut.finditer(sentence, 0, at)), default=0)
    return sentence[cut:at]
