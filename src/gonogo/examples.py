"""What a kind says of itself as data: texts that pass, texts that fail, and the published ids it covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Passes:
    """A text that satisfies the kind with these parameters. ``note`` says what is worth noticing."""

    params: Mapping[str, Any]
    text: str
    note: str = ""
    passes: bool = field(default=True, init=False)


@dataclass(frozen=True, slots=True)
class Fails:
    """A text that violates the kind with these parameters. ``note`` says why."""

    params: Mapping[str, Any]
    text: str
    note: str = ""
    passes: bool = field(default=False, init=False)


Example = Passes | Fails
_LONG, _BEGINNING, _END = 300, 120, 60  # characters


def excerpt(text: str) -> str:
    """Return an example's text as it is listed: of a long one the beginning, its length and the end."""
    if len(text) <= _LONG:
        return text
    return f"{text[:_BEGINNING]} … [{len(text):,} characters in all] … {text[-_END:]}"


@dataclass(frozen=True, slots=True)
class Source:
    """A published constraint id that a kind covers.

    Args:
        suite: the published catalogue, e.g. ``"IFEval"``.
        id: the id there.
        same: whether the published checker judges alike on every text.
        note: where they differ, and why ours follows the instruction.
    """

    suite: str
    id: str
    same: bool = True
    note: str = ""
