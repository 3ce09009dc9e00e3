"""Formats with ``instruction_id_list`` and ``kwargs``: IFEval, IFBench, M-IFEval, NeMo Gym, slime."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from gonogo.compat.records.express import express
from gonogo.compat.records.record import (
    Chat,
    Format,
    Loss,
    Published,
    Record,
    Row,
    chat_of,
    object_of,
    parallel_items,
    plain_chat,
    ranked,
    taken,
    without,
)
from gonogo.errors import SpecError

IDS = "instruction_id_list"
NESTED = "responses_create_params"


def clean(kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """Return arguments without padding; integral floats become integers."""
    return {
        key: int(value) if isinstance(value, float) and value.is_integer() else value
        for key, value in kwargs.items()
        if value is not None
    }


def id_lists(said: list[Published]) -> dict[str, Any]:
    """Return the two parallel lists."""
    return {IDS: [one.id for one in said], "kwargs": [clean(one.kwargs) for one in said]}


def _losses(said: list[Published] | list[Loss]) -> list[Loss]:
    return [one for one in said if isinstance(one, Loss)]


def _ids(said: list[Published] | list[Loss]) -> list[Published]:
    return [one for one in said if isinstance(one, Published)]


def chat_beside(record: Record) -> dict[str, Any]:
    """Return the chat as a field of its own, for a format whose prompt is a text."""
    return {} if plain_chat(record.chat, record.prompt) else {"messages": record.chat}


class IFEval(Format):
    """``{"key": 7, "prompt": "…", "instruction_id_list": ["…"], "kwargs": [{…}]}``; a chat stands in ``messages``."""

    NAME = "ifeval"
    SUMMARY = "IFEval: key, prompt, instruction_id_list, kwargs"
    OWN = ("prompt", IDS, "kwargs")
    REGISTRIES: ClassVar[tuple[str, ...]] = ("ifeval", "ifbench", "iftrain")
    WRITES: ClassVar[tuple[str, ...]] = ("ifeval",)

    def matches(self, row: Row) -> bool:
        return row.get(IDS) is not None

    def read(self, row: Row) -> Record:
        if row.get(IDS) is None:
            raise SpecError(f"has no {IDS!r}; its fields are {', '.join(map(str, list(row)[:12]))}")
        prompt, chat = chat_of(row.get("prompt"))
        keys = ["prompt", IDS, "kwargs"]
        if chat is None and isinstance(row.get("messages"), list):
            _, chat = chat_of(row["messages"])
            keys += ["messages"] if chat is not None else []
        items = parallel_items(ranked(*self.REGISTRIES), row, prompt)
        return Record(prompt, tuple(items), without(row, *keys), chat, self.NAME)

    def written(self, record: Record) -> dict[str, Any] | list[Loss]:
        said = express(record.items, self.WRITES, record.prompt)
        if lost := _losses(said):
            return lost
        rest = dict(record.rest)
        head = {"key": self.key(rest.pop("key"))} if "key" in rest else {}
        return {**head, "prompt": record.prompt, **self.lists(_ids(said)), **chat_beside(record), **rest}

    def taken(self, record: Record) -> list[Loss]:
        lost = super().taken(record)
        if chat_beside(record) and "messages" in record.rest:
            lost.append(taken("messages", record.rest["messages"]))
        return lost

    def key(self, given: Any) -> Any:
        """Return a row's key as this format writes it."""
        return int(given) if isinstance(given, str) and given.isdecimal() and str(int(given)) == given else given

    def lists(self, said: list[Published]) -> dict[str, Any]:
        """Return the two parallel lists."""
        return id_lists(said)


class MIFEval(IFEval):
    """IFEval's format; ids carry their language (``ja:letters:furigana``)."""

    NAME = "m-ifeval"
    SUMMARY = "M-IFEval: IFEval's fields, ids with the prefix of their language"
    REGISTRIES = ("m-ifeval", "ifeval")

    def matches(self, row: Row) -> bool:
        names = row.get(IDS)
        return isinstance(names, list) and any(isinstance(id, str) and id[2:3] == ":" for id in names)

    def written(self, record: Record) -> dict[str, Any] | list[Loss]:
        registries = [name for name in ranked() if name.startswith("m-ifeval")]
        kept = {item.published.registry for item in record.items if item.published is not None}
        if not kept & set(registries):  # which of the languages is meant, only the ids say
            why = "M-IFEval's ids belong to a language; only constraints that were read from them can be written"
            return [Loss(index, item.name, why) for index, item in enumerate(record.items)]
        said = express(record.items, registries, record.prompt)
        if lost := _losses(said):
            return lost
        return {"prompt": record.prompt, **id_lists(_ids(said)), **chat_beside(record), **record.rest}


