"""What a campaign holds, as named SELECTs: one function, one query. Values are bound, never written into SQL.

Functions named after a noun give whole records as lines of JSON; those ending in `_flat` give rows for a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from recount.records import UsageError
from recount.records.codec import dumps
from recount.store.pinned import Generation
from recount.store.search import passages_with

_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Filters:
    """What to keep; `None` keeps everything. All that is given must hold.

    `since` (included) and `until` (not included) are civil dates: a record is kept when its stretch of days overlaps
    them, an open bound reaching without end, and dropped when nothing is known of its time. For reports they are
    about the day of publication. `place` is the id or name of a place, province or country; `actor` an id, with all
    that is part of it, or the words of a mention; `text` a search (see `recount.store.search`); `dataset` and `vintage`
    keep what rows of that dataset, or of that issue, say.
    """

    kind: str | None = None
    type: str | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    actor: str | None = None
    report: str | None = None
    text: str | None = None
    mission: str | None = None
    dataset: str | None = None
    vintage: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Flat:
    """A table: the names of its columns, and its rows."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


EVERYTHING = Filters()


def claims(generation: Generation, filters: Filters = EVERYTHING) -> Iterator[str]:
    """Claims as lines of JSON, in the order of reports and of their sentences."""
    return _lines(generation, "SELECT json FROM (" + _CLAIMS + ") ORDER BY place_in_order", filters)


def claims_flat(generation: Generation, filters: Filters = EVERYTHING) -> Flat:
    """Claims as rows without the JSON."""
    return _flat(generation, "SELECT * EXCLUDE (json, place_in_order) FROM (" + _CLAIMS + ") ORDER BY place_in_order",
                 filters)  # fmt: skip


def events(generation: Generation, filters: Filters = EVERYTHING) -> Iterator[str]:
    """Events as lines of JSON, by date; those without a date last."""
    return _lines(
        generation, "SELECT json FROM (" + _EVENTS + ") ORDER BY coalesce(start, stop) NULLS LAST, id", filters
    )


def events_flat(generation: Generation, filters: Filters = EVERYTHING) -> Flat:
    """Events as rows without the JSON, by date; those without a date last."""
    query = "SELECT * EXCLUDE (json) FROM (" + _EVENTS + ") ORDER BY coalesce(start, stop) NULLS LAST, id"
    return _flat(generation, query, filters)


def reports(generation: Generation, filters: Filters = EVERYTHING) -> Iterator[str]:
    """Reports as lines of JSON, in the order in which they came."""
    return _lines(generation, "SELECT json FROM (" + _REPORTS + ") ORDER BY place_in_order", filters)


def reports_flat(generation: Generation, filters: Filters = EVERYTHING) -> Flat:
    """Reports as rows without the JSON and the text."""
    query = "SELECT * EXCLUDE (json, place_in_order) FROM (" + _REPORTS + ") ORDER BY place_in_order"
    return _flat(generation, query, filters)


def actors(generation: Generation, filters: Filters = EVERYTHING) -> Iterator[str]:
    """Catalogue actors as lines of JSON: id, name (the words most used), sector, number of claims and of events."""
    table = actors_flat(generation, filters)
    return (dumps(dict(zip(table.columns, row, strict=True))) for row in table.rows)


def actors_flat(generation: Generation, filters: Filters = EVERYTHING) -> Flat:
    """Catalogue actors as rows, most claims first. Of the filters, `actor` and `limit` apply."""
    return _flat(generation, "SELECT * FROM (" + _ACTORS + ") ORDER BY claims DESC, id", filters)


def unread(generation: Generation) -> int:
    """How many reports are kept in a language that cannot be read yet."""
    row = generation.duck.execute("SELECT count(*) FROM reports WHERE NOT readable").fetchone()
    return int(row[0]) if row else 0


def judged(generation: Generation) -> list[tuple[str, str]]:
    """What this generation makes of each judgement: its id, and obeyed, undone, superseded, orphaned and the like."""
    found = generation.duck.execute("SELECT id, effect FROM judgements ORDER BY when_, id").fetchall()
    return [(str(id_), str(effect)) for id_, effect in found]


def claims_of_events(generation: Generation, events: Sequence[str]) -> list[str]:
    """Ids of the claims of these events; ids that are no events are passed over."""
    found = generation.duck.execute(
        "SELECT claim FROM event_claims WHERE event IN (SELECT unnest(?)) ORDER BY event, claim", [list(events)]
    ).fetchall()
    return [str(claim) for (claim,) in found]


def sheets(generation: Generation) -> int:
    """How many of the reports are sheets of datasets, each of up to a thousand rows."""
    row = generation.duck.execute("SELECT count(*) FROM reports WHERE dataset IS NOT NULL").fetchone()
    return int(row[0]) if row else 0


def fullest_quarter(generation: Generation) -> str | None:
    """The quarter of the calendar (as 2016Q2) in which most events begin; None where no event has a beginning."""
    row = generation.duck.execute(
        "SELECT year(start) || 'Q' || quarter(start) AS quarter FROM events WHERE start IS NOT NULL"
        " GROUP BY quarter ORDER BY count(*) DESC, quarter DESC LIMIT 1"
    ).fetchone()
    return str(row[0]) if row else None


_PERIOD = """
    ($since IS NULL OR (coalesce({start}, {stop}) IS NOT NULL AND coalesce({stop} > $since, true)))
    AND ($until IS NULL OR (coalesce({start}, {stop}) IS NOT NULL AND coalesce({start} < $until, true)))
"""

