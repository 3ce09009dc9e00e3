"""Reward: reading the answer, judging, aggregating; a failure to check is never silent."""

from __future__ import annotations

import copy
import json
import math
import pickle
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import texts

from gonogo import registry
from gonogo.constraint import Constraint, Verdict, parse
from gonogo.constraints import catalogue
from gonogo.errors import BatchError, RowError, SpecError, UnknownValue
from gonogo.reward import Judged, Reward, Scores, Status, last_message, read_answer
from gonogo.text.view import View

COMMAS = {"kind": "count.commas", "amount": {"high": 0}}
SALT = {"kind": "keywords.include", "keywords": ["salt"]}
TITLE = {"kind": "title"}
KINDS = list(catalogue(plugins=False).values())


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A constraint that raises what it is told to; its kind is forgotten after the test."""
    monkeypatch.setattr(registry, "_owners", registry.kinds(plugins=False))

    class Faulty(Constraint):
        """Raises."""

        kind: Literal["test:faulty"] = "test:faulty"
        slow: bool = False

        def describe(self) -> str:
            return "Crash."

        def judge(self, view: View) -> Verdict:
            raise TimeoutError("too slow") if self.slow else ZeroDivisionError("no luck")

    return {"kind": "test:faulty"}


# ---------------------------------------------------------------------- policies
@pytest.mark.parametrize(
    ("policy", "weights", "expected"),
    [
        ("all", None, [1.0, 0.0, 0.0]),
        ("mean", None, [1.0, 0.5, 0.0]),
        ("weighted", {"count.commas": 3.0}, [1.0, 0.75, 0.0]),
        ("weighted", {"count.commas": 3.0, "keywords.include": 0.0}, [1.0, 1.0, 0.0]),
        ("weighted", [1, 4], [1.0, 0.2, 0.0]),
    ],
)
def test_policies(policy: Any, weights: Any, expected: list[float]) -> None:
    scores = Reward(policy, weights=weights)(["Some salt.", "No pause.", "Well, no."], [[COMMAS, SALT]] * 3)
    assert scores.reward.tolist() == pytest.approx(expected)
    assert scores.acc.tolist() == [1.0, 0.0, 0.0]
    assert scores.reward.dtype == scores.acc.dtype == np.float64
    assert scores.status == [["pass", "pass"], ["pass", "fail"], ["fail", "fail"]]
    assert scores.n_pass.tolist() == [2, 1, 0]
    assert scores.n_total.tolist() == [2, 2, 2]


def test_weights_that_say_nothing_of_a_set_give_no_reward() -> None:
    scores = Reward("weighted", weights={"title": 1.0, "count.commas": 0.0})(["a, b", "a b"], [COMMAS] * 2)
    assert [math.isnan(reward) for reward in scores.reward] == [True, True]
    assert scores.acc.tolist() == [0.0, 1.0]


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        ({"policy": "al"}, UnknownValue, "unknown policy 'al'; did you mean 'all'"),
        ({"reading": "rae"}, UnknownValue, "unknown reading 'rae'; did you mean 'raw'"),
        ({"weights": {"title": 1.0}}, SpecError, "weights go with policy='weighted'"),
        ({"policy": "weighted"}, SpecError, "that policy needs them"),
        ({"policy": "weighted", "weights": [-1.0, 2.0]}, SpecError, "finite, not negative and not all 0"),
        ({"policy": "weighted", "weights": [0.0]}, SpecError, "not all 0"),
        ({"policy": "weighted", "weights": []}, SpecError, "not all 0"),
        ({"policy": "weighted", "weights": {"count.wrods": 2}}, UnknownValue, "did you mean 'count.words'"),
        ({"policy": "weighted", "weights": {"title": math.nan}}, SpecError, "finite"),
        ({"policy": "weighted", "weights": {"title": math.inf}}, SpecError, "finite"),
    ],
)
def test_options_that_make_no_sense(options: dict[str, Any], error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        Reward(**options)


# ---------------------------------------------------------------------- batches
def test_constraints_come_as_objects_plain_data_or_json() -> None:
    specs = [parse(COMMAS), [parse(COMMAS)], COMMAS, [COMMAS], json.dumps(COMMAS), json.dumps([COMMAS])]
    assert Reward()(["a"] * len(specs), specs).acc.tolist() == [1.0] * len(specs)


def test_an_empty_batch() -> None:
    scores = Reward()([], [])
    assert len(scores) == 0
    assert list(scores) == []
    assert math.isnan(scores.metrics()["gonogo/acc"])
    assert math.isnan(scores.metrics()["gonogo/score"])
    assert repr(scores) == "Scores(0 responses, acc nan)"


@pytest.mark.parametrize(
    ("responses", "constraints", "said"),
    [
        ("text", [COMMAS], "are lists, one element per response"),
        (["text"], json.dumps(COMMAS), "are lists, one element per response"),
        (["text"], parse(COMMAS), "are lists, one element per response"),
        (["text"], COMMAS, r"wrap a single one in \[ \]; given: {'kind': "),
        ({"role": "assistant", "content": "text"}, [COMMAS], r"wrap a single one in \[ \]; given: {'role': "),
        (b"text", [COMMAS], "are lists, one element per response"),
        (None, [COMMAS], "are lists, one element per response.*; given: None"),
        (iter(["text"]), [COMMAS], "are lists, one element per response"),
        (["a", "b"], [COMMAS], "2 responses but 1 sets of constraints"),
    ],
)
def test_batches_that_do_not_fit(responses: Any, constraints: Any, said: str) -> None:
    with pytest.raises(BatchError, match=said):
        Reward()(responses, constraints)


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("{", "row 1: constraints are not JSON"),
        ([], "row 1: the set of constraints is empty"),
        ("[]", "row 1: the set of constraints is empty"),
        ({"kind": "tilte"}, "row 1: unknown kind 'tilte'; did you mean 'title'"),
        (3, "row 1: constraints are a list"),
        ([COMMAS, SALT], "row 1: 2 constraints but 1 weights; give weights by kind"),
    ],
)
def test_a_set_that_cannot_be_read_names_its_row(spec: Any, said: str) -> None:
    with pytest.raises(RowError, match=said):
        Reward("weighted", weights=[1.0])(["a", "b"], [COMMAS, spec])


# ---------------------------------------------------------------------- failures to check
@pytest.mark.parametrize(
    ("policy", "row", "reward"),
    [
        ("all", ["faulty", TITLE], 0.0),
        ("all", ["faulty", COMMAS], math.nan),
        ("all", ["faulty"], math.nan),
        ("mean", ["faulty", TITLE], math.nan),
        ("mean", ["faulty", COMMAS], math.nan),
    ],
)
def test_a_crash_is_neither_a_pass_nor_a_silent_zero(faulty: Any, policy: Any, row: list[Any], reward: float) -> None:
    scores = Reward(policy)(["fine", "fine"], [[faulty if part == "faulty" else part for part in row], [COMMAS]])
    assert scores.reward.tolist() == pytest.approx([reward, 1.0], nan_ok=True)
    assert scores.acc.tolist() == [0.0, 1.0]
    judged = scores.judged[0][0]
    assert judged.status is Status.ERROR
    assert math.isnan(judged.score)
    assert judged.measured is None
    assert judged.reason == "ZeroDivisionError: no luck"
    assert judged.to_dict() == {
        "kind": "test:faulty@1", "status": "error", "score": None, "measured": None, "reason": judged.reason, "spans": [],
    }  # fmt: skip


def test_a_checker_that_took_too_long_has_a_status_of_its_own(faulty: Any) -> None:
    scores = Reward()(["fine"], [{**faulty, "slow": True}])
    assert scores.status == [[Status.TIMEOUT]]
    assert scores.metrics()["gonogo/no_verdict_rate"] == 1.0
    assert "gonogo/by_id/test:faulty/pass_rate" not in scores.metrics()


def test_strict_raises(faulty: Any) -> None:
    with pytest.raises(ZeroDivisionError, match="no luck"):
        Reward(strict=True)(["fine"], [faulty])


@pytest.mark.parametrize("response", ["", " \n", "<think>still at it", "<think>done</think>", "</s>", []])
@pytest.mark.parametrize("policy", ["all", "mean"])
def test_no_answer(policy: Any, response: Any) -> None:
    scores = Reward(policy)([response], [[COMMAS, TITLE]])
    assert scores.reward.tolist() == scores.acc.tolist() == [0.0]
    assert scores.answers == [None]
    assert scores.status == [[Status.NO_ANSWER] * 2]
    judged = scores.judged[0][0]
    assert (judged.score, judged.reason, judged.measured) == (0.0, "there is no answer", None)
    assert scores.metrics()["gonogo/no_answer_rate"] == 1.0


def test_raw_reading_judges_what_is_there() -> None:
    response = "<think>hm, so</think> Salt."
    assert Reward()([response], [COMMAS]).acc.tolist() == [1.0]
    raw = Reward(reading="raw")([response], [COMMAS])
    assert raw.acc.tolist() == [0.0]
    assert raw.answers == [response]


# ---------------------------------------------------------------------- scores
def test_rows_and_metrics() -> None:
    scores = Reward("mean")(["Some salt.", "Well, no.", ""], [[COMMAS, SALT], [COMMAS], [TITLE]])
    assert [row.reward for row in scores] == [1.0, 0.0, 0.0]
    first = scores[0]
    assert (first.acc, first.answer, first.status) == (1.0, "Some salt.", [Status.PASS, Status.PASS])
    assert scores[-1].answer is None
    assert isinstance(first.judged[0], Judged)
    assert first.judged[1].to_dict() == {
        "kind": "keywords.include@2", "status": "pass", "score": 1.0, "measured": 1, "reason": "all keywords found", "spans": [[5, 9]],
    }  # fmt: skip
    assert scores.judged is scores.judged
    metrics = scores.metrics()
    assert 0 < metrics.pop("gonogo/time/p50_ms") <= metrics.pop("gonogo/time/p95_ms")
    assert metrics == pytest.approx({
        "gonogo/acc": 1 / 3, "gonogo/score": 1 / 3, "gonogo/no_verdict_rate": 0.0, "gonogo/no_answer_rate": 1 / 3,
        "gonogo/time/timeouts": 0.0,
        "gonogo/by_id/count.commas/pass_rate": 0.5, "gonogo/by_id/keywords.include/pass_rate": 1.0,
        "gonogo/by_id/title/pass_rate": 0.0, "gonogo/by_family/characters/pass_rate": 0.5,
        "gonogo/by_family/keywords/pass_rate": 1.0, "gonogo/by_family/layout/pass_rate": 0.0,
    })  # fmt: skip
    assert repr(scores) == "Scores(3 responses, acc 0.333)"


def test_groups_without_a_signal() -> None:
    scores = Reward("mean")(["a", "a, b", "a", "a", "a, b", "b, c"], [[COMMAS]] * 6)
    assert scores.metrics(group=2)["gonogo/group/zero_std_frac"] == pytest.approx(2 / 3)
    assert scores.metrics(group=6)["gonogo/group/zero_std_frac"] == 0.0
    assert math.isnan(Reward()([], []).metrics(group=4)["gonogo/group/zero_std_frac"])
    for group in (0, 4):
        with pytest.raises(BatchError, match=f"6 responses are no whole number of groups of {group}"):
            scores.metrics(group=group)


def test_a_reward_has_a_name_and_travels() -> None:
    reward = Reward("weighted", weights={"title": 2.0}, name="format")
    assert reward.__name__ == "format"
    assert repr(reward) == "Reward(policy='weighted', name='format')"
    for again in (pickle.loads(pickle.dumps(reward)), copy.deepcopy(reward)):
        assert vars(again) == vars(reward)
        assert again(["a"], [[COMMAS, TITLE]]).reward.tolist() == reward(["a"], [[COMMAS, TITLE]]).reward.tolist()


def _batch(seed: int, size: int) -> tuple[list[str], list[list[Constraint]]]:
    rng = Random(seed)
    parts = (
        "Salt and sea.",
        "Well, no.",
        "<<Title>>",
        "* one\n* two",
        "NASA said so.",
        '{"a": 1}',
        "P.S. Bye.",
        "Été à Paris",
    )
    responses = [" ".join(rng.sample(parts, rng.randint(1, 5))) for _ in range(size)]
    return responses, [[rng.choice(KINDS).sample(rng) for _ in range(3)] for _ in range(size)]


def test_threads_agree_with_one_thread() -> None:
    reward = Reward("mean")
    batches = [_batch(seed, 8) for seed in range(12)]
    expected = [reward(*batch).reward.tolist() for batch in batches]
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda batch: reward(*batch).reward.tolist(), batches * 3))
    assert found == expected * 3


@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_a_batch_changes_nothing(seed: int, rng: Random) -> None:
    responses, sets = _batch(seed, 5)
    order = list(range(5))
    rng.shuffle(order)
    straight = Reward("mean")(responses, sets)
    shuffled = Reward("mean")([responses[i] for i in order], [sets[i] for i in order])
    assert shuffled.reward.tolist() == [straight.reward[i] for i in order]
    assert shuffled.status == [straight.status[i] for i in order]


@given(st.lists(st.tuples(texts, st.sampled_from(KINDS), st.integers(0, 99)), min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_any_text_gets_a_verdict_without_errors(rows: list[Any]) -> None:
    scores = Reward("mean")([text for text, _, _ in rows], [kind.sample(Random(seed)) for _, kind, seed in rows])
    assert {status for row in scores.status for status in row} <= {Status.PASS, Status.FAIL, Status.NO_ANSWER}
    assert ((scores.reward == 1.0) == (scores.acc == 1.0)).all()


# ---------------------------------------------------------------------- reading the answer
@pytest.mark.parametrize(
    ("completion", "answer"),
    [
        ("Plain.", "Plain."),
        ("a < b and [1]", "a < b and [1]"),
        ("<think>hm</think>Answer.", "Answer."),
        ("no opening tag</think>Answer.", "Answer."),
        ("<think>a</think>b<think>c</think>Answer.", "Answer."),
        ("<thinking>a</thinking> Answer.", " Answer."),
        ("<reasoning>a</reasoning>Answer.", "Answer."),
        ("[THINK]a[/THINK]Answer.", "Answer."),
        ("<think>never closed", None),
        ("  \n<reflection>never closed", None),
        ("[THINK]never closed", None),
        ("Say <think> aloud.", "Say <think> aloud."),
        ("<|im_start|>assistant\nAnswer.<|im_end|>\n", "Answer."),
        ("<s>[/INST] Answer.</s>", " Answer."),
        ("<|begin_of_text|><|start_header_id|>assistant<|end_header_id|>\n\nAnswer.<|eot_id|>user", "\n\nAnswer."),
        ("<start_of_turn>model\nAnswer.<end_of_turn>", "Answer."),
        ("<bos>Answer.<eos><pad>", "Answer."),
        ("Answer.<｜end▁of▁sentence｜>rest", "Answer."),
        (
            "<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>final<|message|>Answer.<|return|>",
            "Answer.",
        ),
        ("<think>hm</think><answer>Answer.</answer>", "Answer."),
        ("<answer> Answer.\n</answer> ", " Answer.\n"),
        ("The <answer>is</answer> here.", "The <answer>is</answer> here."),
        ("<answer>half", "<answer>half"),
        ("<b>bold</b>", "<b>bold</b>"),
        ("See [THINK] and </b>.", "See [THINK] and </b>."),
        ("", ""),
    ],
)
def test_read_answer(completion: str, answer: str | None) -> None:
    assert read_answer(completion) == answer


@given(texts)
@settings(max_examples=200, deadline=None)
def test_text_without_tags_is_the_answer(text: str) -> None:
    assert read_answer(text.replace("<", "")) == text.replace("<", "")
    assert read_answer(f"<think>hm</think>{text}<|im_end|>") == text


@pytest.mark.parametrize(
    ("messages", "text"),
    [
        ([{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "A"),
        ([{"role": "assistant", "content": "A"}, {"role": "user", "content": "Q"}], "A"),
        ([{"content": "A"}], "A"),
        ([{"role": "assistant", "content": None}], ""),
        ([{"role": "assistant"}], ""),
        (
            [
                {
                    "role": "assistant",
                    "content": [{"type": "text", "text": "A"}, {"type": "image"}, {"text": None}, "x", {"text": "B"}],
                }
            ],
            "AB",
        ),
        ([{"role": "user", "content": "Q"}], ""),
        ([], ""),
    ],
)
def test_last_message(messages: list[dict[str, Any]], text: str) -> None:
    assert last_message(messages) == text


@pytest.mark.parametrize(
    ("messages", "said"),
    [
        (["text"], "response 3: a chat is a list of .* messages; found str"),
        ([{"role": "assistant", "content": 5}], "response 3: content must be text or a list of parts; found int"),
    ],
)
def test_what_is_no_chat(messages: list[Any], said: str) -> None:
    with pytest.raises(BatchError, match=said):
        last_message(messages, 3)
    with pytest.raises(BatchError, match=said.removeprefix("response 3: ")):
        last_message(messages)


def test_a_chat_may_be_a_tuple_or_an_array() -> None:
    message = {"role": "assistant", "content": "a"}
    assert last_message((message,)) == "a"
    assert last_message(np.array([message], dtype=object)) == "a"


@pytest.mark.parametrize(
    ("response", "said"),
    [
        (None, "response 1 is None; leave the sample out, or give '' where the model gave no answer"),
        (5, "response 1 is 5; a response is text, or a list of"),
        (b"a", "response 1 is b'a'; a response is text; decode it: response.decode()"),
        ({"role": "assistant", "content": "a"}, "; a chat is a list of messages; wrap a single one in [ ]"),
    ],
)
@pytest.mark.parametrize("reading", ["auto", "raw"])
def test_what_is_no_response_is_named_with_its_place(response: Any, said: str, reading: Any) -> None:
    with pytest.raises(BatchError, match="response 1 is ") as caught:
        Reward(reading=reading)(["a", response], ['{"kind": "title"}'] * 2)
    assert said in str(caught.value)


@pytest.mark.parametrize("workers", ["2", 2.0, None])
def test_workers_are_a_number_or_a_pool(workers: Any) -> None:
    with pytest.raises(SpecError, match=f"^workers is a number of processes, or a pool; given: {workers!r}$"):
        Reward(workers=workers)


def test_chats_are_judged_by_their_last_message() -> None:
    chat = [{"role": "user", "content": "One, two?"}, {"role": "assistant", "content": "Salt."}]
    scores = Reward()([chat], [COMMAS])
    assert scores.acc.tolist() == [1.0]
    assert scores.answers == ["Salt."]
    assert isinstance(scores, Scores)


def test_of_a_judged_batch_only_the_texts_and_verdicts_stay() -> None:
    sets = ['[{"kind": "count.words", "amount": {"low": 3}}, {"kind": "count.unique_words", "amount": {"low": 2}}]'] * 2
    scores = Reward()(["One two three.", "Salt “salt” salt"], sets)
    verdict = scores.judged[1][1].verdict
    assert verdict is not None
    assert set(vars(verdict.view)) == set(vars(View("Salt")))
    assert (verdict.passed, verdict.measured) == (False, 1)  # read again by who asks
