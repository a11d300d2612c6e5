"""A table as words: its columns by name, and rows that know where they stand in the file.

One reader for every table that is counted. Nothing is guessed that would change a number: a broken row, a column that
is not there or a word where a number is expected ends the reading with a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from recount.records import DataError, UsageError
from recount.words.decoding import decode
from recount.words.delimited import delimiter_of, header_of, lines_of, rows_in

NOTHING = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "."})
"""Cells, in lower case, that hold nothing."""

MOST = 2_000_000
"""Rows of one table."""
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+|(?=\.\d))(\.\d*)?([eE][+-]?\d+)?")
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns, without outer blanks, and the rows with the numbers of their lines in the file."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def place(self, column: str) -> int:
        """Where a column stands. Raises UsageError where there is none of that name, or more than one."""
        if self.header.count(column) == 1:
            return self.header.index(column)
        if column in self.header:
            raise UsageError(f"{self.name} has {self.header.count(column)} columns called {column!r}; expected one")
        raise UsageError(f"{self.name} has no column {column!r}; it has {listed(self.header)}")

    def column(self, column: str) -> list[str]:
        """The cells of a column, without outer blanks."""
        place = self.place(column)
        return [cells[place].strip() for _, cells in self.rows]

    def known(self, column: str) -> tuple[float | None, ...]:
        """The numbers of a column; None where a cell is empty or says that it holds nothing."""
        cells = zip(self.column(column), self.rows, strict=True)
        return tuple(number_in(cell, row, column, self.name) for cell, (row, _) in cells)

    def numbers(self, column: str) -> list[float]:
        """The numbers of a column of which no cell may be empty."""
        found = []
        for value, (row, _) in zip(self.known(column), self.rows, strict=True):
            if value is None:
                raise DataError(
                    f"{self.name}: row {row} has an empty cell under {column!r}, where a number was expected"
                )
            found.append(value)
        return found


def table_in(file: Path, stdin: BinaryIO | None = None) -> Table:
    """The table in a file, whatever its encoding, or on standard input where the file is `-`."""
    name = str(file)
    if name == "-":
        if stdin is None:
            raise UsageError("standard input is closed; name a file")
        return table_of(decode(stdin.read()).text, "standard input")
    try:
        return table_of(decode(file.read_bytes()).text, file.name)
    except FileNotFoundError:
        raise UsageError(f"no such file: {name!r}") from None
    except IsADirectoryError:
        raise UsageError(f"{name!r} is a folder; expected a file of rows") from None
    except OSError as error:
        raise UsageError(f"{name!r} cannot be read ({(error.strerror or 'error').lower()})") from error


def table_of(text: str, name: str) -> Table:
    """The table in a text: a line of column names, and rows under it; blank lines are passed over."""
    lines = lines_of(text)
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise DataError(f"{name} is empty; expected a line of column names and rows under it")
    mark = delimiter_of(lines[first])
    header = header_of(lines[first], mark)
    rows, line = [], first + 2
    for row in rows_in(lines[first + 1 :], delimiter=mark, width=len(header)):
        if row.problem is not None:
            raise DataError(f"{name}: row {line} {row.problem}; nothing was counted")
        if not row.blank:
            rows.append((line, row.cells))
        if len(rows) > MOST:
            raise DataError(f"{name} has more than {MOST:,} rows; give a part of it")
        line += max(1, row.raw.count("\n"))
    if not rows:
        raise DataError(f"{name} has a line of column names and no row under it; there is nothing to count")
    return Table(name, header, tuple(rows))


def number_in(cell: str, row: int, column: str, name: str) -> float | None:
    """The number of a cell; None where it holds nothing. Raises DataError for words.

    >>> number_in("1,250", 2, "n", "x.csv"), number_in("NA", 2, "n", "x.csv")
    (1250.0, None)
    """
    words = cell.strip()
    if words.casefold() in NOTHING:
        return None
    if not _NUMBER.fullmatch(words):
        raise DataError(
            f"{name}: row {row} has {words[:40]!r} under {column!r}, which is no number; nothing was counted"
        )
    return float(words.replace(",", ""))


def listed(columns: Sequence[str]) -> str:
    """Names of columns for a sentence, not more than a person reads."""
    return ", ".join(repr(name) for name in columns[:_SHOWN]) + (", ..." if len(columns) > _SHOWN else "")
