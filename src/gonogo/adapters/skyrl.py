"""The environment for SkyRL (``skyrl-gym``).

::

    from gonogo.adapters.skyrl import register
    register()                            # in the process that runs the generator; rows: env_class "gonogo"

A row's ``reward_spec.ground_truth`` is the JSON string of its constraints.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gonogo.adapters.judging import at_home, lazily, needed, read_label, reward_of, zeroed
from gonogo.errors import SpecError

INSTALL = "install it with: pip install skyrl-gym"

__all__ = ["register"]


def _env() -> Any:
    base = needed("skyrl_gym.envs.base_text_env", INSTALL)
    parent: Any = base.BaseTextEnv

    class ConstraintEnv(parent):  # type: ignore[misc]  # its parent is known at run time only
        """One turn: the action is judged, and the episode is over.

        SkyRL refuses a reward of None and stops at an exception: where there is no verdict the reward is 0.0, and the
        metric ``no_verdict`` is 1.

        Args:
            env_config: ``policy``, ``weights``, ``reading``, ``strict`` of :class:`gonogo.Reward` (the section
                ``environment.skyrl_gym.gonogo``).
            extras: the row without its prompt: ``reward_spec`` with ``ground_truth``.

        Raises:
            SpecError: the row has no constraints, or they cannot be read.
        """

        def __init__(self, env_config: Any = None, extras: Mapping[str, Any] | None = None) -> None:
            super().__init__()
            spec = (extras or {}).get("reward_spec")
            if not isinstance(spec, Mapping) or "ground_truth" not in spec:
                raise SpecError("a row needs reward_spec: {'method': 'rule', 'ground_truth': '<JSON of constraints>'}")
            self.constraints = read_label(spec["ground_truth"], "reward_spec.ground_truth")
            self.reward = reward_of(_plain(env_config))
            self.numbers: dict[str, float] = {}

        def step(self, action: str) -> Any:
            self.numbers = zeroed(self.reward, [action], [self.constraints])[0]
            return base.BaseTextEnvStepOutput(
                observations=[], reward=self.numbers["score"], done=True, metadata=dict(self.numbers)
            )

        def get_metrics(self) -> dict[str, float]:
            """Return the numbers of the episode; SkyRL averages them."""
            return dict(self.numbers)

    return at_home(ConstraintEnv, __name__)


__getattr__ = lazily(globals(), {"ConstraintEnv": _env})


def register(name: str = "gonogo") -> None:
    """Register the environment under ``name``, which a row's ``env_class`` names; does nothing where it is known."""
    gym = needed("skyrl_gym", INSTALL)
    known = needed("skyrl_gym.envs.registration", INSTALL).registry
    if name not in known:
        gym.register(id=name, entry_point=f"{__name__}:ConstraintEnv")


def _plain(config: Any) -> dict[str, Any]:
    """Return the settings of a section of SkyRL's config: a mapping, a dataclass, or nothing."""
    if config is None:
        return {}
    if isinstance(config, Mapping) or hasattr(config, "keys"):
        return {str(key): config[key] for key in config}
    return dict(vars(config))
