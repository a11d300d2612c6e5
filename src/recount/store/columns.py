"""The events of a generation as columns: numbers and codes in arrays, so that 400,000 of them answer at once.

A selection is a mask over the rows; every facet, the map, the timeline and the table are made from one mask. Days are
counted from 1970-01-01 (`NaT` becomes `UNKNOWN`), `stop` is exclusive; an open bound is the other one, widened by
nothing: a happening "by 2017" lies on its one known day and is marked uncertain. Codes are indexes into `names`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recount.store.measures import FIGURES
from recount.store.pinned import Generation

UNKNOWN = np.int32(-(2**31))
"""A day that is not known."""
POINT, AREA, WIDE, NOWHERE = range(4)
"""How finely an event is placed: a place that may be drawn as a point, a province, a country or region, no place."""
_FINENESS = {"site": POINT, "settlement": POINT, "district": POINT, "province": AREA, "country": WIDE, "region": WIDE}

Ints = NDArray[np.int32]
Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """One column of names as codes; -1 where a row has none."""

    codes: Ints
    names: tuple[str, ...]

    def code(self, name: str) -> int:
        """The code of a name; -2, which no row has, for a name that stands nowhere."""
        try:
            return self.names.index(name)
        except ValueError:
            return -2


@dataclass(frozen=True, slots=True, eq=False)
class EventColumns:
    """Every event of a generation, a row each, in order of their first day, the undated last.

    `facets` are coded columns by name: type, mode, country, province, mission, grade, precision. `actor_rows` and
    `actor_codes` are the parties with a catalogue id and their parents, one pair for each event and party. Deaths are
    the figure of each event for people (see `measures.FIGURES`); `nan` where nothing says, an upper end of infinity
    where "at least" is all that is said.
    """

    ids: NDArray[np.object_]
    start: Ints
    stop: Ints
    exact: NDArray[np.bool_]
    """Known to the day."""
    lat: Reals
    lon: Reals
    radius_km: Reals
    fineness: Ints
    places: Coded
    facets: Mapping[str, Coded]
    actors: tuple[str, ...]
    actor_rows: Ints
    actor_codes: Ints
    killed_low: Reals
    killed_best: Reals
    killed_high: Reals
    origins: Ints
    disputed: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)

    def killed(self, row: int) -> tuple[float | None, float | None, float | None]:
        """Lowest, best and highest number of people killed of one event; `None` where nothing says, or no end does."""
        low, best, high = float(self.killed_low[row]), float(self.killed_best[row]), float(self.killed_high[row])
        return _finite(low), _finite(best), _finite(high)


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None


_EVENTS = f"""
WITH figures AS ({FIGURES})
SELECT e.id, date_diff('day', DATE '1970-01-01', e.start) AS start, date_diff('day', DATE '1970-01-01', e.stop) AS stop,
       e.lat, e.lon, e.radius_km, e.origins, e.disputed, e.place_id, e.type, e.mode, e.country, e.province, e.mission,
       e.grade, e.place_precision, f.total_low AS low, f.total_best AS best, f.total_high AS high
