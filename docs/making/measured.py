"""Precision and recall of every kind, measured by ``docs/make.py --measure`` and kept in ``docs/measured.json``.

A figure holds for the code it was measured on: beside it stand the version of the kind and a fingerprint of the module
that the kind is written in. Where either has changed, the figure is stale and is measured anew.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gonogo.constraints import Kind
from gonogo.testing.audit import KindReport, audit_kind
from gonogo.testing.stats import Rate
from making.markdown import grid

N, SEED = 400, 0
FILE = Path(__file__).resolve().parent.parent / "measured.json"
REMEASURE = "run `python docs/make.py --measure`"


class Measured:
    """The figures of ``measured.json``.

    Args:
        figures: by kind, what :func:`figure` returns.
    """

    def __init__(self, figures: Mapping[str, Mapping[str, Any]]) -> None:
        self.figures = figures

    @classmethod
    def read(cls, path: Path = FILE) -> Measured:
        """Read the figures; none where the file is not there yet."""
        return cls(json.loads(path.read_text(encoding="utf-8"))["kinds"] if path.exists() else {})

    def stale(self, kinds: Sequence[Kind]) -> list[str]:
        """Return the kinds whose figures are missing or were measured on other code."""
        return [kind.name for kind in kinds if identity(kind) != self._identity(kind.name)]

    def _identity(self, name: str) -> dict[str, Any]:
        return {key: self.figures.get(name, {}).get(key) for key in ("version", "fingerprint")}

    def section(self, kind: Kind) -> str:
        """Return the figures of a kind as Markdown.

        Raises:
            SystemExit: the kind was never measured.
        """
        if kind.name not in self.figures:
            raise SystemExit(f"docs/measured.json lacks {kind.name}; {REMEASURE}")
        figure = self.figures[kind.name]
        precision, recall, false_recall = rates(figure)
        rows = [
            _told("precision: of the texts it passed, those that truly pass", precision),
            _told("recall: of the texts that truly pass, those it passed", recall),
            _told("false-response recall: of the texts that truly fail, those it refused", false_recall),
        ]
        parts = [
            f"On texts whose truth is known by construction (`gonogo audit {kind.name} --n {N} --seed {SEED}` judges "
            "the same ones); intervals are exact (Clopper-Pearson) at 95 %. They say how the checker does on texts of "
            "this make, not on responses of a model.",
            grid(("", "measured", "interval", "texts"), rows),
        ]
        if figure["vacuous"]:
            parts.append(f"Junk that passes although the instruction does not allow it: {figure['vacuous']} found.")
        if figure["errors"]:
            parts.append(f"Constraints or texts that could not be made, or crashed the checker: {figure['errors']}.")
        return "\n\n".join(parts)

    def summary(self) -> str:
        """Say in a sentence how the catalogue does as a whole, and name each kind that is not without a fault."""
        faulty = [name for name, figure in sorted(self.figures.items()) if any(_faults(figure))]
        right = sum(figure["passed_true"] + figure["refused_false"] for figure in self.figures.values())
        judged = sum(figure["true"] + figure["false"] for figure in self.figures.values())
        named = f"; not without a fault: {', '.join(f'[`{name}`]({name}.md)' for name in faulty)}" if faulty else ""
        return (
            f"Measured on {judged:,} texts whose truth is known by construction, {right:,} of the verdicts are right"
            f"{named}. Each page has its figures with intervals."
        )


def _told(said: str, rate: Rate) -> list[str]:
    if not rate.n:
        return [said, "no texts", "", "0"]
    return [said, f"{rate.value:.4f}", f"{rate.low:.4f} to {rate.high:.4f}", str(rate.n)]


def _faults(figure: Mapping[str, Any]) -> tuple[int, ...]:
    missed = figure["true"] - figure["passed_true"]
    return missed, figure["false"] - figure["refused_false"], figure["vacuous"], figure["errors"]


def rates(figure: Mapping[str, Any]) -> tuple[Rate, Rate, Rate]:
    """Return precision, recall and false-response recall of a figure."""
    good, bad = figure["passed_true"], figure["passed_false"]
    return Rate.of(good, good + bad), Rate.of(good, figure["true"]), Rate.of(figure["refused_false"], figure["false"])


def figure(kind: Kind) -> dict[str, Any]:
    """Measure a kind: how many texts truly pass and fail, and how many of them it passed and refused."""
    report = audit_kind(kind.name, N, SEED)
    return {**identity(kind), **_counted(report), "errors": len(report.errors), "vacuous": len(report.vacuous)}


def _counted(report: KindReport) -> dict[str, int]:
    def hits(rate: Rate) -> int:
        return round(rate.value * rate.n) if rate.n else 0

    good = hits(report.precision)
    return {
        "true": report.n_true, "passed_true": good, "false": report.n_false,
        "refused_false": hits(report.false_recall), "passed_false": report.precision.n - good,
    }  # fmt: skip


def identity(kind: Kind) -> dict[str, Any]:
    """Return what a figure holds for: the version of the kind, and a fingerprint of the module it is written in."""
    source = inspect.getsource(sys.modules[kind.owner.__module__])
    return {"version": kind.version, "fingerprint": hashlib.sha256(source.encode()).hexdigest()[:16]}


def measure(kinds: Sequence[Kind], path: Path = FILE) -> None:
    """Measure the kinds whose figures are stale, and write the file."""
    kept = Measured.read(path)
    stale = set(kept.stale(kinds))
    figures = {}

    def tell(said: str) -> None:
        if sys.stderr.isatty():
            print(said, end="", file=sys.stderr, flush=True)

    for done, kind in enumerate(kinds, 1):
        if kind.name in stale:
            tell(f"\r\x1b[Kmeasuring {done} of {len(kinds)}: {kind.name}")
        figures[kind.name] = figure(kind) if kind.name in stale else dict(kept.figures[kind.name])
    tell("\n" if stale else "")
    told = ",\n".join(f"  {json.dumps(name)}: {json.dumps(one)}" for name, one in sorted(figures.items()))
    path.write_text(f'{{"n": {N}, "seed": {SEED}, "kinds": {{\n{told}\n}}}}\n', encoding="utf-8")
