"""Units: what can be counted. A unit says how to find it, and how a draft comes to hold exactly n of it.

One file per idea: ``prose``, ``markup``, ``characters``, ``vocabulary``…; ``base`` says what a unit is.
"""

from gonogo.units.base import PREFIX, Marked, Unit, resize_tokens
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
from gonogo.units.casing import EndMarks, LowercaseWords
from gonogo.units.characters import Commas, Letter
from gonogo.units.dates import Dates
from gonogo.units.figures import Emoji, Numbers
from gonogo.units.given import MatchingLines, SharedWords
from gonogo.units.lexical import Conjunctions, Listed, Palindromes, Pronouns, StopWords, UniqueWords
from gonogo.units.markup import Bullets, Highlights, Placeholders
from gonogo.units.prose import Lines, Paragraphs, Sentences, Words
from gonogo.units.sentence_types import SentencesOf
from gonogo.units.spelling import VowelKinds
from gonogo.units.vocabulary import KEYWORDS, CapitalWords, Keyword

__all__ = [
    "KEYWORDS",
    "PREFIX",
    "BlockQuotes",
    "Bullets",
    "CapitalWords",
    "CodeBlocks",
    "Commas",
    "Conjunctions",
    "Dates",
    "Emoji",
    "EndMarks",
    "Headings",
    "Highlights",
    "Images",
    "Keyword",
    "Letter",
    "Lines",
    "Links",
    "ListItems",
    "Listed",
    "LowercaseWords",
    "Marked",
    "MatchingLines",
    "NumberedItems",
    "Numbers",
    "Palindromes",
    "Paragraphs",
    "Placeholders",
    "Pronouns",
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
    "resize_tokens",
]
