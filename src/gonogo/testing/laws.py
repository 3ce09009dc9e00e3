"""The laws that every kind obeys. ``LAWS`` holds them by name; :func:`break_laws` runs them on a kind of your own.

    from gonogo.testing.laws import break_laws

    def test_my_kind():
        assert break_laws("acme:no_tabs") == []

A law takes a kind and one of its cases, and raises :class:`AssertionError` with a message that shows the constraint,
the text and what went wrong. ``LAWS[name].cases(kind)`` gives the cases by id, so that one parametrised test runs
everything under ids like ``count.words::vacuous::...!!!``.
"""

from __future__ import annotations

import itertools
import json
import math
import pickle
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Any, NamedTuple

from gonogo.amount import Amount
from gonogo.constraint import Constraint, Verdict, parse, parse_set
from gonogo.constraints import Kind
from gonogo.testing import cases as made
from gonogo.testing import describing, growth, mutate
from gonogo.testing.cases import Case, kind_of, pool, shown
from gonogo.testing.edits import EDITS, applicable
from gonogo.testing.hostile import AWKWARD, HOSTILE, JUNK, TRUE_OF_JUNK
from gonogo.testing.probe import evaluated, measured
from gonogo.text.view import View
from gonogo.units import Unit

SHORT = 8_000  # characters of a hostile text in the fast tier
LONG = 1_000_000
_NEVER_USED = itertools.count(10_000)  # seeds of texts that nothing in this process has judged
KILLED_AT_LEAST = 0.8  # share of the mutants of a checker that its own cases must tell from it


class Law(NamedTuple):
    """A law: its check, its cases by id, whether it is left to the slow tier, and whether it measures time."""

    check: Callable[..., None]
    cases: Callable[[Kind], Mapping[str, Any]]
    slow: bool = False
    timed: bool = False


class Breach(NamedTuple):
    """A law that a kind breaks, on which case, and how."""

    kind: str
    law: str
    case: str
    message: str


def break_laws(name: str, laws: Iterable[str] | None = None, *, slow: bool = False) -> list[Breach]:
    """Return every breach of the laws by a kind, none if it obeys.

    Args:
        name: the kind.
        laws: names of laws; default: all of the fast tier.
        slow: also those of the slow tier.
    """
    kind = kind_of(name)
    found = []
    for law_name in laws if laws is not None else [key for key, law in LAWS.items() if slow or not law.slow]:
        law = LAWS[law_name]
        for case_id, case in law.cases(kind).items():
            try:
                law.check(kind, case)
            except Exception as error:  # a crash breaks the law as well
                message = str(error) if isinstance(error, AssertionError) else f"{type(error).__name__}: {error}"
                found.append(Breach(name, law_name, case_id, message))
    return found


# ---------------------------------------------------------------------- what a kind says of itself
def law_examples(kind: Kind, case: Case) -> None:
    """The checker agrees with the example."""
    verdict = case.constraint.judge(View(case.text))
    assert verdict.passed is case.label, case.show(f"says: {verdict.reason}")


def law_enough_examples(kind: Kind, case: None = None) -> None:
    """At least two examples pass and two fail, all with different texts."""
    for passes in (True, False):
        texts = {example.text for example in kind.examples if example.passes is passes}
        wanted = "Passes" if passes else "Fails"
        assert len(texts) >= 2, f"{kind.name} needs two {wanted} examples with different texts; it has {len(texts)}"


def law_sample(kind: Kind, seed: int) -> None:
    """``sample`` gives a valid constraint of this kind, the same for the same seed, and does not always give one."""
    one, other = kind.sample(Random(seed)), kind.sample(Random(seed))
    assert one == other, f"seed {seed} gives {one.to_json()} and then {other.to_json()}"
    assert one.kind == kind.name, f"{kind.name} samples a constraint of kind {one.kind}"
    fields = set(kind.schema().get("properties", {})) - {"kind"}
    drawn = {kind.sample(Random(other_seed)) for other_seed in range(30)}
    assert len(drawn) > 1 or not fields, f"30 seeds all give {one.to_json()}"


