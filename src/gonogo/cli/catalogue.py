"""``gonogo list`` and ``gonogo explain``: what there is, and what one kind means."""

from __future__ import annotations

import inspect
from collections.abc import Collection
from dataclasses import asdict
from random import Random
from typing import Any

import click
from rich.cells import cell_len, set_cell_size
from rich.text import Text

from gonogo.cli.look import NARROW, Look, dumps, emit, grid, json_option, numbered, out, printable
from gonogo.cli.parameters import parameters
from gonogo.compat import REGISTRIES, ids
from gonogo.compat.coverage import Covered, bare, covered, covering, notes, places
from gonogo.constraint import Constraint, Source
from gonogo.constraints import Kind, catalogue, kind_named
from gonogo.constraints.families import FAMILIES
from gonogo.errors import CannotConstruct, SpecError, UnknownValue
from gonogo.examples import excerpt

DRAWN = 12  # constraints drawn, with fixed seeds, to choose the one that is shown
_BESIDE = 30  # columns for the registries, where there is room for them
_LEAST_ROOM = 30  # columns; in fewer, what a kind asks for is wrapped instead of cut


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
        SpecError: it is a published id; says where it stands, and how to look it up.
    """
    try:
        return kind_named(name)
    except UnknownValue:
        where = [registry for registry in REGISTRIES if name in map(bare, ids(registry)) or name in ids(registry)]
        if not where:
            raise
        raise SpecError(
            f"{name!r} is no kind but a published id ({', '.join(where)}); see the kind that it is loaded as: "
            f"gonogo list --published {name}"
        ) from None


def family(wanted: str) -> list[str]:
    """Return the kinds of the family called ``wanted``.

    Raises:
        UnknownValue: there is none; names the nearest, or all.
    """
    kinds = catalogue()
    found = [name for name, kind in kinds.items() if kind.family == wanted]
    if not found:
        raise UnknownValue("family", wanted, {kind.family for kind in kinds.values()}, "See `gonogo list`.")
    return found


@click.command("list", short_help="List the kinds of constraints, or find a published id.")
@click.option("--family", "wanted", metavar="F", help="Only this family, e.g. layout.")
@click.option("--published", "published", metavar="ID", help="Only the kinds that a published id is loaded as.")
@json_option
def list_kinds(wanted: str | None, published: str | None, as_json: bool) -> None:
    """List the kinds of constraints by family: what each asks for, and which registries have an id for it.

    The registries are shown in 110 columns or more, and by --json.

    \b
      gonogo list --family layout
      gonogo list --published punctuation:no_comma
    """  # noqa: D301 (click reads \b as "keep these lines")
    kinds = catalogue()
    if wanted is not None:
        kinds = {name: kinds[name] for name in family(wanted)}
    found = _found(published) if published is not None else []
    if published is not None:
        covered = {name for one in found for name in one.kinds}
        kinds = {name: kind for name, kind in kinds.items() if name in covered}
    rows = [_row(kind) for kind in kinds.values()]
    if as_json:
        emit({"kinds": rows} if published is None else {"published": list(map(published_row, found)), "kinds": rows})
        return
    if published is not None:
        _show_found(out(), found)
        out().gap()
    _show_list(out(), rows)


def _found(id: str) -> list[Covered]:
    """Return the ids called ``id`` in every registry, with or without their language.

    Raises:
        UnknownValue: no registry has it; names the nearest.
    """
    every = [one for registry in REGISTRIES for one in covered(registry)]
    found = [one for one in every if id in (one.id, one.bare)]
    if not found:
        known = {one.bare for one in every}
        raise UnknownValue("published id", id, known, f"The registries are {', '.join(REGISTRIES)}.")
    return found


def published_row(one: Covered) -> dict[str, Any]:
    """Return a published id as data: what it is loaded as, and how its published checker differs."""
    return {**asdict(one), "differs": [{"kind": kind, **asdict(source)} for kind, source in notes(one)]}


def _row(kind: Kind) -> dict[str, Any]:
    shown = example(kind)
    return {
        "kind": kind.name,
        "family": kind.family,
        "version": kind.version,
        "summary": kind.summary,
        "sentence": shown.describe() if shown is not None else kind.summary,
        "sources": [f"{source.suite} {source.id}" for source in kind.sources],
        "published": [f"{one.registry} {one.id}" for one in covering(kind.name)],
    }


def _titles(families: Collection[str]) -> list[tuple[str, str]]:
    """Return the name and title of each family, in the order in which they are shown; plugins' come last."""
    known = [(one.name, one.title) for one in FAMILIES if one.name in families]
    return known + [(name, f"Plugin {name}") for name in sorted(set(families) - {one.name for one in FAMILIES})]


