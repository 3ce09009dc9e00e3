"""Rewards for verifiers, whose environments prime-rl trains on: for its v1 API, and for the older one (before 0.4).

v1, whole, as an installable package: ``gonogo export-env NAME --data rows.jsonl`` writes one. Its module is::

    class MyEnv(gonogo.adapters.verifiers.ConstraintTaskset):
        ROWS = Path(__file__).with_name("rows.jsonl")

v1, beside the rewards of another taskset whose rows have a field ``constraints``::

    [env.taskset.task.rewards]
    constraints = {fn = "gonogo.adapters.verifiers:reward", weight = 1.0}

Before 0.4::

    vf.SingleTurnEnv(dataset=..., rubric=gonogo.adapters.verifiers.rubric())     # info: {"constraints": "<JSON>"}

verifiers itself is imported when one of the classes, :func:`rubric` or :func:`environment` is asked for.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from gonogo.adapters.judging import at_home, beside, certain, complain, lazily, needed, numbers, reward_of
from gonogo.constraint import parse_set
from gonogo.errors import RowError, SpecError

__all__ = [
    "acc", "environment", "n_pass", "no_answer", "no_verdict", "read_rows", "reward", "reward_group", "rubric",
]  # fmt: skip

INSTALL = "install it with: pip install verifiers"
OLDER = "it is in the versions before 0.4; install one with: pip install 'verifiers<0.4', or use ConstraintTaskset"
KEPT = "gonogo"  # where the numbers of a rollout are kept in the state of the older API


# ---------------------------------------------------------------------- v1
async def reward(task: Any, trace: Any) -> float:
    """Judge a rollout of v1: the reward, with :data:`~gonogo.adapters.judging.NAMES` as metrics of the trace.

    What may take long is judged in a thread, for verifiers calls rewards on the loop that drives the rollouts.

    Args:
        task: the row (its ``TaskData``), with the JSON string of its constraints in ``constraints``.
        trace: the rollout; its last reply is judged.

    Raises:
        NoVerdict: a checker failed and the rest does not decide. verifiers marks the rollout as errored and prime-rl
            leaves it out, which is what should become of it.
        SpecError: the row has no constraints, or they cannot be read.
    """
    return await _rewarded({}, task, trace)


async def _rewarded(settings: Mapping[str, Any], task: Any, trace: Any) -> float:
    spec = getattr(task, "constraints", None)
    if not spec:
        raise SpecError(f"{type(task).__name__} needs a field 'constraints': the JSON string of the row's constraints")
    reply = trace.last_reply
    found = await beside(certain, reward_of(settings), reply, spec, text=reply, spec=spec)
    score = found.pop("score")
    found.pop("no_verdict")  # there always is one: else the trace has an error instead
    trace.record_metrics(found)
    return score


def read_rows(path: str | Path) -> list[dict[str, Any]]:
    """Return the rows of a JSON Lines file of ``{"prompt": text or messages, "constraints": "<JSON>"}``.

    Every row's constraints are read, so that a faulty row ends the run here and not during training.

    Raises:
        RowError: a row cannot be read; names file and line.
    """
    rows = []
    with Path(path).open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                parse_set(row["constraints"])
                rows.append({"id": str(number), **row, "prompt": row["prompt"]})
            except (SpecError, ValueError) as error:
                raise RowError(f"{path}:{number}: {error}") from error
            except (KeyError, TypeError):
                raise RowError(f"{path}:{number}: a row is an object with 'prompt' and 'constraints'") from None
    if not rows:
        raise RowError(f"{path} holds no rows")
    return rows


def _data() -> Any:
    vf = needed("verifiers.v1", INSTALL)
    parent: Any = vf.TaskData

    class ConstraintData(parent):  # type: ignore[misc]  # its parent is known at run time only
        """A row of v1: what every row has, and the JSON string of the constraints."""

        constraints: str

    return at_home(ConstraintData, __name__)


def _config() -> Any:
    vf = needed("verifiers.v1", INSTALL)
    parent: Any = vf.TaskConfig

    class ConstraintTaskConfig(parent):  # type: ignore[misc]  # its parent is known at run time only
        """The settings of the reward (``[env.taskset.task]``); see :class:`gonogo.Reward`."""

        policy: str = "all"
        weights: dict[str, float] | None = None
        reading: str = "auto"

    return at_home(ConstraintTaskConfig, __name__)


def _task() -> Any:
    vf = needed("verifiers.v1", INSTALL)
    data, config = __getattr__("ConstraintData"), __getattr__("ConstraintTaskConfig")
    parent: Any = vf.Task[data, vf.State, config]

    class ConstraintTask(parent):  # type: ignore[misc]  # its parent is known at run time only
        """A row with its reward, ``constraints``."""

        @vf.reward  # type: ignore[untyped-decorator,unused-ignore]  # of verifiers
        async def constraints(self, trace: Any) -> float:
            config = self.config
            settings = {"policy": config.policy, "weights": config.weights, "reading": config.reading}
            return await _rewarded(settings, self.data, trace)

    return at_home(ConstraintTask, __name__)


def _taskset_config() -> Any:
    vf = needed("verifiers.v1", INSTALL)
    settings = __getattr__("ConstraintTaskConfig")
    # not by a class statement: its annotations would be strings that nobody can resolve outside this function
    fields = {
        "__annotations__": {"task": settings, "rows": str},
        "task": settings(),
        "rows": "",
        "__module__": __name__,
    }
    made = type("ConstraintTasksetConfig", (vf.TasksetConfig,), fields)
    made.__doc__ = "The settings of the taskset; ``rows`` is a JSON Lines file in place of the one that comes with it."
    return made


def _taskset() -> Any:
    vf = needed("verifiers.v1", INSTALL)
    data, task = __getattr__("ConstraintData"), __getattr__("ConstraintTask")
    config = __getattr__("ConstraintTasksetConfig")
    parent: Any = vf.Taskset[task, config]

    class ConstraintTaskset(parent):  # type: ignore[misc]  # its parent is known at run time only
        """Rows with constraints. ``ROWS`` is the JSON Lines file; a package of yours sets it in a subclass."""

        ROWS: ClassVar[str | Path] = ""

        def load(self) -> Iterable[Any]:
            path = self.config.rows or self.ROWS
            if not path:
                raise SpecError("no rows: set ROWS in a subclass, or rows = '…jsonl' in [env.taskset]")
            known = set(data.model_fields)
            for row in read_rows(path):
                fields = {name: value for name, value in row.items() if name in known and name != "idx"}
                if "id" in fields:  # not before 0.4
                    fields["id"] = str(fields["id"])
                if not isinstance(fields["constraints"], str):
                    fields["constraints"] = json.dumps(fields["constraints"])
                yield task(data(**fields), self.config.task)

    return at_home(ConstraintTaskset, __name__)


__getattr__ = lazily(
    globals(),
    {"ConstraintData": _data, "ConstraintTaskConfig": _config, "ConstraintTask": _task,
     "ConstraintTasksetConfig": _taskset_config, "ConstraintTaskset": _taskset},
)  # fmt: skip


# ---------------------------------------------------------------------- before 0.4
def rubric(**settings: Any) -> Any:
    """Return the older API's ``Rubric``: the reward ``gonogo``, and its numbers as metrics (functions of weight 0).

    Args:
        **settings: ``policy``, ``weights``, ``reading``, ``strict`` of :class:`gonogo.Reward`.
    """
    vf = needed("verifiers", INSTALL)
    if not hasattr(vf, "Rubric"):
        raise ImportError(f"this verifiers has no Rubric: {OLDER}")
    judge: Any = reward_single
    if settings:
        judge = partial(reward_single, settings=settings)
        judge.__name__ = reward_single.__name__  # the rubric names its metrics by it
    metrics = [acc, n_pass, no_answer, no_verdict]
    return vf.Rubric(funcs=[judge, *metrics], weights=[1.0, *(0.0 for _ in metrics)])


def environment(rows: str | Path | Sequence[Mapping[str, Any]], **settings: Any) -> Any:
    """Return the older API's ``SingleTurnEnv``: what ``load_environment`` of a package returns.

    Args:
        rows: a JSON Lines file, or rows, as :func:`read_rows` describes them.
        **settings: see :func:`rubric`.
    """
    made = rubric(**settings)
    vf, datasets = needed("verifiers", INSTALL), needed("datasets", "install it with: pip install datasets")
    told = []
    for row in read_rows(rows) if isinstance(rows, str | Path) else rows:
        prompt, spec = row["prompt"], row["constraints"]
        chat = [{"role": "user", "content": prompt}] if isinstance(prompt, str) else prompt
        told.append({"prompt": chat, "answer": "",
                     "info": {"constraints": spec if isinstance(spec, str) else json.dumps(spec)}})  # fmt: skip
    return vf.SingleTurnEnv(dataset=datasets.Dataset.from_list(told), rubric=made)


async def reward_single(completion: Any, info: Any, state: Any, settings: Mapping[str, Any] | None = None) -> float:
    """Judge a rollout of the older API, whose parameters go by name.

    The older API logs what a reward raises and counts 0.0. So does this function where there is no verdict, and the
    metric ``no_verdict`` is 1 there.

    Args:
        completion: the messages of the rollout, or its text; the last of the assistant's is judged.
        info: the row's ``info``, a dict or its JSON text, with ``constraints``.
        state: the rollout's state; the numbers are kept in it, for the metrics.
        settings: of the reward.
    """
    state.pop(KEPT, None)
    found = await asyncio.to_thread(_judged, reward_of(settings or {}), [completion], [info])
    state[KEPT] = found[0]
    return found[0]["score"]


async def reward_group(completions: Sequence[Any], infos: Sequence[Any], states: Sequence[Any]) -> list[float]:
    """Do what :func:`reward_single` does for all rollouts of a prompt in one call; its parameters' names say so."""
    found = await asyncio.to_thread(_judged, reward_of({}), completions, infos)
    for state, one in zip(states, found, strict=True):
        state[KEPT] = one
    return [one["score"] for one in found]


