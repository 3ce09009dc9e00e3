"""HTML comments: what no reader of a rendered response sees."""

from __future__ import annotations

import re

from gonogo.text.segment import Span, Stretches, fenced

OPENS, CLOSES = "<!--", "-->"
_INLINE = re.compile(r"`[^`\n]+`")
_INDENT = re.compile(r"(?:^|\n)[ ]{0,3}$")  # behind more blanks it is code
_BLOCK = re.compile(r"\n[ \t]*(?:\n|[-*+][ \t]|>|\#{1,6}[ \t]|\d{1,9}[.)][ \t]|```|~~~)")  # ends a paragraph


def comments(text: str) -> list[Span]:
    """Return the HTML comments of ``text`` that do not show; those in code (fenced, or between backquotes) do.

    As in CommonMark (0.31, 4.6 and 6.6) ``<!-->`` is a comment, too. One that begins a line holds what it likes and
    reaches to the end of the text if it is never closed; one inside a line ends in the same paragraph, or it is none.
    """
    found: list[Span] = []
    at = text.find(OPENS)
    if at < 0:
        return found
    blocks = Stretches(fenced(text))
    inline = Stretches([match.span() for match in _INLINE.finditer(text)])
    size = len(text)
    close = block = -1  # the first that is not before ``at``; each is looked for once
    while at >= 0:
        code = blocks.around(at) or inline.around(at)
        if close < at + 2 and (close := text.find(CLOSES, at + 2)) < 0:
            close = size
        if block < at:
            block = match.start() if (match := _BLOCK.search(text, at)) else size
        if code is not None:
            next_ = code[1]
        elif _INDENT.search(text[max(0, at - 4) : at]):
            next_ = min(size, close + len(CLOSES))
            found.append((at, next_))
        elif close < block and text[at - 1] != "\\":
            next_ = close + len(CLOSES)
            found.append((at, next_))
        else:
            next_ = at + len(OPENS)
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
