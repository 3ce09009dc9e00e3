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
    VERSION = 2
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
        text = view.data
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


_STRING = r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"'
_BLANK = r"[ \t\n\r]*"
_TOKEN = re.compile(
    rf"{_BLANK}(?:(?P<nest>{_STRING}){_BLANK}:{_BLANK}{{"
    rf"|(?P<string>{_STRING})"
    r"|(?P<scalar>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.])|true\b|false\b|null\b)"
    rf"|(?P<open>\[(?:{_BLANK}+\[)*+)|(?P<close>[\]}}](?:{_BLANK}+[\]}}])*+)|(?P<mark>[{{,:]))"
)
_NO_BLANKS = str.maketrans("", "", " \t\n\r")


def _deep_fault(text: str) -> str | None:
    """Check JSON that is nested too deeply for the library's recursive reader: one pass, a stack of our own."""
    reader = _DeepReader()
    at, size = 0, len(text.rstrip(" \t\n\r"))
    while at < size:
        token = _TOKEN.match(text, at)
        if token is None or reader.done:
            return f"unexpected character at {at}" if not reader.done else f"extra data at {at}"
        kind = token.lastgroup or ""
        fault: str | None = getattr(reader, kind)(token.group(kind))
        if fault is not None:
            return f"{fault} at {at}"
        at = token.end()
    return None if reader.done else "it ends too early"


class _DeepReader:
    """What may come next in a JSON text. One method per kind of token; each returns a fault or None.

    ``state`` is one of value, name, colon, after; ``first`` allows a container to close at once.
    """

    def __init__(self) -> None:
        self.stack: list[set[str] | None] = []  # the open containers: None for an array, an object's names
        self.state, self.first = "value", False

    @property
    def done(self) -> bool:
        return self.state == "after" and not self.stack

    def string(self, token: str) -> str | None:
        if self.state == "value":
            self.state, self.first = "after", False
            return None
        return self._name(token) or self._to("colon")

    def nest(self, token: str) -> str | None:
        """A name, a colon and an opening brace: nearly all of a deep text, so it is one token."""
        fault = self._name(token)
        if fault is None:
            self.stack.append(set())
            self.state, self.first = "name", True
        return fault

    def _name(self, token: str) -> str | None:
        if self.state != "name":
            return "unexpected text"
        names = self.stack[-1]
        name = json.loads(token) if "\\" in token else token[1:-1]
        if names is None or name in names:
            return f"the name {name!r} stands twice in one object"
        names.add(name)
        return None

    def _to(self, state: str) -> str | None:
        self.state, self.first = state, False
        return None

    def scalar(self, token: str) -> str | None:
        return "unexpected value" if self.state != "value" else self._to("after")

    def open(self, token: str) -> str | None:
        if self.state != "value":
            return "unexpected bracket"
        self.stack += [None] * token.count("[")
        self.first = True
        return None

    def close(self, token: str) -> str | None:
        marks = token.translate(_NO_BLANKS)
        expected = "".join("]" if names is None else "}" for names in reversed(self.stack[-len(marks) :]))
        if marks != expected or not (self.state == "after" or (self.first and self.state in ("value", "name"))):
            return "unexpected bracket"
        del self.stack[-len(marks) :]
        return self._to("after")

    def mark(self, token: str) -> str | None:
        if token == "{" and self.state == "value":
            self.stack.append(set())
            self.state, self.first = "name", True
            return None
        if token == ":" and self.state == "colon":
            return self._to("value")
        if token == "," and self.state == "after" and self.stack:
            return self._to("value" if self.stack[-1] is None else "name")
        return f"unexpected {token!r}"
