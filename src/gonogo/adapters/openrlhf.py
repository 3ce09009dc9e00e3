"""The reward function for OpenRLHF's ``--reward.remote_url some_file.py``.

The file is two lines of yours::

    from gonogo.adapters.openrlhf import reward_func        # OpenRLHF looks for exactly this name

or, with another policy::

    from functools import partial
    from gonogo import Reward
    from gonogo.adapters import openrlhf
    reward_func = partial(openrlhf.reward_func, reward=Reward("mean"))

The label (``--data.label_key constraints``) is the JSON string of the row's constraints.
"""

from __future__ import annotations

import importlib
import logging
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from gonogo.adapters.judging import numbers, reopened, unchecked
from gonogo.constraint import Constraint, parse_set
from gonogo.errors import SpecError
from gonogo.reward import Reward, Scores

__all__ = ["EXTRA", "reward_func", "rewarded"]

_DEFAULT = Reward()
_log = logging.getLogger(__name__)

EXTRA = ("n_pass", "n_total", "no_answer", "no_verdict")
Row = tuple[float, float, float, float, float, float]  # reward, score, and EXTRA
_NOTHING: Row = (0.0, 0.0, 0.0, 0.0, 0.0, 1.0)

_SPECIAL = re.compile(r"(?:\s*<[^<>\s]{1,40}>)+\s*")  # <s>, <|begin_of_text|>, …
_OVERLAP = 16  # characters of a cut prompt that must be found again


def reward_func(
    queries: Sequence[str],
    prompts: Sequence[str],
    labels: Sequence[Any],
    *,
    reward: Reward = _DEFAULT,
    **kwargs: Any,
) -> dict[str, Any]:
    """Judge the responses; never raise.

    OpenRLHF swallows what a reward function raises, goes on without a reward, and breaks later in another
    place. So what cannot be judged (no prompt to strip, an unreadable label, a checker that fails) is logged
    here and gets 0.0, with ``no_verdict`` 1.

    Args:
        queries: n texts: prompt and response, decoded with their special tokens.
        prompts: n prompts, as the chat template made them.
        labels: n JSON strings of constraints.
        reward: what judges.
        **kwargs: ignored.

    Returns:
        ``rewards``; ``scores`` (0 or 1: every constraint passed; dynamic filtering goes by it); and
        ``extra_logs`` with ``n_pass``, ``n_total``, ``no_answer``, ``no_verdict``. All of them are float32
        torch tensors of shape (n,), or numpy arrays where torch is not installed.
    """
    rows = rewarded(reward, queries, prompts, labels, raw=reward.reading == "raw")
    rewards, scores, *extra = _vectors(rows)
    return {"rewards": rewards, "scores": scores, "extra_logs": dict(zip(EXTRA, extra, strict=True))}


def rewarded(
    reward: Callable[[Sequence[Any], Sequence[Any]], Scores],
    queries: Sequence[str],
    prompts: Sequence[str],
    labels: Sequence[Any],
    *,
    raw: bool = False,
) -> list[Row]:
    """Return the numbers of each response: reward, score, and :data:`EXTRA`. What cannot be judged is logged.

    Args:
        reward: what judges a batch.
        queries: n texts, as :func:`reward_func` takes them.
        prompts: n prompts within them.
        labels: n JSON strings of constraints.
        raw: the reward reads responses as they are, with their reasoning.
    """
    rows = [_NOTHING] * len(queries)
    if not len(queries) == len(prompts) == len(labels):
        _complain(f"{len(queries)} queries, {len(prompts)} prompts, {len(labels)} labels")
    readable: dict[int, tuple[str, tuple[Constraint, ...]]] = {}
    for i, (query, prompt, label) in enumerate(zip(queries, prompts, labels, strict=False)):
        try:
            readable[i] = _task(query, prompt, label, raw)
        except Exception as error:  # whatever it is, OpenRLHF would swallow it and break later
            _complain(f"not judged: {_told(error)}")
    try:
        scores = reward([response for response, _ in readable.values()], [parts for _, parts in readable.values()])
    except Exception as error:  # as above
        _complain(f"not judged: {_told(error)}")
        return rows
    for number, (i, found) in enumerate(zip(readable, numbers(scores, 0.0), strict=True)):
        rows[i] = _row(found, scores, number)
    return rows


def _task(query: str, prompt: str, label: Any, raw: bool) -> tuple[str, tuple[Constraint, ...]]:
    """Return the response within ``query``, and its constraints."""
    response = _response(query, prompt, raw)
    if response is None:
        raise SpecError("the query does not begin with its prompt")
    parts = parse_set(label) if label else ()
    if not parts:
        raise SpecError("no label; set --data.label_key to the column of the constraints")
    return response, parts


def _told(error: Exception) -> str:
    return str(error) if isinstance(error, SpecError) else f"{type(error).__name__}: {error}"


def _row(found: Mapping[str, float], scores: Scores, number: int) -> Row:
    if found["no_verdict"]:
        _complain(f"not judged: no verdict ({unchecked(scores, number)})")
    return (found["score"], found["acc"], found["n_pass"], found["n_total"], found["no_answer"], found["no_verdict"])


def _response(query: str, prompt: str, raw: bool) -> str | None:
    """Return ``query`` without ``prompt``, or ``None`` where the prompt is not found at its beginning.

    Special tokens within the response stay: :class:`~gonogo.reward.Reward` reads them.
    """
    end = _prompt_end(query, prompt)
    if end is None:
        return None
    return query[end:] if raw else reopened(prompt, query[end:])


def _prompt_end(query: str, prompt: str) -> int | None:
    """Return where the prompt ends in ``query``."""
    if query.startswith(prompt):
        return len(prompt)
    at = query.find(prompt)
    if at > 0 and _SPECIAL.fullmatch(query, 0, at):  # the tokenizer put its own begin token before the prompt
        return at + len(prompt)
    # OpenRLHF cuts a prompt that is too long at its beginning: the query then starts with the rest of it.
    head = query[:_OVERLAP]
    at = prompt.find(head) if len(head) == _OVERLAP else -1
    while at >= 0:
        if query.startswith(prompt[at:]):
            return len(prompt) - at
        at = prompt.find(head, at + 1)
    return None


def _vectors(rows: Sequence[Row]) -> list[Any]:
    """Return each column of ``rows`` as a 1-D float32 tensor.

    Tensors, because of a list OpenRLHF makes a tensor with one dimension too many.
    """
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in _NOTHING]
    torch = sys.modules["torch"] if "torch" in sys.modules else _torch()
    if torch is None:
        return [np.asarray(column, dtype=np.float32) for column in columns]
    return [torch.tensor(column, dtype=torch.float32) for column in columns]


@lru_cache(maxsize=1)
def _torch() -> Any:
    """Return torch, None where it is not installed (asked once: to look for what is not there takes 60 µs)."""
    try:
        return importlib.import_module("torch")
    except ImportError:
        return None


@lru_cache(maxsize=1024)
def _complain(message: str) -> None:
    """Log each message once per process: a fault in the dataset comes back with every sample."""
    _log.error("gonogo: %s", message)
