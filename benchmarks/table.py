"""Render the result files as Markdown tables, ready for the project README.

Usage: python benchmarks/table.py [RESULTS_FOLDER] [--into README.md]

With --into, what stands between the two marker comments of that file is replaced; otherwise it is printed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

START, END = "<!-- benchmarks: start (written by benchmarks/table.py) -->", "<!-- benchmarks: end -->"
ORDER = ("labelled", "throughput", "ifeval541", "import", "hostile", "determinism", "where")


def grid(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a Markdown table; the first column is left aligned, the others right."""
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    lines += ["| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def number(value: float | None) -> str:
    """Write a number with thousands separators and about three significant digits."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def throughput(result: dict[str, Any]) -> str:
    """Checks per CPU second at each length, and how many times slower than gonogo."""
    parts = []
    for length in result["lengths"]:
        ours = length["engines"].get("gonogo", {}).get("cpu_median_s")
        rows = [
            [
                name,
                number(one["checks_per_cpu_s"]),
                number(one["cpu_median_s"]),
                number(one["wall_median_s"]),
                f"{one['cpu_median_s'] / ours:.2f}x" if ours else "",
                "" if one["verdicts_equal_to_lm_eval"] is None else f"{one['verdicts_equal_to_lm_eval']:.1%}",
            ]
            for name, one in sorted(length["engines"].items(), key=lambda item: item[1]["cpu_median_s"])
        ]
        head = [
            "engine",
            "checks/s (CPU)",
            "batch CPU s",
            "batch wall s",
            "time against gonogo",
            "verdicts as lm-eval",
        ]
        size = f"{length['responses']:,} responses of {length['words']:,} words, {length['checks']:,} checks"
        parts.append(f"{size} (paragraphs: {result['topic']}):\n\n{grid(head, rows)}")
    return "\n\n".join(parts)


def ifeval541(result: dict[str, Any]) -> str:
    """CPU seconds for all published rows."""
    rows = [
        [name, number(one["first_cpu_s"]), number(one["again_cpu_s"]), number(one["checks"]),
         " to ".join(map(str, sorted({min(one["passed"]), max(one["passed"])})))]
        for name, one in result["engines"].items()
    ]  # fmt: skip
    head = ["engine", "first time, CPU s", "again, CPU s", "checks", "passed"]
    return f"{result['rows']} IFEval rows with responses, fresh process, after import:\n\n" + grid(head, rows)


def import_time(result: dict[str, Any]) -> str:
    """Import cost in a cold process."""
    rows = [
        [name, *(number(one.get(key)) for key in ("wall_s", "cpu_s", "modules", "rss_mb"))]
        for name, one in result["engines"].items()
    ]
    return f"Import, cold process, median of {result['passes']}:\n\n" + grid(
        ["import", "wall s", "CPU s", "modules", "RSS MB"], rows
    )


def hostile(result: dict[str, Any]) -> str:
    """Slowest, steepest and broken pairs of published type and hostile text."""
    parts = []
    for name, engine in result["engines"].items():
        facts = engine["summary"]
        parts.append(
            f"**{name}**: {facts['pairs']:,} pairs ({result['types']} types x {result['texts']} texts of "
            f"{result['sizes'][-1]:,} characters): slowest {facts['max_s']:.3g} s, "
            f"median {facts['median_s']:.3g} s, over 1 s: {facts['over_1_s']}, "
            f"killed at {result['limit_s']:g} s: {facts['killed']}, "
            f"steeper than size^1.4: {facts['steep']}, crashes: {len(facts['crashes'])}."
        )
        columns = ("type", "text", "quarter_s", "whole_s", "growth", "outcome")
        slow = [["" if pair[key] is None else pair[key] for key in columns] for pair in facts["slowest"][:5]]
        parts.append(grid(["slowest type", "text", "quarter size s", "whole size s", "growth", "outcome"], slow))
        parts += ["Crashes: " + "; ".join(facts["crashes"][:12])] if facts["crashes"] else []
    return "\n\n".join(parts)


def determinism(result: dict[str, Any]) -> str:
    """How many different sets of verdicts many runs gave."""
    rows = [
        [
            name,
            len(one["runs"]),
            ", ".join(sorted({run["how"] for run in one["runs"]})),
            one["different_digests"],
        ]
        for name, one in result["engines"].items()
    ]
    head = ["engine", "runs", "ways", "different verdict sets"]
    return f"All verdicts on {result['rows']} IFEval rows, other hash seed and order each run:\n\n" + grid(head, rows)


def where(result: dict[str, Any]) -> str:
    """Microseconds per check and share of the time, per published type."""
    engines = result["engines"]
    first = next(iter(engines.values()))["types"]
    rows = []
    for kind in first:
        cells = [(one["types"][kind]["us_per_check"], one["types"][kind]["share"]) for one in engines.values()]
        rows.append(
            [
                kind,
                first[kind]["checks"],
                *(cell for us, share in cells for cell in (number(us), f"{share:.1%}")),
            ]
        )
    head = ["type", "checks", *(cell for name in engines for cell in (f"{name} us", "share"))]
    return f"Each type alone, {result['words']} words:\n\n" + grid(head, rows)


RENDERERS: dict[str, Callable[[dict[str, Any]], str]] = {
    "throughput": throughput, "ifeval541": ifeval541, "import": import_time, "hostile": hostile,
    "determinism": determinism, "where": where, "labelled": lambda result: labelled(result),
}  # fmt: skip


def render(name: str, result: dict[str, Any]) -> str:
    """Return one result as Markdown."""
    return RENDERERS[name](result)


def provenance(result: dict[str, Any]) -> str:
    """Say in one line what the figures were measured with."""
    machine = result["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items() if version)
    date = f"{result['date']}, " if "date" in result else ""
    return f"_{date}Python {machine['python']}, {machine['cores']} cores; {versions}._"


def labelled(result: dict[str, Any]) -> str:
    """Render precision and recall on the labelled responses."""
    rows = [
        (name, engine, found["n"], *(f"{found[key]:.3f}" for key in ("precision", "recall", "false_response_recall")))
        for name, engines in result["sets"].items()
        for engine, found in engines.items()
    ]
    return grid(("set", "engine", "responses", "precision", "recall", "false-response recall"), rows)


def everything(folder: Path, only: Sequence[str] = ()) -> str:
    """Render every result file of a folder (or those named), in reading order.

    Raises:
        SystemExit: the folder holds none.
    """
    found = [
        json.loads(path.read_text(encoding="utf-8"))
        for name in only or ORDER
        if (path := folder / f"{name}.json").exists()
    ]
    if not found:
        raise SystemExit(f"{folder}: no result files; run benchmarks/run.py first")
    parts = [
        f"### {result['benchmark']}\n\n{render(result['benchmark'], result)}\n\n{provenance(result)}"
        for result in found
    ]
    return "\n\n".join(parts)


def main() -> None:
    """Print the tables, or put them between the markers of a file."""
    parser = argparse.ArgumentParser(description="Render benchmark results as Markdown.")
    parser.add_argument("results", nargs="?", default=str(Path(__file__).resolve().parent / "results"))
    parser.add_argument("--only", nargs="+", default=(), help="which results, in this order")
    parser.add_argument("--into", help="a Markdown file with the two marker comments")
    options = parser.parse_args()
    text = everything(Path(options.results), options.only)
    if not options.into:
        print(text)
        return
    page = Path(options.into).read_text(encoding="utf-8")
    if START not in page or END not in page:
        raise SystemExit(f"{options.into} lacks the markers {START!r} and {END!r}")
    before, after = page.split(START)[0], page.split(END)[1]
    Path(options.into).write_text(f"{before}{START}\n{text}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
