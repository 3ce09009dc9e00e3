"""Copying: texts that must be repeated or chosen word for word."""

from __future__ import annotations

import re
from functools import cached_property
from random import Random
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, field_validator

from gonogo.constraint import Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Draft, Grain
from gonogo.errors import SpecError
from gonogo.text.chars import lower
from gonogo.text.matching import needle, occurrences
from gonogo.text.view import View, plain


class Echo(Constraint):
    """The response first repeats a text word for word, then goes on with an answer.

    Nothing stands before the copy, not even a quotation mark. Letter case counts; blanks, line breaks, emphasis and the
    shape of quotes do not. At least one word follows the copy.
    """

    kind: Literal["echo"] = "echo"
    text: str = Field(min_length=1, description="what to repeat")

    GRAIN = Grain.EDGE
    ABOUT = frozenset(("edges",))
    EXAMPLES = (
        Passes({"text": 'Write a "poem".'}, "**Write a “poem”.**\n\nRoses."),
        Passes({"text": "Write\n a poem"}, "Write a poem\n\nRoses."),
        Fails({"text": "Write a poem."}, "WRITE A POEM. Roses.", "letter case counts"),
        Fails({"text": "Write a poem."}, "Write a poem.", "no answer follows"),
        Fails({"text": "Explain plan B"}, "Explain plan Bs. They work.", "the copy runs into a longer word"),
        Passes({"text": "Write a poem."}, "Write a poem.Roses are red.", "a blank more or less"),
        Passes({"text": "~5 km: is it far?"}, "~5 km: is it far?\n\nNo.", "a text that begins with a sign"),
        Passes({"text": "Check this."}, "Сheck this.\n\nDone.", "a Cyrillic letter that shows as a C"),
    )
    SOURCES = (
        Source("IFEval", "combination:repeat_prompt", same=False,
               note="the published checker ignores letter case, accepts a copy without an answer or one that runs into "
                    "a longer word, and refuses other blanks"),
    )  # fmt: skip

    @field_validator("text")
    @classmethod
    def _visible(cls, value: str) -> str:
        if not plain(value):
            raise SpecError("echo: the text to repeat shows nothing")
        return value

    @cached_property
    def _wanted(self) -> str:
        return plain(self.text)

    def describe(self) -> str:
        return (
            "First repeat the following text word for word, without any change and without any words or characters "
            f"before it, then give your answer:\n{self.text}"
        )

    def judge(self, view: View) -> Verdict:
        wanted = self._wanted
        first = view.text.lstrip(_LEAD)[:1]
        if first.isascii() and first != wanted[0] and first.isalnum() and wanted[0].isalnum():
            return self.failed(view, f"begins with {first!r}, not with the text", 0)
        # what is compared is at most this long: every character of the copy may carry markers or blanks around it
        head = view.text.lstrip()[: 3 * len(self.text) + 400]
        shown = plain(head)
        if not shown.startswith(wanted):
            same = _common(shown, wanted)
            unit = "character" if same == 1 else "characters"
            reason = f"differs from the text after {same} {unit}: “{shown[same : same + 30]}”"
            return self.failed(view, reason, same, closeness=same / len(wanted))
        rest = shown[len(wanted) :]
        if wanted[-1].isalnum() and rest[:1].isalnum():
            return self.failed(view, "the copy runs into a longer word", len(wanted), closeness=0.9)
        if not any(map(str.isalnum, rest)) and not any(map(str.isalnum, view.text.lstrip()[len(head) :])):
            return self.failed(view, "no answer follows the copy", len(wanted), closeness=0.9)
        return self.passed(view, len(wanted), "copied, then answered")

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.opening = self.text

    def violate(self, draft: Draft, rng: Random) -> None:
        pieces = self.text.split(" ")
        changed = list(pieces)
        changed[rng.randrange(len(pieces))] = draft.word(rng) + "x"
        swapped = self.text.swapcase()
        draft.opening = rng.choice(
            (" ".join(changed), f"Sure: {self.text}", swapped if swapped != self.text else f"Sure: {self.text}",
             f'"{self.text}"')
        )  # fmt: skip

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(text=rng.choice((
            "Write a short poem about salt.", 'Say "yes" or "no", then explain why.', "List three rivers\nof Europe",
        )))  # fmt: skip


_LEAD = " \t\n*_`~"


def _common(shown: str, wanted: str) -> int:
    same = 0
    for one, other in zip(shown, wanted, strict=False):
        if one != other:
            break
        same += 1
    return same


