"""Reward functions for verl: for the reward loop's managers, and for ``batch`` of older versions.

::

    reward.custom_reward_function.path=pkg://gonogo.adapters.verl
    reward.custom_reward_function.name=compute_score            # or compute_score_async, compute_score_batch
    +reward.custom_reward_function.reward_kwargs.policy=mean    # optional: policy, weights, reading, strict

A row's ``reward_model.ground_truth`` is the JSON string of its constraints.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from gonogo.errors import RowError, SpecError
from gonogo.reward import Reward, Scores, Status

__all__ = ["compute_score", "compute_score_async", "compute_score_batch"]

_DEFAULT = Reward()
_SETTINGS = ("policy", "weights", "reading", "strict")


def compute_score(
    data_source: str,
    solution_str: str,
    ground_truth: Any,
    extra_info: Mapping[str, Any] | None = None,
    **kw: Any,
) -> dict[str, float]:
    """Judge one response.

    Args:
        data_source: the row's source; only named in errors.
        solution_str: the decoded response.
        ground_truth: the row's constraints: the JSON string of a list.
        extra_info: the row's ``extra_info``; read only for its ``index``, which is named in errors, never
            changed.
        **kw: ``policy``, ``weights``, ``reading``, ``strict`` as of :class:`~gonogo.reward.Reward`. Whatever
            else verl passes (the reward router's address, say) is ignored.

    Returns:
        ``score`` (the reward), ``acc`` (1.0 iff every constraint passed), ``n_pass`` and ``n_total``
        (constraints), ``no_answer`` and ``no_verdict`` (1.0 or 0.0): the same keys for every sample, all of
        them numbers, because verl stacks them into arrays by the first sample's keys.

    Raises:
        RowError: the constraints cannot be read.
    """
    try:
        scores = _reward(kw)([solution_str], [_plain(ground_truth)])
    except SpecError as error:
        index = (extra_info or {}).get("index", "unknown")
        raise RowError(f"verl sample (data_source {data_source!r}, extra_info.index {index}): {error}") from error
    return _rows(scores)[0]


async def compute_score_async(
    data_source: str,
    solution_str: str,
    ground_truth: Any,
    extra_info: Mapping[str, Any] | None = None,
    **kw: Any,
) -> dict[str, float]:
    """Do what :func:`compute_score` does, in a thread, so that the reward worker's event loop stays free."""
    return await asyncio.to_thread(compute_score, data_source, solution_str, ground_truth, extra_info, **kw)


def compute_score_batch(
    data_sources: Sequence[str],
    solution_strs: Sequence[str],
    ground_truths: Sequence[Any],
    extra_infos: Sequence[Mapping[str, Any] | None] | None = None,
    **kw: Any,
) -> list[dict[str, float]]:
    """Judge a batch in one call, for the ``batch`` manager of older verl; returns one dict per response.

    Raises:
        BatchError: the sequences are not equally long.
        RowError: the constraints of a row cannot be read; names its number in the batch.
    """
    return _rows(_reward(kw)(list(solution_strs), [_plain(spec) for spec in ground_truths]))


def _rows(scores: Scores) -> list[dict[str, float]]:
    """Return verl's dict for each response."""
    # Where there is no verdict the score is 0.0, not None or nan: verl has no way to leave one sample out.
    # None crashes when the scores become a tensor, and one nan makes nan of every advantage in its group. So
    # the sample counts as failed, and `no_verdict` says that it was not judged.
    unknown = np.isnan(scores.reward)
    numbers = zip(
        np.where(unknown, 0.0, scores.reward).tolist(),
        scores.acc.tolist(),
        scores.n_pass.tolist(),
        scores.n_total.tolist(),
        unknown.tolist(),
        scores.status,
        strict=True,
    )
    return [
        {
            "score": score,
            "acc": acc,
            "n_pass": float(n_pass),
            "n_total": float(n_total),
            "no_answer": float(Status.NO_ANSWER in statuses),
            "no_verdict": float(no_verdict),
        }
        for score, acc, n_pass, n_total, no_verdict, statuses in numbers
    ]


def _plain(ground_truth: Any) -> Any:
    """Return ``ground_truth`` with parquet's arrays turned back into lists."""
    return ground_truth.tolist() if isinstance(ground_truth, np.ndarray) else ground_truth


def _reward(kw: Mapping[str, Any]) -> Reward:
    """Return the reward for the settings in ``kw``, made once per process."""
    given = {name: kw[name] for name in _SETTINGS if kw.get(name) is not None}
    if not given:
        return _DEFAULT
    weights = given.get("weights")
    if weights is not None:  # hydra has mappings and lists of its own
        given["weights"] = dict(weights) if isinstance(weights, Mapping) else list(weights)
    return _made(json.dumps(given, sort_keys=True))


@lru_cache(maxsize=64)
def _made(settings: str) -> Reward:
    return Reward(**json.loads(settings))
