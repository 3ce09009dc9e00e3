"""Draft: a response being written. The only thing that writes text.

A draft is blocks of sentences of tokens. Whoever needs a part to stay as it is locks it; everything unlocked is filler
that others may grow, shrink or replace. :meth:`Draft.render` makes the text.

Edits go from coarse to fine (:class:`Grain`), and a finer edit never changes a coarser count: swapping a word leaves
the number of sentences, adding a sentence leaves the number of paragraphs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from random import Random

from gonogo.errors import CannotConstruct
from gonogo.text.chars import lower
from gonogo.text.lexicon import FILLER, words_of
from gonogo.text.words import count_words


class Grain(IntEnum):
    """How coarse an edit is; a draft is written from SHAPE to CASE."""

    SHAPE = 0  # the whole response becomes something else (JSON, one fixed phrase)
    BLOCK = 1
    SENTENCE = 2
    WORD = 3
    CHARACTER = 4
    EDGE = 5  # the very beginning or end
    CASE = 6


FENCE = "```"
_LISTED = ("item", "number")  # kinds of blocks that stand on successive lines


@dataclass(slots=True)
class Token:
    """A word with whatever sticks to it."""

    text: str
    locked: bool = False


@dataclass(slots=True)
class Sentence:
    """Tokens and an end mark. A locked sentence keeps its tokens and its place."""

    tokens: list[Token]
    end: str = "."
    locked: bool = False

    def render(self) -> str:
        """Return the sentence, first letter capital unless the first token is locked."""
        text = " ".join(token.text for token in self.tokens)
        if self.tokens and not self.tokens[0].locked:
            text = text[:1].upper() + text[1:]
        return text + self.end


@dataclass(slots=True)
class Block:
    """A paragraph, list item or other block: ``lead`` (markup before it), then sentences.

    ``kind`` is ``paragraph``, ``item`` or ``number`` (items that follow each other stand on successive lines),
    ``markup`` (a heading, a divider, a table, code as it stands: its ``lead`` is all of it) or ``code`` (a fenced code
    block that may be edited: ``lead`` is its fence, ``inside`` are the blocks in it, which are no prose of the draft).
    """

    kind: str = "paragraph"
    lead: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    locked: bool = False
    inside: list[Block] = field(default_factory=list)

    def render(self) -> str:
        """Return the block's text."""
        if self.kind == "code":
            return f"{self.lead}\n{_joined(self.inside)}\n{FENCE}"
        return self.lead + " ".join(sentence.render() for sentence in self.sentences)


def _tokens(block: Block) -> Iterator[Token]:
    for sentence in block.sentences:
        yield from sentence.tokens


def _joined(blocks: Sequence[Block]) -> str:
    parts: list[str] = []
    for i, block in enumerate(blocks):
        if i:
            tight = block.kind in _LISTED and blocks[i - 1].kind in _LISTED
            parts.append("\n" if tight else "\n\n")
        parts.append(block.render())
    return "".join(parts)


