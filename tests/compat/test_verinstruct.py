"""VerInstruct's functions: known shapes are read, nothing is executed, everything else is reported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gonogo import parse
from gonogo.compat.records import FORMATS
from gonogo.compat.records.verinstruct import translate


def _function(body: str) -> str:
    lines = "\n".join(f"    {line}" for line in body.split("\n"))
    return f"import re\nimport json\n\ndef check_following(instruction, response):\n{lines}"


def _words(**amount: int) -> dict[str, Any]:
    return {"kind": "count.words", "amount": amount}


@pytest.mark.parametrize(
    ("body", "spec"),
    [
        ("return len(response.split()) <= 100", _words(high=100)),
        ("return len(response.split()) < 100", _words(high=99)),
        ("return 100 < len(response.split())", _words(low=101)),
        ("return 50 <= len(response.split()) <= 60", _words(low=50, high=60)),
        ("words = response.split()\nn = len(words)\nreturn n == 3", _words(low=3, high=3)),
        ("'''Doc.'''\nif len(response.split()) > 10:\n    return False\nreturn True", _words(high=10)),
        ("if len(response.split()) >= 10:\n    return True\nelse:\n    return False", _words(low=10)),
        ("return not len(response.strip().split()) > 10", _words(high=10)),
        ("return response.count('sea') >= 2", {"kind": "count.keyword", "keyword": "sea", "amount": {"low": 2}}),
        ("return response.lower().count(',') == 0", {"kind": "count.commas", "amount": {"high": 0}}),
        ("return ',' not in response", {"kind": "count.commas", "amount": {"high": 0}}),
        ("return 'sea' in response.lower()", {"kind": "keywords.include", "keywords": ["sea"]}),
        ("return 'SEA'.lower() not in response.lower()", {"kind": "keywords.exclude", "keywords": ["SEA"]}),
        ("keys = ['sea', 'salt']\nreturn all(k.lower() in response.lower() for k in keys)",
         {"kind": "keywords.include", "keywords": ["sea", "salt"]}),
        ("return all(k not in response for k in ('sea', 'salt'))", {"kind": "keywords.exclude", "keywords": ["sea", "salt"]}),
        ("return response.strip().endswith('Bye now.')", {"kind": "ends_with", "phrase": "Bye now."}),
        ("return response.isupper()", {"kind": "case", "case": "upper"}),
        ("return len(response.split('\\n\\n')) == 3", {"kind": "count.paragraphs", "amount": {"low": 3, "high": 3}}),
        ("parts = [p for p in response.split('\\n\\n') if p.strip()]\nreturn len(parts) >= 2",
         {"kind": "count.paragraphs", "amount": {"low": 2}}),
        ("try:\n    json.loads(response)\n    return True\nexcept ValueError:\n    return False", {"kind": "json"}),
        ("return 'sea' in response and len(response.split()) < 5",
         {"kind": "all", "constraints": [{"kind": "keywords.include", "keywords": ["sea"]}, _words(high=4)]}),
        ("if 'sea' not in response:\n    return False\nreturn len(response.split()) < 5",
         {"kind": "all", "constraints": [{"kind": "keywords.include", "keywords": ["sea"]}, _words(high=4)]}),
    ],
)  # fmt: skip
def test_known_shapes(body: str, spec: dict[str, Any]) -> None:
    assert translate(_function(body)) == parse(spec)


@pytest.mark.parametrize(
    "body",
    [
        "return True",
        "return len(response) < 100",
        "return len(instruction.split()) < 100",
        "return len(response.split(',')) < 100",
        "return len(response.split()) % 2 == 0",
        "return len(response.split()) != 3",
        "return len(response.split()) < -1",
        "return len([w for w in response.split() if w.isupper()]) < 3",
        "return len([w[0] for w in response.split()]) < 3",
        "return len(response.split()) < len(response.split())",
        "return 'sea' in response or 'salt' in response",
        "return any(k in response for k in ['sea', 'salt'])",
        "return all(k in response for k in ['sea', 'salt'] if k)",
        "return all(k in response for k in ['a', 'b'])",
        "return 'e' in response",
        "return response.count('e') >= 2",
        "return re.search('sea', response) is not None",
        "for word in response.split():\n    pass\nreturn True",
        "words = response.split()\nwords = words[1:]\nreturn len(words) < 3",
        "try:\n    json.loads(response)\n    return True\nexcept ValueError:\n    return True",
        "global x\nreturn response.isupper()",
        "if len(response.split()) < 3:\n    return 1\nreturn 0",
        "if ',' in response:\n    return False\nif 'sea' in response:\n    return True",
        "return response.endswith('.')",
        "return response.isupper(3)",
        "pass",
    ],
)
def test_other_shapes_are_not_guessed(body: str) -> None:
    assert translate(_function(body)) is None


@pytest.mark.parametrize(
    "source", ["", "x = 1", "def f(:", "def f(): return True", "\0", "(" * 500, "x" * 30_000, "def f(" + "-" * 9999]
)
def test_broken_sources_are_nothing(source: str) -> None:
    assert translate(source) is None


def test_names_put_into_each_other_do_not_explode() -> None:
    lines = ["a0 = 'sea' in response"] + [f"a{i} = a{i - 1} and a{i - 1}" for i in range(1, 60)] + ["return a59"]
    assert translate(_function("\n".join(lines))) is None


def test_nothing_is_executed(tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    source = f"open({str(trap)!r}, 'w')\n" + _function(f"open({str(trap)!r}, 'w')\nreturn ',' not in response")
    row = {"prompt": "x", "checkers": ["[rule] x"], "functions": [source]}
    assert FORMATS["verinstruct"].read(row).items[0].cause == "shape"
    assert not trap.exists()


def test_rules_are_read_and_judged_ones_are_left_in_the_row() -> None:
    row = {
        "prompt": "Say it.", "checkers": ["[llm] polite", "[rule] short", "[rule] rhymes"],
        "functions": ["return llm_judge('x')", _function("return len(response.split()) < 9"), _function("return rhymes()")],
    }  # fmt: skip
    record = FORMATS["verinstruct"].read(row)
    assert [(item.name, item.cause) for item in record.items] == [("[rule] short", ""), ("[rule] rhymes", "shape")]
    lost = FORMATS["native"].write(record)
    assert isinstance(lost, list)
    assert [(one.index, "no shape that is known: '[rule] rhymes'" in one.why) for one in lost] == [(1, True)]


def test_functions_in_the_ground_truth_of_verl() -> None:
    import json

    truth = json.dumps({"checkers": ["[rule] x"], "functions": [_function("return ',' not in response")]})
    row = {"prompt": [{"role": "user", "content": "Say it."}], "reward_model": {"style": "rm", "ground_truth": truth}}
    record = FORMATS["verinstruct"].read(row)
    assert record.prompt == "Say it."
    assert [one.kind for one in record.constraints] == ["count.commas"]
    assert FORMATS["verinstruct"].write(record) == row
