"""Template: a fixed form whose slots the response fills."""

from __future__ import annotations

import re
from functools import cached_property
from random import Random
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field

from gonogo.constraint import Constraint, Fails, Passes, Source, Verdict
from gonogo.constraints.data import unfenced
from gonogo.draft import Block, Draft, Grain, Sentence, Token
from gonogo.errors import SpecError
from gonogo.text.matching import marked_up
from gonogo.text.segment import Span
from gonogo.text.shown import Shown
from gonogo.text.view import View, plain

_SLOT = re.compile(r"\[([^\[\]\n]{1,60})\]")
_WORDY = re.compile(r"[^\W_]")


def _labels(template: str) -> list[tuple[str, str]]:
    """Return each label with the name of the slot after it."""
    found, at = [], 0
    for slot in _SLOT.finditer(template):
        found.append((plain(template[at : slot.start()]), slot.group(1)))
        at = slot.end()
    if plain(template[at:]):
        found.append((plain(template[at:]), ""))
    return found


def _form(template: str) -> str:
    labels = _labels(template)
    if not any(slot for _, slot in labels):
        raise SpecError(f"template = {template!r} has no slot to fill, such as 'My Answer: [answer]'")
    if not all(label for label, _ in labels):
        raise SpecError(f"template = {template!r}: a label must stand before each [slot]")
    if len({label for label, _ in labels}) < len(labels):
        raise SpecError(f"template = {template!r}: two slots have one label")
    return template


