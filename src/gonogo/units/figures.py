"""Units of figures and signs: numbers and emoji."""

from __future__ import annotations

from random import Random

from gonogo.examples import Fails, Passes, Source
from gonogo.text.emoji import emoji
from gonogo.text.figures import digits, numbers
from gonogo.text.segment import Span
from gonogo.text.view import View
from gonogo.units.base import Marked


class Numbers(Marked):
    """Number of numbers written in figures.

    2024, 1,234.5, 10:30 and 1/2 are one each, a range (10-20) two, a date in figures three; 3rd, 5kg and 50% hold one.
    Figures inside names (A4, COVID-19), numbers of list items and headings, figures of addresses, and numbers written
    as words (three) are none.
    """

    NAME, ONE, MANY = "numbers", "number", "numbers"
    INSTRUCTION = "Use {amount} {noun}{place}, written in figures."
    PROHIBITION = "Do not use any {many} in figures{place}."
    VERSION = 2
    EXAMPLES = (
        Passes({"amount": {"low": 2, "high": 2}}, "The range is 10-20."),
        Passes({"amount": {"low": 1, "high": 1}}, "I have A4 paper and COVID19 and 3 pens"),
        Passes({"amount": {"low": 4, "high": 4}}, "At 10:30 it cost $1,234.5, about 1/2 or 50%."),
        Passes({"amount": {"low": 1, "high": 1}}, "1. One\n2. Two\n## 3. The 3rd", "numbers of items and headings"),
        Passes({"amount": {"low": 3, "high": 3}}, "On 12/25/2024 GPT-4 left for www.a.b/9"),
        Passes({"amount": {"low": 1, "high": 1}}, "In mid-1990, covid-19 x_5 a@b.c7 http://a.b/3 saw"),
        Passes(
            {"amount": {"low": 5, "high": 5}},
            "**12)** Go.\n#### 3: x\n4: y\n(5) z\n1234. q\n7.5 r\nIt was 8. So 9.x",
            "what counts items is none",
        ),
        Passes({"amount": {"low": 3, "high": 3}}, "*2: a*\n**678. b\n**9.5 c\n**33.q\n**1/ d\n## 777. e"),
        Passes({"amount": {"low": 2, "high": 2}}, "12 Äpfel, −3,5 °C"),
        Passes({"amount": {"low": 3, "high": 3}}, "Mid-2020, GPT-4, under-5, covid-19, x-7"),
        Passes({"amount": {"low": 2, "high": 2}}, "4: y\n**3D) 7@x.y"),
        Passes({"amount": {"low": 1, "high": 1}}, "At R&5 a"),
        Fails({"amount": {"low": 1}}, "(5) z\n#### 3: x, the A-4"),
        Fails({"amount": {"low": 1}}, "Three cats, H2O and COVID-19.", "words and names"),
        Fails({"amount": {"low": 2, "high": 2}}, "1,2,3 and 4"),
    )
    SOURCES = (
        Source("IFBench", "count:numbers", same=False,
               note="the published checker deletes punctuation first (10-20 is one), and counts A4 and list numbers"),
    )  # fmt: skip

    def most(self, view: View) -> int | None:
        return digits(view.text)

    def spans(self, view: View) -> list[Span]:
        return numbers(view)

    def made(self, rng: Random) -> str:
        return rng.choice(
            (str(rng.randint(2, 2000)), f"{rng.randint(1, 9)}.5", f"{rng.randint(1, 9)},000", "50%", "3rd")
        )

    def is_one(self, token: str) -> bool:
        return token[:1].isdigit()


class Emoji(Marked):
    """Number of emoji. What shows as one picture is one; ©, arrows and faces made of punctuation are none."""

    NAME, ONE, MANY = "emoji", "emoji", "emoji"
    EXAMPLES = (
        Passes(
            {"amount": {"low": 3, "high": 3}}, "👩‍👩‍👧‍👦 at 🇫🇷 said 👍🏽.", "a family, a flag, a hand of some colour"
        ),
        Passes({"amount": {"low": 2, "high": 2}}, "❤️❤", "with and without its selector"),
        Fails({"amount": {"low": 1}}, ":-) © ™ → 1 #", "faces of punctuation, typographic signs"),
        Fails({"amount": {"low": 0, "high": 1}}, "🎉🎉"),
    )

    def spans(self, view: View) -> list[Span]:
        return emoji(view.text)

    def made(self, rng: Random) -> str:
        return rng.choice(("🎉", "👍🏽", "🇫🇷", "❤️", "🌊"))

    def is_one(self, token: str) -> bool:
        return bool(token) and token[0] >= "\u2600"
