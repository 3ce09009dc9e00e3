"""Logic: constraints made of constraints."""

from __future__ import annotations

from random import Random

import pytest

from gonogo.amount import Amount, at_least
from gonogo.constraint import Bound, parse
from gonogo.constraints.logic import All, When
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
        ("So it is", False, 1, "1 letter is upper case", (5 / 6 + 1) / 2),
        ("so", False, 1, "1 word, wanted at least 2", (1 + parse(TWO).score("so")) / 2),
        ("S", False, 0, "1 letter is upper case; 1 word, wanted at least 2", (0 + parse(TWO).score("S")) / 2),
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


# ---------------------------------------------------------------------- any, not, when, sequence, within
SEA = {"kind": "keywords.include", "keywords": ["sea"]}
UPPER = {"kind": "case", "case": "upper"}
TITLE = {"kind": "title"}


@pytest.mark.parametrize(
    ("spec", "text", "passes"),
    [
        ({"kind": "any", "constraints": [SEA, LOWER]}, "The sea.", True),
        ({"kind": "any", "constraints": [SEA, LOWER]}, "the sky.", True),
        ({"kind": "any", "constraints": [SEA, LOWER]}, "The sky.", False),
        ({"kind": "any", "constraints": [SEA, LOWER], "amount": 1}, "the sea.", False),
        ({"kind": "any", "constraints": [SEA, LOWER], "amount": 1}, "The sea.", True),
        ({"kind": "any", "constraints": [SEA, LOWER], "amount": 0}, "The sky.", True),
        ({"kind": "any", "constraints": [SEA, LOWER], "amount": 0}, "the sky.", False),
        ({"kind": "any", "constraints": [SEA, LOWER, TWO], "amount": {"low": 2, "high": 2}}, "The sea.", True),
        ({"kind": "any", "constraints": [SEA, LOWER, TWO], "amount": {"low": 2, "high": 2}}, "the sea.", False),
        ({"kind": "not", "constraint": SEA}, "The season.", True),
        ({"kind": "not", "constraint": SEA}, "The sea.", False),
        ({"kind": "not", "constraint": {"kind": "all", "constraints": [SEA, LOWER]}}, "The sea.", True),
        ({"kind": "not", "constraint": {"kind": "any", "constraints": [SEA, LOWER]}}, "The sea.", False),
        ({"kind": "when", "condition": SEA, "then": LOWER}, "The sea.", False),
        ({"kind": "when", "condition": SEA, "then": LOWER}, "the sea.", True),
        ({"kind": "when", "condition": SEA, "then": LOWER}, "The sky.", True),
        ({"kind": "when", "condition": {"kind": "not", "constraint": SEA}, "then": LOWER}, "The sky.", False),
        ({"kind": "sequence", "constraints": [SEA, LOWER]}, "The sea.\n\nthe sky.", True),
        ({"kind": "sequence", "constraints": [SEA, LOWER]}, "the sky.\n\nThe sea.", False),
        ({"kind": "sequence", "constraints": [SEA, LOWER]}, "the sea.", False),
        ({"kind": "sequence", "constraints": [SEA, LOWER]}, "", False),
        ({"kind": "sequence", "constraints": [SEA, LOWER]}, "The sea.\n\nthe sky.\n\nTHE END.", True),
        ({"kind": "sequence", "constraints": [SEA, LOWER], "of": "sentence"}, "The sea. the sky.", True),
        ({"kind": "sequence", "constraints": [SEA, LOWER], "of": "line"}, "- The sea\n- the sky", True),
        ({"kind": "within", "constraint": SEA, "scope": {"where": "first", "of": "sentence"}}, "The sea. So.", True),
        ({"kind": "within", "constraint": SEA, "scope": {"where": "first", "of": "sentence"}}, "So. The sea.", False),
        ({"kind": "within", "constraint": SEA, "scope": {"where": "each", "of": "line"}}, "Sea\nThe sea", True),
        ({"kind": "within", "constraint": SEA, "scope": {"where": "each", "of": "line"}}, "Sea\nThe sky", False),
        ({"kind": "within", "constraint": SEA, "scope": {"where": "each", "of": "line"}}, "", False),
        ({"kind": "within", "constraint": {"kind": "not", "constraint": SEA}, "scope": {"where": "each", "of": "line"}},
         "The sky\nSo", True),
        ({"kind": "within", "constraint": {"kind": "not", "constraint": SEA}, "scope": {"where": "each", "of": "line"}},
         "The sky\nSea", False),
        ({"kind": "within", "constraint": SEA, "scope": {"where": "section", "title": "B"}}, "# A\nSea.\n# B\nSo.", False),
        ({"kind": "within", "constraint": SEA, "scope": {"where": "section", "title": "B"}}, "# A\nSo.\n# B\nSea.", True),
        ({"kind": "within", "constraint": {"kind": "json"}, "scope": {"where": "code"}}, "So:\n\n```\n[1]\n```", True),
        ({"kind": "within", "constraint": {"kind": "json"}, "scope": {"where": "code"}}, "So:\n\n```\n[1\n```", False),
        ({"kind": "within", "constraint": {"kind": "json"}, "scope": {"where": "code"}}, "[1]", False),
    ],
)  # fmt: skip
def test_logic(spec: dict[str, object], text: str, passes: bool) -> None:
    verdict = parse(spec).judge(View(text))
    assert verdict.passed is passes, verdict.reason
    assert (verdict.score == 1.0) is passes
    negated = parse({"kind": "not", "constraint": spec})
    assert negated.check(text) is not passes
    assert parse({"kind": "not", "constraint": negated.to_dict()}).check(text) is passes


