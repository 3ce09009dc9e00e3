"""Code: the fenced blocks of a response, what each is labelled as, and where comments stand in them."""

from __future__ import annotations

import io
import re
import tokenize
from typing import NamedTuple

from gonogo.text.segment import Span, Stretches, fenced, is_document

_OPENING = re.compile(r"([ \t]*)(`{3,}|~{3,})[ \t]*([^\s`{]*)")

# What a label may say, beside the language's own name.
LABELS: dict[str, tuple[str, ...]] = {
    "python": ("py", "python3", "py3"),
    "json": (),
    "toml": (),
    "xml": (),
    "shell": ("sh", "bash", "zsh", "console"),
    "ruby": ("rb",),
    "r": (),
    "javascript": ("js", "jsx", "node", "mjs"),
    "typescript": ("ts", "tsx"),
    "java": (),
    "c": ("h",),
    "cpp": ("c++", "cxx", "cc", "hpp"),
    "csharp": ("cs", "c#"),
    "go": ("golang",),
    "rust": ("rs",),
    "swift": (),
    "kotlin": ("kt",),
}
_NAMES = {label: name for name, labels in LABELS.items() for label in (name, *labels)}


class CodeBlock(NamedTuple):
    """A fenced block: its language (a name of :data:`LABELS` where known, else the label), and where its code is."""

    language: str
    start: int
    end: int
    code: str
    closed: bool


def code_blocks(text: str) -> list[CodeBlock]:
    """Return the fenced code blocks of ``text``; the indentation of the fence is taken off each line of the code."""
    found = []
    for start, end in fenced(text):
        opened = _OPENING.match(text, start)
        if opened is None:  # pragma: no cover  (cannot happen where a fence was found; a block is never invented)
            continue
        first = text.find("\n", start, end)
        if first < 0:
            found.append(CodeBlock(_language(opened[3]), end, end, "", False))
            continue
        last = text.rfind("\n", first, end)
        tail = text[last + 1 : end].strip()
        closed = last >= first and tail.startswith(opened[2]) and not tail.strip(opened[2][0])
        stop = max(last, first + 1) if closed else end
        code = text[first + 1 : stop]
        if opened[1]:
            code = re.sub(rf"^[ \t]{{1,{len(opened[1])}}}", "", code, flags=re.MULTILINE)
        found.append(CodeBlock(_language(opened[3]), first + 1, max(stop, first + 1), code, closed))
    return found


def programs(text: str, *, whole: bool = True) -> Stretches:
    """Return the fenced blocks that hold code, not what the reader was asked to be given to read.

    A block that is labelled as a document (text, Markdown, HTML, XML…) holds a document, and so does one that is the
    whole response, or that has no label and hardly any of the marks of code.

    Args:
        text: a visible text.
        whole: whether it is a whole response; a part of one may well be one block of code.
    """
    most = len(text.strip()) if whole else len(text) + 1
    return Stretches([span for span in fenced(text) if span[1] - span[0] < most and not _is_document(text, *span)])


def _is_document(text: str, start: int, end: int) -> bool:
    opened = _OPENING.match(text, start)
    if opened is None or opened[3]:
        return is_document(text, start)
    size = end - start
    return size >= _PROSE and sum(text.count(mark, start, end) for mark in MARKS) < size / 50


_PROSE = 200  # characters from which on a block without a label may be told from code
MARKS = "{}()[];=<>_\\#$&|*+/"  # what code is full of, and prose is not


def blocks_in(text: str, language: str) -> list[CodeBlock]:
    """Return the blocks that are labelled as ``language``; where no block has any label, all of them."""
    blocks = code_blocks(text)
    if not any(block.language for block in blocks):
        return blocks
    return [block for block in blocks if block.language == language]


def _language(label: str) -> str:
    low = label.lower()
    return _NAMES.get(low, low)


