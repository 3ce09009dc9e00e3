"""Units of punctuation: marks, kinds of marks, questions and exclamations."""

from __future__ import annotations

import re
from functools import cached_property
from random import Random
from typing import Annotated, ClassVar, Self

from pydantic import Field, StringConstraints, field_validator

from gonogo.amount import Amount, at_least, at_most, exactly
from gonogo.draft import Draft, Grain
from gonogo.errors import SpecError
from gonogo.examples import Fails, Passes, Source
from gonogo.text import marks as written
from gonogo.text.segment import Span, inline_code
from gonogo.text.view import View
from gonogo.units.base import Marked, Unit

Mark = Annotated[str, StringConstraints(min_length=1, max_length=8)]


def checked_marks(kind: str, value: tuple[str, ...]) -> tuple[str, ...]:
    """Return ``value`` if each is a mark: something visible without letters, digits or blanks."""
    for mark in value:
        if not all(char.isprintable() and not char.isalnum() and not char.isspace() for char in mark):
            raise SpecError(f"{kind}: mark {mark!r} must be punctuation only, e.g. '!' or '?!'")
    return value


class Marks(Unit):
    """Number of given punctuation marks, in any of their forms.

    The forms that a mark has in full width and in other scripts are the mark (``。`` is a full stop, ``¡`` an
    exclamation mark), and a character that holds it among others holds one (``…`` a dot). A mark may be several
    characters: ``?!`` is also ``!?`` and ``‽``. Marks count wherever they stand; with ``inside`` false, those inside
    a number, a word or an address (``3.5``, ``example.com``) and those of list numbers (``1.``) do not.
    """

    NAME, ONE, MANY = "marks", "time", "times"
    INSTRUCTION = "Use the punctuation {marks} {amount} {noun}{place}{limit}."
    PROHIBITION = "Do not use the punctuation {marks}{place}{limit}."
    GRAIN = Grain.SENTENCE  # a mark may end a sentence

    marks: tuple[Mark, ...] = Field(min_length=1, description='the marks, e.g. ["!"] or ["?", "?!"]')
    inside: bool = Field(default=True, description="marks inside numbers, words and list numbers count, too")

    EXAMPLES = (
        Passes({"marks": ["!"], "amount": {"high": 0}}, "Well? Done."),
        Passes({"marks": ["?", "?!"], "amount": {"low": 2, "high": 2}}, "Why?! And how?", "the longer mark is one"),
        Passes({"marks": [".", "。"], "inside": False, "amount": {"high": 0}}, "1. Pay 3.50 at a.example！"),
        Passes({"marks": ["?!"], "amount": {"low": 2, "high": 2}}, "What‽ No!?"),
        Passes({"marks": ["."], "inside": False, "amount": {"low": 2, "high": 2}}, "In 1. and 10.\n2. Now", "ends"),
        Fails({"marks": ["."], "amount": {"high": 0}}, "It costs 3.50", "a dot, wherever it stands"),
        Fails({"marks": ["."], "amount": {"high": 0}}, "Wait… yes。", "an ellipsis and an ideographic full stop"),
        Fails({"marks": ["!"], "amount": {"high": 0}}, "¡Hola！"),
        Fails({"marks": ["。"], "inside": False, "amount": {"high": 0}}, "はい。そう．", "no blank follows"),
    )
    SOURCES = (
        Source("IFTrain", "punctuation:punctuation_dot", same=False,
               note="the published checker knows the ASCII dot only: an ellipsis and 。 pass"),
        Source("IFTrain", "punctuation:punctuation_exclamation", same=False,
               note="the published checker knows the ASCII mark only"),
        Source("M-IFEval", "ja:punctuation:no_period", same=False,
               note="the published checker knows 。 only: a full-width or ASCII stop passes"),
        Source("M-IFEval", "ja:punctuation:no_comma", same=False,
               note="the published checker knows 、 only; a comma between digits is none of these here"),
        Source("verifif", "punctuation:frequency", same=False, note="declared there, not implemented"),
    )  # fmt: skip

    @field_validator("marks")
    @classmethod
    def _marks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return checked_marks("count.marks", value)

    @cached_property
    def _simple(self) -> str | None:
        """The one ASCII mark that is counted, if it is one."""
        single = len(self.marks) == 1 and len(self.marks[0]) == 1 and self.marks[0].isascii() and self.inside
        return self.marks[0] if single else None

    def count(self, view: View, stop: int | None = None) -> int:
        if self._simple is not None and not view.foreign:
            return view.text.count(self._simple)
        return len(self.spans(view))

    def spans(self, view: View) -> list[Span]:
        text = view.text
        found = [match.span() for match in written.pattern(self.marks).finditer(text)]
        return found if self.inside else [span for span in found if not written.is_inside(text, *span)]

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        find = written.pattern(self.marks)
        draft.avoid(lambda word: find.search(word) is not None, rng)
        for sentence in draft.sentences():
            if find.search(sentence.end):
                sentence.end = ";" if find.search(".") else "."
            if find.search(sentence.end):
                sentence.end = ""
            for token in sentence.tokens:
                if find.search(token.text):
                    token.text = find.sub("", token.text) or draft.word(rng)
        for _ in range(n):
            draft.insert(draft.word(rng) + rng.choice(self.marks), rng)

    def worded(self) -> dict[str, object]:
        limit = "" if self.inside else ", those inside numbers or words not counted"
        return {"marks": " or ".join(self.marks), "limit": limit}

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(marks=rng.choice((("!",), ("?",), (";",), ("?", "!"), ("?!",))), inside=rng.random() < 0.7)

    def amounts(self, rng: Random) -> Amount:
        return rng.choice((exactly(0), at_least(rng.randint(1, 5)), at_most(rng.randint(0, 4))))


