"""IFEval (arXiv 2311.07911): its 25 instruction ids as constraints, and four that are written there but switched off.

Each id means what its instruction asks. Where the prompt is known and says more than the arguments ("at least two
sections", "contain one of the phrases"), the prompt decides.
"""

from __future__ import annotations

import re

from gonogo.amount import Amount, at_least, between, exactly
from gonogo.compat import numerals
from gonogo.compat.kwargs import Kwargs
from gonogo.constraint import Constraint
from gonogo.constraints.copying import Choice, Echo
from gonogo.constraints.counting import Count
from gonogo.constraints.data import Json
from gonogo.constraints.keywords import Exclude, Include
from gonogo.constraints.language import Case, Language, LetterCase
from gonogo.constraints.layout import Divided, Postscript, Sections, Title
from gonogo.constraints.logic import All
from gonogo.constraints.placement import EndsWith, Quoted, StartsWithWord
from gonogo.constraints.positions import StartsWith
from gonogo.constraints.repeating import Rephrase
from gonogo.errors import SpecError
from gonogo.scopes import Scope
from gonogo.text.chars import lower
from gonogo.units import (
    Bullets,
    CapitalWords,
    Commas,
    Highlights,
    Keyword,
    Letter,
    Listed,
    Paragraphs,
    Placeholders,
    Sentences,
    SharedWords,
    Unit,
    Words,
)

OPTIONS = ("My answer is yes.", "My answer is no.", "My answer is maybe.")


def _count(unit: Unit, amount: Amount) -> Count:
    return Count(unit=unit, amount=amount)


def in_words(kwargs: Kwargs, n: int, *units: str, label: str = "") -> Amount:
    """Return exactly ``n``, unless the prompt asks for at least ``n`` of the first noun that it gives that number.

    Args:
        kwargs: the arguments, with the prompt.
        n: the number.
        units: names of nouns in :attr:`gonogo.compat.tongues.Tongue.nouns`.
        label: a noun that the row names itself, which comes first.
    """
    prompt = lower(kwargs.prompt or "")
    tongues = numerals.spoken(prompt)
    said = [[(tongue, f"{re.escape(lower(label))}s?") for tongue in tongues]] if label else []
    for nouns in (*said, *([(one, one.nouns[unit]) for one in tongues if unit in one.nouns] for unit in units)):
        relations = {one.relation for one in numerals.told_in(prompt, nouns) if one.n == n}
        if relations:
            return at_least(n) if "lower" in relations and "exact" not in relations else exactly(n)
    return exactly(n)


def _sections(kwargs: Kwargs) -> Constraint:
    label, n = kwargs.text("section_spliter"), kwargs.number("num_sections", least=1)
    per = None
    if kwargs.prompt and re.search(r"each (?:version|response|answer|part) must have", kwargs.prompt, re.IGNORECASE):
        per = "******" if "******" in kwargs.prompt else None
    return Sections(label=label, amount=in_words(kwargs, n, "sections", label=label), per=per)


def _parts(kwargs: Kwargs) -> Constraint:
    n = kwargs.number("num_paragraphs", least=1)
    # "the markdown divider ***" is a line of its own; "3 asterisk symbols ***" may stand between two parts of a line
    asterisks = kwargs.prompt is not None and re.search(r"asteri", kwargs.prompt) and "divider" not in kwargs.prompt
    amount = in_words(kwargs, n, "paragraphs", "parts")
    return Divided(divider="***", amount=amount, own_line=not asterisks)


def _nth_paragraph(kwargs: Kwargs) -> Constraint:
    n, nth = kwargs.number("num_paragraphs", least=1), kwargs.number("nth_paragraph", least=1)
    word = kwargs.text("first_word")
    if nth > n:
        raise SpecError(f"{kwargs.name}: nth_paragraph {nth} is beyond num_paragraphs {n}; no response can satisfy it")
    scope = Scope(where="nth", of="paragraph", n=nth)
    return All(constraints=(_count(Paragraphs(), exactly(n)), StartsWithWord(word=word, scope=scope)))


def cased(case: LetterCase, language: str = "en") -> Constraint:
    """Return that all is in one letter case, and in one language: the instructions name both."""
    return All(constraints=(Case(case=case), Language(language=language)))


def _key_sentences(kwargs: Kwargs) -> Constraint:
    items, n = kwargs.texts("key_sentences"), kwargs.number("num_sentences")
    if n > len(items):
        raise SpecError(f"{kwargs.name}: num_sentences {n} is more than the {len(items)} key_sentences")
    return _count(Listed(items=items, case="exact"), exactly(n))


def _shared(k: Kwargs) -> Constraint:
    text, low, high = k.text("original_paragraph"), k.number("low"), k.number("high")
    if low > high:
        raise SpecError(f"{k.name}: low {low} is above high {high}; swap them?")
    return Count(unit=SharedWords(text=text), amount=between(low, high))


LOADERS = {
    "change_case:capital_word_frequency": lambda k: _count(
        CapitalWords(), k.amount("capital_relation", "capital_frequency")
    ),
    "change_case:english_capital": lambda k: cased("upper"),
    "change_case:english_lowercase": lambda k: cased("lower"),
    "combination:repeat_prompt": lambda k: Echo(text=k.text("prompt_to_repeat")),
    "combination:two_responses": lambda k: Divided(divider="******", amount=exactly(2), own_line=False, distinct=True),
    "detectable_content:number_placeholders": lambda k: _count(Placeholders(), at_least(k.number("num_placeholders"))),
    "detectable_content:postscript": lambda k: Postscript(marker=k.text("postscript_marker")),
    "detectable_content:rephrase_paragraph": _shared,  # switched off in the published registry
    "detectable_format:constrained_response": lambda k: Choice(options=OPTIONS),
    "detectable_format:json_format": lambda k: Json(),
    "detectable_format:multiple_sections": _sections,
    "detectable_format:number_bullet_lists": lambda k: _count(Bullets(), exactly(k.number("num_bullets"))),
    "detectable_format:number_highlighted_sections": lambda k: _count(
        Highlights(), at_least(k.number("num_highlights"))
    ),
    "detectable_format:rephrase": lambda k: Rephrase(text=k.text("original_message")),  # switched off there
    "detectable_format:title": lambda k: Title(),
    "keywords:existence": lambda k: Include(keywords=k.texts("keywords")),
    "keywords:forbidden_words": lambda k: Exclude(keywords=k.texts("forbidden_words")),
    "keywords:frequency": lambda k: _count(Keyword(keyword=k.text("keyword")), k.amount("relation", "frequency")),
    "keywords:key_sentences": _key_sentences,  # written but switched off in the published registry
    "keywords:letter_frequency": lambda k: _count(
        Letter(letter=k.text("letter")), k.amount("let_relation", "let_frequency")
    ),
    "language:response_language": lambda k: Language(language=k.text("language")),
    "length_constraints:nth_paragraph_first_word": _nth_paragraph,
    "length_constraints:number_paragraphs": _parts,
    "length_constraints:number_sentences": lambda k: _count(Sentences(), k.amount("relation", "num_sentences")),
    "length_constraints:number_words": lambda k: _count(Words(), k.amount("relation", "num_words")),
    "multi-turn:constrained_start": lambda k: StartsWith(
        phrase=k.text("starter")
    ),  # left out of the published registry
    "punctuation:no_comma": lambda k: _count(Commas(), exactly(0)),
    "startend:end_checker": lambda k: EndsWith(phrase=k.text("end_phrase")),
    "startend:quotation": lambda k: Quoted(),
}
