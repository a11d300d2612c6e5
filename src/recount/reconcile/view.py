"""The event as a view: what its accounts, taken together, say of type, time, place and parties."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from recount.reconcile.account import Heard, by_origin, finest_place
from recount.reconcile.days import Days, days_of, iso, ordinal
from recount.reconcile.where import RANK, relation
from recount.records import Mention, Party, Place, Report, Time
from recount.records.actor import Certainty
from recount.words.normalise import fold

V = TypeVar("V", bound=Hashable)

_CAUTION: dict[str, int] = {"suspected": 0, "claimed": 1, "stated": 2}


def most_held(values: Iterable[tuple[str, V]]) -> V | None:
    """The value that most origins hold; among equals the first by its text. `values` are (origin, value)."""
    origins: dict[V, set[str]] = defaultdict(set)
    for origin, value in values:
        origins[value].add(origin)
    return min(origins, key=lambda v: (-len(origins[v]), str(v)), default=None)


def kind_of(voices: Sequence[Heard]) -> tuple[str | None, str | None]:
    """Type and mode held by most origins; the mode is chosen among claims of that type."""
    type_ = most_held((v.origin.id, v.claim.type) for v in voices if v.claim.type is not None)
    mode = most_held((v.origin.id, v.claim.mode) for v in voices if v.claim.type == type_ and v.claim.mode is not None)
    return type_, mode


def time_of(voices: Sequence[Heard], reports: Mapping[str, Report]) -> Time | None:
    """The narrowest stretch that most origins allow.

    Each origin gives its shortest dated stretch; the event's time is the part of the calendar on which most of them
    agree, the shortest such part, then the first. Without any dated claim the time is half-open: before the end of the
    day on which the first report of it came out.
    """
    dated = [(o, t) for o, own in by_origin(voices).items() if (t := _shortest(own)) is not None]
    if len(dated) == 1:
        return dated[0][1][1]
    if dated:
        return _common([(days, time) for _, (days, time) in dated])
    half = [v.claim.time for v in voices if v.claim.time is not None and v.claim.time.resolved]
    if half:
        return min(half, key=lambda t: (t.start is None, t.start or "", t.end or "9999", t.words or ""))
    published = [d for v in voices if (d := _published(v, reports)) is not None]
    return Time(None, iso(min(published) + 1), "range") if published else None


def place_of(voices: Sequence[Heard]) -> Place | None:
    """The finest place that more than half of the origins which name one allow; failing that, the one most named.

    A place is allowed by an origin whose own finest place is it, holds it, or lies in it.
    """
    named = {o: p for o, own in by_origin(voices).items() if (p := finest_place(own)) is not None}
    if len(named) < 2:
        return replace(next(iter(named.values())), span=None) if named else None

    def support(place: Place) -> int:
        return sum(relation(place, p) in ("same", "inside") for p in named.values())

    def exact(place: Place) -> int:
        return sum(relation(place, p) == "same" for p in named.values())

    allowed = [p for p in named.values() if support(p) * 2 > len(named)]
    if allowed:
        best = min(allowed, key=lambda p: (RANK[p.precision], -exact(p), p.id or "", p.words))
    else:
        best = min(named.values(), key=lambda p: (-exact(p), RANK[p.precision], p.id or "", p.words))
    return replace(best, span=None)


def parties_of(voices: Sequence[Heard]) -> tuple[Party, ...]:
    """Parties by role, those with most origins first; each with the claims that put it in that role.

    A party is known by its catalogue id, else by its folded words. The certainty is the one held by most origins,
    and among equals the more cautious: an accusation does not become a fact by repetition.
    """
    found: dict[tuple[str, str], list[tuple[Heard, Mention]]] = defaultdict(list)
    for voice in voices:
        for role, mentions in (("actor", voice.claim.actor), ("target", voice.claim.target)):
            for mention in mentions:
                found[(role, mention.id or f"words:{fold(mention.words)}")].append((voice, mention))
    parties = [(_party(role, rows), len({v.origin.id for v, _ in rows})) for (role, _), rows in found.items()]
    parties.sort(key=lambda item: (item[0].role, -item[1], item[0].id is None, item[0].id or "", item[0].words))
    return tuple(party for party, _ in parties)


def _party(role: str, rows: Sequence[tuple[Heard, Mention]]) -> Party:
    if len(rows) == 1:
        [(only, who)] = rows
        told = (who.words, who.id, who.sector, who.certainty, (only.claim.id,))
        return Party("actor" if role == "actor" else "target", *told)
    words = Counter(m.words for _, m in rows)
    held: dict[Certainty, set[str]] = defaultdict(set)
    for voice, mention in rows:
        held[mention.certainty].add(voice.origin.id)
    return Party(
        role="actor" if role == "actor" else "target",
        words=min(words, key=lambda w: (-words[w], w)),
        id=rows[0][1].id,
        sector=most_held((v.origin.id, m.sector) for v, m in rows if m.sector is not None),
        certainty=min(held, key=lambda c: (-len(held[c]), _CAUTION[c])),
        claims=tuple(sorted({v.claim.id for v, _ in rows})),
    )


def _shortest(voices: Iterable[Heard]) -> tuple[Days, Time] | None:
    dated = [(d, t) for v in voices if (t := v.claim.time) is not None and (d := _stated(t)) is not None]
    return min(dated, key=lambda item: (item[0].length, item[0].start, item[1].words or ""), default=None)


def _stated(time: Time) -> Days | None:
    if time.start is None or time.end is None:
        return None
    return days_of(time, None, {}, denial=False)


def _common(dated: Sequence[tuple[Days, Time]]) -> Time:
    """The part of the calendar that most stretches share, as a claim words it where one does."""
    edges = sorted({edge for days, _ in dated for edge in (days.start, days.end)})
    start, end = min(
        pairwise(edges),
        key=lambda part: (-sum(d.start <= part[0] and part[1] <= d.end for d, _ in dated), part[1] - part[0], part[0]),
    )
    own = [t for d, t in dated if (d.start, d.end) == (start, end)]
    if own:
        return min(own, key=lambda t: (t.words or "", t.start or "", t.end or "", t.precision))
    return Time(iso(start), iso(end), "day" if end - start == 1 else "range")


def _published(voice: Heard, reports: Mapping[str, Report]) -> int | None:
    report = reports.get(voice.claim.report)
    return ordinal(report.published.date) if report else None
