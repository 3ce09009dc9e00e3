"""The reward server: its contracts, its limits, and what it tells those who send what it does not take."""

from __future__ import annotations

import asyncio
import json
import logging
import math
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner
from starlette.requests import Request
from starlette.testclient import TestClient

from gonogo import Reward, workers
from gonogo.cli import app as cli
from gonogo.cli.serve import _impatient, _SeldomFull
from gonogo.server import CONTRACTS, Limits, _App, application, description

NO_COMMAS = '[{"kind": "count.commas", "amount": 0}]'
SHORT = '[{"kind": "count.words", "amount": {"high": 3}}, {"kind": "count.commas", "amount": 0}]'


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(application(1, limits=Limits(body=100_000, batch=50, waiting=8))) as made:
        yield made


def post(client: TestClient, path: str, body: Any, **more: Any) -> Any:
    return client.post(path, content=body if isinstance(body, bytes) else json.dumps(body), **more)


# ---------------------------------------------------------------------- the native contract
def test_a_batch_is_judged_as_by_import(client: TestClient) -> None:
    responses = ["One two.", "One, two.", "", [{"role": "assistant", "content": "a b c d"}]]
    reply = post(client, "/score", {"responses": responses, "constraints": [SHORT] * 4, "policy": "mean"})
    here = Reward("mean")(responses, [SHORT] * 4)
    assert reply.status_code == 200
    assert reply.json()["reward"] == here.reward.tolist() == [1.0, 0.5, 0.0, 0.5]
    assert reply.json()["acc"] == here.acc.tolist()
    assert reply.json()["status"][2] == ["no_answer", "no_answer"]


def test_details_say_why_and_where(client: TestClient) -> None:
    body = {"responses": ["Salt, sea"], "constraints": [json.loads(NO_COMMAS)], "details": True}
    (row,) = post(client, "/score", body).json()["judged"]
    assert row[0]["spans"] == [[4, 5]]
    assert "1 comma" in row[0]["reason"]


def test_weights_and_reading_go_through(client: TestClient) -> None:
    body = {"responses": ["<think>a, b</think>no"], "constraints": [NO_COMMAS], "policy": "weighted",
            "weights": {"count.commas": 2.0}}  # fmt: skip
    assert post(client, "/score", body).json()["acc"] == [1.0]
    assert post(client, "/score", {**body, "reading": "raw"}).json()["acc"] == [0.0]


def test_an_empty_batch_is_answered(client: TestClient) -> None:
    assert post(client, "/score", {"responses": [], "constraints": []}).json()["reward"] == []
    assert post(client, "/openrlhf", {"query": [], "prompts": [], "labels": []}).json() == {
        "rewards": [], "scores": [], "extra_logs": {"n_pass": [], "n_total": [], "no_answer": [], "no_verdict": []},
    }  # fmt: skip


# ---------------------------------------------------------------------- other contracts
def test_openrlhf_strips_the_prompt_and_never_refuses(client: TestClient) -> None:
    body = {"query": ["Hi?No.<|im_end|>", "Hi?No, no.", "Hi?No."], "prompts": ["Hi?"] * 3,
            "labels": [NO_COMMAS, NO_COMMAS, "not JSON"]}  # fmt: skip
    found = post(client, "/openrlhf", body).json()
    assert found["rewards"] == found["scores"] == [1.0, 0.0, 0.0]
    assert found["extra_logs"]["no_verdict"] == [0.0, 0.0, 1.0]


def test_slime_gets_one_flat_set_of_numbers(client: TestClient) -> None:
    found = post(client, "/slime", {"prompt": "Hi?", "response": "a b c d", "label": SHORT}).json()
    assert found == {"score": 0.0, "acc": 0.0, "n_pass": 1.0, "n_total": 2.0, "no_answer": 0.0, "no_verdict": 0.0}


