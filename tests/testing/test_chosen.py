"""Which kinds a name means."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest
from tests.plugs import SOUND, UNSOUND, install

from gonogo import registry
from gonogo.errors import BrokenPlugin, SpecError, UnknownValue
from gonogo.testing.chosen import chosen


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(registry, "_owners", registry.kinds(plugins=False))
    monkeypatch.setattr(registry, "_loaded", dict(registry._loaded))
    monkeypatch.setattr(registry, "_broken", {})
    monkeypatch.delenv("GONOGO_NO_PLUGINS", raising=False)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for module in ("acme_sparks", "unsound", "ruins"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    (tmp_path / "acme_sparks.py").write_text(SOUND, "utf-8")
    (tmp_path / "unsound.py").write_text(UNSOUND, "utf-8")
    (tmp_path / "ruins.py").write_text("1 / 0", "utf-8")
    install(tmp_path, "acme-sparks", "1.2", "acme", "acme_sparks")
    importlib.invalidate_caches()
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "name", ["acme", "acme-sparks", "Acme.Sparks", "acme_sparks", "acme:count.sparks", "all", "acme_sparks.py"]
)
def test_names_of_a_plugin(name: str) -> None:
    if name == "all":
        name_of = {kind.name for kind in chosen(name)}
        assert "acme:count.sparks" in name_of
    else:
        assert [kind.name for kind in chosen(name)] == ["acme:count.sparks"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["unsound", "unsound.py"])
def test_a_module_that_is_no_plugin(name: str) -> None:
    assert [kind.name for kind in chosen(name)] == ["bad:short"]
    assert [kind.name for kind in chosen(name)] == ["bad:short"]  # its class statement has run


@pytest.mark.usefixtures("folder")
def test_built_in_kinds() -> None:
    assert [kind.name for kind in chosen("count.words")] == ["count.words"]
    names = {kind.name for kind in chosen("gonogo")}
    assert {"title", "count.words"} < names
    assert not [name for name in names if ":" in name or name == "count"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("name", "error", "said"),
    [
        ("acmy", UnknownValue, "unknown plugin 'acmy'; did you mean 'acme'"),
        ("nothing.like.it", UnknownValue, r"It takes a plugin's vendor"),
        ("nothing.py", UnknownValue, "unknown plugin 'nothing.py'"),
        ("count.wrods", UnknownValue, "did you mean 'count.words'"),
        ("json.tool.deeper", UnknownValue, "unknown plugin"),
        ("sys", SpecError, "sys holds no kind"),
        ("ruins", SpecError, "ruins cannot be imported: ZeroDivisionError"),
        ("ruins.py", SpecError, "ruins.py cannot be imported: ZeroDivisionError"),
    ],
)
def test_names_of_nothing(name: str, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        chosen(name)


def test_a_broken_plugin(folder: Path) -> None:
    install(folder, "ruined", "1.0", "ruined", "ruins")
    with pytest.raises(BrokenPlugin, match=r"from ruined 1\.0\) cannot be imported"):
        chosen("ruined")
    assert chosen("acme")


@pytest.mark.usefixtures("folder")
def test_no_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONOGO_NO_PLUGINS", "1")
    with pytest.raises(UnknownValue, match="No plugin is installed, or GONOGO_NO_PLUGINS turns them off"):
        chosen("all")
