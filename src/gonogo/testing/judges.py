"""How good a judge is: any callable that says whether a response satisfies an instruction, measured.

    report = audit_judge(judge, constructed(["count.words", "title"], n=50), all_at_once=joint)
    report.pointwise.total.false_recall     # of the violating responses, the share it caught, with its interval

A judge answers True, False or None (it abstains). Whatever else it returns counts as *unparsed*, an exception as an
*error*. None of these is a "no": they are counted on their own, lower every recall, and never look like a catch.
"""

from __future__ import annotations

import inspect
import math
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, TypeAlias, TypeVar

import numpy as np

from gonogo.errors import GonogoError, SpecError
from gonogo.testing.admission import PUBLISHED, Admission, Mode, Published, Rule, admit
from gonogo.testing.intervals import Counts, Measure, as_f1, bootstrapped, drawn_totals, matthews_limits, share
from gonogo.testing.judge_cases import JudgeCase, by_prompt, constructed, labelled

__all__ = [
    "Answer", "Cost", "Difference", "JudgeCase", "JudgeReport", "JudgeUnavailable", "ModeReport", "Quality", "Rule",
    "audit_judge", "constructed", "labelled",
]  # fmt: skip

SCHEMA, SCHEMA_VERSION = "gonogo/judge-report", 1
Judge: TypeAlias = Callable[[str, str], Any]
JointJudge: TypeAlias = Callable[[list[str], str], Any]
Progress: TypeAlias = Callable[[str, int, int], None]
Why = Literal["answered", "abstained", "unparsed", "error"]
_MOST_MISTAKES = 20
_T = TypeVar("_T")


class JudgeUnavailable(GonogoError):
    """The judge cannot be reached at all, so that there is nothing to measure; says why and how to mend it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a judge said to one question.

    Attributes:
        said: True (satisfied), False (violated), or None where there is no answer to go by.
        why: ``answered``, ``abstained``, ``unparsed`` (an answer that is neither) or ``error``.
        note: the answer as given, or the error, in short.
        tokens: tokens read and written for it, where the judge says so; a joint call counts them on its first answer.
        cached: whether it was remembered from an earlier run.
    """

    said: bool | None
    why: Why = "answered"
    note: str = ""
    tokens: tuple[int, int] | None = None
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Quality:
    """How good a judge is on some cases.

    Attributes:
        n_true: cases that satisfy their instruction.
        n_false: cases that violate it.
        counts: cases by truth and answer: ``true_yes``, ``true_no``, ``true_none``, ``false_yes``, ``false_no``,
            ``false_none``.
        precision: of the cases it credits, the share that deserve it, at this mix of true and false cases.
        recall: of the satisfying cases, the share that it credits.
        false_recall: of the violating cases, the share that it catches (false-response recall).
        incorrect_credit: of the violating cases, the share that it credits.
        agreement: of all cases, the share on which it says the truth.
        decided: of all cases, the share on which it says anything.
        f1: harmonic mean of precision and recall.
        matthews: Matthews' correlation with the truth, over the cases it decides.
    """

    n_true: int
    n_false: int
    counts: dict[str, int]
    precision: Measure
    recall: Measure
    false_recall: Measure
    incorrect_credit: Measure
    agreement: Measure
    decided: Measure
    f1: Measure
    matthews: Measure


