"""Probe: one question to one checker, small enough to keep, to ask again, and to make smaller.

A probe is a constraint, a text and a :data:`check <CHECKS>`: whether the verdict agrees with how the text was made,
with the verdict of an equal constraint, with itself, or comes out at all. It is plain data, so that what was found
once stays a test.
"""

from __future__ import annotations

import json
import math
import shlex
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from gonogo.amount import Amount
from gonogo.constraint import Bound, Constraint, Verdict, parse
from gonogo.errors import SpecError, UnknownValue, shown
from gonogo.testing import growth
from gonogo.testing.babble import stretched
from gonogo.text.view import View

_SIZES = (1_000, 4_000, 16_000, 64_000)
_AGAIN = 3  # times that a step must look steep before it is called so


@dataclass(frozen=True, slots=True)
class Probe:
    """A question to one checker.

    Attributes:
        check: the name of one of :data:`CHECKS`.
        constraint: the constraint.
        text: the response; for ``slow`` what stands in the middle of it.
        label: whether the text satisfies the constraint by construction; None where that is not known.
        origin: how the text was made.
        other: for ``equal`` the constraint that must decide alike.
        repeated: for ``slow`` what is repeated before and after the middle.
    """

    check: str
    constraint: Constraint
    text: str
    label: bool | None = None
    origin: str = ""
    other: Constraint | None = None
    repeated: tuple[str, str] | None = None

    def fault(self) -> str | None:
        """Ask: return what is wrong, in a few words, or None."""
        return CHECKS[self.check](self)

    def to_dict(self) -> dict[str, Any]:
        """Return the probe as plain data, which :func:`from_dict` reads back."""
        row = {
            "check": self.check, "constraint": self.constraint.to_dict(), "text": self.text, "label": self.label,
            "origin": self.origin or None, "other": self.other.to_dict() if self.other else None,
            "repeated": list(self.repeated) if self.repeated else None,
        }  # fmt: skip
        return {key: value for key, value in row.items() if value is not None}

    def command(self) -> str:
        """Return one line for a shell that shows the disagreement again."""
        if self.check in ("construction", "crash") and _typable(self.text):
            spec = json.dumps(self.constraint.to_dict(), ensure_ascii=True)
            return f"gonogo check {shlex.quote(spec)} -- {shlex.quote(self.text)}"
        code = f"from gonogo.testing.probe import from_dict; print(from_dict({self.to_dict()!a}).fault())"
        return f"python -c {shlex.quote(code)}"


def from_dict(row: Any) -> Probe:
    """Return the probe that :meth:`Probe.to_dict` wrote; other keys are left alone.

    Raises:
        SpecError: a field is missing or is not what it should be; says which.
        UnknownValue: no such check or kind.
    """
    if not isinstance(row, dict) or not {"check", "constraint", "text"} <= set(row):
        has = f"; this one has {', '.join(map(str, row)) or 'none'}" if isinstance(row, dict) else f", not {shown(row)}"
        raise SpecError(
            f"a regression case is an object with 'check', 'constraint' and 'text', as `gonogo fuzz` saves it{has}"
        )
    check, text, repeated, label = row["check"], row["text"], row.get("repeated"), row.get("label")
    if check not in CHECKS:
        raise UnknownValue("check", check, CHECKS)
    if not isinstance(text, str):
        raise SpecError(f"a regression case: text is {text!r}, wanted a string")
    needed = {"construction": ("label", isinstance(label, bool)), "equal": ("other", row.get("other") is not None),
              "slow": ("repeated", isinstance(repeated, list) and len(repeated) == 2)}  # fmt: skip
    name, there = needed.get(check, ("", True))
    if not there:
        raise SpecError(f"a regression case of the check {check!r} needs {name!r}; save it anew with `gonogo fuzz`")
    return Probe(
        check, parse(row["constraint"]), text, label, str(row.get("origin", "")),
        parse(row["other"]) if row.get("other") is not None else None,
        (str(repeated[0]), str(repeated[1])) if repeated else None,
    )  # fmt: skip


def _typable(text: str) -> bool:
    """Return whether ``text`` can be an argument on one line of a shell."""
    return text != "-" and text.isprintable() and not text.startswith("\ufeff")


# ---------------------------------------------------------------------- what is asked
def _construction(probe: Probe) -> str | None:
    verdict = probe.constraint.judge(View(probe.text))
    if verdict.passed is probe.label:
        return None
    truth = "satisfies" if probe.label else "violates"
    return f"{truth} it by construction ({probe.origin}); the checker says {verdict!r}"


