"""The selection on a map: nothing is drawn finer than the words.

Places known as points are gathered into circles, whose area is the number of events; events known only to a province
are open, dashed circles as wide as the province; what is known no finer than a country or to no place is counted beside
the map. Everything is laid out in the pixels of the view, so that a script need only move the picture while it asks for
the next one.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from recount.desk.explore.choice import Box, Mask
from recount.store.columns import AREA, POINT, EventColumns

CELL = 30.0
"""Pixels within which places become one circle."""
SMALLEST, LARGEST = 4.0, 24.0
_KM = 111.195
"""Kilometres of one degree of latitude."""
_WIDE_KM = 50.0
"""Of a province whose extent nobody states."""
_MARGIN = 1.15
MOST_AREAS = 60
TALL = 0.6
"""Height of the map as a share of its width."""


@dataclass(frozen=True, slots=True)
class View:
    """What stretch of the earth the picture shows, and how large the picture is: equirectangular about its middle."""

    box: Box
    width: float
    height: float

    @property
    def per_degree(self) -> tuple[float, float]:
        """Pixels of one degree of longitude and of latitude."""
        return self.width / (self.box.east - self.box.west), self.height / (self.box.north - self.box.south)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a place lies in the picture."""
        across, down = self.per_degree
        return (lon - self.box.west) * across, (self.box.north - lat) * down


@dataclass(frozen=True, slots=True)
class Circle:
    """Events at places near one another, or in one province. `box` is what to narrow the view to."""

    x: float
    y: float
    radius: float
    count: int
    box: Box
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mapped:
    """The picture: outlines as paths, circles of points, open circles of provinces, and how many are not on it."""

    view: View
    world: str
    home: str
    points: tuple[Circle, ...]
    areas: tuple[Circle, ...]
    outside: int
    """Events with a point or a province beyond the view."""
    areas_left: int
    """Provinces that are not drawn since there are too many."""


def view_of(columns: EventColumns, mask: Mask, asked: Box | None, width: float) -> View:
    """The view: the box that is asked for, else what holds nearly all of the selection's places."""
    height = round(width * TALL)
    if asked is None:
        placed = mask & (columns.fineness <= AREA)
        asked = _around(columns.lon[placed], columns.lat[placed])
    return View(_fitted(asked, width / height), width, height)


def _around(lon: np.ndarray[Any, np.dtype[np.float64]], lat: np.ndarray[Any, np.dtype[np.float64]]) -> Box:
    if not len(lon):
        return Box(-170.0, -58.0, 180.0, 78.0)
    west, east = np.quantile(lon, [0.005, 0.995]).tolist()
    south, north = np.quantile(lat, [0.005, 0.995]).tolist()
    across, down = max(east - west, 1.0) * (_MARGIN - 1), max(north - south, 1.0) * (_MARGIN - 1)
    return Box(west - across, south - down, east + across, north + down)


def _fitted(box: Box, shape: float) -> Box:
    """The box grown to the shape of the picture, a degree of longitude being as long as it is in the middle."""
    middle = (box.south + box.north) / 2
    squeeze = max(0.2, math.cos(math.radians(middle)))
    across, down = (box.east - box.west) * squeeze, box.north - box.south
    across, down = max(across, down * shape, 0.02), max(down, across / shape, 0.02 / shape)
    lon = (box.west + box.east) / 2
    half = min(across / squeeze / 2, 180.0)
    lon = min(max(lon, half - 180.0), 180.0 - half)
    middle = min(max(middle, down / 2 - 90.0), 90.0 - down / 2) if down < 180 else 0.0
    return Box(lon - half, middle - min(down / 2, 90.0), lon + half, middle + min(down / 2, 90.0))


def mapped(columns: EventColumns, mask: Mask, view: View, home: str | None) -> Mapped:
    """The events of a mask on the map of a view; `home` are the outlines of the theatre's provinces (GeoJSON)."""
    with np.errstate(invalid="ignore"):
        inside = (columns.lon >= view.box.west) & (columns.lon <= view.box.east)
        inside &= (columns.lat >= view.box.south) & (columns.lat <= view.box.north)
    placed = mask & (columns.fineness <= AREA)
    shown = placed & inside
    areas, left = _areas(columns, shown & (columns.fineness == AREA), view)
    return Mapped(
        view, " ".join(_paths(_world(), view)), " ".join(_paths(_rings(home), view)) if home else "",
        tuple(_points(columns, shown & (columns.fineness == POINT), view)), areas,
        int(placed.sum() - shown.sum()), left,
    )  # fmt: skip


