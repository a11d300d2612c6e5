"""How wide the words are: "Aleppo province", "near Hit", "20 km east of Mosul", "northern Syria"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recount.records import PlacePrecision
from recount.words.world import Spot

_PROVINCE_AFTER = re.compile(
    r"(?:['’]s|s)?(?: (?:\w+(?:ern|west|east|north|south)|rural|own|entire|whole))?[ -]"
    r"(?:provinces?|governorates?|countryside|muhafazah?|county)\b",
    re.IGNORECASE,
)
_PROVINCE_BEFORE = re.compile(
    r"(?:provinces? of|governorates? of|countryside of|rural|\w+ern(?: and \w+ern)?(?: rural)?|outskirts of"
    r"|(?:north|south|east|west)\w*) (?:the )?(?:a[ldnrstz]-|ash-)?$",
    re.IGNORECASE,
)
_CITY = re.compile(r"(?:['’]s)? city\b", re.IGNORECASE)
_CITY_BEFORE = re.compile(r"\b(?:city|town) of (?:a[ldnrstz]-|ash-)?$", re.IGNORECASE)
_DIRECTION = re.compile(
    r"(?:north|south|east|west|central)[a-z-]*(?:ern)?(?: and (?:north|south|east|west)\w*)? $", re.I
)
_NEAR = re.compile(
    r"\b(?:near|around|outside|close to|vicinity of|area of|surroundings of|areas? around) (?:the )?$", re.I
)
_OFF = re.compile(r"\b(?:north|south|east|west)\w*(?:[- ](?:north|south|east|west)\w*)? of (?:the )?$", re.IGNORECASE)
_DISTANCE = re.compile(
    r"(\d+(?:\.\d+)?) ?-?(kilomet\w+|kms?|miles?|nautical miles|nm)\b[^.;]{0,30}?(?:of|from|outside) (?:the )?$",
    re.IGNORECASE,
)
_KM = {"k": 1.0, "m": 1.609, "n": 1.852}


@dataclass(frozen=True, slots=True)
class Extent:
    """The place as wide as its words: the reading it is taken for, its end in the text, radius and precision."""

    spot: Spot
    end: int
    radius_km: float
    precision: PlacePrecision


def extent_of(text: str, start: int, end: int, spot: Spot, province: Spot | None) -> Extent:
    """Widen a reading to its words; `province` is the province that bears the town's name, if one does."""
    before = text[max(0, start - 60) : start].replace("\n", " ")
    after = _PROVINCE_AFTER.match(text, end)
    if spot.precision == "country":
        return _country(before, end, spot)
    if province is not None and not _CITY.match(text, end) and not _CITY_BEFORE.search(before):
        off = _OFF.search(before) or _NEAR.search(before)
        if after or (_PROVINCE_BEFORE.search(before) and not off):
            stop = after.end() if after else end
            return Extent(province, stop, province.radius_km, "province")
    if after and spot.precision == "province":
        return Extent(spot, after.end(), spot.radius_km, "province")
    return Extent(spot, end, _widened(before, spot), spot.precision)


def _country(before: str, end: int, spot: Spot) -> Extent:
    if _DIRECTION.search(before):
        return Extent(spot, end, spot.radius_km, "region")
    return Extent(spot, end, spot.radius_km, "country")


def _widened(before: str, spot: Spot) -> float:
    distance = _DISTANCE.search(before)
    if distance:
        return spot.radius_km + round(float(distance[1]) * _KM[distance[2][0].lower()], 1)
    if _OFF.search(before):
        return spot.radius_km + 30.0
    if _NEAR.search(before):
        return spot.radius_km + 10.0
    return spot.radius_km


def homonyms(spots: Sequence[Spot]) -> dict[tuple[str | None, str], Spot]:
    """Provinces by country and name, for "Aleppo province" where the name's first reading is the town."""
    return {(s.country, s.name): s for s in spots if s.precision == "province"}
