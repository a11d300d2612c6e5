"""What an example report is before it has a form: title, facts about itself, and its blocks, or the pieces it binds."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent / "example_sources"
Cell = str | int | float
KINDS = ("heading", "paragraph", "list", "table", "caption", "quote", "note", "furniture")


@dataclass(frozen=True, slots=True)
class Block:
    """`rows` are a table's cells, row by row, the first row its heads, or a list's items, one cell each. A `note` is
    the foot note of the block before it; `furniture` is what a site or a publisher prints around a report."""

    kind: str
    words: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """`facts` are single words about the report (publisher, published, author, url, layout ...); `pieces` what a
    container holds, or the chapters of a book; `sheets` the rows of a workbook by the name of the sheet."""

    name: str
    form: str
    title: str = ""
    facts: Mapping[str, str] = ()  # type: ignore[assignment]
    blocks: tuple[Block, ...] = ()
    pieces: tuple[Source, ...] = ()
    sheets: tuple[tuple[str, tuple[tuple[Cell, ...], ...]], ...] = ()

    def fact(self, name: str) -> str:
        return dict(self.facts).get(name, "")

    @property
    def published(self) -> datetime:
        """The instant that is written into the file: never the clock's."""
        stated = datetime.fromisoformat(self.fact("published") or "2024-01-01")
        return stated if stated.tzinfo else stated.replace(tzinfo=UTC)


def sources() -> list[Source]:
    """Every source of the folder, by number."""
    return [source_of(path) for path in sorted(FOLDER.glob("*.yaml"))]


def source_of(path: Path) -> Source:
    """One source; its name is that of the file to be written. Raises ValueError for what is not understood."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    return _source(raw, f"{path.stem}.{raw['suffix'] if 'suffix' in raw else raw['form']}")


def _source(raw: dict[str, Any], name: str) -> Source:
    known = ("form", "title", "blocks", "pieces", "sheets", "name", "suffix")
    return Source(
        name=raw.get("name", name),
        form=raw.get("form", "chapter"),
        title=raw.get("title", ""),
        facts={key: str(value) for key, value in raw.items() if key not in known},
        blocks=tuple(_block(block, name) for block in raw.get("blocks", ())),
        pieces=tuple(_source(piece, f"{name}, piece {n}") for n, piece in enumerate(raw.get("pieces", ()), start=1)),
        sheets=tuple(
            (sheet, tuple(tuple(_cell(cell) for cell in row) for row in rows))
            for sheet, rows in raw.get("sheets", {}).items()
        ),
    )


def _block(raw: str | dict[str, Any], where: str) -> Block:
    if isinstance(raw, str):
        return Block("paragraph", raw.strip())
    kind = next((kind for kind in KINDS if kind in raw), None)
    if kind is None:
        raise ValueError(f"{where}: a block has the keys {sorted(raw)}; expected text, or one of {', '.join(KINDS)}")
    value = raw[kind]
    if kind == "list":
        return Block(kind, rows=tuple((str(item),) for item in value))
    if kind == "table":
        return Block(kind, rows=tuple(tuple(str(cell) for cell in row) for row in value))
    return Block(kind, str(value).strip())


def _cell(cell: object) -> Cell:
    return cell if isinstance(cell, int | float) else str(cell)


def urn_of(name: str) -> str:
    """An id that is the same each time, for the forms that want one."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"recount-example:{name}").urn
