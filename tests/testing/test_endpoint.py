"""The client asks, reads strictly, tries again, gives up, and remembers."""

from __future__ import annotations

import json
import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from tests.testing.fake_endpoint import Reply, completion, serving

from gonogo.errors import SpecError
from gonogo.testing.endpoint import Endpoint, Patience, Prompts, filled, read_lines, read_word
from gonogo.testing.judge_cases import JudgeCase
from gonogo.testing.judges import JudgeUnavailable, audit_judge


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def endpoint(url: str, waits: list[float] | None = None, **more: Any) -> Endpoint:
    """Return an endpoint that notes how long it would wait, and does not wait."""
    return Endpoint(url, "m", sleep=(waits if waits is not None else []).append, **more)


# ---------------------------------------------------------------------- reading
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Yes", True), ("No", False), (" yes.\n", True), ("**No**", False), ("NO!", False), ('"Yes"', True), ("`no`", False),
        ("<think>It may be no. So no?</think>\n\nYes", True), ("<think>never closed. Yes", None),
        ("", None), ("Yes, it does", None), ("yes no", None), ("Y", None), ("True", None), ("I cannot answer", None), ("Nope", None),
        ("The answer is: No", None),
    ],
)  # fmt: skip
def test_one_word_is_an_answer(text: str, said: bool | None) -> None:
    assert read_word(text) is said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1. Yes\n2. No", [True, False]), ("2. no\n1. YES", [True, False]), ("1) Yes\n\n2) No.", [True, False]),
        ("**1. Yes**\n2: **No**", [True, False]), ("<think>hm</think>1. Yes\n2. Yes", [True, True]),
        ("1. Yes", [True, None]), ("1. Yes\n1. No\n2. No", [None, False]),
        ("Here you are:\n1. Yes\n2. No", [None, None]), ("1. Yes\n2. No\n3. No", [None, None]), ("0. Yes\n1. No", [None, None]),
        ("Yes\nNo", [None, None]), ("1. Yes, mostly\n2. No", [None, None]), ("", [None, None]),
    ],
)  # fmt: skip
def test_numbered_lines_are_an_answer(text: str, said: list[bool | None]) -> None:
    assert read_lines(text, 2) == said


def test_placeholders_are_filled_in_one_pass() -> None:
    assert (
        filled("{instruction}|{response}", instruction="{response}", response="{x} {instruction}")
        == "{response}|{x} {instruction}"
    )


@pytest.mark.parametrize("text", ["no places", "{instruction} only", "{instructions} {response}"])
def test_a_prompt_without_its_places_is_refused(text: str) -> None:
    with pytest.raises(SpecError, match=r"the pointwise prompt must hold \{instruction\} and \{response\}"):
        Prompts(pointwise=text)


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://a/b", "", "http://"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(SpecError, match="an address like"):
        Endpoint(url, "m")


# ---------------------------------------------------------------------- asking
def test_what_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda number, body: completion("Yes", prompt_tokens=31, completion_tokens=1)) as fake:
        judge = endpoint(f"{fake.url}/", key="secret", extra={"top_p": 0.5, "temperature": None})
        answer = judge.pointwise("Use no commas.", "a {response} b")
    assert (answer.said, answer.why, answer.tokens, answer.cached) == (True, "answered", (31, 1), False)
    assert fake.paths == ["/v1/chat/completions"]
    assert fake.headers[0]["Authorization"] == "Bearer secret"
    body = fake.asked[0]
    assert {key: body[key] for key in ("model", "top_p", "max_tokens")} == {
        "model": "m",
        "top_p": 0.5,
        "max_tokens": 4096,
    }
    assert "temperature" not in body
    text = body["messages"][0]["content"]
    assert "Use no commas." in text
    assert "a {response} b" in text
    assert "secret" not in repr(judge)


