"""Emoji: which characters a reader sees as small pictures."""

from __future__ import annotations

from gonogo import deferred

# Flags, keycaps, and pictographs that show as pictures: by themselves, or because a variation selector says so. The
# older signs below U+2600 (the copyright sign, arrows, the double exclamation mark) show as text without the selector.
EMOJI = deferred.pattern(
    r"[\U0001F1E6-\U0001F1FF]{2}|[0-9#*]\uFE0F?\u20E3|\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F"
    r"|(?=[\u2600-\U0010FFFF])\p{Extended_Pictographic}"
)


def has_emoji(text: str, start: int, end: int) -> bool:
    """Return whether an emoji stands in ``text[start:end]``."""
    stretch = text[start:end]
    return (not stretch.isascii() or "\u20e3" in stretch) and EMOJI.search(stretch) is not None
