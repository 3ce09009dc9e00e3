"""Dates, times and numbers: where they stand in a text, and what they say."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from gonogo.text.segment import Span

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# What a directive reads; a directive with a minus has no leading zero.
DIRECTIVES = {
    "%Y": r"(?P<Y>\d{4})", "%y": r"(?P<y>\d{2})", "%m": r"(?P<m>\d{2})", "%-m": r"(?P<m>[1-9]\d?)",
    "%d": r"(?P<d>\d{2})", "%-d": r"(?P<d>[1-9]\d?)", "%H": r"(?P<H>\d{2})", "%-H": r"(?P<H>\d|[1-9]\d)",
    "%I": r"(?P<I>\d{2})", "%-I": r"(?P<I>[1-9]\d?)", "%M": r"(?P<M>\d{2})", "%S": r"(?P<S>\d{2})",
    "%p": r"(?P<p>[AaPp]\.?[Mm]\b\.?)", "%B": rf"(?P<B>{'|'.join(MONTHS)})",
    "%b": rf"(?P<b>{'|'.join(month[:3] for month in MONTHS)})\.?",
    "%A": rf"(?:{'|'.join(DAYS)})", "%a": rf"(?:{'|'.join(day[:3] for day in DAYS)})\.?",
}  # fmt: skip
_ORDINAL = "%o"  # in shapes only
_READ = {**DIRECTIVES, _ORDINAL: r"(?P<d>[1-9]\d?)(?:st|nd|rd|th)"}
_DIRECTIVE = re.compile(r"%-?[A-Za-z%]")
_DATE_SHAPES = (
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%-d/%-m/%Y", "%-d.%-m.%Y", "%-d/%-m/%y",
    "%d/%m/%y", "%d.%m.%y", "%Y-%-m-%-d", "%Y/%-m/%-d", "%-d-%-m-%Y", "%B %-d, %Y", "%B %-d %Y", "%-d %B %Y",
    "%b %-d, %Y", "%-d %b %Y", "%-d %b, %Y", "%-d. %B %Y", "%b %-d %Y",
    "%B %o, %Y", "%B %o %Y", "%o %B %Y", "%o of %B %Y", "%o %B, %Y", "%b %o, %Y", "%o %b %Y",
)  # fmt: skip
_TIME_SHAPES = ("%H:%M:%S", "%H:%M", "%-H:%M", "%-H:%M:%S", "%-I:%M %p", "%-I:%M%p", "%-I %p", "%-I%p")


class When(NamedTuple):
    """A date or time in a text: what it says (None if there is no such day or hour), and where it is."""

    value: datetime | None
    start: int
    end: int


def directives(form: str) -> list[str]:
    """Return the directives of a format, e.g. ``%Y``, in order."""
    return [match.group() for match in _DIRECTIVE.finditer(form)]


@lru_cache(maxsize=1024)
def _shape(form: str) -> re.Pattern[str]:
    named = "%B" in form or "%b" in form
    parts = []
    at = 0
    for match in _DIRECTIVE.finditer(form):
        parts.append(_literal(form[at : match.start()]))
        key = match.group()
        if key == "%d" and named:  # "March 5, 2024" is in the format of "March 05, 2024"
            parts.append(r"(?P<d>\d{1,2})")
        else:
            parts.append(re.escape("%") if key == "%%" else _READ[key])
        at = match.end()
    parts.append(_literal(form[at:]))
    return re.compile(
        rf"(?<![^\W_])(?<![\d][-/.:,])(?<![$€£]){''.join(parts)}(?![^\W_])(?![-/.:,]\d)", re.IGNORECASE | re.ASCII
    )


def _literal(text: str) -> str:
    escaped = re.escape(text).replace("\\-", "[-‐‑]")  # hyphens that look alike
    return re.sub(r"(?:\\[ \t])+", lambda _: r"[ \t\n]{1,3}", escaped)


_SEPARATOR = re.compile("(?<=[A-Za-z])[-/.:](?=%)")  # in a shape, between two directives
_BETWEEN = re.compile("(?<=[0-9])[-/.:](?=[0-9])")  # the same in a text
_MONTH = re.compile("|".join(month[:3] for month in MONTHS), re.IGNORECASE | re.ASCII)


def find(text: str, form: str) -> list[When]:
    """Return the dates or times of ``text`` that are written in ``form``, also those that do not exist (value None).

    Names of months and days are English; letter case does not matter. A date inside a longer number or word is none.
    """
    return [When(_value(match.groupdict()), *match.span()) for match in _shape(form).finditer(text)]


def others(text: str, form: str) -> list[Span]:
    """Return what is written like a date (or, where ``form`` has no date, like a time) but not in ``form``."""
    keys = set(directives(form))
    shapes = _DATE_SHAPES if keys & {"%Y", "%y", "%B", "%b", "%m", "%-m", "%d", "%-d"} else _TIME_SHAPES
    own = [match.span() for match in _shape(form).finditer(text)]
    between = set(_BETWEEN.findall(text))
    named = _MONTH.search(text) is not None
    found: set[Span] = set()
    for shape in shapes:
        if ("%B" in shape or "%b" in shape) and not named:
            continue
        if not between.issuperset(_SEPARATOR.findall(shape)):
            continue
        for match in _shape(shape).finditer(text):
            found.add(match.span())
    return _apart(sorted(found), own)


def _apart(spans: list[Span], own: list[Span]) -> list[Span]:
    """Return those of ``spans`` that touch none of ``own`` (both sorted), in one pass."""
    left = []
    i = 0
    for start, end in spans:
        while i < len(own) and own[i][1] <= start:
            i += 1
        if i == len(own) or own[i][0] >= end:
            left.append((start, end))
    return left


def _value(parts: dict[str, str | None]) -> datetime | None:
    hour = _hour(parts)
    year = int(parts.get("Y") or 0) or (_century(parts["y"]) if parts.get("y") else 2000)
    try:
        return datetime(
            year, _month(parts), int(parts.get("d") or 1), hour, int(parts.get("M") or 0), int(parts.get("S") or 0)
        )
    except ValueError:
        return None


def _century(two: str | None) -> int:
    number = int(two or 0)
    return number + (1900 if number >= 69 else 2000)


def _month(parts: dict[str, str | None]) -> int:
    name = (parts.get("B") or parts.get("b") or "")[:3].lower()
    if name:
        return [month[:3].lower() for month in MONTHS].index(name) + 1
    return int(parts.get("m") or 1) if parts.get("m") is not None else 1


def _hour(parts: dict[str, str | None]) -> int:
    twelve = parts.get("I")
    if twelve is None:
        return int(parts.get("H") or 0)
    number = int(twelve)
    if not 1 <= number <= 12:
        return 99  # no such hour
    late = (parts.get("p") or "a")[0].lower() == "p"
    return number % 12 + (12 if late else 0)


# ---------------------------------------------------------------------- numbers
_NUMBER = re.compile(
    r"(?<![^\W_])(?<!\d[.,:/])(?<![A-Za-z][-–])(?:(?<![\d\w)])[-−+])?"
    r"(?:\d{1,3}(?:\.\d{3})+,\d+|(?<!,)\d+,\d{1,2}(?!,?\d)|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)(?!\d)(?!st\b|nd\b|rd\b|th\b)(?![.:/]\d)(?!,\d{3}(?!\d))",
    re.ASCII,
)
_DECIMAL_COMMA = re.compile(r"[-+]?(?:\d{1,3}(?:\.\d{3})+,\d+|\d+,\d{1,2})")  # 1.234,5  3,50
_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0E: ".", 0xFF0C: ",", 0xFF0D: "-"}
_ITEM_NUMBER = re.compile(r"[ \t>]*\(?\d{1,3}[.)][ \t]", re.ASCII)


class Number(NamedTuple):
    """A number in a text: its value, how many decimals are written, and where it is."""

    value: float
    decimals: int
    start: int
    end: int


def numbers(text: str) -> list[Number]:
    """Return the numbers written in digits: ``12``, ``-3.5``, ``1,234.50``, ``1.234,50``, ``40%``, ``$5``, ``5kg``.

    None are: the numbers of a list's items, ordinals (``1st``), dates and times (``12/5``, ``10:30``), versions
    (``1.2.3``), and digits inside or after letters (``B2``, ``COVID-19``).
    """
    found = []
    if not text.isascii():
        text = text.translate(_FULL_WIDTH)
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        line = text.rfind("\n", max(0, start - 12), start) + 1 if start else 0
        if line or start < 12:
            item = _ITEM_NUMBER.match(text, line)
            if item and item.end() > end:
                continue
        written = match.group().replace("−", "-")
        if _DECIMAL_COMMA.fullmatch(written):
            written = written.replace(".", "").replace(",", ".")
        written = written.replace(",", "")
        point = written.find(".")
        found.append(Number(_float(written), 0 if point < 0 else len(written) - point - 1, start, end))
    return found


def _float(written: str) -> float:
    return float(written)  # digits beyond what a float holds become infinite: outside of every range
