"""Units of spelling: which vowels are used."""

from __future__ import annotations

from random import Random

from gonogo.amount import Amount, at_least, at_most, exactly
from gonogo.draft import Draft, Token
from gonogo.examples import Fails, Passes, Source
from gonogo.text.parts import base, untagged
from gonogo.text.segment import Span
from gonogo.text.view import View
from gonogo.units.base import Unit

_VOWELS = "aeiou"


class VowelKinds(Unit):
    """Number of different vowels used, of a, e, i, o and u.

    An accent makes no other vowel (é is an e); y is none. Every letter counts, also in headings and code.
    """

    NAME, ONE, MANY = "vowel_kinds", "kind of vowel", "kinds of vowels"
    INSTRUCTION, PROHIBITION = "Use {amount} {noun} (of a, e, i, o and u){place}.", ""
    VERSION = 2
    EXAMPLES = (
        Passes({"amount": 3}, "Any lad can sit still on rocks."),
        Passes({"amount": {"high": 1}}, "My ÁÀ dry hàt", "y is none, an accent makes no other"),
        Passes({"amount": 0}, "Why my myth?"),
        Fails({"amount": 3}, "Why my myth éàôü aei", "five of them"),
        Passes({"amount": 1}, "A <i>Cat</i>", "a tag is not read"),
        Passes({"amount": 1}, "Part Ⅳ", "a numeral is no letter"),
        Fails({"amount": 3}, "Big cats sit.", "only two"),
        Fails({"amount": {"high": 2}}, "cаt nоt me", "look-alikes of a and o"),
    )
    SOURCES = (
        Source("IFBench", "words:vowel", same=False,
               note="read as exactly three in one paragraph; the published checker ignores accents, and passes a text "
                    "of fewer"),
    )  # fmt: skip

    def count(self, view: View, stop: int | None = None) -> int:
        hay = untagged(view).folded
        if hay.isascii():
            return sum(vowel in hay for vowel in _VOWELS)
        return len({letter for char in set(hay) if (letter := base(char)) in _VOWELS and letter})

    def spans(self, view: View) -> list[Span]:
        first: dict[str, int] = {}
        for i, char in enumerate(untagged(view).folded):
            letter = base(char)
            if letter and letter in _VOWELS:
                first.setdefault(letter, i)
                if len(first) == len(_VOWELS):
                    break
        return [(i, i + 1) for i in sorted(first.values())]

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        chosen = rng.sample(_VOWELS, min(n, len(_VOWELS)))  # there are no more than five
        tokens = list(draft.tokens()) or draft.add_sentence(rng).tokens
        sentence = next(sentence for sentence in draft.sentences() if sentence.tokens)
        while len(tokens) < len(chosen):
            sentence.tokens.append(Token(""))
            tokens = list(draft.tokens())
        for i, token in enumerate(tokens):
            vowel = chosen[i] if i < len(chosen) else rng.choice(chosen or ["y"])
            token.text, token.locked = rng.choice(_WITH[vowel]), True
        first = sentence.tokens[0]
        first.text = first.text.capitalize()

    def amounts(self, rng: Random) -> Amount:
        n = rng.randint(1, 3)
        return rng.choice((exactly(n), exactly(n + 1), at_least(n), at_most(n)))


# words with one kind of vowel only
_WITH = {
    "a": ("sand", "hall", "map", "flat", "grass", "lamp"),
    "e": ("bell", "fence", "green", "tree", "seven", "desk"),
    "i": ("ship", "mild", "mist", "wind", "silk", "fish"),
    "o": ("door", "storm", "wood", "frost", "moon", "rock"),
    "u": ("sun", "dusk", "truck", "plum", "mud", "lunch"),
    "y": ("my", "dry", "myth", "why", "fly"),
}
