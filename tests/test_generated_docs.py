"""The generated files are what ``docs/make.py`` makes of the code as it is."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

from gonogo.compat import REGISTRIES
from gonogo.compat.coverage import covered
from gonogo.constraints import Kind, catalogue
from gonogo.text.language import LANGUAGES

DOCS = Path(__file__).resolve().parent.parent / "docs"
STALE = "run `python docs/make.py`"
KINDS = sorted(catalogue(plugins=False))


def load_make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gonogo_docs_make", DOCS / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = before
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
    fresh = {path.relative_to(made): path.read_text(encoding="utf-8") for path in made.rglob("*.*")}
    assert fresh
    stale = [str(name) for name, text in sorted(fresh.items())
             if not (DOCS / name).exists() or (DOCS / name).read_text(encoding="utf-8") != text]  # fmt: skip
    assert stale == [], STALE


def test_no_page_is_left_of_a_kind_that_is_gone(made: Path) -> None:
    for folder in ("catalogue", "schema"):
        committed = {path.name for path in (DOCS / folder).iterdir()} - {"audit-report.json"}  # written by hand
        assert committed == {path.name for path in (made / folder).iterdir()}, STALE


def test_making_twice_gives_the_same_pages(make: ModuleType) -> None:
    assert make.pages() == make.pages()


def test_a_page_of_a_gone_kind_is_removed(make: ModuleType, tmp_path: Path) -> None:
    for left in (tmp_path / "catalogue" / "count.unicorns.md", tmp_path / "schema" / "count.unicorns.json"):
        left.parent.mkdir()
        left.write_text("gone", encoding="utf-8")
    make.main(tmp_path)
    assert not list(tmp_path.rglob("count.unicorns.*"))


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
    size = make.size(make.built_in())
    assert re.fullmatch(r"\d+ kinds, from \d+ constraint classes and \d+ units", size)
    assert size in make.pages()["catalogue/index.md"]
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    assert size in " ".join(readme.split())
    assert f"told for {len(LANGUAGES)} languages" in readme


# ---------------------------------------------------------------------- pages
@pytest.mark.parametrize("registry", REGISTRIES)
def test_every_published_id_stands_on_the_page_of_its_kinds(made: Path, registry: str) -> None:
    deviations = (made / "deviations.md").read_text(encoding="utf-8")
    for one in covered(registry):
        assert f"`{one.bare}`" in deviations
        for kind in one.kinds:
            assert f"| `{one.bare}` |" in (made / "catalogue" / f"{kind}.md").read_text(encoding="utf-8")


def test_every_kind_stands_in_the_index_once(made: Path) -> None:
    index = (made / "catalogue" / "index.md").read_text(encoding="utf-8")
    for kind in KINDS:
        assert index.count(f"\n| [`{kind}`]({kind}.md) |") == 1


def test_links_to_headings_lead_to_headings(made: Path) -> None:
    for page in [*made.glob("*.md"), made / "catalogue" / "index.md"]:
        text = page.read_text(encoding="utf-8")
        headings = {anchor_of(line.lstrip("# ")) for line in text.splitlines() if line.startswith("#")}
        assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings, page.name


def anchor_of(heading: str) -> str:
    """Return the anchor that a forge gives a heading: lower case, blanks as hyphens, no punctuation."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


# ---------------------------------------------------------------------- figures
def test_no_figure_is_stale(make: ModuleType) -> None:
    measured = make.Measured.read()
    assert measured.stale(make.built_in()) == [], "run `python docs/make.py --measure`"
    assert set(measured.figures) == set(KINDS)


def test_a_figure_of_another_version_or_of_other_code_is_stale(make: ModuleType) -> None:
    kind = catalogue()["title"]
    figure = make.Measured.read().figures["title"]
    assert make.Measured({"title": figure}).stale([kind]) == []
    assert make.Measured({"title": {**figure, "version": 0}}).stale([kind]) == ["title"]
    assert make.Measured({"title": {**figure, "fingerprint": "0" * 16}}).stale([kind]) == ["title"]
    assert make.Measured({}).stale([kind]) == ["title"]


@pytest.mark.parametrize("kind", ["count.commas", "choice", "dates.only"])
def test_measuring_again_gives_the_same_figures(make: ModuleType, kind: str) -> None:
    assert make.figure(catalogue()[kind]) == make.Measured.read().figures[kind]


