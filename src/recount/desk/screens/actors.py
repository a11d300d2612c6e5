"""Actors: who is this, under which names, with whom?"""

from __future__ import annotations

import secrets
from itertools import chain
from typing import Any

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recount.desk.acts import act, field, see
from recount.desk.desk import Desk
from recount.desk.pages import desk_of, page, person_of
from recount.desk.screen import Screen
from recount.desk.screens import network
from recount.publish.evidence import claim_row
from recount.records import RecountError
from recount.store import parties, shelf
from recount.words.entries import ActorEntry
from recount.words.expand import expanded

_PATIENCE = 12.0


def show(request: Request) -> Response:
    """Every actor that some source names, and the names that are nobody's yet."""
    desk = desk_of(request)
    words = request.query_params.get("words", "").strip()
    with desk.readings.now() as generation:
        found = parties.listed(generation)
        unlinked = parties.unlinked(generation, words=words or None, most=30)
    named = [(one, desk.names.actors.get(one.id, one.id)) for one in found]
    folded = words.casefold()
    shown = [row for row in named if not folded or folded in f"{row[1]} {row[0].id}".casefold()]
    return page(
        request, "actors.html.j2", title="Actors", actors=shown[:200], more=len(shown) - 200, unlinked=unlinked,
        words=words,
    )  # fmt: skip


def one(request: Request) -> Response:
    """One actor."""
    return _one(request)


@act("reviewer")
def merge(request: Request, form: FormData) -> Response:
    """Say that other names, or another actor, are this one: a rule, obeyed by every later build. Looked at first."""
    desk, person, actor = desk_of(request), person_of(request), request.path_params["actor"]
    targets = [part.strip() for part in field(form, "names").split(";") if part.strip()]
    asked = {"kind": "merge_actor", "why": field(form, "why"), "targets": targets, "value": actor}
    try:
        if field(form, "do") != "keep":
            outcome = desk.clerk.preview(person.name, {**asked, "why": asked["why"] or "a preview"})
            return _one(request, form=form, outcome=outcome)
        if not asked["why"]:
            raise HTTPException(400, "A decision needs a reason, in your words.")
        decision = desk.clerk.take(field(form, "id"), person.name, asked, f"/actors/{actor}")
    except RecountError as error:
        return _one(request, form=form, amiss=str(error))
    desk.audit.note(person.name, "merged names into an actor", f"/actors/{actor}")
    desk.clerk.settled(decision.id, _PATIENCE)
    return see(f"/decisions/{decision.id}")


def _one(
    request: Request, form: FormData | None = None, outcome: dict[str, Any] | None = None, amiss: str = ""
) -> Response:
    desk, id_ = desk_of(request), request.path_params["actor"]
    with desk.readings.now() as generation:
        spellings = parties.spellings(generation, id_)
        activity = parties.activity(generation, id_)
        relations = shelf.claims(generation, parties.relation_claims(generation, id_))
        events = parties.events_of(generation, id_)
    entry = desk.pack.actors.get(id_)
    if entry is None and not spellings:
        raise HTTPException(404, f"Neither the catalogue nor a source of this campaign knows the actor {id_[:60]}.")
    return page(
        request, "actor.html.j2", title=entry.name if entry else id_, status=400 if amiss else 200, actor=id_,
        entry=entry, also=_also(entry) if entry else [],
        spellings=spellings, activity=activity, events=events, members=_members(desk, id_),
        most=max([n for _, a, b in activity for n in (a, b)], default=1), actor_name=_name(desk),
        relations=[(one, claim_row(one.statement, desk.names)) for one in relations],
        names=field(form, "names") if form else request.query_params.get("names", ""), outcome=outcome, amiss=amiss,
        id=field(form, "id") if form else secrets.token_hex(8), why=field(form, "why") if form else "",
        noun_of=lambda one: desk.names.noun(one["type"], one["mode"]),
    )  # fmt: skip


def _also(entry: ActorEntry) -> list[str]:
    """Its names in Latin letters, those that are written short spelt out; longer ones that hold another come last."""
    names = dict.fromkeys(chain.from_iterable(map(expanded, (*entry.cased, *entry.aliases))))
    words = {name: frozenset(name.casefold().split()) for name in names}
    return sorted(names, key=lambda name: any(held < words[name] for held in words.values()))


def _members(desk: Desk, id_: str) -> list[tuple[str, str, str | None, str | None]]:
    """What stands under an actor in the catalogue: id, relation, since, until."""
    return [
        (actor.id, parent.relation, parent.start, parent.end)
        for actor in desk.pack.actors.values()
        for parent in actor.parents
        if parent.id == id_
    ]


def _name(desk: Desk) -> Any:
    return lambda id_: desk.names.actors.get(id_, id_)


SCREEN = Screen(
    "actors", "Actors", "Who is this, under which names, with whom?", "/actors",
    (
        Route("/actors", show, methods=["GET"]),
        *network.ROUTES,
        Route("/actors/{actor}", one, methods=["GET"]),
        Route("/actors/{actor}/merge", merge, methods=["POST"]),
    ),
    key_letter="a",
)  # fmt: skip
