"""The network of actors: who is said to fight, back, command or belong to whom; each tie opens its sentences."""

from __future__ import annotations

from collections import Counter

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recount.desk.drawn import WIDTH, drawn
from recount.desk.pages import address, desk_of, page
from recount.publish.evidence import claim_row
from recount.store import network, shelf
from recount.store.network import ATTACKS, Said

PATH = "/actors/network"
WORDS = {
    "fights": "fights", ATTACKS: "attacks", "opposes": "opposes", "allied_with": "is allied with",
    "supports": "supports", "commands": "commands", "part_of": "is part of", "controls": "controls",
    "relies_on": "relies on", "located_in": "is in", "same_as": "is the same as",
}  # fmt: skip
"""Ties as a sentence tells them, in the order of the legend."""


def show(request: Request) -> Response:
    """The picture and, beside it, all ties as a table."""
    desk = desk_of(request)
    chosen = request.query_params.get("tie", "")
    with desk.readings.now() as generation:
        every = network.said(generation)
    counts = Counter(one.tie for one in every)
    ties = [one for one in every if not chosen or one.tie == chosen]
    return page(
        request, "network.html.j2", title="Network of actors", picture_of=drawn(ties), ties=ties, words=WORDS,
        chosen=chosen, counts=[(tie, counts[tie]) for tie in WORDS if counts[tie]], width=WIDTH,
        name=lambda id_: desk.names.actors.get(id_, id_), to_said=_to_said,
    )  # fmt: skip


def sentences(request: Request) -> Response:
    """The sentences of one tie."""
    desk, asked = desk_of(request), request.query_params
    tie, one, other = (asked.get(name, "") for name in ("tie", "one", "other"))
    with desk.readings.now() as generation:
        found = shelf.claims(generation, network.claims_of(generation, tie, one, other))
    if tie not in WORDS or not found:
        raise HTTPException(404, "No claim of this record says so.")
    one, other = (desk.names.actors.get(end, end) for end in (one, other))
    return page(
        request, "tie.html.j2", title=f"{one} → {other}: {WORDS[tie]}", claims=found,
        rows={claim.claim.id: claim_row(claim.statement, desk.names) for claim in found},
    )  # fmt: skip


def _to_said(tie: Said) -> str:
    ends = {"one": tie.one or tie.one_words.lower(), "other": tie.other or tie.other_words.lower()}
    return address(f"{PATH}/said", {"tie": tie.tie, **ends})


ROUTES = (
    Route(PATH, show, methods=["GET"]),
    Route(f"{PATH}/said", sentences, methods=["GET"]),
)
