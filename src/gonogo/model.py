"""The frozen base of everything typed: strict fields, one clear error instead of a validation report."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, ValidationError

from gonogo.errors import SpecError, nearest


class Model(BaseModel):
    """A frozen, hashable value with strict fields.

    Building one from bad input raises :class:`~gonogo.errors.SpecError` (or the subclass in ``ERROR``) whose message
    names each field, what was given, what is allowed and the nearest valid name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    ERROR: ClassVar[type[SpecError]] = SpecError

    def __init__(self, /, **data: Any) -> None:
        try:
            super().__init__(**data)
        except ValidationError as error:
            raise self.ERROR(explain(error, type(self))) from None


def explain(error: ValidationError, model: type[BaseModel]) -> str:
    """Say a pydantic report in one sentence per fault: field, what was given, what is allowed, the fix."""
    return "; ".join(_fault(fault, model) for fault in error.errors(include_url=False))


def _fault(fault: Any, model: type[BaseModel]) -> str:
    own = (fault.get("ctx") or {}).get("error")
    if isinstance(own, SpecError):
        return str(own)
    path = ".".join(str(part) for part in fault["loc"])
    name = _title(model)
    if fault["type"] == "missing":
        return f"{name}: field {path!r} is missing; it takes {_taken(model, path)}"
    if fault["type"] == "extra_forbidden":
        near = nearest(path, model.model_fields)
        hint = f"; did you mean {near[0]!r}?" if near else f"; its fields are {', '.join(_names(model)) or 'none'}"
        return f"{name}: unknown field {path!r}{hint}"
    return f"{name}: {path or 'value'} = {_short(fault['input'])}: {fault['msg']}"


def _title(model: type[BaseModel]) -> str:
    kind = model.model_fields.get("kind")
    return kind.default if kind is not None and isinstance(kind.default, str) and kind.default else model.__name__


def _names(model: type[BaseModel]) -> list[str]:
    return [name for name in model.model_fields if name != "kind"]


def _taken(model: type[BaseModel], path: str) -> str:
    field = model.model_fields.get(path)
    if field is None:
        return "a value"
    text = field.description or ""
    shown = getattr(field.annotation, "__name__", None) or str(field.annotation)
    return f"{shown} ({text})" if text else shown


def _short(value: object, most: int = 60) -> str:
    shown = repr(value)
    return shown if len(shown) <= most else shown[: most - 1] + "…"
