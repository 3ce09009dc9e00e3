"""The generated pages are what ``docs/make.py`` makes of the code as it is."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from gonogo.text.language import LANGUAGES

DOCS = Path(__file__).resolve().parent.parent / "docs"
STALE = "run `python docs/make.py`"


def load_make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gonogo_docs_make", DOCS / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def make() -> ModuleType:
    return load_make()


@pytest.fixture(scope="module")
def made(make: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("docs")
    make.main(target)
    return target


def test_committed_pages_are_current(made: Path) -> None:
    fresh = {path.relative_to(made): path.read_text(encoding="utf-8") for path in made.rglob("*.md")}
    assert fresh
    stale = [str(name) for name, text in sorted(fresh.items())
             if not (DOCS / name).exists() or (DOCS / name).read_text(encoding="utf-8") != text]  # fmt: skip
    assert stale == [], STALE


def test_no_page_is_left_of_a_kind_that_is_gone(made: Path) -> None:
    committed = {path.name for path in (DOCS / "catalogue").glob("*.md")}
    assert committed == {path.name for path in (made / "catalogue").glob("*.md")}, STALE


def test_making_twice_gives_the_same_pages(make: ModuleType) -> None:
    assert make.pages() == make.pages()


def test_a_page_of_a_gone_kind_is_removed(make: ModuleType, tmp_path: Path) -> None:
    left = tmp_path / "catalogue" / "count.unicorns.md"
    left.parent.mkdir()
    left.write_text("gone", encoding="utf-8")
    make.main(tmp_path)
    assert not left.exists()


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\nb", "`a\\nb`"), ("`x`", "`` `x` ``"), ("", "(empty)"), ("  ", "2 blanks"), ("won\u200bder", "`won\\u200bder`"),
     ("***", "`***`")],
)  # fmt: skip
def test_code_shows_what_cannot_be_seen(make: ModuleType, text: str, shown: str) -> None:
    assert make.code(text) == shown


def test_prose_keeps_what_markdown_would_take_away(make: ModuleType) -> None:
    assert make.prose("``***`` is not **** but :class:`~gonogo.Amount` of \\w+") == (
        "`***` is not \\*\\*\\*\\* but `Amount` of \\\\w+"
    )


def test_a_pipe_does_not_end_a_cell(make: ModuleType) -> None:
    assert make.grid(("a",), [["`x|y`"]]).splitlines()[-1] == "| `x\\|y` |"


def test_missing_markers_are_named(make: ModuleType) -> None:
    with pytest.raises(SystemExit, match="cases: start"):
        make.with_cases("# A page without markers\n")


def test_readme_states_the_size_that_the_catalogue_has(make: ModuleType) -> None:
    size = re.search(r"\d+ kinds, from \d+ constraint classes and \d+ units", make.pages()["catalogue/index.md"])
    assert size is not None
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    assert size.group() in readme
    assert f"told for {len(LANGUAGES)} languages" in readme
