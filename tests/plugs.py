"""Plugins for tests: a module, and what an installer leaves beside it."""

from __future__ import annotations

from pathlib import Path

from gonogo import registry


def install(folder: Path, name: str, version: str, vendor: str, target: str) -> None:
    """Write what pip leaves of a distribution with one plugin into ``folder``, which must be on the path."""
    about = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8")
    (about / "entry_points.txt").write_text(f"[{registry.GROUP}]\n{vendor} = {target}\n", "utf-8")


# Two kinds that obey the laws, and one that breaks some: its examples are too few, and it lets short texts pass.
SOUND = '''
from random import Random
from typing import Literal
from gonogo import Fails, Passes
from gonogo.units import Marked

api = 1

class Sparks(Marked):
    """Number of sparks."""
    NAME, ONE, MANY = "acme:sparks", "spark (✨)", "sparks (✨)"
    EXAMPLES = (
        Passes({"amount": {"low": 1}}, "A ✨"), Passes({"amount": {"high": 0}}, "None"),
        Fails({"amount": {"low": 3}}, "✨ ✨"), Fails({"amount": {"high": 0}}, "✨"),
    )
    def spans(self, view):
        return [(i, i + 1) for i, char in enumerate(view.text) if char == "✨"]
    def is_one(self, token):
        return token == "✨"
    def made(self, rng):
        return "✨"
'''
UNSOUND = '''
from typing import Literal
from pydantic import Field
from gonogo import Constraint, Fails, Passes

class Short(Constraint):
    """Short."""
    kind: Literal["bad:short"] = "bad:short"
    most: int = Field(5, description="characters")
    EXAMPLES = (Passes({}, "abc"), Fails({}, "abcdef"))
    def describe(self):
        return f"Use at most {self.most} characters."
    def judge(self, view):
        if len(view.source) > 100:
            raise RuntimeError("too long for me")
        n = len(view.source)
        return self.passed(view, n) if n <= self.most else self.failed(view, "too long", n)
    def satisfy(self, draft, rng):
        draft.verbatim = "a" * self.most
    def violate(self, draft, rng):
        draft.verbatim = "a" * (self.most + 1)
    @classmethod
    def sample(cls, rng):
        return cls(most=rng.randint(1, 9))
'''
