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

SHARES = ("precision", "recall", "false_recall")
START, END = "<!-- benchmarks: start (written by benchmarks/table.py) -->", "<!-- benchmarks: end -->"
ORDER = (
    "precision", "real", "mutants", "fuzz", "throughput", "ifbench", "ifeval541", "kinds", "import", "adapters",
    "serving", "shards", "hostile", "determinism", "splitters", "where",
)  # fmt: skip


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


def precision(result: dict[str, Any]) -> str:
    """Precision and recall on constructed cases, ordinary and hostile apart, and on labelled responses."""
    rows = []
    for heap in ("ordinary", "hostile"):
        for registry, found in result["registries"].items():
            for engine, one in found["engines"].items():
                crashes = one[heap]["crashes"] + (one["degenerate"]["crashes"] if heap == "hostile" else 0)
                rows.append([f"{heap}, {_NAMES[registry]}", engine, *_shares(one[heap]), crashes])
    read = [
        [name, engine, *_shares(one), one["crashes"]]
        for name, engines in result["labelled"].items()
        for engine, one in engines.items()
    ]
    head = ["engine", "true", "false", "precision", "recall", "false-response recall", "crashes"]
    ids = ", ".join(f"{found['ids']} ids of {_NAMES[name]}" for name, found in result["registries"].items())
    return (
        f"Constructed cases ({ids}): the same texts, ids and kwargs for every checker. Their truth is known by how "
        "they were made, and follows gonogo's own definitions of word, sentence, section…; the texts have no sense. "
        "*Hostile* are edits that nobody sees, awkward examples and junk; crashes there include degenerate texts. "
        "In brackets 95 % intervals; a crash counts as a refusal.\n\n"
        + grid(["cases", *head], rows)
        + "\n\nResponses labelled by readers who saw no code and no verdict; intervals are clustered by id:\n\n"
        + grid(["set", *head], read)
    )


_NAMES = {"ifeval": "IFEval", "ifbench": "IFBench", "iftrain": "IFTrain"}


def _shares(found: dict[str, Any]) -> list[str]:
    """Return how many texts there are of each truth, and the three shares with their intervals."""
    cells = [f"{found['n_true']:,}", f"{found['n_false']:,}"]
    for key in SHARES:
        value, low, high = (found[key][end] for end in ("value", "low", "high"))
        cells.append("" if value is None else f"{value:.3f} [{low:.3f}, {high:.3f}]")
    return cells


def ifbench(result: dict[str, Any]) -> str:
    """Checks per CPU second on IFBench's constraints, the slowest ids, and how much junk passes."""
    fast, per_id, junk = result["throughput"], result["ms_by_id"], result["junk"]
    speed = [
        [name, number(rate), f"{fast['checks_per_cpu_s']['gonogo'] / rate:.2f}x"]
        for name, rate in sorted(fast["checks_per_cpu_s"].items(), key=lambda item: -item[1])
    ]
    engines = list(next(iter(per_id.values())))
    slow = sorted(per_id.items(), key=lambda item: -item[1]["gonogo"])[:8]
    texts = sorted({_junk_of(key)[0] for key in junk})
    passed = [
        [text, *(f"{junk[f'{text} {engine}']['passed']} of {junk[f'{text} {engine}']['of']}" for engine in engines)]
        for text in texts
        if all(f"{text} {engine}" in junk for engine in engines)
    ]
    return (
        f"Batches of {fast['checks']:,} checks on 300 words, IFBench's own ids; gonogo and if-verifiable "
        f"agree on {fast['same_verdict']:.1%}:\n\n"
        + grid(["engine", "checks/s (CPU)", "time against gonogo"], speed)
        + "\n\nThe ids that take gonogo longest, view included:\n\n"
        + grid(["id", *(f"{engine} ms" for engine in engines)], [[id, *map(number, one.values())] for id, one in slow])
        + "\n\nPrompts' constraints that junk passes:\n\n"
        + grid(["junk", *engines], passed)
        + "\n\nCrashes: "
        + "; ".join(f"{name} ({n})" for name, n in result["crashes"].items())
    )


