"""Functions of one's own: found, called with a kind's parameters, audited on its cases."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gonogo.errors import SpecError
from gonogo.testing.audit import audit_kind
from gonogo.testing.external import audit_function, left_out, load_function

SOURCE = """
import helper

class Judge:
    @staticmethod
    def said(response, **params):
        return True

def commas(response, amount):
    return amount.get("low", 0) <= response.count(",") <= amount.get("high", 10 ** 9)

async def later(response):
    return True

LIMIT = 3
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mine.py").write_text(SOURCE)
    (tmp_path / "helper.py").write_text("HELP = 1\n")
    (tmp_path / "broken.py").write_text("import nothing_of_this_name\n")
    return tmp_path


# ---------------------------------------------------------------------- finding
def test_a_function_in_a_file_is_found_beside_what_it_imports(folder: Path) -> None:
    before = list(sys.path)
    assert load_function(f"{folder}/mine.py::commas")("a, b", {"low": 1}) is True
    assert load_function(f"{folder}/mine.py::Judge.said")("a") is True
    assert sys.path == before


def test_a_function_of_a_module_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_function("json:dumps")([1]) == "[1]"
    (folder / "only_here_9471.py").write_text("def f(r):\n    return True\n")
    monkeypatch.chdir(folder)
    assert load_function("only_here_9471:f")("x") is True


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("mine.py", "names no function; give FILE.py::function or package.module:function"),
        ("::commas", "names no function"),
        ("{}/mine.py::comas", "has no 'comas'; did you mean 'commas'"),
        ("{}/mine.py::zzz", "has no 'zzz'; it has"),
        ("{}/mime.py::commas", "there is no file .*; did you mean .*mine.py"),
        ("{}/no/where.py::commas", "there is no file"),
        ("{}/mine.py::LIMIT", "is int, which cannot be called"),
        ("{}/mine.py::later", "is async"),
        ("{}/broken.py::f", "cannot be imported: ModuleNotFoundError: No module named 'nothing_of_this_name'"),
        ("no_such_module_9471:f", "no_such_module_9471 cannot be imported"),
    ],
)
def test_what_cannot_be_found_is_said(folder: Path, target: str, why: str) -> None:
    with pytest.raises(SpecError, match=why):
        load_function(target.format(folder))


# ---------------------------------------------------------------------- auditing
def test_the_checker_itself_audits_as_it_does(folder: Path) -> None:
    from gonogo import parse

    def ours(response: str, **params: Any) -> bool:
        return parse({"kind": "count.commas", **params}).check(response)

    function, kind = audit_function(ours, "count.commas", 40), audit_kind("count.commas", 40, timing=False, laws=False)
    assert function.ordinary == kind.ordinary
    assert function.passed
    assert kind.passed


def test_a_careless_function_is_found_out() -> None:
    def commas(response: str, amount: dict[str, int]) -> bool:
        return amount.get("low", 0) <= response.count(",") < amount.get("high", 10**9)  # off by one at the top

    report = audit_function(commas, "count.commas", 60)
    assert not report.passed
    assert report.recall.value < 1.0
    assert {failure["label"] for failure in report.failures} == {True}
    assert report.failures[0]["reason"] == "commas returned False"


def test_always_true_has_no_false_recall() -> None:
    report = audit_function(lambda response, **params: True, "title", 30)
    assert (report.recall.value, report.false_recall.value) == (1.0, 0.0)
    assert report.vacuous


def test_a_crash_and_what_is_no_bool_are_errors() -> None:
    def crash(response: str, **params: object) -> bool:
        raise KeyError("x")

    report = audit_function(crash, "title", 5)
    assert "KeyError" in report.errors[0]["error"]
    assert report.false_recall.value == 0.0
    report = audit_function(lambda response, **params: 1, "title", 5)
    assert "returned 1, not True or False" in report.errors[0]["error"]


def test_a_numpy_bool_is_one() -> None:
    assert audit_function(lambda response, **params: np.bool_(True), "title", 5).errors == []


def test_constraints_it_has_no_parameter_for_are_left_out() -> None:
    def commas(response: str, amount: dict[str, int]) -> bool:
        return amount.get("low", 0) <= response.count(",") <= amount.get("high", 10**9)

    assert left_out(commas, "count.commas") == "it takes no 'scope'"
    assert left_out(lambda response, **params: True, "count.commas") == ""
    report = audit_function(commas, "count.commas", 60)
    assert report.errors == []
    assert report.n_true == report.n_false == 60
    assert not [failure for failure in report.failures if "scope" in failure["constraint"]]


def test_a_function_that_fits_no_constraint_is_refused() -> None:
    def wrong(response: str, n: int) -> bool:
        return True

    with pytest.raises(
        SpecError, match=r"wrong cannot stand in for count\.words: it takes no 'amount'.*the parameters are amount"
    ):
        audit_function(wrong, "count.words")
    with pytest.raises(SpecError, match="missing a required argument: 'title_of'"):
        audit_function(lambda response, *, title_of, **params: True, "title")