_PLACE = """
    ($place IS NULL OR place_id = $place
     OR strip_accents(lower($place)) IN
        (strip_accents(lower(place)), strip_accents(lower(province)), strip_accents(lower(country))))
"""

_ACTOR = """
    ($actor IS NULL OR {id} IN (
        SELECT p.{of} FROM {parties} p
        WHERE p.id = $actor
           OR p.id IN (SELECT actor FROM ancestors WHERE ancestor = $actor)
           OR strip_accents(lower(p.words)) = strip_accents(lower($actor))))
"""

_SAID = """
    (NOT $searched OR c.id IN (
        SELECT held.id FROM claims held
        JOIN (SELECT unnest($in_report) AS report, unnest($from_start) AS start, unnest($to_stop) AS stop) p
        ON held.report = p.report AND held.sentence_start >= p.start AND held.sentence_start < p.stop))
"""

_CLAIMS = f"""
    SELECT c.*, c.rowid AS place_in_order FROM claims c
    WHERE ($kind IS NULL OR c.kind = $kind) AND ($type IS NULL OR c.type = $type)
      AND ($report IS NULL OR c.report = $report) AND {_PERIOD.format(start="c.start", stop="c.stop")} AND {_PLACE}
      AND ($dataset IS NULL OR c.dataset = $dataset) AND ($vintage IS NULL OR c.vintage = $vintage)
      AND {_ACTOR.format(id="c.id", of="claim", parties="claim_parties")} AND {_SAID}
      AND ($mission IS NULL OR c.id IN (
          SELECT m.claim FROM event_claims m JOIN events e ON e.id = m.event WHERE e.mission = $mission))
"""

_EVENTS = f"""
    SELECT e.* FROM events e
    WHERE ($type IS NULL OR e.type = $type) AND ($mission IS NULL OR e.mission = $mission)
      AND {_PERIOD.format(start="e.start", stop="e.stop")} AND {_PLACE}
      AND {_ACTOR.format(id="e.id", of="event", parties="event_parties")}
      AND (($report IS NULL AND $kind IS NULL AND NOT $searched AND $dataset IS NULL AND $vintage IS NULL) OR e.id IN (
          SELECT ec.event FROM event_claims ec JOIN claims c ON c.id = ec.claim
          WHERE ($dataset IS NULL OR c.dataset = $dataset) AND ($vintage IS NULL OR c.vintage = $vintage)
            AND ($report IS NULL OR c.report = $report) AND ($kind IS NULL OR c.kind = $kind) AND {_SAID}))
"""

_REPORTS = f"""
    SELECT r.*, r.rowid AS place_in_order FROM reports r
    WHERE ($report IS NULL OR r.id = $report OR r.sha256 = $report)
      AND ($dataset IS NULL OR r.dataset = $dataset) AND ($vintage IS NULL OR r.vintage = $vintage)
      AND ($since IS NULL OR r.published >= $since) AND ($until IS NULL OR r.published < $until)
      AND (NOT $searched OR r.id IN (SELECT unnest($in_report)))
      AND (($kind IS NULL AND $type IS NULL AND $place IS NULL AND $actor IS NULL AND $mission IS NULL) OR r.id IN (
          SELECT c.report FROM claims c
          WHERE ($kind IS NULL OR c.kind = $kind) AND ($type IS NULL OR c.type = $type) AND {_PLACE}
            AND {_ACTOR.format(id="c.id", of="claim", parties="claim_parties")}
            AND ($mission IS NULL OR c.id IN (
                SELECT m.claim FROM event_claims m JOIN events e ON e.id = m.event WHERE e.mission = $mission))))
"""

_ACTORS = """
    SELECT p.id, mode(p.words ORDER BY p.words) AS name, mode(p.sector) AS sector,
           count(DISTINCT p.claim) AS claims,
           (SELECT count(DISTINCT e.event) FROM event_parties e WHERE e.id = p.id) AS events
    FROM claim_parties p
    WHERE p.id IS NOT NULL AND ($actor IS NULL OR p.id = $actor
          OR p.id IN (SELECT actor FROM ancestors WHERE ancestor = $actor))
    GROUP BY p.id
"""


def _lines(generation: Generation, query: str, filters: Filters) -> Iterator[str]:
    return (str(row[0]) for row in _flat(generation, query, filters).rows)


def _flat(generation: Generation, query: str, filters: Filters) -> Flat:
    values = _bound(generation, filters)
    used = {name: value for name, value in values.items() if f"${name}" in query}
    cursor = generation.duck.cursor()
    cursor.execute(query + " LIMIT $limit", {**used, "limit": filters.limit})
    columns = tuple(str(column[0]) for column in cursor.description or ())
    return Flat(columns, _fetched(cursor))


def _fetched(cursor: Any) -> Iterator[tuple[Any, ...]]:
    while chunk := cursor.fetchmany(_CHUNK):
        yield from chunk
    cursor.close()


def _bound(generation: Generation, filters: Filters) -> dict[str, Any]:
    found: Sequence[tuple[str, int, int]] = []
    if filters.text is not None:
        found = passages_with(generation, filters.text)
    return {
        "kind": filters.kind, "type": filters.type, "place": filters.place, "actor": filters.actor,
        "report": filters.report, "mission": filters.mission, "dataset": filters.dataset, "vintage": filters.vintage,
        "searched": filters.text is not None,
        "since": _date(filters.since, "since"), "until": _date(filters.until, "until"),
        "in_report": [report for report, _, _ in found], "from_start": [start for _, start, _ in found],
        "to_stop": [stop for _, _, stop in found],
    }  # fmt: skip


def _date(text: str | None, name: str) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{name}: {text!r} is not a date; write it as 2016-06-20.") from error