def test_what_is_said() -> None:
    both = parse({"kind": "any", "constraints": [SEA, TITLE], "amount": {"low": 1, "high": 1}})
    assert both.describe().startswith("Follow exactly 1 of these 2 instructions: (1) Include the keyword")
    spans = (
        parse({"kind": "within", "constraint": SEA, "scope": {"where": "last", "of": "line"}})
        .judge(View("A sea\nTwo s\u200bea"))
        .spans
    )
    assert [("A sea\nTwo s\u200bea")[a:b] for a, b in spans] == ["s\u200bea"]


def test_facts_that_follow() -> None:
    words, few = {"kind": "count.words", "amount": {"low": 5}}, {"kind": "count.words", "amount": {"low": 2, "high": 9}}
    facts = {
        "any": {"kind": "any", "constraints": [words, few]},
        "both": {"kind": "any", "constraints": [words, few], "amount": 2},
        "none": {"kind": "any", "constraints": [words, few], "amount": 0},
        "not": {"kind": "not", "constraint": words},
        "not between": {"kind": "not", "constraint": few},
        "not not": {"kind": "not", "constraint": {"kind": "not", "constraint": words}},
        "when": {"kind": "when", "condition": {"kind": "not", "constraint": few}, "then": words},
        "other": {"kind": "any", "constraints": [words, SEA]},
    }
    said = {name: [bound.amount for bound in parse(spec).implies()] for name, spec in facts.items()}
    assert said == {
        "any": [at_least(2)], "both": [at_least(5), Amount(low=2, high=9)], "none": [], "not": [Amount(high=4)],
        "not between": [], "not not": [at_least(5)], "when": [at_least(2)], "other": [],
    }  # fmt: skip


def test_a_condition_on_the_prompt() -> None:
    rule = When(condition=SEA, then=LOWER)  # type: ignore[arg-type]
    assert rule.given("Write about the sea.") == parse(LOWER)
    assert rule.given("Write about the sky.") is None


@pytest.mark.parametrize(
    "spec",
    [
        {"kind": "any", "constraints": []},
        {"kind": "any", "constraints": [SEA], "amount": 2},
        {"kind": "not"},
        {"kind": "not", "constraint": {"kind": "tilte"}},
        {"kind": "when", "condition": SEA},
        {"kind": "sequence", "constraints": [SEA]},
        {"kind": "sequence", "constraints": [SEA, LOWER], "of": "chapter"},
        {"kind": "within", "constraint": SEA},
        {"kind": "within", "constraint": SEA, "scope": {"where": "nth", "of": "line"}},
    ],
)
def test_what_is_no_logic(spec: dict[str, object]) -> None:
    with pytest.raises(SpecError):
        parse(spec)
