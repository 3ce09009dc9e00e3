"""Scored rollouts summed up: rates, groups, trip wires; and a page that holds whatever a response may hold."""

from __future__ import annotations

from typing import Any

import pytest
from tests.report.test_audit_report import HOSTILE, check_page

from gonogo.errors import SpecError
from gonogo.report.page import marked, text
from gonogo.report.rollouts import Rollouts
from gonogo.report.rollouts_page import render
from gonogo.report.tripwires import collapses, repeats, tripped

PROMPT = "Write down what you know about the moon and the tides, in short words."


def verdict(kind: str = "case", status: str = "pass", **more: Any) -> dict[str, Any]:
    return {
        "kind": f"{kind}@1",
        "status": status,
        "score": 1.0,
        "measured": 1,
        "reason": "as asked",
        "spans": [],
        **more,
    }


def score(reward: float | None, *verdicts: dict[str, Any], **more: Any) -> dict[str, Any]:
    acc = float(reward == 1.0)
    return {"reward": reward, "acc": acc, "constraints": list(verdicts) or [verdict()], **more}


def row(*rewards: float | None, responses: list[str] | None = None, **more: Any) -> dict[str, Any]:
    said = responses or [f"the sea is deep and answer {i} is {'long ' * 9}" for i in range(len(rewards))]
    scores = [score(reward, verdict(status="pass" if reward == 1 else "fail")) for reward in rewards]
    return {"prompt": PROMPT, "responses": said, "scores": scores, **more}


def summed(*rows: dict[str, Any], **more: Any) -> tuple[dict[str, Any], Rollouts]:
    rollouts = Rollouts(**more)
    for number, one in enumerate(rows, 1):
        rollouts.add(one, number)
    return rollouts.summary(), rollouts


# ---------------------------------------------------------------------- sums
def test_rates_and_groups_by_hand() -> None:
    data, _ = summed(row(1.0, 0.0, step=1), row(0.0, 0.0, step=1), row(1.0, 1.0, step=2), row(0.5, 0.5, step=2))
    assert (data["responses"], data["rows"], data["groups"]) == (8, 4, 2)
    assert data["acc"] == 3 / 8
    assert data["mean_reward"] == pytest.approx(4.0 / 8)
    first, second = data["steps"]
    assert (first["step"], first["groups"], first["zero_signal"]) == (1, 1, 0)  # one prompt: one group a step
    assert (second["groups"], second["zero_signal"]) == (1, 0)
    assert data["kinds"]["case"]["over_steps"] == [1 / 4, 2 / 4]
    assert data["kinds"]["case"]["pass_rate"] == 3 / 8


def test_groups_are_told_apart_by_field_or_prompt() -> None:
    rows = [row(1.0, 1.0, group="a"), row(0.0, 0.0, group="b"), row(0.5, 0.5, group="c"), row(1.0, 0.0, group="d")]
    data, _ = summed(*rows)
    assert (data["groups"], data["zero_signal"], data["zero_signal_rate"]) == (4, 3, 0.75)
    assert (data["zero_signal_all_1"], data["zero_signal_all_0"]) == (1, 1)
    single = [
        {"response": "x y z", "prompt": "p", "scores": [score(reward)], "q": q}
        for q, reward in (("a", 1.0), ("a", 0.0))
    ]
    assert summed(*single)[0]["groups"] == 1
    assert summed(*single, group_field="q")[0]["zero_signal"] == 0


def test_what_has_no_answer_or_verdict_is_counted() -> None:
    data, rollouts = summed({
        "prompt": PROMPT, "responses": ["", "b", "c"],
        "scores": [
            score(0.0, verdict(status="no_answer")), score(None, verdict(status="error", reason="ValueError: x")),
            score(1.0),
        ],
    })  # fmt: skip
    assert data["no_answer_rate"] == data["no_verdict_rate"] == pytest.approx(1 / 3)
    assert data["responses_without_reward"] == 1
    assert data["kinds"]["case"]["n"] == 2  # no answer is a verdict, a crash is none
    assert {one.name for one in rollouts.shown()[:3]} == {"line 1 #1", "line 1 #2", "line 1 #3"}


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ({"response": "x"}, "score the file first: gonogo score FILE"),
        ({"response": "x", "scores": [score(1.0), score(0.0)]}, "has 1 responses but 2 scores"),
        ({"response": "x", "scores": [{"reward": 1}]}, "no 'constraints'"),
        ({"response": "x", "scores": [{"constraints": [{"kind": 3}]}]}, "no verdict with 'kind' and 'status'"),
        ({"response": "x", "scores": [score(1.0)], "step": "ten"}, "'step' is a step, so a number, not 'ten'"),
    ],
)
def test_rows_that_cannot_be_read(bad: dict[str, Any], why: str) -> None:
    with pytest.raises(SpecError, match=why.replace("(", r"\(")):
        Rollouts().add(bad, 1)


@pytest.mark.parametrize("option", ["step_field", "group_field"])
def test_a_field_that_is_not_there(option: str) -> None:
    with pytest.raises(
        SpecError, match=r"has no 'nowhere' \(--(step|group)\); its fields are prompt, responses, scores"
    ):
        Rollouts(**{option: "nowhere"}).add(row(1.0), 1)


def test_what_is_kept_does_not_grow() -> None:
    _, rollouts = summed(*(row(0.0, 0.0, id=str(i)) for i in range(200)), keep=20)
    assert len(rollouts.shown()) == 20
    assert len({one.line for one in rollouts.shown()}) > 10


