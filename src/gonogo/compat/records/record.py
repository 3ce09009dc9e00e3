"""What a row says, whatever its format: a prompt, its constraints with their published ids, and the rest of the row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar, Literal

from gonogo.compat.load import REGISTRIES, ids, load
from gonogo.constraint import Constraint
from gonogo.errors import SpecError, UnknownValue

Row = Mapping[str, Any]
Chat = list[dict[str, Any]]

# Registries whose ids stand in rows of another layout; the rows with ``instruction_id_list`` never mean them.
OWN_LAYOUT = frozenset(("ifeval-pp", "nemo", "open-instruct-legacy", "verifif"))


@dataclass(frozen=True)
class Published:
    """A constraint as it was published.

    Attributes:
        registry: the catalogue, see :data:`gonogo.compat.REGISTRIES`.
        id: the id there.
        kwargs: its arguments, as they stood in the row (padding and floats, too).
        beside: what else the row says of it (verifif's ``uid``, ``source``…).
    """

    registry: str
    id: str
    kwargs: Mapping[str, Any]
    beside: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        told: dict[str, Any] = {"registry": self.registry, "id": self.id, "kwargs": dict(self.kwargs)}
        return {**told, "beside": dict(self.beside)} if self.beside else told


@dataclass(frozen=True)
class Item:
    """One constraint of a row. ``fault`` says why it could not be read; ``constraint`` is None then.

    Attributes:
        constraint: what it means.
        published: how it was published, where it was.
        fault: why it could not be read, else "".
        cause: what is at fault: the ``id``, its ``arguments``, or a ``shape`` that this library has no word for.
    """

    constraint: Constraint | None
    published: Published | None = None
    fault: str = ""
    cause: Literal["", "id", "arguments", "shape"] = ""

    @property
    def name(self) -> str:
        """Return the id it is known by."""
        if self.published is not None:
            return self.published.id
        return self.constraint.kind if self.constraint is not None else "?"


@dataclass(frozen=True)
class Record:
    """A row, read.

    Attributes:
        prompt: the instruction: of a chat, the last message of the user; "" where the row has none.
        items: the constraints, in order, duplicates kept.
        rest: every field that the format gives no meaning, as it was.
        chat: the whole chat, where the row has one.
        format: the name of the format it was read from.
    """

    prompt: str
    items: tuple[Item, ...]
    rest: Mapping[str, Any]
    chat: Chat | None = None
    format: str = ""

    @property
    def constraints(self) -> list[Constraint]:
        """Return the constraints.

        Raises:
            SpecError: one of them could not be read; says which and why.
        """
        found = []
        for item in self.items:
            if item.constraint is None:
                raise SpecError(item.fault)
            found.append(item.constraint)
        return found

    @property
    def messages(self) -> Chat:
        """Return the chat, or the prompt as one message of the user."""
        return self.chat if self.chat is not None else [{"role": "user", "content": self.prompt}]


@dataclass(frozen=True)
class Loss:
    """A constraint that a format cannot express: its place in the row from 0, its id and why."""

    index: int
    name: str
    why: str


def taken(name: str, value: object) -> Loss:
    """Return the loss of a row that has a field of its own where a format writes something else."""
    return Loss(0, name, f"{name!r} is taken by another field of the row: {short(value)}; rename it")


class Format:
    """A record format: how rows of it are recognised, read and written."""

    NAME: ClassVar[str] = ""
    SUMMARY: ClassVar[str] = ""
    OWN: ClassVar[tuple[str, ...]] = ()  # fields that say what the record says, so that no other may stand there

    def matches(self, row: Row) -> bool:
        """Return whether a row looks like this format."""
        raise NotImplementedError

    def read(self, row: Row) -> Record:
        """Return what a row says.

        Raises:
            SpecError: a field is missing or of the wrong type. A single constraint that cannot be read does not
                raise: it becomes an item with a fault.
        """
        raise NotImplementedError

    def write(self, record: Record) -> dict[str, Any] | list[Loss]:
        """Return the row, or what it cannot express; a row with a part of the constraints would ask for less."""
        return self.taken(record) or self.written(record)

    def written(self, record: Record) -> dict[str, Any] | list[Loss]:
        """Return the row, where none of its own fields is taken, or what it cannot express."""
        raise NotImplementedError

    def taken(self, record: Record) -> list[Loss]:
        """Return the fields of the row that stand where this format says what the record says."""
        return [
            taken(key, record.rest[key]) for key in self.OWN
            if key in record.rest and not (key == "prompt" and record.rest[key] == record.prompt)
        ]  # fmt: skip


# ---------------------------------------------------------------------- reading one published id
def published_item(
    registries: Sequence[str], id: Any, kwargs: Any, prompt: str, beside: Mapping[str, Any] | None = None
) -> Item:
    """Read one published id by the first of ``registries`` that knows it."""
    beside = beside or {}
    given = {} if kwargs is None else kwargs
    if not isinstance(id, str):
        return Item(None, None, f"an id is a text, not {short(id)}", "id")
    registry = next((name for name in registries if id in ids(name)), None)
    kept = Published(registry or registries[0], id, given if isinstance(given, Mapping) else {}, beside)
    if registry is None:
        known = {known for name in registries for known in ids(name)}
        return Item(None, kept, str(UnknownValue("published id", id, known)), "id")
    try:
        return Item(load(registry, id, given, prompt or None), kept)
    except (SpecError, RecursionError) as error:
        told = str(error) if isinstance(error, SpecError) else f"{id}: nested too deeply"
        return Item(None, kept, told, "arguments")


@lru_cache(maxsize=64)
def ranked(*first: str) -> tuple[str, ...]:
    """Return the registries for rows with ``instruction_id_list``, ``first`` before all others."""
    known = [name for name in first if name in REGISTRIES]
    return (*known, *(name for name in REGISTRIES if name not in OWN_LAYOUT and name not in known))


def parallel_items(
    registries: Sequence[str], row: Row, prompt: str, ids_key: str = "instruction_id_list"
) -> list[Item]:
    """Read parallel lists of ids and kwargs."""
    names, kwargs = row.get(ids_key), row.get("kwargs")
    if not isinstance(names, Sequence) or isinstance(names, str) or not names:
        raise SpecError(f"{ids_key!r} must be a list of ids; found {short(names)}")
    if isinstance(kwargs, Mapping) and len(names) == 1:
        kwargs = [kwargs]
    if kwargs is None:
        kwargs = [None] * len(names)
    if not isinstance(kwargs, Sequence) or isinstance(kwargs, str) or len(kwargs) != len(names):
        raise SpecError(f"'kwargs' must be a list with one object per id ({len(names)}); found {short(kwargs)}")
    return [published_item(registries, id, one, prompt) for id, one in zip(names, kwargs, strict=True)]


# ---------------------------------------------------------------------- help in reading fields
def short(value: object, most: int = 80) -> str:
    """Return a value as it is shown in errors."""
    shown = repr(value)
    return shown if len(shown) <= most else shown[: most - 1] + "…"


def said(content: Any) -> str:
    """Return the text of a message's content: a text, or parts with texts."""
    if isinstance(content, str):
        return content
    if isinstance(content, Sequence):
        return "".join(str(part.get("text") or "") for part in content if isinstance(part, Mapping))
    return ""


def chat_of(value: Any) -> tuple[str, Chat | None]:
    """Return the prompt as text, and the chat where ``value`` is one."""
    if isinstance(value, str):
        return value, None
    if isinstance(value, list) and all(isinstance(part, dict) for part in value):
        users = [part for part in value if part.get("role") == "user"]
        return (said(users[-1].get("content")) if users else ""), value
    return "", None


def object_of(value: Any, field: str) -> dict[str, Any]:
    """Return an object, or raise an error that names the field."""
    if not isinstance(value, Mapping):
        raise SpecError(f"{field!r} must be an object; found {short(value)}")
    return dict(value)


def json_of(value: Any, field: str) -> Any:
    """Return what a JSON text says; anything but a text as it is."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise SpecError(f"{field!r} is not JSON; found {short(value)}") from None


def without(row: Row, *keys: str) -> dict[str, Any]:
    """Return the fields of a row but for ``keys``."""
    return {key: value for key, value in row.items() if key not in keys}


def plain_chat(chat: Chat | None, prompt: str) -> bool:
    """Return whether a chat says no more than the prompt as one message of the user."""
    return chat is None or chat == [{"role": "user", "content": prompt}]


def dumped(constraints: Iterable[Constraint]) -> str:
    """Return constraints as the one JSON text that a row carries."""
    return json.dumps([one.to_dict() for one in constraints], ensure_ascii=False)


def dumped_ids(items: Sequence[Item]) -> str | None:
    """Return the published ids of the items as one JSON text; None where none has one."""
    if all(item.published is None for item in items):
        return None
    return json.dumps([item.published and item.published.to_dict() for item in items], ensure_ascii=False)


def with_ids(constraints: Sequence[Constraint], told: Any) -> tuple[Item, ...]:
    """Return constraints with the published ids that :func:`dumped_ids` kept; what does not fit is left out."""
    if isinstance(told, str):
        try:
            told = json.loads(told)
        except (ValueError, RecursionError):
            told = None
    if not isinstance(told, list) or len(told) != len(constraints):
        return tuple(map(Item, constraints))
    return tuple(Item(one, _kept(each)) for one, each in zip(constraints, told, strict=True))


def _kept(told: Any) -> Published | None:
    if (
        not isinstance(told, Mapping)
        or not isinstance(told.get("registry"), str)
        or not isinstance(told.get("id"), str)
    ):
        return None
    kwargs, beside = told.get("kwargs") or {}, told.get("beside") or {}
    return Published(told["registry"], told["id"], kwargs, beside) if isinstance(kwargs, Mapping) else None
