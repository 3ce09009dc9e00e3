"""Whether the time of a verdict grows about linearly with the text. Only ratios are looked at, never seconds."""

from __future__ import annotations

import gc
import math
from collections.abc import Callable
from time import process_time

from gonogo.constraint import Constraint
from gonogo.text.view import View

FOUR_TIMES = 12.0  # a linear checker takes 4 times as long for 4 times the text, a quadratic one 16 times
SIZES = (1_000, 4_000, 16_000, 64_000, 256_000)
_NOISE = 0.02  # seconds; what takes less is not told from noise


def steep(constraint: Constraint, make: Callable[[int], str], sizes: tuple[int, ...] = SIZES) -> str | None:
    """Return a sentence if judging texts of ``make`` takes more than twelve times as long for four times the text.

    Sizes go up fourfold; a step counts only when the larger takes long enough to measure and stays that slow in the
    best of five runs, so a quadratic checker is caught early, before it takes minutes.
    """

    def run(text: str) -> object:
        return constraint.judge(View(text)).to_dict()

    before = seconds(run, make(sizes[0]), 3)
    for size in sizes[1:]:
        text = make(size)
        now = seconds(run, text, 2)
        if now > _NOISE and now > FOUR_TIMES * before:
            before = min(before, seconds(run, make(size // 4), 3)) or before
            now = min(now, seconds(run, text, 3))
            if now > _NOISE and now > FOUR_TIMES * max(before, _NOISE / 16):
                return f"{size} characters take {now / max(before, 1e-9):.0f} times as long as {size // 4}"
        before = now
    return None


def seconds(run: Callable[[str], object], text: str, runs: int) -> float:
    """Return the processor time of the best of ``runs`` runs on ``text``; fewer where one takes above a second."""
    best = math.inf
    collecting = gc.isenabled()
    gc.disable()  # a collection that happens to fall into a run says nothing about the checker
    try:
        for _ in range(runs):
            start = process_time()
            run(text)
            best = min(best, process_time() - start)
            if best > 1.0:
                break
    finally:
        if collecting:
            gc.enable()
    return best
