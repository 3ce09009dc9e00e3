"""``gonogo audit --mutants``: which small changes of a checker its own cases would not notice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from gonogo.cli.look import Look, emit, err, grid, numbered, out, printable

if TYPE_CHECKING:
    from gonogo.testing.cases import Case
    from gonogo.testing.mutate import MutationReport

FINDINGS = 1
WANTED = 0.95  # share of a checker's mutants that its cases should kill


def audit_mutants(names: list[str], labelled: str | None, as_json: bool) -> int:
    """Mutate the checkers of ``names``; show who survives; return the exit code."""
    reports = _measure(names, _labelled(labelled) if labelled is not None else [])
    killed, total = sum(report.killed for report in reports), sum(report.total for report in reports)
    weak = [report for report in reports if report.share is None or report.share < WANTED]
    share = killed / total if total else None
    if as_json:
        same = sum(report.equivalent for report in reports)
        emit({"passed": not weak, "wanted": WANTED, "killed": killed, "total": total, "share": share,
              "equivalent": same, "share_with_equivalent": killed / (total + same) if total + same else None,
              "kinds": [_told(report) for report in reports]})  # fmt: skip
    else:
        _show(out(), reports, weak, killed, total)
    return FINDINGS if weak else 0


def _measure(names: list[str], labelled: list[Case]) -> list[MutationReport]:
    from gonogo.testing.cases import kind_of  # here, so that the other commands start without the test kit
    from gonogo.testing.mutate import cases_of, mutate_kind

    screen = err().console
    columns = (TextColumn("mutating {task.fields[kind]:<24}"), BarColumn(bar_width=24), MofNCompleteColumn())
    reports = []
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        task = progress.add_task("mutants", total=len(names), kind="")
        for name in names:
            progress.update(task, kind=name)
            kind = kind_of(name)
            more = [case for case in labelled if case.kind == name]
            reports.append(mutate_kind(kind, [*cases_of(kind), *more]))
            progress.advance(task)
    return reports


def _labelled(path: str) -> list[Case]:
    """Return the responses of a labelled file (see :func:`gonogo.cli.labelled.read_labelled`) whose reader was sure."""
    from gonogo.cli.labelled import read_labelled
    from gonogo.testing.cases import Case

    return [Case(one.constraint.kind, one.constraint, one.response, one.label, "labelled")
            for one in read_labelled(path) if one.sure]  # fmt: skip


def _told(report: MutationReport) -> dict[str, Any]:
    return {"kind": report.kind, "killed": report.killed, "total": report.total, "share": report.share,
            "equivalent": report.equivalent, "survivors": [str(mutant) for mutant in report.survivors]}  # fmt: skip


def _show(look: Look, reports: list[MutationReport], weak: list[MutationReport], killed: int, total: int) -> None:
    table = grid(None, None, None, None)
    table.add_row(*(Text(head, style="bold") for head in ("", "kind", "killed", "mutants")))
    for report in reports:
        shown = "none" if report.share is None else f"{report.share:.1%}"
        mark = look.mark("fail" if report in weak else "pass")
        table.add_row(mark, Text(report.kind, style="cyan"), Text(shown), Text(f"{report.total:,}"))
    look.show(table)
    for report in reports:
        if report.survivors:
            look.gap()
            look.line((report.kind, "bold cyan"), f": {numbered(len(report.survivors), 'survivor')}")
            for mutant in report.survivors:
                look.line(printable(str(mutant)), indent=2)
    look.gap()
    share = f" ({killed / total:.1%})" if total else ""
    look.line((f"{killed:,} of {total:,} mutants killed{share}", "bold"))
    if weak:
        named = ", ".join(report.kind for report in weak)
        look.line(f"below {WANTED:.0%}, or nothing to mutate: {named}")
    look.line(("A survivor is a change of the code that no case of the kind notices: add an example.", "dim"))
