"""Units of Japanese style."""

from __future__ import annotations

from random import Random

from gonogo.draft import Draft, Grain, Sentence, Token
from gonogo.examples import Fails, Passes, Source
from gonogo.text.final_words import ends_in_noun
from gonogo.text.segment import Span
from gonogo.text.view import View
from gonogo.units.base import Unit


class NominalEndings(Unit):
    """Number of Japanese sentences that end in a noun (taigen-dome).

    Told without a tagger: the last word is written in kanji, katakana or Latin letters, or is one of about 50 nouns
    usually written in hiragana or of about 150 made of verbs (``高まり``). A few adverbs in kanji (``多分``) are none.
    A line without an end mark counts if it says something about the noun (``美しい海``), not if it is a mere item or
    label. Limits: rarer nouns in hiragana are missed; rarer adverbs and adjectives in kanji (``綺麗``) are taken
    for nouns.
    """

    NAME, ONE, MANY = (
        "nominal_endings",
        "Japanese sentence that ends in a noun",
        "Japanese sentences that end in a noun",
    )
    GRAIN = Grain.SENTENCE
    EXAMPLES = (
        Passes({"amount": {"low": 2, "high": 2}}, "朝の静かな海。私は歩く。遠くに聞こえるピアノのメロディー！"),
        Passes({"amount": {"low": 1}}, "美しい海\n", "no end mark"),
        Passes({"amount": {"low": 2, "high": 2}}, "社会の高まり。防災の力（体言止め）。"),
        Passes({"amount": {"low": 2, "high": 2}}, "大切なこと。残るは一つ。それは美しい。"),
        Passes(
            {"amount": {"low": 0, "high": 0}}, "・場所：京都\n・京都\n行くだろう、多分。", "labels, items, an adverb"
        ),
        Fails({"amount": {"low": 1}}, "海は美しいです。私は歩く。"),
        Fails({"amount": {"low": 1}}, "The quiet sea."),
        Fails({"amount": {"high": 1}}, "古都の秋。旅の**終わりの港**。"),
    )
    SOURCES = (
        Source("M-IFEval", "ja:detectable_format:nominal_ending", same=False,
               note="the published checker asks a tagger about the word before each 。, and misses lines without one"),
    )  # fmt: skip

    def spans(self, view: View) -> list[Span]:
        if not view.foreign:
            return []
        text = view.text
        nominal = {sentence: ends_in_noun(sentence) for sentence in set(view.sentences)}
        return [(a, b) for a, b in view.sentences.offsets if nominal[text[a:b]]]

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        draft.blocks[:] = [block for block in draft.blocks if not any(map(_nominal, block.sentences))]
        if not draft.blocks:
            draft.add_sentence(rng)
        block = rng.choice([block for block in draft.blocks if block.sentences] or draft.blocks)
        for _ in range(n):
            block.sentences.append(Sentence([Token(rng.choice(_NOMINAL), True)], rng.choice("。！"), locked=True))
        block.sentences.append(Sentence([Token(rng.choice(_VERBAL), True)], "。", locked=True))


def _nominal(sentence: Sentence) -> bool:
    return ends_in_noun(sentence.render())


_NOMINAL = ("朝の静かな海", "忘れられないメロディー", "何より大切なこと", "遠い日の夏休み", "旅の始まりは京都")
_VERBAL = ("海は静かだ", "私は歩きます", "空が美しいです")
