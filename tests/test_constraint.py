"""Constraint, Verdict and parse: what a requirement is, what deciding it yields, how it is read."""

from __future__ import annotations

import json
import pickle
from collections import UserList
from random import Random
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import texts

from gonogo import registry
from gonogo.amount import at_least
from gonogo.constraint import Bound, Constraint, Verdict, parse, parse_set
from gonogo.constraints import catalogue
from gonogo.draft import Draft
from gonogo.errors import CannotConstruct, SpecError, UnknownValue
from gonogo.text.view import View
from gonogo.units import Words

WORDS = {"kind": "count.words", "amount": {"low": 3}}
KINDS = list(catalogue(plugins=False).values())


@pytest.fixture
def unfinished(monkeypatch: pytest.MonkeyPatch) -> Constraint:
    """A constraint whose class writes nothing; its kind is forgotten after the test."""
    monkeypatch.setattr(registry, "_owners", registry.kinds(plugins=False))

    class Unfinished(Constraint):
        """Nothing yet."""

        kind: Literal["test:unfinished"] = "test:unfinished"

    return Unfinished()


# ---------------------------------------------------------------------- the class
def test_what_a_subclass_has_to_write(unfinished: Constraint) -> None:
    with pytest.raises(NotImplementedError, match=r"Unfinished must write describe\(\)"):
        unfinished.describe()
    with pytest.raises(NotImplementedError, match=r"Unfinished must write judge\(\)"):
        unfinished.check("text")


def test_what_a_subclass_may_leave_out(unfinished: Constraint) -> None:
    assert list(unfinished.implies()) == []
    with pytest.raises(CannotConstruct, match="test:unfinished has no constructive half"):
        unfinished.satisfy(Draft(), Random(0))
    with pytest.raises(CannotConstruct, match="test:unfinished has no constructive half"):
        unfinished.violate(Draft(), Random(0))
    with pytest.raises(CannotConstruct, match="Unfinished draws no parameters"):
        type(unfinished).sample(Random(0))


@pytest.mark.parametrize(
    ("measured", "passed", "said"),
    [(None, True, "met"), (None, False, "not met"), (3, True, "measured 3"), ("x", False, "measured x")],
)
def test_a_verdict_without_a_reason_says_what_was_measured(
    unfinished: Constraint, measured: object, passed: bool, said: str
) -> None:
    assert Verdict(unfinished, View("a"), passed, measured).reason == said


def test_a_class_statement_registers_its_kind(unfinished: Constraint) -> None:
    assert registry.find("test:unfinished") is type(unfinished)
    assert parse({"kind": "test:unfinished"}) == unfinished


# ---------------------------------------------------------------------- verdicts
def test_check_score_and_explain_say_what_judge_says() -> None:
    constraint = parse(WORDS)
    for text, passed in (("one two three", True), ("one", False)):
        verdict = constraint.judge(View(text))
        assert bool(verdict) is verdict.passed is constraint.check(text) is constraint.check(View(text)) is passed
        assert constraint.score(text) == verdict.score
        assert verdict.reason in constraint.explain(text)
        assert constraint.explain(text).startswith("pass: " if passed else "fail: ")
        assert repr(verdict).startswith(f"Verdict({'pass' if passed else 'fail'}, count.words, ")


def test_a_verdict_as_plain_data() -> None:
    assert parse(WORDS).judge(View("e\u0301te\u0301 now")).to_dict() == {
        "kind": "count.words@2", "passed": False, "score": pytest.approx(parse(WORDS).score("a b")), "measured": 2,
        "reason": "2 words, wanted at least 3", "spans": [[0, 5], [6, 9]],
    }  # fmt: skip


def test_an_early_decision_is_completed_once() -> None:
    calls = []
    constraint = parse(WORDS)
    view = View("one two three")

    def complete() -> Verdict:
        calls.append(1)
        return constraint.failed(view, "because", 2, [(0, 3)], 0.5)

    verdict = Verdict(constraint, view, False, complete=complete)
    assert not verdict.passed
    assert calls == []
    assert (verdict.measured, verdict.reason, verdict.score, verdict.spans) == (2, "because", 0.5, [(0, 3)])
    assert calls == [1]


@pytest.mark.parametrize(("closeness", "score"), [(-1.0, 0.0), (0.5, 0.5), (1.0, 0.99), (7.0, 0.99)])
def test_a_text_that_fails_scores_below_one(closeness: float, score: float) -> None:
    assert parse(WORDS).failed(View("a"), "no", closeness=closeness).score == score


def test_spans_may_be_found_when_asked_for() -> None:
    constraint, view = parse(WORDS), View("a\u200bb c")
    assert Verdict(constraint, view, True, spans=lambda: [(0, 2)]).spans == [(0, 3)]
    assert constraint.passed(view, 1, "so", [(3, 4)]).spans == [(4, 5)]


@given(st.sampled_from(KINDS), st.integers(0, 500), texts)
@settings(max_examples=300, deadline=None)
def test_what_was_computed_before_changes_no_verdict(kind: Any, seed: int, text: str) -> None:
    constraint = kind.sample(Random(seed))
    fresh, used = View(text), View(text)
    for name in ("words", "sentences", "paragraphs", "lines", "bullets", "folded", "bare", "flowing"):
        assert getattr(used, name) is not None
    assert used.markdown.emphases is not None
    assert used.markdown.blocks is not None
    one, other = constraint.judge(fresh), constraint.judge(used)
    assert one.passed is other.passed
    assert one.to_dict() == other.to_dict()
    assert (one.score == 1.0) is one.passed
    assert 0 <= one.score <= 1
    assert one.reason


