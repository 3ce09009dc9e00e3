"""`gonogo export-env`: what it writes, what it refuses, and that the package's module is sound."""

from __future__ import annotations

import ast
import json
import tomllib
from pathlib import Path

import pytest
from tests.command_line import read, row, run, write

from gonogo import parse_set
from gonogo.adapters.verifiers import read_rows

IFEVAL = {"key": 7, "prompt": "Say it.", "instruction_id_list": ["punctuation:no_comma"], "kwargs": [{}]}


def test_a_package(tmp_path: Path) -> None:
    data, target = write(tmp_path / "a", row(), IFEVAL), tmp_path / "env"
    result = run("export-env", "my-env", "--data", data, "-o", str(target))
    assert result.exit_code == 0, result.output
    assert "2 rows" in result.stdout
    rows = read(target / "my_env" / "rows.jsonl")
    assert [(one["id"], one["prompt"]) for one in rows] == [("1", "Say it without commas."), ("7", "Say it.")]
    assert [parse_set(one["constraints"])[0].kind for one in rows] == ["count.commas"] * 2
    assert len(read_rows(target / "my_env" / "rows.jsonl")) == 2
    project = tomllib.loads((target / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["name"] == "my-env"
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["my_env"]
    tree = ast.parse((target / "my_env" / "__init__.py").read_text("utf-8"))
    assert [node.name for node in tree.body if isinstance(node, ast.ClassDef)] == ["MyEnvTaskset"]


def test_as_json(tmp_path: Path) -> None:
    data = write(tmp_path / "a", row(), "{oops")
    result = run("export-env", "e1", "--data", data, "-o", str(tmp_path / "e"), "--skip-bad", "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["rows"], len(told["left_out"])) == (1, 1, 1)
    assert all((tmp_path / "e" / name).exists() for name in told["files"])


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("My_Env", "e.g. 'my-env'"),
        ("9", "e.g. 'my-env'"),
        ("json", "hide the module 'json'"),
        ("class", "try 'class-env'"),
        ("gonogo", "hide the module"),
    ],
)
def test_names_that_are_none(tmp_path: Path, name: str, says: str) -> None:
    result = run("export-env", name, "--data", write(tmp_path / "a", row()), "-o", str(tmp_path / "e"))
    assert (result.exit_code, (tmp_path / "e").exists()) == (2, False)
    assert says in result.stderr


def test_nothing_is_written_of_a_file_with_a_fault(tmp_path: Path) -> None:
    for bad in ("{oops", {"prompt": "p"}, {"constraints": row()["constraints"]}):
        data = write(tmp_path / "a", row(), bad)
        result = run("export-env", "my-env", "--data", data, "-o", str(tmp_path / "e"))
        assert result.exit_code == 2, bad
        assert f"{data}:2: " in result.stderr
        assert not (tmp_path / "e").exists()
    assert run("export-env", "my-env", "--data", write(tmp_path / "b"), "-o", str(tmp_path / "e")).exit_code == 2


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "e"
    target.mkdir()
    data = write(tmp_path / "a", row())
    assert run("export-env", "my-env", "--data", data, "-o", str(target)).exit_code == 0
    again = run("export-env", "my-env", "--data", data, "-o", str(target))
    assert again.exit_code == 2
    assert "exists and is not empty" in again.stderr