FROM events e LEFT JOIN figures f ON f.event = e.id
ORDER BY coalesce(e.start, e.stop) NULLS LAST, e.id
"""
_ACTORS = """
SELECT DISTINCT p.event, coalesce(a.ancestor, p.id) AS actor
FROM event_parties p LEFT JOIN (SELECT actor, ancestor FROM ancestors UNION SELECT DISTINCT id, id FROM event_parties) a
ON a.actor = p.id WHERE p.id IS NOT NULL
"""
FACETS = ("type", "mode", "country", "province", "mission", "grade")


def columns_of(generation: Generation) -> EventColumns:
    """Read the events of a generation into columns."""
    rows = generation.duck.execute(_EVENTS, {"figure": "killed"}).fetchnumpy()
    ids = np.asarray(rows["id"], dtype=object)
    start, stop = _days(rows["start"]), _days(rows["stop"])
    exact = (start != UNKNOWN) & (stop == start + 1)
    first = np.where(start == UNKNOWN, np.where(stop == UNKNOWN, UNKNOWN, stop - 1), start)
    last = np.where(stop == UNKNOWN, np.where(start == UNKNOWN, UNKNOWN, start + 1), stop)
    precision = _coded(rows["place_precision"])
    fine = np.array([_FINENESS.get(name, NOWHERE) for name in precision.names] + [NOWHERE], dtype=np.int32)
    lat, lon = _reals(rows["lat"]), _reals(rows["lon"])
    fineness = np.where(np.isnan(lat), np.maximum(fine[precision.codes], WIDE), fine[precision.codes]).astype(np.int32)
    row_of = {id_: row for row, id_ in enumerate(ids.tolist())}
    pairs = generation.duck.execute(_ACTORS).fetchall()
    actors = tuple(sorted({actor for _, actor in pairs}))
    code_of = {actor: code for code, actor in enumerate(actors)}
    return EventColumns(
        ids=ids, start=first.astype(np.int32), stop=last.astype(np.int32), exact=exact,
        lat=lat, lon=lon, radius_km=_reals(rows["radius_km"]), fineness=fineness, places=_coded(rows["place_id"]),
        facets={name: _coded(rows[name]) for name in FACETS},
        actors=actors,
        actor_rows=np.array([row_of[event] for event, _ in pairs], dtype=np.int32),
        actor_codes=np.array([code_of[actor] for _, actor in pairs], dtype=np.int32),
        killed_low=_reals(rows["low"]), killed_best=_reals(rows["best"]), killed_high=_reals(rows["high"]),
        origins=np.ma.filled(np.ma.asarray(rows["origins"]), 0).astype(np.int32),
        disputed=np.ma.filled(np.ma.asarray(rows["disputed"]), False).astype(bool),
    )  # fmt: skip


def _days(values: object) -> Ints:
    return np.ma.filled(np.ma.asarray(values).astype(np.int64), int(UNKNOWN)).astype(np.int32)


def _reals(values: object) -> Reals:
    return np.ma.filled(np.ma.asarray(values).astype(np.float64), np.nan)


def _coded(values: object) -> Coded:
    """Codes in the order of the names."""
    masked: np.ma.MaskedArray[Any, Any] = np.ma.asarray(values)
    held, gone = np.asarray(masked.data, dtype=object).tolist(), np.ma.getmaskarray(masked).tolist()
    plain = [None if absent else value for value, absent in zip(held, gone, strict=True)]
    names = tuple(sorted({str(value) for value in plain if value is not None}))
    codes = {name: code for code, name in enumerate(names)}
    return Coded(
        np.array([codes.get(value, -1) if value is not None else -1 for value in plain], dtype=np.int32), names
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """An event as a row of the table."""

    id: str
    type: str | None
    mode: str | None
    start: str | None
    stop: str | None
    precision: str | None
    place: str | None
    province: str | None
    country: str | None
    place_precision: str | None
    grade: str | None
    claims: int
    origins: int
    disputed: bool
    summary: str


_LISTED = """
SELECT id, type, mode, start::VARCHAR, stop::VARCHAR, precision, place, province, country, place_precision, grade,
       claims, origins, disputed, summary
FROM events WHERE id IN (SELECT unnest($ids))
"""


def listed(generation: Generation, ids: list[str]) -> list[Listed]:
    """The events of these ids, in this order."""
    found = {row[0]: row for row in generation.duck.execute(_LISTED, {"ids": ids}).fetchall()}
    return [Listed(*found[id_]) for id_ in ids if id_ in found]


def holding(generation: Generation, passages: list[tuple[str, int, int]]) -> set[str]:
    """Events with a claim in one of these stretches of reports."""
    rows = generation.duck.execute(
        """
        SELECT DISTINCT ec.event FROM claims c JOIN event_claims ec ON ec.claim = c.id
        JOIN (SELECT unnest($report) AS report, unnest($start) AS start, unnest($stop) AS stop) s
        ON s.report = c.report AND c.sentence_start < s.stop AND c.sentence_start + length(c.sentence) > s.start
        """,
        {"report": [p[0] for p in passages], "start": [p[1] for p in passages], "stop": [p[2] for p in passages]},
    ).fetchall()
    return {str(row[0]) for row in rows}
