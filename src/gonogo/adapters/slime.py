"""The reward for slime's ``--custom-rm-path``; remotely, ``gonogo serve`` speaks slime's ``--rm-type remote_rm``.

::

    --custom-rm-path gonogo.adapters.slime.custom_rm --reward-key score --label-key constraints

The label is the JSON string of the row's constraints.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gonogo.adapters.judging import beside, read_label, reopened, reward_of, zeroed
from gonogo.errors import RowError, SpecError

__all__ = ["custom_rm"]


async def custom_rm(args: Any, sample: Any, **kwargs: Any) -> Any:
    """Judge a sample, or a list of them: slime calls one function both ways.

    What may take long is judged in a thread, for slime calls rewards on the loop that drives generation. slime has no
    way to leave a sample out of the reward: where there is no verdict the score is 0.0, ``no_verdict`` is 1, and the
    sample is marked ``remove_sample``, so that slime does not train on it (its 0.0 still counts in its group's mean).

    Args:
        args: slime's arguments. Of them, ``gonogo_policy`` is read where you have added it: all (default) or mean.
        sample: a ``Sample`` or a list of them: ``prompt``, ``response``, ``label``.
        **kwargs: ignored.

    Returns:
        The numbers of :data:`~gonogo.adapters.judging.NAMES`, for a list a list of them; ``--reward-key score`` names
        the one that is the reward.

    Raises:
        RowError: a label cannot be read. slime then stops.
    """
    group = isinstance(sample, list | tuple)
    samples = sample if group else [sample]
    labels = [one.label for one in samples]
    shared = labels[0] if labels and labels.count(labels[0]) == len(labels) else None  # a group has one prompt
    whole = "".join(str(one.response) for one in samples)
    settings = {"policy": getattr(args, "gonogo_policy", None)}
    found = await beside(_judged, settings, samples, text=whole, spec=shared)
    for one, told in zip(samples, found, strict=True):
        if told["no_verdict"]:
            one.remove_sample = True
    return found if group else found[0]


def _judged(settings: dict[str, Any], samples: Sequence[Any]) -> list[dict[str, float]]:
    specs = []
    for sample in samples:
        try:
            specs.append(read_label(sample.label, "label (--label-key)"))
        except SpecError as error:
            raise RowError(f"slime sample {getattr(sample, 'index', None)}: {error}") from error
    responses = [reopened(getattr(sample, "prompt", None), sample.response) for sample in samples]
    return zeroed(reward_of(settings), responses, specs)
