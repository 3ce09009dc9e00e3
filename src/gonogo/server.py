"""The reward server: one ASGI application that speaks the contracts of several trainers.

=====================  =============================================================================================
``POST /score``        a batch: ``{"responses": [...], "constraints": [...]}``; the native contract
``POST /openrlhf``     OpenRLHF's ``--reward.remote_url``: ``{"query": [...], "prompts": [...], "labels": [...]}``
``POST /slime``        slime's ``--rm-type remote_rm --rm-url``: ``{"prompt", "response", "label"}``
``POST /verify``       NeMo Gym's: ``{"responses_create_params", "response", "verifier_metadata"}``
``GET /health``        200 once the application can judge
``GET /metrics``       counters in Prometheus' text format
``GET /openapi.json``  the description of all this; ``GET /`` shows it as a page
=====================  =============================================================================================

Made by :func:`application`, run by ``gonogo serve``; needs the extra ``gonogo[server]``. The process that talks HTTP
judges nothing itself: worker processes do (:class:`~gonogo.workers.Pool`), so a checker that hangs or kills its worker
costs one verdict, and no request.
"""

from __future__ import annotations

import asyncio
import hmac
import html
import math
import re
import threading
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, WithJsonSchema
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from gonogo import __version__
from gonogo.adapters.judging import certain
from gonogo.adapters.nemo_gym import output_text, read_row
from gonogo.adapters.openrlhf import EXTRA, rewarded
from gonogo.errors import BatchError, SpecError
from gonogo.model import expected
from gonogo.reward import Policy, Reward, Scores
from gonogo.workers import Pool

MEBIBYTE = 1024 * 1024


class Limits(NamedTuple):
    """What the server takes.

    Attributes:
        body: bytes of a request body.
        batch: responses of a request.
        waiting: requests that may be read, judged or wait to be at one time; more are told to come back.
        reading: seconds a client may take to send its body.
    """

    body: int = 32 * MEBIBYTE
    batch: int = 4096
    waiting: int = 256
    reading: float = 60.0


LIMITS = Limits()


class Refused(Exception):
    """A request that is not served: the status code, and why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


# ---------------------------------------------------------------------- contracts
class _Body(BaseModel):
    model_config = ConfigDict(extra="ignore")


# read as it is, for Reward names a response that is none by its place, and says how to mend it
_Response = Annotated[Any, WithJsonSchema(TypeAdapter(str | list[dict[str, Any]]).json_schema())]


class ScoreRequest(_Body):
    """A batch to judge."""

    responses: list[_Response] = Field(description="texts, or lists of chat messages")
    constraints: list[Any] = Field(
        description="for each response its constraints: the JSON string of a dataset row, or a list of objects"
    )
    policy: Policy = Field("all", description="how the verdicts on one response become one reward")
    weights: dict[str, float] | list[float] | None = Field(
        None, description="for policy weighted: by kind, or by position"
    )
    reading: Literal["auto", "raw"] = Field("auto", description="auto drops reasoning and chat tokens; raw drops none")
    details: bool = Field(False, description="also say what was measured, why, and where")


class OpenRLHFRequest(_Body):
    """OpenRLHF's call (``--reward.remote_url``)."""

    query: list[str] = Field(description="prompt and response, with their special tokens")
    prompts: list[str] = Field(description="the prompts within the queries")
    labels: list[Any] = Field(description="the JSON strings of the constraints")


class SlimeRequest(_Body):
    """slime's call (``--rm-type remote_rm``)."""

    prompt: Any = Field(None, description="not used")
    response: str
    label: Any = Field(description="the JSON string of the constraints")


class VerifyRequest(BaseModel):
    """NeMo Gym's call of a resources server: the rollout and the row's metadata, which are echoed."""

    model_config = ConfigDict(extra="allow")

    responses_create_params: dict[str, Any] = Field(default_factory=dict)
    response: dict[str, Any] = Field(description="an object of OpenAI's Responses API")
    verifier_metadata: dict[str, Any] = Field(
        default_factory=dict,
        description="`constraints`, or `instruction_id_list` and `kwargs` of `registry` (default ifeval)",
    )


def _score(app: _App, body: ScoreRequest) -> dict[str, Any]:
    reward = Reward(body.policy, weights=body.weights, reading=body.reading, workers=app.pool)
    scores = app.judged(reward, body.responses, body.constraints)
    found = {
        "reward": [None if math.isnan(value) else value for value in scores.reward.tolist()],
        "acc": scores.acc.tolist(),
        "status": scores.status,
    }
    if body.details:
        found["answers"] = scores.answers
        found["judged"] = [[one.to_dict() for one in row] for row in scores.judged]
    return found


