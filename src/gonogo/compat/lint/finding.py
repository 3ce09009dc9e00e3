"""What lint finds: codes, findings, and the baseline that remembers known ones."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from gonogo.errors import SpecError

Severity = Literal["error", "warning", "note"]
BASELINE = 1  # version of the baseline file


class Code(NamedTuple):
    """What a code stands for."""

    severity: Severity
    title: str


CODES: Mapping[str, Code] = {
    "GG001": Code("error", "the row cannot be read"),
    "GG002": Code("error", "the row has no constraints"),
    "GG003": Code("warning", "a field that looks misspelt"),
    "GG101": Code("error", "unknown id"),
    "GG102": Code("error", "bad arguments"),
    "GG103": Code("warning", "the id means different things in several catalogues"),
    "GG104": Code("error", "the text to repeat is missing"),
    "GG105": Code("warning", "a check that is no known constraint"),
    "GG201": Code("error", "contradictory constraints"),
    "GG202": Code("warning", "the same constraint twice"),
    "GG301": Code("warning", "the prompt names another number"),
    "GG302": Code("warning", "the prompt names another relation"),
    "GG303": Code("warning", "a text that is checked is not in the prompt"),
    "GG304": Code("warning", "the prompt names another language"),
    "GG401": Code("note", "junk passes every constraint of the row"),
    "GG501": Code("warning", "one key for several rows"),
    "GG502": Code("warning", "the same row twice"),
    "GG503": Code("note", "blanks around the prompt break a join by prompt text"),
}
"""Codes of findings: 0xx rows, 1xx single constraints, 2xx sets, 3xx prompts, 4xx rewards, 5xx the whole file."""


@dataclass(frozen=True)
class Finding:
    """One finding.

    Attributes:
        code: a key of :data:`CODES`.
        line: the row's line in the file, from 1.
        row: the row's key or id, "" where it has none.
        message: what is wrong.
        fix: how to mend it.
        subject: the id or kind it is about, "" for the whole row.
    """

    code: str
    line: int
    row: str
    message: str
    fix: str
    subject: str = ""

    @property
    def severity(self) -> Severity:
        """Return how bad it is."""
        return CODES[self.code].severity

    @property
    def fingerprint(self) -> str:
        """16 hex digits that stay the same when rows move; rows without a key are told by their line."""
        told = [self.code, self.row or f"line {self.line}", self.subject, self.message]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "code": self.code, "severity": self.severity, "line": self.line, "row": self.row, "subject": self.subject,
            "message": self.message, "fix": self.fix, "fingerprint": self.fingerprint,
        }  # fmt: skip


def baseline(findings: Iterable[Finding]) -> dict[str, Any]:
    """Return the baseline file that accepts these findings."""
    return {"version": BASELINE, "findings": sorted({finding.fingerprint for finding in findings})}


def read_baseline(data: Any) -> frozenset[str]:
    """Return the fingerprints that a baseline file accepts.

    Raises:
        SpecError: it is no baseline file.
    """
    if not isinstance(data, Mapping) or data.get("version") != BASELINE or not isinstance(data.get("findings"), list):
        raise SpecError(f'a baseline is {{"version": {BASELINE}, "findings": [...]}}; write one with --write-baseline')
    return frozenset(map(str, data["findings"]))
