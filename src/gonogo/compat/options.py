"""Options: a list of answers written in one string, as prompts write it."""

from __future__ import annotations

import re

from gonogo.errors import SpecError

_OR = re.compile(r"\s+or\s+", re.IGNORECASE)
_LAST_OR = re.compile(r",\s*or\s+|(?<!,)\s+or\s+(?=[^,]*$)", re.IGNORECASE)


def options_of(text: str, name: str = "options") -> tuple[str, ...]:
    """Return the options in ``text``: one per line, or parted by slashes, semicolons, "or", or commas.

    The first of these that parts the text does so. In a list with commas an "or" before the last option parts as well
    ("a, b or c"); an "or" before a comma parts alone ("more or fewer, for now").

    Raises:
        SpecError: there are fewer than two options.
    """
    said = text.strip()
    if "\n" in said:
        found = said.split("\n")
    elif "/" in said:
        found = said.split("/")
    elif ";" in said:
        found = said.split(";")
    elif "," in said and not _OR.search(said[: said.rindex(",")]):
        found = _LAST_OR.sub(",", said).split(",")
    else:
        found = _OR.split(said)
    options = tuple(dict.fromkeys(option.strip() for option in found if option.strip()))
    if len(options) < 2:
        raise SpecError(f'{name} = {text!r} lists fewer than two options; part them by a slash, a comma or "or"')
    return options
