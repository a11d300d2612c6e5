"""Series to assess: rows of a table, or events of a campaign, brought onto one calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from recount.assess.effect import Asked
from recount.assess.periods import Calendar, Unit, calendar
from recount.assess.series import DATED, LIKELY, POSSIBLE, fits
from recount.collect.countable import Dated, dated
from recount.collect.table import Table, listed, table_in
from recount.publish.outline import outline_from
from recount.records import DataError, UsageError
from recount.records.publication import Hit, Measure, Quarter
from recount.store.measures import Measures
from recount.words.days import Order
from recount.words.pack import Pack

Floats = NDArray[np.float64]
_DAYS: Mapping[str, tuple[int, int]] = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "quarter": (89, 92)}
_DISTANT = "9999-12-31"
ANYTHING = Measure("anything", ("event", "events"), "", mission=("inside", "outside", "unknown"))
"""Every event, inside the mission or outside it."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table are what, and which of its rows count."""

    count: str | None = None
    day: str | None = None
    low: str | None = None
    high: str | None = None
    exposure: str | None = None
    reporting: str | None = None
    comparisons: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    without: tuple[tuple[str, str], ...] = ()
    order: Order | None = None
    gaps: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to count among the events of a campaign."""

    measure: str | None = None
    place: str | None = None
    actor: str | None = None
    comparisons: tuple[str, ...] = ()
    exposure: str | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """The period, its unit, and stretches in which nothing was reported (half open)."""

    first: str | None = None
    stop: str | None = None
    unit: Unit | None = None
    unreported: tuple[tuple[str, str], ...] = field(default=())


def of_table(file: Path, columns: Columns, window: Window, *, stdin: BinaryIO | None = None) -> tuple[Asked, Calendar]:
    """The series of a table, in a file or on standard input (`-`). Where several rows fall in one period they are
    added."""
    table = table_in(file, stdin)
    count = columns.count or only_number(table, columns)
    named = {"count": count, "low": columns.low, "high": columns.high, "exposure": columns.exposure}
    named |= {"reporting": columns.reporting} | {f"comparison {c}": c for c in columns.comparisons}
    wanted = [column for column in named.values() if column is not None]
    rows = dated(
        table, numbers=wanted, day=columns.day, where=columns.where, without=columns.without, order=columns.order
    )
    rows = within(rows, window, table.name)
    unit = window.unit or unit_of(rows.days, table.name)
    first = window.first or min(rows.days).isoformat()
    stop = window.stop or (max(rows.days) + timedelta(1)).isoformat()
    # A table of weeks begins its own on a day of its choice; whatever else is added up begins them on Monday.
    dates = calendar(first, stop, unit, monday=window.unit is not None)
    sums = {c: summed(rows, c, dates) for c in wanted}
    empty = np.bincount(dates.index(_days(rows.days)), minlength=len(dates)) == 0
    told = told_gaps(sums, empty, dates, columns.gaps, table.name)
    told = {name: silenced(values, dates, window) for name, values in told.items()}
    asked = Asked(
        count,
        told[count],
        low=None if columns.low is None else told[columns.low],
        high=None if columns.high is None else told[columns.high],
        exposure=None if columns.exposure is None else told[columns.exposure],
        reporting=None if columns.reporting is None else told[columns.reporting],
        comparisons={c: told[c] for c in columns.comparisons},
    )
    return asked, dates


def only_number(table: Table, columns: Columns) -> str:
    """The one column that can be meant, where none is named."""
    taken = {columns.day or table.header[0], columns.low, columns.high, columns.exposure}
    taken |= {columns.reporting, *columns.comparisons}
    left = [column for column in table.header if column not in taken]
    if len(left) == 1:
        return left[0]
    raise UsageError(
        f"{table.name} has {len(left):,} columns that may be counts ({listed(left)}). Name one with --count: among "
        "many series some change by chance; others may be named as --comparison."
        if left
        else f"{table.name} has no column of counts beside its dates"
    )


def within(rows: Dated, window: Window, name: str) -> Dated:
    """The rows whose day lies in the window."""
    first, stop = window.first or "0001-01-01", window.stop or _DISTANT
    kept = [i for i, day in enumerate(rows.days) if first <= day.isoformat() < stop]
    if not kept:
        raise DataError(
            f"{name} has no row from {first} to before {stop}; its rows run from {min(rows.days)} to {max(rows.days)}"
        )
    columns = {column: tuple(values[i] for i in kept) for column, values in rows.columns.items()}
    return Dated(tuple(rows.days[i] for i in kept), columns)


def unit_of(days: Sequence[date], name: str) -> Unit:
    """The unit in which a table's rows follow one another."""
    apart = sorted(set(days))
    if len(apart) == len(days) and len(apart) > 2:
        steps = Counter((b - a).days for a, b in pairwise(apart))
        usual = steps.most_common(1)[0][0]
        units: tuple[Unit, ...] = ("day", "week", "month", "quarter")
        for unit in units:
            if _DAYS[unit][0] <= usual <= _DAYS[unit][1]:
                return unit
        if 365 <= usual <= 366:
            return "year"
    raise UsageError(
        f"the dates of {name} do not follow one another by a day, week or month: say --by week, or another"
    )


