"""``gonogo export-env``: rows in, an installable environment package for verifiers and prime-rl out."""

from __future__ import annotations

import json
import keyword
import re
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

import gonogo
from gonogo.cli.files import Lines, Written, format_option
from gonogo.cli.look import emit, json_option, numbered, out
from gonogo.cli.rows import checkable, read_record
from gonogo.errors import BatchError, RowError, SpecError

FINDINGS = 1
NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
ROWS = "rows.jsonl"


@click.command("export-env", short_help="Write an environment package for verifiers and prime-rl.")
@click.argument("name")
@click.option("--data", "file", type=click.Path(dir_okay=False), required=True,
              help="JSON Lines with the prompts and constraints; - for standard input.")  # fmt: skip
@click.option("-o", "--out", "target", type=click.Path(file_okay=False),
              help="The folder to make.  [default: NAME]")  # fmt: skip
@format_option()
@click.option("--skip-bad", is_flag=True, help="Leave out rows that cannot be read, and count them.")
@json_option
def export_env(name: str, file: str, target: str | None, layout: str, skip_bad: bool, as_json: bool) -> int:
    """Write NAME, an installable environment package whose reward is the constraints of its rows.

    \b
    gonogo export-env my-env --data rows.jsonl -o my-env
    pip install ./my-env

    It is a taskset of verifiers' v1 API, which prime-rl trains on, and has load_environment for the older API.

    Exit codes: 0 every row is in it, 1 rows were left out, 2 bad input.
    """  # noqa: D301 (click reads \b as "keep these lines")
    module = _module(name)
    folder = Path(target or name)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SpecError(f"{folder} exists and is not empty; give another folder with -o, or remove it")
    with ExitStack() as stack:
        lines = Lines(file, stack, "reading", quiet=as_json)
        rows, faults = _rows(lines, layout, skip_bad=skip_bad)
    if not rows:
        raise RowError(f"{lines.name} holds no rows" + (" that can be read" if faults else ""))
    files = {"pyproject.toml": _project(name, module), "README.md": _readme(name, module, len(rows)),
             f"{module}/__init__.py": _code(name, module)}  # fmt: skip
    (folder / module).mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        (folder / path).write_text(text, encoding="utf-8")
    with ExitStack() as stack:
        written = Written(str(folder / module / ROWS), file, stack)
        for row in rows:
            written.write(row)
    _tell(name, folder, [*files, f"{module}/{ROWS}"], len(rows), faults, as_json=as_json)
    return FINDINGS if faults else 0


def _module(name: str) -> str:
    """Return the name of the package's module, as verifiers makes it of the id."""
    module = name.replace("-", "_")
    if not NAME.fullmatch(name):
        made = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-0123456789") or "my-env"
        raise SpecError(f"{name!r} is no name for a package: lower-case letters, digits, single hyphens, e.g. {made!r}")
    if keyword.iskeyword(module) or module in sys.stdlib_module_names or module in ("gonogo", "verifiers"):
        raise SpecError(f"a package {name!r} would hide the module {module!r} of that name; try '{name}-env'")
    return module


def _rows(lines: Lines, layout: str, *, skip_bad: bool) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the rows of the package, and what is wrong with those that were left out."""
    rows: list[dict[str, Any]] = []
    faults: list[str] = []
    for number, row in lines:
        try:
            if isinstance(row, RowError):
                raise row
            rows.append(_row(row, number, layout))
        except (SpecError, BatchError) as error:
            where = f"{lines.name}:{number}: "
            told = where + str(error).removeprefix(where)
            if not skip_bad:
                raise RowError(f"{told}\nnothing was written (--skip-bad leaves such rows out)") from None
            faults.append(told)
    return rows, faults


def _row(row: dict[str, Any], number: int, layout: str) -> dict[str, Any]:
    record = read_record(row, layout)
    constraints = json.dumps([one.to_dict() for one in checkable(record)], ensure_ascii=False)
    prompt: Any = record.chat or record.prompt
    if not prompt:
        raise SpecError("has no prompt, which the model is to be asked")
    if isinstance(prompt, list) and prompt[-1].get("role") == "assistant":
        raise SpecError("its chat ends with the assistant's answer; a prompt ends with the user's message")
    return {"id": str(row.get("key", row.get("id", number))), "prompt": prompt, "constraints": constraints}


def _tell(name: str, folder: Path, files: list[str], rows: int, faults: list[str], *, as_json: bool) -> None:
    if as_json:
        emit({"name": name, "folder": str(folder), "files": files, "rows": rows, "left_out": faults})
        return
    look = out()
    look.line((f"{folder}", "bold"), f": {numbered(rows, 'row')}")
    for path in files:
        look.line((path, "cyan"), indent=2)
    if faults:
        look.line((f"{numbered(len(faults), 'row')} left out", "bold red"))
        for fault in faults[:10]:
            look.line(look.clip(fault, 200), indent=2)
    look.gap()
    look.line(
        "Install it:  ", (f"pip install ./{folder}" if not folder.is_absolute() else f"pip install {folder}", "bold")
    )
    look.line("Train on it: ", (f'[orchestrator.train.source.env.taskset] id = "{name}"', "bold"), "  (prime-rl)")


# ---------------------------------------------------------------------- the files
def _class(module: str) -> str:
    return "".join(part.capitalize() for part in module.split("_")) + "Taskset"


def _code(name: str, module: str) -> str:
    return f'''"""{name}: prompts with verifiable constraints, rewarded by gonogo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gonogo.adapters import verifiers

__all__ = ["{_class(module)}", "load_environment"]


class {_class(module)}(verifiers.ConstraintTaskset):
    """The rows of {ROWS}. Its reward, `constraints`, is 1.0 if every constraint is met."""

    ROWS = Path(__file__).with_name("{ROWS}")


def load_environment(**settings: Any) -> Any:
    """Return the environment of verifiers before 0.4."""
    return verifiers.environment({_class(module)}.ROWS, **settings)
'''


def _project(name: str, module: str) -> str:
    return f"""[build-system]
requires = ["hatchling>=1.21"]
build-backend = "hatchling.build"

[project]
name = "{name}"
version = "0.1.0"
description = "Prompts with verifiable constraints, rewarded by gonogo"
readme = "README.md"
requires-python = ">=3.11"
dependencies = ["gonogo>={gonogo.__version__}", "verifiers>=0.3.1"]

[tool.hatch.build.targets.wheel]
packages = ["{module}"]
"""


def _readme(name: str, module: str, rows: int) -> str:
    return f"""# {name}

{rows:,} prompts with verifiable constraints. A response is rewarded with 1.0 if it meets every constraint of its
prompt, as decided by gonogo {gonogo.__version__}, else with 0.0.

    pip install .

In prime-rl:

```toml
[[orchestrator.train.source]]
name = "{name}"

[orchestrator.train.source.env.taskset]
id = "{name}"

[orchestrator.train.source.env.taskset.task]
policy = "all"       # or "mean": the share of constraints that are met

[orchestrator.train.source.env.agent.harness]
id = "null"

[orchestrator.train.source.env.agent.runtime]
type = "subprocess"
```

With verifiers before 0.4: `verifiers.load_environment("{name}")`, with `policy="mean"` if you like.

Logged: the reward `constraints`; the metrics `acc`, `n_pass`, `n_total`, `no_answer`. A rollout that could not be
judged is an error of that rollout, not a 0. The rows are in `{module}/{ROWS}`: `prompt`,
and `constraints` as one JSON string.
"""
