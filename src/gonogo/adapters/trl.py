"""Rewards for TRL's GRPO, RLOO and AsyncGRPO, and for axolotl and unsloth, which call rewards the same way.

::

    from gonogo.adapters.trl import reward
    GRPOTrainer(..., reward_funcs=reward)       # dataset: "prompt" and "constraints", one JSON string per row

TRL calls a reward once per batch and by keyword: ``prompts``, ``completions``, ``completion_ids``, every
further column of the dataset as a list, and ``trainer_state``, ``log_metric``, ``log_extra``. It reads
``None`` as "this reward does not apply to this sample".
"""

from __future__ import annotations

import asyncio
import json
import math
import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal

from gonogo import compat
from gonogo.constraint import Constraint
from gonogo.errors import BatchError, SpecError
from gonogo.reward import Policy, Reward, Scores, Status

__all__ = ["TRLReward", "make", "reward", "reward_async"]

_NOT_COLUMNS = {"completion_ids", "trainer_state", "log_extra", "log_metric", "environments"}
# Logged by every process on every call, whatever the batch holds; see TRLReward._log.
_ALWAYS = ("acc", "score", "no_verdict_rate", "no_answer_rate")


class TRLReward:
    """A reward that TRL can call: picklable, thread-safe, and named.

    Args:
        reward: what judges.
        name: ``__name__`` of this object. TRL logs ``rewards/<name>/mean`` and ``rewards/<name>/std`` under
            it, and two rewards of one name would share these metrics.
    """

    def __init__(self, reward: Reward, name: str) -> None:
        self.reward = reward
        self.__name__ = name

    def __call__(self, prompts: Sequence[Any], completions: Sequence[Any], **columns: Any) -> list[float | None]:
        """Return one reward per completion, ``None`` where there is no verdict.

        There is none where the row carries no constraints (``None``: a row of another task in a mixed
        dataset), or where a checker failed and the policy cannot decide without it.

        Args:
            prompts: n prompts: strings, or lists of messages.
            completions: n completions: strings, or lists of messages.
            **columns: ``constraints`` (n JSON strings), or IFEval's ``instruction_id_list`` and ``kwargs``;
                and whatever else TRL passes.

        Raises:
            SpecError: neither column is there, or the constraints of a row cannot be read.
            BatchError: the columns are not as long as ``completions``.
        """
        return self._report(self._judge(prompts, completions, columns), len(completions), columns)

    def _judge(
        self, prompts: Sequence[Any], completions: Sequence[Any], columns: Mapping[str, Any]
    ) -> tuple[list[int], Scores]:
        """Judge the rows that carry constraints; return their numbers and their scores."""
        specs = _specs(prompts, columns)
        if len(specs) != len(completions):
            raise BatchError(
                f"{len(completions)} completions but {len(specs)} rows of constraints; "
                "TRL repeats each column once per generation: pass the columns on as they came"
            )
        rows = [row for row, spec in enumerate(specs) if spec is not None]
        return rows, self.reward([completions[row] for row in rows], [specs[row] for row in rows])

    def _report(self, judged: tuple[list[int], Scores], n: int, columns: Mapping[str, Any]) -> list[float | None]:
        """Log ``judged`` where TRL lets us (AsyncGRPO does not), and spread it over the ``n`` rows."""
        rows, scores = judged
        self._log(rows, scores, n, columns.get("log_metric"), columns.get("log_extra"))
        rewards: list[float | None] = [None] * n
        for row, value in zip(rows, scores.reward.tolist(), strict=True):
            rewards[row] = None if math.isnan(value) else value
        return rewards

    def _log(self, rows: list[int], scores: Scores, n: int, log_metric: Any, log_extra: Any) -> None:
        if log_metric is not None:
            metrics = {f"gonogo/{name}": math.nan for name in _ALWAYS}
            seen = scores.metrics() if rows else {}
            # TRL runs one collective per metric name. Processes that log different names would wait for each
            # other for ever, and which kinds occur differs between their batches: so kinds only where one
            # process trains. For the same reason a metric without a value is logged as nan (TRL leaves nan
            # out of its averages).
            metrics.update(seen if _one_process() else {name: seen[name] for name in metrics if name in seen})
            for name, value in metrics.items():
                log_metric(name.replace("gonogo", self.__name__, 1), value)
        if log_extra is not None:
            acc, missed = [math.nan] * n, [""] * n
            for row, value, judged in zip(rows, scores.acc.tolist(), scores.judged, strict=True):
                acc[row] = value
                missed[row] = "; ".join(one.constraint.kind for one in judged if one.status is not Status.PASS)
            log_extra(f"{self.__name__}/acc", acc)
            log_extra(f"{self.__name__}/not_passed", missed)