@dataclass(frozen=True, slots=True)
class Cost:
    """What asking cost.

    Attributes:
        calls: calls made of the judge.
        cached: of them, how many an earlier run had answered.
        questions: questions answered by them.
        seconds: of wall clock, with as many calls at a time as asked for.
        call_seconds: summed over the calls.
        tokens_in: tokens read, of the calls that said so; None where none did.
        tokens_out: tokens written, likewise.
    """

    calls: int
    cached: int
    questions: int
    seconds: float
    call_seconds: float
    tokens_in: int | None
    tokens_out: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A published figure beside the measured one: ``above``, ``below``, or ``within`` the measured interval."""

    published: Published
    measured: Measure
    relation: Literal["above", "below", "within"]


@dataclass(frozen=True, slots=True)
class ModeReport:
    """What was measured in one mode of asking.

    ``mistakes`` holds wrong answers and missing ones, at most 20, credited violations first.
    """

    mode: Mode
    total: Quality
    by_type: dict[str, Quality]
    by_family: dict[str, Quality]
    by_kind: dict[str, Quality]
    answers: dict[str, int]
    cost: Cost
    comparisons: list[Comparison]
    admission: Admission
    mistakes: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Difference:
    """Pointwise minus all-at-once, on the cases that were asked in both ways."""

    n: int
    false_recall: Measure
    precision: Measure
    agreement: Measure


@dataclass(frozen=True, slots=True)
class JudgeReport:
    """What an audit of a judge found; ``pointwise`` or ``all_at_once`` is None where it was not asked that way."""

    judge: str
    n_cases: int
    confidence: float
    rule: Rule
    pointwise: ModeReport | None
    all_at_once: ModeReport | None
    difference: Difference | None

    @property
    def modes(self) -> list[ModeReport]:
        """The modes that were measured."""
        return [mode for mode in (self.pointwise, self.all_at_once) if mode is not None]

    @property
    def admitted(self) -> bool:
        """Whether the judge may enter a reward in one of the modes, be it provisionally."""
        return any(mode.admission.outcome in ("may enter", "provisional") for mode in self.modes)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain data that JSON can hold: nan is None."""
        told = {"schema": SCHEMA, "schema_version": SCHEMA_VERSION, **asdict(self), "admitted": self.admitted}
        return {key: _plain(value) for key, value in told.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


# ---------------------------------------------------------------------- the audit
def audit_judge(
    judge: Judge | None,
    cases: Iterable[JudgeCase],
    *,
    all_at_once: JointJudge | None = None,
    name: str = "",
    concurrency: int = 1,
    rule: Rule | None = None,
    confidence: float = 0.95,
    draws: int = 1000,
    seed: int = 0,
    progress: Progress | None = None,
) -> JudgeReport:
    """Ask a judge questions whose answers are known, and measure what it says.

    Args:
        judge: ``(instruction, response) -> bool | None``, asked every case; None to leave this mode out.
        cases: the questions, e.g. of :func:`constructed` or :func:`labelled`.
        all_at_once: ``(instructions, response) -> list[bool | None]``, asked the cases of each prompt together; cases
            without a prompt are not asked.
        name: what the report calls the judge.
        concurrency: calls at a time, in threads; above 1 only for what may be called so.
        rule: thresholds for entering a reward.
        confidence: of the intervals.
        draws: of the bootstrap.
        seed: of the bootstrap.
        progress: told the mode, how many calls are done, and of how many; never from two threads at a time.

    Raises:
        SpecError: there is nothing to ask: no judge, no cases, or no prompt of several for ``all_at_once``.
        JudgeUnavailable: an endpoint cannot be reached.
    """
    asked = list(cases)
    _check(judge, all_at_once, asked)
    figures = _Figures(confidence, draws, seed, rule or Rule())
    prompts = by_prompt(asked)
    alone: dict[int, Answer] = {}
    together: dict[int, Answer] = {}
    pointwise = joint = None
    if judge is not None:
        calls: list[Callable[[], list[Answer]]] = [_one(judge, case) for case in asked]
        cost = _run(calls, [[i] for i in range(len(asked))], alone, concurrency, "pointwise", progress)
        pointwise = figures.mode("pointwise", asked, alone, cost)
    if all_at_once is not None:
        places = list(prompts.values())
        calls = [_many(all_at_once, [asked[i] for i in where]) for where in places]
        cost = _run(calls, places, together, concurrency, "all-at-once", progress)
        joint = figures.mode("all-at-once", asked, together, cost)
    both = figures.difference(asked, alone, together) if alone and together else None
    return JudgeReport(
        name or _name(judge or all_at_once), len(asked), confidence, figures.rule, pointwise, joint, both
    )


def _check(judge: Judge | None, joint: JointJudge | None, cases: list[JudgeCase]) -> None:
    if judge is None and joint is None:
        raise SpecError("there is no judge: give one that is asked pointwise, all at once, or one of each")
    if not cases:
        raise SpecError(
            "there are no cases to ask the judge; build some with constructed() or read them with labelled()"
        )
    if joint is not None and not by_prompt(cases):
        raise SpecError(
            "all_at_once needs prompts of several constraints, and no two cases share a prompt; "
            "constructed(kinds, prompts=100) builds some from two kinds or more"
        )
    for one in (judge, joint):
        if inspect.iscoroutinefunction(one):
            raise SpecError(f"{_name(one)} is async; wrap it: lambda *args: asyncio.run({_name(one)}(*args))")


def _name(judge: object) -> str:
    return str(getattr(judge, "__name__", None) or type(judge).__name__)


def _one(judge: Judge, case: JudgeCase) -> Callable[[], list[Answer]]:
    def ask() -> list[Answer]:
        try:
            return [answered(judge(case.instruction, case.response))]
        except JudgeUnavailable:
            raise
        except Exception as error:  # a judge that breaks is a finding, counted as such
            return [_broken(error)]

    return ask


def _many(judge: JointJudge, cases: Sequence[JudgeCase]) -> Callable[[], list[Answer]]:
    def ask() -> list[Answer]:
        try:
            said = judge([case.instruction for case in cases], cases[0].response)
        except JudgeUnavailable:
            raise
        except Exception as error:
            return [_broken(error)] * len(cases)
        if isinstance(said, str | bytes) or not isinstance(said, Sequence | np.ndarray) or len(said) != len(cases):
            note = f"expected {len(cases)} answers, got {said!r:.80}"
            return [Answer(None, "unparsed", note)] * len(cases)
        return [answered(one) for one in said]

    return ask


def answered(said: object) -> Answer:
    """Return what a judge returned as an :class:`Answer`: only a bool is a Yes or a No."""
    if isinstance(said, Answer):
        return said
    if isinstance(said, bool | np.bool_):
        return Answer(bool(said))
    if said is None:
        return Answer(None, "abstained")
    return Answer(None, "unparsed", f"returned {said!r:.80}, not True, False or None")


def _broken(error: Exception) -> Answer:
    return Answer(None, "error", f"{type(error).__name__}: {error}"[:200])


def _run(
    calls: list[Callable[[], list[Answer]]], places: list[list[int]], into: dict[int, Answer], concurrency: int,
    mode: Mode, progress: Progress | None,
) -> Cost:  # fmt: skip
    """Make the calls, put the answers where they belong, and say what it cost."""
    began = time.perf_counter()
    spent, made = 0.0, 0
    first: list[Answer] = []
    for where, (answers, seconds) in zip(places, _each(calls, concurrency), strict=True):
        into.update(zip(where, answers, strict=True))
        first.append(answers[0])
        spent, made = spent + seconds, made + 1
        if progress is not None:
            progress(mode, made, len(calls))
    known = [answer.tokens for answer in into.values() if answer.tokens is not None]
    tokens = (sum(read for read, _ in known), sum(wrote for _, wrote in known)) if known else (None, None)
    cached = sum(answer.cached for answer in first)
    return Cost(len(calls), cached, len(into), time.perf_counter() - began, spent, *tokens)


def _each(calls: list[Callable[[], _T]], concurrency: int) -> Iterator[tuple[_T, float]]:
    """Yield what each call returns and how long it took, in order."""

    def timed(call: Callable[[], _T]) -> tuple[_T, float]:
        began = time.perf_counter()
        return call(), time.perf_counter() - began

    if concurrency <= 1:
        yield from map(timed, calls)
        return
    pool = ThreadPoolExecutor(concurrency)
    try:
        yield from pool.map(timed, calls)
    finally:  # after an error or an interrupt, what has not begun is not begun
        pool.shutdown(wait=True, cancel_futures=True)


# ---------------------------------------------------------------------- the figures
_COLUMNS = ("true_yes", "true_no", "true_none", "false_yes", "false_no", "false_none")


def _ratio(top: Counts, bottom: Counts) -> Counts:
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Counts = np.where(bottom > 0, top / bottom, np.nan)
    return found


_SHARES: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {  # columns of the hits, and of all
    "precision": ((0,), (0, 3)),
    "recall": ((0,), (0, 1, 2)),
    "false_recall": ((4,), (3, 4, 5)),
    "incorrect_credit": ((3,), (3, 4, 5)),
    "agreement": ((0, 4), (0, 1, 2, 3, 4, 5)),
    "decided": ((0, 1, 3, 4), (0, 1, 2, 3, 4, 5)),
    "f1": ((0,), (0, 1, 2, 3)),  # as the share that as_f1 makes F1 of
}


def _share_of(name: str, table: Counts) -> Counts:
    hits, whole = _SHARES[name]
    return _ratio(table[:, list(hits)].sum(axis=1), table[:, list(whole)].sum(axis=1))


def _matthews(table: Counts) -> Counts:
    tp, fn, fp, tn = (table[:, column].astype(np.float64) for column in (0, 1, 3, 4))
    return _ratio(tp * tn - fp * fn, np.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)))


