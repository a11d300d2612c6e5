"""Cells of a table as plain words, numbers and days."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from recount.words.days import Order, day_of

NOTHING = frozenset({"", "na", "n/a", "nan", "null", "nil", "-", "--", "#n/a"})
"""What tables write where they have nothing to say, in lower case."""
_WHOLE = re.compile(r"[+-]?\d+\.0+\Z")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\Z")


def plain(cell: str) -> str:
    """A cell without outer blanks; a whole number that a spreadsheet wrote as a fraction is whole again.

    >>> plain(" 214797.0 "), plain("NA"), plain("Homs")
    ('214797', '', 'Homs')
    """
    cell = cell.strip()
    if _WHOLE.match(cell):
        return cell.partition(".")[0]
    return "" if cell.casefold() in NOTHING else cell


def number_of(cell: str, *, decimal: str = ".") -> float | None:
    """The number that a cell is, or `None`. Blanks, apostrophes and the other mark may part thousands.

    >>> number_of("1,234.5"), number_of("1.234,5", decimal=","), number_of("about 5")
    (1234.5, 1234.5, None)
    """
    bare = cell.strip().replace(" ", "").replace(" ", "").replace(" ", "").replace("'", "").replace("_", "")
    other = "." if decimal == "," else ","
    if other in bare:
        head, *groups = bare.split(other)
        whole, mark, rest = groups[-1].partition(decimal)
        if any(len(group) != 3 for group in [*groups[:-1], whole]) or not head.lstrip("+-").isdigit():
            return None
        bare = head + "".join(groups[:-1]) + whole + mark + rest
    bare = bare.replace(decimal, ".")
    return float(bare) if _NUMBER.match(bare) else None


@lru_cache(maxsize=20_000)
def civil_day(cell: str, form: str | None = None, order: Order | None = None) -> date | None:
    """The one civil day of a cell: by the format (as strptime writes it) where there is one, else ISO, else a day
    written out or in numbers whose order is known or needs no knowing.

    >>> civil_day("2023-10-02 00:00:00.000"), civil_day("7-Oct-14", "%d-%b-%y")
    (datetime.date(2023, 10, 2), datetime.date(2014, 10, 7))
    """
    cell = cell.strip()
    if form is not None:
        try:
            return datetime.strptime(cell, form).date()
        except ValueError:
            return None
    try:
        return date.fromisoformat(cell[:10]) if cell[4:5] == "-" else day_of(cell, order=order)
    except ValueError:
        return day_of(cell, order=order)


def period(number: int, unit: str, epoch: date) -> tuple[date, date]:
    """The stretch (end not included) that a running number names, where the epoch's own is number 0.

    >>> period(0, "stata_week", date(1960, 1, 1)), period(2, "month", date(1980, 1, 1))
    ((datetime.date(1960, 1, 1), datetime.date(1960, 1, 8)), (datetime.date(1980, 3, 1), datetime.date(1980, 4, 1)))
    """
    if unit in ("day", "week"):
        length = timedelta(days=1 if unit == "day" else 7)
        return epoch + number * length, epoch + (number + 1) * length
    if unit == "stata_week":
        years, week = divmod(number, 52)
        start = date(epoch.year + years, 1, 1)
        end = date(start.year + 1, 1, 1) if week == 51 else start + timedelta(days=7 * (week + 1))
        return start + timedelta(days=7 * week), end
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    return _month(epoch, number * months), _month(epoch, (number + 1) * months)


def month_after(day: date) -> date:
    """The first day of the next month."""
    return _month(day, 1)


def _month(start: date, months: int) -> date:
    whole = start.year * 12 + start.month - 1 + months
    return date(whole // 12, whole % 12 + 1, 1)


def letters_of(column: int) -> str:
    """The letters of a column counted from 0: A, Z, AA."""
    letters = ""
    column += 1
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_of(letters: str) -> int:
    """The column, counted from 0, of its letters."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1
