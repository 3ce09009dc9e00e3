r"""Constraint and Verdict: what a requirement is, and what deciding it yields.

A kind is one small class::

    class NoTabs(Constraint):
        '''No tab characters.'''

        kind: Literal["acme:no_tabs"] = "acme:no_tabs"

        def describe(self) -> str:
            return "Do not use tab characters."

        def judge(self, view: View) -> Verdict:
            n = view.source.count("\t")
            return self.passed(view, n) if n == 0 else self.failed(view, f"{n} tabs", n)

``judge`` is the only method that decides; ``check``, ``score`` and ``explain`` are made from it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from random import Random
from typing import Annotated, Any, ClassVar, NamedTuple, Self

from pydantic import BeforeValidator, ConfigDict, SerializeAsAny

from gonogo import registry
from gonogo.amount import Amount
from gonogo.draft import Draft, Grain
from gonogo.errors import CannotConstruct, SpecError, shown
from gonogo.examples import Example, Fails, Passes, Source
from gonogo.model import Model
from gonogo.scopes import Scope
from gonogo.text.segment import Span
from gonogo.text.view import View
from gonogo.units import Unit

__all__ = [
    "AnyConstraint",
    "Bound",
    "Constraint",
    "Fails",
    "Passes",
    "Source",
    "Verdict",
    "kinds_of",
    "parse",
    "parse_set",
]

# What changes no verdict unless the kind is about it: markers of emphasis inside the text, the shape of quotes, blanks
# around the response, what stands at its edges, U+2028 for an end of line.
DIFFERENCES = frozenset(("emphasis", "quotes", "blanks", "edges", "separators"))
COUNT = "count"  # under this name the class that counts units is registered; it is no kind of its own
_BELOW_ONE = 0.99  # the highest score of a text that fails


class Bound(NamedTuple):
    """A fact that holds on every text a constraint passes: ``unit`` occurs ``amount`` times within ``scope``."""

    unit: Unit
    amount: Amount
    scope: Scope | None = None


class Verdict:
    """The decision on one constraint.

    Attributes:
        constraint: what was decided.
        passed: whether the response satisfies it.
    """

    __slots__ = ("_closeness", "_complete", "_measured", "_reason", "_spans", "constraint", "passed", "view")

    def __init__(
        self,
        constraint: Constraint,
        view: View,
        passed: bool,
        measured: object = None,
        reason: str = "",
        spans: Sequence[Span] | Callable[[], Sequence[Span]] = (),
        closeness: float = 0.0,
        complete: Callable[[], Verdict] | None = None,
    ) -> None:
        self.constraint = constraint
        self.view = view
        self.passed = passed
        self._measured = measured
        self._reason = reason
        self._spans = spans
        self._closeness = closeness
        self._complete = complete

    def _whole(self) -> Verdict:
        """Complete what an early decision left open."""
        if self._complete is not None:
            whole = self._complete()._whole()
            self._measured, self._reason, self._spans = whole._measured, whole._reason, whole._spans
            self._closeness, self._complete = whole._closeness, None
        return self

    @property
    def measured(self) -> object:
        """What was measured: usually a count."""
        return self._whole()._measured

    @property
    def reason(self) -> str:
        """Why, in a few words a person understands."""
        whole = self._whole()
        if whole._reason:
            return whole._reason
        return self.constraint.default_reason(whole._measured, self.passed)

    @property
    def score(self) -> float:
        """1.0 iff passed, else below 1: how near the response comes, where the kind can say."""
        if self.passed:
            return 1.0
        return max(0.0, min(_BELOW_ONE, self._whole()._closeness))

    @property
    def spans(self) -> list[Span]:
        """The evidence, as spans of the original response."""
        return [self.view.origin(a, b) for a, b in self.local_spans()]

    def local_spans(self) -> Sequence[Span]:
        """Return the evidence as spans of the view's text."""
        spans = self._whole()._spans
        return spans() if callable(spans) else spans

    def __bool__(self) -> bool:
        return self.passed

    def __repr__(self) -> str:
        return f"Verdict({'pass' if self.passed else 'fail'}, {self.constraint.kind}, {self.reason})"

    def to_dict(self) -> dict[str, Any]:
        """Return the verdict as plain data."""
        return {
            "kind": self.constraint.versioned,
            "passed": self.passed,
            "score": self.score,
            "measured": self.measured,
            "reason": self.reason,
            "spans": [list(span) for span in self.spans],
        }


