"""Where, compared: whether one place can be the other, lies in it, is near it, or is elsewhere."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Literal

from recount.records import Place
from recount.words.normalise import fold

Where = Literal["same", "inside", "near", "far", "unknown"]

RANK = {"site": 0, "settlement": 1, "district": 2, "province": 3, "country": 4, "region": 5, None: 6}
"""Fineness of a precision: smaller is finer."""

_EARTH_KM = 6371.0088
_DEGREE_KM = 111.19
"""A little less than a degree of latitude: two places are never nearer than their latitudes are."""


def km_between(a: Place, b: Place) -> float | None:
    """Great-circle distance of the centres in kilometres (haversine on the mean sphere), if both have one."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    dlat, dlon = radians(b.lat - a.lat), radians(b.lon - a.lon)
    h = sin(dlat / 2) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(dlon / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(h)))


def is_fine(place: Place | None) -> bool:
    """Whether the place is a district or finer: fine enough that another such place can contradict it."""
    return place is not None and RANK[place.precision] <= RANK["district"]


def relation(a: Place | None, b: Place | None) -> Where:
    """How two places stand, as far as their words allow.

    `inside`: one holds the other. `near`: two named places whose radii meet. `far`: they cannot be one place.
    `unknown`: at least one is not named, is not resolved, or is a region without bounds.
    """
    if a is None or b is None:
        return "unknown"
    if a.id is not None and a.id == b.id:
        return "same"
    if a.id is None or b.id is None:
        return "same" if fold(a.words) == fold(b.words) else "unknown"
    if _differs(a.country, b.country) or _differs(a.province, b.province):
        return "near" if _radii_meet(a, b) and is_fine(a) and is_fine(b) else "far"
    if is_fine(a) and is_fine(b):
        return _fine(a, b)
    coarse, other = (a, b) if RANK[a.precision] >= RANK[b.precision] else (b, a)
    if coarse.precision == "province":
        return _against(coarse.province, other.province, same=other.precision == "province")
    if coarse.precision == "country":
        return _against(coarse.country, other.country, same=other.precision == "country")
    return "unknown"


def _fine(a: Place, b: Place) -> Where:
    if latitudes_part(a, b):
        return "far"
    apart = km_between(a, b)
    if apart is None:
        return "unknown"
    if a.precision != b.precision:
        coarse = max(a, b, key=lambda p: RANK[p.precision])
        if apart <= (coarse.radius_km or 0.0):
            return "inside"
    return "near" if apart <= (a.radius_km or 0.0) + (b.radius_km or 0.0) else "far"


def _against(coarse: str | None, fine: str | None, *, same: bool) -> Where:
    if coarse is None or fine is None:
        return "unknown"
    if coarse != fine:
        return "far"
    return "same" if same else "inside"


def _differs(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a != b


def _radii_meet(a: Place, b: Place) -> bool:
    if latitudes_part(a, b):
        return False
    apart = km_between(a, b)
    return apart is not None and apart <= (a.radius_km or 0.0) + (b.radius_km or 0.0)


def latitudes_part(a: Place, b: Place) -> bool:
    """Whether latitudes alone lie too far apart for the radii to meet: most pairs of a province need no more."""
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return False
    return abs(a.lat - b.lat) * _DEGREE_KM > (a.radius_km or 0.0) + (b.radius_km or 0.0)
