"""Ray: the worker pool of a cluster, and files of any size.

:class:`RayPool` is to a Ray cluster what :class:`~gonogo.workers.Pool` is to one machine, and goes where that goes::

    from gonogo import Reward
    from gonogo.cluster import RayPool

    reward = Reward(workers=RayPool(16))        # 16 actors, wherever the cluster has room

:func:`run` scores shards of a file with Ray Data; ``gonogo score --ray`` is made of it. Needs the extra
``gonogo[ray]``; gonogo must be installed wherever Ray runs workers.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from gonogo.errors import SpecError, WorkerError
from gonogo.workers import CHUNK, ERROR, TIMEOUT, Outcome, Task, outcome, written

T = TypeVar("T")
_TRIES = 2  # deaths of an actor with one and the same constraint in hand after which the constraint is to blame


def _ray() -> Any:
    try:
        import ray
    except ImportError as error:
        raise WorkerError("Ray is not installed; install it with: pip install 'gonogo[ray]'") from error
    if not ray.is_initialized():
        ray.init(include_dashboard=False, log_to_driver=False)
    return ray


class _Judge:
    """What each actor runs."""

    def judge(self, message: list[tuple[str, str]]) -> list[tuple[bytes, dict[int, str]]]:
        return [outcome(text, spec)[:] for text, spec in message]


class RayPool:
    """``n`` Ray actors that judge; started when first needed, and again when they die.

    Args:
        n: number of actors.
        timeout: seconds that one constraint may take on one text before its actor is killed; None: no limit.
        options: of the actors, as ``ray.remote`` takes them, e.g. ``{"num_cpus": 0.5}``.
    """

    def __init__(self, n: int, timeout: float | None = None, options: dict[str, Any] | None = None) -> None:
        if n < 1:
            raise SpecError(f"RayPool({n}): a pool needs at least one actor")
        if timeout is not None and not timeout > 0:
            raise SpecError(f"timeout={timeout}: seconds above 0, or None for no limit")
        self.n = n
        self.timeout = timeout
        self.options = {"num_cpus": 1, **(options or {})}
        self._idle: deque[Any] = deque()
        self._lock = threading.Lock()

    def __getstate__(self) -> dict[str, Any]:
        return {"n": self.n, "timeout": self.timeout, "options": self.options}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(**state)  # type: ignore[misc]  # a copy starts actors of its own

    def judge(self, tasks: Sequence[Task]) -> list[Outcome]:
        """Return what became of each task, in their order.

        Raises:
            WorkerError: Ray is not installed or cannot start an actor.
        """
        ray = _ray()
        size = max(1, min(CHUNK, -(-len(tasks) // self.n)))
        chunks = [tasks[at : at + size] for at in range(0, len(tasks), size)]
        found: list[list[Outcome] | None] = [None] * len(chunks)
        with self._lock:  # one batch at a time: a trainer has one, and actors keep their order
            actors = [self._actor(ray) for _ in range(min(self.n, len(chunks)))]
            left = deque(enumerate(chunks))
            running: dict[Any, tuple[int, Any]] = {}
            while left or running:
                while left and actors:
                    number, chunk = left.popleft()
                    actor = actors.pop()
                    running[actor.judge.remote(_message(chunk))] = (number, actor)
                done, _ = ray.wait(list(running), num_returns=1, timeout=self.timeout)
                for reference in done or list(running):  # none came in time: all of them are late
                    number, actor = running.pop(reference)
                    answer = _answer(ray, reference, 0 if done else None)
                    if answer is None:
                        ray.kill(actor)
                        actor = self._actor(ray)
                        found[number] = []  # asked again below, with care
                    else:
                        found[number] = answer
                    actors.append(actor)
            self._idle.extend(actors)
            return [
                one for chunk, answer in zip(chunks, found, strict=True) for one in answer or self._each(ray, chunk)
            ]

    def close(self) -> None:
        """End the actors."""
        ray = _ray()
        with self._lock:
            while self._idle:
                ray.kill(self._idle.pop())

    # ------------------------------------------------------------------ with care
    def _each(self, ray: Any, chunk: Sequence[Task]) -> Iterator[Outcome]:
        """Judge the tasks of a chunk whose actor died or was late, constraint by constraint."""
        for task in chunk:
            codes = bytearray()
            errors: dict[int, str] = {}
            for i, constraint in enumerate(task.constraints):
                code, errors_of = self._alone(ray, Task(task.text, (constraint,)))
                codes.append(code)
                if errors_of:
                    errors[i] = errors_of
            yield Outcome(bytes(codes), errors)

    def _alone(self, ray: Any, task: Task) -> tuple[int, str]:
        for _ in range(_TRIES):
            actor = self._actor(ray)
            reference = actor.judge.remote(_message([task]))
            done, _ = ray.wait([reference], timeout=self.timeout)
            if not done:
                ray.kill(actor)
                return TIMEOUT, f"took longer than {self.timeout:g} seconds; its actor was killed"
            answer = _answer(ray, reference, 0)
            if answer is not None:
                self._idle.append(actor)
                return answer[0].codes[0], answer[0].errors.get(0, "")
            ray.kill(actor)
        return ERROR, "its actor died while judging it"

    def _actor(self, ray: Any) -> Any:
        if self._idle:
            return self._idle.pop()
        return ray.remote(**self.options)(_Judge).remote()


def _message(tasks: Sequence[Task]) -> list[tuple[str, str]]:
    return [(task.text, written(task.constraints)) for task in tasks]


def _answer(ray: Any, reference: Any, timeout: float | None) -> list[Outcome] | None:
    """Return an actor's answer, None if it died or is late."""
    if timeout is None:
        return None
    try:
        return [Outcome(*one) for one in ray.get(reference)]
    except ray.exceptions.RayActorError:
        return None


# ---------------------------------------------------------------------- files
def run(shards: Sequence[T], score: Callable[[T], dict[str, Any]], concurrency: int | None = None) -> Iterator[Any]:
    """Score shards with Ray Data, streaming: yield what ``score`` returns of each, in any order.

    Args:
        shards: what to score, each small (a file and a range of it): the data itself does not pass through here.
        score: called in Ray's workers, by pickle; what it returns must be plain data.
        concurrency: how many at one time; None: as many as the cluster has cores.
    """
    ray = _ray()
    items = ray.data.from_items([{"shard": shard} for shard in shards], override_num_blocks=max(1, len(shards)))
    options = {} if concurrency is None else {"concurrency": concurrency}
    scored = items.map(lambda item: {"report": score(item["shard"])}, **options)
    for row in scored.iter_rows():
        yield row["report"]
