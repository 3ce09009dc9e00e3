"""How scores are told: as data for a file, response by response on the screen, and in sum."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from rich.table import Table
from rich.text import Text

from gonogo.cli.look import Look, grid, numbered, printable
from gonogo.cli.rows import Row
from gonogo.reward import Judged, Score

NO_VERDICT = ("error", "timeout")


def told(result: Score, response: object) -> dict[str, Any]:
    """Return the score of one response as plain data; NaN where there is no number.

    The spans point into the answer: it is given where it is not the whole response.
    """
    answer = {} if result.answer == response else {"answer": result.answer}
    return {
        **answer,
        "reward": float(result.reward),
        "acc": float(result.acc),
        "constraints": [judged.to_dict() for judged in result.judged],
    }


@dataclass
class Tally:
    """What a run adds up: rewards over responses, statuses over verdicts, in all and per kind."""

    rows: int = 0
    responses: int = 0
    skipped: int = 0
    accepted: int = 0
    rewards: float = 0.0
    rewarded: int = 0  # responses whose reward is a number
    seconds: float = 0.0
    statuses: Counter[str] = field(default_factory=Counter)
    kinds: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, results: list[Score]) -> None:
        """Add the responses of one row."""
        self.rows += 1
        for result in results:
            self.responses += 1
            self.accepted += float(result.acc) == 1.0
            if math.isfinite(result.reward):
                self.rewards += float(result.reward)
                self.rewarded += 1
            for judged in result.judged:
                self.statuses[str(judged.status)] += 1
                self.kinds[judged.constraint.kind][str(judged.status)] += 1

    @property
    def broken(self) -> int:
        """How many verdicts a checker failed to give."""
        return sum(self.statuses[status] for status in NO_VERDICT)

    @property
    def acc(self) -> float:
        """Share of the responses that met every constraint."""
        return self.accepted / self.responses if self.responses else math.nan

    @property
    def reward(self) -> float:
        """Mean reward over the responses that have one."""
        return self.rewards / self.rewarded if self.rewarded else math.nan

    @property
    def rate(self) -> float:
        """Responses a second."""
        return self.responses / self.seconds if self.seconds else math.nan

    def pass_rates(self) -> dict[str, tuple[int, int]]:
        """Return per kind how many verdicts passed, and how many there are (no answer counts, a broken checker not)."""
        return {
            kind: (count["pass"], sum(count.values()) - sum(count[status] for status in NO_VERDICT))
            for kind, count in sorted(self.kinds.items())
        }

    def state(self) -> dict[str, Any]:
        """Return the counts as plain data, for :meth:`add_state` of another tally."""
        return {
            "rows": self.rows, "responses": self.responses, "accepted": self.accepted, "rewards": self.rewards,
            "rewarded": self.rewarded, "skipped": self.skipped, "statuses": dict(self.statuses),
            "kinds": {kind: dict(count) for kind, count in self.kinds.items()},
        }  # fmt: skip

    def add_state(self, state: dict[str, Any]) -> None:
        """Add what another tally counted."""
        for name in ("rows", "responses", "accepted", "rewards", "rewarded", "skipped"):
            setattr(self, name, getattr(self, name) + state[name])
        self.statuses.update(state["statuses"])
        for kind, count in state["kinds"].items():
            self.kinds[kind].update(count)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data."""
        return {
            "rows": self.rows,
            "skipped_rows": self.skipped,
            "responses": self.responses,
            "acc": self.acc,
            "mean_reward": self.reward,
            "responses_without_reward": self.responses - self.rewarded,
            "statuses": dict(self.statuses),
            "by_kind": {
                kind: {"passed": passed, "n": n, "pass_rate": passed / n if n else None}
                for kind, (passed, n) in self.pass_rates().items()
            },
            "seconds": self.seconds,
            "responses_per_second": self.rate,
        }


