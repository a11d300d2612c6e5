"""The application: screens and their routes, the door before them, and errors as sentences."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from recount.desk.desk import Desk
from recount.desk.door import Door
from recount.desk.pages import STATIC, page
from recount.desk.screens import SCREENS
from recount.records import CampaignError, RecountError

_LARGEST_BODY = 512 * 1024 * 1024
_PRESSED = 3
"""Of nine. The last level makes a page of the map a tenth smaller and takes three times as long."""
_KEEP = "public, max-age=31536000, immutable"


class _Shipped(StaticFiles):
    """Files of the package; their address changes when they do."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = _KEEP if b"v=" in scope["query_string"] else "no-cache"
        return response


def application(desk: Desk) -> ASGIApp:
    """The desk as an ASGI application."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        desk.start()
        yield
        desk.close()

    app = Starlette(
        routes=[
            *(route for screen in SCREENS for route in screen.routes),
            Mount("/static", _Shipped(directory=STATIC)),
        ],
        middleware=[Middleware(GZipMiddleware, minimum_size=1024, compresslevel=_PRESSED)],
        exception_handlers={HTTPException: _refused, RecountError: _said, Exception: _unforeseen},
        lifespan=lifespan,
        max_body_size=_LARGEST_BODY,
    )
    app.state.desk = desk
    app.state.screens = [screen for screen in SCREENS if screen.rail]
    return Door(app, desk)  # outermost, so that the answer to an error has the headers too


def _sentence(request: Request, title: str, sentence: str, status: int) -> Response:
    if getattr(request.state, "person", None) is None:
        return PlainTextResponse(sentence, status)
    return page(request, "sentence.html.j2", title=title, status=status, sentence=sentence)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return _sentence(request, "Not here", error.detail if error.detail != "Not Found" else _MISSING, 404)
    return _sentence(request, "Not done", error.detail, error.status_code)


async def _said(request: Request, error: Exception) -> Response:
    """An error made on purpose is a sentence already."""
    return _sentence(request, "Not done", str(error), 409 if isinstance(error, CampaignError) else 400)


async def _unforeseen(request: Request, error: Exception) -> Response:
    """Nobody foresaw it. The trace goes to the terminal (the server sees to that), a sentence to the page."""
    sentence = f"An error of ours ({type(error).__name__}). Nothing was changed; the terminal of the desk says more."
    return _sentence(request, "An error of ours", sentence, 500)


_MISSING = "There is nothing at this address. What was here may have another id since the record was built anew."