@given(st.sampled_from(KINDS), st.integers(0, 500), texts)
@settings(max_examples=200, deadline=None)
def test_evidence_lies_inside_the_original(kind: Any, seed: int, text: str) -> None:
    for start, end in kind.sample(Random(seed)).judge(View(text)).spans:
        assert 0 <= start <= end <= len(text)


# ---------------------------------------------------------------------- identity
@given(st.sampled_from(KINDS), st.integers(0, 500))
@settings(max_examples=150, deadline=None)
def test_round_trips(kind: Any, seed: int) -> None:
    constraint = kind.sample(Random(seed))
    for again in (
        parse(constraint.to_dict()),
        parse(constraint.to_json()),
        pickle.loads(pickle.dumps(constraint)),
        parse(constraint),
    ):
        assert again == constraint
        assert hash(again) == hash(constraint)
        assert again.fingerprint == constraint.fingerprint
    assert parse_set([constraint.to_dict()]) == parse_set(json.dumps([constraint.to_dict()])) == (constraint,)


def test_fingerprints_differ_where_constraints_do() -> None:
    one, other = parse(WORDS), parse({**WORDS, "amount": {"low": 4}})
    assert one.fingerprint != other.fingerprint
    assert len(one.fingerprint) == 16
    assert int(one.fingerprint, 16) >= 0
    assert one.versioned == "count.words@2"
    assert str(one) == one.describe() == "Use at least 3 words."


def test_a_fingerprint_tells_versions_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    both: list[dict[str, Any]] = [WORDS, {"kind": "all", "constraints": [WORDS, {"kind": "not", "constraint": WORDS}]}]
    before = [parse(spec).fingerprint for spec in both]
    assert parse(both[1]).versioned == "all@1(count.words@2,not@1(count.words@2))"
    monkeypatch.setattr(type(parse(WORDS).unit), "VERSION", 3)
    assert parse(both[1]).versioned == "all@1(count.words@3,not@1(count.words@3))"
    assert not set(before) & {parse(spec).fingerprint for spec in both}


def test_a_bound_is_a_fact() -> None:
    assert list(parse(WORDS).implies()) == [Bound(Words(), at_least(3), None)]


# ---------------------------------------------------------------------- reading
@pytest.mark.parametrize(
    "spec",
    [WORDS, json.dumps(WORDS), {**WORDS, "scope": None}, {"kind": "count.words", "amount": {"low": 3.0, "high": None}}],
)
def test_parse(spec: object) -> None:
    assert parse(spec).to_dict() == WORDS


@pytest.mark.parametrize(
    ("spec", "error", "said"),
    [
        (3, SpecError, "a constraint is an object like .*, not 3"),
        ("[]", SpecError, r"a constraint is an object like .*, not \[\]"),
        ("{kind", SpecError, "constraints are not JSON .*given: '{kind'"),
        ({}, SpecError, "a constraint needs a 'kind'"),
        ({"kind": 3}, SpecError, "a constraint needs a 'kind'"),
        ({"kind": None}, SpecError, "a constraint needs a 'kind'"),
        ({"kind": "count.wrods"}, UnknownValue, "did you mean 'count.words'"),
        ({"kind": "title", "x": 1}, SpecError, "title: unknown field 'x'"),
        ({"kind": "x" * 200, "y": "z" * 200}, UnknownValue, "unknown kind"),
        ({"kin": "z" * 200}, SpecError, "needs a 'kind'.*…"),
    ],
)
def test_what_cannot_be_parsed(spec: object, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        parse(spec)


def test_parse_set() -> None:
    words, title = parse(WORDS), parse({"kind": "title"})
    assert parse_set(words) == parse_set(WORDS) == parse_set(json.dumps(WORDS)) == (words,)
    assert parse_set([words, {"kind": "title"}]) == (words, title)
    assert parse_set((json.dumps(WORDS),)) == (words,)
    assert parse_set([]) == ()
    assert parse_set(json.dumps(json.dumps(WORDS))) == (words,)


def test_the_text_of_a_set_is_parsed_once() -> None:
    text = json.dumps([{**WORDS, "amount": {"low": 4321}}])
    assert parse_set(text) is parse_set(text)


@pytest.mark.parametrize("spec", [3, None, {1, 2}])
def test_what_is_no_set(spec: object) -> None:
    with pytest.raises(SpecError, match="constraints are a list, or the JSON text of one, not"):
        parse_set(spec)


@pytest.mark.parametrize("text", ["3", "null", "[3]"])
def test_json_that_is_no_set(text: str) -> None:
    with pytest.raises(SpecError, match=r"constraints are a list|a constraint is an object"):
        parse_set(text)


def test_a_set_may_be_any_sequence() -> None:
    spec = {"kind": "count.words", "amount": {"low": 2}}
    assert parse_set(UserList([spec])) == parse_set([spec]) == (parse(spec),)


@pytest.mark.parametrize("response", [None, 5, b"a", [{"role": "assistant", "content": "a"}]])
@pytest.mark.parametrize("ask", ["check", "score", "explain"])
def test_a_response_is_text(response: Any, ask: str) -> None:
    with pytest.raises(TypeError, match=r"^a response is text, not .*; a list of chat messages is read by Reward$"):
        getattr(parse({"kind": "title"}), ask)(response)
