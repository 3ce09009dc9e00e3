"""Units of markup: bullet points, highlighted parts, placeholders."""

from __future__ import annotations

import re
from random import Random
from typing import Self

from pydantic import Field, field_validator

from gonogo.amount import Amount
from gonogo.draft import Block, Draft, Grain
from gonogo.errors import SpecError
from gonogo.examples import Fails, Passes, Source
from gonogo.text.chars import EACH, classify
from gonogo.text.code import programs
from gonogo.text.lexicon import FILLER
from gonogo.text.segment import Span
from gonogo.text.view import View
from gonogo.units.base import Marked, Unit


class Bullets(Unit):
    """Number of bullet points in markdown format; also of lines that begin with further given signs such as ・."""

    NAME, ONE, MANY = "bullets", "bullet point", "bullet points"
    INSTRUCTION = 'Use {amount} {noun}{place}, in markdown format (each line starting with "* "{also}).'
    PROHIBITION = "Do not use any {many}{place}{nor}."
    GRAIN = Grain.BLOCK

    signs: str = Field(default="", max_length=20, description="further signs of bullets, with or without a blank after")

    VERSION = 2
    EXAMPLES = (
        Passes({"signs": "・●", "amount": {"low": 4, "high": 4}}, "・一つめ\n  ・ 二つめ\n●三つめ\n- 四\nこれは・です"),
        Fails({"signs": "・", "amount": {"low": 1}}, "・\n```\n・海\n```", "nothing said, or code"),
        Fails({"amount": {"low": 1}}, "・一つめ", "a sign that was not given"),
        Passes({"amount": {"low": 2, "high": 2}}, "* a\n* b\n\n---", "a rule is no bullet"),
        Passes({"amount": {"low": 2, "high": 2}}, "*Intro*\n+ a\n  - **b**\n-5 degrees", "nor is emphasis or a number"),
        Passes({"amount": {"low": 4, "high": 4}}, "• a\n◦ b\n> - c\n - - d", "bullet characters, in a quote, nested"),
        Passes({"amount": {"low": 1, "high": 1}}, "- - -\n```\n- a\n- b\n```\n- c", "nor is a line of code or a rule"),
        Fails({"amount": {"low": 1}}, "* * *", "a rule"),
        Fails({"amount": {"low": 1}}, "*\nfoo", "a lone bullet has no point"),
        Fails({"amount": {"low": 2, "high": 2}}, "1. a\n2. b", "numbered items are no bullets"),
    )
    SOURCES = (
        Source("IFEval", "detectable_format:number_bullet_lists", same=False,
               note="the published checker counts rules (---), negative numbers and lines of emphasis, and misses "
                    "bullets written with + or a bullet character"),
    )  # fmt: skip

    @field_validator("signs")
    @classmethod
    def _marks(cls, value: str) -> str:
        if any(char.isalnum() or char.isspace() for char in value):
            raise SpecError(f"count.bullets: signs {value!r} must be marks only, e.g. '・'")
        return value

    def spans(self, view: View) -> list[Span]:
        found = view.bullets.offsets
        return sorted({*found, *self._further(view)}) if self.signs else found

    def _further(self, view: View) -> list[Span]:
        """Return the lines that begin with one of the further signs, as ``View.bullets`` gives lines."""
        pattern = re.compile(rf"^[ \t>]*([{re.escape(self.signs)}][^\n]*[^\W_][^\n]*)", re.MULTILINE)
        code = programs(view.text, whole=view.whole)
        return [m.span(1) for m in pattern.finditer(view.text) if not code.hold(m.start(1))]

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        items = [block for block in draft.blocks if block.kind == "item"]
        at = draft.blocks.index(items[0]) if items else min(1, len(draft.blocks))
        for block in items[n:]:
            draft.blocks.remove(block)
        new = [Block("item", "* ", [draft.sentence(rng, 4)], locked=True) for _ in range(n - len(items))]
        draft.blocks[at:at] = new

    def worded(self) -> dict[str, object]:
        if not self.signs:
            return {"also": "", "nor": ""}
        also = f" or with {'one of ' if len(self.signs) > 1 else ''}{self.signs}"
        return {"also": also, "nor": f", nor lines starting with {self.signs}"}

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(signs="・" if rng.random() < 0.2 else "")


