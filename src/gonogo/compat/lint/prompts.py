"""Prompts that say something else than their parameters. False alarms cost more than misses here.

A number counts as another one only where the prompt puts it right before the unit's noun ("400 words") and names the
checked number nowhere, in digits or words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from gonogo.amount import Amount
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
from gonogo.text.view import plain
from gonogo.units import Keyword, Letter


class Mismatch(NamedTuple):
    """What a prompt says that its parameters do not: the code of the finding, and why."""

    code: str
    why: str
    fix: str


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS: Mapping[str, int] = {
    **{match.group(): n for n, match in enumerate(re.finditer("[a-z]+", _ONES))},
    **{match.group(): 10 * n for n, match in enumerate(re.finditer("[a-z]+", _TENS), 2)},
    "once": 1, "twice": 2, "thrice": 3, "couple": 2, "pair": 2, "dozen": 12, "hundred": 100,
}  # fmt: skip
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d+"
_SCALES = {"hundred": 100, "thousand": 1000}
_SAID = rf"(?:{'|'.join(_NUMBERS)})(?![a-z])(?: (?:{'|'.join(_SCALES)})(?![a-z]))?"
_NUMBER = rf"(?:{_DIGITS}|{_SAID})"
_ANY_NUMBER = re.compile(rf"(?<![a-z\d])(?:{_DIGITS}|{_SAID})")
_LOWER = r"at least|no less than|not less than|no fewer than|minimum|min|more than|over|exceed|greater than"
_UPPER = r"at most|no more than|not more than|no longer than|less than|fewer than|under|up to|maximum|max|below"
_SAYS_LOWER = re.compile(rf"(?:{_LOWER})\b")
_SAYS_UPPER = re.compile(rf"(?<!no )(?<!not )(?:{_UPPER})\b")
_NEGATED = re.compile(r"(?:\b(?:not|never|cannot|without|avoid)|n['’]t)\b(?! (?:less|fewer|more|longer|exceed))")

# What a unit is called in prompts; a unit that is not here is not compared.
_NOUNS: Mapping[str, str] = {
    "words": "words?",
    "sentences": "sentences?",
    "paragraphs": "paragraphs?",
    "bullets": "bullet points?|bullets?|bulleted (?:points?|items?)",
    "placeholders": "placeholders?",
    "highlights": "sections?|parts?|highlights?|highlighted",
    "lines": "lines?",
    "keyword": "times",
    "letter": "times",
    "capital_words": "(?:fully |all[- ])?(?:capitalized|capital|uppercase) words?|words? (?:in|with) (?:all )?capital",
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
        return _BLANKS.sub("", lower(plain(self.text)))

    @cached_property
    def numbers(self) -> frozenset[int]:
        """Every number it names."""
        return frozenset(_value(match.group()) for match in _ANY_NUMBER.finditer(self.low))

    def before(self, noun: str) -> list[re.Match[str]]:
        """Return the numbers that stand right before a noun, at most two words between ("400 or more words")."""
        gap = r"(?:[ -]+(?!and\b|to\b|or\b(?! more| less| fewer))[a-z]+){0,2}"
        pattern = rf"(?<![a-z\d.,$%/#-])(?P<n>{_NUMBER})(?P<plus>\+)?{gap}[ -]+(?:{noun})\b"
        return list(re.finditer(pattern, self.low))

    def holds(self, text: str) -> bool:
        """Return whether the prompt shows a text, whatever the case, emphasis and blanks."""
        if lower(text).strip() in self.low:
            return True
        shown = _BLANKS.sub("", lower(plain(text)))
        return bool(shown) and shown in self.close


def mismatches(constraint: Constraint, prompt: Prompt) -> Iterator[Mismatch]:
    """Yield where a prompt says something else than a constraint that belongs to it."""
    if isinstance(constraint, All):
        for part in constraint.constraints:
            yield from mismatches(part, prompt)
        return
    counted = _counted(constraint)
    if counted is not None:
        yield from _numbers(*counted, prompt)
    yield from _missing(constraint, prompt)
    if isinstance(constraint, Language):
        yield from _language(constraint, prompt)


# ---------------------------------------------------------------------- numbers
def _counted(constraint: Constraint) -> tuple[Amount, str] | None:
    """Return the amount of a constraint and what its unit is called."""
    if isinstance(constraint, Count):
        noun = _NOUNS.get(constraint.unit.NAME)
        return (constraint.amount, noun) if noun else None
    if isinstance(constraint, Sections):
        return constraint.amount, f"{re.escape(lower(constraint.label))}s?|sections?"
    if isinstance(constraint, Divided) and not constraint.distinct:
        return constraint.amount, "paragraphs?|sections?|parts?"
    return None


def _numbers(amount: Amount, noun: str, prompt: Prompt) -> Iterator[Mismatch]:
    wanted = {n for n in (amount.low, amount.high) if n}
    # "more than 9" is checked as at least 10, "less than 10" as at most 9
    near = wanted | ({amount.low - 1} if amount.high is None else {amount.high + 1} if amount.low == 0 else set())
    if not wanted or max(wanted) < 2:
        return
    told = prompt.before(noun)
    if not near & prompt.numbers:
        others = sorted({_value(match.group("n")) for match in told} - {0, 1})
        if others:
            said = " and ".join(str(n) for n in others)
            yield Mismatch(
                "GG301", f"the prompt says “{told[0].group()}”, the check wants {amount.wording()}",
                f"set the number to {said}, or correct the prompt",
            )  # fmt: skip
        return
    relations = {_relation(prompt.low, match) for match in told if _value(match.group("n")) in near}
    wrong = {"upper"} if amount.high is None else {"lower"} if amount.low == 0 else set()
    if relations and relations <= wrong:
        shown = next(match.group() for match in told if _relation(prompt.low, match) in wrong)
        yield Mismatch(
            "GG302", f"the prompt bounds “{shown}” from {'above' if wrong == {'upper'} else 'below'}, "
            f"the check wants {amount.wording()}", "turn the relation round, or correct the prompt",
        )  # fmt: skip


def _relation(text: str, match: re.Match[str]) -> str:
    """Return which bound the words around a number say: lower, upper, or "" where they say neither."""
    before = text[max(0, match.start() - 28) : match.start()].rpartition(".")[2]
    after = text[match.start() : match.end() + 14]
    if match.group("plus") or " or more" in after or " or above" in after:
        return "lower"
    if " or less" in after or " or fewer" in after:
        return "upper"
    if _NEGATED.search(before):
        return ""  # "do not use more than 50 words"
    lowest = max((found.end() for found in _SAYS_LOWER.finditer(before)), default=0)
    highest = max((found.end() for found in _SAYS_UPPER.finditer(before)), default=0)
    if lowest == highest:
        return ""
    return "lower" if lowest > highest else "upper"


def _value(said: str) -> int:
    digits = said.replace(",", "")
    first, _, scale = digits.partition(" ")
    return int(first[:12]) if first[:1].isdigit() else _NUMBERS[first] * _SCALES.get(scale, 1)


# ---------------------------------------------------------------------- texts and languages
def _missing(constraint: Constraint, prompt: Prompt) -> Iterator[Mismatch]:
    """A text that is checked and that the prompt does not show: nobody could know of it."""
    if isinstance(constraint, Divided) and not _DIVIDER.search(prompt.text):
        return  # a divider may be named in words: "three asterisks"
    gone = [text for text in _texts(constraint) if not prompt.holds(text)]
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


_IN_LANGUAGE = re.compile(rf"\b(?:in|into|using|only|entirely)\s+(?:the\s+)?({'|'.join(LANGUAGES.values())})\b")


def _language(constraint: Language, prompt: Prompt) -> Iterator[Mismatch]:
    named = {match.group(1) for match in _IN_LANGUAGE.finditer(prompt.text)}
    if named and constraint.name not in prompt.text:
        others = " and ".join(sorted(named))
        why = f"the prompt says {others}, the check wants {constraint.name}"
        yield Mismatch("GG304", why, "set the language that the prompt asks for, or correct the prompt")
