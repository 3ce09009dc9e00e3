"""Measure gonogo and the published checkers side by side; see benchmarks/README.md.

Each subcommand measures one thing, writes `results/<name>.json` and prints a table. CPU time is the process's
own (user + system, all threads); machines are noisy, so ratios within one run are what counts.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import gc
import hashlib
import importlib.metadata
import json
import logging
import math
import multiprocessing
import os
import platform
import random
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import peers
import table
import workload
from workload import Batch

HERE = Path(__file__).resolve().parent
MEASURED_PACKAGES = (
    "gonogo", "lm_eval", "if-verifiable", "nvidia-ifbench", "nltk", "langdetect", "langdetect-rs", "pycld2",
    "py3langid", "numpy", "pydantic", "regex", "pyromark",
)  # fmt: skip


# ---------------------------------------------------------------------------------------------- shared pieces
def machine() -> dict[str, Any]:
    """Describe what the figures were measured with; nothing that names the machine itself."""
    versions: dict[str, str | None] = {}
    for name in MEASURED_PACKAGES:
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            versions[name] = None
    return {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "architecture": platform.machine(),
        "versions": versions,
    }


def save(options: argparse.Namespace, name: str, result: dict[str, Any]) -> None:
    """Write `result` with the machine's description, then print it as a table."""
    whole = {
        "benchmark": name,
        **({"date": options.date} if options.date else {}),
        **({"note": note} if (note := getattr(options, "note", "")) else {}),
        "machine": machine(),
        **result,
    }
    folder = Path(options.results)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(whole, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(table.render(name, whole))


def timed(call: Callable[..., Any], *arguments: Any) -> tuple[float, float, Any]:
    """Return CPU seconds, wall seconds and the value of `call(*arguments)`."""
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    value = call(*arguments)
    return time.process_time() - cpu, time.perf_counter() - wall, value


def fresh(texts: Iterable[str]) -> list[str]:
    """Copy texts, so that nothing an earlier engine left inside a string object helps the next engine."""
    return [text.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass") for text in texts]


def digest(value: Any) -> str:
    """Return a short digest of a JSON-like value."""
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:16]


def child(arguments: Sequence[str], seed: str = "0", plain_path: bool = False) -> dict[str, Any]:
    """Run a fresh interpreter and return the JSON object on its last line of output."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its bytecode
    command = [sys.executable, *arguments] if plain_path else [sys.executable, str(HERE / "run.py"), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments[:4])} failed:\n{done.stderr[-2000:]}")
    answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def middle(values: Iterable[float]) -> float:
    """Return the median, to a sensible number of digits."""
    return round(statistics.median(values), 5)


# ---------------------------------------------------------------------------------------------- throughput
def throughput(options: argparse.Namespace) -> None:
    """GRPO-shaped batches at two lengths: every engine in one process, in alternating order."""
    data = workload.rows(options.data)
    engines = [peers.load(name) for name in options.engines]
    lengths = [measure_length(data, words, engines, options) for words in options.words]
    save(
        options,
        "throughput",
        {"data": workload.fingerprint(data), "topic": options.topic, "lengths": lengths},
    )


def measure_length(
    data: list[workload.Row], words: int, engines: list[peers.Engine], options: argparse.Namespace
) -> dict[str, Any]:
    """Time all engines, and the floor, on `passes` different batches of one length."""
    warm = workload.batch(data, words, 0, options.topic, rollouts=1)
    ready = {}
    for engine in engines:
        engine.verdicts(engine.score(warm.responses, engine.prepare(warm.sets)))
        ready[engine.name] = engine.prepare(workload.batch(data, words, 1, options.topic).sets)
    times: dict[str, list[tuple[float, float]]] = defaultdict(list)
    passed: dict[str, list[int]] = defaultdict(list)
    agree: Counter[str] = Counter()
    for turn in range(1, options.passes + 1):
        batch, answers = workload.batch(data, words, turn, options.topic), {}
        for engine in rotated(engines, turn):
            cpu, wall, raw = timed(engine.score, fresh(batch.responses), ready[engine.name])
            times[engine.name].append((cpu, wall))
            answers[engine.name] = engine.verdicts(raw)
            passed[engine.name].append(sum(map(sum, answers[engine.name])))
        count_agreement(agree, answers)
        times["floor"].append(timed(floor, fresh(batch.responses))[:2])
        print(f"{words} words, pass {turn} of {options.passes} done", file=sys.stderr)
    rows = {name: speed(pairs, batch.checks) | {"passed": passed[name] or None} for name, pairs in times.items()}
    for name, row in rows.items():
        share = agree[name] / (batch.checks * options.passes)
        row["verdicts_equal_to_lm_eval"] = round(share, 4) if name in agree else None
    characters = round(statistics.mean(map(len, batch.responses)))
    size = {"responses": len(batch.responses), "checks": batch.checks, "characters": characters}
    return {"words": words, **size, "engines": rows}


def speed(pairs: list[tuple[float, float]], checks: int) -> dict[str, Any]:
    """Reduce the (CPU, wall) seconds of all passes to medians and rates."""
    cpu, wall = [one for one, _ in pairs], [one for _, one in pairs]
    return {
        "cpu_s": [round(one, 4) for one in cpu],
        "cpu_median_s": middle(cpu),
        "wall_median_s": middle(wall),
        "checks_per_cpu_s": round(checks / statistics.median(cpu)),
        "checks_per_wall_s": round(checks / statistics.median(wall)),
    }


def rotated(engines: list[peers.Engine], turn: int) -> list[peers.Engine]:
    """Let every engine go first in turn: whoever runs first meets cold caches."""
    start = turn % len(engines)
    return engines[start:] + engines[:start]


def count_agreement(agree: Counter[str], answers: dict[str, peers.Verdicts]) -> None:
    """Count, per engine, the verdicts that equal lm-eval's: fast and wrong would show here."""
    reference = answers.get("lm-eval")
    for name, rows in answers.items():
        if reference is not None and name != "lm-eval":
            agree[name] += sum(a == b for x, y in zip(rows, reference, strict=True) for a, b in zip(x, y, strict=True))


def floor(texts: list[str]) -> int:
    """Read every text once with the cheapest operations that could matter: no checker can do much less."""
    return sum(len(text.split()) + text.count(",") + len(text.lower()) for text in texts)


# ---------------------------------------------------------------------------------------------- ifeval541
def ifeval541(options: argparse.Namespace) -> None:
    """CPU seconds, after import, to load the constraints of all rows and score them, in fresh processes."""
    data = workload.rows(options.data)
    engines = {}
    for name in options.engines:
        runs = [child(["_cold", "--data", options.data, "--engines", name]) for _ in range(options.passes)]
        numbers = {key: middle(run[key] for run in runs) for key in ("import_cpu_s", "first_cpu_s", "again_cpu_s")}
        engines[name] = {**numbers, "passed": [run["passed"] for run in runs], "checks": runs[0]["checks"]}
    save(options, "ifeval541", {"data": workload.fingerprint(data), "rows": len(data), "engines": engines})


def cold(options: argparse.Namespace) -> None:
    """Child of ifeval541: import one engine, score everything, then score it again."""
    batch = workload.everything(workload.rows(options.data))
    imported, _, engine = timed(peers.load, options.engines[0])
    first, _, raw = timed(lambda: engine.score(batch.responses, engine.prepare(batch.sets)))
    again, _, _ = timed(lambda: engine.score(fresh(batch.responses), engine.prepare(batch.sets)))
    passed = sum(map(sum, engine.verdicts(raw)))
    print(json.dumps({"import_cpu_s": imported, "first_cpu_s": first, "again_cpu_s": again,
                      "passed": passed, "checks": batch.checks}))  # fmt: skip


# ---------------------------------------------------------------------------------------------- import
IMPORT_PROBE = """
import json, os, sys, time
start_wall, start_cpu = time.perf_counter(), time.process_time()
{code}
wall, cpu = time.perf_counter() - start_wall, time.process_time() - start_cpu
pages = int(open("/proc/self/statm").read().split()[1]) if os.path.exists("/proc/self/statm") else 0
print(json.dumps({{"wall_s": wall, "cpu_s": cpu, "modules": len(sys.modules),
                  "rss_mb": pages * os.sysconf("SC_PAGE_SIZE") / 1e6 if pages else None}}))
"""
IMPORTS = {
    "nothing": "",
    "pydantic": "from pydantic import BaseModel, Field",
    "numpy": "import numpy",
    "gonogo": "import gonogo",
    "lm-eval": "import peers; peers.offline(); import lm_eval.tasks.ifeval.instructions_registry",
    "if-verifiable": "import peers; peers.offline(); import if_verifiable.ifeval.instructions_registry",
}


def import_time(options: argparse.Namespace) -> None:
    """Cold-process import, engines interleaved so that a noisy minute hits all of them."""
    wanted = ["nothing", "pydantic", "numpy", *(name for name in options.engines if name in IMPORTS)]
    runs = defaultdict(list)
    for turn in range(options.passes + 1):
        for name in wanted:
            code = f"import sys; sys.path.insert(0, {str(HERE)!r})\n" if "peers" in IMPORTS[name] else ""
            run = child(["-c", code + IMPORT_PROBE.format(code=IMPORTS[name])], plain_path=True)
            if turn:  # the first round only writes the .pyc files and warms the disk cache
                runs[name].append(run)
    engines = {
        name: {key: middle(run[key] or 0 for run in runs[name]) for key in ("wall_s", "cpu_s", "modules", "rss_mb")}
        for name in wanted
    }
    if "gonogo" in engines:
        beyond = {key: round(engines["gonogo"][key] - engines["pydantic"][key], 4) for key in ("wall_s", "cpu_s")}
        engines["gonogo minus pydantic"] = beyond
    save(options, "import", {"engines": engines, "passes": options.passes})


# ---------------------------------------------------------------------------------------------- hostile
def hostile(options: argparse.Namespace) -> None:
    """Every published type x every hostile text, at a quarter and at the whole size, in killable children."""
    engines = {}
    for name in options.engines:
        engine = peers.load(name)
        pairs = hostile_pairs(engine, options)
        engines[name] = {"summary": hostile_summary(pairs), "pairs": pairs}
    result = {
        "sizes": [options.size // 4, options.size],
        "limit_s": options.limit,
        "texts": len(workload.hostile_names()),
        "types": len(options.only or workload.TYPICAL),
        "engines": engines,
    }
    save(options, "hostile", result)


def hostile_pairs(engine: peers.Engine, options: argparse.Namespace) -> list[dict[str, Any]]:
    """Return one record per (type, text): seconds at both sizes, growth exponent, outcome."""
    judge, pairs = Killable(engine, options.limit), []
    types = [one for one in workload.typical_instructions() if not options.only or one.id in options.only]
    for one in types:
        for text in workload.hostile_names():
            small, outcome = judge.ask(one.id, text, options.size // 4)
            # What is killed at a quarter of the size is not tried at the whole.
            seconds = small
            if outcome != "killed":
                seconds, outcome = judge.ask(one.id, text, options.size)
            rate = None if outcome == "killed" else growth(small, seconds)
            times = {"quarter_s": round(small, 4), "whole_s": round(seconds, 4), "growth": rate}
            pairs.append({"type": one.id, "text": text, **times, "outcome": outcome})
        print(f"{engine.name}: {one.id} done", file=sys.stderr)
    judge.close()
    return pairs


def growth(small: float, whole: float) -> float | None:
    """Return the exponent of growth over a fourfold size; nothing where the time is mostly overhead."""
    return round(math.log(whole / small) / math.log(4), 2) if small > 0 and whole > 0.02 else None


class Killable:
    """A child process that judges hostile texts: only killing its process ends a loop inside C code."""

    def __init__(self, engine: peers.Engine, limit: float) -> None:
        """Load everything, then start the child; `limit` is in wall seconds per check."""
        self._engine, self._limit = engine, limit
        self._prepared = {one.id: engine.prepare([(one,)]) for one in workload.typical_instructions()}
        for prepared in self._prepared.values():  # one-time model loads: paid here, inherited by every child
            engine.score(["The river is wide. It ends here.\n\nThere."], prepared)
        self._start()

    def _start(self) -> None:
        # fork: a new child costs milliseconds and not the import and the models.
        fork = multiprocessing.get_context("fork")
        self._pipe, theirs = fork.Pipe()
        arguments = (self._engine, self._prepared, theirs)
        self._child = fork.Process(target=judge_forever, args=arguments, daemon=True)
        self._child.start()
        theirs.close()

    def ask(self, type_name: str, text: str, size: int) -> tuple[float, str]:
        """Return CPU seconds and an outcome: the verdict's status, "crash: ..." or "killed"."""
        self._pipe.send((type_name, text, size))
        try:
            self._pipe.recv()  # the text is made; from here on the clock runs
            if self._pipe.poll(self._limit):
                answer: tuple[float, str] = self._pipe.recv()
                return answer
            outcome, seconds = "killed", self._limit
        except EOFError:
            outcome, seconds = "crash: the process died", 0.0
        self.close()
        self._start()
        return seconds, outcome

    def close(self) -> None:
        """End the child."""
        self._child.kill()
        self._child.join()
        self._pipe.close()


def judge_forever(engine: peers.Engine, prepared: dict[str, list[Any]], pipe: Connection) -> None:
    """Run in the child: judge what is asked for until killed; of two quick timings the better one counts."""
    logging.disable()  # the peers log the whole text when they cannot tell its language
    while True:
        type_name, name, size = pipe.recv()
        # Different strings, so that what was remembered of the first reading cannot answer the second.
        texts = [workload.hostile(name, size) + end for end in ("", "\n")]
        pipe.send("ready")
        best, outcome = math.inf, ""
        for text in texts:
            start = time.process_time()
            try:
                outcome = engine.statuses(engine.score([text], prepared[type_name]))[0][0]
            except BaseException as error:  # whatever a checker raises, the survey goes on
                outcome = f"crash: {type(error).__name__}"
            best = min(best, time.process_time() - start)
            if best > 0.1:
                break
        pipe.send((best, outcome))


def hostile_summary(pairs: list[dict[str, Any]]) -> dict[str, Any]:
    """Reduce the survey to what a reader asks first: how slow, how fast it grows, what breaks."""
    slowest = sorted(pairs, key=lambda pair: -pair["whole_s"])
    steep = [pair for pair in pairs if (pair["growth"] or 0) > 1.4 and pair["whole_s"] >= 0.1]
    broken = [pair for pair in pairs if pair["outcome"] not in ("pass", "fail", "no_answer")]
    return {
        "pairs": len(pairs),
        "max_s": slowest[0]["whole_s"],
        "median_s": middle(pair["whole_s"] for pair in pairs),
        "over_1_s": sum(pair["whole_s"] > 1 for pair in pairs),
        "killed": sum(pair["outcome"] == "killed" for pair in pairs),
        "crashes": sorted({f"{p['type']} on {p['text']}: {p['outcome']}" for p in broken if p["outcome"] != "killed"}),
        "steep": len(steep),
        "slowest": slowest[:10],
        "steepest": sorted(steep, key=lambda pair: -pair["growth"])[:10],
        "outcomes": dict(Counter(pair["outcome"] for pair in pairs)),
    }


# ---------------------------------------------------------------------------------------------- determinism
def determinism(options: argparse.Namespace) -> None:
    """Score the rows with other hash seeds, in other orders, threads, processes: the digest must not move."""
    data = workload.rows(options.data)
    ways = [("plain", str(n)) for n in range(options.passes - 10)]
    ways += [("threads", str(100 + n)) for n in range(5)] + [("processes", str(200 + n)) for n in range(5)]
    engines = {}
    for name in options.engines:
        runs = []
        for how, seed in ways if name == "gonogo" else [way for way in ways if way[0] == "plain"]:
            run = child(["_digest", "--data", options.data, "--engines", name, "--how", how], seed=seed)
            runs.append({"how": how, "hash_seed": int(seed), "digest": run["digest"], "passed": run["passed"]})
        counts = Counter(run["digest"] for run in runs)
        engines[name] = {"runs": runs, "different_digests": len(counts), "equal": len(counts) == 1}
    save(options, "determinism", {"data": workload.fingerprint(data), "rows": len(data), "engines": engines})


def verdict_digest(options: argparse.Namespace) -> None:
    """Child of determinism: score all rows in one of the three ways, in an order drawn from the hash seed."""
    batch, name = workload.everything(workload.rows(options.data)), options.engines[0]
    order = list(range(len(batch.responses)))
    random.Random(os.environ.get("PYTHONHASHSEED", "0")).shuffle(order)
    pieces = [order[start : start + 20] for start in range(0, len(order), 20)]
    jobs = [(name, Batch([batch.responses[i] for i in piece], [batch.sets[i] for i in piece])) for piece in pieces]
    if options.how == "threads":
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            done = list(pool.map(score_piece, jobs))
    elif options.how == "processes":
        spawn = multiprocessing.get_context("spawn")
        with concurrent.futures.ProcessPoolExecutor(2, mp_context=spawn) as pool:
            done = list(pool.map(score_piece, jobs))
    else:
        done = [score_piece(job) for job in jobs]
    verdicts = [row for rows in done for row in rows]
    in_order = [row for _, row in sorted(zip(order, verdicts, strict=True), key=lambda pair: pair[0])]
    print(json.dumps({"digest": digest(in_order), "passed": sum(row.count("pass") for row in in_order)}))


_loaded: dict[str, peers.Engine] = {}


def score_piece(job: tuple[str, Batch]) -> list[list[str]]:
    """Score one piece with an engine shared by all threads of this process."""
    name, batch = job
    if name not in _loaded:
        _loaded[name] = peers.load(name)
    engine = _loaded[name]
    return engine.statuses(engine.score(batch.responses, engine.prepare(batch.sets)))


# ---------------------------------------------------------------------------------------------- where
def where(options: argparse.Namespace) -> None:
    """CPU time per published type at the first of the lengths: each type's checks alone, in one call."""
    data, words = workload.rows(options.data), options.words[0]
    engines = [peers.load(name) for name in options.engines]
    by_type: dict[str, Batch] = defaultdict(lambda: Batch([], []))
    # One turn more than throughput uses: these texts have been seen by no engine.
    for turn in range(1, options.passes + 1):
        batch = workload.batch(data, words, 1000 + turn, options.topic)
        for text, row in zip(batch.responses, batch.sets, strict=True):
            for one in row:
                by_type[one.id].responses.append(text)
                by_type[one.id].sets.append((one,))
    out = {}
    for engine in engines:
        warm = workload.batch(data, words, 0, options.topic, rollouts=1)
        engine.score(warm.responses, engine.prepare(warm.sets))
        seconds = {name: time_type(engine, part) for name, part in by_type.items()}
        total = sum(seconds.values())
        types = {
            name: {
                "checks": len(by_type[name].sets),
                "us_per_check": round(1e6 * s / len(by_type[name].sets), 2),
                "share": round(s / total, 4),
            }
            for name, s in sorted(seconds.items(), key=lambda i: -i[1])
        }
        out[engine.name] = {"cpu_s": round(total, 4), "types": types}
    save(options, "where", {"data": workload.fingerprint(data), "words": words, "engines": out})


def time_type(engine: peers.Engine, part: Batch) -> float:
    """Return the CPU seconds of all checks of one type."""
    prepared = engine.prepare(part.sets)
    texts = fresh(part.responses)
    return timed(engine.score, texts, prepared)[0]


# ---------------------------------------------------------------------------------------------- command line
COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], None], int, list[str]]] = {
    # name: function, default passes, default engines
    "throughput": (throughput, 5, ["gonogo", "lm-eval", "if-verifiable"]),
    "ifeval541": (ifeval541, 5, ["gonogo", "lm-eval", "if-verifiable"]),
    "import": (import_time, 7, ["gonogo", "lm-eval", "if-verifiable"]),
    "hostile": (hostile, 1, ["gonogo"]),
    "determinism": (determinism, 25, ["gonogo"]),
    "where": (where, 2, ["gonogo", "lm-eval", "if-verifiable"]),
    "_cold": (cold, 1, []),
    "_digest": (verdict_digest, 1, []),
}


