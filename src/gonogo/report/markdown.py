"""An audit as Markdown, for a pull request or a wiki."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from gonogo.report.audit import findings
from gonogo.report.page import text as visible
from gonogo.report.wording import ORIGINS, number, outcome, rule_text, share
from gonogo.testing.bars import SEED_PAPER

_MOST = 400  # characters of a failing text that are shown
_LISTED = 100  # findings that are shown


def render(data: dict[str, Any]) -> str:
    """Return an audit's data as Markdown."""
    return "\n".join(_lines(data)) + "\n"


def _lines(data: dict[str, Any]) -> Iterator[str]:
    bars = data["bars"]
    yield f"# Audit of checkers: {'passed' if data['passed'] else 'findings'}\n"
    yield f"{outcome(data)}. gonogo {data['gonogo']}, n = {data['n']} of each truth value, seed {data['seed']}.\n"
    yield (
        f"Bars, on the lower ends of the 95 % intervals: precision {bars['precision']:g}, "
        f"false-response recall {bars['false_recall']:g}. "
        f"The rule checkers of {SEED_PAPER} reach a precision of {data['seed_paper_precision']:.3f}.\n"
    )
    yield "## Kinds\n"
    heads = ("", "kind", "precision", "recall", "false-response recall", "Matthews", "n", "junk passes", "µs/kB")
    yield from _table(heads, [_kind_row(kind) for kind in data["kinds"]])
    yield "\n## By how the truth is known\n"
    yield from _table(
        ("cases", "what they are", "n", "wrong", "precision", "recall", "false-response recall"),
        [(name, ORIGINS.get(name, ""), *_sums(one)) for name, one in data["origins"].items()],
    )
    yield "\n## By family of kinds\n"
    sums = ("family", "n", "wrong", "precision", "recall", "false-response recall")
    yield from _table(sums, [(name, *_sums(one)) for name, one in data["families"].items()])
    if data["labelled"] is not None:
        yield "\n## Labelled responses\n"
        labelled = data["labelled"]
        files = ", ".join(map(_cell, labelled["files"]))
        yield f"{files}; {labelled['unsure']} whose reader was not sure are left out.\n"
        rows = [("all", *_sums(labelled)), *((kind, *_sums(one)) for kind, one in labelled["kinds"].items())]
        yield from _table(("kind", *sums[1:]), rows)
    yield from _findings(data)


def _kind_row(kind: dict[str, Any]) -> tuple[object, ...]:
    speed, junk = kind["speed"], kind["junk"]
    return (
        "✓" if kind["passed"] else "✗", f"`{kind['kind']}`", share(kind["precision"]), share(kind["recall"]),
        share(kind["false_recall"]), _value(kind["matthews"]), kind["n_true"] + kind["n_false"],
        "-" if junk is None or junk["value"] is None else f"{junk['value']:.3f}",
        "-" if speed is None else f"{speed['us_per_kb']:.1f}",
    )  # fmt: skip


def _sums(one: dict[str, Any]) -> tuple[object, ...]:
    rates = [share(one[key]) for key in ("precision", "recall", "false_recall")]
    if not (one["n_true"] and one["n_false"]):  # then precision says nothing
        rates[0] = "-"
    return (one["n_true"] + one["n_false"], one["fp"] + one["fn"], *rates)


def _value(measure: dict[str, Any]) -> str:
    return "-" if measure["value"] is None else number(measure["value"])


def _findings(data: dict[str, Any]) -> Iterator[str]:
    found = findings(data)
    if not found:
        return
    yield "\n## Findings\n"
    for kind, one in found[:_LISTED]:
        yield f"- **{'' if one['fails'] else 'note: '}{one['rule']}** in `{kind}`: {_cell(_clipped(one['message']))}  "
        yield f"  {_cell(rule_text(one['rule']))}"
        if one["constraint"] is not None:
            yield f"  - constraint: {_code(json.dumps(one['constraint'], ensure_ascii=False))}"
        if one["text"] is not None:
            label = one["label"]
            truth = "" if label is None else f" ({'satisfies' if label else 'violates'} it by {one['origin']})"
            yield f"  - text{truth}: {_code(_clipped(repr(one['text'])))}"
    if len(found) > _LISTED:
        yield f"\nand {len(found) - _LISTED:,} more; the JSON report has them all."


def _clipped(text: str) -> str:
    return text if len(text) <= _MOST else text[:_MOST] + "…"


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell if str(cell).startswith('`') else _cell(cell) for cell in map(str, row))} |"


_MARKUP = re.compile(r"([\\`*_\[\]{}#|~])")
_NAMED = re.compile(r"<i class=\"u\">(U\+[0-9A-F]+)</i>")


def _cell(value: object) -> str:
    """Return text on one line that Markdown and HTML leave as it is; what cannot be seen by its code point."""
    flat = re.sub(r"\s*\n\s*", " ", str(value))
    return _MARKUP.sub(r"\\\1", _NAMED.sub(r"\1", visible(flat)))


def _code(value: str) -> str:
    """Return a code span on one line, with a fence longer than any run of backticks in it."""
    seen = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in value)
    fence = "`" * (1 + max((len(run.group()) for run in re.finditer("`+", seen)), default=0))
    pad = " " if "`" in seen else ""
    return f"{fence}{pad}{seen}{pad}{fence}"
