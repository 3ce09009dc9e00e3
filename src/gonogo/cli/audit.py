"""``gonogo audit``: how precise the checkers are, measured."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from gonogo.cli.catalogue import named
from gonogo.cli.look import NARROW, Look, dumps, emit, err, grid, json_option, numbered, out, printable
from gonogo.constraints import catalogue

if TYPE_CHECKING:
    from gonogo.testing.audit import KindReport
    from gonogo.testing.stats import Rate

FINDINGS = 1
LISTED = 3  # failures shown per kind; --json has them all


@click.command(short_help="Measure precision and recall of checkers.")
@click.argument("kinds", nargs=-1)
@click.option("--n", type=click.IntRange(min=1), default=200, show_default=True, help="Texts of each truth value.")
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed makes the same texts.")
@click.option("--as", "as_kind", metavar="KIND", help="KINDS is a function, FILE.py::fn: audit it as this kind.")
@json_option
def audit(kinds: tuple[str, ...], n: int, seed: int, as_kind: str | None, as_json: bool) -> int:
    """Measure the checkers of KINDS (without: of all) on constructed texts.

    Texts are made to satisfy or to violate a constraint; a checker's precision, recall and recall of violations follow
    from how it judges them, each with its 95 % interval.
    """
    reports = _measure_function(kinds, as_kind, n, seed) if as_kind is not None else _measure(_names(kinds), n, seed)
    bad = [report for report in reports if not report.passed]
    if as_json:
        emit({"n": n, "seed": seed, "passed": not bad, "kinds": [_told(report) for report in reports]})
    else:
        _show(out(), reports, bad)
    return FINDINGS if bad else 0


def _names(kinds: tuple[str, ...]) -> list[str]:
    from gonogo.testing.external import is_target

    for kind in kinds:
        if is_target(kind):
            raise click.UsageError(f"{kind} is a function; say which kind it stands for: audit {kind} --as KIND.")
    return [named(kind).name for kind in dict.fromkeys(kinds)] or list(catalogue())


def _measure_function(targets: tuple[str, ...], kind: str, n: int, seed: int) -> list[KindReport]:
    """Audit a function of the user's own on the cases of ``kind``."""
    from gonogo.testing.external import audit_function, left_out, load_function

    if len(targets) != 1:
        raise click.UsageError(
            f"--as takes one function, FILE.py::fn or module:fn; given: {' '.join(targets) or 'none'}."
        )
    name = named(kind).name
    function = load_function(targets[0])
    if why := left_out(function, name):
        click.echo(f"gonogo: constraints that {targets[0]} cannot judge are left out: {printable(why)}", err=True)
    return [replace(audit_function(function, name, n, seed), kind=f"{targets[0]} as {name}")]


def _measure(names: list[str], n: int, seed: int) -> list[KindReport]:
    from gonogo.testing.audit import audit_kind  # here, so that the other commands start without the test kit

    screen = err().console
    columns = (TextColumn("auditing {task.fields[kind]:<24}"), BarColumn(bar_width=24), MofNCompleteColumn())
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        task = progress.add_task("audit", total=len(names), kind="")
        reports = []
        for name in names:
            progress.update(task, kind=name)
            reports.append(audit_kind(name, n, seed))
            progress.advance(task)
    return reports


def _told(report: KindReport) -> dict[str, Any]:
    told = report.to_dict()
    return {"kind": told.pop("kind"), "passed": told.pop("passed"), **told}


def _show(look: Look, reports: list[KindReport], bad: list[KindReport]) -> None:
    heads = ("", "kind", "precision", "recall", "false recall", "texts")[: 6 if look.width >= NARROW else 5]
    table = grid(*[None] * len(heads))
    table.columns[1].no_wrap = False
    table.add_row(*(Text(head, style="bold") for head in heads))
    for report in reports:
        rates = (_rate(rate, look) for rate in (report.precision, report.recall, report.false_recall))
        mark = look.mark("pass" if report.passed else "fail")
        cells = [mark, Text(report.kind, style="cyan"), *rates, Text(f"{report.n_true + report.n_false:,}")]
        table.add_row(*cells[: len(heads)])
    look.show(table)
    for report in bad:
        _show_findings(look, report)
    look.gap()
    verdict = "no findings" if not bad else f"findings in {numbered(len(bad), 'kind')}"
    look.line((f"{numbered(len(reports), 'kind')} audited: {verdict}", "bold"))
    look.line(("With 95 % intervals. False recall: the share of the violating texts that is refused.", "dim"))


def _rate(rate: Rate, look: Look) -> Text:
    if not rate.n:
        return Text("no cases", style="dim")
    ends = (f"{end:.3f}" if look.width >= NARROW else f"{end:.3f}".removeprefix("0") for end in (rate.low, rate.high))
    return Text.assemble(f"{rate.value:.3f}", (f" {'-'.join(ends)}", "dim"))


def _show_findings(look: Look, report: KindReport) -> None:
    look.gap()
    look.line((report.kind, "bold cyan"))
    if not (report.n_true and report.n_false):
        look.line(f"one-sided: {report.n_true:,} texts that satisfy it, {report.n_false:,} that do not", indent=2)
    for title, found in (("error", report.errors), ("wrong verdict", report.failures), ("junk passes", report.vacuous)):
        for one in found[:LISTED]:
            _show_finding(look, title, one)
        if len(found) > LISTED:
            look.line((f"and {len(found) - LISTED:,} more (--json has them all)", "dim"), indent=4)


def _show_finding(look: Look, title: str, found: dict[str, Any]) -> None:
    """Print one finding: what went wrong, then the constraint and text to see it again with."""
    label = found.get("label")
    truth = f" ({'satisfies' if label else 'violates'} it by {found.get('origin')})" if label is not None else ""
    look.line((title, "red"), f"{truth}: {printable(str(found.get('error') or found.get('reason')))}", indent=2)
    if found.get("constraint") is not None:
        look.line((printable(dumps(found["constraint"])), "dim"), indent=4)
        look.line((look.clip(repr(found.get("text")), 3 * look.width), "dim"), indent=4)
