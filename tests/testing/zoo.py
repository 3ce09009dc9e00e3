"""Checkers with known defects, and sound ones. Importing this module registers them; see conftest.py."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from random import Random
from typing import Any, ClassVar, Literal, Self

from gonogo.amount import Amount, at_least, at_most
from gonogo.constraint import Bound, Constraint, Fails, Passes, Verdict
from gonogo.draft import Draft, Token
from gonogo.errors import CannotConstruct
from gonogo.text.view import View
from gonogo.units import Unit, Words, resize_tokens

_WANTED = ("zebra", "quokka", "walrus")


class _Animal(Constraint):
    """The response contains a word. Sound, unless a subclass spoils it."""

    word: str = "zebra"

    EXAMPLES = (
        Passes({"word": "zebra"}, "A zebra came."), Passes({"word": "walrus"}, "Look, a walrus!"),
        Fails({"word": "zebra"}, "A horse came."), Fails({"word": "walrus"}, "Look, a seal!"),
    )  # fmt: skip

    def describe(self) -> str:
        return f'Use the word "{self.word}".'

    def judge(self, view: View) -> Verdict:
        found = _count(view, self.word)
        return self.passed(view, found) if found else self.failed(view, "the word is missing", 0)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.insert(self.word, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        for token in draft.tokens():
            if self.word in token.text.lower():
                token.text, token.locked = draft.word(rng), False
        if rng.random() < 0.5:
            draft.insert(f"{self.word}s", rng)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(word=rng.choice(_WANTED))


def _count(view: View, word: str) -> int:
    return sum(part == word for part in re.findall(r"\w+", view.bare))


class Sound(_Animal):
    """A sound checker."""

    kind: Literal["zoo:sound"] = "zoo:sound"


class SoundCount(Constraint):
    """A sound checker that counts tildes, with a graded score."""

    kind: Literal["zoo:sound_count"] = "zoo:sound_count"
    amount: Amount

    EXAMPLES = (
        Passes({"amount": 2}, "a ~ b ~"), Passes({"amount": {"high": 1}}, "none"),
        Fails({"amount": 2}, "a ~ b"), Fails({"amount": {"high": 1}}, "~~"),
    )  # fmt: skip

    def describe(self) -> str:
        return f"Use {self.amount.wording()} tildes."

    def measure(self, view: View) -> int:
        return view.text.count("~")

    def judge(self, view: View) -> Verdict:
        n = self.measure(view)
        if self.amount.holds(n):
            return self.passed(view, n)
        return self.failed(view, f"{n} tildes", n, closeness=self.amount.closeness(n))

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(draft, self.amount.pick_inside(rng), rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        n = self.amount.pick_outside(rng)
        assert n is not None
        self._write(draft, n, rng)

    def _write(self, draft: Draft, n: int, rng: Random) -> None:
        for sentence in draft.sentences():
            sentence.tokens = [token for token in sentence.tokens if token.text != "~"]
        sentence = next(draft.sentences())
        sentence.tokens[1:1] = [Token("~", locked=True) for _ in range(n)]

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(amount=rng.choice((at_least, at_most))(rng.randint(1, 4)))


class SoundProhibition(_Animal):
    """A sound checker that only forbids."""

    kind: Literal["zoo:sound_prohibition"] = "zoo:sound_prohibition"

    VACUOUS = "it only forbids"
    EXAMPLES = (
        Passes({"word": "zebra"}, "A horse came."), Passes({"word": "walrus"}, "A seal."),
        Fails({"word": "zebra"}, "A zebra came."), Fails({"word": "walrus"}, "A walrus."),
    )  # fmt: skip

    def describe(self) -> str:
        return f'Do not use the word "{self.word}".'

    def judge(self, view: View) -> Verdict:
        found = _count(view, self.word)
        return self.passed(view, 0) if not found else self.failed(view, "the word is there", found)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        _Animal.violate(self, draft, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        draft.insert(self.word, rng)


# ---------------------------------------------------------------------- spoiled
class AlwaysTrue(_Animal):
    """Passes everything."""

    kind: Literal["zoo:always_true"] = "zoo:always_true"

    def judge(self, view: View) -> Verdict:
        return self.passed(view)


class Substring(_Animal):
    """Takes letters inside another word for the word."""

    kind: Literal["zoo:substring"] = "zoo:substring"

    def judge(self, view: View) -> Verdict:
        return self.passed(view) if self.word in view.bare else self.failed(view, "missing")


class Pattern(_Animal):
    """Is sensitive to letter case and to whatever stands around the word: curly quotes, emphasis, zero-width characters."""

    kind: Literal["zoo:sees_invisibles"] = "zoo:sees_invisibles"

    def judge(self, view: View) -> Verdict:
        found = re.search(rf"(?:^|[ \n]){self.word}[ .,!\n]", view.source)
        return self.passed(view) if found else self.failed(view, "missing")


class OffByOne(SoundCount):
    """Allows one more than asked for."""

    kind: Literal["zoo:off_by_one"] = "zoo:off_by_one"

    def judge(self, view: View) -> Verdict:
        n = self.measure(view)
        allowed = self.amount.holds(n) or (self.amount.high is not None and n == self.amount.high + 1)
        return self.passed(view, n) if allowed else self.failed(view, f"{n}", n)


class CrashOnEmpty(_Animal):
    """Crashes on a text without characters."""

    kind: Literal["zoo:crash_on_empty"] = "zoo:crash_on_empty"

    def judge(self, view: View) -> Verdict:
        assert view.text[0] is not None
        return super().judge(view)


class TossesCoins(_Animal):
    """Decides by chance what it cannot find."""

    kind: Literal["zoo:random"] = "zoo:random"

    def judge(self, view: View) -> Verdict:
        if _count(view, self.word) or random.random() < 0.3:
            return self.passed(view)
        return self.failed(view, "missing")


class HashOrder(_Animal):
    """Names its reason in the order of a set: another hash seed, another verdict."""

    kind: Literal["zoo:hash_order"] = "zoo:hash_order"

    def judge(self, view: View) -> Verdict:
        verdict = super().judge(view)
        reason = " ".join({"zebra", "quokka", "walrus", "lynx", "newt", "gnu", "ibis", "koi"})
        return self.passed(view, reason=reason) if verdict.passed else self.failed(view, reason)


class Quadratic(_Animal):
    """Looks at the whole text once more for each character."""

    kind: Literal["zoo:quadratic"] = "zoo:quadratic"

    def judge(self, view: View) -> Verdict:
        text = view.text
        for i in range(0, len(text), 20):
            if text[i:].count("\x00") > len(text):
                return self.failed(view, "never")
        return super().judge(view)


class Vacuous(_Animal):
    """Passes what it cannot judge."""

    kind: Literal["zoo:vacuous"] = "zoo:vacuous"

    def judge(self, view: View) -> Verdict:
        return self.passed(view) if len(view.words) < 2 else super().judge(view)


class ScoresWrong(SoundCount):
    """A nearer count scores lower."""

    kind: Literal["zoo:score_upside_down"] = "zoo:score_upside_down"

    def judge(self, view: View) -> Verdict:
        n = self.measure(view)
        if self.amount.holds(n):
            return self.passed(view, n)
        return self.failed(view, f"{n} tildes", n, closeness=1 - self.amount.closeness(n))


class SilentParameter(_Animal):
    """Does not say its parameter in the instruction, and leaves residue of a template."""

    kind: Literal["zoo:silent_parameter"] = "zoo:silent_parameter"

    def describe(self) -> str:
        return "Use the word {word}."


class WrongExample(_Animal):
    """One of its examples is labelled wrongly."""

    kind: Literal["zoo:wrong_example"] = "zoo:wrong_example"

    EXAMPLES: ClassVar[tuple[Any, ...]] = (*_Animal.EXAMPLES[:3], Fails({"word": "walrus"}, "Look, a walrus!"))


class Remembers(_Animal):
    """Depends on what was judged before."""

    kind: Literal["zoo:remembers"] = "zoo:remembers"

    seen: ClassVar[set[str]] = set()

    def judge(self, view: View) -> Verdict:
        again = view.text in self.seen
        self.seen.add(view.text)
        verdict = super().judge(view)
        return verdict if verdict.passed else self.failed(view, "again" if again else "missing")


class EarlyDiffers(SoundCount):
    """Decides differently once the words of the text are known."""

    kind: Literal["zoo:early_differs"] = "zoo:early_differs"

    def judge(self, view: View) -> Verdict:
        known = "words" in view.__dict__
        n = self.measure(view) + known
        return self.passed(view, n) if self.amount.holds(n) else self.failed(view, f"{n}", n)


class FalseLemma(SoundCount):
    """Claims a fact that does not hold."""

    kind: Literal["zoo:false_lemma"] = "zoo:false_lemma"

    def implies(self) -> Iterator[Bound]:
        yield Bound(Words(), at_most(10))


class WrongEvidence(SoundCount):
    """Gives a span outside the text."""

    kind: Literal["zoo:wrong_evidence"] = "zoo:wrong_evidence"

    def judge(self, view: View) -> Verdict:
        n = self.measure(view)
        if self.amount.holds(n):
            return self.passed(view, n, "met", [(0, len(view.text) + 1)])
        return self.failed(view, f"{n}", n)


class CannotWrite(_Animal):
    """Its constructive half crashes."""

    kind: Literal["zoo:cannot_write"] = "zoo:cannot_write"

    def satisfy(self, draft: Draft, rng: Random) -> None:
        raise CannotConstruct("no idea")


class WritesWrong(_Animal):
    """Its constructive half writes what does not satisfy it."""

    kind: Literal["zoo:writes_wrong"] = "zoo:writes_wrong"

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.insert(self.word + "s", rng)


class Forgetful(_Animal):
    """Loses its parameter on the way through JSON."""

    kind: Literal["zoo:forgetful"] = "zoo:forgetful"

    def to_dict(self) -> dict[str, Any]:
        return {"kind": self.kind}


class DrawsByChance(_Animal):
    """Draws parameters from elsewhere than the generator it is given."""

    kind: Literal["zoo:draws_by_chance"] = "zoo:draws_by_chance"

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(word="zebra" + str(random.randrange(10**9)))


class Anteaters(Unit):
    """A unit that counts other than it finds."""

    NAME, ONE, MANY = "zoo_ants", "ant", "ants"
    EXAMPLES = (
        Passes({"amount": 1}, "One ant."), Passes({"amount": {"high": 0}}, "None."),
        Fails({"amount": 1}, "None."), Fails({"amount": {"high": 0}}, "An ant."),
    )  # fmt: skip

    def count(self, view: View, stop: int | None = None) -> int:
        return view.text.count("ant")

    def spans(self, view: View) -> list[tuple[int, int]]:
        return [match.span() for match in re.finditer(r"\bant\b", view.text)]

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        resize_tokens(draft, n, rng, lambda token: token == "ant", lambda rng: "ant")


SOUND = ("zoo:sound", "zoo:sound_count", "zoo:sound_prohibition")
OWNERS: dict[str, type[Any]] = {
    cls.model_fields["kind"].default: cls
    for cls in list(globals().values())
    if isinstance(cls, type)
    and issubclass(cls, Constraint)
    and str(cls.model_fields["kind"].default).startswith("zoo:")
}
OWNERS["count.zoo_ants"] = Anteaters
