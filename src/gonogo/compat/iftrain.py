"""IFTrain, the 29 training ids of IFBench (arXiv 2507.02833; ``open_instruct/IFEvalG``), as constraints.

Each id means what its instruction asks; the 25 ids of IFEval, which the published registry holds too, are here as well.
"""

from __future__ import annotations

from collections.abc import Callable

from gonogo.amount import exactly
from gonogo.compat import copying, ifeval
from gonogo.compat.kwargs import Kwargs
from gonogo.constraint import Constraint
from gonogo.constraints.counting import Count
from gonogo.constraints.layout import Divided
from gonogo.constraints.parted import DividedEach
from gonogo.constraints.sequence import Framed, InitialsApart
from gonogo.constraints.wrapping import JoinedSentences, WrappedWords
from gonogo.scopes import Scope
from gonogo.units import Paragraphs, Sentences, TextParagraphs, Words

# ---------------------------------------------------------------------- vocabulary and ratios
_VOCABULARY: dict[str, Callable[[Kwargs], Constraint]] = {}


# ---------------------------------------------------------------------- characters and scripts
_CHARACTERS: dict[str, Callable[[Kwargs], Constraint]] = {}


# ---------------------------------------------------------------------- sequences
def _composition(kwargs: Kwargs) -> Constraint:
    sentences, words = kwargs.number("n_sent", least=1), kwargs.number("n_words", least=1)
    each: tuple[Constraint, ...] = (
        Count(unit=Paragraphs(), amount=exactly(1)),
        Count(unit=Sentences(), amount=exactly(sentences)),
        Count(unit=Words(), amount=exactly(words), scope=Scope(where="each", of="sentence")),
        Count(unit=Words(), amount=exactly(sentences * words)),  # and no heading or label beside them
    )
    return DividedEach(divider="* * *", amount=exactly(3), constraints=each)


_SEQUENCES: dict[str, Callable[[Kwargs], Constraint]] = {
    "count:counting_composition": _composition,
    "keywords:no_adjacent_consecutive": lambda k: InitialsApart(relation="next"),
    "keywords:start_end": lambda k: Framed(bare=True),
}


# ---------------------------------------------------------------------- positions and case
_POSITIONS: dict[str, Callable[[Kwargs], Constraint]] = {}


# ---------------------------------------------------------------------- structure
_STRUCTURE: dict[str, Callable[[Kwargs], Constraint]] = {
    "detectable_format:bigram_wrapping": lambda k: WrappedWords(left="<<", right=">>", size=2),
    "detectable_format:sentence_hyphens": lambda k: JoinedSentences(joiner="-"),
    "detectable_format:square_brackets": lambda k: WrappedWords(left="[", right="]", size=1),
    "paragraphs:paragraphs": lambda k: Divided(divider="***", amount=exactly(2)),
    "paragraphs:paragraphs2": lambda k: Count(unit=TextParagraphs(), amount=exactly(2)),
}


# ---------------------------------------------------------------------- copying and data
_COPYING: dict[str, Callable[[Kwargs], Constraint]] = {**copying.IFTRAIN}


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
