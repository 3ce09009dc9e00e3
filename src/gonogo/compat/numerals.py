"""Numbers in English prompts: which value is said, of what, and with which relation ("no more than fifty words").

What cannot be told for certain is left out, or has no relation: a lint finding that is false costs more than one that
is missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from gonogo.deferred import Deferred

Relation = Literal["lower", "upper", "exact", ""]

_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS: Mapping[str, int] = {
    **{name: n for n, name in enumerate(_UNITS + _TEENS)},
    **{name: 10 * n for n, name in enumerate(_TENS, 2)},
    "a": 1, "an": 1,
}  # fmt: skip
_OFTEN: Mapping[str, int] = {"once": 1, "twice": 2, "thrice": 3}
_ALONE: Mapping[str, int] = {**_OFTEN, "couple": 2, "pair": 2}
_SCALES: Mapping[str, int] = {"hundred": 100, "thousand": 1000, "dozen": 12}

_GAP = "[ -]"
_SMALL = (
    rf"(?:(?:{'|'.join(_TENS)})(?:{_GAP}(?:{'|'.join(_UNITS[1:])})(?![a-z]))?|{'|'.join(_TEENS)}|{'|'.join(_UNITS)})"
)
_HUNDREDS = rf"(?:(?:an?|{_SMALL}){_GAP}hundred(?:(?:{_GAP}and)?{_GAP}{_SMALL})?|{_SMALL})"
_THOUSANDS = rf"(?:(?:an?|{_HUNDREDS}){_GAP}thousand(?:(?:,|{_GAP}and)?{_GAP}{_HUNDREDS})?|{_HUNDREDS})"
_SPELLED = rf"(?:half a dozen|(?:an?|{_SMALL}){_GAP}dozen|{_THOUSANDS}|{'|'.join(_ALONE)})(?![a-z])"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:\.\d)?k(?![a-z])|\d+"
NUMBER = rf"(?:{_DIGITS}|{_SPELLED})"
# The patterns with numbers in them take tens of milliseconds to compile, and few processes need them.
_ANY: Any = Deferred(lambda: re.compile(rf"(?<![a-z\d])(?:\d{{1,3}}(?:\.\d{{3}})+(?!\d)|{NUMBER})"))


def value(said: str) -> int:
    """Return the number that a match of :data:`NUMBER` says, in lower case."""
    if said[:1].isdigit():
        if said.endswith("k"):
            return round(float(said[:-1][:12]) * 1000)
        return int(re.sub(r"\D", "", said)[:12])
    if said == "half a dozen":
        return 6
    if said in _ALONE:
        return _ALONE[said]
    total = part = 0
    for word in (match.group() for match in re.finditer("[a-z]+", said)):
        if word == "thousand":
            total, part = total + part * 1000, 0
        else:
            part = part * _SCALES[word] if word in _SCALES else part + _WORDS.get(word, 0)
    return total + part


def numbers(text: str) -> frozenset[int]:
    """Return every number that a text in lower case names; where it can be read in two ways, both."""
    found = set()
    for match in _ANY.finditer(text):
        said = match.group()
        found.add(value(said))
        if said[0].isdigit() and "," not in said:  # "3 100" may be two numbers, and "1.200" a decimal
            found.update(int(match.group()[:12]) for match in re.finditer(r"\d+", said))
    return frozenset(found)


TIMES = "times"  # the noun that "once" and "twice" stand for, too


class Told(NamedTuple):
    """A number that a prompt puts before a noun.

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


# Words that may stand between a number and its noun: any two, but no sign of another noun.
_LOOSE = r"(?:[ -]+(?!and\b|to\b|or\b(?! more| less| fewer))[a-z]+){0,2}"
# A number of words is said right before "words": "20 rhyming words" are others.
_TIGHT = r"(?:[ -]+(?:or (?:more|less|fewer)|total|full|english))?"


_START = r"(?<![a-z\d.,$%/#–-])"
_NUMBERED: Any = Deferred(lambda: re.compile(rf"{_START}(?<!\d )(?P<n>{NUMBER})(?P<plus>\+)?\)?"))
_RANGED: Any = Deferred(
    lambda: re.compile(
        rf"{_START}(?:(?P<a>{NUMBER})\s*(?:-|–|—|\bto\b)\s*(?P<b>{NUMBER})"
        rf"|between\s+(?P<c>{NUMBER})\s+and\s+(?P<d>{NUMBER}))"
    )
)


@lru_cache(maxsize=1024)
def _noun(noun: str) -> re.Pattern[str]:
    return re.compile(rf"{_TIGHT if noun.startswith('words?') else _LOOSE}[ -]+(?:{noun})\b")


