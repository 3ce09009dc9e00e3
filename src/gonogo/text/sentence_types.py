"""Types of sentences, told by the mark that ends them."""

from __future__ import annotations

from typing import Literal

from gonogo.text.segment import Span
from gonogo.text.view import View

SentenceType = Literal["declarative", "interrogative", "exclamatory"]
ASKS = frozenset("?？؟‽⁇⁈⁉՞፧")
CALLS = frozenset("!！‼՜")
_STATES = frozenset(".…。｡۔।॥")
_STOPS = ASKS | CALLS | _STATES


def sentence_type(text: str, start: int, end: int) -> SentenceType | None:
    """Return the type of the sentence ``text[start:end]``, None if no end mark closes it.

    The last run of end marks decides, whatever quotes, brackets or emoji close behind it: with a question mark in it
    (also ``?!``) the sentence asks, else with an exclamation mark it exclaims, else it states.
    """
    while end > start and text[end - 1] not in _STOPS:
        end -= 1
        if text[end].isalnum():
            return None
    calls = False
    while end > start and text[end - 1] in _STOPS:
        end -= 1
        if text[end] in ASKS:
            return "interrogative"
        calls = calls or text[end] in CALLS
    return "exclamatory" if calls else "declarative"


def sentences_of(view: View, wanted: SentenceType) -> list[Span]:
    """Return where the sentences of one type are."""
    text = view.text
    return [(a, b) for a, b in view.sentences.offsets if sentence_type(text, a, b) == wanted]
