"""Shown: a parameter that shows something. A text that shows nothing can neither be asked for nor found."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, ValidationInfo

from gonogo.errors import SpecError
from gonogo.text.chars import visible
from gonogo.text.comments import without_comments
from gonogo.text.view import plain


def _shows(value: str, info: ValidationInfo) -> str:
    if not plain(value):
        raise SpecError(f"{info.field_name} = {value!r} shows nothing; give a text with something to see")
    return value


def _marks(value: str, info: ValidationInfo) -> str:
    if not without_comments(visible(value)).strip():
        raise SpecError(f"{info.field_name} = {value!r} shows nothing; give a text with something to see")
    return value


Shown = Annotated[str, AfterValidator(_shows)]
"""A string with something to see besides blanks, invisible characters and markers of emphasis."""

Marks = Annotated[str, AfterValidator(_marks)]
"""The same, where markers of emphasis (``***``) count as something to see."""
