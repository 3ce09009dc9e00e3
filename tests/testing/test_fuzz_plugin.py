"""A wrong checker of a plugin, from the finding to the mended test, in processes of their own as its author would."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.plugs import install

import gonogo

SOURCE = Path(gonogo.__file__).parents[1]
CALM = '''
from typing import Literal
from gonogo import Constraint, Fails, Passes

api = 1

class Calm(Constraint):
    """No exclamation mark."""
    kind: Literal["acme:calm"] = "acme:calm"
    VACUOUS = "it only forbids"
    EXAMPLES = (
        Passes({}, "Salt."), Passes({}, "Sea?"), Fails({}, "Salt! It is."), Fails({}, "So! It was."),
    )
    def describe(self):
        return "Do not use exclamation marks."
    def judge(self, view):
        seen = len(view.text.encode())  # wrong: half a surrogate pair cannot be encoded
        n = view.text[:-1].count("!")  # wrong: the last character is never seen
        return self.failed(view, "loud", n) if n else self.passed(view, seen)
    def satisfy(self, draft, rng):
        pass
    def violate(self, draft, rng):
        if rng.random() < 0.5:
            draft.closing = "Indeed! So it is."
        else:
            list(draft.sentences())[-1].end = "!"
    @classmethod
    def sample(cls, rng):
        return cls()
'''
MENDED = CALM.replace("len(view.text.encode())", "len(view.text)").replace("view.text[:-1]", "view.text")
TEST = """
import pytest
from gonogo.testing.fuzz import regressions

@pytest.mark.parametrize("probe", regressions("found.jsonl"), ids=str)
def test_found_once(probe):
    assert probe.fault() is None
"""


Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rows]:
    """Return a folder with an installed plugin that is wrong twice and its test of regressions, and what was found."""
    folder = tmp_path_factory.mktemp("author")
    (folder / "acme_calm.py").write_text(CALM, "utf-8")
    (folder / "test_regressions.py").write_text(TEST, "utf-8")
    install(folder, "acme-calm", "1.0", "acme", "acme_calm")
    code, said = run(folder, "-m", "gonogo", "fuzz", "acme:calm", "--cases", "800", "--save", "found.jsonl")
    assert code == 1, said
    found = [json.loads(line) for line in (folder / "found.jsonl").read_text("utf-8").split("\n") if line]
    assert all(row["command"] in said for row in found), "each is shown with the line that shows it again"
    return folder, found


def run(folder: Path, *args: str) -> tuple[int, str]:
    paths = os.pathsep.join([str(folder), str(SOURCE)])
    env = {**os.environ, "PYTHONPATH": paths, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTEST_ADDOPTS": ""}
    done = subprocess.run(
        [sys.executable, *args], cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8", env=env
    )
    return done.returncode, done.stdout + done.stderr


def test_what_is_found_is_small(fuzzed: tuple[Path, Rows]) -> None:
    _, found = fuzzed
    assert {row["check"] for row in found} == {"construction", "crash"}
    crashes = [row["text"] for row in found if row["check"] == "crash"]
    assert all(len(text) == 1 and "\ud800" <= text <= "\udfff" for text in crashes), "half a surrogate pair is enough"
    wrong = [row for row in found if row["check"] == "construction"]
    assert all(row["text"].endswith("!") and row["label"] is False for row in wrong)
    assert all(row["origin"] in ("violate", "near_miss") for row in wrong), "no edit is needed"
    assert all(len(row["text"].split()) == 3 for row in wrong), "the smallest draft"


def test_the_line_shows_it_again(fuzzed: tuple[Path, Rows]) -> None:
    folder, found = fuzzed
    for row in found:
        program, *args = shlex.split(row["command"])
        assert program == ("gonogo" if row["check"] == "construction" else "python")
        code, said = run(folder, *(["-m", "gonogo", *args] if program == "gonogo" else args))
        if row["check"] == "crash":
            assert "UnicodeEncodeError" in said
        else:  # it passes what violates it
            assert (code, "pass" in said.lower()) == (0, True), said


def test_a_saved_case_fails_until_the_checker_is_mended(fuzzed: tuple[Path, Rows], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(fuzzed[0], tmp_path / "mending"))
    found = fuzzed[1]
    tests = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "test_regressions.py")
    code, said = run(folder, *tests)
    assert code == 1
    assert f"{len(found)} failed" in said
    assert run(folder, "-m", "gonogo", "fuzz", "--replay", "found.jsonl")[0] == 1
    (folder / "acme_calm.py").write_text(MENDED, "utf-8")
    code, said = run(folder, *tests)
    assert (code, f"{len(found)} passed" in said) == (0, True), said
    code, said = run(folder, "-m", "gonogo", "fuzz", "--replay", "found.jsonl")
    assert (code, "all as they should be" in said) == (0, True), said
    code, said = run(folder, "-m", "gonogo", "fuzz", "acme:calm", "--cases", "800", "--save", "more.jsonl")
    assert (code, "no findings" in said) == (0, True), said
