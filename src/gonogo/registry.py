"""Which class owns which kind. Knows names and import strings only; built-ins and plugins load when first asked for.

A plugin is a module (or one class of it) named by an entry point of the group ``gonogo.constraints``. The entry point's
name is the vendor, and the kinds of the plugin begin with it: ``vendor:kind``. The module, or a class, says for which
API it is written: ``api = 1``; what says nothing is taken to be written for 1. ``GONOGO_NO_PLUGINS=1`` loads none.

A plugin is broken if it cannot be imported, takes a kind that has an owner, leaves out its vendor's name or is written
for another API. Asking for one of its kinds then raises the reason; other kinds do not notice.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import takewhile
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from gonogo.errors import BrokenPlugin, DuplicateKind, RegistryError, UnknownValue

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

API = 1  # what a plugin may rely on: the methods and class data of Constraint and Unit
GROUP = "gonogo.constraints"
_BUILT_IN = ("gonogo.constraints", "gonogo.units")  # packages; the modules in them hold the built-in kinds
_VENDOR = re.compile("[a-z][a-z0-9_-]*")
_RESERVED = ("gonogo", "count")
_MEND = "mend or uninstall it, or set GONOGO_NO_PLUGINS=1"

_owners: dict[str, type[Any]] = {}
_loaded: dict[str, tuple[str, ...]] = {}  # built-in modules and plugins by key, and the kinds of each plugin
_broken: dict[str, RegistryError] = {}  # by key: why a plugin cannot be used
_replacing: list[bool] = []


@dataclass(frozen=True)
class Plugin:
    """An installed plugin, after it was asked to load.

    Attributes:
        vendor: the name of its entry point, which its kinds begin with.
        value: what the entry point names: a module, or ``module:Class``.
        distribution: the name of the distribution that installed it, "" if unknown.
        version: of the distribution.
        api: the API it says it is written for; None where it says nothing.
        kinds: its kinds, sorted; none if it is broken.
        error: why it cannot be used, None if it can.
    """

    vendor: str
    value: str
    distribution: str
    version: str
    api: object
    kinds: tuple[str, ...]
    error: RegistryError | None


# ---------------------------------------------------------------------- owning
def register(kind: str, owner: type[Any]) -> None:
    """Let ``owner`` own ``kind``; called by the class statement itself.

    Raises:
        DuplicateKind: another class owns it already; names both, and the distributions they are from.
    """
    if kind not in _owners and kind in homes() and not _is_built_in(owner) and not _replacing:
        importlib.import_module(homes()[kind])  # its owner comes first, whether or not anybody asked for it
    known = _owners.get(kind)
    if known is not None and _place(known) != _place(owner) and not _replacing:
        mend = "uninstall one of them" if ":" in kind else f"a plugin's kinds begin with its vendor ('acme:{kind}')"
        raise DuplicateKind(f"kind {kind!r} is owned by {_told(known)} and again by {_told(owner)}; {mend}", kind)
    _owners[kind] = owner


@contextmanager
def replacing() -> Iterator[dict[str, type[Any]]]:
    """Let classes that are made within take over kinds that have an owner; yields the owners as they were before."""
    _load_built_in()
    _replacing.append(True)
    try:
        yield dict(_owners)
    finally:
        _replacing.pop()


def find(kind: str) -> type[Any]:
    """Return the class that owns ``kind``.

    Raises:
        UnknownValue: nobody does; names the nearest kinds.
        RegistryError: it belongs to a broken plugin; says what is wrong with it.
    """
    owner = _owners.get(kind)
    if owner is None and kind in homes():
        importlib.import_module(homes()[kind])
        owner = _owners.get(kind)
    if owner is None:
        _load_built_in()
        owner = _owners.get(kind)
    if owner is None and ":" in kind:
        errors = _load_plugins(kind.partition(":")[0])
        owner = _owners.get(kind)
        if owner is None and errors:
            raise _joined(errors)
    if owner is None:
        raise UnknownValue("kind", kind, _owners, _hint(kind))
    return owner


def kinds(*, plugins: bool = True) -> dict[str, type[Any]]:
    """Return every kind and its owner, sorted by kind.

    Raises:
        RegistryError: a plugin is broken; says which ones are, and why.
    """
    _load_built_in()
    if plugins and (errors := _load_plugins(None)):
        raise _joined(errors)
    return dict(sorted(_owners.items()))


def _hint(kind: str) -> str:
    if ":" not in kind:
        return "See `gonogo list`."
    if plugins_are_off():
        return "Plugins are turned off (GONOGO_NO_PLUGINS)."
    vendor = kind.partition(":")[0]
    vendors = sorted({entry.name for entry in _entries()})
    if vendor in vendors:
        return f"The plugin {vendor!r} has no such kind."
    installed = f"No installed plugin is named {vendor!r} (installed: {', '.join(vendors) or 'none'})."
    return f"{installed} If it is a published id: `gonogo list --published {kind}` says as which kind it is loaded."


def _load_built_in() -> None:
    for package in _BUILT_IN:
        if package not in _loaded:
            for module in iter_modules(importlib.import_module(package).__path__, f"{package}."):
                importlib.import_module(module.name)
            _loaded[package] = ()


@cache
def homes() -> dict[str, str]:
    """Return the module of each built-in kind, from a table: to judge by one kind, no other needs to be imported.

    ``python docs/make.py`` writes the table, and a test compares it with the classes.
    """
    table: dict[str, list[str]] = json.loads(files("gonogo").joinpath("data/homes.json").read_text("utf-8"))
    return {kind: f"gonogo.{module}" for module, owned in table.items() for kind in owned}


def homes_found() -> dict[str, list[str]]:
    """Return the kinds that each built-in module holds, by importing them all: what the table should say."""
    found: dict[str, list[str]] = {}
    for kind, owner in kinds(plugins=False).items():
        if _is_built_in(owner):
            found.setdefault(owner.__module__.removeprefix("gonogo."), []).append(kind)
    return dict(sorted(found.items()))


# ---------------------------------------------------------------------- plugins
def plugins_are_off() -> bool:
    """Return whether the environment turns plugins off: ``GONOGO_NO_PLUGINS=1``."""
    return os.environ.get("GONOGO_NO_PLUGINS", "").strip().lower() in ("1", "true", "yes", "on")


def plugins() -> list[Plugin]:
    """Load every installed plugin and return what became of each; one that is broken raises nothing here."""
    _load_built_in()
    _load_plugins(None)
    return [_plugin(entry) for entry in _entries()]


def _plugin(entry: EntryPoint) -> Plugin:
    key = _key(entry)
    name, version = (entry.dist.name, entry.dist.version) if entry.dist is not None else ("", "")
    owned = tuple(kind for kind in _loaded.get(key, ()) if kind in _owners)
    return Plugin(entry.name, entry.value, name, version, _stated(entry), owned, _broken.get(key))


def _entries() -> list[EntryPoint]:
    """Return the entry points of all plugins, in an order that is the same in every process; none if turned off."""
    if plugins_are_off():
        return []
    from importlib.metadata import entry_points  # only needed where a plugin may be

    return sorted(entry_points(group=GROUP), key=_key)


def _load_plugins(vendor: str | None) -> list[RegistryError]:
    """Load the plugins of ``vendor`` (None: all); return why some of them cannot be used."""
    _load_built_in()
    entries = [entry for entry in _entries() if vendor is None or entry.name == vendor]
    for entry in entries:
        if _key(entry) not in _loaded:
            _load_plugin(entry)
    return [error for entry in entries if (error := _broken.get(_key(entry))) is not None]


def _load_plugin(entry: EntryPoint) -> None:
    """Import a plugin. What is wrong with it is kept, for its class statements run only once."""
    before = set(_owners)
    error: RegistryError | None = None
    try:
        entry.load()
    except DuplicateKind as found:
        error = found
        if found.kind in _owners and not _is_built_in(_owners[found.kind]):
            del _owners[found.kind]  # of two plugins that claim a kind, none may win by being loaded first
    except (Exception, SystemExit) as found:  # whatever a plugin's module raises is reported with its name
        error = BrokenPlugin(f"{_named(entry)} cannot be imported: {type(found).__name__}: {found}; {_MEND}")
        error.__cause__ = found
    entries = _entries()
    homes = {kind: _homes(owner, entries) for kind, owner in _owners.items() if not _is_built_in(owner)}
    owned = [kind for kind, found in homes.items() if (entry in found if found else kind not in before)]
    error = error or _fault(entry, {kind: homes[kind] or [entry] for kind in owned})
    if error is not None:
        _broken[_key(entry)] = error
        for kind in owned:
            del _owners[kind]
    _loaded[_key(entry)] = () if error is not None else tuple(sorted(owned))


def _homes(owner: type[Any], entries: list[EntryPoint]) -> list[EntryPoint]:
    """Return the plugins whose module stands nearest to that of ``owner`` within one top-level package."""
    near = [_shared(owner.__module__, entry.module) for entry in entries]
    most = max(near, default=0)
    return [entry for entry, shared in zip(entries, near, strict=True) if most and shared == most]


def _shared(one: str, other: str) -> int:
    """Return how many leading names two dotted names share."""
    same = (a == b for a, b in zip(one.split("."), other.split("."), strict=False))
    return sum(1 for _ in takewhile(bool, same))


def _fault(entry: EntryPoint, homes: dict[str, list[EntryPoint]]) -> RegistryError | None:
    """Return what is wrong with a plugin that could be imported; ``homes``: its kinds, and whose they may be."""
    if not _VENDOR.fullmatch(entry.name) or entry.name in _RESERVED:
        return BrokenPlugin(
            f"{_named(entry)}: the name of its entry point is its vendor: a lower-case letter, then letters, digits, "
            f"'_' or '-', and none of {', '.join(_RESERVED)}"
        )
    for api in (_stated(entry), *(getattr(_owners[kind], "api", None) for kind in homes)):
        if api is not None and (type(api) is not int or api != API):
            newer = isinstance(api, int) and api > API
            mend = "upgrade gonogo" if newer else f"install a release of it that states api = {API}"
            return BrokenPlugin(f"{_named(entry)} is written for API {api!r}, this gonogo offers {API}; {mend}")
    for kind, may_be_of in homes.items():
        if kind.partition(":")[0] not in {home.name for home in may_be_of}:
            bare = kind.rpartition(":")[2].removeprefix("count.")
            mend = f"NAME = '{entry.name}:{bare}'" if "count." in kind else f"'{entry.name}:{bare}'"
            return BrokenPlugin(f"{_named(entry)}: its kind {kind!r} does not begin with its vendor; write {mend}")
    return None


def _stated(entry: EntryPoint) -> object:
    """Return the API that a plugin's module, or the class its entry point names, states; None if it states none."""
    module = sys.modules.get(entry.module)
    named = getattr(module, entry.attr, None) if entry.attr else None
    return getattr(named, "api", None) or getattr(module, "api", None)


def _joined(errors: list[RegistryError]) -> RegistryError:
    """Return one error for all."""
    if len(errors) == 1:
        return errors[0].with_traceback(None)
    return BrokenPlugin("\n- ".join((f"{len(errors)} plugins are broken:", *map(str, errors))))


# ---------------------------------------------------------------------- names in messages
def _key(entry: EntryPoint) -> str:
    return f"{entry.name} = {entry.value} ({_source(entry)})"


def _source(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist is not None else "an unknown distribution"


def _named(entry: EntryPoint) -> str:
    return f"plugin {entry.name!r} ({entry.value}, from {_source(entry)})"


def _is_built_in(owner: type[Any]) -> bool:
    return owner.__module__.partition(".")[0] == "gonogo"


def _place(owner: type[Any]) -> str:
    return f"{owner.__module__}.{owner.__qualname__}"


def _told(owner: type[Any]) -> str:
    """Return a class with the distribution it is from, for a message."""
    if _is_built_in(owner):
        return f"{_place(owner)} (built in)"
    homes = _homes(owner, _entries())
    return f"{_place(owner)} (from {' or '.join(map(_source, homes))})" if homes else _place(owner)
