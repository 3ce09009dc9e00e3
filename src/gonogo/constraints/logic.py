"""Logic: constraints made of constraints.

``all`` and ``any`` (also: exactly n) of several, ``not`` of one, ``when`` one holds then another, ``sequence`` (each in
a part of its own) and ``within`` (one in a part). Whatever a part may be, these may be parts, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Literal, Self

from pydantic import Field, model_validator

from gonogo.amount import Amount, at_least, exactly, numbered
from gonogo.constraint import AnyConstraint, Bound, Constraint, Fails, Passes, Verdict
from gonogo.constraints.counting import Count
from gonogo.constraints.keywords import Include
from gonogo.constraints.language import Case
from gonogo.draft import Draft, Grain
from gonogo.errors import CannotConstruct, SpecError
from gonogo.scopes import Part, Scope
from gonogo.text.view import View
from gonogo.units import KEYWORDS, Commas, Lines, Paragraphs, Sentences, Unit, Words

_LOWER = {"kind": "case", "case": "lower"}
_TWO_WORDS = {"kind": "count.words", "amount": {"low": 2}}


class All(Constraint):
    """Every one of several constraints holds.

    The score of a response that fails is the mean of the parts' scores.
    """

    kind: Literal["all"] = "all"
    constraints: tuple[AnyConstraint, ...] = Field(min_length=1, description="the parts")

    GRAIN = Grain.SHAPE
    EXAMPLES = (
        Passes(
            {"constraints": [{"kind": "case", "case": "lower"}, {"kind": "count.words", "amount": {"low": 2}}]},
            "so it is.",
        ),
        Passes({"constraints": [{"kind": "title"}]}, "<<Salt>>"),
        Fails(
            {"constraints": [{"kind": "case", "case": "lower"}, {"kind": "count.words", "amount": {"low": 2}}]},
            "So it is.",
        ),
        Fails(
            {"constraints": [{"kind": "case", "case": "lower"}, {"kind": "count.words", "amount": {"low": 2}}]}, "so"
        ),
    )

    def describe(self) -> str:
        return " ".join(part.describe() for part in self.constraints)

    def judge(self, view: View) -> Verdict:
        for part in self.constraints:
            if not part.judge(view).passed:
                return Verdict(self, view, False, complete=lambda: self._full(view))
        return Verdict(self, view, True, complete=lambda: self._full(view))

    def _full(self, view: View) -> Verdict:
        verdicts = [part.judge(view) for part in self.constraints]
        failed = [verdict for verdict in verdicts if not verdict.passed]
        n = len(verdicts) - len(failed)
        spans = [span for verdict in verdicts for span in verdict.local_spans()]
        if not failed:
            return self.passed(view, n, "; ".join(verdict.reason for verdict in verdicts), spans)
        closeness = sum(verdict.score for verdict in verdicts) / len(verdicts)
        return self.failed(view, "; ".join(verdict.reason for verdict in failed), n, spans, closeness)

    def implies(self) -> Iterator[Bound]:
        for part in self.constraints:
            yield from part.implies()

    def satisfy(self, draft: Draft, rng: Random) -> None:
        for part in sorted(self.constraints, key=lambda part: part.grain):
            part.satisfy(draft, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        for broken in rng.sample(self.constraints, len(self.constraints)):
            try:
                broken.violate(draft, rng)
            except CannotConstruct:  # locked by a part written before: break another part
                continue
            return
        raise CannotConstruct("all: no part can be broken in this draft")

    @classmethod
    def sample(cls, rng: Random) -> Self:
        parts: tuple[Constraint, ...] = (
            Count(unit=Words(), amount=at_least(rng.randint(2, 30))),
            Count(unit=Commas(), amount=Commas().amounts(rng)),
            Case.sample(rng),
        )
        return cls(constraints=tuple(rng.sample(parts, 2)))


class Any(Constraint):
    """At least one of several constraints holds, or as many of them as an amount says.

    The score of a response that fails is that of the part that came nearest (with an amount other than "at least 1":
    how near the number of parts that hold comes).
    """

    kind: Literal["any"] = "any"
    constraints: tuple[AnyConstraint, ...] = Field(min_length=1, description="the parts")
    amount: Amount = Field(default=at_least(1), description="how many of the parts hold")

    GRAIN = Grain.SHAPE
    EXAMPLES = (
        Passes({"constraints": [_LOWER, _TWO_WORDS]}, "So it is.", "one of the two"),
        Passes({"constraints": [_LOWER, _TWO_WORDS]}, "so it is.", "both"),
        Passes({"constraints": [_LOWER, _TWO_WORDS], "amount": 1}, "so", "exactly one"),
        Passes({"constraints": [_LOWER, {"kind": "title"}], "amount": 0}, "So it is.", "none of the two"),
        Fails({"constraints": [_LOWER, _TWO_WORDS]}, "So", "neither"),
        Fails({"constraints": [_LOWER, _TWO_WORDS], "amount": 1}, "so it is.", "exactly one is wanted"),
        Fails({"constraints": [_LOWER, _TWO_WORDS, {"kind": "title"}], "amount": {"low": 2}}, "So it is.", "only one"),
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.amount.first() > len(self.constraints):
            raise SpecError(
                f"any: {self.amount.wording()} of {len(self.constraints)} constraints can never hold; "
                f"the amount is at most {len(self.constraints)}"
            )
        return self

    def describe(self) -> str:
        if len(self.constraints) == 1 and self.amount == at_least(1):
            return self.constraints[0].describe()
        parts = " ".join(f"({i}) {part.describe()}" for i, part in enumerate(self.constraints, 1))
        return f"Follow {self.amount.wording()} of these {len(self.constraints)} instructions: {parts}"

    def judge(self, view: View) -> Verdict:
        n = 0
        stop = self.amount.stop
        for part in self.constraints:
            n += part.judge(view).passed
            if n == stop:
                break
        return Verdict(self, view, self.amount.holds(n), complete=lambda: self._full(view))

    def _full(self, view: View) -> Verdict:
        verdicts = [part.judge(view) for part in self.constraints]
        held = [verdict for verdict in verdicts if verdict.passed]
        n = len(held)
        reason = f"{n} of {len(verdicts)} hold: {'; '.join(verdict.reason for verdict in verdicts)}"
        spans = [span for verdict in held for span in verdict.local_spans()]
        if self.amount.holds(n):
            return self.passed(view, n, reason, spans)
        if self.amount == at_least(1):
            return self.failed(view, reason, n, spans, max(verdict.score for verdict in verdicts))
        return self.failed(view, reason, n, spans, self.amount.closeness(n))

    def implies(self) -> Iterator[Bound]:
        if self.amount.first() == len(self.constraints):
            for part in self.constraints:
                yield from part.implies()
        elif self.amount.low >= 1:
            yield from _common([list(part.implies()) for part in self.constraints])

    def satisfy(self, draft: Draft, rng: Random) -> None:
        size = len(self.constraints)
        self._write(draft, rng, rng.choice([n for n in range(size + 1) if self.amount.holds(n)]))

    def violate(self, draft: Draft, rng: Random) -> None:
        counts = [n for n in range(len(self.constraints) + 1) if not self.amount.holds(n)]
        if not counts:
            raise CannotConstruct(f"any: {self.amount.wording()} of the parts refuses no text")
        self._write(draft, rng, rng.choice(counts))

    def _write(self, draft: Draft, rng: Random, n: int) -> None:
        """Let exactly ``n`` of the parts hold."""
        held = set(rng.sample(range(len(self.constraints)), n))
        for i in sorted(range(len(self.constraints)), key=lambda i: self.constraints[i].grain):
            part = self.constraints[i]
            (part.satisfy if i in held else part.violate)(draft, rng)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        amount = rng.choice((at_least(1), exactly(1), at_least(2)))
        return cls(constraints=tuple(rng.sample(_parts(rng), rng.choice((2, 3)))), amount=amount)


def _common(facts: list[list[Bound]]) -> Iterator[Bound]:
    """Yield what holds where at least one of several lists of facts does: the hull of what they say of one unit."""
    first, *rest = facts
    for bound in first:
        same = [[b for b in other if b.unit == bound.unit and b.scope == bound.scope] for other in rest]
        if all(same):
            amounts = [bound.amount, *(bounds[0].amount for bounds in same)]
            highs = [amount.high for amount in amounts]
            high = None if None in highs else max(high for high in highs if high is not None)
            yield Bound(bound.unit, Amount(low=min(amount.low for amount in amounts), high=high), bound.scope)


class Not(Constraint):
    """A constraint does not hold.

    The score of a response that fails is 0: a constraint that holds says nothing of how nearly it would not. Mind what
    the negation lets pass: where the constraint needs a paragraph 3, a response without one passes.
    """

    kind: Literal["not"] = "not"
    constraint: AnyConstraint = Field(description="what must not hold")

    GRAIN = Grain.SHAPE
    VACUOUS = "it forbids"
    EXAMPLES = (
        Passes({"constraint": _LOWER}, "So it is."),
        Passes({"constraint": {"kind": "not", "constraint": _LOWER}}, "so it is.", "not not"),
        Fails({"constraint": _LOWER}, "so it is."),
        Fails({"constraint": {"kind": "not", "constraint": _LOWER}}, "So it is."),
    )

    def describe(self) -> str:
        return f"Your response must break this instruction: {self.constraint.describe()}"

    def judge(self, view: View) -> Verdict:
        inner = self.constraint.judge(view)
        passed = not inner.passed
        return Verdict(self, view, passed, complete=lambda: self._full(view, inner))

    def _full(self, view: View, inner: Verdict) -> Verdict:
        if inner.passed:
            return self.failed(view, f"it holds: {inner.reason}", inner.measured, inner.local_spans())
        return self.passed(view, inner.measured, f"it does not hold: {inner.reason}", inner.local_spans())

    def implies(self) -> Iterator[Bound]:
        part = self.constraint
        if isinstance(part, Not):
            yield from part.constraint.implies()
        elif isinstance(part, Count) and part.scope is None and part.amount.step == 1:
            left = part.amount.complement()
            if len(left) == 1:
                yield Bound(part.unit, left[0])

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self.constraint.violate(draft, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        self.constraint.satisfy(draft, rng)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        words = Count(unit=Words(), amount=at_least(rng.randint(2, 30)))
        return cls(constraint=rng.choice([words, Count(unit=Commas(), amount=Commas().amounts(rng)), *_parts(rng)]))


class When(Constraint):
    """If a condition holds of the response, something else does as well.

    A response of which the condition does not hold passes. Both are constraints. For a condition on the prompt, which
    a checker does not see, :meth:`given` settles it when the row is loaded.
    """

    kind: Literal["when"] = "when"
    condition: AnyConstraint = Field(description="if this holds")
    then: AnyConstraint = Field(description="this must hold, too")

    GRAIN = Grain.SHAPE
    VACUOUS = "nothing is asked for where the condition does not hold"
    EXAMPLES = (
        Passes({"condition": _TWO_WORDS, "then": _LOWER}, "so it is."),
        Passes({"condition": _TWO_WORDS, "then": _LOWER}, "So.", "the condition does not hold"),
        Fails({"condition": _TWO_WORDS, "then": _LOWER}, "So it is."),
        Fails({"condition": _LOWER, "then": _TWO_WORDS}, "so."),
    )

    def describe(self) -> str:
        return (
            f"If your response follows the first of these two instructions, it must follow the second as well: "
            f"(1) {self.condition.describe()} (2) {self.then.describe()}"
        )

    def given(self, prompt: str) -> Constraint | None:
        """Return what ``prompt`` asks for: the consequence if the condition holds of the prompt itself, else None."""
        return self.then if self.condition.check(prompt) else None

    def judge(self, view: View) -> Verdict:
        condition = self.condition.judge(view)
        if not condition.passed:
            return Verdict(self, view, True, complete=lambda: self._idle(view, condition))
        then = self.then.judge(view)
        return Verdict(self, view, then.passed, complete=lambda: self._full(view, then))

    def _idle(self, view: View, condition: Verdict) -> Verdict:
        return self.passed(view, None, f"the condition does not hold: {condition.reason}")

    def _full(self, view: View, then: Verdict) -> Verdict:
        reason = f"the condition holds, and then: {then.reason}"
        if then.passed:
            return self.passed(view, then.measured, reason, then.local_spans())
        return self.failed(view, reason, then.measured, then.local_spans(), then.score)

    def implies(self) -> Iterator[Bound]:
        yield from _common([list(Not(constraint=self.condition).implies()), list(self.then.implies())])

    def satisfy(self, draft: Draft, rng: Random) -> None:
        if rng.random() < 0.5:
            self.then.satisfy(draft, rng)
        else:
            self.condition.violate(draft, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        steps = [(self.condition.grain, self.condition.satisfy), (self.then.grain, self.then.violate)]
        for _, step in sorted(steps, key=lambda step: step[0]):
            step(draft, rng)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        condition, then = rng.sample(_parts(rng), 2)
        return cls(condition=condition, then=then)


class Sequence(Constraint):
    """Successive parts of the response satisfy successive constraints: the first paragraph the first, and so on.

    There are at least as many parts as constraints; of what follows nothing is asked.
    """

    kind: Literal["sequence"] = "sequence"
    constraints: tuple[AnyConstraint, ...] = Field(min_length=2, description="one for each part, in order")
    of: Part = Field(default="paragraph", description="what the parts are")

    GRAIN = Grain.SHAPE
    EXAMPLES = (
        Passes({"constraints": [_TWO_WORDS, _LOWER]}, "So it is.\n\nso it was.\n\nAND MORE."),
        Passes({"constraints": [_LOWER, _TWO_WORDS], "of": "sentence"}, "yes. So It Is."),
        Fails({"constraints": [_TWO_WORDS, _LOWER]}, "so it is.", "there is no second paragraph"),
        Fails({"constraints": [_TWO_WORDS, _LOWER]}, "so it is.\n\nSo it was."),
        Fails({"constraints": [_LOWER, _TWO_WORDS], "of": "line"}, "So it is.\nso it was.", "the order matters"),
    )

    def describe(self) -> str:
        parts = " ".join(f"({i}) {part.describe()}" for i, part in enumerate(self.constraints, 1))
        return f"Follow these instructions in order, each in one {self.of} of its own: {parts}"

    def _scopes(self) -> list[Scope]:
        return [Scope(where="nth", of=self.of, n=n) for n in range(1, len(self.constraints) + 1)]

    def judge(self, view: View) -> Verdict:
        found = Scope(where="each", of=self.of).parts(view)
        for part, inner in zip(self.constraints, found, strict=False):
            if not part.judge(inner).passed:
                return Verdict(self, view, False, complete=lambda: self._full(view, found))
        return Verdict(self, view, len(found) >= len(self.constraints), complete=lambda: self._full(view, found))

    def _full(self, view: View, found: list[View]) -> Verdict:
        verdicts = [part.judge(inner) for part, inner in zip(self.constraints, found, strict=False)]
        n = sum(verdict.passed for verdict in verdicts)
        reasons = [f"{self.of} {i}: {verdict.reason}" for i, verdict in enumerate(verdicts, 1)]
        reason = "; ".join(reasons) or f"there is no {self.of}"
        if len(found) < len(self.constraints):
            reason += f"; there are only {len(found)} {self.of}s"
        spans = [verdict.view.origin(*span, within=view) for verdict in verdicts for span in verdict.local_spans()]
        if n == len(self.constraints):
            return self.passed(view, n, reason, spans)
        closeness = sum(verdict.score for verdict in verdicts) / len(self.constraints)
        return self.failed(view, reason, n, spans, closeness)

    def implies(self) -> Iterator[Bound]:
        units: dict[str, Unit] = {"sentence": Sentences(), "paragraph": Paragraphs(), "line": Lines()}
        yield Bound(units[self.of], at_least(len(self.constraints)))
        for scope, part in zip(self._scopes(), self.constraints, strict=True):
            yield from (Bound(bound.unit, bound.amount, scope) for bound in part.implies() if bound.scope is None)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(draft, rng, len(self.constraints))

    def violate(self, draft: Draft, rng: Random) -> None:
        self._write(draft, rng, rng.randrange(len(self.constraints)))

    def _write(self, draft: Draft, rng: Random, broken: int) -> None:
        """Let each part satisfy its constraint, but not the one with the index ``broken``."""
        for i, (scope, part) in enumerate(zip(self._scopes(), self.constraints, strict=True)):
            for inner in scope.edit(draft, rng):
                (part.violate if i == broken else part.satisfy)(inner, rng)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        parts = [_word_part(rng) for _ in range(rng.choice((2, 3)))]
        return cls(constraints=tuple(parts), of=rng.choice(("sentence", "paragraph")))


class Within(Constraint):
    """A constraint holds in a part of the response: the first sentence, each paragraph, a section, the code blocks.

    With ``each``, every part must satisfy it; what is in ``code`` blocks, or outside them, is read as one text. A
    response that has no such part does not satisfy the constraint. Counts within a part are better said by their own
    ``scope``.
    """

    kind: Literal["within"] = "within"
    constraint: AnyConstraint = Field(description="what holds there")
    scope: Scope = Field(description="where")

    GRAIN = Grain.SHAPE
    VERSION = 2
    EXAMPLES = (
        Passes({"constraint": _LOWER, "scope": {"where": "last", "of": "sentence"}}, "So it is. but no."),
        Passes({"constraint": _TWO_WORDS, "scope": {"where": "each", "of": "paragraph"}}, "So it.\n\nIs it?"),
        Passes(
            {"constraint": _LOWER, "scope": {"where": "section", "title": "End"}}, "# Start\n\nYes.\n\n# End\n\nso."
        ),
        Passes({"constraint": _TWO_WORDS, "scope": {"where": "prose"}}, "Go\n```\nls -l\n```\non", "one text"),
        Passes({"constraint": _TWO_WORDS, "scope": {"where": "code"}}, "So:\n```\nls\n```\nand\n```\ncd\n```"),
        Fails({"constraint": _LOWER, "scope": {"where": "first", "of": "sentence"}}, "So it is. but no."),
        Fails({"constraint": _TWO_WORDS, "scope": {"where": "each", "of": "paragraph"}}, "So it.\n\nIs."),
        Fails({"constraint": _LOWER, "scope": {"where": "nth", "of": "line", "n": 2}}, "so it is.", "no such line"),
    )

    def describe(self) -> str:
        return f"Follow this instruction within {self.scope.wording()}: {self.constraint.describe()}"

    def judge(self, view: View) -> Verdict:
        parts = self.scope.parts(view)
        for inner in parts:
            if not self.constraint.judge(inner).passed:
                return Verdict(self, view, False, complete=lambda: self._full(view, parts))
        return Verdict(self, view, bool(parts), complete=lambda: self._full(view, parts))

    def _full(self, view: View, parts: list[View]) -> Verdict:
        if not parts:
            return self.failed(view, f"there is no such part: {self.scope.wording()}", 0)
        verdicts = [self.constraint.judge(inner) for inner in parts]
        bad = [verdict for verdict in verdicts if not verdict.passed]
        spans = [verdict.view.origin(*span, within=view) for verdict in verdicts for span in verdict.local_spans()]
        n = len(verdicts) - len(bad)
        if not bad:
            return self.passed(view, n, verdicts[0].reason, spans)
        closeness = sum(verdict.score for verdict in verdicts) / len(verdicts)
        return self.failed(
            view, f"{len(bad)} of {numbered(len(verdicts), 'part')} off: {bad[0].reason}", n, spans, closeness
        )

    def implies(self) -> Iterator[Bound]:
        yield from (
            Bound(bound.unit, bound.amount, self.scope) for bound in self.constraint.implies() if bound.scope is None
        )

    def satisfy(self, draft: Draft, rng: Random) -> None:
        for part in self.scope.edit(draft, rng):
            self.constraint.satisfy(part, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        for part in self.scope.edit(draft, rng):
            self.constraint.violate(part, rng)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        scope = Scope.sample(rng)
        return cls(constraint=_word_part(rng), scope=scope)


def _parts(rng: Random) -> list[Constraint]:
    """Draw parts that can be written, and broken, independently of each other."""
    first, second = rng.sample([word for word in KEYWORDS if word.isalpha()], 2)
    return [Include(keywords=(first,)), Include(keywords=(second,)), Case.sample(rng)]


def _word_part(rng: Random) -> Constraint:
    if rng.random() < 0.5:
        return Include(keywords=(rng.choice(KEYWORDS),))
    return Count(unit=Commas(), amount=at_least(rng.randint(1, 3)))
