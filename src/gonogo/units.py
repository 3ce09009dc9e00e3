"""Units: what can be counted. A unit says how to find it, and how a draft comes to hold exactly n of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cached_property, lru_cache
from random import Random
from typing import Any, ClassVar, Self

from pydantic import Field, field_validator

from gonogo import registry
from gonogo.amount import Amount, at_least, at_most, exactly
from gonogo.draft import Block, Draft, Grain
from gonogo.errors import SpecError
from gonogo.examples import Example, Fails, Passes, Source
from gonogo.model import Model
from gonogo.text.chars import EACH, classify, lower
from gonogo.text.lexicon import FILLER
from gonogo.text.matching import keyword_spans, needle, occurrences
from gonogo.text.segment import Span, fenced
from gonogo.text.view import View, plain

PREFIX = "count."


class Unit(Model):
    """Something that can be counted in a response. A subclass with a ``NAME`` makes the kind ``count.<NAME>``."""

    NAME: ClassVar[str] = ""
    ONE: ClassVar[str] = ""  # what one is called in an instruction
    MANY: ClassVar[str] = ""
    GRAIN: ClassVar[Grain] = Grain.WORD
    LEAST: ClassVar[int] = 0  # the smallest number a non-empty text can hold
    VERSION: ClassVar[int] = 1
    ABOUT: ClassVar[frozenset[str]] = frozenset()
    EXAMPLES: ClassVar[tuple[Example, ...]] = ()
    SOURCES: ClassVar[tuple[Source, ...]] = ()

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if cls.NAME:
            registry.register(PREFIX + cls.NAME, cls)

    def count(self, view: View, stop: int | None = None) -> int:
        """Return how many there are; once ``stop`` are certain, any number from ``stop`` on may be returned."""
        return len(self.spans(view))

    def most(self, view: View) -> int | None:
        """Return a number that the count cannot exceed, if that costs much less than counting; else None."""
        return None

    def spans(self, view: View) -> list[Span]:
        """Return where they are."""
        raise NotImplementedError(f"{type(self).__name__} must write spans()")

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        """Make ``draft`` hold exactly ``n``."""
        raise NotImplementedError(f"{type(self).__name__} must write resize()")

    def sentence(self, amount: Amount, where: str) -> str:
        """Return the instruction: one sentence, naming every parameter. ``where`` is "" or e.g. "in the first line"."""
        place = f" {where}" if where else ""
        if amount.high == 0:
            return f"Do not use any {self.MANY}{place}."
        return f"Use {amount.wording()} {self.noun(amount)}{place}."

    def noun(self, amount: Amount) -> str:
        """Return the word for the unit that goes with ``amount``."""
        return self.ONE if 1 in (amount.high, amount.low if amount.high is None else 0) else self.MANY

    @classmethod
    def sample(cls, rng: Random) -> Self:
        """Draw the unit's own parameters."""
        return cls()

    def amounts(self, rng: Random) -> Amount:
        """Draw an amount that is usual for this unit."""
        return rng.choice((at_least, at_most, exactly))(rng.randint(1, 6))


# ---------------------------------------------------------------------- text in plain sight
class Words(Unit):
    """Number of words."""

    NAME, ONE, MANY = "words", "word", "words"
    LEAST = 1
    EXAMPLES = (
        Passes({"amount": {"low": 3, "high": 3}}, "don't can't won't", "a contraction is one word"),
        Passes({"amount": {"low": 0, "high": 2}}, "state-of-the-art 1,234.5", "so are a compound and a number"),
        Passes(
            {"amount": {"low": 3, "high": 3}},
            "1. See [the map](http://a.b/c).",
            "numbers of lists and targets of links are none",
        ),
        Passes({"amount": {"low": 4, "high": 4}}, "the end.Next comes", "a blank is missing here"),
        Passes({"amount": {"low": 2, "high": 2}}, "~~~python\nprint x\n~~~", "the language of a code block is none"),
        Passes({"amount": {"low": 2, "high": 2}}, "Visit www.example.com/a-b?c=d,e", "an address is one"),
        Fails({"amount": {"low": 3}}, "* one — two *", "dashes and asterisks are no words"),
        Fails({"amount": {"low": 5}}, "今天天气", "four ideographs, a word each"),
    )
    SOURCES = (
        Source("IFEval", "length_constraints:number_words", same=False,
               note="the published checker counts \\w+ runs: contractions, hyphenated words, numbers with separators "
                    "count several times, underscores count as words, a Chinese sentence counts once"),
    )  # fmt: skip

    def count(self, view: View, stop: int | None = None) -> int:
        return view.count_words(stop)

    def most(self, view: View) -> int | None:
        return None if view.foreign else (len(view.text) + 1) // 2

    def spans(self, view: View) -> list[Span]:
        return view.words.offsets

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        draft.resize_words(n, rng)

    def amounts(self, rng: Random) -> Amount:
        n = rng.randrange(20, 120, 5)
        return rng.choice((at_least(n), at_most(n), Amount(low=n, high=n + 20)))