@dataclass(slots=True)
class Draft:
    """A response being written; see the module's page."""

    blocks: list[Block] = field(default_factory=list)
    opening: str = ""  # stands before everything, verbatim
    closing: str = ""  # stands after everything, verbatim
    wrap: tuple[str, str] = ("", "")
    verbatim: str | None = None  # replaces everything
    case: Callable[[str], str] | None = None
    vocabulary: tuple[str, ...] = FILLER
    avoided: list[Callable[[str], bool]] = field(default_factory=list)
    longest: int = 24  # tokens of a sentence, before words that are wanted begin another one

    # ------------------------------------------------------------------ making
    @classmethod
    def filler(cls, rng: Random, paragraphs: int = 2, sentences: int = 3) -> Draft:
        """Return a draft of plain prose, every part of it unlocked."""
        draft = cls()
        for _ in range(paragraphs):
            draft.blocks.append(Block(sentences=[draft.sentence(rng) for _ in range(sentences)]))
        return draft

    def word(self, rng: Random) -> str:
        """Return a filler word that nobody avoids."""
        for _ in range(60):
            word = rng.choice(self.vocabulary)
            if not any(avoided(word) for avoided in self.avoided):
                return word
        left = [word for word in self.vocabulary if not any(avoided(word) for avoided in self.avoided)]
        if not left:
            raise CannotConstruct("no filler word is left that every constraint of the set allows")
        return rng.choice(left)

    def sentence(self, rng: Random, words: int | None = None) -> Sentence:
        """Return a new unlocked sentence of filler."""
        return Sentence([Token(self.word(rng)) for _ in range(words or rng.randint(5, 9))])

    def render(self) -> str:
        """Return the text."""
        if self.verbatim is not None:
            text = self.verbatim
        else:
            parts = (self.opening, _joined(self.blocks), self.closing)
            text = "\n\n".join(part for part in parts if part)
        if self.case is not None:
            text = self.case(text)
        return self.wrap[0] + text + self.wrap[1]

    # ------------------------------------------------------------------ looking
    def sentences(self) -> Iterator[Sentence]:
        """Yield every sentence of prose."""
        for block in self.blocks:
            yield from block.sentences

    def tokens(self) -> Iterator[Token]:
        """Yield every token of prose."""
        for block in self.blocks:
            yield from _tokens(block)

    def free(self) -> list[Sentence]:
        """Return the sentences that may still be changed."""
        return [sentence for sentence in self.sentences() if not sentence.locked]

    def paragraphs(self) -> list[Block]:
        """Return the blocks that are paragraphs."""
        return [block for block in self.blocks if block.kind == "paragraph"]

    # ------------------------------------------------------------------ writing
    def avoid(self, avoided: Callable[[str], bool], rng: Random) -> None:
        """Use no filler word for which ``avoided`` is true, now and later."""
        self.avoided.append(avoided)
        inside = (token for block in self.blocks for inner in block.inside for token in _tokens(inner))
        for token in (*self.tokens(), *inside):
            if not token.locked and avoided(token.text):
                token.text = self.word(rng)

    def speak(self, language: str, rng: Random) -> None:
        """Write the filler in another language (ISO 639-1)."""
        self.vocabulary = words_of(language)
        for token in self.tokens():
            if not token.locked:
                token.text = self.word(rng)

    def insert(self, text: str, rng: Random) -> Token:
        """Put a locked token inside an unlocked sentence, neither first nor last, and return it."""
        free = [sentence for sentence in self.free() if sentence.tokens] or [self.add_sentence(rng)]
        sentence = rng.choice(free)
        while len(sentence.tokens) < 3:
            sentence.tokens.append(Token(self.word(rng)))
        token = Token(text, locked=True)
        sentence.tokens.insert(rng.randint(1, len(sentence.tokens) - 1), token)
        return token

    def add_sentence(self, rng: Random) -> Sentence:
        """Add a sentence to a paragraph that may grow (a new one if there is none)."""
        free = [block for block in self.paragraphs() if not block.locked]
        if not free:
            free = [Block()]
            self.blocks += free
        sentence = self.sentence(rng)
        rng.choice(free).sentences.append(sentence)
        return sentence

    def resize_sentences(self, n: int, rng: Random) -> None:
        """Hold exactly ``n`` sentences of prose in all."""
        while len(list(self.sentences())) < n:
            self.add_sentence(rng)
        while (have := len(list(self.sentences()))) > n:
            for block in reversed(self.blocks):
                spare = [s for s in block.sentences if not s.locked]
                if spare and not block.locked:
                    block.sentences.remove(spare[-1])
                    break
            else:
                raise CannotConstruct(f"{have} sentences are locked; {n} are wanted")
        self.blocks = [block for block in self.blocks if block.sentences or block.lead or block.locked]

    def resize_paragraphs(self, n: int, rng: Random) -> None:
        """Hold exactly ``n`` paragraphs."""
        while len(self.paragraphs()) < n:
            self.blocks.append(Block(sentences=[self.sentence(rng), self.sentence(rng)]))
        for block in reversed(self.paragraphs()):
            if len(self.paragraphs()) <= n:
                return
            if not block.locked and not any(sentence.locked for sentence in block.sentences):
                self.blocks.remove(block)
        if len(self.paragraphs()) > n:
            raise CannotConstruct(f"{len(self.paragraphs())} paragraphs are locked; {n} are wanted")

    def resize_words(self, n: int, rng: Random) -> None:
        """Hold exactly ``n`` words in all, leaving the number of sentences where it can."""
        for _ in range(50):
            missing = n - count_words(self.render())
            if missing == 0:
                return
            if missing > 0:
                self._grow(missing, rng)
            else:
                self._shrink(-missing, n)
        raise CannotConstruct(f"the draft cannot be brought to {n} words")

    def _grow(self, missing: int, rng: Random) -> None:
        free = self.free() or [self.add_sentence(rng)]
        for _ in range(missing):
            sentence = rng.choice(free)
            if len(sentence.tokens) > self.longest and len(free) < 400:
                free.append(self.add_sentence(rng))
            sentence.tokens.append(Token(self.word(rng)))

    def _shrink(self, surplus: int, wanted: int) -> None:
        for least in (3, 1, 0):
            for sentence in sorted(self.free(), key=lambda s: -len(s.tokens)):
                for token in [t for t in sentence.tokens if not t.locked]:
                    if surplus == 0:
                        return
                    if len(sentence.tokens) <= least:
                        break
                    sentence.tokens.remove(token)
                    surplus -= 1
            for block in self.blocks:
                block.sentences = [s for s in block.sentences if s.tokens]
            self.blocks = [block for block in self.blocks if block.sentences or block.lead]
            if surplus == 0:
                return
        raise CannotConstruct(f"too many words are locked; {wanted} are wanted")


def code_block(draft: Draft, rng: Random, language: str = "") -> Block:
    """Return a new fenced code block that holds a line of filler."""
    return Block("code", FENCE + language, locked=True, inside=[Block(sentences=[draft.sentence(rng, 4)])])


def lower_case(text: str) -> str:
    """Return ``text`` in lower case."""
    return lower(text)


def upper_case(text: str) -> str:
    """Return ``text`` in upper case."""
    return text.upper()
