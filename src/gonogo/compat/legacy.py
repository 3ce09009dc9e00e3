"""open-instruct's older ``if_functions``: 25 functions that stand for the ids of IFEval, under names of their own.

The ids are the names of the functions (``func_name`` in a row). Counts without a quantifier are exact here, as their
instructions say; "around N" allows a tenth of N more or less, and at least one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gonogo.amount import Amount, at_least, at_most, between, exactly
from gonogo.compat import ifeval
from gonogo.compat.kwargs import Kwargs
from gonogo.constraint import Constraint
from gonogo.constraints.copying import Choice, Echo
from gonogo.constraints.counting import Count
from gonogo.constraints.data import Json
from gonogo.constraints.keywords import Exclude, Include
from gonogo.constraints.language import Language
from gonogo.constraints.layout import Divided, Postscript, Sections, Title
from gonogo.constraints.logic import All
from gonogo.constraints.placement import EndsWith, Quoted, StartsWithWord
from gonogo.errors import SpecError
from gonogo.scopes import Scope
from gonogo.units import (
    Bullets,
    CapitalWords,
    Commas,
    Highlights,
    Keyword,
    Letter,
    Paragraphs,
    Placeholders,
    Sentences,
    Unit,
    Words,
)


def around(n: int) -> Amount:
    """Allow ``n``, and a tenth of it more or less (at least one).

    The wording gives no number. A tenth is what open-instruct's functions allow for words; IFEval-pp's 25 words either
    way would let an empty text pass for "around 10 words".
    """
    spread = max(1, round(n / 10))
    return between(max(0, n - spread), n + spread)


QUANTIFIERS: Mapping[str, Callable[[int], Amount]] = {"at least": at_least, "around": around, "at most": at_most}


def _exact(unit: Unit, kwargs: Kwargs) -> Count:
    return Count(unit=unit, amount=exactly(kwargs.number("N")))


def _quantified(unit: Unit, kwargs: Kwargs) -> Count:
    return Count(unit=unit, amount=kwargs.amount("quantifier", "N", QUANTIFIERS))


def _parts(kwargs: Kwargs) -> Constraint:
    n = kwargs.number("N", least=1)
    prompt = kwargs.prompt or ""  # where it is known, it says which divider
    divider = "***" if "***" in prompt and "* * *" not in prompt else "* * *"
    return Divided(divider=divider, amount=exactly(n))


def _nth_paragraph(kwargs: Kwargs) -> Constraint:
    n, nth, word = kwargs.number("N", least=1), kwargs.number("i", least=1), kwargs.text("first_word")
    if nth > n:
        raise SpecError(f"{kwargs.name}: paragraph i = {nth} is beyond N = {n}; no response can satisfy it")
    first = StartsWithWord(word=word, scope=Scope(where="nth", of="paragraph", n=nth))
    return All(constraints=(Count(unit=Paragraphs(), amount=exactly(n)), first))


LOADERS: dict[str, Callable[[Kwargs], Constraint]] = {
    "validate_choice": lambda k: Choice(options=k.texts("options")),
    "validate_end": lambda k: EndsWith(phrase=k.text("end_phrase")),
    "validate_forbidden_words": lambda k: Exclude(keywords=k.texts("forbidden_words")),
    "validate_frequency_capital_words": lambda k: _quantified(CapitalWords(), k),
    "validate_highlighted_sections": lambda k: Count(unit=Highlights(), amount=at_least(k.number("N"))),
    "validate_json_format": lambda k: Json(),
    "validate_lowercase": lambda k: ifeval.cased("lower"),
    "validate_no_commas": lambda k: Count(unit=Commas(), amount=exactly(0)),
    "validate_paragraphs": _nth_paragraph,
    "validate_placeholders": lambda k: Count(unit=Placeholders(), amount=at_least(k.number("N"))),
    "validate_quotation": lambda k: Quoted(),
    "validate_repeat_prompt": lambda k: Echo(text=k.text("original_prompt")),
    "validate_response_language": lambda k: Language(language=k.text("language")),
    "validate_sections": lambda k: Sections(label=k.text("section_splitter"), amount=exactly(k.number("N", least=1))),
    "validate_title": lambda k: Title(),
    "validate_two_responses": lambda k: Divided(divider="******", amount=exactly(2), own_line=False, distinct=True),
    "validate_uppercase": lambda k: ifeval.cased("upper"),
    "validate_word_constraint": lambda k: _quantified(Words(), k),
    "verify_bullet_points": lambda k: _exact(Bullets(), k),
    "verify_keyword_frequency": lambda k: _exact(Keyword(keyword=k.text("word")), k),
    "verify_keywords": lambda k: Include(keywords=k.texts("keyword_list")),
    "verify_letter_frequency": lambda k: _exact(Letter(letter=k.text("letter")), k),
    "verify_paragraph_count": _parts,
    "verify_postscript": lambda k: Postscript(marker=k.text("postscript_marker")),
    "verify_sentence_constraint": lambda k: _quantified(Sentences(), k),
}
