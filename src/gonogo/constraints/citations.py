"""Citations: markers that name a source, in a given form."""

from __future__ import annotations

import re
from functools import cached_property
from random import Random
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from gonogo.amount import numbered
from gonogo.constraint import Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Draft, Grain
from gonogo.errors import SpecError
from gonogo.text.view import View
from gonogo.text.words import count_words

ID = "ID"  # what stands for the id of a source in a form
CLAIM = "…"  # what stands for the words that a pair of tags encloses
Name = Annotated[str, StringConstraints(min_length=1)]
_FORM = {"form": "[ref:ID]", "sources": ["1", "2", "3"]}
_SIC = "[sic]"  # an editor's remark, which looks like an id
_CITED = {"form": "<cite>ID</cite>", "sources": ["src_a1", "src_b2"], "required": ["src_a1"], "extra": 0}


class _Cited(Constraint):
    """What both kinds share: the form of a citation."""

    form: str = Field(description='one citation, with "ID" for the id of the source')

    GRAIN = Grain.WORD
    ABOUT = frozenset(("edges",))

    @field_validator("form")
    @classmethod
    def _has_id(cls, value: str) -> str:
        left, found, right = value.partition(ID)
        if not found or not left.strip() or not right.strip() or "\n" in value:
            raise SpecError(f'citations: form {value!r} must hold "ID" between marks, e.g. "[ref:ID]"')
        return value

    @property
    def _left(self) -> str:
        return self.form.partition(ID)[0]

    @property
    def _tag(self) -> bool:
        """Whether the form is a pair of tags, in which several ids may stand."""
        return self.form.startswith("<") and "</" in self.form

    def _pattern(self, id_pattern: str) -> re.Pattern[str]:
        """Return a pattern of one citation; group 1 holds the ids, group 2 the claim of a pair of tags."""
        left, _, right = self.form.partition(ID)
        ids = f"{id_pattern}(?:,{id_pattern})*" if self._tag else id_pattern
        closing = re.escape(right).replace(re.escape(CLAIM), r"((?:(?!</?cite\b).)*)")
        link = r"(?!\()" if self.form == f"[{ID}]" else ""  # [ID](address) is a link
        return re.compile(f"{re.escape(left)}({ids}){closing}{link}", re.DOTALL)

    def _opened(self) -> str:
        """Return what shows that a citation of this form was meant: ``[ref:``, ``<cite``; "" where a mark is all."""
        if self._tag:
            return self._left.partition(">")[0].partition(" ")[0]
        return self._left if sum(map(str.isalpha, self._left)) > 1 else ""


