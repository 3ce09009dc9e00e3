"""Texts of which nothing is known: pieces that look like a response, with whatever breaks checkers in between."""

from __future__ import annotations

from random import Random

from gonogo.constraint import Constraint
from gonogo.testing import describing
from gonogo.testing.hostile import AWKWARD, HOSTILE

PIECES: tuple[str, ...] = (
    "salt", "Sea", "the", "a", "is", "don't", "state-of-the-art", "1,234.5", "10:30", "3.", "1.", "2)", "e.g.", "Dr.",
    "U.S.", "R&D", "end.Next", "https://a.b/c_d?e=f", "x_y", "NASA", "ice cream", "[name]", "[1]", "[link](http://a.b)",
    "*bold*", "**two words**", "***", "---", "* item", "- [ ] task", "+ more", "-5", "# Head", "| cell |", "> quote",
    "```py", "```", "~~~", "`a.b`", "«oui»", "“Go.”", '"Why?"', "<<Title>>", "...", "…", "?!", ".", ".", ".", "!", "?",
    ",", "，", ";", ":", "—", "–", "--", "_", "(", ")", "é", "e\u0301", "ÉTÉ", "İ", "ß", "ς", "天气", "。", "ひ", "ー",
    "วันนี้", "한국어", "привет", "sаlt", "ｓａｌｔ", "👍🏽", "👩\u200d🚀", "1\ufe0f\u20e3", "\u200b", "\u00ad", "\u2060",
    "\ufeff", "\u0301", "\u200d", "{", "}", '{"a": 1}', "a,b", "P.S.", "12/25/2024", "2024-02-30", "NaN", "\\", "\x00",
    "\ud800", "<b>", "&amp;", "I'm", "Yes", "No", "SECTION 1", "Question 1",
    "`", "~~", "~~no~~", "the `View`s", "我**喜欢**你", "サーバーGPU", "snake__case", "un**salt**ed",
)  # fmt: skip
_BLANKS = (" ",) * 8 + (
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "\n \n",
    "\t",
    "  ",
    "",
    "",
    "\r\n",
    "\u00a0",
    "\u2028",
    "\x0b",
    "\n    ",
)
_PLANES = (
    (0x20, 0x7F), (0x00, 0x20), (0x80, 0x250), (0x300, 0x370), (0x370, 0x600), (0x900, 0xE80), (0x2000, 0x2070),
    (0x2100, 0x2800), (0x3000, 0x3400), (0xAC00, 0xAD00), (0xD800, 0xE000), (0xFE00, 0x10000), (0x1D400, 0x1D800),
    (0x1F000, 0x1FB00), (0xE0000, 0xE0200), (0x0, 0x110000),
)  # fmt: skip


def asked(constraint: Constraint) -> list[str]:
    """Return the texts that ``constraint`` names: without them a text would rarely come near what it decides."""
    named = [value for _, value in describing.leaves(constraint.to_dict()) if isinstance(value, str) and value]
    return [value for value in named if len(value) <= 200]


def babble(rng: Random, words: list[str]) -> str:
    """Return up to 16 pieces with blanks between them; ``words`` come as often as all other pieces together."""
    parts = []
    for _ in range(rng.randint(0, 16)):
        parts.append(rng.choice(words) if words and rng.random() < 0.3 else rng.choice(PIECES))
        parts.append(rng.choice(_BLANKS))
    return "".join(parts)


def characters(rng: Random) -> str:
    """Return up to 30 characters from anywhere in Unicode, most often several from one block."""
    low, high = rng.choice(_PLANES)
    return "".join(
        chr(rng.randrange(low, high)) if rng.random() < 0.8 else rng.choice("a .\n*") for _ in range(rng.randint(0, 30))
    )


def degenerate(rng: Random) -> str:
    """Return an awkward text, or a repetitive one of up to 400 characters."""
    if rng.random() < 0.5:
        return rng.choice(list(AWKWARD.values()))
    return rng.choice(list(HOSTILE.values()))(rng.randint(1, 400))


def spoiled(text: str, rng: Random, words: list[str]) -> str:
    """Return ``text`` after one to three small accidents: cut, doubled, moved, cased, a piece put in."""
    for _ in range(rng.randint(1, 3)):
        start, stop = sorted((rng.randint(0, len(text)), rng.randint(0, len(text))))
        stop = min(stop, start + rng.choice((1, 2, 8, 40)))
        part = text[start:stop]
        piece = rng.choice(words) if words and rng.random() < 0.3 else rng.choice((*PIECES, *_BLANKS))
        text = rng.choice((
            text[:start] + text[stop:], text[:start] + 2 * part + text[stop:], text[:start] + piece + text[start:],
            text[:start] + piece + text[stop:], text[:start] + part.swapcase() + text[stop:],
            text[:start] + text[stop:] + part,
        ))  # fmt: skip
    return text


def pattern(rng: Random, words: list[str]) -> tuple[str, str, str]:
    """Return what a long text is made of: what is repeated before its middle, the middle, what is repeated after it."""

    def piece() -> str:
        if rng.random() < 0.2:
            return characters(rng)[: rng.randint(1, 6)]
        made = (rng.choice(words) if words and rng.random() < 0.3 else rng.choice(PIECES)) + rng.choice(_BLANKS)
        return made + rng.choice(PIECES) if rng.random() < 0.3 else made

    return piece() or "a", piece() if rng.random() < 0.5 else "", piece() if rng.random() < 0.5 else ""


def stretched(parts: tuple[str, str, str], n: int) -> str:
    """Return a text of about ``n`` characters of :func:`pattern`'s parts."""
    left, middle, right = parts
    half = n // 2 if right else n
    return left * max(1, half // len(left)) + middle + (right * max(1, half // len(right)) if right else "")
