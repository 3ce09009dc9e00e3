"""Large files: ``gonogo score --ray`` beside ``--workers``, on the same rows, with the memory they hold.

::

    python benchmarks/shards.py [--rollouts 1000000] [--workers 2]

The rollouts are those that ship with the package, repeated with a number at their ends (two of three; the third is a
repetition, as duplicates among rollouts are). Each way writes its parts to a folder of its own; told are wall seconds
(Ray's start and end included), rollouts a second, the resident memory of all processes together at a tenth of the way
and at its highest, and whether both wrote the same bytes. Linux only (memory is read from ``/proc``); shared pages are
counted once for each process that has them.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.resources
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
OURS = (b"gonogo", b"ray::", b"raylet", b"gcs_server")
PAUSE = 2.0  # seconds between two looks at the memory


def rollouts(path: Path, wanted: int) -> int:
    """Write rows until they hold ``wanted`` responses; return how many rows these are."""
    source = importlib.resources.files("gonogo") / "data" / "sample_rollouts.jsonl"
    rows = [json.loads(line) for line in source.read_text("utf-8").strip().split("\n")]
    written = n = 0
    with path.open("w", encoding="utf-8") as to:
        while written < wanted:
            row = dict(rows[n % len(rows)], id=n)
            row.pop("source", None)
            if (n // len(rows)) % 3:
                row["responses"] = [f"{text} {n % 977}" for text in row["responses"]]
            written += len(row["responses"])
            n += 1
            to.write(json.dumps(row) + "\n")
    return n


def resident() -> float:
    """Return the resident memory of all processes of a run and of their children, in MiB."""
    parents: dict[int, int] = {}
    pages: dict[int, int] = {}
    ours: set[int] = set()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            pid = int(folder.name)
            try:
                pages[pid] = int((folder / "statm").read_bytes().split()[1])
                parents[pid] = int((folder / "stat").read_bytes().rpartition(b")")[2].split()[1])
                if any(mark in (folder / "cmdline").read_bytes() for mark in OURS):
                    ours.add(pid)
            except OSError:  # it has ended
                continue
    while more := {pid for pid, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return sum(pages[pid] for pid in ours) * os.sysconf("SC_PAGE_SIZE") / 2**20


def measured(rows: Path, out: Path, how: list[str]) -> dict[str, Any]:
    """Score the file one way."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "gonogo", "score", str(rows), *how, "-o", str(out), "--json"]
    memory = []
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(command, stdout=said, stderr=subprocess.DEVNULL)
        while running.poll() is None:
            time.sleep(PAUSE)
            memory.append(resident())
        if running.returncode:
            raise SystemExit(f"{' '.join(command)} ended with {running.returncode}")
        seconds = time.perf_counter() - began
    digest = hashlib.sha256()
    for part in sorted(out.glob("part-*.jsonl")):
        digest.update(part.read_bytes())
    return {
        "how": " ".join(how), "seconds": round(seconds, 1), "mib_at_a_tenth": round(memory[len(memory) // 10]),
        "mib_highest": round(max(memory)), "sha256": digest.hexdigest(),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rollouts", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--date", default="")
    parser.add_argument("--out", type=Path, default=HERE / "results" / "shards.json")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows.jsonl"
        n = rollouts(rows, options.rollouts)
        ways = []
        for name, how in {"ray": ["--ray"], "pool": ["--workers", str(options.workers)]}.items():
            way = measured(rows, Path(folder) / name, how)
            way["rollouts_per_s"] = round(options.rollouts / way["seconds"])
            ways.append(way)
            print(f"{way['how']:12} {way['seconds']:8.1f} s  {way['rollouts_per_s']:8,} rollouts/s  "
                  f"{way['mib_at_a_tenth']:,} then at most {way['mib_highest']:,} MiB", flush=True)  # fmt: skip
    same = len({way["sha256"] for way in ways}) == 1
    print("the same bytes" if same else "DIFFERENT BYTES")
    about = {"date": options.date, "python": platform.python_version(), "cores": os.cpu_count(),
             "rollouts": options.rollouts, "rows": n, "same_bytes": same, "ways": ways}  # fmt: skip
    options.out.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    raise SystemExit(not same)


if __name__ == "__main__":
    main()
