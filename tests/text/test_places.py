"""Where something is said in a response: edges, letters, quotations."""

from __future__ import annotations

import pytest

from gonogo.text.places import edges, letter, shown, signed

LETTER = "dear ann,\n\nsalt is old.\n\nbest regards,\ntom"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LETTER, LETTER),
        (f"here it is:\n\n{LETTER}\n\nthis letter meets all of your requirements.", f"\n\n{LETTER}\n"),
        (f"{LETTER}\n\n(120 words)", f"{LETTER}\n"),
        (f"{LETTER}\n\np.s. salt is very old.", f"{LETTER}\n\np.s. salt is very old."),
        ("dear ann,\n\nsalt is old.", "dear ann,\n\nsalt is old."),  # nobody signs: the letter goes on to the end
        ("salt is old, dear ann.", ""),
        ("hi there! salt is old.", ""),
        ("chère anne,\n\nle sel.\n\ncordialement,\npaul", "chère anne,\n\nle sel.\n\ncordialement,\npaul"),
    ],
)
def test_a_letter(text: str, said: str) -> None:
    begins, ends = letter(text)
    assert text[begins:ends].rstrip("\n") == said.rstrip("\n")


def test_whoever_signs_ends_a_letter() -> None:
    assert signed(LETTER)
    assert not signed("dear ann,\n\nsalt is")
    assert not signed(f"{LETTER}\n\nthis letter meets all of your requirements")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ('he said "go" and left', 'he said """" and left'),
        ('"salt is old"', " salt is old "),
        ('"salt is "old", they say"', " salt is  old , they say "),
        ('"go," he said. "now."', '""""" he said. """"""'),
        ("it isn't 'so' here", 'it isn\'t """" here'),
        ("a\n```\nx\n```\nb", "a\n   \n \n   \nb"),
        ("```\nx\n```", "```\nx\n```"),
    ],
)
def test_what_is_shown(text: str, seen: str) -> None:
    assert shown(text) == seen
    assert len(shown(text)) == len(text)


def said_at_the_edges(text: str) -> list[str]:
    return [piece.strip() for _, piece in edges(text)]


def test_the_first_and_the_last_sentences_are_edges() -> None:
    text = " ".join(f"sentence {n} is here." for n in range(20))
    assert said_at_the_edges(text) == [f"sentence {n} is here." for n in (0, 1, 2, 17, 18, 19)]


def test_the_last_paragraph_notes_and_what_stands_behind_a_rule_are_edges() -> None:
    body = " ".join(f"sentence {n} is here." for n in range(40))
    assert "so it is." in said_at_the_edges(f"{body}\n\nso it is. a. b. c. d.")
    assert "note: so it is." in said_at_the_edges(f"{body}\nnote: so it is.\n{body}")
    behind = f"{body}\n---\nso it is. {'and so on, ' * 50}. b. c. d."
    assert "so it is." in said_at_the_edges(behind)
    assert "so it is." not in said_at_the_edges(behind.replace("---", "so"))


def test_the_middle_of_a_long_text_is_no_edge() -> None:
    body = "salt is old. " * 400
    assert "so it is." not in said_at_the_edges(f"{body}\n\nso it is.\n\n{body}")
    assert said_at_the_edges(f"{body}\n\nso it is.")[-1] == "so it is."
