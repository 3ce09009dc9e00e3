"""SARIF 2.1.0: findings in the form that code-scanning services read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gonogo.compat.lint.finding import CODES, Finding

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(findings: Sequence[Finding], uri: str, version: str, known: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return findings as a SARIF log.

    Args:
        findings: what was found.
        uri: the linted file.
        version: the version of this library.
        known: fingerprints that a baseline accepts; these results are marked as suppressed.
    """
    rules = list(CODES)
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "gonogo", "version": version, "rules": [_rule(code) for code in rules]}},
                "artifacts": [{"location": {"uri": uri}}],
                "results": [_result(one, uri, rules.index(one.code), known) for one in findings],
            }
        ],
    }


def _rule(code: str) -> dict[str, Any]:
    severity, title = CODES[code]
    return {"id": code, "shortDescription": {"text": title}, "defaultConfiguration": {"level": severity}}


def _result(finding: Finding, uri: str, rule: int, known: frozenset[str]) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": uri, "index": 0}, "region": {"startLine": finding.line}}
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": f"{finding.message}. {finding.fix[:1].upper()}{finding.fix[1:]}."},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"gonogo/v1": finding.fingerprint},
    }
    if finding.fingerprint in known:
        result["suppressions"] = [{"kind": "external", "justification": "in the baseline"}]
    return result