class Highlights(Marked):
    """Number of parts highlighted with markdown emphasis, or with given brackets such as 《》."""

    NAME, ONE, MANY = "highlights", "highlighted part", "highlighted parts"
    INSTRUCTION, PROHIBITION = "Highlight {amount} {noun}{place} with {how}.", ""
    ABOUT = frozenset(("emphasis",))

    brackets: str | None = Field(default=None, description="an opening and a closing bracket, e.g. 《》")

    VERSION = 2
    EXAMPLES = (
        Passes({"brackets": "《》", "amount": {"low": 2, "high": 2}}, "《**海**》と《山》と《》と《 》"),
        Fails({"brackets": "《》", "amount": {"low": 1}}, "**海** 《山\n川》", "emphasis, or more than a line"),
        Passes({"amount": {"low": 2}}, "*One part* and **another part**."),
        Passes({"amount": {"low": 1, "high": 1}}, "***bold italic***", "one part, however many markers"),
        Passes(
            {"amount": {"low": 1, "high": 1}},
            "今天 **好** and **!!** here",
            "an ideograph says something; marks do not",
        ),
        Fails({"amount": {"low": 1}}, "2 * 3 = 6 * 1", "multiplication"),
        Fails({"amount": {"low": 2}}, "* item one\n* item two", "bullets"),
    )
    SOURCES = (
        Source("IFEval", "detectable_format:number_highlighted_sections", same=False,
               note="the published checker pairs any two asterisks of a line (multiplication, bullets) and does not "
                    "know emphasis written with underscores"),
    )  # fmt: skip

    @field_validator("brackets")
    @classmethod
    def _two(cls, value: str | None) -> str | None:
        if value is not None and (
            len(value) != 2 or value[0] == value[1] or any(c.isalnum() or c.isspace() for c in value)
        ):
            raise SpecError(f"count.highlights: brackets {value!r} must be two different marks, e.g. '《》'")
        return value

    def noun(self, amount: Amount) -> str:
        return super().noun(amount).removeprefix("highlighted ")

    def count(self, view: View, stop: int | None = None) -> int:
        if self.brackets is not None:
            return len(self._bracketed(view))
        if stop is None or "emphases" in view.markdown.__dict__:
            return len(self.spans(view))
        text, n = view.text, 0
        for start, end in view.markdown.find_emphases():
            n += _substantial(text[start:end])
            if n == stop:
                break
        return n

    def spans(self, view: View) -> list[Span]:
        if self.brackets is not None:
            return self._bracketed(view)
        text = view.text
        return [span for span in view.markdown.emphases if _substantial(text[span[0] : span[1]])]

    def _bracketed(self, view: View) -> list[Span]:
        opening, closing = re.escape((self.brackets or "")[:1]), re.escape((self.brackets or "")[1:])
        pattern = re.compile(rf"{opening}([^\n{opening}{closing}]{{1,400}}){closing}")
        return [match.span() for match in pattern.finditer(view.text) if any(map(str.isalnum, match.group(1)))]

    def made(self, rng: Random) -> str:
        opening, closing = tuple(self.brackets or "**")
        return f"{opening}{rng.choice(FILLER[:40])} {rng.choice(FILLER[:40])}{closing}"

    def is_one(self, token: str) -> bool:
        return token.startswith((self.brackets or "*")[0])

    def worded(self) -> dict[str, object]:
        how = "markdown, i.e. *highlighted part*" if self.brackets is None else f"the brackets {self.brackets}"
        return {"how": how}

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(brackets="《》" if rng.random() < 0.2 else None)


