"""Units: what can be counted, and that fast and slow ways of counting agree."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.strategies import disguised, texts

from gonogo import registry
from gonogo.amount import at_least, at_most, between, exactly
from gonogo.draft import Block, Draft, Sentence, Token
from gonogo.errors import CannotConstruct, SpecError
from gonogo.text.view import View
from gonogo.units import (
    PREFIX,
    Bullets,
    CapitalWords,
    Commas,
    Highlights,
    Keyword,
    Letter,
    Lines,
    Marked,
    Paragraphs,
    Placeholders,
    Sentences,
    Unit,
    Words,
)

UNITS: list[Unit] = [
    Words(), Sentences(), Paragraphs(), Lines(), Bullets(), Highlights(), Placeholders(), Commas(), CapitalWords(),
    Letter(letter="e"), Letter(letter="#"), Letter(letter="é"), Keyword(keyword="salt"), Keyword(keyword="ice cream"),
    Keyword(keyword="don't"), Keyword(keyword="C++"), Keyword(keyword="été"), Keyword(keyword="天"), Keyword(keyword="10"),
]  # fmt: skip
NAMES = [f"{unit.NAME}{unit.model_dump() or ''}" for unit in UNITS]
each_unit = pytest.mark.parametrize("unit", UNITS, ids=NAMES)
quick = settings(max_examples=60, deadline=None)


# ---------------------------------------------------------------------- any unit, any text
@each_unit
@given(text=texts)
@quick
@example("``` JSON\n{}\n```")
@example("K팝")
@example("to day, today sa lt salt")
def test_the_count_is_the_number_of_spans(unit: Unit, text: str) -> None:
    view = View(text)
    assert unit.count(view) == unit.count(View(text)) == len(unit.spans(View(text)))


@each_unit
@given(text=texts, stop=st.integers(1, 5))
@quick
def test_a_count_that_may_stop_decides_the_same(unit: Unit, text: str, stop: int) -> None:
    exact, early = unit.count(View(text)), unit.count(View(text), stop)
    assert early == exact if exact < stop else early >= stop


@each_unit
@given(text=texts)
@quick
def test_units_stand_in_order_inside_the_text(unit: Unit, text: str) -> None:
    view = View(text)
    last = 0
    for start, end in unit.spans(view):
        assert last <= start < end <= len(view.text)
        last = end


@each_unit
@pytest.mark.parametrize("form", ["NFC", "NFD", "crlf", "zero width"])
@given(text=texts)
@settings(max_examples=25, deadline=None)
def test_what_a_reader_cannot_see_changes_no_count(unit: Unit, form: str, text: str) -> None:
    text = text.replace("\r", "")
    assert unit.count(View(disguised(text, form))) == unit.count(View(disguised(text, "NFC")))


@pytest.mark.parametrize(
    ("unit", "n"),
    [
        pytest.param(unit, n, id=f"{name}-{n}")
        for unit, name in zip(UNITS, NAMES, strict=True)
        for n in (0, 1, 5)
        if n >= unit.LEAST
    ],
)
def test_a_draft_comes_to_hold_exactly_n(unit: Unit, n: int) -> None:
    for seed in range(4):
        rng = Random(seed)
        draft = Draft.filler(rng)
        unit.resize(draft, 7, rng)
        unit.resize(draft, n, rng)
        assert unit.count(View(draft.render())) == n, draft.render()


def _given(unit: Unit) -> list[str]:
    return [str(value) for value in unit.model_dump().values() if value is not None]


@each_unit
def test_the_instruction_names_number_parameters_and_place(unit: Unit) -> None:
    said = unit.sentence(between(2, 7), "in the first line")
    assert all(part in said for part in ("between 2 and 7", "in the first line", *_given(unit)))
    assert "in the" not in unit.sentence(at_least(2), "")
    assert unit.sentence(exactly(0), "").endswith((".", "case."))


@pytest.mark.parametrize("kind", [kind for kind in registry.kinds(plugins=False) if kind.startswith(PREFIX)])
def test_the_wording_of_every_unit_can_be_filled_in(kind: str) -> None:
    """A name in braces that nothing stands for would raise; the place is named whatever the amount is."""
    for seed in range(10):
        unit = registry.find(kind).sample(Random(seed))
        for amount in (exactly(0), exactly(1), at_least(2)):
            said = unit.sentence(amount, "in the first line")
            assert " in the first line" in said
            assert amount.wording() in said or amount.high == 0
            assert len(unit.sentence(amount, "")) == len(said) - len(" in the first line")


@each_unit
def test_what_is_drawn_is_valid_and_repeatable(unit: Unit) -> None:
    for seed in range(10):
        made = type(unit).sample(Random(seed))
        assert made == type(unit).sample(Random(seed))
        assert made.amounts(Random(seed)) == made.amounts(Random(seed))


@pytest.mark.parametrize(
    ("amount", "noun"),
    [
        (exactly(1), "word"),
        (at_most(1), "word"),
        (at_least(1), "word"),
        (at_least(2), "words"),
        (between(1, 2), "words"),
    ],
)
def test_nouns_agree_with_numbers(amount: Any, noun: str) -> None:
    assert Words().noun(amount) == noun


def test_what_a_unit_has_to_write() -> None:
    class Nothing(Unit):
        """Without a name it makes no kind."""

    class Mark(Marked):
        """Nor does this one."""

    assert not any(owner in (Nothing, Mark) for owner in registry.kinds(plugins=False).values())
    for call in (lambda: Nothing().count(View("a")), lambda: Nothing().resize(Draft(), 1, Random(0)),
                 lambda: Mark().made(Random(0)), lambda: Mark().is_one("a")):  # fmt: skip
        with pytest.raises(NotImplementedError):
            call()


def test_the_name_makes_the_kind() -> None:
    for unit in UNITS:
        assert registry.find(PREFIX + unit.NAME) is type(unit)


# ---------------------------------------------------------------------- one by one
@pytest.mark.parametrize(
    ("unit", "text", "found"),
    [
        (Placeholders(), "Dear [name], from [home address].", ["[name]", "[home address]"]),
        (Placeholders(), "[] [ ] [x] [1] [...] [^1]", []),
        (Placeholders(), "As shown.[^note]", []),
        (Placeholders(), "Shown [^note] here.", []),
        (Placeholders(), "[link](http://a.b) ![image](c.png) a[index] f()[index] x_[index]", []),
        (Placeholders(), "![image] alone, [a](b", ["[image]", "[a]"][:1]),
        (Placeholders(), "![my image](half of it", []),
        (Placeholders(), "[first][last]", ["[first]", "[last]"]),
        (Placeholders(), "x = ['red', 'green'] and [\"one\"]", []),
        (Placeholders(), "```\n[code]\n```\nand [name]", ["[name]"]),
        (Placeholders(), "```\nDear [name]\n```", ["[name]"]),
        (Placeholders(), "[名] and [X1] but not [X ]", ["[名]", "[X1]"]),
        (Highlights(), "*One part* and **two** and _three_", ["*One part*", "**two**", "_three_"]),
        (Highlights(), "*a* and **!** and *天*", ["*天*"]),
        (Commas(), "a, b， c、d", [",", "，", "、"]),
        (Letter(letter="A"), "Banana á", ["a", "a", "a"]),
        (Letter(letter="É"), "été Éte\u0301", ["é", "é", "É", "é"]),
        (Letter(letter="ß"), "ẞß", ["ẞ", "ß"]),
        (Letter(letter="i"), "Iİi", ["I", "i"]),
        (CapitalWords(), "NASA said DON'T to the CIA's X1 AB3 I A ÉTÉ.", ["NASA", "DON'T", "CIA's", "AB3", "ÉTÉ"]),
        (CapitalWords(), "McDonald iPhone state-OF-art A-B", ["A-B"]),
        (Keyword(keyword="ice cream"), "Ice\n cream, **ice** cream, icecream, ice\u00a0CREAM", ["Ice\n cream", "ice** cream", "ice CREAM"]),
        (Keyword(keyword="don"), "I don't. Don can. don’t", ["Don"]),
        (Keyword(keyword="5"), "5, 15, 1,5, 5.5 and $5", ["5", "5"]),
        (Keyword(keyword="cat"), "cat's cat-like concat catty cat", ["cat", "cat", "cat"]),
        (Keyword(keyword="caf"), "cafe\u0301 caf", ["caf"]),
        (Keyword(keyword="天"), "今天天气", ["天", "天"]),
        (Keyword(keyword="remarkable"), "re**mark**able", ["re**mark**able"]),
        (Keyword(keyword="x_y"), "x_y _x_y_ x_", ["x_y", "x_y"]),
        (Keyword(keyword="\"oui\""), "«oui» “oui”", ["«oui»", "“oui”"]),
        (CapitalWords(), "``` JSON\n{}\n```\nand [NASA](http://a.b/NASA \"NASA X\")", ["NASA"]),
        (Bullets(), "- a\n- b", ["- a", "- b"]),
    ],
)  # fmt: skip
def test_where_the_units_are(unit: Unit, text: str, found: list[str]) -> None:
    view = View(text)
    assert [view.text[a:b].strip("*" if unit.NAME == "keyword" else "") for a, b in unit.spans(view)] == found
    assert unit.count(View(text)) == len(found)


def test_many_odd_words_in_capitals_are_all_counted() -> None:
    text = " ".join(f"A{i}B-C{i}D" for i in range(60))
    assert CapitalWords().count(View(text)) == CapitalWords().count(View(text), 100) == 60


@pytest.mark.parametrize("letter", ["", "ab", " ", "\n"])
def test_a_letter_is_one_visible_character(letter: str) -> None:
    with pytest.raises(SpecError, match=r"must be one visible character; for a word use count\.keyword"):
        Letter(letter=letter)


@pytest.mark.parametrize("keyword", ["\u200b", "   ", "\u00ad \ufeff"])
def test_a_keyword_shows_something(keyword: str) -> None:
    with pytest.raises(SpecError, match="shows nothing that could be found"):
        Keyword(keyword=keyword)


@pytest.mark.parametrize(("unit", "text"), [(Letter(letter="E"), "e"), (Keyword(keyword="Straße"), "STRASSE straße")])
def test_case_does_not_matter(unit: Unit, text: str) -> None:
    assert unit.count(View(text)) == 1


# ---------------------------------------------------------------------- drafts
def test_too_few_letters_remain_where_no_filler_is_left() -> None:
    with pytest.raises(CannotConstruct, match="no filler word is left"):
        Letter(letter="e").resize(
            Draft(vocabulary=("sea",), blocks=[Block(sentences=[Sentence([Token("sea")])])]), 0, Random(0)
        )


def test_locked_letters_give_way_too() -> None:
    rng = Random(1)
    draft = Draft.filler(rng)
    draft.insert("eerie", rng)
    draft.insert("[e]", rng)
    Letter(letter="e").resize(draft, 1, rng)
    assert Letter(letter="e").count(View(draft.render())) == 1


def test_a_letter_that_no_filler_word_holds_stands_alone() -> None:
    rng = Random(1)
    draft = Draft.filler(rng)
    Letter(letter="é").resize(draft, 2, rng)
    assert Letter(letter="é").count(View(draft.render())) == 2


def test_bullets_go_into_an_empty_draft() -> None:
    draft = Draft()
    Bullets().resize(draft, 2, Random(0))
    assert Bullets().count(View(draft.render())) == 2


@quick
@given(text=texts)
def test_no_count_exceeds_the_most_there_can_be(text: str) -> None:
    for unit in (Words(), Sentences()):
        most = unit.most(View(text))
        assert most is None or unit.count(View(text)) <= most
