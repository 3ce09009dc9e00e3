"""Repeating: copies of a text, exact or with one stated change, and nothing else."""

from __future__ import annotations

from functools import cached_property
from random import Random
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from gonogo.amount import numbered
from gonogo.constraint import Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Draft, Grain
from gonogo.errors import CannotConstruct, SpecError
from gonogo.text import compare
from gonogo.text.lexicon import FILLER
from gonogo.text.records import unfenced_whole
from gonogo.text.view import View, plain

# What may be copied: each with something that a copy can get wrong. Words are drawn for the braces.
_FORMS = (
    "Write a short poem about {}.", 'Say "{}" or "{}", then explain why.', "List three {}\nof {}",
    "Use ****** to part {} and {}.", "Explain plan {}, and why the {} failed.", "Is it {} (or {})? No: it is the {}!",
    "Name 1) a {}, 2) a {}; 3) no {}", "In {} costs $4.50, in {} 7 %.", "Où est {}? Das {} ist größer, sagt {}.",
    "Translate: {} -> {} = {}", "“{}” isn’t {} & {}", "{} #{} @{}",
)  # fmt: skip


def _text(rng: Random) -> str:
    """Return a text to copy."""
    form = rng.choice(_FORMS)
    return form.format(*rng.sample(FILLER, form.count("{}")))


_ROOM = 400  # characters that fences, markers and blanks may add to a copy


class _Exact(Constraint):
    """What all copies share: the text, and what counts as the same."""

    text: str = Field(min_length=1, description="the text")

    GRAIN = Grain.SHAPE
    ABOUT = frozenset(("edges",))

    @field_validator("text")
    @classmethod
    def _visible(cls, value: str) -> str:
        if not plain(value):
            raise SpecError("copy: the text to repeat shows nothing")
        return value

    def _shown(self, view: View, size: int) -> str | None:
        """Return the response as it is compared, or None if it is far longer than what is wanted."""
        return None if len(view.stripped) > 3 * size + _ROOM else view.looks

    def _compare(self, view: View, wanted: str) -> Verdict:
        """Decide whether the whole response is ``wanted`` (see :func:`gonogo.text.compare.flowing`)."""
        shown = self._shown(view, len(wanted))
        if shown is None:
            return self.failed(view, "is much longer than the text", len(view.text))
        for whole in (shown, unfenced_whole(shown)):
            if compare.same(compare.flowing(whole), wanted):
                return self.passed(view, 1, "copied")
        return self._differs(view, compare.flowing(shown), wanted)

    def _differs(self, view: View, shown: str, wanted: str) -> Verdict:
        same = next((i for i, (a, b) in enumerate(zip(shown, wanted, strict=False)) if a != b), None)
        same = min(len(shown), len(wanted)) if same is None else same
        reason = f"differs from the text after {same} {'character' if same == 1 else 'characters'}"
        return self.failed(view, f"{reason}: “{shown[same : same + 30]}”", same, closeness=same / max(1, len(wanted)))


def _broken(text: str, draft: Draft, rng: Random) -> str:
    """Return ``text`` with a small change that a reader sees."""
    pieces = text.split(" ")
    changed = list(pieces)
    changed[rng.randrange(len(pieces))] = draft.word(rng) + "x"
    swapped = text.swapcase()
    wrong = [" ".join(changed), f"Sure: {text}", f'"{text}"', f"{text}\n\n{draft.sentence(rng).render()}", text + "!"]
    wrong += [swapped] if swapped != text else []
    wrong += [" ".join(pieces[:-1])] if len(pieces) > 1 and pieces[-1] else []
    return rng.choice(wrong)


