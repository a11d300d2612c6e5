"""What does not hold among a pack's places: outside their province, finer than their words, not to be told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from recount.records import PackError
from recount.records.problem import Problem
from recount.words.check_actors import in_arabic
from recount.words.entries import PlaceEntry
from recount.words.normalise import name_key
from recount.words.outlines import MARGIN_KM, Ring, km, outlines_in, outside_km
from recount.words.pack import Pack
from recount.words.pack_draft import near
from recount.words.world import country_names

FILE = "places.tsv"
LEAST_KM: Mapping[str, float] = {
    "site": 0.1,
    "settlement": 0.5,
    "district": 4.0,
    "province": 5.0,
    "region": 10.0,
    "country": 5.0,
}
"""The least radius that a place of each precision can have: below it the circle is finer than the words."""


def place_problems(pack: Pack) -> Iterator[Problem]:
    """Errors among the places that no single row shows."""
    try:
        outlines = outlines_in(pack.shapes) if pack.shapes else {}
    except PackError as error:
        outlines = {}
        yield Problem("error", "not GeoJSON", "shapes.geojson", "", str(error).partition(": ")[2])
    provinces = {(p.country, p.name) for p in pack.places if p.precision == "province"}
    countries = country_names() | set(pack.countries)
    for place in pack.places:
        yield from _row(place, pack, provinces, countries)
        yield from _outside(place, outlines)
    for key in outlines:
        if key not in provinces and key[0] in pack.countries:
            yield Problem(
                "error",
                "unknown place",
                "shapes.geojson",
                key[1],
                f"an outline of {key[1]}, {key[0]}",
                "a province of places.tsv",
                near(key[1], (name for _, name in provinces)),
            )
    for country in pack.countries:
        if country not in country_names():
            yield Problem(
                "error",
                "unknown country",
                "pack.yaml",
                "countries",
                f"{country!r}",
                "a country's English name",
                near(country, country_names()),
            )
    yield from _homonyms(pack)


def _error(kind: str, entry: str, found: str, expected: str, advice: str) -> Problem:
    return Problem("error", kind, FILE, entry, found, expected, advice)


def _row(
    place: PlaceEntry, pack: Pack, provinces: set[tuple[str | None, str]], countries: set[str]
) -> Iterator[Problem]:
    if not place.id or not place.name:
        yield _error("no name", place.id or "?", "a row without id or name", "both", "fill the cell")
    if (place.lat is None) != (place.lon is None):
        yield _error(
            "coordinates", place.id, "one coordinate alone", "latitude and longitude, or neither", "fill both cells"
        )
    least = LEAST_KM[place.precision]
    if place.radius_km < least:
        yield _error(
            "radius too small",
            place.id,
            f"a {place.precision} with a radius of {place.radius_km:g} km",
            f"{least:g} km or more",
            "widen it until it covers the place, or name a finer precision",
        )
    if place.country not in countries:
        yield _error(
            "unknown country",
            place.id,
            f"the country {place.country!r}",
            "a country's English name",
            near(place.country or "", countries),
        )
    elif place.country in pack.countries and place.province and (place.country, place.province) not in provinces:
        yield _error(
            "unknown province",
            place.id,
            f"the province {place.province!r}",
            "a province of this file",
            near(place.province, (name for _, name in provinces)),
        )
    for name in place.arabic:
        if not in_arabic(name):
            yield _error("not Arabic", place.id, f"{name!r} in `arabic`", "Arabic script", "move it to aliases")
    if not place.verified.startswith(("yes", "no: ")):
        yield _error(
            "verified",
            place.id,
            f"verified is {place.verified!r}",
            "`yes`, or `no: ` and the reason",
            "say in a few words what is not known",
        )


def _outside(place: PlaceEntry, outlines: Mapping[tuple[str, str], list[Ring]]) -> Iterator[Problem]:
    """Places that say they are verified and do not lie in their province, or beside it within the outlines' error."""
    rings = outlines.get((place.country or "", place.province or ""))
    if not rings or place.lat is None or place.lon is None or place.precision == "province":
        return
    away = min(outside_km(ring, place.lat, place.lon) for ring in rings)
    if away > max(MARGIN_KM, place.radius_km) and (place.verified.startswith("yes") or away > 40):
        yield _error(
            "outside its province",
            place.id,
            f"it lies {away:.0f} km outside the outline of {place.province}",
            f"within {MARGIN_KM:.0f} km of it",
            "correct the coordinates or the province, or say `no: ` and why",
        )


def _homonyms(pack: Pack) -> Iterator[Problem]:
    """Places of one name and fineness that neither a province nor a country tells apart."""
    by_name: dict[tuple[str, str], list[PlaceEntry]] = {}
    for place in pack.places:
        by_name.setdefault((name_key(place.name), place.precision), []).append(place)
    for rows in by_name.values():
        for one, other in combinations(rows, 2):
            if not _apart(one, other):
                yield _error(
                    "not to be told apart",
                    one.id,
                    f"{one.name!r} has the name and province of {other.id}",
                    "another province or country, or one row",
                    "fill in the province, or join the two rows",
                )


def _apart(one: PlaceEntry, other: PlaceEntry) -> bool:
    if one.country != other.country:
        return True
    if one.province and other.province and one.province != other.province:
        return True
    if None in (one.lat, one.lon, other.lat, other.lon) or not (one.province and other.province):
        return False
    assert one.lat is not None and one.lon is not None and other.lat is not None and other.lon is not None
    return km(one.lat, one.lon, other.lat, other.lon) > one.radius_km + other.radius_km
