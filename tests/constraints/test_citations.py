"""Citations: awkward cases, labelled before they were judged."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo.constraint import parse
from gonogo.errors import SpecError

REF: dict[str, Any] = {
    "kind": "citations",
    "form": "[ref:ID]",
    "sources": ["1", "2", "12"],
    "required": ["2"],
    "extra": 1,
}
TAG: dict[str, Any] = {"kind": "citations", "form": "<cite>ID</cite>", "sources": ["doc_a1:s_1", "doc_b2:s_1"]}
WRAP = {**TAG, "form": "<" + 'cite index="ID">…</cite>'}
NONE = {"kind": "citations.none", "form": "【ID】", "prefix": "doc_"}

FOLLOWS: list[tuple[dict[str, Any], str]] = [
    (REF, "Salt[ref:2] and sea[ref:12]."),
    (REF, "- **Salt** [ref:2]\n- Sea [ref:2]"),
    (REF, "盐[ref:2]。"),
    (REF, "In 2012, salt [ref:2] [sic]."),
    (TAG, "Salt.<cite>doc_a1:s_1</cite>\r\n"),
    (TAG, "Salt <cite>doc_a1:s_1,doc_b2:s_1</cite>."),
    (WRAP, 'So: <' + 'cite index="doc_a1:s_1">salt</cite>.'),
    (WRAP, '<' + 'cite index=“doc_a1:s_1”>Salt</cite>'),
    ({**TAG, "form": "【ID】"}, "Salt 【doc_a1:s_1】."),
    (NONE, "Salt and documents."),
]  # fmt: skip
VIOLATES: list[tuple[dict[str, Any], str]] = [
    (REF, "Salt [ref:1]."),
    (REF, "Salt [ref:2] [ref:1] [ref:12]."),
    (REF, "Salt [ref:2] [ref:3]."),
    (REF, "Salt [ref: 2]."),
    (REF, "Salt [Ref:2]."),
    (REF, "Salt [ref:2], [ref:x]."),
    (REF, "[ref:2] 🙂"),
    (TAG, "Salt <cite>doc_a1:s_1, doc_b2:s_1</cite>."),
    (TAG, "Salt <cite>doc_a1:s_1</cite> (doc_b2)."),
    (TAG, "Salt <cite>doc_a1:s_9</cite>."),
    (TAG, "Salt <cite>doc_a1:s_1</cite> <cite>it</cite>."),
    (TAG, "<cite>doc_a1:s_1</cite>"),
    (WRAP, 'Salt <' + 'cite index="doc_a1:s_1"></cite>.'),
    ({**TAG, "form": "[ID]"}, "Salt [doc_a1:s_1](http://a.b)."),
    (NONE, "Salt 【doc_7】."),
    (NONE, "Salt, says DOC_7."),
    (NONE, ""),
]  # fmt: skip


@pytest.mark.parametrize(("spec", "text"), FOLLOWS)
def test_it_follows(spec: dict[str, Any], text: str) -> None:
    assert parse(spec).check(text), parse(spec).explain(text)


@pytest.mark.parametrize(("spec", "text"), VIOLATES)
def test_it_violates(spec: dict[str, Any], text: str) -> None:
    assert not parse(spec).check(text)


@pytest.mark.parametrize("change", [
    {"form": "[ref]"}, {"form": "ID"}, {"required": ["9"]}, {"least": 3}, {"sources": []}, {"extra": -1},
])  # fmt: skip
def test_what_cannot_be_met_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(SpecError):
        parse({**REF, **change})


def test_one_source_is_one_source() -> None:
    wants = parse({"kind": "citations", "form": "[ref:ID]", "sources": ["1", "2", "3"], "least": 2})
    assert "(1 source is cited, wanted at least 2)" in wants.explain("It was called Roosterville [ref:2].")
