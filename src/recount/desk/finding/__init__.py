"""Search: which sentences hold these words?"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recount.desk.pages import page
from recount.desk.screen import Screen


def show(request: Request) -> Response:
    """The screen."""
    return page(request, "sentence.html.j2", title="Search", sentence="Nothing is shown here yet.")


SCREEN = Screen(
    "finding", "Search", "Which sentences hold these words?", "/search",
    (Route("/search", show, methods=["GET"]),),
    rail=False,)  # fmt: skip
