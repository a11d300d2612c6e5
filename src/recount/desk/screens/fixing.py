"""Put a claim right: other words, other fields; the person's reading stands for the machine's from then on."""

from __future__ import annotations

import secrets
from typing import Any

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recount.desk.acts import act, allow, field, see
from recount.desk.drafting import choices, claim_fields, filled
from recount.desk.pages import desk_of, page, person_of
from recount.desk.reviews import Review
from recount.desk.screens.adding import around, span_of, values_of
from recount.records import RecountError, Report, Span
from recount.store import shelf
from recount.store.shelf import Taken

_BESIDE = "w"
"""After the id of a decision that adds a claim: the one that sets aside the machine's claim beside it."""


def show(request: Request) -> Response:
    """The form, filled with what the machine read."""
    allow(request, "reviewer")
    taken, report = _held(request)
    first = taken.claim.evidence[0]
    return _form(request, taken, report, Span(first.start, first.end))


@act("reviewer")
def keep(request: Request, form: FormData) -> Response:
    """The claim as the person reads it, looked at or kept. What was read otherwise gives way to it."""
    desk, person = desk_of(request), person_of(request)
    taken, report = _held(request)
    id_, queue = field(form, "id"), field(form, "queue") or "doubt"
    claim = taken.claim
    span = Span(claim.evidence[0].start, claim.evidence[0].end)
    try:
        span = span_of(report, field(form, "start"), field(form, "end")) or span
        asked: dict[str, Any] = {
            "kind": "add_claim",
            "why": field(form, "why") or "put right in review",
            "selection": {"report": report.id, "exact": report.text[span.start : span.end], "start": span.start},
            "claim": claim_fields(form, claim),
        }
        if field(form, "do") == "look":
            outcome = desk.clerk.preview(person.name, asked)
            return _form(request, taken, report, span, form=form, outcome=outcome)
        decision = desk.clerk.take(id_, person.name, asked, f"/claims/{claim.id}")
    except RecountError as error:
        return _form(request, taken, report, span, form=form, amiss=str(error))
    if _stays(taken, asked, span):
        wrong = {"kind": "wrong", "why": f"read otherwise: {asked['why']}", "targets": [claim.id]}
        desk.clerk.take(id_ + _BESIDE, person.name, wrong, f"/claims/{claim.id}")
    desk.reviews.add(id_, person.name, queue, claim.id, "fixed", asked["why"], decision.id)
    return see(f"/review/{queue}")


def led_to(review: Review) -> list[str]:
    """The decisions that came of a verdict, the last first: a claim put right may have set aside the machine's own."""
    return [] if review.decision is None else [review.decision + _BESIDE, review.decision]


def _stays(taken: Taken, asked: dict[str, Any], span: Span) -> bool:
    """Whether the machine's claim would stand beside the person's: it gives way by itself only to one of its own kind
    and type on about the same words."""
    claim, first = taken.claim, taken.claim.evidence[0]
    alike = (claim.kind, claim.type) == (asked["claim"].get("kind"), asked["claim"].get("type"))
    common = min(first.end, span.end) - max(first.start, span.start)
    return not alike or common < 0.8 * max(first.end - first.start, span.end - span.start)


def _held(request: Request) -> tuple[Taken, Report]:
    with desk_of(request).readings.now() as generation:
        taken = shelf.claim(generation, request.path_params["claim"])
        report = None if taken is None else shelf.report(generation, taken.claim.report)
    if taken is None or report is None or report.dataset is not None:
        raise HTTPException(404, "There is no such claim of a text in this record.")
    return taken, report


def _form(
    request: Request,
    taken: Taken,
    report: Report,
    span: Span,
    *,
    form: FormData | None = None,
    outcome: dict[str, Any] | None = None,
    amiss: str = "",
) -> Response:
    desk = desk_of(request)
    before, inside, after, first = around(report, span)
    return page(
        request, "fixing.html.j2", title="Put it right", status=400 if amiss else 200, taken=taken, report=report,
        stretch=span, before=before, inside=inside, after=after, first=first, outcome=outcome, amiss=amiss,
        values=filled(taken.claim) if form is None else values_of(form), choices=choices(desk.pack),
        id=field(form, "id") if form else secrets.token_hex(8), why=field(form, "why") if form else "",
        queue=field(form, "queue") if form else request.query_params.get("queue", "doubt"),
        noun_of=lambda one: desk.names.noun(one["type"], one["mode"]),
    )  # fmt: skip


ROUTES = (
    Route("/review/claim/{claim}/fix", show, methods=["GET"]),
    Route("/review/claim/{claim}/fix", keep, methods=["POST"]),
)
