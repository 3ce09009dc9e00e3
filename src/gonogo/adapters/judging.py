"""What the adapters share: the numbers of a judged response, and a trainer's classes made when they are asked for.

The numbers have the same names everywhere:

==============  ======================================================================
``score``       the reward; without a verdict nan, or what the trainer can bear instead
``acc``         1.0 iff every constraint passed, whatever the policy
``n_pass``      constraints that passed
``n_total``     constraints
``no_answer``   1.0 if the response is empty or never leaves its reasoning
``no_verdict``  1.0 if a checker failed and the other constraints do not decide
==============  ======================================================================
"""

from __future__ import annotations

import asyncio
import importlib
import json
import logging
import math
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from gonogo.constraint import Constraint, parse_set
from gonogo.errors import SpecError
from gonogo.reward import Reward, Scores, Status

__all__ = [
    "NAMES", "NoVerdict", "beside", "complain", "lazily", "needed", "numbers", "read_label", "reopened", "reward_of",
]  # fmt: skip

NAMES = ("score", "acc", "n_pass", "n_total", "no_answer", "no_verdict")
_SETTINGS = ("policy", "weights", "reading", "strict")
_THINKING = re.compile(r"(?:<(?:think|thinking|reasoning|reflection|thought)>|\[THINK\])\s*\Z")
_SHORT = 4_000  # characters; built-in kinds judge so much text in a fraction of a millisecond
# in the JSON of constraints: a kind of a plugin, or a pattern of the user's
_OF_ANY_COST = re.compile(r'"kind": "[^"]*:|"(?:patterns?|schema)":')
_log = logging.getLogger("gonogo.adapters")
_T = TypeVar("_T")


class NoVerdict(RuntimeError):
    """A checker failed and the other constraints do not decide; raised where the trainer then drops the sample."""


# ---------------------------------------------------------------------- numbers
def numbers(scores: Scores, missing: float = math.nan) -> list[dict[str, float]]:
    """Return the numbers of each response; ``missing`` is the score of those without a verdict."""
    told = []
    each = zip(
        scores.reward.tolist(), scores.acc.tolist(), scores.n_pass.tolist(), scores.n_total.tolist(), scores.answers,
        strict=True,
    )  # fmt: skip
    for score, acc, n_pass, n_total, answer in each:
        unknown = score != score  # nan
        told.append({
            "score": missing if unknown else score, "acc": acc, "n_pass": float(n_pass), "n_total": float(n_total),
            "no_answer": float(answer is None), "no_verdict": float(unknown),
        })  # fmt: skip
    return told


def unchecked(scores: Scores, row: int = 0) -> str:
    """Say which checkers of one response failed, and how."""
    failed = [one for one in scores.judged[row] if one.status in (Status.ERROR, Status.TIMEOUT)]
    return "; ".join(f"{one.constraint.kind}: {one.reason}" for one in failed)


def certain(
    reward: Callable[[Sequence[Any], Sequence[Any]], Scores], response: Any, constraints: Any
) -> dict[str, float]:
    """Return the numbers of one response.

    Raises:
        NoVerdict: there is no verdict; names the checkers.
    """
    scores = reward([response], [constraints])
    found = numbers(scores)[0]
    if found["no_verdict"]:
        raise NoVerdict(f"no verdict ({unchecked(scores)})")
    return found


def zeroed(reward: Reward, responses: Sequence[Any], constraints: Sequence[Any]) -> list[dict[str, float]]:
    """Return the numbers of each response, with score 0.0 where there is no verdict, which is logged.

    For trainers that can neither leave a sample out nor bear an exception.
    """
    scores = reward(responses, constraints)
    found = numbers(scores, 0.0)
    for row, one in enumerate(found):
        if one["no_verdict"]:
            complain(f"no verdict ({unchecked(scores, row)}); counted as 0.0")
    return found