# ---------------------------------------------------------------------- comments
_ESCAPED = r"(?:[^{0}\\\n]|\\[\s\S])*"
_DOUBLE = '"' + _ESCAPED.format('"') + '"'
_SINGLE = "'" + _ESCAPED.format("'") + "'"
_TICKS = r"`(?:[^`\\]|\\[\s\S])*`"
_CHARACTER = r"'(?:[^'\\\n]|\\[^\n][^'\n]{0,9})'"  # a Rust lifetime or a C++ digit separator opens none
_SLASHES = r"(?P<comment>//[^\n]*|/\*[\s\S]*?(?:\*/|\Z))"
_LITERAL = r"(?:[(=,:\[!&|?{};]|\breturn)[ \t]*/(?![*/])(?:[^/\\\n\[]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*\])+/"
_TRIPLE = r'"""(?:[^"\\]|\\[\s\S]|"(?!""))*"""' + "|'''(?:[^'\\\\]|\\\\[\\s\\S]|'(?!''))*'''"
_HASH = r"(?P<comment>#[^\n]*)"
_SCRIPT = re.compile(f"{_DOUBLE}|{_SINGLE}|{_TICKS}|{_LITERAL}|{_SLASHES}")
_C_LIKE = re.compile(f'"""[\\s\\S]*?"""|{_DOUBLE}|{_CHARACTER}|{_SLASHES}')
_GO = re.compile(f"{_DOUBLE}|{_CHARACTER}|`[^`]*`|{_SLASHES}")
_HASHED = re.compile(f"{_TRIPLE}|{_DOUBLE}|{_SINGLE}|{_HASH}")
_RUBY = re.compile(
    f"{_DOUBLE}|{_SINGLE}|" + r"(?P<comment>#[^\n]*|(?:\A|(?<=\n))=begin\b[\s\S]*?(?:\n=end\b[^\n]*|\Z))"
)
_SHELL = re.compile(rf"\\[\s\S]|\"(?:[^\"\\]|\\[\s\S])*\"|'[^']*'|(?:(?<=[\s;(|&])|\A){_HASH}")
# Python that the pattern of its strings and comments reads as its own tokenizer does, and much faster: all strings are
# without a prefix (an f-string may hold a comment) and without a backslash.
_PLAIN_PYTHON = re.compile(
    r"(?:[^\"'#\\]++|#[^\n]*+|(?<![A-Za-z])(?:\"\"\"(?:[^\"\\]|\"(?!\"\"))*+\"\"\"|'''(?:[^'\\\\]|'(?!''))*+'''"
    r"|\"(?!\"\")[^\"\n\\]*+\"|'(?!'')[^'\n\\]*+'))*+"
)
LEXERS: dict[str, re.Pattern[str]] = {
    "python": _HASHED, "ruby": _RUBY, "r": _HASHED, "shell": _SHELL, "javascript": _SCRIPT, "typescript": _SCRIPT,
    "go": _GO, **dict.fromkeys(("java", "c", "cpp", "csharp", "rust", "swift", "kotlin"), _C_LIKE),
}  # fmt: skip
"""By language: what may hold a comment mark without being a comment (strings, patterns), and comments."""


def comments(code: str, language: str) -> list[Span]:
    """Return where the comments of ``code`` stand. A ``#!`` line at the top is none, nor is a docstring."""
    found = _python_comments(code) if language == "python" else None
    if found is None:
        found = [match.span() for match in LEXERS[language].finditer(code) if match.lastgroup == "comment"]
    return [span for span in found if not (span[0] == 0 and code.startswith("#!"))]


def _python_comments(code: str) -> list[Span] | None:
    """Return the comments by Python's own tokenizer, None where it cannot read the code or need not be asked."""
    if "#" not in code:
        return []
    if _PLAIN_PYTHON.fullmatch(code):
        return None
    starts = [0]
    starts += [match.end() for match in re.finditer("\n", code)]
    found = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(code, newline="\n").readline):
            if token.type == tokenize.COMMENT:
                at = starts[token.start[0] - 1] + token.start[1]
                found.append((at, at + len(token.string)))
    except (tokenize.TokenError, SyntaxError, ValueError, RecursionError):
        return None
    return found
