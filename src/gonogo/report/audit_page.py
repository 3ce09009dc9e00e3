"""An audit as one HTML page: figures with intervals, tables that sort, failing cases with their evidence marked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from gonogo.report import page, svg
from gonogo.report.page import attribute, marked, status, text
from gonogo.report.wording import ORIGINS, number, outcome, rule_text, share
from gonogo.testing.bars import SEED_PAPER

_LISTED = 8  # findings of one rule that are shown per kind: the page stays small even where everything fails
_LEFT = 1_200  # characters of a failing text that are shown
_BUDGET = 600_000  # characters of findings on the page; what is more stands in the JSON report


def render(data: dict[str, Any]) -> str:
    """Return an audit's data as a page."""
    return page.page("gonogo audit", _body(data))


def _body(data: dict[str, Any]) -> Iterator[str]:
    made = f", {data['made']}" if data["made"] else ""
    yield f"<h1>Audit of checkers: {_outcome(data['passed'])}</h1>\n"
    yield f'<p class="soft">{text(outcome(data))}. gonogo {text(data["gonogo"])}{text(made)}.</p>\n'
    yield page.tiles(_tiles(data))
    bars = data["bars"]
    yield (
        f"<p>Each kind is judged on up to {data['n']:,} texts built to satisfy it and as many built to violate it, and "
        "on what is made from them. The bars are for the <em>lower</em> ends of the 95 % intervals: precision "
        f"{bars['precision']:g}, false-response recall {bars['false_recall']:g} (the dashed line). "
        f"{data['seed_paper_precision']:.3f} is the precision that {SEED_PAPER} reports "
        "for its rule checkers. On the scale, each tick is ten times fewer errors than the one before: "
        '<span class="ka">● precision</span>, <span class="kb">● false-response recall</span>.</p>\n'
    )
    yield "<h2>Kinds</h2>\n"
    yield page.filters("kinds", {"state": ("pass", "fail")})
    yield f'<div id="kinds">{_kinds(data)}</div>'
    yield "<h2>By how the truth is known</h2>\n"
    yield "<p>Pooled over the kinds. Intervals take each kind for one group, since a checker's faults repeat.</p>\n"
    yield _sums(data["origins"], "cases", ORIGINS)
    yield "<h2>By family of kinds</h2>\n<p>Ordinary cases. A family is the idea that its kinds share.</p>\n"
    yield _sums(data["families"], "family", {})
    if data["labelled"] is not None:
        yield from _labelled(data["labelled"])
    yield from _findings(data)


def _outcome(passed: bool) -> str:
    return '<span class="good">passed</span>' if passed else '<span class="bad">findings</span>'


