"""Sections of a response: each with a thesis, all with as many of something; and how lines are indented."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Literal, Self

from pydantic import Field

from gonogo.amount import Amount, at_least, exactly, numbered
from gonogo.constraint import Bound, Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Block, Draft, Grain
from gonogo.text import indents, outline, theses
from gonogo.text.segment import Span
from gonogo.text.view import View
from gonogo.units import Bullets, Headings, ListItems, Paragraphs, Sentences, Unit, Words


class Thesis(Constraint):
    """Each section begins with a thesis statement in italics, marked with HTML (``<i>`` or ``<em>``).

    Sections are what headings part (``#``, ``<h2>``, a line in bold, ``Section 2``), else rules, else each is a
    paragraph of prose; paragraphs that are nothing but a thesis begin a section of the paragraphs below them. A title
    with nothing below it is no section, nor is a deeper heading inside one, nor a short line before the first heading.
    The thesis stands right at the beginning, says something, is closed by its own tag, and is followed by the section.
    """

    kind: Literal["sections.thesis"] = "sections.thesis"

    GRAIN = Grain.BLOCK
    ABOUT = frozenset(("edges", "emphasis"))
    EXAMPLES = (
        Passes({}, "<i>Salt is old.</i> It lies in the sea."),
        Passes({}, "# Salt\n\n## Old\n<em>Salt is old.</em>\n\nIt lies.\n\n## New\n\n<i>Salt is new.</i> It dries."),
        Passes({}, "<em>Salt is old.</em>\n\nIt lies.\n\nIt dries.\n\n<em>The sea is too.</em>\n\nIt waits."),
        Passes({}, "<h2>Salt</h2>\n<p><i>Salt is old.</i></p>\n<p>It lies.</p>"),
        Passes({}, "Section 1: <i>Salt is old.</i> It lies. Section 2: <i>So is the sea.</i> It waits."),
        Fails({}, "<em>Thesis.</em>", "nothing but the thesis"),
        Fails({}, "<i>T</i> text. Section 2 no italics. Section 3"),
        Fails({}, "Long intro before <i>x</i> y"),
        Fails({}, "<i>x</em> y"),
        Fails({}, "<em> </em>rest"),
        Fails({}, "*Salt is old.* It lies in the sea.", "italics of markdown"),
        Fails({}, "## Old\n<i>Salt is old.</i> It lies.\n\n## New\n\nSalt is <i>new</i>."),
        Fails({}, "<i>Salt is old.</i> It lies.\n\nSo is the sea."),
        Fails({}, "# A\n\n# B"),
        Fails({}, "<p></p>", "no sections"),
    )
    SOURCES = (
        Source("IFBench", "format:thesis", same=False,
               note="the published checker looks at the first italics only, wherever they stand, and accepts tags "
                    "that do not match"),
    )  # fmt: skip

    def describe(self) -> str:
        return "Begin each section with a thesis statement in italics; use HTML (<i> or <em>) for the italics."

    def judge(self, view: View) -> Verdict:
        if "<" not in view.text:
            return self.failed(view, "there are no HTML italics", 0)
        text, found = theses.sections(view.text)
        if not found:
            return self.failed(view, "there are no sections", 0)
        faults = [(fault, span) for span in found if (fault := theses.fault(text, *span))]
        n = len(found) - len(faults)
        if faults:
            reason = f"{len(faults)} of {numbered(len(found), 'section')}: {faults[0][0]}"
            return self.failed(view, reason, n, self._seen(view, text, [faults[0][1]]), 0.9 * n / len(found))
        return self.passed(
            view, n, f"{numbered(n, 'section begins', 'sections begin')} with a thesis", self._seen(view, text, found)
        )

    @staticmethod
    def _seen(view: View, text: str, spans: list[Span]) -> list[Span]:
        return spans if text == view.text else []

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(draft, rng, lambda said: f"<i>{said}</i>")

    def violate(self, draft: Draft, rng: Random) -> None:
        bad: Callable[[str], str] = rng.choice((
            lambda said: said, lambda said: f"*{said}*", lambda said: f"<i>{said}</em>", lambda said: "<i></i>",
            lambda said: f"{said} <i>{said}</i>", lambda said: f"<b>{said}</b>",
        ))  # fmt: skip
        self._write(draft, rng, lambda said: f"<em>{said}</em>", bad)

    def _write(
        self, draft: Draft, rng: Random, good: Callable[[str], str], bad: Callable[[str], str] | None = None
    ) -> None:
        headed = rng.random() < 0.5
        bodies = max(2, len(draft.paragraphs()))
        wrong = rng.randrange(bodies) if bad else -1
        draft.blocks = []
        for i in range(bodies):
            wrap = bad if bad and i == wrong else good
            if headed:
                draft.blocks.append(Block("markup", f"## {draft.word(rng).capitalize()}", locked=True))
            lead = wrap(draft.sentence(rng).render()) + " "
            draft.blocks.append(Block(lead=lead, sentences=[draft.sentence(rng), draft.sentence(rng)], locked=True))

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls()


Element = Literal["bullets", "list items", "paragraphs", "sentences", "words"]
_ELEMENTS: dict[Element, Unit] = {
    "bullets": Bullets(), "list items": ListItems(), "paragraphs": Paragraphs(), "sentences": Sentences(),
    "words": Words(),
}  # fmt: skip


class BalancedSections(Constraint):
    """Every section holds the same amount of something: of bullet points, list items, paragraphs, sentences or words.

    A section is what stands below a markdown heading, up to the next one. A heading right above a deeper one (a title)
    has no section of its own; what stands before the first heading is none. Without headings it is not met.
    """

    kind: Literal["sections.balanced"] = "sections.balanced"
    element: Element = Field(description="what is counted")
    amount: Amount = Field(description="how many in each section")

    GRAIN = Grain.BLOCK
    ABOUT = frozenset(("edges",))
    EXAMPLES = (
        Passes({"element": "bullets", "amount": 2}, "# Salt\n\n## Old\n- a\n- b\n\n## New\n\n* c\n* d"),
        Passes({"element": "sentences", "amount": 2}, "Intro.\n\n# A\nOne is. Two is.\n\n# B\n\nOne is.\n\nTwo is."),
        Passes({"element": "words", "amount": {"low": 3}}, "# A\n\na b c d"),
        Fails({"element": "bullets", "amount": 2}, "## Old\n- a\n- b\n\n## New\n- c"),
        Fails({"element": "bullets", "amount": 1}, "- a", "no sections"),
        Fails({"element": "sentences", "amount": {"low": 1}}, "## Old\n\nIt is.\n\n## New", "the last is empty"),
    )
    SOURCES = (
        Source("verifif", "detectable_format:section_balance", same=False,
               note="the published checker is only declared"),
    )  # fmt: skip

    def describe(self) -> str:
        noun = self.amount.noun(self.element[:-1], self.element).replace("bullet", "bullet point")
        return (
            f"Divide your response into sections with markdown headings; write {self.amount.wording()} {noun} in each."
        )

    def judge(self, view: View) -> Verdict:
        unit = _ELEMENTS[self.element]
        parts = _below_headings(view.text)
        if not parts:
            return self.failed(view, "there are no headings", 0)
        sizes: dict[str, int] = {}  # sections of one wording are counted once

        def size(part: Span) -> int:
            said = view.text[part[0] : part[1]]
            if said not in sizes:
                sizes[said] = unit.count(view.part(*part))
            return sizes[said]

        passed = all(self.amount.holds(size(part)) for part in parts)
        return Verdict(self, view, passed, complete=lambda: self._full(view, parts, list(map(size, parts))))

    def _full(self, view: View, parts: list[Span], counts: list[int]) -> Verdict:
        bad = sum(not self.amount.holds(n) for n in counts)
        worst = min(counts, key=self.amount.closeness)
        spans = [span for span in parts if span[0] < span[1]]
        if not bad:
            return self.passed(view, worst, f"{numbered(len(parts), 'section')} alike", spans)
        reason = f"{bad} of {numbered(len(parts), 'section')} off, the worst with {numbered(worst, self.element[:-1])}"
        return self.failed(view, reason, worst, spans, sum(map(self.amount.closeness, counts)) / len(counts))

    def implies(self) -> Iterator[Bound]:
        yield Bound(Headings(), at_least(1))
        # a paragraph may go on over a heading; a few words without an end mark are a sentence only where alone
        if self.element != "paragraphs" and not (self.element == "sentences" and self.amount.low < 2):
            yield Bound(_ELEMENTS[self.element], at_least(self.amount.low))

    def satisfy(self, draft: Draft, rng: Random) -> None:
        n = self.amount.pick_inside(rng)
        self._write(draft, [n] * rng.randint(1, 3), rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        wrong = self.amount.pick_outside(rng)
        good = self.amount.pick_inside(rng)
        counts = [good] * rng.randint(1, 3)
        counts[rng.randrange(len(counts))] = good + 1 if wrong is None else wrong
        self._write(draft, counts, rng)

    def _write(self, draft: Draft, counts: list[int], rng: Random) -> None:
        draft.blocks = []
        for n in counts:
            draft.blocks.append(Block("markup", f"## {draft.word(rng).capitalize()}", locked=True))
            for _ in range(n if self.element in ("bullets", "list items") else 0):
                draft.blocks.append(Block("item", "* ", [draft.sentence(rng, 4)], locked=True))
            if self.element == "paragraphs":
                draft.blocks += [Block(sentences=[draft.sentence(rng)], locked=True) for _ in range(n)]
            elif self.element == "sentences" and n:
                draft.blocks.append(Block(sentences=[draft.sentence(rng) for _ in range(n)], locked=True))
            elif self.element == "words" and n:
                draft.blocks.append(Block(sentences=[draft.sentence(rng, n)], locked=True))

    @classmethod
    def sample(cls, rng: Random) -> Self:
        low = rng.randint(1, 4)
        amount = rng.choice((exactly(low), at_least(low), Amount(low=low, high=low + 2)))
        return cls(element=rng.choice(tuple(_ELEMENTS)), amount=amount)


def _below_headings(text: str) -> list[Span]:
    """Return the sections below headings; a title right above a deeper heading has none."""
    parts = outline.sections(text, outline.headings(text))[1:]
    found = []
    for i, part in enumerate(parts):
        deeper = parts[i + 1].heading if i + 1 < len(parts) else None
        title = deeper is not None and part.heading is not None and deeper.level > part.heading.level
        if part.start < part.end or not title:
            found.append((part.start, part.end))
    return found


class Indentation(Constraint):
    """Lines are indented with tabs, or with a multiple of so many spaces, and nothing else.

    At least one line must be indented; lines that are not indented are let pass.
    """

    kind: Literal["indentation"] = "indentation"
    character: Literal["tab", "space"] = Field(default="space", description="what lines are indented with")
    size: int = Field(default=1, ge=1, le=16, description="how many of it for each level")

    GRAIN = Grain.BLOCK
    ABOUT = frozenset(("blanks", "edges"))
    EXAMPLES = (
        Passes({"size": 2}, "  a"),
        Passes({"size": 4}, "def f():\n    if x:\n        return 1\n\nEnd."),
        Passes({"character": "tab"}, "a\n\tb\n\t\tc"),
        Fails({"size": 2}, "a\nb", "nothing is indented"),
        Fails({"size": 4}, "a\n    b\n      c"),
        Fails({"character": "tab"}, "a\n\tb\n    c"),
        Fails({"size": 2}, "a\n \tb"),
    )
    SOURCES = (
        Source("verifif", "detectable_format:indentation", same=False,
               note="the published checker is only declared"),
    )  # fmt: skip

    def describe(self) -> str:
        unit = f"{self.size} {self.character}{'s' if self.size > 1 else ''}"
        return f"Indent lines with {unit} per level, and with nothing else; at least one line must be indented."

    def judge(self, view: View) -> Verdict:
        wanted = "\t" if self.character == "tab" else " "
        n = 0
        for start, end in indents.indented(view.text):
            size = end - start
            if size % self.size or view.text.count(wanted, start, end) < size:
                return self.failed(view, "a line is indented otherwise", n, [(start, end)], 0.5)
            n += 1
        if not n:
            return self.failed(view, "no line is indented", 0)
        return self.passed(view, n, f"{numbered(n, 'line')} indented")

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(draft, self.size, self.character, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        other: Literal["tab", "space"] = "space" if self.character == "tab" else "tab"
        wrong = [(0, self.character), (self.size, other)] + [(self.size - 1, self.character)] * (self.size > 1)
        self._write(draft, *rng.choice(wrong), rng)

    def _write(self, draft: Draft, size: int, character: str, rng: Random) -> None:
        draft.blocks = [
            block for block in draft.blocks if block.kind in ("paragraph", "markup") and ":\n" not in block.lead
        ]
        blank = "\t" if character == "tab" else " "
        lead = f"{draft.word(rng)}:\n{blank * size}"
        draft.blocks.append(Block(lead=lead, sentences=[draft.sentence(rng)], locked=True))

    @classmethod
    def sample(cls, rng: Random) -> Self:
        character: Literal["tab", "space"] = rng.choice(("tab", "space"))
        return cls(character=character, size=1 if character == "tab" else rng.choice((2, 3, 4)))
