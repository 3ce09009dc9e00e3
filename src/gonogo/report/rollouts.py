"""Scored rollouts, summed up: pass rates over steps, groups without a signal, verdicts that are missing, trip wires.

Rows are read one at a time; what is kept of them does not grow with their texts, but for the few that are shown.
"""

from __future__ import annotations

import hashlib
import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from gonogo.errors import SpecError
from gonogo.report import tripwires
from gonogo.testing.stats import wilson

FORMAT, VERSION = "gonogo-rollouts", 1
STEP_FIELDS = ("step", "global_step", "training_step")
GROUP_FIELDS = ("group", "group_id", "prompt_id", "uid")
NO_VERDICT = ("error", "timeout")
_PER_WIRE = 40  # tripped responses that are kept per wire
_PER_STATUS = 40  # responses without a verdict or an answer that are kept


@dataclass(frozen=True)
class Rollout:
    """One scored response, as a page shows it."""

    line: int
    name: str
    step: float | None
    group: str
    prompt: str
    answer: str
    reward: float | None
    acc: float
    verdicts: list[dict[str, Any]]
    instructions: list[str]
    wires: list[str] = field(default_factory=list)

    @property
    def statuses(self) -> set[str]:
        """The statuses of its verdicts."""
        return {verdict["status"] for verdict in self.verdicts}


@dataclass
class _Step:
    """What one step adds up to."""

    responses: int = 0
    accepted: int = 0
    rewards: float = 0.0
    rewarded: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    kinds: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    lengths: list[int] = field(default_factory=list)
    unanswered: int = 0
    undecided: int = 0


