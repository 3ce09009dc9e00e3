"""Words as a reader counts them in a text of several scripts, and the scripts that tell a language."""

from __future__ import annotations

import re

from gonogo import deferred
from gonogo.text.segment import Span
from gonogo.text.view import View

# Languages that are told by their letters alone, each with what a word of it must hold.
LETTERS = {
    "ja": deferred.pattern(r"[\p{Hiragana}\p{Katakana}\p{Han}]"),
    "zh": deferred.pattern(r"\p{Han}"),
    "ko": deferred.pattern(r"\p{Hangul}"),
    "ru": deferred.pattern(r"\p{Cyrillic}"),
    "el": deferred.pattern(r"\p{Greek}"),
    "he": deferred.pattern(r"\p{Hebrew}"),
    "ar": deferred.pattern(r"\p{Arabic}"),
    "hi": deferred.pattern(r"\p{Devanagari}"),
    "th": deferred.pattern(r"\p{Thai}"),
}
_KANA = re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]")


def whole_words(view: View) -> list[Span]:
    """Return the words, where what is written without a blank or mark in between is one: ありがとう is one word."""
    found: list[Span] = []
    for start, end in view.words.offsets:
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def written_in(word: str, language: str) -> bool:
    """Return whether a word is written in a language that its letters tell.

    Kana make a word Japanese and not Chinese. Without kana, ideographs that the Japanese standard set (JIS X 0208)
    lacks, such as simplified ones, are Chinese only.
    """
    if not LETTERS[language].search(word):
        return False
    if language == "ja":
        return bool(_KANA.search(word)) or _in_japanese_set(word)
    return language != "zh" or not _KANA.search(word)


def _in_japanese_set(word: str) -> bool:
    try:
        word.encode("shift_jis")
    except UnicodeEncodeError:
        return False
    return True
