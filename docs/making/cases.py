"""The table of awkward cases in ``explanation/reading.md``, from the file that the tests read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from making.markdown import code, grid

ROOT = Path(__file__).resolve().parent.parent.parent
CASES = ROOT / "src" / "gonogo" / "testing" / "reading" / "segment_cases.jsonl"
START, END = "<!-- cases: start (written by docs/make.py) -->", "<!-- cases: end -->"
PLACED = "explanation/reading.md"  # the one page that is written by hand but for a table

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
    where = f"src/gonogo/testing/reading/{CASES.name}"
    parts = [f"{len(SHOWN)} of the {len(cases)} cases in `{where}`; all of them are tests."]
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