def test_all_at_once_is_one_call_whose_tokens_count_once() -> None:
    with serving(
        lambda number, body: completion("1. Yes\n2. No\n3. Yes", prompt_tokens=90, completion_tokens=9)
    ) as fake:
        answers = endpoint(fake.url).all_at_once(["a", "b", "c"], "r")
    assert [answer.said for answer in answers] == [True, False, True]
    assert [answer.tokens for answer in answers] == [(90, 9), None, None]
    assert "1. a\n2. b\n3. c" in fake.asked[0]["messages"][0]["content"]


@pytest.mark.parametrize("content", ["Perhaps", "", None])
def test_an_answer_that_is_neither_is_unparsed_and_not_asked_again(content: str | None) -> None:
    with serving(lambda number, body: completion(content)) as fake:
        answer = endpoint(fake.url).pointwise("a", "b")
    assert (answer.said, answer.why) == (None, "unparsed")
    assert len(fake.asked) == 1


# ---------------------------------------------------------------------- trying again
@pytest.mark.parametrize(
    "bad",
    [
        (500, b"oops", {}), (503, b"", {}), (429, b"slow down", {}), (200, b"not json", {}), (200, b"{}", {}), (200, b'{"choices": []}', {}),
        (200, b'{"choices": [{"message": {"content": 3}}]}', {}), (200, b"[]", {}), (200, b"cut", {"Content-Length": "99"}),
    ],
)  # fmt: skip
def test_what_may_pass_is_tried_again(bad: Reply) -> None:
    waits: list[float] = []
    with serving(lambda number, body: bad if number < 2 else completion("No")) as fake:
        judge = endpoint(fake.url, waits, patience=Patience(timeout=5))
        answer = judge.pointwise("a", "b")
    assert (answer.said, answer.why) == (False, "answered")
    assert len(fake.asked) == 3
    assert len(waits) == 2
    assert 0.75 <= waits[0] <= 1.25 < 1.5 <= waits[1] <= 2.5  # doubled, give or take a quarter


def test_it_waits_as_long_as_it_is_told() -> None:
    waits: list[float] = []
    later = format_datetime(datetime.now(UTC) + timedelta(hours=1))
    asks = [{"Retry-After": "7"}, {"Retry-After": later}, {"Retry-After": "soon"}]
    with serving(lambda number, body: (429, b"", asks[number]) if number < 3 else completion("Yes")) as fake:
        assert endpoint(fake.url, waits).pointwise("a", "b").said is True
    assert waits[:2] == [7.0, 60.0]  # never above a minute
    assert waits[2] < 6


def test_after_all_tries_it_is_an_error_of_that_case() -> None:
    with serving(lambda number, body: (500, b"oops", {})) as fake:
        answer = endpoint(fake.url, patience=Patience(retries=2)).pointwise("a", "b")
    assert (answer.said, answer.why) == (None, "error")
    assert "HTTP 500" in answer.note
    assert "oops" in answer.note
    assert len(fake.asked) == 3


def test_a_request_that_is_refused_is_not_tried_again() -> None:
    with serving(lambda number, body: (400, b"context too long", {})) as fake:
        answers = endpoint(fake.url).all_at_once(["a", "b"], "c")
    assert [answer.why for answer in answers] == ["error", "error"]
    assert "context too long" in answers[0].note
    assert len(fake.asked) == 1


@pytest.mark.parametrize("status", [301, 302, 307])
def test_the_key_is_not_carried_elsewhere(status: int) -> None:
    with serving(lambda number, body: completion("Yes")) as other:
        with serving(lambda number, body: (status, b"", {"Location": f"{other.url}/chat/completions"})) as fake:
            answer = endpoint(fake.url, key="s3cret").pointwise("a", "b")
        assert other.headers == []
    assert answer.why == "error"
    assert f"HTTP {status}" in answer.note


def test_no_answer_in_time() -> None:
    with serving(lambda number, body: None if number == 0 else completion("Yes")) as fake:
        assert endpoint(fake.url, patience=Patience(timeout=0.2)).pointwise("a", "b").said is True
        assert len(fake.asked) == 2


def test_never_an_answer_in_time() -> None:
    with serving(lambda number, body: None) as fake:
        answer = endpoint(fake.url, patience=Patience(timeout=0.1, retries=1)).pointwise("a", "b")
    assert answer.why == "error"
    assert "no answer within 0.1 seconds" in answer.note


