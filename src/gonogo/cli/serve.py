"""``gonogo serve``: the reward server."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import ipaddress
import logging
import math
import os
import socket
from typing import Any

import click

from gonogo.errors import SpecError

_SILENCE = 30  # seconds after which a connection that says nothing is closed
TOKEN = "GONOGO_TOKEN"  # the environment variable; a token on a command line could be read by anybody on the machine


@click.command(short_help="Serve rewards over HTTP.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", type=click.IntRange(min=1), default=None, help="Worker processes.  [default: one per core]")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=10.0,
    show_default=True,
    help="Seconds one constraint may take on one response.",
)
@click.option("--max-body", type=click.IntRange(min=1), default=32, show_default=True, help="MiB of a request body.")
@click.option(
    "--max-batch", type=click.IntRange(min=1), default=4096, show_default=True, help="Responses of one request."
)
@click.option(
    "--max-waiting",
    type=click.IntRange(min=1),
    default=256,
    show_default=True,
    help="Requests at one time; more are told to come back (503).",
)
@click.option("--no-token", is_flag=True, help="Let everybody in who can reach a public address.")
@click.option("--log-level", type=click.Choice(["warning", "info", "debug"]), default="info", show_default=True)
def serve(
    host: str, port: int, workers: int | None, timeout: float, max_body: int, max_batch: int, max_waiting: int,
    no_token: bool, log_level: str,
) -> int:  # fmt: skip
    """Serve rewards over HTTP, in the contracts of OpenRLHF, slime, NeMo Gym and of its own.

    Clients must send the token in the environment variable GONOGO_TOKEN, if it is set, as "Authorization: Bearer …".
    """
    token = os.environ.get(TOKEN) or None
    if token is None and not no_token and not _is_loopback(host):
        raise SpecError(
            f"{host} can be reached from other machines, and there is no token. Set {TOKEN} to a secret, or say "
            "--no-token if everybody who can reach it may use it"
        )
    try:
        import uvicorn

        from gonogo.server import MEBIBYTE, Limits, application
    except ImportError as error:
        raise SpecError(f"the server needs {error.name}; install it with: pip install 'gonogo[server]'") from error
    _check_port(host, port)
    limits = Limits(max_body * MEBIBYTE, max_batch, max_waiting)
    app = application(workers or os.cpu_count() or 1, timeout=timeout, token=token, limits=limits)
    _raise_file_limit()
    logging.getLogger("uvicorn.error").addFilter(_SeldomFull())
    uvicorn.run(
        app, host=host, port=port, log_level=log_level, access_log=False, backlog=4096, http=_impatient(_SILENCE),
        limit_concurrency=4 * max_waiting, timeout_keep_alive=_SILENCE, timeout_graceful_shutdown=30,
    )  # fmt: skip
    return 0


def _check_port(host: str, port: int) -> None:
    """Find out whether the port can be had, before worker processes are started for it."""
    try:
        places = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except socket.gaierror as error:
        raise SpecError(f"--host {host}: {error.strerror}") from None
    for family, kind, protocol, _, address in places:
        with contextlib.suppress(OSError), socket.socket(family, kind, protocol) as probe:
            if os.name == "posix":  # as the server does: a port whose last connections are just closing is free
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(address)
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    raise SpecError(f"port {port} is in use; choose another with --port") from None
                if error.errno == errno.EACCES:
                    raise SpecError(f"port {port} needs more rights; choose one above 1023 with --port") from None


def _impatient(seconds: float) -> type[asyncio.Protocol]:
    """Return uvicorn's protocol, which closes silent connections between requests, closing those before the first too.

    Otherwise connections that are opened and never used would keep all others out.
    """
    from uvicorn.protocols.http.auto import AutoHTTPProtocol

    parent: Any = AutoHTTPProtocol

    class Impatient(parent):  # type: ignore[misc]  # which of uvicorn's classes it is, is known at run time only
        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._silent = self.loop.call_later(seconds, transport.close)

        def data_received(self, data: bytes) -> None:
            self._silent.cancel()
            super().data_received(data)

        def connection_lost(self, error: Exception | None) -> None:
            self._silent.cancel()
            super().connection_lost(error)

    return Impatient


class _SeldomFull(logging.Filter):
    """Says at most once in ten seconds that connections are refused, not once for each of ten thousand."""

    def __init__(self) -> None:
        super().__init__()
        self._said = -math.inf

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.getMessage().startswith("Exceeded concurrency limit"):
            return True
        seldom = record.created - self._said >= 10
        if seldom:
            self._said = record.created
        return seldom


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _raise_file_limit() -> None:
    """Every connection is an open file; the usual limit of 1,024 would end the server before it could refuse."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65_536 if hard == resource.RLIM_INFINITY else min(hard, 65_536)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
