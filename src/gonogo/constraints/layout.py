"""Layout: titles, sections, dividers, postscripts."""

from __future__ import annotations

import re
from functools import cached_property
from random import Random
from typing import Literal, Self

from pydantic import Field, field_validator

from gonogo.amount import Amount, exactly, numbered
from gonogo.constraint import Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Block, Draft, Grain
from gonogo.errors import CannotConstruct, SpecError
from gonogo.text.chars import EACH, classify, lower
from gonogo.text.code import programs
from gonogo.text.segment import Span, Stretches, fenced
from gonogo.text.view import View, plain

_WORDY = re.compile(r"[^\W_]")


class Title(Constraint):
    """A title in double angular brackets, on one line: ``<<poem of joy>>``; or in other brackets.

    It stands on a line of its own (headings, emphasis and a label before it do not matter), or inside a line with the
    brackets tight around it; there must be something to read in it. Shift operators and streams are no titles.
    Other brackets (``『』``, ``##``) are used for more than titles, so those must stand on a line of their own.
    """

    kind: Literal["title"] = "title"
    opening: str = Field(default="<<", min_length=1, max_length=8, description="what stands before the title")
    closing: str = Field(default=">>", min_length=1, max_length=8, description="what stands after the title")

    @field_validator("opening", "closing")
    @classmethod
    def _marks(cls, value: str) -> str:
        if any(char.isalnum() or char.isspace() for char in value):
            raise SpecError(f"title: {value!r} must be marks only, e.g. '<<' and '>>', or '『' and '』'")
        return value

    GRAIN = Grain.BLOCK
    VERSION = 2
    EXAMPLES = (
        Passes({"opening": "『", "closing": "』"}, "# タイトル：『**喜びの詩**』\n\n春。"),
        Passes({"opening": "##", "closing": "##"}, "Voici.\n\n## hymne à la joie ##\n\nOh."),
        Fails({"opening": "##", "closing": "##"}, "## Hymne à la joie\n\nOh.", "a heading"),
        Fails({"opening": "##", "closing": "##"}, "###Joie###\n\nOh.\n\n```\n##a##\n```", "three; and code"),
        Fails(
            {"opening": "『", "closing": "』"}, "『坊っちゃん』は小説です。\n『』", "the title of a book; nothing in it"
        ),
        Passes({}, "# << Poem of Joy >>\n\nRoses."),
        Passes({}, "I call it <<Joy>>, and so should you."),
        Fails({}, "1 << 2 and 8 >> 1", "shift operators"),
        Passes({}, "1 << 2 is 4.\n\n<<Joy>>\n\nRoses.", "further down"),
        Passes({}, "```\n<<Joy>>\n\nRoses.\n```", "a response that is one code block is read as what is in it"),
        Fails({}, "<< >>\n\nRoses.", "nothing in it"),
        Passes({}, "Here it is:\n\n```markdown\n# <<Joy>>\n\nRoses.\n```", "in a block that holds a document"),
        Fails({}, "Try this:\n\n```\n<<Joy>>\n```", "in a code block"),
        Fails({}, "Try this:\n\n```\n<<Joy>>", "in a code block that is cut off"),
    )
    SOURCES = (
        Source("IFEval", "detectable_format:title", same=False,
               note="the published checker accepts shift operators and C++ streams"),
    )  # fmt: skip

    def describe(self) -> str:
        if self._angular:
            return "Include a title, wrapped in double angular brackets, such as <<poem of joy>>."
        return f"Include a title on a line of its own, wrapped in {self.opening} and {self.closing}."

    @property
    def _angular(self) -> bool:
        return (self.opening, self.closing) == ("<<", ">>")

    @cached_property
    def _line(self) -> re.Pattern[str]:
        first, last = re.escape(self.opening[0]), re.escape(self.closing[-1])
        label = r"(?:[^\W\d_]{2,10}[ \t]*[*_]{0,3}[ \t]*[:：][ \t]*[*_]{0,3})?"
        return re.compile(
            rf"^[ \t>]*(?:\#{{1,6}}[ \t]+)?[*_]{{0,3}}{label}[*_\"“'`]{{0,3}}"
            rf"({re.escape(self.opening)}(?!{first})[^\n]{{1,300}}?"
            rf"(?<!{last}){re.escape(self.closing)})[*_\"”'`.:!。：]{{0,4}}[ \t]*$",
            re.MULTILINE,
        )

    def _on_a_line(self, view: View) -> Verdict:
        text = view.text
        code = programs(text, whole=view.whole)
        for match in self._line.finditer(text) if self.opening in text else ():
            inner = match.group(1)[len(self.opening) : -len(self.closing)]
            if _WORDY.search(inner) and not code.hold(match.start()):
                return self.passed(view, inner.strip(), f"title “{inner.strip()[:60]}”", [match.span(1)])
        return self.failed(view, f"no line is a title between {self.opening} and {self.closing}")

    def judge(self, view: View) -> Verdict:
        if not self._angular:
            return self._on_a_line(view)
        text = view.text
        at = text.find("<<")
        if at < 0:
            return self.failed(view, "there is nothing in double angular brackets")
        code = programs(text, whole=view.whole)
        while at >= 0:
            found = _title_in_line(text, at)
            if found is not None and not code.hold(found[0]):
                shown = text[found[0] + 2 : found[1] - 2].strip()
                return self.passed(view, shown, f"title “{shown[:60]}”", [found])
            line_end = text.find("\n", at)
            at = text.find("<<", line_end) if line_end >= 0 else -1
        return self.failed(view, "the double angular brackets hold no title", closeness=0.5)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        title = f"{self.opening}{draft.word(rng)} {draft.word(rng)}{self.closing}"
        draft.blocks.insert(0, Block("markup", title, locked=True))

    def violate(self, draft: Draft, rng: Random) -> None:
        draft.blocks = [block for block in draft.blocks if not block.lead.startswith(self.opening)]
        left, right = self.opening, self.closing
        broken = ("<title>", left + right, f"{left} {right}", f"{left}half a title", "1 << 2 and 8 >> 1",
                  f"half a title{right}")  # fmt: skip
        draft.blocks.insert(0, Block("markup", rng.choice(broken), locked=True))

    @classmethod
    def sample(cls, rng: Random) -> Self:
        opening, closing = rng.choice((("<<", ">>"), ("<<", ">>"), ("『", "』"), ("##", "##")))
        return cls(opening=opening, closing=closing)


