"""Deferred work: modules imported and patterns compiled when first used, so that ``import gonogo`` stays cheap.

numpy alone takes longer to import than all of gonogo; `regex` patterns with Unicode properties take milliseconds each.
"""

from __future__ import annotations

import importlib
from typing import Any


class Deferred:
    """A module or compiled pattern that is made when an attribute of it is first asked for."""

    def __init__(self, make: Any) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._make(), name)
        self.__dict__[name] = value  # later look-ups find it at once
        return value


def module(name: str) -> Any:
    """Return the module ``name``, imported when first used."""
    return Deferred(lambda: importlib.import_module(name))


def pattern(source: str, flags: int = 0) -> Any:
    """Return a compiled pattern of the ``regex`` module (Unicode properties), compiled when first used.

    Args:
        source: the pattern.
        flags: those of ``re``, whose values ``regex`` shares.
    """
    return Deferred(lambda: importlib.import_module("regex").compile(source, flags))
