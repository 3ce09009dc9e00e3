"""What one judgement of each kind costs, how that grows with the text, and what a hostile text makes of it.

::

    python benchmarks/kinds.py [--only KIND ...] [--passes 9] [--no-hostile] [--out results/kinds.json]

For every built-in kind, with the parameters of each of its examples: the example's text, repeated and cut to 300
words, judged in a fresh View; CPU time of the median of the passes, after one that warms up. An example is repeated
in two ways, as sentences of one paragraph and as paragraphs, and the slowest counts. Growth is the exponent between
4,800 and 19,200 words (1 is linear). Then the hostile texts of 1 MB (those of the laws and those of ``run.py
hostile``), each alone and with the kind's passing example behind it, judged with the parameters of that example. A
pair is judged at a tenth of the size first, and at the whole only where that takes over a hundredth of the bar: even
what grows with the square of the text stays under the bar then.

Only ``passed`` is read, as a reward does. The bars: 1 ms at 300 words, an exponent of 1.3, 0.5 s at 1 MB.
"""

from __future__ import annotations

import argparse
import functools
import gc
import json
import math
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import run
import workload
from rich.console import Console
from rich.progress import track

from gonogo.constraint import Constraint
from gonogo.constraints import Kind, catalogue
from gonogo.testing.hostile import HOSTILE
from gonogo.text.view import View

WORDS = 300
GROWING = (4_800, 19_200)  # words
BARS = {"ms": 1.0, "growth": 1.3, "hostile_s": 0.5}
JOINTS = (" ", "\n\n")
GROWN = 3  # of the examples of a kind, the slowest: these are made longer
_TINY = 0.002  # seconds: the growth of what takes less at the larger size is not told from noise


def built(kind: Kind) -> Iterator[tuple[Constraint, str, bool]]:
    """Yield the constraint, the text and the verdict of each example of a kind."""
    for example in kind.examples:
        yield kind.make(dict(example.params)), example.text, example.passes


