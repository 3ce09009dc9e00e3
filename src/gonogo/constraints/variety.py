"""Variety: words that do not repeat, words of another language in their places, sentences of one size."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Literal, Self

from pydantic import Field, field_validator

from gonogo.amount import numbered
from gonogo.constraint import Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Draft, Grain, Token
from gonogo.errors import CannotConstruct, UnknownValue
from gonogo.text.chars import lower
from gonogo.text.language import LANGUAGES
from gonogo.text.lexicon import words_of
from gonogo.text.nth_words import LETTERS, whole_words, written_in
from gonogo.text.segment import Span
from gonogo.text.view import View, plain
from gonogo.text.words import count_words


class Repeats(Constraint):
    """No word is used more than a number of times; 1: no word is ever repeated.

    Words are compared without regard to letter case, emphasis and the shape of quotes; other forms of a word (cat,
    cats, cat's) are other words. A response without any word does not satisfy it.
    """

    kind: Literal["words.repeats"] = "words.repeats"
    most: int = Field(ge=1, description="how often a word may be used")

    VACUOUS = "it only forbids"
    EXAMPLES = (
        Passes({"most": 1}, "I eat rice. You drink water.", "marks are no words"),
        Passes({"most": 1}, "It's John's"),
        Passes({"most": 2}, "we're were were", "we're is another word"),
        Passes({"most": 1}, "1. Salt\n2. Water\n3. Two", "numbers of list items are no words"),
        Fails({"most": 1}, "The dog saw the cat", "letter case"),
        Fails({"most": 2}, "Don't, don’t **don't**."),
        Fails({"most": 3}, "...!!!", "no word at all"),
    )
    SOURCES = (
        Source("IFTrain", "count:count_unique", same=False,
               note="the published checker takes full stops and 's for words, and The and the for different ones"),
        Source("IFBench", "words:repeats", same=False,
               note="the published checker deletes apostrophes, so that we're and were are one"),
    )  # fmt: skip

    def describe(self) -> str:
        if self.most == 1:
            return "Never repeat a word: use each word at most once (1 time) in the response."
        return f"Do not use any word more than {self.most} times in the response."

    def judge(self, view: View) -> Verdict:
        head = view.opening
        passed = (head is None or self._within(head.vocabulary)) and self._within(view.vocabulary)
        return Verdict(self, view, passed, complete=lambda: self._full(view))

    def _within(self, words: list[str]) -> bool:
        if self.most == 1:
            return bool(words) and len(set(words)) == len(words)
        return bool(words) and max(Counter(words).values()) <= self.most

    def _full(self, view: View) -> Verdict:
        counts = Counter(view.vocabulary)
        if not counts:
            return self.failed(view, "there is no word", 0)
        worst, n = counts.most_common(1)[0]
        over = {word for word, times in counts.items() if times > self.most}
        if not over:
            return self.passed(view, n, f"no word more than {numbered(n, 'time')}")
        spans = [span for span, word in zip(view.words.offsets, view.vocabulary, strict=True) if word in over]
        surplus = sum(counts[word] - self.most for word in over)
        return self.failed(view, f"{worst!r} is used {numbered(n, 'time')}", n, spans, 1 - surplus / counts.total())

    def satisfy(self, draft: Draft, rng: Random) -> None:
        counts: Counter[str] = Counter()
        for token in draft.tokens():
            if token.locked:
                counts.update(View(token.text).vocabulary)
        for sentence in draft.sentences():
            kept = []
            for token in sentence.tokens:
                if not token.locked:
                    if counts[lower(token.text)] >= self.most:
                        token.text = self._unused(draft, counts, rng)
                    if not token.text:
                        continue
                    counts[lower(token.text)] += 1
                kept.append(token)
            sentence.tokens = kept
        for block in draft.blocks:
            block.sentences = [sentence for sentence in block.sentences if sentence.tokens]

    def _unused(self, draft: Draft, counts: Counter[str], rng: Random) -> str:
        left = [w for w in draft.vocabulary if counts[w] < self.most and not any(no(w) for no in draft.avoided)]
        return rng.choice(left) if left else ""

    def violate(self, draft: Draft, rng: Random) -> None:
        word = draft.word(rng)
        for i in range(self.most + 1):
            draft.insert(word if i % 2 else word.capitalize(), rng)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(most=rng.randint(1, 5))


class EveryNth(Constraint):
    """Every n-th word of the response is in another language, one that its letters tell (Japanese, Korean, Russian…).

    Here a word is what a reader sees as one: letters without a blank or mark in between (ありがとう is one word, not
    five). Figures and Latin letters belong to no such language. What the other words are in does not matter. A response
    with fewer words than ``n`` does not satisfy it.
    """

    kind: Literal["words.every_nth"] = "words.every_nth"
    n: int = Field(ge=1, description="which words: each n-th, counted from the first")
    language: str = Field(description="ISO 639-1 code of a language that its letters tell, e.g. ja")

    EXAMPLES = (
        Passes({"n": 3, "language": "ja"}, "I drink **お茶**, you like すし."),
        Passes({"n": 2, "language": "ru"}, "Say да twice", "a third word is no second one"),
        Passes({"n": 3, "language": "ja"}, "1. One red 犬 and more", "numbers of list items are no words"),
        Passes({"n": 2, "language": "zh"}, "a 中文 b 汉字"),
        Passes(
            {"n": 3, "language": "ja"},
            "Red お茶 汉字です one two かん",
            "kana tell it",
        ),
        Fails({"n": 2, "language": "zh"}, "I 食べる it 中文", "kana are no Chinese"),
        Fails({"n": 2, "language": "ja"}, "hello 42 world 7", "figures"),
        Fails({"n": 2, "language": "ja"}, "a 中文 b 汉字", "ideographs that Japanese does not write"),
        Fails({"n": 2, "language": "ja"}, "one ねこ three four いぬ"),
        Fails({"n": 9, "language": "ja"}, "too short ねこ"),
    )
    SOURCES = (
        Source("IFBench", "count:words_japanese", same=False,
               note="the published checker accepts figures, Chinese, and responses with fewer words"),
    )  # fmt: skip

    @field_validator("language")
    @classmethod
    def _told(cls, value: str) -> str:
        if value not in LETTERS:
            raise UnknownValue("language", value, LETTERS)
        return value

    def describe(self) -> str:
        return (
            f"Every {_ordinal(self.n)} word of your response must be in {LANGUAGES[self.language]} ({self.language})."
        )

    def judge(self, view: View) -> Verdict:
        begun = view.lead[: self.n]
        if len(begun) == self.n and all(begun):  # the n-th word is one of Latin letters
            return Verdict(self, view, False, complete=lambda: self._full(view))
        head = view.opening
        passed = (head is None or not self._wrong(head)) and not self._wrong(view) and bool(self._nth(view))
        return Verdict(self, view, passed, complete=lambda: self._full(view))

    def _nth(self, view: View) -> list[Span]:
        return whole_words(view)[self.n - 1 :: self.n]

    def _wrong(self, view: View) -> list[Span]:
        text = view.text
        return [(a, b) for a, b in self._nth(view) if not written_in(text[a:b], self.language)]

    def _full(self, view: View) -> Verdict:
        text, nth = view.text, self._nth(view)
        if not nth:
            return self.failed(view, f"there are fewer than {numbered(self.n, 'word')}", 0)
        wrong = self._wrong(view)
        n = len(nth) - len(wrong)
        if not wrong:
            return self.passed(view, n, f"{n} of {numbered(n, 'word')}", nth)
        return self.failed(view, f"{text[slice(*wrong[0])]!r} is not", n, wrong, n / len(nth))

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.resize_words(max(self.n, count_words(draft.render())), rng)
        words = words_of(self.language)
        for i, token in enumerate(draft.tokens(), 1):
            if i % self.n == 0:
                token.text, token.locked = rng.choice(words), True

    def violate(self, draft: Draft, rng: Random) -> None:
        nth = [token for i, token in enumerate(draft.tokens(), 1) if i % self.n == 0]
        if nth:
            token = rng.choice(nth)
            token.text, token.locked = rng.choice((draft.word(rng), "42")), True

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(n=rng.randint(2, 12), language=rng.choice(("ja", "ja", "ko", "el", "he")))


def _ordinal(n: int) -> str:
    if n % 100 in (11, 12, 13):
        return f"{n}th"
    return f"{n}{('th', 'st', 'nd', 'rd')[n % 10] if n % 10 < 4 else 'th'}"


class Alike(Constraint):
    """All sentences have the same number of characters, or of words.

    A sentence's characters are all that a reader sees of it, blanks and its end mark included; markers of emphasis are
    none, and a line break in it is one blank. A response with fewer than two sentences does not satisfy it.
    """

    kind: Literal["sentences.alike"] = "sentences.alike"
    by: Literal["characters", "words"] = Field(description="what is counted in each sentence")

    EXAMPLES = (
        Passes({"by": "characters"}, "Salt is **dry**. Fish can’t!?\n\nWe all dive?", "markers are not seen"),
        Passes({"by": "characters"}, "I sing\nlow. Gulls dive."),
        Passes({"by": "words"}, "Salt dries. Gulls can't! Did I?"),
        Fails({"by": "characters"}, "Salt dries. Gulls dived.", "one more letter"),
        Fails({"by": "words"}, "Salt dries. Gulls do not."),
        Fails({"by": "words"}, "One sentence only."),
    )
    SOURCES = (
        Source("IFBench", "ratio:sentence_words", same=False,
               note="read as all of this, three sentences and no word twice; the published checker compares no words"),
    )  # fmt: skip

    def describe(self) -> str:
        return f"Write at least two sentences, all with the same number of {self.by}."

    def judge(self, view: View) -> Verdict:
        sizes = self._sizes(view)
        passed = len(sizes) > 1 and len(set(sizes)) == 1
        return Verdict(self, view, passed, complete=lambda: self._full(view, sizes))

    def _sizes(self, view: View) -> list[int]:
        if self.by == "words":
            return [view.part(a, b).count_words() for a, b in view.sentences.offsets]
        return [len(plain(sentence)) for sentence in view.sentences]

    def _full(self, view: View, sizes: list[int]) -> Verdict:
        if len(sizes) < 2:
            return self.failed(view, f"{numbered(len(sizes), 'sentence')}, wanted two or more", None)
        said = f"sentences of {', '.join(map(str, sizes[:8]))} {self.by}"
        usual, n = Counter(sizes).most_common(1)[0]
        if n == len(sizes):
            return self.passed(view, usual, said)
        odd = [span for span, size in zip(view.sentences.offsets, sizes, strict=True) if size != usual]
        off = max(abs(size - usual) / max(size, usual, 1) for size in sizes)  # a keycap is a sentence without a word
        return self.failed(view, said, None, odd, n / len(sizes) * (1 - off))

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.resize_sentences(max(2, len(list(draft.sentences()))), rng)
        usual = [len(draft.word(rng)) for _ in range(5)]
        for sentence in draft.sentences():
            if sentence.locked or any(token.locked for token in sentence.tokens):
                raise CannotConstruct("sentences.alike: a sentence is locked")
            rng.shuffle(usual)
            sentence.tokens = [Token(self._of_length(draft, n, rng)) for n in usual]

    def _of_length(self, draft: Draft, n: int, rng: Random) -> str:
        left = [w for w in draft.vocabulary if len(w) == n and not any(avoided(w) for avoided in draft.avoided)]
        if not left:
            raise CannotConstruct(f"sentences.alike: no filler word of {n} letters is left")
        return rng.choice(left)

    def violate(self, draft: Draft, rng: Random) -> None:
        self.satisfy(draft, rng)
        sentence = rng.choice(list(draft.sentences()))
        sentence.tokens.insert(1, Token(draft.word(rng)))
        if self.by == "characters" and rng.random() < 0.5:  # off by one character only
            sentence.tokens[1] = Token("s", locked=True)
            sentence.tokens[0].text += sentence.tokens.pop(1).text

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(by=rng.choice(("characters", "words")))

    GRAIN = Grain.SENTENCE
