"""Loading one published id, or one row of a published record format."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from gonogo.compat.kwargs import Kwargs
from gonogo.constraint import Constraint
from gonogo.errors import RowError, SpecError, UnknownValue

Loader = Callable[[Kwargs], Constraint]
REGISTRIES: Mapping[str, str] = {
    "ifbench": "gonogo.compat.ifbench",
    "ifeval": "gonogo.compat.ifeval",
    "ifeval-pp": "gonogo.compat.ifeval_pp",
    "iftrain": "gonogo.compat.iftrain",
    "nemo": "gonogo.compat.nemo",
    "open-instruct-legacy": "gonogo.compat.legacy",
    "verifif": "gonogo.compat.verifif",
    "lm-eval": "gonogo.compat.multilingual:LM_EVAL",
    "m-ifeval": "gonogo.compat.multilingual:M_IFEVAL",
    "ru-ifeval": "gonogo.compat.multilingual:RU_IFEVAL",
}
"""Published catalogues by name, each with the module whose ``LOADERS`` (or what stands after a colon) read its ids; the
module is imported when first asked for."""


@cache
def ids(registry: str) -> Mapping[str, Loader]:
    """Return the ids of a published catalogue, each with what reads its arguments.

    Raises:
        UnknownValue: no such registry; names the nearest.
    """
    if registry not in REGISTRIES:
        raise UnknownValue("registry", registry, REGISTRIES)
    module, _, name = REGISTRIES[registry].partition(":")
    found: Mapping[str, Loader] = getattr(importlib.import_module(module), name or "LOADERS")
    return found


def load(registry: str, id: str, kwargs: Mapping[str, Any] | None = None, prompt: str | None = None) -> Constraint:
    """Return the constraint that a published id means.

    Args:
        registry: the published catalogue, e.g. ``"ifeval"``.
        id: the id there, e.g. ``"length_constraints:number_words"``.
        kwargs: its arguments; None values (padding) are dropped, integral floats read as integers.
        prompt: the whole prompt, where known: it settles what the arguments leave open ("at least 3 sections").

    Raises:
        UnknownValue: no such registry or id; names the nearest.
        SpecError: an argument is missing, unknown or ill-typed; names id, argument and what is allowed.
    """
    loaders = ids(registry)
    if id not in loaders:
        raise UnknownValue(f"{registry} id", id, loaders, _elsewhere(id))
    given = Kwargs(f"{registry} {id}", kwargs or {}, prompt)
    shared = _SHARED.get((registry, id)) if given.empty else None
    if shared is not None:
        return shared
    made = _made(loaders[id], given)
    if given.empty and not given.prompt_was_read:
        _SHARED[registry, id] = made
    return made


# Constraints are frozen, so all rows may share one; a third of IFEval's rows have ids without arguments.
_SHARED: dict[tuple[str, str], Constraint] = {}


def _elsewhere(id: str) -> str:
    """Say which registries have an id that the one asked for lacks; empty if none has it."""
    having = [name for name in REGISTRIES if id in ids(name)]
    if not having:
        return ""
    return (
        f"It is an id of {' and '.join(having)}: name that registry, or let `gonogo "
        "convert` turn the rows into constraints."
    )


def _made(loader: Loader, given: Kwargs) -> Constraint:
    try:
        made = loader(given)
    except SpecError as error:
        if str(error).startswith(given.name):
            raise
        raise SpecError(f"{given.name}: {error}") from error
    given.finish()
    return made


def load_row(row: Mapping[str, Any], registry: str = "ifeval", index: int | None = None) -> tuple[Constraint, ...]:
    """Return the constraints of a row in IFEval's format: ``prompt``, ``instruction_id_list``, ``kwargs``.

    Args:
        row: the row; ``key`` is used to name it in errors.
        registry: the catalogue its ids belong to.
        index: the row's number, to name it where it has no key.

    Raises:
        RowError: a field is missing, the lists differ in length, or an id cannot be loaded; names the row.
    """
    name = f"row {row.get('key', index)}" if row.get("key", index) is not None else "row"
    ids = row.get("instruction_id_list")
    if not isinstance(ids, Sequence) or isinstance(ids, str) or not ids:
        raise RowError(f"{name}: 'instruction_id_list' must be a list of ids; found {ids!r}")
    kwargs = row.get("kwargs")
    if kwargs is None:
        kwargs = [{}] * len(ids)
    if not isinstance(kwargs, Sequence) or isinstance(kwargs, str) or len(kwargs) != len(ids):
        raise RowError(f"{name}: 'kwargs' must be a list with one object per id ({len(ids)}); found {str(kwargs)[:80]}")
    prompt = row.get("prompt")
    made = []
    for id, one in zip(ids, kwargs, strict=True):
        try:
            made.append(load(registry, id, one, prompt if isinstance(prompt, str) else None))
        except SpecError as error:
            raise RowError(f"{name}: {error}") from error
    return tuple(made)