class MarkKinds(Marked):
    """Number of different punctuation marks that are used.

    Opening and closing brackets are two; a mark in full width or another script is the same mark. Bullets, rules,
    and the signs of markdown (``* _ # ` ~``) are none.
    """

    NAME, ONE, MANY = "mark_kinds", "different punctuation mark", "different punctuation marks"
    PROHIBITION = ""
    GRAIN = Grain.SENTENCE  # a mark may end a sentence
    VERSION = 2
    EXAMPLES = (
        Passes({"amount": 0}, "> - Salt\n> - Sea", "bullets in a quotation"),
        Passes({"amount": 0}, "• Salt\n• Sea", "bullets of another form"),
        Passes({"amount": 1}, "Salt - sea", "a dash inside a line"),
        Passes({"amount": 1}, "﹔ ;", "one mark in two widths"),
        Passes({"amount": 0}, "| a | b |\n|:--|--:|\n| c | d |", "the rule of a table"),
        Passes({"amount": {"low": 3, "high": 3}}, "Yes, no. Yes, no; no.", "a comma, a full stop, a semicolon"),
        Passes({"amount": {"low": 1, "high": 1}}, "- a\n- **b**.\n\n---", "neither bullets nor emphasis nor rules"),
        Passes({"amount": {"low": 1, "high": 1}}, "甲,乙，丙、丁", "commas"),
        Passes({"amount": {"low": 2, "high": 2}}, "I don't, I don’t"),
        Fails({"amount": {"low": 2}}, "One. Two. Three."),
        Fails({"amount": {"low": 1}}, "# Head\n\n* a $5 + 6"),
    )
    SOURCES = (
        Source("verifif", "punctuation:variety", same=False, note="declared there, not implemented"),
    )  # fmt: skip

    def count(self, view: View, stop: int | None = None) -> int:
        return len(written.kinds(view.text, view.foreign))

    def spans(self, view: View) -> list[Span]:
        return sorted(written.kinds(view.text, view.foreign).values())

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        for sentence in draft.sentences():
            sentence.end = ""
        draft.avoid(lambda word: not word.isalnum(), rng)
        for token in draft.tokens():
            token.text = "".join(filter(str.isalnum, token.text)) or draft.word(rng)
        for mark in rng.sample(_KINDS, min(n, len(_KINDS))):
            draft.insert(draft.word(rng) + mark, rng)


