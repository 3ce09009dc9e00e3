"""Ray: a pool of actors says what one process says, whatever happens to an actor."""

from __future__ import annotations

import json
import os
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ray = pytest.importorskip("ray", reason="Ray is not installed here; tests/trainers/trainers.sh verl runs this test")

from gonogo import Reward, Status, parse_set  # noqa: E402
from gonogo.cluster import RayPool, run  # noqa: E402
from gonogo.errors import SpecError  # noqa: E402
from gonogo.workers import ERROR, PASS, Task  # noqa: E402

WORDS = '[{"kind": "count.words", "amount": {"low": 2}}, {"kind": "count.commas", "amount": 0}]'
BAD = '[{"kind": "count.words", "amount": {"low": 1}}, {"kind": "test:unruly"}]'
UNRULY = '''
import os, time
from typing import Literal
from gonogo.constraint import Constraint

class Unruly(Constraint):
    """Does what the response says."""
    kind: Literal["test:unruly"] = "test:unruly"

    def judge(self, view):
        if view.text.startswith("die"):
            os._exit(9)
        if view.text.startswith("hang"):
            time.sleep(60)
        if view.text.startswith("crash"):
            raise ValueError("no luck")
        return self.passed(view)
'''


@pytest.fixture(scope="module", autouse=True)
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("modules")
    (folder / "gonogo_unruly.py").write_text(UNRULY, encoding="utf-8")
    sys.path.insert(0, str(folder))
    import gonogo_unruly  # type: ignore[import-not-found]  # noqa: F401

    found_at = os.pathsep.join(path for path in sys.path if path)
    ray.init(num_cpus=2, include_dashboard=False, _node_ip_address="127.0.0.1", log_to_driver=False,
             runtime_env={"env_vars": {"PYTHONPATH": found_at}})  # fmt: skip
    yield
    ray.shutdown()
    sys.path.remove(str(folder))


@pytest.fixture(scope="module")
def pool(cluster: None) -> Iterator[RayPool]:
    made = RayPool(2, timeout=30, options={"num_cpus": 0.5})
    yield made
    made.close()


def test_it_says_what_one_process_says(pool: RayPool) -> None:
    responses = ["One two.", "One", "a, b", "", "x " * 50] * 30
    here, there = Reward("mean")(responses, [WORDS] * 150), Reward("mean", workers=pool)(responses, [WORDS] * 150)
    assert there.reward.tolist() == here.reward.tolist()
    assert [[one.to_dict() for one in row] for row in there.judged] == [
        [one.to_dict() for one in row] for row in here.judged
    ]
    assert len(Reward(workers=pool)([], [])) == 0


def test_a_killed_actor_is_replaced(pool: RayPool) -> None:
    batch = [Task("word " * (i % 4), parse_set(WORDS)) for i in range(80)]
    first = pool.judge(batch)
    ray.kill(pool._idle[0])
    assert pool.judge(batch) == first


def test_only_what_kills_its_actor_has_no_verdict(pool: RayPool) -> None:
    found = pool.judge([Task(text, parse_set(BAD)) for text in ("fine", "die", "crash")])
    assert [one.codes for one in found] == [bytes((PASS, PASS)), bytes((PASS, ERROR)), bytes((PASS, ERROR))]
    assert found[1].errors == {1: "its actor died while judging it"}
    assert found[2].errors == {1: "ValueError: no luck"}


def test_only_what_hangs_has_no_verdict() -> None:
    made = RayPool(1, timeout=15, options={"num_cpus": 0.5})
    scores = Reward(workers=made)(["fine", "hang"], [BAD, BAD])
    made.close()
    assert scores.acc.tolist() == [1.0, 0.0]
    assert scores.status[1] == [Status.PASS, Status.TIMEOUT]


def test_it_travels_and_refuses_nonsense() -> None:
    made = pickle.loads(pickle.dumps(RayPool(3, timeout=2.0)))
    assert (made.n, made.timeout) == (3, 2.0)
    for bad in ({"n": 0}, {"n": 1, "timeout": 0}):
        with pytest.raises(SpecError):
            RayPool(**bad)


def double(shard: int) -> dict[str, int]:
    return {"shard": shard, "twice": 2 * shard}


def test_shards_run_on_ray_data(tmp_path: Path) -> None:
    found = sorted(json.dumps(one, sort_keys=True) for one in run(list(range(7)), double))
    assert found == sorted(json.dumps(double(i), sort_keys=True) for i in range(7))
