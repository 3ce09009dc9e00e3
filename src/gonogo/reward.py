"""Reward: read the answer out of a completion, judge it, aggregate. All policy lives here.

    reward = Reward(policy="all")
    scores = reward(responses, constraints)      # one set of constraints per response
    scores.reward, scores.acc                    # numpy arrays, one element per response

A failure to check is a status of its own: never a silent 0, never a silent pass, and never a lost batch.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property, partial
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from gonogo import deferred, registry
from gonogo.constraint import Constraint, Verdict, parse_set
from gonogo.constraints.families import family_of
from gonogo.errors import BatchError, RowError, SpecError, UnknownValue, WorkerError, shown
from gonogo.text.view import View
from gonogo.workers import FAIL, PASS, TIMEOUT, Judges, Outcome, Pool, Task

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
else:
    np = deferred.module("numpy")

Floats: TypeAlias = "npt.NDArray[np.float64]"
Policy = Literal["all", "mean", "weighted"]
Response = str | Sequence[Mapping[str, Any]]
Spec = str | Constraint | Mapping[str, Any] | Sequence[Any]

_POLICIES = ("all", "mean", "weighted")
_READINGS = ("auto", "raw")


class Status(StrEnum):
    """What became of one constraint on one response."""

    PASS = "pass"
    FAIL = "fail"
    NO_ANSWER = "no_answer"  # the response is empty, or its reasoning never ends
    ERROR = "error"  # the checker crashed
    TIMEOUT = "timeout"  # the checker took too long


class Judged(NamedTuple):
    """One constraint on one response."""

    constraint: Constraint
    status: Status
    verdict: Verdict | None = None
    error: str = ""

    @property
    def score(self) -> float:
        """The verdict's score; 0 without an answer, nan without a verdict."""
        if self.verdict is not None:
            return self.verdict.score
        return 0.0 if self.status is Status.NO_ANSWER else math.nan

    @property
    def measured(self) -> object:
        """What was measured, if anything was."""
        return None if self.verdict is None else self.verdict.measured

    @property
    def reason(self) -> str:
        """Why, in a few words."""
        if self.verdict is not None:
            return self.verdict.reason
        return self.error or "there is no answer"

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data (nan as None)."""
        score = self.score
        return {
            "kind": self.constraint.versioned,
            "status": str(self.status),
            "score": None if math.isnan(score) else score,
            "measured": self.measured,
            "reason": self.reason,
            "spans": [list(span) for span in self.verdict.spans] if self.verdict is not None else [],
        }


class Score(NamedTuple):
    """One response of a batch: its reward and what it is made of."""

    reward: float
    acc: float
    answer: str | None
    judged: list[Judged]

    @property
    def status(self) -> list[Status]:
        """The status of each constraint."""
        return [one.status for one in self.judged]


class Scores:
    """What a reward says of a batch.

    Attributes:
        reward: shape (n,), the reward of each response; nan where a checker failed and the rest does not decide,
            and where all constraints weigh 0.
        acc: shape (n,), 1.0 iff every constraint passed, else 0.0. Filter groups on this, not on a shaped reward.
        answers: what was judged of each response; None where there was no answer.
    """

    def __init__(
        self,
        reward: Floats,
        acc: Floats,
        answers: list[str | None],
        rows: list[list[Judged | Verdict]],
        seconds: list[float] | None = None,
    ) -> None:
        self.reward = reward
        self.acc = acc
        self.answers = answers
        self._rows = rows
        self._seconds = seconds

    @cached_property
    def judged(self) -> list[list[Judged]]:
        """The breakdown: for each response, each constraint's status and verdict."""
        return [[_judged(one) for one in row] for row in self._rows]

    @property
    def status(self) -> list[list[Status]]:
        """For each response, the status of each constraint."""
        return [[one.status for one in row] for row in self.judged]

    @property
    def n_pass(self) -> npt.NDArray[np.int64]:
        """Shape (n,), how many constraints passed."""
        # of what became of a constraint, only a verdict can have passed
        return np.array(
            [[isinstance(one, Verdict) and one.passed for one in row].count(True) for row in self._rows], dtype=np.int64
        )

    @property
    def n_total(self) -> npt.NDArray[np.int64]:
        """Shape (n,), how many constraints there were."""
        return np.array([len(row) for row in self._rows], dtype=np.int64)

    def __len__(self) -> int:
        return len(self.reward)

    def __getitem__(self, index: int) -> Score:
        return Score(float(self.reward[index]), float(self.acc[index]), self.answers[index], self.judged[index])

    def __iter__(self) -> Iterator[Score]:
        return (self[i] for i in range(len(self)))

    def metrics(self, group: int | None = None) -> dict[str, float]:
        """Return what to log; of the names, ``<id>`` is a kind and ``<family>`` the family it is listed under.

        ``acc`` and ``score`` are means over the responses; ``no_answer_rate`` and ``no_verdict_rate`` are the shares of
        responses without an answer, and with a constraint that could not be checked; ``by_id/<id>/pass_rate`` and
        ``by_family/<family>/pass_rate`` count constraints; ``time/p50_ms`` and ``time/p95_ms`` are of one response
        (only where it was judged in this process), ``time/timeouts`` is a number of constraints.

        Args:
            group: how many responses in a row answer one prompt; then ``group/zero_std_frac`` is there, the share of
                prompts whose responses all have one reward, from which GRPO learns nothing.
        """
        size = max(1, len(self))
        known = [value for value in self.reward.tolist() if value == value]  # not nan
        failed = [[one.status for one in row if isinstance(one, Judged)] for row in self._rows]
        unchecked = [[status for status in row if status is not Status.NO_ANSWER] for row in failed]
        found = {
            "gonogo/acc": sum(self.acc.tolist()) / len(self) if len(self) else math.nan,
            "gonogo/score": sum(known) / len(known) if known else math.nan,
            "gonogo/no_verdict_rate": sum(map(bool, unchecked)) / size,
            "gonogo/no_answer_rate": self.answers.count(None) / size,
            "gonogo/time/timeouts": float(sum(row.count(Status.TIMEOUT) for row in unchecked)),
        }
        if self._seconds:
            ordered = sorted(self._seconds)
            found["gonogo/time/p50_ms"] = _quantile(ordered, 0.50) * 1e3
            found["gonogo/time/p95_ms"] = _quantile(ordered, 0.95) * 1e3
        if group is not None:
            found["gonogo/group/zero_std_frac"] = self._without_signal(group)
        return found | {f"gonogo/{name}/pass_rate": rate for name, rate in self._pass_rates()}

    def _pass_rates(self) -> list[tuple[str, float]]:
        """Return the pass rate of each family and each kind, by name."""
        kinds: dict[str, list[int]] = {}  # passed, seen
        families: dict[str, str] = {}
        for row in self._rows:
            for one in row:
                if isinstance(one, Judged) and one.status in (Status.ERROR, Status.TIMEOUT):
                    continue
                kind = one.constraint.kind
                counts = kinds.get(kind)
                if counts is None:
                    counts = kinds[kind] = [0, 0]
                    families[kind] = family_of(kind)
                counts[0] += isinstance(one, Verdict) and one.passed
                counts[1] += 1
        rates = {f"by_id/{kind}": counts for kind, counts in kinds.items()}
        for kind, counts in kinds.items():
            total = rates.setdefault(f"by_family/{families[kind]}", [0, 0])
            total[0] += counts[0]
            total[1] += counts[1]
        return [(name, rates[name][0] / rates[name][1]) for name in sorted(rates)]

    def _without_signal(self, group: int) -> float:
        if group < 1 or len(self) % group:
            raise BatchError(f"{len(self)} responses are no whole number of groups of {group}")
        spread = np.ptp(self.reward.reshape(-1, group), axis=1)
        return float((spread == 0).mean()) if len(self) else math.nan

    def __repr__(self) -> str:
        return f"Scores({len(self)} responses, acc {float(self.acc.mean()) if len(self) else math.nan:.3f})"


