"""GeoJSON (RFC 7946) of events or claims, with how exact each place is.

A record that is known to its province or coarser is a feature without geometry: a point at the middle of a province
would be read as a place where something happened. It keeps its province and country as properties.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

DRAWN = frozenset({"site", "settlement", "district"})
"""Precisions that may be drawn as a point with their radius."""


def collection(records: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """A FeatureCollection. `not_drawn` counts the features without geometry."""
    features = [feature(record) for record in records]
    missing = sum(1 for one in features if one["geometry"] is None)
    return {"type": "FeatureCollection", "features": features, "not_drawn": missing}


def feature(record: Mapping[str, Any]) -> dict[str, Any]:
    """One event or claim as a feature; its properties are the record itself and its place laid flat."""
    place = _place(record)
    return {
        "type": "Feature",
        "id": record["id"],
        "geometry": _point(place),
        "properties": {
            "place_words": place.get("words"),
            "precision": place.get("precision"),
            "radius_km": place.get("radius_km"),
            "province": place.get("province"),
            "country": place.get("country"),
            **record,
        },
    }


def _place(record: Mapping[str, Any]) -> Mapping[str, Any]:
    place = record.get("place")
    if isinstance(place, list):
        return place[0] if place else {}
    return place or {}


def _point(place: Mapping[str, Any]) -> dict[str, Any] | None:
    if place.get("lat") is None or place.get("lon") is None or place.get("precision") not in DRAWN:
        return None
    return {"type": "Point", "coordinates": [place["lon"], place["lat"]]}
