"""Units of structure: headings, list items, code blocks, tables, quotes, links, images, paragraphs of text."""

from __future__ import annotations

from random import Random
from typing import ClassVar, Self

from pydantic import Field, field_validator

from gonogo.draft import Block, Draft, Grain, code_block
from gonogo.errors import SpecError
from gonogo.examples import Fails, Passes, Source
from gonogo.text import outline
from gonogo.text.segment import Span
from gonogo.text.view import View
from gonogo.units.base import Marked, Unit


class _Blocks(Unit):
    """A unit that a block of a draft is: resizing puts whole blocks in and takes them out."""

    GRAIN = Grain.BLOCK
    OPENS: ClassVar[tuple[str, ...]] = ()  # what the lead of such a block starts with

    def made(self, draft: Draft, rng: Random) -> Block:
        """Return a new one."""
        raise NotImplementedError

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        have = [block for block in draft.blocks if block.lead.lstrip().startswith(self.OPENS)]
        at = draft.blocks.index(have[-1]) + 1 if have else min(1, len(draft.blocks))
        for block in have[n:]:
            draft.blocks.remove(block)
        draft.blocks[at:at] = [self.made(draft, rng) for _ in range(n - len(have))]


class Headings(_Blocks):
    """Number of markdown headings, of any level or of one.

    A heading is a line with one to six ``#`` and a blank before its text, or a line underlined with ``===`` or ``---``.
    A comment in code, ``#hashtag``, seven marks and a heading without text are none; nor is a line in bold.
    """

    NAME, ONE, MANY = "headings", "heading", "headings"
    INSTRUCTION = "Use {amount} markdown {noun}{level}{place}."
    PROHIBITION = "Do not use any markdown headings{level}{place}."
    OPENS = ("#",)

    level: int | None = Field(default=None, ge=1, le=6, description="count those of this level only, 1 to 6")

    VERSION = 2
    EXAMPLES = (
        Passes({"amount": {"low": 2, "high": 2}}, "# One\n\nText.\n\n## Two ##\nText."),
        Passes({"level": 2, "amount": {"low": 1, "high": 1}}, "# One\n\n## Two\n\n### Three"),
        Passes({"amount": 2}, "Title\n===\n\nPart\n-\n\nText.", "underlined"),
        Passes({"amount": 0}, "#salt #sea\n\nText ends.\n---\n\n-----\n\n#\n\n####### Seven", "none of them is one"),
        Fails({"amount": {"low": 1}}, "Run:\n\n```\n# a comment\n```", "a comment in code"),
        Fails({"amount": {"low": 1}}, "**Only bold**"),
        Fails({"level": 2, "amount": {"low": 1}}, "# One\n\n### Three"),
        Fails({"amount": {"low": 1}}, "- a\n- b\n---\n\nText", "a rule below a list"),
    )

    def spans(self, view: View) -> list[Span]:
        found = outline.headings(view.text)
        return [(one.start, one.end) for one in found if self.level is None or one.level == self.level]

    def made(self, draft: Draft, rng: Random) -> Block:
        return Block("markup", f"{'#' * (self.level or rng.randint(1, 4))} {draft.word(rng).capitalize()}", locked=True)

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        draft.blocks = [block for block in draft.blocks if not block.lead.startswith("#")]
        super().resize(draft, n, rng)

    def worded(self) -> dict[str, object]:
        return {"level": f" of level {self.level} ({'#' * self.level})" if self.level else ""}

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(level=rng.choice((None, None, 1, 2, 3)))


