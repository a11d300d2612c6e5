"""An operation of several days and its parts: an event that lies within another's days, area and doers.

"The offensive on the city, 3 to 9 June" and "jets struck its bridge on 5 June" are two claims of different size about
one course of events. They are not one happening and are never joined; the part says which operation it is within, so
that a reader who counts can tell the two apart. Containment is read from what both say, and says nothing of cause.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from recount.reconcile.days import Days, days_of
from recount.reconcile.weights import Weights
from recount.reconcile.where import relation
from recount.records import Event

LEAST, MOST = 3, 45
"""Days of an operation: a night lies across two, and a longer stretch ("since May") is a period, not a course."""


def with_parts(events: Sequence[Event], above: Callable[[str], frozenset[str]], table: Weights) -> list[Event]:
    """The events, each with the ids of the operations that it is a part of."""
    days = {e.id: found for e in events if (found := _days(e)) is not None}
    wholes = [e for e in events if e.id in days and LEAST <= days[e.id].length <= MOST]
    if not wholes:
        return list(events)
    led = frozenset().union(*map(_doers, wholes))
    doing: dict[str, list[tuple[int, str]]] = defaultdict(list)
    by_id = {e.id: e for e in events}
    for event in events:
        if event.id in days:
            for actor in led & frozenset().union(*(above(a) for a in _doers(event))):
                doing[actor].append((days[event.id].start, event.id))
    held = {actor: sorted(rows) for actor, rows in doing.items()}
    part_of: dict[str, set[str]] = defaultdict(set)
    for whole in wholes:
        for part in _within(whole, days, held):
            if _is_part(by_id[part], whole, days, table):
                part_of[part].add(whole.id)
    return [replace(e, part_of=tuple(sorted(part_of[e.id]))) if e.id in part_of else e for e in events]


def _within(whole: Event, days: Mapping[str, Days], held: Mapping[str, Sequence[tuple[int, str]]]) -> set[str]:
    """Events of the same doers, or of what is part of them, that begin within the days of the whole."""
    span = days[whole.id]
    found: set[str] = set()
    for actor in _doers(whole):
        rows = held.get(actor, ())
        found |= {e for _, e in rows[bisect_left(rows, (span.start, "")) : bisect_right(rows, (span.end, ""))]}
    return found - {whole.id}


def _is_part(part: Event, whole: Event, days: Mapping[str, Days], table: Weights) -> bool:
    inner, outer = days[part.id], days[whole.id]
    if inner.end > outer.end or inner.length * 2 > outer.length:
        return False
    family = table.family
    if family.get(part.type or "") != family.get(whole.type or ""):
        return False
    if whole.mode is not None and part.mode != whole.mode:
        return False
    return relation(part.place, whole.place) in ("same", "inside") and _finer(part, whole)


def _finer(part: Event, whole: Event) -> bool:
    """Whether the part's place is no wider than the whole's."""
    return (part.place.radius_km or 0.0) <= (whole.place.radius_km or 0.0) if part.place and whole.place else False


def _doers(event: Event) -> frozenset[str]:
    return frozenset(p.id for p in event.actors if p.role == "actor" and p.id)


def _days(event: Event) -> Days | None:
    if event.time is None or event.time.start is None or event.time.end is None:
        return None
    return days_of(event.time, None, {}, denial=False)
