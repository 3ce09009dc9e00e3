"""``gonogo new-kind``: a plugin package to begin with, whose tests pass."""

from __future__ import annotations

import json
import keyword
import re
from importlib import resources
from pathlib import Path
from string import Template
from typing import Any

import click

import gonogo
from gonogo.cli.look import emit, json_option, out, printable
from gonogo.errors import SpecError

_NAME = re.compile("[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_RESERVED = ("gonogo", "count")

# The constraint and the texts of the test by hand.
_BY_HAND: dict[bool, tuple[dict[str, Any], str, str]] = {
    False: ({"longest": 5}, "Salt dries on the old rope.", "Winter is long."),
    True: ({"amount": {"low": 2}}, "Salt -> water -> sea", "Salt -> water"),
}


@click.command("new-kind", short_help="Write a plugin package with a kind of your own.")
@click.argument("name", metavar="VENDOR:NAME")
@click.option("--unit", is_flag=True, help="Something to count: the kind VENDOR:count.NAME, with amounts and scopes.")
@click.option("-o", "--out", "folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="Write it here; a folder that is not there yet, or empty. Default: ./VENDOR-NAME")  # fmt: skip
@json_option
def new_kind(name: str, unit: bool, folder: Path | None, as_json: bool) -> None:
    """Write a package with a kind VENDOR:NAME that is ready to be installed, tested and changed.

    \b
      gonogo new-kind acme:short_words
      gonogo new-kind acme:arrows --unit -o plugins/arrows
    """  # noqa: D301 (click reads \b as "keep these lines")
    vendor, bare = parted(name)
    folder = folder if folder is not None else Path(f"{vendor}-{bare}".replace("_", "-"))
    if folder.exists() and any(folder.iterdir()):
        raise SpecError(f"{folder} is not empty; name a new folder with -o DIR, or empty this one")
    files = written(vendor, bare, unit=unit)
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    kind = kind_of(vendor, bare, unit=unit)
    if as_json:
        emit({"kind": kind, "folder": str(folder), "files": list(files)})
        return
    look = out()
    look.line(f"wrote {printable(str(folder))}: the kind ", (kind, "bold cyan"))
    for path in files:
        look.line((path, "dim"), indent=2)
    look.line("next:")
    for step in (f"cd {folder}", "pip install -e '.[test]'", "pytest", f"gonogo explain {kind}"):
        look.line(printable(step), indent=2)


def parted(name: str) -> tuple[str, str]:
    """Return vendor and name of ``vendor:name``.

    Raises:
        SpecError: it is no such name; says what is wrong and gives one that is right.
    """
    vendor, colon, bare = name.partition(":")
    bare = bare.removeprefix("count.")
    shape = "a lower-case letter, then lower-case letters and digits, in parts joined by '_'"
    if not colon or not vendor or not bare:
        raise SpecError(
            f"a kind of your own is called vendor:name, e.g. 'acme:{_near(bare or vendor)}'; given: {name!r}"
        )
    for part in (vendor, bare):
        if not _NAME.fullmatch(part) or keyword.iskeyword(part):
            raise SpecError(f"{part!r} in {name!r} cannot be a name ({shape}); write '{_near(vendor)}:{_near(bare)}'?")
    if vendor in _RESERVED:
        raise SpecError(f"the vendor {vendor!r} is gonogo's own; take the name of your project, e.g. 'acme:{bare}'")
    return vendor, bare


def kind_of(vendor: str, name: str, *, unit: bool) -> str:
    """Return the kind's whole name."""
    return f"{vendor}:count.{name}" if unit else f"{vendor}:{name}"


def written(vendor: str, name: str, *, unit: bool) -> dict[str, str]:
    """Return the files of the package: text by path."""
    kind = kind_of(vendor, name, unit=unit)
    params, passing, failing = _BY_HAND[unit]
    module = f"{vendor}_{name}"
    values = {
        "vendor": vendor, "name": name, "kind": kind, "module": module,
        "distribution": module.replace("_", "-"),
        "class_name": "".join(part.capitalize() for part in name.split("_")), "version": gonogo.__version__,
        "spec": json.dumps({"kind": kind, **params}), "passing": json.dumps(passing), "failing": json.dumps(failing),
    }  # fmt: skip
    templates = {
        "pyproject.toml": "pyproject.toml.txt", "README.md": "README.md.txt",
        f"src/{module}/__init__.py": "unit.py.txt" if unit else "constraint.py.txt",
        f"tests/test_{name}.py": "test.py.txt",
    }  # fmt: skip
    folder = resources.files("gonogo.cli") / "templates"
    return {
        path: Template((folder / template).read_text("utf-8")).substitute(values)
        for path, template in templates.items()
    }


def _near(given: str) -> str:
    """Return a valid name like ``given``."""
    apart = re.sub("(?<=[a-z0-9])(?=[A-Z])", "_", given)
    near = re.sub("[^a-z0-9]+", "_", apart.lower()).strip("_0123456789")
    return f"{near}_" + "kind" if keyword.iskeyword(near) else near or "name"
