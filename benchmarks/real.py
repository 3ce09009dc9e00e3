"""Real responses: gonogo beside lm-eval on what 17 models answered to IFEval, and who is right where a reader looked.

::

    python benchmarks/real.py --data FOLDER [--date 2026-11-23]

``FOLDER`` is ``data`` of the repository lightblue-tech/M-IFEval: ``en_input_data.jsonl`` (the prompts) and one file of
responses per model. ``real_labels.jsonl`` says by model, key and place in the row what readers thought of 589 of these
responses: three in four drawn from those on which the two verdicts differed at that time, the others at random. The
readers saw the prompt, the instruction and the response, no verdict and no code. Some verdicts of gonogo were mended by
these labels afterwards (the changelog says which), so its figures are no longer blind; those before were 191 of the 254
on which the two differed. Verdicts of lm-eval that change when asked again are left out.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import peers
import run
from peers import Instruction

HERE = Path(__file__).parent
Place = tuple[str, int, int]  # model, key, index


class Pair(NamedTuple):
    """What the two say of one response and instruction; ``published`` is None where lm-eval contradicts itself."""

    ours: bool
    published: bool | None


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").strip().split("\n")]


def verdicts(folder: Path) -> dict[Place, Pair]:
    """Judge every response of every model both ways."""
    prompts = {row["prompt"]: row for row in lines(folder / "en_input_data.jsonl")}
    ours, theirs = peers.load("gonogo"), peers.load("lm-eval")
    found: dict[Place, Pair] = {}
    for path in sorted(folder.glob("en_input_response_data_*.jsonl")):
        model = path.stem.removeprefix("en_input_response_data_")
        asked = [(prompts[row["prompt"]], row["response"]) for row in lines(path)
                 if row["prompt"] in prompts and (row["response"] or "").strip()]  # fmt: skip
        texts = [response for _, response in asked]
        sets = [_instructions(row) for row, _ in asked]
        statuses = ours.statuses(ours.score(texts, ours.prepare(sets)))
        votes = [theirs.verdicts(theirs.score(texts, theirs.prepare(sets))) for _ in range(2)]
        for (row, _), mine, one, other in zip(asked, statuses, *votes, strict=True):
            for index, (status, first, second) in enumerate(zip(mine, one, other, strict=True)):
                found[model, row["key"], index] = Pair(status == "pass", first if first == second else None)
        print(f"{model}: {len(found):,} verdicts so far", flush=True)
    return found


def _instructions(row: dict[str, Any]) -> tuple[Instruction, ...]:
    return tuple(
        Instruction(id.removeprefix("en:"), {k: v for k, v in kwargs.items() if v is not None}, row["prompt"])
        for id, kwargs in zip(row["instruction_id_list"], row["kwargs"], strict=True)
    )


def main() -> None:
    """Judge, compare with the labels, and save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder data of lightblue-tech/M-IFEval")
    parser.add_argument("--date", default="")
    parser.add_argument("--out", type=Path, default=HERE / "results" / "real.json")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)  # lm-eval logs whole texts
    found = verdicts(options.data)
    told = [pair for pair in found.values() if pair.published is not None]
    right: dict[str, Counter[str]] = {"on which they differ": Counter(), "on which they agree": Counter()}
    labels = lines(HERE / "real_labels.jsonl")
    for row in labels:
        pair = found[row["model"], row["key"], row["index"]]
        if row["sure"] and pair.published is not None:
            counts = right["on which they agree" if pair.ours == pair.published else "on which they differ"]
            counts.update({"of": 1, "gonogo": pair.ours == row["label"], "lm-eval": pair.published == row["label"]})
    whole = {
        "benchmark": "real", "date": options.date, "machine": run.machine(),
        "models": len({model for model, _, _ in found}), "verdicts": len(told),
        "differ": sum(pair.ours != pair.published for pair in told),
        "labelled": {"responses": len(labels), "sure": {name: dict(counts) for name, counts in right.items()}},
    }  # fmt: skip
    options.out.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({key: whole[key] for key in ("models", "verdicts", "differ", "labelled")}, indent=1))


if __name__ == "__main__":
    main()