def test_only_what_is_stale_is_measured(make: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = [catalogue()[name] for name in ("title", "toml")]
    known = make.Measured.read().figures
    path = tmp_path / "measured.json"
    figures = {"title": known["title"], "toml": {**known["toml"], "version": 0}, "gone": {}}
    path.write_text(json.dumps({"kinds": figures}), encoding="utf-8")
    asked: list[str] = []

    def figure(kind: Kind) -> dict[str, Any]:
        asked.append(kind.name)
        return dict(known[kind.name])

    monkeypatch.setattr(sys.modules["making.measured"], "figure", figure)
    make.measure(kinds, path)
    assert asked == ["toml"]
    assert make.Measured.read(path).figures == {name: known[name] for name in ("title", "toml")}


def test_faults_are_told(make: ModuleType) -> None:
    figure = {**make.Measured.read().figures["title"], "errors": 0, "vacuous": 0}
    whole = {"true": 9, "passed_true": 9, "false": 8, "refused_false": 8, "passed_false": 0}
    clean = make.Measured({"title": {**figure, **whole}})
    assert "17 texts" in clean.summary()
    assert "fault" not in clean.summary()
    faulty = make.Measured(
        {"title": {**figure, **whole, "refused_false": 7, "passed_false": 1, "vacuous": 2, "errors": 3}}
    )
    assert "not without a fault: [`title`](title.md)" in faulty.summary()
    section = faulty.section(catalogue()["title"])
    for told in ("| 0.9000 |", "| 0.8750 |", "does not allow it: 2 found", "crashed the checker: 3"):
        assert told in section
    with pytest.raises(SystemExit, match=r"lacks toml.*--measure"):
        clean.section(catalogue()["toml"])


# ---------------------------------------------------------------------- JSON Schemas
def instances(kind: Kind) -> list[dict[str, Any]]:
    """Return constraints of a kind as JSON: those of its examples as written and as they come back, and drawn ones."""
    given = [{"kind": kind.name, **json.loads(json.dumps(dict(one.params)))} for one in kind.examples]
    back = [json.loads(kind.make(dict(one.params)).to_json()) for one in kind.examples]
    return [*given, *back, *(json.loads(kind.sample(Random(seed)).to_json()) for seed in range(5))]


@pytest.fixture(scope="module")
def validator_of() -> Any:
    jsonschema = pytest.importorskip("jsonschema")
    from referencing import Registry, Resource

    schemas = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in (DOCS / "schema").glob("*.json")}
    registry = Registry().with_resources((name, Resource.from_contents(schema)) for name, schema in schemas.items())

    def made(name: str) -> Any:
        jsonschema.Draft202012Validator.check_schema(schemas[name])
        return jsonschema.Draft202012Validator(schemas[name], registry=registry)

    return made


@pytest.mark.parametrize("name", KINDS)
def test_schemas_allow_every_example(validator_of: Any, name: str) -> None:
    own, of_a_set = validator_of(f"{name}.json"), validator_of("constraint-set.json")
    found = instances(catalogue()[name])
    for one in found:
        own.validate(one)
    of_a_set.validate(found)
    of_a_set.validate(found[0])


@pytest.mark.parametrize("name", KINDS)
def test_schemas_refuse_what_is_no_constraint_of_the_kind(validator_of: Any, name: str) -> None:
    own, of_a_set = validator_of(f"{name}.json"), validator_of("constraint-set.json")
    one = instances(catalogue()[name])[0]
    faulty = [{**one, "zzz": 1}, {**one, "kind": "nope"}, {key: value for key, value in one.items() if key != "kind"}]
    if "amount" in one:
        faulty += [{**one, "amount": -1}, {**one, "amount": {"lowest": 1}}]
    for bad in faulty:
        assert not own.is_valid(bad)
        assert not of_a_set.is_valid([bad])


def test_a_nested_constraint_is_read_by_the_schema_of_its_kind(validator_of: Any) -> None:
    inner = {"kind": "count.words", "amount": {"low": 3}}
    for schema in ("not.json", "constraint-set.json"):
        assert validator_of(schema).is_valid({"kind": "not", "constraint": inner})
        assert not validator_of(schema).is_valid({"kind": "not", "constraint": {**inner, "zzz": 1}})
