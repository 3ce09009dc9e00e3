"""``gonogo doctor``: what is installed, what it enables, and whether all of it works."""

from __future__ import annotations

import hashlib
import platform
import re
import sys
from base64 import urlsafe_b64encode
from importlib import metadata
from pathlib import Path
from typing import Any

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

import gonogo
from gonogo import registry
from gonogo.cli.look import Look, emit, err, grid, json_option, numbered, out, printable
from gonogo.constraints import Kind, catalogue, kind_named
from gonogo.errors import SpecError

FINDINGS = 1
LISTED = 8  # kinds of a plugin, wrong examples: so many are shown; --json has them all

# The least versions stand in pyproject.toml as well; a test compares.
REQUIRED = {
    "click": "8.1", "langdetect": "1.0.9", "numpy": "1.26", "pydantic": "2.7", "pyromark": "0.9", "regex": "2024.5.15",
    "rich": "13.7",
}  # fmt: skip
EXTRAS: dict[str, tuple[dict[str, str], str]] = {
    "json-schema": ({"jsonschema": "4.18"}, "the kind json.schema"),
    "ray": ({"pyarrow": "14.0", "ray": "2.41"}, "gonogo.cluster, gonogo score --ray and parquet"),
    "server": ({"starlette": "1.0", "uvicorn": "0.30"}, "gonogo serve"),
    "testing": ({"hypothesis": "6.100", "pytest": "8.2"}, "pytest --gonogo, tests of kinds of your own"),
    "yaml": ({"pyyaml": "6.0"}, "the kind yaml"),
}


@click.command(short_help="Say what is installed and whether it works.")
@json_option
def doctor(as_json: bool) -> int:
    """Say what is installed, what each optional part enables, which plugins there are, and whether all of it works.

    Every checker, also of plugins, is run on its own examples. Exit codes: 0 all is well, 1 findings.
    """
    report = examined()
    if as_json:
        emit(report)
    else:
        _show(out(), report)
    return FINDINGS if report["findings"] else 0


def examined() -> dict[str, Any]:
    """Return the report as plain data; ``findings`` says in a sentence each what is wrong and how to mend it."""
    report: dict[str, Any] = {
        "gonogo": {"version": gonogo.__version__, "path": str(Path(gonogo.__file__).parent), "api": registry.API},
        "python": {"version": platform.python_version(), "path": sys.executable, "platform": platform.platform()},
        "dependencies": [package(name, least) for name, least in REQUIRED.items()],
        "extras": [_extra(name) for name in EXTRAS],
        "plugins_off": registry.plugins_are_off(),
        "plugins": [_told(plugin) for plugin in registry.plugins()],
        "files": files(),
    }
    report["examples"] = _examples(report["plugins"])
    report["findings"] = list(_findings(report))
    return report


# ---------------------------------------------------------------------- packages
def package(name: str, least: str) -> dict[str, Any]:
    """Return a distribution as installed: its version (None: missing), the least that is needed, and its state."""
    try:
        version: str | None = metadata.version(name)
    except metadata.PackageNotFoundError:
        version = None
    state = "missing" if version is None else "too old" if _numbers(version) < _numbers(least) else "ok"
    return {"name": name, "version": version, "least": least, "state": state}


def _numbers(version: str) -> list[int]:
    return list(map(int, re.findall(r"\d+", re.split("[a-z+]", version)[0])))


def _extra(name: str) -> dict[str, Any]:
    packages, enables = EXTRAS[name]
    found = [package(distribution, least) for distribution, least in packages.items()]
    states = {one["state"] for one in found}
    state = "missing" if "missing" in states else "too old" if "too old" in states else "ok"
    return {"name": name, "enables": enables, "state": state, "packages": found}


def _told(plugin: registry.Plugin) -> dict[str, Any]:
    return {
        "vendor": plugin.vendor, "module": plugin.value, "distribution": plugin.distribution,
        "version": plugin.version, "api": plugin.api, "kinds": list(plugin.kinds),
        "error": None if plugin.error is None else str(plugin.error),
    }  # fmt: skip


