"""``gonogo lint``: what is wrong with a dataset of constraints, before a model is trained on it."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
from rich.text import Text

import gonogo
from gonogo.cli.files import Lines, format_option
from gonogo.cli.look import Look, dumps, emit, grid, json_option, numbered, out, printable
from gonogo.compat.lint import CODES, Finding, Linter, baseline, read_baseline, sarif
from gonogo.errors import RowError, SpecError

FINDINGS = 1
LISTED = 60  # findings shown; --json has them all

_STYLES = {"error": "bold red", "warning": "yellow", "note": "dim"}


@click.command(short_help="Find faults in a dataset of constraints.")
@click.argument("file", type=click.Path(dir_okay=False))
@format_option()
@click.option("--ignore", multiple=True, metavar="CODE", help="Leave out findings of this code; may be repeated.")
@click.option("--baseline", "known", type=click.Path(dir_okay=False), help="Leave out the findings this file accepts.")
@click.option("--write-baseline", "accepted", type=click.Path(dir_okay=False),
              help="Accept all findings: write them to this file.")  # fmt: skip
@click.option("--sarif", "log", type=click.Path(dir_okay=False), help="Write a SARIF 2.1.0 log here; - for stdout.")
@json_option
def lint(
    file: str, layout: str, ignore: tuple[str, ...], known: str | None, accepted: str | None, log: str | None,
    as_json: bool,
) -> int:  # fmt: skip
    """Find faults in the rows of FILE (JSON Lines of any record format; - for standard input).

    Unknown ids and bad arguments, constraints that contradict each other or occur twice, prompts that say something
    else than what is checked, rows that junk passes, keys and rows that occur twice.

    Exit codes: 0 no findings, 1 findings, 2 bad input.
    """
    _check_codes(ignore)
    if as_json and log == "-":
        raise click.UsageError("--json and --sarif - both want standard output; write the log to a file.")
    with ExitStack() as stack:
        accepts = frozenset() if known is None else _read_baseline(known)
        lines = Lines(file, stack, "linting", quiet=as_json)
        linter = Linter(layout)
        found = [one for line, row in lines for one in linter.row(line, row) if one.code not in ignore]
    if not lines.rows:
        raise RowError(f"{lines.name} holds no rows")
    if accepted is not None:
        Path(accepted).write_text(dumps(baseline(found), indent=1) + "\n", "utf-8")
    new = [one for one in found if one.fingerprint not in accepts]
    if log is not None:
        _write_log(dumps(sarif(found, file, gonogo.__version__, accepts), indent=1), log)
    if as_json:
        emit({
            "file": lines.name, "rows": lines.rows, "known": len(found) - len(new),
            "by_code": dict(sorted(Counter(one.code for one in new).items())),
            "findings": [one.to_dict() for one in new],
        })  # fmt: skip
    elif log != "-":
        _show(out(), new, lines, len(found) - len(new), accepted)
    return FINDINGS if new and accepted is None else 0


def _check_codes(ignore: tuple[str, ...]) -> None:
    for code in ignore:
        if code not in CODES:
            raise click.UsageError(f"--ignore takes a code of a finding ({', '.join(CODES)}); given: {code!r}")


def _read_baseline(path: str) -> frozenset[str]:
    try:
        return read_baseline(json.loads(Path(path).read_text("utf-8")))
    except ValueError as error:  # no JSON, or not UTF-8
        if isinstance(error, SpecError):
            raise SpecError(f"{path}: {error}") from None
        raise SpecError(f"{path} is not JSON: {error}") from None


def _write_log(text: str, log: str) -> None:
    if log == "-":
        click.echo(text)
    else:
        Path(log).write_text(text + "\n", "utf-8")


# ---------------------------------------------------------------------- on the screen
def _show(look: Look, findings: list[Finding], lines: Lines, known: int, accepted: str | None) -> None:
    table = grid(None, None, None, 1)
    for one in findings[:LISTED]:
        where = f"{one.line}" + (f" ({look.clip(one.row, 16)})" if one.row else "")
        message = Text(look.clip(one.message, 400))
        message.append(f"; {look.clip(one.fix, 120)}", "dim")
        table.add_row(Text(where, style="dim"), Text(one.code, style="cyan"), _severity(one.severity), message)
    if findings:
        look.show(table)
        if len(findings) > LISTED:
            look.line((f"and {len(findings) - LISTED:,} more (--json has them all)", "dim"))
        look.gap()
        look.show(_sums(findings))
        look.gap()
    told = numbered(len(findings), "finding") if findings else "no findings"
    more = f", {known:,} in the baseline" if known else ""
    look.line((f"{told} in {numbered(lines.rows, 'row')} of {printable(lines.name)}{more}", "bold"))
    if accepted is not None:
        look.line((f"all of them accepted in {accepted}", "dim"))


def _severity(name: str) -> Text:
    return Text(name, style=_STYLES[name])


def _sums(findings: list[Finding]) -> Any:
    table = grid(None, None, None, 1)
    table.columns[2].justify = "right"
    for code, n in sorted(Counter(one.code for one in findings).items()):
        severity, title = CODES[code]
        table.add_row(Text(code, style="cyan"), _severity(severity), f"{n:,}", title)
    return table
