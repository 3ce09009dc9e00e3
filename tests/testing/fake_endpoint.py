"""An OpenAI-compatible endpoint in a thread: it answers by a script, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = tuple[int, bytes, dict[str, str]]


def completion(content: str | None, **usage: int) -> Reply:
    data: dict[str, Any] = {"choices": [{"message": {"role": "assistant", "content": content}}]}
    if usage:
        data["usage"] = usage
    return 200, json.dumps(data).encode(), {}


class Fake:
    """What was asked of the endpoint, and where it is. ``hold`` keeps a reply back until the test ends."""

    def __init__(self, answer: Callable[[int, dict[str, Any]], Reply | None]) -> None:
        self.answer = answer
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.over = threading.Event()
        self.lock = threading.Lock()
        self.url = ""


@contextmanager
def serving(answer: Callable[[int, dict[str, Any]], Reply | None]) -> Iterator[Fake]:
    """Serve what ``answer(number of the request, its body)`` returns; None: no answer for as long as the test lasts."""
    fake = Fake(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with fake.lock:
                number = len(fake.asked)
                fake.asked.append(body)
                fake.headers.append(dict(self.headers))
                fake.paths.append(self.path)
            reply = fake.answer(number, body)
            if reply is None:
                fake.over.wait(60)
                return
            status, data, headers = reply
            self.send_response(status)
            for name, value in {"Content-Length": str(len(data)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def do_GET(self) -> None:  # nobody asks so, but for a client that follows a redirection
            fake.headers.append(dict(self.headers))
            self.send_error(405)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield fake
    finally:
        fake.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
