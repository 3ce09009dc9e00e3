"""Layout: titles, sections, dividers, postscripts."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from gonogo.amount import at_least, at_most, between, exactly
from gonogo.constraint import Constraint
from gonogo.constraints.layout import Divided, Postscript, Sections, Title
from gonogo.draft import Draft
from gonogo.errors import CannotConstruct, SpecError
from gonogo.text.view import View


# ---------------------------------------------------------------------- titles
@pytest.mark.parametrize(
    ("text", "passed", "reason"),
    [
        ("<<Joy>>", True, "title “Joy”"),
        ("# << Poem of Joy >>\n\nRoses.", True, "title “Poem of Joy”"),
        ("**Title:** <<Joy>>", True, "title “Joy”"),
        ("> *<<Joy>>*.", True, "title “Joy”"),
        ("- <<Joy>>", True, "title “Joy”"),
        ("I call it <<Joy>>, so there.", True, "title “Joy”"),
        ("<< >>\n\n<<Joy>>", True, "title “Joy”"),
        ("cout << x;\n<<Joy>>", True, "title “Joy”"),
        ("```\n<<Joy>>\n```", True, "title “Joy”"),
        ("```\n<<Joy>>\n```\n\nText.", False, "the double angular brackets hold no title"),
        ("1 << 2 and 8 >> 1", False, "the double angular brackets hold no title"),
        ("cout << x << y;", False, "the double angular brackets hold no title"),
        ("<<>>", False, "the double angular brackets hold no title"),
        ("<<<Joy>>>", False, "the double angular brackets hold no title"),
        (">> Joy <<", False, "the double angular brackets hold no title"),
        ("<<half a title", False, "the double angular brackets hold no title"),
        ("a<<b>>c", False, "the double angular brackets hold no title"),
        ("Some <<!!>> here.", False, "the double angular brackets hold no title"),
        ("<Joy>", False, "there is nothing in double angular brackets"),
        ("", False, "there is nothing in double angular brackets"),
    ],
)
def test_title(text: str, passed: bool, reason: str) -> None:
    verdict = Title().judge(View(text))
    assert (verdict.passed, verdict.reason) == (passed, reason)
    if passed:
        assert [text[a:b].startswith("<<") and text[a:b].endswith(">>") for a, b in verdict.spans] == [True]


# ---------------------------------------------------------------------- sections
@pytest.mark.parametrize(
    ("label", "amount", "text", "passed", "reason"),
    [
        ("Section", exactly(2), "Intro.\n\n## Section 1\nSalt.\n\n**Section 2:** Sea.", True, "2 sections"),
        ("Section", exactly(2), "SECTION I\nSalt.\nsection ii\nSea.", True, "2 sections"),
        ("Day", at_least(2), "Day one: rest.\nDay two: walk.\nDay three: swim.", True, "3 sections"),
        ("Part", exactly(2), "(Part A) salt\n[Part B] sea", True, "2 sections"),
        ("Q & A", exactly(1), "Q & A 1\nSalt.", True, "1 section"),
        ("Große Teil", exactly(1), "Große  Teil 1\nSalz.", True, "1 section"),
        ("Day's", exactly(1), "Day's 1\nSalt.", True, "1 section"),
        ("Day's", exactly(1), "Day’s 1\nSalt.", True, "1 section"),
        ("Sеction", exactly(1), "Section 1\nSalt.", True, "1 section"),
        ("SECTION", exactly(1), "SECTION 1 THE SEA\nSALT.", True, "1 section"),
        ("section", exactly(1), "section 1 the sea\nsalt.", True, "1 section"),
        ("Section", exactly(2), "See Section 1 and Section 2.", False, "0 sections, wanted exactly 2"),
        ("Section", exactly(1), "Section 1 of the law says so.\nSalt.", False, "0 sections, wanted exactly 1"),
        ("Section", exactly(1), "Section 1, and more.\nSalt.", False, "0 sections, wanted exactly 1"),
        ("Section", exactly(2), "Section 1\nSection 2\nText.", False, "section 1 is empty"),
        ("Section", exactly(2), "Section 1\nText.\nSection 2\n***", False, "section 2 is empty"),
        ("Section", exactly(2), "Section 1\nText.\nSection 1\nText.", False, "a section number is used twice"),
        ("Section", exactly(2), "Section 1\nText.", False, "1 section, wanted exactly 2"),
        ("Section", exactly(2), "No such word.", False, "0 sections, wanted exactly 2"),
        ("Section", at_most(1), "No such word.", True, "0 sections"),
    ],
)
def test_sections(label: str, amount: Any, text: str, passed: bool, reason: str) -> None:
    verdict = Sections(label=label, amount=amount).judge(View(text))
    assert (verdict.passed, verdict.reason) == (passed, reason)


@pytest.mark.parametrize(
    ("text", "passed", "reason"),
    [
        (
            "Section 1\nSalt.\nSection 2\nSea.\n******\nSection 1\nSun.\nSection 2\nSky.",
            True,
            "each part has exactly 2 sections",
        ),
        ("******\nSection 1\nSalt.\nSection 2\nSea.\n******\n", True, "each part has exactly 2 sections"),
        ("Section 1\nSalt.\nSection 2\nSea.\n******\nSection 1\nSun.", False, "1 section, wanted exactly 2"),
        ("Section 1\nSalt.\nSection 2\nSea.", True, "2 sections"),
    ],
)
def test_sections_of_each_part(text: str, passed: bool, reason: str) -> None:
    verdict = Sections(label="Section", amount=exactly(2), per="******").judge(View(text))
    assert (verdict.passed, verdict.reason) == (passed, reason)
    assert [text[a:b].splitlines()[0][:7] for a, b in verdict.spans] == ["Section"] * len(verdict.spans)


def test_the_heads_of_sections_are_shown() -> None:
    text = "Intro.\r\n\r\n## Section 1\r\nSalt\u200b.\r\n**Section 2** Sea."
    verdict = Sections(label="Section", amount=exactly(2)).judge(View(text))
    assert [text[a:b].strip() for a, b in verdict.spans] == ["## Section 1", "**Section 2"]
    assert verdict.measured == 2


def test_a_label_shows_something() -> None:
    with pytest.raises(SpecError, match="label"):
        Sections(label="", amount=exactly(1))


@pytest.mark.parametrize("label", [" ", "\u200b", "**"])
def test_a_label_that_shows_nothing_is_refused_when_it_is_made(label: str) -> None:
    with pytest.raises(SpecError, match="label"):
        Sections(label=label, amount=exactly(1))


# ---------------------------------------------------------------------- dividers
STARS = {"divider": "***"}
INLINE = {"divider": "******", "own_line": False, "distinct": True}


@pytest.mark.parametrize(
    ("data", "amount", "text", "passed", "reason"),
    [
        (STARS, exactly(2), "One.\n\n***\n\nTwo.", True, "2 parts"),
        (STARS, exactly(2), "***\nOne.\n  ***  \nTwo.\n***\n", True, "2 parts"),
        (STARS, exactly(1), "One.", True, "1 part"),
        (STARS, exactly(2), "One.\n****\nTwo.", False, "1 part, wanted exactly 2"),
        (STARS, exactly(2), "One.\n*** \nTwo.\n***\nThree.", False, "3 parts, wanted exactly 2"),
        (STARS, at_least(3), "This is ***bold italic*** text", False, "1 part, wanted at least 3"),
        (STARS, exactly(2), "One.\n***\n!\n***\nTwo.", False, "there is nothing between two dividers"),
        (STARS, exactly(2), "One.\n```\n***\n```\nTwo.\n***\nThree.", True, "2 parts"),
        ({"divider": "-=-"}, exactly(2), "One.\n-=-\nTwo.", True, "2 parts"),
        ({"divider": "-=-", "own_line": False}, exactly(2), "One. -=- Two.", True, "2 parts"),
        ({"divider": "***", "own_line": False}, exactly(2), "One. *** Two.", True, "2 parts"),
        ({"divider": "***", "own_line": False}, exactly(1), "***Bold italic*** text", True, "1 part"),
        ({"divider": "***", "own_line": False}, exactly(2), "One.\n***\nTwo.", True, "2 parts"),
        (INLINE, exactly(2), "Yes. ****** No.", True, "2 parts"),
        (INLINE, exactly(2), "Yes. ******* No.", False, "1 part, wanted exactly 2"),
        (INLINE, exactly(2), "Hello there!\n******\nhello  THERE", False, "two parts say the same"),
        (INLINE, exactly(2), "Hello.\n******\nHello there.", True, "2 parts"),
        (INLINE, exactly(2), "w " * 300 + "\n******\n" + "w " * 300 + "end", True, "2 parts"),
        (INLINE, exactly(2), "w " * 300 + "\n******\n" + "w " * 300, False, "two parts say the same"),
    ],
)
def test_divided(data: dict[str, Any], amount: Any, text: str, passed: bool, reason: str) -> None:
    verdict = Divided(amount=amount, **data).judge(View(text))
    assert (verdict.passed, verdict.reason) == (passed, reason)


def test_one_part_is_violated_by_dividers_not_by_other_signs() -> None:
    for seed in range(30):
        draft = Draft.filler(Random(seed))
        Divided(amount=exactly(1)).violate(draft, Random(seed))
        assert "\n***\n" in draft.render()


def test_at_least_one_part_cannot_be_violated() -> None:
    with pytest.raises(CannotConstruct, match="at least one part"):
        Divided(amount=at_least(1)).violate(Draft.filler(Random(0)), Random(0))


@pytest.mark.parametrize("divider", ["", " ", "a\nb", "*" * 41])
def test_a_divider_is_visible_and_on_one_line(divider: str) -> None:
    with pytest.raises(SpecError, match="divider"):
        Divided(divider=divider, amount=exactly(2))


def test_dividers_are_described() -> None:
    assert Divided(divider=" *** ", amount=exactly(2)).divider == "***"
    assert "*** on a line of its own" in Divided(amount=exactly(3)).describe()
    assert "2 different parts" in Divided(amount=exactly(2), **INLINE).describe()


# ---------------------------------------------------------------------- postscripts
BODY = "Dear Ana, all is well here by the sea, and the days are long."


@pytest.mark.parametrize(
    ("marker", "text", "passed", "reason"),
    [
        ("P.S.", f"{BODY}\n\n**P.S.** Bring salt.", True, "postscript found"),
        ("P.S.", f"{BODY} P.S. Bring salt.", True, "postscript found"),
        ("P.S.", f"{BODY}\n\np. s. Bring salt.", True, "postscript found"),
        ("P.S.", f"{BODY}\n\n> # *P.S.* Bring salt.", True, "postscript found"),
        ("P.S.", f"{BODY}\n\nP.S.\n\n- Bring salt.", True, "postscript found"),
        ("P.S.", f"{BODY}\n\nP.S. Bring salt.\n\nP.P.S. And bread.", True, "postscript found"),
        ("P.P.S", f"{BODY}\n\nP.S. Bring salt.\n\nP.P.S. And bread.", True, "postscript found"),
        ("PS", f"{BODY}\n\nPS: Bring salt.", True, "postscript found"),
        ("Nota Bene", f"{BODY}\n\nnota bene: bring salt.", True, "postscript found"),
        ("Ps.é", f"{BODY}\n\nPs.é Bring salt.", True, "postscript found"),
        ("P.S.", f"{BODY} P.S. Bring salt.\n\nAnd then more of it.", False, "no postscript starts with P.S."),
        ("P.S.", f"{BODY}\n\nHe is a U.P.S. driver.", False, "no postscript starts with P.S."),
        ("P.S.", f"{BODY}\n\nSee p.s.x here.", False, "no postscript starts with P.S."),
        ("P.S.", "P.S. Bring salt.", False, "no postscript starts with P.S."),
        ("P.S.", "*** P.S. Bring salt.", False, "no postscript starts with P.S."),
        ("P.S.", BODY, False, "no postscript starts with P.S."),
        ("P.S.", "", False, "no postscript starts with P.S."),
        ("P.S.", f"{BODY}\n\nP.S.", False, "the postscript is empty"),
        ("P.S.", f"{BODY}\n\nP.S.\n\nBring salt.", True, "postscript found"),
        ("P.S.", f"{BODY}\n\nP.S.\n\n***", False, "the postscript is empty"),
        ("P.S.", f"{BODY}\n\nP.S. Bring salt.\n\n{BODY * 3}", False, "the postscript does not stand at the end"),
        ("P.S.", f"{BODY}\n\nP.S. Bring salt.\n\nAna", True, "postscript found"),
    ],
)
def test_postscript(marker: str, text: str, passed: bool, reason: str) -> None:
    verdict = Postscript(marker=marker).judge(View(text))
    assert (verdict.passed, verdict.reason) == (passed, reason)


def test_the_marker_is_shown() -> None:
    text = f"{BODY}\r\n\r\nP.S. Bring salt."
    (span,) = Postscript(marker="p.s.").judge(View(text)).spans
    assert text[slice(*span)].startswith("P.S.")
    assert Postscript(marker="P.S.").describe().endswith("P.S.")


@pytest.mark.parametrize("marker", ["", " ", "\u200b", "**"])
def test_a_marker_shows_something(marker: str) -> None:
    with pytest.raises(SpecError, match="marker"):
        Postscript(marker=marker)


# ---------------------------------------------------------------------- drafts
@pytest.mark.parametrize("kind", [Title, Sections, Divided, Postscript])
def test_drafts(kind: type[Constraint]) -> None:
    for seed in range(60):
        rng = Random(seed)
        constraint = kind.sample(rng)
        good, bad = Draft.filler(rng), Draft.filler(rng)
        constraint.satisfy(good, rng)
        constraint.violate(bad, rng)
        assert constraint.check(good.render()), good.render()
        assert not constraint.check(bad.render()), bad.render()


@pytest.mark.parametrize(
    "constraint",
    [
        Sections(label="Part", amount=at_most(3)), Sections(label="Part", amount=at_least(0)), Divided(amount=at_least(0)),
        Divided(amount=between(1, 2)), Divided(amount=at_most(2)), Divided(amount=exactly(1)), Sections(label="Part", amount=exactly(1)),
    ],
    ids=str,
)  # fmt: skip
def test_drafts_of_amounts_that_allow_few_or_none(constraint: Constraint) -> None:
    for seed in range(12):
        draft = Draft.filler(Random(seed))
        constraint.satisfy(draft, Random(seed))
        assert constraint.check(draft.render()), draft.render()


def test_a_divider_in_an_existing_draft_is_written_anew() -> None:
    rng = Random(3)
    draft = Draft.filler(rng)
    Title().satisfy(draft, rng)
    for n in (4, 2, 3):
        Divided(amount=exactly(n)).satisfy(draft, rng)
        assert Divided(amount=exactly(n)).check(draft.render()), draft.render()