# What became of each constraint, how many passed, and whether every one has a verdict. A constraint stands here as its
# verdict or, if it has none, as a Judged that says why; all become Judged when Scores.judged is asked for.
_Row: TypeAlias = tuple[list[Judged | Verdict], int, bool]


class Reward:
    """The reward of responses under constraints.

    Args:
        policy: ``all`` (1 iff every constraint passes, the strict reward of Zeng et al., arXiv 2601.04954), ``mean``
            (the share that passes) or ``weighted`` (the same, by ``weights``).
        weights: for ``weighted``: by kind (1 for a kind that is not named), or one number per constraint of a set, in
            order. Not negative, not all 0. A set whose constraints all weigh 0 has the reward nan, whatever passes.
        reading: ``auto`` takes the answer out of a completion (see :func:`read_answer`); ``raw`` judges it as it is.
        strict: raise when a checker crashes or is stuck, instead of giving the status ``error`` or ``timeout``.
        name: the name under which trainers log it.
        workers: number of worker processes; 0 judges in this one, which is faster for batches below some hundred
            responses. A worker that dies is replaced, and nothing of the batch is lost. A
            :class:`~gonogo.workers.Pool` may be given instead, to be shared, or a
            :class:`~gonogo.cluster.RayPool`; it brings its own time limit.
        timeout: with workers, the seconds that one constraint may take on one response before its worker is killed
            and it has the status ``timeout``. No built-in kind needs that; a plugin may.

    Thread-safe, picklable, without signals or global state; the constraints of a dataset row (a JSON string) are
    parsed once.
    """

    def __init__(
        self,
        policy: Policy = "all",
        *,
        weights: Mapping[str, float] | Sequence[float] | None = None,
        reading: Literal["auto", "raw"] = "auto",
        strict: bool = False,
        name: str = "gonogo",
        workers: int | Judges = 0,
        timeout: float | None = None,
    ) -> None:
        if policy not in _POLICIES:
            raise UnknownValue("policy", policy, _POLICIES)
        if reading not in _READINGS:
            raise UnknownValue("reading", reading, _READINGS)
        if (weights is not None) != (policy == "weighted"):
            raise SpecError("weights go with policy='weighted', and that policy needs them, e.g. weights={'json': 2.0}")
        if weights is not None:
            values = list(weights.values() if isinstance(weights, Mapping) else weights)
            if any(not value >= 0 or math.isinf(value) for value in values) or not sum(values) > 0:
                raise SpecError(f"weights must be finite, not negative and not all 0; given: {values}")
            for kind in weights if isinstance(weights, Mapping) else ():
                registry.find(kind)  # a misspelt kind would weigh nothing
        if timeout is not None and not workers:
            raise SpecError("timeout needs worker processes, which alone can be stopped, e.g. workers=2")
        if not isinstance(workers, int) and not hasattr(workers, "judge"):
            raise SpecError(f"workers is a number of processes, or a pool; given: {workers!r}")
        self._pool: Judges | None = workers if not isinstance(workers, int) else None
        if isinstance(workers, int) and workers:
            self._pool = Pool(workers, timeout)
        self.policy: Policy = policy
        self.weights = weights
        self.reading = reading
        self.strict = strict
        self.__name__ = name

    def __repr__(self) -> str:
        return f"Reward(policy={self.policy!r}, name={self.__name__!r})"

    def close(self) -> None:
        """End the worker processes, if there are any; they also end with this process."""
        if self._pool is not None:
            self._pool.close()

    def __call__(self, responses: Sequence[Response], constraints: Sequence[Spec]) -> Scores:
        """Judge a batch.

        Args:
            responses: one string, or list of chat messages, per response (of messages, the last assistant's is read).
            constraints: for each response its set: constraints, a list of them (as objects or plain data), or the JSON
                string of a dataset row.

        Raises:
            BatchError: the two differ in length, one of them is no list, or a response is neither text nor a list of
                messages; names the response.
            RowError: a set cannot be read or is empty; names the row.
        """
        for given in (responses, constraints):
            if isinstance(given, str | bytes | Mapping | Constraint) or not hasattr(given, "__len__"):
                raise BatchError(
                    "responses and constraints are lists, one element per response; wrap a single one in [ ]; "
                    f"given: {shown(given)}"
                )
        if len(responses) != len(constraints):
            raise BatchError(
                f"{len(responses)} responses but {len(constraints)} sets of constraints; give one per response"
            )
        sets = [self._read_set(spec, row) for row, spec in enumerate(constraints)]
        answers = [self._answer(response, row) for row, response in enumerate(responses)]
        size = len(sets)
        reward, acc = np.zeros(size), np.zeros(size)
        rows: list[list[Judged | Verdict]] = []
        seconds: list[float] = []
        began = perf_counter()
        for i, (row, passed, clear) in enumerate(self._rows(answers, sets)):
            rows.append(row)
            now = perf_counter()
            seconds.append(now - began)
            began = now
            if passed == len(row):
                acc[i] = 1.0
                reward[i] = 1.0 if self.weights is None else self._graded(row)
            elif answers[i] is not None and not (clear and self.policy == "all"):
                reward[i] = self._graded(row)
        return Scores(reward, acc, answers, rows, None if self._pool else seconds)

    def _rows(self, answers: list[str | None], sets: list[tuple[Constraint, ...]]) -> Iterator[_Row]:
        """Yield, for each response, what became of each constraint."""
        outcomes: Iterator[Outcome] = iter(())
        if self._pool is not None:
            tasks = [Task(answer, parts) for answer, parts in zip(answers, sets, strict=True) if answer is not None]
            outcomes = iter(self._pool.judge(tasks))
        for answer, parts in zip(answers, sets, strict=True):
            if answer is None:
                yield [Judged(part, Status.NO_ANSWER) for part in parts], 0, True
            elif self._pool is None:
                view = View(answer)
                yield self._judge(view, parts)
                view.forget()  # memory that the next response uses again is fast, and who asks for a reason is rare
            else:
                yield self._from_outcome(View(answer), parts, next(outcomes))

    def _read_set(self, spec: Spec, row: int) -> tuple[Constraint, ...]:
        try:
            parts = parse_set(spec)
        except SpecError as error:
            raise RowError(f"row {row}: {error}") from error
        if not parts:
            raise RowError(
                f"row {row}: the set of constraints is empty; leave such rows out, or give them a constraint"
            )
        if self.weights is not None and not isinstance(self.weights, Mapping) and len(self.weights) != len(parts):
            raise RowError(f"row {row}: {len(parts)} constraints but {len(self.weights)} weights; give weights by kind")
        return parts

    def _answer(self, response: Response, row: int) -> str | None:
        if not isinstance(response, str):
            text = last_message(response, row)
        else:
            text = response
        answer = read_answer(text) if self.reading == "auto" else text
        return None if answer is None or not answer or answer.isspace() else answer

    def _from_outcome(self, view: View, parts: tuple[Constraint, ...], outcome: Outcome) -> _Row:
        """Do what :meth:`_judge` does, of verdicts that a worker process reached; what they say is found out here."""
        row: list[Judged | Verdict] = []
        for i, (part, code) in enumerate(zip(parts, outcome.codes, strict=True)):
            if code in (PASS, FAIL):
                row.append(Verdict(part, view, code == PASS, complete=partial(part.judge, view)))
            else:
                if self.strict:
                    raise WorkerError(f"{part.kind}: {outcome.errors[i]}")
                status = Status.TIMEOUT if code == TIMEOUT else Status.ERROR
                row.append(Judged(part, status, None, outcome.errors[i]))
        return row, outcome.codes.count(PASS), not outcome.errors

    def _judge(self, view: View, parts: tuple[Constraint, ...]) -> _Row:
        """Return what became of each constraint, how many passed, and whether every one has a verdict."""
        row: list[Judged | Verdict] = []
        passed, clear = 0, True
        for part in parts:
            try:
                verdict = part.judge(view)
                passed += verdict.passed
                row.append(verdict)
            except Exception as error:  # a checker's fault, whatever it is, must not take the batch down
                if self.strict:
                    raise
                status = Status.TIMEOUT if isinstance(error, TimeoutError) else Status.ERROR
                row.append(Judged(part, status, None, f"{type(error).__name__}: {error}"))
                clear = False
        return row, passed, clear

    def _graded(self, row: list[Judged | Verdict]) -> float:
        """Return the reward of a response by what passed; nan where a crash, or the lack of weight, leaves it open."""
        if self.policy == "all":
            # one clear failure decides; only where all that is known passed does a crash leave it open
            return 0.0 if any(isinstance(one, Verdict) and not one.passed for one in row) else math.nan
        if any(isinstance(one, Judged) for one in row):
            return math.nan
        if self.weights is None:
            weights = [1.0] * len(row)
        elif isinstance(self.weights, Mapping):
            weights = [float(self.weights.get(one.constraint.kind, 1.0)) for one in row]
        else:
            weights = list(self.weights)
        gained = sum(
            weight for weight, one in zip(weights, row, strict=True) if isinstance(one, Verdict) and one.passed
        )
        total = sum(weights)
        return gained / total if total else math.nan


