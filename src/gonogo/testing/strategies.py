"""Hypothesis strategies: texts whose truth about a constraint is known by construction, and constraints.

    from hypothesis import given
    from gonogo import parse
    from gonogo.testing.strategies import satisfying, violating

    NO_COMMA = parse({"kind": "count.commas", "amount": {"high": 0}})

    @given(satisfying(NO_COMMA), violating(NO_COMMA))
    def test_my_reward(good, bad):
        assert my_reward(good) > my_reward(bad)

No checker is asked: a text is built by ``satisfy`` or ``violate``, or to hold an exact count. What a failing test
shrinks to is short, because the shape of the text is drawn: one paragraph, one sentence, three words.

This module needs Hypothesis, which ``pip install gonogo[testing]`` brings; nothing else of gonogo imports it.
"""

from __future__ import annotations

from random import Random

from hypothesis import assume
from hypothesis import strategies as st

from gonogo.constraint import Constraint
from gonogo.constraints import Kind, catalogue
from gonogo.errors import CannotConstruct, SpecError, UnknownValue
from gonogo.testing import building
from gonogo.testing.edits import applicable

_SEEDS = 2**16
_TRIES = 4  # drafts for one text, before Hypothesis is told that it cannot be built


def satisfying(constraint: Constraint, *, edits: bool = True) -> st.SearchStrategy[str]:
    """Texts that satisfy ``constraint``.

    Args:
        constraint: the constraint, of a kind that is registered.
        edits: some texts come with differences that nobody sees or that say nothing, such as CRLF, curly quotes and
            zero-width characters, unless the kind is about them.
    """
    return _texts(constraint, "satisfy", edits)


def violating(constraint: Constraint, *, edits: bool = True) -> st.SearchStrategy[str]:
    """Texts that violate ``constraint``, whatever they were before; ``edits`` as for :func:`satisfying`."""
    return _texts(constraint, "violate", edits)


def near_miss(constraint: Constraint, *, edits: bool = True) -> st.SearchStrategy[str]:
    """Texts that satisfied ``constraint`` and then were violated by a small edit; ``edits`` as above."""
    return _texts(constraint, "near_miss", edits)


def constraints(kind: str | None = None) -> st.SearchStrategy[Constraint]:
    """Constraints of a kind, or of any kind, with parameters as its ``sample`` draws them.

    Raises:
        UnknownValue: no such kind; names the nearest.
    """
    if kind is None:
        return st.sampled_from(list(catalogue().values())).flatmap(_sampled)
    return _sampled(_kind(kind))


def sets(k: int) -> st.SearchStrategy[tuple[Constraint, ...]]:
    """Sets of ``k`` constraints of different kinds, in any order; nobody says that one text can satisfy them all.

    Raises:
        SpecError: there are not so many kinds, or fewer than one is wanted.
    """
    kinds = list(catalogue().values())
    if not 1 <= k <= len(kinds):
        raise SpecError(f"sets: {k} constraints of different kinds are wanted; there are 1 to {len(kinds)} kinds")
    chosen = st.lists(st.sampled_from(kinds), min_size=k, max_size=k, unique_by=lambda kind: kind.name)
    return chosen.flatmap(lambda found: st.tuples(*map(_sampled, found)))


def _kind(name: str) -> Kind:
    kinds = catalogue()
    if name not in kinds:
        raise UnknownValue("kind", name, kinds, "See `gonogo list`.")
    return kinds[name]


def _sampled(kind: Kind) -> st.SearchStrategy[Constraint]:
    # a random generator of Hypothesis shrinks what is drawn from it: towards the first choices and small numbers
    return st.randoms(use_true_random=False).map(kind.sample)


def _texts(constraint: Constraint, way: str, edits: bool) -> st.SearchStrategy[str]:
    kind = _kind(constraint.kind)
    names = [f"+{edit.name}" for edit in applicable(constraint, kind.owner)] if edits else []
    plain = st.just("")
    return st.builds(
        lambda paragraphs, sentences, words, edit, seed: _built(
            kind, constraint, way + edit, (paragraphs, sentences, words), seed
        ),
        st.integers(1, 4), st.integers(1, 5), st.integers(3, 9),
        st.one_of(plain, st.sampled_from(names)) if names else plain, st.integers(0, _SEEDS - 1),
    )  # fmt: skip


def _built(kind: Kind, constraint: Constraint, way: str, shape: building.Shape, seed: int) -> str:
    for attempt in range(_TRIES):
        try:
            text = building.build(kind, constraint, way, Random(f"{seed}/{attempt}"), shape)
        except CannotConstruct:
            continue
        if text is not None:
            return text
    assume(False)
    raise AssertionError("assume() raised nothing")
