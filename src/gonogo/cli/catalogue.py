"""``gonogo list`` and ``gonogo explain``: what there is, and what one kind means."""

from __future__ import annotations

import inspect
from dataclasses import asdict
from random import Random
from typing import Any

import click
from rich.text import Text

from gonogo.cli.look import NARROW, Look, dumps, emit, grid, json_option, numbered, out, printable
from gonogo.constraint import Constraint
from gonogo.constraints import Kind, catalogue, kind_named
from gonogo.errors import CannotConstruct, UnknownValue

DRAWN = 12  # constraints drawn, with fixed seeds, to choose the one that is shown

_TYPES = {
    "integer": "whole number", "number": "number", "string": "text", "boolean": "true | false", "object": "object",
}  # fmt: skip
_LIMITS = {"minimum": "at least", "maximum": "at most", "exclusiveMinimum": "above", "exclusiveMaximum": "below"}


def family(kind: str) -> str:
    """Return the family of a kind: what stands before the first dot or colon (``count.words`` is of ``count``)."""
    return kind.partition(":")[0] if ":" in kind else kind.partition(".")[0]


def example(kind: Kind) -> Constraint | None:
    """Return a constraint of ``kind`` to show: of some drawn ones the plainest, or None where the kind draws none."""
    try:
        drawn = [kind.sample(Random(seed)) for seed in range(DRAWN)]
    except CannotConstruct:
        return None
    return min(drawn, key=lambda one: len(one.describe()))


def named(name: str) -> Kind:
    """Return the catalogue entry called ``name``.

    Raises:
        UnknownValue: there is none; names the nearest kinds.
    """
    return kind_named(name)


@click.command("list", short_help="List the kinds of constraints.")
@click.option("--family", "wanted", metavar="F", help="Only this family, e.g. count.")
@json_option
def list_kinds(wanted: str | None, as_json: bool) -> None:
    """List the kinds of constraints: each with a sample sentence and the published ids it covers."""
    kinds = catalogue()
    if wanted is not None:
        families = {family(name) for name in kinds}
        if wanted not in families:
            raise UnknownValue("family", wanted, families, f"The families are {', '.join(sorted(families))}.")
        kinds = {name: kind for name, kind in kinds.items() if family(name) == wanted}
    rows = [_row(kind) for kind in kinds.values()]
    if as_json:
        emit({"kinds": rows})
        return
    _show_list(out(), rows)


def _row(kind: Kind) -> dict[str, Any]:
    shown = example(kind)
    return {
        "kind": kind.name,
        "version": kind.version,
        "summary": kind.summary,
        "sentence": shown.describe() if shown is not None else kind.summary,
        "sources": [f"{source.suite} {source.id}" for source in kind.sources],
    }


def _show_list(look: Look, rows: list[dict[str, Any]]) -> None:
    wide = look.width >= NARROW
    table = grid(None, 1, None, fill=True) if wide else grid(None, 1)
    heads = ["kind", "a sentence it makes", "published ids"] if wide else ["kind", "a sentence it makes, published ids"]
    table.add_row(*(Text(head, style="bold") for head in heads))
    for row in rows:
        ids = Text("\n".join(row["sources"]), style="dim")
        sentence = Text(look.clip(row["sentence"], 200))
        if wide:
            table.add_row(Text(row["kind"], style="cyan"), sentence, ids)
        else:
            cell = Text.assemble(sentence, "\n", ids) if row["sources"] else sentence
            table.add_row(Text(row["kind"], style="cyan"), cell)
    look.show(table)
    look.gap()
    look.line((f"{numbered(len(rows), 'kind')}. `gonogo explain KIND` says what one of them means.", "dim"))


# ---------------------------------------------------------------------- explain
@click.command(short_help="Say what a kind means.")
@click.argument("kind")
@json_option
def explain(kind: str, as_json: bool) -> None:
    """Say what KIND means: its rules, parameters, examples and the published ids it covers."""
    entry = named(kind)
    data = _explained(entry)
    if as_json:
        emit(data)
        return
    look = out()
    look.line((data["kind"], "bold cyan"), (f"  version {data['version']}", "dim"))
    look.line(data["summary"].replace("``", "`"), indent=2)
    _paragraphs(look, data["rules"])
    _show_parameters(look, data["parameters"])
    _show_example(look, data)
    _show_examples(look, data["examples"])
    _show_sources(look, data["sources"])