class Template(Constraint):
    """The response follows a template: its labels in their order, each slot filled.

    Slots are written in square brackets: ``My Answer: [answer] My Conclusion: [conclusion]``. Each label stands once,
    spelled as in the template with its marks and capitals; nothing stands before the first one, and something to read
    follows each. A slot that still holds its own name, in brackets or not, is not filled. Line breaks, emphasis and
    headings around the labels, and a code fence around everything, do not matter.
    """

    kind: Literal["template"] = "template"
    template: Annotated[Shown, AfterValidator(_form)] = Field(description="labels and [slots], in order")

    GRAIN = Grain.SHAPE
    ABOUT = frozenset(("edges",))
    VERSION = 2
    EXAMPLES = (
        Passes({"template": "My Answer: [answer] Why: [reason]"}, "My Answer: no. Why: it rains."),
        Passes({"template": "My Answer: [answer] Why: [reason]"}, "**My Answer:** No.\n\n## Why:\n\n- It rains."),
        Passes({"template": "My Answer: [answer] Why: [reason]"}, "**My Answer**: [No]\n**Why**: because"),
        Passes({"template": "Q: [question] (end)"}, "Q: is it?\n(end)"),
        Fails({"template": "My Answer: [answer] Why: [reason]"}, "Why: it rains. My Answer: no.", "another order"),
        Fails({"template": "My Answer: [answer] Why: [reason]"}, "My Answer: no."),
        Fails({"template": "My Answer: [answer] Why: [reason]"}, "My Answer: Why: it rains.", "an empty slot"),
        Fails({"template": "My Answer: [answer] Why: [reason]"}, "My Answer: no. Why: ...", "nothing to read"),
        Fails({"template": "My Answer: [answer] Why: [reason]"}, "Sure! My Answer: no. Why: it rains.", "an opening"),
        Fails({"template": "My Answer: [answer] Why: [reason]"}, "X My Answer: no. Why: it rains."),
        Passes({"template": "Q: [question] (end)"}, "```\nQ: is it?\n(end)\n```"),
        Fails({"template": "My Answer: [answer] Why: [reason]"}, "My Answer: [answer] Why: [reason]", "not filled"),
        Fails({"template": "Verdict: [yes or no]"}, "Verdict: yes or no", "no choice is made"),
        Fails({"template": "My Answer: [answer] Why: [reason]"}, "My answer: no. Why: it rains.", "a small letter"),
        Fails({"template": "My Answer: [answer] Why: [reason]"}, "My Answer: no. Why: rain. Why: it pours.", "twice"),
        Fails({"template": "Q: [question] (end)"}, "Q: is it?"),
        Fails({"template": "Q: [question] (end)"}, "Q: is it? (end) Then more.", "more after the last label"),
    )
    SOURCES = (
        Source("IFBench", "format:output_template", same=False,
               note="the published checker looks for the three labels anywhere, in any order, filled or not"),
    )  # fmt: skip

    @cached_property
    def _parts(self) -> list[tuple[str, str, Any]]:
        return [(label, slot, marked_up(label)) for label, slot in _labels(self.template)]

    def describe(self) -> str:
        return f"Use this exact template for your response: {self.template}"

    def judge(self, view: View) -> Verdict:
        inner = View(unfenced(view.stripped))
        found = self._found(inner)
        if isinstance(found, str):
            return self.failed(view, found, None)
        text = inner.text
        if _WORDY.search(text, 0, found[0][0]):
            return self.failed(view, f"something stands before {self._parts[0][0]!r}", None, closeness=0.5)
        stops = [*(start for start, _ in found[1:]), len(text)]
        for (label, slot, _), (_, end), stop in zip(self._parts, found, stops, strict=True):
            content = text[end:stop]
            if not slot:
                if _WORDY.search(content):
                    return self.failed(view, f"something stands after {label!r}", None, closeness=0.5)
            elif not _WORDY.search(content) or _unfilled(content, slot):
                return self.failed(view, f"nothing is filled in after {label!r}", None, closeness=0.5)
        return self.passed(view, len(found), "follows the template")

    def _found(self, view: View) -> list[Span] | str:
        """Return where the labels stand, or what is wrong with them."""
        found: list[Span] = []
        text = view.looks
        for label, _, pattern in self._parts:
            spans = [match.span() for match in pattern.finditer(text) if _stands_alone(text, *match.span())]
            if not _WORDY.search(label):  # a comma between slots is in what fills them, too
                spans = [span for span in spans if not found or span[0] >= found[-1][1]][:1]
            if len(spans) != 1:
                return f"{label!r} stands {len(spans)} times, not once"
            if found and spans[0][0] < found[-1][1]:
                return f"{label!r} does not stand in its place"
            found += spans
        return found

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(draft, rng, [label for label, _ in _labels(self.template)])

    def violate(self, draft: Draft, rng: Random) -> None:
        labels = [label for label, _ in _labels(self.template)]
        wrong = rng.choice(("missing", "swapped", "empty", "before", "unfilled"))
        if wrong == "unfilled":
            draft.verbatim = self.template
        elif wrong == "swapped" and len(labels) > 1:
            self._write(draft, rng, labels[::-1])
        elif wrong == "empty":
            draft.verbatim = "\n".join(labels)
        elif wrong == "before":
            self._write(draft, rng, labels)
            draft.opening = "Here it is"
        else:
            self._write(draft, rng, labels[:-1])

    def _write(self, draft: Draft, rng: Random, labels: list[str]) -> None:
        draft.blocks = []
        for label in labels:
            said = [Token(draft.word(rng)) for _ in range(5)]
            draft.blocks.append(Block(lead=f"{label} ", sentences=[Sentence(said)], locked=True))

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(template=rng.choice((
            "My Answer: [answer] My Conclusion: [conclusion] Future Outlook: [outlook]", "Question: [q] Answer: [a]",
            "Verdict: [yes or no]",
        )))  # fmt: skip


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether a label is no part of a word, nor of a number (``1.`` in ``1.5``)."""
    if start and text[start - 1].isalnum() and text[start].isalnum():
        return False
    return not (text[end : end + 1].isdigit() and text[end - 1] == "." and text[end - 2 : end - 1].isdigit())


def _unfilled(content: str, slot: str) -> bool:
    shown = plain(content).strip(" .")
    if shown.startswith("[") and shown.endswith("]"):
        shown = shown[1:-1]
    return _TOLD.sub("", shown.strip().lower()) == _TOLD.sub("", slot.strip().lower())


_TOLD = re.compile(r"^(?:(?:insert|enter|add|write|your|the|my)\s+)+|\s+here$")  # [your name] for [name]