def law_round_trip(kind: Kind, seed: int) -> None:
    """JSON, null-padded JSON and pickle give back an equal constraint, with equal hash and fingerprint."""
    constraint = kind.sample(Random(seed))
    spec = constraint.to_dict()
    padded = {**dict.fromkeys(kind.schema().get("properties", {})), **spec}
    ways = {
        "to_dict": parse(spec), "to_json": parse(constraint.to_json()), "a null-padded row": parse(padded),
        "a set": parse_set(json.dumps([spec]))[0], "pickle": pickle.loads(pickle.dumps(constraint)),
        "make": kind.make({key: value for key, value in spec.items() if key != "kind"}),
    }  # fmt: skip
    for way, back in ways.items():
        assert back == constraint, f"{constraint.to_json()} comes back from {way} as {back.to_json()}"
        assert hash(back) == hash(constraint), f"{constraint.to_json()} comes back from {way} with another hash"
        assert back.fingerprint == constraint.fingerprint, f"fingerprint of {constraint.to_json()} changes by {way}"
    assert re.fullmatch("[0-9a-f]{16}", constraint.fingerprint), constraint.fingerprint


def law_fingerprint(kind: Kind, case: None = None) -> None:
    """Different constraints have different fingerprints and different JSON; each names the version of its kind."""
    drawn = {kind.sample(Random(seed)) for seed in range(60)}
    named = f"{kind.name}@{kind.version}"
    for one in drawn:
        assert one.versioned.partition("(")[0] == named, f"{one.to_json()} calls itself {one.versioned}, not {named}"
    identities = {"fingerprints": {one.fingerprint for one in drawn}, "JSON texts": {one.to_json() for one in drawn}}
    for what, got in identities.items():
        assert len(got) == len(drawn), f"{len(drawn)} different constraints have {len(got)} different {what}"


def law_describe(kind: Kind, seed: int) -> None:
    """The instruction names every parameter and holds no residue of a template."""
    faults = describing.faults(kind, kind.sample(Random(seed)))
    assert not faults, "\n".join(faults)


def law_describe_apart(kind: Kind, case: None = None) -> None:
    """Constraints that differ in a parameter have different instructions."""
    fault = describing.confusable(kind)
    assert fault is None, fault


# ---------------------------------------------------------------------- truth by construction
def _agreement(kind: Kind, chosen: Iterable[Case], least: int = 1) -> None:
    wrong, n = [], 0
    for case in chosen:
        n += 1
        verdict = case.constraint.judge(View(case.text))
        if verdict.passed is not case.label:
            wrong.append(case.show(f"the checker says: {verdict.reason}"))
    assert n >= least, f"{kind.name}: no case could be built"
    assert not wrong, f"{len(wrong)} of {n} cases are judged wrongly, e.g." + "\n".join(wrong[:3])


def _built(kind: Kind, *steps: str) -> None:
    broken = [broken for broken in pool(kind).broken if broken.step.split(" ")[0] in steps]
    assert not broken, f"{len(broken)} texts could not be built: " + "\n".join(map(str, broken[:3]))


def law_satisfy(kind: Kind, case: None = None) -> None:
    """What ``satisfy`` writes passes (recall)."""
    _built(kind, "sample", "satisfy")
    _agreement(kind, pool(kind).of("satisfy"))


def law_violate(kind: Kind, case: str) -> None:
    """What ``violate`` writes fails (precision), into a fresh draft and into one that was satisfied."""
    _built(kind, "sample", "violate")
    _agreement(kind, pool(kind).of(case))


def law_amounts(kind: Kind, case: None = None) -> None:
    """A text with k of them satisfies every amount that allows k, and no other."""
    _agreement(kind, pool(kind).of("amount"))


