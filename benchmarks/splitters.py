"""Compare sentence splitters on the gold table of awkward cases.

Reads the sentence cases of ``src/gonogo/testing/reading/segment_cases.jsonl``, runs every splitter that is
installed on each text and reports, per splitter:

- ``exact``: share of cases whose pieces all equal the expected ones, white space aside;
- ``count``: share of cases with the expected number of pieces;
- both again on ``prose``: the groups that are running text in the Latin script, without markdown or line
  layout (the splitters made for prose never claimed to know more);
- ``groups``: ``exact`` per group;
- ``us_per_2kb``: median microseconds to split 2,000 characters of ordinary prose.

The table was written next to the rules of gonogo's own splitter, so it favours gonogo on every question where
sensible conventions differ (list items, headings, lines of verse, trailing emoji): read the ``prose`` columns
for the comparison and the others for what a reward needs. A case on which a splitter raises counts as wrong
and is listed under ``raised``.

    python benchmarks/splitters.py --out benchmarks/results/splitters.json --misses nupunkt

A package that is missing is reported as ``not installed``; nothing is downloaded.
"""

from __future__ import annotations

import argparse
import itertools
import json
import platform
import random
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "src" / "gonogo" / "testing" / "reading" / "segment_cases.jsonl"
OUT = ROOT / "benchmarks" / "results" / "splitters.json"

Splitter = Callable[[str], list[str]]

# fmt: off
PROSE_GROUPS = frozenset({
    "plain", "lowercase", "abbreviations", "abbreviation_final",
    "not_an_abbreviation", "initials", "decimals_versions", "number_edges",
    "inline_enumerations", "ellipses", "quotes", "brackets",
    "multiple_marks", "urls_files", "missing_space", "hard_wrap",
})
# fmt: on

# Common English abbreviations, lower case and without the last dot, as Punkt wants them. Written by hand for
# this benchmark: titles, degrees, companies, streets, months, days, references, measures, Latin, places.
PUNKT_ABBREVIATIONS = """
mr mrs ms mx dr prof gen col maj capt cpt lt sgt cpl adm cmdr sen rep gov pres rev fr hon messrs mmes
jr sr esq ph.d m.d b.a m.a b.sc m.sc ll.b d.phil r.n
inc ltd co corp bros llc plc assn dept univ inst govt
st ave blvd rd hwy mt ft apt
jan feb apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri
no nos vol vols ch chap sec eq eqs fig figs p pp ed eds al cf ca approx
oz lb lbs tsp tbsp hr hrs min sec yd yds kg km cm mm
etc e.g i.e eg ie viz vs v a.k.a n.b p.s
a.m p.m b.c a.d b.c.e c.e u.s u.k u.n e.u u.s.a d.c n.y l.a
"""

# Own sentences of ordinary prose; each timed text is a fresh shuffle, so that no splitter answers from a
# cache of whole texts.
PROSE = (
    "The library opens at nine, but the doors are often unlocked a little earlier.",
    "Dr. Alvarez has worked there since 1998, and she knows where every book belongs.",
    "Have you ever tried to find a map of the harbour as it was two hundred years ago?",
    "She will bring it to your table in less than five minutes!",
    "In winter the reading room is warm, quiet, and full of students who ought to be asleep.",
    "Most of them write by hand; a few type so softly that nobody minds.",
    '"Please keep your voice down," a boy once told the mayor, who had come to admire the ceiling.',
    "The ceiling cost about 3.5 million at the time, which was more than the rest of the building.",
    "It shows the night sky over the town on the day the first stone was laid.",
    "Some visitors, e.g. sailors and night nurses, say that the stars are not quite right.",
    "They may well be correct, since the painter worked from memory.",
    "There is a small garden behind the east wing, with a fig tree and two benches.",
    "On Fridays the gardener, Mr. Osei, leaves a basket of fruit near the door.",
    "Nobody has ever seen him do it.",
    "The rules say that food is not allowed (they always have), yet the basket is empty by noon.",
    "Last spring the town council voted to keep the library open on Sundays.",
    "The vote was close: seven members were in favour and six were against.",
    "Since then the number of readers has grown by almost a third.",
    "What they read has changed as well, although the old adventure stories still lead the list.",
    "If you come late in the afternoon, sit by the west window and watch the light move over the shelves.",
    "Nothing else in town costs so little and gives so much.",
    "I went there every day for a year, and I still miss the sound of the heavy door.",
    "My brother prefers the cinema on St. James Street, where the seats are softer.",
    "We have agreed to disagree about it, as brothers should.",
    "The town has other sights, of course: a bridge, a mill and the house of a half-forgotten poet.",
    "None of them is open after six, so plan your day with some care.",
    "Perhaps you will visit both and tell us which of us is right.",
)
PROSE_CHARACTERS = 2000


