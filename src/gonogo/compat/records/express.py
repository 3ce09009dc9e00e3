"""The way back: the published id and arguments that mean a given constraint.

There is no table of inverses to go stale. An id's loader is run on arguments made of the constraint's own values (its
texts, its numbers and their neighbours); where it gives back an equal constraint, the id expresses it. The arguments
that stood in the row it was read from come first, so a row goes round unchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from gonogo.amount import Amount
from gonogo.compat.kwargs import RELATIONS, Kwargs
from gonogo.compat.load import ids, load
from gonogo.compat.records.record import Item, Loss, Published
from gonogo.constraint import Constraint
from gonogo.errors import AmountError, SpecError, UnknownValue

MOST_TRIES = 400  # arguments tried per id
FIRST_TRIES = 24  # after so many that made another kind, no more are tried
KNOWN_RELATIONS = ("at least", "less than")
"""The relations that the published checkers of IFEval, IFBench and IFTrain know; others would crash them."""


def express(items: Sequence[Item], registries: Sequence[str], prompt: str) -> list[Published] | list[Loss]:
    """Return the published form of every item in one of ``registries``, or what none of them can say."""
    found, lost = [], []
    for index, item in enumerate(items):
        if item.constraint is None:
            lost.append(Loss(index, item.name, item.fault))
            continue
        one = _as_read(item, registries, prompt) or inverse(item.constraint, tuple(registries), prompt)
        if one is None:
            lost.append(
                Loss(index, item.name, f"no id of {' or '.join(registries)} means: {item.constraint.describe()}")
            )
        else:
            found.append(one)
    return lost or found


def _as_read(item: Item, registries: Sequence[str], prompt: str) -> Published | None:
    """Return the id it was read from, where one of ``registries`` has it with the same meaning."""
    kept = item.published
    if kept is None:
        return None
    for registry in (kept.registry, *registries):
        if registry in registries and kept.id in ids(registry) and _means(registry, kept, prompt) == item.constraint:
            return Published(registry, kept.id, kept.kwargs, kept.beside)
    return None


def _means(registry: str, kept: Published, prompt: str) -> Constraint | None:
    try:
        return load(registry, kept.id, kept.kwargs, prompt or None)
    except SpecError:
        return None


@lru_cache(maxsize=65_536)
def inverse(constraint: Constraint, registries: tuple[str, ...], prompt: str = "") -> Published | None:
    """Return an id of ``registries`` and arguments that mean ``constraint`` in ``prompt``; None if there are none."""
    pool = _Pool(constraint)
    for registry in registries:
        for id, loader in ids(registry).items():
            for kwargs in _candidates(f"{registry} {id}", loader, constraint, pool, prompt):
                try:
                    if load(registry, id, kwargs, prompt or None) == constraint:
                        return Published(registry, id, kwargs)
                except SpecError:
                    continue
    return None


# ---------------------------------------------------------------------- trying arguments
class _Pool:
    """The values that arguments may take: those of the constraint, and of numbers also the neighbours."""

    def __init__(self, constraint: Constraint) -> None:
        self.texts: list[str] = []
        self.lists: list[tuple[Any, ...]] = []
        self.numbers: list[int] = []
        self.decimals: list[float] = []
        self._gather(constraint.to_dict())
        # the neighbours for "less than", what lies in the middle of two bounds for "around"
        self.numbers += [(low + high) // 2 for low, high in zip(self.numbers, self.numbers[1:], strict=False)]
        near = [n + step for step in (0, 1, -1) for n in self.numbers]
        self.numbers = list(dict.fromkeys(n for n in near if n >= 0))
        self.texts = list(dict.fromkeys(self.texts))
        self.lists = list(dict.fromkeys(self.lists))

    def _gather(self, value: Any) -> None:
        if isinstance(value, dict):
            for key, item in value.items():
                if key != "kind":
                    self._gather(item)
        elif isinstance(value, list):
            if value and all(isinstance(item, str | int) for item in value):
                self.lists.append(tuple(value))
            for item in value:
                self._gather(item)
        elif isinstance(value, str):
            self.texts.append(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            self.numbers.append(value)
        elif isinstance(value, float):
            self.decimals.append(value)


class _NoWayError(SpecError):
    """No argument of the kind asked for is left."""


class _Probe(Kwargs):
    """Arguments that are made up while they are asked for: at the i-th choice, the candidate ``path[i]``."""

    def __init__(self, name: str, pool: _Pool, path: Sequence[int], prompt: str | None) -> None:
        super().__init__(name, {}, prompt)
        self._pool = pool
        self._path = path
        self.taken: dict[str, Any] = {}
        self.widths: list[int] = []
        self._absent: set[str] = set()

    def _pick(self, field: str, candidates: Sequence[Any]) -> Any:
        if field in self.taken:
            return self.taken[field]
        if not candidates or field in self._absent:
            raise _NoWayError(f"{self.name}: nothing to try for {field}")
        self.taken[field] = candidates[self._turn(len(candidates))]
        return self.taken[field]

    def _turn(self, width: int) -> int:
        at = len(self.widths)
        self.widths.append(width)
        return self._path[at] if at < len(self._path) else 0

    def text(self, field: str) -> str:
        return str(self._pick(field, [text for text in self._pool.texts if text.strip()]))

    def texts(self, field: str) -> tuple[str, ...]:
        lists = [one for one in self._pool.lists if all(isinstance(item, str) and item.strip() for item in one)]
        alone = [(text,) for text in self._pool.texts if text.strip()]
        return tuple(self._pick(field, [*lists, *alone]))

    def number(self, field: str, least: int = 0) -> int:
        return int(self._pick(field, [n for n in self._pool.numbers if n >= least]))

    def numbers(self, field: str, least: int = 0) -> tuple[int, ...]:
        lists = [one for one in self._pool.lists if all(isinstance(n, int) and n >= least for n in one)]
        return tuple(self._pick(field, lists))

    def decimal(self, field: str) -> float:
        return float(self._pick(field, [*self._pool.decimals, *map(float, self._pool.numbers)]))

    def choice(self, field: str, allowed: Collection[str]) -> str:
        return str(self._pick(field, KNOWN_RELATIONS if allowed is RELATIONS else sorted(allowed)))

    def amount(
        self, relation: str, number: str, relations: Mapping[str, Callable[[int], Amount]] = RELATIONS
    ) -> Amount:
        n = self.number(number)
        return relations[self.choice(relation, relations)](n)

    def has(self, field: str) -> bool:
        if field in self.taken:
            return True
        if field not in self._absent and self._turn(2):
            return True  # the loader asks for it next
        self._absent.add(field)
        return False


def _candidates(
    name: str, loader: Callable[[Kwargs], Constraint], wanted: Constraint, pool: _Pool, prompt: str
) -> Iterator[dict[str, Any]]:
    """Yield arguments on which ``loader`` gives back ``wanted``."""
    path: list[int] | None = []
    near = False  # whether the loader makes that kind at all: most do not, and are soon given up
    for tried in range(MOST_TRIES):
        if path is None or (tried == FIRST_TRIES and not near):
            return
        probe = _Probe(name, pool, path, prompt or None)
        try:
            made = loader(probe)
            near = near or made.kind == wanted.kind
            if made == wanted:
                yield {key: list(value) if isinstance(value, tuple) else value for key, value in probe.taken.items()}
        except (_NoWayError, AmountError, UnknownValue, SpecError):
            pass
        path = _next(path, probe.widths)


def _next(path: Sequence[int], widths: Sequence[int]) -> list[int] | None:
    """Return the choices that come after ``path``, the last one counting fastest; None: all were tried."""
    turns = [path[at] if at < len(path) else 0 for at in range(len(widths))]
    while turns and turns[-1] + 1 >= widths[len(turns) - 1]:
        turns.pop()
    if not turns:
        return None
    turns[-1] += 1
    return turns
