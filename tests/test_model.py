"""Model: one clear sentence per fault instead of a validation report."""

from __future__ import annotations

from collections.abc import Mapping
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


class Fleet(Model):
    """A model whose messages would be pydantic's, and that names what people try for its fields."""

    MEANT: ClassVar[Mapping[str, str]] = {"vessels": "ships"}

    ships: tuple[str, ...] = Field(default=("Ark",), min_length=1)
    sail: Literal["square", "lateen"] = "square"
    flagship: Plain | None = None
    oars: float = Field(default=0, ge=0.5)
    steam: bool = False


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
        ({"crew": 3}, "ship: field 'name' is missing; it takes text (what she is called)"),
        ({"name": "Ark"}, "ship: field 'crew' is missing; it takes a whole number"),
        ({"name": "Ark", "crew": 3, "crow": 1}, "ship: unknown field 'crow'; did you mean 'crew'?"),
        ({"name": "Ark", "crew": 3, "sail": 1}, "ship: unknown field 'sail'; its fields are name, crew, flags"),
        ({"name": "train", "crew": 3}, "a train is no ship; book a ferry"),
        ({"name": "Ark", "crew": -1}, "ship: crew = -1: it must be 0 or more"),
        ({"name": "A", "crew": 1}, "ship: name = 'A': it must be 2 or more characters long"),
        ({"name": "Ark", "crew": 1, "flags": ["a", 2]}, "ship: flags.1 = 2: text is expected"),
    ],
)
def test_one_sentence_per_fault(data: dict[str, object], message: str) -> None:
    with pytest.raises(SpecError) as caught:
        Ship(**data)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"ships": "Ark"}, "fleet: ships = 'Ark': a list is expected; put a single one in [ ]"),
        ({"ships": []}, "fleet: ships = []: it must hold 1 or more, it holds 0"),
        ({"ships": [1]}, "fleet: ships.0 = 1: text is expected"),  # and not also that the list is too short
        ({"sail": "latin"}, "fleet: sail = 'latin': it is one of 'square', 'lateen' (did you mean 'lateen'?)"),
        ({"sail": "xyz"}, "fleet: sail = 'xyz': it is one of 'square', 'lateen'"),
        ({"sail": 3}, "fleet: sail = 3: it is one of 'square', 'lateen'"),
        ({"flagship": "Ark"}, "fleet: flagship = 'Ark': an object is expected, with size"),
        ({"oars": 0}, "fleet: oars = 0: it must be 0.5 or more"),
        ({"steam": "some"}, "fleet: steam = 'some': true or false is expected"),
        ({"size": 3}, 'fleet: unknown field \'size\'; put it in flagship: {"flagship": {"size": 3}}'),
        ({"vessels": []}, "fleet: unknown field 'vessels'; did you mean 'ships'?"),
    ],
)
def test_a_fault_is_said_in_the_words_of_json(data: dict[str, object], message: str) -> None:
    with pytest.raises(SpecError) as caught:
        Fleet(**data)
    assert str(caught.value) == message


def test_a_field_of_a_few_values_says_which() -> None:
    class Rig(Model):
        sail: Literal["square", "lateen"]
        crew: tuple[str, ...]
        bell: Plain | bool

    with pytest.raises(SpecError) as caught:
        Rig()
    assert str(caught.value) == (
        "rig: field 'sail' is missing; it takes one of 'square', 'lateen'; "
        "rig: field 'crew' is missing; it takes a list; rig: field 'bell' is missing; it takes an object or true or false"
    )


def test_several_faults_are_all_named() -> None:
    with pytest.raises(SpecError, match=r"field 'name' is missing.*; ship: field 'crew' is missing"):
        Ship()


def test_a_model_without_fields_says_so_with_its_own_error() -> None:
    with pytest.raises(AmountError, match=r"^bare: unknown field 'x'; its fields are none$"):
        Bare(x=1)


def test_a_fault_inside_a_part_names_the_path() -> None:
    with pytest.raises(SpecError, match=r"^dock: field 'berth.depth' is missing; it takes a value$"):
        Dock(berth={})


def test_a_fault_inside_a_model_names_that_model() -> None:
    with pytest.raises(SpecError, match=r"^plain: field 'size' is missing; it takes a whole number$"):
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