def _show_list(look: Look, rows: list[dict[str, Any]]) -> None:
    """Print a line per kind under the heading of its family; where there is room, the registries that have an id."""
    names = max((len(row["kind"]) for row in rows), default=0)
    beside = _BESIDE if look.width >= NARROW else 0
    room = look.width - names - 2 - (beside + 2 if beside else 0)
    for name, title in _titles({row["family"] for row in rows}):
        members = [row for row in rows if row["family"] == name]
        look.line((title, "bold"), (f"  {name}, {numbered(len(members), 'kind')}", "dim"))
        table = grid(None, 1, *([None] if beside else []), fill=bool(beside))
        table.columns[0].min_width = names
        for row in members:
            said = Text(_fitted(look, row["summary"].replace("``", "`"), room))
            registries = ", ".join(dict.fromkeys(one.partition(" ")[0] for one in row["published"]))
            told = [Text(_fitted(look, registries, beside).ljust(beside), style="dim")] if beside else []
            table.add_row(Text(row["kind"], style="cyan"), said, *told)
        look.show(table)
        look.gap()
    look.line((f"{numbered(len(rows), 'kind')}. `gonogo explain KIND` says what one of them means.", "dim"))


def _fitted(look: Look, text: str, room: int) -> str:
    """Return ``text`` cut to so many columns; where they are few, whole, so that it is wrapped."""
    flat = printable(text)
    if cell_len(flat) <= room or room < _LEAST_ROOM:
        return flat
    return set_cell_size(flat, room - len(look.ellipsis)).rstrip() + look.ellipsis


def _show_found(look: Look, found: list[Covered]) -> None:
    """Print published ids, each with what it is loaded as; registries that load it alike stand together."""
    alike: dict[tuple[Any, ...], list[Covered]] = {}
    for one in found:
        alike.setdefault((one.bare, one.kinds, one.alone, one.arguments, notes(one)), []).append(one)
    for group in alike.values():
        look.line((group[0].bare, "bold"), (f"  {places(group)}", "dim"))
        look.line("loaded as ", (_loaded(group[0]), "cyan"), indent=2)
        look.line(f"arguments: {', '.join(group[0].arguments) or 'none'}", indent=2)
        for _, source in notes(group[0]):
            look.line(_said(source), indent=2)


def _loaded(one: Covered) -> str:
    parts = [kind for kind in one.kinds if kind not in one.alone]
    return " or ".join(one.alone) + (f" of {', '.join(parts)}" if parts else "")


def _said(source: Source) -> str:
    return "the published checker judges alike" if source.same else f"differs: {source.note}"


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
    _show_sources(look, data)


def _explained(kind: Kind) -> dict[str, Any]:
    shown = example(kind)
    _, _, rules = (inspect.getdoc(kind.owner) or "").partition("\n")
    return {
        "kind": kind.name,
        "version": kind.version,
        "family": kind.family,
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
        "published": [asdict(one) for one in covering(kind.name)],
    }


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
        shown, params = repr(excerpt(item["text"])), dumps(item["params"])
        text = Text.assemble(printable(shown), (f"\n{printable(params)}", "dim"), note)
        table.add_row(look.mark("pass" if item["passes"] else "fail"), text)
    look.show(table, indent=2)


def _show_sources(look: Look, data: dict[str, Any]) -> None:
    """Print the published ids that are loaded as the kind, one line for an id of several registries."""
    _head(look, "Published ids")
    if not data["published"] and not data["sources"]:
        look.line("none", indent=2)
    for source in data["sources"]:
        how = "the same verdict on every text" if source["same"] else f"differs: {source['note']}"
        look.line((f"{source['suite']} {source['id']}", "cyan"), indent=2)
        look.line(how, indent=4)
    by_id: dict[tuple[bool, str], list[Covered]] = {}
    for one in covering(data["kind"]):
        by_id.setdefault((data["kind"] not in one.alone, one.bare), []).append(one)
    if by_id:
        look.gap()
        look.line(("Loaded as this kind, or with it as a part:", "dim"), indent=2)
    for (part, id), found in sorted(by_id.items()):
        look.line((id, "cyan"), f"  {places(found)}{'; a part' if part else ''}", indent=2)
