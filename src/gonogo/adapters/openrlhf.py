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
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from gonogo.reward import Reward, Scores, Status

__all__ = ["reward_func"]

_DEFAULT = Reward()
_log = logging.getLogger(__name__)

_EXTRA = ("n_pass", "n_total", "no_answer", "no_verdict")
_Row = tuple[float, float, float, float, float, float]  # reward, score, and _EXTRA
_NOTHING: _Row = (0.0, 0.0, 0.0, 0.0, 0.0, 1.0)

_SPECIAL = re.compile(r"(?:\s*<[^<>\s]{1,40}>)+\s*")  # <s>, <|begin_of_text|>, …
_THINKING = re.compile(r"(?:<(?:think|thinking|reasoning|reflection|thought)>|\[THINK\])\s*\Z")
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
    rows = [_row(reward, *row) for row in zip(queries, prompts, labels, strict=False)]
    if len(rows) < len(queries):
        _complain(f"{len(queries)} queries, {len(prompts)} prompts, {len(labels)} labels")
        rows += [_NOTHING] * (len(queries) - len(rows))
    rewards, scores, *extra = _vectors(rows)
    return {"rewards": rewards, "scores": scores, "extra_logs": dict(zip(_EXTRA, extra, strict=True))}


def _row(reward: Reward, query: str, prompt: str, label: Any) -> _Row:
    """Judge one response."""
    try:
        response = _response(query, prompt, reward.reading == "raw")
        if response is None:
            _complain("not judged: the query does not begin with its prompt")
            return _NOTHING
        if not label:
            _complain("not judged: no label; set --data.label_key to the column of the constraints")
            return _NOTHING
        return _numbers(reward([response], [label]))
    except Exception as error:  # whatever it is, OpenRLHF would swallow it and break later
        _complain(f"not judged: {type(error).__name__}: {error}")
        return _NOTHING


def _numbers(scores: Scores) -> _Row:
    unknown = bool(np.isnan(scores.reward[0]))
    if unknown:
        kinds = [one.constraint.kind for one in scores.judged[0] if one.status in (Status.ERROR, Status.TIMEOUT)]
        _complain(f"not judged: no verdict from {', '.join(kinds)}")
    return (
        0.0 if unknown else float(scores.reward[0]),
        float(scores.acc[0]),
        float(scores.n_pass[0]),
        float(scores.n_total[0]),
        float(Status.NO_ANSWER in scores.status[0]),
        float(unknown),
    )


def _response(query: str, prompt: str, raw: bool) -> str | None:
    """Return ``query`` without ``prompt``, or ``None`` where the prompt is not found at its beginning.

    Special tokens within the response stay: :class:`~gonogo.reward.Reward` reads them.
    """
    end = _prompt_end(query, prompt)
    if end is None:
        return None
    # Where the template itself opens the reasoning, the response holds only the closing tag, or none if it
    # was cut off.
    opened = None if raw else _THINKING.search(prompt)
    return (opened.group() if opened else "") + query[end:]


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


def _vectors(rows: Sequence[_Row]) -> list[Any]:
    """Return each column of ``rows`` as a 1-D float32 tensor.

    Tensors, because of a list OpenRLHF makes a tensor with one dimension too many.
    """
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in _NOTHING]
    try:
        torch = importlib.import_module("torch")
    except ImportError:
        return [np.asarray(column, dtype=np.float32) for column in columns]
    return [torch.tensor(column, dtype=torch.float32) for column in columns]


@lru_cache(maxsize=1024)
def _complain(message: str) -> None:
    """Log each message once per process: a fault in the dataset comes back with every sample."""
    _log.error("gonogo: %s", message)
