"""A Frictionless data package (Data Package 1.0 and Table Schema): each file with its size and its SHA-256."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from recount.records.ids import sha256_of
from recount.records.release import ReleaseCard

_MEDIA = {
    "html": "text/html", "md": "text/markdown", "json": "application/json", "jsonl": "application/jsonl",
    "jsonld": "application/ld+json", "csv": "text/csv", "svg": "image/svg+xml", "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
_TYPES = {"VARCHAR": "string", "DATE": "date", "DOUBLE": "number", "BIGINT": "integer", "BOOLEAN": "boolean"}


def datapackage(
    card: ReleaseCard, files: Mapping[str, bytes], columns: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    """The descriptor. `columns` gives the columns of the files that are tables, with their kinds."""
    return {
        "profile": "data-package",
        "name": _name(f"recount-{card.pack}-{card.period.label}"),
        "title": f"{card.period.label}. {card.theatre}",
        "description": card.notice,
        "created": f"{card.as_of}T00:00:00Z",
        "contributors": [{"title": card.made_by, "role": "author"}],
        "resources": [_resource(path, data, columns.get(path)) for path, data in files.items()],
    }


def _resource(path: str, data: bytes, columns: Mapping[str, str] | None) -> dict[str, Any]:
    ending = path.rsplit(".", 1)[-1]
    found: dict[str, Any] = {
        "name": _name(path),
        "path": path,
        "format": ending,
        "mediatype": _MEDIA[ending],
        "bytes": len(data),
        "hash": f"sha256:{sha256_of(data)}",
    }
    if ending not in ("pdf", "docx"):
        found["encoding"] = "utf-8"
    if columns is not None:
        fields = [{"name": name, "type": _TYPES[kind]} for name, kind in columns.items()]
        found |= {"profile": "tabular-data-resource", "schema": {"fields": fields, "missingValues": [""]}}
    return found


def _name(words: str) -> str:
    """A name as the standard wants it: lower case, digits, points, hyphens and underscores."""
    return re.sub(r"[^a-z0-9._-]+", "-", words.lower()).strip("-")
