"""What a judgement changes, before and after: the numbers of the whole, and the events that it touches."""

from __future__ import annotations

from dataclasses import dataclass

from recount.records.event import Event
from recount.records.judgement import Judgement


@dataclass(frozen=True, slots=True)
class Numbers:
    """A run's own count of itself: events, claims in them, claims set aside, events in dispute, and the sums of killed
    over events (`None` for an upper bound that some event leaves open). Rows of datasets that no text can tell of are
    events of their own, which no judgement on texts touches; they are not counted here."""

    events: int
    claims_in_events: int
    set_aside: int
    disputed: int
    killed_low: float
    killed_best: float
    killed_high: float | None


@dataclass(frozen=True, slots=True)
class EventChange:
    """Events that share claims and differ: as they stood, and as they stand then. Nothing before: they are new;
    nothing after: they are gone."""

    before: tuple[Event, ...]
    after: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What comes of a judgement in a run: obeyed, undone, superseded, orphaned, or without effect, with why."""

    judgement: str
    effect: str


@dataclass(frozen=True, slots=True)
class Change:
    """One judgement with what came of it. `others` are judgements whose own effect it altered."""

    judgement: Judgement
    effect: str
    before: Numbers
    after: Numbers
    events: tuple[EventChange, ...]
    others: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement on record with what the standing generation makes of it."""

    judgement: Judgement
    effect: str
