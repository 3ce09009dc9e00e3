"""Language and letter case of the whole response."""

from __future__ import annotations

from random import Random
from typing import Literal, Self

from pydantic import Field, field_validator

from gonogo.amount import numbered
from gonogo.constraint import Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Draft, Grain, lower_case, upper_case
from gonogo.text import casing
from gonogo.text.language import LANGUAGES, entirely_in, normalise_code
from gonogo.text.lexicon import words_of
from gonogo.text.view import View

LetterCase = Literal["upper", "lower", "title", "capitalized", "alternating", "sentence"]


class Language(Constraint):
    """The entire response is in one language.

    Names, numbers, code and a few foreign words do not break it; a foreign sentence or paragraph does. A response that
    is too short or too mixed to tell does not satisfy the constraint, with that reason; see ``gonogo.text.language``.
    """

    kind: Literal["language"] = "language"
    language: str = Field(description="ISO 639-1 code, e.g. de")

    GRAIN = Grain.SHAPE
    VERSION = 2
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


_DESCRIBED = {
    "upper": "Your entire response must be in all capital (upper case) letters; no lower case letters are allowed.",
    "lower": "Your entire response must be in all lower case letters; no capital (upper case) letters are allowed.",
    "title": "Write the entire response in title case (capitalize the first letter of every major word).",
    "capitalized": "Capitalize the first letter of every word of your response, and only the first.",
    "alternating": "Write every word of your response in alternating case, like aLtErNaTiNg.",
    "sentence": "Begin every sentence of your response with a capital letter.",
}


