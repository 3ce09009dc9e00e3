"""Texts whose truth is known by construction, made the same way every time.

A label never comes from a checker. It comes from whoever wrote the example; from ``satisfy`` and ``violate``, which
build the text; from arithmetic (a text built to hold exactly 4 of something satisfies "at most 5" and violates
"at least 5"); or from an edit that cannot change the truth of its parent.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from random import Random
from typing import Any, cast

from gonogo.amount import Amount
from gonogo.constraint import Constraint
from gonogo.constraints import Kind, kind_named
from gonogo.draft import Draft
from gonogo.errors import SpecError
from gonogo.testing.edits import applicable
from gonogo.text.view import View

SHAPES: tuple[tuple[int, int], ...] = ((2, 3), (1, 1), (3, 2), (1, 6), (5, 4))
"""Paragraphs and sentences per paragraph of the drafts that constraints are built into."""


@dataclass(frozen=True, slots=True)
class Case:
    """A text with the truth about it.

    Attributes:
        kind: the kind's name.
        constraint: the constraint.
        text: the response.
        label: whether the text satisfies the constraint.
        origin: how the truth is known: ``example``, ``satisfy``, ``violate`` (a fresh draft), ``near_miss`` (violated
            after it was satisfied), ``amount``, or ``edit:<name>``.
        parent: the case that was edited.
        pieces: what is counted, as a person read it; None where only the label is known.
    """

    kind: str
    constraint: Constraint
    text: str
    label: bool
    origin: str
    parent: Case | None = None
    pieces: tuple[str, ...] | None = None

    def judge(self) -> bool:
        """Return what the checker says."""
        return self.constraint.judge(View(self.text)).passed

    def show(self, note: str = "") -> str:
        """Return constraint, text and label as a report shows them."""
        return shown(self.constraint, self.text, f"{self.origin}, truth: {'pass' if self.label else 'fail'}. {note}")


@dataclass(frozen=True, slots=True)
class Broken:
    """A text that could not be built: the constraint, the step (``satisfy``, ``violate``…) and the error."""

    constraint: Constraint | None
    step: str
    error: Exception

    def __str__(self) -> str:
        spec = self.constraint.to_json() if self.constraint is not None else "?"
        return f"{self.step} of {spec} raised {type(self.error).__name__}: {self.error}"


@dataclass(frozen=True)
class Pool:
    """The cases of one kind, and what could not be built."""

    cases: tuple[Case, ...]
    broken: tuple[Broken, ...]

    @cached_property
    def passing(self) -> tuple[Case, ...]:
        """The cases whose text satisfies their constraint."""
        return tuple(case for case in self.cases if case.label)

    def of(self, *origins: str) -> tuple[Case, ...]:
        """Return the cases of these origins (the part before a colon counts)."""
        return tuple(case for case in self.cases if case.origin.split(":")[0] in origins)


def kind_of(name: str) -> Kind:
    """Return the catalogue entry called ``name``."""
    return kind_named(name)


def generator(kind: str, seed: int, *more: object) -> Random:
    """Return a generator that is the same in every process for the same arguments."""
    return Random("/".join(map(str, (kind, seed, *more))))


def examples(kind: Kind) -> list[Case]:
    """Return the kind's own examples."""
    return [
        Case(kind.name, kind.make(dict(example.params)), example.text, example.passes, "example")
        for example in kind.examples
    ]


def build(kind: Kind, rounds: int, seed: int = 0, *, edits: bool = True) -> Pool:
    """Return the cases of ``kind``: its examples and what ``rounds`` rounds of building yield.

    A round builds one satisfied and two violated texts, and a text with a known count for amounts around it. With
    ``edits``, each case comes also under up to three edits that must change nothing. No text stands twice under one
    constraint.
    """
    cases: dict[tuple[str, str, bool], Case] = {}
    broken: list[Broken] = []
    made = examples(kind)
    for i in range(rounds):
        made += one_round(kind, i, seed, broken)
    for case in made:
        cases.setdefault((case.constraint.fingerprint, case.text, case.label), case)
    if edits:
        for i, case in enumerate(list(cases.values())):
            for edited in edits_of(case, kind, generator(kind.name, seed, "edit", i), most=3):
                cases.setdefault((edited.constraint.fingerprint, edited.text, edited.label), edited)
    return Pool(tuple(cases.values()), tuple(broken))


@lru_cache(maxsize=256)
def _pool(name: str, owner: Hashable, rounds: int, seed: int) -> Pool:
    return build(kind_of(name), rounds, seed)


def pool(kind: Kind, rounds: int = 20, seed: int = 0) -> Pool:
    """Return :func:`build`'s pool, remembered: the laws of one kind share it."""
    return _pool(kind.name, cast(Hashable, kind.owner), rounds, seed)  # a kind registered anew has another owner