def summed(rows: Dated, column: str, dates: Calendar) -> Floats:
    """Sums by period; NaN where no number stands in any of its rows."""
    places = dates.index(_days(rows.days))
    values = np.array([np.nan if v is None else v for v in rows.columns[column]])
    known = ~np.isnan(values)
    total = np.bincount(places[known], weights=values[known], minlength=len(dates)).astype(np.float64)
    total[np.bincount(places[known], minlength=len(dates)) == 0] = np.nan
    return total


def told_gaps(
    sums: Mapping[str, Floats], empty: NDArray[np.bool_], dates: Calendar, gaps: str | None, name: str
) -> dict[str, Floats]:
    """Periods without a row are what the caller says they are, and nothing is guessed."""
    if empty.any() and gaps is None:
        first = dates.names()[int(np.argmax(empty))]
        many = f"{int(empty.sum()):,} {dates.unit}s" if empty.sum() > 1 else f"the {dates.unit}"
        raise UsageError(
            f"{name} has no row for {many} from {first}. Was nothing counted, or nothing reported? Say --gaps zero or "
            "--gaps nothing."
        )
    if gaps != "zero":
        return dict(sums)
    return {column: np.where(empty, 0.0, values) for column, values in sums.items()}


def silenced(values: Floats, dates: Calendar, window: Window) -> Floats:
    """Periods that touch a stretch in which nothing was reported are not known."""
    kept = values.copy()
    for first, stop in window.unreported:
        begin, end = np.datetime64(first, "D"), np.datetime64(stop, "D")
        kept[(dates.edges[:-1] < end) & (dates.edges[1:] > begin)] = np.nan
    return kept


def of_campaign(measures: Measures, theatre: Pack, wanted: Wanted, window: Window) -> tuple[Asked, Calendar]:
    """The series of a measure over a campaign's events. A period is reported where any report was published in it or
    any event of any kind is dated in it; elsewhere the counts are not known. What was being reported is the number of
    publishers heard of in the period."""
    measure = measure_of(theatre.outline, wanted)
    first, stop = extent(measures, ANYTHING, window)
    dates = calendar(first, stop, window.unit or "month")
    period = Quarter(str(dates.edges[0]), str(dates.edges[-1]), "assessed")
    hits = measures.hits(measure, period)
    anything = measures.hits(ANYTHING, period)
    reported = np.asarray((fitted(anything, dates) >= LIKELY).any(axis=0))
    reports, publishers = heard(measures, dates)
    reported |= reports > 0
    mine = [hit for hit in hits if wanted.place is None or lies_in(hit, wanted.place)]
    if wanted.place is not None and not mine:
        raise DataError(f"no event of {measure.key} in {wanted.place!r} in the period; try another place or measure")
    low, best, high = (silent(v, reported, dates, window) for v in weighed(mine, dates))
    exposures = {"reports": reports, "publishers": publishers}
    exposure = None if wanted.exposure is None else exposures[wanted.exposure]
    others = {
        place: silent(weighed([h for h in hits if lies_in(h, place)], dates)[1], reported, dates, window)
        for place in wanted.comparisons
    }
    where = f" in {wanted.place}" if wanted.place else ""
    unit = measure.label or measure.unit[1]
    reporting = silent(publishers, reported, dates, window) if publishers.any() else None
    asked = Asked(unit + where, best, low, high, exposure, reporting, others)
    return asked, dates


