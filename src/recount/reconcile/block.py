"""Which pairs of claims are worth comparing: near-linear in the number of claims, and never a whole square.

Two claims become a pair where at least one of these holds, their families agree and their days meet (rows of datasets
are paired elsewhere, in `rows`, and never with one another):

- both name a province or finer, and the one place can be, hold or touch the other;
- they stand in one text (a report and its copies);
- their sentences are the same, word for word (a copy that nobody linked);
- one names no place finer than a country, both are placed on a day, and they share an exact figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from recount.reconcile.days import Days
from recount.reconcile.facts import Facts
from recount.reconcile.weights import Weights
from recount.reconcile.where import RANK, relation
from recount.records import Place

Pair = tuple[str, str]

LONG_SENTENCE = 8
"""Telling words from which an identical sentence is worth a look by itself: shorter ones are formulas."""


def pairs_in(facts: Iterable[Facts], table: Weights) -> list[Pair]:
    """Candidate pairs of claim ids, each in order, the list sorted."""
    ordered = sorted((f for f in facts if f.row is None), key=lambda f: f.id)
    found: set[Pair] = set()
    for pair in _all(ordered, table):
        found.add(pair if pair[0] < pair[1] else (pair[1], pair[0]))
    return sorted(found)


def _all(facts: Sequence[Facts], table: Weights) -> Iterator[Pair]:
    areas: dict[tuple[str, ...], dict[Place, list[Facts]]] = defaultdict(lambda: defaultdict(list))
    texts: dict[tuple[str, ...], list[Facts]] = defaultdict(list)
    sentences: dict[tuple[str, ...], list[Facts]] = defaultdict(list)
    for f in facts:
        texts[(f.group, f.family)].append(f)
        if len(f.words) >= LONG_SENTENCE:
            sentences[(f.sentence_key, f.family)].append(f)
        place = f.place
        if place is not None and _placed(f) and f.days is not None and f.days.length <= table.windows["broad"]:
            bare = replace(place, words="" if place.id else place.words, span=None)
            areas[(place.country or "", place.province or "", f.family)][bare].append(f)
    for at in areas.values():
        yield from _in_area(at)
    for members in (*texts.values(), *sentences.values()):
        yield from ((a.id, b.id) for a, b in combinations(members, 2) if _may_meet(a.days, b.days))
    yield from _by_figure(facts)


def _placed(f: Facts) -> bool:
    return f.place is not None and f.place.province is not None and RANK[f.place.precision] <= RANK["province"]


def _may_meet(a: Days | None, b: Days | None) -> bool:
    return a is None or b is None or a.meets(b)


def _in_area(at: Mapping[Place, Sequence[Facts]]) -> Iterator[Pair]:
    """Pairs of one province: places first (few), then the days of claims at places that can be one."""
    places = list(at)
    for i, here in enumerate(places):
        yield from _overlapping(at[here])
        for there in places[i + 1 :]:
            if relation(here, there) != "far":
                yield from _between(at[here], at[there])


def _overlapping(members: Sequence[Facts]) -> Iterator[Pair]:
    """Pairs whose days meet, by a sweep over starts."""
    active: list[tuple[int, str]] = []
    for f in sorted(members, key=_start):
        start, end = _bounds(f)
        active = [(stop, other) for stop, other in active if stop > start]
        yield from ((other, f.id) for _, other in active)
        active.append((end, f.id))


def _between(left: Sequence[Facts], right: Sequence[Facts]) -> Iterator[Pair]:
    """Pairs of one of `left` with one of `right` whose days meet, by a sweep over both."""
    active: tuple[list[tuple[int, str]], list[tuple[int, str]]] = ([], [])
    tagged = [(f, 0) for f in left] + [(f, 1) for f in right]
    for f, side in sorted(tagged, key=lambda item: _start(item[0])):
        start, end = _bounds(f)
        others = active[1 - side]
        others[:] = [(stop, other) for stop, other in others if stop > start]
        yield from ((other, f.id) for _, other in others)
        active[side].append((end, f.id))


def _by_figure(facts: Sequence[Facts]) -> Iterator[Pair]:
    """Claims on one day that share an exact figure, where at least one names nothing finer than a country."""
    coarse: dict[tuple[object, ...], list[Facts]] = defaultdict(list)
    placed: dict[tuple[object, ...], list[Facts]] = defaultdict(list)
    for f in facts:
        if f.days is None or not f.days.firm:
            continue
        for (measure, _), (low, high) in f.figures.items():
            if low is not None and low == high and low >= 3:
                (placed if _placed(f) else coarse)[(f.family, f.days.start, measure, low)].append(f)
    for key, members in coarse.items():
        yield from ((a.id, b.id) for a, b in combinations(members, 2) if relation(a.place, b.place) != "far")
        for a in members:
            yield from ((a.id, b.id) for b in placed.get(key, ()) if relation(a.place, b.place) != "far")


def _start(f: Facts) -> tuple[int, str]:
    return _bounds(f)[0], f.id


def _bounds(f: Facts) -> tuple[int, int]:
    return (f.days.start, f.days.end) if f.days else (0, 0)
