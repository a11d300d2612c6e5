"""When it happened: the clause's own time, else the sentence's, else carried over, else bounded by publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from recount.extract.syntax import Document, Sentence
from recount.records import Span, Time
from recount.words.dates import TimeMention

_FINE = ("minute", "hour", "day")
_LONG = ("month", "season", "quarter", "year")


@dataclass(frozen=True, slots=True)
class When:
    """A time and where it came from: own (the clause), sentence, carried, publication or none."""

    time: Time | None
    origin: str
    reason: str


def when_of(clause: Span, sentence: Sentence, document: Document, carried: Time | None, *, past: bool) -> When:
    """The time of a happening in `clause`. `carried` is the time that the segment last gave; `past` is whether the
    happening is said to have been, so that publication bounds it from above."""
    own = best_time(document.times_of(clause))
    if own is not None:
        return When(own.time, "own", f"time in the clause: {own.time.words}")
    near = best_time(document.times_of(sentence.span))
    if near is not None and near.time.resolved:
        return When(near.time, "sentence", f"time in the sentence: {near.time.words}")
    if carried is not None:
        return When(carried, "carried", f"time carried from before: {carried.words}")
    if past:
        bound = published_bound(document)
        if bound is not None:
            return When(bound, "publication", "no time given: before publication")
    return When(None, "none", "no time given")


def best_time(mentions: list[TimeMention]) -> TimeMention | None:
    """The mention that dates a happening: a day before a longer stretch, a point before a duration, then the first."""
    usable = [m for m in mentions if m.kind != "set" and (m.kind == "point" or m.time.resolved)]
    if not usable:
        return None
    return min(
        usable, key=lambda m: (not m.time.resolved, m.kind != "point", m.time.precision not in _FINE, m.span.start)
    )


def published_bound(document: Document) -> Time | None:
    """Open start, end on the day after publication: all that can be said of an undated past happening."""
    published = document.report.published.date
    if published is None:
        return None
    try:
        after = date.fromisoformat(published) + timedelta(days=1)
    except ValueError:
        return None
    return Time(start=None, end=after.isoformat(), precision="range", words=None)


def days_of(time: Time | None) -> float | None:
    """How many days a time spans; `None` where a bound is open or unknown."""
    if time is None or time.start is None or time.end is None:
        return None
    try:
        first, last = date.fromisoformat(time.start[:10]), date.fromisoformat(time.end[:10])
    except ValueError:
        return None
    return max((last - first).days, 0 if "T" in time.start else 1)


def is_period(time: Time | None) -> bool:
    """Whether a time is a stretch over which one counts: a month or longer, over nine days, or open towards now."""
    if time is None or not (time.words or ""):
        return False
    if time.precision in _LONG:
        return True
    days = days_of(time)
    if days is not None:
        return days > 9
    words = (time.words or "").casefold()
    return words.startswith(("since", "over the", "during the past", "in recent", "from ")) or (
        time.start is not None and time.end is None and not words.startswith("after")
    )
