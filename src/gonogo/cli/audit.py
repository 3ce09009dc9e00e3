"""``gonogo audit``: how precise the checkers are, measured."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from gonogo.cli.audit_show import show_audit
from gonogo.cli.catalogue import named
from gonogo.cli.look import emit, err, json_option, out, printable
from gonogo.cli.mutants import audit_mutants
from gonogo.constraints import catalogue

if TYPE_CHECKING:
    from gonogo.testing.audit import KindReport
    from gonogo.testing.bars import Bars
    from gonogo.testing.labelled import LabelledReport

FINDINGS = 1
N = 400  # without a miss, 400 put the lower end of the interval at 0.9908
_SHARE = click.FloatRange(0, 1, min_open=True, max_open=True)


@dataclass(frozen=True)
class _Asked:
    """What the options of one run say."""

    names: list[str]
    n: int
    seed: int
    workers: int
    timing: bool
    laws: bool
    bars: Bars


@click.command(short_help="Measure precision and recall of checkers.")
@click.argument("kinds", nargs=-1)
@click.option("--n", type=click.IntRange(min=1), default=N, show_default=True, help="Texts of each truth value.")
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed makes the same texts.")
@click.option("--labelled", multiple=True, metavar="FILE", type=click.Path(dir_okay=False),
              help="Also judge responses that people labelled (JSON Lines). Repeatable.")  # fmt: skip
@click.option("--as", "as_kind", metavar="KIND", help="KINDS is a function, FILE.py::fn: audit it as this kind.")
@click.option("--mutants", is_flag=True, help="Instead, change the checkers and list the changes that no case notices.")
@click.option("--no-constructed", is_flag=True, help="Judge the labelled responses only.")
@click.option("--min-precision", type=_SHARE, metavar="P",
              help="Bar for the lower end of precision's interval (without it 0.99).")  # fmt: skip
@click.option("--min-false-recall", type=_SHARE, metavar="P",
              help="Bar for the lower end of false-response recall's interval (without it 0.99).")  # fmt: skip
@click.option("--report", "reports", multiple=True, metavar="FILE", type=click.Path(dir_okay=False),
              help="Write a report, by suffix: .html .md .json .xml (JUnit) .sarif. Repeatable.")  # fmt: skip
@click.option("--workers", type=click.IntRange(min=0), metavar="N",
              help="Processes; 0 audits in this one, where a checker that hangs cannot be stopped.")  # fmt: skip
@click.option("--no-timing", is_flag=True, help="Leave the time of verdicts out: the same run gives the same report.")
@click.option("--no-laws", is_flag=True, help="Measure only; do not hold kinds to the laws of the test kit.")
@json_option
def audit(
    kinds: tuple[str, ...], n: int, seed: int, labelled: tuple[str, ...], no_constructed: bool,
    as_kind: str | None, mutants: bool, min_precision: float | None, min_false_recall: float | None,
    reports: tuple[str, ...], workers: int | None, no_timing: bool, no_laws: bool, as_json: bool,
) -> int:  # fmt: skip
    """Measure the checkers of KINDS (without: of all) on constructed texts.

    Texts are made to satisfy or to violate a constraint; a checker's precision, recall and recall of violations follow
    from how it judges them, each with its 95 % interval.

    Exit codes: 0 no findings, 1 findings, 2 bad input. Any wrong verdict is a finding, unless a bar is set by hand:
    then the bars decide. A crash, junk that passes and a broken law are findings in any case.
    """
    from gonogo.report.audit import audit_data
    from gonogo.report.forms import suffix_of

    if mutants:
        if len(labelled) > 1:
            raise click.UsageError("--mutants takes one file with --labelled.")
        return audit_mutants(_names(kinds), labelled[0] if labelled else None, as_json)
    began = time.perf_counter()
    if no_constructed and not labelled:
        raise click.UsageError("--no-constructed leaves nothing to judge; give --labelled FILE with it.")
    names = _names(kinds) if as_kind is None else [named(as_kind).name]
    for target in reports:
        suffix_of(target)
    bars = _bars(min_precision, min_false_recall, None if no_constructed else n)
    read = _read(labelled, names if kinds or as_kind else [])  # bad input is told before anything is measured
    names = [] if no_constructed else names
    size = min(os.cpu_count() or 1, len(names)) if workers is None else workers
    asked = _Asked(names, n, seed, size if len(names) > 1 or workers else 0, not no_timing, not no_laws, bars)
    found = _measure(asked) if as_kind is None else _measure_function(kinds, asked)
    data = audit_data(
        found, bars, n=n, seed=seed, labelled=read, labelled_files=labelled,
        seconds=0.0 if no_timing else time.perf_counter() - began,
        made=None if no_timing else f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
    )  # fmt: skip
    for target in reports:
        _write(data, target)
    emit(data) if as_json else show_audit(out(), data, reports)
    return 0 if data["passed"] else FINDINGS


def _names(kinds: tuple[str, ...]) -> list[str]:
    from gonogo.testing.external import is_target  # here, so that the other commands start without the test kit

    for kind in kinds:
        if is_target(kind):
            raise click.UsageError(f"{kind} is a function; say which kind it stands for: audit {kind} --as KIND.")
    return [named(kind).name for kind in dict.fromkeys(kinds)] or list(catalogue())


def _measure_function(targets: tuple[str, ...], asked: _Asked) -> list[KindReport]:
    """Audit a function of the user's own on the cases of a kind."""
    from gonogo.testing.external import audit_function, left_out, load_function

    if len(targets) != 1:
        raise click.UsageError(
            f"--as takes one function, FILE.py::fn or module:fn; given: {' '.join(targets) or 'none'}."
        )
    name = asked.names[0]
    function = load_function(targets[0])
    if why := left_out(function, name):
        click.echo(f"gonogo: constraints that {targets[0]} cannot judge are left out: {printable(why)}", err=True)
    return [replace(audit_function(function, name, asked.n, asked.seed), kind=f"{targets[0]} as {name}")]


