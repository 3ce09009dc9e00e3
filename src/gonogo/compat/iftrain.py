"""IFTrain, the 29 training ids of IFBench (arXiv 2507.02833; ``open_instruct/IFEvalG``), as constraints.

Each id means what its instruction asks; the 25 ids of IFEval, which the published registry holds too, are here as well.
"""

from __future__ import annotations

from collections.abc import Callable

from gonogo.amount import at_most, exactly
from gonogo.compat import ifeval
from gonogo.compat.kwargs import Kwargs
from gonogo.constraint import Constraint
from gonogo.constraints.counting import Count
from gonogo.units import Letter, Letters, LowercaseWords, Marks

# ---------------------------------------------------------------------- vocabulary and ratios
_VOCABULARY: dict[str, Callable[[Kwargs], Constraint]] = {}


# ---------------------------------------------------------------------- characters and scripts
_CHARACTERS: dict[str, Callable[[Kwargs], Constraint]] = {
    # "all lowercase words should appear at most N times": all of them together
    "count:lowercase_counting": lambda k: Count(unit=LowercaseWords(), amount=at_most(k.number("N"))),
    "letters:letter_counting": lambda k: Count(unit=Letters(), amount=k.amount("relation", "N")),
    "letters:letter_counting2": lambda k: Count(
        unit=Letter(letter=k.text("letter")), amount=k.amount("let_relation", "let_frequency")
    ),
    "punctuation:punctuation_dot": lambda k: Count(unit=Marks(marks=(".",)), amount=exactly(0)),
    "punctuation:punctuation_exclamation": lambda k: Count(unit=Marks(marks=("!",)), amount=exactly(0)),
}


# ---------------------------------------------------------------------- sequences
_SEQUENCES: dict[str, Callable[[Kwargs], Constraint]] = {}


# ---------------------------------------------------------------------- positions and case
_POSITIONS: dict[str, Callable[[Kwargs], Constraint]] = {}


# ---------------------------------------------------------------------- structure
_STRUCTURE: dict[str, Callable[[Kwargs], Constraint]] = {}


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
