"""The forms in which an audit's data is written: the suffix of a file says which."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from gonogo.errors import SpecError, nearest
from gonogo.report import audit_page, junit, markdown, sarif
from gonogo.report.audit import as_json

_FORMS: dict[str, Callable[[dict[str, Any]], str]] = {
    ".html": audit_page.render, ".json": as_json, ".md": markdown.render, ".sarif": sarif.render, ".xml": junit.render,
}  # fmt: skip
SUFFIXES = tuple(_FORMS)


def suffix_of(target: str) -> str:
    """Return the suffix that says how a report is written.

    Raises:
        SpecError: it is none of those known; names them and the nearest.
    """
    suffix = PurePath(target).suffix.lower()
    if suffix in SUFFIXES:
        return suffix
    near = nearest(suffix or target, SUFFIXES)
    hint = f"; did you mean {near[0]}?" if near else ""
    raise SpecError(f"{target}: a report is written as its suffix says, one of {', '.join(SUFFIXES)}{hint}")


def render(data: dict[str, Any], suffix: str) -> str:
    """Return an audit's data in the form that ``suffix`` names."""
    return _FORMS[suffix](data)
