"""Characters: what a reader sees of a text, and to which class each character belongs.

Two things are settled here, once:

* :func:`visible` maps a response to the text a reader sees: invisible characters gone, composed (NFC), one kind of
  line end, one kind of blank. It also returns how to get back, so that spans point into the original.
* :data:`CORE` and the other bits say what a character can be in a word. A table lookup on an array of code points
  gives the classes of a whole text at once.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from gonogo import deferred

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
else:
    np = deferred.module("numpy")

Bytes: TypeAlias = "npt.NDArray[np.uint8]"

# ---------------------------------------------------------------------- what a reader sees
_ASCII = bytes(range(128))
# Cf (format) characters a reader cannot see, fillers that print nothing, and tag characters. Emoji are joined by
# U+200D, which stays between pictographs (it changes what is seen there).
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_ODD = deferred.pattern(
    r"\r\n?|[\x0b\x0c\x85\u2028\u2029]"  # other line ends
    r"|[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"  # other blanks
    rf"|[^\p{{M}}\s{INVISIBLE}](?:[{INVISIBLE}]*\p{{M}})+[{INVISIBLE}]*"  # a letter and its marks, to compose
    rf"|[{INVISIBLE}]+"
    r"|(?<!\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)\u200d"
    r"|\p{M}+|[\u1100-\u11ff]+|[\u2126\u212a\u212b\u0340\u0341\u0343\u0374\u037e\u0387\u1f71-\u1fff\uf900-\ufaff\u2329\u232a]"
)
_INVISIBLE = deferred.pattern(rf"[{INVISIBLE}\u200d]")
_JOINER = "\u200d"
_LOOSE_JOINER = deferred.pattern(r"(?<!\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)\u200d")
_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"


class Origin:
    """How offsets of the visible text map to offsets of the original.

    Pieces that were replaced are kept as ``(visible start, visible length, original start, original length)``.
    """

    __slots__ = ("_pieces", "_starts")

    def __init__(self, pieces: list[tuple[int, int, int, int]]) -> None:
        self._pieces = pieces
        self._starts = [piece[0] for piece in pieces]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that shows as ``start:end`` of the visible text."""
        first = self._point(start, last=False)
        return first, max(first, self._point(end, last=True))

    def _point(self, offset: int, *, last: bool) -> int:
        index = bisect_right(self._starts, offset - 1 if last else offset) - 1
        if index < 0:
            return offset
        seen, length, origin, width = self._pieces[index]
        if offset < seen + length or (last and offset == seen + length and length):
            return origin + (width if last and offset > seen else 0)
        return origin + width + offset - seen - length


def visible(source: str, foreign: str | None = None) -> str:
    """Return the text a reader sees of ``source``; :func:`origin` tells where each part of it came from.

    ``foreign`` is :func:`foreign_characters` of ``source``, where that is known already.
    """
    if foreign is None:
        foreign = foreign_characters(source)
    present = set(foreign)
    if "\r" in source or "\x0b" in source or "\x0c" in source:
        present.update("\r\x0b\x0c")
    elif not present:
        return source
    text = source.replace("\r\n", "\n") if "\r" in present else source
    compose = False
    for char in present:  # in any order: each replacement concerns one character only
        known = _SEEN.get(char)
        seen = _see(char) if known is None else known
        if seen is _COMPOSES:
            compose = True
        elif seen != char:
            text = text.replace(char, seen)
            foreign = foreign.replace(char, seen)
    if _JOINER in present:
        text = _LOOSE_JOINER.sub("", text)
        foreign = foreign.replace(_JOINER, "")
    # what stands side by side in the text does so in `foreign`, too; only marks on ASCII letters do not show there
    if compose and (
        _MARKS_OF_LATIN.search(foreign) or _many_marks(foreign) or not unicodedata.is_normalized("NFC", foreign)
    ):
        return _composed(text) if _many_marks(foreign) else unicodedata.normalize("NFC", text)
    return text


_A_RUN = 30  # marks: no writing stacks more on one letter (UAX #15, stream-safe text)
_RUN_OF_MARKS = deferred.pattern(rf"\p{{M}}{{{_A_RUN}}}")


def _many_marks(text: str) -> bool:
    """Return whether so many marks follow each other that sorting them, as composing does, would take for ever."""
    return len(text) >= _A_RUN and _RUN_OF_MARKS.search(text) is not None


def _composed(text: str) -> str:
    """Return ``text`` composed (NFC) in pieces that end within each long run of marks: time stays linear."""
    edges = [0, *(match.end() for match in _RUN_OF_MARKS.finditer(text)), len(text)]
    return "".join(unicodedata.normalize("NFC", text[a:b]) for a, b in pairwise(edges))


_MARKS_OF_LATIN = re.compile("[\u0300-\u036f\u3099\u309a]")
_COMPOSES = "compose"  # a character that may become another one when the text is composed (NFC)
_SEEN: dict[str, str] = {}


