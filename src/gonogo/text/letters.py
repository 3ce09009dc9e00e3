"""Letters: from the salutation to whoever signs. What is said in one is said to its addressee.

The texts are in lower case. Salutations and endings are those of nine languages.
"""

from __future__ import annotations

import re

from gonogo.text.segment import Span

_BEGINNING, _END = 1000, 2000  # characters in which a letter begins, and in which it is signed
_SALUTATION = re.compile(
    r"(?:^|\n)[\W_]*(?:dear\b[^\n]{1,60}|to whom it may concern|(?:hi|hello|hey) [^\n.!?]{1,30},|subject:|ch[eè]re? |estimad|"
    r"querid|sehr geehrte|liebe[rs]? |gentile |car[oa] |prezad|уважаем|дорог|拝啓|尊敬的|亲爱的)"
)
_SIGN_OFF = re.compile(
    r"\n[ \t*_]*(?:(?:yours|sincerely|(?:kind|best|warm|kindest|warmest) (?:regards|wishes)|regards|best|cheers|respectfully|"
    r"love|warmly|cordially|with (?:love|gratitude|best|kind)|thank you|thanks|cordialement|bien à|atentamente|un saludo|"
    r"mit freundlichen|viele grüße|cordiali|atenciosamente|с уважением|敬具|此致)[^\n]{0,40})(?=\n|$)"
)
_SIGNER = re.compile(r"\n(?:[ \t]*|[ \t]*p\.? ?s\b[^\n]*|(?![ \t*_]*[(\[][^\n]*\d|[ \t]*[-*_=]{3})[^\n.!?]{0,45})(?=\n|$)")


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