class Sentences(Unit):
    """Number of sentences."""

    NAME, ONE, MANY = "sentences", "sentence", "sentences"
    GRAIN = Grain.SENTENCE
    LEAST = 1
    EXAMPLES = (
        Passes({"amount": {"low": 2, "high": 2}}, "Dr. Lee paid 3.50. He left at 5 p.m. today.", "two, not five"),
        Passes({"amount": {"low": 3}}, 'He said "Go." Then "No." End.'),
        Fails({"amount": {"low": 0, "high": 1}}, "* Buy some milk\n* Walk the dog", "list items end sentences"),
        Fails({"amount": {"low": 1}}, "# Only a heading", "a heading is no sentence"),
    )
    SOURCES = (
        Source("IFEval", "length_constraints:number_sentences", same=False,
               note="the published checker (Punkt) joins lines without end marks, so lists and poems count as one "
                    "sentence, and counts list numbers and headings"),
    )  # fmt: skip

    def count(self, view: View, stop: int | None = None) -> int:
        return view.count_sentences(stop)

    def most(self, view: View) -> int | None:
        if view.foreign:
            return None
        text = view.text  # a sentence ends at a mark, or with its line
        return text.count(".") + text.count("!") + text.count("?") + text.count("\n") + 1

    def spans(self, view: View) -> list[Span]:
        return view.sentences.offsets

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        draft.resize_sentences(n, rng)


class Paragraphs(Unit):
    """Number of paragraphs, parted by blank lines."""

    NAME, ONE, MANY = "paragraphs", "paragraph", "paragraphs"
    GRAIN = Grain.BLOCK
    LEAST = 1
    EXAMPLES = (
        Passes({"amount": {"low": 2, "high": 2}}, "One here.\n \n\nTwo here.", "a line of blanks is blank"),
        Passes({"amount": {"low": 1, "high": 1}}, "One line.\nThe same paragraph."),
        Passes({"amount": {"low": 2, "high": 2}}, "```\na\n\nb\n```\n\n```\nc\n```", "blank lines in a code block"),
        Passes({"amount": {"low": 1, "high": 1}}, "~~~~\na\n~~~\n\nb\n~~~~", "three tildes do not close four"),
        Passes({"amount": {"low": 1, "high": 1}}, "```\na\n```py\n\nb\n```", "what closes names no language"),
        Passes(
            {"amount": {"low": 3, "high": 3}},
            "```a``` is code.\n\nOne.\n\n```\ncut\n\noff",
            "inline code opens no block",
        ),
        Fails({"amount": {"low": 2}}, "One here.\n\n---\n", "a rule is no paragraph"),
        Fails({"amount": {"low": 2, "high": 2}}, "A.\n\nB.\n\nC."),
    )

    def spans(self, view: View) -> list[Span]:
        return view.paragraphs.offsets

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        draft.resize_paragraphs(n, rng)

    def sentence(self, amount: Amount, where: str) -> str:
        place = f" {where}" if where else ""
        return f"Write {amount.wording()} {self.noun(amount)}{place}, parted by blank lines."


class Lines(Unit):
    """Number of lines that are not empty."""

    NAME, ONE, MANY = "lines", "line", "lines"
    GRAIN = Grain.BLOCK
    LEAST = 1
    EXAMPLES = (
        Passes({"amount": {"low": 2, "high": 2}}, "One.\r\n\r\nTwo.\n", "empty lines do not count"),
        Passes({"amount": {"low": 1}}, "One."),
        Fails({"amount": {"low": 2}}, "One. Two."),
        Fails({"amount": {"low": 0, "high": 1}}, "a\nb"),
    )

    def spans(self, view: View) -> list[Span]:
        return view.lines.offsets

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        draft.resize_paragraphs(n, rng)

    def sentence(self, amount: Amount, where: str) -> str:
        return f"Write {amount.wording()} non-empty {self.noun(amount)}{' ' + where if where else ''}."


