"""Units: what can be counted. A unit says how to find it, and how a draft comes to hold exactly n of it.

One file per idea: ``prose``, ``markup``, ``characters``, ``vocabulary``…; ``base`` says what a unit is.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from gonogo.units.base import PREFIX, Marked, Unit, counted, resize_tokens

if TYPE_CHECKING:
    from gonogo.units.blocks import (
        BlockQuotes,
        CodeBlocks,
        Headings,
        Images,
        Links,
        ListItems,
        NumberedItems,
        Tables,
        TextParagraphs,
    )
    from gonogo.units.characters import Commas, Letter
    from gonogo.units.dates import Dates
    from gonogo.units.end_marks import EndMarks
    from gonogo.units.figures import Emoji, Numbers
    from gonogo.units.given import MatchingLines, SharedWords
    from gonogo.units.japanese import NominalEndings
    from gonogo.units.letters import (
        AccentedLetters,
        Characters,
        Digits,
        Letters,
        LowercaseWords,
        Script,
        WordsStarting,
        WordsWith,
    )
    from gonogo.units.lexical import Conjunctions, Listed, Palindromes, Pronouns, StopWords, UniqueWords
    from gonogo.units.marks import Exclamations, MarkKinds, Marks, Questions
    from gonogo.units.markup import Bullets, Highlights, Placeholders
    from gonogo.units.prose import Lines, Paragraphs, Sentences, Words
    from gonogo.units.sentence_types import SentencesOf
    from gonogo.units.spelling import VowelKinds
    from gonogo.units.vocabulary import KEYWORDS, CapitalWords, Keyword

__all__ = [
    "KEYWORDS",
    "PREFIX",
    "AccentedLetters",
    "BlockQuotes",
    "Bullets",
    "CapitalWords",
    "Characters",
    "CodeBlocks",
    "Commas",
    "Conjunctions",
    "Dates",
    "Digits",
    "Emoji",
    "EndMarks",
    "Exclamations",
    "Headings",
    "Highlights",
    "Images",
    "Keyword",
    "Letter",
    "Letters",
    "Lines",
    "Links",
    "ListItems",
    "Listed",
    "LowercaseWords",
    "MarkKinds",
    "Marked",
    "Marks",
    "MatchingLines",
    "NominalEndings",
    "NumberedItems",
    "Numbers",
    "Palindromes",
    "Paragraphs",
    "Placeholders",
    "Pronouns",
    "Questions",
    "Script",
    "Sentences",
    "SentencesOf",
    "SharedWords",
    "StopWords",
    "Tables",
    "TextParagraphs",
    "UniqueWords",
    "Unit",
    "VowelKinds",
    "Words",
    "WordsStarting",
    "WordsWith",
    "counted",
    "resize_tokens",
]

_HOMES = {
    "blocks": (
        "BlockQuotes",
        "CodeBlocks",
        "Headings",
        "Images",
        "Links",
        "ListItems",
        "NumberedItems",
        "Tables",
        "TextParagraphs",
    ),
    "characters": ("Commas", "Letter"),
    "dates": ("Dates",),
    "end_marks": ("EndMarks",),
    "figures": ("Emoji", "Numbers"),
    "given": ("MatchingLines", "SharedWords"),
    "japanese": ("NominalEndings",),
    "letters": (
        "AccentedLetters",
        "Characters",
        "Digits",
        "Letters",
        "LowercaseWords",
        "Script",
        "WordsStarting",
        "WordsWith",
    ),
    "lexical": ("Conjunctions", "Listed", "Palindromes", "Pronouns", "StopWords", "UniqueWords"),
    "marks": ("Exclamations", "MarkKinds", "Marks", "Questions"),
    "markup": ("Bullets", "Highlights", "Placeholders"),
    "prose": ("Lines", "Paragraphs", "Sentences", "Words"),
    "sentence_types": ("SentencesOf",),
    "spelling": ("VowelKinds",),
    "vocabulary": ("KEYWORDS", "CapitalWords", "Keyword"),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import the module of a unit when the unit is first asked for."""
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return found
