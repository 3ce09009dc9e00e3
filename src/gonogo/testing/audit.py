"""How precise a checker is, measured on texts whose truth is known by construction, with confidence intervals."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from gonogo.constraint import Constraint, Verdict
from gonogo.constraints import Kind
from gonogo.testing.audit_cases import Chosen, Item, Suits, choose
from gonogo.testing.bars import Bars, in_words
from gonogo.testing.cases import kind_of
from gonogo.testing.describing import leaves
from gonogo.testing.hostile import AWKWARD, HOSTILE, JUNK
from gonogo.testing.intervals import Measure
from gonogo.testing.laws import LAWS, allows, break_laws
from gonogo.testing.measures import Measures, Trial, measure, plain_measure
from gonogo.testing.speed import Speed, measure_speed
from gonogo.text.view import View

Progress = Callable[[int, int], None]
Decide = Callable[[Constraint, str], tuple[bool, str]]
_MOST_FAILURES = 20  # kept in a report, per kind
_JUNKED = 20  # constraints that junk is tried on
_REPEATED = 60  # texts that are judged more than once
_DEGENERATE = 2_000  # characters of a hostile text
MORE_JUNK = ("…", ".", "***", "!?", "```\n```", "“”", "\n\n\n")
MEASURED = ("examples", "satisfy", "violate", "amounts", "unseen", "both_verdicts", "vacuous", "total", "hostile")
"""Laws that an audit measures itself, on more cases; it holds a kind to the others of the fast tier as well."""


@dataclass(frozen=True)
class Finding:
    """Something that an audit holds against a kind.

    Attributes:
        rule: ``wrong-verdict``, ``crash``, ``not-deterministic``, ``not-built``, ``junk-passes``, ``one-sided``,
            ``below-bar``, ``too-few-cases``, ``too-slow``, ``differs-by-process``, ``stopped``, or ``law:<name>``.
        message: what is wrong, in a sentence.
        fails: whether it fails the audit.
        constraint: on which constraint, as plain data.
        text: on which text.
        label: the truth of it, where it is known.
        origin: how it is known.
        spans: the evidence that the verdict gave, as offsets into ``text``.
    """

    rule: str
    message: str
    fails: bool = True
    constraint: dict[str, Any] | None = None
    text: str | None = None
    label: bool | None = None
    origin: str | None = None
    spans: list[list[int]] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return dict(vars(self))


@dataclass(frozen=True)
class KindReport:
    """What an audit found on one kind.

    Attributes:
        kind: the kind.
        ordinary: figures on cases that stand alone (at most one of each truth value from a draft).
        families: figures on all cases by how their truth is known: ``ordinary``, ``amount``, ``edit``…
        junk: the share of the junk tried that passes without the instruction allowing it.
        hostile: degenerate texts tried, on each of which a verdict must come out.
        speed: time per kilobyte and growth; None where it was not measured.
        found: what is held against the kind, at most 20 of each rule.
        counts: how many findings there are of each rule.
        seconds: how long the audit took.
        family: the family it is listed under.
        summary: what the kind asks for, in a line.
        version: of its verdicts.
    """

    kind: str
    ordinary: Measures
    families: dict[str, Measures] = field(default_factory=dict)
    junk: Measure | None = None
    hostile: int = 0
    speed: Speed | None = None
    found: list[Finding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    family: str = ""
    summary: str = ""
    version: int = 1

    @property
    def passed(self) -> bool:
        """Whether nothing that fails an audit was found, whatever the bars."""
        return not any(one.fails for one in self.found)

    @property
    def n_true(self) -> int:
        """Ordinary texts that satisfy their constraint."""
        return self.ordinary.n_true

    @property
    def n_false(self) -> int:
        """Ordinary texts that violate it."""
        return self.ordinary.n_false

    @property
    def precision(self) -> Measure:
        """Of the ordinary texts that passed, the share that truly satisfies."""
        return self.ordinary.precision

    @property
    def recall(self) -> Measure:
        """Of the ordinary texts that satisfy, the share that passed."""
        return self.ordinary.recall

    @property
    def false_recall(self) -> Measure:
        """Of the ordinary texts that violate, the share that was refused."""
        return self.ordinary.false_recall

    @property
    def errors(self) -> list[dict[str, Any]]:
        """Crashes of the checker, and texts that could not be built."""
        return [
            {"constraint": one.constraint, "text": one.text, "error": one.message}
            for one in (*self.of("not-built"), *self.of("crash"))
        ]

    @property
    def failures(self) -> list[dict[str, Any]]:
        """Wrong verdicts, at most 20."""
        keys = ("constraint", "text", "label", "origin")
        return [{**{key: getattr(one, key) for key in keys}, "reason": one.message} for one in self.of("wrong-verdict")]

    @property
    def vacuous(self) -> list[dict[str, Any]]:
        """Junk that passes without the instruction allowing it, at most 20."""
        return [
            {"constraint": one.constraint, "text": one.text, "reason": one.message} for one in self.of("junk-passes")
        ]

    def of(self, rule: str) -> list[Finding]:
        """Return the findings of a rule."""
        return [one for one in self.found if one.rule == rule]

    def held_to(self, bars: Bars) -> list[Finding]:
        """Return what is held against the kind under ``bars``; with ``fails`` as they say."""
        missed = [Finding("below-bar", text) for text in bars.missed(self.ordinary)]
        unproven = [Finding("too-few-cases", text, fails=bars.given) for text in bars.unproven(self.ordinary)]
        if not bars.given:
            return [*missed, *self.found, *unproven]
        eased = [Finding(**{**vars(one), "fails": False}) if one.rule == "wrong-verdict" else one for one in self.found]
        return [*missed, *eased, *unproven]

    def verdict(self, bars: Bars) -> str:
        """Say in words how the kind does."""
        failing = [one for one in self.held_to(bars) if one.fails]
        if not failing:
            return in_words(self.ordinary)
        rules = Counter(one.rule for one in failing)
        told = ", ".join(f"{self.counts.get(rule, n):,} {rule}" for rule, n in rules.items())
        return f"{in_words(self.ordinary)} Held against it: {told}."

    def to_dict(self, bars: Bars | None = None) -> dict[str, Any]:
        """Return the report as plain data."""
        bars = bars or Bars()
        held = self.held_to(bars)
        measures = self.ordinary.to_dict()
        return {
            "kind": self.kind, "version": self.version, "family": self.family, "summary": self.summary,
            "passed": not any(one.fails for one in held), "verdict": self.verdict(bars),
            **measures,
            "families": {name: one.to_dict() for name, one in self.families.items()},
            "junk": None if self.junk is None else plain_measure(self.junk),
            "hostile": self.hostile,
            "speed": None if self.speed is None else {
                "us_per_kb": self.speed.us_per_kb, "exponent": self.speed.exponent, "steep": self.speed.steep
            },
            "counts": self.counts, "findings": [one.to_dict() for one in held], "seconds": self.seconds,
        }  # fmt: skip


def decided(constraint: Constraint, text: str) -> tuple[bool, str]:
    """Return what the kind's own checker says of ``text``, and why."""
    verdict = constraint.judge(View(text))
    return bool(verdict.passed), verdict.reason


