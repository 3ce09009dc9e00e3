"""OpenEnv for real: its web application over HTTP and WebSocket, and its rubrics."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("openenv", reason="OpenEnv is not installed here; tests/trainers/trainers.sh runs this test")

from fastapi.testclient import TestClient

from gonogo.adapters import openenv as adapter
from trainers.specs import SHARE, SHORT, STRICT, TEXTS


@pytest.mark.parametrize(("settings", "expected"), [({}, STRICT), ({"policy": "mean"}, SHARE)])
def test_a_session(tmp_path: Path, settings: dict[str, str], expected: list[float]) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"prompt": "say", "constraints": SHORT}), encoding="utf-8")
    client = TestClient(adapter.application(path, **settings))
    assert client.post("/reset", json={}).json()["observation"]["prompt"] == "say"
    rewards = []
    with client.websocket_connect("/ws") as socket:
        for text in TEXTS:
            socket.send_json({"type": "reset", "data": {}})
            assert socket.receive_json()["data"]["observation"]["prompt"] == "say"
            socket.send_json({"type": "step", "data": {"text": text}})
            seen = socket.receive_json()["data"]
            assert seen["done"]
            assert len(seen["observation"]["judged"]) == 2
            rewards.append(seen["reward"])
    assert rewards == expected


def test_rubrics() -> None:
    whole = adapter.rubric(SHORT)
    assert [whole(adapter.ConstraintAction(text=text), None) for text in TEXTS[:3]] == SHARE[:3]
    assert [one.last_score for _, one in whole.named_rubrics() if hasattr(one, "constraint")] == [1.0, 0.0]
