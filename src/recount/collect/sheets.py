"""Spreadsheets as they arrive: a sheet with a column of texts is a container of reports, as CSV is; any other sheet
is one report, kept as the canonical JSON of its cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from recount.collect.bounds import Bounds, in_words
from recount.collect.columns import has_text, kept_of
from recount.collect.rows import BadRow, Row
from recount.collect.workbooks import Sheet, SheetRow, WorkbookError, sheets_of
from recount.records.codec import dumps

_HEADS = 5
"""Filled rows among which the names of the columns are looked for: a title may stand above them."""
CELLS = 200_000
"""Cells of one sheet that are kept as a report."""


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A sheet that is one report: where it stands ("sheet 'Figures'") and its cells as bytes."""

    locator: str
    data: bytes


def rows_of_workbook(handle: BinaryIO, *, bounds: Bounds) -> Iterator[Row | BadRow | SheetPage]:
    """What the sheets hold, in order. Empty sheets are passed over aloud, hidden ones are read."""
    try:
        for sheet in sheets_of(handle, bounds=bounds):
            yield from _of_sheet(sheet, bounds)
    except WorkbookError as error:
        yield BadRow(None, error.code, error.sentence)


def _of_sheet(sheet: Sheet, bounds: Bounds) -> Iterator[Row | BadRow | SheetPage]:
    where = f"sheet {sheet.name!r}" + (" (hidden)" if sheet.hidden else "")
    if sheet.error is not None:
        yield BadRow(where, sheet.error.code, sheet.error.sentence)
    elif not sheet.rows:
        yield BadRow(where, "empty_sheet", f"The {where} is empty.")
    elif (head := _head(sheet)) is not None:
        yield from _texts(sheet, head, where, bounds)
    else:
        yield _page(sheet, where)


def _head(sheet: Sheet) -> int | None:
    """The place of the row that names a column of texts; below the first row only where it names others too."""
    for place, row in enumerate(sheet.rows[:_HEADS]):
        filled = [cell for cell in row.cells if cell]
        if has_text(filled) and (place == 0 or len(filled) > 1) and place + 1 < len(sheet.rows):
            return place
    return None


def _texts(sheet: Sheet, head: int, where: str, bounds: Bounds) -> Iterator[Row | BadRow]:
    names = sheet.rows[head]
    for row in sheet.rows[head + 1 :]:
        place = f"{where}, row {row.number}"
        kept = kept_of({name: cell for name, cell in _paired(names, row) if name and cell})
        size = len((kept.text or "").encode("utf-8", "replace"))
        if kept.text is None:
            yield BadRow(place, "no_text", f"Row {row.number} of the {where} has no text.")
        elif size > bounds.text:
            words = f"Row {row.number} of the {where} is {in_words(size)} long"
            yield BadRow(place, "too_long", f"{words}; a text may be up to {in_words(bounds.text)}.")
        else:
            yield Row(place, kept)


def _paired(names: SheetRow, row: SheetRow) -> Iterator[tuple[str, str]]:
    for n, cell in enumerate(row.cells, start=row.first - names.first):
        if 0 <= n < len(names.cells):
            yield names.cells[n], cell


def _page(sheet: Sheet, where: str) -> SheetPage:
    """The cells of a sheet. What stands beyond the bound is counted in it and not kept."""
    taken, rows = 0, 0
    for row in sheet.rows:
        taken += len(row.cells)
        if taken > CELLS and rows:
            break
        rows += 1
    value: dict[str, Any] = {
        "sheet": sheet.name,
        "rows": [{"row": r.number, "column": r.first, "cells": list(r.cells)} for r in sheet.rows[:rows]],
    }
    if sheet.hidden:
        value["hidden"] = True
    if sheet.merged:
        value["merged"] = sheet.merged
    if rows < len(sheet.rows):
        value["rows_left_out"] = len(sheet.rows) - rows
    return SheetPage(where, dumps(value).encode("utf-8"))
