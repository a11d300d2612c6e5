"""Which pairs of claims are worth comparing, asked in SQL: never a whole square, and never a look at what is far off.

Two claims become a pair where at least one of these holds, their families agree and their days meet:

- both name a province or finer, and the one place can be, hold or touch the other, across a border of provinces too;
- they stand in one text (a report and its copies);
- their sentences are the same, word for word (a copy that nobody linked);
- one names no place finer than a country, both are placed on a day, and they share an exact figure or a rare mode.

Rows of datasets are paired with texts by the first of these (inside one province) and by figures, and never with one
another.

Whether two claims are a pair follows from the two alone. So the pairs of a few new claims with all that are held are
those which a look at everything would find, and it does not matter in what order or company they came.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product
from math import floor

from recount.reconcile.facts import Facts
from recount.reconcile.weights import Weights
from recount.reconcile.where import RANK, is_fine, latitudes_part, relation
from recount.records import Place

Pair = tuple[str, str]

LONG_SENTENCE = 8
"""Telling words from which an identical sentence is worth a look by itself: shorter ones are formulas."""

LONGEST_ROW = 62
"""Days over which a row is sought among texts; one that says only the year is like everything of that year."""

TELLING_FIGURE = 3
"""Figures from which an exact one is worth a look by itself."""

_WEEK = 7
_EVER = 10**9

_TABLES = """
CREATE TABLE placed (place INT, family TEXT, week INT, claim TEXT, start INT, stop INT, is_row INT);
CREATE TABLE reach (here INT, there INT, across INT);
CREATE TABLE marked (mark TEXT, claim TEXT, start INT, stop INT, coarse INT);
CREATE TABLE arriving (claim TEXT PRIMARY KEY);
"""

_INDEXES = """
CREATE INDEX IF NOT EXISTS placed_at ON placed (place, family, week, start);
CREATE INDEX IF NOT EXISTS placed_by ON placed (claim);
CREATE INDEX IF NOT EXISTS reach_of ON reach (here);
CREATE INDEX IF NOT EXISTS marked_as ON marked (mark);
CREATE INDEX IF NOT EXISTS marked_by ON marked (claim);
"""
"""Made once the first claims are in, which is quicker than to keep them while those come."""

_MET_IN_PLACE = """
SELECT DISTINCT a.claim, b.claim
FROM arriving JOIN placed a ON a.claim = arriving.claim JOIN reach r ON r.here = a.place
JOIN placed b ON b.place = r.there AND b.family = a.family AND b.week = a.week AND b.start < a.stop
WHERE a.start < b.stop AND a.claim <> b.claim AND a.is_row + b.is_row < 2 - r.across
AND (a.claim < b.claim OR b.claim NOT IN arriving)
"""

_MET_BY_MARK = """
SELECT DISTINCT a.claim, b.claim
FROM arriving JOIN marked a ON a.claim = arriving.claim
JOIN marked b ON b.mark = a.mark AND a.start < b.stop AND b.start < a.stop
WHERE a.claim <> b.claim AND (a.coarse OR b.coarse) AND (a.claim < b.claim OR b.claim NOT IN arriving)
"""


class Blocks:
    """The claims held so far under the keys by which others are sought: place and week, text, sentence, figure."""

    def __init__(self, table: Weights) -> None:
        self.held: dict[str, Facts] = {}
        self._broad = table.windows["broad"]
        self._sql = sqlite3.connect(":memory:", isolation_level=None)
        self._sql.executescript(_TABLES)
        self._numbers: dict[Place, int] = {}
        self._areas: dict[object, list[Place]] = defaultdict(list)
        self._rare = table.rare

    def drop(self, claims: Iterable[str]) -> None:
        """Forget these claims."""
        gone = [(claim,) for claim in claims if self.held.pop(claim, None) is not None]
        self._sql.executemany("DELETE FROM placed WHERE claim = ?", gone)
        self._sql.executemany("DELETE FROM marked WHERE claim = ?", gone)

    def take(self, facts: Iterable[Facts]) -> list[Pair]:
        """Hold claims that were not held; the pairs of one of them with any held, sorted, the smaller id first."""
        new = list(facts)
        self.held.update((f.id, f) for f in new)
        self._sql.execute("DELETE FROM arriving")
        self._sql.executemany("INSERT INTO arriving VALUES (?)", ((f.id,) for f in new))
        placed = (row for f in new for row in self._at(f))
        self._sql.executemany("INSERT INTO placed VALUES (?, ?, ?, ?, ?, ?, ?)", placed)
        marked = (row for f in new for row in _marks(f, self._rare))
        self._sql.executemany("INSERT INTO marked VALUES (?, ?, ?, ?, ?)", marked)
        self._sql.executescript(_INDEXES)
        found = {_ordered(a, b) for a, b in self._sql.execute(_MET_IN_PLACE)}
        found |= {_ordered(a, b) for a, b in self._sql.execute(_MET_BY_MARK) if self._may_be_one(a, b)}
        return sorted(found)

    def _at(self, f: Facts) -> Iterator[tuple[object, ...]]:
        longest = self._broad if f.row is None else LONGEST_ROW
        if f.place is None or not is_placed(f) or f.days is None or f.days.length > longest:
            return
        place = self._number(replace(f.place, words="" if f.place.id else f.place.words, span=None))
        for week in range(f.days.start // _WEEK, (f.days.end - 1) // _WEEK + 1):
            yield place, f.family, week, f.id, f.days.start, f.days.end, f.row is not None

    def _number(self, place: Place) -> int:
        """The place's number; one that is new learns which places it can be, hold or touch."""
        if place not in self._numbers:
            new = self._numbers[place] = len(self._numbers)
            for other in self._near(place):
                if relation(place, other) != "far":
                    met, across = self._numbers[other], _area(other) != _area(place)
                    both = [(new, met, across), (met, new, across)]
                    self._sql.executemany("INSERT INTO reach VALUES (?, ?, ?)", both)
            self._sql.execute("INSERT INTO reach VALUES (?, ?, 0)", (new, new))
            for key in (_area(place), _cell(place)):
                self._areas[key].append(place)
        return self._numbers[place]

    def _near(self, place: Place) -> Iterator[Place]:
        """Places of the same province, and fine ones of others within a degree or so."""
        if not is_fine(place) or (cell := _cell(place)) is None:
            yield from self._areas[_area(place)]
            return
        area = _area(place)
        yield from (other for other in self._areas[area] if not (is_fine(other) and latitudes_part(place, other)))
        for lat, lon in product((-1, 0, 1), repeat=2):
            for other in self._areas.get((cell[0] + lat, cell[1] + lon), ()):
                if not latitudes_part(place, other) and is_fine(other) and _area(other) != area:
                    yield other

    def _may_be_one(self, a: str, b: str) -> bool:
        """Marks of one text or sentence settle it; those that only share a figure or a mode must not be far apart."""
        one, other = self.held[a], self.held[b]
        if one.row is None and other.row is None and (one.group == other.group or _long_sentence(one, other)):
            return True
        return relation(one.place, other.place) != "far"


