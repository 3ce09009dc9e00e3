"""IFTrain, the 29 training ids of IFBench (arXiv 2507.02833; ``open_instruct/IFEvalG``), as constraints.

Each id means what its instruction asks; the 25 ids of IFEval, which the published registry holds too, are here as well.
"""

from __future__ import annotations

from collections.abc import Callable

from gonogo.amount import at_least, at_most, exactly
from gonogo.compat import ifeval
from gonogo.compat.ifbench import keyword_times
from gonogo.compat.kwargs import RELATIONS, Kwargs
from gonogo.constraint import Constraint
from gonogo.constraints.counting import Count
from gonogo.constraints.keywords import Exclude, Include
from gonogo.constraints.layout import Divided
from gonogo.constraints.parted import DividedEach
from gonogo.constraints.placement import StartsWithWord
from gonogo.constraints.positions import WordAt
from gonogo.constraints.repeating import Copy, CopySpan, Variants
from gonogo.constraints.sequence import Framed, InitialsApart
from gonogo.constraints.variety import Repeats
from gonogo.constraints.wrapping import JoinedSentences, WrappedWords
from gonogo.scopes import Scope
from gonogo.units import (
    Keyword,
    Letter,
    Letters,
    LowercaseWords,
    Marks,
    Palindromes,
    Paragraphs,
    Sentences,
    TextParagraphs,
    Words,
)


# ---------------------------------------------------------------------- vocabulary and ratios
def _times(kwargs: Kwargs) -> Constraint:
    """Return the keyword exactly so often: the instruction never says the relation that rows carry."""
    unit = Keyword(keyword=kwargs.text("keyword").strip())
    if kwargs.has("relation"):
        kwargs.choice("relation", RELATIONS)
    return Count(unit=unit, amount=exactly(kwargs.number("frequency")))


def _excluded(kwargs: Kwargs) -> Constraint:
    """Return that a word does not occur; rows cut it out of a sentence, at times with the comma after it."""
    kwargs.ignore("instruction")
    given = kwargs.text("keyword").strip()
    return Exclude(keywords=(given.strip(_CUT) or given,))


_CUT = ".,;:!?\"'“”‘’()[]{}*"

_VOCABULARY: dict[str, Callable[[Kwargs], Constraint]] = {
    "count:count_increment_word": lambda k: keyword_times(k, (1, 2)),
    "count:count_unique": lambda k: Repeats(most=1),
    "keywords:exclude_word_harder": _excluded,
    "keywords:palindrome": lambda k: Count(unit=Palindromes(min_letters=3, phrases=True), amount=at_least(1)),
    "keywords:word_count_different_numbers": _times,
    "keywords:word_once": lambda k: Include(keywords=(k.text("keyword").strip(),)),
}


# ---------------------------------------------------------------------- characters and scripts
_CHARACTERS: dict[str, Callable[[Kwargs], Constraint]] = {
    # "all lowercase words should appear at most N times": all of them together
    "count:lowercase_counting": lambda k: Count(unit=LowercaseWords(), amount=at_most(k.number("N"))),
    "letters:letter_counting": lambda k: Count(unit=Letters(), amount=k.amount("relation", "N")),
    "letters:letter_counting2": lambda k: Count(
        unit=Letter(letter=k.text("letter")), amount=k.amount("let_relation", "let_frequency")
    ),
    "punctuation:punctuation_dot": lambda k: Count(unit=Marks(marks=(".",)), amount=exactly(0)),
    "punctuation:punctuation_exclamation": lambda k: Count(unit=Marks(marks=("!",)), amount=exactly(0)),
}


# ---------------------------------------------------------------------- sequences
def _composition(kwargs: Kwargs) -> Constraint:
    sentences, words = kwargs.number("n_sent", least=1), kwargs.number("n_words", least=1)
    each: tuple[Constraint, ...] = (
        Count(unit=Paragraphs(), amount=exactly(1)),
        Count(unit=Sentences(), amount=exactly(sentences)),
        Count(unit=Words(), amount=exactly(words), scope=Scope(where="each", of="sentence")),
        Count(unit=Words(), amount=exactly(sentences * words)),  # and no heading or label beside them
    )
    return DividedEach(divider="* * *", amount=exactly(3), constraints=each)


_SEQUENCES: dict[str, Callable[[Kwargs], Constraint]] = {
    "count:counting_composition": _composition,
    "keywords:no_adjacent_consecutive": lambda k: InitialsApart(relation="next"),
    "keywords:start_end": lambda k: Framed(bare=True),
}


# ---------------------------------------------------------------------- positions and case
_EACH_SENTENCE = Scope(where="each", of="sentence")


def _word_in_sentence(kwargs: Kwargs) -> Constraint:
    scope = Scope(where="nth", of="sentence", n=kwargs.number("n", least=1))
    return WordAt(word=kwargs.text("keyword"), n=kwargs.number("m", least=1), scope=scope)


_POSITIONS: dict[str, Callable[[Kwargs], Constraint]] = {
    "first_word:first_word_answer": lambda k: StartsWithWord(word=k.text("first_word").strip()),
    "first_word:first_word_sent": lambda k: StartsWithWord(word=k.text("first_word").strip(), scope=_EACH_SENTENCE),
    "keywords:keyword_specific_position": _word_in_sentence,
    "last_word:last_word_answer": lambda k: WordAt(word=k.text("last_word"), n=-1),
    "last_word:last_word_sent": lambda k: WordAt(word=k.text("last_word"), n=-1, scope=_EACH_SENTENCE),
}


# ---------------------------------------------------------------------- structure
_STRUCTURE: dict[str, Callable[[Kwargs], Constraint]] = {
    "detectable_format:bigram_wrapping": lambda k: WrappedWords(left="<<", right=">>", size=2),
    "detectable_format:sentence_hyphens": lambda k: JoinedSentences(joiner="-"),
    "detectable_format:square_brackets": lambda k: WrappedWords(left="[", right="]", size=1),
    "paragraphs:paragraphs": lambda k: Divided(divider="***", amount=exactly(2)),
    "paragraphs:paragraphs2": lambda k: Count(unit=TextParagraphs(), amount=exactly(2)),
}


# ---------------------------------------------------------------------- copying and data
def _character_span(k: Kwargs) -> Constraint:
    text, start, end = k.text("prompt_to_repeat"), k.number("n_start"), k.number("n_end")
    words = k.prompt is not None and "word indices" in k.prompt
    return CopySpan(text=text, start=start, end=end, unit="word" if words else "character")


def _phrase(k: Kwargs) -> Constraint:
    return Variants(phrase=k.text("phrase"), times=k.number("small_n", least=1))


_COPYING: dict[str, Callable[[Kwargs], Constraint]] = {
    "copy:copy": lambda k: Copy(text=k.text("prompt_to_repeat")),
    "copy:copying_multiple": lambda k: Copy(
        text=k.text("prompt_to_repeat"), times=k.number("N", least=1), divider="******"
    ),
    "copy:copying_simple": lambda k: Copy(text=k.text("prompt_to_repeat")),
    "copy:repeat_phrase": _phrase,
    "new:copy_span_idx": _character_span,
}


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
