"""A poem whose lines have given numbers of syllables."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Annotated, Literal, Self

from pydantic import Field

from gonogo import Bound, Constraint, Draft, Fails, Passes, Verdict, View, exactly
from gonogo.draft import Grain
from gonogo.text.syllables import syllables
from gonogo.units import Lines

# English words that everybody reads with one, two and three syllables.
WORDS = {
    1: "salt rain stone bird cold dark long light grass snow moon leaf pond wind".split(),
    2: "river winter morning shadow garden silver raven meadow window candle".split(),
    3: "september yesterday banana remember tomorrow butterfly".split(),
}


class Haiku(Constraint):
    """The response is a poem whose lines have given numbers of syllables, 5, 7 and 5 for a haiku.

    Lines are those that are not empty; every one of them counts, a title too. Syllables are those of English, read
    aloud. Where speakers differ (``fire``, ``every``), any of the counts is let pass; a word that has no Latin letter
    or digit has no count, and its line is refused.
    """

    kind: Literal["example:haiku"] = "example:haiku"
    pattern: tuple[Annotated[int, Field(ge=1, le=20)], ...] = Field(
        (5, 7, 5), min_length=2, max_length=12, description="how many syllables each line has"
    )

    GRAIN = Grain.SHAPE  # nothing else can stand beside it
    EXAMPLES = (
        Passes({}, "An old silent pond\nA frog jumps into the pond\nSplash! Silence again."),
        Passes({}, "**Salt** on the cold stone\n\na bird remembers the rain\nlong after winter", "a blank is none"),
        Passes({"pattern": [2, 4]}, "Fire, rain.\nLong winter wind.", "fire has one syllable or two"),
        Fails({}, "An old silent pond\nA frog jumps into the pond", "a line is missing"),
        Fails({}, "Pond\n\nAn old silent pond\nA frog jumps into the pond\nSplash! Silence again.", "a title is one"),
        Fails({}, "An old silent pond\nA frog jumps in the pond\nSplash! Silence again.", "six syllables"),
        Fails({"pattern": [1, 1]}, "池\n蛙", "nobody can say"),
    )  # fmt: skip

    def describe(self) -> str:
        counts = ", ".join(map(str, self.pattern))
        return f"Answer with a poem of exactly {len(self.pattern)} lines that have, in order, {counts} syllables."

    def judge(self, view: View) -> Verdict:
        lines = view.lines.offsets
        if len(lines) != len(self.pattern):
            near = min(len(lines), len(self.pattern)) / max(len(lines), len(self.pattern))
            return self.failed(view, f"{len(lines)} lines, wanted {len(self.pattern)}", len(lines), closeness=near / 2)
        bad = [line for line, wanted in zip(lines, self.pattern, strict=True) if not _may_have(view, line, wanted)]
        if bad:
            reason = f"{len(bad)} of {len(lines)} lines have another number of syllables"
            return self.failed(view, reason, len(bad), bad, 0.5 + 0.5 * (1 - len(bad) / len(lines)))
        return self.passed(view, 0, f"{len(lines)} lines with the wanted syllables", lines)

    def implies(self) -> Iterator[Bound]:
        yield Bound(Lines(), exactly(len(self.pattern)))

    # Texts of known truth, from which the laws and `gonogo audit` make their cases.
    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.verbatim = "\n".join(_line(n, rng) for n in self.pattern)

    def violate(self, draft: Draft, rng: Random) -> None:
        counts = list(self.pattern)
        place = rng.randrange(len(counts))
        if rng.random() < 0.3:
            counts.insert(place, counts.pop(place) + 1)
        elif rng.random() < 0.5 and counts[place] > 1:
            counts[place] -= 1
        elif rng.random() < 0.5:
            counts.append(5)
        else:
            counts.pop()
        draft.verbatim = "\n".join(_line(n, rng) for n in counts)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(pattern=rng.choice(((5, 7, 5), (3, 5, 3), (2, 4, 6, 8, 2), (5, 7, 5, 7, 7))))


def _may_have(view: View, line: tuple[int, int], wanted: int) -> bool:
    """Return whether the words of a line may be read with ``wanted`` syllables."""
    totals = {0}
    for start, end in view.words.offsets:
        if line[0] <= start and end <= line[1]:
            # emphasis inside a word does not part it
            found = syllables(view.looks[start:end].replace("*", "").replace("`", ""))
            totals = {total + n for total in totals for n in found if total + n <= wanted}
            if not totals:  # too many, or a word that has no count
                return False
    return wanted in totals


def _line(n: int, rng: Random) -> str:
    words = []
    while n:
        size = rng.randint(1, min(3, n))
        words.append(rng.choice(WORDS[size]))
        n -= size
    return " ".join(words).capitalize()
