"""The package as its users meet it: names, types, samples, no network."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from random import Random

import pytest

import gonogo
from gonogo import Reward, Status, parse, parse_set
from gonogo.draft import Grain

SAMPLES = [
    json.loads(line)
    for line in files("gonogo").joinpath("data/sample_rollouts.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_public_names_are_sorted_and_there() -> None:
    assert list(gonogo.__all__) == sorted(gonogo.__all__)
    assert len(set(gonogo.__all__)) == len(gonogo.__all__)
    assert all(hasattr(gonogo, name) for name in gonogo.__all__)


def test_every_public_name_is_described() -> None:
    assert [name for name in gonogo.__all__ if not (getattr(gonogo, name).__doc__ or "").strip()] == []


def test_version() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+(?:\.?[a-z]+\d+)?", gonogo.__version__)


def test_the_package_is_typed() -> None:
    assert files("gonogo").joinpath("py.typed").is_file()


def test_the_first_lines_of_the_page_work() -> None:
    scores = gonogo.Reward()(["No pause here."], ['[{"kind": "count.commas", "amount": {"high": 0}}]'])
    assert scores.acc.tolist() == [1.0]


def test_a_constraint_written_as_the_page_of_constraint_shows() -> None:
    scope = {"where": "first", "of": "sentence"}
    spec = {"kind": "count.keyword", "keyword": "sea", "amount": {"low": 2}, "scope": scope}
    assert parse(spec).to_dict() == spec


# ---------------------------------------------------------------------- the catalogue
def test_the_catalogue_is_sorted_and_each_entry_says_what_it_is() -> None:
    kinds = gonogo.catalogue(plugins=False)
    assert list(kinds) == sorted(kinds)
    for name, kind in kinds.items():
        assert kind.name == name
        assert kind.summary.endswith(".")
        assert kind.examples
        assert kind.version >= 1
        assert kind.grain in Grain
        assert all(source.suite and source.id and (source.same or source.note) for source in kind.sources)
        drawn = kind.sample(Random(1))
        assert drawn == kind.sample(Random(1))
        assert drawn == kind.make({key: value for key, value in drawn.to_dict().items() if key != "kind"})


@pytest.mark.parametrize("name", gonogo.catalogue(plugins=False))
def test_the_schema_allows_what_is_drawn(name: str) -> None:
    kind = gonogo.catalogue(plugins=False)[name]
    schema = kind.schema()
    assert json.loads(json.dumps(schema)) == schema
    for seed in range(5):
        drawn = kind.sample(Random(seed)).to_dict()
        assert set(drawn) <= set(schema["properties"])
        assert set(schema.get("required", [])) <= set(drawn)


# ---------------------------------------------------------------------- samples
@pytest.mark.parametrize("row", SAMPLES, ids=lambda row: row["id"])
def test_sample_rollouts_are_judged(row: dict[str, object]) -> None:
    constraints, responses = row["constraints"], row["responses"]
    assert isinstance(constraints, str)
    assert isinstance(responses, list)
    assert parse_set(constraints)
    scores = Reward()(responses, [constraints] * len(responses))
    assert {status for one in scores.status for status in one} <= {Status.PASS, Status.FAIL, Status.NO_ANSWER}
    assert all(judged.reason for one in scores.judged for judged in one)


def test_sample_rollouts_hold_passes_and_failures() -> None:
    responses = [response for row in SAMPLES for response in row["responses"]]
    scores = Reward()(responses, [row["constraints"] for row in SAMPLES for _ in row["responses"]])
    assert 0 < scores.acc.mean() < 1


OFFLINE = """
import socket

def refuse(*args, **kwargs):
    raise OSError("the network is off")

socket.socket = socket.create_connection = socket.getaddrinfo = refuse

import gonogo

text = "Heute gehen wir auf den Markt. NASA, *so*: [name]\\n\\n* one\\n* two\\n\\nP.S. Bye."
for kind in gonogo.catalogue(plugins=False).values():
    for example in kind.examples:
        assert kind.make(dict(example.params)).check(example.text) is example.passes, (kind.name, example)
    kind.make(dict(kind.examples[0].params)).explain(text)
print(len(gonogo.catalogue(plugins=False)))
"""


def test_everything_works_without_a_network() -> None:
    path = os.pathsep.join([str(Path(gonogo.__file__).parent.parent), *sys.path])
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", OFFLINE],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 20
