"""``gonogo diff``: two versions on the same responses."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from tests.command_line import SOURCE, read, row, run, spawn, write

OLD = """
from gonogo import Constraint
from typing import Literal
class Commas(Constraint):
    kind: Literal["test:commas"] = "test:commas"
    def describe(self):
        return "Use no commas."
    def judge(self, view):
        n = view.text.count(",")
        print("a checker may print")
        return self.failed(view, f"{n} commas", n) if n else self.passed(view, n, "none")
"""
NEW = OLD.replace('count(",")', 'count(",") + view.text.count(";")').replace("class Commas", "class Marks")
TWO = OLD + NEW.replace("test:commas", "test:marks")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working folder, with checkers and responses in it."""
    monkeypatch.chdir(tmp_path)
    for name, code in (("old", OLD), ("new", NEW), ("two", TWO), ("empty", ""), ("ruins", "1 / 0")):
        (tmp_path / f"{name}.py").write_text(code, "utf-8")
    spec = '[{"kind": "test:commas"}, {"kind": "count.words", "amount": {"low": 1}}]'
    write(
        tmp_path / "in.jsonl", row("None.", constraints=spec), row("One, two; three.", constraints=spec),
        {"prompt": "p", "constraints": spec, "responses": ["No.", "Here; it flips."]},
    )  # fmt: skip
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_flips_are_listed() -> None:
    done = run("diff", "old.py", "new.py", "in.jsonl")
    assert done.exit_code == 1, done.output
    assert "test:commas  line 3, response 2" in done.stdout
    assert "old  ✓  none" in done.stdout
    assert "new  ✗  1 commas" in done.stdout
    assert "'Here; it flips.'" in done.stdout
    assert "1 flip in 4 verdicts on 4 responses of in.jsonl" in done.stdout
    counts = next(line for line in done.stdout.splitlines() if line.startswith("test:commas  ") and "line" not in line)
    assert counts.split() == ["test:commas", "4", "1", "0", "0"]


@pytest.mark.usefixtures("folder")
def test_as_json_from_standard_input(folder: Path) -> None:
    done = spawn("diff", "new.py::Marks", "old", "-", "--json", stdin=(folder / "in.jsonl").read_bytes())
    assert done.returncode == 1, done.stderr
    assert done.stderr == b""
    told = json.loads(done.stdout)
    assert (told["old"]["kinds"], told["new"]["kinds"]) == (["test:commas"], ["test:commas"])
    assert told["kinds"] == {"test:commas": {"verdicts": 4, "pass to fail": 0, "fail to pass": 1, "other": 0}}
    (flip,) = told["flips"]
    assert (flip["line"], flip["response"], flip["answer"]) == (3, 1, "Here; it flips.")
    assert (flip["old"]["status"], flip["new"]["status"]) == ("fail", "pass")
    assert flip["new"]["constraint"] == {"kind": "test:commas"}


@pytest.mark.usefixtures("folder")
def test_no_flips() -> None:
    done = run("diff", "old.py", "old", "in.jsonl", "--limit", "2")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("no flips in 2 verdicts on 2 responses of in.jsonl")


def test_a_built_in_kind_and_a_new_one_of_that_name(folder: Path) -> None:
    """Published ids are read by both sides; within `all`, too."""
    code = OLD.replace("test:commas", "title").replace('view.text.count(",")', 'int("<<" not in view.text)')
    code = code.replace("    def describe", "    opening: str = ''\n    closing: str = ''\n    def describe")
    (folder / "title.py").write_text(code, "utf-8")
    part = {"kind": "all", "constraints": [{"kind": "title"}, {"kind": "count.words", "amount": {"low": 1}}]}
    write(
        folder / "ifeval.jsonl",
        {"prompt": "p", "instruction_id_list": ["detectable_format:title"], "kwargs": [{}], "response": "<< >> <<a"},
        {"prompt": "p", "constraints": json.dumps([part]), "response": "<<a"},
        {"prompt": "p", "instruction_id_list": ["detectable_format:title"], "kwargs": [{}], "response": "<<A>>"},
    )
    done = run("diff", "installed", "title.py", "ifeval.jsonl", "--json")
    assert done.exit_code == 1, done.output
    assert [(flip["line"], flip["kind"]) for flip in json.loads(done.stdout)["flips"]] == [(1, "title"), (2, "all")]


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """Return a checkout of another gonogo: other commas, and another version."""
    checkout = tmp_path / "checkout"
    shutil.copytree(SOURCE / "gonogo", checkout / "src" / "gonogo", ignore=shutil.ignore_patterns("__pycache__"))
    module = checkout / "src" / "gonogo" / "units" / "characters.py"
    module.write_text(module.read_text("utf-8").replace('text.count(",")', 'text.count("e")'), "utf-8")
    init = checkout / "src" / "gonogo" / "__init__.py"
    init.write_text(init.read_text("utf-8").replace('__version__ = "', '__version__ = "99.'), "utf-8")
    (checkout / "src" / "gonogo" / "cli" / "replay.py").unlink()  # an old one may have none
    return checkout