reward_single.__name__ = reward_group.__name__ = "gonogo"  # the name of the metric; pickle goes by __qualname__


def _judged(judge: Any, completions: Sequence[Any], infos: Sequence[Any]) -> list[dict[str, float]]:
    scores = judge(completions, [_spec(info) for info in infos])
    found = numbers(scores, 0.0)
    if any(one["no_verdict"] for one in found):
        complain("a checker failed; its rollouts count as 0.0 and have the metric no_verdict")
    return found


def _spec(info: Any) -> Any:
    if isinstance(info, str):
        info = json.loads(info)
    spec = info.get("constraints") if isinstance(info, Mapping) else None
    if not spec:
        raise SpecError("the row's 'info' needs 'constraints': the JSON string of its constraints")
    return spec


def acc(state: Any) -> float:
    """Return 1.0 iff every constraint passed. Like the other metrics, a function of weight 0."""
    return _kept(state, "acc", 0.0)


def n_pass(state: Any) -> float:
    """Return how many constraints passed."""
    return _kept(state, "n_pass", 0.0)


def no_answer(state: Any) -> float:
    """Return 1.0 if the response is empty or never leaves its reasoning."""
    return _kept(state, "no_answer", 0.0)


def no_verdict(state: Any) -> float:
    """Return 1.0 if the response was not judged: a checker failed, or the row could not be read."""
    return _kept(state, "no_verdict", 1.0)


def _kept(state: Any, name: str, otherwise: float) -> float:
    found = state.get(KEPT)
    return otherwise if found is None else float(found[name])
