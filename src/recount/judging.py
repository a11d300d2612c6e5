"""People decide: a judgement recorded, or only tried, and what it changes; the judgements on record.

The command line and the desk call the same three functions. Nothing is edited: a judgement is appended, the events are
brought together anew under all that stand, and readers get the result as the next generation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from recount.accounts import Held, held_by, publish, rows_beside
from recount.asked import Asked, Seen, judgement_of
from recount.built import Built
from recount.pipeline import versions
from recount.reconcile import Reconciled, Standing
from recount.records import Change, Effect, Event, EventChange, Judged, Judgement, Numbers
from recount.records.ids import digest
from recount.rim import Rim
from recount.store import Campaign, query
from recount.words.pack import Pack, load_pack


class Kept:
    """The record of one campaign as it was last brought together, for whoever asks again and again. Begun anew where
    the pack or a stage is no longer the same."""

    def __init__(self) -> None:
        self._made_with: dict[str, str] = {}
        self._standing: Standing | None = None

    def standing(self, pack: Pack) -> Standing:
        """The record under this pack."""
        if self._standing is None or self._made_with != versions(pack):
            self._standing, self._made_with = Standing(pack), versions(pack)
        return self._standing


def record(campaign: Path, asked: Iterable[Asked], *, rim: Rim, pack: str | None = None) -> list[Change]:
    """Append what a person decided and publish what follows from it; gives per judgement what it changed.

    All of them are checked before the first is appended: one that cannot be bound raises `DataError` and nothing is
    kept. Another writer at work raises `CampaignError`, as for any command that writes.
    """
    holdings = Campaign.open(campaign)
    theatre = load_pack(pack or holdings.pack)
    with holdings.writing() as writer:
        known = versions(theatre)
        current = holdings.fingerprint(*known.values()) == holdings.published_inputs()
        record = Standing(theatre)
        held, changes = _tried(holdings, list(asked), rim, theatre, record)
        settings = {"judgements": [change.judgement.id for change in changes]}
        with writer.run(inputs=[], settings=settings, versions=known) as run:
            for change in changes:
                writer.add_judgement(change.judgement)
            # Where the claims are those of an earlier version, the next build must still find something to do.
            marks = [*known.values()] if current else [*known.values(), digest("claims of an earlier version")]
            built = Built(holdings.path)
            publish(holdings, writer, run, built, theatre, rim.watch, versions=marks, held=held, standing=record)
    return changes


def preview(
    campaign: Path, asked: Iterable[Asked], *, rim: Rim, pack: str | None = None, kept: Kept | None = None
) -> list[Change]:
    """What each judgement would change, after those before it; nothing is written. With `kept`, later previews bring
    together only what has changed since."""
    holdings = Campaign.open(campaign)
    theatre = load_pack(pack or holdings.pack)
    return _tried(holdings, list(asked), rim, theatre, (kept or Kept()).standing(theatre))[1]


def listed(campaign: Path) -> list[Judged]:
    """The judgements on record, oldest first, with what the standing generation makes of each."""
    holdings = Campaign.open(campaign)
    with holdings.generation() as generation:
        effects = dict(query.judged(generation))
    return [Judged(j, effects.get(j.id, "not yet: build again")) for j in holdings.judgements()]


def _tried(
    holdings: Campaign, asked: Sequence[Asked], rim: Rim, pack: Pack, record: Standing
) -> tuple[Held, list[Change]]:
    """Bind each request to what the one before it left, and compare before with after."""
    held, standing = held_by(holdings), holdings.judgements()
    if held.sheets:
        held = _with_kin(held, holdings, standing, asked, pack)

    before, changes = held.reconciled(standing, record), []
    for one in asked:
        judgement = judgement_of(one, _seen(held, before, standing, pack), who=rim.collector, when=_now(rim, standing))
        standing = [*standing, judgement]
        after = held.reconciled(standing, record)
        changes.append(change_of(judgement, before, after))
        before = after
    return held, changes


def _with_kin(
    held: Held, holdings: Campaign, standing: Sequence[Judgement], asked: Sequence[Asked], pack: Pack
) -> Held:
    """With the rows that may tell of what texts tell, and those that a judgement names: both must be seen on either
    side of the comparison."""
    named = [*(t for one in asked for t in one.targets), *(c for one in asked for part in one.parts for c in part)]
    with holdings.generation() as generation:
        claims = tuple(query.claims_of_events(generation, named)) + tuple(named)
    ask = Judgement("", "hide", "", "", "", claims)
    stream = rows_beside(held, holdings, [*standing, ask], pack)
    if stream is None:
        return held
    for _ in stream.parts():
        pass
    return replace(held, kin=tuple(stream.kin), kin_reports=tuple(stream.kin_reports()))


def _seen(held: Held, before: Reconciled, standing: Sequence[Judgement], pack: Pack) -> Seen:
    claims = [*held.claims, *held.kin, *before.added]
    return Seen(
        events={e.id: e for e in before.events},
        claims={c.id: c for c in claims},
        reports={r.id: r for r in (*held.reports, *held.kin_reports)},
        judgements={j.id: j for j in standing},
        pack=pack,
    )


def _now(rim: Rim, standing: Sequence[Judgement]) -> str:
    """The instant in UTC. A clock that stands still or goes back must not put this judgement before the last."""
    told = [datetime.fromisoformat(j.when) + timedelta(microseconds=1) for j in standing]
    return max([rim.clock(), *told]).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def change_of(judgement: Judgement, before: Reconciled, after: Reconciled) -> Change:
    """What one judgement changed between two runs over the same claims."""
    effects, old = dict(after.judged), dict(before.judged)
    others = [Effect(j, e) for j, e in after.judged if j != judgement.id and old.get(j) != e]
    return Change(
        judgement=judgement,
        effect=effects.get(judgement.id, ""),
        before=numbers_of(before),
        after=numbers_of(after),
        events=_events_changed(before.events, after.events),
        others=tuple(others),
    )


def numbers_of(found: Reconciled) -> Numbers:
    """A run's count of itself."""
    killed = [f for e in found.events for f in e.quantities if (f.measure, f.of_whom) == ("killed", "people")]
    highs = [f.high for f in killed]
    return Numbers(
        events=len(found.events),
        claims_in_events=sum(len(e.claims) for e in found.events),
        set_aside=len(found.set_aside),
        disputed=sum(bool(e.disputes) for e in found.events),
        killed_low=sum(f.low or 0.0 for f in killed),
        killed_best=sum(f.best or 0.0 for f in killed),
        killed_high=None if None in highs else sum(high for high in highs if high is not None),
    )


def _events_changed(before: Sequence[Event], after: Sequence[Event]) -> tuple[EventChange, ...]:
    """Events that differ, gathered by the claims that they share."""
    held, then = set(before), set(after)
    gone = [e for e in before if e not in then]
    come = [e for e in after if e not in held]
    groups: list[tuple[set[str], list[Event], list[Event]]] = []
    for event, old in [*((e, True) for e in gone), *((e, False) for e in come)]:
        claims = set(event.claims)
        touched = [g for g in groups if not g[0].isdisjoint(claims)]
        merged: tuple[set[str], list[Event], list[Event]] = (claims.union(*(g[0] for g in touched)), [], [])
        for group in touched:
            groups.remove(group)
            merged[1].extend(group[1])
            merged[2].extend(group[2])
        (merged[1] if old else merged[2]).append(event)
        groups.append(merged)
    return tuple(EventChange(tuple(g[1]), tuple(g[2])) for g in groups)
