"""Units: what can be counted. A unit says how to find it, and how a draft comes to hold exactly n of it.

One file per idea: ``prose`` ``markup`` ``characters`` ``vocabulary``; ``base`` says what a unit is.
"""

from gonogo.units.base import PREFIX, Marked, Unit, resize_tokens
from gonogo.units.characters import Commas, Letter
from gonogo.units.figures import Emoji, Numbers
from gonogo.units.lexical import Conjunctions, Listed, Palindromes, Pronouns, StopWords, UniqueWords
from gonogo.units.markup import Bullets, Highlights, Placeholders
from gonogo.units.prose import Lines, Paragraphs, Sentences, Words
from gonogo.units.sentence_types import SentencesOf
from gonogo.units.vocabulary import KEYWORDS, CapitalWords, Keyword

__all__ = [
    "KEYWORDS",
    "PREFIX",
    "Bullets",
    "CapitalWords",
    "Commas",
    "Conjunctions",
    "Emoji",
    "Highlights",
    "Keyword",
    "Letter",
    "Lines",
    "Listed",
    "Marked",
    "Numbers",
    "Palindromes",
    "Paragraphs",
    "Placeholders",
    "Pronouns",
    "Sentences",
    "SentencesOf",
    "StopWords",
    "UniqueWords",
    "Unit",
    "Words",
    "resize_tokens",
]  # fmt: skip
