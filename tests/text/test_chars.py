"""Characters: what a reader sees, the way back, and what looks the same."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.strategies import disguised, texts

from gonogo.text import chars
from gonogo.text.chars import (
    CORE,
    DIGIT,
    DIGIT_JOINER,
    EACH,
    JOINER,
    MARK,
    RUN,
    classes,
    classify,
    foreign_characters,
    looks,
    lower,
    origin,
    visible,
)
from gonogo.text.view import View

quick = settings(max_examples=150, deadline=None)


# ---------------------------------------------------------------------- what a reader sees
@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("plain", "plain"),
        ("a\r\nb\rc\x0bd\x0ce", "a\nb\nc\nd\ne"),
        ("a\x85b\u2028c\u2029d", "a\nb\nc\nd"),
        ("a\u00a0b\u3000c\td", "a b c\td"),
        ("r\u200bo\u00adc\ufeffk", "rock"),
        ("e\u0301 n\u0303", "é ñ"),
        ("e\u200b\u0301", "é"),
        ("\u1112\u1161\u11ab", "한"),
        ("\u2126 \u212b", "Ω Å"),
        ("\u0301 alone", "\u0301 alone"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("👍🏽\u200d🚀 a\u200db", "👍🏽\u200d🚀 ab"),
        ("क\u094dष", "क\u094dष"),
        ("天气", "天气"),
        ("x\ufe0fy", "x\ufe0fy"),
        ("", ""),
    ],
)
def test_visible(source: str, seen: str) -> None:
    assert visible(source) == seen
    assert visible(source, foreign_characters(source)) == seen


@given(texts)
@quick
def test_what_is_seen_shows_as_itself(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@given(texts)
@quick
def test_composed_and_decomposed_look_alike(text: str) -> None:
    assert visible(disguised(text, "NFD")) == visible(disguised(text, "NFC"))


@given(texts)
@quick
def test_line_ends_and_zero_width_characters_are_not_seen(text: str) -> None:
    assert visible(disguised(text.replace("\r", ""), "crlf")) == visible(text.replace("\r", ""))
    assert visible(disguised(text, "zero width")) == visible(text)


def test_what_a_character_shows_as_is_remembered_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chars, "_SEEN", dict.fromkeys(range(100_000)))
    assert visible("a\u00a0b") == "a b"
    assert "\u00a0" not in chars._SEEN


# ---------------------------------------------------------------------- the way back
@pytest.mark.parametrize(
    ("source", "start", "end", "span"),
    [
        ("a\r\nb", 2, 3, (3, 4)),
        ("a\r\nb", 1, 2, (1, 3)),
        ("a\r\nb", 0, 1, (0, 1)),
        ("cafe\u0301 au", 0, 4, (0, 5)),
        ("cafe\u0301 au", 5, 7, (6, 8)),
        ("\ufeffab", 0, 2, (1, 3)),
        ("a\u200bb c", 0, 2, (0, 3)),
        ("a\u200bb c", 3, 4, (4, 5)),
    ],
)
def test_origin(source: str, start: int, end: int, span: tuple[int, int]) -> None:
    way = origin(source)
    assert way is not None
    found = way.span(start, end)
    assert found == span
    assert visible(source[slice(*found)]) == visible(source)[start:end]


@pytest.mark.parametrize("source", ["plain", "日本語", "é", ""])
def test_no_way_back_is_needed_where_nothing_changed(source: str) -> None:
    assert origin(source) is None


def test_an_empty_span_ends_no_sooner_than_it_starts() -> None:
    way = origin("\u200b")
    assert way is not None
    start, end = way.span(0, 0)
    assert start <= end


def test_marks_in_an_order_nobody_writes_are_mapped_as_one_piece() -> None:
    source = "x \u0301\u200d\u0316\u1100\u0301"
    way = origin(source)
    assert way is not None
    assert way.span(0, len(visible(source))) == (0, len(source))


@given(texts, st.data())
@quick
def test_spans_map_into_the_original_and_show_what_was_asked(source: str, data: st.DataObject) -> None:
    text = visible(source)
    way = origin(source)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    a, b = (start, end) if way is None else way.span(start, end)
    assert 0 <= a <= len(source)
    assert 0 <= b <= len(source)
    if start < end:
        assert a < b
        # a joiner is seen only after a pictograph, so a stretch that begins with one shows less by itself
        assert text[start:end].lstrip("\u200d") in visible(source[a:b])


# ---------------------------------------------------------------------- classes
@pytest.mark.parametrize(
    ("char", "bits"),
    [
        ("a", CORE),
        ("A", CORE),
        ("ª", CORE),
        ("7", CORE | DIGIT),
        ("½", CORE),
        ("Ⅷ", CORE),
        ("\u0301", CORE | MARK),
        ("ー", CORE | MARK),
        ("ก", CORE | RUN),
        ("\u0e31", CORE | MARK | RUN),
        ("漢", CORE | EACH),
        ("ひ", CORE | EACH),
        ("-", JOINER),
        ("’", JOINER),
        (",", DIGIT_JOINER),
        ("—", 0),
        (" ", 0),
        ("😀", 0),
    ],
)
def test_classify(char: str, bits: int) -> None:
    assert classify(char) == bits


@given(texts)
@quick
@example("a𠀀😀\ud800")
def test_the_table_says_what_classify_says(text: str) -> None:
    assert classes(text).tolist() == [0, *map(classify, text), 0]
    assert classes(text).dtype == np.uint8


# ---------------------------------------------------------------------- what looks the same
@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain", "plain"),
        ("“a” ‘b’ «c» `d´", '"a" \'b\' "c" `d\''),
        ("non\u2011stop", "non-stop"),
        ("ｆｕｌｌ １", "full 1"),
        ("𝐇𝐢", "Hi"),
        ("pаypаl", "paypal"),
        ("Ηello", "Hello"),
        ("привет мир", "привет мир"),
        ("ﬁ", "ﬁ"),
        ("￼", "￼"),
        ("été", "été"),
    ],
)
def test_looks(text: str, seen: str) -> None:
    assert looks(text) == looks(text, foreign_characters(text)) == seen


@given(texts)
@quick
def test_looks_and_lower_keep_every_offset(text: str) -> None:
    assert len(looks(text)) == len(lower(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "low"), [("ABC", "abc"), ("ÉTÉ", "été"), ("İx", "İx"), ("ΟΔΟΣ ς", "οδοσ σ"), ("ẞ", "ß")]
)
def test_lower(text: str, low: str) -> None:
    assert lower(text) == low


@given(texts)
@quick
def test_foreign_characters_are_those_above_ascii(text: str) -> None:
    assert foreign_characters(text) == "".join(char for char in text if not char.isascii())


def test_no_letter_that_shows_as_an_ascii_one_is_overlooked() -> None:
    """What rules a word out must know of every character that a reader takes for a letter of it."""
    overlooked = []
    for char in map(chr, [*range(0x80, 0x3000), *range(0xA000, 0xAC00), *range(0xF900, 0x20000)]):
        if unicodedata.category(char)[0] in "LNS" and (shown := _ascii_letters(char)):
            view = View(f"x{char}x")
            if view.lacks(shown.encode()) and shown in view.bare:
                overlooked.append(char)
    assert overlooked == []


def _ascii_letters(char: str) -> str:
    return "".join(c for c in lower(looks(visible(f"x{char}x")))[1:-1] if c.isascii() and c.isalnum())


def test_marks_without_end_are_composed_in_linear_time() -> None:
    """Sorting so many marks at once would take hours; the letters around them are composed all the same."""
    marks = "\u0315\u0300\u0323" * 200_000
    text = visible(f"cafe\u0301 a{marks} ete\u0301")
    assert text.startswith("café ")
    assert text.endswith(" eté")
    assert visible("e" + "\u0301" * 3) == unicodedata.normalize("NFC", "e" + "\u0301" * 3)


def test_a_long_run_of_letters_beside_a_mixed_word_is_read_in_linear_time() -> None:
    """Trying the run from each of its letters would take hours."""
    text = "s\u0430lt " + "한" * 1_000_000
    assert looks(text) == "salt " + "한" * 1_000_000
