"""The same requirement worded by other kinds: on every text both must decide alike.

Each rule takes a constraint and yields constraints that say the same; what a rule cannot restate it skips. A rule is
logic or a definition that both kinds state; it holds on every text, so any disagreement is a fault of one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from gonogo.amount import Amount
from gonogo.constraint import Constraint, parse
from gonogo.errors import SpecError
from gonogo.scopes import Scope

Rule = Callable[[Constraint], Iterator[dict[str, Any]]]
_SMALL = 6  # parts of a constraint that is taken apart


def restated(constraint: Constraint) -> Iterator[tuple[str, Constraint]]:
    """Yield ``(rule, equal constraint)`` for each rule that has something to say on ``constraint``."""
    for name, rule in RULES.items():
        for spec in rule(constraint):
            try:
                yield name, parse(spec)
            except SpecError:  # the other kind takes no such parameters
                continue


def _not(spec: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "not", "constraint": spec}


def _all(specs: list[dict[str, Any]]) -> dict[str, Any]:
    return {"kind": "all", "constraints": specs}


def _any(specs: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"kind": "any", "constraints": specs, **more}


def _counted(constraint: Constraint) -> Amount | None:
    """Return the amount of a constraint that counts a unit, else None."""
    counts = constraint.kind.startswith("count.")
    return getattr(constraint, "amount", None) if counts else None


def _with(constraint: Constraint, low: int, high: int | None, step: int = 1) -> dict[str, Any]:
    amount = {key: value for key, value in (("low", low), ("high", high), ("step", step)) if value is not None}
    return {**constraint.to_dict(), "amount": amount}


# ---------------------------------------------------------------------- logic, of any constraint
def _alone(constraint: Constraint) -> Iterator[dict[str, Any]]:
    """Not not, the only part of all and of any, none of one: what holds of every constraint."""
    spec = constraint.to_dict()
    yield _not(_not(spec))
    yield _all([spec])
    yield _any([spec])
    yield _any([_not(spec)], amount=0)


def _taken_apart(constraint: Constraint) -> Iterator[dict[str, Any]]:
    """``all``, ``any`` and ``when`` by each other and ``not`` (De Morgan)."""
    parts = [part.to_dict() for part in getattr(constraint, "constraints", ())]
    if constraint.kind == "all" and len(parts) <= _SMALL:
        yield _any(parts, amount=len(parts))
        yield _not(_any([_not(part) for part in parts]))
        yield _all(parts[::-1])
    elif constraint.kind == "any" and len(parts) <= _SMALL:
        amount: Amount = constraint.amount  # type: ignore[attr-defined]
        yield _any(parts[::-1], amount=amount.model_dump())
        if amount == Amount(low=1):
            yield _not(_all([_not(part) for part in parts]))
    elif constraint.kind == "when":
        condition, then = constraint.condition.to_dict(), constraint.then.to_dict()  # type: ignore[attr-defined]
        yield _any([_not(condition), then])
        yield _not(_all([condition, _not(then)]))


# ---------------------------------------------------------------------- amounts
def _bounds(constraint: Constraint) -> Iterator[dict[str, Any]]:
    """An amount by its two bounds, each also as the negation of what lies beyond it."""
    amount = _counted(constraint)
    if amount is None or amount.step != 1 or getattr(constraint, "scope", None) is not None:
        return
    bounds = [_with(constraint, amount.low, None)] if amount.low else []
    bounds += [_with(constraint, 0, amount.high)] if amount.high is not None else []
    if len(bounds) == 2:
        yield _all(bounds)
    beyond = [_with(constraint, 0, amount.low - 1)] if amount.low else []
    beyond += [_with(constraint, amount.high + 1, None)] if amount.high is not None else []
    if beyond:
        yield _not(_any(beyond))
    if amount.high is not None and amount.high - amount.low in range(_SMALL):
        yield _any([_with(constraint, n, n) for n in range(amount.low, amount.high + 1)], amount=1)


def _scoped(constraint: Constraint) -> Iterator[dict[str, Any]]:
    """A count in one part, or in each, by ``within``."""
    scope = getattr(constraint, "scope", None)
    if _counted(constraint) is None or not isinstance(scope, Scope) or scope.where in ("code", "prose"):
        return
    whole = {key: value for key, value in constraint.to_dict().items() if key != "scope"}
    yield {"kind": "within", "constraint": whole, "scope": scope.model_dump(exclude_none=True)}


# ---------------------------------------------------------------------- one thing, two kinds
def _keywords(constraint: Constraint) -> Iterator[dict[str, Any]]:
    """A list of keywords by counts of each keyword, by one constraint for each, and by the opposite list."""
    if constraint.kind not in ("keywords.include", "keywords.exclude"):
        return
    words: tuple[str, ...] = constraint.keywords  # type: ignore[attr-defined]
    includes = constraint.kind == "keywords.include"
    amount = {"low": 1} if includes else {"high": 0}
    other = "keywords.exclude" if includes else "keywords.include"
    yield _all([{"kind": "count.keyword", "keyword": word, "amount": amount} for word in words])
    yield _all([{"kind": constraint.kind, "keywords": [word]} for word in words])
    yield _not(_any([{"kind": other, "keywords": [word]} for word in words]))
    yield {"kind": constraint.kind, "keywords": [*words[::-1], words[0]]}


def _one_keyword(constraint: Constraint) -> Iterator[dict[str, Any]]:
    amount = _counted(constraint)
    if constraint.kind == "count.keyword" and getattr(constraint, "scope", None) is None:
        word: str = constraint.unit.keyword  # type: ignore[attr-defined]
        if amount == Amount(low=1):
            yield {"kind": "keywords.include", "keywords": [word]}
        elif amount == Amount(high=0):
            yield {"kind": "keywords.exclude", "keywords": [word]}


def _same_unit(constraint: Constraint) -> Iterator[dict[str, Any]]:
    """Units that are special cases of another unit."""
    if _counted(constraint) is None:
        return
    spec = constraint.to_dict()
    unit = constraint.unit  # type: ignore[attr-defined]
    if constraint.kind == "count.headings" and unit.level is None and constraint.amount == Amount(high=0):  # type: ignore[attr-defined]
        yield _all([{**spec, "level": level} for level in range(1, 7)])
    elif constraint.kind == "count.words_with" and len(set(unit.letters)) > 1 and unit.letters.isalpha():
        amount: Amount = constraint.amount  # type: ignore[attr-defined]
        if amount == Amount(high=0):
            yield _all([{**spec, "letters": letter} for letter in dict.fromkeys(unit.letters)])
    elif constraint.kind in ("count.words_with", "count.words_starting"):
        yield {**spec, "letters": unit.letters[::-1]}
        yield {**spec, "letters": unit.letters.upper()} if unit.letters.isascii() else spec


def _placed(constraint: Constraint) -> Iterator[dict[str, Any]]:
    """What stands at a place also occurs; the first word is the word at place 1; ``wrapped`` says both ends."""
    spec = constraint.to_dict()
    said = str(spec.get("phrase") or spec.get("word") or "")
    if constraint.kind in ("starts_with", "ends_with", "starts_with_word", "word_at"):
        yield _all([spec, {"kind": "keywords.include", "keywords": [said]}])
    if constraint.kind == "starts_with_word":
        yield {**spec, "kind": "word_at", "n": 1}
    elif constraint.kind == "wrapped" and any(map(str.isalnum, said)):
        yield _all([spec, {"kind": "starts_with", "phrase": said}, {"kind": "ends_with", "phrase": said}])


def _order(constraint: Constraint) -> Iterator[dict[str, Any]]:
    """Lists whose order says nothing, reversed."""
    spec = constraint.to_dict()
    for key in _UNORDERED.get(constraint.kind, ()):
        if isinstance(spec.get(key), list) and len(spec[key]) > 1:
            yield {**spec, key: spec[key][::-1]}


_UNORDERED = {
    "marks.include": ("marks",), "sentences.end_marks": ("marks",), "sentences.end_with": ("endings",),
    "scripts.only": ("scripts",), "links.only": ("domains", "schemes"), "accents.restored": ("words",),
    "count.marks": ("marks",), "count.listed": ("words",), "headings.levels": ("levels",),
}  # fmt: skip

RULES: dict[str, Rule] = {
    "logic": _alone, "parts": _taken_apart, "bounds": _bounds, "scope": _scoped, "keywords": _keywords,
    "keyword": _one_keyword, "unit": _same_unit, "ends": _placed, "order": _order,
}  # fmt: skip
"""Every rule by name."""
