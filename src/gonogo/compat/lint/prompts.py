"""Prompts that say something else than their parameters. False alarms cost more than misses here.

A number counts as another one only where the prompt asks for it right before the unit's noun ("400 words") and names
the checked number nowhere, in digits or words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from gonogo.amount import Amount
from gonogo.compat import numerals
from gonogo.constraint import Constraint
from gonogo.constraints.copying import Choice, Echo
from gonogo.constraints.counting import Count
from gonogo.constraints.keywords import Exclude, Include
from gonogo.constraints.language import Language
from gonogo.constraints.layout import Divided, Postscript, Sections
from gonogo.constraints.logic import All
from gonogo.constraints.placement import EndsWith, StartsWithWord
from gonogo.text.chars import lower
from gonogo.text.language import LANGUAGES
from gonogo.text.matching import needle, occurrences
from gonogo.text.view import View, plain
from gonogo.units import Keyword, Letter


def _closed(text: str) -> str:
    return _BLANKS.sub("", lower(plain(unicodedata.normalize("NFKC", text))))


# What signs are called, beside their names in Unicode.
_CALLED: Mapping[str, tuple[str, ...]] = {
    "#": ("hash", "pound sign"), ".": ("period", "dot"), "-": ("hyphen", "dash"), "*": ("star",), "!": ("exclamation",),
    "&": ("and sign",), "@": ("at sign",), "'": ("single quot",), '"': ("quotation", "double quot"), "?": ("question",),
    "(": ("parenthes", "bracket"), ")": ("parenthes", "bracket"), "%": ("percent",),
}  # fmt: skip


def _names(sign: str) -> tuple[str, ...]:
    """Return what a sign is called in English, in lower case; a letter or digit has no other name."""
    return () if sign.isalnum() else (unicodedata.name(sign, "?").lower(), *_CALLED.get(sign, ()))


class Mismatch(NamedTuple):
    """What a prompt says that its parameters do not: the code of the finding, and why."""

    code: str
    why: str
    fix: str


# What a unit is called in prompts; a unit that is not here is not compared.
_NOUNS: Mapping[str, str] = {
    "words": "words?",
    "sentences": "sentences?",
    "paragraphs": "paragraphs?",
    "bullets": "bullet points?|bullets?|bulleted (?:points?|items?)",
    "placeholders": "placeholders?",
    "highlights": "sections?|parts?|highlights?|highlighted",
    "exclamations": "exclamation (?:marks?|points?)",
    "questions": "question marks?",
    "unique_words": "(?:unique|different|distinct) words?",
    "numbers": "numbers?",
    "digits": "digits?",
    "emoji": "emojis?",
    "headings": "headings?|headers?",
    "characters": "characters?",
    "code_blocks": "code blocks?",
    "tables": "tables?",
    "links": "(?:hyper)?links?",
    "conjunctions": "(?:coordinating )?conjunctions?",
    "pronouns": "pronouns?",
    "lines": "lines?",
    "keyword": numerals.TIMES,
    "letter": numerals.TIMES,
    "capital_words": (
        r"(?:fully |all[- ])?(?:capitalized|capital|caps|uppercase) words?"
        r"|words? (?:or phrases )?(?:in|with) (?:all )?cap[a-z]+"
    ),
}

_BLANKS = re.compile(r"\s")
_DIVIDER = re.compile(r"([*=_#~-])\1{2,}")


@dataclass(frozen=True)
class Prompt:
    """A prompt, as it is compared."""

    text: str

    @cached_property
    def low(self) -> str:
        """The text in lower case."""
        return lower(self.text)

    @cached_property
    def close(self) -> str:
        """What a reader sees of it, in lower case and without blanks."""
        return _closed(self.text)

    @cached_property
    def numbers(self) -> frozenset[int]:
        """Every number it names."""
        return numerals.numbers(self.low)

    @cached_property
    def view(self) -> View:
        """The prompt, read as a response is."""
        return View(unicodedata.normalize("NFKC", self.text))

    def holds(self, text: str) -> bool:
        """Return whether the prompt shows a text, whatever the case, emphasis, blanks and ligatures."""
        if lower(text).strip() in self.low:
            return True
        if len(text) == 1 and any(name in self.low for name in _names(text)):
            return True
        shown = _closed(text)
        return bool(shown) and shown in self.close

    def says(self, keyword: str) -> bool:
        """Return whether the prompt shows a keyword, not only letters inside another word of the same script."""
        if not self.holds(keyword):
            return False
        if not (keyword.isascii() and keyword.isalpha()):
            return True
        forms = needle(keyword), f"{needle(keyword)}s"  # who forbids cats may check for cat
        return any(occurrences(self.view, form, 1) for form in forms)


def mismatches(constraint: Constraint, prompt: Prompt) -> Iterator[Mismatch]:
    """Yield where a prompt says something else than a constraint that belongs to it."""
    if isinstance(constraint, All):
        for part in constraint.constraints:
            yield from mismatches(part, prompt)
        return
    counted = _counted(constraint)
    if counted is not None:
        yield from _numbers(counted, prompt)
    yield from _missing(constraint, prompt)
    if isinstance(constraint, Language):
        yield from _language(constraint, prompt)


# ---------------------------------------------------------------------- numbers
class _Counted(NamedTuple):
    amount: Amount
    noun: str  # a pattern: what the unit is called
    each: bool = False  # whether every part must hold the amount


def _counted(constraint: Constraint) -> _Counted | None:
    """Return the amount of a constraint and what its unit is called."""
    if isinstance(constraint, Count):
        noun = _NOUNS.get(constraint.unit.NAME)
        each = constraint.scope is not None and constraint.scope.every
        return _Counted(constraint.amount, noun, each) if noun else None
    if isinstance(constraint, Sections):
        return _Counted(constraint.amount, f"{re.escape(lower(constraint.label))}s?|sections?")
    if isinstance(constraint, Divided) and not constraint.distinct:
        return _Counted(constraint.amount, "paragraphs?|sections?|parts?")
    return None


def _numbers(counted: _Counted, prompt: Prompt) -> Iterator[Mismatch]:
    amount, noun, each = counted
    wanted = {n for n in (amount.low, amount.high) if n}
    # "more than 9" is checked as at least 10, "less than 10" as at most 9
    near = wanted | ({amount.low - 1} if amount.high is None else {amount.high + 1} if amount.low == 0 else set())
    if not wanted or max(near) < 2:
        return
    told = [one for one in numerals.told(prompt.low, noun) if one.each == each]
    if len(wanted) == 2 and not wanted <= prompt.numbers:
        said = numerals.ranges(prompt.low, noun)
        if len(said) == 1:
            ((low, high),) = said
            yield _other_number(f"{low} to {high}", amount, f"{low} to {high}")
            return
    if not near & prompt.numbers and max(wanted) > 1:  # "a paragraph" names no number, and asks for one
        others = sorted({one.n for one in told if one.n > 1 or (one.n and one.relation)})  # a lone "one" may be idle
        if others:
            shown = next(one.shown for one in told if one.n in others)
            yield _other_number(shown, amount, " and ".join(map(str, others)))
            return
    relations = {one.relation for one in told if one.n in near}
    if relations and relations <= _wrong(amount):
        shown, relation = next((one.shown, one.relation) for one in told if one.n in near)
        said_so = {"upper": "bounds “{}” from above", "lower": "bounds “{}” from below", "exact": "wants exactly “{}”"}
        yield Mismatch(
            "GG302", f"the prompt {said_so[relation].format(shown)}, the check wants {amount.wording()}",
            "set the relation that the prompt names, or correct the prompt",
        )  # fmt: skip


def _other_number(shown: str, amount: Amount, said: str) -> Mismatch:
    return Mismatch(
        "GG301", f"the prompt says “{shown}”, the check wants {amount.wording()}",
        f"set the number to {said}, or correct the prompt",
    )  # fmt: skip


def _wrong(amount: Amount) -> set[str]:
    """Return the relations that contradict an amount."""
    if amount.high is None:
        return {"upper", "exact"}
    if amount.low == 0:
        return {"lower", "exact"}
    return {"lower", "upper"} if amount.low == amount.high else set()


# ---------------------------------------------------------------------- texts and languages
def _missing(constraint: Constraint, prompt: Prompt) -> Iterator[Mismatch]:
    """A text that is checked and that the prompt does not show: nobody could know of it."""
    if isinstance(constraint, Divided) and not _DIVIDER.search(prompt.text):
        return  # a divider may be named in words: "three asterisks"
    word = isinstance(constraint, Include | Exclude | Count)
    gone = [text for text in _texts(constraint) if not (prompt.says if word and len(text) > 1 else prompt.holds)(text)]
    if gone:
        shown = ", ".join(f"“{text[:60]}”" for text in gone[:3])
        yield Mismatch(
            "GG303", f"the prompt does not show {shown}", "write it into the prompt, or correct the parameter"
        )


def _texts(constraint: Constraint) -> tuple[str, ...]:
    if isinstance(constraint, Include | Exclude):
        return constraint.keywords
    if isinstance(constraint, Choice):
        return constraint.options
    if isinstance(constraint, Count):
        unit = constraint.unit
        return (unit.keyword,) if isinstance(unit, Keyword) else (unit.letter,) if isinstance(unit, Letter) else ()
    texts = {EndsWith: "phrase", Echo: "text", StartsWithWord: "word", Postscript: "marker", Sections: "label",
             Divided: "divider"}  # fmt: skip
    field = texts.get(type(constraint))
    return (str(getattr(constraint, field)),) if field else ()


_AFTER_LANGUAGE = r"language|only|and|or|but|please|with|without|using|to|for|about|as|that|which|no|not|so|then|text"
_IN_LANGUAGE = re.compile(
    rf"\b(?:in|into|using|only|entirely)\s+(?:the\s+)?({'|'.join(map(str.lower, LANGUAGES.values()))})\b"
    rf"(?!\s+(?!(?:{_AFTER_LANGUAGE})\b)\w)"  # "in English literature" asks for no language
)


def _language(constraint: Language, prompt: Prompt) -> Iterator[Mismatch]:
    named = {match.group(1) for match in _IN_LANGUAGE.finditer(prompt.low)}
    if named and constraint.name.lower() not in prompt.low:
        others = " and ".join(sorted(map(str.capitalize, named)))
        why = f"the prompt says {others}, the check wants {constraint.name}"
        yield Mismatch("GG304", why, "set the language that the prompt asks for, or correct the prompt")
