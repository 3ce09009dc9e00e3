"""An audit as JUnit XML: a test suite per family, a test case per kind, a failure per failing finding."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree as Xml

from gonogo.report.wording import rule_text

# What XML 1.0 has no way to hold, escaped or not.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(data: dict[str, Any]) -> str:
    """Return an audit's data as JUnit XML."""
    kinds = data["kinds"]
    cases = [(kind["family"], kind["kind"], kind["seconds"], kind["verdict"], kind["findings"]) for kind in kinds]
    if data["labelled"] is not None:
        told = "labelled responses: " + ", ".join(data["labelled"]["files"])
        cases.append(("labelled", "labelled", 0.0, told, data["labelled"]["findings"]))
    root = Xml.Element("testsuites", name="gonogo audit", tests=str(len(cases)), time=f"{data['seconds']:.3f}")
    failing = [_failing(found) for *_, found in cases]
    root.set("failures", str(sum(map(bool, failing))))
    root.set("errors", "0")
    for family in sorted({case[0] for case in cases}):
        own = [case for case in cases if case[0] == family]
        suite = Xml.SubElement(root, "testsuite", name=f"gonogo.{family}", tests=str(len(own)), errors="0")
        suite.set("failures", str(sum(bool(_failing(case[4])) for case in own)))
        suite.set("time", f"{sum(case[2] for case in own):.3f}")
        for _, name, seconds, verdict, found in own:
            case = Xml.SubElement(
                suite, "testcase", classname=f"gonogo.{family}", name=_xml(name), time=f"{seconds:.3f}"
            )
            bad = _failing(found)
            if bad:
                failure = Xml.SubElement(case, "failure", type=bad[0]["rule"], message=_xml(bad[0]["message"][:500]))
                failure.text = _xml("\n\n".join(map(_told, bad)))
            Xml.SubElement(case, "system-out").text = _xml(verdict)
    Xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"


def _failing(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in found if one["fails"]]


def _told(one: dict[str, Any]) -> str:
    lines = [f"{one['rule']}: {one['message']}", rule_text(one["rule"])]
    if one["constraint"] is not None:
        lines.append(f"constraint: {json.dumps(one['constraint'], ensure_ascii=False)}")
    if one["text"] is not None:
        lines.append(f"text: {one['text']!r}")
    if one["label"] is not None:
        lines.append(f"truth: {'satisfies' if one['label'] else 'violates'} it, by {one['origin']}")
    return "\n".join(lines)


def _xml(value: str) -> str:
    return _NOT_XML.sub("\ufffd", value)
