"""Prompts that say something else than their parameters. False alarms cost more than misses here.

A number counts as another one only where the prompt asks for it right before the unit's noun ("400 words") and names
the checked number nowhere, in digits or words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from gonogo.amount import Amount
from gonogo.compat import numerals
from gonogo.compat.tongues import Tongue
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


# Units that prompts ask for by saying how often a word or letter occurs.
_OFTEN = ("keyword", "letter")
_NEVER_NONE = ("words", "sentences", "paragraphs", "lines", "characters")

_BLANKS = re.compile(r"\s")
_DIVIDER = re.compile(r"([*=_#~-])\1{2,}")


@dataclass(frozen=True)
class Prompt:
    """A prompt, as it is compared."""

    text: str

    @cached_property
    def low(self) -> str:
        """The text in lower case, accents joined to their letters."""
        return lower(unicodedata.normalize("NFC", self.text))

    @cached_property
    def tongues(self) -> tuple[Tongue, ...]:
        """The languages that it may be in, the likeliest first."""
        return numerals.spoken(self.low)

    @cached_property
    def close(self) -> str:
        """What a reader sees of it, in lower case and without blanks."""
        return _closed(self.text)

    @cached_property
    def numbers(self) -> frozenset[int]:
        """Every number it names."""
        return numerals.numbers(self.low, self.tongues)

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
        if any(re.search(tongue.signs[text], self.low) for tongue in self.tongues if text in tongue.signs):
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
    unit: str  # the name of the unit in Tongue.nouns
    label: str = ""  # a pattern: what else it is called
    each: bool = False  # whether every part must hold the amount

    def nouns(self, prompt: Prompt) -> list[tuple[Tongue, str]]:
        """Return what the unit is called, in each of the languages of a prompt that has a word for it."""
        words = [(tongue, tongue.nouns.get(self.unit)) for tongue in prompt.tongues]
        return [(tongue, f"{self.label}{noun}") for tongue, noun in words if noun]


def _counted(constraint: Constraint) -> _Counted | None:
    """Return the amount of a constraint and what its unit is called."""
    if isinstance(constraint, Count):
        name = constraint.unit.NAME
        each = constraint.scope is not None and constraint.scope.every
        return _Counted(constraint.amount, numerals.TIMES if name in _OFTEN else name, "", each)
    if isinstance(constraint, Sections):
        return _Counted(constraint.amount, "sections", f"{re.escape(lower(constraint.label))}s?|")
    if isinstance(constraint, Divided) and not constraint.distinct:
        return _Counted(constraint.amount, "parts")
    return None


def _numbers(counted: _Counted, prompt: Prompt) -> Iterator[Mismatch]:
    amount = counted.amount
    wanted = {n for n in (amount.low, amount.high) if n}
    # "more than 9" is checked as at least 10, "less than 10" as at most 9
    near = wanted | ({amount.low - 1} if amount.high is None else {amount.high + 1} if amount.low == 0 else set())
    if not wanted or max(near) < 2:
        return
    nouns = counted.nouns(prompt)
    told = [one for one in numerals.told_in(prompt.low, nouns) if one.each == counted.each]
    if len(wanted) == 2 and not wanted <= prompt.numbers:
        said = {found for tongue, noun in nouns for found in numerals.ranges(prompt.low, noun, tongue)}
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
    wrong = _wrong(amount)
    if amount.low == 0 and amount.high == 1 and counted.unit in _NEVER_NONE:
        wrong -= {"exact"}  # exactly one and at most one are the same where there is no response without any
    if relations and relations <= wrong:
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


def _language(constraint: Language, prompt: Prompt) -> Iterator[Mismatch]:
    named: dict[str, str] = {}
    for tongue in prompt.tongues:
        own = tongue.names.get(constraint.language)
        if own is None or re.search(_name(own, tongue), prompt.low):
            return  # it is named, or nobody knows what it would be called
        for code, said in _told_languages(tongue, prompt.low):
            # in a German prompt "auf Französisch" may be what it is about, where German is checked anyway
            if code != constraint.language and (tongue.code != constraint.language or tongue is numerals.EN or said):
                named[code] = LANGUAGES[code]
    if named:
        others = " and ".join(sorted(named.values()))
        why = f"the prompt says {others}, the check wants {constraint.name}"
        yield Mismatch("GG304", why, "set the language that the prompt asks for, or correct the prompt")


def _name(own: str, tongue: Tongue) -> str:
    return f"(?:{own})" if tongue.closed else rf"\b(?:{own})"


@lru_cache(maxsize=32)
def _tells(tongue: Tongue) -> re.Pattern[str]:
    """Return a pattern with one group for each language, in the order of their codes in the table."""
    names = "|".join(f"({name})" for name in tongue.names.values())
    parts = tongue.tells.replace("{}", "\0")
    first = parts.replace("\0", f"(?:{names})", 1)
    return re.compile(first.replace("\0", f"(?:{names})"))


def _told_languages(tongue: Tongue, text: str) -> Iterator[tuple[str, bool]]:
    """Yield the code of each language that a text says to be used, and whether it says so of the answer."""
    codes = list(tongue.names)
    few = r"(?:\s+[^\W\d_]+){0,3}"  # "tu respuesta debe estar enteramente en…"
    answered = rf"^.{{0,6}}(?:{tongue.answered})" if tongue.closed else rf"\b(?:{tongue.answered})\w*{few}[\s,:]*$"
    for match in _tells(tongue).finditer(text):
        start, end = match.span()
        near = text[end : end + 40] if tongue.closed else text[max(0, start - 100) : start]
        yield codes[((match.lastindex or 1) - 1) % len(codes)], re.search(answered, near) is not None
