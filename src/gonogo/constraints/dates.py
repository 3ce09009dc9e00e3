"""Dates, times, numbers and links: whether every one of them is as it should be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from gonogo.amount import Amount, at_least, numbered
from gonogo.constraint import Bound, Constraint, Fails, Passes, Verdict
from gonogo.draft import Draft
from gonogo.errors import SpecError
from gonogo.text.chars import lower
from gonogo.text.dates import find, numbers, others
from gonogo.text.links import links
from gonogo.text.view import View
from gonogo.units.dates import FORMS, DateFormat, Dates, written


class OnlyDates(Constraint):
    """Every date (or time) is in one format, exists, and lies within a range. There is at least one.

    The format is one of ``strftime`` (see ``count.dates``). What is recognised as a date in another form: digits with
    ``-``, ``/`` or ``.``, and English months with a day and a year; if the format has no date, as a time: ``14:30``,
    ``2 pm``. A year alone is no date.
    """

    kind: Literal["dates.only"] = "dates.only"
    format: DateFormat = Field(description="a strftime format, such as %Y-%m-%d")
    earliest: str | None = Field(default=None, description="the earliest that is allowed, in the format")
    latest: str | None = Field(default=None, description="the latest that is allowed, in the format")

    VERSION = 2
    EXAMPLES = (
        Passes({"format": "%Y-%m-%d"}, "From 2024-01-31 to **2024-02-29**, since 2020."),
        Passes({"format": "%H:%M", "latest": "12:00"}, "At 09:30 and 12:00, on 1/2/2024."),
        Fails({"format": "%Y-%m-%d"}, "From 2024-01-31 to March 5, 2024.", "another form"),
        Fails({"format": "%Y-%m-%d"}, "On 2023-02-29.", "there was no such day"),
        Fails({"format": "%Y-%m-%d"}, "In 2024, in January.", "no date"),
        Fails({"format": "%Y-%m-%d", "earliest": "2024-01-01"}, "On 2023-12-31."),
        Fails({"format": "%Y-%m-%d", "latest": "2024-01-01"}, "On 2024-01-01 and 2024-01-02."),
    )

    @model_validator(mode="after")
    def _in_the_format(self) -> Self:
        ends = [self._end(name) for name in ("earliest", "latest")]
        if ends[0] is not None and ends[1] is not None and ends[0] > ends[1]:
            raise SpecError(f"dates.only: earliest {self.earliest} is later than latest {self.latest}")
        return self

    def _end(self, name: str) -> datetime | None:
        given: str | None = getattr(self, name)
        if given is None:
            return None
        found = find(given, self.format)
        if len(found) != 1 or found[0].value is None or (found[0].start, found[0].end) != (0, len(given)):
            raise SpecError(
                f"dates.only: {name} {given!r} is no date in the format {self.format}, "
                f"such as {written(datetime(2024, 2, 29), self.format)}"
            )
        return found[0].value

    def describe(self) -> str:
        said = f"Include at least one date or time, and write every one in the format {self.format}"
        said += f", none before {self.earliest}" if self.earliest else ""
        return said + (f", none after {self.latest}" if self.latest else "")

    def judge(self, view: View) -> Verdict:
        found = find(view.text, self.format)
        if not found:
            return self.failed(view, f"there is no date or time in the format {self.format}", 0)
        earliest, latest = self._end("earliest"), self._end("latest")
        bad = [
            (start, end) for value, start, end in found
            if value is None or (earliest and value < earliest) or (latest and value > latest)
        ]  # fmt: skip
        bad += others(view.text, self.format)
        if not bad:
            return self.passed(view, len(found), f"{len(found)} as asked for", [span[1:] for span in found])
        first = view.text[bad[0][0] : bad[0][1]]
        return self.failed(
            view, f"{len(bad)} are not as asked for, such as {first!r}", len(found), bad, 1 / (1 + len(bad))
        )

    def implies(self) -> Iterator[Bound]:
        yield Bound(Dates(format=self.format), at_least(1))

    def satisfy(self, draft: Draft, rng: Random) -> None:
        low, high = self._end("earliest"), self._end("latest")
        for _ in range(rng.randint(1, 2)):
            low, high = low or (high or _DAY) - timedelta(days=9), high or (low or _DAY) + timedelta(days=9)
            draft.insert(written(rng.choice((low, high)), self.format), rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        self.satisfy(draft, rng)
        bad = ["2024/13/41", "March 5, 2023", "5 Mar 2023"] if "%H" not in self.format else ["7 pm", "25:61", "9:30 am"]
        bad = [one for one in bad if one != written(datetime(2023, 3, 5), self.format)]  # written as asked for
        low, high = self._end("earliest"), self._end("latest")
        bad += [written(low - timedelta(days=1), self.format)] if low and "%H" not in self.format else []
        bad += [written(high + timedelta(days=1), self.format)] if high and "%H" not in self.format else []
        draft.insert(rng.choice([one for one in bad if not self._fits(one)]), rng)

    def _fits(self, date: str) -> bool:
        """Return whether one of the dates above is what this constraint asks for after all."""
        try:
            read = datetime.strptime(date, self.format.replace("%-", "%"))
        except ValueError:
            return False
        low, high = self._end("earliest"), self._end("latest")
        return not (low and read < low) and not (high and read > high)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        form = rng.choice(FORMS)
        if "%H" in form or rng.random() < 0.5:
            return cls(format=form)
        return cls(format=form, earliest=written(_DAY, form), latest=written(_DAY + timedelta(days=30), form))


_DAY = datetime(2024, 2, 20, 10, 30)


class Numbers(Constraint):
    """Every number lies within a range, has so many decimals, or both. There is at least one.

    Numbers are those written in digits: ``-3.5``, ``1,234``, ``40%``, ``$5``, ``5kg``. None are: the numbers of a
    list's items, ordinals (``1st``), dates and times (``12/5``, ``10:30``), versions (``1.2.3``), digits within or
    after letters (``B2``), and number words.
    """

    kind: Literal["numbers.only"] = "numbers.only"
    low: float | None = Field(default=None, allow_inf_nan=False, description="the smallest number allowed")
    high: float | None = Field(default=None, allow_inf_nan=False, description="the largest number allowed")
    decimals: int | None = Field(default=None, ge=0, le=20, description="exactly so many digits after the point")

    VERSION = 2
    EXAMPLES = (
        Passes({"low": 0, "high": 10}, "1. Take 2.5 cups.\n2. Add 10 more, for the 21st time."),
        Passes({"decimals": 2}, "It costs $1,234.50, or -0.75."),
        Passes({"low": 5}, "COVID-19 and B2 took 7%.", "digits in words are no numbers"),
        Passes({"low": 0, "high": 10}, "５個です。", "full width"),
        Fails({"low": 0, "high": 10}, "Take 2.5 cups and 11 spoons."),
        Fails({"low": 0}, "It was -3 degrees."),
        Fails({"decimals": 2}, "It costs $3.50, or 3.5."),
        Fails({"decimals": 0}, "Take 2.5 cups."),
        Fails({"low": 0}, "Take some.", "no number"),
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.low is None and self.high is None and self.decimals is None:
            raise SpecError("numbers.only needs low, high or decimals, e.g. {'low': 0, 'high': 100}")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise SpecError(f"numbers.only: low {self.low:g} is above high {self.high:g}; swap them?")
        return self

    def describe(self) -> str:
        asked = []
        if self.low is not None:
            asked.append(f"is no less than {_shown(self.low)}")
        if self.high is not None:
            asked.append(f"is no more than {_shown(self.high)}")
        if self.decimals is not None:
            asked.append(f"has exactly {numbered(self.decimals, 'decimal')}")
        return f"Include at least one number in digits, and let every one be such that it {' and '.join(asked)}."

    def judge(self, view: View) -> Verdict:
        found = numbers(view.text)
        if not found:
            return self.failed(view, "there is no number", 0)
        low, high = self.low, self.high
        bad = [
            (start, end) for value, decimals, start, end in found
            if (low is not None and value < low) or (high is not None and value > high)
            or (self.decimals is not None and decimals != self.decimals)
        ]  # fmt: skip
        if not bad:
            said = f"{numbered(len(found), 'number')} as asked for"
            return self.passed(view, len(found), said, [one[2:] for one in found])
        first = view.text[bad[0][0] : bad[0][1]]
        reason = f"{len(bad)} of {numbered(len(found), 'number')} not as asked for, such as {first[:30]}"
        return self.failed(view, reason, len(found), bad, 1 - len(bad) / len(found))

    def satisfy(self, draft: Draft, rng: Random) -> None:
        for _ in range(rng.randint(1, 3)):
            draft.insert(self._written(rng.choice(self._ends()), self.decimals or 0), rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        low, high = self._ends()[0], self._ends()[-1]
        bad = []
        if self.low is not None:
            bad.append(self._written(low - 1, self.decimals or 0))
        if self.high is not None:
            bad.append(self._written(high + 1, self.decimals or 0))
        if self.decimals is not None:
            bad += [self._written(low, self.decimals + 1), self._written(low, max(0, self.decimals - 1) or 3)]
        draft.insert(rng.choice(bad), rng)

    def _ends(self) -> list[float]:
        low = self.low if self.low is not None else (self.high if self.high is not None else 7.0) - 5
        return [low, self.high if self.high is not None else low + 5]

    @staticmethod
    def _written(value: float, decimals: int) -> str:
        return f"{value:.{decimals}f}"

    @classmethod
    def sample(cls, rng: Random) -> Self:
        low = float(rng.randint(-3, 20))
        shape = rng.randrange(4)
        decimals = rng.randint(0, 3) if shape else None
        if shape == 3:
            return cls(decimals=decimals)
        return cls(low=low, high=low + rng.randint(1, 90) if shape != 1 else None, decimals=decimals)


def _shown(value: float) -> str:
    return str(value)  # as it stands in the JSON


Name = Annotated[str, StringConstraints(min_length=1, max_length=253)]


class Links(Constraint):
    """Every link goes to one of some domains, or has one of some schemes.

    Links are addresses with a scheme (``https://…``, ``mailto:…``) or ``www.``, bare or behind a link's text. A domain
    covers its subdomains (``docs.python.org`` is in ``python.org``). The host decides, whatever stands before an ``@``
    or behind a ``/``. An address that begins with ``www.`` has no scheme, and is let pass where schemes are limited
    only if ``http`` is among them. How many links there must be is said by the amount; by default at least one.
    """

    kind: Literal["links.only"] = "links.only"
    domains: tuple[Name, ...] | None = Field(default=None, min_length=1, description="allowed domains")
    schemes: tuple[Name, ...] | None = Field(default=None, min_length=1, description="allowed schemes, e.g. https")
    amount: Amount = Field(default=at_least(1), description="how many links there are")

    ABOUT = frozenset(("quotes",))
    VERSION = 2
    EXAMPLES = (
        Passes({"domains": ["python.org"]}, "See [this](https://docs.python.org/3/) and www.python.org."),
        Passes({"schemes": ["https"]}, "See https://a.b/c(d), or not."),
        Passes({"schemes": ["https"], "amount": {"low": 0}}, "No link."),
        Fails({"domains": ["python.org"]}, "See https://python.org.evil.com/."),
        Fails({"domains": ["python.org"]}, "See https://python.org@evil.com/python.org."),
        Fails({"domains": ["python.org"]}, "See https://notpython.org."),
        Fails({"domains": ["python.org"]}, "[https://python.org](https://a.b/)", "the address behind the text"),
        Fails({"schemes": ["https"]}, "See https://a.b and http://a.b."),
        Fails({"schemes": ["https"]}, "No link."),
        Fails({"schemes": ["https"], "amount": 1}, "See https://a.b and https://c.d."),
    )

    @field_validator("domains", "schemes")
    @classmethod
    def _plain(cls, value: tuple[str, ...] | None) -> tuple[str, ...] | None:
        for name in value or ():
            if "/" in name or ":" in name or name.strip() != name or name != lower(name):
                raise SpecError(f"links.only: {name!r} is a bare name in lower case, such as 'python.org' or 'https'")
        return value

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.domains is None and self.schemes is None:
            raise SpecError("links.only needs domains or schemes, e.g. {'schemes': ['https']}")
        return self

    def describe(self) -> str:
        asked = []
        if self.domains is not None:
            asked.append(f"to {' or '.join(self.domains)}")
        if self.schemes is not None:
            asked.append(f"with the scheme {' or '.join(self.schemes)}")
        return f"Include {self.amount.wording()} {self.amount.noun('link')}, and only links {' and '.join(asked)}."

    def judge(self, view: View) -> Verdict:
        found = []
        for link in links(view.text):
            found.append(link)
            if not self._allows(link.scheme, link.host):
                return Verdict(self, view, False, complete=lambda: self._full(view))
        n = len(found)
        if not self.amount.holds(n):
            return self.failed(
                view, f"{numbered(n, 'link')}, wanted {self.amount.wording()}", n, (), self.amount.closeness(n)
            )
        return self.passed(view, n, f"{numbered(n, 'link')}, all allowed", [one[2:] for one in found])

    def _full(self, view: View) -> Verdict:
        """Say everything about a response that has a forbidden link."""
        found = list(links(view.text))
        n = len(found)
        bad = [(start, end) for scheme, host, start, end in found if not self._allows(scheme, host)]
        first = view.text[bad[0][0] : bad[0][1]]
        return self.failed(view, f"{len(bad)} of {numbered(n, 'link')} not allowed, such as {first[:60]}", n, bad, 0.5)

    def _allows(self, scheme: str, host: str) -> bool:
        if self.schemes is not None and (scheme or "http") not in self.schemes:
            return False
        if self.domains is None:
            return True
        return any(host == domain or host.endswith("." + domain) for domain in self.domains)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        wanted = self.amount.pick_inside(rng)
        have = [token for token in draft.tokens() if "://" in token.text]
        for token in have[wanted:]:
            token.text, token.locked = draft.word(rng), False
        for _ in range(wanted - len(have)):
            draft.insert(self._made(rng), rng)

    def _made(self, rng: Random) -> str:
        host = rng.choice(self.domains or ("example.com", "a.b"))
        scheme = rng.choice(self.schemes or ("https",))
        return f"{scheme}://{rng.choice(('', 'www.', 'x.'))}{host}{rng.choice(('', '/a', '/b?c=1'))}"

    def violate(self, draft: Draft, rng: Random) -> None:
        bad = []
        if self.domains is not None:
            scheme = (self.schemes or ("https",))[0]
            bad += [f"{scheme}://{self.domains[0]}.invalid/", f"{scheme}://not{self.domains[0]}"]
        if self.schemes is not None:
            bad += [f"gopher://{(self.domains or ('example.com',))[0]}/a"]
        draft.insert(rng.choice(bad), rng)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        domains = tuple(rng.sample(("python.org", "example.com", "who.int"), rng.randint(1, 2)))
        schemes = rng.choice((("https",), ("https", "http")))
        shape = rng.randrange(3)
        amount = at_least(rng.randint(1, 2))
        return cls(domains=domains if shape else None, schemes=schemes if shape != 1 else None, amount=amount)
