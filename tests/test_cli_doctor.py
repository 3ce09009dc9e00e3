"""``gonogo doctor``: what is there, what is not, and what is broken."""

from __future__ import annotations

import importlib
import json
import sys
import tomllib
from base64 import urlsafe_b64encode
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.command_line import run
from tests.plugs import SOUND, UNSOUND, install

import gonogo
from gonogo import registry
from gonogo.cli import doctor

PROJECT = Path(__file__).parents[1] / "pyproject.toml"


@pytest.fixture(autouse=True)
def _few_kinds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Try a few checkers only; and let every test have plugins of its own."""
    few = {
        kind: owner
        for kind, owner in registry.kinds(plugins=False).items()
        if kind in ("title", "count.commas", "count")
    }
    monkeypatch.setattr(registry, "_owners", few)
    monkeypatch.setattr(registry, "_loaded", {"gonogo.constraints": ()})
    monkeypatch.setattr(registry, "_broken", {})
    monkeypatch.delenv("GONOGO_NO_PLUGINS", raising=False)
    monkeypatch.syspath_prepend(str(tmp_path))
    for module in ("acme_sparks", "unsound", "ruins"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    for name, code in (("acme_sparks", SOUND), ("unsound", UNSOUND), ("ruins", "1 / 0"), ("empty", "")):
        (tmp_path / f"{name}.py").write_text(code, "utf-8")
    # plugins that happen to be installed on this machine are no part of these tests
    here = lambda: sorted(  # noqa: E731
        (point for dist in metadata.distributions(path=[str(tmp_path)]) for point in dist.entry_points),
        key=registry._key,
    )
    off = registry.plugins_are_off
    monkeypatch.setattr(registry, "_entries", lambda: [] if off() else here())
    importlib.invalidate_caches()


def examined() -> dict[str, Any]:
    done = run("doctor", "--json")
    told: dict[str, Any] = json.loads(done.stdout)
    assert done.exit_code == (1 if told["findings"] else 0), done.output
    return told


def test_all_is_well(tmp_path: Path) -> None:
    install(tmp_path, "acme-sparks", "1.2", "acme", "acme_sparks")
    told = examined()
    assert told["findings"] == []
    assert told["gonogo"]["version"] == gonogo.__version__
    assert told["python"]["version"].startswith("3.")
    assert {one["name"]: one["state"] for one in told["dependencies"]} == dict.fromkeys(doctor.REQUIRED, "ok")
    assert told["plugins"] == [
        {
            "vendor": "acme", "module": "acme_sparks", "distribution": "acme-sparks", "version": "1.2", "api": 1,
            "kinds": ["acme:count.sparks"], "error": None,
        }
    ]  # fmt: skip
    assert {"text/data/stop_words.txt", "data/sample_rollouts.jsonl"} < set(told["files"]["data"])
    assert told["examples"]["kinds"] == 3
    assert told["examples"]["examples"] > 10
    assert told["examples"]["wrong"] == []


@pytest.mark.parametrize("columns", ["80", "120"])
def test_on_the_screen(tmp_path: Path, columns: str) -> None:
    install(tmp_path, "acme-sparks", "1.2", "acme", "acme_sparks")
    install(tmp_path, "ruined", "1.0", "ruined", "ruins")
    done = run("doctor", COLUMNS=columns)
    assert done.exit_code == 1
    assert "acme-sparks 1.2, acme_sparks, api 1" in done.stdout
    assert "1 finding\n" in done.stdout
    assert "from ruined 1.0" in " ".join(done.stdout.split())
    assert max(map(len, done.stdout.splitlines())) <= int(columns)


def test_broken_plugins_are_found(tmp_path: Path) -> None:
    install(tmp_path, "ruined", "1.0", "ruined", "ruins")
    install(tmp_path, "unsound", "1.0", "bad", "unsound")
    install(tmp_path, "hollow", "1.0", "hollow", "empty")
    (tmp_path / "unsound.py").write_text(
        UNSOUND.replace('Fails({}, "abcdef")', 'Fails({}, "abc"), Fails({}, "a" * 200)')
    )
    told = examined()
    assert [plugin["kinds"] for plugin in told["plugins"]] == [["bad:short"], [], []]
    wrong, crash, broken = (
        next(one for one in told["findings"] if what in one) for what in ("example 1", "example 2", "ruins")
    )
    assert wrong == "bad:short is wrong on its example 1: passes, but should not: 'abc'"
    assert crash == "bad:short is wrong on its example 2: RuntimeError: too long for me"
    assert "plugin 'ruined' (ruins, from ruined 1.0) cannot be imported: ZeroDivisionError" in broken
    assert "plugin 'hollow' (empty, from hollow) has no kinds: its module must import the classes" in told["findings"]


def test_plugins_may_be_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "ruined", "1.0", "ruined", "ruins")
    monkeypatch.setenv("GONOGO_NO_PLUGINS", "1")
    told = examined()
    assert (told["plugins"], told["plugins_off"], told["findings"]) == ([], True, [])
    assert "turned off by GONOGO_NO_PLUGINS" in run("doctor", GONOGO_NO_PLUGINS="1").stdout


def test_missing_and_old_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    real = metadata.version

    def version(name: str) -> str:
        if name in ("regex", "ray", "starlette"):
            raise metadata.PackageNotFoundError(name)
        return {"numpy": "1.9.3", "pyyaml": "5.4"}.get(name) or real(name)

    monkeypatch.setattr(metadata, "version", version)
    told = examined()
    assert "regex is not installed; pip install 'regex>=2024.5.15'" in told["findings"]
    assert "numpy 1.9.3 is too old; pip install 'numpy>=1.26'" in told["findings"]
    assert "yaml is too old for the kind yaml; pip install -U 'gonogo[yaml]'" in told["findings"]
    states = {extra["name"]: extra["state"] for extra in told["extras"]}
    assert (states["ray"], states["server"], states["yaml"]) == ("missing", "missing", "too old")
    assert len(told["findings"]) == 3  # what is optional may be missing
    assert "pip install 'gonogo[server]'" in run("doctor").stdout


def test_missing_and_changed_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "gonogo"
    (package / "text").mkdir(parents=True)
    about = tmp_path / "gonogo-0.1.0.dist-info"
    about.mkdir()
    listed = []
    for name in ("__init__.py", "a.py", "text/words.txt", "text/more.txt"):
        (package / name).write_text(name, "utf-8")
        digest = urlsafe_b64encode(sha256(name.encode()).digest()).decode().rstrip("=")
        listed.append(f"gonogo/{name},sha256={digest},{len(name)}\n")
    (about / "RECORD").write_text("".join(listed), "utf-8")
    monkeypatch.setattr(doctor, "gonogo", SimpleNamespace(__file__=str(package / "__init__.py"), __version__="0.1.0"))
    monkeypatch.setattr(metadata, "distribution", lambda name: metadata.PathDistribution(about))
    assert doctor.files() == {"data": ["text/more.txt", "text/words.txt"], "checked": 4, "missing": [], "changed": []}
    (package / "text" / "more.txt").unlink()
    (package / "a.py").write_text("changed", "utf-8")
    told = examined()
    assert told["files"]["missing"] == ["gonogo/text/more.txt"]
    assert told["files"]["changed"] == ["gonogo/a.py"]
    assert "1 file of gonogo missing: gonogo/text/more.txt; pip install --force-reinstall gonogo" in told["findings"]


@pytest.mark.skipif(not PROJECT.exists(), reason="the project's table stands in the repository only")
def test_what_is_needed_is_what_the_project_says() -> None:
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    assert dict(one.split(">=") for one in project["dependencies"]) == doctor.REQUIRED
    said = {
        name: dict(one.replace("[data]", "").split(">=") for one in packages)
        for name, packages in project["optional-dependencies"].items()
        if name != "test"
    }
    assert {name: packages for name, (packages, _) in doctor.EXTRAS.items()} == said
