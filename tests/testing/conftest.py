"""The zoo is registered only while these tests run: no other test sees its kinds."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from types import ModuleType

import pytest

from gonogo import registry


@pytest.fixture(scope="module")
def zoo() -> Iterator[ModuleType]:
    module = importlib.import_module("tests.testing.zoo")
    for kind, owner in module.OWNERS.items():
        registry.register(kind, owner)
    yield module
    for kind in module.OWNERS:
        registry._owners.pop(kind, None)
