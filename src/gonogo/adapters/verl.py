"""Reward functions for verl: for the reward loop's managers, and for ``batch`` of older versions.

::

    reward.custom_reward_function.path=pkg://gonogo.adapters.verl
    reward.custom_reward_function.name=compute_score            # or compute_score_async, compute_score_batch
    +reward.custom_reward_function.reward_kwargs.policy=mean    # optional: policy, weights, reading, strict

A row's ``reward_model.ground_truth`` is the JSON string of its constraints.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from gonogo.adapters.judging import beside, numbers, reward_of
from gonogo.errors import RowError, SpecError

__all__ = ["compute_score", "compute_score_async", "compute_score_batch"]

# The score where there is no verdict: not None or nan, for verl has no way to leave one sample out. None crashes when
# the scores become a tensor, and one nan makes nan of every advantage in its group. So the sample counts as failed,
# and `no_verdict` says that it was not judged.
_MISSING = 0.0


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
        scores = reward_of(kw)([solution_str], [_plain(ground_truth)])
    except SpecError as error:
        index = (extra_info or {}).get("index", "unknown")
        raise RowError(f"verl sample (data_source {data_source!r}, extra_info.index {index}): {error}") from error
    return numbers(scores, _MISSING)[0]


async def compute_score_async(
    data_source: str,
    solution_str: str,
    ground_truth: Any,
    extra_info: Mapping[str, Any] | None = None,
    **kw: Any,
) -> dict[str, float]:
    """Do what :func:`compute_score` does; where it may take long in a thread, so that the event loop stays free."""
    judge = partial(compute_score, data_source, solution_str, ground_truth, extra_info, **kw)
    return await beside(judge, text=solution_str, spec=ground_truth)


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
    return numbers(reward_of(kw)(list(solution_strs), [_plain(spec) for spec in ground_truths]), _MISSING)


def _plain(ground_truth: Any) -> Any:
    """Return ``ground_truth`` with parquet's arrays turned back into lists."""
    return ground_truth.tolist() if isinstance(ground_truth, np.ndarray) else ground_truth
