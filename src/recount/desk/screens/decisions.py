"""A decision and what came of it, with its undo; and the log of all that people decided."""

from __future__ import annotations

import secrets

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from recount.desk.acts import act, field, inside, see
from recount.desk.outcome import WORDS
from recount.desk.pages import desk_of, page, person_of
from recount.desk.screen import Screen
from recount.store import query

_PATIENCE = 12.0


def show(request: Request) -> Response:
    """One decision."""
    desk = desk_of(request)
    decision = desk.decisions.get(request.path_params["decision"])
    if decision is None:
        raise HTTPException(404, "This desk holds no such decision.")
    undone = {j.undoes for j in desk.holdings().judgements() if j.kind == "undo"}
    return page(
        request, "decision.html.j2", title="A decision", decision=decision, words=WORDS, id=secrets.token_hex(8),
        undone=decision.judgement in undone, noun=lambda one: desk.names.noun(one["type"], one["mode"]),
        obstacle=desk.clerk.obstacle,
    )  # fmt: skip


def state(request: Request) -> Response:
    """Whether a decision is settled, for pages that wait."""
    decision = desk_of(request).decisions.get(request.path_params["decision"])
    return JSONResponse({"state": decision.state if decision else "unknown"})


@act("reviewer")
def withdraw(request: Request, form: FormData) -> Response:
    """Take back a decision: before its turn it is withdrawn, afterwards another judgement undoes it."""
    desk, person = desk_of(request), person_of(request)
    decision = desk.decisions.get(request.path_params["decision"])
    if decision is None:
        raise HTTPException(404, "This desk holds no such decision.")
    if desk.clerk.withdraw(decision.id):
        desk.audit.note(person.name, "withdrew a decision", f"/decisions/{decision.id}")
        return see(f"/decisions/{decision.id}")
    settled = desk.clerk.settled(decision.id, _PATIENCE)
    if settled is None or settled.judgement is None:
        raise HTTPException(409, "This decision is not in the record, so there is nothing to undo.")
    return _undo(request, form, settled.judgement)


@act("reviewer")
def undo(request: Request, form: FormData) -> Response:
    """Undo a judgement on record, whoever made it and wherever."""
    return _undo(request, form, request.path_params["judgement"])


def _undo(request: Request, form: FormData, judgement: str) -> Response:
    desk, person = desk_of(request), person_of(request)
    asked = {"kind": "undo", "why": field(form, "why") or "taken back", "undoes": judgement}
    about = inside(field(form, "about") or "/log")
    taken = desk.clerk.take(field(form, "id") or secrets.token_hex(8), person.name, asked, about)
    desk.audit.note(person.name, "undid a judgement", judgement)
    desk.clerk.settled(taken.id, _PATIENCE)
    return see(f"/decisions/{taken.id}")


def log(request: Request) -> Response:
    """Everything that people decided, what became of it, and the builds; for the owner also who came and went."""
    desk, person = desk_of(request), person_of(request)
    with desk.readings.now() as generation:
        effects = dict(query.judged(generation))
    judgements = desk.holdings().judgements()[::-1]
    return page(
        request, "log.html.j2", title="Log", judgements=judgements, effects=effects,
        waiting=[d for d in desk.decisions.all() if d.state in ("waiting", "refused")][::-1],
        undone={j.undoes for j in judgements if j.kind == "undo"},
        runs=list(desk.campaign.runs())[::-1][:40], audit=desk.audit.latest() if person.may("owner") else [],
        from_desk={d.judgement: d.id for d in desk.decisions.all() if d.judgement}, id=secrets.token_hex(8),
        obstacle=desk.clerk.obstacle,
    )  # fmt: skip


SCREEN = Screen(
    "log", "Log", "Who decided what, and what came of it?", "/log",
    (
        Route("/log", log, methods=["GET"]),
        Route("/decisions/{decision}", show, methods=["GET"]),
        Route("/decisions/{decision}/state", state, methods=["GET"]),
        Route("/decisions/{decision}/undo", withdraw, methods=["POST"]),
        Route("/judgements/{judgement}/undo", undo, methods=["POST"]),
    ),
    key_letter="l",
)  # fmt: skip
