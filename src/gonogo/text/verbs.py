"""Verbs: whether a text that begins with some words begins with a verb. English only.

A list of base forms (``data/verbs.txt``), their regular inflections and the irregular forms decide; where a form may
also be a noun or an adjective, the words after it do. Nothing is guessed by a tagger, so the same text always reads the
same. Limits: a noun that shares its form with a verb which usually leads (``Report writers like it``) is read as the
verb, and a rare verb that the list lacks as none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

SURE, OPEN, NOUN, NONE = 3, 2, 1, 0
"""How surely a form is a verb at the beginning of a text: always, unless what follows tells otherwise, only if what
follows tells so, never."""

# After a noun comes a finite verb: "Research is", "Work can be"
_FINITE = frozenset(
    "is are was were am has have had can could will would shall should may might must does do did isn't aren't wasn't "
    "weren't hasn't haven't can't cannot couldn't won't wouldn't shouldn't doesn't don't didn't".split()
)
# After a verb comes its object: "Water the plants", "Book it"
_OBJECTS = frozenset(
    "the a an this these those your my our their his her its it them him us me yourself yourselves some any how what "
    "whether".split()
)
_BOTH = frozenset(("thought", "rose", "shot", "ground", "left", "bit", "felt", "wound", "may"))
_MADE = ("ize", "izes", "ized", "izing", "ify", "ifies", "ified", "ifying")  # endings that make a verb of any stem
_LONG = 7


@cache
def _lists() -> dict[str, frozenset[str]]:
    found: dict[str, list[str]] = {}
    for line in files("gonogo.text").joinpath("data/verbs.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            words = found.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            words += line.split()
    return {name: frozenset(words) for name, words in found.items()}


@cache
def _base(word: str) -> int:
    lists = _lists()
    return next((rank for name, rank in (("verb", SURE), ("mixed", OPEN), ("nounish", NOUN)) if word in lists[name]), 0)


def is_irregular(word: str) -> bool:
    """Return whether ``word`` is a form of a verb that is no regular inflection of its base ("slept", "is")."""
    return word in _lists()["forms"]


@cache
def strength(word: str) -> int:
    """Return how surely ``word`` (lower case, straight apostrophe) is a verb at the beginning of a text."""
    lists = _lists()
    if word in lists["label"]:
        return NONE
    if word in lists["forms"]:
        return OPEN if word in _BOTH else SURE
    rank = _base(word)
    if rank:
        return rank
    rank = max((_inflected(_base(stem), ending) for stem, ending in _stems(word)), default=NONE)
    if rank:
        return rank
    first, _, rest = word.partition("-")
    if rest:
        return SURE if first in _PREFIXES and strength(rest) >= OPEN else NONE
    if word.startswith(("re", "mis")) and strength(word.removeprefix("re").removeprefix("mis")) == SURE:
        return SURE if len(word) >= _LONG - 1 else NONE
    return SURE if len(word) >= _LONG and word.endswith(_MADE) else NONE


_PREFIXES = frozenset("re un over under mis pre de co out self double cross fine hand proof fact jump spell".split())


def _inflected(rank: int, ending: str) -> int:
    if not rank or ending != "s":  # no noun ends in -ed or -ing like these
        return SURE if rank else NONE
    return OPEN if rank == SURE else NOUN  # "Provides"; but "Plans", "Waters" are plurals


def _stems(word: str) -> Iterator[tuple[str, str]]:
    """Yield what ``word`` may be a regular form of, with its ending."""
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1], "s"
        if word.endswith("ies"):
            yield word[:-3] + "y", "s"
        elif word.endswith("es"):
            yield word[:-2], "s"
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 2:
            continue
        yield stem, ending
        yield stem + "e", ending
        if stem[-1] == stem[-2:-1]:
            yield stem[:-1], ending
        if ending == "ed" and stem[-1] == "i":
            yield stem[:-1] + "y", ending


def begins_with_verb(first: str, between: str, following: tuple[str, ...]) -> bool:
    """Return whether a text begins with a verb.

    Args:
        first: its first word, lower case, with straight apostrophes.
        between: what stands between the first and the second word.
        following: the next words (two are enough), in the same form.
    """
    rank = strength(first)
    mark = between.strip(" \t\n*_`\"'")
    if first.endswith("ing") and mark.startswith(":"):
        return False  # a label: "Setting: the sea"
    if rank in (SURE, NONE):
        return rank == SURE
    second = following[0] if following and not mark else ""
    if rank == NOUN:
        return second in _OBJECTS
    if mark.startswith((":", "—", "–", "-")) or second in _FINITE or second == "of" or second[:1].isdigit():
        return False
    if second.endswith("s") and not _base(second) and strength(second) == OPEN:
        return False  # "Study shows"
    if second in ("and", "or"):
        return len(following) > 1 and strength(following[1]) >= OPEN
    return True