def _openrlhf(app: _App, body: OpenRLHFRequest) -> dict[str, Any]:
    # never refused: OpenRLHF would ask five times and then break; what cannot be judged says so in extra_logs
    app.check_batch(len(body.query))
    rows = rewarded(partial(app.judged, app.reward), body.query, body.prompts, body.labels)
    rewards, scores, *extra = [list(column) for column in zip(*rows, strict=True)] or [
        [] for _ in range(2 + len(EXTRA))
    ]
    return {"rewards": rewards, "scores": scores, "extra_logs": dict(zip(EXTRA, extra, strict=True))}


def _slime(app: _App, body: SlimeRequest) -> dict[str, float]:
    return certain(partial(app.judged, app.reward), body.response, body.label)


def _verify(app: _App, body: VerifyRequest) -> dict[str, Any]:
    constraints, policy = read_row({**(body.model_extra or {}), "verifier_metadata": body.verifier_metadata})
    reward = Reward(policy, workers=app.pool)
    numbers = certain(partial(app.judged, reward), output_text(body.response), constraints)
    return {**body.model_dump(), "reward": numbers.pop("score"), **numbers}


CONTRACTS: dict[str, tuple[type[BaseModel], Callable[[Any, Any], dict[str, Any]]]] = {
    "/score": (ScoreRequest, _score),
    "/openrlhf": (OpenRLHFRequest, _openrlhf),
    "/slime": (SlimeRequest, _slime),
    "/verify": (VerifyRequest, _verify),
}


# ---------------------------------------------------------------------- the application
class _App:
    """What the requests of one server share: the workers, the limits, the counters."""

    def __init__(self, workers: int, timeout: float | None, token: str | None, limits: Limits) -> None:
        self.pool = Pool(workers, timeout)
        self.reward = Reward(workers=self.pool)
        self.token = token
        self.limits = limits
        self.started = time.time()
        self.waiting = 0
        self.requests: Counter[tuple[str, int]] = Counter()
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.statuses: Counter[str] = Counter()
        self.responses = 0
        self.lock = threading.Lock()

    # ------------------------------------------------------------------ judging (in a thread)
    def check_batch(self, size: int) -> None:
        if size > self.limits.batch:
            raise Refused(413, f"{size} responses in one request, at most {self.limits.batch}; send smaller batches")

    def judged(self, reward: Reward, responses: Sequence[Any], constraints: Sequence[Any]) -> Scores:
        self.check_batch(len(responses))
        scores = reward(responses, constraints)
        with self.lock:  # several threads judge
            self.responses += len(scores)
            for row in scores.status:
                self.statuses.update(map(str, row))
        return scores

    # ------------------------------------------------------------------ requests (on the event loop)
    async def contract(self, request: Request) -> Response:
        path = request.url.path
        started = time.perf_counter()
        self.waiting += 1
        try:
            if self.waiting > self.limits.waiting:
                raise Refused(503, f"{self.waiting - 1} requests are waiting already; come back in a second")
            self.authorise(request)
            model, serve = CONTRACTS[path]
            body = model.model_validate_json(await self.body(request))
            found: Response = JSONResponse(await asyncio.to_thread(serve, self, body))
        except ClientDisconnect:  # nobody is there to be told
            found = Response(status_code=499)
        except Exception as error:
            found = _refusal(error)
        finally:
            self.waiting -= 1
        self.requests[path, found.status_code] += 1
        self.seconds[path] += time.perf_counter() - started
        return found

    def authorise(self, request: Request) -> None:
        if self.token is None:
            return
        given = request.headers.get("authorization", "")
        if not hmac.compare_digest(given.encode(), f"Bearer {self.token}".encode()):
            raise Refused(401, "send the header 'Authorization: Bearer <token>' with the server's token")

    async def body(self, request: Request) -> bytes:
        """Read the body, and stop reading where it grows too large."""
        most = self.limits.body
        why = f"the body is larger than {most // 1024} KiB; send smaller batches, or start the server with --max-body"
        if int(request.headers.get("content-length") or 0) > most:
            raise Refused(413, why)
        parts, size = [], 0
        try:
            async with asyncio.timeout(self.limits.reading):
                async for part in request.stream():
                    size += len(part)
                    if size > most:
                        raise Refused(413, why)
                    parts.append(part)
        except TimeoutError:  # it would keep its place among those that wait for as long as it likes
            raise Refused(408, f"the body took longer than {self.limits.reading:g} seconds; send it faster") from None
        return b"".join(parts)

    async def health(self, request: Request) -> Response:
        return JSONResponse({"status": "ok", "version": __version__, "workers": self.pool.n})

    async def metrics(self, request: Request) -> Response:
        self.authorise(request)
        return PlainTextResponse(self.exposition(), media_type="text/plain; version=0.0.4")

    def exposition(self) -> str:
        """Return the counters in Prometheus' text format."""
        lines = [
            *_metric("gonogo_requests_total", "counter", "Requests, by path and status code.",
                     {f'path="{path}",code="{code}"': n for (path, code), n in sorted(self.requests.items())}),
            *_metric("gonogo_request_seconds_total", "counter", "Seconds spent on requests, by path.",
                     {f'path="{path}"': round(n, 6) for path, n in sorted(self.seconds.items())}),
            *_metric("gonogo_responses_total", "counter", "Responses judged.", {"": self.responses}),
            *_metric("gonogo_verdicts_total", "counter", "Constraints judged, by status.",
                     {f'status="{status}"': n for status, n in sorted(self.statuses.items())}),
            *_metric("gonogo_requests_waiting", "gauge", "Requests being read or judged.", {"": self.waiting}),
            *_metric("gonogo_workers", "gauge", "Worker processes running.", {"": len(self.pool.pids)}),
            *_metric("gonogo_start_time_seconds", "gauge", "When the server started.", {"": round(self.started, 3)}),
        ]  # fmt: skip
        return "\n".join(lines) + "\n"


