"""A claim that the machine missed: from words chosen in the reader to a claim that counts like any other."""

from __future__ import annotations

import secrets
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recount.desk.acts import act, allow, field, see
from recount.desk.drafting import choices, claim_fields, filled
from recount.desk.offsets import same_length
from recount.desk.pages import desk_of, page, person_of
from recount.desk.screens.reader import the_report
from recount.records import DataError, RecountError, Report, Span
from recount.words.anchors import selected
from recount.words.sentences import sentence_of, sentences_in

_PATIENCE = 12.0
"""Seconds that a page waits for its decision to be settled before it says that it is on its way."""


def show(request: Request) -> Response:
    """The form, about the words that the address points at; without any, it asks for the words."""
    allow(request, "reviewer")
    with desk_of(request).readings.now() as generation:
        report = the_report(generation, request.path_params["report"])
    return _form(request, report, span_of(report, request.query_params.get("start"), request.query_params.get("end")))


@act("reviewer")
def keep(request: Request, form: FormData) -> Response:
    """The claim, first to be looked at, then to be kept."""
    desk, person = desk_of(request), person_of(request)
    with desk.readings.now() as generation:
        report = the_report(generation, request.path_params["report"])
    try:
        span = _chosen(report, form)
        asked = _asked(report, span, form)
        if field(form, "do") != "keep":
            outcome = desk.clerk.preview(person.name, asked)
            return _form(request, report, span, form=form, outcome=outcome)
        decision = desk.clerk.take(field(form, "id"), person.name, asked, f"/sources/{report.id}")
    except RecountError as error:
        return _form(
            request, report, span_of(report, field(form, "start"), field(form, "end")), form=form, amiss=str(error)
        )
    desk.audit.note(person.name, "added a claim", f"/sources/{report.id}")
    desk.clerk.settled(decision.id, _PATIENCE)
    return see(f"/decisions/{decision.id}")


def _asked(report: Report, span: Span, form: FormData) -> dict[str, Any]:
    return {
        "kind": "add_claim",
        "why": field(form, "why") or "the reader missed it",
        "selection": {"report": report.id, "exact": report.text[span.start : span.end], "start": span.start},
        "claim": claim_fields(form),
    }


def _chosen(report: Report, form: FormData) -> Span:
    span = span_of(report, field(form, "start"), field(form, "end"))
    return span or selected(report, field(form, "words"))


def span_of(report: Report, start: str | None, end: str | None) -> Span | None:
    """The stretch between two offsets in code points, without the space around it."""
    try:
        first, last = int(start or ""), int(end or "")
    except ValueError:
        return None
    if not 0 <= first < last <= len(report.text):
        raise DataError(f"The text has {len(report.text)} characters; {first} to {last} does not lie in it.")
    words = report.text[first:last]
    if not words.strip():
        return None
    return Span(first + len(words) - len(words.lstrip()), last - (len(words) - len(words.rstrip())))


def _form(
    request: Request,
    report: Report,
    span: Span | None,
    *,
    form: FormData | None = None,
    outcome: dict[str, Any] | None = None,
    amiss: str = "",
) -> Response:
    values = filled(None) if form is None else values_of(form)
    return page(
        request, "adding.html.j2", title="Add a claim", status=400 if amiss else 200, report=report, stretch=span,
        around=around(report, span) if span else None, values=values, choices=choices(desk_of(request).pack),
        outcome=outcome, amiss=amiss, id=field(form, "id") if form else secrets.token_hex(8),
        noun_of=lambda one: desk_of(request).names.noun(one["type"], one["mode"]),
        typed=field(form, "words") if form else "", why=field(form, "why") if form else "",
    )  # fmt: skip


def values_of(form: FormData) -> dict[str, Any]:
    """What was typed into the form of a claim, to be shown again."""
    names = ("kind", "type", "mode", "actor", "target", "place", "time", "stance", "modality", "speaker")
    figures = [{key: field(form, f"{key}{n}") for key in ("measure", "whom", "value", "comparator")} for n in range(3)]
    return {**{name: field(form, name) for name in names}, "figures": figures}


def around(report: Report, span: Span) -> tuple[str, str, str, int]:
    """The sentences about a stretch: before it, itself, after it; and where the first of them begins."""
    sentences = list(sentences_in(report.text))
    first = sentence_of(sentences, span.start) or span
    last = sentence_of(sentences, span.end - 1) or span
    start, end = min(first.start, span.start), max(last.end, span.end)
    parts = (report.text[start : span.start], report.text[span.start : span.end], report.text[span.end : end])
    before, inside, after = (same_length(part) for part in parts)
    return before, inside, after, start


ROUTES = (
    Route("/sources/{report}/claim", show, methods=["GET"]),
    Route("/sources/{report}/claim", keep, methods=["POST"]),
)
