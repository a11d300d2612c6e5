"""How what is held lies on the calendar."""

from __future__ import annotations

from recount.store.pinned import Generation


def quarters(generation: Generation) -> list[tuple[str, int]]:
    """Quarters of the calendar in which events begin, latest first, with the number of those events."""
    rows = generation.duck.execute(
        "SELECT year(start) || 'Q' || quarter(start) AS quarter, count(*) FROM events WHERE start IS NOT NULL"
        " GROUP BY quarter ORDER BY quarter DESC"
    ).fetchall()
    return [(str(quarter), int(count)) for quarter, count in rows]
