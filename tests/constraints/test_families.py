"""Every built-in kind is in one family; a plugin's kinds are in that of their vendor."""

from __future__ import annotations

from collections import Counter

from gonogo.constraints import catalogue
from gonogo.constraints.families import FAMILIES, OTHER, family_of


def test_every_kind_is_in_one_family() -> None:
    listed = Counter(kind for family in FAMILIES for kind in family.kinds)
    built_in = {name for name in catalogue(plugins=False) if ":" not in name}
    assert [kind for kind, n in listed.items() if n > 1] == []
    assert built_in - set(listed) == set(), "add these to FAMILIES"
    assert set(listed) - built_in == set(), "these are gone; take them off FAMILIES"


def test_families_are_told_apart_and_sorted() -> None:
    assert len({family.name for family in FAMILIES}) == len({family.title for family in FAMILIES}) == len(FAMILIES)
    for family in FAMILIES:
        assert list(family.kinds) == sorted(family.kinds)
        assert all(family_of(kind) == catalogue()[kind].family == family.name for kind in family.kinds)


def test_family_of_a_plugin_is_its_vendor() -> None:
    assert family_of("acme:acrostic") == "acme"
    assert family_of("unlisted") == OTHER
