"""Keywords: included and excluded."""

from __future__ import annotations

from random import Random

import pytest

from gonogo.amount import at_least, exactly
from gonogo.constraint import Bound
from gonogo.constraints.keywords import Exclude, Include, occurs_with
from gonogo.draft import Draft
from gonogo.errors import SpecError
from gonogo.text.view import View
from gonogo.units import Keyword


@pytest.mark.parametrize(
    ("keywords", "text", "passed", "measured", "reason", "spans"),
    [
        (("sea", "ice cream"), "Ice\ncream at sea.", True, 2, "all keywords found", ["Ice\ncream", "sea"]),
        (("sea", "salt", "art"), "The sea of a party.", False, 1, "missing: 'salt', 'art'", []),
        (("C++",), "c++", True, 1, "all keywords found", ["c++"]),
    ],
)
def test_include(
    keywords: tuple[str, ...], text: str, passed: bool, measured: int, reason: str, spans: list[str]
) -> None:
    verdict = Include(keywords=keywords).judge(View(text))
    assert (verdict.passed, verdict.measured, verdict.reason) == (passed, measured, reason)
    assert [text[a:b] for a, b in verdict.spans] == spans


@pytest.mark.parametrize(
    ("keywords", "text", "passed", "measured", "reason", "spans"),
    [
        (("art",), "A party.", True, 0, "none of the keywords found", []),
        (("salt", "sea", "rock"), "Sea salt, sea.", False, 2, "found: 'salt', 'sea'", ["Sea", "salt", "sea"]),
        (("rock",), "r\u200bock", False, 1, "found: 'rock'", ["r\u200bock"]),
    ],
)
def test_exclude(
    keywords: tuple[str, ...], text: str, passed: bool, measured: int, reason: str, spans: list[str]
) -> None:
    verdict = Exclude(keywords=keywords).judge(View(text))
    assert (verdict.passed, verdict.measured, verdict.reason) == (passed, measured, reason)
    assert [text[a:b] for a, b in verdict.spans] == spans


def test_scores() -> None:
    assert Include(keywords=("a1", "b1", "c1", "d1")).score("a1 b1") == 0.5
    assert Exclude(keywords=("a1", "b1", "c1", "d1")).score("a1 b1") == 0.5
    assert Exclude(keywords=("a1",)).score("a1") == 0.0


@pytest.mark.parametrize("kind", [Include, Exclude])
def test_keywords_must_show_something(kind: type[Include]) -> None:
    for keywords in ((), ("",), ("\u200b",), ("salt", " ")):
        with pytest.raises(SpecError, match=r"keyword"):
            kind(keywords=keywords)


def test_describe() -> None:
    assert Include(keywords=("sea",)).describe() == 'Include the keyword "sea".'
    assert Include(keywords=("sea", "salt")).describe() == 'Include all of the keywords "sea", "salt".'
    assert Exclude(keywords=("sea",)).describe() == 'Do not use the keyword "sea".'
    assert Exclude(keywords=("sea", "salt")).describe() == 'Do not use any of the keywords "sea", "salt".'


def test_implies() -> None:
    assert list(Include(keywords=("sea",)).implies()) == [Bound(Keyword(keyword="sea"), at_least(1))]
    assert list(Exclude(keywords=("sea",)).implies()) == [Bound(Keyword(keyword="sea"), exactly(0))]


@pytest.mark.parametrize("kind", [Include, Exclude])
@pytest.mark.parametrize(
    "keywords", [("sea", "ice cream"), ("cream", "ice cream"), ("don't", "C++", "42"), ("Sea", "sea")]
)
def test_drafts(kind: type[Include], keywords: tuple[str, ...]) -> None:
    constraint = kind(keywords=keywords)
    for seed in range(15):
        rng = Random(seed)
        good, bad = Draft.filler(rng), Draft.filler(rng)
        constraint.satisfy(good, rng)
        constraint.violate(bad, rng)
        assert constraint.check(good.render()), good.render()
        assert not constraint.check(bad.render()), bad.render()


@pytest.mark.parametrize("kind", [Include, Exclude])
def test_what_is_drawn_is_repeatable(kind: type[Include]) -> None:
    assert {len(kind.sample(Random(seed)).keywords) for seed in range(20)} == {1, 2, 3}
    assert kind.sample(Random(1)) == kind.sample(Random(1))


def test_a_phrase_writes_its_words() -> None:
    assert occurs_with("cream", "ice cream")
    assert not occurs_with("rea", "ice cream")
