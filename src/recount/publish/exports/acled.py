"""Events with the columns and codes of ACLED (codebook of 2023 and later).

ACLED codes what happens between people on one day in one place. What it has no code for (talks, threats, demands) and
what has no date is left out and counted; a stretch of days, a range of deaths and how exact a place is stand in columns
of our own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from recount.publish.exports.countries import acled_region, iso2, iso3, iso_number
from recount.publish.exports.holding import CIVIL, STATE, Holding, Made, best_of, counted, days, total, whole
from recount.publish.exports.table import csv_of
from recount.records import Event, Party

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2",
    "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
OURS = (
    "recount_id", "recount_type", "recount_mode", "recount_first_day", "recount_last_day", "recount_killed_low",
    "recount_killed_high", "recount_place_precision", "recount_radius_km", "recount_accounts", "recount_origins",
    "recount_disputed", "recount_mission", "recount_grade_proposed",
)  # fmt: skip
TAXONOMY = {
    "Battles": ("Government regains territory", "Non-state actor overtakes territory", "Armed clash"),
    "Protests": ("Excessive force against protesters", "Protest with intervention", "Peaceful protest"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Explosions/Remote violence": (
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Strategic developments": (
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
        "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory",
        "Other",
    ),
}  # fmt: skip
"""Event types and their sub-event types, as the codebook has them."""
_TYPE_OF = {sub: name for name, subs in TAXONOMY.items() for sub in subs}
_DISORDER = {
    "Protests": "Demonstrations", "Riots": "Demonstrations", "Strategic developments": "Strategic developments",
}  # fmt: skip
_BOTH = {
    "Mob violence": "Political violence; Demonstrations",
    "Excessive force against protesters": "Political violence; Demonstrations",
}
_GEO = {"site": "1", "settlement": "1", "district": "2"}
NO_CODE, NO_DATE = "ACLED has no code for them", "they have no date"


def acled(held: Holding) -> Made:
    """The table. Its first columns are ACLED's own, in ACLED's order."""
    left: list[str] = []
    rows = []
    for event in held.events:
        when = days(event)
        if event.acled not in _TYPE_OF:
            left.append(NO_CODE)
        elif when is None:
            left.append(NO_DATE)
        else:
            rows.append([*_theirs(held, event, *when), *ours(event, *when)])
    return Made(csv_of((*COLUMNS, *OURS), rows=rows), counted(left))


def _theirs(held: Holding, event: Event, first: date, last: date) -> Iterator[str]:
    sub = str(event.acled)
    kind = _TYPE_OF[sub]
    place, actors, targets = event.place, held.sides(event, "actor"), held.sides(event, "target")
    country = place.country if place else None
    one, two = (inter(held, parties, country) for parties in (actors, targets))
    yield f"{iso3(country)}{int(event.id, 16)}"
    yield from (_day(first, last).isoformat(), str(first.year), precision(first, last))
    yield from (_BOTH.get(sub, _DISORDER.get(kind, "Political violence")), kind, sub)
    yield from (_first(held, actors), _others(held, actors), one)
    yield from (_first(held, targets), _others(held, targets), two)
    yield "".join(sorted(code for code in (one, two) if code)).ljust(2, "0") if one or two else ""
    yield "Civilian targeting" if kind != "Strategic developments" and _civilians(targets) else ""
    yield from (iso_number(country), acled_region(country), country or "", (place.province if place else None) or "")
    yield from ("", "", place.words if place else "")
    yield from (whole(place.lat if place else None), whole(place.lon if place else None))
    yield (_GEO.get(place.precision or "", "3") if place else "")
    yield from (held.publishers(event), "", held.words(event), whole(best_of(total(event, "killed")) or 0.0), "", "")


def ours(event: Event, first: date, last: date) -> Iterator[str]:
    killed, place = total(event, "killed"), event.place
    yield from (event.id, event.type or "", event.mode or "", first.isoformat(), last.isoformat())
    yield from (whole(killed.low if killed else None), whole(killed.high if killed else None))
    yield from ((place.precision if place else None) or "", whole(place.radius_km if place else None))
    yield from (str(len(event.accounts)), str(len(event.origins)), "yes" if event.disputes else "no")
    yield from (event.mission, event.grade.proposed)


def precision(first: date, last: date) -> str:
    """ACLED's time precision: 1 the day, 2 within a week, 3 within a month or longer."""
    length = (last - first).days + 1
    return "1" if length == 1 else "2" if length <= 7 else "3"


def _day(first: date, last: date) -> date:
    """One day for a stretch: the middle of it, as ACLED does."""
    return first + (last - first) / 2


def inter(held: Holding, parties: list[Party], country: str | None) -> str:
    """ACLED's code of an actor: state forces 1, rebels 2, militias 3, civilians 7, forces of other states 8."""
    if not parties:
        return ""
    party = parties[0]
    if party.sector in CIVIL or party.sector in ("LAB", "AGR", "BUS", "ELI", "PRE"):
        return "7"
    if party.sector in STATE:
        home = held.homes.get(party.id or "")
        return "8" if home is not None and home != iso2(country) else "1"
    if party.sector in ("IMG", "IGO", "UNO", "EUR"):
        return "8"
    return "2" if party.sector in ("REB", "ISM") else "3" if party.sector in ("PRM", "UAF", "CRM") else ""


def _civilians(targets: list[Party]) -> bool:
    return bool(targets) and all(party.sector in CIVIL for party in targets)


def _first(held: Holding, parties: list[Party]) -> str:
    return held.name(parties[0]) if parties else ""


def _others(held: Holding, parties: list[Party]) -> str:
    return "; ".join(held.name(party) for party in parties[1:])
