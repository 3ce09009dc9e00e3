"""Model: one clear sentence per fault instead of a validation report."""

from __future__ import annotations

from typing import ClassVar, Literal

import pytest
from pydantic import Field, field_validator
from typing_extensions import TypedDict

from gonogo.errors import AmountError, SpecError
from gonogo.model import Model


class Ship(Model):
    """A model with every sort of field."""

    name: str = Field(min_length=2, description="what she is called")
    crew: int = Field(ge=0)
    kind: Literal["ship"] = "ship"
    flags: tuple[str, ...] = ()

    @field_validator("name")
    @classmethod
    def _no_landlubber(cls, value: str) -> str:
        if value == "train":
            raise SpecError("a train is no ship; book a ferry")
        return value


class Bare(Model):
    """A model without fields that raises an error of its own."""

    ERROR: ClassVar[type[SpecError]] = AmountError


class Plain(Model):
    """A model without a kind."""

    size: int


class Berth(TypedDict):
    """What is no model of ours."""

    depth: int


class Dock(Model):
    """A model that holds others."""

    berth: Berth
    ship: Plain | None = None


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"crew": 3}, "ship: field 'name' is missing; it takes str (what she is called)"),
        ({"name": "Ark"}, "ship: field 'crew' is missing; it takes int"),
        ({"name": "Ark", "crew": 3, "crow": 1}, "ship: unknown field 'crow'; did you mean 'crew'?"),
        ({"name": "Ark", "crew": 3, "sail": 1}, "ship: unknown field 'sail'; its fields are name, crew, flags"),
        ({"name": "train", "crew": 3}, "a train is no ship; book a ferry"),
        ({"name": "Ark", "crew": -1}, "ship: crew = -1: Input should be greater than or equal to 0"),
        ({"name": "A", "crew": 1}, "ship: name = 'A': String should have at least 2 characters"),
        ({"name": "Ark", "crew": 1, "flags": ["a", 2]}, "ship: flags.1 = 2: Input should be a valid string"),
    ],
)
def test_one_sentence_per_fault(data: dict[str, object], message: str) -> None:
    with pytest.raises(SpecError) as caught:
        Ship(**data)
    assert str(caught.value) == message


def test_several_faults_are_all_named() -> None:
    with pytest.raises(SpecError, match=r"field 'name' is missing.*; ship: field 'crew' is missing"):
        Ship()


def test_a_model_without_fields_says_so_with_its_own_error() -> None:
    with pytest.raises(AmountError, match=r"^Bare: unknown field 'x'; its fields are none$"):
        Bare(x=1)


def test_a_fault_inside_a_part_names_the_path() -> None:
    with pytest.raises(SpecError, match=r"^Dock: field 'berth.depth' is missing; it takes a value$"):
        Dock(berth={})


def test_a_fault_inside_a_model_names_that_model() -> None:
    with pytest.raises(SpecError, match=r"^Plain: field 'size' is missing; it takes int$"):
        Dock(berth={"depth": 3}, ship={})


def test_long_input_is_shortened() -> None:
    with pytest.raises(SpecError) as caught:
        Plain(size="x" * 500)
    assert len(str(caught.value)) < 200
    assert "…" in str(caught.value)


def test_frozen_and_hashable() -> None:
    ship = Ship(name="Ark", crew=3)
    assert ship == Ship(crew=3, name="Ark")
    assert hash(ship) == hash(Ship(crew=3, name="Ark"))
    with pytest.raises(ValueError, match="frozen"):
        ship.crew = 4
