"""Explore: what happened where and when, and how surely?"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recount.desk.pages import page
from recount.desk.screen import Screen


def show(request: Request) -> Response:
    """The screen."""
    return page(request, "sentence.html.j2", title="Explore", sentence="Nothing is shown here yet.")


SCREEN = Screen(
    "explore", "Explore", "What happened where and when, and how surely?", "/explore",
    (Route("/explore", show, methods=["GET"]),),
    key_letter="e",
)  # fmt: skip
