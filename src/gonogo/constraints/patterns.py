"""Patterns: regular expressions of the user, under a time limit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from operator import methodcaller
from random import Random
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, Field

from gonogo import deferred
from gonogo.constraint import Constraint, Fails, Passes, Verdict
from gonogo.draft import Draft, Grain
from gonogo.errors import CannotConstruct, SpecError
from gonogo.text.matching import simple
from gonogo.text.segment import Span
from gonogo.text.view import View
from gonogo.units import Unit

_regex: Any = deferred.module("regex")

LONGEST = 1_000  # characters of a pattern
REPEATED = 10_000  # how often counted repeats, nested in each other, may repeat something: memory grows with it
SECONDS = 1.0  # for one pattern on one response; more is a timeout, never a verdict
_MOMENT = 4_000  # characters: there a simple pattern needs no limit
_COUNTED = re.compile(r"\{(\d*)(?:,(\d*))?\}")
_REFUSED = {
    re.compile(r"(?<!\\)\(\?(?:R\)|\d+\)|[+-]\d+\)|&|P>)"): "calls itself, which may never end",
    re.compile(r"\{[eids\d<>=, ]*[eids]\s*<"): "matches approximately, which may take too long",
    re.compile(r"(?<!\\)\\L<"): "names a list, of which there is none",
}


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> Any:
    """Return ``pattern`` compiled by the ``regex`` module.

    Raises:
        SpecError: it is no pattern, too long, or of a sort that no time limit can hold.
    """
    if len(pattern) > LONGEST:
        raise SpecError(f"pattern: {len(pattern)} characters; at most {LONGEST} are allowed")
    for refused, why in _REFUSED.items():
        if refused.search(pattern):
            raise SpecError(f"pattern: {pattern!r} {why}; write it without")
    times = 1
    for match in _COUNTED.finditer(pattern):
        times *= max(1, *(int(count) for count in match.groups() if count), 1)
        if times > REPEATED:
            raise SpecError(f"pattern: the counted repeats of {pattern!r} multiply to more than {REPEATED}")
    try:
        return _regex.compile(pattern)
    except (_regex.error, RecursionError, OverflowError, ValueError) as error:
        raise SpecError(f"pattern: {pattern!r} is no regular expression: {error}") from None


def _valid(pattern: str) -> str:
    compiled(pattern)
    return pattern


Pattern = Annotated[str, Field(min_length=1), AfterValidator(_valid)]

_Known = tuple[tuple[str, ...], tuple[str, ...]]  # texts that a pattern matches, and texts that it nearly matches
_DRAWN: dict[str, _Known] = {
    r"\b[A-Z]{2}-\d{4}\b": (("QX-2041", "ZK-7730"), ("QX-204", "QX-20415", "Qx-2041")),
    r"#[0-9a-f]{6}\b": (("#00ff7f", "#1a2b3c"), ("#00ff7", "#00fg7f", "00ff7f")),
    r"(?i)\bversion \d+\.\d+": (("Version 2.10", "version 0.3"), ("version 2", "versions 2.1", "version x.1")),
    r"\b\d{3}-\d{3}-\d{4}\b": (("555-010-2041",), ("555-010-204", "5550102041")),
}


class Matches(Unit):
    r"""Number of matches of a regular expression, such as ``[A-Z]{2}-\d{4}``.

    Matches do not overlap, and an empty one counts for nothing. The pattern is that of the ``regex`` module; it sees
    the text as a reader does (``\n`` for every line end, no invisible characters). ``(?i)`` ignores case, ``(?m)``
    lets ``^`` and ``$`` stand at lines. A pattern that takes longer than a second is a timeout and no verdict;
    recursion and approximate matching are refused.
    """

    NAME, ONE, MANY = "regex", "match", "matches"
    INSTRUCTION = "Have {amount} {noun}{place} of the regular expression {pattern}"
    PROHIBITION = "Write nothing{place} that matches the regular expression {pattern}"
    ABOUT = frozenset(("emphasis", "quotes", "blanks", "edges"))
    pattern: Pattern = Field(description="a regular expression")

    EXAMPLES = (
        Passes({"pattern": r"[A-Z]{2}-\d{4}", "amount": {"low": 2}}, "See QX-2041 and ZK-7730."),
        Passes({"pattern": "a*", "amount": 2}, "baab a", "empty matches count for nothing"),
        Passes({"pattern": "aa", "amount": 2}, "aaaaa", "they do not overlap"),
        Passes({"pattern": r"(?m)^\d", "amount": {"high": 0}}, "No. 1"),
        Fails({"pattern": r"[A-Z]{2}-\d{4}", "amount": {"low": 2}}, "See QX-2041 and zk-7730."),
        Fails({"pattern": r"(?m)^\d", "amount": {"high": 0}}, "No.\n1"),
        Fails({"pattern": "x*", "amount": {"low": 1}}, "baab", "empty matches"),
    )

    def count(self, view: View, stop: int | None = None) -> int:
        matched = map(methodcaller("group"), self._found(view.text))
        return sum(1 for _ in islice(filter(None, matched), stop))

    def spans(self, view: View) -> list[Span]:
        return [match.span() for match in self._found(view.text) if match.end() > match.start()]

    def _found(self, text: str) -> Iterator[re.Match[str]]:
        at_once = len(text) <= _MOMENT and simple(self.pattern)
        found: Iterator[re.Match[str]] = compiled(self.pattern).finditer(text, timeout=None if at_once else SECONDS)
        return found

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        if self.pattern not in _DRAWN:
            raise CannotConstruct(f"count.regex: no text is known that matches {self.pattern!r}")
        texts, near = _DRAWN[self.pattern]
        have = [token for token in draft.tokens() if token.text in texts]
        for token in have[n:]:
            token.text, token.locked = draft.word(rng), False
        for _ in range(n - len(have)):
            draft.insert(rng.choice(texts), rng)
        draft.insert(rng.choice(near), rng)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(pattern=rng.choice(list(_DRAWN)))


# In the texts of a form, {d3} stands for three random digits, {l} for small and {U} for capital letters, {w} for words.
_SLOT = re.compile(r"\{([dlUw])(\d?)\}")
_SIGNS = {"d": "0123456789", "l": "abcdefghijklmnopqrstuvwxyz", "U": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def _filled(form: str, draft: Draft, rng: Random) -> str:
    """Return a text of the given form, its slots filled at random."""

    def drawn(slot: re.Match[str]) -> str:
        sort, n = slot[1], int(slot[2] or 1)
        return " ".join(draft.word(rng) for _ in range(n)) if sort == "w" else "".join(rng.choices(_SIGNS[sort], k=n))

    return _SLOT.sub(drawn, form)


class Regex(Constraint):
    """The whole response matches a regular expression, from its first character to its last.

    The blanks around the response are left out. The rest is as for ``count.regex``, which counts matches anywhere.
    """

    kind: Literal["regex"] = "regex"
    pattern: Pattern = Field(description="a regular expression")

    GRAIN = Grain.SHAPE
    ABOUT = frozenset(("emphasis", "quotes", "blanks", "edges"))
    EXAMPLES = (
        Passes({"pattern": "(?:yes|no)[.!]?"}, " yes.\n"),
        Passes({"pattern": r"(?s)Dear .*\nYours"}, "Dear all,\r\n\r\nHi.\r\nYours"),
        Fails({"pattern": "(?:yes|no)[.!]?"}, "yes, indeed", "only the beginning matches"),
        Fails({"pattern": "(?:yes|no)[.!]?"}, "I say yes", "only the end matches"),
        Fails({"pattern": "."}, "", "nothing"),
    )

    _DRAWN: ClassVar[dict[str, _Known]] = {
        r"(?:yes|no)[.!]?": (("yes", "no!", "yes."), ("yes, {w}", "Yes", "no!!", "oh no", "{w2}", "")),
        r"\d{4}-\d{2}": (("{d4}-{d2}",), ("{d4}-{d}", "{d4}-{d2}-{d2}", "in {d4}-{d2}", "{d4}-{d2}.", "{d4}/{d2}")),
        r"(?i)answer: [a-d]": (
            ("Answer: B", "answer: d", "ANSWER: C"), ("Answer: E", "Answer: B, {w3}", "The answer: b", "Answer: {d}")
        ),
        r"[A-Z]{2}-\d{4}(?:, [A-Z]{2}-\d{4})*": (
            ("{U2}-{d4}", "{U2}-{d4}, {U2}-{d4}", "{U2}-{d4}, {U2}-{d4}, {U2}-{d4}"),
            ("{U2}-{d4},", "{U2}-{d4} and {U2}-{d4}", "{U2}-{d4}, {U2}-{d3}", "{U2}-{d4}; {U2}-{d4}", "See {U2}-{d4}"),
        ),
        r"[a-z]+(?:, [a-z]+){2,4}": (
            ("{w}, {w}, {w}", "{w}, {w}, {w}, {w}", "{w}, {w}, {w}, {w}, {w}"),
            ("{w}, {w}", "{w}, {w}, {w}, {w}, {w}, {w}", "{w}, {w} and {w}", "{w}, {w}, {w}.", "{w}, {w}, {w}, {d}"),
        ),
        r"(?s)Dear [a-z ]+,\n.+\nYours, [A-Z][a-z]+": (
            ("Dear {w},\n\nno {w4}.\n\nYours, {U}{l5}", "Dear {w2},\nthe {w5}: {d2}!\nYours, {U}{l3}"),
            ("Dear {w},\n\nno {w4}.\n\nYours, {l5}", "Dear {w},\nYours, {U}{l4}", "dear {w},\n{w3}.\nYours, {U}{l5}",
             "Dear {w},\n\nno {w4}.\n\nYours, {U}{l5}\n\nP.S. {w2}."),
        ),
        r"(?:[01]\d|2[0-3]):[0-5]\d(?: (?:am|pm))?": (
            ("0{d}:3{d}", "1{d}:5{d}", "23:0{d} pm", "1{d}:2{d} am"),
            ("24:0{d}", "1{d}:6{d}", "{d}:1{d}", "1{d}:2{d}am", "at 1{d}:2{d}", "1{d}.2{d}"),
        ),
        r"\$\d{1,3}(?:,\d{3})*\.\d{2}": (
            ("${d2}.{d2}", "${d3},{d3}.{d2}", "${d},{d3},{d3}.{d2}"),
            ("${d2}", "${d4}.{d2}", "{d2}.{d2}", "${d3},{d2}.{d2}", "${d2}.{d}", "about ${d2}.{d2}"),
        ),
        r"(?m)(?:^- [a-z ]+\n?){2,}": (
            ("- {w2}\n- {w3}", "- {w}\n- {w2}\n- {w4}"), ("- {w3}", "- {w2}\n* {w2}", "- {w2}\n- {U}{l4}", "{w}\n- {w}")
        ),
    }  # fmt: skip

    def describe(self) -> str:
        return f"Your entire response must match this regular expression: {self.pattern}"

    def judge(self, view: View) -> Verdict:
        if compiled(self.pattern).fullmatch(view.stripped, timeout=SECONDS):
            return self.passed(view, True, "it matches")
        return self.failed(view, "it does not match", False)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.verbatim = _filled(rng.choice(self._known()[0]), draft, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        draft.verbatim = _filled(rng.choice(self._known()[1]), draft, rng)

    def _known(self) -> _Known:
        if self.pattern not in self._DRAWN:
            raise CannotConstruct(f"regex: no text is known that matches {self.pattern!r}")
        return self._DRAWN[self.pattern]

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(pattern=rng.choice(list(cls._DRAWN)))
