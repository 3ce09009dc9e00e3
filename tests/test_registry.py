"""Registry: who owns a kind, near misses, plugins by entry point."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from gonogo import registry
from gonogo.errors import BrokenPlugin, DuplicateKind, RegistryError, UnknownValue
from gonogo.units import Words


class Owner:
    """Owns kinds in these tests."""


class Other:
    """Wants the same ones."""


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every test work on a copy of the registry."""
    monkeypatch.setattr(registry, "_owners", registry.kinds(plugins=False))
    monkeypatch.setattr(registry, "_loaded", set(registry._loaded))
    monkeypatch.delenv("GONOGO_NO_PLUGINS", raising=False)


@pytest.fixture
def plug(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str, str], None]:
    """Install a plugin: a module with this code, in a distribution with an entry point of this name."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def install(name: str, code: str) -> None:
        module = f"plugin_of_{name}"
        (tmp_path / f"{module}.py").write_text(code)
        monkeypatch.delitem(sys.modules, module, raising=False)
        about = tmp_path / f"dist_of_{name}-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: dist-of-{name}\nVersion: 1.0\n")
        (about / "entry_points.txt").write_text(f"[{registry.GROUP}]\n{name} = {module}\n")
        importlib.invalidate_caches()

    return install


SOUND = "from gonogo import registry\nclass Mine: ...\nregistry.register('acme:mine', Mine)\n"


# ---------------------------------------------------------------------- owning
def test_a_kind_has_one_owner() -> None:
    registry.register("test:mine", Owner)
    registry.register("test:mine", Owner)
    assert registry.find("test:mine") is Owner
    with pytest.raises(
        DuplicateKind, match=r"owned by test_registry\.Owner and again by test_registry\.Other.*acme:test:mine"
    ):
        registry.register("test:mine", Other)


def test_the_module_of_an_owner_that_is_imported_anew_owns_its_kind_again() -> None:
    again = type("Owner", (), {"__module__": Owner.__module__, "__qualname__": Owner.__qualname__})
    registry.register("test:mine", Owner)
    registry.register("test:mine", again)
    assert registry.find("test:mine") is again


def test_units_own_kinds_of_counting() -> None:
    assert registry.find("count.words") is Words


def test_kinds_are_sorted() -> None:
    names = list(registry.kinds(plugins=False))
    assert names == sorted(names)
    assert {"count.words", "title", "json", "all"} < set(names)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("count.wrods", "did you mean 'count.words'.*See `gonogo list`"),
        ("nothing-like-it", "unknown kind 'nothing-like-it' See `gonogo list`"),
        ("nobody:words", "No installed plugin is named 'nobody'"),
    ],
)
def test_unknown_kind(kind: str, said: str) -> None:
    with pytest.raises(UnknownValue, match=said):
        registry.find(kind)


# ---------------------------------------------------------------------- plugins
def test_a_plugin_is_loaded_when_first_asked_for(plug: Callable[[str, str], None]) -> None:
    plug("acme", SOUND)
    plug("bad", "1 / 0")
    assert "acme:mine" not in registry.kinds(plugins=False)
    assert registry.find("acme:mine").__name__ == "Mine"
    assert registry.find("acme:mine").__name__ == "Mine"
    with pytest.raises(UnknownValue, match=r"No installed plugin is named 'acme'|did you mean 'acme:mine'"):
        registry.find("acme:mime")


def test_listing_all_kinds_loads_every_plugin_once(plug: Callable[[str, str], None]) -> None:
    plug("acme", SOUND)
    assert "acme:mine" in registry.kinds()
    assert "acme:mine" in registry.kinds()


def test_plugins_can_be_turned_off(plug: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    plug("acme", SOUND)
    monkeypatch.setenv("GONOGO_NO_PLUGINS", "1")
    assert "acme:mine" not in registry.kinds()
    with pytest.raises(UnknownValue):
        registry.find("acme:mine")


def test_a_broken_plugin_is_named(plug: Callable[[str, str], None]) -> None:
    plug("bad", "1 / 0")
    said = r"plugin 'bad' \(plugin_of_bad, from dist-of-bad\).*ZeroDivisionError.*GONOGO_NO_PLUGINS=1"
    with pytest.raises(BrokenPlugin, match=said) as caught:
        registry.kinds()
    assert isinstance(caught.value, RegistryError)
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_a_broken_plugin_of_no_distribution_is_named_too() -> None:
    with pytest.raises(BrokenPlugin, match="from an unknown distribution"):
        registry._load_plugin(EntryPoint("bad", "no_such_module_at_all", registry.GROUP))


def test_a_plugin_that_takes_a_built_in_kind_is_refused(plug: Callable[[str, str], None]) -> None:
    plug("thief", "from gonogo import registry\nclass Mine: ...\nregistry.register('title', Mine)\n")
    with pytest.raises(DuplicateKind, match="'title' is owned by"):
        registry.kinds()