# The arguments that the published rows of IFBench carry, most of them null.
_PADDING = (
    "N", "capital_frequency", "capital_relation", "end_phrase", "first_word", "forbidden_words", "frequency",
    "keyword", "keyword1", "keyword2", "keyword3", "keyword4", "keyword5", "keywords", "language",
    "let_frequency", "let_relation", "letter", "m", "max_words", "min_words", "n", "n_end", "n_start",
    "nth_paragraph", "num_bullets", "num_highlights", "num_paragraphs", "num_placeholders", "num_sections",
    "num_sentences", "num_words", "options", "percentage", "postscript_marker", "prompt_to_repeat",
    "reference_text", "relation", "section_spliter", "sep", "small_n", "word",
)  # fmt: skip
_INTEGERS = ("m", "n", "n_start", "n_end")  # stored as integers there, all other numbers as floats


class IFBench(IFEval):
    """IFEval's fields with a key that is a text, and every argument of the catalogue in each of the kwargs."""

    NAME = "ifbench"
    SUMMARY = "IFBench: IFEval's fields, keys as texts, null-padded kwargs with floats"
    REGISTRIES = ("ifbench", "iftrain")
    WRITES = ("ifbench",)

    def matches(self, row: Row) -> bool:
        kwargs = row.get("kwargs")
        padded = isinstance(kwargs, list) and any(
            isinstance(one, dict) and list(one.values()).count(None) > 20 for one in kwargs
        )
        return row.get(IDS) is not None and padded and not isinstance(row.get("key"), int)

    def key(self, given: Any) -> Any:
        return str(given) if isinstance(given, int) else given

    def lists(self, said: list[Published]) -> dict[str, Any]:
        return {IDS: [one.id for one in said], "kwargs": [self._padded(clean(one.kwargs)) for one in said]}

    @staticmethod
    def _padded(kwargs: dict[str, Any]) -> dict[str, Any]:
        given = {
            key: float(value) if isinstance(value, int) and key not in _INTEGERS else value
            for key, value in kwargs.items()
        }
        return {**dict.fromkeys(_PADDING), **given}


class Nemo(Format):
    """NeMo Gym's ``instruction_following``, ``ifbench`` and ``ifeval``: the four fields under ``verifier_metadata``.

    Where the top level has a field that the metadata lacks, the top level counts, as the server reads it.
    """

    NAME = "nemo"
    SUMMARY = "NeMo Gym: responses_create_params, fields under verifier_metadata"
    REGISTRIES = ("iftrain", "ifbench")
    FIELDS = ("instruction_id_list", "kwargs", "prompt")

    def matches(self, row: Row) -> bool:
        metadata = row.get("verifier_metadata")
        return isinstance(metadata, Mapping) and metadata.get(IDS) is not None

    def read(self, row: Row) -> Record:
        metadata = object_of(row.get("verifier_metadata") or {}, "verifier_metadata")
        fields = {key: row[key] for key in self.FIELDS if key in row} | metadata
        chat = created_chat(row)
        prompt = fields.get("prompt")
        if not isinstance(prompt, str):
            prompt, _ = chat_of(chat)
        items = parallel_items(ranked(*self.REGISTRIES), fields, prompt)
        # what the metadata says otherwise does not count, and travels on
        told = [key for key in self.FIELDS if key not in row or row[key] == fields[key]]
        rest = without(row, *told, "verifier_metadata")
        if left := without(metadata, *self.FIELDS):
            rest["verifier_metadata"] = left
        return Record(prompt, tuple(items), rest, chat, self.NAME)

    def written(self, record: Record) -> dict[str, Any] | list[Loss]:
        said = express(record.items, ("iftrain", "ifbench"), record.prompt)
        if lost := _losses(said):
            return lost
        rest = dict(record.rest)
        beside = rest.pop("verifier_metadata", None) or {}
        if not isinstance(beside, Mapping) or any(key in beside for key in self.FIELDS):
            return [taken("verifier_metadata", beside)]
        beside = dict(beside)
        params = created_params(rest.pop(NESTED, None), record)
        return self.row(rest, params, {"prompt": record.prompt, **id_lists(_ids(said))}, beside)

    def taken(self, record: Record) -> list[Loss]:
        return super().taken(record) + params_taken(record)

    def row(self, rest: dict[str, Any], params: Any, fields: dict[str, Any], beside: dict[str, Any]) -> dict[str, Any]:
        """Return the row: where the fields stand is what the two formats of NeMo differ in."""
        head = {"id": rest.pop("id")} if "id" in rest else {}
        mode = {"grading_mode": rest.pop("grading_mode")} if "grading_mode" in rest else {}
        return {**head, NESTED: params, "verifier_metadata": {**fields, **mode, **beside}, **rest}


