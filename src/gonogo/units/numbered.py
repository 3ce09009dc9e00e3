"""Units of lists: numbered items."""

from __future__ import annotations

import re
from random import Random

from gonogo.draft import Block, Draft, Grain
from gonogo.examples import Fails, Passes, Source
from gonogo.text.segment import Span, fenced
from gonogo.text.view import View
from gonogo.units.base import Unit


class NumberedItems(Unit):
    """Number of items of numbered lists: lines that start with a number and a full stop or bracket.

    ``1.``, ``1)``, ``(1)``, full-width ``１．`` and ``①`` all number an item; something to read must follow, after a
    blank where the mark is ASCII. Decimals (``1.5 litres``), years and dates (``2024. It was``), and lines of code are
    none.
    """

    NAME, ONE, MANY = "numbered_items", "item of a numbered list", "items of a numbered list"
    GRAIN = Grain.BLOCK
    EXAMPLES = (
        Passes({"amount": {"low": 2, "high": 2}}, "１．あ\n２．い", "full-width numbers"),
        Passes({"amount": {"low": 2, "high": 2}}, "1) a\n2) b"),
        Passes({"amount": {"low": 3, "high": 3}}, "Intro:\n\n**1. a**\n  2. b\n### (3) c"),
        Passes({"amount": {"low": 2, "high": 2}}, "①一つ\n②二つ\n1.5 litres"),
        Passes({"amount": {"low": 1, "high": 1}}, "1. a\n\n```\n2. b\n```", "code"),
        Fails({"amount": {"low": 1}}, "See 1. and 2. here"),
        Fails({"amount": {"low": 1}}, "1.\n2024. It was"),
        Fails({"amount": {"low": 2}}, "* a\n* b"),
    )
    SOURCES = (
        Source("M-IFEval", "ja:detectable_format:number_numbered_lists", same=False,
               note="the published checker knows neither 1) nor full-width numbers"),
    )  # fmt: skip

    def spans(self, view: View) -> list[Span]:
        text = view.text
        found = [match.span() for match in _ITEM.finditer(text)]
        code = fenced(text) if found else []
        return [(a, b) for a, b in found if not any(start <= a < end for start, end in code)]

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        items = [block for block in draft.blocks if block.lead[:1].isdigit()]
        at = draft.blocks.index(items[0]) if items else min(1, len(draft.blocks))
        draft.blocks = [block for block in draft.blocks if block not in items]
        new = [Block("item", f"{i + 1}. ", [draft.sentence(rng, 4)], locked=True) for i in range(n)]
        draft.blocks[at:at] = new


_ITEM = re.compile(
    r"^[ \t>]*(?:[-+][ \t]+)?(?:#{1,6}[ \t]+)?[*_]{0,3}"
    r"(?:[0-9]{1,3}[.)][*_]{0,3}[ \t]+|\([0-9]{1,3}\)[ \t]*|[0-9０-９]{1,3}[．）、：][ \t]*|（[0-9０-９]{1,3}）[ \t]*"
    r"|[\u2460-\u2473][ \t]*|[0-9]{1,3}[.)](?=[\u3041-\u30ff\u4e00-\u9fff「『]))"
    r"[^\n]*?[^\W_][^\n]*",
    re.MULTILINE,
)
