"""Constraints that the adapters' tests judge by; what is expected of a text is known by reading it."""

from __future__ import annotations

import json
import sys
from types import ModuleType
from typing import Any

import pytest

SEA = json.dumps([{"kind": "keywords.include", "keywords": ["sea"]}])
SEA_SHORT = json.dumps(
    [{"kind": "keywords.include", "keywords": ["sea"]}, {"kind": "count.words", "amount": {"high": 3}}]
)
MET, HALF = "The sea.", "The wide blue sea."  # of SEA_SHORT: both constraints, one of them


def fake(monkeypatch: pytest.MonkeyPatch, name: str, **attributes: Any) -> ModuleType:
    """Put a module of a trainer that is not installed where an import finds it, with the packages above it."""
    parts = name.split(".")
    for end in range(1, len(parts)):
        above = ".".join(parts[:end])
        if not isinstance(sys.modules.get(above), ModuleType):
            package = ModuleType(above)
            package.__path__ = []  # type: ignore[attr-defined]
            monkeypatch.setitem(sys.modules, above, package)
    module = ModuleType(name)
    vars(module).update(attributes)
    monkeypatch.setitem(sys.modules, name, module)
    return module


def drop(adapter: ModuleType) -> None:
    """Forget the classes that an adapter made of a trainer, so that it makes them anew."""
    for name in [name for name in vars(adapter) if name.startswith("Constraint") and name != "Constraint"]:
        del vars(adapter)[name]
