"""The selection in time: a bar for each stretch of days, with what is certain apart from what is spread.

An event known to lie in one stretch is counted there. One known only to lie somewhere in several is spread over them in
equal parts by the day, and those parts are drawn apart: a bar's lighter end is where events may have been. A few events
are drawn one by one, each as the span of days in which it lies.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from recount.desk.explore.choice import Mask, Rows, day_at, days_since_epoch
from recount.store.columns import UNKNOWN, EventColumns

WIDTH, HEIGHT = 960.0, 96.0
LANE = 5.0
FEW = 40
"""Events that are still drawn one by one."""
_DAYS = {"day": 130, "week": 1_100, "month": 9_000}
"""Days of a domain up to which bars are of a day, a week, a month; beyond they are of a year."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days: how many events surely lie in it, and how many more may, in parts."""

    since: date
    until: date
    x: float
    width: float
    sure: float
    spread: float
    sure_height: float
    spread_height: float


@dataclass(frozen=True, slots=True)
class Lane:
    """One event as the span of days in which it lies."""

    x: float
    width: float
    y: float
    exact: bool


@dataclass(frozen=True, slots=True)
class Ticked:
    """A label under the bars."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars over the whole time of the selection, whatever days are chosen of it; `brush` are those days in pixels."""

    since: date
    until: date
    unit: str
    bars: tuple[Bar, ...]
    ticks: tuple[Ticked, ...]
    lanes: tuple[Lane, ...]
    brush: tuple[float, float] | None
    most: float
    undated: int
    outside: int

    @property
    def height(self) -> float:
        """Of the drawing: bars, then a lane for each of a few events."""
        return HEIGHT + (LANE * len(self.lanes) + 8 if self.lanes else 0)


def timeline(columns: EventColumns, whole: Mask) -> Timeline | None:
    """The bars of the events in `whole`, which is the selection whatever its days; `None` where none has a date."""
    dated = np.flatnonzero(whole & (columns.start != UNKNOWN))
    if not len(dated):
        return None
    start = columns.start[dated]
    stop = np.maximum(columns.stop[dated], start + 1)
    low, high = _domain(start, stop)
    outside = int(((stop <= low) | (start >= high)).sum())
    unit = next((name for name, days in _DAYS.items() if high - low <= days), "year")
    edges = _edges(low, high, unit)
    sure, spread = _counted(start, stop, edges)
    first, last = int(edges[0]), int(edges[-1])
    scale = WIDTH / (last - first)
    most = max(float((sure + spread).max()), 1.0)
    bars = tuple(
        Bar(
            day_at(a), day_at(b), round((a - first) * scale, 2), max(round((b - a) * scale - 0.6, 2), 0.4),
            float(s), float(m), round(s / most * HEIGHT, 2), round(m / most * HEIGHT, 2),
        )
        for a, b, s, m in zip(edges[:-1].tolist(), edges[1:].tolist(), sure.tolist(), spread.tolist(), strict=True)
    )  # fmt: skip
    return Timeline(
        day_at(first), day_at(last), unit, bars, _ticks(first, last, scale), (), None, most,
        int(whole.sum()) - len(dated), outside,
    )  # fmt: skip


def narrowed(drawn: Timeline, columns: EventColumns, rows: Rows, since: date | None, until: date | None) -> Timeline:
    """The same bars with the days that are chosen of them, and with the chosen rows one by one where they are few."""
    first, last = days_since_epoch(drawn.since), days_since_epoch(drawn.until)
    scale = WIDTH / (last - first)
    brush = None
    if since is not None or until is not None:
        left = days_since_epoch(since) if since else first
        right = days_since_epoch(until) if until else last
        a, b = (min(max((day - first) * scale, 0.0), WIDTH) for day in (left, max(right, left)))
        brush = round(a, 2), round(b, 2)
    return replace(drawn, brush=brush, lanes=tuple(_lanes(columns, rows, first, last, scale)))


Days = NDArray[np.int32]


def _domain(start: Days, stop: Days) -> tuple[int, int]:
    """From the first to the last day, less a few far outliers, which would leave nothing to see of the rest. Rows are
    in order of their first day, so that every so-manieth stands for all."""
    some = slice(None, None, max(1, len(start) // 4096))
    inner_low, inner_high = np.quantile(start[some], 0.002), np.quantile(stop[some], 0.998)
    room = max(60.0, (inner_high - inner_low) * 0.5)
    return max(int(start[0]), int(inner_low - room)), min(int(stop.max()), int(inner_high + room))


def _edges(low: int, high: int, unit: str) -> NDArray[np.int64]:
    if unit == "day":
        return np.arange(low, high + 1)
    if unit == "week":
        monday = low - (low + 3) % 7  # 1970-01-01 was a Thursday
        return np.arange(monday, high + 7, 7)
    step = np.timedelta64(1, "M" if unit == "month" else "Y")
    first = np.datetime64(low, "D").astype(step.dtype.str.replace("m8", "M8"))
    last = np.datetime64(high, "D").astype(first.dtype) + 1
    return np.arange(first, last + 1, step).astype("datetime64[D]").astype(np.int64)


def _counted(start: Days, stop: Days, edges: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Events that surely lie in each stretch, and the parts of others that may."""
    first, last = int(edges[0]), int(edges[-1])
    bin_of = np.repeat(np.arange(len(edges) - 1), np.diff(edges))  # looked up, which is far quicker than searched for
    a, b = np.clip(start - first, -1, last - first), np.clip(stop - first, 0, last - first + 1)
    within = (a >= 0) & (b <= last - first)
    n = len(edges) - 1
    at, end = bin_of[np.minimum(a, last - first - 1)], bin_of[np.clip(b - 1, 0, last - first - 1)]
    inside = within & (at == end)
    sure = np.bincount(at[inside], minlength=n).astype(np.float64)
    rest = ~inside
    share = 1.0 / (stop[rest].astype(np.float64) - start[rest])
    days = last - first + 2
    changes = np.bincount(np.maximum(a[rest], 0), share, days) - np.bincount(b[rest], share, days)
    daily = np.cumsum(changes)[: last - first]
    spread = np.add.reduceat(daily, edges[:-1] - first) if len(share) else np.zeros(n)
    return sure, np.maximum(spread, 0.0)


def _ticks(first: int, last: int, scale: float) -> tuple[Ticked, ...]:
    """Years, or months where there are few years, at most about twelve."""
    month = "datetime64[M]"
    months = np.arange(np.datetime64(first, "D").astype(month) + 1, np.datetime64(last, "D").astype(month) + 1)
    years = months[months == months.astype("datetime64[Y]").astype("datetime64[M]")]
    marks, form = (years, "%Y") if len(years) > 2 else (months, "%b %Y")
    marks = marks[:: max(1, -(-len(marks) // 9))]
    days = marks.astype("datetime64[D]").astype(np.int64)
    return tuple(Ticked(round((day - first) * scale, 1), day_at(day).strftime(form)) for day in days.tolist())


def _lanes(columns: EventColumns, rows: Rows, first: int, last: int, scale: float) -> list[Lane]:
    dated = rows[columns.start[rows] != UNKNOWN]
    if not 0 < len(dated) <= FEW:
        return []
    lanes = []
    for n, row in enumerate(dated.tolist()):
        a = min(max(int(columns.start[row]), first), last)
        b = min(max(int(columns.stop[row]), a + 1), last)
        x, width = round((a - first) * scale, 2), max(round((b - a) * scale, 2), 3.0)
        lanes.append(Lane(x, width, HEIGHT + 8 + n * LANE, bool(columns.exact[row])))
    return lanes
