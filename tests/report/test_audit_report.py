"""An audit's data is what the published schema says, and every form of it holds whatever a text may hold."""

from __future__ import annotations

import html.parser
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from tests.testing.test_measures import trials

from gonogo.constraint import parse
from gonogo.errors import SpecError
from gonogo.report.audit import audit_data
from gonogo.report.forms import SUFFIXES, render, suffix_of
from gonogo.testing.audit import Finding, KindReport, audit_kind
from gonogo.testing.bars import Bars
from gonogo.testing.intervals import Measure
from gonogo.testing.labelled import Labelled, audit_labelled
from gonogo.testing.measures import measure
from gonogo.testing.speed import Speed

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "audit-report.json"
HOSTILE = (
    "</script><script>alert(1)</script> \"'`<img src=x onerror=alert(2)> &amp; ]]> --> \x00\x1b[31m \ud800 "
    "\u202eabc\u2066 </details></div></main> | *a* _b_ [x](y) ```\n```"
)


def spoiled(kind: str = "title", **more: Any) -> KindReport:
    found = [
        Finding(
            "wrong-verdict", HOSTILE, True, {"kind": kind, "x": HOSTILE}, HOSTILE, False, "violate", [[0, 9], [5, 12]]
        ),
        Finding("law:describe", "case 1: no word", True),
        Finding("not-built", "no draft", False),
    ]
    junk = Measure(0.1, 0.0, 0.3, 20, 20, "clopper-pearson")
    speed = Speed(3.5, 1.02, None)
    return KindReport(kind, measure(trials(39, 1, 0, 39)), {"ordinary": measure(trials(39, 1, 0, 39))}, junk, 9, speed,
                      found, {"wrong-verdict": 1}, 0.5, "layout", "A title.", **more)  # fmt: skip


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    clean = audit_kind("count.commas", 10, laws=False)
    labelled = audit_labelled([
        Labelled("a", parse({"kind": "title"}), HOSTILE, True, "p"), Labelled("b", parse({"kind": "title"}), "x", False, "q"),
        Labelled("c", parse({"kind": "title"}), "x", True, "q", sure=False),
    ])  # fmt: skip
    return audit_data([clean, spoiled(), spoiled("never:heard_of")], Bars(), n=10, seed=0, labelled=labelled,
                      labelled_files=["<b>.jsonl"], seconds=1.0, made="2026-01-01 00:00 UTC")  # fmt: skip


