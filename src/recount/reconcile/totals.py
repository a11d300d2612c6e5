"""Announced totals: each against the events that it covers, and totals of one thing against one another.

Two tallies are compared only where measure, class, doer and area are the same and one period holds the other; else
nothing follows from setting them side by side. The smaller period cannot have the larger total; over one period two
totals that exclude each other are a conflict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from recount.reconcile.days import Days, days_of
from recount.reconcile.facts import bounds, figure_key
from recount.reconcile.tallies import Covered, Refused, tally_check
from recount.reconcile.weights import Weights
from recount.records import Claim, Event
from recount.words.normalise import fold

How = Literal["agree", "differ", "holds", "exceeds"]
"""agree: one period, and both may be so. differ: one period, and they cannot. holds: the longer period's total is no
less, as it must be. exceeds: the shorter period's total is the larger, which cannot be."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two tallies of one thing. `one` has the longer period, or of two alike the smaller id."""

    one: str
    other: str
    measure: str
    of_whom: str | None
    how: How
    reason: str


@dataclass(frozen=True, slots=True)
class _Total:
    claim: Claim
    measure: str
    whom: str | None
    days: Days
    low: float | None
    high: float | None


def against_events(
    claims: Sequence[Claim],
    events: Sequence[Event],
    *,
    above: Mapping[str, Collection[str]] | None = None,
    table: Weights | None = None,
) -> list[Covered | Refused]:
    """Every tally set against the events, or refused with the reason, in order of their ids."""
    tallies = sorted((c for c in claims if c.kind == "tally"), key=lambda c: c.id)
    return [tally_check(tally, events, claims, above=above, table=table) for tally in tallies]


def against_one_another(claims: Iterable[Claim]) -> list[Compared]:
    """Pairs of tallies that count the same thing, in order."""
    same: dict[tuple[str, ...], list[_Total]] = defaultdict(list)
    for total in _totals(claims):
        c = total.claim
        actors = ",".join(sorted(m.id or fold(m.words) for m in c.actor))
        targets = ",".join(sorted(m.id or fold(m.words) for m in c.target))
        place = c.place[0].id or fold(c.place[0].words)
        same[total.measure, total.whom or "", c.type or "", actors, targets, place].append(total)
    pairs = (
        pair for totals in same.values() for pair in combinations(totals, 2) if pair[0].claim.id != pair[1].claim.id
    )
    found = [compared for one, other in pairs if (compared := _compared(one, other)) is not None]
    return sorted(found, key=lambda c: (c.one, c.other, c.measure, c.of_whom or ""))


def _totals(claims: Iterable[Claim]) -> Iterator[_Total]:
    for claim in claims:
        if claim.kind != "tally" or claim.modality != "actual" or not claim.place or claim.time is None:
            continue
        if claim.time.start is None or claim.time.end is None:
            continue
        days = days_of(claim.time, None, {}, denial=False)
        for quantity in claim.quantity:
            low, high = bounds(quantity)
            if days is not None and quantity.per is None and quantity.share is None and (low, high) != (None, None):
                yield _Total(claim, *figure_key(quantity), days, low, high)


def _compared(a: _Total, b: _Total) -> Compared | None:
    one, other = sorted((a, b), key=lambda t: (-t.days.length, t.claim.id))
    if not (one.days.start <= other.days.start and other.days.end <= one.days.end):
        return None
    how: How
    if one.days.length == other.days.length:
        apart = _below(one, other) or _below(other, one)
        how, reason = (
            ("differ", "one period, and both cannot be so") if apart else ("agree", "one period, and both may be so")
        )
    elif _below(one, other):
        how, reason = "exceeds", "the shorter period has the larger total"
    else:
        how, reason = "holds", "the longer period's total may hold the shorter's"
    return Compared(one.claim.id, other.claim.id, one.measure, one.whom, how, reason)


def _below(a: _Total, b: _Total) -> bool:
    return a.high is not None and b.low is not None and a.high < b.low
