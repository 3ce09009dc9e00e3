"""What a reader counts as headings, items, code blocks, tables, quotes, links, images, paragraphs of text."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo.constraint import parse
from gonogo.errors import SpecError

COUNTED: list[tuple[str, dict[str, Any], str, int]] = [
    ("headings", {}, "# A\r\n\r\n## B\r\ntext", 2),
    ("headings", {}, "   ### A\n\n    # code by its indent", 1),
    ("headings", {}, "#\u200b A", 1),
    ("headings", {}, "#A\n# \n##\n####### A", 0),
    ("headings", {}, "Use C# daily.\n\nIssue #5 is open.", 0),
    ("headings", {}, "```bash\n# install\n## run\n```\n\n# Real", 1),
    ("headings", {}, "~~~\n# cut off", 0),
    ("headings", {}, "A title\n=======\n\nA sentence ends.\n---\n\n* * *", 1),
    ("headings", {}, "| a |\n|---|\n| b |\n\nx\n\n---\n\ny", 0),
    ("headings", {}, "# **Bold** 标题 🎉", 1),
    ("headings", {"level": 3}, "### A\n### B ###\n#### C", 2),
    ("headings", {"level": 1}, "Title\n===\n\nPart\n---", 1),
    ("numbered_items", {}, "1. a\n2. b\n\n10) c", 3),
    ("numbered_items", {}, "１．あ\n２．い\n３、う", 3),
    ("numbered_items", {}, "1.あ\n2.い", 2),
    ("numbered_items", {}, "(1) a\n(2) b", 2),
    ("numbered_items", {}, "**1. A**\n\ntext\n\n**2.** B", 2),
    ("numbered_items", {}, "> 1. quoted", 1),
    ("numbered_items", {}, "- a\n  1. b\n\t2. c", 2),
    ("numbered_items", {}, "1.5 litres\n2,5 kilos\n3.js is a library\n1.\n2)", 0),
    ("numbered_items", {}, "It was in\n1999. A year.", 0),
    ("numbered_items", {}, "a) x\nb) y\ni. z", 0),
    ("numbered_items", {}, "Step 1. Mix. Step 2. Bake.", 0),
    ("numbered_items", {}, "```\n1. a\n```", 0),
    ("list_items", {}, "* a\n1. b\n• c\na) d", 4),
    ("list_items", {}, "**bold** line\n*emph* line\n- - -\n-5\n--flag", 0),
    ("code_blocks", {}, "```py\nx\n```\n\ntext\n\n```\ny\n```", 2),
    ("code_blocks", {}, "- item\n\n  ```js\n  x\n  ```", 1),
    ("code_blocks", {}, "```python\ncut off", 1),
    ("code_blocks", {}, "````\n```\nx\n```\n````", 1),
    ("code_blocks", {}, "`inline` and ```also inline```\n\n    indented", 0),
    ("code_blocks", {}, "```\n\n```", 0),
    ("code_blocks", {"language": "js"}, "```JavaScript\nx\n```\n```js\ny\n```\n```json\nz\n```", 2),
    ("code_blocks", {"language": "python"}, "```{.python .numbered}\nx\n```", 1),
    ("code_blocks", {"language": "c++"}, "```cpp\nx\n```", 1),
    ("tables", {}, "| a | b |\n|:--|--:|\n| 1 | 2 |\n\ntext\n\nc|d\n-|-\n1|2", 2),
    ("tables", {}, "| a \\| b | c |\n|---|---|\n| 1 | 2 |", 1),
    ("tables", {}, "> | a |\n> |---|\n> | 1 |", 1),
    ("tables", {}, "| a | b |\n| 1 | 2 |", 0),
    ("tables", {}, "+---+\n| a |\n+---+", 0),
    ("tables", {}, "x\n---\ny", 0),
    ("block_quotes", {}, "> a\n> b\n\n> c", 2),
    ("block_quotes", {}, ">a\n\nif x > y:\n\n>\n", 1),
    ("block_quotes", {}, "```\n> a\n```", 0),
    ("links", {}, "[a](b) and <https://c.d> and www.e.f.", 3),
    ("links", {}, "[**bold**](http://a.b \"title\")", 1),
    ("links", {}, "![a](http://b.c)", 0),
    ("links", {}, "[x] (y), [](z), [a](b c), f[a](", 0),
    ("links", {}, "[https://a.b](https://a.b)", 1),
    ("links", {}, "see `https://a.b` or\n```\nhttps://c.d\n```", 0),
    ("images", {}, "![a](b.png)![](c.png)", 2),
    ("images", {}, "[a](b.png) !\\[a](b) ! [c](d)", 0),
    ("text_paragraphs", {}, "# T\n\nA\n\nB", 2),
    ("text_paragraphs", {}, "A\n\n\n\nB", 2),
    ("text_paragraphs", {}, "**Title**\n\nA b.\n\n***\n\nC d.\n", 2),
    ("text_paragraphs", {}, "**Bold start** of a paragraph.\n\nB", 2),
    ("text_paragraphs", {}, "Title\n=====\n\nA\n \t\nB\u200b", 2),
    ("text_paragraphs", {}, "A\nB", 1),
    ("text_paragraphs", {}, "# T\nA", 1),
    ("text_paragraphs", {}, "A:\n\n- b\n- c\n\nD", 3),
]  # fmt: skip


@pytest.mark.parametrize(("unit", "params", "text", "n"), COUNTED)
def test_counted_as_a_reader_counts(unit: str, params: dict[str, Any], text: str, n: int) -> None:
    constraint = parse({"kind": f"count.{unit}", **params, "amount": n})
    assert constraint.check(text), constraint.explain(text)
    assert not parse({"kind": f"count.{unit}", **params, "amount": n + 1}).check(text)


def test_code_and_prose_count_apart() -> None:
    text = "# Title\n\n```md\n# not one\n- a\n```\n\n- b"
    assert parse({"kind": "count.headings", "amount": 1, "scope": {"where": "prose"}}).check(text)
    assert parse({"kind": "count.list_items", "amount": 1, "scope": {"where": "code"}}).check(text)


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ({"kind": "count.headings", "level": 7, "amount": 1}, "level"),
        ({"kind": "count.code_blocks", "language": " ", "amount": 1}, "language"),
        ({"kind": "count.code_blocks", "language": "a b", "amount": 1}, "language"),
    ],
)
def test_what_cannot_be_is_refused(spec: dict[str, Any], said: str) -> None:
    with pytest.raises(SpecError, match=said):
        parse(spec)