def pairs_in(facts: Iterable[Facts], table: Weights) -> list[Pair]:
    """Candidate pairs among these claims, each in order, the list sorted."""
    return Blocks(table).take(facts)


def is_placed(f: Facts) -> bool:
    """Whether the claim names a province or finer."""
    return f.place is not None and f.place.province is not None and RANK[f.place.precision] <= RANK["province"]


def exact_figures(f: Facts) -> Iterator[tuple[str, float]]:
    """Measures with an exact figure that is worth a look by itself."""
    for (measure, _), (low, high) in f.figures.items():
        if low is not None and low == high and low >= TELLING_FIGURE:
            yield measure, low


def _area(place: Place) -> tuple[str, str]:
    return place.country or "", place.province or ""


def _cell(place: Place) -> tuple[int, int] | None:
    """The square of a degree in which the place lies."""
    return None if place.lat is None or place.lon is None else (floor(place.lat), floor(place.lon))


def _marks(f: Facts, rare: frozenset[str]) -> Iterator[tuple[object, ...]]:
    """Marks with the days in which others that bear them are met. Two claims placed finely are no pair by a figure."""
    if f.row is None:
        start, stop = (f.days.start, f.days.end) if f.days else (-_EVER, _EVER)
        yield f"text {f.family} {f.group}", f.id, start, stop, True
        if len(f.words) >= LONG_SENTENCE:
            yield f"sentence {f.family} {f.sentence_key}", f.id, start, stop, True
    elif not is_placed(f) or (f.days is not None and f.days.length > LONGEST_ROW):
        return
    if f.days is not None and f.days.firm:
        for measure, number in set(exact_figures(f)):
            mark = f"figure {f.family} {f.days.start} {measure} {float(number)!r}"
            yield mark, f.id, f.days.start, f.days.end, not is_placed(f)
        if f.mode in rare and f.row is None:
            yield f"mode {f.family} {f.days.start} {f.mode}", f.id, f.days.start, f.days.end, not is_placed(f)


def _long_sentence(a: Facts, b: Facts) -> bool:
    return a.sentence_key == b.sentence_key and min(len(a.words), len(b.words)) >= LONG_SENTENCE


def _ordered(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
