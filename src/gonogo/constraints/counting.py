"""Counting: how many of a unit, where. One class; each unit makes a kind of it."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any, Self

from pydantic import Field, SerializeAsAny, model_serializer, model_validator

from gonogo import registry
from gonogo.amount import Amount, numbered
from gonogo.constraint import COUNT, Bound, Constraint, Verdict
from gonogo.draft import Draft, Grain
from gonogo.errors import CannotConstruct, SpecError
from gonogo.model import unknown_field
from gonogo.scopes import Scope
from gonogo.text.view import View
from gonogo.units import Unit, counted


class Count(Constraint):
    """How many of a unit there are, in the whole response or within a scope.

    As JSON the unit is in the kind, and its parameters stand beside the amount:
    ``{"kind": "count.keyword", "keyword": "sea", "amount": {"low": 2}, "scope": {"where": "first", "of": "line"}}``.

    With the scope ``each``, every part must hold the amount; with ``code`` and ``prose`` the parts count together. A
    response that has no such part does not satisfy the constraint.
    """

    unit: SerializeAsAny[Unit]
    amount: Amount = Field(description="how many are allowed")
    scope: Scope | None = Field(default=None, description="where; without it, in the whole response")

    @model_validator(mode="before")
    @classmethod
    def _unit_from_kind(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        unit = data.get("unit")
        if isinstance(unit, Unit):
            return {**data, "kind": counted(unit.NAME)}
        kind = str(data.get("kind") or counted(str(unit)))
        owner = registry.find(kind)
        if not issubclass(owner, Unit):
            raise SpecError(f"{kind} is not counted; it takes no unit")
        fields = {**owner.model_fields, "amount": cls.model_fields["amount"], "scope": cls.model_fields["scope"]}
        for key, value in data.items():
            if key not in fields and key not in ("kind", "unit"):
                raise SpecError(unknown_field(kind, key, value, fields))
        if "amount" not in data:
            raise SpecError(f"{kind}: field 'amount' is missing, e.g. {{\"low\": 3}} for at least 3")
        made = owner(**{key: value for key, value in data.items() if key in owner.model_fields})
        return {"kind": kind, "unit": made, "amount": data["amount"], "scope": data.get("scope")}

    @model_serializer
    def _flat(self) -> dict[str, Any]:
        flat = {"kind": self.kind, **self.unit.model_dump(mode="json"), "amount": _short(self.amount)}
        if self.scope is not None:
            flat["scope"] = self.scope.model_dump(mode="json", exclude_none=True)
        return flat

    # ------------------------------------------------------------------ deciding
    def describe(self) -> str:
        return self.unit.sentence(self.amount, f"in {self.scope.wording()}" if self.scope else "")

    def judge(self, view: View) -> Verdict:
        scope = self.scope
        if scope is None:
            known = self._by_bound(view)
            passed = self.amount.holds(self.unit.count(view, self.amount.stop)) if known is None else known
        else:
            if self.amount.low > 0 and self.unit.most(view) == 0:  # then no part holds one
                return Verdict(self, view, False, complete=lambda: self._scoped(view, scope))
            return self._scoped(view, scope)
        return Verdict(self, view, passed, complete=lambda: self._full(view, passed))

    def _scoped(self, view: View, scope: Scope) -> Verdict:
        parts = scope.parts(view)
        if not parts:
            return self.failed(view, f"there is no {scope.wording().removeprefix('the ').removeprefix('every ')}")
        passed = all(self.amount.holds(self.unit.count(part, self.amount.stop)) for part in parts)
        return Verdict(self, view, passed, complete=lambda: self._full(view, passed))

    def _by_bound(self, view: View) -> bool | None:
        """Decide by the most there can be, where that settles it."""
        most = self.unit.most(view)
        if most is None:
            return None
        if most < self.amount.low:
            return False
        high = self.amount.high
        return True if high is not None and most <= high and self.amount.low == 0 and self.amount.step == 1 else None

    def _full(self, view: View, passed: bool) -> Verdict:
        """Complete a verdict: the exact count, the reason, how near it came and where the units are."""
        parts = [view] if self.scope is None else self.scope.parts(view)
        counts = [self.unit.count(part) for part in parts]
        worst = min(counts, key=self.amount.closeness)
        closeness = sum(map(self.amount.closeness, counts)) / len(counts)
        reason = ""
        if self.scope is not None and self.scope.every and not passed:
            bad = sum(not self.amount.holds(n) for n in counts)
            reason = f"{bad} of {numbered(len(counts), str(self.scope.of))} off, the worst with {self._shown(worst)}"
        return Verdict(
            self, view, passed, worst, reason,
            lambda: [part.origin(*span, within=view) for part in parts for span in self.unit.spans(part)], closeness,
        )  # fmt: skip

    def _shown(self, n: int) -> str:
        return f"{n} {self.unit.ONE if n == 1 else self.unit.MANY}"

    def default_reason(self, measured: object, passed: bool) -> str:
        n = measured if isinstance(measured, int) else 0
        return self._shown(n) if passed else f"{self._shown(n)}, wanted {self.amount.wording()}"

    def verdict_version(self) -> int:
        return self.unit.VERSION

    @property
    def grain(self) -> Grain:
        return self.unit.GRAIN

    def implies(self) -> Iterator[Bound]:
        yield Bound(self.unit, self.amount, self.scope)

    # ------------------------------------------------------------------ constructing
    def satisfy(self, draft: Draft, rng: Random) -> None:
        n = self.amount.pick_inside(rng)
        if n < self.unit.LEAST and self.amount.holds(self.unit.LEAST):
            n = self.unit.LEAST
        self._resize(draft, n, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        n = self.amount.pick_outside(rng)
        if n is None:
            raise CannotConstruct(f"{self.kind}: {self.amount.wording()} refuses no count")
        if n < self.unit.LEAST and self.scope is not None:  # a part that is there holds at least that many
            n = self.unit.LEAST if not self.amount.holds(self.unit.LEAST) else (self.amount.high or 0) + 1
            if self.amount.holds(n):
                raise CannotConstruct(f"{self.kind}: there is always {self.unit.LEAST} in {self.scope.wording()}")
        self._resize(draft, n, rng)

    def _resize(self, draft: Draft, n: int, rng: Random) -> None:
        if self.scope is None:
            self.unit.resize(draft, n, rng)
        else:
            for part in self.scope.edit(draft, rng):
                self.unit.resize(part, n, rng)

    @classmethod
    def draw(cls, unit: type[Unit], rng: Random) -> Self:
        """Draw a constraint that counts ``unit``; now and then within a scope, where the unit is fine enough."""
        made = unit.sample(rng)
        amount = made.amounts(rng)
        scope = None
        if unit.GRAIN > Grain.SENTENCE and rng.random() < 0.3:
            scope = Scope.sample(rng)
            amount = Amount(low=min(amount.low, 3), high=None if amount.high is None else max(1, min(amount.high, 9)))
        return cls(unit=made, amount=amount, scope=scope)


def _short(amount: Amount) -> dict[str, int]:
    return {
        key: value
        for key, value in amount.model_dump().items()
        if value is not None and (key, value) not in (("step", 1), ("low", 0))
    }


registry.register(COUNT, Count)