@pytest.mark.skipif(not SCHEMA.exists(), reason="the schema stands in the repository only")
def test_the_data_is_what_the_schema_says(data: dict[str, Any]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(json.loads(render(data, ".json")))
    empty = audit_data([], Bars(), n=1, seed=0)
    validator.validate(empty)
    for broken in ({**data, "version": 2}, {**data, "kinds": [{}]}, {**data, "total": None}):
        assert not validator.is_valid(broken)


def test_json_is_strict_and_round(data: dict[str, Any]) -> None:
    assert json.loads(render(data, ".json").encode()) == data


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_data_gives_the_same_bytes(data: dict[str, Any], suffix: str) -> None:
    assert render(data, suffix).encode() == render(data, suffix).encode()


# ---------------------------------------------------------------------- HTML
class Tags(html.parser.HTMLParser):
    """Collects elements, what scripts hold, and whether elements are closed in order."""

    VOID = frozenset({"meta", "br", "input", "line", "circle", "polyline"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, text: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.said.append(text)


def check_page(page: str) -> Tags:
    """Return what a page is made of, after looking that nothing from outside became part of it."""
    page.encode()
    tags = Tags(page)
    names = [name for name, _ in tags.seen]
    assert names.count("script") == 1
    assert not {"img", "iframe", "object", "link", "base", "form"} & set(names)
    for _, attributes in tags.seen:
        assert not [name for name in attributes if name.startswith("on")]
        assert all(
            value is None or value.startswith("#") for name, value in attributes.items() if name in ("href", "src")
        )
    assert "\x00" not in page
    assert not {"\u202e", "\u2066"} & set(page)
    assert "script-src 'sha256-" in page
    assert "http://" not in page
    assert "https://" not in page
    return tags


def test_the_page_holds_hostile_texts_as_texts(data: dict[str, Any]) -> None:
    tags = check_page(render(data, ".html"))
    said = "".join(tags.said)
    assert "<img src=x onerror=alert(2)>" in said
    assert "U+202E" in said
    assert "U+D800" in said
    assert "</details></div></main>" in said
    marks = [name for name, _ in tags.seen if name == "mark"]
    assert marks


def test_the_page_tells_figures_and_findings(data: dict[str, Any]) -> None:
    tags = check_page(render(data, ".html"))
    said = " ".join("".join(tags.said).split())
    assert "3 kinds audited: findings in 2 kinds; labelled responses: 1 of 2 judged otherwise" in said
    ids = {attributes.get("id") for _, attributes in tags.seen}
    links = [attributes["href"] for name, attributes in tags.seen if name == "a"]
    assert links
    assert {link[1:] for link in links if link} <= ids
    assert [name for name, _ in tags.seen].count("svg") == 4  # a scale, and one of intervals per kind


def test_the_page_of_a_catalogue_of_failures_stays_small() -> None:
    long = Finding(
        "wrong-verdict", HOSTILE * 20, True, {"kind": "title"}, HOSTILE * 200, False, "violate", [[0, 5]] * 50
    )
    base = spoiled()
    many = [
        KindReport(f"kind.{i}", base.ordinary, base.families, base.junk, 9, base.speed, [long] * 60, {}, 0.1, "f")
        for i in range(150)
    ]
    page = render(audit_data(many, Bars(), n=10, seed=0), ".html")
    assert len(page.encode()) < 1_000_000
    assert "More findings than fit" in page
    check_page(page)


# ---------------------------------------------------------------------- the other forms
def test_junit_is_xml_with_a_failure_per_failing_kind(data: dict[str, Any]) -> None:
    root = ElementTree.fromstring(render(data, ".xml").encode())
    assert (root.tag, root.get("tests"), root.get("failures")) == ("testsuites", "4", "3")
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert set(cases) == {"count.commas", "title", "never:heard_of", "labelled"}
    assert cases["count.commas"].find("failure") is None
    failure = cases["title"].find("failure")
    assert failure is not None
    assert failure.get("type") == "below-bar"
    assert "wrong-verdict" in (failure.text or "")
    assert "<img src=x onerror=alert(2)>" in (failure.text or "")
    assert "not-built" not in (failure.text or "")
    for suite in root:
        assert int(suite.get("tests", "0")) == len(list(suite.iter("testcase")))


def test_sarif_has_a_result_per_finding(data: dict[str, Any]) -> None:
    made = json.loads(render(data, ".sarif").encode())
    assert made["version"] == "2.1.0"
    (run,) = made["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    wanted = sum(len(kind["findings"]) for kind in data["kinds"]) + len(data["labelled"]["findings"])
    assert len(run["results"]) == wanted
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "note")
        assert result["message"]["text"]
        assert len(result["partialFingerprints"]["gonogo/v1"]) == 32
    (of_title,) = [
        one
        for one in run["results"]
        if one["message"]["text"].startswith("title: ") and one["ruleId"] == "wrong-verdict"
    ]
    place = of_title["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].endswith("gonogo/constraints/layout.py")
    assert place["region"]["startLine"] > 1
    unknown = [one for one in run["results"] if one["message"]["text"].startswith("never:heard_of")]
    assert all("physicalLocation" not in one["locations"][0] for one in unknown)


def test_markdown_keeps_its_tables_whole(data: dict[str, Any]) -> None:
    made = render(data, ".md")
    outside = re.sub(r"(`+).+?\1", "", made)  # code spans show what they hold
    assert "<img" not in outside
    assert "<script" not in outside
    rows = [line for line in made.split("\n") if line.startswith("| ✗ |")]
    assert len(rows) == 2
    assert {line.count(" | ") for line in rows} == {8}
    assert "\x00" not in made
    assert "\u202e" not in made
    made.encode()


@pytest.mark.parametrize("name", ["out.htm", "out", "report.pdf", ".html"])
def test_an_unknown_suffix_is_told_with_the_known_ones(name: str) -> None:
    with pytest.raises(SpecError, match=r"one of \.html, \.json, \.md, \.sarif, \.xml"):
        suffix_of(name)
    assert suffix_of("a/b.HTML") == ".html"
