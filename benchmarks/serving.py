"""The reward server under load: a closed loop from another process, then half of what that reached, then misfortune.

::

    python benchmarks/serving.py --data rows.jsonl [--workers 2] [--seconds 20]

Requests are batches of 64 responses of about 300 words with 3 IFEval constraints each, made from the rows of ``--data``
(benchmarks/README.md says which). Client and server share the machine's cores, as they would on a rollout worker.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import workload

HERE = Path(__file__).parent
BATCH = 64


def requests(path: str, n: int) -> list[tuple[bytes, list[float]]]:
    """Return ``n`` different request bodies, each with the accuracies that one process finds."""
    from gonogo import Reward, compat

    data = workload.rows(path)
    made = []
    for turn in range(n):
        batch = workload.batch(data, 300, turn, "any")
        pick = random.Random(turn).sample(range(len(batch.responses)), BATCH)
        responses = [batch.responses[i] for i in pick]
        sets = [[compat.load("ifeval", one.id, one.kwargs, one.prompt) for one in batch.sets[i]] for i in pick]
        specs = [json.dumps([part.to_dict() for part in parts]) for parts in sets]
        body = json.dumps({"responses": responses, "constraints": specs}).encode()
        made.append((body, Reward()(responses, sets).acc.tolist()))
    return made


# ---------------------------------------------------------------------------------------------- the client
async def exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, body: bytes) -> tuple[int, bytes]:
    """Send one request on an open connection; return status code and body of the reply."""
    head = f"POST /score HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {len(body)}"
    writer.write(head.encode() + b"\r\n\r\n" + body)
    await writer.drain()
    lines = (await reader.readuntil(b"\r\n\r\n")).decode().lower().split("\r\n")
    size = next(int(line.split(":")[1]) for line in lines if line.startswith("content-length:"))
    return int(lines[0].split()[1]), await reader.readexactly(size)


async def load(
    port: int, made: Sequence[tuple[bytes, list[float]]], connections: int, seconds: float, pace: float | None
) -> dict[str, Any]:
    """Keep ``connections`` busy for ``seconds``: one request after the other, or ``pace`` requests a second in all."""
    times: list[float] = []
    wrong: Counter[str] = Counter()
    begin = time.perf_counter()

    async def one(number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        turn = number
        while (now := time.perf_counter() - begin) < seconds:
            if pace is not None:
                due = turn / pace
                if due > seconds:
                    break
                await asyncio.sleep(max(0.0, due - now))
            body, expected = made[turn % len(made)]
            turn += connections
            sent = time.perf_counter()
            try:
                status, reply = await exchange(reader, writer, body)
            except (OSError, asyncio.IncompleteReadError) as error:
                wrong[type(error).__name__] += 1
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                continue
            times.append(time.perf_counter() - sent)
            if status != 200:
                wrong[str(status)] += 1
            elif json.loads(reply)["acc"] != expected:
                wrong["other verdicts"] += 1
        writer.close()

    await asyncio.gather(*(one(number) for number in range(connections)))
    took = time.perf_counter() - begin
    times.sort()
    return {
        "requests": len(times),
        "responses_per_s": len(times) * BATCH / took,
        "p50_ms": 1e3 * times[len(times) // 2],
        "p99_ms": 1e3 * times[int(len(times) * 0.99)],
        "slowest_ms": 1e3 * times[-1],
        "wrong": dict(wrong),
    }


# ---------------------------------------------------------------------------------------------- the server
class Server:
    """``gonogo serve`` as a process."""

    def __init__(self, workers: int) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        command = [sys.executable, "-m", "gonogo", "serve", "--port", str(self.port), "--workers", str(workers),
                   "--log-level", "warning"]  # fmt: skip
        self.process = subprocess.Popen(command)
        for _ in range(200):
            try:
                self.get("/health")
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("the server did not start")

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as reply:
            return str(reply.read().decode())

    def counter(self, name: str) -> float:
        lines = self.get("/metrics").splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name))

    def children(self) -> list[int]:
        """Return the worker processes (Linux)."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        found = [int(pid) for pid in children.read_text().split()] if children.exists() else []
        for task in Path(f"/proc/{self.process.pid}/task").glob("*/children"):
            found += [int(pid) for pid in task.read_text().split()]
        return sorted(set(found))

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


