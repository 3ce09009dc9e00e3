"""`gonogo score`: every format is read, nothing is lost on the way, and the sums are right."""

from __future__ import annotations

import io
import json
import math
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.command_line import NO_COMMA, SAMPLE, environment, read, row, run, write

import gonogo
from gonogo.cli import rows, show
from gonogo.cli import score as score_module
from gonogo.constraints import catalogue
from gonogo.errors import RowError
from gonogo.reward import Judged, Score, Status
from gonogo.text.view import View


# ---------------------------------------------------------------------- score: what is read
def test_score_the_sample() -> None:
    result = run("score")
    assert result.exit_code == 0
    given = read(SAMPLE)
    responses = sum(len(item["responses"]) for item in given)
    assert f"{responses} responses to {len(given)} prompts" in result.stdout
    assert result.stdout.count("reward 0\n") + result.stdout.count("reward 1\n") == responses
    for item in given:
        assert f"{item['id']}\n" in result.stdout
    assert result.stderr == ""


def test_score_writes_each_row_with_its_scores(tmp_path: Path) -> None:
    given = [row(id=1), row("One, two.", id=2), {**row(id=3), "response": None, "responses": ["Yes.", "No, no."]}]
    out = tmp_path / "out.jsonl"
    assert run("score", write(tmp_path / "in.jsonl", *given), "-o", str(out)).exit_code == 0
    got = read(out)
    assert [{key: value for key, value in item.items() if key != "scores"} for item in got] == given
    assert [[score["reward"] for score in item["scores"]] for item in got] == [[1.0], [0.0], [1.0, 0.0]]
    commas = got[1]["scores"][0]["constraints"]
    assert [one["status"] for one in commas] == ["fail"]
    assert commas[0]["kind"].startswith("count.commas@")
    assert (commas[0]["measured"], commas[0]["spans"]) == (1, [[3, 4]])
    assert set(commas[0]) == {"kind", "status", "score", "measured", "reason", "spans"}
    assert 0 <= commas[0]["score"] < 1


def test_scored_rows_can_be_scored_again(tmp_path: Path) -> None:
    once, twice = tmp_path / "once.jsonl", tmp_path / "twice.jsonl"
    run("score", write(tmp_path / "in.jsonl", row("One, two."), row()), "-o", str(once))
    assert run("score", str(once), "-o", str(twice)).exit_code == 0
    assert read(once) == read(twice)


def test_score_rows_to_stdout_and_the_rest_to_stderr(tmp_path: Path) -> None:
    result = run("score", write(tmp_path / "in.jsonl", row(), row("a, b")), "-o", "-")
    assert [json.loads(line)["scores"][0]["acc"] for line in result.stdout.splitlines()] == [1.0, 0.0]
    assert "2 responses to 2 prompts" in result.stderr
    assert run("score", "-o", "-", "--json").exit_code == 2


