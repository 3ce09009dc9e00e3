"""Worker processes: verdicts from other processes, which may be killed and are then replaced.

A :class:`Pool` judges texts in ``n`` child processes. A child that dies is started again, and what it had in hand is
judged by the new one. A checker that takes longer than the time limit is killed with its child, and only the
constraint that was stuck has no verdict. Texts and the JSON of constraints cross the process boundary; views and
verdicts never do.

The children are fresh interpreters, neither forks (a fork of a process that holds a GPU or threads may hang) nor
``multiprocessing`` spawns (which run the user's main script again).
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import struct
import subprocess
import sys
import threading
import weakref
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from importlib import import_module
from typing import IO, Any, NamedTuple, Protocol, cast

from gonogo import registry
from gonogo.constraint import Constraint, kinds_of, parse_set
from gonogo.errors import SpecError, WorkerError
from gonogo.text.view import View

PASS, FAIL, ERROR, TIMEOUT = b"pfet"  # what became of one constraint on one text
CHUNK = 32  # texts a child gets at once: at 60 µs a text the journey costs less than the work
_TRIES = 2  # deaths of a child with one and the same constraint in hand after which the constraint is to blame
_SIZE = struct.Struct("<Q")


class Task(NamedTuple):
    """One text, and the constraints to judge it by."""

    text: str
    constraints: tuple[Constraint, ...]


class Outcome(NamedTuple):
    """What became of a task.

    Attributes:
        codes: one of ``PASS FAIL ERROR TIMEOUT`` per constraint.
        errors: for those that failed to check, by their number, what went wrong.
    """

    codes: bytes
    errors: dict[int, str]


class Judges(Protocol):
    """Whatever judges tasks elsewhere: a :class:`Pool`, or the actors of a Ray cluster."""

    n: int

    def judge(self, tasks: Sequence[Task]) -> list[Outcome]:
        """Return what became of each task, in their order."""

    def close(self) -> None:
        """End what was started."""


class Pool:
    """``n`` worker processes, for any number of threads.

    They start when first needed, and end with :meth:`close` or when nobody holds the pool any more.

    Args:
        n: number of processes.
        timeout: seconds that one constraint may take on one text; None: as long as it likes.
    """

    def __init__(self, n: int, timeout: float | None = None) -> None:
        if n < 1:
            raise SpecError(f"workers={n}: a pool needs at least one worker process; workers=0 judges without a pool")
        if timeout is not None and not timeout > 0:
            raise SpecError(f"timeout={timeout}: seconds above 0, or None for no limit")
        self.n = n
        self.timeout = timeout
        self._threads = ThreadPoolExecutor(n, thread_name_prefix="gonogo-worker")
        self._mine = threading.local()
        self._children: set[_Child] = set()
        self._lock = threading.Lock()
        self._end = weakref.finalize(self, _end, self._threads, self._children, self._lock)

    def __reduce__(self) -> tuple[type[Pool], tuple[int, float | None]]:
        return Pool, (self.n, self.timeout)  # processes do not travel: the copy starts its own

    def judge(self, tasks: Sequence[Task]) -> list[Outcome]:
        """Return what became of each task, in their order.

        Raises:
            WorkerError: no child can be started.
        """
        size = max(1, min(CHUNK, -(-len(tasks) // self.n)))
        futures: list[Future[list[Outcome]]] = [
            self._threads.submit(self._chunk, tasks[at : at + size]) for at in range(0, len(tasks), size)
        ]
        return [outcome for future in futures for outcome in future.result()]

    @property
    def pids(self) -> list[int]:
        """The process ids of the children that run now."""
        with self._lock:
            return [child.pid for child in self._children]

    def close(self) -> None:
        """End the children, after what they have in hand. A closed pool judges nothing more."""
        self._end()

    # ------------------------------------------------------------------ one thread, one child
    def _chunk(self, tasks: Sequence[Task]) -> list[Outcome]:
        found = self._ask([(task.text, written(task.constraints)) for task in tasks])
        if found is not None:
            return found
        # a child died or was stuck: ask again, constraint by constraint, to see which one it is
        return [self._carefully(task) for task in tasks]

    def _carefully(self, task: Task) -> Outcome:
        whole = self._ask([(task.text, written(task.constraints))])
        if whole is not None:
            return whole[0]
        codes = bytearray()
        errors: dict[int, str] = {}
        for i, constraint in enumerate(task.constraints):
            codes.append(ERROR)
            for _ in range(_TRIES):
                alone = self._ask([(task.text, written((constraint,)))])
                if alone is not None:
                    codes[i] = alone[0].codes[0]
                    errors.update((i, error) for error in alone[0].errors.values())
                    break
                if self._mine.late:
                    codes[i] = TIMEOUT
                    errors[i] = f"took longer than {self.timeout:g} seconds; its worker process was killed"
                    break
                errors[i] = "its worker process died while judging it"
        return Outcome(bytes(codes), errors)

    def _ask(self, message: list[tuple[str, str]]) -> list[Outcome] | None:
        """Return the child's answer, None if it died or was killed for being late (``_mine.late``)."""
        child: _Child | None = getattr(self._mine, "child", None)
        if child is None:
            child = self._mine.child = _Child()
            with self._lock:
                self._children.add(child)
        found = child.ask(message, self.timeout)
        self._mine.late = child.late and found is None
        if found is None or child.late:  # it may have been killed right after it answered
            with self._lock:
                self._children.discard(child)
            child.end()
            self._mine.child = None
        return found


