"""The environment for NeMo RL.

::

    from nemo_rl.environments.utils import register_env
    register_env("gonogo", "gonogo.adapters.nemo_rl.ConstraintActor")      # YAML: env: {gonogo: {policy: all}}

A row's ``extra_env_info`` holds ``constraints`` (or ``ground_truth``): the JSON string of its constraints.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gonogo.adapters.judging import NAMES, at_home, lazily, needed, read_label, reward_of, zeroed
from gonogo.errors import BatchError, RowError, SpecError

INSTALL = "run in an installation of NeMo RL (its package on PyPI is a placeholder)"
KEPT = "gonogo"  # where the numbers of a sample are kept in its metadata

__all__: list[str] = []


def _environment() -> Any:
    base = needed("nemo_rl.environments.interfaces", INSTALL)
    torch = needed("torch", INSTALL)
    parent: Any = base.EnvironmentInterface

    class ConstraintEnvironment(parent):  # type: ignore[misc]  # its parent is known at run time only
        """One turn: the last assistant message is judged, and the episode is over.

        A tensor of rewards has no room for None, and an exception ends the step: where there is no verdict the reward
        is 0.0, which is logged, and the metric ``no_verdict`` counts it.

        Args:
            cfg: ``policy``, ``weights``, ``reading``, ``strict`` of :class:`gonogo.Reward`.
        """

        def __init__(self, cfg: Mapping[str, Any] | None = None) -> None:
            self.reward = reward_of(cfg or {})

        def step(self, message_log_batch: Sequence[Sequence[Mapping[str, Any]]], metadata: Sequence[Any]) -> Any:
            """Judge a batch; the numbers of each sample are added to its metadata, under ``gonogo``.

            Raises:
                RowError: a sample has no constraints, or they cannot be read; names its number in the batch.
            """
            if len(message_log_batch) != len(metadata):
                raise BatchError(f"{len(message_log_batch)} message logs but {len(metadata)} rows of metadata")
            chats = [[{"role": turn["role"], "content": turn["content"]} for turn in log] for log in message_log_batch]
            found = zeroed(self.reward, chats, [_spec(row, number) for number, row in enumerate(metadata)])
            n = len(found)
            return base.EnvironmentReturn(
                observations=[{"role": "environment", "content": ""} for _ in range(n)],
                metadata=[{**row, KEPT: one} for row, one in zip(metadata, found, strict=True)],
                next_stop_strings=[None] * n,
                rewards=torch.tensor([one["score"] for one in found], dtype=torch.float32),
                terminateds=torch.ones(n),
                answers=None,
            )

        def global_post_process_and_metrics(self, batch: Any) -> tuple[Any, dict[str, float]]:
            """Return the batch as it is, and the means of :data:`~gonogo.adapters.judging.NAMES`."""
            rows = batch.get("extra_env_info") or []
            kept = [row[KEPT] for row in rows if isinstance(row, Mapping) and KEPT in row]
            return batch, {name: sum(one[name] for one in kept) / len(kept) for name in NAMES} if kept else {}

        def shutdown(self) -> None:
            """Nothing was started."""

    return at_home(ConstraintEnvironment, __name__)


def _actor() -> Any:
    return needed("ray", INSTALL).remote(__getattr__("ConstraintEnvironment"))


__getattr__ = lazily(globals(), {"ConstraintEnvironment": _environment, "ConstraintActor": _actor})


def _spec(row: Any, number: int) -> Any:
    if not isinstance(row, Mapping):
        raise RowError(f"row {number}: extra_env_info is a dict with 'constraints', not {type(row).__name__}")
    spec = row.get("constraints")
    try:
        return read_label(row.get("ground_truth") if spec is None else spec, "extra_env_info.constraints")
    except SpecError as error:
        raise RowError(f"row {number}: {error}") from error
