"""Worker processes: they die, get stuck, crash and print, and no batch is lost."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from gonogo import Reward, Status, parse_set, registry, workers
from gonogo.errors import SpecError, WorkerError
from gonogo.workers import ERROR, FAIL, PASS, TIMEOUT, Pool, Task

WORDS = '[{"kind": "count.words", "amount": {"low": 2}}, {"kind": "count.commas", "amount": 0}]'
# a plugin module whose checkers misbehave, written to a folder that only sys.path knows
MISBEHAVING = '''
import os, time
from typing import Literal
from pathlib import Path
from gonogo.constraint import Constraint

class Misbehaves(Constraint):
    """Does what the response says."""
    kind: Literal["test:misbehaves"] = "test:misbehaves"
    note: str = ""

    def describe(self):
        return "Behave."

    def judge(self, view):
        text = view.text
        if text.startswith("die once"):
            mark = Path(self.note)
            if not mark.exists():
                mark.write_text("died")
                os._exit(9)
        elif text.startswith("die"):
            os._exit(9)
        elif text.startswith("hang"):
            time.sleep(60)
        elif text.startswith("crash"):
            raise ValueError("no luck")
        elif text.startswith("late"):
            raise TimeoutError("gave up")
        elif text.startswith("print"):
            print("noise on standard output", flush=True)
            os.write(1, b"more noise")
        return self.passed(view)
'''


@pytest.fixture(scope="module")
def misbehaving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("modules")
    (folder / "gonogo_misbehaving.py").write_text(MISBEHAVING, encoding="utf-8")
    sys.path.insert(0, str(folder))
    import gonogo_misbehaving  # type: ignore[import-not-found]

    yield str(gonogo_misbehaving.__name__)
    sys.path.remove(str(folder))
    registry._owners.pop("test:misbehaves")


@pytest.fixture
def pool(misbehaving: str) -> Iterator[Pool]:
    made = Pool(2, timeout=20)
    yield made
    made.close()


def bad(note: str = "") -> str:
    return f'[{{"kind": "count.words", "amount": {{"low": 1}}}}, {{"kind": "test:misbehaves", "note": "{note}"}}]'


def tasks(*texts: str, note: str = "") -> list[Task]:
    return [Task(text, parse_set(bad(note))) for text in texts]


# ---------------------------------------------------------------------- verdicts
def test_a_pool_says_what_one_process_says() -> None:
    responses = ["One two.", "One", "a, b", "", "<think>never closed", "x " * 50] * 20
    sets = [WORDS] * len(responses)
    pooled = Reward("mean", workers=2)
    here, there = Reward("mean")(responses, sets), pooled(responses, sets)
    pooled.close()
    assert there.reward.tolist() == here.reward.tolist()
    assert there.acc.tolist() == here.acc.tolist()
    assert there.answers == here.answers
    assert [[one.to_dict() for one in row] for row in there.judged] == [
        [one.to_dict() for one in row] for row in here.judged
    ]


def test_an_empty_batch_starts_nothing() -> None:
    reward = Reward(workers=2)
    assert len(reward([], [])) == 0
    assert reward._pool is not None
    assert reward._pool.pids == []


def test_order_is_kept_over_many_chunks() -> None:
    pool = Pool(2)
    found = pool.judge([Task("word " * (i % 5), parse_set(WORDS)) for i in range(300)])
    pool.close()
    assert [one.codes[0] for one in found] == [PASS if i % 5 >= 2 else FAIL for i in range(300)]


def test_many_threads_share_a_pool() -> None:
    pool = Pool(2)
    seen: dict[int, list[int]] = {}

    def ask(n: int) -> None:
        seen[n] = [one.codes[0] for one in pool.judge([Task("word " * n, parse_set(WORDS))] * 40)]

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pool.close()
    assert seen == {n: [PASS if n >= 2 else FAIL] * 40 for n in range(6)}


# ---------------------------------------------------------------------- misfortune
def test_a_killed_worker_is_replaced_and_nothing_is_lost(pool: Pool) -> None:
    batch = tasks(*["fine"] * 100)
    first = pool.judge(batch)
    victims = pool.pids
    os.kill(victims[0], signal.SIGKILL)
    assert pool.judge(batch) == first
    assert len(pool.pids) == len(victims)
    assert victims[0] not in pool.pids


def test_what_dies_once_is_judged_by_the_next_worker(pool: Pool, tmp_path: Path) -> None:
    (found,) = pool.judge(tasks("die once", note=(tmp_path / "mark").as_posix()))
    assert found.codes == bytes((PASS, PASS))


def test_only_the_constraint_that_kills_its_worker_has_no_verdict(pool: Pool) -> None:
    before, killed, after = pool.judge(tasks("fine", "die", "fine"))
    assert before.codes == after.codes == bytes((PASS, PASS))
    assert killed.codes == bytes((PASS, ERROR))
    assert killed.errors == {1: "its worker process died while judging it"}


def test_only_the_constraint_that_hangs_has_no_verdict(misbehaving: str) -> None:
    reward = Reward("all", workers=1, timeout=1.0)
    scores = reward(["fine", "hang", "fine"], [bad()] * 3)
    reward.close()
    assert scores.acc.tolist() == [1.0, 0.0, 1.0]
    assert scores.status[1] == [Status.PASS, Status.TIMEOUT]
    assert "longer than 1 seconds" in scores.judged[1][1].reason


def test_a_worker_killed_right_after_its_answer_is_no_time_out(
    misbehaving: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = workers._Child.ask
    asked = []

    def ask_too_long(child: workers._Child, message: object, timeout: float | None) -> list[workers.Outcome] | None:
        found = ask(child, message, timeout)
        asked.append(found)
        if len(asked) == 3:  # after the batch and the text alone, the first constraint alone: it has its answer
            child._kill_late()  # the clock ran out between the answer and its being stopped
            child._process.wait()
        return found

    monkeypatch.setattr(workers._Child, "ask", ask_too_long)
    pool = Pool(1, timeout=20)
    (outcome,) = pool.judge(tasks("die"))
    pool.close()
    assert asked[2] is not None
    assert outcome.codes == bytes((PASS, ERROR))  # its second constraint kills the worker, and is not late
    assert outcome.errors == {1: "its worker process died while judging it"}


def test_a_crash_and_a_time_out_of_its_own_are_statuses(pool: Pool) -> None:
    crashed, late = pool.judge(tasks("crash", "late"))
    assert crashed.codes == bytes((PASS, ERROR))
    assert crashed.errors == {1: "ValueError: no luck"}
    assert late.codes == bytes((PASS, TIMEOUT))


def test_what_a_checker_prints_does_not_get_between_the_messages(pool: Pool, capfd: pytest.CaptureFixture[str]) -> None:
    assert [one.codes for one in pool.judge(tasks("print", "fine"))] == [bytes((PASS, PASS))] * 2


def test_strict_raises(misbehaving: str) -> None:
    reward = Reward(workers=1, strict=True)
    with pytest.raises(WorkerError, match="test:misbehaves: ValueError: no luck"):
        reward(["crash"], [bad()])
    reward.close()


def test_a_pickled_reward_starts_workers_of_its_own() -> None:
    reward = Reward(workers=1)
    reward(["one two"], [WORDS])
    copy = pickle.loads(pickle.dumps(reward))
    assert copy(["one two"], [WORDS]).acc.tolist() == [1.0]
    assert copy._pool.pids != reward._pool.pids  # type: ignore[union-attr]
    reward.close()
    copy.close()
    Reward().close()  # has none


# ---------------------------------------------------------------------- clear errors
def test_a_kind_of_the_main_script_is_named(misbehaving: str, monkeypatch: pytest.MonkeyPatch, pool: Pool) -> None:
    monkeypatch.setattr(sys.modules[misbehaving].Misbehaves, "__module__", "__main__")
    workers.written.cache_clear()
    with pytest.raises(WorkerError, match=r"test:misbehaves: written in the main script.*move the class into a module"):
        pool.judge(tasks("fine"))
    workers.written.cache_clear()


def test_bad_settings() -> None:
    with pytest.raises(SpecError, match="timeout needs worker processes"):
        Reward(timeout=3)
    with pytest.raises(SpecError, match="at least one worker"):
        Pool(0)
    with pytest.raises(SpecError, match="seconds above 0"):
        Reward(workers=1, timeout=0)


@pytest.mark.parametrize("executable", ["/nowhere/python", "/bin/false"])
def test_workers_that_cannot_start(monkeypatch: pytest.MonkeyPatch, executable: str) -> None:
    monkeypatch.setattr(sys, "executable", executable)
    reward = Reward(workers=1)
    with pytest.raises(WorkerError, match="judge with workers=0"):
        reward(["a"], [WORDS])
    reward.close()


# ---------------------------------------------------------------------- the child, without a process
def test_a_child_answers_until_its_input_ends() -> None:
    source, to = BytesIO(), BytesIO()
    workers._send(source, [("One two.", f"[[], {WORDS}]"), ("One", f"[[], {WORDS}]")])
    source.seek(0)
    workers.answer(to, source)
    to.seek(0)
    assert workers._receive(to) == "ready"
    assert [one.codes for one in workers._receive(to)] == [bytes((PASS, PASS)), bytes((FAIL, PASS))]
    assert workers._receive(to) is None


def test_a_message_that_is_cut_off_is_no_message() -> None:
    pipe = BytesIO()
    workers._send(pipe, "whole")
    assert workers._receive(BytesIO(pipe.getvalue()[:-1])) is None


def test_outcomes_as_a_child_makes_them(misbehaving: str) -> None:
    for text, code in (("fine", PASS), ("crash", ERROR), ("late", TIMEOUT)):
        assert workers.outcome(text, f'[["{misbehaving}"], {bad()}]').codes == bytes((PASS, code))
