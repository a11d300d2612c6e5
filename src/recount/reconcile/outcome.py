"""What a run believes, and how a cluster of claims becomes an event or is set aside with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from recount.reconcile.events import Ground, event_of
from recount.reconcile.facts import Facts, happened
from recount.reconcile.gather import Gathered
from recount.records import Claim, Decision, Event


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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a cluster: an event, or the reason for each of its claims why nothing is known to have happened."""

    event: Event | None
    empty: Mapping[str, str]


def outcome_of(cluster: Gathered, known: Mapping[str, Claim], facts: Mapping[str, Facts], ground: Ground) -> Outcome:
    """A cluster by which something happened is an event; a denial needs something denied before it can be a side."""
    claims = _dated(cluster, known, facts)
    if any(happened(c) for c in claims):
        return Outcome(event_of(claims, cluster.links, ground), {})
    return Outcome(None, {c.id: not_happened(c) for c in claims})


def _dated(cluster: Gathered, known: Mapping[str, Claim], facts: Mapping[str, Facts]) -> list[Claim]:
    """The claims without those days that a reading carried over from another sentence, and that contradict a day which
    a claim of the same cluster words itself."""
    worded = [days for c in cluster.claims if facts[c].own_time and (days := facts[c].days) is not None]
    claims = []
    for c in cluster.claims:
        days = facts[c].days
        strays = worded and days and not facts[c].own_time and not any(days.meets(other) for other in worded)
        claims.append(replace(known[c], time=None) if strays else known[c])
    return claims


def not_happened(claim: Claim) -> str:
    """Why no event is made of a claim by which nothing happened."""
    word = {"negated": "denied", "possible": "possible", "conditional": "conditional"}.get(claim.modality, "")
    if claim.stance in ("denies", "doubts"):
        word = {"denies": "denied", "doubts": "doubted"}[claim.stance]
    return f"no account says that it happened: it is only {word}"


def summed(parts: Sequence[float]) -> str:
    """Why no event is made of a report's own sum."""
    return f"a total of happenings that its report tells one by one: {' + '.join(f'{part:g}' for part in parts)}"
