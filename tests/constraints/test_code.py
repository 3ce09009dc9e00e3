"""Code blocks, case by case; the labels were given by reading, before the checker ran."""

from __future__ import annotations

import warnings

import pytest

from gonogo.constraint import parse

PARSES = [
    ("python", "```python\nx = 1\n```", True),
    ("python", "```Python3 title=a\nx = 1\n```", True),
    ("python", "~~~py\nx = 1\n~~~", True),
    ("python", "```python\nx = 1", True),  # cut off behind a whole line: what is there parses
    ("python", "```python\nx = (1", False),
    ("python", "```python\nx = 1\n```\n```python\nx =\n```", False),
    ("python", "```python\nx = 1\n```\n```js\nlet x =\n```", True),
    ("python", "```js\nlet x = 1\n```", False),
    ("python", "```\nx = 1\n```", True),
    ("python", "Use `x = 1`.", False),
    ("python", "    x = 1", False),  # an indented block has no fence
    ("python", "```python\n>>> x = 1\n```", False),
    ("python", "```python\n  x = 1\n```", False),
    ("python", "1. So:\n   ```python\n   def f():\n       return 1\n   ```", True),
    ("python", "```python\r\nx = 1\r\n```\r\n", True),
    ("python", "```python\nx = '\\d'\n```", True),  # an odd escape is a warning, no error
    ("python", "```python\nx = “a”\n```", False),
    ("python", "```python\n" + "(" * 5000 + "\n```", False),
    ("python", "```python\n" + "-" * 200_000 + "1\n```", False),
    ("python", "```python\nx = '\x00'\n```", False),
    ("python", "```python\n# nothing yet\n```", True),
    ("json", '```json\n{"a": [1]}\n```', True),
    ("json", "```json\n1\n```", True),
    ("json", "```json\n{a: 1}\n```", False),
    ("json", '```json\n{"a": 1} // one\n```', False),
    ("toml", "```toml\na = 1\n```", True),
    ("xml", "```xml\n<a/>\n```", True),
    ("xml", "```xml\n<a>\n```", False),
    ("python", "", False),
]


@pytest.mark.parametrize(("language", "text", "passes"), PARSES)
def test_parses(language: str, text: str, passes: bool) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert parse({"kind": "code.parses", "language": language}).check(text) is passes


COMMENTED = [
    ("python", "x = 1", True),
    ("python", "x = 1 # one", False),
    ("python", "#one\nx = 1", False),
    ("python", "#!/usr/bin/env python\nx = 1", True),
    ("python", "x = '#'", True),
    ("python", 'x = """\n# no\n"""', True),
    ("python", "x = '\\'#'", True),
    ("python", "def f():\n    '''Say # so.'''", True),
    ("python", "x = ('a' # one\n", False),
    ("python", "x = 'a\ny = 2 # two", False),
    ("shell", "echo a#b $# ${#a}", True),
    ("shell", "echo '# a' \"# b\"", True),
    ("shell", "ls # all", False),
    ("shell", "ls; # all", False),
    ("javascript", "let x = 'http://a.b';", True),
    ("javascript", "let x = `// ${a}`;", True),
    ("javascript", "let x = /\\/\\//;", True),
    ("javascript", "let x = 4 / 2; // two", False),
    ("javascript", "f(/* a */ 1)", False),
    ("javascript", "/** doc */\nfunction f() {}", False),
    ("java", 'String s = "/* no */"; char c = \'"\'; // yes', False),
    ("java", 'String s = "/* no */"; char c = \'"\';', True),
    ("c", "#include <a.h>\nint x = 4 / 2;", True),
    ("c", "int x; /* open", False),
    ("rust", "fn f<'a>(x: &'a str) -> &'a str { x }", True),
    ("rust", "let x = 'a'; // one", False),
    ("cpp", "int x = 1'000'000; // one", False),
    ("go", "x := `// no`", True),
    ("ruby", 'x = "#{a}"', True),
    ("ruby", "x = 1 # one", False),
]


@pytest.mark.parametrize(("language", "code", "passes"), COMMENTED)
def test_without_comments(language: str, code: str, passes: bool) -> None:
    constraint = parse({"kind": "code.without_comments", "language": language})
    assert constraint.check(f"# Here\n\n```{language}\n{code}\n```\n\nDone. # not code") is passes


def test_a_comment_in_another_language_is_let_pass() -> None:
    constraint = parse({"kind": "code.without_comments", "language": "python"})
    assert constraint.check("```py\nx = 1\n```\n\n```sh\nls # all\n```")
    assert not constraint.check("```sh\nls\n```")
