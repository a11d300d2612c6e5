"""The events of a generation as columns: numbers and codes in arrays, so that 400,000 of them answer at once.

A selection is a mask over the rows; every facet, the map, the timeline and the table are made from one mask. Days are
counted from 1970-01-01 (`NaT` becomes `UNKNOWN`), `stop` is exclusive; an open bound is the other one, widened by
nothing: a happening "by 2017" lies on its one known day and is marked uncertain. Codes are indexes into `names`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

import duckdb
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
class Sets:
    """One column of sets of names. Many rows share a set, so that each set is asked once and not each row.

    `codes` say which set a row has; `holder` and `held` are pairs of a set and the code of a name in it.
    """

    codes: Ints
    names: tuple[str, ...]
    holder: Ints
    held: Ints

    def with_any(self, names: Collection[str]) -> NDArray[np.bool_]:
        """Rows whose set holds one of these names."""
        wanted = [code for code, name in enumerate(self.names) if name in names]
        sets = np.zeros(self._sets, dtype=bool)
        sets[self.holder[np.isin(self.held, wanted)]] = True
        return sets[self.codes]

    def counts(self, rows: NDArray[Any]) -> NDArray[np.int64]:
        """How many of these rows hold each name."""
        of_set = np.bincount(self.codes[rows], minlength=self._sets)
        return np.bincount(self.held, of_set[self.holder], len(self.names)).astype(np.int64)

    @property
    def _sets(self) -> int:
        return int(self.codes.max()) + 1 if len(self.codes) else 0


@dataclass(frozen=True, slots=True, eq=False)
class EventColumns:
    """Every event of a generation, a row each, in order of their first day, the undated last.

    `at` is where the table has each row. `facets` are coded columns by name: type, mode, country, province, mission,
    grade. `actors` are the parties with a catalogue id and all that they are part of. Deaths are the figure of each
    event for people (see `measures.FIGURES`); `nan` where nothing says, an upper end of infinity where "at least" is
    all that is said.
    """

    at: NDArray[np.int64]
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
    actors: Sets
    killed_low: Reals
    killed_best: Reals
    killed_high: Reals
    origins: Ints
    disputed: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.at)

    def killed(self, row: int) -> tuple[float | None, float | None, float | None]:
        """Lowest, best and highest number of people killed of one event; `None` where nothing says, or no end does."""
        low, best, high = float(self.killed_low[row]), float(self.killed_best[row]), float(self.killed_high[row])
        return _finite(low), _finite(best), _finite(high)

    def among(self, at: NDArray[np.int64]) -> NDArray[np.bool_]:
        """The rows that the table has at these places."""
        return np.isin(self.at, at)


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None


FACETS = ("type", "mode", "country", "province", "mission", "grade")
_CODED = (*FACETS, "place_id", "place_precision")
_NAMES = "SELECT DISTINCT {0} AS name FROM events WHERE {0} IS NOT NULL"
_IDS = "SELECT DISTINCT id FROM event_parties WHERE id IS NOT NULL ORDER BY id"
_PARTIES = f"""
SELECT DISTINCT e.rowid AS at, n.code FROM event_parties p JOIN events e ON e.id = p.event JOIN (
    SELECT id, row_number() OVER (ORDER BY id) - 1 AS code FROM ({_IDS})
) n ON n.id = p.id
ORDER BY 1, 2
"""
_EVENTS = f"""
WITH figures AS ({FIGURES}),
     {
    ", ".join(
        f"n_{name} AS (SELECT name, row_number() OVER (ORDER BY name) - 1 AS code FROM ({_NAMES.format(name)}))"
        for name in _CODED
    )
}
SELECT e.rowid AS at,
       date_diff('day', DATE '1970-01-01', e.start) AS start, date_diff('day', DATE '1970-01-01', e.stop) AS stop,
       e.lat, e.lon, e.radius_km, e.origins, e.disputed,
       {", ".join(f"coalesce(n_{name}.code, -1) AS {name}" for name in _CODED)},
       f.total_low AS low, f.total_best AS best, f.total_high AS high
