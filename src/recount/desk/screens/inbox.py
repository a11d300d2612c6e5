"""Inbox: what came in, what failed, what needs me?"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recount.desk.pages import desk_of, page
from recount.desk.screen import Screen


def show(request: Request) -> Response:
    """What the campaign holds, and what came of the last builds."""
    desk = desk_of(request)
    with desk.readings.now() as generation:
        rows = generation.manifest["rows"]
        number = generation.number
    return page(request, "inbox.html.j2", title="Inbox", rows=rows, number=number)


SCREEN = Screen(
    "inbox", "Inbox", "What came in, what failed, what needs me?", "/",
    (Route("/", show, methods=["GET"]),),
    key_letter="i",
)  # fmt: skip
