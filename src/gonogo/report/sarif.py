"""An audit as SARIF 2.1.0: a result per finding, so that a code host shows them beside the code.

A finding is located at the file that its kind is written in, where the kind is known here.
"""

from __future__ import annotations

import hashlib
import inspect
import json
from pathlib import Path
from typing import Any

from gonogo.errors import GonogoError
from gonogo.report.audit import as_json, findings
from gonogo.report.wording import rule_text
from gonogo.testing.cases import kind_of

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def render(data: dict[str, Any]) -> str:
    """Return an audit's data as SARIF."""
    found = findings(data)
    rules = sorted({one["rule"] for _, one in found})
    driver = {
        "name": "gonogo", "version": data["gonogo"], "rules": [
            {"id": rule, "shortDescription": {"text": rule_text(rule)}, "defaultConfiguration": {"level": "error"}}
            for rule in rules
        ],
    }  # fmt: skip
    results = [_result(kind, one, rules.index(one["rule"])) for kind, one in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _result(kind: str, one: dict[str, Any], index: int) -> dict[str, Any]:
    keys = ("constraint", "text", "label", "origin", "spans")
    properties = {key: one[key] for key in keys if one[key] not in (None, [])}
    place: dict[str, Any] = {"logicalLocations": [{"fullyQualifiedName": kind, "kind": "type"}]}
    source = _source(kind)
    if source is not None:
        place["physicalLocation"] = {"artifactLocation": {"uri": source[0]}, "region": {"startLine": source[1]}}
    identity = json.dumps([kind, one["rule"], one["constraint"], one["text"]], sort_keys=True)
    return {
        "ruleId": one["rule"], "ruleIndex": index, "level": "error" if one["fails"] else "note",
        "message": {"text": f"{kind}: {one['message']}"}, "locations": [place],
        "partialFingerprints": {"gonogo/v1": hashlib.sha256(identity.encode()).hexdigest()[:32]},
        "properties": properties,
    }  # fmt: skip


def _source(kind: str) -> tuple[str, int] | None:
    """Return the file of a kind, from the root of its package's sources, and the line of its class."""
    try:
        owner = kind_of(kind).owner
        line = inspect.getsourcelines(owner)[1]
        file = Path(inspect.getfile(owner))
    except (GonogoError, KeyError, OSError, TypeError):
        return None
    depth = owner.__module__.count(".") + 1
    top = file.parents[min(depth, len(file.parents)) - 1]
    below = "/".join(file.parts[-depth:])
    return (f"src/{below}" if top.name == "src" else below), max(1, line)
