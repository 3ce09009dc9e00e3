"""Templates, and the letter case of a given text."""

from __future__ import annotations

import pytest

from gonogo.constraint import parse
from gonogo.constraints.casing import KeywordCase
from gonogo.constraints.template import Template
from gonogo.errors import SpecError

FORM = "My Answer: [answer] My Conclusion: [conclusion] Future Outlook: [outlook]"


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("My Answer: a\n\nMy Conclusion: b\n\nFuture Outlook: c", True),
        ("**My Answer:** a **My Conclusion:** b **Future Outlook:** c", True),
        ("### My Answer:\na\n\n### My Conclusion:\nb\n### Future Outlook:\nc", True),
        ("- **My Answer**: a\r\n- **My Conclusion**: b\r\n- **Future Outlook**: c", True),
        ("My Answer: [a b] My Conclusion: [b] Future Outlook: [c]", True),
        ("My Answer: 今天 My Conclusion: 好 Future Outlook: 很", True),
        ("```\nMy Answer: a My Conclusion: b Future Outlook: c\n```", True),
        ("x My Conclusion: My Answer: Future Outlook:", False),
        ("My Answer: a My Conclusion: b", False),
        ("My Answer: My Conclusion: Future Outlook:", False),
        ("My Answer: a My Conclusion: b Future Outlook: ---", False),
        ("Title\n\nMy Answer: a My Conclusion: b Future Outlook: c", False),
        ("Sure! Here it is:\n\nMy Answer: a My Conclusion: b Future Outlook: c", False),
        ("My Answer: [answer] My Conclusion: b Future Outlook: c", False),
        ("My Answer: a My Conclusion: b Future Outlook: **[outlook]**.", False),
        ("My Answer: a Future Outlook: c My Conclusion: b", False),
        ("my answer: a my conclusion: b future outlook: c", False),
        ("My Answer a My Conclusion b Future Outlook c", False),
        ("My Answer: a My Conclusion: b Future Outlook: c My Answer: d", False),
        ("", False),
    ],
)
def test_template(text: str, passed: bool) -> None:
    assert Template(template=FORM).check(text) is passed, Template(template=FORM).explain(text)


@pytest.mark.parametrize(
    ("template", "told"),
    [("Hello", "no slot"), ("[a] then [b]", "a label must stand"), ("A: [a] A: [b]", "one label"), (" ", "shows")],
)
def test_a_template_has_labels_and_slots(template: str, told: str) -> None:
    with pytest.raises(SpecError, match=told):
        parse({"kind": "template", "template": template})


@pytest.mark.parametrize(
    ("keyword", "case", "text", "passed"),
    [
        ("climate change", "upper", "CLIMATE **CHANGE** now", True),
        ("climate change", "upper", "CLIMATE\nCHANGE, climate change", False),
        ("climate change", "upper", "CLIMATE CHANGES", False),
        ("climate change", "capitalized", "Climate Change", True),
        ("climate change", "capitalized", "Climate change", False),
        ("don't", "capitalized", "Don’t", True),
        ("don't", "capitalized", "DON'T", False),
        ("Sea", "lower", "sea", True),
        ("sea", "alternating", "sEa SeA", True),
        ("sea", "alternating", "SEa", False),
        ("sea", "alternating", "", False),
        ("été", "upper", "ÉTÉ", True),
    ],
)
def test_keyword_case(keyword: str, case: str, text: str, passed: bool) -> None:
    constraint = KeywordCase(keyword=keyword, case=case)  # type: ignore[arg-type]
    assert constraint.check(text) is passed, constraint.explain(text)


def test_a_keyword_without_case_is_refused() -> None:
    with pytest.raises(SpecError, match="no letter that has case"):
        parse({"kind": "keywords.case", "keyword": "42", "case": "upper"})
