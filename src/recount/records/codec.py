"""Records to plain JSON values and back. Every key is always present; absent scalars are null, absent lists []."""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from recount.records.errors import DataError

R = TypeVar("R")

_NAMES: dict[type, tuple[str, ...]] = {}
_READERS: dict[type, dict[str, tuple[frozenset[type], Callable[[Any], Any]]]] = {}
_SCALARS = frozenset({type(None), str, int, float, bool})
"""Values that are plain already; most are, and to see that by their type spares a call for each."""
_SOUND = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_ESCAPED = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), allow_nan=False)


def to_dict(record: Any) -> dict[str, Any]:
    """A record as a dictionary of plain JSON values, in the order in which its fields are declared."""
    found = {}
    for name in _names(type(record)):
        value = getattr(record, name)
        found[name] = value if type(value) in _SCALARS else _plain(value)
    return found


def to_json(record: Any) -> str:
    """A record as one line of JSON (no line breaks inside; non-ASCII kept, lone surrogates escaped)."""
    return dumps(to_dict(record))


def dumps(value: Any) -> str:
    """One line of JSON, the form in which everything leaves Recount."""
    text = _SOUND.encode(value)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _ESCAPED.encode(value)
    return text


def from_dict(cls: type[R], value: Mapping[str, Any]) -> R:
    """A record from a dictionary. Unknown keys and wrong shapes raise `DataError`: a field that nobody expected
    is a signal. Missing keys take the field's default."""
    readers = _readers(cls)
    if not value.keys() <= readers.keys():
        unknown = value.keys() - readers.keys()
        raise DataError(f"{cls.__name__}: unknown fields {sorted(unknown)}; expected among {sorted(readers)}")
    made = {}
    try:
        for name, item in value.items():
            as_is, read = readers[name]
            made[name] = item if type(item) in as_is else read(item)
        return cls(**made)
    except TypeError as error:
        raise DataError(f"{cls.__name__}: {error}") from error


def from_json(cls: type[R], line: str) -> R:
    """A record from one line of JSON."""
    value = json.loads(line)
    if not isinstance(value, dict):
        raise DataError(f"{cls.__name__}: expected a JSON object, found {type(value).__name__}")
    return from_dict(cls, value)


def _names(cls: type) -> tuple[str, ...]:
    known = _NAMES.get(cls)
    if known is None:
        known = _NAMES[cls] = tuple(field.name for field in dataclasses.fields(cls))
    return known


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [item if type(item) in _SCALARS else _plain(item) for item in value] if value else []
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    return to_dict(value)


def hints_of(cls: type) -> dict[str, Any]:
    """The resolved type of each field, in order of declaration."""
    hints = get_type_hints(cls)
    return {name: hints[name] for name in _names(cls)}


def _readers(cls: type) -> dict[str, tuple[frozenset[type], Callable[[Any], Any]]]:
    """Per field the types of values that are taken as they are, and what reads or refuses any other."""
    known = _READERS.get(cls)
    if known is None:
        known = _READERS[cls] = _readers_of(cls)
    return known


def _readers_of(cls: type) -> dict[str, tuple[frozenset[type], Callable[[Any], Any]]]:
    return {name: (_as_is(hint), _reader(hint, f"{cls.__name__}.{name}")) for name, hint in hints_of(cls).items()}


def _as_is(hint: Any) -> frozenset[type]:
    """Types of which any value will do: those of a scalar field, with None where it may be absent."""
    if get_origin(hint) in (Union, types.UnionType):
        return frozenset().union(*(_as_is(arm) for arm in get_args(hint)))
    if hint is float:
        return frozenset({float, int})
    return frozenset({hint}) if hint in _SCALARS else frozenset()


def _reader(hint: Any, where: str) -> Callable[[Any], Any]:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = [arm for arm in get_args(hint) if arm is not type(None)]
        read = _reader(inner[0], where)
        return lambda value: None if value is None else read(value)
    if origin is tuple:
        read_item = _reader(get_args(hint)[0], where)
        return lambda value: () if value == [] else tuple([read_item(item) for item in value])
    if origin is Literal:
        allowed = frozenset(get_args(hint))
        return lambda value: _one_of(value, allowed, where)
    if dataclasses.is_dataclass(hint):
        cls: Any = hint
        return lambda value: from_dict(cls, value)
    wanted: Any = (int, float) if hint is float else hint
    return lambda value: _a(value, wanted, where)


def _one_of(value: Any, allowed: frozenset[Any], where: str) -> Any:
    if value not in allowed:
        raise DataError(f"{where}: {value!r} is not one of {sorted(allowed)}")
    return value


def _a(value: Any, wanted: Any, where: str) -> Any:
    if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
        raise DataError(f"{where}: expected {wanted}, found {value!r}")
    return value
