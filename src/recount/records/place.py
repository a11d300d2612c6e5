"""Where: a named place with a radius, never finer than the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recount.records.text import Span

PlacePrecision = Literal["site", "settlement", "district", "province", "country", "region"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place as a report names it.

    `id` is the gazetteer's (`pack:...` or `geonames:...`), `None` when the words could not be resolved; then the
    coordinates are `None` too and the words remain; a row of a dataset with coordinates of its own has those in its id
    (`at:34.8825,36.7076`) where no place of the gazetteer agrees with them in name and distance. `lat` and `lon` are
    WGS 84 degrees of the centre;
    `radius_km` covers what the words may mean. `province` and `country` are names as the pack writes them.
    """

    words: str
    span: Span | None = None
    id: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    precision: PlacePrecision | None = None
    province: str | None = None
    country: str | None = None
