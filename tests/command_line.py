"""Running `gonogo` in tests: in this process or in one of its own, and rows to run it on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

import gonogo
from gonogo.cli import app

SOURCE = Path(gonogo.__file__).parents[1]
SAMPLE = SOURCE / "gonogo" / "data" / "sample_rollouts.jsonl"
NO_COMMA = '[{"kind": "count.commas", "amount": {"high": 0}}]'


def run(*args: str, stdin: str | bytes | None = None, **env: str | None) -> Result:
    return CliRunner().invoke(app, list(args), input=stdin, env={"NO_COLOR": None, "COLUMNS": "80", **env})


def spawn(*args: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "gonogo", *args]
    return subprocess.run(command, input=stdin, capture_output=True, env=environment(**env), timeout=120, check=False)


def environment(**more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS")}
    return {**kept, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1", **more}


def write(path: Path, *lines: Any) -> str:
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines), "utf-8")
    return str(path)


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").strip().split("\n")]


def row(response: Any = "No pause here.", **more: Any) -> dict[str, Any]:
    return {"prompt": "Say it without commas.", "constraints": NO_COMMA, "response": response, **more}
