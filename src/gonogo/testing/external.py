"""Functions of one's own: found by name, and audited like a checker of a known kind.

    # FILE.py
    def few_words(response: str, amount: dict) -> bool:
        return len(response.split()) <= amount.get("high", 10**9)

    audit_function(load_function("FILE.py::few_words"), "count.words")

The function is called as ``fn(response, **params)``, where ``params`` are the fields of the constraint as plain data,
without those that are None.
"""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

from gonogo.constraint import Constraint
from gonogo.errors import CannotConstruct, SpecError, nearest
from gonogo.testing.audit import KindReport, Progress, audit_kind
from gonogo.testing.cases import kind_of

_FORMS = "FILE.py::function or package.module:function"
_DRAWN = 20  # constraints of a kind whose fields are looked at


def is_target(name: str) -> bool:
    """Return whether ``name`` looks like a function rather than a kind."""
    return "::" in name or name.endswith(".py") or "/" in name


def load_function(target: str) -> Callable[..., Any]:
    """Return the function that ``target`` names: ``FILE.py::function`` or ``package.module:function``.

    The file's folder, or the current one for a module, can be imported from while it loads, as when it is run.

    Raises:
        SpecError: there is no such file, module or function, or importing it fails; says which.
    """
    place, mark, name = target.rpartition("::")
    in_file = bool(mark)
    if not in_file:
        place, mark, name = target.rpartition(":")
    if not place or not name:
        raise SpecError(f"{target!r} names no function; give {_FORMS}")
    module = _from_file(place) if in_file else _from_module(place)
    found: Any = module
    for part in name.split("."):
        if not hasattr(found, part):
            own = [key for key, value in vars(found).items() if callable(value) and not key.startswith("_")]
            near = nearest(part, own)
            hint = f"; did you mean {near[0]!r}?" if near else f"; it has {', '.join(own[:12]) or 'no functions'}"
            raise SpecError(f"{place} has no {part!r}{hint}")
        found = getattr(found, part)
    if not callable(found):
        raise SpecError(f"{target} is {type(found).__name__}, which cannot be called; name a function")
    if inspect.iscoroutinefunction(found):
        raise SpecError(f"{target} is async; name a plain function, e.g. one that calls asyncio.run({name}(...))")
    function: Callable[..., Any] = found
    return function


def _from_file(place: str) -> Any:
    path = Path(place)
    if not path.is_file():
        around = sorted(other.name for other in path.parent.glob("*.py")) if path.parent.is_dir() else []
        near = nearest(path.name, around)
        raise SpecError(f"there is no file {place}" + (f"; did you mean {path.with_name(near[0])}?" if near else ""))
    name = f"_gonogo_target_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise SpecError(f"{place} is no Python file; give {_FORMS}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses and pickling look a function's module up
    _imported(lambda: spec.loader.exec_module(module), place, path.parent)  # type: ignore[union-attr]  # a file has a loader
    return module


def _from_module(place: str) -> Any:
    return _imported(lambda: importlib.import_module(place), place, Path.cwd())


def _imported(load: Callable[[], Any], place: str, folder: Path) -> Any:
    sys.path.insert(0, str(folder.resolve()))
    try:
        return load()
    except Exception as error:  # the user's own code: whatever it raises, say where
        raise SpecError(f"{place} cannot be imported: {type(error).__name__}: {error}") from error
    finally:
        sys.path.remove(str(folder.resolve()))


# ---------------------------------------------------------------------- audited as a kind
def audit_function(
    function: Callable[..., Any], kind_name: str, n: int = 200, seed: int = 0, progress: Progress | None = None
) -> KindReport:
    """Audit ``function`` on the cases of a kind, as :func:`~gonogo.testing.audit.audit_kind` audits its checker.

    Args:
        function: called as ``function(response, **params)``; must return True or False. Anything else, and any
            exception, is an error of it. Parameters that it does not take are not passed where they are at their
            defaults; constraints where they are not are left out.
        kind_name: the kind whose cases it is measured on.
        n: texts of each truth value.
        seed: the same seed judges the same texts.
        progress: told how many texts are judged, and of how many.

    Raises:
        SpecError: the function cannot be called for any constraint of the kind; says which parameters there are.
    """
    names = parameters_taken(function)
    left_out(function, kind_name)  # refuses what fits no constraint
    said_by = getattr(function, "__name__", "the function")

    def judge(constraint: Constraint, text: str) -> tuple[bool, str]:
        said = function(text, **_passed(constraint, names))
        if not isinstance(said, bool) and type(said).__module__ != "numpy":
            raise TypeError(f"returned {said!r:.60}, not True or False")
        return bool(said), f"{said_by} returned {bool(said)}"

    return audit_kind(kind_name, n, seed, progress, judge, lambda one: _misfit(function, one, names) is None)


def parameters_taken(function: Callable[..., Any]) -> frozenset[str] | None:
    """Return the names that ``function`` takes beside the response; None where it takes any (or does not say)."""
    try:
        found = list(inspect.signature(function).parameters.values())
    except (ValueError, TypeError):  # some builtins have no signature: the calls will tell
        return None
    if any(one.kind is one.VAR_KEYWORD for one in found):
        return None
    return frozenset(one.name for one in found[1:] if one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY))


def _passed(constraint: Constraint, names: frozenset[str] | None) -> dict[str, Any]:
    spec = constraint.to_dict()
    return {key: value for key, value in spec.items() if key != "kind" and (names is None or key in names)}


def _misfit(function: Callable[..., Any], constraint: Constraint, names: frozenset[str] | None) -> str | None:
    """Return why ``function`` cannot stand in for ``constraint``, or None if it can."""
    if names is not None:
        said = constraint.model_dump(mode="json", exclude_defaults=True)
        missing = sorted(key for key in constraint.to_dict() if key != "kind" and key in said and key not in names)
        if missing:
            return f"it takes no {missing[0]!r}"
    try:
        inspect.signature(function).bind("", **_passed(constraint, names))
    except TypeError as error:
        return str(error)
    except ValueError:
        return None
    return None


def left_out(function: Callable[..., Any], kind_name: str) -> str:
    """Return why ``function`` cannot judge some constraints of a kind, "" if it can judge all that were looked at.

    Raises:
        SpecError: it can judge none of them.
    """
    kind, names = kind_of(kind_name), parameters_taken(function)
    drawn = [kind.make(dict(example.params)) for example in kind.examples]
    with suppress(CannotConstruct):
        drawn += [kind.sample(Random(seed)) for seed in range(_DRAWN)]
    why = [_misfit(function, one, names) for one in drawn]
    short = next((one for one in why if one is not None), "")
    if drawn and None not in why:
        shown = ", ".join(f"{key}={value!r}" for key, value in _passed(drawn[0], None).items())
        fields = sorted({key for one in drawn for key in _passed(one, None)})
        raise SpecError(
            f"{getattr(function, '__name__', 'the function')} cannot stand in for {kind_name}: {short}. It is called "
            f"like (response{', ' if shown else ''}{shown}); the parameters are {', '.join(fields) or 'none'}"
        )
    return short