_KINDS = (",", ";", ":", "?", "!", "—", "…", "%", ")", ".")


class _Called(Unit):
    """What questions and exclamations share."""

    INSTRUCTION = "Include {amount} {noun}{place}, each {how}."
    PROHIBITION = "Do not use any {many}{place}, each {how}."
    GRAIN = Grain.SENTENCE

    inverted: bool = Field(default=False, description="each must begin with the inverted mark, as in Spanish")

    MARK: ClassVar[str] = "?"
    INVERTED: ClassVar[str] = "¿"

    def spans(self, view: View) -> list[Span]:
        text = view.text
        closing = _CLOSING[self.MARK]
        found: list[Span] = []
        at = 0
        code = inline_code(text)
        for match in closing.finditer(text):
            end = match.end()
            if _in_address(text, match.start(), end) or code.hold(match.start()):
                continue
            begin = self._begin(text, at, match.start())
            if begin is not None:
                found.append((begin, end))
            at = end
        return found

    def _begin(self, text: str, at: int, end: int) -> int | None:
        """Return where what ends at ``end`` begins, at or after ``at``; None if nothing is said there."""
        at = max(at, end - _LONGEST)
        if self.inverted:
            begin = text.rfind(self.INVERTED, at, end)
            if begin < 0 or _BREAK.search(text, begin, end):
                return None
        else:
            begin = max((stop.end() for stop in _BREAK.finditer(text, at, end)), default=at)
        letter = _LETTER.search(text, begin, end)
        return None if letter is None else letter.start() - len(text[begin : letter.start()].lstrip())

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        for sentence in draft.sentences():
            if self.MARK in sentence.end:
                sentence.end = "."
            for token in sentence.tokens:
                if _CLOSING[self.MARK].search(token.text):
                    token.text, token.locked = draft.word(rng), False
        free = draft.free()
        while len(free) < n:
            free.append(draft.add_sentence(rng))
        for sentence in rng.sample(free, n):
            sentence.end = self.MARK
            sentence.locked = True
            if self.inverted:
                first = sentence.tokens[0]
                first.text, first.locked = self.INVERTED + first.text.capitalize(), True
        if not n and self.inverted and rng.random() < 0.5:  # marks that do not pair: none of them is one
            draft.insert(self.INVERTED + draft.word(rng), rng)

    def worded(self) -> dict[str, object]:
        return {"how": f"between {self.INVERTED} and {self.MARK}" if self.inverted else f"ending in {self.MARK}"}

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(inverted=rng.random() < 0.4)

    def amounts(self, rng: Random) -> Amount:
        return rng.choice((at_least, at_most, exactly))(rng.randint(1, 3))


class Questions(_Called):
    """Number of questions: something said that ends in a question mark.

    Several marks together end one question (``Why?!``); a mark in a web address or in code ends none. With ``inverted``
    each must stand between ``¿`` and ``?`` within one sentence.
    """

    NAME, ONE, MANY = "questions", "question", "questions"
    VERSION = 2
    EXAMPLES = (
        Passes({"amount": {"low": 2, "high": 2}}, "Why?! “Who is it?” she asked."),
        Passes({"inverted": True, "amount": {"low": 1}}, "Pero, ¿cómo estás? Bien."),
        Passes({"amount": {"low": 1}}, "元気ですか？"),
        Passes({"amount": {"low": 0, "high": 0}}, "See http://a.b/c?d=e now. ?", "an address, and nothing said"),
        Passes({"amount": 2}, "Is `a?b` fine? Add 5? = 6 in all.", "a mark in code ends none"),
        Passes({"amount": 1}, "Is it set? Run `done?` then."),
        Fails({"inverted": True, "amount": {"low": 1}}, "¿Hola. Esto no es pregunta\n\nOtra línea?", "two sentences"),
        Fails({"inverted": True, "amount": {"low": 1}}, "Cómo estás? ¿?", "no opening mark; nothing in it"),
        Fails({"amount": {"low": 1}}, "I wonder. ???"),
    )
    SOURCES = (
        Source("M-IFEval", "es:punctuation:question_marks", same=False,
               note="the published checker lets one question run over several sentences"),
        Source("lm-eval", "punctuation:question_marks", same=False, note="as in M-IFEval; Catalan needs no ¿ here"),
    )  # fmt: skip


