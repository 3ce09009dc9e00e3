"""Units of vocabulary: words of a kind."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from random import Random
from typing import Self

from pydantic import Field, field_validator

from gonogo.amount import Amount, at_least, at_most
from gonogo.draft import Draft, Grain
from gonogo.errors import SpecError
from gonogo.examples import Fails, Passes, Source
from gonogo.text.chars import lower
from gonogo.text.matching import keyword_spans, lacks, needle, occurrences
from gonogo.text.segment import Span
from gonogo.text.view import View, plain
from gonogo.units.base import Unit, resize_tokens


@lru_cache(maxsize=256)
def _two_capitals(foreign: str) -> re.Pattern[str]:
    """From one capital to the next without a small letter or blank between: what a word in capitals must hold."""
    capital = f"[A-Z{re.escape(foreign)}]"
    return re.compile(rf"{capital}[^a-z\s]{{0,40}}?{capital}")


_MARKUP = ("```", "~~~", "](", "://", "www.")
_PLAIN_CAPITALS = re.compile(r"[A-Z]+(?:[-'’&][A-Z]+)*(?:['’]s)?")
_PLAIN_WORD = re.compile(r"[A-Za-z0-9]+(?:[-'’&_][A-Za-z0-9]+)*")
_FENCED_LINE = re.compile(r"[ \t>]*(?:```|~~~)")
_FEW = 24


class CapitalWords(Unit):
    """Number of words written in capital letters only (two letters or more)."""

    NAME, ONE, MANY = "capital_words", "word in all capital letters", "words in all capital letters"
    GRAIN = Grain.CASE
    EXAMPLES = (
        Passes({"amount": {"low": 2, "high": 2}}, "NASA said: DON'T panic."),
        Passes({"amount": {"low": 0, "high": 0}}, "I think A plan works.", "a single letter is none"),
        Passes({"amount": {"low": 2, "high": 2}}, "R2D2's COVID-19 test.", "digits have no case"),
        Passes({"amount": {"low": 0, "high": 0}}, "``` SQL\nselect it\n```", "the language of a code block is no word"),
        Passes({"amount": {"low": 1, "high": 1}}, "That was the end—NASA left.", "a dash parts words"),
        Fails({"amount": {"low": 1}}, "McDonald and iPhone X1.", "mixed case, or one letter"),
        Fails({"amount": {"low": 0, "high": 0}}, "ÉTÉ"),
    )
    SOURCES = (
        Source("IFEval", "change_case:capital_word_frequency", same=False,
               note="the published checker counts I, A and initials, and counts DON'T twice"),
    )  # fmt: skip

    def count(self, view: View, stop: int | None = None) -> int:
        text = view.text
        foreign = {char for char in set(view.foreign) if char.isupper()} if view.foreign else ()
        pattern = _two_capitals("".join(sorted(foreign)))
        # look only at the runs between blanks that hold two capitals
        n = tries = at = line = 0
        while match := pattern.search(text, at):
            seen, (start, at) = at, _run(text, match.start(), match.end())
            line = text.rfind("\n", seen, start) + 1 or line
            if _may_be_markup(text, line, start, at):  # no word then, but only the whole text tells
                return len(self.spans(view))
            run = text[start:at].strip("\"'*_.,:;!?()[]")
            if _PLAIN_CAPITALS.fullmatch(run):
                n += 1
            elif (
                not run.endswith(("'s", "’s"))
                and _PLAIN_WORD.fullmatch(run)
                and any("a" <= char <= "z" for char in run)
            ):
                continue  # one word, not all in capitals: McDonald, HTMLElement
            elif tries < _FEW:
                tries += 1
                n += sum(_in_capitals(word) for word in View(text[start:at]).words)
            else:
                return len(self.spans(view))
            if n == stop:
                break
        return n

    def spans(self, view: View) -> list[Span]:
        text = view.text
        return [(a, b) for a, b in view.words.offsets if b - a > 1 and _in_capitals(text[a:b])]

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        capitals = [token for token in draft.tokens() if _in_capitals(token.text)]
        for token in capitals[n:]:
            token.text = token.text.lower()
        for _ in range(n - len(capitals)):
            draft.insert(draft.word(rng).upper(), rng)

    def amounts(self, rng: Random) -> Amount:
        return rng.choice((at_least(rng.randint(1, 6)), at_most(rng.randint(0, 4))))


def _may_be_markup(text: str, line: int, start: int, end: int) -> bool:
    """Return whether a run between blanks may be an address, in the target of a link, or the info of a code fence.

    ``line`` is where its line begins.
    """
    run = text[start:end]
    if any(mark in run for mark in _MARKUP) or (run[-1] == ")" and "](" in text):
        return True
    return _FENCED_LINE.match(text, line, start) is not None


def _run(text: str, start: int, end: int) -> Span:
    """Widen ``start:end`` to the blanks around it."""
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _in_capitals(word: str) -> bool:
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    return word.isupper() and sum(map(str.isupper, word)) >= 2


class Keyword(Unit):
    """Number of times a word or phrase occurs."""

    NAME, ONE, MANY = "keyword", "time", "times"
    INSTRUCTION = 'Use "{keyword}" {amount} {noun}{place}.'
    PROHIBITION = 'Do not use "{keyword}"{place}.'

    keyword: str = Field(min_length=1, description="the word or phrase; plain text, never a pattern")

    VERSION = 2
    EXAMPLES = (
        Passes({"keyword": "C++", "amount": {"low": 1}}, "I like c++ a lot.", "text, not a pattern"),
        Passes({"keyword": "ice cream", "amount": {"low": 2, "high": 2}}, "Ice\ncream and **ice** cream."),
        Passes({"keyword": "don't", "amount": {"low": 2, "high": 2}}, "I don’t, you don't.", "straight or curly"),
        Passes({"keyword": "snake_case", "amount": {"low": 1, "high": 1}}, "A `snake_case` name, snake_cased."),
        Passes({"keyword": "naïve art", "amount": {"low": 1, "high": 1}}, "It is **naïve\nart**, not naïve arts."),
        Passes({"keyword": "天", "amount": {"low": 2, "high": 2}}, "今天天气", "written without blanks"),
        Passes(
            {"keyword": "12", "amount": {"low": 2, "high": 2}},
            "12, not 4,12 or 12.5 or 2012. Yes, 12.",
            "a whole number",
        ),
        Passes({"keyword": "哈哈", "amount": {"low": 1, "high": 1}}, "哈哈哈", "one begins where the last one ended"),
        Fails({"keyword": "don", "amount": {"low": 1}}, "I don't.", "don't is one word"),
        Fails({"keyword": "été", "amount": {"low": 1}}, "répété", "letters inside another word"),
        Fails({"keyword": "हिन्द", "amount": {"low": 1}}, "हिन्दी", "a vowel sign goes on with the word"),
        Fails({"keyword": "cat", "amount": {"low": 0, "high": 0}}, "A cаt.", "a Cyrillic letter that shows as an a"),
        Passes({"keyword": "cat", "amount": {"low": 1}}, "It is a cat—a dog is bigger.", "a dash parts words"),
        Passes({"keyword": "(a)", "amount": {"low": 1}}, "See 3(a)ii.", "brackets stand alone"),
        Passes({"keyword": "x", "amount": {"low": 2, "high": 2}}, "f(x,5) or f(5,x)", "no comma of a number"),
        Passes({"keyword": "5", "amount": {"low": 2, "high": 2}}, "f(x,5) or f(5,x)", "nor here"),
        Passes({"keyword": "メーカー", "amount": 1}, "メーカーA社", "kana bound a word"),
        Passes({"keyword": "view", "amount": 1}, "The `View`s.", "code is a word of its own"),
        Fails({"keyword": "art", "amount": {"low": 1}}, "The party was a start.", "letters inside other words"),
        Fails({"keyword": "cat", "amount": {"low": 0, "high": 0}}, "A cat's nap", "a possessive is the word"),
    )
    SOURCES = (
        Source("IFEval", "keywords:frequency", same=False,
               note="the published checker searches the keyword as a pattern, inside other words, too"),
    )  # fmt: skip

    @field_validator("keyword")
    @classmethod
    def _visible(cls, value: str) -> str:
        if not plain(value):
            raise SpecError(f"count.keyword: keyword {value!r} shows nothing that could be found")
        return value

    @cached_property
    def needle(self) -> str:
        """The keyword as it is compared."""
        return needle(self.keyword)

    def count(self, view: View, stop: int | None = None) -> int:
        return occurrences(view, self.needle, stop)

    def most(self, view: View) -> int | None:
        return 0 if lacks(view, self.needle) else None

    def spans(self, view: View) -> list[Span]:
        return keyword_spans(view, self.needle)

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        wanted = self.needle
        draft.avoid(lambda word: lower(word) in wanted.split(), rng)
        resize_tokens(draft, n, rng, lambda t: needle(t.rstrip(",")) == wanted, lambda r: self.keyword)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(keyword=rng.choice(KEYWORDS))


KEYWORDS: tuple[str, ...] = (
    "sea", "copper", "ice cream", "don't", "well-known", "C++", "art", "(a)", "42", "naïve", "night train", "sun",
)  # fmt: skip
