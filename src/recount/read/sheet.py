"""A sheet of a workbook: its rows of figures as tables, its cells of prose as prose, each with its place in the sheet.

What stands in a workbook was opened when it was collected; here it comes as the JSON of its cells, or of one row that
holds a text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from recount.read.blocks import Block, composed
from recount.read.draft import Draft, UnreadableError
from recount.read.parts import tidy
from recount.read.plain import read_row
from recount.records import Capture
from recount.words.cells import letters_of
from recount.words.decoding import fit

_WHOLE = re.compile(r"[^\W\d_]{2,}.*[.!?؟۔][\"”’)\]]*\Z", re.DOTALL)
_WORDS = 6
"""Words from which a cell that ends in a stop holds a sentence."""
_LINES = re.compile(r"\n\s*\n|\n(?=\s*[-•*])")


def read_sheet(capture: Capture) -> Draft:
    """The report in one sheet, or in one row of a sheet that has a column of texts."""
    try:
        value = json.loads(capture.data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _wrong() from error
    if isinstance(value, dict) and "text" in value:
        draft = read_row(capture)
        return replace(draft, parts=tuple(replace(part, locator=capture.custody.locator) for part in draft.parts))
    rows = _rows(value)
    blocks = list(_blocks(rows, str(value["sheet"])))
    text, parts = composed(None, blocks)
    title = next((block.words for block in blocks if block.kind in ("title", "heading")), None)
    return Draft(text, tuple(tidy(text, parts)), title=title or fit(str(value["sheet"])).text, notes=_notes(value))


def _wrong() -> UnreadableError:
    return UnreadableError("bad_sheet", "The captured sheet is not the JSON that was written for it.")


def _rows(value: Any) -> list[tuple[int, int, list[str]]]:
    """(number, first column, cells) of each row."""
    try:
        rows = [(int(row["row"]), int(row["column"]), [fit(c).text for c in row["cells"]]) for row in value["rows"]]
        rows = [row for row in rows if any(cell.strip() for cell in row[2]) and row[0] > 0 and row[1] >= 0]
        str(value["sheet"])
    except (TypeError, KeyError, ValueError, AttributeError, OverflowError) as error:
        raise _wrong() from error
    if not rows:
        raise UnreadableError("empty_sheet", "Nothing stands in the cells of this sheet.")
    return rows


def _notes(value: dict[str, Any]) -> tuple[str, ...]:
    notes: tuple[str, ...] = ()
    if value.get("hidden"):
        notes += ("the sheet is hidden in its workbook",)
    if isinstance(merged := value.get("merged"), int):
        notes += (f"{merged} range(s) of merged cells; what is merged over rows counts for each of them",)
    if isinstance(left := value.get("rows_left_out"), int):
        notes += (f"{left} row(s) beyond the bound of one sheet were left out",)
    return notes


def _blocks(rows: list[tuple[int, int, list[str]]], name: str) -> Iterator[Block]:
    """A row with one short cell is a heading; in every other, what is no sentence makes a row of the table."""
    where = f"sheet {name!r}"
    for number, first, cells in rows:
        filled = [(n, cell) for n, cell in enumerate(cells, start=first) if cell.strip()]
        prose = [(n, cell) for n, cell in filled if _is_prose(cell)]
        rest = [(n, " ".join(cell.split())) for n, cell in filled if not _is_prose(cell)]
        if rest and not prose and len(rest) == 1:
            yield Block("heading" if _is_heading(rest[0][1]) else "table", rest[0][1], _at(where, number, rest))
        elif rest:
            yield Block("table", " | ".join(cell for _, cell in rest), _at(where, number, rest))
        for n, cell in prose:
            for piece in _LINES.split(cell):
                if piece.strip():
                    yield Block("body", " ".join(piece.split()), f"{where}, {letters_of(n)}{number}")


def _is_prose(cell: str) -> bool:
    return bool(_WHOLE.search(cell.strip())) and len(cell.split()) >= _WORDS


def _is_heading(cell: str) -> bool:
    return any(c.isalpha() for c in cell)


def _at(where: str, number: int, cells: list[tuple[int, str]]) -> str:
    first, last = cells[0][0], cells[-1][0]
    if first == last:
        return f"{where}, {letters_of(first)}{number}"
    return f"{where}, {letters_of(first)}{number}:{letters_of(last)}{number}"
