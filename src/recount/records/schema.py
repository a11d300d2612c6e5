"""JSON Schema (2020-12) generated from the records, so that the two cannot drift."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping, Sequence
from typing import Any, Literal, Union, get_args, get_origin

from recount.records.codec import hints_of

Vocabulary = Mapping[str, Sequence[str]]
"""Names allowed by the vocabulary for a field, keyed "Record.field" ("Quantity.measure")."""

_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}


def schema_of(cls: type, vocabulary: Vocabulary) -> dict[str, Any]:
    """The schema of one record. Every key is required and no other is allowed."""
    definitions: dict[str, Any] = {}
    body = _object(cls, vocabulary, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": cls.__name__,
        **body,
        "$defs": dict(sorted(definitions.items())),
    }


def _object(cls: type, vocabulary: Vocabulary, definitions: dict[str, Any]) -> dict[str, Any]:
    properties = {}
    for name, hint in hints_of(cls).items():
        allowed = vocabulary.get(f"{cls.__name__}.{name}")
        properties[name] = _of(hint, vocabulary, definitions, allowed)
    return {
        "type": "object",
        "description": (cls.__doc__ or "").split("\n\n")[0].replace("\n", " ").strip(),
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _of(
    hint: Any, vocabulary: Vocabulary, definitions: dict[str, Any], allowed: Sequence[str] | None
) -> dict[str, Any]:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = next(arm for arm in get_args(hint) if arm is not type(None))
        return {"anyOf": [_of(inner, vocabulary, definitions, allowed), {"type": "null"}]}
    if origin is tuple:
        return {"type": "array", "items": _of(get_args(hint)[0], vocabulary, definitions, allowed)}
    if origin is Literal:
        return {"enum": list(get_args(hint))}
    if dataclasses.is_dataclass(hint):
        name = hint.__name__  # type: ignore[union-attr]
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = _object(hint, vocabulary, definitions)  # type: ignore[arg-type]
        return {"$ref": f"#/$defs/{name}"}
    if allowed is not None:
        return {"enum": list(allowed)}
    return {"type": _PLAIN[hint]}