class NumberedItems(_Blocks):
    """Number of items of numbered lists, at any depth.

    An item is a line that starts with a number of up to three digits and ``.`` or ``)`` (also of full width, in bold,
    after ``(``), then a blank and something to read; Japanese and Chinese need no blank. A decimal, a year, a bullet
    and a line of code are none.
    """

    NAME, ONE, MANY = "numbered_items", "numbered item", "numbered items"
    INSTRUCTION = "Use {amount} {noun}{place}, in a list like 1. 2. 3."
    PROHIBITION = "Do not use any numbered list items{place}."
    OPENS = tuple("123456789")
    EXAMPLES = (
        Passes({"amount": 2}, "1. Salt\n2. Sea"),
        Passes({"amount": 2}, "１．塩\n２．海", "full width"),
        Passes({"amount": 2}, "1) 塩\n2) 海"),
        Passes({"amount": 3}, "1. Salt\n   1. Fine\n\n**2.** Sea\n- Foam", "nested, in bold; a bullet is none"),
        Fails({"amount": {"low": 1}}, "3.14 is pi", "a decimal"),
        Fails({"amount": {"low": 1}}, "Done in 2024.\n\n2024. A year.\n\n1.\n", "a year, a number without an item"),
        Fails({"amount": {"low": 1}}, "Run:\n\n```\n1. a\n```", "in code"),
        Fails({"amount": {"low": 1}}, "a. Salt\nb. Sea", "letters"),
    )
    SOURCES = (
        Source("M-IFEval", "ja:detectable_format:number_numbered_lists", same=False,
               note="the published checker misses 1) and numbers of full width"),
        Source("verifif", "detectable_format:numbered_list", same=False,
               note="the published checker counts decimals (3.14) and misses 1)"),
    )  # fmt: skip

    def spans(self, view: View) -> list[Span]:
        return [(item.start, item.end) for item in outline.items(view.text) if item.numbered]

    def made(self, draft: Draft, rng: Random) -> Block:
        return Block("number", "1. ", [draft.sentence(rng, 4)], locked=True)

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        super().resize(draft, n, rng)
        style = rng.choice((". ", ") "))
        for i, block in enumerate(block for block in draft.blocks if block.kind == "number"):
            block.lead = f"{i + 1}{style}"


class ListItems(_Blocks):
    """Number of list items: bullet points, numbered and lettered (``a.``) items together, at any depth."""

    NAME, ONE, MANY = "list_items", "list item", "list items"
    INSTRUCTION = "Use {amount} {noun}{place}, with bullet points or numbers."
    PROHIBITION = "Do not use any {many}{place}, neither bullet points nor numbers."
    OPENS = ("* ", "- ", *"123456789")
    VERSION = 2
    EXAMPLES = (
        Passes({"amount": 4}, "1. Salt\n   - fine\n   - coarse\n2. Sea"),
        Passes({"amount": 2}, "・塩\n・海"),
        Passes({"amount": 2}, "Intro:\n\n• salt\n+ sea\n\n***\n\nEnd."),
        Fails({"amount": {"low": 1}}, "-5 degrees\n*emphasis*\n---\n* * *\n3.5 is a number"),
        Fails({"amount": {"low": 1}}, "Run:\n\n```\n- a\n1. b\n```"),
        Fails({"amount": {"high": 1}}, "a. salt\nb) sea"),
    )

    def spans(self, view: View) -> list[Span]:
        return [(item.start, item.end) for item in outline.items(view.text)]

    def made(self, draft: Draft, rng: Random) -> Block:
        numbered = rng.random() < 0.5
        return Block(*(("number", "1. ") if numbered else ("item", "* ")), [draft.sentence(rng, 4)], locked=True)


_ALIASES = {
    "py": "python", "python3": "python", "js": "javascript", "ts": "typescript", "shell": "sh",
    "c++": "cpp", "cs": "csharp", "c#": "csharp", "golang": "go", "rs": "rust",
    "rb": "ruby", "yml": "yaml", "md": "markdown", "htm": "html", "tex": "latex", "kt": "kotlin", "postgresql": "sql",
}  # fmt: skip


