"""Reports as sources: the list of them, one of them, and what was taken from it. One function, one named SELECT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from recount.records import Claim, Report
from recount.records.publication import Statement
from recount.store.lines import from_json
from recount.store.pinned import Generation


@dataclass(frozen=True, slots=True)
class Source:
    """A report in the list of sources. `claims` were taken from it, `events` hold some of them; `repeats` is the
    report whose words it repeats."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    language: str | None
    readable: bool
    form: str
    dataset: str | None
    claims: int
    events: int
    repeats: str | None


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which sources to list; `None` lets all through. `words` are looked for in title and publisher."""

    words: str | None = None
    publisher: str | None = None
    language: str | None = None
    unread: bool = False
    silent: bool = False
    """Only those from which nothing was taken."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A claim that was taken from a report: with its sentence, the event that it is part of, or why it is in none."""

    statement: Statement
    event: str | None
    aside: str | None

    @property
    def claim(self) -> Claim:
        """The claim itself."""
        return self.statement.claim


_LISTED = """
WITH counted AS (
    SELECT c.report, count(*) AS claims, count(DISTINCT ec.event) AS events
    FROM claims c LEFT JOIN event_claims ec ON ec.claim = c.id GROUP BY c.report
), repeated AS (SELECT report, min("of") AS "of" FROM copies GROUP BY report),
listed AS (
    SELECT r.*, coalesce(c.claims, 0) AS taken, coalesce(c.events, 0) AS told, p."of" AS repeats
    FROM reports r LEFT JOIN counted c ON c.report = r.id LEFT JOIN repeated p ON p.report = r.id
    WHERE ($words IS NULL OR contains(strip_accents(lower(concat_ws(' ', r.title, r.publisher))),
                                      strip_accents(lower($words))))
      AND ($publisher IS NULL OR r.publisher = $publisher) AND ($language IS NULL OR r.language = $language)
      AND (NOT $unread OR NOT r.readable) AND (NOT $silent OR c.claims IS NULL)
)
"""


def listed(generation: Generation, by: Narrowed, *, first: int = 0, most: int = 50) -> tuple[list[Source], int]:
    """A page of the sources, the latest first and the undated last, and how many there are in all."""
    values = {
        "words": by.words, "publisher": by.publisher, "language": by.language, "unread": by.unread,
        "silent": by.silent,
    }  # fmt: skip
    rows = generation.duck.execute(
        _LISTED + "SELECT id, title, publisher, published, language, readable, form, dataset, taken, told, repeats,"
        " count(*) OVER () FROM listed ORDER BY published DESC NULLS LAST, id LIMIT $most OFFSET $first",
        {**values, "most": most, "first": first},
    ).fetchall()
    found = [Source(r[0], r[1], r[2], _day(r[3]), *r[4:11]) for r in rows]
    if rows:
        return found, int(rows[0][11])
    total = generation.duck.execute(_LISTED + "SELECT count(*) FROM listed", values).fetchone()
    return [], int(total[0]) if total else 0


def facets(generation: Generation) -> dict[str, list[tuple[str, int]]]:
    """Publishers and languages with the number of their reports, most first."""
    found = {}
    for name in ("publisher", "language"):
        counted = f"SELECT {name}, count(*) FROM reports WHERE {name} IS NOT NULL GROUP BY ALL ORDER BY 2 DESC, 1"
        rows = generation.duck.execute(counted + " LIMIT 60").fetchall()
        found[name] = [(str(value), int(count)) for value, count in rows]
    return found


def report(generation: Generation, id_: str) -> Report | None:
    """One report with its text; of sheets of a dataset the tables keep none."""
    row = generation.duck.execute("SELECT json FROM reports WHERE id = $id", {"id": id_}).fetchone()
    return None if row is None else from_json(Report, row[0])


def taken(generation: Generation, id_: str) -> list[Taken]:
    """What was taken from a report, in the order of its words."""
    return _taken(generation, "c.report = $value", id_, "c.sentence_start, c.id")


def claim(generation: Generation, id_: str) -> Taken | None:
    """One claim with its sentence and its event."""
    return next(iter(_taken(generation, "c.id = $value", id_, "c.id")), None)


def claims(generation: Generation, ids: Sequence[str]) -> list[Taken]:
    """The claims of these ids that exist, in the order given."""
    place = {id_: n for n, id_ in enumerate(ids)}
    found = _taken(generation, "list_contains($value, c.id)", list(ids), "c.id")
    return sorted(found, key=lambda one: place[one.claim.id])


def reports(generation: Generation, ids: Sequence[str]) -> dict[str, Report]:
    """Reports by id."""
    rows = generation.duck.execute("SELECT json FROM reports WHERE list_contains($ids, id)", {"ids": list(ids)})
    found = [from_json(Report, row[0]) for row in rows.fetchall()]
    return {report.id: report for report in found}


def copies_of(generation: Generation, ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """Per report, those whose words it repeats, and how (exact or near)."""
    rows = generation.duck.execute(
        'SELECT report, "of", how FROM copies WHERE list_contains($ids, report) ORDER BY 1, 2', {"ids": list(ids)}
    ).fetchall()
    found: dict[str, list[tuple[str, str]]] = {}
    for repeating, of, how in rows:
        found.setdefault(repeating, []).append((of, how))
    return found


_PLAIN = "rtrim(regexp_replace(trim({}), '\\s+', ' ', 'g'), '.!?')"


def in_words(generation: Generation, words: str, publisher: str | None = None) -> list[tuple[str, str, str | None]]:
    """Claims of texts whose evidence stands within these words, whatever space is between them: id, the evidence, and
    the publisher."""
    rows = generation.duck.execute(
        f"""
        SELECT c.id, c.quote, r.publisher, {_PLAIN.format("c.quote")} AS own, {_PLAIN.format("c.sentence")} AS whole,
               {_PLAIN.format("$words::VARCHAR")} AS wanted
        FROM claims c JOIN reports r ON r.id = c.report
        WHERE c.dataset IS NULL AND ($publisher IS NULL OR r.publisher = $publisher) AND contains(wanted, own)
          AND (contains(whole, wanted) OR contains(wanted, whole))
        ORDER BY r.published, c.id
        """,
        {"words": words, "publisher": publisher},
    ).fetchall()
    return [(str(row[0]), str(row[1]), row[2]) for row in rows]


def _taken(generation: Generation, wanted: str, value: Any, order: str) -> list[Taken]:
    rows = generation.duck.execute(
        "SELECT c.json, c.sentence, c.sentence_start, ec.event, a.reason FROM claims c "
        "LEFT JOIN event_claims ec ON ec.claim = c.id LEFT JOIN set_aside a ON a.claim = c.id "
        f"WHERE {wanted} ORDER BY {order}",
        {"value": value},
    ).fetchall()
    return [Taken(Statement(from_json(Claim, r[0]), r[1], r[2]), r[3], r[4]) for r in rows]


def _day(value: Any) -> str | None:
    return None if value is None else str(value)[:10]
