"""Write the generated pages: ``python docs/make.py``.

* ``catalogue/<kind>.md`` and ``catalogue/index.md``: every built-in kind, from its class;
* ``schema/<kind>.json`` and ``schema/constraint-set.json``: JSON Schemas of the same;
* ``compat.md`` and ``deviations.md``: what published ids are loaded as, by loading them;
* the table in ``explanation/reading.md``, from the cases that the tests of ``gonogo.text.segment`` read;
* ``src/gonogo/data/homes.json``: the module of each kind.

The figures on the pages stand in ``measured.json``; ``python docs/make.py --measure`` first measures those anew whose
kind has changed since (all of them: under a minute).

The same code gives the same pages: no date, no version of anything, no order of a set. ``tests/test_generated_docs.py``
compares them with what is committed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS))

from making.cases import PLACED, with_cases  # noqa: E402 (found by the line above)
from making.index import index_page, size  # noqa: E402
from making.kinds import kind_page  # noqa: E402
from making.markdown import code, grid, prose  # noqa: E402
from making.measured import Measured, figure, measure  # noqa: E402
from making.published import compat_page, deviations_page  # noqa: E402
from making.schemas import schema_files  # noqa: E402

from gonogo import registry  # noqa: E402
from gonogo.constraints import Kind, catalogue  # noqa: E402

HOMES = DOCS.parent / "src" / "gonogo" / "data" / "homes.json"

__all__ = [
    "Measured", "built_in", "code", "figure", "grid", "main", "measure", "pages", "prose", "size", "with_cases",
]  # fmt: skip


def built_in() -> list[Kind]:
    """Return the kinds that have a page, sorted by name."""
    return [kind for kind in catalogue(plugins=False).values() if ":" not in kind.name]


BY_HAND = frozenset({"schema/audit-report.json"})  # stand among the generated files


def pages() -> dict[str, str]:
    """Return every generated file by its path below ``docs``."""
    kinds = built_in()
    measured = Measured.read()
    made = {f"catalogue/{kind.name}.md": kind_page(kind, measured) for kind in kinds}
    made["catalogue/index.md"] = index_page(kinds, measured)
    made["compat.md"] = compat_page(kinds)
    made["deviations.md"] = deviations_page(kinds)
    made[PLACED] = with_cases((DOCS / PLACED).read_text(encoding="utf-8"))
    return made | schema_files(kinds)


def main(target: Path = DOCS) -> None:
    """Write every generated file below ``target``, and remove those of kinds that are gone."""
    made = pages()
    for name, text in made.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in sorted((*(target / "catalogue").glob("*.md"), *(target / "schema").glob("*.json"))):
        if path.relative_to(target).as_posix() not in {*made, *BY_HAND}:
            path.unlink()
    print(f"{len(made)} files written")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    HOMES.write_text(json.dumps(registry.homes_found(), indent=1) + "\n", encoding="utf-8")
    if "--measure" in arguments:
        measure(built_in())
    main(*(Path(one) for one in arguments if one != "--measure"))