@dataclass(frozen=True)
class Case:
    """One sentence case: a text and the pieces a reader would point at, in order."""

    id: str
    group: str
    text: str
    expected: list[str]


def load_cases(path: Path) -> list[Case]:
    """Read the sentence cases; raise ValueError for an expected piece that is not in the text, in order."""
    cases = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        row = json.loads(line) if line else {"kind": ""}
        if row["kind"] != "sentences":
            continue
        position = 0
        for piece in row["expected"]:
            found = row["text"].find(piece, position)
            if found < 0:
                raise ValueError(f"{row['id']}: expected piece {piece!r} not found from offset {position} on")
            position = found + len(piece)
        cases.append(Case(row["id"], row["group"], row["text"], row["expected"]))
    return cases


def naive_regex() -> Splitter:
    """Cut after . ! or ? before white space: what most hand-written checkers do."""
    pattern = re.compile(r"(?<=[.!?])\s+")
    return pattern.split


def nltk_punkt() -> Splitter:
    """NLTK's Punkt with the abbreviations above and no trained parameters (no data download)."""
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types = set(PUNKT_ABBREVIATIONS.split())
    tokenizer = PunktSentenceTokenizer(parameters)
    return lambda text: list(tokenizer.tokenize(text))


def nupunkt() -> Splitter:
    """Nupunkt with the model it ships."""
    from nupunkt import sent_tokenize

    return lambda text: list(sent_tokenize(text))


def pysbd() -> Splitter:
    """PySBD's English rules, text left as it is."""
    from pysbd import Segmenter

    segmenter = Segmenter(language="en", clean=False)
    return lambda text: list(segmenter.segment(text))


def syntok() -> Splitter:
    """Syntok's segmenter; pieces are cut from the text, as its tokens may be rewritten ("n't" as "not")."""
    from syntok import segmenter

    def split(text: str) -> list[str]:
        starts = [sentence[0].offset for paragraph in segmenter.analyze(text) for sentence in paragraph if sentence]
        edges = [*starts, len(text)]
        return [text[start:end] for start, end in itertools.pairwise(edges)]

    return split


def gonogo() -> Splitter:
    """The sentences of gonogo's own View."""
    from gonogo.text.view import View

    return lambda text: [str(sentence) for sentence in View(text).sentences]


# Name -> (how to build it, the distribution whose version is reported, if any).
SPLITTERS: dict[str, tuple[Callable[[], Splitter], str | None]] = {
    "gonogo": (gonogo, "gonogo"),
    "nltk-punkt": (nltk_punkt, "nltk"),
    "nupunkt": (nupunkt, "nupunkt"),
    "pysbd": (pysbd, "pysbd"),
    "syntok": (syntok, "syntok"),
    "naive-regex": (naive_regex, None),
}


def plain(pieces: list[str]) -> list[str]:
    """Fold white space and drop blank pieces: no splitter loses a case over a blank it keeps or drops."""
    folded = (" ".join(piece.split()) for piece in pieces)
    return [piece for piece in folded if piece]


def share(outcomes: list[bool]) -> float:
    """Return the share of true outcomes, rounded to four places."""
    return round(sum(outcomes) / len(outcomes), 4) if outcomes else 0.0


def judge(split: Splitter, cases: list[Case]) -> dict[str, Any]:
    """Run one splitter on all cases and return its accuracies and its misses."""
    exact: dict[str, bool] = {}
    count: dict[str, bool] = {}
    misses: dict[str, list[str]] = {}
    raised: dict[str, str] = {}
    for case in cases:
        try:
            pieces = plain(split(case.text))
        except Exception as error:  # a splitter that dies on a text is a finding, not the end of the run
            raised[case.id] = f"{type(error).__name__}: {error}"
            exact[case.id] = count[case.id] = False
            continue
        expected = plain(case.expected)
        exact[case.id] = pieces == expected
        count[case.id] = len(pieces) == len(expected)
        if pieces != expected:
            misses[case.id] = pieces
    prose = [case.id for case in cases if case.group in PROSE_GROUPS]
    groups = dict.fromkeys(case.group for case in cases)
    return {
        "exact": share(list(exact.values())),
        "count": share(list(count.values())),
        "prose_exact": share([exact[name] for name in prose]),
        "prose_count": share([count[name] for name in prose]),
        "groups": {group: share([exact[c.id] for c in cases if c.group == group]) for group in groups},
        "misses": misses,
        "raised": raised,
    }


