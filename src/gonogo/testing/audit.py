"""How precise a checker is, measured on texts whose truth is known by construction, with confidence intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from random import Random
from typing import Any

from gonogo.constraint import Constraint
from gonogo.constraints import Kind
from gonogo.testing.cases import Case, build, kind_of
from gonogo.testing.hostile import JUNK
from gonogo.testing.laws import allows
from gonogo.testing.stats import Rate
from gonogo.text.view import View

Progress = Callable[[int, int], None]
Decide = Callable[[Constraint, str], tuple[bool, str]]
Takes = Callable[[Constraint], bool]
_MOST_FAILURES = 20  # kept in a report, per kind
_MOST_ROUNDS = 400


@dataclass(frozen=True)
class KindReport:
    """What an audit found on one kind.

    A text on which the checker crashes counts as neither passed nor refused, so it lowers recall or false recall.

    Attributes:
        kind: the kind.
        n_true: texts judged that satisfy their constraint.
        n_false: texts judged that violate it.
        precision: of the texts that the checker passed, the share that truly pass.
        recall: of the texts that truly pass, the share that the checker passed.
        false_recall: of the texts that truly fail, the share that the checker refused.
        vacuous: junk that passes without the instruction allowing it: ``{"constraint", "text", "reason"}``.
        errors: crashes of the checker, and texts that could not be built: ``{"constraint", "text", "error"}``.
        failures: wrong verdicts, at most 20: ``{"constraint", "text", "label", "origin", "reason"}``.
    """

    kind: str
    n_true: int
    n_false: int
    precision: Rate
    recall: Rate
    false_recall: Rate
    vacuous: list[dict[str, Any]] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)
    failures: list[dict[str, Any]] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether no verdict was wrong, nothing crashed, no junk passed, and texts of either truth were judged."""
        return not (self.vacuous or self.errors or self.failures) and self.n_true > 0 and self.n_false > 0

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain data."""
        return {**asdict(self), "passed": self.passed}


def audit(
    kinds: Iterable[str], n: int = 200, seed: int = 0, progress: Callable[[str, int, int], None] | None = None
) -> dict[str, KindReport]:
    """Audit several kinds; see :func:`audit_kind`. ``progress`` is told the kind, how many are done, of how many."""
    reports = {}
    for name in kinds:
        told = None if progress is None else lambda done, of, kind=name: progress(kind, done, of)
        reports[name] = audit_kind(name, n, seed, told)
    return reports


def decided(constraint: Constraint, text: str) -> tuple[bool, str]:
    """Return what the kind's own checker says of ``text``, and why."""
    verdict = constraint.judge(View(text))
    return bool(verdict.passed), verdict.reason


def audit_kind(
    kind_name: str, n: int = 200, seed: int = 0, progress: Progress | None = None, decide: Decide = decided,
    takes: Takes = lambda constraint: True,
) -> KindReport:  # fmt: skip
    """Judge up to ``n`` texts that satisfy a constraint of this kind, and up to ``n`` that do not.

    The texts are the kind's examples, texts built by ``satisfy`` and ``violate`` (also as near misses), and texts with
    a known count against amounts around it; no text stands twice under one constraint. Intervals are Clopper-Pearson
    at 95 %. They are about texts of this make: they say nothing on texts that nobody thought of.

    Args:
        kind_name: the kind.
        n: texts of each truth value; fewer when the kind has no more different ones.
        seed: the same seed judges the same texts.
        progress: told how many texts are judged, and of how many.
        decide: the checker; without, the kind's own.
        takes: whether the checker can judge a constraint; others are left out.
    """
    kind = kind_of(kind_name)
    chosen, errors = _choose(kind, n, seed, takes)
    counts = {(label, said): 0 for label in (True, False) for said in (True, False, None)}
    failures: list[dict[str, Any]] = []
    for done, case in enumerate(chosen, 1):
        said = _judged(case, decide, failures, errors)
        counts[case.label, said] += 1
        if progress is not None:
            progress(done, len(chosen))
    n_true = sum(counts[True, said] for said in (True, False, None))
    n_false = len(chosen) - n_true
    good, bad = counts[True, True], counts[False, True]
    return KindReport(
        kind_name, n_true, n_false, Rate.of(good, good + bad), Rate.of(good, n_true),
        Rate.of(counts[False, False], n_false), _vacuous(kind, seed, decide, takes), errors, failures,
    )  # fmt: skip


def _choose(kind: Kind, n: int, seed: int, takes: Takes) -> tuple[list[Case], list[dict[str, Any]]]:
    """Return up to ``n`` cases of each truth value, and what could not be built."""
    rounds = 4
    while True:
        made = build(kind, rounds, seed, edits=False)
        taken = [case for case in made.cases if takes(case.constraint)]
        sides = [[case for case in taken if case.label is label] for label in (True, False)]
        if min(map(len, sides)) >= n or rounds >= _MOST_ROUNDS:
            break
        rounds = min(2 * rounds, _MOST_ROUNDS)
    rng = Random(f"{kind.name}/{seed}/choose")
    picked = [case for side in sides for case in _drawn(side, n, rng)]
    errors: list[dict[str, Any]] = [{"constraint": None, "text": None, "error": str(one)} for one in made.broken]
    return picked, errors[:_MOST_FAILURES]


def _drawn(cases: list[Case], n: int, rng: Random) -> list[Case]:
    """Return ``n`` of ``cases``: every example, and a draw of the others."""
    examples = [case for case in cases if case.origin == "example"][:n]
    others = [case for case in cases if case.origin != "example"]
    return examples + rng.sample(others, min(len(others), n - len(examples)))


def _judged(case: Case, decide: Decide, failures: list[dict[str, Any]], errors: list[dict[str, Any]]) -> bool | None:
    spec = case.constraint.to_dict()
    try:
        said, reason = decide(case.constraint, case.text)
    except Exception as error:  # a crash is what an audit is there to find
        if len(errors) < _MOST_FAILURES:
            errors.append({"constraint": spec, "text": case.text, "error": f"{type(error).__name__}: {error}"})
        return None
    if said is not case.label and len(failures) < _MOST_FAILURES:
        failures.append(
            {"constraint": spec, "text": case.text, "label": case.label, "origin": case.origin, "reason": reason}
        )
    return said


def _vacuous(kind: Kind, seed: int, decide: Decide, takes: Takes) -> list[dict[str, Any]]:
    found = []
    for i in range(20):
        constraint = kind.sample(Random(f"{kind.name}/{seed}/junk/{i}"))
        for junk in JUNK if takes(constraint) else ():
            try:
                said, reason = decide(constraint, junk)
                suspect = said and not allows(constraint, junk, kind.owner)
            except Exception as error:
                found.append({"constraint": constraint.to_dict(), "text": junk, "reason": f"crashed: {error!r}"})
                continue
            if suspect:
                found.append({"constraint": constraint.to_dict(), "text": junk, "reason": reason})
    return found