# ---------------------------------------------------------------------- files
def files() -> dict[str, Any]:
    """Compare the files of the package with what was installed.

    ``checked`` is how many were compared, 0 where gonogo runs from a source tree; ``data`` those that are no code.
    """
    root = Path(gonogo.__file__).parent
    data = [path for path in sorted(root.rglob("*")) if path.suffix not in (".py", ".pyc") and path.is_file()]
    names = [path.relative_to(root).as_posix() for path in data]
    report: dict[str, Any] = {"data": names, "checked": 0, "missing": [], "changed": []}
    try:
        listed = metadata.distribution("gonogo").files or []
    except metadata.PackageNotFoundError:
        return report
    ours = [one for one in listed if one.parts[0] == "gonogo" and one.suffix != ".pyc"]
    if not ours or Path(str(ours[0].locate())).parent.resolve() != root.resolve():
        return report
    for one in ours:
        path = Path(str(one.locate()))
        if not path.is_file():
            report["missing"].append(str(one))
        elif one.hash is not None and one.hash.value != _digest(path, one.hash.mode):
            report["changed"].append(str(one))
    report["checked"] = len(ours)
    return report


def _digest(path: Path, mode: str) -> str:
    return urlsafe_b64encode(hashlib.new(mode, path.read_bytes()).digest()).decode().rstrip("=")


# ---------------------------------------------------------------------- checkers
def _examples(plugins: list[dict[str, Any]]) -> dict[str, Any]:
    """Run every checker on the examples of its kind."""
    names = [kind for plugin in plugins for kind in plugin["kinds"]]
    kinds = list(dict.fromkeys([*catalogue(plugins=False).values(), *map(kind_named, names)]))
    report: dict[str, Any] = {"kinds": len(kinds), "examples": 0, "wrong": [], "left_out": []}
    screen = err().console
    columns = (TextColumn("trying the checkers"), BarColumn(bar_width=24), MofNCompleteColumn())
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        for kind in progress.track(kinds):
            _try(kind, report)
    return report


def _try(kind: Kind, report: dict[str, Any]) -> None:
    for i, example in enumerate(kind.examples):
        try:
            said = kind.make(dict(example.params)).check(example.text)
        except Exception as error:  # whatever a checker raises is a finding
            if isinstance(error, SpecError) and "pip install 'gonogo[" in str(error):
                report["left_out"].append(kind.name)
                return
            report["wrong"].append({"kind": kind.name, "example": i, "why": f"{type(error).__name__}: {error}"})
            continue
        report["examples"] += 1
        if said is not example.passes:
            why = f"{'passes' if said else 'fails'}, but should not: {example.text[:80]!r}"
            report["wrong"].append({"kind": kind.name, "example": i, "why": why})


# ---------------------------------------------------------------------- findings
def _findings(report: dict[str, Any]) -> list[str]:
    found = []
    for one in report["dependencies"]:
        if one["state"] != "ok":
            have = "is not installed" if one["version"] is None else f"{one['version']} is too old"
            found.append(f"{one['name']} {have}; pip install '{one['name']}>={one['least']}'")
    for extra in report["extras"]:
        if extra["state"] == "too old":
            found.append(f"{extra['name']} is too old for {extra['enables']}; pip install -U 'gonogo[{extra['name']}]'")
    for plugin in report["plugins"]:
        if plugin["error"] is not None:
            found.append(plugin["error"])
        elif not plugin["kinds"]:
            found.append(
                f"plugin {plugin['vendor']!r} ({plugin['module']}, from {plugin['distribution']}) has no kinds: its "
                "module must import the classes"
            )
    for state in ("missing", "changed"):
        if names := report["files"][state]:
            more = f" and {len(names) - 3} more" if len(names) > 3 else ""
            what = f"{numbered(len(names), 'file')} of gonogo {state}: {', '.join(names[:3])}{more}"
            found.append(f"{what}; pip install --force-reinstall gonogo")
    for wrong in report["examples"]["wrong"]:
        found.append(f"{wrong['kind']} is wrong on its example {wrong['example']}: {wrong['why']}")
    return found


