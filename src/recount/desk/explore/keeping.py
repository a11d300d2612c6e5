"""Keep a view of the Explore screen under a name, open it at an address of its own, take it away."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recount.desk.acts import act, field, see
from recount.desk.explore.views import View
from recount.desk.pages import desk_of, person_of


@act("reviewer")
def keep(request: Request, form: FormData) -> Response:
    """Keep what the form's page shows."""
    desk, person = desk_of(request), person_of(request)
    view = desk.views.add(field(form, "id"), person.name, field(form, "name"), field(form, "query"))
    desk.audit.note(person.name, "kept a view", view.name)
    return see(f"/explore?{view.query}")


@act("reviewer")
def drop(request: Request, form: FormData) -> Response:
    """Take a view away: whoever kept it may, and the owner."""
    desk, person = desk_of(request), person_of(request)
    view = _found(request)
    if view.who != person.name and not person.may("owner"):
        raise HTTPException(403, f"{view.who} keeps this view; ask them, or the owner of the desk.")
    desk.views.drop(view.id)
    desk.audit.note(person.name, "took a view away", view.name)
    query = field(form, "query")
    return see(f"/explore?{query}" if query else "/explore")


def show(request: Request) -> Response:
    """The view as it stands now: this address can be sent to others at the desk."""
    return see(f"/explore?{_found(request).query}")


def _found(request: Request) -> View:
    view = desk_of(request).views.get(request.path_params["view"])
    if view is None:
        raise HTTPException(404, "There is no such view any more.")
    return view


ROUTES = (
    Route("/explore/views", keep, methods=["POST"]),
    Route("/explore/views/{view}", show, methods=["GET"]),
    Route("/explore/views/{view}/drop", drop, methods=["POST"]),
)
