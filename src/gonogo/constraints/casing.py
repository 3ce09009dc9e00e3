"""Casing: in which letter case a given text occurs. The case of the whole response is ``case``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from random import Random
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field

from gonogo.amount import at_least
from gonogo.constraint import Bound, Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Draft, Grain
from gonogo.errors import SpecError
from gonogo.text import casing
from gonogo.text.matching import keyword_spans, needle, occurrences
from gonogo.text.shown import Shown
from gonogo.text.view import View, bare
from gonogo.units import Keyword


def _cased(value: str) -> str:
    if value.upper() == value.lower():
        raise SpecError(f"keyword = {value!r} holds no letter that has case")
    return value


class KeywordCase(Constraint):
    """A word or phrase occurs, and wherever it does it is in a given letter case.

    ``capitalized`` asks that each of its words begins with a capital and is not all capitals; ``alternating`` that no
    two neighbouring letters of a word are of one case. What an occurrence is, see ``keywords.include``.
    """

    kind: Literal["keywords.case"] = "keywords.case"
    keyword: Annotated[Shown, AfterValidator(_cased)] = Field(description="the word or phrase; plain text")
    case: Literal["upper", "lower", "capitalized", "alternating"]

    GRAIN = Grain.CASE
    VERSION = 2
    EXAMPLES = (
        Passes({"keyword": "red sea", "case": "upper"}, "The **RED** SEA is near. The RED\nSEA!"),
        Passes({"keyword": "Sea", "case": "lower"}, "THE sea."),
        Passes({"keyword": "don't go", "case": "capitalized"}, "I said: Don’t Go."),
        Passes({"keyword": "water", "case": "alternating"}, "So much wAtEr, WaTeR."),
        Fails({"keyword": "sea", "case": "upper"}, "The SEA, the sea.", "one of the two is not"),
        Fails({"keyword": "sea", "case": "upper"}, "THE LAKE.", "it does not occur"),
        Fails({"keyword": "red sea", "case": "capitalized"}, "The Red sea."),
        Fails({"keyword": "red sea", "case": "capitalized"}, "The RED SEA."),
        Fails({"keyword": "water", "case": "alternating"}, "Some WAtEr."),
        Fails({"keyword": "art", "case": "upper"}, "A pARTy.", "letters inside another word"),
    )
    SOURCES = (
        Source("verifif", "change_case:all_caps_target", same=False, note="it parts words at accents"),
        Source("verifif", "change_case:lowercase_target", same=False, note="it parts words at accents"),
        Source("verifif", "change_case:alternating_target", same=False, note="it parts words at accents"),
        Source("verifif", "change_case:first_letter_cap_target", same=False, note="it refuses Don't"),
    )  # fmt: skip

    @cached_property
    def _needle(self) -> str:
        return needle(self.keyword)

    def describe(self) -> str:
        how = {"upper": "in all capital letters", "lower": "in all lower case letters",
               "capitalized": "with the first letter of each word capitalized",
               "alternating": "in alternating case, like aLtErNaTiNg"}[self.case]  # fmt: skip
        return f'Include "{self.keyword}", and write it {how} wherever it occurs.'

    def judge(self, view: View) -> Verdict:
        spans = keyword_spans(view, self._needle) if occurrences(view, self._needle, 1) else []
        if not spans:
            return self.failed(view, f"{self.keyword!r} does not occur", 0)
        text = view.text
        right = {form: self._is_written(bare(form)) for form in {text[a:b] for a, b in spans}}
        wrong = [(a, b) for a, b in spans if not right[text[a:b]]]
        if wrong:
            reason = f"{len(wrong)} of {len(spans)} are not {self.case}, as {view.text[slice(*wrong[0])]!r}"
            return self.failed(view, reason, len(wrong), wrong, 1 - len(wrong) / len(spans))
        return self.passed(view, 0, f"all {len(spans)} are {self.case}", spans)

    def _is_written(self, found: str) -> bool:
        if self.case == "upper":
            return found.isupper()
        if self.case == "lower":
            return found.islower()
        if self.case == "alternating":
            return casing.alternates(found)
        return casing.capitalized(found)

    def implies(self) -> Iterator[Bound]:
        yield Bound(Keyword(keyword=self.keyword), at_least(1))

    def _styled(self) -> str:
        if self.case == "upper":
            return self.keyword.upper()
        low = self.keyword.lower()
        return low if self.case == "lower" else casing.restyle(low, self.case)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        Keyword(keyword=self.keyword).resize(draft, 0, rng)
        draft.insert(self._styled(), rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        if rng.random() < 0.2:
            Keyword(keyword=self.keyword).resize(draft, 0, rng)
        else:
            draft.insert(self._styled().swapcase() if self.case != "alternating" else self.keyword.lower(), rng)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        case: Literal["upper", "lower", "capitalized", "alternating"] = rng.choice(
            ("upper", "lower", "capitalized", "alternating")
        )
        return cls(keyword=rng.choice(("sea", "copper", "ice cream", "night train")), case=case)
