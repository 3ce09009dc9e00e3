"""The catalogue: every kind by family."""

from __future__ import annotations

from collections.abc import Sequence

from gonogo.compat.coverage import covering
from gonogo.constraints import Kind
from gonogo.constraints.families import FAMILIES
from gonogo.units import Unit
from making.markdown import GENERATED, code, grid, link, prose
from making.measured import Measured


def size(kinds: Sequence[Kind]) -> str:
    """State how large the catalogue is: kinds, and the classes and units they are made of."""
    units = [kind for kind in kinds if issubclass(kind.owner, Unit)]
    classes = {kind.owner for kind in kinds} - {kind.owner for kind in units}
    return f"{len(kinds)} kinds, from {len(classes) + 1} constraint classes and {len(units)} units"


def index_page(kinds: Sequence[Kind], measured: Measured) -> str:
    """Return the catalogue, by family."""
    published = sum(bool(covering(kind.name)) for kind in kinds)
    parts = [
        GENERATED,
        "# Catalogue",
        f"{size(kinds)}: the class `Count` makes the kind `count.<unit>` of every unit, the other classes are a kind "
        "each. Both numbers belong together, see [decision 3](../decisions/0003-kinds-and-classes.md).",
        f"{published} of the kinds are what a published id is loaded as ([which](../compat.md), and "
        f"[how they differ](../deviations.md)); {len(kinds) - published} have no published id. Each kind has a page, "
        "and a JSON Schema in [schema/](../schema/constraint-set.json).",
        measured.summary(),
        grid(("family", "kinds"), [_of_family(family.name, family.title, kinds) for family in FAMILIES]),
    ]
    for family in FAMILIES:
        rows = [_row(kind) for kind in kinds if kind.family == family.name]
        parts += [f"## {family.title}", f"`gonogo list --family {family.name}`"]
        parts += [grid(("kind", "what", "as an instruction", "published ids"), rows)]
    parts += ["## Amount", AMOUNT, "## Scope", SCOPE]
    return "\n\n".join(parts) + "\n"


def _of_family(name: str, title: str, kinds: Sequence[Kind]) -> list[str]:
    anchor = title.lower().replace(",", "").replace(" ", "-")
    return [f"[{title}](#{anchor})", str(sum(kind.family == name for kind in kinds))]


def _row(kind: Kind) -> list[str]:
    constraint = kind.make(dict(kind.examples[0].params))
    ids = len({one.bare for one in covering(kind.name)})
    return [link(kind.name), prose(kind.summary), code(constraint.describe()), str(ids or "none")]


AMOUNT = """\
How many of something are allowed. As JSON, an object with any of `low`, `high` (both inclusive) and `step` (only its
multiples), or a whole number for exactly that many.

| JSON | in Python | in words |
|---|---|---|
| `{"low": 3}` | `at_least(3)` | at least 3 |
| `{"high": 3}` | `at_most(3)` | at most 3 |
| `3`, or `{"low": 3, "high": 3}` | `exactly(3)` | exactly 3 |
| `{"low": 3, "high": 9}` | `between(3, 9)` | between 3 and 9 |
| `{"step": 5}` | `multiple_of(5)` | a multiple of 5 |"""

SCOPE = """\
Where. Without a scope, the whole response is meant.

| JSON | where |
|---|---|
| `{"where": "first", "of": "sentence"}` | the first sentence; also `last`, and of a `paragraph` or `line` |
| `{"where": "nth", "of": "paragraph", "n": 2}` | the second paragraph |
| `{"where": "each", "of": "line"}` | every line, each by itself |
| `{"where": "code"}`, `{"where": "prose"}` | inside code blocks together; outside them together |
| `{"where": "section", "title": "Risks"}` | under the heading "Risks", up to the next heading of its level or above |

A response that has no such part does not satisfy the constraint."""