def _see(char: str) -> str:
    """Return what ``char`` alone shows as: itself, another character, nothing, or that it composes."""
    if char in _LINE_ENDS:
        seen = "\n"
    elif char == _JOINER:
        seen = char  # whether it is seen depends on its neighbours
    elif _INVISIBLE.match(char):
        seen = ""
    elif char.isspace():
        seen = " " if char not in "\n\t" else char
    elif (
        unicodedata.category(char)[0] == "M"
        or unicodedata.normalize("NFC", char) != char
        or "\u1100" <= char <= "\u11ff"
    ):
        seen = _COMPOSES
    else:
        seen = char
    if len(_SEEN) < 100_000:  # a bound on memory, not on correctness
        _SEEN[char] = seen
    return seen


def origin(source: str) -> Origin | None:
    """Return the way from :func:`visible` of ``source`` back to it, None if they are the same."""
    text = visible(source)
    pieces: list[tuple[int, int, int, int]] = []
    shown_parts: list[str] = []
    at = seen = 0
    for match in _ODD.finditer(source):
        start, end = match.span()
        shown = _shown(match.group())
        if shown == source[start:end]:
            continue
        shown_parts += (source[at:start], shown)
        seen += start - at
        pieces.append((seen, len(shown), start, end - start))
        seen += len(shown)
        at = end
    if "".join(shown_parts) + source[at:] != text:  # marks and joiners in an order nobody writes: map it as one piece
        pieces = [(0, len(text), 0, len(source))]
    return Origin(pieces) if pieces else None


def _shown(found: str) -> str:
    if found[0] in _LINE_ENDS:
        return "\n"
    if len(found) == 1 and found.isspace():
        return " "
    return _composed(_INVISIBLE.sub("", found))


# ---------------------------------------------------------------------- what a character can be in a word
CORE = 1  # letters, digits, marks: what words are made of
DIGIT = 2
JOINER = 4  # joins two letters or digits into one word: don't, state-of-the-art, example.com, R&D, snake_case
DIGIT_JOINER = 8  # joins two digits only: 1,234  10:30  12/25  10–20
EACH = 16  # a word by itself: Han ideographs and kana
MARK = 32  # continues the character before it
RUN = 64  # of a script written without blanks: Thai, Lao, Khmer, Burmese

_JOINERS = "'’‘ʼ＇-\u2010\u2011_&@+*.·"
_DIGIT_JOINERS = ",:/–٫٬"
_EACH_RUN = deferred.pattern(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}]+")
CONTINUES = "ーｰ゙゚ﾞﾟ々〻ゝゞヽヾ"  # lengthen or repeat the character before them


_FIRST_EACH = "\u2e80"  # the first Han character; below it nobody need ask
_RUN_BLOCKS = ((0x0E00, 0x0F00), (0x1000, 0x10A0), (0x1780, 0x1800))


def classify(char: str) -> int:
    """Return the class bits of one character."""
    if char in _JOINERS:
        return JOINER
    if char in _DIGIT_JOINERS:
        return DIGIT_JOINER
    if char in CONTINUES:
        return CORE | MARK
    bits = _category_bits(unicodedata.category(char))
    if any(first <= ord(char) < end for first, end in _RUN_BLOCKS):
        bits |= RUN
    return CORE | EACH if bits == CORE and char >= _FIRST_EACH and _EACH_RUN.match(char) else bits


def _category_bits(category: str) -> int:
    if category[0] == "M":
        return CORE | MARK
    if category == "Nd":
        return CORE | DIGIT
    return CORE if category[0] in "LN" else 0


_OF_ASCII = bytes(classify(chr(code)) if code < 128 else 0 for code in range(256))


_ALPHABETS = 0x3000  # below: every alphabet, punctuation and symbols; above: Chinese, Japanese, Korean and the rest
_PLANE = 0x10000


@lru_cache(maxsize=2)
def _table(size: int) -> Bytes:
    """The classes of the characters below ``size``, made on the first text that needs them (2 ms, or 10 for all)."""
    plane = list(map(chr, range(size)))
    bits = {category: _category_bits(category) for category in set(map(unicodedata.category, plane))}
    table = np.fromiter(map(bits.__getitem__, map(unicodedata.category, plane)), dtype=np.uint8, count=size)
    for match in _EACH_RUN.finditer("".join(plane)):
        letters = table[match.start() : match.end()]
        letters[letters == CORE] = CORE | EACH
    for first, end in _RUN_BLOCKS:
        table[first:end] |= RUN
    for char in _JOINERS + _DIGIT_JOINERS + CONTINUES:
        if ord(char) < size:
            table[ord(char)] = classify(char)
    return table


