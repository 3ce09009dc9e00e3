"""Hashtags, as a unit: something that can be counted, within any scope and by any amount."""

from __future__ import annotations

import re
from random import Random

from gonogo import Fails, Passes, View
from gonogo.units import Marked

# Not within a word, an address (a.example/#top) or another tag; with a letter somewhere, for #1 is a number.
_HASHTAG = re.compile(r"(?<![\w&/#.])#\d*[^\W\d]\w*")


class Hashtags(Marked):
    """Number of hashtags: ``#`` and right behind it letters, digits or underscores, one of them no digit.

    ``#1`` is a number and ``# Title`` a heading. Tags count wherever they stand, also in code (``#include``).
    """

    NAME, ONE, MANY = "example:hashtags", "hashtag", "hashtags"
    EXAMPLES = (
        Passes({"amount": {"low": 2, "high": 2}}, "Back at sea. #salt #100days"),
        Passes({"amount": {"high": 0}}, "# Salt\n\nWe are #1 at a.example/#top", "heading, number, address"),
        Passes({"amount": {"low": 1, "high": 1}}, "(#café)", "in brackets"),
        Fails({"amount": {"high": 0}}, "At sea #salt"),
        Fails({"amount": {"low": 2}}, "#salt#sea", "run together they are one tag and a rest"),
    )

    def spans(self, view: View) -> list[tuple[int, int]]:
        return [match.span() for match in _HASHTAG.finditer(view.text)]

    def is_one(self, token: str) -> bool:
        return token.startswith("#")

    def made(self, rng: Random) -> str:
        return "#" + rng.choice("salt sea rain stones winter_light 100days river".split())
