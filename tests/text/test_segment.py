"""Words, sentences, paragraphs and lines: the table of awkward cases, and what must hold on any text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.strategies import ascii_prose, disguised, texts

from gonogo.testing.tables import rows
from gonogo.text import segment, words
from gonogo.text.chars import visible
from gonogo.text.view import View

CASES = rows("segment_cases")
KINDS = ("words", "sentences", "paragraphs", "lines")
quick = settings(max_examples=120, deadline=None)


def _single_blanks(pieces: list[str]) -> list[str]:
    return [" ".join(piece.split()) for piece in pieces]


# ---------------------------------------------------------------------- the table
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_awkward_case(case: dict[str, Any]) -> None:
    view = View(case["text"])
    parts = getattr(view, case["kind"])
    found = [case["text"][slice(*view.origin(start, end))] for start, end in parts.offsets]
    assert _single_blanks(found) == _single_blanks(case["expected"]), case["note"]


def test_the_table_is_large_and_names_each_case_once() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES) >= 400
    assert {case["kind"] for case in CASES} == set(KINDS)


def test_expected_pieces_of_the_table_stand_in_the_text_in_order() -> None:
    for case in CASES:
        rest = case["text"]
        for piece in case["expected"]:
            assert piece in rest, case["id"]
            rest = rest[rest.index(piece) + len(piece) :]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
@pytest.mark.parametrize("form", ["NFC", "NFD", "crlf"])
def test_a_reader_sees_the_same_in_another_encoding(case: dict[str, Any], form: str) -> None:
    plain, other = View(case["text"]), View(disguised(case["text"], form))
    assert list(getattr(other, case["kind"])) == list(getattr(plain, case["kind"]))


# ---------------------------------------------------------------------- words
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the end.Next one", ["the", "end", "Next", "one"]),
        ("a Ph.D in e.g. Node.JS", ["a", "Ph.D", "in", "e.g", "Node.JS"]),
        ("re**mark**able and **bold**", ["re**mark**able", "and", "bold"]),
        ("See www.a.b/c?d. Or https://x.y/z, now", ["See", "www.a.b/c?d", "Or", "https://x.y/z", "now"]),
        ("1. one\n2) two\n> 3. three\n- 4. four", ["one", "two", "three", "four"]),
        ("   12. twelve", ["twelve"]),
        ("1.5 litres", ["1.5", "litres"]),
        ("- five", ["five"]),
        ("press 1️⃣ or #️⃣", ["press", "or"]),
        ("[text](http://a.b/c_(d) \"title\") end", ["text", "end"]),
        ("[a](b (c", ["a", "b", "c"]),
        ("```python\nx = 1\n```\n~~~ sh\nls\n~~~", ["x", "1", "ls"]),
        ("☃\ufe0f\u0301 a\u0301", ["á"]),
        ("今天 hello天气", ["今", "天", "hello", "天", "气"]),
        ("カー", ["カー"]),
        ("か\u3099き", ["が", "き"]),
        ("𠀀𠀁 𝐇𝐢 😀", ["𠀀", "𠀁", "𝐇𝐢"]),
        ("เราไปตลาด", ["เรา", "ไปต", "ลาด"]),
        ("e\u0301te\u0301 \u1780\u17b6\u1780\u1780\u1780\u1780", ["été", "\u1780\u17b6\u1780\u1780", "\u1780\u1780"]),
        ("\u0301 วันนี้", ["วันนี้"]),
        ("", []),
        ("— * ___ 🎉", []),
        ("10–20 and one–two", ["10–20", "and", "one", "two"]),
    ],
)  # fmt: skip
def test_words(text: str, words: list[str]) -> None:
    assert list(View(text).words) == words
    assert View(text).count_words() == len(words)


@given(texts)
@quick
def test_words_stand_in_order_and_part_neither_each_other_nor_blanks(text: str) -> None:
    text = visible(text)
    starts, ends = words.words(text)
    assert len(starts) == len(ends) == words.count_words(text)
    last = 0
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        assert last <= start < end <= len(text)
        assert not any(map(str.isspace, text[start:end]))
        last = end


@given(texts, st.integers(1, 30), st.integers(1, 60))
@quick
@example("word " * 400, 2, 1)
@example("x" * 600, 1, 1)
@example("word\n" * 400, 2, 1)
@example("* \n" * 400 + "word", 1, 1)
@example("— " * 900 + "word " * 5, 3, 1)
def test_counting_words_may_stop_early(text: str, stop: int, times: int) -> None:
    text = visible(text) * times
    exact, early = words.count_words(text), words.count_words(text, stop)
    assert early == exact if exact < stop else stop <= early <= exact


# ---------------------------------------------------------------------- sentences
@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Run `a. B. c` now. Then `x` stop.", ["Run `a. B. c` now.", "Then `x` stop."]),
        ("He works at Acme Inc. The firm is old.", ["He works at Acme Inc.", "The firm is old."]),
        ("He works at Acme Inc. downtown now.", ["He works at Acme Inc. downtown now."]),
        ("He left at 5 p.m. Anna stayed.", ["He left at 5 p.m. Anna stayed."]),
        ("Salt, sugar, etc. Anna stayed.", ["Salt, sugar, etc.", "Anna stayed."]),
        ("Born in Washington D.C. 1900 was cold.", ["Born in Washington D.C. 1900 was cold."]),
        ("See No. 5 here. He said no. Then he left.", ["See No. 5 here.", "He said no.", "Then he left."]),
        ("J. R. Smith wrote it. So did I. Then we left.", ["J. R. Smith wrote it.", "So did I.", "Then we left."]),
        ("It was plan b. Then it rained.", ["It was plan b.", "Then it rained."]),
        ("Do this: 1. Mix well. 2. Bake it.", ["Do this: 1. Mix well.", "2. Bake it."]),
        ("Es war der 3. Mai im Jahr. Dann kam er.", ["Es war der 3. Mai im Jahr.", "Dann kam er."]),
        ("It is on Sept. 3. Be on time.", ["It is on Sept. 3.", "Be on time."]),
        ("Page 7. Then more text came.", ["Page 7.", "Then more text came."]),
        ("\"Stop!\" Anna shouted. \"Why?\" The dog sat.", ["\"Stop!\" Anna shouted.", "\"Why?\"", "The dog sat."]),
        ("Wait . . . what is this? Yes!", ["Wait . . . what is this?", "Yes!"]),
        ("Wait… what is it? No... really now.", ["Wait… what is it?", "No... really now."]),
        ("end.Next one came. U.S.A won.", ["end.", "Next one came.", "U.S.A won."]),
        ("Great news 🎉! Come along. 👍🏽 See you there.", ["Great news 🎉!", "Come along. 👍🏽", "See you there."]),
        ("「行くよ。」と言った。雨だ。", ["「行くよ。」と言った。", "雨だ。"]),
        ("قال نعم؟ ثم ذهب الرجل.", ["قال نعم؟", "ثم ذهب الرجل."]),
        ("He asked what?! Then left.", ["He asked what?!", "Then left."]),
        ("One .net tool. Two more here.", ["One .net tool.", "Two more here."]),
        ("A dog . and a cat here.", ["A dog . and a cat here."]),
        ("(He left.) She stayed.", ["(He left.)", "She stayed."]),
        ("Roses are red here\nViolets are blue here", ["Roses are red here", "Violets are blue here"]),
        ("We went home,\nAnd we slept there", ["We went home,\nAnd we slept there"]),
        ("The list follows here:\nMilk and bread", ["The list follows here:", "Milk and bread"]),
        ("* one,\n  Two of it\n* three", ["one,", "Two of it", "three"]),
        ("Dear John,\n\nI write to you today\n\nBest", ["I write to you today"]),
        ("Just this", ["Just this"]),
        ("Just this\n\nAnd that", []),
        ("# Head\n\n| a | b |\n\n---\n\n**Bold line**\n\n**Bold ends here.**", ["**Bold ends here.**"]),
        ("Text here is.\n\n    code = 1\n\nMore of it.", ["Text here is.", "More of it."]),
        ("Text one here.\n```\ncode. More.\n```\nText two here.", ["Text one here.", "Text two here."]),
        ("```\ncode. More.", []),
        ("a) First of all\nb) Second of it\n(3) third", ["First of all", "Second of it", "third"]),
        ("> Quoted here.\n> And more.", ["Quoted here.", "And more."]),
        ("今天天气很好我们去公园", ["今天天气很好我们去公园"]),
        ("1984 was a year", ["1984 was a year"]),
        ("...\n\n!!!", []),
        ("今天天气很好\n\n我们去公园玩\n\n明天下雨了吗\n\n再见朋友们了", ["今天天气很好", "我们去公园玩", "明天下雨了吗", "再见朋友们了"]),
        ("one\n\ntwo\n\nthree\n\nfour\n\nThis is it.", ["This is it."]),
        ("Salt etc. ... Anna left. 🎉", ["Salt etc. ...", "Anna left. 🎉"]),
        ("Salt etc. ... Anna left.", ["Salt etc. ...", "Anna left."]),
        ("", []),
    ],
)  # fmt: skip
def test_sentences(text: str, sentences: list[str]) -> None:
    assert list(View(text).sentences) == sentences


@given(texts)
@quick
def test_sentences_stand_in_order_and_hold_something_to_read(text: str) -> None:
    view = View(text)
    last = 0
    for (start, end), shown in zip(view.sentences.offsets, view.sentences, strict=True):
        assert last <= start < end <= len(view.text)
        assert any(map(str.isalnum, shown))
        last = end


@given(texts, st.integers(1, 8))
@quick
def test_finding_sentences_may_stop_early(text: str, stop: int) -> None:
    text = visible(text)
    every, early = segment.sentences(text), segment.sentences(text, stop)
    assert early == every if len(every) < stop else every[: len(early)] == early and len(early) >= stop


@given(ascii_prose)
@quick
@example("Salt is good. sea is bad? Yes")
@example("It was 7. 8. 9. Then more came.")
@example("Wait . . . what is it? e.g. ... Sea here now")
def test_the_pattern_for_plain_texts_finds_what_the_full_one_finds(text: str) -> None:
    # an emoji on a line of its own is no sentence, but lets the text be read by the full pattern
    assert segment.sentences(f"{text}\n\n🎉") == segment.sentences(f"{text}\n\n***")


# ---------------------------------------------------------------------- paragraphs and lines
@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One.\n \t\n\nTwo.\n\n---\n\n\n  Three.  ", ["One.", "Two.", "Three."]),
        ("```\na\n\nb\n```\n\nEnd.", ["```\na\n\nb\n```", "End."]),
        ("~~~\na\n\nb", ["~~~\na\n\nb"]),
        ("", []),
        ("\n\n***\n\n", []),
    ],
)
def test_paragraphs(text: str, paragraphs: list[str]) -> None:
    assert list(View(text).paragraphs) == paragraphs


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\n\n b \r\nc", ["a", "b", "c"]),
        ("", []),
        (" \n\t\n", []),
        ("***", ["***"]),
        ("a\u2028b\x0bc", ["a", "b", "c"]),
    ],
)
def test_lines(text: str, lines: list[str]) -> None:
    assert list(View(text).lines) == lines


@given(texts)
@quick
def test_paragraphs_and_lines_stand_in_order_without_blanks_around_them(text: str) -> None:
    view = View(text)
    for parts in (view.paragraphs, view.lines):
        last = 0
        for (start, end), shown in zip(parts.offsets, parts, strict=True):
            assert last <= start < end <= len(view.text)
            assert shown == shown.strip()
            last = end
    assert len(view.paragraphs) <= len(view.lines)


@pytest.mark.parametrize(
    ("text", "start", "end", "span"), [(" a ", 0, 3, (1, 2)), ("   ", 0, 3, (3, 3)), ("ab", 1, 2, (1, 2))]
)
def test_strip(text: str, start: int, end: int, span: tuple[int, int]) -> None:
    assert segment.strip(text, start, end) == span


@pytest.mark.parametrize(
    ("text", "fences"),
    [
        ("no code", []),
        ("```\na\n```", ["```\na\n```"]),
        ("a\n````\n```\n````\nb", ["````\n```\n````"]),
        ("~~~ sh\nls", ["~~~ sh\nls"]),
        ("``` a\n```\n\n```\nb\n```", ["``` a\n```", "```\nb\n```"]),
    ],
)
def test_fenced(text: str, fences: list[str]) -> None:
    assert [text[a:b] for a, b in segment.fenced(text)] == fences
