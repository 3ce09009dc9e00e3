"""Readings of kanji (furigana) in brackets, and which kanji a reading reads."""

from __future__ import annotations

import re
from bisect import bisect_left

import regex

from gonogo.text.segment import Span

_RUN = regex.compile(r"\p{Han}+(?:[ヶヵケ]\p{Han}+)*")
_KANA = "ぁ-ゖゝゞゟァ-ヺー・ヽヾｦ-ﾟ"
_READING = re.compile(rf"[（(]([{_KANA} 0-9０-９-]{{1,60}})[）)]")
_ANY_KANA = re.compile("[ぁ-ゖァ-ヺｦ-ﾝ]")  # a mark that only lengthens or repeats reads nothing by itself
_CLOSING = "*_`」』》”\"’'〉】"  # may stand between a word and its reading
_WORD = regex.compile(rf"[\p{{Han}}ヶヵケ{_KANA}0-9０-９]+")
_LONGEST = 30  # no word and its endings is longer
_PIECES = regex.compile(r"[\p{Han}0-9０-９]+(?:[ヶヵケ]\p{Han}+)*|.")
_MOST = 4  # runs of kanji that one reading may read
_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


def kanji_runs(text: str) -> list[Span]:
    """Return the runs of kanji; the ヶ of 関ヶ原 belongs to its run."""
    return [match.span() for match in _RUN.finditer(text)]


def without_reading(text: str, runs: list[Span]) -> list[Span]:
    """Return those of ``runs`` that no reading in brackets reads.

    A reading reads the run right before it, or a word with its endings if it gives them literally: たべる reads 食べる.
    """
    starts = [start for start, _ in runs]
    read: set[int] = set()
    for match in _READING.finditer(text):
        said = match.group(1)
        if not _ANY_KANA.search(said):
            continue
        head = _head(text, match.start())
        last = bisect_left(starts, head) - 1
        if last < 0:
            continue
        if runs[last][1] == head:
            read.add(last)
        for first in range(max(0, last - _MOST + 1), last + 1):
            start = starts[first]
            if head - start <= _LONGEST and _reads(text[start:head], said):
                read.update(range(first, last + 1))
                break
    return [run for i, run in enumerate(runs) if i not in read]


def _head(text: str, at: int) -> int:
    """Return where the word before a bracket ends: before closing quotes, emphasis and one blank."""
    if text[at - 1 : at] == " ":
        at -= 1
    left = at
    while left and at - left < 8 and text[left - 1] in _CLOSING:
        left -= 1
    return left


def _reads(word: str, reading: str) -> bool:
    """Return whether ``reading`` can be the kana of ``word``: its kana literally, something for each run of kanji."""
    bare = word.replace("*", "").replace("`", "")
    if not _WORD.fullmatch(bare):
        return False
    said = reading.replace(" ", "").translate(_TO_HIRAGANA)
    wanted = "".join(
        re.escape(piece.translate(_TO_HIRAGANA)) if _ANY_KANA.match(piece) else ".{1,24}?"
        for piece in _PIECES.findall(bare)
    )
    return re.fullmatch(wanted, said) is not None