def test_score_reads_stdin_lists_and_chats(tmp_path: Path) -> None:
    chat = [{"role": "user", "content": "a, b"}, {"role": "assistant", "content": "No pause."}]
    given = [
        row(constraints=json.loads(NO_COMMA)),
        row(chat, prompt=[{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hello."}]),
        row("<think>a, b, c</think>None."),
    ]
    out = tmp_path / "out.jsonl"
    text = "\ufeff" + "\n\n".join(map(json.dumps, given))
    result = run("score", "-", "-o", str(out), stdin=text)
    assert result.exit_code == 0, result.output
    assert "Hello." in result.stdout
    assert [item["scores"][0]["reward"] for item in read(out)] == [1.0, 1.0, 1.0]
    assert [item["scores"][0].get("answer") for item in read(out)] == [None, "No pause.", "None."]


def test_score_ifeval_rows(tmp_path: Path) -> None:
    item = {
        "key": 7,
        "prompt": "Say it in at least 3 words without commas.",
        "instruction_id_list": ["punctuation:no_comma", "length_constraints:number_words"],
        "kwargs": [{}, {"relation": "at least", "num_words": 3.0, "num_bullets": None}],
    }
    source = write(tmp_path / "in.jsonl", {**item, "response": "one two three"}, {**item, "response": "one, two"})
    out = tmp_path / "out.jsonl"
    assert run("score", source, "-o", str(out)).exit_code == 0
    statuses = [[one["status"] for one in row["scores"][0]["constraints"]] for row in read(out)]
    assert statuses == [["pass", "pass"], ["fail", "fail"]]
    assert run("score", source, "--format", "ifeval", "-q").exit_code == 0
    refused = run("score", source, "--format", "native")
    assert refused.exit_code == 2
    assert "has no 'constraints', which --format native needs" in refused.stderr


def test_score_joins_responses_by_prompt(tmp_path: Path) -> None:
    given = [{"prompt": name, "instruction_id_list": ["punctuation:no_comma"], "kwargs": [{}]} for name in ("p", "q")]
    answers = [
        {"prompt": "q", "response": "a, b"}, {"prompt": "p", "response": "ab"}, {"prompt": "p", "response": "b, a"},
        "", {"prompt": "nobody asked", "response": "c"},
    ]  # fmt: skip
    source, joined, out = write(tmp_path / "in", *given), write(tmp_path / "answers", *answers), tmp_path / "out"
    result = run("score", source, "--responses", joined, "-o", str(out))
    assert result.exit_code == 0
    assert [[score["acc"] for score in item["scores"]] for item in read(out)] == [[1.0, 0.0], [0.0]]
    assert [item["responses"] for item in read(out)] == [["ab", "b, a"], ["a, b"]]
    assert f"1 prompt of {joined} matched no row" in result.stderr


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"prompt": "other", "response": "x"}, "in:1: no response to this prompt in"),
        ({"response": "x"}, "answers:1: has no text in 'prompt'; its fields are response"),
        ({"prompt": "p"}, "answers:1: has neither 'response' nor 'responses'"),
        ("{", "answers:1: not JSON"),
    ],
)
def test_score_names_what_cannot_be_joined(tmp_path: Path, answer: Any, said: str) -> None:
    source = write(tmp_path / "in", {"prompt": "p", "constraints": NO_COMMA})
    result = run("score", source, "--responses", write(tmp_path / "answers", answer))
    assert result.exit_code == 2
    assert said in result.stderr


def test_score_refuses_two_sources_of_responses(tmp_path: Path) -> None:
    joined = write(tmp_path / "answers", {"prompt": "Say it without commas.", "response": "x"})
    result = run("score", write(tmp_path / "in", row()), "--responses", joined)
    assert result.exit_code == 2
    assert "has its own response, and --responses was given too" in result.stderr


BAD_ROWS = [
    ("{oops", "not JSON: "),
    ("[" * 100_000, "nested too deeply"),
    ("[1, 2]", "a JSON array"),
    ("17", "a row is a JSON object, not 17"),
    ({"prompt": "x", "response": "y"}, "has neither 'constraints' (native rows) nor 'instruction_id_list'"),
    ({"constraints": NO_COMMA}, "has neither 'response' nor 'responses'"),
    (row(response=None), """'response' is null; leave the row out, or write "" where the model gave no answer"""),
    (
        {"constraints": NO_COMMA, "completion": "x"},
        "its fields are constraints, completion; rename 'completion' to 'response', or give --responses FILE",
    ),
    (row(responses=["x"]), "has both 'response' and 'responses'"),
    (row(response=None, responses=[]), "'responses' is a list of at least one response"),
    (row(response=None, responses="x"), "'responses' is a list of at least one response"),
    (row(response=None, responses=["x", 3]), "'responses[1]' is a text or a list of chat messages, not 3"),
    (row([]), "'response' is a text or a list of chat messages, not []"),
    (row([{"role": "assistant", "content": 3}]), "content must be text"),
    (row(constraints='[{"kind": "count.wrds"}]'), "did you mean 'count.words'"),
    (row(constraints="[]"), "'constraints' is empty"),
    (row(constraints="{oops"), "constraints are not JSON"),
    (row(constraints="[" * 100_000), "'constraints' is nested too deeply"),
    (
        {"prompt": "x", "instruction_id_list": ["punctuation:no_coma"], "response": "y"},
        "did you mean 'punctuation:no_comma'",
    ),
    ({"prompt": "x", "instruction_id_list": [], "response": "y"}, "'instruction_id_list'"),
]


