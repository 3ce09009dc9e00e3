"""Finding words and phrases: fast and slow ways agree, and letters inside another word do not count."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.strategies import disguised, texts

from gonogo.text.matching import keyword_spans, needle, occurrences, stands_alone
from gonogo.text.view import View, bare, bare_with_places, plain


@given(
    texts,
    st.sampled_from(
        [
            "salt",
            "sea",
            "ice cream",
            "don",
            "don't",
            "nasa",
            "10",
            "1,234.5",
            "e.g",
            "a",
            "ab",
            "天",
            "été",
            "x_y",
            "r&d",
            "«oui»",
            "name",
            "two words",
        ]
    ),
)
@settings(max_examples=500, deadline=None)
@example("🄰🄱", "ab")
@example("to day, today", "today")
@example("**salt**y and re**mark**able", "salt")
@example("un**salt**", "salt")
@example("to\nday", "today")
@example("\u2024e.g\u1fbe", "a")
@example("don’t", "don")
def test_occurrences_are_as_many_as_their_spans(text: str, keyword: str) -> None:
    wanted = needle(keyword)
    assert occurrences(View(text), wanted) == len(keyword_spans(View(text), wanted))


@given(
    st.text("salté天ー1.,' \n*`~_", max_size=20),
    st.sampled_from(["a", "sa", "salt", "a l", "é", "1", "1.1", "天", "a's"]),
)
@settings(max_examples=1_000, deadline=None)
def test_markers_of_every_kind_change_no_count(text: str, keyword: str) -> None:
    spans = keyword_spans(View(text), keyword)
    assert occurrences(View(text), keyword) == len(spans)
    assert all(plain(text[start:end]) == keyword or " " in keyword for start, end in spans)


@given(st.one_of(texts, st.text("sa天ー_*`~ \n\u0301", max_size=20)))
@settings(max_examples=300, deadline=None)
def test_what_is_left_without_markers_is_known_by_its_place(text: str) -> None:
    shown, places = bare_with_places(text)
    assert shown == bare(text)
    assert "".join(text[place] for place in places) == shown


@given(st.lists(st.sampled_from(["カー", "天", "é", "x̣", " \u0301", *"sa1.' `~*"]), max_size=15).map("".join))
@settings(max_examples=500, deadline=None)
def test_a_word_of_the_text_is_found_as_a_keyword(text: str) -> None:
    """One definition of a word serves those who count words and those who look for one.

    Not so where emphasis begins right beside a stop (``1.*5*``): a reader may see one number or two.
    """
    view = View(re.sub(r"\*+\.|\.\*+", ".", text))
    for word in view.words:
        assert occurrences(view, needle(word), 1), word


@given(
    texts,
    st.sampled_from(["salt", "sea", "ice cream", "don't"]),
    st.sampled_from(["bare", "flowing", "folded", "looks"]),
)
@settings(max_examples=100, deadline=None)
def test_occurrences_do_not_depend_on_what_was_computed_before(text: str, keyword: str, name: str) -> None:
    used = View(text)
    assert getattr(used, name) is not None
    assert occurrences(used, keyword) == occurrences(View(text), keyword)


@given(texts, st.sampled_from(["salt", "ice cream", "don't", "cat"]))
@settings(max_examples=100, deadline=None)
def test_a_keyword_that_is_written_is_found(text: str, keyword: str) -> None:
    assert occurrences(View(f"{text}\n\n{keyword}"), needle(keyword)) > 0


@pytest.mark.parametrize(
    ("text", "word", "alone"),
    [
        ("salt", "salt", True), ("salty", "salt", False), ("asalt", "salt", False), ("cat's", "cat", True),
        ("don't", "don", False), ("1,234", "234", False), ("1,234", "1", False), ("x,234", "234", True), ("1.", "1", True),
        ("今天", "天", True), ("\u0301salt", "salt", True), (" \u0301\u0302salt", "salt", True), ("x\u0301\u0302salt", "salt", False),
        ("\U0001f44d\ufe0fsalt", "salt", True), ("salt\u0301", "salt", False), ("c++", "c", True), ("(a)", "(a)", True),
        (",5", "5", True), ("$5", "$5", True), ("sea天", "sea", True), ("天sea", "sea", True), ("サーバーGPUの", "GPU", True),
        ("seaー", "sea", False), ("sea한", "sea", True), ("한sea", "sea", False), ("тsea", "sea", False),
        ("メーカーの", "メーカー", True), ("メーカーABC", "メーカー", True),
    ],
)  # fmt: skip
def test_stands_alone(text: str, word: str, alone: bool) -> None:
    start = text.index(word)
    assert stands_alone(text, start, start + len(word)) is alone


def test_needles() -> None:
    assert needle(" Ice\n **Cream** ") == "ice cream"
    assert needle("***") == "***"
    assert needle("Don’t") == "don't"


@given(texts, st.sampled_from(["salt", "ice cream", "don't", "e.g", "nasa", "10"]), st.integers(1, 4))
@settings(max_examples=100, deadline=None)
def test_finding_may_stop_early(text: str, keyword: str, stop: int) -> None:
    exact, early = occurrences(View(text), keyword), occurrences(View(text), keyword, stop)
    assert early == exact if exact < stop else early >= stop


@given(texts, st.sampled_from(["salt", "ice cream", "don't", "été"]), st.sampled_from(["NFD", "crlf", "zero width"]))
@settings(max_examples=100, deadline=None)
def test_what_a_reader_cannot_see_hides_nothing(text: str, keyword: str, form: str) -> None:
    text = text.replace("\r", "")
    assert occurrences(View(disguised(text, form)), needle(keyword)) == occurrences(View(text), needle(keyword))


@pytest.mark.parametrize(
    ("text", "keyword", "n"),
    [
        ("salt.", "salt", 1), ("_salt_ and __salt__", "salt", 2), ("~~salt~~", "salt", 1), ("sa`lt`", "salt", 1),
        ("salt é salty", "salt", 1), ("ésalt", "salt", 0), ("salté", "salt", 0), ("“salt”", "salt", 1),
        ("don’t", "don't", 1), ("don’t", "don", 0), ("pаypаl", "paypal", 1), ("ｓａｌｔ", "salt", 1),
        ("1,000 1000", "1000", 1), ("ice_ _cream", "ice cream", 1), ("ice\n\ncream", "ice cream", 1), ("ice-cream", "ice cream", 0),
        ("well‑known well-known", "well-known", 2), ("aaa aa", "aa", 1), ("天天天", "天天", 1), ("(a) a)", "(a)", 1),
        ("c++ c+++", "c++", 2), ("", "salt", 0), ("!!", "!", 2), ("été été's", "été", 2), ("e\u0301te\u0301", "été", 1),
        ("naïve`a", "naïve", 1), ("a..don't`a", "don't", 1), ("the `View`s", "view", 1), ("sa`lt`", "sa", 1), ("1`.5", "1", 1),
        ("un~~salt~~", "salt", 1), ("un~~salt~~", "unsalt", 1), ("un**salt**", "salt", 0), ("un****salt", "salt", 1),
        ("cop~per", "copper", 0), ("snake__case", "snakecase", 0), ("snake__case", "case", 1), ("ice __ cream", "ice cream", 1),
        ("(`ice`\n\n`cream`)", "ice cream", 1), ("sea天", "sea", 1), ("サーバーGPUの", "gpu", 1), ("a*b`c", "c", 1),
    ],
)  # fmt: skip
def test_occurrences(text: str, keyword: str, n: int) -> None:
    assert occurrences(View(text), needle(keyword)) == n
    assert len(keyword_spans(View(text), needle(keyword))) == n