def _as_json(schema: dict[str, Any], owner: type[Any]) -> None:
    """Let the JSON Schema of a constraint say what is read: the kind is always named, and the base stands for any."""
    schema["required"] = ["kind", *(name for name in schema.get("required", ()) if name != "kind")]
    if owner is Constraint:  # a field that takes a constraint takes one of any kind
        schema["additionalProperties"] = True
        schema["description"] = "a constraint of any kind"
        schema["properties"]["kind"].pop("default", None)


class Constraint(Model):
    """A typed requirement on a response: frozen, hashable, JSON in and out, nothing drawn at random when checking.

    A subclass with a literal ``kind`` registers itself. It writes :meth:`describe`, :meth:`judge` and the constructive
    half (:meth:`satisfy`, :meth:`violate`, :meth:`sample`), and its examples as data.
    """

    model_config = ConfigDict(json_schema_extra=_as_json)

    kind: str = ""

    api: ClassVar[int]  # a plugin states registry.API here or in its module
    GRAIN: ClassVar[Grain] = Grain.WORD
    EXAMPLES: ClassVar[tuple[Example, ...]] = ()
    SOURCES: ClassVar[tuple[Source, ...]] = ()
    VERSION: ClassVar[int] = 1  # of the verdicts: a change of any verdict raises it
    ABOUT: ClassVar[frozenset[str]] = frozenset()  # differences that may change the verdict: see DIFFERENCES
    VACUOUS: ClassVar[str] = ""  # why junk may pass (an instruction that only forbids), else ""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        kind = cls.model_fields["kind"].default
        if isinstance(kind, str) and kind:
            registry.register(kind, cls)

    # ------------------------------------------------------------------ what a subclass writes
    def describe(self) -> str:
        """Return the instruction in English: one sentence that names every parameter."""
        raise NotImplementedError(f"{type(self).__name__} must write describe()")

    def judge(self, view: View) -> Verdict:
        """Decide. The only method that does."""
        raise NotImplementedError(f"{type(self).__name__} must write judge()")

    def implies(self) -> Iterator[Bound]:
        """Yield facts that hold on every passing text."""
        yield from ()

    def satisfy(self, draft: Draft, rng: Random) -> None:
        """Edit ``draft`` so that it satisfies this constraint."""
        raise CannotConstruct(f"{self.kind} has no constructive half")

    def violate(self, draft: Draft, rng: Random) -> None:
        """Edit ``draft`` so that it violates this constraint, often by the smallest edit."""
        raise CannotConstruct(f"{self.kind} has no constructive half")

    @classmethod
    def sample(cls, rng: Random) -> Self:
        """Draw parameters: the same ``rng`` state gives the same constraint."""
        raise CannotConstruct(f"{cls.__name__} draws no parameters")

    def default_reason(self, measured: object, passed: bool) -> str:
        """Return the reason for a verdict that gives none: what was measured."""
        if measured is None:
            return "met" if passed else "not met"
        return f"measured {measured}"

    # ------------------------------------------------------------------ made from judge
    def check(self, response: str | View) -> bool:
        """Return whether ``response`` satisfies this constraint."""
        return self.judge(_viewed(response)).passed

    def score(self, response: str | View) -> float:
        """Return 1.0 iff ``response`` satisfies this constraint, else how near it comes (below 1)."""
        return self.judge(_viewed(response)).score

    def explain(self, response: str | View) -> str:
        """Say in one line what was decided and why."""
        verdict = self.judge(_viewed(response))
        return f"{'pass' if verdict.passed else 'fail'}: {self.describe()} ({verdict.reason})"

    def passed(self, view: View, measured: object = None, reason: str = "", spans: Sequence[Span] = ()) -> Verdict:
        """Return the verdict that ``view`` satisfies this constraint."""
        return Verdict(self, view, True, measured, reason, spans)

    def failed(
        self, view: View, reason: str, measured: object = None, spans: Sequence[Span] = (), closeness: float = 0.0
    ) -> Verdict:
        """Return the verdict that ``view`` violates this constraint, with the reason."""
        return Verdict(self, view, False, measured, reason, spans, closeness)

    # ------------------------------------------------------------------ identity
    @property
    def grain(self) -> Grain:
        """How coarse the edits of this constraint are; a set is written from coarse to fine."""
        return self.GRAIN

    def verdict_version(self) -> int:
        """Return the version of this kind's verdicts."""
        return self.VERSION

    def made_of(self) -> Iterator[Constraint]:
        """Yield the constraints that this one is made of."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            yield from (one for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, Constraint))

    @cached_property
    def versioned(self) -> str:
        """``kind@version``, and in brackets those of what it is made of: what a score record names."""
        parts = dict.fromkeys(one.versioned for one in self.made_of())
        return f"{self.kind}@{self.verdict_version()}" + (f"({','.join(parts)})" if parts else "")

    @cached_property
    def fingerprint(self) -> str:
        """16 hex digits that are the same in any process for equal constraints with verdicts of the same version."""
        text = json.dumps([self.to_dict(), self.versioned], sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def to_dict(self) -> dict[str, Any]:
        """Return the constraint as plain data, which :func:`parse` reads back."""
        return {key: value for key, value in self.model_dump(mode="json").items() if value is not None}

    def to_json(self) -> str:
        """Return the constraint as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    def __str__(self) -> str:
        return self.describe()


