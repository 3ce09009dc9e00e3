"""What may import what, what is not imported at all, and that only gonogo.text splits a text."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import gonogo

PACKAGE = Path(gonogo.__file__).parent
ROOT = PACKAGE.parent.parent
UNWANTED = (
    "torch", "ray", "trl", "verl", "openrlhf", "transformers", "datasets", "vllm", "starlette", "fastapi", "nltk", "langdetect",
    "pytest", "hypothesis", "click", "rich", "matplotlib", "pyarrow",
)  # fmt: skip


def _run(code: str) -> str:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(PACKAGE.parent), *sys.path])}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


# ---------------------------------------------------------------------- imports
@pytest.mark.skipif(not (ROOT / "pyproject.toml").exists(), reason="the contracts stand in the repository only")
def test_imports_point_down_only() -> None:
    pytest.importorskip("importlinter")
    # read in a process of its own: the linter puts itself on the path and caches what it finds
    code = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(PACKAGE.parent), *sys.path])}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_importing_gonogo_imports_nothing_it_may_not_need() -> None:
    code = f"import gonogo, sys, json; print(json.dumps([name for name in {UNWANTED!r} if name in sys.modules]))"
    assert json.loads(_run(code)) == []


def test_adapters_and_the_test_kit_import_no_trainer() -> None:
    modules = [f"gonogo.adapters.{path.stem}" for path in (PACKAGE / "adapters").glob("[a-z]*.py")]
    assert modules
    code = (
        f"import importlib, sys, json\nfor name in {modules!r}: importlib.import_module(name)\n"
        f"print(json.dumps([name for name in {UNWANTED[:9]!r} if name in sys.modules]))"
    )
    assert json.loads(_run(code)) == []


def test_the_contracts_name_every_part_of_the_package() -> None:
    if not (ROOT / "pyproject.toml").exists():
        pytest.skip("the contracts stand in the repository only")
    contract = (ROOT / "pyproject.toml").read_text("utf-8")
    parts = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert {part for part in parts - {"__init__"} if f"gonogo.{part}" not in contract} == set()


# ---------------------------------------------------------------------- only gonogo.text splits a text
SEGMENTING = {"split", "rsplit", "splitlines", "findall"}
# Where a string is split that is no text to be segmented: (file, function): why. A text means a response, or what is
# compared with one.
ALLOWED = {
    ("errors.py", "nearest"): "the name of a kind",
    ("model.py", "expected"): "the values that a message of pydantic lists",
    ("server.py", "_unknown"): "the methods in a header",
    ("registry.py", "_shared"): "the names of modules",
    ("reward.py", "read_answer"): "at a token of a chat template",
    ("units/markup.py", "_is_markup"): "looks for a bracket up to the end of the line",
    ("compat/options.py", "options_of"): "the options that a prompt lists",
    ("constraints/__init__.py", "summary"): "a docstring",
    ("constraints/copying.py", "_said"): "the length of an option, not of a response",
    ("constraints/layout.py", "_first"): "the words of a label, joined to a pattern",
    ("constraints/layout.py", "_head"): "the words of a label, joined to a pattern",
    ("constraints/layout.py", "_pattern"): "the pieces of a marker, joined to a pattern",
    (
        "constraints/layout.py",
        "judge",
    ): "blocks after a postscript, parted by blank lines; only their lengths are compared",
    ("constraints/placement.py", "_overlap"): "for the score of a text that fails; decides nothing",
    ("compat/facts.py", ""): "a table of days that is written there",
    ("compat/tongues.py", "cells"): "a row of a table of words",
    ("compat/tongues.py", "_names"): "the lines of a table of words",
    ("constraints/backwards.py", "_turned"): "writes a text; decides nothing",
    ("constraints/citations.py", "judge"): "the ids within one pair of tags",
    ("constraints/repeating.py", "_broken"): "writes a text; decides nothing",
    ("constraints/repeating.py", "_with"): "writes a text; decides nothing",
    ("compat/multilingual.py", "_informal"): "finds quoted phrases in a prompt, not in a response",
}
CONSTRUCTIVE = {"satisfy", "violate", "resize", "sample", "made", "describe"}  # these write texts; they decide nothing
OUTSIDE = ("text", "cli", "testing")  # the command line and the test kit print and edit texts; they judge none


def _splits() -> list[tuple[str, str, int]]:
    """Return where texts may be split outside gonogo.text: file, function, line."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if name.split("/")[0] in OUTSIDE:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SEGMENTING:
                around = [f for f in functions if f.lineno <= node.lineno <= (f.end_lineno or f.lineno)]
                inner = max(around, key=lambda f: f.lineno, default=None)
                if inner is None or inner.name not in CONSTRUCTIVE:
                    found.append((name, inner.name if inner else "", node.lineno))
    return found


def test_nothing_outside_text_splits_a_text() -> None:
    strange = [
        f"{name}:{line} in {function or 'the module'}"
        for name, function, line in _splits()
        if (name, function) not in ALLOWED
    ]
    assert strange == [], "segment in gonogo.text, or allow the line here and say why"


def test_what_is_allowed_to_split_still_does() -> None:
    assert set(ALLOWED) - {(name, function) for name, function, _ in _splits()} == set()


WORD_PATTERNS = (r"\w+", r"\S+", r"\b\w", r"[A-Za-z]+", r"[a-zA-Z]+", r"[^\s]+", r"(?<=[.!?])\s")
ALLOWED_PATTERNS: dict[tuple[str, str], str] = {
    ("compat/tongues.py", ""): "what prompts say, which is compared with parameters; no response is read with it",
}


def _patterns() -> list[tuple[str, str, int, str]]:
    """Return the string constants outside gonogo.text that hold a pattern of words or sentence ends."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if name.split("/")[0] in OUTSIDE:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "note"}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
                around = [f.name for f in functions if f.lineno <= node.lineno <= (f.end_lineno or f.lineno)]
                if any(pattern in node.value for pattern in WORD_PATTERNS):
                    found.append((name, around[-1] if around else "", node.lineno, node.value))
    return found


def test_no_pattern_of_words_stands_outside_text() -> None:
    strange = [
        f"{name}:{line}: {value!r}"
        for name, function, line, value in _patterns()
        if (name, function) not in ALLOWED_PATTERNS
    ]
    assert strange == []
    assert set(ALLOWED_PATTERNS) == {(name, function) for name, function, _, _ in _patterns()}
