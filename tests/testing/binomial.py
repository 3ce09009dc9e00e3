"""How often intervals may miss before something is wrong with them."""

from __future__ import annotations

import math


def most_misses(audits: int, rate: float = 0.05, doubt: float = 1e-4) -> int:
    """Return the greatest number of misses that right intervals exceed with probability below ``doubt``."""
    above = 1.0
    for misses in range(audits + 1):
        above -= math.comb(audits, misses) * rate**misses * (1 - rate) ** (audits - misses)
        if above < doubt:
            return misses
    return audits
