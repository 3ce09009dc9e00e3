"""open-instruct's call, as recorded from its RewardConfig: one sample through ``async_call``, in threads."""

from __future__ import annotations

import asyncio
import pickle
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.rows import HALF, MET, SEA_SHORT, drop, fake

from gonogo.adapters import open_instruct
from gonogo.errors import SpecError


@dataclass
class VerificationResult:
    score: float
    cost: float = 0.0
    reasoning: str | None = None


class VerifierFunction:
    """As much of open-instruct's as a verifier uses."""

    def __init__(self, name: str, weight: float = 1.0, verifier_config: Any = None) -> None:
        self.name, self.weight, self.verifier_config = name, weight, verifier_config

    async def async_call(self, tokens: list[int], prediction: str, label: Any, query: str | None = None) -> Any:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(None, lambda: self(tokens, prediction, label, query))  # type: ignore[operator]


@pytest.fixture(autouse=True)
def package(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    drop(open_instruct)
    fake(
        monkeypatch, "open_instruct.ground_truth_utils",
        VerifierFunction=VerifierFunction, VerificationResult=VerificationResult,
    )  # fmt: skip
    yield
    drop(open_instruct)


def score(prediction: str, label: Any) -> VerificationResult:
    verifier = open_instruct.register()()
    return asyncio.run(verifier.async_call([1, 2], prediction, label, "query"))


def test_found_among_the_subclasses() -> None:
    made = open_instruct.register()
    assert made is open_instruct.register()
    assert made in VerifierFunction.__subclasses__()
    assert made().name == "gonogo"  # the row's `dataset`
    assert pickle.loads(pickle.dumps(made())).weight == 1.0


@pytest.mark.parametrize("label", [SEA_SHORT, [SEA_SHORT]])
def test_a_sample(label: Any) -> None:
    assert score(MET, label).score == 1.0
    found = score(HALF, label)
    assert (found.score, found.reasoning) == (0.0, "1 of 2 constraints met")


@pytest.mark.parametrize(
    "label",
    [
        "[{'instruction_id': ['punctuation:no_comma'], 'kwargs': [None]}]",
        '{"func_name": "validate_no_commas", "N": null}',
    ],
)
def test_its_own_labels(label: str) -> None:
    assert (score("a b", label).score, score("a, b", label).score) == (1.0, 0.0)


def test_no_verdict_says_so(crash: str) -> None:
    assert score(MET, crash) == VerificationResult(0.0, reasoning="no verdict")


def test_an_unreadable_label() -> None:
    with pytest.raises(SpecError, match="ground_truth"):
        score(MET, "{")


def test_it_starts_the_trainer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "grpo.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\nfrom open_instruct.ground_truth_utils import VerifierFunction\n"
        "names = [one.__name__ for one in VerifierFunction.__subclasses__()]\n"
        "Path(sys.argv[1]).write_text(' '.join([__name__, *sys.argv[2:], *names]))\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(sys, "argv", [])
    monkeypatch.setattr(sys, "path", list(sys.path))
    open_instruct.main([str(script), str(tmp_path / "out"), "--lr"])
    assert (tmp_path / "out").read_text(encoding="utf-8").split()[:3] == ["__main__", "--lr", "ConstraintVerifier"]
    with pytest.raises(SystemExit, match="usage"):
        open_instruct.main([])
