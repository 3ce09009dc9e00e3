"""The exception tree: who is whose kind, what an unknown name is told, pickling."""

from __future__ import annotations

import pickle

import pytest

from gonogo import errors
from gonogo.errors import GonogoError, SpecError, UnknownValue, nearest

EVERY = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)]


def test_every_error_is_drawn_in_the_page_of_the_module() -> None:
    assert len(EVERY) >= 10
    for error in EVERY:
        assert error.__name__ in (errors.__doc__ or "")


@pytest.mark.parametrize("error", EVERY, ids=lambda error: error.__name__)
def test_one_base_catches_all(error: type[Exception]) -> None:
    assert issubclass(error, GonogoError)


@pytest.mark.parametrize("error", [SpecError, errors.BatchError, UnknownValue, errors.RowError])
def test_bad_input_is_a_value_error(error: type[Exception]) -> None:
    assert issubclass(error, ValueError)


@pytest.mark.parametrize(
    ("given", "allowed", "hint", "message"),
    [
        ("count.wrods", ["count.words", "title"], "", "unknown kind 'count.wrods'; did you mean 'count.words'?"),
        ("xyz", ["title", "json"], "", "unknown kind 'xyz'; allowed: json, title"),
        ("xyz", [f"name{i}" for i in range(20)], "", "unknown kind 'xyz'"),
        ("xyz", [f"name{i}" for i in range(20)], "See the list.", "unknown kind 'xyz'. See the list."),
        ("xyz", ["title"], "See the list.", "unknown kind 'xyz'; allowed: title. See the list."),
        ("titel", ["title"], "See the list.", "unknown kind 'titel'; did you mean 'title'? See the list."),
        (3, ["title"], "", "unknown kind 3; allowed: title"),
        ("tilte", ["title", "titles"], "", "unknown kind 'tilte'; did you mean 'title' or 'titles'?"),
    ],
)
def test_unknown_value_says_what_is_allowed(given: object, allowed: list[str], hint: str, message: str) -> None:
    error = UnknownValue("kind", given, allowed, hint)
    assert str(error) == message
    assert error.given == given


def test_unknown_value_survives_pickling() -> None:
    error = UnknownValue("kind", "tilte", ["title"])
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is UnknownValue
    assert (str(again), again.given, again.nearest) == (str(error), "tilte", ["title"])


@pytest.mark.parametrize(
    ("given", "names", "found"),
    [
        ("Count.Words", ["count.words"], ["count.words"]),
        ("words", ["count.words", "count.capital_words", "title"], ["count.words"]),
        ("capital", ["count.capital_words"], ["count.capital_words"]),
        ("ab", ["count.ab_c"], []),
        ("zzz", ["title"], []),
        ("no_comma", ["validate_no_commas", "punctuation:no_comma"], ["punctuation:no_comma", "validate_no_commas"]),
        ("wrds", ["count.words", "title"], ["count.words"]),
        ("words", ["a:words", "b:words", "c:words"], ["a:words", "b:words"]),
        ("title", [], []),
    ],
)
def test_nearest(given: str, names: list[str], found: list[str]) -> None:
    assert nearest(given, names) == found