class Copy(_Exact):
    """The response is a text, word for word, a number of times, and nothing else.

    Letter case, marks and their order count, and so does everything that is added: an answer, an introduction,
    quotation marks around the copy. Blanks, line breaks, the shape of quotes, added emphasis and a code fence around
    everything do not. Several copies are parted by the divider, which may stand on a line of its own and may also be
    part of the text.
    """

    kind: Literal["copy"] = "copy"
    times: int = Field(default=1, ge=1, le=1000, description="number of copies")
    divider: str = Field(default="", description="what stands between copies; nothing: blanks or line breaks")

    EXAMPLES = (
        Passes({"text": "Write a poem."}, "**Write a poem.**\n", "emphasis around it"),
        Passes({"text": "Write\n a poem"}, "Write a poem"),
        Passes({"text": "Use ****** here", "times": 2, "divider": "******"}, "Use ****** here\n******\nUse ****** here",
               "the divider stands in the text, too"),
        Passes({"text": "Go *on*.", "times": 2}, "Go *on*.\nGo *on*."),
        Fails({"text": "Go."}, "Go. " * 200, "a hundred times too often"),
        Fails({"text": "Go.", "divider": "---"}, "Go. --- " * 200),
        Fails({"text": "Go *on*."}, "Go on.", "an asterisk of the text is missing"),
        Fails({"text": "Write a poem."}, "WRITE A POEM.", "letter case counts"),
        Fails({"text": "Write a poem."}, "Write a poem.\n\nRoses are red.", "an answer follows"),
        Fails({"text": "Write a poem."}, '"Write a poem."', "quotation marks are added"),
        Fails({"text": "Go.", "times": 2, "divider": "******"}, "Go.\nGo.", "no divider"),
        Fails({"text": "Go.", "times": 2, "divider": "******"}, "Go.\n*******\nGo.", "seven asterisks"),
        Fails({"text": "Go.", "times": 2, "divider": "******"}, "Go.\n******\nGo.\n******\nGo.", "once too often"),
        Fails({"text": "Go.", "times": 2, "divider": "******"}, "Go.\n******\nGo", "the second copy lacks its stop"),
    )  # fmt: skip
    SOURCES = (
        Source("IFTrain", "copy:copy", same=False,
               note="the published checkers of all five ignore letter case and refuse other blanks"),
        Source("IFTrain", "copy:copying_simple", same=False, note="the same"),
        Source("IFTrain", "copy:copying_multiple", same=False,
               note="the same, and no response satisfies the published checker if the text holds the divider"),
        Source("IFBench", "repeat:repeat_simple", same=False, note="the same; the text is the instruction itself"),
    )  # fmt: skip

    @field_validator("divider")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if value and not compare.flowing(value):
            raise SpecError(f"copy: divider {value!r} shows nothing; leave it out for copies parted by blanks")
        return value

    @cached_property
    def _wanted(self) -> str:
        return compare.flowing(self.text)

    def describe(self) -> str:
        parted = f", with {self.divider} between copies" if self.divider else ""
        times = "1 time" if self.times == 1 else f"{self.times} times"
        return f"Copy the following text word for word {times}{parted}, and write nothing else:\n{self.text}"

    def judge(self, view: View) -> Verdict:
        wanted, n = self._wanted, self.times
        if not self.divider:
            return self._compare(view, " ".join([wanted] * n))
        shown = self._shown(view, n * (len(wanted) + len(self.divider)))
        if shown is None:
            return self.failed(view, f"is much longer than {n} copies", len(view.text))
        divider = compare.flowing(self.divider)
        each = len(compare.parts(wanted, divider)) - 1
        parts = compare.copies(unfenced_whole(shown), divider, each)
        good = sum(compare.same(compare.flowing(part), wanted) for part in parts)
        if good == len(parts) == n:
            return self.passed(view, n, f"{n} copies")
        return self.failed(
            view, f"{good} of {numbered(len(parts), 'part')} are copies, wanted {n}", good, closeness=good / (n + 1)
        )

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.verbatim = self._joined([self.text] * self.times, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        copies = [self.text] * self.times
        way = rng.choice(("broken", "more", "fewer") if self.times > 1 else ("broken", "more"))
        if way == "broken":
            copies[rng.randrange(self.times)] = _broken(self.text, draft, rng)
        elif way == "more":
            copies.append(self.text)
        else:
            copies.pop()
        draft.verbatim = self._joined(copies, rng)

    def _joined(self, copies: list[str], rng: Random) -> str:
        if not self.divider:
            return "\n".join(copies)
        return rng.choice((f"\n{self.divider}\n", f" {self.divider} ")).join(copies)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        times = rng.choice((1, 1, 2, 3))
        divider = rng.choice(("", "******", "---", "===")) if times > 1 else ""
        return cls(text=_text(rng), times=times, divider=divider)


class CopySpan(_Exact):
    """The response is a span of a text, word for word, and nothing else.

    The span runs from one index to another, both included, counted from 0. Words are what blanks part, so that marks
    belong to their word; characters count blanks. What a copy is, see ``copy``.
    """

    kind: Literal["copy.span"] = "copy.span"
    start: int = Field(ge=0, description="index of the first word or character")
    end: int = Field(ge=0, description="index of the last one, included")
    unit: Literal["word", "character"] = "word"

    EXAMPLES = (
        Passes({"text": "explain the context, code and theory", "start": 2, "end": 4}, "context, code and"),
        Passes({"text": "abcdefghij", "start": 2, "end": 5, "unit": "character"}, "cdef", "the last index included"),
        Passes({"text": "one two", "start": 0, "end": 0}, "*one*"),
        Fails({"text": "abcdefghij", "start": 2, "end": 5, "unit": "character"}, "cde", "the last index left out"),
        Fails({"text": "abcdefghij", "start": 2, "end": 5, "unit": "character"}, "CDEF", "letter case counts"),
        Fails({"text": "explain the context, code", "start": 1, "end": 2}, "explain the", "counted from 1"),
    )
    SOURCES = (
        Source("IFBench", "repeat:repeat_span", same=False,
               note="the prompts ask for words by index, the published checker compares characters; case is ignored"),
        Source("IFTrain", "new:copy_span_idx", same=False,
               note="the published checker leaves the last character out, though the instruction includes it"),
    )  # fmt: skip

    @model_validator(mode="after")
    def _inside(self) -> Self:
        n = compare.length(self.text, self.unit)
        if not self.start <= self.end < n:
            raise SpecError(
                f"copy.span: from {self.start} to {self.end} is no span of a text with {n} {self.unit}s; "
                f"indices run from 0 to {n - 1}"
            )
        if not plain(compare.span(self.text, self.start, self.end, self.unit)):
            raise SpecError(f"copy.span: the {self.unit}s from {self.start} to {self.end} show nothing")
        return self

    @cached_property
    def _wanted(self) -> str:
        return compare.flowing(compare.span(self.text, self.start, self.end, self.unit))

    def describe(self) -> str:
        parted = "split by blanks, " if self.unit == "word" else ""
        return (
            f"Copy the {self.unit}s from index {self.start} to index {self.end} (both included, {parted}counted from 0)"
            f" of the following text and write nothing else:\n{self.text}"
        )

    def judge(self, view: View) -> Verdict:
        return self._compare(view, self._wanted)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.verbatim = compare.span(self.text, self.start, self.end, self.unit)

    def violate(self, draft: Draft, rng: Random) -> None:
        n = compare.length(self.text, self.unit)
        spans = {(self.start, self.end - 1), (self.start, min(self.end + 1, n - 1)), (self.start + 1, self.end),
                 (max(0, self.start - 1), self.end), (0, n - 1)}  # fmt: skip
        shown = [compare.span(self.text, a, b, self.unit) for a, b in sorted(spans) if a <= b]
        right = compare.span(self.text, self.start, self.end, self.unit).strip()
        wrong = [span for span in shown if compare.flowing(span) != compare.flowing(right)]
        draft.verbatim = rng.choice([*wrong, _broken(right, draft, rng)])

    @classmethod
    def sample(cls, rng: Random) -> Self:
        text = _text(rng)
        unit: Literal["word", "character"] = rng.choice(("word", "word", "character"))
        n = compare.length(text, unit)
        start = end = 0
        while not any(map(str.isalnum, compare.span(text, start, end, unit)[:-1])):  # marks alone may show nothing
            start = rng.randrange(n - 1)
            end = rng.randrange(start + 1, n)
        return cls(text=text, start=start, end=end, unit=unit)


class CopyChanged(_Exact):
    """The response is a text with its first word replaced by another word, and nothing else.

    The rest is copied word for word (see ``copy``). The first word is what stands before the first blank; a change of
    its letter case or marks alone is no change, leaving it out or putting two words in its place changes more.
    """

    kind: Literal["copy.changed"] = "copy.changed"

    EXAMPLES = (
        Passes({"text": "Write a poem now"}, "Compose a poem now"),
        Passes({"text": "Write a poem now"}, "**Draft** a poem  now\n"),
        Passes({"text": "Write: a poem."}, "Writing: a poem."),
        Passes({"text": "Write a poem now"}, "**Compose a poem now**"),
        Fails({"text": "Write a poem now"}, "Compose a poem now. " * 60, "far too long"),
        Fails({"text": "Write a poem now"}, "write a poem now", "only the case changed"),
        Fails({"text": "Write a poem now"}, " Write a poem now", "nothing changed"),
        Fails({"text": "Write a poem now"}, "a poem now", "the first word is gone"),
        Fails({"text": "Write a poem now"}, "Compose a Poem now", "another word changed, too"),
        Fails({"text": "Write a poem now"}, "Sure: Compose a poem now", "something stands before it"),
        Fails({"text": "Write a poem now"}, "— a poem now", "no word in its place"),
    )
    SOURCES = (
        Source("IFBench", "repeat:repeat_change", same=False,
               note="the published checker accepts a copy with a blank before it or only another case as changed"),
    )  # fmt: skip

    @cached_property
    def _wanted(self) -> tuple[str, str]:
        return compare.head_and_rest(compare.flowing(self.text))

    def describe(self) -> str:
        return (
            "Repeat the following text word for word, but replace its first word by another word, and write nothing "
            f"else:\n{self.text}"
        )

    def judge(self, view: View) -> Verdict:
        old, rest = self._wanted
        shown = self._shown(view, len(old) + len(rest))
        if shown is None:
            return self.failed(view, "is much longer than the text", len(view.text))
        first, follows = compare.head_and_rest(compare.flowing(unfenced_whole(shown)))
        new = compare.letters(first)
        if not compare.same(follows, rest):
            return self._differs(view, follows, rest)
        if not new:
            return self.failed(view, "no word stands in place of the first one", first, closeness=0.8)
        if new == compare.letters(old):
            return self.failed(view, "the first word is unchanged", first, closeness=0.8)
        return self.passed(view, first, f"the first word is now {first!r}")

    def satisfy(self, draft: Draft, rng: Random) -> None:
        old, rest = self._wanted
        new = rng.choice([word for word in FILLER if word != compare.letters(old)])
        draft.verbatim = f"{new.capitalize()} {rest}".strip()

    def violate(self, draft: Draft, rng: Random) -> None:
        old, rest = self._wanted
        new = draft.word(rng).capitalize()
        wrong = [f"{old.swapcase()} {rest}", self.text, f"{old}, {rest}", f"{new} {rest} {new}", f"Sure: {new} {rest}"]
        if rest:
            wrong += [rest, f"{new} {old} {rest}", f"{new}x {_broken(rest, draft, rng)}"]
        draft.verbatim = rng.choice(wrong)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(text=_text(rng))


class Rephrase(_Exact):
    """The response is a text in which only what stands between asterisks (``*so*``) was put in other words.

    The asterisks stay where they are; outside them everything is copied word for word, between them something stands.
    At least one of the marked parts says something else than before.
    """

    kind: Literal["rephrase"] = "rephrase"

    ABOUT = frozenset(("edges", "emphasis"))
    EXAMPLES = (
        Passes({"text": "I am *very glad* to see you."}, "I am *delighted* to see you."),
        Passes({"text": "*Hi*, we *met*."}, "*Hello*, we *met*."),
        Fails({"text": "I am *very glad* to see you."}, "I am *very glad* to see you.", "nothing was rephrased"),
        Fails({"text": "I am *very glad* to see you."}, "I am delighted to see you.", "no asterisks"),
        Fails({"text": "I am *very glad* to see you."}, "I am *delighted* to meet you.", "changed outside"),
        Fails({"text": "*Hi*, we *met*."}, "*Hello*, *we* met.", "asterisks moved"),
        Fails({"text": "I am *very glad* to see you."}, "I am ** to see you.", "nothing between them"),
        Fails({"text": "I am *very glad* to see you."}, "I am *delighted* to see you.*Bye", "one asterisk more"),
        Fails({"text": "I am *very glad* to see you."}, "I am *delighted* to see you. " * 60, "far too long"),
        Fails({"text": "I am *very glad* to see you."}, "I am *VERY GLAD* to see you.", "the same words"),
    )
    SOURCES = (
        Source("IFEval", "detectable_format:rephrase", same=False,
               note="defined but not registered; the published checker removes all from the first to the last asterisk "
                    "of a line, and crashes without asterisks"),
    )  # fmt: skip

    @field_validator("text")
    @classmethod
    def _marked(cls, value: str) -> str:
        parts = compare.starred(compare.flowing(value))
        if len(parts) < 3 or len(parts) % 2 == 0 or not all(parts[1::2]):
            raise SpecError(f"rephrase: text {value[:60]!r} marks no part like *this*, or leaves one open")
        return value

    @cached_property
    def _wanted(self) -> list[str]:
        return compare.starred(compare.flowing(self.text))

    def describe(self) -> str:
        return (
            "Rephrase the following text: change only the words between asterisks, keep the asterisks and everything "
            f"else as it is, and write nothing else.\n{self.text}"
        )

    def judge(self, view: View) -> Verdict:
        wanted = self._wanted
        shown = self._shown(view, 3 * len(self.text))
        if shown is None:
            return self.failed(view, "is much longer than the text", len(view.text))
        parts = compare.starred(compare.flowing(unfenced_whole(shown)))
        if len(parts) != len(wanted):
            return self.failed(view, f"{len(parts) - 1} asterisks, wanted {len(wanted) - 1}", len(parts) - 1)
        if parts[::2] != wanted[::2]:
            return self.failed(view, "something outside the asterisks was changed", False, closeness=0.5)
        new, old = list(map(compare.letters, parts[1::2])), list(map(compare.letters, wanted[1::2]))
        if not all(new):
            return self.failed(view, "nothing stands between two asterisks", False, closeness=0.5)
        if new == old:
            return self.failed(view, "nothing was rephrased", False, closeness=0.5)
        return self.passed(view, sum(a != b for a, b in zip(new, old, strict=True)), "rephrased where marked")

    def satisfy(self, draft: Draft, rng: Random) -> None:
        parts = self.text.split("*")
        changed = rng.randrange(1, len(parts), 2)
        parts[changed] = f"{draft.word(rng)} {draft.word(rng)}"
        draft.verbatim = "*".join(parts)

    def violate(self, draft: Draft, rng: Random) -> None:
        parts = self.text.split("*")
        outside = [i for i in range(0, len(parts), 2) if parts[i].strip()]
        marked = list(parts)
        marked[1] = f"{draft.word(rng)} {draft.word(rng)}"
        moved = list(marked)
        moved[rng.choice(outside)] += draft.word(rng)
        empty = [*marked[:-2], " ", marked[-1]]
        draft.verbatim = rng.choice((
            self.text, "".join(marked), "*".join(moved), "*".join(empty), self.text.swapcase(),
            "*".join(marked) + " *" + draft.word(rng) + "*",
        ))  # fmt: skip

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(text=rng.choice((
            "I am *very glad* to see you.", "*Hello*, we *met* last year.", "The end *came*.", "Salt *is* the *sea*.",
        )))  # fmt: skip


class Variants(Constraint):
    """A phrase is repeated a number of times, each time with another word in its centre, and never otherwise.

    The centre is the middle word, or one of the two middle words (of phrases of nine words and more: the middle few).
    Each repetition replaces exactly one word there and is unlike the others. Other text may stand around them, but the
    phrase itself, unchanged, or changed elsewhere or (of five words and more) in two words while it begins or ends
    alike, counts as a repetition that is wrong. Case and marks do not matter.
    """

    kind: Literal["variants"] = "variants"
    phrase: str = Field(min_length=1, description="the phrase; at least three words")
    times: int = Field(ge=1, le=100, description="number of repetitions")

    GRAIN = Grain.BLOCK
    EXAMPLES = (
        Passes({"phrase": "The pen is mightier than sword", "times": 2},
               "The dog sat. The pen was mightier than sword. The pen is stronger than sword"),
        Passes({"phrase": "Don't judge a book by cover", "times": 2},
               "1. don’t judge a **novel** by cover.\n2. Don't judge a plate by cover."),
        Fails({"phrase": "Time flies when having fun", "times": 2},
              "Time runs when having fun. Time flies while having fun", "changed beside the centre"),
        Fails({"phrase": "Time flies when having fun", "times": 2},
              "Time flies while having fun. Time flies while having fun.", "twice the same"),
        Fails({"phrase": "Time flies when having fun", "times": 1},
              "Time flies when having fun. Time flies while having fun.", "also unchanged"),
        Fails({"phrase": "Time flies when having fun", "times": 1}, "Time crawls while having fun.", "two words"),
        Fails({"phrase": "Time flies when having fun", "times": 2}, "Time flies while having fun.", "once only"),
        Fails({"phrase": "Time flies when having fun", "times": 1},
              "Time flies while having fun. Time crawls while having fun.", "a second one, changed in two words"),
        Passes({"phrase": "Time flies when having fun", "times": 1},
               "Time flies while having fun. Time is what brings fun. Love flies when having doubts."),
        Passes({"phrase": "Salt keeps the bread", "times": 1}, "Salt keeps all bread. Salt is our bread."),
        Passes({"phrase": "Salt keeps the bread", "times": 1}, "So salt holds the bread."),
    )  # fmt: skip
    SOURCES = (
        Source("IFTrain", "copy:repeat_phrase", same=False,
               note="the published checker accepts a change anywhere and twice the same one, minds letter case, and is "
                    "led astray by an earlier occurrence of the first word"),
    )  # fmt: skip

    @field_validator("phrase")
    @classmethod
    def _long_enough(cls, value: str) -> str:
        if len(View(value).words) < 3:
            raise SpecError(f"variants: phrase {value!r} has no centre; give at least three words")
        return value

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return tuple(compare.word_keys(View(self.phrase)))

    @cached_property
    def _centre(self) -> range:
        n = len(self._words)
        reach = max(1, (n - 1) // 4)
        return range((n - reach) // 2, (n - 1 + reach) // 2 + 1)

    def describe(self) -> str:
        times = "exactly 1 time" if self.times == 1 else f"exactly {self.times} times"
        return (
            f'Repeat the phrase "{self.phrase}" {times}, each time replacing only one word in the centre of the '
            "phrase, and never the same way twice."
        )

    def judge(self, view: View) -> Verdict:
        wanted, n = self._words, len(self._words)
        most = 2 if n > 4 else 1
        good, wrong = [], 0
        words = compare.word_keys(view) if wanted[0] in view.bare else []
        at = 0
        while at + n <= len(words):
            alike = words[at] == wanted[0] or words[at + n - 1] == wanted[-1]
            off = compare.misses(words, at, wanted, most) if alike else None
            if off is None or len(off) > most:
                at += 1
                continue
            if len(off) == 1 and off[0] in self._centre:
                good.append((off[0], words[at + off[0]]))
            else:
                wrong += 1
            at += n
        same = len(good) - len(set(good))
        if len(good) == self.times and not wrong and not same:
            return self.passed(view, len(good), f"{len(good)} repetitions, each with another word")
        reason = f"{len(good)} repetitions with another word in the centre ({same} of them again), {wrong} others"
        closeness = (len(set(good)) / (self.times + len(good) - len(set(good)) + wrong)) * 0.9
        return self.failed(view, f"{reason}; wanted {self.times}", len(good), closeness=closeness)

    def _variants(self, n: int, draft: Draft, rng: Random) -> list[str]:
        new = [word for word in FILLER if word not in self._words and not any(bad(word) for bad in draft.avoided)]
        if len(new) < n:
            raise CannotConstruct(f"variants: only {len(new)} filler words are left")
        return [self._with(rng.choice(self._centre), word) for word in rng.sample(new, n)]

    def _with(self, place: int, word: str) -> str:
        pieces = self.phrase.split()
        pieces[min(place, len(pieces) - 1)] = word
        return " ".join(pieces)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.closing = rng.choice(("\n", ". ", "\n\n")).join(self._variants(self.times, draft, rng))

    def violate(self, draft: Draft, rng: Random) -> None:
        made = self._variants(self.times + 1, draft, rng)
        last = len(self._words) - 1
        edge = self._with(rng.choice((0, last)), draft.word(rng) + "x")
        draft.closing = "\n".join(rng.choice((
            made, made[:-2], [*made[:-2], edge], [*made[:-1], self.phrase], [*made[:-2], self.phrase],
            [*made[:-1], made[0]], [*made[:-1], edge],
        )))  # fmt: skip

    @classmethod
    def sample(cls, rng: Random) -> Self:
        phrase = rng.choice((
            "Time flies when having fun", "Salt keeps the bread", "The long road bends to the sea",
            "All that the river brings is not gold for the miller",
        ))  # fmt: skip
        return cls(phrase=phrase, times=rng.randint(1, 4))