# ---------------------------------------------------------------------- markup
class Bullets(Unit):
    """Number of bullet points in markdown format."""

    NAME, ONE, MANY = "bullets", "bullet point", "bullet points"
    GRAIN = Grain.BLOCK
    EXAMPLES = (
        Passes({"amount": {"low": 2, "high": 2}}, "* a\n* b\n\n---", "a rule is no bullet"),
        Passes({"amount": {"low": 2, "high": 2}}, "*Intro*\n+ a\n  - **b**\n-5 degrees", "nor is emphasis or a number"),
        Passes({"amount": {"low": 4, "high": 4}}, "• a\n◦ b\n> - c\n - - d", "bullet characters, in a quote, nested"),
        Passes({"amount": {"low": 1, "high": 1}}, "- - -\n```\n- a\n- b\n```\n- c", "nor is a line of code or a rule"),
        Fails({"amount": {"low": 1}}, "* * *", "a rule"),
        Fails({"amount": {"low": 1}}, "*\nfoo", "a lone bullet has no point"),
        Fails({"amount": {"low": 2, "high": 2}}, "1. a\n2. b", "numbered items are no bullets"),
    )
    SOURCES = (
        Source("IFEval", "detectable_format:number_bullet_lists", same=False,
               note="the published checker counts rules (---), negative numbers and lines of emphasis, and misses "
                    "bullets written with + or a bullet character"),
    )  # fmt: skip

    def spans(self, view: View) -> list[Span]:
        return view.bullets.offsets

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        items = [block for block in draft.blocks if block.kind == "item"]
        at = draft.blocks.index(items[0]) if items else min(1, len(draft.blocks))
        for block in items[n:]:
            draft.blocks.remove(block)
        new = [Block("item", "* ", [draft.sentence(rng, 4)], locked=True) for _ in range(n - len(items))]
        draft.blocks[at:at] = new

    def sentence(self, amount: Amount, where: str) -> str:
        place = f" {where}" if where else ""
        if amount.high == 0:
            return f"Do not use any bullet points{place}."
        return f'Use {amount.wording()} {self.noun(amount)}{place}, in markdown format (each line starting with "* ").'


class Marked(Unit):
    """A unit that a single inserted token is."""

    def made(self, rng: Random) -> str:
        """Return the text of a new one."""
        raise NotImplementedError

    def is_one(self, token: str) -> bool:
        """Return whether a token is one."""
        raise NotImplementedError

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        resize_tokens(draft, n, rng, self.is_one, self.made)


class Highlights(Marked):
    """Number of parts highlighted with markdown emphasis."""

    NAME, ONE, MANY = "highlights", "highlighted part", "highlighted parts"
    ABOUT = frozenset(("emphasis",))
    EXAMPLES = (
        Passes({"amount": {"low": 2}}, "*One part* and **another part**."),
        Passes({"amount": {"low": 1, "high": 1}}, "***bold italic***", "one part, however many markers"),
        Passes(
            {"amount": {"low": 1, "high": 1}},
            "今天 **好** and **!!** here",
            "an ideograph says something; marks do not",
        ),
        Fails({"amount": {"low": 1}}, "2 * 3 = 6 * 1", "multiplication"),
        Fails({"amount": {"low": 2}}, "* item one\n* item two", "bullets"),
    )
    SOURCES = (
        Source("IFEval", "detectable_format:number_highlighted_sections", same=False,
               note="the published checker pairs any two asterisks of a line (multiplication, bullets) and does not "
                    "know emphasis written with underscores"),
    )  # fmt: skip

    def count(self, view: View, stop: int | None = None) -> int:
        if stop is None or "emphases" in view.markdown.__dict__:
            return len(self.spans(view))
        text, n = view.text, 0
        for start, end in view.markdown.find_emphases():
            n += _substantial(text[start:end])
            if n == stop:
                break
        return n

    def spans(self, view: View) -> list[Span]:
        text = view.text
        return [span for span in view.markdown.emphases if _substantial(text[span[0] : span[1]])]

    def made(self, rng: Random) -> str:
        return f"*{rng.choice(FILLER[:40])} {rng.choice(FILLER[:40])}*"

    def is_one(self, token: str) -> bool:
        return token.startswith("*")

    def sentence(self, amount: Amount, where: str) -> str:
        place = f" {where}" if where else ""
        return f"Highlight {amount.wording()} parts{place} with markdown, i.e. *highlighted part*."


