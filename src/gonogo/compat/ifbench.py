"""IFBench (arXiv 2507.02833): its 58 instruction ids as constraints.

Each id means what its instruction asks; the 25 ids of IFEval, which the published registry holds too, are here as well.
"""

from __future__ import annotations

from collections.abc import Callable

from gonogo.amount import at_least
from gonogo.compat import ifeval
from gonogo.compat.kwargs import Kwargs
from gonogo.compat.options import options_of
from gonogo.constraint import Constraint
from gonogo.constraints.copying import Choice
from gonogo.constraints.counting import Count
from gonogo.constraints.endings import EmojiEnds
from gonogo.constraints.language import Case
from gonogo.constraints.logic import All
from gonogo.constraints.positions import StartsWithVerb, WordAt
from gonogo.constraints.template import Template
from gonogo.scopes import Scope
from gonogo.units import Keyword

# ---------------------------------------------------------------------- vocabulary and ratios
_VOCABULARY: dict[str, Callable[[Kwargs], Constraint]] = {}


# ---------------------------------------------------------------------- characters and scripts
_CHARACTERS: dict[str, Callable[[Kwargs], Constraint]] = {}


# ---------------------------------------------------------------------- sequences
_SEQUENCES: dict[str, Callable[[Kwargs], Constraint]] = {}


# ---------------------------------------------------------------------- positions and case
_TEMPLATE = "My Answer: [answer] My Conclusion: [conclusion] Future Outlook: [outlook]"  # the one the id asks for


def _options(kwargs: Kwargs) -> Constraint:
    # "Do not give any explanation" belongs to the instruction; a prompt that leaves it out allows one
    explained = kwargs.prompt is not None and "explanation" not in kwargs.prompt
    return Choice(options=options_of(kwargs.text("options"), f"{kwargs.name}: options"), alone=not explained)


def _word_in_sentence(kwargs: Kwargs) -> Constraint:
    scope = Scope(where="nth", of="sentence", n=kwargs.number("n", least=1))
    return WordAt(word=kwargs.text("keyword"), n=kwargs.number("m", least=1), scope=scope)


def _second_and_second_to_last(kwargs: Kwargs) -> Constraint:
    word = kwargs.text("keyword")
    return All(constraints=(WordAt(word=word, n=2), WordAt(word=word, n=-2)))


def _keyword_in_sentence(kwargs: Kwargs) -> Constraint:
    scope = Scope(where="nth", of="sentence", n=kwargs.number("N", least=1))
    return Count(unit=Keyword(keyword=kwargs.text("word")), amount=at_least(1), scope=scope)


_POSITIONS: dict[str, Callable[[Kwargs], Constraint]] = {
    "format:emoji": lambda k: EmojiEnds(),
    "format:options": _options,
    "format:output_template": lambda k: Template(template=_TEMPLATE),
    "format:title_case": lambda k: Case(case="title"),
    "sentence:keyword": _keyword_in_sentence,
    "words:keywords_specific_position": _word_in_sentence,
    "words:start_verb": lambda k: StartsWithVerb(),
    "words:words_position": _second_and_second_to_last,
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
