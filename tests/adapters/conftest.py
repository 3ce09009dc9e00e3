"""What the adapters' tests share: a checker that crashes."""

from __future__ import annotations

import json
from typing import Literal

import pytest

from gonogo import registry
from gonogo.constraint import Constraint, Verdict
from gonogo.text.view import View

CRASH = json.dumps([{"kind": "test:crash"}, {"kind": "keywords.include", "keywords": ["sea"]}])


@pytest.fixture
def crash(monkeypatch: pytest.MonkeyPatch) -> str:
    """A constraint set one of whose checkers raises; its kind is forgotten after the test."""
    monkeypatch.setattr(registry, "_owners", registry.kinds(plugins=False))

    class Crash(Constraint):
        """Raises whatever it is given."""

        kind: Literal["test:crash"] = "test:crash"

        def describe(self) -> str:
            return "Crash."

        def judge(self, view: View) -> Verdict:
            raise ZeroDivisionError("the checker is broken")

    return CRASH
