"""What an adapter costs on top of the judging: the time of its call less the time of the Reward call within it.

::

    python benchmarks/adapters.py [--out results/adapters.json] [--date 2026-11-23]

Three constraints a response of about 60 words, n = 1 and n = 64 responses a call; an adapter that takes one response a
call is called n times (and compared with n Reward calls of one). Both are called in turn, and each round gives one
difference; told are the median of the differences and the quartiles about it. The bar is 50 µs a call, plus 5 µs a
response.

Asynchronous adapters are measured twice: the coroutine as a trainer awaits it, on a loop that is running already (to
start one takes some 8 µs, which no trainer pays per call), and the work it does in the thread. The difference is the
journey to a thread and back, which is the price of a free event loop.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import inspect
import json
import platform
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter_ns
from types import SimpleNamespace
from typing import Any, NamedTuple

from gonogo import Reward
from gonogo.adapters import areal, nemo_gym, openrlhf, slime, trl, verifiers, verl
from gonogo.adapters.judging import certain, reward_of, zeroed

PER_CALL, PER_RESPONSE = 50.0, 5.0  # the bar, in µs
SPEC = json.dumps([
    {"kind": "keywords.include", "keywords": ["sea"]},
    {"kind": "count.words", "amount": {"high": 300}},
    {"kind": "count.commas", "amount": {"low": 1}},
])  # fmt: skip
TEXT = "The sea, it is said, was calm that day and nobody saw the ship go. " * 4
PROMPT = "<|im_start|>user\nWrite about the sea.<|im_end|>\n<|im_start|>assistant\n"


class Case(NamedTuple):
    """An adapter's call of n responses. ``calls`` is how often it asks the reward; ``note`` says what is in it.

    ``call`` may be a coroutine function.
    """

    name: str
    call: Callable[[], Any]
    calls: int
    note: str = ""


def cases(n: int) -> Iterator[Case]:
    texts, specs = [TEXT] * n, [SPEC] * n
    prompts = [[{"role": "user", "content": "Write about the sea."}]] * n
    chats = [[{"role": "assistant", "content": TEXT}]] * n
    logs = {"log_metric": lambda name, value: None, "log_extra": lambda name, values: None}
    yield Case("trl", lambda: trl.reward(prompts, chats, constraints=specs), 1, "no logging (AsyncGRPO)")
    yield Case("trl, logging", lambda: trl.reward(prompts, chats, constraints=specs, **logs), 1, "metrics and table")
    sources, infos = ["gonogo"] * n, [{"index": 0}] * n
    yield Case("verl, batch", lambda: verl.compute_score_batch(sources, texts, specs, infos), 1)
    yield Case("verl, one by one", lambda: [verl.compute_score("g", TEXT, SPEC, {}) for _ in texts], n)
    queries = [f"{PROMPT}{TEXT}<|im_end|>"] * n
    yield Case("openrlhf", lambda: openrlhf.reward_func(queries, [PROMPT] * n, specs), 1, "strips prompt and token")
    samples = [SimpleNamespace(prompt=PROMPT, response=TEXT, label=SPEC, index=0) for _ in texts]
    args = SimpleNamespace()
    yield Case("slime, the work", lambda: slime._judged({}, samples), 1)
    yield Case("slime", lambda: slime.custom_rm(args, samples), 1, "with the thread")
    row = {"constraints": SPEC, "messages": []}
    yield Case("areal", lambda: [areal.reward(PROMPT, TEXT, [1], [2], **row) for _ in texts], n)
    yield Case("one response, checked", lambda: [certain(reward_of({}), TEXT, SPEC) for _ in texts], n,
               "verifiers v1, NeMo Gym: the work")  # fmt: skip
    yield Case("a batch, zeroed", lambda: zeroed(reward_of({}), texts, specs), 1,
               "SkyRL, NeMo RL, open-instruct: the work")  # fmt: skip
    bare = Reward()
    yield Case("a thread, no adapter", lambda: asyncio.to_thread(bare, texts, specs), 1,
               "what the journey to a thread and back takes")  # fmt: skip
    task, trace = (
        SimpleNamespace(constraints=SPEC),
        SimpleNamespace(last_reply=TEXT, record_metrics=lambda values: None),
    )

    async def rollouts() -> None:
        for _ in texts:
            await verifiers.reward(task, trace)

    yield Case("verifiers v1", rollouts, n, "one by one, with the thread")
    body = {"response": {"output": [{"type": "message", "content": TEXT}]}, "verifier_metadata": {"constraints": SPEC}}
    yield Case("nemo gym, the work", lambda: [nemo_gym.judged(body) for _ in texts], n)


async def measured(case: Case, n: int, rounds: int, repeat: int) -> dict[str, Any]:
    """Return what the adapter takes beyond the reward, per call of n responses, in µs."""
    reward, size = Reward(), n // case.calls
    texts, specs = [TEXT] * size, [SPEC] * size

    def bare() -> None:
        for _ in range(case.calls):
            reward(texts, specs)

    def took(call: Callable[[], Any]) -> float:
        began = perf_counter_ns()
        for _ in range(repeat):
            call()
        return (perf_counter_ns() - began) / repeat / 1e3

    async def awaited(call: Callable[[], Any]) -> float:
        began = perf_counter_ns()
        for _ in range(repeat):
            await call()
        return (perf_counter_ns() - began) / repeat / 1e3

    async def whole() -> float:
        return await awaited(case.call) if awaitable else took(case.call)

    first = case.call()
    awaitable = inspect.isawaitable(first)
    if awaitable:
        await first
    took(bare), await whole()
    pairs = [(await whole(), took(bare)) for _ in range(rounds)]
    beyond = sorted(adapter - base for adapter, base in pairs)
    bar = PER_CALL * case.calls + PER_RESPONSE * n
    middle = statistics.median(beyond)
    return {
        "adapter": case.name, "responses": n, "reward_calls": case.calls, "note": case.note,
        "reward_us": round(statistics.median(base for _, base in pairs), 1), "overhead_us": round(middle, 1),
        "quartiles_us": [round(beyond[len(beyond) // 4], 1), round(beyond[3 * len(beyond) // 4], 1)],
        "bar_us": bar, "within": middle <= bar,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results" / "adapters.json")
    parser.add_argument("--rounds", type=int, default=101)
    parser.add_argument("--date", default="")
    options = parser.parse_args()
    rows = []
    for n in (1, 64):
        for case in cases(n):
            row = asyncio.run(measured(case, n, options.rounds, 20 if n == 1 else 2))
            rows.append(row)
            print(f"{row['adapter']:24} n={n:<3} {row['overhead_us']:8.1f} µs beyond {row['reward_us']:8.1f}, "
                  f"bar {row['bar_us']:6.0f}  {'' if row['within'] else 'OVER'}")  # fmt: skip
    about = {"date": options.date, "python": platform.python_version(), "machine": platform.machine(),
             "torch": importlib.util.find_spec("torch") is not None, "rounds": options.rounds,
             "bar": "50 µs a call of the adapter plus 5 µs a response"}  # fmt: skip
    options.out.write_text(json.dumps({**about, "rows": rows}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
