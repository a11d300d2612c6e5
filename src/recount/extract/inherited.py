"""What a happening takes over from the sentences before it: the day and the place of the deed told last."""

from __future__ import annotations

from collections.abc import Sequence

from recount.extract.answers import REACH
from recount.extract.attribution import Attribution
from recount.extract.drafts import Draft
from recount.extract.figures import HARMS
from recount.extract.frame import Frame
from recount.extract.parties import Parties
from recount.extract.quantities import QuantityMention
from recount.extract.syntax import Sentence
from recount.extract.triggers import Trigger
from recount.extract.when import When, days_of, is_proclaimed
from recount.extract.where import Where, where_of
from recount.records import Kind, Span, Time


def is_told_again(head: Trigger, figures: Sequence[QuantityMention], where: Where) -> bool:
    """A toll that names no place of its own ("about 100 attackers were killed") is that of the blow told before."""
    harmed = any(f.quantity.measure in HARMS for f in figures)
    return head.entry.type == "ASSAULT" and harmed and where.origin not in ("own", "sentence")


def with_deed(frame: Frame, when: When) -> When:
    """The time of the blow told shortly before."""
    deed = frame.carried.deed
    if deed is None or not has_near(deed, frame.sentence) or days_of(deed.when.time) is None:
        return when
    return When(deed.when.time, "carried", "time of the deed told before")


def has_near(deed: Draft | None, sentence: Sentence) -> bool:
    return deed is not None and sentence.index - deed.sentence.index <= REACH


def dates_itself(head: Trigger, speech: Attribution | None, *, past: bool) -> bool:
    """Whether the day beside the verb of speech is that of the happening too: "had threatened last week to strike" is
    itself what was said, and a victory comes about by being declared; but not one that is yet to come."""
    if speech is not None and speech.cue.overlaps(head.span):
        return True
    return past and head.entry.type in _PERFORMED and is_proclaimed(speech)


_PERFORMED = frozenset({"TERRITORY", "RETREAT", "AGREE", "SANCTION"})
"""What comes about by being announced."""


def stays_put(head: Trigger, kind: Kind, parties: Parties, frame: Frame) -> bool:
    """Whether a happening without a place of its own is likely where the one before was: a deed, and no count of
    many deeds, which no one town need hold, or talk of the wider campaign, unless it is that of "these fighters"."""
    tree = frame.sentence.tree
    heads = [at for m in parties.actor if m.span is not None and (at := tree.top(m.span)) is not None]
    pointing = any(tree.words[d].text.casefold() in _POINTING for at in heads for d in tree.children(at, "det"))
    return head.entry.type in ("ASSAULT", "TERRITORY", "COERCE") and (kind == "event" or (kind == "tally" and pointing))


_POINTING = frozenset({"these", "those"})


def goes_with_tally(frame: Frame) -> bool:
    """Whether the deed told last, close by in the body, was several together: a bare toll is then theirs."""
    deed = frame.carried.deed
    if deed is None or deed.kind != "tally" or "title" in (deed.sentence.segment_kind, frame.sentence.segment_kind):
        return False
    return frame.sentence.index - deed.sentence.index <= _NEAR_TALLY


_NEAR_TALLY = 4
"""Sentences over which a bare toll goes with the tally before it."""


def carried_time(frame: Frame) -> Time | None:
    return frame.carried.time if frame.carried.segment == frame.sentence.segment else None


def where_told(frame: Frame, span: Span, trigger: Span) -> Where:
    carried = frame.carried.places if frame.carried.segment == frame.sentence.segment else ()
    return where_of(span, trigger, frame.sentence, frame.document, carried)
