"""Which place each name means, decided by the whole document.

A reading gains by its size, by lying in a country or province that the document names, by "X, Y" where Y holds X, and
by lying near readings of the other names (Leidner 2007's minimality; Speriosu & Baldridge 2013 use the same signals).
The theatre's own places gain only where the document is about the theatre, so that they capture nothing elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from recount.words.world import Spot

NEAR_KM = 150.0
"""Scale on which neighbours count; no other value was tried."""


@dataclass(slots=True)
class Reading:
    """The readings of one name, where it stands in the text, and the one chosen."""

    start: int
    end: int
    spots: list[Spot]
    inside: str | None = None
    chosen: Spot | None = None


def resolve(text: str, readings: Sequence[Reading], *, theatre: float) -> None:
    """Choose for each reading; `theatre` (0 to 1) says how far the document is about the pack's countries."""
    for reading in readings:
        reading.chosen = max(reading.spots, key=lambda s: _prior(s, theatre))
    told = _told(text, readings)
    for _ in range(2):
        context = _Context(readings)
        chosen = [_best(text, i, readings, context, theatre, told) for i in range(len(readings))]
        for reading, spot in zip(readings, chosen, strict=True):
            reading.chosen = spot


class _Context:
    """What the document speaks of: countries and parts of countries, each with its number of names."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.countries: dict[str, float] = {}
        self.parts: dict[tuple[str, str], float] = {}
        self.centres: dict[str, Spot] = {}
        for reading in readings:
            spot = reading.chosen
            if spot is None:
                continue
            if spot.precision == "country" or len(reading.spots) < 4:
                self.countries[spot.region] = self.countries.get(spot.region, 0) + 1
            if spot.province and (spot.precision == "province" or len(reading.spots) < 4):
                part = (spot.region, spot.province)
                self.parts[part] = self.parts.get(part, 0) + 1
            if spot.precision not in ("country", "region"):
                self.centres.setdefault(spot.id, spot)


def _prior(spot: Spot, theatre: float) -> float:
    bonus = 3.0 * theatre if spot.pack else (1.0 + 2.0 * theatre) * (spot.precision == "country")
    return math.log10(spot.population + 300) + bonus


def _best(
    text: str, i: int, readings: Sequence[Reading], context: _Context, theatre: float, told: frozenset[tuple[str, str]]
) -> Spot:
    reading = readings[i]
    if len(reading.spots) == 1:
        return reading.spots[0]
    after = _container(text, readings, i)
    name = text[reading.start : reading.end].casefold()
    return max(reading.spots, key=lambda s: _score(s, after, context, theatre) + _ONCE_TOLD * ((name, s.id) in told))


_ONCE_TOLD = 4.0


def _told(text: str, readings: Sequence[Reading]) -> frozenset[tuple[str, str]]:
    """Names with the reading that "X, Y" gives them somewhere: a text seldom means two towns by one name."""
    found = set()
    for i, reading in enumerate(readings):
        after = _container(text, readings, i)
        held = [s for s in reading.spots if any(_holds(outer, s) for outer in after)]
        if held:
            found.add((text[reading.start : reading.end].casefold(), max(held, key=lambda s: s.population).id))
    return frozenset(found)


def _score(spot: Spot, after: Sequence[Spot], context: _Context, theatre: float) -> float:
    score = _prior(spot, theatre)
    score += min(3.0, 1.0 * context.countries.get(spot.region, 0))
    if spot.province:
        score += min(3.0, 1.5 * context.parts.get((spot.region, spot.province), 0))
    near = sum(math.exp(-km(spot, other) / NEAR_KM) for other in context.centres.values() if other.id != spot.id)
    score += min(3.0, near)
    if any(_holds(outer, spot) for outer in after):
        score += 6.0
    return score


def _container(text: str, readings: Sequence[Reading], i: int) -> Sequence[Spot]:
    """Readings of Y in "X, Y" or "X in Y" right after X."""
    if i + 1 == len(readings):
        return ()
    between = text[readings[i].end : readings[i + 1].start].strip()
    if between in (",", "in", ", in", "in the", "("):
        return [s for s in readings[i + 1].spots if s.precision in ("province", "country")]
    return ()


def _holds(outer: Spot, inner: Spot) -> bool:
    if outer.id == inner.id or outer.region != inner.region:
        return False
    if outer.precision == "country":
        return True
    return inner.province == outer.province if inner.province else km(outer, inner) <= outer.radius_km


def km(a: Spot, b: Spot) -> float:
    """Great-circle distance of two spots on a sphere of 6,371 km."""
    p, q = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))
