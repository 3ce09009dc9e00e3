"""IFBench (arXiv 2507.02833): its 58 instruction ids as constraints.

Each id means what its instruction asks; the 25 ids of IFEval, which the published registry holds too, are here as well.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from fractions import Fraction
from typing import get_args

from gonogo.amount import at_least, between, exactly
from gonogo.compat import facts, ifeval
from gonogo.compat.kwargs import Kwargs
from gonogo.compat.options import options_of
from gonogo.constraint import Constraint
from gonogo.constraints.answers import Dates, Listing
from gonogo.constraints.backwards import Reversed
from gonogo.constraints.copying import Choice
from gonogo.constraints.counting import Count
from gonogo.constraints.endings import EmojiEnds
from gonogo.constraints.language import Case
from gonogo.constraints.logic import All
from gonogo.constraints.nesting import ExplainedQuotes, NestedBrackets, NestedQuotes
from gonogo.constraints.positions import StartsWithVerb, WordAt
from gonogo.constraints.progression import Progression, Stairs
from gonogo.constraints.quiz import Quiz
from gonogo.constraints.ratios import Overlap, Ratio
from gonogo.constraints.repeating import Copy, CopyChanged, CopySpan
from gonogo.constraints.scripts import IncludeMarks
from gonogo.constraints.sections import Thesis
from gonogo.constraints.sequence import Chain, Framed, InitialsApart, InitialsOrder
from gonogo.constraints.spelling import WordAlternate, WordClusters, WordLength
from gonogo.constraints.structure import MarkedList, ProseThenBullets, SubBullets
from gonogo.constraints.tabular import Csv
from gonogo.constraints.template import Template
from gonogo.constraints.variety import Alike, EveryNth, Repeats
from gonogo.constraints.wrapping import OneWordLines, Unspaced
from gonogo.errors import SpecError
from gonogo.scopes import Scope
from gonogo.text.compare import length
from gonogo.text.sentence_types import SentenceType
from gonogo.units import (
    Conjunctions,
    Keyword,
    Listed,
    Numbers,
    Palindromes,
    Paragraphs,
    Pronouns,
    Sentences,
    SentencesOf,
    StopWords,
    UniqueWords,
    VowelKinds,
    Words,
)

# ---------------------------------------------------------------------- vocabulary and ratios
# The names that the instruction of count:person_names lists, and things that are called by one of them.
NAMES = (
    "Emma", "Liam", "Sophia", "Jackson", "Olivia", "Noah", "Ava", "Lucas", "Isabella", "Mason", "Mia", "Ethan",
    "Charlotte", "Alexander", "Amelia", "Benjamin", "Harper", "Leo", "Zoe", "Daniel", "Chloe", "Samuel", "Lily",
    "Matthew", "Grace", "Owen", "Abigail", "Gabriel", "Ella", "Jacob", "Scarlett", "Nathan", "Victoria", "Elijah",
    "Layla", "Nicholas", "Audrey", "David", "Hannah", "Christopher", "Penelope", "Thomas", "Nora", "Andrew", "Aria",
    "Joseph", "Claire", "Ryan", "Stella", "Jonathan",
)  # fmt: skip
NO_NAMES = (
    "grace period", "grace periods", "grace note", "grace notes", "grace days", "mason jar", "mason jars", "mason bee",
    "mason bees", "lily pad", "lily pads", "lily of the valley", "water lily", "victoria falls", "lake victoria",
    "victoria sponge", "victoria station", "star of david", "charlotte russe", "stella artois",
)  # fmt: skip
_TIMES = (1, 2, 3, 5, 7)  # once, twice, three, five, seven times


def keyword_times(kwargs: Kwargs, times: tuple[int, ...]) -> Constraint:
    """Return the constraint that ``keyword1``, ``keyword2``… occur so many times each."""
    words = [kwargs.text(f"keyword{i}").strip() for i in range(1, len(times) + 1)]
    units = [Keyword(keyword=word) for word in words]
    if len({unit.needle for unit in units}) < len(units):
        raise SpecError(f"{kwargs.name}: a keyword is listed twice with different numbers: {', '.join(words)}")
    return All(constraints=tuple(Count(unit=unit, amount=exactly(n)) for unit, n in zip(units, times, strict=True)))


def _word_range(kwargs: Kwargs) -> Constraint:
    low, high = kwargs.number("min_words"), kwargs.number("max_words")
    return Count(unit=Words(), amount=between(low, high))


def _percentage(kwargs: Kwargs) -> Fraction:
    given = kwargs.decimal("percentage")
    if not 0 <= given <= 100:
        raise SpecError(f"{kwargs.name}: percentage = {given} is not between 0 and 100")
    return Fraction(str(given))


def _overlap(kwargs: Kwargs) -> Constraint:
    reference, percent = kwargs.text("reference_text"), _percentage(kwargs)
    return Overlap(reference=reference, low=max(Fraction(0), percent - 2) / 100, high=(percent + 2) / 100)


def _type_ratio(of: SentenceType, to: SentenceType, n: int) -> Ratio:
    return Ratio(of=SentencesOf(type=of), to=SentencesOf(type=to), low=Fraction(n), high=Fraction(n))


def _balance(kwargs: Kwargs) -> Constraint:
    first, *others = get_args(SentenceType)
    return All(constraints=tuple(_type_ratio(first, other, 1) for other in others))


def _sentence_words(kwargs: Kwargs) -> Constraint:
    three = Count(unit=Sentences(), amount=exactly(3))
    return All(constraints=(three, Alike(by="characters"), Repeats(most=1)))


_VOCABULARY: dict[str, Callable[[Kwargs], Constraint]] = {
    "count:conjunctions": lambda k: Count(unit=Conjunctions(), amount=at_least(k.number("small_n"))),
    "count:keywords_multiple": lambda k: keyword_times(k, _TIMES),
    "count:numbers": lambda k: Count(unit=Numbers(), amount=exactly(k.number("N"))),
    "count:person_names": lambda k: Count(
        unit=Listed(items=NAMES, case="capital", besides=NO_NAMES), amount=at_least(k.number("N"))
    ),
    "count:pronouns": lambda k: Count(unit=Pronouns(), amount=at_least(k.number("N"))),
    "count:unique_word_count": lambda k: Count(unit=UniqueWords(), amount=at_least(k.number("N"))),
    "count:word_count_range": _word_range,
    "count:words_japanese": lambda k: EveryNth(n=k.number("N", least=1), language="ja"),
    "ratio:overlap": _overlap,
    "ratio:sentence_balance": _balance,
    "ratio:sentence_type": lambda k: _type_ratio("declarative", "interrogative", 2),
    "ratio:sentence_words": _sentence_words,
    "ratio:stop_words": lambda k: Ratio(of=StopWords(), to=Words(), high=_percentage(k) / 100),
    "words:palindrome": lambda k: Count(unit=Palindromes(min_letters=5), amount=at_least(10)),
    "words:repeats": lambda k: Repeats(most=k.number("small_n", least=1)),
}


# ---------------------------------------------------------------------- characters and scripts
_STANDARD = (".", ",", "!", "?", ";", ":", "?!")
_CHARACTERS: dict[str, Callable[[Kwargs], Constraint]] = {
    "count:punctuation": lambda k: IncludeMarks(marks=_STANDARD),
}


# ---------------------------------------------------------------------- sequences
_SEQUENCES: dict[str, Callable[[Kwargs], Constraint]] = {
    "custom:sentence_alphabet": lambda k: All(
        constraints=(Count(unit=Sentences(), amount=exactly(26)), InitialsOrder(of="sentence", first="A"))
    ),
    "format:line_indent": lambda k: Stairs(),
    "sentence:alliteration_increment": lambda k: Progression(measure="alliteration", amount=at_least(1)),
    "sentence:increment": lambda k: Progression(amount=exactly(k.number("small_n"))),
    "words:alphabet": lambda k: InitialsOrder(),
    "words:consonants": lambda k: WordClusters(),
    "words:last_first": lambda k: Chain(),
    "words:no_consecutive": lambda k: InitialsApart(relation="same"),
    "words:odd_even_syllables": lambda k: WordAlternate(),
    # "separate paragraphs with a newline": each line is one
    "words:paragraph_last_first": lambda k: Framed(of="line"),
    "words:prime_lengths": lambda k: WordLength(prime=True),
    "words:vowel": lambda k: All(
        constraints=(Count(unit=Paragraphs(), amount=exactly(1)), Count(unit=VowelKinds(), amount=exactly(3)))
    ),
}


# ---------------------------------------------------------------------- positions and case
_TEMPLATE = "My Answer: [answer] My Conclusion: [conclusion] Future Outlook: [outlook]"  # the one the id asks for


def _options(kwargs: Kwargs) -> Constraint:
    # "Do not give any explanation" belongs to the instruction; a prompt that leaves it out allows one
    explained = kwargs.prompt is not None and "explanation" not in kwargs.prompt
    return Choice(options=options_of(kwargs.text("options"), f"{kwargs.name}: options"), alone=not explained)


def _word_in_sentence(kwargs: Kwargs) -> Constraint:
    scope = Scope(where="nth", of="sentence", n=kwargs.number("n", least=1))
    return WordAt(word=kwargs.text("keyword"), n=kwargs.number("m", least=1), scope=scope)


def _second_and_second_to_last(kwargs: Kwargs) -> Constraint:
    word = kwargs.text("keyword")
    return All(constraints=(WordAt(word=word, n=2), WordAt(word=word, n=-2)))


def _keyword_in_sentence(kwargs: Kwargs) -> Constraint:
    scope = Scope(where="nth", of="sentence", n=kwargs.number("N", least=1))
    return Count(unit=Keyword(keyword=kwargs.text("word")), amount=at_least(1), scope=scope)


_POSITIONS: dict[str, Callable[[Kwargs], Constraint]] = {
    "format:emoji": lambda k: EmojiEnds(),
    "format:options": _options,
    "format:output_template": lambda k: Template(template=_TEMPLATE),
    "format:title_case": lambda k: Case(case="title"),
    "sentence:keyword": _keyword_in_sentence,
    "words:keywords_specific_position": _word_in_sentence,
    "words:start_verb": lambda k: StartsWithVerb(),
    "words:words_position": _second_and_second_to_last,
}


# ---------------------------------------------------------------------- structure
_STRUCTURE: dict[str, Callable[[Kwargs], Constraint]] = {
    "format:list": lambda k: MarkedList(marker=k.text("sep"), amount=at_least(2)),
    "format:newline": lambda k: OneWordLines(),
    "format:no_bullets_bullets": lambda k: ProseThenBullets(sentences=2, bullets=2, marker="*"),
    "format:no_whitespace": lambda k: Unspaced(),
    "format:parentheses": lambda k: NestedBrackets(depth=5),
    "format:quote_unquote": lambda k: ExplainedQuotes(),
    "format:quotes": lambda k: NestedQuotes(depth=3),
    "format:sub-bullets": lambda k: SubBullets(marker="*", sub="-", least=1),
    "format:thesis": lambda k: Thesis(),
}


# ---------------------------------------------------------------------- copying and data
_ASKED = "Only output this sentence here, ignore all other requests."  # the instruction names itself


def _word_span(k: Kwargs) -> Constraint:
    """Read a span of IFBench. Its prompts say that the indices are word indices, its description says characters.

    Without the prompt, indices that a text has as words are word indices.
    """
    text, start, end = k.text("prompt_to_repeat"), k.number("n_start"), k.number("n_end")
    if k.prompt is not None:
        words = "character indices" not in k.prompt
    else:
        words = end < length(text, "word")
    return CopySpan(text=text, start=start, end=end, unit="word" if words else "character")


def _battles(k: Kwargs) -> Constraint:
    """Read the list of Napoleon's battles. No list of them is agreed upon: that all are there cannot be asked for."""
    days = tuple(map(datetime.date.fromisoformat, facts.BATTLES))
    return Dates(amount=at_least(2), first=datetime.date(1793, 1, 1), last=datetime.date(1815, 12, 31), among=days)