class Case(Constraint):
    """The whole response is in one letter case: upper, lower, title, capitalized, alternating or sentence.

    * ``upper``, ``lower``: every letter is.
    * ``title``: every major word begins with a capital; articles, conjunctions and prepositions may do so, and must at
      the beginning of a sentence. Words in capitals only are acronyms (``NASA``) unless they are long, everyday words,
      or several in a row (``THE LORD OF``). Of a hyphenated word the first part counts; ``iPhone`` begins with a small
      letter, so it is none; inner capitals (``McDonald``) are let pass.
    * ``capitalized``: the same, with no word spared.
    * ``alternating``: no two neighbouring letters of a word are of one case; words of one letter say nothing.
    * ``sentence``: every sentence begins with a capital, or with a digit.

    Letters without case (digits, ideographs) do not matter, but there must be at least one with it. The last four do
    not look at code, addresses and file names.
    """

    kind: Literal["case"] = "case"
    case: LetterCase

    GRAIN = Grain.CASE
    EXAMPLES = (
        Passes({"case": "upper"}, "ALL 3 OF THEM — ÉTÉ!"),
        Passes({"case": "lower"}, "only small letters."),
        Passes({"case": "title"}, "The Lord of the Rings Is Long, NASA Said.", "minor words, and an acronym"),
        Passes({"case": "title"}, "Don't Stop: A State-of-the-art 3rd Act at `foo.bar`"),
        Passes({"case": "capitalized"}, "McDonald Rules The 21st Day"),
        Passes({"case": "alternating"}, "hElLo, WoRlD! DoN't!", "either letter may begin"),
        Passes({"case": "sentence"}, "3 apples fell. Version 3.5 works. “Ok.”"),
        Fails({"case": "upper"}, "THE 3rd OF THEM", "two small letters"),
        Fails({"case": "lower"}, "今天 123", "no letter that has case"),
        Fails({"case": "title"}, "THE LORD OF THE RINGS", "capitals only"),
        Fails({"case": "title"}, "My iPhone", "begins with a small letter"),
        Fails({"case": "title"}, "the Lord", "a minor word at the beginning"),
        Fails({"case": "title"}, "`code only`", "no word to judge"),
        Fails({"case": "capitalized"}, "The Lord of the Rings", "no word is spared"),
        Fails({"case": "alternating"}, "hello, wOrLd!", "words with punctuation count"),
        Fails({"case": "alternating"}, "A b C", "nothing alternates"),
        Fails({"case": "sentence"}, "It rains. we stay."),
        Fails({"case": "sentence"}, "# Only a heading", "no sentence"),
    )

    SOURCES = (
        Source("IFEval", "change_case:english_capital", same=False,
               note="read as all of case and language; the published checker's unseeded guesser refuses short or "
                    "shouted English, and differs from run to run"),
        Source("IFEval", "change_case:english_lowercase", same=False,
               note="read as all of case and language; the published checker's unseeded guesser refuses short English, "
                    "and differs from run to run"),
        Source("IFBench", "format:title_case", same=False,
               note="the published checker refuses minor words in small letters and contractions, and accepts capitals "
                    "only and words like iPhone"),
        Source("verifif", "change_case:alternating", same=False,
               note="the published checker skips words with punctuation"),
        Source("verifif", "change_case:first_letter_cap", same=False,
               note="the published checker refuses McDonald and USA"),
        Source("verifif", "change_case:first_letter_sentence", same=False,
               note="the published checker ends sentences at decimal points and refuses those that begin with a digit"),
    )  # fmt: skip

    def describe(self) -> str:
        return _DESCRIBED[self.case]

    def judge(self, view: View) -> Verdict:
        text = view.text
        if self.case == "upper":
            passed = text.isupper()
        elif self.case == "lower":
            passed = text.islower()
        else:
            passed = False
            style = self.case
            for _, right in casing.reading(view, style):
                if not right:
                    return Verdict(self, view, False, complete=lambda: self._told(view, style))
                passed = True
            return Verdict(self, view, passed, complete=lambda: self._told(view, style))
        if passed:
            return self.passed(view, 0, f"all letters are {self.case} case")
        return Verdict(self, view, False, complete=lambda: self._full(view))

    def _told(self, view: View, style: casing.Style) -> Verdict:
        unit = "sentence" if style == "sentence" else "word"
        read = list(casing.reading(view, style))
        wrong = [span for span, right in read if not right]
        if not read:
            return self.failed(view, f"there is no {unit} to judge", 0)
        if not wrong:
            return self.passed(view, 0, f"every {unit} is in {self.case} case")
        first = view.text[slice(*wrong[0])]
        reason = f"{len(wrong)} of {len(read)} {unit}s not in {self.case} case, the first at {first!r}"
        return self.failed(view, reason, len(wrong), wrong, 1 - len(wrong) / len(read))

    def _full(self, view: View) -> Verdict:
        text = view.text
        wrong = [i for i, char in enumerate(text) if (char.islower() if self.case == "upper" else _capital(char))]
        if not wrong:
            return self.failed(view, "there is no letter that has case", 0)
        cased = sum(char.islower() or _capital(char) for char in text)
        other = "lower" if self.case == "upper" else "upper"
        spans = [(i, i + 1) for i in wrong]
        reason = f"{numbered(len(wrong), 'letter is', 'letters are')} {other} case"
        return self.failed(view, reason, len(wrong), spans, 1 - len(wrong) / cased)

    def _written(self, text: str) -> str:
        if self.case == "upper":
            return upper_case(text)
        return lower_case(text) if self.case == "lower" else casing.restyle(text, self.case)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.case = self._written

    def violate(self, draft: Draft, rng: Random) -> None:
        word = f"{draft.word(rng)} grows tall."
        wrong = word.lower() if self.case != "lower" else word.upper()
        if self.case == "sentence" or rng.random() < 0.5:
            draft.case = lambda text: f"{self._written(text)}\n\n{wrong}"
        else:
            draft.case = None
            draft.add_sentence(rng)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(case=rng.choice(("upper", "lower", "title", "capitalized", "alternating", "sentence")))


def _capital(char: str) -> bool:
    return char.isupper() or char.istitle()
