"""IFBench (arXiv 2507.02833): its 58 instruction ids as constraints.

Each id means what its instruction asks; the 25 ids of IFEval, which the published registry holds too, are here as well.
"""

from __future__ import annotations

from collections.abc import Callable

from gonogo.amount import at_least
from gonogo.compat import ifeval
from gonogo.compat.kwargs import Kwargs
from gonogo.constraint import Constraint
from gonogo.constraints.nesting import ExplainedQuotes, NestedBrackets, NestedQuotes
from gonogo.constraints.sections import Thesis
from gonogo.constraints.structure import MarkedList, ProseThenBullets, SubBullets
from gonogo.constraints.wrapping import OneWordLines, Unspaced

# ---------------------------------------------------------------------- vocabulary and ratios
_VOCABULARY: dict[str, Callable[[Kwargs], Constraint]] = {}


# ---------------------------------------------------------------------- characters and scripts
_CHARACTERS: dict[str, Callable[[Kwargs], Constraint]] = {}


# ---------------------------------------------------------------------- sequences
_SEQUENCES: dict[str, Callable[[Kwargs], Constraint]] = {}


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
_COPYING: dict[str, Callable[[Kwargs], Constraint]] = {}


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
