"""Record formats: rows of published datasets and trainers, read and written.

A format is one small class; :func:`detect` finds the one a row has. Order and duplicates are kept, fields without a
meaning travel on in ``rest``, and what a format cannot express is listed, never dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gonogo.compat.records.express import express, inverse
from gonogo.compat.records.idlists import IFBench, IFEval, MIFEval, Nemo, NemoFlat, Slime
from gonogo.compat.records.iheval import NemoIHEval
from gonogo.compat.records.native import TRL, Native, OpenRLHF, Verl
from gonogo.compat.records.openinstruct import OpenInstruct, OpenInstructLegacy
from gonogo.compat.records.record import Format, Item, Loss, Published, Record
from gonogo.compat.records.verifier import NemoVerifier
from gonogo.compat.records.verifif import Verifif
from gonogo.compat.records.verinstruct import VerInstruct
from gonogo.errors import SpecError, nearest

__all__ = [
    "FORMATS", "Format", "Item", "Loss", "Published", "Record", "detect", "express", "inverse",
]  # fmt: skip

# In the order in which a row is compared with them: those with a field of their own first.
_ALL: tuple[Format, ...] = (
    Native(), Nemo(), NemoVerifier(), NemoIHEval(), Verifif(), Slime(), VerInstruct(), OpenInstructLegacy(),
    OpenInstruct(), Verl(), NemoFlat(), IFBench(), MIFEval(), IFEval(), OpenRLHF(), TRL(),
)  # fmt: skip

FORMATS: Mapping[str, Format] = {one.NAME: one for one in sorted(_ALL, key=lambda one: one.NAME)}
"""Record formats by name."""


def detect(row: Mapping[str, Any]) -> Format:
    """Return the format that a row looks like.

    Raises:
        SpecError: it looks like none; names its fields.
    """
    for one in _ALL:
        if one.matches(row):
            return one
    if "functions" in row:  # beside a field that makes other rows another format's
        return FORMATS["verinstruct"]
    fields = ", ".join(map(str, list(row)[:12])) or "none"
    known = "'constraints' (native rows) nor 'instruction_id_list' (IFEval rows)"
    hint = _hint(row)
    raise SpecError(f"has neither {known}, and looks like no other format; its fields are {fields}{hint}")


def _hint(row: Mapping[str, Any]) -> str:
    """Return what a row that looks like no format may be meant as."""
    for field, value in row.items() if len(row) == 1 else ():
        if isinstance(value, list) and value and all(isinstance(one, Mapping) and len(one) > 1 for one in value[:9]):
            return f"; {field!r} looks like a list of rows: write each on a line of its own"
    for name in ("instruction_id_list", "constraints"):
        if close := nearest(name, map(str, row), 1):
            return f"; is {close[0]!r} meant as {name!r}?"
    return ""
