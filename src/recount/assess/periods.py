"""The calendar on which things are counted: days, weeks, months, quarters or years, one after another without a gap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from recount.records import UsageError

Days = NDArray[np.datetime64]
Floats = NDArray[np.float64]
Unit = Literal["day", "week", "month", "quarter", "year"]

PER_YEAR: dict[str, float] = {"day": 365.2425, "week": 52.1775, "month": 12.0, "quarter": 4.0, "year": 1.0}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
MOST = 20_000
"""Periods of one calendar: half a century of days."""


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """Periods of one `unit`. `edges` are the first days of the periods and, last, the day after the last of them."""

    edges: Days
    unit: Unit

    def __len__(self) -> int:
        return len(self.edges) - 1

    @property
    def starts(self) -> Days:
        """First days."""
        return self.edges[:-1]

    def names(self) -> tuple[str, ...]:
        """First days as ISO words."""
        return tuple(str(day) for day in self.starts)

    def index(self, days: Days) -> NDArray[np.int64]:
        """The period of each day; -1 before the first, the number of periods after the last."""
        found = np.searchsorted(self.edges, days.astype("datetime64[D]"), side="right") - 1
        return found.astype(np.int64)

    def after(self, at: str) -> Floats:
        """The share of each period that lies on or after a day: 0 before it, 1 after it, between in its own."""
        day = np.datetime64(at, "D").astype(np.float64)
        edges = self.edges.astype("datetime64[D]").astype(np.float64)
        share: Floats = np.clip((edges[1:] - day) / np.diff(edges), 0.0, 1.0)
        return share


def calendar(first: str, last: str, unit: Unit, *, monday: bool = True) -> Calendar:
    """Whole periods that touch the half-open `[first, last)`. Weeks begin on Monday, or else on the weekday of `first`.

    >>> calendar("2016-02-10", "2016-04-01", "month").names()
    ('2016-02-01', '2016-03-01')
    >>> calendar("2016-06-01", "2016-06-14", "week").names()
    ('2016-05-30', '2016-06-06', '2016-06-13')
    """
    begin, end = np.datetime64(first, "D"), np.datetime64(last, "D")
    if end <= begin:
        raise UsageError(f"the period from {first} to {last} is empty; expected its end after its beginning")
    if unit in _MONTHS:
        edges = _by_months(begin, end, _MONTHS[unit])
    else:
        days = 7 if unit == "week" else 1
        back = (int(begin.astype(np.int64)) + 3) % 7 if unit == "week" and monday else 0
        origin = begin - np.timedelta64(back, "D")
        number = -(-int((end - origin) / np.timedelta64(1, "D")) // days)
        edges = origin + days * np.arange(number + 1).astype("timedelta64[D]")
    if len(edges) - 1 > MOST:
        raise UsageError(
            f"{len(edges) - 1:,} periods are too many; at most {MOST:,} are taken. Count by a longer unit."
        )
    return Calendar(edges, unit)


def _by_months(begin: np.datetime64, end: np.datetime64, step: int) -> Days:
    first = int(begin.astype("datetime64[M]").astype(np.int64)) // step * step
    final = int((end - np.timedelta64(1, "D")).astype("datetime64[M]").astype(np.int64)) // step * step
    months = np.arange(first, final + 2 * step, step).astype("datetime64[M]")
    edges: Days = months.astype("datetime64[D]")
    return edges
