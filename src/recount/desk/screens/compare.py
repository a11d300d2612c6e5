"""Compare: what changed since, and is it real?"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recount.desk.comparing import Contrast, Coverage, contrasts, coverage, percent
from recount.desk.desk import Desk
from recount.desk.pages import desk_of, page
from recount.desk.screen import Screen
from recount.publish import between, previous, quarter_of
from recount.records import UsageError
from recount.records.publication import Measure, Quarter
from recount.store import query
from recount.store.measures import Measures
from recount.store.pinned import Generation


@dataclass(frozen=True, slots=True)
class _Found:
    """What a comparison came to."""

    measure: Measure
    before: Quarter
    after: Quarter
    rows: list[Contrast]
    coverage: tuple[Coverage, Coverage]


def show(request: Request) -> Response:
    """Two periods side by side. Without any in the address, the fullest quarter and the one before it."""
    desk, asked = desk_of(request), request.query_params
    amiss, found = "", None
    with desk.readings.now() as generation:
        try:
            found = _compared(desk, generation, request)
        except UsageError as error:
            amiss = str(error)
    return page(
        request, "compare.html.j2", title="Compare", status=400 if amiss else 200, measures=desk.outline.measures,
        found=found, query=asked, amiss=amiss, percent=percent,
    )  # fmt: skip


def _compared(desk: Desk, generation: Generation, request: Request) -> _Found | None:
    asked = request.query_params
    measures = desk.outline.measures
    fullest = query.fullest_quarter(generation)
    if not measures or (fullest is None and not asked.get("after")):
        return None
    measure = measures.get(asked.get("measure", ""), next(iter(measures.values())))
    after = _period(asked.get("after") or fullest or "")
    before = _period(asked["before"]) if asked.get("before") else previous(after)
    held = Measures(generation.duck)
    rows = contrasts(
        held, measure, before, after, split=asked.get("split", ""), same_sources=bool(asked.get("same_sources"))
    )
    cited = held.reports()
    return _Found(measure, before, after, rows, (coverage(cited, before), coverage(cited, after)))


def _period(words: str) -> Quarter:
    first, to, last = words.partition("/")
    return between(first, last) if to else quarter_of(words)


SCREEN = Screen(
    "compare", "Compare", "What changed since, and is it real?", "/compare",
    (Route("/compare", show, methods=["GET"]),),
    key_letter="c",
)  # fmt: skip
