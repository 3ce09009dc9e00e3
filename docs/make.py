"""Write the generated pages: ``python docs/make.py``.

* ``catalogue/<kind>.md`` and ``catalogue/index.md``: every built-in kind, from its class;
* ``deviations.md``: where gonogo judges otherwise than a published checker, from each kind's ``SOURCES``;
* the table in ``explanation/reading.md``, from the cases that the tests of ``gonogo.text.segment`` read.

The same code gives the same pages: no date, no version of anything, no order of a set. ``tests/test_generated_docs.py``
compares them with what is committed.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from gonogo.compat import ids as published_ids
from gonogo.constraints import Kind, catalogue
from gonogo.text.view import View
from gonogo.units import Unit

DOCS = Path(__file__).resolve().parent
CASES = DOCS.parent / "tests" / "text" / "segment_cases.jsonl"
GENERATED = "<!-- Written by docs/make.py. Change the code it is made from, then run: python docs/make.py -->"
START, END = "<!-- cases: start (written by docs/make.py) -->", "<!-- cases: end -->"
PLACED = "explanation/reading.md"  # the one page that is written by hand but for a table

FAMILIES = ("counting", "keywords", "placement", "layout", "copying", "data", "language", "logic")
SUITES = {"IFEval": "ifeval"}  # a suite of SOURCES and its registry in gonogo.compat

# The cases shown in explanation/reading.md: some of each kind, the awkward ones. The file holds all of them.
SHOWN = (
    "words.contractions.01", "words.hyphens.01", "words.dashes.01", "words.dashes.04", "words.numbers.01",
    "words.dates_times.01", "words.addresses.01", "words.abbreviations.03", "words.ampersand_slash_underscore.01",
    "words.ampersand_slash_underscore.05", "words.symbols_emoji.01", "words.list_markers.01", "words.markdown.01",
    "words.markdown.08", "words.cjk.01", "words.scripts.01", "words.invisible.01", "sentences.lowercase.04",
    "sentences.abbreviations.01", "sentences.abbreviation_final.01", "sentences.not_an_abbreviation.01",
    "sentences.initials.01", "sentences.decimals_versions.01", "sentences.inline_enumerations.01",
    "sentences.ellipses.01", "sentences.quotes.01", "sentences.quotes.03", "sentences.brackets.01",
    "sentences.multiple_marks.01", "sentences.lists.01", "sentences.headings.01", "sentences.urls_files.01",
    "sentences.cjk.01", "sentences.poems.01", "sentences.hard_wrap.01", "sentences.letters.01",
    "sentences.missing_space.01", "sentences.fragments.07", "sentences.fragments.09", "paragraphs.plain.01",
    "paragraphs.blank_lines.02", "paragraphs.no_word.01", "paragraphs.shapes.03", "lines.plain.06", "lines.marks.01",
)  # fmt: skip


def pages() -> dict[str, str]:
    """Return every generated page by its path below ``docs``."""
    kinds = [kind for kind in catalogue(plugins=False).values() if ":" not in kind.name]
    made = {f"catalogue/{kind.name}.md": kind_page(kind) for kind in kinds}
    made["catalogue/index.md"] = index_page(kinds)
    made["deviations.md"] = deviations_page(kinds)
    made[PLACED] = with_cases((DOCS / PLACED).read_text(encoding="utf-8"))
    return made


# ---------------------------------------------------------------------- one kind
def kind_page(kind: Kind) -> str:
    """Return the page of one kind."""
    parts = [GENERATED, f"# `{kind.name}`", prose(inspect.getdoc(kind.owner) or "")]
    parts += list(_instruction(kind))
    parts += ["## Parameters", _parameters(kind), "## Examples", _examples(kind), "## Published ids", _sources(kind)]
    parts += ["## Facts", _facts(kind)]
    return "\n\n".join(parts) + "\n"


def _instruction(kind: Kind) -> Iterator[str]:
    """Yield a constraint of this kind as JSON, and the sentence that asks for it in a prompt."""
    constraint = kind.make(dict(kind.examples[0].params))
    yield f"```json\n{constraint.to_json()}\n```"
    yield f"As an instruction: {code(constraint.describe())}"


def _parameters(kind: Kind) -> str:
    schema = kind.schema()
    needed = set(schema.get("required", ()))
    rows = [
        [f"`{name}`", shape(field), _needed(name in needed, field), field.get("description", "")]
        for name, field in schema["properties"].items()
        if name != "kind"
    ]
    return grid(("parameter", "takes", "default", "meaning"), rows) if rows else "None."


def _needed(needed: bool, field: dict[str, Any]) -> str:
    value = field.get("default")
    if needed:
        return "required"
    return "none" if value is None else code(json.dumps(value, ensure_ascii=False))


def shape(field: dict[str, Any]) -> str:
    """Say what a field of a JSON Schema takes, in words."""
    if "$ref" in field:
        name = field["$ref"].rsplit("/", 1)[1]
        return {
            "Amount": "an [amount](index.md#amount)",
            "Scope": "a [scope](index.md#scope)",
            "Constraint": "a constraint",
        }[name]
    if "anyOf" in field:
        return " or ".join(shape(one) for one in field["anyOf"] if one.get("type") != "null")
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if field["type"] == "array":
        return f"a list of {_plural(shape(field['items']))}"
    name = {"string": "text", "integer": "a whole number", "boolean": "`true` or `false`", "number": "a number"}[
        field["type"]
    ]
    return name + "".join(_limits(field))


def _limits(field: dict[str, Any]) -> Iterator[str]:
    if "pattern" in field:
        yield f" that matches {code(field['pattern'])}"
    if "maxLength" in field:
        yield f", at most {field['maxLength']} characters"
    if "minimum" in field:
        yield f", at least {field['minimum']}"


def _plural(noun: str) -> str:
    return {"text": "texts", "a constraint": "constraints"}.get(noun, noun)


def _examples(kind: Kind) -> str:
    rows = []
    for example in kind.examples:
        verdict = kind.make(dict(example.params)).judge(View(example.text))
        params = json.dumps(dict(example.params), ensure_ascii=False)
        told = "pass" if example.passes else "fail"
        rows.append([told, code(params), code(example.text), code(verdict.reason), example.note])
    return "Texts are shown with `\\n` for a line break.\n\n" + grid(
        ("verdict", "parameters", "text", "reason given", "worth noticing"), rows
    )


def _sources(kind: Kind) -> str:
    if not kind.sources:
        return "None has this kind alone; see [deviations](../deviations.md) for what a published id is loaded as."
    rows = [
        [source.suite, f"`{source.id}`", "yes" if source.same else "no", prose(source.note)] for source in kind.sources
    ]
    return grid(("suite", "id", "judges alike", "where they differ"), rows)


def _facts(kind: Kind) -> str:
    about = ", ".join(sorted(kind.owner.ABOUT)) or "none"
    facts = [
        f"Version of the verdicts: {kind.version} (`{kind.name}@{kind.version}`)",
        f"Differences that may change the verdict, of emphasis, quotes, blanks and edges: {about}",
        f"Drafts are edited at the grain: {kind.grain.name.lower()}",
        f"Written in: `{kind.owner.__module__}.{kind.owner.__name__}`",
    ]
    vacuous = getattr(kind.owner, "VACUOUS", "")
    if vacuous:
        facts.insert(2, f"Junk may pass, because {vacuous}")
    return "\n".join(f"- {fact}" for fact in facts)


# ---------------------------------------------------------------------- the catalogue and the deviations
def index_page(kinds: Sequence[Kind]) -> str:
    """Return the catalogue, by family."""
    units = [kind for kind in kinds if issubclass(kind.owner, Unit)]
    classes = {kind.owner for kind in kinds} - {kind.owner for kind in units}
    parts = [
        GENERATED,
        "# Catalogue",
        f"{len(kinds)} kinds, from {len(classes) + 1} constraint classes and {len(units)} units: the class `Count` "
        f"makes the kind `count.<unit>` of every unit, the other {len(classes)} classes are a kind each. Both numbers "
        "belong together, see [decision 3](../decisions/0003-kinds-and-classes.md).",
    ]
    for name in FAMILIES:
        rows = [_row(kind) for kind in kinds if family(kind) == name]
        parts += [f"## {name.capitalize()}", grid(("kind", "what", "as an instruction"), rows)]
    parts += ["## Amount", AMOUNT, "## Scope", SCOPE]
    return "\n\n".join(parts) + "\n"


def _row(kind: Kind) -> list[str]:
    constraint = kind.make(dict(kind.examples[0].params))
    return [f"[`{kind.name}`]({kind.name}.md)", prose(kind.summary), code(constraint.describe())]


def family(kind: Kind) -> str:
    """Return the idea a kind belongs to: the file it is written in; units are counted."""
    return "counting" if issubclass(kind.owner, Unit) else kind.owner.__module__.rsplit(".", 1)[1]


AMOUNT = """\
How many of something are allowed. As JSON, an object with any of `low`, `high` (both inclusive) and `step` (only its
multiples), or a whole number for exactly that many.

