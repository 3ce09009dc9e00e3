"""``gonogo check``: one text, judged now."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Collection, Sequence
from typing import Any

import click
from rich.text import Text

from gonogo.amount import Amount
from gonogo.cli.catalogue import named
from gonogo.cli.look import Look, emit, grid, json_option, numbered, out, printable
from gonogo.cli.rows import checkable, read_record
from gonogo.constraint import Constraint, Verdict, parse_set
from gonogo.errors import SpecError, UnknownValue, nearest
from gonogo.text.view import View

FAILED = 1
MOST_EVIDENCE = 8  # pieces of evidence listed by name; the rest is counted

_PAIR = re.compile(r"[A-Za-z_]\w*=")
_BOUNDS = ("low", "high", "step")
_AS_TEXT = "A text that begins like KEY=VALUE is given with --file FILE, or on standard input (-)."


@click.command(short_help="Check one text against one constraint.")
@click.argument("constraint")
@click.argument("rest", nargs=-1, metavar="[KEY=VALUE]... [TEXT|-]")
@click.option("--file", "path", type=click.Path(dir_okay=False), help="Read the text from this file.")
@json_option
def check(constraint: str, rest: tuple[str, ...], path: str | None, as_json: bool) -> int:
    """Check one text against CONSTRAINT; exit 0 if it passes, 1 if it fails.

    CONSTRAINT is JSON (a constraint, a list of them, or a dataset row), or a kind with its parameters behind it. The
    text is TEXT, --file, or standard input.

    \b
      gonogo check title "<<On Tides>> They come and go."
      gonogo check count.words low=5 high=9 "Salt dries on the old rope."
      gonogo check '{"kind": "case", "case": "upper"}' --file answer.txt
    """  # noqa: D301 (click reads \b as "keep these lines")
    spec, given = _read_arguments(constraint, rest)
    checked = _constraints(spec)
    text = _text(given, path)
    view = View(text)
    verdicts = [one.judge(view) for one in checked]
    passed = all(verdict.passed for verdict in verdicts)
    if as_json:
        emit({"passed": passed, "verdicts": [_told(verdict) for verdict in verdicts]})
    else:
        _show(out(), text, verdicts)
    return 0 if passed else FAILED


# ---------------------------------------------------------------------- reading the arguments
def _read_arguments(constraint: str, rest: Sequence[str]) -> tuple[Any, list[str]]:
    """Return what is to be checked (JSON text, or a dict) and the arguments left for the text."""
    if constraint.lstrip()[:1] in ("{", "["):
        return constraint, list(rest)
    kind, *words = constraint.split()
    words += rest
    pairs = 0
    while pairs < len(words) and _PAIR.match(words[pairs]):
        pairs += 1
    return shorthand(kind, words[:pairs]), words[pairs:]


def shorthand(kind: str, pairs: Sequence[str]) -> dict[str, Any]:
    """Return the constraint that ``KIND key=value …`` says.

    ``low``, ``high`` and ``step`` go into ``amount`` where the kind takes one; a list is written with commas; a value
    of a text parameter is kept as written, any other is read as JSON where it is JSON.

    Raises:
        UnknownValue: no such kind or parameter.
        SpecError: a parameter is given twice.
    """
    fields: dict[str, Any] = named(kind).schema().get("properties", {})
    known = {*fields, *(_BOUNDS if "amount" in fields else ())} - {"kind"}
    spec: dict[str, Any] = {"kind": kind}
    for pair in pairs:
        key, _, value = pair.partition("=")
        if key not in known:
            raise _unknown(kind, key, known)
        bounds = key in _BOUNDS and key not in fields and "amount" in fields
        place = spec.setdefault("amount", {}) if bounds else spec
        if not isinstance(place, dict) or key in place:
            raise SpecError(f"{kind}: {key!r} is given twice; give each parameter once")
        place[key] = value_of(value, fields.get(key, {}))
    return spec


def _unknown(kind: str, key: str, known: Collection[str]) -> SpecError:
    meant = Amount.MEANT.get(key)
    if meant in known:
        return SpecError(f"unknown parameter of {kind} {key!r}; did you mean {meant!r}?")
    return UnknownValue(f"parameter of {kind}", key, known, "" if nearest(key, known) else _AS_TEXT)


def value_of(value: str, field: dict[str, Any]) -> Any:
    """Read one value of the shorthand for the parameter that the JSON schema ``field`` describes."""
    types = {part.get("type") for part in (field, *field.get("anyOf", ()))}
    spelled = "object" in types and value.startswith("{")  # where an object may stand for its name
    if ("string" in types and not spelled) or (not types - {None} and "enum" in field) or "const" in field:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return next(csv.reader([value])) if "array" in types else value


def _constraints(spec: Any) -> tuple[Constraint, ...]:
    checked = _of_row(spec) or parse_set(spec)
    if not checked:
        raise SpecError("the list of constraints is empty; give at least one")
    return checked


def _of_row(spec: Any) -> tuple[Constraint, ...]:
    """Return the constraints where ``spec`` is a whole row of a dataset, else none."""
    try:
        row = json.loads(spec) if isinstance(spec, str) else None
    except (ValueError, RecursionError):
        return ()  # said by what reads constraints
    return tuple(checkable(read_record(row))) if isinstance(row, dict) and "kind" not in row else ()


def _text(given: list[str], path: str | None) -> str:
    """Return the text to check: from the argument, ``--file`` or standard input; exactly one of them."""
    if len(given) > 1:
        shown = ", ".join(repr(part) for part in given[:3])
        raise click.UsageError(f"one text is checked at a time; given: {shown}. Put the text in quotes.")
    if given and path is not None:
        raise click.UsageError("give the text as an argument or with --file, not both.")
    if path is not None and path != "-":
        with open(path, "rb") as file:
            return _decoded(file.read(), path)
    if given and given[0] != "-":
        return given[0]
    if not given and path is None and sys.stdin.isatty():
        raise click.UsageError("no text. Give it as an argument, with --file FILE, or - for standard input.")
    return _decoded(sys.stdin.buffer.read(), "standard input")


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = f"byte {error.start} is 0x{data[error.start]:02x}"
        raise SpecError(f"{name} is not UTF-8 ({byte}); convert it first") from None


# ---------------------------------------------------------------------- showing the verdict
def wanted(constraint: Constraint) -> str:
    """Say the bound of a constraint that has one (``at least 5``), else nothing."""
    amount = getattr(constraint, "amount", None)
    return amount.wording() if amount is not None and hasattr(amount, "wording") else ""


def _told(verdict: Verdict) -> dict[str, Any]:
    return {
        **verdict.to_dict(),
        "sentence": verdict.constraint.describe(),
        "wanted": wanted(verdict.constraint),
        "constraint": verdict.constraint.to_dict(),
    }


def _show(look: Look, text: str, verdicts: Sequence[Verdict]) -> None:
    for verdict in verdicts:
        _show_verdict(look, text, verdict)
    shown = Text(printable(text))
    for verdict in verdicts:
        style = "bold underline green" if verdict.passed else "bold underline red"
        for start, end in verdict.spans:
            shown.stylize(style, start, end)
    look.gap()
    look.show(shown if text.strip() else Text("(the text is empty)", style="dim"))


def _show_verdict(look: Look, text: str, verdict: Verdict) -> None:
    word = "pass" if verdict.passed else "fail"
    head = Text.assemble(look.mark(word), " ") if look.symbols else Text()
    head.append(word if verdict.passed else word.upper(), style="bold green" if verdict.passed else "bold red")
    line = grid(None, 1)
    line.add_row(head, printable(verdict.constraint.describe()))
    look.show(line)
    table = grid(None, 1)
    bound, reason = wanted(verdict.constraint), verdict.reason
    said = bool(bound) and bound in reason  # a reason like "2 words, wanted at least 5" says it already
    if verdict.measured is not None and not said:
        measured = printable(str(verdict.measured))
        table.add_row(Text("measured", style="dim"), f"{measured}, wanted {bound}" if bound else measured)
    table.add_row(Text("reason", style="dim"), printable(reason))
    if verdict.spans:
        table.add_row(Text("evidence", style="dim"), _evidence(look, text, verdict.spans))
    look.show(table, indent=2)


def _evidence(look: Look, text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Name the places: what stands there, and where, for terminals and pipes without colour."""
    named = [f"{start}-{end} {look.clip(text[start:end], 30)!r}" for start, end in spans[:MOST_EVIDENCE]]
    more = f" and {len(spans) - MOST_EVIDENCE} more" if len(spans) > MOST_EVIDENCE else ""
    return f"{numbered(len(spans), 'place')}: {', '.join(named)}{more}"