FROM events e LEFT JOIN figures f ON f.event = e.id
{" ".join(f"LEFT JOIN n_{name} ON n_{name}.name = e.{name}" for name in _CODED)}
ORDER BY coalesce(e.start, e.stop) NULLS LAST, e.id
"""


def columns_from(duck: duckdb.DuckDBPyConnection) -> EventColumns:
    """Read the events of the tables into columns."""
    rows = duck.execute(_EVENTS, {"figure": "killed"}).fetchnumpy()
    start, stop = _days(rows["start"]), _days(rows["stop"])
    exact = (start != UNKNOWN) & (stop == start + 1)
    first = np.where(start == UNKNOWN, np.where(stop == UNKNOWN, UNKNOWN, stop - 1), start)
    last = np.where(stop == UNKNOWN, np.where(start == UNKNOWN, UNKNOWN, start + 1), stop)
    coded = {name: _coded(duck, name, rows[name]) for name in _CODED}
    precision = coded["place_precision"]
    fine = np.array([_FINENESS.get(name, NOWHERE) for name in precision.names] + [NOWHERE], dtype=np.int32)
    lat, lon = _reals(rows["lat"]), _reals(rows["lon"])
    fineness = np.where(np.isnan(lat), np.maximum(fine[precision.codes], WIDE), fine[precision.codes]).astype(np.int32)
    at = _ints(rows["at"]).astype(np.int64)
    return EventColumns(
        at=at, start=first.astype(np.int32), stop=last.astype(np.int32), exact=exact,
        lat=lat, lon=lon, radius_km=_reals(rows["radius_km"]), fineness=fineness, places=coded["place_id"],
        facets={name: coded[name] for name in FACETS}, actors=_actors(duck, at),
        killed_low=_reals(rows["low"]), killed_best=_reals(rows["best"]), killed_high=_reals(rows["high"]),
        origins=_ints(rows["origins"]), disputed=np.ma.filled(np.ma.asarray(rows["disputed"]), False).astype(bool),
    )  # fmt: skip


def _coded(duck: duckdb.DuckDBPyConnection, name: str, codes: object) -> Coded:
    """Codes in the order of the names, which is that of their code points here as there."""
    found = duck.execute(f"{_NAMES.format(name)} ORDER BY name").fetchall()
    return Coded(_ints(codes), tuple(str(row[0]) for row in found))


def _actors(duck: duckdb.DuckDBPyConnection, at: NDArray[np.int64]) -> Sets:
    """The parties of each row and all above them. Sets grow by one party at a time: two rows that had one set and get
    one party more still have one set. The set of nobody is the first."""
    pairs = duck.execute(_PARTIES).fetchnumpy()
    place, code = _ints(pairs["at"]).astype(np.int64), _ints(pairs["code"])
    ids = [str(row[0]) for row in duck.execute(_IDS).fetchall()]
    rank = np.arange(len(place)) - np.searchsorted(place, place)  # the first, second, ... party of its event
    of_place = np.zeros(int(at.max(initial=-1)) + 1, dtype=np.int64)
    members: list[frozenset[int]] = [frozenset()]
    for n in range(int(rank.max(initial=-1)) + 1):
        events, more = place[rank == n], code[rank == n]
        grown, which = np.unique(of_place[events] * len(ids) + more, return_inverse=True)
        of_place[events] = len(members) + which
        members += [members[key // len(ids)] | {key % len(ids)} for key in grown.tolist()]
    above: dict[str, set[str]] = {id_: {id_} for id_ in ids}
    for actor, ancestor in duck.execute("SELECT actor, ancestor FROM ancestors").fetchall():
        if actor in above:
            above[actor].add(ancestor)
    names = tuple(sorted(set().union(*above.values())))
    code_of = {name: n for n, name in enumerate(names)}
    held = [{code_of[name] for one in parties for name in above[ids[one]]} for parties in members]
    both = np.array([(n, one) for n, codes in enumerate(held) for one in sorted(codes)], dtype=np.int32).reshape(-1, 2)
    return Sets(of_place[at].astype(np.int32), names, both[:, 0], both[:, 1])


def _days(values: object) -> Ints:
    return np.ma.filled(np.ma.asarray(values).astype(np.int64), int(UNKNOWN)).astype(np.int32)


def _reals(values: object) -> Reals:
    return np.ma.filled(np.ma.asarray(values).astype(np.float64), np.nan)


def _ints(values: object) -> Ints:
    return np.ma.filled(np.ma.asarray(values), 0).astype(np.int32)


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
SELECT rowid, id, type, mode, start::VARCHAR, stop::VARCHAR, precision, place, province, country, place_precision,
       grade, claims, origins, disputed, summary
FROM events WHERE rowid IN (SELECT unnest($at))
"""


def listed(generation: Generation, at: list[int]) -> list[Listed]:
    """The events that the table has at these places, in this order. A place is found at once, an id by reading all."""
    found = {row[0]: Listed(*row[1:]) for row in generation.duck.execute(_LISTED, {"at": at}).fetchall()}
    return [found[place] for place in at]


def holding(generation: Generation, passages: list[tuple[str, int, int]]) -> NDArray[np.int64]:
    """Where the table has the events with a claim in one of these stretches of reports."""
    rows = generation.duck.execute(
        """
        SELECT e.rowid FROM events e WHERE e.id IN (
            SELECT ec.event FROM claims c JOIN event_claims ec ON ec.claim = c.id
            JOIN (SELECT unnest($report) AS report, unnest($start) AS start, unnest($stop) AS stop) s
            ON s.report = c.report AND c.sentence_start < s.stop AND c.sentence_start + length(c.sentence) > s.start
        )
        """,
        {"report": [p[0] for p in passages], "start": [p[1] for p in passages], "stop": [p[2] for p in passages]},
    ).fetchall()
    return np.array([row[0] for row in rows], dtype=np.int64)
