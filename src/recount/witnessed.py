"""Which origins tell which events of a campaign: lists that may be set against one another, and what rests on whom.

Origins come from the reconciliation: copies of one text, and reports that name one source, are one origin already.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recount.assess.lists import MOST, Lists, lists_of
from recount.assess.origins import Support, support
from recount.assess.periods import Calendar, calendar
from recount.assess.series import LIKELY
from recount.counted import ANYTHING, Wanted, Window, extent, fitted, lies_in, measure_of
from recount.reconcile import Covered, Refused, tally_check
from recount.records import DataError, UsageError
from recount.records.publication import Hit, Quarter
from recount.store.measures import Measures
from recount.words.pack import Pack

SHOWN = 12


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """`reports[e, o]` reports of the origin `origins[o]`, called `names[o]`, tell that the event `events[e]` happened,
    which lies in the period `period[e]` of the calendar (-1: in none of them surely enough)."""

    events: tuple[str, ...]
    origins: tuple[str, ...]
    names: tuple[str, ...]
    reports: NDArray[np.int64]
    period: NDArray[np.int64]
    calendar: Calendar


def told(measures: Measures, theatre: Pack, wanted: Wanted, window: Window) -> Told:
    """Who tells of the events of a measure, in a place, of an actor. Only accounts that give an event as having
    happened count, and only events that lie in the whole period for sure or likely."""
    measure = measure_of(theatre.outline, wanted)
    dates = calendar(*extent(measures, ANYTHING, window), window.unit or "month")
    hits = measures.hits(measure, Quarter(str(dates.edges[0]), str(dates.edges[-1]), "assessed"))
    kept = [h for h in hits if h.fit != "possible" and (wanted.place is None or lies_in(h, wanted.place))]
    if not kept:
        where = f" in {wanted.place!r}" if wanted.place else ""
        raise DataError(f"no event of {measure.key}{where} in the period; try another place, measure or period")
    return _told(measures, kept, dates)


def _told(measures: Measures, hits: Sequence[Hit], dates: Calendar) -> Told:
    fit = fitted(hits, dates)
    place = np.where((fit >= LIKELY).any(axis=1), fit.argmax(axis=1), -1)
    places = {hit.event: int(at) for hit, at in zip(hits, place, strict=True)}
    carried: dict[str, dict[str, int]] = {}
    speakers: dict[str, str] = {}
    for event in measures.events(places):
        by_origin: dict[str, set[str]] = defaultdict(set)
        for account in event.accounts:
            if account.modality == "actual" and account.stance not in ("denies", "doubts"):
                by_origin[account.origin].update(account.reports)
                speakers.setdefault(account.origin, account.speaker)
        if by_origin:
            carried[event.id] = {origin: max(1, len(reports)) for origin, reports in by_origin.items()}
    if not carried:
        raise DataError("no account gives one of these events as having happened")
    many = Counter(origin for origins in carried.values() for origin in origins)
    order = sorted(many, key=lambda origin: (-many[origin], speakers[origin], origin))
    table = np.zeros((len(carried), len(order)), dtype=np.int64)
    column = {origin: at for at, origin in enumerate(order)}
    for row, origins in enumerate(carried.values()):
        for origin, number in origins.items():
            table[row, column[origin]] = number
    period = np.array([places[event] for event in carried], dtype=np.int64)
    return Told(tuple(carried), tuple(order), _apart([speakers[o] for o in order]), table, period, dates)


def _apart(names: Sequence[str]) -> tuple[str, ...]:
    """Names of which no two are the same."""
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(found)


def support_of(told: Told) -> Support:
    """Period by period, on how few the record rests."""
    return support(told.reports, told.period, len(told.calendar))


def lists_of_origins(told: Told, chosen: Sequence[str] = ()) -> tuple[Lists, int]:
    """Each origin as a list of the events that it tells, and how many events stand on none of the lists used. Without
    a choice the five that tell most are taken, of those that share an event with another."""
    on = told.reports > 0
    if chosen:
        places = [_named(told, name) for name in dict.fromkeys(chosen)]
    else:
        shared = on[on.sum(axis=1) > 1].any(axis=0)
        places = [int(at) for at in np.flatnonzero(shared)[:MOST]]
        if len(places) < 2:
            raise DataError(
                f"no event is told by two of the {len(told.origins):,} independent origins: without one in common "
                "nothing says how many events none of them tells."
            )
    members = on[:, places]
    here = members.any(axis=1)
    names = [told.names[at] for at in places]
    return lists_of(members[here].astype(np.float64), names), int((~here).sum())


def _named(told: Told, wanted: str) -> int:
    for at, (origin, name) in enumerate(zip(told.origins, told.names, strict=True)):
        if wanted == origin or wanted.casefold() == name.casefold():
            return at
    shown = ", ".join(told.names[:SHOWN]) + (", ..." if len(told.names) > SHOWN else "")
    raise UsageError(f"{wanted!r} is no origin of these events; there are {shown}.")


def tallies_of(measures: Measures, theatre: Pack, dates: Calendar) -> list[tuple[str, Covered | Refused]]:
    """Totals that were announced in the period, in their words, each set against the events held of its own unit,
    area and period, or refused with why."""
    period = Quarter(str(dates.edges[0]), str(dates.edges[-1]), "assessed")
    said = measures.said(("tally",), period)
    if not said:
        return []
    hits = measures.hits(ANYTHING, Quarter("0001-01-01", "9999-12-31", "all"))
    events = measures.events(hit.event for hit in hits)
    claims = [one.claim for one in measures.statements(claim for event in events for claim in event.claims)]
    above = {actor: theatre.ancestors(actor) for actor in theatre.actors}
    return [
        (one.claim.evidence[0].quote, tally_check(one.claim, events, [*claims, one.claim], above=above)) for one in said
    ]
