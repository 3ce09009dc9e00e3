"""Units of characters."""

from __future__ import annotations

import unicodedata
from random import Random
from typing import Self

from pydantic import Field, field_validator

from gonogo.amount import Amount, at_least, at_most, exactly
from gonogo.draft import Draft, Grain
from gonogo.errors import SpecError
from gonogo.examples import Fails, Passes, Source
from gonogo.text.chars import lower
from gonogo.text.lexicon import FILLER
from gonogo.text.segment import Span
from gonogo.text.view import View
from gonogo.units.base import Unit, resize_tokens

_COMMAS = frozenset(",，、､،؍﹐﹑︐︑‚⸲⸴⹁᠂᠈꓾꘍߸፣⸒")


class Commas(Unit):
    """Number of commas, also of those that only look like one."""

    NAME, ONE, MANY = "commas", "comma", "commas"
    GRAIN = Grain.CHARACTER
    EXAMPLES = (
        Passes({"amount": {"low": 0, "high": 0}}, "No pause here; none at all."),
        Passes({"amount": {"low": 1, "high": 1}}, "It cost 1,000 crowns.", "a comma in a number is a comma"),
        Fails({"amount": {"low": 0, "high": 0}}, "甲，乙、丙", "so are the commas of other scripts"),
        Fails({"amount": {"low": 0, "high": 0}}, "Well,"),
    )
    SOURCES = (
        Source("IFEval", "punctuation:no_comma", same=False,
               note="the published checker knows the ASCII comma only"),
    )  # fmt: skip

    def count(self, view: View, stop: int | None = None) -> int:
        text = view.text
        n = text.count(",")
        return n + sum(map(_COMMAS.__contains__, view.foreign)) if view.foreign else n

    def spans(self, view: View) -> list[Span]:
        return [(i, i + 1) for i, char in enumerate(view.text) if char in _COMMAS]

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        with_comma = [token for token in draft.tokens() if token.text.endswith(",")]
        for token in with_comma[n:]:
            token.text = token.text.rstrip(",")
        for _ in range(n - len(with_comma)):
            draft.insert(draft.word(rng) + ",", rng)

    def amounts(self, rng: Random) -> Amount:
        return rng.choice((exactly(0), at_least(rng.randint(1, 5)), at_most(rng.randint(0, 4))))


class Letter(Unit):
    """Number of times a letter or other character occurs, in either case."""

    NAME, ONE, MANY = "letter", "time", "times"
    INSTRUCTION, PROHIBITION = 'Use the character "{letter}" {amount} {noun}{place}, in either case.', ""
    GRAIN = Grain.CHARACTER

    letter: str = Field(description="one character, e.g. e or #")

    EXAMPLES = (
        Passes({"letter": "A", "amount": {"low": 4, "high": 4}}, "Banana a", "both cases"),
        Passes({"letter": "#", "amount": {"low": 4}}, "#a #b #c #d", "any character"),
        Passes({"letter": "*", "amount": {"low": 2, "high": 2}}, "2 * 3 * 4", "also one that may mark emphasis"),
        Fails({"letter": "e", "amount": {"low": 0, "high": 0}}, "Here"),
        Fails({"letter": "o", "amount": {"low": 0, "high": 0}}, "dоg", "a Cyrillic letter that shows as an o"),
    )
    SOURCES = (
        Source("IFEval", "keywords:letter_frequency", same=False,
               note="the published checker replaces a character that is no Latin letter by a random letter"),
    )  # fmt: skip

    @field_validator("letter")
    @classmethod
    def _one(cls, value: str) -> str:
        shown = unicodedata.normalize("NFC", value)
        if len(shown) != 1 or shown.isspace():
            raise SpecError(
                f"count.letter: letter {value!r} must be one visible character; for a word use count.keyword"
            )
        return lower(shown)

    def count(self, view: View, stop: int | None = None) -> int:
        letter = self.letter
        data = view.skeleton if letter.isascii() and letter.isalnum() else None
        return view.folded.count(letter) if data is None else data.count(letter.encode())

    def spans(self, view: View) -> list[Span]:
        return [(i, i + 1) for i, char in enumerate(view.folded) if char == self.letter]

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        letter = self.letter
        if not letter.isalpha():
            draft.avoid(lambda word: letter in word, rng)
            return resize_tokens(draft, n, rng, lambda t: t.startswith(letter), lambda r: letter + draft.word(r))
        have = sum(lower(token.text).count(letter) for token in draft.tokens())
        if have > n:
            draft.avoid(lambda word: letter in lower(word), rng)
            for token in draft.tokens():
                if token.locked and letter in lower(token.text) and token.text.isalpha():
                    token.text = draft.word(rng)
        have = sum(lower(token.text).count(letter) for token in draft.tokens())
        carriers = [word for word in FILLER if word.count(letter) == 1] or [letter]
        for _ in range(n - have):
            draft.insert(rng.choice(carriers), rng)
        return None

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(letter=rng.choice("abcdefghijklmnoprstuvwy#!"))

    def amounts(self, rng: Random) -> Amount:
        return rng.choice((at_least(rng.randint(2, 12)), at_most(rng.randint(0, 3))))
