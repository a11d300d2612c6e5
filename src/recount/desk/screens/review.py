"""Review: is the machine right? One claim at a time, by keyboard; an ordinary decision takes one or two keys."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast, get_args

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recount.desk.acts import act, allow, field, see
from recount.desk.clerk import UNDOES
from recount.desk.desk import Desk
from recount.desk.offsets import same_length
from recount.desk.pages import address, desk_of, page, person_of
from recount.desk.people import Person
from recount.desk.reviews import Review, Verdict, agreement, missed, right
from recount.desk.screen import Screen
from recount.desk.screens import fixing
from recount.publish.evidence import claim_row
from recount.records import Report
from recount.store import casefile, queues, shelf
from recount.store.pinned import Generation
from recount.store.queues import Queue

QUEUES = {
    "doubt": "Least sure",
    "weight": "Most weight",
    "dispute": "In dispute",
    "audit": "Nothing taken",
    "second": "Second reading",
}
"""The queues in the words of the page."""
_MEANS = {
    "doubt": "Claims that count, the least surely read first.",
    "weight": "Claims that move a published number most.",
    "dispute": "Claims on which a side of a dispute rests.",
    "audit": "Sentences drawn at random from which nothing was taken. What you find here measures what is missed.",
    "second": "Claims that somebody else has read. You do not see what they found.",
}
REASONS = (
    "the report does not say this",
    "it is about something else",
    "it is no act: a headline, a plan, a rule, a condition",
    "the wrong kind of act",
    "the wrong party",
    "the wrong number, place or day",
)
"""Why a claim is wrong, by the digit that is pressed after r."""
SEED = 20140610
_AROUND = 360
"""Characters of its paragraph that stand about a sentence, at either side."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a queue is."""

    key: str
    title: str
    left: int | None


def show(request: Request) -> Response:
    """The next of a queue."""
    allow(request, "reviewer")
    desk, person = desk_of(request), person_of(request)
    queue = request.path_params.get("queue", "doubt")
    if queue not in QUEUES:
        raise HTTPException(404, f"There is no queue {queue!r}; there are {', '.join(QUEUES)}.")
    with desk.readings.now() as generation:
        if queue == "audit":
            return _audit(request, desk, person, generation)
        chosen = _next(desk, person, generation, queue)
        return _claim(request, desk, person, generation, queue, chosen)


def one(request: Request) -> Response:
    """A claim that was asked for by name."""
    allow(request, "reviewer")
    desk, person = desk_of(request), person_of(request)
    with desk.readings.now() as generation:
        return _claim(request, desk, person, generation, "doubt", request.path_params["claim"])


@act("reviewer")
def decide(request: Request, form: FormData) -> Response:
    """A verdict, and on to the next."""
    desk, person = desk_of(request), person_of(request)
    queue, subject, id_ = request.path_params["queue"], field(form, "subject"), field(form, "id")
    verdict = field(form, "verdict")
    if verdict not in get_args(Verdict) or not subject:
        raise HTTPException(400, "This form says neither what it is about nor what was found.")
    decision = None
    why = field(form, "why")
    if verdict == "wrong":
        asked = {"kind": "wrong", "why": why or REASONS[0], "targets": [subject]}
        decision = desk.clerk.take(id_, person.name, asked, f"/claims/{subject}")
    elif verdict == "duplicate":
        asked = {"kind": "same", "why": why or "the same happening", "targets": [subject, field(form, "of")]}
        decision = desk.clerk.take(id_, person.name, asked, f"/claims/{subject}")
    kept = None if decision is None else decision.id
    desk.reviews.add(id_, person.name, queue, subject, cast(Verdict, verdict), why, kept)
    if verdict == "missed":
        report, _, start, end = subject.split(":")
        return see(address(f"/sources/{report}/claim", start=start, end=end))
    return see(f"/review/{queue}")


@act("reviewer")
def undo(request: Request, form: FormData) -> Response:
    """Take back one's latest verdict, and the judgement that came of it; pressed again, the one before."""
    desk, person = desk_of(request), person_of(request)
    last = desk.reviews.last_of(person.name)
    queue = request.path_params["queue"]
    if last is None:
        return see(f"/review/{queue}")
    take_back(desk, person, last, field(form, "id") or secrets.token_hex(8))
    if last.queue == "audit":
        return see("/review/audit")
    return see(f"/review/claim/{last.subject}")


