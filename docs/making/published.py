"""What becomes of published ids: ``compat.md`` (what there is and how to load it) and ``deviations.md``."""

from __future__ import annotations

import inspect
from collections.abc import Sequence

import gonogo
from gonogo.compat import REGISTRIES, ids
from gonogo.compat.coverage import OFF, TITLES, Covered, covered, covering, notes, places, shared
from gonogo.compat.records import FORMATS
from gonogo.compat.records.record import OWN_LAYOUT
from gonogo.constraints import Kind
from making.kinds import differences
from making.markdown import GENERATED, grid, link, prose

ORDER = (
    "ifeval", "ifbench", "iftrain", "ifeval-pp", "m-ifeval", "lm-eval", "ru-ifeval", "verifif", "nemo",
    "open-instruct-legacy",
)  # fmt: skip


# ---------------------------------------------------------------------- deviations
def deviations_page(kinds: Sequence[Kind]) -> str:
    """Return where gonogo judges otherwise than a published checker, by registry."""
    parts = [
        GENERATED,
        "# Deviations from published checkers",
        "A published id is loaded as what its *instruction* asks for. Where the published checker judges some text "
        "otherwise than the instruction reads, gonogo follows the instruction, and the difference is listed here. So "
        "scores are not interchangeable with those of the published code.",
        "*Not compared* says that nobody has held our verdicts against that checker, not that they agree. `all` means "
        "that every one of the kinds behind it must hold.",
        " · ".join(f"[{TITLES[name]}](#{_anchor(name)})" for name in ORDER),
    ]
    for name in ORDER:
        parts += _registry(name)
    bare = [kind.name for kind in kinds if not covering(kind.name)]
    parts += ["## Ids that are switched off", _off(), "## Ids that are unknown", UNKNOWN, "## Readings", READINGS]
    named = ", ".join(link(name, "catalogue/") for name in bare)
    parts += ["## Kinds without a published id", f"{len(bare)}: {named}."]
    return "\n\n".join(parts) + "\n"


UNKNOWN = """\
An id that a registry does not have is an error when a row is loaded, with the nearest ids; it is never skipped or
passed. So are missing, unknown and ill-typed arguments. Unknown on purpose:

- the ids of verifif that a language model judges (`stylistic:`, `linguistic:`, `situation:`): they are no verifiable
  constraints;
- functions of VerInstruct whose source has a shape that is not known; the source is never executed;
- in `m-ifeval`, an id that several languages have, written without its language: which one is meant?"""


READINGS = """\
Where an instruction leaves something open, one reading had to be chosen:

- `ru-ifeval`: a keyword is the word as the prompt writes it; its other cases and numbers are other words. Both
  published checkers (oKatanaaa/ifeval, NLP-Core-Team/ruIFEval) compare lemmas instead, and need a tagger for it. This
  stays a choice: "the word «отходы»" can be read either way.
- `ru-ifeval`: the relations of the published rows are English (`at least`, `less than`). The Russian ones that are
  read, too (не менее, не более, меньше, …), are those of its prompts; no published row is known to carry them.
- `ru-ifeval`: all capitals and all lower case ask for Russian, as the published instruction does; where the prompt is
  known and names no language, they ask for the case only.
- `verifif`: `keywords:positioning` counts from 0 and characters include blanks, as its checkers do in every language;
  the instruction says neither.
- `format_verification:string_match`: no other marker of the form may stand there; the rows forbid none, the server's
  page says "none extra"."""


def _anchor(name: str) -> str:
    title = TITLES[name].lower()
    return "".join(char if char.isalnum() or char in "-_" else "-" if char == " " else "" for char in title)


def _registry(name: str) -> list[str]:
    """Return the section of a registry: what its ids are loaded as; those taken over from IFEval in one line."""
    own = [one for one in covered(name) if not shared(name, one.id)]
    rows: dict[tuple[str, str, str], list[Covered]] = {}
    for one in own:
        rows.setdefault((one.bare, loaded(one, "catalogue/"), differences(notes(one))), []).append(one)
    table = [[_named(id, found), kinds, said] for (id, kinds, said), found in sorted(rows.items())]
    compared = [one for one in own if notes(one)]
    alike = sum(all(source.same for _, source in notes(one)) for one in compared)
    parts = [
        f"## {TITLES[name]}",
        f"Registry `{name}`, {_counted(len(covered(name)), 'id')}. Of the {len(own)} below, the published checker "
        f"judges {len(compared) - alike} otherwise on some texts and {alike} alike; {len(own) - len(compared)} were "
        "not compared.",
    ]
    taken = [one for one in covered(name) if shared(name, one.id)]
    if taken:
        parts.append(f"{_counted(len(taken), 'id')} more {'is' if len(taken) == 1 else 'are'} taken over from IFEval "
                     f"and loaded as [there](#{_anchor('ifeval')}).")  # fmt: skip
    return [*parts, grid(("id", "loaded as", "where they differ"), table)]


