"""The fuzzer finds planted defects, makes them small, keeps them, and asks again; sound kinds come through."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

import pytest

from gonogo import parse
from gonogo.errors import SpecError, UnknownValue
from gonogo.testing import babble, building, growth
from gonogo.testing.cases import generator, kind_of
from gonogo.testing.equals import RULES, restated
from gonogo.testing.fuzz import Finding, fuzz, regressions, replay, save
from gonogo.testing.probe import Probe, from_dict
from gonogo.testing.shrink import shrunk
from gonogo.text.view import View

ONE_WORD = parse({"kind": "count.words", "amount": 1})
SEA = parse({"kind": "keywords.include", "keywords": ["sea"]})


def checks_found(kind: str, cases: int = 600) -> set[str]:
    return {finding.probe.check for finding in fuzz([kind], cases=cases).findings}


# ---------------------------------------------------------------------- what is found
@pytest.mark.parametrize(
    ("kind", "check"),
    [
        ("zoo:always_true", "construction"), ("zoo:substring", "construction"), ("zoo:off_by_one", "construction"),
        ("zoo:sees_invisibles", "construction"), ("zoo:crash_on_empty", "crash"), ("zoo:random", "unsteady"),
    ],
)  # fmt: skip
def test_a_planted_defect_is_found(zoo: ModuleType, kind: str, check: str) -> None:
    assert check in checks_found(kind)


@pytest.mark.parametrize("kind", ["zoo:sound", "zoo:sound_count", "zoo:sound_prohibition"])
def test_nothing_is_found_on_a_sound_checker(zoo: ModuleType, kind: str) -> None:
    report = fuzz([kind], cases=600)
    assert [finding.message for finding in report.findings] == []
    assert report.cases[kind] >= 600


def test_a_disagreement_with_an_equal_constraint_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    include = type(SEA)
    judge = include.judge
    monkeypatch.setattr(include, "judge", lambda self, view: judge(self, View(view.text.replace("é", "e"))))
    found = [finding for finding in fuzz(["keywords.include"], cases=6_000).findings if finding.probe.check == "equal"]
    assert found == []  # no keyword holds an accent where it matters: nothing to find
    monkeypatch.setattr(include, "judge", lambda self, view: judge(self, View(view.text.split("\n")[0])))
    found = [finding for finding in fuzz(["keywords.include"], cases=600).findings if finding.probe.check == "equal"]
    assert found
    for finding in found:  # made small: nothing but the keywords, one of them on another line
        keywords = finding.probe.constraint.to_dict()["keywords"]
        assert len(finding.probe.text) <= len(" ".join(keywords)) + 1


def test_the_same_seed_asks_the_same_and_another_kind_changes_nothing() -> None:
    alone = fuzz(["title"], cases=50, seed=3)
    again = fuzz(["title", "json"], cases=100, seed=3)
    assert alone.cases["title"] in (again.cases["title"], again.cases["title"] * 2) or again.cases["title"] > 0
    texts = [list(_texts_of_a_round("title", turn)) for turn in (0, 0, 1)]
    assert texts[0] == texts[1] != texts[2]


def _texts_of_a_round(name: str, turn: int) -> list[str]:
    rng = generator(name, 0, "fuzz", turn)
    kind = kind_of(name)
    constraint = kind.sample(rng)
    return [babble.babble(rng, babble.asked(constraint)), babble.characters(rng), babble.degenerate(rng)]


def test_without_an_end_it_does_not_begin() -> None:
    with pytest.raises(ValueError, match="never end"):
        fuzz(["title"])


def test_progress_is_told_after_each_round() -> None:
    told: list[tuple[int, str]] = []
    fuzz(["title", "json"], cases=60, progress=lambda report, kind: told.append((report.total, kind)))
    assert [kind for _, kind in told[:2]] == ["title", "json"]
    assert told == sorted(told, key=lambda one: one[0])


# ---------------------------------------------------------------------- truth by construction
def test_the_truth_of_a_way() -> None:
    two = parse({"kind": "count.words", "amount": {"low": 2}})
    assert building.truth("satisfy+nfd", two)
    assert not building.truth("near_miss+crlf", two)
    assert building.truth("amount:2", two)
    assert not building.truth("amount:1+crlf", two)


def test_what_is_wrong_by_construction_is_built_smaller(zoo: ModuleType) -> None:
    (finding, *_) = [one for one in fuzz(["zoo:always_true"], cases=100).findings if one.probe.origin == "violate"]
    assert len(finding.probe.text.split()) <= 5
    assert finding.probe.label is False


# ---------------------------------------------------------------------- equal constraints
@pytest.mark.parametrize(
    ("spec", "rule"),
    [
        ({"kind": "count.letter", "letter": "e", "amount": 0}, "bounds"),
        ({"kind": "count.keyword", "keyword": "sea", "amount": {"low": 1}}, "keyword"),
        ({"kind": "keywords.exclude", "keywords": ["sea", "salt"]}, "keywords"),
        ({"kind": "ends_with", "phrase": "the end"}, "ends"),
        ({"kind": "all", "constraints": [{"kind": "json"}, {"kind": "title"}]}, "parts"),
        ({"kind": "count.commas", "amount": 2, "scope": {"where": "first", "of": "line"}}, "scope"),
        ({"kind": "marks.include", "marks": ["!", ";"]}, "order"),
        ({"kind": "count.words_with", "letters": "qx", "amount": 0}, "unit"),
        ({"kind": "json"}, "logic"),
        ({"kind": "count.questions", "amount": {"low": 2}, "scope": {"where": "last", "of": "line"}}, "narrower"),
        ({"kind": "count.list_items", "amount": {"high": 3}}, "wider"),
        ({"kind": "count.commas", "amount": 3}, "count"),
        ({"kind": "count.digits", "amount": 0}, "everywhere"),
        ({"kind": "case", "case": "lower"}, "follows"),
    ],
)
def test_a_rule_restates(spec: dict[str, object], rule: str) -> None:
    found = [other for name, other in restated(parse(spec)) if name == rule]
    assert found
    assert all(other != parse(spec) for other in found)


def test_every_rule_is_tried_above() -> None:
    (mark,) = test_a_rule_restates.pytestmark  # type: ignore[attr-defined]
    assert {rule for _, rule in mark.args[1]} == set(RULES)


# ---------------------------------------------------------------------- one probe
def test_a_probe_is_read_back_and_asks_the_same() -> None:
    probes = [
        Probe("construction", ONE_WORD, "Salt.", True, "satisfy"), Probe("equal", SEA, "sea", other=ONE_WORD),
        Probe("slow", ONE_WORD, "", repeated=("a ", "")), Probe("crash", ONE_WORD, "\ud800"),
    ]  # fmt: skip
    for probe in probes:
        assert from_dict(json.loads(json.dumps(probe.to_dict()))) == probe


def test_what_a_probe_says() -> None:
    assert Probe("construction", ONE_WORD, "Salt.", True).fault() is None
    assert "violates it" in str(Probe("construction", ONE_WORD, "Salt.", False, "violate").fault())
    assert "says Verdict(fail" in str(Probe("equal", ONE_WORD, "Salt.", other=SEA).fault())
    assert Probe("unsteady", ONE_WORD, "Salt").fault() is None
    assert Probe("implied", ONE_WORD, "Salt").fault() is None


def test_a_probe_of_time_must_look_steep_three_times(monkeypatch: pytest.MonkeyPatch) -> None:
    said = iter(["16 times as long", None, "again", "again", "again"])
    monkeypatch.setattr(growth, "steep", lambda *args: next(said))
    probe = Probe("slow", ONE_WORD, "", repeated=("a ", ""))
    assert probe.fault() is None, "once was noise"
    assert probe.fault() == "again"


def test_a_command_shows_it_again() -> None:
    assert Probe("construction", ONE_WORD, "It's -5.", True).command().startswith("gonogo check '{")
    for text in ("a\nb", "\ud800", "-", "\x00"):
        command = Probe("crash", ONE_WORD, text).command()
        assert command.startswith("python -c ")
        assert command.isascii()
        assert "\n" not in command


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"check": "crash"}, "'check', 'constraint' and 'text'"), ([], r"not \[\]$"),
        ({"check": "cash", "constraint": {"kind": "json"}, "text": ""}, "did you mean 'crash'"),
        ({"check": "equal", "constraint": {"kind": "json"}, "text": ""}, "needs 'other'"),
        ({"check": "construction", "constraint": {"kind": "json"}, "text": ""}, "needs 'label'"),
        ({"check": "slow", "constraint": {"kind": "json"}, "text": ""}, "needs 'repeated'"),
        ({"check": "crash", "constraint": {"kind": "json"}, "text": 3}, "text is 3"),
    ],
)  # fmt: skip
def test_what_is_no_probe_is_said(row: object, said: str) -> None:
    with pytest.raises(SpecError, match=said):
        from_dict(row)


def test_unknown_checks_are_unknown_values() -> None:
    with pytest.raises(UnknownValue):
        from_dict({"check": "?", "constraint": {"kind": "json"}, "text": ""})


# ---------------------------------------------------------------------- kept
def test_findings_are_kept_once_and_asked_again(tmp_path: Path) -> None:
    wrong = Finding("count.words", Probe("construction", ONE_WORD, "Two words.", True, "satisfy"), "wrong", 0, 1)
    right = Finding("count.words", Probe("construction", ONE_WORD, "One.", True, "satisfy"), "was wrong", 0, 2)
    file = tmp_path / "new" / "found.jsonl"
    assert save([wrong, right], file) == 2
    assert save([wrong], file) == 0
    assert [fault is None for _, fault in replay(file)] == [False, True]
    assert regressions(file) == [wrong.probe, right.probe]
    assert json.loads(file.read_text("utf-8").split("\n")[0])["command"].startswith("gonogo check")


def test_a_line_that_is_no_case_is_named(tmp_path: Path) -> None:
    file = tmp_path / "found.jsonl"
    file.write_text('{"check": "crash", "constraint": {"kind": "json"}, "text": ""}\n{"check"\n', "utf-8")
    with pytest.raises(SpecError, match="line 2: not JSON"):
        regressions(file)
    file.write_text('\n{"check": "crash"}\n', "utf-8")
    with pytest.raises(SpecError, match="case 1"):
        regressions(file)


# ---------------------------------------------------------------------- smaller
def test_a_text_is_shrunk_to_what_matters() -> None:
    long = "Salt dries on the old rope.\n\nNobody ÉTÉ minds, x;y and so on; until the end!"
    assert shrunk(long, lambda text: text.count(";") >= 2 and "!" in text) == ";;!"
    assert set(shrunk(long, lambda text: len(text) >= 3)) <= set("a ")
    assert shrunk(long, lambda text: "É" in text) == "É"


def test_a_text_that_breaks_the_question_is_not_taken_for_smaller() -> None:
    def fails(text: str) -> bool:
        return text[5] == "x"  # an IndexError on shorter texts

    assert shrunk("aaaaaxbbb", fails) == "aaaaax"


def test_shrinking_stops_in_time() -> None:
    assert shrunk("abc", lambda text: True, seconds=0) == "abc"


# ---------------------------------------------------------------------- what was found before
FOUND = Path(__file__).parent.parent / "data" / "fuzz_regressions.jsonl"


@pytest.mark.parametrize("probe", regressions(FOUND), ids=lambda probe: f"{probe.constraint.kind}-{probe.check}")
def test_what_was_found_once_stays_mended(probe: Probe) -> None:
    assert probe.fault() is None


def test_texts_of_which_nothing_is_known_are_long_enough_and_of_all_sorts() -> None:
    rng = generator("babble", 0)
    assert {babble.characters(rng)[:1].isascii() for _ in range(60)} == {True, False}
    parts = ("ab", "-", "c")
    assert babble.stretched(parts, 100) == "ab" * 25 + "-" + "c" * 50
    assert len(babble.stretched(("a", "", ""), 1_000)) == 1_000


def test_a_kind_that_draws_nothing_is_told_and_ends(zoo: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def sample(rng: object) -> None:
        raise KeyError("nothing")

    monkeypatch.setattr(zoo.Sound, "sample", sample)
    report = fuzz(["zoo:sound"], cases=10)
    assert report.total == 0
    assert "sample raised KeyError" in report.errors[0]
    assert not report.to_dict()["passed"]