# Flags of every subcommand; not every one uses all of them.
FLAGS: dict[str, dict[str, Any]] = {
    "--data": {"help": "JSONL file of IFEval rows with responses"},
    "--words": {"type": int, "nargs": "+", "default": [300, 4000], "help": "lengths of the rollouts"},
    "--topic": {"choices": ["any", "own"], "default": "any", "help": "where rollouts' paragraphs come from"},
    "--size": {"type": int, "default": 1_000_000, "help": "hostile: characters of a text"},
    "--limit": {"type": float, "default": 20.0, "help": "hostile: seconds after which a check is killed"},
    "--only": {"nargs": "+", "metavar": "TYPE", "help": "hostile: these published types only"},
    "--how": {"choices": ["plain", "threads", "processes"], "default": "plain", "help": argparse.SUPPRESS},
    "--date": {"help": "date to write into the result, as it shall read"},
    "--note": {"help": "written into the result, e.g. what else the machine was doing"},
    "--results": {"default": str(HERE / "results"), "help": "folder for the JSON files"},
}


def parser() -> argparse.ArgumentParser:
    """Build the command line."""
    top = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (function, passes, engines) in COMMANDS.items():
        summary = (function.__doc__ or "").splitlines()[0]
        shown: dict[str, Any] = {} if name.startswith("_") else {"help": summary}
        one = commands.add_parser(name, description=summary, **shown)
        choices = f"any of {', '.join(peers.ENGINES)} (default: {' '.join(engines)})"
        one.add_argument("--engines", nargs="+", default=engines, metavar="ENGINE", help=choices)
        one.add_argument("--passes", type=int, default=passes, help="runs to take the median of (%(default)s)")
        for flag, settings in FLAGS.items():
            one.add_argument(flag, **settings)
    return top


def main() -> None:
    """Run one subcommand."""
    options = parser().parse_args()
    if options.passes < 1 or (options.command == "determinism" and options.passes < 11):
        raise SystemExit(f"--passes {options.passes} is too few: give at least 1 (determinism: 11)")
    COMMANDS[options.command][0](options)


if __name__ == "__main__":
    main()