GYM = {
    "responses_create_params": {"input": [{"role": "user", "content": "Hi?"}]},
    "response": {"output": [{"type": "reasoning"},
                            {"type": "message", "content": [{"type": "output_text", "text": "a, b"}]}]},
}  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        {"verifier_metadata": {"constraints": SHORT, "grading_mode": "fraction"}},
        {"verifier_metadata": {"instruction_id_list": ["punctuation:no_comma", "length_constraints:number_words"],
                               "kwargs": [{}, {"num_words": 4, "relation": "less than"}],
                               "grading_mode": "fraction"}},
        {"instruction_id_list": ["punctuation:no_comma", "length_constraints:number_words"],
         "kwargs": [None, {"num_words": 4, "relation": "less than"}], "grading_mode": "fraction"},
    ],
)  # fmt: skip
def test_nemo_gym_gets_its_request_back_with_the_reward(client: TestClient, row: dict[str, Any]) -> None:
    found = post(client, "/verify", {**GYM, **row}).json()
    assert found["reward"] == 0.5
    assert found["n_pass"] == 1.0
    assert found["response"] == GYM["response"]


def test_nemo_gym_without_text_has_no_answer(client: TestClient) -> None:
    body = {"response": {"output": []}, "verifier_metadata": {"constraints": NO_COMMAS}}
    assert post(client, "/verify", body).json()["no_answer"] == 1.0
    plain = {"response": {"output": [{"content": "a"}]}, "verifier_metadata": {"constraints": NO_COMMAS}}
    assert post(client, "/verify", plain).json()["reward"] == 1.0


