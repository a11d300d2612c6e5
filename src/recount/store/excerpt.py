"""A part of a generation, in memory: its tables without what is held back, to be asked like the generation itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

import duckdb

from recount.records.release import Held, HoldBack
from recount.store.pinned import DUCKDB, Generation
from recount.store.schema import TABLES, create_table

_HELD_CLAIMS = """
CREATE TEMP TABLE held_claims AS
SELECT c.id FROM whole.claims c JOIN whole.reports r ON r.id = c.report JOIN days d
ON d.place = CASE WHEN c.place IS NULL THEN 'unplaced' ELSE coalesce(c.place_precision, 'site') END
WHERE d.days > 0 AND coalesce(c.stop, r.published + 1, c.start + 1) > CAST($as_of AS DATE) - d.days
"""
"""Recent by what the words say of the time, or by publication where they say nothing of its end. A place whose
fineness is not known counts as the finest."""

_HELD_EVENTS = """
CREATE TEMP TABLE held_events AS
SELECT e.id FROM whole.events e JOIN days d
ON d.place = CASE WHEN e.place IS NULL THEN 'unplaced' ELSE coalesce(e.place_precision, 'site') END
WHERE d.days > 0 AND e.stop > CAST($as_of AS DATE) - d.days
UNION SELECT event FROM whole.event_claims WHERE claim IN (SELECT id FROM held_claims)
"""
"""An event of which one statement is held back is held back: what is left of it could not be told apart from all."""

_ALSO_CLAIMS = """
INSERT INTO held_claims
SELECT DISTINCT claim FROM whole.event_claims
WHERE event IN (SELECT id FROM held_events) AND claim NOT IN (SELECT id FROM held_claims)
"""

_HELD_REPORTS = """
CREATE TEMP TABLE held_reports AS
SELECT r.id FROM whole.reports r WHERE r.id IN (SELECT report FROM whole.claims)
AND r.id NOT IN (SELECT report FROM whole.claims WHERE id NOT IN (SELECT id FROM held_claims))
"""
"""A report of which every statement is held back goes unnamed too: its title says what its statements say."""

_OWNER = {
    "reports": ("id", "held_reports"), "claims": ("id", "held_claims"), "events": ("id", "held_events"),
    "event_claims": ("event", "held_events"), "event_parties": ("event", "held_events"),
    "event_figures": ("event", "held_events"), "disputes": ("event", "held_events"),
    "claim_parties": ("claim", "held_claims"), "claim_figures": ("claim", "held_claims"),
    "set_aside": ("claim", "held_claims"), "superseded": ("claim", "held_claims"),
    "copies": ("report", "held_reports"),
}  # fmt: skip


@contextmanager
def excerpt(
    generation: Generation, *, as_of: str, hold_back: HoldBack
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Held]]:
    """The generation's tables without what is recent, and how much that was. `as_of` is a civil date."""
    with duckdb.connect() as duck:
        duck.execute(f"ATTACH '{_quoted(str(generation.path / DUCKDB))}' AS whole (READ_ONLY)")
        duck.execute("CREATE TEMP TABLE days (place VARCHAR, days INTEGER)")
        duck.executemany("INSERT INTO days VALUES (?, ?)", list(asdict(hold_back).items()))
        for step in (_HELD_CLAIMS, _HELD_EVENTS):
            duck.execute(step, {"as_of": as_of})
        duck.execute(_ALSO_CLAIMS)
        duck.execute(_HELD_REPORTS)
        for name in TABLES:
            duck.execute(create_table(name))
            kept = f'WHERE "{_OWNER[name][0]}" NOT IN (SELECT id FROM {_OWNER[name][1]})' if name in _OWNER else ""
            duck.execute(f'INSERT INTO "{name}" SELECT * FROM whole."{name}" {kept} ORDER BY rowid')
        held = Held(*(_count(duck, f"held_{name}") for name in ("events", "claims", "reports")))
        duck.execute("DETACH whole")
        yield duck, held


def _count(duck: duckdb.DuckDBPyConnection, table: str) -> int:
    row = duck.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(row[0]) if row else 0


def _quoted(path: str) -> str:
    return path.replace("'", "''")
