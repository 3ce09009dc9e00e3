"""``gonogo convert``: rows of one record format in, rows of another one out; what cannot be said is listed."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import click
from rich.text import Text

from gonogo.cli.files import Lines, Written, format_option
from gonogo.cli.look import NARROW, Look, emit, err, grid, json_option, numbered, out
from gonogo.cli.rows import read_record
from gonogo.compat.records import FORMATS, Loss, Record
from gonogo.errors import BatchError, RowError, SpecError

FINDINGS = 1
LISTED = 40  # losses shown; --json has them all


@dataclass
class _Told:
    """What a run adds up."""

    formats: Counter[str] = field(default_factory=Counter)
    constraints: int = 0
    losses: list[dict[str, Any]] = field(default_factory=list)
    left_out: int = 0

    def lose(self, line: int, name: Any, losses: list[Loss]) -> None:
        """Note a row that cannot be written."""
        self.left_out += 1
        row = name if isinstance(name, str | int) else None
        self.losses += [
            {"line": line, "row": row, "id": one.name, "place": one.index, "why": one.why} for one in losses
        ]


@click.command(short_help="Convert rows from one record format to another.")
@click.argument("file", type=click.Path(dir_okay=False))
@format_option("--from", "source", "The format of FILE")
@click.option("--to", "goal", type=click.Choice(list(FORMATS)), required=True, metavar="FORMAT",
              help="The format to write, one of the same.")  # fmt: skip
@click.option("-o", "--out", "target", type=click.Path(dir_okay=False), required=True,
              help="Write the rows here; - for standard output.")  # fmt: skip
@click.option("--skip-bad", is_flag=True, help="Leave out rows that cannot be read, and list them.")
@json_option
def convert(file: str, source: str, goal: str, target: str, skip_bad: bool, as_json: bool) -> int:
    """Convert the rows of FILE (JSON Lines; - for standard input) to another record format.

    Order, duplicates and fields without a meaning are kept, and the published ids stay beside the constraints. NaN and
    infinities, which are no JSON, become null.

    A row with an unknown id, arguments that its id does not take, a constraint that the other format cannot express, or
    a field of its own where that format has one, is left out and listed, with or without --skip-bad. A row that cannot
    be read ends the run; with --skip-bad it is left out, too.

    Exit codes: 0 every row was written, 1 rows were left out, 2 bad input.
    """
    if as_json and target == "-":
        raise click.UsageError("--json and --out - both want standard output; write the rows to a file.")
    told = _Told()
    with ExitStack() as stack:
        lines = Lines(file, stack, "converting", quiet=as_json)
        written = Written(target, file, stack)
        for number, row in lines:
            try:
                if isinstance(row, RowError):
                    raise row
                _convert(row, number, source, goal, written, told)
            except (SpecError, BatchError) as error:
                _unreadable(error, lines, number, written, told, skip_bad=skip_bad)
        written.flush()
    if not lines.rows:
        raise RowError(f"{lines.name} holds no rows")
    _tell(told, lines, written, goal, target, as_json=as_json)
    return FINDINGS if told.left_out else 0


def _convert(row: dict[str, Any], number: int, source: str, goal: str, written: Written, told: _Told) -> None:
    record = read_record(row, source)
    made = FORMATS[goal].write(record) if record.items else [_nothing(record)]
    told.formats[record.format] += 1
    if isinstance(made, list):
        told.lose(number, row.get("key", row.get("id")), made)
    else:
        told.constraints += len(record.items)
        written.write(made)


def _nothing(record: Record) -> Loss:
    return Loss(0, "-", f"the row has no constraints that can be checked ({record.format})")


def _unreadable(
    error: SpecError | BatchError, lines: Lines, number: int, written: Written, told: _Told, *, skip_bad: bool
) -> None:
    """Note a row that cannot be read; without ``--skip-bad`` it ends the run, and what stands before it stays."""
    where = f"{lines.name}:{number}: "
    why = str(error).removeprefix(where)
    if not skip_bad:
        written.flush()
        so_far = numbered(written.rows, "row")
        raise RowError(f"{where}{why}\n{so_far} before it written (--skip-bad leaves such rows out)") from None
    told.lose(number, None, [Loss(0, "-", why)])


# ---------------------------------------------------------------------- telling
def _tell(told: _Told, lines: Lines, written: Written, goal: str, target: str, *, as_json: bool) -> None:
    if as_json:
        emit({
            "file": lines.name, "from": dict(told.formats), "to": goal, "rows": lines.rows, "written": written.rows,
            "left_out": told.left_out, "constraints": told.constraints, "losses": told.losses,
        })  # fmt: skip
        return
    look = err() if target == "-" else out()
    read = ", ".join(f"{n:,} {name}" for name, n in sorted(told.formats.items())) or "none"
    look.line((f"{numbered(written.rows, 'row')} of {lines.rows:,} written", "bold"), f" as {goal} (read: {read})")
    if told.losses:
        _show_losses(look, told)


def _show_losses(look: Look, told: _Told) -> None:
    look.gap()
    look.line((f"{numbered(told.left_out, 'row')} left out", "bold red"))
    wide = look.width >= NARROW
    table = grid(None, None, None, 1)
    for loss in told.losses[:LISTED]:
        row = "" if loss["row"] is None else look.clip(str(loss["row"]), 20)
        line, id, why = f"line {loss['line']}", look.clip(loss["id"], 60), look.clip(loss["why"], 200)
        if wide:
            table.add_row(Text(line, style="dim"), row, Text(id, style="cyan"), why)
        else:  # an id beside the reason would be broken inside its words
            look.line((line, "dim"), f"  {row}  " if row else "  ", (id, "cyan"), indent=2)
            look.line(why, indent=4)
    if wide:
        look.show(table, indent=2)
    if len(told.losses) > LISTED:
        look.line((f"and {len(told.losses) - LISTED:,} more (--json has them all)", "dim"), indent=2)
