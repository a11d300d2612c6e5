"""A rule made from a claim: what stands in these words, here and in every report to come, is left out."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recount.desk.acts import act, allow, field
from recount.desk.pages import desk_of, page
from recount.desk.screens.regrouping import tried
from recount.store import shelf

_SHOWN = 12


def form_shown(request: Request) -> Response:
    """The sentence of the claim as the words of a rule, to be cut down before anything is kept."""
    return _ruling(request)


@act("reviewer")
def rule(request: Request, form: FormData) -> Response:
    """Look at what a rule would leave out, or keep it."""
    publisher = field(form, "publisher")
    asked = {
        "kind": "hide_words", "why": field(form, "why"), "value": field(form, "words"),
        "targets": [publisher] if publisher else [],
    }  # fmt: skip
    return tried(request, form, asked, _ruling, "made a rule on words", f"/claims/{request.path_params['claim']}")


def _ruling(
    request: Request, form: FormData | None = None, outcome: Mapping[str, Any] | None = None, amiss: str = ""
) -> Response:
    allow(request, "reviewer")
    desk = desk_of(request)
    with desk.readings.now() as generation:
        taken = shelf.claim(generation, request.path_params["claim"])
        report = None if taken is None else shelf.report(generation, taken.claim.report)
        if taken is None or report is None:
            raise HTTPException(404, "There is no claim of this id in this record.")
        words = " ".join((field(form, "words") if form else taken.statement.sentence).split())
        publisher = field(form, "publisher") if form else report.publisher or ""
        alike = shelf.in_words(generation, words, publisher or None) if words else []
    return page(
        request, "rule.html.j2", title="Leave out what is said again and again", status=400 if amiss else 200,
        taken=taken, report=report, words=words, publisher=publisher, alike=alike[:_SHOWN], met=len(alike),
        outcome=outcome, amiss=amiss, why=field(form, "why") if form else "",
        id=field(form, "id") if form else secrets.token_hex(8),
        noun=lambda one: desk.names.noun(one["type"], one["mode"]),
    )  # fmt: skip


ROUTES = (
    Route("/claims/{claim}/rule", form_shown, methods=["GET"]),
    Route("/claims/{claim}/rule", rule, methods=["POST"]),
)
