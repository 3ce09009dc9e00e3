"""The reward function for AReaL's workflows.

::

    RLVRWorkflow(reward_fn="gonogo.adapters.areal.reward", ...)     # or the function itself; rows with "constraints"

AReaL runs it in a pool of processes: it is a function of a module, so it pickles.
"""

from __future__ import annotations

from typing import Any

from gonogo.adapters.judging import certain, read_label, reopened, reward_of

__all__ = ["reward", "reward_mean"]


def reward(
    prompt: str,
    completions: str,
    prompt_ids: Any = None,
    completion_ids: Any = None,
    constraints: Any = None,
    **row: Any,
) -> float:
    """Return 1.0 if every constraint is met, else 0.0.

    Args:
        prompt: the prompt, as the chat template made it.
        completions: the completion (one, in spite of the name), decoded with its special tokens.
        prompt_ids: not used.
        completion_ids: not used.
        constraints: the row's column of that name: the JSON string of its constraints.
        **row: the row's other columns. ``answer`` is read where there is no ``constraints``.

    Raises:
        NoVerdict: a checker failed and the rest does not decide.
        SpecError: the row has no constraints, or they cannot be read.
    """
    return _score("all", prompt, completions, constraints, row)


def reward_mean(
    prompt: str,
    completions: str,
    prompt_ids: Any = None,
    completion_ids: Any = None,
    constraints: Any = None,
    **row: Any,
) -> float:
    """Return the share of constraints that are met; else as :func:`reward`."""
    return _score("mean", prompt, completions, constraints, row)


def _score(policy: str, prompt: str, completion: str, constraints: Any, row: dict[str, Any]) -> float:
    parts = read_label(row.get("answer") if constraints is None else constraints, "column 'constraints'")
    return certain(reward_of({"policy": policy}), reopened(prompt, completion), parts)["score"]
