"""IFBench (arXiv 2507.02833): its 58 instruction ids as constraints.

Each id means what its instruction asks; the 25 ids of IFEval, which the published registry holds too, are here as well.
"""

from __future__ import annotations

from collections.abc import Callable

from gonogo.amount import at_least, exactly
from gonogo.compat import copying, ifeval
from gonogo.compat.kwargs import Kwargs
from gonogo.constraint import Constraint
from gonogo.constraints.counting import Count
from gonogo.constraints.logic import All
from gonogo.constraints.nesting import ExplainedQuotes, NestedBrackets, NestedQuotes
from gonogo.constraints.progression import Progression, Stairs
from gonogo.constraints.sections import Thesis
from gonogo.constraints.sequence import Chain, Framed, InitialsApart, InitialsOrder
from gonogo.constraints.spelling import WordAlternate, WordClusters, WordLength
from gonogo.constraints.structure import MarkedList, ProseThenBullets, SubBullets
from gonogo.constraints.wrapping import OneWordLines, Unspaced
from gonogo.units import Paragraphs, Sentences, VowelKinds

# ---------------------------------------------------------------------- vocabulary and ratios
_VOCABULARY: dict[str, Callable[[Kwargs], Constraint]] = {}


# ---------------------------------------------------------------------- characters and scripts
_CHARACTERS: dict[str, Callable[[Kwargs], Constraint]] = {}


# ---------------------------------------------------------------------- sequences
_SEQUENCES: dict[str, Callable[[Kwargs], Constraint]] = {
    "custom:sentence_alphabet": lambda k: All(
        constraints=(Count(unit=Sentences(), amount=exactly(26)), InitialsOrder(of="sentence", first="A"))
    ),
    "format:line_indent": lambda k: Stairs(),
    "sentence:alliteration_increment": lambda k: Progression(measure="alliteration", amount=at_least(1)),
    "sentence:increment": lambda k: Progression(amount=exactly(k.number("small_n"))),
    "words:alphabet": lambda k: InitialsOrder(),
    "words:consonants": lambda k: WordClusters(),
    "words:last_first": lambda k: Chain(),
    "words:no_consecutive": lambda k: InitialsApart(relation="same"),
    "words:odd_even_syllables": lambda k: WordAlternate(),
    # "separate paragraphs with a newline": each line is one
    "words:paragraph_last_first": lambda k: Framed(of="line"),
    "words:prime_lengths": lambda k: WordLength(prime=True),
    "words:vowel": lambda k: All(
        constraints=(Count(unit=Paragraphs(), amount=exactly(1)), Count(unit=VowelKinds(), amount=exactly(3)))
    ),
}


# ---------------------------------------------------------------------- positions and case
_POSITIONS: dict[str, Callable[[Kwargs], Constraint]] = {}


# ---------------------------------------------------------------------- structure
_STRUCTURE: dict[str, Callable[[Kwargs], Constraint]] = {
    "format:list": lambda k: MarkedList(marker=k.text("sep"), amount=at_least(2)),
    "format:newline": lambda k: OneWordLines(),
    "format:no_bullets_bullets": lambda k: ProseThenBullets(sentences=2, bullets=2, marker="*"),
    "format:no_whitespace": lambda k: Unspaced(),
    "format:parentheses": lambda k: NestedBrackets(depth=5),
    "format:quote_unquote": lambda k: ExplainedQuotes(),
    "format:quotes": lambda k: NestedQuotes(depth=3),
    "format:sub-bullets": lambda k: SubBullets(marker="*", sub="-", least=1),
    "format:thesis": lambda k: Thesis(),
}


# ---------------------------------------------------------------------- copying and data
_COPYING: dict[str, Callable[[Kwargs], Constraint]] = {**copying.IFBENCH}


# ---------------------------------------------------------------------- the whole registry
LOADERS: dict[str, Callable[[Kwargs], Constraint]] = {
    **ifeval.LOADERS,
    **_VOCABULARY,
    **_CHARACTERS,
    **_SEQUENCES,
    **_POSITIONS,
    **_STRUCTURE,
    **_COPYING,
}
