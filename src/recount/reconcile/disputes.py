"""Where accounts cannot both be so, by axis. Silence is not denial, and a later toll is a revision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from recount.reconcile.account import Heard, by_origin, finest_place, narrowest_time
from recount.reconcile.days import ordinal
from recount.reconcile.figures import CIVILIAN_PARTS, FIGHTING_PARTS, current, given_by, words_of
from recount.reconcile.weights import Weights
from recount.reconcile.where import is_fine, relation
from recount.records import Axis, Dispute, Place, Position, Time
from recount.words.pack import Pack

CIVIL = frozenset({"civilians", *CIVILIAN_PARTS} - {"men"})
ARMED = frozenset({"combatants", *FIGHTING_PARTS} - {"police"})

Owned = Mapping[str, Sequence[Heard]]
"""What each origin says."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A value that one origin holds on an axis, in words, with the claims that carry it."""

    value: str
    origin: str
    claims: tuple[str, ...]


def disputes_of(voices: Sequence[Heard], pack: Pack, table: Weights) -> tuple[Dispute, ...]:
    """Disputes of an event, in the order of the axes."""
    if len(voices) < 2:
        return ()
    saying = [v for v in voices if v.happened]
    found = [_occurrence(voices)]
    owned = by_origin(saying)
    if len(owned) > 1:  # one origin contradicts nobody but by denying
        found += [
            _perpetrator(owned, pack),
            _victims(owned),
            *_counts(saying),
            _place(owned),
            _time(owned),
            _manner(owned, table),
        ]
    return tuple(d for d in found if d is not None)


def _occurrence(voices: Sequence[Heard]) -> Dispute | None:
    held = []
    for voice in voices:
        if voice.happened:
            value = "happened" if voice.claim.modality == "actual" else "was attempted"
        elif voice.denies:
            value = "did not happen"
        elif voice.claim.stance == "doubts":
            value = "is doubtful"
        else:
            continue
        held.append(_Held(value, voice.origin.id, (voice.claim.id,)))
    values = {h.value for h in held}
    against = values & {"did not happen", "is doubtful"}
    return _dispute("occurrence", "whether it happened", held) if against and values - against else None


def _perpetrator(owned: Owned, pack: Pack) -> Dispute | None:
    """Origins that name unrelated actors. The two sides of a fight are no dispute: each may be named first."""
    named: dict[str, tuple[frozenset[str], frozenset[str], Sequence[Heard]]] = {}
    targets = {m.id for own in owned.values() for v in own for m in v.claim.target if m.id}
    for origin, own in owned.items():
        ids = frozenset(m.id for v in own for m in v.claim.actor if m.id) - targets
        if ids:
            named[origin] = (ids, frozenset().union(*(pack.ancestors(i) for i in ids)), own)
    apart = {
        origin
        for a, b in combinations(named, 2)
        if named[a][0].isdisjoint(named[b][1]) and named[b][0].isdisjoint(named[a][1])
        for origin in (a, b)
    }
    held = [_Held(_names(named[o][0], pack), o, _ids(named[o][2], "actor")) for o in sorted(apart)]
    return _dispute("perpetrator", "who did it", held) if held else None


def _names(ids: Iterable[str], pack: Pack) -> str:
    return ", ".join(pack.actors[i].name if i in pack.actors else i for i in sorted(ids))


def _victims(owned: Owned) -> Dispute | None:
    """One origin counts only civilians among the dead, another only fighters."""
    held = []
    for origin, own in owned.items():
        classes = {q.of_whom for v in own for q in v.claim.quantity if q.measure == "killed" and q.of_whom}
        sides = {"civilians"} if classes & CIVIL else set()
        sides |= {"fighters"} if classes & ARMED else set()
        if len(sides) == 1:
            held.append(_Held(sides.pop(), origin, _ids(own, "quantity")))
    return (
        _dispute("victim_status", "whether the dead were civilians", held) if len({h.value for h in held}) > 1 else None
    )


def _counts(voices: Sequence[Heard]) -> list[Dispute | None]:
    found: list[Dispute | None] = []
    for (measure, whom), rows in given_by(voices).items():
        standing, _ = current(rows)
        if any(a.clashes(b) for a, b in combinations(standing, 2)):
            held = [_Held(words_of(r), r.origin, r.claims) for r in standing]
            found.append(_dispute("count", f"{measure}, {whom}" if whom else measure, held))
    return found


def _place(owned: Owned) -> Dispute | None:
    def clash(a: Place, b: Place) -> bool:
        how = relation(a, b)
        return how == "far" or (how == "near" and is_fine(a) and is_fine(b))

    named = {o: p for o, own in owned.items() if (p := finest_place(own)) is not None}
    apart = {o for a, b in combinations(named, 2) if clash(named[a], named[b]) for o in (a, b)}
    held = [_Held(named[o].words, o, _ids(owned[o], "place")) for o in sorted(apart)]
    return _dispute("place", "where", held) if held else None


def _time(owned: Owned) -> Dispute | None:
    named = {o: t for o, own in owned.items() if (t := narrowest_time(own)) is not None}
    apart = {o for a, b in combinations(named, 2) if _disjoint(named[a], named[b]) for o in (a, b)}
    held = [_Held(f"{named[o].start or ''}/{named[o].end or ''}", o, _ids(owned[o], "time")) for o in sorted(apart)]
    return _dispute("time", "when", held) if held else None


def _disjoint(a: Time, b: Time) -> bool:
    starts = [ordinal(t.start) for t in (a, b)]
    ends = [ordinal(t.end, ends=True) for t in (a, b)]
    return any(e is not None and s is not None and e <= s for e, s in ((ends[0], starts[1]), (ends[1], starts[0])))


def _manner(owned: Owned, table: Weights) -> Dispute | None:
    """Modes that do not go together, each the only one that its origin gives."""
    modes = {o: {v.claim.mode for v in own if v.claim.mode} for o, own in owned.items()}
    single = {o: next(iter(m)) for o, m in modes.items() if len(m) == 1}
    apart = {
        o
        for a, b in combinations(single, 2)
        if single[a] != single[b] and frozenset((single[a], single[b])) not in table.alike
        for o in (a, b)
    }
    held = [_Held(single[o], o, _ids(owned[o], "mode")) for o in sorted(apart)]
    return _dispute("characterisation", "what kind of act it was", held) if held else None


def _ids(voices: Iterable[Heard], field: str) -> tuple[str, ...]:
    """Claims that fill the field: they carry the position."""
    return tuple(sorted(v.claim.id for v in voices if getattr(v.claim, field)))


def _dispute(axis: Axis, about: str, held: Sequence[_Held]) -> Dispute:
    positions = []
    for value in sorted({h.value for h in held}):
        mine = [h for h in held if h.value == value]
        origins = tuple(sorted({h.origin for h in mine}))
        positions.append(Position(value, origins, tuple(sorted({c for h in mine for c in h.claims}))))
    return Dispute(axis, about, tuple(sorted(positions, key=lambda p: (-len(p.origins), p.value))))
