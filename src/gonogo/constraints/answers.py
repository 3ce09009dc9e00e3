"""Exact answers: lists whose content is known, lists of dates."""

from __future__ import annotations

import datetime
import re
from functools import cached_property
from random import Random
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, WithJsonSchema, field_validator, model_validator

from gonogo.amount import Amount, at_least, numbered
from gonogo.constraint import Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Draft, Grain
from gonogo.errors import SpecError
from gonogo.text.records import is_remark, items, joined, name_key, unfenced_whole, without_brackets
from gonogo.text.view import View, bare, plain

Name = Annotated[str, StringConstraints(min_length=1)]
_NAME_SCHEMA = {"type": "string", "minLength": 1}
Names = Annotated[
    tuple[Name, ...],
    WithJsonSchema({"anyOf": [_NAME_SCHEMA, {"type": "array", "items": _NAME_SCHEMA, "minItems": 1}]}),
]
_SAID = {"comma": "separated by commas", "line": "each on a line of its own", "any": "one after the other"}
_ORDERS = {
    "given": "in this order",
    "alphabetical": "in alphabetical order",
    "reverse_alphabetical": "in reverse alphabetical order",
    "any": "in any order",
}


class Listing(Constraint):
    """The answer is a list of given items, each once, all of them, in order, and nothing else.

    An item may go by several names; its names are listed together. Accents, letter case, marks and an article before a
    name do not matter. Optional items may be left out. Alphabetical orders are those of the names as they are written
    (of "Congo" also by that word).

    ``comma``: the items stand between commas, with or without "and" before the last. ``line``: each has a line of its
    own, with or without a list marker and a remark in round brackets; a heading or a sentence may stand before or after
    the list. ``any``: between commas, blanks, lines or bullets. Only ``line`` lets anything else stand beside the
    items. Numbers of a numbered list are text where not each item has its line. A full stop at the end does not matter.
    """

    kind: Literal["listing"] = "listing"
    items: tuple[Names, ...] = Field(min_length=1, description="the items, each with all its names")
    optional: tuple[Name, ...] = Field(default=(), description="items that may be left out, by their first names")
    order: Literal["given", "alphabetical", "reverse_alphabetical", "any"] = "given"
    separator: Literal["comma", "line", "any"] = "comma"

    GRAIN = Grain.SHAPE
    ABOUT = frozenset(("edges",))
    VERSION = 2
    EXAMPLES = (
        Passes({"items": [["14"], ["21"], ["28"]], "separator": "any"}, "14\n21\n28"),
        Passes({"items": ["14", "21", "28"], "separator": "any"}, "- **14**\n- 21\n- 28"),
        Passes({"items": ["14", "21"], "separator": "any"}, "**14** · **21**", "middle dots"),
        Passes({"items": [["Kyiv", "Kiev"], ["Bern"]]}, "Kiev, and Bern."),
        Passes({"items": ["Sao Tome", "Mali", "The Gambia"], "order": "reverse_alphabetical", "separator": "line"},
               "Here they are:\n1. São Tomé\n2. Mali (West Africa)\n3. Gambia"),
        Passes({"items": ["Kyiv", "Astana", "Bern"], "optional": ["Astana"]}, "Kyiv, Bern"),
        Fails({"items": ["14", "21", "28"], "separator": "any"}, "14, 28, 21", "another order"),
        Fails({"items": ["14", "21", "28"], "separator": "any"}, "The multiples are 14, 21, 28.", "other words"),
        Fails({"items": ["14", "21", "28"], "separator": "any"}, "1. 14\n2. 21\n3. 28", "other numbers"),
        Fails({"items": ["14", "21", "28"], "separator": "any"}, "-14, -21, -28", "negative numbers"),
        Fails({"items": ["Kyiv", "Bern"]}, "Kyiv\nBern", "not separated by commas"),
        Fails({"items": ["Kyiv", "Bern"]}, "Kyiv (Ukraine), Bern (Switzerland)", "more than the names"),
        Fails({"items": ["Mali", "Chad"], "order": "reverse_alphabetical", "separator": "line"}, "Mali\nMali\nChad"),
        Fails({"items": ["Mali", "Chad"], "order": "reverse_alphabetical", "separator": "line"}, "Mali", "one missing"),
        Fails({"items": ["Mali", "Chad"], "order": "reverse_alphabetical", "separator": "line"}, "Chad\nMali"),
        Fails({"items": ["Mali", "Chad"], "order": "reverse_alphabetical", "separator": "line"}, "Mali, Chad"),
        Passes({"items": ["Mali", "Chad"], "separator": "line"}, "Mali.\nChad.\n\nThat is all."),
        Fails({"items": ["Mali", "Chad"], "separator": "line"}, "Atlantis\nMali\nChad", "an item too many"),
        Fails({"items": ["Mali", "Chad"], "separator": "line"}, "Mali\nChad\nAtlantis"),
        Fails({"items": ["Mali", "Chad"], "separator": "line"}, "None at all.", "a remark only"),
        Passes({"items": ["Côte d'Ivoire", "DR Congo", ["Congo", "Congo (Republic)"], "Comoros"],
                "order": "reverse_alphabetical", "separator": "line"}, "Côte d'Ivoire\nDR Congo\nCongo\nComoros",
               "both under the word Congo"),
        Passes({"items": [["Congo (DRC)"], ["Congo (Republic)"]], "order": "alphabetical", "separator": "line"},
               "Congo (Republic)\nCongo (DRC)", "the brackets do not sort"),
        Passes({"items": ["Kyiv", "Bern"]}, "- Kyiv, Bern"),
    )  # fmt: skip
    SOURCES = (
        Source("IFBench", "custom:multiples", same=False,
               note="the published checker looks at the numbers only, whatever words stand around them"),
        Source("IFBench", "custom:european_capitals_sort", same=False,
               note="Kyiv (50.45 degrees north) is missing from the published list, so the right answer is refused"),
        Source("IFBench", "custom:reverse_newline", same=False,
               note="the published checker asks only for 52 sorted lines from one with Zimbabwe on"),
    )  # fmt: skip

    @field_validator("items", mode="before")
    @classmethod
    def _names(cls, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return tuple((item,) if isinstance(item, str) else item for item in value)
        return value

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        seen: dict[str, str] = {}
        for names in self.items:
            for name in names:
                key = _key(name)
                if not key:
                    raise SpecError(f"listing: item {name!r} shows nothing")
                if seen.setdefault(key, names[0]) != names[0]:
                    raise SpecError(f"listing: {name!r} names two items, {seen[key]!r} and {names[0]!r}")
        first = [names[0] for names in self.items]
        if len(set(first)) < len(first):
            raise SpecError("listing: an item stands twice")
        for name in self.optional:
            if name not in first:
                raise SpecError(f"listing: optional {name!r} is not the first name of an item")
        return self

    @cached_property
    def _place(self) -> dict[str, int]:
        """Where the item of each name stands in ``items``."""
        return {_key(name): i for i, names in enumerate(self.items) for name in names}

    @cached_property
    def _required(self) -> frozenset[int]:
        return frozenset(i for i, names in enumerate(self.items) if names[0] not in self.optional)

    def describe(self) -> str:
        shown = [
            names[0] + (f" (or {', or '.join(names[1:])})" if names[1:] else "")
            + (" (may be left out)" if names[0] in self.optional else "") for names in self.items
        ]  # fmt: skip
        return (
            f"List exactly these items, {_ORDERS[self.order]}, {_SAID[self.separator]}, "
            f"and write nothing else: {'; '.join(shown)}."
        )

    def judge(self, view: View) -> Verdict:
        places: list[int] = []
        keys: list[str] = []
        for piece in self._pieces(view):
            key = self._known(piece)
            if key is None:
                return self._off(view, f"{plain(piece)[:40]!r} is not one of the items", places)
            places.append(self._place[key])
            keys.append(name_key(without_brackets(piece)))
        if len(set(places)) < len(places):
            return self._off(view, "an item stands twice", places)
        if not self._required.issubset(places):
            missing = self.items[min(self._required.difference(places))][0]
            return self._off(view, f"{missing!r} is missing", places)
        if not self._ordered(places, keys):
            return self._off(view, f"the items are not {_ORDERS[self.order]}", places)
        return self.passed(view, len(places), numbered(len(places), "item"))

    def _off(self, view: View, reason: str, places: list[int]) -> Verdict:
        return self.failed(view, reason, len(places), closeness=0.9 * len(set(places)) / (1 + len(self.items)))

    def _pieces(self, view: View) -> list[str]:
        text = unfenced_whole(view.text).strip()
        most = 2 * sum(len(name) + 40 for names in self.items for name in names) + 2000
        if len(text) > most:
            return [text[:80]]  # far too long for a list of these items: refused as no item
        if self.separator != "line":
            found = items(text, self.separator)
            if self.separator == "comma" and len(found) > 1 and self._known(found[-1]) is None:
                both = joined(found[-1])  # "A, B and C"
                if None not in map(self._known, both):
                    found[-1:] = both
            return found
        found = items(text, "line")
        while found and self._known(found[0]) is None and is_remark(found[0]):
            found.pop(0)
        while found and self._known(found[-1]) is None and is_remark(found[-1]):
            found.pop()
        return found

    def _known(self, piece: str) -> str | None:
        """Return the key under which a piece is known as an item, or None."""
        if self.separator == "line":
            shorter = _key(without_brackets(piece))
            key = _key(piece)
            return key if key in self._place else shorter if shorter in self._place else None
        key = _key(piece)
        signed = piece.lstrip("*_`")[:1] in "+-−–" and key[:1].isdigit()
        return key if key in self._place and not signed else None

    def _ordered(self, places: list[int], keys: list[str]) -> bool:
        if self.order == "given":
            return places == sorted(places)
        if self.order == "any":
            return True
        if self.order == "alphabetical":
            keys = keys[::-1]
        last = "\U0010ffff"
        for key in keys:
            fits = [form for form in _sort_forms(key) if form <= last]
            if not fits:
                return False
            last = max(fits)
        return True

    # ------------------------------------------------------------------ constructing
    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.verbatim = self._written(self._right(rng), rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        right = self._right(rng)
        way = rng.choice(("order", "twice", "missing", "foreign", "words"))
        if way == "order" and self.order != "any" and len(right) > 1:
            right = right[::-1]
        elif way == "twice":
            right.insert(rng.randrange(len(right) + 1), rng.choice(right))
        elif way == "missing" and len(right) > 1:
            required = [name for name in right if self._place[_key(name)] in self._required]
            right.remove(rng.choice(required or right))
            right += [] if required else ["another"]
        elif way == "foreign":
            right.insert(rng.randrange(len(right) + 1), draft.word(rng) + "x")
        else:
            draft.verbatim = f"{self._written(right, rng)} {draft.word(rng)}x {draft.word(rng)}x"
            return
        draft.verbatim = self._written(right, rng)

    def _right(self, rng: Random) -> list[str]:
        chosen = [i for i in range(len(self.items)) if i in self._required or rng.random() < 0.5]
        names = [rng.choice(self.items[i]) for i in chosen or [0]]
        if self.order == "any":
            rng.shuffle(names)
        elif self.order != "given":
            names.sort(key=name_key, reverse=self.order == "reverse_alphabetical")
        return names

    def _written(self, names: list[str], rng: Random) -> str:
        if self.separator == "line":
            return "\n".join(f"{rng.choice(('', '', '- '))}{name}" for name in names)
        return rng.choice((", ", ",") if self.separator == "comma" else (", ", "\n", "\n- ")).join(names)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        names = rng.choice((("14", "21", "28", "35"), ("Kyiv", "Prague", "Paris", "Bern"), ("ebb", "flow", "tide")))
        optional = (names[1],) if rng.random() < 0.3 else ()
        return cls(
            items=tuple((name,) for name in names), optional=optional,
            order=rng.choice(("given", "alphabetical", "reverse_alphabetical", "any")),
            separator=rng.choice(("comma", "line", "any")),
        )  # fmt: skip


def _key(name: str) -> str:
    return name_key(name).removeprefix("the ")


def _sort_forms(key: str) -> set[str]:
    forms = {key, key.removeprefix("the ")}
    return forms | {"congo"} if "congo" in key else forms


_ONE: dict[str, Any] = {"amount": {"low": 1}, "first": "1793-01-01", "last": "1815-12-31"}
_TWO: dict[str, Any] = {**_ONE, "amount": {"low": 2}}


class Dates(Constraint):
    """The answer is a list of dates in the form YYYY-MM-DD, separated by commas, and nothing else.

    Each must be a day that there was (no 30 February) from the first to the last allowed day. Of the dates in ``among``
    are more than half of those given; whether all that were asked for are there is not decided. Different dates are
    counted; none stands more than twice. Blanks, line breaks after commas and a full stop at the end do not matter.
    """

    kind: Literal["dates"] = "dates"
    amount: Amount = Field(description="number of different dates")
    first: datetime.date = Field(description="the first day allowed")
    last: datetime.date = Field(description="the last day allowed")
    among: tuple[datetime.date, ...] = Field(
        default=(), description="days of which more than half of the dates must be"
    )

    GRAIN = Grain.SHAPE
    ABOUT = frozenset(("edges",))
    VERSION = 2
    EXAMPLES = (
        Passes(_TWO, "1796-05-10, 1815-06-18."),
        Passes(_ONE, "```\n1796-05-10,\n1815-06-18\n```"),
        Passes({**_TWO, "among": ["1796-05-10", "1815-06-18"]},
               "1796-05-10,1800-01-01,1815-06-18", "two of three"),
        Passes(_TWO, "1793-01-01, 1815-12-31, 1793-01-01", "the first and the last day, one of them twice"),
        Fails(_TWO, "1796-05-10, 1815-06-18, 1796-05-10, 1796-05-10", "three times"),
        Fails(_ONE, "1796-00-00", "no such day"),
        Fails(_ONE, "1793-02-29", "no leap year"),
        Fails(_ONE, "1816-01-01", "too late"),
        Fails(_TWO, "1796-05-10, 1796-05-10", "one only"),
        Fails(_TWO, "1796-05-10\n1815-06-18", "no commas"),
        Fails(_TWO, "1796-5-10, 1815-06-18"),
        Fails(_TWO, "Lodi: 1796-05-10, 1815-06-18"),
        Fails({**_ONE, "among": ["1796-05-10"]},
              "1800-01-01, 1796-05-10", "one of two"),
    )  # fmt: skip
    SOURCES = (
        Source("IFBench", "custom:date_format_list", same=False,
               note="the published checker accepts month and day 0, 29 February of any year, and any dates at all"),
    )  # fmt: skip

    @model_validator(mode="after")
    def _inside(self) -> Self:
        if self.first > self.last:
            raise SpecError(f"dates: first {self.first} is after last {self.last}; swap them?")
        for day in self.among:
            if not self.first <= day <= self.last:
                raise SpecError(f"dates: {day} of 'among' is not from {self.first} to {self.last}")
        return self

    def describe(self) -> str:
        said = f"Answer with {self.amount.wording()} dates from {self.first} to {self.last} in the format YYYY-MM-DD, "
        said += "separated by commas, and nothing else."
        among = ", ".join(map(str, self.among))
        return said + (f" More than half of them must be among these: {among}." if among else "")

    def judge(self, view: View) -> Verdict:
        text = bare(unfenced_whole(view.folded)).strip()
        days: dict[datetime.date, int] = {}
        for piece in items(text.removesuffix("."), "comma"):
            day = _day(piece)
            if day is None:
                return self.failed(view, f"{piece[:30]!r} is no date in the form YYYY-MM-DD", len(days), closeness=0.2)
            if not self.first <= day <= self.last:
                return self.failed(view, f"{day} is not from {self.first} to {self.last}", len(days), closeness=0.3)
            days[day] = days.get(day, 0) + 1
        n = len(days)
        if not self.amount.holds(n):
            reason = f"{n} dates, wanted {self.amount.wording()}"
            return self.failed(view, reason, n, closeness=self.amount.closeness(n))
        if max(days.values(), default=0) > 2:
            return self.failed(view, "a date stands more than twice", n, closeness=0.5)
        if self.among and 2 * len(days.keys() & self._known) <= n:
            known = len(days.keys() & self._known)
            return self.failed(view, f"{known} of {n} dates are right", n, closeness=0.5 * known / n)
        return self.passed(view, n, f"{n} dates")

    @cached_property
    def _known(self) -> frozenset[datetime.date]:
        return frozenset(self.among)

    def _drawn(self, n: int, rng: Random) -> list[datetime.date]:
        """Return ``n`` different days that are allowed, as many as possible of those in ``among``."""
        days = rng.sample(self.among, min(n, len(self.among)))
        span = (self.last - self.first).days
        while len(days) < min(n, span):
            day = self.first + datetime.timedelta(days=rng.randint(0, span))
            days += [day] if day not in days else []
        return days

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(draft, self._drawn(self.amount.pick_inside(rng), rng), rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        days = self._drawn(max(1, self.amount.first()), rng)
        texts = [str(day) for day in days]
        wrong = self.amount.pick_outside(rng)
        way = rng.choice(("amount", "month", "form", "early", "separator", "thrice", "words"))
        if way == "amount" and wrong:
            texts = [str(day) for day in self._drawn(wrong, rng)]
        elif way == "month":
            texts[0] = texts[0][:5] + rng.choice(("00-10", "13-10", "04-31", "02-30"))
        elif way == "form":
            texts[-1] = rng.choice((f"{days[-1]:%d/%m/%Y}", f"{days[-1]:%Y.%m.%d}", f"{days[-1]:%Y-%m}"))
        elif way == "early":
            texts.append(str(rng.choice((self.first - datetime.timedelta(1), self.last + datetime.timedelta(1)))))
        elif way == "thrice":
            texts += [texts[0]] * 2
        elif way == "separator":
            texts.append(texts[0])
            draft.verbatim = rng.choice(("\n", "; ", " ")).join(texts)
            return
        else:
            texts[0] = f"{draft.word(rng)} {texts[0]}"
        draft.verbatim = ", ".join(texts)

    def _write(self, draft: Draft, days: list[datetime.date], rng: Random) -> None:
        draft.verbatim = rng.choice((", ", ",", ",\n")).join(map(str, days)) + rng.choice(("", "."))

    @classmethod
    def sample(cls, rng: Random) -> Self:
        first, last = datetime.date(1793, 1, 1), datetime.date(1815, 12, 31)
        days = [datetime.date(rng.randint(1794, 1814), rng.randint(1, 12), rng.randint(1, 28)) for _ in range(9)]
        among = tuple(dict.fromkeys(days)) if rng.random() < 0.4 else ()
        return cls(amount=at_least(rng.randint(2, 4)), first=first, last=last, among=among)


_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def _day(text: str) -> datetime.date | None:
    match = _DATE.fullmatch(text)
    try:
        return datetime.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
