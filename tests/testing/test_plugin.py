"""``pytest --gonogo``, run as its users run it: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.plugs import SOUND, UNSOUND, install

import gonogo

SOURCE = Path(gonogo.__file__).parents[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a test, two modules with kinds, and an installed plugin for one of them."""
    (tmp_path / "acme_sparks.py").write_text(SOUND, "utf-8")
    (tmp_path / "unsound.py").write_text(UNSOUND, "utf-8")
    (tmp_path / "test_own.py").write_text("def test_own(): pass\n", "utf-8")
    install(tmp_path, "acme-sparks", "1.2", "acme", "acme_sparks")
    return tmp_path


def run(folder: Path, *args: str, **env: str) -> tuple[int, str]:
    paths = os.pathsep.join([str(folder), str(SOURCE)])
    command = [sys.executable, "-m", "pytest", "-p", "gonogo_pytest", "-p", "no:cacheprovider", *args]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONUTF8": "1", "COLUMNS": "100", "PYTEST_ADDOPTS": "", **env},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_the_laws_are_tests_beside_the_own_ones(folder: Path) -> None:
    code, said = run(folder, "--gonogo", "acme", "-v", "-k", "examples or test_own or mutants")
    assert code == 0, said
    assert "test_own.py::test_own PASSED" in said
    assert "acme:count.sparks::examples::3 PASSED" in said
    assert "mutants" not in said


def test_only_the_laws_also_the_slow_ones(folder: Path) -> None:
    args = (
        "--gonogo",
        "all",
        "--gonogo-only",
        "--gonogo-slow",
        "--collect-only",
        "-q",
        "-k",
        "own or mutants or enough",
    )
    code, said = run(folder, *args)
    assert code == 0, said
    assert said.split("\n")[:2] == ["acme:count.sparks::enough_examples::all", "acme:count.sparks::mutants::all"]
    assert "test_own" not in said


def test_a_broken_law_is_told_readably(folder: Path) -> None:
    code, said = run(
        folder, "--gonogo", "unsound", "--gonogo-only", "-q", "-k", "bad:short and (enough or blanks or hostile)"
    )
    assert code == 1, said
    assert "bad:short breaks the law 'enough_examples': At least two examples pass and two fail" in said
    assert "bad:short needs two Passes examples with different texts; it has 1" in said
    assert '--gonogo unsound -k "bad:short and enough_examples"' in said
    assert "RuntimeError: too long for me" in said  # a crash, with the way to it
    assert "in judge" in said
    assert "_hookexec" not in said
    assert "FAILED bad:short::enough_examples::all" in said


def test_with_xdist(folder: Path) -> None:
    pytest.importorskip("xdist")
    code, said = run(folder, "--gonogo", "acme", "-n", "2", "-q", "-k", "own or examples")
    assert code == 0, said
    assert "6 passed" in said


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--gonogo", "acmy"), "unknown plugin 'acmy'; did you mean 'acme'"),
        (("--gonogo-only",), "--gonogo-only and --gonogo-slow go with --gonogo NAME"),
    ],
)
def test_what_cannot_be_done_is_said(folder: Path, args: tuple[str, ...], said: str) -> None:
    code, output = run(folder, *args)
    assert code == pytest.ExitCode.USAGE_ERROR
    assert said in output
    assert "Traceback" not in output


def test_a_broken_plugin_is_said(folder: Path) -> None:
    (folder / "acme_sparks.py").write_text("1 / 0", "utf-8")
    code, output = run(folder, "--gonogo", "acme")
    assert code == pytest.ExitCode.USAGE_ERROR
    assert "plugin 'acme' (acme_sparks, from acme-sparks 1.2) cannot be imported: ZeroDivisionError" in output


def test_unused_it_loads_nothing(folder: Path) -> None:
    # where the plugin is installed, pytest would rewrite the asserts of the whole package
    about = folder / "gonogo-9.9.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: gonogo\nVersion: 9.9\n", "utf-8")
    (about / "entry_points.txt").write_text("[pytest11]\ngonogo_pytest = gonogo_pytest\n", "utf-8")
    (about / "RECORD").write_text("gonogo/__init__.py,,\ngonogo_pytest.py,,\n", "utf-8")
    (folder / "test_own.py").write_text(
        "import sys\n"
        "def test_own(pytestconfig):\n"
        "    assert 'gonogo_pytest' in sys.modules\n"
        "    assert [name for name in sys.modules if name.partition('.')[0] == 'gonogo'] == []\n"
        "    marked = pytestconfig.pluginmanager.rewrite_hook._must_rewrite\n"
        "    assert 'gonogo_pytest' in marked\n"
        "    assert 'gonogo' not in marked\n",
        "utf-8",
    )
    code, said = run(folder, "-q")
    assert code == 0, said
