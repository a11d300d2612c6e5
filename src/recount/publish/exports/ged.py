"""Events with the columns and codes of the UCDP Georeferenced Event Dataset (codebook 23.1).

UCDP codes deaths by organised violence. Events that cost no life, that are no violence, or that name neither a side nor
civilians are left out and counted. UCDP's numbers of conflicts, dyads and actors are its own: those columns stay empty.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date

from recount.publish.exports.acled import OURS, ours
from recount.publish.exports.countries import gw, iso3, ucdp_region
from recount.publish.exports.holding import CIVIL, STATE, Holding, Made, best_of, counted, days, figure, total, whole
from recount.publish.exports.table import csv_of
from recount.records import Event, Figure, Party

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob",
)  # fmt: skip
_WHERE = {"site": "1", "settlement": "1", "district": "3", "province": "4", "country": "6", "region": "7"}
_ARMED = ("combatants", "soldiers", "militants", "police", "coalition")
NO_DEATH, NO_FORCE, NO_DATE = "no account gives a death", "they are no violence", "they have no date"
NO_SIDES = "they name neither an armed side nor civilians"


def ged(held: Holding) -> Made:
    """The table. Its first columns are UCDP's own, in UCDP's order."""
    left: list[str] = []
    rows = []
    for event in held.events:
        when, kind = days(event), violence(held, event)
        killed = total(event, "killed")
        if event.type != "ASSAULT":
            left.append(NO_FORCE)
        elif killed is None or not max(best_of(killed) or 0.0, killed.high or 0.0):
            left.append(NO_DEATH)
        elif when is None:
            left.append(NO_DATE)
        elif not kind:
            left.append(NO_SIDES)
        else:
            rows.append([*_theirs(held, event, kind, killed, *when), *ours(event, *when)])
    return Made(csv_of((*COLUMNS, *OURS), rows=rows), counted(left))


def violence(held: Holding, event: Event) -> str:
    """UCDP's type of violence: 3 against civilians, 1 with a state on one side, 2 between others; nothing without an
    armed side."""
    actors, targets = held.sides(event, "actor"), held.sides(event, "target")
    if not actors and not targets:
        return ""
    if targets and all(party.sector in CIVIL for party in targets):
        return "3" if actors else ""
    return "1" if any(party.sector in STATE for party in (*actors, *targets)) else "2"


def _theirs(held: Holding, event: Event, kind: str, killed: Figure, first: date, last: date) -> Iterator[str]:
    side_a, side_b = (_named(held, side) for side in sides(held, event, kind))
    place, reports = event.place, held.reports(event)
    country = place.country if place else None
    yield from (str(int(event.id, 16)), f"{iso3(country) or 'XXX'}-{first.year}-{kind}-{event.id}")
    yield from (str(first.year), "1", "Clear", kind, "", "", "", "", "", f"{side_a} - {side_b}")
    yield from ("", "", side_a, "", "", side_b, str(len(reports)))
    yield ";".join(f'"{c.publisher or ""},{c.published or ""},{c.title or ""}"' for c in reports)
    yield from (";".join(getattr(c, name) or "" for c in reports) for name in ("publisher", "published", "title"))
    yield ";".join(dict.fromkeys(account.speaker for account in event.accounts))
    yield (_WHERE.get(place.precision or "", "6") if place else "6")
    yield from (place.words if place else "", place.words if place else "", (place.province if place else "") or "", "")
    yield from _point(place.lat if place else None, place.lon if place else None)
    yield from (country or "", gw(country), ucdp_region(country), "1", precision(first, last))
    yield from (first.isoformat(), last.isoformat())
    yield from _deaths(event, killed)
    yield from ("", "")


def sides(held: Holding, event: Event, kind: str) -> tuple[list[Party], list[Party]]:
    """Side A is the state where there is one, as UCDP has it, and the one who acts otherwise."""
    actors, targets = held.sides(event, "actor"), held.sides(event, "target")
    swapped = kind == "1" and not any(p.sector in STATE for p in actors) and any(p.sector in STATE for p in targets)
    return (targets, actors) if swapped else (actors, targets)


def _named(held: Holding, side: list[Party]) -> str:
    civil = bool(side) and all(party.sector in CIVIL for party in side)
    return "Civilians" if civil else ", ".join(held.name(party).replace(",", " ") for party in side) or "XXX Unknown"


def _point(lat: float | None, lon: float | None) -> Iterator[str]:
    if lat is None or lon is None:
        yield from ("", "", "", "")
        return
    yield from (whole(lat), whole(lon), f"POINT ({whole(lon)} {whole(lat)})", str(grid_cell(lat, lon)))


def grid_cell(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID (half a degree, numbered from the south-west corner by rows).

    >>> grid_cell(34.802462, 36.707602)
    179714
    """
    row, column = (min(math.floor((value + edge) * 2), edge * 4 - 1) for value, edge in ((lat, 90), (lon, 180)))
    return row * 720 + column + 1


def precision(first: date, last: date) -> str:
    """UCDP's date precision: 1 the day, 2 up to six days, 3 a week, 4 a month, 5 longer."""
    length = (last - first).days + 1
    return "1" if length == 1 else "2" if length < 7 else "3" if length == 7 else "4" if length <= 31 else "5"


def _deaths(event: Event, killed: Figure) -> Iterator[str]:
    """Deaths by side are not told by most accounts: fighters whose side is not known count as unknown. UCDP knows no
    open range: without a high end the best value stands there, and `recount_killed_high` is empty."""
    best = best_of(killed) or 0.0
    civil = best_of(figure(event, "killed", "civilians")) or 0.0
    armed = max((best_of(figure(event, "killed", whom)) or 0.0 for whom in _ARMED), default=0.0)
    civil = min(civil, best)
    armed = min(armed, best - civil)
    yield from ("0", whole(armed), whole(civil), whole(best - civil - armed))
    high = killed.high if killed.high is not None else max(best, killed.low or 0.0)
    yield from (whole(best), whole(high), whole(min(killed.low or 0.0, best)))
