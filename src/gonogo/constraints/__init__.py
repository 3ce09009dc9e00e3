"""The built-in kinds, and the catalogue of all kinds.

Its modules are imported when one of their kinds is first asked for (:mod:`gonogo.registry`). One file per idea a user
would name: ``counting``, ``placement``, ``sequence``, ``layout``, ``copying``, ``data``, ``logic``…
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from gonogo import registry
from gonogo.constraint import COUNT, Constraint, parse
from gonogo.constraints.counting import Count
from gonogo.constraints.families import family_of
from gonogo.draft import Grain
from gonogo.errors import UnknownValue
from gonogo.examples import Example, Source
from gonogo.units import Unit

__all__ = ["Kind", "catalogue", "kind_named"]


@dataclass(frozen=True)
class Kind:
    """A catalogue entry: a name, and the class that owns it (a constraint class, or the unit that is counted)."""

    name: str
    owner: type[Any]

    @property
    def summary(self) -> str:
        """The first line of the owner's page."""
        return (self.owner.__doc__ or "").strip().split("\n", 1)[0]

    @property
    def examples(self) -> tuple[Example, ...]:
        """Texts that pass and texts that fail."""
        found: tuple[Example, ...] = self.owner.EXAMPLES
        return found

    @property
    def sources(self) -> tuple[Source, ...]:
        """The published ids it covers."""
        found: tuple[Source, ...] = self.owner.SOURCES
        return found

    @property
    def version(self) -> int:
        """The version of its verdicts."""
        return int(self.owner.VERSION)

    @property
    def family(self) -> str:
        """The family it is listed under: see :data:`gonogo.constraints.families.FAMILIES`."""
        return family_of(self.name)

    @property
    def grain(self) -> Grain:
        """How coarse its edits are."""
        found: Grain = self.owner.GRAIN
        return found

    def make(self, params: dict[str, Any]) -> Constraint:
        """Return the constraint with these parameters (without ``kind``)."""
        return parse({"kind": self.name, **params})

    def sample(self, rng: Random) -> Constraint:
        """Draw a constraint of this kind; the same state of ``rng`` gives the same one."""
        if issubclass(self.owner, Unit):
            return Count.draw(self.owner, rng)
        made: Constraint = self.owner.sample(rng)
        return made

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of a constraint of this kind."""
        if not issubclass(self.owner, Unit):
            return dict(self.owner.model_json_schema())
        whole = Count.model_json_schema(mode="validation")
        unit = self.owner.model_json_schema()
        fields = {key: value for key, value in whole["properties"].items() if key != "unit"}
        fields["kind"] = {"const": self.name, "type": "string"}
        required = ["kind", *unit.get("required", []), "amount"]
        definitions = {name: value for name, value in whole.get("$defs", {}).items() if name != "Unit"}
        return {
            "title": self.name, "description": self.summary, "type": "object", "additionalProperties": False,
            "properties": {**{"kind": fields.pop("kind")}, **unit.get("properties", {}), **fields},
            "required": required, "$defs": definitions,
        }  # fmt: skip


def kind_named(name: str) -> Kind:
    """Return the catalogue entry called ``name``; no other plugin than its own is loaded for it.

    Raises:
        UnknownValue: there is none; names the nearest kinds.
        RegistryError: it belongs to a broken plugin; says what is wrong with it.
    """
    if name == COUNT:
        raise UnknownValue("kind", name, catalogue(plugins=False), "See `gonogo list`.")
    return Kind(name, registry.find(name))


def catalogue(*, plugins: bool = True) -> dict[str, Kind]:
    """Return every kind by name, sorted."""
    return {name: Kind(name, owner) for name, owner in registry.kinds(plugins=plugins).items() if name != COUNT}
