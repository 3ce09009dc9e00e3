"""NeMo Gym's verifif: ``instructions``, each with its arguments flat beside ``instruction_id``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gonogo.compat.records.express import express
from gonogo.compat.records.idlists import NESTED, clean, created_chat, created_params, params_taken
from gonogo.compat.records.record import (
    Format,
    Item,
    Loss,
    Published,
    Record,
    Row,
    chat_of,
    published_item,
    short,
    without,
)
from gonogo.constraint import parse
from gonogo.errors import SpecError, UnknownValue

_BESIDE = ("uid", "source", "is_misalignment_check")


def _inverted(beside: Mapping[str, Any]) -> bool:
    """Return whether the instruction must not be followed: the user's, where it goes against the system's."""
    return bool(beside.get("is_misalignment_check")) and beside.get("source") == "user"


def _negated(item: Item) -> Item:
    """Return the item that asks for the contrary."""
    if item.constraint is None:
        return item
    try:
        return replace(item, constraint=parse({"kind": "not", "constraint": item.constraint.to_dict()}))
    except UnknownValue:
        why = f"{item.name}: is_misalignment_check asks for the contrary, and there is no kind that negates another"
        return replace(item, constraint=None, fault=why, cause="shape")


class Verifif(Format):
    """``{"id", "instructions": [{"instruction_id", "uid", "source", …}], "llm_judge", "responses_create_params"}``.

    A user's instruction with ``is_misalignment_check`` must not be followed. What ``llm_judge`` asks a model stays in
    the rest of the row.
    """

    NAME = "verifif"
    SUMMARY = "NeMo Gym verifif: instructions with flat arguments, llm_judge"
    OWN = ("instructions",)

    def matches(self, row: Row) -> bool:
        asked = row.get("instructions")
        return isinstance(asked, list) and all(isinstance(one, Mapping) and "instruction_id" in one for one in asked)

    def read(self, row: Row) -> Record:
        asked = row.get("instructions")
        if not isinstance(asked, list) or not all(isinstance(one, Mapping) for one in asked):
            raise SpecError(f"'instructions' must be a list of objects; found {short(asked)}")
        chat = created_chat(row)
        prompt, _ = chat_of(chat)
        items = [self._item(one, prompt) for one in asked]
        return Record(prompt, tuple(items), without(row, "instructions"), chat, self.NAME)

    @staticmethod
    def _item(one: Mapping[str, Any], prompt: str) -> Item:
        beside = {key: one[key] for key in _BESIDE if key in one}
        kwargs = without(one, "instruction_id", *_BESIDE)
        item = published_item(("verifif",), one.get("instruction_id"), kwargs, prompt, beside)
        return _negated(item) if _inverted(beside) else item

    def taken(self, record: Record) -> list[Loss]:
        return super().taken(record) + params_taken(record)

    def written(self, record: Record) -> dict[str, Any] | list[Loss]:
        said = express([_straight(item) for item in record.items], ("verifif",), record.prompt)
        if lost := [one for one in said if isinstance(one, Loss)]:
            return lost
        rest = dict(record.rest)
        params = created_params(rest.pop(NESTED, None), record)
        head = {"id": rest.pop("id")} if "id" in rest else {}
        return {
            **head,
            "instructions": [_told(one, at) for at, one in enumerate(said, 1) if isinstance(one, Published)],
            "llm_judge": rest.pop("llm_judge", []),
            NESTED: params,
            "language": rest.pop("language", "en"),
            **rest,
        }


def _straight(item: Item) -> Item:
    """Return the item without the negation that ``is_misalignment_check`` stands for."""
    inner = getattr(item.constraint, "constraint", None)
    if item.published is not None and _inverted(item.published.beside) and inner is not None:
        return replace(item, constraint=inner)
    return item


def _told(one: Published, at: int) -> dict[str, Any]:
    beside = one.beside or {"uid": at, "source": "user", "is_misalignment_check": False}
    return {"instruction_id": one.id, **beside, **clean(one.kwargs)}
