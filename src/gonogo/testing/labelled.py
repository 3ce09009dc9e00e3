"""How a checker does on responses that people labelled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from gonogo.constraint import Constraint
from gonogo.testing.audit import Finding
from gonogo.testing.bars import Bars
from gonogo.testing.measures import Measures, Trial, measure
from gonogo.text.view import View


@dataclass(frozen=True, slots=True)
class Labelled:
    """A response with what a person says of it.

    Attributes:
        id: names it in a report.
        constraint: what it was read for.
        response: the text.
        label: whether it satisfies the constraint.
        group: responses with the same group belong together (they answer one prompt).
        sure: whether the reader was sure; of the others a person could say the opposite.
    """

    id: str
    constraint: Constraint
    response: str
    label: bool
    group: str
    sure: bool = True


@dataclass(frozen=True)
class LabelledReport:
    """What an audit on labelled responses found. Figures are on those whose reader was sure.

    Attributes:
        measures: figures over all kinds; responses to one prompt are one group.
        kinds: figures per kind.
        found: where checker and reader differ, or the checker crashed.
        unsure: responses whose reader was not sure.
        unsure_differing: of these, where checker and reader differ.
    """

    measures: Measures
    kinds: dict[str, Measures]
    found: list[Finding] = field(default_factory=list)
    unsure: int = 0
    unsure_differing: int = 0

    def held_to(self, bars: Bars) -> list[Finding]:
        """Return the findings under ``bars``: bars set by hand decide instead of each difference."""
        if not bars.given:
            return self.found
        eased = [Finding(**{**vars(one), "fails": one.rule != "wrong-verdict"}) for one in self.found]
        told = [*bars.missed(self.measures), *bars.unproven(self.measures)]
        return [*(Finding("below-bar", f"labelled responses: {text}") for text in told), *eased]

    def to_dict(self, bars: Bars) -> dict[str, Any]:
        """Return the report as plain data."""
        held = self.held_to(bars)
        return {
            **self.measures.to_dict(), "passed": not any(one.fails for one in held),
            "kinds": {kind: one.to_dict() for kind, one in self.kinds.items()},
            "unsure": self.unsure, "unsure_differing": self.unsure_differing,
            "findings": [one.to_dict() for one in held],
        }  # fmt: skip


def audit_labelled(cases: Iterable[Labelled]) -> LabelledReport:
    """Judge labelled responses and compare."""
    trials: list[Trial] = []
    by_kind: dict[str, list[Trial]] = {}
    found: list[Finding] = []
    unsure: list[bool] = []
    for case in cases:
        said, finding = _judged(case)
        if not case.sure:
            unsure.append(said is not case.label)
            continue
        trial = Trial(case.label, said, case.group)
        trials.append(trial)
        by_kind.setdefault(case.constraint.kind, []).append(trial)
        if finding is not None:
            found.append(finding)
    kinds = {kind: measure(those, draws=200) for kind, those in sorted(by_kind.items())}
    return LabelledReport(measure(trials), kinds, found, len(unsure), sum(unsure))


def _judged(case: Labelled) -> tuple[bool | None, Finding | None]:
    spec = case.constraint.to_dict()
    try:
        verdict = case.constraint.judge(View(case.response))
        said, reason = bool(verdict.passed), verdict.reason
        spans: Sequence[tuple[int, int]] = verdict.spans[:50] if said is not case.label else ()
    except Exception as error:  # a crash is what an audit is there to find
        message = f"{type(error).__name__}: {error}"
        return None, Finding("crash", message, True, spec, case.response, case.label, f"labelled:{case.id}")
    if said is case.label:
        return said, None
    marked = [list(span) for span in spans]
    return said, Finding("wrong-verdict", reason, True, spec, case.response, case.label, f"labelled:{case.id}", marked)
