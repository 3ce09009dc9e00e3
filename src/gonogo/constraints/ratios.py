"""Ratios: how many of one unit there are for each of another, and how much of a text is taken from another."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from random import Random
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import Field, PlainSerializer, PlainValidator, WithJsonSchema, field_validator, model_validator

from gonogo import registry
from gonogo.constraint import Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Draft, Grain
from gonogo.errors import CannotConstruct, SpecError
from gonogo.text.segment import Span
from gonogo.text.sentence_types import SentenceType
from gonogo.text.view import View
from gonogo.text.words import places
from gonogo.units import SentencesOf, StopWords, Unit, Words, counted

_FEW = 9  # so few are looked at one by one
_NEAR = 40  # how many counts of the second unit are tried for one that the bounds allow


# ---------------------------------------------------------------------- what a ratio is written as
def fraction(value: Any) -> Fraction:
    """Return ``value`` as an exact fraction: a whole number, a decimal (0.23), "23%" or "2/3"."""
    try:
        if isinstance(value, bool) or not isinstance(value, int | float | str | Fraction):
            raise ValueError
        text = str(value).strip()
        found = Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise SpecError(f"ratio: {value!r} is no number; write 2, 0.23, 23% or 2/3") from None
    if found < 0 or found > 10**9:
        raise SpecError(f"ratio: {value!r} must lie between 0 and a billion")
    return found


def written(value: Fraction) -> str:
    """Write a fraction as a person would: ``2``, ``23%``, ``4.5`` or ``1/3``."""
    if value.denominator == 1:
        return str(value.numerator)
    if value < 1 and 100 % value.denominator == 0:
        return f"{value * 100}%"
    return f"{float(value):g}" if 1000 % value.denominator == 0 and value < 1000 else str(value)


Share = Annotated[
    Fraction,
    PlainValidator(fraction),
    PlainSerializer(written, return_type=str),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number", "minimum": 0}]}),
]


def _unit(value: Any) -> Unit:
    if isinstance(value, Unit):
        return value
    spec = {"kind": value} if isinstance(value, str) else value
    if not isinstance(spec, dict) or not isinstance(spec.get("kind"), str):
        raise SpecError(f'ratio: a unit is written like {{"kind": "count.words"}}, not {str(value)[:60]!r}')
    name = counted(spec["kind"])
    owner = registry.find(name)
    if not issubclass(owner, Unit):
        raise SpecError(f"ratio: {name} is not counted")
    return owner(**{key: item for key, item in spec.items() if key != "kind" and item is not None})


def _flat(unit: Unit) -> dict[str, Any]:
    return {"kind": counted(unit.NAME), **unit.model_dump(mode="json", exclude_defaults=True)}


def _called(unit: Unit) -> str:
    called = getattr(unit, "called", None)
    if isinstance(called, str):
        return called
    fields = ", ".join(f"{name} {value}" for name, value in unit.model_dump(mode="json", exclude_defaults=True).items())
    return f"{unit.MANY} ({fields})" if fields else unit.MANY


_UNIT_SCHEMA = {
    "anyOf": [
        {"type": "string"},
        {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}},
    ]
}
Counted = Annotated[
    Unit,
    PlainValidator(_unit),
    PlainSerializer(_flat, return_type=dict),
    WithJsonSchema(_UNIT_SCHEMA),
]


class _Bounded(Constraint):
    """What has a lower and an upper bound, both included, as exact fractions."""

    low: Share | None = Field(default=None, description="the least share allowed: a number, 23% or 2/3")
    high: Share | None = Field(default=None, description="the greatest share allowed")

    @model_validator(mode="after")
    def _some(self) -> Self:
        if self.low is None and self.high is None:
            raise SpecError(f'{self.kind}: needs "low", "high" or both, e.g. {{"high": "23%"}}')
        if self.low is not None and self.high is not None and self.low > self.high:
            raise SpecError(f"{self.kind}: low {written(self.low)} is above high {written(self.high)}; swap them?")
        return self

    def _holds(self, a: int, b: int) -> bool:
        """Return whether ``a / b`` is allowed; nothing is where ``b`` is 0."""
        if b == 0:
            return False
        low, high = self.low, self.high
        if low is not None and a * low.denominator < low.numerator * b:
            return False
        return high is None or a * high.denominator <= high.numerator * b

    def _wording(self) -> str:
        if self.low is None:
            return f"at most {written(self.high or Fraction(0))}"
        if self.high is None:
            return f"at least {written(self.low)}"
        if self.low == self.high:
            return f"exactly {written(self.low)}"
        return f"between {written(self.low)} and {written(self.high)}"

    def _near(self, a: int, b: int) -> float:
        """Return how near a share that is not allowed comes to one that is."""
        if b == 0:
            return 0.0
        share = a / b
        bound = float(self.low if self.low is not None and share < self.low else self.high or 0)
        return 1 / (1 + abs(share - bound) / max(bound, 0.01)) * 0.99


_STOPS = {"of": {"kind": "count.stop_words"}, "to": {"kind": "count.words"}}
_TYPES = {
    "of": {"kind": "count.sentences_of", "type": "declarative"},
    "to": {"kind": "count.sentences_of", "type": "interrogative"},
}


class Ratio(_Bounded):
    """How many of one unit there are for each of another, within exact bounds, both included.

    Units are written as in ``count.*``: stop words to words at most 23%, declarative to interrogative sentences exactly
    2. A response that has none of the second unit does not satisfy it.
    """

    kind: Literal["ratio"] = "ratio"
    of: Counted = Field(description='the unit that is compared, e.g. {"kind": "count.stop_words"}')
    to: Counted = Field(description='the unit that it is compared with, e.g. {"kind": "count.words"}')

    GRAIN = Grain.SENTENCE
    VACUOUS = "an upper bound alone only forbids"
    EXAMPLES = (
        Passes({**_STOPS, "high": "50%"}, "Salt **and** water, the sea.", "two of five"),
        Passes({**_STOPS, "high": "40%"}, "Salt and water, the sea.", "exactly the bound"),
        Passes({**_TYPES, "low": 2, "high": 2}, "It rains. Why? It does."),
        Passes({"of": "words", "to": "sentences", "low": "5/2"}, "One two. Three four five."),
        Passes({"of": "commas", "to": "sentences", "low": "1/2", "high": 2}, "A, b. C d. E f, g, h."),
        Fails({"of": "words", "to": "sentences", "low": "5/2"}, "One two. Three four."),
        Fails({**_STOPS, "high": "39%"}, "Salt and water, the sea."),
        Fails({**_TYPES, "low": 2, "high": 2}, "Hello!", "0 to 0"),
        Fails({**_TYPES, "low": 2, "high": 2}, "It rains. It does. It pours.", "three to 0"),
        Fails({**_STOPS, "high": "39%"}, "...!!!", "no word"),
        Fails({"of": "commas", "to": "sentences", "low": 1, "high": 2}, "A, b, c, d."),
        Fails({"of": "commas", "to": "sentences", "low": 1, "high": 2}, "A, b. C d."),
    )  # fmt: skip
    SOURCES = (
        Source("IFBench", "ratio:stop_words", same=False,
               note="the published checker splits don't into two stop words, and has another list"),
        Source("IFBench", "ratio:sentence_type", same=False,
               note="the published checker accepts 0 to 0, and overlooks sentences that end in a quote or bracket"),
        Source("IFBench", "ratio:sentence_balance", same=False,
               note="read as two ratios of 1; the published checker accepts a text without any end mark"),
    )  # fmt: skip

    @model_validator(mode="after")
    def _two(self) -> Self:
        if self.of == self.to:
            raise SpecError(f"ratio: 'of' and 'to' are both {_called(self.of)}; their ratio is always 1")
        return self

    def describe(self) -> str:
        return (
            f"The number of {_called(self.of)} divided by the number of {_called(self.to)} must be {self._wording()}, "
            f"with at least one of the latter."
        )

    def judge(self, view: View) -> Verdict:
        most = self.to.most(view)
        if most is not None and most <= _FEW and self.high is not None:
            # so many of the first unit are too many, whatever there is of the second
            enough = self.high.numerator * most // self.high.denominator + 1
            if most == 0 or self.of.count(view, enough) >= enough:
                return Verdict(
                    self, view, False, complete=lambda: self._full(view, self.of.count(view), self.to.count(view))
                )
        a, b = self.of.count(view), self.to.count(view)
        return Verdict(self, view, self._holds(a, b), complete=lambda: self._full(view, a, b))

    def _full(self, view: View, a: int, b: int) -> Verdict:
        spans = sorted(self.of.spans(view))
        share = f"{a} {_called(self.of)}, {b} {_called(self.to)}"
        if self._holds(a, b):
            return self.passed(view, a / b, share, spans)
        return self.failed(view, f"{share}; wanted {self._wording()}", a / b if b else None, spans, self._near(a, b))

    # ------------------------------------------------------------------ constructing
    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(draft, rng, inside=True)

    def violate(self, draft: Draft, rng: Random) -> None:
        self._write(draft, rng, inside=False)

    def _write(self, draft: Draft, rng: Random, *, inside: bool) -> None:
        """Hold a number of each unit whose ratio is allowed, or is not."""
        have = self.to.count(View(draft.render()))
        for b in range(max(1, have), max(1, have) + _NEAR):
            reach = (
                range(b + 1) if _part_of(self.of, self.to) else range(2 * b * (1 + int(self.high or self.low or 0)) + 2)
            )
            found = [a for a in reach if self._holds(a, b) is inside]
            if not found:
                continue
            near = [a for a in found if self._holds(a - 1, b) is not inside or self._holds(a + 1, b) is not inside]
            a = rng.choice(near if near and rng.random() < 0.7 else found)
            for _ in range(3):  # either may move the other a little
                self.to.resize(draft, b, rng)
                self.of.resize(draft, a, rng)
            return
        raise CannotConstruct(f"{self.kind}: no numbers near {have} have a ratio of {self._wording()}")

    @classmethod
    def sample(cls, rng: Random) -> Self:
        if rng.random() < 0.5:
            return cls(of=StopWords(), to=Words(), high=Fraction(rng.randint(15, 60), 100))
        types: list[SentenceType] = rng.sample(get_args(SentenceType), 2)
        n = Fraction(rng.choice((1, 2, 3)), rng.choice((1, 1, 2)))
        low, high = rng.choice(((n, n), (n, None), (n, n + 1), (None, n)))
        return cls(of=SentencesOf(type=types[0]), to=SentencesOf(type=types[1]), low=low, high=high)


def _part_of(of: Unit, to: Unit) -> bool:
    """Return whether the first unit is some of the second: a share above 1 is then out of reach."""
    return isinstance(to, Words) and isinstance(of, StopWords)


class Overlap(_Bounded):
    """How much of the response is taken from a reference text: the share of its n-grams that the reference holds.

    An n-gram is ``n`` words in a row, whatever stands between them (a trigram: three); letter case, punctuation and
    emphasis make no difference. Every n-gram of the response counts, also one that is repeated. A response with fewer
    words than ``n`` has none and does not satisfy it. The share is one of the response, not of the reference: a long
    answer can keep to 11% of a short question, of which each trigram would be more.
    """

    kind: Literal["overlap"] = "overlap"
    reference: str = Field(min_length=1, description="the text that n-grams are taken from")
    n: int = Field(default=3, ge=1, le=20, description="words of an n-gram")

    GRAIN = Grain.SHAPE
    EXAMPLES = (
        Passes({"reference": "The cat sat on the mat today.", "low": "100%"}, "the cat, **sat** on the mat today"),
        Passes({"reference": "One two three four five.", "low": "48%", "high": "52%"}, "One two three four nine ten."),
        Passes({"reference": "One two three.", "n": 2, "low": 1, "high": 1}, "one TWO, **three**"),
        Passes({"reference": "One two three four.", "high": "50%"}, "One two three, she said. Done."),
        Fails({"reference": "The cat sat on the mat today.", "low": "98%", "high": "102%"}, "the mat", "no trigram"),
        Fails({"reference": "One two three four five.", "low": "48%", "high": "52%"}, "One two three four five."),
        Fails(
            {"reference": "One two three four.", "low": "98%", "high": "102%"}, "One two three. One two three. Oh no."
        ),
    )
    SOURCES = (
        Source("IFBench", "ratio:overlap", same=False,
               note="the published checker compares sets of three characters, not words"),
    )  # fmt: skip

    @field_validator("reference")
    @classmethod
    def _wordy(cls, value: str) -> str:
        if not View(value).vocabulary:
            raise SpecError("overlap: the reference holds no word")
        return value

    @cached_property
    def _known(self) -> frozenset[tuple[str, ...]]:
        return frozenset(_grams(View(self.reference).vocabulary, self.n))

    def describe(self) -> str:
        return (
            f"Of all runs of {self.n} successive words in your response, a share of {self._wording()} must occur in "
            f"the following reference text:\n{self.reference}"
        )

    def judge(self, view: View) -> Verdict:
        words = view.vocabulary
        grams = max(0, len(words) - self.n + 1)
        shared = self._shared(words)
        return Verdict(self, view, self._holds(shared, grams), complete=lambda: self._full(view))

    def _shared(self, words: list[str]) -> int:
        """Return how many n-grams of the response the reference holds."""
        # most of those of the reference have a word that the response lacks
        held = set(words)
        possible = [gram for gram in self._known if held.issuperset(gram)]
        if len(possible) > _FEW:
            return sum(map(self._known.__contains__, _grams(words, self.n)))
        return sum(tuple(words[i : i + self.n]) == gram for gram in possible for i in places(words, gram[0]))

    def _full(self, view: View) -> Verdict:
        grams = _grams(view.vocabulary, self.n)
        offsets = view.words.offsets
        at = [i for i, gram in enumerate(grams) if gram in self._known]
        spans: list[Span] = [(offsets[i][0], offsets[i + self.n - 1][1]) for i in at]
        said = f"{len(at)} of {len(grams)} runs of {self.n} words are shared"
        if self._holds(len(at), len(grams)):
            return self.passed(view, len(at) / len(grams), said, spans)
        share = len(at) / len(grams) if grams else None
        return self.failed(view, f"{said}; wanted {self._wording()}", share, spans, self._near(len(at), len(grams)))

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(draft, rng, inside=True)

    def violate(self, draft: Draft, rng: Random) -> None:
        self._write(draft, rng, inside=False)

    def _write(self, draft: Draft, rng: Random, *, inside: bool) -> None:
        """Copy words of the reference, then go on with others."""
        source = View(self.reference)
        known = set(source.vocabulary)
        most = len(source.words)
        pairs = [
            (shared, more)
            for shared in range(0, most - self.n + 2)
            for more in range(0, 4 * most + 8)
            if shared + more and self._holds(shared, shared + more) is inside
            and (shared or more >= self.n)
        ]  # fmt: skip
        if not pairs:
            raise CannotConstruct(f"overlap: no share of {self._wording()} can be written with this reference")
        shared, more = rng.choice(pairs)
        end = source.words.offsets[shared + self.n - 2][1] if shared else 0
        draft.avoid(lambda word: word in known, rng)
        # n - 1 words more where nothing is shared: so many begin no n-gram
        rest = [draft.word(rng) for _ in range(more if shared else more + self.n - 1)]
        draft.verbatim = " ".join([self.reference[:end], *rest] if shared else rest)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        share = Fraction(rng.randint(8, 95), 100)
        reference = rng.choice((
            "Is it easier to urbanize a jungle or to urbanize a desert, given what grows in either of them today?",
            "Explain how an old lighthouse keeper trims his lamp at dusk; then say why nobody else on earth does.",
        ))  # fmt: skip
        return cls(
            reference=reference, low=share - Fraction(2, 100), high=share + Fraction(2, 100), n=rng.choice((2, 3, 3))
        )


def _grams(words: list[str], n: int) -> list[tuple[str, ...]]:
    if n == 2:
        return list(pairwise(words))
    return list(zip(*(words[i:] for i in range(n)), strict=False))