def prose_text(rng: random.Random) -> str:
    """Return 2,000 characters of ordinary prose in four paragraphs, in an order drawn from rng."""
    sentences = rng.sample(PROSE, len(PROSE))
    size = -(-len(sentences) // 4)
    blocks = [" ".join(sentences[start : start + size]) for start in range(0, len(sentences), size)]
    return "\n\n".join(blocks)[:PROSE_CHARACTERS]


def microseconds(split: Splitter, repeats: int) -> float:
    """Return the median microseconds for one fresh text of 2,000 characters, after two warm-up texts."""
    rng = random.Random(0)
    for _ in range(2):
        split(prose_text(rng))
    taken = []
    for _ in range(repeats):
        text = prose_text(rng)
        start = time.perf_counter()
        split(text)
        taken.append((time.perf_counter() - start) * 1e6)
    return round(statistics.median(taken), 1)


def version_of(distribution: str | None) -> str | None:
    """Return the installed version of a distribution, or None where it has none."""
    try:
        return metadata.version(distribution) if distribution else None
    except metadata.PackageNotFoundError:
        return None


def measure(names: list[str], cases: list[Case], repeats: int) -> dict[str, dict[str, Any]]:
    """Build, judge and time the named splitters; one that cannot be imported is reported so."""
    results: dict[str, dict[str, Any]] = {}
    for name in names:
        build, distribution = SPLITTERS[name]
        try:
            split = build()
        except ImportError as error:
            # The module's name only: the message of an ImportError may hold a path of this machine.
            advice = "; set PYTHONPATH=src to run from a checkout" if name == "gonogo" else ""
            results[name] = {"status": f"not installed (no module {error.name}{advice})"}
            continue
        results[name] = {"status": "ok", "version": version_of(distribution), **judge(split, cases)}
        try:
            results[name]["us_per_2kb"] = microseconds(split, repeats)
        except Exception as error:  # as above
            results[name] |= {"us_per_2kb": None, "raised_on_prose": f"{type(error).__name__}: {error}"}
    return results


def summary(results: dict[str, dict[str, Any]]) -> str:
    """Return the results as two plain-text tables: the splitters, then exact matches per group."""
    columns = ("exact", "count", "prose_exact", "prose_count")
    lines = [f"{'splitter':<14}{'version':<12}" + "".join(f"{c:>13}" for c in columns) + f"{'us/2kB':>10}"]
    ran = {name: result for name, result in results.items() if result["status"] == "ok"}
    for name, result in results.items():
        if name not in ran:
            lines.append(f"{name:<14}{result['status']}")
            continue
        shares = "".join(f"{100 * result[column]:>12.1f}%" for column in columns)
        time_taken = "raised" if result["us_per_2kb"] is None else f"{result['us_per_2kb']:.1f}"
        lines.append(f"{name:<14}{result['version'] or '-':<12}{shares}{time_taken:>10}")
    lines += ["", f"{'exact, by group':<24}" + "".join(f"{name:>13}" for name in ran)]
    for group in next(iter(ran.values()))["groups"] if ran else ():
        mark = "" if group in PROSE_GROUPS else " *"
        shares = "".join(f"{100 * result['groups'][group]:>12.0f}%" for result in ran.values())
        lines.append(f"{group + mark:<24}{shares}")
    lines.append("* not part of the prose columns")
    return "\n".join(lines)


def main() -> None:
    """Run the comparison from the command line."""
    parser = argparse.ArgumentParser(description="Compare sentence splitters on the gold table.")
    parser.add_argument("--cases", type=Path, default=CASES, help="the gold table (JSON lines)")
    parser.add_argument("--out", type=Path, default=OUT, help="where the results go (JSON)")
    parser.add_argument("--repeats", type=int, default=51, help="timed texts per splitter")
    names = list(SPLITTERS)
    parser.add_argument("--only", nargs="+", choices=names, default=names, help="which splitters")
    parser.add_argument("--misses", choices=names, help="also print the cases this splitter misses")
    options = parser.parse_args()

    cases = load_cases(options.cases)
    results = measure(options.only, cases, options.repeats)
    report = {
        "cases": len(cases),
        "prose_cases": sum(case.group in PROSE_GROUPS for case in cases),
        "prose_groups": sorted(PROSE_GROUPS),
        "prose_characters": PROSE_CHARACTERS,
        "repeats": options.repeats,
        "python": platform.python_version(),
        "splitters": results,
    }
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{report['cases']} cases, {report['prose_cases']} of them plain prose")
    print(summary(results))
    expected = {case.id: case.expected for case in cases}
    for name, pieces in results.get(options.misses or "", {}).get("misses", {}).items():
        print(f"\n{name}\n  expected {expected[name]!r}\n  got      {pieces!r}")


if __name__ == "__main__":
    main()
