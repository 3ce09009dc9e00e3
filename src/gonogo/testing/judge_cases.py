"""What a judge is asked: an instruction, a response, and the truth, known by construction or by a human label.

:func:`constructed` builds single questions per kind, and prompts of several constraints on one response, which can be
asked one by one or all at once. :func:`labelled` reads what people labelled.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Literal

from gonogo.constraint import Constraint
from gonogo.constraints import Kind
from gonogo.constraints.families import family_of
from gonogo.draft import Draft
from gonogo.errors import RowError, SpecError
from gonogo.testing.cases import SHAPES, Case, examples, kind_of, one_round
from gonogo.text.view import View

Type = Literal["hard", "soft"]
_MOST_ROUNDS = 60  # per kind
_TRIES = 40  # per prompt of several constraints


@dataclass(frozen=True, slots=True)
class JudgeCase:
    """One question to a judge, with the truth.

    Attributes:
        instruction: the constraint in words.
        response: the response it is about.
        label: whether the response satisfies it.
        family: under what a report counts it: the family of its kind, or what a labelled row says.
        kind: the kind, or the family where there is none.
        group: cases of one group were made from one another or labelled together; intervals reckon with that.
        prompt: cases of one prompt (not empty) share a response and can be asked all at once.
        type: ``hard`` (a program can decide it) or ``soft``.
        origin: how the truth is known: ``example``, ``satisfy``, ``near_miss``, ``violate``, ``amount``, ``set``,
            ``labelled``.
    """

    instruction: str
    response: str
    label: bool
    family: str = "own"
    kind: str = "own"
    group: str = ""
    prompt: str = ""
    type: Type = "hard"
    origin: str = "labelled"


# ---------------------------------------------------------------------- built
def constructed(kinds: Iterable[str], n: int = 10, prompts: int = 100, seed: int = 0) -> list[JudgeCase]:
    """Build questions whose truth is known by construction.

    Args:
        kinds: the kinds to ask about.
        n: single questions per kind and truth value; fewer where a kind has no more different ones.
        prompts: prompts of two to five constraints of different kinds on one response; none where fewer than two
            kinds are given.
        seed: the same seed builds the same questions.
    """
    chosen = [kind_of(name) for name in dict.fromkeys(kinds)]
    singles = [case for kind in chosen for case in _singles(kind, n, seed)]
    return singles + list(_prompts(chosen, prompts, seed))


def _singles(kind: Kind, n: int, seed: int) -> list[JudgeCase]:
    """Return ``n`` questions of either truth: each way of knowing the truth comes in turn."""
    sides: dict[bool, dict[tuple[str, str], JudgeCase]] = {True: {}, False: {}}
    for case in examples(kind):
        _add(sides, _asked(case, f"{kind.name}/example/{case.constraint.fingerprint}"), n // 2)
    for i in range(_MOST_ROUNDS if n else 0):
        if min(map(len, sides.values())) >= n:
            break
        made = list(one_round(kind, i, seed, []))
        Random(f"{kind.name}/{seed}/{i}/judge").shuffle(made)
        for case in _without_repeats(made):
            _add(sides, _asked(case, f"{kind.name}/{i}"), n)
    return [*sides[True].values(), *sides[False].values()]


def _without_repeats(made: list[Case]) -> list[Case]:
    """Keep one case of each origin and truth: a round has up to nine amounts around one text, and one is enough."""
    kept: dict[tuple[str, bool], Case] = {}
    for case in made:
        kept.setdefault((case.origin.split(":")[0], case.label), case)
    return list(kept.values())


def _add(sides: dict[bool, dict[tuple[str, str], JudgeCase]], case: JudgeCase, most: int) -> None:
    if len(sides[case.label]) < most and (case.instruction, case.response) not in sides[not case.label]:
        sides[case.label].setdefault((case.instruction, case.response), case)


def _asked(case: Case, group: str) -> JudgeCase:
    origin = case.origin.split(":")[0]
    return JudgeCase(
        case.constraint.describe(), case.text, case.label, family_of(case.kind), case.kind, group, origin=origin
    )


def _prompts(kinds: list[Kind], prompts: int, seed: int) -> Iterator[JudgeCase]:
    """Yield the cases of up to ``prompts`` prompts with two to five constraints on one response.

    Each constraint is satisfied or violated on one draft, from coarse to fine, as chance says: that is the label. As a
    later edit may undo an earlier one, a prompt is kept only where every checker confirms the labels.
    """
    if len(kinds) < 2:
        return
    for i in range(prompts):
        for attempt in range(_TRIES):
            rng = Random(f"prompts/{seed}/{i}/{attempt}")
            made = _prompt(kinds, SHAPES[i % len(SHAPES)], rng)
            if made is not None:
                text, parts = made
                for constraint, label in parts:
                    yield JudgeCase(
                        constraint.describe(), text, label, family_of(constraint.kind), constraint.kind,
                        f"prompt/{i}", f"prompt/{i}", origin="set",
                    )  # fmt: skip
                break


def _prompt(kinds: list[Kind], shape: tuple[int, int], rng: Random) -> tuple[str, list[tuple[Constraint, bool]]] | None:
    """Return a text and its constraints with their truth, or None where this draw does not work out."""
    names = rng.sample(kinds, min(len(kinds), rng.randint(2, 5)))
    draft = Draft.filler(rng, *shape)
    try:
        drawn = [(kind.sample(rng), rng.random() < 0.5) for kind in names]
        for constraint, label in sorted(drawn, key=lambda pair: pair[0].grain):
            (constraint.satisfy if label else constraint.violate)(draft, rng)
        text = draft.render()
        sure = all(constraint.judge(View(text)).passed is label for constraint, label in drawn)
    except Exception:  # whatever a kind raises, this draw makes no prompt; its own audit tells of it
        return None
    return (text, drawn) if sure and text.strip() else None


# ---------------------------------------------------------------------- labelled
def labelled(path: str | Path) -> list[JudgeCase]:
    """Read a JSON Lines file of labelled responses.

    A row is ``{"instruction": text, "response": text, "label": true or false}``, and may have ``group`` (rows that
    belong together: intervals reckon with it), ``prompt`` (rows of one prompt share a response and are also asked all
    at once), ``family`` (under what it is counted; default ``labelled``) and ``type`` (``soft``, the default, or
    ``hard``).

    Raises:
        RowError: a row cannot be read; names the line and what it lacks.
        OSError: the file cannot be opened.
    """
    found: list[JudgeCase] = []
    for number, line in enumerate(Path(path).read_bytes().splitlines(), 1):
        if line.strip():
            try:
                found.append(_row(json.loads(line.decode("utf-8-sig")), number))
            except (SpecError, ValueError) as error:
                raise RowError(f"{path}:{number}: {_why(error)}") from None
    if not found:
        raise RowError(f"{path} holds no rows; a row is {{'instruction': ..., 'response': ..., 'label': true}}")
    _check_prompts(found, str(path))
    return found


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, SpecError) else f"not JSON in UTF-8: {error}"


def _row(data: Any, number: int) -> JudgeCase:
    if not isinstance(data, dict):
        raise SpecError(f"a row is a JSON object, not {type(data).__name__}")
    for name in ("instruction", "response"):
        if not isinstance(data.get(name), str):
            given = f"{data[name]!r:.60}" if name in data else f"missing; the row has {', '.join(data) or 'no fields'}"
            raise SpecError(f"{name!r} must be a text; it is {given}")
    if not isinstance(data.get("label"), bool):
        raise SpecError(f"'label' must be true (satisfied) or false (violated), not {data.get('label')!r:.60}")
    kind = data.get("type", "soft")
    if kind not in ("hard", "soft"):
        raise SpecError(f"'type' must be 'soft' or 'hard', not {kind!r:.60}")
    family, prompt = str(data.get("family") or "labelled"), data.get("prompt")
    named = prompt is not None
    group = data.get("group", prompt)
    return JudgeCase(
        data["instruction"], data["response"], data["label"], family, family,
        f"labelled/{group}" if group is not None else f"labelled line {number}",
        f"labelled/{prompt}" if named else "", kind, "labelled",
    )  # fmt: skip


def _check_prompts(cases: list[JudgeCase], path: str) -> None:
    responses: dict[str, str] = {}
    for case in cases:
        if case.prompt and responses.setdefault(case.prompt, case.response) != case.response:
            name = case.prompt.removeprefix("labelled/")
            raise RowError(
                f"{path}: rows of prompt {name!r} have different responses; a prompt here is one response with its "
                f"constraints: give each response a prompt of its own, and tie them by 'group'"
            )


def by_prompt(cases: Sequence[JudgeCase]) -> dict[str, list[int]]:
    """Return where the cases of each prompt of two or more stand."""
    found: dict[str, list[int]] = {}
    for index, case in enumerate(cases):
        if case.prompt:
            found.setdefault(case.prompt, []).append(index)
    return {prompt: where for prompt, where in found.items() if len(where) > 1}
