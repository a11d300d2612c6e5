"""An event is a view over claims that are believed to speak of one happening."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recount.records.claim import Modality, Stance
from recount.records.place import Place
from recount.records.text import Evidence
from recount.records.time import Time

Axis = Literal["occurrence", "perpetrator", "victim_status", "count", "place", "time", "characterisation", "effect"]
Grade = Literal["confirmed", "fair", "weak", "contested", "discounted"]
Mission = Literal["inside", "outside", "unknown"]


@dataclass(frozen=True, slots=True)
class Party:
    """A party in the event and the claims that put it in that role."""

    role: Literal["actor", "target"]
    words: str
    id: str | None
    sector: str | None
    certainty: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure over independent origins. `low`..`high` is the range that the accounts allow, `best` the value that
    `rule` picks, in words. `high` None is unbounded."""

    measure: str
    of_whom: str | None
    low: float | None
    best: float | None
    high: float | None
    rule: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureSaid:
    """One step in the history of an event's figures: what an origin said on a civil day. `stands` is false where a
    later day has revised it, by the same origin or by a higher toll."""

    measure: str
    of_whom: str | None
    said: str | None
    origin: str
    value: float | None
    low: float | None
    high: float | None
    stands: bool
    claim: str


@dataclass(frozen=True, slots=True)
class AccountFigure:
    """A figure as one account gives it, with the claim whose words carry it."""

    measure: str
    of_whom: str | None
    value: float | None
    comparator: str
    low: float | None
    high: float | None
    words: str | None
    claim: str


@dataclass(frozen=True, slots=True)
class Account:
    """What one independent origin says of the event. `reports` are those that carry it: copies of one origin are
    one account. `origin` is an id that is stable within a run; `speaker` is who says so, in words."""

    origin: str
    speaker: str
    reports: tuple[str, ...]
    claims: tuple[str, ...]
    said_at: str | None
    stance: Stance
    modality: Modality
    actor: tuple[str, ...]
    target: tuple[str, ...]
    place: str | None
    time: Time | None
    figures: tuple[AccountFigure, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Position:
    """One side of a dispute: the value held, by which origins, in which claims."""

    value: str
    origins: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Accounts that cannot both be so, on one axis. A later toll is a revision and silence is not denial."""

    axis: Axis
    about: str
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Grading:
    """What Recount proposes, never "confirmed": that word is for a named person. `reliability` is the Admiralty
    letter A-F of the source and `credibility` the digit 1-6 of the information; F6 is unknown, the default."""

    proposed: Grade
    reliability: str
    credibility: str
    reasons: tuple[str, ...]
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Why two claims were, or were not, believed to speak of one happening."""

    left: str
    right: str
    score: float
    same: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """How a person holds that this event stands to another: `kind` is one of the vocabulary's ties or links. `outward`
    is true where this event is the one that is part of, revises or answers the other, and false on the other's side.
    A tie is told and moves no figure."""

    kind: str
    event: str
    outward: bool
    by: str
    why: str
    judgement: str


@dataclass(frozen=True, slots=True)
class Event:
    """A happening as the claims give it, with rival accounts side by side. `history` is every figure in the order in
    which it was said; `part_of` are operations of several days within whose days, area and doers it lies,
    or what a person holds it to be part of. `ties` are what people say of how it stands to other events."""

    id: str
    type: str | None
    mode: str | None
    cameo: str | None
    acled: str | None
    time: Time | None
    place: Place | None
    actors: tuple[Party, ...]
    instrument: tuple[str, ...]
    quantities: tuple[Figure, ...]
    accounts: tuple[Account, ...]
    disputes: tuple[Dispute, ...]
    claims: tuple[str, ...]
    origins: tuple[str, ...]
    grade: Grading
    mission: Mission
    mission_reason: str
    decisions: tuple[Decision, ...]
    sensitivity: tuple[str, ...] = ()
    history: tuple[FigureSaid, ...] = ()
    part_of: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()