@dataclass
class Rollouts:
    """Takes rows of scored responses, and sums them up.

    Attributes:
        step_field: the field that holds the step; None: the first of ``STEP_FIELDS`` that a row has.
        group_field: the field that names the group of responses to one prompt; None: the first of ``GROUP_FIELDS`` that
            a row has, else its prompt.
        keep: how many responses to keep for reading.
    """

    step_field: str | None = None
    group_field: str | None = None
    keep: int = 300
    rows: int = 0
    kept: list[Rollout] = field(default_factory=list)
    _steps: dict[float | None, _Step] = field(default_factory=dict)
    _groups: dict[tuple[float | None, str], list[float]] = field(default_factory=dict)
    _wires: Counter[str] = field(default_factory=Counter)
    _same: dict[bytes, set[bytes]] = field(default_factory=dict)
    _same_count: Counter[bytes] = field(default_factory=Counter)
    _special: Counter[str] = field(default_factory=Counter)
    _plain: list[Rollout] = field(default_factory=list)
    _seen: int = 0
    _rng: Random = field(default_factory=lambda: Random(0))

    def add(self, row: Mapping[str, Any], line: int, instructions: Sequence[str] = ()) -> None:
        """Take one row, with the instructions of its constraints where they are known.

        Raises:
            SpecError: it has no scores, or not one per response.
        """
        scores = row.get("scores")
        if not isinstance(scores, list) or not all(isinstance(one, dict) for one in scores):
            raise SpecError("has no 'scores'; score the file first: gonogo score FILE -o scored.jsonl")
        responses = row["responses"] if isinstance(row.get("responses"), list) else [row.get("response")]
        if len(responses) != len(scores):
            raise SpecError(f"has {len(responses)} responses but {len(scores)} scores; score the file again")
        self.rows += 1
        step, prompt = self._step_of(row), _said(row.get("prompt"))
        group = self._group_of(row, prompt, line)
        name = str(row.get("id", f"line {line}"))
        for i, (response, score) in enumerate(zip(responses, scores, strict=True)):
            label = f"{name} #{i + 1}" if len(scores) > 1 else name
            answer = score["answer"] if isinstance(score.get("answer"), str) else _said(response)
            verdicts = _verdicts(score)
            reward, acc = _number(score.get("reward")), _number(score.get("acc")) or 0.0
            one = Rollout(line, label, step, group, prompt, answer, reward, acc, verdicts, list(instructions))
            self._take(one)

    def _step_of(self, row: Mapping[str, Any]) -> float | None:
        fields = (self.step_field,) if self.step_field is not None else STEP_FIELDS
        for name in fields:
            value = row.get(name)
            if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
                return value
            if value is not None:
                raise SpecError(f"{name!r} is a step, so a number, not {value!r:.40}; name another with --step FIELD")
        if self.step_field is not None:
            raise SpecError(f"has no {self.step_field!r} (--step); {_fields(row)}")
        return None

    def _group_of(self, row: Mapping[str, Any], prompt: str, line: int) -> str:
        if self.group_field is not None and row.get(self.group_field) is None:
            raise SpecError(f"has no {self.group_field!r} (--group); {_fields(row)}")
        for name in (self.group_field,) if self.group_field is not None else GROUP_FIELDS:
            if name is not None and row.get(name) is not None:
                return str(row[name])
        return prompt or f"line {line}"

    def _take(self, one: Rollout) -> None:
        kinds = [verdict["kind"] for verdict in one.verdicts]
        step = self._steps.setdefault(one.step, _Step())
        step.responses += 1
        step.lengths.append(len(one.answer))
        if one.reward is not None:
            step.rewards += one.reward
            step.rewarded += 1
            self._groups.setdefault((one.step, one.group), []).append(one.reward)
        for verdict in one.verdicts:
            step.statuses[verdict["status"]] += 1
            step.kinds[verdict["kind"]][verdict["status"]] += 1
        step.unanswered += "no_answer" in one.statuses
        step.undecided += bool(one.statuses & set(NO_VERDICT))
        if one.acc == 1.0:
            step.accepted += 1
            one.wires.extend(tripwires.tripped(one.answer, one.prompt, kinds))
            self._watch(one)
        self._wires.update(one.wires)
        self._keep(one)

    def _watch(self, one: Rollout) -> None:
        """Remember for which prompts an answer was accepted; a wire is tripped from the third prompt on."""
        key, asked = _digest(one.answer.strip().casefold()), _digest(one.prompt or one.group)
        prompts = self._same.setdefault(key, set())
        if len(prompts) < tripwires.SAME:
            prompts.add(asked)
        self._same_count[key] += 1
        if len(prompts) >= tripwires.SAME:
            one.wires.append(tripwires.SAME_ANSWER.name)

    def _keep(self, one: Rollout) -> None:
        """Keep the first of those worth reading, and a fair draw of the others."""
        marks = [*one.wires, *sorted(one.statuses & {"no_answer", *NO_VERDICT})]
        for mark in marks:
            self._special[mark] += 1
        if any(self._special[mark] <= (_PER_WIRE if mark in one.wires else _PER_STATUS) for mark in marks):
            self.kept.append(one)
            return
        self._seen += 1
        if len(self._plain) < self.keep:
            self._plain.append(one)
        elif (place := self._rng.randrange(self._seen)) < self.keep:
            self._plain[place] = one

    def shown(self) -> list[Rollout]:
        """Return the responses that were kept, those worth reading first, at most ``keep``."""
        plain = sorted(self._plain[: max(0, self.keep - len(self.kept))], key=lambda one: (_order(one.step), one.line))
        return [*sorted(self.kept, key=lambda one: not one.wires)[: self.keep], *plain]

    # ------------------------------------------------------------------ the sums
    def summary(self) -> dict[str, Any]:
        """Return everything as plain data."""
        steps = sorted(self._steps, key=_order)
        collapsed = self._collapsed(steps)
        wires = Counter(self._wires)
        wires[tripwires.SAME_ANSWER.name] = sum(
            n for key, n in self._same_count.items() if len(self._same[key]) >= tripwires.SAME
        )
        wires[tripwires.COLLAPSE.name] = len(collapsed)
        return {
            "format": FORMAT, "version": VERSION, "rows": self.rows,
            **_sums(list(self._steps.values())), **self._signal(None),
            "steps": [{"step": step, **_sums([self._steps[step]]), **self._signal([step])} for step in steps],
            "kinds": self._kinds(steps),
            "wires": {wire.name: {"rule": wire.rule, "n": wires[wire.name]} for wire in tripwires.WIRES},
            "collapsed_steps": collapsed,
        }  # fmt: skip

    def _collapsed(self, steps: list[float | None]) -> list[float | None]:
        medians = [statistics.median(self._steps[step].lengths) for step in steps]
        return [steps[i] for i in tripwires.collapses(medians)]

    def _signal(self, steps: list[float | None] | None) -> dict[str, Any]:
        wanted = None if steps is None else set(steps)
        groups = [
            rewards
            for (step, _), rewards in self._groups.items()
            if len(rewards) > 1 and (wanted is None or step in wanted)
        ]
        flat = [rewards for rewards in groups if min(rewards) == max(rewards)]
        return {
            "groups": len(groups), "zero_signal": len(flat), "zero_signal_rate": _ratio(len(flat), len(groups)),
            "zero_signal_all_1": sum(rewards[0] == 1 for rewards in flat),
            "zero_signal_all_0": sum(rewards[0] == 0 for rewards in flat),
        }  # fmt: skip

    def _kinds(self, steps: list[float | None]) -> dict[str, Any]:
        names = sorted({kind for step in self._steps.values() for kind in step.kinds})
        return {name: _kind([self._steps[step].kinds.get(name, Counter()) for step in steps]) for name in names}


