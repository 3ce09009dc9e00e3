"""Rewards for ms-swift (``swift rlhf --rlhf_type grpo``).

A plugin file of two lines::

    from gonogo.adapters.swift import register       # plugin.py
    register("gonogo")                                # or register("soft", policy="mean")

and ``--external_plugins plugin.py --reward_funcs gonogo``. Rows carry ``constraints``, one JSON string.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gonogo.adapters.judging import at_home, lazily, needed
from gonogo.adapters.trl import TRLReward, make

INSTALL = "install it with: pip install ms-swift"

__all__ = ["register"]


def _base() -> Any:
    orm: Any = needed("swift.rewards", INSTALL).ORM

    class ConstraintReward(orm):  # type: ignore[misc]  # its parent is known at run time only
        """ms-swift's ``ORM``: one reward per completion, ``None`` where there is no verdict (swift leaves it out)."""

        JUDGE: TRLReward = make(name="gonogo")

        def __init__(self, args: Any = None, **kwargs: Any) -> None:
            super().__init__(args, **kwargs)

        def __call__(self, completions: Sequence[str], **kwargs: Any) -> list[float | None]:
            """Judge a batch.

            Args:
                completions: n texts.
                **kwargs: n rows of each column, among them ``constraints`` (or IFEval's two); ``messages``.

            Raises:
                SpecError: no column of constraints, or a row that cannot be read.
            """
            prompts = kwargs.get("messages") or [None] * len(completions)
            chats = [[] if chat is None else chat for chat in prompts]
            return self.JUDGE._report(self.JUDGE._judge(chats, completions, kwargs), len(completions), {})

    return at_home(ConstraintReward, __name__)


__getattr__ = lazily(globals(), {"ConstraintReward": _base})


def register(name: str = "gonogo", **settings: Any) -> Any:
    """Enter a reward into ms-swift's ``orms`` under ``name``, which ``--reward_funcs`` then takes; return its class.

    Args:
        name: also of the class, by which ms-swift logs it.
        **settings: ``policy``, ``weights``, ``reading``, ``strict`` of :class:`gonogo.Reward`.
    """
    base = __getattr__("ConstraintReward")
    made = type(name, (base,), {"JUDGE": make(**settings, name=name), "__doc__": base.__doc__})
    needed("swift.rewards", INSTALL).orms[name] = made
    return made
