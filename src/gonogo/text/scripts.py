"""Scripts and letters: which script a character belongs to, what is a vowel, what shows a digit.

The sets are facts of Unicode (its Script property) and of the alphabets; nothing here is taken from a list.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import regex

from gonogo.errors import UnknownValue
from gonogo.text.segment import Span

# Names as they are used in instructions, each with Unicode's name. Kanji includes 々 and 〇; kana in every form.
SCRIPTS: dict[str, str] = {
    "arabic": "Arabic", "armenian": "Armenian", "bengali": "Bengali", "cyrillic": "Cyrillic",
    "devanagari": "Devanagari", "georgian": "Georgian", "greek": "Greek", "hangul": "Hangul", "han": "Han",
    "hebrew": "Hebrew", "hiragana": "Hiragana", "kanji": "Han", "katakana": "Katakana", "latin": "Latin",
    "tamil": "Tamil", "thai": "Thai",
}  # fmt: skip


def script_name(value: str) -> str:
    """Return ``value`` as one of :data:`SCRIPTS`.

    Raises:
        UnknownValue: no such script; names the nearest.
    """
    name = value.strip().lower()
    if name not in SCRIPTS:
        raise UnknownValue("script", value, SCRIPTS)
    return name


@lru_cache(maxsize=64)
def of_script(name: str) -> regex.Pattern[str]:
    """Return a pattern of one letter of a script; marks that belong to a letter are not counted."""
    return regex.compile(rf"(?![\p{{M}}])\p{{Script={SCRIPTS[name]}}}")


def count_script(name: str, text: str) -> int:
    """Return how many letters of a script are in ``text``."""
    return len(of_script(name).findall(text)) if text else 0


@lru_cache(maxsize=64)
def outside_scripts(names: tuple[str, ...]) -> regex.Pattern[str]:
    """Return a pattern of a run of characters that belong to other scripts than these."""
    allowed = "".join(rf"\p{{Script={SCRIPTS[name]}}}" for name in names)
    # marks, digits, blanks, emoji and the signs that scripts share (ー ・ 、) belong to none; 〇 may be a circle
    return regex.compile(rf"[^〇\p{{Common}}\p{{Inherited}}\p{{Unknown}}{allowed}]+")


# ---------------------------------------------------------------------- vowels and consonants
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK")
_VOWELS = frozenset("aeiouæœøıɪʊəɛɔɑаеёиоуыэюяієїαεηιουωѣѵ")


@lru_cache(maxsize=65_536)
def base(char: str) -> str:
    """Return the letter without its accents, in lower case: ``É`` is ``e``. Й and ё stay letters of their own."""
    low = char.lower()[:1]
    if low in "йё":
        return low
    return unicodedata.normalize("NFKD", low)[:1].lower() or low  # a mathematical capital has no small letter


@lru_cache(maxsize=65_536)
def is_vowel(char: str) -> bool:
    """Return whether a letter is a vowel: ``a e i o u``, also with accents, and those of Cyrillic and Greek."""
    return base(char) in _VOWELS


@lru_cache(maxsize=65_536)
def is_consonant(char: str) -> bool:
    """Return whether a letter of an alphabet with vowels is none; ``y`` is a consonant, an ideograph is neither."""
    if not char.isalpha() or is_vowel(char):
        return False
    return unicodedata.name(char, "").replace("FULLWIDTH ", "").startswith(_ALPHABETS) or base(char).isascii()


# ---------------------------------------------------------------------- accents
@lru_cache(maxsize=65_536)
def is_accented(char: str) -> bool:
    """Return whether a character is a Latin or Greek letter with a diacritic: é, ñ, ç; not œ, ø or й."""
    parts = unicodedata.normalize("NFD", char)
    if len(parts) < 2:
        return False
    return parts[0].isalpha() and (parts[0].isascii() or "\u0370" <= parts[0] <= "\u03ff" or base(char).isascii())


def unaccented(text: str) -> str:
    """Return ``text`` without diacritics: ``leçon`` is ``lecon``."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


