"""Syllables of English words: rules of spelling, exceptions, and words on which speakers differ.

A word has a *set* of counts: ``fire`` has one syllable or two, and nobody can say which. Rules of our own count the
groups of vowels and know silent letters; ``data/syllables.txt`` holds the common words they get wrong, and those of
disputed count. Measured against a list written by hand beforehand (``tests/text/syllable_cases.txt``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

__all__ = ["syllables"]

_SPLIT = re.compile(r"[^a-z0-9']+")
_FIGURE = re.compile(r"\d[^\w\s-]\d")  # 1,234  3.14  10:30
_VOWELS = re.compile(r"[aeiouy]+")
_ANY = frozenset((1, 2))  # of either parity
_LONGEST = 60  # characters; nobody says how a longer one is read, and the cache holds none
_LETTER_NAMES = {"w": 3}  # double-u; every other letter has one

# Where a run of vowels is spoken as two: at the first of the two.
_HIATUS = re.compile(
    r"""
    (?<![tcsxg])i(?=[aou])(?<!lli)(?<!ni(?=o[nr]))(?<!li(?=on))  # media, period; not nation, million, senior
    | ti(?=at[eo]) | ci(?=at|ety)                                # negotiate, associate, society
    | (?<!p)e(?=o)(?<!ge(?=o[nu])) | e(?=um$)                    # video, museum; not people, surgeon, gorgeous
    | (?<=cr)e(?=at) | (?<=^r)e(?=act) | (?<=r)e(?=ali[sztc]) | (?<=th)e(?=at)  # create, react, reality, theater
    | (?<=[a-z][^aeiou])e(?=as?$)                                # area, ideas
    | (?<![gq])u(?=[aou])(?!u[ao]y)                              # actual, vacuum
    | (?<![gq])u(?=el|en[ct])                                    # cruel, fluent
    | (?<![gq])u(?=i(?:n$|n[gse]|d|t[iy]|st|sh$|ti))             # ruin, fluid, continuity
    | o(?=e[mt]) | a(?=os)                                       # poet, chaos
    | [aeouy](?=ing) | i(?=ing)                                  # doing, skiing
    | (?<=[aeiouy][a-z])i(?=ers?$|est$) | (?<=[aeiouy][a-z][a-z])i(?=ers?$|est$)  # easier, happiest
    | i(?=e[tn]s?$|ety|en[ct])(?<![tc]i)                         # quiet, variety, audience; not patient
    """,
    re.VERBOSE,
)
_GLIDE = re.compile(r"(?<=[aeiou])y(?=[aeiou])")
_SYLLABIC = re.compile(r"[^aeiouylr]les?$|[^aeiouy]rles?$|(?:thm|sm)s?$|[^aeiouyrlw]led$|[bcdt]res?$")
_SYLLABIC_NT = re.compile(r"[dstz]n$")  # didn't, isn't
_DRAWN = re.compile(r"[iy]re[sd]?$|iring$")  # fire: one syllable or two
_SIBILANT = re.compile(r"(?:[cgszx]|[cs]h)es$")
_SUFFIXES = ("ly", "ful", "less", "ness", "ment", "ments", "some", "times", "fully", "lessly", "lessness", "fulness")
_DIGITS = (2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2)
_TENS = {2: 2, 3: 2, 4: 2, 5: 2, 6: 2, 7: 3, 8: 2, 9: 2}


def syllables(word: str) -> frozenset[int]:
    """Return the numbers of syllables that ``word`` may have when read aloud in English.

    * Parts of a hyphenated word add up. Accents are left aside.
    * A number below 100 is read as its name; of a larger one, which may be read in several ways, any count is possible.
    * Capitals without a vowel are spelled out (GPS); other short words in capitals may be spelled out or spoken (NASA).
    * A word without a Latin letter or digit has no count that we know: the set is empty.
    """
    return _syllables(word) if len(word) <= _LONGEST else _ANY


@lru_cache(maxsize=65_536)
def _syllables(word: str) -> frozenset[int]:
    shown = word.replace("’", "'").replace("ʼ", "'")
    if not shown.isascii():
        shown = "".join(char for char in unicodedata.normalize("NFKD", shown) if not unicodedata.combining(char))
        if any(char.isalnum() and not char.isascii() for char in shown):
            return frozenset()
    if _FIGURE.search(shown):
        return _ANY
    totals = frozenset((0,))
    parts = [part for part in _SPLIT.split(shown.lower()) if part.strip("'")]
    shouted = shown.isupper() and len(parts) == 1 and 1 < len(shown) <= 5
    for part in parts:
        found = _of_part(part.strip("'"))
        if shouted:
            found = _of_capitals(part, found)
        totals = frozenset(a + b for a in totals for b in found)
    return totals if parts else frozenset()


def _of_part(part: str) -> frozenset[int]:
    known = _exceptions().get(part)
    if known is not None:
        return known
    if part.isdigit():
        return _of_number(int(part)) if len(part) < 3 else _ANY
    if any(map(str.isdigit, part)):
        return _ANY
    if not _VOWELS.search(part):  # tv, dvd
        return frozenset((sum(_LETTER_NAMES.get(char, 1) for char in part if char != "'"),))
    return _of_word(part)


def _of_number(n: int) -> frozenset[int]:
    if n < 20:
        return frozenset((_DIGITS[n],))
    ten, one = divmod(n, 10)
    return frozenset((_TENS[ten] + (_DIGITS[one] if one else 0),))


def _of_capitals(part: str, spoken: frozenset[int]) -> frozenset[int]:
    spelled = sum(_LETTER_NAMES.get(char, 1) for char in part if char.isalpha())
    if not part.isalpha() or part in _exceptions():
        return spoken
    return frozenset((spelled,)) if not _VOWELS.search(part) else spoken | {spelled}


def _of_word(word: str) -> frozenset[int]:
    """Return the counts of a word of letters and apostrophes that is no exception itself; its stem may be one."""
    if "'" in word:
        head, _, tail = word.rpartition("'")
        return _of_contraction(head.replace("'", ""), tail)
    exceptions = _exceptions()
    for ending, stem in _stems(word):
        known = exceptions.get(stem)
        if known is not None:
            more = _added(stem, ending)
            return frozenset(n + more for n in known)
    n = _by_rule(word)
    return frozenset((n, n + 1)) if _DRAWN.search(word) else frozenset((n,))


def _of_contraction(head: str, tail: str) -> frozenset[int]:
    base = _of_part(head) if head else frozenset((0,))
    if tail == "s":
        more = 1 if head.endswith(("s", "x", "z", "ch", "sh", "ce", "se", "ge", "ze")) else 0
    elif tail == "t":
        more = int(_SYLLABIC_NT.search(head) is not None)
    else:
        more = 0 if tail in ("m", "d", "ll", "ve", "re", "") else max(_of_part(tail))
    found = frozenset(n + more for n in base)
    return found | {n + 1 for n in found} if tail in ("ll", "d", "ve", "re") and head[-1:] not in "aeiouy" else found


def _stems(word: str) -> list[tuple[str, str]]:
    """Return how ``word`` may be an ending added to another word: ``(ending, stem)``."""
    found = []
    if word.endswith("s") and not word.endswith("ss"):
        found.append(("s", word[:-1]))
        if word.endswith("es"):
            found.append(("es", word[:-2]))
        if word.endswith("ies"):
            found.append(("s", word[:-3] + "y"))
    if word.endswith("ed"):
        found += [("ed", word[:-1]), ("ed", word[:-2])] + [("ed", word[:-3])] * (word[-3:-2] == word[-4:-3])
        if word.endswith("ied"):
            found.append(("d", word[:-3] + "y"))
    if word.endswith("ing"):
        found += [("ing", word[:-3] + "e"), ("ing", word[:-3])] + [("ing", word[:-4])] * (word[-4:-3] == word[-5:-4])
    if word.endswith("ly"):
        found += [("ly", word[:-2]), ("ally", word[:-4])] if word.endswith("ically") else [("ly", word[:-2])]
    for ending in ("ness", "less", "ful", "ment"):
        if word.endswith(ending):
            found.append((ending, word[: -len(ending)]))
    return [(ending, stem) for ending, stem in found if len(stem) > 2]


def _added(stem: str, ending: str) -> int:
    if ending in ("s", "es"):
        return 1 if stem.endswith(("s", "x", "z", "ch", "sh", "ce", "se", "ge", "ze")) else 0
    if ending == "ed":
        return 1 if stem.endswith(("t", "d", "te", "de")) else 0
    return 0 if ending == "d" else 1


def _by_rule(word: str) -> int:
    """Count groups of vowels; mind silent endings, vowels that part, and suffixes."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) > len(suffix) + 2 and _VOWELS.search(word[: -len(suffix)]):
            stem = word[: -len(suffix)]
            if suffix == "ly" and stem.endswith("b"):
                break  # probably: the stem lost its e
            return _by_rule(stem) + _by_rule(suffix)
    shown = _GLIDE.sub("j", word)  # royal, beyond
    n = len(_VOWELS.findall(shown)) + len(_HIATUS.findall(shown))
    if _SYLLABIC.search(word):
        return n + word.endswith(("sm", "sms", "thm", "thms"))
    before = shown[-3:-2]
    if word.endswith("es"):
        silent = not _SIBILANT.search(word) and before not in "aeiouy"
    elif word.endswith("ed"):
        silent = before not in "tdaeiouy"
    else:
        silent = word.endswith("e") and shown[-2:-1] not in "aeiouy"
    return n - 1 if silent and n > 1 else max(1, n)


@cache
def _exceptions() -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for line in files("gonogo.text").joinpath("data/syllables.txt").read_text(encoding="utf-8").splitlines():
        counts, _, words = line.partition(":")
        if not line.startswith("#"):
            found.update(dict.fromkeys(words.split(), frozenset(map(int, counts.split("-")))))
    return found
