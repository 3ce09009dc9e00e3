"""Nesting: brackets in brackets, quotes in quotes, and whether what is opened is closed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Literal, Self

from pydantic import Field

from gonogo.amount import at_least
from gonogo.constraint import Bound, Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Block, Draft, Grain, Sentence, Token
from gonogo.text.outline import Fences
from gonogo.text.quotations import (
    MARKS,
    OPENING,
    Brackets,
    Pair,
    Quotation,
    Quotations,
    opens_more,
    quotes_nothing,
    without_code_and_intervals,
)
from gonogo.text.segment import Span
from gonogo.text.view import View
from gonogo.text.words import count_words
from gonogo.units import Words


def _lock_in(draft: Draft, kind: str, text: str, rng: Random) -> None:
    """Put a paragraph that holds ``text`` in place of an earlier one of this kind."""
    draft.blocks = [block for block in draft.blocks if block.kind != kind]
    block = Block(kind, f"{draft.word(rng).capitalize()} {text} {draft.word(rng)}.", locked=True)
    draft.blocks.insert(rng.randint(0, len(draft.blocks)), block)


class NestedBrackets(Constraint):
    """Brackets nested at least so deep: round, square or curly ones in any mixture.

    A pair counts if it is closed in order (``([)]`` is no nest) and there is something to read in the innermost one.
    Numbers of items (``1)``) and smileys close nothing.
    """

    kind: Literal["brackets.nested"] = "brackets.nested"
    depth: int = Field(ge=1, le=50, description="how many pairs, each inside the one before")

    GRAIN = Grain.BLOCK
    VERSION = 2
    EXAMPLES = (
        Passes({"depth": 5}, "So (it [is {said (that [salt] is) old} here] now)."),
        Passes({"depth": 3}, "1) (a [b :) 2) (c) d] e)", "an item's number and a smiley close nothing"),
        Passes({"depth": 2}, "（盐【海】）", "of full width"),
        Passes({"depth": 3}, "((x (y)) z) ("),
        Fails({"depth": 5}, "(((((a)", "one of them is closed"),
        Fails({"depth": 5}, "[1) a (b [c {d (e [f]}]))]"),
        Fails({"depth": 3}, "((( )))", "nothing in them"),
        Fails({"depth": 2}, "(a) [b] {c}", "side by side"),
        Fails({"depth": 1}, "No brackets."),
        Fails({"depth": 2}, "(a [b) c]", "crossed"),
    )
    SOURCES = (
        Source("IFBench", "format:parentheses", same=False,
               note="the published checker accepts a nest of which only the innermost pair is closed, and starts anew "
                    "at the number of an item"),
    )  # fmt: skip

    def describe(self) -> str:
        return f"Nest parentheses (or brackets or braces) at least {self.depth} levels deep."

    def judge(self, view: View) -> Verdict:
        # one after the other, as one character is counted much faster than any of several is found
        if sum(map(view.text.count, OPENING if view.foreign else "([{")) < self.depth:
            return Verdict(self, view, False, complete=lambda: self._full(view))
        return self._full(view)

    def _full(self, view: View) -> Verdict:
        return _by_depth(self, view, Brackets(view.text).deepest(), "brackets")

    def satisfy(self, draft: Draft, rng: Random) -> None:
        _lock_in(draft, "brackets", self._nest(self.depth + rng.choice((0, 0, 1)), draft, rng), rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        text = self._nest(self.depth, draft, rng)
        if rng.random() < 0.5:
            text = text.rstrip(")]}") + text[len(text.rstrip(")]}")) + 1 :]  # the innermost one does not close
        else:
            text = self._nest(self.depth - 1, draft, rng)
        _lock_in(draft, "brackets", text, rng)

    def _nest(self, depth: int, draft: Draft, rng: Random) -> str:
        text = draft.word(rng)
        for i in range(depth):
            left, right = rng.choice((("(", ")"), ("[", "]"), ("{", "}"))) if i else ("(", ")")
            text = f"{left}{text}{right}" if not i else f"{left}{draft.word(rng)} {text}{right}"
        return text

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(depth=rng.randint(2, 6))


class NestedQuotes(Constraint):
    """Quotes within quotes, at least so deep, double and single marks by turns.

    Straight and curly marks count alike, in any mixture; a quote in one of the same marks is not nested deeper.
    Apostrophes (``don't``, ``'tis``, ``the boys' hats``) and inches are no quotes. Each quote must be closed, and the
    innermost must say something.
    """

    kind: Literal["quotes.nested"] = "quotes.nested"
    depth: int = Field(ge=1, le=20, description="how many quotes, each inside the one before")

    GRAIN = Grain.BLOCK
    EXAMPLES = (
        Passes({"depth": 3}, "“Outer ‘mid “in” mid’ outer”"),
        Passes({"depth": 3}, "'She said, \"I don't like 'that'.\"'", "the outermost may be single"),
        Passes({"depth": 3}, 'He is 5\'10" tall. "He said, \'She said, "Go."\'"'),
        Fails({"depth": 3}, "\"I don't think it's 'so'\" she said", "an apostrophe is no quote"),
        Fails({"depth": 3}, "“a “b “c” d” e”", "all of them double"),
        Fails({"depth": 3}, '"a \'b "c', "none is closed"),
        Fails({"depth": 2}, "\"'...'\"", "nothing in them"),
        Fails({"depth": 3}, '"a" \'b\' "c"'),
        Fails({"depth": 2}, "«a “b” c»", "other marks"),
    )
    SOURCES = (
        Source("IFBench", "format:quotes", same=False,
               note="the published checker does not see curly quotes, and takes apostrophes for quotes"),
    )  # fmt: skip

    def describe(self) -> str:
        return (
            f"Include quotes within quotes, at least {self.depth} levels deep, alternating between double quotes and "
            "single quotes."
        )

    def judge(self, view: View) -> Verdict:
        if sum(map(view.text.count, MARKS if view.foreign else _DOUBLE_OR_SINGLE)) < 2 * self.depth:
            return Verdict(self, view, False, complete=lambda: self._full(view))
        return self._full(view)

    def _full(self, view: View) -> Verdict:
        return _by_depth(self, view, Quotations(view.text).deepest(_DOUBLE_OR_SINGLE), "quotes")

    def satisfy(self, draft: Draft, rng: Random) -> None:
        _lock_in(draft, "quotes", self._nest(self.depth + rng.choice((0, 0, 1)), draft, rng), rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        if self.depth > 1 and rng.random() < 0.4:  # one kind of mark throughout
            text = self._nest(self.depth, draft, rng).replace("'", '"').replace("‘", "“").replace("’", "”")
        elif rng.random() < 0.5:
            text = self._nest(self.depth, draft, rng).rstrip("\"'”’")  # none is closed
        else:
            text = self._nest(self.depth - 1, draft, rng)
        _lock_in(draft, "quotes", text, rng)

    def _nest(self, depth: int, draft: Draft, rng: Random) -> str:
        pairs = rng.choice(((('"', '"'), ("'", "'")), (("“", "”"), ("‘", "’"))))
        first = rng.randint(0, 1)
        text = draft.word(rng)
        for i in range(depth):
            left, right = pairs[(first + i) % 2]
            text = f"{left}{text}{right}" if not i else f"{left}{draft.word(rng)}, {text}{right}"
        return text

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(depth=rng.randint(2, 5))


_DOUBLE_OR_SINGLE = "\"'"


def _by_depth(one: NestedBrackets | NestedQuotes, view: View, deepest: Pair | None, what: str) -> Verdict:
    """Decide by the deepest nest of ``what``."""
    if deepest is None:
        return one.failed(view, f"there are no {what}", 0)
    spans = [(deepest.start, deepest.end)]
    reason = f"nested {deepest.depth} deep"
    if deepest.depth >= one.depth:
        return one.passed(view, deepest.depth, reason, spans)
    return one.failed(view, reason, deepest.depth, spans, 0.9 * deepest.depth / one.depth)


class ExplainedQuotes(Constraint):
    """Every quoted phrase is followed by an unquoted explanation.

    Between a quotation and the next one, or the end, something unquoted must be said, and more than "and" or "or".
    Quotations inside others and those in code blocks are not looked at. A response without any quoted phrase does not
    meet it: there is nothing explained.
    """

    kind: Literal["quotes.explained"] = "quotes.explained"
    words: int = Field(default=1, ge=1, le=100, description="at least so many words of explanation")

    GRAIN = Grain.BLOCK
    EXAMPLES = (
        Passes({}, "“Carpe diem” means to seize the day."),
        Passes({}, "\"Salt\": what we eat.\n\n* 'Sea' - what it comes from"),
        Passes({}, "Say \"He said 'no'.\"\n\nThis tells that he refused."),
        Passes({"words": 3}, '"Salt" is quite old.'),
        Passes({}, '"Salt" is old: "..."', "one that says nothing"),
        Passes({}, '"Salt" is old.\n\n```\nsay("no")\n```', "in code"),
        Fails({}, "“A” “B”"),
        Fails({}, '"Salt" and "sea" are old.', "a conjunction explains nothing"),
        Fails({}, 'We say "salt".', "nothing after it"),
        Fails({}, "There are no quotes, don't worry."),
        Fails({"words": 3}, '"Salt" is old. "Sea" is.'),
    )
    SOURCES = (
        Source("IFBench", "format:quote_unquote", same=False,
               note="the published checker does not see curly quotes, and accepts a response without any quotes"),
    )  # fmt: skip

    def describe(self) -> str:
        more = f" of at least {self.words} words" if self.words > 1 else " (at least 1 word)"
        return f"Use quoted phrases, and follow each one by an unquoted explanation{more}."

    def judge(self, view: View) -> Verdict:
        found = [] if quotes_nothing(view.text) else self._quoted(view.text)
        if not found:
            return self.failed(view, "there are no quoted phrases", 0)
        passed = next(self._bare(view.text, found), None) is None
        return Verdict(self, view, passed, complete=lambda: self._full(view, found))

    @staticmethod
    def _quoted(text: str) -> list[Quotation]:
        code = Fences(text)
        return [one for one in Quotations(text).found if one.outer and one.depth and not code.hold(one.start)]

    def _bare(self, text: str, found: list[Quotation]) -> Iterator[Span]:
        """Yield the quoted phrases that are not explained."""
        for i, one in enumerate(found):
            stop = found[i + 1].start if i + 1 < len(found) else len(text)
            if not self._explains(text[one.end : stop]):
                yield one.start, one.end

    def _full(self, view: View, found: list[Quotation]) -> Verdict:
        bare = list(self._bare(view.text, found))
        n = len(found) - len(bare)
        if not bare:
            return self.passed(view, n, f"{n} quoted phrases explained", [(one.start, one.end) for one in found])
        reason = f"{len(bare)} of {len(found)} quoted phrases are not followed by an explanation"
        return self.failed(view, reason, n, bare, 0.9 * n / len(found))

    def _explains(self, said: str) -> bool:
        if not said.strip():
            return False
        n = count_words(said, self.words + 2)
        if n < self.words:
            return False
        return n > 2 or said.strip(_AROUND).lower() not in _CONJUNCTIONS

    def implies(self) -> Iterator[Bound]:
        yield Bound(Words(), at_least(1 + self.words))

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(draft, rng.randint(1, 3), self.words, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        how = rng.randrange(4)
        if how == 0:
            self._write(draft, 0, self.words, rng)
        elif how == 1:
            self._write(draft, 2, self.words - 1, rng)
        else:
            self._write(draft, 2, self.words, rng)
            said = f'"{draft.word(rng)}"' + (f' {rng.choice(("and", "or"))} "{draft.word(rng)}"' if how == 3 else "")
            draft.blocks.append(Block("phrase", f"{draft.word(rng)} {said}.", locked=True))

    def _write(self, draft: Draft, n: int, words: int, rng: Random) -> None:
        draft.avoid(_CONJUNCTIONS.__contains__, rng)  # a lone one explains nothing
        draft.blocks = []
        for _ in range(max(1, n)):
            phrase = f'"{draft.word(rng)} {draft.word(rng)}"' if n else draft.word(rng)
            rest = [Token(_telling(draft, rng), locked=True) for _ in range(words)]
            draft.blocks.append(
                Block("phrase", phrase + " ", [Sentence(rest, locked=True)] if rest else [], locked=True)
            )

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(words=rng.choice((1, 1, 2, 3, 5)))


def _telling(draft: Draft, rng: Random) -> str:
    """Return a filler word that says more than "and" or "or"."""
    drawn = (draft.word(rng) for _ in range(60))
    return next((word for word in drawn if word not in _CONJUNCTIONS), "namely")


_AROUND = " \t\n.,;:!?()[]*_-–—/\"'“”‘’"
_CONJUNCTIONS = frozenset((
    "and", "or", "but", "nor", "and/or", "or else", "and then", "as well as", "und", "oder", "y", "o", "et", "ou", "e",
))  # fmt: skip


class Balanced(Constraint):
    """Every bracket and quotation mark that is opened is closed, in order, and nothing is closed that was not open.

    Brackets of any kind, double quotation marks, guillemets and the like. Single marks, which may be apostrophes,
    numbers of items (``1)``), smileys, inches, half-open intervals (``[0, 1)``), a quotation over several paragraphs
    that opens anew in each, and code are let pass.
    """

    kind: Literal["balanced"] = "balanced"

    GRAIN = Grain.BLOCK
    VACUOUS = "it asks only that what is opened be closed"
    ABOUT = frozenset(("edges",))
    VERSION = 2
    EXAMPLES = (
        Passes({}, "(a)"),
        Passes({}, '1) He said "no" [sic] :) at 5\'10".\n\n2) x lies in [0, 1).'),
        Passes({}, "“It is old.\n\n“It dries.”"),
        Passes({}, "Use `(` or\n\n```\nprint(\n```"),
        Fails({}, "(a"),
        Fails({}, "a] b"),
        Fails({}, "(a [b) c]"),
        Fails({}, 'He said "no.'),
        Fails({}, "It is “old."),
    )
    SOURCES = (Source("verifif", "punctuation:balance", same=False, note="the published checker is only declared"),)

    def describe(self) -> str:
        return "Close every bracket and quotation mark that you open, in the right order."

    def judge(self, view: View) -> Verdict:
        bare = without_code_and_intervals(view.text)
        if opens_more(bare):
            return Verdict(self, view, False, complete=lambda: self._full(view, bare))
        return self._full(view, bare)

    def _full(self, view: View, bare: str) -> Verdict:
        brackets, quotes = Brackets(bare), Quotations(bare)
        loose = brackets.unclosed + brackets.stray + quotes.stray
        loose += quotes.left_open()
        if not loose:
            return self.passed(view, 0, "balanced")
        reason = f"{len(loose)} marks without a partner"
        return self.failed(view, reason, len(loose), [(at, at + 1) for at in sorted(loose)], 0.8 / (1 + len(loose)))

    def satisfy(self, draft: Draft, rng: Random) -> None:
        said = f"{draft.word(rng)} {draft.word(rng)}"
        text = rng.choice((f"({said})", f'"{said}"', f"[{said} ({draft.word(rng)})]", f"“{said}”", said))
        _lock_in(draft, "brackets", text, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        said = f"{draft.word(rng)} {draft.word(rng)}"
        wrong = (f"({said}", f"{said})", f'"{said}', f"[{said} ({draft.word(rng)}])", f"“{said}", f"{{{said}")
        _lock_in(draft, "brackets", rng.choice(wrong), rng)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls()
