"""Word lists of English that are data: read once, when first asked for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def stop_words() -> frozenset[str]:
    """Return the English stop words, in lower case with straight apostrophes."""
    text = files("gonogo.text").joinpath("data/stop_words.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
