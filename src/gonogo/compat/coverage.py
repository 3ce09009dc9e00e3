"""Which published id is loaded as which kinds.

There is no table to go stale: each loader is run on arguments that are made up while it asks for them, and once more
for every other choice that it offers, so that all kinds it can give are seen.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from gonogo.amount import Amount
from gonogo.compat.kwargs import RELATIONS, Kwargs
from gonogo.compat.load import REGISTRIES, Loader, ids
from gonogo.constraint import Constraint, kinds_of
from gonogo.constraints import catalogue
from gonogo.errors import SpecError
from gonogo.examples import Source

__all__ = ["OFF", "SUITES", "TITLES", "Covered", "bare", "covered", "covering", "notes", "places", "shared"]

SUITES: Mapping[str, str] = {
    "IFBench": "ifbench", "IFEval": "ifeval", "IFTrain": "iftrain", "M-IFEval": "m-ifeval", "NeMo": "nemo",
    "lm-eval": "lm-eval", "verifif": "verifif",
}  # fmt: skip
"""The registry of each suite that ``SOURCES`` name."""

TITLES: Mapping[str, str] = {
    "ifbench": "IFBench", "ifeval": "IFEval", "ifeval-pp": "IFEval-pp", "iftrain": "IFTrain",
    "lm-eval": "lm-eval, in Spanish and Catalan", "m-ifeval": "M-IFEval, in Japanese, Spanish and French",
    "nemo": "NeMo Gym's format_verification and citation_if", "open-instruct-legacy": "open-instruct's if_functions",
    "ru-ifeval": "IFEval in Russian", "verifif": "NeMo Gym's verifif",
}  # fmt: skip
"""What each registry is."""

OFF: Mapping[str, tuple[str, ...]] = {
    "ifeval": (
        "detectable_content:rephrase_paragraph", "detectable_format:rephrase", "keywords:key_sentences",
        "multi-turn:constrained_start",
    ),
}  # fmt: skip
"""Ids whose checkers are written but switched off in the published registry; they load here."""

_LANGUAGES = ("ca", "en", "es", "fr", "ja")  # what may stand before an id
# What an argument of this name must look like; any text will do for the others.
_TEXTS = {
    "forbidden_char": "e", "language": "en", "letter": "e", "max_fraction": "3", "max_ratio": "3", "min_fraction": "2",
    "min_ratio": "2", "options": "yes/no", "original_message": "The *sea* is wide.", "phrase": "the wide blue sea",
    "punctuation": ";", "target_letter": "s",
}  # fmt: skip
_LISTS = {"allowed": (".", "?"), "expected_markers": ("[ref:1]", "[ref:2]")}
_SPANS = {"n_end": 4}  # and of numbers that must lie above another


@dataclass(frozen=True, slots=True)
class Covered:
    """A published id and what it is loaded as.

    Attributes:
        registry: the published catalogue.
        id: the id there.
        arguments: the names of the arguments it takes, sorted.
        kinds: the kinds it can give, sorted; those of the parts of a constraint made of others included.
        alone: the kinds it gives by themselves, not as a part.
    """

    registry: str
    id: str
    arguments: tuple[str, ...]
    kinds: tuple[str, ...]
    alone: tuple[str, ...]

    @property
    def bare(self) -> str:
        """The id without the language that stands before it."""
        return bare(self.id)


def bare(id: str) -> str:
    """Return an id without the language that stands before it (``ja:letters:kanji``)."""
    language, _, rest = id.partition(":")
    return rest if language in _LANGUAGES else id


@cache
def covered(registry: str) -> tuple[Covered, ...]:
    """Return every id of a registry with the kinds it is loaded as, sorted by id; of two names of an id, the longer.

    Raises:
        UnknownValue: no such registry.
        SpecError: an id cannot be loaded with any arguments that were made up; the table of them needs its argument.
    """
    return tuple(
        _covered(registry, id, loader) for id, loader in sorted(ids(registry).items()) if not _alias(registry, id)
    )


@cache
def covering(kind: str) -> tuple[Covered, ...]:
    """Return the published ids of all registries that are loaded as ``kind``, or with it as a part."""
    return tuple(one for registry in REGISTRIES for one in covered(registry) if kind in one.kinds)


def notes(one: Covered) -> tuple[tuple[str, Source], ...]:
    """Return what the kinds of an id say of its published checker: kind and source; none where it was not compared.

    What is known of the checker of IFEval holds where another registry takes the id over unchanged.
    """
    for registry in (one.registry, "ifeval") if shared(one.registry, one.id) else (one.registry,):
        known = [(kind, source) for kind, source in _sources().get((registry, one.bare), ()) if kind in one.kinds]
        if known:
            return tuple(known)
    return ()


def shared(registry: str, id: str) -> bool:
    """Return whether a registry takes an id over from IFEval and loads it in the same way."""
    return registry != "ifeval" and ids(registry)[id] is ids("ifeval").get(bare(id))


@cache
def _sources() -> Mapping[tuple[str, str], Sequence[tuple[str, Source]]]:
    found: dict[tuple[str, str], list[tuple[str, Source]]] = {}
    for kind in catalogue(plugins=False).values():
        for source in kind.sources:
            found.setdefault((SUITES[source.suite], bare(source.id)), []).append((kind.name, source))
    return found


def _alias(registry: str, id: str) -> bool:
    """Return whether an id is written without its language although it also stands with it: one language has it."""
    twins = [f"{language}:{id}" for language in _LANGUAGES if f"{language}:{id}" in ids(registry)]
    return len(twins) == 1 and ids(registry)[twins[0]] is ids(registry)[id]


def places(found: Iterable[Covered]) -> str:
    """Say in which registries ids stand, with their languages: ``ifeval, lm-eval (ca, en, es)``."""
    languages: dict[str, list[str]] = {}
    for one in found:
        languages.setdefault(one.registry, []).append("" if one.id == one.bare else one.id[: one.id.index(":")])
    said = {name: sorted(language or "en" for language in known) for name, known in languages.items()}
    return ", ".join(f"{name} ({', '.join(said[name])})" if any(languages[name]) else name for name in said)


# ---------------------------------------------------------------------- trying an id
def _covered(registry: str, id: str, loader: Loader) -> Covered:
    first = _Probe(f"{registry} {id}", {})
    made = [_tried(loader, first)]
    for at, width in enumerate(first.widths):
        for turn in range(1, width):
            made.append(_tried(loader, _Probe(first.name, {at: turn}), first))
    constraints = [one for one in made if one is not None]
    if not constraints:
        raise SpecError(f"{first.name}: no arguments could be made up for it; add them to gonogo.compat.coverage")
    kinds = {kind for one in constraints for kind in kinds_of(one.to_dict())}
    alone = {one.kind for one in constraints}
    return Covered(registry, id, tuple(sorted(first.asked)), tuple(sorted(kinds)), tuple(sorted(alone)))


def _tried(loader: Loader, probe: _Probe, beside: _Probe | None = None) -> Constraint | None:
    """Return what a loader makes of a probe, or None; what it asked for is noted ``beside`` as well."""
    try:
        return loader(probe)
    except SpecError:
        return None
    finally:
        if beside is not None:
            beside.asked |= probe.asked


class _Probe(Kwargs):
    """Arguments that are made up while they are asked for; at the i-th choice, the candidate ``turns[i]``."""

    def __init__(self, name: str, turns: Mapping[int, int]) -> None:
        super().__init__(name, {})
        self._turns = turns
        self.widths: list[int] = []
        self.asked: set[str] = set()
        self._absent: set[str] = set()

    def _choose(self, candidates: Sequence[Any]) -> Any:
        at = len(self.widths)
        self.widths.append(len(candidates))
        return candidates[self._turns.get(at, 0)]

    def text(self, field: str) -> str:
        self.asked.add(field)
        return _TEXTS.get(field, f"sea {field.replace('_', ' ')}")

    def texts(self, field: str) -> tuple[str, ...]:
        self.asked.add(field)
        return _LISTS.get(field, ("sea", "salt", "sky"))

    def mapping(self, field: str) -> dict[str, str]:
        self.asked.add(field)
        return {"lecon": "leçon"}

    def number(self, field: str, least: int = 0) -> int:
        self.asked.add(field)
        return _SPANS.get(field, max(least, 2))

    def numbers(self, field: str, least: int = 0) -> tuple[int, ...]:
        self.asked.add(field)
        return (max(least, 1), max(least, 1) + 2)

    def decimal(self, field: str) -> float:
        self.asked.add(field)
        return 3.0 if field.startswith("max") else 2.0

    def choice(self, field: str, allowed: Collection[str]) -> str:
        self.asked.add(field)
        return str(self._choose(sorted(allowed)))

    def amount(
        self, relation: str, number: str, relations: Mapping[str, Callable[[int], Amount]] = RELATIONS
    ) -> Amount:
        self.asked |= {relation, number}
        return relations["at least" if "at least" in relations else sorted(relations)[0]](2)

    def has(self, field: str) -> bool:
        self.asked.add(field)
        return bool(self._choose((True, False)))
