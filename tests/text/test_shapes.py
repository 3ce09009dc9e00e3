"""What decides without reading everything agrees with what does: words by shapes, openings, first sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import ascii_prose, pieces, texts

from gonogo.text import segment, shapes
from gonogo.text.parts import Part, beginning, parts, words_of_parts
from gonogo.text.view import View

long_texts = st.lists(st.one_of(pieces, ascii_prose), min_size=8, max_size=30).map(" and so on. ".join)


@given(st.one_of(texts, ascii_prose))
def test_words_by_shapes_are_the_words_by_masks(text: str) -> None:
    view = View(text)
    plain = shapes.spaced(view.text, view.foreign)
    if plain is None:
        return
    starts, ends = segment.words(view.text)
    folded = view.folded
    assert len(plain) == len(view.text)
    assert view.vocabulary == [folded[a:b].replace("*", "") for a, b in zip(starts, ends, strict=True)]
    assert [list(found) for found in shapes.spans(plain)] == [list(starts), list(ends)]


@pytest.mark.parametrize(
    "text", ["Don’t stop—1,234 “re*mark*able” dogs'", "1. - **Tea** at 10:30. É_é R&D 'so' a.b", ""]
)
def test_usual_texts_need_no_masks(text: str) -> None:
    view = View(text)
    assert shapes.spaced(view.text, view.foreign) is not None


@given(long_texts)
def test_an_opening_has_the_first_words_of_the_whole(text: str) -> None:
    view = View(text)
    head = view.opening
    if head is not None:
        n = len(head.words)
        assert head.words.offsets == View(text).words.offsets[:n]
        assert head.vocabulary == View(text).vocabulary[:n]
        assert list(View(text).each_word()) == View(text).words.offsets


@given(long_texts, st.integers(1, 2000))
def test_words_before_a_place_are_those_of_the_whole(text: str, end: int) -> None:
    view, whole = View(text), View(text).words.offsets
    for place in (end, end // 2, end + 100):
        found = view.words_before(place)
        assert found == whole[: len(found)]
        assert [span for span in found if span[0] < place] == [span for span in whole if span[0] < place]


@given(texts, st.lists(st.integers(1, 6), min_size=1, max_size=3))
def test_first_sentences_are_those_of_the_whole(text: str, sizes: list[int]) -> None:
    view, whole = View(text), View(text).sentences.offsets
    for n in sizes:
        found = view.first_sentences(n)
        assert found == whole[: len(found)]
        assert len(found) >= min(n, len(whole))


@pytest.mark.parametrize("of", ["word", "sentence", "line", "paragraph"])
@given(text=long_texts)
def test_a_beginning_holds_the_first_parts_and_their_words(of: Part, text: str) -> None:
    begun = beginning(View(text), of)
    if begun is not None:
        head, spans = begun
        view = View(text)
        assert spans == parts(view, of)[: len(spans)]
        assert words_of_parts(head, spans) == words_of_parts(view, spans)