def law_unseen(kind: Kind, edit: str) -> None:
    """A difference that nobody sees, or that says nothing, flips no verdict."""
    edits = {each.name: each for each in EDITS}
    base = [case for case in pool(kind).cases if case.parent is None]
    edited = []
    for i, case in enumerate(base):
        if case.judge() is case.label:  # what is wrong without the edit is another law's finding
            text = edits[edit].apply(case.text, made.generator(kind.name, 0, edit, i))
            if text != case.text:
                edited.append(Case(kind.name, case.constraint, text, case.label, f"edit:{edit}", case))
    _agreement(kind, edited, least=0)


def law_both_verdicts(kind: Kind, case: None = None) -> None:
    """Over all cases the checker is seen to pass and to fail."""
    seen = {case.judge() for case in pool(kind).cases}
    assert seen == {True, False}, f"{kind.name} only ever says {seen} over {len(pool(kind).cases)} cases"


def law_implies(kind: Kind, case: None = None) -> None:
    """Every fact that ``implies`` yields holds on every text that satisfies the constraint."""
    for case_ in pool(kind).passing:
        view = View(case_.text)
        for bound in case_.constraint.implies():
            counts = measured(bound, view)
            held = bool(counts) and all(map(bound.amount.holds, counts))
            assert held, case_.show(f"implied {bound.unit!r} {bound.amount} within {bound.scope}; it holds {counts}")


def law_mutants(kind: Kind, more: Sequence[Case] = ()) -> None:
    """The kind's cases (and ``more``, which were labelled by hand) tell its checker from small changes of it."""
    report = mutate.mutate_kind(kind, [*mutate.cases_of(kind), *more])
    assert report.share is None or report.share >= KILLED_AT_LEAST, f"{report}; survivors:\n" + "\n".join(
        map(str, report.survivors)
    )


# ---------------------------------------------------------------------- verdicts
def law_score(kind: Kind, case: None = None) -> None:
    """The score lies within 0..1 and is 1.0 exactly for what passes."""
    for case_ in pool(kind).cases:
        _sound(case_.constraint, case_.text)


def _sound(constraint: Constraint, text: str) -> Verdict:
    """Ask a verdict for everything it can say, and check that it makes sense."""
    verdict = constraint.judge(View(text))
    passed, score, note = verdict.passed, verdict.score, ""
    if not isinstance(passed, bool):
        note = f"passed is {passed!r}, not a bool"
    elif not isinstance(score, float) or math.isnan(score) or not 0.0 <= score <= 1.0:
        note = f"score is {score!r}"
    elif (score == 1.0) is not passed:
        note = f"passed is {passed} with score {score}"
    elif not isinstance(verdict.reason, str) or not verdict.reason:
        note = f"reason is {verdict.reason!r}"
    else:
        bad = [span for span in verdict.spans if not 0 <= span[0] <= span[1] <= len(text)]
        note = f"spans outside the text: {bad[:3]}" if bad else ""
    json.dumps(verdict.to_dict())
    assert not note, shown(constraint, text, note)
    return verdict


def law_nearer(kind: Kind, seed: int) -> None:
    """A count that is nearer to the amount never scores lower."""
    rng = made.generator(kind.name, seed, "nearer")
    constraint = kind.sample(rng)
    amount = constraint.amount  # type: ignore[attr-defined]  # the kind has it
    last = amount.last()
    wanted = {1, 2, *range(max(1, amount.first() - 3), amount.first())}
    wanted |= set() if last is None else set(range(last + 1, last + 4)) | {last + 9}
    scored = []
    for k in sorted(n for n in wanted if not amount.holds(n)):
        text = made.built_with(kind, constraint, k, rng)
        if text is not None:
            scored.append((k, constraint.score(text), text))
    for k, score, _ in scored:
        for far, lower, text in scored:
            same_side = (k < amount.first()) == (far < amount.first())
            if same_side and abs(far - amount.nearest(far)) > abs(k - amount.nearest(k)):
                assert lower <= score, shown(constraint, text, f"{far} scores {lower}, the nearer {k} only {score}")


