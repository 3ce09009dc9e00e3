"""IFEval-pp: the 25 ids of IFEval with two more relations, "at most" and "around"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gonogo.amount import Amount
from gonogo.compat import ifeval
from gonogo.compat.kwargs import RELATIONS, Kwargs
from gonogo.compat.legacy import around
from gonogo.constraint import Constraint
from gonogo.constraints.counting import Count
from gonogo.units import CapitalWords, Keyword, Letter, Sentences, Words

PLUS: Mapping[str, Callable[[int], Amount]] = {**RELATIONS, "around": around}
"""Relations here; "around" allows a tenth more or less, see :func:`gonogo.compat.legacy.around`."""

LOADERS: dict[str, Callable[[Kwargs], Constraint]] = {
    **ifeval.LOADERS,
    "change_case:capital_word_frequency": lambda k: Count(
        unit=CapitalWords(), amount=k.amount("capital_relation", "capital_frequency", PLUS)
    ),
    "keywords:frequency": lambda k: Count(
        unit=Keyword(keyword=k.text("keyword")), amount=k.amount("relation", "frequency", PLUS)
    ),
    "keywords:letter_frequency": lambda k: Count(
        unit=Letter(letter=k.text("letter")), amount=k.amount("let_relation", "let_frequency", PLUS)
    ),
    "length_constraints:number_sentences": lambda k: Count(
        unit=Sentences(), amount=k.amount("relation", "num_sentences", PLUS)
    ),
    "length_constraints:number_words": lambda k: Count(unit=Words(), amount=k.amount("relation", "num_words", PLUS)),
}
