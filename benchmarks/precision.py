"""Precision and recall of gonogo and of the published checkers, in the same audit.

::

    python benchmarks/precision.py --data rows.jsonl --prompts IFBench_test.jsonl [--n 100] [--wrong wrong.jsonl]

For every published id of IFEval and IFBench, gonogo's constraint is loaded through ``gonogo.compat.load``, the cases of
``gonogo audit`` are made for it (their truth is known by how they were made, not by asking a checker), and gonogo and
the published checkers judge them: the same id, the same kwargs, the same text. Two heaps are kept apart:

- *ordinary*: texts that ``satisfy`` and ``violate`` wrote, near misses, and texts with a known count around an amount:
  plain prose of everyday words. At most one true and one false text comes from a draft.
- *hostile*: ordinary texts under edits that nobody sees (normal forms, zero-width characters, line ends, curly quotes,
  emphasis); the awkward examples of each kind; and junk that says nothing, where the instruction does not allow it.

What is fair about this, and what is not: the cases follow *our* definitions of what a word, a sentence, a section is,
and gonogo is held to the same ones, so that a published checker with another definition loses here by definition: a
list of capitals is right under every usual name of a city, of which the published checker knows one. The counts per id
in the JSON show where that weighs. The texts have no sense; a real response looks otherwise. Whoever trusts neither
reads the other rows: responses labelled by readers who saw no code and no verdict (``labelled.py``). The published
checkers have no logic, so that compositions are not asked for. IFTrain's own checkers are not on PyPI.

Kwargs are those of the real prompts: IFEval's rows come by ``--data``, IFBench's prompts by ``--prompts`` (formats:
benchmarks/README.md); of ids that no prompt has, and without the files of all, the published package draws them itself
from its own ranges. Beside each stands its neighbour, with every number one higher, so that amounts around a count can
be asked for. Kwargs that a published checker refuses are left out and counted; so are ids that cannot run here.

A checker that crashes counts as refusing; crashes are counted, also on degenerate texts whose truth nobody knows
(``degenerate``). Intervals are those of the audit: Clopper and Pearson's where cases stand alone, Korn and Graubard's
where they share a draft. In the JSON stand also Wilson's, those clustered by id (``by_id_clustered``), the figures by
family, and counts per id.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import ifbench
import labelled
import peers
import run
import table
import workload
from peers import Instruction

from gonogo import compat
from gonogo.amount import Amount
from gonogo.constraint import Constraint
from gonogo.constraints import Kind, kind_named
from gonogo.errors import GonogoError
from gonogo.testing import cases as audited_cases
from gonogo.testing.audit import MORE_JUNK
from gonogo.testing.audit_cases import Item, choose
from gonogo.testing.hostile import AWKWARD, HOSTILE, JUNK
from gonogo.testing.laws import allows
from gonogo.testing.measures import Trial, measure
from gonogo.text.lexicon import FILLER

HERE = Path(__file__).parent
KWARGS = 60  # different kwargs of an id
JUNKED = 5  # constraints of an id that junk is tried on
EDITED = 6  # written texts of an id that are edited
DEGENERATE = 2_000  # characters of a degenerate text
REGISTRIES = ("ifeval", "ifbench")
CANNOT_RUN = {"words:start_verb": "needs a part-of-speech tagger that is only to be had by download"}


Known = dict[str, tuple[Constraint, Instruction]]
"""What an id is loaded as, by fingerprint, and the instruction that it was loaded from."""


@dataclass(frozen=True)
class Case:
    """A text with its truth, and the instruction it is asked about; cases of one group come from one draft."""

    one: Instruction
    text: str
    label: bool
    family: str
    group: str

    @property
    def heap(self) -> str:
        """Return "ordinary", "hostile", or "further" (more from the drafts of the ordinary ones)."""
        return {"ordinary": "ordinary", "edit": "hostile", "example": "hostile", "junk": "hostile"}.get(
            self.family, "further"
        )


@dataclass(frozen=True)
class Published(Kind):
    """A kind whose constraints are those that one published id was loaded as."""

    pool: tuple[Constraint, ...] = field(default=())

    def sample(self, rng: Random) -> Constraint:
        return rng.choice(self.pool)


# ---------------------------------------------------------------------- true texts of ids that are several constraints
# gonogo loads these ids as several constraints; their true texts are not built part by part, since of these parts the
# later undoes the earlier (there is no solver), but written whole.
_LETTERS = """apples bridges candles doctors every farmers gardens honey inside journeys kitchens ladders mountains
never orchards painters quiet rivers silver teachers uncles valleys winters xylophones yellow zebras""".split()


def _some(n: int, rng: Random, length: int | None = None) -> list[str]:
    """Return different filler words, of one length if it is given."""
    return rng.sample([word for word in dict.fromkeys(FILLER) if length is None or len(word) == length], n)


def _alphabet(one: Instruction, rng: Random) -> str:
    return " ".join(" ".join([word.capitalize(), *_some(rng.randint(1, 5), rng)]) + "." for word in _LETTERS)


def _alike(one: Instruction, rng: Random) -> str:
    """Write three sentences with as many characters, and no word twice."""
    lengths = rng.sample(range(4, 9), rng.randint(3, 5))
    columns = [_some(3, rng, length) for length in lengths]
    return " ".join(" ".join(words).capitalize() + "." for words in zip(*columns, strict=True))


def _second(one: Instruction, rng: Random) -> str:
    word = str(one.kwargs["keyword"])
    first, *middle, last = _some(rng.randint(4, 14), rng)
    half = rng.randrange(1, len(middle))
    inner = f"{' '.join(middle[:half])}. {' '.join(middle[half:]).capitalize()}"
    return f"{first.capitalize()} {word} {inner} {word} {last}."


WRITTEN = {
    "custom:sentence_alphabet": _alphabet, "ratio:sentence_words": _alike, "words:words_position": _second,
}  # fmt: skip


def whole(id: str, known: Known, kind: Kind, n: int, rng: Random) -> Iterator[Item]:
    """Yield ordinary true cases of an id in :data:`WRITTEN`, and some of them under edits."""
    for i in range(n):
        constraint, one = rng.choice(list(known.values()))
        case = audited_cases.Case(kind.name, constraint, WRITTEN[id](one, rng), True, "satisfy")
        yield Item(case, "ordinary", f"written {i}")
        for edited in audited_cases.edits_of(case, kind, rng) if i < EDITED else ():
            yield Item(edited, "edit", f"written {i}")


# ---------------------------------------------------------------------- what is asked for
def written(registry: str, data: str | None, prompts: str | None) -> dict[str, list[Instruction]]:
    """Return the instructions of the real prompts, by id; none where no file was given."""
    found: list[Instruction] = []
    if registry == "ifeval" and data:
        found = [one for row in workload.rows(data) for one in row.instructions]
    if registry == "ifbench" and prompts:
        found = ifbench.instances(prompts)
    grouped: dict[str, list[Instruction]] = defaultdict(list)
    for one in found:
        grouped[one.id].append(one)
    return grouped


def drawn(checkers: list[peers.Checkers], id: str) -> Iterator[Instruction]:
    """Yield instructions with kwargs that the published package draws itself; none where it draws none."""
    for i in range(KWARGS):
        try:
            yield Instruction(id, checkers[0].draw(id, f"{id}/{i}"))
        except Exception:  # what it needs, such as a prompt to repeat, it cannot draw
            return


def higher(one: Instruction) -> Instruction:
    """Return the instruction with every number one higher."""
    kwargs = {k: v + 1 if isinstance(v, int | float) and not isinstance(v, bool) else v for k, v in one.kwargs.items()}
    return Instruction(one.id, kwargs, one.prompt)


def loaded(registry: str, id: str, given: list[Instruction], checkers: list[peers.Checkers], left: Counter[str]
           ) -> Known:  # fmt: skip
    """Return what an id is loaded as, by fingerprint, with the instruction; what someone refuses goes to `left`."""
    found: Known = {}
    asked = given or list(drawn(checkers, id))
    some = Random(id).sample(asked, min(len(asked), KWARGS))
    for one in [*some, *map(higher, some)]:
        try:
            constraint = compat.load(registry, id, one.kwargs, prompt=one.prompt)
        except GonogoError:
            left["gonogo"] += 1
            continue
        refusing = [engine.name for engine in checkers if engine.refusal(one)]
        left.update(refusing)
        if not refusing:
            found.setdefault(constraint.fingerprint, (constraint, one))
    return found


# ---------------------------------------------------------------------- cases
def cases(id: str, known: Known, n: int, seed: int) -> Iterator[Case]:
    """Yield the cases of an id, `n` ordinary ones of each truth value."""
    seed += zlib.crc32(id.encode())
    by_kind: dict[str, list[Constraint]] = defaultdict(list)
    for constraint, _ in known.values():
        by_kind[constraint.kind].append(constraint)
    for name, pool in by_kind.items():
        kind = Published(name, kind_named(name).owner, tuple(pool))
        size = max(1, round(n * len(pool) / len(known)))
        chosen = choose(kind, size, seed, lambda one: one.fingerprint in known, compose=False)
        # a reward gives an empty response no verdict, also where few enough sentences are asked for
        said = [item for item in chosen.items if (item.case.parent or item.case).text.strip()]
        items = [item for item in said if not (id in WRITTEN and item.case.label)]
        items += whole(id, known, kind, n, Random(seed)) if id in WRITTEN else ()
        for item in items:
            family = "example" if item.case.origin == "example" else item.family
            one = known[item.case.constraint.fingerprint][1]
            yield Case(one, item.case.text, item.case.label, family, f"{id}/{name}/{item.group}")
        for i, constraint in enumerate(Random(seed).sample(pool, min(len(pool), JUNKED))):
            for junk in (*JUNK, *MORE_JUNK):
                if not (_small(constraint) or allows(constraint, junk, kind.owner)):
                    yield Case(known[constraint.fingerprint][1], junk, False, "junk", f"{id}/{name}/junk {i}")


def _small(constraint: Constraint) -> bool:
    """Return whether none or one of something is wanted, which junk may well hold: one word, one line, one part."""
    amount = getattr(constraint, "amount", None)
    return isinstance(amount, Amount) and (amount.holds(0) or amount.holds(1))


def degenerate(engine: peers.Engine, one: Instruction) -> int:
    """Return on how many degenerate texts the engine crashes."""
    texts = [*AWKWARD.values(), *(make(DEGENERATE) for make in HOSTILE.values())]
    return sum(labelled.verdict(engine, one, text)[1] for text in texts)


# ---------------------------------------------------------------------- figures
class Tally:
    """The verdicts of one engine on one registry."""

    def __init__(self) -> None:
        self.trials: dict[str, list[tuple[str, str, Trial]]] = defaultdict(list)  # heap -> (id, family, trial)
        self.crashes: Counter[str] = Counter()
        self.degenerate: Counter[str] = Counter()

    def add(self, case: Case, said: bool, crashed: bool) -> None:
        self.trials[case.heap].append((case.one.id, case.family, Trial(case.label, said, case.group)))
        self.crashes[case.heap] += crashed

    def to_dict(self) -> dict[str, Any]:
        heaps = {}
        for heap, listed in sorted(self.trials.items()):
            by_id, by_family = defaultdict(list), defaultdict(list)
            for id, family, trial in listed:
                by_id[id].append(trial)
                by_family[family].append(trial)
            clustered = [trial._replace(group=id) for id, _, trial in listed]
            heaps[heap] = {
                **measure([trial for _, _, trial in listed], draws=200).to_dict(), "crashes": self.crashes[heap],
                "by_id_clustered": shares(clustered),
                "by_family": {name: {**counts(those), **shares(those)} for name, those in sorted(by_family.items())},
                "by_id": {id: counts(those) for id, those in sorted(by_id.items())},
            }  # fmt: skip
        return {**heaps, "degenerate": {"crashes": self.degenerate.total(), "by_id": dict(+self.degenerate)}}


def shares(trials: list[Trial]) -> dict[str, Any]:
    """Return the three shares with their intervals."""
    found = measure(trials, draws=50).to_dict()
    return {key: [found[key][end] for end in ("value", "low", "high")] for key in table.SHARES}


def counts(trials: list[Trial]) -> dict[str, int]:
    """Return true and false passes and refusals."""
    names = {(True, True): "tp", (False, True): "fp", (True, False): "fn", (False, False): "tn"}
    found = Counter(names[one.label, bool(one.said)] for one in trials)
    return {name: found[name] for name in names.values()}


def audited(registry: str, options: argparse.Namespace, wrong: list[dict[str, Any]]) -> dict[str, Any]:
    """Ask gonogo and the published checkers of a registry about all its ids."""
    engines = peers.judges(registry)
    checkers = [one for one in engines if isinstance(one, peers.Checkers)]
    given = written(registry, options.data, options.prompts)
    own = [id for id in checkers[0].ids() if registry == "ifeval" or id not in compat.ids("ifeval")]
    tallies = {engine.name: Tally() for engine in engines}
    left: dict[str, Any] = {}
    audible = 0
    for id in own:
        refused: Counter[str] = Counter()
        known = {} if id in CANNOT_RUN else loaded(registry, id, given[id], checkers, refused)
        if not known or refused:
            left[id] = CANNOT_RUN.get(id) or {"kwargs kept": len(known), "kwargs refused by": dict(refused)}
        audible += bool(known)
        for case in cases(id, known, options.n, options.seed):
            for engine in engines:
                said, crashed = labelled.verdict(engine, case.one, case.text)
                tallies[engine.name].add(case, said, crashed)
                if said != case.label:
                    wrong.append({"registry": registry, "engine": engine.name, "said": said, "crashed": crashed,
                                  **vars(case), "one": vars(case.one)})  # fmt: skip
        for _, one in list(known.values())[:2]:
            for engine in engines:
                tallies[engine.name].degenerate[id] += degenerate(engine, one)
        print(f"{registry} {id} done", file=sys.stderr)
    figures = {f"{engine.name} {engine.version()}": tallies[engine.name].to_dict() for engine in engines}
    return {"ids": audible, "left_out": left, "engines": figures}


def read() -> dict[str, Any]:
    """Return the figures on the responses labelled by hand."""
    found: dict[str, Any] = {}
    for name, (registry, files) in labelled.SETS.items():
        for engine in peers.judges(registry):
            measures, crashed = labelled.asked(engine, registry, files)
            found.setdefault(name, {})[f"{engine.name} {engine.version()}"] = {**measures.to_dict(), "crashes": crashed}
    return found


def main() -> None:
    """Measure, print and save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", help="JSONL file of IFEval rows with responses")
    parser.add_argument("--prompts", help="JSONL file of the IFBench test prompts")
    parser.add_argument("--n", type=int, default=100, help="ordinary texts of each truth value per id")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", nargs="+", choices=REGISTRIES, default=REGISTRIES, help="which registries")
    parser.add_argument("--wrong", type=Path, help="write every wrong verdict here, to be read; it quotes the prompts")
    parser.add_argument("--results", default=str(HERE / "results"))
    parser.add_argument("--date", help="goes into the result")
    options = parser.parse_args()
    logging.disable(logging.ERROR)  # the published checkers log whole responses
    wrong: list[dict[str, Any]] = []
    found = {registry: audited(registry, options, wrong) for registry in options.only}
    if options.wrong:
        options.wrong.write_text("".join(json.dumps(one) + "\n" for one in wrong), encoding="utf-8")
    files = {"data": bool(options.data), "prompts": bool(options.prompts)}
    result = {"n": options.n, "seed": options.seed, "files": files, "registries": found, "labelled": read()}
    run.save(options, "precision", result)


if __name__ == "__main__":
    main()
