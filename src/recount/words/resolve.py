"""Which place each name means, decided by the whole document.

Each name votes for the countries, parts of countries and squares of the globe in which its readings lie, an ambiguous
name with the share that it gives to each reading; then each reading is scored by its size and by the votes of the
other names, and the shares are drawn anew (Leidner 2007's minimality, softened as in Speriosu & Baldridge 2013, so that
no wrong first guess drags the others along). "X, Y" where Y holds X decides at once; one name means one place in one
text unless it is told otherwise on the spot. The theatre's own places gain only where the document is about the
theatre, so that they capture nothing elsewhere.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from recount.words.world import Spot

ROUNDS = 3
"""Votes are counted so often; five times moved two places in a thousand, in LGL for the better, in GeoVirus for the
worse."""
SHARPNESS = 2.0
"""How fast a reading's share falls with its score, in powers of e for each decade of people. Tried with the figures
below on every second article of LGL and GeoVirus: all lie on a flat top."""
COUNTRY, PART, SQUARE = 1.0, 1.5, 1.0
"""What one undivided vote for the country, for its part, or near by is worth, in decades of people."""
MOST = 3.0
"""What the votes of one kind are worth at most, however many: they say where a text is, and no more."""
HELD, ONCE_TOLD = 6.0, 4.0
"""What "X, Y" is worth where it stands, and in the rest of the text: a text seldom means two towns by one name."""


@dataclass(slots=True)
class Reading:
    """The readings of one name, where it stands in the text, and the one chosen."""

    start: int
    end: int
    spots: list[Spot]
    chosen: Spot | None = None


def resolve(
    text: str, readings: Sequence[Reading], *, theatre: float, manner: Mapping[str, float] | None = None
) -> None:
    """Choose for each reading. `theatre` (0 to 1) says how far the document is about the pack's countries, `manner`
    how much its way of writing speaks for a country (iso code)."""
    names = _names(text, readings)
    context = _Context(theatre, manner or {})
    for name in names.values():
        name.shares = _shares([context.prior(s) for s in name.spots])
        context.count(name)
    for _ in range(ROUNDS):
        scored = [[context.score(s, name) for s in name.spots] for name in names.values()]
        context.forget()
        for name, scores in zip(names.values(), scored, strict=True):
            name.scores = [score + name.told.get(s.id, 0.0) for s, score in zip(name.spots, scores, strict=True)]
            name.shares = _shares(name.scores)
            context.count(name)
    for i, reading in enumerate(readings):
        name = names[_key(text, reading)]
        outers, inners = _containers(text, readings, i), _contained(text, readings, i)
        gains = [
            HELD * (any(_holds(outer, s) for outer in outers) or any(_holds(s, inner) for inner in inners))
            for s in name.spots
        ]
        at = max(range(len(name.spots)), key=lambda k: name.scores[k] + gains[k])
        reading.chosen = name.spots[at]


@dataclass(slots=True)
class _Name:
    """A name of the text: its readings with the share of its vote that each has, and what it is told to be."""

    spots: list[Spot]
    told: dict[str, float] = field(default_factory=dict)
    scores: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)


_Key = tuple[str, tuple[str, ...]]


def _key(text: str, reading: Reading) -> _Key:
    return text[reading.start : reading.end].casefold(), tuple(s.id for s in reading.spots)


def _names(text: str, readings: Sequence[Reading]) -> dict[_Key, _Name]:
    names: dict[_Key, _Name] = {}
    for i, reading in enumerate(readings):
        name = names.setdefault(_key(text, reading), _Name(reading.spots))
        outers = _containers(text, readings, i)
        held = [s for s in reading.spots if any(_holds(outer, s) for outer in outers)]
        if held:
            name.told[max(held, key=lambda s: s.population).id] = ONCE_TOLD
    return names


class _Context:
    """What the document speaks of: votes by country, by part of a country and by square, of all its names."""

    def __init__(self, theatre: float, manner: Mapping[str, float]) -> None:
        self._theatre = theatre
        self._manner = manner
        self.forget()

    def forget(self) -> None:
        self._countries: defaultdict[str, float] = defaultdict(float)
        self._provinces: defaultdict[str, float] = defaultdict(float)
        self._parts: defaultdict[tuple[str, str], float] = defaultdict(float)
        self._squares: defaultdict[tuple[int, int], float] = defaultdict(float)

    def count(self, name: _Name) -> None:
        for spot, share in zip(name.spots, name.shares, strict=True):
            self._countries[spot.region] += share
            if spot.precision == "province":
                self._provinces[spot.region] += share
            if (part := _part(spot)) is not None:
                self._parts[part] += share
            if spot.precision not in ("country", "region"):
                self._squares[_square(spot)] += share

    def prior(self, spot: Spot) -> float:
        bonus = 3.0 * self._theatre if spot.pack else (1.0 + 2.0 * self._theatre) * (spot.precision == "country")
        gain = self._manner.get(spot.region, 0.0)
        return math.log10(spot.population + 300) + bonus + gain

    def score(self, spot: Spot, name: _Name) -> float:
        """The prior and the votes of the other names."""
        own_country = own_part = own_near = own_provinces = 0.0
        part, around = _part(spot), set(_around(spot))
        for other, share in zip(name.spots, name.shares, strict=True):
            if other.region == spot.region:
                own_country += share
                own_provinces += share * (other.precision == "province")
                own_part += share * (part is not None and _part(other) == part)
                own_near += share * (_square(other) in around and other.precision not in ("country", "region"))
        country = self._countries[spot.region] - own_country if spot.region else 0.0
        parts = self._parts[part] - own_part if part is not None else 0.0
        if spot.precision == "country":
            parts = near = country  # what lies in a wide place lies near it; provinces are told beside each other
        elif spot.precision == "province":
            near = max(parts, self._provinces[spot.region] - own_provinces)
        elif spot.precision == "region":
            near = 0.0
        else:
            near = sum(self._squares.get(square, 0.0) for square in around) - own_near
        return self.prior(spot) + sum(
            min(MOST, worth * max(0.0, votes)) for worth, votes in ((COUNTRY, country), (PART, parts), (SQUARE, near))
        )


def _part(spot: Spot) -> tuple[str, str] | None:
    part = spot.province or spot.part
    return (spot.region, part) if part and spot.precision != "country" else None


def _square(spot: Spot) -> tuple[int, int]:
    return round(spot.lat), round(spot.lon)


def _around(spot: Spot) -> Iterator[tuple[int, int]]:
    lat, lon = _square(spot)
    return ((lat + i, lon + j) for i in (-1, 0, 1) for j in (-1, 0, 1))


def _shares(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    weights = [math.exp(SHARPNESS * (score - top)) for score in scores]
    total = sum(weights)
    return [weight / total for weight in weights]


def _containers(text: str, readings: Sequence[Reading], i: int) -> Sequence[Spot]:
    """Readings of Y in "X, Y" or "X in Y" right after X."""
    if i + 1 == len(readings):
        return ()
    between = text[readings[i].end : readings[i + 1].start].strip()
    if between in (",", "in", ", in", "in the", "("):
        return [s for s in readings[i + 1].spots if s.precision in ("province", "country", "district")]
    return ()


def _contained(text: str, readings: Sequence[Reading], i: int) -> Sequence[Spot]:
    """Readings of X in "X, Y" right before Y."""
    return readings[i - 1].spots if i and _containers(text, readings, i - 1) else ()


def _holds(outer: Spot, inner: Spot) -> bool:
    if outer.id == inner.id or outer.region != inner.region:
        return False
    if outer.precision == "country":
        return True
    if outer.precision not in ("province", "district"):
        return False
    if outer.precision == "district":
        return inner.precision == "settlement" and km(outer, inner) <= outer.radius_km + 10
    return inner.province == outer.province if inner.province else km(outer, inner) <= outer.radius_km


def km(a: Spot, b: Spot) -> float:
    """Great-circle distance of two spots on a sphere of 6,371 km."""
    p, q = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))
