"""``gonogo diff``: two versions of a checker, or of gonogo, on the same responses; every verdict that flips."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import click
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from gonogo.cli.files import format_option
from gonogo.cli.look import Look, emit, err, grid, json_option, numbered, out, printable
from gonogo.errors import RowError, SpecError, UnknownValue

FINDINGS = 1
LISTED = 60  # flips shown; --json has them all
INSTALLED = "installed"
_SCRIPT = Path(__file__).with_name("replay.py")


@dataclass(frozen=True)
class Side:
    """One of the two: a checker to load (a Python file or module), or a folder that holds a gonogo; else as it is."""

    name: str
    checker: str = ""
    folder: Path | None = None


@dataclass
class Report:
    """What a comparison adds up."""

    responses: int = 0
    verdicts: int = 0
    skipped: int = 0
    flips: list[dict[str, Any]] = field(default_factory=list)
    kinds: dict[str, dict[str, int]] = field(default_factory=dict)

    def count(self, kind: str, before: str, after: str) -> None:
        """Add a verdict of each side on one constraint."""
        self.verdicts += 1
        counts = self.kinds.setdefault(kind, {"verdicts": 0, "pass to fail": 0, "fail to pass": 0, "other": 0})
        counts["verdicts"] += 1
        if before != after:
            change = f"{before} to {after}"
            counts[change if change in counts else "other"] += 1


@click.command(short_help="Compare two versions of a checker on responses.")
@click.argument("given", nargs=-1, metavar="[OLD NEW] FILE")
@click.option("--old-path", type=click.Path(exists=True, path_type=Path), metavar="PATH",
              help="An old gonogo: a wheel, a checkout or a folder that holds the package.")  # fmt: skip
@click.option("--new-path", type=click.Path(exists=True, path_type=Path), metavar="PATH",
              help="A new gonogo, likewise. Without it: the one that is running.")  # fmt: skip
@format_option()
@click.option("--responses", type=click.Path(exists=True, dir_okay=False),
              help="JSON Lines of prompt and response, joined by prompt.")  # fmt: skip
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Compare on the first N rows only.")
@click.option("--skip-bad", is_flag=True, help="Leave out rows that neither side can read, and count them.")
@json_option
def diff(
    given: tuple[str, ...], old_path: Path | None, new_path: Path | None, layout: str, responses: str | None,
    limit: int | None, skip_bad: bool, as_json: bool,
) -> int:  # fmt: skip
    """Judge the responses in FILE (JSON Lines; - for standard input) by OLD and by NEW; list each verdict that flips.

    OLD and NEW are Python files or modules that hold a kind, with ::Class to take one class of it; "installed" is the
    kind as it is. Or they are two versions of gonogo, by --old-path and --new-path. Each side runs in a process of its
    own.

    \b
      gonogo diff old.py new.py responses.jsonl
      gonogo diff installed new.py::Title responses.jsonl
      gonogo diff --old-path gonogo-0.1.0-py3-none-any.whl responses.jsonl

    Exit codes: 0 no verdict flips, 1 some do, 2 bad input.
    """  # noqa: D301 (click reads \b as "keep these lines")
    with ExitStack() as stack:
        old, new, file = _sides(given, old_path, new_path, stack)
        task: dict[str, Any] = {
            "file": _kept(file, stack), "name": "standard input" if file == "-" else file, "format": layout,
            "responses": responses, "limit": limit,
        }  # fmt: skip
        children = [_Child(side, task, stack) for side in (old, new)]
        report = Report()
        kinds = _common(children)
        _compare(children, kinds, report, skip_bad=skip_bad, size=Path(task["file"]).stat().st_size, quiet=as_json)
    if not report.responses:
        raise RowError(f"{task['name']} holds no rows that can be read")
    if kinds is not None and not report.verdicts:
        raise SpecError(f"no row of {task['name']} has a constraint of kind {', '.join(sorted(kinds))}")
    if as_json:
        emit(_told(children, report, str(task["name"])))
    else:
        _show(out(), children, report, str(task["name"]))
    return FINDINGS if report.flips else 0


# ---------------------------------------------------------------------- the two sides
def _sides(
    given: tuple[str, ...], old_path: Path | None, new_path: Path | None, stack: ExitStack
) -> tuple[Side, Side, str]:
    if old_path is not None or new_path is not None:
        if len(given) != 1:
            raise click.UsageError("with --old-path or --new-path, only FILE is given: no OLD and no NEW.")
        return _version(old_path, stack), _version(new_path, stack), given[0]
    if len(given) != 3:
        raise click.UsageError(
            "give OLD NEW FILE, e.g. old.py new.py responses.jsonl, or --old-path PATH FILE "
            f"(given: {' '.join(given) or 'nothing'})."
        )
    old, new, file = given
    if old == new:
        raise click.UsageError(f"OLD and NEW are the same: {old}")
    return _checker(old, stack), _checker(new, stack), file


def _checker(name: str, stack: ExitStack) -> Side:
    if name == INSTALLED:
        return Side(name)
    path = Path(name)
    if path.suffix == ".whl" or path.is_dir():
        return _version(path, stack)
    return Side(name, checker=name)


def _version(path: Path | None, stack: ExitStack) -> Side:
    """Return the side of a gonogo in a wheel or folder; of the running one, if there is no path."""
    if path is None:
        return Side(INSTALLED)
    folder = path
    if path.suffix == ".whl":
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        try:
            with zipfile.ZipFile(path) as wheel:
                wheel.extractall(folder)
        except (OSError, zipfile.BadZipFile) as error:
            raise SpecError(f"{path} is no wheel: {error}") from None
    for holds in (folder, folder / "src", folder.parent if folder.name == "gonogo" else folder):
        if (holds / "gonogo" / "__init__.py").is_file():
            return Side(str(path), folder=holds.resolve())
    raise SpecError(f"{path} holds no gonogo; give a wheel, a checkout, or the folder that holds the package 'gonogo'")


def _kept(file: str, stack: ExitStack) -> str:
    """Return the path of a file that both sides can read."""
    if file != "-":
        with open(file, "rb"):  # says what is wrong with it, if anything is
            return file
    copy = stack.enter_context(tempfile.NamedTemporaryFile(suffix=".jsonl"))  # noqa: SIM115 (the stack closes it)
    shutil.copyfileobj(sys.stdin.buffer, copy)
    copy.flush()
    return copy.name


class _Child:
    """A process that replays the responses by one side."""

    def __init__(self, side: Side, task: dict[str, Any], stack: ExitStack) -> None:
        self.side = side
        self._said = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 (the stack closes it)
        running = str(Path(__file__).parents[2])
        first = [str(side.folder)] if side.folder is not None else [os.getcwd(), running]
        found_at = [*first, *(path for path in sys.path if path), *([] if side.folder is None else [os.getcwd()])]
        # -P: the script's folder, which is this version's, must not come before what is asked for
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(_SCRIPT), json.dumps({**task, "checker": side.checker})],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._said, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(found_at)},
        )  # fmt: skip
        stack.callback(self._end)
        self._lines: Iterator[dict[str, Any]] = iter(self._read())
        self.about = next(self._lines, {})
        if not self.about:
            raise SpecError(f"{side.name}: its process ended at once: {self._last_words()}")
        where = Path(self.about["path"]).parent.resolve()
        if side.folder is not None and where != side.folder:
            raise SpecError(f"{side.name}: not this gonogo was imported, but the one in {where}")

    def _read(self) -> Iterator[dict[str, Any]]:
        stream: IO[str] = self._process.stdout  # type: ignore[assignment]  # it is a pipe
        for text in stream:
            line = json.loads(text)
            if "fault" in line:
                raise SpecError(f"{self.side.name}: {line['fault']}")
            yield line
        if self._process.wait() != 0:
            raise SpecError(f"{self.side.name}: its process broke: {self._last_words()}")

    def _last_words(self) -> str:
        self._process.wait()
        self._said.seek(0)
        lines = [line for line in self._said.read().decode("utf-8", "replace").splitlines() if line.strip()]
        return lines[-1] if lines else f"exit code {self._process.returncode}"

    def rows(self) -> Iterator[list[dict[str, Any]]]:
        """Yield the lines of each row: one for each response, or one error."""
        waiting: list[dict[str, Any]] = []
        for line in self._lines:
            if waiting and waiting[0]["row"] != line["row"]:
                yield waiting
                waiting = []
            waiting.append(line)
        if waiting:
            yield waiting

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


def _common(children: list[_Child]) -> set[str] | None:
    """Return the kinds to compare; None: all."""
    bears = {child.side.name: set(child.about["kinds"]) for child in children if child.about["kinds"] is not None}
    if not bears:
        return None
    kinds = set.intersection(*bears.values())
    if not kinds:
        told = "; ".join(f"{name} has {', '.join(sorted(found))}" for name, found in bears.items())
        raise UnknownValue("pair of checkers", " and ".join(bears), (), f"They have no kind in common: {told}.")
    return kinds


# ---------------------------------------------------------------------- comparing
def _compare(
    children: list[_Child], kinds: set[str] | None, report: Report, *, skip_bad: bool, size: int, quiet: bool
) -> None:
    screen = err().console
    columns = (TextColumn("comparing"), BarColumn(bar_width=24), TextColumn("{task.fields[told]}"))
    hidden = quiet or not screen.is_terminal
    with Progress(*columns, TimeRemainingColumn(), console=screen, transient=True, disable=hidden) as progress:
        task = progress.add_task("", total=size, told="")
        for olds, news in zip(children[0].rows(), children[1].rows(), strict=True):
            bad = [lines[0]["error"] for lines in (olds, news) if "error" in lines[0]]
            if len(bad) == 2:
                if not skip_bad:
                    raise RowError(f"{bad[1]}\n(--skip-bad leaves such rows out)")
                report.skipped += 1
                continue
            if bad:
                _flip_row(olds, news, report)
            else:
                for old, new in zip(olds, news, strict=True):
                    _flip_response(old, new, kinds, report)
            told = f"{numbered(report.responses, 'response')}, {numbered(len(report.flips), 'flip')}"
            progress.update(task, completed=news[-1]["done"], told=told)


def _flip_response(old: dict[str, Any], new: dict[str, Any], kinds: set[str] | None, report: Report) -> None:
    """Compare the verdicts on one response."""
    report.responses += 1
    sides = [[one for one in line["judged"] if kinds is None or _bears(one["spec"], kinds)] for line in (old, new)]
    nothing: dict[str, Any] = {"kind": "", "spec": None, "status": "none", "reason": "this side has no such constraint"}
    for i in range(max(map(len, sides))):
        before, after = (side[i] if i < len(side) else nothing for side in sides)
        kind = after["kind"] or before["kind"]
        report.count(kind, before["status"], after["status"])
        if before["status"] != after["status"]:
            report.flips.append({
                "line": new["line"], "response": new["response"], "kind": kind, "answer": new["answer"],
                "old": _verdict(before), "new": _verdict(after),
            })  # fmt: skip


def _bears(spec: Any, kinds: set[str]) -> bool:
    """Return whether a constraint, or a part of it, is of one of the kinds."""
    if isinstance(spec, dict):
        return spec.get("kind") in kinds or any(_bears(part, kinds) for part in spec.values())
    return isinstance(spec, list) and any(_bears(part, kinds) for part in spec)


def _verdict(judged: dict[str, Any]) -> dict[str, Any]:
    return {"status": judged["status"], "reason": judged["reason"], "constraint": judged["spec"]}


def _flip_row(olds: list[dict[str, Any]], news: list[dict[str, Any]], report: Report) -> None:
    """Note a row that only one side can read."""
    lines = olds if "error" in news[0] else news
    report.responses += len(lines)
    told: list[dict[str, Any]] = [
        {"status": "error", "reason": side[0]["error"], "constraint": None} if "error" in side[0]
        else {"status": "read", "reason": "the row can be read", "constraint": None}
        for side in (olds, news)
    ]  # fmt: skip
    report.count("(the row)", told[0]["status"], told[1]["status"])
    report.flips.append({
        "line": lines[0]["line"], "response": None, "kind": "(the row)", "answer": lines[0]["answer"],
        "old": told[0], "new": told[1],
    })  # fmt: skip


# ---------------------------------------------------------------------- telling
def _told(children: list[_Child], report: Report, name: str) -> dict[str, Any]:
    old, new = ({"name": child.side.name, **child.about} for child in children)
    return {
        "file": name, "old": old, "new": new, "responses": report.responses, "verdicts": report.verdicts,
        "skipped": report.skipped, "kinds": dict(sorted(report.kinds.items())), "flips": report.flips,
    }  # fmt: skip


def _show(look: Look, children: list[_Child], report: Report, name: str) -> None:
    for flip in report.flips[:LISTED]:
        _show_flip(look, flip)
    if len(report.flips) > LISTED:
        look.line((f"and {len(report.flips) - LISTED:,} more (--json has them all)", "dim"))
    if report.flips:
        look.gap()
        _show_counts(look, report)
        look.gap()
    told = numbered(len(report.flips), "flip") if report.flips else "no flips"
    look.line((f"{told} in {numbered(report.verdicts, 'verdict')}", "bold"),
              f" on {numbered(report.responses, 'response')} of {printable(name)}")  # fmt: skip
    for label, child in zip(("old", "new"), children, strict=True):
        look.line((f"{label}: {printable(child.side.name)} (gonogo {child.about['version']})", "dim"))
    if report.skipped:
        look.line((f"{numbered(report.skipped, 'row')} skipped, which neither side can read", "dim"))


def _show_flip(look: Look, flip: dict[str, Any]) -> None:
    where = f"line {flip['line']}" + (f", response {flip['response'] + 1}" if flip["response"] else "")
    look.line((flip["kind"], "cyan"), (f"  {where}", "dim"))
    table = grid(None, None, 1)
    for label in ("old", "new"):
        verdict = flip[label]
        table.add_row(Text(label, style="dim"), _mark(look, verdict["status"]), look.clip(str(verdict["reason"]), 300))
    look.show(table, indent=2)
    answer = flip["answer"]
    look.line(("no answer" if answer is None else look.clip(repr(answer), 3 * look.width // 2), "dim"), indent=2)


def _mark(look: Look, status: str) -> Text:
    known = {"none": ("none", "yellow"), "read": ("read", "green")}
    return Text(*known[status]) if status in known else look.mark(status)


def _show_counts(look: Look, report: Report) -> None:
    heads = ("kind", "verdicts", "pass to fail", "fail to pass", "other")
    table = grid(*[None] * len(heads))
    table.columns[0].no_wrap = False
    table.add_row(*(Text(head, style="bold") for head in heads))
    for column in table.columns[1:]:
        column.justify = "right"
    for kind, counts in sorted(report.kinds.items()):
        if sum(n for change, n in counts.items() if change != "verdicts"):
            table.add_row(Text(kind, style="cyan"), *(f"{counts[head]:,}" for head in heads[1:]))
    look.show(table)
