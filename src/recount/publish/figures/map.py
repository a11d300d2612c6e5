"""A static map: places as circles by their number of events, places known only to a province as shaded areas.

Nothing is drawn finer than the words. What is known to a country or a region, or to no place, is counted in the
caption. Without the pack's outlines the same numbers stand in the table.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from recount.publish.context import Context
from recount.publish.figures.svg import drawing, element, link, text
from recount.publish.keys import slug
from recount.records.publication import Cell, Counted, Drawing, Hit, Part, Said, Table, When

WIDTH = 720.0
MARGIN = 8.0
LARGEST = 22.0
"""Radius of the largest circle; area is in proportion to the count."""
NAMED, LONGEST = 8, 24
"""Places named on the map at most, and letters of a name."""
POINTS = frozenset({"site", "settlement", "district"})

Ring = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Frame:
    """Equirectangular projection about the middle latitude of the outlines; degrees to picture units."""

    west: float
    east: float
    south: float
    north: float

    @property
    def scale(self) -> float:
        return (WIDTH - 2 * MARGIN) / ((self.east - self.west) * self._squeeze)

    @property
    def height(self) -> float:
        return (self.north - self.south) * self.scale + 2 * MARGIN

    @property
    def _squeeze(self) -> float:
        return math.cos(math.radians((self.north + self.south) / 2))

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.west) * self.scale * self._squeeze + MARGIN, (self.north - lat) * self.scale + MARGIN

    def holds(self, lon: float, lat: float) -> bool:
        return self.west <= lon <= self.east and self.south <= lat <= self.north


def map_of(context: Context, key: str, section: str) -> Drawing:
    """The events of a measure in the quarter on the map of the theatre."""
    measure = context.measure(key)
    groups = _groups(context, key, context.hits(key))
    outlines = _outlines(context.shapes)
    unit = measure.unit[1]
    title = f"Where reports place {unit}"
    names = {g.place: g for g in groups if g.kind == "area"}
    drawn: set[str] = set()
    svg = ""
    if outlines:
        frame = _frame([outline for outline in outlines if outline.province] or outlines)
        areas = [_area(frame, outline, names, drawn, section) for outline in outlines]
        points = [g for g in groups if g.kind == "point" and frame.holds(g.lon, g.lat)]
        drawn |= {g.counted.key for g in points}
        described = "Circles are places, their area the number of events; shaded provinces are events known no finer."
        circles = _circles(frame, points)
        svg = drawing(
            f"map-{section}",
            WIDTH,
            frame.height,
            title,
            described,
            _hatch(section),
            *areas,
            *circles,
            *_names(frame, points),
        )
    rest = [g for g in groups if g.counted.key not in drawn]
    rows = tuple((_place(g), (_PRECISION[g.kind],), (g.counted,)) for g in groups)
    table = Table((title,), ("Place", "Known to", unit[:1].upper() + unit[1:]), rows, numeric=(2,))
    return Drawing(f"map-{section}", svg, _caption(context, title, rest, bool(outlines)), table)


@dataclass(frozen=True, slots=True)
class Group:
    """Events at one place. `kind` says how finely the words place it."""

    kind: str
    place: str
    country: str
    lon: float
    lat: float
    counted: Counted


_PRECISION = {"point": "a place", "area": "a province", "country": "a country or a region", "none": "no place"}


def _groups(context: Context, key: str, hits: Iterable[Hit]) -> list[Group]:
    found: dict[tuple[str, str, str], list[Hit]] = defaultdict(list)
    for hit in hits:
        found[_home(hit)].append(hit)
    groups = []
    for (kind, home, country), mine in found.items():
        name = slug("-".join((kind, home, country)))
        place = _called(mine) if kind == "point" else home
        counted = context.ledger.measured(
            f"map-{name}-{key}", context.measure(key), mine, about=place or "no place known"
        )
        at = next((h for h in mine if h.lon is not None and h.lat is not None), None)
        lon, lat = (at.lon or 0.0, at.lat or 0.0) if at is not None else (math.nan, math.nan)
        groups.append(Group(kind, place, country, lon, lat, counted))
    order = list(_PRECISION)
    return sorted(groups, key=lambda g: (order.index(g.kind), -(g.counted.value or 0), g.place, g.country))


def _home(hit: Hit) -> tuple[str, str, str]:
    """Where an event may be drawn: a point only where the words are as fine as a district."""
    country = hit.country or ""
    if hit.place_precision in POINTS and hit.lat is not None:
        return "point", hit.place_id or f"{hit.lat} {hit.lon}", country
    if hit.province:
        return "area", hit.province, country
    if hit.country or hit.place:
        return "country", hit.country or hit.place or "", country
    return "none", "", ""


def _called(hits: Sequence[Hit]) -> str:
    """The name that most of the events at one place use, the first in the alphabet among equals."""
    names = Counter(hit.place or "" for hit in hits)
    return min(names, key=lambda name: (-names[name], name))


def _caption(context: Context, title: str, rest: Sequence[Group], mapped: bool) -> Cell:
    parts: list[Part] = [f"{title}, ", When(context.quarter.label), ". "]
    if mapped:
        parts.append("Circles are places, in proportion to the best value (hollow where only the range holds any); ")
        parts.append("provinces hatched, and darker the more, hold what is known no finer. ")
    else:
        parts.append("The pack has no outlines of provinces, so that the numbers stand in the table alone. ")
        return tuple(parts)
    nowhere = [g for g in rest if g.kind == "none"]
    others = [g for g in rest if g.kind != "none"]
    if others:
        parts.append("Not drawn, since known only to a country or lying beyond the map: ")
        for index, group in enumerate(others):
            parts += ["; "] * (index > 0) + [Said(group.place), " ", group.counted]
        parts.append(". ")
    for group in nowhere:
        parts += ["With no place: ", group.counted, "."]
    return tuple(parts)


def _place(group: Group) -> Cell:
    if not group.place:
        return ("No place known",)
    if group.country and group.country != group.place:
        return (Said(group.place), ", ", Said(group.country))
    return (Said(group.place),)


def _circles(frame: Frame, points: Sequence[Group]) -> list[str]:
    shapes = []
    for group in sorted(points, key=lambda g: -(g.counted.value or 0.0)):
        x, y = frame.at(group.lon, group.lat)
        value = group.counted.value or 0.0
        radius = _radius(group, points)
        kind = "spot" if value > 0 else "spot hollow"
        shapes.append(
            link(group.counted, group.place, element("circle", {"cx": x, "cy": y, "r": radius, "class": kind}))
        )
    return shapes


def _radius(group: Group, points: Sequence[Group]) -> float:
    """Half the width of a circle whose area is in proportion to the best value."""
    most = max((max(g.counted.value or 0.0, 1.0) for g in points), default=1.0)
    return max(4.0, LARGEST * math.sqrt(max(group.counted.value or 0.0, 1.0) / max(most, 4.0)))


def _names(frame: Frame, points: Sequence[Group]) -> list[str]:
    """Names beside the places with the most, where there is room: a name never stands on another name."""
    written: list[tuple[float, float, float]] = []
    shapes = []
    for group in sorted(points, key=lambda g: (-(g.counted.value or 0.0), g.place)):
        x, y = frame.at(group.lon, group.lat)
        words = group.place if len(group.place) <= LONGEST else group.place[: LONGEST - 1] + "…"
        width, gap = 7.0 * len(words), _radius(group, points) + 4
        left = x + gap if x + gap + width < WIDTH else x - gap - width
        if len(written) >= NAMED or any(abs(y - v) < 16 and left < u + w and u < left + width for u, v, w in written):
            continue
        written.append((left, y, width))
        anchor = "start" if left > x else "end"
        at = left if left > x else x - gap
        shapes.append(text(words, at, y + 4, **{"class": "name", "text-anchor": anchor, "data-scale": ""}))
    return shapes


def _hatch(section: str) -> str:
    """Lines, so that shading holds in print and for eyes that do not tell colours apart."""
    line = element("path", {"d": "M0,6 L6,0", "class": "hatch"})
    size = {"width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}
    return element("defs", {}, element("pattern", {"id": f"hatch-{section}", **size}, line))


def _area(frame: Frame, outline: Outline, groups: Mapping[str, Group], drawn: set[str], section: str) -> str:
    path = {"d": " ".join(_path(frame, ring) for ring in outline.rings), "fill-rule": "evenodd"}
    group = next(
        (g for name, g in groups.items() if outline.province and name.casefold() == outline.label.casefold()), None
    )
    if group is None:
        title = element("title", {}, escape(outline.label))
        return element("path", {**path, "class": "land" if outline.province else "beyond"}, title)
    drawn.add(group.counted.key)
    lines = element("path", {**path, "fill": f"url(#hatch-{section})"})
    most = max((g.counted.value or 0.0 for g in groups.values()), default=1.0) or 1.0
    depth = 0.3 + 0.7 * math.sqrt((group.counted.value or 0.0) / most)
    shaded = element("path", {**path, "class": "area", "fill-opacity": f"{depth:.2f}"}) + lines
    return link(group.counted, f"{group.place}, province only", shaded)


@dataclass(frozen=True, slots=True)
class Outline:
    """A province, or a neighbouring country to lie around them: its name as the pack writes it
    and its rings in degrees."""

    label: str
    province: bool
    rings: tuple[Ring, ...]


def _outlines(shapes: Mapping[str, Any] | None) -> list[Outline]:
    found = []
    for feature in (shapes or {}).get("features", ()):
        geometry = feature.get("geometry") or {}
        kind, coordinates = geometry.get("type"), geometry.get("coordinates", ())
        polygons = [coordinates] if kind == "Polygon" else coordinates if kind == "MultiPolygon" else ()
        rings = tuple(ring for polygon in polygons for ring in polygon)
        if rings:
            about = feature.get("properties") or {}
            province = about.get("kind", "province") == "province"
        found.append(Outline(str(about.get("name", "")), province, rings))
    return sorted(found, key=lambda outline: outline.province)


def _frame(outlines: Iterable[Outline]) -> Frame:
    points = [point for outline in outlines for ring in outline.rings for point in ring]
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    return Frame(min(lons), max(lons), min(lats), max(lats))


def _path(frame: Frame, ring: Ring) -> str:
    """The ring as a path, points closer than half a unit left out."""
    kept: list[tuple[float, float]] = []
    for point in ring:
        x, y = frame.at(point[0], point[1])
        x, y = min(max(x, -WIDTH), 2 * WIDTH), min(max(y, -WIDTH), 2 * WIDTH)
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= 1.2:
            kept.append((x, y))
    return "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in kept) + " Z"