@pytest.mark.parametrize(("bad", "said"), BAD_ROWS)
def test_bad_row_names_the_place_and_loses_nothing(tmp_path: Path, bad: Any, said: str) -> None:
    source, out = write(tmp_path / "in.jsonl", row(id=1), "", bad, row("a, b", id=2)), tmp_path / "out.jsonl"
    result = run("score", source, "-o", str(out))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"{source}:3: " in result.stderr
    assert said in result.stderr
    assert f"1 row before it was scored and written to {out}" in result.stderr
    assert [item["id"] for item in read(out)] == [1]
    skipped = run("score", source, "-o", str(out), "--skip-bad")
    assert skipped.exit_code == 1
    assert f"skipped {source}:3: " in skipped.stderr
    assert "skipped      1 row" in skipped.stdout
    assert [item["id"] for item in read(out)] == [1, 2]


def test_a_file_that_is_bad_from_the_start_leaves_an_older_result_alone(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("precious\n")
    result = run("score", write(tmp_path / "in.jsonl", "{oops"), "-o", str(out))
    assert result.exit_code == 2
    assert "nothing was scored before it" in result.stderr
    assert out.read_text() == "precious\n"


def test_json_over_several_lines_is_recognised(tmp_path: Path) -> None:
    result = run("score", write(tmp_path / "in.json", json.dumps([row()], indent=1)))
    assert result.exit_code == 2
    assert "JSON over several lines" in result.stderr


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'{"prompt": "\xff"}\n')
    assert "in.jsonl:1: not UTF-8 (byte 12 of the line is 0xff)" in run("score", str(path)).stderr


def test_only_the_first_skipped_rows_are_named(tmp_path: Path) -> None:
    result = run("score", write(tmp_path / "in", row(), *["{"] * 9), "--skip-bad", "--json")
    assert result.exit_code == 1
    assert result.stderr.count("skipped ") == score_module.WARNED
    assert json.loads(result.stdout)["skipped_rows"] == 9


def test_nothing_but_bad_rows_is_told_without_numbers(tmp_path: Path) -> None:
    result = run("score", write(tmp_path / "in", "{"), "--skip-bad")
    assert result.exit_code == 1
    assert "0 responses to 0 prompts" in result.stdout
    data = json.loads(run("score", write(tmp_path / "in", "{"), "--skip-bad", "--json").stdout)
    assert (data["acc"], data["mean_reward"]) == (None, None)


def test_no_rows_is_bad_input(tmp_path: Path) -> None:
    source = write(tmp_path / "in", "", "")
    result = run("score", source)
    assert (result.exit_code, result.stderr) == (2, f"gonogo: {source} holds no rows\n")


def test_missing_file_is_bad_input() -> None:
    result = run("score", "no such file")
    assert (result.exit_code, result.stderr) == (2, "gonogo: no such file: No such file or directory\n")


def test_result_may_not_overwrite_what_is_read(tmp_path: Path) -> None:
    source = write(tmp_path / "in", row())
    assert run("score", source, "-o", str(tmp_path / "." / "in")).exit_code == 2
    assert read(tmp_path / "in") == [row()]


def test_result_that_cannot_be_written_is_bad_input(tmp_path: Path) -> None:
    result = run("score", "-o", str(tmp_path / "no" / "out"))
    assert result.exit_code == 2
    assert "No such file or directory" in result.stderr


# ---------------------------------------------------------------------- score: what is told
def test_score_as_json_is_one_object(tmp_path: Path) -> None:
    result = run("score", write(tmp_path / "in", row(), row("a, b"), row("")), "--json")
    data = json.loads(result.stdout)
    assert (data["rows"], data["responses"]) == (3, 3)
    assert data["acc"] == data["mean_reward"] == pytest.approx(1 / 3)
    assert data["statuses"] == {"pass": 1, "fail": 1, "no_answer": 1}
    assert data["by_kind"] == {"count.commas": {"passed": 1, "n": 3, "pass_rate": pytest.approx(1 / 3)}}


