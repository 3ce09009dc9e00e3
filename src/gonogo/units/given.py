"""Units told by something given: the words of another text, lines of a given form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cached_property, partial
from random import Random
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, field_validator

from gonogo import deferred
from gonogo.amount import Amount, at_least, at_most, exactly
from gonogo.draft import Block, Draft, Grain
from gonogo.errors import CannotConstruct, SpecError
from gonogo.examples import Fails, Passes, Source
from gonogo.text import compare
from gonogo.text.matching import simple
from gonogo.text.records import whole_lines
from gonogo.text.segment import Span, strip
from gonogo.text.view import View
from gonogo.units.base import Unit

regex = deferred.module("regex")


class SharedWords(Unit):
    """Number of words that a given text has, too.

    Each word counts at most as often as it stands in the given text. Case, emphasis and the shape of quotes do not
    matter; ``run`` and ``ran`` are different words.
    """

    NAME, ONE, MANY = "shared_words", "word", "words"
    INSTRUCTION, PROHIBITION = "Use {amount} {noun}{place} of the following text:\n{text}", ""
    text: str = Field(min_length=1, description="the text to share words with")

    VERSION = 2
    EXAMPLES = (
        Passes({"text": "The cat saw the dog.", "amount": {"low": 2, "high": 2}}, "A CAT and the bird"),
        Passes({"text": "The cat saw the dog.", "amount": {"low": 2, "high": 2}}, "The, the, the."),
        Fails({"text": "The cat saw the dog.", "amount": {"low": 1}}, "Cats see dogs.", "other forms"),
        Fails({"text": "The cat saw the dog.", "amount": {"low": 1, "high": 4}}, "The cat saw the dog.", "all five"),
    )
    SOURCES = (
        Source("IFEval", "detectable_content:rephrase_paragraph", same=False,
               note="defined but not registered; the published checker parts words at apostrophes and hyphens"),
    )  # fmt: skip

    @field_validator("text")
    @classmethod
    def _has_words(cls, value: str) -> str:
        if not View(value).words:
            raise SpecError(f"count.shared_words: text {value[:40]!r} has no word")
        return value

    @cached_property
    def _bag(self) -> Counter[str]:
        return Counter(compare.word_keys(View(self.text)))

    def spans(self, view: View) -> list[Span]:
        left = self._bag.copy()
        found = []
        for span, key in zip(view.words.offsets, compare.word_keys(view), strict=True):
            if left[key] > 0:
                left[key] -= 1
                found.append(span)
        return found

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        words = list(self._bag.elements())
        if n > len(words):
            raise CannotConstruct(f"count.shared_words: the text has {len(words)} words; {n} are wanted")
        draft.avoid(self._bag.__contains__, rng)
        for token in draft.tokens():
            if token.text in self._bag:
                token.text, token.locked = draft.word(rng), False
        for word in rng.sample(words, n):
            draft.insert(word, rng)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(text=rng.choice((
            "The mayor opened a museum on Monday, and about five hundred guests saw the ships there.",
            "My aunt grows tulips, leeks and beans in pots; the cat sleeps on them, the cat eats none.",
        )))  # fmt: skip

    def amounts(self, rng: Random) -> Amount:
        return rng.choice((at_least, at_most, exactly))(rng.randint(1, 6))


FORMS = {
    r"^- .+": "- {}",
    r"^→ .+": "→ {}",
    r"^-- .+": "-- {}",
    r"^\d+\.\s*\".+\":\s*.+": '7. "{}": so',
    r"^\w{2,30} = .+": "{} = 5",
    r"^={3,}$": "===",
}
"""Patterns of lines, each with a form that makes such a line of a word: what drafts can be made to hold."""
_LONGEST_PATTERN = 500
_LONGEST_LINE = 2_000  # characters of a line that a pattern gets to see
_SECONDS = 0.5  # for one pattern on one line


class MatchingLines(Unit):
    """Number of lines in which one of several patterns (regular expressions) is found.

    Each line is read by itself, as it stands and without the blanks around it, of a very long one the first 2,000
    characters; ``^`` and ``$`` are its ends. The same line said twice counts once, unless it has no letter or digit (a
    rule, a divider). A pattern that takes too long raises :class:`TimeoutError`.
    """

    NAME, ONE, MANY = "matching_lines", "line", "lines"
    INSTRUCTION = (
        "Write {amount} {noun}{place} that match {patterns} (indented or not); the same words twice count once."
    )
    PROHIBITION = ""
    GRAIN = Grain.BLOCK
    patterns: tuple[Annotated[str, StringConstraints(min_length=1, max_length=_LONGEST_PATTERN)], ...] = Field(
        min_length=1, description="regular expressions"
    )

    VERSION = 2
    EXAMPLES = (
        Passes({"patterns": ["^-- .+"], "amount": {"low": 2}}, "Winners:\n-- Italy\n\n-- Spain"),
        Passes({"patterns": [r'^\d+\.\s*".+":\s*.+'], "amount": {"low": 1, "high": 1}}, "1. “Boston”: a city"),
        Passes({"patterns": ["^={3,}$"], "amount": {"low": 2, "high": 2}}, "a\n===\nb\n==="),
        Fails({"patterns": ["^-- .+"], "amount": {"low": 2}}, "-- Italy\n-- Italy", "one line, twice"),
        Fails({"patterns": ["^-- .+"], "amount": {"low": 1}}, "- Italy\nSo -- Spain"),
    )
    SOURCES = (
        Source("NeMo", "format_verification:regex", same=False, note="the published checker counts a line again"),
    )

    @field_validator("patterns")
    @classmethod
    def _readable(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in value:
            try:
                regex.compile(pattern)
            except regex.error as error:
                raise SpecError(f"count.matching_lines: pattern {pattern!r} cannot be read: {error}") from None
        return value

    @cached_property
    def _compiled(self) -> tuple[Any, ...]:
        return tuple(regex.compile(pattern) for pattern in self.patterns)

    def worded(self) -> dict[str, object]:
        return {"patterns": " or ".join(f"`{pattern}`" for pattern in self.patterns)}

    def spans(self, view: View) -> list[Span]:
        said: set[str] = set()
        keys: dict[tuple[str, str], str | None] = {}  # of the lines read so far
        found = []
        text, looks = view.text, view.looks
        for start, end in whole_lines(text):
            line = text[start:end][:_LONGEST_LINE]
            alike = line if looks is text else looks[start:end][:_LONGEST_LINE]
            read = (line, alike)
            if read not in keys:
                keys[read] = self._key(line, alike)
            key = keys[read]
            if key is not None and key not in said:
                if any(map(str.isalnum, key)):
                    said.add(key)
                found.append(strip(text, start, end))
        return found

    def _key(self, line: str, alike: str) -> str | None:
        """Return by what a line that matches is known again; None of one that does not match."""
        forms = dict.fromkeys((line, line.strip()))
        if alike != line:
            forms |= dict.fromkeys((alike, alike.strip()))
        return compare.flowing(alike).lower() if any(map(self._matches, forms)) else None

    @cached_property
    def _searches(self) -> tuple[Callable[[str], Any], ...]:
        return tuple(
            pattern.search if simple(pattern.pattern) else partial(pattern.search, timeout=_SECONDS)
            for pattern in self._compiled
        )

    def _matches(self, line: str) -> bool:
        return any(search(line) for search in self._searches)

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        form = next((FORMS[pattern] for pattern in self.patterns if pattern in FORMS), None)
        if form is None:
            raise CannotConstruct("count.matching_lines: no line is known that these patterns match")
        draft.blocks = [block for block in draft.blocks if not (block.kind == "item" and self._matches(block.lead))]
        made = rng.sample(sorted(set(draft.vocabulary)), n)
        draft.blocks += [Block("item", form.format(word), locked=True) for word in made]

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(patterns=tuple(rng.sample(sorted(FORMS), rng.randint(1, 2))))