def _tiles(data: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    failing = sum(not kind["passed"] for kind in data["kinds"])
    every = data["origins"].values()
    judged = sum(one["n_true"] + one["n_false"] for one in every)
    wrong = sum(one["fp"] + one["fn"] for one in every)
    junk = [kind["junk"] for kind in data["kinds"] if kind["junk"] is not None and kind["junk"]["value"] is not None]
    passed = sum(round(one["value"] * one["n"]) for one in junk)
    yield f"{len(data['kinds']):,}", "kinds", f"{failing:,} with findings"
    for key, name in (("precision", "precision"), ("false_recall", "false-response recall")):
        found = data["total"][key]
        yield _figure(found), name, f"{share(found)}, n = {found['n']:,}"
    yield f"{wrong:,}", "wrong verdicts", f"of {judged:,} texts, all ways of making them"
    yield f"{passed:,}", "junk passes", f"of {sum(one['n'] for one in junk):,} tries with texts that say nothing"
    labelled = data["labelled"]
    if labelled is not None:
        n = labelled["n_true"] + labelled["n_false"]
        yield f"{labelled['fp'] + labelled['fn']:,}", "labelled, judged otherwise", f"of {n:,} read by people"
    yield f"{data['seconds']:,.0f} s", "time", f"n = {data['n']}, seed {data['seed']}"


def _figure(measure: dict[str, Any], digits: int = 4) -> str:
    return "-" if measure["value"] is None else number(measure["value"], digits)


def _kinds(data: dict[str, Any]) -> str:
    scale, bar = svg.scale(), max(data["bars"]["precision"], data["bars"]["false_recall"])
    heads = [
        ("✓", ""), ("kind", ""), ("family", ""), ("precision", "n"), ("recall", "n"), ("false recall", "n"),
        ("intervals", ""), ("Matthews", "n"), ("texts", "n"), ("junk", "n"), ("µs/kB", "n"), ("growth", "n"),
    ]  # fmt: skip
    kinds = sorted(data["kinds"], key=lambda kind: kind["passed"])  # those with findings first
    rows = [_kind(kind, bar) for kind in kinds]
    marks = [f'data-item data-state="{"pass" if kind["passed"] else "fail"}"' for kind in kinds]
    return page.table(heads, rows, name="kinds", marks=marks, under={6: scale})


def _kind(kind: dict[str, Any], bar: float) -> list[tuple[str, object]]:
    name, speed, junk = kind["kind"], kind["speed"], kind["junk"]
    shown = f"<code>{text(name)}</code>"
    if kind["findings"]:
        shown = f'<a href="#{attribute(_anchor(name))}">{shown}</a>'
    rows = [
        (colour, one["value"], one["low"], one["high"])
        for colour, one in (("a", kind["precision"]), ("b", kind["false_recall"]))
        if one["value"] is not None
    ]
    vacuous = None if junk is None else junk["value"]
    return [
        (status("pass" if kind["passed"] else "fail"), int(kind["passed"])),
        (f'<span title="{attribute(kind["verdict"])}">{shown}</span>', name),
        (text(kind["family"]), kind["family"]),
        (_rate(kind["precision"]), _low(kind["precision"])),
        (_figure(kind["recall"], 3), _low(kind["recall"])),
        (_rate(kind["false_recall"]), _low(kind["false_recall"])),
        (svg.intervals(rows, bar), min((low for _, _, low, _ in rows), default=None)),
        (_figure(kind["matthews"], 3), kind["matthews"]["value"]),
        (f"{kind['n_true'] + kind['n_false']:,}", kind["n_true"] + kind["n_false"]),
        ("-" if vacuous is None else f"{vacuous:.3f}", vacuous),
        ("-" if speed is None else f"{speed['us_per_kb']:,.1f}", None if speed is None else speed["us_per_kb"]),
        ("-" if speed is None else f"{speed['exponent']:.2f}", None if speed is None else speed["exponent"]),
    ]


def _rate(measure: dict[str, Any]) -> str:
    if measure["value"] is None:
        return '<span class="soft">no cases</span>'
    low, high = number(measure["low"], 3), number(measure["high"], 3)
    return f"{number(measure['value'], 3)} <small>{low} to {high}</small>"


def _low(measure: dict[str, Any]) -> float | None:
    """Return what a rate sorts by: the lower end of its interval."""
    return None if measure["value"] is None else float(measure["low"])


def _sums(groups: dict[str, Any], name: str, notes: dict[str, str]) -> str:
    heads = [(name, ""), ("texts", "n"), ("wrong", "n"), ("precision", "n"), ("recall", "n"), ("false recall", "n")]
    rows = []
    for key, one in groups.items():
        n, wrong = one["n_true"] + one["n_false"], one["fp"] + one["fn"]
        note = f"<br><small>{text(notes[key])}</small>" if key in notes else ""
        rates = [(_rate(one[rate]), _low(one[rate])) for rate in ("precision", "recall", "false_recall")]
        if not (one["n_true"] and one["n_false"]):  # then precision says nothing
            rates[0] = ("-", None)
        rows.append([(f"{text(key)}{note}", key), (f"{n:,}", n), (f"{wrong:,}", wrong), *rates])
    return page.table(heads, rows, name=name)


def _labelled(labelled: dict[str, Any]) -> Iterator[str]:
    yield f"<h2>Labelled responses</h2>\n<p>{text(', '.join(labelled['files']))}. "
    yield f"F1 {text(share(labelled['f1']))}, Matthews {text(share(labelled['matthews']))}. "
    yield (
        f"{labelled['unsure']:,} responses whose reader was not sure are left out "
        f"(judged otherwise: {labelled['unsure_differing']:,}).</p>\n"
    )
    yield _sums({"all": labelled, **labelled["kinds"]}, "kind", {})


# ---------------------------------------------------------------------- findings
def _anchor(name: str) -> str:
    return f"kind-{name}"


def _findings(data: dict[str, Any]) -> Iterator[str]:
    groups = [(kind["kind"], kind["findings"], kind["verdict"]) for kind in data["kinds"] if kind["findings"]]
    if data["labelled"] is not None and data["labelled"]["findings"]:
        groups.append(("labelled", data["labelled"]["findings"], "Responses that people labelled."))
    yield "<h2>Findings</h2>\n"
    if not groups:
        yield "<p>None.</p>\n"
        return
    yield "<p>What a verdict pointed at is <mark>marked</mark>.</p>\n"
    left = _BUDGET
    for name, found, verdict in groups:
        part = _group(name, found, verdict)
        left -= len(part)
        if left < 0:
            yield '<p class="bad">More findings than fit on a page; the JSON report has them all.</p>\n'
            return
        yield part


def _group(name: str, found: list[dict[str, Any]], verdict: str) -> str:
    shown: list[str] = []
    counts: dict[str, int] = {}
    for one in found:
        counts[one["rule"]] = counts.get(one["rule"], 0) + 1
        if counts[one["rule"]] <= _LISTED:
            shown.append(_finding(one))
    told = ", ".join(f"{n} {text(rule)}" for rule, n in counts.items())
    bad = any(one["fails"] for one in found)
    more = "" if max(counts.values()) <= _LISTED else f'<p class="soft">Up to {_LISTED} of each rule are shown.</p>'
    return (
        f'<details id="{attribute(_anchor(name))}"><summary>{status("fail" if bad else "note")} '
        f"<code>{text(name)}</code> <small>{told}</small></summary>"
        f"<div><p>{text(verdict)}</p>{''.join(shown)}{more}</div></details>\n"
    )


def _finding(one: dict[str, Any]) -> str:
    parts = [f"<h3>{status('fail' if one['fails'] else 'note')} {text(one['rule'])}</h3>"]
    parts.append(f"<p><bdi>{marked(one['message'], (), _LEFT)}</bdi> <small>{text(rule_text(one['rule']))}</small></p>")
    if one["constraint"] is not None:
        spec = json.dumps(one["constraint"], ensure_ascii=False)
        parts.append(f'<div class="spec">{marked(spec, (), _LEFT)}</div>')
    if one["label"] is not None:
        truth = "satisfies" if one["label"] else "violates"
        parts.append(f"<p><small>The text {truth} it, by {text(one['origin'])}.</small></p>")
    if one["text"] is not None:
        shown = marked(one["text"], one["spans"], _LEFT) if one["text"] else '<span class="soft">(empty)</span>'
        parts.append(f'<div class="text">{shown}</div>')
    return "".join(parts)