def test_score_an_empty_answer() -> None:
    result = run("score", "-", stdin=json.dumps(row("")))
    assert "(no answer)" in result.stdout
    assert "∅" in result.stdout


@pytest.mark.parametrize(("policy", "reward"), [("all", 0.0), ("mean", 0.5), ("weighted", 0.75)])
def test_score_by_policy(tmp_path: Path, policy: str, reward: float) -> None:
    both = '[{"kind": "title"}, {"kind": "count.commas", "amount": {"high": 0}}]'
    source = write(tmp_path / "in", row("<<A>> b, c", constraints=both))
    for weights in ("title=3", "3,1", "count.commas=1, title=3"):
        more = ("--weights", weights) if policy == "weighted" else ()
        data = json.loads(run("score", source, "--policy", policy, *more, "--json").stdout)
        assert (data["mean_reward"], data["acc"]) == (reward, 0.0)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--policy", "weighted"), "go together"),
        (("--weights", "1"), "go together"),
        (("--policy", "weighted", "--weights", "much"), "takes numbers"),
        (("--policy", "weighted", "--weights", "title=1,2"), "names each kind once"),
        (("--policy", "weighted", "--weights", "title=1,title=2"), "names each kind once"),
        (("--policy", "weighted", "--weights", "titel=1"), "did you mean 'title'"),
        (("--policy", "weighted", "--weights", "1,-1"), "not negative"),
        (("--policy", "weighted", "--weights", "1,2"), "1 constraint, and --weights gives 2 numbers"),
        (("--policy", "best"), "best"),
        (("--limit", "0"), "0"),
    ],
)
def test_score_refuses_bad_options(tmp_path: Path, args: tuple[str, ...], said: str) -> None:
    result = run("score", write(tmp_path / "in", row()), *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_score_shows_few_and_sums_up_many(tmp_path: Path) -> None:
    few = run("score", write(tmp_path / "few", *[row()] * score_module.SHOWN))
    assert few.stdout.count("reward 1\n") == score_module.SHOWN
    many = write(tmp_path / "many", *[row()] * (score_module.SHOWN + 1))
    assert "reward 1\n" not in run("score", many).stdout
    assert "121 of 121" in run("score", many).stdout
    assert run("score", many, "--show", "3").stdout.count("reward 1\n") == 3
    assert run("score", many, "--limit", "2").stdout.count("reward 1\n") == 2


def test_score_shows_as_many_responses_as_asked_for(tmp_path: Path) -> None:
    source = write(tmp_path / "in", {**row(), "response": None, "responses": ["a", "b", "c"]}, row())
    assert run("score", source, "--show", "2").stdout.count("reward 1\n") == 2


def test_score_quietly(tmp_path: Path) -> None:
    result = run("score", "-q", "-o", str(tmp_path / "out"))
    assert (result.exit_code, result.output) == (0, "")
    assert len(read(tmp_path / "out")) == 20


def test_batches_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    run("score", "-q", "-o", str(whole))
    monkeypatch.setattr(score_module, "BATCH", 3)
    run("score", "-q", "-o", str(parts))
    assert whole.read_bytes() == parts.read_bytes()


def test_rows_are_read_as_they_are_needed(tmp_path: Path) -> None:
    with open(write(tmp_path / "in", *[row()] * 5000), "rb") as stream:
        reader = rows.Reader(stream, "in")
        first = next(iter(reader))
        assert isinstance(first, rows.Row)
        assert stream.tell() < 200_000 < (tmp_path / "in").stat().st_size
        assert reader.done == len(json.dumps(row())) + 1


def test_crash_of_a_checker_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: Any) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(catalogue()["title"].owner, "judge", crash)
    source, out = write(tmp_path / "in", row(constraints='[{"kind": "title"}]')), tmp_path / "out"
    result = run("score", source, "-o", str(out))
    assert result.exit_code == 1
    assert "error: ZeroDivisionError: oops" in result.stdout
    assert "reward -" in result.stdout
    assert "(1 response without one)" in result.stdout
    scored = read(out)[0]["scores"][0]
    assert (scored["reward"], scored["acc"]) == (None, 0.0)
    assert (scored["constraints"][0]["status"], scored["constraints"][0]["score"]) == ("error", None)
    assert json.loads(run("score", source, "--json").stdout)["by_kind"]["title"]["pass_rate"] is None


