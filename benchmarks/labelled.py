"""Precision and recall on the responses labelled by hand, for gonogo and the published checkers, in one run.

The sets lie in ``tests/data/labelled``: `ifeval_part1` and `ifeval_part2` were labelled blind, then three of gonogo's
verdicts were mended by what they showed; `ifeval_heldout` was labelled blind by another reader afterwards, and nothing
was changed by it. A checker that crashes on a response counts as refusing it.

Usage: python benchmarks/labelled.py [--engines gonogo lm-eval if-verifiable] [--out results/labelled.json]
"""

from __future__ import annotations

import argparse
import json
import logging
from collections import Counter
from pathlib import Path

import peers
import run

FOLDER = Path(__file__).parent.parent / "tests" / "data" / "labelled"


def verdict(engine: peers.Engine, row: dict[str, object]) -> tuple[bool, bool]:
    """Return whether the engine passes one labelled response, and whether it crashed."""
    one = peers.Instruction(str(row["instruction_id"]), dict(row["kwargs"]), None)  # type: ignore[call-overload]
    try:
        return engine.verdicts(engine.score([str(row["response"])], engine.prepare([[one]])))[0][0], False
    except Exception:  # a published checker's crash is a finding here, counted and shown
        return False, True


def measure(engine: peers.Engine, rows: list[dict[str, object]]) -> dict[str, object]:
    """Count agreement, per category too."""
    total: Counter[str] = Counter()
    for row in rows:
        passed, crashed = verdict(engine, row)
        outcome = ("true" if passed == row["label"] else "false") + ("_pass" if passed else "_refusal")
        total[outcome] += 1
        total["crash"] += crashed
        total[f"{row['category']} right"] += passed == row["label"]
        total[f"{row['category']} of"] += 1
    passes, truths = total["true_pass"] + total["false_pass"], total["true_pass"] + total["false_refusal"]
    falsehoods = total["true_refusal"] + total["false_pass"]
    return {
        "n": len(rows),
        "precision": round(total["true_pass"] / passes, 4),
        "recall": round(total["true_pass"] / truths, 4),
        "false_response_recall": round(total["true_refusal"] / falsehoods, 4),
        "counts": dict(sorted(total.items())),
    }


def main() -> None:
    """Measure, print and save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engines", nargs="+", default=["gonogo", "lm-eval", "if-verifiable"])
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results" / "labelled.json")
    options = parser.parse_args()
    logging.disable(logging.ERROR)  # the published checkers log whole responses
    result: dict[str, dict[str, object]] = {}
    print("| set | engine | n | precision | recall | false-response recall | crashes |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for name, files in (("labelled first", ["part1", "part2"]), ("held out", ["heldout"])):
        texts = [(FOLDER / f"ifeval_{file}.jsonl").read_text(encoding="utf-8") for file in files]
        rows = [json.loads(line) for text in texts for line in text.splitlines()]
        for engine in map(peers.load, options.engines):
            found = measure(engine, rows)
            result.setdefault(name, {})[f"{engine.name} {engine.version()}"] = found
            rates = " | ".join(f"{found[key]:.3f}" for key in ("precision", "recall", "false_response_recall"))
            print(f"| {name} | {engine.name} | {found['n']} | {rates} | {found['counts'].get('crash', 0)} |")  # type: ignore[attr-defined]
    document = {"benchmark": "labelled", "machine": run.machine(), "sets": result}
    options.out.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
