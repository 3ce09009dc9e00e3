"""Backwards: a sentence in reverse order."""

from __future__ import annotations

from functools import cached_property
from random import Random
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, field_validator

from gonogo.constraint import Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Draft, Grain
from gonogo.errors import SpecError
from gonogo.text import fixed_forms
from gonogo.text.records import unfenced_whole
from gonogo.text.view import View, plain

_SENTENCE = 1000  # characters: nobody writes a longer one backwards

# What sentences are made of: each form has a verb, and none of these words is in two of the lists.
_FORMS = (
    "It is {}.", "This is {}", "The {noun} is {}.", "The {noun} of the {place} is {}.", "In the {place} it is {}!",
    "The {place} keeps {} for the {noun}.", "Our {noun} has {}.", "That was {} of our {place}.",
    "A {noun} serves {} well.",
)  # fmt: skip
_NOUNS = ("symbol", "animal", "emblem", "guardian", "host", "winner", "leader", "crest", "flag", "answer")
_PLACES = ("harbor", "village", "valley", "island", "north", "republic", "city", "coast")
_SORTS = ("bald", "red", "old", "silent", "golden", "grey", "snowy", "proud", "tiny", "wild")
_THINGS = ("eagle", "stone", "lamp", "falcon", "bear", "tower", "oak", "swan", "ship", "fox")


