"""Measures asked of the tables: one function, one named SELECT, values always bound and never pasted in.

`Measures` wraps a read-only DuckDB connection over one generation. All dates are civil and go in and out as ISO
words; the end of a period or a span is exclusive.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import duckdb

from recount.records import Claim, Copy, Event, Skip
from recount.records.publication import Cited, Hit, Measure, Quarter, Statement, Whom
from recount.store.lines import from_json

TOLD = """
SELECT ec.event, min(r.published) AS published
FROM event_claims ec JOIN claims c ON c.id = ec.claim JOIN reports r ON r.id = c.report
LEFT JOIN superseded s ON s.claim = c.id
GROUP BY ec.event
HAVING bool_or(c.modality = 'actual' AND c.stance NOT IN ('denies', 'doubts')) AND bool_or(s.claim IS NULL OR $vintages)
"""
"""Events that at least one account gives as having happened, with the first publication among their reports; without
those that only an earlier vintage of a dataset tells where a later one covers their country and day."""

BOUNDED = """
SELECT e.*, t.published,
       e.start IS NOT NULL AND e.stop IS NOT NULL AS dated,
       greatest(e.stop, e.start + 1) AS after,
       least(e.stop, t.published + 1) AS until,
       e.start IS NULL AND (e.stop IS NULL OR e.stop > t.published) AND e.origins <= 1
           AND (e.place IS NULL OR e.place_precision IN ('country', 'region'))
           AND NOT EXISTS (SELECT 1 FROM event_figures g
                           WHERE g.event = e.id AND (g.low IS NOT NULL OR g.best IS NOT NULL)) AS background
FROM events e JOIN told t ON t.event = e.id
WHERE e.grade IS DISTINCT FROM 'discounted'
"""
"""`after` is the exclusive end of what the words say (an instant lasts its day); `until` the earliest day by which
the event was over: what is reported has happened. `background` is what one origin says in passing: bounded by its
publication alone, no place finer than a country, no figure. Such sentences tell what went before as often as news."""

FITTED = """
SELECT *, CASE
    WHEN dated AND start >= $first AND after <= $stop THEN 'dated'
    WHEN dated AND 2 * date_diff('day', greatest(start, $first), least(after, $stop)) > date_diff('day', start, after)
        THEN 'likely'
    WHEN dated AND start < $stop AND after > $first THEN 'possible'
    WHEN dated THEN NULL
    WHEN start IS NULL AND until > $first AND until <= $stop THEN CASE WHEN background THEN 'possible' ELSE 'likely' END
    WHEN start IS NULL AND until > $stop AND until <= CAST($stop AS DATE) + INTERVAL 1 MONTH THEN 'possible'
    WHEN start >= $first AND greatest(until, start + 1) <= $stop THEN 'likely'
    WHEN start < $stop AND greatest(until, start + 1) > $first THEN 'possible'
END AS fit
FROM bounded
"""
"""See `records.publication.Fit`. More than half, so that no event is likely in two periods that do not overlap."""

FIGURES = """
SELECT event,
       total.low AS total_low, total.best AS total_best, total.high AS total_high,
       civil.low AS civilians_low, civil.best AS civilians_best, civil.high AS civilians_high,
       armed.low AS fighters_low, armed.best AS fighters_best, armed.high AS fighters_high
FROM (
    SELECT event,
           arg_max(own, place) AS total,
           arg_max(own, place) FILTER (side = 'civil') AS civil,
           arg_max(own, place) FILTER (side = 'armed') AS armed
    FROM (
        SELECT event, side,
               {'low': coalesce(low, 0), 'best': coalesce(best, low), 'high': coalesce(high, 'infinity')} AS own,
               {'best': coalesce(best, low), 'whole': side = 'total' OR of_whom IN ('civilians', 'combatants'),
                'high': coalesce(high, 'infinity'), 'whom': coalesce(of_whom, '')} AS place
        FROM (
            SELECT *, CASE
                WHEN of_whom IS NULL OR of_whom = 'people' THEN 'total'
                WHEN of_whom IN ('civilians', 'children', 'women', 'journalists', 'aid_workers', 'medics') THEN 'civil'
                WHEN of_whom IN ('combatants', 'soldiers', 'police', 'militants', 'coalition') THEN 'armed'
                ELSE 'other' END AS side
            FROM event_figures WHERE measure = $figure AND (low IS NOT NULL OR best IS NOT NULL)
        )
    )
    GROUP BY event
)
"""
"""One figure of the event for each side, with its own low, best and high: nothing is added here.

