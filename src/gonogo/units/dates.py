"""Units of figures: dates and times in a format."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Annotated

from pydantic import AfterValidator, Field

from gonogo.errors import SpecError, UnknownValue
from gonogo.examples import Fails, Passes
from gonogo.text.dates import DAYS, DIRECTIVES, MONTHS, directives, find
from gonogo.text.segment import Span
from gonogo.text.view import View
from gonogo.units.base import Marked

FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%B %-d, %Y", "%d.%m.%Y", "%H:%M")


def _readable(form: str) -> str:
    used = directives(form)
    for key in used:
        if key != "%%" and key not in DIRECTIVES:
            raise UnknownValue("directive of a date format", key, DIRECTIVES)
    if not used:
        raise SpecError(f"a date format holds directives, such as %Y-%m-%d; {form!r} holds none")
    if len(set(used)) < len(used) and len({key for key in used if key != "%%"}) < sum(key != "%%" for key in used):
        raise SpecError(f"the date format {form!r} holds a directive twice")
    if ("%I" in used or "%-I" in used) and "%p" not in used:
        raise SpecError(f"the date format {form!r} has hours from 1 to 12 (%I); say which half of the day with %p")
    both = [{"%d", "%-d"}, {"%m", "%-m"}, {"%H", "%-H", "%I", "%-I"}]
    if any(len(pair & set(used)) > 1 for pair in both):
        raise SpecError(f"the date format {form!r} says one thing twice")
    return form


DateFormat = Annotated[str, Field(min_length=2, max_length=60), AfterValidator(_readable)]


def written(when: datetime, form: str) -> str:
    """Return ``when`` in a format, with English names."""
    values = {
        "%Y": f"{when.year:04}", "%y": f"{when.year % 100:02}", "%m": f"{when.month:02}", "%-m": str(when.month),
        "%d": f"{when.day:02}", "%-d": str(when.day), "%H": f"{when.hour:02}", "%-H": str(when.hour),
        "%I": f"{(when.hour - 1) % 12 + 1:02}", "%-I": str((when.hour - 1) % 12 + 1), "%M": f"{when.minute:02}",
        "%S": f"{when.second:02}", "%p": "AM" if when.hour < 12 else "PM", "%B": MONTHS[when.month - 1],
        "%b": MONTHS[when.month - 1][:3], "%A": DAYS[when.weekday()], "%a": DAYS[when.weekday()][:3], "%%": "%",
    }  # fmt: skip
    text = form
    for key in directives(form):
        text = text.replace(key, values[key], 1)
    return text


_WHEN = datetime(2024, 3, 5, 17, 45)  # the date and time that instructions give as an example


class Dates(Marked):
    """Number of dates (or times) in a format, such as ``%Y-%m-%d``.

    The format is one of ``strftime``: %Y %y %m %d %B %b %A %a %H %I %M %S %p, with a minus for no leading zero (%-d).
    Names are English, letter case does not matter; beside a month's name a day may be written without its zero. Dates
    that do not exist (2023-02-29) count for nothing, nor do those within longer numbers or words.
    """

    NAME, ONE, MANY = "dates", "date or time", "dates or times"
    INSTRUCTION = "Include {amount} {noun}{place} in the format {format}."
    PROHIBITION = "Do not write any {many}{place} in the format {format}."
    format: DateFormat = Field(description="a strftime format, such as %Y-%m-%d")

    VERSION = 2
    EXAMPLES = (
        Passes({"format": "%Y-%m-%d", "amount": {"low": 2}}, "From 2024-02-28 to **2024-02-29**."),
        Passes({"format": "%B %d, %Y", "amount": 1}, "On march 5, 2024."),
        Passes({"format": "%H:%M", "amount": 1}, "At 23:59, not at 24:01 or 7:30."),
        Fails({"format": "%Y-%m-%d", "amount": {"low": 1}}, "On 2023-02-29.", "there was no such day"),
        Fails({"format": "%Y-%m-%d", "amount": {"low": 1}}, "On 2024-2-9, no. 2024-01-011.", "without zeros; longer"),
        Fails({"format": "%I:%M %p", "amount": {"low": 1}}, "At 13:30 PM.", "no such hour"),
    )

    def spans(self, view: View) -> list[Span]:
        return [(start, end) for value, start, end in find(view.text, self.format) if value is not None]

    def worded(self) -> dict[str, object]:
        return {"format": f"{self.format} (such as {written(_WHEN, self.format)})"}

    def made(self, rng: Random) -> str:
        when = datetime(2024, 1, 1) + timedelta(days=rng.randint(0, 900), minutes=rng.randint(0, 1439))
        return written(when, self.format)

    def is_one(self, token: str) -> bool:
        return bool(find(token, self.format))

    @classmethod
    def sample(cls, rng: Random) -> Dates:
        return cls(format=rng.choice(FORMS))
