"""Logic: constraints made of constraints."""

from __future__ import annotations

from random import Random

import pytest

from gonogo.amount import at_least
from gonogo.constraint import Bound, parse
from gonogo.constraints.logic import All
from gonogo.draft import Draft
from gonogo.errors import CannotConstruct, SpecError
from gonogo.text.view import View
from gonogo.units import Words

LOWER = {"kind": "case", "case": "lower"}
TWO = {"kind": "count.words", "amount": {"low": 2}}


@pytest.mark.parametrize(
    ("text", "passed", "measured", "reason", "score"),
    [
        ("so it is", True, 2, "all letters are lower case; 3 words", 1.0),
        ("So it is", False, 1, "1 letters are upper case", (5 / 6 + 1) / 2),
        ("so", False, 1, "1 word, wanted at least 2", (1 + parse(TWO).score("so")) / 2),
        ("S", False, 0, "1 letters are upper case; 1 word, wanted at least 2", (0 + parse(TWO).score("S")) / 2),
    ],
)
def test_all(text: str, passed: bool, measured: int, reason: str, score: float) -> None:
    verdict = All(constraints=(LOWER, TWO)).judge(View(text))  # type: ignore[arg-type]
    assert (verdict.passed, verdict.measured, verdict.reason) == (passed, measured, reason)
    assert verdict.score == pytest.approx(score)


def test_the_evidence_is_that_of_the_parts() -> None:
    text = "So\u200b it is"
    spans = All(constraints=(LOWER, TWO)).judge(View(text)).spans  # type: ignore[arg-type]
    assert [text[a:b].replace("\u200b", "") for a, b in spans] == ["S", "So", "it", "is"]


def test_parts_may_be_all_too() -> None:
    nested = parse({"kind": "all", "constraints": [{"kind": "all", "constraints": [TWO]}, LOWER]})
    assert nested.check("so it is")
    assert nested.describe() == " ".join((parse(TWO).describe(), parse(LOWER).describe()))
    assert list(nested.implies()) == [Bound(Words(), at_least(2))]
    assert parse(nested.to_json()) == nested


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([], "constraints = "),
        ([{"kind": "tilte"}], "did you mean 'title'"),
        ([3], "a constraint is an object"),
        ("x", "all: constraints"),
    ],
)
def test_what_is_no_part(parts: object, said: str) -> None:
    with pytest.raises(SpecError, match=said):
        parse({"kind": "all", "constraints": parts})


def test_drafts() -> None:
    for seed in range(25):
        rng = Random(seed)
        constraint = All.sample(rng)
        good, bad = Draft.filler(rng), Draft.filler(rng)
        constraint.satisfy(good, rng)
        constraint.violate(bad, rng)
        assert constraint.check(good.render()), good.render()
        assert not constraint.check(bad.render()), bad.render()


def test_a_part_that_cannot_be_broken_leaves_it_to_another() -> None:
    free = {"kind": "count.words", "amount": {"low": 0}}
    for seed in range(6):
        draft = Draft.filler(Random(seed))
        broken = All(constraints=(free, LOWER))  # type: ignore[arg-type]
        broken.violate(draft, Random(seed))
        assert not broken.check(draft.render())
    with pytest.raises(CannotConstruct, match="no part can be broken"):
        All(constraints=(free,)).violate(Draft.filler(Random(0)), Random(0))  # type: ignore[arg-type]