class Reversed(Constraint):
    """The response is one English sentence written backwards, by words or by letters.

    Read backwards it holds the given phrases as whole words (case and marks do not matter), which it does not hold
    forwards, and reads as one sentence: it has a verb that is usual (is, has, serves…) or inflected (climbed, left), no
    article or preposition stands at its end or before a verb, and nothing stands beside it. Where the marks stand does
    not matter. Whether it is true is not decided.
    """

    kind: Literal["reversed"] = "reversed"
    phrases: tuple[Annotated[str, StringConstraints(min_length=1)], ...] = Field(
        min_length=1, description="what the sentence says, read backwards"
    )
    unit: Literal["word", "letter"] = "word"

    GRAIN = Grain.SHAPE
    ABOUT = frozenset(("edges", "emphasis", "quotes"))
    VERSION = 2
    EXAMPLES = (
        Passes({"phrases": ["bald eagle"]}, "eagle. bald the is US the of animal national The"),
        Passes({"phrases": ["bald eagle"]}, ".eagle bald the is It"),
        Passes({"phrases": ["bald eagle"], "unit": "letter"}, ".elgae dlab eht si .S.U eht fo lamina lanoitan ehT"),
        Passes({"phrases": ["bald eagle"]}, "eagle! bald the is It", "the end mark sticks to the last word"),
        Passes({"phrases": ["bald eagle"], "unit": "letter"}, "!em rof elgae dlab eht si tI", "the mark comes first"),
        Passes({"phrases": ["eagle"]}, "eagle bald the is It", "one word reads the same both ways"),
        Passes({"phrases": ["wild swan"]}, "oak. old the beneath waited swan wild The", "any inflected verb"),
        Passes({"phrases": ["tiny bear"], "unit": "letter"}, ".ti was ydobon dna ,rewot eht debmilc raeb ynit A"),
        Passes({"phrases": ["tiny ship"]}, "harbour. the left ship tiny A"),
        Fails({"phrases": ["brown bears"]}, "forest the and bears brown The", "the plural is no verb"),
        Fails({"phrases": ["bald eagle", "national animal"]}, "bald eagle eagle bald the is animal national The"),
        Fails({"phrases": ["bald eagle"]}, "eagle bald the is It " * 60, "too long"),
        Fails({"phrases": ["bald eagle"]}, "eagle bald garbage words anything", "no sentence"),
        Fails({"phrases": ["bald eagle"]}, "The national animal of the US is the bald eagle.", "not reversed"),
        Fails({"phrases": ["bald eagle"]}, "The national animal is the eagle bald", "reversed in part"),
        Fails({"phrases": ["bald eagle"]}, "It is the bald eagle eagle bald the is It", "both ways"),
        Fails({"phrases": ["bald eagle"]}, "eagle bald the is It\n(read it backwards)", "a second line"),
        Fails({"phrases": ["bald eagle"]}, "Sure! eagle bald the is It", "something stands before it"),
        Fails(
            {"phrases": ["bald eagle"], "unit": "letter"},
            ".daeh white a htiw drib a ,elgae dlab eht si tI",
            "one word is not reversed",
        ),
        Fails({"phrases": ["bald eagle"]}, "Eagle! eagle bald the is It", "the answer, then the sentence"),
        Fails({"phrases": ["bald eagle"], "unit": "letter"}, "blah elgae dlab forward text bald eagle"),
        Fails({"phrases": ["bald eagle"], "unit": "letter"}, "eagle bald the is animal national The", "by words"),
        Fails({"phrases": ["bald eagle"], "unit": "letter"}, "ehT lanoitan lamina si eht dlab elgae", "word by word"),
    )
    SOURCES = (
        Source("IFBench", "custom:word_reverse", same=False,
               note="the published checker accepts any words at all around the two of the animal"),
        Source("IFBench", "custom:character_reverse", same=False, note="the same, and any text beside it"),
    )  # fmt: skip

    @cached_property
    def _wanted(self) -> tuple[str, ...]:
        return tuple(f" {' '.join(fixed_forms.spoken(plain(phrase)))} " for phrase in self.phrases)

    @cached_property
    def _asked(self) -> frozenset[str]:
        return frozenset(word for phrase in self.phrases for word in fixed_forms.spoken(plain(phrase)))

    @field_validator("phrases")
    @classmethod
    def _words(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for phrase in value:
            if not fixed_forms.spoken(plain(phrase)):
                raise SpecError(f"reversed: phrase {phrase!r} has no word")
        return value

    def describe(self) -> str:
        return (
            f"Answer with one sentence in reverse order, {self.unit} by {self.unit}. In the right order it says "
            f"{' and '.join(map(repr, self.phrases))}."
        )

    def judge(self, view: View) -> Verdict:
        whole = unfenced_whole(view.stripped).strip()
        if len(whole) > _SENTENCE or "\n" in whole:
            return self.failed(view, "is more than one line, or longer than a sentence", False)
        text = plain(whole).strip("\"' ")
        said = fixed_forms.spoken(text)
        words = fixed_forms.spoken(text[::-1]) if self.unit == "letter" else said[::-1]
        forward = f" {' '.join(words)} "
        missing = [phrase for phrase in self._wanted if phrase not in forward]
        if missing:
            return self.failed(view, f"read backwards it does not say {missing[0].strip()!r}", False)
        onwards = f" {' '.join(said)} "
        if any(phrase in onwards for phrase in self._wanted if " " in phrase.strip()):
            return self.failed(view, "it says it forwards, too", False)
        forwards = fixed_forms.unturned(said) if self.unit == "letter" else ""
        if forwards:
            return self.failed(view, f"{forwards!r} is not reversed", False, closeness=0.5)
        fault = fixed_forms.sentence_fault(words, self._asked) or fixed_forms.stops_inside(text, self._asked)
        if fault:
            return self.failed(view, f"read backwards it is no sentence: {fault}", False, closeness=0.5)
        return self.passed(view, True, "a sentence in reverse order")

    def _sentence(self, draft: Draft, rng: Random) -> str:
        said = " and the ".join(self.phrases)
        return rng.choice(_FORMS).format(f"the {said}", noun=rng.choice(_NOUNS), place=rng.choice(_PLACES))

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.verbatim = self._turned(self._sentence(draft, rng))

    def violate(self, draft: Draft, rng: Random) -> None:
        said = self._sentence(draft, rng)
        other: Literal["word", "letter"] = "letter" if self.unit == "word" else "word"
        wrong = [said, self._turned(said, other), self._turned(" ".join(self.phrases)), f"Sure! {self._turned(said)}",
                 f"{said} {self._turned(said)}", f"{self._turned(said)}\n\n{said}",
                 self._turned(said.replace(self.phrases[0], draft.word(rng)))]  # fmt: skip
        draft.verbatim = rng.choice(wrong)

    def _turned(self, said: str, unit: str | None = None) -> str:
        return said[::-1] if (unit or self.unit) == "letter" else " ".join(said.split()[::-1])

    @classmethod
    def sample(cls, rng: Random) -> Self:
        phrases = [f"{rng.choice(_SORTS)} {noun}" for noun in rng.sample(_THINGS, rng.choice((1, 1, 2)))]
        if rng.random() < 0.3:
            phrases[-1] += f" of the {rng.choice(_PLACES)}"
        return cls(phrases=tuple(phrases), unit=rng.choice(("word", "letter")))
