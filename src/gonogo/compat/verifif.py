"""NeMo Gym's verifif: its rule ids as constraints. Each carries its arguments flat beside ``instruction_id``.

Ids that a language model judges (``stylistic:``, ``linguistic:``, ``situation:``) are no constraints and are unknown
here. Relations are "at least", "equal to" and "less than"; where an id says "per paragraph" or "per sentence", every
one must hold it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gonogo.amount import Amount, at_least, at_most, exactly, less_than
from gonogo.compat.kwargs import Kwargs
from gonogo.constraint import Constraint
from gonogo.constraints.counting import Count
from gonogo.constraints.data import Json
from gonogo.constraints.keywords import Exclude, Include
from gonogo.constraints.language import Case
from gonogo.constraints.layout import Postscript, Sections, Title
from gonogo.constraints.placement import EndsWith, Quoted
from gonogo.scopes import Scope
from gonogo.units import (
    Bullets,
    CapitalWords,
    Commas,
    Keyword,
    Letter,
    Paragraphs,
    Placeholders,
    Sentences,
    Unit,
    Words,
)

RELATIONS: Mapping[str, Callable[[int], Amount]] = {"at least": at_least, "equal to": exactly, "less than": less_than}

_EACH_PARAGRAPH = Scope(where="each", of="paragraph")
_EACH_SENTENCE = Scope(where="each", of="sentence")


def _count(unit: Unit, kwargs: Kwargs, number: str, relation: str = "relation", scope: Scope | None = None) -> Count:
    return Count(unit=unit, amount=kwargs.amount(relation, number, RELATIONS), scope=scope)


# ---------------------------------------------------------------------- lengths
_LENGTHS: dict[str, Callable[[Kwargs], Constraint]] = {
    "detectable_format:number_paragraphs": lambda k: _count(Paragraphs(), k, "num_paragraphs"),
    "detectable_format:sentence_count": lambda k: _count(Sentences(), k, "num_sentences"),
    "detectable_format:sentences_per_paragraph": lambda k: _count(
        Sentences(), k, "num_sentences", scope=_EACH_PARAGRAPH
    ),
    "length:max_word_count": lambda k: Count(unit=Words(), amount=at_most(k.number("max_words"))),
    "length_constraints:number_words": lambda k: _count(Words(), k, "num_words"),
    "length_constraints:paragraph_length": lambda k: _count(Words(), k, "words_per_paragraph", scope=_EACH_PARAGRAPH),
    "length_constraints:sentence_length": lambda k: Count(
        unit=Words(), amount=at_most(k.number("max_words", least=1)), scope=_EACH_SENTENCE
    ),
}

# ---------------------------------------------------------------------- words, letters and case
_WORDS: dict[str, Callable[[Kwargs], Constraint]] = {
    "change_case:all_caps": lambda k: Case(case="upper"),
    "change_case:capital_word_frequency": lambda k: _count(CapitalWords(), k, "capital_frequency", "capital_relation"),
    "change_case:lowercase": lambda k: Case(case="lower"),
    "keywords:existence": lambda k: Include(keywords=k.texts("keywords")),
    "keywords:forbidden_words": lambda k: Exclude(keywords=k.texts("forbidden_words")),
    "keywords:frequency": lambda k: _count(Keyword(keyword=k.text("keyword")), k, "frequency"),
    "keywords:letter_frequency": lambda k: _count(Letter(letter=k.text("letter")), k, "let_frequency", "let_relation"),
    "punctuation:no_comma": lambda k: Count(unit=Commas(), amount=exactly(0)),
}

# ---------------------------------------------------------------------- layout, beginning and end
_LAYOUT: dict[str, Callable[[Kwargs], Constraint]] = {
    "detectable_content:number_placeholders": lambda k: _count(Placeholders(), k, "num_placeholders"),
    "detectable_content:postscript": lambda k: Postscript(marker=k.text("postscript_marker")),
    "detectable_format:json_format": lambda k: Json(),
    "detectable_format:multiple_sections": lambda k: Sections(
        label=k.text("section_splitter"), amount=k.amount("relation", "num_sections", RELATIONS)
    ),
    "detectable_format:number_bullet_lists": lambda k: _count(Bullets(), k, "num_bullets"),
    "detectable_format:title": lambda k: Title(),
    "startend:end_checker": lambda k: EndsWith(phrase=k.text("end_phrase")),
    "startend:quotation": lambda k: Quoted(),
}

LOADERS: dict[str, Callable[[Kwargs], Constraint]] = {**_LENGTHS, **_WORDS, **_LAYOUT}
