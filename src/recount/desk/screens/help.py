"""The list of shortcuts as a page, for whoever reads without scripts."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recount.desk.pages import page
from recount.desk.screen import Screen


def show(request: Request) -> Response:
    """The page."""
    return page(request, "help.html.j2", title="Shortcuts")


SCREEN = Screen(
    "help", "Shortcuts", "Which keys do what?", "/help", (Route("/help", show, methods=["GET"]),), rail=False
)
