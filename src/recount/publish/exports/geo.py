"""Events on the map: GeoJSON (RFC 7946), and the rows of a GeoParquet file (1.1).

A point is given no finer than the words: what is known to a province or coarser has no geometry, and keeps its province
and country as columns.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from recount.publish.exports.holding import Holding, Made, best_of, total
from recount.publish.geojson import DRAWN, collection
from recount.records.codec import dumps, to_dict

GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
}
"""The `geo` metadata of the file: WGS 84, longitude first, as the standard has it where nothing else is said."""
COLUMNS = {
    "geometry": "BLOB", "id": "VARCHAR", "type": "VARCHAR", "mode": "VARCHAR", "start": "DATE", "stop": "DATE",
    "date_precision": "VARCHAR", "actors": "VARCHAR", "targets": "VARCHAR", "place": "VARCHAR",
    "place_precision": "VARCHAR", "radius_km": "DOUBLE", "province": "VARCHAR", "country": "VARCHAR",
    "killed_low": "DOUBLE", "killed_best": "DOUBLE", "killed_high": "DOUBLE", "accounts": "BIGINT", "origins": "BIGINT",
    "disputed": "BOOLEAN", "mission": "VARCHAR", "grade_proposed": "VARCHAR", "words": "VARCHAR",
    "published_by": "VARCHAR",
}  # fmt: skip
"""Columns of the GeoParquet file with their kinds; `stop` is the first day after."""


def geojson(held: Holding) -> Made:
    """The collection of features; each has the whole event as its properties."""
    made = collection(to_dict(event) for event in held.events)
    return Made((dumps(made) + "\n").encode(), {"they are known no finer than a province": made["not_drawn"]})


def parquet_rows(held: Holding) -> Iterator[dict[str, Any]]:
    """The rows of the GeoParquet file; `geometry` as the hexadecimal digits of its bytes."""
    for event in held.events:
        time, place, killed = event.time, event.place, total(event, "killed")
        drawn = place is not None and place.precision in DRAWN and place.lat is not None and place.lon is not None
        yield {
            "geometry": point(place.lon or 0.0, place.lat or 0.0).hex() if drawn and place is not None else None,
            "id": event.id, "type": event.type, "mode": event.mode,
            "start": time.start[:10] if time is not None and time.start else None,
            "stop": time.end[:10] if time is not None and time.end else None,
            "date_precision": time.precision if time is not None else None,
            "actors": "; ".join(held.name(party) for party in held.sides(event, "actor")),
            "targets": "; ".join(held.name(party) for party in held.sides(event, "target")),
            "place": place.words if place else None, "place_precision": place.precision if place else None,
            "radius_km": place.radius_km if place else None, "province": place.province if place else None,
            "country": place.country if place else None, "killed_low": killed.low if killed else None,
            "killed_best": best_of(killed), "killed_high": killed.high if killed else None,
            "accounts": len(event.accounts), "origins": len(event.origins), "disputed": bool(event.disputes),
            "mission": event.mission, "grade_proposed": event.grade.proposed, "words": held.words(event),
            "published_by": held.publishers(event),
        }  # fmt: skip


def point(lon: float, lat: float) -> bytes:
    """A point as well-known binary, little end first."""
    return struct.pack("<BIdd", 1, 1, lon, lat)
