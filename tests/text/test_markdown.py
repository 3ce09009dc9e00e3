"""Markdown: blocks, emphasis and bullets, with spans."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.strategies import texts

from gonogo.text.markdown import Markdown, bullets, outside

quick = settings(max_examples=120, deadline=None)

PAGE = """# Hëad

Para one.

- item
  1. inner

> quote

```python
code()
```

| a | b |
|---|---|
| c | d |

<div>x</div>

***

Under
=====

    indented
"""


def test_blocks_of_every_kind() -> None:
    markdown = Markdown(PAGE)
    assert {block.kind for block in markdown.blocks} == {
        "paragraph", "item", "list", "heading", "code", "quote", "table", "html", "rule",
    }  # fmt: skip
    assert [(PAGE[b.start : b.end].strip(), b.level) for b in markdown.headings] == [("# Hëad", 1), ("Under\n=====", 1)]
    assert [PAGE[a:b].strip() for a, b in markdown.code] == ["```python\ncode()\n```", "indented"]
    assert [block.info for block in markdown.blocks if block.kind == "code"] == ["python", ""]
    starts = [block.start for block in markdown.blocks]
    assert starts == sorted(starts)


@pytest.mark.parametrize("text", ["# a", "## a", "###### a"])
def test_heading_levels(text: str) -> None:
    assert Markdown(text).headings[0].level == text.count("#")


@pytest.mark.parametrize(
    ("text", "emphases"),
    [
        ("*one* and **two** and __three__", ["*one*", "**two**", "__three__"]),
        ("***both*** of them", ["***both***"]),
        ("**a *nested* b**", ["**a *nested* b**"]),
        ("2 * 3 = 6 * 1", []),
        ("* item one\n* item two", []),
        ("plain", []),
        ("snake_case_name", []),
        ("*across\n\nblank* lines", []),
        ("first *one*\n\nsecond\n\nthird _two_ é", ["*one*", "_two_"]),
        ("`*code*` and *real*", ["*real*"]),
        ("```\n*code*\n```\n\n*real* one", ["*real*"]),
        ("~~~\n*code*\n~~~\n*real*", ["*real*"]),
        ("text\n\n    *code*\n\n*real*", ["*real*"]),
        ("text\n\n\t*code*\n\n*real*", ["*real*"]),
        ("```\nx = 1\n\n*code* here\n\ny = 2\n```\n\n*real* one", ["*real*"]),
        ("*é* 今*天*", ["*é*", "*天*"]),
    ],
)
def test_emphases(text: str, emphases: list[str]) -> None:
    assert [text[a:b] for a, b in Markdown(text).emphases] == emphases


@given(texts.filter(lambda text: "\n    " not in text and "\t" not in text))
@quick
@example("~~~\n*code*\n\n*more code*\n~~~\n\n*real* one")
@example("```py\n\n*bold* ")
@example("*one*\n \n_two_\n\n\n**three** and __four__")
def test_emphasis_is_what_a_parse_of_the_whole_text_finds(text: str) -> None:
    """Indented code apart: what is indented inside a list item is told from code only by the whole list.

    A whole response that is one code block is read as what is in it, so these texts are read as parts.
    """
    whole: list[tuple[int, int]] = []
    for event, start, end in Markdown(text)._events:
        if (
            isinstance(event, dict)
            and event.get("Start") in ("Emphasis", "Strong")
            and (not whole or start >= whole[-1][1])
        ):
            whole.append((start, end))
    assert Markdown(text, whole=False).emphases == whole


@pytest.mark.parametrize("glue", [" ", "x"])
def test_emphasis_is_found_in_a_paragraph_longer_than_what_is_parsed_at_once(glue: str) -> None:
    piece = "*salt*" + glue.join(["filler"] * 1500) + " "
    text = piece * 10
    assert len(Markdown(text).emphases) == 10
    assert {text[a:b] for a, b in Markdown(text).emphases} == {"*salt*"}


@given(texts)
@quick
def test_blocks_and_emphases_lie_inside_the_text(text: str) -> None:
    markdown = Markdown(text)
    for start, end in [(block.start, block.end) for block in markdown.blocks] + markdown.emphases:
        assert 0 <= start <= end <= len(text)


def test_lone_surrogates_are_read() -> None:
    assert [block.kind for block in Markdown("\ud800 *a*").blocks] == ["paragraph"]
    assert Markdown("\ud800 *a*").emphases == [(2, 5)]


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("* a\n- b\n+ c", ["* a", "- b", "+ c"]),
        ("- a", ["- a"]),
        ("- a\nrest", ["- a"]),
        ("Intro:\n  - a\n> - b\n\t* c", ["- a", "- b", "* c"]),
        ("• a\n‣ b\n· c", ["• a", "‣ b", "· c"]),
        ("“• quoted", ["• quoted"]),
        ("é\n- a", ["- a"]),
        ("---\n* * *\n- - -\n*\n- ", []),
        ("-5 degrees\n*emphasis*\n**bold** x", []),
        ("1. a\n2. b", []),
        ("```\n- code\n```\n- real", ["- real"]),
        ("", []),
        ("- [ ] task", ["- [ ] task"]),
    ],
)
def test_bullets(text: str, points: list[str]) -> None:
    assert [text[a:b] for a, b in bullets(text)] == points
    assert Markdown(text).bullets == bullets(text)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)), max_size=5), st.integers(0, 40))
def test_outside_leaves_what_the_spans_do_not_cover(pairs: list[tuple[int, int]], size: int) -> None:
    spans: list[tuple[int, int]] = []
    for start, length in sorted(pairs):
        if (not spans or start >= spans[-1][1]) and start + length <= size:
            spans.append((start, start + length))
    left = [at for start, end in outside(spans, size) for at in range(start, end)]
    assert left == [at for at in range(size) if not any(start <= at < end for start, end in spans)]