| JSON | in Python | in words |
|---|---|---|
| `{"low": 3}` | `at_least(3)` | at least 3 |
| `{"high": 3}` | `at_most(3)` | at most 3 |
| `3`, or `{"low": 3, "high": 3}` | `exactly(3)` | exactly 3 |
| `{"low": 3, "high": 9}` | `between(3, 9)` | between 3 and 9 |
| `{"step": 5}` | `multiple_of(5)` | a multiple of 5 |"""

SCOPE = """\
Where. Without a scope, the whole response is meant.

| JSON | where |
|---|---|
| `{"where": "first", "of": "sentence"}` | the first sentence; also `last`, and of a `paragraph` or `line` |
| `{"where": "nth", "of": "paragraph", "n": 2}` | the second paragraph |
| `{"where": "each", "of": "line"}` | every line, each by itself |
| `{"where": "code"}`, `{"where": "prose"}` | inside code blocks together; outside them together |
| `{"where": "section", "title": "Risks"}` | under the heading "Risks", up to the next heading of its level or above |

A response that has no such part does not satisfy the constraint."""


def deviations_page(kinds: Sequence[Kind]) -> str:
    """Return where gonogo judges otherwise than a published checker."""
    parts = [
        GENERATED,
        "# Deviations from published checkers",
        "A published id is loaded as what its *instruction* asks for. Where the published checker judges some text "
        "otherwise than the instruction reads, gonogo follows the instruction, and the difference is listed here. So "
        "scores are not interchangeable with those of the published code.",
    ]
    for suite, registry in SUITES.items():
        sources = {source.id: (kind, source) for kind in kinds for source in kind.sources if source.suite == suite}
        ids = sorted(published_ids(registry))
        different = [one for one in ids if one in sources and not sources[one][1].same]
        alike = [one for one in ids if one in sources and sources[one][1].same]
        composed = [one for one in ids if one not in sources]
        parts.append(f"## {suite}")
        parts.append(f"{len(ids)} ids: {len(different)} judged otherwise on some texts, {len(alike)} judged alike, "
                     f"{len(composed)} loaded as several kinds under `all`.")  # fmt: skip
        rows = []
        for one in different:
            kind, source = sources[one]
            rows.append([f"`{one}`", f"[`{kind.name}`](catalogue/{kind.name}.md)", prose(source.note)])
        parts.append(grid(("published id", "kind", "where they differ"), rows))
        if alike:
            parts.append("Judged alike: " + ", ".join(f"`{one}`" for one in alike) + ".")
        if composed:
            parts.append("Loaded as several kinds, whose notes above and pages apply: "
                         + ", ".join(f"`{one}`" for one in composed) + ".")  # fmt: skip
    return "\n\n".join(parts) + "\n"


# ---------------------------------------------------------------------- the table of cases
def with_cases(page: str) -> str:
    """Return ``page`` with the table of cases between its two markers.

    Raises:
        SystemExit: the page lacks the markers.
    """
    if START not in page or END not in page:
        raise SystemExit(f"docs/{PLACED} lacks the markers {START!r} and {END!r}")
    cases = {case["id"]: case for case in map(json.loads, CASES.read_text(encoding="utf-8").splitlines())}
    missing = [name for name in SHOWN if name not in cases]
    if missing:
        raise SystemExit(f"docs/make.py shows cases that are not in {CASES.name}: {', '.join(missing)}")
    parts = [f"{len(SHOWN)} of the {len(cases)} cases in `tests/text/{CASES.name}`; all of them are tests."]
    for kind in ("words", "sentences", "paragraphs", "lines"):
        rows = [
            [code(case["text"]), str(len(case["expected"])), _pieces(case["expected"]), case["note"]]
            for case in (cases[name] for name in SHOWN)
            if case["kind"] == kind
        ]
        parts += [f"### {kind.capitalize()}", grid(("text", "count", "pieces", "rule"), rows)]
    before, after = page.split(START)[0], page.split(END)[1]
    return f"{before}{START}\n\n" + "\n\n".join(parts) + f"\n\n{END}{after}"


def _pieces(pieces: Sequence[str]) -> str:
    return " ".join(map(code, pieces)) or "none"


# ---------------------------------------------------------------------- Markdown
_ROLE = re.compile(r":[a-z]+:`~?(?:[\w.]+\.)?(\w+)`")
_MARKERS = re.compile(r"[\\*_<\[]")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\xa0\xad\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\ufeff]")


def prose(text: str) -> str:
    """Return a docstring as Markdown: roles and double backticks become code, all else is shown as it is."""
    pieces = re.split("(`[^`]+`)", _ROLE.sub(r"`\1`", text).replace("``", "`"))
    return "".join(piece if i % 2 else _MARKERS.sub(r"\\\g<0>", piece) for i, piece in enumerate(pieces))


def code(text: str) -> str:
    """Return ``text`` as inline code on one line; what cannot be seen is escaped."""
    shown = _UNSEEN.sub(lambda match: _escaped(match.group()), text)
    if not shown.strip():
        return "(empty)" if not shown else f"{len(shown)} blanks"
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    blank = " " if longest or shown[0] == " " == shown[-1] else ""
    return f"{fence}{blank}{shown}{blank}{fence}"


def _escaped(char: str) -> str:
    return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(char) or f"\\u{ord(char):04x}"


def grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def main(target: Path = DOCS) -> None:
    """Write every generated page below ``target``, and remove catalogue pages of kinds that are gone."""
    made = pages()
    for name, text in made.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in sorted((target / "catalogue").glob("*.md")):
        if f"catalogue/{path.name}" not in made:
            path.unlink()
    print(f"{len(made)} pages written")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
