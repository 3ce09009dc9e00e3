"""Units of prose: words, sentences, paragraphs, lines."""

from __future__ import annotations

from random import Random

from gonogo.amount import Amount, at_least, at_most
from gonogo.draft import Draft, Grain
from gonogo.examples import Fails, Passes, Source
from gonogo.text.segment import Span
from gonogo.text.view import View
from gonogo.units.base import Unit


class Words(Unit):
    """Number of words."""

    NAME, ONE, MANY = "words", "word", "words"
    LEAST = 1
    VERSION = 2
    EXAMPLES = (
        Passes({"amount": {"low": 3, "high": 3}}, "don't can't won't", "a contraction is one word"),
        Passes({"amount": {"low": 0, "high": 2}}, "state-of-the-art 1,234.5", "so are a compound and a number"),
        Passes(
            {"amount": {"low": 3, "high": 3}},
            "1. See [the map](http://a.b/c).",
            "numbers of lists and targets of links are none",
        ),
        Passes({"amount": {"low": 4, "high": 4}}, "the end.Next comes", "a blank is missing here"),
        Passes({"amount": {"low": 2, "high": 2}}, "~~~python\nprint x\n~~~", "the language of a code block is none"),
        Passes({"amount": {"low": 2, "high": 2}}, "Visit www.example.com/a-b?c=d,e", "an address is one"),
        Fails({"amount": {"low": 3}}, "* one — two *", "dashes and asterisks are no words"),
        Fails({"amount": {"low": 5}}, "今天天气", "four ideographs, a word each"),
    )
    SOURCES = (
        Source("IFEval", "length_constraints:number_words", same=False,
               note="the published checker counts \\w+ runs: contractions, hyphenated words, numbers with separators "
                    "count several times, underscores count as words, a Chinese sentence counts once"),
    )  # fmt: skip

    def count(self, view: View, stop: int | None = None) -> int:
        return view.count_words(stop)

    def most(self, view: View) -> int | None:
        return None if view.foreign else (len(view.text) + 1) // 2

    def spans(self, view: View) -> list[Span]:
        return view.words.offsets

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        draft.resize_words(n, rng)

    def amounts(self, rng: Random) -> Amount:
        n = rng.randrange(20, 120, 5)
        return rng.choice((at_least(n), at_most(n), Amount(low=n, high=n + 20)))


class Sentences(Unit):
    """Number of sentences."""

    NAME, ONE, MANY = "sentences", "sentence", "sentences"
    GRAIN = Grain.SENTENCE
    LEAST = 1
    VERSION = 3
    EXAMPLES = (
        Passes({"amount": {"low": 2, "high": 2}}, "Dr. Lee paid 3.50. He left at 5 p.m. today.", "two, not five"),
        Passes({"amount": {"low": 3}}, 'He said "Go." Then "No." End.'),
        Fails({"amount": {"low": 0, "high": 1}}, "* Buy some milk\n* Walk the dog", "list items end sentences"),
        Fails({"amount": {"low": 1}}, "# Only a heading", "a heading is no sentence"),
    )
    SOURCES = (
        Source("IFEval", "length_constraints:number_sentences", same=False,
               note="the published checker (Punkt) joins lines without end marks, so lists and poems count as one "
                    "sentence, and counts list numbers and headings"),
    )  # fmt: skip

    def count(self, view: View, stop: int | None = None) -> int:
        return view.count_sentences(stop)

    def most(self, view: View) -> int | None:
        if view.foreign:
            return None
        text = view.text  # a sentence ends at a mark, or with its line
        return text.count(".") + text.count("!") + text.count("?") + text.count("\n") + 1

    def spans(self, view: View) -> list[Span]:
        return view.sentences.offsets

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        draft.resize_sentences(n, rng)


class Paragraphs(Unit):
    """Number of paragraphs, parted by blank lines."""

    NAME, ONE, MANY = "paragraphs", "paragraph", "paragraphs"
    INSTRUCTION, PROHIBITION = "Write {amount} {noun}{place}, parted by blank lines.", ""
    GRAIN = Grain.BLOCK
    LEAST = 1
    VERSION = 2
    EXAMPLES = (
        Passes({"amount": {"low": 2, "high": 2}}, "One here.\n \n\nTwo here.", "a line of blanks is blank"),
        Passes({"amount": {"low": 1, "high": 1}}, "One line.\nThe same paragraph."),
        Passes({"amount": {"low": 2, "high": 2}}, "```\na\n\nb\n```\n\n```\nc\n```", "blank lines in a code block"),
        Passes({"amount": {"low": 1, "high": 1}}, "~~~~\na\n~~~\n\nb\n~~~~", "three tildes do not close four"),
        Passes({"amount": {"low": 1, "high": 1}}, "```\na\n```py\n\nb\n```", "what closes names no language"),
        Passes(
            {"amount": {"low": 3, "high": 3}},
            "```a``` is code.\n\nOne.\n\n```\ncut\n\noff",
            "inline code opens no block",
        ),
        Fails({"amount": {"low": 2}}, "One here.\n\n---\n", "a rule is no paragraph"),
        Fails({"amount": {"low": 2, "high": 2}}, "A.\n\nB.\n\nC."),
    )

    def spans(self, view: View) -> list[Span]:
        return view.paragraphs.offsets

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        draft.resize_paragraphs(n, rng)


class Lines(Unit):
    """Number of lines that are not empty."""

    NAME, ONE, MANY = "lines", "line", "lines"
    INSTRUCTION, PROHIBITION = "Write {amount} non-empty {noun}{place}.", ""
    GRAIN = Grain.BLOCK
    LEAST = 1
    EXAMPLES = (
        Passes({"amount": {"low": 2, "high": 2}}, "One.\r\n\r\nTwo.\n", "empty lines do not count"),
        Passes({"amount": {"low": 1}}, "One."),
        Fails({"amount": {"low": 2}}, "One. Two."),
        Fails({"amount": {"low": 0, "high": 1}}, "a\nb"),
    )

    def spans(self, view: View) -> list[Span]:
        return view.lines.offsets

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        draft.resize_paragraphs(n, rng)
