"""What a unit is, and the two kinds of help in writing one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any, ClassVar, Self

from gonogo import registry
from gonogo.amount import Amount, at_least, at_most, exactly
from gonogo.draft import Draft, Grain
from gonogo.examples import Example, Source
from gonogo.model import Model
from gonogo.text.segment import Span
from gonogo.text.view import View

PREFIX = "count."


def counted(name: str) -> str:
    """Return the kind that counts the unit of this name: ``count.words``, of a plugin ``acme:count.sparks``."""
    vendor, colon, bare = name.rpartition(":")
    return f"{vendor}{colon}{bare if bare.startswith(PREFIX) else PREFIX + bare}"


class Unit(Model):
    """Something that can be counted in a response. A subclass with a ``NAME`` makes the kind ``count.<NAME>``.

    In a plugin the name begins with the vendor: ``acme:sparks`` makes the kind ``acme:count.sparks``.
    """

    api: ClassVar[int]  # a plugin states registry.API here or in its module
    NAME: ClassVar[str] = ""
    ONE: ClassVar[str] = ""  # what one is called in an instruction
    MANY: ClassVar[str] = ""
    # The instruction; what stands in braces is the amount, the noun, the place, and what worded() returns
    INSTRUCTION: ClassVar[str] = "Use {amount} {noun}{place}."
    PROHIBITION: ClassVar[str] = "Do not use any {many}{place}."  # for none; "" where none is worded as any amount
    GRAIN: ClassVar[Grain] = Grain.WORD
    LEAST: ClassVar[int] = 0  # the smallest number a non-empty text can hold
    VERSION: ClassVar[int] = 1
    ABOUT: ClassVar[frozenset[str]] = frozenset()
    EXAMPLES: ClassVar[tuple[Example, ...]] = ()
    SOURCES: ClassVar[tuple[Source, ...]] = ()

    @classmethod
    def _called(cls, data: Mapping[str, Any]) -> str:
        return counted(cls.NAME) if cls.NAME else super()._called(data)

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if cls.NAME:
            registry.register(counted(cls.NAME), cls)

    def count(self, view: View, stop: int | None = None) -> int:
        """Return how many there are; once ``stop`` are certain, any number from ``stop`` on may be returned."""
        return len(self.spans(view))

    def most(self, view: View) -> int | None:
        """Return a number that the count cannot exceed, if that costs much less than counting; else None."""
        return None

    def spans(self, view: View) -> list[Span]:
        """Return where they are."""
        raise NotImplementedError(f"{type(self).__name__} must write spans()")

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        """Make ``draft`` hold exactly ``n``."""
        raise NotImplementedError(f"{type(self).__name__} must write resize()")

    def sentence(self, amount: Amount, where: str) -> str:
        """Return the instruction: one sentence, naming every parameter. ``where`` is "" or e.g. "in the first line"."""
        wording = self.PROHIBITION if amount.high == 0 and self.PROHIBITION else self.INSTRUCTION
        known = {
            "amount": amount.wording(), "noun": self.noun(amount), "many": self.MANY,
            "place": f" {where}" if where else "",
        }  # fmt: skip
        return wording.format_map({**self.worded(), **known})

    def worded(self) -> dict[str, object]:
        """Return what else stands in the wording: the parameters, unless a subclass words them."""
        return dict(self)

    def noun(self, amount: Amount) -> str:
        """Return the word for the unit that goes with ``amount``."""
        return amount.noun(self.ONE, self.MANY)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        """Draw the unit's own parameters."""
        return cls()

    def amounts(self, rng: Random) -> Amount:
        """Draw an amount that is usual for this unit."""
        return rng.choice((at_least, at_most, exactly))(rng.randint(1, 6))


class Marked(Unit):
    """A unit that a single inserted token is."""

    def made(self, rng: Random) -> str:
        """Return the text of a new one."""
        raise NotImplementedError

    def is_one(self, token: str) -> bool:
        """Return whether a token is one."""
        raise NotImplementedError

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        resize_tokens(draft, n, rng, self.is_one, self.made)


def resize_tokens(
    draft: Draft, n: int, rng: Random, is_one: Callable[[str], bool], made: Callable[[Random], str]
) -> None:
    """Hold exactly ``n`` tokens for which ``is_one`` is true, inserting what ``made`` makes."""
    have = [token for token in draft.tokens() if is_one(token.text)]
    for token in have[n:]:
        token.text, token.locked = draft.word(rng), False
    for _ in range(n - len(have)):
        draft.insert(made(rng), rng)