_BEFORE_TITLE = re.compile(r"[ \t]*(?:#{1,6}[ \t]*|>[ \t]*|[-*+][ \t]+)?(?:\**[Tt]itle\**\s*:\s*)?[*_\"“'`]*[ \t]*$")
_AFTER_TITLE = re.compile(r"[ \t]*[*_\"”'`.:!]*[ \t]*$")


def _title_in_line(text: str, at: int) -> Span | None:
    """Return the title in the line that holds the brackets at ``at``, if there is one."""
    left = text.rfind("\n", 0, at) + 1
    right = text.find("\n", at)
    line = text[left : right if right >= 0 else len(text)]
    begin, end = line.find("<<"), line.rfind(">>")
    if end < begin + 2 or line[begin + 2 : begin + 3] == "<" or line[begin + 2 : end][-1:] == ">":
        return None
    if _BEFORE_TITLE.match(line[:begin]) and _AFTER_TITLE.match(line[end + 2 :]) and _WORDY.search(line, begin, end):
        return left + begin, left + end + 2
    for match in _TIGHT_TITLE.finditer(line):
        if _WORDY.search(match.group()):
            return left + match.start(), left + match.end()
    return None


_TIGHT_TITLE = re.compile(r"(?<![\w<)\]])<<(?![\s<])[^<>]{1,200}(?<!\s)>>(?![\w>])")