The total is the event's figure for people, in which rival tolls have been weighed already; a side is its whole
("civilians"). Where a class is larger than what should hold it ("25 civilians were killed. Six of those killed were
children."), the class stands: a whole is no less than its part."""

FULLEST = """
SELECT year(start) || 'Q' || quarter(start) AS quarter FROM events WHERE start IS NOT NULL
GROUP BY quarter ORDER BY count(*) DESC, quarter DESC LIMIT 1
"""

COLUMNS = (
    *("id", "fit", "start", "stop", "published", "place_id", "place", "province", "country", "lat", "lon"),
    *("radius_km", "place_precision", "claims", "origins", "disputed"),
)
_PARTY = """EXISTS (SELECT 1 FROM event_parties p LEFT JOIN ancestors a ON a.actor = p.id
    WHERE p.event = f.id AND p.role IN ({roles})
    AND (list_contains(${name}, p.id) OR list_contains(${name}, a.ancestor)))"""
_ROLES = {"actor": "'actor'", "target": "'target'", "party": "'actor', 'target'", "not_actor": "'actor'"}


def select(measure: Measure, period: Quarter) -> tuple[str, dict[str, Any]]:
    """The SELECT of one measure in one period, and the values bound to it. It yields a row for each event."""
    values: dict[str, Any] = {"first": period.first, "stop": period.end, "mission": list(measure.mission)}
    values["vintages"] = measure.every_vintage
    wanted = ["f.fit IS NOT NULL", "list_contains($mission, f.mission)"]
    for column in ("types", "modes"):
        if names := getattr(measure, column):
            values[column] = list(names)
            wanted.append(f"list_contains(${column}, f.{column.removesuffix('s')})")
    for name, roles in _ROLES.items():
        if ids := getattr(measure, name):
            values[name] = list(ids)
            wanted.append(("NOT " if name == "not_actor" else "") + _PARTY.format(roles=roles, name=name))
    if measure.sectors:
        values["sectors"] = list(measure.sectors)
        wanted.append(
            "EXISTS (SELECT 1 FROM event_parties p WHERE p.event = f.id AND p.role = 'target'"
            " AND list_contains($sectors, p.sector))"
        )
    if measure.at:
        values["at"] = list(measure.at)
        wanted.append("list_contains($at, f.place_id)")
    steps = [f"told AS ({TOLD})", f"bounded AS ({BOUNDED})", f"fitted AS ({FITTED})"]
    sums, join = _figures(measure, values, steps)
    columns = ", ".join(f"f.{name}" for name in COLUMNS)
    chosen = f"SELECT {columns}, {sums}, f.precision FROM fitted f {join} WHERE {' AND '.join(wanted)}"
    return f"WITH {', '.join(steps)} {chosen} ORDER BY coalesce(f.start, f.published, f.stop), f.id", values


def _figures(measure: Measure, values: dict[str, Any], steps: list[str]) -> tuple[str, str]:
    if measure.figure is None:
        return "1::DOUBLE, 1::DOUBLE, 1::DOUBLE", ""
    values["figure"] = measure.figure
    steps.append(f"figures AS ({FIGURES})")
    side: Whom = measure.whom
    join = f"JOIN figures g ON g.event = f.id AND g.{side}_best IS NOT NULL"
    if measure.ceiling is not None:
        values["ceiling"] = measure.ceiling
        join += f" AND g.{side}_best <= $ceiling"
    if measure.floor is not None:
        values["floor"] = measure.floor
        join += f" AND g.{side}_best >= $floor"
    return f"g.{side}_low, g.{side}_best, g.{side}_high", join


@dataclass(frozen=True, slots=True)
class Measures:
    """Everything that a report asks of one generation. The connection is only read."""

    connection: duckdb.DuckDBPyConnection

    def hits(self, measure: Measure, period: Quarter) -> list[Hit]:
        """The events that a measure finds in a period, in order of time."""
        sql, values = select(measure, period)
        return [_hit(row) for row in self._rows(sql, values)]

    def timeless(self) -> list[str]:
        """Ids of events that no words and no date of publication place in any period."""
        return self._ids(
            f"WITH told AS ({TOLD}), bounded AS ({BOUNDED}) SELECT id FROM bounded "
            "WHERE NOT dated AND start IS NULL AND until IS NULL ORDER BY id",
            {"vintages": False},
        )

    def revised_datasets(self) -> list[str]:
        """Datasets of which an earlier vintage's rows give way to a later one's."""
        return self._ids("SELECT DISTINCT c.dataset FROM superseded s JOIN claims c ON c.id = s.claim ORDER BY 1", {})

    def events(self, ids: Iterable[str]) -> list[Event]:
        """The events of these ids, in the order of their ids."""
        sql = "SELECT json FROM events WHERE list_contains($ids, id) ORDER BY id"
        return [from_json(Event, row[0]) for row in self._rows(sql, {"ids": list(ids)})]

    def event_lines(self) -> list[str]:
        """Every event as a line of JSON, by date, those without a date last."""
        return self._ids("SELECT json FROM events ORDER BY coalesce(start, stop) NULLS LAST, id", {})

    def claims(self) -> list[Claim]:
        """Every claim, report by report in the order of their ids, and in the order of their sentences."""
        rows = self._rows("SELECT json FROM claims ORDER BY report, sentence_start, id", {})
        return [from_json(Claim, row[0]) for row in rows]

    def fullest_quarter(self) -> str | None:
        """The quarter of the calendar (as 2016Q2) in which most events begin; None where no event has a beginning."""
        found = self._ids(FULLEST, {})
        return found[0] if found else None

    def statements(self, ids: Iterable[str]) -> list[Statement]:
        """The claims of these ids with their sentences, in the order of their reports and places in them."""
        return self._statements("list_contains($ids, c.id)", {"ids": list(ids)})

    def said(self, kinds: Sequence[str], period: Quarter) -> list[Statement]:
        """Claims of these kinds that were published in the period; where publication is unknown, those whose own
        dates fall inside it."""
        wanted = (
            "list_contains($kinds, c.kind) AND ((r.published >= $first AND r.published < $stop)"
            " OR (r.published IS NULL AND c.start >= $first AND c.stop <= $stop))"
        )
        return self._statements(wanted, {"kinds": list(kinds), "first": period.first, "stop": period.end})

    def due(self, kinds: Sequence[str], period: Quarter) -> list[Statement]:
        """Claims of these kinds whose own time ends in the period, said before that."""
        wanted = (
            "list_contains($kinds, c.kind) AND c.stop > $first AND c.stop <= $stop"
            " AND (r.published IS NULL OR r.published < c.stop)"
        )
        return self._statements(wanted, {"kinds": list(kinds), "first": period.first, "stop": period.end})

    def reports(self) -> list[Cited]:
        """All reports that are held, by date of publication, the undated last."""
        sql = """SELECT id, sha256, title, publisher, published, published_found, language, readable, address, url
                 FROM reports ORDER BY published NULLS LAST, publisher, id"""
        return [
            Cited(r[0], r[1], r[2], r[3], _day(r[4]), r[5], r[6], bool(r[7]), r[8], r[9]) for r in self._rows(sql, {})
        ]

    def copies(self) -> list[Copy]:
        """Reports that repeat others."""
        return [Copy(*row) for row in self._rows('SELECT report, "of", how, similarity FROM copies ORDER BY 1, 2', {})]

    def reports_of_events(self, ids: Iterable[str]) -> list[tuple[str, str]]:
        """Pairs of event and report that carries it."""
        sql = """SELECT DISTINCT ec.event, c.report FROM event_claims ec JOIN claims c ON c.id = ec.claim
                 WHERE list_contains($ids, ec.event) ORDER BY 1, 2"""
        return [(row[0], row[1]) for row in self._rows(sql, {"ids": list(ids)})]

    def sensitive(self) -> list[Statement]:
        """Claims whose words name or describe private people.

        Not asked of the JSON functions, which refuse a line with a lone surrogate; inside a JSON string the pattern
        cannot stand, since quotation marks are escaped there.
        """
        return self._statements("NOT contains(c.json, '\"sensitivity\":[]')", {})

    def skips(self) -> list[Skip]:
        """Inputs that could not be taken, each with its sentence."""
        return [Skip(*row) for row in self._rows("SELECT where_, code, sentence FROM skips ORDER BY 1, 2", {})]

    def set_aside(self) -> list[tuple[str, str]]:
        """Claims that no event was made of, each with its reason."""
        return [(row[0], row[1]) for row in self._rows("SELECT claim, reason FROM set_aside ORDER BY 1", {})]

    def _statements(self, wanted: str, values: dict[str, Any]) -> list[Statement]:
        sql = f"""SELECT c.json, c.sentence, c.sentence_start FROM claims c JOIN reports r ON r.id = c.report
                  WHERE {wanted} ORDER BY r.published NULLS LAST, c.report, c.sentence_start, c.id"""
        return [Statement(from_json(Claim, row[0]), row[1], row[2]) for row in self._rows(sql, values)]

    def _ids(self, sql: str, values: dict[str, Any]) -> list[str]:
        return [cast(str, row[0]) for row in self._rows(sql, values)]

    def _rows(self, sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, values).fetchall()


def _hit(row: tuple[Any, ...]) -> Hit:
    low, best, high, precision = row[len(COLUMNS) :]
    named = dict(zip(COLUMNS, row, strict=False))
    dates = {name: _day(named.pop(name)) for name in ("start", "stop", "published")}
    return Hit(
        **{"event": named.pop("id"), **named, **dates},
        low=low or 0.0,
        best=best or 0.0,
        high=None if high is None or high == float("inf") else high,
        precision=precision,
    )


def _day(value: Any) -> str | None:
    return None if value is None else str(value)[:10]
