"""NeMo Gym's ``iheval``: rows of a benchmark of instruction hierarchies, of which those on rules hold constraints."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from gonogo.compat.records.express import express
from gonogo.compat.records.idlists import IDS, NESTED, created_chat, created_params, id_lists, params_taken
from gonogo.compat.records.record import (
    Format,
    Loss,
    Published,
    Record,
    Row,
    chat_of,
    json_of,
    object_of,
    parallel_items,
    ranked,
    taken,
    without,
)
from gonogo.errors import SpecError

_RULES = ("single-turn", "multi-turn")  # the tasks whose answers are ids; all others are compared with a text
_FIELDS = ("task", "domain", "setting", "instruction", "answer")


class NemoIHEval(Format):
    """``{"responses_create_params": {…}, "task": "single-turn", "instruction": …, "answer": "{ids and kwargs}"}``.

    The ids are IFEval's, and ``answer`` is a JSON text. ``instruction`` is the last message of the user; the rules may
    stand in the system's. What the top level lacks is read from ``verifier_metadata``, as the server does.
    """

    NAME = "nemo-iheval"
    SUMMARY = "NeMo Gym iheval: task, instruction, answer with instruction_id_list and kwargs as JSON text"
    OWN = ("instruction",)

    def matches(self, row: Row) -> bool:
        fields = _fields(row)
        answer = fields.get("answer")
        told = isinstance(answer, str) or (isinstance(answer, Mapping) and IDS in answer)
        return told and isinstance(row.get(NESTED), Mapping) and {"task", "setting"} <= fields.keys() and IDS not in row

    def read(self, row: Row) -> Record:
        fields = _fields(row)
        task = fields.get("task")
        if task not in _RULES:
            known = " and ".join(_RULES)
            raise SpecError(f"the task {task!r} of iheval compares with a text; only {known} rows hold constraints")
        answer = object_of(json_of(fields.get("answer"), "answer"), "answer")
        chat = created_chat(row)
        prompt = fields.get("instruction")
        if not isinstance(prompt, str) or not prompt:
            prompt, _ = chat_of(chat)
        items = parallel_items(ranked("ifeval"), answer, prompt)
        rest = without(row, "verifier_metadata", "instruction", "answer") | without(fields, "instruction", "answer")
        if left := without(answer, IDS, "kwargs"):
            rest["answer"] = left
        if metadata := without(row.get("verifier_metadata") or {}, *_FIELDS):
            rest["verifier_metadata"] = metadata
        return Record(prompt, tuple(items), rest, chat, self.NAME)

    def taken(self, record: Record) -> list[Loss]:
        lost = super().taken(record) + params_taken(record)
        task, beside = record.rest.get("task", _RULES[0]), record.rest.get("answer", {})
        if task not in _RULES:
            lost.append(taken("task", task))
        if not isinstance(beside, Mapping) or IDS in beside or "kwargs" in beside:
            lost.append(taken("answer", beside))
        return lost

    def written(self, record: Record) -> dict[str, Any] | list[Loss]:
        said = express(record.items, ("ifeval",), record.prompt)
        if lost := [one for one in said if isinstance(one, Loss)]:
            return lost
        rest = dict(record.rest)
        answer = {**id_lists([one for one in said if isinstance(one, Published)]), **rest.pop("answer", {})}
        turns = sum(message.get("role") == "user" for message in record.messages)
        kind = {"task": _RULES[turns > 1], "domain": "rule-following", "setting": ""}
        return {
            NESTED: created_params(rest.pop(NESTED, None), record),
            **{key: rest.pop(key, value) for key, value in kind.items()},
            "instruction": record.prompt, "answer": json.dumps(answer, ensure_ascii=False), **rest,
        }  # fmt: skip


def _fields(row: Row) -> dict[str, Any]:
    metadata = row.get("verifier_metadata")
    beside = {key: metadata[key] for key in _FIELDS if key in metadata} if isinstance(metadata, Mapping) else {}
    return beside | {
        key: row[key] for key in _FIELDS if row.get(key) not in (None, "") or (key not in beside and key in row)
    }
