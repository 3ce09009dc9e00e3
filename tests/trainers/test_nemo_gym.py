"""NeMo Gym for real: its resources server over HTTP, in this process."""

from __future__ import annotations

import logging
from typing import Any
from unittest.mock import MagicMock

import pytest

pytest.importorskip("nemo_gym", reason="NeMo Gym is not installed here; tests/trainers/trainers.sh runs this test")

from fastapi.testclient import TestClient
from nemo_gym.base_resources_server import BaseResourcesServerConfig
from nemo_gym.server_utils import ServerClient

from gonogo.adapters import nemo_gym as adapter
from trainers.specs import SHARE, SHORT, STRICT, TEXTS


@pytest.fixture(scope="module")
def client() -> Any:
    config = BaseResourcesServerConfig(host="127.0.0.1", port=8123, entrypoint="app.py", name="gonogo")
    server = adapter.ConstraintServer(config=config, server_client=MagicMock(spec=ServerClient))
    return TestClient(server.setup_webserver(), raise_server_exceptions=False)


def body(text: str, **row: Any) -> dict[str, Any]:
    part = {"type": "output_text", "text": text, "annotations": []}
    message = {"id": "m", "type": "message", "role": "assistant", "status": "completed", "content": [part]}
    response = {
        "id": "r", "created_at": 0, "model": "m", "object": "response", "parallel_tool_calls": False,
        "tool_choice": "auto", "tools": [], "output": [message],
    }  # fmt: skip
    asked = {"input": [{"role": "user", "content": "say"}]}
    return {"responses_create_params": asked, "response": response, "verifier_metadata": row}


@pytest.mark.parametrize(("mode", "expected"), [("binary", STRICT), ("fraction", SHARE)])
def test_verify(client: Any, mode: str, expected: list[float]) -> None:
    found = [client.post("/verify", json=body(text, constraints=SHORT, grading_mode=mode)) for text in TEXTS]
    assert [one.status_code for one in found] == [200] * 4
    assert [one.json()["reward"] for one in found] == expected
    assert [one.json()["n_pass"] for one in found] == [2.0, 0.0, 1.0, 0.0]
    assert found[0].json()["verifier_metadata"]["constraints"] == SHORT


def test_ifeval_rows_beside_the_rollout(client: Any) -> None:
    row = {"instruction_id_list": ["punctuation:no_comma"], "kwargs": [{}]}
    assert client.post("/verify", json={**body("a, b"), **row}).json()["reward"] == 0.0


def test_a_row_that_cannot_be_read_fails_the_rollout(client: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.CRITICAL):
        assert client.post("/verify", json=body("a", constraints="nope")).status_code == 500


def test_the_other_endpoints(client: Any) -> None:
    assert client.post("/seed_session", json={}).status_code == 200