def _named(id: str, found: Sequence[Covered]) -> str:
    languages = places(found).partition(" (")[2].rstrip(")")
    return f"`{id}`" + (f" ({languages})" if languages else "")


def loaded(one: Covered, folder: str = "") -> str:
    """Say what an id is loaded as, with links: a kind, or several together."""
    parts = [link(kind, folder) for kind in one.kinds if kind not in one.alone]
    return " or ".join(link(kind, folder) for kind in one.alone) + (f" of {', '.join(parts)}" if parts else "")


def _off() -> str:
    lines = []
    for name, off in OFF.items():
        found = [one for one in covered(name) if one.id in off]
        lines.append(
            f"The published {TITLES[name]} holds checkers that are written but left out of its registry. They load "
            "here, also from the registries that take its ids over:"
        )
        lines.append(grid(("id", "loaded as"), [[f"`{one.id}`", loaded(one, "catalogue/")] for one in found]))
    return "\n\n".join(lines)


def _counted(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


# ---------------------------------------------------------------------- compat
def compat_page(kinds: Sequence[Kind]) -> str:
    """Return what can be loaded, and how."""
    total = {(one.registry, one.id) for name in REGISTRIES for one in covered(name)}
    different = {one.bare for name in REGISTRIES for one in covered(name)}
    reached = sum(bool(covering(kind.name)) for kind in kinds)
    parts = [
        GENERATED,
        "# Published ids and record formats",
        f"{len(REGISTRIES)} registries with {len(total)} ids ({len(different)} different ones) are loaded as {reached} "
        f"of the {len(kinds)} kinds. An id means what its instruction asks for; [deviations](deviations.md) lists what "
        "each is loaded as and how its published checker differs.",
        "## Registries",
        grid(
            ("registry", "what", "ids", "as in IFEval", "kinds", "rows are read by"), [_row(name) for name in ORDER]
        ),
        "Ids that are published in several languages stand with their language before them (`ja:letters:kanji`), and "
        "also without it where one language only has them; both names count once here. "
        f"Of the ids of IFEval, {len(OFF['ifeval'])} are written but "
        "[switched off](deviations.md#ids-that-are-switched-off) where they were published.",
        "## One id",
        _example(),
        "Find an id on the command line: `gonogo list --published keywords:existence` says which registries have it "
        "and what it is loaded as; `gonogo explain count.words` lists the ids of a kind.",
        "## A row, a file",
        ROWS,
        grid(("format", "what"), [[f"`{name}`", _summary(name)] for name in FORMATS]),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


ROWS = """\
`gonogo.compat.load_row(row, registry)` reads a row with `instruction_id_list` and `kwargs`. On the command line,
`gonogo score`, `gonogo lint` and `gonogo convert` read each of these formats and tell them apart by their fields;
`gonogo convert` writes one as another and lists what that one cannot express."""


def _row(name: str) -> list[str]:
    found = covered(name)
    kinds = {kind for one in found for kind in one.kinds}
    taken = sum(shared(name, one.id) for one in found)
    how = "their [format](#a-row-a-file)" if name in OWN_LAYOUT else f'`load_row(row, "{name}")`'
    return [f"`{name}`", TITLES[name], str(len(found)), str(taken or ""), str(len(kinds)), how]


def _example() -> str:
    constraint = gonogo.compat.load("ifbench", "count:word_count_range", {"min_words": 3, "max_words": 5})
    assert "count:word_count_range" in ids("ifbench")
    return (
        "```python\nimport gonogo\n\n"
        'constraint = gonogo.compat.load("ifbench", "count:word_count_range", {"min_words": 3, "max_words": 5})\n'
        f"print(constraint.describe())  # -> {constraint.describe()}\n```"
    )


def _summary(name: str) -> str:
    one = FORMATS[name]
    return prose(one.SUMMARY or (inspect.getdoc(type(one)) or "").split("\n", 1)[0])
