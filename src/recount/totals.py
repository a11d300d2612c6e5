"""What a campaign holds beside events: totals, levels, statuses, and what is disputed though it is no event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from recount.reconcile import (
    against_events,
    against_one_another,
    dependence_of,
    groups_of,
    levels_of,
    origins_of,
    propositions_of,
    timelines_of,
)
from recount.records import Claim, Event
from recount.records.codec import from_json, to_dict
from recount.store import Campaign, query
from recount.words.pack import Pack, load_pack

SORTS = ("tallies", "against", "levels", "statuses", "propositions", "dependence")


def totals(campaign: Path, sorts: Iterable[str] = SORTS, *, pack: str | None = None) -> Iterator[dict[str, Any]]:
    """Records as plain values, each with its sort under `what`, in the order of `SORTS`.

    tallies: each tally with the events that it covers, or why it was refused. against: two tallies of one thing.
    levels: dated series, with the stretches of which nobody told. statuses: timelines, declared apart from described.
    propositions: disputed practices and effects, with who holds which side. dependence: which report copies which, or
    rests on whose word, or cannot be told. Claims that were set aside are left out.
    """
    holdings = Campaign.open(campaign)
    theatre = load_pack(pack or holdings.pack)
    wanted = set(sorts)
    with holdings.generation() as generation:
        aside = query.set_aside(generation)
        known = (from_json(Claim, line) for line in query.claims(generation))
        claims = [claim for claim in known if claim.id not in aside]
        events = [from_json(Event, line) for line in query.events(generation)] if "tallies" in wanted else []
    reports = {r.id: replace(r, text="") for r in holdings.reports()}
    above = {actor: theatre.ancestors(actor) for actor in theatre.actors}
    found: dict[str, Iterable[Any]] = {}
    if "tallies" in wanted:
        found["tallies"] = against_events(claims, events, above=above)
    if "against" in wanted:
        found["against"] = against_one_another(claims)
    if "levels" in wanted:
        found["levels"] = levels_of(claims, reports)
    if "statuses" in wanted:
        found["statuses"] = timelines_of(claims, reports)
    if wanted & {"propositions", "dependence"}:
        copies = holdings.copies()
        origins = origins_of(claims, reports, groups_of(list(reports.values()), copies), theatre)
        if "propositions" in wanted:
            found["propositions"] = propositions_of(claims, reports, origins, name=_named(theatre))
        if "dependence" in wanted:
            found["dependence"] = dependence_of(claims, copies, origins)
    for sort, records in found.items():
        yield from ({"what": sort, **to_dict(record)} for record in records)


def _named(pack: Pack) -> Callable[[str], str]:
    """How readers call a party: an actor by its name, any other by its own words."""
    return lambda party: pack.actors[party].name if party in pack.actors else party
