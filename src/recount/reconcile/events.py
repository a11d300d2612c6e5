"""One event out of its claims: every attribute with who gives it, and what a person said of its grade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from recount.reconcile.account import Heard, accounts_of, heard
from recount.reconcile.disputes import disputes_of
from recount.reconcile.figures import figures_of, history_of
from recount.reconcile.grade import grading_of
from recount.reconcile.mission import Rule, Sight, mission_of
from recount.reconcile.origins import Origin, independent
from recount.reconcile.rows import RowOf, revised
from recount.reconcile.view import kind_of, parties_of, place_of, time_of
from recount.reconcile.weights import Weights
from recount.records import Claim, Decision, Event, Figure, Grade, Grading, Judgement, Report
from recount.records.ids import event_id
from recount.words.pack import Pack
from recount.words.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Ground:
    """What every event of a run is seen against; `missions` are the pack's rules, read once."""

    reports: Mapping[str, Report]
    groups: Mapping[str, str]
    origins: Mapping[str, Origin]
    pack: Pack
    table: Weights
    rows: Mapping[str, RowOf] = field(default_factory=dict)
    missions: tuple[Rule, ...] | None = None


def event_of(claims: Sequence[Claim], decisions: Sequence[Decision], ground: Ground) -> Event:
    """The event that these claims speak of; at least one of them says that it happened.

    `origins` are the independent origins by which it happened; those who deny or doubt stand in the accounts and in
    the dispute. Type, time, place, parties and figures come from claims by which it happened. Of one row in several
    vintages only the latest is weighed.
    """
    ids = tuple(sorted(c.id for c in claims))
    again = revised(ids, ground.rows)
    origins = independent(claims, ground.origins, ground.groups)
    origins = {
        c: origins[again.get(c, c)] for c in origins
    }  # a dataset is one origin, whichever of its vintages says it
    every = heard(claims, origins, ground.reports, ground.groups)
    voices = [v for v in every if v.claim.id not in again]
    if not any(v.happened for v in voices):
        voices, again = every, {}
    saying = [v for v in voices if v.happened]
    type_, mode = kind_of(saying)
    cameo, acled = vocabulary().crosswalk(type_, mode)
    time, place, parties = time_of(saying, ground.reports), place_of(saying), parties_of(saying)
    disputes = disputes_of(voices, ground.pack, ground.table)
    instrument = tuple(sorted({i for v in saying for i in v.claim.instrument}))
    mission, mission_reason = mission_of(
        Sight(type_, mode, time, place, parties, instrument), ground.pack, ground.missions
    )
    return Event(
        id=event_id(ids),
        type=type_,
        mode=mode,
        cameo=cameo,
        acled=acled,
        time=time,
        place=place,
        actors=parties,
        instrument=instrument,
        quantities=_figures(saying, again, ground.rows),
        accounts=accounts_of(every, {c: ground.rows[c].label for c in ids if c in ground.rows}),
        disputes=disputes,
        claims=ids,
        origins=_origins(saying),
        grade=grading_of(voices, disputes, ground.pack),
        mission=mission,
        mission_reason=mission_reason,
        decisions=tuple(decisions),
        sensitivity=tuple(sorted({s for c in claims for s in c.sensitivity})),
        history=history_of(saying),
    )


def _figures(saying: Sequence[Heard], again: Mapping[str, str], rows: Mapping[str, RowOf]) -> tuple[Figure, ...]:
    """Figures of the claims that stand; a dataset's earlier vintages stand revised by its latest."""
    found = figures_of(saying)
    if not again:
        return found
    note = "; ".join(f"{rows[c].label} taken as revised by {rows[again[c]].label}" for c in sorted(again))
    return tuple(replace(figure, rule=f"{figure.rule}; {note}") for figure in found)


def regraded(
    events: Sequence[Event], regrades: Sequence[tuple[tuple[str, ...], Judgement]], said: Callable[[str, str], None]
) -> list[Event]:
    """The events with the grades that people gave; the latest stands. Where the graded claims have come to lie in
    several events, the one that holds most of them is meant. `said` hears what came of each judgement."""
    if not regrades:
        return list(events)
    allowed = get_args(Grade)
    result = {e.id: e for e in events}
    home = {c: e.id for e in events for c in e.claims}
    for claims, judgement in regrades:
        if judgement.value not in allowed:
            said(judgement.id, f"not obeyed: {judgement.value!r} is no grade; expected one of {', '.join(allowed)}")
            continue
        held = Counter(home[c] for c in claims if c in home)
        if not held:
            said(judgement.id, "without effect: its claims belong to no event of this run")
            continue
        event = min(held, key=lambda e: (-held[e], e))
        result[event] = replace(result[event], grade=_graded(result[event].grade, judgement))
    return list(result.values())


def _graded(grade: Grading, judgement: Judgement) -> Grading:
    why = f"graded {judgement.value} by {judgement.who}: {judgement.why}"
    value: Grade = judgement.value  # type: ignore[assignment]  # checked against the Literal by the caller
    return replace(grade, proposed=value, reasons=(why, *grade.reasons), by=judgement.who)


def _origins(voices: Sequence[Heard]) -> tuple[str, ...]:
    return tuple(sorted({v.origin.id for v in voices}))
