"""Everything that gonogo raises on purpose.

    GonogoError                     catch this to catch them all
    ├── SpecError (ValueError)      a constraint, amount or row is not what it should be
    │   ├── UnknownValue            a name that is not in the list of valid names (kind, id, language…)
    │   ├── AmountError             bounds that leave nothing, or are not whole numbers
    │   └── RowError                a dataset row that cannot be read; names the row
    ├── RegistryError               the set of kinds itself is broken
    │   ├── DuplicateKind           two classes own one kind; names both
    │   └── BrokenPlugin            a plugin that cannot be imported or used; names its distribution
    ├── BatchError (ValueError)     responses and constraints do not fit together
    ├── WorkerError                 worker processes cannot be started, or cannot know what they are to judge
    └── CannotConstruct             the constructive half has no text for these parameters

A message says what was given, what is allowed, the nearest valid thing and how to mend it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

_LAST = re.compile(r"(?<=[.:])[^.:]+\Z")  # the last part of a name


class GonogoError(Exception):
    """Base of every error that gonogo raises on purpose."""


class SpecError(GonogoError, ValueError):
    """A constraint, an amount or a row is not what it should be."""


class UnknownValue(SpecError):
    """A name that is not among the valid ones.

    Args:
        what: what the name stands for, e.g. ``"kind"``.
        given: the name that was given.
        allowed: the valid names.
        hint: one more sentence on how to mend it.
    """

    def __init__(self, what: str, given: object, allowed: Iterable[str], hint: str = "") -> None:
        names = sorted(allowed)
        near = nearest(str(given), names)
        message = f"unknown {what} {given!r}"
        if near:
            message += f"; did you mean {' or '.join(repr(name) for name in near)}?"
        elif len(names) <= 12:
            message += f"; allowed: {', '.join(names) or 'none'}"
        if hint:
            message += f" {hint}" if message.endswith("?") else f". {hint}"
        super().__init__(message)
        self.given = given
        self.nearest = near

    def __reduce__(self) -> tuple[object, ...]:
        return (_revive, (type(self), self.args, {"given": self.given, "nearest": self.nearest}))


class AmountError(SpecError):
    """Bounds that leave nothing, or are not whole numbers."""


class RowError(SpecError):
    """A dataset row that cannot be read. The message names the row."""


class RegistryError(GonogoError):
    """The set of kinds itself is broken."""


class DuplicateKind(RegistryError):
    """Two classes own one kind. ``kind`` is its name."""

    def __init__(self, message: str, kind: str = "") -> None:
        super().__init__(message)
        self.kind = kind


class BrokenPlugin(RegistryError):
    """A plugin that cannot be imported, or that breaks the rules of plugins; names its distribution."""


class BatchError(GonogoError, ValueError):
    """Responses and constraints do not fit together."""


class WorkerError(GonogoError):
    """Worker processes cannot be started, or cannot know a kind that they are to judge by."""


class CannotConstruct(GonogoError):
    """The constructive half knows no text for these parameters (it says why)."""


def nearest(given: str, names: Iterable[str], most: int = 2) -> list[str]:
    """Return up to ``most`` of ``names`` that look like ``given``, best first."""
    forms: dict[str, list[str]] = {}
    for name in names:
        low = name.lower()
        forms.setdefault(low, []).append(name)
        last = _LAST.search(low)
        if last is not None and len(given) >= 3:  # words for count.words, no_comma for punctuation:no_comma
            forms.setdefault(last.group(), []).append(name)
    close = difflib.get_close_matches(given.lower(), forms, n=2 * most, cutoff=0.6)
    if not close and len(given) >= 3:
        close = [form for form in forms if given.lower() in form.split("_")]
    return list(dict.fromkeys(name for form in close for name in forms[form]))[:most]


def shown(value: object, most: int = 60) -> str:
    """Return what was given as a message shows it: as Python writes it, and no longer than ``most`` characters."""
    said = repr(value)
    return said if len(said) <= most else said[: most - 1] + "…"


def _revive(cls: type[BaseException], args: tuple[object, ...], state: dict[str, object]) -> BaseException:
    """Rebuild an error whose ``__init__`` takes other arguments than its ``args`` (for pickling)."""
    error = cls.__new__(cls)
    error.args = args
    error.__dict__.update(state)
    return error
