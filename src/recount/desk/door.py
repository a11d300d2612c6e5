"""The door: who comes in, from where, and what every answer says to the browser about what it may do."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from recount.desk.desk import Desk
from recount.desk.people import Person

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""Nothing inline, nothing from elsewhere. `data:` for pictures is what style sheets of map controls need."""

_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "no-store",
}
"""A header that a screen sets itself stands; the rest are set here for all."""

OPEN_TO_ALL = ("/sign-in", "/static/")


class Door:
    """Refuses strange hosts, knows the person, sends everyone else to sign in, and sets the headers.

    A page of another site can point a name of its own at 127.0.0.1 and so reach a desk on this machine; the name in
    `Host` gives it away.
    """

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if self._desk.secure:
                    headers.setdefault("strict-transport-security", "max-age=31536000")
            await send(message)

        sending: Send = guarded
        headers = Headers(scope=scope)
        if self._desk.hosts and _host(headers.get("host", "")) not in self._desk.hosts:
            refusal = PlainTextResponse("This desk is reached by the address that it printed when it was started.", 421)
            await refusal(scope, receive, sending)
            return
        cookie = _cookie(headers, cookie_name(self._desk, scope))
        person = self._person(cookie)
        if person is not None and not self._desk.sessions.name(cookie):
            cookie = self._desk.sessions.begin(person.name)  # alone at this machine: nothing to sign in to
            sending = self._keeping(set_cookie(self._desk, scope, cookie), sending)
        scope.setdefault("state", {}).update(desk=self._desk, person=person, cookie=cookie)
        if person is None and not scope["path"].startswith(OPEN_TO_ALL):
            await self._to_sign_in(scope, receive, sending)
            return
        await self._app(scope, receive, sending)

    def _person(self, cookie: str) -> Person | None:
        if self._desk.alone is not None:
            return self._desk.alone
        name = self._desk.sessions.name(cookie)
        role = None if name is None else self._desk.accounts.role(name)
        return None if name is None or role is None else Person(name, role)

    def _keeping(self, header: str, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("set-cookie", header)
            await send(message)

        return sending

    async def _to_sign_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            await PlainTextResponse("Your session has ended. Sign in and do it again.", 401)(scope, receive, send)
            return
        query = scope["query_string"].decode("latin-1")
        back = quote(scope["path"] + (f"?{query}" if query else ""), safe="")
        await RedirectResponse(f"/sign-in?then={back}", 303)(scope, receive, send)


def cookie_name(desk: Desk, scope: Scope) -> str:
    """The session's cookie. Browsers share cookies among the ports of a machine, and two desks may be open on it."""
    return "__Host-desk" if desk.secure else f"desk-{(scope.get('server') or ('', 0))[1]}"


def set_cookie(desk: Desk, scope: Scope, cookie: str) -> str:
    """The header that keeps a session in the browser; an empty cookie ends it."""
    rest = "; Max-Age=0" if not cookie else ""
    name = cookie_name(desk, scope)
    return f"{name}={cookie}; Path=/; HttpOnly; SameSite=Strict{rest}" + "; Secure" * desk.secure


def _host(header: str) -> str:
    """The name in `Host`, without its port."""
    if header.startswith("["):
        return header.partition("]")[0] + "]"
    return header.partition(":")[0]


def _cookie(headers: Headers, name: str) -> str:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except CookieError:
        return ""
    return jar[name].value if name in jar else ""
