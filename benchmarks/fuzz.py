"""A night of fuzzing: a million texts over the whole catalogue, in chunks, on several processes, resumable.

    python benchmarks/fuzz.py                         # 10^6 texts on every core
    python benchmarks/fuzz.py --cases 10000000 --seed 7

Each chunk is some texts of one kind. A finished chunk is one line of ``--chunks``; started again, the run goes on with
the chunks that are missing. Chunks of other code are judged anew: each line holds a digest of the package's sources.
The result is written anew after every 50 chunks, and says ``complete`` only when every chunk is done.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import platform
import sys
import time
from pathlib import Path
from typing import Any

import gonogo
from gonogo.constraints import catalogue
from gonogo.testing.fuzz import fuzz

RESULTS = Path(__file__).parent / "results"
CHUNK = 500  # texts
ROUNDS_APART = 100_000  # chunks of a kind begin so many rounds from each other: they never ask the same question
WRITE_EVERY = 50


def digest() -> str:
    """Return what tells one state of the checkers from another: a hash of the package's files, with their paths."""
    root = Path(gonogo.__file__).parent
    found = hashlib.sha256()
    for file in sorted(path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        data = file.read_bytes()
        found.update(f"{file.relative_to(root).as_posix()} {len(data)}\n".encode() + data)
    return found.hexdigest()[:16]


def run_chunk(task: tuple[str, int, int, int]) -> dict[str, Any]:
    """Fuzz one kind for one chunk; return the line that is kept."""
    kind, number, seed, cases = task
    report = fuzz([kind], cases=cases, seed=seed, first_round=number * ROUNDS_APART)
    found = [finding.to_dict() for finding in report.findings]
    return {
        "kind": kind, "chunk": number, "seed": seed, "cases": report.total, "seconds": round(report.seconds, 3),
        "unbuilt": report.unbuilt.get(kind, 0), "repeats": report.repeats, "findings": found,
        "errors": report.errors,
    }  # fmt: skip


def tasks(cases: int, seed: int) -> list[tuple[str, int, int, int]]:
    """Return the chunks of a run, kinds in turn, so that a run that is cut off has seen every kind."""
    kinds = list(catalogue(plugins=False))
    chunks = -(-cases // (CHUNK * len(kinds)))
    return [(kind, number, seed, CHUNK) for number in range(chunks) for kind in kinds]


def done_before(path: Path, seed: int, code: str, wanted: set[tuple[str, int]]) -> list[dict[str, Any]]:
    """Return the finished chunks among ``wanted``, each once, of this seed and code; a line cut off is left out."""
    if not path.exists():
        return []
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for line in path.read_text(encoding="utf-8").strip().split("\n"):
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if row["seed"] == seed and row.get("code") == code and (row["kind"], row["chunk"]) in wanted:
            found[row["kind"], row["chunk"]] = row
    return list(found.values())


def summary(rows: list[dict[str, Any]], chunks: int, seed: int, processes: int, code: str) -> dict[str, Any]:
    """Return what is published: texts per kind, findings (each sort once), seconds.

    Args:
        rows: finished chunks, each once.
        chunks: how many were wanted.
        seed: of the run.
        processes: how many worked at once.
        code: see :func:`digest`.
    """
    kinds: dict[str, dict[str, Any]] = {}
    findings: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in rows:
        kind = kinds.setdefault(row["kind"], {"cases": 0, "seconds": 0.0, "unbuilt": 0, "findings": 0})
        kind["cases"] += row["cases"]
        kind["unbuilt"] += row["unbuilt"]
        kind["seconds"] = round(kind["seconds"] + row["seconds"], 2)
        kind["findings"] += len(row["findings"]) + row["repeats"]
        for one in row["findings"]:
            key = (
                one["kind"],
                one["check"],
                one.get("origin", "").partition("+")[0] if one["check"] != "crash" else "",
            )
            kept = findings.setdefault(key, one)
            if len(one["text"]) < len(kept["text"]):
                findings[key] = one
    seconds = sum(row["seconds"] for row in rows)
    cases = sum(row["cases"] for row in rows)
    return {
        "complete": len(rows) == chunks, "chunks": [len(rows), chunks], "code": code, "cases": cases, "seed": seed,
        "process_seconds": round(seconds, 1),
        "cases_per_process_second": round(cases / seconds, 1) if seconds else None, "processes": processes,
        "gonogo": gonogo.__version__, "python": platform.python_version(),
        "errors": [error for row in rows for error in row.get("errors", ())],
        "findings": list(findings.values()), "kinds": dict(sorted(kinds.items())),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1_000_000, help="texts in all (default: 10^6)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--chunks", type=Path, default=RESULTS / "fuzz-chunks.jsonl", help="finished chunks")
    parser.add_argument("--out", type=Path, default=RESULTS / "fuzz.json")
    given = parser.parse_args()
    code = digest()
    wanted = tasks(given.cases, given.seed)
    rows = done_before(given.chunks, given.seed, code, {task[:2] for task in wanted})
    have = {(row["kind"], row["chunk"]) for row in rows}
    left = [task for task in wanted if task[:2] not in have]
    print(f"{len(wanted):,} chunks of {CHUNK} texts, {len(left):,} to do, {given.processes} processes", flush=True)
    told = _write(given.out, summary(rows, len(wanted), given.seed, given.processes, code))
    start = time.monotonic()
    new = 0
    given.chunks.parent.mkdir(parents=True, exist_ok=True)
    with given.chunks.open("a", encoding="utf-8") as kept, multiprocessing.Pool(given.processes) as pool:
        for count, row in enumerate(pool.imap_unordered(run_chunk, left), 1):
            rows.append(row)
            new += row["cases"]
            kept.write(json.dumps({**row, "code": code}) + "\n")
            kept.flush()
            if count % WRITE_EVERY == 0 or count == len(left):
                told = _write(given.out, summary(rows, len(wanted), given.seed, given.processes, code))
                speed = new / (time.monotonic() - start)
                rest = (len(left) - count) * CHUNK / max(speed, 1e-9) / 60
                print(
                    f"{told['cases']:,} texts, {speed:,.0f}/s, about {rest:,.0f} min to go, "
                    f"{len(told['findings'])} sorts of findings", flush=True,
                )  # fmt: skip
    if digest() != code:  # workers read the sources when they start, so which code was judged is unknown
        told = _write(given.out, {**told, "complete": False, "errors": [*told["errors"], "the code changed meanwhile"]})
    sys.exit(1 if told["findings"] or told["errors"] else 0)


def _write(out: Path, told: dict[str, Any]) -> dict[str, Any]:
    """Write the result in one step, so that a run that is killed leaves a whole file."""
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = out.with_suffix(".part")
    draft.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    draft.replace(out)
    return told


if __name__ == "__main__":
    main()
