"""The page of one kind."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from typing import Any

from gonogo.cli.parameters import parameters
from gonogo.compat.coverage import Covered, covering, notes, places
from gonogo.constraints import Kind
from gonogo.constraints.families import FAMILIES
from gonogo.examples import Source, excerpt
from gonogo.text.view import View
from making.markdown import GENERATED, code, grid, link, prose
from making.measured import Measured

_TITLES = {family.name: family.title for family in FAMILIES}
_NAMED = {"amount": "[amount](index.md#amount)", "scope": "[scope](index.md#scope)"}
_FIELDS = re.compile(r"\b(amount|scope) \{[^}]*\}")


def kind_page(kind: Kind, measured: Measured) -> str:
    """Return the page of one kind."""
    parts = [GENERATED, f"# `{kind.name}`", prose(inspect.getdoc(kind.owner) or "")]
    parts += list(_instruction(kind))
    parts += ["## Parameters", _parameters(kind), f"[JSON Schema](../schema/{kind.name}.json)"]
    parts += ["## Examples", _examples(kind), "## Published ids", _published(kind)]
    parts += ["## Measured", measured.section(kind), "## Facts", _facts(kind)]
    return "\n\n".join(parts) + "\n"


def _instruction(kind: Kind) -> Iterator[str]:
    """Yield a constraint of this kind as JSON, and the sentence that asks for it in a prompt."""
    constraint = kind.make(dict(kind.examples[0].params))
    yield f"```json\n{constraint.to_json()}\n```"
    yield f"As an instruction: {code(constraint.describe())}"


def _parameters(kind: Kind) -> str:
    rows = [[f"`{row['name']}`", _taken(row["type"]), _default(row), prose(row["description"])]
            for row in parameters(kind.schema())]  # fmt: skip
    return grid(("parameter", "takes", "default", "meaning"), rows) if rows else "None."


def _taken(words: str) -> str:
    """Return what a parameter takes; amounts and scopes lead to where they are explained."""
    said, pattern, shown = words.partition(" like ")
    linked = _FIELDS.sub(lambda match: _NAMED[match.group(1)], prose(said))
    return linked + (f" like {code(shown)}" if pattern else "")


def _default(row: dict[str, Any]) -> str:
    if row["required"]:
        return "required"
    return code(json.dumps(row["default"], ensure_ascii=False)) if "default" in row else "none"


def _examples(kind: Kind) -> str:
    rows = []
    for example in kind.examples:
        verdict = kind.make(dict(example.params)).judge(View(example.text))
        params = json.dumps(dict(example.params), ensure_ascii=False)
        told = "pass" if example.passes else "fail"
        rows.append([told, code(params), code(excerpt(example.text)), code(verdict.reason), prose(example.note)])
    return "Texts are shown with `\\n` for a line break.\n\n" + grid(
        ("verdict", "parameters", "text", "reason given", "worth noticing"), rows
    )


def _published(kind: Kind) -> str:
    """Return every published id that is loaded as the kind or with it as a part, and where the checkers differ."""
    alike: dict[tuple[bool, str, tuple[tuple[str, Source], ...]], list[Covered]] = {}
    for one in covering(kind.name):
        alike.setdefault((kind.name not in one.alone, one.bare, notes(one)), []).append(one)
    if not alike:
        return "No published registry has an id for this."
    rows = []
    for (part, id, known), found in sorted(alike.items(), key=lambda item: item[0][:2]):
        loaded = f"a part of {' or '.join(link(one) for one in found[0].alone)}" if part else "this kind"
        rows.append([f"`{id}`", places(found), loaded, differences(known)])
    return grid(("id", "registries", "loaded as", "how the published checker differs"), rows)


def differences(known: tuple[tuple[str, Source], ...]) -> str:
    """Say how a published checker differs, where it was compared."""
    if not known:
        return "not compared"
    said = dict.fromkeys("judges alike" if source.same else prose(source.note) for _, source in known)
    return "; ".join(said)


def _facts(kind: Kind) -> str:
    about = ", ".join(sorted(kind.owner.ABOUT)) or "none"
    facts = [
        f"Family: {_TITLES[kind.family]} (`{kind.family}`)",
        f"Version of the verdicts: {kind.version} (`{kind.name}@{kind.version}`)",
        f"Differences that may change the verdict, of emphasis, quotes, blanks and edges: {about}",
        f"Drafts are edited at the grain: {kind.grain.name.lower()}",
        f"Written in: `{kind.owner.__module__}.{kind.owner.__name__}`",
    ]
    vacuous = getattr(kind.owner, "VACUOUS", "")
    if vacuous:
        facts.insert(3, f"Junk may pass, because {prose(vacuous)}")
    return "\n".join(f"- {fact}" for fact in facts)
