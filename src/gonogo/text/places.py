"""Where in a response something is said: at its edges, in a letter, in a quotation.

The texts are in lower case and keep their offsets. Salutations and endings of letters are those of nine languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gonogo.text.segment import Span, fenced
from gonogo.text.view import bare

_BEGINNING, _END = 1000, 2000  # characters: what lies between is no edge
_SALUTATION = re.compile(
    r"(?:^|\n)[\W_]*(?:dear\b[^\n]{1,60}|to whom it may concern|(?:hi|hello|hey) [^\n.!?]{1,30},|subject:|ch[eè]re? |"
    r"estimad|"
    r"querid|sehr geehrte|liebe[rs]? |gentile |car[oa] |prezad|уважаем|дорог|拝啓|尊敬的|亲爱的)"
)
_SIGN_OFF = re.compile(
    r"\n[ \t*_]*(?:(?:yours|sincerely|(?:kind|best|warm|kindest|warmest) (?:regards|wishes)|regards|best|cheers|"
    r"respectfully|"
    r"love|warmly|cordially|with (?:love|gratitude|best|kind)|thank you|thanks|cordialement|bien à|atentamente|"
    r"un saludo|"
    r"mit freundlichen|viele grüße|cordiali|atenciosamente|с уважением|敬具|此致)[^\n]{0,40})(?=\n|$)"
)
_SIGNER = re.compile(  # a blank line, a postscript, a name or an address; no note of words, no rule, no claim
    r"\n(?:[ \t]*|[ \t]*p\.? ?s\b[^\n]*|(?![ \t*_]*[(\[][^\n]*\d|[ \t]*[-*_=]{3})(?=[^\n]{0,45}(?:\n|$))"
    r"(?!(?:this|all|every|i|the above)\b)[ \t]*(?:[^\s.!?]+(?:[ \t]+|(?=\n|$))){0,7})(?=\n|$)"
)


def letter(text: str) -> Span:
    """Return where a letter within the text begins and ends; all that is said in it is said to its addressee."""
    begun = _SALUTATION.search(text, 0, _BEGINNING)
    if begun is None:
        return 0, 0
    end = len(text)
    for signed in _SIGN_OFF.finditer(text, max(begun.end(), len(text) - _END)):
        end = signed.end()
        while (signer := _SIGNER.match(text, end)) is not None:
            end = signer.end()
    return begun.start(), end


def signed(text: str) -> bool:
    """Return whether the text ends with whoever signs a letter."""
    begins, ends = letter(text)
    return begins < ends == len(text) and any(_SIGN_OFF.finditer(text, max(begins, ends - _SIGNATURE)))


_SIGNATURE = 300  # characters


_NEAR = 400  # characters before the end
_FIRST, _LAST = 3, 12  # sentences
_QUOTED = re.compile(  # all of them begin with one of a few characters, which makes the search for them fast
    r"[\"「'](?:(?<=\")[^\"\n]*\"|(?<=「)[^」\n]*」|(?<=')(?<!\w')(?:[^'\n]|(?<=\w)'(?=\w))*'(?!\w))"
)
_SENTENCE = re.compile(r"[^.!?。\n]+(?:[.!?](?!\s|$|[\"')*_])[^.!?。\n]*)*[.!?。]*")
_NOTE = re.compile(r"[\W_]*(?:note|nb|n\.b\.|remark|disclaimer)\b")
_RULE = re.compile(r"\n[ \t]*(?:-{3,}|\*{3,}|_{3,}|={3,})[ \t]*(?=\n)")

_IN_LINES = re.compile(r"[^\n]")


def shown(text: str) -> str:
    """Return ``text`` with code blocks and quotations made unreadable; same offsets. A quotation of all is none."""
    blocks = fenced(text)
    if blocks and blocks[0][1] - blocks[0][0] < len(text.strip()):
        bounds = [0, *(edge for block in blocks for edge in block), len(text)]
        parts = [text[a:b] for a, b in pairwise(bounds)]
        parts[1::2] = [_IN_LINES.sub(" ", block) for block in parts[1::2]]
        text = "".join(parts)
    if _wrapped(text):
        text = text.replace('"', " ")
    return _QUOTED.sub(lambda found: '"' * len(found.group()), text)


def _wrapped(text: str) -> bool:
    """Return whether one pair of quotation marks stands around the whole text."""
    inner = text.strip()
    if len(inner) < 2 or inner[0] != '"' or inner[-1] != '"':
        return False
    following = inner.find('"', 1)
    return following == len(inner) - 1 or inner[following - 1].isspace()


def edges(text: str) -> Iterator[tuple[int, str]]:
    """Yield the first and last sentences of a text, and those of notes, each once with the place where it begins."""
    if len(text) <= _BEGINNING + _END:
        pieces = list(_SENTENCE.finditer(text))
    else:
        cut = max(text.find("\n", len(text) - _END), len(text) - _END)
        pieces = [*_SENTENCE.finditer(text, 0, _BEGINNING), *_SENTENCE.finditer(text, cut)]
    near = min(text.rfind("\n\n") + 1 or len(text), len(text) - _NEAR if "\n\n" in text else len(text))
    for rule in _RULE.finditer(text, max(0, len(text) - _END)):
        near = min(near, rule.end()) if rule.end() < len(text) - 1 else near
    for n, piece in enumerate(pieces):
        last = n >= len(pieces) - _LAST and (piece.start() >= near or n >= len(pieces) - _FIRST)
        if n < _FIRST or last or _NOTE.match(piece.group()):
            yield piece.start(), bare(piece.group())