# ---------------------------------------------------------------------- on the screen
def show_row(look: Look, row: Row, results: list[Score]) -> None:
    """Print a row: its prompt once, then each response with its reward and what became of each constraint."""
    name = row.data.get("id")
    title = printable(str(name)) if isinstance(name, str | int) else f"line {row.number}"
    look.line((title, "bold cyan"))
    if row.prompt:
        look.line((look.clip(row.prompt, 2 * look.width - 10), "italic"), indent=2)
    for number, result in enumerate(results, 1):
        look.gap()
        _show_response(look, result, f"{number}/{len(row.responses)}" if len(row.responses) > 1 else "")
    look.gap()


def _show_response(look: Look, result: Score, number: str) -> None:
    head = grid(1, None, fill=True)
    answer = look.clip(result.answer, look.width - 2 - len(number) - 16) if result.answer is not None else "(no answer)"
    style = "bold green" if result.acc == 1.0 else "bold red"
    title = Text.assemble((f"{number}  " if number else "", "dim"), answer)
    head.add_row(title, Text(f"reward {number_of(result.reward)}", style))
    look.show(head, indent=2)
    table = _breakdown(look)
    for judged in result.judged:
        sentence = Text(look.clip(judged.constraint.describe(), 300))
        table.add_row(look.mark(str(judged.status)), sentence, Text(reason(judged), style="dim"))
    look.show(table, indent=4)


def _breakdown(look: Look) -> Table:
    """Return the table of one response's constraints; its columns are where they are for every other response."""
    table = grid(None, None, None)
    room = look.width - 4 - look.marks - 4
    table.columns[0].width = look.marks
    for column, width in zip(table.columns[1:], (room * 4 // 7, room - room * 4 // 7), strict=True):
        column.width, column.no_wrap = width, False
    return table


def reason(judged: Judged) -> str:
    """Say why, and which status it is where that is neither pass nor fail."""
    status = str(judged.status)
    said = printable(judged.reason)
    return said if status in ("pass", "fail") else f"{status.replace('_', ' ')}: {said}" if said else status


def number_of(value: float) -> str:
    """Return a score with as many digits as it needs; ``-`` where there is none."""
    if not math.isfinite(value):
        return "-"
    return f"{value:.0f}" if value == int(value) else f"{value:.2f}"


def show_summary(look: Look, tally: Tally, name: str) -> None:
    """Print the sums: accuracy, reward, statuses, and the pass rate per kind with bars."""
    what = f"{numbered(tally.responses, 'response')} to {numbered(tally.rows, 'prompt')}"
    look.line((what, "bold"), f" from {printable(name)}")
    table = grid(None, 1)
    table.add_row("acc", f"{_number(tally.acc)}  ({tally.accepted:,} of {tally.responses:,} meet every constraint)")
    missing = tally.responses - tally.rewarded
    without = f"  ({numbered(missing, 'response')} without one)" if missing else ""
    table.add_row("mean reward", f"{_number(tally.reward)}{without}")
    counts = sorted(tally.statuses.items(), key=lambda item: (-item[1], item[0]))
    table.add_row("verdicts", ", ".join(f"{n:,} {status.replace('_', ' ')}" for status, n in counts))
    if tally.skipped:
        table.add_row("skipped", numbered(tally.skipped, "row"))
    spent = f"{tally.seconds:.1f} s" if tally.seconds >= 1 else f"{1000 * tally.seconds:.0f} ms"
    table.add_row("speed", f"{tally.rate:,.0f} responses/s ({spent})")
    look.show(table, indent=2)
    if tally.kinds:
        look.gap()
        look.line(("pass rate per kind", "bold"))
        look.show(_rates(look, tally), indent=2)


def _rates(look: Look, tally: Tally) -> Table:
    table = grid(None, None, None, None)
    table.columns[2].justify = table.columns[3].justify = "right"
    for kind, (passed, n) in tally.pass_rates().items():
        share = passed / n if n else 0.0
        bar, rate = look.bar(share, 20), _number(share) if n else "-"
        table.add_row(Text(kind, style="cyan"), bar, rate, f"{passed:,} of {n:,}")
    return table


def _number(value: float) -> str:
    return f"{value:.3f}" if math.isfinite(value) else "-"