def test_two_versions_of_gonogo(tmp_path: Path, changed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "in.jsonl", row("No pause here."), row("No."), row("Why, no."))
    done = run("diff", "--old-path", str(changed), "in.jsonl", "--json")
    assert done.exit_code == 1, done.output
    told = json.loads(done.stdout)
    assert told["old"]["version"].startswith("99.")
    assert not told["new"]["version"].startswith("99.")
    assert [(flip["line"], flip["old"]["status"], flip["new"]["status"]) for flip in told["flips"]] == [
        (1, "fail", "pass"), (3, "pass", "fail"),
    ]  # fmt: skip
    wheel = tmp_path / "gonogo-99-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path in (changed / "src").rglob("*.*"):
            archive.write(path, path.relative_to(changed / "src"))
    done = run("diff", "--new-path", str(wheel), "in.jsonl")
    assert done.exit_code == 1, done.output
    assert f"new:{wheel}(gonogo99." in "".join(done.stdout.split())


def test_rows_that_only_one_side_reads(folder: Path) -> None:
    (folder / "strict.py").write_text(OLD.replace("    def describe", "    most: int\n    def describe"), "utf-8")
    done = run("diff", "old.py", "strict.py", "in.jsonl", "--json")
    assert done.exit_code == 1, done.output
    told = json.loads(done.stdout)
    assert {flip["kind"] for flip in told["flips"]} == {"(the row)"}
    assert "field 'most' is missing" in told["flips"][0]["new"]["reason"]
    assert "ERR" in run("diff", "old.py", "strict.py", "in.jsonl", NO_COLOR="1").stdout


def test_rows_that_no_side_reads(folder: Path) -> None:
    write(folder / "bad.jsonl", '{"prompt": "p"', *read(folder / "in.jsonl"))
    done = run("diff", "old.py", "new.py", "bad.jsonl")
    assert done.exit_code == 2
    assert "bad.jsonl:1: not JSON" in done.stderr
    done = run("diff", "old.py", "new.py", "bad.jsonl", "--skip-bad")
    assert done.exit_code == 1
    assert "1 row skipped, which neither side can read" in done.stdout


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("old.py", "in.jsonl"), "give OLD NEW FILE"),
        (("old.py", "old.py", "in.jsonl"), "OLD and NEW are the same"),
        (("old.py", "new.py", "in.jsonl", "--old-path", "."), "only FILE is given"),
        (("old.py", "new.py", "none.jsonl"), "none.jsonl: No such file"),
        (("in.jsonl", "--old-path", "."), ". holds no gonogo; give a wheel, a checkout"),
    ],
)
def test_bad_arguments(args: tuple[str, ...], said: str) -> None:
    done = run("diff", *args)
    assert done.exit_code == 2
    assert said in done.stderr


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("old.py", "none.py", "none.py: there is no file or module 'none.py'"),
        ("old.py", "empty.py", "empty.py: empty.py holds no kind"),
        ("old.py", "ruins.py", "ruins.py cannot be imported: ZeroDivisionError"),
        ("old.py", "two.py::Comas", "its classes with a kind: Commas, Marks"),
        ("old.py", "two.py::Marks", "no kind in common: old.py has test:commas; two.py::Marks has test:marks"),
    ],
)
def test_bad_checkers(old: str, new: str, said: str) -> None:
    done = run("diff", old, new, "in.jsonl")
    assert done.exit_code == 2, done.output
    assert said in " ".join(done.stderr.split())
