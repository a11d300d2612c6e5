"""Several places told in one breath: "10 times in Iraq and three times in Syria" are two tallies, "left Qaim on 19 May
and K-1 on 29 May" two events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recount.extract.drafts import Draft
from recount.extract.figures import HAPPENINGS
from recount.extract.frame import Frame
from recount.extract.quantities import QuantityMention
from recount.extract.when import When
from recount.extract.where import Where
from recount.records import Place, Span

_FAR = 22
"""Characters between a count and the place where it was counted."""


def by_day(draft: Draft, frame: Frame) -> list[Draft]:
    """ "Withdrew from Qaim on May 19, from Qayyarah on May 26": an event for each place that has a day of its own."""
    if draft.kind != "event" or draft.quantity or draft.type not in _MOVES:
        return [draft]
    after = Span(draft.trigger.end, max(draft.trigger.end, draft.span.end))
    spots = [(p.span, p) for p in frame.document.places_of(after) if p.span is not None]
    days = [(m.span, m.time) for m in frame.document.times_of(after) if m.time.precision in ("day", "unresolved")]
    if len(spots) < 2 or len(spots) != len(days):
        return [draft]
    text = frame.document.text
    pairs = list(zip(spots, days, strict=True))
    ends = [draft.trigger.end, *(day.end for _, (day, _) in pairs)]
    leads = [text[end : spot.start] for end, ((spot, _), _) in zip(ends, pairs, strict=False)]
    gaps = [text[spot.end : day.start] for (spot, _), (day, _) in pairs]
    if not all(len(words.split()) <= _FEW for words in (*leads, *gaps)):
        return [draft]
    made = []
    for n, ((spot, place), (day, time)) in enumerate(pairs):
        span = Span(draft.span.start if n == 0 else spot.start, day.end)
        where, when = Where((place,), "own", "place of its own day"), When(time, "own", "day of its own place")
        made.append(replace(draft, trigger=draft.trigger if n == 0 else spot, span=span, where=where, when=when))
    return made


_MOVES = frozenset({"RETREAT", "TERRITORY", "MOBILIZE", "ASSAULT", "CONSULT"})
_FEW = 4
"""Words between a place and its day: "in the south on"."""


def by_place(draft: Draft, frame: Frame) -> list[Draft]:
    """One tally for each count of happenings that has its own place; the first keeps what else is told, and a sum
    before them ("165 attacks: 66 in Iraq, 98 in Syria") stays whole."""
    counts = [f for f in frame.figures if f.quantity in draft.quantity and f.quantity.measure in HAPPENINGS]
    if draft.kind != "tally" or len(counts) < 2 or len({f.quantity.measure for f in counts}) > 1:
        return [draft]
    placed = [(f, _own(f, frame)) for f in counts]
    if _sums_up(counts) and all(p is not None for _, p in placed[1:]):
        parts = [_part(draft, placed, n, ()) for n in range(1, len(placed))]
        return [_without(draft, counts[1:]), *parts]
    if len({p.id or p.words for _, p in placed if p is not None}) < len(counts):
        return [draft]
    others = tuple(q for q in draft.quantity if all(q is not f.quantity for f in counts))
    return [_part(draft, placed, n, others if n == 0 else ()) for n in range(len(placed))]


def _sums_up(counts: Sequence[QuantityMention]) -> bool:
    """Whether the first count is about the sum of the others, or more where only some of its parts are told."""
    whole = counts[0].quantity.value
    parts = [f.quantity.value or 0 for f in counts[1:]]
    return len(parts) > 1 and whole is not None and max(parts) < whole and sum(parts) <= whole * 1.1


def _without(draft: Draft, counts: Sequence[QuantityMention]) -> Draft:
    """The draft without the counts that have tallies of their own, nor the places that they stand at."""
    first = min(f.span.start for f in counts)
    places = tuple(p for p in draft.where.places if p.span is None or p.span.start < first)
    where = replace(draft.where, places=places) if places else Where((), "none", "no place of the whole")
    quantity = tuple(q for q in draft.quantity if all(q != f.quantity for f in counts))
    return replace(draft, quantity=quantity, where=where)


def _own(figure: QuantityMention, frame: Frame) -> Place | None:
    near = frame.document.places_of(Span(figure.span.end, min(figure.span.end + _FAR * 2, frame.sentence.span.end)))
    return next((p for p in near if p.span is not None and p.span.start - figure.span.end <= _FAR), None)


def _part(
    draft: Draft, placed: Sequence[tuple[QuantityMention, Place | None]], n: int, others: tuple[object, ...]
) -> Draft:
    figure, place = placed[n]
    assert place is not None
    start = draft.span.start if n == 0 else figure.span.start
    end = placed[n + 1][0].span.start if n + 1 < len(placed) else draft.span.end
    trigger = draft.trigger if n == 0 else figure.span
    end = max(end, trigger.end)
    quantity = tuple(q for q in draft.quantity if q == figure.quantity or q in others)
    where = Where((place,), "own", f"place of its own count: {place.words}")
    return replace(draft, trigger=trigger, span=Span(start, end), quantity=quantity, where=where)
