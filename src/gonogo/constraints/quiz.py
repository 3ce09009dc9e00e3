"""Quizzes: multiple choice questions."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from random import Random
from typing import Literal, Self

from pydantic import Field, field_validator

from gonogo.constraint import Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Draft, Grain
from gonogo.errors import SpecError
from gonogo.text import fixed_forms
from gonogo.text.records import unfenced_whole
from gonogo.text.view import View, plain


class Quiz(Constraint):
    """Multiple choice questions, each under a label and with a number of options, and no explanation.

    A question begins with the label, alone or numbered (``Question 1:``, ``**Question 1**``, ``### Question 1.``); its
    text stands after it, on the same line or below. Options follow, each on its line, all marked alike and in order:
    ``A)`` ``(a)`` ``A.`` ``1)`` or bullets; their texts differ. A line that names the answer (``Answer: B``) and rules
    between questions may stand there, anything else is an explanation. ``longer``: the text of each question has more
    characters than the one before, without label and options.
    """

    kind: Literal["quiz"] = "quiz"
    questions: int = Field(ge=1, le=100, description="number of questions")
    options: int = Field(ge=2, le=9, description="number of options of each")
    label: str = Field(default="Question", min_length=1, description="what each question begins with")
    longer: bool = Field(default=False, description="each question is longer than the one before")

    GRAIN = Grain.SHAPE
    ABOUT = frozenset(("edges",))
    EXAMPLES = (
        Passes({"questions": 2, "options": 2, "longer": True},
               'Question 1. A?\nA. "x"\nB) b\n\nQuestion 2. AA?\nA) a\nB) b'),
        Passes({"questions": 1, "options": 3}, "**Question 1:** Who?\n- A) Ann\n- B) Bob\n- C) Cy\n\nAnswer: B"),
        Passes({"questions": 1, "options": 2, "label": "Frage"}, "### Frage 1\nWer war es?\n\n(a) Ida\n(b) Udo"),
        Fails({"questions": 2, "options": 2, "longer": True},
              "Question 1: Who?\nA) a\nB) b\nQuestion 2: Who?\nA) a\nB) b"),
        Passes({"questions": 2, "options": 2}, "Question 1: Whose?\nA) a\nB) b\nQuestion 2: Who?\nA) a\nB) b"),
        Fails({"questions": 1, "options": 2}, "Question 1: Who?\nA) a\nB) b\nC) c", "three options"),
        Fails({"questions": 1, "options": 2}, "Question 1: Who?\nA) a\nB) a", "the same option twice"),
        Fails({"questions": 1, "options": 2}, "Question 1: Who?\nA) a\nB) b\nThe first was the painter.", "explained"),
        Fails({"questions": 1, "options": 2}, "Here it is.\nQuestion 1: Who?\nA) a\nB) b", "something before it"),
        Fails({"questions": 1, "options": 2}, "1. Who?\nA) a\nB) b", "no label"),
        Fails({"questions": 1, "options": 2}, "Question 1: Who?\nA) a\nB)", "an option is empty"),
        Fails({"questions": 1, "options": 2}, "Question 1: Who?\nA) a\nAnswer: A\nB) b", "answered too early"),
        Fails({"questions": 1, "options": 2}, "Question 1: Who?\nA) a\nB) b\nAnswer: A\nAnswer: B", "answered twice"),
        Fails({"questions": 1, "options": 2}, "Question 1:\nA) a\nB) b", "no question"),
        Fails({"questions": 1, "options": 2}, "Question 1: Who?\nA) a\nC) b", "options out of order"),
    )  # fmt: skip
    SOURCES = (
        Source("IFBench", "custom:mcq_count_length", same=False,
               note="the published checker knows no label in bold and no option that begins with a quotation mark"),
    )  # fmt: skip

    @field_validator("label")
    @classmethod
    def _visible(cls, value: str) -> str:
        if not plain(value).strip("#* "):
            raise SpecError(f"quiz: label {value!r} shows nothing")
        return value

    def describe(self) -> str:
        noun = "question" if self.questions == 1 else "questions"
        said = f"Write {self.questions} multiple choice {noun} with {self.options} options each. "
        said += f'Begin each question with the label "{self.label}" and give no explanation.'
        return said + (" Each question must be longer than the one before." if self.longer else "")

    def judge(self, view: View) -> Verdict:
        sizes: list[int] = []
        for block in self._blocks(view):
            if block is None:
                return self.failed(view, f"does not begin with {self.label!r}", 0)
            fault, size = self._fault(block)
            if fault:
                return self.failed(view, f"question {len(sizes) + 1}: {fault}", len(sizes), closeness=0.3)
            sizes.append(size)
        if len(sizes) != self.questions:
            reason = f"{len(sizes)} questions, wanted {self.questions}"
            return self.failed(view, reason, len(sizes), closeness=0.3)
        if self.longer and any(b <= a for a, b in itertools.pairwise(sizes)):
            return self.failed(view, f"the lengths are {sizes}", len(sizes), closeness=0.6)
        return self.passed(view, len(sizes), f"{len(sizes)} questions")

    def _blocks(self, view: View) -> Iterator[list[str] | None]:
        """Yield the lines of each question, its label taken off; None if something stands before the first one."""
        block: list[str] | None = None
        for line in fixed_forms.bare_lines(unfenced_whole(view.looks)):
            rest = fixed_forms.after_label(line, plain(self.label))
            if rest is not None:
                if block is not None:
                    yield block
                block = [rest]
            elif block is None:
                yield None
                return
            else:
                block.append(line)
        if block is not None:
            yield block

    def _fault(self, block: list[str]) -> tuple[str, int]:
        """Return what is wrong with one question ("" if nothing is) and how long its text is."""
        stem: list[str] = []
        options: list[tuple[str, str]] = []
        answered = False
        for line in block:
            option = fixed_forms.option(line)
            if option is not None and not answered:
                options.append(option)
            elif not options:
                stem.append(line)
            elif fixed_forms.names_answer(line) and not answered:
                answered = True
            else:
                return f"explained by “{line[:40]}”", 0
        text = " ".join(filter(None, stem))
        if not any(map(str.isalnum, text)):
            return "it asks nothing", 0
        if len(options) != self.options:
            return f"{len(options)} options, wanted {self.options}", 0
        if not fixed_forms.in_order([mark for mark, _ in options]):
            return "the options are not marked in order", 0
        if len({said for _, said in options}) < len(options) or not all(said for _, said in options):
            return "two options are the same, or one is empty", 0
        return "", len(text)

    # ------------------------------------------------------------------ constructing
    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.verbatim = "\n\n".join(self._made(self.questions, draft, rng))

    def violate(self, draft: Draft, rng: Random) -> None:
        made = self._made(self.questions, draft, rng)
        i = rng.randrange(len(made))
        way = rng.choice(("more", "fewer", "option", "label", "explained", "before", "shorter"))
        if way == "more":
            made += self._made(1, draft, rng)
        elif way == "fewer":
            made.pop()
        elif way == "option":
            made[i] = made[i][: made[i].rindex("\n")]
        elif way == "label":
            made[0] = made[0].replace(self.label, "Q", 1)
        elif way == "explained":
            made[i] += f"\n{draft.sentence(rng).render()}"
        elif way == "shorter" and self.longer and len(made) > 1:
            made.reverse()
        else:
            made.insert(0, draft.sentence(rng).render())
        draft.verbatim = "\n\n".join(made)

    def _made(self, n: int, draft: Draft, rng: Random) -> list[str]:
        form = rng.choice(("{}) ", "{}. ", "({}) "))
        lead, tail = rng.choice((("", ":"), ("**", ":**"), ("### ", "")))
        made = []
        for i in range(n):
            asked = " ".join(draft.word(rng) for _ in range(4)) + f" {draft.word(rng)} so and so on" * i
            words = [f"{draft.word(rng)} {j}" for j in range(self.options)]
            lines = [form.format("ABCDEFGHI"[j]) + word for j, word in enumerate(words)]
            label = f"{lead}{self.label} {i + 1}{tail}" + (" " if tail else "\n")
            made.append("\n".join([f"{label}Which {asked}?", *lines]))
        return made

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(
            questions=rng.randint(1, 4), options=rng.randint(2, 5), longer=rng.random() < 0.5,
            label=rng.choice(("Question", "Puzzle", "Item no.")),
        )  # fmt: skip
