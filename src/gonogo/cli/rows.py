"""Dataset rows of any record format, read one at a time, with responses in the row or joined by prompt."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from gonogo.amount import numbered
from gonogo.compat.records import FORMATS, Record, detect
from gonogo.constraint import Constraint
from gonogo.errors import BatchError, RowError, SpecError, shown
from gonogo.reward import last_message

Response = str | list[dict[str, Any]]

AUTO = "auto"
LAYOUTS = (AUTO, *FORMATS)  # what --format takes
_NEEDS = {"native": "constraints", "ifeval": "instruction_id_list"}  # the field that each of the two needs
_RESPONSES = ("completion", "output", "answer", "text", "prediction", "generated_text")  # what others call a response


@dataclass(frozen=True, slots=True)
class Row:
    """One row that can be scored.

    Attributes:
        number: its line in the file, from 1.
        data: the row as read (with ``responses`` where they were joined to it).
        prompt: the instruction, or "" where the row has none.
        constraints: what its responses must satisfy.
        responses: one or more, each a text or a list of chat messages.
    """

    number: int
    data: dict[str, Any]
    prompt: str
    constraints: list[Constraint]
    responses: list[Response]


@dataclass
class Answers:
    """Responses by the text of their prompt (IFEval's response files); ``used`` remembers which were asked for."""

    name: str
    by_prompt: dict[str, list[Response]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, stream: IO[bytes], name: str) -> Answers:
        """Read JSON Lines of ``{"prompt", "response"}``; a prompt may occur more than once.

        Raises:
            RowError: a line cannot be read; names it.
        """
        answers = cls(name)
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                data = read_object(line, first=number == 1)
                prompt = data.get("prompt")
                if not isinstance(prompt, str):
                    raise SpecError(f"has no text in 'prompt'; {_fields(data)}")
                answers.by_prompt.setdefault(prompt, []).extend(_own_responses(data))
            except (SpecError, BatchError) as error:
                raise RowError(f"{name}:{number}: {error}") from None
        return answers

    def to(self, prompt: str) -> list[Response]:
        """Return the responses to ``prompt``."""
        if prompt not in self.by_prompt:
            raise SpecError(f"no response to this prompt in {self.name}: {shown(prompt)}")
        self.used.add(prompt)
        return self.by_prompt[prompt]

    @property
    def unused(self) -> int:
        """How many prompts no row asked for."""
        return len(self.by_prompt) - len(self.used)


class Reader:
    """Iterates over the rows of a JSON Lines file; a row that cannot be read is yielded as its :class:`RowError`.

    Only one line is held at a time. ``done`` is the number of bytes read so far.

    Args:
        stream: the bytes of the file.
        name: what errors call it.
        layout: what the rows look like.
        answers: responses to join to the rows by prompt; None: the rows have their own.
        size: how many constraints each row must have; None: any number.
        first: the number of the first line in its file.
    """

    def __init__(
        self, stream: IO[bytes], name: str, layout: str = AUTO, answers: Answers | None = None, *,
        size: int | None = None, first: int = 1,
    ) -> None:  # fmt: skip
        self._stream = stream
        self._name = name
        self._layout = layout
        self._answers = answers
        self._size = size
        self._first = first
        self.done = 0

    @property
    def unused(self) -> int:
        """How many of the prompts that responses were given for no row asked for."""
        return self._answers.unused if self._answers is not None else 0

    def __iter__(self) -> Iterator[Row | RowError]:
        for number, line in enumerate(self._stream, self._first):
            self.done += len(line)
            if not line.strip():
                continue
            try:
                yield self._row(line, number)
            except (SpecError, BatchError) as error:
                yield RowError(f"{self._name}:{number}: {error}")

    def _row(self, line: bytes, number: int) -> Row:
        data = read_object(line, first=number == 1)
        record = read_record(data, self._layout)
        constraints = checkable(record)
        if self._size is not None and len(constraints) != self._size:
            count = numbered(len(constraints), "constraint")
            raise SpecError(f"has {count}, and --weights gives {self._size} numbers; give weights by kind")
        prompt = record.prompt
        if self._answers is None:
            responses = _own_responses(data)
        else:
            if any(data.get(key) is not None for key in ("response", "responses")):
                raise SpecError("has its own response, and --responses was given too; leave one of them out")
            responses = self._answers.to(prompt)
            data = {**data, "responses": responses}
        return Row(number, data, prompt, constraints, responses)


class NotLines(SpecError):
    """The file holds no JSON Lines at all, so that none of its lines is worth a look."""


def read_object(line: bytes, *, first: bool = False) -> dict[str, Any]:
    """Return the JSON object that a line holds; NaN and infinities are read as None.

    Raises:
        NotLines: the first line shows that the file is of another kind.
        SpecError: the line holds no object, or one that names a field twice.
    """
    if first and (name := next((name for magic, name in _MAGIC.items() if line.startswith(magic)), None)):
        raise NotLines(f"{name}, not JSON Lines in UTF-8; convert it first")
    try:
        data = _DECODER.decode(
            line.rstrip(b"\r\n").decode("utf-8-sig")
        )  # a mark of order inside is left by joined files
    except UnicodeDecodeError as error:
        raise SpecError(f"not UTF-8 (byte {error.start} of the line is 0x{line[error.start]:02x})") from None
    except json.JSONDecodeError as error:
        whole = first and line.strip(b"\xef\xbb\xbf \t\r\n") in (b"[", b"{")
        raised = NotLines if whole else SpecError
        raise raised(
            f"not JSON: {error.msg.removesuffix(' at')} at column {error.colno}{_hint(line, error, first)}"
        ) from None
    except RecursionError:
        raise SpecError("not readable: JSON nested too deeply") from None
    except ValueError as error:
        if isinstance(error, SpecError):
            raise
        raise SpecError("not readable: a number has more than 4,300 digits") from None
    if first and isinstance(data, list) and any(isinstance(one, dict) for one in data):
        rows = numbered(len(data), "row")
        raise NotLines(f"a JSON array of {rows}; one JSON object per line is read (jq -c '.[]' FILE | gonogo … -)")
    if not isinstance(data, dict):
        what = "a JSON array; write one object per line instead" if isinstance(data, list) else shown(data)
        raise SpecError(f"a row is a JSON object, not {what}")
    return data


def _hint(line: bytes, error: json.JSONDecodeError, first: bool) -> str:
    """Return what a line that is no JSON looks like, to be put behind the error."""
    begins = line.strip(b"\xef\xbb\xbf \t\r\n")
    if b"\0" in line:
        return "; the line holds NUL bytes, as after a crash while it was written"
    if first and begins in (b"[", b"{"):
        path = "'.[]'" if begins == b"[" else "."
        mend = f"jq -c {path} FILE | gonogo … -"
        return f"; one JSON object per line is read, this looks like JSON over several lines ({mend})"
    if begins.startswith((b"{'", b'{"')) and error.colno == 2:
        return "; this looks like Python, not JSON: write rows with json.dumps"
    if error.msg.startswith("Unterminated") or error.pos >= len(error.doc) > 1:
        return "; the line ends in the middle of a row"
    if error.msg == "Extra data" and begins.startswith(b"{"):
        return "; the lines end with CR only, write LF" if b"\r{" in line else "; only one JSON object per line is read"
    if first and not begins.startswith((b"[", b"{")):
        return f"; is this JSON Lines? It begins with {shown(begins[:40].decode('utf-8', 'replace'))}"
    return ""


# What other kinds of files begin with.
_MAGIC = {b"\x1f\x8b": "gzip data (zcat FILE | gonogo … -)",
          b"\x28\xb5\x2f\xfd": "zstd data (zstdcat FILE | gonogo … -)",
          b"\xfd7zXZ\x00": "xz data (xzcat FILE | gonogo … -)", b"BZh": "bzip2 data (bzcat FILE | gonogo … -)",
          b"ARROW1": "an Arrow file", b"PAR1": "a Parquet file", b"\xff\xfe": "UTF-16",
          b"\xfe\xff": "UTF-16", b"PK\x03\x04": "a zip archive"}  # fmt: skip


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for at, key in enumerate(keys) if key in keys[:at])
        raise SpecError(f"the field {shown(twice)} stands there twice; which of the two is meant?")
    return made


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=lambda _name: None)