def _first_and_last(view: View) -> list[str]:
    first = last = view
    if len(view.text) >= 2000 and len(view.paragraphs) > 1:
        first, last = view.part(*view.paragraphs.offsets[0]), view.part(*view.paragraphs.offsets[-1])
    end = last.sentences.offsets[-1][1] if len(last.sentences) else 0
    rest = last.text[end:]  # a few words without an end mark are no sentence
    return [*first.sentences[:1], *last.sentences[-1:], rest, *first.lines[:1], *last.lines[-1:]]


def _said(view: View, core: str, chosen: str) -> bool:
    """Return whether an option is given anywhere: as a sentence, or inside one if it is no everyday word ("no").

    Of "(c) (a)" the first reads like the label of a list; before the chosen option it is one given as well.
    """
    if not _occurs(view, core):
        return False
    if len(core.split()) > 2 or any(core in _forms(_core(sentence)) for sentence in view.sentences):
        return True
    labelled = (line.partition(" ") for line in view.lines)
    return any(_core(label) == core and _core(rest) == chosen for label, _, rest in labelled)


def _occurs(view: View, core: str) -> bool:
    return bool(
        occurrences(view, core, 1)
        or (" - " in core and any(occurrences(view, core.replace(" - ", f" {dash} "), 1) for dash in "–—"))
    )


_EDGES = "# \n\t\"'“”‘’*_`()[]「」『』"


