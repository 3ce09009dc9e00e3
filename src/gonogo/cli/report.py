"""``gonogo report``: scored rollouts in, one page out."""

from __future__ import annotations

from contextlib import ExitStack
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from gonogo.cli.files import Lines
from gonogo.cli.look import Look, emit, grid, json_option, numbered, out, printable
from gonogo.cli.rows import read_record
from gonogo.errors import GonogoError, RowError, SpecError

if TYPE_CHECKING:
    from gonogo.report.rollouts import Rollouts


@click.command(short_help="Make a page from scored rollouts.")
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("-o", "--out", "target", type=click.Path(dir_okay=False), help="Write the page here (HTML).")
@click.option("--step", "step_field", metavar="FIELD", help="Field of the step (without it: step, global_step).")
@click.option("--group", "group_field", metavar="FIELD",
              help="Field of the group (without it: group, group_id, prompt_id, uid, or the prompt).")  # fmt: skip
@click.option("--keep", type=click.IntRange(min=0), default=300, show_default=True, help="Responses to show.")
@json_option
def report(
    file: str, target: str | None, step_field: str | None, group_field: str | None, keep: int, as_json: bool
) -> int:
    """Sum up FILE, which `gonogo score -o` wrote (JSON Lines; - for standard input), as one HTML page.

    The page shows pass rates over steps, groups whose rewards are all equal, missing answers and verdicts, trip wires
    for reward hacking, and responses to read with their evidence. Without -o the sums are printed.
    """
    from gonogo.report.rollouts import Rollouts  # here, so that the other commands start without it

    if target is not None:
        _refuse(target, file)
    rollouts = Rollouts(step_field, group_field, keep)
    with ExitStack() as stack:
        lines = Lines(file, stack, "reading")
        for number, row in lines:
            _add(rollouts, row, number, lines.name)
    if not rollouts.rows:
        raise RowError(f"{lines.name} holds no rows")
    summary = rollouts.summary()
    size = _write(rollouts, summary, lines.name, target) if target is not None else 0
    if as_json:
        emit(summary)
    else:
        _show(out(), summary)
        if target is not None:
            out().line((f"page written to {printable(target)} ({size / 1000:,.0f} kB)", "dim"))
    return 0


def _refuse(target: str, source: str) -> None:
    if Path(target).suffix.lower() not in (".html", ".htm"):
        raise click.UsageError(f"--out {target}: the page is HTML; name it {Path(target).with_suffix('.html')}.")
    if source != "-" and Path(target).exists() and Path(source).exists() and Path(target).samefile(source):
        raise click.UsageError(f"--out {target} is the file that is read; write to another one.")


def _add(rollouts: Rollouts, row: dict[str, Any] | RowError, number: int, name: str) -> None:
    if isinstance(row, RowError):
        raise row
    try:
        rollouts.add(row, number, _instructions(row))
    except SpecError as error:
        raise RowError(f"{name}:{number}: {error}") from None


def _instructions(row: dict[str, Any]) -> list[str]:
    """Return what the constraints of a row ask for; nothing where they cannot be read (the scores stand anyway)."""
    given = row.get("constraints")
    if isinstance(given, str):
        return _said(given)
    try:
        return [constraint.describe() for constraint in read_record(row).constraints]
    except (GonogoError, TypeError, KeyError):
        return []


@lru_cache(maxsize=65_536)
def _said(constraints: str) -> list[str]:
    try:
        return [constraint.describe() for constraint in read_record({"constraints": constraints}).constraints]
    except (GonogoError, TypeError, KeyError):
        return []


def _write(rollouts: Rollouts, summary: dict[str, Any], name: str, target: str) -> int:
    from gonogo.report.rollouts_page import render

    made = render(summary, rollouts.shown(), name).encode()
    Path(target).write_bytes(made)
    return len(made)


def _show(look: Look, data: dict[str, Any]) -> None:
    steps = sum(one["step"] is not None for one in data["steps"])
    where = f" over {numbered(steps, 'step')}" if steps else ""
    look.line((numbered(data["responses"], "response"), "bold"), f" in {numbered(data['rows'], 'row')}{where}")
    table = grid(None, 1)
    table.add_row("accepted", _share(data["acc"]))
    table.add_row("mean reward", _share(data["mean_reward"]))
    flat = f"  (equal rewards in {data['zero_signal']:,} of {numbered(data['groups'], 'group')})"
    table.add_row("no signal", _share(data["zero_signal_rate"]) + flat)
    table.add_row("no answer", _share(data["no_answer_rate"]))
    table.add_row("no verdict", _share(data["no_verdict_rate"]))
    look.show(table, indent=2)
    look.gap()
    look.line(("pass rate per constraint", "bold"))
    rates = grid(None, None, None, None)
    rates.columns[2].justify = rates.columns[3].justify = "right"
    for kind, one in data["kinds"].items():
        bar = look.bar(one["pass_rate"] or 0.0, 20)
        rates.add_row(Text(kind, style="cyan"), bar, _share(one["pass_rate"]), f"{one['passed']:,} of {one['n']:,}")
    look.show(rates, indent=2)
    look.gap()
    look.line(("trip wires", "bold"))
    wires = grid(None, None, 1)
    for name, one in data["wires"].items():
        style = "yellow" if one["n"] else "dim"
        wires.add_row(Text(name, style=style), Text(f"{one['n']:,}", style=style), Text(one["rule"], style="dim"))
    look.show(wires, indent=2)


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
