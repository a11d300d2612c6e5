"""What a pack holds, counted by kind: the table at the head of its check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recount.words.entries import ActorEntry, PlaceEntry
from recount.words.pack import Pack


@dataclass(frozen=True, slots=True)
class Coverage:
    """`held` entries of a kind; `arabic` with a name in Arabic script; `sure`: places verified, actors of which
    some date is known (their own, or of a parent, holder, relation or former name)."""

    part: str
    kind: str
    held: int
    arabic: int
    sure: int


def coverage_of(pack: Pack) -> Iterator[Coverage]:
    """Actors by kind, then places by kind, the most numerous first, with a total before each."""
    actors = list(pack.actors.values())
    places = list(pack.places)
    yield _actors("all", actors)
    for kind in _kinds([a.kind for a in actors]):
        yield _actors(kind, [a for a in actors if a.kind == kind])
    yield _places("all", places)
    for kind in _kinds([p.kind for p in places]):
        yield _places(kind, [p for p in places if p.kind == kind])


def _kinds(kinds: list[str]) -> list[str]:
    return sorted(set(kinds), key=lambda kind: (-kinds.count(kind), kind))


def _actors(kind: str, rows: list[ActorEntry]) -> Coverage:
    return Coverage("actors", kind, len(rows), sum(bool(a.arabic) for a in rows), sum(map(_dated, rows)))


def _dated(actor: ActorEntry) -> bool:
    return bool(actor.since or actor.until) or any(
        period.start or period.end
        for periods in (actor.parents, actor.holders, actor.relations, actor.called)
        for period in periods
    )


def _places(kind: str, rows: list[PlaceEntry]) -> Coverage:
    sure = sum(p.verified.startswith("yes") for p in rows)
    return Coverage("places", kind, len(rows), sum(bool(p.arabic) for p in rows), sure)
