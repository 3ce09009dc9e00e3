"""Characters: what a reader sees of a text, and to which class each character belongs.

Two things are settled here, once:

* :func:`visible` maps a response to the text a reader sees: invisible characters gone, composed (NFC), one kind of
  line end, one kind of blank. It also returns how to get back, so that spans point into the original.
* :data:`CORE` and the other bits say what a character can be in a word. A table lookup on an array of code points
  gives the classes of a whole text at once.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import regex

Bytes = npt.NDArray[np.uint8]

# ---------------------------------------------------------------------- what a reader sees
_ASCII = bytes(range(128))
# Cf (format) characters a reader cannot see, fillers that print nothing, and tag characters. Emoji are joined by
# U+200D, which stays between pictographs (it changes what is seen there).
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_ODD = regex.compile(
    r"\r\n?|[\x0b\x0c\x85\u2028\u2029]"  # other line ends
    r"|[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"  # other blanks
    rf"|[^\p{{M}}\s{INVISIBLE}](?:[{INVISIBLE}]*\p{{M}})+[{INVISIBLE}]*"  # a letter and its marks, to compose
    rf"|[{INVISIBLE}]+"
    r"|(?<!\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)\u200d"
    r"|[\u1100-\u11ff]+|[\u2126\u212a\u212b\u0340\u0341\u0343\u0374\u037e\u0387\u1f71-\u1fff\uf900-\ufaff\u2329\u232a]"
)
_INVISIBLE = regex.compile(rf"[{INVISIBLE}\u200d]")
# The only characters above ASCII for which nothing needs doing are found by asking once for each and remembering.
_PLAIN: dict[str, bool] = {}


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
        return self._point(start, last=False), self._point(end, last=True)

    def _point(self, offset: int, *, last: bool) -> int:
        index = bisect_right(self._starts, offset - 1 if last else offset) - 1
        if index < 0:
            return offset
        seen, length, origin, width = self._pieces[index]
        if offset < seen + length or (last and offset == seen + length and length):
            return origin + (width if last and offset > seen else 0)
        return origin + width + offset - seen - length


def visible(source: str) -> tuple[str, Origin | None]:
    """Return the text a reader sees of ``source``, and the way back (None: they are the same)."""
    if source.isascii():
        if "\r" not in source and "\x0b" not in source and "\x0c" not in source:
            return source, None
    elif not _needs_work(source):
        return source, None
    pieces: list[tuple[int, int, int, int]] = []
    parts: list[str] = []
    at = seen = 0
    for match in _ODD.finditer(source):
        start, end = match.span()
        shown = _shown(match.group())
        if shown == source[start:end]:
            continue
        parts += (source[at:start], shown)
        seen += start - at
        pieces.append((seen, len(shown), start, end - start))
        seen += len(shown)
        at = end
    if not pieces:
        return source, None
    parts.append(source[at:])
    return "".join(parts), Origin(pieces)


def _needs_work(source: str) -> bool:
    foreign = source.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    plain = _PLAIN
    for char in set(foreign):
        known = plain.get(char)
        if known is None:
            known = _ODD.search("a" + char) is None and unicodedata.category(char) not in ("Mn", "Mc", "Me")
            if len(plain) < 50_000:  # a bound on memory, not on correctness
                plain[char] = known
        if not known:
            return True
    return "\r" in source


def _shown(found: str) -> str:
    if found[0] in "\r\x0b\x0c\x85\u2028\u2029":
        return "\n"
    if len(found) == 1 and found.isspace():
        return " "
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", found))


# ---------------------------------------------------------------------- what a character can be in a word
CORE = 1  # letters, digits, marks: what words are made of
DIGIT = 2
JOINER = 4  # joins two letters or digits into one word: don't, state-of-the-art, example.com, R&D, snake_case
DIGIT_JOINER = 8  # joins two digits only: 1,234  10:30  12/25  10–20
EACH = 16  # a word by itself: Han ideographs and kana
MARK = 32  # continues the character before it
LOWER = 64
UPPER = 128

_JOINERS = "'’ʼ＇-\u2010\u2011_&@+*.·"
_DIGIT_JOINERS = ",:/–٫٬"
_EACH = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}]")
_CONTINUES = "ーｰ゙゚ﾞﾟ々〻ゝゞヽヾ"  # lengthen or repeat the character before them
_NUMBERISH = ("Nd", "Nl", "No")


def classify(char: str) -> int:
    """Return the class bits of one character."""
    if char in _JOINERS:
        return JOINER
    if char in _DIGIT_JOINERS:
        return DIGIT_JOINER
    category = unicodedata.category(char)
    if category[0] == "M" or char in _CONTINUES:
        return CORE | MARK
    if category in _NUMBERISH:
        return CORE | DIGIT if category == "Nd" else CORE
    if category[0] != "L":
        return 0
    if _EACH.match(char):
        return CORE | EACH
    return CORE | (LOWER if category == "Ll" else 0) | (UPPER if category == "Lu" else 0)


_ASCII_TABLE: Bytes = np.array([classify(chr(code)) for code in range(128)], dtype=np.uint8)


@lru_cache(maxsize=1)
def _plane_table() -> Bytes:
    """The classes of the Basic Multilingual Plane, made on the first text above ASCII (about 20 ms, once)."""
    return np.array([classify(chr(code)) for code in range(0x10000)], dtype=np.uint8)


def classes(text: str) -> Bytes:
    """Return the class bits of each character, with one 0 before and one after (so neighbours always exist)."""
    if text.isascii():
        return _ASCII_TABLE[np.frombuffer(f"\n{text}\n".encode("ascii"), dtype=np.uint8)]
    codes = np.frombuffer(f"\n{text}\n".encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    table = _plane_table()
    if int(codes.max()) < 0x10000:
        return table[codes]
    high = codes >= 0x10000
    found = table[np.where(high, 0, codes)]
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
_MIXED = regex.compile(r"[\p{L}\p{M}]*(?:\p{Latin}[\p{Cyrillic}\p{Greek}]|[\p{Cyrillic}\p{Greek}]\p{Latin})[\p{L}\p{M}]*")


def foreign_characters(text: str) -> set[str]:
    """Return the characters above ASCII that occur in ``text``."""
    if text.isascii():
        return set()
    data = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return set(data.decode("utf-8", "surrogatepass"))


def looks(text: str) -> str:
    """Return ``text`` with look-alike characters made one, character for character (offsets stay).

    Curly quotes and odd hyphens become plain, full-width and mathematical letters become ordinary ones, and in words
    that mix Latin with Cyrillic or Greek letters the look-alikes become Latin (a purely Cyrillic word stays as it is).
    """
    foreign = foreign_characters(text)
    if not foreign:
        return text
    scripts = False
    for char in foreign:
        plain = _ALIKE.get(char)
        if plain is None:
            scripts = scripts or "\u0370" <= char <= "\u052f"
            if char < "\uff00":
                continue
            plain = unicodedata.normalize("NFKC", char)
            if len(plain) != 1 or plain == char:
                continue
        text = text.replace(char, plain)
    if scripts and _MIXED.search(text):
        text = _MIXED.sub(lambda match: match.group().translate(_HOMOGLYPHS), text)
    return text


def lower(text: str) -> str:
    """Return ``text`` in lower case, character for character (offsets stay; final sigma counts as sigma)."""
    low = text.lower()
    if text.isascii():
        return low
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return low.replace("ς", "σ")
