"""The stage as one function: claims in, events out, and a place for every claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from recount.reconcile.events import Ground, event_of, regraded
from recount.reconcile.facts import Facts, facts_of, happened
from recount.reconcile.gather import Gathered, gathered
from recount.reconcile.judge import orders_from
from recount.reconcile.operations import with_parts
from recount.reconcile.origins import groups_of, origins_of
from recount.reconcile.rows import rows_among
from recount.reconcile.sums import sums_among
from recount.reconcile.weights import Weights, weights
from recount.records import Claim, Copy, Decision, Event, Judgement, Report
from recount.words.pack import Pack

RECONCILER_VERSION = "reconcile-5"
"""Raise it when the same claims would give other events."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What a run believes. Every claim stands in exactly one place: `standing` (id and kind of place, "event" for
    those in an event and the claim's own kind otherwise) or `set_aside` (id and reason).

    `decisions` are the links that made the events and the near misses; `judged` says per judgement what came of it:
    obeyed, undone, superseded, orphaned, or without effect and why. `added` are claims that people read, as they
    stand in the texts of this run.
    """

    events: tuple[Event, ...]
    set_aside: tuple[tuple[str, str], ...]
    standing: tuple[tuple[str, str], ...]
    decisions: tuple[Decision, ...]
    judged: tuple[tuple[str, str], ...] = ()
    added: tuple[Claim, ...] = ()


def reconcile(
    claims: Sequence[Claim],
    reports: Sequence[Report],
    copies: Sequence[Copy],
    judgements: Sequence[Judgement],
    pack: Pack,
    *,
    table: Weights | None = None,
) -> Reconciled:
    """Decide which claims speak of one happening. Pure; the order of the inputs does not matter.

    Only claims of kind `event` become events. A cluster by which nothing happened (only denied, doubted, possible or
    conditional) is set aside with the reason: a denial needs something denied before it can be a side of a dispute.
    So is one that only sums happenings which its report tells one by one.
    """
    used = table or weights()
    by_id = {r.id: r for r in reports}
    orders = orders_from(judgements, list({c.id: c for c in sorted(claims, key=lambda c: c.id)}.values()), by_id)
    sectors = {actor.id: actor.sector for actor in pack.actors.values()}
    every = {c.id: c for c in claims} | orders.added
    known = {i: orders.merges.read(every[i], sectors) if orders.merges else every[i] for i in sorted(every)}
    groups = groups_of(list(by_id.values()), copies)
    origins = origins_of(known.values(), by_id, groups, pack)
    spoken = [c for c in known.values() if c.kind == "event" and c.id not in orders.removed]
    facts = facts_of(spoken, by_id, groups, origins, pack.ancestors, used)
    rows = rows_among(spoken, by_id)
    found, misses = gathered(facts, orders, used, rows)
    sums = sums_among(facts, [g.claims for g in found])
    told = [g for g in found if g.claims[0] not in sums]
    events, empty = _events(told, _dated(told, known, facts), Ground(by_id, groups, origins, pack, used, rows))
    events = regraded(events, orders.regrades, orders.effects.__setitem__)
    events = with_parts(sorted(events, key=_when), pack.ancestors, used)
    aside = {**orders.removed, **empty, **{c: _summed(parts) for c, parts in sums.items()}}
    return Reconciled(
        events=tuple(events),
        set_aside=tuple(sorted(aside.items())),
        standing=tuple((c.id, c.kind) for c in known.values() if c.id not in aside),
        decisions=tuple(sorted({d for e in events for d in e.decisions} | set(misses), key=_pair)),
        judged=tuple(sorted(orders.effects.items())),
        added=tuple(orders.added[i] for i in sorted(orders.added)),
    )


def _events(
    found: Sequence[Gathered], known: Mapping[str, Claim], ground: Ground
) -> tuple[list[Event], dict[str, str]]:
    """Events, and the reason for each claim of a cluster by which nothing happened."""
    events: list[Event] = []
    empty: dict[str, str] = {}
    for cluster in found:
        claims = [known[c] for c in cluster.claims]
        if any(happened(c) for c in claims):
            events.append(event_of(claims, cluster.links, ground))
        else:
            empty.update({c.id: not_happened(c) for c in claims})
    return events, empty


def _dated(found: Sequence[Gathered], known: Mapping[str, Claim], facts: Mapping[str, Facts]) -> dict[str, Claim]:
    """The claims without those days that a reading carried over from another sentence, and that contradict a day which
    a claim of the same cluster words itself."""
    claims = dict(known)
    for cluster in found:
        worded = [days for c in cluster.claims if facts[c].own_time and (days := facts[c].days) is not None]
        for c in cluster.claims:
            days = facts[c].days
            if worded and days and not facts[c].own_time and not any(days.meets(other) for other in worded):
                claims[c] = replace(known[c], time=None)
    return claims


def not_happened(claim: Claim) -> str:
    """Why no event is made of a claim by which nothing happened."""
    word = {"negated": "denied", "possible": "possible", "conditional": "conditional"}.get(claim.modality, "")
    if claim.stance in ("denies", "doubts"):
        word = {"denies": "denied", "doubts": "doubted"}[claim.stance]
    return f"no account says that it happened: it is only {word}"


def _summed(parts: Sequence[float]) -> str:
    return f"a total of happenings that its report tells one by one: {' + '.join(f'{part:g}' for part in parts)}"


def _when(event: Event) -> tuple[str, str]:
    time = event.time
    return (time.start or time.end or "9999") if time else "9999", event.id


def _pair(d: Decision) -> tuple[str, str, float]:
    return d.left, d.right, d.score
