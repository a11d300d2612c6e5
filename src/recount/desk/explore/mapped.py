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

import numpy as np
from numpy.typing import NDArray

from recount.desk.explore.choice import Box, Mask, Rows
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


def view_of(asked: Box, width: float) -> View:
    """The view that shows a box in a picture of this width."""
    height = round(width * TALL)
    return View(_fitted(asked, width / height), width, height)


def around(columns: EventColumns, mask: Mask) -> Box:
    """What holds nearly all of the places of a selection; the inhabited earth where it has none."""
    placed = mask & (columns.fineness <= AREA)
    lon, lat = columns.lon[placed], columns.lat[placed]
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
    placed = mask & (columns.fineness <= AREA)
    with np.errstate(invalid="ignore"):
        shown = placed & (columns.lon >= view.box.west) & (columns.lon <= view.box.east)
        shown &= (columns.lat >= view.box.south) & (columns.lat <= view.box.north)
    rows = np.flatnonzero(shown)
    point = columns.fineness[rows] == POINT
    areas, left = _areas(columns, rows[~point], view)
    return Mapped(
        view, " ".join(_paths(_world(), view)), " ".join(_paths(_rings(home), view)) if home else "",
        tuple(_points(columns, rows[point], view)), areas, int(placed.sum()) - len(rows), left,
    )  # fmt: skip


def _points(columns: EventColumns, rows: Rows, view: View) -> Iterator[Circle]:
    lon, lat, place = columns.lon[rows], columns.lat[rows], columns.places.codes[rows]
    if not len(lon):
        return
    across, down = view.per_degree
    x, y = (lon - view.box.west) * across, (view.box.north - lat) * down
    wide, tall = int(view.width // CELL) + 1, int(view.height // CELL) + 1
    cell = (y // CELL).astype(np.int64) * wide + (x // CELL).astype(np.int64)
    count = np.bincount(cell, minlength=wide * tall)
    full = np.flatnonzero(count)
    many = count[full]
    mean_x, mean_y = np.bincount(cell, x, len(count))[full] / many, np.bincount(cell, y, len(count))[full] / many
    most = float(many.max())
    share = np.sqrt(many / most) if most > 1 else np.full(len(many), 0.1)
    first = np.full(len(count), -1)
    first[cell] = place
    several = np.bincount(cell, first[cell] != place, len(count)) > 0
    for n, at_x, at_y, radius, number in zip(
        full.tolist(), np.round(mean_x, 1).tolist(), np.round(mean_y, 1).tolist(),
        np.round(SMALLEST + (LARGEST - SMALLEST) * share, 1).tolist(), many.tolist(), strict=True,
    ):  # fmt: skip
        row, column = divmod(n, wide)
        box = Box(
            view.box.west + column * CELL / across, view.box.north - (row + 1) * CELL / down,
            view.box.west + (column + 1) * CELL / across, view.box.north - row * CELL / down,
        )  # fmt: skip
        names = () if several[n] or first[n] < 0 else (columns.places.names[int(first[n])],)
        yield Circle(at_x, at_y, radius, number, box, names)


def _areas(columns: EventColumns, rows: Rows, view: View) -> tuple[tuple[Circle, ...], int]:
    codes = columns.places.codes[rows]
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


def _paths(outlines: Outlines, view: View) -> Iterator[str]:
    """Outlines that touch the view, as commands of an SVG path in its pixels. Steps of less than one are left out."""
    (across, down), box = view.per_degree, view.box
    low, high = outlines.low, outlines.high
    touch = (high[:, 0] >= box.west) & (low[:, 0] <= box.east) & (high[:, 1] >= box.south) & (low[:, 1] <= box.north)
    for n in np.flatnonzero(touch).tolist():
        ring = outlines.rings[n]
        if low[n, 0] < box.west or high[n, 0] > box.east or low[n, 1] < box.south or high[n, 1] > box.north:
            ring = _near(ring, box)
        x, y = (ring[:, 0] - box.west) * across, (box.north - ring[:, 1]) * down
        points = np.rint(np.column_stack([x, y])).astype(np.int64)
        points = points[np.any(np.diff(points, axis=0, prepend=points[:1] - 1) != 0, axis=1)]
        if len(points) > 2:
            yield "M" + "L".join(f"{a} {b}" for a, b in points.tolist()) + "Z"


def _near(ring: Ring, box: Box) -> Ring:
    """The ring without what goes on beyond one side of the box: a way that stays on the far side of a line may be cut
    short there, and what lies inside the box is enclosed as it was."""
    x, y = ring[:, 0], ring[:, 1]
    across = np.where(x < box.west, 1, np.where(x > box.east, 2, 0))
    side = np.where(across > 0, across, np.where(y < box.south, 3, np.where(y > box.north, 4, 0)))
    before, after = np.concatenate((side[-1:], side[:-1])), np.concatenate((side[1:], side[:1]))
    kept: Ring = ring[(side == 0) | (side != before) | (side != after)]
    return kept


Ring = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Outlines:
    """Closed rings, with the least and the greatest longitude and latitude of each."""

    rings: tuple[Ring, ...]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


def _outlines(rings: Sequence[Ring]) -> Outlines:
    none = np.empty((0, 2))
    return Outlines(
        tuple(rings),
        np.array([ring.min(axis=0) for ring in rings]) if rings else none,
        np.array([ring.max(axis=0) for ring in rings]) if rings else none,
    )


@cache
def _world() -> Outlines:
    text = resources.files("recount.desk.explore").joinpath("world.json").read_text(encoding="utf-8")
    return _outlines([np.array(ring, dtype=np.float64) for ring in json.loads(text)])


@cache
def _rings(shapes: str) -> Outlines:
    found = []
    for feature in json.loads(shapes)["features"]:
        geometry = feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        found += [np.array(ring, dtype=np.float64)[:, :2] for polygon in polygons for ring in polygon]
    return _outlines(found)
