"""What a sentence leaves to the next one: whom and which deed it told of, when and where."""

from __future__ import annotations

from dataclasses import replace

from recount.extract.answers import is_deed
from recount.extract.clock import last_day
from recount.extract.coding import Coded
from recount.extract.drafts import Draft
from recount.extract.frame import Carried
from recount.extract.syntax import Document
from recount.extract.when import days_of
from recount.extract.where import setting

_MONTH = 31
"""Days of the longest time that is carried to the next sentence."""


_DEEDS = frozenset({"ASSAULT", "TERRITORY", "COERCE", "RETREAT", "MOBILIZE", "PROTEST"})
"""What moves a narrative on: its day is the story's day."""


_FOUGHT_OVER = frozenset({"ASSAULT", "TERRITORY", "COERCE"})
"""What a next sentence is likely to stay in the place of."""


_CARRIES = 2
"""Sentences over which a day is carried; beyond it a report has mostly moved on."""


def carry(carried: Carried, coded: Coded, document: Document) -> Carried:
    """What a sentence leaves to the next one of its segment."""
    if carried.segment != coded.sentence.segment:
        carried = Carried(segment=coded.sentence.segment, deed=carried.deed, day=carried.day, count=carried.count)
    told = next((d for d in reversed(coded.drafts) if is_deed(d) and not d.rests), None)
    count = next((d for d in reversed(coded.drafts) if d.kind in ("event", "tally") and _is_counted(d)), carried.count)
    carried = replace(carried, subject=coded.subject, deed=told or carried.deed, count=count)
    if coded.sentence.index - carried.sentence > _CARRIES:
        carried = replace(carried, time=None)
    carried = replace(carried, places=setting(coded.sentence, document) or carried.places)
    for draft in coded.drafts:
        if draft.kind not in ("event", "tally"):
            continue
        if draft.type not in _DEEDS:
            continue
        if draft.when.origin in ("own", "sentence") and last_day(draft.when.time) is not None:
            carried = replace(carried, day=draft.when.time)
        if draft.when.origin in ("own", "sentence") and (days_of(draft.when.time) or _MONTH + 1) <= _MONTH:
            counted = draft.kind == "tally" and (days_of(draft.when.time) or 0) > 1
            carried = replace(carried, time=draft.when.time, sentence=coded.sentence.index, counted=counted)
        fixed = draft.type in _FOUGHT_OVER and draft.where.origin in ("own", "again", "sentence")
        if fixed and draft.where.places[0].precision not in ("country", "region"):
            carried = replace(carried, places=draft.where.places[:1])
    return carried


def _is_counted(draft: Draft) -> bool:
    return bool(draft.quantity) and draft.quantity[0].value is not None
