"""Scored rollouts as one HTML page: trends over steps, trip wires, and responses to read, with their evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gonogo.report import page, svg
from gonogo.report.page import attribute, marked, status, text
from gonogo.report.rollouts import Rollout
from gonogo.report.tripwires import WIRES
from gonogo.report.wording import number

_CHARTED = 60  # constraints that get a chart of their own
_MOST = 4_000  # characters of a response that are shown
_PROMPT = 1_500


def render(summary: dict[str, Any], shown: list[Rollout], name: str) -> str:
    """Return a page.

    Args:
        summary: what :meth:`gonogo.report.rollouts.Rollouts.summary` says.
        shown: responses to read.
        name: of the file.
    """
    return page.page(f"gonogo report: {name}", _body(summary, shown, name))


def _body(data: dict[str, Any], shown: list[Rollout], name: str) -> Iterator[str]:
    steps = [one["step"] for one in data["steps"] if one["step"] is not None]
    yield f'<h1>Scored rollouts</h1>\n<p class="soft"><bdi>{text(name)}</bdi></p>\n'
    yield page.tiles(_tiles(data, len(steps)))
    if len(steps) > 1:
        yield "<h2>Over steps</h2>\n"
        yield from _trends(data, steps)
    yield "<h2>Constraints</h2>\n"
    yield _kinds(data)
    if len(steps) > 1:
        yield "<h3>Pass rate over steps</h3>\n"
        yield from _kind_trends(data, steps)
    yield "<h2>Trip wires</h2>\n"
    yield _wires(data)
    yield "<h2>Groups without a signal</h2>\n"
    yield from _groups(data)
    yield "<h2>Responses</h2>\n"
    yield from _responses(data, shown)


def _share(value: float | None) -> str:
    return "-" if value is None else number(value, 3)


def _tiles(data: dict[str, Any], steps: int) -> Iterator[tuple[str, str, str]]:
    yield f"{data['responses']:,}", "responses", f"{data['rows']:,} rows, {steps:,} steps"
    yield _share(data["acc"]), "accepted", "share that meets every constraint"
    without = data["responses_without_reward"]
    note = f"{without:,} without one" if without else "every response has one"
    yield _share(data["mean_reward"]), "mean reward", note
    yield _share(data["zero_signal_rate"]), "groups without a signal", f"{data['zero_signal']:,} of {data['groups']:,}"
    yield _share(data["no_answer_rate"]), "no answer", "share of the responses"
    yield _share(data["no_verdict_rate"]), "no verdict", "a checker crashed or took too long"
    wires = sum(one["n"] for one in data["wires"].values())
    yield f"{wires:,}", "trip wires", "responses and steps worth a look"
    length = data["median_length"]
    yield "-" if length is None else f"{length:,.0f}", "median length", "characters"


def _trends(data: dict[str, Any], steps: list[float]) -> Iterator[str]:
    rows = [one for one in data["steps"] if one["step"] is not None]

    def over(key: str) -> list[float | None]:
        return [one[key] for one in rows]

    highest = max((value for value in over("mean_reward") if value is not None), default=1.0)
    yield '<div class="charts">'
    yield svg.lines(
        "", steps, [("accepted", "a", over("acc")), ("mean reward", "b", over("mean_reward"))],
        top=1.0 if highest <= 1 else None,
    )  # fmt: skip
    yield svg.lines("groups without a signal", steps, [("", "a", over("zero_signal_rate"))])
    missing = [("no answer", "a", over("no_answer_rate")), ("no verdict", "b", over("no_verdict_rate"))]
    yield svg.lines("", steps, missing)
    yield svg.lines("median length", steps, [("", "a", over("median_length"))], top=None, note="characters")
    yield "</div>\n"


def _kinds(data: dict[str, Any]) -> str:
    heads = [
        ("constraint", ""), ("verdicts", "n"), ("passed", "n"), ("pass rate", "n"), ("first step", "n"),
        ("last step", "n"),
        ("no answer", "n"), ("no verdict", "n"),
    ]  # fmt: skip
    rows = []
    for name, one in data["kinds"].items():
        known = [value for value in one["over_steps"] if value is not None]
        first, last = (known[0], known[-1]) if len(known) > 1 else (None, None)
        rate = f"{_share(one['pass_rate'])} <small>{number(one['low'], 3)} to {number(one['high'], 3)}</small>"
        counts = one["statuses"]
        lost = counts.get("error", 0) + counts.get("timeout", 0)
        rows.append([
            (f"<code>{text(name)}</code>", name), (f"{one['n']:,}", one["n"]), (f"{one['passed']:,}", one["passed"]),
            (rate if one["n"] else "-", one["pass_rate"]), (_share(first), first), (_share(last), last),
            (f"{counts.get('no_answer', 0):,}", counts.get("no_answer", 0)), (f"{lost:,}", lost),
        ])  # fmt: skip
    note = "<p><small>Pass rates with Wilson's 95 % interval.</small></p>\n"
    return page.table(heads, rows, name="constraints") + note


def _kind_trends(data: dict[str, Any], steps: list[float]) -> Iterator[str]:
    every = [one["step"] for one in data["steps"]]
    most = sorted(data["kinds"], key=lambda name: -data["kinds"][name]["n"])[:_CHARTED]
    yield '<div class="charts">'
    for name in sorted(most):
        one = data["kinds"][name]
        values = [value for step, value in zip(every, one["over_steps"], strict=True) if step is not None]
        yield svg.lines(name, steps, [("", "a", values)], note=f"n = {one['n']:,}")
    yield "</div>\n"
    if len(data["kinds"]) > _CHARTED:
        yield f"<p><small>The {_CHARTED} with the most verdicts of {len(data['kinds']):,}.</small></p>\n"


def _wires(data: dict[str, Any]) -> str:
    rows = []
    for wire in WIRES:
        one = data["wires"][wire.name]
        shown = text(wire.name)
        if one["n"] and wire.name != "length-collapse":
            shown = f'<a href="#responses" data-set="wire={attribute(wire.name)}">{shown}</a>'
        where = ""
        if wire.name == "length-collapse" and data["collapsed_steps"]:
            where = " At step " + ", ".join(f"{step:g}" for step in data["collapsed_steps"] if step is not None) + "."
        rows.append([(shown, wire.name), (f"{one['n']:,}", one["n"]), (text(one["rule"] + where), None)])
    heads = [("wire", ""), ("tripped", "n"), ("rule", "")]
    told = "<p>A wire proves nothing: it says what is worth reading.</p>\n"
    return told + page.table(heads, rows, name="trip wires")


def _groups(data: dict[str, Any]) -> Iterator[str]:
    if not data["groups"]:
        yield "<p>No two responses answer one prompt, so there are no groups.</p>\n"
        return
    rest = data["zero_signal"] - data["zero_signal_all_1"] - data["zero_signal_all_0"]
    yield (
        f"<p>In {data['zero_signal']:,} of {data['groups']:,} groups all rewards are equal, so that a group-relative "
        f"advantage is 0: {data['zero_signal_all_1']:,} all 1 (too easy), "
        f"{data['zero_signal_all_0']:,} all 0 (too hard), "
        f"{rest:,} another value.</p>\n"
    )


# ---------------------------------------------------------------------- responses to read
def _responses(data: dict[str, Any], shown: list[Rollout]) -> Iterator[str]:
    kinds = sorted({verdict["kind"] for one in shown for verdict in one.verdicts})
    steps = sorted({one.step for one in shown if one.step is not None})
    options = {
        "outcome": ["accepted", "refused"], "status": sorted({name for one in shown for name in one.statuses}),
        "failing": kinds, "wire": [wire.name for wire in WIRES if any(wire.name in one.wires for one in shown)],
        "step": [f"{step:g}" for step in steps],
    }  # fmt: skip
    yield (
        f"<p>{len(shown):,} of {data['responses']:,}: first those that trip a wire or have no answer or verdict, then "
        "a fair draw of the others. Evidence is <mark>marked</mark>.</p>\n"
    )
    yield page.filters("responses", options)
    yield '<div id="responses">\n'
    for one in shown:
        yield _response(one)
    yield "</div>\n"


def _response(one: Rollout) -> str:
    failing = sorted({verdict["kind"] for verdict in one.verdicts if verdict["status"] != "pass"})
    marks = {
        "outcome": "accepted" if one.acc == 1.0 else "refused", "status": " ".join(sorted(one.statuses)),
        "failing": " ".join(failing), "wire": " ".join(one.wires), "step": "" if one.step is None else f"{one.step:g}",
    }  # fmt: skip
    attributes = " ".join(f'data-{key}="{attribute(value)}"' for key, value in marks.items())
    reward = "no reward" if one.reward is None else f"reward {one.reward:.3g}"
    step = "" if one.step is None else f" · step {one.step:g}"
    tags = "".join(f'<span class="tag">{text(wire)}</span>' for wire in one.wires)
    beginning = one.answer[:90] + ("…" if len(one.answer) > 90 else "")
    verdicts = "".join(_verdict(one, i) for i in range(len(one.verdicts)))
    told = f"line {one.line}{step} · {reward} · {len(one.answer):,} characters"
    return (
        f"<details data-item {attributes}><summary>{status('pass' if one.acc == 1.0 else 'fail')} "
        f"<bdi><b>{text(one.name)}</b></bdi> <small>{told}</small> {tags}"
        f"<br><small><bdi>{text(beginning.replace(chr(10), ' '))}</bdi></small></summary><div>"
        f'<h3>Prompt</h3><div class="text">{marked(one.prompt, (), _PROMPT) or "(none)"}</div>'
        f'<h3>Response</h3><div class="text">{marked(one.answer, _telling(one), _MOST) or "(empty)"}</div>'
        f"<h3>Verdicts</h3>{verdicts}</div></details>\n"
    )


def _telling(one: Rollout) -> list[list[int]]:
    """Return the evidence to mark: that of what failed, else what does not mark nearly the whole text."""
    failed = [span for verdict in one.verdicts if verdict["status"] != "pass" for span in verdict["spans"]]
    if failed:
        return failed
    size = len(one.answer)
    parts = [verdict["spans"] for verdict in one.verdicts]
    return [span for spans in parts if 2 * sum(b - a for a, b in spans) < size for span in spans]


def _verdict(one: Rollout, i: int) -> str:
    verdict = one.verdicts[i]
    asked = f"<small>{text(one.instructions[i])}</small><br>" if i < len(one.instructions) else ""
    reason = marked(verdict["reason"], (), 600)
    spans = verdict["spans"]
    evidence = ""
    if spans:
        quoted = [_quoted(one.answer, span) for span in spans[:6]]
        more = f" and {len(spans) - 6:,} more" if len(spans) > 6 else ""
        evidence = f"<br><small>evidence: {' · '.join(quoted)}{more}</small>"
    return (
        f"<p>{status(verdict['status'])} <code>{text(verdict['kind'])}</code> <bdi>{reason}</bdi><br>{asked}"
        f"<bdi>{evidence}</bdi></p>"
    )


def _quoted(answer: str, span: list[int]) -> str:
    start, end = max(0, span[0]), min(len(answer), span[1])
    piece = answer[start:end]
    shown = piece if len(piece) <= 60 else f"{piece[:40]}…{piece[-15:]}"
    return f"<mark>{text(shown)}</mark>" if shown else f"<small>at {start:,}</small>"
