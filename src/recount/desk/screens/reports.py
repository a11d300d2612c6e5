"""Reports: can I publish this, and defend every number?"""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from recount.desk.pages import desk_of, environment, page
from recount.desk.reporting import led_on
from recount.desk.screen import Screen
from recount.desk.screens.released import ROUTES as RELEASED
from recount.desk.screens.released import described, releases_of
from recount.publish import FORMS, ReportForm, chosen, render
from recount.records import UsageError
from recount.records.publication import Quarter, QuarterReport
from recount.store import calendar

_ROWS = 60
"""Rows of a number that are shown with their sentences."""
_TYPES = {
    "html": "text/html", "md": "text/markdown", "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip


def show(request: Request) -> Response:
    """Which periods there are to report on."""
    query = request.query_params
    if query.get("quarter") or query.get("first"):
        try:
            period = chosen(
                quarter=query.get("quarter") or None, first=query.get("first") or None, last=query.get("last") or None
            )
        except UsageError as error:
            return _list(request, amiss=str(error))
        return RedirectResponse(f"/reports/{_name(period, query.get('quarter'))}", 303)
    return _list(request)


def report(request: Request) -> Response:
    """One report: its sections as they are published, its numbers opening here."""
    period, made = _made(request)
    base = f"/reports/{request.path_params['period']}"
    macros = environment().get_template("blocks.html.j2").module
    rows, cited = {row.key: row for row in made.rows}, {source.id: source for source in made.cited}
    parts = [
        (section, led_on("".join(str(macros.block(it, rows, cited)) for it in section.blocks), base))  # type: ignore[attr-defined]
        for section in made.sections
    ]
    return page(
        request, "report_page.html.j2", title=f"{made.quarter.label}. {made.theatre}", made=made, parts=parts,
        base=base, period=period, forms=FORMS,
    )  # fmt: skip


def number(request: Request) -> Response:
    """One number: its counting rule, its rows, their sentences."""
    _, made = _made(request)
    key = request.path_params["key"]
    counted = next((one for one in made.counted if one.key == key), None)
    if counted is None:
        raise HTTPException(404, "This report has no such number.")
    rows = {row.key: row for row in made.rows}
    behind = [rows[key] for key in counted.rows if key in rows]
    return page(
        request, "number.html.j2", title="What this number rests on", counted=counted, behind=behind[:_ROWS],
        more=len(behind) - _ROWS, cited={source.id: source for source in made.cited},
        base=f"/reports/{request.path_params['period']}",
    )  # fmt: skip


def take(request: Request) -> Response:
    """The report as a file, as it is published: private names are withheld in it."""
    _, made = _made(request)
    form: ReportForm = request.path_params["form"]
    if form not in FORMS:
        raise HTTPException(404, f"Reports are written as {', '.join(FORMS)}.")
    name = f"recount-{request.path_params['period']}.{form}"
    return Response(
        render(made, form), media_type=_TYPES.get(form, "application/octet-stream"),
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )  # fmt: skip


def _list(request: Request, amiss: str = "") -> Response:
    desk = desk_of(request)
    with desk.readings.now() as generation:
        quarters = calendar.quarters(generation)
    most = max((count for _, count in quarters), default=1)
    return page(
        request, "reports.html.j2", title="Reports", status=400 if amiss else 200, quarters=quarters, most=most,
        amiss=amiss, releases=described(releases_of(request)),
    )  # fmt: skip


def _made(request: Request) -> tuple[Quarter, QuarterReport]:
    desk = desk_of(request)
    words = request.path_params["period"]
    first, _, last = words.partition("_")
    period = chosen(quarter=None, first=first, last=last) if last else chosen(quarter=words, first=None, last=None)
    with desk.readings.now() as generation:
        return period, desk.reports.of(generation, period)


def _name(period: Quarter, quarter: str | None) -> str:
    """How an address names a period: its label, or its first and last day."""
    return period.label if quarter else period.label.replace(" to ", "_")


SCREEN = Screen(
    "reports", "Reports", "Can I publish this, and defend every number?", "/reports",
    (
        Route("/reports", show, methods=["GET"]),
        *RELEASED,
        Route("/reports/{period}", report, methods=["GET"]),
        Route("/reports/{period}/number/{key}", number, methods=["GET"]),
        Route("/reports/{period}/as/{form}", take, methods=["GET"]),
    ),
    key_letter="p",
)  # fmt: skip
