"""Registry: who owns a kind, near misses, plugins by entry point."""

from __future__ import annotations

import importlib
import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import gonogo
from gonogo import registry, units
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
    monkeypatch.setattr(registry, "_loaded", dict(registry._loaded))
    monkeypatch.setattr(registry, "_broken", {})
    monkeypatch.delenv("GONOGO_NO_PLUGINS", raising=False)


Plug = Callable[..., None]


@pytest.fixture
def plug(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Plug:
    """Install a plugin: a module with this code, in a distribution with an entry point for this vendor."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def install(vendor: str, code: str, name: str = "", *, attr: str = "", value: str = "") -> None:
        name = name or vendor
        module = f"plugin_of_{name}"
        (tmp_path / f"{module}.py").write_text(code, "utf-8")
        monkeypatch.delitem(sys.modules, module, raising=False)
        about = tmp_path / f"dist_of_{name}-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: dist-of-{name}\nVersion: 1.0\n")
        target = value or module + (f":{attr}" if attr else "")
        (about / "entry_points.txt").write_text(f"[{registry.GROUP}]\n{vendor} = {target}\n")
        importlib.invalidate_caches()

    return install


def kind(name: str) -> str:
    """Return the code that makes a class own a kind."""
    return f"from gonogo import registry\nclass Mine: ...\nregistry.register({name!r}, Mine)\n"


# ---------------------------------------------------------------------- owning
def test_a_kind_has_one_owner() -> None:
    registry.register("test:mine", Owner)
    registry.register("test:mine", Owner)
    assert registry.find("test:mine") is Owner
    with pytest.raises(
        DuplicateKind, match=r"owned by test_registry\.Owner and again by test_registry\.Other; uninstall"
    ) as caught:
        registry.register("test:mine", Other)
    assert pickle.loads(pickle.dumps(caught.value)).kind == "test:mine"
    with pytest.raises(DuplicateKind, match=r"'title' is owned by gonogo\..*Title \(built in\) and .*'acme:title'"):
        registry.register("title", Other)


def test_the_module_of_an_owner_that_is_imported_anew_owns_its_kind_again() -> None:
    again = type("Owner", (), {"__module__": Owner.__module__, "__qualname__": Owner.__qualname__})
    registry.register("test:mine", Owner)
    registry.register("test:mine", again)
    assert registry.find("test:mine") is again


def test_the_table_of_homes_is_true() -> None:
    table = json.loads((Path(gonogo.__file__).parent / "data" / "homes.json").read_text("utf-8"))
    assert table == registry.homes_found(), "write it anew: python docs/make.py"


def test_judging_by_one_kind_imports_no_other() -> None:
    code = """
import sys, gonogo
assert gonogo.parse({"kind": "count.commas", "amount": 0}).check("No pause.")
print([name for name in sys.modules if name.startswith(("gonogo.constraints.", "gonogo.units."))])
"""
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert "gonogo.units.characters" in told
    assert "gonogo.units.blocks" not in told
    assert "gonogo.constraints.layout" not in told


def test_a_built_in_kind_keeps_its_owner_though_nobody_asked_for_it() -> None:
    code = """
from typing import Literal
import gonogo
class Mine(gonogo.Constraint):
    kind: Literal["acrostic"] = "acrostic"
    def describe(self): return ""
    def judge(self, view): return self.passed(view)
"""
    told = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert told.returncode
    assert "DuplicateKind" in told.stderr
    assert "(built in)" in told.stderr


def test_every_unit_is_found_by_its_name() -> None:
    assert [name for name in units.__all__ if not hasattr(units, name)] == []
    with pytest.raises(AttributeError, match="no attribute 'Wordz'"):
        units.Wordz


def test_units_own_kinds_of_counting() -> None:
    assert registry.find("count.words") is Words


def test_kinds_are_sorted() -> None:
    names = list(registry.kinds(plugins=False))
    assert names == sorted(names)
    assert {"count.words", "title", "json", "all"} < set(names)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("count.wrods", "did you mean 'count.words'.*See `gonogo list`"),
        ("nothing-like-it", r"unknown kind 'nothing-like-it'\. See `gonogo list`"),
        ("nobody:words", "No installed plugin is named 'nobody' .* `gonogo list --published nobody:words`"),
    ],
)
def test_unknown_kind(name: str, said: str) -> None:
    with pytest.raises(UnknownValue, match=said):
        registry.find(name)


def test_a_kind_is_replaced_where_that_is_asked_for() -> None:
    registry.register("test:mine", Owner)
    with registry.replacing() as before:
        registry.register("test:mine", Other)
    assert before["test:mine"] is Owner
    assert registry.find("test:mine") is Other
    with pytest.raises(DuplicateKind):
        registry.register("test:mine", Owner)


# ---------------------------------------------------------------------- plugins
def test_a_plugin_is_loaded_when_first_asked_for(plug: Plug) -> None:
    plug("acme", kind("acme:mine"))
    plug("bad", "1 / 0")
    assert "acme:mine" not in registry.kinds(plugins=False)
    assert registry.find("acme:mine").__name__ == "Mine"
    assert registry.find("acme:mine").__name__ == "Mine"
    with pytest.raises(UnknownValue, match=r"did you mean 'acme:mine'\? The plugin 'acme' has no such kind"):
        registry.find("acme:mime")


def test_importing_gonogo_loads_no_plugin(tmp_path: Path, plug: Plug) -> None:
    plug("acme", "raise SystemExit('loaded')")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\nimport gonogo\n"
        "gonogo.parse({'kind': 'count.commas', 'amount': {'high': 0}}).check('a')\n"
        "print('plugin_of_acme' in sys.modules, 'importlib.metadata' in sys.modules)\n"
        "try: gonogo.catalogue()\n"
        "except gonogo.errors.BrokenPlugin as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    assert lines[0].startswith("False "), done.stderr
    assert "cannot be imported: SystemExit: loaded" in lines[1]


def test_listing_all_kinds_loads_every_plugin_once(plug: Plug) -> None:
    plug("acme", kind("acme:mine"))
    assert "acme:mine" in registry.kinds()
    assert "acme:mine" in registry.kinds()


@pytest.mark.parametrize("value", ["1", "true", "YES"])
def test_plugins_can_be_turned_off(plug: Plug, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    plug("acme", kind("acme:mine"))
    monkeypatch.setenv("GONOGO_NO_PLUGINS", value)
    assert "acme:mine" not in registry.kinds()
    assert registry.plugins() == []
    with pytest.raises(UnknownValue, match="Plugins are turned off"):
        registry.find("acme:mine")
    monkeypatch.setenv("GONOGO_NO_PLUGINS", "0")
    assert "acme:mine" in registry.kinds()


def test_a_plugin_is_told(plug: Plug) -> None:
    plug("acme", "api = 1\n" + kind("acme:mine") + kind("acme:count.more"))
    plug("plain", kind("plain:one"))
    plug("bad", "1 / 0")
    told = {plugin.vendor: plugin for plugin in registry.plugins()}
    acme = told["acme"]
    assert (acme.distribution, acme.version, acme.value) == ("dist-of-acme", "1.0", "plugin_of_acme")
    assert (acme.api, acme.kinds, acme.error) == (1, ("acme:count.more", "acme:mine"), None)
    assert (told["plain"].api, told["plain"].kinds) == (None, ("plain:one",))
    assert told["bad"].kinds == ()
    assert "ZeroDivisionError" in str(told["bad"].error)


# ---------------------------------------------------------------------- broken plugins
def test_a_broken_plugin_is_named(plug: Plug) -> None:
    plug("bad", "1 / 0")
    said = r"plugin 'bad' \(plugin_of_bad, from dist-of-bad 1\.0\).*ZeroDivisionError.*GONOGO_NO_PLUGINS=1"
    with pytest.raises(BrokenPlugin, match=said) as caught:
        registry.kinds()
    assert isinstance(caught.value, RegistryError)
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_a_broken_plugin_stays_broken(plug: Plug) -> None:
    plug("bad", kind("bad:one") + kind("nobody:two"))
    for _ in range(2):
        with pytest.raises(BrokenPlugin, match="nobody:two"):
            registry.find("bad:one")


def test_every_broken_plugin_is_named(plug: Plug) -> None:
    plug("bad", "1 / 0")
    plug("worse", "import no_such_module_at_all")
    with pytest.raises(BrokenPlugin, match=r"(?s)2 plugins are broken:.*dist-of-bad.*dist-of-worse"):
        registry.kinds()


def test_a_broken_plugin_of_no_distribution_is_named_too(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = EntryPoint("bad", "no_such_module_at_all", registry.GROUP)
    monkeypatch.setattr(registry, "_entries", lambda: [entry])
    with pytest.raises(BrokenPlugin, match="from an unknown distribution"):
        registry.find("bad:one")


def test_other_kinds_do_not_notice_a_broken_plugin(plug: Plug) -> None:
    plug("bad", "1 / 0")
    plug("acme", kind("acme:mine"))
    assert registry.find("title").__name__ == "Title"
    assert registry.find("acme:mine").__name__ == "Mine"
    with pytest.raises(BrokenPlugin, match="dist-of-bad"):
        registry.find("bad:one")


def test_a_plugin_that_takes_a_built_in_kind_is_refused(plug: Plug) -> None:
    plug("thief", kind("thief:fine") + kind("title"))
    said = r"'title' is owned by gonogo\..* \(built in\) and again by plugin_of_thief\.Mine \(from dist-of-thief 1\.0\)"
    with pytest.raises(DuplicateKind, match=said):
        registry.kinds()
    with pytest.raises(DuplicateKind, match=said):
        registry.find("thief:fine")
    assert registry.find("title").__module__.startswith("gonogo.")


@pytest.mark.parametrize("first", ["acme:mine", "acme:other"])
def test_of_two_plugins_that_claim_a_kind_none_wins(plug: Plug, first: str) -> None:
    plug("acme", kind("acme:mine") + kind("acme:own"), "one")
    plug("acme", kind("acme:mine") + kind("acme:other"), "two")
    said = r"'acme:mine' is owned by .* \(from dist-of-one 1\.0\) and again by .* \(from dist-of-two 1\.0\); uninstall"
    with pytest.raises(DuplicateKind, match=said):
        registry.find(first)
    with pytest.raises(DuplicateKind, match=said):
        registry.find("acme:mine")
    assert registry.find("acme:own").__module__ == "plugin_of_one"
    assert [plugin.kinds for plugin in registry.plugins()] == [("acme:own",), ()]


@pytest.mark.parametrize(
    ("taken", "said"),
    [
        ("haiku", r"its kind 'haiku' does not begin with its vendor; write 'acme:haiku'"),
        ("other:haiku", "its kind 'other:haiku' does not begin with its vendor; write 'acme:haiku'"),
        ("count.sparks", "its kind 'count.sparks' .* write NAME = 'acme:sparks'"),
    ],
)
def test_a_kind_begins_with_its_vendor(plug: Plug, taken: str, said: str) -> None:
    plug("acme", kind("acme:mine") + kind(taken))
    with pytest.raises(BrokenPlugin, match=rf"from dist-of-acme 1\.0\): {said}"):
        registry.find("acme:mine")
    assert not {taken, "acme:mine"} & set(registry.kinds(plugins=False))


@pytest.mark.parametrize("vendor", ["count", "gonogo", "Acme", "a.b"])
def test_a_vendor_has_a_name_of_its_own(plug: Plug, vendor: str) -> None:
    plug(vendor, "", "one")
    with pytest.raises(BrokenPlugin, match="the name of its entry point is its vendor: a lower-case letter"):
        registry.kinds()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("api = 2\n", "written for API 2, this gonogo offers 1; upgrade gonogo"),
        ("api = -1\n", "written for API -1, this gonogo offers 1; install a release of it that states api = 1"),
        ("api = '1'\n", "written for API '1', .*states api = 1"),
        ("api = 1\nMine.api = 3\n", "written for API 3, this gonogo offers 1; upgrade gonogo"),
    ],
)
def test_another_api_is_refused(plug: Plug, code: str, said: str) -> None:
    plug("acme", kind("acme:mine") + code)
    with pytest.raises(BrokenPlugin, match=said):
        registry.find("acme:mine")


def test_an_entry_point_may_name_a_class(plug: Plug) -> None:
    plug("acme", kind("acme:mine") + "Mine.api = 1\n", attr="Mine")
    assert registry.find("acme:mine").__name__ == "Mine"
    assert [plugin.api for plugin in registry.plugins()] == [1]


def test_a_plugin_that_another_one_imports_keeps_its_kinds(plug: Plug) -> None:
    plug("acme", kind("acme:mine"))
    plug("aaa", "import plugin_of_acme\n" + kind("aaa:mine"))
    plug("aab", "import plugin_of_acme\n1 / 0")
    with pytest.raises(BrokenPlugin, match="dist-of-aab"):
        registry.kinds()
    assert [plugin.kinds for plugin in registry.plugins()] == [("aaa:mine",), (), ("acme:mine",)]


def test_two_vendors_may_share_a_package(plug: Plug) -> None:
    plug("acme", kind("acme:mine") + kind("other:mine"), "one")
    plug("other", "from plugin_of_one import *", "two", value="plugin_of_one")
    assert {"acme:mine", "other:mine"} <= set(registry.kinds())


def test_units_of_a_plugin(plug: Plug) -> None:
    plug("acme", SPARKS)
    made = gonogo.parse({"kind": "acme:count.sparks", "amount": {"low": 2}})
    assert made.kind == "acme:count.sparks"
    assert gonogo.parse(made.to_json()) == made
    assert made.check("✨ and ✨")
    assert not made.check("✨")
    ratio = gonogo.parse({"kind": "ratio", **RATIO})
    assert ratio.check("✨ two words")
    assert not ratio.check("✨ word")
    assert gonogo.parse(ratio.to_json()) == ratio


RATIO = {"of": {"kind": "acme:count.sparks"}, "to": {"kind": "count.words"}, "high": "1/2"}
SPARKS = """
from gonogo.units import Unit
class Sparks(Unit):
    NAME, ONE, MANY = "acme:sparks", "spark", "sparks"
    api = 1
    def spans(self, view):
        return [(i, i + 1) for i, char in enumerate(view.text) if char == "✨"]
"""
