"""Positions: which word stands where, and with what a response begins."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from random import Random
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field

from gonogo.constraint import Constraint, Fails, Passes, Source, Verdict
from gonogo.constraints.placement import EndsWith
from gonogo.draft import Draft, Grain, Sentence, Token
from gonogo.errors import CannotConstruct, SpecError
from gonogo.scopes import Scope
from gonogo.text.chars import lower, visible
from gonogo.text.matching import after_phrase, lacks, needle
from gonogo.text.segment import Span
from gonogo.text.shown import Marks, Shown
from gonogo.text.verbs import begins_with_verb
from gonogo.text.view import View, bare
from gonogo.text.words import words


def _wordy(value: str) -> str:
    if not len(words(visible(value))[0]):
        raise SpecError(f"word = {value!r} holds no word; give a word or phrase")
    return value


def _somewhere(value: int) -> int:
    if value == 0:
        raise SpecError("n = 0 is no position; the first word is 1, the last one -1")
    return value


_ORDINALS = ("", "first", "second", "third", "fourth", "fifth")


def _ordinal(n: int) -> str:
    back = " to last" if n < -1 else ""
    if n == -1:
        return "last"
    n = abs(n)
    if n < len(_ORDINALS):
        return _ORDINALS[n] + back
    ending = "th" if 10 < n % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}{back}"


class WordAt(Constraint):
    """A given word is the n-th word, of the whole response or of each part of a scope.

    Negative numbers count from the end: the last word is -1. Only words count, so punctuation, list numbers, emoji and
    dashes shift nothing, and ``don't`` and ``well-known`` are one word each. The word is compared as a whole
    (``dog's`` and ``dog-like`` are not ``dog``); case, emphasis and the shape of quotes do not matter. A phrase begins
    at its place; counted from the end, it ends there.
    """

    kind: Literal["word_at"] = "word_at"
    word: Annotated[Shown, AfterValidator(_wordy)] = Field(description="the word or phrase")
    n: Annotated[int, AfterValidator(_somewhere)] = Field(description="its position: 1 is the first word, -1 the last")
    scope: Scope | None = None

    GRAIN = Grain.EDGE
    ABOUT = frozenset(("edges",))
    VERSION = 2
    EXAMPLES = (
        Passes({"word": "dog", "n": 2}, "Well, **Dog** runs.", "a comma is no word"),
        Passes({"word": "dog", "n": -2}, "My dog saw a dog today…”", "marks at the end are none"),
        Passes({"word": "don't", "n": -1, "scope": {"where": "each", "of": "sentence"}}, "No I don’t! You (don't)."),
        Passes({"word": "C++", "n": 3, "scope": {"where": "nth", "of": "sentence", "n": 2}}, "Hi there! I like C++."),
        Passes({"word": "ice cream", "n": 2}, "Cold ice\ncream."),
        Passes({"word": "ice cream", "n": -1}, "Cold ice cream!"),
        Fails({"word": "dog", "n": 2}, "A dog's life.", "another form"),
        Fails({"word": "dog", "n": 3}, "Well, dog runs.", "it is the second"),
        Fails({"word": "dog", "n": 9}, "A dog.", "there is no ninth word"),
        Fails({"word": "C++", "n": 1}, "C is not C++."),
        Fails({"word": "end", "n": -1, "scope": {"where": "each", "of": "sentence"}}, "The end. We see the e-n-d!"),
        Fails({"word": "dog", "n": 1, "scope": {"where": "nth", "of": "sentence", "n": 2}}, "Dog.", "no second one"),
    )
    SOURCES = (
        Source("IFTrain", "keywords:keyword_specific_position", same=False,
               note="the published checker counts punctuation marks and parts of contractions, and minds letter case"),
        Source("IFTrain", "last_word:last_word_answer", same=False,
               note="the published checker takes apostrophes and hyphens out of the response, not out of the word, and "
                    "crashes on blanks"),
        Source("IFTrain", "last_word:last_word_sent", same=False,
               note="the published checker takes apostrophes and hyphens out of the response, not out of the word"),
        Source("IFBench", "words:keywords_specific_position", same=False,
               note="the published checker counts parts of contractions as words"),
        Source("IFBench", "words:words_position", same=False,
               note="read as all of two positions; the published checker counts commas, and drops one mark at the end"),
        Source("verifif", "keywords:positioning", same=False,
               note="the published checker counts from 0, and lowers the response but not the keyword"),
    )  # fmt: skip

    @cached_property
    def _core(self) -> tuple[str, str, str, int]:
        """The word as it is compared, what stands before and after its letters, and how many words it is."""
        shown = needle(self.word)
        starts, ends = words(shown)
        first, last = int(starts[0]), int(ends[-1])
        return shown[first:last], shown[:first], shown[last:], len(starts)

    def describe(self) -> str:
        place = self.scope.wording() if self.scope else "your response"
        return f'The {_ordinal(self.n)} word of {place} must be "{self.word}".'

    def judge(self, view: View) -> Verdict:
        if lacks(view, self._core[0]):
            return Verdict(self, view, False, complete=lambda: self._judge(view))
        return self._judge(view)

    def _judge(self, view: View) -> Verdict:
        parts = [(view, (0, len(view.text)))] if self.scope is None else self.scope.places(view)
        if not parts:
            place = self.scope.wording() if self.scope else ""
            return self.failed(view, f"there is no {place.removeprefix('the ').removeprefix('every ')}")
        for text, part in parts:
            if not self._is_it(text, self._place(text, *part)):
                return Verdict(self, view, False, complete=lambda: self._full(view, parts))
        return Verdict(self, view, True, complete=lambda: self._full(view, parts))

    def _full(self, view: View, parts: list[tuple[View, Span]]) -> Verdict:
        places = [(text, self._place(text, *part)) for text, part in parts]
        wrong = [(text, span) for text, span in places if not self._is_it(text, span)]
        if not wrong:
            spans = [text.origin(*span, within=view) for text, span in places if span is not None]
            return self.passed(view, self.word, f"{self.word!r} is the {_ordinal(self.n)} word", spans)
        text, span = wrong[0]
        there = "" if span is None else text.text[slice(*span)]
        found = f"is {there!r}" if there else "does not exist"
        reason = f"the {_ordinal(self.n)} word {found}, not {self.word!r}"
        return self.failed(view, reason, there, closeness=1 - len(wrong) / len(parts))

    def _place(self, view: View, start: int, end: int) -> Span | None:
        """Return the span of the words that stand where the word should, None if there are not that many."""
        size = self._core[3]
        offsets = view.words_before(end)
        low, high = bisect_left(offsets, (start, 0)), bisect_left(offsets, (end, 0))
        first = low + self.n - 1 if self.n > 0 else high + self.n - size + 1
        if first < low or first + size > high:
            return None
        return offsets[first][0], offsets[first + size - 1][1]

    def _is_it(self, view: View, span: Span | None) -> bool:
        if span is None:
            return False
        core, before, after, _ = self._core
        start, end = span
        word = view.text[start:end]
        plain_word = word.isascii() and word.isalnum()  # needs no folding
        if (word.lower() if plain_word else needle(word)) != core:
            return False
        if not before and not after:
            return True
        looks = view.folded
        return looks.endswith(before, 0, start) and looks.startswith(after, end)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(draft, self.word, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        self._write(draft, rng.choice((f"un{self.word}", f"{self.word}ing", draft.word(rng) + "x")), rng)

    def _write(self, draft: Draft, word: str, rng: Random) -> None:
        if not draft.blocks:
            draft.resize_paragraphs(1, rng)
        for part in [draft] if self.scope is None else self.scope.edit(draft, rng):
            sentences = [sentence for sentence in part.sentences() if sentence.tokens] or [part.add_sentence(rng)]
            sentence = sentences[0] if self.n > 0 else sentences[-1]
            made = [Token(part.word(rng)) for _ in range(abs(self.n) - 1)]
            kept = [token for token in sentence.tokens if not token.locked]
            put = Token(word, locked=True)
            sentence.tokens = [*made, put, *kept] if self.n > 0 else [*kept, put, *made]
            sentence.locked = True

    @classmethod
    def sample(cls, rng: Random) -> Self:
        scope = None
        if rng.random() < 0.7:
            where: Literal["nth", "each"] = rng.choice(("nth", "each"))
            scope = Scope(where=where, of="sentence", n=rng.randint(1, 3) if where == "nth" else None)
        return cls(
            word=rng.choice(("dog", "sea", "don't", "well-known")), n=rng.choice((1, 2, 3, 7, -1, -2)), scope=scope
        )


class StartsWith(Constraint):
    """The response starts with a phrase, and nothing stands before it.

    Case, emphasis, blanks, the marks of a heading or a quotation and opening quotes or brackets before it do not
    matter; the phrase must be whole words (``Then`` does not start with ``the``). Something may follow or not.
    """

    kind: Literal["starts_with"] = "starts_with"
    phrase: Shown = Field(description="the first words of the response")

    GRAIN = Grain.EDGE
    ABOUT = frozenset(("edges",))
    VERSION = 2
    EXAMPLES = (
        Passes({"phrase": "Dear Ana"}, "**Dear Ana,**\n\nall is well."),
        Passes({"phrase": '"Hello'}, "“Hello” world", "the phrase itself begins with a quotation mark"),
        Passes({"phrase": "my answer is"}, '## "My answer\nis no."'),
        Passes({"phrase": "In short:"}, "In short: no.", "with its mark"),
        Fails({"phrase": "the"}, "Then we go.", "letters of a longer word"),
        Fails({"phrase": "Dear Ana"}, "Sure! Dear Ana, all is well.", "something before it"),
        Fails({"phrase": "In short:"}, "In short, no.", "another mark"),
    )
    SOURCES = (
        Source("IFEval", "multi-turn:constrained_start", same=False,
               note="an id that the published registry leaves out; its checker takes the phrase as a pattern that may "
                    "begin any line"),
        Source("verifif", "startend:start_checker", same=False,
               note="the published checker accepts a longer word, and refuses a phrase that begins with a quote"),
    )  # fmt: skip

    def describe(self) -> str:
        return f'Start your response with exactly this phrase, with nothing before it: "{self.phrase}"'

    def judge(self, view: View) -> Verdict:
        span = opening(view, self.phrase)
        if span is not None:
            return self.passed(view, self.phrase, "starts with the phrase", [span])
        first = view.stripped[:60]
        return self.failed(view, f"starts with “{first}…”", first)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.opening = self.phrase

    def violate(self, draft: Draft, rng: Random) -> None:
        said = draft.sentence(rng, 3).render()
        broken = [f"{said} {self.phrase}", said, f"Un{self.phrase}"]
        if self.phrase[-1].isalnum():
            broken.append(f"{self.phrase}ing")
        draft.opening = rng.choice(broken)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(phrase=rng.choice(_PHRASES))


_PHRASES = ("Dear reader", "My answer is", "In short:", '"Well', "I don't know", "Salt")
_LEAD = " \t\n#>*_`~-"
_OPENERS = "\"'“‘«„([{「『（【"


def opening(view: View, phrase: str) -> Span | None:
    """Return where ``phrase`` stands at the very beginning, None if it does not."""
    text = view.text
    blanks = len(text) - len(text.lstrip())
    first = len(text) - len(text.lstrip(_LEAD))
    window = text[first : first + 20]
    quoted = first + len(window) - len(window.lstrip(_OPENERS + _LEAD))
    for start in dict.fromkeys((blanks, first, quoted)):
        head = view.part(start, min(len(text), start + 4 * len(phrase) + 200))
        end = after_phrase(head, needle(phrase))
        if end is not None:
            return start, start + end
    return None


class Wrapped(Constraint):
    """The response starts with a phrase and ends with it again.

    How the phrase is found at each end, see ``starts_with`` and ``ends_with``; the two must not be the same one. A
    phrase of marks only (``***``) is compared as it is written, and something must stand between.
    """

    kind: Literal["wrapped"] = "wrapped"
    phrase: Marks = Field(description="what stands at the beginning and at the end")

    GRAIN = Grain.EDGE
    ABOUT = frozenset(("edges",))
    VERSION = 3
    EXAMPLES = (
        Passes({"phrase": "Good day"}, "Good day! All is well here. **Good day.**"),
        Passes({"phrase": "***"}, "***\nAll is well.\n***"),
        Fails({"phrase": "Good day"}, "Good day", "one cannot be both"),
        Fails({"phrase": "Good day"}, "Good day! All is well here."),
        Fails({"phrase": "***"}, "***", "nothing between"),
        Fails({"phrase": "***"}, "*** ***", "nothing between"),
        Fails({"phrase": "###"}, "### ###", "nothing between"),
        Passes({"phrase": "###"}, "### So it is. ###"),
        Fails({"phrase": "ha"}, "Hat in hand, ha", "letters of a longer word"),
    )
    SOURCES = (
        Source("verifif", "startend:wrap_checker", same=False,
               note="the published checker accepts the phrase alone, and longer words"),
    )  # fmt: skip

    @cached_property
    def _end(self) -> EndsWith | None:
        return EndsWith(phrase=self.phrase) if any(map(str.isalnum, self.phrase)) else None

    def describe(self) -> str:
        return f'Start your response with "{self.phrase}", and end it with the same words or marks again.'

    def judge(self, view: View) -> Verdict:
        if self._end is None:
            return self._by_marks(view)
        span = opening(view, self.phrase)
        if span is None:
            return self.failed(view, "does not start with the phrase", False)
        rest = view.part(span[1], len(view.text))
        if not self._end.judge(rest).passed:
            return self.failed(view, "does not end with the phrase again", False, [span], 0.5)
        return self.passed(view, True, "starts and ends with the phrase", [span])

    def _by_marks(self, view: View) -> Verdict:
        mark = visible(self.phrase).strip()
        text = view.stripped
        if not (text.startswith(mark) and text.endswith(mark)):
            return self.failed(view, f"does not start and end with {mark}", False)
        if not any(map(str.isalnum, text[len(mark) : -len(mark)])):
            return self.failed(view, "there is nothing between the two", False)
        return self.passed(view, True, f"starts and ends with {mark}")

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.opening = draft.closing = self.phrase

    def violate(self, draft: Draft, rng: Random) -> None:
        said = draft.sentence(rng, 3).render()
        draft.opening, draft.closing = rng.choice(((self.phrase, said), (said, self.phrase), (said, said)))
        if rng.random() < 0.2:
            draft.verbatim = self.phrase

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(phrase=rng.choice((*_PHRASES[:2], "***", "That is all.", "salt")))


_HEAD = 400  # characters that surely hold the first three words


class StartsWithVerb(Constraint):
    """The first word of the response is a verb, in English.

    Any form of a verb passes: imperative (``Imagine``), auxiliary (``Do``, ``Is``, ``Let's``), gerund or participle
    (``Exploring``, ``Based``). A form that may also be a noun or an adjective is told by the words after it: ``Water
    the plants`` and ``Love your neighbor`` begin with a verb, ``Water is wet`` and ``Clear skies`` do not. ``To``,
    ``Please`` and ``Here`` are no verbs, nor are adjectives in -ing and -ed such as ``Interesting``. Emphasis,
    headings, list markers and quotes before the word do not matter. Its limits: see ``gonogo.text.verbs``.
    """

    kind: Literal["starts_with_verb"] = "starts_with_verb"

    GRAIN = Grain.EDGE
    ABOUT = frozenset(("edges",))
    EXAMPLES = (
        Passes({}, "**Imagine** a quiet sea."),
        Passes({}, "# Exploring Galois Theory\n\nFields."),
        Passes({}, "Don’t worry."),
        Passes({}, "Water the plants."),
        Passes({}, "Plan and execute."),
        Passes({}, "Stop!", "one word"),
        Fails({}, "...", "none"),
        Fails({}, "Water is wet."),
        Fails({}, "Study shows that it is so.", "a verb follows its noun"),
        Fails({}, "Answer: it is so.", "a label"),
        Fails({}, "The run was long."),
        Fails({}, "To run is to live.", "a particle comes first"),
        Fails({}, "Quickly run home."),
        Fails({}, "Design of the house.", "a noun"),
    )
    SOURCES = (
        Source("IFBench", "words:start_verb", same=False,
               note="the published checker asks a tagger, which often takes imperatives for nouns"),
    )  # fmt: skip

    def describe(self) -> str:
        return "The response must start with a verb."

    def judge(self, view: View) -> Verdict:
        head = view.part(0, len(view.text) - len(view.text.lstrip()) + _HEAD)
        starts, ends = words(head.text)
        spans = list(zip(starts[:3].tolist(), ends[:3].tolist(), strict=True))
        if not spans:
            return self.failed(view, "there is no word", "")
        first, *following = [bare(lower(head.looks[a:b])) for a, b in spans]
        between = head.text[spans[0][1] : spans[1][0]] if following else ""
        if begins_with_verb(first, between, tuple(following)):
            return self.passed(view, first, f"{first!r} is a verb", spans[:1])
        return self.failed(view, f"{first!r} is no verb here", first, spans[:1])

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._begin(draft, rng.choice(("Imagine", "Consider", "Don't forget", "Exploring", "Water", "Let")), "the", rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        self._begin(draft, rng.choice(("River", "The", "Water", "Here", "To", "Interesting", "Certainly,")), "is", rng)

    def _begin(self, draft: Draft, first: str, second: str, rng: Random) -> None:
        if not draft.blocks or not draft.blocks[0].sentences:
            raise CannotConstruct("the draft has no first sentence")
        sentence: Sentence = draft.blocks[0].sentences[0]
        kept = [token for token in sentence.tokens if not token.locked]
        sentence.tokens = [Token(first, locked=True), Token(second, locked=True), *kept]
        sentence.locked = True

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls()
