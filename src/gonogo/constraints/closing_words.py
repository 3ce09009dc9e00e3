"""Endings: how every sentence of the response must end."""

from __future__ import annotations

from functools import cached_property
from random import Random
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, field_validator

from gonogo.constraint import Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Draft, Grain, Token
from gonogo.errors import SpecError
from gonogo.text.chars import EACH, classify
from gonogo.text.final_words import core, is_label
from gonogo.text.matching import needle, stands_alone
from gonogo.text.segment import Span
from gonogo.text.view import View, plain

Ending = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class SentencesEndWith(Constraint):
    """Every sentence ends with one of some given words, before its end mark.

    End marks, closing quotes and brackets, emoji and emphasis after the ending do not matter, nor does letter case. The
    ending is whole words, or in scripts without blanks the last characters (``です`` ends ``本です。``). Labels and
    list items without an end mark are no sentences where the ending is Japanese; there must be at least one sentence.
    """

    kind: Literal["sentences.end_with"] = "sentences.end_with"
    endings: tuple[Ending, ...] = Field(min_length=1, description='the last words of a sentence, e.g. ["です"]')

    GRAIN = Grain.SENTENCE
    VERSION = 2
    EXAMPLES = (
        Passes({"endings": ["ok"]}, "All is ok (I think).", "a remark in brackets, in English"),
        Fails({"endings": ["ok"]}, "All is well (I think)."),
        Fails({"endings": ["all is ok"]}, "Is ok.", "a part of the ending"),
        Passes({"endings": ["ok"]}, "Ok.", "nothing but the ending"),
        Passes({"endings": ["ok", "です"]}, "All is ok.\n\n- ok", "endings of two scripts"),
        Fails({"endings": ["ok"]}, "So it is. All is ok. " * 40, "long: told by its first sentence"),
        Passes({"endings": ["ok"]}, "All is ok. So it is ok. " * 40, "long"),
        Passes({"endings": ["です"]}, "これは本です。\nあれは猫です!  \n", "a line break, an ASCII mark, blanks"),
        Passes({"endings": ["です"]}, "# 本\n\n・場所：京都\n\n「本です。」と言いたいのです。"),
        Passes({"endings": ["ok", "my friend"]}, "All is **OK**! So it is, my friend…"),
        Passes({"endings": ["です"]}, "これは本です（笑）。", "a remark in brackets"),
        Fails({"endings": ["です"]}, "これは本です。あれは猫でした。"),
        Fails({"endings": ["です"]}, "。。。", "no sentence"),
        Fails({"endings": ["ok"]}, "The book", "the end of a longer word"),
        Fails({"endings": ["です"]}, "これは本です。\nあれは猫だ\n\nまた本です。", "no end mark, but a sentence"),
        Fails({"endings": ["です"]}, "・京都\n・大阪", "labels only"),
        Fails({"endings": ["ok"]}, "All is ok.\n\n- Not CD", "elsewhere an item is a sentence"),
    )
    SOURCES = (
        Source("M-IFEval", "ja:startend:sentence_unified_end", same=False,
               note="it refuses a blank or line break after 。 and ASCII marks, and passes a text without sentences"),
    )  # fmt: skip

    @field_validator("endings")
    @classmethod
    def _visible(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for ending in value:
            if not any(map(str.isalnum, plain(ending))):
                raise SpecError(f"sentences.end_with: ending {ending!r} has no letter or digit")
        return value

    @cached_property
    def _needles(self) -> tuple[str, ...]:
        return tuple(core(needle(ending)) for ending in self.endings)

    @cached_property
    def _japanese(self) -> bool:
        return all(classify(ending[-1]) & EACH for ending in self._needles)

    def describe(self) -> str:
        return f"End every sentence with {' or '.join(f'“{ending}”' for ending in self.endings)}."

    def judge(self, view: View) -> Verdict:
        first = view.first_sentences(1)[:1]
        if first and not self._japanese and not self._fits(view.text[slice(*first[0])]):
            return Verdict(self, view, False, complete=lambda: self._full(view))
        return self._full(view)

    def _full(self, view: View) -> Verdict:
        text = view.text
        offsets = view.sentences.offsets
        if self._japanese:
            offsets = [(a, b) for a, b in offsets if not is_label(text[a:b])]
        if not offsets:
            return self.failed(view, "there is no sentence")
        fits = {sentence: self._fits(sentence) for sentence in {text[a:b] for a, b in offsets}}
        wrong = [(a, b) for a, b in offsets if not fits[text[a:b]]]
        n = len(offsets) - len(wrong)
        if not wrong:
            return Verdict(self, view, True, n, f"all {n} sentences end so", offsets)
        a, b = wrong[0]
        return self._failed(
            view, n, wrong, f"{len(wrong)} of {len(offsets)} end otherwise: “{text[max(a, b - 20) : b]}”"
        )

    def _failed(self, view: View, n: int, wrong: list[Span], reason: str) -> Verdict:
        return self.failed(view, reason, n, wrong, n / (n + len(wrong)))

    def _fits(self, sentence: str) -> bool:
        tail = sentence[-400:]
        said = core(needle(tail))
        if any(_ends(said, ending) for ending in self._needles):
            return True
        opened = max(said.rfind("（"), said.rfind("("))  # a remark in brackets: 本です（笑）。
        return opened > 0 and any(_ends(core(said[:opened]), ending) for ending in self._needles)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        if not any(True for _ in draft.sentences()):
            draft.add_sentence(rng)
        for sentence in draft.sentences():
            self._close(sentence.tokens, rng.choice(self.endings))
            sentence.locked = True

    def violate(self, draft: Draft, rng: Random) -> None:
        if len(list(draft.sentences())) < 2:
            draft.add_sentence(rng)
        self.satisfy(draft, rng)
        other = rng.choice(list(draft.sentences()))
        other.tokens[-1].text = rng.choice(("でした", "書く", "otherwise", "x" + self.endings[0] + "y"))

    @staticmethod
    def _close(tokens: list[Token], ending: str) -> None:
        if tokens and tokens[-1].locked:
            tokens.pop()
        tokens.append(Token(ending, locked=True))

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(endings=rng.choice((("です",), ("ます", "です"), ("indeed",), ("my friend", "right"), ("なさい",))))


def _ends(said: str, ending: str) -> bool:
    start = len(said) - len(ending)
    return said.endswith(ending) and stands_alone(said, start, len(said))
