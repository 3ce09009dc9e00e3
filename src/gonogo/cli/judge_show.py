"""How ``gonogo judge-audit`` shows its report."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from rich.text import Text

from gonogo.cli.look import NARROW, Look, grid, numbered, printable

if TYPE_CHECKING:
    from gonogo.testing.intervals import Measure
    from gonogo.testing.judges import Cost, JudgeReport, ModeReport, Quality

FAMILIES = 10  # shown, worst first; --json has them all
MISTAKES = 3  # shown per mode
_MEASURES = (
    ("false_recall", "false recall"), ("precision", "precision"), ("recall", "recall"),
    ("incorrect_credit", "incorrect credit"), ("agreement", "agreement"), ("decided", "decided"),
    ("f1", "F1"), ("matthews", "Matthews"),
)  # fmt: skip
_OUTCOMES = {"may enter": "pass", "provisional": "pass", "undecided": "no_answer", "keep out": "fail"}


def show_report(look: Look, report: JudgeReport) -> None:
    """Print a report: the figures per mode, the worst families, the published judges, mistakes, and what follows."""
    _show_measures(look, report)
    _show_types(look, report)
    _show_families(look, report)
    _show_published(look, report)
    for mode in report.modes:
        _show_mistakes(look, mode)
    _show_cost(look, report)
    _show_admission(look, report)


def _head(look: Look, title: str, more: str = "") -> None:
    look.gap()
    look.line((title, "bold"), (f"  {more}", "dim") if more else "")


def measured(measure: Measure, look: Look) -> Text:
    """Return a figure with its interval."""
    if not measure.n or math.isnan(measure.value):
        return Text("no cases", style="dim")
    if math.isnan(measure.low):
        return Text(f"{measure.value:.3f}")
    wide = look.width >= NARROW
    low, high = (f"{end:.3f}" if wide else f"{end:.3f}".replace("0.", ".", 1) for end in (measure.low, measure.high))
    between = " to " if min(measure.low, measure.value) < 0 else "-"
    return Text.assemble(f"{measure.value:.3f}", (f" {low}{between}{high}", "dim"))


def _show_measures(look: Look, report: JudgeReport) -> None:
    cases = report.modes[0].total
    look.line((printable(report.judge), "bold cyan"), f": {numbered(report.n_cases, 'case')}")
    look.gap()
    table = grid(*[None] * (1 + len(report.modes) + (report.difference is not None)))
    heads = ["", *(mode.mode for mode in report.modes)]
    if report.difference is not None:
        heads.append("difference")
    table.add_row(*(Text(head, style="bold") for head in heads))
    for name, said in _MEASURES:
        cells = [measured(getattr(mode.total, name), look) for mode in report.modes]
        if report.difference is not None:
            cells.append(
                measured(getattr(report.difference, name), look) if hasattr(report.difference, name) else Text("")
            )
        table.add_row(Text(said), *cells)
    table.add_row(Text("met, violated"), *(_sizes(mode.total) for mode in report.modes))
    look.show(table)
    share = cases.n_true / max(1, cases.n_true + cases.n_false)
    look.line((f"False recall: the share of the violating responses that is caught. {report.confidence:.0%} intervals. "
               f"Precision is at the mix of these cases ({share:.0%} satisfied).", "dim"))  # fmt: skip
    if report.difference is not None:
        look.line((f"Difference: pointwise less all-at-once, on the {numbered(report.difference.n, 'case')} that were "
                   "asked both ways.", "dim"))  # fmt: skip


def _sizes(quality: Quality) -> Text:
    return Text(f"{quality.n_true:,}, {quality.n_false:,}", style="dim")


def _show_types(look: Look, report: JudgeReport) -> None:
    if all(len(mode.by_type) < 2 for mode in report.modes):
        return
    _head(look, "Hard and soft constraints")
    table = grid(None, None, None, None, None)
    table.add_row(*(Text(head, style="bold") for head in ("", "", "false recall", "precision", "met, violated")))
    for mode in report.modes:
        for name, quality in mode.by_type.items():
            table.add_row(
                Text(mode.mode), Text(name), measured(quality.false_recall, look), measured(quality.precision, look),
                _sizes(quality),
            )  # fmt: skip
    look.show(table)


def _show_families(look: Look, report: JudgeReport) -> None:
    first = report.modes[0]
    if len(first.by_family) < 2:
        return
    worst = sorted(first.by_family.items(), key=lambda item: (_rank(item[1]), item[0]))
    shown = worst[:FAMILIES]
    _head(look, "By family", f"({first.mode}; lowest false recall first)" if len(worst) > 1 else "")
    table = grid(None, None, None, None)
    table.add_row(*(Text(head, style="bold") for head in ("family", "false recall", "precision", "recall")))
    for name, quality in shown:
        rates = (measured(one, look) for one in (quality.false_recall, quality.precision, quality.recall))
        table.add_row(Text(look.clip(name, 20), style="cyan"), *rates)
    look.show(table)
    if len(worst) > len(shown):
        look.line((f"and {numbered(len(worst) - len(shown), 'family', 'families')} more (--json has them all)", "dim"))


def _rank(quality: Quality) -> float:
    value = quality.false_recall.value
    return 2.0 if math.isnan(value) else value


def _show_published(look: Look, report: JudgeReport) -> None:
    rows = [one for mode in report.modes for one in mode.comparisons]
    if not rows:
        return
    _head(look, "Beside published judges", f"(false recall; {rows[0].published.source})")
    table = grid(*[None] * 5)
    for one in rows:
        where = f"{one.published.mode}, {one.published.type}"
        relation = {"above": "this one is above", "below": "this one is below", "within": "within the interval"}
        table.add_row(
            Text(where), Text(one.published.judge), Text(f"{one.published.false_recall:.3f}"),
            Text(relation[one.relation], style="dim"),
        )  # fmt: skip
    look.show(table)
    look.line(("Measured there on other data, so this is a yardstick and not the same test.", "dim"))


def _show_mistakes(look: Look, mode: ModeReport) -> None:
    if not mode.mistakes:
        return
    wrong = mode.total.n_true + mode.total.n_false - mode.total.counts["true_yes"] - mode.total.counts["false_no"]
    _head(look, f"Mistakes, {mode.mode}", f"({wrong:,})")
    for one in mode.mistakes[:MISTAKES]:
        look.line((_fault(one), "red"), f" {look.clip(one['instruction'], look.width)}", indent=2)
        look.line((look.clip(repr(one["response"]), 2 * look.width - 8), "dim"), indent=4)
    first: dict[str, Any] = {one["why"]: one for one in reversed(mode.mistakes) if one["why"] != "answered"}
    for why, one in first.items():
        if one["note"]:
            look.line((f"{why}, e.g.: ", "magenta"), look.clip(one["note"], 2 * look.width), indent=2)


def _fault(one: dict[str, Any]) -> str:
    if one["said"] is None:
        return f"{one['why']}:"
    return "credited though violated:" if one["said"] else "refused though satisfied:"


def _show_cost(look: Look, report: JudgeReport) -> None:
    _head(look, "Cost")
    for mode in report.modes:
        none = {why: n for why, n in mode.answers.items() if why != "answered"}
        lacking = f"; {', '.join(f'{n:,} {why}' for why, n in sorted(none.items()))}" if none else ""
        look.line(f"{mode.mode}: {_cost(mode.cost)}{lacking}", indent=2)


def _cost(cost: Cost) -> str:
    told = f"{numbered(cost.calls, 'call')} for {numbered(cost.questions, 'question')} in {cost.seconds:,.1f} s"
    if cost.cached:
        told += f" ({cost.cached:,} from the cache)"
    if cost.tokens_in is not None:
        told += f", {cost.tokens_in:,} tokens read and {cost.tokens_out:,} written"
    return told


def _show_admission(look: Look, report: JudgeReport) -> None:
    _head(look, "May it enter a reward?")
    for mode in report.modes:
        found = mode.admission
        mark = look.mark(_OUTCOMES[found.outcome])
        look.line(mark, f" {mode.mode}: ", (found.outcome, "bold"), f", by the {found.basis} cases. {found.how}")
        for one in found.conditions:
            ends = f"{one.measured.low:.3f}" if one.measured.n else "not measured"
            look.line((f"{'' if one.held else 'not '}held: lower end of {one.name.replace('_', ' ')} {ends}, "
                       f"needed {one.needed:.3f}", "dim"), indent=4)  # fmt: skip
