"""NeMo Gym's servers ``format_verification`` and ``citation_if`` as constraints.

The arguments are the fields of a row's ``verifier``. A pattern may be written out, as in the rows, or called by the
name of its form (``bullet_dash``).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from gonogo.amount import at_least
from gonogo.compat.kwargs import Kwargs
from gonogo.constraint import Constraint
from gonogo.constraints.citations import CLAIM, Citations, NoCitations
from gonogo.constraints.counting import Count
from gonogo.constraints.logic import All
from gonogo.errors import SpecError, UnknownValue
from gonogo.units.given import MatchingLines

# Forms of lines by their published names; the patterns were written for this project after what the names say.
PATTERNS: dict[str, str] = {
    "bullet_arrow": r"^→ .+",
    "bullet_asterisk": r"^\* .+",
    "bullet_dash": r"^- .+",
    "bullet_double_dash": r"^-- .+",
    "delimiter_blank": r"^\S.*",
    "delimiter_equals": r"^={3,}$",
    "delimiter_hr": r"^-{3,}$",
    "delimiter_stars": r"^\*{3,}$",
    "heading_caps": r"^[A-Z][A-Z0-9 ,:&'-]{2,}$",
    "heading_equals": r"^={1,6} .+ ={1,6}$",
    "heading_hash": r"^#{1,6} .+",
    "heading_underline": r"^[=-]{3,}$",
    "kv_arrow": r"^.{2,60}? (?:→|->|=>) .+",
    "kv_colon": r"^[^:]{2,60}: .+",
    "kv_equals": r"^.{2,30}\s*=\s*.+",
    "kv_quoted": r'^".+"\s*:\s*.+',
    "mixed_inline_numbered_heading": r'^\d+\.\s*".+":\s*.+',
    "numbered_dot": r"^\d+\. .+",
    "numbered_letter": r"^[A-Za-z][.)] .+",
    "numbered_paren": r"^\(?\d+\) .+",
    "numbered_roman": r"^[IVXLCivxlc]+[.)] .+",
    "table_markdown": r"^\|.+\|$",
    "table_pipe": r"^[^|\n]+(?: \| [^|\n]+)+$",
    "web_direct_headers": r"^#{1,6} .+|^\*\*.+\*\*:?$",
    "web_mixed_paragraphs_bullets": r"^- .+",
    "web_numbered_steps": r"^(?:Step )?\d+[.:)] .+",
}

GRAMMARS: dict[str, str] = {
    "angle_pipe": "<ref|ID>",
    "ascii_brackets": "[ID]",
    "cite_xml": "<cite>ID</cite>",
    "claim_wrap_xml": f'<cite index="ID">{CLAIM}</cite>',
    "curly_double": "{{ID}}",
    "double_angle": "<<ID>>",
    "fullwidth_brackets": "【ID】",
    "markdown_footnote": "[^ID]",
    "paren_part": "(ID)",
    "ref_colon": "[ref:ID]",
    "web_brackets": "[web:ID]",
}
"""Forms of citations by their published names."""


def _pattern(name: str, given: str) -> str:
    if given in PATTERNS:
        return PATTERNS[given]
    if re.fullmatch("[a-z]+(?:_[a-z]+)+", given):
        raise UnknownValue(f"{name} pattern", given, PATTERNS)
    return given


def _lines(k: Kwargs) -> Constraint:
    """At least so many different lines in which a pattern is found."""
    k.ignore("type", "pattern_id")
    patterns = k.texts("verify_regex") if k.has("verify_regex") else (k.text("pattern_id"),)
    least = k.number("verify_min_matches") if k.has("verify_min_matches") else 1
    unit = MatchingLines(patterns=tuple(_pattern(k.name, given) for given in patterns))
    return Count(unit=unit, amount=at_least(least))


_MARKER = re.compile(r"^(\D*)(\d+)(\D*)$")


def _markers(k: Kwargs) -> Constraint:
    """All expected markers, no other marker of their form, and an answer beside them."""
    k.ignore("type", "patterns")
    by_form: dict[str, list[str]] = {}
    for marker in k.texts("expected_markers"):
        found = _MARKER.match(marker)
        if found is None:
            raise SpecError(f"{k.name}: marker {marker!r} must hold one number, e.g. '[ref:2]'")
        left, number, right = found.groups()
        by_form.setdefault(f"{left}ID{right}", []).append(number)
    parts: list[Constraint] = []
    for form, numbers in by_form.items():
        ids = tuple(dict.fromkeys(numbers))
        parts.append(Citations(form=form, sources=ids, required=ids, extra=0, least=len(ids)))
    return parts[0] if len(parts) == 1 else All(constraints=tuple(parts))


def _cite(k: Kwargs) -> Constraint:
    """The mode ``cite`` or ``no_cite`` of a row of ``citation_if``."""
    k.ignore("type", "id_kind", "id_regex")
    form = GRAMMARS[k.choice("grammar", GRAMMARS)]
    mode = k.choice("mode", ("cite", "no_cite")) if k.has("mode") else "cite"
    k.ignore("valid_id_set", "expected_ids", "expected_slack", "min_valid_citations")
    pattern = k.text("id_regex") if k.has("id_regex") else "citation_"
    if mode == "no_cite":
        prefix = re.match("[A-Za-z_]*", pattern)
        return NoCitations(form=form, prefix=prefix.group() if prefix and len(prefix.group()) > 1 else "citation_")
    sources = k.texts("valid_id_set")
    required = k.texts("expected_ids") if k.has("expected_ids") else ()
    slack = k.number("expected_slack") if k.has("expected_slack") else 1
    least = k.number("min_valid_citations") if k.has("min_valid_citations") else 1
    return Citations(form=form, sources=sources, required=required, extra=slack if required else None, least=least)


LOADERS: dict[str, Callable[[Kwargs], Constraint]] = {
    "citation_if:cite": _cite,
    "format_verification:regex": _lines,
    "format_verification:string_match": _markers,
}
