"""Language and letter case of the whole response."""

from __future__ import annotations

from random import Random

import pytest

from gonogo.constraints.language import Case, Language
from gonogo.draft import Draft
from gonogo.errors import SpecError, UnknownValue
from gonogo.text.language import LANGUAGES
from gonogo.text.view import View

GERMAN = "Heute gehen wir mit unseren Freunden auf den Markt und kaufen frisches Brot."
ENGLISH = "Today we walk to the market with our friends and buy some fresh bread."


@pytest.mark.parametrize(
    ("language", "text", "passed", "reason"),
    [
        ("de", GERMAN, True, "all of the text is German"),
        ("en", ENGLISH, True, "all of the text is English"),
        ("de", ENGLISH, False, "must be German"),
        ("en", f"{ENGLISH}\n\n{GERMAN}", False, "a stretch in German"),
        ("de", "12345", False, "no words to tell whether it is German"),
        ("kn", ENGLISH, False, "no letter of Kannada"),
        ("de", "asdf qwer zxcv", False, "cannot tell whether the text is German: too short"),
    ],
)
def test_language(language: str, text: str, passed: bool, reason: str) -> None:
    verdict = Language(language=language).judge(View(text))
    assert verdict.passed is passed
    assert reason in verdict.reason


def test_the_foreign_stretch_is_shown() -> None:
    text = f"{ENGLISH}\r\n\r\n{GERMAN}"
    (span,) = Language(language="en").judge(View(text)).spans
    assert text[slice(*span)] == GERMAN


def test_codes() -> None:
    assert Language(language="pt-BR").language == "pt"
    assert Language(language="de").name == LANGUAGES["de"] == "German"
    assert (
        Language(language="de").describe()
        == "Your entire response must be in German (de); no other language is allowed."
    )
    with pytest.raises((UnknownValue, SpecError), match="'de'"):
        Language(language="german")


@pytest.mark.parametrize("seed", range(24))
def test_language_drafts(seed: int) -> None:
    rng = Random(seed)
    constraint = Language.sample(rng)
    good, bad = Draft.filler(rng), Draft.filler(rng)
    constraint.satisfy(good, rng)
    constraint.violate(bad, rng)
    assert constraint.check(good.render()), good.render()
    assert not constraint.check(bad.render()), bad.render()


# ---------------------------------------------------------------------- case
@pytest.mark.parametrize(
    ("case", "text", "passed", "measured", "reason"),
    [
        ("upper", "ALL 3 — ÉTÉ! 今天", True, 0, "all letters are upper case"),
        ("lower", "all 3 — été!", True, 0, "all letters are lower case"),
        ("upper", "THE 3rd", False, 2, "2 letters are lower case"),
        ("lower", "The ǅ", False, 2, "2 letters are upper case"),
        ("upper", "今天 123", False, 0, "there is no letter that has case"),
        ("lower", "", False, 0, "there is no letter that has case"),
        ("upper", "STRAßE", False, 1, "1 letter is lower case"),
    ],
)
def test_case(case: str, text: str, passed: bool, measured: int, reason: str) -> None:
    verdict = Case(case=case).judge(View(text))
    assert (verdict.passed, verdict.measured, verdict.reason) == (passed, measured, reason)
    assert len(verdict.spans) == measured


def test_case_scores_fall_with_the_wrong_letters() -> None:
    scores = [Case(case="upper").score(text) for text in ("ABCD", "ABCd", "ABcd", "Abcd", "abcd")]
    assert scores == sorted(scores, reverse=True)
    assert scores == [1.0, 0.75, 0.5, 0.25, 0.0]


def test_case_is_described() -> None:
    assert "all capital (upper case)" in Case(case="upper").describe()
    assert "all lower case" in Case(case="lower").describe()
    styles = {"upper", "lower", "title", "capitalized", "alternating", "sentence"}
    assert {Case.sample(Random(seed)).case for seed in range(40)} == styles


@pytest.mark.parametrize("case", ["upper", "lower", "title", "capitalized", "alternating", "sentence"])
def test_case_drafts(case: str) -> None:
    for seed in range(20):
        rng = Random(seed)
        good, bad = Draft.filler(rng), Draft.filler(rng)
        Case(case=case).satisfy(good, rng)
        Case(case=case).violate(bad, rng)
        assert Case(case=case).check(good.render())
        assert not Case(case=case).check(bad.render())