class CodeBlocks(_Blocks):
    """Number of fenced code blocks, in any language or in one.

    A block must hold something; one that is cut off at the end of the response counts. Usual short names of languages
    are known (``py`` is ``python``). Code inside a line (`` `x` ``) is no block, nor is indented text.
    """

    NAME, ONE, MANY = "code_blocks", "code block", "code blocks"
    INSTRUCTION = "Use {amount} fenced {noun}{language}{place}{mark}."
    PROHIBITION = "Do not use any {many}{language}{place}."
    OPENS = ("```", "~~~")

    language: str | None = Field(default=None, description="count those marked with this language only, e.g. python")

    VERSION = 2
    EXAMPLES = (
        Passes({"amount": 2}, "```\na\n```\n\n~~~py\nb\n~~~"),
        Passes({"language": "Python", "amount": 1}, "```py\nx\n```\n\n```python title=a\n\n```\n\n```\ny\n```"),
        Fails({"amount": {"low": 1}}, "Call `f` or ```g```."),
        Fails({"language": "bash", "amount": {"low": 1}}, "```sh\nls\n```", "another shell"),
        Fails({"amount": {"low": 1}}, "```\n```\n", "nothing in it"),
        Fails({"language": "python", "amount": {"low": 1}}, "```\nx\n```\n\n```pythonic\ny\n```"),
    )

    @field_validator("language")
    @classmethod
    def _name(cls, value: str | None) -> str | None:
        if value is None:
            return None
        name = value.strip().lower()
        if not name or any(char.isspace() or char in "`~{}:," for char in name):
            raise SpecError(f"count.code_blocks: language {value!r} must be one name such as python")
        return _ALIASES.get(name, name)

    def spans(self, view: View) -> list[Span]:
        found = outline.code_blocks(view.text)
        wanted = self.language
        return [
            (one.start, one.end) for one in found
            if wanted is None or _ALIASES.get(one.language, one.language) == wanted
        ]  # fmt: skip

    def made(self, draft: Draft, rng: Random) -> Block:
        return code_block(draft, rng, self.language or "")

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        draft.blocks = [block for block in draft.blocks if not block.lead.startswith(self.OPENS)]
        super().resize(draft, n, rng)

    def worded(self) -> dict[str, object]:
        if not self.language:
            return {"language": "", "mark": ""}
        return {"language": f" in {self.language}", "mark": ", with the language named after the opening fence"}

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(language=rng.choice((None, "python", "bash", "json")))


class Tables(_Blocks):
    """Number of markdown tables.

    A table is a line of cells, a line of dashes with as many cells, and rows; one without rows counts. Lines with
    bars, and tables in code blocks, are none.
    """

    NAME, ONE, MANY = "tables", "table", "tables"
    OPENS = ("|",)
    EXAMPLES = (
        Passes({"amount": 1}, "| a | |\n|---|---|\n| 1 | 2 |", "an empty header cell"),
        Passes({"amount": 2}, "a | b\n:-|-:\n1 | 2\n\n|c|\n|-|\n|3|"),
        Fails({"amount": {"low": 1}}, "a | b\n1 | 2\n\n|---|---|", "no header above the dashes"),
        Fails({"amount": {"low": 1}}, "```\n| a |\n|---|\n| 1 |\n```", "in code"),
        Fails({"amount": {"low": 1}}, "| a | b |\n|---|\n| 1 | 2 |", "the dashes have fewer cells"),
    )

    def spans(self, view: View) -> list[Span]:
        return [(one.start, one.end) for one in outline.tables(view.text)]

    def made(self, draft: Draft, rng: Random) -> Block:
        return Block("markup", table(2, 2, draft, rng), locked=True)


def table(rows: int, columns: int, draft: Draft, rng: Random, header: tuple[str, ...] = ()) -> str:
    """Return the text of a table of filler words."""
    names = [*header, *(draft.word(rng) for _ in range(columns - len(header)))]
    lines = [names, ["---"] * len(names), *([draft.word(rng) for _ in names] for _ in range(rows))]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


class BlockQuotes(_Blocks):
    """Number of block quotes: runs of lines that start with ``>`` and show something, outside code blocks."""

    NAME, ONE, MANY = "block_quotes", "block quote", "block quotes"
    OPENS = (">",)
    EXAMPLES = (
        Passes({"amount": 1}, "He said:\n\n> Salt.\n>\n> Sea.\n\nEnd."),
        Passes({"amount": 2}, "> Salt.\n\n> Sea."),
        Fails({"amount": {"low": 1}}, ">\n> >\n\n4 > 3"),
        Fails({"amount": {"low": 1}}, "```\n> prompt\n```"),
        Fails({"amount": {"high": 0}}, "Look:\n> Salt.\n"),
    )

    def spans(self, view: View) -> list[Span]:
        return outline.block_quotes(view.text)

    def made(self, draft: Draft, rng: Random) -> Block:
        return Block("markup", f"> {draft.sentence(rng).render()}", locked=True)


