"""Every event as a row: with headings for people, and with the hashtags of the Humanitarian Exchange Language (1.1).

`recount import recount FILE` reads both again.
"""

from __future__ import annotations

from collections.abc import Iterator

from recount.publish.exports.holding import ONE_DAY, Holding, Made, best_of, days, figure, total, whole
from recount.publish.exports.table import csv_of
from recount.records import Event, Figure

HEADS: dict[str, str] = {
    "Event": "#event+id",
    "Type": "#event+type",
    "Mode": "#event+mode",
    "From": "#date+start",
    "To (not included)": "#date+end",
    "Date exact to": "#date+precision",
    "Who acted": "#actor+name",
    "Who acted, ids": "#actor+code",
    "Against whom": "#target+name",
    "Against whom, ids": "#target+code",
    "Place": "#loc+name",
    "Province": "#adm1+name",
    "Country": "#country+name",
    "Latitude": "#geo+lat",
    "Longitude": "#geo+lon",
    "Place exact to": "#geo+precision",
    "Radius (km)": "#geo+radius",
    "Killed, best": "#affected+killed",
    "Killed, low": "#affected+killed+min",
    "Killed, high": "#affected+killed+max",
    "Civilians killed, best": "#affected+killed+civilians",
    "Civilians killed, low": "#affected+killed+civilians+min",
    "Civilians killed, high": "#affected+killed+civilians+max",
    "Wounded, best": "#affected+injured",
    "Wounded, low": "#affected+injured+min",
    "Wounded, high": "#affected+injured+max",
    "Accounts": "#meta+accounts",
    "Independent origins": "#meta+origins",
    "Disputed": "#meta+disputed",
    "Inside the mission": "#meta+mission",
    "Grade proposed": "#meta+grade",
    "In these words": "#description",
    "Published by": "#meta+source",
    "Reports": "#meta+source+id",
}
"""Headings and hashtags, in the order of the columns. What is open or not known is an empty cell."""


def plain(held: Holding) -> Made:
    """The table with headings alone."""
    return Made(csv_of(tuple(HEADS), rows=(list(_row(held, event)) for event in held.events)))


def hxl(held: Holding) -> Made:
    """The same with the row of hashtags beneath the headings."""
    return Made(csv_of(tuple(HEADS), tuple(HEADS.values()), rows=(list(_row(held, event)) for event in held.events)))


def _row(held: Holding, event: Event) -> Iterator[str]:
    time, place = event.time, event.place
    yield from (event.id, event.type or "", event.mode or "")
    yield from _bounds(event)
    yield time.precision if time is not None else ""
    for role in ("actor", "target"):
        side = held.sides(event, role)
        yield "; ".join(held.name(party).replace(";", ",") for party in side)
        yield "; ".join(party.id or "" for party in side)
    if place is None:
        yield from ("",) * 7
    else:
        yield from (place.words, place.province or "", place.country or "", whole(place.lat), whole(place.lon))
        yield from (place.precision or "", whole(place.radius_km))
    for found in (total(event, "killed"), figure(event, "killed", "civilians"), total(event, "wounded")):
        yield from _range(found)
    yield from (str(len(event.accounts)), str(len(event.origins)), "yes" if event.disputes else "no")
    yield from (event.mission, event.grade.proposed, held.words(event), held.publishers(event))
    yield "; ".join(cited.id for cited in held.reports(event))


def _bounds(event: Event) -> tuple[str, str]:
    """First day, and first day after; an open bound is empty. Hours are cut to their day."""
    when, time = days(event), event.time
    if when is None or time is None:
        return "", ""
    return when[0].isoformat() if time.start else "", (when[1] + ONE_DAY).isoformat() if time.end else ""


def _range(found: Figure | None) -> tuple[str, str, str]:
    if found is None:
        return "", "", ""
    return whole(best_of(found)), whole(found.low), whole(found.high)