async def beside(judge: Callable[..., _T], *given: Any, text: Any, spec: Any) -> _T:
    """Return ``judge(*given)``, called where the event loop is held up least.

    The journey to a thread and back takes 50 µs on an idle machine and milliseconds on a busy one, about as long as
    judging a short text: that is done at once. Long texts go to a thread, and so do the kinds of which nobody knows how
    long they take: those of plugins, which may ask a network, and users' patterns.

    Args:
        judge: what judges.
        *given: its arguments.
        text: the text to be judged; anything but a string counts as long.
        spec: its constraints; anything but their JSON text counts as unknown.
    """
    if isinstance(text, str) and len(text) <= _SHORT and isinstance(spec, str) and _of_known_cost(spec):
        return judge(*given)
    return await asyncio.to_thread(judge, *given)


@lru_cache(maxsize=65_536)
def _of_known_cost(spec: str) -> bool:
    """Say whether every kind in the JSON text is built in, and none is a user's pattern."""
    try:  # written anew, for JSON can spell one kind in many ways
        read = json.dumps([one.to_dict() for one in parse_set(spec)])
    except SpecError:  # the one who judges will say so
        return True
    return not _OF_ANY_COST.search(read)


@lru_cache(maxsize=1024)
def complain(message: str) -> None:
    """Log each message once per process: a fault in the dataset comes back with every sample."""
    _log.error("gonogo: %s", message)


# ---------------------------------------------------------------------- settings and rows
def reward_of(given: Mapping[str, Any]) -> Reward:
    """Return the reward for the settings among ``given`` (policy, weights, reading, strict), made once per process."""
    settings = {name: given[name] for name in _SETTINGS if given.get(name) is not None}
    if not settings:
        return _DEFAULT
    weights = settings.pop("weights", None)
    if weights is not None:  # hydra has mappings and lists of its own, and they cannot be a key
        weights = json.dumps(dict(weights) if isinstance(weights, Mapping) else list(weights))
    return _made(weights, **settings)


_DEFAULT = Reward()


@lru_cache(maxsize=64)
def _made(weights: str | None, **settings: Any) -> Reward:
    return Reward(weights=None if weights is None else json.loads(weights), **settings)


def read_label(label: Any, where: str) -> tuple[Constraint, ...]:
    """Return the constraints of a row's label.

    Args:
        label: the JSON string of the constraints, or plain data.
        where: the column, to name it in errors.

    Raises:
        SpecError: there is no label, or it cannot be read.
    """
    if hasattr(label, "tolist"):
        label = label.tolist()  # parquet hands lists out as arrays
    if label is None or label == "" or label == []:
        raise SpecError(f"{where} is empty; it holds the JSON string of the row's constraints")
    try:
        return parse_set(label)
    except SpecError as error:
        raise SpecError(f"{where}: {error}") from error


def reopened(prompt: Any, response: str) -> str:
    """Return ``response`` with the reasoning tag that the chat template wrote at the end of ``prompt``.

    Without it, a response that was cut off while reasoning could not be told from an answer.
    """
    opened = _THINKING.search(prompt) if isinstance(prompt, str) else None
    return opened.group() + response if opened else response


# ---------------------------------------------------------------------- the trainer's own classes
def needed(module: str, install: str) -> Any:
    """Return a module of a trainer.

    Raises:
        ImportError: it cannot be imported; says how to install it.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise ImportError(f"this needs {module}, which cannot be imported ({error}); {install}") from error


_making = threading.RLock()


def lazily(namespace: dict[str, Any], makers: Mapping[str, Callable[[], Any]]) -> Callable[[str], Any]:
    """Return a module's ``__getattr__`` that makes each of ``makers`` when it is first asked for.

    The classes are a module's own from then on (pickle finds them by name), and each is made once.
    """

    def get(name: str) -> Any:
        maker = makers.get(name)
        if maker is None:
            raise AttributeError(f"module {namespace['__name__']!r} has no attribute {name!r}")
        with _making:
            if name not in namespace:
                namespace[name] = maker()
        return namespace[name]

    return get


def at_home(made: type, module: str) -> type:
    """Let a class made in a function be found by pickle: as an attribute of ``module``."""
    made.__module__, made.__qualname__ = module, made.__name__
    return made
