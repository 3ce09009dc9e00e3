"""How an audit is told in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from gonogo.cli.look import NARROW, Look, dumps, grid, numbered, printable

LISTED = 3  # findings of a rule that are shown per kind; --json has them all
WORDED = 12  # kinds up to which each gets its verdict in words


def show_audit(look: Look, data: dict[str, Any], reports: Sequence[str] = ()) -> None:
    """Print the figures of each kind, then what is held against some, then the sum."""
    kinds = data["kinds"]
    if kinds:
        _show_kinds(look, kinds)
    if 0 < len(kinds) <= WORDED:
        look.gap()
        for kind in kinds:
            look.line((kind["kind"], "cyan"), f": {printable(kind['verdict'])}")
    short = data["n"] < _needed(data)  # then every kind has too few, which one line says
    for kind in kinds:
        found = [one for one in kind["findings"] if one["rule"] != "too-few-cases" or not short]
        if found:
            _show_findings(look, kind["kind"], found, kind["counts"])
    if data["labelled"] is not None:
        _show_labelled(look, data["labelled"])
    look.gap()
    _show_sum(look, data)
    if kinds and short:
        told = f"--n {data['n']} is too few to show these bars, which were not judged: --n {_needed(data)} can."
        look.line((told, "yellow"))


def _needed(data: dict[str, Any]) -> int:
    from gonogo.testing.bars import Bars

    return Bars(data["bars"]["precision"], data["bars"]["false_recall"]).needed


def _show_kinds(look: Look, kinds: list[dict[str, Any]]) -> None:
    heads = ("", "kind", "precision", "recall", "false recall", "texts", "µs/kB")[: 7 if look.width >= NARROW else 5]
    table = grid(*[None] * len(heads))
    table.columns[1].no_wrap = False
    for column in table.columns[5:]:
        column.justify = "right"
    table.add_row(*(Text(head, style="bold") for head in heads))
    for kind in kinds:
        rates = [_rate(kind[key], look) for key in ("precision", "recall", "false_recall")]
        speed = "-" if kind["speed"] is None else f"{kind['speed']['us_per_kb']:,.0f}"
        mark = look.mark("pass" if kind["passed"] else "fail")
        texts = f"{kind['n_true'] + kind['n_false']:,}"
        table.add_row(*[mark, Text(kind["kind"], style="cyan"), *rates, Text(texts), Text(speed)][: len(heads)])
    look.show(table)


def _rate(rate: dict[str, Any], look: Look) -> Text:
    if rate["value"] is None:
        return Text("no cases", style="dim")
    ends = [_three(rate["low"]), _three(rate["high"])]
    if look.width < NARROW:
        ends = [end.removeprefix("0") for end in ends]
    return Text.assemble(_three(rate["value"]), (f" {'-'.join(ends)}", "dim"))


def _three(number: float) -> str:
    """Return three digits; what is below 1 is never shown as 1."""
    return "0.999" if 0.9995 <= number < 1 else f"{number:.3f}"


def _show_findings(look: Look, name: str, found: list[dict[str, Any]], counts: dict[str, int]) -> None:
    look.gap()
    look.line((printable(name), "bold cyan"))
    rules = list(dict.fromkeys(one["rule"] for one in found))
    for rule in rules:
        own = [one for one in found if one["rule"] == rule]
        for one in own[:LISTED]:
            _show_finding(look, one)
        n = counts.get(rule, len(own))
        if n > LISTED:
            look.line((f"and {n - LISTED:,} more {rule} (--report FILE.html shows them)", "dim"), indent=4)


def _show_finding(look: Look, found: dict[str, Any]) -> None:
    """Print one finding: what went wrong, then the constraint and text to see it again with."""
    label = found["label"]
    says = "satisfies" if label else "violates"
    truth = "" if label is None else f" ({says} it by {printable(str(found['origin']))})"
    style = "red" if found["fails"] else "yellow"
    message = look.clip(found["message"], 4 * look.width)
    look.line((found["rule"], style), f"{truth}: {message}", indent=2)
    if found["constraint"] is not None:
        look.line((look.clip(dumps(found["constraint"]), 3 * look.width), "dim"), indent=4)
    if found["text"] is not None:
        look.line((look.clip(repr(found["text"]), 3 * look.width), "dim"), indent=4)


def _show_labelled(look: Look, labelled: dict[str, Any]) -> None:
    look.gap()
    n = labelled["n_true"] + labelled["n_false"]
    look.line((f"{numbered(n, 'labelled response')}", "bold"), f" from {printable(', '.join(labelled['files']))}")
    table = grid(None, None)
    for key, name in (
        ("precision", "precision"), ("recall", "recall"), ("false_recall", "false recall"), ("f1", "F1"),
        ("matthews", "Matthews"),
    ):  # fmt: skip
        rate = labelled[key]
        told = Text("no cases" if rate["value"] is None else _three(rate["value"]))
        if rate["value"] is not None and rate["low"] is not None:
            told.append(f"  {_three(rate['low'])}-{_three(rate['high'])}", style="dim")
        table.add_row(name, told)
    look.show(table, indent=2)
    if labelled["unsure"]:
        differing = f"{labelled['unsure_differing']:,} judged otherwise"
        note = f"{labelled['unsure']:,} whose reader was not sure are left out, {differing}"
        look.line((note, "dim"), indent=2)
    if labelled["findings"]:
        _show_findings(look, "judged otherwise than the reader", labelled["findings"], {})


def _show_sum(look: Look, data: dict[str, Any]) -> None:
    from gonogo.report.wording import outcome

    look.line((outcome(data), "bold"))
    bars = data["bars"]
    look.line((
        "With 95 % intervals. False recall: the share of the violating texts that is refused. "
        f"Bars for the lower ends: precision {bars['precision']:g}, false recall {bars['false_recall']:g}.", "dim",
    ))  # fmt: skip
