"""Indents: the blanks at the beginning of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gonogo.text.segment import Span

_INDENT = re.compile(r"(?:^|\n)([ \t]+)(?=[^ \t\n])")


def indented(text: str) -> Iterator[Span]:
    """Yield where the blanks of indented lines are; lines of blanks are not indented."""
    return (match.span(1) for match in _INDENT.finditer(text))
