"""Reads frozen dataclasses from JSON, writes them back and describes them as JSON Schema.

Facts and parameters share it, so that a wrong key, a missing one or a wrong type gets the same answer everywhere.
The words in `Annotated[type, "words"]` document a field.
"""

import dataclasses
import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
NUMBER = re.compile(r"^-?\d+(\.\d+)?$")
RATIO = re.compile(r"^\d+(\.\d+|/[1-9]\d*)?$")


class ShapeError(ValueError):
    """The data do not have the expected shape; the text is one line and names the place."""


@dataclass(frozen=True)
class Least:
    """The smallest value a number may have."""

    value: int


@dataclass(frozen=True)
class Most:
    """The largest value a number may have."""

    value: int


Fen = Annotated[int, Least(0)]
Count = Annotated[int, Least(0)]


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls, include_extras=True)


def documentation(cls: type, name: str) -> str:
    """Return the words that document a field, or an empty text."""
    hint = _hints(cls)[name]
    notes = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return next((str(note) for note in notes if not isinstance(note, Least | Most)), "")


# ---------------------------------------------------------------------------------------------------------- reading


def read(cls: type[T], data: object, where: str = "facts") -> T:
    """Build `cls` from JSON data; raises ShapeError with one line that names the place."""
    if not isinstance(data, Mapping):
        raise ShapeError(f"{where}: expected an object, got {_name(data)}.")
    fields = {item.name: item for item in dataclasses.fields(cls)}  # type: ignore[arg-type]
    if unknown := sorted(str(key) for key in data if key not in fields):
        raise ShapeError(f"{where}: unknown key {unknown[0]!r}.")
    missing = [
        name
        for name, item in fields.items()
        if name not in data and item.default is MISSING and item.default_factory is MISSING
    ]
    if missing:
        raise ShapeError(f"{where}: missing key {missing[0]!r}.")
    hints = get_type_hints(cls, include_extras=True)
    return cls(**{name: _value(hints[name], value, f"{where}.{name}") for name, value in data.items()})


def _value(hint: Any, value: object, where: str) -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _limited(_value(args[0], value, where), args[1:], where)
    if origin in {Union, types.UnionType}:
        if value is None:
            return None
        return _value(next(arg for arg in args if arg is not type(None)), value, where)
    if origin is Literal:
        if value not in args or isinstance(value, bool):
            raise ShapeError(f"{where}: expected one of {', '.join(map(str, args))}, got {value!r}.")
        return value
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise ShapeError(f"{where}: expected a list, got {_name(value)}.")
        return tuple(_value(args[0], item, f"{where}[{place}]") for place, item in enumerate(value))
    if dataclasses.is_dataclass(hint):
        return read(hint, value, where)  # type: ignore[arg-type]
    return _READERS[hint](value, where)


def _limited(value: Any, limits: tuple[Any, ...], where: str) -> Any:
    for limit in limits:
        if isinstance(limit, Least) and value is not None and value < limit.value:
            raise ShapeError(f"{where}: {value} is below {limit.value}.")
        if isinstance(limit, Most) and value is not None and value > limit.value:
            raise ShapeError(f"{where}: {value} is above {limit.value}.")
    return value


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise ShapeError(f"{where}: expected text, got {_name(value)}.")
    return value


def _flag(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise ShapeError(f"{where}: expected true or false, got {_name(value)}.")
    return value


def _whole(value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ShapeError(f"{where}: expected a whole number, got {_name(value)}.")
    return value


def _number(value: object, where: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise ShapeError(f"{where}: expected a number, got {_name(value)}.")
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ShapeError(f"{where}: {value!r} is not a number.")
    return number


def _day(value: object, where: str) -> date:
    try:
        if isinstance(value, str) and DATE.match(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ShapeError(f"{where}: expected a date like 2026-03-01, got {value!r}.")


def _ratio(value: object, where: str) -> Fraction:
    text = str(value)
    if isinstance(value, bool) or not RATIO.match(text):
        raise ShapeError(f'{where}: expected a ratio like "0.30", got {value!r}.')
    return (
        Fraction(text)
        if "/" not in text
        else Fraction(Fraction(text.split("/", maxsplit=1)[0]), int(text.split("/")[1]))
    )


_READERS: dict[Any, Any] = {
    str: _text,
    bool: _flag,
    int: _whole,
    Decimal: _number,
    date: _day,
    Fraction: _ratio,
}
_NAMES = {
    type(None): "null",
    bool: "true or false",
    int: "a number",
    float: "a number with decimals",
    str: "text",
}


def _name(value: object) -> str:
    if isinstance(value, list | tuple):
        return "a list"
    return _NAMES.get(type(value), "an object")


# ---------------------------------------------------------------------------------------------------------- writing


def write(value: Any) -> Any:
    """Turn a dataclass into JSON data that `read` accepts; ratios become exact text."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: write(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [write(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return ratio_text(value)
    if isinstance(value, Decimal):
        return str(value)
    return value


def ratio_text(ratio: Fraction) -> str:
    """Write a ratio as a decimal where that is exact (0.3), else as a fraction (1/3)."""
    denominator = ratio.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return str(Decimal(ratio.numerator) / Decimal(ratio.denominator)) if denominator == 1 else str(ratio)


# ---------------------------------------------------------------------------------------------------------- schema


def schema(cls: type, title: str) -> dict[str, Any]:
    """Describe `cls` as a JSON Schema (draft 2020-12)."""
    definitions: dict[str, Any] = {}
    body = _object_schema(cls, definitions)
    top = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **body}
    return {**top, "$defs": definitions} if definitions else top


def _object_schema(cls: type, definitions: dict[str, Any]) -> dict[str, Any]:
    properties, required = {}, []
    for item in dataclasses.fields(cls):  # type: ignore[arg-type]
        described = _value_schema(_hints(cls)[item.name], definitions)
        if doc := documentation(cls, item.name):
            described = {**described, "description": doc}
        if item.default is MISSING and item.default_factory is MISSING:
            required.append(item.name)
        elif item.default is not MISSING:
            described = {**described, "default": write(item.default)}
        properties[item.name] = described
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _value_schema(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        bounds = {
            "minimum" if isinstance(limit, Least) else "maximum": limit.value
            for limit in args[1:]
            if isinstance(limit, Least | Most)
        }
        return {**_value_schema(args[0], definitions), **bounds}
    if origin in {Union, types.UnionType}:
        inner = _value_schema(next(arg for arg in args if arg is not type(None)), definitions)
        return {"anyOf": [inner, {"type": "null"}]}
    if origin is Literal:
        return {"type": "string", "enum": list(args)}
    if origin is tuple:
        return {"type": "array", "items": _value_schema(args[0], definitions)}
    if dataclasses.is_dataclass(hint):
        name = hint.__name__  # type: ignore[union-attr]
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = _object_schema(hint, definitions)  # type: ignore[arg-type]
        return {"$ref": f"#/$defs/{name}"}
    return dict(_SCHEMAS[hint])


_SCHEMAS: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"anyOf": [{"type": "number"}, {"type": "string", "pattern": NUMBER.pattern}]},
    date: {"type": "string", "format": "date", "pattern": DATE.pattern},
    Fraction: {"anyOf": [{"type": "string", "pattern": RATIO.pattern}, {"type": "number", "minimum": 0}]},
}