def _metric(name: str, kind: str, says: str, values: dict[str, float]) -> list[str]:
    lines = [f"# HELP {name} {says}", f"# TYPE {name} {kind}"]
    return lines + [f"{name}{{{labels}}} {value}" if labels else f"{name} {value}" for labels, value in values.items()]


def _refusal(error: Exception) -> Response:
    """Return what the client is told: its own mistakes as 4xx, saying what is wrong; ours as 500."""
    headers = {}
    if isinstance(error, Refused):
        status, why = error.status, str(error)
        headers = {503: {"Retry-After": "1"}, 401: {"WWW-Authenticate": "Bearer"}}.get(status, {})
    elif isinstance(error, ValidationError):
        status, why = 422, _told(error)
    elif isinstance(error, SpecError | BatchError):
        status, why = 422, str(error)
    else:
        status, why = 500, f"{type(error).__name__}: {error}"
    return JSONResponse({"error": why}, status, headers)


def _unknown(request: Request, error: Exception) -> Response:
    """Refuse a path that there is not, or a method that the path does not take, in the form of every other error."""
    path = request.url.path
    if isinstance(error, HTTPException) and error.status_code == 405:
        allowed = " or ".join(sorted((error.headers or {}).get("Allow", "").split(", ")))
        why = f"{path} does not take {request.method}; send it by {allowed}"
        return JSONResponse({"error": why}, 405, error.headers)
    known = ", ".join(route.path for route in request.app.routes)
    return JSONResponse({"error": f"there is no {path}; there are {known}"}, 404)


def _told(error: ValidationError) -> str:
    faults: dict[str, list[str]] = {}
    for fault in error.errors(include_url=False):
        # of a field that takes one of several types, pydantic puts the type into the place: weights.list[float]
        place = [str(part) for part in fault["loc"] if not str(part).endswith("]")]
        faults.setdefault(".".join(place) or "body", []).append(expected(fault))
    said = [f"{place}: {', or '.join(dict.fromkeys(why))}" for place, why in list(faults.items())[:5]]
    more = f" (and {len(faults) - 5} more)" if len(faults) > 5 else ""
    return "; ".join(said) + more


