"""A table of dated numbers, read for counting: which day each row is of, and the numbers of the columns asked for.

A date that may be read two ways ends the reading with a sentence. An empty cell is not known, which is not nought.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from recount.collect.table import Table
from recount.records import DataError, UsageError
from recount.words.days import Order, day_of, is_open, order_of

_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})[-. ]?[Qq]([1-4])|(\d{4})\.([1-4])")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Dated:
    """Rows of a table: the day of each, and for each column asked for a number or `None`."""

    days: tuple[date, ...]
    columns: dict[str, tuple[float | None, ...]]


def dated(
    table: Table,
    *,
    numbers: Sequence[str],
    day: str | None = None,
    where: Sequence[tuple[str, str]] = (),
    without: Sequence[tuple[str, str]] = (),
    order: Order | None = None,
) -> Dated:
    """The rows of a table. `day` names the column of dates (the first, if not given); `numbers` those to read; `where`
    keeps rows whose cells are these words, `without` those whose cells are not; `order` says how 5/6/2016 is read."""
    when = 0 if day is None else table.place(day)
    for column in numbers:
        table.place(column)
    kept = kept_rows(table, where, without)
    days = _days([(row, cells[when]) for row, cells in kept.rows], table.header[when], order, table.name)
    return Dated(tuple(days), {column: kept.known(column) for column in dict.fromkeys(numbers)})


def kept_rows(table: Table, where: Sequence[tuple[str, str]], without: Sequence[tuple[str, str]]) -> Table:
    """The rows that the filters leave."""
    wanted = [(table.place(column), value, True) for column, value in where]
    wanted += [(table.place(column), value, False) for column, value in without]
    rows = [row for row in table.rows if all((row[1][i].strip() == value) is yes for i, value, yes in wanted)]
    if not rows:
        asked = " and ".join([f"{c}={v}" for c, v in where] + [f"{c} is not {v}" for c, v in without])
        raise DataError(f"{table.name} has no row where {asked}; there is nothing to count")
    return replace(table, rows=tuple(rows))


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
