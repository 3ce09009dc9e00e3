"""Wrapping: words in brackets, sentences tied together, one word to a line, no blanks at all."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Literal, Self

from pydantic import Field, field_validator

from gonogo.amount import at_least, numbered
from gonogo.constraint import Bound, Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Draft, Grain
from gonogo.errors import SpecError
from gonogo.text import wrappings
from gonogo.text.view import View
from gonogo.units import Words


class WrappedWords(Constraint):
    """Every word stands in brackets, by itself or in groups of a size: ``[So] [it] [is].``, ``<<I am>> <<at home>>``.

    No letter or digit may stand outside, save the numbers of list items; punctuation may stand on either side. Each
    pair of brackets holds exactly so many words, also the last one; empty brackets count for nothing, but do no harm
    unless there is nothing else.
    """

    kind: Literal["words.wrapped"] = "words.wrapped"
    left: str = Field(default="[", min_length=1, max_length=4, description="the bracket before")
    right: str = Field(default="]", min_length=1, max_length=4, description="the bracket after")
    size: int = Field(default=1, ge=1, le=20, description="how many words in each pair of brackets")

    GRAIN = Grain.SHAPE
    ABOUT = frozenset(("edges", "emphasis"))
    EXAMPLES = (
        Passes({}, "[Hello] [world]."),
        Passes({}, "1. **[Don't,]** [go]!\n2. [state-of-the-art]"),
        Passes({"left": "<<", "right": ">>", "size": 2}, "<<I am>>, <<at home>>."),
        Passes({}, "［Hello］ []", "of full width"),
        Fails({"left": "<<", "right": ">>", "size": 2}, "<<I am>> <<at home>> dangling"),
        Fails({"left": "<<", "right": ">>", "size": 2}, "single"),
        Fails({"left": "<<", "right": ">>", "size": 2}, "<<a>> <<b>>"),
        Fails({}, "[] []"),
        Fails({}, "[a]b[c]"),
        Fails({}, "[Hello](world)"),
        Fails({}, "[Hello world]"),
        Fails({}, ""),
    )
    SOURCES = (
        Source("IFTrain", "detectable_format:square_brackets", same=False,
               note="the published checker accepts empty brackets, letters outside and an empty response, and refuses "
                    "punctuation after a bracket"),
        Source("IFTrain", "detectable_format:bigram_wrapping", same=False,
               note="the published checker accepts single words in brackets and words outside, and refuses "
                    "punctuation after a bracket"),
    )  # fmt: skip

    @field_validator("left", "right")
    @classmethod
    def _marks(cls, value: str) -> str:
        if any(char.isalnum() or char.isspace() for char in value):
            raise SpecError(f"words.wrapped: {value!r} must be marks, neither letters nor blanks")
        return value

    def describe(self) -> str:
        what = "every word" if self.size == 1 else f"every {self.size} words"
        one = " ".join(("like", "this", "one", "here", *("and", "so", "on") * 6)[: self.size])
        alone = " by itself (1 word in each pair)" if self.size == 1 else ""
        such = f"{self.left}{one}{self.right}"
        return f"Enclose {what} of your response{alone} within {self.left} and {self.right}, such as {such}"

    def judge(self, view: View) -> Verdict:
        text = view.looks
        found, rest = wrappings.wrapped(text, self.left, self.right)
        n, bad = 0, []
        for start, end in found:
            words = wrappings.words_in(text, start, end)
            n += words == self.size
            if words not in (0, self.size):
                bad.append((start, end))
        if wrappings.says(rest):
            return self.failed(view, "there are words outside", n, closeness=0.5 if n else 0.0)
        if bad:
            reason = f"{numbered(len(bad), 'pair of brackets holds', 'pairs of brackets hold')} another number of words"
            return self.failed(view, reason, n, bad, 0.7)
        if not n:
            return self.failed(view, "there are no words", n)
        return self.passed(view, n, numbered(n, "pair of brackets", "pairs of brackets"), found)

    def implies(self) -> Iterator[Bound]:
        yield Bound(Words(), at_least(self.size))

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.verbatim = " ".join(self._pieces(draft, rng))

    def violate(self, draft: Draft, rng: Random) -> None:
        pieces = self._pieces(draft, rng)
        at = rng.randrange(len(pieces))
        pieces[at] = rng.choice((
            draft.word(rng), pieces[at][len(self.left) :], pieces[at] + draft.word(rng),
            f"{self.left}{' '.join(draft.word(rng) for _ in range(self.size + 1))}{self.right}",
        ))  # fmt: skip
        draft.verbatim = " ".join(pieces)

    def _pieces(self, draft: Draft, rng: Random) -> list[str]:
        pieces = []
        for _ in range(rng.randint(2, 8)):
            words = " ".join(draft.word(rng) for _ in range(self.size))
            pieces.append(f"{self.left}{words}{self.right}{rng.choice(('', '', ',', '.'))}")
        return pieces

    @classmethod
    def sample(cls, rng: Random) -> Self:
        left, right = rng.choice((("[", "]"), ("<<", ">>"), ("(", ")"), ("{", "}")))
        return cls(left=left, right=right, size=rng.randint(1, 3))


class JoinedSentences(Constraint):
    """All sentences are tied together by a joiner, with no blank on either side (``It is.-It was.``).

    There must be at least two sentences. Joiners inside words do not matter; between two sentences stands one joiner
    and nothing else, so lists, headings and line breaks between sentences are out.
    """

    kind: Literal["sentences.joined"] = "sentences.joined"
    joiner: str = Field(default="-", min_length=1, max_length=8, description="what stands between two sentences")

    GRAIN = Grain.SHAPE
    ABOUT = frozenset(("edges", "emphasis", "blanks"))
    EXAMPLES = (
        Passes({}, "A well-known fact.-Yes."),
        Passes({}, 'Is it old?-"It is!"-So be it.'),
        Passes({"joiner": "|"}, "It is old.|It dries."),
        Fails({}, "It is old. -It dries."),
        Fails({}, "It is old.-It dries. It waits."),
        Fails({}, "It is well-known."),
        Fails({}, "It is old.\n-It dries."),
        Fails({}, "It is old.--It dries."),
    )
    SOURCES = (
        Source("IFTrain", "detectable_format:sentence_hyphens", same=False,
               note="the published checker refuses words with hyphens, and accepts a single sentence"),
    )  # fmt: skip

    @field_validator("joiner")
    @classmethod
    def _marks(cls, value: str) -> str:
        if any(char.isalnum() or char.isspace() or char in ".!?…" for char in value):
            raise SpecError(f"sentences.joined: joiner {value!r} must be marks, no letters, blanks or end marks")
        return value

    def describe(self) -> str:
        named = " (a hyphen)" if self.joiner == "-" else ""
        return f"Connect all sentences (at least two) with {self.joiner}{named}, with no spaces between them."

    def judge(self, view: View) -> Verdict:
        n = 0
        for joint in wrappings.joints(view.looks, self.joiner):
            n += 1
            if joint != self.joiner:
                return self.failed(view, f"between two sentences stands {joint[:40]!r}", n, closeness=0.5)
        if not n:
            return self.failed(view, "there are no two sentences", n)
        return self.passed(view, n, f"{n + 1} sentences joined")

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.verbatim = self.joiner.join(self._said(draft, rng))

    def violate(self, draft: Draft, rng: Random) -> None:
        said = self._said(draft, rng)
        wrong = rng.choice((" ", f" {self.joiner}", f"{self.joiner} ", "\n", f" {self.joiner} "))
        at = rng.randint(1, len(said) - 1)
        draft.verbatim = self.joiner.join(said[:at]) + wrong + self.joiner.join(said[at:])

    def _said(self, draft: Draft, rng: Random) -> list[str]:
        return [draft.sentence(rng).render() for _ in range(rng.randint(2, 5))]

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(joiner=rng.choice(("-", "-", "|", "~")))


class OneWordLines(Constraint):
    """Each word stands on a line of its own.

    Blank lines, list markers and punctuation do not matter; what a slash or an operator joins without blanks
    (``and/or``) may stand on one line, and up to five words that hyphens join. Ideographs, which no blank parts, are
    read as a word each.
    """

    kind: Literal["lines.one_word"] = "lines.one_word"

    GRAIN = Grain.SHAPE
    ABOUT = frozenset(("blanks",))
    VACUOUS = "one word stands on a line of its own"
    VERSION = 2
    EXAMPLES = (
        Passes({}, "One\n \nTwo"),
        Passes({}, "**Don't**\nstate-of-the-art,\n—\n- and/or"),
        Passes({}, "Yes."),
        Fails({}, "One two\n \nThree"),
        Fails({}, "One—two\nThree"),
        Fails({}, "The-cat-sleeps-on-the-mat", "a sentence joined by hyphens"),
        Fails({}, "Peace_was_promised_to_all_people\nNations", "by underscores"),
        Passes({}, "Jack-of-all-trades\nhttps://a.example/how-to-cook-rice-at-home"),
        Fails({}, "One\nTwo.Three"),
        Fails({}, "...\n!"),
    )
    SOURCES = (
        Source("IFBench", "format:newline", same=False,
               note="the published checker compares numbers of lines and of words, and counts lines of blanks"),
    )  # fmt: skip

    def describe(self) -> str:
        return "Write each word on a new line."

    def judge(self, view: View) -> Verdict:
        found = next(wrappings.crowded(view.text), None)
        if found is None:
            if not view.count_words(1):
                return self.failed(view, "there are no words", 0)
            return self.passed(view, len(view.lines), "one word to a line")
        return self.failed(view, f"a line holds several words: {view.text[slice(*found)][:40]!r}", None, [found])

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.verbatim = "\n".join(self._lines(draft, rng))

    def violate(self, draft: Draft, rng: Random) -> None:
        lines = self._lines(draft, rng)
        at = rng.randrange(len(lines))
        lines[at] = f"{lines[at].rstrip()}{rng.choice((' ', '—', '. '))}{draft.word(rng)}"
        draft.verbatim = "\n".join(lines)

    def _lines(self, draft: Draft, rng: Random) -> list[str]:
        return [draft.word(rng) + rng.choice(("", "", "", ",", ".", "\n")) for _ in range(rng.randint(2, 12))]

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls()


class Unspaced(Constraint):
    """No white space anywhere: no blanks, tabs or line breaks, save around the whole response.

    Characters that show as a blank (the braille blank, Hangul fillers) are white space; those of no width are not.
    """

    kind: Literal["unspaced"] = "unspaced"

    GRAIN = Grain.SHAPE
    VACUOUS = "it only forbids white space"
    EXAMPLES = (
        Passes({}, "SetsAreClasses.NotAllClassesAreSets.\n"),
        Passes({}, "a\u200b,b", "a character of no width"),
        Fails({}, "Sets are."),
        Fails({}, "Sets\nare"),
        Fails({}, "Sets\u2800are", "a braille blank"),
        Fails({}, "", "nothing at all"),
    )
    SOURCES = (
        Source("IFBench", "format:no_whitespace", same=False,
               note="the published checker refuses a line break at the end"),
    )  # fmt: skip

    def describe(self) -> str:
        return "Use no whitespace at all in your response."

    def judge(self, view: View) -> Verdict:
        if not view.stripped:
            return self.failed(view, "there is nothing", 0)
        if wrappings.has_gap(view.stripped):
            return Verdict(self, view, False, complete=lambda: self._full(view))
        return self.passed(view, 0, "no whitespace")

    def _full(self, view: View) -> Verdict:
        n, first = wrappings.gaps(view.stripped)
        at = first + len(view.text) - len(view.text.lstrip())
        return self.failed(view, f"{n} gaps", n, [(at, at + 1)], 0.5 / n)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.verbatim = rng.choice(("", "-", "_", ",")).join(self._words(draft, rng))

    def violate(self, draft: Draft, rng: Random) -> None:
        words = self._words(draft, rng)
        words[rng.randrange(len(words) - 1)] += rng.choice((" ", "\n", "\t", "\u00a0", "\u3000"))
        draft.verbatim = "".join(words)

    def _words(self, draft: Draft, rng: Random) -> list[str]:
        return [draft.word(rng).capitalize() for _ in range(rng.randint(2, 9))]

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls()