async def misfortune(server: Server, made: Sequence[tuple[bytes, list[float]]]) -> dict[str, Any]:
    """Kill workers under load, hang up, send what nobody should: everything else is still answered, once."""
    before = server.counter("gonogo_responses_total")
    killed = 0

    async def kill() -> None:
        nonlocal killed
        for _ in range(8):
            await asyncio.sleep(0.6)
            for pid in server.children()[:1]:
                os.kill(pid, signal.SIGKILL)
                killed += 1

    loaded, _ = await asyncio.gather(load(server.port, made, 4, 6.0, None), kill())
    counted = server.counter("gonogo_responses_total") - before
    return {
        "workers_killed": killed,
        "under_load": loaded,
        "responses_answered": loaded["requests"] * BATCH,
        "responses_counted": counted,
        "hang_ups_survived": await hang_ups(server.port, made[0][0]),
        "refusals": await refusals(server.port),
        "connections": await connections(server.port),
        "still_healthy": json.loads(server.get("/health"))["status"],
    }


async def hang_ups(port: int, body: bytes) -> int:
    """Send half of a request, or all of it, and leave."""
    for cut in (10, len(body) // 2, len(body)) * 20:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"POST /score HTTP/1.1\r\nhost: x\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body[:cut])
        await writer.drain()
        writer.transport.abort()
    return 60


async def refusals(port: int) -> dict[str, int]:
    """Return the status code that each bad request gets."""
    bad = {
        "100 MB": b" " * 100_000_000,
        "invalid UTF-8": b'{"responses": ["\xff\xfe"], "constraints": [[]]}',
        "deep JSON": b"[" * 1_000_000,
        "no JSON": b"hello",
        "unknown kind": b'{"responses": ["a"], "constraints": [[{"kind": "count.wrds"}]]}',
        "lengths": b'{"responses": ["a"], "constraints": []}',
        "10,000 responses": json.dumps({"responses": ["a"] * 10_000, "constraints": [[]] * 10_000}).encode(),
    }
    found = {}
    for name, body in bad.items():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            found[name] = (await exchange(reader, writer, body))[0]
        except (OSError, asyncio.IncompleteReadError):
            # told before all of the body was through: the reply is there, then the connection is closed
            found[name] = -1
        writer.close()
    found["empty batch"] = (await asyncio.wait_for(_ask(port, b'{"responses": [], "constraints": []}'), 10))[0]
    return found


async def _ask(port: int, body: bytes) -> tuple[int, bytes]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        return await exchange(reader, writer, body)
    finally:
        writer.close()


async def connections(port: int, n: int = 10_000) -> dict[str, int]:
    """Open ``n`` connections at once, and ask something on each."""
    _raise_file_limit()
    seen: Counter[str] = Counter()
    body = b'{"responses": ["a b"], "constraints": [[{"kind": "count.words", "amount": {"low": 2}}]]}'
    opened = []
    for _ in range(n):
        try:
            opened.append(await asyncio.wait_for(asyncio.open_connection("127.0.0.1", port), 30))
        except (OSError, TimeoutError) as error:
            seen[f"not connected: {type(error).__name__}"] += 1

    async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            status, _ = await asyncio.wait_for(exchange(reader, writer, body), 120)
            seen[str(status)] += 1
        except (OSError, asyncio.IncompleteReadError, TimeoutError, StopIteration) as error:
            seen[type(error).__name__] += 1
        writer.close()

    await asyncio.gather(*(ask(*pair) for pair in opened))
    return dict(seen)


def _raise_file_limit() -> None:
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


# ---------------------------------------------------------------------------------------------- all of it
def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Run the whole programme against one server."""
    made = requests(options.data, 24)
    server = Server(options.workers)
    try:
        asyncio.run(load(server.port, made, 4, 2.0, None))  # warm up
        full = asyncio.run(load(server.port, made, options.connections, options.seconds, None))
        half = asyncio.run(load(server.port, made, 16, options.seconds, full["responses_per_s"] / 2 / BATCH))
        rough = asyncio.run(misfortune(server, made))
    finally:
        code = server.stop()
    return {"workers": options.workers, "cores": os.cpu_count(), "closed_loop": full, "half_load": half,
            "misfortune": rough, "exit_code": code}  # fmt: skip


def main() -> None:
    """Measure, print and save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", help="JSONL file of IFEval rows with responses")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--results", default=str(HERE / "results"))
    options = parser.parse_args()
    result = measure(options)
    Path(options.results).mkdir(parents=True, exist_ok=True)
    text = json.dumps(result, indent=1)
    (Path(options.results) / "serving.json").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