def _end(threads: ThreadPoolExecutor, children: set[_Child], lock: threading.Lock) -> None:
    threads.shutdown(wait=True, cancel_futures=True)
    with lock:
        ending = list(children)
        children.clear()
    for child in ending:
        child.end()


@lru_cache(maxsize=65_536)
def written(constraints: tuple[Constraint, ...]) -> str:
    """Return a set as the child reads it, as JSON: the modules that own its kinds, and its constraints."""
    specs = [part.to_dict() for part in constraints]
    owners = {kind: registry.find(kind).__module__ for kind in sorted(set(kinds_of(specs)))}
    at_home = [kind for kind, module in owners.items() if module == "__main__"]
    if at_home:
        raise WorkerError(
            f"{', '.join(at_home)}: written in the main script, which worker processes do not run; "
            "move the class into a module, or judge with workers=0"
        )
    others = {module for module in owners.values() if not module.startswith("gonogo.")}
    return json.dumps([sorted(others), specs])


class _Child:
    """One process and the pipes to it. Used by one thread."""

    def __init__(self) -> None:
        found_at = os.pathsep.join(path or os.getcwd() for path in sys.path)
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", "from gonogo.workers import run; run()"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": found_at},
                start_new_session=True,  # Ctrl-C is for the parent, which lets the children finish
            )
        except OSError as error:
            raise WorkerError(f"a worker process cannot be started ({error}); judge with workers=0") from error
        self._to = cast("IO[bytes]", self._process.stdin)  # both are pipes
        self._from = cast("IO[bytes]", self._process.stdout)
        if _receive(self._from) is None:
            code = self._process.wait()
            self.end()
            raise WorkerError(f"a worker process ended while starting (exit code {code}); judge with workers=0")
        self.pid = self._process.pid
        self.late = False

    def ask(self, message: object, timeout: float | None) -> list[Outcome] | None:
        timer = None
        if timeout is not None:
            timer = threading.Timer(timeout, self._kill_late)
            timer.daemon = True
            timer.start()
        try:
            _send(self._to, message)
            found: list[Outcome] | None = _receive(self._from)
            return found
        except OSError:  # it died before the message was through
            return None
        finally:
            if timer is not None:
                timer.cancel()

    def _kill_late(self) -> None:
        self.late = True
        self._process.kill()

    def end(self) -> None:
        with contextlib.suppress(OSError):
            self._to.close()  # the child ends at the end of its input
        with contextlib.suppress(OSError):
            self._from.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


# ---------------------------------------------------------------------- messages: a length, then a pickle
def _send(pipe: IO[bytes], message: object) -> None:
    data = pickle.dumps(message, protocol=5)
    pipe.write(_SIZE.pack(len(data)) + data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    """Return the next message, None at the end."""
    head = pipe.read(_SIZE.size)
    if len(head) < _SIZE.size:
        return None
    size = _SIZE.unpack(head)[0]
    data = pipe.read(size)
    return pickle.loads(data) if len(data) == size else None


# ---------------------------------------------------------------------- the child
@lru_cache(maxsize=65_536)
def _read(written: str) -> tuple[Constraint, ...]:
    modules, specs = json.loads(written)
    for module in modules:
        import_module(module)
    return parse_set(specs)


def outcome(text: str, written: str) -> Outcome:
    """Judge one text by one set, as a child does."""
    view = View(text)
    codes, errors = bytearray(), {}
    for i, constraint in enumerate(_read(written)):
        try:
            codes.append(PASS if constraint.judge(view).passed else FAIL)
        except Exception as error:  # a checker's fault, whatever it is, must not take the others down
            codes.append(TIMEOUT if isinstance(error, TimeoutError) else ERROR)
            errors[i] = f"{type(error).__name__}: {error}"
    return Outcome(bytes(codes), errors)


def answer(to: IO[bytes], source: IO[bytes]) -> None:
    """Answer messages until there are no more. Each is a list of ``(text, set)``."""
    _send(to, "ready")
    while (message := _receive(source)) is not None:
        _send(to, [outcome(text, written) for text, written in message])


def run() -> None:
    """Be a child: messages come in by standard input and go out by what was standard output."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a checker prints must not get between the messages
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        answer(pipe, sys.stdin.buffer)
