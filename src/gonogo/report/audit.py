"""An audit as one versioned piece of plain data.

Its JSON Schema is ``docs/schema/audit-report.json``. Every other form is made from this data alone, so that a saved
JSON report can be turned into a page later.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import gonogo
from gonogo.testing.audit import KindReport
from gonogo.testing.bars import SEED_PRECISION, Bars
from gonogo.testing.labelled import LabelledReport
from gonogo.testing.measures import CONFIDENCE, Measures, pooled

FORMAT, VERSION = "gonogo-audit", 1


def audit_data(
    reports: Sequence[KindReport], bars: Bars, *, n: int, seed: int, labelled: LabelledReport | None = None,
    labelled_files: Sequence[str] = (), seconds: float = 0.0, made: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Return an audit as plain data.

    Args:
        reports: of the kinds.
        bars: what they are held to.
        n: ordinary texts of each truth value that were asked for.
        seed: of the audit.
        labelled: of labelled responses, if there were any.
        labelled_files: the names of their files.
        seconds: how long the whole audit took.
        made: when, as ISO 8601 text.
    """
    kinds = [report.to_dict(bars) for report in reports]
    labels = None if labelled is None else {"files": list(labelled_files), **labelled.to_dict(bars)}
    return {
        "format": FORMAT, "version": VERSION, "gonogo": gonogo.__version__, "made": made, "n": n, "seed": seed,
        "confidence": CONFIDENCE, "seed_paper_precision": SEED_PRECISION,
        "bars": {"precision": bars.precision, "false_recall": bars.false_recall, "given": bars.given},
        "passed": all(kind["passed"] for kind in kinds) and (labels is None or labels["passed"]),
        "total": pooled((report.ordinary for report in reports), alone=True).to_dict(),
        "families": _grouped([(report.family, report.ordinary) for report in reports], alone=True),
        "origins": _grouped([item for report in reports for item in report.families.items()]),
        "kinds": kinds, "labelled": labels, "seconds": round(seconds, 2),
    }  # fmt: skip


def _grouped(pairs: Sequence[tuple[str, Measures]], *, alone: bool = False) -> dict[str, Any]:
    groups: dict[str, list[Measures]] = {}
    for name, one in pairs:
        groups.setdefault(name, []).append(one)
    return {name: pooled(those, alone=alone, draws=200).to_dict() for name, those in sorted(groups.items())}


def as_json(data: Any) -> str:
    """Return JSON text without NaN; lone surrogates, which UTF-8 cannot hold, are escaped."""
    made = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1)
    try:
        made.encode()
    except UnicodeEncodeError:
        made = json.dumps(data, allow_nan=False, indent=1)
    return made + "\n"


def findings(data: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return every finding with the kind it is about (``labelled`` for those on labelled responses)."""
    found = [(kind["kind"], one) for kind in data["kinds"] for one in kind["findings"]]
    if data["labelled"] is not None:
        found += [("labelled", one) for one in data["labelled"]["findings"]]
    return found
