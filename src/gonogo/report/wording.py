"""Figures in words, and what each rule of an audit means: the same in every form of a report."""

from __future__ import annotations

from typing import Any

from gonogo.amount import numbered as numbered

RULES: dict[str, str] = {
    "wrong-verdict": "The checker judges a text otherwise than its known truth.",
    "crash": "The checker raised an exception instead of giving a verdict.",
    "not-deterministic": "The same text under the same constraint gets different verdicts.",
    "not-built": "A text could not be built: sample, satisfy or violate raised an exception.",
    "junk-passes": "A text that says nothing passes, and the instruction does not allow that.",
    "one-sided": "No text of one truth value could be built, so nothing is shown about it.",
    "below-bar": "The lower end of an interval is below what the audit asks for.",
    "too-few-cases": "The kind has too few different cases to show what the audit asks for.",
    "too-slow": "The time of a verdict grows much faster than the text.",
    "differs-by-process": "Another process, with another hash seed, judges or builds otherwise.",
    "stopped": "The audit of the kind was stopped: a verdict hangs, or ended its process.",
}
ORIGINS: dict[str, str] = {
    "ordinary": "cases that stand alone: at most one of each truth value from a draft; the bars are about these",
    "example": "further examples of the kinds",
    "satisfy": "further texts built to satisfy",
    "violate": "further texts built to violate",
    "near_miss": "texts that satisfied, with a small edit that violates",
    "amount": "a text with a known count, against amounts around it",
    "edit": "ordinary cases under edits that nobody sees, or that change nothing said",
    "composition": "ordinary cases within all, any and not; their truth follows from logic",
}


def rule_text(rule: str) -> str:
    """Return what a rule means."""
    if rule.startswith("law:"):
        return f"The law {rule[4:]!r} that every kind obeys is broken (gonogo.testing.laws)."
    return RULES.get(rule, rule)


def share(measure: dict[str, Any] | None, digits: int = 4) -> str:
    """Return a share as ``0.9970 [0.9913, 0.9994]``."""
    if measure is None or measure["value"] is None:
        return "no cases"
    value = number(measure["value"], digits)
    if measure["low"] is None:
        return value
    return f"{value} [{number(measure['low'], digits)}, {number(measure['high'], digits)}]"


def number(value: float, digits: int = 4) -> str:
    """Return a share with some digits; what is below 1 is never shown as 1."""
    shown = f"{value:.{digits}f}"
    return f"{1 - 10**-digits:.{digits}f}" if value < 1 and float(shown) == 1 else shown


def outcome(data: dict[str, Any]) -> str:
    """Return the outcome of an audit in a sentence."""
    failing = [kind for kind in data["kinds"] if not kind["passed"]]
    told = f"{numbered(len(data['kinds']), 'kind')} audited: "
    told += f"findings in {numbered(len(failing), 'kind')}" if failing else "no findings"
    labelled = data["labelled"]
    if labelled is not None:
        wrong = labelled["fp"] + labelled["fn"]
        n = labelled["n_true"] + labelled["n_false"]
        told += f"; labelled responses: {wrong:,} of {n:,} judged otherwise"
    return told
