"""open-instruct's RLVR rows: a chat, and a ground truth that is a Python literal or a JSON text."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from typing import Any, ClassVar

from gonogo.compat.records.express import express
from gonogo.compat.records.idlists import IDS, clean
from gonogo.compat.records.record import (
    Format,
    Loss,
    Published,
    Record,
    Row,
    chat_of,
    parallel_items,
    published_item,
    ranked,
    short,
    taken,
    without,
)
from gonogo.errors import SpecError

MOST = 200_000  # characters of a label; the longest published ones have a few thousand
LEGACY = "open-instruct-legacy"
# What every legacy row carries, most of it null.
_LEGACY_PADDING = (
    "func_name", "N", "quantifier", "end_phrase", "keyword_list", "word", "forbidden_words", "letter", "i",
    "first_word", "postscript_marker", "options", "section_splitter", "original_prompt", "language",
)  # fmt: skip


def literal(text: str) -> Any:
    """Return the value that a label says: JSON, or else a Python literal. Nothing in it is executed.

    JSON comes first: where both can be read they say the same, but that a Python literal halves the characters that
    JSON writes as two escapes.

    Raises:
        SpecError: it is neither, or too long.
    """
    if len(text) > MOST:
        raise SpecError(f"'ground_truth' has {len(text):,} characters; at most {MOST:,} are read")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    try:
        return ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        raise SpecError(f"'ground_truth' is neither a Python literal nor JSON; found {short(text)}") from None


def _label(row: Row) -> Any:
    """Return what the label holds: of a list, its only item; of a text, what it says."""
    label = row.get("ground_truth")
    for _ in range(3):  # a text that holds a list that holds a text that holds an object
        if isinstance(label, str):
            label = literal(label)
        if isinstance(label, list):
            if len(label) != 1:
                raise SpecError(f"'ground_truth' holds {len(label)} items; the published verifier reads the first only")
            label = label[0]
    if not isinstance(label, Mapping):
        raise SpecError(f"'ground_truth' must hold an object; found {short(row.get('ground_truth'))}")
    return label


def _prompt(row: Row) -> tuple[str, Any, tuple[str, ...]]:
    """Return prompt, chat, and the field they were read from."""
    key = "messages" if row.get("messages") is not None else "prompt"
    prompt, chat = chat_of(row.get(key))
    return prompt, chat, (key,)


def _said(row: Row, word: str) -> bool:
    truth = row.get("ground_truth")
    return word in truth if isinstance(truth, str | Mapping) else word in str(truth)[:400]


_DATASETS = ("ifeval", "ifeval_old")


class _Rlvr(Format):
    """What both forms share: where they stand, and ``dataset``, which names the verifier of the label."""

    OWN = ("messages", "ground_truth")
    DATASET: ClassVar[str]

    def taken(self, record: Record) -> list[Loss]:
        lost = super().taken(record)
        given = record.rest.get("dataset", self.DATASET)
        if record.format != self.NAME and given not in _DATASETS:
            lost.append(taken("dataset", given))
        return lost

    def row(self, record: Record, truth: str, rest: dict[str, Any]) -> dict[str, Any]:
        """Return the row that holds a label."""
        given = rest.pop("dataset", self.DATASET)
        dataset = given if record.format == self.NAME else self.DATASET
        return {"messages": record.messages, "ground_truth": truth, "dataset": dataset, **rest}


class OpenInstruct(_Rlvr):
    """RLVR: ``{"messages": […], "ground_truth": "[{'instruction_id': […], 'kwargs': […]}]", "dataset": "ifeval"}``."""

    NAME = "open-instruct"
    SUMMARY = "open-instruct RLVR: messages, ground_truth (Python literal), dataset"
    DATASET = "ifeval"

    def matches(self, row: Row) -> bool:
        return row.get("ground_truth") is not None and _said(row, "instruction_id")

    def read(self, row: Row) -> Record:
        label = dict(_label(row))
        key = "instruction_id" if "instruction_id" in label else IDS
        prompt, chat, used = _prompt(row)
        items = parallel_items(ranked("iftrain", "ifbench"), label, prompt, key)
        rest = without(row, "ground_truth", *used)
        if left := without(label, key, "kwargs"):
            rest["label"] = left
        return Record(prompt, tuple(items), rest, chat, self.NAME)

    def written(self, record: Record) -> dict[str, Any] | list[Loss]:
        said = express(record.items, ("iftrain", "ifbench"), record.prompt)
        if lost := [one for one in said if isinstance(one, Loss)]:
            return lost
        found = [one for one in said if isinstance(one, Published)]
        kwargs = [clean(one.kwargs) or None for one in found]
        rest = dict(record.rest)
        beside = rest.pop("label", None) if record.format == self.NAME else None
        label = {"instruction_id": [one.id for one in found], "kwargs": kwargs, **(beside or {})}
        return self.row(record, repr([label]), rest)


class OpenInstructLegacy(_Rlvr):
    """The older rows: ``ground_truth`` is ``{"func_name": "verify_paragraph_count", "N": 3, "quantifier": null, …}``.

    A row holds one constraint.
    """

    NAME = "open-instruct-legacy"
    SUMMARY = "open-instruct's older RLVR rows: ground_truth with func_name, one constraint a row"
    DATASET = "ifeval_old"

    def matches(self, row: Row) -> bool:
        return row.get("ground_truth") is not None and _said(row, "func_name")

    def read(self, row: Row) -> Record:
        label = _label(row)
        prompt, chat, used = _prompt(row)
        item = published_item((LEGACY,), label.get("func_name"), without(label, "func_name"), prompt)
        return Record(prompt, (item,), without(row, "ground_truth", *used), chat, self.NAME)

    def written(self, record: Record) -> dict[str, Any] | list[Loss]:
        if len(record.items) != 1:
            why = f"a row of open-instruct-legacy holds one constraint, not {len(record.items)}"
            return [Loss(index, item.name, why) for index, item in enumerate(record.items)] or [Loss(0, "-", why)]
        said = express(record.items, (LEGACY,), record.prompt)[0]
        if isinstance(said, Loss):
            return [said]
        label = {**dict.fromkeys(_LEGACY_PADDING), **clean(said.kwargs), "func_name": said.id}
        return self.row(record, json.dumps(label, ensure_ascii=False), dict(record.rest))