# ---------------------------------------------------------------------- giving up
@pytest.mark.parametrize(
    ("status", "hint"), [(401, "key is missing or wrong"), (403, "may not use"), (404, "no such address or model")]
)
def test_what_no_try_can_mend_stops_the_audit(status: int, hint: str) -> None:
    cases = [JudgeCase("a", f"b{i}", True) for i in range(50)]
    with serving(lambda number, body: (status, b"who is s3cret?", {})) as fake:
        with pytest.raises(JudgeUnavailable, match=hint) as raised:
            audit_judge(endpoint(fake.url, key="s3cret").pointwise, cases)
        assert len(fake.asked) == 1
    assert "s3cret" not in str(raised.value)


def test_failures_in_a_row_stop_the_audit(tmp_path: Path) -> None:
    cases = [JudgeCase("a", f"b{i}", True) for i in range(50)]
    with serving(lambda number, body: completion("Yes") if number < 3 else (500, b"", {})) as fake:
        judge = endpoint(fake.url, patience=Patience(retries=0, give_up=4), cache=tmp_path / "kept.jsonl")
        with pytest.raises(JudgeUnavailable, match=r"failed 4 calls in a row.*run the same command again to go on"):
            audit_judge(judge.pointwise, cases)
        assert len(fake.asked) == 7


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening: a connection is refused
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        answer = endpoint(url, patience=Patience(retries=0)).pointwise("a", "b")
    assert answer.why == "error"
    assert "no connection" in answer.note


# ---------------------------------------------------------------------- memory
def test_an_audit_goes_on_where_it_stopped(tmp_path: Path) -> None:
    cache = tmp_path / "answers.jsonl"
    cases = [JudgeCase("a", f"b{i}", True) for i in range(12)]

    def broken_after_five(number: int, body: dict[str, Any]) -> Reply:
        return completion("Yes", prompt_tokens=10, completion_tokens=1) if number < 5 else (401, b"", {})

    with serving(broken_after_five) as fake, pytest.raises(JudgeUnavailable):
        audit_judge(endpoint(fake.url, cache=cache).pointwise, cases)
    with cache.open("a") as file:
        file.write('{"key": "torn')  # as after a crash in the middle of a line
    with serving(lambda number, body: completion("Yes", prompt_tokens=10, completion_tokens=1)) as fake:
        report = audit_judge(endpoint(fake.url, cache=cache).pointwise, cases, concurrency=3)
        assert len(fake.asked) == 7
    assert report.pointwise is not None
    assert (report.pointwise.cost.cached, report.pointwise.cost.tokens_in) == (5, 120)
    assert report.pointwise.total.recall.value == 1.0
    with serving(lambda number, body: (500, b"", {})) as fake:
        again = audit_judge(endpoint(fake.url, cache=cache).pointwise, cases)
        assert fake.asked == []
    assert again.pointwise is not None
    assert again.pointwise.cost.cached == 12


def test_another_question_is_not_answered_from_memory(tmp_path: Path) -> None:
    cache = tmp_path / "answers.jsonl"
    with serving(lambda number, body: completion("Yes" if number % 2 else "No")) as fake:
        judge = endpoint(fake.url, cache=cache)
        assert judge.pointwise("a", "b").said is False
        assert judge.pointwise("a", "b").said is False
        assert judge.pointwise("a", "c").said is True
        assert endpoint(fake.url, cache=cache, extra={"top_p": 0.5}).pointwise("a", "b").said is False
        assert len(fake.asked) == 3
    assert {"key", "content", "usage"} == set(json.loads(cache.read_text().splitlines()[0]))


def test_failures_are_not_remembered(tmp_path: Path) -> None:
    cache = tmp_path / "answers.jsonl"
    with serving(lambda number, body: (500, b"", {}) if number == 0 else completion("Yes")) as fake:
        judge = endpoint(fake.url, cache=cache, patience=Patience(retries=0))
        assert judge.pointwise("a", "b").why == "error"
        assert judge.pointwise("a", "b").said is True
