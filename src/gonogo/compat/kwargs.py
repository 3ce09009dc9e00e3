"""Kwargs: the arguments of a published id, read strictly."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from gonogo.amount import LARGE, Amount, at_least, at_most, exactly, less_than, more_than, whole
from gonogo.errors import SpecError, UnknownValue, nearest

RELATIONS: Mapping[str, Callable[[int], Amount]] = {
    "less than": less_than,
    "more than": more_than,
    "at least": at_least,
    "at most": at_most,
    "exactly": exactly,
    "equal to": exactly,
}
"""What the relations of published ids mean; a registry in another language brings its own table."""


class Kwargs:
    """The arguments of one published id. Each is asked for by name; what nobody asked for is an error at the end.

    Args:
        name: how to call the id in errors.
        given: the arguments; None values are padding and dropped.
        prompt: the whole prompt, where known.
    """

    def __init__(self, name: str, given: Mapping[str, Any], prompt: str | None = None) -> None:
        if not isinstance(given, Mapping):
            raise SpecError(f"{name}: kwargs must be an object; found {type(given).__name__}")
        self.name = name
        self._prompt = prompt
        self.prompt_was_read = False
        self._given = {key: value for key, value in given.items() if value is not None}
        self._asked: list[str] = []

    @property
    def prompt(self) -> str | None:
        """The whole prompt, where known."""
        self.prompt_was_read = True
        return self._prompt

    @property
    def empty(self) -> bool:
        """Whether no argument was given."""
        return not self._given

    def text(self, field: str) -> str:
        """Return a string that is not blank."""
        value = self._take(field, "a text")
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(field, value, "a text that is not blank")
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        """Return a list of strings that are not blank."""
        value = self._take(field, "a list of texts")
        if isinstance(value, str) or not isinstance(value, Sequence) or not value:
            raise self._wrong(field, value, "a list of texts")
        if not all(isinstance(item, str) and item.strip() for item in value):
            raise self._wrong(field, value, "a list of texts that are not blank")
        return tuple(value)

    def mapping(self, field: str) -> dict[str, str]:
        """Return a mapping from text to text; the None values that padding adds are dropped."""
        value = self._take(field, "a mapping from text to text")
        pairs = {key: item for key, item in value.items() if item is not None} if isinstance(value, Mapping) else {}
        if not pairs or not all(isinstance(item, str) and item.strip() for item in pairs.values()):
            raise self._wrong(field, value, "a mapping from text to text")
        return pairs

    def number(self, field: str, least: int = 0) -> int:
        """Return a whole number of at least ``least``."""
        value = self._take(field, "a whole number")
        if isinstance(value, str):
            raise self._wrong(field, value, "a whole number")
        found = whole(value, f"{self.name}: {field}")
        if found < least:
            raise self._wrong(field, value, f"a whole number of at least {least}")
        return found

    def numbers(self, field: str, least: int = 0) -> tuple[int, ...]:
        """Return a list of whole numbers of at least ``least``."""
        value = self._take(field, "a list of whole numbers")
        if isinstance(value, str) or not isinstance(value, Sequence) or not value:
            raise self._wrong(field, value, "a list of whole numbers")
        found = tuple(whole(item, f"{self.name}: {field}") for item in value)
        if min(found) < least:
            raise self._wrong(field, value, f"a list of whole numbers of at least {least}")
        return found

    def decimal(self, field: str) -> float:
        """Return a finite number, whole or not."""
        value = self._take(field, "a number")
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= LARGE:
            raise self._wrong(field, value, f"a number of at most {LARGE}")
        return float(value)

    def choice(self, field: str, allowed: Collection[str]) -> str:
        """Return one of several texts."""
        said = self.text(field)
        if said not in allowed:
            raise UnknownValue(field, said, allowed)
        return said

    def has(self, field: str) -> bool:
        """Return whether an argument was given; it then counts as asked for."""
        self._asked.append(field)
        return field in self._given

    def ignore(self, *fields: str) -> None:
        """Accept arguments that published rows carry and the id never uses."""
        self._asked.extend(fields)

    def amount(
        self, relation: str, number: str, relations: Mapping[str, Callable[[int], Amount]] = RELATIONS
    ) -> Amount:
        """Return the amount that a relation ("at least", "less than"…) and a number say."""
        n = self.number(number)
        return relations[self.choice(relation, relations)](n)

    def finish(self) -> None:
        """Raise if an argument was given that nobody asked for."""
        for field in self._given:
            if field not in self._asked:
                near = nearest(field, self._asked)
                allowed = f"; did you mean {near[0]!r}?" if near else f"; it takes {', '.join(self._asked) or 'none'}"
                raise SpecError(f"{self.name}: unknown argument {field!r}{allowed}")

    def _take(self, field: str, wanted: str) -> Any:
        self._asked.append(field)
        if field not in self._given:
            near = nearest(field, self._given)
            hint = f"; did you mean it by {near[0]!r}?" if near else ""
            raise SpecError(f"{self.name}: argument {field!r} ({wanted}) is missing{hint}")
        return self._given[field]

    def _wrong(self, field: str, value: object, wanted: str) -> SpecError:
        huge = isinstance(value, int) and value.bit_length() > 200  # Python writes out no number of 4,300 digits
        return SpecError(f"{self.name}: {field} = {'a huge number' if huge else repr(str(value)[:60])} is not {wanted}")
