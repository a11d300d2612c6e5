"""Where a row says that it was: its own coordinates, never finer than its own code for how exact they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from recount.extract.row_times import RowError
from recount.extract.row_values import Cells, Getter, Header, value_of
from recount.records import Place, PlacePrecision
from recount.words.cells import number_of
from recount.words.gazetteer import Gazetteer
from recount.words.normalise import name_key
from recount.words.pack import Pack
from recount.words.resolve import km
from recount.words.world import Spot, iso_codes

_KIND = re.compile(
    r"(?i)\s+(?:town|city|village|district|sub-?district|governorate|province|muhafazat|region|area|neighbou?rhood"
    r"|camp|county|state|oblast|municipality)\Z"
)
_BRACKET = re.compile(r"\s*\([^)]*\)")
_ARTICLE = re.compile(r"(?i)\A(?:a[ldnrstz]|ash|adh|el)[ -]")
_RADIUS = {"site": 1.0, "settlement": 5.0, "district": 30.0, "province": 120.0, "country": 500.0, "region": 500.0}
_NEAR_KM = 12.0
"""How far a place of the same name may lie from the row's coordinates and still be meant."""
_REMEMBERED = 50_000


class RowPlaces:
    """Resolves the places of rows against the gazetteer; most rows name a place that another has named."""

    def __init__(self, gazetteer: Gazetteer, pack: Pack) -> None:
        self._gazetteer = gazetteer
        self._provinces = {
            (place.country, _sound(name)): place.name
            for place in pack.places
            if place.precision == "province"
            for name in (place.name, *place.aliases)
        }
        self._known: dict[tuple[Any, ...], Place] = {}

    def reader(self, spec: Mapping[str, Any], header: Header, decimal: str) -> Getter:
        """Reads the place of a row; raises `RowError` for coordinates that are none."""
        local = Header(header.at, header.nothing | {str(w).casefold() for w in spec.get("nothing") or ()}, header.wide)
        words = value_of(spec.get("words"), local, bare_is_column=True)
        lat, lon = (value_of(spec.get(name), local, bare_is_column=True) for name in ("lat", "lon"))
        province, country = (value_of(spec.get(name), local, bare_is_column=True) for name in ("province", "country"))
        fine = value_of(spec.get("precision"), local)
        radius = spec.get("radius_km")

        def read(cells: Cells) -> Place | None:
            code = fine(cells)
            name = code if isinstance(code, str) else (code or {}).get("precision")
            wide = radius if isinstance(code, str) or code is None else code.get("radius_km", radius)
            asked: tuple[Any, ...] = (words(cells), lat(cells), lon(cells), province(cells), country(cells), name, wide)
            if not any(asked[:5]):
                return None
            if asked not in self._known:
                if len(self._known) >= _REMEMBERED:
                    self._known.clear()
                self._known[asked] = self._place(*asked, decimal=decimal)
            return self._known[asked]

        return read

    def _place(
        self,
        words: str | None,
        lat: str | None,
        lon: str | None,
        province: str | None,
        country: str | None,
        precision: PlacePrecision | None,
        radius: float | None,
        *,
        decimal: str,
    ) -> Place:
        y, x = _degrees(lat, 90, decimal), _degrees(lon, 180, decimal)
        said = words or province or country or f"{lat}, {lon}"
        named = _country(country)
        part = self._part(province, named)
        spot = self._spot(said, y, x, part, named, precision)
        fine = precision or (spot.precision if spot else "settlement" if y is not None else None)
        km_around = radius or (spot.radius_km if spot else _RADIUS[fine] if fine else None)
        if spot is None:
            at = None if y is None or x is None else f"at:{y:.4f},{x:.4f}"
            return Place(said, None, at, y, x, km_around if at else None, fine, part, named)
        wide = max(km_around or 0.0, spot.radius_km)
        if y is None or x is None:
            y, x = spot.lat, spot.lon
        return Place(said, None, spot.id, y, x, wide, fine, spot.province or part, spot.country or named)

    def _spot(
        self,
        words: str,
        lat: float | None,
        lon: float | None,
        part: str | None,
        country: str | None,
        precision: str | None,
    ) -> Spot | None:
        """The gazetteer's place of that name where the row's coordinates, province and country agree with it."""
        for name in _names(words):
            spots = [s for s in self._gazetteer.meanings(name) if _fits(s, lat, lon, part, country, precision)]
            if spots:
                return min(spots, key=lambda s: (not s.pack, _away(s, lat, lon), -s.population, s.id))
        return None

    def _part(self, province: str | None, country: str | None) -> str | None:
        """The province as the pack names it, else as the row does without the word for what it is."""
        if province is None:
            return None
        for name in _names(province):
            if (ours := self._provinces.get((country, _sound(name)))) is not None:
                return ours
            for spot in self._gazetteer.meanings(name):
                if spot.precision == "province" and country in (None, spot.country):
                    return spot.province or spot.name
        return _names(province)[-1]


def _fits(
    spot: Spot, lat: float | None, lon: float | None, part: str | None, country: str | None, precision: str | None
) -> bool:
    if country is not None and spot.country not in (None, country) and spot.name != country:
        return False
    if precision is not None and spot.precision not in _AKIN[precision]:
        return False
    if lat is None or lon is None:
        return spot.province == part if part and spot.precision not in ("country", "region") else True
    return _away(spot, lat, lon) <= max(_NEAR_KM, spot.radius_km)


_AKIN: dict[str, tuple[str, ...]] = {
    "site": ("site", "settlement"),
    "settlement": ("site", "settlement"),
    "district": ("district",),
    "province": ("province",),
    "country": ("country",),
    "region": ("region",),
}


def _away(spot: Spot, lat: float | None, lon: float | None) -> float:
    if lat is None or lon is None:
        return 0.0
    return km(spot, Spot("", "", lat, lon, 0.0, "site", None, None))


def _names(words: str) -> list[str]:
    """A name and what is left of it without brackets and without the word for what it is.

    >>> _names("Homs Governorate (Syria)")
    ['Homs Governorate (Syria)', 'Homs Governorate', 'Homs']
    """
    bare = _BRACKET.sub("", words).strip()
    return [name for name in dict.fromkeys((words, bare, _KIND.sub("", bare).strip())) if name]


def _sound(name: str) -> str:
    """A province's name without its article and however its last letter is written.

    >>> _sound("Ar Raqqah") == _sound("Raqqa")
    True
    """
    return name_key(_ARTICLE.sub("", name)).rstrip("h")


def _country(words: str | None) -> str | None:
    """The country under the name that places bear, else as the row has it."""
    if words is None:
        return None
    names = [*_names(words), *re.findall(r"\(([^)]+)\)", words)]
    code = next((iso_codes()[name] for name in names if name in iso_codes()), None)
    return next((name for name, iso in iso_codes().items() if iso == code), words) if code else words


def _degrees(cell: str | None, limit: int, decimal: str) -> float | None:
    if cell is None:
        return None
    found = number_of(cell, decimal=decimal)
    if found is None:
        raise RowError(f"has {cell[:40]!r} where degrees were expected")
    if abs(found) > limit:
        raise RowError(f"has {cell} degrees, which is no place on the globe; expected at most {limit}")
    return found