def application(
    workers: int = 2, *, timeout: float | None = 10.0, token: str | None = None, limits: Limits = LIMITS
) -> Starlette:
    """Return the ASGI application.

    Args:
        workers: number of worker processes.
        timeout: seconds one constraint may take on one response; None for no limit.
        token: what clients must send as ``Authorization: Bearer <token>``; None lets everybody in.
        limits: of bodies, batches and waiting requests.
    """
    app = _App(workers, timeout, token, limits)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await asyncio.to_thread(app.reward, ["ready"], ['{"kind": "count.words", "amount": {"low": 1}}'])
        yield
        await asyncio.to_thread(app.pool.close)

    async def openapi(request: Request) -> Response:
        return JSONResponse(description())

    async def page(request: Request) -> Response:
        return HTMLResponse(_page(str(request.base_url).partition("://")[2]))

    async def unknown(request: Request, error: Exception) -> Response:
        return _unknown(request, error)

    def guarded(handler: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        async def guard(request: Request) -> Response:
            try:
                return await handler(request)
            except Refused as error:
                return _refusal(error)

        return guard

    return Starlette(
        routes=[
            *(Route(path, app.contract, methods=["POST"]) for path in CONTRACTS),
            Route("/health", app.health),
            Route("/metrics", guarded(app.metrics)),
            Route("/openapi.json", openapi),
            Route("/", page),
        ],
        lifespan=lifespan,
        exception_handlers={404: unknown, 405: unknown},
    )


# ---------------------------------------------------------------------- its description
_SAYS = {
    200: "judged",
    401: "the token is missing or wrong",
    408: "the body came too slowly",
    413: "the body or the batch is too large",
    422: "the body is not what this contract takes; `error` says what and where",
    500: "a fault of the server, or no verdict where the contract cannot say so",
    503: "too many requests are waiting; come back after `Retry-After` seconds",
}


def description() -> dict[str, Any]:
    """Return the OpenAPI 3.1 description of the server."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    for path, (model, _) in CONTRACTS.items():
        schemas[model.__name__] = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(schemas[model.__name__].pop("$defs", {}))
        paths[path] = {"post": {
            "summary": (model.__doc__ or "").strip(),
            "requestBody": {"required": True, "content": {"application/json": {
                "schema": {"$ref": f"#/components/schemas/{model.__name__}"}}}},
            "responses": {str(code): {"description": says} for code, says in _SAYS.items()},
            "security": [{"token": []}, {}],
        }}  # fmt: skip
    for path, says in {"/health": "Whether the server can judge.", "/metrics": "Counters for Prometheus."}.items():
        paths[path] = {"get": {"summary": says, "responses": {"200": {"description": "so it is"}}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "gonogo reward server", "version": __version__,
                 "description": "Verifiable constraints as rewards, in the contracts of several trainers."},
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }  # fmt: skip


def _page(address: str) -> str:
    """Return the description as a page that loads nothing from elsewhere; ``address`` is where the server is."""
    told = description()
    rows = []
    for path, verbs in told["paths"].items():
        for verb, about in verbs.items():
            schema = about.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            fields = told["components"]["schemas"].get(schema.get("$ref", "").removeprefix("#/components/schemas/"), {})
            listed = "".join(
                f"<li><code>{html.escape(name)}</code>{' (needed)' if name in fields.get('required', []) else ''} "
                f"{_marked(field.get('description', ''))}</li>"
                for name, field in fields.get("properties", {}).items()
            )
            rows.append(f"<section><h2><b>{verb.upper()}</b> {html.escape(path)}</h2>"
                        f"<p>{_marked(about['summary'])}</p><ul>{listed}</ul></section>")  # fmt: skip
    filled = {"ROWS": "".join(rows), "VERSION": html.escape(__version__), "ADDRESS": html.escape(address)}
    return re.sub("|".join(filled), lambda name: filled[name.group()], _PAGE)


def _marked(text: str) -> str:
    """Return a docstring's sentence as HTML: what stands in backticks is code."""
    return re.sub(r"(`{1,2})([^`]+)\1", r"<code>\2</code>", html.escape(text))


_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>gonogo reward server</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
section{border-top:1px solid #8886;padding:.5rem 0}h2{font:600 1.1rem ui-monospace,monospace;margin:.5rem 0}
h2 b{color:#0a7d4f}code{font:.9em ui-monospace,monospace}pre{background:#8882;padding:.8rem;overflow:auto}</style>
<h1>gonogo reward server <small>VERSION</small></h1>
<p>The machine-readable description is at <a href="openapi.json">openapi.json</a>. A first call:</p>
<pre>curl -s ADDRESSscore -H 'content-type: application/json' -d '{
  "responses": ["Salt, sea and sun."],
  "constraints": [[{"kind": "count.commas", "amount": 0}]],
  "details": true}'</pre>ROWS</html>"""