def _points(columns: EventColumns, mask: Mask, view: View) -> Iterator[Circle]:
    lon, lat, place = columns.lon[mask], columns.lat[mask], columns.places.codes[mask]
    if not len(lon):
        return
    across, down = view.per_degree
    x, y = (lon - view.box.west) * across, (view.box.north - lat) * down
    wide, tall = int(view.width // CELL) + 1, int(view.height // CELL) + 1
    cell = (y // CELL).astype(np.int64) * wide + (x // CELL).astype(np.int64)
    count = np.bincount(cell, minlength=wide * tall)
    some = np.maximum(count, 1)
    mean_x, mean_y = np.bincount(cell, x, len(count)) / some, np.bincount(cell, y, len(count)) / some
    most = float(count.max())
    first = np.full(len(count), -1)
    first[cell] = place
    several = np.bincount(cell, first[cell] != place, len(count)) > 0
    for n in np.flatnonzero(count).tolist():
        row, column = divmod(n, wide)
        box = Box(
            view.box.west + column * CELL / across, view.box.north - (row + 1) * CELL / down,
            view.box.west + (column + 1) * CELL / across, view.box.north - row * CELL / down,
        )  # fmt: skip
        names = () if several[n] or first[n] < 0 else (columns.places.names[int(first[n])],)
        radius = SMALLEST + (LARGEST - SMALLEST) * math.sqrt(float(count[n]) / most) if most > 1 else SMALLEST + 2
        yield Circle(
            round(float(mean_x[n]), 1), round(float(mean_y[n]), 1), round(radius, 1), int(count[n]), box, names
        )


def _areas(columns: EventColumns, mask: Mask, view: View) -> tuple[tuple[Circle, ...], int]:
    codes = columns.places.codes[mask]
    rows = np.flatnonzero(mask)
    found, first, count = np.unique(codes, return_index=True, return_counts=True)
    order = np.argsort(-count, kind="stable")
    circles = []
    for n in order[:MOST_AREAS].tolist():
        row = rows[first[n]]
        lon, lat, km = (
            float(columns.lon[row]),
            float(columns.lat[row]),
            float(np.nan_to_num(columns.radius_km[row], nan=_WIDE_KM)),
        )
        x, y = view.at(lon, lat)
        high, wide = km / _KM, km / _KM / max(0.2, math.cos(math.radians(lat)))
        box = Box(max(-180.0, lon - wide), max(-90.0, lat - high), min(180.0, lon + wide), min(90.0, lat + high))
        name = (columns.places.names[int(found[n])],) if found[n] >= 0 else ()
        circles.append(Circle(round(x, 1), round(y, 1), round(high * view.per_degree[1], 1), int(count[n]), box, name))
    return tuple(circles), max(0, len(order) - MOST_AREAS)


def _paths(rings: Sequence[Any], view: View) -> Iterator[str]:
    """Outlines that touch the view, as commands of an SVG path in its pixels. Steps of less than one are left out."""
    across, down = view.per_degree
    for ring in rings:
        low, high = ring.min(axis=0), ring.max(axis=0)
        if high[0] < view.box.west or low[0] > view.box.east or high[1] < view.box.south or low[1] > view.box.north:
            continue
        x, y = (ring[:, 0] - view.box.west) * across, (view.box.north - ring[:, 1]) * down
        points = np.round(np.column_stack([x, y])).astype(np.int64)
        kept = np.any(np.diff(points, axis=0, prepend=points[:1] - 1) != 0, axis=1)
        points = points[kept]
        if len(points) > 2:
            yield "M" + "L".join(f"{a} {b}" for a, b in points.tolist()) + "Z"


@cache
def _world() -> tuple[Any, ...]:
    text = resources.files("recount.desk.explore").joinpath("world.json").read_text(encoding="utf-8")
    return tuple(np.array(ring, dtype=np.float64) for ring in json.loads(text))


@cache
def _rings(shapes: str) -> tuple[Any, ...]:
    found = []
    for feature in json.loads(shapes)["features"]:
        geometry = feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        found += [np.array(ring, dtype=np.float64)[:, :2] for polygon in polygons for ring in polygon]
    return tuple(found)