class Sections(Constraint):
    """Sections, each introduced by a label and a number at the beginning of a line: ``Section 1``.

    The number may be digits, a Roman numeral, a number word or a letter; each is used once, and something to read
    follows it. A mention inside a sentence (``see Section 2``) introduces nothing. Case does not matter.
    """

    kind: Literal["sections"] = "sections"
    label: str = Field(min_length=1, description="the word before the number")
    amount: Amount
    per: str | None = Field(
        default=None, min_length=1, description="count within each of the parts that this separates"
    )
    before: str | None = Field(
        default=None,
        min_length=1,
        max_length=8,
        description="what stands before the number, the label then after it: 第",
    )

    @field_validator("label")
    @classmethod
    def _visible(cls, value: str) -> str:
        if not plain(value):
            raise SpecError(f"sections: label {value!r} shows nothing")
        return value

    GRAIN = Grain.BLOCK
    VERSION = 2
    EXAMPLES = (
        Passes(
            {"label": "章", "before": "第", "amount": 2}, "# 第一章\n春。\n\n**第２章　夏の風景**\n夏。第3章はない。"
        ),
        Fails({"label": "章", "before": "第", "amount": 1}, "第1章では春を語る。", "a sentence that goes on"),
        Fails({"label": "章", "before": "第", "amount": 2}, "第1章 春\n花。\n第一章 夏\n海。", "one number twice"),
        Fails({"label": "章", "before": "第", "amount": 2}, "第10章 春\n花。\n第十章 夏\n海。"),
        Passes({"label": "Section", "amount": 2}, "Intro.\n\n## Section 1\nSalt.\n\n**Section 2:** Sea."),
        Passes({"label": "Day", "amount": {"low": 2}}, "Day 1 - Rest.\nDay 2 - Walk.\nDay 3 - Swim."),
        Passes({"label": "Étape", "amount": 1}, "ÉTAPE 1\nDu sel.", "case does not matter"),
        Passes({"label": "Section", "amount": 2}, "section 1 salt\nit is old.\nsection 2 sea\nit is old."),
        Fails({"label": "Section", "amount": 1}, "Section 1 says no. It is old.", "a sentence that goes on"),
        Fails({"label": "Section", "amount": 1}, "Section 1, as we know, is old.", "so does this"),
        Fails({"label": "Section", "amount": 2}, "See Section 1 and Section 2 of the law.", "mentions"),
        Fails({"label": "Section", "amount": 2}, "Section 1\nSection 2\nText.", "the first is empty"),
        Fails({"label": "Section", "amount": 2}, "Section 1\nSalt.\n\nSection 1\nSea.", "one number twice"),
        Passes(
            {"label": "Day", "amount": 1, "per": "***"}, "Day 1\nRest.\n\n***\n\nDay 1\nWalk.\n\n***", "one in each"
        ),
        Fails({"label": "Day", "amount": 1, "per": "***"}, "Day 1\nRest.\n\n***\n\nWalk.", "the second part has none"),
    )
    SOURCES = (
        Source("IFEval", "detectable_format:multiple_sections", same=False,
               note="the published checker counts mentions anywhere and accepts more sections than asked for"),
    )  # fmt: skip

    @cached_property
    def _first(self) -> bytes:
        first = lower(plain(self.label)).split()[0]
        return first.encode() if first.isascii() and first.isalnum() else b""

    @cached_property
    def _head(self) -> re.Pattern[str]:
        if self.before is not None:
            return re.compile(
                rf"\n[ \t>\"“]*(?:#{{1,6}}[ \t]*|[-+*・][ \t]*|\d{{1,2}}[.)][ \t]*)?[*_\[(<【「『]*"
                rf"{re.escape(self.before)}[ \t]?([0-9０-９]{{1,3}}|[〇一二三四五六七八九十百]{{1,5}})"
                rf"[ \t]?{re.escape(plain(self.label))}(?![ぁ-ゖ])([^\n]*)"
            )
        label = r"[ \t]+".join(re.escape(piece) for piece in plain(self.label).split())
        return re.compile(
            rf"\n[ \t>\"“\\]*(?:#{{1,6}}[ \t]*|[-+*][ \t]+)?"
            rf"[*_\[(<]*{label}[ \t*_]*[-.:#]?[ \t]*({_NUMBER})(?![\w'’])([^\n]*)",
            re.IGNORECASE,
        )

    def describe(self) -> str:
        how = f'"{self.label}" and its number: "{self.label} 1", "{self.label} 2"…'
        if self.before is not None:
            left, right = self.before, self.label
            how = f'its number between "{left}" and "{right}": {left}1{right}, {left}2{right}…'
        return f"Write {self.amount.wording()} sections. Mark the beginning of each section with {how}" + (
            f" Do so in each part separated by {self.per}" if self.per else ""
        )

    def judge(self, view: View) -> Verdict:
        if self.per is None or self.per not in view.text:
            return self._judge(view)
        at = 0
        for piece in view.text.split(self.per):
            verdict = self._judge(view.part(at, at + len(piece)))
            if not verdict.passed and _WORDY.search(piece):
                return verdict
            at += len(piece) + len(self.per)
        return self.passed(view, self.amount.wording(), f"each part has {self.amount.wording()} sections")

    def _judge(self, view: View) -> Verdict:
        heads = [] if view.lacks(self._first) else self._found(view.looks if view.foreign else view.text)
        labels = [_same_number(lower(label)) for _, _, label in heads]
        n = len(heads)
        spans = [(start, end) for start, end, _ in heads]
        if len(set(labels)) < n:
            return self.failed(view, "a section number is used twice", n, spans, 0.5)
        stops = [*(start for start, _, _ in heads[1:]), len(view.text)][:n]
        for (_, end, label), stop in zip(heads, stops, strict=True):
            if not _WORDY.search(view.text, end, stop):
                return self.failed(view, f"section {label} is empty", n, spans, 0.5)
        reason = numbered(n, "section") + ("" if self.amount.holds(n) else f", wanted {self.amount.wording()}")
        if self.amount.holds(n):
            return self.passed(view, n, reason, spans)
        return self.failed(view, reason, n, spans, self.amount.closeness(n))

    def _found(self, text: str) -> list[tuple[int, int, str]]:
        """Return start, end and number of each line that introduces a section."""
        uncased = not any(map(str.isupper, text))  # all in lower case: the case tells nothing
        found = []
        for match in self._head.finditer("\n" + text):
            rest = match.group(2)
            following = rest.lstrip(" \t*_")
            # a lower-case word right after the number goes on with a sentence: "Section 1 of the law"
            if rest[:1] in (" ", "\t") and following[:1].islower() and not uncased:
                continue
            if re.match(r"[ \t]*(?:,|and\b|or\b|to\b|of\b)", rest):
                continue
            found.append((match.start(), match.start(2) - 1, match.group(1)))
        return found

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(
            draft,
            max(1, self.amount.pick_inside(rng)) if not self.amount.holds(0) else self.amount.pick_inside(rng),
            rng,
        )

    def violate(self, draft: Draft, rng: Random) -> None:
        n = self.amount.pick_outside(rng)
        if n is None or rng.random() < 0.3:
            draft.blocks = []
            self._write(draft, 2, rng)
            draft.blocks[0] = Block(sentences=[draft.sentence(rng)], lead=f"As {self._numbered(1)} says, ")
            draft.blocks[1].lead = f"{self._numbered(2)}\n\n{self._numbered(2)}\n"
            return
        self._write(draft, n, rng)

    def _write(self, draft: Draft, n: int, rng: Random) -> None:
        draft.blocks = [block for block in draft.blocks if not block.lead.startswith(self.before or self.label)]
        draft.resize_paragraphs(max(n, 1), rng)
        for i, block in enumerate(draft.paragraphs()[:n]):
            block.lead = f"{self._numbered(i + 1)}\n"
            block.locked = True

    def _numbered(self, n: int) -> str:
        return f"{self.label} {n}" if self.before is None else f"{self.before}{n}{self.label}"

    @classmethod
    def sample(cls, rng: Random) -> Self:
        n = rng.randint(2, 5)
        label, before = rng.choice((("Section", None), ("SECTION", None), ("Day", None), ("Part", None), ("章", "第")))
        return cls(label=label, before=before, amount=rng.choice((exactly(n), Amount(low=n))))