def _fields(row: Mapping[str, Any]) -> str:
    return f"its fields are {', '.join(map(str, list(row)[:12]))}"


def _kind(per_step: list[Counter[str]]) -> dict[str, Any]:
    total: Counter[str] = sum(per_step, Counter())
    n = _decided(total)
    low, high = wilson(total["pass"], n)
    return {
        "passed": total["pass"], "n": n, "pass_rate": _ratio(total["pass"], n), "low": low, "high": high,
        "statuses": dict(total), "over_steps": [_ratio(one["pass"], _decided(one)) for one in per_step],
        "n_over_steps": [_decided(one) for one in per_step],
    }  # fmt: skip


def _decided(counts: Counter[str]) -> int:
    """Count verdicts: no answer counts as one, a checker that failed does not."""
    return sum(n for status, n in counts.items() if status not in NO_VERDICT)


def _sums(steps: list[_Step]) -> dict[str, Any]:
    responses = sum(step.responses for step in steps)
    rewarded = sum(step.rewarded for step in steps)
    lengths = [length for step in steps for length in step.lengths]
    statuses: Counter[str] = sum((step.statuses for step in steps), Counter())
    return {
        "responses": responses, "acc": _ratio(sum(step.accepted for step in steps), responses),
        "mean_reward": _ratio(sum(step.rewards for step in steps), rewarded),
        "responses_without_reward": responses - rewarded,
        "no_answer_rate": _ratio(sum(step.unanswered for step in steps), responses),
        "no_verdict_rate": _ratio(sum(step.undecided for step in steps), responses),
        "median_length": statistics.median(lengths) if lengths else None, "statuses": dict(statuses),
    }  # fmt: skip


def _verdicts(score: Mapping[str, Any]) -> list[dict[str, Any]]:
    given = score.get("constraints")
    if not isinstance(given, list):
        raise SpecError("a score has no 'constraints'; score the file again with this version of gonogo")
    return list(_read_verdicts(given))


def _read_verdicts(given: list[Any]) -> Iterator[dict[str, Any]]:
    for one in given:
        if not isinstance(one, dict) or not isinstance(one.get("kind"), str) or not isinstance(one.get("status"), str):
            raise SpecError(f"a score holds {one!r:.60}, which is no verdict with 'kind' and 'status'")
        spans = [span for span in one.get("spans") or () if _is_span(span)]
        kind = one["kind"].partition("@")[0]
        yield {"kind": kind, "status": one["status"], "reason": _said(one.get("reason")), "spans": spans}


def _is_span(span: object) -> bool:
    return isinstance(span, list) and len(span) == 2 and all(type(end) is int for end in span)


def _said(value: object) -> str:
    """Return a response or prompt as text: of a chat the content of its messages."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n\n".join(_said(part.get("content", part.get("text"))) for part in value if isinstance(part, dict))
    return "" if value is None else str(value)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else None


def _ratio(part: float, whole: int) -> float | None:
    return part / whole if whole else None


def _order(step: float | None) -> float:
    return -math.inf if step is None else step


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).digest()