class Exclamations(_Called):
    """Number of exclamations: something said that ends in an exclamation mark.

    Several marks together end one; those of addresses, code, ``!=`` and factorials (``5! = 120``) end none. With
    ``inverted`` each must stand between ``¡`` and ``!`` within one sentence.
    """

    NAME, ONE, MANY = "exclamations", "exclamation", "exclamations"
    VERSION = 2
    EXAMPLES = (
        Passes({"amount": {"low": 2, "high": 2}}, "Oh!! Well, what a day!"),
        Passes({"inverted": True, "amount": {"low": 1}}, "Bien, ¡qué alegría!"),
        Passes({"amount": {"low": 1}}, "すごい！"),
        Passes({"amount": {"low": 0, "high": 0}}, "See http://a.b/#!x now."),
        Passes({"amount": 0}, "The factorial 5! is 120, and 3! = 6; `!x` means no."),
        Passes({"amount": 1}, "Look! It is set by `run!` alone.", "a mark in code ends none"),
        Fails({"inverted": True, "amount": {"low": 1}}, "Qué alegría! ¡!"),
        Fails({"amount": {"low": 1}}, "!!! Well."),
        Fails({"amount": {"low": 1}}, "Use the operator `!=`: a != b."),
        Fails({"inverted": True, "amount": {"low": 1}}, "¡Hola. Esto es otra frase!"),
    )
    SOURCES = (
        Source("M-IFEval", "es:punctuation:exclamation_marks", same=False,
               note="the published checker lets one exclamation run over several sentences"),
        Source("lm-eval", "punctuation:exclamation_marks", same=False, note="as in M-IFEval; Catalan needs no ¡ here"),
    )  # fmt: skip

    MARK = "!"
    INVERTED = "¡"


_LONGEST = 2_000  # no question is longer
_ENDS = "?!？！؟⁇⁈⁉‽‼"
_FACTORIAL = r"(?<=\d)!(?=[ \t]*(?:[=+*/×<>]|[ \t][a-z]))"
_CLOSING = {
    "?": re.compile(rf"[?？؟⁇⁈⁉‽][{_ENDS}]*"),
    "!": re.compile(rf"(?!{_FACTORIAL}|!=)[!！‼⁈⁉‽][{_ENDS}]*"),
}
_NO_ABBREVIATION = "".join(
    rf"(?<!\b{short}\.)"
    for short in (
        "Sr",
        "Sra",
        "Srta",
        "Dr",
        "Dra",
        "Prof",
        "Ud",
        "Uds",
        "Mr",
        "Mrs",
        "Ms",
        "Mme",
        "St",
        "D",
        "núm",
        "pág",
    )
)
# where a sentence ends inside: a stop before a blank and no small letter, a stop of another script, a blank line
_BREAK = re.compile(rf"[.!?…]{_NO_ABBREVIATION}[\"'”’»)*_]*[ \t\n]+(?![a-zà-ÿ \t\n])|[。！？]|\n[ \t]*\n")
_LETTER = re.compile(r"[^\W\d_]")


def _in_address(text: str, start: int, end: int) -> bool:
    """Return whether the mark goes on without a blank, as in an address: ``c?d=e``."""
    after = text[end : end + 1]
    return (
        after.isascii()
        and (after.isdigit() or after.islower() or after in "=/&#")
        and after != ""
        and (text[start - 1 : start] not in " \n")
    )