@dataclass
class _Figures:
    """Works out every figure of a report, the same way."""

    confidence: float
    draws: int
    seed: int
    rule: Rule
    _known: dict[tuple[Any, ...], Quality] = field(default_factory=dict)

    def mode(self, mode: Mode, cases: list[JudgeCase], answers: dict[int, Answer], cost: Cost) -> ModeReport:
        where = sorted(answers)
        total = self.quality(cases, answers, where)
        by_type = self._parted(cases, answers, where, lambda case: case.type)
        basis: Literal["hard", "soft"] = "soft" if "soft" in by_type else "hard"
        deciding = by_type[basis]
        measures = {name: getattr(deciding, name) for name in ("precision", "false_recall", "decided")}
        return ModeReport(
            mode, total, by_type,
            self._parted(cases, answers, where, lambda case: case.family),
            self._parted(cases, answers, where, lambda case: case.kind),
            dict(Counter(answers[i].why for i in where)), cost, _compared(mode, by_type),
            admit(mode, basis, measures, self.rule, self.confidence), _mistakes(cases, answers, where),
        )  # fmt: skip

    def _parted(
        self, cases: list[JudgeCase], answers: dict[int, Answer], where: list[int], key: Callable[[JudgeCase], str]
    ) -> dict[str, Quality]:
        parts: dict[str, list[int]] = {}
        for i in where:
            parts.setdefault(key(cases[i]), []).append(i)
        return {name: self.quality(cases, answers, parts[name]) for name in sorted(parts)}

    def quality(self, cases: list[JudgeCase], answers: dict[int, Answer], where: list[int]) -> Quality:
        """Return the figures of the cases at ``where``."""
        table = _table(cases, answers, where)
        key = (table.shape, table.tobytes())  # a mode with one family has the same figures three times
        if key not in self._known:
            self._known[key] = self._quality(table)
        return self._known[key]

    def _quality(self, table: Counts) -> Quality:
        drawn = drawn_totals(table, self.draws, self.seed)
        counts = dict(zip(_COLUMNS, map(int, table.sum(axis=0)), strict=True))
        shares = {name: self._share(*columns, table, drawn, self.confidence) for name, columns in _SHARES.items()}
        shares["f1"] = as_f1(shares["f1"])
        n_true = counts["true_yes"] + counts["true_no"] + counts["true_none"]
        n_false = sum(counts.values()) - n_true
        return Quality(n_true, n_false, counts, **shares, matthews=self._matthews(table, drawn, counts))

    @staticmethod
    def _share(
        hits: tuple[int, ...], whole: tuple[int, ...], table: Counts, drawn: Counts, confidence: float
    ) -> Measure:
        top, bottom = (table[:, list(columns)].sum(axis=1) for columns in (hits, whole))
        in_draws = _ratio(drawn[:, list(hits)].sum(axis=1), drawn[:, list(whole)].sum(axis=1))
        return share(top, bottom, in_draws, confidence)

    def _matthews(self, table: Counts, drawn: Counts, counts: dict[str, int]) -> Measure:
        cells = (counts["true_yes"], counts["true_no"], counts["false_yes"], counts["false_no"])
        found = bootstrapped(_matthews, table, drawn, sum(cells), self.confidence)
        n_true, n_false = cells[0] + cells[1], cells[2] + cells[3]
        if all(cells) or not n_true or not n_false:
            return found
        both = (1 + self.confidence) / 2  # each recall at half the risk, so that both hold at the confidence asked for
        recall = self._share((0,), (0, 1), table, drawn, both)
        refused = self._share((4,), (3, 4), table, drawn, both)
        low, high = matthews_limits((recall.low, recall.high), (refused.low, refused.high), n_true, n_false)
        return replace(found, low=low, high=high, method="limits")

    def difference(self, cases: list[JudgeCase], alone: dict[int, Answer], together: dict[int, Answer]) -> Difference:
        """Return pointwise minus all-at-once on the same cases; whole groups are drawn, each with both its answers."""
        where = sorted(alone.keys() & together.keys())
        both = np.concatenate([_table(cases, answers, where) for answers in (alone, together)], axis=1)
        drawn = drawn_totals(both, self.draws, self.seed)

        def measured(name: str) -> Measure:
            def minus(table: Counts) -> Counts:
                return _share_of(name, table[:, :6]) - _share_of(name, table[:, 6:])

            return bootstrapped(minus, both, drawn, len(where), self.confidence)

        return Difference(len(where), measured("false_recall"), measured("precision"), measured("agreement"))


