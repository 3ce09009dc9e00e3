"""``gonogo new-kind``: a package whose tests pass at once."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tests.command_line import environment, run

from gonogo import registry


@pytest.mark.parametrize(("flags", "kind"), [((), "acme:nice_words"), (("--unit",), "acme:count.nice_words")])
def test_its_tests_pass_at_once(tmp_path: Path, flags: tuple[str, ...], kind: str) -> None:
    folder = tmp_path / "new" / "package"
    done = run("new-kind", "acme:nice_words", *flags, "-o", str(folder), "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["kind"] == kind
    assert sorted(told["files"]) == sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    tested = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"], cwd=folder, env=environment(PYTEST_ADDOPTS=""),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert tested.returncode == 0, tested.stdout
    assert " passed" in tested.stdout


def test_the_entry_point_names_the_module(tmp_path: Path) -> None:
    assert run("new-kind", "acme:nice_words", "-o", str(tmp_path / "a")).exit_code == 0
    project = tomllib.loads((tmp_path / "a" / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["name"] == "acme-nice-words"
    assert project["entry-points"][registry.GROUP] == {"acme": "acme_nice_words"}
    module = (tmp_path / "a" / "src" / "acme_nice_words" / "__init__.py").read_text("utf-8")
    assert f"api = {registry.API}" in module
    assert "class NiceWords(Constraint)" in module
    left = [path for path in (tmp_path / "a").rglob("*.*") if path.is_file() and "$" in path.read_text("utf-8")]
    assert [path.name for path in left] == ["README.md", "__init__.py"]  # a console's prompt, and a text of an example
    assert "$ pytest" in (tmp_path / "a" / "README.md").read_text("utf-8")


def test_its_own_folder_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("new-kind", "acme:count.nice_words", "--unit")
    assert done.exit_code == 0
    assert "cd acme-nice-words" in done.stdout
    assert (tmp_path / "acme-nice-words" / "tests" / "test_nice_words.py").is_file()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    done = run("new-kind", "acme:words", "-o", str(tmp_path))
    assert done.exit_code == 2
    assert "is not empty; name a new folder with -o DIR" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("haiku", "called vendor:name, e.g. 'acme:haiku'; given: 'haiku'"),
        ("acme:", "called vendor:name, e.g. 'acme:acme'"),
        ("Acme:NiceWords", "write 'acme:nice_words'?"),
        ("acme:nice-words", "write 'acme:nice_words'?"),
        ("acme:class", "write 'acme:class_kind'?"),
        ("gonogo:words", "the vendor 'gonogo' is gonogo's own; take the name of your project, e.g. 'acme:words'"),
    ],
)
def test_a_bad_name_is_mended(tmp_path: Path, name: str, said: str) -> None:
    done = run("new-kind", name, "-o", str(tmp_path / "a"))
    assert done.exit_code == 2
    assert said in done.stderr
    assert not (tmp_path / "a").exists()
