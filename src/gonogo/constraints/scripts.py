"""Marks, scripts and readings: what the whole response must be written with."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, field_validator

from gonogo.amount import at_least
from gonogo.constraint import Bound, Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Block, Draft, Grain, Sentence, Token
from gonogo.text import furigana, scripts
from gonogo.text import marks as written
from gonogo.text.view import View
from gonogo.units.marks import Mark, Marks, checked_marks


class IncludeMarks(Constraint):
    """Each of some punctuation marks occurs at least once, in any of its forms.

    The forms of a mark in full width or another script are the mark (``；``, ``。``); an ellipsis is no full stop. A
    mark of several characters such as ``?!`` (also ``!?`` or ``‽``) holds the single ones. The full stop of a list
    number or inside a number, and a colon inside a time or an address, are none.
    """

    kind: Literal["marks.include"] = "marks.include"
    marks: tuple[Mark, ...] = Field(min_length=1, description='the marks, e.g. [";", ":", "?!"]')

    GRAIN = Grain.CHARACTER
    VACUOUS = "a text of nothing but marks holds the marks asked for"
    VERSION = 2
    EXAMPLES = (
        Passes({"marks": [".", ",", "!", "?", ";", ":", "?!"]}, "Oh, no! What?! Well: yes; it is."),
        Passes({"marks": ["?!", ";"]}, "Really‽ Yes；no"),
        Passes({"marks": ["?!"]}, "What!?"),
        Fails({"marks": [".", "?!"]}, "Why? Oh!", "neither a full stop nor the interrobang"),
        Fails({"marks": ["."]}, "1. Pay 3.50 … now", "the marks of numbers, and an ellipsis"),
        Fails({"marks": [":"]}, "At 10:30, see http://a.b"),
        Fails({"marks": [",", ";"]}, "One, two."),
        Fails({"marks": [":"]}, "| a | b |\n|:--|--:|\n| 1 | 2 |", "the rule of a table"),
    )
    SOURCES = (
        Source("IFBench", "count:punctuation", same=False,
               note="the published checker finds marks inside numbers and addresses, and knows no other forms"),
    )  # fmt: skip

    @field_validator("marks")
    @classmethod
    def _marks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return checked_marks("marks.include", value)

    def describe(self) -> str:
        return f"Use each of the following punctuation marks at least once: {' '.join(self.marks)}"

    def judge(self, view: View) -> Verdict:
        text = written.without_table_rules(view.text)
        missing = [mark for mark in self.marks if not self._occurs(mark, text)]
        found = len(self.marks) - len(missing)
        if not missing:
            return self.passed(view, found, "all marks found")
        return self.failed(view, f"missing: {' '.join(missing)}", found, closeness=found / len(self.marks))

    @staticmethod
    def _occurs(mark: str, text: str) -> bool:
        for way in written.spellings(mark, holding=False):
            at = text.find(way)
            while at >= 0:
                if not written.is_inside(text, at, at + len(way)) and not text.startswith("//", at + 1):
                    return True
                at = text.find(way, at + 1)
        return False

    def implies(self) -> Iterator[Bound]:
        for mark in self.marks:
            yield Bound(Marks(marks=(mark,)), at_least(1))

    def satisfy(self, draft: Draft, rng: Random) -> None:
        for mark in self.marks:
            draft.insert(draft.word(rng) + mark, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        left_out = rng.choice(self.marks)
        for mark in self.marks:
            if mark != left_out and not _shares(mark, left_out):
                draft.insert(draft.word(rng) + mark, rng)
        Marks(marks=(left_out,)).resize(draft, 0, rng)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        pool = (",", ";", ":", "?", "!", "?!", "—", "(", "%")
        return cls(marks=tuple(rng.sample(pool, rng.randint(1, 4))))


def _shares(mark: str, other: str) -> bool:
    """Return whether writing ``mark`` writes ``other``, too."""
    return any(way in mark for way in written.spellings(other))


Name = Annotated[str, StringConstraints(min_length=1)]


class ScriptsOnly(Constraint):
    """Every letter belongs to some given scripts, and there is at least one such letter.

    Digits, punctuation, emoji, and signs that scripts share (the ー and ・ of both kana) do not matter. Every form of a
    script is the script: ヴ, half-width ｱ and squared ㌔ are katakana, ゝ is hiragana, 々 is a kanji.
    """

    kind: Literal["scripts.only"] = "scripts.only"
    scripts: tuple[Name, ...] = Field(min_length=1, description="e.g. hiragana, katakana, kanji, latin, cyrillic")

    GRAIN = Grain.SHAPE
    EXAMPLES = (
        Passes({"scripts": ["hiragana"]}, "ゔぁいおりん ゝ、らーめん 3つ！〇〇より"),
        Passes({"scripts": ["katakana"]}, "ヴァイオリン・ｼﾞｬｽﾞ"),
        Passes({"scripts": ["cyrillic"]}, "Привет, й 5 👍"),
        Passes({"scripts": ["hiragana", "kanji"]}, "人々の海"),
        Fails({"scripts": ["hiragana"]}, "123 !!", "no letter at all"),
        Fails({"scripts": ["hiragana"]}, "きょうはOKです"),
        Fails({"scripts": ["hiragana"]}, "きょうは𝐀です", "a Latin letter in another font"),
        Fails({"scripts": ["katakana"]}, "ニホンの"),
        Fails({"scripts": ["latin"]}, "Hеllo", "one letter is Cyrillic"),
    )
    SOURCES = (
        Source("M-IFEval", "ja:letters:hiragana_only", same=False, note="it refuses ゔ and ゝ, and accepts 123"),
        Source("M-IFEval", "ja:letters:katakana_only", same=False, note="it refuses ヴ, and accepts 42"),
    )  # fmt: skip

    @field_validator("scripts")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(scripts.script_name, value)))

    def describe(self) -> str:
        return f"Write all letters of your response in {' or '.join(self.scripts)} only."

    def judge(self, view: View) -> Verdict:
        text = scripts.fonts_undone(view.text, view.foreign)
        other = scripts.outside_scripts(self.scripts).search(text)
        if other:
            return self.failed(view, f"“{other.group()[:30]}” is written in another script", None, [other.span()])
        if not any(scripts.of_script(name).search(text) for name in self.scripts):
            return self.failed(view, f"nothing is written in {' or '.join(self.scripts)}")
        return self.passed(view, True, f"written in {' or '.join(self.scripts)}")

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(draft, _SAMPLES[self.scripts[0]], rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        other = next(name for name in rng.sample(sorted(_SAMPLES), 6) if _differs(name, self.scripts))
        self._write(draft, _SAMPLES[self.scripts[0]], rng)
        if rng.random() < 0.3:
            self._write(draft, ("42",), rng)
        else:
            draft.insert(rng.choice(_SAMPLES[other]), rng)

    @staticmethod
    def _write(draft: Draft, words: tuple[str, ...], rng: Random) -> None:
        draft.vocabulary = words
        for block in draft.blocks:
            block.lead = ""
        for token in draft.tokens():
            token.text, token.locked = rng.choice(words), True

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(
            scripts=rng.choice((("hiragana",), ("katakana",), ("cyrillic",), ("hiragana", "katakana"), ("greek",)))
        )


def _differs(name: str, others: tuple[str, ...]) -> bool:
    return all(scripts.SCRIPTS[name] != scripts.SCRIPTS[other] for other in others)


_SAMPLES = {
    "hiragana": ("あさ", "ひかり", "らーめん", "ともだち", "ゔぁ"),
    "katakana": ("ヴァイオリン", "サクラ", "ニホン", "ラーメン"),
    "cyrillic": ("город", "река", "утро"), "greek": ("πόλη", "πρωί", "φίλος"), "latin": ("town", "été", "river"),
    "kanji": ("人々", "海", "山川"), "han": ("人々", "海", "山川"), "hangul": ("오늘", "아침"), "thai": ("วันนี้", "ตลาด"),
    "hebrew": ("היום", "בבוקר"), "arabic": ("مدينة", "صباح"), "devanagari": ("आज", "सुबह"), "tamil": ("இன்று", "காலை"),
    "armenian": ("այսօր", "քաղաք"), "georgian": ("დღეს", "ქალაქი"), "bengali": ("আজ", "সকাল"),
}  # fmt: skip


class Furigana(Constraint):
    """Every run of kanji is followed by its reading in brackets: ``漢字（かんじ）``.

    Brackets may be full-width or ASCII, the reading hiragana or katakana (with ー, ・ or blanks). The reading may also
    follow a word with its endings if it reads them, too: ``食べる（たべる）``. 々 and the ヶ between kanji belong to
    the run.
    There must be at least one kanji.
    """

    kind: Literal["furigana"] = "furigana"

    GRAIN = Grain.SHAPE
    EXAMPLES = (
        Passes({}, "人々（ひとびと）は漢字(カンジ)を読（よ）む。"),
        Passes({}, "関ヶ原（せきがはら）で**食べる**（たべる）。", "a word with its ending"),
        Passes({}, "ラーメン（らーめん）漢字（かんじー）"),
        Fails({}, "漢字（かんじ）を読む。", "one has none"),
        Fails({}, "ひらがなだけ（です）。", "no kanji"),
        Fails({}, "漢字（kanji）"),
        Fails({}, "私は食べる（たべる）。", "the reading leaves one out"),
        Fails({}, "漢字（）"),
    )
    SOURCES = (
        Source("M-IFEval", "ja:letters:furigana", same=False,
               note="it refuses 々, ASCII brackets, katakana and ー in readings, and passes texts without kanji"),
    )  # fmt: skip

    def describe(self) -> str:
        return "Write kanji, and after every run of kanji its reading in brackets, such as 漢字（かんじ）."

    def judge(self, view: View) -> Verdict:
        text = view.text
        runs = furigana.kanji_runs(text) if view.foreign else []
        if not runs:
            return self.failed(view, "there is no kanji")
        bare = furigana.without_reading(text, runs)
        n = len(runs)
        if not bare:
            return self.passed(view, n, f"{n} runs of kanji, each with its reading", runs)
        reason = f"{len(bare)} of {n} runs of kanji have no reading, e.g. “{text[slice(*bare[0])]}”"
        return self.failed(view, reason, n - len(bare), bare, 1 - len(bare) / n)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(draft, rng, _READ)

    def violate(self, draft: Draft, rng: Random) -> None:
        self._write(draft, rng, _READ)
        token = rng.choice(list(draft.tokens()))
        token.text = rng.choice(("海", "読（）む", "空（sora）", "私は海（うみ）", "[山]"))
        if rng.random() < 0.2:
            self._write(draft, rng, ("うみ（うみ）", "ひかり"))

    @staticmethod
    def _write(draft: Draft, rng: Random, words: tuple[str, ...]) -> None:
        draft.blocks = [
            Block(
                sentences=[Sentence([Token(rng.choice(words), locked=True) for _ in range(4)], "。") for _ in range(2)]
            )
        ]
        if words is _READ:
            draft.blocks[0].sentences[0].tokens.append(Token("今日（きょう）", locked=True))

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls()


_READ = (
    "海（うみ）",
    "人々(ひとびと)",
    "食べる（たべる）",
    "空（ソラ）",
    "ひかり",
    "関ヶ原（せきがはら）",
    "取り扱い（とりあつかい）",
)