_KANJI_NUMBERS = str.maketrans("０１２３４５６７８９〇一二三四五六七八九", "01234567890123456789")


def _same_number(label: str) -> str:
    """Return the number of a section in one form: full-width digits and kanji up to ten as digits."""
    return "10" if label == "十" else label.translate(_KANJI_NUMBERS)


_NUMBER = r"\d{1,3}|[ivxIVX]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-zA-Z]"


class Divided(Constraint):
    """Parts separated by a divider, such as ``***`` on a line of its own.

    A part must have something to read; a divider before the first or after the last part is let pass. A divider made
    of one character is that many of it and no more (``****`` is no ``***``), and one inside a code block divides
    nothing, unless the response begins with the block and they all stand there. Asterisks behind the last sentence of
    a part do as well as on a line of their own. With ``distinct``, no two parts may say the same (case, blanks and
    punctuation apart).
    """

    kind: Literal["divided"] = "divided"
    divider: str = Field(default="***", min_length=1, max_length=40, description="what stands between the parts")
    amount: Amount
    own_line: bool = Field(default=True, description="the divider must be alone on its line")
    distinct: bool = Field(default=False, description="the parts must differ")

    GRAIN = Grain.BLOCK
    ABOUT = frozenset(("edges", "emphasis"))
    VERSION = 2
    EXAMPLES = (
        Passes({"amount": 2}, "One.\n\n***\n\nTwo."),
        Passes({"amount": 2, "divider": "******", "own_line": False, "distinct": True}, "Yes. ****** No."),
        Passes(
            {"amount": 2}, "***\n\nOne.\n\n***\n\nOne.\n\n***", "dividers at the edges, and equal parts, are let pass"
        ),
        Passes({"amount": 2}, "One.\n\n```\na\n\n***\n\nb\n```\n\n***\n\nTwo.", "one of them is in a code block"),
        Passes({"amount": 2}, "One. ***\n\nTwo.", "at the end of the line before"),
        Passes({"amount": 2}, "```\na = 1\n***\na = 2\n```", "snippets in one block"),
        Fails({"amount": 2, "divider": "---"}, "One ---\n\nTwo.", "a dash"),
        Fails({"amount": 2}, "One ***Two.***\n\nThree.", "emphasis at the end of a line"),
        Passes({"amount": 2, "divider": "~~~"}, "One.\n\n~~~\n\nTwo.", "a divider that could open a code block"),
        Fails({"amount": 2}, "One.\n\n***\n\n***\n\nTwo.", "nothing between two dividers"),
        Fails({"amount": 2}, "One.\n\n****\n\nTwo.", "another divider"),
        Fails({"amount": 3}, "This is ***bold italic*** text", "emphasis"),
        Fails({"amount": 2, "divider": "******", "own_line": False, "distinct": True}, "Hello.\n******\nhello."),
        Fails({"amount": 2, "divider": "******", "own_line": False}, "[essay]\n******\n[poem]", "placeholders"),
        Passes({"amount": 2, "divider": "******", "own_line": False}, "[A door opens.] Oh!\n******\n[1] Salt."),
    )
    SOURCES = (
        Source("IFEval", "length_constraints:number_paragraphs", same=False,
               note="the published checker takes ***bold italic***, **** and asterisks inside a line for dividers"),
        Source("IFEval", "combination:two_responses", same=False,
               note="the published checker accepts responses that differ by case only, and more than six asterisks"),
    )  # fmt: skip

    @field_validator("divider")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if not value.strip() or "\n" in value:
            raise SpecError(f"divided: divider {value!r} must be visible and on one line")
        return value.strip()

    def _found(self, text: str) -> list[Span]:
        """Return where the dividers stand; of one on a line of its own, the whole line."""
        mark, size = self.divider, len(self.divider)
        alike = len(set(mark)) == 1
        found = []
        at = text.find(mark)
        while at >= 0:
            start, end = at, at + size
            if alike:  # more of the character make another divider
                while text[end : end + 1] == mark[0]:
                    end += 1
                exact = end - start == size
                if not self.own_line and mark in _EMPHASIS:  # ***bold italic*** is no divider
                    around = text[start - 1 : start] + text[end : end + 1] if start else text[end : end + 1]
                    exact = exact and not around.strip()
            else:
                exact = True
            at = text.find(mark, end)
            if self.own_line:
                left, right = _widened(text, start, end)
                if text[left - 1 : left] in _STARS and text[right : right + 1] in _STARS:  # a divider in bold
                    bold = _EMPHASISED.match(text, text.rfind("\n", 0, left) + 1)
                    if bold is not None and bold.start(1) <= start and end <= bold.end(1):
                        left, right = bold.span()
                if text[right : right + 1] not in ("", "\n"):
                    continue
                if text[left - 1 : left] not in ("", "\n"):
                    # behind the last sentence of a part, as models write it; with dashes that would be a dash
                    line = text.rfind("\n", 0, start) + 1
                    if mark[0] != "*" or text[start - 1] not in " \t" or not _SAID.search(text, line, start):
                        continue
                    left = start
                start, end = left, right
            if exact:
                found.append((start, end))
        return found

    def describe(self) -> str:
        line = " on a line of its own" if self.own_line else ""
        noun = "different parts" if self.distinct else "parts"
        where = "between one part and the next, and nowhere else"
        return f"Write {self.amount.wording()} {noun}, with {self.divider}{line} {where}."

    def judge(self, view: View) -> Verdict:
        text = view.text
        parts: list[Span] = []
        start = 0
        dividers: list[Span] = []
        if self.divider in text:
            code = Stretches(fenced(text) if self.divider[0] not in "`~" else [])
            inside: list[Span] = []
            for span in self._found(text):
                held = code.around(span[0])
                if held is None or held[0] == span[0]:  # where a block begins it is not yet code
                    dividers.append(span)
                elif not text[: held[0]].strip() and _WORDY.search(text, text.find("\n", held[0]), span[0]):
                    inside.append(span)
            dividers = dividers or inside  # snippets of code, parted in one block
        for at, after in dividers:
            parts.append((start, at))
            start = after
        parts.append((start, len(text)))
        empty = [
            i for i, (a, b) in enumerate(parts) if not _WORDY.search(text, a, b) or _PLACEHOLDER.fullmatch(text, a, b)
        ]
        if any(0 < i < len(parts) - 1 for i in empty):
            return self.failed(view, "there is nothing between two dividers", len(parts) - len(empty), dividers)
        filled = [span for i, span in enumerate(parts) if i not in empty]
        n = len(filled)
        if not self.amount.holds(n):
            reason = f"{numbered(n, 'part')}, wanted {self.amount.wording()}"
            return self.failed(view, reason, n, dividers, self.amount.closeness(n))
        if self.distinct and not _distinct([text[a:b] for a, b in filled]):
            return self.failed(view, "two parts say the same", n, filled, 0.5)
        return self.passed(view, n, numbered(n, "part"), dividers)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        n = self.amount.pick_inside(rng)
        self._write(draft, max(n, 1), rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        n = self.amount.pick_outside(rng)
        first = max(2, self.amount.first())
        if self.distinct and self.amount.holds(first) and rng.random() < 0.5:
            self._write(draft, first, rng)
            blocks = [block for block in draft.blocks if block.lead != self.divider]
            blocks[1].sentences = list(blocks[0].sentences)
            return
        if not n and self.amount.holds(1):  # a text without a divider is one part: only more of them violate
            n = (self.amount.last() or 0) + 1
            if n == 1:
                raise CannotConstruct("divided: every text is at least one part")
        if not n:
            n, wrong = first, self.divider + self.divider[-1]
            self._write(draft, n, rng)
            for block in draft.blocks:
                if block.lead == self.divider:
                    block.lead = wrong
            return
        self._write(draft, n, rng)

    def _write(self, draft: Draft, n: int, rng: Random) -> None:
        draft.blocks = [block for block in draft.blocks if block.lead != self.divider]
        draft.resize_paragraphs(max(n, 1), rng)
        while len(draft.blocks) > n:
            moved = next(block for block in draft.blocks if block.kind != "paragraph")
            draft.blocks.remove(moved)
        for i in range(n - 1, 0, -1):
            draft.blocks.insert(i, Block("markup", self.divider, locked=True))

    @classmethod
    def sample(cls, rng: Random) -> Self:
        if rng.random() < 0.5:
            return cls(divider="******", amount=exactly(2), own_line=False, distinct=True)
        n = rng.randint(2, 5)
        return cls(divider=rng.choice(("***", "---")), amount=rng.choice((exactly(n), Amount(low=n))))


_SAID = re.compile(r"[.!?…。！？][\"'”’»)\]]*[ \t]+\Z")
_PLACEHOLDER = re.compile(r"\s*\[[^\W\d][^\[\]\n]{0,40}\]\s*")  # a part that is nothing else was not written
_EMPHASIS = ("*", "**", "***", "_", "__", "___")


_STARS = ("*", "_")
_EMPHASISED = re.compile(r"[ \t]*(?:\*{1,3}|_{1,3})([^*_\n]+)(?:\*{1,3}|_{1,3})[ \t]*(?=\n|\Z)")


def _widened(text: str, start: int, end: int) -> Span:
    """Return ``start:end`` with the blanks of its line on both sides."""
    while start and text[start - 1].isspace() and text[start - 1] != "\n":
        start -= 1
    while end < len(text) and text[end].isspace() and text[end] != "\n":
        end += 1
    return start, end


def _distinct(parts: list[str]) -> bool:
    """Return whether no two parts say the same; mostly their first words tell."""
    for most in (200, None):
        said = [_NOT_SAID.sub("", lower(plain(part[:most]))) for part in parts]
        short = min(map(len, said))
        if len({one[:short] for one in said}) == len(parts):
            return True
    return len(set(said)) == len(parts)


_NOT_SAID = re.compile(r"[\W_]+")


class Postscript(Constraint):
    """A postscript at the end of the response that starts with a marker such as P.S.

    The marker begins a line, or a sentence of the last paragraph; something is written before it and after it, be it
    in the paragraph below a marker that stands alone. The postscript may run over several paragraphs, but what
    follows its first one must not be longer than what stands before the marker (lists and further postscripts apart).
    Case and blanks between the letters do not matter; ``U.P.S.`` is no marker, and ``P.P.S.`` is another one than
    ``P.S.``.
    """

    kind: Literal["postscript"] = "postscript"
    marker: str = Field(default="P.S.", min_length=1, description="what the postscript starts with")

    @field_validator("marker")
    @classmethod
    def _visible(cls, value: str) -> str:
        if not plain(value):
            raise SpecError(f"postscript: marker {value!r} shows nothing")
        return value

    GRAIN = Grain.EDGE
    ABOUT = frozenset(("edges",))
    VERSION = 3
    EXAMPLES = (
        Passes({"marker": "P.S."}, "Dear Ana, all is well.\n\n**P.S.** Bring salt."),
        Passes({"marker": "P.P.S"}, "All is well.\n\nP.S. Bring salt.\n\nP.P.S. And bread."),
        Passes({"marker": "P. S."}, "All is well.\n\nP.S. Bring salt.", "a blank in the marker"),
        Fails({"marker": "P.S."}, "He is a U.P.S. driver. Bye.", "letters of another abbreviation"),
        Passes({"marker": "追伸"}, "元気です。\n\n追伸今日は海へ行く。"),
        Passes({"marker": "P.S."}, "All is well.\n\nP.S.\n\n* Bring some salt.\n* Bring bread.", "a list"),
        Fails({"marker": "P.S."}, "Answer.\n\nP.S.", "nothing after it"),
        Fails({"marker": "P.S."}, "P.S. Bring salt.", "nothing before it"),
        Fails(
            {"marker": "P.S."},
            "Hello.\n\nP.S. Bring salt.\n\nNow to the letter itself. The summer was long and dry.",
            "not at the end",
        ),
    )
    SOURCES = (
        Source("IFEval", "detectable_content:postscript", same=False,
               note="the published checker finds the letters anywhere, also at the beginning or with none after them"),
    )  # fmt: skip

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        shown = plain(self.marker)
        pieces = [re.escape(piece) for piece in shown.replace(".", ". ").split()]
        tail = r"\.?" if shown[-1:].isalnum() else ""
        # classes of both cases, for a pattern that ignores case cannot search for its first character alone
        both = re.sub(
            r"[A-Za-z]", lambda letter: f"[{letter.group().lower()}{letter.group().upper()}]", "[ ]?".join(pieces)
        )
        # in scripts without blanks the postscript may begin right after the marker: 追伸今日は
        bound = "" if classify(shown[-1:] or " ") & EACH else r"(?!\w)"
        return re.compile(rf"{both}{tail}{bound}[*_]*")

    @cached_property
    def _forms(self) -> tuple[bytes, ...]:
        """One of these must occur; looking for them first spares the pattern."""
        shown = lower(plain(self.marker)).rstrip(".").replace(". ", ".")
        if not shown.isascii() or shown.count(".") > 2:
            return (b"",)
        return tuple(form.encode() for form in (shown, shown.replace(".", ". ", 1), shown.replace(".", ". ")))

    def describe(self) -> str:
        return f"At the end of your response, add a postscript that starts with {self.marker}"

    def judge(self, view: View) -> Verdict:
        if all(map(view.lacks, self._forms)):
            return self.failed(view, f"no postscript starts with {self.marker}")
        text = view.undisguised
        first = _WORDY.search(text)
        last_break = text.rstrip().rfind("\n\n")
        found = None
        for match in self._pattern.finditer(text):
            if first is not None and first.start() < match.start() and _begins(text, match.start(), last_break):
                found = match
        if found is None:
            return self.failed(view, f"no postscript starts with {self.marker}")
        span = [found.span()]
        blocks = re.split(r"\n[ \t]*\n", text[found.end() :])
        if not _WORDY.search(blocks[0]) and not (len(blocks) > 1 and _WORDY.search(blocks[1])):
            return self.failed(view, "the postscript is empty", None, span, 0.5)
        later = sum(len(block) for block in blocks[1:] if not _MORE.match(block))
        if later > found.start():  # longer than all that stands before the postscript
            return self.failed(view, "the postscript does not stand at the end", None, span, 0.5)
        return self.passed(view, self.marker, "postscript found", span)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.closing = f"{self.marker} {draft.sentence(rng).render()}"

    def violate(self, draft: Draft, rng: Random) -> None:
        draft.closing = ""
        said = draft.sentence(rng).render()
        if rng.random() < 0.2:
            draft.opening = f"{self.marker} {said}"  # at the beginning
        else:
            draft.closing = rng.choice((said, self.marker, f"U{self.marker} {said}", f"Note: {said}"))

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(marker=rng.choice(("P.S.", "P.P.S")))


_LEAD = ' \t>"“*_([#-+'


def _begins(text: str, start: int, last_break: int) -> bool:
    """Return whether ``start`` begins a line, or a sentence of the last paragraph (after ``last_break``)."""
    at = start
    if at and (text[at - 1].isalnum() or text[at - 1] == "."):
        return False  # letters of another word: U.P.S.
    while at and start - at < 40 and text[at - 1] in _LEAD:
        at -= 1
    if at == 0 or text[at - 1] == "\n":
        return True
    return (at < start and start > last_break and text[at - 1] in '.!?…”’)"') or (
        text[at - 1 : at] in ".!?…" and start > last_break
    )


_MORE = re.compile(r"[ \t>*_\"“]*(?:p\.[ ]?)+s\b|[ \t]*[-+*•][ \t]|[ \t]*\d{1,2}[.)][ \t]", re.IGNORECASE)
