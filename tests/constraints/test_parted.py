"""Parts between dividers: labels by hand."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo.constraint import parse
from gonogo.errors import SpecError

TWO_WORDS = {"kind": "count.words", "amount": 2}


@pytest.mark.parametrize(
    ("params", "text", "label"),
    [
        ({}, "One two\n* * *\nOne two", True),
        ({}, "One two\r\n\r\n  ***  \r\n\r\nOne two", True),
        ({}, "***\nOne two\n***\nOne two\n***", True),
        ({}, "One two\n* * *\nOne", False),
        ({}, "One two\n* * *\n* * *\nOne two", False),
        ({}, "One two\n---\nOne two", False),
        ({}, "One two\n* * * *\nOne two", False),
        ({}, "One two", False),
        ({}, "", False),
        ({"divider": "---"}, "One two\n---\nOne two", True),
        ({"divider": "---"}, "One two\n- - -\nOne two", True),
        ({"amount": {"low": 2}}, "One two\n***\nOne two\n***\nOne two", True),
        ({"constraints": [TWO_WORDS, {"kind": "case", "case": "lower"}]}, "one two\n***\none Two", False),
    ],
)
def test_divided_each(params: dict[str, Any], text: str, label: bool) -> None:
    spec = {"kind": "divided.each", "amount": 2, "constraints": [TWO_WORDS], **params}
    assert parse(spec).check(text) is label


@pytest.mark.parametrize("divider", [" ", "and", "*\n*"])
def test_a_divider_is_marks_on_one_line(divider: str) -> None:
    with pytest.raises(SpecError, match="marks on one line"):
        parse({"kind": "divided.each", "divider": divider, "amount": 2, "constraints": [TWO_WORDS]})
