"""One event as it is looked at: the record of it, and others near it in place and time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from recount.records import Event
from recount.store.lines import from_json
from recount.store.pinned import Generation


@dataclass(frozen=True, slots=True)
class Near:
    """An event that may be the same as another: how many days apart, and how far (kilometres), where both are known."""

    id: str
    type: str | None
    mode: str | None
    start: str | None
    stop: str | None
    place: str | None
    claims: int
    origins: int
    summary: str
    days: int | None
    km: float | None


def event(generation: Generation, id_: str) -> Event | None:
    """One event."""
    row = generation.duck.execute("SELECT json FROM events WHERE id = $id", {"id": id_}).fetchone()
    return None if row is None else from_json(Event, row[0])


_NEAR = """
WITH dated AS (SELECT *, coalesce(start, stop - 1) AS first, coalesce(stop, start + 1) AS past FROM events),
one AS (SELECT * FROM dated WHERE id = $id),
other AS (
    SELECT e.id, e.type, e.mode, e.start, e.stop, e.place, e.claims, e.origins, e.summary,
        CASE WHEN e.first IS NULL OR one.first IS NULL THEN NULL
             ELSE greatest(0, date_diff('day', one.past, e.first) + 1, date_diff('day', e.past, one.first) + 1)
        END AS days,
        2 * 6371 * asin(sqrt(pow(sin(radians(e.lat - one.lat) / 2), 2)
            + cos(radians(e.lat)) * cos(radians(one.lat)) * pow(sin(radians(e.lon - one.lon) / 2), 2))) AS km
    FROM dated e, one WHERE e.id <> one.id
)
SELECT * FROM other
WHERE ($words IS NULL OR contains(lower(concat_ws(' ', id, place, summary)), lower($words)))
  AND ($words IS NOT NULL OR ((days IS NULL OR days <= 7) AND (km IS NULL OR km <= 120)
                              AND NOT (days IS NULL AND km IS NULL)))
ORDER BY coalesce(days, 4) * 20 + coalesce(km, 60), id LIMIT $most
"""


def near(generation: Generation, id_: str, *, words: str | None = None, most: int = 12) -> list[Near]:
    """Events near this one, nearest first: within a week and 120 km where both are known; with `words`, those that
    hold them, wherever they are. Of what happened "by" a day or "since" one, that day stands for its time."""
    rows = generation.duck.execute(_NEAR, {"id": id_, "words": words or None, "most": most}).fetchall()
    return [Near(r[0], r[1], r[2], _day(r[3]), _day(r[4]), *r[5:11]) for r in rows]


def _day(value: Any) -> str | None:
    return None if value is None else str(value)[:10]
