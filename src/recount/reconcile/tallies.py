"""A tally against the events that it covers, only where unit, area and period agree; otherwise refused, with why.

"Over 150 attacks since October" says what share of them the record holds, if what it counts is what we count: an
attack is not a salvo, a strike is not a target hit, "in the region" is no area, and "since the war began" no period.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from recount.reconcile.days import Days, days_of
from recount.reconcile.facts import bounds
from recount.reconcile.weights import Unit, Weights, weights
from recount.reconcile.where import RANK, relation
from recount.records import Claim, Event, Place, Quantity, Time

_LOOK_BACK = {"published": 7, "denial": 7, "open": 7}
"""Days before its bound in which an event without a date of its own may lie: as for the claims that made it."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A tally and the events held inside its unit, area and period.

    `said_low`..`said_high` is what the tally allows (`None` = unbounded). `events` lie surely inside, `doubtful` may.
    `elsewhere` counts the sure ones known from a report other than the tally's. `share_low` is the sure ones over the
    most that the tally allows, `share_high` sure and doubtful over the least; a share above 1 means that more is held
    than was announced. `None` where the bound is open or nought.
    """

    tally: str
    measure: str
    said_low: float | None
    said_high: float | None
    events: tuple[str, ...]
    doubtful: tuple[str, ...]
    elsewhere: int
    share_low: float | None
    share_high: float | None
    rule: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A tally that cannot be set against events, and why."""

    tally: str
    reason: str


def tally_check(
    tally: Claim,
    events: Sequence[Event],
    claims: Iterable[Claim],
    *,
    above: Mapping[str, Collection[str]] | None = None,
    table: Weights | None = None,
) -> Covered | Refused:
    """Set a tally against events. `claims` tell which reports an event is known from; `above` gives, per actor, the
    actor and everything above it, so that a tally of a coalition covers what its members did."""
    used = table or weights()
    counted = [(q, used.units[q.measure]) for q in tally.quantity if q.measure in used.units]
    why = _refusal(tally, counted, used)
    if why is not None:
        return Refused(tally.id, why)
    (quantity, unit), place, time = counted[0], tally.place[0], tally.time
    days = _closed(time)
    assert days is not None  # _refusal saw to it
    actors = frozenset(m.id for m in tally.actor if m.id)
    held: dict[bool, list[Event]] = {True: [], False: []}
    for event in events:
        sure = _inside(event, unit, place, days, actors, above or {})
        if sure is not None:
            held[sure].append(event)
    return _covered(tally, quantity, unit, held[True], held[False], claims)


def _refusal(tally: Claim, counted: Sequence[tuple[Quantity, Unit]], table: Weights) -> str | None:
    if tally.kind != "tally":
        return f"it is of kind {tally.kind}, not a tally"
    if not counted:
        measures = ", ".join(sorted({q.measure for q in tally.quantity})) or "nothing that has a number"
        return (
            f"its unit is not one event: it counts {measures}; events are counted as {', '.join(sorted(table.units))}"
        )
    if len(counted) > 1:
        return "it counts more than one thing at once"
    quantity = counted[0][0]
    if quantity.per is not None or quantity.share is not None:
        return "it is a rate or a share, not a count"
    if bounds(quantity) == (None, None):
        return "it gives no number"
    if _closed(tally.time) is None:
        return "its period is not closed on the calendar"
    if not tally.place or tally.place[0].id is None or RANK[tally.place[0].precision] > RANK["country"]:
        return "it names no area with bounds"
    if tally.actor and not any(m.id for m in tally.actor):
        return "the actor that it counts for is not in the catalogue"
    if tally.target:
        return "it counts by target, which this version does not match"
    return None


def _closed(time: Time | None) -> Days | None:
    if time is None or time.start is None or time.end is None:
        return None
    return days_of(time, None, {}, denial=False)


def _inside(
    event: Event, unit: Unit, place: Place, days: Days, actors: frozenset[str], above: Mapping[str, Collection[str]]
) -> bool | None:
    """Whether the event is covered: surely (True), perhaps (False), or not (`None`). An event without a place or
    without a date bounds nothing and is left out."""
    if event.type not in unit.types or (unit.modes and event.mode is not None and event.mode not in unit.modes):
        return None
    own = days_of(event.time, None, _LOOK_BACK, denial=False) if event.time else None
    where = relation(place, event.place)
    if own is None or not own.meets(days) or where in ("far", "unknown"):
        return None
    doing = {p.id for p in event.actors if p.role == "actor" and p.id}
    if actors and doing and not any(actors & {i, *above.get(i, ())} for i in doing):
        return None
    finer = event.place is not None and RANK[event.place.precision] <= RANK[place.precision]
    within = own.stated and days.start <= own.start and own.end <= days.end
    return finer and within and not (unit.modes and event.mode is None) and not (actors and not doing)


def _covered(
    tally: Claim,
    quantity: Quantity,
    unit: Unit,
    sure: Sequence[Event],
    doubtful: Sequence[Event],
    claims: Iterable[Claim],
) -> Covered:
    low, high = bounds(quantity)
    home = {c.id: c.report for c in claims}
    elsewhere = sum(any(home.get(c, tally.report) != tally.report for c in e.claims) for e in sure)
    return Covered(
        tally=tally.id,
        measure=quantity.measure,
        said_low=low,
        said_high=high,
        events=tuple(sorted(e.id for e in sure)),
        doubtful=tuple(sorted(e.id for e in doubtful)),
        elsewhere=elsewhere,
        share_low=len(sure) / high if high else None,
        share_high=(len(sure) + len(doubtful)) / low if low else None,
        rule=f"one event is one unit: {unit.means}; same area and period as the tally's own words; "
        "events without a place or a date are left out",
    )
