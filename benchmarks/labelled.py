"""The responses labelled by hand, and how gonogo and the published checkers do on them; `precision.py` runs this.

The sets lie in ``tests/data/labelled``: `ifeval_part1` and `ifeval_part2` were labelled blind, then three of gonogo's
verdicts were mended by what they showed; the others were labelled blind afterwards (``README.md`` here says what each
found on its first run and what was mended by it). Responses whose reader was not sure are left out. Responses of one id
hang together: intervals are clustered by id.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import peers

from gonogo.testing.measures import Measures, Trial, measure

FOLDER = Path(__file__).parent.parent / "tests" / "data" / "labelled"
SETS = {
    "IFEval, labelled first": ("ifeval", ("ifeval_part1", "ifeval_part2")),
    "IFEval, held out": ("ifeval", ("ifeval_heldout",)),
    "IFBench, held out": ("ifbench", ("ifbench_heldout",)),
    "IFTrain, held out": ("iftrain", ("iftrain_heldout",)),
    "IFBench, adversarial": ("ifbench", ("adversarial",)),
    "IFTrain, adversarial": ("iftrain", ("adversarial",)),
    "IFBench, like a model's": ("ifbench", ("realistic",)),
    "IFTrain, like a model's": ("iftrain", ("realistic",)),
    "IFEval, from the instruction alone": ("ifeval", ("third",)),
    "IFBench, from the instruction alone": ("ifbench", ("third",)),
    "IFTrain, from the instruction alone": ("iftrain", ("third",)),
}
"""Name -> the registry of its ids, and its files."""


def rows(registry: str, files: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the rows of a set, of one registry's ids, whose reader was sure."""
    texts = [(FOLDER / f"{file}.jsonl").read_text(encoding="utf-8") for file in files]
    found = [json.loads(line) for text in texts for line in text.strip().split("\n")]
    published = [row for row in found if "instruction_id" in row]  # the others: under a kind of our own
    return [row for row in published if row.get("sure", True) and row.get("registry", "ifeval") == registry]


def verdict(engine: peers.Engine, one: peers.Instruction, text: str) -> tuple[bool, bool]:
    """Return whether the engine passes a response, and whether it crashed, which counts as a refusal.

    Everything is built anew, as the published loops do.
    """
    before = peers.crashes.total()
    try:
        status = engine.statuses(engine.score([text], engine.prepare([(one,)])))[0][0]
    except Exception:  # a published checker's crash is a finding here, counted and shown
        return False, True
    return status == "pass", status in ("error", "timeout") or peers.crashes.total() > before


def asked(engine: peers.Engine, registry: str, files: tuple[str, ...]) -> tuple[Measures, int]:
    """Return an engine's figures on a set, and how often it crashed."""
    trials, crashed = [], 0
    for row in rows(registry, files):
        one = peers.Instruction(row["instruction_id"], row["kwargs"], row.get("prompt"))
        said, crash = verdict(engine, one, row["response"])
        trials.append(Trial(row["label"], said, row["instruction_id"]))
        crashed += crash
    return measure(trials, draws=200), crashed