class Citations(_Cited):
    """Sources are cited in a given form: all that are required, none that does not exist, and beside them an answer.

    A citation is the form with the id of a source in it (``[ref:2]``), letter for letter; in a pair of tags several
    ids may stand, parted by commas without blanks. At most ``extra`` sources beyond the required ones are cited
    (``null``: any number), and at least ``least`` in all; each counts once. An id of no source, a citation left open
    or otherwise broken, and the bare id of a source outside a citation (unless it is a mere number) refuse the
    response, and so does a response that holds no word but its citations.
    """

    kind: Literal["citations"] = "citations"
    sources: tuple[Name, ...] = Field(min_length=1, description="ids of the sources that there are")
    required: tuple[Name, ...] = Field(default=(), description="ids that must be cited")
    extra: int | None = Field(default=None, ge=0, description="how many others may be cited")
    least: int = Field(default=1, ge=0, description="how many sources must be cited")

    VERSION = 2
    EXAMPLES = (
        Passes(_FORM, "It was called Roosterville [ref:2]."),
        Passes(_CITED, "In 1999 <cite>src_a1</cite>. Again <cite>src_a1</cite>."),
        Passes({**_CITED, "extra": 1}, "In 1999 <cite>src_a1,src_b2</cite>.", "several ids in one tag"),
        Passes({"form": '<cite index="ID">…</cite>', "sources": ["src_a1"]}, '<cite index="src_a1">In 1999.</cite>'),
        Passes({"form": "[ID]", "sources": ["2", "3"], "required": ["2"]}, "Both [2] in 3 towns [sic]."),
        Fails(_FORM, "It was called Roosterville.", "no citation"),
        Passes(_FORM, "7[ref:2]", "a short answer"),
        Fails(_FORM, "[ref:2]", "no answer"),
        Fails(_CITED, "<cite>src_a1</cite>", "no answer"),
        Fails(_FORM, "It was called Roosterville [ref:2] [ref:7].", "no such source"),
        Fails(_FORM, "It was called Roosterville [ref:2] [ref:1, 3].", "a broken citation"),
        Fails(_FORM, "It was called Roosterville [ref:2", "left open"),
        Fails(_CITED, "In 1999 <cite>src_a1</cite>, as src_b2 says.", "a bare id"),
        Fails(_CITED, "In 1999 <cite>src_a1</cite>, <cite></cite>.", "an empty tag"),
        Fails(_CITED, "In 1999 <cite>src_a1</cite>, it was</cite>.", "a tag closed twice"),
        Passes({"form": "[ID]", "sources": ["a1", "1"]}, "So [a1] and 1."),
        Passes({"form": "[ID]", "sources": ["a1", "b2"]}, "So [a1], in 2 town [sic]."),
        Fails({"form": "<<ID>>", "sources": ["a1", "b2"]}, "So <<a1>> and <<c9>>.", "no such source"),
        Passes({"form": "<ref|ID>", "sources": ["a1", "a2"]}, "So <ref|a1> and <ref|a2>."),
        Fails({"form": "<ref|ID>", "sources": ["a1", "a2"]}, "So <ref|a1,a2> and <ref|a1>.", "two in one"),
        Fails(_CITED, "In 1999 <cite>src_b2</cite>.", "the required source is missing"),
        Fails(_CITED, "In 1999 <cite>src_a1</cite><cite>src_b2</cite>.", "one too many"),
        Fails({"form": '<cite index="ID">…</cite>', "sources": ["src_a1"]}, '<cite index="src_a1"> </cite>'),
    )
    SOURCES = (
        Source("NeMo", "citation_if:cite", same=False,
               note="there any id that begins like those of the sources is looked for by a pattern of the row"),
        Source("NeMo", "format_verification:string_match", same=False,
               note="the published checker accepts the markers without an answer; its rows forbid no other marker"),
    )  # fmt: skip

    @model_validator(mode="after")
    def _fits(self) -> Self:
        for name in self.required:
            if name not in self.sources:
                raise SpecError(f"citations: required id {name!r} is none of the sources {', '.join(self.sources)}")
        most = len(self.sources) if self.extra is None else min(len(self.sources), len(set(self.required)) + self.extra)
        if self.least > most:
            raise SpecError(f"citations: least {self.least} leaves nothing; at most {most} sources may be cited")
        return self

    @cached_property
    def id_pattern(self) -> str:
        """A pattern of what is an id: a number, or what begins as all sources do."""
        if all(map(str.isdigit, self.sources)):
            return "[0-9]+"
        prefix = _common(self.sources)
        return re.escape(prefix) + (r"[\w:.-]*\w" if prefix else r"\w[\w:.-]*")

    @property
    def pattern(self) -> str:
        """A pattern of one citation, with whatever id."""
        return self._compiled.pattern

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return self._pattern(self.id_pattern)

    @cached_property
    def _stray(self) -> re.Pattern[str] | None:
        """What is left of a broken citation, or a bare id."""
        prefix = "" if all(map(str.isdigit, self.sources)) else _common(self.sources)
        parts = [rf"(?<!\w){re.escape(prefix)}\w"] if sum(map(str.isalpha, prefix)) > 1 else []
        parts += [re.escape(self._opened())] if self._opened() else []
        parts += [r"</cite\b"] if "</cite" in self.form else []
        return re.compile("|".join(parts), re.IGNORECASE) if parts else None

    def describe(self) -> str:
        said = f"Cite the sources in the form {self.form}, with the id in place of ID. The sources are "
        said += f"{', '.join(self.sources)}; cite at least {self.least} of them and no others."
        if self.required:
            said += f" You must cite {', '.join(self.required)}."
        if self.extra is not None:
            said += f" Cite at most {self.extra} {'beyond what you must' if self.required else 'in all'}."
        return said

    def judge(self, view: View) -> Verdict:
        text = view.looks
        cited: list[str] = []
        spans = []
        rest: list[str] = []
        at = 0
        claims = 0
        for match in self._compiled.finditer(text):
            if match.group() == _SIC and "sic" not in self.sources:
                continue
            if match.lastindex == 2:
                if not count_words(match.group(2), 1):
                    continue  # a pair of tags around nothing cites nothing
                claims += 1
            cited += match.group(1).split(",")
            rest.append(text[at : match.start()])
            spans.append(match.span())
            at = match.end()
        rest.append(text[at:])
        left = " ".join(rest)
        named = set(cited)
        wrong = self._fault(named, left)
        if not wrong and not claims and not count_words(left, 1):
            wrong = "there is no answer beside the citations"
        if wrong:
            met = len(named & set(self.required or self.sources))
            return self.failed(view, wrong, len(named), spans, 0.8 * met / len(self.required or self.sources))
        return self.passed(view, len(named), f"{len(named)} sources cited", spans)

    def _fault(self, named: set[str], left: str) -> str:
        unknown = sorted(named.difference(self.sources))
        if unknown:
            return f"there is no source {unknown[0]!r}"
        stray = self._stray.search(left) if self._stray else None
        if stray:
            return f"“{stray.group()}” stands outside a citation of the form {self.form}"
        missing = [name for name in self.required if name not in named]
        if missing:
            return f"{missing[0]!r} is not cited"
        if len(named) < self.least:
            return f"{numbered(len(named), 'source is', 'sources are')} cited, wanted at least {self.least}"
        if self.extra is not None and len(named) > len(set(self.required)) + self.extra:
            return f"{numbered(len(named), 'source is', 'sources are')} cited, too many"
        return ""

    # ------------------------------------------------------------------ constructing
    def _cite(self, name: str, draft: Draft, rng: Random) -> str:
        return self.form.replace(ID, name, 1).replace(CLAIM, f"{draft.word(rng)} {draft.word(rng)}")

    def _chosen(self, rng: Random) -> list[str]:
        chosen = list(dict.fromkeys(self.required))
        others = [name for name in dict.fromkeys(self.sources) if name not in chosen]
        room = len(others) if self.extra is None else min(self.extra, len(others))
        n = rng.randint(min(room, max(0, self.least - len(chosen))), room)
        return chosen + rng.sample(others, n)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(draft, [self._cite(name, draft, rng) for name in self._chosen(rng)], rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        chosen = self._chosen(rng)
        cited = [self._cite(name, draft, rng) for name in chosen]
        ways = ["unknown", "alone"]
        ways += ["none"] if self.least else []
        ways += ["required"] if self.required else []
        ways += ["broken"] if self._opened() else []
        way = rng.choice(ways)
        if way == "unknown":
            cited.append(self._cite(f"{self.sources[0]}9", draft, rng))
        elif way == "none":
            cited = []
        elif way == "required":
            cited = [self._cite(name, draft, rng) for name in chosen if name != self.required[0]]
        elif way == "broken":
            cited.append(f"{self._left}{self.sources[0]} ")
        elif "…" not in self.form:
            draft.verbatim = " ".join(cited)
            return
        else:
            cited = [piece.replace(CLAIM, "") for piece in map(self.form.replace, [ID] * len(chosen), chosen)]
            draft.verbatim = " ".join(cited)
            return
        self._write(draft, cited, rng)

    def _write(self, draft: Draft, cited: list[str], rng: Random) -> None:
        draft.closing = " ".join([draft.sentence(rng).render(), *cited])

    @classmethod
    def sample(cls, rng: Random) -> Self:
        form = rng.choice(("[ref:ID]", "<<ID>>", "<cite>ID</cite>", "[^ID]", '<cite index="ID">…</cite>', "(Part ID)"))
        sources = rng.choice((("1", "2", "3", "4"), ("doc_a7", "doc_k2", "doc_x9")))
        required = tuple(rng.sample(sources, rng.randint(0, 2)))
        return cls(form=form, sources=sources, required=required, extra=rng.choice((None, 1, 2)),
                   least=rng.randint(1, len(required) + 1))  # fmt: skip


def _common(names: tuple[str, ...]) -> str:
    """Return what all names begin with, up to the last mark in it (``citation_``)."""
    shortest = min(names, key=len)
    size = next((i for i, char in enumerate(shortest) if any(name[i] != char for name in names)), len(shortest))
    return re.sub(r"[^_:/-]*\Z", "", shortest[:size])


class NoCitations(_Cited):
    """Nothing is cited: neither a marker of the given form nor any word that begins like an id."""

    kind: Literal["citations.none"] = "citations.none"
    prefix: str = Field(min_length=2, description="what the ids of sources begin with")

    VACUOUS = "it only forbids"
    VERSION = 2
    EXAMPLES = (
        Passes({"form": "[ID]", "prefix": "citation_"}, "The pages do not say. A citation is missing [sic]."),
        Passes({"form": "<cite>ID</cite>", "prefix": "citation_"}, "The pages do not say."),
        Fails({"form": "[ID]", "prefix": "citation_"}, "In 1999 [citation_27bx]."),
        Fails({"form": "[ID]", "prefix": "citation_"}, "In 1999 (Citation_27bx).", "in another form"),
        Fails({"form": "<cite>ID</cite>", "prefix": "citation_"}, "In 1999 <cite>it</cite>.", "in tags"),
        Fails({"form": "[ID]", "prefix": "citation_"}, "...", "says nothing"),
        Passes({"form": "(see ID)", "prefix": "doc_"}, "It is old (see the drawing below)."),
        Fails({"form": "(see ID)", "prefix": "doc_"}, "It is old (see D7)."),
    )
    SOURCES = (Source("NeMo", "citation_if:cite", same=False, note="its mode no_cite"),)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        parts = [rf"(?<!\w){re.escape(self.prefix)}\w"]
        opened = re.escape(self._opened())
        if self._opened()[-1:].isspace():  # "(see " may begin something else, so all of the form must be there
            opened += rf"\S{{1,80}}{re.escape(self.form.partition(ID)[2])}"
        parts += [opened] if opened else []
        return re.compile("|".join(parts), re.IGNORECASE)

    def describe(self) -> str:
        return f"Answer without citing any source: no {self.form} and no id that begins with {self.prefix}."

    def judge(self, view: View) -> Verdict:
        match = self._compiled.search(view.looks)
        if match:
            return self.failed(view, f"“{match.group()}” cites a source", 1, [match.span()])
        if not view.count_words(1):
            return self.failed(view, "says nothing", 0)
        return self.passed(view, 0, "nothing is cited")

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.resize_sentences(max(1, len(list(draft.sentences()))), rng)
        draft.closing = ""

    def violate(self, draft: Draft, rng: Random) -> None:
        name = f"{self.prefix}{rng.randint(1, 9)}"
        draft.closing = draft.sentence(rng).render() + " " + rng.choice((self.form.replace(ID, name), name))

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(form=rng.choice(("[ref:ID]", "<<ID>>", "<cite>ID</cite>")), prefix=rng.choice(("doc_", "citation_")))