class Placeholders(Marked):
    """Number of placeholders in square brackets, such as [address]."""

    NAME, ONE, MANY = "placeholders", "placeholder", "placeholders"
    EXAMPLES = (
        Passes({"amount": {"low": 2}}, "Dear [name], we write from [home address]."),
        Passes({"amount": {"low": 0, "high": 0}}, "See [1], [link](http://a.b) and a[index].", "none of them is one"),
        Passes(
            {"amount": {"low": 1}},
            "```\nDear [name],\n```",
            "a response that is one code block is read as what is in it",
        ),
        Fails({"amount": {"low": 1}}, "Run this:\n\n```\nrows = [name]\n```\n\nDone.", "a list in code"),
        Fails({"amount": {"low": 1}}, "[] [ ] [x] [...]", "nothing named in them"),
        Fails({"amount": {"low": 2}}, "Dear [name], hello."),
    )
    SOURCES = (
        Source("IFEval", "detectable_content:number_placeholders", same=False,
               note="the published checker counts empty brackets, check boxes, citations, links and array indices"),
    )  # fmt: skip

    def spans(self, view: View) -> list[Span]:
        text = view.text
        if "[" not in text:
            return []
        found: list[Span] = []
        code = _code_to_skip(text)
        for match in _BRACKETED.finditer(text):
            start, end = match.span()
            if _names_something(match.group(1)) and not _is_markup(text, start, end, found):
                if any(a <= start < b for a, b in code):
                    continue
                found.append((start, end))
        return found

    def made(self, rng: Random) -> str:
        return f"[{rng.choice(FILLER[:40])}]"

    def is_one(self, token: str) -> bool:
        return token.startswith("[")

    def sentence(self, amount: Amount, where: str) -> str:
        place = f" {where}" if where else ""
        return f"Use {amount.wording()} {self.noun(amount)}{place}, in square brackets, such as [address]."


_BRACKETED = re.compile(r"\[([^\[\]\n]{1,120})\]")
_TWO_ALNUM = re.compile(r"[^\W_][^\n]*?[^\W_]")


def _names_something(inner: str) -> bool:
    if inner[:1] == "^":
        return False  # a footnote
    letters = sum(map(str.isalpha, inner))
    return letters >= 2 or (letters == 1 and (len(inner.strip()) >= 2 or not inner.isascii()))


def _is_markup(text: str, start: int, end: int, found: list[Span]) -> bool:
    after = text[end : end + 1]
    if after == "(" and ")" in text[end : end + 400].split("\n", 1)[0]:
        return True  # a link
    before = text[start - 1 : start]
    if before == "!" and after == "(":
        return True
    if text[start + 1] in "\"'^" and text[end - 2] in "\"'":
        return True  # a list of strings in code
    return (
        bool(before)
        and ((before.isascii() and before.isalnum()) or before in "_)")
        and not (found and found[-1][1] == start)
    )


def _code_to_skip(text: str) -> list[Span]:
    """Fenced code holds array indices; but a response that is all one fence is read as its content."""
    fences = fenced(text)
    if len(fences) == 1 and fences[0][1] - fences[0][0] >= len(text.strip()) - 2:
        return []
    return fences


def _substantial(part: str) -> bool:
    inner = part.strip("*_ \n")
    if _TWO_ALNUM.search(inner):
        return True
    return any(classify(char) & EACH for char in inner)


def resize_tokens(
    draft: Draft, n: int, rng: Random, is_one: Callable[[str], bool], made: Callable[[Random], str]
) -> None:
    """Hold exactly ``n`` tokens for which ``is_one`` is true, inserting what ``made`` makes."""
    have = [token for token in draft.tokens() if is_one(token.text)]
    for token in have[n:]:
        token.text, token.locked = draft.word(rng), False
    for _ in range(n - len(have)):
        draft.insert(made(rng), rng)


# ---------------------------------------------------------------------- characters
_COMMAS = frozenset(",，、､،؍﹐﹑︐︑‚⸲⸴⹁᠂᠈꓾꘍߸፣⸒")


