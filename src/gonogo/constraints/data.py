"""Data formats: the whole response is well-formed data."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any, Literal, Self

from gonogo.constraint import Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Draft, Grain
from gonogo.text.view import View


class Json(Constraint):
    """The whole response is one JSON object or array, bare or in one code fence.

    Strict JSON (RFC 8259): no ``NaN``, no trailing comma, no single quotes, no name twice in one object; nothing stands
    before or after it. A bare number or string is no document. Nesting may be of any depth.
    """

    kind: Literal["json"] = "json"

    GRAIN = Grain.SHAPE
    ABOUT = frozenset(("emphasis", "quotes", "edges"))
    EXAMPLES = (
        Passes({}, '```json\n{"a": [1, 2]}\n```'),
        Passes({}, ' {"a": {"b": null}}\n'),
        Fails({}, '{"a": NaN}', "no JSON value"),
        Fails({}, '{"a": 1, "a": 2}', "one name twice"),
        Fails({}, 'Here it is: {"a": 1}', "text before it"),
        Fails({}, "42", "a bare scalar"),
    )
    SOURCES = (
        Source("IFEval", "detectable_format:json_format", same=False,
               note="the published checker accepts bare scalars, NaN and doubled names, refuses other fences, "
                    "and crashes on deep nesting"),
    )  # fmt: skip

    def describe(self) -> str:
        return "Your entire response must be one JSON object or array. You may put it in a markdown code fence."

    def judge(self, view: View) -> Verdict:
        text = view.stripped
        body = unfenced(text)
        if body[:1] not in ("{", "["):
            return self.failed(view, "is not a JSON object or array", None)
        fault = json_fault(body)
        if fault is None:
            return self.passed(view, True, "valid JSON")
        return self.failed(view, f"invalid JSON: {fault}", False, closeness=0.5)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        text = json.dumps(_document(draft, rng), indent=rng.choice((None, 2)))
        draft.verbatim = rng.choice((text, f"```json\n{text}\n```", f"```\n{text}\n```"))

    def violate(self, draft: Draft, rng: Random) -> None:
        text = json.dumps(_document(draft, rng))
        draft.verbatim = rng.choice((
            text[:-1], text + "}", f"Here it is:\n{text}", text[:-1] + ",}", text.replace('"', "'"), '{"a": NaN}',
            '{"a": 1, "a": 2}', "7",
        ))  # fmt: skip

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls()


def _document(draft: Draft, rng: Random) -> dict[str, Any]:
    return {"title": draft.word(rng), "words": [draft.word(rng) for _ in range(3)], "more": {"n": rng.randint(0, 9)}}


_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*[\w.+-]*[ \t]*\n?")


def unfenced(text: str) -> str:
    """Return what is inside the code fence that wraps ``text``, or ``text`` if none does."""
    opened = _FENCE.match(text)
    if opened and len(text) > 2 * len(opened.group(1)) and text.endswith(opened.group(1)):
        return text[opened.end() : len(text) - len(opened.group(1))].strip()
    return text


def json_fault(text: str) -> str | None:
    """Return what is wrong with ``text`` as strict JSON, None if nothing is."""
    try:
        json.loads(text, parse_constant=_no_constant, object_pairs_hook=_no_twice, parse_int=len, parse_float=len)
    except RecursionError:
        return _deep_fault(text)
    except ValueError as error:
        return str(error)
    return None


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON value")


def _no_twice(pairs: list[tuple[str, Any]]) -> None:
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            raise ValueError(f"the name {name!r} stands twice in one object")
        seen.add(name)


_TOKEN = re.compile(
    r'[ \t\n\r]*(?:(?P<string>"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")'
    r"|(?P<scalar>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.])|true\b|false\b|null\b)"
    r"|(?P<open>\[(?:[ \t\n\r]*\[)+)|(?P<close>\](?:[ \t\n\r]*\])+)|(?P<mark>[\[\]{},:]))"
)


def _deep_fault(text: str) -> str | None:
    """Check JSON that is nested too deeply for the library's recursive reader; one pass, a stack of our own."""
    stack: list[tuple[str, set[str] | None]] = []  # the open brackets; of objects, the names seen
    at, size = 0, len(text.rstrip(" \t\n\r"))
    # what may come next: a value, a name, a colon, or a comma or closing bracket; "first" allows an empty container
    state = "value"
    while at < size:
        token = _TOKEN.match(text, at)
        if token is None:
            return f"unexpected character at {at}"
        at = token.end()
        mark = token.group("mark")
        runs = token.group("open") or token.group("close")
        if runs:
            n = runs.count("[") or runs.count("]")
            if runs[0] == "[" and state in ("value", "first_value"):
                stack += [("[", None)] * n
                state = "first_value"
                continue
            if runs[0] == "]" and state in ("after", "first_value") and stack[-n:] == [("[", None)] * n:
                del stack[-n:]
                state = "after"
                if not stack and at < size:
                    return f"extra data at {at}"
                continue
            return f"unexpected bracket at {at - len(runs)}"
        if state in ("name", "first_name") and token.group("string"):
            name = json.loads(token.group("string"))
            names = stack[-1][1] or set()
            if name in names:
                return f"the name {name!r} stands twice in one object"
            names.add(name)
            stack[-1] = ("{", names)
            state = "colon"
        elif state == "colon" and mark == ":":
            state = "value"
        elif state in ("value", "first_value") and mark in ("[", "{"):
            stack.append((mark, None))
            state = "first_value" if mark == "[" else "first_name"
        elif state in ("value", "first_value") and mark is None:
            state = "after"
        elif mark in ("]", "}") and stack and state in ("after", "first_value" if mark == "]" else "first_name"):
            if stack.pop()[0] != ("[" if mark == "]" else "{"):
                return f"brackets do not match at {at}"
            state = "after"
        elif mark == "," and state == "after" and stack:
            state = "value" if stack[-1][0] == "[" else "name"
        else:
            return f"unexpected character at {at}"
        if state == "after" and not stack and at < size:
            return f"extra data at {at}"
    return None if state == "after" and not stack else "it ends too early"
