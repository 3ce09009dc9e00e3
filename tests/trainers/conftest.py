"""Tests against the real trainers. Each runs in an environment of its own (see trainers.sh) and skips elsewhere."""

from __future__ import annotations

import os

# before any trainer is imported: no hub, no GPU, no thread storms
os.environ.update(
    HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", CUDA_VISIBLE_DEVICES="", TOKENIZERS_PARALLELISM="false",
    TRACKIO_DISABLE="1", RAY_AUTH_MODE="disabled", WANDB_MODE="disabled",
)  # fmt: skip