def law_early(kind: Kind, case: None = None) -> None:
    """A verdict is the same whether it was decided early or with everything about the text known beforehand."""
    for case_ in pool(kind).cases:
        early = case_.constraint.judge(View(case_.text))
        decided = early.passed
        whole = case_.constraint.judge(evaluated(case_.text))
        assert decided is whole.passed, case_.show(f"early: {decided}, with all known: {whole.passed}")
        assert early.to_dict() == whole.to_dict(), case_.show(f"{early.to_dict()} != {whole.to_dict()}")
        amount, measured = getattr(case_.constraint, "amount", None), early.measured
        if decided and isinstance(amount, Amount) and isinstance(measured, int):
            assert amount.holds(measured), case_.show(f"passes with {measured} measured")


def law_repeats(kind: Kind, case: None = None) -> None:
    """Judging again, in another order, gives the same verdict in every part; also on texts never judged before."""
    unseen = made.build(kind, 4, next(_NEVER_USED), edits=False)
    chosen = [*pool(kind).cases, *unseen.cases]
    first = [case_.constraint.judge(View(case_.text)).to_dict() for case_ in chosen]
    for case_, before in list(zip(chosen, first, strict=True))[::-1]:
        for _ in range(2):
            again = parse(case_.constraint.to_dict()).judge(View(case_.text)).to_dict()
            assert again == before, case_.show(f"first {before}, then {again}")


def law_count_spans(kind: Kind, case: None = None) -> None:
    """A unit counts as many as it finds, and stops only once the answer is certain."""
    texts = [case_.text for case_ in pool(kind).cases] + list(AWKWARD.values())
    texts += [make(600) for make in HOSTILE.values()]
    units: set[Unit] = {case_.constraint.unit for case_ in pool(kind).cases}  # type: ignore[attr-defined]  # the kind has it
    for unit in sorted(units, key=repr)[:4]:
        for text in texts:
            found = len(unit.spans(View(text)))
            whole = unit.count(View(text))
            assert whole == found, f"{unit!r} counts {whole} but finds {found}\n  text: {text[:700]!r}"
            for stop in {1, 2, max(1, found), found + 1}:
                counted = unit.count(View(text), stop)
                certain = counted == found if found < stop else counted >= stop
                assert certain, f"{unit!r} counts {counted} up to {stop} but finds {found}\n  text: {text[:700]!r}"


# ---------------------------------------------------------------------- any text at all
def _constraints(kind: Kind) -> list[Constraint]:
    return list(dict.fromkeys(kind.sample(Random(seed)) for seed in range(4)))


def _armed(constraint: Constraint, text: str) -> str:
    """Return ``text`` with what the constraint asks for right after it: no shortcut for texts without it is taken."""
    asked = [value for _, value in describing.leaves(constraint.to_dict()) if isinstance(value, str)]
    return text + " ".join([*asked, "a"])


def law_total(kind: Kind, name: str) -> None:
    """A verdict comes out of any text."""
    for constraint in _constraints(kind):
        _sound(constraint, AWKWARD[name])