def one_round(kind: Kind, i: int, seed: int, broken: list[Broken]) -> Iterator[Case]:
    """Yield the cases of round ``i``, which belong together; what cannot be built goes to ``broken``."""
    return _round(kind, generator(kind.name, seed, i), SHAPES[i % len(SHAPES)], broken)


def _round(kind: Kind, rng: Random, shape: tuple[int, int], broken: list[Broken]) -> Iterator[Case]:
    try:
        constraint = kind.sample(rng)
    except Exception as error:  # whatever a kind under test raises is a finding
        broken.append(Broken(None, f"sample of {kind.name}", error))
        return
    draft = Draft.filler(rng, *shape)
    base = Case(kind.name, constraint, "", True, "satisfy")
    if _step(constraint, "satisfy", draft, rng, broken):
        yield replace(base, text=draft.render())
        if _step(constraint, "violate", draft, rng, broken):
            yield replace(base, text=draft.render(), label=False, origin="near_miss")
    fresh = Draft.filler(rng, *shape)
    if _step(constraint, "violate", fresh, rng, broken):
        yield replace(base, text=fresh.render(), label=False, origin="violate")
    yield from around_amount(kind, constraint, rng, shape)


def _step(constraint: Constraint, step: str, draft: Draft, rng: Random, broken: list[Broken]) -> bool:
    try:
        getattr(constraint, step)(draft, rng)
        draft.render()
    except Exception as error:
        broken.append(Broken(constraint, step, error))
        return False
    return True


# ---------------------------------------------------------------------- amounts around a count
def around_amount(kind: Kind, constraint: Constraint, rng: Random, shape: tuple[int, int] = (2, 3)) -> list[Case]:
    """Return cases around one text that is built to hold exactly k: the amounts that allow k, and those that do not.

    Nothing when the constraint has no ``amount``, or no text with exactly k could be built.
    """
    amount = getattr(constraint, "amount", None)
    if not isinstance(amount, Amount):
        return []
    first = max(1, amount.first())
    k = rng.choice([n for n in (first, first + 1, amount.last() or first + 2) if n > 0])
    text = built_with(kind, constraint, k, rng, shape)
    if text is None:
        return []
    found = []
    for label, bounds in ((True, _allowing(k)), (False, _refusing(k))):
        for bound in bounds:
            other = with_amount(kind, constraint, bound)
            if other is not None:
                found.append(Case(kind.name, other, text, label, f"amount:{k}"))
    return found


def built_with(kind: Kind, constraint: Constraint, k: int, rng: Random, shape: tuple[int, int] = (2, 3)) -> str | None:
    """Return a text built to hold exactly ``k`` of what ``constraint`` counts, or None."""
    exact = with_amount(kind, constraint, Amount(low=k, high=k))
    draft = Draft.filler(rng, *shape)
    if exact is None or not _step(exact, "satisfy", draft, rng, []):
        return None
    return draft.render()


def with_amount(kind: Kind, constraint: Constraint, amount: Amount) -> Constraint | None:
    """Return ``constraint`` with another amount, or None when the kind refuses it."""
    params: dict[str, Any] = {**constraint.to_dict(), "amount": amount.model_dump()}
    params.pop("kind")
    try:
        return kind.make(params)
    except SpecError:
        return None


def _allowing(k: int) -> list[Amount]:
    return [Amount(low=k), Amount(low=k, high=k), Amount(high=k), Amount(low=k - 1, high=k + 1)]


def _refusing(k: int) -> list[Amount]:
    above = [Amount(low=k + 1), Amount(low=k + 1, high=k + 1), Amount(low=k + 1, high=k + 3)]
    return [*above, Amount(high=k - 1), Amount(low=k - 1, high=k - 1)]


# ---------------------------------------------------------------------- edits
def edits_of(case: Case, kind: Kind, rng: Random, most: int | None = None) -> Iterator[Case]:
    """Yield ``case`` under edits that must not change its truth, at most ``most`` of them, drawn."""
    edits = applicable(case.constraint, kind.owner)
    rng.shuffle(edits)
    left = len(edits) if most is None else most
    for edit in edits:
        if not left:
            return
        text = edit.apply(case.text, rng)
        if text != case.text:
            left -= 1
            yield replace(case, text=text, origin=f"edit:{edit.name}", parent=case)


def shown(constraint: Constraint, text: str, note: str = "", most: int = 700) -> str:
    """Return constraint and text as a failed law shows them."""
    body = repr(text)
    if len(text) > most:
        body = f"{text[: most // 2]!r} … {text[-most // 2 :]!r} ({len(text)} characters)"
    spec = json.dumps(constraint.to_dict(), ensure_ascii=False)
    return f"\n  constraint: {spec}\n  text: {body}\n  {note}".rstrip()