def _quantile(ordered: list[float], share: float) -> float:
    """Return a quantile of sorted numbers, as numpy does by default, which takes 60 µs to do it."""
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def _judged(one: Judged | Verdict) -> Judged:
    if isinstance(one, Judged):
        return one
    return Judged(one.constraint, Status.PASS if one.passed else Status.FAIL, one)


# ---------------------------------------------------------------------- reading the answer
_REASONING = ("think", "thinking", "reasoning", "reflection", "thought")
_CLOSE = re.compile(rf"</(?:{'|'.join(_REASONING)})>|\[/THINK\]")
_OPEN = re.compile(rf"\s*(?:<(?:{'|'.join(_REASONING)})>|\[THINK\])")
# Anything that may be a tag or token read below starts so; most completions hold none.
_TAGGED = re.compile(
    r"<(?:\||｜|/?(?:s>|answer>|think|reason|refl|thought)|bos>|eos>|pad>|end_of_turn>|start_of_turn>)"
)
_BRACKETED = re.compile(r"\[(?:/INST|/?THINK)\]")
_END = re.compile(
    r"<\|(?:im_end|endoftext|eot_id|eom_id|end|end_of_text|end_of_turn|return|user|im_start|start_header_id)\|>"
    r"|</s>|<eos>|<end_of_turn>|<pad>|<\|pad\|>|<｜end▁of▁sentence｜>"
)
_BEGIN = re.compile(
    r"\s*(?:<s>|<bos>|<\|begin_of_text\|>|<\|im_start\|>\s*assistant\s*|<\|assistant\|>"
    r"|<\|start_header_id\|>\s*assistant\s*<\|end_header_id\|>|<start_of_turn>\s*model\s*|<\|start\|>assistant|\[/INST\])"
)
_FINAL = "<|channel|>final<|message|>"
_WRAPPED = re.compile(r"\s*<answer>(.*)</answer>\s*\Z", re.DOTALL)


