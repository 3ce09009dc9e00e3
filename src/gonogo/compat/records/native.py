"""Formats that carry constraints as one JSON text: native rows, TRL, verl, OpenRLHF.

Published ids that the constraints were read from are kept beside them, in ``published``: a JSON text that is parallel
to the constraints. Without it a constraint would come back under any id that means the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gonogo.compat.records.record import (
    Format,
    Item,
    Loss,
    Record,
    Row,
    chat_of,
    dumped,
    dumped_ids,
    json_of,
    object_of,
    taken,
    with_ids,
    without,
)
from gonogo.constraint import Constraint, parse, parse_set
from gonogo.errors import SpecError, UnknownValue

CONSTRAINTS, PUBLISHED = "constraints", "published"


def items_of(spec: Any, field: str, told: Any = None) -> tuple[Item, ...]:
    """Return the constraints that ``spec`` says, a faulty one as an item with its fault."""
    try:
        return with_ids(parse_set(spec), told)
    except RecursionError:
        raise SpecError(f"{field!r} is nested too deeply") from None
    except SpecError:
        try:
            data = json_of(spec, field)
        except SpecError:
            data = None
        if isinstance(data, dict):
            data = [data]
        if not isinstance(data, list):
            raise
    return tuple(_item(one) for one in data)


def _item(spec: Any) -> Item:
    try:
        return Item(parse(spec))
    except UnknownValue as error:
        return Item(None, None, str(error), "id" if str(error).startswith("unknown kind") else "arguments")
    except (SpecError, RecursionError) as error:
        return Item(None, None, str(error), "arguments")


def faults(record: Record) -> list[Loss]:
    """Return the items that could not be read, as losses."""
    return [Loss(i, item.name, item.fault) for i, item in enumerate(record.items) if item.constraint is None]


def _written(record: Record) -> list[Constraint]:
    return [item.constraint for item in record.items if item.constraint is not None]


def _ids_field(record: Record) -> dict[str, Any]:
    told = dumped_ids(record.items)
    return {} if told is None else {PUBLISHED: told}


class Native(Format):
    """``{"prompt": "…" or a chat, "constraints": "[…]"}``, the constraints as one JSON text (a list is read, too)."""

    NAME = "native"
    SUMMARY = "gonogo's own: prompt, constraints as one JSON text"
    OWN = ("prompt", CONSTRAINTS, PUBLISHED)

    def matches(self, row: Row) -> bool:
        given = row.get(CONSTRAINTS)
        if isinstance(given, str) and "instruction_id_list" in row:  # a row of IFEval may carry a text of this name
            return given.lstrip()[:1] in ("[", "{")
        return given is not None

    def read(self, row: Row) -> Record:
        if row.get(CONSTRAINTS) is None:
            raise SpecError(f"has no {CONSTRAINTS!r}; its fields are {', '.join(map(str, list(row)[:12]))}")
        prompt, chat = chat_of(row.get("prompt"))
        items = items_of(row[CONSTRAINTS], CONSTRAINTS, row.get(PUBLISHED))
        return Record(prompt, items, without(row, "prompt", CONSTRAINTS, PUBLISHED), chat, self.NAME)

    def written(self, record: Record) -> dict[str, Any] | list[Loss]:
        if lost := faults(record):
            return lost
        prompt: Any = record.prompt if record.chat is None else record.chat
        return {
            "prompt": self.prompt(prompt, record), CONSTRAINTS: dumped(_written(record)), **_ids_field(record),
            **record.rest,
        }  # fmt: skip

    def prompt(self, prompt: Any, record: Record) -> Any:
        """Return the prompt as this format writes it."""
        return prompt


class TRL(Native):
    """Native rows whose prompt is a chat: TRL's conversational format, to which the trainer applies the template."""

    NAME = "trl"
    SUMMARY = "TRL: native rows, the prompt as a chat"

    def matches(self, row: Row) -> bool:
        return False  # reads as native

    def prompt(self, prompt: Any, record: Record) -> Any:
        return record.messages


class Verl(Format):
    """verl: the JSON text in ``reward_model.ground_truth``, the prompt as a chat, the ids in ``extra_info``."""

    NAME = "verl"
    SUMMARY = "verl: prompt as a chat, reward_model.ground_truth, extra_info"
    OWN = ("prompt",)

    def matches(self, row: Row) -> bool:
        model = row.get("reward_model")
        return isinstance(model, Mapping) and model.get("ground_truth") is not None

    def read(self, row: Row) -> Record:
        model = object_of(row.get("reward_model"), "reward_model")
        truth = model.get("ground_truth")
        if truth is None:
            raise SpecError("'reward_model' has no 'ground_truth'")
        extra = row.get("extra_info")
        told = extra.get(PUBLISHED) if isinstance(extra, Mapping) else None
        prompt, chat = chat_of(row.get("prompt"))
        rest = without(row, "prompt", "reward_model", "extra_info")
        for name, left in (("reward_model", without(model, "ground_truth")), ("extra_info", extra)):
            left = without(left, PUBLISHED) if isinstance(left, Mapping) else left
            if left:
                rest[name] = left
        return Record(prompt, items_of(truth, "reward_model.ground_truth", told), rest, chat, self.NAME)

    def written(self, record: Record) -> dict[str, Any] | list[Loss]:
        if lost := faults(record):
            return lost
        rest = dict(record.rest)
        model, extra = rest.pop("reward_model", None) or {"style": "rule"}, rest.pop("extra_info", None) or {}
        if not isinstance(model, Mapping) or not isinstance(extra, Mapping):
            name = "reward_model" if not isinstance(model, Mapping) else "extra_info"
            return [taken(name, record.rest[name])]
        if "ground_truth" in model:  # VerInstruct's functions, of which the constraints are only a part
            extra = {**extra, "ground_truth": model["ground_truth"]}
        return {
            "data_source": rest.pop("data_source", "gonogo"),
            "prompt": record.messages,
            "ability": rest.pop("ability", "instruction_following"),
            "reward_model": {**model, "ground_truth": dumped(_written(record))},
            "extra_info": {**extra, **_ids_field(record)},
            **rest,
        }


class OpenRLHF(Format):
    """OpenRLHF: ``{"input": "…" or a chat, "label": "[…]"}``, the label as one JSON text."""

    NAME = "openrlhf"
    SUMMARY = "OpenRLHF: input, label"
    OWN = ("input", "label", PUBLISHED)

    def matches(self, row: Row) -> bool:
        label = row.get("label")
        return isinstance(label, str) and label.lstrip()[:1] in ("[", "{") and '"kind"' in label

    def read(self, row: Row) -> Record:
        if row.get("label") is None:
            raise SpecError(f"has no 'label'; its fields are {', '.join(map(str, list(row)[:12]))}")
        key = "input" if row.get("input") is not None else "prompt"
        prompt, chat = chat_of(row.get(key))
        items = items_of(row["label"], "label", row.get(PUBLISHED))
        return Record(prompt, items, without(row, key, "label", PUBLISHED), chat, self.NAME)

    def written(self, record: Record) -> dict[str, Any] | list[Loss]:
        if lost := faults(record):
            return lost
        prompt: Any = record.prompt if record.chat is None else record.chat
        return {"input": prompt, "label": dumped(_written(record)), **_ids_field(record), **record.rest}