def test_no_verdict_is_an_error_where_the_contract_cannot_say_so(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = workers.Outcome(bytes([workers.ERROR]), {0: "ValueError: no luck"})
    monkeypatch.setattr(workers.Pool, "judge", lambda self, tasks: [broken] * len(tasks))
    reply = post(client, "/slime", {"response": "a", "label": NO_COMMAS})
    assert reply.status_code == 500
    assert "no verdict (count.commas: ValueError: no luck)" in reply.json()["error"]
    native = post(client, "/score", {"responses": ["a"], "constraints": [NO_COMMAS]}).json()
    assert native == {"reward": [None], "acc": [0.0], "status": [["error"]]}


# ---------------------------------------------------------------------- refusals
@pytest.mark.parametrize(
    ("path", "body", "status", "says"),
    [
        ("/score", b'{"responses": ["\xff"], "constraints": [[]]}', 422, "invalid unicode"),
        ("/score", b"[" * 50_000, 422, "recursion limit"),
        ("/score", b"hello", 422, "body: not JSON: expected value"),
        ("/score", b"", 422, "body: not JSON: "),
        ("/score", {"responses": ["a"]}, 422, "constraints: it is missing"),
        ("/score", {"responses": ["a"], "constraints": []}, 422, "1 responses but 0 sets"),
        ("/score", {"responses": ["a"], "constraints": ['[{"kind": "count.wrds"}]']}, 422, "did you mean 'count.words'"),
        ("/score", {"responses": ["a"], "constraints": [NO_COMMAS], "policy": "best"}, 422, "policy: it is one of 'all', "),
        ("/score", {"responses": ["a"] * 51, "constraints": [NO_COMMAS] * 51}, 413, "at most 50"),
        ("/openrlhf", {"query": ["a"] * 51, "prompts": [], "labels": []}, 413, "at most 50"),
        ("/score", b" " * 100_001, 413, "smaller batches"),
        ("/slime", {"response": "a", "label": ""}, 422, "not JSON"),
        ("/verify", {"response": {}}, 422, "needs 'constraints', or 'instruction_id_list'"),
        ("/verify", {"response": {}, "instruction_id_list": ["no"], "kwargs": [{}]}, 422, "unknown ifeval id"),
        ("/score", {"constraints": 1, "reading": 1, "policy": 1, "details": 7, "weights": 1}, 422, "(and 1 more)"),
        ("/score", {"responses": "a", "constraints": []}, 422, "responses: a list is expected"),
        ("/score", {"responses": ["a", None], "constraints": [NO_COMMAS] * 2}, 422, "response 1 is None; leave"),
        ("/score", {"responses": ["a", [1]], "constraints": [NO_COMMAS] * 2}, 422, "response 1: a chat is a list of"),
        ("/score", {"responses": ["a"], "constraints": [NO_COMMAS], "policy": "wieghted", "weights": 3}, 422,
         "(did you mean 'weighted'?); weights: an object is expected, or a list is expected"),
        ("/score", {"responses": ["a"], "constraints": [NO_COMMAS], "weights": {"title": "x"}}, 422,
         "weights.title: a number is expected"),
    ],
)  # fmt: skip
def test_refusals_say_what_is_wrong(client: TestClient, path: str, body: Any, status: int, says: str) -> None:
    reply = post(client, path, body)
    assert reply.status_code == status, reply.text
    assert says.lower() in reply.json()["error"].lower()


def test_a_body_of_unknown_length_is_cut_off(client: TestClient) -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(20):
            yield b" " * 10_000

    assert client.post("/score", content=parts()).status_code == 413


def test_a_server_that_is_full_says_when_to_come_back() -> None:
    with TestClient(application(1, limits=Limits(waiting=0))) as full:
        reply = post(full, "/score", {"responses": [], "constraints": []})
    assert reply.status_code == 503
    assert reply.headers["retry-after"] == "1"


def test_a_body_that_never_comes_gives_its_place_back() -> None:
    async def slowly() -> tuple[int, str]:
        given = _App(1, None, None, Limits(reading=0.05))

        async def never() -> dict[str, Any]:
            await asyncio.sleep(30)
            raise AssertionError("nobody waits so long")

        request = Request(
            {"type": "http", "method": "POST", "path": "/score", "headers": [], "query_string": b""}, never
        )
        reply = await given.contract(request)
        assert given.waiting == 0
        return reply.status_code, json.loads(bytes(reply.body))["error"]

    status, why = asyncio.run(slowly())
    assert status == 408
    assert "longer than 0.05 seconds" in why


@pytest.mark.slow
def test_a_connection_that_says_nothing_is_closed() -> None:
    uvicorn = pytest.importorskip("uvicorn", reason="the extra [server] is not installed")
    server = uvicorn.Server(uvicorn.Config(application(1), port=0, log_level="warning", http=_impatient(0.3)))
    running = threading.Thread(target=server.run)
    running.start()
    try:
        while not (server.started and server.servers):
            time.sleep(0.05)
        address = server.servers[0].sockets[0].getsockname()
        with socket.create_connection(address, timeout=10) as silent:
            assert silent.recv(1) == b""  # closed by the server
        with socket.create_connection(address, timeout=10) as used:
            used.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            assert used.recv(15) == b"HTTP/1.1 200 OK"
            time.sleep(0.6)  # the limit is for the first words only
            used.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            assert b"HTTP/1.1 200 OK" in used.recv(65_536) + used.recv(65_536)
    finally:
        server.should_exit = True
        running.join(20)


def test_a_fault_of_ours_is_a_500(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Any, tasks: Any) -> None:
        raise RuntimeError("out of luck")

    monkeypatch.setattr(workers.Pool, "judge", fail)
    reply = post(client, "/score", {"responses": ["a"], "constraints": [NO_COMMAS]})
    assert (reply.status_code, reply.json()) == (500, {"error": "RuntimeError: out of luck"})


def test_the_token_is_asked_for() -> None:
    with TestClient(application(1, token="secret")) as guarded:
        body = {"responses": [], "constraints": []}
        for headers in ({}, {"authorization": "Bearer wrong"}, {"authorization": "secret"}):
            reply = post(guarded, "/score", body, headers=headers)
            assert reply.status_code == 401
            assert reply.headers["www-authenticate"] == "Bearer"
        assert guarded.get("/metrics").status_code == 401
        assert guarded.get("/health").status_code == 200
        good = {"authorization": "Bearer secret"}
        assert post(guarded, "/score", body, headers=good).status_code == 200
        assert guarded.get("/metrics", headers=good).status_code == 200


# ---------------------------------------------------------------------- what it says of itself
def test_metrics_count_what_was_done() -> None:
    with TestClient(application(1)) as fresh:
        post(fresh, "/score", {"responses": ["a", "a, b"], "constraints": [NO_COMMAS] * 2})
        post(fresh, "/openrlhf", {"query": ["a"], "prompts": [""], "labels": [NO_COMMAS]})
        post(fresh, "/score", b"no")
        lines = fresh.get("/metrics").text.splitlines()
    told = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert told['gonogo_requests_total{path="/score",code="200"}'] == "1"
    assert told['gonogo_requests_total{path="/score",code="422"}'] == "1"
    assert told["gonogo_responses_total"] == "3"
    assert told['gonogo_verdicts_total{status="pass"}'] == "2"
    assert told['gonogo_verdicts_total{status="fail"}'] == "1"
    assert float(told['gonogo_request_seconds_total{path="/score"}']) > 0


def test_the_description_names_every_contract(client: TestClient) -> None:
    told = client.get("/openapi.json").json()
    assert told == json.loads(json.dumps(description()))
    assert set(told["paths"]) == {*CONTRACTS, "/health", "/metrics"}
    assert told["components"]["schemas"]["ScoreRequest"]["required"] == ["responses", "constraints"]
    page = client.get("/").text
    assert all(path in page for path in CONTRACTS)
    assert "http://" not in page.replace("http://www.w3.org", "")  # it loads nothing from elsewhere
    assert client.get("/health").json()["status"] == "ok"
    assert "curl -s testserver/score -H" in page
    assert "curl -s box:8765/score -H" in client.get("/", headers={"host": "box:8765"}).text


@pytest.mark.parametrize(
    ("method", "path", "status", "says"),
    [
        ("GET", "/score", 405, "/score does not take GET; send it by POST"),
        ("POST", "/health", 405, "/health does not take POST; send it by GET or HEAD"),
        ("POST", "/scores", 404, "there is no /scores; there are /score, /openrlhf, /slime, /verify, /health"),
    ],
)
def test_paths_and_methods_that_there_are_not(
    client: TestClient, method: str, path: str, status: int, says: str
) -> None:
    reply = client.request(method, path)
    assert reply.status_code == status
    assert reply.json()["error"].startswith(says)
    assert ("allow" in reply.headers) == (status == 405)


# ---------------------------------------------------------------------- the command
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_port_in_use_is_said(host: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        found = CliRunner().invoke(cli, ["serve", "--host", host, "--port", str(port)])
    assert found.exit_code == 2
    assert found.output == f"gonogo: port {port} is in use; choose another with --port\n"


def test_a_host_that_there_is_not_is_said() -> None:
    found = CliRunner().invoke(cli, ["serve", "--no-token", "--host", "no host of that name"])
    assert found.exit_code == 2
    assert found.output.startswith("gonogo: --host no host of that name: ")


def test_a_public_address_needs_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GONOGO_TOKEN", raising=False)
    found = CliRunner().invoke(cli, ["serve", "--host", "0.0.0.0"])
    assert found.exit_code == 2
    assert "Set GONOGO_TOKEN to a secret, or say --no-token" in found.output


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    found = CliRunner().invoke(cli, ["serve", "--host", "localhost"])
    assert found.exit_code == 2
    assert "pip install 'gonogo[server]'" in found.output


def test_being_full_is_logged_seldom() -> None:
    seldom = _SeldomFull()

    def record(text: str, at: float) -> bool:
        made = logging.LogRecord("uvicorn.error", 30, "", 0, text, None, None)
        made.created = at
        return bool(seldom.filter(made))

    full = "Exceeded concurrency limit."
    assert [record(full, at) for at in (0, 1, 9, 10, 11)] == [True, False, False, True, False]
    assert record("anything else", 11)


def test_the_server_runs_and_ends_when_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "gonogo", "serve", "--port", str(port), "--workers", "1", "--log-level", "warning"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/health") as reply:
                    assert json.load(reply)["workers"] == 1
                break
            except OSError:
                assert process.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) in (0, -signal.SIGTERM)
    finally:
        process.kill()
        process.wait()


def test_rewards_are_numbers_json_can_hold(client: TestClient) -> None:
    text = post(client, "/score", {"responses": ["a"], "constraints": [NO_COMMAS]}).text
    assert not math.isnan(json.loads(text, parse_constant=lambda name: pytest.fail(name))["reward"][0])