def _table(cases: list[JudgeCase], answers: dict[int, Answer], where: list[int]) -> Counts:
    """Return how often each group met each truth and answer: (groups, 6). A case without a group is its own."""
    rows: dict[str | int, int] = {}
    index = [rows.setdefault(cases[i].group or i, len(rows)) for i in where]
    table = np.zeros((len(rows), 6))
    for row, i in zip(index, where, strict=True):
        said = answers[i].said
        column = 2 if said is None else 0 if said else 1
        table[row, column + (0 if cases[i].label else 3)] += 1
    return table


def _compared(mode: Mode, by_type: dict[str, Quality]) -> list[Comparison]:
    found = []
    for published in PUBLISHED:
        if published.mode == mode and published.type in by_type:
            measured = by_type[published.type].false_recall
            if measured.n:
                at = published.false_recall
                relation: Literal["above", "below", "within"] = "within"
                if measured.low > at:
                    relation = "above"
                elif measured.high < at:
                    relation = "below"
                found.append(Comparison(published, measured, relation))
    return found


def _mistakes(cases: list[JudgeCase], answers: dict[int, Answer], where: list[int]) -> list[dict[str, Any]]:
    wrong = [i for i in where if answers[i].said is not cases[i].label]
    wrong.sort(key=lambda i: (answers[i].said is not True, answers[i].said is None))
    return [
        {
            "kind": cases[i].kind, "instruction": cases[i].instruction, "response": cases[i].response,
            "label": cases[i].label, "origin": cases[i].origin, "said": answers[i].said, "why": answers[i].why,
            "note": answers[i].note,
        }
        for i in wrong[:_MOST_MISTAKES]
    ]  # fmt: skip
