"""An event: what is claimed, by whom, and where do they differ."""

from __future__ import annotations

import secrets

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from recount.desk.acts import act, field
from recount.desk.compared import columns, figures_of, headline, histories, lines, said_on, sentence
from recount.desk.desk import Desk
from recount.desk.pages import desk_of, page
from recount.desk.screen import Screen
from recount.desk.screens import regrouping, relating
from recount.desk.screens.regrouping import GONE, kept
from recount.records import Event, Judgement
from recount.store import casefile, shelf
from recount.store.pinned import Generation

GRADES = {
    "confirmed": "a named person holds that it happened as told",
    "fair": "at least two independent origins say that it happened, and nothing essential is disputed",
    "weak": "one origin says so",
    "contested": "accounts cannot both be so on whether it happened, who did it, what it was, or who the dead were",
    "discounted": "more origins deny or doubt it than say it",
}
"""The grades with their definitions, as they stand beside every grade."""


def show(request: Request) -> Response:
    """The event."""
    desk = desk_of(request)
    with desk.readings.now() as generation:
        event = casefile.event(generation, request.path_params["event"])
        if event is None:
            return _moved(desk, generation, request.path_params["event"])
        taken = {one.claim.id: one for one in shelf.claims(generation, event.claims)}
        reports = shelf.reports(generation, sorted({one.claim.report for one in taken.values()}))
        copies = shelf.copies_of(generation, list(reports))
        near = casefile.near(generation, event.id, most=5)
        ties = list(relating.told(desk, generation, event))
    published = {id_: reports[one.claim.report].published.date for id_, one in taken.items()}
    return page(
        request, "event.html.j2", title=headline(event, _noun(desk, event)), event=event, taken=taken, reports=reports,
        columns=columns(event, reports, copies), lines=lines(event), figures=figures_of(event),
        histories=histories(event, published),
        sentence=sentence(event, len(reports)), judged=_judged(desk, event), near=near, ties=ties,
        grades=GRADES, said_on=said_on,
        noun=lambda one: desk.names.noun(one.type, one.mode), id=secrets.token_hex(8),
        waiting=[d for d in desk.decisions.waiting() if d.about == f"/events/{event.id}"],
    )  # fmt: skip


@act("reviewer")
def regrade(request: Request, form: FormData) -> Response:
    """A grade with a name under it."""
    asked = {
        "kind": "regrade", "why": field(form, "why"), "targets": [request.path_params["event"]],
        "value": field(form, "grade"),
    }  # fmt: skip
    return kept(request, form, asked, "graded an event")


def _moved(desk: Desk, generation: Generation, id_: str) -> Response:
    """An event that a decision took apart or joined has another id now; whoever held the old one is led on."""
    for decision in reversed(desk.decisions.all()):
        for one in decision.outcome.get("events", []):
            if any(before["id"] == id_ for before in one["before"]):
                standing = [after["id"] for after in one["after"] if casefile.event(generation, after["id"])]
                if standing:
                    return RedirectResponse(f"/events/{standing[0]}", 303)
    raise HTTPException(404, GONE)


def _noun(desk: Desk, event: Event) -> str:
    return desk.names.noun(event.type, event.mode)


def _judged(desk: Desk, event: Event) -> list[Judgement]:
    """Decisions that speak of claims of this event, latest first."""
    claims = set(event.claims)
    found = [j for j in desk.holdings().judgements() if claims.intersection(j.targets)]
    return found[::-1]


SCREEN = Screen(
    "events", "Event", "What is claimed, by whom, and where do they differ?", "/events",
    (
        Route("/events/{event}", show, methods=["GET"]),
        Route("/events/{event}/grade", regrade, methods=["POST"]),
        *regrouping.ROUTES,
        *relating.ROUTES,
    ),
    rail=False,
)  # fmt: skip
