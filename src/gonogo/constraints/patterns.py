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
from gonogo.amount import Amount
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

# What sample draws: a pattern, what it matches, and what it nearly matches.
_DRAWN: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
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

    def sentence(self, amount: Amount, where: str) -> str:
        place = f" {where}" if where else ""
        if amount.high == 0:
            return f"Write nothing{place} that matches the regular expression {self.pattern}"
        return f"Have {amount.wording()} {self.noun(amount)}{place} of the regular expression {self.pattern}"

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(pattern=rng.choice(list(_DRAWN)))


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

    _DRAWN: ClassVar[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
        r"(?:yes|no)[.!]?": (("yes", "no!", "yes."), ("yes, sure", "Yes", "no!!", "oh no", "")),
        r"\d{4}-\d{2}": (("2024-01", "1999-12"), ("2024-1", "2024-01-05", "in 2024-01", "2024-01.")),
        r"(?i)answer: [a-d]": (("Answer: B", "answer: d"), ("Answer: E", "Answer: B, I think", "The answer: b")),
    }

    def describe(self) -> str:
        return f"Your entire response must match this regular expression: {self.pattern}"

    def judge(self, view: View) -> Verdict:
        if compiled(self.pattern).fullmatch(view.stripped, timeout=SECONDS):
            return self.passed(view, True, "it matches")
        return self.failed(view, "it does not match", False)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.verbatim = rng.choice(self._known()[0])

    def violate(self, draft: Draft, rng: Random) -> None:
        draft.verbatim = rng.choice(self._known()[1])

    def _known(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if self.pattern not in self._DRAWN:
            raise CannotConstruct(f"regex: no text is known that matches {self.pattern!r}")
        return self._DRAWN[self.pattern]

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(pattern=rng.choice(list(cls._DRAWN)))
