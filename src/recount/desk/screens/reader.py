"""The source reader: a report's text with the claims taken from it, its original beside it, its chain of custody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recount.desk.desk import Desk
from recount.desk.marked import shown
from recount.desk.offsets import same_length
from recount.desk.originals import SANDBOX, picture, printed, text_of, view_of
from recount.desk.pages import desk_of, page
from recount.publish.evidence import claim_row
from recount.publish.forms.html import FOUND
from recount.records import CampaignError, Judgement, Report
from recount.records.publication import Row
from recount.store import shelf
from recount.store.pinned import Generation
from recount.store.shapes import Kept
from recount.store.shelf import Taken
from recount.words.anchors import span_now

_KEEP = "private, max-age=3600"


@dataclass(frozen=True, slots=True)
class Card:
    """A claim beside the text: its row in words, and how far down the text it begins, from 0 to 1000."""

    taken: Taken
    row: Row
    down: int


def show(request: Request) -> Response:
    """The text with its claims. `claim` in the address points at one; `start` and `end` at a stretch of the text."""
    desk = desk_of(request)
    query = request.query_params
    with desk.readings.now() as generation:
        report = the_report(generation, request.path_params["report"])
        taken = shelf.taken(generation, report.id)
        copies = shelf.copies_of(generation, [report.id]).get(report.id, [])
        originals = shelf.reports(generation, [of for of, _ in copies])
    kept = captures(desk, report)
    view = view_of(report) if kept else "none"
    beside = query.get("beside") or "claims"
    return page(
        request,
        "reader.html.j2",
        title=report.title or "Untitled",
        report=report,
        segments=shown(report, [one.claim for one in taken], _asked(request, report)),
        cards=_cards(desk, report, taken),
        now=query.get("claim"),
        highlights=query.get("highlights") != "off",
        beside=beside if beside in ("claims", "original", "custody") else "claims",
        view=view,
        query=query,
        kept=kept,
        pages=_printed(desk, report) if view == "pages" and beside == "original" else (),
        plain=_plain(desk, report) if view == "text" and beside == "original" else "",
        feed=desk.jobs.feed_of(h for it in kept for h in (it.custody.sha256, it.custody.container_sha256) if h),
        copies=[(originals[of], how) for of, how in copies if of in originals],
        orphans=orphans(desk, report),
        found=FOUND.get(report.published.found or "", "how it was found is not recorded"),
        letter=(desk.pack.about.get("reliability") or {}).get(report.publisher or "", "F"),
    )


def original(request: Request) -> Response:
    """A captured web page as it was, in a sandbox, to stand in a frame."""
    desk = desk_of(request)
    with desk.readings.now() as generation:
        report = the_report(generation, request.path_params["report"])
    if view_of(report) != "page":
        raise HTTPException(404, "This report is no web page; its original is shown beside its text.")
    data = _bytes(desk, report)
    return Response(data, media_type="text/html", headers={"content-security-policy": SANDBOX, "cache-control": _KEEP})


def printed_page(request: Request) -> Response:
    """One page of a PDF as a picture."""
    desk = desk_of(request)
    with desk.readings.now() as generation:
        report = the_report(generation, request.path_params["report"])
    if view_of(report) != "pages":
        raise HTTPException(404, "This report is no PDF.")
    png = picture(_bytes(desk, report), request.path_params["number"])
    return Response(png, media_type="image/png", headers={"cache-control": _KEEP})


def evidentiary(request: Request) -> Response:
    """The captured bytes as they are, to be taken away and never to be opened here."""
    desk = desk_of(request)
    with desk.readings.now() as generation:
        report = the_report(generation, request.path_params["report"])
    name = f"{report.id}.{report.form}.bin"
    return Response(
        _bytes(desk, report),
        media_type="application/octet-stream",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


def the_report(generation: Generation, id_: str) -> Report:
    """The report of this id, or a sentence."""
    report = shelf.report(generation, id_)
    if report is None:
        raise HTTPException(404, f"There is no report {id_[:40]} in this record.")
    return report


def captures(desk: Desk, report: Report) -> list[Kept]:
    """Every place where these bytes were found."""
    return [kept for kept in desk.holdings().captures() if kept.custody.sha256 == report.sha256]


def orphans(desk: Desk, report: Report) -> list[Judgement]:
    """Decisions on this report whose words stand nowhere in its text now: shown as orphaned, never guessed."""
    return [
        judgement
        for judgement in desk.holdings().judgements()
        if any(s.report == report.id and span_now(s, report) is None for s in judgement.selectors)
    ]


def _cards(desk: Desk, report: Report, taken: Sequence[Taken]) -> list[Card]:
    length = max(1, len(report.text))
    ordered = sorted(taken, key=lambda one: (one.claim.evidence[0].start, one.claim.id))
    return [
        Card(one, claim_row(one.statement, desk.names), round(1000 * one.claim.evidence[0].start / length))
        for one in ordered
    ]


def _asked(request: Request, report: Report) -> tuple[int, int] | None:
    try:
        start, end = int(request.query_params["start"]), int(request.query_params["end"])
    except (KeyError, ValueError):
        return None
    return (start, end) if 0 <= start < end <= len(report.text) else None


def _bytes(desk: Desk, report: Report) -> bytes:
    return desk.holdings().capture_bytes(report.sha256)


def _printed(desk: Desk, report: Report) -> object:
    return printed(_bytes(desk, report), report.segments)


def _plain(desk: Desk, report: Report) -> str:
    try:
        return same_length(text_of(_bytes(desk, report)))
    except CampaignError as error:
        return str(error)


ROUTES = (
    Route("/sources/{report}", show, methods=["GET"]),
    Route("/sources/{report}/original", original, methods=["GET"]),
    Route("/sources/{report}/page/{number:int}", printed_page, methods=["GET"]),
    Route("/sources/{report}/bytes", evidentiary, methods=["GET"]),
)
