"""What a release is: which period, what was kept back and why, and from what it was made."""

from __future__ import annotations

from dataclasses import dataclass

from recount.records.publication import Quarter


@dataclass(frozen=True, slots=True)
class HoldBack:
    """For how many days recent material stays out of a release, by how finely its place is known: what names a house
    or a post is kept longer than what names a province. `unplaced` is for what names no place."""

    site: int = 30
    settlement: int = 14
    district: int = 7
    province: int = 3
    country: int = 0
    region: int = 0
    unplaced: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """How much was kept back: events, statements, and reports of which nothing else was left."""

    events: int
    claims: int
    reports: int


@dataclass(frozen=True, slots=True)
class ReleaseCard:
    """The facts of a release. `as_of` is the civil date from which the hold-back counts; `inputs` names the state of
    the campaign, `packs` the state of the theatre, from which the same bytes can be made again."""

    period: Quarter
    as_of: str
    hold_back: HoldBack
    held: Held
    theatre: str
    pack: str
    inputs: str
    packs: str
    made_by: str
    notice: str


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two releases: a number, an event, a statement or a source that is `added`, `removed` or
    `changed`; `before` and `after` in words."""

    what: str
    id: str
    change: str
    name: str
    before: str | None = None
    after: str | None = None