def make(
    policy: Policy = "all",
    *,
    weights: Mapping[str, float] | Sequence[float] | None = None,
    reading: Literal["auto", "raw"] = "auto",
    strict: bool = False,
    name: str | None = None,
) -> TRLReward:
    """Return a reward for ``reward_funcs`` with settings of its own.

    Args:
        policy: how the verdicts on one response become one number; see :class:`~gonogo.reward.Reward`.
        weights: for the policy ``"weighted"``: by kind, or one per constraint of a set, in order.
        reading: how the answer is read out of a completion.
        strict: raise where a checker fails, instead of returning ``None``.
        name: the ``__name__``. By default it is made from the settings, so that rewards that differ have
            different names.
    """
    if name is None:
        items = weights.items() if isinstance(weights, Mapping) else enumerate(weights or ())
        parts = ["gonogo", policy, *(f"{of}={weight:g}" for of, weight in items)]
        name = "_".join(parts + [reading] * (reading != "auto") + ["strict"] * strict)
    return TRLReward(Reward(policy, weights=weights, reading=reading, strict=strict, name=name), name)


_DEFAULT = TRLReward(Reward(), "gonogo")


def reward(prompts: Sequence[Any], completions: Sequence[Any], **columns: Any) -> list[float | None]:
    """Return 1.0 where every constraint is met, else 0.0; ``None`` where there is no verdict.

    Takes what :meth:`TRLReward.__call__` takes. For another policy see :func:`make`.
    """
    return _DEFAULT(prompts, completions, **columns)


async def reward_async(prompts: Sequence[Any], completions: Sequence[Any], **columns: Any) -> list[float | None]:
    """Do what :func:`reward` does, in a thread, so that other asynchronous rewards are not held up.

    A function and not an object, because TRL up to 1.10 takes an object with an async ``__call__`` for a
    synchronous one.
    """
    judged = await asyncio.to_thread(_DEFAULT._judge, prompts, completions, columns)
    # Logged from the loop's own thread: TRL's logs are plain lists that other rewards append to.
    return _DEFAULT._report(judged, len(completions), columns)


# TRL names its metrics after __name__: "rewards/gonogo/mean" says more than "rewards/reward/mean". Pickle
# goes by __qualname__, which stays.
reward.__name__ = reward_async.__name__ = "gonogo"


# ---------------------------------------------------------------------- constraints of a row
def _specs(prompts: Sequence[Any], columns: Mapping[str, Any]) -> Sequence[Any]:
    """Return each row's constraints, ``None`` where it has none, from whichever columns the dataset has."""
    native = columns.get("constraints")
    if native is not None:
        return [None if not spec or spec == "[]" else spec for spec in native]
    ids, kwargs = columns.get("instruction_id_list"), columns.get("kwargs")
    if ids is None or kwargs is None:
        seen = ", ".join(sorted(set(columns) - _NOT_COLUMNS)) or "none"
        raise SpecError(
            "the dataset needs a column 'constraints' (one JSON string per row), or IFEval's columns "
            f"'instruction_id_list' and 'kwargs'; columns seen: {seen}. Rename yours with "
            "dataset.rename_column(), and leave GRPOConfig(remove_unused_columns=False) as it is"
        )
    rest = (columns.get(name) or [None] * len(prompts) for name in ("key", "registry"))
    return [_published(*row) for row in zip(ids, kwargs, prompts, *rest, strict=False)]


def _published(ids: Any, kwargs: Any, prompt: Any, key: Any, registry: Any) -> tuple[Constraint, ...] | None:
    """Read one row in IFEval's format; ``None`` where it has no instructions."""
    if not ids:
        return None
    row = {"prompt": _asked(prompt), "instruction_id_list": ids, "kwargs": kwargs}
    return _load_row(json.dumps(row if key is None else {"key": key, **row}), registry or "ifeval")


@lru_cache(maxsize=8192)
def _load_row(text: str, registry: str) -> tuple[Constraint, ...]:
    """Read a published row once: TRL repeats it for each generation and each epoch."""
    row = json.loads(text)
    if isinstance(row["kwargs"], str):
        try:
            row["kwargs"] = json.loads(row["kwargs"])
        except ValueError as error:
            raise SpecError(f"column 'kwargs' is not JSON ({error}); given: {row['kwargs'][:80]!r}") from None
    return compat.load_row(row, registry)


def _asked(prompt: Any) -> str | None:
    """Return the text of the last user message of ``prompt``, or ``prompt`` itself where it is text."""
    if isinstance(prompt, str):
        return prompt
    contents = (message.get("content") for message in reversed(prompt) if message.get("role") == "user")
    content = next(contents, None)
    return content if isinstance(content, str) else None


def _one_process() -> bool:
    """Whether one process trains; torchrun, accelerate and deepspeed tell each process how many there are."""
    return os.environ.get("WORLD_SIZE", "1") in ("", "1")
