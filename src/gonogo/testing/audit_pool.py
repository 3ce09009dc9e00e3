"""Audits of many kinds over processes of their own: a checker that hangs or kills its process is a finding."""

from __future__ import annotations

import importlib
import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any

from gonogo.testing.audit import Finding, KindReport, audit_kind
from gonogo.testing.cases import kind_of
from gonogo.testing.measures import measure
from gonogo.testing.processes import differences

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

Told = Callable[[KindReport], None]
PER_KIND = 120.0  # seconds after which the audit of a kind is stopped


@dataclass(frozen=True)
class Plan:
    """What each kind is audited with: see :func:`gonogo.testing.audit.audit_kind`.

    Attributes:
        n: ordinary texts of each truth value.
        seed: the same seed judges the same texts.
        timing: also measure the time of a verdict.
        laws: also hold kinds to the laws.
        modules: modules to import first, in worker processes, for kinds that register themselves.
        per_kind: seconds after which the audit of a kind is stopped, where it runs in a worker.
    """

    n: int = 400
    seed: int = 0
    timing: bool = True
    laws: bool = True
    modules: tuple[str, ...] = ()
    per_kind: float = PER_KIND


def audit_all(kinds: Sequence[str], plan: Plan, workers: int = 0, told: Told | None = None) -> list[KindReport]:
    """Audit ``kinds``, in this process or in several; return their reports in the order given.

    Args:
        kinds: the kinds.
        plan: what each is audited with.
        workers: processes to use; 0 audits in this one, where nothing can stop a checker that hangs.
        told: called with each report as it comes in, in any order.
    """
    if workers:
        found = _Workers(list(kinds), plan, min(workers, len(kinds)), told).run()
        return [found[name] for name in kinds]
    reports = []
    for name in kinds:
        reports.append(_one(name, plan))
        if told is not None:
            told(reports[-1])
    return reports


def compared(reports: Iterable[KindReport], modules: Sequence[str] = ()) -> list[KindReport]:
    """Return ``reports`` with a finding where another process, with another hash seed, judges or builds otherwise."""
    listed = list(reports)
    usable = [one for one in listed if not one.of("stopped") and not one.of("not-built") and not one.of("crash")]
    if not _differ([one.kind for one in usable], modules):
        return listed
    marked = []
    for one in listed:
        told = _differ([one.kind], modules) if one in usable else []
        findings = [Finding("differs-by-process", text) for text in told]
        counts = {**one.counts, "differs-by-process": len(told)} if told else one.counts
        marked.append(replace(one, found=[*one.found, *findings[:20]], counts=counts))
    return marked


def _differ(kinds: list[str], modules: Sequence[str]) -> list[str]:
    try:
        return differences(map(kind_of, kinds), modules)
    except Exception as error:  # a checker's own; nothing was compared
        return [f"could not be compared: {type(error).__name__}: {error}"]


def _one(name: str, plan: Plan) -> KindReport:
    return audit_kind(name, plan.n, plan.seed, timing=plan.timing, laws=plan.laws)


def _serve(pipe: Connection, plan: Plan) -> None:
    """Audit the kinds that come through ``pipe``, until None comes."""
    for module in plan.modules:
        importlib.import_module(module)
    while (name := pipe.recv()) is not None:
        try:
            pipe.send(_one(name, plan))
        except Exception as error:  # a fault of the kind that no check foresaw
            pipe.send(f"{type(error).__name__}: {error}")


@dataclass
class _Worker:
    process: SpawnProcess
    pipe: Connection
    kind: str
    since: float


class _Workers:
    """Hands kinds to processes, and stops a process that takes too long for one."""

    def __init__(self, kinds: list[str], plan: Plan, size: int, told: Told | None) -> None:
        self._todo = deque(kinds)
        self._plan = plan
        self._size = size
        self._told = told
        self._context = multiprocessing.get_context("spawn")
        self._busy: dict[Any, _Worker] = {}
        self._done: dict[str, KindReport] = {}

    def run(self) -> dict[str, KindReport]:
        try:
            while len(self._busy) < self._size and self._todo:
                self._start(self._todo.popleft())
            while self._busy:
                for ready in wait(list(self._busy), timeout=0.5):
                    self._take(self._busy[ready])
                for worker in list(self._busy.values()):
                    if time.monotonic() - worker.since > self._plan.per_kind:
                        told = f"stopped after {self._plan.per_kind:g} s: a verdict hangs or takes very long"
                        self._lose(worker, told)
        finally:
            for worker in self._busy.values():
                worker.process.kill()
        return self._done

    def _start(self, kind: str) -> None:
        here, there = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(there, self._plan), daemon=True)
        process.start()
        there.close()
        self._busy[here] = _Worker(process, here, kind, time.monotonic())
        here.send(kind)

    def _take(self, worker: _Worker) -> None:
        try:
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(5)
            self._lose(worker, f"the checker ended its process (exit code {worker.process.exitcode})")
            return
        self._keep(answer if isinstance(answer, KindReport) else _stopped(worker.kind, answer))
        if self._todo:
            worker.kind, worker.since = self._todo.popleft(), time.monotonic()
            worker.pipe.send(worker.kind)
        else:
            worker.pipe.send(None)
            del self._busy[worker.pipe]
            worker.process.join(5)

    def _lose(self, worker: _Worker, why: str) -> None:
        worker.process.kill()
        worker.process.join(5)
        del self._busy[worker.pipe]
        self._keep(_stopped(worker.kind, why))
        if self._todo:
            self._start(self._todo.popleft())

    def _keep(self, report: KindReport) -> None:
        self._done[report.kind] = report
        if self._told is not None:
            self._told(report)


def _stopped(name: str, why: str) -> KindReport:
    kind = kind_of(name)
    found = [Finding("stopped", why)]
    return KindReport(
        name, measure([]), found=found, counts={"stopped": 1}, family=kind.family, summary=kind.summary,
        version=kind.version,
    )  # fmt: skip
