"""How long a verdict takes per kilobyte, and how that grows with the text."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from gonogo.testing.growth import FOUR_TIMES, seconds
from gonogo.testing.hostile import HOSTILE

MAKERS = ("words", "short_paragraphs", "open_emphasis", "open_brackets")
_TYPICAL = 4_000  # characters: an answer of about 600 words
_SIZES = (1_000, 4_000, 16_000, 64_000)
_NOISE = 0.02  # seconds; what takes less is not told from noise


@dataclass(frozen=True, slots=True)
class Speed:
    """Time of a verdict; processor time of a noisy machine, so read it as a hint.

    Attributes:
        us_per_kb: microseconds for each 1,000 characters of a text of 4,000.
        exponent: k where the time grows about as (length)^k, between 16,000 and 64,000 characters; 1 is linear.
        steep: what grows too fast, in a sentence, or None.
    """

    us_per_kb: float
    exponent: float
    steep: str | None


def measure_speed(run: Callable[[str], object], tail: str = "") -> Speed:
    """Time ``run`` on texts of growing length, each ending with ``tail`` (what the constraint asks for)."""
    words = HOSTILE["words"]
    typical = seconds(run, words(_TYPICAL) + tail, 5)
    small, large = (seconds(run, words(size) + tail, 3) for size in _SIZES[2:])
    exponent = math.log(max(large, 1e-9) / max(small, 1e-9), 4)
    steep = None
    for name in MAKERS:
        steep = steep or _steep(run, name, tail)
    return Speed(round(typical * 1e6 / (_TYPICAL / 1000), 2), round(exponent, 2), steep)


def _steep(run: Callable[[str], object], name: str, tail: str) -> str | None:
    """Say so if four times the text takes more than twelve times as long; measured again before it is said."""
    make = HOSTILE[name]
    before = seconds(run, make(_SIZES[0]) + tail, 2)
    for size in _SIZES[1:]:
        now = seconds(run, make(size) + tail, 1)
        if now > max(_NOISE, FOUR_TIMES * before):
            before = max(seconds(run, make(size // 4) + tail, 3), _NOISE / 16)
            now = min(now, seconds(run, make(size) + tail, 2))
            if now > max(_NOISE, FOUR_TIMES * before):
                return f"{size:,} characters of {name} take {now / before:.0f} times as long as {size // 4:,}"
        before = now
    return None
