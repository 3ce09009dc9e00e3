"""View: one response, read once; spans lead back to the original."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import texts

from gonogo.text import segment
from gonogo.text.view import Spans, View, bare, plain

quick = settings(max_examples=120, deadline=None)


def test_spans_are_a_sequence_of_strings() -> None:
    spans = View("One two, three.").words
    assert list(spans) == ["One", "two", "three"]
    assert spans[0] == "One"
    assert spans[-1] == "three"
    assert spans[1:] == ["two", "three"]
    assert len(spans) == 3
    assert "two" in spans
    assert repr(spans) == "Spans(['One', 'two', 'three'])"
    assert repr(Spans("", [])) == "Spans([])"


def test_parts_are_computed_once() -> None:
    view = View("One. Two.\n\n- Three")
    for name in (
        "words",
        "sentences",
        "paragraphs",
        "lines",
        "markdown",
        "bullets",
        "stripped",
        "looks",
        "folded",
        "bare",
    ):
        assert getattr(view, name) is getattr(view, name)


@pytest.mark.parametrize("stop", [None, 1, 2, 50])
@pytest.mark.parametrize("text", ["One. Two. Three.", "", "caf\u00e9 \u200b au lait. Oui."])
def test_counts_do_not_depend_on_what_was_computed_before(text: str, stop: int | None) -> None:
    fresh, used = View(text), View(text)
    words, sentences = len(used.words), len(used.sentences)
    for exact, counts in ((words, (fresh.count_words(stop), used.count_words(stop))),
                          (sentences, (fresh.count_sentences(stop), used.count_sentences(stop)))):  # fmt: skip
        for n in counts:
            assert n == exact if stop is None or exact < stop else stop <= n


@given(texts, st.data())
@quick
def test_a_part_leads_back_to_the_original(source: str, data: st.DataObject) -> None:
    view = View(source)
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    part = view.part(start, end)
    assert part.text == view.text[start:end]
    assert part.origin(0, len(part.text)) == view.origin(start, end)
    inner = part.part(0, len(part.text) // 2)
    assert inner.origin(0, len(inner.text)) == view.origin(start, start + len(inner.text))
    assert inner.origin(0, len(inner.text), within=view) == (start, start + len(inner.text))
    assert inner.origin(0, len(inner.text), within=part) == (0, len(inner.text))
    assert part.foreign == "".join(char for char in part.text if not char.isascii()) or part is view


@given(texts, st.data())
@quick
def test_joined_stretches_lead_back_to_the_original(source: str, data: st.DataObject) -> None:
    view = View(source)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(view.text)), min_size=4, max_size=8, unique=False)))
    spans = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    if not spans:
        spans = [(0, len(view.text))]
    joined = view.joined(spans)
    assert joined.text.replace("\n", "") == "".join(view.text[a:b] for a, b in spans).replace("\n", "")
    places = [at for a, b in spans for at in range(a, b) if view.text[at] != "\n"]
    shown = [at for at, char in enumerate(joined.text) if char != "\n"]
    assert [joined.origin(at, at + 1, within=view) for at in shown] == [(at, at + 1) for at in places]
    if places:
        whole = joined.origin(shown[0], shown[-1] + 1, within=view)
        assert whole == (places[0], places[-1] + 1)


def test_joined_stretches_are_parted_by_a_blank_line_and_nothing_more() -> None:
    view = View("ab|cd\n|\nef\n\n|gh")
    assert view.joined([(0, 2), (3, 6), (7, 12), (13, 15)]).text == "ab\n\ncd\n\nef\n\ngh"
    assert view.joined([(0, 2)]).text == "ab"
    assert view.joined([(0, len(view.text))]) is view


def test_what_is_masked_stays_where_it_is() -> None:
    view = View("x\r\n<i>sea</i>").part(2, 12)
    shown = view.masked("***sea****")
    assert list(shown.words) == ["sea"]
    assert shown.origin(*shown.words.offsets[0]) == (6, 9)
    assert shown.origin(*shown.words.offsets[0], within=view) == (3, 6)
    assert not shown.whole


def test_the_whole_is_its_own_part() -> None:
    view = View("All of it.")
    assert view.part(0, len(view.text)) is view


@pytest.mark.parametrize("source", ["Plain words.", "Zu\u0308rich\r\nund \u200bBern.", "日本語の文。"])
def test_every_word_is_found_in_the_original(source: str) -> None:
    view = View(source)
    for (start, end), word in zip(view.words.offsets, view.words, strict=True):
        a, b = view.origin(start, end)
        assert View(source[a:b]).text == word


@given(texts)
@quick
def test_words_map_to_stretches_of_the_original_in_order(source: str) -> None:
    view = View(source)
    last = 0
    for start, end in view.words.offsets:
        a, b = view.origin(start, end)
        assert 0 <= a < b <= len(source)
        assert a >= last or view.text[start:end] in View(source[a:b]).text
        last = a


# ---------------------------------------------------------------------- for comparing
@given(texts, st.sampled_from(["salt", "sea", "don", "nasa", "ice", "1", "bold", "a", "z9"]))
@quick
def test_what_a_view_lacks_is_not_there(source: str, run: str) -> None:
    view = View(source)
    if view.lacks(run.encode()):
        assert run not in view.bare


@pytest.mark.parametrize(
    ("source", "run", "lacks"),
    [
        ("Sal*t*", b"salt", False),
        ("sea", b"salt", True),
        ("ѕalt", b"salt", False),
        ("été", b"t", False),
        ("", b"", False),
    ],
)
def test_lacks(source: str, run: bytes, lacks: bool) -> None:
    assert View(source).lacks(run) is lacks


@given(texts)
@quick
def test_offsets_stay_in_looks_and_folded(source: str) -> None:
    view = View(source)
    assert len(view.looks) == len(view.folded) == len(view.text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**bold** `code` ~~gone~~", "bold code gone"),
        ("_a_ snake_case __b__", "a snake_case b"),
        ("no marker", "no marker"),
        ("~one~", "~one~"),
    ],
)
def test_bare(text: str, shown: str) -> None:
    assert bare(text) == shown


def test_plain_is_how_phrases_are_compared() -> None:
    assert plain(" “Salt\r\n and  **sea**”\u200b ") == '"Salt and sea"'
    assert plain("*\u200b_") == ""


def test_flowing_has_single_blanks() -> None:
    assert View("Ice\n  cream **and**\tSalt").flowing == "ice cream and salt"


@given(texts)
@quick
def test_a_view_says_what_segment_says(source: str) -> None:
    view = View(source)
    assert view.sentences.offsets == segment.sentences(view.text)
    assert view.paragraphs.offsets == segment.paragraphs(view.text)
    assert view.lines.offsets == segment.lines(view.text)
    assert view.bullets.offsets == view.markdown.bullets
    assert view.stripped == view.text.strip()
