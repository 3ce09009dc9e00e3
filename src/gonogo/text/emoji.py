"""Emoji, as a reader counts them."""

from __future__ import annotations

from functools import lru_cache

from gonogo import deferred
from gonogo.text.segment import Span

# A flag; a keycap; or a pictograph with its skin tone, and what is joined to it. Signs that print as plain text
# (the copyright sign, arrows) are emoji only where a variation selector asks for it.
EMOJI = deferred.pattern(
    r"[\U0001f1e6-\U0001f1ff]{2}|[0-9#*]\ufe0f?\u20e3"
    r"|(?:\p{Emoji_Presentation}|(?=\p{Emoji})[\u2600-\u27bf\U0001f000-\U0001faff]|\p{Extended_Pictographic}(?=\ufe0f))"
    r"\ufe0f?\p{Emoji_Modifier}?(?:\u200d\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?)*"
)


def emoji(text: str) -> list[Span]:
    """Return where the emoji of a visible text are.

    What shows as one picture is one: a family, a flag, a waving hand of some colour, a keycap. Typographic signs
    (``©``, ``™``, arrows) and faces made of punctuation are none.
    """
    return [] if text.isascii() else [match.span() for match in EMOJI.finditer(text)]


def has_emoji(text: str, start: int, end: int) -> bool:
    """Return whether an emoji stands in ``text[start:end]``."""
    if end - start <= _SHORT:
        return _holds_emoji(text[start:end])
    stretch = text[start:end]
    return not stretch.isascii() and EMOJI.search(stretch) is not None


_SHORT = 8  # characters: a mark, an emoji or two; a writer uses the same few again and again


@lru_cache(maxsize=4096)
def _holds_emoji(stretch: str) -> bool:
    return EMOJI.search(stretch) is not None