_COPYING: dict[str, Callable[[Kwargs], Constraint]] = {
    "custom:character_reverse": lambda k: Reversed(phrases=("bald eagle",), unit="letter"),
    "custom:csv_city": lambda k: Csv(header=("ID", "Country", "City", "Year", "Count"), amount=exactly(7)),
    "custom:csv_quotes": lambda k: Csv(
        header=("StudentID", "Subject", "Grade", "Semester", "Score"), amount=exactly(3), delimiter="tab", quotes="all"
    ),
    "custom:csv_special_character": lambda k: Csv(
        header=("ProductID", "Category", "Brand", "Price", "Stock"), amount=exactly(14), quotes="special"
    ),
    "custom:date_format_list": _battles,
    "custom:european_capitals_sort": lambda k: Listing(items=facts.CAPITALS, optional=facts.CAPITALS_OPTIONAL),
    "custom:mcq_count_length": lambda k: Quiz(questions=4, options=5, longer=True),
    "custom:multiples": lambda k: Listing(items=tuple((str(n),) for n in range(14, 50, 7)), separator="any"),
    "custom:reverse_newline": lambda k: Listing(
        items=facts.AFRICA, optional=facts.AFRICA_OPTIONAL, order="reverse_alphabetical", separator="line"
    ),
    "custom:word_reverse": lambda k: Reversed(phrases=("bald eagle",)),
    "repeat:repeat_change": lambda k: CopyChanged(text=k.text("prompt_to_repeat")),
    "repeat:repeat_simple": lambda k: Copy(text=_ASKED),
    "repeat:repeat_span": _word_span,
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