# ---------------------------------------------------------------------- trip wires
def test_wires() -> None:
    long = "The moon pulls at the sea and so there are tides twice a day."
    assert tripped(long, PROMPT, ["case"]) == []
    assert tripped("Hello!", PROMPT, ["case"]) == ["short-pass"]
    assert tripped("...!!!", PROMPT, ["case"]) == ["no-words", "short-pass"]
    assert tripped(f"Sure: {PROMPT} Done.", PROMPT, ["case"]) == ["repeats-instruction"]
    assert tripped(f"Sure: {PROMPT} Done.", PROMPT, ["case", "copy"]) == []


def test_repeating_is_half_of_the_runs_of_words() -> None:
    words = PROMPT.split()
    assert repeats(" ".join(words[:12]) + " and more words than that", PROMPT)
    assert not repeats(" ".join(words[:9]) + " and more words than that", PROMPT)
    assert not repeats(PROMPT, "Too short.")


def test_only_what_was_accepted_trips_a_wire() -> None:
    data, _ = summed(row(0.0, 1.0, responses=["Hello!", "Hello!"]))
    assert data["wires"]["short-pass"]["n"] == 1


def test_the_same_answer_to_three_prompts() -> None:
    said = "this one text of quite some words meets it all"
    rows = [{**row(1.0, responses=[said]), "prompt": f"{PROMPT} {i}"} for i in range(5)]
    data, rollouts = summed(*rows)
    assert data["wires"]["same-answer"]["n"] == 5
    assert "same-answer" in rollouts.shown()[0].wires
    assert summed(*rows[:2])[0]["wires"]["same-answer"]["n"] == 0
    assert summed(*[rows[0]] * 5)[0]["wires"]["same-answer"]["n"] == 0


def test_a_collapse_of_length() -> None:
    assert collapses([100, 110, 90, 40, 100]) == [3]
    assert collapses([100, 60, 39, 25]) == [2, 3]
    assert collapses([]) == collapses([5]) == []
    lengths = {1: "x " * 100, 2: "x " * 100, 3: "x " * 20}
    data, _ = summed(*(row(0.0, responses=[said], step=step) for step, said in lengths.items()))
    assert data["collapsed_steps"] == [3]


# ---------------------------------------------------------------------- the page
def hostile_row(**more: Any) -> dict[str, Any]:
    told = verdict(HOSTILE, "fail", reason=HOSTILE, spans=[[0, 9], [3, 10**9], [-5, 2], [7, 7], ["a", 1], [9]])
    scored = score(1.0, told, verdict(status=HOSTILE), answer=HOSTILE)
    return {"id": HOSTILE, "prompt": HOSTILE, "response": HOSTILE * 50, "scores": [scored], "group": HOSTILE, **more}


def test_the_page_holds_hostile_rows_as_texts() -> None:
    data, rollouts = summed(hostile_row(step=1), hostile_row(step=2), row(1.0, 0.0, step=2))
    tags = check_page(render(data, rollouts.shown(), HOSTILE))
    said = "".join(tags.said)
    assert said.count("<img src=x onerror=alert(2)>") > 5
    assert "U+0000" in said
    names = [name for name, _ in tags.seen]
    assert names.count("details") == 4
    assert names.count("mark") > 2


def test_the_page_without_steps_or_groups() -> None:
    data, rollouts = summed({"response": "x", "prompt": "p", "scores": [score(1.0)]})
    said = "".join(check_page(render(data, rollouts.shown(), "f.jsonl")).said)
    assert "there are no groups" in said
    assert "Over steps" not in said


def test_each_item_carries_what_it_is_filtered_by() -> None:
    data, rollouts = summed(row(1.0, 0.0, step=3, responses=["Hello!", "a longer answer of quite some words"]))
    tags = check_page(render(data, rollouts.shown(), "f"))
    items = [attributes for name, attributes in tags.seen if name == "details"]
    assert {(item["data-outcome"], item["data-wire"], item["data-failing"], item["data-step"]) for item in items} == {
        ("accepted", "short-pass", "", "3"), ("refused", "", "case", "3"),
    }  # fmt: skip


# ---------------------------------------------------------------------- marking
def shown(html: str) -> str:
    return html.replace("<mark>", "[").replace("</mark>", "]")


@pytest.mark.parametrize(
    ("spans", "wanted"),
    [
        ([], "a&lt;b&gt;c"), ([[0, 1]], "[a]&lt;b&gt;c"), ([[1, 4], [2, 5]], "a[&lt;b&gt;][c]"), ([[4, 99]], "a&lt;b&gt;[c]"),
        ([[-3, 2]], "[a&lt;]b&gt;c"), ([[3, 1]], "a&lt;b&gt;c"), ([[2, 2]], 'a&lt;<mark class="z">]b&gt;c'),
        ([[0, 5], [1, 2]], "[a&lt;b&gt;c]"),
    ],
)  # fmt: skip
def test_marking(spans: list[list[int]], wanted: str) -> None:
    assert shown(marked("a<b>c", spans)) == wanted


def test_a_long_text_loses_its_middle() -> None:
    whole = "".join(chr(0x4E00 + i % 1000) for i in range(9000))
    made = marked(whole, [[3100, 3300], [8500, 8510]], 4000)
    assert "5,000 characters left out" in made
    assert made.count("<mark>") == 2
    assert whole[8500:8510] in made


def test_what_cannot_be_seen_is_named() -> None:
    assert text("a\x00b\u202ec\ud800\n\t") == (
        'a<i class="u">U+0000</i>b<i class="u">U+202E</i>c<i class="u">U+D800</i>\n\t'
    )
    assert text("👩‍👧 é") == "👩‍👧 é"
