"""Units of sentences of one type."""

from __future__ import annotations

from random import Random
from typing import Self

from pydantic import Field

from gonogo.amount import Amount, at_least, at_most, exactly
from gonogo.draft import Draft, Grain
from gonogo.errors import CannotConstruct
from gonogo.examples import Fails, Passes
from gonogo.text.segment import Span
from gonogo.text.sentence_types import ASKS, CALLS, SentenceType, sentence_type, sentences_of
from gonogo.text.view import View
from gonogo.units.base import Unit


class SentencesOf(Unit):
    """Number of sentences of one type: declarative, interrogative or exclamatory.

    The mark that ends a sentence tells its type, whatever quotes, brackets or emoji close behind it: "?" (also "?!")
    asks, "!" exclaims, a full stop or ellipsis states; a command with a full stop counts as declarative. A list item
    or line without an end mark has no type.
    """

    NAME, ONE, MANY = "sentences_of", "sentence of that type", "sentences of that type"
    INSTRUCTION = "Use {amount} {type} {noun}{place}."
    PROHIBITION = "Do not use any {type} sentences{place}."
    GRAIN = Grain.SENTENCE

    type: SentenceType = Field(description="the type")

    EXAMPLES = (
        Passes({"type": "interrogative", "amount": {"low": 2, "high": 2}}, 'Really?! He asked: "Why?" I know. Go!'),
        Passes({"type": "declarative", "amount": {"low": 2, "high": 2}}, "It rains. Well… What now? Run! 🎉"),
        Passes({"type": "exclamatory", "amount": {"low": 1, "high": 1}}, "**Run!** 🎉\n\n今天好吗？"),
        Passes({"type": "exclamatory", "amount": {"low": 2, "high": 2}}, "Oh...! Well!.. So."),
        Fails({"type": "declarative", "amount": {"low": 1}}, "- red apples\n- green pears", "no end mark"),
        Fails({"type": "exclamatory", "amount": {"low": 1}}, "“Go!” he said. Why?", "the sentence ends later"),
        Fails({"type": "interrogative", "amount": {"low": 1}}, "I wonder why."),
    )

    def spans(self, view: View) -> list[Span]:
        return sentences_of(view, self.type)

    def count(self, view: View, stop: int | None = None) -> int:
        if stop is not None:
            wanted = 2 * stop + 2  # most sentences are of one type
            begun = view.first_sentences(wanted)
            n = sum(sentence_type(view.text, a, b) == self.type for a, b in begun)
            if n >= stop or len(begun) < wanted:
                return n
        return len(self.spans(view))

    def most(self, view: View) -> int | None:
        if self.type == "declarative":
            return None
        marks = ASKS if self.type == "interrogative" else CALLS
        return sum(map(view.text.count, marks if view.foreign else marks & _ASCII))

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        mark = _MARKS[self.type]
        have = [sentence for sentence in draft.sentences() if sentence.end == mark]
        for sentence in have[n:]:
            if sentence.locked or any(token.locked for token in sentence.tokens):
                raise CannotConstruct(f"more than {n} sentences that end in {mark!r} are locked")
            for block in draft.blocks:
                block.sentences = [other for other in block.sentences if other is not sentence]
        draft.blocks = [block for block in draft.blocks if block.sentences or block.lead or block.locked]
        for _ in range(n - len(have)):
            draft.add_sentence(rng).end = mark

    def noun(self, amount: Amount) -> str:
        return super().noun(amount).removesuffix(" of that type")

    @property
    def called(self) -> str:
        """What several are called."""
        return f"{self.type} sentences"

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(type=rng.choice(("declarative", "interrogative", "exclamatory")))

    def amounts(self, rng: Random) -> Amount:
        return rng.choice((at_least, at_most, exactly))(rng.randint(1, 5))


_ASCII = frozenset("?!")
_MARKS: dict[SentenceType, str] = {"declarative": ".", "interrogative": "?", "exclamatory": "!"}
