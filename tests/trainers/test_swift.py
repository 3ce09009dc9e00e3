"""ms-swift for real: a plugin file, and the function by which its trainer calls rewards."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

pytest.importorskip("swift", reason="ms-swift is not installed here; tests/trainers/trainers.sh runs this test")

import torch
from swift.rewards import orms
from swift.rl_core.data import GRPOSample
from swift.rl_core.grpo_algorithm import compute_rewards_per_func
from swift.utils import import_external_file

from trainers.specs import SHARE, SHORT, STRICT, TEXTS


def test_a_plugin_file(tmp_path: Path) -> None:
    plugin = tmp_path / "plugin.py"
    plugin.write_text(
        'from gonogo.adapters.swift import register\nregister("gonogo")\nregister("soft", policy="mean")\n', "utf-8"
    )
    import_external_file(str(plugin))
    samples = [
        GRPOSample(
            messages=[{"role": "user", "content": "say"}, {"role": "assistant", "content": text}],
            extra={"constraints": spec},
        )
        for text, spec in zip([*TEXTS, "a"], [SHORT] * 4 + [None], strict=True)
    ]
    funcs = [orms["gonogo"](args=None), orms["soft"](args=None)]
    found = compute_rewards_per_func(samples, funcs, [None, None], torch.device("cpu"))
    assert found[:4, 0].tolist() == STRICT
    assert found[:4, 1].tolist() == SHARE
    assert all(math.isnan(value) for value in found[4].tolist())  # a row of another task