def _bars(precision: float | None, false_recall: float | None, n: int | None) -> Bars:
    from gonogo.testing.bars import Bars  # here, so that the other commands start without the test kit

    given = precision is not None or false_recall is not None
    plain = Bars()
    bars = Bars(precision or plain.precision, false_recall or plain.false_recall, given)
    if given and n is not None and n < bars.needed:
        raise click.UsageError(
            f"--n {n} cannot show {max(bars.precision, bars.false_recall):g}, even without a wrong verdict: "
            f"take --n {bars.needed} or more, or a lower bar."
        )
    return bars


def _read(files: tuple[str, ...], kinds: list[str]) -> LabelledReport | None:
    if not files:
        return None
    from gonogo.cli.labelled import read_labelled
    from gonogo.testing.labelled import audit_labelled

    wanted = set(kinds)
    cases = [case for file in files for case in read_labelled(file)]
    chosen = [case for case in cases if not wanted or case.constraint.kind in wanted]
    if not chosen:
        held = ", ".join(sorted({case.constraint.kind for case in cases})[:12])
        raise click.UsageError(f"no labelled response is about {', '.join(sorted(wanted))}; the files hold {held}")
    return audit_labelled(chosen)


def _measure(asked: _Asked) -> list[KindReport]:
    if not asked.names:
        return []
    from gonogo.testing.audit_pool import Plan, audit_all, compared

    screen = err().console
    columns = (
        TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn(),
        TextColumn("{task.fields[told]}"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        task = progress.add_task("auditing", total=len(asked.names), told="")
        failing = 0

        def told(report: KindReport) -> None:
            nonlocal failing
            failing += any(one.fails for one in report.held_to(asked.bars))
            progress.update(task, advance=1, told=f"{report.kind[:24]:<24}" + (f" {failing} ✗" if failing else ""))

        plan = Plan(asked.n, asked.seed, asked.timing, asked.laws)
        found = audit_all(asked.names, plan, asked.workers, told)
        if asked.laws:
            progress.update(task, description="comparing", told="with another process")
            found = compared(found)
    return found


def _write(data: dict[str, Any], target: str) -> None:
    from gonogo.report.forms import render, suffix_of

    made = render(data, suffix_of(target))
    path = Path(target)
    path.write_text(made, "utf-8", newline="\n")
    click.echo(f"gonogo: report written to {printable(target)} ({len(made.encode()) / 1000:,.0f} kB)", err=True)
