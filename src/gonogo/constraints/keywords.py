"""Keywords: words or phrases that must, or must not, occur."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from random import Random
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, field_validator

from gonogo.amount import at_least, exactly
from gonogo.constraint import Bound, Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Draft, Grain
from gonogo.errors import SpecError
from gonogo.text.matching import keyword_spans, needle, occurrences
from gonogo.text.view import View, plain
from gonogo.units import KEYWORDS, Keyword

Word = Annotated[str, StringConstraints(min_length=1)]


class _Keywords(Constraint):
    """What the two kinds share: the list, and how it is compared."""

    keywords: tuple[Word, ...] = Field(min_length=1, description="words or phrases; plain text, never patterns")

    @field_validator("keywords")
    @classmethod
    def _visible(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for keyword in value:
            if not plain(keyword):
                raise SpecError(f"keywords: {keyword!r} shows nothing that could be found")
        return value

    @cached_property
    def _needles(self) -> tuple[str, ...]:
        return tuple(map(needle, self.keywords))

    def _listed(self) -> str:
        return ", ".join(f'"{keyword}"' for keyword in self.keywords)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(keywords=tuple(rng.sample(KEYWORDS, rng.randint(1, 3))))


class Include(_Keywords):
    """Every keyword occurs.

    A keyword is a word, or a run of words whatever blanks part them; letters inside another word do not count, a
    possessive or a part of a hyphenated word does. Case, emphasis and the shape of quotes do not matter.
    """

    kind: Literal["keywords.include"] = "keywords.include"

    VERSION = 2
    EXAMPLES = (
        Passes({"keywords": ["cat", "ice cream"]}, "The cat's **ice** cream."),
        Passes({"keywords": ["what?"]}, "So what? Nothing."),
        Fails({"keywords": ["art"]}, "The party was a start.", "letters inside other words"),
        Fails({"keywords": ["e.g."]}, "xelgy", "a keyword is no pattern"),
    )
    SOURCES = (
        Source("IFEval", "keywords:existence", same=False,
               note="the published checker searches each keyword as a pattern, inside other words, too"),
    )  # fmt: skip

    def describe(self) -> str:
        return f"Include {'the keyword' if len(self.keywords) == 1 else 'all of the keywords'} {self._listed()}."

    def judge(self, view: View) -> Verdict:
        missing = [
            keyword for keyword, wanted in zip(self.keywords, self._needles, strict=True)
            if not occurrences(view, wanted, 1)
        ]  # fmt: skip
        found = len(self.keywords) - len(missing)
        if not missing:
            return Verdict(self, view, True, found, complete=lambda: self._full(view, found))
        reason = f"missing: {', '.join(map(repr, missing))}"
        return self.failed(view, reason, found, closeness=found / len(self.keywords))

    def _full(self, view: View, found: int) -> Verdict:
        spans = [span for wanted in self._needles for span in keyword_spans(view, wanted)]
        return self.passed(view, found, "all keywords found", sorted(spans))

    def implies(self) -> Iterator[Bound]:
        for keyword in self.keywords:
            yield Bound(Keyword(keyword=keyword), at_least(1))

    def satisfy(self, draft: Draft, rng: Random) -> None:
        for keyword in self.keywords:
            draft.insert(keyword, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        left_out = rng.choice(self.keywords)
        for keyword in self.keywords:
            unit = Keyword(keyword=keyword)
            if _same(keyword, left_out):
                unit.resize(draft, 0, rng)
            elif occurs_with(left_out, keyword):
                continue
            else:
                draft.insert(keyword, rng)


class Exclude(_Keywords):
    """None of the keywords occurs. What an occurrence is, see ``keywords.include``."""

    kind: Literal["keywords.exclude"] = "keywords.exclude"

    VACUOUS = "it only forbids"
    VERSION = 2
    EXAMPLES = (
        Passes({"keywords": ["art", "C++"]}, "The party: take vitamin C daily."),
        Passes({"keywords": ["don"]}, "I don't."),
        Fails({"keywords": ["$5"]}, "It costs $5.", "a keyword is no pattern"),
        Fails({"keywords": ["rock"]}, "Bed\u200brock, r\u200bock.", "an invisible character hides nothing"),
    )
    SOURCES = (
        Source("IFEval", "keywords:forbidden_words", same=False,
               note="the published checker takes each word as a pattern: $5 never matches, C++ matches C"),
    )  # fmt: skip

    def describe(self) -> str:
        return f"Do not use {'the keyword' if len(self.keywords) == 1 else 'any of the keywords'} {self._listed()}."

    def judge(self, view: View) -> Verdict:
        for wanted in self._needles:
            if occurrences(view, wanted, 1):
                return Verdict(self, view, False, complete=lambda: self._full(view))
        return self.passed(view, 0, "none of the keywords found")

    def _full(self, view: View) -> Verdict:
        found = [k for k, wanted in zip(self.keywords, self._needles, strict=True) if occurrences(view, wanted, 1)]
        spans = sorted(span for keyword in found for span in keyword_spans(view, needle(keyword)))
        reason = f"found: {', '.join(map(repr, found))}"
        return self.failed(view, reason, len(found), spans, 1 - len(found) / len(self.keywords) if len(spans) else 0.0)

    def implies(self) -> Iterator[Bound]:
        for keyword in self.keywords:
            yield Bound(Keyword(keyword=keyword), exactly(0))

    def satisfy(self, draft: Draft, rng: Random) -> None:
        for keyword in self.keywords:
            Keyword(keyword=keyword).resize(draft, 0, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        draft.insert(rng.choice(self.keywords), rng)

    GRAIN = Grain.WORD


def _same(one: str, other: str) -> bool:
    return needle(one) == needle(other)


def occurs_with(part: str, whole: str) -> bool:
    """Return whether writing ``whole`` also writes ``part``."""
    return occurrences(View(whole), needle(part), 1) > 0
