"""OpenRLHF for real: its own executor with our function as a file, and with our server."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import socket
import subprocess
import sys
import time
import types
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

found = importlib.util.find_spec("openrlhf")
if found is None:
    pytest.skip("OpenRLHF is not installed here; tests/trainers/trainers.sh runs this test", allow_module_level=True)

import torch  # noqa: E402

# `openrlhf.utils` imports deepspeed, which needs a GPU; its agent module does not
_utils = types.ModuleType("openrlhf.utils")
_utils.__path__ = [str(Path(place) / "utils") for place in found.submodule_search_locations or ()]
sys.modules.setdefault("openrlhf.utils", _utils)

from openrlhf.utils.agent import SingleTurnAgentExecutor  # noqa: E402

from trainers import tiny  # noqa: E402

MIXED = json.dumps([{"kind": "count.commas", "amount": 0}, {"kind": "count.words", "amount": {"high": 3}}])
EXTRA = {"n_pass", "n_total", "no_answer", "no_verdict"}


class Engine:
    """A model that always says the same."""

    def __init__(self, tokenizer: Any, text: str) -> None:
        self.tokens = [*tokenizer(text, add_special_tokens=False)["input_ids"], tokenizer.eos_token_id]
        self.text = text

    async def generate(self, *_: Any, **__: Any) -> Any:
        output = SimpleNamespace(token_ids=self.tokens, text=self.text, finish_reason="stop", logprobs=None)
        return SimpleNamespace(outputs=[output])


def executed(url: Any, text: str, label: str) -> dict[str, Any]:
    tokenizer = tiny.tokenizer()
    prompt = tokenizer.apply_chat_template(
        [{"role": "user", "content": "Hi, you."}], tokenize=False, add_generation_prompt=True
    )
    sampling = SimpleNamespace(max_tokens=32, logprobs=None)
    executor = SingleTurnAgentExecutor(url)
    run = executor.execute(prompt, label, sampling, 256, tokenizer, Engine(tokenizer, text))
    result: dict[str, Any] = asyncio.run(run)
    return result


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "reward.py"
    path.write_text("from gonogo.adapters.openrlhf import reward_func\n", encoding="utf-8")
    return str(path)


CASES = [("a b", 1.0, 2.0), ("a, b", 0.0, 1.0), ("a, b c d", 0.0, 0.0)]  # text, reward, constraints met: by reading


@pytest.mark.parametrize(("text", "reward", "met"), CASES)
def test_as_a_file(file: str, text: str, reward: float, met: float) -> None:
    result = executed(file, text, MIXED)
    assert result["reward"].tolist() == [reward]  # prompt (with a comma) and special tokens are stripped
    assert torch.tensor([result["reward"]]).shape == (1,)  # what OpenRLHF makes of it
    assert result["scores"].tolist() == [reward]
    assert set(result["extra_logs"]) == EXTRA
    assert result["extra_logs"]["n_pass"].tolist() == [met]


@pytest.mark.parametrize("label", ["", "not JSON", '[{"kind": "count.wrds"}]'])
def test_it_never_raises(file: str, label: str) -> None:
    result = executed(file, "a b", label)
    assert result["reward"].tolist() == [0.0]
    assert result["extra_logs"]["no_verdict"].tolist() == [1.0]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gonogo", "serve", "--port", str(port), "--workers", "1", "--log-level", "warning"]
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health").close()
            break
        except OSError:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
    yield f"http://127.0.0.1:{port}/openrlhf"
    process.terminate()
    process.wait(30)


@pytest.mark.parametrize(("text", "reward", "met"), CASES)
def test_as_a_server(server: str, text: str, reward: float, met: float) -> None:
    result = executed(server, text, MIXED)
    assert result["reward"] == result["scores"] == [reward]  # lists over HTTP, as its own reward servers send
    assert result["extra_logs"] == {"n_pass": [met], "n_total": [2.0], "no_answer": [0.0], "no_verdict": [0.0]}


def test_two_servers(server: str) -> None:
    assert executed([server, server], "a b", MIXED)["reward"] == [1.0]
