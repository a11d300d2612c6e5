"""Outlines of provinces on the ground: whether a place lies inside, and how far outside it lies (WGS 84 degrees)."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from recount.records import PackError

Ring = Sequence[Sequence[float]]
MARGIN_KM = 12.0
"""How far outside its outline a place may lie, since outlines are drawn for small maps."""


def outlines_in(path: Path) -> dict[tuple[str, str], list[Ring]]:
    """The outer rings of each province of a GeoJSON file, by country and name; raises `PackError`."""
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        return {
            (str(f["properties"]["country"]), str(f["properties"]["name"])): _rings(f["geometry"])
            for f in features
            if f["properties"].get("kind") == "province"
        }
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise PackError(
            f"{path.name}: not GeoJSON of provinces ({type(error).__name__}: {error}); expected features with kind, "
            f"country and name, as polygons"
        ) from error


def _rings(geometry: Mapping[str, Any]) -> list[Ring]:
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return [polygon[0] for polygon in polygons]


def outside_km(ring: Ring, lat: float, lon: float) -> float:
    """0 inside the ring (even-odd rule), else the distance to its nearest edge in kilometres."""
    inside = False
    nearest = math.inf
    for (x1, y1, *_), (x2, y2, *_) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
        length = (x2 - x1) ** 2 + (y2 - y1) ** 2
        t = 0.0 if length == 0 else max(0.0, min(1.0, ((lon - x1) * (x2 - x1) + (lat - y1) * (y2 - y1)) / length))
        nearest = min(nearest, km(lat, lon, y1 + t * (y2 - y1), x1 + t * (x2 - x1)))
    return 0.0 if inside else nearest


def km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance on a sphere of 6,371 km."""
    p, q, d = math.radians(lat1), math.radians(lat2), math.radians(lon2 - lon1)
    a = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(d / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, a)))