def lengthened(text: str, words: int, joint: str, *, cut: bool = True) -> str:
    """Repeat ``text`` until it has ``words`` words, as a View counts them, and cut it there."""
    one = max(1, View(text).count_words())
    whole = joint.join([text] * min(-(-words // one), words))
    if not cut:  # half a sentence may be decided otherwise, and much earlier
        return whole
    found = View(whole).words.offsets
    return whole if len(found) <= words else whole[: found[words - 1][1]]


def seconds(constraint: Constraint, text: str, passes: int) -> float:
    """Return the median CPU seconds of a judgement of ``text`` in a fresh View."""
    spent = []
    for _ in range(passes):
        (copy,) = run.fresh([text])
        start = time.process_time()
        _ = constraint.judge(View(copy)).passed
        spent.append(time.process_time() - start)
        if spent[-1] > 0.1:  # long enough to measure at once
            break
    return statistics.median(spent)


def usual(kind: Kind, passes: int) -> dict[str, Any]:
    """Return the cost of the slowest example of a kind at 300 words, and how it grows."""
    timed = []
    for constraint, text, passes_ in built(kind):
        for joint in JOINTS:
            long = lengthened(text, WORDS, joint)
            seconds(constraint, long, 2)  # what is compiled or loaded once
            timed.append((seconds(constraint, long, passes), constraint, text, joint, passes_))
    spent, constraint, text, joint, passes_ = max(timed, key=lambda one: one[0])
    again = seconds(constraint, lengthened(text, WORDS, joint), 3 * passes)  # a spike of the machine is no cost
    return {
        "ms": round(1e3 * min(spent, again), 4), "median_ms": round(1e3 * statistics.median(t[0] for t in timed), 4),
        "growth": max((growth(*one[1:4]) for one in sorted(timed, key=lambda one: -one[0])[:4]), default=None,
                      key=lambda found: found or 0.0),
        "slowest": {"constraint": constraint.to_dict(), "text": text[:200], "joint": joint, "passes": passes_},
    }  # fmt: skip


def growth(constraint: Constraint, text: str, joint: str) -> float | None:
    """Return the exponent with which the time grows; None where it takes too little to tell."""
    small, large = (
        min(seconds(constraint, long, 1) for _ in range(3))
        for long in (lengthened(text, words, joint, cut=False) for words in GROWING)
    )
    return round(math.log(large / small) / math.log(GROWING[1] / GROWING[0]), 2) if large > _TINY else None


def makers() -> dict[str, Callable[[int], str]]:
    """Return the makers of hostile texts by name, those of the laws first; twins are left out."""
    found: dict[str, Callable[[int], str]] = {}
    seen: set[str] = set()
    others = {f"run: {name}": functools.partial(workload.hostile, name) for name in workload.hostile_names()}
    for name, make in {**HOSTILE, **others}.items():
        if make(60) not in seen:
            seen.add(make(60))
            found[name] = make
    return found


def hostile(kinds: list[Kind], size: int) -> dict[str, dict[str, Any]]:
    """Return the slowest hostile text of each kind."""
    slowest: dict[str, dict[str, Any]] = {kind.name: {"hostile_s": 0.0, "hostile": None} for kind in kinds}
    asked = {}
    for kind in kinds:
        passing = [(constraint, text) for constraint, text, passes_ in built(kind) if passes_]
        asked[kind.name] = max(passing, key=lambda one: len(one[1]))
    for name, make in track(makers().items(), "hostile", console=Console(stderr=True), transient=True):
        tenth, whole = make(size // 10), make(size)
        for kind, (constraint, text) in asked.items():
            for behind in ("", "\n\n" + text):
                if seconds(constraint, tenth + behind, 1) < BARS["hostile_s"] / 100:
                    continue
                spent = seconds(constraint, whole + behind, 1)
                if spent > max(slowest[kind]["hostile_s"], BARS["hostile_s"] / 2):  # a spike of the machine is no cost
                    spent = min(spent, seconds(constraint, whole + behind, 1))
                if spent > slowest[kind]["hostile_s"]:
                    slowest[kind] = {"hostile_s": round(spent, 4), "hostile": name + (" + example" if behind else "")}
    return slowest


def measure(options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """Return the figures of each kind."""
    kinds = [kind for name, kind in catalogue(plugins=False).items() if not options.only or name in options.only]
    if not kinds:
        raise SystemExit(f"--only {' '.join(options.only)}: no such kind")
    console = Console(stderr=True)
    found = {kind.name: usual(kind, options.passes) for kind in track(kinds, "kinds", console=console, transient=True)}
    if not options.no_hostile:
        for name, slowest in hostile(kinds, options.size).items():
            found[name] |= slowest
    return found


def over(found: dict[str, dict[str, Any]]) -> dict[str, list[str]]:
    """Return the kinds over each bar."""
    measured = {bar: most for bar, most in BARS.items() if any(bar in one for one in found.values())}
    return {bar: [name for name, one in found.items() if (one.get(bar) or 0) > most] for bar, most in measured.items()}


def show(found: dict[str, dict[str, Any]], rows: int) -> None:
    """Print the slowest kinds by each measure."""
    for measure_, unit in (("ms", "ms at 300 words"), ("growth", "exponent of growth"), ("hostile_s", "s at 1 MB")):
        known = {name: one for name, one in found.items() if one.get(measure_)}
        if not known:  # not measured
            continue
        print(f"\n{unit} (bar: {BARS[measure_]:g}; over it: {len(over(found)[measure_])} of {len(found)})")
        for name, one in sorted(known.items(), key=lambda item: -item[1][measure_])[:rows]:
            where = one["hostile"] if measure_ == "hostile_s" else json.dumps(one["slowest"]["text"][:50])
            print(f"  {name:26} {one[measure_]:9.3f}  {where}")


def main() -> None:
    """Measure, print and save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", metavar="KIND", default=(), help="these kinds only")
    parser.add_argument("--passes", type=int, default=9, help="judgements to take the median of (%(default)s)")
    parser.add_argument("--size", type=int, default=1_000_000, help="characters of a hostile text (%(default)s)")
    parser.add_argument("--no-hostile", action="store_true", help="leave the hostile texts out")
    parser.add_argument("--rows", type=int, default=20, help="rows of each table (%(default)s)")
    parser.add_argument("--date", help="date to write into the result, as it shall read")
    parser.add_argument("--out", help="write the result there, as JSON")
    options = parser.parse_args()
    gc.disable()  # a collection that falls into a judgement says nothing about the kind
    found = measure(options)
    show(found, options.rows)
    if options.out:
        whole = {
            "benchmark": "kinds", **({"date": options.date} if options.date else {}), "machine": run.machine(),
            "words": WORDS, "bars": BARS, "over": over(found), "kinds": found,
        }  # fmt: skip
        Path(options.out).write_text(json.dumps(whole, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