def read_answer(completion: str) -> str | None:
    """Return the answer that ``completion`` gives, or None if it gives none.

    * What chat templates put around a turn (``<|im_start|>assistant``, ``<s>``, ``[/INST]``…) is dropped, and so is
      everything from the first end-of-turn token on.
    * Of a completion with reasoning, the answer is what follows the last closing tag (``</think>`` and its kin); if it
      opens with a reasoning tag that is never closed, there is no answer.
    * ``<answer>…</answer>`` around the whole answer is dropped.
    """
    text = completion
    if not (("<" in text and _TAGGED.search(text)) or ("[" in text and _BRACKETED.search(text))):
        return text
    while begin := _BEGIN.match(text):
        text = text[begin.end() :]
    if _FINAL in text:
        text = text.rsplit(_FINAL, 1)[1]
    end = _END.search(text) if "<" in text else None
    if end is not None:
        text = text[: end.start()]
    close = None
    if "</" in text or "[/THINK]" in text:
        close = next(iter(reversed(list(_CLOSE.finditer(text)))), None)
    if close is not None:
        text = text[close.end() :]
    elif _OPEN.match(text):
        return None
    wrapped = _WRAPPED.match(text) if "<answer>" in text else None
    return wrapped.group(1) if wrapped else text


def last_message(messages: Sequence[Mapping[str, Any]], row: int | None = None) -> str:
    """Return the text of the last assistant message of a chat (content as a string, or as parts with ``text``).

    Raises:
        BatchError: it is no list, or an element is no message.
    """
    if isinstance(messages, str | bytes | bytearray | Mapping) or not hasattr(messages, "__getitem__"):
        name = "a response" if row is None else f"response {row}"
        raise BatchError(f"{name} is {shown(messages)}; {_mended(messages)}")
    where = "" if row is None else f"response {row}: "
    for message in reversed(messages):
        if not isinstance(message, Mapping):
            raise BatchError(
                f"{where}a chat is a list of {{'role', 'content'}} messages; found {type(message).__name__}"
            )
        if message.get("role", "assistant") != "assistant":
            continue
        content = message.get("content")
        if content is None:
            return ""
        if isinstance(content, str):
            return content
        if isinstance(content, Sequence):
            return "".join(str(part.get("text") or "") for part in content if isinstance(part, Mapping))
        raise BatchError(f"{where}content must be text or a list of parts; found {type(content).__name__}")
    return ""


def _mended(response: object) -> str:
    """Say how to make a response of what is none."""
    if response is None:
        return "leave the sample out, or give '' where the model gave no answer"
    if isinstance(response, bytes | bytearray):
        return "a response is text; decode it: response.decode()"
    if isinstance(response, Mapping):
        return "a chat is a list of messages; wrap a single one in [ ]"
    return "a response is text, or a list of {'role', 'content'} messages"
