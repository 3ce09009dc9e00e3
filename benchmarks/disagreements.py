"""List every verdict on which gonogo and the published checkers differ, for a person to read.

The published checker is asked several times per verdict, because some of its types draw random numbers;
where it contradicts itself the page says so. Each difference needs a reason, written by hand after reading
the response, in a JSON file that maps "key|index" (the instruction's index in its row) to the reason. One
without a reason is marked UNREAD; a reason for a verdict that no longer differs is reported as stale.

For IFEval the published checker is lm-eval's, and runs; for IFBench its verdicts are those that the authors recorded
(`eval/eval_results_strict.jsonl` of the allenai/IFBench repository, on the responses in the same file).

Usage: python benchmarks/disagreements.py --data ROWS.jsonl --out PAGE.md [--reasons R.json] [--json L.json]
       python benchmarks/disagreements.py --data IFBench_test.jsonl --recorded eval_results_strict.jsonl --out PAGE.md …

The JSON list quotes prompts and responses of the data set: write it outside the repository. The page quotes
none, except what gonogo's own reasons quote.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import peers
import table
import workload

UNREAD = "UNREAD"
VOTES = 5


def differences(data: list[workload.Row], reference: str) -> tuple[list[dict[str, Any]], int]:
    """Return a record per verdict that differs or on which the reference wavers; and the count of all."""
    batch = workload.everything(data)
    ours, published = peers.load("gonogo"), peers.load(reference)
    prepared = ours.prepare(batch.sets)
    statuses = ours.statuses(ours.score(batch.responses, prepared))
    # Preparing anew each time matters: the random letter is drawn when the checker is built.
    votes = [published.verdicts(published.score(batch.responses, published.prepare(batch.sets))) for _ in range(VOTES)]
    records = []
    for number, row in enumerate(data):
        for index, one in enumerate(row.instructions):
            said = [vote[number][index] for vote in votes]
            status = statuses[number][index]
            if set(said) == {status == "pass"}:
                continue
            records.append({
                "id": f"{row.key}|{index}", "key": row.key, "index": index, "instruction": one.id,
                "kwargs": one.kwargs, "gonogo": status, "published": word_for(said),
                "gonogo_reason": reason_of(prepared[number][index], row.response),
                "prompt": one.prompt, "response": row.response,
            })  # fmt: skip
    return records, batch.checks


def recorded_differences(prompts: str, verdicts: str) -> tuple[list[dict[str, Any]], int, int]:
    """Return a record per verdict that differs from the recorded one; and the counts of all verdicts and rows.

    Rows are matched by their prompt; recorded rows without a response are left out.
    """
    from gonogo import compat

    rows = {row["prompt"]: row for row in _lines(prompts)}
    records, checks, judged = [], 0, 0
    for told in _lines(verdicts):
        row = rows.get(told["prompt"])
        if row is None or not told["response"]:
            continue
        judged += 1
        constraints = compat.load_row(row, "ifbench")
        for index, (constraint, said) in enumerate(zip(constraints, told["follow_instruction_list"], strict=True)):
            checks += 1
            passed = constraint.check(told["response"])
            if passed != said:
                kwargs = {name: value for name, value in row["kwargs"][index].items() if value is not None}
                records.append({
                    "id": f"{row['key']}|{index}", "key": row["key"], "index": index,
                    "instruction": told["instruction_id_list"][index], "kwargs": kwargs,
                    "gonogo": "pass" if passed else "fail", "published": word_for([said]),
                    "gonogo_reason": reason_of(constraint, told["response"]),
                    "prompt": row["prompt"], "response": told["response"],
                })  # fmt: skip
    return records, checks, judged


def _lines(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").strip().split("\n")]


def word_for(said: list[bool]) -> str:
    """Name what the published checker answered over all its votes."""
    if len(set(said)) == 2:
        return f"wavers ({sum(said)} of {len(said)} pass)"
    return "pass" if said[0] else "fail"


def reason_of(constraint: Any, response: str) -> str:
    """Ask gonogo why; the verdict is asked for again, alone, so that its reason is completed."""
    return str(constraint.explain(response))


def attach(records: list[dict[str, Any]], path: str | None) -> list[str]:
    """Put the hand-written reasons on the records; return the ids of reasons that match no difference."""
    reasons: dict[str, str] = json.loads(Path(path).read_text(encoding="utf-8")) if path else {}
    for record in records:
        record["reason"] = reasons.get(record["id"], UNREAD)
    return sorted(set(reasons) - {record["id"] for record in records})


def page(records: list[dict[str, Any]], checks: int, rows: int, heading: dict[str, str]) -> str:
    """Write the differences as Markdown, grouped by published type, without quoting prompts or responses."""
    by_type: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        by_type[record["instruction"]].append(record)
    unread = sum(record["reason"] == UNREAD for record in records)
    counts = Counter((record["gonogo"], record["published"].split(" ")[0]) for record in records)
    parts = [
        "# Where gonogo and the published checkers differ",
        f"{len(records)} of {checks} verdicts on {rows} {heading['set']} rows with responses differ between gonogo "
        f"{heading['gonogo']} and {heading['reference']} {heading['version']} (strict). "
        f"Read and explained: {len(records) - unread}; {UNREAD}: {unread}. "
        "The number before the bar is the row's key, the one after it the instruction's place in the row.",
        table.grid(["gonogo", "published", "verdicts"], [[a, b, n] for (a, b), n in sorted(counts.items())]),
    ]
    for name, group in sorted(by_type.items()):
        parts.append(f"## {name} ({len(group)})")
        parts += [entry(record) for record in group]
    return "\n\n".join(parts) + "\n"


def entry(record: dict[str, Any]) -> str:
    """Write one difference."""
    kwargs = ", ".join(f"{name}={short(value)}" for name, value in record["kwargs"].items())
    return (
        f"- **{record['id']}** `{kwargs or 'no kwargs'}`: "
        f"gonogo {record['gonogo']}, published {record['published']}.\n"
        f"  gonogo says: {short(record['gonogo_reason'], 300)}\n"
        f"  Reading: {record['reason']}"
    )


def short(value: Any, limit: int = 60) -> str:
    """Cut a value to one short line."""
    text = " ".join(str(value).replace("`", "'").split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def main() -> None:
    """Compare, then write the page and, if asked, the full list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", help="JSONL file of IFEval rows with responses, or of IFBench prompts")
    parser.add_argument("--out", required=True, help="Markdown page to write")
    parser.add_argument("--reasons", help="JSON file: key|index -> the reason, written by hand")
    parser.add_argument("--json", help="file for the full list, prompts and responses included")
    parser.add_argument("--reference", default="lm-eval", help="the engine to compare with (default %(default)s)")
    parser.add_argument("--recorded", help="JSONL file of IFBench's own verdicts; --data then holds its prompts")
    options = parser.parse_args()
    if options.recorded:
        records, checks, rows = recorded_differences(options.data, options.recorded)
        heading = {"set": "IFBench", "reference": "the verdicts", "version": "that its authors recorded"}
    else:
        data = workload.rows(options.data)
        (records, checks), rows = differences(data, options.reference), len(data)
        heading = {"set": "IFEval", "reference": options.reference, "version": peers.load(options.reference).version()}
    stale = attach(records, options.reasons)
    if options.json:
        Path(options.json).write_text(json.dumps(records, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    text = page(records, checks, rows, {**heading, "gonogo": peers.load("gonogo").version()})
    Path(options.out).write_text(text, encoding="utf-8")
    unread = sum(record["reason"] == UNREAD for record in records)
    print(f"{len(records)} of {checks} verdicts differ; {unread} {UNREAD}; stale reasons: {stale or 'none'}")


if __name__ == "__main__":
    main()