class Placeholders(Marked):
    """Number of placeholders in square brackets, such as [address]."""

    NAME, ONE, MANY = "placeholders", "placeholder", "placeholders"
    INSTRUCTION, PROHIBITION = "Use {amount} {noun}{place}, in square brackets, such as [address].", ""
    VERSION = 2
    EXAMPLES = (
        Passes({"amount": {"low": 2}}, "Dear [name], we write from [home address]."),
        Passes({"amount": {"low": 0, "high": 0}}, "See [1], [link](http://a.b) and a[index].", "none of them is one"),
        Passes(
            {"amount": {"low": 1}},
            "```\nDear [name],\n```",
            "a response that is one code block is read as what is in it",
        ),
        Passes({"amount": {"low": 1}}, "So:\n\n```xml\n<to>[name]</to>\n```\n\nDone.", "a document in a fence"),
        Passes({"amount": {"low": 1}}, 'So:\n\n```json\n{"to": ["[name]"]}\n```\n\nDone.', "a string in data"),
        Fails({"amount": {"low": 1}}, 'So:\n\n```json\n{"pattern": "[a-z]"}\n```\n\nDone.', "a pattern in data"),
        Passes({"amount": {"low": 2}}, "He came[time]and went[time]again.", "between words"),
        Passes({"amount": 0}, "See [the text][ref].\n\n[ref]: https://a.b/c", "a link and where it leads"),
        Passes({"amount": 1}, "See [Sea], [name].\n\n[sea]: https://a.b/c", "one is the name of a link"),
        Fails({"amount": {"low": 1}}, "Run this:\n\n```\nrows = [name]\n```\n\nDone.", "a list in code"),
        Fails({"amount": {"low": 1}}, "[] [ ] [x] [...]", "nothing named in them"),
        Fails({"amount": {"low": 2}}, "Dear [name], hello."),
    )
    SOURCES = (
        Source("IFEval", "detectable_content:number_placeholders", same=False,
               note="the published checker counts empty brackets, check boxes, citations, links and array indices"),
    )  # fmt: skip

    def spans(self, view: View) -> list[Span]:
        text = view.text
        if "[" not in text:
            return []
        found: list[Span] = []
        code = programs(text, whole=view.whole)  # code holds array indices and lists
        leads = {match.group(1).lower() for match in _DEFINITION.finditer(text)} if "]:" in text else set()
        for match in _BRACKETED.finditer(text):
            start, end = match.span()
            if not _names_something(match.group(1)) or _is_markup(text, start, end, found):
                continue
            if not leads.isdisjoint(map(str.lower, (match.group(1), _after(text, end)))):
                continue
            if code.hold(start) and not _in_a_string(text, start, end):
                continue
            found.append((start, end))
        return found

    def made(self, rng: Random) -> str:
        return f"[{rng.choice(FILLER[:40])}]"

    def is_one(self, token: str) -> bool:
        return token.startswith("[")


def _after(text: str, end: int) -> str:
    """Return what stands in brackets right behind ``end``: the name of where a link leads."""
    match = _BRACKETED.match(text, end)
    return match.group(1) if match else ""


_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]\n]{1,120})\]:[ \t]*<?(?:[a-z]+://|mailto:|www\.|[/#.])", re.MULTILINE)
_BRACKETED = re.compile(r"\[([^\[\]\n]{1,120})\]")
_TWO_ALNUM = re.compile(r"[^\W_][^\n]*?[^\W_]")


def _names_something(inner: str) -> bool:
    if inner[:1] == "^":
        return False  # a footnote
    letters = sum(map(str.isalpha, inner))
    return letters >= 2 or (letters == 1 and (len(inner.strip()) >= 2 or not inner.isascii()))


def _is_markup(text: str, start: int, end: int, found: list[Span]) -> bool:
    after = text[end : end + 1]
    if after == "(" and ")" in text[end : end + 400].split("\n", 1)[0]:
        return True  # a link
    before = text[start - 1 : start]
    if before == "!" and after == "(":
        return True
    if text[start + 1] in "\"'^" and text[end - 2] in "\"'":
        return True  # a list of strings in code
    glued = bool(before) and ((before.isascii() and before.isalnum()) or before in "_)")
    if glued and _WORDS_AROUND.match(text, max(0, start - 3)) and _WORDS_AROUND.match(text, end):
        return False  # between two words it is no index: "at[address]they"
    return glued and not (found and found[-1][1] == start)


_WORDS_AROUND = re.compile(r"[a-z]{3}")
_IN_CODE = re.compile(r"[^\W\d_][\w ']+(?:-[\w ']{2,})*")


def _in_a_string(text: str, start: int, end: int) -> bool:
    """Return whether a placeholder stands in a string of code; patterns such as "[a-z]" are none."""
    if _IN_CODE.fullmatch(text, start + 1, end - 1) is None:
        return False
    before = text[max(text.rfind("\n", 0, start), start - _LONGEST_LINE) + 1 : start]
    return sum(map(before.count, _QUOTES)) % 2 == 1 and any(
        text.find(quote, end, end + _LONGEST_LINE) >= 0 for quote in _QUOTES
    )


_QUOTES = '"“”'
_LONGEST_LINE = 1_000


def _substantial(part: str) -> bool:
    inner = part.strip("*_ \n")
    if _TWO_ALNUM.search(inner):
        return True
    return any(classify(char) & EACH for char in inner)
