"""M-IFEval, the Spanish and Catalan IFEval of lm-eval, and IFEval in Russian: their ids as constraints.

* ``m-ifeval``: the ids of M-IFEval (``lightblue-tech/M-IFEval``), with their language before them as its data writes
  them (``ja:letters:kanji``, ``en:…``), or without where only one language has the id.
* ``lm-eval``: the ids of ``lm_eval/tasks/ifeval/multilingual`` after ``es:`` and ``ca:``, and the 25 of English. The
  Catalan ids differ from the Spanish ones in the language; its questions and exclamations need no inverted mark.
* ``ru-ifeval``: IFEval's ids with Russian prompts. A keyword is a word as it is given: another form of it (another case
  or number) does not count, for the prompt names the word, and a lemma would need a tagger.

Each id means what its instruction asks, in the words of its language: the relations 以上 (at least) and 未満 (less
than), the title in 『』 or between double hashes, and so on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from gonogo.amount import Amount, at_least, at_most, exactly, less_than, more_than
from gonogo.compat import ifeval
from gonogo.compat.kwargs import RELATIONS, Kwargs
from gonogo.constraint import Constraint
from gonogo.constraints.closing_words import SentencesEndWith
from gonogo.constraints.copying import Choice
from gonogo.constraints.counting import Count
from gonogo.constraints.french import AccentsRestored, InformalAddress
from gonogo.constraints.language import Case, LetterCase
from gonogo.constraints.layout import Divided, Sections, Title
from gonogo.constraints.placement import Quoted
from gonogo.constraints.scripts import Furigana, ScriptsOnly
from gonogo.units import (
    AccentedLetters,
    Bullets,
    CapitalWords,
    Characters,
    Digits,
    Exclamations,
    Highlights,
    Keyword,
    Letter,
    Marks,
    NominalEndings,
    NumberedItems,
    Placeholders,
    Questions,
    Script,
    Sentences,
    Unit,
    Words,
    WordsWith,
)

Loader = Callable[[Kwargs], Constraint]
Relations = Mapping[str, Callable[[int], Amount]]

_JA: Relations = {"以上": at_least, "未満": less_than, "以下": at_most, "より多い": more_than, **RELATIONS}
_ES: Relations = {
    "al menos": at_least, "como mínimo": at_least, "como máximo": at_most, "menos de": less_than, "más de": more_than,
    "exactamente": exactly, **RELATIONS,
}  # fmt: skip
_CA: Relations = {
    "almenys": at_least, "com a mínim": at_least, "com a màxim": at_most, "menys de": less_than, "més de": more_than,
    "exactament": exactly, **_ES,
}  # fmt: skip
_FR: Relations = {
    "au moins": at_least, "moins de": less_than, "au plus": at_most, "plus de": more_than, "exactement": exactly,
    **RELATIONS,
}  # fmt: skip
_RU: Relations = {
    "как минимум": at_least, "не менее": at_least, "по крайней мере": at_least, "не более": at_most,
    "максимум": at_most, "менее": less_than, "меньше": less_than, "меньше чем": less_than, "более": more_than,
    "больше": more_than, "ровно": exactly, **RELATIONS,
}  # fmt: skip

_JA_OPTIONS = ("はい、そうです。", "いいえ、違います。", "どちらとも言えません。")
_ES_OPTIONS = ("Sí.", "No.", "Quizás.")
_CA_OPTIONS = ("Sí.", "No.", "Potser.")
_FR_OPTIONS = ("Oui.", "Non.", "Peut-être.")
_RU_OPTIONS = ("Мой ответ — да.", "Мой ответ — нет.", "Мой ответ — возможно.")


def _count(unit: Unit, amount: Amount) -> Count:
    return Count(unit=unit, amount=amount)


def _none(unit: Unit) -> Loader:
    return lambda kwargs: _count(unit, exactly(0))


# ---------------------------------------------------------------------- what the languages share
def _worded(relations: Relations) -> dict[str, Loader]:
    """Return the ids of IFEval that name a relation, for the relations of a language."""
    return {
        "change_case:capital_word_frequency": lambda k: _count(
            CapitalWords(), k.amount("capital_relation", "capital_frequency", relations)
        ),
        "keywords:frequency": lambda k: _count(
            Keyword(keyword=k.text("keyword")), k.amount("relation", "frequency", relations)
        ),
        "keywords:letter_frequency": lambda k: _count(
            Letter(letter=k.text("letter")), k.amount("let_relation", "let_frequency", relations)
        ),
        "length_constraints:number_sentences": lambda k: _count(
            Sentences(), k.amount("relation", "num_sentences", relations)
        ),
        "length_constraints:number_words": lambda k: _count(Words(), k.amount("relation", "num_words", relations)),
        # rows of Spanish and Catalan name a relation here, too
        "detectable_content:number_placeholders": lambda k: _count(
            Placeholders(), _least(k, "num_placeholders", relations)
        ),
        "detectable_format:number_highlighted_sections": lambda k: _count(
            Highlights(), _least(k, "num_highlights", relations)
        ),
        "detectable_format:multiple_sections": lambda k: Sections(
            label=k.text("section_spliter"), amount=_sections(k, relations)
        ),
    }


def _least(kwargs: Kwargs, number: str, relations: Relations) -> Amount:
    if kwargs.has("relation"):
        return kwargs.amount("relation", number, relations)
    return at_least(kwargs.number(number))


def _sections(kwargs: Kwargs, relations: Relations) -> Amount:
    """Return exactly the number of sections, unless a relation or the prompt says at least that many."""
    if kwargs.has("relation"):
        return kwargs.amount("relation", "num_sections", relations)
    n = kwargs.number("num_sections", least=1)
    return ifeval.in_words(kwargs, n, "sections", label=kwargs.text("section_spliter"))


def _choice(options: tuple[str, ...]) -> Loader:
    return lambda kwargs: Choice(options=options)


# ---------------------------------------------------------------------- Japanese
def _ja_sections(kwargs: Kwargs) -> Constraint:
    n = kwargs.number("num_sections", least=1)
    return Sections(label=kwargs.text("section_spliter"), before="第", amount=exactly(n))


_JAPANESE: dict[str, Loader] = {
    **ifeval.LOADERS,
    **_worded(_JA),
    "detectable_format:constrained_response": _choice(_JA_OPTIONS),
    "detectable_format:multiple_sections": _ja_sections,
    "detectable_format:nominal_ending": lambda k: _count(NominalEndings(), at_least(k.number("count"))),
    "detectable_format:number_bullet_lists": lambda k: _count(
        Bullets(signs="・●○■□◆◇※"), exactly(k.number("num_bullets"))
    ),
    "detectable_format:number_highlighted_sections": lambda k: _count(
        Highlights(brackets="《》"), at_least(k.number("num_highlights"))
    ),
    "detectable_format:number_numbered_lists": lambda k: _count(NumberedItems(), exactly(k.number("num_items"))),
    "detectable_format:title": lambda k: Title(opening="『", closing="』"),
    "length_constraints:number_letters": lambda k: _count(Characters(), k.amount("relation", "num_letters", _JA)),
    "letters:furigana": lambda k: Furigana(),
    "letters:hiragana_only": lambda k: ScriptsOnly(scripts=("hiragana",)),
    "letters:kanji": lambda k: _count(Script(script="kanji"), k.amount("relation", "kanji_limit", _JA)),
    "letters:kansuuji": _none(Digits(roman=True)),
    "letters:katakana_only": lambda k: ScriptsOnly(scripts=("katakana",)),
    "letters:no_hiragana": _none(Script(script="hiragana")),
    "letters:no_katakana": _none(Script(script="katakana")),
    "punctuation:no_comma": _none(Marks(marks=("、", "，"), inside=False)),
    "punctuation:no_period": _none(Marks(marks=("。",), inside=False)),
    "startend:quotation": lambda k: Quoted(marks="corner brackets"),
    "startend:sentence_unified_end": lambda k: SentencesEndWith(endings=(k.text("ending"),)),
}
for _foreign in (
    "change_case:capital_word_frequency", "change_case:english_capital", "change_case:english_lowercase",
    "length_constraints:number_words",
):  # fmt: skip
    del _JAPANESE[_foreign]


# ---------------------------------------------------------------------- Spanish and Catalan
def _iberian(
    relations: Relations, name: str, language: str, options: tuple[str, ...], inverted: bool
) -> dict[str, Loader]:
    made: dict[str, Loader] = {
        **ifeval.LOADERS,
        **_worded(relations),
        f"change_case:{name}_capital": lambda k: ifeval.cased("upper", language),
        f"change_case:{name}_lowercase": lambda k: ifeval.cased("lower", language),
        "detectable_format:constrained_response": _choice(options),
        "punctuation:exclamation_marks": lambda k: _count(Exclamations(inverted=inverted), at_least(1)),
        "punctuation:question_marks": lambda k: _count(Questions(inverted=inverted), at_least(1)),
        "special_character:dieresis": lambda k: _count(WordsWith(letters="ü"), exactly(k.number("let_frequency"))),
        "special_character:enie": lambda k: _count(WordsWith(letters="ñ"), exactly(k.number("let_frequency"))),
        "special_character:tildes": lambda k: _count(
            WordsWith(letters=_TILDES[language]), k.amount("relation", "num_words", relations)
        ),
    }
    del made["change_case:english_capital"], made["change_case:english_lowercase"]
    return made


_TILDES = {"es": "áéíóú", "ca": "àáèéíòóú"}
_SPANISH = _iberian(_ES, "spanish", "es", _ES_OPTIONS, inverted=True)
_CATALAN = _iberian(_CA, "catalan", "ca", _CA_OPTIONS, inverted=False)


# ---------------------------------------------------------------------- French
def _restored(kwargs: Kwargs) -> Constraint:
    """Return the words of a mapping from bare words to accented ones."""
    pairs = kwargs.mapping("word_to_accentuate")
    return AccentsRestored(words=tuple(dict.fromkeys(pairs.values())))


def _informal(kwargs: Kwargs) -> Constraint:
    """Return tutoiement; a phrase with vous that the prompt quotes, for the end of the response, does not break it."""
    quoted = _QUOTED.findall(kwargs.prompt or "")
    return InformalAddress(phrases=tuple(dict.fromkeys(phrase.strip() for phrase in quoted if phrase.strip())))


_QUOTED = re.compile(r"[\"“«]([^\"“”«»\n]*\bvous\b[^\"“”«»\n]*)[\"”»]", re.IGNORECASE)


def _forbidden_character(kwargs: Kwargs) -> Constraint:
    return _count(Letter(letter=kwargs.text("forbidden_char")), exactly(0))


_FRENCH: dict[str, Loader] = {
    **ifeval.LOADERS,
    **_worded(_FR),
    "change_case:french_capital": lambda k: ifeval.cased("upper", "fr"),
    "change_case:french_lowercase": lambda k: ifeval.cased("lower", "fr"),
    "detectable_content:informal_address": _informal,
    "detectable_content:no_digits": _none(Digits()),
    "detectable_format:constrained_response": _choice(_FR_OPTIONS),
    "detectable_format:title": lambda k: Title(opening="##", closing="##"),
    "special_character:accents": _restored,
    "special_character:ethel_or_cedilla": _forbidden_character,
    "special_character:no_accents": _none(AccentedLetters()),
    "startend:quotation": lambda k: Quoted(marks="guillemets"),
}
del _FRENCH["change_case:english_capital"], _FRENCH["change_case:english_lowercase"]


# ---------------------------------------------------------------------- Russian
def _russian_case(kwargs: Kwargs, case: LetterCase) -> Constraint:
    """Return the case, and Russian: the published instruction asks for both, many of its prompts for the case only."""
    if kwargs.prompt is not None and "русск" not in kwargs.prompt.lower():
        return Case(case=case)
    return ifeval.cased(case, "ru")


def _russian_parts(kwargs: Kwargs) -> Constraint:
    n = kwargs.number("num_paragraphs", least=1)
    prompt = (kwargs.prompt or "").lower()
    # as in IFEval: "разделитель markdown ***" is a line of its own, "три звёздочки ***" may stand inside one
    stars = re.search("зв[её]здоч", prompt) is not None and "разделител" not in prompt
    return Divided(divider="***", amount=ifeval.in_words(kwargs, n, "paragraphs", "parts"), own_line=not stars)


_RUSSIAN: dict[str, Loader] = {
    **ifeval.LOADERS,
    **_worded(_RU),
    "change_case:english_capital": lambda k: _russian_case(k, "upper"),
    "change_case:english_lowercase": lambda k: _russian_case(k, "lower"),
    "detectable_format:constrained_response": _choice(_RU_OPTIONS),
    "length_constraints:number_paragraphs": lambda k: _russian_parts(k),
    "startend:quotation": lambda k: Quoted(marks="guillemets"),
}


# ---------------------------------------------------------------------- the registries
def _prefixed(languages: Mapping[str, Mapping[str, Loader]]) -> dict[str, Loader]:
    """Return all ids with their language before them, and without where they are ids of one language only."""
    found = {f"{language}:{id}": loader for language, loaders in languages.items() for id, loader in loaders.items()}
    owners: dict[str, list[Loader]] = {}
    for loaders in languages.values():
        for id, loader in loaders.items():
            owners.setdefault(id, []).append(loader)
    return {**found, **{id: loaders[0] for id, loaders in owners.items() if len(loaders) == 1}}


M_IFEVAL: Mapping[str, Loader] = _prefixed({"ja": _JAPANESE, "es": _SPANISH, "fr": _FRENCH, "en": ifeval.LOADERS})
LM_EVAL: Mapping[str, Loader] = {**_prefixed({"es": _SPANISH, "ca": _CATALAN}), **ifeval.LOADERS}
RU_IFEVAL: Mapping[str, Loader] = _RUSSIAN
