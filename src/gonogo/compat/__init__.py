"""Published ids and record formats, read as constraints of this library.

The natural-language instruction decides what an id means, not the published checker; where they differ, the kind's
``SOURCES`` say how. Unknown ids and bad kwargs are errors when loading, never later.
"""

from __future__ import annotations

from gonogo.compat.load import REGISTRIES, ids, load, load_row

__all__ = ["REGISTRIES", "ids", "load", "load_row"]
