"""Amount: how many are allowed. Bounds, step, intersection, closeness and wording."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cached_property
from random import Random
from types import MappingProxyType
from typing import Any, ClassVar

from pydantic import ConfigDict, model_validator

from gonogo.errors import AmountError, SpecError
from gonogo.model import Model

LARGE = 10**9  # no bound above this is meant; it keeps arithmetic on closeness finite


def _as_json(schema: dict[str, Any]) -> None:
    """Let the JSON Schema of an amount say what is read: no negative bounds; a whole number for exactly that many."""
    fields = schema["properties"]
    fields["low"]["minimum"], fields["step"]["minimum"] = 0, 1
    fields["high"] = {**fields["high"], "anyOf": [{"type": "integer", "minimum": 0}, {"type": "null"}]}
    by_bounds = {key: schema.pop(key) for key in ("type", "properties", "additionalProperties")}
    schema["anyOf"] = [{"type": "integer", "minimum": 0}, by_bounds]


class Amount(Model):
    """How many of something are allowed: ``low <= n <= high``, and a multiple of ``step``.

    Build one with :func:`at_least`, :func:`at_most`, :func:`exactly`, :func:`between`,
    :func:`less_than`, :func:`more_than` or :func:`multiple_of`; both ends are inclusive.

    Raises:
        AmountError: the bounds are negative, not whole, or leave nothing.
    """

    ERROR: ClassVar[type[SpecError]] = AmountError
    MEANT: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "min": "low", "minimum": "low", "at_least": "low", "least": "low",
            "max": "high", "maximum": "high", "at_most": "high", "most": "high",
        }
    )  # fmt: skip

    model_config = ConfigDict(json_schema_extra=_as_json)

    low: int = 0
    high: int | None = None
    step: int = 1

    @model_validator(mode="before")
    @classmethod
    def _whole_numbers(cls, data: Any) -> Any:
        if isinstance(data, int | float) and not isinstance(data, bool):
            n = whole(data, "amount")
            return {"low": n, "high": n}
        if isinstance(data, Amount):
            return data
        if not isinstance(data, dict):
            shown = repr(data)[:60]
            raise AmountError(f'amount: {shown} is neither a whole number nor bounds such as {{"low": 3, "high": 5}}')
        clean = {}
        for key, value in data.items():
            if value is None and key in ("low", "step"):
                continue  # Arrow pads absent fields with null
            clean[key] = whole(value, f"amount.{key}") if value is not None and key in cls.model_fields else value
        return clean

    @model_validator(mode="after")
    def _not_empty(self) -> Amount:
        if self.low < 0 or (self.high is not None and self.high < 0):
            raise AmountError(f"amount: {self.wording()} is negative; counts start at 0")
        if self.high is not None and self.low > self.high:
            raise AmountError(f"amount: at least {self.low} and at most {self.high} leaves nothing; swap the bounds?")
        if self.step < 1:
            raise AmountError(f"amount: step {self.step} must be 1 or more")
        if self.high is not None and self.first() > self.high:
            raise AmountError(f"amount: no multiple of {self.step} lies between {self.low} and {self.high}")
        return self

    # ------------------------------------------------------------------ deciding
    def holds(self, n: int) -> bool:
        """Return whether ``n`` is allowed."""
        return self.low <= n and (self.high is None or n <= self.high) and (self.step == 1 or n % self.step == 0)

    @cached_property
    def stop(self) -> int | None:
        """The count at which the decision is fixed, so that counting may stop; None: never."""
        if self.high is not None:
            return self.high + 1
        return self.low if self.step == 1 else None

    def closeness(self, n: int) -> float:
        """Return how near ``n`` is to being allowed: 1.0 iff allowed, else below 1 and falling with distance."""
        if self.holds(n):
            return 1.0
        target = self.nearest(n)
        return 1.0 / (1.0 + abs(n - target) / max(1.0, 0.25 * target)) * 0.99

    def nearest(self, n: int) -> int:
        """Return the allowed count nearest to ``n`` (the smaller of two equally near)."""
        if self.holds(n):
            return n
        below = min(n, self.high if self.high is not None else n) // self.step * self.step
        candidates = [
            c for c in (below, below + self.step, self.first(), self.last()) if c is not None and self.holds(c)
        ]
        return min(candidates, key=lambda c: (abs(c - n), c))

    def first(self) -> int:
        """Return the smallest allowed count."""
        return -(-self.low // self.step) * self.step

    def last(self) -> int | None:
        """Return the largest allowed count, or None when there is none."""
        return None if self.high is None else self.high // self.step * self.step

    # ------------------------------------------------------------------ combining
    def intersect(self, other: Amount) -> Amount | None:
        """Return what both allow, or None when nothing is left."""
        step = math.lcm(self.step, other.step)
        low = max(self.low, other.low)
        highs = [h for h in (self.high, other.high) if h is not None]
        high = min(highs) if highs else None
        try:
            return Amount(low=low, high=high, step=step)
        except ValueError:
            return None

    def complement(self) -> tuple[Amount, ...]:
        """Return the amounts that together allow exactly the counts this one refuses (step 1 only)."""
        if self.step != 1:
            raise AmountError("amount: the complement of multiples is no range; negate the constraint instead")
        parts = []
        if self.low > 0:
            parts.append(Amount(low=0, high=self.low - 1))
        if self.high is not None:
            parts.append(Amount(low=self.high + 1))
        return tuple(parts)

    def pick_inside(self, rng: Random, spread: int = 3) -> int:
        """Draw an allowed count, most often near a bound."""
        first, last = self.first(), self.last()
        top = first + spread * self.step if last is None else last
        if last is not None and top - first > 2 * spread * self.step and rng.random() < 0.7:
            return rng.choice((first, last))
        return first + self.step * rng.randint(0, (top - first) // self.step)

    def pick_outside(self, rng: Random, spread: int = 3) -> int | None:
        """Draw a refused count, half the time the nearest one; None when every count is allowed."""
        pool = sorted(self._outside(spread))
        if not pool:
            return None
        near = [n for n in pool if self.holds(n + 1) or self.holds(n - 1)]
        return rng.choice(near if near and rng.random() < 0.5 else pool)

    def _outside(self, spread: int) -> Iterator[int]:
        edges = {self.low, 0 if self.high is None else self.high}
        for edge in edges:
            for n in range(max(0, edge - spread), edge + spread + 1):
                if not self.holds(n):
                    yield n

    # ------------------------------------------------------------------ wording
    def wording(self) -> str:
        """Say it in words: ``at least 3``, ``exactly 2``, ``between 5 and 9``."""
        low, high = self.low, self.high
        if high is None:
            words = f"at least {low}" if low or self.step == 1 else "any number"
        elif low == high:
            words = f"exactly {low}"
        elif low == 0:
            words = f"at most {high}"
        else:
            words = f"between {low} and {high}"
        if self.step != 1:
            words = f"a multiple of {self.step}" + ("" if words == "any number" else f" and {words}")
        return words

    def noun(self, one: str, many: str = "") -> str:
        """Return the word that goes with :meth:`wording`: ``link`` with ``at least 1``, else ``links``."""
        return one if 1 in (self.high, self.low if self.high is None else 0) else many or one + "s"

    def __str__(self) -> str:
        return self.wording()


def whole(value: Any, field: str) -> int:
    """Return ``value`` as an int: ints and integral floats or digit strings are accepted, nothing else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise AmountError(f"{field}: {value!r} is no whole number")
    try:
        number = float(value)
    except ValueError:
        raise AmountError(f"{field}: {value!r} is no whole number") from None
    except OverflowError:
        raise AmountError(f"{field}: the number is larger than {LARGE}, which no text can reach") from None
    if number != number or number in (float("inf"), float("-inf")) or number != int(number):
        raise AmountError(f"{field}: {value!r} is no whole number")
    if abs(number) > LARGE:
        raise AmountError(f"{field}: {value!r} is larger than {LARGE}, which no text can reach")
    return int(number)


def numbered(n: int, one: str, many: str = "") -> str:
    """Return ``1 row``, ``2 rows``, ``1,234 rows``."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def at_least(n: int) -> Amount:
    """Allow ``n`` and more."""
    return Amount(low=n)


def at_most(n: int) -> Amount:
    """Allow up to ``n``."""
    return Amount(high=n)


def exactly(n: int) -> Amount:
    """Allow ``n`` only."""
    return Amount(low=n, high=n)


def between(low: int, high: int) -> Amount:
    """Allow ``low`` to ``high``, both included."""
    return Amount(low=low, high=high)


def less_than(n: int) -> Amount:
    """Allow fewer than ``n``. ``less_than(0)`` leaves nothing and raises :class:`AmountError`."""
    if n < 1:
        raise AmountError(f"amount: less than {n} leaves nothing; counts start at 0")
    return Amount(high=n - 1)


def more_than(n: int) -> Amount:
    """Allow more than ``n``."""
    return Amount(low=n + 1)


def multiple_of(step: int) -> Amount:
    """Allow 0, ``step``, twice ``step``…; intersect with :func:`at_least` to exclude 0."""
    return Amount(step=step)
