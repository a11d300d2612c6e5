"""What changes something: a form comes in, is known for this session's own, is allowed, and is noted."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from recount.desk.pages import desk_of, person_of
from recount.desk.people import Role

Handler = Callable[[Request, FormData], Response]

_MOST_FILES = 5_000
_MOST_FIELDS = 2_000
_LARGEST_FIELD = 4 * 1024 * 1024


def act(role: Role) -> Callable[[Handler], Callable[[Request], object]]:
    """An endpoint for POST that asks for a role. Handlers run in a thread and may wait for the disk."""

    def made(handler: Handler) -> Callable[[Request], object]:
        @wraps(handler)
        async def endpoint(request: Request) -> Response:
            allow(request, role)
            from_here(request)
            async with request.form(
                max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=_LARGEST_FIELD
            ) as form:
                check_token(request, form)
                return await run_in_threadpool(handler, request, form)

        return endpoint

    return made


def allow(request: Request, role: Role) -> None:
    """Refuse whoever's role does not reach so far."""
    person = person_of(request)
    if not person.may(role):
        raise HTTPException(403, f"You are here as {person.role}; this asks for {role}. Ask the owner of the desk.")


def from_here(request: Request) -> None:
    """Refuse what a page of another site sends, as the browser itself says."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    if site not in ("same-origin", "none") or (origin and urlsplit(origin).netloc != request.headers.get("host")):
        raise HTTPException(403, "This came from another site and was not done.")


def check_token(request: Request, form: FormData) -> None:
    """Refuse a form that was not made for this session."""
    token = form.get("token") or request.headers.get("desk-token") or ""
    if not desk_of(request).sessions.holds(request.state.cookie, str(token)):
        raise HTTPException(403, "This form was opened in a session that has ended. Load its page again, then repeat.")


def field(form: FormData, name: str) -> str:
    """A field as text; empty where it is missing or a file."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def see(path: str) -> Response:
    """Done; look there now."""
    return RedirectResponse(path, 303)


def inside(path: str) -> str:
    """A path of this desk, whatever was asked for: nobody is sent elsewhere by a link of ours."""
    parts = urlsplit(path)
    safe = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.netloc and "\\" not in path
    return path if safe else "/"
