"""AReaL for real: its AsyncRewardWrapper and its pool of processes."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import logging
import sys
import types
from pathlib import Path
from typing import Any

import pytest

found = importlib.util.find_spec("areal")
if found is None:
    pytest.skip("AReaL is not installed here; tests/trainers/trainers.sh runs this test", allow_module_level=True)

# `import areal` needs a GPU's packages; its reward module needs none of them but a logger
_root = next(iter(found.submodule_search_locations or ()))
for _name in ("", ".utils", ".api"):
    _package = types.ModuleType(f"areal{_name}")
    _package.__path__ = [str(Path(_root, *_name.split(".")))]
    sys.modules.setdefault(f"areal{_name}", _package)
_logging = types.ModuleType("areal.utils.logging")
_logging.getLogger = logging.getLogger  # type: ignore[attr-defined]
sys.modules.setdefault("areal.utils.logging", _logging)
sys.modules["areal.utils"].logging = _logging  # type: ignore[attr-defined]

from areal.api.reward_api import AsyncRewardWrapper  # noqa: E402

from gonogo.adapters import areal as adapter  # noqa: E402
from trainers.specs import SHARE, SHORT, STRICT, TEXTS  # noqa: E402


def called(wrapper: Any, text: str, **row: Any) -> float:
    async def call() -> float:
        return float(await wrapper("<s>say", f"{text}<|im_end|>", [1], [2], messages=[], **row))

    return asyncio.run(call())


def test_in_its_pool_of_processes() -> None:
    strict, share = (AsyncRewardWrapper(one, max_workers=1) for one in (adapter.reward, adapter.reward_mean))
    assert [called(strict, text, constraints=SHORT) for text in TEXTS] == STRICT
    assert [called(share, text, constraints=SHORT) for text in TEXTS] == SHARE


def test_an_error_reaches_the_workflow() -> None:
    wrapper = AsyncRewardWrapper(adapter.reward, max_workers=1, max_retries=0)
    with pytest.raises(Exception, match=r"count\.words"):  # AReaL then rejects the trajectory
        called(wrapper, "a", constraints=json.dumps([{"kind": "count.wrds"}]))
