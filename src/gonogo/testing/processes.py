"""Whether another process, with another hash seed, judges and builds alike."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from random import Random
from typing import Any

from gonogo.constraint import parse
from gonogo.constraints import Kind
from gonogo.draft import Draft
from gonogo.testing.cases import kind_of, pool
from gonogo.text.view import View

_CASES = 25  # judged per kind
_SEEDS = range(4)


def differences(kinds: Iterable[Kind], modules: Sequence[str] = (), hash_seed: int = 4242) -> list[str]:
    """Return how kinds behave differently in a fresh process with another hash seed, in sentences; none if alike.

    Compared are verdicts in every part, fingerprints, instructions, sampled constraints and built texts. One process
    serves all kinds.

    Args:
        kinds: the kinds.
        modules: modules to import there first, for kinds that register themselves.
        hash_seed: ``PYTHONHASHSEED`` of the other process.
    """
    listed = list(kinds)
    cases = [case for kind in listed for case in pool(kind).cases[:: _step(kind)]]
    task: dict[str, Any] = {
        "modules": list(modules),
        "cases": [[case.constraint.to_dict(), case.text] for case in cases],
        "kinds": sorted(kind.name for kind in listed),
    }
    here = answer(task)
    there = _ask(task, hash_seed)
    found = []
    for case, one, other in zip(task["cases"], here["verdicts"], there["verdicts"], strict=True):
        if one != other:
            found.append(f"{json.dumps(case[0])} on {case[1][:300]!r}: {one} here, {other} there")
    for name in task["kinds"]:
        if here["built"][name] != there["built"][name]:
            found.append(f"{name}: the same seeds build other constraints or texts there")
    return found


def _step(kind: Kind) -> int:
    return max(1, len(pool(kind).cases) // _CASES)


def answer(task: dict[str, Any]) -> dict[str, Any]:
    """Return what this process makes of ``task``, as JSON would carry it."""
    for module in task["modules"]:
        importlib.import_module(module)
    verdicts = []
    for spec, text in task["cases"]:
        constraint = parse(spec)
        verdicts.append([constraint.fingerprint, constraint.describe(), constraint.judge(View(text)).to_dict()])
    built = {name: [_built(kind_of(name), seed) for seed in _SEEDS] for name in task["kinds"]}
    back: dict[str, Any] = json.loads(json.dumps({"verdicts": verdicts, "built": built}))
    return back


def _built(kind: Kind, seed: int) -> list[Any]:
    rng = Random(seed)
    constraint = kind.sample(rng)
    draft = Draft.filler(rng)
    constraint.satisfy(draft, rng)
    text = draft.render()
    constraint.violate(draft, rng)
    return [constraint.to_dict(), text, draft.render()]


def _ask(task: dict[str, Any], hash_seed: int) -> dict[str, Any]:
    env = {**os.environ, "PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-m", __name__], input=json.dumps(task), capture_output=True, text=True, env=env, check=False
    )
    if done.returncode != 0:
        raise AssertionError(f"the other process failed:\n{done.stderr[-2000:]}")
    back: dict[str, Any] = json.loads(done.stdout)
    return back


if __name__ == "__main__":
    json.dump(answer(json.load(sys.stdin)), sys.stdout)
