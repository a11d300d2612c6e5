"""Drafts of what stands and of what moved: levels, roles, statuses and trends of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from recount.extract.attribution import attribution_of
from recount.extract.drafts import NOBODY, Draft
from recount.extract.frame import Frame
from recount.extract.levels import is_level, level_type, role_in
from recount.extract.modality import modality_of
from recount.extract.parties import Parties
from recount.extract.splitting import clause_of
from recount.extract.trends import Movement
from recount.extract.triggers import Trigger
from recount.extract.when import when_of
from recount.extract.where import own_place
from recount.records import Quantity, Span


def levels(
    frame: Frame, triggers: Sequence[Trigger], status: tuple[Span, str] | None, apart: Sequence[Span] = ()
) -> list[Draft]:
    drafts = [
        standing(frame, level_type(f), f.span, (f.quantity,), f"stock of {f.quantity.measure}")
        for f in frame.figures
        if is_level(f) and not any(span.holds(f.span) for span in apart)
    ]
    taken = [*(d.trigger for d in drafts), *(t.span for t in triggers)]
    role = role_in(frame.sentence, taken)
    if role is not None:
        drafts.append(standing(frame, "role", role, (), "role of a force"))
    if status is not None:
        drafts.append(standing(frame, "status", status[0], (), f"status: {status[1]}"))
    return distinct(drafts)


def standing(frame: Frame, type_: str, trigger: Span, quantity: tuple[Quantity, ...], reason: str) -> Draft:
    span = clause_of(frame.clauses, trigger.start).span
    span = Span(min(span.start, trigger.start), max(span.end, trigger.end))
    holders = tuple(m for m in frame.document.actors_of(span) if m.span and abs(m.span.start - trigger.start) < 90)[:1]
    return Draft(
        kind="level",
        type=type_,
        mode=None,
        trigger=trigger,
        span=span,
        sentence=frame.sentence,
        reading=modality_of(trigger, frame.sentence, frame.document),
        parties=Parties(holders, ()),
        where=own_place(span, trigger, frame.sentence, frame.document),
        when=when_of(span, frame.sentence, frame.document, None, past=False),
        quantity=quantity,
        instrument=(),
        attribution=attribution_of(trigger, frame.attributions),
        reasons=(reason,),
    )


def movements(frame: Frame, moved: Sequence[Movement]) -> list[Draft]:
    made = []
    for movement in moved:
        draft = standing(frame, movement.measure, movement.span, (), f"movement: {movement.words}")
        if draft.reading.becomes != "event" or draft.reading.modality != "actual" or _to_come(frame, movement.span):
            continue
        made.append(replace(draft, kind="trend", direction=movement.direction, parties=NOBODY))
    return made


_TO_COME = re.compile(
    r"\b(?:(?:expected|set|likely|due|planned|scheduled|hoped|meant) to|will|would|to)"
    r"\s\w+\s(?:an? |the |any |further )*$"
)


def _to_come(frame: Frame, span: Span) -> bool:
    """ "expected to formalise a reduction": a movement that is yet to be."""
    return _TO_COME.search(frame.sentence.text[: span.start - frame.sentence.span.start]) is not None


def distinct(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts of one kind and type must not begin with the same span, since ids are made of it: each is narrowed."""
    seen: dict[tuple[str, str | None, Span], int] = {}
    for draft in drafts:
        key = (draft.kind, draft.type, draft.span)
        seen[key] = seen.get(key, 0) + 1
    return [_narrowed(draft, drafts) if seen[(draft.kind, draft.type, draft.span)] > 1 else draft for draft in drafts]


def _narrowed(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """The part of the clause from the end of the draft before to the start of the one after it."""
    alike = sorted(
        (d for d in drafts if (d.kind, d.type, d.span) == (draft.kind, draft.type, draft.span)), key=lambda d: d.trigger
    )
    at = alike.index(draft)
    start = draft.span.start if at == 0 else alike[at - 1].trigger.end
    end = draft.span.end if at == len(alike) - 1 else alike[at + 1].trigger.start
    text, base = draft.sentence.text, draft.sentence.span.start
    while start < end and not text[start - base].isalnum():
        start += 1
    while end > start and text[end - 1 - base].isspace():
        end -= 1
    return replace(draft, span=Span(start, max(end, draft.trigger.end)))
