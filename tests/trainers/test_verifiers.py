"""verifiers' v1 API for real: a package made by `gonogo export-env`, loaded by its id, scored as its environments do."""

from __future__ import annotations

import asyncio
import importlib
import json
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

vf = pytest.importorskip(
    "verifiers.v1", reason="verifiers is not installed here; tests/trainers/trainers.sh runs this test"
)

from verifiers.v1.configs.agent import AgentConfig  # noqa: E402
from verifiers.v1.configs.env import EnvConfig  # noqa: E402
from verifiers.v1.configs.task import RewardFunctionConfig  # noqa: E402
from verifiers.v1.graph import MessageNode  # noqa: E402
from verifiers.v1.trace import AgentInfo, Trace, TraceTask  # noqa: E402
from verifiers.v1.types import AssistantMessage, UserMessage  # noqa: E402
from verifiers.v1.utils.loaders import load_taskset  # noqa: E402

from gonogo.adapters import verifiers as adapter  # noqa: E402
from trainers.specs import SHARE, SHORT, STRICT, TEXTS  # noqa: E402


def trace(task: Any, reply: str) -> Any:
    """Return a rollout as a harness leaves it."""
    told = TraceTask(type=type(task).__name__, data=task.data, key=task.key, hash=task.hash)
    made = Trace(task=told, agent=AgentInfo(config=AgentConfig()))
    made.nodes = [
        MessageNode(parent=None, message=UserMessage(content="say")),
        MessageNode(parent=0, message=AssistantMessage(content=reply), sampled=True),
    ]
    return made


def scored(task: Any) -> list[Any]:
    traces = [trace(task, text) for text in TEXTS]

    async def score() -> None:
        await asyncio.gather(*(task.score(one) for one in traces))

    asyncio.run(score())
    return traces


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A package of ours where Python finds it, as after `pip install`."""
    folder = tmp_path_factory.mktemp("made")
    rows = [
        {"prompt": "say", "constraints": SHORT},
        {"prompt": [{"role": "user", "content": "x"}], "constraints": SHORT},
    ]
    (folder / "rows.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    command = [sys.executable, "-m", "gonogo", "export-env", "short-env", "--data", str(folder / "rows.jsonl")]
    subprocess.run([*command, "-o", str(folder / "env")], check=True, capture_output=True)
    sys.path.insert(0, str(folder / "env"))
    importlib.invalidate_caches()
    yield "someone/short-env@0.1"
    sys.path.remove(str(folder / "env"))


@pytest.mark.parametrize(("settings", "expected"), [({}, STRICT), ({"policy": "mean"}, SHARE)])
def test_a_package_loaded_by_its_id(package: str, settings: dict[str, Any], expected: list[float]) -> None:
    config = EnvConfig.model_validate({"taskset": {"id": package, "task": settings}}).taskset
    assert type(config).__name__ == "ConstraintTasksetConfig"
    tasks = list(load_taskset(config))
    assert len(tasks) == 2
    for task in tasks:
        traces = scored(task)
        assert [one.reward for one in traces] == expected
        assert [one.metrics["n_pass"] for one in traces] == [2.0, 0.0, 1.0, 0.0]
        assert [one.metrics["no_answer"] for one in traces] == [0.0, 0.0, 0.0, 1.0]
        assert [list(one.rewards) for one in traces] == [["constraints"]] * 4


def test_a_config_with_a_wrong_setting_is_refused(package: str) -> None:
    with pytest.raises(ValueError, match="polcy"):
        EnvConfig.model_validate({"taskset": {"id": package, "task": {"polcy": "mean"}}})


def test_plugged_into_another_taskset() -> None:
    class Data(vf.TaskData):  # type: ignore[misc,name-defined]
        constraints: str

    task = vf.Task[Data](Data(idx=0, prompt="say", constraints=SHORT), vf.TaskConfig())
    task.config.rewards = {"plugged": RewardFunctionConfig(fn="gonogo.adapters.verifiers:reward", weight=2.0)}
    assert [one.reward for one in scored(task)] == [2 * value for value in STRICT]


def test_a_row_that_cannot_be_read_is_an_error_of_the_rollout() -> None:
    task = adapter.ConstraintTask(
        adapter.ConstraintData(prompt="say", constraints="nope"), adapter.ConstraintTaskConfig()
    )
    with pytest.raises(Exception, match="constraints are not JSON"):
        asyncio.run(task.score(trace(task, "a")))


def test_the_rows_file_of_the_config(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"prompt": "say", "constraints": SHORT}), encoding="utf-8")
    made = adapter.ConstraintTaskset(adapter.ConstraintTasksetConfig(rows=str(path)))
    assert [task.data.prompt for task in made] == ["say"]
    with pytest.raises(ValueError, match="no rows"):
        list(adapter.ConstraintTaskset(adapter.ConstraintTasksetConfig()))


def test_the_classes_pickle() -> None:
    assert pickle.loads(pickle.dumps(adapter.ConstraintTask)) is adapter.ConstraintTask