def law_hostile(kind: Kind, name: str) -> None:
    """A verdict comes out of degenerate texts (8 kB)."""
    constraint = _constraints(kind)[0]
    _sound(constraint, HOSTILE[name](SHORT))
    _sound(constraint, _armed(constraint, HOSTILE[name](SHORT // 4)))


def law_linear(kind: Kind, name: str) -> None:
    """Four times the text takes about four times as long, up to 1 MB."""
    constraint = _constraints(kind)[0]
    fault = growth.steep(constraint, HOSTILE[name])
    assert fault is None, shown(constraint, HOSTILE[name](200), fault or "")
    fault = growth.steep(constraint, lambda n: _armed(constraint, HOSTILE[name](n)), growth.SIZES[:-1])
    assert fault is None, shown(constraint, _armed(constraint, HOSTILE[name](200)), fault or "")
    _sound(constraint, HOSTILE[name](LONG))


def law_vacuous(kind: Kind, junk: str) -> None:
    """Junk passes only where the instruction allows it: it only forbids, or the junk holds what is asked for."""
    for seed in range(20):
        constraint = kind.sample(Random(seed))
        verdict = constraint.judge(View(junk))
        assert not verdict.passed or allows(constraint, junk, kind.owner), shown(
            constraint, junk, f"junk passes ({verdict.reason}); state VACUOUS if the kind only forbids"
        )


def allows(constraint: Constraint, junk: str, owner: type[Any] | None = None) -> bool:
    """Return whether the instruction, by its parameters alone, may be met by a text that says nothing.

    It may if its kind says why (``VACUOUS``), if none is an allowed amount, or if every part of it may. Small amounts
    are allowed when the verdict points at that many places in the junk, and so is what is plainly true of it.
    """
    if getattr(owner or type(constraint), "VACUOUS", "") or type(constraint).VACUOUS:
        return True
    parts = getattr(constraint, "constraints", None)
    if parts:
        return all(not part.check(junk) or allows(part, junk) for part in parts)
    amount = getattr(constraint, "amount", None)
    if isinstance(amount, Amount):
        return amount.holds(0) or len(set(constraint.judge(View(junk)).spans)) >= amount.low
    spec = constraint.to_dict()
    return any(spec.get(key) in values for key, values in TRUE_OF_JUNK.get(junk, {}).items())


# ---------------------------------------------------------------------- the table
def _once(kind: Kind) -> dict[str, Any]:
    return {"all": None}


def _seeds(kind: Kind) -> dict[str, Any]:
    return {str(seed): seed for seed in range(8)}


def _examples(kind: Kind) -> dict[str, Any]:
    return {str(i): case for i, case in enumerate(made.examples(kind))}


def _edits(kind: Kind) -> dict[str, Any]:
    return {edit.name: edit.name for edit in applicable(kind.sample(Random(0)), kind.owner)}


def _if_counted(kind: Kind) -> dict[str, Any]:
    return _once(kind) if isinstance(getattr(kind.sample(Random(0)), "amount", None), Amount) else {}


def _named(names: Iterable[str]) -> Callable[[Kind], dict[str, Any]]:
    listed = list(names)
    return lambda kind: {name if name.strip() and name.isprintable() else repr(name): name for name in listed}


LAWS: dict[str, Law] = {
    "examples": Law(law_examples, _examples),
    "enough_examples": Law(law_enough_examples, _once),
    "sample": Law(law_sample, _seeds),
    "round_trip": Law(law_round_trip, _seeds),
    "fingerprint": Law(law_fingerprint, _once),
    "describe": Law(law_describe, _seeds),
    "describe_apart": Law(law_describe_apart, _once),
    "satisfy": Law(law_satisfy, _once),
    "violate": Law(law_violate, _named(("violate", "near_miss"))),
    "amounts": Law(law_amounts, _if_counted),
    "unseen": Law(law_unseen, _edits),
    "both_verdicts": Law(law_both_verdicts, _once),
    "implies": Law(law_implies, _once),
    "score": Law(law_score, _once),
    "nearer": Law(law_nearer, lambda kind: _seeds(kind) if _if_counted(kind) else {}),
    "early": Law(law_early, _once),
    "repeats": Law(law_repeats, _once),
    "count_spans": Law(law_count_spans, lambda kind: _once(kind) if issubclass(kind.owner, Unit) else {}),
    "total": Law(law_total, _named(AWKWARD)),
    "hostile": Law(law_hostile, _named(HOSTILE)),
    "vacuous": Law(law_vacuous, _named(JUNK)),
    "mutants": Law(law_mutants, lambda kind: {"all": ()}, slow=True),
    "linear": Law(law_linear, _named(HOSTILE), slow=True, timed=True),
}


def every_case(kinds: Iterable[Kind], *, slow: bool | None = None) -> Iterator[tuple[str, Kind, Law, Any]]:
    """Yield ``(id, kind, law, case)`` for each law and case of each kind; ``slow`` picks a tier, None takes both."""
    for kind in kinds:
        for name, law in LAWS.items():
            if slow is None or law.slow is slow:
                for case_id, case in law.cases(kind).items():
                    yield f"{kind.name}::{name}::{case_id}", kind, law, case
