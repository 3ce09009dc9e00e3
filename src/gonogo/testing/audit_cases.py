"""The cases of an audit, by the way their truth is known, and which of them hang together.

``ordinary`` cases stand alone: at most one satisfying and one violating text comes from a draft. What else is built
from the same drafts is judged too and shown by its origin: amounts around a count, edits that nobody sees, and
compositions, whose truth follows from logic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random

from gonogo.constraint import Constraint, parse
from gonogo.constraints import Kind
from gonogo.errors import GonogoError
from gonogo.testing.cases import Broken, Case, edits_of, examples, generator, one_round
from gonogo.testing.edits import applicable

Suits = Callable[[Constraint], bool]
NONSENSE = "qzxvkj"  # a word that no text holds: whether one does is looked up, not judged
_DRY = 60  # rounds without a new case after which a kind has no more
_EDITED = 6  # texts of each truth value that are edited
_COMPOSED = 12  # texts of each truth value that are put into compositions
_MOST_MORE = 400  # further cases of each origin that are judged


@dataclass(frozen=True, slots=True)
class Item:
    """A case, the family that it is counted in, and the group of cases that it hangs together with."""

    case: Case
    family: str
    group: str


@dataclass(frozen=True)
class Chosen:
    """The cases of an audit and the texts that could not be built."""

    items: tuple[Item, ...]
    broken: tuple[Broken, ...]

    def of(self, family: str) -> list[Item]:
        """Return the items of a family."""
        return [item for item in self.items if item.family == family]


def choose(kind: Kind, n: int, seed: int, suits: Suits | None = None, *, compose: bool = True) -> Chosen:
    """Return the cases of an audit: up to ``n`` ordinary ones of each truth value, and what else is made from them.

    Args:
        kind: the kind.
        n: ordinary cases of each truth value; fewer when the kind has no more different ones.
        seed: the same seed gives the same cases.
        suits: constraints of which cases are made; None: all.
        compose: also compositions.
    """
    broken: list[Broken] = []
    ordinary, more = _built(kind, n, seed, suits, broken)
    rng = generator(kind.name, seed, "audit")
    items = [*ordinary, *_thinned(more, rng), *_edited(kind, ordinary, rng)]
    if compose:
        items += _compositions(ordinary, rng)
    return Chosen(tuple(items), tuple(broken))


def _built(kind: Kind, n: int, seed: int, suits: Suits | None, broken: list[Broken]) -> tuple[list[Item], list[Item]]:
    """Return ordinary cases and what was built beside them."""
    rng = generator(kind.name, seed, "ordinary")
    seen: set[tuple[str, str, bool]] = set()
    ordinary: list[Item] = []
    more: list[Item] = []
    counts = {True: 0, False: 0}

    def take(cases: list[Case], group: str) -> bool:
        new = [case for case in cases if (case.constraint.fingerprint, case.text, case.label) not in seen]
        seen.update((case.constraint.fingerprint, case.text, case.label) for case in new)
        for label in (True, False):
            side = [case for case in new if case.label is label]
            first = rng.choice(side) if side and counts[label] < n else None
            for case in side:
                if case is first:
                    counts[label] += 1
                    ordinary.append(Item(case, "ordinary", group))
                else:
                    more.append(Item(case, case.origin.partition(":")[0], group))
        return bool(new)

    for i, case in enumerate(examples(kind)):
        if suits is None or suits(case.constraint):
            take([case], f"example {i}")
    dry = 0
    for i in range(3 * n + _DRY):
        if min(counts.values()) >= n or dry >= _DRY:
            break
        made = [case for case in one_round(kind, i, seed, broken) if suits is None or suits(case.constraint)]
        dry = 0 if take(made, str(i)) else dry + 1
    return ordinary, more


def _thinned(items: list[Item], rng: Random) -> Iterator[Item]:
    by_family: dict[str, list[Item]] = {}
    for item in items:
        by_family.setdefault(item.family, []).append(item)
    for family in by_family.values():
        yield from rng.sample(family, min(len(family), _MOST_MORE))


def _some(ordinary: list[Item], n: int, rng: Random) -> list[Item]:
    """Return ``n`` ordinary items of each truth value."""
    sides = [[item for item in ordinary if item.case.label is label] for label in (True, False)]
    return [item for side in sides for item in rng.sample(side, min(n, len(side)))]


def _edited(kind: Kind, ordinary: list[Item], rng: Random) -> Iterator[Item]:
    """Yield ordinary cases under every edit that must not change their truth."""
    for item in _some(ordinary, _EDITED, rng):
        most = len(applicable(item.case.constraint, kind.owner))
        for case in edits_of(item.case, kind, rng, most):
            yield Item(case, "edit", item.group)


# ---------------------------------------------------------------------- compositions
_INCLUDE = {"kind": "keywords.include", "keywords": [NONSENSE]}
_EXCLUDE = {"kind": "keywords.exclude", "keywords": [NONSENSE]}


def _compositions(ordinary: list[Item], rng: Random) -> Iterator[Item]:
    """Yield cases within ``all``, ``any`` and ``not``, beside parts whose truth a look at the letters settles."""
    for item in _some(ordinary, _COMPOSED, rng):
        case = item.case
        if NONSENSE in case.text.casefold():
            continue
        own = case.constraint.to_dict()
        wholes = (
            ("all", {"kind": "all", "constraints": [own, _EXCLUDE]}, case.label),
            ("all", {"kind": "all", "constraints": [_INCLUDE, own]}, False),
            ("any", {"kind": "any", "constraints": [own, _INCLUDE]}, case.label),
            ("not", {"kind": "not", "constraint": own}, not case.label),
        )
        for name, spec, label in wholes:
            try:
                whole = parse(spec)
            except GonogoError:  # the kind cannot be a part of this
                continue
            made = replace(case, constraint=whole, label=label, origin=f"composition:{name}", parent=case)
            yield Item(made, "composition", item.group)
