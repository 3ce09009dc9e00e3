"""Scope: where a constraint applies. On views it selects parts; on drafts it names the parts to edit."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Literal, Self, TypeVar

from pydantic import Field, model_validator

from gonogo.amount import LARGE
from gonogo.draft import FENCE, Block, Draft, Sentence, Token, code_block
from gonogo.errors import CannotConstruct, SpecError
from gonogo.model import Model
from gonogo.text.markdown import outside
from gonogo.text.segment import Span, strip
from gonogo.text.view import View, plain

T = TypeVar("T")
Part = Literal["sentence", "paragraph", "line"]
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}


class Scope(Model):
    """Where a constraint applies.

    ``first``, ``last``, ``nth`` and ``each`` of a sentence, paragraph or line; what is inside all ``code`` blocks, or
    outside them (``prose``), as one text; a ``section`` named by its heading, up to the next heading of the same or a
    higher level.

    With ``each``, every part must satisfy the constraint; a response without any such part does not.
    """

    where: Literal["first", "last", "nth", "each", "code", "prose", "section"]
    of: Part | None = None
    n: int | None = Field(default=None, ge=1, description="which one, counted from 1 (with nth)")
    title: str | None = Field(default=None, min_length=1, description="the heading's text (with section)")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        needs = {"of": self.where in ("first", "last", "nth", "each"), "n": self.where == "nth",
                 "title": self.where == "section"}  # fmt: skip
        for name, needed in needs.items():
            given = getattr(self, name) is not None
            if needed and not given:
                raise SpecError(f"scope {self.where!r} needs {name!r}, e.g. {_example(self.where)}")
            if given and not needed:
                raise SpecError(f"scope {self.where!r} takes no {name!r}")
        return self

    @classmethod
    def sample(cls, rng: Random) -> Self:
        """Draw a scope that any draft has or can be given: a sentence or paragraph, or each."""
        where: Literal["first", "last", "nth", "each"] = rng.choice(("first", "last", "nth", "each"))
        of: Part = rng.choice(("sentence", "paragraph"))
        return cls(where=where, of=of, n=2 if where == "nth" else None)

    @property
    def every(self) -> bool:
        """Whether each part must satisfy the constraint by itself."""
        return self.where == "each"

    def wording(self) -> str:
        """Say where in words, to stand after "in": ``the first sentence``, ``every paragraph``, ``code blocks``."""
        if self.where == "section":
            return f'the section "{self.title}"'
        if self.where in ("code", "prose"):
            return "code blocks" if self.where == "code" else "the text outside code blocks"
        if self.where == "each":
            return f"every {self.of}"
        nth = _ORDINALS.get(self.n or 0, f"{self.n}th") if self.where == "nth" else self.where
        return f"the {nth} {self.of}"

    # ------------------------------------------------------------------ on views
    def parts(self, view: View) -> list[View]:
        """Return the parts of ``view``, none if there is no such place."""
        return [text.part(start, end) for text, (start, end) in self.places(view)]

    def places(self, view: View) -> list[tuple[View, Span]]:
        """Return where the parts are: the view of a text, and a span of it.

        That is ``view``, or one of its stretches of code, or of prose, one after the other.
        """
        if self.where in ("code", "prose"):
            code = view.markdown.code
            found = (
                [_inside_fences(view.text, a, b) for a, b in code]
                if self.where == "code"
                else list(outside(code, len(view.text)))
            )
            if not found:
                return []
            together = view.joined(found)
            return [(together, (0, len(together.text)))]
        return [(view, span) for span in self._spans(view)]

    def _spans(self, view: View) -> list[Span]:
        if self.where == "section":
            return _section(view, self.title or "")
        if self.of == "sentence" and self.where in ("first", "nth"):
            n = self.n or 1
            return view.first_sentences(n)[n - 1 : n]
        parts = view.sentences if self.of == "sentence" else view.paragraphs if self.of == "paragraph" else view.lines
        found = parts.offsets
        if self.where == "each":
            return found
        index = {"first": 0, "last": len(found) - 1}.get(self.where, (self.n or 1) - 1)
        return found[index : index + 1] if 0 <= index < len(found) else []

    # ------------------------------------------------------------------ on drafts
    def edit(self, draft: Draft, rng: Random) -> Iterator[Draft]:
        """Yield each part as a draft of its own to edit; what was edited is put back when the next one is asked for."""
        if self.where == "section":
            yield from _edit_section(draft, self.title or "", rng)
        elif self.where == "prose":
            before = sum(map(_is_code, draft.blocks))
            yield draft
            if sum(map(_is_code, draft.blocks)) > before:
                raise CannotConstruct("there is no code block outside code blocks")
        elif self.where == "code":
            yield from _edit_code(draft, rng)
        elif self.of == "sentence":
            for block, index in self._chosen_sentences(draft, rng):
                part = _part(draft, [Block(sentences=[block.sentences[index]])])
                part.longest = LARGE  # however many words are wanted, it stays one sentence
                yield part
                block.sentences[index] = _one_sentence(part, last=index == len(block.sentences) - 1)
        else:
            for block in self._chosen_blocks(draft, rng):
                part = _part(draft, [block])
                yield part
                if len(part.blocks) != 1:
                    raise CannotConstruct(f"a {self.of} cannot hold several blocks")
                draft.blocks[next(i for i, one in enumerate(draft.blocks) if one is block)] = part.blocks[0]

    def _chosen_sentences(self, draft: Draft, rng: Random) -> list[tuple[Block, int]]:
        while len(list(draft.sentences())) < (self.n or 1):
            draft.add_sentence(rng)
        every = [(block, i) for block in draft.blocks for i in range(len(block.sentences))]
        return self._pick(every)

    def _chosen_blocks(self, draft: Draft, rng: Random) -> list[Block]:
        while len(draft.paragraphs()) < (self.n or 1):
            draft.resize_paragraphs(len(draft.paragraphs()) + 1, rng)
        return self._pick(draft.blocks if self.where in ("each", "last", "first") else draft.paragraphs())

    def _pick(self, parts: list[T]) -> list[T]:
        if self.where == "each":
            return parts
        index = {"first": 0, "last": len(parts) - 1}.get(self.where, (self.n or 1) - 1)
        return [parts[index]]


def _example(where: str) -> str:
    if where == "section":
        return '{"where": "section", "title": "Risks"}'
    return (
        f'{{"where": "{where}", "of": "paragraph"{", " + chr(34) + "n" + chr(34) + ": 2" if where == "nth" else ""}}}'
    )


def _inside_fences(text: str, start: int, end: int) -> Span:
    inner = text[start:end].strip("\n")
    if inner.lstrip().startswith(("```", "~~~")):
        first = text.find("\n", start, end)
        start = end if first < 0 else first + 1
        last = text.rstrip("\n").rfind("\n", start, end) if text[start:end].rstrip().endswith(("```", "~~~")) else end
        end = max(start, last if last >= 0 else start)
    return start, end


def _section(view: View, title: str) -> list[Span]:
    wanted = plain(title).lower()
    headings = view.markdown.headings
    for i, heading in enumerate(headings):
        shown = plain(view.text[heading.start : heading.end].strip("# \n=-")).lower()
        if shown.rstrip(":.") == wanted.rstrip(":."):
            later = (other.start for other in headings[i + 1 :] if other.level <= heading.level)
            return [strip(view.text, heading.end, next(later, len(view.text)))]
    return []


def _part(draft: Draft, blocks: list[Block]) -> Draft:
    return Draft(blocks=blocks, vocabulary=draft.vocabulary, avoided=draft.avoided)


def _one_sentence(part: Draft, *, last: bool) -> Sentence:
    """Return the one sentence of a part, of which a reader sees where it ends: at its mark, or with its block."""
    sentences = list(part.sentences())
    if len(part.blocks) != 1 or len(sentences) != 1:
        raise CannotConstruct("a sentence cannot hold several sentences or blocks")
    if View(part.render()).count_sentences(2) > 1 or not (sentences[0].end or last):
        raise CannotConstruct("a sentence ends at its first end mark, and must have one")
    return sentences[0]


def _is_code(block: Block) -> bool:
    return block.lead.startswith((FENCE, "~~~"))


def _edit_code(draft: Draft, rng: Random) -> Iterator[Draft]:
    """Yield what is in all code blocks together; each line goes back to the block it was in, new ones to the first."""
    if any(block.kind == "markup" and _is_code(block) for block in draft.blocks):
        raise CannotConstruct("the draft holds code that must stay as it is")
    fenced = [block for block in draft.blocks if block.kind == "code"]
    if not fenced:
        fenced = [code_block(draft, rng)]
        draft.blocks += fenced
    homes = {id(inner): block for block in fenced for inner in block.inside}
    part = _part(draft, [inner for block in fenced for inner in block.inside])
    yield part
    if any(map(_is_code, part.blocks)):
        raise CannotConstruct("a code block cannot hold another one")
    for block in fenced:
        block.inside = [inner for inner in part.blocks if homes.get(id(inner), fenced[0]) is block]


def _edit_section(draft: Draft, title: str, rng: Random) -> Iterator[Draft]:
    head = Block("markup", f"# {title}", locked=True)
    start = next((i for i, block in enumerate(draft.blocks) if block.lead == head.lead), None)
    if start is None:
        draft.blocks += [head, Block(sentences=[Sentence([Token(draft.word(rng)) for _ in range(6)])])]
        start = len(draft.blocks) - 2
    stop = next((i for i in range(start + 1, len(draft.blocks)) if draft.blocks[i].lead.startswith("# ")),
                len(draft.blocks))  # fmt: skip
    part = _part(draft, draft.blocks[start + 1 : stop])
    yield part
    if any(heading.level == 1 for heading in View(part.render()).markdown.headings):
        raise CannotConstruct("a heading of level 1 ends the section")
    draft.blocks[start + 1 : stop] = part.blocks
