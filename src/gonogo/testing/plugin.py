"""What ``pytest --gonogo`` does: a test for each kind, law and case. Loaded by :mod:`gonogo_pytest` when asked for."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from os import PathLike
from typing import Any, Self

import pytest

from gonogo.constraints import Kind
from gonogo.errors import CannotConstruct, GonogoError
from gonogo.testing.chosen import chosen
from gonogo.testing.laws import LAWS, Law


class Laws:
    """Adds the tests of the laws to those that pytest collects.

    Args:
        config: pytest's; read are ``--gonogo``, ``--gonogo-slow`` and ``--gonogo-only``.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._names: list[str] = config.getoption("gonogo")
        self._slow: bool = config.getoption("gonogo_slow")
        self._only: bool = config.getoption("gonogo_only")
        self._kinds: dict[str, tuple[Kind, str]] = {}  # and the name that each was asked for by

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        """Find the kinds; here, before pytest-xdist starts its workers, so that a wrong name is told once."""
        try:
            self._kinds = {kind.name: (kind, name) for name in self._names for kind in chosen(name)}
        except GonogoError as error:
            raise pytest.UsageError(f"--gonogo: {error}") from error

    def pytest_ignore_collect(self) -> bool | None:
        """With ``--gonogo-only``, collect no file."""
        return True if self._only else None

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, session: pytest.Session, items: list[pytest.Item]) -> None:
        """Add the tests, first of all, so that ``-k`` and ``--lf`` choose among them as well."""
        for _, (kind, given) in sorted(self._kinds.items()):
            node = KindNode.make(session, kind, given, slow=self._slow)
            report = node.ihook.pytest_make_collect_report(collector=node)
            node.ihook.pytest_collectreport(report=report)  # counts them in "collected … items"
            for item in report.result:
                node.ihook.pytest_itemcollected(item=item)
                items.append(item)


class KindNode(pytest.Collector):
    """The tests of one kind."""

    kind: Kind
    given: str
    slow: bool

    @classmethod
    def make(cls, session: pytest.Session, kind: Kind, given: str, *, slow: bool) -> Self:
        """Return the node of a kind."""
        node = cls.from_parent(session, name=kind.name, nodeid=kind.name)
        node.kind, node.given, node.slow = kind, given, slow
        return node

    def collect(self) -> Iterator[pytest.Item]:
        """Yield a test for each law and case."""
        for name, law in LAWS.items():
            if self.slow or not law.slow:
                for case_id, case in self._cases(law).items():
                    yield LawItem.make(self, name, law, case_id, case)

    def _cases(self, law: Law) -> dict[str, Any]:
        try:
            return dict(law.cases(self.kind))
        except Exception as error:  # a kind that cannot even be drawn from breaks the law; the others are still tested
            return {"cases": error}


class LawItem(pytest.Item):
    """One law on one case of one kind."""

    kind: Kind
    given: str
    law: Law
    law_name: str
    case: Any

    @classmethod
    def make(cls, parent: KindNode, law_name: str, law: Law, case_id: str, case: Any) -> Self:
        """Return the test of a law."""
        item = cls.from_parent(parent, name=f"{law_name}::{case_id}")
        item.kind, item.given = parent.kind, parent.given
        item.law, item.law_name, item.case = law, law_name, case
        return item

    def runtest(self) -> None:
        """Check the law."""
        if isinstance(self.case, Exception):
            raise self.case
        self.law.check(self.kind, self.case)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """Say which law is broken and how; with a traceback only where something crashed."""
        law = (self.law.check.__doc__ or "").partition("\n")[0].replace("``", "")
        head = f"{self.kind.name} breaks the law {self.law_name!r}: {law}"
        again = f'once more: pytest --gonogo-only --gonogo {self.given} -k "{self.kind.name} and {self.law_name}"'
        if isinstance(excinfo.value, AssertionError):
            body = str(excinfo.value).strip("\n")
        elif isinstance(excinfo.value, CannotConstruct):
            body = f"CannotConstruct: {excinfo.value}"
        else:
            excinfo.traceback = excinfo.traceback.cut(path=__file__)  # pytest's own calls say nothing here
            body = str(super().repr_failure(excinfo, style or "short"))
        return f"{head}\n{body}\n{again}"

    def reportinfo(self) -> tuple[PathLike[str] | str, int | None, str]:
        """Return where the kind is written, and the test's name."""
        try:
            path, line = inspect.getsourcefile(self.kind.owner), inspect.getsourcelines(self.kind.owner)[1]
        except (OSError, TypeError):
            path, line = None, 1
        law, _, case = self.name.partition("::")
        return path or self.path, line - 1, f"{self.kind.name} {law}[{case}]"
