"""Rubrics and an environment for OpenEnv.

::

    from gonogo.adapters.openenv import application
    app = application("rows.jsonl")             # uvicorn my_env:app; rows of "prompt" and "constraints"

Within an environment of yours, :func:`rubric` gives the rubric of a set of constraints, one child per constraint.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from gonogo.adapters.judging import at_home, lazily, needed, numbers, reward_of
from gonogo.adapters.verifiers import read_rows
from gonogo.constraint import Constraint, parse_set
from gonogo.reward import last_message
from gonogo.text.view import View

INSTALL = "install it with: pip install openenv-core"

__all__ = ["application", "rubric"]


# ---------------------------------------------------------------------- rubrics
def _rubric() -> Any:
    base = needed("openenv.core.rubrics", INSTALL)
    parent: Any = base.Rubric

    class ConstraintRubric(parent):  # type: ignore[misc]  # its parent is known at run time only
        """A constraint as OpenEnv's ``Rubric``: 1.0 iff the action's text meets it, else 0.0.

        What a checker raises is passed on: a rubric has no way to say that it has no score.
        """

        def __init__(self, constraint: Constraint) -> None:
            super().__init__()
            self.constraint = constraint

        def forward(self, action: Any, observation: Any) -> float:
            return float(self.constraint.check(View(text_of(action))))

    return at_home(ConstraintRubric, __name__)


def rubric(constraints: Any) -> Any:
    """Return the ``WeightedSum`` of the constraints' rubrics: the share that is met.

    Args:
        constraints: a set: constraints, plain data, or the JSON string of a row.
    """
    base, one = needed("openenv.core.rubrics", INSTALL), __getattr__("ConstraintRubric")
    parts = parse_set(constraints)
    return base.WeightedSum([one(part) for part in parts], weights=[1 / len(parts)] * len(parts))


def text_of(action: Any) -> str:
    """Return what an action says: its ``text``, ``message``, ``content`` or last of ``messages``, or itself."""
    if isinstance(action, str):
        return action
    for name in ("text", "message", "content", "messages"):
        value = getattr(action, name, None)
        if isinstance(value, str):
            return value
        if isinstance(value, list):
            return last_message(value)
    raise TypeError(f"{type(action).__name__} has no text: none of the fields text, message, content, messages")


# ---------------------------------------------------------------------- an environment
def _action() -> Any:
    types = needed("openenv.core.env_server.types", INSTALL)
    parent: Any = types.Action

    class ConstraintAction(parent):  # type: ignore[misc]  # its parent is known at run time only
        """The response."""

        text: str

    return at_home(ConstraintAction, __name__)


def _observation() -> Any:
    types = needed("openenv.core.env_server.types", INSTALL)
    parent: Any = types.Observation

    class ConstraintObservation(parent):  # type: ignore[misc]  # its parent is known at run time only
        """After reset the prompt; after the step the numbers of the response, and the status of each constraint."""

        prompt: str | list[dict[str, Any]] = ""
        numbers: dict[str, float | None] = {}
        judged: list[dict[str, Any]] = []

    return at_home(ConstraintObservation, __name__)


def _environment() -> Any:
    server = needed("openenv.core.env_server.interfaces", INSTALL)
    types = needed("openenv.core.env_server.types", INSTALL)
    observation = __getattr__("ConstraintObservation")
    parent: Any = server.Environment

    class ConstraintEnvironment(parent):  # type: ignore[misc]  # its parent is known at run time only
        """One turn: ``reset`` gives a row's prompt, ``step`` judges the response and ends the episode.

        Without a verdict the reward is None.

        Args:
            rows: a JSON Lines file, or rows, of ``prompt`` and ``constraints``.
            **settings: ``policy``, ``weights``, ``reading``, ``strict`` of :class:`gonogo.Reward`.
        """

        SUPPORTS_CONCURRENT_SESSIONS = True

        def __init__(self, rows: str | Path | Sequence[Mapping[str, Any]], **settings: Any) -> None:
            super().__init__()
            self.rows = read_rows(rows) if isinstance(rows, str | Path) else rows
            self.reward = reward_of(settings)
            self._order = itertools.cycle(self.rows)
            self._row: Mapping[str, Any] | None = None
            self._state = types.State(episode_id=None, step_count=0)

        def reset(self, seed: int | None = None, episode_id: str | None = None, **kwargs: Any) -> Any:
            """Begin an episode: the row of ``index`` if that is given, one drawn by ``seed``, or the next."""
            if kwargs.get("index") is not None:
                self._row = self.rows[int(kwargs["index"]) % len(self.rows)]
            else:
                self._row = random.Random(seed).choice(self.rows) if seed is not None else next(self._order)
            self._state = types.State(episode_id=episode_id, step_count=0)
            return observation(prompt=self._row["prompt"], done=False, reward=None)

        def step(self, action: Any, timeout_s: float | None = None, **kwargs: Any) -> Any:
            if self._row is None:
                raise RuntimeError("step before reset: no prompt has been given; over HTTP use the WebSocket session")
            scores = self.reward([text_of(action)], [self._row["constraints"]])
            self._state.step_count += 1
            found = numbers(scores)[0]
            known = {name: None if value != value else value for name, value in found.items()}
            judged = [json.loads(json.dumps(one.to_dict(), default=str)) for one in scores.judged[0]]
            return observation(done=True, reward=known["score"], numbers=known, judged=judged)

        @property
        def state(self) -> Any:
            return self._state

    return at_home(ConstraintEnvironment, __name__)


__getattr__ = lazily(
    globals(),
    {"ConstraintRubric": _rubric, "ConstraintAction": _action, "ConstraintObservation": _observation,
     "ConstraintEnvironment": _environment},
)  # fmt: skip


def application(rows: str | Path | Sequence[Mapping[str, Any]], **settings: Any) -> Any:
    """Return OpenEnv's web application of :class:`ConstraintEnvironment` (see there for the arguments)."""
    server = needed("openenv.core.env_server.http_server", INSTALL)
    read = read_rows(rows) if isinstance(rows, str | Path) else list(rows)
    return server.create_app(
        partial(__getattr__("ConstraintEnvironment"), read, **settings), __getattr__("ConstraintAction"),
        __getattr__("ConstraintObservation"), env_name="gonogo",
    )  # fmt: skip
