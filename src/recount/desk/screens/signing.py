"""Signing in and out, where the desk has accounts."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from recount.desk.acts import act, field, from_here, inside
from recount.desk.door import set_cookie
from recount.desk.pages import desk_of, page, person_of
from recount.desk.screen import Screen


def ask(request: Request) -> Response:
    """The form. Whoever is in already goes on."""
    if request.state.person is not None:
        return RedirectResponse("/", 303)
    return page(
        request, "sign_in.html.j2", title="Sign in", then=request.query_params.get("then", "/"),
        refused=request.query_params.get("refused"), wait=request.query_params.get("wait"),
    )  # fmt: skip


async def sign_in(request: Request) -> Response:
    """Name and password to a session. No token is asked for: there is no session yet, and the browser says which
    site the form came from."""
    from_here(request)
    desk = desk_of(request)
    async with request.form(max_files=0, max_fields=10) as form:
        name, password, then = field(form, "name")[:64], str(form.get("password") or ""), field(form, "then")
    keys = f"name {name.casefold()}", f"from {request.client.host if request.client else ''}"
    wait = desk.attempts.wait(*keys)
    if wait:
        return _again(then, wait=str(wait))
    person = desk.accounts.check(name, password)
    if person is None:
        desk.attempts.failed(*keys)
        desk.audit.note(name, "failed to sign in", keys[1])
        return _again(then, refused="1")
    desk.attempts.succeeded(*keys)
    desk.audit.note(person.name, "signed in", keys[1])
    kept = set_cookie(desk, request.scope, desk.sessions.begin(person.name))
    return RedirectResponse(inside(then), 303, {"set-cookie": kept})


@act("reader")
def sign_out(request: Request, _form: FormData) -> Response:
    """End the session."""
    desk = desk_of(request)
    desk.sessions.end(request.state.cookie)
    desk.audit.note(person_of(request).name, "signed out")
    ended = set_cookie(desk, request.scope, "")
    return RedirectResponse("/sign-in" if desk.alone is None else "/", 303, {"set-cookie": ended})


def _again(then: str, **why: str) -> Response:
    return RedirectResponse(f"/sign-in?{urlencode({'then': inside(then), **why})}", 303)


SCREEN = Screen(
    "signing", "Sign in", "Who is there?", "/sign-in",
    (
        Route("/sign-in", ask, methods=["GET"]),
        Route("/sign-in", sign_in, methods=["POST"]),
        Route("/sign-out", sign_out, methods=["POST"]),
    ),
    rail=False,
)  # fmt: skip
