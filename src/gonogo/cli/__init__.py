"""The command line: one file per verb, and what they share in :mod:`gonogo.cli.look`.

Exit codes: 0 clean, 1 findings (a text fails, a checker broke, an audit found something), 2 bad input, 3 a fault of
gonogo itself, 130 interrupted, 141 the reader of our output went away.
"""

from __future__ import annotations

import sys
import traceback
from importlib import metadata
from typing import Any

import click

import gonogo
from gonogo.cli import (
    audit,
    catalogue,
    check,
    convert,
    diff,
    doctor,
    export,
    fuzz,
    judge,
    lint,
    report,
    scaffold,
    score,
    serve,
)  # fmt: skip
from gonogo.cli.look import printable, silence_stdout
from gonogo.errors import GonogoError

__all__ = ["app", "main"]

BAD_INPUT, INTERNAL, INTERRUPTED, BROKEN_PIPE = 2, 3, 130, 141


def main() -> None:
    """Run ``gonogo`` with the arguments of the process, then exit."""
    app(prog_name="gonogo")


class _App(click.Group):
    """Turns what a command returns or raises into an exit code and one clear line on stderr."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            code = super().invoke(ctx)
        except BrokenPipeError:
            silence_stdout()
            code = BROKEN_PIPE
        except GonogoError as error:
            code = _report(str(error), BAD_INPUT, ctx)
        except OSError as error:
            where = f"{error.filename}: " if error.filename is not None else ""
            code = _report(f"{where}{error.strerror or error}", BAD_INPUT, ctx)
        except (KeyboardInterrupt, click.Abort):
            code = _report("interrupted", INTERRUPTED, ctx)
        except (click.exceptions.Exit, click.ClickException):
            raise
        except Exception as error:  # nothing may reach the user as a bare traceback
            code = _report(_internal(error), INTERNAL, ctx)
        ctx.exit(code if isinstance(code, int) else 0)


def _report(message: str, code: int, ctx: click.Context) -> int:
    if ctx.params.get("debug"):
        traceback.print_exc(file=sys.stderr)
    click.echo(f"gonogo: {printable(message)}", err=True)
    return code


def _internal(error: Exception) -> str:
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    ask = f"This is a fault of gonogo. Please report it {_tracker()}with the output of `gonogo --debug ...`."
    return f"internal error: {what}\n{ask}"


def _tracker() -> str:
    """Say where to report, as the installed package's metadata names it."""
    try:
        urls = metadata.metadata("gonogo").get_all("Project-URL") or []
    except metadata.PackageNotFoundError:
        return ""
    for entry in urls:
        label, _, url = entry.partition(",")
        if label.strip().lower() in ("issues", "bug tracker", "tracker", "issue tracker"):
            return f"at {url.strip()} "
    return ""


def _show_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"gonogo {gonogo.__version__}")
        ctx.exit(0)


@click.group(cls=_App, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version,
              help="Show the version.")  # fmt: skip
@click.option("--debug", is_flag=True, expose_value=True, help="Show the traceback of an error.")
def app(debug: bool) -> None:
    """Verifiable constraints on text: check, score and audit them.

    Exit codes: 0 clean, 1 findings, 2 bad input, 3 a fault of gonogo.
    """


for _command in (
    catalogue.list_kinds,
    catalogue.explain,
    check.check,
    score.score,
    lint.lint,
    convert.convert,
    export.export_env,
    audit.audit,
    report.report,
    judge.judge_audit,
    fuzz.fuzz,
    serve.serve,
    scaffold.new_kind,
    doctor.doctor,
    diff.diff,
):
    app.add_command(_command)
