"""How sentences end: what stands before the end mark, and whether that is a Japanese noun.

The lists of Japanese nouns and suffixes are our own, written from knowledge of the language.
"""

from __future__ import annotations

from functools import lru_cache

import regex

_MARKS = regex.compile(r"[\s.!?…‥‽⁇⁈⁉。！？｡．・〜～ー‼؟۔।♪★☆\"'”’»)\]}*_`」』）】》〉〕~\p{Extended_Pictographic}]")
_TAIL = 60  # marks, emoji and closing brackets after the last word
_END_MARK = regex.compile(r"[.!?…‽⁇⁈⁉。！？｡．‼؟۔।]")
_LABEL = regex.compile(r"(?:[\p{Han}\p{Katakana}\p{Latin}ー\p{Nd}：:）)」』】、]|[^\p{L}\p{Nd}])$")
_JAPANESE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_HIRAGANA = regex.compile(r"\p{Hiragana}")
# Nouns that are usually written in hiragana and may end a sentence.
_NOUNS = (
    "こと", "もの", "ところ", "とき", "ため", "ほう", "はず", "まま", "ひと", "ひとつ", "ふたつ", "みっつ",
    "ひととき", "さくら", "わけ", "しるし", "あかし", "きっかけ", "ふるさと", "つながり", "にぎわい",
    "おもてなし", "ぬくもり", "やすらぎ", "たのしみ", "しあわせ", "いのち", "こころ", "すがた", "かたち",
    "おかげ", "せい", "まち", "みち", "ひかり", "まつり", "あいだ", "うち", "たび", "ばかり", "あと", "まえ",
    "そば", "となり", "どれ", "それ", "これ", "どこ", "ここ", "そこ", "あなた", "わたし",
)  # fmt: skip
_NOUN_SUFFIX = regex.compile(
    r"(?:[\p{Han}0-9０-９](?:つ|さ|み|たち|ごと|ずつ)|しさ|[^ま]かさ|やかさ|[\p{Han}]い[しさ]さ|づくり|"
    r"[\p{Han}](?:り|き|い|み|え|け|れ|し|ち|び|せ|め|げ|で|て)(?:方|物|手))$"
)
# Nouns made of verbs, with their endings in hiragana.
_OF_VERBS = tuple(
    """
    高まり 積み重ね 取り組み 始まり 終わり 集い 願い 想い 思い 違い 戦い 祈り 誓い 学び 喜び 悲しみ 楽しみ
    苦しみ 試み 流れ 憧れ 広がり 繋がり 助け合い 触れ合い ふれあい 香り 体言止め 決まり 締めくくり 深み 重み
    強み 弱み 始め 勧め 支え 備え 訪れ 現れ 表れ 祭り 守り 踊り 語り 語らい 歩み 恵み 営み 味わい 賑わい 趣き
    輝き 驚き 響き 動き 働き 続き 嘆き 教え 答え 考え 構え 報い 迷い 救い 誘い 装い 憩い 匂い 勢い 見通し
    見直し 話し合い 暮らし 証し 癒やし 癒し 街づくり 町づくり 作り 造り 創り 眺め 調べ 定め 務め 勤め 努め 挑み
    歩み寄り 彩り 盛り上がり 仕上がり 仕上げ 立ち上げ 引き継ぎ 受け継ぎ 移り変わり 変わり 代わり 関わり 交わり
    拘り こだわり 絡み 仕組み 枠組み 組み合わせ 問い合わせ 知らせ 幸せ 巡り 巡り合い 出会い 別れ 名残り 余り
    怒り 誇り 眠り 目覚め 夜明け 幕開け 締め 締め切り 区切り 仕切り 切り替え 入れ替え 乗り換え 乗り越え 走り
    泳ぎ 遊び 笑い 叫び 囁き ささやき 呟き つぶやき 気づき
    """.split()
)
_BY_LAST = {last: tuple(noun for noun in (*_NOUNS, *_OF_VERBS) if noun[-1] == last) for last in
            {noun[-1] for noun in (*_NOUNS, *_OF_VERBS)}}  # fmt: skip
_LONGEST = 6  # characters that a suffix looks at
# Words in kanji that end a sentence but are no nouns: adverbs and the stem of "to be like".
_NO_NOUNS = ("多分", "勿論", "是非", "全然", "一層", "当然", "大変", "結構", "無論", "到底", "案外")


def core(sentence: str) -> str:
    """Return a sentence without its end marks, closing quotes and brackets, emoji and blanks."""
    end = len(sentence)
    while end and _is_mark(sentence[end - 1]):
        end -= 1
    if sentence.startswith("ー", end):  # the long-vowel mark ends words: メロディー。
        end += 1
    return sentence[:end]


@lru_cache(maxsize=65_536)
def _is_mark(char: str) -> bool:
    return _MARKS.match(char) is not None


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
    opened = said.rfind("（")
    if opened > 0:  # a remark in brackets: 防災の力（体言止め）
        said = core(said[:opened])
    if not _JAPANESE.search(said) or said.endswith(_NO_NOUNS):
        return False
    if not is_marked(sentence) and (len(said) < 4 or not _HIRAGANA.search(said) or "：" in said or ":" in said):
        return False
    if not _HIRAGANA.match(said[-1]):
        return said[-1].isalnum() or said[-1] in "ー々"
    return (
        said.endswith(_BY_LAST.get(said[-1], ())) or _NOUN_SUFFIX.search(said, max(0, len(said) - _LONGEST)) is not None
    )