def _viewed(response: str | View) -> View:
    if isinstance(response, str):
        return View(response)
    if isinstance(response, View):
        return response
    raise TypeError(f"a response is text, not {shown(response, 80)}; a list of chat messages is read by Reward")


# ---------------------------------------------------------------------- reading constraints
def parse(spec: Any) -> Constraint:
    """Return the constraint that ``spec`` says: a constraint, a dict with ``kind``, or the JSON text of one.

    Raises:
        UnknownValue: no such kind; names the nearest.
        SpecError: a field is missing, unknown or ill-typed; names the kind, the field and what it takes.
    """
    if isinstance(spec, Constraint):
        return spec
    if isinstance(spec, str):
        spec = _load(spec)
    if not isinstance(spec, dict):
        raise SpecError(f"a constraint is an object like {{'kind': 'count.words', …}}, not {shown(spec, 80)}")
    kind = spec.get("kind")
    if not isinstance(kind, str):
        raise SpecError(f"a constraint needs a 'kind' (see `gonogo list`); given: {shown(spec, 80)}")
    owner = registry.find(kind)
    if issubclass(owner, Unit):
        owner = registry.find(COUNT)  # the class that turns a unit into a constraint
    built: Constraint = owner(**{key: value for key, value in spec.items() if value is not None})
    return built


def parse_set(spec: Any) -> tuple[Constraint, ...]:
    """Return the constraints that ``spec`` says: one constraint, a list, or the JSON text of either.

    The JSON text of a set is parsed once and remembered.
    """
    if isinstance(spec, str):
        return _parse_text(spec)
    if isinstance(spec, list | tuple):
        for item in spec:
            if not isinstance(item, Constraint):
                return tuple(map(parse, spec))
        return tuple(spec)  # nothing to read: the usual case in a loop that parsed its rows before
    if isinstance(spec, Constraint | dict):
        return (parse(spec),)
    if isinstance(spec, Sequence):
        return tuple(map(parse, spec))
    raise SpecError(f"constraints are a list, or the JSON text of one, not {shown(spec, 80)}")


def kinds_of(spec: object) -> Iterator[str]:
    """Yield the kinds that stand in a specification as plain data: of constraints, of their parts and their units."""
    if isinstance(spec, dict):
        if isinstance(spec.get("kind"), str):
            yield spec["kind"]
        spec = list(spec.values())
    if isinstance(spec, list):
        for part in spec:
            yield from kinds_of(part)


@lru_cache(maxsize=65_536)
def _parse_text(text: str) -> tuple[Constraint, ...]:
    data = _load(text)
    return parse_set(data) if not isinstance(data, str) else (parse(data),)


def _load(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise SpecError(f"constraints are not JSON ({error}); given: {shown(text, 80)}") from None


AnyConstraint = SerializeAsAny[Annotated[Constraint, BeforeValidator(parse)]]
