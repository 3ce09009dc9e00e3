"""Sequences: what successive words, sentences, lines or paragraphs begin and end with."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from random import Random
from typing import Literal, Self

from pydantic import Field, field_validator

from gonogo.amount import at_least, numbered
from gonogo.constraint import Bound, Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Block, Draft, Grain, Sentence, Token
from gonogo.errors import SpecError
from gonogo.text.chars import lower
from gonogo.text.parts import Part, base, beginning, first_words, initials, parts, said, untagged, words_of_parts
from gonogo.text.patterned import BY_LETTER
from gonogo.text.segment import Span
from gonogo.text.view import View, plain
from gonogo.units import Words

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_PLACE = {letter: place for place, letter in enumerate(ALPHABET)}
_NEXT = dict(pairwise(ALPHABET))
Order = Literal["alphabet", "reverse", "same"]
_STEP = {"alphabet": 1, "reverse": 25, "same": 0}


def write(draft: Draft, of: Part, rows: list[list[str]]) -> None:
    """Make ``draft`` hold these parts, each a list of words; words alone become sentences of eight."""
    draft.opening = draft.closing = ""
    if of == "word":
        words = [word for row in rows for word in row]
        rows = [words[i : i + 8] for i in range(0, len(words), 8)]
    made = [Sentence([Token(word, locked=True) for word in row], locked=True) for row in rows]
    for sentence in made:
        first = sentence.tokens[0]
        first.text = first.text[:1].upper() + first.text[1:]
    if of in ("word", "sentence"):
        draft.blocks = [Block(sentences=made, locked=True)]
    else:
        draft.blocks = [Block(sentences=[sentence], locked=True) for sentence in made]


def many(of: str) -> str:
    """Return what several of these parts are called."""
    return f"{of}s"


class Successive(Constraint):
    """What kinds about parts that follow each other share."""

    GRAIN = Grain.SHAPE

    of: Part = Field(default="word", description="what follows each other: word, sentence, line or paragraph")

    def implies(self) -> Iterator[Bound]:
        yield Bound(Words(), at_least(1))

    def _rows(self, letters: str, rng: Random) -> list[list[str]]:
        """Return parts that begin with these letters."""
        if self.of == "word":
            return [[rng.choice(BY_LETTER[letter])] for letter in letters]
        rest = [word for words in BY_LETTER.values() for word in words]
        return [[rng.choice(BY_LETTER[letter]), *rng.sample(rest, rng.randint(2, 5))] for letter in letters]

    def _initials(self, view: View) -> tuple[list[int], list[str]]:
        return initials(untagged(view), self.of)

    def _lead(self, view: View) -> Iterator[tuple[str, str]]:
        """Yield pairs of letters that words in a row begin with, as far as the beginning of the text shows plainly."""
        known = untagged(view).lead if self.of == "word" else []
        for one, other in pairwise(known):
            if one and other:
                yield one[0].lower(), other[0].lower()

    def _first_initials(self, view: View) -> list[str]:
        """Return the letters that the first parts of a long text begin with; none where that takes reading it all."""
        shown = untagged(view)
        if self.of == "word":
            head = shown.opening
            return [] if head is None else [base(word[0]) for word in head.vocabulary]
        begun = beginning(shown, self.of)
        if begun is None:
            return []
        head, spans = begun
        return [base(head.folded[start]) for start in first_words(head, spans)]


def _at(starts: list[int], *index: int) -> list[Span]:
    return [(starts[i], starts[i] + 1) for i in index]


class Acrostic(Successive):
    """The first letters of successive words, sentences, lines or paragraphs spell a word.

    Case and accents do not matter (É spells E), nor do quotes, list markers or emphasis before a letter; a part that
    begins with a digit spells nothing and breaks the word. Headings, rules and tables are no lines or paragraphs. With
    ``exact`` nothing may follow the last letter's part.
    """

    kind: Literal["acrostic"] = "acrostic"
    word: str = Field(min_length=2, max_length=60, description="what the first letters spell; blanks are left out")
    of: Part = "line"
    exact: bool = Field(default=True, description="no further part after the last letter")

    EXAMPLES = (
        Passes({"word": "sea"}, "Salt dries.\n**E**very gull leaves.\n- “autumn” comes."),
        Passes({"word": "SO", "exact": False, "of": "sentence"}, "Stay. Others left. Then I did."),
        Passes({"word": "sea"}, "# Three lines\n\nSalt\nÉtudes\nAutumn", "a heading is no line; É spells E"),
        Fails({"word": "so", "of": "sentence"}, "Stay. Others left. Then I did.", "a third sentence"),
        Fails({"word": "sea"}, "Salt dries.\nEvery gull leaves.", "a letter is missing"),
        Fails({"word": "sea"}, "Sea"),
        Fails({"word": "sea", "of": "word", "exact": False}, "Salt 8 ate.", "a digit spells nothing"),
    )

    @field_validator("word")
    @classmethod
    def _letters_only(cls, value: str) -> str:
        if len("".join(map(base, lower(plain(value))))) < 2:
            raise SpecError(f"acrostic: word {value!r} must have two letters or more")
        return value

    @cached_property
    def _letters(self) -> str:
        return "".join(map(base, lower(plain(self.word))))

    def describe(self) -> str:
        end = f", with no {self.of} after the last of them" if self.exact else ""
        return f'Let the first letters of the {many(self.of)} of your response, in order, spell "{self.word}"{end}.'

    def judge(self, view: View) -> Verdict:
        starts, letters = self._initials(view)
        wanted = self._letters
        n = 0
        while n < min(len(wanted), len(letters)) and letters[n] == wanted[n]:
            n += 1
        spans = _at(starts, *range(n))
        if n < len(wanted):
            found = "".join(letter or "?" for letter in letters[: len(wanted) + 3])
            return self.failed(view, f"the first letters spell {found!r}", n, spans, n / len(wanted))
        more = len(letters) - n
        if self.exact and more:
            return self.failed(view, f"{more} more after the last letter", n, spans, 0.9)
        return self.passed(view, n, f"spells {self.word!r}", spans)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        more = "" if self.exact else rng.choice(("", "m", "st"))
        write(draft, self.of, self._rows(self._letters + more, rng))

    def violate(self, draft: Draft, rng: Random) -> None:
        letters = self._letters
        at = rng.randrange(len(letters))
        other = rng.choice([letter for letter in ALPHABET if letter != letters[at]])
        broken = [letters[:-1], letters[:at] + other + letters[at + 1 :]]
        if self.exact:
            broken.append(letters + rng.choice(ALPHABET))
        write(draft, self.of, self._rows(rng.choice(broken), rng))

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(
            word=rng.choice(("hope", "sea", "Winter", "thank you", "go", "été")),
            of=rng.choice(("word", "sentence", "line", "paragraph")),
            exact=rng.random() < 0.6,
        )


class InitialsOrder(Successive):
    """Each word, sentence, line or paragraph begins with the letter that follows from the one before it.

    ``alphabet``: the next letter of the Latin alphabet, a after z; ``reverse``: the one before it, z after a;
    ``same``: the same letter throughout. It begins with ``first``, or with any letter. There must be two at least.
    Every word of the response counts, also in headings and in a note after it; dashes and symbols are no words. Case,
    accents and what stands before the letter (quotes, list numbers) do not matter; a digit is no letter.
    """

    kind: Literal["initials.order"] = "initials.order"
    order: Order = Field(default="alphabet", description="which letter follows: alphabet, reverse or same")
    first: str | None = Field(default=None, pattern="^[A-Za-z]$", description="the first letter; default: any")

    EXAMPLES = (
        Fails({"of": "word", "order": "same"}, "Sea air smells. " * 60, "long: told by its beginning"),
        Passes({"of": "word", "order": "same"}, "Sea salt smells. " * 60, "long"),
        Passes({}, "Young zebras — always “brave”.", "z loops to a; a dash is no word"),
        Passes({"of": "sentence", "first": "A"}, 'Amy ran. "Ben?" Carl asked... Can he?'),
        Passes({"order": "same", "of": "line"}, "1. Salt\n2. Sea\n\n> *sun* and all"),
        Passes({"order": "reverse"}, "Big apples zigzag."),
        Passes({}, "a<br>b <i>c</i>", "tags are no words"),
        Fails({}, "Apple", "one word makes no order"),
        Fails({}, "Apples bring 3 coins.", "a digit is no letter"),
        Fails({}, "7 apples"),
        Fails({}, "а б в", "letters of another alphabet"),
        Fails({"order": "same"}, "1st 1st"),
        Fails({"first": "a"}, "Bring cats."),
        Fails({"order": "same", "of": "sentence"}, "Salt dries. Even here."),
    )
    SOURCES = (
        Source("IFBench", "words:alphabet", same=False,
               note="the published checker fails on a dash between words and on accents, and passes a single word"),
        Source("IFBench", "custom:sentence_alphabet", same=False,
               note="read as 26 sentences in this order; the published checker fails where a quote opens a sentence"),
    )  # fmt: skip

    def describe(self) -> str:
        which = {
            "alphabet": "the next letter of the alphabet, going back to A after Z",
            "reverse": "the letter of the alphabet before that of the one before it, going on with Z after A",
            "same": "the same letter as all others",
        }[self.order]
        first = f', beginning with "{self.first}"' if self.first else ""
        return f"Start each {self.of} of your response with {which}{first}."

    def judge(self, view: View) -> Verdict:
        step = _STEP[self.order]
        if not all(_follows(*pair, step) for pair in self._lead(view)) or self._breaks(self._first_initials(view)):
            return Verdict(self, view, False, complete=lambda: self._full(view))
        return self._full(view)

    def _breaks(self, letters: list[str]) -> bool:
        step = _STEP[self.order]
        if letters and self.first is not None and letters[0] != self.first.lower():
            return True
        return not all(_follows(one, other, step) for one, other in pairwise(letters))

    def _full(self, view: View) -> Verdict:
        starts, letters = self._initials(view)
        if len(letters) < 2:
            return self.failed(view, f"there is no second {self.of}", len(letters))
        if self.first is not None and letters[0] != self.first.lower():
            return self.failed(view, f"begins with {letters[0]!r}", 0, _at(starts, 0))
        step = _STEP[self.order]
        for i, (one, other) in enumerate(pairwise(letters), 1):
            if not _follows(one, other, step):
                reason = f"{self.of} {i + 1} begins with {other!r} after {one!r}"
                return self.failed(view, reason, i, _at(starts, i), i / len(letters))
        return self.passed(view, len(letters), f"{len(letters)} {many(self.of)} in order")

    def satisfy(self, draft: Draft, rng: Random) -> None:
        write(draft, self.of, self._rows(self._made(rng), rng))

    def violate(self, draft: Draft, rng: Random) -> None:
        letters = self._made(rng)
        if rng.random() < 0.2:
            write(draft, self.of, self._rows(letters[:1], rng))
            return
        at = rng.randrange(1, len(letters))
        other = rng.choice([letter for letter in ALPHABET if letter != letters[at]])
        write(draft, self.of, self._rows(letters[:at] + other + letters[at + 1 :], rng))

    def _made(self, rng: Random) -> str:
        start = ALPHABET.index((self.first or rng.choice("abmswyz")).lower())
        return "".join(ALPHABET[(start + i * _STEP[self.order]) % 26] for i in range(rng.randint(2, 12)))

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(
            of=rng.choice(("word", "word", "sentence", "line", "paragraph")),
            order=rng.choice(("alphabet", "alphabet", "reverse", "same")),
            first=rng.choice((None, "A", "m")),
        )


def _follows(one: str, other: str, step: int) -> bool:
    if not step:
        return one == other != ""
    return one in _PLACE and other in _PLACE and (_PLACE[other] - _PLACE[one] - step) % 26 == 0


class InitialsApart(Successive):
    """No two consecutive words (sentences, lines, paragraphs) begin with letters that stand in a relation.

    ``same``: they share no first letter; ``next``: the second does not begin with the letter that follows the first
    one's in the alphabet (a, then b; neither b, then a, nor z, then a). Case, accents and what stands before a letter
    do not matter. A word that begins with a digit has no first letter and shares none; it still parts its neighbours.
    """

    kind: Literal["initials.apart"] = "initials.apart"
    relation: Literal["same", "next"] = Field(description="what is forbidden: the same letter, or the next one")

    VACUOUS = "the instruction only forbids; any one word meets it"
    EXAMPLES = (
        Fails({"of": "word", "relation": "same"}, "Big bad wolves run. " * 60, "long: told by its beginning"),
        Passes({"of": "word", "relation": "same"}, "Big wolves run away. " * 60, "long"),
        Passes({"relation": "same"}, "The cat — “big” and red.\n\n1. It ran."),
        Passes({"relation": "same"}, "2020 2021", "no letters"),
        Passes({"relation": "next"}, "Banana apple. 1 2 3", "backwards, and digits"),
        Passes({"relation": "next"}, "İstanbul city - . x"),
        Fails({"relation": "same"}, "Cat “car", "a quote hides nothing"),
        Fails({"relation": "same"}, "An Éclair, echoes"),
        Fails({"relation": "next"}, "an apple **“banana”**"),
        Fails({"relation": "same"}, "...!!!", "no word at all"),
        Fails({"relation": "same", "of": "sentence"}, "I came. It rained."),
    )
    SOURCES = (
        Source("IFBench", "words:no_consecutive", same=False,
               note="the published checker does not see a letter behind a curly quote, and takes digits for letters"),
        Source("IFTrain", "keywords:no_adjacent_consecutive", same=False,
               note="the published checker takes quotes, digits and punctuation for letters"),
    )  # fmt: skip

    def describe(self) -> str:
        letters = (
            "the same letter"
            if self.relation == "same"
            else "consecutive letters of the alphabet (such as one with a and the next with b)"
        )
        return f"No two consecutive {many(self.of)} of your response may start with {letters}."

    def judge(self, view: View) -> Verdict:
        if any(self._meetings(list(pair)) for pair in self._lead(view)) or self._meetings(self._first_initials(view)):
            return Verdict(self, view, False, complete=lambda: self._full(view))
        return self._full(view)

    def _meetings(self, letters: list[str]) -> list[int]:
        """Return which parts begin with a letter that may not stand after the one before."""
        if self.relation == "same":
            return [i for i, (one, other) in enumerate(pairwise(letters), 1) if one == other and one]
        return [i for i, (one, other) in enumerate(pairwise(letters), 1) if one in _NEXT and other == _NEXT[one]]

    def _full(self, view: View) -> Verdict:
        starts, letters = self._initials(view)
        if not letters:
            return self.failed(view, f"there is no {self.of}")
        bad = self._meetings(letters)
        if bad:
            spans = _at(starts, *bad)
            reason = numbered(len(bad), "pair of neighbors", "pairs of neighbors")
            return self.failed(view, reason, len(bad), spans, 1 - len(bad) / len(letters))
        return self.passed(view, 0, "no such neighbors")

    def satisfy(self, draft: Draft, rng: Random) -> None:
        write(draft, self.of, self._rows(self._made(rng), rng))

    def violate(self, draft: Draft, rng: Random) -> None:
        letters = self._made(rng)
        at = rng.randrange(1, len(letters))
        if self.relation == "same":
            wrong = letters[at - 1]
        else:
            letters = letters[: at - 1] + rng.choice("abmy") + letters[at:]
            wrong = _NEXT[letters[at - 1]]
        write(draft, self.of, self._rows(letters[:at] + wrong + letters[at + 1 :], rng))

    def _made(self, rng: Random) -> str:
        letters = rng.choice(ALPHABET)
        while len(letters) < 9:
            other = rng.choice(ALPHABET)
            if other not in (letters[-1], _NEXT.get(letters[-1])):
                letters += other
        return letters

    @classmethod
    def sample(cls, rng: Random) -> Self:
        of: Part = rng.choice(("word", "word", "sentence", "line"))
        return cls(relation=rng.choice(("same", "next")), of=of)


class Chain(Successive):
    """The last word of each sentence (line, paragraph) is the first word of the next one.

    Case, quotes, emphasis and punctuation do not matter. There must be two at least; headings are none.
    """

    kind: Literal["chain"] = "chain"
    of: Literal["sentence", "line", "paragraph"] = "sentence"

    EXAMPLES = (
        Fails({"of": "sentence"}, "One is here. Here is two. Three are not. " * 30, "long: told by its beginning"),
        Passes({"of": "sentence"}, "Salt dries the sea. Sea air dries the salt. " * 30, "long"),
        Passes({}, 'I like "cats". "Cats" rule'),
        Passes({}, "I like cats”. “Cats rule"),
        Passes({"of": "line"}, "## Tea\n\nWe drink *tea*;\nTea is warm,\nwarm it stays"),
        Passes({"of": "line"}, "```text\nWe see\nsee it\n```", "the language of a code block is no word"),
        Fails({}, "I like cats. Dogs like me.", "another word"),
        Fails({}, "I like cats. Catsuits too."),
        Fails({}, "I like cats.", "nothing follows"),
        Fails({"of": "line"}, "We drink tea. Tea is warm.\nIt stays."),
    )
    SOURCES = (
        Source("IFBench", "words:last_first", same=False,
               note="the published checker trips over quotes inside punctuation, and passes a single sentence"),
    )  # fmt: skip

    def describe(self) -> str:
        return f"The last word of each {self.of} must be the first word of the next {self.of}."

    def judge(self, view: View) -> Verdict:
        shown = untagged(view)
        begun = beginning(shown, self.of)
        if begun is not None:
            first = [inner for inner in words_of_parts(*begun) if inner]
            if not all(_same(begun[0], one, other) for one, other in pairwise(first)):
                return Verdict(self, view, False, complete=lambda: self._full(view, shown))
        return self._full(view, shown)

    def _full(self, view: View, shown: View) -> Verdict:
        found = [inner for inner in words_of_parts(shown, parts(shown, self.of)) if inner]
        if len(found) < 2:
            return self.failed(view, f"there is no second {self.of}", 0)
        broken = [i for i, (one, other) in enumerate(pairwise(found)) if not _same(shown, one, other)]
        links = len(found) - 1
        if broken:
            held = links - len(broken)
            spans = [span for i in broken for span in (found[i][-1], found[i + 1][0])]
            return self.failed(view, f"{len(broken)} of {numbered(links, 'link')} broken", held, spans, held / links)
        return self.passed(view, links, numbered(links, "link"))

    def implies(self) -> Iterator[Bound]:
        yield Bound(Words(), at_least(2))

    def satisfy(self, draft: Draft, rng: Random) -> None:
        write(draft, self.of, self._made(draft, rng))

    def violate(self, draft: Draft, rng: Random) -> None:
        rows = self._made(draft, rng)
        if rng.random() < 0.2:
            write(draft, self.of, rows[:1])
            return
        at = rng.randrange(1, len(rows))
        rows[at][0] = rng.choice((rows[at][0] + "s", "un" + rows[at][0]))
        write(draft, self.of, rows)

    def _made(self, draft: Draft, rng: Random) -> list[list[str]]:
        rows = [[draft.word(rng) for _ in range(rng.randint(3, 7))] for _ in range(rng.randint(2, 5))]
        for one, other in pairwise(rows):
            other[0] = one[-1]
        return rows

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(of=rng.choice(("sentence", "line", "paragraph")))


def _same(view: View, one: list[Span], other: list[Span]) -> bool:
    """Return whether the last word of one part is the first of the other."""
    return said(view, one[-1]) == said(view, other[0])


class Framed(Constraint):
    """The response, or each of its paragraphs, lines or sentences, ends with the word it begins with.

    Case, quotes, emphasis and punctuation do not matter, except that with ``bare`` nothing may stand after the last
    word, not even a full stop (markers of emphasis, which nobody sees, may). The word must stand twice. Headings,
    rules and tables are no paragraphs or lines; a list item is a line.
    """

    kind: Literal["framed"] = "framed"
    of: Literal["response", "sentence", "line", "paragraph"] = Field(default="response", description="what is framed")
    bare: bool = Field(default=False, description="nothing after the last word, not even punctuation")

    GRAIN = Grain.SHAPE
    EXAMPLES = (
        Passes({"of": "line"}, "Sea sea\n" * 130, "long lines of two words"),
        Fails({"of": "line"}, "Sea\nSea sea\n" * 80, "a line of one word"),
        Fails({"of": "line"}, "Sea and salt\n" * 60, "long: told by its beginning"),
        Passes({"of": "line"}, "Sea and sea\n" * 60, "long"),
        Passes({"of": "paragraph"}, "Dog, this is a dog.\n\n# A title\n\n“Don’t” is don't."),
        Passes({"of": "line"}, "- Tea is my tea!\n1. Now is **now**."),
        Passes({"bare": True}, "gonna go to **gonna**\n"),
        Passes({}, "Dogs are nice.\n\nI like dogs."),
        Passes({}, "Now, now."),
        Passes({"of": "line"}, "```text\nx is x\n```"),
        Fails({}, "...", "no word"),
        Fails({"bare": True}, "Dogs like dogs.", "a full stop"),
        Fails({"of": "line"}, "Dog, this is a dog.\nYes.", "the word stands once"),
        Fails({}, "Dog"),
        Fails({"of": "paragraph"}, "Dog is a dog.\n\nCat is a dog."),
    )
    SOURCES = (
        Source("IFBench", "words:paragraph_last_first", same=False,
               note="the published checker refuses a comma after the first word, and passes paragraphs of one word"),
        Source("IFTrain", "keywords:start_end", same=False,
               note="the published checker parts words such as gonna and cannot"),
    )  # fmt: skip

    def describe(self) -> str:
        what = "your response" if self.of == "response" else f"each {self.of} of your response"
        bare = ", with nothing after the last word, not even punctuation" if self.bare else ""
        return f"Start and end {what} with the same word{bare}."

    def judge(self, view: View) -> Verdict:
        shown = untagged(view)
        spans = [(0, len(shown.text))] if self.of == "response" else parts(shown, self.of)
        if self.of in ("line", "paragraph") and len(spans) > 1:
            words = shown.part(*spans[0]).vocabulary  # the words of a line do not depend on those around it
            if words and (len(words) < 2 or words[0] != words[-1]):
                return Verdict(self, view, False, complete=lambda: self._full(view, shown, spans))
        return self._full(view, shown, spans)

    def _full(self, view: View, shown: View, spans: list[Span]) -> Verdict:
        found = [(span, inner) for span, inner in zip(spans, words_of_parts(shown, spans), strict=True) if inner]
        if not found:
            return self.failed(view, "there is no word", 0)
        bad = [inner for span, inner in found if not self._holds(shown, span, inner)]
        held = len(found) - len(bad)
        if bad:
            ends = [inner[-1] for inner in bad]
            return self.failed(view, f"{len(bad)} of {len(found)} are not framed", held, ends, held / len(found))
        return self.passed(view, held, "framed")

    def _holds(self, view: View, span: Span, words: list[Span]) -> bool:
        if len(words) < 2 or not _same(view, words, words):
            return False
        return not self.bare or not view.text[words[-1][1] : span[1]].strip(" \t\n*_`~")

    def implies(self) -> Iterator[Bound]:
        yield Bound(Words(), at_least(2))

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(draft, self._made(draft, rng))

    def violate(self, draft: Draft, rng: Random) -> None:
        rows = self._made(draft, rng)
        wrong = rng.choice(rows)
        way = rng.random()
        if way < 0.3 and self.bare:
            self._write(draft, rows)
            draft.blocks[-1].sentences[-1].end = rng.choice((".", "!", ")"))
            return
        if way < 0.5:
            del wrong[1:]
        else:
            wrong[-1] = rng.choice((wrong[0] + "s", "un" + wrong[0], "never" if wrong[0] != "never" else "ever"))
        self._write(draft, rows)

    def _made(self, draft: Draft, rng: Random) -> list[list[str]]:
        n = 1 if self.of == "response" else rng.randint(1, 4)
        rows = [[draft.word(rng) for _ in range(rng.randint(4, 8))] for _ in range(n)]
        for row in rows:
            row[-1] = row[0]
        return rows

    def _write(self, draft: Draft, rows: list[list[str]]) -> None:
        write(draft, "paragraph" if self.of == "response" else self.of, rows)
        for sentence in draft.sentences():
            sentence.end = "" if self.bare else "."

    @classmethod
    def sample(cls, rng: Random) -> Self:
        of: Literal["response", "sentence", "line", "paragraph"] = rng.choice(
            ("response", "sentence", "line", "paragraph")
        )
        return cls(of=of, bare=of != "sentence" and rng.random() < 0.5)