def audit(
    kinds: Iterable[str], n: int = 400, seed: int = 0, progress: Callable[[str, int, int], None] | None = None
) -> dict[str, KindReport]:
    """Audit several kinds; see :func:`audit_kind`. ``progress`` is told the kind, how many are done, of how many."""
    reports = {}
    for name in kinds:
        told = None if progress is None else lambda done, of, kind=name: progress(kind, done, of)
        reports[name] = audit_kind(name, n, seed, told)
    return reports


def audit_kind(
    kind_name: str, n: int = 400, seed: int = 0, progress: Progress | None = None, decide: Decide = decided,
    suits: Suits | None = None, *, timing: bool = True, laws: bool = True,
) -> KindReport:  # fmt: skip
    """Judge ``n`` texts that satisfy a constraint of this kind, ``n`` that do not, and what is made from them.

    The texts are the kind's examples, texts built by ``satisfy`` and ``violate`` (also as near misses), texts with a
    known count against amounts around it, edits that nobody sees, and compositions; no text stands twice under one
    constraint. They say nothing on texts that nobody thought of.

    Args:
        kind_name: the kind.
        n: ordinary texts of each truth value; fewer when the kind has no more different ones.
        seed: the same seed judges the same texts.
        progress: told how many texts are judged, and of how many.
        decide: the checker; without, the kind's own. Another's is asked for no compositions and held to no laws.
        suits: constraints of the kind that ``decide`` can judge; without, all.
        timing: also measure the time of a verdict.
        laws: also hold the kind to the laws of :mod:`gonogo.testing.laws`.
    """
    began = time.perf_counter()
    kind, own = kind_of(kind_name), decide is decided
    chosen = choose(kind, n, seed, suits, compose=own)
    book = _Book()
    for one in chosen.broken:
        spec = None if one.constraint is None else one.constraint.to_dict()
        book.add(Finding("not-built", str(one), constraint=spec))
    families = _judged(chosen, decide, book, progress)
    _repeated(chosen.of("ordinary"), decide, book)
    ordinary = families.get("ordinary") or measure([])
    if not (ordinary.n_true and ordinary.n_false):
        book.add(Finding("one-sided", _one_sided(ordinary)))
    drawn = _drawn(kind, seed, suits)
    junk = _junk(kind, drawn, decide, book)
    hostile = _hostile(drawn[:2], decide, book)
    if own and laws:
        held = [name for name, law in LAWS.items() if not law.slow and name not in MEASURED]
        for breach in break_laws(kind.name, held):
            book.add(Finding(f"law:{breach.law}", f"case {breach.case}: {breach.message}"))
    speed = _speed(drawn, decide, book) if timing else None
    return KindReport(
        kind.name, ordinary, families, junk, hostile, speed, book.kept, dict(book.counts),
        round(time.perf_counter() - began, 3), kind.family, kind.summary, kind.version,
    )  # fmt: skip


