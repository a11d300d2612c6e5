"""One claim: its sentence, what was read from it and how surely, and where it went. It opens in the drawer."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recount.desk.pages import desk_of, page
from recount.desk.screen import Screen
from recount.desk.screens import ruling
from recount.publish.evidence import claim_row
from recount.store import shelf


def show(request: Request) -> Response:
    """The claim."""
    desk = desk_of(request)
    with desk.readings.now() as generation:
        taken = shelf.claim(generation, request.path_params["claim"])
        report = None if taken is None else shelf.report(generation, taken.claim.report)
    if taken is None or report is None:
        raise HTTPException(404, "There is no claim of this id in this record; a later reading may have replaced it.")
    row = claim_row(taken.statement, desk.names)
    return page(request, "claim.html.j2", title="A claim", taken=taken, report=report, row=row)


SCREEN = Screen(
    "claims", "Claims", "What does this sentence say?", "/claims",
    (Route("/claims/{claim}", show, methods=["GET"]), *ruling.ROUTES),
    rail=False,
)  # fmt: skip
