"""HTML comments: what no reader of a rendered response sees."""

from __future__ import annotations

import re

from gonogo.text.segment import Span, Stretches, fenced

OPENS, CLOSES = "<!--", "-->"
_INLINE = re.compile(r"`[^`\n]+`")
_INDENT = re.compile(r"(?:^|\n)[ ]{0,3}$")  # behind more blanks it is code


def comments(text: str) -> list[Span]:
    """Return the HTML comments of ``text`` that do not show; those in code (fenced, or between backquotes) do.

    As in CommonMark (0.31, 4.6 and 6.6) ``<!-->`` is a comment, too, and one that is never closed reaches to the end of
    the text if it begins a line; elsewhere it is plain text.
    """
    found: list[Span] = []
    at = text.find(OPENS)
    if at < 0:
        return found
    blocks = Stretches(fenced(text))
    inline = Stretches([match.span() for match in _INLINE.finditer(text)])
    closed = True
    while at >= 0:
        code = blocks.around(at) or inline.around(at)
        end = text.find(CLOSES, at + 2) if closed and code is None else -1
        if code is not None:
            next_ = code[1]
        elif end >= 0:
            next_ = end + len(CLOSES)
            found.append((at, next_))
        elif _INDENT.search(text[max(0, at - 4) : at]) and (at < 4 or "\n" in text[at - 4 : at]):
            found.append((at, len(text)))
            break
        else:
            closed, next_ = False, at + len(OPENS)
        at = text.find(OPENS, next_)
    return found


def without_comments(text: str) -> str:
    """Return ``text`` as it shows, without its comments."""
    parts = []
    at = 0
    for start, end in comments(text):
        parts.append(text[at:start])
        at = end
    return "".join(parts) + text[at:]
