"""NeMo Gym's verifif: its rule ids as constraints. Each carries its arguments flat beside ``instruction_id``.

Ids that a language model judges (``stylistic:``, ``linguistic:``, ``situation:``) are no constraints and are unknown
here. Relations are "at least", "equal to" and "less than"; where an id says "per paragraph" or "per sentence", every
one must hold it. Two readings are the publisher's, whose instructions say no more: characters include blanks, and
``keywords:positioning`` counts positions from 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from gonogo.amount import Amount, at_least, at_most, exactly, less_than
from gonogo.compat.kwargs import Kwargs
from gonogo.constraint import Constraint, parse
from gonogo.constraints.counting import Count
from gonogo.constraints.data import Json
from gonogo.constraints.keywords import Exclude, Include
from gonogo.constraints.language import Case
from gonogo.constraints.layout import Postscript, Sections, Title
from gonogo.constraints.placement import EndsWith, Quoted
from gonogo.errors import SpecError
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


def _kind(kind: str, **fields: Any) -> Constraint:
    return parse({"kind": kind, **fields})


def _counted(kind: str, kwargs: Kwargs, number: str, **fields: Any) -> Constraint:
    amount = kwargs.amount("relation", number, RELATIONS)
    return _kind(kind, amount=amount.model_dump(), **fields)


def _share(kwargs: Kwargs, field: str) -> str | float | None:
    """Return a bound of a ratio: a number, or a text such as "2/3"; None for infinity."""
    try:
        said: str | float = kwargs.text(field)
    except SpecError:
        said = kwargs.decimal(field)
    return None if said in ("inf", "1/0") else said


def _ratio(of: dict[str, Any], to: dict[str, Any], kwargs: Kwargs, low: str, high: str) -> Constraint:
    bounds = {"low": _share(kwargs, low), "high": _share(kwargs, high)}
    return _kind("ratio", of=of, to=to, **bounds)


def _target(case: str) -> Callable[[Kwargs], Constraint]:
    return lambda k: _kind("keywords.case", keyword=k.text("target_string"), case=case)


_LAST = {"uppercase": "upper", "lowercase": "lower", "digit": "digit", "special": "symbol"}
_INDENTS = {"tab": "tab", "spaces": "space"}
_PER_PARAGRAPH = {"where": "each", "of": "paragraph"}
_VOWELS, _CONSONANTS = ({"kind": "count.letters", "which": which} for which in ("vowel", "consonant"))
_SMALL, _CAPITAL = ({"kind": "count.letters", "which": which} for which in ("lower", "upper"))


def _word_length(kwargs: Kwargs) -> Constraint:
    return _kind("words.length", amount={"low": kwargs.number("min_length"), "high": kwargs.number("max_length")})


def _section_balance(kwargs: Kwargs) -> Constraint:
    element, n = kwargs.choice("element_type", ("bullets", "sentences")), kwargs.number("count")
    return _kind("sections.balanced", element=element, amount={"low": n, "high": n})


def _indentation(kwargs: Kwargs) -> Constraint:
    character = _INDENTS[kwargs.choice("indent_type", _INDENTS)]
    return _kind("indentation", character=character, size=kwargs.number("size", least=1))


# ---------------------------------------------------------------------- lengths
_LENGTHS: dict[str, Callable[[Kwargs], Constraint]] = {
    "detectable_format:max_paragraph_length": lambda k: _kind(
        "count.characters", blanks=True, amount={"high": k.number("max_chars")}, scope=_PER_PARAGRAPH
    ),
    "detectable_format:number_paragraphs": lambda k: _count(Paragraphs(), k, "num_paragraphs"),
    "detectable_format:sentence_count": lambda k: _count(Sentences(), k, "num_sentences"),
    "detectable_format:sentences_per_paragraph": lambda k: _count(
        Sentences(), k, "num_sentences", scope=_EACH_PARAGRAPH
    ),
    "length:max_word_count": lambda k: Count(unit=Words(), amount=at_most(k.number("max_words"))),
    "length_constraints:avg_word_length": lambda k: _ratio(
        {"kind": "count.letters"}, {"kind": "count.words"}, k, "min_ratio", "max_ratio"
    ),
    "length_constraints:number_characters": lambda k: _counted("count.characters", k, "num_chars", blanks=True),
    "length_constraints:number_words": lambda k: _count(Words(), k, "num_words"),
    "length_constraints:paragraph_length": lambda k: _count(Words(), k, "words_per_paragraph", scope=_EACH_PARAGRAPH),
    "length_constraints:sentence_length": lambda k: Count(
        unit=Words(), amount=at_most(k.number("max_words", least=1)), scope=_EACH_SENTENCE
    ),
    "length_constraints:unique_words": lambda k: _counted("count.unique_words", k, "num_unique"),
    "length_constraints:word_length": _word_length,
    "length_constraints:word_repetition": lambda k: _kind("words.repeats", most=k.number("max_repeats", least=1)),
}

# ---------------------------------------------------------------------- words, letters and case
_WORDS: dict[str, Callable[[Kwargs], Constraint]] = {
    "change_case:all_caps": lambda k: Case(case="upper"),
    "change_case:all_caps_target": _target("upper"),
    "change_case:alternating": lambda k: _kind("case", case="alternating"),
    "change_case:alternating_target": _target("alternating"),
    "change_case:capital_word_frequency": lambda k: _count(CapitalWords(), k, "capital_frequency", "capital_relation"),
    "change_case:first_letter_cap": lambda k: _kind("case", case="capitalized"),
    "change_case:first_letter_cap_target": _target("capitalized"),
    "change_case:first_letter_sentence": lambda k: _kind("case", case="sentence"),
    "change_case:last_letter": lambda k: _kind("last_character", character=_LAST[k.choice("case", _LAST)]),
    "change_case:lowercase": lambda k: Case(case="lower"),
    "change_case:lowercase_target": _target("lower"),
    "change_case:lowercase_word_frequency": lambda k: _kind(
        "count.lowercase_words",
        amount=k.amount("lowercase_relation", "lowercase_frequency", RELATIONS).model_dump(),
    ),
    "change_case:case_ratio": lambda k: _ratio(_SMALL, _CAPITAL, k, "min_fraction", "max_fraction"),
    "change_case:vowel_consonant_balance": lambda k: _ratio(_VOWELS, _CONSONANTS, k, "min_fraction", "max_fraction"),
    "detectable_content:numeric_inclusion": lambda k: _counted("count.numbers", k, "num_numbers"),
    "keywords:alliteration": lambda k: _counted(
        "count.words_starting", k, "num_alliteration", letters=k.text("target_letter")
    ),
    "keywords:consonant_count": lambda k: _counted("count.letters", k, "num_consonants", which="consonant"),
    "keywords:existence": lambda k: Include(keywords=k.texts("keywords")),
    "keywords:forbidden_words": lambda k: Exclude(keywords=k.texts("forbidden_words")),
    "keywords:frequency": lambda k: _count(Keyword(keyword=k.text("keyword")), k, "frequency"),
    "keywords:letter_frequency": lambda k: _count(Letter(letter=k.text("letter")), k, "let_frequency", "let_relation"),
    "keywords:palindrome_word": lambda k: _kind(
        "count.palindromes", min_letters=k.number("min_length", least=1), amount={"low": 1}
    ),
    "keywords:positioning": lambda k: _kind("word_at", word=k.text("keyword"), n=k.number("position") + 1),
    "keywords:vowel_count": lambda k: _counted("count.letters", k, "num_vowels", which="vowel"),
    "punctuation:balance": lambda k: _kind("balanced"),
    "punctuation:end_rule": lambda k: _kind("sentences.end_marks", marks=k.texts("allowed")),
    "punctuation:frequency": lambda k: _counted("count.marks", k, "frequency", marks=(k.text("punctuation"),)),
    "punctuation:no_comma": lambda k: Count(unit=Commas(), amount=exactly(0)),
    "punctuation:no_period": lambda k: _kind("count.marks", marks=(".",), amount={"high": 0}),
    "punctuation:question_exclaim": lambda k: _counted("count.marks", k, "num_marks", marks=("?", "!")),
    "punctuation:variety": lambda k: _kind("count.mark_kinds", amount={"low": k.number("min_types")}),
}

# ---------------------------------------------------------------------- layout, beginning and end
_LAYOUT: dict[str, Callable[[Kwargs], Constraint]] = {
    "detectable_content:number_placeholders": lambda k: _count(Placeholders(), k, "num_placeholders"),
    "detectable_content:postscript": lambda k: Postscript(marker=k.text("postscript_marker")),
    "detectable_format:heading_depth": lambda k: _kind("headings.levels", levels=k.numbers("levels", least=1)),
    "detectable_format:indentation": _indentation,
    "detectable_format:json_format": lambda k: Json(),
    "detectable_format:multiple_sections": lambda k: Sections(
        label=k.text("section_splitter"), amount=k.amount("relation", "num_sections", RELATIONS)
    ),
    "detectable_format:nested_list": lambda k: _kind(
        "list.nested", depth=k.number("min_depth"), items=k.number("num_subitems", least=1)
    ),
    "detectable_format:number_bullet_lists": lambda k: _count(Bullets(), k, "num_bullets"),
    "detectable_format:numbered_list": lambda k: _counted("count.numbered_items", k, "num_numbered_items"),
    "detectable_format:section_balance": _section_balance,
    "detectable_format:sentence_endings": lambda k: _kind("count.end_marks", amount={"low": k.number("min_variants")}),
    "detectable_format:table": lambda k: _kind(
        "table", rows=k.number("min_rows", least=1), columns=k.number("min_cols", least=1)
    ),
    "detectable_format:title": lambda k: Title(),
    "startend:end_checker": lambda k: EndsWith(phrase=k.text("end_phrase")),
    "startend:quotation": lambda k: Quoted(),
    "startend:start_checker": lambda k: _kind("starts_with", phrase=k.text("start_phrase")),
    "startend:wrap_checker": lambda k: _kind("wrapped", phrase=k.text("wrap_phrase")),
}

LOADERS: dict[str, Callable[[Kwargs], Constraint]] = {**_LENGTHS, **_WORDS, **_LAYOUT}