def _explained(kind: Kind) -> dict[str, Any]:
    shown = example(kind)
    _, _, rules = (inspect.getdoc(kind.owner) or "").partition("\n")
    return {
        "kind": kind.name,
        "version": kind.version,
        "summary": kind.summary,
        "rules": rules.strip(),
        "parameters": parameters(kind.schema()),
        "sentence": shown.describe() if shown is not None else "",
        "constraint": shown.to_dict() if shown is not None else None,
        "examples": [
            {"passes": item.passes, "params": dict(item.params), "text": item.text, "note": item.note}
            for item in kind.examples
        ],
        "sources": [asdict(source) for source in kind.sources],
    }


def parameters(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the parameters that a JSON schema describes: name, type in words, required, default, description."""
    needed = set(schema.get("required", ()))
    defs = schema.get("$defs", {})
    found = []
    for name, field in schema.get("properties", {}).items():
        if name == "kind":
            continue
        row = {"name": name, "type": type_words(field, defs), "required": name in needed}
        if name not in needed and field.get("default") is not None:
            row["default"] = field["default"]
        found.append({**row, "description": field.get("description", "")})
    return found


def type_words(field: dict[str, Any], defs: dict[str, Any]) -> str:
    """Say a JSON schema type in words: ``whole number, at least 1``, ``list of text``, ``upper | lower``."""
    if "const" in field:
        return str(field["const"])
    if "enum" in field:
        return " | ".join(map(str, field["enum"]))
    if "$ref" in field:
        return _referred(field["$ref"].rpartition("/")[2], defs)
    for union in ("anyOf", "oneOf", "allOf"):
        if union in field:
            parts = [type_words(part, defs) for part in field[union] if part.get("type") != "null"]
            return " | ".join(dict.fromkeys(parts))
    if field.get("type") == "array":
        return f"list of {type_words(field.get('items', {}), defs)}"
    return _scalar(field)


def _referred(name: str, defs: dict[str, Any]) -> str:
    target = defs.get(name, {})
    inner = list(target.get("properties", {}))
    if "enum" in target or not inner:
        return type_words(target, {}) if target and "$ref" not in target else name.lower()
    return f"{name.lower()} {{{', '.join(inner)}}}"


def _scalar(field: dict[str, Any]) -> str:
    shown = _TYPES.get(str(field.get("type")), "any value")
    shown += "".join(f", {said} {field[key]}" for key, said in _LIMITS.items() if key in field)
    return f"{shown} like {field['pattern']}" if "pattern" in field else shown


def _paragraphs(look: Look, rules: str) -> None:
    """Print a docstring's body: prose is wrapped anew, indented blocks stay as they are."""
    for block in rules.split("\n\n") if rules else ():
        look.gap()
        if block.startswith(" "):
            for line in block.splitlines():
                look.line(line, indent=2)
        else:
            look.line(" ".join(block.replace("``", "`").split()), indent=2)


def _head(look: Look, title: str) -> None:
    look.gap()
    look.line((title, "bold"))


def _show_parameters(look: Look, rows: list[dict[str, Any]]) -> None:
    _head(look, "Parameters")
    if not rows:
        look.line("none", indent=2)
        return
    table = grid(None, 1)
    for row in rows:
        state = "required" if row["required"] else f"default {row['default']}" if "default" in row else "optional"
        said = f"\n{row['description']}" if row["description"] else ""
        table.add_row(Text(row["name"], style="cyan"), Text.assemble(row["type"], (f"  ({state})", "dim"), said))
    look.show(table, indent=2)


def _show_example(look: Look, data: dict[str, Any]) -> None:
    if data["constraint"] is None:
        return
    _head(look, "In a prompt")
    look.line(printable(data["sentence"]), indent=2)
    look.line((printable(dumps(data["constraint"])), "dim"), indent=2)


def _show_examples(look: Look, examples: list[dict[str, Any]]) -> None:
    _head(look, "Examples")
    if not examples:
        look.line("none", indent=2)
        return
    table = grid(None, 1)
    for item in examples:
        note = (f"\n{item['note']}", "italic") if item["note"] else ""
        text = Text.assemble(printable(repr(item["text"])), (f"\n{printable(dumps(item['params']))}", "dim"), note)
        table.add_row(look.mark("pass" if item["passes"] else "fail"), text)
    look.show(table, indent=2)


def _show_sources(look: Look, sources: list[dict[str, Any]]) -> None:
    _head(look, "Published ids")
    if not sources:
        look.line("none", indent=2)
    for source in sources:
        how = "the same verdict on every text" if source["same"] else f"differs: {source['note']}"
        look.line((f"{source['suite']} {source['id']}", "cyan"), indent=2)
        look.line(how, indent=4)
