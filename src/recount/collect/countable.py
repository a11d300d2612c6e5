"""A table of dated numbers, read for counting: which day each row is of, and the numbers of the columns asked for.

Nothing is guessed that would change a number: a word where a number is expected, a date that may be read two ways or a
column that is not there ends the reading with a sentence. An empty cell is not known, which is not nought.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from recount.records import DataError, UsageError
from recount.words.days import Order, day_of, is_open, order_of
from recount.words.delimited import delimiter_of, header_of, lines_of, rows_in

NOTHING = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "."})
"""Cells, in lower case, that hold nothing."""

MOST = 2_000_000
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})[-. ]?[Qq]([1-4])|(\d{4})\.([1-4])")
_YEAR = re.compile(r"\d{4}")
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d*)?([eE][+-]?\d+)?")
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Dated:
    """Rows of a table: the day of each, and for each column asked for a number or `None`."""

    days: tuple[date, ...]
    columns: dict[str, tuple[float | None, ...]]


def dated(
    text: str,
    *,
    name: str,
    numbers: Sequence[str],
    day: str | None = None,
    where: Sequence[tuple[str, str]] = (),
    without: Sequence[tuple[str, str]] = (),
    order: Order | None = None,
) -> Dated:
    """The rows of a table in a text. `day` names the column of dates (the first, if not given); `numbers` those to
    read; `where` keeps rows whose cells are these words, `without` those whose cells are not; `order` says how 5/6/2016
    is read."""
    lines = lines_of(text)
    if not lines or not text.strip():
        raise DataError(f"{name} is empty; expected a line of column names and rows of dates and counts")
    mark = delimiter_of(lines[0])
    header = header_of(lines[0], mark)
    at = {column: _place(header, column, name) for column in dict.fromkeys(numbers)}
    when = 0 if day is None else _place(header, day, name)
    kept = [(_place(header, column, name), value, True) for column, value in where]
    kept += [(_place(header, column, name), value, False) for column, value in without]
    cells = list(_rows(lines, mark, header, kept, name))
    if not cells:
        asked = " and ".join(f"{column}={value}" for column, value in where)
        raise DataError(f"{name} has no row{f' where {asked}' if asked else ''}; there is nothing to count")
    days = _days([(number, row[when]) for number, row in cells], header[when], order, name)
    columns = {column: tuple(_number(row[i], n, column, name) for n, row in cells) for column, i in at.items()}
    return Dated(tuple(days), columns)


def columns_in(text: str) -> tuple[str, ...]:
    """The names of a table's columns."""
    lines = lines_of(text[:1_000_000])
    return header_of(lines[0], delimiter_of(lines[0])) if lines else ()


def _place(header: Sequence[str], column: str, name: str) -> int:
    if header.count(column) == 1:
        return header.index(column)
    shown = ", ".join(repr(h) for h in header[:_SHOWN]) + (", ..." if len(header) > _SHOWN else "")
    if column in header:
        raise UsageError(f"{name} has {header.count(column)} columns called {column!r}; expected one")
    raise UsageError(f"{name} has no column {column!r}; it has {shown}")


def _rows(
    lines: list[str], mark: str, header: Sequence[str], kept: Sequence[tuple[int, str, bool]], name: str
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows that are kept, each with its number; the header is row 1."""
    number = 1
    for row in rows_in(lines[1:], delimiter=mark, width=len(header)):
        if row.blank:
            continue
        number += 1
        if number > MOST:
            raise DataError(f"{name} has more than {MOST:,} rows; give a part of it")
        if row.problem is not None:
            raise DataError(f"{name}: row {number} {row.problem}; nothing was counted")
        if all((row.cells[i].strip() == value) is wanted for i, value, wanted in kept):
            yield number, row.cells


def _days(cells: list[tuple[int, str]], column: str, order: Order | None, name: str) -> Iterator[date]:
    settled = order or order_of(cell for _, cell in cells)
    for number, cell in cells:
        found = day_of(cell, order=settled) or _coarse(cell.strip())
        if found is None and is_open(cell):
            raise UsageError(
                f"{name}: row {number} has {cell!r} under {column!r}, and no row settles whether day or month stands "
                "first. Say so with --order dmy or --order mdy."
            )
        if found is None:
            raise DataError(f"{name}: row {number} has {cell!r} under {column!r}, which is no date such as 2016-06-20")
        yield found


def _coarse(cell: str) -> date | None:
    """The first day of a month, quarter or year: `2016-06`, `2016Q2`, `2016`."""
    if (match := _MONTH.fullmatch(cell)) and 1 <= int(match[2]) <= 12:
        return date(int(match[1]), int(match[2]), 1)
    if match := _QUARTER.fullmatch(cell):
        return date(int(match[1] or match[3]), 3 * int(match[2] or match[4]) - 2, 1)
    return date(int(cell), 1, 1) if _YEAR.fullmatch(cell) and int(cell) > 0 else None


def _number(cell: str, number: int, column: str, name: str) -> float | None:
    words = cell.strip()
    if words.casefold() in NOTHING:
        return None
    if not _NUMBER.fullmatch(words):
        raise DataError(f"{name}: row {number} has {cell!r} under {column!r}, which is no number; nothing was counted")
    return float(words.replace(",", ""))
