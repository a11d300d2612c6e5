"""Releases: what was published, when, whether it still is what it was, and what a later one says otherwise."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from recount.desk.pages import desk_of, page
from recount.publish.releases import broken_files, changes, corrected, in_words, sentence
from recount.records import CampaignError
from recount.records.codec import from_json
from recount.records.release import Change, ReleaseCard
from recount.store.releases import Listed, Releases

SHOWN = 200
"""Differences of one sort that a page tells; `recount diff` gives all of them."""
SORTS = {"number": "Numbers", "event": "Events", "claim": "Statements", "source": "Sources"}
_TYPES = {
    ".html": "text/html", ".md": "text/markdown", ".svg": "image/svg+xml", ".csv": "text/csv",
    ".pdf": "application/pdf", ".json": "application/json", ".jsonl": "application/jsonl",
}  # fmt: skip


def releases_of(request: Request) -> Releases:
    """The releases of this desk's campaign."""
    return Releases(desk_of(request).campaign)


def described(kept: Releases) -> list[tuple[Listed, ReleaseCard | None]]:
    """Every release, the latest first, with what it says of itself; `None` where its card cannot be read any more."""
    return [(one, _card(kept.path(one.number))) for one in reversed(kept.listed())]


def show(request: Request) -> Response:
    """One release: its facts, its files, and, where it is asked for, whether each still has its hash."""
    kept = releases_of(request)
    one, folder = _found(request, kept, "number")
    checked = list(broken_files(folder, one.sha256)) if request.query_params.get("check") else None
    return page(
        request, "release.html.j2", title=f"Release {one.number}", one=one, card=_card(folder), in_words=in_words,
        files=_files(folder), checked=checked, others=[other.number for other in kept.listed() if other != one],
    )  # fmt: skip


def take(request: Request) -> Response:
    """A file of a release, as it was frozen. Only what its own list names is handed out, and only to be kept: shown
    here, its page would stand under the desk's own address."""
    _, folder = _found(request, releases_of(request), "number")
    path = request.path_params["path"]
    if path not in dict(_files(folder)):
        raise HTTPException(404, "This release names no such file.")
    name = f"release-{folder.name}-{Path(path).name}"
    return FileResponse(
        folder / path, media_type=_TYPES.get(Path(path).suffix, "application/octet-stream"), filename=name
    )


def compare(request: Request) -> Response:
    """How a release differs from another, in words, sort by sort."""
    kept = releases_of(request)
    after, later = _found(request, kept, "number")
    before, earlier = _found(request, kept, "other")
    found = changes(earlier, later)
    return page(
        request, "release_compared.html.j2", title=f"Release {after.number} against {before.number}", before=before,
        after=after, sorts=[_sort(what, title, found) for what, title in SORTS.items()], told=told,
    )  # fmt: skip


def errata(request: Request) -> Response:
    """What each release says otherwise than the one before it."""
    kept = releases_of(request)
    pairs = [
        (before, after, corrected(changes(kept.path(before.number), kept.path(after.number))))
        for before, after in pairwise(kept.listed())
    ]
    return page(
        request,
        "errata.html.j2",
        title="Errata",
        pairs=pairs[::-1],
        none=not kept.listed(),
        sentence=sentence,
        most=SHOWN,
    )


def told(change: Change) -> str:
    """A difference as a sentence. Of statements and sources, whose every field is compared, the words are enough here;
    the rows of `recount diff` have all of it."""
    if change.what == "claim":
        words = {"added": "is new", "removed": "is gone"}.get(change.change, "is read otherwise")
        return f"“{_quote(change.after or change.before)}” {words}."
    if change.what == "source":
        words = {"added": "is new", "removed": "is gone"}.get(change.change, "is described otherwise")
        return f"{change.name} {words}."
    return sentence(change)


def _quote(record: str | None) -> str:
    try:
        return str(json.loads(record or "")["evidence"][0]["quote"])
    except (ValueError, KeyError, IndexError, TypeError):
        return "A statement"


def _sort(what: str, title: str, found: Sequence[Change]) -> tuple[str, list[tuple[str, int]], list[Change], int]:
    """A sort of difference: its title, how many of each kind, those that are shown, and how many are not."""
    mine = [change for change in found if change.what == what]
    kinds = [(kind, sum(change.change == kind for change in mine)) for kind in ("added", "removed", "changed")]
    return title, [(kind, number) for kind, number in kinds if number], mine[:SHOWN], max(0, len(mine) - SHOWN)


def _found(request: Request, kept: Releases, name: str) -> tuple[Listed, Path]:
    number = request.path_params[name]
    one = next((one for one in kept.listed() if one.number == number), None)
    if one is None:
        raise HTTPException(404, f"There is no release {number} of this campaign.")
    return one, kept.path(number)


def _card(folder: Path) -> ReleaseCard | None:
    try:
        return from_json(ReleaseCard, (folder / "release.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _files(folder: Path) -> list[tuple[str, int]]:
    """What the release names, with the size of each in bytes, and the list itself."""
    try:
        named = [str(row["path"]) for row in json.loads((folder / "datapackage.json").read_bytes())["resources"]]
        inside = folder.resolve()
        there = [
            path for path in named if (folder / path).resolve().is_relative_to(inside) and (folder / path).is_file()
        ]
        return [(path, (folder / path).stat().st_size) for path in (*there, "datapackage.json")]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CampaignError(f"What release {folder.name} holds cannot be read ({type(error).__name__}).") from error


ROUTES = (
    Route("/reports/released/errata", errata, methods=["GET"]),
    Route("/reports/released/{number:int}", show, methods=["GET"]),
    Route("/reports/released/{number:int}/against/{other:int}", compare, methods=["GET"]),
    Route("/reports/released/{number:int}/file/{path:path}", take, methods=["GET"]),
)
