"""Building one text for one constraint by a named way, so that the same way can be gone again with a smaller draft.

A way is ``satisfy``, ``violate``, ``near_miss`` (violated after it was satisfied) or ``amount:k`` (built to hold
exactly k), with ``+edit`` behind it where the text was then edited in a way that cannot change its truth
(``satisfy+nfd``).
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from gonogo.amount import Amount
from gonogo.constraint import Constraint
from gonogo.constraints import Kind
from gonogo.draft import Block, Draft
from gonogo.testing.cases import with_amount
from gonogo.testing.edits import EDITS, applicable

Shape = tuple[int, int, int | None]
"""Paragraphs, sentences in each, words in each sentence (None: five to nine, drawn)."""

SHAPES: tuple[Shape, ...] = ((2, 3, None), (1, 1, None), (3, 2, None), (1, 6, 4), (5, 4, None), (1, 2, 3), (1, 1, 12))
SMALL: tuple[Shape, ...] = ((1, 1, 3), (1, 1, 5), (1, 2, 3), (2, 1, 4), (1, 3, 5), (2, 2, None))
WAYS = ("satisfy", "violate", "near_miss")
_EDITS = {edit.name: edit for edit in EDITS}


def draft_of(shape: Shape, rng: Random) -> Draft:
    """Return a draft of filler in this shape."""
    paragraphs, sentences, words = shape
    draft = Draft()
    for _ in range(paragraphs):
        draft.blocks.append(Block(sentences=[draft.sentence(rng, words) for _ in range(sentences)]))
    return draft


def truth(way: str, constraint: Constraint) -> bool:
    """Return whether a text built in this way satisfies ``constraint``."""
    base = way.partition("+")[0]
    if base.startswith("amount:"):
        amount: Amount = constraint.amount  # type: ignore[attr-defined]  # the kind has it
        return amount.holds(int(base.removeprefix("amount:")))
    return base == "satisfy"


def build(kind: Kind, constraint: Constraint, way: str, rng: Random, shape: Shape) -> str | None:
    """Return a text built in this way, or None when the kind takes no such amount.

    Raises:
        CannotConstruct: the constructive half has no text for these parameters.
    """
    base, _, edit = way.partition("+")
    draft = draft_of(shape, rng)
    if base.startswith("amount:"):
        k = int(base.removeprefix("amount:"))
        exact = with_amount(kind, constraint, Amount(low=k, high=k))
        if exact is None:
            return None
        exact.satisfy(draft, rng)
    if base in ("satisfy", "near_miss"):
        constraint.satisfy(draft, rng)
    if base in ("violate", "near_miss"):
        constraint.violate(draft, rng)
    text = draft.render()
    return _EDITS[edit].apply(text, rng) if edit else text


def edited(kind: Kind, constraint: Constraint, way: str, rng: Random) -> str:
    """Return ``way`` with one of the edits behind it that cannot change the truth."""
    return f"{way}+{rng.choice(applicable(constraint, kind.owner)).name}"


def amounts(kind: Kind, constraint: Constraint, rng: Random) -> Iterator[tuple[Constraint, str]]:
    """Yield the constraint with amounts just around a count, each with the way to build a text with that count."""
    amount = getattr(constraint, "amount", None)
    if not isinstance(amount, Amount):
        return
    first = max(1, amount.first())
    k = rng.choice([n for n in (first, first + 1, amount.last() or first + 2) if n > 0])
    around = (
        Amount(low=k), Amount(low=k, high=k), Amount(high=k), Amount(low=k + 1), Amount(low=k + 1, high=k + 3),
        Amount(high=k - 1), Amount(low=k - 1, high=k - 1),
    )  # fmt: skip
    for bounds in rng.sample(around, 2):
        other = with_amount(kind, constraint, bounds)
        if other is not None:
            yield other, f"amount:{k}"
