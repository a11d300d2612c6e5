"""What is one event and what is two: splitting and joining, each looked at with the numbers that move, then kept."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recount.desk.acts import act, allow, field, see
from recount.desk.compared import headline
from recount.desk.desk import Desk
from recount.desk.pages import desk_of, page, person_of
from recount.records import Event, RecountError
from recount.store import casefile, shelf
from recount.store.pinned import Generation

PATIENCE = 12.0
"""Seconds that a page waits for its decision to be settled before it says that it is on its way."""
GONE = "There is no such event in this record. Events take another id when their claims change; look for place or day."


def split_form(request: Request) -> Response:
    """Which claims belong together."""
    return _splitting(request)


def join_form(request: Request) -> Response:
    """Which other event is the same."""
    return _joining(request)


@act("reviewer")
def split(request: Request, form: FormData) -> Response:
    """Look at a split, or keep it."""
    parts: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if name.startswith("part-") and isinstance(value, str):
            parts.setdefault(value, []).append(name.removeprefix("part-"))
    asked = {
        "kind": "split", "why": field(form, "why"), "targets": [request.path_params["event"]],
        "parts": [parts[key] for key in sorted(parts)],
    }  # fmt: skip
    return tried(request, form, asked, _splitting, "split an event")


@act("reviewer")
def join(request: Request, form: FormData) -> Response:
    """Look at a join, or keep it."""
    targets = [request.path_params["event"], *[str(value) for value in form.getlist("other")]]
    asked = {"kind": "same", "why": field(form, "why"), "targets": targets}
    return tried(request, form, asked, _joining, "joined events")


def tried(
    request: Request, form: FormData, asked: dict[str, Any], again: Callable[..., Response], did: str, about: str = ""
) -> Response:
    """A decision kept, or looked at: `again` shows the form once more, with what it would change or what is amiss."""
    desk, person = desk_of(request), person_of(request)
    try:
        if field(form, "do") == "keep":
            return kept(request, form, asked, did, about)
        outcome = desk.clerk.preview(person.name, {**asked, "why": asked["why"] or "a preview"})
    except RecountError as error:
        return again(request, form=form, amiss=str(error))
    return again(request, form=form, outcome=outcome)


def kept(request: Request, form: FormData, asked: dict[str, Any], did: str, about: str = "") -> Response:
    """A decision about an event, or what else the page is about, kept, and what came of it."""
    desk, person = desk_of(request), person_of(request)
    if not asked["why"]:
        raise HTTPException(400, "A decision needs a reason, in your words.")
    about = about or f"/events/{request.path_params['event']}"
    decision = desk.clerk.take(field(form, "id"), person.name, asked, about)
    desk.audit.note(person.name, did, about)
    desk.clerk.settled(decision.id, PATIENCE)
    return see(f"/decisions/{decision.id}")


def _splitting(
    request: Request, form: FormData | None = None, outcome: dict[str, Any] | None = None, amiss: str = ""
) -> Response:
    allow(request, "reviewer")
    desk = desk_of(request)
    with desk.readings.now() as generation:
        event = the_event(generation, request.path_params["event"])
        taken = shelf.claims(generation, event.claims)
        reports = shelf.reports(generation, sorted({one.claim.report for one in taken}))
    return page(
        request, "split.html.j2", title="Split this event", status=400 if amiss else 200, event=event, taken=taken,
        reports=reports, outcome=outcome, amiss=amiss, chosen=dict(form.multi_items()) if form else {},
        origin={claim: account.speaker for account in event.accounts for claim in account.claims},
        **told_of(desk, event, form),
    )  # fmt: skip


def _joining(
    request: Request, form: FormData | None = None, outcome: dict[str, Any] | None = None, amiss: str = ""
) -> Response:
    allow(request, "reviewer")
    event, beside = with_near(request)
    return page(
        request, "join.html.j2", title="Join with another event", status=400 if amiss else 200, event=event,
        chosen={str(v) for v in form.getlist("other")} if form else {request.query_params.get("other", "")},
        outcome=outcome, amiss=amiss, **beside, **told_of(desk_of(request), event, form),
    )  # fmt: skip


def with_near(request: Request) -> tuple[Event, dict[str, Any]]:
    """The event of a page about two events, and what such a page lists beside it: those near it, or those whose words
    were asked for."""
    desk = desk_of(request)
    words = request.query_params.get("words") or None
    with desk.readings.now() as generation:
        event = the_event(generation, request.path_params["event"])
        near = casefile.near(generation, event.id, words=words, most=30)
    return event, {"near": near, "words": words or "", "near_noun": lambda one: desk.names.noun(one.type, one.mode)}


def told_of(desk: Desk, event: Event, form: FormData | None) -> dict[str, Any]:
    """What every form about an event shows: its heading, the words for events, and what was typed before."""
    return {
        "heading": headline(event, desk.names.noun(event.type, event.mode)),
        "id": field(form, "id") if form else secrets.token_hex(8),
        "why": field(form, "why") if form else "",
        "noun": lambda one: desk.names.noun(one["type"], one["mode"]),
    }


def the_event(generation: Generation, id_: str) -> Event:
    """The event of this id, or a sentence."""
    event = casefile.event(generation, id_)
    if event is None:
        raise HTTPException(404, GONE)
    return event


ROUTES = (
    Route("/events/{event}/split", split_form, methods=["GET"]),
    Route("/events/{event}/split", split, methods=["POST"]),
    Route("/events/{event}/join", join_form, methods=["GET"]),
    Route("/events/{event}/join", join, methods=["POST"]),
)
