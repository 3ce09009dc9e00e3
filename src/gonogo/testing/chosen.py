"""Which kinds a name on a command line means: a plugin, a distribution, a module, a file, a kind."""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

from gonogo import registry
from gonogo.constraint import COUNT
from gonogo.constraints import Kind, catalogue, kind_named
from gonogo.errors import BrokenPlugin, SpecError, UnknownValue

ALL, BUILT_IN = "all", "gonogo"


def chosen(name: str) -> list[Kind]:
    """Return the kinds that ``name`` means, sorted by name; at least one.

    Args:
        name: ``all`` for those of every installed plugin, ``gonogo`` for the built-in ones, a plugin's vendor, its
            distribution or module, a kind, a module that can be imported, or the path of a Python file.

    Raises:
        UnknownValue: it means nothing; names what is installed.
        RegistryError: a plugin it means is broken.
        SpecError: its module cannot be imported, or holds no kind.
    """
    if name == BUILT_IN:
        return [kind for kind in catalogue(plugins=False).values() if in_module(kind.owner, "gonogo")]
    plugins = [one for one in registry.plugins() if name == ALL or _is_called(one, name)]
    if plugins:
        return _of_plugins(plugins)
    if name == ALL:
        raise UnknownValue("plugin", name, (), "(No plugin is installed, or GONOGO_NO_PLUGINS turns them off.)")
    if name in registry.kinds(plugins=False):
        return [kind_named(name)]
    module = imported(name)
    if module is None:
        raise _unknown(name)
    kinds = [
        Kind(kind, owner)
        for kind, owner in registry.kinds(plugins=False).items()
        if in_module(owner, module.__name__) and kind != COUNT
    ]
    if not kinds:
        raise SpecError(f"{name} holds no kind: no subclass of Constraint with a literal 'kind', no Unit with a NAME")
    return kinds


def imported(name: str) -> ModuleType | None:
    """Return the module that a dotted name or the path of a Python file means, imported; None if there is none.

    Raises:
        SpecError: it is there, but cannot be imported.
    """
    path = Path(name)
    try:
        if path.suffix == ".py":
            return _of_file(path) if path.is_file() else None
        return importlib.import_module(name) if _is_there(name) else None
    except (Exception, SystemExit) as error:  # whatever a module raises is reported with its name
        raise SpecError(f"{name} cannot be imported: {type(error).__name__}: {error}") from error


def in_module(owner: type[object], module: str) -> bool:
    """Return whether a class is written in a module or, if that is a package, below it."""
    return owner.__module__ == module or owner.__module__.startswith(f"{module}.")


def _is_there(name: str) -> bool:
    if not all(map(str.isidentifier, name.split("."))):
        return False
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError as error:
        if name == error.name or name.startswith(f"{error.name}."):
            return False  # the package it would be in is not there
        raise


def _of_file(path: Path) -> ModuleType:
    """Import a file under its stem, so that worker processes and pickle find it by that name."""
    known = sys.modules.get(path.stem)
    if known is not None and getattr(known, "__file__", None) == str(path.resolve()):
        return known
    spec = importlib.util.spec_from_file_location(path.stem, path.resolve())
    if spec is None or spec.loader is None:
        raise SpecError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def _is_called(plugin: registry.Plugin, name: str) -> bool:
    same = _normal(plugin.distribution) == _normal(name) and plugin.distribution != ""
    return same or name in (plugin.vendor, plugin.value, plugin.value.partition(":")[0])


def _normal(name: str) -> str:
    return re.sub("[-_.]+", "-", name).lower()  # as package indexes compare names


def _of_plugins(plugins: list[registry.Plugin]) -> list[Kind]:
    errors = [str(plugin.error) for plugin in plugins if plugin.error is not None]
    if errors:
        raise BrokenPlugin("\n".join(errors))
    kinds = sorted({kind for plugin in plugins for kind in plugin.kinds})
    if not kinds:
        raise SpecError(f"{', '.join(plugin.value for plugin in plugins)}: the plugin has no kinds")
    return [kind_named(kind) for kind in kinds]


def _unknown(name: str) -> UnknownValue:
    plugins = registry.plugins()
    known = {*(one.vendor for one in plugins), *(one.distribution for one in plugins), ALL, BUILT_IN} - {""}
    hint = "(It takes a plugin's vendor, distribution or module, a kind, a module that can be imported, or a .py file.)"
    return UnknownValue("plugin", name, {*known, *registry.kinds(plugins=False)}, hint)
