"""The questions to a judge: built with known truth, or read from labelled rows."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.command_line import write

from gonogo.errors import RowError
from gonogo.testing.judge_cases import by_prompt, constructed, labelled

KINDS = ("count.commas", "title", "count.words", "starts_with_word", "postscript")


def test_singles_are_of_either_truth_and_none_stands_twice() -> None:
    cases = constructed(KINDS, n=6, prompts=0)
    sizes = Counter((case.kind, case.label) for case in cases)
    assert sizes == {(kind, label): 6 for kind in KINDS for label in (True, False)}
    assert len({(case.instruction, case.response) for case in cases}) == len(cases)
    assert {"example", "satisfy", "near_miss", "violate", "amount"} == {case.origin for case in cases}
    assert all(case.instruction and case.type == "hard" and not case.prompt for case in cases)


def test_cases_of_one_round_are_one_group() -> None:
    cases = constructed(["count.words"], n=20, prompts=0)
    sizes = Counter(case.group for case in cases)
    assert max(sizes.values()) > 1
    near = next(case for case in cases if case.origin == "near_miss")
    assert any(case.origin == "satisfy" and case.group == near.group for case in cases)


def test_prompts_hold_constraints_of_different_kinds_on_one_response() -> None:
    cases = constructed(KINDS, n=0, prompts=25)
    found = by_prompt(cases)
    assert len(found) == 25
    for where in found.values():
        assert 2 <= len(where) <= 5
        assert len({cases[i].response for i in where}) == 1
        assert len({cases[i].kind for i in where}) == len(where)
        assert len({cases[i].group for i in where}) == 1
    labels = Counter(case.label for case in cases)
    assert min(labels.values()) > 20


def test_one_kind_makes_no_prompts() -> None:
    assert constructed(["title"], n=0, prompts=5) == []


def test_the_same_seed_builds_the_same() -> None:
    one, again, other = (constructed(KINDS, n=3, prompts=4, seed=seed) for seed in (1, 1, 2))
    assert one == again
    assert one != other


def test_a_case_is_of_the_family_that_its_kind_is_listed_under() -> None:
    asked = constructed(["count.words", "title"], n=2, prompts=2)
    assert {(case.kind, case.family) for case in asked} == {("count.words", "words"), ("title", "layout")}


# ---------------------------------------------------------------------- labelled
def test_labelled_rows(tmp_path: Path) -> None:
    path = write(
        tmp_path / "rows.jsonl",
        {"instruction": "Be kind.", "response": "No.", "label": False, "group": 7, "family": "tone"},
        "",
        {"instruction": "Be brief.", "response": "No.", "label": True, "prompt": "p1"},
        {"instruction": "Be warm.", "response": "No.", "label": False, "prompt": "p1", "type": "hard"},
    )
    first, second, third = labelled(path)
    assert (first.family, first.group, first.type, first.label, first.origin) == (
        "tone",
        "labelled/7",
        "soft",
        False,
        "labelled",
    )
    assert (second.family, second.group, second.prompt) == ("labelled", "labelled/p1", "labelled/p1")
    assert third.type == "hard"
    assert by_prompt([first, second, third]) == {"labelled/p1": [1, 2]}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("{", "not JSON"),
        ([1], "a row is a JSON object, not list"),
        ({"response": "b", "label": True}, "'instruction' must be a text; it is missing; the row has response, label"),
        ({"instruction": "a", "response": None, "label": True}, "'response' must be a text; it is None"),
        ({"instruction": "a", "response": "b"}, r"'label' must be true \(satisfied\) or false \(violated\), not None"),
        ({"instruction": "a", "response": "b", "label": 1}, "not 1"),
        ({"instruction": "a", "response": "b", "label": True, "type": "firm"}, "'soft' or 'hard', not 'firm'"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, row: object, why: str) -> None:
    path = write(tmp_path / "rows.jsonl", {"instruction": "a", "response": "b", "label": True}, row)
    with pytest.raises(RowError, match=rf"rows\.jsonl:2: .*{why}"):
        labelled(path)


def test_a_file_without_rows(tmp_path: Path) -> None:
    with pytest.raises(RowError, match="holds no rows"):
        labelled(write(tmp_path / "rows.jsonl", ""))


def test_one_prompt_has_one_response(tmp_path: Path) -> None:
    rows = [{"instruction": "a", "response": text, "label": True, "prompt": "p"} for text in ("x", "y")]
    with pytest.raises(RowError, match="rows of prompt 'p' have different responses"):
        labelled(write(tmp_path / "rows.jsonl", *rows))