# ---------------------------------------------------------------------- on the screen
def _show(look: Look, report: dict[str, Any]) -> None:
    for name in ("gonogo", "python"):
        one = report[name]
        look.line((f"{name} {one['version']}", "bold"), (f"  {printable(one['path'])}", "dim"))
    look.line((printable(report["python"]["platform"]), "dim"))
    _head(look, "needs")
    table = grid(None, None, 1)
    for one in report["dependencies"]:
        table.add_row(_mark(look, one["state"]), one["name"], one["version"] or "missing")
    look.show(table, indent=2)
    _head(look, "optional parts")
    table = grid(None, None, 1)
    for extra in report["extras"]:
        have = ", ".join(f"{one['name']} {one['version'] or 'missing'}" for one in extra["packages"])
        hint = "" if extra["state"] == "ok" else f"\npip install 'gonogo[{extra['name']}]'"
        text = Text.assemble(extra["enables"], (f"\n{have}{hint}", "dim"))
        table.add_row(_mark(look, extra["state"], optional=True), Text(extra["name"], style="cyan"), text)
    look.show(table, indent=2)
    _show_plugins(look, report)
    _show_files(look, report)
    look.gap()
    if not report["findings"]:
        look.line(("no findings", "bold"))
        return
    look.line((numbered(len(report["findings"]), "finding"), "bold red"))
    for finding in report["findings"]:
        look.line(("- ", "red"), printable(finding), indent=2)


def _show_plugins(look: Look, report: dict[str, Any]) -> None:
    _head(look, "plugins")
    if report["plugins_off"]:
        look.line("turned off by GONOGO_NO_PLUGINS", indent=2)
    elif not report["plugins"]:
        look.line("none installed", indent=2)
    table = grid(None, None, 1)
    for plugin in report["plugins"]:
        api = "api 1 (it states none)" if plugin["api"] is None else f"api {plugin['api']}"
        about = f"{plugin['distribution'] or 'unknown distribution'} {plugin['version']}, {plugin['module']}, {api}"
        kinds = ", ".join(plugin["kinds"][:LISTED]) or "no kinds"
        more = f" and {len(plugin['kinds']) - LISTED} more" if len(plugin["kinds"]) > LISTED else ""
        bad = plugin["error"] is not None or not plugin["kinds"]
        said = ("broken: see below", "red") if plugin["error"] is not None else kinds + more
        text = Text.assemble(said, (f"\n{printable(about)}", "dim"))
        table.add_row(_mark(look, "broken" if bad else "ok"), Text(plugin["vendor"], style="cyan"), text)
    look.show(table, indent=2)


def _show_files(look: Look, report: dict[str, Any]) -> None:
    _head(look, "files and checkers")
    table = grid(None, 1)
    found = report["files"]
    bad = len(found["missing"]) + len(found["changed"])
    compared = f"{found['checked']:,} files as installed" if not bad else f"{bad} of {found['checked']:,} files are not"
    text = compared if found["checked"] else "a source tree: nothing to compare the files with"
    table.add_row(_mark(look, "broken" if bad else "ok"), f"{text}; {len(found['data'])} of data")
    tried = report["examples"]
    wrong = len(tried["wrong"])
    verdict = "all judged rightly" if not wrong else f"{wrong} judged wrongly"
    left = f"; left out, for an optional part is missing: {', '.join(tried['left_out'])}" if tried["left_out"] else ""
    told = f"{numbered(tried['examples'], 'example')} of {numbered(tried['kinds'], 'kind')}: {verdict}{left}"
    table.add_row(_mark(look, "broken" if wrong else "ok"), told)
    look.show(table, indent=2)


def _head(look: Look, title: str) -> None:
    look.gap()
    look.line((title, "bold"))


def _mark(look: Look, state: str, *, optional: bool = False) -> Text:
    if optional and state == "missing":
        return Text("-", style="dim")
    return look.mark("pass" if state == "ok" else "fail")
