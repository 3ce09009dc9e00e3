"""Lint: every code is seen raised and seen silent, and what is contradictory is so by reading, not by a checker."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from gonogo.compat import ifbench, ifeval
from gonogo.compat.kwargs import Kwargs
from gonogo.compat.lint import CODES, Finding, baseline, lint, read_baseline, sarif
from gonogo.compat.lint.prompts import Prompt
from gonogo.errors import RowError, SpecError


def _codes(*rows: Any) -> Counter[str]:
    return Counter(finding.code for finding in lint(enumerate(rows, 1)))


def _of(*constraints: dict[str, Any], prompt: str = "") -> Counter[str]:
    return _codes({"prompt": prompt, "constraints": json.dumps(constraints)})


def _ifeval(prompt: str, *items: tuple[str, dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "prompt": prompt,
        "instruction_id_list": [id for id, _ in items],
        "kwargs": [kwargs for _, kwargs in items],
        **more,
    }


def _words(low: int = 0, high: int | None = None, **more: Any) -> dict[str, Any]:
    return {"kind": "count.words", "amount": {"low": low, "high": high}, **more}


CLEAN = _ifeval(
    "Write a poem of at least 50 words about the sea. Use the word salt at least twice and no commas. End it with: Bye.",
    ("length_constraints:number_words", {"relation": "at least", "num_words": 50}),
    ("keywords:frequency", {"keyword": "salt", "relation": "at least", "frequency": 2}),
    ("punctuation:no_comma", {}),
    ("startend:end_checker", {"end_phrase": "Bye."}),
)


def test_a_sound_row_has_no_findings() -> None:
    assert _codes(CLEAN) == {}


# ---------------------------------------------------------------------- rows and single constraints
def test_rows_that_cannot_be_read() -> None:
    assert _codes(RowError("x:1: not JSON"), {"a": 1}, _ifeval("x"), {"prompt": "x", "constraints": []}) == {
        "GG001": 2,
        "GG002": 2,
    }


@pytest.mark.parametrize(
    ("id", "kwargs", "code"),
    [
        ("punctuation:no_coma", {}, "GG101"),
        ("length_constraints:number_words", {"relation": "about", "num_words": 5}, "GG102"),
        ("length_constraints:number_words", {"relation": "at least"}, "GG102"),
        ("length_constraints:number_words", {"relation": "at least", "num_words": 0.5}, "GG102"),
        ("punctuation:no_comma", {"n": 1}, "GG102"),
        ("combination:repeat_prompt", {}, "GG104"),
        ("combination:repeat_prompt", {"prompt_to_repeat": None}, "GG104"),
    ],
)
def test_faults_of_single_constraints(id: str, kwargs: dict[str, Any], code: str) -> None:
    found = list(lint([(4, _ifeval("At least 60 words.", (id, kwargs), key="k"))]))
    assert [(one.code, one.line, one.row, one.subject) for one in found] == [(code, 4, "k", id)]
    assert found[0].fix


def test_native_faults_name_each_constraint() -> None:
    assert _of({"kind": "count.wrds"}, {"kind": "title", "x": 1}, _words(5)) == {"GG101": 1, "GG102": 1}


def test_functions_of_unknown_shape() -> None:
    assert _codes({"prompt": "x", "checkers": ["[rule] x"], "functions": ["def f(i, response): return True"]}) == {
        "GG105": 1
    }


def test_ids_that_mean_different_things(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _codes(CLEAN) == {}
    title = ifeval.LOADERS["detectable_format:title"](Kwargs("x", {}))
    monkeypatch.setitem(
        ifbench.LOADERS, "keywords:frequency", lambda k: ifeval.LOADERS["keywords:frequency"](k) and title
    )
    found = [one for one in lint([(1, CLEAN)]) if one.code == "GG103"]
    assert len(found) == 1
    assert "in ifbench “Include a title" in found[0].message


# ---------------------------------------------------------------------- sets
NO_COMMAS = {"kind": "count.commas", "amount": {"high": 0}}
CONTRADICTORY: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (_words(100), _words(high=50)),
    (_words(10, 20), _words(high=9)),
    ({"kind": "count.sentences", "amount": {"low": 10}}, _words(high=9)),
    ({"kind": "count.paragraphs", "amount": {"low": 5}}, _words(high=4)),
    ({"kind": "count.capital_words", "amount": {"low": 5}}, _words(high=4)),
    ({"kind": "count.keyword", "keyword": "sea", "amount": {"low": 5}}, _words(high=4)),
    (_words(50, scope={"where": "first", "of": "paragraph"}), _words(high=40)),
    ({"kind": "keywords.include", "keywords": ["sea"]}, {"kind": "keywords.exclude", "keywords": ["Sea"]}),
    ({"kind": "keywords.include", "keywords": ["ice cream"]}, {"kind": "keywords.exclude", "keywords": ["ice"]}),
    ({"kind": "keywords.include", "keywords": ["sea"]}, {"kind": "count.keyword", "keyword": "sea", "amount": {"high": 0}}),
    ({"kind": "ends_with", "phrase": "Well, bye."}, NO_COMMAS),
    ({"kind": "ends_with", "phrase": "the sea"}, {"kind": "keywords.exclude", "keywords": ["sea"]}),
    ({"kind": "ends_with", "phrase": "the sea"}, {"kind": "ends_with", "phrase": "the salt"}),
    ({"kind": "echo", "text": "Write it, now."}, NO_COMMAS),
    ({"kind": "echo", "text": "Write it."}, {"kind": "case", "case": "lower"}),
    ({"kind": "echo", "text": "Write it."}, {"kind": "quoted"}),
    ({"kind": "echo", "text": "Write it."}, {"kind": "json"}),
    ({"kind": "echo", "text": "Write it."}, {"kind": "echo", "text": "Say it."}),
    ({"kind": "echo", "text": "Write it."}, {"kind": "starts_with_word", "word": "say"}),
    ({"kind": "case", "case": "upper"}, {"kind": "case", "case": "lower"}),
    ({"kind": "case", "case": "lower"}, {"kind": "count.capital_words", "amount": {"low": 1}}),
    ({"kind": "language", "language": "en"}, {"kind": "language", "language": "de"}),
    ({"kind": "all", "constraints": [{"kind": "case", "case": "upper"}, {"kind": "language", "language": "en"}]},
     {"kind": "language", "language": "fr"}),
    ({"kind": "json"}, {"kind": "quoted"}),
    ({"kind": "json"}, {"kind": "count.bullets", "amount": {"low": 2}}),
    ({"kind": "divided", "amount": 2}, {"kind": "divided", "amount": 3}),
    ({"kind": "sections", "label": "Part", "amount": 2}, {"kind": "sections", "label": "part", "amount": {"low": 3}}),
    ({"kind": "sections", "label": "Part", "amount": 2}, {"kind": "keywords.exclude", "keywords": ["part"]}),
    ({"kind": "starts_with_word", "word": "so"}, {"kind": "starts_with_word", "word": "well"}),
    ({"kind": "choice", "options": ["Yes, sir.", "No, sir."]}, NO_COMMAS),
]  # fmt: skip


@pytest.mark.parametrize("pair", CONTRADICTORY)
def test_contradictions(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    for one, other in (pair, pair[::-1]):
        found = [
            finding for finding in lint([(1, {"prompt": "", "constraints": [one, other]})]) if finding.code == "GG201"
        ]
        assert len(found) == 1
        assert found[0].severity == "error"


def test_parts_hold_more_than_the_whole_may() -> None:
    each = _words(50, scope={"where": "each", "of": "paragraph"})
    three = {"kind": "count.paragraphs", "amount": {"low": 3}}
    assert _of(each, three, _words(high=149))["GG201"] == 1
    assert _of(each, three, _words(high=150))["GG201"] == 0
    assert _of(each, _words(high=49))["GG201"] == 1


# Pairs that a person can satisfy: each with a text that does.
COMPATIBLE: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    (_words(2, 9), _words(high=5), "one two three"),
    ({"kind": "count.sentences", "amount": {"low": 2}}, _words(high=2), "Go. Stop."),
    ({"kind": "keywords.include", "keywords": ["party"]}, {"kind": "keywords.exclude", "keywords": ["art"]}, "A party."),
    ({"kind": "ends_with", "phrase": "the sea."}, {"kind": "ends_with", "phrase": "by the sea."}, "We sat by the sea."),
    ({"kind": "ends_with", "phrase": "Bye now."}, {"kind": "case", "case": "lower"}, "so long. bye now."),
    ({"kind": "keywords.include", "keywords": ["NASA"]}, {"kind": "case", "case": "lower"}, "we saw nasa."),
    ({"kind": "echo", "text": "write it."}, {"kind": "case", "case": "lower"}, "write it. it is."),
    ({"kind": "echo", "text": "Say it."}, {"kind": "echo", "text": "Say it. Then go."}, "Say it. Then go. Gone."),
    ({"kind": "json"}, NO_COMMAS, '{"a": 1}'),
    ({"kind": "json"}, {"kind": "title"}, '{"a": "<<Joy>>"}'),
    ({"kind": "json"}, {"kind": "count.bullets", "amount": {"high": 2}}, '{"a": 1}'),
    ({"kind": "divided", "amount": 2}, {"kind": "divided", "divider": "---", "amount": 3}, "One.\n\n---\n\nTwo.\n\n***\n\nThree.\n\n---\n\nFour."),
    ({"kind": "sections", "label": "Part", "amount": 1}, {"kind": "sections", "label": "Day", "amount": 1}, "Part 1\nSalt.\n\nDay 1\nSea."),
    (_words(2, scope={"where": "first", "of": "sentence"}), _words(high=3), "Salt dries. Slowly."),
    ({"kind": "count.letter", "letter": "e", "amount": {"high": 1}}, {"kind": "ends_with", "phrase": "bye."}, "So long: bye."),
    ({"kind": "choice", "options": ["Yes, sir.", "No."]}, NO_COMMAS, "No."),
    ({"kind": "quoted"}, {"kind": "ends_with", "phrase": "Bye."}, '"So long. Bye."'),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "text"), COMPATIBLE)
def test_what_a_text_satisfies_is_no_contradiction(one: dict[str, Any], other: dict[str, Any], text: str) -> None:
    from gonogo import parse

    assert parse(one).check(text)
    assert parse(other).check(text)
    assert _of(one, other)["GG201"] == 0


def test_the_same_constraint_twice() -> None:
    assert _of({"kind": "title"}, _words(5), {"kind": "title"}) == {"GG202": 1}
    assert _of({"kind": "title"}, _words(5), _words(6)) == {}


@pytest.mark.parametrize(
    ("constraints", "junk"),
    [([NO_COMMAS], True), ([NO_COMMAS, {"kind": "keywords.exclude", "keywords": ["sea"]}], True), ([_words(1)], True),
     ([_words(2)], False), ([NO_COMMAS, {"kind": "title"}], False), ([_words(high=0)], True)],
)  # fmt: skip
def test_rows_that_junk_passes(constraints: list[dict[str, Any]], junk: bool) -> None:
    assert _of(*constraints)["GG401"] == junk


# ---------------------------------------------------------------------- prompts
@pytest.mark.parametrize(
    ("prompt", "spec", "code"),
    [
        ("Write at least 400 words.", _words(336), "GG301"),
        ("Write at least four hundred words, in 3 sentences.", {"kind": "count.sentences", "amount": 4}, "GG301"),
        ("Use five bullet points.", {"kind": "count.bullets", "amount": 4}, "GG301"),
        ("Write 1,200 or more words.", _words(1100), "GG301"),
        ("Write at least 400 words.", _words(400), ""),
        ("Write a 300+ word summary.", _words(300), ""),
        ("Write more than 9 words.", _words(10), ""),
        ("Write less than 10 words.", _words(high=9), ""),
        ("Use between 100 and 120 words.", _words(100, 120), ""),
        ("Use 100-120 words.", _words(100, 120), ""),
        ("Use three bullets.", {"kind": "count.bullets", "amount": 3}, ""),
        ("Write 2 paragraphs; a word count of 500.", _words(500), ""),
        ("My 400 words of praise for you. Keep it short.", _words(400), ""),
        ("It should be long.", _words(336), ""),
        ("Top 10 songs. Answer in no more than fifty words.", _words(high=50), ""),
        ("Section 3 of the law: write 5 words or more.", _words(5), ""),
        ("Use at most 50 words.", _words(50), "GG302"),
        ("Use fewer than 50 words.", _words(50), "GG302"),
        ("Use at least 50 words.", _words(high=50), "GG302"),
        ("Use no less than 50 words.", _words(50), ""),
        ("Use no fewer than 50 words.", _words(50), ""),
        ("Use 50 words or more.", _words(50), ""),
        ("Use 50 or more words.", _words(50), ""),
        ("Use 50 words or less.", _words(high=50), ""),
        ("Not less than 50 words, please.", _words(50), ""),
        ("Do it in under 50 words. Once more: at least 50 words!", _words(50), ""),
        ("Do not use more than 50 words.", _words(high=50), ""),
        ("Use the word sea.", {"kind": "keywords.include", "keywords": ["salt"]}, "GG303"),
        ("Use the word **Salt**.", {"kind": "keywords.include", "keywords": ["salt"]}, ""),
        ("End with Bye  now!", {"kind": "ends_with", "phrase": "Bye now!"}, ""),
        ("End with “It’s done”.", {"kind": "ends_with", "phrase": "It's done"}, ""),
        ("End with Bye.", {"kind": "ends_with", "phrase": "Ciao."}, "GG303"),
        ("Put *** between the parts.", {"kind": "divided", "divider": "***", "amount": {"low": 2}}, ""),
        ("Put --- between the 2 parts.", {"kind": "divided", "divider": "***", "amount": 2}, "GG303"),
        ("Put three asterisks between the 2 parts.", {"kind": "divided", "divider": "***", "amount": 2}, ""),
        ("Add a note that starts with P. S.", {"kind": "postscript", "marker": "P.S."}, ""),
        ("Repeat this: sing.", {"kind": "echo", "text": "Repeat that"}, "GG303"),
        ("Answer in German.", {"kind": "language", "language": "fr"}, "GG304"),
        ("Answer in German.", {"kind": "language", "language": "de"}, ""),
        ("Translate it into the German language.", {"kind": "language", "language": "en"}, "GG304"),
        ("A song about German beer, in French.", {"kind": "language", "language": "fr"}, ""),
        ("Antworte bitte auf Deutsch.", {"kind": "language", "language": "de"}, ""),
    ],
)  # fmt: skip
def test_prompts_that_say_something_else(prompt: str, spec: dict[str, Any], code: str) -> None:
    found = {one: n for one, n in _of(spec, prompt=prompt).items() if one.startswith("GG3")}
    assert found == ({code: 1} if code else {})


def test_numbers_of_a_prompt() -> None:
    assert Prompt("Twenty-one 1,200 x2 someone three, 3.5").numbers >= {21, 1200, 3}
    assert Prompt("someone alone, fivefold").numbers == frozenset()


@pytest.mark.timing
def test_a_prompt_of_a_megabyte_takes_no_time() -> None:
    import time

    began = time.process_time()
    for text in ("9 " * 500_000, "a " * 500_000, "9 a b " * 160_000, "twenty-" * 140_000):
        _of(_words(5), prompt=text)
    assert time.process_time() - began < 60  # a quadratic pattern would take hours


# ---------------------------------------------------------------------- the whole file
def test_keys_and_rows_that_occur_twice() -> None:
    other = _ifeval(
        "Write 60 words.", ("length_constraints:number_words", {"relation": "at least", "num_words": 60}), key=1
    )
    assert _codes({**CLEAN, "key": 1}, {**CLEAN, "key": 2}) == {"GG502": 1}
    assert _codes({**CLEAN, "key": 1}, other) == {"GG501": 1}
    assert _codes({**CLEAN, "key": 1}, {**other, "key": 2}) == {}
    assert _codes({**CLEAN, "prompt": CLEAN["prompt"] + " "}) == {"GG503": 1}


# ---------------------------------------------------------------------- baseline and SARIF
def _finding(**more: Any) -> Finding:
    return Finding(**{"code": "GG101", "line": 3, "row": "7", "message": "m", "fix": "f", **more})


def test_fingerprints_stay_when_rows_move() -> None:
    assert _finding().fingerprint == _finding(line=9, fix="g").fingerprint
    assert (
        len(
            {
                _finding(**more).fingerprint
                for more in ({}, {"row": "8"}, {"message": "n"}, {"code": "GG102"}, {"subject": "s"})
            }
        )
        == 5
    )
    assert _finding(row="").fingerprint != _finding(row="", line=9).fingerprint


def test_baseline_goes_round() -> None:
    data = json.loads(json.dumps(baseline([_finding(), _finding(line=5), _finding(row="8")])))
    assert read_baseline(data) == {_finding().fingerprint, _finding(row="8").fingerprint}
    for bad in ([], {}, {"version": 2, "findings": []}, {"version": 1, "findings": "x"}):
        with pytest.raises(SpecError, match="--write-baseline"):
            read_baseline(bad)


def test_sarif_has_what_its_schema_requires() -> None:
    findings = [_finding(), _finding(code="GG401", row="8")]
    log = sarif(findings, "data.jsonl", "1.2", frozenset([findings[1].fingerprint]))
    assert (log["version"], set(log)) == ("2.1.0", {"$schema", "version", "runs"})
    run = log["runs"][0]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("gonogo", "1.2")
    assert [rule["id"] for rule in driver["rules"]] == list(CODES)
    assert {rule["defaultConfiguration"]["level"] for rule in driver["rules"]} == {"error", "warning", "note"}
    for result, finding in zip(run["results"], findings, strict=True):
        assert result["message"]["text"] == "m. F."
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        assert result["level"] == CODES[finding.code].severity
        place = result["locations"][0]["physicalLocation"]
        assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("data.jsonl", 3)
    assert ["suppressions" in result for result in run["results"]] == [False, True]


@pytest.mark.parametrize(
    ("given", "named", "found"),
    [
        ("prompt", "promt", 1),
        ("prompt", "Prompt", 1),
        ("kwargs", "kwarg", 1),
        ("prompt", "prompt_id", 0),
        ("prompt", "topic", 0),
    ],
)
def test_misspelt_fields(given: str, named: str, found: int) -> None:
    row = {"prompt": "Use no commas.", "instruction_id_list": ["punctuation:no_comma"], "kwargs": [{}]}
    row[named] = row.pop(given)
    assert _codes(row)["GG003"] == found
    assert _codes({**row, given: "Use no commas." if given == "prompt" else [{}]})["GG003"] == 0


def test_fields_that_only_look_misspelt() -> None:
    """A field that may be missing is not missed: a chat holds the prompt, and published ids are no must."""
    chat = {"input": [{"role": "user", "content": "Use no commas."}]}
    nemo = {
        "responses_create_params": chat,
        "instruction_id_list": ["punctuation:no_comma"],
        "kwargs": [{}],
        "prompts": 3,
    }
    assert _codes(nemo)["GG003"] == 0
    native = {
        "prompt": "Use no commas.",
        "constraints": [{"kind": "count.commas", "amount": {"high": 0}}],
        "publisher": "x",
    }
    assert _codes(native)["GG003"] == 0