def take_back(desk: Desk, person: Person, review: Review, id_: str) -> None:
    """Undo a verdict. What waits is withdrawn; what is in the record is undone by another judgement."""
    desk.reviews.undo(review.id)
    for number, led_to in enumerate(fixing.led_to(review)):
        decision = desk.decisions.get(led_to)
        if decision is not None and not desk.clerk.withdraw(decision.id):
            asked = {"kind": "undo", "why": "taken back in review", "undoes": f"{UNDOES}{decision.id}"}
            desk.clerk.take(f"{id_}{number}", person.name, asked, decision.about)


def _next(desk: Desk, person: Person, generation: Generation, queue: str) -> str | None:
    mine = desk.reviews.done_by(person.name)
    if queue == "second":
        others = {s for s, found in desk.reviews.read().items() if any(r.who != person.name for r in found)}
        return next((s for s in sorted(others - mine) if ":" not in s and shelf.claim(generation, s)), None)
    done = mine | set(desk.reviews.read())
    return next(iter(queues.first(generation, cast(Queue, queue), done=done)), None)


def _claim(
    request: Request, desk: Desk, person: Person, generation: Generation, queue: str, id_: str | None
) -> Response:
    taken = None if id_ is None else shelf.claim(generation, id_)
    report = None if taken is None else shelf.report(generation, taken.claim.report)
    near: Sequence[casefile.Near] = ()
    if taken is not None and taken.event is not None:
        near = casefile.near(generation, taken.event, most=9)
    return page(
        request, "review.html.j2", title="Review", queue=queue, taken=taken, report=report, near=near, reasons=REASONS,
        row=None if taken is None else claim_row(taken.statement, desk.names),
        context=None if taken is None or report is None else _context(report, taken.statement.sentence_start,
                                                                     len(taken.statement.sentence)),
        noun=lambda one: desk.names.noun(one.type, one.mode), **_about(desk, person, generation),
    )  # fmt: skip


def _audit(request: Request, desk: Desk, person: Person, generation: Generation) -> Response:
    done = desk.reviews.done_by(person.name) | set(desk.reviews.read())
    silent = queues.silent(generation, seed=SEED, done=done)
    report = None if silent is None else shelf.report(generation, silent.report)
    context = None
    if silent is not None and report is not None:
        context = _context(report, silent.start, silent.end - silent.start)
    return page(
        request, "audit.html.j2", title="Review", queue="audit", silent=silent, report=report, context=context,
        **_about(desk, person, generation),
    )  # fmt: skip


def _about(desk: Desk, person: Person, generation: Generation) -> Mapping[str, Any]:
    read = desk.reviews.read()
    done = desk.reviews.done_by(person.name) | set(read)
    others = {s for s, found in read.items() if ":" not in s and any(r.who != person.name for r in found)}
    counts: dict[str, int | None] = {name: queues.left(generation, name, done=done) for name in get_args(Queue)}
    counts |= {"audit": None, "second": len(others - desk.reviews.done_by(person.name))}
    return {
        "standings": [Standing(key, title, counts[key]) for key, title in QUEUES.items()],
        "means": _MEANS,
        "agreement": agreement(read.values()),
        "missed": missed(read.values()),
        "right": right(read.values()),
        "last": desk.reviews.last_of(person.name),
        "id": secrets.token_hex(8),
        "waiting": len(desk.decisions.waiting()),
    }


def _context(report: Report, start: int, length: int) -> tuple[str, str]:
    """What stands before and after a sentence in its paragraph, so that it can be understood."""
    before = report.text[max(0, start - _AROUND) : start].rpartition("\n\n")[2]
    after = report.text[start + length : start + length + _AROUND].partition("\n\n")[0]
    return same_length(before.lstrip()), same_length(after.rstrip())


SCREEN = Screen(
    "review", "Review", "Is the machine right?", "/review",
    (
        Route("/review", show, methods=["GET"]),
        Route("/review/claim/{claim}", one, methods=["GET"]),
        *fixing.ROUTES,
        Route("/review/{queue}", show, methods=["GET"]),
        Route("/review/{queue}", decide, methods=["POST"]),
        Route("/review/{queue}/undo", undo, methods=["POST"]),
    ),
    key_letter="r",
)  # fmt: skip
