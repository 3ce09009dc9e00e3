"""What the ids about copying, exact answers and data have in common across the published catalogues."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from gonogo.amount import at_least, between, exactly
from gonogo.compat import facts
from gonogo.compat.kwargs import Kwargs
from gonogo.constraint import Constraint
from gonogo.constraints.answers import Dates, Listing
from gonogo.constraints.backwards import Reversed
from gonogo.constraints.counting import Count
from gonogo.constraints.quiz import Quiz
from gonogo.constraints.repeating import Copy, CopyChanged, CopySpan, Rephrase, Variants
from gonogo.constraints.tabular import Csv
from gonogo.errors import SpecError
from gonogo.text.compare import length
from gonogo.units.given import SharedWords

Loader = Callable[[Kwargs], Constraint]
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


def _character_span(k: Kwargs) -> Constraint:
    text, start, end = k.text("prompt_to_repeat"), k.number("n_start"), k.number("n_end")
    words = k.prompt is not None and "word indices" in k.prompt
    return CopySpan(text=text, start=start, end=end, unit="word" if words else "character")


def _phrase(k: Kwargs) -> Constraint:
    return Variants(phrase=k.text("phrase"), times=k.number("small_n", least=1))


def _shared(k: Kwargs) -> Constraint:
    text, low, high = k.text("original_paragraph"), k.number("low"), k.number("high")
    if low > high:
        raise SpecError(f"{k.name}: low {low} is above high {high}; swap them?")
    return Count(unit=SharedWords(text=text), amount=between(low, high))


def _csv(header: tuple[str, ...], rows: int, delimiter: str = "comma", quotes: str = "any") -> Loader:
    return lambda k: Csv(header=header, amount=exactly(rows), delimiter=delimiter, quotes=quotes)  # type: ignore[arg-type]


def _battles(k: Kwargs) -> Constraint:
    """Read the list of Napoleon's battles. No list of them is agreed upon: that all are there cannot be asked for."""
    days = tuple(map(datetime.date.fromisoformat, facts.BATTLES))
    return Dates(amount=at_least(2), first=datetime.date(1793, 1, 1), last=datetime.date(1815, 12, 31), among=days)


IFBENCH: dict[str, Loader] = {
    "custom:character_reverse": lambda k: Reversed(phrases=("bald eagle",), unit="letter"),
    "custom:csv_city": _csv(("ID", "Country", "City", "Year", "Count"), 7),
    "custom:csv_quotes": _csv(("StudentID", "Subject", "Grade", "Semester", "Score"), 3, "tab", "all"),
    "custom:csv_special_character": _csv(("ProductID", "Category", "Brand", "Price", "Stock"), 14, quotes="special"),
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

IFTRAIN: dict[str, Loader] = {
    "copy:copy": lambda k: Copy(text=k.text("prompt_to_repeat")),
    "copy:copying_multiple": lambda k: Copy(
        text=k.text("prompt_to_repeat"), times=k.number("N", least=1), divider="******"
    ),
    "copy:copying_simple": lambda k: Copy(text=k.text("prompt_to_repeat")),
    "copy:repeat_phrase": _phrase,
    "new:copy_span_idx": _character_span,
}

IFEVAL: dict[str, Loader] = {
    "detectable_content:rephrase_paragraph": _shared,
    "detectable_format:rephrase": lambda k: Rephrase(text=k.text("original_message")),
}
"""Ids that IFEval defines and leaves out of its registry."""