class NemoFlat(Nemo):
    """NeMo Gym's older rows: the four fields at the top level."""

    NAME = "nemo-flat"
    SUMMARY = "NeMo Gym, older rows: the fields at the top level, responses_create_params"
    OWN = ("prompt", IDS, "kwargs")

    def matches(self, row: Row) -> bool:
        return row.get(IDS) is not None and isinstance(row.get(NESTED), Mapping)

    def row(self, rest: dict[str, Any], params: Any, fields: dict[str, Any], beside: dict[str, Any]) -> dict[str, Any]:
        head = {"id": rest.pop("id")} if "id" in rest else {}
        mode = {"grading_mode": beside.pop("grading_mode")} if "grading_mode" in beside else {}
        more = {"verifier_metadata": beside} if beside else {}
        return {**head, **fields, **rest, **mode, NESTED: params, **more}


def created_chat(row: Row) -> Chat | None:
    """Return the chat of ``responses_create_params``, if a row has one."""
    params = row.get(NESTED)
    if params is None:
        return None
    given = object_of(params, NESTED).get("input")
    if isinstance(given, str):
        return [{"role": "user", "content": given}]
    return chat_of(given)[1]


def params_taken(record: Record) -> list[Loss]:
    """Return the loss of a row whose ``responses_create_params`` are something else."""
    given = record.rest.get(NESTED)
    return [] if given is None or isinstance(given, Mapping) else [taken(NESTED, given)]


def created_params(kept: Any, record: Record) -> dict[str, Any]:
    """Return ``responses_create_params``: those kept, or new ones that hold the prompt."""
    if isinstance(kept, Mapping) and kept.get("input") is not None:
        return dict(kept)
    return {"input": record.messages, "tools": [], "parallel_tool_calls": False, **(kept or {})}


class Slime(Format):
    """slime: ``{"prompt": …, "metadata": {"instruction_id_list", "kwargs", "prompt_text", "record_id"}}``."""

    NAME = "slime"
    SUMMARY = "slime: prompt, and metadata with instruction_id_list, kwargs, prompt_text"
    REGISTRIES = ("ifbench", "iftrain")

    def matches(self, row: Row) -> bool:
        metadata = row.get("metadata")
        return isinstance(metadata, Mapping) and metadata.get(IDS) is not None

    def read(self, row: Row) -> Record:
        metadata = object_of(row.get("metadata"), "metadata")
        prompt, chat = chat_of(row.get("prompt"))
        text = metadata.get("prompt_text")
        text = text if isinstance(text, str) else prompt
        items = parallel_items(ranked(*self.REGISTRIES), metadata, text)
        rest = without(row, "prompt", "metadata")
        if left := without(metadata, IDS, "kwargs", "prompt_text"):
            rest["metadata"] = left
        if prompt != text:  # a template was applied: both are kept
            rest["prompt"] = row.get("prompt")
        return Record(text, tuple(items), rest, chat, self.NAME)

    def written(self, record: Record) -> dict[str, Any] | list[Loss]:
        said = express(record.items, ("ifbench", "iftrain"), record.prompt)
        if lost := _losses(said):
            return lost
        rest = dict(record.rest)
        prompt = rest.pop("prompt", None) or (record.chat if record.chat is not None else record.prompt)
        metadata = rest.pop("metadata", None) or {}
        if not isinstance(metadata, Mapping) or any(key in metadata for key in (IDS, "kwargs", "prompt_text")):
            return [taken("metadata", metadata)]
        if record.format != self.NAME and "prompt" in record.rest and record.rest["prompt"] != record.prompt:
            return [taken("prompt", record.rest["prompt"])]
        return {
            "prompt": prompt,
            "metadata": {**id_lists(_ids(said)), "prompt_text": record.prompt, **metadata},
            **rest,
        }
