"""Fuzzing checkers: texts without end, built and found, under questions whose answer is known or must agree.

Each round draws a constraint of a kind, builds texts whose truth is known, and takes others of which nothing is known
(pieces, accidents, any characters at all). On every text the verdict must come out, be the same again, agree with how
the text was made, and agree with equal constraints worded by other kinds. What disagrees is made smaller and kept as
a :class:`Finding`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

from gonogo.constraint import Constraint
from gonogo.constraints import Kind
from gonogo.errors import CannotConstruct, SpecError
from gonogo.testing import babble, building
from gonogo.testing.cases import generator, kind_of
from gonogo.testing.equals import restated
from gonogo.testing.probe import Probe, evaluated, from_dict, measured, unsound
from gonogo.testing.shrink import shrunk
from gonogo.text.view import View

DEEP_EVERY = 4  # texts: on each of these the verdict is compared with that of a view with all known
SLOW_EVERY = 60  # rounds of a kind: in each of these the time is measured
_KEPT = 2  # findings shown of one kind, check and sort; others are only counted
_MOST_ERRORS = 50  # draws that failed before a run gives up
_SHRINK_SECONDS = 8.0
_REBUILDS = 12  # texts built in each small shape while a construction is made smaller
_NOT_AGAIN = "seen once, not again: something is remembered between verdicts"


@dataclass(frozen=True, slots=True)
class Finding:
    """A disagreement, made as small as it came.

    Attributes:
        kind: the kind whose round found it.
        probe: the question, which can be asked again.
        message: what is wrong.
        seed: the seed of the run.
        round: the round of the kind.
    """

    kind: str
    probe: Probe
    message: str
    seed: int
    round: int

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as plain data: the line of a regression file."""
        found = {"kind": self.kind, "message": self.message, "seed": self.seed, "round": self.round}
        return {**self.probe.to_dict(), **found, "command": self.probe.command()}


