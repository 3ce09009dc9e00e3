"""IFTrain, the 29 training ids of IFBench (arXiv 2507.02833; ``open_instruct/IFEvalG``), as constraints.

Each id means what its instruction asks; the 25 ids of IFEval, which the published registry holds too, are here as well.
"""

from __future__ import annotations

from collections.abc import Callable

from gonogo.compat import ifeval
from gonogo.compat.kwargs import Kwargs
from gonogo.constraint import Constraint
from gonogo.constraints.placement import StartsWithWord
from gonogo.constraints.positions import WordAt
from gonogo.scopes import Scope

# ---------------------------------------------------------------------- vocabulary and ratios
_VOCABULARY: dict[str, Callable[[Kwargs], Constraint]] = {}


# ---------------------------------------------------------------------- characters and scripts
_CHARACTERS: dict[str, Callable[[Kwargs], Constraint]] = {}


# ---------------------------------------------------------------------- sequences
_SEQUENCES: dict[str, Callable[[Kwargs], Constraint]] = {}


# ---------------------------------------------------------------------- positions and case
_EACH_SENTENCE = Scope(where="each", of="sentence")


def _word_in_sentence(kwargs: Kwargs) -> Constraint:
    scope = Scope(where="nth", of="sentence", n=kwargs.number("n", least=1))
    return WordAt(word=kwargs.text("keyword"), n=kwargs.number("m", least=1), scope=scope)


_POSITIONS: dict[str, Callable[[Kwargs], Constraint]] = {
    "first_word:first_word_answer": lambda k: StartsWithWord(word=k.text("first_word").strip()),
    "first_word:first_word_sent": lambda k: StartsWithWord(word=k.text("first_word").strip(), scope=_EACH_SENTENCE),
    "keywords:keyword_specific_position": _word_in_sentence,
    "last_word:last_word_answer": lambda k: WordAt(word=k.text("last_word"), n=-1),
    "last_word:last_word_sent": lambda k: WordAt(word=k.text("last_word"), n=-1, scope=_EACH_SENTENCE),
}


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