class Commas(Unit):
    """Number of commas, also of those that only look like one."""

    NAME, ONE, MANY = "commas", "comma", "commas"
    GRAIN = Grain.CHARACTER
    EXAMPLES = (
        Passes({"amount": {"low": 0, "high": 0}}, "No pause here; none at all."),
        Passes({"amount": {"low": 1, "high": 1}}, "It cost 1,000 crowns.", "a comma in a number is a comma"),
        Fails({"amount": {"low": 0, "high": 0}}, "甲，乙、丙", "so are the commas of other scripts"),
        Fails({"amount": {"low": 0, "high": 0}}, "Well,"),
    )
    SOURCES = (
        Source("IFEval", "punctuation:no_comma", same=False,
               note="the published checker knows the ASCII comma only"),
    )  # fmt: skip

    def count(self, view: View, stop: int | None = None) -> int:
        text = view.text
        n = text.count(",")
        return n + sum(map(_COMMAS.__contains__, view.foreign)) if view.foreign else n

    def spans(self, view: View) -> list[Span]:
        return [(i, i + 1) for i, char in enumerate(view.text) if char in _COMMAS]

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        with_comma = [token for token in draft.tokens() if token.text.endswith(",")]
        for token in with_comma[n:]:
            token.text = token.text.rstrip(",")
        for _ in range(n - len(with_comma)):
            draft.insert(draft.word(rng) + ",", rng)

    def amounts(self, rng: Random) -> Amount:
        return rng.choice((exactly(0), at_least(rng.randint(1, 5)), at_most(rng.randint(0, 4))))


class Letter(Unit):
    """Number of times a letter or other character occurs, in either case."""

    NAME, ONE, MANY = "letter", "time", "times"
    GRAIN = Grain.CHARACTER

    letter: str = Field(description="one character, e.g. e or #")

    EXAMPLES = (
        Passes({"letter": "A", "amount": {"low": 4, "high": 4}}, "Banana a", "both cases"),
        Passes({"letter": "#", "amount": {"low": 4}}, "#a #b #c #d", "any character"),
        Passes({"letter": "*", "amount": {"low": 2, "high": 2}}, "2 * 3 * 4", "also one that may mark emphasis"),
        Fails({"letter": "e", "amount": {"low": 0, "high": 0}}, "Here"),
        Fails({"letter": "o", "amount": {"low": 0, "high": 0}}, "dоg", "a Cyrillic letter that shows as an o"),
    )
    SOURCES = (
        Source("IFEval", "keywords:letter_frequency", same=False,
               note="the published checker replaces a character that is no Latin letter by a random letter"),
    )  # fmt: skip

    @field_validator("letter")
    @classmethod
    def _one(cls, value: str) -> str:
        shown = unicodedata.normalize("NFC", value)
        if len(shown) != 1 or shown.isspace():
            raise SpecError(
                f"count.letter: letter {value!r} must be one visible character; for a word use count.keyword"
            )
        return lower(shown)

    def count(self, view: View, stop: int | None = None) -> int:
        letter = self.letter
        data = view.skeleton if letter.isascii() and letter.isalnum() else None
        return view.folded.count(letter) if data is None else data.count(letter.encode())

    def spans(self, view: View) -> list[Span]:
        return [(i, i + 1) for i, char in enumerate(view.folded) if char == self.letter]

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        letter = self.letter
        if not letter.isalpha():
            draft.avoid(lambda word: letter in word, rng)
            return resize_tokens(draft, n, rng, lambda t: t.startswith(letter), lambda r: letter + draft.word(r))
        have = sum(lower(token.text).count(letter) for token in draft.tokens())
        if have > n:
            draft.avoid(lambda word: letter in lower(word), rng)
            for token in draft.tokens():
                if token.locked and letter in lower(token.text) and token.text.isalpha():
                    token.text = draft.word(rng)
        have = sum(lower(token.text).count(letter) for token in draft.tokens())
        carriers = [word for word in FILLER if word.count(letter) == 1] or [letter]
        for _ in range(n - have):
            draft.insert(rng.choice(carriers), rng)
        return None

    def sentence(self, amount: Amount, where: str) -> str:
        place = f" {where}" if where else ""
        return f'Use the character "{self.letter}" {amount.wording()} {self.noun(amount)}{place}, in either case.'

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(letter=rng.choice("abcdefghijklmnoprstuvwy#!"))

    def amounts(self, rng: Random) -> Amount:
        return rng.choice((at_least(rng.randint(2, 12)), at_most(rng.randint(0, 3))))


