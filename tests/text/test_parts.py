"""Parts of a text in order, and what they begin with."""

from __future__ import annotations

import pytest

from gonogo.text.parts import Part, base, initials, longest_run, parts, untagged, words_of_parts
from gonogo.text.view import View


@pytest.mark.parametrize(
    ("of", "text", "expected"),
    [
        ("word", "A — b.", ["A", "b"]),
        ("sentence", "I ran. You too", ["I ran.", " You too"]),
        ("sentence", "I ran. *\nYou", ["I ran."]),
        ("sentence", "# Head\n\nI ran.", ["I ran."]),
        ("line", "# Head\n\nI\n---\n  ran\n***\n| a |", ["I", "ran"]),
        ("line", "**Bold head**\n**Bold** start", ["**Bold** start"]),
        ("paragraph", "# Head\nI\nran.\n\n## Other\n\n…\n\nYou", ["I\nran.", "You"]),
        ("paragraph", "", []),
    ],
)
def test_parts(of: Part, text: str, expected: list[str]) -> None:
    view = View(text)
    assert [view.text[a:b] for a, b in parts(view, of)] == expected


def test_tags_are_masked_in_place() -> None:
    view = View('So <b class="x">it</b> is<br/>a < b and <name>')
    shown = untagged(view)
    assert list(shown.words) == ["So", "it", "is", "a", "b", "and", "name"]
    assert len(shown.text) == len(view.text)
    assert shown.origin(*shown.words.offsets[1]) == view.words.offsets[4]
    assert untagged(View("a < b")).text == "a < b"
    inner = View("x\u200b <i>so</i>")
    assert [inner.source[a:b] for a, b in [untagged(inner).origin(*untagged(inner).words.offsets[1])]] == ["so"]


def test_words_of_parts() -> None:
    view = View("I ran. You ran too.")
    found = words_of_parts(view, parts(view, "sentence"))
    assert [[view.text[a:b] for a, b in words] for words in found] == [["I", "ran"], ["You", "ran", "too"]]


def test_initials() -> None:
    assert initials(View("Élan “Bob” 3 ßa ж"), "word")[1] == ["e", "b", "", "s", "ж"]
    assert initials(View("- Élan vital\n- 3 of"), "line")[1] == ["e", ""]


@pytest.mark.parametrize(
    ("char", "letter"), [("é", "e"), ("ñ", "n"), ("ø", "o"), ("æ", "a"), ("5", ""), ("-", ""), ("ж", "ж"), ("天", "天")]
)
def test_base(char: str, letter: str) -> None:
    assert base(char) == letter


@pytest.mark.parametrize(("letters", "n"), [("", 0), ("a", 1), ("aab", 2), ("abbba", 3), ("abab", 1)])
def test_longest_run(letters: str, n: int) -> None:
    assert longest_run(list(letters)) == n


def test_what_is_no_letter_makes_no_run() -> None:
    assert longest_run(["", "", "a"]) == 1
