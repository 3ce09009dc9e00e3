"""Sets that no response can satisfy, or that any response does. Only what can be proved is called contradictory."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from gonogo.amount import Amount
from gonogo.constraint import Bound, Constraint
from gonogo.constraints.copying import Choice, Echo
from gonogo.constraints.counting import Count
from gonogo.constraints.data import Json
from gonogo.constraints.keywords import Exclude, Include
from gonogo.constraints.language import Case, Language
from gonogo.constraints.layout import Divided, Postscript, Sections
from gonogo.constraints.logic import All
from gonogo.constraints.manners import NoMarkdown
from gonogo.constraints.placement import EndsWith, Quoted, StartsWithWord
from gonogo.text.chars import lower
from gonogo.text.matching import needle
from gonogo.text.view import View
from gonogo.units import (
    BlockQuotes,
    Bullets,
    CapitalWords,
    Characters,
    CodeBlocks,
    Commas,
    Headings,
    Highlights,
    Images,
    Keyword,
    Letter,
    Letters,
    ListItems,
    LowercaseWords,
    NumberedItems,
    Paragraphs,
    Sentences,
    Tables,
    UniqueWords,
    Unit,
    Words,
)

JUNK = ("Hello!", "...", "")
# Units of which a text that must occur brings its own, whatever stands around it and in whatever case it is written.
_BROUGHT = (Commas, Keyword, Letter, Words)
_WITH_A_WORD = (Sentences, Paragraphs, CapitalWords)  # each one holds a word that no other one of them holds
_ADDITIVE = (*_BROUGHT, CapitalWords, Sentences)
# Of the first there are never more than of the second.
_WITHIN: tuple[tuple[type[Unit], type[Unit]], ...] = (
    (UniqueWords, Words), (LowercaseWords, Words), (Words, Characters), (Bullets, ListItems),
    (NumberedItems, ListItems), (Letter, Letters),
)  # fmt: skip
_MARKDOWN = (BlockQuotes, CodeBlocks, Headings, Highlights, Images, Tables)  # not bullets: "•" is plain text


class Conflict(NamedTuple):
    """Constraints of a row that exclude each other, by their places, and why."""

    places: tuple[int, ...]
    why: str


class _Part(NamedTuple):
    place: int
    constraint: Constraint


class _Known(NamedTuple):
    place: int
    bound: Bound


def passed_by_junk(constraints: Sequence[Constraint]) -> str | None:
    """Return a text that says nothing and yet satisfies all constraints."""
    for text in JUNK:
        view = _junk(text)
        if constraints and all(one.judge(view).passed for one in constraints):
            return text
    return None


@lru_cache(maxsize=8)
def _junk(text: str) -> View:
    return View(text)


def duplicates(constraints: Sequence[Constraint]) -> Iterator[tuple[int, int]]:
    """Yield pairs of places that hold the same constraint."""
    first: dict[Hashable, int] = {}
    for place, one in enumerate(map(_said, constraints)):
        if one in first:
            yield first[one], place
        first.setdefault(one, place)


def _said(one: Constraint) -> Hashable:
    """Return what a constraint says: keywords in any order and case say the same, and so does a count of none."""
    if isinstance(one, Include | Exclude):
        return type(one), frozenset(map(needle, one.keywords))
    if isinstance(one, Count) and isinstance(one.unit, Keyword) and one.scope is None and one.amount.high == 0:
        return Exclude, frozenset((needle(one.unit.keyword),))
    return one


def conflicts(constraints: Sequence[Constraint]) -> Iterator[Conflict]:
    """Yield what excludes each other, each pair once."""
    parts = [part for place, one in enumerate(constraints) for part in _flat(place, one)]
    known = [_Known(part.place, bound) for part in parts for bound in part.constraint.implies()]
    seen: set[tuple[int, ...]] = set()
    numbers = (*_bounds(known), *_within(known), *_totals(known), *_keywords(known))
    for found in (*numbers, *_texts(parts, known), *_pairs(parts)):
        places = tuple(sorted(set(found.places)))
        if places not in seen:
            seen.add(places)
            yield Conflict(places, found.why)


def _flat(place: int, constraint: Constraint) -> Iterator[_Part]:
    if isinstance(constraint, All):
        for part in constraint.constraints:
            yield from _flat(place, part)
    else:
        yield _Part(place, constraint)


# ---------------------------------------------------------------------- numbers
def _bounds(known: Sequence[_Known]) -> Iterator[Conflict]:
    """Two amounts of one unit in one place that leave nothing."""
    for one, other in combinations(known, 2):
        alike = one.bound.unit == other.bound.unit and one.bound.scope == other.bound.scope
        if alike and one.bound.amount.intersect(other.bound.amount) is None:
            said = f"{one.bound.amount.wording()} and {other.bound.amount.wording()}"
            yield Conflict((one.place, other.place), f"{said} of {_named(one.bound.unit)}")


def _within(known: Sequence[_Known]) -> Iterator[Conflict]:
    """More of something than there may be of what it belongs to."""
    for one in known:
        low = one.bound.amount.first()
        for top in known:
            high = top.bound.amount.high
            if high is None or low <= high or one.bound.scope != top.bound.scope:
                continue
            if any(isinstance(one.bound.unit, part) and isinstance(top.bound.unit, all) for part, all in _WITHIN):
                if isinstance(one.bound.unit, Letter) and not one.bound.unit.letter.isalpha():
                    continue
                if isinstance(top.bound.unit, Letters) and top.bound.unit.which != "any":
                    continue
                why = f"{low} {_named(one.bound.unit)} are more than {high} {_named(top.bound.unit)}"
                yield Conflict((one.place, top.place), why)


def _keywords(known: Sequence[_Known]) -> Iterator[Conflict]:
    """Keywords without a word in common that together hold more words than there may be."""
    wanted: dict[frozenset[str], tuple[int, int]] = {}
    for one in known:
        unit = one.bound.unit
        if isinstance(unit, Keyword) and one.bound.scope is None:
            words = [lower(word) for word in View(unit.keyword).words]
            n = one.bound.amount.first() * len(words)
            if n > wanted.get(frozenset(words), (0, 0))[0]:
                wanted[frozenset(words)] = n, one.place
    total, places, taken = 0, [], set[str]()
    for its, (n, place) in sorted(wanted.items(), key=lambda item: -item[1][0]):
        if not its & taken:
            taken |= its
            total += n
            places.append(place)
    for top in known:
        high = top.bound.amount.high
        whole = isinstance(top.bound.unit, Words) and top.bound.scope is None
        if whole and high is not None and total > high and len(taken) > 1:
            yield Conflict((*places, top.place), f"the keywords hold {total} words, more than {high}")


def _totals(known: Sequence[_Known]) -> Iterator[Conflict]:
    """Parts that together hold more than the whole may."""
    paragraphs = _least(known, Paragraphs())
    sentences = _least(known, Sentences())
    for top in known:
        unit, high = top.bound.unit, top.bound.amount.high
        if high is None or top.bound.scope is not None:
            continue
        for one in known:
            low, scope = one.bound.amount.first(), one.bound.scope
            if isinstance(unit, Words) and scope is None and low > high and _holds_words(one.bound.unit):
                why = f"{low} {one.bound.unit.MANY} hold more words than {high}"
                yield Conflict((top.place, one.place), why)
            elif one.bound.unit == unit and isinstance(unit, _ADDITIVE) and scope is not None:
                many = {"paragraph": paragraphs, "sentence": sentences}.get(str(scope.of)) if scope.every else None
                times, place = many or (1, one.place)
                if low * times > high and scope.where not in ("code", "prose"):
                    why = f"{low * times} in {scope.wording()} is more than {high} in all of {_named(unit)}"
                    yield Conflict((top.place, one.place, place), why)


def _least(known: Sequence[_Known], unit: Unit) -> tuple[int, int] | None:
    """Return the highest lower bound of a unit in the whole response, and where it stands."""
    found = [(one.bound.amount.low, one.place) for one in known if one.bound.unit == unit and one.bound.scope is None]
    return max(found, default=None)


def _holds_words(unit: Unit) -> bool:
    return isinstance(unit, _WITH_A_WORD) or (isinstance(unit, Keyword) and any(map(str.isalnum, unit.keyword)))


def _named(unit: Unit) -> str:
    own = ", ".join(str(value) for value in unit.model_dump().values())
    return f"{unit.MANY if not own else unit.NAME} {own}".strip()


# ---------------------------------------------------------------------- texts that must occur
def _texts(parts: Sequence[_Part], known: Sequence[_Known]) -> Iterator[Conflict]:
    """A text that must occur holds more of a unit than is allowed: a forbidden word in the last phrase, say."""
    for part in parts:
        wanted = _brought(part.constraint)
        if not wanted:
            continue
        for top in known:
            unit, high = top.bound.unit, top.bound.amount.high
            if high is None or top.bound.scope is not None or not isinstance(unit, _BROUGHT):
                continue
            if top.place != part.place and all(unit.count(View(text)) > high for text in wanted):
                why = f'"{wanted[0][:60]}" alone holds more than {high} of {_named(unit)}'
                yield Conflict((part.place, top.place), why)
    for part in parts:
        if isinstance(part.constraint, Include):
            for text in part.constraint.keywords:
                for top in known:
                    unit, high = top.bound.unit, top.bound.amount.high
                    plain = top.bound.scope is None and isinstance(unit, _BROUGHT) and not isinstance(unit, Words)
                    if plain and high is not None and unit.count(View(text)) > high:
                        yield Conflict((part.place, top.place), f'"{text}" holds more than {high} of {_named(unit)}')


def _brought(constraint: Constraint) -> tuple[str, ...]:
    """Return texts of which one must occur."""
    if isinstance(constraint, Echo):
        return (constraint.text,)
    if isinstance(constraint, EndsWith):
        return (constraint.phrase,)
    if isinstance(constraint, Choice):
        return constraint.options
    if isinstance(constraint, Postscript):
        return (constraint.marker,)
    if isinstance(constraint, StartsWithWord):
        return (constraint.word,)
    return (constraint.label,) if isinstance(constraint, Sections) and constraint.amount.low > 0 else ()


# ---------------------------------------------------------------------- kinds that exclude each other
def _pairs(parts: Sequence[_Part]) -> Iterator[Conflict]:
    for one, other in combinations(parts, 2):
        why = _against(one.constraint, other.constraint) or _against(other.constraint, one.constraint)
        if why:
            yield Conflict((one.place, other.place), why)


def _against(one: Constraint, other: Constraint) -> str:
    """Return why ``one`` excludes ``other``, "" where it does not."""
    if isinstance(one, Case):
        return _case_against(one, other)
    if isinstance(one, Echo):
        return _echo_against(one, other)
    if isinstance(one, Language) and isinstance(other, Language) and one.language != other.language:
        return f"entirely in {one.name} and entirely in {other.name}"
    if isinstance(one, NoMarkdown) and isinstance(other, Count) and isinstance(other.unit, _MARKDOWN):
        return f"no markdown, and {other.unit.MANY}" if other.amount.low else ""
    if isinstance(one, Choice) and one.alone and isinstance(other, Count) and isinstance(other.unit, Words):
        most = max(len(View(option).words) for option in one.options)
        long = other.scope is None and other.amount.low > most
        return f"no option has more than {most} words" if long else ""
    if isinstance(one, Json):
        if isinstance(other, Quoted):
            return "a JSON document begins with a bracket, not with a quotation mark"
        if isinstance(other, Count) and isinstance(other.unit, Bullets) and other.amount.low > 0:
            return "a line of a JSON document is no bullet point"
    if isinstance(one, EndsWith) and isinstance(other, EndsWith):
        ends = needle(one.phrase), needle(other.phrase)
        return "" if ends[0].endswith(ends[1]) or ends[1].endswith(ends[0]) else "two different last phrases"
    if isinstance(one, StartsWithWord) and isinstance(other, StartsWithWord) and one.scope == other.scope:
        return "" if needle(one.word) == needle(other.word) else "two different first words in one place"
    return _layout_against(one, other)


def _layout_against(one: Constraint, other: Constraint) -> str:
    amounts: tuple[Amount, Amount] | None = None
    if isinstance(one, Divided) and isinstance(other, Divided) and one.divider == other.divider:
        amounts = one.amount, other.amount
    if isinstance(one, Sections) and isinstance(other, Sections):
        same = needle(one.label) == needle(other.label) and one.per == other.per
        amounts = (one.amount, other.amount) if same else None
    if amounts is None or amounts[0].intersect(amounts[1]) is not None:
        return ""
    return f"{amounts[0].wording()} and {amounts[1].wording()} of the same parts"


def _case_against(one: Case, other: Constraint) -> str:
    if isinstance(other, Case) and {one.case, other.case} == {"upper", "lower"}:
        return "all upper case and all lower case"
    if one.case == "lower" and isinstance(other, Count) and isinstance(other.unit, CapitalWords) and other.amount.low:
        return "no capital letters, and words in all capital letters"
    if one.case == "upper" and isinstance(other, Count) and isinstance(other.unit, LowercaseWords) and other.amount.low:
        return "no lower-case letters, and words in all lower case"
    wrong = isinstance(other, Echo) and any(map(str.isupper if one.case == "lower" else str.islower, other.text))
    return f"the text to repeat is not all {one.case} case" if wrong else ""


def _echo_against(one: Echo, other: Constraint) -> str:
    text = one.text.strip()
    if isinstance(other, Quoted) and text[0] not in '"“„”':
        return "the response begins with the text to repeat, not with a quotation mark"
    if isinstance(other, Json) and text[0] not in "{[":
        return "the response begins with the text to repeat, not with JSON"
    if isinstance(other, Echo):
        texts = needle(one.text), needle(other.text)
        return "" if texts[0].startswith(texts[1]) or texts[1].startswith(texts[0]) else "two different texts to repeat"
    if isinstance(other, StartsWithWord) and other.scope is None and not other.check(text):
        return f"the text to repeat does not start with {other.word!r}"
    return ""