def test_surrogates_and_nan_stay_json(tmp_path: Path) -> None:
    line = f'{{"constraints": {NO_COMMA}, "response": "lone \\ud800", "x": NaN, "y": [1e999]}}'
    source, out = write(tmp_path / "in", line), tmp_path / "out"
    assert run("score", source, "-o", str(out)).exit_code == 0
    assert "NaN" not in out.read_text("utf-8")
    assert (read(out)[0]["response"], read(out)[0]["x"], read(out)[0]["y"]) == ("lone \ud800", None, [None])


def test_reason_of_a_status_without_words() -> None:
    constraint = gonogo.parse({"kind": "title"})
    assert show.reason(Judged(constraint, Status.TIMEOUT, None, "2 s")) == "timeout: 2 s"
    verdict = constraint.judge(View("none"))
    assert show.reason(Judged(constraint, Status.FAIL, verdict)) == verdict.reason


def test_tally_adds_up() -> None:
    title = gonogo.parse({"kind": "title"})
    verdict = title.judge(View("<<A>>"))
    tally = show.Tally()
    assert math.isnan(tally.acc)
    assert math.isnan(tally.reward)
    assert math.isnan(tally.rate)
    tally.add([Score(1.0, 1.0, "<<A>>", [Judged(title, Status.PASS, verdict)])])
    tally.add([Score(math.nan, 0.0, "x", [Judged(title, Status.ERROR, None, "oops")])])
    assert (tally.acc, tally.reward, tally.broken) == (0.5, 1.0, 1)
    assert tally.pass_rates() == {"title": (1, 1)}


@pytest.mark.parametrize(("value", "told"), [(1.0, "1"), (0.0, "0"), (0.254, "0.25"), (math.nan, "-")])
def test_numbers_are_told_shortly(value: float, told: str) -> None:
    assert show.number_of(value) == told


# ---------------------------------------------------------------------- progress
def test_progress_appears_only_when_it_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        encoding = "utf-8"

        def isatty(self) -> bool:
            return True

    def shown(patience: float, *, enabled: bool = True) -> str:
        screen = Terminal()
        monkeypatch.setattr(sys, "stderr", screen)
        monkeypatch.setattr(score_module, "PATIENCE", patience)
        with score_module._Bar(100, enabled=enabled) as bar:
            bar.update(256, 40)
            bar.update(512, 80)
        return screen.getvalue()

    monkeypatch.setenv("TERM", "xterm")
    assert shown(3600) == ""
    assert shown(0, enabled=False) == ""
    assert "512 responses" in shown(0)


@pytest.mark.skipif(os.name != "posix", reason="pipes and signals of POSIX")
def test_interrupt_leaves_whole_rows(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    process = subprocess.Popen(
        [sys.executable, "-m", "gonogo", "score", "-", "-q", "-o", str(out)],
        stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
        # whoever runs the tests in the background of a shell ignores the signal, and so would the child
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write((json.dumps(row()) + "\n").encode() * 300)
    process.stdin.flush()
    deadline = time.monotonic() + 60
    while not (out.exists() and out.stat().st_size) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors == b"gonogo: interrupted\n"
    assert len(read(out)) == 256


def test_reader_refuses_nothing_it_should_read() -> None:
    reader = rows.Reader(io.BytesIO((json.dumps(row()) + "\n").encode()), "x")
    assert not [item for item in reader if isinstance(item, RowError)]
    assert reader.unused == 0