# ---------------------------------------------------------------------- digits
_SHOWN_DIGITS = re.compile("[0-9]")


@lru_cache(maxsize=65_536)
def shows_digit(char: str) -> bool:
    """Return whether a character is or shows a digit: those of any script, ``①``, ``²``, ``½``; not ``Ⅳ`` or ``㊀``."""
    category = unicodedata.category(char)
    if category == "Nd" or _SHOWN_DIGITS.search(unicodedata.normalize("NFKC", char)):
        return True
    return (category == "No" and not "\u3190" <= char <= "\u32ff") or char == "🔟"


def places(letters: str, text: str) -> list[int]:
    """Return where one of ``letters`` stands in ``text``."""
    return [match.start() for match in re.finditer(f"[{re.escape(letters)}]", text)]


def count_ascii_digits(text: str) -> int:
    """Return how many of 0 to 9 are in ``text``."""
    return len(_SHOWN_DIGITS.findall(text))


def is_roman(char: str) -> bool:
    """Return whether a character is a Roman numeral, such as ``Ⅳ``."""
    return "\u2160" <= char <= "\u2188"


# ---------------------------------------------------------------------- characters as a reader counts them
_MARKERS = re.compile(r"[*`]+|~~|(?<![^\W_])_+|_+(?![^\W_])")
# Flags first: to part a run of them, \X alone would go back to its beginning from each.
_CLUSTER = regex.compile(r"[\U0001f1e6-\U0001f1ff]{2}(?![\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}])|\X")


def characters(text: str, *, blanks: bool) -> list[Span]:
    """Return the characters a reader counts: without markers of emphasis and code; an emoji of several is one."""
    found: list[Span] = []
    at = 0
    simple = text.isascii()
    for start, end in [*(match.span() for match in _MARKERS.finditer(text)), (len(text), len(text))]:
        if simple:
            found += [(i, i + 1) for i in range(at, start) if blanks or not text[i].isspace()]
        else:
            found += [m.span() for m in _CLUSTER.finditer(text, at, start) if blanks or not m.group()[0].isspace()]
        at = end
    return found


def count_characters(text: str, foreign: str, *, blanks: bool) -> int:
    """Return ``len(characters(text))`` without building it where every character stands for itself."""
    if any(_joins(char) for char in set(foreign)):
        return len(characters(text, blanks=blanks))
    bare = _MARKERS.sub("", text) if any(sign in text for sign in "*`~_") else text
    if blanks:
        return len(bare)
    return len(bare) - bare.count(" ") - bare.count("\n") - bare.count("\t") - _odd_blanks(bare)


def _odd_blanks(text: str) -> int:
    return sum(map(text.count, "\x1c\x1d\x1e\x1f"))


@lru_cache(maxsize=65_536)
def _joins(char: str) -> bool:
    """Return whether a character may be one with its neighbours to a reader."""
    return (
        unicodedata.category(char)[0] in "MC"
        or "\u1100" <= char <= "\u11ff"
        or "\U0001f1e6" <= char <= "\U0001f1ff"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\ua960" <= char <= "\ua97f"
        or "\uac00" <= char <= "\ud7ff"
        or char in "\u0e33\u0eb3\uff9e\uff9f"
        or (unicodedata.category(char) in ("Lo",) and "\u0600" <= char <= "\u0e00")
    )


_FONTS = re.compile("[\U0001d400-\U0001d7ff\u24b6-\u24e9\U0001f110-\U0001f189]")


def fonts_undone(text: str, foreign: str) -> str:
    """Return ``text`` with letters of odd fonts (𝐀, Ⓐ) as ordinary ones, character for character."""
    if not foreign or not _FONTS.search(foreign):
        return text
    return _FONTS.sub(lambda match: unicodedata.normalize("NFKC", match.group())[:1], text)