def _junk_of(key: str) -> tuple[str, str]:
    """Part "Hello! if-verifiable" into the junk and the engine."""
    text, _, engine = key.rpartition(" ")
    return text, engine


def adapters(result: dict[str, Any]) -> str:
    """Microseconds that the adapter of each trainer adds to a call."""
    rows = [
        [one["adapter"], one["responses"], number(one["reward_us"]), number(one["overhead_us"]), number(one["bar_us"]),
         "yes" if one["within"] else "no", one["note"]]
        for one in result["rows"]
    ]  # fmt: skip
    head = ["adapter", "responses", "reward us", "adapter adds us", "bar us", "within", "note"]
    return f"Median of {result['rounds']} calls; the bar: {result['bar']}.\n\n" + grid(head, rows)


def serving(result: dict[str, Any]) -> str:
    """The server's throughput and latency, at full and at half load, and under misfortune."""
    bad = result["misfortune"]
    loads = {"closed loop": result["closed_loop"], "half of it": result["half_load"],
             "with misfortune": bad["under_load"]}  # fmt: skip
    rows = [
        [name, number(one["requests"]), number(one["responses_per_s"]),
         *(number(one[key]) for key in ("p50_ms", "p99_ms", "slowest_ms")), sum(one["wrong"].values())]
        for name, one in loads.items()
    ]  # fmt: skip
    head = ["load", "requests", "responses/s", "p50 ms", "p99 ms", "slowest ms", "wrong answers"]
    refused = ", ".join(f"{name} ({n})" for name, n in bad["refusals"].items())
    return (
        f"`gonogo serve` with {result['workers']} workers on {result['cores']} cores, shared with the client; batches "
        f"of 64 responses of 300 words under 3 constraints:\n\n{grid(head, rows)}\n\n"
        f"Misfortune: {bad['workers_killed']} workers killed, {bad['hang_ups_survived']} clients hung up, "
        f"{bad['responses_answered']:,} responses answered and {bad['responses_counted']:,.0f} counted; "
        f"refused, and served on: {refused}."
    )


def fuzz(result: dict[str, Any]) -> str:
    """How many texts were judged, and what was found."""
    found = [[one["kind"], one["check"], repr(one["text"])[:60]] for one in result["findings"]]
    whole = "" if result["complete"] else " (the run was stopped before it was through)"
    said = (
        f"{result['cases']:,} texts over {len(result['kinds'])} kinds{whole}, seed {result['seed']}, "
        f"{result['cases_per_process_second']:,.0f} a second and process; crashes of the tool: "
        f"{len(result['errors'])}; findings: {len(found)}."
    )
    return said + ("\n\n" + grid(["kind", "check", "text"], found) if found else "")


def mutants(result: dict[str, Any]) -> str:
    """What share of the mutants of checkers their own cases kill."""
    weak = sorted((one for one in result["kinds"] if one["survivors"]), key=lambda one: float(one["share"]))
    rows = [[one["kind"], one["killed"], one["total"], f"{one['share']:.1%}", one["equivalent"]] for one in weak]
    return (
        f"{result['killed']:,} of {result['total']:,} mutants of the checkers are killed by the cases of their kinds "
        f"({result['share']:.1%}). {result['equivalent']:,} more are declared equivalent, each with a reason; counted "
        f"as alive, they would make it {result['share_with_equivalent']:.1%}. Kinds with survivors:\n\n"
        + grid(["kind", "killed", "mutants", "share", "equivalent"], rows)
    )


def shards(result: dict[str, Any]) -> str:
    """Large files on Ray and on a pool of processes."""
    rows = [
        [f"`{one['how']}`", number(one["seconds"]), number(one["rollouts_per_s"]), number(one["mib_at_a_tenth"]),
         number(one["mib_highest"])] for one in result["ways"]
    ]  # fmt: skip
    same = "Both wrote the same bytes." if result["same_bytes"] else "They did NOT write the same bytes."
    head = ["gonogo score", "seconds", "rollouts/s", "MiB at a tenth", "MiB at most"]
    return f"{result['rollouts']:,} rollouts:\n\n{grid(head, rows)}\n\n{same}"