def _crash(probe: Probe) -> str | None:
    try:
        return unsound(probe.constraint.judge(View(probe.text)), len(probe.text))
    except Exception as error:  # a crash is what is looked for
        return f"{type(error).__name__}: {error}"


def _unsteady(probe: Probe) -> str | None:
    view = View(probe.text)
    first = probe.constraint.judge(view)
    early = first.passed
    told = first.to_dict()
    again = probe.constraint.judge(view).to_dict()
    fresh = parse(probe.constraint.to_dict()).judge(evaluated(probe.text)).to_dict()
    if told["passed"] is not early:
        return f"early it says {early}, complete {told['passed']}"
    if again != told:
        return f"judged again on the same view: {_difference(told, again)}"
    if fresh != told:
        return f"on a view with all known: {_difference(told, fresh)}"
    amount, measured = getattr(probe.constraint, "amount", None), told["measured"]
    if early and isinstance(amount, Amount) and type(measured) is int and not amount.holds(measured):
        return f"passes with {measured} measured, wanted {amount.wording()}"
    return None


def _equal(probe: Probe) -> str | None:
    assert probe.other is not None
    one, other = probe.constraint.judge(View(probe.text)), probe.other.judge(View(probe.text))
    if one.passed is other.passed:
        return None
    return f"{one!r}, but {probe.other.to_json()} says {other!r} ({probe.origin})"


def _implied(probe: Probe) -> str | None:
    view = View(probe.text)
    if not probe.constraint.judge(view).passed:
        return None
    for bound in probe.constraint.implies():
        held = measured(bound, view)
        if not held or not all(map(bound.amount.holds, held)):
            return f"passes, and implies {bound.unit!r} {bound.amount} within {bound.scope}; the text holds {held}"
    return None


def _slow(probe: Probe) -> str | None:
    left, right = probe.repeated or ("a", "")
    said = None
    for _ in range(_AGAIN):
        said = growth.steep(probe.constraint, lambda n: stretched((left, probe.text, right), n), _SIZES)
        if said is None:
            return None
    return said


CHECKS: dict[str, Callable[[Probe], str | None]] = {
    "construction": _construction, "crash": _crash, "unsteady": _unsteady, "equal": _equal, "implied": _implied,
    "slow": _slow,
}  # fmt: skip
"""What may be asked of a checker: does it agree with how the text was made (``construction``), does a sound verdict
come out (``crash``), is it the same again, early and late (``unsteady``), the same from an equal constraint
(``equal``), does what it implies hold (``implied``), does its time grow about linearly (``slow``)."""


# ---------------------------------------------------------------------- verdicts
def unsound(verdict: Verdict, size: int) -> str | None:
    """Return what makes no sense in a verdict on a text of ``size`` characters, or None."""
    passed, score, reason = verdict.passed, verdict.score, verdict.reason
    if not isinstance(passed, bool):
        return f"passed is {passed!r}, not a bool"
    if not isinstance(score, float) or math.isnan(score) or not 0.0 <= score <= 1.0 or (score == 1.0) is not passed:
        return f"passed is {passed} with score {score!r}"
    if not isinstance(reason, str) or not reason:
        return f"reason is {reason!r}"
    bad = [span for span in verdict.spans if not 0 <= span[0] <= span[1] <= size]
    if bad:
        return f"spans outside the text of {size} characters: {bad[:3]}"
    json.dumps(verdict.to_dict())
    return None


def evaluated(text: str) -> View:
    """Return a view of ``text`` of which everything has been asked already."""
    view = View(text)
    for known in (view, view.markdown):
        for name, attribute in vars(type(known)).items():
            if isinstance(attribute, cached_property):
                getattr(known, name)
    return view


def measured(bound: Bound, view: View) -> list[int]:
    """Return the counts that an implied fact speaks of: one for each part where it holds of every part."""
    if bound.scope is None:
        return [bound.unit.count(view)]
    return [bound.unit.count(part) for part in bound.scope.parts(view)]


def _difference(one: dict[str, Any], other: dict[str, Any]) -> str:
    return "; ".join(f"{key} {one[key]!r}, then {other[key]!r}" for key in one if one[key] != other[key])


def labelled(probe: Probe) -> Probe:
    """Return the probe as a question of construction."""
    return replace(probe, check="construction")
