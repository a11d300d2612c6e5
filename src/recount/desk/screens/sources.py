"""Sources: every report that is held, and what was taken from it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recount.desk.chips import chips, options, paged
from recount.desk.pages import desk_of, page
from recount.desk.screen import Screen
from recount.desk.screens import adding, reader
from recount.store import shelf

_MOST = 50
_FILTERS = {
    "words": "Words",
    "publisher": "Publisher",
    "language": "Language",
    "unread": "Unread",
    "silent": "Nothing taken",
}


def show(request: Request) -> Response:
    """The list, narrowed by the address."""
    query = request.query_params
    by = shelf.Narrowed(
        words=query.get("words") or None,
        publisher=query.get("publisher") or None,
        language=query.get("language") or None,
        unread=bool(query.get("unread")),
        silent=bool(query.get("silent")),
    )
    first, _ = paged(request, 0, _MOST)
    with desk_of(request).readings.now() as generation:
        found, total = shelf.listed(generation, by, first=first, most=_MOST)
        facets = shelf.facets(generation)
    _, pages = paged(request, total, _MOST)
    return page(
        request, "sources.html.j2", title="Sources", sources=found, pages=pages, query=query,
        chips=chips(request, _FILTERS, {"1": "yes"}), facets={name: options(rows) for name, rows in facets.items()},
    )  # fmt: skip


SCREEN = Screen(
    "sources", "Sources", "Show me the sentence.", "/sources",
    (Route("/sources", show, methods=["GET"]), *reader.ROUTES, *adding.ROUTES),
    key_letter="s",
)  # fmt: skip