class Links(Marked):
    """Number of links: ``[text](target)``, and web addresses that stand by themselves.

    An image is none, nor is a link without text or target, or one in code; the address inside a link is not counted
    again.
    """

    NAME, ONE, MANY = "links", "link", "links"
    VERSION = 3
    EXAMPLES = (
        Passes({"amount": 2}, "See [the map](http://a.b/c_(d)) and https://e.f."),
        Passes({"amount": 2}, "[https://a.b](https://a.b), <http://c.d>"),
        Fails({"amount": {"low": 1}}, "![map](http://a.b/c.png) and [x] (y), [](z)"),
        Fails({"amount": {"low": 1}}, "Write `[a](http://b.c)` or\n\n```\nhttp://d.e\n```", "in code"),
        Fails({"amount": {"high": 1}}, "[a](b) [c](d)"),
    )

    def spans(self, view: View) -> list[Span]:
        return outline.links(view.text)

    def made(self, rng: Random) -> str:
        return rng.choice(("[this](https://example.com/a)", "https://example.com/b", "[here](guide.md)"))

    def is_one(self, token: str) -> bool:
        return token.startswith(("[this](", "[here](", "https://"))


class Images(Marked):
    """Number of markdown images, ``![text](target)``, outside code."""

    NAME, ONE, MANY = "images", "image", "images"
    INSTRUCTION = "Use {amount} {noun}{place} in markdown, such as ![map](map.png)."
    VERSION = 3
    EXAMPLES = (
        Passes({"amount": 1}, '![](<my map.png> "A map (old)") \\![a](b)'),
        Passes({"amount": 2}, '![](a.png) then ![map](http://b.c/d.png "A map")'),
        Passes({"amount": 0}, "See [the map](a.png)! [x](b) and `![c](d)`"),
        Fails({"amount": {"low": 1}}, "```\n![a](b.png)\n```"),
        Fails({"amount": {"low": 1}}, "! [a](b.png) and ![c]"),
    )

    def spans(self, view: View) -> list[Span]:
        return outline.images(view.text)

    def made(self, rng: Random) -> str:
        return rng.choice(("![view](view.png)", "![](https://example.com/a.jpg)"))

    def is_one(self, token: str) -> bool:
        return token.startswith("![")


class TextParagraphs(Unit):
    """Number of paragraphs parted by blank lines, headings and titles not counted.

    A block that is nothing but headings (``# Title``, a line in bold, ``<<title>>``) is none. A list, a table or a code
    block that stands between blank lines is one: it was asked that only paragraphs be parted so.
    """

    NAME, ONE, MANY = "text_paragraphs", "paragraph", "paragraphs"
    INSTRUCTION = "Write {amount} {noun}{place}, parted by blank lines (headings are not counted)."
    PROHIBITION = ""
    GRAIN = Grain.BLOCK
    VERSION = 2
    EXAMPLES = (
        Passes({"amount": 2}, "# Title\n\nSalt is old.\n\n\n\nSo is the sea."),
        Passes({"amount": 2}, "**The Sea**\n\nSalt is old.\n\n## More\nSo is the sea.\n\n---"),
        Passes({"amount": 0}, "<<The Sea>>\n\nPart One\n========"),
        Fails({"amount": 2}, "Salt is old.\n\n- a\n- b\n\nSo is the sea.", "a list between blank lines"),
        Fails({"amount": 2}, "Salt is old.\nSo is the sea.", "one line break"),
    )
    SOURCES = (
        Source("IFTrain", "paragraphs:paragraphs2", same=False,
               note="the published checker counts headings, and an empty paragraph between four line breaks"),
    )  # fmt: skip

    def spans(self, view: View) -> list[Span]:
        found = view.paragraphs.offsets
        return [span for span in found if not outline.only_headings(view.text, *span)]

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        draft.blocks = [block for block in draft.blocks if block.kind in ("paragraph", "markup")]
        draft.resize_paragraphs(n, rng)
        if rng.random() < 0.4:
            title = Block("markup", rng.choice(("# Salt", "**Salt**", "<<salt>>")), locked=True)
            draft.blocks.insert(0, title)
