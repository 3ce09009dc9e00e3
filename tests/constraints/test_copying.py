"""Copying: texts repeated or chosen word for word."""

from __future__ import annotations

from random import Random

import pytest

from gonogo.constraints.copying import Choice, Echo
from gonogo.draft import Draft
from gonogo.errors import SpecError
from gonogo.text.view import View

POEM = "Write a poem."
OPTIONS = ("My answer is yes.", "My answer is no.", "My answer is maybe.")


@pytest.mark.parametrize(
    ("text", "response", "passed", "reason"),
    [
        (POEM, "Write a poem.\n\nRoses.", True, "copied, then answered"),
        (POEM, "  **Write a   poem.** Roses.", True, "copied, then answered"),
        ('Say "a".', "Say “a”. Then.", True, "copied, then answered"),
        ("**Bold** it", "Bold it: done", True, "copied, then answered"),
        (POEM, "Roses.", False, "begins with 'R', not with the text"),
        (POEM, '"Write a poem." Roses.', False, "differs from the text after 0 characters"),
        (POEM, "Écrire. Roses.", False, "differs from the text after 0 characters"),
        (POEM, "Write a Poem. Roses.", False, "differs from the text after 8 characters: “Poem. Roses.”"),
        (POEM, "Write", False, "differs from the text after 5 characters"),
        (POEM, "", False, "differs from the text after 0 characters"),
        ("Write a poem", "Write a poematic thing", False, "the copy runs into a longer word"),
        (POEM, "Write a poem.", False, "no answer follows the copy"),
        (POEM, "Write a poem. ***", False, "no answer follows the copy"),
        (POEM, "Write a poem." + " " * 2000 + "Roses.", True, "copied, then answered"),
        (POEM, "Write a poem." + "." * 2000 + "Roses.", True, "copied, then answered"),
        (POEM, "Write a poem." + "." * 2000, False, "no answer follows the copy"),
    ],
)
def test_echo(text: str, response: str, passed: bool, reason: str) -> None:
    verdict = Echo(text=text).judge(View(response))
    assert verdict.passed is passed
    assert verdict.reason.startswith(reason)


def test_the_more_is_copied_the_nearer() -> None:
    scores = [
        Echo(text=POEM).score(response) for response in ("Roses", "Write roses", "Write a rose", POEM, f"{POEM} Roses.")
    ]
    assert scores == sorted(scores)
    assert scores[-1] == 1.0
    assert scores[-2] < 1.0


@pytest.mark.parametrize("text", ["", " ", "\u200b", "**"])
def test_what_is_repeated_shows_something(text: str) -> None:
    with pytest.raises(SpecError, match="text"):
        Echo(text=text)


def test_a_text_without_case_or_blanks_is_broken_too() -> None:
    echo = Echo(text="12345")
    for seed in range(20):
        draft = Draft.filler(Random(seed))
        echo.violate(draft, Random(seed))
        assert not echo.check(draft.render()), draft.render()


# ---------------------------------------------------------------------- choice
LONG = "The matter has two sides, and both were heard at length before the vote. " * 40


@pytest.mark.parametrize(
    ("options", "text", "passed", "reason"),
    [
        (OPTIONS, "My answer is no.", True, "answered 'My answer is no.'"),
        (OPTIONS, " **my answer is YES** ", True, "answered 'My answer is yes.'"),
        (OPTIONS, "My answer is no. It rained all day long.", True, "answered 'My answer is no.'"),
        (OPTIONS, "It rained all day long. My answer is maybe.", True, "answered 'My answer is maybe.'"),
        (OPTIONS, f"{LONG}\n\nMy answer is yes.", True, "answered 'My answer is yes.'"),
        (OPTIONS, f"My answer is yes.\n\n{LONG}", True, "answered 'My answer is yes.'"),
        (OPTIONS, f"My answer is yes. {LONG}", True, "answered 'My answer is yes.'"),
        (OPTIONS, f"{LONG}\n\nAnd so on here.\n\n{LONG}", False, "no option is given as the answer"),
        (OPTIONS, "I cannot say so.", False, "no option is given as the answer"),
        (OPTIONS, "It rained. My answer is no. It rained again.", False, "no option is given as the answer"),
        (OPTIONS, "My answer is yes. My answer is no.", False, "two options are given"),
        (OPTIONS, "My answer is yes. Some say my answer is no, too.", False,
         "two options are given: 'My answer is yes.' and 'My answer is no.'"),
        (("A", "B"), "b", True, "answered 'B'"),
        (("A", "B"), "Apple", False, "no option is given as the answer"),
        (("Yes", "No"), "Yes. There is no doubt about that.", True, "answered 'Yes'"),
        (("Yes", "No"), "Yes. It is late. No. It is not late at all.", False, "two options are given: 'Yes' and 'No'"),
        (("Yes", "No"), "", False, "no option is given as the answer"),
    ],
)  # fmt: skip
def test_choice(options: tuple[str, ...], text: str, passed: bool, reason: str) -> None:
    verdict = Choice(options=options).judge(View(text))
    assert (verdict.passed, verdict.reason) == (passed, reason)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("a",), "options = "),
        (("a", ""), "options.1 = ''"),
        (("a", "**"), "option '\\*\\*' shows nothing"),
        (("Yes.", "yes"), "options 'Yes.' and 'yes' cannot be told apart"),
    ],
)
def test_options_that_cannot_be_told_apart(options: tuple[str, ...], said: str) -> None:
    with pytest.raises(SpecError, match=said):
        Choice(options=options)


@pytest.mark.parametrize("kind", [Echo, Choice])
def test_drafts(kind: type[Echo]) -> None:
    for seed in range(40):
        rng = Random(seed)
        constraint = kind.sample(rng)
        good, bad = Draft.filler(rng), Draft.filler(rng)
        constraint.satisfy(good, rng)
        constraint.violate(bad, rng)
        assert constraint.check(good.render()), good.render()
        assert not constraint.check(bad.render()), bad.render()


def test_descriptions_name_the_texts() -> None:
    assert POEM in Echo(text=POEM).describe()
    assert all(option in Choice(options=OPTIONS).describe() for option in OPTIONS)
