"""Counting: building, scopes, reasons, and the constructive half."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gonogo.amount import at_least, between, exactly, multiple_of
from gonogo.constraint import Bound, parse
from gonogo.constraints.counting import Count
from gonogo.draft import Draft
from gonogo.errors import CannotConstruct, SpecError, UnknownValue
from gonogo.scopes import Scope
from gonogo.text.view import View
from gonogo.units import Keyword, Sentences, Words


def count(unit: Any = "words", **data: Any) -> Count:
    return parse({"kind": f"count.{unit}", **data})  # type: ignore[return-value]


# ---------------------------------------------------------------------- building
def test_a_unit_object_a_unit_name_and_a_kind_say_the_same() -> None:
    meant = count(amount={"low": 3})
    assert Count(unit=Words(), amount=at_least(3)) == meant  # type: ignore[call-arg]
    assert Count(unit="words", amount={"low": 3}) == meant  # type: ignore[arg-type, call-arg]
    assert Count.model_validate(meant) == meant
    assert count(amount=3).amount == exactly(3)


@pytest.mark.parametrize(
    ("data", "error", "said"),
    [
        ({"kind": "count.words"}, SpecError, "count.words: field 'amount' is missing, e.g. .* for at least 3"),
        (
            {"kind": "count.words", "amount": 3, "scop": {}},
            SpecError,
            "count.words: unknown field 'scop'; did you mean 'scope'",
        ),
        (
            {"kind": "count.keyword", "amount": 3, "keyword": "a", "zzz": 1},
            SpecError,
            "count.keyword: unknown field 'zzz'; its fields are keyword, amount, scope",
        ),
        ({"kind": "count.keyword", "amount": 3}, SpecError, "^count.keyword: field 'keyword' is missing"),
        ({"kind": "count.words", "low": 3}, SpecError, r"'low'; put it in amount: \{\"amount\": \{\"low\": 3}}"),
        ({"kind": "count.words", "max": 3}, SpecError, r"'max'; put it in amount: \{\"amount\": \{\"high\": 3}}"),
        ({"kind": "count.words", "amount": {"min": 3}}, SpecError, "unknown field 'min'; did you mean 'low'"),
        ({"kind": "count.words", "amount": {"max": 3}}, SpecError, "unknown field 'max'; did you mean 'high'"),
        (
            {"kind": "count.words", "amount": 3, "scope": "each sentence"},
            SpecError,
            "^count.words: scope = 'each sentence': an object is expected, with where, of, n, title$",
        ),
        ({"kind": "count.words", "amount": {"low": 3, "high": 1}}, SpecError, "leaves nothing"),
        ({"kind": "count.words", "amount": 3, "scope": {"where": "first"}}, SpecError, "scope 'first' needs 'of'"),
        ({"kind": "count.wrods", "amount": 3}, UnknownValue, "did you mean 'count.words'"),
    ],
)
def test_data_that_says_no_count(data: dict[str, Any], error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        parse(data)


def test_what_is_not_counted_takes_no_unit() -> None:
    with pytest.raises(SpecError, match="title is not counted; it takes no unit"):
        Count(kind="title", amount=3)  # type: ignore[call-arg, arg-type]


def test_what_is_no_object_at_all() -> None:
    with pytest.raises(ValueError, match="Count"):
        Count.model_validate("count.words")


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "count.words", "amount": {"low": 3}},
        {"kind": "count.words", "amount": {"high": 0}},
        {"kind": "count.words", "amount": {"low": 4, "high": 8, "step": 2}},
        {
            "kind": "count.keyword",
            "keyword": "sea",
            "amount": {"low": 1, "high": 1},
            "scope": {"where": "nth", "of": "line", "n": 2},
        },
    ],
)
def test_the_json_is_flat_and_short(data: dict[str, Any]) -> None:
    assert parse(data).to_dict() == data


# ---------------------------------------------------------------------- deciding
@pytest.mark.parametrize(
    ("constraint", "text", "passed", "measured", "reason"),
    [
        (count(amount={"low": 2}), "One two three.", True, 3, "3 words"),
        (count(amount={"low": 2}), "One.", False, 1, "1 word, wanted at least 2"),
        (count(amount=1, scope={"where": "first", "of": "line"}), "One\ntwo three", True, 1, "1 word"),
        (count(amount=1, scope={"where": "last", "of": "line"}), "One\ntwo three", False, 2, "2 words, wanted exactly 1"),
        (count(amount=1, scope={"where": "nth", "of": "line", "n": 3}), "One\ntwo", False, None, "there is no third line"),
        (count(amount=1, scope={"where": "each", "of": "paragraph"}), "***", False, None, "there is no paragraph"),
        (count(amount={"low": 2}, scope={"where": "each", "of": "line"}), "a b\nc d e", True, 2, "2 words"),
        (count(amount=2, scope={"where": "each", "of": "line"}), "a b\nc\nd e f g h", False, 5, "2 of 3 lines off, the worst with 5 words"),
        (count(amount={"low": 4}, scope={"where": "prose"}), "a b\n\n```\ncode here\n```\n\nc d", True, 4, "4 words"),
        (count(amount={"low": 3}, scope={"where": "code"}), "a b\n\n```\ncode here\n```\n\nc d", False, 2, "2 words, wanted at least 3"),
        (count(amount={"low": 1}, scope={"where": "code"}), "none", False, None, "there is no code blocks"),
        (count("keyword", keyword="sea", amount={"low": 1}), "no", False, 0, "0 times, wanted at least 1"),
    ],
    ids=str,
)  # fmt: skip
def test_verdicts(constraint: Count, text: str, passed: bool, measured: int | None, reason: str) -> None:
    verdict = constraint.judge(View(text))
    assert (verdict.passed, verdict.measured, verdict.reason) == (passed, measured, reason)


def test_evidence_within_a_scope_points_into_the_original() -> None:
    source = "Intro\u200b here.\r\n\r\nThe sea, the sea."
    verdict = count("keyword", keyword="sea", amount=2, scope={"where": "nth", "of": "paragraph", "n": 2}).judge(
        View(source)
    )
    assert verdict.passed
    assert [source[a:b] for a, b in verdict.spans] == ["sea", "sea"]


def test_a_part_of_a_part_is_shown_in_the_whole() -> None:
    view = View("Ignore this line. The sea is wide.")
    part = view.part(18, len(view.text))
    verdict = count("keyword", keyword="sea", amount=1, scope={"where": "first", "of": "sentence"}).judge(part)
    assert [part.text[a:b] for a, b in verdict.local_spans()] == ["sea"]
    assert [view.source[a:b] for a, b in verdict.spans] == ["sea"]


def test_scores_of_parts_are_averaged() -> None:
    each = count(amount=2, scope={"where": "each", "of": "line"})
    assert each.score("a b\nc d") == 1.0
    assert 0 < each.score("a b c d e f g h\nx y z w v u") < each.score("a b\nc d e") < 1.0


# ---------------------------------------------------------------------- constructing
def test_describe_implies_and_sample() -> None:
    scoped = count("keyword", keyword="sea", amount=2, scope={"where": "each", "of": "line"})
    assert scoped.describe() == 'Use "sea" exactly 2 times in every line.'
    assert list(scoped.implies()) == [Bound(Keyword(keyword="sea"), exactly(2), Scope(where="each", of="line"))]
    drawn = [Count.draw(Words, Random(seed)) for seed in range(60)]
    assert {constraint.scope.where for constraint in drawn if constraint.scope} == {"first", "last", "nth", "each"}
    assert all(constraint.scope is None for constraint in (Count.draw(Sentences, Random(seed)) for seed in range(20)))


@given(st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_accepted_and_what_is_broken_is_refused(seed: int) -> None:
    rng = Random(seed)
    constraint = Count.draw(Words, rng)
    good, bad = Draft.filler(rng), Draft.filler(rng)
    constraint.satisfy(good, rng)
    constraint.violate(bad, rng)
    assert constraint.check(good.render()), good.render()
    assert not constraint.check(bad.render()), bad.render()


def test_a_text_holds_at_least_one_word_where_that_is_allowed() -> None:
    draft = Draft.filler(Random(0))
    count(amount={"high": 3}).satisfy(draft, Random(1))
    assert 1 <= len(View(draft.render()).words) <= 3


def test_what_refuses_no_count_cannot_be_broken() -> None:
    with pytest.raises(CannotConstruct, match="at least 0 refuses no count"):
        count(amount={"low": 0}).violate(Draft.filler(Random(0)), Random(0))


@pytest.mark.parametrize("amount", [between(1, 2), exactly(1)])
def test_within_a_scope_no_part_is_emptied(amount: Any) -> None:
    constraint = Count(unit=Words(), amount=amount, scope=Scope(where="first", of="sentence"))  # type: ignore[call-arg]
    for seed in range(20):
        draft = Draft.filler(Random(seed))
        constraint.violate(draft, Random(seed))
        assert not constraint.check(draft.render())


def test_a_part_that_is_there_holds_one_at_least() -> None:
    for amount in (at_least(1), multiple_of(1).intersect(at_least(1))):
        constraint = Count(unit=Words(), amount=amount, scope=Scope(where="first", of="sentence"))  # type: ignore[call-arg, arg-type]
        with pytest.raises(CannotConstruct, match="there is always 1 in the first sentence"):
            constraint.violate(Draft.filler(Random(0)), Random(0))