class Choice(Constraint):
    """The answer is one of the given options, word for word.

    It is the whole response, or (unless it must stand ``alone``) its first or last sentence or line; no other option is
    given as a sentence. Case, emphasis, headings, quotes around it and the final full stop or exclamation mark do not
    matter.
    """

    kind: Literal["choice"] = "choice"
    options: tuple[Annotated[str, StringConstraints(min_length=1)], ...] = Field(
        min_length=2, description="what may be answered"
    )
    alone: bool = Field(default=False, description="nothing else is said: no explanation")

    GRAIN = Grain.SHAPE
    ABOUT = frozenset(("edges",))
    VERSION = 3
    EXAMPLES = (
        Passes({"options": ["My answer is yes.", "My answer is no."]}, "**My answer is no.**"),
        Passes({"options": ["A", "B"]}, "b"),
        Passes({"options": ["My answer is yes.", "My answer is no."]}, "My answer is no. The bridge is closed today."),
        Passes({"options": ["My answer is yes.", "My answer is no."]}, "The bridge is closed.\n\nMy answer is no."),
        Passes({"options": ["Yes. I agree.", "No. I refuse."]}, "no. i refuse.", "an option of two sentences"),
        Passes({"options": ["Yes", "No"]}, "Yes. There is no doubt.", "this “no” answers nothing"),
        Passes({"options": ["a)", "b)"], "alone": True}, "(A)\n", "brackets and blanks around it"),
        Passes({"options": ["yes", "no"], "alone": True}, "Yes!"),
        Passes({"options": ["Yes!", "No!"], "alone": True}, "Yes!"),
        Passes({"options": ["I know", "I don't know"], "alone": True}, "I\ndon’t\nknow.", "line breaks in it"),
        Passes({"options": ["My answer - yes.", "My answer - no."]}, "It rains. My answer — no", "another dash"),
        Fails({"options": ["yes", "no"], "alone": True}, "Yes. There is no doubt.", "an explanation"),
        Fails({"options": ["A", "B"]}, "Apple", "letters of another word"),
        Fails({"options": ["My answer is yes.", "My answer is no."]}, "My answer is yes. My answer is no."),
        Fails({"options": ["(a)", "(b)", "(c)"]}, "(c) (a)", "two options, though the first reads like a label"),
        Passes({"options": ["(a)", "(b)"]}, "(a) is too small.\n\n(b)", "a label of the explanation"),
        Passes({"options": ["是", "否"]}, "否。\n\n因为今天是公共假日。", "a stop of another script"),
        Fails(
            {"options": ["My answer is yes.", "My answer is no."]},
            "My answer is yes. On Sundays: my answer is no. It depends.",
            "another option in between",
        ),
        Fails(
            {"options": ["My answer is yes.", "My answer is no."]},
            "I never said that my answer is no. She did.",
            "inside a sentence",
        ),
    )
    SOURCES = (
        Source("IFEval", "detectable_format:constrained_response", same=False,
               note="the published checker accepts an option anywhere in an essay, and several of them"),
        Source("IFBench", "format:options", same=False,
               note="the published checker parts the list at letters inside words, and refuses a line break after the "
                    "answer or a letter without its bracket"),
    )  # fmt: skip

    @field_validator("options")
    @classmethod
    def _different(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        seen: dict[str, str] = {}
        for option in value:
            core = _core(option)
            if not core:
                raise SpecError(f"choice: option {option!r} shows nothing")
            if core in seen:
                raise SpecError(f"choice: options {seen[core]!r} and {option!r} cannot be told apart")
            seen[core] = option
        return value

    @cached_property
    def _cores(self) -> dict[str, str]:
        return {_core(option): option for option in self.options}

    @cached_property
    def _most_words(self) -> int:
        return max(sum(1 for _ in _BLANKS.finditer(option)) for option in self.options) + 1

    def _option(self, core: str) -> str | None:
        return next((self._cores[form] for form in _forms(core) if form in self._cores), None)

    def describe(self) -> str:
        alone = " Do not give any explanation." if self.alone else ""
        return f"Answer with one of the following options: {', '.join(repr(option) for option in self.options)}.{alone}"

    def judge(self, view: View) -> Verdict:
        text = view.text.strip(_EDGES)
        longest = 400 + 2 * max(map(len, self.options))
        if len(text) >= longest:  # an option only where blanks make it so long
            text = _BLANKS.sub(" ", text, count=self._most_words)
            text = text if len(text) < longest else ""
        whole = self._option(_core(text))
        if whole is not None:
            return self.passed(view, whole, f"answered {whole!r}")
        if self.alone:
            return self.failed(view, "is not one of the options alone", 0)
        if not any(_occurs(view, core) for core in self._cores):
            return self.failed(view, "no option is given as the answer", 0)
        edges = {option for edge in _first_and_last(view) if (option := self._option(_core(edge))) is not None}
        if len(edges) != 1:
            return self.failed(
                view, "two options are given" if edges else "no option is given as the answer", len(edges)
            )
        chosen = edges.pop()
        kept = _core(chosen)
        others = [option for core, option in self._cores.items() if option != chosen and _said(view, core, kept)]
        if others:
            return self.failed(view, f"two options are given: {chosen!r} and {others[0]!r}", 1 + len(others))
        return self.passed(view, chosen, f"answered {chosen!r}")

    def satisfy(self, draft: Draft, rng: Random) -> None:
        option, said = rng.choice(self.options), draft.sentence(rng).render()
        alone = [option, option.lower(), f"**{option}**", f"“{option}”", f"# {option}", option.rstrip(".")]
        beside = [f"{option}\n\n{said}", f"{said}\n\n{option}", f"{said}\n{option}"]
        if option[-1] == ".":  # then it may stand among other sentences
            beside += [f"{option} {said}", f"{said} {option}"]
        draft.verbatim = rng.choice(alone if self.alone or rng.random() < 0.3 else beside)

    def violate(self, draft: Draft, rng: Random) -> None:
        one, other = rng.sample(self.options, 2)
        said, core = draft.sentence(rng).render(), one.rstrip(".")
        wrong = [f"{one} {other}", f"{core}x", said, f"un{one}", f"{one}\n\n{other}", f"Nobody says {core} {said}",
                 f"{core} or {other}", f"{one}\n\n{said}\n\n{other}"]  # fmt: skip
        draft.verbatim = rng.choice([*wrong, f"{one}\n\n{said}", f"{said}\n\n{one}"] if self.alone else wrong)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        form, answers = rng.choice(_SETS)
        options = rng.sample(answers, rng.randint(2, min(4, len(answers))))
        return cls(options=tuple(map(form.format, options)), alone=rng.random() < 0.3)


# Sets of options that sample draws from: their form, and what it is filled with.
_SETS = (
    ("My answer is {}.", ("yes", "no", "maybe", "unclear")), ("{}", ("Yes", "No", "Not sure")),
    ("({})", ("a", "b", "c")), ("{}", ("red", "green", "blue", "light grey")), ("Plan {}", ("A", "B", "C", "D")),
    ("I {} with this claim.", ("agree", "disagree", "partly agree")), ("{}", ("7", "12", "1,024", "3.5")),
    ("It is {}.", ("true", "false", "open")), ("{}", ("Paris", "New York", "Den Haag")),
)  # fmt: skip


_BLANKS = re.compile(r"\s+")
_DASH = re.compile(r"(?<=\s)[‐‑‒–—−](?=\s)")  # between blanks any dash is the same


def _core(text: str) -> str:
    shown = needle(text) if text.strip() else ""
    shown = _DASH.sub("-", shown)
    return lower(shown).strip(_EDGES).rstrip(".。．｡").strip(_EDGES)


def _forms(core: str) -> tuple[str, str]:
    """Return what is said as it stands (an option may be "Yes!") and without its exclamation marks."""
    return core, core.rstrip("!")
