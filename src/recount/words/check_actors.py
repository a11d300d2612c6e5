"""What does not hold among a pack's actors: circles of parents, dates that contradict, names that two actors share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from recount.records.problem import Problem
from recount.words.entries import ActorEntry, Called, Holder, Parent, Tie
from recount.words.names import claimants_of
from recount.words.pack import ABOVE, Pack
from recount.words.pack_draft import near

FILE = "actors.yaml"
ARABIC = "\u0600\u06ff"
OPEN_START, OPEN_END = "0000", "9999"
Period = Parent | Holder | Tie | Called


def actor_problems(pack: Pack) -> Iterator[Problem]:
    """Errors among the actors that no single entry shows."""
    groups = pack.about.get("groups") or {}
    for entry in pack.actors.values():
        yield from _groups(entry, groups)
        yield from _parents(entry)
        yield from _holders(entry)
        yield from _times(entry)
        for name in entry.arabic:
            if not in_arabic(name):
                yield _error("not Arabic", entry.id, f"{name!r} in `arabic`", "Arabic script", "move it to aliases")
    yield from _circles(pack)
    yield from _shared(pack)
    yield from _orphans(pack)


def in_arabic(name: str) -> bool:
    """Whether a name is written in Arabic letters; digits, spaces and dashes may stand among them."""
    letters = [c for c in name if c.isalpha()]
    return bool(letters) and all(ARABIC[0] <= c <= ARABIC[1] for c in letters)


def overlap(one: Period, other: Period) -> bool:
    """Whether two half-open periods share a day; an open bound reaches for ever."""
    latest = max(one.start or OPEN_START, other.start or OPEN_START)
    return latest < min(one.end or OPEN_END, other.end or OPEN_END)


def backwards(period: Period) -> bool:
    """Whether a period ends before it starts, or on the same day; months and years are compared as far as they go."""
    if period.start is None or period.end is None:
        return False
    known = min(len(period.start), len(period.end))
    return period.end[:known] < period.start[:known] or (known == 10 and period.end == period.start)


def dated(period: Period) -> bool:
    """Whether a period has a bound, and its bounds do not contradict each other."""
    return bool(period.start or period.end) and not backwards(period)


def when(period: Period) -> str:
    """The period in words."""
    return f"from {period.start or 'the beginning'} until {period.end or 'now'}"


def _error(kind: str, entry: str, found: str, expected: str, advice: str) -> Problem:
    return Problem("error", kind, FILE, entry, found, expected, advice)


def _groups(entry: ActorEntry, groups: Mapping[str, object]) -> Iterator[Problem]:
    for group in (*entry.groups, *entry.apart):
        if group not in groups:
            yield _error(
                "unknown group",
                entry.id,
                f"the group {group!r} is not described",
                "a key of groups in pack.yaml",
                near(group, groups),
            )


def _parents(entry: ActorEntry) -> Iterator[Problem]:
    for parent in entry.parents:
        if parent.id == entry.id:
            yield _error("own parent", entry.id, "it is its own parent", "another actor", "take the line out")
        if backwards(parent):
            yield _error(
                "ends before it starts",
                entry.id,
                f"{parent.relation} {parent.id} {when(parent)}",
                "an end after the start",
                "swap the dates, or correct the year",
            )
    for one, other in combinations(entry.parents, 2):
        if (one.id, one.relation) == (other.id, other.relation) and overlap(one, other):
            yield _error(
                "dates overlap",
                entry.id,
                f"{one.relation} {one.id} twice, {when(one)} and {when(other)}",
                "periods that do not overlap",
                "join the two lines",
            )


def _times(entry: ActorEntry) -> Iterator[Problem]:
    """Relations and names of a time that end before they start, and ties of an actor to itself."""
    for tie in entry.relations:
        if tie.id == entry.id:
            yield _error("own parent", entry.id, f"it {tie.relation} itself", "another actor", "take the line out")
    periods: list[tuple[str, Period]] = [(f"{tie.relation} {tie.id}", tie) for tie in entry.relations]
    periods += [(called.name, called) for called in entry.called]
    periods.append(("the actor itself", Parent(entry.id, start=entry.since, end=entry.until)))
    for name, period in periods:
        if backwards(period):
            yield _error(
                "ends before it starts",
                entry.id,
                f"{name} {when(period)}",
                "an end after the start",
                "swap the dates, or correct the year",
            )


def _holders(entry: ActorEntry) -> Iterator[Problem]:
    for holder in entry.holders:
        if backwards(holder):
            yield _error(
                "ends before it starts",
                entry.id,
                f"{holder.name} {when(holder)}",
                "an end after the start",
                "swap the dates, or correct the year",
            )
    for one, other in combinations(entry.holders, 2):
        if one_office(entry, one, other) and dated(one) and dated(other) and overlap(one, other):
            yield _error(
                "two holders at once",
                entry.id,
                f"{one.name} {when(one)} and {other.name} {when(other)}",
                "one holder of an office on a day",
                "end the earlier one on the day on which the later begins",
            )


def one_office(entry: ActorEntry, one: Holder, other: Holder) -> bool:
    """Whether two holders held the same office. An entry of kind `office` is one; another entry (a government) is
    represented by several, which only `office` of each holder, where given, tells apart."""
    offices = [holder.office for holder in (one, other)]
    if one.name == other.name:
        return offices[0] == offices[1]
    return offices[0] == offices[1] and (entry.kind == "office" or offices[0] is not None)


def _circles(pack: Pack) -> Iterator[Problem]:
    """Actors that stand above themselves on some day. Each circle is told once, from its first actor on."""
    told: set[frozenset[str]] = set()
    for start in pack.actors:
        for path in _ways(pack.actors, [start], Parent(start)):
            if frozenset(path) not in told:
                told.add(frozenset(path))
                yield _error(
                    "circle",
                    start,
                    f"it stands above itself: {' -> '.join(path)}",
                    "parents that lead upwards",
                    "take one of these parents out, or end it before the other begins",
                )


def _ways(actors: Mapping[str, ActorEntry], path: list[str], period: Parent) -> Iterator[list[str]]:
    for parent in actors[path[-1]].parents:
        if parent.relation not in ABOVE or parent.id not in actors or parent.id == path[-1]:
            continue
        both = Parent(parent.id, parent.relation, *_common(period, parent))
        if backwards(both):
            continue
        if parent.id == path[0]:
            yield [*path, parent.id]
        elif parent.id not in path and len(path) < 12:
            yield from _ways(actors, [*path, parent.id], both)


def _common(one: Parent, other: Parent) -> tuple[str | None, str | None]:
    starts = [p.start for p in (one, other) if p.start]
    ends = [p.end for p in (one, other) if p.end]
    return max(starts, default=None), min(ends, default=None)


def _shared(pack: Pack) -> Iterator[Problem]:
    """Names that two actors bear and no country tells apart: the text could not say whom it means."""
    held: dict[tuple[str, ...], dict[str, str]] = {}
    for entry in pack.actors.values():
        for keys, _ in claimants_of(replace(entry, holders=())):  # a person may change offices
            held.setdefault(keys, {})[entry.id] = entry.id
    pairs: dict[tuple[str, str], list[str]] = {}
    for keys, ids in held.items():
        for one, other in combinations(ids, 2):
            if not _apart(pack.actors[one], pack.actors[other]):
                pairs.setdefault((one, other), []).append(" ".join(keys))
    for (one, other), names in pairs.items():
        yield _error(
            "shared name",
            one,
            f"it shares {_some(names)} with {other}",
            "a name for one actor, or two countries",
            "take the name from one of them, or give each its country",
        )


def _apart(one: ActorEntry, other: ActorEntry) -> bool:
    return bool(one.country and other.country and one.country != other.country)


def _some(names: list[str]) -> str:
    quoted = ", ".join(map(repr, sorted(names)[:3]))
    return quoted + (f" and {len(names) - 3} more names" if len(names) > 3 else "")


def _orphans(pack: Pack) -> Iterator[Problem]:
    for exclusion in pack.exclusions:
        known: Iterable[str] = pack.actors if exclusion.what == "actor" else (p.id for p in pack.places)
        if exclusion.id is not None and exclusion.id not in set(known):
            yield Problem(
                "error",
                "unknown id",
                "hand/exclusions.tsv",
                exclusion.words,
                f"{exclusion.what} {exclusion.id!r}",
                "an id of the pack, or nothing",
                near(exclusion.id, known),
            )
