"""Pages from templates: text from reports is escaped always, and cleaned of signs that no escaping makes safe."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote_plus

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from recount import __version__
from recount.desk.desk import Desk
from recount.desk.marked import sentence_pieces
from recount.desk.outcome import WORDS
from recount.desk.people import Person
from recount.publish import phrases
from recount.publish.clean import clean
from recount.publish.forms.html import bar, first_quote, found_words, heard, picture

STATIC = Path(__file__).parent / "static"
PART = "desk-part"
"""A request with this header asks for the main part of a page alone, to stand in the evidence drawer."""


def desk_of(request: Request) -> Desk:
    """The desk that this request came to."""
    return cast(Desk, request.state.desk)


def person_of(request: Request) -> Person:
    """Who asks. The door has let them in."""
    return cast(Person, request.state.person)


def page(request: Request, template: str, *, title: str, status: int = 200, **context: Any) -> Response:
    """A whole page, or its main part for the drawer."""
    part = PART in request.headers
    text = (
        environment()
        .get_template(template)
        .render(
            layout="part.html.j2" if part else "frame.html.j2",
            title=title,
            request=request,
            path=request.url.path,
            person=request.state.person,
            desk=request.state.desk,
            screens=request.app.state.screens,
            token=token_of(request),
            version=__version__,
            **context,
        )
    )
    return HTMLResponse(text, status, {"vary": PART})


def fragment(template: str, **context: Any) -> Markup:
    """A part of a page that several pages share as it stands: it may say nothing of who asks."""
    return Markup(environment().get_template(template).render(**context))


def token_of(request: Request) -> str:
    """What a form on this page carries so that no other site can send it."""
    cookie = request.state.cookie
    return desk_of(request).sessions.token(cookie) if cookie else ""


@cache
def environment() -> Environment:
    """The templates of the desk, and beneath them those of the published report."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader("recount.desk"), PackageLoader("recount.publish.forms")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: clean(value) if type(value) is str else value,
    )
    made.globals.update(
        kind=lambda part: type(part).__name__, amount=phrases.amount, spread=phrases.spread, unit=phrases.unit,
        found_words=found_words, first_quote=first_quote, bar=bar, picture=picture,
        day=phrases.day, span=phrases.span, number=phrases.number, heard=heard, static=static, address=address,
        plural=plural, sentence_pieces=sentence_pieces, words_of_numbers=WORDS,
    )  # fmt: skip
    return made


@cache
def static(name: str) -> str:
    """The address of a file that ships with the desk; it changes with the file, so that browsers may keep it."""
    return f"/static/{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


def address(path: str, query: Mapping[str, str | None] | None = None, **changes: str | None) -> str:
    """A path with its query: the state of a view. `changes` replace; `None` and "" take out."""
    kept = {key: value for key, value in {**(query or {}), **changes}.items() if value not in (None, "")}
    return path + ("?" + "&".join(f"{_quoted(key)}={_quoted(value)}" for key, value in kept.items()) if kept else "")


@lru_cache(4096)
def _quoted(text: str) -> str:
    """A page has hundreds of addresses that share most of their parts."""
    return quote_plus(text)


def plural(count: int, one: str, many: str | None = None) -> str:
    """`1 report`, `2,000 reports`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
