"""Language and letter case of the whole response."""

from __future__ import annotations

from random import Random
from typing import Literal, Self

from pydantic import Field, field_validator

from gonogo.constraint import Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Draft, Grain, lower_case, upper_case
from gonogo.text.language import LANGUAGES, entirely_in, normalise_code
from gonogo.text.lexicon import words_of
from gonogo.text.view import View


class Language(Constraint):
    """The entire response is in one language.

    Names, numbers, code and a few foreign words do not break it; a foreign sentence or paragraph does. A response that
    is too short or too mixed to tell does not satisfy the constraint, with that reason; see ``gonogo.text.language``.
    """

    kind: Literal["language"] = "language"
    language: str = Field(description="ISO 639-1 code, e.g. de")

    GRAIN = Grain.SHAPE
    EXAMPLES = (
        Passes({"language": "de"}, "Heute gehen wir mit unseren Freunden auf den Markt und kaufen frisches Brot."),
        Passes({"language": "en"}, "OK"),
        Fails({"language": "de"}, "12345 !!! ???", "nothing to tell a language by"),
        Fails(
            {"language": "en"},
            "We walk to the market every day.\n\nHeute gehen wir mit unseren Freunden auf den Markt.",
        ),
    )
    SOURCES = (
        Source("IFEval", "language:response_language", same=False,
               note="the published checker asks an unseeded guesser about the whole text: the same text may pass and "
                    "fail, a mixed one passes, and one that it cannot judge passes"),
    )  # fmt: skip

    @field_validator("language")
    @classmethod
    def _known(cls, value: str) -> str:
        return normalise_code(value)

    @property
    def name(self) -> str:
        """The language's English name."""
        return LANGUAGES[self.language]

    def describe(self) -> str:
        return f"Your entire response must be in {self.name} ({self.language}); no other language is allowed."

    def judge(self, view: View) -> Verdict:
        found = entirely_in(view.text, self.language)
        spans = [found.span] if found.span else []
        if found.holds:
            return self.passed(view, found.measured, found.reason, spans)
        return self.failed(view, found.reason, found.measured, spans)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.speak(self.language, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        others = [code for code in ("en", "de", "fr", "ru", "ja", "ko", "hi") if code != self.language]
        draft.speak(rng.choice(others), rng)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        spoken = [
            code for code in ("en", "de", "fr", "es", "it", "pt", "ru", "ko", "th", "el", "fi", "vi") if words_of(code)
        ]
        return cls(language=rng.choice(spoken))


class Case(Constraint):
    """Every letter is upper case, or every letter is lower case.

    Letters without case (digits, ideographs) do not matter, but there must be at least one with it.
    """

    kind: Literal["case"] = "case"
    case: Literal["upper", "lower"]

    GRAIN = Grain.CASE
    EXAMPLES = (
        Passes({"case": "upper"}, "ALL 3 OF THEM — ÉTÉ!"),
        Passes({"case": "lower"}, "only small letters."),
        Fails({"case": "upper"}, "THE 3rd OF THEM", "two small letters"),
        Fails({"case": "lower"}, "今天 123", "no letter that has case"),
    )

    SOURCES = (
        Source("IFEval", "change_case:english_capital", same=False,
               note="read as all of case and language; the published checker's unseeded guesser refuses short or "
                    "shouted English, and differs from run to run"),
        Source("IFEval", "change_case:english_lowercase", same=False,
               note="read as all of case and language; the published checker's unseeded guesser refuses short English, "
                    "and differs from run to run"),
    )  # fmt: skip

    def describe(self) -> str:
        if self.case == "upper":
            return (
                "Your entire response must be in all capital (upper case) letters; no lower case letters are allowed."
            )
        return "Your entire response must be in all lower case letters; no capital (upper case) letters are allowed."

    def judge(self, view: View) -> Verdict:
        text = view.text
        if text.isupper() if self.case == "upper" else text.islower():
            return self.passed(view, 0, f"all letters are {self.case} case")
        return Verdict(self, view, False, complete=lambda: self._full(view))

    def _full(self, view: View) -> Verdict:
        text = view.text
        wrong = [i for i, char in enumerate(text) if (char.islower() if self.case == "upper" else _capital(char))]
        if not wrong:
            return self.failed(view, "there is no letter that has case", 0)
        cased = sum(char.islower() or _capital(char) for char in text)
        other = "lower" if self.case == "upper" else "upper"
        spans = [(i, i + 1) for i in wrong]
        return self.failed(view, f"{len(wrong)} letters are {other} case", len(wrong), spans, 1 - len(wrong) / cased)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.case = upper_case if self.case == "upper" else lower_case

    def violate(self, draft: Draft, rng: Random) -> None:
        convert = upper_case if self.case == "upper" else lower_case
        back = lower_case if self.case == "upper" else upper_case
        word = back(draft.word(rng))
        draft.case = None if rng.random() < 0.5 else (lambda text: convert(text) + "\n\n" + word)
        if draft.case is None:
            draft.add_sentence(rng)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(case=rng.choice(("upper", "lower")))


def _capital(char: str) -> bool:
    return char.isupper() or char.istitle()
