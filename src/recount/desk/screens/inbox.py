"""Inbox: what came in, what failed, what needs me? And the jobs that bring more in."""

from __future__ import annotations

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from recount.desk.acts import act, field, see
from recount.desk.desk import Desk
from recount.desk.pages import desk_of, page, person_of
from recount.desk.screen import Screen
from recount.records import CampaignError
from recount.store import queues, shelf
from recount.store.pinned import Generation


def show(request: Request) -> Response:
    """What the campaign holds, what came of the last builds, and what waits for a person."""
    desk = desk_of(request)
    try:
        with desk.readings.now() as generation:
            held = _held(desk, generation)
    except CampaignError:  # nothing was ever published: the way in stands open all the same
        held = None
    return page(
        request, "inbox.html.j2", title="Inbox", held=held, jobs=desk.jobs.all()[:20],
        runs=list(desk.campaign.runs())[::-1][:8], skips=desk.holdings().skips(), folders=desk.folders,
        waiting=desk.decisions.waiting(), refused=[d for d in desk.decisions.all() if d.state == "refused"],
        obstacle=desk.clerk.obstacle,
    )  # fmt: skip


def _held(desk: Desk, generation: Generation) -> dict[str, object]:
    done = set(desk.reviews.read())
    latest, total = shelf.listed(generation, shelf.Narrowed(), most=8)
    return {
        "rows": generation.manifest["rows"],
        "number": generation.number,
        "made": generation.manifest.get("made", ""),
        "latest": latest,
        "total": total,
        "unread": shelf.listed(generation, shelf.Narrowed(unread=True), most=1)[1],
        "silent": shelf.listed(generation, shelf.Narrowed(silent=True), most=1)[1],
        "disputes": queues.left(generation, "dispute", done=done),
    }


@act("owner")
def upload(request: Request, form: FormData) -> Response:
    """Files from the browser into the campaign."""
    desk, person = desk_of(request), person_of(request)
    files = [(f.filename or "unnamed", f.file) for f in form.getlist("files") if isinstance(f, UploadFile) and f.size]
    if not files:
        raise HTTPException(400, "Choose at least one file that is not empty.")
    job = desk.jobs.upload(person.name, files)
    desk.audit.note(person.name, f"added {len(files)} files", f"/jobs/{job}")
    return see(f"/jobs/{job}")


@act("owner")
def add_folder(request: Request, form: FormData) -> Response:
    """One of the folders that were named when the desk was started. Nothing else can be named from here."""
    desk, person = desk_of(request), person_of(request)
    try:
        path = desk.folders[int(field(form, "folder"))]
    except (ValueError, IndexError):
        raise HTTPException(400, "Folders to add from are named when the desk is started, with --folder.") from None
    job = desk.jobs.folder(person.name, path)
    desk.audit.note(person.name, "added a folder", f"/jobs/{job}")
    return see(f"/jobs/{job}")


@act("owner")
def add_feed(request: Request, form: FormData) -> Response:
    """The feed at an address that was typed. The job fetches it; whether it may be asked is decided there."""
    desk, person = desk_of(request), person_of(request)
    address = field(form, "address").strip()
    if not address.startswith(("http://", "https://")) or len(address) > _LONGEST_ADDRESS:
        raise HTTPException(400, "Type the address of a feed (RSS or Atom), beginning with https://.")
    job = desk.jobs.feed(person.name, address)
    desk.audit.note(person.name, "added a feed", f"/jobs/{job}")
    return see(f"/jobs/{job}")


_LONGEST_ADDRESS = 2000


def job(request: Request) -> Response:
    """One job."""
    found = desk_of(request).jobs.get(request.path_params["job"])
    if found is None:
        raise HTTPException(404, "This desk has no such job.")
    return page(request, "job.html.j2", title="A job", job=found)


def job_state(request: Request) -> Response:
    """How far a job has come, for pages that wait."""
    found = desk_of(request).jobs.get(request.path_params["job"])
    if found is None:
        return JSONResponse({"state": "unknown"}, 404)
    return JSONResponse({"state": found.state, "stage": found.stage, "done": found.done, "total": found.total})


@act("owner")
def stop(request: Request, _form: FormData) -> Response:
    """Stop a job."""
    return _told(request, "stopped a job")


@act("owner")
def go_on(request: Request, _form: FormData) -> Response:
    """Go on with a stopped job."""
    return _told(request, "resumed a job")


def _told(request: Request, did: str) -> Response:
    desk, id_ = desk_of(request), request.path_params["job"]
    if desk.jobs.get(id_) is None:
        raise HTTPException(404, "This desk has no such job.")
    (desk.jobs.stop if did.startswith("stopped") else desk.jobs.go_on)(id_)
    desk.audit.note(person_of(request).name, did, f"/jobs/{id_}")
    return see(f"/jobs/{id_}")


SCREEN = Screen(
    "inbox", "Inbox", "What came in, what failed, what needs me?", "/",
    (
        Route("/", show, methods=["GET"]),
        Route("/inbox/upload", upload, methods=["POST"]),
        Route("/inbox/folder", add_folder, methods=["POST"]),
        Route("/inbox/feed", add_feed, methods=["POST"]),
        Route("/jobs/{job}", job, methods=["GET"]),
        Route("/jobs/{job}/state", job_state, methods=["GET"]),
        Route("/jobs/{job}/stop", stop, methods=["POST"]),
        Route("/jobs/{job}/resume", go_on, methods=["POST"]),
    ),
    key_letter="i",
)  # fmt: skip
