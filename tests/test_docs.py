"""The pages say what is true: their Python runs, what it prints is what they show, and their links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Not docs/trainers: those blocks show calls that need a trainer; tests/adapters replays such calls.
PAGES = sorted(page for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")) if page.parent.name != "trainers")
ALL_PAGES = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")))
BLOCK = re.compile(r"^```python([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PRINTED = re.compile(r"  # -> (.*)$", re.MULTILINE)
CODE = re.compile(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")  # a run of backticks ends at a run as long
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s#]+)(?:#[^)]*)?\)")


def script_of(page: str) -> str:
    """Return the blocks of a page as one script, each on the line where it stands in the page."""
    script = ""
    for block in BLOCK.finditer(page):
        if block.group(1).strip():
            continue
        script += "\n" * (page.count("\n", 0, block.start(2)) - script.count("\n")) + block.group(2)
    return script


RUN = [page for page in PAGES if script_of(page.read_text(encoding="utf-8"))]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def test_readme_is_among_the_pages_that_run() -> None:
    assert ROOT / "README.md" in RUN


@pytest.mark.parametrize("page", RUN, ids=name_of)
def test_python_of_a_page_runs_and_prints_what_it_shows(page: Path, tmp_path: Path) -> None:
    script = script_of(page.read_text(encoding="utf-8"))
    path = tmp_path / page.name  # a traceback then names the page, and the lines are the page's own
    path.write_text(script, encoding="utf-8")
    # a process of its own: the kinds that a page registers must not reach other tests
    command = [sys.executable, "-W", "error", "-X", "utf8", str(path)]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", cwd=ROOT, stdin=subprocess.DEVNULL, check=False
    )
    assert done.returncode == 0, f"{name_of(page)} does not run:\n{done.stderr}"
    assert done.stdout.splitlines() == PRINTED.findall(script)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_block_that_does_not_run_says_why(page: Path) -> None:
    for block in BLOCK.finditer(page.read_text(encoding="utf-8")):
        mark = block.group(1).strip()
        assert not mark or re.fullmatch(r"no-run: \S.*", mark), f"{name_of(page)}: ```python {mark}"


@pytest.mark.parametrize("page", ALL_PAGES, ids=name_of)
def test_links_between_pages_lead_to_files(page: Path) -> None:
    text = CODE.sub("", page.read_text(encoding="utf-8"))
    targets = [target for target in LINK.findall(text) if "://" not in target and not target.startswith("mailto:")]
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert missing == []


def test_a_page_is_read_line_by_line_where_it_stands() -> None:
    page = "# A\n\n```python\na = 1\n```\n\n```python no-run: why\nb\n```\n\n```python\nprint(a)  # -> 1\n```\n"
    script = script_of(page)
    assert script.splitlines()[3] == page.splitlines()[3] == "a = 1"
    assert script.splitlines()[11] == "print(a)  # -> 1"
    assert "b" not in script.replace("print", "")


def test_every_result_of_a_benchmark_is_on_its_page() -> None:
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^### (\S+)$", page, re.MULTILINE))
    assert named == {path.stem for path in (ROOT / "benchmarks" / "results").glob("*.json")}
