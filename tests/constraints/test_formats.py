"""Data formats, case by case; the labels were given by reading, before the checker ran."""

from __future__ import annotations

import importlib.util
from typing import Any

import pytest

from gonogo.constraint import parse
from gonogo.errors import SpecError

LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'
BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(24)
)
CASES = [
    ("toml", 'a = "b"\n[c]\nd = [1, 2]', True),
    ("toml", '\r\na = "b"\r\n', True),
    ("toml", "a = 'b", False),
    ("toml", "a: 1", False),
    ("toml", "a = 1 b = 2", False),
    ("toml", "[a]\nb = 1\n[a]\nc = 1", False),
    ("toml", "a = 2024-02-30", False),
    ("toml", "[a]", True),
    ("toml", "", False),
    ("toml", "a = " + "[" * 50_000, False),
    ("toml", "a = " + "[" * 90 + "]" * 90, True),
    ("toml", "a = " + "[" * 101 + "]" * 101, False),
    ("toml", "\n".join(f"a{i} = [1]" for i in range(300)), True),
    ("toml", "x" + ".x" * 50_000 + " = 1", False),
    ("xml", "<a/>", True),
    ("xml", "<a b='1'>é<!-- c --></a>", True),
    ("xml", '<?xml version="1.0" encoding="latin-1"?><a>é</a>', True),
    ("xml", "\n\n<a></a>\n", True),
    ("xml", "<a><b></a>", False),
    ("xml", "<a b=1/>", False),
    ("xml", "<a/> done", False),
    ("xml", "<p>a&nbsp;b</p>", False),
    ("xml", LAUGHS, False),
    ("xml", "<!DOCTYPE html><html></html>", False),
    ("xml", "<a>" * 20_000 + "</a>" * 20_000, True),
    ("xml", "<a>\ud800</a>", False),
    ("xml", "", False),
    ("yaml", "a: 1\nb:\n  - c\n  - d: e", True),
    ("yaml", "- a\n- b", True),
    ("yaml", "--- # start\na: 1\n...", True),
    ("yaml", "a: 1\n---\nb: 1", False),
    ("yaml", "a: b: c", False),
    ("yaml", "a: [1, 2", False),
    ("yaml", "a: 1\n b: 2", False),
    ("yaml", "a: 1\na: 2", False),
    ("yaml", "a: {b: 1, b: 2}", False),
    ("yaml", "a: {b: 1}\nc: {b: 2}", True),
    ("yaml", "- {a: 1, c: a}", True),
    ("yaml", "[a, b]: 1\nc: 1", True),
    ("yaml", "base: &b {x: 1}\none: {<<: *b}\ntwo:\n  <<: *b", True),
    ("yaml", "a: *nobody", False),
    ("yaml", "Just a sentence.", False),
    ("yaml", "Note: this sentence has a colon.", True),  # which makes it a mapping
    ("yaml", "a:\n\tb: 1", False),
    ("yaml", "a: !!python/object/apply:os.system ['x']", True),  # a tag names a type; nothing is built
    ("yaml", BOMB, True),
    ("yaml", "[" * 100_000, False),
    ("yaml", "[" * 100 + "]" * 100, True),
    ("yaml", "[" * 101 + "]" * 101, False),
    ("yaml", "- " * 20_000, False),
    ("yaml", "a: \x01", False),
    ("yaml", "", False),
    ("yaml", "# nothing", False),
    ("json_lines", '{"a": 1}', True),
    ("json_lines", '{"a": 1}\r\n{"b": 2}\r\n', True),
    ("json_lines", '[{"a": 1}, {"b": 2}]', True),  # one line that is an array
    ("json_lines", '[\n{"a": 1},\n{"b": 2}\n]', False),
    ("json_lines", '{"a": 1} {"b": 2}', False),
    ("json_lines", '{"a": NaN}', False),
    ("json_lines", "", False),
]


@pytest.mark.parametrize(("kind", "text", "passes"), CASES)
def test_formats(kind: str, text: str, passes: bool) -> None:
    constraint = parse({"kind": kind})
    assert constraint.check(text) is passes
    assert constraint.check(f"```\n{text}\n```") is passes
    assert not constraint.check(f"Here it is:\n\n```\n{text}\n```")


def test_yaml_without_its_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    found: Any = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "yaml" else found(name))
    with pytest.raises(SpecError, match=r"gonogo\[yaml\]"):
        parse({"kind": "yaml"})
