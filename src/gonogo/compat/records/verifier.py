"""NeMo Gym's ``format_verification`` and ``citation_if``: one check a row, under ``verifier``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gonogo.compat.load import load
from gonogo.compat.nemo import GRAMMARS
from gonogo.compat.records.express import express
from gonogo.compat.records.idlists import NESTED, created_chat, created_params, params_taken
from gonogo.compat.records.record import (
    Format,
    Item,
    Loss,
    Published,
    Record,
    Row,
    chat_of,
    object_of,
    published_item,
    without,
)
from gonogo.constraint import Constraint
from gonogo.constraints.citations import ID, Citations, NoCitations
from gonogo.constraints.counting import Count
from gonogo.errors import SpecError, UnknownValue
from gonogo.units.given import MatchingLines

REGISTRY = "nemo"
VERIFIER = "verifier"
# The servers tell their checks apart by ``verifier.type``; inline_prose is checked as regex is.
_IDS: Mapping[str, str] = {
    "citation_if": "citation_if:cite",
    "inline_prose": "format_verification:regex",
    "regex": "format_verification:regex",
    "string_match": "format_verification:string_match",
}
_TYPES = {"citation_if:cite": "citation_if", "format_verification:regex": "regex",
          "format_verification:string_match": "string_match"}  # fmt: skip


class NemoVerifier(Format):
    """``{"responses_create_params": {…}, "verifier": {"type": "regex", "verify_regex": […], …}}``."""

    NAME = "nemo-verifier"
    SUMMARY = "NeMo Gym format_verification and citation_if: verifier, one constraint a row"
    OWN = (VERIFIER,)

    def matches(self, row: Row) -> bool:
        verifier = row.get(VERIFIER)
        return isinstance(verifier, Mapping) and (NESTED in row or str(verifier.get("type")) in _IDS)

    def read(self, row: Row) -> Record:
        verifier = object_of(row.get(VERIFIER), VERIFIER)
        chat = created_chat(row)
        prompt, _ = chat_of(chat)
        return Record(prompt, (self._item(verifier, prompt),), without(row, VERIFIER), chat, self.NAME)

    @staticmethod
    def _item(verifier: Mapping[str, Any], prompt: str) -> Item:
        said = str(verifier.get("type"))
        if said not in _IDS:
            return Item(None, Published(REGISTRY, said, verifier), str(UnknownValue("verifier type", said, _IDS)), "id")
        return published_item((REGISTRY,), _IDS[said], verifier, prompt)

    def taken(self, record: Record) -> list[Loss]:
        return super().taken(record) + params_taken(record)

    def written(self, record: Record) -> dict[str, Any] | list[Loss]:
        if len(record.items) != 1:
            why = f"a row of {self.NAME} holds one constraint, not {len(record.items)}"
            return [Loss(index, item.name, why) for index, item in enumerate(record.items)]
        constraint = record.items[0].constraint
        said = express(record.items, (REGISTRY,), record.prompt)[0]
        if isinstance(said, Loss):
            found = _cited(constraint) if isinstance(constraint, Citations | NoCitations) else None
            if found is None:
                return [said]
            said = found
        rest = dict(record.rest)
        params = created_params(rest.pop(NESTED, None), record)
        return {NESTED: params, VERIFIER: _told(said, constraint), **rest}


def _cited(constraint: Citations | NoCitations) -> Published | None:
    """Return a check of citations that means ``constraint``; its arguments are too many to be found by trying."""
    grammar = next((name for name, form in GRAMMARS.items() if form == constraint.form), "")
    tries: list[tuple[str, dict[str, Any]]] = []
    if isinstance(constraint, NoCitations):
        tries.append(("citation_if:cite", {"mode": "no_cite", "grammar": grammar, "id_regex": constraint.prefix}))
    else:
        markers = [constraint.form.replace(ID, one, 1) for one in constraint.sources]
        tries.append(("format_verification:string_match",
                      {"expected_markers": markers, "patterns": [constraint.pattern]}))  # fmt: skip
        tries.append(("citation_if:cite", {
            "mode": "cite", "grammar": grammar, "id_regex": constraint.id_pattern,
            "valid_id_set": list(constraint.sources), "expected_ids": list(constraint.required) or None,
            "expected_slack": constraint.extra or 0, "min_valid_citations": constraint.least,
        }))  # fmt: skip
    for id, kwargs in tries:
        try:
            if load(REGISTRY, id, kwargs) == constraint:
                return Published(REGISTRY, id, kwargs)
        except SpecError:
            continue
    return None


def _told(said: Published, constraint: Constraint | None) -> dict[str, Any]:
    """Return the verifier, with patterns where a loader takes the name of a form or a prefix: the servers know none."""
    told = {"type": _TYPES[said.id], **said.kwargs}
    if isinstance(constraint, Count) and isinstance(constraint.unit, MatchingLines):
        patterns = constraint.unit.patterns
        if told.get("pattern_id") in patterns:
            del told["pattern_id"]
        told["verify_regex"] = list(patterns)
    elif isinstance(constraint, NoCitations) and told.get("id_regex", constraint.prefix) == constraint.prefix:
        told["id_regex"] = f"{constraint.prefix}[A-Za-z0-9_:]+"
    return told
