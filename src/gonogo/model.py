"""The frozen base of everything typed: strict fields, one clear error instead of a validation report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType, UnionType
from typing import Any, ClassVar, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo

from gonogo.errors import SpecError, nearest, shown


class Model(BaseModel):
    """A frozen, hashable value with strict fields.

    Building one from bad input raises :class:`~gonogo.errors.SpecError` (or the subclass in ``ERROR``) whose message
    names each field, what was given, what is allowed and the nearest valid name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    ERROR: ClassVar[type[SpecError]] = SpecError
    MEANT: ClassVar[Mapping[str, str]] = MappingProxyType({})  # names that people try, and the field they mean

    def __init__(self, /, **data: Any) -> None:
        try:
            super().__init__(**data)
        except ValidationError as error:
            raise self.ERROR(explain(error, type(self), data)) from None

    @classmethod
    def _called(cls, data: Mapping[str, Any]) -> str:
        """Return what messages call the value that ``data`` was to make: its kind, or the class as a word."""
        kind = cls.model_fields.get("kind")
        said = (data.get("kind") or kind.default) if kind is not None else None
        return said if said and isinstance(said, str) else cls.__name__.lower()


def explain(error: ValidationError, model: type[Model], data: Mapping[str, Any]) -> str:
    """Say a pydantic report in one sentence per fault: field, what was given, what is allowed, the fix."""
    faults = error.errors(include_url=False)
    return "; ".join(
        dict.fromkeys(_fault(fault, model, model._called(data)) for fault in faults if _own(fault, faults))
    )


def expected(fault: Mapping[str, Any]) -> str:
    """Say what one fault of a pydantic report asks for, in the words of JSON."""
    about, given = fault.get("ctx") or {}, fault.get("input")
    if fault["type"] == "literal_error":
        allowed = [one or other for one, other in re.findall(r"'([^']*)'|\"([^\"]*)\"", about["expected"])]
        near = nearest(given, allowed, 1) if isinstance(given, str) else []
        return f"it is one of {', '.join(map(repr, allowed))}" + (f" (did you mean {near[0]!r}?)" if near else "")
    said = _EXPECTED.get(fault["type"])
    return str(fault["msg"]) if said is None else said.format(**about)


def unknown_field(name: str, key: str, value: object, fields: Mapping[str, FieldInfo]) -> str:
    """Say that ``name`` has no field ``key``: the nearest one, or the part that the field belongs into."""
    for field, about in fields.items():
        part = _part(about.annotation)
        inner = None if part is None else key if key in part.model_fields else part.MEANT.get(key)
        if inner is not None:
            as_json = json.dumps({field: {inner: value}}, ensure_ascii=False, default=repr)
            return f"{name}: unknown field {key!r}; put it in {field}: {as_json}"
    near = nearest(key, fields, 1)
    hint = f"did you mean {near[0]!r}?" if near else f"its fields are {', '.join(fields) or 'none'}"
    return f"{name}: unknown field {key!r}; {hint}"


# What pydantic's types of faults ask for; the names in braces are its own.
_EXPECTED = {
    "bool_parsing": "true or false is expected", "bool_type": "true or false is expected",
    "date_from_datetime_parsing": "a date like 2024-02-29 is expected", "date_type": "a date is expected, as text",
    "dict_type": "an object is expected", "finite_number": "a finite number is expected",
    "float_parsing": "a number is expected", "float_type": "a number is expected",
    "greater_than": "it must be above {gt:g}", "greater_than_equal": "it must be {ge:g} or more",
    "int_from_float": "a whole number is expected", "int_parsing": "a whole number is expected",
    "int_type": "a whole number is expected", "json_invalid": "not JSON: {error}",
    "less_than": "it must be below {lt:g}", "less_than_equal": "it must be {le:g} or less",
    "list_type": "a list is expected; put a single one in [ ]", "missing": "it is missing",
    "model_attributes_type": "an object is expected", "model_type": "an object is expected",
    "string_pattern_mismatch": "it must look like {pattern}",
    "string_too_long": "it must be {max_length} or fewer characters long",
    "string_too_short": "it must be {min_length} or more characters long",
    "string_type": "text is expected", "string_unicode": "text is expected, without lone surrogates",
    "too_long": "it must hold {max_length} or fewer, it holds {actual_length}",
    "too_short": "it must hold {min_length} or more, it holds {actual_length}",
    "tuple_type": "a list is expected; put a single one in [ ]",
}  # fmt: skip
_TYPES = {bool: "true or false", dict: "an object", float: "a number", int: "a whole number", list: "a list",
          str: "text", tuple: "a list"}  # fmt: skip


def _own(fault: Any, faults: list[Any]) -> bool:
    """Say whether a fault tells more than others: a list is also too short where its items are at fault."""
    place = fault["loc"]
    inside = any(len(one["loc"]) > len(place) and one["loc"][: len(place)] == place for one in faults)
    return not (fault["type"] == "too_short" and inside)


def _fault(fault: Any, model: type[Model], name: str) -> str:
    own = (fault.get("ctx") or {}).get("error")
    if isinstance(own, SpecError):
        return str(own)
    path = ".".join(str(part) for part in fault["loc"])
    field = model.model_fields.get(path)
    if fault["type"] == "missing":
        return f"{name}: field {path!r} is missing; it takes {_taken(field)}"
    if fault["type"] == "extra_forbidden":
        if path in model.MEANT:
            return f"{name}: unknown field {path!r}; did you mean {model.MEANT[path]!r}?"
        fields = {key: about for key, about in model.model_fields.items() if key != "kind"}
        return unknown_field(name, path, fault["input"], fields)
    said = expected(fault)
    part = _part(field.annotation) if field is not None and fault["type"] == "model_type" else None
    if part is not None:
        said += f", with {', '.join(part.model_fields)}"
    return f"{name}: {path or 'value'} = {shown(fault['input'])}: {said}"


def _part(annotation: Any) -> type[Model] | None:
    """Return the model that a field takes, if it takes one."""
    choices = (annotation, *get_args(annotation)) if get_origin(annotation) is not tuple else ()
    return next((one for one in choices if isinstance(one, type) and issubclass(one, Model)), None)


def _taken(field: FieldInfo | None) -> str:
    if field is None:
        return "a value"
    shown = " or ".join(dict.fromkeys(_words(field.annotation)))
    return f"{shown} ({field.description})" if field.description else shown


def _words(annotation: Any) -> Iterator[str]:
    """Yield what a type is called in JSON, each of its choices."""
    base = get_origin(annotation) or annotation
    if base is Literal:
        yield f"one of {', '.join(map(repr, get_args(annotation)))}"
    elif base in _TYPES:
        yield _TYPES[base]
    elif isinstance(base, type) and base is not UnionType:
        yield "an object" if issubclass(base, BaseModel) else base.__name__
    else:
        for choice in get_args(annotation):
            if choice is not type(None):
                yield from _words(choice)