@dataclass
class Report:
    """What a run did.

    Attributes:
        cases: texts judged, by kind.
        unbuilt: texts that the constructive half could not write (it said so), by kind.
        findings: what disagreed.
        errors: draws of parameters that failed, in sentences.
        repeats: further findings of the same kind, check and sort, which are not kept.
        seconds: how long it took.
    """

    cases: dict[str, int] = field(default_factory=dict)
    unbuilt: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    repeats: int = 0
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def total(self) -> int:
        """Texts judged in all."""
        return sum(self.cases.values())

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain data."""
        return {
            "passed": not self.findings and not self.errors, "errors": self.errors,
            "cases": self.total, "seconds": round(self.seconds, 2),
            "findings": [finding.to_dict() for finding in self.findings], "repeats": self.repeats,
            "kinds": {
                name: {"cases": n, "unbuilt": self.unbuilt.get(name, 0)} for name, n in sorted(self.cases.items())
            },
        }  # fmt: skip


Progress = Callable[[Report, str], None]


def fuzz(
    kinds: Iterable[str], *, seconds: float | None = None, cases: int | None = None, seed: int = 0,
    first_round: int = 0, progress: Progress | None = None,
) -> Report:  # fmt: skip
    """Fuzz kinds in turn until the time or the number of cases is spent, whichever comes first.

    Args:
        kinds: their names.
        seconds: when to stop.
        cases: how many texts to judge, at least; the round that reaches it is finished.
        seed: the same seed asks the same questions, whichever other kinds are fuzzed with it.
        first_round: the round to begin with, to go on where another run stopped.
        progress: told the report so far and the kind at work, after each round.

    Raises:
        ValueError: neither ``seconds`` nor ``cases`` is given, so it would never end.
    """
    if seconds is None and cases is None:
        raise ValueError("fuzz: neither seconds nor cases is given, so it would never end; give one, e.g. seconds=60")
    listed = [kind_of(name) for name in kinds]
    report = Report()
    start = time.monotonic()
    seen: dict[tuple[str, str, str], int] = {}
    turn = first_round
    while listed:
        for kind in listed:
            _round(kind, seed, turn, report, seen)
            report.seconds = time.monotonic() - start
            if progress is not None:
                progress(report, kind.name)
            if len(report.errors) >= _MOST_ERRORS:
                return report  # a kind that draws nothing would keep it busy for ever
            if (seconds is not None and report.seconds >= seconds) or (cases is not None and report.total >= cases):
                return report
        turn += 1
    return report


def _round(kind: Kind, seed: int, turn: int, report: Report, seen: dict[tuple[str, str, str], int]) -> None:
    rng = generator(kind.name, seed, "fuzz", turn)
    report.cases.setdefault(kind.name, 0)
    for probe in _suspects(kind, rng, turn, report):
        message = _asked(probe)
        key = (kind.name, probe.check, _sort(probe, message))
        plain = (*key[:2], key[2].partition("+")[0])
        if key not in seen and plain in seen:
            key = plain  # most likely wrong without the edit as well
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > _KEPT:
            report.repeats += 1
        else:
            smaller = _smaller(kind, probe, message, rng)
            plainer = (kind.name, smaller.check, _sort(smaller, message))
            if plainer != key:  # found without the edit as well: what else comes of it is the same
                seen[plainer] = max(seen.get(plainer, 0), seen[key])
            same = [(one.check, one.constraint, one.text) for one in (found.probe for found in report.findings)]
            if (smaller.check, smaller.constraint, smaller.text) in same:
                report.repeats += 1
            else:
                report.findings.append(Finding(kind.name, smaller, _asked(smaller), seed, turn))


def _asked(probe: Probe) -> str:
    try:
        return probe.fault() or _NOT_AGAIN
    except Exception as error:  # e.g. the equal constraint crashes
        return f"{type(error).__name__}: {error}"


def _sort(probe: Probe, message: str) -> str:
    """Return what tells one sort of finding from another: the rule, the way of building, or the exception."""
    if probe.check == "equal":
        return probe.origin
    if probe.check == "construction":
        return probe.origin.partition(":")[0]
    return message.partition(":")[0] if probe.check == "crash" else ""


# ---------------------------------------------------------------------- the questions of a round
def _suspects(kind: Kind, rng: Random, turn: int, report: Report) -> Iterator[Probe]:
    """Yield the questions of a round that look answered wrongly."""
    try:
        constraint = kind.sample(rng)
    except Exception as error:  # there is no constraint to ask about, so it is told, not probed
        report.errors.append(f"{kind.name}, round {turn}: sample raised {type(error).__name__}: {error}")
        return
    equal = list(restated(constraint))
    words = babble.asked(constraint)
    for i, (judged, text, way) in enumerate(_texts(kind, constraint, words, rng, report)):
        report.cases[kind.name] += 1
        label = building.truth(way, judged) if way.partition("+")[0] in _BUILT or way.startswith("amount:") else None
        others = equal if judged is constraint else []
        yield from _wrong(Probe("construction", judged, text, label, way), others, (turn + i) % DEEP_EVERY == 0)
    if turn % SLOW_EVERY == SLOW_EVERY - 1:
        left, middle, right = babble.pattern(rng, words)
        probe = Probe("slow", constraint, middle, origin="pattern", repeated=(left, right))
        report.cases[kind.name] += 1
        if probe.fault() is not None:
            yield probe


_BUILT = frozenset(building.WAYS)


def _texts(
    kind: Kind, constraint: Constraint, words: list[str], rng: Random, report: Report
) -> Iterator[tuple[Constraint, str, str]]:
    """Yield texts with the constraint to judge them by and how they were made."""
    shape = rng.choice(building.SHAPES)
    ways = [(constraint, way) for way in building.WAYS]
    ways += [(constraint, building.edited(kind, constraint, way, rng)) for way in building.WAYS]
    ways += building.amounts(kind, constraint, rng)
    made = ""
    for judged, way in ways:
        try:
            text = building.build(kind, judged, way, rng, shape)
        except CannotConstruct:
            report.unbuilt[kind.name] = report.unbuilt.get(kind.name, 0) + 1
            continue
        if text is not None:
            yield judged, text, way
            if judged is constraint:
                made = text
                yield constraint, babble.spoiled(text, rng, words), "spoiled"
    for _ in range(3):
        yield constraint, babble.babble(rng, words), "babble"
    yield constraint, babble.characters(rng), "characters"
    yield constraint, babble.degenerate(rng), "degenerate"
    yield constraint, babble.spoiled(babble.degenerate(rng) + made, rng, words), "spoiled"


def _wrong(probe: Probe, equal: list[tuple[str, Constraint]], deep: bool) -> Iterator[Probe]:
    """Yield the questions about one text whose answer looks wrong; one view serves all but the deep one."""
    constraint, text = probe.constraint, probe.text
    view = View(text)
    try:
        verdict = constraint.judge(view)
        passed = verdict.passed
        sound = unsound(verdict, len(text)) is None
        told = verdict.to_dict()
        again = constraint.judge(view).to_dict()
        whole = constraint.judge(evaluated(text)).to_dict() if deep else told
    except Exception:  # found again, and told, by the probe
        yield replace(probe, check="crash", label=None)
        return
    if not sound:
        yield replace(probe, check="crash", label=None)
    if probe.label is not None and passed is not probe.label:
        yield probe
    if told["passed"] is not passed or again != told or whole != told:
        yield replace(probe, check="unsteady", label=None)
    if passed and not _holds(constraint, view):
        yield replace(probe, check="implied", label=None)
    for rule, other in equal:
        if not _agrees(other, view, passed):
            yield Probe("equal", constraint, text, None, rule, other)


def _agrees(other: Constraint, view: View, passed: bool) -> bool:
    try:
        return other.judge(view).passed is passed
    except Exception:
        return False


def _holds(constraint: Constraint, view: View) -> bool:
    try:
        return all(
            bool(held := measured(bound, view)) and all(map(bound.amount.holds, held)) for bound in constraint.implies()
        )
    except Exception:
        return False


# ---------------------------------------------------------------------- smaller
def _smaller(kind: Kind, probe: Probe, message: str, rng: Random) -> Probe:
    if message == _NOT_AGAIN or probe.check == "slow":
        return probe
    if probe.check == "construction":
        return _rebuilt(kind, probe, rng)
    sort = _sort(probe, message)

    def fails(text: str) -> bool:
        candidate = replace(probe, text=text)
        said = _asked(candidate)
        return said != _NOT_AGAIN and _sort(candidate, said) == sort

    return replace(probe, text=shrunk(probe.text, fails, _SHRINK_SECONDS))


def _rebuilt(kind: Kind, probe: Probe, rng: Random) -> Probe:
    """Build smaller texts in the same way, and return the shortest that is judged wrongly.

    Characters are not left out: what is left might be true or false, nobody knows.
    """
    best = probe
    end = time.monotonic() + _SHRINK_SECONDS
    for way in dict.fromkeys((probe.origin.partition("+")[0], probe.origin)):  # most are wrong without the edit as well
        for shape in building.SMALL:
            for _ in range(_REBUILDS):
                if time.monotonic() > end:
                    return best
                try:
                    text = building.build(kind, probe.constraint, way, rng, shape)
                except CannotConstruct:
                    continue
                if text is not None and len(text) < len(best.text):
                    candidate = replace(probe, text=text, origin=way)
                    if candidate.fault() is not None:
                        best = candidate
        if best is not probe:
            break
    return best


# ---------------------------------------------------------------------- what was found once stays a test
def save(findings: Iterable[Finding], path: str | Path) -> int:
    """Add findings to a JSONL file, one a line, those that stand there already left out; return how many were added."""
    file = Path(path)
    known = {_key(row) for row in _rows(file)} if file.exists() else set()
    fresh = {key: row for row in (finding.to_dict() for finding in findings) if (key := _key(row)) not in known}
    if fresh:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=True) + "\n" for row in fresh.values())
    return len(fresh)


def regressions(path: str | Path) -> list[Probe]:
    """Return the probes of a regression file, for a test to ask.

    In a test of your own::

        @pytest.mark.parametrize("probe", regressions("gonogo-regressions.jsonl"), ids=str)
        def test_regression(probe):
            assert probe.fault() is None

    Raises:
        SpecError: a line is no regression case; names the line.
    """
    probes = []
    for number, row in enumerate(_rows(Path(path)), 1):
        try:
            probes.append(from_dict(row))
        except SpecError as error:
            raise SpecError(f"{path}, case {number}: {error}") from None
    return probes


def replay(path: str | Path) -> list[tuple[Probe, str | None]]:
    """Ask every question of a regression file again; return each with what is wrong, or None.

    Raises:
        SpecError: a line is no regression case; names the line.
    """
    found: list[tuple[Probe, str | None]] = []
    for probe in regressions(path):
        try:
            found.append((probe, probe.fault()))
        except Exception as error:  # e.g. the equal constraint crashes
            found.append((probe, f"{type(error).__name__}: {error}"))
    return found


def _rows(file: Path) -> list[Any]:
    rows = []
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            try:
                rows.append(json.loads(line))
            except ValueError as error:
                raise SpecError(f"{file}, line {number}: not JSON ({error})") from None
    return rows


def _key(row: Any) -> str:
    """Return what makes two regression cases the same."""
    kept = ("check", "constraint", "text", "label", "other", "repeated")
    return json.dumps({key: row.get(key) for key in kept} if isinstance(row, dict) else row, sort_keys=True)
