"""Scope: where. On views it selects parts, on drafts it names the parts to edit."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest

from gonogo.amount import Amount
from gonogo.constraints import kind_named
from gonogo.constraints.counting import Count
from gonogo.draft import Block, Draft, Sentence, Token
from gonogo.errors import CannotConstruct, SpecError
from gonogo.scopes import Scope
from gonogo.text.view import View
from gonogo.units import CodeBlocks, Keyword, Words

TEXT = """Intro one. Intro two.

# Risks

Fire. Flood.

## Cases

One case.

# Plan:

```py
code = 1
```

Last line."""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"where": "first", "of": "sentence"}, "the first sentence"),
        ({"where": "last", "of": "line"}, "the last line"),
        ({"where": "nth", "of": "paragraph", "n": 2}, "the second paragraph"),
        ({"where": "nth", "of": "paragraph", "n": 7}, "the 7th paragraph"),
        ({"where": "each", "of": "paragraph"}, "every paragraph"),
        ({"where": "code"}, "code blocks"),
        ({"where": "prose"}, "the text outside code blocks"),
        ({"where": "section", "title": "Risks"}, 'the section "Risks"'),
    ],
)
def test_wording(data: dict[str, Any], words: str) -> None:
    scope = Scope(**data)
    assert scope.wording() == words
    assert scope.every is (data["where"] == "each")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"where": "first"}, "scope 'first' needs 'of', e.g. .*\"of\": \"paragraph\"}"),
        ({"where": "nth", "of": "line"}, "scope 'nth' needs 'n', e.g. .*\"n\": 2}"),
        ({"where": "section"}, "needs 'title', e.g. .*Risks"),
        ({"where": "code", "of": "line"}, "scope 'code' takes no 'of'"),
        ({"where": "first", "of": "line", "n": 2}, "scope 'first' takes no 'n'"),
        ({"where": "each", "of": "line", "title": "x"}, "scope 'each' takes no 'title'"),
        ({"where": "nth", "of": "line", "n": 0}, "n = 0"),
        ({"where": "somewhere"}, "where = 'somewhere'"),
    ],
)
def test_incomplete_scopes(data: dict[str, Any], said: str) -> None:
    with pytest.raises(SpecError, match=said):
        Scope(**data)


# ---------------------------------------------------------------------- on views
@pytest.mark.parametrize(
    ("data", "parts"),
    [
        ({"where": "first", "of": "sentence"}, ["Intro one."]),
        ({"where": "last", "of": "paragraph"}, ["Last line."]),
        ({"where": "nth", "of": "line", "n": 3}, ["Fire. Flood."]),
        ({"where": "nth", "of": "line", "n": 99}, []),
        (
            {"where": "each", "of": "sentence"},
            ["Intro one.", "Intro two.", "Fire.", "Flood.", "One case.", "Last line."],
        ),
        ({"where": "code"}, ["code = 1"]),
        ({"where": "section", "title": "risks"}, ["Fire. Flood.\n\n## Cases\n\nOne case."]),
        ({"where": "section", "title": "**Cases**"}, ["One case."]),
        ({"where": "section", "title": "Plan"}, ["```py\ncode = 1\n```\n\nLast line."]),
        ({"where": "section", "title": "Nowhere"}, []),
    ],
)
def test_parts(data: dict[str, Any], parts: list[str]) -> None:
    assert [part.text.strip("\n") for part in Scope(**data).parts(View(TEXT))] == parts


def test_prose_and_code_part_the_text() -> None:
    view = View(TEXT)
    prose = Scope(where="prose").parts(view)
    assert all("code = 1" not in part.text for part in prose)
    assert "Last line." in prose[-1].text
    assert Scope(where="prose").parts(View("no code"))[0].text == "no code"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("```\na\nb\n```", ["a\nb"]),
        ("```\na\nb", ["a\nb"]),
        ("```", [""]),
        ("~~~ sh\nls\n~~~\n", ["ls"]),
        ("x\n\n    indented\n", ["indented"]),
        ("```\n```", [""]),
        ("none", []),
    ],
)
def test_the_inside_of_fences(text: str, code: list[str]) -> None:
    assert [part.text.strip() for part in Scope(where="code").parts(View(text))] == code


@pytest.mark.parametrize(
    ("where", "text"),
    [("code", "ls\n\ncd ..\n\npwd"), ("prose", "Type this:\n\nor that:\n\n\nor:")],
)
def test_stretches_of_code_and_of_prose_are_one_text(where: str, text: str) -> None:
    source = "Type\u200b this:\r\n```\r\nls\r\n```\nor that:\n~~~\ncd ..\n~~~\n\nor:\n```\npwd\n```"
    view = View(source)
    (together,) = Scope(where=where).parts(view)
    assert together.text.strip("\n") == text.strip("\n")
    assert [together.text[a:b] for a, b in together.words.offsets] == list(together.words)
    for a, b in together.words.offsets:
        start, end = together.origin(a, b)
        assert source[start:end].replace("\u200b", "") == together.text[a:b]
        start, end = together.origin(a, b, within=view)
        assert view.text[start:end] == together.text[a:b]
    first, last = together.words.offsets[0], together.words.offsets[-1]
    assert together.origin(first[0], last[1], within=view) == (
        together.origin(*first, within=view)[0],
        together.origin(*last, within=view)[1],
    )


def test_nothing_is_first_in_an_empty_text() -> None:
    for of in ("sentence", "paragraph", "line"):
        for where in ("first", "last", "each"):
            assert Scope(where=where, of=of).parts(View("")) == []


def test_parts_lead_back_to_the_original() -> None:
    source = "Intro\u200b here.\r\n\r\nSecond part here."
    view = View(source)
    (part,) = Scope(where="nth", of="paragraph", n=2).parts(view)
    start, end = part.origin(*part.words.offsets[0])
    assert source[start:end] == "Second"


# ---------------------------------------------------------------------- on drafts
@pytest.mark.parametrize(
    "data",
    [
        {"where": "first", "of": "sentence"}, {"where": "last", "of": "sentence"}, {"where": "nth", "of": "sentence", "n": 9},
        {"where": "each", "of": "sentence"}, {"where": "first", "of": "paragraph"}, {"where": "last", "of": "paragraph"},
        {"where": "nth", "of": "paragraph", "n": 4}, {"where": "each", "of": "paragraph"}, {"where": "first", "of": "line"},
        {"where": "section", "title": "Risks"}, {"where": "prose"},
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("seed", range(3))
def test_what_is_edited_in_a_draft_is_found_in_its_view(data: dict[str, Any], seed: int) -> None:
    rng = Random(seed)
    scope, draft = Scope(**data), Draft.filler(rng)
    for part in scope.edit(draft, rng):
        Words().resize(part, 6, rng)
    counts = [len(part.words) for part in scope.parts(View(draft.render()))]
    assert counts
    assert set(counts) == {6}


def test_an_existing_section_is_edited() -> None:
    rng = Random(0)
    draft = Draft.filler(rng)
    scope = Scope(where="section", title="Risks")
    draft.blocks += [Block("markup", "# Risks"), Block(sentences=[draft.sentence(rng)]), Block("markup", "# After")]
    for part in scope.edit(draft, rng):
        Keyword(keyword="fire").resize(part, 1, rng)
    text = draft.render()
    assert text.count("# Risks") == 1
    assert "fire" in scope.parts(View(text))[0].text
    assert text.rstrip().endswith("# After")


def _code(draft: Draft) -> list[str]:
    """Return what is in each code block of a draft."""
    view = View(draft.render())
    return [part.text for span in view.markdown.code for part in Scope(where="code").parts(view.part(*span))]


def test_a_code_block_is_made_where_there_is_none_and_edited_where_there_is_one() -> None:
    rng = Random(0)
    draft, code = Draft.filler(rng), Scope(where="code")
    for n in (7, 3):
        for part in code.edit(draft, rng):
            Words().resize(part, n, rng)
        assert [len(View(text).words) for text in _code(draft)] == [n]
    for part in Scope(where="prose").edit(draft, rng):
        Keyword(keyword="fire").resize(part, 2, rng)
    assert "fire" not in _code(draft)[0]
    assert draft.render().count("fire") == 2


def test_code_blocks_count_together_and_each_keeps_what_it_holds() -> None:
    rng = Random(1)
    draft = Draft.filler(rng)
    CodeBlocks(language="python").resize(draft, 2, rng)
    before = _code(draft)
    for part in Scope(where="code").edit(draft, rng):
        Keyword(keyword="fire").resize(part, 3, rng)
        part.blocks.append(Block(sentences=[Sentence([Token("wood")])]))
    first, second = _code(draft)
    assert (first + second).count("fire") == 3
    assert first.rstrip().endswith("Wood.")
    assert set(before[1].rstrip(".\n").lower().split()) <= set(re.findall("[a-z]+", second.lower()))
    assert draft.render().count("```python") == 2


def test_words_to_avoid_are_avoided_inside_code_too() -> None:
    rng = Random(2)
    draft = Draft.filler(rng)
    list(Scope(where="code").edit(draft, rng))
    gone = _code(draft)[0].split()[1]
    draft.avoid(lambda word: word == gone, rng)
    assert gone not in draft.render().split()


def test_code_that_must_stay_is_not_edited_and_holds_no_other() -> None:
    rng = Random(0)
    draft = Draft(blocks=[Block("markup", "```py\nx = 1\n```", locked=True)])
    with pytest.raises(CannotConstruct, match="must stay as it is"):
        next(Scope(where="code").edit(draft, rng))
    for where, said in (("code", "cannot hold another one"), ("prose", "no code block outside")):
        edits = Scope(where=where).edit(Draft.filler(rng), rng)
        CodeBlocks().resize(next(edits), 1, rng)
        with pytest.raises(CannotConstruct, match=said):
            next(edits)


@pytest.mark.parametrize("lines", [["# One"], ["One", "==="]])
def test_a_heading_of_level_1_would_end_a_section(lines: list[str]) -> None:
    edits = Scope(where="section", title="Risks").edit(Draft.filler(Random(0)), Random(0))
    next(edits).blocks += [Block("item", line) for line in lines]
    with pytest.raises(CannotConstruct, match="ends the section"):
        next(edits)


def test_a_sentence_of_many_words_stays_one() -> None:
    rng = Random(0)
    scope, draft = Scope(where="first", of="sentence"), Draft.filler(rng)
    for part in scope.edit(draft, rng):
        Words().resize(part, 80, rng)
    assert [len(part.words) for part in scope.parts(View(draft.render()))] == [80]
    assert len(View(draft.render()).sentences) == 6


@pytest.mark.parametrize("mark", ["?", ""])
def test_a_sentence_ends_at_its_first_mark_and_has_one(mark: str) -> None:
    rng = Random(0)
    edits = Scope(where="first", of="sentence").edit(Draft.filler(rng), rng)
    sentence = next(next(edits).sentences())
    sentence.tokens[1].text += mark
    sentence.tokens[2].text = "So"
    sentence.end = mark
    with pytest.raises(CannotConstruct, match="ends at its first end mark"):
        next(edits)


def test_a_paragraph_that_becomes_another_block_is_put_back() -> None:
    rng = Random(0)
    scope, draft = Scope(where="first", of="paragraph"), Draft.filler(rng)
    for part in scope.edit(draft, rng):
        part.blocks = [Block("markup", "# Salt")]
    assert draft.render().startswith("# Salt\n\n")


@pytest.mark.parametrize(
    "name", ["count.words", "count.lines", "count.keyword", "count.numbers", "count.matching_lines"]
)
@pytest.mark.parametrize("seed", range(4))
def test_what_is_counted_in_code_can_be_written(name: str, seed: int) -> None:
    rng = Random(seed)
    made = kind_named(name).sample(rng)
    assert isinstance(made, Count)
    for amount in (Amount(low=3), Amount(low=2, high=4), Amount(low=1, high=12)):
        constraint = Count(unit=made.unit, amount=amount, scope=Scope(where="code"))
        for way, passes in (("satisfy", True), ("violate", False)):
            draft = Draft.filler(rng)
            getattr(constraint, way)(draft, rng)
            verdict = constraint.judge(View(draft.render()))
            n = constraint.unit.count(View("\n\n".join(_code(draft))))
            assert amount.holds(n) is passes is verdict.passed, draft.render()


def test_a_sentence_cannot_become_several() -> None:
    rng = Random(0)
    edits = Scope(where="first", of="sentence").edit(Draft.filler(rng), rng)
    next(edits).blocks[0].sentences.append(Sentence([Token("more")]))
    with pytest.raises(CannotConstruct, match="a sentence cannot hold several"):
        next(edits)


def test_a_paragraph_cannot_become_several() -> None:
    rng = Random(0)
    edits = Scope(where="first", of="paragraph").edit(Draft.filler(rng), rng)
    next(edits).blocks.append(Block())
    with pytest.raises(CannotConstruct, match="a paragraph cannot hold several"):
        next(edits)
