"""The resources server for NeMo Gym.

``resources_servers/gonogo/app.py`` is three lines::

    from gonogo.adapters.nemo_gym import ConstraintServer
    if __name__ == "__main__":
        ConstraintServer.run_webserver()

Without NeMo Gym in the process, ``gonogo serve`` answers the same ``POST /verify``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from gonogo import compat
from gonogo.adapters.judging import at_home, certain, lazily, needed, reward_of
from gonogo.constraint import Constraint, parse_set
from gonogo.errors import SpecError
from gonogo.reward import Policy

INSTALL = "install it with: pip install nemo-gym (Python 3.12 or newer)"

__all__ = ["output_text", "read_row"]


def read_row(body: Mapping[str, Any]) -> tuple[tuple[Constraint, ...], Policy]:
    """Return the constraints of a call of ``/verify``, and the policy that its ``grading_mode`` means.

    Args:
        body: the request. The row's fields stand in ``verifier_metadata`` or beside it: ``constraints``, or
            ``instruction_id_list`` and ``kwargs`` (of ``registry``, default ifeval).

    Raises:
        SpecError: neither is there, or it cannot be read.
    """
    row = {**body, **(body.get("verifier_metadata") or {})}
    policy: Policy = "mean" if row.get("grading_mode") == "fraction" else "all"
    if row.get("constraints") is not None:
        return parse_set(row["constraints"]), policy
    if row.get("instruction_id_list") is not None:
        return compat.load_row(row, str(row.get("registry") or "ifeval")), policy
    raise SpecError("verifier_metadata needs 'constraints', or 'instruction_id_list' and 'kwargs'")


def output_text(response: Mapping[str, Any]) -> str:
    """Return the text of the last message among the output items of a Responses object."""
    for item in reversed(response.get("output") or []):
        if isinstance(item, Mapping) and item.get("type", "message") == "message":
            content = item.get("content") or ""
            if isinstance(content, str):
                return content
            return "".join(str(part.get("text") or "") for part in content if isinstance(part, Mapping))
    return ""


def judged(body: Mapping[str, Any]) -> dict[str, float]:
    """Return ``reward`` and the other numbers for a call of ``/verify``.

    Raises:
        NoVerdict: a checker failed and the rest does not decide.
        SpecError: the row cannot be read.
    """
    constraints, policy = read_row(body)
    found = certain(reward_of({"policy": policy}), output_text(body["response"]), constraints)
    found.pop("no_verdict")  # there always is one: else this raises
    return {"reward": found.pop("score"), **found}


def _server() -> Any:
    base = needed("nemo_gym.base_resources_server", INSTALL)
    request: Any = base.BaseVerifyRequest

    class ConstraintRequest(request):  # type: ignore[misc]  # its parent is known at run time only
        """The rollout and the row's fields."""

        model_config = {**base.BaseVerifyRequest.model_config, "extra": "allow"}
        verifier_metadata: dict[str, Any] = {}

    response: Any = base.BaseVerifyResponse

    class ConstraintResponse(response):  # type: ignore[misc]  # its parent is known at run time only
        """What was asked, with the reward and the numbers, which NeMo Gym averages."""

        model_config = {**base.BaseVerifyResponse.model_config, "extra": "allow"}
        verifier_metadata: dict[str, Any] = {}
        acc: float
        n_pass: float
        n_total: float
        no_answer: float

    server: Any = base.SimpleResourcesServer

    class ConstraintServer(server):  # type: ignore[misc]  # its parent is known at run time only
        """NeMo Gym's resources server.

        Without a verdict, and for a row that cannot be read, it answers with HTTP 500: NeMo Gym then fails the rollout,
        instead of training on a 0 that nobody measured.
        """

        async def verify(self, body: Any) -> Any:
            asked = body.model_dump()
            return ConstraintResponse(**asked, **await asyncio.to_thread(judged, asked))

    # the server's framework reads the types of the body from here
    ConstraintServer.verify.__annotations__.update({"body": ConstraintRequest, "return": ConstraintResponse})
    return at_home(ConstraintServer, __name__)


__getattr__ = lazily(globals(), {"ConstraintServer": _server})