# ---------------------------------------------------------------------- words of a kind
@lru_cache(maxsize=256)
def _two_capitals(foreign: str) -> re.Pattern[str]:
    """From one capital to the next without a small letter or blank between: what a word in capitals must hold."""
    capital = f"[A-Z{re.escape(foreign)}]"
    return re.compile(rf"{capital}[^a-z\s]{{0,40}}?{capital}")


_MARKUP = ("```", "~~~", "](", "://", "www.")
_PLAIN_CAPITALS = re.compile(r"[A-Z]+(?:[-'’&][A-Z]+)*(?:['’]s)?")
_PLAIN_WORD = re.compile(r"[A-Za-z0-9]+(?:[-'’&_][A-Za-z0-9]+)*")
_FEW = 24


class CapitalWords(Unit):
    """Number of words written in capital letters only (two letters or more)."""

    NAME, ONE, MANY = "capital_words", "word in all capital letters", "words in all capital letters"
    GRAIN = Grain.CASE
    EXAMPLES = (
        Passes({"amount": {"low": 2, "high": 2}}, "NASA said: DON'T panic."),
        Passes({"amount": {"low": 0, "high": 0}}, "I think A plan works.", "a single letter is none"),
        Passes({"amount": {"low": 2, "high": 2}}, "R2D2's COVID-19 test.", "digits have no case"),
        Passes({"amount": {"low": 0, "high": 0}}, "``` SQL\nselect it\n```", "the language of a code block is no word"),
        Passes({"amount": {"low": 1, "high": 1}}, "That was the end—NASA left.", "a dash parts words"),
        Fails({"amount": {"low": 1}}, "McDonald and iPhone X1.", "mixed case, or one letter"),
        Fails({"amount": {"low": 0, "high": 0}}, "ÉTÉ"),
    )
    SOURCES = (
        Source("IFEval", "change_case:capital_word_frequency", same=False,
               note="the published checker counts I, A and initials, and counts DON'T twice"),
    )  # fmt: skip

    def count(self, view: View, stop: int | None = None) -> int:
        text = view.text
        foreign = {char for char in set(view.foreign) if char.isupper()} if view.foreign else ()
        pattern = _two_capitals("".join(sorted(foreign)))
        # look only at the runs between blanks that hold two capitals
        n = tries = at = 0
        while match := pattern.search(text, at):
            start, at = _run(text, match.start(), match.end())
            if _may_be_markup(text, start, at):  # no word then, but only the whole text tells
                return len(self.spans(view))
            run = text[start:at].strip("\"'*_.,:;!?()[]")
            if _PLAIN_CAPITALS.fullmatch(run):
                n += 1
            elif (
                not run.endswith(("'s", "’s"))
                and _PLAIN_WORD.fullmatch(run)
                and any("a" <= char <= "z" for char in run)
            ):
                continue  # one word, not all in capitals: McDonald, HTMLElement
            elif tries < _FEW:
                tries += 1
                n += sum(_in_capitals(word) for word in View(text[start:at]).words)
            else:
                return len(self.spans(view))
            if n == stop:
                break
        return n

    def spans(self, view: View) -> list[Span]:
        text = view.text
        return [(a, b) for a, b in view.words.offsets if b - a > 1 and _in_capitals(text[a:b])]

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        capitals = [token for token in draft.tokens() if _in_capitals(token.text)]
        for token in capitals[n:]:
            token.text = token.text.lower()
        for _ in range(n - len(capitals)):
            draft.insert(draft.word(rng).upper(), rng)

    def amounts(self, rng: Random) -> Amount:
        return rng.choice((at_least(rng.randint(1, 6)), at_most(rng.randint(0, 4))))


def _may_be_markup(text: str, start: int, end: int) -> bool:
    """Return whether a run between blanks may be an address, in the target of a link, or the info of a code fence."""
    run = text[start:end]
    if any(mark in run for mark in _MARKUP) or (run[-1] == ")" and "](" in text):
        return True
    line = text[text.rfind("\n", 0, start) + 1 : start].lstrip(" \t>")
    return line.startswith(("```", "~~~"))


