"""How one event stands to another: said by a person, looked at, kept, told on both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recount.desk.acts import act, allow, field
from recount.desk.compared import headline
from recount.desk.desk import Desk
from recount.desk.pages import desk_of, page
from recount.desk.screens.regrouping import told_of, tried, with_near
from recount.records import Event, Tie
from recount.store import casefile
from recount.store.pinned import Generation

WORDS = {
    "part_of": ("is part of", "has as a part"),
    "revises": ("tells anew, and is meant to replace,", "is told anew by"),
    "contradicts": ("cannot have been so if the other was:", "cannot have been so if the other was:"),
    "reprisal_for": ("was done in answer to", "was answered by"),
    "causes": ("led to", "came of"),
    "hinders": ("made harder", "was made harder by"),
    "enables": ("made possible", "was made possible by"),
    "coincides": ("went together with", "went together with"),
}
"""The ties of the vocabulary as sentences go on, from either side."""


@dataclass(frozen=True, slots=True)
class Told:
    """A tie as a page tells it: in words, with the headline of the other event."""

    tie: Tie
    words: str
    heading: str


def told(desk: Desk, generation: Generation, event: Event) -> Iterator[Told]:
    """The ties of an event, in the order of the decisions."""
    for tie in event.ties:
        other = casefile.event(generation, tie.event)
        if other is not None:
            words = WORDS.get(tie.kind, (tie.kind, tie.kind))[0 if tie.outward else 1]
            yield Told(tie, words, headline(other, desk.names.noun(other.type, other.mode)))


def form_shown(request: Request) -> Response:
    """Which other event, and how this one stands to it."""
    return _relating(request)


@act("reviewer")
def relate(request: Request, form: FormData) -> Response:
    """Look at what two events would tell of one another, or keep it."""
    one, other = request.path_params["event"], field(form, "other")
    kind, turned, _ = field(form, "how").partition("~")
    targets = [other, one] if turned else [one, other]
    asked = {"kind": "relate", "why": field(form, "why"), "value": kind, "targets": [t for t in targets if t]}
    return tried(request, form, asked, _relating, "said how events stand")


def _ways() -> Iterator[tuple[str, str]]:
    """Every way to say it, from this event's side: the value that the form sends, and the words."""
    for kind, (forth, back) in WORDS.items():
        yield kind, forth
        if back != forth:
            yield f"{kind}~", back


def _relating(
    request: Request, form: FormData | None = None, outcome: Mapping[str, Any] | None = None, amiss: str = ""
) -> Response:
    allow(request, "reviewer")
    event, beside = with_near(request)
    return page(
        request, "relate.html.j2", title="Say how it stands to another event", status=400 if amiss else 200,
        event=event, outcome=outcome, amiss=amiss, ways=tuple(_ways()),
        chosen=field(form, "other") if form else request.query_params.get("other", ""),
        how=field(form, "how") if form else "part_of", **beside, **told_of(desk_of(request), event, form),
    )  # fmt: skip


ROUTES = (
    Route("/events/{event}/relate", form_shown, methods=["GET"]),
    Route("/events/{event}/relate", relate, methods=["POST"]),
)
