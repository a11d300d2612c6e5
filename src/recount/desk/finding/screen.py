"""Search: which sentences hold these words?"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recount.desk.chips import chips
from recount.desk.pages import desk_of, page
from recount.desk.screen import Screen
from recount.records import UsageError
from recount.store.finding import Within, found
from recount.store.search import Hit, asked

MOST = 100
_FILTERS = {"actor": "Actor", "place": "Place", "since": "From", "until": "Before", "publisher": "Publisher"}


def show(request: Request) -> Response:
    """What is asked, and the sentences that hold it; an empty question gets the ways of asking."""
    query = request.query_params
    text = query.get("q", "").strip()
    within = Within(
        actor=query.get("actor") or None, place=query.get("place") or None, since=query.get("since") or None,
        until=query.get("until") or None, publisher=query.get("publisher") or None,
    )  # fmt: skip
    hits, fault, more = [], None, False
    desk = desk_of(request)
    if text:
        try:
            asked(text)
            with desk.readings.now() as generation:
                hits = found(generation, text, within, MOST + 1)
        except UsageError as error:
            fault = str(error)
        more = len(hits) > MOST
    actor = desk.pack.actors.get(query.get("actor", ""))
    words = {actor.id: actor.name} if actor is not None else {}
    return page(
        request, "search.html.j2", title=f"Search: {text}" if text else "Search", query=query, text=text,
        hits=[(hit, pieces(hit)) for hit in hits[:MOST]], fault=fault, more=more, most=MOST,
        chips=chips(request, _FILTERS, words),
        actors=sorted((a.name, a.id) for a in desk.pack.actors.values()),
    )  # fmt: skip


def pieces(hit: Hit) -> list[tuple[str, bool]]:
    """The snippet in pieces, each with whether it is what was asked for."""
    cut, at = [], 0
    for mark in hit.marks:
        cut += [(hit.snippet[at : mark.start], False), (hit.snippet[mark.start : mark.end], True)]
        at = mark.end
    return [piece for piece in (*cut, (hit.snippet[at:], False)) if piece[0]]


SCREEN = Screen(
    "finding", "Search", "Which sentences hold these words?", "/search",
    (Route("/search", show, methods=["GET"]),),
    rail=False,
)  # fmt: skip
