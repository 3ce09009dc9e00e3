"""Checkers with the defects that published ones were seen to have, written anew: each decides for a kind of ours.

``DEFECTS`` holds, per defect, the kind whose cases it is audited on and a function of constraint and text. Each says in
its docstring what is wrong with it.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from gonogo.constraint import Constraint
from gonogo.text.view import View

Decide = Callable[[Any, str], bool]
DEFECTS: dict[str, tuple[str, Decide]] = {}


def defect(kind: str) -> Callable[[Decide], Decide]:
    def keep(function: Decide) -> Decide:
        DEFECTS[function.__name__] = (kind, function)
        return function

    return keep


def holds(constraint: Any, n: int) -> bool:
    return bool(constraint.amount.holds(n))


def right(constraint: Constraint, text: str) -> bool:
    return constraint.judge(View(text)).passed


# ---------------------------------------------------------------------- parameters and state
@defect("count.letter")
def draws_what_is_missing(constraint: Any, text: str) -> bool:
    """Draws a letter at check time when it does not like the one it was given."""
    letter = constraint.unit.letter if constraint.unit.letter in "etaoin" else random.choice("abcdefgh")
    return holds(constraint, text.lower().count(letter))


@defect("language")
def tosses_a_coin(constraint: Any, text: str) -> bool:
    """An unseeded language identifier: short texts come out one way or the other."""
    return right(constraint, text) if random.random() > 0.05 else not right(constraint, text)


@defect("language")
def undetectable_passes(constraint: Any, text: str) -> bool:
    """Takes a text whose language cannot be told for one in the right language."""
    return right(constraint, text) or len(re.findall(r"\w+", text)) < 3


@defect("count.keyword")
def exactly_is_at_least(constraint: Any, text: str) -> bool:
    """Reads "exactly n" as "at least n"."""
    n, low = constraint.judge(View(text)).measured, constraint.amount.low
    return right(constraint, text) or (isinstance(n, int) and low > 0 and n >= low)


@defect("count.words")
def zero_is_missing(constraint: Any, text: str) -> bool:
    """Takes a bound of 0 for no bound."""
    return right(constraint, text) or constraint.amount.high == 0 or len(text) < 3


@defect("count.words")
def wide_tolerance(constraint: Any, text: str) -> bool:
    """Accepts 25 words more or less than asked for."""
    n = len(View(text).words)
    return any(constraint.amount.holds(max(0, n + off)) for off in (-25, 0, 25))


@defect("copy.span")
def span_without_its_end(constraint: Any, text: str) -> bool:
    """Cuts the span one short."""
    return right(constraint, text + "x") if text else False


@defect("keywords.include")
def exception_is_false(constraint: Any, text: str) -> bool:
    """Swallows its own exception and calls the response wrong."""
    try:
        return right(constraint, text) and text.encode("ascii") is not None
    except UnicodeEncodeError:
        return False


@defect("title")
def not_implemented_is_false(constraint: Any, text: str) -> bool:
    """An id that nobody implemented: everything fails."""
    return False


# ---------------------------------------------------------------------- words
@defect("count.words")
def full_stop_is_a_word(constraint: Any, text: str) -> bool:
    """Counts punctuation marks as words."""
    return holds(constraint, len(re.findall(r"\w+|[.,!?]", text)))


@defect("count.unique_words")
def repeated_stop_is_repeated_word(constraint: Any, text: str) -> bool:
    """Counts tokens with their punctuation, so that a word with a comma is another word."""
    return holds(constraint, len(set(text.lower().split())))


@defect("keywords.include")
def substring(constraint: Any, text: str) -> bool:
    """Finds "art" in "party"."""
    return all(word.lower() in text.lower() for word in constraint.keywords)


@defect("keywords.include")
def keyword_is_a_pattern(constraint: Any, text: str) -> bool:
    """Takes a keyword for a regular expression."""
    return all(re.search(word, text, re.I) for word in constraint.keywords)


@defect("keywords.exclude")
def boundary_beside_a_symbol(constraint: Any, text: str) -> bool:
    r"""Puts \b around "$5" and "C++", which then are never found."""
    return not any(re.search(rf"\b{re.escape(word)}\b", text, re.I) for word in constraint.keywords)


@defect("keywords.exclude")
def exclude_sees_case(constraint: Any, text: str) -> bool:
    """Excludes "sea" and passes "Sea"."""
    return not any(word in re.findall(r"[\w+$']+", text) for word in constraint.keywords)


@defect("starts_with_word")
def first_token_with_its_comma(constraint: Any, text: str) -> bool:
    """Compares the first token as it stands: "Hello," is not "hello"."""
    return text.split(" ", 1)[0].lower() == constraint.word.lower()


@defect("count.palindromes")
def one_letter_palindromes(constraint: Any, text: str) -> bool:
    """Counts "I" and "a" as palindromes."""
    return holds(constraint, sum(word == word[::-1] for word in re.findall(r"[a-z]+", text.lower())))


@defect("count.conjunctions")
def same_conjunction_counts_again(constraint: Any, text: str) -> bool:
    """Counts "And and AND" as three different conjunctions."""
    return holds(constraint, len(set(re.findall(r"(?i)\b(?:and|or|but|nor|so|yet|for)\b", text))))


# ---------------------------------------------------------------------- structure
@defect("count.paragraphs")
def every_blank_line_divides(constraint: Any, text: str) -> bool:
    """Counts an empty paragraph between two blank lines."""
    return holds(constraint, text.count("\n\n") + 1)


@defect("count.bullets")
def rule_is_a_bullet(constraint: Any, text: str) -> bool:
    """Counts any line that begins with a dash or star: rules and emphasis, too."""
    return holds(constraint, len(re.findall(r"(?m)^\s*[-*]", text)))


@defect("count.bullets")
def hyphen_is_a_bullet(constraint: Any, text: str) -> bool:
    """Counts hyphens inside words."""
    return holds(constraint, text.count("-") + text.count("* "))


@defect("count.sentences")
def every_dot_ends(constraint: Any, text: str) -> bool:
    """Splits sentences at every dot: "3.5" and "e.g." are ends."""
    return holds(constraint, len([part for part in re.split(r"[.!?]", text) if part.strip()]))


@defect("postscript")
def postscript_anywhere(constraint: Any, text: str) -> bool:
    """Finds "P.S." in the middle of a line, and in "U.P.S."."""
    return "p.s" in text.lower() or "ps" in text.lower()


@defect("sections")
def mention_is_a_section(constraint: Any, text: str) -> bool:
    """Counts every mention of the word that names a section."""
    return right(constraint, text) or "section" in text.lower()


@defect("json")
def prose_around_braces(constraint: Any, text: str) -> bool:
    """Accepts prose around what looks like JSON."""
    found = re.search(r"[\[{].*[\]}]", text, re.S)
    try:
        return found is not None and json.loads(found.group()) is not None
    except ValueError:
        return False


@defect("json")
def crashes_on_deep_nesting(constraint: Any, text: str) -> bool:
    """Lets a RecursionError out."""
    with suppress(ValueError):
        json.loads(text)
    return right(constraint, text)


@defect("brackets.nested")
def depth_is_a_number_of_openings(constraint: Any, text: str) -> bool:
    """Counts opening brackets and calls that depth."""
    return right(constraint, text) or text.count("(") + text.count("[") + text.count("{") >= 2


@defect("list.sub_bullets")
def no_bullets_no_fault(constraint: Any, text: str) -> bool:
    """Every bullet has a sub-bullet: true of a text without bullets."""
    return right(constraint, text) or not re.search(r"(?m)^\s*[-*+] ", text)


@defect("sections.balanced")
def nothing_balances_nothing(constraint: Any, text: str) -> bool:
    """Without sections all of them are equally long."""
    return right(constraint, text) or not re.search(r"(?m)^#", text)


@defect("case")
def python_title_case(constraint: Any, text: str) -> bool:
    """Takes str.istitle for title case: "Don't" fails, and so does "iPhone"."""
    if constraint.case == "title":
        return text.istitle()
    return {"upper": text.isupper, "lower": text.islower}.get(constraint.case, lambda: right(constraint, text))()


@defect("copy")
def nearly_copied(constraint: Any, text: str) -> bool:
    """Finds the text to copy anywhere, with more around it."""
    return constraint.text.strip().lower()[:12] in text.lower()


# ---------------------------------------------------------------------- what must not happen at all
@defect("count.commas")
def crashes_on_nothing(constraint: Any, text: str) -> bool:
    """Raises IndexError on an empty text."""
    return text[0] is not None and right(constraint, text)


@defect("count.highlights")
def remembers(constraint: Any, text: str) -> bool:
    """Changes itself while it checks: the second verdict differs from the first."""
    _SEEN.append(text)
    return right(constraint, text) if _SEEN.count(text) < 3 else not right(constraint, text)


_SEEN: list[str] = []


@defect("count.placeholders")
def quadratic(constraint: Any, text: str) -> bool:
    """Looks at the rest of the text once more from every bracket."""
    for start in range(0, len(text), 4):
        text[start:].find("\x00\x01\x02")
        text[start:].replace("\x03", "")
    return right(constraint, text)
