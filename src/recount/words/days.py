"""Full calendar days as written: day, month and year together, nothing guessed.

This is the plain layer on which custody and dates of publication stand. It knows no relative words and no defaults;
a numeric date that could be day-first or month-first keeps both readings until something else settles it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Order = Literal["dmy", "mdy"]

_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?P<week>mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)(?!\d)"


def _full(gap: str) -> re.Pattern[str]:
    return re.compile(
        r"(?ix)(?<![\w.])"
        + _WEEKDAY
        + r"(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+" + _MONTH.format("m1") + r",?[\s-]+" + _YEAR.format("y1")
        + r"|" + _MONTH.format("m2") + r"\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?" + gap + _YEAR.format("y2")
        + r"|(?P<y3>(?:19|20)\d\d)[-/](?P<n3>\d{1,2})[-/](?P<d3>\d{1,2})(?=[T\s_]\d|[^\d\w]|\Z)"
        + r"|(?P<a>\d{1,2})(?P<mark>[./-])(?P<b>\d{1,2})(?P=mark)(?P<y4>(?:19|20)\d\d)(?!\d|\.\d)"
        + r")"
    )  # fmt: skip


_FULL = _full(r"(?:,?\s+|,)")
_GLUED = _full(r"(?:,?\s+|,|(?<=\d\d))")
_STAMP = re.compile(r"(?i)\A\w{3} (?P<m>[a-z]{3}) +(?P<d>\d{1,2}) [\d:]{8} (?:[A-Z]{3,4} |[+-]\d{4} )?(?P<y>\d{4})\Z")
_PLAIN = re.compile(r"\A(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:T?\d{4,6}Z?)?\Z")
_SHORT = re.compile(r"\A(?P<a>\d{1,2})(?P<mark>[./-])(?P<b>\d{1,2})(?P=mark)(?P<y>\d{4}|\d\d)(?:[T ,].*)?\Z")


@dataclass(frozen=True, slots=True)
class Day:
    """A full day standing at `text[start:end]`. `readings` holds one date, or two where the order of day and month
    is open. `weekday` says that the name of a weekday stands with it (and agrees, or the reading is dropped)."""

    start: int
    end: int
    readings: tuple[date, ...]
    weekday: bool

    @property
    def sure(self) -> date | None:
        """The date, where it has one reading only."""
        return self.readings[0] if len(self.readings) == 1 else None


def days_in(text: str, start: int = 0, end: int | None = None, *, glued: bool = False) -> list[Day]:
    """Full days in order of place. Dotted numbers are day-first, as wherever dots are written. `glued` also takes
    "Jun 182016", which flattened pages write and which in running text would read "May 152000 people" as a day."""
    found = []
    for match in (_GLUED if glued else _FULL).finditer(text, start, len(text) if end is None else end):
        readings = _readings(match)
        if readings:
            found.append(Day(match.start(), match.end(), readings, match["week"] is not None))
    return found


def day_of(cell: str, *, order: Order | None = None) -> date | None:
    """The one day that a cell of a table gives, or `None` where it gives none or more than one.

    >>> day_of("2016-06-05T23:30:00Z"), day_of("5/6/2016"), day_of("5/6/2016", order="dmy")
    (datetime.date(2016, 6, 5), None, datetime.date(2016, 6, 5))
    """
    cell = cell.strip()
    if match := _SHORT.match(cell):
        return _short(match, "dmy" if match["mark"] == "." else order)
    if match := _STAMP.match(cell):
        return _date(int(match["y"]), _month(match["m"]), int(match["d"]))
    if match := _PLAIN.match(cell):
        return _date(int(match["y"]), int(match["m"]), int(match["d"]))
    days = days_in(cell)
    return days[0].sure if len(days) == 1 and days[0].start < 16 else None


def is_open(cell: str) -> bool:
    """Whether a cell is a numeric day whose order of day and month cannot be told from itself."""
    match = _SHORT.match(cell.strip())
    return bool(match) and match is not None and match["mark"] != "." and _short(match, None) is None


def order_of(cells: Iterable[str]) -> Order | None:
    """The order that a column's own rows settle: a first number above 12 is day-first, a second month-first.
    `None` where no row settles it or rows contradict one another."""
    firsts = seconds = 0
    for cell in cells:
        match = _SHORT.match(cell.strip())
        if match is None:
            continue
        firsts += 12 < int(match["a"]) <= 31 and 1 <= int(match["b"]) <= 12
        seconds += 12 < int(match["b"]) <= 31 and 1 <= int(match["a"]) <= 12
    if bool(firsts) == bool(seconds):
        return None
    return "dmy" if firsts else "mdy"


def _readings(match: re.Match[str]) -> tuple[date, ...]:
    if match["a"]:
        a, b, year = int(match["a"]), int(match["b"]), int(match["y4"])
        pairs = [(b, a)] if match["mark"] == "." else [(b, a), (a, b)]
        found = {_date(year, month, day) for month, day in pairs}
    else:
        which = "1" if match["d1"] else "2" if match["d2"] else "3"
        month = int(match["n3"]) if which == "3" else _month(match["m" + which])
        found = {_date(int(match["y" + which]), month, int(match["d" + which]))}
    return tuple(sorted(day for day in found if day is not None and _agrees(day, match["week"])))


def _agrees(day: date, week: str | None) -> bool:
    return week is None or ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][day.weekday()] == week[:3].lower()


def _short(match: re.Match[str], order: Order | None) -> date | None:
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    year += 2000 if year < 100 else 0
    readings = {"dmy": _date(year, b, a), "mdy": _date(year, a, b)}
    if order is not None:
        return readings[order] or readings["mdy" if order == "dmy" else "dmy"]
    found = {day for day in readings.values() if day is not None}
    return found.pop() if len(found) == 1 else None


def _month(name: str) -> int:
    return _NAMES.index(name[:3].lower()) + 1


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2100 else None
    except ValueError:
        return None