def classes(text: str) -> Bytes:
    """Return the class bits of each character, with one 0 before and one after (so neighbours always exist)."""
    if text.isascii():
        return np.frombuffer(b"\0%b\0" % text.encode("ascii").translate(_OF_ASCII), dtype=np.uint8)
    codes = np.frombuffer(f"\n{text}\n".encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    highest = int(codes.max())
    if highest < _PLANE:
        # every code is in the table: clipping, which changes none, only spares the check
        return _table(_ALPHABETS if highest < _ALPHABETS else _PLANE).take(codes, mode="clip")
    high = codes >= _PLANE
    found = _table(_PLANE)[np.where(high, 0, codes)]
    values, inverse = np.unique(codes[high], return_inverse=True)
    found[high] = np.array([classify(chr(code)) for code in values.tolist()], dtype=np.uint8)[inverse]
    return found


# ---------------------------------------------------------------------- what looks the same
_SAME = {
    "'": "’‘ʼ＇‛`´",
    '"': "“”„‟＂«»″",
    "-": "\u2010\u2011",
}
_ALIKE = {char: plain for plain, chars in _SAME.items() for char in chars}
_HOMOGLYPHS = str.maketrans(
    "аеорсухіјѕһԁԛԝАВЕКМНОРСТХУІЈЅαορνικτΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijshdqwABEKMHOPCTXYIJSaopviktABEZHIKMNOPTYX",
)
_MEETS = re.compile("[\u0370-\u052f][A-Za-z]|(?<=[A-Za-z])[\u0370-\u052f]")
_LETTERS = deferred.pattern(r"[\p{L}\p{M}]+")
_MIXED = deferred.pattern(r"\p{Latin}[\p{Cyrillic}\p{Greek}]|[\p{Cyrillic}\p{Greek}]\p{Latin}")


def foreign_characters(text: str) -> str:
    """Return the characters above ASCII that occur in ``text``, in order, with what stands between them left out."""
    if text.isascii():
        return ""
    data = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return data.decode("utf-8", "surrogatepass")


def looks(text: str, foreign: str | None = None) -> str:
    """Return ``text`` with look-alike characters made one, character for character (offsets stay).

    Curly quotes and odd hyphens become plain, full-width and mathematical letters become ordinary ones, and in words
    that mix Latin with Cyrillic or Greek letters the look-alikes become Latin (a purely Cyrillic word stays as it is).
    """
    foreign = foreign_characters(text) if foreign is None else foreign
    if not foreign:
        return text
    scripts = False
    for char in set(foreign):
        plain = _ALIKE.get(char)
        if plain is None:
            scripts = scripts or "\u0370" <= char <= "\u052f"
            if char < "\uff00":
                continue
            plain = unicodedata.normalize("NFKC", char)
            if len(plain) != 1 or plain == char:
                continue
        text = text.replace(char, plain)
    if scripts and _MEETS.search(text):
        # run by run: one pattern of the whole would try a long run from each of its letters
        text = _LETTERS.sub(_unmixed, text)
    return text


def _unmixed(run: Any) -> str:
    letters: str = run.group()
    return letters.translate(_HOMOGLYPHS) if _MIXED.search(letters) else letters


_SKELETON = bytes(code + 32 if 65 <= code <= 90 else code for code in range(256))
# What Greek and Cyrillic look like in UTF-8: g a first byte, c a following byte, l a Latin letter
_SCRIPTS = bytes(
    ord("l") if 97 <= code <= 122 else ord("c") if 0x80 <= code < 0xC0 else ord("g") if 0xCD <= code <= 0xD4 else 32
    for code in range(256)
)
# Letters that show as ASCII ones: full-width, mathematical, enclosed, modifier letters, outlined capitals
_COMPATIBLE = re.compile(
    "[\uff00-\uffef\u2100-\u214f\u0130\U00010780-\U000107bf\U0001ccd6-\U0001ccf9\U0001d400-\U0001d7ff"
    "\U0001f100-\U0001f1e5\U0001fbf0-\U0001fbf9]"
)
_GREEK_CYRILLIC = re.compile("[\u0370-\u052f]")


def skeleton(text: str, foreign: str) -> bytes | None:
    """Return ``text`` as UTF-8 with ASCII letters in lower case and without ``*`` and backquotes, for fast searching.

    None where a word of ASCII letters may show in other characters (full-width letters, or Greek and Cyrillic
    letters beside Latin ones), or be struck through inside: then only the folded text tells.
    """
    data = text.encode("utf-8", "surrogatepass").translate(_SKELETON, b"*`")
    if b"~~" in data:
        return None
    if foreign:
        if _COMPATIBLE.search(foreign):
            return None
        if _GREEK_CYRILLIC.search(foreign):
            scripts = data.translate(_SCRIPTS)
            if b"lg" in scripts or b"gcl" in scripts:
                return None
    return data


def lower(text: str) -> str:
    """Return ``text`` in lower case, character for character (offsets stay; final sigma counts as sigma)."""
    low = text.lower()
    if text.isascii():
        return low
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return low.replace("ς", "σ")
