"""``gonogo fuzz``: look for texts on which checkers disagree with themselves, each other, or the truth."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any

import click
from rich.progress import Progress, SpinnerColumn, TextColumn

from gonogo.cli.catalogue import named
from gonogo.cli.look import Look, dumps, emit, err, json_option, numbered, out, printable
from gonogo.constraints import catalogue
from gonogo.errors import RowError, SpecError

if TYPE_CHECKING:
    from collections.abc import Callable

    from gonogo.testing.fuzz import Finding, Report
    from gonogo.testing.probe import Probe

FINDINGS = 1
SECONDS = 60.0  # where neither --seconds nor --cases is given
SAVED = "gonogo-regressions.jsonl"


@click.command(short_help="Look for texts that a checker judges wrongly.")
@click.argument("kinds", nargs=-1, metavar="[KIND]... | all")
@click.option(
    "--seconds", type=click.FloatRange(min=0, min_open=True), help=f"Stop after so long (default {SECONDS:g})."
)
@click.option(
    "--cases", type=click.IntRange(min=1), help="Stop after so many texts; with --seconds, whichever is first."
)
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed asks the same questions.")
@click.option("--save", "path", type=click.Path(dir_okay=False), default=SAVED, show_default=True, metavar="FILE",
              help="Add findings to this JSONL file.")  # fmt: skip
@click.option("--replay", type=click.Path(dir_okay=False, exists=True), metavar="FILE",
              help="Ask the questions of such a file again instead.")  # fmt: skip
@json_option
def fuzz(
    kinds: tuple[str, ...], seconds: float | None, cases: int | None, seed: int, path: str, replay: str | None,
    as_json: bool,
) -> int:  # fmt: skip
    """Fuzz the checkers of the KINDS (or of all) with texts that are built, spoiled, or any characters at all.

    Looked for are verdicts that disagree with how the text was made, with the verdict of an equal constraint worded
    by another kind, or with themselves when asked again; crashes; and time that grows faster than the text. What is
    found is made smaller, printed with a line that shows it again, and saved; `--replay` asks all of it again.

    \b
      gonogo fuzz count.words --seconds 30
      gonogo fuzz all --cases 100000 --save found.jsonl
      gonogo fuzz --replay found.jsonl
    """  # noqa: D301 (click reads \b as "keep these lines")
    if replay is not None:
        if kinds or seconds is not None or cases is not None:
            raise click.UsageError("--replay asks what is in the file; give no kinds, --seconds or --cases with it.")
        return _replay(replay, as_json)
    names = _names(kinds)
    report = _run(names, SECONDS if seconds is None and cases is None else seconds, cases, seed)
    added = _saved(report, path)
    if as_json:
        emit({"seed": seed, **report.to_dict(), "saved": {"file": path, "added": added} if report.findings else None})
    else:
        _show(out(), report, path, added)
    return FINDINGS if report.findings or report.errors else 0


def _names(kinds: tuple[str, ...]) -> list[str]:
    if not kinds:
        raise click.UsageError("name the kinds to fuzz, or all: `gonogo fuzz count.words`, `gonogo fuzz all`.")
    if "all" in kinds and len(kinds) > 1:
        raise SpecError("fuzz: 'all' is every kind; to fuzz the kind of that name, name it alone as 'all:'")
    if kinds == ("all",):
        return list(catalogue())
    return [named("all" if kind == "all:" else kind).name for kind in dict.fromkeys(kinds)]


def _run(names: list[str], seconds: float | None, cases: int | None, seed: int) -> Report:
    from gonogo.testing.fuzz import fuzz as run  # here, so that the other commands start without the test kit

    with _progress() as tell:
        return run(names, seconds=seconds, cases=cases, seed=seed, progress=tell)


@contextmanager
def _progress() -> Iterator[Callable[[Report, str], None]]:
    """Show one line on standard error, if that is a terminal: texts, texts a second, findings, the kind at work."""
    screen = err().console
    columns = (SpinnerColumn("line"), TextColumn("{task.description}"))
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        task = progress.add_task("fuzzing", total=None)
        last = 0.0

        def tell(report: Report, kind: str) -> None:
            nonlocal last
            if monotonic() - last > 0.1:
                last = monotonic()
                speed = report.total / max(report.seconds, 1e-9)
                found = numbered(len(report.findings), "finding")
                progress.update(task, description=f"{report.total:,} texts  {speed:,.0f}/s  {found}  {kind}")

        yield tell


def _saved(report: Report, path: str) -> int:
    from gonogo.testing.fuzz import save

    return save(report.findings, path)


# ---------------------------------------------------------------------- showing
def _show(look: Look, report: Report, path: str, added: int) -> None:
    for finding in report.findings:
        _show_finding(look, finding)
    for error in report.errors:
        look.line(("error", "bold red"), f"  {printable(error)}")
    speed = report.total / max(report.seconds, 1e-9)
    verdict = numbered(len(report.findings), "finding") if report.findings else "no findings"
    repeats = f" and {report.repeats:,} like them" if report.repeats else ""
    look.line((f"{report.total:,} texts on {numbered(len(report.cases), 'kind')}: {verdict}{repeats}", "bold"))
    look.line((f"{report.seconds:.1f} s, {speed:,.0f} texts/s", "dim"))
    if report.findings:
        known = len(report.findings) - added
        stood = f" ({known:,} stood there already)" if known else ""
        look.line(f"{numbered(added, 'case')} added to {path}{stood}; see them again with: gonogo fuzz --replay {path}")


def _show_finding(look: Look, finding: Finding) -> None:
    _show_probe(look, finding.probe, finding.message)
    look.line((f"seed {finding.seed}, round {finding.round} of {finding.kind}", "dim"), indent=2)
    look.line("see it again:", indent=2)
    look.stream.write(f"{printable(finding.probe.command())}\n")  # on one line, to be copied
    look.gap()


def _show_probe(look: Look, probe: Probe, message: str) -> None:
    look.line((probe.check, "bold red"), "  ", (probe.constraint.kind, "cyan"))
    look.line(look.clip(message, 4 * look.width), indent=2)
    look.line((look.clip(dumps(probe.constraint.to_dict()), 3 * look.width), "dim"), indent=2)
    look.line((look.clip(ascii(probe.text), 3 * look.width), "dim"), indent=2)


# ---------------------------------------------------------------------- asking again
def _replay(path: str, as_json: bool) -> int:
    from gonogo.testing.fuzz import replay

    said = replay(path)
    if not said:
        raise RowError(f"{path} holds no cases")
    open_ = [(probe, fault) for probe, fault in said if fault is not None]
    if as_json:
        told: list[dict[str, Any]] = [
            {**probe.to_dict(), "message": fault, "passed": fault is None} for probe, fault in said
        ]
        emit({"passed": not open_, "cases": len(said), "open": len(open_), "probes": told})
    else:
        look = out()
        for probe, fault in open_:
            _show_probe(look, probe, fault)
            look.stream.write(f"{printable(probe.command())}\n")
            look.gap()
        verdict = f"{len(open_):,} still wrong" if open_ else "all as they should be"
        look.line((f"{numbered(len(said), 'case')} of {path}: {verdict}", "bold"))
    return FINDINGS if open_ else 0