@dataclass
class _Book:
    """Findings: the first of each rule are kept, all are counted."""

    kept: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, finding: Finding) -> None:
        self.counts[finding.rule] += 1
        if self.counts[finding.rule] <= _MOST_FAILURES:
            self.kept.append(finding)


def _one_sided(ordinary: Measures) -> str:
    return f"{ordinary.n_true:,} texts that satisfy it, {ordinary.n_false:,} that do not: nothing is shown on one side"


def _judged(chosen: Chosen, decide: Decide, book: _Book, progress: Progress | None) -> dict[str, Measures]:
    trials: dict[str, list[Trial]] = {}
    for done, item in enumerate(chosen.items, 1):
        said = _said(item, decide, book)
        trials.setdefault(item.family, []).append(Trial(item.case.label, said, item.group))
        if progress is not None:
            progress(done, len(chosen.items))
    return {family: measure(those, draws=1000 if family == "ordinary" else 200) for family, those in trials.items()}


def _said(item: Item, decide: Decide, book: _Book) -> bool | None:
    case = item.case
    spec = case.constraint.to_dict()
    try:
        said, reason = decide(case.constraint, case.text)
    except Exception as error:  # a crash is what an audit is there to find
        book.add(Finding("crash", f"{type(error).__name__}: {error}", True, spec, case.text, case.label, case.origin))
        return None
    if said is not case.label:
        spans = _spans(case.constraint, case.text) if decide is decided else []
        book.add(Finding("wrong-verdict", reason, True, spec, case.text, case.label, case.origin, spans))
    return said


def _repeated(items: list[Item], decide: Decide, book: _Book) -> None:
    """Judge some texts twice more, backwards: a verdict may depend on nothing but constraint and text."""
    for item in items[:: -max(1, len(items) // _REPEATED)]:
        case = item.case
        try:
            said = {decide(case.constraint, case.text) for _ in range(3)}
        except Exception:  # judged before: a crash is among the findings already
            continue
        if len(said) > 1:
            told = " then ".join(sorted(f"{'pass' if passed else 'fail'} ({reason})" for passed, reason in said))
            spec = case.constraint.to_dict()
            book.add(Finding("not-deterministic", told, True, spec, case.text, case.label, case.origin))


def _spans(constraint: Constraint, text: str) -> list[list[int]]:
    try:
        verdict: Verdict = constraint.judge(View(text))
        return [[start, end] for start, end in verdict.spans[:50]]
    except Exception:  # the verdict itself was reached; it only cannot show its evidence
        return []


def _drawn(kind: Kind, seed: int, suits: Suits | None) -> list[Constraint]:
    """Return constraints to try junk and degenerate texts on; none where ``sample`` crashes."""
    found: list[Constraint] = []
    for i in range(2 * _JUNKED):
        try:
            constraint = kind.sample(Random(f"{kind.name}/{seed}/junk/{i}"))
        except Exception:  # already among what could not be built
            continue
        if (suits is None or suits(constraint)) and len(found) < _JUNKED:
            found.append(constraint)
    return found


def _junk(kind: Kind, drawn: list[Constraint], decide: Decide, book: _Book) -> Measure:
    """Return the vacuity rate: the share of the junk that passes without the instruction allowing it."""
    trials = []
    for i, constraint in enumerate(drawn):
        for junk in (*JUNK, *MORE_JUNK):
            spec = constraint.to_dict()
            try:
                said, reason = decide(constraint, junk)
                vacuous = said and not allows(constraint, junk, kind.owner)
            except Exception as error:
                book.add(Finding("crash", f"{type(error).__name__}: {error}", True, spec, junk, None, "junk"))
                continue
            if vacuous:
                book.add(Finding("junk-passes", reason or "it passes", True, spec, junk, None, "junk"))
            trials.append(Trial(False, vacuous, str(i)))
    refused = measure(trials, draws=200).false_recall
    low, high = (1 - refused.high, 1 - refused.low)
    return Measure(1 - refused.value, low, high, refused.n, refused.groups, refused.method)


def _hostile(drawn: list[Constraint], decide: Decide, book: _Book) -> int:
    """Ask for a verdict on awkward and degenerate texts; return on how many."""
    texts = {**AWKWARD, **{name: make(_DEGENERATE) for name, make in HOSTILE.items()}}
    for constraint in drawn:
        for name, text in texts.items():
            try:
                decide(constraint, text)
            except Exception as error:
                message = f"{type(error).__name__}: {error}"
                book.add(Finding("crash", message, True, constraint.to_dict(), text, None, f"hostile:{name}"))
    return len(drawn) * len(texts)


def _speed(drawn: list[Constraint], decide: Decide, book: _Book) -> Speed | None:
    if not drawn:
        return None
    constraint = drawn[0]
    tail = " ".join(value for _, value in leaves(constraint.to_dict()) if isinstance(value, str))
    try:
        speed = measure_speed(lambda text: decide(constraint, text), f" {tail} a")
    except Exception as error:
        book.add(Finding("crash", f"{type(error).__name__}: {error}", constraint=constraint.to_dict(), origin="timing"))
        return None
    if speed.steep is not None:
        book.add(Finding("too-slow", speed.steep, constraint=constraint.to_dict()))
    return speed
