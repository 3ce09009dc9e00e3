"""The evidence behind language identification, where it is scarce or contradicts itself."""

from __future__ import annotations

import pytest

from gonogo.text import language_evidence as evidence
from gonogo.text.language import _foreign_run, entirely_in, identify
from gonogo.text.language_evidence import langdetect_voice, name_words

ENGLISH = "Yesterday we took the train to the sea and swam all day. In the evening there was soup and fresh bread. "
RUSSIAN = "Вчера мы ездили на поезде к морю, и дети весь день играли в песке. "


def test_a_script_of_no_known_language() -> None:
    assert identify("አማርኛ ቋንቋ በጣም ጥሩ ነው").reason == "letters of a script that belongs to no known language"


def test_two_weak_voices_that_agree_name_a_language_with_half_confidence() -> None:
    guess = name_words("inching vaso involvely ladu kiri fore dileni".split(), "Latin")
    assert guess == ("en", 0.5, "common words and letter sequences of English")


@pytest.mark.parametrize("words", [[], ["123"], ["ቋንቋ"]])
def test_langdetect_says_nothing_without_letters_it_knows(words: list[str]) -> None:
    assert langdetect_voice(words) == ("", 0.0)


def test_langdetect_may_find_no_language_likely(monkeypatch: pytest.MonkeyPatch) -> None:
    class Undecided:
        def create(self) -> Undecided:
            return self

        def append(self, text: str) -> None:
            assert text == "salt"

        def get_probabilities(self) -> list[object]:
            return []

    monkeypatch.setattr(evidence, "_detectors", Undecided)
    assert langdetect_voice(["salt"]) == ("", 0.0)


def test_six_names_in_a_row_are_no_foreign_sentence() -> None:
    names = "Kowalczyk Brzezinski Wojciechowski Nowakowski Grabowski Zielinska"
    assert entirely_in(f"{ENGLISH}We met {names} there. {ENGLISH}", "en").holds
    words = f"we met {names.lower()} there".split()
    assert not _foreign_run(words, bytes([1, 1, 0, 0, 0, 0, 0, 0, 1]))
    assert not _foreign_run(words, bytes([1, 1, 0, 0, 0, 0, 0, 0, 0])[:8])
    assert _foreign_run(["we", *["xyz"] * 8], bytes([1] + [0] * 8))


@pytest.mark.parametrize(
    "terms",
    ["Один Google Cloud Platform Microsoft Excel Adobe Photoshop.", "Zqxwv brmpf zzkrt dplmf gvrst pqxzv."],
    ids=["names", "no words of any language"],
)
def test_latin_terms_are_no_foreign_sentence(terms: str) -> None:
    assert entirely_in(RUSSIAN + terms, "ru").holds


def test_a_long_sentence_may_hold_several_foreign_terms() -> None:
    sentence = "Вчера мы долго обсуждали the big new red house проект с нашими друзьями и коллегами из других городов."
    assert entirely_in(RUSSIAN + sentence, "ru").holds


def test_a_text_that_is_all_code_is_read_as_it_is() -> None:
    assert identify(f"`{ENGLISH[:62]}`").language == "en"
    assert identify("https://example.com").reason == "no words"


def test_a_word_that_parts_when_it_is_composed_is_judged_in_windows() -> None:
    assert entirely_in(" ".join(["𝐚漢字"] * 40), "zh").holds


def test_the_front_of_a_long_text_may_decide_but_not_alone() -> None:
    front, rest = RUSSIAN * 8, RUSSIAN * 16
    assert entirely_in(f"{front}\n{rest}", "ru").holds
    assert not entirely_in(f"{ENGLISH * 6}\n{rest}", "ru").holds
    assert not entirely_in(f"{front}\n{rest}\n{ENGLISH}", "ru").holds
