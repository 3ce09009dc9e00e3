"""NeMo Gym's call of /verify, as recorded from its resources server: one rollout as an object of the Responses API."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel
from tests.adapters.rows import HALF, MET, SEA_SHORT, drop, fake

from gonogo.adapters import nemo_gym
from gonogo.adapters.judging import NoVerdict
from gonogo.errors import SpecError


class BaseVerifyRequest(BaseModel):
    responses_create_params: dict[str, Any]
    response: dict[str, Any]


class BaseVerifyResponse(BaseVerifyRequest):
    reward: float


def body(text: str, **row: Any) -> dict[str, Any]:
    message = {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": text}]}
    response = {"output": [{"type": "reasoning", "summary": []}, message]}
    return {"responses_create_params": {"input": []}, "response": response, **row}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    drop(nemo_gym)
    fake(
        monkeypatch, "nemo_gym.base_resources_server", BaseVerifyRequest=BaseVerifyRequest,
        BaseVerifyResponse=BaseVerifyResponse, SimpleResourcesServer=type("SimpleResourcesServer", (), {}),
    )  # fmt: skip
    yield nemo_gym.ConstraintServer()
    drop(nemo_gym)


def verify(server: Any, asked: dict[str, Any]) -> dict[str, Any]:
    types = inspect.signature(server.verify)  # the web framework reads the body by it
    request = types.parameters["body"].annotation.model_validate(asked)
    found = asyncio.run(server.verify(request))
    assert isinstance(found, types.return_annotation)
    return found.model_dump()


def test_a_rollout(server: Any) -> None:
    asked = body(MET, verifier_metadata={"constraints": SEA_SHORT, "id": 3}, agent_ref={"name": "simple"})
    found = verify(server, asked)
    assert {name: found.pop(name) for name in ("reward", "acc", "n_pass", "n_total", "no_answer")} == {
        "reward": 1.0, "acc": 1.0, "n_pass": 2.0, "n_total": 2.0, "no_answer": 0.0,
    }  # fmt: skip
    assert found == asked  # the rest comes back as it was


def test_rows_of_other_shapes(server: Any) -> None:
    assert verify(server, body(HALF, verifier_metadata={"constraints": SEA_SHORT}))["reward"] == 0.0
    assert verify(server, body(HALF, constraints=SEA_SHORT, grading_mode="fraction"))["reward"] == 0.5
    flat = {"instruction_id_list": ["punctuation:no_comma"], "kwargs": [{}], "grading_mode": "binary"}
    assert verify(server, body("a, b", **flat))["reward"] == 0.0
    assert verify(server, body("a b", **flat))["reward"] == 1.0


def test_what_cannot_be_judged_raises(server: Any, crash: str) -> None:
    with pytest.raises(NoVerdict):  # an HTTP 500, by which NeMo Gym fails the rollout
        verify(server, body(MET, verifier_metadata={"constraints": crash}))
    with pytest.raises(SpecError, match="verifier_metadata needs 'constraints'"):
        verify(server, body(MET))


@pytest.mark.parametrize(
    ("response", "text"),
    [
        ({}, ""),
        ({"output": [{"type": "message", "content": "plain"}]}, "plain"),
        ({"output": [{"type": "message", "content": [{"text": "a"}, {"text": None}, {"text": "b"}]}]}, "ab"),
        ({"output": [{"type": "message", "content": "one"}, {"type": "function_call"}]}, "one"),
    ],
)
def test_the_text_of_a_response(response: dict[str, Any], text: str) -> None:
    assert nemo_gym.output_text(response) == text
