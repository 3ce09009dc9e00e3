"""How sentences end: what stands before the end mark, and whether that is a Japanese noun.

The lists of Japanese nouns and suffixes are our own, written from knowledge of the language.
"""

from __future__ import annotations

import regex

_MARKS = regex.compile(r"[\s.!?…‥‽⁇⁈⁉。！？｡．・〜～ー‼؟۔।♪★☆\"'”’»)\]}*_`」』）】》〉〕~\p{Extended_Pictographic}]+$")
_TAIL = 60  # marks, emoji and closing brackets after the last word
_END_MARK = regex.compile(r"[.!?…‽⁇⁈⁉。！？｡．‼؟۔।]")
_LABEL = regex.compile(r"(?:[\p{Han}\p{Katakana}\p{Latin}ー\p{Nd}：:）)」』】、]|[^\p{L}\p{Nd}])$")
_JAPANESE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_HIRAGANA = regex.compile(r"\p{Hiragana}")
# Nouns that are usually written in hiragana and may end a sentence.
_NOUNS = (
    "こと", "もの", "ところ", "とき", "ため", "ほう", "はず", "まま", "ひと", "ひとつ", "ふたつ", "みっつ", "ひととき", "さくら",
    "わけ", "しるし", "あかし", "きっかけ", "ふるさと", "つながり", "にぎわい", "おもてなし", "ぬくもり", "やすらぎ", "たのしみ",
    "しあわせ", "いのち", "こころ", "すがた", "かたち", "おかげ", "せい", "まち", "みち", "ひかり", "まつり", "あいだ", "うち",
    "たび", "ばかり", "あと", "まえ", "そば", "となり", "どれ", "それ", "これ", "どこ", "ここ", "そこ", "あなた", "わたし",
)  # fmt: skip
_NOUN_SUFFIX = regex.compile(
    r"(?:[\p{Han}0-9０-９](?:つ|さ|み|たち|ごと|ずつ)|しさ|[^ま]かさ|やかさ|[\p{Han}]い[しさ]さ|づくり|"
    r"[\p{Han}](?:り|き|い|み|え|け|れ|し|ち|び|せ|め|げ|で|て)(?:方|物|手))$"
)
# Words in kanji that end a sentence but are no nouns: adverbs and the stem of "to be like".
_NO_NOUNS = ("多分", "勿論", "是非", "全然", "一層", "当然", "大変", "結構", "無論", "到底", "案外")


def core(sentence: str) -> str:
    """Return a sentence without its end marks, closing quotes and brackets, emoji and blanks."""
    end = len(sentence)
    while end:
        start = max(0, end - _TAIL)
        kept = _MARKS.sub("", sentence[start:end])
        if sentence.startswith("ー", start + len(kept)):  # the long-vowel mark ends words: メロディー。
            kept += "ー"
        end = start + len(kept)
        if kept:
            break
    return sentence[:end]


def is_marked(sentence: str) -> bool:
    """Return whether a sentence has an end mark."""
    tail = sentence[-_TAIL:]
    return _END_MARK.search(tail, len(core(tail))) is not None


def is_label(sentence: str) -> bool:
    """Return whether an unmarked Japanese line is a label or an item (it ends in no hiragana), not a sentence."""
    return not is_marked(sentence) and _LABEL.search(core(sentence)) is not None


def ends_in_noun(sentence: str) -> bool:
    """Return whether a Japanese sentence ends in a noun: kanji, katakana, or a noun usually written in hiragana.

    What has no end mark must say something about the noun (``美しい海``), else it is a mere item of a list.
    """
    said = core(sentence)
    if not _JAPANESE.search(said) or said.endswith(_NO_NOUNS):
        return False
    if not is_marked(sentence) and (len(said) < 4 or not _HIRAGANA.search(said) or "：" in said or ":" in said):
        return False
    if not _HIRAGANA.match(said[-1]):
        return said[-1].isalnum() or said[-1] in "ー々"
    return said.endswith(_NOUNS) or _NOUN_SUFFIX.search(said) is not None
