"""``benchmarks/fuzz.py``: what it resumes, and when it calls a run complete."""

from __future__ import annotations

import importlib.util
import json
import sys
from multiprocessing.pool import ThreadPool
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def night() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmarks_fuzz", ROOT / "benchmarks" / "fuzz.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def row(chunk: int, **more: Any) -> dict[str, Any]:
    counted = {"cases": 500, "seconds": 1.0, "unbuilt": 0, "repeats": 0, "findings": [], "errors": []}
    return {"kind": "title", "chunk": chunk, "seed": 0, "code": "now", **counted, **more}


def test_it_goes_on_where_it_stopped_with_the_same_code(night: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "chunks.jsonl"
    rows = [row(0), row(0), row(1, code="before"), row(2, seed=1), row(3), row(9)]
    file.write_text("".join(json.dumps(one) + "\n" for one in rows) + '{"kind": "ti', "utf-8")
    found = night.done_before(file, 0, "now", {("title", chunk) for chunk in range(4)})
    assert [one["chunk"] for one in found] == [0, 3]
    assert night.done_before(tmp_path / "none.jsonl", 0, "now", set()) == []


def test_only_a_run_with_every_chunk_is_complete(night: ModuleType) -> None:
    part, whole = (night.summary([row(i) for i in range(n)], 3, 0, 1, "now") for n in (2, 3))
    assert (part["complete"], part["chunks"], part["cases"]) == (False, [2, 3], 1000)
    assert (whole["complete"], whole["code"]) == (True, "now")


def test_a_sort_of_finding_is_told_once_by_its_shortest_text(night: ModuleType) -> None:
    found = [{"kind": "title", "check": "crash", "text": text} for text in ("abc", "a", "ab")]
    told = night.summary([row(0, findings=found, repeats=4)], 1, 0, 1, "now")
    assert [one["text"] for one in told["findings"]] == ["a"]
    assert told["kinds"]["title"]["findings"] == 7


def test_other_code_has_another_digest(night: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "__init__.py").write_text("a = 1\n", "utf-8")
    monkeypatch.setattr(night.gonogo, "__file__", str(tmp_path / "__init__.py"))
    before = night.digest()
    assert night.digest() == before
    (tmp_path / "__init__.py").write_text("a = 2\n", "utf-8")
    assert night.digest() != before


def test_a_short_run_writes_a_complete_result(
    night: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(night, "catalogue", lambda **_: ["title", "json"])
    monkeypatch.setattr(night, "CHUNK", 20)
    monkeypatch.setattr(night.multiprocessing, "Pool", ThreadPool)  # a process would not know what is patched here
    args = ["--cases", "80", "--processes", "1", "--chunks", f"{tmp_path}/c.jsonl", "--out", f"{tmp_path}/new/o.json"]
    for left in ("4 to do", "0 to do"):
        monkeypatch.setattr(sys, "argv", ["fuzz.py", *args])
        with pytest.raises(SystemExit) as ended:
            night.main()
        assert ended.value.code == 0
        assert left in capsys.readouterr().out
        told = json.loads((tmp_path / "new" / "o.json").read_text("utf-8"))
        assert (told["complete"], told["chunks"], sorted(told["kinds"])) == (True, [4, 4], ["json", "title"])
