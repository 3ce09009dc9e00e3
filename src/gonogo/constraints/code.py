"""Code: what the code blocks of a response are like."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable
from random import Random
from typing import Literal, Self

from pydantic import Field

from gonogo.constraint import Constraint, Fails, Passes, Verdict
from gonogo.constraints.data import json_fault
from gonogo.constraints.formats import toml_fault, xml_fault
from gonogo.draft import Block, Draft, Grain
from gonogo.text.code import blocks_in, comments
from gonogo.text.view import View

_TITLES = {
    "python": "Python", "json": "JSON", "toml": "TOML", "xml": "XML", "shell": "shell", "ruby": "Ruby", "r": "R",
    "javascript": "JavaScript", "typescript": "TypeScript", "java": "Java", "c": "C", "cpp": "C++", "csharp": "C#",
    "go": "Go", "rust": "Rust", "swift": "Swift", "kotlin": "Kotlin",
}  # fmt: skip
_filters = threading.Lock()


def python_fault(code: str) -> str | None:
    """Return why ``code`` is no Python (of the version that runs this), None if it is. Nothing is run."""
    with _filters, warnings.catch_warnings():  # an odd escape in a string is no fault of syntax
        warnings.simplefilter("ignore")
        try:
            compile(code, "<response>", "exec", flags=0x400, dont_inherit=True)  # ast.PyCF_ONLY_AST: parsed only
        except (RecursionError, MemoryError):
            return "nested too deeply"
        except (SyntaxError, ValueError) as error:  # ValueError: a NUL, a lone surrogate
            return str(error)
    return None


_FAULTS: dict[str, Callable[[str], str | None]] = {
    "python": python_fault, "json": lambda code: json_fault(code.strip() or "-"), "toml": toml_fault, "xml": xml_fault,
}  # fmt: skip


def _put_block(draft: Draft, label: str, code: str) -> None:
    """Put a code block behind everything, in the place of one that stands there."""
    draft.blocks = [block for block in draft.blocks if not block.lead.startswith("```")]
    draft.blocks.append(Block("markup", f"```{label}\n{code}\n```", locked=True))


class Parses(Constraint):
    """There is at least one code block of a language, and every one of them is free of syntax errors.

    Fenced blocks are read; a block counts by its label (``py`` is Python), and where no block of the response has a
    label, all count. JSON, TOML and XML are read as strictly as by the kinds of these names (a JSON scalar is fine
    here); Python is that of the running interpreter. Nothing is run.
    """

    kind: Literal["code.parses"] = "code.parses"
    language: Literal["python", "json", "toml", "xml"] = Field(description="the language of the code blocks")

    GRAIN = Grain.BLOCK
    ABOUT = frozenset(("emphasis", "quotes", "blanks", "edges"))
    EXAMPLES = (
        Passes({"language": "python"}, "So:\n\n```python\nprint('a')\n```"),
        Passes({"language": "python"}, "- So:\n\n  ```py\n  if x:\n      y()\n  ```\n\n```text\nno = code =\n```"),
        Passes({"language": "json"}, '```\n{"a": 1}\n```', "no block has a label"),
        Fails({"language": "python"}, "```python\nprint 'a'\n```", "Python 2"),
        Fails({"language": "python"}, "```python\nx = 1\n```\n\n```python\ndef f(:\n```", "the second does not parse"),
        Fails({"language": "python"}, "x = 1", "no code block"),
        Fails({"language": "json"}, "```json\n{'a': 1}\n```"),
        Fails({"language": "python"}, "```python\n\n```", "an empty block"),
        Fails({"language": "json"}, '```python\n{"a": 1}\n```', "a block of another language"),
    )

    def describe(self) -> str:
        return (
            f"Include {_TITLES[self.language]} code in a markdown code block, and let every {_TITLES[self.language]} "
            "code block be free of syntax errors."
        )

    def judge(self, view: View) -> Verdict:
        blocks = blocks_in(view.text, self.language)
        if not blocks:
            return self.failed(view, f"there is no {_TITLES[self.language]} code block", 0)
        fault_of = _FAULTS[self.language]
        for i, block in enumerate(blocks, 1):
            fault = fault_of(block.code) if block.code.strip() else "it is empty"
            if fault is not None:
                span = (block.start, block.end)
                return self.failed(view, f"code block {i}: {fault[:200]}", i - 1, [span], (i - 1) / len(blocks))
        return self.passed(view, len(blocks), f"{len(blocks)} parsed", [(block.start, block.end) for block in blocks])

    def satisfy(self, draft: Draft, rng: Random) -> None:
        word = draft.word(rng)
        good = {
            "python": (f"def of_{word}(a):\n    return a + 1", f'print("{word}")'),  # "with" alone is no name
            "json": (f'{{"a": "{word}"}}', f'["{word}", 1]'),
            "toml": (f'a = "{word}"', f"[{word}]\nb = 1"),
            "xml": (f"<a>{word}</a>", f"<{word}/>"),
        }
        _put_block(draft, rng.choice((self.language, self.language, "")), rng.choice(good[self.language]))

    def violate(self, draft: Draft, rng: Random) -> None:
        word = draft.word(rng)
        bad = {
            "python": (f"def {word}(a)\n    return a", f'print "{word}"', f"  {word} = 1", f"return = {word}", ""),
            "json": (f"{{a: '{word}'}}", f'["{word}", 1,]', ""),
            "toml": (f"a = {word}", "a = 1\na = 2", ""),
            "xml": (f"<a>{word}", f"<a b=c>{word}</a>", ""),
        }
        other = "text" if rng.random() < 0.2 else self.language
        _put_block(draft, other, rng.choice(bad[self.language]))

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(language=rng.choice(("python", "json", "toml", "xml")))


Commented = Literal[
    "python", "shell", "ruby", "r", "javascript", "typescript", "java", "c", "cpp", "csharp", "go", "rust", "swift",
    "kotlin",
]  # fmt: skip


class WithoutComments(Constraint):
    """There is at least one code block of a language, and none of them holds a comment.

    Comments are ``#`` in Python, shell, Ruby (there also ``=begin`` to ``=end``) and R, and ``//`` and ``/* */`` in the
    others. What stands in a string, a docstring, a ``#!`` line at the top, ``${#x}`` in a shell, and the pattern
    ``/a/`` in JavaScript are none. Blocks are found as by ``code.parses``. Python is read by its own tokenizer; the
    others by the rules for strings.
    """

    kind: Literal["code.without_comments"] = "code.without_comments"
    language: Commented = Field(description="the language of the code blocks")

    GRAIN = Grain.BLOCK
    ABOUT = frozenset(("emphasis", "quotes", "blanks", "edges"))
    VERSION = 2
    EXAMPLES = (
        Passes({"language": "python"}, '```python\nx = "# no"\n"""# no"""\n```'),
        Passes({"language": "javascript"}, "```js\nlet u = 'http://a.b', r = /[/]*x/;\n```"),
        Passes({"language": "shell"}, "```sh\n#!/bin/sh\necho ${#x} a#b '# no'\n```"),
        Passes({"language": "c"}, '```c\n#include <a.h>\nchar *u = "/* no */";\n```'),
        Fails({"language": "python"}, "```python\nx = 1  # one\n```"),
        Fails({"language": "java"}, "```java\nint x; /* one */\n```"),
        Fails({"language": "rust"}, "```rust\nfn f<'a>(x: &'a str) {} // one\n```"),
        Fails({"language": "ruby"}, "```ruby\n=begin\nsays hello\n=end\nputs 1\n```"),
        Fails({"language": "python"}, "x = 1", "no code block"),
        Fails({"language": "python"}, "```python\n\n```", "an empty block"),
    )

    def describe(self) -> str:
        title = _TITLES[self.language]
        return f"Include {title} code in a markdown code block, and put no comments into any {title} code block."

    def judge(self, view: View) -> Verdict:
        blocks = [block for block in blocks_in(view.text, self.language) if block.code.strip()]
        if not blocks:
            return self.failed(view, f"there is no {_TITLES[self.language]} code block", 0)
        n, spans = 0, []
        for block in blocks:
            found = comments(block.code, self.language)
            if found:
                n += len(found)
                spans.append((block.start, block.end))
        if n:
            return self.failed(view, f"{n} comments", n, spans, 1 / (1 + n))
        return self.passed(view, 0, "no comment")

    def satisfy(self, draft: Draft, rng: Random) -> None:
        word = draft.word(rng)
        mark = "#" if self._hashed() else "//"
        _put_block(draft, self.language, rng.choice((f'{word} = "{mark} {word}"', f"{word}(1)")))

    def violate(self, draft: Draft, rng: Random) -> None:
        word = draft.word(rng)
        bad = (f"{word}(1) # {word}", f"# {word}\n{word}(1)") if self._hashed() else (
            f"{word}(1) // {word}", f"/* {word} */\n{word}(1)", f"/*\n * {word}\n */\n{word}(1)",
        )  # fmt: skip
        _put_block(draft, self.language, rng.choice(bad))

    def _hashed(self) -> bool:
        return self.language in ("python", "shell", "ruby", "r")

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(language=rng.choice(("python", "shell", "ruby", "javascript", "java", "c", "go", "rust")))