def told(text: str, noun: str) -> Iterator[Told]:
    """Yield the numbers that a prompt in lower case asks for before ``noun`` (a pattern)."""
    pattern = _noun(noun)
    for match in _NUMBERED.finditer(text):
        often = noun == TIMES and match.group("n") in _OFTEN
        after = pattern.match(text, match.end())
        if after is None and not often:
            continue
        end = match.end() if after is None else after.end()
        sentence = _sentence(text, match.start())
        n = value(match.group("n"))
        if _GIVEN.search(sentence) or (1400 < n < 2100 and _DATED.search(sentence)):
            continue
        shown = text[match.start() : end]
        relation = _relation(text, shown, end, sentence)
        if relation is not None:
            each = bool(_EACH.search(sentence) or _EACH_AFTER.match(text, end))
            yield Told(n, relation, each, shown)


def ranges(text: str, noun: str) -> set[tuple[int, int]]:
    """Return the ranges that a prompt in lower case names before ``noun`` ("between 3 and 5 bullets")."""
    found = set()
    for match in _RANGED.finditer(text):
        low, high = value(match.group("a") or match.group("c")), value(match.group("b") or match.group("d"))
        if low < high and _noun(noun).match(text, match.end()):
            found.add((low, high))
    return found


# ---------------------------------------------------------------------- relations
_REACH = 160  # characters before a number that are looked at
_ENDED = re.compile(r"[.!?;](?=\s)|\n")
_GIVEN = re.compile(
    r"\b(?:the|these|those|this|that|my|our|his|her|their|its|first|last|next|following|above|both|same|given|original)"
    r"\s+$"
)
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DATED = re.compile(rf"\b(?:in|since|of|year|from|until|by|around|circa|{_MONTHS})\s+$")
_EACH = re.compile(r"\b(?:each|every|per)\b")
_EACH_AFTER = re.compile(r"\s*(?:each|apiece|per|every|(?:in|for|to) (?:each|every))\b")

_LOWER = r"at (?:the )?(?:very )?least|minimum|min|upwards? of"
_UPPER = r"at (?:the )?(?:very )?most|maximum|max|up to|limit(?:ed)?(?: [a-z]+){0,3} to|within"
_MORE = r"more than|over|above|beyond|exceed(?:s|ing)?|greater than|longer than|higher than|in excess of"
_LESS = r"less than|fewer than|under|below|shorter than|lower than|smaller than"
_SAYS = re.compile(
    rf"\b(?:(?P<lower>{_LOWER})|(?P<upper>{_UPPER})|(?P<more>{_MORE})|(?P<less>{_LESS})|(?P<exact>exactly|precisely))\b"
)
_AFTER: Any = Deferred(
    lambda: re.compile(
        r"\s*[,(]?\s*(?:(?P<lower>at least|or (?:more|above|longer)|and (?:above|up)|minimum|min)"
        r"|(?P<upper>at most|or (?:less|fewer|below|under|shorter)|maximum|max|tops))\b"
        rf"(?!\s+(?:of\b|{NUMBER}))"
    )
)
_NOT = re.compile(r"\b(?:no|not(?! only| just)|never|cannot|without|avoid(?:ing)?|nor|neither)\b|n['’]t\b")
_CUT = re.compile(r"[,:;()—]|\b(?:and|but|then|or|while|also|yet|so|with|that|which)\b")
_NEAR = 24  # characters between a relation and its number


def _sentence(text: str, at: int) -> str:
    """Return what stands before ``at`` in its sentence."""
    start = max(0, at - _REACH)
    cut = max((match.end() for match in _ENDED.finditer(text, start, at)), default=start)
    return text[cut:at]


def _relation(text: str, said: str, end: int, sentence: str) -> Relation | None:
    """Return the bound that the words around a number say, "" for none, None where the number is not asked for.

    Args:
        text: the prompt.
        said: the number and its noun.
        end: where the noun ends.
        sentence: what stands before the number in its sentence.
    """
    found = None
    for found in _SAYS.finditer(sentence):  # noqa: B007 (the last one counts)
        pass
    if found is not None and (len(sentence) - found.end() > _NEAR or _ANY.search(sentence, found.end())):
        found = None  # it belongs to another number
    if found is None:
        if "+" in said or " or more" in said:
            return "lower"
        if " or less" in said or " or fewer" in said:
            return "upper"
        after = _AFTER.match(text, end)
        if after is not None:
            return "lower" if after.group("lower") else "upper"
        return None if _NOT.search(_clause(sentence, len(sentence))) else ""
    clause = _clause(sentence, found.start())
    negated = _NOT.search(clause) is not None
    if not negated and _NOT.search(sentence, 0, found.start()):
        return ""  # it may reach as far as here
    if found.group("exact"):
        return "" if negated else "exact"
    if found.group("lower") or found.group("upper"):
        return "" if negated else "lower" if found.group("lower") else "upper"
    return "lower" if bool(found.group("more")) != negated else "upper"


def _clause(sentence: str, at: int) -> str:
    """Return what stands before ``at`` in its clause."""
    cut = max((match.end() for match in _CUT.finditer(sentence, 0, at)), default=0)
    return sentence[cut:at]