def _run(text: str, start: int, end: int) -> Span:
    """Widen ``start:end`` to the blanks around it."""
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _in_capitals(word: str) -> bool:
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    return word.isupper() and sum(map(str.isupper, word)) >= 2


class Keyword(Unit):
    """Number of times a word or phrase occurs."""

    NAME, ONE, MANY = "keyword", "time", "times"

    keyword: str = Field(min_length=1, description="the word or phrase; plain text, never a pattern")

    EXAMPLES = (
        Passes({"keyword": "C++", "amount": {"low": 1}}, "I like c++ a lot.", "text, not a pattern"),
        Passes({"keyword": "ice cream", "amount": {"low": 2, "high": 2}}, "Ice\ncream and **ice** cream."),
        Passes({"keyword": "don't", "amount": {"low": 2, "high": 2}}, "I don’t, you don't.", "straight or curly"),
        Passes({"keyword": "snake_case", "amount": {"low": 1, "high": 1}}, "A `snake_case` name, snake_cased."),
        Passes({"keyword": "naïve art", "amount": {"low": 1, "high": 1}}, "It is **naïve\nart**, not naïve arts."),
        Passes({"keyword": "天", "amount": {"low": 2, "high": 2}}, "今天天气", "written without blanks"),
        Passes(
            {"keyword": "12", "amount": {"low": 2, "high": 2}},
            "12, not 4,12 or 12.5 or 2012. Yes, 12.",
            "a whole number",
        ),
        Passes({"keyword": "哈哈", "amount": {"low": 1, "high": 1}}, "哈哈哈", "one begins where the last one ended"),
        Fails({"keyword": "don", "amount": {"low": 1}}, "I don't.", "don't is one word"),
        Fails({"keyword": "été", "amount": {"low": 1}}, "répété", "letters inside another word"),
        Fails({"keyword": "हिन्द", "amount": {"low": 1}}, "हिन्दी", "a vowel sign goes on with the word"),
        Fails({"keyword": "cat", "amount": {"low": 0, "high": 0}}, "A cаt.", "a Cyrillic letter that shows as an a"),
        Passes({"keyword": "cat", "amount": {"low": 1}}, "It is a cat—a dog is bigger.", "a dash parts words"),
        Passes({"keyword": "(a)", "amount": {"low": 1}}, "See 3(a)ii.", "brackets stand alone"),
        Passes({"keyword": "x", "amount": {"low": 2, "high": 2}}, "f(x,5) or f(5,x)", "no comma of a number"),
        Passes({"keyword": "5", "amount": {"low": 2, "high": 2}}, "f(x,5) or f(5,x)", "nor here"),
        Fails({"keyword": "art", "amount": {"low": 1}}, "The party was a start.", "letters inside other words"),
        Fails({"keyword": "cat", "amount": {"low": 0, "high": 0}}, "A cat's nap", "a possessive is the word"),
    )
    SOURCES = (
        Source("IFEval", "keywords:frequency", same=False,
               note="the published checker searches the keyword as a pattern, inside other words, too"),
    )  # fmt: skip

    @field_validator("keyword")
    @classmethod
    def _visible(cls, value: str) -> str:
        if not plain(value):
            raise SpecError(f"count.keyword: keyword {value!r} shows nothing that could be found")
        return value

    @cached_property
    def needle(self) -> str:
        """The keyword as it is compared."""
        return needle(self.keyword)

    def count(self, view: View, stop: int | None = None) -> int:
        return occurrences(view, self.needle, stop)

    def spans(self, view: View) -> list[Span]:
        return keyword_spans(view, self.needle)

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        wanted = self.needle
        draft.avoid(lambda word: lower(word) in wanted.split(), rng)
        resize_tokens(draft, n, rng, lambda t: needle(t.rstrip(",")) == wanted, lambda r: self.keyword)

    def sentence(self, amount: Amount, where: str) -> str:
        if amount.high == 0:
            return f'Do not use "{self.keyword}"{" " + where if where else ""}.'
        return f'Use "{self.keyword}" {amount.wording()} {self.noun(amount)}{" " + where if where else ""}.'

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(keyword=rng.choice(KEYWORDS))


KEYWORDS: tuple[str, ...] = (
    "sea", "copper", "ice cream", "don't", "well-known", "C++", "art", "(a)", "42", "naïve", "night train", "sun",
)  # fmt: skip