def kinds(result: dict[str, Any]) -> str:
    """The kinds that take longest."""
    found = result["kinds"]
    slow = sorted(found, key=lambda name: -found[name]["ms"])[:12]
    rows = [[name, number(found[name]["ms"]), number(found[name].get("growth")), number(found[name].get("hostile_s"))]
            for name in slow]  # fmt: skip
    over = "; ".join(f"{bar}: {len(names)} of {len(found)}" for bar, names in sorted(result["over"].items()))
    head = ["kind", "ms at 300 words", "exponent of growth", "s at 1 MB"]
    return f"The slowest of {len(found)} kinds on their own examples, repeated. Over the bars: {over}.\n\n" + grid(
        head, rows
    )


def real(result: dict[str, Any]) -> str:
    """Responses of real models: how often the two differ, and who is right by a reader."""
    sure = result["labelled"]["sure"]
    rows = [[name, one["of"], one["gonogo"], one["lm-eval"]] for name, one in sure.items()]
    return (
        f"{result['verdicts']:,} verdicts on the responses of {result['models']} models to the prompts of IFEval; "
        f"{result['differ']:,} differ between gonogo and lm-eval. {result['labelled']['responses']} were drawn, most "
        "of them from what differed when they were drawn, and labelled by readers who saw neither verdict. Right, "
        "where the reader was sure:\n\n" + grid(["responses", "labelled", "gonogo", "lm-eval"], rows)
    )


def splitters(result: dict[str, Any]) -> str:
    """Sentence splitters on the gold table."""
    rows = [
        [name, one["version"] or "", *(f"{one[key]:.1%}" for key in _SPLIT), number(one["us_per_2kb"])]
        for name, one in result["splitters"].items()
        if one["status"] == "ok"
    ]
    head = ["splitter", "version", "all: pieces", "all: number", "prose: pieces", "prose: number", "us for 2 kB"]
    return f"{result['cases']} cases, {result['prose_cases']} of them prose; shares that are right:\n\n" + grid(
        head, rows
    )


_SPLIT = ("exact", "count", "prose_exact", "prose_count")


RENDERERS: dict[str, Callable[[dict[str, Any]], str]] = {
    "throughput": throughput, "ifeval541": ifeval541, "import": import_time, "hostile": hostile,
    "determinism": determinism, "where": where, "precision": precision, "ifbench": ifbench, "adapters": adapters,
    "serving": serving, "fuzz": fuzz, "splitters": splitters, "mutants": mutants,
    "shards": shards, "kinds": kinds, "real": real,
}  # fmt: skip


def render(name: str, result: dict[str, Any]) -> str:
    """Return one result as Markdown."""
    return RENDERERS[name](result)


def provenance(result: dict[str, Any]) -> str:
    """Say in one line what the figures were measured with, as far as the result says it."""
    machine = result.get("machine")
    known = machine if isinstance(machine, dict) else {"python": result.get("python"), "cores": result.get("cores")}
    said = [result.get("date"), f"Python {known['python']}" if known.get("python") else None,
            f"{known['cores']} cores" if known.get("cores") else None]  # fmt: skip
    versions = ", ".join(f"{name} {version}" for name, version in known.get("versions", {}).items() if version)
    line = "; ".join(part for part in (", ".join(one for one in said if one), versions) if part)
    return f"_{line}._" if line else ""


def everything(folder: Path, only: Sequence[str] = ()) -> str:
    """Render every result file of a folder (or those named), in reading order.

    Raises:
        SystemExit: the folder holds none.
    """
    found = {
        name: json.loads(path.read_text(encoding="utf-8"))
        for name in only or ORDER
        if (path := folder / f"{name}.json").exists()
    }
    if not found:
        raise SystemExit(f"{folder}: no result files; run benchmarks/run.py first")
    parts = [f"### {name}\n\n{render(name, result)}\n\n{provenance(result)}" for name, result in found.items()]
    return "\n\n".join(map(str.rstrip, parts))


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
