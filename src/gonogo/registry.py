"""Which class owns which kind. Knows names and import strings only; built-ins and plugins load when first asked for.

A plugin is a module named by an entry point of the group ``gonogo.constraints``; the entry point's name is the vendor,
and the kinds of the plugin are ``vendor:kind``. ``GONOGO_NO_PLUGINS=1`` loads none.
"""

from __future__ import annotations

import importlib
import os
from typing import TYPE_CHECKING, Any

from gonogo.errors import BrokenPlugin, DuplicateKind, UnknownValue

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "gonogo.constraints"
_BUILT_IN = ("gonogo.constraints",)

_owners: dict[str, type[Any]] = {}
_loaded: set[str] = set()


def register(kind: str, owner: type[Any]) -> None:
    """Let ``owner`` own ``kind``; called by the class statement itself.

    Raises:
        DuplicateKind: another class owns it already.
    """
    known = _owners.get(kind)
    if known is not None and _place(known) != _place(owner):
        raise DuplicateKind(
            f"kind {kind!r} is owned by {_place(known)} and again by {_place(owner)}; "
            f"a plugin's kinds begin with its vendor name ('acme:{kind}')"
        )
    _owners[kind] = owner


def find(kind: str) -> type[Any]:
    """Return the class that owns ``kind``.

    Raises:
        UnknownValue: nobody does; names the nearest kinds.
        BrokenPlugin: its plugin cannot be imported.
    """
    _load_built_in()
    owner = _owners.get(kind)
    if owner is None and ":" in kind:
        _load_plugins(kind.split(":", 1)[0])
        owner = _owners.get(kind)
    if owner is None:
        hint = f"No installed plugin is named {kind.split(':', 1)[0]!r}." if ":" in kind else "See `gonogo list`."
        raise UnknownValue("kind", kind, _owners, hint)
    return owner


def kinds(*, plugins: bool = True) -> dict[str, type[Any]]:
    """Return every kind and its owner, sorted by kind."""
    _load_built_in()
    if plugins:
        _load_plugins(None)
    return dict(sorted(_owners.items()))


def _load_built_in() -> None:
    for module in _BUILT_IN:
        if module not in _loaded:
            importlib.import_module(module)
            _loaded.add(module)


def _load_plugins(vendor: str | None) -> None:
    if os.environ.get("GONOGO_NO_PLUGINS") == "1":
        return
    from importlib.metadata import entry_points  # only needed where a plugin may be

    for entry in entry_points(group=GROUP):
        if (vendor is None or entry.name == vendor) and entry.value not in _loaded:
            _load_plugin(entry)


def _load_plugin(entry: EntryPoint) -> None:
    try:
        entry.load()
    except DuplicateKind:
        raise
    except Exception as error:  # whatever a plugin's module raises is reported with its name
        source = entry.dist.name if entry.dist is not None else "an unknown distribution"
        raise BrokenPlugin(
            f"plugin {entry.name!r} ({entry.value}, from {source}) cannot be imported: "
            f"{type(error).__name__}: {error}; mend or uninstall it, or set GONOGO_NO_PLUGINS=1"
        ) from error
    _loaded.add(entry.value)


def _place(owner: type[Any]) -> str:
    return f"{owner.__module__}.{owner.__qualname__}"
