"""Units: what can be counted. A unit says how to find it, and how a draft comes to hold exactly n of it.

One file per idea: ``prose`` ``markup`` ``characters`` ``vocabulary``; ``base`` says what a unit is.
"""

from gonogo.units.base import PREFIX, Marked, Unit, resize_tokens
from gonogo.units.characters import Commas, Letter
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
from gonogo.units.marks import Exclamations, MarkKinds, Marks, Questions
from gonogo.units.markup import Bullets, Highlights, Placeholders
from gonogo.units.numbered import NumberedItems
from gonogo.units.prose import Lines, Paragraphs, Sentences, Words
from gonogo.units.vocabulary import KEYWORDS, CapitalWords, Keyword

__all__ = [
    "KEYWORDS",
    "PREFIX",
    "AccentedLetters",
    "Bullets",
    "CapitalWords",
    "Characters",
    "Commas",
    "Digits",
    "Exclamations",
    "Highlights",
    "Keyword",
    "Letter",
    "Letters",
    "Lines",
    "LowercaseWords",
    "MarkKinds",
    "Marked",
    "Marks",
    "NominalEndings",
    "NumberedItems",
    "Paragraphs",
    "Placeholders",
    "Questions",
    "Script",
    "Sentences",
    "Unit",
    "Words",
    "WordsStarting",
    "WordsWith",
    "resize_tokens",
]  # fmt: skip
