"""Responses that people labelled by reading the instruction, blind: what a verdict should be, id by id."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gonogo.compat import ids, load
from gonogo.constraint import parse

LABELLED = Path(__file__).parent.parent / "data" / "labelled"
ALL = [
    json.loads(line)
    for path in sorted(LABELLED.glob("*.jsonl"))
    for line in path.read_text("utf-8").strip().split("\n")
]
CASES = [case for case in ALL if case.get("sure", True)]  # of the others the reader said that one could differ

# Cases on which a reader and the checker still disagree: id -> why. None is hidden.
OPEN: dict[str, str] = {
    "ifbench-542": "a response that is one code block: another reader counts no sentences in it (sentences.code.08)",
    "lang-0109": "もぐさ, a noun in hiragana: a sentence that ends in kana is not taken for one that ends in a noun",
    "lang-0542": "'J'aime la plage. Non.': an option as the last sentence is an answer here, to this reader it is not",
    "kinds-1232": "'Have fun' behind the last sentence: a line of two words without a mark is no sentence, as signatures",
    "manners-0084": "a claim in a field of JSON: data are not read as talk",
    "manners-0134": "a note of length in Chinese, with characters (字) for words",
    "manners-0149": "an astronaut reports 'All instructions have been followed': whose they are is told by the story alone",
    "manners-0151": "a length in a heading, '## Owls (43 words)', which plans have, too",
    "manners-0160": "a block of name, title and telephone below a greeting: longer than the signatures that are known",
    "manners-0178": "JSON cut within a fence that closes; another reader calls such a block finished",
    "manners-0181": "the last row of bare CSV is cut within a name: a word cannot be told from a part of one",
    "manners-0187": "bare code without a fence ends with '()'; what language it is in is not asked",
    "manners-0227": "'and 1': cut behind a number, which a line may end with",
    "manners-0319": "'I'm so sorry for your loss.' is how a letter of condolence begins, too",
    "manners-0381": "a coach begins with 'Alright, listen up.', a model with 'Alright, let's dive in.'",
    "manners-0384": "'Let me tell you about my brother' is the essay's own",
    "manners-0454": "'wie gewünscht' within a German sentence: only at its edges is it known",
    "manners-0460": "release notes of an editor that counts words: 'Word count: 0 is now shown'",
    "manners-0518": "bare SQL that lacks its last bracket: a closing bracket stands at the end",
    "manners-0525": "kisses ('xx') behind a postscript",
    "manners-0529": "a refrain without marks ends with 'going to'",
    "manners-0537": "cut behind the first letter of a paragraph, which reads like a signature",
    "second-0073": "bullets in a fence that is labelled markdown: a document, which is read",
    "second-0163": "„ and “ are one kind of mark here, two to this reader",
    "second-0571": "a fence within a block quote is not read as code",
    "second-0930": "a heading within a block quote is the quotation's",
    "second-1026": "'a paragraph about rain that avoids the letter z': a claim in the name of what follows",
    "second-1043": "as manners-0178",
    "second-1190": "as manners-0134",
    "second-1347": "'xyzyx' reads the same backwards; that it is no word is not asked",
    "second-1460": "'and/or' is two words here",
    "second-1575": "'Schedule for Monday' and 'Wait for Monday' begin alike; only the whole tells which is a noun",
    "second-1691": "'Wait times': as second-1575",
    "second-2115": "青い is two words here: a Han character and kana",
    "third-0887": "a citation in an HTML comment: what does not show is neither found nor forbidden",
    "third-1422": "the exclamation mark of an HTML comment itself: as third-0887",
    "third-0178": "a letter's close and a line below the postscript: the instruction does not say that nothing follows",
    "third-0209": "backwards, with 'sleeps' for its only verb, which the list takes for a plural",
    "third-0519": "a Spanish imperative: only English verbs are known, as the page of the kind says",
    "third-0678": "six equal rules of '=': as its wording now says, only the same words twice count once",
    "third-0680": "indented lines: as its wording now says, blanks around a line do not matter",
    "third-0872": "an English answer that mentions tu: what language the text is in is asked by a kind of its own",
    "third-1084": "a marker between items rather than before them reads as a line before the list, and two items",
    "third-1426": "conjunctions listed rather than used: a mention is not told from a use",
    "third-1711": "kayak in 'kayak-shaped': a compound is one word",
    "real-0400": "'**Yes.** ✅': an emoji is more than the option, which was to stand alone",
    "lang-0892": "the reader's own wording says every line, the kind says lines; nobody publishes one",
}


def constraint_of(case: dict[str, Any]) -> Any:
    if "constraint" in case:  # a kind that has no published id, or more than its ids ask for
        return parse(case["constraint"])
    return load(case.get("registry", "ifeval"), case["instruction_id"], case["kwargs"], case.get("prompt"))


@pytest.mark.parametrize("case", [case for case in CASES if case["id"] not in OPEN], ids=lambda case: case["id"])
def test_a_reader_and_the_checker_agree(case: dict[str, Any]) -> None:
    constraint = constraint_of(case)
    assert constraint.check(case["response"]) is case["label"], f"{case['why']}; {constraint.explain(case['response'])}"


def test_open_disagreements_are_cases_and_still_open() -> None:
    by_id = {case["id"]: case for case in CASES}
    for name, why in OPEN.items():
        assert why
        case = by_id[name]
        agrees = constraint_of(case).check(case["response"]) is case["label"]
        assert not agrees, f"{name} agrees now: take it off the list"


@pytest.mark.parametrize(("registry", "n"), [("ifeval", 25), ("ifbench", 58), ("iftrain", 29)])
def test_labels_cover_every_id_on_both_sides(registry: str, n: int) -> None:
    assert len({case["id"] for case in ALL}) == len(ALL)
    published = [case for case in CASES if "constraint" not in case]
    labels = {
        (case["instruction_id"], case["label"]) for case in published if case.get("registry", "ifeval") == registry
    }
    assert len({id for id, _ in labels}) == n
    assert labels == {(id, label) for id, _ in labels for label in (True, False)}
    assert {id for id, _ in labels} <= set(ids(registry))
