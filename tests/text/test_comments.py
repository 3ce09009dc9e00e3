"""HTML comments: which of them show."""

from __future__ import annotations

import pytest

from gonogo.constraint import parse
from gonogo.errors import SpecError
from gonogo.text.comments import comments, without_comments
from gonogo.text.view import View


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Salt <!-- a --> sea", "Salt  sea"),
        ("Salt<!-- a\nb -->sea<!-- c -->", "Saltsea"),
        ("<!-->Salt<!--->sea", "Saltsea"),
        ("`<!-- a -->` <!-- b -->", "`<!-- a -->` "),
        ("```html\n<!-- a -->\n```\n<!-- b -->", "```html\n<!-- a -->\n```\n"),
        ("Salt\n  <!-- never closed\nsea", "Salt\n  "),
        ("   <!-- never closed", "   "),
        ("Salt\n    <!-- indented code", "Salt\n    <!-- indented code"),
        ("Salt <!-- in a line", "Salt <!-- in a line"),
        ("Salt <!-- in a line\n<!-- at its start", "Salt <!-- in a line\n"),
        ("Begin with <!-- a\nb\n\nand end with -->", "Begin with <!-- a\nb\n\nand end with -->"),
        ("<!-- a\n\n- b -->Salt", "Salt"),
        ("- Begin with <!--\n- and end with -->", "- Begin with <!--\n- and end with -->"),
        ("Begin <!-- here\n\nSalt <!-- a --> sea", "Begin <!-- here\n\nSalt  sea"),
        ("Salt <!-- a\n--> sea", "Salt  sea"),
        ("Salt \\<!-- a -->", "Salt \\<!-- a -->"),
        ("    <!-- indented code -->", "    "),
        ("Salt\n        <!-- a -->", "Salt\n        "),
        ("<!- a --> <! -- b -->", "<!- a --> <! -- b -->"),
    ],
)
def test_what_shows(text: str, shown: str) -> None:
    assert without_comments(text) == shown == View(text).text
    assert all(text[start:end].startswith("<!--") for start, end in comments(text))


def test_spans_point_into_the_response() -> None:
    said = "<!-- a -->Salt\u200b, <!-- b\r\n -->sea\r\n<!-- c -->and sand"
    view = View(said)
    found = [said[slice(*view.origin(*span))] for span in view.words.offsets]
    assert found == ["Salt", "sea", "and", "sand"]
    line = view.part(view.text.index("and"), len(view.text))
    assert said[slice(*line.origin(0, 3))] == "and"
    assert said[slice(*view.origin(0, len(view.text)))] == said[len("<!-- a -->") :]
    view.forget()
    assert [said[slice(*view.origin(*span))] for span in view.words.offsets] == found


def test_keywords_in_a_comment_are_not_there() -> None:
    wanted = parse({"kind": "keywords.include", "keywords": ["nebula"]})
    assert not wanted.check("He built a wall. <!-- nebula -->")
    assert wanted.check("He built a wall. <!-- no --> A nebula rose.")


def test_data_formats_read_them() -> None:
    wanted = {"type": "object", "properties": {"a": {"const": "<!-- b -->"}}}
    assert parse({"kind": "json.schema", "schema": wanted}).check('{"a": "<!-- b -->"}')
    assert parse({"kind": "xml"}).check("<a><!-- b --></a>")
    assert not parse({"kind": "xml"}).check("<a><!-- b -- c --></a>")


def test_a_parameter_that_is_a_comment_is_refused() -> None:
    with pytest.raises(SpecError, match="shows nothing"):
        parse({"kind": "ends_with", "phrase": "<!-- end -->"})