def measure_of(outline: dict[str, Any], wanted: Wanted) -> Measure:
    """A measure of the pack's outline, narrowed to an actor."""
    known = outline_from(outline).measures
    key = wanted.measure or "events"
    if key not in known:
        raise UsageError(f"there is no measure {key!r}; this pack has {', '.join(sorted(known))}")
    measure = known[key]
    return measure if wanted.actor is None else replace(measure, party=(wanted.actor,))


def extent(measures: Measures, everything: Measure, window: Window) -> tuple[str, str]:
    """The period that is asked for, or that of all dated events."""
    if window.first and window.stop:
        return window.first, window.stop
    hits = measures.hits(everything, Quarter("0001-01-01", _DISTANT, "all"))
    days = sorted(hit.start for hit in hits if hit.start and hit.stop)
    if not days:
        raise DataError("the campaign has no dated event; give a period with --from and --to")
    last = (date.fromisoformat(days[-1]) + timedelta(1)).isoformat()
    return window.first or days[0], window.stop or last


def fitted(hits: Sequence[Hit], dates: Calendar) -> NDArray[np.int8]:
    """How surely each event falls in each period."""
    if not hits:
        return np.zeros((1, len(dates)), dtype=np.int8)
    starts, stops, published = (_days([getattr(h, name) for h in hits]) for name in ("start", "stop", "published"))
    return fits(starts, stops, published, dates.edges[:-1], dates.edges[1:])


def weighed(hits: Sequence[Hit], dates: Calendar) -> tuple[Floats, Floats, Floats]:
    """Low, best and high by period; a figure without an upper bound gives its best to high."""
    fit = fitted(hits, dates)
    if not hits:
        return np.zeros(len(dates)), np.zeros(len(dates)), np.zeros(len(dates))
    low, best, high = (np.array(v) for v in zip(*((h.low, h.best, h.high or h.best) for h in hits), strict=True))
    return (fit == DATED).T @ low, (fit >= LIKELY).T @ best, (fit >= POSSIBLE).T @ high


def heard(measures: Measures, dates: Calendar) -> tuple[Floats, Floats]:
    """Reports published in each period, and publishers among them."""
    told = [(r.published, r.publisher or r.id) for r in measures.reports() if r.published]
    places = dates.index(_days([day for day, _ in told])) if told else np.empty(0, dtype=np.int64)
    reports, publishers = np.zeros(len(dates)), np.zeros(len(dates))
    pairs = [(int(p), who) for p, (_, who) in zip(places, told, strict=True) if 0 <= p < len(dates)]
    for place, _ in pairs:
        reports[place] += 1
    for place, _ in set(pairs):
        publishers[place] += 1
    return reports, publishers


def lies_in(hit: Hit, place: str) -> bool:
    """Whether an event's own place, province or country has this name or id."""
    wanted = place.casefold()
    return any((name or "").casefold() == wanted for name in (hit.place_id, hit.place, hit.province, hit.country))


def silent(values: Floats, reported: NDArray[np.bool_], dates: Calendar, window: Window) -> Floats:
    """Counts where something was reported; elsewhere not known, unless an event is counted there all the same."""
    return silenced(np.where(reported | (values > 0), np.round(values), np.nan), dates, window)


def _days(values: Sequence[str | date | None]) -> NDArray[np.datetime64]:
    return np.array(["NaT" if v is None else str(v)[:10] for v in values], dtype="datetime64[D]")
