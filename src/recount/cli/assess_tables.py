"""Tables that `recount assess` reads: columns by name, and one sentence for a cell that is not what it should be."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from pathlib import Path

from recount.records import DataError, UsageError
from recount.words.decoding import decode
from recount.words.delimited import delimiter_of, header_of, lines_of, rows_in

FIRST = 2
"""The header is row 1."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table in words: its columns, and its rows with their numbers in the file."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def column(self, name: str) -> list[str]:
        """The cells of a column, without outer blanks."""
        if name not in self.header:
            raise UsageError(f"{self.name} has no column {name!r}; it has {', '.join(self.header)}.")
        place = self.header.index(name)
        return [cells[place].strip() for _, cells in self.rows]

    def numbers(self, name: str) -> list[float]:
        """The numbers of a column. Raises DataError at the first cell that is none."""
        return [_number(cell, row, name) for cell, (row, _) in zip(self.column(name), self.rows, strict=True)]


def sheet_of(file: str) -> Sheet:
    """The table in a file, or on standard input where that is `-`."""
    data = _bytes(file)
    lines = lines_of(decode(data).text)
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise DataError(f"{file} is empty; expected a table with a header.")
    mark = delimiter_of(lines[first])
    header = header_of(lines[first], mark)
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise DataError(f"{file} has two columns called {twice[0]!r}; rename one.")
    rows, number = [], first + FIRST
    for row in rows_in(lines[first + 1 :], delimiter=mark, width=len(header)):
        if row.problem is not None:
            raise DataError(f"{file}, row {number} {row.problem}.")
        if not row.blank:
            rows.append((number, row.cells))
        number += max(1, row.raw.count("\n"))
    if not rows:
        raise DataError(f"{file} has a header and no row under it.")
    return Sheet(file, header, tuple(rows))


def words(joined: str) -> list[str]:
    """Names parted by commas."""
    return [name.strip() for name in joined.split(",") if name.strip()]


def _bytes(file: str) -> bytes:
    if file == "-":
        if sys.stdin is None:
            raise UsageError("standard input is closed; name a file.")
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({(error.strerror or 'error').lower()}).") from error


def _number(cell: str, row: int, name: str) -> float:
    try:
        found = float(cell)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        said = "an empty cell" if not cell else repr(cell[:40])
        raise DataError(f"row {row}, column {name}: found {said} where a number was expected.")
    return found
