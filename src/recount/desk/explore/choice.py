"""The selection of the Explore screen: what its address says, as a mask over the events.

Everything that narrows the view stands in the address, so that a view can be kept and sent: facets to include and
exclude (`type=ASSAULT~PROTEST`, `not.type=CONSULT`), days (`since`, `until`, exclusive), a box on the map
(`box=west,south,east,north`), how finely events are placed (`known=point~area`), words (`q`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

import numpy as np
from numpy.typing import NDArray

from recount.desk.explore.held import Ground
from recount.records import UsageError
from recount.store.columns import AREA, NOWHERE, POINT, UNKNOWN, WIDE, EventColumns

Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]
Places = NDArray[np.int64]
SEPARATOR = "~"
"""Between values of one facet in the address; no id or name has it."""
FINENESS = {"point": POINT, "area": AREA, "wide": WIDE, "nowhere": NOWHERE}
_EPOCH = date(1970, 1, 1)
_DAY_BOUNDS = (date(1000, 1, 1), date(2999, 12, 31))


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of the map in degrees. West may not lie east of east: no theatre here crosses the date line."""

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        return ",".join(f"{value:.4f}" for value in (self.west, self.south, self.east, self.north))


@dataclass(frozen=True, slots=True)
class Choice:
    """What the address asks for."""

    include: Mapping[str, tuple[str, ...]]
    exclude: Mapping[str, tuple[str, ...]]
    since: date | None
    until: date | None
    box: Box | None
    words: str | None

    def key(self, *, without: str | None = None) -> tuple[object, ...]:
        """What names the rows that are chosen, or those that all parts but one choose (see `Chosen`)."""
        return (
            *((name, self.include.get(name), self.exclude.get(name)) for name in FACETS if name != without),
            None if without == "time" else (self.since, self.until),
            None if without == "box" else self.box,
            None if without == "words" else self.words,
        )


FACETS = ("type", "actor", "country", "province", "mission", "grade", "origins", "known")
"""Facets of the screen in order. `origins` is `one` or `several`, `known` how finely an event is placed."""


def choice_of(query: Mapping[str, str]) -> Choice:
    """Read an address; `UsageError`, a sentence, where it cannot be read."""
    return Choice(
        {name: values for name in FACETS if (values := _values(query.get(name)))},
        {name: values for name in FACETS if (values := _values(query.get(f"not.{name}")))},
        _day(query.get("since"), "since"),
        _day(query.get("until"), "until"),
        _box(query.get("box")),
        query.get("q") or None,
    )


def _values(text: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (text or "").split(SEPARATOR))))


def _day(text: str | None, name: str) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{name}: {text!r} is no date; write it as 2017-06-20.") from None
    return min(max(day, _DAY_BOUNDS[0]), _DAY_BOUNDS[1])


def _box(text: str | None, name: str = "box") -> Box | None:
    if not text:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise UsageError(f"{name}: {text!r} is no box; write west,south,east,north in degrees.") from None
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise UsageError(
            f"{name}: {text!r} is no box on the map; west must lie west of east, and south south of north."
        )
    return Box(west, south, east, north)


def view_asked(query: Mapping[str, str]) -> Box | None:
    """What the map shows without narrowing the selection to it (`view=west,south,east,north`)."""
    return _box(query.get("view"), "view")


def days_since_epoch(day: date) -> int:
    """Days from 1970-01-01."""
    return (day - _EPOCH).days


def day_at(days: int) -> date:
    """The civil date of a number of days."""
    return _EPOCH + timedelta(days=int(days))


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """The parts of a selection as masks: each facet's own, time, box, words. A facet is counted over what all the
    others leave, so that its other values can be told apart from none."""

    columns: EventColumns
    by: Mapping[str, Mask]
    _rows: dict[str | None, Rows] = field(default_factory=dict)

    def rows(self, *, without: str | None = None) -> Rows:
        """The rows of the mask, in order."""
        part = without if without in self.by else None  # a part that narrows nothing leaves the same rows
        if part not in self._rows:
            self._rows[part] = np.flatnonzero(self.mask(without=part))
        return self._rows[part]

    def mask(self, *, without: str | None = None) -> Mask:
        """All parts together, or all but one."""
        found = np.ones(len(self.columns), dtype=bool)
        for name, part in self.by.items():
            if name != without:
                found &= part
        return found


def chosen(ground: Ground, choice: Choice, holding: Callable[[str], Places]) -> Chosen:
    """The masks of a choice. `holding` finds where the table has the events that hold words."""
    columns, by = ground.columns, {}
    for name in FACETS:
        included, excluded = choice.include.get(name, ()), choice.exclude.get(name, ())
        if included or excluded:
            by[name] = ground.answer((name, included, excluded), partial(_facet, columns, name, included, excluded))
    if choice.since is not None or choice.until is not None:
        by["time"] = _dated(columns, choice.since, choice.until)
    if choice.box is not None:
        by["box"] = within(columns, choice.box)
    if (words := choice.words) is not None:
        by["words"] = ground.answer(("words", words), lambda: columns.among(holding(words)))
    return Chosen(columns, by)


def _facet(columns: EventColumns, name: str, included: tuple[str, ...], excluded: tuple[str, ...]) -> Mask:
    part = _any(columns, name, included) if included else np.ones(len(columns), dtype=bool)
    return part & ~_any(columns, name, excluded) if excluded else part


def _dated(columns: EventColumns, since: date | None, until: date | None) -> Mask:
    """Events that may lie in the days from `since` until before `until`."""
    dated: Mask = columns.start != UNKNOWN
    if since is not None:
        dated &= columns.stop > days_since_epoch(since)
    if until is not None:
        dated &= columns.start < days_since_epoch(until)
    return dated


def within(columns: EventColumns, box: Box) -> Mask:
    """Events drawn inside the box: points and areas by their centre. What is known to a country alone is nowhere."""
    with np.errstate(invalid="ignore"):
        inside = (columns.lon >= box.west) & (columns.lon < box.east)
        inside &= (columns.lat >= box.south) & (columns.lat < box.north)
    return inside & (columns.fineness <= AREA)


def _any(columns: EventColumns, name: str, values: tuple[str, ...]) -> Mask:
    """Rows with any of the values of a facet."""
    if name == "known":
        return np.isin(columns.fineness, [FINENESS[value] for value in values if value in FINENESS])
    if name == "origins":
        part = np.zeros(len(columns), dtype=bool)
        if "one" in values:
            part |= columns.origins <= 1
        if "several" in values:
            part |= columns.origins > 1
        return part
    if name == "actor":
        return columns.actors.with_any(set(values))
    column = columns.facets[name]
    return np.isin(column.codes, [column.code(value) for value in values])


def counts(columns: EventColumns, name: str, rows: Rows) -> list[tuple[str, int]]:
    """Values of a facet among some rows with their numbers, most first."""
    if name == "known":
        found = np.bincount(columns.fineness[rows], minlength=4)
        return [(value, int(found[code])) for value, code in FINENESS.items() if found[code]]
    if name == "origins":
        one = int((columns.origins[rows] <= 1).sum())
        return [(value, n) for value, n in (("one", one), ("several", len(rows) - one)) if n]
    if name == "actor":
        found, names = columns.actors.counts(rows), columns.actors.names
    else:
        column = columns.facets[name]
        names = column.names
        found = np.bincount(column.codes[rows] + 1, minlength=len(names) + 1)[1:]  # those without any come first
    order = np.argsort(-found, kind="stable")
    return [(names[code], int(found[code])) for code in order.tolist() if found[code]]
