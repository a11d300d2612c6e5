"""Workbooks (.xlsx, .xlsm, .xls, .ods) opened within bounds: each sheet as rows of words, one after the other.

A workbook is a container. The library makes every sheet a full rectangle in memory, so that one cell far out would ask
for gigabytes: packages are therefore looked through as a stream before they are opened.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from recount.collect.bounds import MEGABYTE, Bounds, in_words
from recount.collect.cells import Value, words_of
from recount.collect.forms import ZIP_TROUBLES
from recount.words.cells import column_of
from recount.words.decoding import fit

CELLS = 4_000_000
"""Cells of the rectangle that a sheet may span."""
_UNPACKED = 512 * MEGABYTE
_CHUNK = 1 << 20
_PLACE = re.compile(rb'\br="([A-Z]{0,3})([0-9]{1,7})"')
_TAG = re.compile(
    rb"<table:(?P<what>table(?=[\s>])|table-row|(?:covered-)?table-cell)\b"
    rb"(?:[^>]*?number-(?:rows|columns)-repeated=[\"'](?P<times>[0-9]{1,9}))?[^>]*>"
)
_OLE = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")


class WorkbookError(Exception):
    """A workbook, or a sheet of it, that cannot be read; `code` to count by and one sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of words; `number` is the row's in the sheet (from 1), `first` the column of its first cell (from 0)."""

    number: int
    first: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its filled rows. `hidden` sheets are read like others. `merged` counts ranges of merged cells."""

    name: str
    hidden: bool
    rows: tuple[SheetRow, ...]
    merged: int = 0
    error: WorkbookError | None = None


def sheets_of(handle: BinaryIO, *, bounds: Bounds) -> Iterator[Sheet]:
    """The sheets in the workbook's order, read one at a time. Raises `WorkbookError` before the first one for a
    workbook that cannot be opened; a sheet that cannot be read says why in `error`."""
    handle.seek(0)
    head = handle.read(4)
    size = handle.seek(0, 2)
    if size > bounds.whole:
        words = f"The workbook has {in_words(size)}; one may have up to {in_words(bounds.whole)}."
        raise WorkbookError("too_long", words)
    if head[:2] == b"PK":
        _within_bounds(handle)
    elif head == _OLE:
        handle.seek(0)
        if _LOCKED in handle.read(bounds.whole):
            raise _locked()
    handle.seek(0)
    book = _opened(handle)
    for place, about in enumerate(book.sheets_metadata):
        yield _sheet(book, place, fit(about.name).text, about.visible != SheetVisibleEnum.Visible)


def _opened(handle: BinaryIO) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(handle)
    except PasswordError as error:
        raise _locked() from error
    except BaseException as error:
        raise _damaged(error, "The workbook is damaged or cut short and cannot be opened.") from error


def _sheet(book: CalamineWorkbook, place: int, name: str, hidden: bool) -> Sheet:
    try:
        sheet = book.get_sheet_by_index(place)
        merged = sheet.merged_cell_ranges or []
        rows = tuple(_rows_of(sheet, merged))
    except BaseException as error:  # noqa: BLE001 - raised again unless it is the library's own
        return Sheet(name, hidden, (), 0, _damaged(error, f"Sheet {name!r} is damaged and cannot be read."))
    return Sheet(name, hidden, rows, len(merged))


def _damaged(error: BaseException, sentence: str) -> WorkbookError:
    """The library is compiled, and what it did not foresee reaches Python as a panic that is no `Exception`."""
    if isinstance(error, (CalamineError, *ZIP_TROUBLES)) or type(error).__name__ == "PanicException":
        return WorkbookError("bad_workbook", sentence)
    raise error


def _locked() -> WorkbookError:
    return WorkbookError("encrypted", "The workbook is locked by a password; give one that opens without.")


def _rows_of(sheet: CalamineSheet, merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> Iterator[SheetRow]:
    """Filled rows. What is merged over several rows counts for each of them, as the eye takes it."""
    if sheet.start is None:
        return
    top, left = sheet.start
    down = {(row, at[1]): at for at, end in merged if end[0] - at[0] < _TALL for row in range(at[0] + 1, end[0] + 1)}
    held: dict[tuple[int, int], str] = {}
    wanted = set(down.values())
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), start=top):
        cells = _cells(row, left, values, down, held, wanted)
        filled = [n for n, cell in enumerate(cells) if cell]
        if filled:
            yield SheetRow(row + 1, left + filled[0], tuple(cells[filled[0] : filled[-1] + 1]))


_TALL = 1000
"""Rows over which a merged cell is still said again."""


def _cells(
    row: int,
    left: int,
    values: list[Value],
    down: dict[tuple[int, int], tuple[int, int]],
    held: dict[tuple[int, int], str],
    wanted: set[tuple[int, int]],
) -> list[str]:
    cells = [fit(words_of(value)).text for value in values]
    for n, cell in enumerate(cells):
        place = (row, left + n)
        if place in wanted:
            held[place] = cell
        elif place in down and not cell:
            cells[n] = held.get(down[place], "")
    return cells


def _within_bounds(handle: BinaryIO) -> None:
    """Raise where a package unpacks to too much or a sheet spans too wide a rectangle."""
    handle.seek(0)
    try:
        with zipfile.ZipFile(handle) as package:
            if any(entry.flag_bits & 1 for entry in package.infolist()):
                raise _locked()
            whole = sum(entry.file_size for entry in package.infolist())
            if whole > _UNPACKED:
                words = f"The workbook unpacks to {in_words(whole)}; one may have up to {in_words(_UNPACKED)}."
                raise WorkbookError("too_long", words)
            for entry in package.infolist():
                if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                    _bounded(*_extent(package, entry))
                elif entry.filename == "content.xml":
                    _bounded(*_repeated(package, entry))
    except ZIP_TROUBLES as error:
        raise WorkbookError("bad_workbook", "The workbook is damaged or cut short and cannot be opened.") from error


def _bounded(rows: int, columns: int) -> None:
    if rows * columns > CELLS:
        words = f"A sheet of the workbook spans {rows * columns:,} cells; up to {CELLS:,} can be read."
        raise WorkbookError("too_long", f"{words} Delete what stands far from the rest, or save it as CSV.")


def _extent(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[int, int]:
    """The last row and column that a worksheet of Office Open XML names."""
    rows = columns = 1
    for chunk in _chunks(package, entry):
        for letters, digits in _PLACE.findall(chunk):
            rows = max(rows, int(digits))
            columns = max(columns, column_of(letters.decode("ascii")) + 1)
    return rows, columns


def _repeated(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[int, int]:
    """The rows and columns of the rectangle that filled cells of OpenDocument sheets span, with those rows and cells
    that are only said to be repeated."""
    row = height = width = place = 0
    for chunk in _chunks(package, entry):
        for tag in _TAG.finditer(chunk):
            times = int(tag["times"] or 1)
            if tag["what"] == b"table-row":
                row, place = row + times, 0
            elif tag["what"] == b"table":
                row = 0
            else:
                place += times
                if b"office:value-type" in tag[0]:
                    height, width = max(height, row), max(width, place)
    return height, width


def _chunks(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked bytes of an entry in pieces, each cut before a tag."""
    left = b""
    with package.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            whole = left + chunk
            cut = whole.rfind(b"<") if len(whole) < 4 * _CHUNK else len(whole)
            yield whole[:cut] if cut > 0 else b""
            left = whole[cut:] if cut > 0 else whole
    yield left