def read_record(data: Mapping[str, Any], layout: str = AUTO) -> Record:
    """Return what a row says in one of the record formats; "auto" looks which one it has.

    Raises:
        SpecError: it cannot be read.
    """
    try:
        if layout == AUTO:
            return detect(data).read(data)
        if (name := _NEEDS.get(layout)) is not None and data.get(name) is None:
            raise SpecError(f"has no {name!r}, which --format {layout} needs; {_fields(data)}")
        return FORMATS[layout].read(data)
    except RecursionError:
        raise SpecError("a field is nested too deeply") from None


def checkable(record: Record) -> list[Constraint]:
    """Return the constraints of a row; there is at least one.

    Raises:
        SpecError: there is none, or one of them cannot be read.
    """
    made = record.constraints
    if not made:
        raise SpecError(f"{_NEEDS.get(record.format, 'the set of constraints')!r} is empty: there is nothing to check")
    return made


def _own_responses(data: Mapping[str, Any]) -> list[Response]:
    one, many = data.get("response"), data.get("responses")
    if one is not None and many is not None:
        raise SpecError("has both 'response' and 'responses'; keep one of them")
    if one is None and many is None:
        raise SpecError(_without_response(data))
    if many is None:
        return [_response(one, "response")]
    if not isinstance(many, list) or not many:
        raise SpecError(f"'responses' is a list of at least one response, not {shown(many)}")
    return [_response(item, f"responses[{index}]") for index, item in enumerate(many)]


def _without_response(data: Mapping[str, Any]) -> str:
    """Say that a row has no response, and what to do about it."""
    empty = next((name for name in ("response", "responses") if name in data), None)
    if empty is not None:
        return f'{empty!r} is null; leave the row out, or write "" where the model gave no answer'
    said = f"has neither 'response' nor 'responses'; {_fields(data)}"
    meant = next((name for name in _RESPONSES if data.get(name) is not None), None)
    mend = f"rename {meant!r} to 'response', or " if meant is not None else ""
    return f"{said}; {mend}give --responses FILE to join them by prompt"


def _response(value: Any, name: str) -> Response:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and all(isinstance(part, dict) for part in value):
        last_message(value)  # raises where the messages cannot be read
        return value
    raise SpecError(f"{name!r} is a text or a list of chat messages, not {shown(value)}")


def _fields(data: Mapping[str, Any]) -> str:
    return f"its fields are {', '.join(map(str, list(data)[:12])) or 'none'}"
